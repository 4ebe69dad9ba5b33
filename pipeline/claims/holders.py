"""Which people may hold the share that a figure tells: those beside deeds of holders, in lists of them, or right before the figure.

In: the scene of a document, a line, a figure. Out: people who are offered as its subject. Never: a choice between them. Part of the room of
claims.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from pipeline.claims.context import Line, Scene
from pipeline.claims.deed_kinds import deed_kinds
from pipeline.records import Mention

__all__ = ["holders"]

#: Deeds of those who hold or sell shares, who may be people.
_HOLDING = ("holds", "sells")
#: Most people of a line who are offered.
_PEOPLE = 6
#: Words that stand for a person named before.
_ONE = {
    "en": re.compile(r"\b(?:he|she|his|her)\b"),
    "ja": re.compile(r"同氏|同会長|同社長|彼"),
    "ko": re.compile(r"(?:^|\s)(?:그[는가의]|[가-힣] (?:회장|대표))"),
}
#: What stands between a person and a share right behind: a title, a bracket or colon, "has".
_HAS = re.compile(
    r"\s?(?:さん|氏|様|대표|회장|이사|사장)?[*_]{0,2}\s{0,4}(?:[(（:：–—-]\s?)?(?:持ち?株比率|지분율?)?[がはも이가은는]?\s{0,2}"
    r"(?:still )?(?:(?:has|had|have|will have|is left with) )?(?:about |約|약 )?"
)
#: How far behind a person a share may begin, in characters: no title with brackets and words of holding is longer.
_REACH = 32


def holders(told: Scene, line: Line, figure: Mention, listed: str) -> list[str]:
    """Return the people who may hold the share that a figure tells.

    Args:
        told: The scene.
        line: The line.
        figure: The figure; of one that is no share nobody is offered.
        listed: Of what list it is, as `deals.roll` says.
    """
    if figure.label != "PERCENT":
        return []
    named = [m for m in line.mentions if m.label == "PERSON" and m.entity_id]
    done = any(f"did:{kind}" in name for name in deed_kinds(line, figure) for kind in _HOLDING)
    if not done and listed != "holders":
        near = next((m for m in reversed(named) if m.end <= figure.start), None)
        beside = near is not None and figure.start - near.end < _REACH
        named = [near] if near is not None and beside and _HAS.fullmatch(line.low, near.end - line.start, figure.start - line.start) else []
    elif not named and done and line.at and _one(line.low, line.language) < max(figure.start - line.start, 1):
        for back in reversed(told.lines[max(line.at - 2, 0) : line.at]):
            named = [m for m in reversed(back.mentions) if m.label == "PERSON" and m.entity_id][:1]
            if named:
                break
    return [name for name in dict.fromkeys(str(m.entity_id) for m in named) if told.kind(name) == "person"][:_PEOPLE]


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _one(low: str, language: str) -> float:
    """Return where in a line a word for a person named before stands first, beyond any place where none does."""
    found = _ONE[language].search(low)
    return found.start() if found is not None else math.inf
