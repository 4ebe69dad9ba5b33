"""Lengths of time that are figures of a company: an average length of service of 18 years, 121 days off a year, 2,300 hours driven.

In: the text of a line with what stands above it, and its mentions. Out: the same mentions; a length of time that a measure of time asks
for is a figure with a value and a unit. Never: how long a period is that something else is counted over. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

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
#: The end of a clause.
_CLAUSE = re.compile(r"[。;；\n]|[.!?](?=\s|$)")


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
        if length is not None and (_many(length) or _asked(low, start, above, language, segment, mention, here)):
            made.append(_figure(mention, length))
        else:
            made.append(mention)
    return tuple(made)


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
        between = [m for m in here if m.label != "DURATION" and start + at - len(before) + measured <= m.start < mention.start]
        return all(m.label in ("DATE", "ORG") for m in between) or bool(segment.cells)
    bare = not low[:at].strip(" \t-•・*#「") and not low[end:].strip(" \t*。.)")
    if bare and len(above) <= _BEFORE and _names(above, language):
        return True
    behind = _CLAUSE.split(low[end : end + _BEHIND])[0]
    return language == "en" and _OF.match(behind) is not None and _names(behind, language)


#: Between a length of time and the measure that it is one of: "an 18-year average tenure".
_OF = re.compile(r"(?: of)? (?:the )?[a-z]")


def _names(text: str, language: str) -> bool:
    return _last(text, language) is not None


def _last(text: str, language: str) -> int | None:
    """Return where the last measure of time ends in a text."""
    from pipeline.claims.measures import named

    ends = [end for _, end, held in named(text, language) if any("DURATION" in one.takes for one in held)] if text else []
    return max(ends, default=None)
