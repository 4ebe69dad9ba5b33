"""One slot: what its voices say, which value they support best, and what they are to each other.

In: a slot with its claims. Out: a draft of its fact: the chosen claim, its limits, status and confidence. Never: anything of other slots.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

from pipeline.facts.decisions import Verdicts
from pipeline.facts.grouping import Slot
from pipeline.facts.independence import Press, speaker, voices
from pipeline.facts.values import ANY, Interval, Reading, days, printed, stated_date

#: Natural logarithm of the range in which a wrong figure may lie: four decades.
RANGE = 4 * math.log(10)
#: The same for a date: twenty years, in days.
DATE_RANGE = 20 * 365.25
#: Logarithm of the ratio of the limits of a figure below which it gains nothing by being more precise: a tenth of a percent.
PRECISE = 1e-3
#: Least share of a voice's claims that must agree for the voice to vote at all.
MAJORITY = 2 / 3
#: Share of the odds that is left where voices conflict: then some of them are wrong together.
TORN = 0.5
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

    def chance(self, voice: str) -> float:
        """Return the probability that a claim of a voice is right."""
        return min(max(self.of.get(voice, self.unknown), 0.01), 0.99)


@dataclass(frozen=True, slots=True)
class Vote:
    """What a voice says of a slot.

    Attributes:
        reading: What all of its claims, or most of them, allow; None where it contradicts itself.
        weight: Of its word, in nats.
        chance: Probability that a claim of it is right.
        own: Whether some of its own claims say otherwise.
    """

    reading: Reading | None
    weight: float
    chance: float
    own: bool = False


@dataclass(slots=True)
class Draft:
    """A fact in the making."""

    slot: Slot
    voice: list[str]
    votes: dict[str, Vote]
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
    superseded_by: Draft | None = None
    current: bool | None = None
    overtaken: list[Draft] = field(default_factory=list)
    end: date | None = None
    accepted: bool = False
    rejected: frozenset[str] = frozenset()
    mistaken: frozenset[str] = frozenset()
    remarks: list[str] = field(default_factory=list)

    def agreeing(self) -> set[str]:
        """Return the voices behind the value."""
        return {self.voice[place] for place, agreed in enumerate(self.agrees) if agreed}

    def judged(self) -> list[tuple[str, bool]]:
        """Return which voices the other voices find right or wrong; a voice that stands alone for the value judges nobody."""
        heard = {name: vote.reading for name, vote in self.votes.items() if vote.reading is not None and not vote.reading.vague}
        right = {name for name, reading in heard.items() if reading.meets(self.cell)}
        return [(name, name in right) for name in heard if len(right) > (name in right)]

    @property
    def key(self) -> str:
        """What is asked, as one string."""
        slot = self.slot
        asked = (slot.claims[0].subject_id, slot.predicate, slot.object_id, slot.qualifier, slot.period, slot.unit, slot.modality)
        return "\x1f".join(part or "" for part in asked)

    def order(self) -> tuple[str, str, str, str, str, str, str]:
        """Return where its fact stands among those of the subject."""
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


def choose(slot: Slot, known: Press, trust: Trust, names: Mapping[str, str], verdicts: Verdicts) -> Draft:
    """Choose the answer of a slot.

    Args:
        slot: The slot; its claims are put in order, its period may be set by the answer.
        known: What all claims say of the sources.
        trust: How far voices are believed.
        names: Entity -> its name.
        verdicts: What a person decided.
    """
    order = sorted(range(len(slot.claims)), key=lambda place: slot.claims[place].claim_id)
    slot.claims[:] = [slot.claims[place] for place in order]
    slot.readings[:] = [slot.readings[place] for place in order]
    voice = voices(slot.claims, slot.readings, known)
    rejected = [claim.claim_id in verdicts.rejected for claim in slot.claims]
    if all(rejected):
        rejected = [False] * len(rejected)
    counted = [place for place, out in enumerate(rejected) if not out]
    votes = _votes(slot, voice, counted, known, trust)
    cell, support, runner_up = _best(votes, slot, counted)
    mistaken = _mistaken(slot, counted, cell, known)
    if mistaken:
        counted = [place for place in counted if place not in mistaken]
        votes = _votes(slot, voice, counted, known, trust)
        cell, support, runner_up = _best(votes, slot, counted)
    accepted = [place for place in counted if slot.claims[place].claim_id in verdicts.accepted]
    if accepted:
        cell = slot.readings[accepted[0]]
    heard = frozenset(counted)
    agrees = [place in heard and reading.meets(cell) for place, reading in enumerate(slot.readings)]
    chosen = accepted[0] if accepted else _finest(slot, voice, votes, agrees)
    relation, lower, upper = _merged(slot, agrees, chosen)
    claim = slot.claims[chosen]
    if slot.rule.answer == "date":
        slot.period = stated_date(claim)
        slot.start, slot.end = days(slot.period or "") or (None, None)
    draft = Draft(slot, voice, votes, chosen, agrees, cell, support, runner_up, "", relation, lower, upper, names)
    draft.accepted, draft.rejected = bool(accepted), frozenset(verdicts.rejected)
    draft.mistaken = frozenset(slot.claims[place].claim_id for place in mistaken)
    sure = 1.0
    draft.status = _status(draft)
    figure = (slot.claims[chosen].unit, slot.claims[chosen].value)
    if slot.qualifier is None and figure in _worth(slot, known):
        draft.remarks.append(f"the same figure is told as a {slot.rule.confused_with}, so that this may be a misreading")
        sure = 0.5
    draft.confidence = SUREST if accepted else round(_confidence(draft) * sure, 4)
    if slot.claims[chosen].claim_id in verdicts.rejected:
        draft.confidence = 0.0
    return draft


def _mistaken(slot: Slot, counted: Sequence[int], cell: Reading, known: Press) -> frozenset[int]:
    """Return the claims that exclude the rest and give the figure of another predicate: what the firm is worth as what was paid for it."""
    worth = _worth(slot, known)
    if not worth or cell.vague:
        return frozenset()
    found = {
        place for place in counted if (slot.claims[place].unit, slot.claims[place].value) in worth and not slot.readings[place].meets(cell)
    }
    return frozenset(found)


def _worth(slot: Slot, known: Press) -> frozenset[tuple[str | None, Decimal]]:
    """Return the figures of the predicate that this one is confused with: what the firm is worth in which money was put."""
    return known.figures.get((slot.rule.confused_with or "", slot.object_id or slot.claims[0].subject_id), frozenset())


def _votes(slot: Slot, voice: Sequence[str], counted: Sequence[int], known: Press, trust: Trust) -> dict[str, Vote]:
    """Let each voice speak once: with what its claims allow together, or with nothing where it contradicts itself."""
    members: dict[str, list[int]] = {}
    for place in counted:
        members.setdefault(voice[place], []).append(place)
    votes = {}
    for name in sorted(members):
        places = members[name]
        own = [place for place in places if slot.claims[place].claim_id not in slot.copies] or places[:1]
        spoken = [slot.readings[place] for place in own if not slot.readings[place].vague]
        chance = max(trust.chance(speaker(slot.claims[place], known)) for place in own)
        if not spoken:
            votes[name] = Vote(Reading(vague=True, form="vague"), 0.0, chance)
            continue
        cell, count = _common(spoken)
        if count == len(spoken):
            votes[name] = Vote(cell, -math.log(1 - chance) * detail(cell, slot), chance)
        elif count >= MAJORITY * len(spoken):
            votes[name] = Vote(cell, -math.log(1 - chance) * detail(cell, slot) * count / len(spoken), chance, own=True)
        else:
            votes[name] = Vote(None, 0.0, chance, own=True)
    return votes


def _common(readings: Sequence[Reading]) -> tuple[Reading, int]:
    """Return what most readings allow together, and how many they are."""
    if all(reading.form == readings[0].form and reading.interval == readings[0].interval for reading in readings):
        return readings[0], len(readings)
    cell, weight, _ = _sweep([(reading, 1.0) for reading in readings])
    return cell, round(weight)


def _best(votes: Mapping[str, Vote], slot: Slot, counted: Sequence[int]) -> tuple[Reading, float, float]:
    """Return the best-supported reading, its support, and that of the best one that excludes it."""
    heard = [(vote.reading, vote.weight) for vote in votes.values() if vote.reading is not None and not vote.reading.vague]
    if not heard:
        spoken = [slot.readings[place] for place in counted if slot.claims[place].claim_id not in slot.copies]
        spoken = [reading for reading in spoken if not reading.vague]
        if not spoken:
            return Reading(vague=True, form="vague"), 0.0, 0.0
        return _common(spoken)[0], 0.0, 0.0
    return _sweep(heard)


def _sweep(heard: Sequence[tuple[Reading, float]]) -> tuple[Reading, float, float]:
    """Find the reading with the most weight behind it.

    Returns:
        What the readings behind it allow together, their weight, and the weight of the best reading among the others.
    """
    if len(heard) == 1:
        return *heard[0], 0.0
    if any(reading.name is not None for reading, _ in heard):
        return _sweep_names(heard)
    weight, inside = _peak(heard)
    common = ANY
    for reading, _ in (heard[place] for place in inside):
        common = common.meet(reading.interval) or common
    behind = set(inside)
    others = [one for place, one in enumerate(heard) if place not in behind]
    return Reading(interval=common), weight, _peak(others)[0] if others else 0.0


def _peak(heard: Sequence[tuple[Reading, float]]) -> tuple[float, list[int]]:
    """Return the most weight that intervals have in common at any point, and which intervals these are: one sort, then one pass.

    The scale falls into ends of intervals (odd places) and what lies between them (even places). Two roundings that only touch have
    nothing in common, unless a figure stands exactly there.
    """
    points = {reading.interval.low for reading, _ in heard if reading.interval.exact}
    ends = sorted({end for reading, _ in heard for end in (reading.interval.low, reading.interval.high) if end is not None})
    place = {end: index for index, end in enumerate(ends)}
    gain = [0.0] * (2 * len(ends) + 2)
    count = [0] * len(gain)
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
        for change, held in ((weight, gain), (1, count)):
            held[first] += change  # type: ignore[assignment]
            held[last + 1] -= change  # type: ignore[assignment]
        spans.append((first, last))
    totals = list(zip((round(total, 9) for total in accumulate(gain[:-1])), accumulate(count[:-1]), strict=True))
    best = max(range(len(totals)), key=lambda index: (totals[index], -index))
    return totals[best][0], [index for index, (first, last) in enumerate(spans) if first <= best <= last]


def _sweep_names(heard: Sequence[tuple[Reading, float]]) -> tuple[Reading, float, float]:
    weights: dict[str, float] = {}
    for reading, weight in heard:
        weights[reading.name or ""] = weights.get(reading.name or "", 0.0) + weight
    support = {name: sum(weight for other, weight in weights.items() if Reading(name=other).meets(Reading(name=name))) for name in weights}
    best = min(weights, key=lambda name: (-round(support[name], 9), -round(weights[name], 9), len(name), name))
    rivals = [support[name] for name in weights if not Reading(name=name).meets(Reading(name=best))]
    return Reading(name=best, form=best), support[best], max(rivals, default=0.0)


def detail(reading: Reading, slot: Slot) -> float:
    """Return how much of its voice's weight a reading carries: all for a name or a precise figure, little for a mere bound."""
    if reading.name is not None:
        return 1.0
    span = reading.interval
    if span.low is None or span.high is None:
        return math.log(2) / math.log(RANGE / PRECISE)
    if slot.rule.answer == "date":
        width = max(float(span.high - span.low), 1.0)
        return math.log(DATE_RANGE / min(width, DATE_RANGE / 2)) / math.log(DATE_RANGE)
    low, high = float(span.low), float(span.high)
    share = math.log(high / low) if low > 0 else (high - low) / max(abs(low), abs(high), 1e-12)
    return math.log(RANGE / min(max(share, PRECISE), RANGE / 2)) / math.log(RANGE / PRECISE)


