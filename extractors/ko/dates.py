"""The date grammar of Korean.

In: a text. Out: the rules that match its dates and read them, where they may begin, and what stands around them.
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
from extractors.timex import FUTURE, PAST, PRESENT, UNSAID, Grammar, Reading, Rule, before_last, compared, filled, moved, relative

_WORDS = load("ko").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form: word.value for word in _WORDS if word.kind == kind for form in word.text}


def _any(forms: Iterable[str]) -> str:
    return any_of(forms, space=r"\s?")


_WEEKDAYS, _SEASONS, _NEAR, _SAID, _DEICTIC, _FEASTS = (_table(kind) for kind in ("weekday", "season", "near", "said", "deictic", "feast"))
_COUNTS, _SPANS, _PARTS = (_table(kind) for kind in ("count", "span", "part"))

SP = r"[\s\u3000]{0,2}"
M = r"(?:1[0-2]|0?[1-9])"
D = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:서기\s?)?(?:1\d\d\d|20\d\d|21\d\d)"
WEEKDAY = rf"(?:{SP}\(?{SP}(?:[월화수목금토일]요일|(?<=\()[월화수목금토일](?=\))){SP}\)?)"
HALF = r"(?:상반기|하반기|전반기|후반기)"
_TO = r"[~～〜∼–—-]"
#: 3분기 누적, 3분기까지 매출: from the beginning of the year on.
_SO_FAR = (
    r"(?P<c>(?:까지|도)?\s?(?:연결\s?기준\s?)?누적(?!되|돼|된|했|한)|까지의?(?=\s?(?:누적|매출|영업|순이익|당기|판매|실적|수출|수주)))?"
)
_REST = (
    rf"(?:{SP}(?P<m>{M})월(?:{SP}(?P<d>{D})일(?!간|째|동안)(?:{WEEKDAY})?)?"
    rf"|{SP}(?:제?{SP}(?P<q>[1-4])\s?(?:사)?분기{_SO_FAR}|(?P<h>{HALF})|(?P<s>봄|여름|가을|겨울)(?=에|의|부터|까지|은|이|을|[^가-힣]|$)))"
)
_NUMBER = rf"(?<![만억조천])(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,6}}(?:\.\d{{1,4}})?|{_any(_COUNTS)})"
_UNITS = (
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
    return Decimal(_COUNTS[text]) if text in _COUNTS else Decimal(text)


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


def _date(match: re.Match[str], read: Reading) -> Date | None:
    value = _tail(re.sub(r"\D", "", match["y"]), match)
    return _so_far(Date(value), match, read) if value and days(value) else None


def _fiscal(match: re.Match[str], read: Reading) -> Date | None:
    value = _tail("FY" + re.sub(r"\D", "", match["y"]), match)
    return _so_far(Date(value), match, read) if value else None


def _fiscal_short(match: re.Match[str], read: Reading) -> Date | None:
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


def _short_year(match: re.Match[str], read: Reading) -> Date | None:
    value = _tail(_full(match["y"].lstrip("'’")), match)
    return Date(value) if value and days(value) else None


def _dotted(match: re.Match[str], read: Reading) -> Date | None:
    return _valid(f"{_full(match['y'])}-{int(match['m']):02d}-{int(match['d']):02d}")


def _month_day(match: re.Match[str], read: Reading) -> Date | None:
    value = f"XXXX-{int(match['m']):02d}"
    if re.match(r"\s?결산", read.text[match.end() : match.end() + 3]):
        return None
    return _valid(f"{value}-{int(match['d']):02d}") if match["d"] else Date(value)


def _day(match: re.Match[str], read: Reading) -> Date | None:
    before = read.text[max(read.start, match.start() - 1) : match.start()]
    glued = before == "." and re.search(
        r"[가-힣]\.$", read.text[max(read.start, match.start() - 2) : match.start()]
    )  # a sentence ends there
    nights = re.search(r"박\s?$", read.text[max(read.start, match.start() - 2) : match.start()])  # 2박 3일 is a length
    return None if nights or (before and before in "0123456789.,제" and not glued) else Date(f"XXXX-XX-{int(match['d']):02d}")


def _century(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"{int(match['y']) - 1:02d}XX") if 1 <= int(match["y"]) <= 30 else None


def _decade(match: re.Match[str], read: Reading) -> Date | None:
    digits = match["y"]
    return Date(f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X")


def _part(match: re.Match[str], read: Reading) -> Date | None:
    value = _tail("XXXX", match)
    return _so_far(Date(value), match, read) if value and value != "XXXX" else None


def _short_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """1Q25, 25년 2Q, 3Q, 2H24: a quarter or half as reports of brokers write it."""
    if re.search(r"[\w.,-]$", read.text[max(read.start, match.start() - 1) : match.start()]):
        return None
    year = f"{2000 + int(match['y']):04d}" if match["y"] else "XXXX"
    return Date(f"{year}-{match['u'].upper()}{match['q']}") if match["u"] in "Qq" or match["q"] in "12" else None


def _months(match: re.Match[str], read: Reading) -> Date | None:
    """1~9월, 2024년 4~6월: a calendar quarter where the months are one, else an interval of months."""
    year = re.sub(r"\D", "", match["y"]) if match["y"] else "XXXX"
    first, last = int(match["m"]), int(match["k"])
    if last - first == 2 and first % 3 == 1:
        return Date(f"{year}-Q{last // 3}")
    return Date(f"{year}-{first:02d}/{year}-{last:02d}") if first < last else None


def _quarters(match: re.Match[str], read: Reading) -> Date | None:
    """1~3분기, 2024년 1~3분기: an interval of quarters."""
    year = re.sub(r"\D", "", match["y"]) if match["y"] else "XXXX"
    return Date(f"{year}-Q{match['q']}/{year}-Q{match['k']}") if match["q"] < match["k"] else None


def _quarter_before(match: re.Match[str], read: Reading) -> Date | None:
    """전분기, 직전 분기: the quarter before the one said last, else before the one that the text is about."""
    read.aside = True
    found = before_last(read, "quarter")
    if found is None and read.calendar.quarter and (value := before(read.calendar.quarter)):
        found = Date(value, anchor=read.calendar.quarter)
    return found or relative(read, "quarter", -1)


def _closings(text: str) -> Iterator[Closing]:
    """Yield what a text says of its fiscal years: 3월 결산, 2025 회계연도."""
    for match in re.finditer(r"(?P<m>1[0-2]|[1-9])월\s?결산|(?P<y>20\d\d)(?:년\s?|\s)?회계연도", text):
        yield Closing(int(match["m"]) if match["m"] else None, int(match["y"]) if match["y"] else None)


_ORDINAL = {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "마지막": -1}


def _nth(match: re.Match[str], read: Reading) -> Date | None:
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


def _weekday(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-WXX-{_WEEKDAYS[match['w']]}")


def _deictic(match: re.Match[str], read: Reading) -> Date | None:
    after = read.text[match.end() : match.end() + 2]
    return None if match["w"] in ("현재", "지금") and after.startswith("의") else Date(_DEICTIC[match["w"]])


def _feast(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-{_FEASTS[match['w']]}")


def _near(match: re.Match[str], read: Reading) -> Date | None:
    """지난해 12월, 이번 주 수요일, 같은 해: a relative year, month or week with what follows it."""
    groups, word = match.groupdict(), re.sub(r"\s", "", match["w"])
    said = {re.sub(r"\s", "", form): value for form, value in _SAID.items()}
    near = {re.sub(r"\s", "", form): value for form, value in _NEAR.items()}
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
        return Date(day, anchor=anchor.value) if (day := anchor.at("day", offset)) else None
    if unit == "month" and groups.get("d"):
        value = f"{value}-{int(groups['d']):02d}"
    elif unit == "year":
        value = _tail(value, match) or value
    return _so_far(Date(value, anchor=anchor.value), match, read) if days(value) else None


def _near_month(match: re.Match[str], read: Reading) -> Date | None:
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


def _ago(match: re.Match[str], read: Reading) -> Date | None:
    back = match["w"].endswith("전") or match["w"].endswith("이전")
    if match["x"] is None:
        return Date(PAST if back else FUTURE)
    number = _number(match, "x", read)
    if match["u"] == "년" and 1500 <= number <= 2100:
        return Date(f"{int(number):04d}", mod="BEFORE" if back else "AFTER")
    return moved(read.today, _unit(match["u"]), number, back) if number < 9000 else Date(PAST if back else FUTURE)


def _span(match: re.Match[str], read: Reading) -> Date | None:
    """이틀, 열흘, 일주일: a length of time that is one word; with 전 or 후 a date."""
    number, unit = _SPANS[re.sub(r"\s", "", match["w"])].split(":")
    if match["b"]:
        return moved(read.today, unit, Decimal(number), match["b"] == "전")
    if match["w"] == "하루" and not match["e"]:
        return None
    return Date(_length(Decimal(number), unit))


def _part_word(match: re.Match[str], read: Reading) -> Date | None:
    """연말, 월초, 주말: a part of the year, month or week of the text's date."""
    mod, unit = _PARTS[match["w"]].split(":")
    found = relative(read, unit, {"지난": -1, "다음": 1, "오는": 0}.get((match["n"] or "").strip(), 0))
    if unit == "week":
        return replace(found, value=f"{found.value}-WE") if found.anchor else Date("XXXX-WXX-WE")
    return replace(found, mod=mod or None)


