"""What the Japanese date rules say: each function reads a match of a rule of `extractors/ja/dates.py`.

In: matches. Out: TIMEX3 values, X for what the words leave open; None for a match that is no date after all.
Never: a clock time, a fraction (3分の1), a counter (3日目, 2年生).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from extractors.intervals import days, week_in
from extractors.lexicon import DateWord, load
from extractors.mention import Date
from extractors.timex import FUTURE, PAST, PRESENT, UNSAID, Reading, before_last, moved, on_weekday, relative

_WORDS = load("ja").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form: word.value for word in _WORDS if word.kind == kind for form in word.text}


ERAS, OLD_ERAS, WEEKDAYS, SEASONS = (_table(kind) for kind in ("era", "old_era", "weekday", "season"))
NEAR, SAID, DEICTIC, FEASTS, PERIODS, PARTS = (_table(kind) for kind in ("near", "said", "deictic", "feast", "period", "part"))
SEASON_NEAR = _table("season_near")
#: 今期, 来年度: fiscal years counted from another.
TERMS = {form: value.partition(":")[2] for form, value in NEAR.items() if value.startswith("fiscal:")}
NEAR = {form: value for form, value in NEAR.items() if form not in TERMS}

_KANJI_VALUE = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0}


def whole(text: str) -> int:
    """A whole number in digits, full-width digits or kanji, positional (二〇二五) or with places (二千二十五)."""
    text = re.sub(r"^西暦\s*", "", text)
    if text == "元":
        return 1
    shown = unicodedata.normalize("NFKC", text).replace(",", "").strip("'’‘")
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


def long_year(year: int) -> int:
    """Four digits for two: of this century up to 49."""
    return year + (2000 if year < 50 else 1900) if year < 100 else year


def decimal_of(match: re.Match[str], group: str, read: Reading) -> Decimal:
    """The number of a group: a written numeral's value where one covers the group, else what its digits or kanji say."""
    numeral = read.numerals.get(match.start(group))
    if numeral is not None and numeral.end == match.end(group) and numeral.value is not None:
        return numeral.value
    shown = unicodedata.normalize("NFKC", match[group]).replace(",", "")
    return Decimal(shown) if re.fullmatch(r"\d+(?:\.\d+)?", shown) else Decimal(whole(match[group]))


def text_before(read: Reading, at: int, size: int = 12) -> str:
    """Return what stands before a place of the passage."""
    return read.text[max(read.start, at - size) : at]


def text_after(read: Reading, at: int, size: int = 12) -> str:
    """Return what stands after a place of the passage."""
    return read.text[at : min(read.end, at + size)]


def _valid(value: str) -> Date | None:
    probe = value.replace("XXXX", "2000").replace("-XX-", "-01-")
    return Date(value) if days(probe) else None


# --- explicit ---


def tail(year: str, match: re.Match[str]) -> str | None:
    """The rest of a date after its year: month and day, quarter, half, season, or the year alone."""
    groups = match.groupdict()
    if groups.get("m"):
        value = f"{year}-{whole(groups['m']):02d}"
        return f"{value}-{whole(groups['d']):02d}" if groups.get("d") else value
    if groups.get("q"):
        return f"{year}-Q{whole(groups['q'])}" if 1 <= whole(groups["q"]) <= 4 else None
    if groups.get("h"):
        return f"{year}-H{1 if groups['h'][0] in '前上' else 2}"
    if groups.get("s"):
        return f"{year}-{SEASONS[groups['s']]}"
    return year


#: After a round number of years these make it a length of time: 1000年以上, 2000年の歴史.
_SPAN_AFTER = re.compile("間|以上|ぶり|もの|余|近く|の歴史|の時を|にわた|に亘|[前後](?![期半])")


def date(match: re.Match[str], read: Reading) -> Date | None:
    """2025年6月8日, 2020年後半, 2024年度第1四半期."""
    groups = match.groupdict()
    year = whole(groups["y"])
    year = long_year(year) if groups.get("f") else year
    if year == 0 or (match[0] == f"{groups['y']}年" and year % 100 == 0 and _SPAN_AFTER.match(text_after(read, match.end()))):
        return None
    fiscal = "FY" if groups.get("f") else ""
    value = tail(f"{fiscal}{year:04d}", match)
    return Date(value) if value and (fiscal or days(value)) else None


