"""What English says of fiscal years, and the periods of reports: the quarter ended June 30, nine months to December, the year-ago quarter.

In: matches of the rules of `extractors/en/dates.py`, and a text. Out: TIMEX3 values, and what the text says of its fiscal year.
Never: a fiscal year that the text does not name, a length of time that ends nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractors.calendars import Closing, ending, kind_of, named, year_before
from extractors.en.date_words import (
    BY,
    COMMA,
    DAY,
    MONTH,
    NUMBER,
    NUMBERS,
    SP,
    UNITS,
    YEAR,
    S,
    day_of,
    month_of,
    number_of,
    one_of,
    rx,
    text_after,
    text_before,
    year_of,
)
from extractors.intervals import Moment, days
from extractors.mention import Date
from extractors.timex import Reading, Rule, before_last, compared, filled, fiscal_year

_YEAR = r"(?:19|20)\d\d(?!\d)"


def _day(mark: str) -> str:
    """A pattern for the day or month that a period ends with; its groups carry a mark."""
    return (
        rf"(?:(?P<month{mark}>{MONTH})(?:{S}(?P<day{mark}>\d{{1,2}})(?!\d))?|(?P<day2{mark}>\d{{1,2}}){S}(?P<month2{mark}>{MONTH}))"
        rf"(?:,?{S}(?P<ended{mark}>{_YEAR}))?"
    )


_ENDED = r"(?:(?:which|that)\s)?(?:end(?:ed|ing|s)?|clos(?:ed|ing|es))\s(?:on\s|in\s)?"
#: A fiscal year with its end, a fiscal quarter with its end, a fiscal year by its number alone.
_CLOSING = rx(
    rf"(?:(?P<before>{_YEAR})\s)?(?:\b(?:fiscal(?:\syears?)?|financial\syears?)(?:\s(?P<number>{_YEAR}))?,?(?:\s\(?{_ENDED}{_day('')})?"
    rf"|(?<!half[\s-])(?<!half)\byears?\s{_ENDED}{_day('3')})"
    rf"|\bFY\s?['’]?(?P<short>(?:20)?\d\d)(?![\d.,]\d)"
)
_QUARTER = rx(
    rf"\b(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|Q[1-4])(?:\sfiscal)?(?:\squarter)?\s(?:(?:of\s)?(?:the\s)?(?:fiscal\s(?:year\s)?|FY\s?['’]?)?(?P<number>{_YEAR}|\d\d)\s?,?\s?)?"
    rf"\(?(?:period\s)?{_ENDED}{_day('')}"
)
#: A fiscal quarter by its number, and further on the day that three months ended.
_TOLD = rx(
    rf"\b(?P<q>first|second|third|fourth|Q[1-4])(?:\squarter)?\s(?:of\s)?(?:(?:the|its|our|their)\s(?:company['’]s\s)?)?(?:fiscal(?:\syear)?\s|FY\s?['’]?)(?P<number>{_YEAR}|\d\d)(?!\d)"
    rf"|\b(?:three|thirteen|13)[\s-](?:months?|weeks?)(?:\s(?:fiscal\s)?(?:periods?|quarter))?\s{_ENDED}{_day('')}"
)
_EXPECTED = rx(
    r",?\s(?:(?:we|it|the\scompany|management)\s(?:\w+\s)?(?:expects?|anticipates?|forecasts?|projects?|sees?|guides?)|guidance|outlook)\b"
)
_LOOKING = rx(r"\b(?:looking\s(?:ahead|forward)|outlook|guidance|expects?|anticipates?|forecasts?)\s[^.!?]{0,40}$")
#: What has run since the year began: the year closes as many months after it as are left of twelve.
_SO_FAR = rx(
    rf"\b(?:(?P<x>six|nine|6|9|26|39|twenty-six|thirty-nine)[\s-]{{1,2}}(?:months?|weeks?)|(?P<half>half)[\s-]years?)"
    rf"(?:\s(?:fiscal\s)?periods?)?\s(?:{_ENDED}|to\s){_day('')}"
)
_LEFT = {"half": 6, "six": 6, "6": 6, "26": 6, "twenty-six": 6, "nine": 3, "9": 3, "39": 3, "thirty-nine": 3}
#: The rupee and the counts of India: its fiscal years end in March, by the year they end in.
_RUPEES = rx(r"₹|\bRs\.?\s?\d|\b(?:crores?|lakhs?)\b")
_INDIAN = 3
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def closings(text: str) -> Iterator[Closing]:
    """Yield what a text says of its fiscal years: "fiscal year ended June 30", "nine months ended June 29", "FY27".

    A text in crores and lakhs of rupees that says no more than the numbers of its years counts them as India does.

    Source: General Clauses Act, 1897 (India), section 3 (21): a financial year commences on the first day of April.
    """
    said = list(_closings(text))
    yield from said
    if not any(one.month for one in said) and len(list(islice(_RUPEES.finditer(text), _INDIAN))) == _INDIAN:
        yield Closing(3, None, None)


def _closings(text: str) -> Iterator[Closing]:
    low = text.lower()
    if not any(word in low for word in ("fiscal", "financial", "fy", "ended", "ending", "closed", "closing", "ends", "closes", "half")):
        return
    for match in _CLOSING.finditer(text):
        number = match["number"] or match["before"] or match["short"]
        if match["short"] or match["number"] or match["before"] or match["month"] or match["month2"] or match["month3"] or match["month23"]:
            part = "3" if match["month3"] or match["month23"] else ""
            month, year = _ended(match, part)
            if part and not match["before"]:
                number = None
            if year and month and month > 2 and not number and not part:
                number = str(year)
            if month or number:
                yield Closing(month, int(year_of(number)) if number else None, year)
    for match in _SO_FAR.finditer(text):
        month, _ = _ended(match, "")
        if month:
            yield Closing((month + _LEFT[(match["x"] or match["half"]).lower()] - 1) % 12 + 1)
    told: tuple[int, int, int] | None = None
    first: tuple[int, int, int] | None = None
    latest = 0
    for match in _TOLD.finditer(text):
        if match["q"]:
            told = (match.end(), _NTH.get(match["q"].lower()) or int(match["q"][1]), int(year_of(match["number"])))
            first = first or told
            if _EXPECTED.match(text, match.end(), match.end() + 60) or _LOOKING.search(text, max(0, match.start() - 60), match.start()):
                yield Closing(None, told[2], None, f"FY{told[2]:04d}-Q{told[1]}")
            continue
        month, year = _ended(match, "")
        latest = max(latest, (year or 0) * 12 + (month or 1) - 1)
        if told and match.start() - told[0] < 600:
            yield _closing_of(told, (year or 0) * 12 + (month or 1) - 1)
            told = first = None
            latest = -1 << 20
    if first and latest >= 12:  # the quarter is named after the weeks that it was first told by
        yield _closing_of(first, latest)
    for match in _QUARTER.finditer(text):
        month, year = _ended(match, "")
        nth = _NTH.get(match["q"].lower()) or int(match["q"][1])
        if month is None:
            continue
        last = (year or 0) * 12 + month - 1 + 3 * (4 - nth)
        yield Closing(
            last % 12 + 1,
            int(year_of(match["number"])) if match["number"] and "fiscal" in match[0].lower() else None,
            last // 12 if year else None,
        )


def _closing_of(told: tuple[int, int, int], ended: int) -> Closing:
    """The end of a fiscal year from the end of one of its quarters, in months since the year 0."""
    last = ended + 3 * (4 - told[1])
    return Closing(last % 12 + 1, told[2], last // 12 if last >= 24 else None)


def _ended(match: re.Match[str], part: str) -> tuple[int | None, int | None]:
    """The last whole month before a day that a period ends with, and its year."""
    name, day = (match[f"month{part}"], match[f"day{part}"]) if match[f"month{part}"] else (match[f"month2{part}"], match[f"day2{part}"])
    if name is None:
        return None, None
    month, year = int(month_of(name)), match[f"ended{part}"]
    early = day is not None and int(day) <= 7  # years of 52 weeks end with a day of the week
    whole = (int(year) if year else 0) * 12 + month - 1 - early
    return whole % 12 + 1, whole // 12 if year else None


def ended(match: re.Match[str], read: Reading) -> Date | None:
    """The nine months ended September 30, the quarter ended June 30, the 39-week period ended November 2, the year to March."""
    groups = match.groupdict()
    if (
        groups.get("k")
        and not (match["w"] or "ended").lower().startswith("end")
        and not re.search(r"(?i)(?:\b(?:the|fiscal|financial)\s|[(,;:]\s?|^)$", text_before(read, match.start()))
    ):
        return None
    year = _within(int(year_of(groups["z"])), int(month_of(match["m"])), read) if groups.get("z") else groups.get("y")
    written = f"{year_of(year)}-{month_of(match['m'])}" + (f"-{day_of(match['d'])}" if groups.get("d") else "")
    told, anchor = (written, None) if year else filled(written, read, match.start(), match.end())
    last = Moment.parse(told)
    if last is None:
        return None
    kind = (groups.get("k") or "").lower()
    kind = "fiscal year" if kind == "fy" else kind
    number = {"quarter": 3, "half": 6, "year": 12, "month": 1, "week": 1}.get(
        re.split(r"[\s-]", kind)[-1] if not kind.startswith("half") else "half", 0
    )
    unit = "week" if kind == "week" else "part"
    if groups.get("x"):
        counted, unit = number_of(match, "x", read), UNITS[match["u"].lower()]
        number = int(counted or 0)
    elif groups.get("c"):
        number, unit = int(match["c"]), "week"
    return _period(last, number, unit, read, anchor=anchor, yearly=kind.endswith("year"), fiscal="fiscal" in f"{match[0]} {kind}".lower())


def _within(number: int, month: int, read: Reading) -> str | None:
    """The calendar year in which a month of a numbered fiscal year lies; None where nothing tells when fiscal years end."""
    if read.calendar.begins is None:
        return None
    return next((f"{year:04d}" for year in (number - 1, number, number + 1) if read.calendar.number(Moment(year, month)) == number), None)


def by_month(match: re.Match[str], read: Reading) -> Date | None:
    """FY3/25: the fiscal year that ends in March 2025."""
    return Date(f"FY{year_of(match['y'])}")


def _period(last: Moment, number: int, unit: str, read: Reading, *, anchor: str | None, yearly: bool, fiscal: bool) -> Date | None:
    """The months or weeks that end with a day or month, by the name that the text's calendar gives them."""
    span = ending(last, number, unit) if 0 < number <= 120 else None
    if span is None:
        return None
    found = named(span, read.calendar)
    covered = days(span)
    assert covered
    whole = covered[1].month if covered[1].day > 7 else covered[1].month - 1 or 12
    if yearly and (whole == read.calendar.closing or fiscal or not read.calendar.closing):
        year = covered[1].year - (1 if covered[1].month == 1 and whole == 12 else 0) - (1 if read.calendar.ahead else 0)
        found = f"{year:04d}" if whole == 12 and not read.calendar.fiscal else f"FY{year:04d}"
    return Date(found, start=covered[0], end=covered[1], anchor=anchor)