def _near_weekday(match: re.Match[str], read: Reading) -> Date | None:
    """지난 금요일, 오는 화요일, 다음 월요일."""
    number, day = _WEEKDAYS[match["w"]], read.today.date if read.today else None
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


def _near_day(match: re.Match[str], read: Reading) -> Date | None:
    """지난 8일, 오는 15일: the day before or after the text's date that has this number."""
    if read.today is None or read.today.month is None or read.today.day is None:
        return Date(f"XXXX-XX-{int(match['d']):02d}")
    number = int(match["d"])
    by = -1 if match["n"] == "지난" and number >= read.today.day else 1 if match["n"] == "오는" and number <= read.today.day else 0
    value = f"{read.today.at('month', by)}-{number:02d}"
    return Date(value, anchor=read.today.value) if days(value) else None


def _same_period(match: re.Match[str], read: Reading) -> Date | None:
    """전년 동기, 작년 같은 기간: a year before the period said last."""
    read.aside = True
    return compared(read) or relative(read, "year", -1)


def _years(match: re.Match[str], read: Reading) -> Date | None:
    first, last = int(match["y"]), int(match["z"])
    last += first // 100 * 100 if last < 100 else 0
    return Date(f"{first:04d}/{last:04d}") if first < last else None


#: What says that 21~23년 is a length.
_LONG_BEFORE = re.compile(r"(?:약|대략|앞으로|향후|과거|최장|최대|최소|평균)\s?$")
_LONG_AFTER = re.compile(
    r"\s?(?:동안|간|이상|이하|이내|내(?![년용])|가량|정도|안팎|안에|남짓|미만|전|후|뒤|만에|째|차|걸|이\s?(?:걸|지나|넘|흐|되)|을\s?(?:넘|거)"
    r"|에\s?걸[쳐친]|의\s?(?:역사|세월|기간|징역|형|경력)|이나|씩|짜리|넘|경력|징역|주기|형)"
)


