"""Claims to facts: what do the documents say together, and why this value.

In: the claims of all documents. Out: a fact for each slot, and each claim's part in it. Claims of one subject never look at those of
another, but for what all claims say of the sources. Never: a claim changed or dropped, a value that no claim states.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from pipeline.readings import ANY, Interval, Reading, days, printed, stated_date
from pipeline.records import Claim, Entity, Fact, FactClaim, content_id
from pipeline.slots import Slot, slots
from pipeline.sources import Sources, shipped
from pipeline.voices import Press, masthead, press, speaker, voices

#: Natural logarithm of the range in which a wrong figure may lie: four decades.
RANGE = 4 * math.log(10)
#: The same for a date: twenty years, in days.
DATE_RANGE = 20 * 365.25
#: Other names that a wrong answer may give.
NAMES = 50
#: Least share of a voice's claims that must agree for the voice to vote at all.
MAJORITY = 2 / 3
#: No fact is surer than this.
SUREST = 0.98


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the voices are believed.

    Attributes:
        of: Voice -> probability that a claim of it is right.
        unknown: The same for a voice that is not listed.
    """

    of: Mapping[str, float]
    unknown: float

    def log_odds(self, voice: str) -> float:
        """Return the weight of a voice's word, in nats."""
        chance = min(max(self.of.get(voice, self.unknown), 0.01), 0.99)
        return math.log(chance / (1 - chance))


def reconcile(
    claims: Sequence[Claim], *, entities: Sequence[Entity] = (), sources: Sources | None = None
) -> tuple[tuple[Fact, ...], tuple[FactClaim, ...]]:
    """Reconcile claims; their order changes nothing.

    Args:
        claims: The claims of all documents.
        entities: All entities, for their names.
        sources: The user's list of sources; None takes the shipped one.

    Returns:
        Facts by subject, predicate and period, and every claim's part in them.
    """
    sources = shipped() if sources is None else sources
    known = press(claims, entities, sources.same)
    trust = Trust({masthead(name, known): chance for name, chance in sources.prior.items()}, sources.unknown)
    names = {entity.entity_id: entity.name for entity in entities}
    by_subject: dict[str, list[Claim]] = {}
    for claim in claims:
        by_subject.setdefault(claim.subject_id, []).append(claim)
    facts: list[Fact] = []
    parts: list[FactClaim] = []
    for subject in sorted(by_subject):
        made, linked = reconcile_subject(by_subject[subject], names=names, known=known, trust=trust)
        facts += made
        parts += linked
    return tuple(facts), tuple(parts)


def reconcile_subject(
    claims: Sequence[Claim], *, names: Mapping[str, str], known: Press, trust: Trust
) -> tuple[list[Fact], list[FactClaim]]:
    """Reconcile the claims of one subject.

    Args:
        claims: Claims with one subject_id.
        names: Entity -> its name.
        known: What all claims say of the sources.
        trust: How far voices are believed.
    """
    drafts = [_draft(slot, known, trust, names) for slot in slots(claims)]
    _dated_by(drafts)
    _succeed(drafts)
    facts, parts = [], []
    taken: Counter[str] = Counter()
    for draft in sorted(drafts, key=_Draft.order):
        taken[draft.key] += 1
        draft.fact_id = content_id("fact", draft.key, taken[draft.key] if taken[draft.key] > 1 else "")
    for draft in sorted(drafts, key=_Draft.order):
        fact, linked = _publish(draft, names)
        facts.append(fact)
        parts += linked
    return facts, parts


# ------------------------------------------------------------------------------------------------------------ one slot


@dataclass(frozen=True, slots=True)
class _Vote:
    """What a voice says of a slot.

    Attributes:
        reading: What all of its claims, or most of them, allow; None where it contradicts itself.
        weight: Of its word, in nats.
        own: Whether some of its own claims say otherwise.
    """

    reading: Reading | None
    weight: float
    own: bool = False


