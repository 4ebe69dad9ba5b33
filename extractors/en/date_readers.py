"""What the English date rules say: each function reads a match of a rule of `extractors/en/dates.py`.

In: matches. Out: TIMEX3 values, X for what the words leave open; None for a match that is no date after all.
Never: a clock time, a version, a score, the verbs may and march.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from extractors.calendar import Moment, days, easter, week_in, weekday_in_month
from extractors.lexicon import DateWord, Number, Ordinal, load
from extractors.mention import Date
from extractors.timex import FUTURE, PAST, PRESENT, UNSAID, Reading, filled, moved, relative, year_before_last

_WORDS = load("en").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form.lower(): word.value for word in _WORDS if word.kind == kind for form in word.text}


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern for any of the written forms, the longest first; a space stands for any white space."""
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


FULL_MONTHS, FULL_WEEKDAYS = ([word.text[0] for word in _WORDS if word.kind == kind] for kind in ("month", "weekday"))
MONTHS, WEEKDAYS, SEASONS, UNITS = (_table(kind) for kind in ("month", "weekday", "season", "unit"))
DEICTIC, DAYS, FEASTS = (_table(kind) for kind in ("deictic", "day", "feast"))
NUMBERS = {entry.text: int(entry.value) for entry in load("en").of(Number) if 0 < entry.value < 100} | {"hundred": 100}
ORDINALS = {entry.text: int(entry.value) for entry in load("en").of(Ordinal) if entry.value < 31}
ORDINALS |= {
    f"{tens}-{word}": base + ORDINALS[word]
    for tens, base in (("twenty", 20), ("thirty", 30))
    for word in tuple(ORDINALS)
    if ORDINALS[word] < 10
}

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


