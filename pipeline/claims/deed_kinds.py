"""Which kinds of deeds are told beside a figure: to hire, to hold, to buy, to lend, to spend.

In: a line and a figure, or two places; the words of `rules/concepts.toml`. Out: names of evidence for what is said of the figure, kinds of
deeds. Never: a predicate. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from extractors.patterns import any_of
from pipeline.claims.context import Line
from pipeline.claims.cues import concepts
from pipeline.records import Mention

__all__ = ["between", "deed_kinds"]

#: How far a deed is told from its figure, in characters.
_REACH = {"en": 70, "ja": 30, "ko": 35}


@cache
def _words(language: str) -> re.Pattern[str]:
    """Return the pattern of the words of all deeds in a language, each kind a group; the longer words first."""
    kinds = {kind: [word.lower() for word in words.get(language, ())] for kind, words in concepts()["deed_kind"].items()}
    before, behind = ("(?<![a-z-])", "(?![a-z])") if language == "en" else ("", "")
    groups = (rf"(?=(?P<{kind}>{any_of(words)}{behind}))?" for kind, words in kinds.items())
    # Where no word of any kind begins, no kind is asked for its own.
    return re.compile(rf"{before}(?={any_of(word for words in kinds.values() for word in words)}{behind}){''.join(groups)}")


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _told(low: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return where deeds are told in a line: where their words start and end, and the kind, by their ends."""
    found = []
    for match in _words(language).finditer(low):
        found += [(match.start(), match.end(kind), kind) for kind, word in match.groupdict().items() if word]
    return tuple(sorted(found, key=lambda one: (one[1], one[0], one[2])))


def between(line: Line, start: int, end: int) -> tuple[str, ...]:
    """Return the kinds of the first and the last deed that are told between two places of a document, nothing where none is.

    Args:
        line: The line that holds both.
        start: The first place.
        end: The second.
    """
    told, begin = _told(line.low, line.language), start - line.start
    at = bisect_right(told, begin, key=lambda one: one[1])
    behind = bisect_right(told, end - line.start, key=lambda one: one[1])
    while at < behind and told[at][0] < begin:
        at += 1
    return (told[at][2], told[behind - 1][2]) if at < behind else ()


def deed_kinds(line: Line, figure: Mention) -> list[str]:
    """Return which kinds of deeds are told before and behind a figure, the nearest of each side, and of its own: no figure between.

    Args:
        line: The line.
        figure: The figure; its label is told with the nearest.
    """
    told, reach = _told(line.low, line.language), _REACH.get(line.language, 30)
    a, b = figure.start - line.start, figure.end - line.start
    left = max((m.end - line.start for m in line.figures if m.end <= figure.start and m is not figure), default=0)
    right = min((m.start - line.start for m in line.figures if m.start >= figure.end and m is not figure), default=len(line.low))
    found: list[str] = []
    at = bisect_right(told, a, key=lambda one: one[1])
    before = [one for one in told[:at] if a - one[1] <= reach]
    behind = sorted(one for one in told[at:] if one[0] >= b and one[0] - b <= reach)
    for side, near, own in (("<", before[::-1], left), (">", behind, right)):
        for place, (start, end, kind) in enumerate(near):
            mine = end > own if side == "<" else start < own
            found.append(f"did:{kind}{side}{'' if mine else 'far'}")
            if place == 0:
                found += [f"did:{kind}{side}first", f"{figure.label}:did:{kind}{side}first"]
    return list(dict.fromkeys(found))
