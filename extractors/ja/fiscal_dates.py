"""What Japanese says of fiscal years and the terms of reports: 2025年3月期第3四半期, 2023〜2025年度, 今期, 通期, 前年同期, 累計期間.

In: matches of the rules of `extractors/ja/dates.py`, and a text. Out: TIMEX3 values, and what the text says of its fiscal year.
Never: a fiscal year by another number than the one that names it.

Source: a fiscal year in 年度 is named by the year that it begins in, one in N月期 by the year and month that it ends in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.calendars import Calendar, Closing, begins, kind_of, until, year_before
from extractors.intervals import Moment, days
from extractors.ja.date_values import ERAS, TERMS, long_year, of_era, text_after, text_before, whole
from extractors.mention import Date
from extractors.timex import PRESENT, Reading, before_last, compared, filled, fiscal_year

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})"
_CLOSING = re.compile(
    rf"(?:(?P<y>(?:20)?[0-9０-９]{{2}}|[12][0-9０-９]{{3}})\s?(?:年\s?|[/／.])|(?P<e>令和|平成)\s?(?:[0-9０-９]|元)\s?年\s?)?(?<![0-9０-９〜～~-])(?P<m>1[0-2]|[1-9１-９]|１[０-２])"
    r"(?:月?期(?!間|待|限|末試)|(?=\s?(?:[1-4１-４][QＱ]|[上下]期|通期)))"
    rf"|(?<![0-9０-９〜～~年-])(?P<d>{_N})月決算(?!の?(?:発表|説明|短信|会見|公表)|を発表)|決算[期月]\s?[:：は]?\s?(?P<b>{_N})月(?!期)"
    rf"|第\s?(?P<q>[1-4１-４一二三四])\s?四半期(?:連結)?(?:累計期間|会計期間)?[\s（(]{{0,3}}自?(?:(?:平成|令和)?\s?[0-9０-９]{{1,4}}年\s?)(?P<s>{_N})月\s?{_N}日"
    rf"|第\s?(?P<n>[1-4１-４一二三四])\s?四半期[（(]{_N}月?[〜～~－-](?P<k>{_N})月"
    r"|(?P<f>(?:20)[0-9０-９]{2}|[0-9０-９]{2})年度"
)


def closings(text: str) -> Iterator[Closing]:
    """Yield what a text says of its fiscal years: 2025年3月期, 26/2期, 第3四半期連結累計期間（2023年4月1日, 2024年度."""
    for match in _CLOSING.finditer(text):
        if match["m"]:
            month = whole(match["m"])
            # Of an era the number does not matter, only that it is the year in which the fiscal year ends.
            year = long_year(whole(match["y"])) if match["y"] else 1 if match["e"] else None
            if "月" in match[0] or year:
                yield Closing(month, year, year)
        elif match["d"] or match["b"]:
            if 1 <= (month := whole(match["d"] or match["b"])) <= 12:
                yield Closing(month)
        elif match["q"]:
            first = whole(match["s"])
            if 1 <= first <= 12:
                yield Closing((first - 2) % 12 + 1)
        elif match["n"]:  # 第2四半期（7〜9月）
            last = whole(match["k"]) + 3 * (4 - whole(match["n"]))
            if last % 3 == 0:
                yield Closing((last - 1) % 12 + 1)
        else:
            yield Closing(None, long_year(whole(match["f"])))


#: A text that names fiscal years by an era counts by it where it leaves the name out.
_IN_ERA = re.compile(r"(平成|令和)\s?[0-9０-９元]{1,2}年\s?[0-9０-９]{1,2}月期")


def _with_days(value: str, first: int | None) -> Date | None:
    """A date in a fiscal year with its days."""
    covered = days(value, fiscal_start=first) if first is not None else None
    return Date(value, start=covered[0], end=covered[1]) if covered else Date(value)


def _part(match: re.Match[str]) -> str:
    """The quarter or half of a match, as the tail of a value."""
    groups = match.groupdict()
    if groups.get("q") or groups.get("r"):
        number = whole(groups.get("q") or groups["r"])
        return f"-Q{number}" if 1 <= number <= 4 else ""
    if groups.get("h"):
        return f"-H{1 if groups['h'][0] in '前上中' else 2}"
    return ""


def _told(value: str, match: re.Match[str], first: int | None) -> Date | None:
    """The date of a match; 累計 makes it run from the beginning of the year."""
    if match.groupdict().get("c") and first is not None and (span := until(value, first)):
        return Date(span)
    return _with_days(value, first)


def fiscal_end(match: re.Match[str], read: Reading) -> Date | None:
    """2026年3月期, 令和8年3月期, 26/3期: the fiscal year that ends in March 2026 is FY2026; with 第3四半期, 上期, 累計 a part of it."""
    year = long_year(whole(match["y"])) if match["y"] else None
    alone = year is not None and len(match["y"]) == 1 and not match.groupdict().get("e")
    if year is not None and match.groupdict().get("e"):
        if match["e"].isascii() and re.search(r"[A-Za-z0-9一-龥々]$", text_before(read, match.start(), 1)):
            return None
        year = int(ERAS.get(match["e"].removesuffix("天皇").rstrip("."), "0")) + whole(match["y"])
    elif alone and read.today is None and _IN_ERA.search(read.text) is None:
        return None  # 6年9月期 of no era
    elif year is not None and read.today is not None and whole(match["y"]) < 100 and (alone or year > read.today.year + 5):
        this = read.today.year
        # 29年3月期 of a text of 2017 counts the years of an era that it leaves out; 9年3月期 of one of 2010 is of 2009.
        told = [whole(match["y"]) + int(first) for first in ERAS.values()] + [year] * alone
        year = min(told, key=lambda one: abs(one - this))
    elif year is not None and read.today is None and len(match["y"]) < 3 and (era := _IN_ERA.search(read.text)):
        year = int(ERAS[era[1]]) + whole(match["y"])
    month = whole(match["m"])
    if not 1 <= month <= 12:
        return None
    first = begins(month, ahead=False)
    if year is None:
        if read.today is None:
            return Date(PRESENT)
        year = Calendar(month).number(read.today) if read.direction(match.start(), match.end()) >= 0 else read.today.year
    return _told(f"FY{year:04d}{_part(match)}", match, first)


def fiscal(match: re.Match[str], read: Reading) -> Date | None:
    """2024年度, H30年度, 24年度第1四半期, 2024年度第3四半期累計."""
    year = whole(match["y"])
    name = match.groupdict().get("e")
    if not name and len(match["y"]) < 3:
        told = of_era(match, read)
        if told is None and (len(match["y"]) == 1 or re.search("[0-9０-９]$", text_before(read, match.start(), 1))):
            return None
        year = told or year
    year = int(ERAS[name]) + year if name else long_year(year)
    if not year or (name and not 1 <= whole(match["y"]) <= 70):
        return None
    return _told(f"FY{year:04d}{_part(match)}", match, _ahead(read))


def _ahead(read: Reading) -> int:
    """First month of a fiscal year in 年度 of the text's own company: April, or where its years end otherwise the month after."""
    return begins(read.calendar.closing or 3, ahead=True)


