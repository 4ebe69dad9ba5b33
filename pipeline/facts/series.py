"""Figures over time: which claims of one family are of one period, one event, or one spell of a state.

In: the claims of one subject, predicate, object and kind of modality. Out: slots. Never: a choice between the answers.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pipeline.facts.senses import senses
from pipeline.facts.slot import CLOSE_DAYS, EVENT_DAYS, NAMED_EVENT_DAYS, NEIGHBOURS, SIZE, Slot, commonest, lasts, like, same_kind
from pipeline.facts.values import Reading, later, near, read
from pipeline.predicates import measure, measure_kind, predicates
from pipeline.records import Claim

#: No two figures are near each other that are further apart than this share of the one; told in floats, before decimals are asked.
_FAR = 0.12


def series(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """Slots of figures: by period, by event, or by the time for which a state holds."""
    known = predicates()[family.predicate]
    kind = known.slot.kind
    dated, undated = _wordings(claims, family)
    slices: list[_Slice] = []
    exact: dict[tuple[object, ...], list[_Slice]] = {}
    timeline: list[tuple[date, int]] = []
    named: dict[tuple[str | None, str], list[_Slice]] = {}
    for wording in dated:
        home = _home(wording, wording.kind, exact, timeline, slices, named)
        if home is None:
            home = _Slice(wording.unit, wording.qualifier, wording.start, wording.end)
            slices.append(home)
            exact.setdefault((wording.unit, *wording.time), []).append(home)
            if wording.start is not None:
                insort(timeline, (wording.start, len(slices) - 1))
            if wording.qualifier is not None:
                named.setdefault((wording.unit, wording.qualifier.casefold()), []).append(home)
        home.take(wording)
    if kind == "state":
        slices = _carried(slices)
    slices += _joined(undated, slices, kind, kind == "event" and family.object_id is not None)
    made = []
    beside = Counter((held.unit, held.qualifier, held.start, held.end) for held in slices)
    for held in slices:
        slot = like(family, qualifier=held.qualifier, unit=held.unit)
        for wording in held.wordings:
            slot.add(wording.claims)
        if known.measure or known.units:
            slot.qualifier = commonest(claim.qualifier for claim in slot.claims)
            slot.unit = commonest(claim.unit for claim in slot.claims)
        if held.figures and beside[held.unit, held.qualifier, held.start, held.end] > 1:
            called = (slot.qualifier or "").lower()
            told = [sense for sense in sorted(held.figures[0].senses) if sense.lower() not in called]
            slot.qualifier = ", ".join(filter(None, (slot.qualifier, *told))) or None
        made.append(slot)
    return made


@dataclass(slots=True)
class _Wording:
    """Claims of one family that say the same in the same words of figure, period and qualifier."""

    claims: list[Claim]
    reading: Reading
    value: Decimal | None
    unit: str | None
    qualifier: str | None
    period: str | None
    start: date | None
    end: date | None
    now: bool
    kind: str
    senses: frozenset[str] = frozenset()
    one_of_many: bool = False
    size: float | None = field(init=False)

    def __post_init__(self) -> None:
        self.size = None if self.value is None else float(self.value)

    @property
    def time(self) -> tuple[object, ...]:
        """Its days where they are known, else its period: a year and a fiscal year of the same days are one time."""
        return (self.start, self.end) if self.start and self.end else (self.period,)

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1 if self.start and self.end else 10**6


@dataclass(slots=True)
class _Slice:
    unit: str | None
    qualifier: str | None
    start: date | None
    end: date | None
    wordings: list[_Wording] = field(default_factory=list)
    #: The first wordings that give a figure.
    figures: list[_Wording] = field(default_factory=list)

    def fits(self, wording: _Wording) -> bool:
        """Tell whether a wording says what the slice's wordings say."""
        if not same_kind(self.qualifier, wording.qualifier):
            return False
        if wording.reading.vague or not self.figures:
            return True
        size = wording.size
        if size is None:
            return any(held.size is None and held.reading.meets(wording.reading) for held in self.figures)
        least, most = sorted((size * (1 - _FAR), size * (1 + _FAR)))
        return any(
            held.size is not None and least <= held.size <= most and near(held.value, wording.value) and held.reading.meets(wording.reading)
            for held in self.figures
        )

    def asks(self, wording: _Wording, kind: str) -> bool:
        """Tell whether a wording that does not fit answers the slice's question all the same, so that the two exclude each other.

        A figure without a qualifier and one with it are of one event (a round is at times named), but not of one state or flow: revenue
        is no revenue of a branch. A figure of another size is of another question: a share's earnings are no company's. Of a measure of
        which there are many at a time (the value of a contract) another figure is another one of them; a figure told in a sense of its own
        (adjusted, of the parent alone) is no other figure than the bare one's.
        """
        if wording.one_of_many or not any(held.senses == wording.senses for held in self.figures):
            return False
        named = (self.qualifier or "").casefold() == (wording.qualifier or "").casefold()
        if not named and (kind != "event" or not same_kind(self.qualifier, wording.qualifier)):
            return False
        first, second = self.value, wording.value
        if not first or not second or wording.unit == "%":
            return True
        return max(abs(first), abs(second)) <= SIZE * min(abs(first), abs(second))

    def take(self, wording: _Wording) -> None:
        self.wordings.append(wording)
        if not wording.reading.vague and len(self.figures) < NEIGHBOURS:
            self.figures.append(wording)
        self.qualifier = self.qualifier or wording.qualifier
        self.unit = self.unit or wording.unit

    @property
    def value(self) -> Decimal | None:
        return next((held.value for held in self.wordings if held.value is not None), None)


