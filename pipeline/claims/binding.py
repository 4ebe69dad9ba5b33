"""Claims from weighed readings: the likeliest reading of each figure with the probability that it is right.

In: readings, weighed; what the hand-written patterns proposed. Out: claims. Never: a weight, a word of a language. Part of the room of
claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractors.intervals import days
from pipeline.claims import drafts, periods, points, profile, shares
from pipeline.claims.acceptance import accepted, bindings, generally, proposals
from pipeline.claims.cast import relation
from pipeline.claims.context import Scene
from pipeline.claims.coreference import article_of
from pipeline.claims.credits import published, source
from pipeline.claims.cues import closed
from pipeline.claims.deals import parties
from pipeline.claims.givers import giver
from pipeline.claims.naming import called, phrase, settled
from pipeline.claims.readers.holdings import totalled
from pipeline.claims.readings import PREDICATES, Binding, Reading
from pipeline.claims.weights import Weights, calibrated
from pipeline.predicates import column, predicates
from pipeline.records import Claim, Mark, Mention, content_id

#: The time of telling (TIMEX3).
_NOW = "PRESENT_REF"

__all__ = ["bind", "choose", "held_of", "stated", "unlearnt"]

#: Predicates whose other party is an organisation.
_PAIRS = ("investment", "stake", "acquisition", "spending")


def bind(
    told: Scene, held: Sequence[Reading], answers: Sequence[profile.Answer], proposed: Sequence[Claim], learnt: Weights
) -> list[Claim]:
    """Return the claims of a document.

    Args:
        told: The scene.
        held: Its readings, weighed.
        answers: Its answers without a figure, weighed.
        proposed: What the hand-written patterns read; of a predicate that nothing is learnt of, it stands.
        learnt: The weights.
    """
    found = [claim for answer in answers for claim in profile.claims(told, answer, learnt.threshold)]
    found += unlearnt(proposed)
    taken = {claim.mention_id for claim in found}
    left = [reading for reading in held if reading.figure.mention_id not in taken]
    for reading, chances in zip(left, choose(told, left, learnt, learnt.threshold), strict=True):
        held_here = held_of(told, reading, chances, learnt.threshold)
        found += held_here + [claim for one in held_here if (claim := _given(reading, one, held_here)) is not None]
    return found


#: How often a sum of a round that one alone is told to have given is told as an investment too.
_ALONE = 0.85


def _given(reading: Reading, claim: Claim, beside: Sequence[Claim]) -> Claim | None:
    """Return what a round says of whoever alone gave its money: "raised $5 million from Acme" is an investment of Acme too.

    Args:
        reading: The reading.
        claim: A claim that it makes.
        beside: All claims that it makes.
    """
    if claim.predicate != "funding_round":
        return None
    row = next((one for one in reading.proposed if one.predicate == "investment" and one.rule == "row-holding"), None)
    named = giver(reading.line, reading.figure)
    who = row.subject_id if row is not None else named.entity_id if named is not None else None
    if not who or who == claim.subject_id or any(one.predicate == "investment" and one.subject_id == who for one in beside):
        return None
    marks = [mark for mark in claim.marks if mark.role not in ("subject", "object", "measure")]
    if named is not None:
        marks.append(Mark("subject", named.start, named.end))
    key = (
        claim.document_id,
        claim.start,
        claim.end,
        who,
        "investment",
        claim.subject_id,
        None,
        claim.value,
        claim.unit,
        None,
        claim.mention_id,
    )
    return replace(
        claim,
        claim_id=content_id("claim", *key),
        predicate="investment",
        subject_id=who,
        object_id=claim.subject_id,
        qualifier=None,
        rule="given-alone",
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
        confidence=round(claim.confidence * _ALONE, 4),
        full_confidence=round(claim.full_confidence * _ALONE, 4),
    )


def unlearnt(proposed: Sequence[Claim]) -> list[Claim]:
    """Return the claims of predicates that the weights know nothing of."""
    return [claim for claim in proposed if claim.subject_id and claim.predicate not in (*PREDICATES, *profile.PREDICATES)]


def choose(told: Scene, held: Sequence[Reading], learnt: Weights, least: float) -> list[dict[Binding, float]]:
    """Give each reading the whole binding that scores best, and a metric that may be stated its name.

    Args:
        told: The scene.
        held: Readings, weighed but for their names.
        learnt: The weights.
        least: Least chance of a claim that is kept; what is less likely gets no name.

    Returns:
        For each the chance of every whole binding.
    """
    found: list[dict[Binding, float]] = [dict.fromkeys(bindings(reading), 0.0) for reading in held]
    evidence = []
    for reading, chances in zip(held, found, strict=True):
        general = generally(told, reading)
        evidence += [accepted(told, reading, whole, general) for whole in chances]
    values = iter(learnt.accept.values(evidence))
    for reading, chances in zip(held, found, strict=True):
        for whole in chances:
            chances[whole] = calibrated(learnt.calibration, next(values))
        likeliest = max(chances, key=lambda whole: chances[whole], default=None)
        reading.chance = chances[likeliest] if likeliest is not None else 0.0
        says = PREDICATES[likeliest.predicate] if likeliest is not None else reading.predicate
        if says == "metric" and reading.chance >= least:
            called(reading, learnt)  # as names are learnt: before the whole is chosen
        reading.whole = likeliest
        reading.steps = learnt.certainty.get(sort(reading))
    return found


def sort(reading: Reading) -> str:
    """Return the sort of claim that a figure makes: one whose name is a choice of its own, or one that its predicate names."""
    return "metric" if reading.predicate == "metric" else "named"


def product(reading: Reading, chance: float) -> float:
    """Return the product of the chances of all that a claim says: the whole reading's, its likeliest period's and its name's.

    Args:
        reading: The reading, weighed.
        chance: The chance of its whole binding.
    """
    named = max(reading.named, default=1.0) if reading.predicate == "metric" else 1.0
    return chance * max(reading.times, default=1.0) * named


def held_of(told: Scene, reading: Reading, chances: Mapping[Binding, float], threshold: float) -> list[Claim]:
    """Return the claims on one figure: its likeliest reading; where the patterns propose that, each of theirs of the named predicates.

    Args:
        told: The scene.
        reading: The reading, its whole binding chosen.
        chances: Chance of each whole binding.
        threshold: Least chance of a claim that is kept.
    """
    if says_again(reading) or _of_no_organisation(reading) or not chances:
        return []
    likeliest = max(chances, key=lambda whole: chances[whole])
    named = proposals(reading)
    if all(whole != likeliest for whole, _ in named):
        reading.whole = likeliest
        return [stated(told, reading, chances[likeliest])] if chances[likeliest] >= threshold else []
    # Subjects that share a figure ("A and B have poured billions into C") stand or fall together.
    together: dict[tuple[str, str | None, str], float] = {}
    for whole, claim in named:
        key = (claim.predicate, claim.object_id, claim.rule)
        together[key] = max(chances[whole], together.get(key, 0.0))
    found = []
    for whole, claim in named:
        chance = together[claim.predicate, claim.object_id, claim.rule]
        if chance >= threshold:
            reading.whole = whole
            found.append(stated(told, reading, chance, claim))
    return found


def says_again(reading: Reading) -> bool:
    """Whether a figure says the one before it in its line again, in another currency."""
    return reading.figure.restates is not None and any(
        m.mention_id == reading.figure.restates and m.start < reading.figure.start for m in reading.line.mentions
    )


#: The head of a column of what those hold who wrote the table.
_OURS = re.compile(r"(?:our|my)[ _]", re.IGNORECASE)


def _of_no_organisation(reading: Reading) -> bool:
    """Whether what a figure measures is of no organisation: how large a market is, of whom customers are counted."""
    chosen = reading.measure
    line, cells = reading.line, reading.line.segment.cells
    said = [line.text[max(cell.start - line.start, 0) : max(cell.end - line.start, 0)] for cell in cells[:3]]
    if len(cells) > 1 and totalled(said, [cell.header for cell in cells]):
        return True
    if len(cells) > 2 and _of_unnamed(reading):
        return True
    cell = line.cell(reading.figure.start)
    if cell is not None and reading.predicate == "stake" and _OURS.match(cell.header) and reading.subject.name == reading.row_name:
        return True  # what those hold who wrote the table, not the company of the row
    return shares.bound(reading.line, reading.figure) or (
        chosen is not None and chosen.measure is not None and chosen.measure.of is not None and reading.figure.label in chosen.measure.takes
    )


def _of_unnamed(reading: Reading) -> bool:
    """Whether the row is of a company whose name was not found, so that the likeliest is one of another row."""
    line = reading.line
    named = [m for m in line.mentions if m.label == "ORG"]
    if any(m.entity_id == reading.subject.name for m in named):
        return False
    for cell in line.segment.cells:
        known = column(closed(cell.header)) if cell.header else None
        said = line.text[max(cell.start - line.start, 0) : max(cell.end - line.start, 0)]
        if known is not None and known.role == "company" and _WORD.search(said):
            return not any(cell.start <= m.start < cell.end for m in named)
    return False


#: A word of a name.
_WORD = re.compile(r"[^\W\d]{2}")


def stated(told: Scene, reading: Reading, chance: float, proposed: Claim | None = None) -> Claim:
    """Return the claim that the likeliest reading of a figure makes, its subject empty where the text names none.

    Args:
        told: The scene.
        reading: The reading, weighed.
        chance: The probability that it is right.
        proposed: The proposal that it follows.
    """
    line, figure = reading.line, reading.figure
    subject = reading.subject.name if reading.subjects else ""
    predicate, name, place, element = settled(reading)
    same = proposed or next((c for c in reading.proposed if c.subject_id == subject and c.predicate == predicate), None)
    value, lower, upper, unit = points.told(figure)
    if reading.negative and value is not None:
        value, lower, upper = -value, (-upper if upper is not None else None), (-lower if lower is not None else None)
    period, span = _period(reading)
    speaker = same.attribution_id if same is not None else _speaker(told, reading, subject)
    start, end = drafts.trimmed(told.document.text, line.start, line.end)
    article = article_of(told.document, line.segment.article)
    first_day, last_day = published(told.document, article)
    other = same.object_id if same is not None else _object(told, reading, subject) if predicate in _PAIRS else None
    claim = Claim(
        claim_id="",
        document_id=told.document.document_id,
        segment_id=line.segment.segment_id,
        start=start,
        end=end,
        text=told.document.text[start:end],
        subject_id=subject,
        predicate=predicate,
        object_id=other,
        qualifier=name,
        concept=element,
        headed=_headed(reading, name),
        value=value,
        lower=lower,
        upper=upper,
        relation=figure.relation or "eq",
        unit=predicates()[predicate].counts or unit if figure.label == "QUANTITY" else unit,
        period=period.value if period is not None else None,
        period_start=span[0] if span else None,
        period_end=span[1] if span else None,
        modality=reading.modality,
        attribution_id=speaker,
        source=same.source if same is not None else source(told.document, line.segment, article, told.names, speaker),
        article=line.segment.article,
        published=first_day,
        published_end=last_day,
        mention_id=figure.mention_id,
        marks=_marks(reading, place, {"object": other, "attribution": speaker}),
        trigger=told.document.text[place[0] : place[1]] if place else "",
        rule=proposed.rule if proposed is not None else _because(reading),
        confidence=round(chance, 4),
        full_confidence=round(min(chance, calibrated(reading.steps, product(reading, chance)) if reading.steps else chance), 4),
    )
    key = (claim.document_id, start, end, claim.subject_id, predicate, other, name, value, claim.unit, None, claim.mention_id)
    return replace(claim, claim_id=content_id("claim", *key))


def _headed(reading: Reading, name: str | None) -> str | None:
    """Return the part of a company that the headings above name, where the name of the measure does not."""
    part = reading.headed()
    return part if part and part.lower() not in (name or "").lower() else None


def _period(reading: Reading) -> tuple[periods.Candidate | None, tuple[date, date] | None]:
    """Return the likeliest period and the days that it covers."""
    if not reading.times:
        return None, None
    chosen = reading.periods[reading.best(reading.times)]
    if chosen.value is None and any(claim.period == _NOW for claim in reading.proposed):
        # No period, and the "now" of a text without a date, are one to those who annotate; other documents may date the latter.
        chosen = next((one for one in reading.periods if one.value == _NOW), chosen)
    told = chosen.mention
    if told is not None and told.timex_value == chosen.value and told.date_start:
        return chosen, (told.date_start, told.date_end or told.date_start)
    return chosen, days(chosen.value) if chosen.value else None


def _marks(reading: Reading, place: tuple[int, int] | None, others: Mapping[str, str | None]) -> tuple[Mark, ...]:
    line, figure, period = reading.line, reading.figure, _period(reading)[0]
    marks = [Mark("value", figure.start, figure.end)]
    if place is not None:
        marks.append(Mark("measure", *phrase(reading, place)))
    for role, mention in (
        ("subject", reading.subject.mention if reading.subjects else None),
        ("period", period.mention if period else None),
    ):
        if mention is not None and line.start <= mention.start < line.end:
            marks.append(Mark(role, mention.start, mention.end))
    named = {role: [m for m in line.mentions if entity is not None and m.entity_id == entity] for role, entity in others.items()}
    for role, found in named.items():
        nearest = min(found, key=lambda m: abs(m.start - figure.start), default=None)
        if nearest is not None:
            marks.append(Mark(role, nearest.start, nearest.end))
    return tuple(sorted(marks, key=lambda m: (m.start, m.end, m.role)))


#: Evidence of a subject that a reader would give first, the strongest first.
_REASONS = (
    "head:is-name",
    "before:poss",
    "before:topic",
    "before:opens",
    "first",
    "alone",
    "here",
    "head:inner",
    "titled:first",
    "ago:last-of-all",
    "topic:0",
    "rank:0",
)


def _because(reading: Reading) -> str:
    """Name what decided: the measure's word and the evidence for the subject."""
    evidence = reading.subject.evidence if reading.subjects else {}
    subject = next((name for name in _REASONS if name in evidence), "near")
    chosen = reading.measure
    return f"{'measure' if chosen is not None else 'phrase'} + {subject}"


def _speaker(told: Scene, reading: Reading, subject: str) -> str | None:
    for mention in told.organisations(reading.line):
        if mention.entity_id != subject and {"source", "reports"} & set(relation(reading.line, mention)):
            return mention.entity_id
    return None


def _object(told: Scene, reading: Reading, subject: str) -> str | None:
    """Return the other organisation of a deal: what is bought or held, the nearest, after the figure before others; else any other."""
    others: list[Mention] = [m for m in told.organisations(reading.line) if m.entity_id != subject]
    others = [m for m in others if "bought" in parties(reading.line, m)] or others
    after = [m for m in others if m.start >= reading.figure.end]
    before = [m for m in others if m.end <= reading.figure.start]
    chosen = after[0] if after else before[-1] if before else None
    return chosen.entity_id if chosen is not None else None