@dataclass(slots=True)
class _Draft:
    """A fact in the making."""

    slot: Slot
    voice: list[str]
    votes: dict[str, _Vote]
    chosen: int
    agrees: list[bool]
    cell: Reading
    support: float
    runner_up: float
    status: str
    relation: str
    lower: Decimal | None
    upper: Decimal | None
    names: Mapping[str, str]
    fact_id: str = ""
    confidence: float = 0.0
    superseded_by: _Draft | None = None
    current: bool | None = None
    overtaken: list[_Draft] | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        """What is asked, as one string."""
        slot = self.slot
        asked = (slot.claims[0].subject_id, slot.predicate, slot.object_id, slot.qualifier, slot.period, slot.unit, slot.modality)
        return "\x1f".join(part or "" for part in asked)

    def order(self) -> tuple[str, str, str, str, str, str, str]:
        slot = self.slot
        return (
            slot.predicate,
            slot.period or "",
            slot.object_id or "",
            slot.qualifier or "",
            slot.modality,
            slot.unit or "",
            min(claim.claim_id for claim in slot.claims),
        )


def _draft(slot: Slot, known: Press, trust: Trust, names: Mapping[str, str]) -> _Draft:
    """Choose the answer of a slot."""
    order = sorted(range(len(slot.claims)), key=lambda place: slot.claims[place].claim_id)
    slot.claims[:] = [slot.claims[place] for place in order]
    slot.readings[:] = [slot.readings[place] for place in order]
    voice = voices(slot.claims, slot.readings, known)
    votes = _votes(slot, voice, known, trust)
    cell, support, runner_up = _best(votes, slot)
    agrees = [reading.meets(cell) for reading in slot.readings]
    chosen = _finest(slot, voice, votes, agrees)
    relation, lower, upper = _merged(slot, agrees, chosen)
    claim = slot.claims[chosen]
    if slot.rule.answer == "date":
        slot.period = stated_date(claim)
        slot.start, slot.end = days(slot.period or "") or (None, None)
    draft = _Draft(slot, voice, votes, chosen, agrees, cell, support, runner_up, "", relation, lower, upper, names)
    draft.status = _status(draft)
    draft.confidence = _confidence(draft)
    return draft


def _votes(slot: Slot, voice: Sequence[str], known: Press, trust: Trust) -> dict[str, _Vote]:
    """Let each voice speak once: with what its claims allow together, or with nothing where it contradicts itself."""
    members: dict[str, list[int]] = {}
    for place, name in enumerate(voice):
        members.setdefault(name, []).append(place)
    votes = {}
    for name in sorted(members):
        places = members[name]
        spoken = [slot.readings[place] for place in places if slot.claims[place].duplicate_of is None] or [slot.readings[places[0]]]
        spoken = [reading for reading in spoken if not reading.vague]
        log_odds = max(trust.log_odds(speaker(slot.claims[place], known)) for place in places)
        if not spoken:
            votes[name] = _Vote(Reading(vague=True, form="vague"), 0.0)
            continue
        cell, count = _common(spoken)
        if count == len(spoken):
            votes[name] = _Vote(cell, log_odds + _detail(cell, slot))
        elif count >= MAJORITY * len(spoken):
            votes[name] = _Vote(cell, (log_odds + _detail(cell, slot)) * count / len(spoken), own=True)
        else:
            votes[name] = _Vote(None, 0.0, own=True)
    return votes


def _common(readings: Sequence[Reading]) -> tuple[Reading, int]:
    """Return what most readings allow together, and how many they are."""
    cell, weight, _ = _sweep([(reading, 1.0) for reading in readings])
    return cell, round(weight)


def _best(votes: Mapping[str, _Vote], slot: Slot) -> tuple[Reading, float, float]:
    """Return the best-supported reading, its support, and that of the best one that excludes it."""
    heard = [(vote.reading, vote.weight) for vote in votes.values() if vote.reading is not None and not vote.reading.vague]
    if not heard:
        spoken = [reading for reading in slot.readings if not reading.vague]
        if not spoken:
            return Reading(vague=True, form="vague"), 0.0, 0.0
        return _common(spoken)[0], 0.0, 0.0
    return _sweep(heard)