_ABOVE = rx(
    rf"(?:for{S})?(?:the{S})?(?:(?P<x>{NUMBER})[\s-]{{1,3}}(?P<u>months?|weeks?)|(?:fiscal{S})?(?P<k>quarters?|half(?:[\s-]years?)?|years?)),?{S}"
    rf"(?:ended|ending)(?:{S}(?:on{S})?(?P<m>{MONTH})(?:{S}(?P<d>{DAY}))?)?{SP}[,:]?{SP}"
)


def headed(value: Date, read: Reading) -> Date | None:
    """A day below "Three Months Ended", a year below "Six Months Ended June 30,": in the head of a column both are one period."""
    match = _ABOVE.fullmatch(read.above)
    last = Moment.parse(value.value)
    if match is None or last is None or "/" in value.value:
        return None
    if last.month is None and match["m"]:
        last = Moment.parse(f"{last.value}-{month_of(match['m'])}" + (f"-{day_of(match['d'])}" if match["d"] else ""))
    if last is None or last.month is None:
        return None
    kind = (match["k"] or "").lower().rstrip("s")
    number = int(number_of(match, "x", read) or 0) if match["x"] else {"quarter": 3, "half": 6, "year": 12}[re.split(r"[\s-]", kind)[0]]
    unit = UNITS[match["u"].lower()] if match["u"] else "part"
    return _period(last, number, unit, read, anchor=value.anchor, yearly=kind == "year", fiscal="fiscal" in match[0].lower())


