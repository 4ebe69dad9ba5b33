"""The date grammar of Japanese.

In: matches of its rules. Out: TIMEX3 values, X for what the words leave open.
Never: a clock time, a fraction (3分の1), a counter (3日目, 2年生).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.calendar import days, week_in
from extractors.lexicon import DateWord, load
from extractors.mention import Date
from extractors.timex import FUTURE, PAST, PRESENT, Grammar, Reading, Rule, moved, relative

_WORDS = load("ja").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form: word.value for word in _WORDS if word.kind == kind for form in word.text}


def _any(forms: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


_ERAS, _OLD_ERAS, _WEEKDAYS, _SEASONS = (_table(kind) for kind in ("era", "old_era", "weekday", "season"))
_NEAR, _SAID, _DEICTIC, _FEASTS, _PERIODS = (_table(kind) for kind in ("near", "said", "deictic", "feast", "period"))
_SEASON_NEAR = _table("season_near")

SP = r"[\s\u3000]{0,2}"
DIGIT = "[0-9０-９]"
KANJI = "[〇零一二三四五六七八九十百千]"
N = rf"(?:{DIGIT}{{1,4}}|{KANJI}{{1,9}})"
M = r"(?:[1１][0-2０-２]|[0０]?[1-9１-９]|十[一二]?|[一二三四五六七八九]|一[〇一二])"
D = (
    rf"(?:[3３][01０１]|[12１２]{DIGIT}|[0０]?[1-9１-９]|(?:[二三]?十)?[一二三四五六七八九]|[二三]?十|[一二]〇|"
    r"三[〇一]|[一二][一二三四五六七八九])"
)
ERA = rf"(?:{_any([*(form for form in _ERAS if len(form) > 1), *_OLD_ERAS])}(?:天皇)?)"
OPEN, CLOSE = r"[(（\[［〔]", r"[)）\]］〕]"
WEEKDAY = rf"(?:{SP}{OPEN}?{SP}(?:[月火水木金土日]曜日?|(?<=[(（])[月火水木金土日](?:[・/]?[祝休])?(?=[)）])){SP}{CLOSE}?)"
YEAR = rf"(?:西暦{SP})?(?:{DIGIT}{{4}}|[一二]{KANJI}{{3}}|二千{KANJI}{{0,3}}|千{KANJI}{{1,6}})"
HALF = r"(?:前半|後半|上半期|下半期|上期|下期)"
KA = r"[ヶケヵカか箇ヵ個]"


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_KANJI_VALUE = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0}


def _int(text: str) -> int:
    """A whole number in digits, full-width digits or kanji, positional (二〇二五) or with places (二千二十五)."""
    if text == "元":
        return 1
    shown = unicodedata.normalize("NFKC", text).replace(",", "")
    if shown.isascii():
        return int(shown)
    if not re.search("[十百千万]", text):
        return int("".join(str(_KANJI_VALUE[char]) for char in text))
    total = part = last = 0
    for char in text:
        if char in "十百千":
            part += max(last, 1) * {"十": 10, "百": 100, "千": 1000}[char]
            last = 0
        elif char == "万":
            total, part, last = (part + last) * 10000, 0, 0
        else:
            last = _KANJI_VALUE[char]
    return total + part + last


def _decimal(text: str) -> Decimal:
    shown = unicodedata.normalize("NFKC", text).replace(",", "")
    return Decimal(shown) if re.fullmatch(r"\d+(?:\.\d+)?", shown) else Decimal(_int(text))


def _before(read: Reading, at: int, size: int = 12) -> str:
    return read.text[max(read.start, at - size) : at]


def _after(read: Reading, at: int, size: int = 12) -> str:
    return read.text[at : min(read.end, at + size)]


def _valid(value: str) -> Date | None:
    probe = value.replace("XXXX", "2000").replace("-XX-", "-01-")
    return Date(value) if days(probe) else None


# --- explicit ---


def _tail(year: str, match: re.Match[str]) -> str | None:
    """The rest of a date after its year: month and day, quarter, half, season, or the year alone."""
    groups = match.groupdict()
    if groups.get("m"):
        value = f"{year}-{_int(groups['m']):02d}"
        return f"{value}-{_int(groups['d']):02d}" if groups.get("d") else value
    if groups.get("q"):
        return f"{year}-Q{_int(groups['q'])}" if 1 <= _int(groups["q"]) <= 4 else None
    if groups.get("h"):
        return f"{year}-H{1 if groups['h'][0] in '前上' else 2}"
    if groups.get("s"):
        return f"{year}-{_SEASONS[groups['s']]}"
    return year


def _date(match: re.Match[str], read: Reading) -> Date | None:
    groups = match.groupdict()
    year = _int(re.sub(r"^西暦\s*", "", groups["y"]))
    if year == 0:
        return None
    fiscal = "FY" if groups.get("f") else ""
    value = _tail(f"{fiscal}{year:04d}", match)
    return Date(value) if value and (fiscal or days(value)) else None


def _era(match: re.Match[str], read: Reading) -> Date | None:
    name = match["e"].removesuffix("天皇")
    number = _int(match["y"])
    if name in _OLD_ERAS:
        # Before 1873 months and days are of the lunar calendar, so only the year is one of ours.
        return Date(f"{int(_OLD_ERAS[name]) + number:04d}") if 1 <= number <= 45 else None
    if not 1 <= number <= 70:
        return None
    fiscal = "FY" if match.groupdict().get("f") else ""
    value = _tail(f"{fiscal}{int(_ERAS[name]) + number:04d}", match)
    return Date(value) if value and (fiscal or days(value)) else None


def _short_era(match: re.Match[str], read: Reading) -> Date | None:
    if re.search(r"[A-Za-z0-9０-９.]$", _before(read, match.start())):
        return None
    return _era(match, read)


def _month_day(match: re.Match[str], read: Reading) -> Date | None:
    value = f"XXXX-{_int(match['m']):02d}"
    return _valid(f"{value}-{_int(match['d']):02d}") if match["d"] else Date(value)


_NO_DAY = r"(?:間|目|ぶり|振り|以内|後|前|連続|程度|ほど|あたり|当たり|がかり|余り|おき|ごと|毎|分|に{D}|坊主|酔|本|照|没)"


def _bare_day(match: re.Match[str], read: Reading) -> Date | None:
    if re.search(r"[0-9０-９.一二三四五六七八九十百第数翌両毎連]$", _before(read, match.start())) or (
        match["d"] == "一" and not _before(read, match.start()).endswith("月")
    ):
        return None
    return Date(f"XXXX-XX-{_int(match['d']):02d}")


def _slashed(match: re.Match[str], read: Reading) -> Date | None:
    value = f"{_int(match['y']):04d}-{_int(match['m']):02d}" + (f"-{_int(match['d']):02d}" if match["d"] else "")
    if match["d"] is None and match["sep"] != "/" and match["sep"] != "／":
        return None
    return Date(value) if days(value) else None


def _slashed_short(match: re.Match[str], read: Reading) -> Date | None:
    first, second = _int(match["m"]), _int(match["d"])
    whole = match.start() == read.start and re.match(r"[にはでの、。\s]|$", _after(read, match.end()))
    if not whole and not re.match(rf"{WEEKDAY}|[にはで]|から|まで|{SP}[~～〜－-]", _after(read, match.end())):
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return _valid(f"XXXX-{month:02d}-{day:02d}") if 1 <= month <= 12 else None


def _bc(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"BC{_int(match['y']):04d}")


def _century(match: re.Match[str], read: Reading) -> Date | None:
    number = _int(match["y"])
    return Date(f"{'BC' if match['b'] else ''}{number - 1:02d}XX") if 1 <= number <= 30 else None


def _decade(match: re.Match[str], read: Reading) -> Date | None:
    digits = unicodedata.normalize("NFKC", match["y"])
    number = _int(digits)
    if len(digits) == 4:
        return Date(f"{number // 100}XX" if number % 100 == 0 and number < 1900 else f"{number // 10}X")
    return Date(f"{190 + number // 10}X") if number >= 20 and number % 10 == 0 else None


def _fiscal_end(match: re.Match[str], read: Reading) -> Date | None:
    """2026年3月期 is the fiscal year that ends in March 2026, so it begins in 2025: FY2025."""
    year = _int(match["y"]) if match["y"] else None
    month = _int(match["m"])
    if year is None:
        year = read.today.year if read.today else None
    if year is None:
        return Date(PRESENT)
    first = f"{year if month == 12 else year - 1:04d}"
    return Date(f"FY{first}")


def _months_period(match: re.Match[str], read: Reading) -> Date | None:
    """4〜6月期: a calendar quarter where the months are one, else an interval of months."""
    year = f"{_int(match['y']):04d}" if match["y"] else "XXXX"
    first, last = _int(match["m"]), _int(match["k"])
    if last - first == 2 and first % 3 == 1:
        return Date(f"{year}-Q{first // 3 + 1}")
    return Date(f"{year}-{first:02d}/{year}-{last:02d}") if first < last else None


def _two_digit_year(match: re.Match[str], read: Reading) -> Date | None:
    if re.search(r"[0-9０-９.,一二三四五六七八九十百第約数]$", _before(read, match.start())):
        return None
    number = _int(match["y"])
    if match["y"][0] in "'’" or match["m"] or number >= 50 or re.match(r"[春夏秋冬度]", _after(read, match.end())):
        value = _tail(f"{2000 + number if number < 50 else 1900 + number:04d}", match)
        return Date(value) if value and days(value) else None
    return None


def _three_digit_year(match: re.Match[str], read: Reading) -> Date | None:
    number = _int(match["y"])
    if match["m"] is None and (number % 10 == 0 or re.search(r"[約第数]$", _before(read, match.start()))):
        return None
    value = _tail(f"{number:04d}", match)
    return Date(value) if value and days(value) else None


def _bare_year(match: re.Match[str], read: Reading) -> Date | None:
    return (
        Date(match["y"]) if re.fullmatch(r"(?:19|20)\d\d", match["y"]) and match.start() == read.start and match.end() == read.end else None
    )


def _quarter(match: re.Match[str], read: Reading) -> Date | None:
    number = _int(match["q"])
    return Date(f"XXXX-Q{number}") if 1 <= number <= 4 else None


def _half(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-H{1 if match['h'][0] in '前上' else 2}")


def _week(match: re.Match[str], read: Reading) -> Date | None:
    year = f"{_int(match['y']):04d}" if match["y"] else f"{read.today.year:04d}" if read.today else "XXXX"
    return Date(f"{year}-W{_int(match['w']):02d}") if 1 <= _int(match["w"]) <= 53 else None


def _nth_week(match: re.Match[str], read: Reading) -> Date | None:
    value = f"{_int(match['y']):04d}" + (f"-{_int(match['m']):02d}" if match["m"] else "")
    week = week_in(value, -1 if match["o"] in ("最後の", "最終") else 1 if match["o"] == "最初の" else _int(match["o"].strip("第")))
    return Date(week) if week else None


def _weekday(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-WXX-{'月火水木金土日'.index(match['w'][0]) + 1}")


def _weekday_bracket(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-WXX-{'月火水木金土日'.index(match['w']) + 1}") if match.start() == read.start else None


def _feast(match: re.Match[str], read: Reading) -> Date | None:
    return Date(f"XXXX-{_FEASTS[match['w']]}")


def _period(match: re.Match[str], read: Reading) -> Date | None:
    return Date(_PERIODS[match["w"]])


# --- relative ---


def _deictic(match: re.Match[str], read: Reading) -> Date | None:
    word, after, before = match["w"], _after(read, match.end()), _before(read, match.start())
    if word in ("現在", "現時点") and (re.match("の|価値|地|位|進行|形|世|完了|高|員", after) or re.search(r"[年月日時期度点]$", before)):
        return None
    if word == "いま" and (not re.match("、|も|は[、\\s]|で", after) or re.search(r"[ぁ-ん]$", before)):
        return None
    if word == "将来" and not re.match("、|に(?!わ)|は|も", after):
        return None
    if word in ("近く",) and not (re.match("、|発表|開始|公開|実施", after) and re.search(r"[、。はがを]$", before)):
        return None
    if word == "今後" and re.match("の|も|に|ますます|より", after):
        return None
    return Date(_DEICTIC[word])


def _now(match: re.Match[str], read: Reading) -> Date | None:
    if re.search(r"[一-龥]$", _before(read, match.start())):
        return None
    return Date(PRESENT)


def _today(match: re.Match[str], read: Reading) -> Date | None:
    if re.match("では|でも|の(?:社会|日本|世界|中国|アメリカ)|に至|まで|的|も|に(?:おいて|お)", _after(read, match.end())):
        return Date(PRESENT)
    return relative(read, "day", 0)


def _near(match: re.Match[str], read: Reading) -> Date | None:
    """昨年12月, 来週の月曜日, 同年6月: a relative year, month or week with what follows it."""
    groups = match.groupdict()
    word = match["w"]
    if word in _SAID:
        unit, by = _SAID[word].split(":")
        anchor = read.said or read.today
    else:
        unit, by = _NEAR[word].split(":")
        anchor = read.today
    number = int(by)
    vague = PAST if number < 0 else FUTURE if number > 0 else PRESENT if word in _NEAR else PAST
    if unit == "fiscal":
        if anchor is None:
            return Date(vague)
        begun = anchor.year - (1 if anchor.month is not None and anchor.month < 4 else 0) + number
        quarter = f"-Q{_int(groups['q'])}" if groups.get("q") else ""
        return Date(f"FY{begun:04d}{quarter}", anchor=anchor.value)
    value = anchor.at(unit, number) if anchor else None
    if anchor is None or value is None:
        rest = _tail("XXXX", match) if unit == "year" else None
        if unit == "month" and groups.get("d"):
            return Date(f"XXXX-XX-{_int(groups['d']):02d}")
        return Date(rest if rest and rest != "XXXX" else vague)
    if unit == "year":
        whole = _tail(value, match)
        return Date(whole, anchor=anchor.value) if whole and days(whole) else None
    if unit == "month" and groups.get("d"):
        day = f"{value}-{_int(groups['d']):02d}"
        return Date(day, anchor=anchor.value) if days(day) else None
    if unit == "week" and groups.get("wd") and anchor.date:
        covered = days(value)
        assert covered
        return Date(
            type(covered[0]).fromordinal(covered[0].toordinal() + "月火水木金土日".index(groups["wd"])).isoformat(), anchor=anchor.value
        )
    return Date(value, anchor=anchor.value)


def _same_period(match: re.Match[str], read: Reading) -> Date | None:
    """前年同期, 前年同月: a year before the period said last, else before the text's date."""
    anchor = read.said or read.today
    if anchor is None:
        return Date(PAST)
    value = replace(anchor, year=anchor.year - 1, day=None)
    return Date(value.value, anchor=anchor.value)


