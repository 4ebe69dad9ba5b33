"""Stretches of time that a sentence tells by both ends: from January to September, between May and July, the July-to-September period.

In: the text of a line, and its mentions. Out: the same mentions; two dates that are the ends of one stretch are one date, and the same
period of a year before is as long. Never: years, from one of which to the other a figure moves. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.intervals import days
from pipeline.records import Mention

__all__ = ["stretched"]

#: What stands between the two ends, and what before the first: one of them says that they are ends.
_TO = re.compile(r"(?P<plain> (?:to|through|thru|until|till) (?:the end of )?)|(?P<both> and )|(?P<bound>-to-)")
_FROM, _BETWEEN = re.compile(r"\bfrom (?:the )?\Z"), re.compile(r"\bbetween (?:the )?\Z")
#: Longer than what stands there.
_REACH = 20
#: The value of a month or a day.
_END = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<month>\d{2})(?P<day>-\d{2})?")
#: Words that count back from the stretch told of.
_BACK = re.compile(r"\bsame\b|\byear[- ](?:earlier|ago|before)\b|\bprior[- ]year\b")


def stretched(low: str, start: int, here: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a line in English, two dates that are the ends of one stretch as one.

    Args:
        low: The line in lower case.
        start: Where it starts in the document.
        here: The mentions of the line, in order.
    """
    dated = [m for m in here if m.label == "DATE" and _END.fullmatch(m.timex_value or "")]
    made: dict[int, Mention] = {}
    gone: set[int] = set()
    for first, second in pairwise(dated):
        if first.start in gone or (whole := _whole(low, start, first, second)) is None:
            continue
        made[first.start] = replace(_of(first, whole), end=second.end, text=f"{first.text} to {second.text}")
        gone.add(second.start)
        for later in dated:
            past = _year_before(str(second.timex_value))
            if later.start > second.end and later.timex_value == past and _BACK.search(later.text.lower()):
                made[later.start] = _of(later, "/".join(_year_before(end) for end in whole.split("/")))
    return tuple(made.get(m.start, m) if m.label == "DATE" else m for m in here if m.label != "DATE" or m.start not in gone)


def _whole(low: str, start: int, first: Mention, second: Mention) -> str | None:
    """Return the value of the stretch of which two dates are the ends; None where they are none."""
    joined = _TO.fullmatch(low, first.end - start, second.start - start)
    if joined is None:
        return None
    ahead = low[max(first.start - start - _REACH, 0) : first.start - start]
    if joined["bound"] is None and not (_BETWEEN if joined["both"] else _FROM).search(ahead):
        return None
    one, other = _END.fullmatch(str(first.timex_value)), _END.fullmatch(str(second.timex_value))
    if one is None or other is None or bool(one["day"]) != bool(other["day"]):
        return None
    year = one["year"]
    if not re.search(r"\d{4}", first.text) and year != "XXXX" and other["year"] != "XXXX":  # what says no year is of the year of the other
        year = str(int(other["year"]) - (one["month"] > other["month"]))
    begin = f"{year}-{one['month']}{one['day'] or ''}"
    if one["day"] is None and joined["plain"] and _months(year, one["month"]) + 1 == _months(other["year"], other["month"]):
        return None  # sales fell from May to June
    if one["day"] is None and joined["plain"] and _months(year, one["month"]) + 12 == _months(other["year"], other["month"]):
        return None  # sales rose from May 2023 to May 2024
    return f"{begin}/{other[0]}" if begin < other[0] else None


def _of(mention: Mention, value: str) -> Mention:
    """Return a date with another value, and the days of it."""
    first, last = days(value) or (None, None)
    return replace(mention, timex_value=value, date_start=first, date_end=last)


def _months(year: str, month: str) -> int:
    return (0 if year == "XXXX" else int(year)) * 12 + int(month)


def _year_before(value: str) -> str:
    """Return the value of a month or day a year before; one without a year stays."""
    return value if value.startswith("XXXX") else f"{int(value[:4]) - 1:04d}{value[4:]}"
