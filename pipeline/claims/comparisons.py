"""What is only compared with: the dates and the stretches of a line that say it.

In: a line with its mentions. Out: stretches of it, and how a date and a figure stand to them. Never: a choice of a date. Part of the room
of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["beside", "compared", "related"]

#: A date that only says with what is compared.
_COMPARED = re.compile(
    r"[年期月度]\s?(?:同期)?\s?(?:比|対比)|(?:전년|전기|전월)\s?(?:동기)?\s?(?:대비|比)"
    r"|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b",
    re.IGNORECASE,
)
#: What opens a comparison and what closes it; between them stands what is compared with.
_VERSUS = re.compile(
    r"(?:(?<=\S )|(?<=[(（]))(?:(?:as )?compar(?:ed?|es|ing) (?:with|to)|in comparison (?:with|to)|versus|vs\.?|against|than|from"
    r"|relative to|(?:over|on) (?=(?:the )?(?:same|prior|previous|preceding|year|[1-4][qh]|fy)))(?=\W)"
)
_CLOSES = re.compile(
    r";|[.!?](?=[\s<])|,? (?:while|but|whereas|with|which|and|as|due|driven|mainly|primarily)\b"
    r"|, (?:up|down|reaching|marking|on|to|an?(?! (?:year|quarter|month))) "
    r"| to (?=(?:about |around |nearly |some |almost |a record )?(?:[a-z]{0,3}[$€£¥₩] ?)?\d)"
)
_AFTER_CJK = re.compile(
    r"(?:[（(][^（()）]{0,16}[)）])?[)）]?\s?(?:実績|同期|동기)?\s?(?:対?比|と比べ|に比べ|と比較|より|から(?=約?[\d.,]{1,9}\s?(?:[%％]|倍|ポイント))"
    r"|대비|보다|에 비해)"
)


#: What parts a figure from the one that it came to, and how far a figure stands from what it goes with.
_FROM_CJK = re.compile(r"[前後台]?(?:から|より|에서)")
_OF = 6


def compared(line: Line, mention: Mention) -> bool:
    """Tell whether a date only says with what is compared, by its own words."""
    return _COMPARED.search(line.low, max(mention.start - line.start - 2, 0), mention.end - line.start + 6) is not None


def beside(line: Line) -> list[tuple[int, int]]:
    """Return the stretches of a line that say with what something is compared, in code points of the document."""
    low, found, at = line.low, [], 0
    if line.language == "en":
        while match := _VERSUS.search(low, at):
            closed = _CLOSES.search(low, match.end())
            last = closed.start() if closed else len(low)
            at = max(_closed(low, match.end(), last), match.end())
            found.append((match.start() + line.start, at + line.start))
        return found
    for mention in line.mentions:
        if mention.label != "DATE":
            continue
        if (left := _left(line, mention)) is not None:
            found.append((mention.start, left))
            continue
        end = mention.end - line.start
        match = _AFTER_CJK.match(low, end)
        if match is None and not mention.text.endswith("比"):
            continue
        stop = match.end() if match else end
        if low[stop : stop + 1] in ("(", "（"):
            stop = min((at for mark in ")）" if (at := low.find(mark, stop)) >= 0), default=stop)
        found.append((mention.start, stop + line.start))
    return found


_BRACKET = re.compile(r"[()]")


def _closed(low: str, start: int, end: int) -> int:
    """Return where the bracket closes in which a place stands, else where to look no further."""
    depth = 0
    for match in _BRACKET.finditer(low, start, end):
        depth += 1 if match[0] == "(" else -1
        if depth < 0:
            return match.start()
    return end


def _left(line: Line, told: Mention) -> int | None:
    """Return where the figure ends that a date goes with and that another comes from: 2024年5月の140億ドルから290億ドルに."""
    figure = next(iter(line.crossed(told.end, told.end + _OF)), None)
    if figure is None or line.low[told.end - line.start : figure.start - line.start].strip() not in ("の", "の約", "의", "의 약", "에", ""):
        return None
    match = _FROM_CJK.match(line.low, figure.end - line.start)
    return match.end() + line.start if match and line.crossed(figure.end, figure.end + _OF) else None


def related(stretches: Sequence[tuple[int, int]], told: Mention, figure: Mention) -> str:
    """Return how a date and a figure stand to the comparisons of their line: plain, both in one, the date in one, the figure, other."""

    def inside(mention: Mention) -> int | None:
        return next((place for place, (a, b) in enumerate(stretches) if a <= mention.start < b), None)

    if not stretches:
        return "plain"
    a, b = inside(told), inside(figure)
    if a == b:
        return "plain" if a is None else "both"
    return "date" if b is None else "figure" if a is None else "other"
