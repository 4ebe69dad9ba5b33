"""What the date grammars of all languages share: a rule, what it may know of its surroundings, and the filling of unknown years.

In: matches of a language's rules. Out: TIMEX3 values, resolved against the date of the text where that can be done.
Never: a word of a language.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from extractors.calendars import PLAIN, Calendar, Closing, before, kind_of, named, until, year_before
from extractors.intervals import Moment, days
from extractors.mention import Date, Passage
from extractors.numerals import Numeral

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
#: What is left of "the following day" where the text does not say what it follows.
UNSAID = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX", "quarter": "XXXX-QX"}


#: A year that needs no grammar to be one, and how far before a passage it is looked for, in characters.
_YEAR = re.compile(r"(?<![\d.,$€£¥-])((?:19|20)\d\d)(?![\d%]|[.,]\d|[A-Za-z])")
_BACK = 400


@dataclass(slots=True)
class Reading:
    """What a rule may know while a passage is read from left to right.

    Attributes:
        text: The whole text.
        start: First code point of the passage.
        end: Code point after the last.
        language: BCP 47 tag of the passage.
        today: The date of the text.
        numerals: Numerals of the passage by their start.
        kind: Kind of the passage (`cell`, ...).
        header: Text above or beside a table's cell.
        above: Of a head of a table's column, the head above it.
        said: The last date of the passage that names at least a year.
        said_at: Where `said` ends.
        last: Value of the last date of the passage.
        aside: Set by a rule whose date is only compared with (前年同期), so that what follows does not count from it.
        written: The last date of the passage whose year is written and that names a month.
        calendar: How the text counts its fiscal years, and which periods it is about.
        period: The last period (month, quarter, half, year, days from one to another) that the passage said and did not only compare with.
        tense: Says for a span whether the sentence speaks of the past (-1), of the future (1), or leaves it open (0).
    """

    text: str
    start: int
    end: int
    language: str
    today: Moment | None
    numerals: Mapping[int, Numeral]
    kind: str
    header: str
    tense: Callable[[str, int, int, int, int], int]
    calendar: Calendar = PLAIN
    said: Moment | None = None
    said_at: int = 0
    written: Moment | None = None
    last: str = ""
    told: tuple[int, date, date] | None = None
    period: str = ""
    above: str = ""
    aside: bool = False
    asked: dict[int, int] = field(default_factory=dict)

    def base(self) -> Moment | None:
        """What a date that counts from another one counts from: the last date of the passage, else the last year of the text before it."""
        if self.said is None and self.start:
            years = _YEAR.findall(self.text, max(0, self.start - _BACK), self.start)
            return Moment(int(years[-1])) if years else None
        return self.said

    def direction(self, start: int, end: int) -> int:
        """Whether the sentence around a span speaks of the past (-1), of the future (1), or leaves it open (0)."""
        if start not in self.asked:
            self.asked[start] = self.tense(self.text, start, end, self.start, self.end)
        return self.asked[start]


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of words for a date.

    Attributes:
        name: Stands on every mention that it makes.
        pattern: Matches from the first character of the expression.
        read: Makes the value of a match; None where the match is no date after all.
        confidence: Probability that a match is what it seems.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reading], Date | None]
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Grammar:
    """The date rules of a language.

    Attributes:
        starts: Finds where an expression may begin.
        rules: Rules by what `starts` found, as `key` gives it.
        key: Maps a found start to a key of `rules`.
        join: What may stand between the two ends of an interval.
        close: What may follow the second end (まで).
        tense: See `Reading.tense`.
        around: Widens a span by its hedge and changes the date accordingly.
        apart: Whether two dates, given with the start and end of the first and the end of the second, are two and no interval.
        sign: Tells that an explicit date of this language stands in a text of another.
        every: Ends right before a date that recurs (every March); such a date has no year or week of its own.
        of_writing: Relative years that count from the day of writing and not from a year written nearby.
        closings: Yields what a text says of its fiscal years.
        ahead: Whether fiscal years are named by the year that they begin in where the text does not say.
        counted: What stands between a length of time and the date that it is counted from; its group `back` says that it counts back.
        bounds: What stands right before, or right after, a date that a text is not about: a deadline, or when something was founded.
        founding: A label right before a date by which it is that of a founding, whose year no other date has: 設立1998年4月.
        uncounted: Whether the two, given with their start and end, are a length of time and a date of their own after all.
    """

    starts: re.Pattern[str]
    rules: Mapping[str, Sequence[Rule]]
    key: Callable[[str], str]
    join: re.Pattern[str]
    close: re.Pattern[str]
    tense: Callable[[str, int, int, int, int], int]
    around: Callable[[Reading, int, int, Date], tuple[int, int, Date]]
    apart: Callable[[Reading, int, int, int, Date, Date], bool]
    sign: re.Pattern[str]
    every: re.Pattern[str]
    of_writing: re.Pattern[str] = re.compile(r"(?!)")
    closings: Callable[[str], Iterable[Closing]] = lambda text: ()
    ahead: bool = False
    counted: re.Pattern[str] = re.compile(r"(?!)")
    bounds: tuple[re.Pattern[str], re.Pattern[str]] = (re.compile(r"(?!)"), re.compile(r"(?!)"))
    founding: re.Pattern[str] = re.compile(r"(?!)")
    uncounted: Callable[[Reading, int, int], bool] = lambda read, start, end: False


def reading(text: str, passage: Passage, numerals: Sequence[Numeral], grammar: Grammar, calendar: Calendar = PLAIN) -> Reading:
    """Return a reading at the start of a passage."""
    return Reading(
        text,
        passage.start,
        passage.end,
        passage.language,
        Moment.parse(passage.today),
        {numeral.start: numeral for numeral in numerals},
        passage.kind,
        passage.header,
        grammar.tense,
        calendar,
        above=passage.above,
    )


def compared(read: Reading, unit: str | None = None) -> Date | None:
    """Return the period that figures are compared with: the one that the passage said last, or that the text is about, a year before.

    Args:
        read: What is known.
        unit: `quarter`, `half` or `year` where the words name one; None takes whatever period was told of.

    Returns:
        The date, with the period that it counts from as its anchor; None where no period was told of.
    """
    read.aside = True
    told = (one for one in (read.period, read.calendar.before) if one and (unit is None or kind_of(one) == unit))
    base = next(told, "") or (read.calendar.period if unit is None else read.calendar.about(unit)) or ""
    value = year_before(base) if base else None
    return Date(value, anchor=base) if value else None


def so_far(read: Reading) -> Date | None:
    """Return the time from the beginning of the year to the end of the quarter or half that the text is about; None where it is about none.

    Args:
        read: What is known.
    """
    told = read.period if kind_of(read.period) in ("quarter", "half") else read.calendar.quarter or read.calendar.half
    first = (read.calendar.begins if told.startswith("FY") else 1) if told else None
    span = until(told, first) if told and first is not None else None
    return Date(named(span, read.calendar), anchor=told) if span else None


def before_last(read: Reading, unit: str) -> Date | None:
    """Return the quarter, half or fiscal year before the one that the passage said last; None where it said none."""
    kind = "year" if unit == "fiscal" else unit
    base = read.period if kind_of(read.period) == kind else ""
    value = before(base) if base and (unit != "fiscal" or base.startswith("FY")) else None
    return Date(value, anchor=base) if value else None


def fiscal_year(read: Reading, by: int = 0, *, reported: bool = False) -> Date | None:
    """Return a fiscal year counted from the one that the text is about, or else from the one that its date lies in.

    Args:
        read: What is known.
        by: How many years on.
        reported: Whether the year is meant that the text reports on, rather than the one in which it was written.
    """
    calendar, today = read.calendar, read.today
    main = calendar.year if calendar.year and (calendar.year.startswith("FY") or not calendar.fiscal) else None
    if main and (reported or today is None or today.month is None):
        return Date(f"FY{int(main[-4:]) + by:04d}", anchor=main)
    number = calendar.number(today)
    if number is None or today is None:
        return None
    return Date(f"FY{number + by:04d}", anchor=today.value)


def relative(read: Reading, unit: str, by: int) -> Date:
    """Return the unit that lies so many units from the date of the text; PAST_REF, PRESENT_REF or FUTURE_REF where that is unknown."""
    value = read.today.at(unit, by) if read.today else None
    if value is None:
        return Date(PAST if by < 0 else FUTURE if by > 0 else PRESENT)
    assert read.today is not None
    return Date(value, anchor=read.today.value)


def moved(anchor: Moment | None, unit: str, number: Decimal, back: bool) -> Date:
    """Return the date that lies so many units before or after another, at the precision of the unit.

    Args:
        anchor: The other date; None where it is unknown.
        unit: Unit of the calendar or of the clock.
        number: How many; its sign does not matter.
        back: Whether to count back.

    Returns:
        The date, or PAST_REF or FUTURE_REF where the anchor is too coarse.
    """
    number = -abs(number) if back else abs(number)
    vague = Date(PAST if back else FUTURE)
    if anchor is None:
        return vague
    if unit in ("decade", "century"):
        unit, number = "year", number * (10 if unit == "decade" else 100)
    if unit == "year" and number % 1:
        unit, number = "month", number * 12
    if unit in ("half", "quarter"):
        unit, number = "month", number * (6 if unit == "half" else 3)
    if unit in ("hour", "minute", "second"):
        # The text's date has no clock: noon stands for it, so that 13 hours ago was yesterday and 4 hours ago today.
        hours = number / (1 if unit == "hour" else 60 if unit == "minute" else 3600)
        unit, number = "day", (Decimal(12) + hours) // 24 if hours >= 0 else -((Decimal(12) - hours) // 24 if -hours > 12 else Decimal(0))
    value = anchor.at(unit, int(number))
    return Date(value, anchor=anchor.value) if value else vague


def on_weekday(value: str, weekday: int, read: Reading) -> Date | None:
    """Return a day of an unknown year (`XXXX-12-21`) in the year nearest to the text's in which it is the weekday beside it.

    Args:
        value: The day.
        weekday: 1 for Monday to 7 for Sunday.
        read: What is known; None is returned where the date of the text is not, or no year near it fits.
    """
    if read.today is None:
        return None
    here = (days(read.today.value) or (date(read.today.year, 7, 1),))[0]
    near = [found[0] for year in range(read.today.year - 3, read.today.year + 3) if year > 0 and (found := days(f"{year:04d}{value[4:]}"))]
    fitting = [day for day in near if day.isoweekday() == weekday]
    best = min(fitting, key=lambda day: abs((day - here).days), default=None)
    return Date(best.isoformat(), anchor=read.today.value) if best else None


#: Where the tense puts a date without a year further away than this many days, it is rather the one just ahead or just gone: the tense
#: of a long sentence is easily misread, and texts name the year by then.
_FAR, _SOON, _LATELY = 270, 14, 75
#: Texts report more than they announce: by so many days a date that is gone is nearer than one to come.
_REPORTED = 45
_UNKNOWN_YEAR = re.compile(r"XXXX-(?:(\d\d)(?:-(\d\d))?|[QH]\d|SP|SU|FA|WI|W\d\d)")


def filled(value: str, read: Reading, start: int, end: int) -> tuple[str, str | None]:
    """Fill the unknown year, month or week of a value from what the passage said last, or from the date of the text and the tense.

    Args:
        value: A value with X for what is not written (`XXXX-06-08`, `XXXX-XX-08`, `XXXX-WXX-1`).
        read: What is known.
        start: Where the expression starts.
        end: Where it ends.

    Returns:
        The value, with X where nothing is known, and the anchor used.

    Source: TimeML annotation guidelines 1.2.1; the tense rule is that of HeidelTime for news (Strötgen and Gertz 2013).
    """
    if (inside := _inside(value, read, start)) is not None:
        return inside
    if "/" in value:
        first, last = value.split("/", 1)
        if "WXX" in first:  # Monday through Friday: the first one, and the last one after it
            early, anchor = _weekday(first, read, start, end)
            moment = Moment.parse(early) if anchor else None
            late_day = moment.at("day", (int(last[-1]) - int(first[-1])) % 7) if moment else None
            return (f"{early}/{late_day}", anchor) if late_day else (value, None)
        late, anchor = filled(last, read, start, end)
        if first.startswith("XXXX") and re.match(r"\d{4}", late):
            early = f"{late[:4]}{first[4:]}" if not first.startswith("XXXX-XX") else f"{late[:7]}{first[7:]}"
            covered = days(f"{early}/{late}")
            if covered is None and not first.startswith("XXXX-XX") and days(early) and days(late):
                early = f"{int(late[:4]) - 1:04d}{first[4:]}"
            return f"{early}/{late}", anchor
        early, other = filled(first, read, start, end)
        return f"{early}/{late}", anchor or other
    if value.startswith("FYXXXX-"):
        return _part_of_year(value[6:], read, start, end, fiscal=True) or (value, None)
    if not value.startswith("XXXX"):
        return value, None
    if re.match(r"XXXX-[QH]\d", value) and (whole := _part_of_year(value[4:], read, start, end)):
        return whole
    known, today = read.written, read.today
    if re.fullmatch(r"XXXX-WXX-\d", value):
        return _weekday(value, read, start, end)
    if re.fullmatch(r"XXXX-XX-\d\d", value):
        return _day(value, read, start, end)
    if not _UNKNOWN_YEAR.fullmatch(value):
        return value, None
    tail = value[4:]
    if known is not None and (today is None or (known.year < today.year and read.direction(start, end) <= 0)):
        return f"{known.year:04d}{tail}", known.value
    if today is None:
        return (f"{read.said.year:04d}{tail}", read.said.value) if read.said else (value, None)
    if today.month is None:
        return f"{today.year:04d}{tail}", today.value
    candidates = [found for year in (today.year - 1, today.year, today.year + 1) if (found := days(f"{year:04d}{tail}"))]
    if not candidates:  # 29 February of a year that is none
        candidates = [found for year in range(today.year - 4, today.year + 5) if (found := days(f"{year:04d}{tail}"))]
        if not candidates:
            return value, None
    return f"{_likely(candidates, read, start, end)[0].year:04d}{tail}", today.value


_OPENED = re.compile(r"\s?[(（\[]\s?")
_MONTHS = re.compile(r"XXXX-(?:\d\d|Q\d)(?:-\d\d)?(?:/XXXX-(?:\d\d|Q\d)(?:-\d\d)?)?")


def _inside(value: str, read: Reading, start: int) -> tuple[str, str | None] | None:
    """Months in brackets right behind the period that they lie in: 2024年上半期（1〜6月）, 지난해 3분기(7~9월)."""
    if read.told is None or not _OPENED.fullmatch(read.text, read.told[0], start) or not _MONTHS.fullmatch(value):
        return None
    _, first, last = read.told
    for year in sorted({first.year, last.year}):
        told = value.replace("XXXX", f"{year:04d}")
        covered = days(told)
        if covered is None and "/" in told:  # 10〜3月
            told = told[:-7] + f"{year + 1:04d}" + told[-3:] if len(told) == 15 else told
            covered = days(told)
        if covered is not None and first <= covered[0] and covered[1] <= last:
            return told, read.last
    return None


def _part_of_year(tail: str, read: Reading, start: int, end: int, *, fiscal: bool = False) -> tuple[str, str | None] | None:
    """The quarter or half of the year that the text is about, in a text that names fiscal years of a fiscal year."""
    calendar, today = read.calendar, read.today
    part = int(tail[2])
    main = calendar.quarter if tail[1] == "Q" else calendar.half
    ahead = read.direction(start, end) > 0
    if main and main.endswith(tail) and not ahead:
        return main, main
    if not (calendar.fiscal or fiscal):
        return None
    told = read.period if read.period.startswith("FY") else calendar.year if (calendar.year or "").startswith("FY") else None
    first, now = calendar.begins, calendar.number(today)
    if first is None or today is None or today.month is None or (told and now and int(told[2:6]) < now - 1):
        if told is None:
            return None
        number, said = int(told[2:6]), int(told[-1]) if re.fullmatch(r"FY\d{4}-[QH]\d", told) and told[7] == tail[1] else part
        number += 1 if ahead and part < said else -1 if not ahead and part > said else 0
        return f"FY{number:04d}{tail}", told
    assert now is not None
    spans = {span: number for number in (now - 1, now, now + 1) if (span := days(f"FY{number:04d}{tail}", fiscal_start=first))}
    return (f"FY{spans[_likely(list(spans), read, start, end)]:04d}{tail}", today.value) if spans else None


def _likely(candidates: Sequence[tuple[date, date]], read: Reading, start: int, end: int) -> tuple[date, date]:
    """Which of the same days of several years the tense of the sentence means."""
    assert read.today is not None
    here, until = days(read.today.value) or (date.min, date.min)
    direction = read.direction(start, end)
    nearest = min(candidates, key=lambda found: (_away(found, here) - (_REPORTED if found[0] <= here else 0), found[0]))
    if direction < 0:
        chosen = max((found for found in candidates if found[0] <= until), default=nearest)
    elif direction > 0:
        chosen = min((found for found in candidates if found[1] >= here), default=nearest)
    else:
        chosen = nearest
    if _away(chosen, here) > _FAR and _away(nearest, here) <= (_SOON if direction < 0 else _LATELY):
        chosen = nearest
    return chosen


def _away(covered: tuple[date, date], here: date) -> int:
    return abs((covered[0] + (covered[1] - covered[0]) / 2 - here).days)


def _weekday(value: str, read: Reading, start: int, end: int) -> tuple[str, str | None]:
    day = read.today.date if read.today else None
    if day is None or read.today is None:
        return value, None
    ahead = (int(value[-1]) - day.isoweekday()) % 7
    by = ahead if read.direction(start, end) > 0 else ahead - 7 if ahead else 0
    try:
        return (day + timedelta(days=by)).isoformat(), read.today.value
    except OverflowError:
        return value, None


def _day(value: str, read: Reading, start: int, end: int) -> tuple[str, str | None]:
    number = int(value[8:10])
    known = read.said
    near = known is not None and known.month is not None and start - read.said_at < 200
    if near and known is not None and known.month is not None and number <= monthrange(known.year, known.month)[1]:
        return f"{known.year:04d}-{known.month:02d}-{number:02d}", known.value
    today = read.today
    if today is None or today.month is None:
        return value, None
    year, month = today.year, today.month
    step = 0
    if today.day is not None:
        direction = read.direction(start, end)
        if number > today.day and direction <= 0:
            step = -1
        elif number < today.day and direction > 0:
            step = 1
    for _ in range(3):
        if step:
            whole = year * 12 + month - 1 + step
            year, month = whole // 12, whole % 12 + 1
        if 1 <= year <= 9999 and number <= monthrange(year, month)[1]:
            return f"{year:04d}-{month:02d}-{number:02d}", today.value
        step = step or -1
    return value, None