def _wordings(claims: Sequence[Claim], family: Slot) -> tuple[list[_Wording], list[_Wording]]:
    units = {claim.unit for claim in claims if claim.unit}
    only = next(iter(units)) if len(units) == 1 else None
    held: dict[tuple[object, ...], _Wording] = {}
    for claim in claims:
        unit = claim.unit or only
        now = _is_now(claim)
        qualifier, unit = measure(family.predicate, claim.qualifier, unit)
        told = senses(claim)
        key = (claim.value, claim.lower, claim.upper, claim.relation, unit, qualifier, claim.period, claim.text_value, now, told)
        wording = held.get(key)
        if wording is None:
            start, end = (claim.period_start, claim.period_end) if claim.period else (None, None)
            reading = read(claim, family.rule.answer)
            if reading.vague and unit and qualifier and qualifier.startswith(f"{unit}, "):
                qualifier = unit
            lasting = lasts(family.rule, family.predicate, claim.qualifier, claim.period, (start, end))
            kind = family.rule.kind if lasting or family.rule.kind != "state" else "flow"
            many = family.object_id is None and measure_kind(family.predicate, claim.qualifier) == "many"
            held[key] = _Wording([claim], reading, claim.value, unit, qualifier, claim.period, start, end, now, kind, told, many)
        else:
            wording.claims.append(claim)
    order: Callable[[_Wording], tuple[object, ...]] = lambda one: (  # noqa: E731
        one.length,
        one.start or date.min,
        one.period or "",
        one.reading.vague,
        one.qualifier is None,
        one.qualifier or "",
        one.reading.form,
        one.now,
        sorted(one.senses),
    )
    everything = sorted(held.values(), key=order)
    return [one for one in everything if one.period], [one for one in everything if not one.period]


def _is_now(claim: Claim) -> bool:
    """Tell whether a claim speaks of the time at which it was published."""
    if claim.published is None or claim.period_start is None or claim.period_end is None:
        return False
    return claim.period_start <= (claim.published_end or claim.published) and claim.published <= claim.period_end


def _home(
    wording: _Wording,
    kind: str,
    exact: Mapping[tuple[object, ...], list[_Slice]],
    timeline: list[tuple[date, int]],
    slices: list[_Slice],
    named: Mapping[tuple[str | None, str], list[_Slice]],
) -> _Slice | None:
    """Find the slice of a dated wording: of the same period, of the same event, or the finer one that its period contains."""
    same = [held for held in exact.get((wording.unit, *wording.time), ())[:NEIGHBOURS] if same_kind(held.qualifier, wording.qualifier)]
    same = [held for held in same if held.fits(wording) or held.asks(wording, kind)]
    best = min(same, key=lambda held: (not held.fits(wording), (held.qualifier or "") != (wording.qualifier or "")), default=None)
    if best is not None and (best.fits(wording) or (best.qualifier or "") == (wording.qualifier or "")):
        return best
    if kind == "event" and wording.qualifier is not None:
        for held in named.get((wording.unit, wording.qualifier.casefold()), ())[:NEIGHBOURS]:
            if held.start is None or wording.start is None or abs((held.start - wording.start).days) <= NAMED_EVENT_DAYS:
                return held
    if kind == "flow" or wording.start is None or wording.end is None:
        return best
    slack = EVENT_DAYS if kind == "event" else 0
    first = bisect_left(timeline, (later(wording.start, -slack), -1))
    inside = [
        slices[place]
        for start, place in timeline[first : first + NEIGHBOURS]
        if start <= later(wording.end, slack) and slices[place].unit in (wording.unit, None)
    ]
    inside = [held for held in inside if same_kind(held.qualifier, wording.qualifier)]
    fitting = [held for held in inside if held.fits(wording)]
    if fitting:
        return min(fitting, key=lambda held: ((held.qualifier or "") != (wording.qualifier or ""), held.start or date.min))
    if best is None and wording.length <= CLOSE_DAYS:
        held_in = (held for held in inside if held.start and held.end and wording.start <= held.start and held.end <= wording.end)
        return next((held for held in held_in if held.asks(wording, kind)), None)
    return best


