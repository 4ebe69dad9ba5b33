"""Whether a figure is told as a profit or as a loss by the words right beside it, whatever its measure is called.

In: a line and a figure. Out: a word. Never: a measure; a choice. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["LOSS", "PROFIT", "outcome"]

LOSS, PROFIT = "loss", "profit"
_SORT = r"(?:(?:net|operating|pre-?tax|after-tax|quarterly|annual|full-year|first-half|interim|recurring) )*"
_HEDGED = r"(?:(?:about|around|nearly|almost|approximately|roughly|over|more than|up to|just|only|an?|some) )*"
_MOVED = (
    r"(?:(?:in|for|the|a|year|quarter|period|earlier|ago|which|that|had|has|been|was|were|is|are"
    r"|narrowed|widened|shrank|grew|fell|rose|came|it) )*"
)
#: What stands right behind a figure, and right before it, by language.
_BEHIND = {
    "en": re.compile(rf"\s?(?:in |of )?{_SORT}(?:(?P<loss>loss(?:es)?)|(?P<profit>profits?))\b(?! (?:per|a) )"),
    "ja": re.compile(r"(?:以上|超|余り|あまり|強|弱)?(?:の|という)(?:最終|営業|経常|純)?(?:(?P<loss>赤字|損失|欠損)|(?P<profit>黒字))"),
    "ko": re.compile(r"\s?(?:이상|가량|규모)?(?:의)? ?(?:영업|순|당기순)?(?:(?P<loss>적자|손실)|(?P<profit>흑자))"),
}
_AHEAD = {
    "en": re.compile(
        rf"\b(?:(?P<loss>loss(?:es)?)|(?P<profit>profits?)) {_MOVED}(?:of|to|at|was|were|is|from) {_HEDGED}$"
        rf"|\b(?P<lost>lost|loses?|losing) {_HEDGED}$"
        rf"|\b(?:vs\.?|versus|against) {_HEDGED}(?:(?P<loss2>loss(?:es)?)|(?P<profit2>profits?)) (?:of )?{_HEDGED}$"
    ),
    "ja": re.compile(r"(?:(?P<loss>赤字|損失)|(?P<profit>黒字))(?:額|幅)?(?:は|が|で|を|、|の|約)*$"),
    "ko": re.compile(r"(?:(?P<loss>적자|손실)|(?P<profit>흑자))(?:액|폭|규모)?(?:은|는|이|가|을|를| |약)*$"),
}
#: Characters beside a figure in which such words stand.
_REACH = 60


def outcome(line: Line, figure: Mention) -> str | None:
    """Return whether a figure is told as a profit or as a loss: "loss" of 「31億円の赤字」, None where no word beside it says so.

    Args:
        line: The line.
        figure: The figure.
    """
    a, b = figure.start - line.start, figure.end - line.start
    told = _BEHIND[line.language].match(line.low, b, b + _REACH) or _AHEAD[line.language].search(line.low, max(a - _REACH, 0), a)
    if told is None:
        return None
    return PROFIT if str(told.lastgroup).startswith(PROFIT) else LOSS