def _near_season(match: re.Match[str], read: Reading) -> Date | None:
    season, by = _SEASONS[match["s"]], int(_SEASON_NEAR[match["w"]])
    return Date(f"{read.today.year + by:04d}-{season}", anchor=read.today.value) if read.today else Date(f"XXXX-{season}")


_UNIT = {
    "年": "year",
    "月": "month",
    "週": "week",
    "日": "day",
    "時": "hour",
    "分": "minute",
    "秒": "second",
    "世": "century",
    "四": "quarter",
}


def _unit(text: str) -> str:
    return "month" if "月" in text else _UNIT[text[0]]


def _ago(match: re.Match[str], read: Reading) -> Date | None:
    back = match["w"].endswith("前") or match["w"].endswith("まえ")
    vague = Date(PAST if back else FUTURE)
    if match["x"] is None:
        return moved(read.today, "month", Decimal(6), back) if match["v"] == "半年" else vague
    if re.search(r"[億万兆]", match["x"]):
        return vague
    number = _decimal(match["x"])
    anchor = read.today
    if not back and match["w"] in ("後", "のち", "後に") and read.said is not None:
        anchor = read.said
    if number > 9000:
        return vague
    return moved(anchor, _unit(match["u"]), number + (Decimal("0.5") if match["z"] else 0), back)


