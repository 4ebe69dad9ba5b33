"""The date grammar of English, also of English translated from Korean and Japanese.

In: matches of its rules. Out: TIMEX3 values, X for what the words leave open.
Never: a clock time, a version, a score, the verbs may and march.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from extractors.calendar import Moment, days, easter, week_in, weekday_in_month
from extractors.lexicon import DateWord, load
from extractors.mention import Date
from extractors.timex import FUTURE, PAST, PRESENT, Grammar, Reading, Rule, moved, relative

_WORDS = load("en").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form.lower(): word.value for word in _WORDS if word.kind == kind for form in word.forms}


def _any(forms: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


_MONTHS, _WEEKDAYS, _SEASONS, _UNITS = (_table(kind) for kind in ("month", "weekday", "season", "unit"))
_NUMBERS, _ORDINALS, _DEICTIC, _DAYS, _FEASTS = (_table(kind) for kind in ("number", "ordinal", "deictic", "day", "feast"))

S = r"[\s\u00a0]{1,3}"
SP = r"[\s\u00a0]{0,3}"
DASH = r"(?:-|–|—|‒|&ndash;|&mdash;|~)"
MONTH = rf"(?:{_any(_MONTHS)}(?![A-Za-z])\.?)"
WEEKDAY = rf"(?:{_any(_WEEKDAYS)}(?![A-Za-z])\.?)"
SEASON = rf"(?:{_any(_SEASONS)}(?![A-Za-z]))"
UNIT = rf"(?:{_any(_UNITS)}(?![A-Za-z]))"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)(?![A-Za-z])|{_any(_ORDINALS)}(?![A-Za-z]))"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![A-Za-z\d]))"
YEAR = r"(?:(?:1\d\d\d|20\d\d|21\d\d)(?![A-Za-z\d]|[.,]\d|%))"
SHORT = r"(?:['’‘]\d\d(?!\d|s))"
COMMA = rf"(?:{SP},{SP}|{S}(?:of{S}|in{S})?|{SP}/{SP})"
WORD_NUMBER = rf"(?:{_any(_NUMBERS)}(?:[\s-](?:{_any(k for k, v in _NUMBERS.items() if int(v) < 10)}))?(?![A-Za-z]))"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,6}}(?:\.\d+)?|{WORD_NUMBER}|an?(?![A-Za-z])|half(?:{S}an?)?(?![A-Za-z]))"
VAGUE = (
    r"(?:several|a\s{1,3}few|few|many|some|(?:a\s{1,3})?couple(?:\s{1,3}of)?|(?:a\s{1,3})?dozens?(?:\s{1,3}of)?|"
    r"hundreds\s{1,3}of|thousands\s{1,3}of|countless|numerous)"
)
NEAR = r"(?:last|this|next|past|previous|prior|coming|following|current|same|preceding|upcoming|that|that\s{1,3}same)"

_BY = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
_LETTER = {
    "century": ("Y", 100),
    "decade": ("Y", 10),
    "year": ("Y", 1),
    "half": ("M", 6),
    "quarter": ("M", 3),
    "month": ("M", 1),
    "week": ("W", 1),
    "day": ("D", 1),
    "hour": ("TH", 1),
    "minute": ("TM", 1),
    "second": ("TS", 1),
}


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _month(text: str) -> str:
    return _MONTHS[text.lower().rstrip(".")]


def _day(text: str) -> str:
    return f"{int(_ordinal(text)):02d}"


def _ordinal(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else int(_ORDINALS[text.lower()])


def _year(text: str | None) -> str:
    """Four digits, or X for a year that is not there. Two digits are of this century up to 49."""
    if not text:
        return "XXXX"
    digits = re.sub(r"\D", "", text)
    if len(digits) == 2:
        return f"{'20' if int(digits) < 50 else '19'}{digits}"
    return digits


def _number(match: re.Match[str], group: str, read: Reading) -> Decimal | None:
    """The number of a group: a written numeral's value where one covers the group, else what the words say."""
    text = match[group]
    numeral = read.numerals.get(match.start(group))
    if numeral is not None and numeral.end == match.end(group) and numeral.value is not None:
        return numeral.value
    lowered = text.lower()
    if lowered in ("a", "an"):
        return Decimal(1)
    if lowered.startswith("half"):
        return Decimal("0.5")
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    parts = re.split(r"[\s-]+", lowered)
    return Decimal(sum(int(_NUMBERS[part]) for part in parts))


def _length(number: Decimal | str, unit: str) -> str:
    letter, times = _LETTER[unit]
    shown = number if isinstance(number, str) else f"{(number * times).normalize():f}"
    if unit in ("decade", "century") and number == "X":
        shown = "XX" if unit == "decade" else "XXX"
    return f"P{'T' if letter[0] == 'T' else ''}{shown}{letter[-1]}"


def _before(read: Reading, at: int, size: int = 16) -> str:
    return read.text[max(read.start, at - size) : at]


def _after(read: Reading, at: int, size: int = 24) -> str:
    return read.text[at : min(read.end, at + size)]


def _said(read: Reading, match: re.Match[str], value: str) -> Date | None:
    return Date(value) if "XXXX" in value or days(value) else None


# --- explicit ---


def _iso(match: re.Match[str], read: Reading) -> Date | None:
    year, month, day = match["y"], int(match["m"]), match["d"]
    if day is None and (match["sep"] == "." or len(match["m"]) != 2 or not 1 <= month <= 12 or int(year[2:]) + 1 == month):
        return None
    value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return Date(value) if days(value) else None


def _numeric(match: re.Match[str], read: Reading) -> Date | None:
    first, second, year = int(match["a"]), int(match["b"]), match["y"]
    if len(year) == 2 and match["sep"] != "/":
        return None
    month, day = (second, first) if first > 12 or match["sep"] == "." else (first, second)
    return _said(read, match, f"{_year(year)}-{month:02d}-{day:02d}")


def _numeric_short(match: re.Match[str], read: Reading) -> Date | None:
    if not re.search(r"(?i)\b(?:on|this|next|by|since|until|before|after|dated|starting)\s{1,2}$", _before(read, match.start())):
        return None
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return _whole_day(f"XXXX-{month:02d}-{day:02d}") if 1 <= month <= 12 else None


def _whole_day(value: str) -> Date | None:
    probe = value.replace("XXXX", "2000")
    return Date(value) if days(probe) else None


