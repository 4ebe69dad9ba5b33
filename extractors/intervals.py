"""Arithmetic on TIMEX3 values: the days that a value covers, and a value so many units away from another.

In: values at any precision. Out: values at no finer precision, and days. Never: the clock, a part that the value does not have.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARS = re.compile(r"(\d{2,4})(X{0,2})")
_PART = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI)|W(\d{2})(-WE)?)")
_FISCAL = re.compile(r"FY(\d{4})(?:-Q([1-4])|-H([12]))?")

#: First month and last month of a season; a winter runs into the next year.
#: Source: the meteorological seasons of the northern hemisphere (WMO); EDTF gives them no months.
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


#: How far a range of years in two digits reaches, and how far from the year of a text it may end.
_NEAR = 15
#: Two digits from here on are years of the last century: a range of so many years is no length.
_LAST_CENTURY = 60
#: Two digits that are years, not a length, where nothing says of when a text is.
_THIS_TIME = range(20, 30)


def short_years(first: str, last: str, now: int | None) -> tuple[int, int] | None:
    """Read the two ends of a range of years in two digits: 21 and 23, 98 and 02.

    Args:
        first: Digits of the first end.
        last: Digits of the second.
        now: Year that the text was written in; None where nothing says it.

    Returns:
        The two years; None where the range is likelier a length ("10 to 15 years"): between round numbers, over many years, or of numbers
        that no year near the text has.
    """
    if not (len(first) == len(last) == 2 and first.isdecimal() and last.isdecimal()):
        return None
    begin, end = int(first), int(last)
    if begin >= _LAST_CENTURY and begin > end:
        years = 1900 + begin, 2000 + end
    elif begin >= _LAST_CENTURY:
        years = 1900 + begin, 1900 + end
    else:
        near = begin in _THIS_TIME if now is None else abs(2000 + end - now) <= _NEAR
        if first[0] == "1" or not (near or first[0] == "0"):
            return None
        years = 2000 + begin, 2000 + end
    round_numbers = first[0] != "0" and begin % 5 == 0 and end % 5 == 0 and begin < end
    return years if 0 < years[1] - years[0] <= _NEAR and not round_numbers else None


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point of the calendar at the precision that is known.

    Attributes:
        year: Year of the Gregorian calendar.
        month: 1 to 12, or None.
        day: Day of the month, or None.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @staticmethod
    def parse(value: str | None) -> Moment | None:
        """Read `2025`, `2025-06` or `2025-06-08`; anything else gives None."""
        return _parsed(value) if value else None

    @property
    def value(self) -> str:
        """ISO 8601 at this precision."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def date(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def at(self, unit: str, by: int = 0) -> str | None:
        """Return the TIMEX3 value of the unit that this moment lies in, moved by so many units; None where the moment is too coarse."""
        if unit == "century":
            return _whole(self.year // 100 + by, 2, "XX")
        if unit == "decade":
            return _whole(self.year // 10 + by, 3, "X")
        if unit == "year":
            return _whole(self.year + by, 4, "")
        if self.month is None:
            return None
        if unit in ("half", "quarter", "month"):
            size = {"half": 6, "quarter": 3, "month": 1}[unit]
            year, part = divmod((self.year * 12 + self.month - 1) // size + by, 12 // size)
            mark = {"half": f"H{part + 1}", "quarter": f"Q{part + 1}", "month": f"{part + 1:02d}"}[unit]
            return f"{year:04d}-{mark}" if 1 <= year <= 9999 else None
        day = self.date
        if day is None:
            return None
        try:
            moved = day + timedelta(days=by * (7 if unit == "week" else 1))
        except OverflowError:
            return None
        if unit == "week":
            year, week, _ = moved.isocalendar()
            return f"{year:04d}-W{week:02d}"
        return moved.isoformat()


@lru_cache(maxsize=4096)
def _parsed(value: str) -> Moment | None:
    match = _ISO.match(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Moment(year, month, day)


def _whole(number: int, width: int, unknown: str) -> str | None:
    return f"{number:0{width}d}{unknown}" if 0 < number < 10**width else None


@lru_cache(maxsize=4096)
def days(value: str, *, fiscal_start: int | None = None) -> tuple[date, date] | None:
    """Return the first and the last day that a TIMEX3 value covers, both inclusive.

    Args:
        value: A TIMEX3 value, or two with a slash between.
        fiscal_start: First month of the fiscal years meant; None where the country is unknown, and then a fiscal year has no days.

    Returns:
        Two days, or None where the value leaves them unknown.

    Source: TIMEX3 (ISO 24617-1); ISO 8601-2 (EDTF) for seasons and unknown digits.
    """
    if "/" in value:
        ends = [days(part, fiscal_start=fiscal_start) for part in value.split("/", 1)]
        first, last = ends[0], ends[1]
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if match := _ISO.fullmatch(value):
        moment = Moment.parse(value)
        if moment is None:
            return None
        month = moment.month or 1
        return (
            _months(moment.year, month, moment.month or 12) if moment.day is None else ((day := date(moment.year, month, moment.day)), day)
        )
    if (match := _YEARS.fullmatch(value)) and len(value) == 4:
        known, size = int(match[1]), 10 ** len(match[2])
        return (date(known * size, 1, 1), date(known * size + size - 1, 12, 31)) if known else None
    if match := _PART.fullmatch(value):
        return _part(match)
    if (match := _FISCAL.fullmatch(value)) and fiscal_start is not None:
        size = 3 if match[2] else 6 if match[3] else 12
        first_month = fiscal_start + (int(match[2] or match[3] or 1) - 1) * size
        return _months(int(match[1]), first_month, first_month + size - 1)
    return None


def _part(match: re.Match[str]) -> tuple[date, date] | None:
    year = int(match[1])
    if match[2]:
        return _months(year, int(match[2]) * 3 - 2, int(match[2]) * 3)
    if match[3]:
        return _months(year, int(match[3]) * 6 - 5, int(match[3]) * 6)
    if match[4]:
        return _months(year, *_SEASONS[match[4]])
    try:
        first = date.fromisocalendar(year, int(match[5]), 6 if match[6] else 1)
        return first, first + timedelta(days=1 if match[6] else 6)
    except (ValueError, OverflowError):
        return None


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    start, end = (divmod(year * 12 + month - 1, 12) for month in (first, last))
    if not (start[0] >= 1 and end[0] <= 9999):
        return None
    return date(start[0], start[1] + 1, 1), date(end[0], end[1] + 1, monthrange(end[0], end[1] + 1)[1])


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def weekday_in_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth Monday (1) to Sunday (7) of a month; -1 is the last. None where there is no such day."""
    size = monthrange(year, month)[1]
    matching = [day for day in range(1, size + 1) if date(year, month, day).isoweekday() == weekday]
    index = nth - 1 if nth > 0 else nth
    return date(year, month, matching[index]) if -len(matching) <= index < len(matching) else None


def week_in(value: str, nth: int) -> str | None:
    """Return the nth week of a month or year as an ISO week; -1 is the last. A week belongs to where its Thursday lies (ISO 8601)."""
    covered = days(value)
    if covered is None:
        return None
    thursdays = covered[0] + timedelta(days=(4 - covered[0].isoweekday()) % 7)
    last = covered[1] - timedelta(days=(covered[1].isoweekday() - 4) % 7)
    found = thursdays + timedelta(weeks=nth - 1) if nth > 0 else last
    if not covered[0] <= found <= covered[1]:
        return None
    year, week, _ = found.isocalendar()
    return f"{year:04d}-W{week:02d}"


def ordered(values: tuple[str, ...]) -> bool:
    """Whether the values that cover days stand in the order of time."""
    covered = [found for value in values if (found := days(value))]
    return all(first[0] <= second[1] for first, second in pairwise(covered))
