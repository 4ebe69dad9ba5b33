"""What the rules of Korean dates say: the TIMEX3 value of a match, with X for what is not written.

In: matches of the rules of `extractors/ko/dates.py`. Out: values; None for a match that is no date after all.
Never: a clock time, a counter (3번째).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.calendars import Closing, before, until
from extractors.intervals import days, short_years, week_in, weekday_in_month
from extractors.lexicon import DateWord, load
from extractors.mention import Date
from extractors.patterns import any_of
from extractors.timex import FUTURE, PAST, PRESENT, UNSAID, Reading, before_last, compared, filled, moved, relative

_WORDS = load("ko").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form: word.value for word in _WORDS if word.kind == kind for form in word.text}


def one_of(forms: Iterable[str]) -> str:
    """Return a pattern for any of these words, a space in which may be any."""
    return any_of(forms, space=r"\s?")


WEEKDAYS, _SEASONS, NEAR, SAID, DEICTIC, FEASTS = (_table(kind) for kind in ("weekday", "season", "near", "said", "deictic", "feast"))
COUNTS, SPANS, PARTS = (_table(kind) for kind in ("count", "span", "part"))

SP = r"[\s\u3000]{0,2}"
M = r"(?:1[0-2]|0?[1-9])"
D = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:서기\s?)?(?:1\d\d\d|20\d\d|21\d\d)"
WEEKDAY = rf"(?:{SP}\(?{SP}(?:[월화수목금토일]요일|(?<=\()[월화수목금토일](?=\))){SP}\)?)"
HALF = r"(?:상반기|하반기|전반기|후반기)"
TO = r"[~～〜∼–—-]"
#: 3분기 누적, 3분기까지 매출: from the beginning of the year on.
SO_FAR = (
    r"(?P<c>(?:까지|도)?\s?(?:연결\s?기준\s?)?누적(?!되|돼|된|했|한)|까지의?(?=\s?(?:누적|매출|영업|순이익|당기|판매|실적|수출|수주)))?"
)
REST = (
    rf"(?:{SP}(?P<m>{M})월(?:{SP}(?P<d>{D})일(?!간|째|동안)(?:{WEEKDAY})?)?"
    rf"|{SP}(?:제?{SP}(?P<q>[1-4])\s?(?:사)?분기{SO_FAR}|(?P<h>{HALF})|(?P<s>봄|여름|가을|겨울)(?=에|의|부터|까지|은|이|을|[^가-힣]|$)))"
)
NUMBER = rf"(?<![만억조천])(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,6}}(?:\.\d{{1,4}})?|{one_of(COUNTS)})"
UNITS = (
    r"(?:년(?!대|도|생|차|전통)|개월|달(?!러)|주(?!년)일?|일(?!본|요|반|부|정|단|자|시|상|어|하|을|이|은|의)|시간"
    r"|분(?!기|의|야|석|류|당|쟁|할|업|배|리|만|위|명)|초(?!반|기|등|과|순|대)|세기|분기)"
)
_UNIT = {"년": "year", "개": "month", "달": "month", "주": "week", "일": "day", "시": "hour", "초": "second", "세": "century"}
_LETTER = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_ORDER = ("century", "year", "quarter", "month", "week", "day", "hour", "minute", "second")


def _unit(text: str) -> str:
    return "quarter" if text.startswith("분기") else "minute" if text[0] == "분" else _UNIT[text[0]]


def _number(match: re.Match[str], group: str, read: Reading) -> Decimal:
    """The number of a group: a written numeral's value where one covers the group, else what its digits or its counting word say."""
    numeral = read.numerals.get(match.start(group))
    if numeral is not None and numeral.end == match.end(group) and numeral.value is not None:
        return numeral.value
    text = match[group].replace(",", "")
    return Decimal(COUNTS[text]) if text in COUNTS else Decimal(text)


