"""What is only compared with: the dates and the stretches of a line that say it.

In: a line with its mentions. Out: stretches of it, and how a date and a figure stand to them. Never: a choice of a date. Part of the room
of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors import languages
from extractors.patterns import any_of
from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["before_it", "beside", "brackets", "compared", "of_former", "related"]

#: A date that only says with what is compared.
_COMPARED = re.compile(
    r"[年期月度]\s?(?:同期)?\s?(?:比|対比)|(?:전년|전기|전월)\s?(?:동기)?\s?(?:대비|比)"
    r"|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b",
    re.IGNORECASE,
)
#: What opens a comparison and what closes it; between them stands what is compared with.
_PAST = (
    r"(?:the |its )?(?:same|prior|previous|preceding|corresponding|comparable|last (?:year|quarter)|year[- ](?:ago|earlier|before|prior))"
)
_NAMED = rf"[qh][1-4]\b|[1-4][qh]|fy|(?:{any_of(sorted(name.lower() for name in languages.months() if name.isascii()))})\b"
_VERSUS = re.compile(
    r"(?:(?<=\S )|(?<=[(（]))(?:(?:as )?compar(?:ed?|es|ing) (?:with|to)|in comparison (?:with|to)|versus|vs\.?|against|than|(?P<from>from)"
    rf"|relative to|(?:over|on|above|below|ahead of)(?= {_PAST})|(?:(?<=[%t] )|(?<=increase )|(?<=rise ))over(?= (?:{_NAMED}))"
    r"|(?<=[%t] )on(?= (?:[1-4][qh]|[qh][1-4]))|the (?:\w{1,12}est|best|worst|most)\b[^.;,()]{0,40}? since)(?=\W)"
)
#: What "from" names the source of: activities, and what a verb tells the amount of: "cash from operations was", "income from fees rose".
_SOURCE = re.compile(
    rf" (?!{_PAST})(?:operat|investing|financing|(?:continuing|discontinued|ordinary) |[^\d;.,()]{{1,80}}? (?:was|were|is|are|will|total+ed"
    r"|amounted|stood|came|reached|rose|fell|grew|increased|decreased|declined|climbed|dropped|jumped|accounted|represented)\b)"
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
            if match["from"] and _SOURCE.match(low, match.end()):
                at = match.end()
                continue
            closed = _close(line, match.end())
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


#: A further amount of what is compared with: ", and net income of $1.9 million, or $0.19 per share, for the quarter ended March 31, 2018".
_FURTHER = re.compile(
    r" (?:(?!(?:was|were|is|are|had|has|rose|fell)\b)[a-z'’/&()-]+ ){0,5}?(?:[a-z]{0,3}[$€£¥₩] ?\(?)?\d"
    r"(?:(?!;|[.!?][\s<]|\b(?:was|were|is|are|will|had|has|rose|fell|grew|increased|decreased|declined|compar\w+|versus|vs|than|from)\b).){0,160}"
)


def _close(line: Line, at: int) -> re.Match[str] | None:
    """Return what closes a comparison that opens at a place: no "and" that adds to it an amount with a date and without a verb."""
    while closed := _CLOSES.search(line.low, at):
        further = _FURTHER.match(line.low, closed.end()) if closed[0].endswith("and") else None
        if further is None or line.low[further.end() : further.end() + 1] not in ("", ".", ";", "\n"):
            return closed
        if not any(m.label == "DATE" and closed.end() < m.start - line.start < further.end() for m in line.mentions):
            return closed
        at = closed.end()
    return None


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

    def inside(mention: Mention) -> int | None:  # "higher than $8 million" is one with its comparison
        return next((place for place, (a, b) in enumerate(stretches) if a < mention.end and mention.start < b), None)

    if not stretches:
        return "plain"
    a, b = inside(told), inside(figure)
    if a == b:
        return "plain" if a is None else "both"
    return "date" if b is None else "figure" if a is None else "other"


#: Up to the bracket that closes what a date stands in.
_WITHIN = re.compile(r"[^()（）]{0,80}[)）]")
#: What stands between a figure and the bracket in which the same is told of a time before: "£9m (2023: £8m)", 36倍（前週24倍）.
_NEXT = 3


def brackets(line: Line, told: Mention) -> tuple[int, int] | None:
    """Return where the brackets around a date begin and end, None without any."""
    if (match := _WITHIN.match(line.low, told.end - line.start)) is None:
        return None
    opened, closed = (max(line.low.rfind(mark, 0, told.start - line.start) for mark in marks) for marks in ("(（", ")）"))
    return (opened + line.start, match.end() + line.start) if opened > closed else None


def of_former(line: Line, told: Mention) -> bool:
    """Tell whether a date stands in brackets right behind a figure, with the same of that time: "profit of £9m (2023: £8m)"."""
    return line.once(_of_former, told, told.start)


def _of_former(line: Line, told: Mention) -> bool:
    around = brackets(line, told)
    nil = line.low.startswith(":", told.end - line.start)
    if around is None or not (nil or line.crossed(told.end, around[1])):
        return False
    at = bisect_left(line.places, around[0])
    last = line.figures[at - 1] if at else None
    return last is not None and around[0] - _NEXT <= last.end <= around[0] and not line.crossed(around[0], told.start)


#: What opens a bracket in which a figure stands alone, and a figure with no unit of its own, or a rate with its own and no sign.
_OPENED, _BARE, _RATE = re.compile(r" ?\("), re.compile(r"[-−–]?[\d.,]+"), re.compile(r"[\d.,]+ ?(?:%|per ?cent)")


def before_it(line: Line, figure: Mention) -> Mention | None:
    """Return the figure behind which another stands alone in brackets, so that it is of the year before: "SEK 5,310 million (4,870)".

    Args:
        line: The line.
        figure: The one in brackets; its words may hold them.
    """
    at = bisect_left(line.places, figure.start)
    last = line.figures[at - 1] if at else None
    if last is None or last.label != figure.label or (last.unit or figure.unit) != figure.unit:
        return None
    gap = line.low[last.end - line.start : figure.start - line.start]
    alone = line.low.startswith(")", figure.end - line.start) and _OPENED.fullmatch(gap) is not None
    alone = alone and (_BARE.fullmatch(figure.text) is not None or (line.language == "en" and _RATE.fullmatch(figure.text) is not None))
    within = gap == " " and figure.text[0] == "(" != last.text[0] and ")" in figure.text  # in a row of losses none is of the year before
    return last if alone or within else None