def era(match: re.Match[str], read: Reading) -> Date | None:
    """令和7年6月, 平成元年; months and days of eras before 1868 are of the lunar calendar and are left out."""
    name = match["e"].removesuffix("天皇")
    number = whole(match["y"])
    if name in OLD_ERAS:
        # Before 1873 months and days are of the lunar calendar, so only the year is one of ours.
        return Date(f"{int(OLD_ERAS[name]) + number:04d}") if 1 <= number <= 45 else None
    if not 1 <= number <= 70:
        return None
    fiscal = "FY" if match.groupdict().get("f") else ""
    value = tail(f"{fiscal}{int(ERAS[name]) + number:04d}", match)
    return Date(value) if value and (fiscal or days(value)) else None


def short_era(match: re.Match[str], read: Reading) -> Date | None:
    """R7.6.8."""
    if re.search(r"[A-Za-z0-9０-９.]$", text_before(read, match.start())):
        return None
    return era(match, read)


#: Eras by their first character: 昭55年, S55年.
_INITIALS = {form[0]: int(year) for form, year in ERAS.items()}


def era_initial(match: re.Match[str], read: Reading) -> Date | None:
    """S55年, 昭55年, 令6年度, 令5.3.31."""
    if re.search(r"[A-Za-z0-9０-９一-龥々]$", text_before(read, match.start(), 1)):
        return None
    year = _INITIALS[unicodedata.normalize("NFKC", match["e"])] + whole(match["y"])
    fiscal = "FY" if match.groupdict().get("f") else ""
    value = tail(f"{fiscal}{year:04d}", match)
    return Date(value) if value and (fiscal or days(value)) else None


#: 平成30年、31年: the era is said once.
_ERA_BEFORE = re.compile(r"(明治|大正|昭和|平成|令和)\s?(元|[0-9０-９]{1,2})(?:年度?)?(?:[、,・と～〜–-]|及び|および|から)$")


def of_era(match: re.Match[str], read: Reading) -> int | None:
    """Return the year of a number that leaves out the era that stands before it with a smaller number."""
    known = _ERA_BEFORE.search(text_before(read, match.start(), 16))
    return int(ERAS[known[1]]) + whole(match["y"]) if known and whole(match["y"]) > whole(known[2]) else None


_WRITTEN_DAY = re.compile(r"日\s?[(（\[［〔]?\s?([月火水木金土日])")
#: The head of a cell that tells when fiscal years end.
_CLOSING_HEAD = re.compile(r"決算[月期]|事業年度|会計年度")


def month_day(match: re.Match[str], read: Reading) -> Date | None:
    """6月8日, 6月."""
    value = f"XXXX-{whole(match['m']):02d}"
    if not match["d"]:
        return Date(value, repeats=_CLOSING_HEAD.search(read.header) is not None)
    day = f"{value}-{whole(match['d']):02d}"
    written = _WRITTEN_DAY.search(match[0])
    return (on_weekday(day, "月火水木金土日".index(written[1]) + 1, read) if written else None) or _valid(day)


#: What follows days of a month, and no length in days.
_DAYS_AFTER = re.compile(r"に(?!わた|亘|及|延|一度|1度|１度)|開催|の(?:日程|両日|会期|会合|定例)|まで(?!に|の間)")


def days_of_month(match: re.Match[str], read: Reading) -> Date | None:
    """5月10〜12日, 10〜12日に: an interval of days; 10〜12日 alone is a length."""
    first, last = whole(match["d"]), whole(match["e"])
    if first >= last or (match["m"] is None and not _DAYS_AFTER.match(text_after(read, match.end()))):
        return None
    began = int(ERAS[match["era"]]) if match.groupdict().get("era") else 0
    month = f"{began + whole(match['y']):04d}" if match["y"] else "XXXX"
    month += f"-{whole(match['m']):02d}" if match["m"] else "-XX"
    probe = month.replace("XXXX", "2000").replace("-XX", "-01")
    return Date(f"{month}-{first:02d}/{month}-{last:02d}") if days(f"{probe}-{last:02d}") else None


#: A day as a length: 1日の流れ, 1日平均.
_DAILY = re.compile(
    r"平均|の(?:流れ|スケジュール|始まり|終わり|生活|仕事|うち|中で|大半|ほとんど|疲れ|平均|最[高低]|摂取|使用|利用|必要|目安|来店|乗降|上限|汚れ)"
)