# --- lengths ---

_ORDER = ("century", "year", "quarter", "month", "week", "day", "hour", "minute", "second")
_LETTER = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S", "quarter": "Q"}


def _length(text: str, unit: str) -> str:
    if unit in ("century", "quarter"):
        return f"P{Decimal(text) * (100 if unit == 'century' else 3)}{'Y' if unit == 'century' else 'M'}"
    return f"P{'T' if unit in ('hour', 'minute', 'second') else ''}{text}{_LETTER[unit]}"


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _duration(match: re.Match[str], read: Reading) -> Date | None:
    unit, after = _unit(match["u"]), _after(read, match.end())
    if match[0] == "十分" and not re.match("以|ほど|くらい|ぐらい|弱|強|余|後|前|刻", after):
        return None
    if re.search(r"第$", _before(read, match.start())) or re.search(r"[0-9０-９]$|[0-9０-９][.:：/]$", _before(read, match.start())):
        return None
    number = _decimal(match["x"]) + (Decimal("0.5") if match["z"] else 0)
    value = _length(_shown(number), unit)
    if match["y"]:
        if _ORDER.index(_unit(match["t"])) <= _ORDER.index(unit):
            return None
        second = _length(_shown(_decimal(match["y"])), _unit(match["t"]))
        value += second.removeprefix("P") if "T" not in value else second.removeprefix("PT")
    if unit == "day" and number == 1 and match["x"] in ("一",) and re.match("も早|千秋|中", after):
        return None
    return Date(value)