def _sweep(heard: Sequence[tuple[Reading, float]]) -> tuple[Reading, float, float]:
    """Find the piece of the scale, or the name, with the most weight behind it: one sort, then one pass.

    Returns:
        The piece, its weight, and the weight of the best piece that no reading of the first one allows.
    """
    if any(reading.name is not None for reading, _ in heard):
        return _sweep_names(heard)
    points = {reading.interval.low for reading, _ in heard if reading.interval.exact}
    ends = sorted({end for reading, _ in heard for end in (reading.interval.low, reading.interval.high) if end is not None})
    place = {end: index for index, end in enumerate(ends)}
    gain = [0.0] * (2 * len(ends) + 2)
    spans = []
    for reading, weight in heard:
        span = reading.interval
        first, last = 0, 2 * len(ends)
        if span.low is not None:
            touching = not span.low_open and (span.exact or span.low in points or span.high is None)
            first = 2 * place[span.low] + (1 if touching else 2)
        if span.high is not None:
            touching = not span.high_open and (span.exact or span.high in points or span.low is None)
            last = 2 * place[span.high] + (1 if touching else 0)
        gain[first] += weight
        gain[last + 1] -= weight
        spans.append((first, last))
    total, totals = 0.0, []
    for change in gain[:-1]:
        total += change
        totals.append(total)
    best = max(range(len(totals)), key=lambda index: (round(totals[index], 9), -abs(index - len(ends)), -index))
    low = ends[(best - 1) // 2] if best > 0 else None
    high = ends[best // 2] if best < 2 * len(ends) else None
    piece = Interval(low, high, best % 2 == 0, best % 2 == 0) if low != high or low is None else Interval(low, low)
    inside = [index for index, (first, last) in enumerate(spans) if first <= best <= last]
    reach = (min(spans[index][0] for index in inside), max(spans[index][1] for index in inside)) if inside else (best, best)
    outside = [totals[index] for index in range(len(totals)) if index < reach[0] or index > reach[1]]
    rival = max(
        (weight for index, (_, weight) in enumerate(heard) if not spans[index][0] <= best <= spans[index][1]),
        default=0.0,
    )
    return Reading(interval=piece), totals[best], max([rival, *outside], default=0.0)


def _sweep_names(heard: Sequence[tuple[Reading, float]]) -> tuple[Reading, float, float]:
    weights: dict[str, float] = {}
    for reading, weight in heard:
        weights[reading.name or ""] = weights.get(reading.name or "", 0.0) + weight
    support = {name: sum(weight for other, weight in weights.items() if Reading(name=other).meets(Reading(name=name))) for name in weights}
    best = min(weights, key=lambda name: (-round(support[name], 9), -round(weights[name], 9), len(name), name))
    rivals = [support[name] for name in weights if not Reading(name=name).meets(Reading(name=best))]
    return Reading(name=best, form=best), support[best], max(rivals, default=0.0)


def _detail(reading: Reading, slot: Slot) -> float:
    """Return what a reading's precision adds to its weight, in nats: the narrower, the less likely by chance."""
    if reading.name is not None:
        return math.log(NAMES)
    span = reading.interval
    if span.low is None or span.high is None:
        return math.log(2)
    if slot.rule.answer == "date":
        return math.log(DATE_RANGE / min(max(float(span.high - span.low), 1.0), DATE_RANGE / 2))
    low, high = float(span.low), float(span.high)
    share = math.log(high / low) if low > 0 else (high - low) / max(abs(low), abs(high), 1e-12)
    return math.log(RANGE / min(max(share, 1e-3), RANGE / 2))


def _finest(slot: Slot, voice: Sequence[str], votes: Mapping[str, _Vote], agrees: Sequence[bool]) -> int:
    """Choose the claim to print: the most precise one that the best-supported reading contains, of a voice that votes."""
    tellers: dict[str, set[str]] = {}
    for place, reading in enumerate(slot.readings):
        tellers.setdefault(reading.form, set()).add(voice[place])

    def rank(place: int) -> tuple[bool, bool, bool, float, int, bool, bool, str]:
        claim, reading = slot.claims[place], slot.readings[place]
        width = reading.interval.width
        return (
            not agrees[place],
            reading.vague,
            votes[voice[place]].reading is None,
            0.0 if reading.name is not None else math.inf if width is None else float(width),
            -len(tellers[reading.form]),
            claim.duplicate_of is not None,
            claim.relation != "eq",
            claim.claim_id,
        )

    best = min(range(len(slot.claims)), key=rank)
    bounds = [place for place, agreed in enumerate(agrees) if agreed and not slot.readings[place].vague]
    if bounds and slot.readings[best].vague:
        best = min(bounds, key=rank)
    return best


def _merged(slot: Slot, agrees: Sequence[bool], chosen: int) -> tuple[str, Decimal | None, Decimal | None]:
    """Merge relation and limits of the supporting claims: the strictest bound at the figure's own precision, else a hedge."""
    claim = slot.claims[chosen]
    if claim.value is None or slot.rule.answer == "date":
        return claim.relation, None, None
    low, high = printed(claim)
    own = Interval(low, high)
    relations = {claim.relation}
    limits = own
    for place, other in enumerate(slot.claims):
        if not agrees[place] or other.value is None or slot.readings[place].vague:
            continue
        bound = other.relation in ("gt", "ge", "lt", "le")
        if bound and own.low is not None and own.high is not None and not own.low <= other.value <= own.high:
            continue
        low, high = printed(other)
        both = limits.meet(Interval(low, high))
        if both is not None:
            limits = both
            if other.value == claim.value or bound:
                relations.add(other.relation)
    relation = next((name for name in ("range", "gt", "ge", "lt", "le", "approx", "eq") if name in relations), claim.relation)
    if claim.relation != "range" and relation == "range":
        relation = claim.relation
    return relation, limits.low, limits.high


def _status(draft: _Draft) -> str:
    """Return conflicting, agreed, compatible or single_source, the first that holds."""
    voters = {name: vote for name, vote in draft.votes.items() if vote.reading is not None}
    heard = [vote.reading for vote in voters.values() if vote.reading is not None and not vote.reading.vague]
    if len(heard) > 1 and not _all_meet(heard):
        return "conflicting"
    for_it = {draft.voice[place] for place, agreed in enumerate(draft.agrees) if agreed}
    if len(for_it) < 2:
        return "single_source"
    if draft.slot.rule.answer == "place":
        return "agreed" if sum(1 for name in for_it if name in voters and not _vague(voters[name])) > 1 else "compatible"
    forms: dict[str, set[str]] = {}
    for place, reading in enumerate(draft.slot.readings):
        if draft.agrees[place] and draft.voice[place] in voters:
            forms.setdefault(reading.form, set()).add(draft.voice[place])
    only_vague = all(reading.vague for reading in draft.slot.readings)
    return "agreed" if any(len(told) > 1 for form, told in forms.items() if form != "vague" or only_vague) else "compatible"


def _vague(vote: _Vote) -> bool:
    return vote.reading is None or vote.reading.vague


def _all_meet(readings: Sequence[Reading]) -> bool:
    """Tell whether one value can satisfy all readings; on a line, this holds when every two of them meet."""
    if any(reading.name is not None for reading in readings):
        return all(reading.meets(readings[0]) for reading in readings)
    common = ANY
    for reading in readings:
        both = common.meet(reading.interval)
        if both is None:
            return False
        common = both
    return True


def _confidence(draft: _Draft) -> float:
    """Return the probability that the answer is right, from the voices for it and against it."""
    for_it = against = 0.0
    agreeing = {draft.voice[place] for place, agreed in enumerate(draft.agrees) if agreed}
    for name, vote in draft.votes.items():
        if vote.reading is None:
            continue
        word = max(vote.weight - (_detail(vote.reading, draft.slot) if not vote.reading.vague else 0.0), 0.0)
        if name in agreeing:
            for_it += max(word, 0.1) if not vote.reading.vague else 0.1
        else:
            against += word
    sure = max((claim.confidence for place, claim in enumerate(draft.slot.claims) if draft.agrees[place]), default=1.0)
    return round(min(1 / (1 + math.exp(-(for_it - against))), SUREST) * sure, 4)


# ------------------------------------------------------------------------------------------------------ between slots


def _dated_by(drafts: Sequence[_Draft]) -> None:
    """Date what happened with another event, where no claim dates it: founders found in the year of founding."""
    for draft in drafts:
        if draft.slot.period is None and draft.slot.rule.dated_by:
            dating = [one for one in drafts if one.slot.predicate == draft.slot.rule.dated_by and one.slot.period]
            if dating:
                best = max(dating, key=lambda one: (one.confidence, one.slot.period or ""))
                draft.slot.period, draft.slot.start, draft.slot.end = best.slot.period, best.slot.start, best.slot.end


def _succeed(drafts: Sequence[_Draft]) -> None:
    """Say which facts came after which: the next value of a state, what became of a plan, who followed whom in a post."""
    actual: dict[str, list[_Draft]] = {}
    for draft in drafts:
        if draft.slot.modality == "actual":
            actual.setdefault(draft.slot.predicate, []).append(draft)
    for draft in drafts:
        if draft.slot.modality != "actual":
            after = [other for other in actual.get(draft.slot.predicate, []) if _overtakes(other.slot, draft.slot)]
            if after:
                _overtake(min(after, key=lambda other: (other.slot.start or date.max, other.key)), draft)
    for predicate in sorted(actual):
        rule = actual[predicate][0].slot.rule
        if rule.kind != "state" or rule.several:
            continue
        if rule.answer == "object":
            _posts(actual[predicate])
            continue
        lines: dict[tuple[str, str, str], list[_Draft]] = {}
        for draft in actual[predicate]:
            slot = draft.slot
            if slot.start is not None:
                lines.setdefault((slot.object_id or "", slot.unit or "", slot.qualifier or ""), []).append(draft)
        for line in lines.values():
            line.sort(key=lambda draft: (draft.slot.start or date.min, draft.slot.end or date.min, draft.key))
            for before, after_it in pairwise(line):
                before.current, before.superseded_by = False, after_it
                if after_it.slot.start and before.slot.start and after_it.slot.start > before.slot.start:
                    before.end = after_it.slot.start - timedelta(days=1)
            line[-1].current = True


def _overtake(after: _Draft, before: _Draft) -> None:
    before.superseded_by, before.current = after, False
    if before.status != "conflicting":
        before.status = "superseded"
    after.overtaken = [*(after.overtaken or []), before]


def _overtakes(actual: Slot, planned: Slot) -> bool:
    """Tell whether an actual slot settles a plan: the same question, at the plan's time or later."""
    if planned.rule.answer != "object" and actual.object_id != planned.object_id:
        return False
    if actual.unit != planned.unit and actual.unit and planned.unit:
        return False
    if planned.qualifier and actual.qualifier and planned.qualifier.casefold() != actual.qualifier.casefold():
        return False
    if planned.rule.kind == "flow":
        return planned.period is not None and actual.period == planned.period
    if actual.end is None:
        return False
    since = planned.start or min((claim.published for claim in planned.claims if claim.published), default=None)
    return since is not None and actual.end >= since


def _posts(drafts: Sequence[_Draft]) -> None:
    """Order the holders of a post; two names at one time are a succession where anything tells them apart."""
    held = [draft for draft in drafts if draft.slot.object_id]
    held.sort(key=lambda draft: (*_since(draft.slot), draft.key))
    for before, after in pairwise(held):
        told = {name for name, vote in before.votes.items() if vote.reading and not vote.reading.vague}
        both = told & set(after.votes)
        if _since(before.slot) == _since(after.slot):
            if not both and before.slot.start and before.slot.start == after.slot.start and before.slot.end == after.slot.end:
                before.status = after.status = "conflicting"
            continue
        _overtake(after, before)
        if after.slot.start and before.slot.start and after.slot.start > before.slot.start:
            before.end = after.slot.start - timedelta(days=1)
    if held and held[-1].status != "conflicting":
        held[-1].current = True


def _since(slot: Slot) -> tuple[date, date]:
    """Return since when somebody is known to hold a post: by the first period stated, then by the first article that says so."""
    stated = min((claim.period_start for claim in slot.claims if claim.period_start), default=date.max)
    told = min((claim.published_end or claim.published for claim in slot.claims if claim.published), default=date.max)
    return min(stated, told or date.max), told or date.max


# ------------------------------------------------------------------------------------------------------- publishing


def _publish(draft: _Draft, names: Mapping[str, str]) -> tuple[Fact, list[FactClaim]]:
    slot, claim = draft.slot, draft.slot.claims[draft.chosen]
    agreeing = sorted({draft.voice[place] for place, agreed in enumerate(draft.agrees) if agreed})
    parts = [_part(draft, place) for place in range(len(slot.claims))]
    for before in draft.overtaken or []:
        when = before.slot.modality if before.slot.modality != "actual" else "held until then"
        parts += [FactClaim(draft.fact_id, other.claim_id, "superseded", 0.0, f"{when}; overtaken by this") for other in before.slot.claims]
    fact = Fact(
        fact_id=draft.fact_id,
        subject_id=claim.subject_id,
        subject=names.get(claim.subject_id, claim.subject_id),
        predicate=slot.predicate,
        object_id=slot.object_id,
        object=names.get(slot.object_id, slot.object_id) if slot.object_id else None,
        qualifier=slot.qualifier,
        period=slot.period,
        period_start=slot.start,
        period_end=draft.end or slot.end,
        unit=slot.unit or claim.unit,
        value=claim.value,
        lower=draft.lower,
        upper=draft.upper,
        relation=draft.relation,
        text_value=claim.text_value,
        modality=_modality(slot.claims),
        status=draft.status,
        confidence=draft.confidence,
        claims=len(slot.claims),
        documents=len({one.document_id for one in slot.claims}),
        independent_sources=len(agreeing),
        current=draft.current,
        superseded_by=draft.superseded_by.fact_id if draft.superseded_by else None,
    )
    return replace(fact, explanation=_explained(draft, fact)), parts


def _modality(claims: Iterable[Claim]) -> str:
    """Return the modality of a fact; plain telling wins over an estimate, a plan over its plain repetition."""
    found = {claim.modality for claim in claims}
    return next((name for name in ("discussed", "forecast", "actual", "estimate") if name in found), "actual")


def _part(draft: _Draft, place: int) -> FactClaim:
    claim, reading, vote = draft.slot.claims[place], draft.slot.readings[place], draft.votes[draft.voice[place]]
    weight = round(vote.weight, 3)
    if place == draft.chosen:
        return FactClaim(draft.fact_id, claim.claim_id, "chosen", weight, "the most precise figure of the best-supported reading")
    if claim.duplicate_of is not None:
        return FactClaim(draft.fact_id, claim.claim_id, "duplicate", 0.0, "a copy of another passage")
    if not draft.agrees[place]:
        reason = "its source contradicts itself and votes for neither side" if vote.own else "excludes the chosen value"
        return FactClaim(draft.fact_id, claim.claim_id, "conflicts", 0.0 if vote.own else weight, reason)
    if reading.vague:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "gives no figure; compatible")
    if vote.reading is None:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "compatible, but its source contradicts itself and has no vote")
    if draft.voice[place] == draft.voice[draft.chosen]:
        return FactClaim(draft.fact_id, claim.claim_id, "supports", 0.0, "same voice as the chosen claim")
    same = reading.form == draft.slot.readings[draft.chosen].form
    return FactClaim(draft.fact_id, claim.claim_id, "supports", weight, "says the same" if same else "compatible with the chosen value")