_OF = rx(
    r"\b(?:in|for|during|of|over|throughout|within|by|at|through)\s(?:the|its|that)\s(?:(?:full|whole|entire|fiscal|financial|same|latest)[\s-])?$"
)
_NO_PERIOD_AFTER = rx(
    r"\s(?:of|before|earlier|ago|prior|from(?!\sa\syear|\sthe)|after|to\s(?!a\b|\$|[€£¥])|until|when|following|ahead|since|end\b|in\s(?:which|question)|that\s)|['’-]"
)
_RANK = rx(
    r"\b(?:first|second|third|fourth|final|last|previous|next|end|rest|half|start|beginning|remainder|middle|part|time)\sof\s(?:the|that)\s$"
)


def the_period(match: re.Match[str], read: Reading) -> Date | None:
    """For the quarter, in the period, during the year: the one that the passage told of, or that the text is about."""
    unit = match["u"].lower()
    before = text_before(read, match.start(), 28)
    if not _OF.search(before) or _RANK.search(before) or _NO_PERIOD_AFTER.match(text_after(read, match.end())):
        return None
    if unit == "period":
        told = read.period or read.calendar.period
        return Date(told, anchor=told) if told else None
    base = read.period if kind_of(read.period) == unit else None
    if unit == "year":
        if not re.search(r"(?i)\b(?:for|in|during|over)\s(?:the|its)\s(?:\w+[\s-])?$", before):
            return None
        return _this_year(read)
    value = base or read.calendar.about(unit)
    return Date(value, anchor=value) if value else None