def _duration_range(match: re.Match[str], read: Reading) -> Date | None:
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


def _duration(match: re.Match[str], read: Reading) -> Date | None:
    unit = _unit(match["u"])
    before = read.text[max(read.start, match.start() - 1) : match.start()]
    if before and (before in "0123456789.,:제" or (match["x"] in _COUNTS and re.match("[가-힣]", before))):
        return None
    number = _number(match, "x", read) + (Decimal("0.5") if match["z"] else 0)
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
    return Date(value)


def _vague(match: re.Match[str], read: Reading) -> Date | None:
    return Date(_length("XX" if match["v"] in ("수십", "몇십") else "X", _unit(match["u"])))


def _set(match: re.Match[str], read: Reading) -> Date | None:
    return Date({"년": "P1Y", "달": "P1M", "월": "P1M", "주": "P1W", "일": "P1D"}[match["w"][1]], repeats=True)


_PART_AFTER = re.compile(
    r"\s?(?:(?P<s>초반?(?![가-힣]{2})|초순|상순|연초|전반(?![기전]))|(?P<m>중반|중순)"
    r"|(?P<e>말(?![가-힣]{2})|하순|말경|후반(?![기전부]))|(?P<a>경(?![가-힣]{2})|께|쯤|무렵)|(?P<p>이후)|(?P<b>이전))"
)
_HEDGE_BEFORE = re.compile(r"(?P<h>약|대략|거의|최대|최소|적어도)\s?$")
_HEDGE_AFTER = re.compile(r"\s?(?P<h>이상|이하|미만|이내|넘게|가까이|정도|가량|남짓)")
_MODS = {"이상": "EQUAL_OR_MORE", "최소": "EQUAL_OR_MORE", "적어도": "EQUAL_OR_MORE", "넘게": "MORE_THAN", "남짓": "MORE_THAN"}
_MODS |= {"이하": "EQUAL_OR_LESS", "이내": "EQUAL_OR_LESS", "최대": "EQUAL_OR_LESS", "미만": "LESS_THAN", "가까이": "LESS_THAN"}


