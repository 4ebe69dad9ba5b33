"""What Japanese lengths of time say: each function reads a match of a rule of `extractors/ja/dates.py`.

In: matches. Out: ISO 8601 durations, X for a number that is not said; None for a match that is no length after all.
Never: a date, a counter (3日目), a class of a school (3年B組).
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.intervals import short_years
from extractors.ja.date_values import decimal_of, text_after, text_before, unit_of
from extractors.lexicon import load
from extractors.line_breaks import line_before
from extractors.mention import Date
from extractors.timex import Reading

#: 年5分 is a rate.
_RATE_BEFORE = load("ja").cue("rate before")
_ORDER = ("century", "year", "quarter", "month", "week", "day", "hour", "minute", "second")
_LETTER = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S", "quarter": "Q"}


def _length(text: str, unit: str) -> str:
    if unit in ("century", "quarter"):
        return f"P{Decimal(text) * (100 if unit == 'century' else 3)}{'Y' if unit == 'century' else 'M'}"
    return f"P{'T' if unit in ('hour', 'minute', 'second') else ''}{text}{_LETTER[unit]}"


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"


def duration(match: re.Match[str], read: Reading) -> Date | None:
    """10年間, 1年2ヶ月, 1年半."""
    unit, after = unit_of(match["u"]), text_after(read, match.end())
    if unit == "year" and (
        re.match("戦争|[A-ZＡ-Ｚ0-9０-９一二三四五六七八九]{1,2}組", after)
        or re.search("(?:高校|大学|中学|小学|中学校|小学校|大学院)$", text_before(read, match.start()))
    ):
        return None
    if unit == "year" and match["x"][0] in "0０" and "." not in match["x"]:
        return None  # 07年 is a year
    if match[0] == "十分" and not re.match("以|ほど|くらい|ぐらい|弱|強|余|後|前|刻", after):
        return None
    rated = unit == "minute" and match[0].endswith("分")
    if rated and line_before(read.text, read.start, match.start(), 8).endswith(_RATE_BEFORE):
        return None
    if re.search(r"第$", text_before(read, match.start())) or re.search(
        r"[0-9０-９歳才時]$|[0-9０-９]\n$|天皇$|[0-9０-９][.:：/]$", text_before(read, match.start())
    ):
        return None
    number = decimal_of(match, "x", read) + (Decimal("0.5") if match["z"] else 0)
    if unit == "century" and number > 9:
        return None
    value = _length(_shown(number), unit)
    if match["y"]:
        if _ORDER.index(unit_of(match["t"])) <= _ORDER.index(unit):
            return None
        second = _length(_shown(decimal_of(match, "y", read)), unit_of(match["t"]))
        value += second.removeprefix("P") if "T" not in value else second.removeprefix("PT")
    if unit == "day" and number == 1 and match["x"] in ("一",) and re.match("も早|千秋|中", after):
        return None
    return Date(value)


#: What says that 21～23年 is a length.
_LONG_BEFORE = re.compile("(?:約|およそ|今後|この先|向こう|過去|最長|最短|平均)$")
_LONG_AFTER = re.compile(
    "間|ほど|程度|以上|以下|以内|未満|近く|くらい|ぐらい|余り?|超|弱|強|ぶり|もの|分|越し|続|経|か[かけ]|を(?:要|経|か)|契約|債|物"
    "|に(?:わた|亘|及|渡|一)|の(?:歴史|歳月|寿命|期間|長期|長さ|懲役|刑|契約|実績|経験|周期|ローン)|生存|後|前"
)


def duration_range(match: re.Match[str], read: Reading) -> Date | None:
    """3～5年; years in two digits: 21～23年."""
    unit = unit_of(match["u"])
    years = short_years(match["x"], match["y"], read.today.year if read.today is not None else None) if match["u"] == "年" else None
    long = match[0].endswith("間") or _LONG_AFTER.match(text_after(read, match.end()))
    if years is not None and not long and not _LONG_BEFORE.search(text_before(read, match.start())):
        return Date(f"{years[0]:04d}/{years[1]:04d}")
    first, last = decimal_of(match, "x", read), decimal_of(match, "y", read)
    if first >= last or (unit == "year" and last >= 300):
        return None
    return Date(_length(_shown(first), unit), upper=_length(_shown(last), unit))


#: What stands before a number that goes on, or is one of a list.
_LISTED = re.compile(r"[0-9０-９][、,，.．・]$|[0-9０-９一二三四五六七八九十百第年月]$")


def guessed_range(match: re.Match[str], read: Reading) -> Date | None:
    """2、3年, 五、六カ月: two guesses at one length."""
    first, last = decimal_of(match, "x", read), decimal_of(match, "y", read)
    if last != first + 1 or _LISTED.search(text_before(read, match.start(), 2)):
        return None
    unit = unit_of(match["u"])
    return Date(_length(_shown(first), unit), upper=_length(_shown(last), unit))


def half_unit(match: re.Match[str], read: Reading) -> Date | None:
    """半年."""
    return Date({"半年": "P6M", "半日": "PT12H", "半世紀": "P50Y", "半月": "P0.5M", "四半世紀": "P25Y"}[match["w"]])


def vague_duration(match: re.Match[str], read: Reading) -> Date | None:
    """数年."""
    unit = unit_of(match["u"])
    if text_before(read, match.start()).endswith("複"):
        return None
    mark = {"数": "X", "数十": "XX", "数百": "XXX", "何": "X", "幾": "X", "数千": "XXXX", "何十": "XX", "長": "X"}.get(match["v"], "XX")
    return Date(f"P{mark}{'Y' if unit != 'century' else 'C'}" if unit == "century" else _length(mark, unit))


def set(match: re.Match[str], read: Reading) -> Date | None:
    """毎年."""
    if re.match("新聞|放送|テレビ", text_after(read, match.end())):
        return None
    return Date({"毎年": "P1Y", "毎月": "P1M", "毎週": "P1W", "毎日": "P1D", "毎朝": "P1D", "毎晩": "P1D"}[match["w"]], repeats=True)