def _this_year(read: Reading) -> Date | None:
    base = read.period if kind_of(read.period) else read.calendar.year
    if not base:
        return fiscal_year(read) if read.calendar.fiscal else None
    value = base.split("-")[0]
    return Date(value, anchor=base)


def full_year(match: re.Match[str], read: Reading) -> Date | None:
    """Full year 2025, the full-year forecast."""
    groups = match.groupdict()
    if groups.get("y"):
        return Date(("FY" if groups.get("f") else "") + year_of(groups["y"]))
    if re.search(r"(?i)\b(?:a|one|every|each|per|another)\s$", text_before(read, match.start())):
        return None
    if groups.get("n"):
        by = BY.get(groups["n"].lower(), 0)
        return Date(f"{read.today.year + by:04d}", anchor=read.today.value) if read.today else None
    main = read.calendar.period
    if main and kind_of(main):
        return Date(main.split("-")[0], anchor=main)
    if read.calendar.fiscal:
        return fiscal_year(read)
    return Date(f"{read.today.year:04d}", anchor=read.today.value) if read.today else None


def first_of(match: re.Match[str], read: Reading) -> Date | None:
    """The first nine months of 2025, the first three quarters, through the third quarter: from the beginning of the year on."""
    groups = match.groupdict()
    if groups.get("o"):
        months = {"second": 6, "2nd": 6, "third": 9, "3rd": 9, "fourth": 12, "4th": 12}.get(match["o"].lower(), 0)
    else:
        number = number_of(match, "x", read)
        months = int(number or 0) * (3 if UNITS[(match["u"] or "month").lower()] == "quarter" else 1)
    if not 1 < months <= 12:
        return None
    # A year that closes in January or February is named by either: without "fiscal" its number is taken for the calendar's.
    own = read.calendar.fiscal and (not groups.get("y") or (read.calendar.closing or 0) > 2)
    fiscal = bool(groups.get("f")) or (own and not groups.get("n"))
    if groups.get("y"):
        year = int(year_of(groups["y"]))
    elif read.today is None:
        year = int(read.calendar.year[-4:]) if read.calendar.year else 0
    else:
        year = (read.calendar.number(read.today) if fiscal else None) or read.today.year
        year += BY.get((groups.get("n") or "this").lower(), 0)
        if not groups.get("n") and not groups.get("y") and not fiscal and read.today.month is not None and read.today.month <= months:
            year -= 1 if read.direction(match.start(), match.end()) <= 0 else 0
    first = read.calendar.begins if fiscal else 1
    if not year or first is None:
        return None
    start = year * 12 + first - 1
    span = f"{start // 12:04d}-{start % 12 + 1:02d}/{(start + months - 1) // 12:04d}-{(start + months - 1) % 12 + 1:02d}"
    covered = days(span)
    if covered is None:
        return None
    anchor = read.today.value if read.today and not groups.get("y") else None
    return Date(
        f"{covered[0].isoformat()}/{covered[1].isoformat()}"
        if months not in (3, 6)
        else named("/".join(day.isoformat() for day in covered), read.calendar),
        anchor=anchor,
    )