def fiscal_years(match: re.Match[str], read: Reading) -> Date | None:
    """2023〜2025年度, 2025～27年度, 2024年3月期〜2026年3月期."""
    first, last = long_year(whole(match["y"])), whole(match["z"])
    last = last if last > 99 else first // 100 * 100 + last
    if re.search(r"[0-9０-９A-Za-z.,/-]$", text_before(read, match.start())) or not first < last <= first + 50:
        return None
    return _with_days(f"FY{first:04d}/FY{last:04d}", _ahead(read))


def era_years(match: re.Match[str], read: Reading) -> Date | None:
    """令和3〜5年度, 平成30〜令和2年度, 平成28～30年: years of one era or two, with one 年 for both."""
    if match["w"] and match["g"]:
        return None  # two dates, each whole
    if match["e"].isascii() and re.search(r"[A-Za-z0-9一-龥々]$", text_before(read, match.start(), 1)):
        return None
    first = int(ERAS[match["e"]]) + whole(match["y"])
    last = int(ERAS[match["g"] or match["e"]]) + whole(match["z"])
    if not first < last <= first + 70:
        return None
    if match["f"]:
        return _with_days(f"FY{first:04d}/FY{last:04d}", _ahead(read))
    return Date(f"{first:04d}/{last:04d}")