def _month_day(match: re.Match[str], read: Reading) -> Date | None:
    groups = match.groupdict()
    month, year = _month(groups["m"]), _year(groups.get("y"))
    if groups["m"].lower() in ("may", "march", "mar", "sun") and groups["m"][0].islower() and not year.isdigit():
        return None
    if groups.get("n"):
        year = _near_year(groups["n"], read)
    first = _whole_day(f"{year}-{month}-{_day(groups['d'])}")
    if groups.get("e") is None or first is None:
        return first
    last = _whole_day(f"{year}-{month}-{_day(groups['e'])}")
    return Date(f"{first.value}/{last.value}") if last and first.value < last.value else None


def _near_year(word: str, read: Reading) -> str:
    by = _BY.get(re.split(r"\s", word.lower())[0], 0)
    return f"{read.today.year + by:04d}" if read.today else "XXXX"


def _month_year(match: re.Match[str], read: Reading) -> Date | None:
    groups = match.groupdict()
    year = _year(groups.get("y")) if not groups.get("n") else _near_year(groups["n"], read)
    value = f"{year}-{_month(groups['m'])}"
    if groups.get("k"):
        return Date(f"{value}/{year}-{_month(groups['k'])}")
    return Date(value)


_IN = _rx(
    r"(?:^|\b)(?:in|of|by|since|until|till|from|to|through|before|after|last|next|this|early|earlier|mid|late|later|and|between|during|for|around|"
    r"end|beginning|start|middle|every|each|previous|or|as\s+of|throughout|past|following|on|effective|ending|ended)[\s-]{1,3}$"
)
_VERB_AFTER = _rx(r"\s{1,3}(?:I|we|you|he|she|they|it|be|have|not|well|also|or\s+may|the|as\s+well|God)\b")


def _bare_month(match: re.Match[str], read: Reading) -> Date | None:
    word = match["m"]
    plain, before, after = word.rstrip(".").lower(), _before(read, match.start()), _after(read, match.end())
    hinted = _IN.search(before) is not None
    if plain in ("may", "march", "mar", "jan", "dec", "sep", "apr", "jun", "jul", "aug", "nov", "oct", "feb"):
        if not word[0].isupper() or (word.isupper() and len(plain) > 2 and not hinted and plain in ("may", "march", "mar", "sep", "dec")):
            return None
        if not hinted and not (plain == "march" and re.match(r"\s*[,;:.)]", after) and before.strip()):
            return None
        if plain == "may" and _VERB_AFTER.match(after):
            return None
    elif not hinted:
        if word[0].islower() and plain == "august":
            return None
        if (re.match(r"\s[A-Z][a-z]+", after) and plain in ("april", "june", "august")) or re.search(r"[A-Z][a-z]+\s$", before):
            return None
    if plain in ("april", "june", "august") and re.match(r"['’]s\s(?:husband|mother|father|son)", after):
        return None
    return Date(f"XXXX-{_month(word)}")


def _near_month(match: re.Match[str], read: Reading) -> Date | None:
    if read.today is None or read.today.month is None:
        return Date(f"XXXX-{_month(match['m'])}")
    by, month = _BY.get(match["n"].lower(), 0), int(_month(match["m"]))
    year = read.today.year
    if by < 0 and month >= read.today.month:
        year -= 1
    elif by > 0 and month <= read.today.month:
        year += 1
    return Date(f"{year:04d}-{month:02d}", anchor=read.today.value)


_YEAR_BEFORE = _rx(
    r"(?:^|[\s(\[“\"'‘—–-])(?:in|since|by|until|till|from|through|during|before|after|late|early|mid|circa|c\.|ca\.|around|about|year|fiscal|between|and|of|to|for|or|the|a|an|summer|"
    r"spring|autumn|winter|fall|©|copyright|est\.|established|founded|born|b\.|d\.|died|reigned|r\.|class|season|than|as\s+of|al\.,?|vision|agenda|as\s+early\s+as|as\s+late\s+as|its|his|her|their|this)[\s-]{1,3}$"
)
_NOT_YEAR_AFTER = _rx(
    r"\s{0,2}(?:%|°|percent|per\s+cent|people|persons|men|women|dollars?|euros?|yen|won|pounds|miles?|km|kilomet|met(?:er|re)s?|feet|ft|square|sq\b|acres?|tons?|tonnes?|kg|grams?|lbs?|calories|words|"
    r"points?|votes?|employees|workers|jobs|copies|units|shares|users|students|soldiers|troops|members|cases|deaths|times|years?\b|months|weeks|days|hours|minutes|pages|participants|seats|"
    r"Street|St\b|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Main|Broadway|million|billion|trillion|thousand|hp|rpm|MHz|GHz|watts?|volts?|cc\b|mm\b|cm\b|more|of\s+(?:the|them)\b|"
    r"(?:North|South|East|West|N\.|S\.|E\.|W\.)\s+[A-Z])"
)


def _year_alone(match: re.Match[str], read: Reading) -> Date | None:
    number, before, after = int(match["y"]), _before(read, match.start(), 24), _after(read, match.end(), 32)
    previous = before[-1:] or " "
    if (
        previous in "$€£¥₩#@_/:.+*=%&\\<>~^"
        or previous.isalnum()
        or (previous == "-" and not re.search(r"(?i)(?:mid|early|late|post|pre|[a-z]{3,})-$", before))
    ):
        return None
    if re.match(r"[-/:@_+*=^][A-Za-z\d]|\.[A-Za-z\d]", after) and not re.match(r"-[a-z]{3,}", after):
        return None
    if _NOT_YEAR_AFTER.match(after) or re.search(
        r"(?:[$€£¥₩]|\bUS|\bNo\.?|\bpp?\.|\bRs\.?|\bsection|\broom|\bflight|\broute|\bhighway|\bpage|\bchapter|\bparagraph|\bBox|\bISO|\bRFC|\bmodel)\s?$",
        before,
        re.IGNORECASE,
    ):
        return None
    strong = _YEAR_BEFORE.search(before) is not None or (previous in "([" and re.match(r"\s?[)\];,:–—-]", after) is not None)
    if re.search(r"(?i)\b(?:of|to|for|about|around|or|the|a|an|than|and|from|by|its|their|between)\s$", before) and re.match(
        r"\s[a-z]+s\b(?<!was)(?<!has)(?<!is)(?<!as)(?<!its)(?<!this)(?<!us)", after
    ):
        strong = False
    if strong and number >= 1000:
        return Date(f"{number:04d}")
    if not 1850 <= number <= 2059:
        return None
    if (
        re.match(r"\s[a-z]{2,}(?<!s)s\b(?<!was)(?<!has)(?<!is)(?<!as)(?<!its)(?<!this)(?<!us)", after)
        and number > 1999
        and number % 10 == 0
    ):
        return None
    return Date(f"{number:04d}")