_COMPARING = rx(
    r"(?:%|percent|per\scent|[mb]illion|trillion|\d|\b(?:from|than|versus|vs\.?|compared\s(?:with|to)|against|over|up|down|points|loss|profit|cents|increase|decrease|rise|decline|growth|gain))\s?[^.;]{0,48}$"
)


def prior_year_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """The prior year second quarter, last year's third quarter."""
    nth = _NTH[match["o"].lower()]
    if match["n"].lower() == "last" and not read.calendar.fiscal and read.today:
        return Date(f"{read.today.year - 1:04d}-Q{nth}", anchor=read.today.value)
    read.aside = True
    base = read.period if read.period.endswith(f"-Q{nth}") else filled(f"XXXX-Q{nth}", read, match.start(), match.end())[0]
    value = year_before(base) if not base.startswith("XXXX") else None
    return Date(value, anchor=base) if value else None


def year_ago(match: re.Match[str], read: Reading) -> Date | None:
    """The year-ago quarter, the prior-year period, the same quarter a year earlier, last year's third quarter."""
    by_unit = unit if (unit := (match["u"] or "").lower()) in ("quarter", "half") else None
    year = year_of(match.groupdict().get("z"))
    read.aside = True
    if year[0] != "X" and re.fullmatch(r"XXXX-[QH]\d", read.last) and (by_unit is None or by_unit[0].upper() == read.last[5]):
        return Date(read.last.replace("XXXX", year))
    if year[0] != "X" and by_unit is None:
        base = read.period or read.calendar.period
        if base and re.match(r"(?:FY)?\d{4}", base):
            moved = re.sub(r"\d{4}(?=-|/|$)", year, base, count=1) if "/" not in base else _in_year(base, year)
            return Date(moved) if moved else None
    found = compared(read, by_unit)
    if year[0] != "X" and found and re.match(r"(?:FY)?\d{4}", found.value) and "/" not in found.value:
        return Date(re.sub(r"\d{4}", year, found.value, count=1))
    if found is None and by_unit is None and read.today is not None:
        return Date(f"{read.today.year - 1:04d}", anchor=read.today.value)
    return found


def _in_year(span: str, year: str) -> str | None:
    """Return a stretch of days or months moved so that it ends in a year; None where it does not lie before."""
    last = re.match(r"\d{4}", span.split("/")[1])
    by = int(last[0]) - int(year_of(year)) if last else 0
    return year_before(span, by) if by > 0 else None


def year_earlier(read: Reading, start: int) -> Date | None:
    """Return what "a year earlier" means where figures are compared: the period told of, a year before; None where nothing is."""
    if (
        kind_of(read.period)
        or "/" in read.period
        or (_COMPARING.search(text_before(read, start, 60)) and (read.period or read.calendar.period))
    ):
        return compared(read)
    return None


#: What follows a year that stands for itself: "from the previous year's 4", not "the prior year 39-week period".
_ITSELF = rx(
    r"['’]s\b|\s?(?:[.,;:()–—]|$)|\s(?:and|but|as|on|to|by|due|while|with|thanks|amid|despite|after|because|when|in|for|was|were)\b"
)


