"""What the rules for explicit English dates say: a day, month, year, quarter, season, decade, century, with X for what is not written.

In: matches of the rules of `extractors/en/dates.py`. Out: TIMEX3 values; None for a match that is no date after all.
Never: a version, a score, a price, the verbs may and march.
"""

from __future__ import annotations

import re
from datetime import timedelta

from extractors.en.date_words import (
    BY,
    FEASTS,
    FULL_MONTHS,
    SEASONS,
    SP,
    WEEKDAY,
    WEEKDAYS,
    S,
    day_of,
    month_of,
    one_of,
    rank_of,
    rx,
    text_after,
    text_before,
    valid,
    year_of,
)
from extractors.intervals import days, easter, weekday_in_month
from extractors.mention import Date
from extractors.timex import Reading, filled, on_weekday, relative


def iso(match: re.Match[str], read: Reading) -> Date | None:
    """2025-06-08, 2025/06/08, 2025-06; 2004-05 of two running years is no month."""
    year, month, day = match["y"], int(match["m"]), match["d"]
    if day is None and (match["sep"] == "." or len(match["m"]) != 2 or not 1 <= month <= 12 or int(year[2:]) + 1 == month):
        return None
    if (
        not match["sep"]
        and not re.match(r"[-_]|$", text_after(read, match.end()))
        and not _DATE_BEFORE.search(text_before(read, match.start()))
    ):
        return None  # a number of eight digits
    value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return Date(value) if days(value) else None


_DATE_BEFORE = rx(
    r"\b(?:on|dated?:?|since|until|by|from|to|before|after|as\sof|as\sat|file|stamp|version|expires?|signed|updated:?|published:?|posted:?|due)\s$"
)
_NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\w/])")


#: Money and companies of countries that write the day first, and of the one that writes the month first.
_DAY_FIRST, _MONTH_FIRST = (
    rx(r"[£€₹]|\bRs\.?\s?\d|\bcrores?\b|\b(?:A|NZ)\$|\.(?:co\.uk|com\.au|co\.in|co\.nz)\b|\bplc\b"),
    rx(r"(?<![A-Z])\$\s?\d"),
)


def _day_first(read: Reading, at: int, month_first: str, day_first: str) -> bool:
    """Whether a plain date has its day first: one beside it shows it, the text is older than the other reading, or its money is British."""
    near = [(int(found[1]), int(found[2])) for found in _NUMERIC.finditer(read.text, max(0, at - 4000), at + 4000)]
    shown = {first > second for first, second in near if max(first, second) > 12}
    if len(shown) == 1:
        return shown.pop()
    if read.today and read.today.day and (day_first <= read.today.value) != (month_first <= read.today.value):
        return day_first <= read.today.value and read.direction(at, at) <= 0
    around = (max(0, at - 20000), at + 20000)
    return _DAY_FIRST.search(read.text, *around) is not None and not _MONTH_FIRST.search(read.text, *around)


def numeric(match: re.Match[str], read: Reading) -> Date | None:
    """06/08/2025: the month first, as in the United States, unless it cannot be; 08.06.2025: the day first."""
    first, second, year = int(match["a"]), int(match["b"]), match["y"]
    if re.search(r"[\w$€£¥./:-]$", text_before(read, match.start(), 1)):
        return None
    if len(year) == 2 and match["sep"] != "/":
        return None
    month_first, day_first = (f"{year_of(year)}-{month:02d}-{day:02d}" for month, day in ((first, second), (second, first)))
    european = first > 12 or match["sep"] == "." or (second <= 12 and _day_first(read, match.start(), month_first, day_first))
    return valid(day_first if european else month_first)


def numeric_month(match: re.Match[str], read: Reading) -> Date | None:
    """08/2019."""
    if re.search(r"[\w$€£¥./:-]$", text_before(read, match.start(), 1)):
        return None
    return Date(f"{match['y']}-{int(match['m']):02d}")