def quarters(match: re.Match[str], read: Reading) -> Date | None:
    """第1〜3四半期: from the beginning of the year to the third quarter; 第2〜3四半期 two quarters."""
    first, last = whole(match["a"]), whole(match["q"])
    if not 1 <= first < last <= 4:
        return None
    year = match.groupdict().get("y")
    value = (
        f"{'FY' if match['f'] else ''}{long_year(whole(year)):04d}-Q{last}"
        if year
        else filled(f"XXXX-Q{last}", read, match.start(), match.end())[0]
    )
    if value.startswith("XXXX"):
        return Date(f"XXXX-Q{first}/XXXX-Q{last}")
    start = _first(value, read)
    if first == 1 and start is not None and (span := until(value, start)):
        return Date(span)
    return _with_days(f"{value[:-1]}{first}/{value}", start)


def _first(value: str, read: Reading) -> int | None:
    """First month of the year of a value: January for one of the calendar, else that of the text's fiscal years."""
    return read.calendar.begins if value.startswith("FY") else 1


#: 第3四半期連結累計期間（自 2023年4月1日: the days stand beside.
_BESIDE = re.compile(rf"[\s　]?[（(]\s?自?\s?(?P<e>平成|令和|昭和)?\s?(?P<y>[0-9０-９]{{1,4}})年\s?(?P<m>{_N})月")


def quarter(match: re.Match[str], read: Reading) -> Date | None:
    """第3四半期, Q3, 3Q累計, 当第2四半期連結累計期間, 前第1四半期, 上半期, 中間連結会計期間."""
    earlier = text_before(read, match.start())
    if re.search(r"[A-Za-z0-9０-９.]$", earlier) and match[0][0] not in "第上下":
        return None
    part = _part(match)
    if not part:
        return None
    value, anchor = filled(f"XXXX{part}", read, match.start(), match.end())
    if (beside := _BESIDE.match(read.text, match.end(), read.end)) and 1 <= whole(beside["m"]) <= 12:
        year = whole(beside["y"]) + int(ERAS.get(beside["e"] or "", "0"))
        value, anchor = read.calendar.of(f"{read.calendar.number(Moment(year, whole(beside['m']))):04d}{part}"), beside[0].strip("（( ")
    if match.groupdict().get("w") in ("前", "前年", "前年度"):
        read.aside = True
        if match.groupdict().get("c") and "/" in read.period and (moved := year_before(read.period)):
            return Date(moved, anchor=read.period)
        base = read.period if read.period.endswith(part) else value
        value, anchor = year_before(base) or value, base
    first = _first(value, read)
    if match.groupdict().get("c") and first is not None and (span := until(value, first)):
        return Date(span, anchor=anchor)
    return Date(value, anchor=anchor) if anchor else Date(f"XXXX{part}")


def the_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """同四半期, 当四半期: the quarter that the passage said last, or that the text is about."""
    told = read.period if kind_of(read.period) == "quarter" else read.calendar.quarter
    return Date(told, anchor=told) if told else None


def year_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """FY2024, FY25 Q1, 2024年3Q, 2024年度3Q."""
    if re.search(r"[A-Za-z0-9０-９.]$", text_before(read, match.start())):
        return None
    year = f"{'FY' if match['f'] else ''}{long_year(whole(match['y'])):04d}"
    value = f"{year}{_part(match)}"
    return _told(value, match, _first(value, read))


def months_period(match: re.Match[str], read: Reading) -> Date | None:
    """4〜6月期: a calendar quarter where the months are one, else an interval of months."""
    year = f"{long_year(whole(match['y'])):04d}" if match["y"] else "XXXX"
    first, last = whole(match["m"]), whole(match["k"])
    if last - first == 2 and first % 3 == 1:
        anchor = None
        if year == "XXXX":  # months are of the calendar, whatever the text's fiscal year
            value, anchor = filled(f"XXXX-{first:02d}/XXXX-{last:02d}", read, match.start(), match.end())
            year = value[:4]
        return Date(f"{year}-Q{first // 3 + 1}", anchor=anchor)
    if first > last:  # 10-3月期: it ends in the year after
        after_year = f"{int(year) + 1:04d}" if year.isdigit() else year
        return Date(f"{year}-{first:02d}/{after_year}-{last:02d}")
    return Date(f"{year}-{first:02d}/{year}-{last:02d}") if first < last else None