def rx(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that does not mind case."""
    return re.compile(pattern, re.IGNORECASE)


def _month(text: str) -> str:
    return MONTHS[text.lower().rstrip(".")]


def _day(text: str) -> str:
    return f"{int(_ordinal(text)):02d}"


def _ordinal(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else int(ORDINALS[text.lower()])


def _year(text: str | None) -> str:
    """Four digits, or X for a year that is not there. Two digits are of this century up to 49."""
    if not text:
        return "XXXX"
    digits = re.sub(r"\D", "", text)
    if len(digits) == 3:
        return f"0{digits}"
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
    return Decimal(sum(int(NUMBERS[part]) for part in parts))


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


def iso(match: re.Match[str], read: Reading) -> Date | None:
    """2025-06-08, 2025/06/08, 2025-06; 2004-05 of two running years is no month."""
    year, month, day = match["y"], int(match["m"]), match["d"]
    if day is None and (match["sep"] == "." or len(match["m"]) != 2 or not 1 <= month <= 12 or int(year[2:]) + 1 == month):
        return None
    value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return Date(value) if days(value) else None


def numeric(match: re.Match[str], read: Reading) -> Date | None:
    """06/08/2025: the month first, as in the United States, unless it cannot be; 08.06.2025: the day first."""
    first, second, year = int(match["a"]), int(match["b"]), match["y"]
    if re.search(r"[\w$€£¥./:-]$", _before(read, match.start(), 1)):
        return None
    if len(year) == 2 and match["sep"] != "/":
        return None
    month, day = (second, first) if first > 12 or match["sep"] == "." else (first, second)
    return _said(read, match, f"{_year(year)}-{month:02d}-{day:02d}")


def numeric_short(match: re.Match[str], read: Reading) -> Date | None:
    """4/23 after a preposition that takes a date."""
    if not re.search(r"(?i)\b(?:on|this|next|by|since|until|before|after|dated|starting)\s{1,2}$", _before(read, match.start())):
        return None
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return _whole_day(f"XXXX-{month:02d}-{day:02d}") if 1 <= month <= 12 else None


def _whole_day(value: str) -> Date | None:
    probe = value.replace("XXXX", "2000")
    return Date(value) if days(probe) else None


def month_day(match: re.Match[str], read: Reading) -> Date | None:
    """June 8th, 8 June 2025, April 7th – 10th, 2025."""
    groups = match.groupdict()
    month, year = _month(groups["m"]), _year(groups.get("y"))
    if (
        groups["m"].lower() in _VERBS
        and groups["m"][0].islower()
        and not year.isdigit()
        and not re.search(r"[a-z]{2}$|\bof\b", f"{groups['d']} {match[0]}")
    ):
        return None
    if match[0][0].isdigit() and re.search(r"(?<!\bc)[$€£¥₩.,/:\d-]$", _before(read, match.start(), 3)):
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


def month_year(match: re.Match[str], read: Reading) -> Date | None:
    """June 2025, December last year, January to April 2015."""
    groups = match.groupdict()
    year = _year(groups.get("y")) if not groups.get("n") else _near_year(groups["n"], read)
    value = f"{year}-{_month(groups['m'])}"
    if groups.get("k"):
        return Date(f"{value}/{year}-{_month(groups['k'])}")
    return Date(value)


_IN = rx(
    r"(?:^|\b)(?:in|of|by|since|until|till|from|to|through|before|after|last|next|this|early|earlier|mid|late|later|and|between|during|for|around|"
    r"end|beginning|start|middle|every|each|previous|or|as\s+of|throughout|past|following|on|effective|ending|ended)[\s-]{1,3}$"
)
_PREPOSITION = rx(r"\b(?:in|of|by|since|until|last|next|this|early|mid|late|during)[\s-]{1,3}$")
_VERB_AFTER = rx(r"\s{1,3}(?:I|we|you|he|she|they|it|be|have|not|well|also|or\s+may|the|as\s+well|God)\b")


#: Months that are words or names as well.
_VERBS, _NAMES = ("may", "march", "mar"), ("april", "june", "august")
_MONTHS_BEFORE = rx(rf"{any_of(FULL_MONTHS)},?\s(?:and\s)?$")


def bare_month(match: re.Match[str], read: Reading) -> Date | None:
    """April, where it is no name and no verb."""
    word = match["m"]
    plain, before, after = word.rstrip(".").lower(), _before(read, match.start()), _after(read, match.end())
    hinted = _IN.search(before) is not None or _MONTHS_BEFORE.search(before) is not None
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
        return Date(f"XXXX-{_month(word)}") if hinted or (plain == "march" and before.strip() and re.match(r"\s*[,;:.)]", after)) else None
    if not hinted and ((plain == "august" and word[0].islower()) or re.search(r"[A-Z][a-z]+\s$", before)):
        return None
    return Date(f"XXXX-{_month(word)}")


def near_month(match: re.Match[str], read: Reading) -> Date | None:
    """Last October, next June."""
    if match["m"][0].islower() and match["m"].lower() in ("may", "march", "mar"):
        return None
    if read.today is None or read.today.month is None:
        return Date(f"XXXX-{_month(match['m'])}")
    by, month = _BY.get(match["n"].lower(), 0), int(_month(match["m"]))
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
    r"\s{0,2}(?:%|°|percent|per\s+cent|people|persons|men|women|dollars?|euros?|yen|won|pounds|miles?|km|kilomet|met(?:er|re)s?|feet|ft|square|sq\b|acres?|tons?|tonnes?|kg|grams?|lbs?|calories|words|"
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
_NOUN_AFTER = rx(
    r"\s(?!(?:in|at|by|to|and|when|as|was|were|the|with|for|from|on|that|who|he|she|which|but|or|had|has|is|after|before|until|through|edition|season|election|"
    r"census|revolution|war)\b)[a-z]+"
)


def year_alone(match: re.Match[str], read: Reading) -> Date | None:
    """Four digits that are a year by what stands around them; from 1850 to 2059 nothing has to, but nothing may speak against it."""
    number, before, after = int(match["y"]), _before(read, match.start(), 24), _after(read, match.end(), 32)
    previous = before[-1:] or " "
    if previous.isalnum() or previous in "$€£¥₩#@_:.+*=%&\\<>~^":
        return None
    if previous in "-/" and not re.search(r"(?:[A-Za-z]{3,}-|(?<!\d)\d{4}[-/])$", before):
        return None
    if re.match(r"[-/:@_+*=^][A-Za-z\d]|\.[A-Za-z\d]", after) and not re.match(r"-[a-z]{3,}|[-/]\d{4}(?!\d)", after):
        return None
    if _NOT_YEAR_AFTER.match(after) or _NOT_YEAR_BEFORE.search(before):
        return None
    strong = _YEAR_BEFORE.search(before) is not None or (previous in "([" and re.match(r"\s?[)\];,:–—-]", after) is not None)
    strong = strong or re.search(r"\d{4}\s?[-–—/]\s?$", before) is not None
    if _COUNTING_BEFORE.search(before) and (_PLURAL_AFTER.match(after) or (number < 1900 and _NOUN_AFTER.match(after))):
        strong = False
    if strong:
        return Date(f"{number:04d}")
    if not 1850 <= number <= 2059 or (number > 1999 and number % 10 == 0 and _PLURAL_AFTER.match(after)):
        return None
    return Date(f"{number:04d}")


def early_year(match: re.Match[str], read: Reading) -> Date | None:
    """A year of three digits: only with circa, as a life date in brackets, or after an early date."""
    before, after = _before(read, match.start(), 20), _after(read, match.end())
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
    before = _before(read, match.start())
    if not first < last or last - first > 400 or (before[-1:] in "$€£¥#/.-:" and before):
        return None
    if len(second) == 2 and last - first > 25:
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
    if re.search("['’]s$", match[0]) and not re.search(r"(?i)\b(?:the|early|late|mid)[\s-]$", _before(read, match.start())):
        return None
    return Date(f"{digits[:3] if len(digits) == 4 else '19' + digits[0]}X")


DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def decade_word(match: re.Match[str], read: Reading) -> Date | None:
    """The nineties."""
    if not re.search(r"(?i)\bthe\s(?:early\s|mid-?\s?|late\s)?$", _before(read, match.start())):
        return None
    return Date(f"19{DECADES[match['w'].lower()]}X")


def century(match: re.Match[str], read: Reading) -> Date | None:
    """The 19th century, the 15th to the 19th century."""
    number = _ordinal(match["o"])
    if not 1 <= number <= 30 or (match["era"] or "").upper().startswith("B"):
        return Date(f"BC{number - 1:02d}XX") if match["era"] else None
    if match["a"] and 1 <= (first := _ordinal(match["a"])) < number:
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


def quarter(match: re.Match[str], read: Reading) -> Date | None:
    """Q2 2025, the second quarter of 2024, 2Q25."""
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    if re.fullmatch(r"Q[1-4]", match[0]) and re.search(r"(?i)quartile|\bIQR\b|[=+–-]\s?$", _before(read, match.start(), 40)):
        return None
    if (match.groupdict().get("o") or "").lower() == "last" and not match.groupdict().get("y"):
        return relative(read, "quarter", -1)
    return Date(f"{_period_year(match, read)}-Q{number}")


def half(match: re.Match[str], read: Reading) -> Date | None:
    """H1 2025, the first half of 2025."""
    number = match.groupdict().get("q") or str(_NTH[match["o"].lower()])
    return Date(f"{_period_year(match, read)}-H{number}") if number in ("1", "2") else None


def half_of(match: re.Match[str], read: Reading) -> Date | None:
    """The first half of a month, decade or century is a part of it, not a half-year."""
    return Date(f"XXXX-{_month(match['m'])}", mod="START" if _NTH[match["o"].lower()] == 1 else "END")


def fiscal(match: re.Match[str], read: Reading) -> Date | None:
    """FY2024, fiscal 2024, this fiscal year."""
    if match.groupdict().get("n"):
        return Date(f"FY{_near_year(match['n'], read)}")
    quarter = match.groupdict().get("q")
    return Date(f"FY{_year(match['y'])}" + (f"-{quarter.upper()}" if quarter else ""))


def season(match: re.Match[str], read: Reading) -> Date | None:
    """Summer 2024, last summer."""
    groups = match.groupdict()
    season = SEASONS[groups["s"].lower()]
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


_CUSTOM_AFTER = rx(
    r"['’]?s?\s(?:tree|quiz|part(?:y|ies)|gathering|cards?|carols?|gifts?|presents?|shopping|lights|songs?|album|movie|film|special|sales?|markets?|dinner|pay|bonus|parade|weekend)\b"
)


def feast(match: re.Match[str], read: Reading) -> Date | None:
    """Christmas 2024, Thanksgiving."""
    if match["f"][0].islower() or _CUSTOM_AFTER.match(_after(read, match.end())):
        return None
    value = FEASTS[re.sub(r"\s+", " ", match["f"].lower().replace("’", "'"))]
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


def deictic(match: re.Match[str], read: Reading) -> Date | None:
    """Now, currently, recently."""
    word = re.sub(r"\s+", " ", match["w"].lower())
    before, after = _before(read, match.start()), _after(read, match.end())
    if word == "now" and re.match(r",?\s(?:that|known|defunct|famous)\b|-", after):
        return None
    if word == "in the past" and re.match(
        r"\s(?:\w+[\s-])?(?:centur|decade|year|quarter|month|week|day|hour|summer|winter|spring|fall)", after
    ):
        return None
    if word in ("to date", "lately") and re.search(r"(?i)\b(?:up|keep|bring|kept|brought|year|quarter|month)[\s-]{1,2}$", before):
        return None
    return Date(DEICTIC[word])


#: "Today" that means nowadays: a comparison, a state, a call to act.
_GENERIC_BEFORE = rx(
    r"(?:\bas\s.{0,40}|\b(?:than|known|of|even|still|until|even\sto|used|available|exists?|remains?|live\son|world|like)\s|"
    r"^\W*(?:(?:please|just|so|and|why\snot)\s)?(?:download|get|try|sign|subscribe|call|visit|contact|join|order|buy|start|book|register|learn|shop|apply|donate|"
    r"read|watch|discover|explore|request|schedule|save)\b.{0,80}|\?\s+(?:download|get|try|sign|subscribe|call|visit|contact|join|order|buy|start|book|register)\b.{0,60})$"
)
_GENERIC_OF = rx(
    r"['’]s\s(?!announce|decision|news|game|vote|meeting|ruling|event|report|hearing|session|trading|verdict|statement|debate|launch|action|result|attack|"
    r"election|match|release|move|price|deal|earnings|summit|talks|press|conference|filing|judgment)"
)
_GENERIC_AFTER = rx(
    r",?\s(?:as\s(?:a|an|the)\b|it\sis\b|there\s(?:is|are)\b|(?:many|most|some|few)\s|(?:\w+\s){0,4}(?:is|are|has|have|remains?|employs?|operates?|"
    r"serves?|offers?|includes?|continues?|stands|boasts?|runs|owns|uses|makes|lives?|works?|consists?|can|may)\s(?!announc|launch|releas|unveil|been|reporting))"
)
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n\s*\n")


def today(match: re.Match[str], read: Reading) -> Date | None:
    """Today, yesterday, the day after tomorrow; today in general ("as it does today") is PRESENT_REF."""
    word = re.sub(r"\s+", " ", match["w"].lower())
    by = int(DAYS[word])
    if word == "today":
        before = SENTENCE_END.split(_before(read, match.start(), 90))[-1]
        after = SENTENCE_END.split(_after(read, match.end(), 60) + " ")[0]
        if match["w"][0].isupper() and (re.match(r"['’]s\s[A-Z]|\s[A-Z][a-z]+\s[^a-z]", after) or re.search(r"[|A-Za-z]\s$", before)):
            return None
        opens = re.search(r"(?:^|[,;:—–]|\b(?:and|but|because|while))\s*$", before) is not None
        generic = _GENERIC_BEFORE.search(before) or _GENERIC_OF.match(after) or (opens and _GENERIC_AFTER.match(after))
        if read.today is None or read.today.day is None or generic:
            return Date(PRESENT)
    return relative(read, "day", by)


def part_of_day(match: re.Match[str], read: Reading) -> Date | None:
    """Last night, this morning: the day alone."""
    return relative(read, "day", -1 if match["n"].lower() == "last" else 0)


def near_unit(match: re.Match[str], read: Reading) -> Date | None:
    """Last year, this week, the same month, the past decade."""
    word, unit = re.sub(r"\s+", " ", match["n"].lower()), UNITS[match["u"].lower()]
    if unit in ("hour", "minute", "second"):
        return None
    before = _before(read, match.start())
    if (
        word in ("that", "same", "that same", "following", "preceding", "previous", "prior") or (word == "next" and unit == "day")
    ) and read.said is not None:
        by = {"following": 1, "next": 1, "preceding": -1, "previous": -1, "prior": -1}.get(word, 0)
        value = read.said.at(unit, by)
        return Date(value, anchor=read.said.value) if value else Date(UNSAID.get(unit, PAST))
    if word in ("following", "preceding") or (word == "next" and unit == "day"):
        return Date(UNSAID.get(unit, PAST))
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


def recent(match: re.Match[str], read: Reading) -> Date | None:
    """Recent years, the weeks and months ahead."""
    word = match["w"].lower()
    return Date(FUTURE if word in ("coming", "ahead", "next", "following", "subsequent") else PAST)


def ago(match: re.Match[str], read: Reading) -> Date | None:
    """Three months ago, a decade earlier, two days later."""
    groups = match.groupdict()
    unit, word = UNITS[groups["u"].lower()], re.sub(r"\s+", " ", groups["w"].lower())
    back = word in ("ago", "earlier", "before", "back", "prior", "previously")
    if unit in ("hour", "minute", "second") and word not in ("ago", "from now", "hence"):
        return None
    if groups.get("v"):
        later = not back and word != "from now" and read.direction(match.start(), match.end()) <= 0
        return Date(UNSAID.get(unit, "XXXX") if later else PAST if back else FUTURE)
    number = _number(match, "x", read)
    if number is None or number > 100000:
        return Date(PAST if back else FUTURE)
    anchor = read.today
    read.aside = word in ("earlier", "before", "prior", "previously")
    if word in ("earlier", "before", "later", "after", "afterwards", "prior", "on", "previously", "thereafter") and read.said is not None:
        anchor = read.said if read.said.at("year" if unit in ("decade", "century") else unit) else read.today
    elif word in ("later", "after", "afterwards", "on", "thereafter") and read.direction(match.start(), match.end()) <= 0:
        return Date(UNSAID.get(unit, "XXXX"))
    extra = Decimal("0.5") if re.search(r"(?i)and[\s-]+(?:an?[\s-]+)?half|½|1/2", match[0]) else Decimal(0)
    return moved(anchor, unit, (number + extra) * (-1 if back else 1), back)


def in_time(match: re.Match[str], read: Reading) -> Date | None:
    """In three years: a date to come where the sentence speaks of the future, else a length of time."""
    number, unit = _number(match, "x", read), UNITS[match["u"].lower()]
    before = _before(read, match.start(), 80)
    if (
        number is None
        or number > 1000
        or re.search(r"(?i)\b(?:could|would|can|might|may|more|most)\b[^.]*$", before)
        or (match["x"].lower() == "a" and unit == "day")
    ):
        return None
    if not match["t"] and (
        read.direction(match.start(), match.end()) <= 0
        or re.search(
            r"(?i)\b(?:first|time|once|twice|times|only|lows?|highs?|lowest|highest|most|worst|best|biggest|largest|record|\d+(?:st|nd|rd|th))\s{1,2}$",
            before,
        )
    ):
        return None
    return moved(read.today, unit, number, False)


def weekday(match: re.Match[str], read: Reading) -> Date | None:
    """Monday, last Friday, Tuesday of next week."""
    word = match["w"].rstrip(".")
    if len(word) <= 4 and word.lower() in ("sun", "sat", "mon", "wed", "fri", "tue", "thu", "thur", "tues") and not word[:1].isupper():
        return None
    if (
        len(word) <= 3
        and not re.search(r"(?i)\b(?:on|next|last|this|every|by|until|since|through|from|to)\s{1,2}$|^$", _before(read, match.start()))
        and not match["n"]
    ):
        return None
    if len(word) <= 5 and re.match(r"\s[A-Z][a-z]", _after(read, match.end())):
        return None
    whole = match.start() == read.start and match.end() == read.end
    if word[0].islower() and not whole and not match["n"] and not _IN.search(_before(read, match.start())):
        return None
    if re.search(r"\b(?:Good|Black|Ash|Super|Cyber|Holy|Bloody|Palm|Fat|Shrove|Maundy|Ruby|Gloomy)\s$", _before(read, match.start())):
        return None
    if re.match(r"(?:s\b|['’]s\s(?:Child|Hospital)|\s(?:Times|Night\sFootball|Herald|Post\b|Mirror))", _after(read, match.end())):
        return None
    number = int(WEEKDAYS[word.lower()])
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


def weekend(match: re.Match[str], read: Reading) -> Date | None:
    """Last weekend."""
    word = match["n"].lower()
    if word == "the" and not re.search(r"(?i)\b(?:over|during|on|at|for|by|before|after|until)\s{1,2}$", _before(read, match.start())):
        return None
    by = _BY.get(word, 0)
    if (
        word == "the"
        and read.today
        and read.today.date
        and read.today.date.isoweekday() < 6
        and read.direction(match.start(), match.end()) <= 0
    ):
        by = -1
    if read.today is None or (value := read.today.at("week", by)) is None:
        return Date("XXXX-WXX-WE")
    return Date(f"{value}-WE", anchor=read.today.value)


def year_quarter(match: re.Match[str], read: Reading) -> Date | None:
    """2024 Q1, 2024-H2: the year first."""
    return Date(f"{match['y']}-{match['q'].upper()}")


def nth_weekday(match: re.Match[str], read: Reading) -> Date | None:
    """The first Monday of October, the last Friday in May 2024."""
    nth = -1 if match["o"].lower() in ("last", "final") else _ordinal(match["o"])
    weekday, month = int(WEEKDAYS[match["w"].lower().rstrip(".")]), int(_month(match["m"]))
    if match["y"]:
        found = weekday_in_month(int(_year(match["y"])), month, weekday, nth)
        return Date(found.isoformat()) if found else None
    if read.today is None:
        return None
    year = int(filled(f"XXXX-{month:02d}", read, match.start(), match.end())[0][:4])
    found = weekday_in_month(year, month, weekday, nth)
    return Date(found.isoformat(), anchor=read.today.value) if found else None


def week_of(match: re.Match[str], read: Reading) -> Date | None:
    """The week of 9 June."""
    year = _year(match["y"]) if match["y"] else (f"{read.today.year:04d}" if read.today else "")
    moment = Moment.parse(f"{year}-{_month(match['m'])}-{_day(match['d'])}") if year else None
    value = moment.at("week") if moment else None
    return Date(value) if value else None


def nth_week(match: re.Match[str], read: Reading) -> Date | None:
    """The first week of January, the last week of 2016."""
    nth = -1 if match["o"].lower() in ("last", "final") else _ordinal(match["o"])
    month, year = match["m"], match["y"]
    known = _year(year) if year else f"{read.today.year:04d}" if read.today else None
    if known is None:
        return None
    value = week_in(f"{known}-{_month(month)}" if month else known, nth)
    return Date(value) if value else None


def year_before(match: re.Match[str], read: Reading) -> Date | None:
    """The year before, a year earlier, the year-ago quarter: one back from what was said last, else from the text's date."""
    by = 1 if re.search(r"(?i)after|follow|later", match[0]) else -1
    read.aside = by < 0
    if match.groupdict().get("q") and (shifted := year_before_last(read)):
        return shifted
    anchor = read.said if read.said is not None else read.today
    unit = UNITS[match["u"].lower()]
    if anchor is None or (value := anchor.at(unit, by)) is None:
        return Date(PAST if by < 0 else FUTURE)
    return Date(value, anchor=anchor.value)


def part_of_unit(match: re.Match[str], read: Reading) -> Date | None:
    """The end of the year, later in the week: a part of the unit that the text's date lies in, or that was said last."""
    article, part, unit = match["a"].lower(), match["p"].lower().lstrip("-"), match["u"].lower()
    if article in ("each", "every") or (part == "turn" and unit != "year"):
        return None
    mod = {
        "end": "END",
        "close": "END",
        "late": "END",
        "later": None,
        "earlier": None,
        "middle": "MID",
        "rest": None,
        "remainder": None,
    }.get(part, "START")
    if article in ("this", "next", "last") or read.said is None or read.said_at < match.start() - 60:
        return replace(relative(read, unit, _BY.get(article, 0)), mod=mod)
    value = read.said.at(unit)
    return Date(value, mod=mod, anchor=read.said.value) if value else replace(relative(read, unit, 0), mod=mod)


_SEASON_IN = rx(
    r"\b(?:(?:in|during|by|until|since|throughout|over|of|for)\s(?:the\s|early\s|late\s|mid-?\s?)?(?:early\s|late\s|mid-?\s?)?)$"
)


def season_alone(match: re.Match[str], read: Reading) -> Date | None:
    """In the summer: a season without a year; of the fall only with an article."""
    before, word = _before(read, match.start(), 28), match["s"].lower()
    if not _SEASON_IN.search(before) or (word in ("fall", "spring") and not re.search(r"(?i)\bthe\s", before[-10:])):
        return None
    if re.match(
        r"\s(?:of\b|in\s(?:the|its|their|sales|prices)|school|camp|olympic|games|break|intern)", _after(read, match.end()), re.IGNORECASE
    ):
        return None
    return Date(f"XXXX-{SEASONS[word]}")


def day_of_month(match: re.Match[str], read: Reading) -> Date | None:
    """On the 8th, 8th (local time): a day whose month the text says elsewhere."""
    number = _ordinal(match["d"])
    if match["n"] and read.today and (month := read.today.at("month", _BY[match["n"].lower()])):
        value = f"{month}-{number:02d}"
        return Date(value, anchor=read.today.value) if days(value) else None
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


_LASTING = rx(
    r"\b(?:for|in|within|after|than|about|over|nearly|almost|under|just|takes?|took|lasted|lasting|lasts|spent|spend|only)\s{1,2}$"
)


def duration(match: re.Match[str], read: Reading) -> Date | None:
    """Three months, 12-year, one and a half years, 3 hours 30 minutes."""
    unit = UNITS[match["u"].lower()]
    after = _after(read, match.end())
    if re.match(r"[\s-]{1,2}olds?\b|[\s-]{1,2}of[\s-]age\b", after):
        return None
    if unit == "second" and match["u"].lower() == "second" and "-" not in match[0] and match["x"].lower() not in ("one", "1"):
        return None
    article = match["x"].lower() in ("a", "an")
    if article and unit in ("second", "half", "quarter", "minute") and (unit != "minute"):
        return None
    if (
        (article or match["x"].lower() == "one")
        and unit == "day"
        and "-" not in match[0]
        and not _LASTING.search(_before(read, match.start()))
    ):
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
    if re.search(r"(?i)and[\s-]+(?:an?[\s-]+)?half|½|1/2", match[0]):
        number += Decimal("0.5")
    value = _length(number, unit)
    if match["v"] and match["w"]:
        finer = UNITS[match["w"].lower()]
        if unit not in _FINER or finer not in _FINER or _FINER.index(finer) <= _FINER.index(unit):
            return None
        second = _length(_number(match, "v", read) or Decimal(0), UNITS[match["w"].lower()])
        value = _sum(value, second)
    return Date(value)


_FINER = ("year", "month", "week", "day", "hour", "minute", "second")


def _sum(first: str, second: str) -> str:
    if "T" in first or "T" not in second:
        return first + second.removeprefix("PT").removeprefix("P")
    return first + second.removeprefix("P")


def duration_range(match: re.Match[str], read: Reading) -> Date | None:
    """5-10 years."""
    unit = UNITS[match["u"].lower()]
    first, last = _number(match, "x", read), _number(match, "v", read)
    if first is None or last is None or first >= last or re.match(r"[\s-]{1,2}olds?\b", _after(read, match.end())):
        return None
    return Date(_length(first, unit), upper=_length(last, unit))


def vague_duration(match: re.Match[str], read: Reading) -> Date | None:
    """Several months."""
    unit = UNITS[match["u"].lower()]
    if match["x"].lower() == "some" and not match["u"].lower().endswith("s"):
        return None
    return Date(_length("X", unit))


def set(match: re.Match[str], read: Reading) -> Date | None:
    """Every year, each quarter."""
    unit = UNITS[match["u"].lower()]
    number = _number(match, "x", read) if match["x"] else Decimal(1)
    return Date(_length(number or Decimal(1), unit), repeats=True)