def previous_year(match: re.Match[str], read: Reading) -> Date | None:
    """Return what "the previous year" means where figures are compared and the passage says no year: the period told of, a year before."""
    compares = _COMPARING.search(text_before(read, match.start(), 60)) and _ITSELF.match(text_after(read, match.end()))
    if not compares or kind_of(read.period) == "year":
        return None
    told = kind_of(read.period) or "/" in read.period or (read.said is None and (read.calendar.before or read.calendar.period))
    return compared(read) if told else None


def quarter_about(match: re.Match[str], read: Reading) -> Date | None:
    """The latest quarter, the preceding quarter: the one that the text is about, or the one before it."""
    word, unit = match["n"].lower(), match["u"].lower()
    main = read.period if kind_of(read.period) == unit else read.calendar.about(unit)
    if main is None and word == "latest" and read.today is not None and (last := read.today.at(unit, -1)) and not read.calendar.fiscal:
        return Date(last, anchor=read.today.value)
    if word in ("previous", "prior", "preceding"):
        found = before_last(read, unit)
        if found:
            read.aside = True
        return found
    return Date(main, anchor=main) if main else None


def fiscal_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """The second fiscal quarter of 2025, fiscal Q2, the fiscal third quarter: a quarter of a fiscal year, whatever its number."""
    nth = _NTH.get((match["o"] or "").lower()) or int(match["q"] or match["r"])
    return Date(f"FY{year_of(match['y'])}-Q{nth}")


def quarter_ended(match: re.Match[str], read: Reading) -> Date | None:
    """The third quarter ended September 30, 2024: the quarter that the day closes."""
    written = f"{year_of(match['y'])}-{month_of(match['m'])}" + (f"-{day_of(match['d'])}" if match["d"] else "")
    value, anchor = (written, None) if match["y"] else filled(written, read, match.start(), match.end())
    last = Moment.parse(value)
    span = ending(last, 3, "month") if last else None
    if span is None or last is None:
        return None
    nth = _NTH.get((match["o"] or "").lower()) or int(match["q"])
    covered = days(span)
    assert covered
    name = named(span, read.calendar)
    if not name.endswith(f"-Q{nth}"):
        fiscal = match["z"] or match["f"]
        name = f"FY{year_of(match['z'])}-Q{nth}" if match["z"] else f"{last.year:04d}-Q{nth}" if not fiscal else f"FYXXXX-Q{nth}"
    return Date(name, start=covered[0], end=covered[1], anchor=anchor)


#: The quarter ended December FY23: the December of that fiscal year.
_MONTH_OF_FISCAL = rf"(?P<m>{MONTH}){S}(?:of{S})?FY{SP}['’]?(?P<z>20\d\d|\d\d)(?!\d)"
_MONTH_FIRST = rf"(?P<m>{MONTH})(?:{S}(?P<d>{DAY}))?(?:{COMMA}(?P<y>{YEAR}))?"
_DAY_FIRST = rf"(?P<d>{DAY}){S}(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"
#: What may stand before the day or month that a period ends with: to end-September, ended in August, to last March.
_LAST = rf"(?:(?:on|in){S})?(?:(?:the{S})?end(?:[-\s]of)?[-\s]|last{S})?"
_COUNTED = (
    rf"(?P<x>{NUMBER})[\s-]{{1,3}}(?P<u>months?|weeks?)(?:[\s-]{{1,2}}(?:fiscal{S})?(?:period|quarter|half|year))?,?{S}"
    rf"(?:(?:which|that){S})?(?P<w>ended|ending|(?:up{S})?to|through|from{S}{MONTH}(?:{S}\d{{1,2}})?{S}(?:to|through|until)){S}{_LAST}"
)
_UNIT_ENDED = (
    rf"(?:(?:fiscal|financial){S}|full[\s-])?(?P<k>quarter|half(?:[\s-]year)?|year|period|week|month),?{S}(?:(?:which|that){S})?"
    rf"(?P<w>ended|ending|to){S}{_LAST}"
)
_NTH_ENDED = (
    rf"(?:(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)(?:{S}(?P<f>fiscal))?{S}quarter|Q(?P<q>[1-4]))"
    rf"(?:{S}of{S}(?:fiscal(?:{S}year)?|FY){S}(?P<z>{YEAR}))?,?{S}(?:period{S})?(?:(?:which|that){S})?(?:ended|ending){S}(?:on{S})?"
)
_AGO = (
    rf"(?:(?:a|one|the){S}(?:full{S})?year{S}(?:ago|earlier|before|prior|previously)|(?:the{S})?(?:previous|prior|preceding|year[\s-]earlier){S}(?:fiscal{S})?year"
    rf"|last{S}year|(?:the{S})?year[\s-](?:ago|earlier)|(?:fiscal{S}|FY{SP})?(?P<z>{YEAR}|['’]\d\d(?!\d)))"
)


