"""Arithmetic on the values of dates: their kind and length, the same period in another year, the one before.

In: TIMEX3 values. Out: others. Never: a document. Part of the room of claims.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from extractors.intervals import days

__all__ = [
    "Meaning",
    "Part",
    "filled",
    "grain",
    "months_of_one_year",
    "of_calendar",
    "open_part",
    "preceding",
    "says_nothing",
    "shape",
    "shifted",
    "since",
    "twelve_months",
]

#: A value, and the names of what speaks for it.
Meaning: TypeAlias = tuple[str | None, *tuple[str, ...]]
#: What speaks for a period by its part in a document, and which of the names mean another thing with another sort of statement.
Part: TypeAlias = tuple[Mapping[str, float], Sequence[str]]

_SHAPES = (
    ("FYq", re.compile(r"FY(?:\d{4}|XXXX)-Q\d")),
    ("FYh", re.compile(r"FY(?:\d{4}|XXXX)-H\d")),
    ("FYm", re.compile(r"FY\d{4}-9M")),
    ("FY", re.compile(r"FY\d{4}")),
    ("range", re.compile(r"[^/]+/[^/]*")),
    ("quarter", re.compile(r"(?:\d{4}|XXXX)-Q\d")),
    ("half", re.compile(r"(?:\d{4}|XXXX)-H\d")),
    ("week", re.compile(r"\d{4}-W\d\d.*")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("year", re.compile(r"\d{4}")),
    ("now", re.compile(r"PRESENT_REF")),
    ("partial", re.compile(r".*X.*")),
)
_GRAINS = {"FYq": "quarter", "FYh": "half", "FYm": "range", "FY": "year"}


@lru_cache(maxsize=1 << 14)
def shape(value: str | None) -> str:
    """Return the kind of a TIMEX3 value: day, month, quarter, year, FY, FYq, range, now, other, none."""
    if value is None:
        return "none"
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(value)), "other")


_MONTHS = re.compile(r"(\d{4})-\d\d/\1-\d\d")


def months_of_one_year(value: str) -> bool:
    """Whether a value tells a stretch of months of one year, which figures are told of by its first and last day: 2025-01/2025-08."""
    return _MONTHS.fullmatch(value) is not None


def grain(value: str | None) -> str:
    """Return the length of a TIMEX3 value, fiscal or not: day, month, quarter, half, year, range, other, none."""
    kind = shape(value)
    return _GRAINS.get(kind, kind)


@lru_cache(maxsize=1 << 14)
def shifted(value: str, years: int) -> str | None:
    """Return the same period some years later: FY2025-Q1, -1 -> FY2024-Q1; None where that has no meaning."""

    def move(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + years:04d}"

    if "X" in value or shape(value) in ("now", "other", "week"):
        return None
    if not all(1 <= int(year) + years <= 9999 for year in re.findall(r"(?:FY|^|/)(\d{4})(?=$|[-/])", value)):
        return None
    moved = re.sub(r"(FY|^|/)(\d{4})(?=$|[-/])", move, value)
    return re.sub(r"(\d{4})-02-29", lambda m: m[0] if isleap(int(m[1])) else f"{m[1]}-02-28", moved)


def preceding(value: str) -> str | None:
    """Return the quarter, half or month before one: FY2025-Q1 -> FY2024-Q4; None for any other period."""
    match = re.fullmatch(r"(FY)?(\d{4})-(Q|H|)(\d{1,2})", value)
    if match is None:
        return None
    most = {"Q": 4, "H": 2, "": 12}[match[3]]
    year, place = divmod(int(match[2]) * most + int(match[4]) - 2, most)
    return None if year < date.min.year else f"{match[1] or ''}{year:04d}-{match[3]}{place + 1:0{1 if match[3] else 2}d}"


def filled(value: str, year: str) -> str | None:
    """Return a value whose year is unknown with a year: XXXX-Q2, 2025 -> 2025-Q2; None where something else is unknown."""
    told = value.replace("XXXX", year)
    return told if told != value and "X" not in told else None


_OPEN_WEEKDAY = re.compile(r"XXXX-WXX-\d")
_OPEN_MONTHS = re.compile(r"XXXX-(\d\d)/XXXX-(\d\d)")


def open_part(value: str) -> str:
    """Return months of an unknown year as the quarter or half that they are, any other value as it is: XXXX-01/XXXX-03 -> XXXX-Q1."""
    match = _OPEN_MONTHS.fullmatch(value)
    span = days(value.replace("XXXX", "2001")) if match is not None else None
    part = of_calendar(span) if span is not None else None
    return f"XXXX{part[4:]}" if part is not None else value


def says_nothing(value: str | None) -> bool:
    """Whether a value leaves open of when it is: a weekday of an unknown week."""
    return value is not None and _OPEN_WEEKDAY.fullmatch(value) is not None


def since(last: date, months: int) -> tuple[date, date]:
    """Return the first and last day of so many months that end on a day near the end of a month or a fiscal period."""
    following = last + timedelta(days=1) if last < date.max else last
    year, month = divmod(following.year * 12 + following.month - 1 - months, 12)
    if year < date.min.year:
        return date.min, last
    return date(year, month + 1, min(following.day, monthrange(year, month + 1)[1])), last


def of_calendar(span: tuple[date, date]) -> str | None:
    """Return the quarter or half of the calendar that a stretch of days is."""
    year, month = span[0].year, span[0].month
    names = (f"{year:04d}-Q{(month + 2) // 3}", f"{year:04d}-H{(month + 5) // 6}")
    return next((name for name in names if days(name) == span), None)


def twelve_months(span: tuple[date, date], behind: int) -> str | None:
    """Return the fiscal year that twelve months are which begin with another than January: 2022-04-01/2023-03-31 -> FY2023.

    Args:
        span: Its first and last day.
        behind: Years from the number of a fiscal year to the one in which it ends.
    """
    if span[0].day != 1 or span[0].month == 1 or span[1].year < 2 or since(span[1], 12)[0] != span[0]:
        return None
    return f"FY{span[1].year - behind:04d}"