def numeric_short(match: re.Match[str], read: Reading) -> Date | None:
    """4/23 after a preposition that takes a date."""
    if not re.search(
        r"(?i)\b(?:on|this|next|by|since|until|before|after|dated|starting)\s{1,2}$", text_before(read, match.start())
    ) and not (match["e"] and re.search(r"(?i)\b(?:from|week\sof|dates?:?|during|held)\s{1,2}$|[(]$|^$", text_before(read, match.start()))):
        return None
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    start = _whole_day(f"XXXX-{month:02d}-{day:02d}") if 1 <= month <= 12 else None
    if start is None or match["e"] is None:
        return start
    end = _whole_day(f"XXXX-{month:02d}-{int(match['e']):02d}")
    return Date(f"{start.value}/{end.value}") if end and start.value < end.value else None


def _whole_day(value: str) -> Date | None:
    probe = value.replace("XXXX", "2000")
    return Date(value) if days(probe) else None


_TOLD_DAY = rx(rf"({WEEKDAY}){SP}[,(]?")


def month_day(match: re.Match[str], read: Reading) -> Date | None:
    """June 8th, 8 June 2025, April 7th – 10th, 2025."""
    if read.kind == "cell" and (found := re.fullmatch(r"([A-Za-z]{3,9})[-’'](\d\d)", match[0])):
        return Date(f"{year_of(found[2])}-{month_of(found[1])}")
    groups = match.groupdict()
    month, year = month_of(groups["m"]), year_of(groups.get("y"))
    if (
        groups["m"].lower() in _VERBS
        and groups["m"][0].islower()
        and not year.isdigit()
        and not re.search(r"[a-z]{2}$|\bof\b", f"{groups['d']} {match[0]}")
    ):
        return None
    if match[0][0].isdigit() and re.search(r"(?<!\bc)[$€£¥₩.,/:\d-]$", text_before(read, match.start(), 3)):
        return None
    if groups.get("n"):
        year = _near_year(groups["n"], read)
    first = _whole_day(f"{year}-{month}-{day_of(groups['d'])}")
    if first is not None and year == "XXXX" and (told := _TOLD_DAY.match(match[0])):
        return on_weekday(first.value, int(WEEKDAYS[told[1].lower().rstrip(".")]), read) or first
    if groups.get("e") is None or first is None:
        return first
    last = _whole_day(f"{year}-{month}-{day_of(groups['e'])}")
    return Date(f"{first.value}/{last.value}") if last and first.value < last.value else None


def _near_year(word: str, read: Reading) -> str:
    by = BY.get(re.split(r"\s", word.lower())[0], 0)
    return f"{read.today.year + by:04d}" if read.today else "XXXX"


def month_year(match: re.Match[str], read: Reading) -> Date | None:
    """June 2025, December last year, January to April 2015."""
    groups = match.groupdict()
    year = year_of(groups.get("y")) if not groups.get("n") else _near_year(groups["n"], read)
    value = f"{year}-{month_of(groups['m'])}"
    if groups.get("k"):
        first, last = int(month_of(groups["m"])), int(month_of(groups["k"]))
        if last - first == 2 and first % 3 == 1:
            anchor = None
            if year == "XXXX":  # months are of the calendar, whatever the text's fiscal year
                filling, anchor = filled(f"XXXX-{first:02d}/XXXX-{last:02d}", read, match.start(), match.end())
                year = filling[:4]
            return Date(f"{year}-Q{last // 3}", anchor=anchor)
        return Date(f"{value}/{year}-{month_of(groups['k'])}")
    return Date(value)


IN_BEFORE = rx(
    r"(?:^|\b)(?:in|of|by|since|until|till|from|to|through|before|after|last|next|this|early|earlier|mid|late|later|and|between|during|for|around|"
    r"end|beginning|start|middle|every|each|previous|or|as\s+of|throughout|past|following|on|effective|ending|ended)[\s-]{1,3}$"
)
_PREPOSITION = rx(r"\b(?:in|of|by|since|until|last|next|this|early|mid|late|during)[\s-]{1,3}$")
_VERB_AFTER = rx(r"\s{1,3}(?:I|we|you|he|she|they|it|be|have|not|well|also|or\s+may|the|as\s+well|God)\b")