def _years(match: re.Match[str], read: Reading) -> Date | None:
    first, second = int(match["y"]), match["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    before = _before(read, match.start())
    if not first < last or last - first > 400 or (before[-1:] in "$€£¥#/.-:" and before):
        return None
    if len(second) == 2 and last - first > 25:
        return None
    return Date(f"{first:04d}/{last:04d}")


def _era_year(match: re.Match[str], read: Reading) -> Date | None:
    number = int(match["y"])
    if "B" in (match["era"] or match["pre"] or "").upper():
        return Date(f"BC{number:04d}")
    return Date(f"{number:04d}") if number else None


def _decade(match: re.Match[str], read: Reading) -> Date | None:
    digits = match["y"]
    return Date(f"{digits[:3] if len(digits) == 4 else '19' + digits[0]}X")


_DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def _decade_word(match: re.Match[str], read: Reading) -> Date | None:
    if re.search(r"(?i)\b(?:his|her|their|my|our|your|its)\s(?:early\s|mid-?\s?|late\s)?$", _before(read, match.start())):
        return None
    return Date(f"19{_DECADES[match['w'].lower()]}X")


def _century(match: re.Match[str], read: Reading) -> Date | None:
    number = _ordinal(match["o"])
    if not 1 <= number <= 30 or (match["era"] or "").upper().startswith("B"):
        return Date(f"BC{number - 1:02d}XX") if match["era"] else None
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
    "other": 2,
}


def _period_year(match: re.Match[str], read: Reading) -> str:
    """The year of a quarter or half: written, said relatively, or X; a fiscal one with FY in front."""
    groups = match.groupdict()
    fiscal = "FY" if groups.get("f") else ""
    if groups.get("y"):
        return f"{fiscal}{_year(groups['y'])}"
    if groups.get("n"):
        return f"{fiscal}{_near_year(groups['n'], read)}"
    return "XXXX"


def _quarter(match: re.Match[str], read: Reading) -> Date | None:
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    if (match.groupdict().get("o") or "").lower() == "last" and not match.groupdict().get("y"):
        return relative(read, "quarter", -1)
    return Date(f"{_period_year(match, read)}-Q{number}")


def _half(match: re.Match[str], read: Reading) -> Date | None:
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    return Date(f"{_period_year(match, read)}-H{number}") if number in ("1", "2") else None


def _half_of(match: re.Match[str], read: Reading) -> Date | None:
    """The first half of a month, decade or century is a part of it, not a half-year."""
    return Date(f"XXXX-{_month(match['m'])}", mod="START" if _NTH[match["o"].lower()] == 1 else "END")


def _fiscal(match: re.Match[str], read: Reading) -> Date | None:
    if match.groupdict().get("n"):
        return Date(f"FY{_near_year(match['n'], read)}")
    first = _year(match["y"])
    return Date(f"FY{first}")


def _season(match: re.Match[str], read: Reading) -> Date | None:
    groups = match.groupdict()
    season = _SEASONS[groups["s"].lower()]
    if groups.get("y"):
        return Date(f"{_year(groups['y'])}-{season}")
    if read.today is None:
        return Date(f"XXXX-{season}")
    by, year = _BY.get((groups.get("n") or "this").lower(), 0), read.today.year
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if by < 0 and read.today.month is not None and start > read.today.month - 3:
        year -= 1
    elif by > 0 and read.today.month is not None and start <= read.today.month:
        year += 1
    return Date(f"{year:04d}-{season}", anchor=read.today.value)


def _feast(match: re.Match[str], read: Reading) -> Date | None:
    value = _FEASTS[re.sub(r"\s+", " ", match["f"].lower().replace("’", "'"))]
    year = int(_year(match["y"])) if match["y"] else read.today.year if read.today else None
    if match.groupdict().get("n") and read.today:
        year = read.today.year + _BY.get(match["n"].lower(), 0)
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


# --- relative ---


def _deictic(match: re.Match[str], read: Reading) -> Date | None:
    word = re.sub(r"\s+", " ", match["w"].lower())
    if word == "now" and (
        (match["w"] == "NOW" and False) or re.match(r"(?:,?\s(?:that|known|defunct|famous)\b|-)", _after(read, match.end()))
    ):
        return None
    return Date(_DEICTIC[word])


_ACTED = _rx(
    r"\b(?:announced|said|reported|launched|signed|unveiled|filed|agreed|approved|confirmed|released|published|told|ruled|closed|rose|fell|opened|introduced|revealed|issued|met|won|lost|\w{3,}ed|will|voted|began|"
    r"here|is\sannouncing|are\sannouncing|delivered|died|came|went|took|made|gave|held|left|sold|bought)\b"
)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n\s*\n")


def _today(match: re.Match[str], read: Reading) -> Date | None:
    word = re.sub(r"\s+", " ", match["w"].lower())
    by = int(_DAYS[word])
    if by == 0 and word == "today":
        around = (
            _SENTENCE_END.split(_before(read, match.start(), 70))[-1] + " " + _SENTENCE_END.split(_after(read, match.end(), 50) + " ")[0]
        )
        if read.today is None or read.today.day is None or not _ACTED.search(around):
            return Date(PRESENT)
    return relative(read, "day", by)


def _part_of_day(match: re.Match[str], read: Reading) -> Date | None:
    return relative(read, "day", -1 if match["n"].lower() == "last" else 0)


