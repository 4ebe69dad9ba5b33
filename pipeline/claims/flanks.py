"""The words of closed classes right before and right behind a figure, a bracket apart.

In: a line and a figure. Out: named evidence. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["flanked"]

_HEDGES = r"(?:(?:about|around|approximately|nearly|almost|over|up to|more than|at least|roughly|just|only|an? (?:additional|initial)) )"
_ASIDE = r"(?:[(（][^()（）]{1,30}[)）])?"
#: What stands right before a figure and right behind it, a bracket apart: the words of closed classes, by language.
_FLANKS = {
    "en": (
        re.compile(rf"\b(for|at|to|by|of|in|with|from|on|than|was|were|is|are|or|a|an|the|its|another|additional|worth|and) {_HEDGES}*$"),
        re.compile(rf"\s*{_ASIDE}\s?((?:of|in|for|to|per|each|from|a|an|on|into|and|or)\b|[a-z]+|[,.;:)(])"),
    ),
    "ja": (
        re.compile(r"(は|が|を|の|も|に|で|と|約|から|、|[:：]|計|比|額|高)[ 約]*$"),
        re.compile(rf"{_ASIDE}(は|が|を|の|も|に|で|と|から|へ|、|。|だ|以上|規模|[)）])"),
    ),
    "ko": (
        re.compile(r"(은|는|이|가|을|를|의|도|에|로|와|과|약|총|에서)[ 약총]*$"),
        re.compile(rf"{_ASIDE}(은|는|이|가|을|를|의|도|에서|에|으로|로|와|과|규모|,)"),
    ),
}
#: Words behind an English figure that are told as they are; of others only that there is one.
_BEHIND = frozenset("of in for to per each from a an on into and or , . ; : ) (".split())


def flanked(line: Line, figure: Mention) -> list[str]:
    """Return the words of closed classes right before and right behind a figure."""
    a, b = figure.start - line.start, figure.end - line.start
    ahead, behind = _FLANKS[line.language]
    before, after = ahead.search(line.low[max(a - 40, 0) : a]), behind.match(line.low[b : b + 40])
    found = [f"pre:{before[1]}"] if before else []
    if after is not None:
        found.append(f"post:{after[1] if line.language != 'en' or after[1] in _BEHIND else 'word'}")
    return found