def _carried(slices: list[_Slice]) -> list[_Slice]:
    """Join what a document says of its own time to the value of a state that held then."""
    last: dict[tuple[str | None, str | None], _Slice] = {}
    kept = []
    for held in sorted(slices, key=lambda held: (held.start or date.min, held.end or date.min)):
        keys = [(held.unit, held.qualifier), (held.unit, None)]
        before = next((last[key] for key in keys if key in last), None)
        restated = all(wording.now and wording.kind == "state" for wording in held.wordings)
        if before is not None and restated and all(before.fits(wording) for wording in held.wordings):
            for wording in held.wordings:
                before.take(wording)
        else:
            kept.append(held)
            for key in keys:
                last[key] = held
    return kept


def _joined(undated: Sequence[_Wording], slices: Sequence[_Slice], kind: str, deal: bool) -> list[_Slice]:
    """Put wordings without a period into the slices that their figures fit; return the slices of those that fit none."""
    by_value = sorted(
        ((held.value, place) for place, held in enumerate(slices) if held.value is not None), key=lambda pair: (pair[0], pair[1])
    )
    new: list[_Slice] = []
    for wording in undated:
        pool: list[_Slice]
        if wording.value is None:
            pool = [held for held in slices if held.unit in (wording.unit, None) or wording.unit is None][-NEIGHBOURS:]
        else:
            low = wording.value - abs(wording.value) / 9
            first = bisect_left(by_value, (low, -1))
            pool = []
            for value, place in by_value[first : first + NEIGHBOURS]:
                if not near(value, wording.value) and value is not None and value > wording.value:
                    break
                if slices[place].unit == wording.unit:
                    pool.append(slices[place])
        pool = [
            held
            for held in [*pool, *new[:NEIGHBOURS]]
            if same_kind(held.qualifier, wording.qualifier) and held.unit in (wording.unit, None)
        ]
        fitting = [held for held in pool if held.fits(wording)]
        if not fitting and kind in ("event", "state"):
            fitting = [
                held
                for held in pool
                if near(held.value, wording.value)
                and held.asks(wording, kind)
                and (_one_event(wording, held, deal) or _told_then(wording, held))
            ]
        if fitting:
            told = max((claim.published_end or claim.published or date.max for claim in wording.claims), default=date.max)
            best = min(
                fitting,
                key=lambda held: (
                    (held.qualifier or "") != (wording.qualifier or ""),
                    (held.start or date.min) > told,
                    -(held.start or date.min).toordinal(),
                ),
            )
            best.take(wording)
        else:
            alone = _Slice(wording.unit, wording.qualifier, None, None)
            alone.take(wording)
            new.append(alone)
    return new


def _one_event(wording: _Wording, held: _Slice, deal: bool) -> bool:
    """Tell whether a figure is of the event of a slice: a deal between two parties, or an event of the same name."""
    return deal or (wording.qualifier is not None and wording.qualifier == held.qualifier)


def _told_then(wording: _Wording, held: _Slice) -> bool:
    """Tell whether a figure without a date was printed within weeks of the time of a slice, so that it is of that time."""
    told = _told(wording.claims)
    when = (held.start, held.end) if held.start and held.end else _told([claim for one in held.wordings for claim in one.claims])
    if told is None or when is None or (when[1] - when[0]).days > CLOSE_DAYS:
        return False
    return (told[1] - told[0]).days <= CLOSE_DAYS and told[0] <= later(when[1], EVENT_DAYS) and when[0] <= told[1]


def _told(claims: Sequence[Claim]) -> tuple[date, date] | None:
    """Return the first and last day on which articles print some claims."""
    dates = [(claim.published, claim.published_end or claim.published) for claim in claims if claim.published]
    return (min(first for first, _ in dates), max(last for _, last in dates)) if dates else None