#: Months that are words or names as well.
_VERBS, _NAMES = ("may", "march", "mar"), ("april", "june", "august")
_MONTHS_BEFORE = rx(rf"{one_of(FULL_MONTHS)},?\s(?:and\s)?$")


#: What tells of every year: what is usual; and of a stretch of months as well the seasons and the weather.
_USUAL = rx(r"\b(?:usually|normally|typically|generally|regularly|traditionally|annually|every\syear|each\syear)\b")
_SEASONAL = rx(r"\b(?:seasons?|seasonal(?:ly)?|climate|monsoon|rainy|rainfall|snowfall|temperatures?)\b")
_PAIRED = rx(rf"\bbetween\s$|\bfrom\s(?:{one_of(FULL_MONTHS)}\s(?:to|through|until)\s)?$|\bbetween\s{one_of(FULL_MONTHS)}\sand\s$")
_PAIR_AFTER = rx(rf"\s(?:to|and|through|until)\s{one_of(FULL_MONTHS)}\b(?!\s\d)|(?!\s\d)")


def _recurs(match: re.Match[str], read: Reading) -> bool:
    """Whether a month is that of every year: from July to September, usually in May, where the sentence tells of no year of its own."""
    around = text_before(read, match.start(), 100) + text_after(read, match.end(), 80)
    paired = _PAIRED.search(text_before(read, match.start(), 28)) and _PAIR_AFTER.match(text_after(read, match.end()))
    if re.search(r"\b(?:1[5-9]|20)\d\d\b", around) or not (_USUAL.search(around) or (paired and _SEASONAL.search(around))):
        return False
    direction = read.direction(match.start(), match.end())
    return direction == 0 or (direction > 0 and bool(paired))


def stuck_month(match: re.Match[str], read: Reading) -> Date | None:
    """Sep2023; in an address of the net or a key, and behind a letter, it is none."""
    if re.search(r"[\w/#@=_.-]$", text_before(read, match.start(), 1)) or match["m"].islower():
        return None
    return month_year(match, read)


def bare_month(match: re.Match[str], read: Reading) -> Date | None:
    """April, where it is no name and no verb."""
    word = match["m"]
    plain, before, after = word.rstrip(".").lower(), text_before(read, match.start()), text_after(read, match.end())
    hinted = IN_BEFORE.search(before) is not None or _MONTHS_BEFORE.search(before) is not None
    if plain in _NAMES and (
        re.match(r"['’]s\s(?:husband|wife|mother|father|son)", after) or (re.match(r"\s[A-Z]", after) and not _PREPOSITION.search(before))
    ):
        return None
    if plain in _VERBS or plain not in {month.lower() for month in FULL_MONTHS}:
        if (
            word[0].islower()
            or (word.isupper() and not hinted)
            or re.match("-[A-Za-z]", after)
            or (plain == "may" and _VERB_AFTER.match(after))
        ):
            return None
        return (
            Date(f"XXXX-{month_of(word)}") if hinted or (plain == "march" and before.strip() and re.match(r"\s*[,;:.)]", after)) else None
        )
    if not hinted and ((plain == "august" and word[0].islower()) or re.search(r"[A-Z][a-z]+\s$", before)):
        return None
    return Date(f"XXXX-{month_of(word)}", repeats=hinted and _recurs(match, read))


def near_month(match: re.Match[str], read: Reading) -> Date | None:
    """Last October, next June."""
    if match["m"][0].islower() and match["m"].lower() in ("may", "march", "mar"):
        return None
    if read.today is None or read.today.month is None:
        return Date(f"XXXX-{month_of(match['m'])}")
    by, month = BY.get(match["n"].lower(), 0), int(month_of(match["m"]))
    year = read.today.year
    if by < 0 and month >= read.today.month:
        year -= 1
    elif by > 0 and month <= read.today.month:
        year += 1
    return Date(f"{year:04d}-{month:02d}", anchor=read.today.value)