def bare_day(match: re.Match[str], read: Reading) -> Date | None:
    """8日, where it counts nothing."""
    if re.search(r"[0-9０-９.一二三四五六七八九十百第数両毎連泊]$|[週月年]に$", text_before(read, match.start())) or (
        match["d"] == "一" and not text_before(read, match.start()).endswith("月")
    ):
        return None
    if match[0] == "1日" and _DAILY.match(text_after(read, match.end())):
        return None
    return Date(f"XXXX-XX-{whole(match['d']):02d}")


def slashed(match: re.Match[str], read: Reading) -> Date | None:
    """2025/6/8, 2025/6."""
    value = f"{long_year(whole(match['y'])):04d}-{whole(match['m']):02d}" + (f"-{whole(match['d']):02d}" if match["d"] else "")
    dotted = match["sep"] in ".．"
    if match["d"] is None and match["sep"] not in "/／" and not (dotted and (_cited(match, read) or _opens_line(match, read))):
        return None
    return Date(value) if days(value) else None


#: What follows 7/28 where it is a day and no fraction.
_DAY_AFTER = re.compile(
    r"\s?(?:[にはでの～〜－-]|から|まで|につけ|発表|時点|現在|付|朝|夜|夕|午|開催|発売|公開|配信|放送|更新|申込|実施|締|終値|寄|引け|ストップ|前場|後場|号)"
)


#: What stands before the first word of a line: nothing, or the mark of a list.
_OPENING = re.compile(r"(?:\A|\n)(?:[-*•・] {1,2})?\Z")


def _opens_line(match: re.Match[str], read: Reading) -> bool:
    """2017.07 上場: a month that opens a line of a history."""
    two = re.match(r"[0１]|1[0-2]", match["m"]) is not None
    return two and _OPENING.search(text_before(read, match.start(), 4)) is not None and text_after(read, match.end())[:1].isspace()


def _cited(match: re.Match[str], read: Reading) -> bool:
    """（Nikkei, 2024.11）: a date that ends a source in brackets."""
    before, after = text_before(read, match.start()), text_after(read, match.end())
    return re.search(r"[A-Za-z一-龥ァ-ヶー’'][0-9]{0,3}\s?[,、，]\s?$", before) is not None and re.match(r"\s?[)）;；]", after) is not None


def slashed_short(match: re.Match[str], read: Reading) -> Date | None:
    """6/8 where a particle or a weekday follows, or where it is the whole passage."""
    first, second, after = whole(match["m"]), whole(match["d"]), text_after(read, match.end())
    alone = match.start() == read.start and re.match(r"[、。\s]|$", after)
    bracketed = text_before(read, match.start(), 1) in ("(", "（") and after[:1] in (")", "）") and second > 12 >= first
    if not (alone or bracketed or match[0][-1] in ")）日曜" or _DAY_AFTER.match(after)):
        return None
    month, day = (second, first) if first > 12 else (first, second)
    start = _valid(f"XXXX-{month:02d}-{day:02d}") if 1 <= month <= 12 else None
    if start is None or not match["e"]:
        return start
    last = _valid(f"XXXX-{month:02d}-{whole(match['e']):02d}")
    return Date(f"{start.value}/{last.value}") if last and start.value < last.value else None


def bc(match: re.Match[str], read: Reading) -> Date | None:
    """紀元前202年."""
    return Date(f"BC{whole(match['y']):04d}")


def century(match: re.Match[str], read: Reading) -> Date | None:
    """20世紀, 5～6世紀."""
    number = whole(match["y"])
    if not 1 <= number <= 30:
        return None
    if match.groupdict().get("a"):
        first = whole(match["a"])
        return Date(f"{first - 1:02d}XX/{number - 1:02d}XX") if 1 <= first < number else None
    return Date(f"{'BC' if match['b'] else ''}{number - 1:02d}XX")


def years(match: re.Match[str], read: Reading) -> Date | None:
    """1995～2001年, 2023-24年: years in digits with one 年 for both, or none."""
    first, second = whole(match["y"]), whole(match["z"])
    last = second if second > 99 else first // 100 * 100 + second
    if re.search(r"[0-9０-９A-Za-z.,/-]$", text_before(read, match.start())) or not first < last <= 2100:
        return None
    if "年" not in match[0] and not (first >= 1500 and last - first < 150 and re.match(r"[\s)）、。]|$", text_after(read, match.end()))):
        return None
    if last - first >= 20 and len(match["z"]) == 4 and "年" in match[0][:-1]:
        return None  # a life, each end with its own 年
    return Date(f"{first:04d}/{last:04d}")


