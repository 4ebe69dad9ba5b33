"""One slot: what its voices say, which value they support best, and what they are to each other.

In: a slot with its claims. Out: a draft of its fact: the chosen claim, its limits, status and confidence. Never: anything of other slots.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from extractors.intervals import days
from pipeline.facts.decisions import Verdicts
from pipeline.facts.independence import Press, voices
from pipeline.facts.slot import Slot, order
from pipeline.facts.values import ANY, Interval, Reading, printed, stated_date
from pipeline.facts.voting import Trust, Vote, best_supported, vote
from pipeline.records import Claim

#: Share of the odds that is left where voices conflict: then some of them are wrong together.
TORN = 0.25
#: No fact is surer than this.
SUREST = 0.98


@dataclass(frozen=True, slots=True)
class Times:
    """When claims hold and were told.

    Attributes:
        stated: First day that one of them gives as the beginning of its period.
        told: First day of the date of an article that has one of them.
        since: Last day of the date of the first such article.
    """

    stated: date | None
    told: date | None
    since: date | None

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> Times:
        """Return those of some claims."""
        told = [(claim.published, claim.published_end or claim.published) for claim in claims if claim.published]
        return cls(
            min((claim.period_start for claim in claims if claim.period_start), default=None),
            min((first for first, _ in told), default=None),
            min((last for _, last in told), default=None),
        )


@dataclass(slots=True)
class Heard:
    """What is heard of a fact in the making.

    Attributes:
        readings: What each claim says.
        voice: Whose word each claim is.
        votes: What each voice says.
        agrees: Whether each claim agrees with the value.
    """

    readings: Sequence[Reading]
    voice: Sequence[str]
    votes: Mapping[str, Vote]
    agrees: Sequence[bool]

    def open(self) -> Heard:
        """Return it as it is."""
        return self


class Away(Protocol):
    """Keeps what is heard of a fact in the making where it takes less memory."""

    def open(self) -> Heard:
        """Return it as it was."""


_NOTHING = Heard((), (), {}, ())


@dataclass(slots=True)
class Draft:
    """A fact in the making.

    Attributes:
        claims: The claims of its slot, which may lie where they take no memory; the chosen one is always at hand.
        first: Where the first of them stands among all.
        times: When they hold and were told.
        heard: What is heard of it: nothing while that is kept away.
    """

    slot: Slot
    claims: Sequence[Claim]
    first: tuple[object, ...]
    times: Times
    heard: Heard
    chosen: int
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
    _away: Away | None = None

    @property
    def readings(self) -> Sequence[Reading]:
        """What each claim says."""
        return self.heard.readings

    @property
    def voice(self) -> Sequence[str]:
        """Whose word each claim is."""
        return self.heard.voice

    @property
    def votes(self) -> Mapping[str, Vote]:
        """What each voice says."""
        return self.heard.votes

    @property
    def agrees(self) -> Sequence[bool]:
        """Whether each claim agrees with the value."""
        return self.heard.agrees

    def hush(self, away: Away | None = None) -> None:
        """Let go what is heard of it, which is kept away."""
        self._away = away or self._away
        if self._away:
            self.heard = _NOTHING

    def hear(self) -> Heard:
        """Return what is heard of it, wherever that is kept."""
        return self._away.open() if self._away else self.heard

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
        asked = (self.claims[self.chosen].subject_id, slot.predicate, slot.object_id, slot.qualifier, slot.period, slot.unit, slot.modality)
        return "\x1f".join(part or "" for part in asked)

    def order(self) -> tuple[object, ...]:
        """Return where its fact stands among those of the subject."""
        slot = self.slot
        return (
            slot.predicate,
            slot.period or "",
            slot.object_id or "",
            slot.qualifier or "",
            slot.modality,
            slot.unit or "",
            self.first,
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
    places = sorted(range(len(slot.claims)), key=lambda place: order(slot.claims[place]))
    slot.claims[:] = [slot.claims[place] for place in places]
    slot.readings[:] = [slot.readings[place] for place in places]
    voice = voices(slot.claims, slot.readings, known)
    rejected = [claim.claim_id in verdicts.rejected for claim in slot.claims]
    if all(rejected):
        rejected = [False] * len(rejected)
    rejected = [out or claim.claim_id in slot.overtaken for out, claim in zip(rejected, slot.claims, strict=True)]
    counted = [place for place, out in enumerate(rejected) if not out]
    votes = vote(slot, voice, counted, known, trust)
    cell, support, runner_up = best_supported(votes, slot, counted)
    mistaken = _mistaken(slot, counted, cell, known)
    if mistaken:
        counted = [place for place in counted if place not in mistaken]
        votes = vote(slot, voice, counted, known, trust)
        cell, support, runner_up = best_supported(votes, slot, counted)
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
    said = (slot.claims, order(slot.claims[0]), Times.of(slot.claims), Heard(slot.readings, voice, votes, agrees))
    draft = Draft(slot, *said, chosen, cell, support, runner_up, "", relation, lower, upper, names)
    draft.accepted, draft.rejected = bool(accepted), frozenset(verdicts.rejected)
    draft.mistaken = frozenset(slot.claims[place].claim_id for place in mistaken)
    sure = 1.0
    draft.status = _status(draft)
    figure = (slot.claims[chosen].unit, slot.claims[chosen].value)
    if slot.qualifier is None and figure in _worth(slot, known):
        draft.remarks.append(f"the same figure is told as a {slot.other_name}, so that this may be a misreading")
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


def _finest(slot: Slot, voice: Sequence[str], votes: Mapping[str, Vote], agrees: Sequence[bool]) -> int:
    """Choose the claim to print: the most precise one that the best-supported reading contains, of a voice that votes."""
    tellers: dict[str, set[str]] = {}
    for place, reading in enumerate(slot.readings):
        tellers.setdefault(reading.form, set()).add(voice[place])

    def rank(place: int) -> tuple[object, ...]:
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
            order(claim),
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
    for place, reading in enumerate(draft.readings):
        if draft.agrees[place] and draft.voice[place] in voters:
            forms.setdefault(reading.form, set()).add(draft.voice[place])
    only_vague = all(reading.vague for reading in draft.readings)
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


def _answers(draft: Draft) -> set[str]:
    """Return the answers that the claims of a slot give and that still count."""
    told = zip(draft.claims, draft.readings, strict=True)
    return {reading.form for claim, reading in told if not reading.vague and claim.claim_id not in draft.slot.overtaken}


def chance(odds: float) -> float:
    """Return the probability of log-odds, of any size: 1 / (1 + e^-x), never computed with a number above one.

    Args:
        odds: Logarithm of the odds, in nats.
    """
    small = math.exp(-abs(odds))
    return (1 if odds >= 0 else small) / (1 + small)


def _confidence(draft: Draft) -> float:
    """Return the probability that the answer is right, from the voices for it and against it.

    Where no voice has a vote, since each contradicts itself, one of the answers that are told is as likely as another.
    """
    for_it = against = 0.0
    agreeing = draft.agreeing()
    for name, said in draft.votes.items():
        if said.reading is None:
            continue
        word = 0.1 if said.reading.vague else max(math.log(said.chance / (1 - said.chance)), 0.1)
        if name in agreeing:
            for_it += word
        else:
            against += word
    sure = max(
        (min(claim.confidence, claim.full_confidence) for place, claim in enumerate(draft.claims) if draft.agrees[place]), default=1.0
    )
    if all(vote.reading is None for vote in draft.votes.values()):
        return round(sure / max(len(_answers(draft)), 1), 4)
    odds = (for_it - against) * (TORN if draft.status == "conflicting" else 1.0)
    return round(min(chance(odds), SUREST) * sure, 4)