_YEAR_BEFORE = rx(
    r"(?:^|[\s(\[“\"'‘—–-])(?:in|since|by|until|till|from|through|during|before|after|late|early|mid|circa|c\.|ca\.|around|about|year|fiscal|between|and|of|to|for|or|the|a|an|summer|"
    r"spring|autumn|winter|fall|©|copyright|est\.|established|founded|born|b\.|d\.|died|reigned|r\.|class|season|than|as\s+of|al\.,?|vision|agenda|as\s+early\s+as|as\s+late\s+as|its|his|her|their|this)[\s-]{1,3}$"
)
_NOT_YEAR_AFTER = rx(
    r"\s{0,2}(?:%|°|percent|per\s+cent|people|persons|men|women|dollars?|euros?|yen|won|pounds|miles?|km|kilomet|met(?:er|re)s?|feet|ft|square|sq\b|(?-i:(?:GMT|UTC|BST|IST|(?:[ECMP]|A[EWC])[SD]?T|CES?T|JST|KST|HKT|SGT)\b)|hours\b|hrs\b|acres?|tons?|tonnes?|kg|grams?|lbs?|calories|words|"
    r"points?|votes?|employees|workers|jobs|copies|units|shares|users|students|soldiers|troops|members|cases|deaths|times|years?\b|months|weeks|days|hours|minutes|pages|participants|seats|"
    r"Street|St\b|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Main|Broadway|million|billion|trillion|thousand|hp|rpm|MHz|GHz|watts?|volts?|cc\b|mm\b|cm\b|more|of\s+(?:the|them)\b|"
    r"(?:North|South|East|West|N\.|S\.|E\.|W\.)\s+[A-Z])"
)


#: What makes four digits a count or a name's part, whatever stands before.
_NOT_YEAR_BEFORE = rx(
    r"(?:[$€£¥₩]|\b(?:US|No\.?|pp?\.|Rs\.?|section|sec\.|room|flight|route|highway|page|chapter|paragraph|Box|ISO|RFC|model|suite|apartment|bus|train|channel|"
    r"version|build|patent|number|item|article|type|form|Windows|bill|H\.\s?R\.|S\.))\s?$"
)
#: After these a four-digit number may as well count what follows.
_COUNTING_BEFORE = rx(r"\b(?:of|to|for|about|around|or|the|a|an|than|and|from|by|its|their|between|ca?\.|circa)\s$")
_PLURAL_AFTER = re.compile(
    r"\s(?!was\b|has\b|is\b|as\b|its\b|this\b|us\b|series\b|class\b|business\b|sales\b|results\b|earnings\b|elections\b|games\b|plus\b)[a-z]+s\b"
)
#: From 1500 to 2000 people: what the second number counts, the first one counts as well.
_RANGE_AFTER = rx(r"\s?(?:to|and|or|-|–)\s?\d[\d,]*")
_NOUN_AFTER = rx(
    r"\s(?!(?:in|at|by|to|and|when|as|was|were|the|with|for|from|on|that|who|he|she|which|but|or|had|has|is|after|before|until|through|edition|season|election|"
    r"census|revolution|war)\b)[a-z]+"
)


#: Headers of a column of years.
_DATED = rx(
    r"\b(?:years?|dates?|founded|established|since|fiscal|fy|period|when|launched|born|died|released|opened|joined|term|season|as of"
    r"|(?:geschäfts)?jahr|année|exercice|año|ejercicio|anno)\b|[年日期]|[연년]도"
)
#: Headers of a column of fiscal years.
_FISCAL = rx(r"\b(?:fiscal|fy|geschäftsjahr|exercice)\b|年度|決算期|회계\s?연도")


_SHORT_BEFORE = rx(
    r"(?:^|[\s(])(?:in|of|by|since|until|till|from|before|after|to|and|between|late|early|mid|during|through|than|versus|vs\.?|for)[\s-]$"
)
#: What shows that an apostrophe before two digits opens a quotation, or that they count.
_QUOTED_AFTER = rx(r"[^'’‘\n]{1,80}['’](?!\w)|\s[a-z]+s\b|[%$€£°]|\s(?:people|percent|per\scent|million|billion)\b")