def closing_month(match: re.Match[str], read: Reading) -> Date | None:
    """The September quarter, the June 2024 half: the three or six months that end with it."""
    number, month, year = 3 if match["k"].lower() == "quarter" else 6, int(month_of(match["m"])), match["y"] or match["z"]
    anchor = None
    if not year:  # one that has begun by the time of writing, where it is told of as past
        first = (month - number) % 12 + 1
        value, anchor = filled(f"XXXX-{first:02d}", read, match.start(), match.end())
        year = f"{int(value[:4]) + (first > month):04d}" if value[:4].isdigit() else ""
    last = Moment.parse(f"{year_of(year)}-{month:02d}")
    span = ending(last, number, "month") if last else None
    return Date(named(span, read.calendar), anchor=anchor) if span else None


_RANKS = ("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th")
_PERIODS = ("quarter", "half", "year", "period", "fiscal", "financial", "week", "month")
#: Rules of reports, by the words that they begin with; 0 is any number of digits, another digit that many.
RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("0", *NUMBERS), Rule("months_ended", rx(_COUNTED + _MONTH_FIRST), ended)),
    (("0", *NUMBERS), Rule("months_ended", rx(_COUNTED + _DAY_FIRST), ended)),
    ((*_PERIODS, "full"), Rule("period_ended", rx(_UNIT_ENDED + _MONTH_FIRST), ended)),
    (_PERIODS, Rule("period_ended", rx(_UNIT_ENDED + _MONTH_OF_FISCAL), ended)),
    (("fy",), Rule("period_ended", rx(rf"(?P<k>FY)(?:E|{S}(?P<w>ended|ending)(?:{S}on)?){S}{_MONTH_FIRST}"), ended)),
    (("fy",), Rule("period_ended", rx(rf"(?P<k>FY)(?:E|{S}(?P<w>ended|ending)(?:{S}on)?){S}{_DAY_FIRST}"), ended)),
    (("fy",), Rule("fiscal_by_month", rx(r"FY\s?(?:0?[1-9]|1[0-2])/(?P<y>20\d\d|\d\d)(?![\d/])"), by_month)),
    ((*_PERIODS, "full"), Rule("period_ended", rx(_UNIT_ENDED + _DAY_FIRST), ended)),
    (("1", *_RANKS, "q1", "q2", "q3", "q4"), Rule("quarter_ended", rx(_NTH_ENDED + _MONTH_FIRST), quarter_ended)),
    (("1", *_RANKS, "q1", "q2", "q3", "q4"), Rule("quarter_ended", rx(_NTH_ENDED + _DAY_FIRST), quarter_ended)),
    (
        ("1",),
        Rule(
            "first_of",
            rx(rf"(?<![$€£¥₩\w.,])(?P<x>[69])[\s-]?(?-i:M)(?P<u>(?!x)x)?{SP}(?P<f>FY)?{SP}['’]?(?P<y>20\d\d|(?<!M\s)\d\d)(?!\d)"),
            first_of,
        ),
    ),
    (_PERIODS[:4], Rule("the_period", rx(r"(?P<u>quarter|half|year|period)(?![A-Za-z])"), the_period, 0.8)),
    (
        ("full",),
        Rule(
            "full_year",
            rx(
                rf"full[\s-]{{1,3}}(?P<f>fiscal{S})?year(?![A-Za-z])(?:{S}(?:of{S})?(?P<y>{YEAR})|{S}(?:of{S})?(?P<n>last|this|next){S}year)?"
            ),
            full_year,
            0.8,
        ),
    ),
    (
        ("first",),
        Rule(
            "first_of",
            rx(
                rf"first[\s-]{{1,3}}(?P<x>{NUMBER})[\s-]{{1,3}}(?P<u>months|quarters)(?:{S}(?:of|in){S}(?:the{S})?(?:(?P<f>fiscal(?:{S}year)?{S}|FY{SP})?"
                rf"(?P<y>{YEAR}|(?<=FY)\d\d(?!\d)|['’]\d\d(?!\d))|(?P<n>this|last|next){S}year|(?:fiscal{S})?year(?![A-Za-z])))?"
            ),
            first_of,
        ),
    ),
    (
        ("4",),
        Rule(
            "first_of",
            rx(rf"(?P<y>{YEAR}){S}(?P<x>six|nine)[\s-]{{1,3}}(?P<u>month)[\s-]{{1,3}}period(?![A-Za-z])"),
            first_of,
        ),
    ),
    (
        ("through",),
        Rule(
            "first_of",
            rx(
                rf"through{S}(?:the{S})?(?P<o>second|third|fourth){S}quarter(?:{S}(?:of|in){S}(?:the{S})?(?:(?P<f>fiscal(?:{S}year)?{S}|FY{SP})?"
                rf"(?P<y>{YEAR})|(?P<n>this|last|next){S}year|year(?![A-Za-z])))?"
            ),
            first_of,
        ),
    ),
    (
        ("year", "prior", "previous"),
        Rule(
            "year_ago",
            rx(
                rf"(?P<z>(?!x)x)?(?:year[\s-](?:ago|earlier|before)|(?:prior|previous)[\s-]year(?:['’]s)?)[\s-]{{1,2}}(?:(?:comparable|corresponding|same|fiscal){S})?"
                r"(?P<u>quarter|half|period)(?![A-Za-z])"
            ),
            year_ago,
        ),
    ),
    (
        ("prior", "previous", "last"),
        Rule(
            "year_ago",
            rx(rf"(?P<n>prior|previous|last)[\s-]year(?:['’]s)?[\s-]{{1,2}}(?:fiscal[\s-])?(?P<o>{one_of(_RANKS)})[\s-]{{1,2}}quarter\b"),
            prior_year_quarter,
        ),
    ),
    (
        ("same", "comparable", "corresponding", "equivalent"),
        Rule(
            "year_ago",
            rx(
                rf"(?:same|comparable|corresponding|equivalent)[\s-]{{1,2}}(?:(?:three|six|nine|\d{{1,2}})[\s-]months?[\s-])?(?:fiscal{S})?"
                rf"(?P<u>quarter|half|period|time)(?:{S}(?:of|in|from|during))?{S}{_AGO}(?![A-Za-z])"
            ),
            year_ago,
        ),
    ),
    (
        ("same",),
        Rule("year_ago", rx(rf"same{S}(?P<u>quarter|half|period)(?P<z>(?!x)x)?(?={S}(?:a|one){S}year|{S}last{S}year)"), year_ago),
    ),
    (
        ("latest", "recent", "reported"),
        Rule("quarter_about", rx(rf"(?P<n>latest|recent|reported){S}(?:fiscal{S})?(?P<u>quarter)(?![A-Za-z])"), quarter_about),
    ),
    (
        ("fiscal", *_RANKS),
        Rule(
            "fiscal_quarter",
            rx(
                rf"(?:fiscal{S}(?:(?P<o>{one_of(_RANKS)})[\s-]{{1,3}}quarter|Q(?P<q>[1-4])|(?P<r>[1-4])Q)"
                rf")(?:{S}(?:of{S})?(?P<y>{YEAR}|['’]\d\d(?!\d)))?(?![A-Za-z])"
            ),
            fiscal_quarter,
        ),
    ),
    (
        _RANKS,
        Rule(
            "fiscal_quarter",
            rx(
                rf"(?P<o>{one_of(_RANKS)}){S}fiscal{S}quarter(?P<q>(?!x)x)?(?P<r>(?!x)x)?(?:{S}(?:of{S})?(?:fiscal{S}(?:year{S})?)?(?P<y>{YEAR}|['’]\d\d(?!\d)))?(?![A-Za-z])"
            ),
            fiscal_quarter,
        ),
    ),
)
