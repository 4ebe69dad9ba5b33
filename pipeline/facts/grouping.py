"""Which claims answer the same question.

In: the claims of one subject. Out: slots: predicate, object, qualifier, period, unit and kind of modality, each with its claims. Every
claim is in exactly one slot. Never: a choice between the answers.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from pipeline.facts.decisions import Verdicts
from pipeline.facts.values import Reading, near, read
from pipeline.predicates import SlotRule, measure, predicates
from pipeline.records import Claim

#: Two events of one kind within so many days and with one figure are one event.
EVENT_DAYS = 45
#: An event with a name of its own (Series C) told at dates further apart than this is two events.
NAMED_EVENT_DAYS = 400
#: Periods up to this length (a month) date a value closely enough that two different values are a conflict.
CLOSE_DAYS = 31
#: Most neighbours looked at for one wording, so that no subject costs quadratic time.
NEIGHBOURS = 64

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

    def add(self, claims: Sequence[Claim]) -> None:
        """Take claims in."""
        self.claims.extend(claims)
        self.readings.extend(read(claim, self.rule.answer) for claim in claims)


def slots(claims: Sequence[Claim], verdicts: Verdicts | None = None) -> list[Slot]:
    """Put the claims of one subject into slots; their order changes nothing.

    Args:
        claims: Claims of one subject.
        verdicts: Which claims a person joined or parted.
    """
    table = {name: one.slot for name, one in predicates().items()}
    originals, copies = _uncopied(claims)
    claims = [_dated_now(claim, table[claim.predicate]) for claim in originals]
    families: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        rule = table[claim.predicate]
        other = "" if rule.answer == "object" else claim.object_id or ""
        families.setdefault((claim.predicate, other, CLASSES.get(claim.modality, claim.modality)), []).append(claim)
    weaker: dict[tuple[str, str], list[Slot]] = {}
    found: list[Slot] = []
    for (predicate, other, modality), members in sorted(families.items(), key=lambda pair: (pair[0][2] == "actual", pair[0])):
        rule = table[predicate]
        if modality == "actual" and rule.answer == "number":
            members = _weakened(members, weaker.get((predicate, other), []))
        made = _MAKERS[rule.answer](members, Slot(predicate, rule, modality, other or None))
        if modality != "actual":
            weaker.setdefault((predicate, other), []).extend(made)
        found += made
    _exchange(found)
    if verdicts is not None and (verdicts.same or verdicts.apart):
        _arrange(found, verdicts)
    for slot in found:
        _date(slot)
        for claim in list(slot.claims):
            held = copies.get(claim.claim_id, ())
            slot.add(held)
            slot.copies.update(copy.claim_id for copy in held)
    return [slot for slot in found if slot.claims]


def _uncopied(claims: Sequence[Claim]) -> tuple[list[Claim], dict[str, list[Claim]]]:
    """Part claims into originals and their copies.

    A copy that is dated stands for an original that is not, and of copies whose original is not at hand the first stands for it.
    """
    by_id = {claim.claim_id: claim for claim in claims}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        root, seen = claim.claim_id, {claim.claim_id}
        while root in by_id and (above := by_id[root].duplicate_of) is not None and above not in seen:
            root = above
            seen.add(root)
        groups.setdefault(root, []).append(claim)
    originals: list[Claim] = []
    copies: dict[str, list[Claim]] = {}
    for root, held in groups.items():
        held.sort(key=lambda claim: (claim.period is None, claim.published is None, claim.claim_id != root, claim.claim_id))
        originals.append(held[0])
        if len(held) > 1:
            copies[held[0].claim_id] = held[1:]
    return originals, copies


def _exchange(slots: list[Slot]) -> None:
    """Join a sum to the same sum in another currency, at no rate but the one that a claim's own sentence gives."""
    told: dict[tuple[object, ...], list[tuple[Slot, Claim]]] = {}
    for slot in slots:
        for claim in slot.claims:
            if claim.also_value is not None and claim.unit == slot.unit:
                told.setdefault((slot.predicate, slot.object_id, slot.modality, claim.also_unit), []).append((slot, claim))
    for gone in slots if told else ():
        for into, claim in told.get((gone.predicate, gone.object_id, gone.modality, gone.unit), ())[:NEIGHBOURS]:
            if into is gone or not gone.claims or not _same_kind(into.qualifier, gone.qualifier) or not _overlap(into.claims, gone.claims):
                continue
            also = read(replace(claim, value=claim.also_value, lower=None, upper=None, unit=claim.also_unit), "number")
            if all(reading.vague or reading.meets(also) for reading in gone.readings):
                own = into.readings[into.claims.index(claim)]
                into.claims += gone.claims
                into.readings += [reading if reading.vague else own for reading in gone.readings]
                into.converted.update(other.claim_id for other in gone.claims)
                gone.claims, gone.readings = [], []