def _duration_range(match: re.Match[str], read: Reading) -> Date | None:
    unit = _unit(match["u"])
    first, last = _decimal(match["x"]), _decimal(match["y"])
    return Date(_length(_shown(first), unit), upper=_length(_shown(last), unit)) if first < last else None


def _half_unit(match: re.Match[str], read: Reading) -> Date | None:
    return Date({"半年": "P6M", "半日": "PT12H", "半世紀": "P50Y", "半月": "P0.5M", "四半世紀": "P25Y"}[match["w"]])


def _vague_duration(match: re.Match[str], read: Reading) -> Date | None:
    unit = _unit(match["u"])
    mark = {"数": "X", "数十": "XX", "数百": "XXX", "何": "X", "幾": "X", "数千": "XXXX", "何十": "XX", "長": "X"}[match["v"]]
    return Date(f"P{mark}{'Y' if unit != 'century' else 'C'}" if unit == "century" else _length(mark, unit))


def _set(match: re.Match[str], read: Reading) -> Date | None:
    if re.match("新聞|放送|テレビ", _after(read, match.end())):
        return None
    return Date({"毎年": "P1Y", "毎月": "P1M", "毎週": "P1W", "毎日": "P1D", "毎朝": "P1D", "毎晩": "P1D"}[match["w"]], repeats=True)