# ------------------------------------------------------------------------------------------------------ explanation

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_RELATIONS = {"gt": "more than ", "ge": "at least ", "lt": "less than ", "le": "up to ", "approx": "about "}


def shown(value: Decimal, unit: str | None = None) -> str:
    """Return a figure as a person writes it: 14.3 billion USD."""
    for size, word in _SCALES:
        if abs(value) >= size:
            text = f"{(value / size).normalize():f} {word}"
            break
    else:
        text = f"{value.normalize():f}"
    return f"{text}{'' if unit == '%' else ' '}{unit}" if unit else text


def _told(draft: _Draft, place: int) -> str:
    claim = draft.slot.claims[place]
    if claim.value is not None and draft.slot.rule.answer == "number":
        return _RELATIONS.get(claim.relation, "") + shown(claim.value, claim.unit or draft.slot.unit)
    if draft.slot.rule.answer == "object":
        return draft.names.get(claim.object_id or "", claim.object_id or "no name")
    return claim.text_value or stated_date(claim) or "no figure"


def _voice_names(draft: _Draft, voices_of: Iterable[str]) -> str:
    printed_as: dict[str, str] = {}
    for place, name in enumerate(draft.voice):
        claim = draft.slot.claims[place]
        known = draft.names.get(name)
        printed_as.setdefault(
            name, known or (claim.source if claim.source and claim.source != claim.document_id else f"document {name[:8]}")
        )
    found = sorted({printed_as.get(name, name) for name in voices_of})
    return ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")


