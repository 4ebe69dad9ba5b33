"""Which claims answer the same question.

In: the claims of one subject. Out: slots: predicate, object, qualifier, period, unit and kind of modality, each with its claims. Every
claim is in exactly one slot. Never: a choice between the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pipeline.facts.decisions import Verdicts
from pipeline.facts.overtaken import overtaken
from pipeline.facts.series import series
from pipeline.facts.slot import CLASSES, CLOSE_DAYS, NEIGHBOURS, Slot, commonest, like, order, same_kind
from pipeline.facts.values import read
from pipeline.predicates import SlotRule, predicates
from pipeline.records import Claim


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
    for claim in sorted(claims, key=order):
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
        slot.overtaken.update(overtaken(slot))
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
        held.sort(key=lambda claim: (claim.period is None, claim.published is None, claim.claim_id != root, order(claim)))
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
            if into is gone or not gone.claims or not same_kind(into.qualifier, gone.qualifier) or not _overlap(into.claims, gone.claims):
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


def _once(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """One slot, or one for each name of what happened (founded, incorporated); a claim that names none joins the one that it fits."""
    made: dict[str, Slot] = {}
    for claim in sorted(claims, key=lambda claim: (claim.qualifier is None, order(claim))):
        name = (claim.qualifier or "").casefold()
        if not name and made:
            reading = read(claim, family.rule.answer)
            named = list(made.values())[:NEIGHBOURS]
            fitting = [held for held in named if any(reading.meets(other) for other in held.readings[:NEIGHBOURS])]
            (fitting or [made.setdefault("", like(family))])[0].add([claim])
        else:
            made.setdefault(name, like(family, qualifier=claim.qualifier)).add([claim])
    return list(made.values())


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
        slot.qualifier = commonest(member.qualifier for member in members)
        slot.add(members)
        made.append(slot)
    return made


def _by_place(claims: Sequence[Claim], family: Slot) -> list[Slot]:
    """One slot a place at a time: where the names of places differ, they are told of different times."""
    made: list[Slot] = []
    for claim in sorted(claims, key=lambda claim: (-(len(claim.text_value or "")), order(claim))):
        reading = read(claim, "place")
        home = next((slot for slot in made[:NEIGHBOURS] if any(reading.meets(other) for other in slot.readings[:8])), None)
        if home is None:
            home = like(family)
            made.append(home)
        home.add([claim])
    return made


_MAKERS: Mapping[str, Callable[[Sequence[Claim], Slot], list[Slot]]] = {
    "number": series,
    "object": _by_object,
    "place": _by_place,
    "date": _once,
}


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