def _around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if length:
        if match := _HEDGE_AFTER.match(read.text, end, read.end):
            end, value = match.end(), replace(value, mod=_MODS.get(match["h"], "APPROX"))
    elif not value.value.endswith("_REF") and (match := _PART_AFTER.match(read.text, end, read.end)):
        end, value = (
            match.end(),
            replace(value, mod={"s": "START", "m": "MID", "e": "END", "a": "APPROX", "p": "AFTER", "b": "BEFORE"}[match.lastgroup or "a"]),
        )
    if length and (match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 6), start)):
        start, value = match.start(), replace(value, mod=value.mod or _MODS.get(match["h"], "APPROX"))
    return start, end, value


_FUTURE = re.compile(
    r"[가-힣](?:ㄹ|할|될|갈|올|날|릴|질|칠|울|을|일)\s(?:예정|것|겁|계획|전망|방침)|예정|겁니다|것이다|까요|하겠|주세요|합시다|전망|계획"
)
_PASTS = re.compile(
    r"(?:[했였었았렸졌왔갔났됐혔켰쳤겼]다|[했였었았렸졌왔갔났됐]습니다|[했였었았렸졌왔갔났됐]으며|[했였었았렸졌왔갔났됐]고)"
)


def _tense(text: str, start: int, end: int, first: int, last: int) -> int:
    clause = re.split(r"[.!?。]\s|\n\s*\n", text[end : min(last, end + 120)])[0]
    past, future = _PASTS.search(clause), _FUTURE.search(clause)
    if future and (past is None or future.start() < past.start()):
        return 1
    return -1 if past else 0