def _finest(slot: Slot, voice: Sequence[str], votes: Mapping[str, Vote], agrees: Sequence[bool]) -> int:
    """Choose the claim to print: the most precise one that the best-supported reading contains, of a voice that votes."""
    tellers: dict[str, set[str]] = {}
    for place, reading in enumerate(slot.readings):
        tellers.setdefault(reading.form, set()).add(voice[place])

    def rank(place: int) -> tuple[bool, bool, bool, bool, float, int, bool, bool, str]:
        claim, reading = slot.claims[place], slot.readings[place]
        width = reading.interval.width
        return (
            not agrees[place],
            claim.claim_id in slot.converted,
            reading.vague,
            voice[place] not in votes or votes[voice[place]].reading is None,
            0.0 if reading.name is not None else math.inf if width is None else float(width),
            -len(tellers[reading.form]),
            claim.claim_id in slot.copies,
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
        if not agrees[place] or other.value is None or slot.readings[place].vague or other.claim_id in slot.converted:
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


def _status(draft: Draft) -> str:
    """Return conflicting, agreed, compatible or single_source, the first that holds."""
    voters = {name: vote for name, vote in draft.votes.items() if vote.reading is not None}
    heard = [vote.reading for vote in voters.values() if vote.reading is not None and not vote.reading.vague]
    if len(heard) > 1 and not _all_meet(heard):
        return "conflicting"
    for_it = draft.agreeing()
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


def _vague(vote: Vote) -> bool:
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


def _confidence(draft: Draft) -> float:
    """Return the probability that the answer is right, from the voices for it and against it."""
    for_it = against = 0.0
    agreeing = draft.agreeing()
    for name, vote in draft.votes.items():
        if vote.reading is None:
            continue
        word = 0.1 if vote.reading.vague else max(math.log(vote.chance / (1 - vote.chance)), 0.1)
        if name in agreeing:
            for_it += word
        else:
            against += word
    sure = max((claim.confidence for place, claim in enumerate(draft.slot.claims) if draft.agrees[place]), default=1.0)
    odds = (for_it - against) * (TORN if draft.status == "conflicting" else 1.0)
    return round(min(1 / (1 + math.exp(-odds)), SUREST) * sure, 4)