def short_year(match: re.Match[str], read: Reading) -> Date | None:
    """'98 after a preposition, '21-'23: the year of these two digits that is no more than ten years after the text, else before 2050."""
    if _QUOTED_AFTER.match(text_after(read, match.end(), 100)):
        return None
    if match["z"] is None and not _SHORT_BEFORE.search(text_before(read, match.start(), 12)):
        return None
    latest = read.today.year + 10 if read.today is not None else 2049
    first, last = (2000 + int(digits) - 100 * (2000 + int(digits) > latest) for digits in (match["y"], match["z"] or match["y"]))
    if match["z"] is None:
        return Date(f"{first:04d}")
    return Date(f"{first:04d}/{last:04d}") if first < last else None


def year_alone(match: re.Match[str], read: Reading) -> Date | None:
    """Four digits that are a year by what stands around them; from 1850 to 2059 nothing has to, but nothing may speak against it."""
    number, before, after = int(match["y"]), text_before(read, match.start(), 24), text_after(read, match.end(), 40)
    counted = _RANGE_AFTER.match(after)
    if read.kind == "cell" and read.header and not before.strip() and not after.strip():
        header = read.header.replace("_", " ")
        return Date(f"{'FY' if _FISCAL.search(header) else ''}{number:04d}") if _DATED.search(header) else None
    previous = before[-1:] or " "
    if previous.isalnum() or previous in "$€£¥₩#@_:.+*=%&\\<>~^":
        return None
    if previous in "-/" and not re.search(r"(?:[A-Za-z]{3,}-|(?<!\d)\d{4}[-/])$", before):
        return None
    if re.match(r"[-/:@_+*=^][A-Za-z\d]|\.[A-Za-z\d]", after) and not re.match(r"-[a-z]{3,}|[-/]\d{4}(?!\d)|\.[A-Z][a-z]*[ ’']", after):
        return None
    if _NOT_YEAR_AFTER.match(after) or _NOT_YEAR_BEFORE.search(before):
        return None
    if counted and (
        _NOT_YEAR_AFTER.match(after, counted.end()) or (_COUNTING_BEFORE.search(before) and _PLURAL_AFTER.match(after, counted.end()))
    ):
        return None
    strong = _YEAR_BEFORE.search(before) is not None or (previous in "([" and re.match(r"\s?[)\];,:–—-]", after) is not None)
    after_year = re.search(r"(?<![\d,.])(?:1[1-9]|20)\d\d\s(?:to|until|till|through)\s$", before) is not None
    strong = strong or after_year or re.search(r"\d{4}\s?[-–—/]\s?$", before) is not None
    if not after_year and _COUNTING_BEFORE.search(before) and (_PLURAL_AFTER.match(after) or (number < 1900 and _NOUN_AFTER.match(after))):
        strong = False
    if strong:
        return Date(f"{number:04d}")
    if not 1850 <= number <= 2059 or (number > 1999 and number % 10 == 0 and _PLURAL_AFTER.match(after)):
        return None
    return Date(f"{number:04d}")


def early_year(match: re.Match[str], read: Reading) -> Date | None:
    """A year of three digits: only with circa, as a life date in brackets, or after an early date."""
    before, after = text_before(read, match.start(), 20), text_after(read, match.end())
    circa = re.search(r"(?i)(?:\bcirca|\bca?\.|\bborn|\bd\.|\bb\.|\bAD|\bdied\sin)\s{0,2}$", before)
    early = (
        read.said is not None
        and read.said.year < 1000
        and re.search(r"(?i)\b(?:in|around|about|until|by|since|from|to|before|after|of|when\sabout)\s$|[–-]\s?$", before)
    )
    return (
        Date(f"0{match['y']}")
        if (circa or early) and re.match(r"\s?[–\-).,;:\]]|\s(?:in|to|and|AD|at|by|or|he|she|when)\b|\s?$", after)
        else None
    )