def _overlap(first: Sequence[Claim], second: Sequence[Claim]) -> bool:
    """Tell whether the times of two slots meet, or one of them has none."""
    times = []
    for held in (first, second):
        spans = [(claim.period_start, claim.period_end) for claim in held if claim.period_start and claim.period_end]
        if not spans:
            return True
        times.append((min(start for start, _ in spans), max(end for _, end in spans)))
    (one, last), (other, end) = times
    return one <= end and other <= last


def _arrange(slots: list[Slot], verdicts: Verdicts) -> None:
    """Join and part slots as a person decided; only claims of one predicate can be joined."""
    for one, other in verdicts.same:
        into, gone = _holding(slots, one), _holding(slots, other)
        if into is None or gone is None or into is gone or into.predicate != gone.predicate:
            continue
        into.add(gone.claims)
        gone.claims, gone.readings = [], []
    for one, other in verdicts.apart:
        held = _holding(slots, one)
        if held is not None and held is _holding(slots, other):
            place = next(place for place, claim in enumerate(held.claims) if claim.claim_id == other)
            alone = replace(held, period=None, start=None, end=None, claims=[], readings=[])
            alone.add([held.claims.pop(place)])
            held.readings.pop(place)
            slots.append(alone)


def _holding(slots: Sequence[Slot], claim_id: str) -> Slot | None:
    return next((slot for slot in slots if any(claim.claim_id == claim_id for claim in slot.claims)), None)


def _dated_now(claim: Claim, rule: SlotRule) -> Claim:
    """Date what is said of "now", and a sum so far, by the article."""
    if claim.period != "PRESENT_REF" and (claim.period or not rule.so_far):
        return claim
    if claim.published is None:
        return replace(claim, period=None, period_start=None, period_end=None)
    last = claim.published_end or claim.published
    return replace(claim, period=_timex(claim.published, last), period_start=claim.published, period_end=last)


def _timex(first: date, last: date) -> str:
    """Return the TIMEX3 value of the days from the first to the last: a day, a month or a year."""
    length = (last - first).days + 1
    return first.isoformat()[: 10 if length == 1 else 7 if length <= CLOSE_DAYS else 4]


def _order(claim: Claim) -> tuple[str, int, str]:
    return claim.document_id, claim.start, claim.claim_id


def _weakened(claims: Sequence[Claim], slots: Sequence[Slot]) -> list[Claim]:
    """Give to a forecast what its own document later repeats as a plain fact without a date: the weaker telling holds."""
    if not slots:
        return list(claims)
    planned: dict[tuple[str, int, str, Decimal | None, str | None], Slot] = {}
    for slot in slots:
        for claim in slot.claims:
            if claim.value is not None:
                planned[claim.document_id, claim.article, claim.source, claim.value, claim.unit] = slot
    dated = {(claim.value, claim.unit) for claim in claims if claim.period}
    kept = []
    for claim in claims:
        slot_of = planned.get((claim.document_id, claim.article, claim.source, claim.value, claim.unit))
        if claim.period is None and slot_of is not None and (claim.value, claim.unit) not in dated:
            slot_of.add([claim])
        else:
            kept.append(claim)
    return kept


def _like(slot: Slot, **parts: object) -> Slot:
    return Slot(slot.predicate, slot.rule, slot.modality, slot.object_id, **parts)  # type: ignore[arg-type]


