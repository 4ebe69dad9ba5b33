"""Numbers in brackets behind a figure that tell the same of the year before: "Net sales were SEK 5,310 million (4,870)", "7.6% (11.2)".

In: a text, a figure and a number. Out: whether the brackets hold the same at another time. Never: a note, a year, a negative sum.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.numerals import Numeral
from extractors.units import Unit

#: A figure and a number in brackets behind it, with nothing that says what it is: so reports of the north of Europe tell the year before.
_PAIR = re.compile(
    r"\d(?:%|m|bn| ?(?:percent|per cent|million|billion|[A-Z]{3}|euros?))? \([-−–]?(?P<digits>\d{1,3}(?:[.,]\d{1,3}){0,3})\)"
    r"(?P<unit>%| (?:percent|per cent|million|billion|times)\b)?"
)
#: Such pairs from which on a text means the year before by them.
_SEVERAL = 3
_OPENS = re.compile(r" ?\([-−–]?")


#: A rate and in brackets a whole number: how many they are, in a poll, where all are parts of as many: "42% (210)".
_COUNTED = re.compile(
    r"(?<![\d.,])(?P<rate>\d{1,2}(?:\.\d)?) ?(?:%|percent|per cent) \((?P<count>\d{1,3}(?:,\d{3}){0,2})\)(?! ?(?:%|percent|per cent))"
)


@lru_cache(maxsize=4)
def _tells_former(text: str) -> bool:
    """Whether a text tells the year before in brackets, and not only notes; kept for the texts asked of last."""
    count = 0
    for pair in _PAIR.finditer(text):
        count += not (len(pair["digits"]) == 1 and pair["unit"] is None)
        if count == _SEVERAL:
            return True
    return False


@lru_cache(maxsize=4)
def _tells_counts(text: str) -> bool:
    """Whether a text tells behind rates how many they are: one is more than a rate is, or several may be parts of the same whole."""
    least, most, seen = 0.0, float("inf"), set()
    for pair in _COUNTED.finditer(text):
        rate, counted = float(pair["rate"]), int(pair["count"].replace(",", ""))
        if counted > 100:
            return True
        rounded = 0.05 if "." in pair["rate"] else 0.5
        least = max(least, 100 * counted / (rate + rounded))
        most = min(most, 100 * counted / (rate - rounded)) if rate > rounded else most
        seen.add((rate, counted))
    return len(seen) >= _SEVERAL and least <= most


def says_former(text: str, end: int, one: Numeral, two: Numeral, *, rate: bool = False) -> bool:
    """Return whether a bare number is the same as the figure before it, at another time.

    Args:
        text: The whole text.
        end: Where the figure before it ends.
        one: The number of that figure.
        two: The bare number.
        rate: Whether the figure is a rate.
    """
    if not two.digits or two.scaled or two.ordinal or two.value is None or not text.startswith(")", two.end):
        return False
    if _OPENS.fullmatch(text, end, two.start) is None or (len(two.digits) == 4 and not two.grouped and two.digits.isdigit()):
        return False
    whole = "." not in two.digits and not two.grouped
    if whole and len(two.digits) == 1 and ("." in one.digits or len(one.digits) > 2):
        return False  # a note
    if rate and whole and _tells_counts(text):
        return False
    return _tells_former(text)


def same_rate(text: str, one: Numeral, unit: Unit | None, two: Numeral) -> bool:
    """Return whether two numbers are rates of which the second, in brackets, has the sign of both: "17.3 (16.7) percent".

    Args:
        text: The whole text.
        one: The first number.
        unit: What stands behind the second.
        two: The second number.
    """
    if unit is None or unit.kind != "percent" or one.grouped or not one.digits:
        return False
    return "." in one.digits and len(one.digits.partition(".")[2]) == len(two.digits.partition(".")[2]) and _tells_former(text)