def years(match: re.Match[str], read: Reading) -> Date | None:
    """2023-24: the second year in two digits."""
    first, second = int(match["y"]), match["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    before = text_before(read, match.start())
    if not first < last or last - first > 400 or (before[-1:] in "$€£¥#/.-:" and before):
        return None
    if len(second) == 2 and last - first > 25:
        return None
    if len(second) == 4 and (first >= 1850 or last - first > 150 or _NOT_YEAR_AFTER.match(text_after(read, match.end(), 40))):
        return None
    return Date(f"{first:04d}/{last:04d}")


def era_year(match: re.Match[str], read: Reading) -> Date | None:
    """347 AD, 44 BC."""
    number = int(match["y"])
    if "B" in (match["era"] or match["pre"] or "").upper():
        return Date(f"BC{number:04d}")
    return Date(f"{number:04d}") if number else None


def decade(match: re.Match[str], read: Reading) -> Date | None:
    """The 1990s, the '90s; 2030's with an apostrophe is the year's own unless an article stands before it."""
    digits = match["y"]
    if re.search("['’]s$", match[0]) and not re.search(r"(?i)\b(?:the|early|late|mid)[\s-]$", text_before(read, match.start())):
        return None
    return Date(f"{digits[:3] if len(digits) == 4 else '19' + digits[0]}X")


DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def decade_word(match: re.Match[str], read: Reading) -> Date | None:
    """The nineties."""
    if not re.search(r"(?i)\bthe\s(?:early\s|mid-?\s?|late\s)?$", text_before(read, match.start())):
        return None
    return Date(f"19{DECADES[match['w'].lower()]}X")


def century(match: re.Match[str], read: Reading) -> Date | None:
    """The 19th century, the 15th to the 19th century."""
    number = rank_of(match["o"])
    if not 1 <= number <= 30 or (match["era"] or "").upper().startswith("B"):
        return Date(f"BC{number - 1:02d}XX") if match["era"] else None
    if match["a"] and 1 <= (first := rank_of(match["a"])) < number:
        return Date(f"{first - 1:02d}XX/{number - 1:02d}XX")
    return Date(f"{number - 1:02d}XX")


_NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
    "latter": 2,
    "later": 2,
    "other": 2,
}


def _period_year(match: re.Match[str], read: Reading) -> str:
    """The year of a quarter or half: written, said relatively, or X; a fiscal one with FY in front."""
    groups = match.groupdict()
    fiscal = "FY" if groups.get("f") else ""
    if groups.get("y"):
        return f"{fiscal}{year_of(groups['y'])}"
    if groups.get("n"):
        return f"{fiscal}{_near_year(groups['n'], read)}"
    return "XXXX"


def quarter(match: re.Match[str], read: Reading) -> Date | None:
    """Q2 2025, the second quarter of 2024, 2Q25."""
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    if match[0][0].isdigit() and not match["y"] and re.search(r"[\w.,$€£¥/-]$", text_before(read, match.start(), 1)):
        return None
    if re.fullmatch(r"Q[1-4]", match[0]) and (
        re.search(r"(?:Audi|Infiniti|[Mm]odel)\s$", text_before(read, match.start()))
        or (re.match(r"\s?[.:)]", text_after(read, match.end())) and re.search(r"(?:^|\n)\W*$", text_before(read, match.start())))
    ):
        return None
    if re.fullmatch(r"Q[1-4]", match[0]) and re.search(r"(?i)quartile|\bIQR\b|[=+]\s?$", text_before(read, match.start(), 40)):
        return None
    if (match.groupdict().get("o") or "").lower() == "last" and not match.groupdict().get("y"):
        return relative(read, "quarter", -1)
    year = _period_year(match, read)
    if year == "XXXX" and (listed := _LISTED.match(read.text, match.end(), read.end)):
        year = f"{'FY' if listed['f'] else ''}{year_of(listed['y'])}"  # Q3 and Q4 2023
    event = _EVENT_BEFORE.search(text_before(read, match.start(), 60))
    return Date(f"{year if event else _own(year, read)}-Q{number}")