_NUMBERED = (
    Rule("date", re.compile(rf"(?P<y>{YEAR}){SP}년(?!대|도|간)(?:{_REST})?"), _date, 0.99),
    Rule("fiscal_year", re.compile(rf"(?P<y>{YEAR})(?:년?{SP}회계연도|년도)(?:{_REST})?"), _fiscal),
    Rule("date_short", re.compile(rf"(?P<y>['’]?\d\d)년(?:{_REST}|(?=에(?!\s걸)|부터|까지|$))"), _short_year, 0.7),
    Rule("years", re.compile(rf"(?P<y>(?:1[5-9]|20)\d\d)\s?{_TO}\s?(?P<z>(?:1[5-9]|20)\d\d|\d\d)년(?!간|대|도)"), _years, 0.9),
    Rule("quarter", re.compile(r"(?P<q>[1-4])(?P<u>[QqHh])(?P<y>\d\d)?(?![A-DG-OQ-Za-z\d]|[EFP]\w)"), _short_quarter, 0.8),
    Rule("months_period", re.compile(rf"(?:(?P<y>{YEAR})년{SP})?(?P<m>{M})월?\s?{_TO}\s?(?P<k>{M})월(?!\s?\d{{1,2}}일)"), _months),
    Rule("dotted", re.compile(rf"(?P<y>\d{{4}}|\d\d)(?P<sep>[./-])\s?(?P<m>{M})(?P=sep)\s?(?P<d>{D})(?!\d)"), _dotted, 0.9),
    Rule("month_day", re.compile(rf"(?P<m>{M})월(?:{SP}(?P<d>{D})일(?!간|째|동안)(?:{WEEKDAY})?)?"), _month_day),
    Rule(
        "day",
        re.compile(
            rf"(?P<d>{D})일(?!간|째|동안|본|정도|이상|이내|만에|\s?(?:전|후|뒤|내|동안|이내|이전|이후|연속|가량|정도))(?:{WEEKDAY})?"
        ),
        _day,
        0.8,
    ),
    Rule("century", re.compile(r"(?P<y>\d{1,2})\s?세기"), _century),
    Rule("decade", re.compile(r"(?P<y>\d{4}|\d0)년대"), _decade),
    Rule("quarter", re.compile(rf"(?P<q>[1-4])\s?(?:사)?분기{_SO_FAR}"), _part, 0.9),
    Rule(
        "quarters",
        re.compile(rf"(?:(?P<y>{YEAR})년{SP})?(?P<q>[1-4])(?:\s?분기)?\s?{_TO}\s?(?P<k>[1-4])\s?분기(?!간|\s?(?:동안|연속))"),
        _quarters,
    ),
    Rule(
        "nth",
        re.compile(
            rf"(?:(?P<y>{YEAR})년\s?)?(?P<m>{M})월의?\s?(?P<o>마지막|[가-힣]{{1,2}}\s?(?:번째|째)|\d번?째)\s?(?:(?P<w>[월화수목금토일])요일|주)"
        ),
        _nth,
    ),
)
_LENGTHS = (
    Rule(
        "duration_range",
        re.compile(
            rf"['’]?(?P<x>{_NUMBER})(?:\s?(?:년|개월|달|주|일|시간|분|초))?\s?{_TO}\s?['’]?(?P<y>{_NUMBER})\s?(?P<u>{_UNITS})(?:\s?동안|간(?![가-힣]))?"
        ),
        _duration_range,
    ),
    Rule(
        "ago",
        re.compile(
            rf"(?P<x>{_NUMBER})\s?(?P<u>년|개월|달|주일?|일|시간|분|초)\s?(?:가량|정도|여)?\s?(?P<w>이전|전(?!체|국|통|망|략|반|자|기|력|용|쟁)|후(?!보|반|원)|뒤|내(?!내|년|용|일)|안에)"
        ),
        _ago,
    ),
    Rule(
        "duration",
        re.compile(
            rf"(?P<x>{_NUMBER})\s?(?P<u>{_UNITS})(?P<z>\s?반(?!도))?(?:\s?(?P<y>\d{{1,3}})\s?(?P<t>개월|일|시간|분|초))?(?:\s?(?:동안|내내)|간(?![가-힣]))?"
        ),
        _duration,
        0.9,
    ),
    Rule(
        "duration",
        re.compile(rf"(?P<x>{_NUMBER})\s?(?P<u>{_UNITS})(?P<z>(?!x)x)?(?P<y>(?!x)x)?(?P<t>(?!x)x)?(?:\s?동안|간(?![가-힣]))?"),
        _duration,
        0.9,
    ),
)
_OTHERS: tuple[tuple[str, Rule], ...] = (
    ("서", _NUMBERED[0]),
    (
        "F",
        Rule(
            "fiscal_year",
            re.compile(
                rf"FY\s?['’]?(?P<y>20\d\d|\d\d)(?![\dA-Za-z]|\.\d)(?:년도?)?(?:[\s-]?(?:(?P<u>[QqHh])(?P<k>[1-4])|(?P<l>[1-4])(?P<v>[QqHh]))(?![\dA-Za-z])|{_REST})?"
            ),
            _fiscal_short,
        ),
    ),
    ("제", Rule("quarter", re.compile(rf"제\s?(?P<q>[1-4])\s?(?:사)?분기{_SO_FAR}"), _part)),
    ("올", Rule("near", re.compile(rf"(?P<w>올)\s?(?:{_REST})"), _near)),
    ("전직", Rule("quarter_before", re.compile(r"(?:직전\s?|전)분기"), _quarter_before)),
    ("상하", Rule("half", re.compile(r"(?P<h>상반기|하반기)"), _part, 0.9)),
    ("".join({form[0] for form in _WEEKDAYS}), Rule("weekday", re.compile(rf"(?P<w>{_any(_WEEKDAYS)})"), _weekday, 0.9)),
    ("".join({form[0] for form in (*_NEAR, *_SAID)}), Rule("near", re.compile(rf"(?P<w>{_any([*_NEAR, *_SAID])})(?:{_REST})?"), _near)),
    (
        "지이다저내",
        Rule("near_day", re.compile(rf"(?P<w>{_any(form for form in _NEAR if form.endswith('달'))}){SP}(?P<d>{D})일(?!간)"), _near),
    ),
    (
        "지이다저금",
        Rule(
            "near_weekday",
            re.compile(rf"(?P<w>{_any(form for form in _NEAR if form.endswith('주'))}){SP}(?P<wd>[월화수목금토일]요일)"),
            _near,
        ),
    ),
    ("지오이다", Rule("near_month", re.compile(rf"(?P<n>지난|오는|이번|다음)\s?(?P<m>{M})월(?:\s?(?P<d>{D})일)?"), _near_month)),
    (
        "".join({form[0] for form in _SPANS}),
        Rule(
            "span", re.compile(rf"(?P<w>{_any(_SPANS)})(?:\s?(?P<b>전(?!체|국|통|망)|후|뒤)|(?P<e>\s?(?:동안|종일|내내|간)))?"), _span, 0.85
        ),
    ),
    (
        "".join({form[0] for form in _PARTS}) + "지오이다",
        Rule("part", re.compile(rf"(?P<n>(?:지난|오는|이번|다음)\s?)?(?P<w>{_any(_PARTS)})(?!정산|연시)"), _part_word, 0.85),
    ),
    ("지오이다", Rule("near_weekday", re.compile(rf"(?P<n>지난|오는|이번|다음)\s?(?P<w>{_any(_WEEKDAYS)})"), _near_weekday)),
    ("지오", Rule("near_day", re.compile(rf"(?P<n>지난|오는)\s?(?P<d>{D})일(?!간)"), _near_day)),
    ("전작지", Rule("same_period", re.compile(r"(?:전년|작년|지난해)\s?(?:동기|동월|같은\s?기간)"), _same_period)),
    ("".join({form[0] for form in _DEICTIC}), Rule("deictic", re.compile(rf"(?P<w>{_any(_DEICTIC)})(?!부터\s?\d)"), _deictic, 0.9)),
    ("".join({form[0] for form in _FEASTS}), Rule("feast", re.compile(rf"(?P<w>{_any(_FEASTS)})"), _feast, 0.85)),
    ("수몇", Rule("ago", re.compile(r"(?P<x>(?!x)x)?(?:수|몇)십?\s?(?P<u>년|개월|달|주|일|시간|분)\s?(?P<w>전|후|뒤)"), _ago)),
    (
        "수몇",
        Rule(
            "duration_vague",
            re.compile(
                r"(?P<v>수십|몇십|수|몇)\s?(?P<u>년(?!대)|개월|달|(?<!수)주(?!의|요)|주(?=\s?(?:간|동안|째|내))|시간|분(?!의|야|석))(?:\s?동안|간)?"
            ),
            _vague,
            0.85,
        ),
    ),
    ("매", Rule("set", re.compile(r"(?P<w>매년|매달|매월|매주|매일)(?!경제|신문|유업|방송|일보|홀딩스|비즈)"), _set)),
    *(("".join({form[0] for form in _COUNTS}), rule) for rule in _LENGTHS),
)


