"""Lengths of time that are figures of a company: an average length of service of 18 years, 121 days off a year, 2,300 hours driven.

In: the text of a line with what stands above it, and its mentions. Out: the same mentions; a length of time that a measure of time asks
for is a figure with a value and a unit. Never: how long a period is that something else is counted over. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.records import Mention, Segment

__all__ = ["figured"]

#: A length of time in one unit.
_LENGTH = re.compile(r"P(?P<clock>T?)(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<letter>[YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "TM": "minute", "TH": "hour"}
_RELATIONS = {"APPROX": "approx", "MORE_THAN": "gt", "EQUAL_OR_MORE": "ge", "LESS_THAN": "lt", "EQUAL_OR_LESS": "le"}
#: How far before a length, and behind it, its measure may stand, in characters; more hours than these are counted, not gone through.
_BEFORE, _BEHIND, _MANY_HOURS = 60, 24, 500
#: What stands before a length of time over which something goes on.
_OVER = re.compile(
    r"(?:この|ここ|過去|直近|今後|次の|向こう|지난 ?|최근 ?|향후 ?"
    r"|\b(?:in|for|over|within|during|every|each|the|past|last|next|first|these|those) )\Z"
)
#: The end of a clause; in Japanese not the comma right behind what the sentence is about (平均勤続年数は、12年).
_CLAUSE = re.compile(r"[。;；\n]|[.!?](?=\s|$)|(?<![はもが])、|(?<=[이하되였했있없])고(?=[\s,])")
#: A length of time that something else is counted by: 3 injuries per 100,000 hours, 100万時間当たり.
_PER, _EACH = re.compile(r"\b(?:per|every|each) \Z"), re.compile(r"\s?(?:当たり|あたり|当り|ごと|毎に|당(?![가-힣])|마다)")
#: What joins a length of time to the one before, so that both are of one measure: from 20 weeks to 14, 67 days, up from 60.
_JOINED = re.compile(
    r"(?:,? ?(?:up|down|but))?\s?(?:from|to|or|versus|vs\.?|against|compared (?:with|to)|than)\s"
    r"(?:(?:about|around|nearly|over|under|some|the) )?"
    r"|\s?(?:-|–|—|~|～|〜|→|/|から|より|に対し|에서|보다|대비)\s?(?:約|약 )?"
)


def figured(low: str, start: int, above: str, language: str, segment: Segment, here: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a line, those lengths of time as figures that a measure of time asks for.

    Args:
        low: The line in lower case.
        start: Where it starts in the document.
        above: The line above in lower case.
        language: The language of the line.
        segment: The passage.
        here: The mentions of the line, in order.
    """
    made = []
    for mention in here:
        length = _LENGTH.fullmatch(mention.timex_value or "") if mention.label == "DURATION" else None
        if (
            length is not None
            and not _unit_of(low, start, mention)
            and (_many(length) or _asked(low, start, above, language, segment, mention, here))
        ):
            made.append(_figure(mention, length))
        else:
            made.append(mention)
    return tuple(made)


def _unit_of(low: str, start: int, mention: Mention) -> bool:
    """Whether something else is counted by a length of time."""
    at, end = mention.start - start, mention.end - start
    return _PER.search(low[max(at - _BEHIND, 0) : at]) is not None or _EACH.match(low[end : end + _BEHIND]) is not None


def _many(length: re.Match[str]) -> bool:
    return length["letter"] == "H" and Decimal(length["number"]) >= _MANY_HOURS


def _figure(mention: Mention, length: re.Match[str]) -> Mention:
    value = Decimal(length["number"])
    upper = _LENGTH.fullmatch(mention.timex_upper or "")
    most = Decimal(upper["number"]) if upper is not None else value
    unit = _UNITS.get(length["clock"] + length["letter"], _UNITS[length["letter"]])
    relation = "range" if upper is not None else _RELATIONS.get(mention.timex_mod or "", "eq")
    return replace(mention, label="QUANTITY", value=value, lower=value, upper=most, relation=relation, unit=unit)


def _asked(low: str, start: int, above: str, language: str, segment: Segment, mention: Mention, here: Sequence[Mention]) -> bool:
    """Whether the head of its cell, the words beside it, or a line above that is nothing else, name a measure of time."""
    at, end = mention.start - start, mention.end - start
    cell = next((one for one in segment.cells if one.start <= mention.start < one.end), None)
    if cell is not None and segment.cells:
        first = segment.cells[0]
        heads = [cell.header.lower(), low[max(first.start - start, 0) : max(first.end - start, 0)] if cell is not first else ""]
        if any(_names(head, language) for head in heads):
            return True
    before = _CLAUSE.split(low[max(at - _BEFORE, 0) : at])[-1]
    if _OVER.search(before) is not None:
        return False
    measured = _last(before, language)
    if measured is not None:
        between = [m for m in here if start + at - len(before) + measured <= m.start < mention.start]
        others = [m for m in between if m.label != "DURATION"]
        return _goes_on(low, start, between, mention) and (all(m.label in ("DATE", "ORG") for m in others) or bool(segment.cells))
    bare = not low[:at].strip(" \t-•・*#「") and not low[end:].strip(" \t*。.)")
    if bare and len(above) <= _BEFORE and _names(above, language):
        return True
    behind = _CLAUSE.split(low[end : end + _BEHIND])[0]
    return language == "en" and _OF.match(behind) is not None and _names(behind, language)


def _goes_on(low: str, start: int, between: Sequence[Mention], mention: Mention) -> bool:
    """Whether all lengths of time between a measure and one are joined to it: a measure has one length, or goes from one to another."""
    lengths = [m for m in between if _LENGTH.fullmatch(m.timex_value or "") and not _over(low, start, m)] + [mention]
    gaps = [(one.end - start, other.start - start) for one, other in pairwise(lengths)]
    return all(_JOINED.fullmatch(low, end, at) is not None for end, at in gaps)


def _over(low: str, start: int, length: Mention) -> bool:
    """Whether something goes on over a length of time: "over the past 3 years"."""
    at = length.start - start
    return _OVER.search(low[max(at - _BEHIND, 0) : at]) is not None or length.text.lower().startswith(
        ("past ", "last ", "next ", "過去", "지난", "최근")
    )


#: Between a length of time and the measure that it is one of: "an 18-year average tenure".
_OF = re.compile(r"(?: of)? (?:the )?[a-z]")


def _names(text: str, language: str) -> bool:
    return _last(text, language) is not None


def _last(text: str, language: str) -> int | None:
    """Return where the last measure of time ends in a text."""
    from pipeline.claims.measures import named

    ends = [end for _, end, held in named(text, language) if any("DURATION" in one.takes for one in held)] if text else []
    return max(ends, default=None)
