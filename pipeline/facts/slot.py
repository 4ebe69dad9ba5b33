"""A slot: what is asked, and the claims that answer it.

In: claims. Out: the record that the rest of the package fills. Never: a choice of what belongs together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.facts.values import Reading, read
from pipeline.predicates import SlotRule, measure_kind
from pipeline.records import Claim

#: Two events of one kind within so many days and with one figure are one event.
EVENT_DAYS = 45
#: An event with a name of its own (Series C) told at dates further apart than this is two events.
NAMED_EVENT_DAYS = 400
#: Periods up to this length (a month) date a value closely enough that two different values are a conflict.
CLOSE_DAYS = 31
#: Most neighbours looked at for one wording, so that no subject costs quadratic time.
NEIGHBOURS = 64
#: Figures of which one is more than so many times the other (a scale word) answer two questions.
SIZE = 1000
#: Kind of modality -> those that are compared with each other.
CLASSES = {"actual": "actual", "estimate": "actual", "forecast": "forecast", "discussed": "discussed"}


@dataclass(slots=True)
class Slot:
    """What is asked, and the claims that answer it."""

    predicate: str
    rule: SlotRule
    modality: str
    object_id: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    period: str | None = None
    start: date | None = None
    end: date | None = None
    claims: list[Claim] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    copies: set[str] = field(default_factory=set)
    converted: set[str] = field(default_factory=set)
    overtaken: dict[str, str] = field(default_factory=dict)

    @property
    def lasting(self) -> bool:
        """Whether its value holds until the next of its kind."""
        return lasts(self.rule, self.predicate, self.qualifier, self.period, (self.start, self.end))

    @property
    def other_name(self) -> str:
        """What its figures are at times mistaken for, in words."""
        return (self.rule.confused_with or "").replace("_", " ")

    def add(self, claims: Sequence[Claim]) -> None:
        """Take claims in."""
        self.claims.extend(claims)
        self.readings.extend(read(claim, self.rule.answer) for claim in claims)


def lasts(rule: SlotRule, predicate: str, qualifier: str | None, period: str | None, span: tuple[date | None, date | None]) -> bool:
    """Tell whether a value holds until the next of its kind, rather than for its period only.

    Args:
        rule: What the predicate asks.
        predicate: Its name.
        qualifier: What is measured.
        period: When, as a TIMEX3 value; None is no time.
        span: First and last day of the period, where they are known.
    """
    if rule.kind != "state" or not rule.by_period:
        return rule.kind == "state"
    listed = measure_kind(predicate, qualifier)
    if listed is not None:
        return listed == "state"
    first, last = span
    return period is None or (first is not None and last is not None and (last - first).days <= CLOSE_DAYS)


def like(slot: Slot, **parts: object) -> Slot:
    """Return an empty slot of the same family."""
    return Slot(slot.predicate, slot.rule, slot.modality, slot.object_id, **parts)  # type: ignore[arg-type]


def commonest(values: Iterable[str | None]) -> str | None:
    """Return the commonest text, of equals the least."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def same_kind(first: str | None, second: str | None) -> bool:
    """Tell whether two qualifiers can be of one question: they are equal, or one is left out."""
    return first is None or second is None or first.casefold() == second.casefold()


def order(claim: Claim) -> tuple[object, ...]:
    """Return where a claim stands among all: by its date, then by what it says; ids only part what no reader could tell apart."""
    return (
        claim.published or date.max,
        claim.text_value or "",
        claim.value if claim.value is not None else Decimal(0),
        claim.text,
        claim.start,
        claim.document_id,
        claim.claim_id,
    )
