"""What an extractor finds: frozen values with their place in the text, checked at birth.

In: nothing. Out: the types that `extract` returns. Never: a float for an amount, a date more precise than the text, an offset that is
not a Unicode code point of the text that was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Label(StrEnum):
    """The kinds of mention."""

    MONEY = "MONEY"
    DATE = "DATE"
    DURATION = "DURATION"
    PERCENT = "PERCENT"
    QUANTITY = "QUANTITY"
    ORG = "ORG"
    PERSON = "PERSON"


class Relation(StrEnum):
    """How a written figure stands to the true one."""

    EQ = "eq"
    APPROX = "approx"
    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"
    RANGE = "range"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of Unicode code points, `[start, end)`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether every character of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return the same span `by` characters further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as written and as the wording allows.

    Attributes:
        value: The figure as written, in whole units (never in millions); None where the text gives no number.
        unit: ISO 4217 code for money, `%` for percent, else the counted noun in the singular; None where the text names none.
        relation: What the hedge says; for `range` the figure runs from `value` to `upper`.
        lower: Least value that the wording allows; None where it is open.
        upper: Greatest value that the wording allows; None where it is open.
    """

    value: Decimal | None
    unit: str | None
    relation: Relation = Relation.EQ
    lower: Decimal | None = None
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.relation is Relation.VAGUE):
            raise ValueError("a figure has no value exactly when it is vague")
        if self.relation is Relation.RANGE and (self.lower is None or self.upper is None):
            raise ValueError("a range has both ends")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"an interval from {self.lower} to {self.upper} is empty")


@dataclass(frozen=True, slots=True)
class Money(Quantity):
    """An amount of money; `unit` is its ISO 4217 code."""


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date or period, or a length of time, as a TIMEX3 value.

    Attributes:
        value: ISO 8601 / TIMEX3 value at the precision written (`2025-06`, `2020-H2`, `XXXX-06-08`, `PRESENT_REF`, `P3M`).
        mod: TIMEX3 modifier (`APPROX`, `BEFORE`, `AFTER`, `START`, `MID`, `END`), or None.
        upper: Longer end of a range of durations (`P10Y` in "5-10 years"), or None.
        start: First day covered; None for a duration and for what cannot be known.
        end: Last day covered (inclusive).
        anchor: The date against which a relative expression was resolved, as it was given; None for an explicit one.
        repeats: Whether it recurs ("every year").

    Source: TIMEX3 (ISO 24617-1), ISO 8601-2 (EDTF) for seasons and unknown parts.
    """

    value: str
    mod: str | None = None
    upper: str | None = None
    start: date | None = None
    end: date | None = None
    anchor: str | None = None
    repeats: bool = False

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError("a date has a value")
        if (self.start is None) != (self.end is None):
            raise ValueError("a date covers days from one to another, or none")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"no day lies between {self.start} and {self.end}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an organisation or a person; linking is not the extractor's business."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention at its place.

    Attributes:
        span: Where it stands in the text given to `extract`.
        label: Its kind.
        value: What it says, normalised.
        rule: Name of the rule or model that found it.
        confidence: Probability that span and label are right, 0 to 1.
        restates: Span of another mention of the same text that this one says again: the other half of a currency conversion, or the
            full name that a bracketed short form stands for.
    """

    span: Span
    label: Label
    value: Money | Quantity | Date | Name
    rule: str
    confidence: float = 1.0
    restates: Span | None = None

    def __post_init__(self) -> None:
        if not len(self.span):
            raise ValueError("a mention is not empty")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"{self.confidence} is no probability")
        wanted = _VALUES[self.label]
        if type(self.value) is not wanted:
            raise TypeError(f"{self.label} takes a {wanted.__name__}, not a {type(self.value).__name__}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that is read by itself: no mention crosses its borders.

    Attributes:
        start: First code point.
        end: Code point after the last.
        language: BCP 47 tag (`en`, `ja`, `ko`, `en-t-ko`); another language is read for numbers in digits only.
        sentences: Its sentences, in order; empty means the whole passage.
        masked: What no mention may contain: citation numbers, addresses of the web.
        today: The date of the text, ISO 8601 at its own precision (`2025-06-09`, `2025-06`); relative dates are resolved against it.
        kind: Kind of passage (`title`, `heading`, `paragraph`, `list_item`, `table_row`, `reference`, ...; `cell` for a table's cell).
        header: Text above or beside a table's cell.
        heads: All that heads a table's cell and may carry its unit, the nearest first.
        above: Of a head of a table's column, the head above it.
    """

    start: int
    end: int
    language: str
    sentences: tuple[Span, ...] = ()
    masked: tuple[Span, ...] = ()
    today: str | None = None
    kind: str = "paragraph"
    header: str = ""
    heads: tuple[str, ...] = ()
    above: str = ""


_VALUES: dict[Label, type] = {
    Label.MONEY: Money,
    Label.PERCENT: Quantity,
    Label.QUANTITY: Quantity,
    Label.DATE: Date,
    Label.DURATION: Date,
    Label.ORG: Name,
    Label.PERSON: Name,
}