# --- around the expression ---

_HEDGE_BEFORE = re.compile(rf"(?P<h>約|およそ|おおよそ|ほぼ|わずか|少なくとも|最大|最長|最短){SP}$")
_HEDGE_AFTER = re.compile(r"(?P<h>以上|超|以下|未満|以内|近く|余り?|弱|強(?![力い制])|ほど|程度|前後|くらい|ぐらい)")
_MODS = {
    "以上": "EQUAL_OR_MORE",
    "超": "MORE_THAN",
    "以下": "EQUAL_OR_LESS",
    "未満": "LESS_THAN",
    "以内": "EQUAL_OR_LESS",
    "近く": "LESS_THAN",
    "弱": "LESS_THAN",
    "余": "MORE_THAN",
    "余り": "MORE_THAN",
    "強": "MORE_THAN",
    "少なくとも": "EQUAL_OR_MORE",
    "最大": "EQUAL_OR_LESS",
    "最長": "EQUAL_OR_LESS",
}
_PART_AFTER = re.compile(
    r"(?:の)?(?P<s>初め|始め|はじめ|初頭|初期|前期|前半|上旬|頭(?!取)|早々|序盤)|(?:の)?(?P<m>半ば|なかば|中ごろ|中頃|中旬|中盤|中期|中葉)|(?:の)?(?P<e>末期?(?![日尾])|終わり|終盤|下旬|後半|後期|暮れ|終わり頃)|(?P<a>頃|ごろ|前後)|(?P<p>以降|以後|より後)|(?P<b>以前|より前)"
)


def _around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if length:
        if match := _HEDGE_AFTER.match(read.text, end, read.end):
            end, value = match.end(), replace(value, mod=_MODS.get(match["h"], "APPROX"))
    elif not value.value.endswith("_REF") and (match := _PART_AFTER.match(read.text, end, read.end)):
        mods = {"s": "START", "m": "MID", "e": "END", "a": "APPROX", "p": "AFTER", "b": "BEFORE"}
        group = match.lastgroup or "a"
        end, value = match.end(), replace(value, mod=mods[group])
    if match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 5), start):
        if length:
            start, value = match.start(), replace(value, mod=value.mod or _MODS.get(match["h"], "APPROX"))
        elif match["h"] in ("約", "およそ", "おおよそ", "ほぼ"):
            start, value = match.start(), replace(value, mod=value.mod or "APPROX")
    return start, end, value


def _apart(read: Reading, start: int, middle: int, end: int, first: Date, last: Date) -> bool:
    """1987年から1994年にかけて are two dates, 1987年から1994年まで is an interval; から also stands where no interval is meant."""
    joint = read.text[middle:end]
    return joint.lstrip().startswith(("から", "より")) and not read.text.startswith(("まで", "の間"), end)


_SENTENCE_END = re.compile(r"[。！？!?\n]")
_FUTURE = re.compile(
    r"予定|見通し|見込|方針|計画|だろう|でしょう|ましょう|向け|目指|までに|する(?:。|$)|します|くださ|たい(?:。|$)|れば|予想|ください|戻ります|にする"
)
_PASTS = re.compile(r"(?:した|った|いた|えた|れた|めた|けた|せた|げた|きた|べた|んだ|ました|でした|だった)(?:。|、|$|と|が|の|\s)")