def decade(match: re.Match[str], read: Reading) -> Date | None:
    """1990年代."""
    digits = unicodedata.normalize("NFKC", match["y"])
    number = whole(digits)
    if len(digits) == 4:
        return Date(f"{number // 100}XX" if number % 100 == 0 and number < 1900 else f"{number // 10}X")
    return Date(f"{190 + number // 10}X") if number >= 20 and number % 10 == 0 else None


#: What follows a year in two digits, and years in two digits beside months, as newspapers write them: 24年10月.
_DATED_AFTER = re.compile("末|初め|初頭|半ば|以降|に(?!わ|一|１|1|及|渡|亘)|は|から(?!の)|まで")
_NEWSPAPER = re.compile(r"(?<![0-9０-９])[23][0-9]年(?:1[0-2]|[1-9])月|(?<![0-9０-９])[23][0-9](?:年度|[/年](?:1[0-2]|[1-9])月?期)")


def _recent(number: int, rest: str, read: Reading, at: int) -> bool:
    """Whether two digits are a year of this time in a text that writes years so."""
    if read.today is None or abs(2000 + number - read.today.year) > 6 or not _DATED_AFTER.match(rest):
        return False
    return rest[0] == "末" or _NEWSPAPER.search(read.text, max(0, at - 1500), at + 1500) is not None


def two_digit_year(match: re.Match[str], read: Reading) -> Date | None:
    """98年3月, 87年に."""
    if re.search(r"(?:[0-9０-９][.,]?|[.一二三四五六七八九十百第約数同]|天皇)$", text_before(read, match.start())):
        return None
    number = whole(match["y"])
    if not match["y"].startswith(("'", "’")) and (year := of_era(match, read)):
        value = tail(f"{year:04d}", match)
        return Date(value) if value and days(value) else None
    if len(match["y"]) == 1:
        return None
    earlier, after = text_before(read, match.start()), text_after(read, match.end())
    near = (
        read.said is not None
        and abs(1900 + number - read.said.year) <= 15
        and not re.match("間|前|後|ぶり|以上|目|に(?:わた|亘|及|渡)|の歴史|近く|余", after)
    )
    told = number >= 50 and re.match("に(?!わ|及|渡|亘)|には|頃|ごろ|末|代|までに", after)
    if read.said is not None and re.search("年(?:から|～|〜|-)$", earlier) and re.match("まで|にかけ", after):
        year = read.said.year // 100 * 100 + number
        return Date(f"{year:04d}") if year > read.said.year else None
    if (
        match["y"][0] in "'’0０"
        or _recent(number, after, read, match.start())
        or after.startswith("度")
        or any(match[part] for part in "mqhs")
        or near
        or told
        or re.match("[春夏秋冬度]", after)
    ):
        value = tail(f"{2000 + number if number < 50 else 1900 + number:04d}", match)
        return Date(value) if value and days(value) else None
    return None


#: After a round number of three digits these say that it is a year: 960年 - 1127年, 710年に.
_YEAR_AFTER = re.compile(r"に(?!わ|亘|及|一)|から|まで|頃|ごろ|\s*[-－‐–—―~～〜]\s*[0-9０-９]|[\n)）]")


def three_digit_year(match: re.Match[str], read: Reading) -> Date | None:
    """794年, 960年 - 1127年."""
    number = whole(match["y"])
    if re.search(r"[約第数]$", text_before(read, match.start())) and match["m"] is None:
        return None
    if match["m"] is None and number % 10 == 0 and not _YEAR_AFTER.match(text_after(read, match.end())):
        return None
    value = tail(f"{number:04d}", match)
    return Date(value) if value and days(value) else None


def listed_year(match: re.Match[str], read: Reading) -> Date | None:
    """The first of 2020、2021年."""
    return Date(f"{whole(match['y']):04d}")


def bare_year(match: re.Match[str], read: Reading) -> Date | None:
    """Four digits that are the whole passage, in a table's cell only under a header of dates; or that end a source in brackets."""
    if read.kind == "cell" and read.header and not re.search("[年日期]|設立|創業|時期|(?i:year|date)", read.header):
        return None
    whole_passage = match.start() == read.start and match.end() == read.end
    return Date(match["y"]) if re.fullmatch(r"(?:19|20)\d\d", match["y"]) and (whole_passage or _cited(match, read)) else None


