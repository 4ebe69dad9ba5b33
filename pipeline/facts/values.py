"""What a claim says, in a form that can be compared.

In: a claim, and what its predicate is compared on. Out: a reading: an interval of numbers or of days, or a name. Never: a choice
between readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from extractors.intervals import days
from pipeline.records import Claim
from pipeline.rules import folded

#: How far a bound reaches when it is printed: "more than 29 billion" is 29 to 30.45 billion.
REACH = Decimal("0.05")

#: Currencies in which statements are cut to the last digit.
CUT = frozenset({"JPY", "KRW"})
#: Digits from which on a figure is one of a statement; a shorter one (340 billion) is rounded in telling, not cut.
KEPT = 3
#: Units of a multiple.
MULTIPLES = frozenset({"times", "倍", "배", "fold", "x"})
#: A count that is a multiple of this is a round one.
ROUND = 100

#: Years by which "roughly a decade ago" may be off.
HEDGED_YEARS = 2

_TURNED = {"gt": "lt", "ge": "le"}
#: Signs of a number; a triangle before one is a word of accountants for a fall or a loss.
_MINUS = ("-", "−", "–", "－")
_EXACT = {"eq": "=", "approx": "="}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TRANSCRIBED = re.compile(r"[ァ-ヶー・]{3,}|[가-힣]{2,}")
_CITY_ONLY = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Interval:
    """What a wording allows.

    Attributes:
        low: Least value; None is no limit.
        high: Greatest value; None is no limit.
        low_open: Whether the least value itself is left out.
        high_open: Whether the greatest value itself is left out.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def meet(self, other: Interval) -> Interval | None:
        """Return what both allow, or None where they exclude each other; to touch at the ends of two roundings is not to meet."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low > low):
            low, low_open = other.low, other.low_open
        elif other.low == low:
            low_open |= other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high < high):
            high, high_open = other.high, other.high_open
        elif other.high == high:
            high_open |= other.high_open
        if low is not None and high is not None:
            if low > high:
                return None
            if low == high and (low_open or high_open or not (self.exact or other.exact or (self.high is None) or (other.high is None))):
                return None
        return Interval(low, high, low_open, high_open)

    @property
    def exact(self) -> bool:
        """Whether it is a single value."""
        return self.low is not None and self.low == self.high

    @property
    def width(self) -> Decimal | None:
        """How much it leaves open, in the unit of its ends; None without a limit."""
        return None if self.low is None or self.high is None else self.high - self.low


ANY = Interval()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a claim says.

    Attributes:
        interval: Of a number (in whole units) or a date (in days of the common era).
        name: Of an entity or a place, folded.
        form: Equal for two readings that say the same value in the same kind of relation.
        vague: Whether it says no more than that there is a value.
    """

    interval: Interval = ANY
    name: str | None = None
    form: str = ""
    vague: bool = False

    def meets(self, other: Reading) -> bool:
        """Tell whether both can be true of one value."""
        if self.vague or other.vague:
            return True
        if self.name is not None or other.name is not None:
            return self.name == other.name or same_place(self.name or "", other.name or "")
        return self.interval.meet(other.interval) is not None


def read(claim: Claim, answer: str) -> Reading:
    """Read a claim.

    Args:
        claim: The claim.
        answer: What its predicate is compared on: number, object, place or date.
    """
    if answer == "object":
        return Reading(name=claim.object_id, form=claim.object_id or "", vague=claim.object_id is None)
    if answer == "place":
        name = folded(claim.text_value or "")
        return Reading(name=name or None, form=name, vague=not name)
    if answer == "date":
        return _date(claim)
    if claim.value is None:
        return _date(claim) if claim.text_value and _DAY.match(claim.text_value) else Reading(form="vague", vague=True)
    return Reading(interval=_told(claim, claim.value), form=f"{_EXACT.get(claim.relation, claim.relation)}{claim.value.normalize():f}")


def interval(claim: Claim) -> Interval:
    """Return what the wording of a figure allows; the figure must be there.

    A bound is of the size of a fall or a loss: a fall of more than 3 % is to beyond -3 %, one of less than 3 % to between that and 0. Where
    the figure has a minus sign of its own, it is on the line of numbers: above -3 %.
    """
    value = claim.value
    if _falls(claim) and claim.relation in ("lt", "le"):
        return Interval(value, Decimal(0), low_open=claim.relation == "lt")
    match _TURNED.get(claim.relation, claim.relation) if _falls(claim) else claim.relation:
        case "gt":
            return Interval(low=value, low_open=True)
        case "ge":
            return Interval(low=value)
        case "lt":
            return Interval(high=value, high_open=True)
        case "le":
            return Interval(high=value)
        case _:
            low = value if claim.lower is None else claim.lower
            high = (value if claim.relation != "range" else None) if claim.upper is None else claim.upper
            return Interval(*_ordered(low, high))