def _tense(text: str, start: int, end: int, first: int, last: int) -> int:
    after = text[end : min(last, end + 120)]
    stop = _SENTENCE_END.search(after)
    clause = after[: stop.start() if stop else len(after)]
    past, future = _PASTS.search(clause), _FUTURE.search(clause)
    if future and (past is None or future.start() < past.start()):
        return 1
    return -1 if past else 0


# --- the grammar ---

_TO = r"[~～〜－‐–—―\-ー]"
_KI = rf"(?:第?(?P<q>[1-4１-４一二三四])四半期|(?:の)?(?P<h>{HALF})|(?:の)?(?P<s>[春夏秋冬])(?![休期日山物場光葉田川分]))"
_REST = rf"(?:{SP}/?の?{SP}(?P<m>{M}){SP}月(?![一二]?面)(?:{SP}/?{SP}の?(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?|{SP}の?{_KI})"
_REST_PLAIN = rf"(?:{SP}の?{SP}(?P<m>{M}){SP}月(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?)"
_NUMBER = rf"(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}}){{1,3}}|{DIGIT}{{1,6}}(?:[.．]{DIGIT}{{1,4}})?|{KANJI}{{1,9}})"
_UNITS = (
    rf"(?:年(?!度|代|[齢生目号式]|[0-9０-９]|連)|{KA}月|週間?|日(?!目|本|[0-9０-９])|時間(?!帯)|分(?!の|野|割|析|類|配|散|岐|"
    r"裂|離|子|量|け|か|身|解|厘|担|布|[0-9０-９])|秒(?!速)|世紀|四半期)"
)
_SECOND = rf"{SP}(?P<y>{_NUMBER}){SP}(?P<t>{KA}月|日|時間|分(?!の)|秒)"
_LENGTH_END = r"間?(?P<z>半)?(?:間)?(?!前(?!後)|後(?!半))"
_AFTER_AGO = r"(?P<w>前|まえ|後(?![期半ろ者方継世退])|のち|後に)"

