"""Votes: each voice speaks once of a slot, and one reading has the most weight behind it.

In: a slot, and the voice of each claim. Out: what each voice says and weighs, and the best-supported reading. Never: a value that no claim
gives.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.facts.independence import Press, speaker
from pipeline.facts.slot import Slot
from pipeline.facts.values import ANY, Reading

#: Natural logarithm of the range in which a wrong figure may lie: four decades.
RANGE = 4 * math.log(10)
#: The same for a date: twenty years, in days.
DATE_RANGE = 20 * 365.25
#: Logarithm of the ratio of the limits of a figure below which it gains nothing by being more precise: a tenth of a percent.
PRECISE = 1e-3
#: Least share of a voice's claims that must agree for the voice to vote at all.
MAJORITY = 2 / 3


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


def vote(slot: Slot, voice: Sequence[str], counted: Sequence[int], known: Press, trust: Trust) -> dict[str, Vote]:
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
        sure = max(min(slot.claims[place].confidence, slot.claims[place].full_confidence) for place in own)
        weight = -math.log(1 - chance * sure) * detail(cell, slot)
        if count == len(spoken):
            votes[name] = Vote(cell, weight, chance)
        elif count >= MAJORITY * len(spoken):
            votes[name] = Vote(cell, weight * count / len(spoken), chance, own=True)
        else:
            votes[name] = Vote(None, 0.0, chance, own=True)
    return votes


def best_supported(votes: Mapping[str, Vote], slot: Slot, counted: Sequence[int]) -> tuple[Reading, float, float]:
    """Return the best-supported reading, its support, and that of the best one that excludes it."""
    heard = [(vote.reading, vote.weight) for vote in votes.values() if vote.reading is not None and not vote.reading.vague]
    if not heard:
        # nobody votes: of a source that contradicts itself the reading that its claims are surest of
        own = [place for place in counted if slot.claims[place].claim_id not in slot.copies and not slot.readings[place].vague]
        if not own:
            return Reading(vague=True, form="vague"), 0.0, 0.0
        return _sweep([(slot.readings[place], slot.claims[place].confidence) for place in own])[0], 0.0, 0.0
    return _sweep(heard)


def _common(readings: Sequence[Reading]) -> tuple[Reading, int]:
    """Return what most readings allow together, and how many they are."""
    if all(reading.form == readings[0].form and reading.interval == readings[0].interval for reading in readings):
        return readings[0], len(readings)
    cell, weight, _ = _sweep([(reading, 1.0) for reading in readings])
    return cell, round(weight)


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
