"""What a text says of its own reckoning: when its fiscal years end and how they are numbered, and which periods it is about.

In: what a language's words say of fiscal years, and the dates of a text's opening. Out: a calendar that relative dates are read by.
Never: a word of a language, a fiscal year of a company that the text does not speak of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.intervals import Moment, days

_YEAR_OF = re.compile(r"(?:FY)?(\d{4})")
#: The kinds of period, finest first, by what a value looks like.
_KINDS = {"quarter": re.compile(r"(?:FY)?\d{4}-Q\d"), "half": re.compile(r"(?:FY)?\d{4}-H\d"), "year": re.compile(r"(?:FY)?\d{4}")}
_SPAN = re.compile(r"\d{4}-\d\d(?:-\d\d)?/\d{4}-\d\d(?:-\d\d)?")
#: A month is what "the period" or "a year earlier" count from only where nothing longer was said.
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Closing:
    """One thing that a text says of a fiscal year.

    Attributes:
        month: Last month of the fiscal year, or None where only its number is said.
        number: The year that names it, or None.
        ended: The calendar year that it ends in, or None.
        expected: A quarter of it that the text looks ahead to, or None.
    """

    month: int | None = None
    number: int | None = None
    ended: int | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a text counts its periods.

    Attributes:
        closing: Last month of the fiscal year, or None where nothing tells it.
        ahead: Whether a fiscal year is named by the year that it begins in (2024年度), rather than by the one that it ends in.
        fiscal: Whether the text names fiscal years, so that its quarters and halves are parts of them.
        year: The year that it is about, fiscal or not, as a TIMEX3 value.
        half: The half year that it is about.
        quarter: The quarter that it is about.
        period: The period that it is about above all.
        expected: The first quarter that it looks ahead to: where it names no other, it is about the one before.
        before: The period that the running text told of last before the passage that is read.
    """

    closing: int | None = None
    ahead: bool = False
    fiscal: bool = False
    year: str | None = None
    half: str | None = None
    quarter: str | None = None
    period: str | None = None
    expected: str | None = None
    before: str | None = None

    @property
    def begins(self) -> int | None:
        """First month of a fiscal year, counted from January of the year that names it: -8 is April of the year before."""
        return None if self.closing is None else begins(self.closing, ahead=self.ahead)

    def number(self, moment: Moment | None) -> int | None:
        """Return the number of the fiscal year that a moment lies in; the year itself where nothing tells when fiscal years end."""
        if moment is None or self.begins is None:
            return moment.year if moment else None
        if moment.month is None:
            return moment.year
        return (moment.year * 12 + moment.month - self.begins) // 12

    def of(self, value: str) -> str:
        """Write a year, quarter or half as the text's own: with FY where it names fiscal years."""
        return f"FY{value}" if self.fiscal and not value.startswith("FY") else value

    def about(self, value: str) -> str | None:
        """Return what the text is about in the kind of a value (`quarter`, `half`, `year`)."""
        return {"quarter": self.quarter, "half": self.half, "year": self.year}.get(value)


#: The calendar of a text that says nothing.
PLAIN = Calendar()


def begins(closing: int, *, ahead: bool) -> int:
    """Return the first month of a fiscal year, counted from January of the year that names it.

    Args:
        closing: Its last month.
        ahead: Whether it is named by the year that it begins in.
    """
    return 1 if closing == 12 else closing + 1 if ahead else closing - 11


def closed(said: Iterable[Closing], *, closing: int | None, ahead: bool) -> Calendar:
    """Return the calendar that most of what a text says supports.

    Args:
        said: What it says.
        closing: Last month of a fiscal year where it says nothing, or None.
        ahead: How fiscal years are named where it says nothing.
    """
    told = tuple(said)
    months = Counter(one.month for one in told if one.month)
    named = [one.ended - one.number for one in told if one.number and one.ended and 0 <= one.ended - one.number <= 1]
    if months:
        [(best, count), *rest] = months.most_common(2)
        closing = best if count > sum(number for _, number in rest) or not rest else closing
    if named:
        ahead = sum(named) * 2 > len(named) and closing != 12
    fiscal = any(one.number for one in told) or (bool(months) and closing != 12)
    return Calendar(closing, ahead, fiscal, expected=min((one.expected for one in told if one.expected), default=None))


def about(calendar: Calendar, found: Sequence[tuple[str, int]]) -> Calendar:
    """Return a calendar with the periods that the opening of a text is about.

    Args:
        calendar: When its fiscal years end.
        found: Values of the dates of its title, headings and first passages, each with its weight, in the order of the text.
    """
    weights: dict[str, Counter[str]] = {kind: Counter() for kind in (*_KINDS, "period")}
    for value, weight in found:
        kind = kind_of(value)
        if kind:
            weights[kind][value] += weight
            weights["period"][value] += weight
        elif _SPAN.fullmatch(value):
            weights["period"][value] += weight
    best = {kind: counted.most_common(1)[0][0] if counted else None for kind, counted in weights.items()}
    if calendar.expected and best["quarter"] in (None, calendar.expected):
        reported = before(calendar.expected)
        best |= {"quarter": reported, "period": reported if best["period"] in (None, calendar.expected) else best["period"]}
    finer = best["quarter"] or best["half"]
    year = best["year"]
    if finer and (year is None or year[:2] != "FY"):
        year = finer.split("-")[0]
    return replace(calendar, year=year, half=best["half"], quarter=best["quarter"], period=best["period"])