#: What heads a column of fiscal periods.
_FISCAL_HEAD = re.compile(r"決算(?:期|年月|年度)|会計年度|事業年度")


def head(match: re.Match[str], read: Reading) -> Date | None:
    """2031.06 below 決算期: the fiscal year that ends in that month; 30.07-12 the months from July, 30.10-06 into the year after.

    It ends the label of a row, behind words at most: 旧 2031.06.
    """
    headed = read.kind == "cell" and _FISCAL_HEAD.match(read.header.strip(" *|")) is not None
    if not headed or read.text[match.end() : read.end].strip(" )）*") or re.search(r"[0-9.,]$", text_before(read, match.start(), 1)):
        return None
    year, first = long_year(whole(match["y"])), whole(match["m"])
    if match["k"] is None:
        return _with_days(f"FY{year:04d}", begins(first, ahead=False)) if len(match["y"]) == 4 else None
    last = whole(match["k"])
    return Date(f"{year:04d}-{first:02d}/{year + (first > last):04d}-{last:02d}")


#: 次期社長, 当期純利益: no year is told of.
_NAMES = re.compile("社長|会長|首相|大統領|政権|主力|作|型|モデル|純|利益|損|包括|未処分")


_BRACKETED = re.compile(r"(?:年度|期)[（(]$")


def term(match: re.Match[str], read: Reading) -> Date | None:
    """今期, 来期, 前の期, 今年度下期: the fiscal year that the text is about, the one in which it was written, or a neighbour."""
    word, rest = match["w"], text_after(read, match.end())
    if (
        re.search("[0-9０-９一-龥々]$", text_before(read, match.start()))
        and not text_before(read, match.start()).endswith(("比", "日", "表"))
    ) or _NAMES.match(rest):
        return None
    number = int(TERMS[word])
    part = _part(match)
    if _BRACKETED.search(text_before(read, match.start())) and rest[:1] in ("）", ")") and read.period.startswith("FY"):
        return Date(read.period, anchor=read.period)  # 2024年度（前期）
    if word.endswith("年度") and not word.endswith(("会計年度", "事業年度")):
        if word == "前年度" and (found := before_last(read, "fiscal")):
            read.aside = True
            return replace(found, value=found.value + part)
        own = replace(read.calendar, ahead=(read.calendar.closing or 3) != 12, closing=read.calendar.closing or 3)
        begun = own.number(read.today)
        if begun is None or read.today is None:
            return Date(PRESENT)
        read.aside = number != 0 and not part
        found = _with_days(f"FY{begun + number:04d}{part}", own.begins)
        return replace(found, anchor=read.today.value) if found else None
    if word in ("前期", "前の期") and not part and (found := before_last(read, "fiscal")):
        read.aside = True
        return found
    past = read.direction(match.start(), match.end()) < 0
    reported = word != "今期" or past
    found = fiscal_year(read, number, reported=reported)
    if found is None:
        return Date(PRESENT)
    read.aside = number != 0 and not part
    return replace(found, value=found.value + part)


def whole_year(match: re.Match[str], read: Reading) -> Date | None:
    """通期, 通年, 期末, 期首: the year of the period that the text is about, its end, its beginning."""
    word, rest = match["w"], text_after(read, match.end())
    if re.search("[上下半四学任]$", text_before(read, match.start())) or re.match("[手試考テ配]", rest):
        return None
    main = read.period if kind_of(read.period) else read.calendar.period or read.calendar.year
    mod = {"期末": "END", "期首": "START"}.get(word)
    if main and kind_of(main):
        return Date(main.split("-")[0], mod=mod, anchor=main)
    found = fiscal_year(read)
    return replace(found, mod=mod) if found else None


def same_period(match: re.Match[str], read: Reading) -> Date | None:
    """前年同期, 前年同四半期, 前年同月: a year before the period said last, or before the one that the text is about."""
    unit = "quarter" if "四半" in match[0] else None
    if match[0].endswith("月") and read.period and not re.fullmatch(r"\d{4}-\d\d", read.period):
        unit = None
    read.aside = True
    if found := compared(read, unit):
        return found
    number = read.today.year - 1 if read.today else None
    return Date(f"{number:04d}", anchor=read.today.value) if number and read.today else Date("PAST_REF")