def _near_unit(match: re.Match[str], read: Reading) -> Date | None:
    word, unit = re.sub(r"\s+", " ", match["n"].lower()), _UNITS[match["u"].lower()]
    if unit in ("hour", "minute", "second"):
        return None
    before = _before(read, match.start())
    if word in ("that", "same", "that same", "following", "preceding", "previous", "prior") and read.said is not None:
        by = {"following": 1, "preceding": -1, "previous": -1, "prior": -1}.get(word, 0)
        value = read.said.at(unit, by)
        return Date(value, anchor=read.said.value) if value else Date(PAST)
    if word in ("that", "same", "that same"):
        if word == "that" and not re.search(r"(?i)\b(?:in|of|by|during|later|earlier|until|since|after|before|on)\s{1,2}$", before):
            return None
        return (
            Date(PAST) if read.today is None or unit not in ("year", "month") else replace(relative(read, unit, 0), anchor=read.today.value)
        )
    if word == "current" and re.search(r"(?i)\b(?:a|its|their)\s{1,2}$", before):
        return None
    if (
        word in ("past", "last", "previous")
        and re.search(r"(?i)\b(?:over|during|for|in|within|of|throughout)\s{1,2}the\s{1,2}$", before)
        and word != "previous"
    ):
        return Date(_length(Decimal(1), unit))
    if (
        word in ("coming", "next", "following")
        and re.search(r"(?i)\b(?:over|during|for|within|throughout|in)\s{1,2}the\s{1,2}$", before)
        and unit in ("year", "decade", "century")
    ):
        return Date(_length(Decimal(1), unit))
    return relative(read, unit, _BY.get(word, 0))


def _near_units(match: re.Match[str], read: Reading) -> Date | None:
    """The last five years: a length of time that ends, or begins, now."""
    unit = _UNITS[match["u"].lower()]
    if match.groupdict().get("v"):
        return Date(_length("X", unit))
    number = _number(match, "x", read)
    return Date(_length(number, unit)) if number else None


def _recent(match: re.Match[str], read: Reading) -> Date | None:
    word = match["w"].lower()
    return Date(FUTURE if word in ("coming", "ahead", "next", "following", "subsequent") else PAST)


def _ago(match: re.Match[str], read: Reading) -> Date | None:
    groups = match.groupdict()
    unit, word = _UNITS[groups["u"].lower()], re.sub(r"\s+", " ", groups["w"].lower())
    back = word in ("ago", "earlier", "before", "back", "prior", "previously")
    if groups.get("v"):
        return Date(PAST if back else FUTURE)
    number = _number(match, "x", read)
    if number is None or number > 100000:
        return Date(PAST if back else FUTURE)
    anchor = read.today
    if word in ("earlier", "before", "later", "after", "afterwards", "prior", "on", "previously", "thereafter") and read.said is not None:
        anchor = read.said
    extra = Decimal("0.5") if re.search(r"(?i)and\s+(?:a\s+)?half", match[0]) else Decimal(0)
    return moved(anchor, unit, (number + extra) * (-1 if back else 1), back)


def _in_time(match: re.Match[str], read: Reading) -> Date | None:
    """In three years: a date to come where the sentence speaks of the future, else a length of time."""
    number, unit = _number(match, "x", read), _UNITS[match["u"].lower()]
    if number is None or read.direction(match.start(), match.end()) <= 0 or number > 1000:
        return None
    return moved(read.today, unit, number, False)


def _weekday(match: re.Match[str], read: Reading) -> Date | None:
    word = match["w"].rstrip(".")
    if len(word) <= 4 and word.lower() in ("sun", "sat", "mon", "wed", "fri", "tue", "thu", "thur", "tues") and not word[:1].isupper():
        return None
    if len(word) <= 3 and not _IN.search(_before(read, match.start())) and not match["n"]:
        return None
    if word[0].islower() and not match["n"] and not _IN.search(_before(read, match.start())):
        return None
    if re.match(r"(?:s\b|['’]s\s(?:Child|Hospital)|\s(?:Times|Night\sFootball|Herald|Post\b|Mirror))", _after(read, match.end())):
        return None
    number = int(_WEEKDAYS[word.lower()])
    day = read.today.date if read.today else None
    near = re.sub(r"\s+", " ", (match["n"] or "").lower())
    if not near or day is None or read.today is None:
        return Date(f"XXXX-WXX-{number}")
    offset = number - day.isoweekday()
    if near.endswith("week"):
        offset += 7 * _BY.get(near.split()[0], 0)
    elif near in ("last", "past", "previous"):
        offset -= 7 if offset >= 0 else 0
    elif near in ("next", "coming", "upcoming", "following"):
        offset += 7 if offset <= 0 or near == "next" else 0
    return Date((day + timedelta(days=offset)).isoformat(), anchor=read.today.value)


def _weekend(match: re.Match[str], read: Reading) -> Date | None:
    if read.today is None or (value := read.today.at("week", _BY.get(match["n"].lower(), 0))) is None:
        return Date(PAST if match["n"].lower() in ("last", "past") else PRESENT)
    return Date(f"{value}-WE", anchor=read.today.value)


def _week_of(match: re.Match[str], read: Reading) -> Date | None:
    year = _year(match["y"]) if match["y"] else (f"{read.today.year:04d}" if read.today else "")
    moment = Moment.parse(f"{year}-{_month(match['m'])}-{_day(match['d'])}") if year else None
    value = moment.at("week") if moment else None
    return Date(value) if value else None


def _nth_week(match: re.Match[str], read: Reading) -> Date | None:
    nth = -1 if match["o"].lower() in ("last", "final") else _ordinal(match["o"])
    month, year = match["m"], match["y"]
    known = _year(year) if year else f"{read.today.year:04d}" if read.today else None
    if known is None:
        return None
    value = week_in(f"{known}-{_month(month)}" if month else known, nth)
    return Date(value) if value else None


def _year_before(match: re.Match[str], read: Reading) -> Date | None:
    """The year before, a year earlier, the year-ago quarter: one back from what was said last, else from the text's date."""
    by = 1 if re.search(r"(?i)after|follow|later", match[0]) else -1
    anchor = read.said if read.said is not None else read.today
    unit = _UNITS[match["u"].lower()]
    if anchor is None or (value := anchor.at(unit, by)) is None:
        return Date(PAST if by < 0 else FUTURE)
    return Date(value, anchor=anchor.value)