def _once(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    slot = _like(family)
    slot.add(claims)
    return [slot]


def _by_object(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """One slot an entity; a claim that names none joins the entity of its qualifier, else stands alone."""
    held: dict[str, list[Claim]] = {}
    unnamed: list[Claim] = []
    for claim in claims:
        if claim.object_id is None:
            unnamed.append(claim)
        else:
            held.setdefault(claim.object_id, []).append(claim)
    for claim in unnamed:
        fitting = [
            name for name, members in held.items() if claim.qualifier and any(member.qualifier == claim.qualifier for member in members)
        ]
        held.setdefault(min(fitting) if len(fitting) == 1 else "", []).append(claim)
    made = []
    for name, members in sorted(held.items()):
        slot = Slot(family.predicate, family.rule, family.modality, name or None)
        slot.qualifier = _commonest(member.qualifier for member in members)
        slot.add(members)
        made.append(slot)
    return made


def _by_place(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """One slot a place at a time: where the names of places differ, they are told of different times."""
    made: list[Slot] = []
    for claim in sorted(claims, key=lambda claim: (-(len(claim.text_value or "")), _order(claim))):
        reading = read(claim, "place")
        home = next((slot for slot in made[:NEIGHBOURS] if any(reading.meets(other) for other in slot.readings[:8])), None)
        if home is None:
            home = _like(family)
            made.append(home)
        home.add([claim])
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

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1 if self.start and self.end else 10**6


@dataclass(slots=True)
class _Slice:
    unit: str | None
    qualifier: str | None
    start: date | None
    end: date | None
    wordings: list[_Wording]

    def fits(self, wording: _Wording) -> bool:
        """Tell whether a wording says what the slice's wordings say."""
        if not _same_kind(self.qualifier, wording.qualifier):
            return False
        figures = [held for held in self.wordings if not held.reading.vague]
        if wording.reading.vague or not figures:
            return True
        return any(
            (near(held.value, wording.value) or held.value is wording.value is None) and held.reading.meets(wording.reading)
            for held in figures[:NEIGHBOURS]
        )

    def take(self, wording: _Wording) -> None:
        self.wordings.append(wording)
        self.qualifier = self.qualifier or wording.qualifier
        self.unit = self.unit or wording.unit

    @property
    def value(self) -> Decimal | None:
        return next((held.value for held in self.wordings if held.value is not None), None)


def _same_kind(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first.casefold() == second.casefold()


def _series(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """Slots of figures: by period, by event, or by the time for which a state holds."""
    known = predicates()[family.predicate]
    kind = known.slot.kind
    dated, undated = _wordings(claims, family)
    slices: list[_Slice] = []
    exact: dict[tuple[str | None, str | None], list[_Slice]] = {}
    timeline: list[tuple[date, int]] = []
    named: dict[tuple[str | None, str], list[_Slice]] = {}
    for wording in dated:
        home = _home(wording, kind, exact, timeline, slices, named)
        if home is None:
            home = _Slice(wording.unit, wording.qualifier, wording.start, wording.end, [])
            slices.append(home)
            exact.setdefault((wording.unit, wording.period), []).append(home)
            if wording.start is not None:
                insort(timeline, (wording.start, len(slices) - 1))
            if wording.qualifier is not None:
                named.setdefault((wording.unit, wording.qualifier.casefold()), []).append(home)
        home.take(wording)
    if kind == "state":
        slices = _carried(slices)
    slices += _joined(undated, slices, kind, kind == "event" and family.object_id is not None)
    made = []
    for held in slices:
        slot = _like(family, qualifier=held.qualifier, unit=held.unit)
        for wording in held.wordings:
            slot.add(wording.claims)
        if known.measure or known.units:
            slot.qualifier = _commonest(claim.qualifier for claim in slot.claims)
            slot.unit = _commonest(claim.unit for claim in slot.claims)
        made.append(slot)
    return made


def _wordings(claims: Sequence[Claim], family: Slot) -> tuple[list[_Wording], list[_Wording]]:
    units = {claim.unit for claim in claims if claim.unit}
    only = next(iter(units)) if len(units) == 1 else None
    held: dict[tuple[object, ...], _Wording] = {}
    for claim in claims:
        unit = claim.unit or only
        now = _is_now(claim)
        qualifier, unit = measure(family.predicate, claim.qualifier, unit)
        key = (claim.value, claim.lower, claim.upper, claim.relation, unit, qualifier, claim.period, claim.text_value, now)
        wording = held.get(key)
        if wording is None:
            start, end = (claim.period_start, claim.period_end) if claim.period else (None, None)
            reading = read(claim, family.rule.answer)
            held[key] = _Wording([claim], reading, claim.value, unit, qualifier, claim.period, start, end, now)
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
    exact: Mapping[tuple[str | None, str | None], list[_Slice]],
    timeline: list[tuple[date, int]],
    slices: list[_Slice],
    named: Mapping[tuple[str | None, str], list[_Slice]],
) -> _Slice | None:
    """Find the slice of a dated wording: of the same period, of the same event, or the finer one that its period contains."""
    same = [held for held in exact.get((wording.unit, wording.period), ())[:NEIGHBOURS] if _same_kind(held.qualifier, wording.qualifier)]
    best = min(same, key=lambda held: (not held.fits(wording), (held.qualifier or "") != (wording.qualifier or "")), default=None)
    if best is not None and (best.fits(wording) or (best.qualifier or "") == (wording.qualifier or "")):
        return best
    if kind == "event" and wording.qualifier is not None:
        for held in named.get((wording.unit, wording.qualifier.casefold()), ())[:NEIGHBOURS]:
            if held.start is None or wording.start is None or abs((held.start - wording.start).days) <= NAMED_EVENT_DAYS:
                return held
    if kind == "flow" or wording.start is None or wording.end is None:
        return best
    slack = timedelta(days=EVENT_DAYS if kind == "event" else 0)
    first = bisect_left(timeline, (wording.start - slack if wording.start > date.min + slack else date.min, -1))
    inside = [
        slices[place]
        for start, place in timeline[first : first + NEIGHBOURS]
        if start <= wording.end + slack and slices[place].unit in (wording.unit, None)
    ]
    inside = [held for held in inside if _same_kind(held.qualifier, wording.qualifier)]
    fitting = [held for held in inside if held.fits(wording)]
    if fitting:
        return min(fitting, key=lambda held: ((held.qualifier or "") != (wording.qualifier or ""), held.start or date.min))
    if best is None and wording.length <= CLOSE_DAYS:
        return next((held for held in inside if held.start and held.end and wording.start <= held.start and held.end <= wording.end), None)
    return best


def _carried(slices: list[_Slice]) -> list[_Slice]:
    """Join what a document says of its own time to the value of a state that held then."""
    last: dict[tuple[str | None, str | None], _Slice] = {}
    kept = []
    for held in sorted(slices, key=lambda held: (held.start or date.min, held.end or date.min)):
        keys = [(held.unit, held.qualifier), (held.unit, None)]
        before = next((last[key] for key in keys if key in last), None)
        restated = all(wording.now for wording in held.wordings)
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
            if _same_kind(held.qualifier, wording.qualifier) and held.unit in (wording.unit, None)
        ]
        fitting = [held for held in pool if held.fits(wording)]
        if not fitting and kind in ("event", "state"):
            fitting = [
                held for held in pool if near(held.value, wording.value) and (_one_event(wording, held, deal) or _told_then(wording, held))
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
            new.append(_Slice(wording.unit, wording.qualifier, None, None, [wording]))
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
    slack = timedelta(days=EVENT_DAYS)
    return (told[1] - told[0]).days <= CLOSE_DAYS and told[0] <= when[1] + slack and when[0] <= told[1]


def _told(claims: Sequence[Claim]) -> tuple[date, date] | None:
    """Return the first and last day on which articles print some claims."""
    dates = [(claim.published, claim.published_end or claim.published) for claim in claims if claim.published]
    return (min(first for first, _ in dates), max(last for _, last in dates)) if dates else None


_MAKERS: Mapping[str, Callable[[Sequence[Claim], Slot], list[Slot]]] = {
    "number": _series,
    "object": _by_object,
    "place": _by_place,
    "date": _once,
}


def _commonest(values: object) -> str | None:
    counts = Counter(value for value in values if value)  # type: ignore[attr-defined]
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _date(slot: Slot) -> None:
    """Give a slot the finest period that its claims state; of several, the one that most of them state."""
    if slot.rule.answer == "date":
        return
    counts: dict[tuple[int, str, date | None, date | None], int] = {}
    for claim in slot.claims:
        if claim.period:
            length = (claim.period_end - claim.period_start).days if claim.period_start and claim.period_end else 10**6
            key = (length, claim.period, claim.period_start, claim.period_end)
            counts[key] = counts.get(key, 0) + 1
    if not counts and slot.modality == "discussed":
        # what is in talks is in talks when it is told
        told = min(((claim.published, claim.published_end or claim.published) for claim in slot.claims if claim.published), default=None)
        if told:
            slot.period, slot.start, slot.end = _timex(*told), *told
    if counts:
        grade = {key: (_grade(key[0]), "W" in key[1], -count, key[2] or date.min, key[1]) for key, count in counts.items()}
        best = min(counts, key=grade.__getitem__)
        _, slot.period, slot.start, slot.end = best


def _grade(length: int) -> int:
    """Return the precision of a period, finest first; a day is no finer than its month where a series is told by months."""
    return 0 if length <= CLOSE_DAYS else 1 if length <= 92 else 2 if length <= 184 else 3 if length <= 366 else 4


__all__ = ["CLASSES", "Slot", "slots"]