def _explained(draft: _Draft, fact: Fact) -> str:
    """Say in one sentence who gives the value, who disagrees, and which rule decided."""
    slot = draft.slot
    agreeing = {draft.voice[place] for place, agreed in enumerate(draft.agrees) if agreed}
    many = f"{len(agreeing)} independent voices" if len(agreeing) > 1 else "One voice"
    verb = "give" if len(agreeing) > 1 else "gives"
    if fact.value is not None and slot.rule.answer == "number":
        value = _RELATIONS.get(fact.relation, "") + shown(fact.value, fact.unit)
        if fact.lower is not None and fact.upper is not None and fact.lower != fact.upper:
            value += f" (allowed: {shown(fact.lower)} to {shown(fact.upper)})"
    else:
        value = _told(draft, draft.chosen)
    said = f"{many} ({_voice_names(draft, agreeing)}) {verb} {value}"
    if slot.period and slot.rule.answer != "date":
        said += f" for {slot.period}"
    repeats = sum(1 for place, agreed in enumerate(draft.agrees) if agreed) - len(agreeing)
    if repeats > 0:
        said += f"; {repeats} more {'claims repeat' if repeats > 1 else 'claim repeats'} them"
    rivals: dict[str, set[str]] = {}
    torn: set[str] = set()
    for place, agreed in enumerate(draft.agrees):
        if draft.votes[draft.voice[place]].reading is None:
            torn.add(draft.voice[place])
        elif not agreed:
            rivals.setdefault(_told(draft, place), set()).add(draft.voice[place])
    if rivals:
        listed = sorted(rivals.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:3]
        said += "; against " + " and ".join(f"{told} ({_voice_names(draft, who)})" for told, who in listed)
        said += f", which weigh {draft.runner_up:.1f} nats against {draft.support:.1f}"
    if torn:
        said += (
            f"; {_voice_names(draft, torn)} {'contradict themselves and have' if len(torn) > 1 else 'contradicts itself and has'} no vote"
        )
    if draft.superseded_by is not None:
        later = draft.superseded_by
        said += f"; followed by {_told(later, later.chosen)}" + (f" in {later.slot.period}" if later.slot.period else "")
    return said + "."