def _day_of_month(match: re.Match[str], read: Reading) -> Date | None:
    number = _ordinal(match["d"])
    translated = read.language.lower().startswith(("en-t-ko", "en-t-ja"))
    after = _after(read, match.end(), 30)
    local = re.match(r"\s{0,2}\((?:local\s+time|Korea|KST|UTC)", after)
    if not local:
        if not re.search(r"(?i)\b(?:on|by|until|from|since|to|of)\s{1,2}(?:the\s{1,2})?$", _before(read, match.start())) or (
            not translated and not re.search(r"(?i)\bon\s{1,2}the\s{1,2}$", _before(read, match.start()))
        ):
            return None
        if re.match(
            r"[\s-]{1,2}(?!at\b|in\b|that\b|and\b|to\b|by\b|with\b|for\b|after\b|before\b|local\b|the\b|of\s(?:this|last|next)\b|he\b|it\b|they\b|when\b|as\b|due\b|from\b|through\b|but\b|while\b|which\b|via\b)[A-Za-z]",
            after,
        ):
            return None
    return Date(f"XXXX-XX-{number:02d}") if 1 <= number <= 31 else None


# --- lengths ---


def _duration(match: re.Match[str], read: Reading) -> Date | None:
    unit = _UNITS[match["u"].lower()]
    after = _after(read, match.end())
    if re.match(r"[\s-]{1,2}olds?\b|[\s-]{1,2}of[\s-]age\b", after):
        return None
    if unit == "second" and match["u"].lower() == "second" and "-" not in match[0] and match["x"].lower() not in ("one", "1"):
        return None
    article = match["x"].lower() in ("a", "an")
    if article and unit in ("second", "half", "quarter", "minute") and (unit != "minute"):
        return None
    if article and unit == "day" and re.search(r"(?i)\b(?:one|such|what|quite|\d|[a-z]+ce)\s$", _before(read, match.start())):
        return None
    if article and re.search(
        r"(?i)(?:[$€£¥%]|\b(?:million|billion|trillion|percent|times|once|twice|thrice|dollars|euros|yen|won|hours|days|\d+))\s{1,2}$",
        _before(read, match.start()),
    ):
        return None
    if unit in ("half", "quarter") and not re.match(r"\d", match["x"]) and match["x"].lower() in ("one", "half"):
        return None
    number = _number(match, "x", read)
    if number is None or (match["x"].isdigit() and len(match["x"]) == 4 and 1900 <= number <= 2100):
        return None
    if re.search(r"(?i)and\s+(?:an?\s+)?half", match[0]):
        number += Decimal("0.5")
    value = _length(number, unit)
    if match["v"] and match["w"]:
        second = _length(_number(match, "v", read) or Decimal(0), _UNITS[match["w"].lower()])
        value = _sum(value, second)
    return Date(value)


def _sum(first: str, second: str) -> str:
    if "T" in first or "T" not in second:
        return first + second.removeprefix("PT").removeprefix("P")
    return first + second.removeprefix("P")


def _duration_range(match: re.Match[str], read: Reading) -> Date | None:
    unit = _UNITS[match["u"].lower()]
    first, last = _number(match, "x", read), _number(match, "v", read)
    if first is None or last is None or first >= last or re.match(r"[\s-]{1,2}olds?\b", _after(read, match.end())):
        return None
    return Date(_length(first, unit), upper=_length(last, unit))


def _vague_duration(match: re.Match[str], read: Reading) -> Date | None:
    unit = _UNITS[match["u"].lower()]
    return Date(_length("X", unit))


def _set(match: re.Match[str], read: Reading) -> Date | None:
    unit = _UNITS[match["u"].lower()]
    number = _number(match, "x", read) if match["x"] else Decimal(1)
    return Date(_length(number or Decimal(1), unit), repeats=True)


# --- around the expression ---

_PART = {
    "early": "START",
    "start": "START",
    "beginning": "START",
    "outset": "START",
    "turn": "START",
    "mid": "MID",
    "middle": "MID",
    "midway": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
    "later": "END",
    "earlier": "START",
}
_PART_BEFORE = _rx(
    rf"\b(?:(?P<p>early|mid|late|earlier|later)(?:{S}in)?[\s-]{{1,2}}|(?:very{S})?(?P<q>beginning|start|turn|middle|end|close|outset)(?:{S}of)(?:{S}the(?:{S}year)?)?{S})$"
)
_HEDGE_BEFORE = _rx(
    rf"\b(?P<h>about|around|roughly|approximately|approx\.|nearly|almost|some|circa|c\.|ca\.|more{S}than|over|less{S}than|under|at{S}least|at{S}most|up{S}to|as{S}much{S}as|as{S}many{S}as|just{S}over|just{S}under|well{S}over){SP}$"
)
_HEDGES = {
    "about": "APPROX",
    "around": "APPROX",
    "roughly": "APPROX",
    "approximately": "APPROX",
    "approx.": "APPROX",
    "nearly": "LESS_THAN",
    "almost": "LESS_THAN",
    "some": "APPROX",
    "circa": "APPROX",
    "c.": "APPROX",
    "ca.": "APPROX",
}


def _around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if not length and not value.value.endswith("_REF") and (match := _PART_BEFORE.search(read.text, max(read.start, start - 32), start)):
        part = _PART[(match["p"] or match["q"]).lower()]
        if match["p"] and match["p"].lower() in ("earlier", "later") and value.anchor is None:
            part = ""
        if part:
            start, value = match.start(), replace(value, mod=None if match["p"] and match["p"].lower() in ("earlier", "later") else part)
    if match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 24), start):
        hedge = re.sub(r"\s+", " ", match["h"].lower())
        if length:
            mod = _HEDGES.get(
                hedge,
                "LESS_THAN"
                if hedge in ("less than", "under", "at most", "up to", "just under", "as much as", "as many as")
                else "MORE_THAN",
            )
            start, value = match.start(), replace(value, mod=mod)
        elif hedge in _HEDGES and hedge != "some" and (hedge not in ("about", "around") or not value.value.endswith("_REF")):
            start, value = match.start(), replace(value, mod=value.mod or "APPROX")
    return start, end, value


_FUTURE = (
    r"will|'ll|’ll|won['’]t|shall|would|could|might|may|should|going\s+to|plans?|planned|planning|expects?|expected|scheduled|slated|due|set\s+(?:to|for)|hopes?|hoped|aims?|aimed|intends?|intended|upcoming|forthcoming|"
    r"deadline|until|till|forecasts?|projects|projected|by|ahead\s+of|starting|beginning|to\s+be|proposed|unless|runs\s+out|expires?"
)
_PASTS = (
    r"was|were|had|did|said|told|has\s+been|have\s+been|rose|fell|took|made|came|went|began|became|got|gave|sold|bought|held|won|lost|met|left|grew|led|paid|ran|saw|sent|spent|stood|struck|wrote|won|hit|cut|"
    r"since|last|[a-z]{2,}ed"
)
_TENSE = _rx(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PASTS}))\b(?!\s+and\s+)")