def _tail(year: str, match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("m"):
        value = f"{year}-{int(groups['m']):02d}"
        return f"{value}-{int(groups['d']):02d}" if groups.get("d") else value
    if groups.get("q"):
        return f"{year}-Q{groups['q']}"
    if groups.get("h"):
        return f"{year}-H{1 if groups['h'][0] in '상전' else 2}"
    if groups.get("s"):
        return f"{year}-{_SEASONS[groups['s']]}" if groups["s"] in _SEASONS else None
    return year


def _valid(value: str) -> Date | None:
    return Date(value) if days(value.replace("XXXX", "2000").replace("-XX-", "-01-")) else None


def date(match: re.Match[str], read: Reading) -> Date | None:
    """2025년 6월 8일, 2024년 3분기, 2025년 상반기."""
    value = _tail(re.sub(r"\D", "", match["y"]), match)
    return _so_far(Date(value), match, read) if value and days(value) else None


def early_year(match: re.Match[str], read: Reading) -> Date | None:
    """918년에: a year of three digits that is no round length of time."""
    return Date(f"0{match['y']}")


def fiscal(match: re.Match[str], read: Reading) -> Date | None:
    """2024회계연도, 2024년도 3분기."""
    value = _tail("FY" + re.sub(r"\D", "", match["y"]), match)
    return _so_far(Date(value), match, read) if value else None


def fiscal_short(match: re.Match[str], read: Reading) -> Date | None:
    """FY2024, FY24 3분기, FY24-Q3, FY24 1H."""
    year = f"FY{_full(match['y'])}"
    if unit := match["u"] or match["v"]:
        number = match["k"] or match["l"]
        return Date(f"{year}-{unit.upper()}{number}") if unit in "Qq" or number in "12" else None
    value = _tail(year, match)
    return _so_far(Date(value), match, read) if value else None


def _so_far(found: Date, match: re.Match[str], read: Reading) -> Date:
    """A quarter with 누적 runs from the beginning of its year."""
    if not match.groupdict().get("c"):
        return found
    value, anchor = filled(found.value, read, match.start(), match.end())
    first = read.calendar.begins if value.startswith("FY") else 1
    span = until(value, first) if first is not None else None
    return Date(span, anchor=found.anchor or anchor) if span else found


def _full(written: str) -> str:
    """A year in four digits; in two it is from 1950 to 2049."""
    return written if len(written) == 4 else f"{20 if int(written) < 50 else 19}{written}"


def short_year(match: re.Match[str], read: Reading) -> Date | None:
    """24년 3분기, '24년."""
    value = _tail(_full(match["y"].lstrip("'’")), match)
    return Date(value) if value and days(value) else None


#: What stands before the first word of a line: nothing, or the mark of a list.
_OPENING = re.compile(r"(?:\A|\n)(?:[-*•·] {1,2})?\Z")


def month_of_line(match: re.Match[str], read: Reading) -> Date | None:
    """2017.07 상장: a month that opens a line of a history."""
    opens = _OPENING.search(read.text[max(read.start, match.start() - 4) : match.start()])
    return Date(f"{match['y']}-{match['m']}") if opens else None


def dotted(match: re.Match[str], read: Reading) -> Date | None:
    """2025.6.8, 25-06-08."""
    return _valid(f"{_full(match['y'])}-{int(match['m']):02d}-{int(match['d']):02d}")


def month_day(match: re.Match[str], read: Reading) -> Date | None:
    """6월 8일, 6월."""
    value = f"XXXX-{int(match['m']):02d}"
    if re.match(r"\s?결산", read.text[match.end() : match.end() + 3]):
        return None
    return _valid(f"{value}-{int(match['d']):02d}") if match["d"] else Date(value)


def day(match: re.Match[str], read: Reading) -> Date | None:
    """8일, where it counts nothing."""
    before = read.text[max(read.start, match.start() - 1) : match.start()]
    glued = before == "." and re.search(
        r"[가-힣]\.$", read.text[max(read.start, match.start() - 2) : match.start()]
    )  # a sentence ends there
    nights = re.search(r"박\s?$", read.text[max(read.start, match.start() - 2) : match.start()])  # 2박 3일 is a length
    return None if nights or (before and before in "0123456789.,제" and not glued) else Date(f"XXXX-XX-{int(match['d']):02d}")


def century(match: re.Match[str], read: Reading) -> Date | None:
    """20세기."""
    return Date(f"{int(match['y']) - 1:02d}XX") if 1 <= int(match["y"]) <= 30 else None


def decade(match: re.Match[str], read: Reading) -> Date | None:
    """1990년대, 90년대."""
    digits = match["y"]
    return Date(f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X")


def part(match: re.Match[str], read: Reading) -> Date | None:
    """3분기, 상반기: a part of a year that is not written."""
    value = _tail("XXXX", match)
    return _so_far(Date(value), match, read) if value and value != "XXXX" else None


def short_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """1Q25, 25년 2Q, 3Q, 2H24: a quarter or half as reports of brokers write it."""
    if re.search(r"[\w.,-]$", read.text[max(read.start, match.start() - 1) : match.start()]):
        return None
    year = f"{2000 + int(match['y']):04d}" if match["y"] else "XXXX"
    return Date(f"{year}-{match['u'].upper()}{match['q']}") if match["u"] in "Qq" or match["q"] in "12" else None


def months(match: re.Match[str], read: Reading) -> Date | None:
    """1~9월, 2024년 4~6월: a calendar quarter where the months are one, else an interval of months."""
    year = re.sub(r"\D", "", match["y"]) if match["y"] else "XXXX"
    return _from_to(year, int(match["m"]), int(match["k"]))


def _from_to(year: str, first: int, last: int) -> Date | None:
    if last - first == 2 and first % 3 == 1:
        return Date(f"{year}-Q{last // 3}")
    return Date(f"{year}-{first:02d}/{year}-{last:02d}") if first < last else None


def near_months(match: re.Match[str], read: Reading) -> Date | None:
    """지난해 1~6월, 올해 4~6월: months of a year that is told from the text's date."""
    by = next((int(value.partition(":")[2]) for form, value in NEAR.items() if re.sub(r"\s", "", form) == match["w"]), 0)
    year = f"{read.today.year + by:04d}" if read.today else "XXXX"
    found = _from_to(year, int(match["m"]), int(match["k"]))
    return replace(found, anchor=read.today.value) if found and read.today else found


#: What follows days of a month, and no length in days.
_DAYS_AFTER = re.compile(r"\s?(?:열[리린렸]|개최|진행|까지|실시|[가-힣]{1,8}에서\s|[양이]일간)|\s?\([월화수목금토일]")


def days_of_month(match: re.Match[str], read: Reading) -> Date | None:
    """3월 5~7일, 5~7일 열린다: an interval of days; 5~7일 alone is a length."""
    first, last = int(match["d"]), int(match["e"])
    if first >= last or (match["m"] is None and not _DAYS_AFTER.match(read.text, match.end(), read.end)):
        return None
    month = f"{match['y'][-4:] if match['y'] else 'XXXX'}-{int(match['m']):02d}" if match["m"] else "XXXX-XX"
    found = Date(f"{month}-{first:02d}/{month}-{last:02d}")
    return found if _valid(f"{month}-{last:02d}") else None


def quarters(match: re.Match[str], read: Reading) -> Date | None:
    """1~3분기, 2024년 1~3분기: an interval of quarters."""
    year = re.sub(r"\D", "", match["y"]) if match["y"] else "XXXX"
    return Date(f"{year}-Q{match['q']}/{year}-Q{match['k']}") if match["q"] < match["k"] else None


def quarter_before(match: re.Match[str], read: Reading) -> Date | None:
    """전분기, 직전 분기, 지난 반기: the quarter or half before the one said last, else before the one that the text is about."""
    read.aside = True
    unit = "half" if match["u"] == "반기" else "quarter"
    if match[0].startswith("지난"):
        return relative(read, unit, -1)
    main = read.calendar.half if unit == "half" else read.calendar.quarter
    found = before_last(read, unit)
    if found is None and main and (value := before(main)):
        found = Date(value, anchor=main)
    return found or relative(read, unit, -1)


_CLOSING = re.compile(rf"(?P<m>1[0-2]|[1-9])월\s?결산|(?P<y>20\d\d)(?:년\s?|\s)?회계연도|(?P<q>[1-4])분기\s?\({M}월?\s?{TO}\s?(?P<k>{M})월")


def about(match: re.Match[str], read: Reading) -> Date | None:
    """당분기, 당반기: the quarter or half that the text is about."""
    main = read.calendar.quarter if match["u"] == "분기" else read.calendar.half
    return Date(main, anchor=main) if main else None


def closings(text: str) -> Iterator[Closing]:
    """Yield what a text says of its fiscal years: 3월 결산, 2025 회계연도."""
    for match in _CLOSING.finditer(text):
        if match["q"]:  # 2분기(4~6월)
            last = int(match["k"]) + 3 * (4 - int(match["q"]))
            if last % 3 == 0:
                yield Closing((last - 1) % 12 + 1)
        else:
            yield Closing(int(match["m"]) if match["m"] else None, int(match["y"]) if match["y"] else None)


_ORDINAL = {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "마지막": -1}


def nth(match: re.Match[str], read: Reading) -> Date | None:
    """2014년 3월 마지막 일요일, 1월의 세 번째 주: the nth weekday or week of a month."""
    word = re.sub(r"\s|번째|째", "", match["o"])
    nth = int(word) if word.isdigit() else _ORDINAL.get(word)
    year = int(re.sub(r"\D", "", match["y"])) if match["y"] else read.today.year if read.today else None
    if year is None or nth is None:
        return None
    if match["w"]:
        found = weekday_in_month(year, int(match["m"]), "월화수목금토일".index(match["w"][0]) + 1, nth)
        return Date(found.isoformat()) if found else None
    week = week_in(f"{year:04d}-{int(match['m']):02d}", nth)
    return Date(week) if week else None


def weekday(match: re.Match[str], read: Reading) -> Date | None:
    """월요일."""
    return Date(f"XXXX-WXX-{WEEKDAYS[match['w']]}")


def deictic(match: re.Match[str], read: Reading) -> Date | None:
    """현재, 최근."""
    after = read.text[match.end() : match.end() + 2]
    return None if match["w"] in ("현재", "지금") and after.startswith("의") else Date(DEICTIC[match["w"]])


def feast(match: re.Match[str], read: Reading) -> Date | None:
    """크리스마스."""
    return Date(f"XXXX-{FEASTS[match['w']]}")


def near(match: re.Match[str], read: Reading) -> Date | None:
    """지난해 12월, 이번 주 수요일, 같은 해: a relative year, month or week with what follows it."""
    groups, word = match.groupdict(), re.sub(r"\s", "", match["w"])
    said = {re.sub(r"\s", "", form): value for form, value in SAID.items()}
    near = {re.sub(r"\s", "", form): value for form, value in NEAR.items()}
    unit, by = (said.get(word) or near.get(word) or "year:0").split(":")  # 올 3분기
    anchor = (read.base() or (read.today if by.startswith("-") else None)) if word in said else read.today
    number = int(by)
    value = anchor.at(unit, number) if anchor else None
    if anchor is None or value is None:
        if unit == "month" and groups.get("d"):
            return Date(f"XXXX-XX-{int(groups['d']):02d}")
        rest = _tail("XXXX", match) if unit == "year" else None
        return Date(
            rest if rest and rest != "XXXX" else UNSAID[unit] if word in said else PAST if number < 0 else FUTURE if number > 0 else PRESENT
        )
    if unit == "week" and groups.get("wd") and anchor.date:
        offset = "월화수목금토일".index(groups["wd"][0]) + 1 - anchor.date.isoweekday() + 7 * number
        return Date(found, anchor=anchor.value) if (found := anchor.at("day", offset)) else None
    if unit == "month" and groups.get("d"):
        value = f"{value}-{int(groups['d']):02d}"
    elif unit == "year":
        value = _tail(value, match) or value
    return _so_far(Date(value, anchor=anchor.value), match, read) if days(value) else None


def near_month(match: re.Match[str], read: Reading) -> Date | None:
    """지난 8월, 오는 10월, 이번 5월: a month before, after or in the year of the text."""
    month = int(match["m"])
    if read.today is None or read.today.month is None:
        return Date(f"XXXX-{month:02d}")
    year = read.today.year
    if match["n"] == "지난" and month > read.today.month:
        year -= 1
    elif match["n"] in ("오는", "다음") and month < read.today.month:
        year += 1
    value = f"{year:04d}-{month:02d}" + (f"-{int(match['d']):02d}" if match["d"] else "")
    return Date(value, anchor=read.today.value) if days(value) else None


def near_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """지난 2분기, 오는 4분기, 이번 3분기: the last that is past, the next to come, or that of the year of the text."""
    quarter = int(match["q"])
    if read.today is None or read.today.month is None:
        return Date(f"XXXX-Q{quarter}")
    now = (read.today.month + 2) // 3
    later = {"지난": -(quarter >= now), "이번": 0}.get(match["n"], quarter < now)
    return Date(f"{read.today.year + later:04d}-Q{quarter}", anchor=read.today.value)


def ago(match: re.Match[str], read: Reading) -> Date | None:
    """3년 전, 5일 뒤."""
    back = match["w"].endswith("전") or match["w"].endswith("이전")
    if match["x"] is None:
        return Date(PAST if back else FUTURE)
    number = _number(match, "x", read)
    if match["u"] == "년" and 1500 <= number <= 2100:
        return Date(f"{int(number):04d}", mod="BEFORE" if back else "AFTER")
    return moved(read.today, _unit(match["u"]), number, back) if number < 9000 else Date(PAST if back else FUTURE)


def span(match: re.Match[str], read: Reading) -> Date | None:
    """이틀, 열흘, 일주일: a length of time that is one word; with 전 or 후 a date."""
    number, unit = SPANS[re.sub(r"\s", "", match["w"])].split(":")
    if match["b"]:
        return moved(read.today, unit, Decimal(number), match["b"] == "전")
    if match["w"] == "하루" and not match["e"]:
        return None
    return Date(_length(Decimal(number), unit))


def part_word(match: re.Match[str], read: Reading) -> Date | None:
    """연말, 월초, 주말: a part of the year, month or week of the text's date."""
    mod, unit = PARTS[match["w"]].split(":")
    found = relative(read, unit, {"지난": -1, "다음": 1, "오는": 0}.get((match["n"] or "").strip(), 0))
    if unit == "week":
        return replace(found, value=f"{found.value}-WE") if found.anchor else Date("XXXX-WXX-WE")
    return replace(found, mod=mod or None)


def near_weekday(match: re.Match[str], read: Reading) -> Date | None:
    """지난 금요일, 오는 화요일, 다음 월요일."""
    number, day = WEEKDAYS[match["w"]], read.today.date if read.today else None
    if day is None or read.today is None:
        return Date(f"XXXX-WXX-{number}")
    offset = int(number) - day.isoweekday()
    if match["n"] == "지난":
        offset -= 7 if offset >= 0 else 0
    elif match["n"] == "오는":
        offset += 7 if offset <= 0 else 0
    elif match["n"] == "다음":
        offset += 7
    found = read.today.at("day", offset)
    return Date(found, anchor=read.today.value) if found else Date(f"XXXX-WXX-{number}")


def near_day(match: re.Match[str], read: Reading) -> Date | None:
    """지난 8일, 오는 15일: the day before or after the text's date that has this number."""
    if read.today is None or read.today.month is None or read.today.day is None:
        return Date(f"XXXX-XX-{int(match['d']):02d}")
    number = int(match["d"])
    by = -1 if match["n"] == "지난" and number >= read.today.day else 1 if match["n"] == "오는" and number <= read.today.day else 0
    value = f"{read.today.at('month', by)}-{number:02d}"
    return Date(value, anchor=read.today.value) if days(value) else None


def same_period(match: re.Match[str], read: Reading) -> Date | None:
    """전년 동기, 작년 같은 기간: a year before the period said last."""
    read.aside = True
    return compared(read) or relative(read, "year", -1)


def years(match: re.Match[str], read: Reading) -> Date | None:
    """2016~18년, 2023~2025회계연도."""
    first, last = int(match["y"]), int(match["z"])
    last += first // 100 * 100 if last < 100 else 0
    by = "FY" if match["f"] else ""
    return Date(f"{by}{first:04d}/{by}{last:04d}") if first < last else None


#: What says that 21~23년 is a length.
_LONG_BEFORE = re.compile(r"(?:약|대략|앞으로|향후|과거|최장|최대|최소|평균)\s?$")
_LONG_AFTER = re.compile(
    r"\s?(?:동안|간|이상|이하|이내|내(?![년용])|가량|정도|안팎|안에|남짓|미만|전|후|뒤|만에|째|차|걸|이\s?(?:걸|지나|넘|흐|되)|을\s?(?:넘|거)"
    r"|에\s?걸[쳐친]|의\s?(?:역사|세월|기간|징역|형|경력)|이나|씩|짜리|넘|경력|징역|주기|형)"
)


def duration_range(match: re.Match[str], read: Reading) -> Date | None:
    """3~5년, 2~3개월; years in two digits: 21~23년."""
    years = short_years(match["x"], match["y"], read.today.year if read.today is not None else None) if match["u"] == "년" else None
    long = not match[0].endswith("년") or _LONG_AFTER.match(read.text, match.end(), read.end)
    if years is not None and not long and not _LONG_BEFORE.search(read.text, max(read.start, match.start() - 6), match.start()):
        return Date(f"{years[0]:04d}/{years[1]:04d}")
    first, last, unit = _number(match, "x", read), _number(match, "y", read), _unit(match["u"])
    before_it = read.text[max(read.start, match.start() - 1) : match.start()]
    if first >= last or (unit == "year" and last >= 300) or (before_it and before_it in "0123456789.,제"):
        return None
    return Date(_length(first, unit), upper=_length(last, unit))


def _length(number: Decimal | str, unit: str) -> str:
    shown = number if isinstance(number, str) else f"{number.normalize():f}"
    if unit == "century":
        return f"P{number * 100:f}Y" if isinstance(number, Decimal) else "PXXXY"
    if unit == "quarter":
        return f"P{number * 3:f}M" if isinstance(number, Decimal) else "PXM"
    return f"P{'T' if unit in ('hour', 'minute', 'second') else ''}{shown}{_LETTER[unit]}"


#: Weeks beyond which 주 counts shares, and what says so before fewer.
_MOST_WEEKS = 520
_SHARES = re.compile(r"(?:(?:보통|우선|자사|구|발행)주|신주|주식(?:수|\s수)?)[\s:]{0,2}(?:총|약|각)?\s?$")


def duration(match: re.Match[str], read: Reading) -> Date | None:
    """3년, 두 달 반, 1시간 30분."""
    unit = _unit(match["u"])
    before = read.text[max(read.start, match.start() - 1) : match.start()]
    if before and (before in "0123456789.,:제" or (match["x"] in COUNTS and re.match("[가-힣]", before))):
        return None
    number = _number(match, "x", read) + (Decimal("0.5") if match["z"] else 0)
    if unit == "week" and (number > _MOST_WEEKS or _SHARES.search(read.text, max(read.start, match.start() - 12), match.start())):
        return None  # 보통주 5,000주 are shares
    if (
        unit in ("minute", "second", "quarter")
        and match["x"] in ("한", "두", "세")
        and not re.match(r"\s?(?:간|동안)", read.text[match.end() : match.end() + 3])
    ):
        return None
    value = _length(number, unit)
    if match["t"]:
        if _ORDER.index(_unit(match["t"])) <= _ORDER.index(unit):
            return None
        second = _length(_number(match, "y", read), _unit(match["t"]))
        value += second.removeprefix("PT").removeprefix("P") if "T" in value or "T" not in second else second.removeprefix("P")
    return Date(value, mod="MORE_THAN" if match.groupdict().get("m") else None)


def vague(match: re.Match[str], read: Reading) -> Date | None:
    """수년, 몇 달."""
    return Date(_length("XX" if match["v"] in ("수십", "몇십") else "X", _unit(match["u"])))


def set(match: re.Match[str], read: Reading) -> Date | None:
    """매년."""
    return Date({"년": "P1Y", "달": "P1M", "월": "P1M", "주": "P1W", "일": "P1D"}[match["w"][1]], repeats=True)