def _falls(claim: Claim) -> bool:
    """Whether a figure is below zero because of the words beside it, so that its bounds are those of its size."""
    if claim.value is None or claim.value >= 0:
        return False
    mark = next((mark for mark in claim.marks if mark.role == "value"), None)
    return mark is None or not claim.text.startswith(_MINUS, mark.start - claim.start)


def _told(claim: Claim, value: Decimal) -> Interval:
    """Return what a figure is compared by: what its wording allows, and what the habits of telling figures allow beyond it.

    Past a round count (more than 300 stores) one still tells that count. A multiple or a figure with decimals is rounded to its last
    digit: 3.48 times are 3.5 times, 2.9 times are 3. Yen and won are cut, not rounded, to the million or the 억 in which a statement is
    kept, so a figure of three digits or more may be a cut one. A hedged round percentage ("about 30%", 約3割) is good for half its step.

    Source: the notes of Japanese and Korean financial statements (百万円未満切捨て, 백만원 미만 절사).
    """
    found = interval(claim)
    if claim.relation == "gt" and claim.unit not in ("%", None) and value and value % ROUND == 0 and claim.lower == value:
        return Interval(low=value)
    if claim.relation not in ("eq", "approx") or found.low is None or found.high is None:
        return found
    step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)
    if claim.unit == "%":
        wide = Decimal(5) if claim.relation == "approx" and value and value % 10 == 0 else Decimal(0)
        return Interval(min(found.low, value - wide), max(found.high, value + wide), found.low_open, found.high_open)
    if claim.unit in MULTIPLES or (found.exact and value % 1):
        found = Interval(min(found.low, value - step / 2), max(found.high, value + step / 2))
    cut = claim.unit in MULTIPLES or (claim.unit in CUT and len(value.normalize().as_tuple().digits) >= KEPT)
    if found.high is not None and value > 0 and not found.exact and cut:
        return Interval(found.low, max(found.high, value + step), found.low_open, True)
    return found


def printed(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and greatest value to print for a claim: as its interval, a bound cut at 5 % beyond its figure."""
    value = claim.value
    if value is None:
        return None, None
    reach = abs(value) * REACH
    match claim.relation:
        case "gt" | "ge" if _falls(claim):
            return _ordered(claim.lower if claim.lower is not None else value - reach, value)
        case "lt" | "le" if _falls(claim):
            return _ordered(value, claim.upper if claim.upper is not None else Decimal(0))
        case "gt" | "ge":
            return _ordered(value, claim.upper if claim.upper is not None else value + reach)
        case "lt" | "le":
            return _ordered(claim.lower if claim.lower is not None else min(Decimal(0), value), value)
        case _:
            found = interval(claim)
            return found.low, found.high


def _ordered(low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def near(first: Decimal | None, second: Decimal | None, share: Decimal = Decimal("0.1")) -> bool:
    """Tell whether two figures could be one figure told differently: within a tenth of the larger."""
    if first is None or second is None:
        return False
    return abs(first - second) <= max(abs(first), abs(second)) * share


def later(day: date, days: int) -> date:
    """Return the day so many days later (earlier, if negative), or the last (first) day of the calendar where there is none."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def same_place(first: str, second: str) -> bool:
    """Tell whether one place, folded, is named as a part of the other.

    The first part without a digit (the city, where a street comes before it) of the one must stand in the other.
    """
    if not first or not second:
        return False
    if _city(first) in second or _city(second) in first:
        return True
    return _sounds_in(_city(first), second) or _sounds_in(_city(second), first)


def _sounds_in(city: str, place: str) -> bool:
    """Tell whether a city in Latin letters is written in katakana or hangul within a place."""
    from extractors.phonetics import alike

    return city.isascii() and any(alike(city, word) for word in _TRANSCRIBED.findall(place))


@lru_cache(maxsize=4096)
def _city(place: str) -> str:
    parts = [part.strip() for part in re.split(r"[,、，]", place)]
    return next((part for part in parts if part and not _CITY_ONLY.search(part)), place).removeprefix("the ")


def stated_date(claim: Claim) -> str | None:
    """Return the date that a claim of a date states, as it is written: its text, its figure, else its period."""
    if claim.text_value:
        return claim.text_value
    if claim.value is not None:
        return f"{claim.value.normalize():f}"
    return claim.period


def _date(claim: Claim) -> Reading:
    text = stated_date(claim)
    if text is None:
        return Reading(form="vague", vague=True)
    found = days(text) or (days(text[:4]) if text[:4].isdigit() else None)
    if found is None:
        return Reading(form="vague", vague=True)
    first, last = found
    slack = 0
    if claim.relation == "approx":
        slack = HEDGED_YEARS * 365 + 1
    low, high = Decimal(first.toordinal() - slack), Decimal(last.toordinal() + slack)
    match claim.relation:
        case "gt" | "ge":
            return Reading(interval=Interval(low=low), form=f"{claim.relation}{text}")
        case "lt" | "le":
            return Reading(interval=Interval(high=high), form=f"{claim.relation}{text}")
        case _:
            return Reading(interval=Interval(low, high), form=f"={text}")