def _tense(text: str, start: int, end: int, first: int, last: int) -> int:
    """Which tense stands nearest: before the expression in its sentence, else after it."""
    before = text[max(first, start - 160) : start]
    cut = [match.end() for match in _SENTENCE_END.finditer(before)]
    found = list(_TENSE.finditer(before, cut[-1] if cut else 0))
    after = text[end : min(last, end + 120)]
    stop = _SENTENCE_END.search(after)
    following = _TENSE.search(after, 0, stop.start() if stop else len(after))
    if found and (following is None or len(before) - found[-1].end() <= following.start() * 2 + 12):
        return 1 if found[-1]["future"] else -1
    if following is not None:
        return 1 if following["future"] else -1
    return 0


def _fiscal_start(language: str) -> int | None:
    tag = language.lower()
    return 4 if tag.startswith("en-t-ja") else 1 if tag.startswith("en-t-ko") else None


# --- the grammar ---

_ISO = Rule(
    "iso",
    _rx(
        r"(?P<y>(?:1\d|20|21)\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?:(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9]))?(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d]|[-/.]\d)"
    ),
    _iso,
    0.99,
)
_MONTH_RULES = (
    Rule(
        "month_day",
        _rx(
            rf"(?P<m>{MONTH})(?:{S}(?:the{S})?|/|-)(?P<d>{DAY}|{_any(_ORDINALS)}(?![A-Za-z]))(?:{SP}(?:{DASH}|to|through|and(?={S}\d{{1,2}},)){SP}(?P<e>{DAY})(?!:))?(?:(?:{COMMA})(?P<y>{YEAR}|{SHORT})|{SP},?{S}(?:of{S})?(?P<n>last|this|next){S}year)?(?!:\d|\d)"
        ),
        _month_day,
    ),
    Rule(
        "month_year",
        _rx(
            rf"(?P<m>{MONTH})(?:(?:{SP}{DASH}{SP}|{S}(?:to|through|and){S})(?P<k>{MONTH}))?(?:{COMMA}|{SP}-{SP})(?:(?P<y>{YEAR}|{SHORT})|(?:of{S})?(?P<n>last|this|next){S}year)"
        ),
        _month_year,
    ),
    Rule("months", _rx(rf"(?P<m>{MONTH}){SP}(?:–|-){SP}(?P<k>{MONTH})"), _month_year),
    Rule("month", _rx(rf"(?P<m>{MONTH})(?!{SP}\d)"), _bare_month, 0.85),
)
_WEEKDAY_RULES = (
    Rule(
        "weekday_month_day",
        _rx(rf"{WEEKDAY}{SP}[,(]?{SP}(?:the{S})?(?P<m>{MONTH}){S}(?:the{S})?(?P<d>{DAY})(?:{COMMA}(?P<y>{YEAR}|{SHORT}))?\)?"),
        _month_day,
    ),
    Rule(
        "weekday_day_month",
        _rx(rf"{WEEKDAY}{SP}[,(]?{SP}(?:the{S})?(?P<d>{DAY}|{ORDINAL}){S}(?:of{S})?(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}|{SHORT}))?\)?"),
        _month_day,
    ),
    Rule("weekday", _rx(rf"(?P<n>)(?P<w>{WEEKDAY})(?:{S}(?:morning|afternoon|evening|night)(?!s))?"), _weekday, 0.9),
    Rule("weekday_near", _rx(rf"(?P<w>{WEEKDAY}){S}(?:of{S})?(?P<n>(?:last|this|next){S}week)"), _weekday),
)
_DAY_MONTH = Rule(
    "day_month",
    _rx(
        rf"(?P<d>{DAY}|{ORDINAL})(?:{SP}(?:{DASH}|to|through|and){SP}(?:the{S})?(?P<e>{DAY}))?(?:{S}(?:day{S})?(?:of{S})?|-|/)(?P<m>{MONTH})(?:(?:{COMMA}|-)(?P<y>{YEAR}|{SHORT})|{SP},?{S}(?:of{S})?(?P<n>last|this|next){S}year)?"
    ),
    _month_day,
)
_PERIOD_TAIL = (
    rf"(?:{SP},?{SP}(?:(?:of|in){S})?(?:the{S})?(?P<f>fiscal{S}(?:years?{S})?|FY{SP}|financial{S}years?{S})?(?:(?P<y>{YEAR}|{SHORT}|(?<=FY)\d\d)"
    rf"|(?P<n>this|last|next|current|previous){S}(?:fiscal{S})?year|(?:the{S})?(?P<g>year)(?![A-Za-z-])))?"
)
_HALVES = (
    Rule(
        "quarter",
        _rx(
            rf"(?P<o>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]{{1,3}}(?:fiscal{S}|calendar{S})?quarter(?![A-Za-z]){_PERIOD_TAIL}"
        ),
        _quarter,
    ),
    Rule(
        "half",
        _rx(
            rf"(?P<o>first|second|latter|1st|2nd)[\s-]{{1,3}}half{S}(?:of|in){S}(?:the{S})?(?P<f>fiscal{S}(?:year{S})?|FY{SP})?(?:(?P<y>{YEAR}|{SHORT})|(?P<n>this|last|next){S}year|(?P<g>year)(?![A-Za-z]))"
        ),
        _half,
    ),
    Rule("half_of_month", _rx(rf"(?P<o>first|second|latter|1st|2nd){S}half{S}of{S}(?P<m>{MONTH})"), _half_of),
    Rule(
        "nth_week",
        _rx(
            rf"(?P<o>first|second|third|fourth|last|final|1st|2nd|3rd|4th){S}week{S}(?:of|in){S}(?:(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?|(?P<z>(?!x)x)?)"
        ),
        _nth_week,
    ),
)
_NTH_WEEK_YEAR = Rule("nth_week", _rx(rf"(?P<o>first|last|final|1st){S}week{S}(?:of|in){S}(?P<m>(?!x)x)?(?P<y>{YEAR})"), _nth_week)
_CENTURY = Rule("century", _rx(rf"(?P<o>{ORDINAL})(?:[\s-]{{1,3}}century|{S}c\.)(?:{S}(?P<era>BCE?|B\.C\.|AD|CE))?(?![A-Za-z])"), _century)
_UNIT_TAIL = rf"(?:{S}and{S}(?:an?{S})?half)?"
_LENGTHS = (
    Rule(
        "ago",
        _rx(
            rf"(?:(?P<x>{NUMBER})|(?P<v>{VAGUE})){_UNIT_TAIL}[\s-]{{1,3}}(?P<u>{UNIT}){_UNIT_TAIL}{S}(?P<w>ago|earlier|before(?={SP}[,.;)])|later|back(?={SP}[,.;)])|previously|afterwards?|from{S}now|hence|thereafter)(?![A-Za-z])"
        ),
        _ago,
    ),
    Rule(
        "duration_range",
        _rx(rf"(?P<x>{NUMBER}){SP}(?:{DASH}|{S}to{S}|{S}or{S}|to){SP}(?P<v>\d{{1,4}}(?:\.\d+)?|{WORD_NUMBER})[\s-]{{1,3}}(?P<u>{UNIT})"),
        _duration_range,
    ),
    Rule(
        "duration",
        _rx(
            rf"(?P<x>{NUMBER}){_UNIT_TAIL}[\s-]{{1,3}}(?:full{S}|calendar{S}|consecutive{S}|straight{S}|whole{S}|business{S}|working{S})?(?P<u>{UNIT}){_UNIT_TAIL}(?:,?{S}(?:and{S})?(?P<v>\d{{1,3}}|{WORD_NUMBER}){S}(?P<w>{UNIT}))?(?![A-Za-z])"
        ),
        _duration,
    ),
    Rule("duration_vague", _rx(rf"(?P<x>{VAGUE}){S}(?P<u>{UNIT})(?![A-Za-z])"), _vague_duration, 0.9),
)
_NEARS = (
    Rule("near_month", _rx(rf"(?P<n>last|this|next|past|previous|coming){S}(?P<m>{MONTH})(?!{SP}\d)"), _near_month),
    Rule("near_weekday", _rx(rf"(?P<n>last|this|next|past|previous|coming|upcoming|following)(?:{S}week)?{S}(?P<w>{WEEKDAY})"), _weekday),
    Rule("near_season", _rx(rf"(?P<n>last|this|next|past|previous|coming){S}(?P<s>{SEASON})"), _season),
    Rule("near_weekend", _rx(rf"(?P<n>last|this|next|past|coming){S}weekend(?![A-Za-z])"), _weekend),
    Rule("part_of_day", _rx(rf"(?P<n>last|this){S}(?:night|morning|afternoon|evening)(?![A-Za-z])"), _part_of_day),
    Rule("near_fiscal", _rx(rf"(?P<n>last|this|next|previous|current){S}(?:fiscal|financial){S}year(?![A-Za-z])"), _fiscal),
    Rule(
        "near_units",
        _rx(rf"(?:last|past|next|previous|coming|following|prior|first|final){S}(?:(?P<x>{NUMBER})|(?P<v>{VAGUE})){S}(?P<u>{UNIT})"),
        _near_units,
    ),
    Rule(
        "near_unit",
        _rx(rf"(?P<n>{NEAR}){S}(?:calendar{S}|working{S})?(?P<u>year|month|week|quarter|decade|century|day|half)(?![A-Za-z-])"),
        _near_unit,
    ),
    Rule("near_feast", _rx(rf"(?P<n>last|this|next){S}(?P<f>{_any(_FEASTS)})(?P<y>(?!x)x)?(?![A-Za-z])"), _feast),
    Rule(
        "recent",
        _rx(
            rf"(?P<w>recent|intervening|past|coming|subsequent|following){S}(?:weeks{S}and{S}months|years|months|weeks|days|decades|quarters)(?![A-Za-z])"
        ),
        _recent,
    ),
    Rule(
        "days_before",
        _rx(rf"(?P<n>)(?P<u>year|month|day|week){S}(?:before|earlier|previous|after)(?![A-Za-z])(?={SP}[,.;)]|$)"),
        _year_before,
    ),
)
_FY = (
    Rule("fiscal", _rx(rf"(?:fiscal(?:{S}years?)?|financial{S}year){S}(?P<y>{YEAR}|{SHORT}|\d\d(?![\d.,]))"), _fiscal),
    Rule("fiscal", _rx(rf"FY{SP}['’]?(?P<y>(?:20|19)\d\d|\d\d)(?![\d.,]\d|\d)"), _fiscal),
)
_QUARTER_LETTER = (
    Rule(
        "quarter",
        _rx(
            rf"Q(?P<q>[1-4])(?![A-Za-z\d])(?:{SP}(?:of{S})?(?P<f>FY{SP})?['’]?(?P<y>(?:20|19)\d\d|\d\d(?!\d))(?!\d)|{S}(?:of{S})?(?P<n>this|last|next){S}year)?"
        ),
        _quarter,
    ),
    Rule(
        "half",
        _rx(
            rf"H(?P<q>[12])(?:{SP}(?:of{S})?(?P<f>FY{SP})?['’]?(?P<y>(?:20|19)\d\d|\d\d(?!\d))(?!\d)|{S}(?:of{S})?(?P<n>this|last|next){S}year)"
        ),
        _half,
    ),
)
_SEASON_RULES = (
    Rule("season", _rx(rf"(?P<s>{SEASON})(?:{S}(?:of{S})?|{SP},{SP})(?P<y>{YEAR}|{SHORT})"), _season),
    Rule("season_near", _rx(rf"(?P<s>{SEASON}){S}(?:of{S})?(?P<n>last|this|next)(?={S}year)"), _season),
)
_DIGITS = (
    _ISO,
    Rule("iso_basic", _rx(r"(?P<y>(?:19|20)\d\d)(?P<sep>)(?P<m>0[1-9]|1[0-2])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)(?=-|_|$)"), _iso, 0.8),
    Rule("numeric", _rx(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[89]|20)\d\d|\d\d)(?![\d/]|[.-]\d)"), _numeric, 0.7),
    Rule("numeric_short", _rx(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/]|[.-]\d)"), _numeric_short, 0.5),
    _DAY_MONTH,
    Rule("year_month_day", _rx(rf"(?P<y>{YEAR})[/\s-](?P<m>{MONTH})[/\s-](?P<d>{DAY})"), _month_day),
    Rule("years", _rx(rf"(?P<y>{YEAR}){SP}(?:{DASH}|/){SP}(?P<z>(?:1\d\d\d|20\d\d)|\d\d)(?![\d]|[.,]\d|[-/:])"), _years, 0.9),
    Rule("years", _rx(rf"(?P<y>{YEAR}){S}(?:to|through|until|till){S}(?P<z>1\d\d\d|20\d\d)(?![\d]|[.,]\d)"), _years, 0.9),
    Rule("era_year", _rx(rf"(?P<pre>(?!x)x)?(?P<y>\d{{1,4}}){S}(?P<era>BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)(?![A-Za-z])"), _era_year),
    Rule("decade", _rx(r"(?P<y>(?:1[0-9]|20)\d0)['’]?s(?![A-Za-z])"), _decade),
    Rule("quarter", _rx(rf"(?P<q>[1-4])Q{SP}['’]?(?P<f>FY)?(?P<y>(?:20|19)\d\d|\d\d)(?!\d)"), _quarter),
    Rule("half", _rx(rf"(?P<q>[12])H{SP}['’]?(?P<f>FY)?(?P<y>(?:20|19)\d\d|\d\d)(?!\d)"), _half),
    _CENTURY,
    Rule("year", _rx(rf"(?P<y>{YEAR})"), _year_alone, 0.9),
    Rule("day_of_month", _rx(r"(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?![A-Za-z\d])"), _day_of_month, 0.8),
    *_HALVES,
    _NTH_WEEK_YEAR,
    *_LENGTHS,
)
_OTHERS: dict[str, tuple[Rule, ...]] = {
    "'": (Rule("decade", _rx(r"['’‘](?P<y>\d0)s(?![A-Za-z])"), _decade),),
    "fy": _FY,
    "fiscal": _FY,
    "financial": _FY,
    "q": _QUARTER_LETTER,
    "ad": (Rule("era_year", _rx(rf"(?P<pre>AD){S}(?P<y>\d{{1,4}})(?P<era>(?!x)x)?(?![\d])"), _era_year),),
    "in": (Rule("in_time", _rx(rf"in{S}(?P<x>{NUMBER}){S}(?P<u>{UNIT})(?:['’]s?{S}time)?"), _in_time),),
    "every": (Rule("set", _rx(rf"(?:every|each){S}(?:(?P<x>{WORD_NUMBER}|\d{{1,3}}){S}|other{S}|single{S})?(?P<u>{UNIT})"), _set),),
    "week": (
        Rule(
            "week_of", _rx(rf"week{S}(?:of|beginning|ending|starting){S}(?P<m>{MONTH}){S}(?P<d>{DAY})(?:{COMMA}(?P<y>{YEAR}))?"), _week_of
        ),
        Rule(
            "week_of", _rx(rf"week{S}(?:of|beginning|ending|starting){S}(?P<d>{DAY}){S}(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"), _week_of
        ),
    ),
    "months": (
        Rule(
            "recent",
            _rx(rf"(?:weeks{S}and{S}months|months{S}and{S}years|years|months|weeks|days|decades){S}(?P<w>ahead)(?![A-Za-z])"),
            _recent,
        ),
    ),
}


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the lower-case word that they may begin with; `0` stands for a digit."""
    deictic = Rule("deictic", _rx(rf"(?P<w>{_any(_DEICTIC)})(?![A-Za-z])"), _deictic)
    day = Rule("day", _rx(rf"(?P<w>{_any(_DAYS)})(?![A-Za-z])"), _today)
    feast = Rule("feast", _rx(rf"(?P<n>(?!x)x)?(?P<f>{_any(_FEASTS)})(?![A-Za-z])(?:,?{S}(?:of{S}|in{S})?(?P<y>{YEAR}))?"), _feast)
    decades = Rule("decade", _rx(rf"(?P<w>{_any(_DECADES)})(?![A-Za-z])"), _decade_word, 0.8)
    made: dict[str, list[Rule]] = {"0": list(_DIGITS)}

    def add(words: Iterable[str], rules: Iterable[Rule]) -> None:
        for word in words:
            listed = made.setdefault(re.split(r"[\s'’.-]", word)[0] or "'", [])
            listed += (rule for rule in rules if rule not in listed)

    add(_MONTHS, _MONTH_RULES)
    add(_WEEKDAYS, _WEEKDAY_RULES)
    add(_SEASONS, _SEASON_RULES)
    add(_DEICTIC, (deictic,))
    add(_DAYS, (day,))
    add(_FEASTS, (feast,))
    add(_DECADES, (decades,))
    add(_ORDINALS, (_DAY_MONTH, _CENTURY, *_HALVES, _NTH_WEEK_YEAR))
    add(("final", "last", "latter"), (*_HALVES, _NTH_WEEK_YEAR))
    add(
        (
            *_NUMBERS,
            "a",
            "an",
            "half",
            "several",
            "few",
            "many",
            "some",
            "couple",
            "dozens",
            "dozen",
            "hundreds",
            "thousands",
            "countless",
            "numerous",
        ),
        _LENGTHS,
    )
    add(
        (
            "last",
            "this",
            "next",
            "past",
            "previous",
            "prior",
            "coming",
            "following",
            "current",
            "same",
            "preceding",
            "upcoming",
            "that",
            "recent",
            "intervening",
            "subsequent",
            "first",
            "final",
        ),
        _NEARS,
    )
    add(("year", "month", "day", "week"), (_NEARS[-1],))
    for word, rules in _OTHERS.items():
        add(
            {
                "every": ("every", "each"),
                "months": ("years", "months", "weeks", "days", "decades"),
                "q": ("q1", "q2", "q3", "q4", "h1", "h2"),
            }.get(word, (word,)),
            rules,
        )
    return {word: tuple(rules) for word, rules in made.items()}


def _key(found: str) -> str:
    return "0" if found[0].isdigit() else "fy" if found[:2] in ("FY", "fy") else "'" if found[0] in "'’‘" else found.lower()


GRAMMAR = Grammar(
    starts=re.compile(r"[A-Za-z]+(?:[1-4](?![\w]))?|\d+|['’‘](?=\d0s)"),
    rules=_rules(),
    key=_key,
    join=_rx(rf"{SP}(?:{DASH}|,?{S}(?:to|through|until|till|thru){S}){SP}"),
    close=re.compile(r""),
    tense=_tense,
    around=_around,
    fiscal_start=_fiscal_start,
)