#: Q3 and Q4 2023, the third and fourth quarters of 2024: the year is said once.
_LISTED = rx(
    rf"(?:{SP}(?:,|and|or|&|to|through|[-–—]){{1,2}}{SP}(?:Q[1-4]|[1-4]Q|(?:second|third|fourth){S}quarters?)){{1,3}}(?:{S}(?:of{S})?|/)(?P<f>fiscal{S}|FY{SP})?"
    rf"['’]?(?P<y>(?:20|19)\d\d|(?<=['’/FY])\d\d)(?!\d)"
)


def _own(year: str, read: Reading) -> str:
    """A year as the text's own: of fiscal years that do not end in December the third quarter of 2025 is one of fiscal 2025."""
    return read.calendar.of(year) if year.isdigit() and read.calendar.closing not in (None, 12) else year


#: What stands over quarters that a head names by their number alone: "2015", "Quarter", "Fiscal 2015 Quarters".
_OVER_QUARTERS = rx(
    rf"(?:for{S}the{S})?(?:(?P<f>fiscal|FY|financial){SP}(?:year{S})?)?(?:(?P<y>(?:19|20)\d\d){SP})?(?:fiscal{S})?(?:quarters?)?(?:{S}ended)?{SP}[,:]?{SP}"
)


def quarter_head(match: re.Match[str], read: Reading) -> Date | None:
    """Return the quarter that the head of a column names by its number alone, below a year or below what says that these are quarters."""
    alone = match.start() == read.start and match.end() == read.end
    over = _OVER_QUARTERS.fullmatch(read.above) if alone and read.kind == "cell" and read.above.strip() else None
    if over is None:
        return None
    year = f"{'FY' if over['f'] else ''}{over['y']}" if over["y"] else "XXXX"
    return Date(f"{year}-Q{_NTH[match['o'].lower()]}")


#: What happens in a quarter or half is dated by the calendar: a deal that closes in the first half of 2025.
_EVENT_BEFORE = rx(
    r"\b(?:clos(?:e[ds]?|ing)|complet(?:e[ds]?|ion)|launch(?:e[ds])?|begins?|starts?|opens?|deliver(?:y|ies|s)?|list(?:s|ing)?|IPO)\b[^.;%$€£¥₩]{0,40}$"
)


def year_part(match: re.Match[str], read: Reading) -> Date | None:
    """The 1992 third quarter, the 2024 first half: the year first."""
    year = f"FY{match['y']}" if match["f"] else _own(match["y"], read)
    number = _NTH[match["o"].lower()]
    return Date(f"{year}-{'H' if match['h'] else 'Q'}{number}") if not match["h"] or number < 3 else None


_HALF_BEFORE = rx(r"(?:^|\b(?:in|for|of|during|by|until|through|since|from|to|late|early|into|versus|vs\.?|over|and)\s(?:the\s|its\s)?)$")
_HALF_AFTER = rx(
    r"\s(?:results?|guidance|revenues?|sales|earnings|profits?|outlook|forecast|net|operating|orders|loss|figures|numbers|performance)\b"
)
_NO_HALF_AFTER = rx(r"\s(?:of|hour|mile|century|time|marathon|goal)\b|-[a-z]")
_NO_LETTER_AFTER = rx(r"-?\s?(?:b\b|tags?|headings?|visas?)")
_YEAR_TOLD = rx(r"\b(?:(?:this|next|last)\syear|20\d\d)\b[^.]*$")
_TOLD = re.compile(r"[%$€£¥₩]|\b(?:percent|billion|million|trillion|sales|revenue|profit|earnings|orders)\b", re.IGNORECASE)


