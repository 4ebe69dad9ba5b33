"""Dates as heads of articles, addresses and file names write them.

In: a short text. Out: the first day of the date written in it, and how precise it is. Never: a part of a date that is not written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.segments.bylines import MONTH, MONTHS

_IN_URL = re.compile(
    r"/(?P<y>20[0-4]\d|19[89]\d)[/-]?(?P<m>0[1-9]|1[0-2])(?:[/-]?(?P<d>0[1-9]|[12]\d|3[01]))?(?=\D|\d{2,12}(?:\D|\Z)|\Z)"
    r"|[-/=_](?P<y2>20[0-4]\d)-?(?P<m2>0[1-9]|1[0-2])-?(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
)
_IN_NAME = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d|19[89]\d)(?P<mark>[-_./年]?)(?P<m>0[1-9]|1[0-2])(?:(?:(?P=mark)|[/月])(?P<d>0[1-9]|[12]\d|3[01]))(?!\d)"
)
_ERA = re.compile(r"(令和|平成)\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?")
#: The year before the first of each era of Japan.
_ERAS = {"令和": 2018, "平成": 1988}
_NUMBERS = re.compile(
    r"((?:19|20)\d{2})\s?[-./年년]\s?(?:[（(](?:令和|平成)(?:\d{1,2}|元)年?[)）]\s?)?(\d{1,2})(?:\s?[-./月월]\s?(\d{1,2}))?"
)
_DAY_FIRST = re.compile(
    r"(?<![\d./])(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2}|(?<=/)[0-3]\d)(?![\d/])"
)
_WORDS = re.compile(
    rf"(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?[\s/-])?(?P<month>{MONTH}),?[\s/-](?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-])?(?P<year>(?:19|20)\d{{2}})"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be that of an article.

    Attributes:
        start: First day.
        precision: day, month, quarter, half or year.
        kind: What says so: a name in `rules/publication_dates.toml`.
        said: The words that say so.
        place: How many passages of the article stand before it.
    """

    start: date
    precision: str
    kind: str
    said: str
    place: int = 0

    @property
    def end(self) -> date:
        """Last day at its precision."""
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(self.precision)
        if months is None:
            return self.start
        after = self.start.month - 1 + months
        if self.start.year + after // 12 > date.max.year:
            return date.max
        return date(self.start.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def whole(text: str) -> tuple[date, str] | None:
    """Return the first day of a written date that has year and month, and its precision.

    Args:
        text: The date in English, Japanese, Korean or ISO form.
    """
    if (era := _ERA.search(text)) is not None:
        return _made(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2])), era[3], era[4])
    if (numbers := _NUMBERS.search(text)) is not None:
        return _made(int(numbers[1]), numbers[2], numbers[3])
    if (short := _DAY_FIRST.search(text)) is not None:
        first, second = int(short["one"]), int(short["two"])
        month, day = (first, second) if second > 12 else (second, first)
        year = int(short["year"]) + (2000 if len(short["year"]) == 2 else 0)
        return _made(year, month, str(day)) if "." in short.group() or max(first, second) > 12 else None
    if (word := _WORDS.search(text)) is not None:
        return _made(int(word["year"]), month_of(word["month"]), word["first"] or word["day"])
    return None


def month_of(name: str) -> int:
    """Return the number of a month by its name, as `MONTH` matches it."""
    return MONTHS[name.rstrip(".").casefold()]


def in_address(url: str) -> tuple[date, str] | None:
    """Return the latest date that an address of the web carries in its path, with its precision.

    Args:
        url: The address.
    """
    path = re.sub(r"\A[a-z]{1,20}://[^/]{0,400}", "", url, flags=re.IGNORECASE)
    found = [_made(int(m["y"] or m["y2"]), m["m"] or m["m2"], m["d"] or m["d2"]) for m in _IN_URL.finditer(path)]
    return max((dated for dated in found if dated is not None), default=None, key=lambda dated: dated[0])


def in_name(path: str) -> tuple[date, str] | None:
    """Return the day that the name of a file, or the folders above it, spell.

    Args:
        path: The path below the folder of the documents.
    """
    match = _IN_NAME.search(path)
    return _made(int(match["y"]), match["m"], match["d"]) if match else None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none of that number."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _made(year: int, month: str | int, day: str | None) -> tuple[date, str] | None:
    made = day_of(year, int(month), int(day or 1))
    return (made, "day" if day else "month") if made is not None else None