_NUMBERED = (
    Rule(
        "date",
        _rx(
            rf"(?P<y>{YEAR}){SP}年(?:{SP}{OPEN}[^)）\]］〕\n]{{1,12}}年{CLOSE})?(?:(?P<f>度){SP}(?:の)?{SP}{_KI}?|{_REST})?".replace(
                _KI + "?", rf"(?:第?(?P<q2>[1-4１-４一二三四])四半期|(?P<h2>{HALF}))?"
            )
        ),
        _date,
        0.99,
    ),
    Rule(
        "slashed",
        _rx(
            rf"(?:西暦)?(?P<y>(?:1[5-9]|20){DIGIT}{{2}}|[１２]{DIGIT}{{3}})(?P<sep>[/.／．-])(?P<m>{M})(?:(?P=sep)(?P<d>{D}))?(?!{DIGIT}|[.:])(?:{WEEKDAY})?"
        ),
        _slashed,
        0.95,
    ),
    Rule("slashed_short", _rx(rf"(?P<m>{D})[/／](?P<d>{D})(?!{DIGIT}|[./])(?:{WEEKDAY})?"), _slashed_short, 0.6),
    Rule("fiscal_end", _rx(rf"(?:(?P<y>{YEAR}){SP}年{SP})?(?P<m>{M}){SP}月期"), _fiscal_end),
    Rule("months_period", _rx(rf"(?:(?P<y>{YEAR}){SP}年{SP})?(?P<m>{M})(?:月)?{_TO}(?P<k>{M})月期?"), _months_period),
    Rule(
        "month_day",
        _rx(rf"(?P<m>{M}){SP}月(?!分|例|次|面|刊|給|額|間|齢|[0-9０-９])(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?"),
        _month_day,
    ),
    Rule("month_day", _rx(rf"(?P<m>{M}){SP}月{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?"), _month_day),
    Rule(
        "day",
        _rx(
            rf"(?P<d>{D}){SP}日(?!間|目|ぶり|振り|以内|後|前|連続|程度|ほど|あたり|当たり|がかり|余り|おき|ごと|毎|分(?!の)|坊主|酔|本|照|没|で|もの|かけ|かか|以上|弱|強)(?:{WEEKDAY})?"
        ),
        _bare_day,
        0.8,
    ),
    Rule("century", _rx(rf"(?P<b>(?!x)x)?(?P<y>{N}){SP}世紀(?!半|もの)"), _century),
    Rule("decade", _rx(rf"(?P<y>{DIGIT}{{4}}|{DIGIT}0){SP}年代"), _decade),
    Rule(
        "two_digit_year",
        _rx(rf"(?P<y>['’]?{DIGIT}{{2}}){SP}年(?:{_REST_PLAIN}|(?=に(?!わ|及|渡)|には|度|春|夏|秋|冬|頃|ごろ|末|代))"),
        _two_digit_year,
        0.7,
    ),
    Rule(
        "three_digit_year",
        _rx(rf"(?P<y>{DIGIT}{{3}}){SP}年(?!間|以上|ぶり|後|前|近|の歴|もの|余|にわた|弱|強|ほど|程度|代|目){_REST_PLAIN}?"),
        _three_digit_year,
        0.7,
    ),
    Rule("bare_year", _rx(rf"(?P<y>{DIGIT}{{4}})(?!{DIGIT})"), _bare_year, 0.7),
    Rule("bare_year_season", _rx(rf"(?P<y>20{DIGIT}{{2}})(?P<s>[春夏秋冬])"), _date),
    Rule("nth_week", _rx(rf"(?P<y>{YEAR})年(?:の)?(?:(?P<m>{M})月の?)?(?P<o>最初の|最後の|最終|第[1-5１-５一二三四五])週"), _nth_week),
    Rule(
        "ago",
        _rx(
            rf"(?P<x>{_NUMBER}(?:億|万|兆)?(?:{_NUMBER}万)?){SP}(?P<u>年|{KA}月|週間?|日|時間|分|秒|世紀)(?P<z>半)?(?:間|ほど|以上|近く|くらい|余り)?(?P<v>(?!x)x)?{_AFTER_AGO}"
        ),
        _ago,
    ),
    Rule(
        "duration_range",
        _rx(rf"(?P<x>{_NUMBER})(?:年|{KA}月|週間?|日|時間|分|秒)?{SP}{_TO}{SP}(?P<y>{_NUMBER}){SP}(?P<u>{_UNITS})間?(?![前後])"),
        _duration_range,
    ),
    Rule("duration", _rx(rf"(?P<x>{_NUMBER}){SP}(?P<u>{_UNITS})(?P<y>(?!x)x)?{_LENGTH_END}"), _duration, 0.9),
    Rule("duration", _rx(rf"(?P<x>{_NUMBER}){SP}(?P<u>{_UNITS}){_SECOND}{_LENGTH_END}"), _duration, 0.9),
)
_Q = Rule("quarter", _rx(r"(?:第{0,1})(?P<q>[1-4１-４一二三四])四半期"), _quarter)
_Q_LETTER = Rule("quarter", _rx(r"[QＱ](?P<q>[1-4１-４])(?![0-9０-９A-Za-z])"), _quarter)
_NEAR_REST = (
    rf"(?:{SP}の?{SP}(?P<m>{M}){SP}月(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?|{SP}の?(?:第?(?P<q>[1-4１-４一二三四])四半期|(?P<h>{HALF})"
    r"|(?P<s>[春夏秋冬])))"
)
_GRAMMAR_RULES: tuple[tuple[str, Rule], ...] = (
    (
        "".join({form[0] for form in (*_ERAS, *_OLD_ERAS) if len(form) > 1}),
        Rule(
            "era",
            _rx(
                rf"(?P<e>{ERA}){SP}(?P<y>元|{DIGIT}{{1,2}}|{KANJI}{{1,3}}){SP}年(?:{SP}{OPEN}{SP}{DIGIT}{{3,4}}年?{SP}{CLOSE})?(?:(?P<f>度)|{_REST})?"
            ),
            _era,
            0.98,
        ),
    ),
    (
        "".join({form[0] for form in _ERAS if len(form) > 1}) + "RHSTMＲＨＳ",
        Rule(
            "era_short",
            _rx(rf"(?P<e>{_any(_ERAS)})(?P<y>{DIGIT}{{1,2}})(?P<sep>[./,])(?P<m>{M})(?:(?P=sep)(?P<d>{D}))?(?!{DIGIT})"),
            _short_era,
            0.8,
        ),
    ),
    ("紀前", Rule("before_christ", _rx(rf"(?:紀元前|前)(?P<y>{DIGIT}{{1,4}}|{KANJI}{{1,6}})年(?!間|に一|以内|後|前)"), _bc, 0.9)),
    ("紀", Rule("century", _rx(rf"(?P<b>紀元前)(?P<y>{N}){SP}世紀"), _century)),
    ("西", _NUMBERED[0]),
    ("西", _NUMBERED[1]),
    ("第1234１２３４一二三四", _Q),
    ("QＱ", _Q_LETTER),
    ("第2１０12０", Rule("week", _rx(rf"(?:(?P<y>{YEAR})年の?)?第(?P<w>{DIGIT}{{1,2}})週"), _week)),
    ("上下", Rule("half", _rx(r"(?P<h>上半期|下半期)"), _half, 0.9)),
    ("月火水木金土日", Rule("weekday", _rx(r"(?P<w>[月火水木金土日]曜日?)(?![特版刊])"), _weekday, 0.9)),
    ("(（", Rule("weekday_bracket", _rx(rf"{OPEN}(?P<w>[月火水木金土日])(?:曜日?)?{CLOSE}"), _weekday_bracket, 0.6)),
    ("今", Rule("now", _rx(r"今(?=、|は(?![日])|も(?!っ)|では|でも|まさに|なお|まで|すぐ)"), _now, 0.85)),
    ("今", Rule("today", _rx(r"今日"), _today, 0.9)),
    (
        "".join({form[0] for form in (*_NEAR, *_SAID)}),
        Rule(
            "near",
            _rx(rf"(?P<w>{_any([*_NEAR, *_SAID])})(?![者齢中々令])(?:{_NEAR_REST}|{SP}の?{SP}(?:(?<=月)|(?<=月の))(?P<d2>(?!x)x)?)?"),
            _near,
        ),
    ),
    (
        "同翌当前今来先",
        Rule("near_month_day", _rx(rf"(?P<w>同月|翌月|当月|今月|来月|先月|前月)の?{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?"), _near),
    ),
    ("今来先再翌", Rule("near_week_day", _rx(r"(?P<w>今週|来週|先週|再来週|翌週)の?(?P<wd>[月火水木金土日])曜日?"), _near)),
    ("前", Rule("same_period", _rx(r"前年(?:の)?同[期月](?:比|$)?"), _same_period)),
    ("今昨去来", Rule("near_season", _rx(rf"(?P<w>{_any(_SEASON_NEAR)})(?P<s>[春夏秋冬])"), _near_season)),
    ("".join({form[0] for form in _DEICTIC}), Rule("deictic", _rx(rf"(?P<w>{_any(_DEICTIC)})"), _deictic, 0.9)),
    ("".join({form[0] for form in _FEASTS}), Rule("feast", _rx(rf"(?P<w>{_any(_FEASTS)})"), _feast, 0.85)),
    ("".join({form[0] for form in _PERIODS}), Rule("period", _rx(rf"(?P<w>{_any(_PERIODS)})(?![都])"), _period, 0.85)),
    (
        "数何幾半長",
        Rule(
            "ago",
            _rx(
                rf"(?P<x>(?!x)x)?(?:(?P<v>半年)|(?:数|何|幾)(?:十|百|千|万)?(?P<u>年|{KA}月|週間?|日|時間|分|秒|世紀))(?P<z>半)?(?:ほど|くらい)?{_AFTER_AGO}"
            ),
            _ago,
        ),
    ),
    ("半四", Rule("half_unit", _rx(r"(?P<w>半年|半日|四?半世紀|半月)(?:間)?(?!期|報|[前後毎板])"), _half_unit)),
    (
        "数何幾",
        Rule(
            "duration_vague",
            _rx(rf"(?P<v>数十|数百|数千|何十|数|何|幾)(?P<u>年(?!度|代|生)|{KA}月|週間?|日(?!目)|時間|分(?!の)|秒|世紀)間?(?![前後])"),
            _vague_duration,
            0.9,
        ),
    ),
    ("毎", Rule("set", _rx(r"(?P<w>毎年|毎月|毎週|毎日|毎朝|毎晩)"), _set)),
)


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the character that they may begin with; `0` stands for a digit or a kanji numeral."""
    made: dict[str, list[Rule]] = {"0": list(_NUMBERED)}
    for first, rule in _GRAMMAR_RULES:
        for char in sorted(set(first)):
            listed = made.setdefault(_key(char), [])
            if rule not in listed:
                listed.append(rule)
    return {char: tuple(rules) for char, rules in made.items()}


def _key(found: str) -> str:
    return "0" if found[0] in "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千" else found[0]


_FOUND = _rules()

GRAMMAR = Grammar(
    starts=re.compile(
        "['’]?[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[〇零一二三四五六七八九十百千]+|[" + re.escape("".join(sorted(set(_FOUND) - {"0"}))) + "]"
    ),
    rules=_FOUND,
    key=_key,
    join=_rx(rf"{SP}(?:{_TO}|から|より){SP}"),
    close=re.compile("まで"),
    tense=_tense,
    around=_around,
    fiscal_start=lambda language: 4,
    apart=_apart,
)