def week(match: re.Match[str], read: Reading) -> Date | None:
    """第31週."""
    year = f"{whole(match['y']):04d}" if match["y"] else f"{read.today.year:04d}" if read.today else "XXXX"
    return Date(f"{year}-W{whole(match['w']):02d}") if 1 <= whole(match["w"]) <= 53 else None


def nth_week(match: re.Match[str], read: Reading) -> Date | None:
    """2016年の最後の週."""
    value = f"{whole(match['y']):04d}" + (f"-{whole(match['m']):02d}" if match["m"] else "")
    week = week_in(value, -1 if match["o"] in ("最後の", "最終") else 1 if match["o"] == "最初の" else whole(match["o"].strip("第")))
    return Date(week) if week else None


def weekday(match: re.Match[str], read: Reading) -> Date | None:
    """月曜日."""
    return Date(f"XXXX-WXX-{'月火水木金土日'.index(match['w'][0]) + 1}")


def weekday_bracket(match: re.Match[str], read: Reading) -> Date | None:
    """（月）at the start of a passage."""
    return Date(f"XXXX-WXX-{'月火水木金土日'.index(match['w']) + 1}") if match.start() == read.start else None


def part(match: re.Match[str], read: Reading) -> Date | None:
    """年末, 月末, 週末: a part of the year, month or week of the text's date."""
    mod, unit = PARTS[match["w"]].split(":")
    if re.search("[0-9０-９一-龥]$", text_before(read, match.start())) or re.match(
        "調整|年始|商戦|試験|残高|時点|[一-龥]", text_after(read, match.end())
    ):
        return None
    if unit == "fiscal":
        return (
            Date(PRESENT) if read.today is None else Date(f"FY{read.today.year - (1 if (read.today.month or 4) < 4 else 0):04d}", mod=mod)
        )
    found = relative(read, unit, 0)
    if unit == "week":
        return replace(found, value=f"{found.value}-WE") if found.anchor else Date("XXXX-WXX-WE")
    return replace(found, mod=mod)


def feast(match: re.Match[str], read: Reading) -> Date | None:
    """大晦日."""
    if re.match("セール|商戦|ツリー|プレゼント|パーティ|ケーキ|ソング|カード|休暇|休み", text_after(read, match.end())):
        return None
    return None if text_before(read, match.start()).endswith("旧") else Date(f"XXXX-{FEASTS[match['w']]}")


def period(match: re.Match[str], read: Reading) -> Date | None:
    """江戸時代; not 第二次世界大戦後, 近代国家."""
    word = match["w"]
    if word[0] == "戦" and re.search("[一-龥]$", text_before(read, match.start())):
        return None
    if (
        len(word) == 2
        and word[0] != "戦"
        and re.match("的|国家|化|主義|人|性|五種|麻雀|文学|美術|科学|兵器|戦", text_after(read, match.end()))
    ):
        return None
    return Date(PERIODS[match["w"]])


# --- relative ---


def deictic(match: re.Match[str], read: Reading) -> Date | None:
    """現在, 近年; 現在の is no adverb."""
    word, after, before = match["w"], text_after(read, match.end()), text_before(read, match.start())
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
    return Date(DEICTIC[word])


def now(match: re.Match[str], read: Reading) -> Date | None:
    """今、今は."""
    if re.search(r"[一-龥]$", text_before(read, match.start())):
        return None
    return Date(PRESENT)


def today(match: re.Match[str], read: Reading) -> Date | None:
    """今日; in general (今日では) PRESENT_REF."""
    if re.match("では|でも|の(?:社会|日本|世界|中国|アメリカ)|に至|まで|的|も|に(?:おいて|お)", text_after(read, match.end())):
        return Date(PRESENT)
    return relative(read, "day", 0)


_ERA_SPANS = {"明治": "1868/1912", "大正": "1912/1926", "昭和": "1926/1989", "平成": "1989/2019"}


def era_decade(match: re.Match[str], read: Reading) -> Date | None:
    """昭和40年代: ten years of an era."""
    first = int(ERAS[match["e"]]) + whole(match["y"])
    return Date(f"{first:04d}/{first + 9:04d}")