def half(match: re.Match[str], read: Reading) -> Date | None:
    """H1 2025, the first half of 2025."""
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    year = _period_year(match, read)
    if year == "XXXX" and not match.groupdict().get("g"):
        before, after = text_before(read, match.start(), 20), text_after(read, match.end(), 60)
        bare = "o" not in match.groupdict()  # H1
        if re.search(r"[\w.,$€£¥/-]$", before) or not (_HALF_BEFORE.search(before) or _HALF_AFTER.match(after)):
            return None
        if (_NO_LETTER_AFTER if bare else _NO_HALF_AFTER).match(after):
            return None
        yearly = _YEAR_TOLD.search(text_before(read, match.start(), 80))
        if not bare and not (
            yearly or _HALF_AFTER.match(after) or _TOLD.search(after) or _TOLD.search(text_before(read, match.start(), 80))
        ):
            return None
        if not bare and yearly and read.said and read.said_at > match.start() - 80 and read.direction(match.start(), match.end()) > 0:
            return Date(f"{read.said.year:04d}-H{number}", anchor=read.said.value)  # an offer next year, a listing in the second half
    part = (match.groupdict().get("o") or "").lower() in ("later", "latter")  # of a year, whatever is reported for it
    event = part or _EVENT_BEFORE.search(text_before(read, match.start(), 60))
    return Date(f"{year if event else _own(year, read)}-H{number}") if number in ("1", "2") else None


def half_of(match: re.Match[str], read: Reading) -> Date | None:
    """The first half of a month, decade or century is a part of it, not a half-year."""
    return Date(f"XXXX-{month_of(match['m'])}", mod="START" if _NTH[match["o"].lower()] == 1 else "END")


def fiscal(match: re.Match[str], read: Reading) -> Date | None:
    """FY2024, fiscal 2024, this fiscal year; CY2024 is a year of the calendar."""
    groups = match.groupdict()
    if groups.get("n"):
        return Date(f"FY{_near_year(match['n'], read)}")
    by = "" if (groups.get("c") or "").upper() == "CY" else "FY"
    if groups.get("z"):  # FY2023-25, FY98-02; FY2023-24 is one year
        first = int(year_of(match["y"]))
        if 1 < (years := (int(match["z"]) - first) % 100) < 50:
            return Date(f"{by}{first}/{by}{first + years}")
    return Date(f"{by}{year_of(match['y'])}" + (f"-{groups['q'].upper()}" if groups.get("q") else ""))


def season(match: re.Match[str], read: Reading) -> Date | None:
    """Summer 2024, last summer."""
    groups = match.groupdict()
    season = SEASONS[groups["s"].lower()]
    if groups.get("y"):
        return Date(f"{year_of(groups['y'])}-{season}")
    if read.today is None:
        return Date(f"XXXX-{season}")
    by, year = BY.get((groups.get("n") or "this").lower(), 0), read.today.year
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if by < 0 and read.today.month is not None and start > read.today.month - 3:
        year -= 1
    elif by > 0 and read.today.month is not None and start <= read.today.month:
        year += 1
    return Date(f"{year:04d}-{season}", anchor=read.today.value)


_CUSTOM_AFTER = rx(
    r"['’]?s?\s(?:tree|quiz|part(?:y|ies)|gathering|cards?|carols?|gifts?|presents?|shopping|lights|songs?|album|movie|film|special|sales?|markets?|dinner|pay|bonus|parade|weekend)\b"
)


def feast(match: re.Match[str], read: Reading) -> Date | None:
    """Christmas 2024, Thanksgiving."""
    if match["f"][0].islower() or _CUSTOM_AFTER.match(text_after(read, match.end())):
        return None
    value = FEASTS[re.sub(r"\s+", " ", match["f"].lower().replace("’", "'"))]
    year = int(year_of(match["y"])) if match["y"] else read.today.year if read.today else None
    if match.groupdict().get("n") and read.today:
        year = read.today.year + BY.get(match["n"].lower(), 0)
    if re.fullmatch(r"\d\d-\d\d", value):
        return Date(f"{year:04d}-{value}" if match["y"] else f"XXXX-{value}")
    if year is None or not 1583 <= year <= 9990:
        return None
    if value == "easter":
        return Date(easter(year).isoformat())
    parts = re.fullmatch(r"(\d\d)-(\d)-(-?\d)(\+\d)?", value)
    assert parts
    found = weekday_in_month(year, int(parts[1]), int(parts[2]), int(parts[3]))
    return Date((found + timedelta(days=int(parts[4] or 0))).isoformat()) if found else None