def _key(found: str) -> str:
    return "0" if found[0].isdigit() or found[0] in "'’" else found[0]


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the character that they may begin with; `0` stands for a digit."""
    made: dict[str, list[Rule]] = {"0": [*_NUMBERED, *_LENGTHS]}
    for first, rule in _OTHERS:
        for char in sorted(set(first)):
            listed = made.setdefault(char, [])
            if rule not in listed:
                listed.append(rule)
    return {char: tuple(rules) for char, rules in made.items()}


_FOUND = _rules()

GRAMMAR = Grammar(
    starts=re.compile(r"['’]?\d+(?:[.,]\d+){0,4}|(?<![가-힣])[" + "".join(sorted(set(_FOUND) - {"0"})) + "]"),
    rules=_FOUND,
    key=_key,
    join=re.compile(rf"{SP}(?:{_TO}|부터|에서){SP}"),
    close=re.compile(r"\s?까지"),
    tense=_tense,
    around=_around,
    sign=re.compile(r"[0-9]\s?[년월]"),
    closings=_closings,
    every=re.compile(r"매[년월주]\s?$"),
    bounds=(re.compile(r"(?!)"), re.compile(r"\s?(?:말)?(?:까지|에?\s?(?:설립|창업|창립|출범))")),
    apart=lambda read, start, middle, end, first, last: (
        first.value[:4].isdigit() and last.value[:4].isdigit() and read.text[middle:end].lstrip().startswith(("부터", "에서"))
    ),
)
