"""The calendar words of English and what each says: months, weekdays, units, numbers, ordinals.

In: the lexicon, and words of a match. Out: values and the patterns of written forms. Never: a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from extractors.intervals import days
from extractors.lexicon import DateWord, Value, load
from extractors.mention import Date
from extractors.patterns import any_of
from extractors.timex import Reading

_WORDS = load("en").of(DateWord)


def _table(kind: str) -> dict[str, str]:
    return {form.lower(): word.value for word in _WORDS if word.kind == kind for form in word.text}


def one_of(forms: Iterable[str]) -> str:
    """Return a pattern for any of the written forms; a space stands for any white space."""
    return any_of(forms, space=r"\s{1,3}")


FULL_MONTHS, FULL_WEEKDAYS = ([word.text[0] for word in _WORDS if word.kind == kind] for kind in ("month", "weekday"))
MONTHS, WEEKDAYS, SEASONS, UNITS = (_table(kind) for kind in ("month", "weekday", "season", "unit"))
DEICTIC, DAYS, FEASTS = (_table(kind) for kind in ("deictic", "day", "feast"))
NUMBERS = {entry.text: int(entry.value) for entry in load("en").of(Value, "number") if 0 < entry.value < 100}
SCALES = {word: int(load("en").values("scale")[word]) for word in ("hundred", "thousand", "million", "billion")}
ORDINALS = {entry.text: int(entry.value) for entry in load("en").of(Value, "ordinal") if entry.value < 31}
ORDINALS |= {
    f"{tens}-{word}": base + ORDINALS[word]
    for tens, base in (("twenty", 20), ("thirty", 30))
    for word in tuple(ORDINALS)
    if ORDINALS[word] < 10
}

S = r"(?:\s|&nbsp;){1,3}"
SP = r"(?:\s|&nbsp;){0,3}"
DASH = r"(?:-|–|—|‒|&ndash;|&mdash;|~)"
MONTH = rf"(?:{one_of(FULL_MONTHS)}(?![A-Za-z])|{one_of(MONTHS)}(?![A-Za-z])\.?)"
WEEKDAY = rf"(?:{one_of(FULL_WEEKDAYS)}(?![A-Za-z])|{one_of(WEEKDAYS)}(?![A-Za-z])\.?)"
SEASON = rf"(?:{one_of(SEASONS)}(?![A-Za-z]))"
UNIT = rf"(?:{one_of(UNITS)}(?![A-Za-z]))"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)(?![A-Za-z])|{one_of(ORDINALS)}(?![A-Za-z]))"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![A-Za-z\d]))"
YEAR = r"(?:(?:1\d\d\d|20\d\d|21\d\d)(?![A-Za-z\d]|[.,]\d|%))"
SHORT = r"(?:['’‘]\d\d(?!\d|s))"
COMMA = rf"(?:{SP},(?:\s|&nbsp;){{0,8}}|{S}(?:of{S}|in{S})?|{SP}/{SP})"
#: What stands between a day and its year, a clock time as well: at 3pm, 08:15:00, at noon ET.
TO_YEAR = (
    rf"(?:{COMMA}|,?{S}(?:at{S})?(?:noon|midnight|\d{{1,2}}:\d\d(?::\d\d)?(?:{SP}[ap]\.?m\.?(?![A-Za-z]))?|\d{{1,2}}{SP}[ap]\.?m\.?(?![A-Za-z]))"
    rf"(?:{S}\(?(?-i:[A-Z]{{2,4}})\)?)?,?{S})"
)
SCALE = rf"(?:{one_of(SCALES)}(?![A-Za-z]))"
_PLAIN = rf"(?:{one_of(NUMBERS)}(?![A-Za-z]))"
_SCALED = rf"(?:{SCALE}(?:{S}and(?={S}{_PLAIN}))?)"
WORD_NUMBER = rf"(?:(?:{_PLAIN}|(?:a{S})?{_SCALED})(?:[\s-](?:{_PLAIN}|{_SCALED})){{0,4}})"
NUMBER = (
    rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?:\.\d+)?(?:{S}{SCALE})?|{WORD_NUMBER}|an?(?![A-Za-z])"
    rf"|half(?:{S}an?)?(?![A-Za-z]))"
)
VAGUE = (
    r"(?:several|a\s{1,3}few|few|many|some|(?:a\s{1,3})?couple(?:\s{1,3}of)?|(?:a\s{1,3})?dozens?(?:\s{1,3}of)?|"
    r"hundreds\s{1,3}of|thousands\s{1,3}of|countless|numerous)"
)
NEAR = r"(?:last|this|next|past|previous|prior|coming|following|current|ongoing|same|preceding|upcoming|that|that\s{1,3}same)"

BY = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "ongoing": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
LETTER = {
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


def month_of(text: str) -> str:
    """Return the two digits of a month."""
    return MONTHS[text.lower().rstrip(".")]


def day_of(text: str) -> str:
    """Return the two digits of a day of the month."""
    return f"{int(rank_of(text)):02d}"


def rank_of(text: str) -> int:
    """Return the number of an ordinal in digits or words."""
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else int(ORDINALS[text.lower()])


def year_of(text: str | None) -> str:
    """Four digits, or X for a year that is not there. Two digits are of this century up to 49."""
    if not text:
        return "XXXX"
    digits = re.sub(r"\D", "", text)
    if len(digits) == 3:
        return f"0{digits}"
    if len(digits) == 2:
        return f"{'20' if int(digits) < 50 else '19'}{digits}"
    return digits


def number_of(match: re.Match[str], group: str, read: Reading) -> Decimal | None:
    """The number of a group: a written numeral's value where one covers the group, else what the words say."""
    text = match[group]
    numeral = read.numerals.get(match.start(group))
    if numeral is not None and numeral.end == match.end(group) and numeral.value is not None:
        return numeral.value
    lowered = text.lower().replace("&nbsp;", " ")
    if lowered in ("a", "an"):
        return Decimal(1)
    if lowered.startswith("half"):
        return Decimal("0.5")
    total = part = Decimal(0)
    for word in re.split(r"[\s-]+", lowered):
        if word in SCALES:
            part = (part or Decimal(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, part = total + part, Decimal(0)
        elif word[0].isdigit():
            part += Decimal(word.replace(",", ""))
        elif word in NUMBERS:
            part += NUMBERS[word]
    return total + part


def length_of(number: Decimal | str, unit: str) -> str:
    """Return a length of time as an ISO 8601 duration; X for a number that is not said."""
    letter, times = LETTER[unit]
    shown = number if isinstance(number, str) else f"{(number * times).normalize():f}"
    if unit in ("decade", "century") and number == "X":
        shown = "XX" if unit == "decade" else "XXX"
    return f"P{'T' if letter[0] == 'T' else ''}{shown}{letter[-1]}"


def text_before(read: Reading, at: int, size: int = 16) -> str:
    """Return what stands before a place of the passage."""
    return read.text[max(read.start, at - size) : at]


def text_after(read: Reading, at: int, size: int = 24) -> str:
    """Return what stands after a place of the passage."""
    return read.text[at : min(read.end, at + size)]


def valid(value: str) -> Date | None:
    """Return the date of a value that exists in the calendar, or None."""
    return Date(value) if "XXXX" in value or days(value) else None


#: What stands before a date that a text is not about: a deadline, or when something was founded.
BOUNDS = rx(
    rf"\b(?:(?:by|until|till|since)|(?:founded|established|incorporated|born){S}(?:[\w-]{{1,20}}{S}){{0,3}}in)"
    rf"(?:{S}the{S}end{S}of)?(?:{S}the)?(?:{S}(?:early|mid|late))?{S}$"
)