def kind_of(value: str) -> str | None:
    """Return whether a value is a `quarter`, `half` or `year`; None for anything else."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(value)), None)


def is_period(value: str) -> bool:
    """Whether a value is a stretch of time that figures are told of: a month or longer, and no bare length."""
    return kind_of(value) is not None or _SPAN.fullmatch(value) is not None or _MONTH.fullmatch(value) is not None


def year_before(value: str, by: int = 1) -> str | None:
    """Return the same period so many years before: of a quarter that quarter, of days those days."""
    moved = _YEAR_OF.sub(lambda match: match[0][:-4] + f"{int(match[1]) - by:04d}", value) if "-W" not in value else None
    if moved is None or not all(int(number) for number in _YEAR_OF.findall(moved)):
        return None
    return moved.replace("-02-29", "-02-28")


def before(value: str, by: int = 1) -> str | None:
    """Return the period of the same kind that lies so many before: the quarter, half or year; None for anything else."""
    kind = kind_of(value)
    if kind is None:
        return None
    if kind == "year":
        return year_before(value, by)
    size, mark, (head, part) = {"quarter": 4, "half": 2}[kind], kind[0].upper(), value.rsplit("-", 1)
    year, nth = divmod(int(head[-4:]) * size + int(part[1]) - 1 - by, size)
    return f"{head[:-4]}{year:04d}-{mark}{nth + 1}" if year > 0 else None


#: Months of a quarter and a half, and the weeks that they are in a year of 52.
_WEEKS = {3: 13, 6: 26}
#: Days at the end of a month and at the start of the next in which the last day of a year of weeks lies.
_LATE, _EARLY = 7, 3


def _closes_a_week(day: date) -> bool:
    """Whether periods that end on a day are counted in weeks: a Friday, Saturday or Sunday near the end of a month but not on it."""
    left = monthrange(day.year, day.month)[1] - day.day
    return day.isoweekday() >= 5 and (0 < left < _LATE or day.day <= _EARLY)


def ending(last: Moment, number: int, unit: str) -> str | None:
    """Return the days of so many months or weeks that end with a day or a month, as an interval.

    Args:
        last: The day, or the month, that they end with.
        number: How many.
        unit: `month` or `week`; `part` for the months of a quarter or half, which are weeks where it ends with a week.
    """
    if last.month is None:
        return None
    covered = days(last.value)
    if covered is None:
        return None
    end = covered[1]
    try:
        if unit == "week":
            return f"{(end - timedelta(days=7 * number - 1)).isoformat()}/{end.isoformat()}"
        if unit == "part" and last.day is not None and number in _WEEKS and _closes_a_week(end):
            return f"{(end - timedelta(days=7 * _WEEKS[number] - 1)).isoformat()}/{end.isoformat()}"
        after = end + timedelta(days=1)
        year, month = divmod(after.year * 12 + after.month - 1 - number, 12)
        start = date(year, month + 1, min(after.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
    return f"{start.isoformat()}/{end.isoformat()}"


def named(span: str, calendar: Calendar) -> str:
    """Return the name of the quarter, half or year that an interval of days is, or the interval itself."""
    first, last = (Moment.parse(end) for end in span.split("/"))
    covered = days(span)
    assert first
    assert last
    assert covered
    size = {3: "Q", 6: "H", 12: ""}.get(_whole_months(covered[0], covered[1]) or 0)
    if size is None or last.month is None:
        return span
    start = calendar.begins if calendar.fiscal and calendar.begins is not None else 1
    if calendar.fiscal and calendar.begins is None:
        calendar = PLAIN
    months = covered[0].year * 12 + covered[0].month - 1 if covered[0].day < 16 else covered[0].year * 12 + covered[0].month
    year, offset = divmod(months - (start - 1), 12)
    length = {"Q": 3, "H": 6, "": 12}[size]
    if offset % length:
        return span
    value = f"{year:04d}" + (f"-{size}{offset // length + 1}" if size else "")
    return calendar.of(value) if start != 1 or calendar.fiscal else value


def _whole_months(first: date, last: date) -> int | None:
    """How many months two days enclose, where they enclose whole ones to within the days by which a year of 52 weeks differs."""
    length = (last - first).days + 1
    months = round(length / 30.44)
    return months if months and abs(length - months * 30.44) <= 5 else None


def until(value: str, first: int) -> str | None:
    """Return the days from the beginning of a year to the end of a quarter or half of it, as an interval.

    Args:
        value: The quarter or half.
        first: First month of the year, counted from January of the year that names it.
    """
    covered = days(value, fiscal_start=first)
    beginning = days(value.split("-")[0], fiscal_start=first)
    return f"{beginning[0].isoformat()}/{covered[1].isoformat()}" if covered and beginning else None