def era_part(match: re.Match[str], read: Reading) -> Date | None:
    """明治初期, 昭和後期: a part of an era."""
    mod = {"初": "START", "前": "START", "中": "MID", "後": "END", "末": "END", "維": "START"}[match["p"][0]]
    return Date(_ERA_SPANS[match["e"]], mod=mod)


def dynasty(match: re.Match[str], read: Reading) -> Date | None:
    """唐代, 北宋期: the time of a Chinese dynasty."""
    return Date(PAST)


def near(match: re.Match[str], read: Reading) -> Date | None:
    """昨年12月, 来週の月曜日, 同年6月: a relative year, month or week with what follows it."""
    groups = match.groupdict()
    word = match["w"]
    if re.fullmatch("[ぁ-ん]+", word) and (
        re.search("[ぁ-んァ-ヶ一-龥]$", text_before(read, match.start()))
        or not re.match("[、はのもか]|[^ぁ-ん]|$", text_after(read, match.end()))
    ):
        return None
    if word in SAID:
        unit, by = SAID[word].split(":")
        anchor = read.base() or (read.today if by.startswith("-") else None)
    else:
        unit, by = NEAR[word].split(":")
        anchor = read.today
    if word == "当日" and read.said is None:
        return None
    if by == "-1" and word.startswith("前") and (found := before_last(read, unit)):
        read.aside = True
        return found
    if word.endswith("内") and re.search("[0-9０-９数年度]$", text_before(read, match.start())):
        return None
    number = int(by)
    read.aside = word in SAID and number < 0
    vague = UNSAID[unit] if word in SAID else PAST if number < 0 else FUTURE if number > 0 else PRESENT
    value = anchor.at(unit, number) if anchor else None
    if value is None and word in SAID and number < 0 and read.today is not None:  # the week before, after a month
        anchor, value = read.today, read.today.at(unit, number)
    if anchor is None or value is None:
        rest = tail("XXXX", match) if unit == "year" else None
        if unit == "month" and groups.get("d"):
            return Date(f"XXXX-XX-{whole(groups['d']):02d}")
        return Date(rest if rest and rest != "XXXX" else vague)
    if unit == "year":
        dated = tail(value, match)
        return Date(dated, anchor=anchor.value) if dated and days(dated) else None
    if unit == "month" and groups.get("d"):
        day = f"{value}-{whole(groups['d']):02d}"
        return Date(day, anchor=anchor.value) if days(day) else None
    if unit == "week" and groups.get("wd") and anchor.date:
        offset = "月火水木金土日".index(groups["wd"]) + 1 - anchor.date.isoweekday() + 7 * number
        moved_day = anchor.at("day", offset)
        return Date(moved_day, anchor=anchor.value) if moved_day else None
    return Date(value, anchor=anchor.value)


def near_season(match: re.Match[str], read: Reading) -> Date | None:
    """今夏."""
    season, by = SEASONS[match["s"]], int(SEASON_NEAR[match["w"]])
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


def unit_of(text: str) -> str:
    """Return the unit that a unit's written form names: ヶ月 is a month."""
    return "month" if "月" in text else _UNIT[text[0]]


def ago(match: re.Match[str], read: Reading) -> Date | None:
    """3年前, 数ヶ月前, 2日後."""
    back = match["w"].endswith("前") or match["w"].endswith("まえ")
    vague = Date(PAST if back else FUTURE)
    if match["x"] is None:
        return moved(read.today, "month", Decimal(6), back) if match["v"] == "半年" else vague
    if re.search(r"[億万兆]", match["x"]):
        return vague
    number = decimal_of(match, "x", read)
    if 1500 <= number <= 2100 and match["u"] == "年" and len(match["x"]) == 4:
        return Date(f"{int(number):04d}", mod="BEFORE" if back else "AFTER")
    anchor = read.today
    # 「49%も3年後に取得する」: what is to come is counted from the day of writing, not from 1955.
    ahead = anchor is not None and read.direction(match.start(), match.end()) > 0
    if (
        not back
        and not ahead
        and match["w"] in ("後", "のち", "後に")
        and (base := read.base()) is not None
        and base.at(unit_of(match["u"]))
    ):
        anchor = base
    if number > 9000:
        return vague
    return moved(anchor, unit_of(match["u"]), number + (Decimal("0.5") if match["z"] else 0), back)
