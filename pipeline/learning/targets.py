"""Which options of each choice are right by the gold, and how strongly each choice is held.

In: a reading with the gold claims on its figure. Out: places of the right options. Never: a weight. Part of the room of learning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.claims import readings
from pipeline.claims.profile import Answer
from pipeline.claims.readings import Reading
from pipeline.evaluate import alike, words
from pipeline.learning.annotated import Annotated, Stated

_ASPECT = re.compile(r"\b(growth year on year|growth quarter on quarter|growth month on month|growth|change in|change|share of)\b")
_PART = re.compile(
    r"\b(?:growth (?:year|quarter|month|half) on (?:year|quarter|month|half)|growth|change in|change|year on year|share of)\b"
)


@dataclass(frozen=True, slots=True)
class Task:
    """How one choice is learnt.

    Attributes:
        right: Gives the places of the right options of a reading; none where the gold says nothing of it.
        penalty: How strongly its weights are held.
        even: How far documents count alike however many figures they have: 0 not at all, 1 wholly.
        counts: What a reading counts beside others.
    """

    right: Callable[[Annotated, Any], set[int]]
    penalty: float
    even: float = 0.0
    counts: Callable[[Annotated, Any], float] = lambda one, held: 1.0


def predicates_of(stated: Stated) -> set[str]:
    """Return the predicates that say what a gold claim does."""
    if stated.predicate == "investment" and str(stated.qualifier or "").startswith("acquisition"):
        return {"investment", "acquisition"}
    return {stated.predicate}


def _plain(qualifier: str | None) -> str:
    """Return the measure in a qualifier, without its aspect and its part."""
    return " ".join(_PART.sub(" ", qualifier or "").split())


def _aspect(stated: Stated) -> str:
    if stated.predicate != "metric":
        return "change" if stated.predicate == "headcount_change" else "level"
    match = _ASPECT.search(stated.qualifier or "")
    if match is None:
        return "level"
    return {"change in": "change", "share of": "share"}.get(match[1], match[1])


def _measures(one: Annotated, reading: Reading) -> set[int]:
    good: set[int] = set()
    for stated in one.said[id(reading)]:
        if stated.predicate == "metric":
            whole = _plain(stated.qualifier)
            base = whole.split(",")[0]
            for at, c in enumerate(reading.measures):
                if c.measure and (
                    alike(c.measure.name, whole)
                    or alike(c.measure.name, base)
                    or (c.measure.predicate == "metric" and words(c.measure.name) and words(c.measure.name) < words(whole))
                ):
                    good.add(at)
        else:
            good |= {at for at, c in enumerate(reading.measures) if c.measure and c.measure.predicate in predicates_of(stated)}
    if one.said[id(reading)] and not good:
        good = {len(reading.measures) - 1}
    return good


def _shared(held: Collection[str], wanted: Collection[str]) -> float:
    """Return the share of words that two names have in common (F1)."""
    return 2 * sum((Counter(held) & Counter(wanted)).values()) / max(len(held) + len(wanted), 1)


def _phrases(one: Annotated, reading: Reading) -> set[int]:
    """Return the phrases that share most words with the name that the gold gives, half of them at least."""
    text = one.told.document.text
    parts: list[float] = []
    for stated in one.said[id(reading)]:
        if stated.names is not None:
            told = [word for name in stated.names for word in re.findall(r"\w+", name.casefold())]
            parts = [_shared(re.findall(r"\w+", text[p.start : p.end].casefold()), told) for p in reading.phrases]
        elif stated.predicate == "metric":
            wanted = words(_plain(stated.qualifier))
            parts = [_shared(words(text[p.start : p.end]), wanted) for p in reading.phrases]
    best = max(parts, default=0.0)
    return {at for at, part in enumerate(parts) if part == best} if best >= 0.5 else set()


def _owners(one: Annotated, held: Reading | Answer) -> set[int]:
    wanted = {name for stated in one.said[id(held)] for name in stated.subjects}
    return {at for at, c in enumerate(held.subjects) if c.name in wanted}


def _names(one: Annotated, reading: Reading) -> set[int]:
    wanted = [stated.qualifier for stated in one.said[id(reading)] if stated.predicate == "metric"]
    return {at for at, name in enumerate(reading.names) if any(alike(name.text, qualifier) for qualifier in wanted)}


def _sure(one: Annotated, answer: Answer) -> set[int]:
    """Return whether an answer is right of its likeliest company; one that the annotators left open teaches nothing."""
    start, end = answer.line.start, answer.line.end
    if not one.said[id(answer)] and any(start < b and a < end for a, b in one.optional):
        return set()
    return {int(answer.subject.name in {name for stated in one.said[id(answer)] for name in stated.subjects})}


def _times(one: Annotated, reading: Reading) -> set[int]:
    wanted = {stated.period for stated in one.said[id(reading)]}
    return {at for at, c in enumerate(reading.periods) if c.value in wanted}


#: What a reading counts for its period where its subject or predicate is wrong: it comes to no right claim, and figures like it are fewer.
_ASTRAY = 0.25


def _claimed(one: Annotated, reading: Reading) -> float:
    whose = reading.subject.name if reading.subjects else None
    right = any(whose in stated.subjects and reading.predicate in predicates_of(stated) for stated in one.said[id(reading)])
    return 1.0 if right else _ASTRAY


def _predicates(one: Annotated, reading: Reading) -> set[int]:
    wanted = {name for stated in one.said[id(reading)] for name in predicates_of(stated)}
    return {at for at, name in enumerate(readings.PREDICATES) if name in wanted}


def _aspects(one: Annotated, reading: Reading) -> set[int]:
    return {readings.ASPECTS.index(_aspect(stated)) for stated in one.said[id(reading)]}


def _signs(one: Annotated, reading: Reading) -> set[int]:
    value = reading.figure.value
    return {int((Decimal(stated.value) < 0) != (value < 0)) for stated in one.said[id(reading)] if value and stated.value}


def _modalities(one: Annotated, reading: Reading) -> set[int]:
    wanted = {stated.modality for stated in one.said[id(reading)]}
    return {at for at, name in enumerate(readings.MODALITIES) if name in wanted}


#: The choices that sentences of figures with their names teach; the measures of filings are not those of news.
NAMED = ("phrase",)

#: Name of a choice -> how it is learnt.
TASKS: Mapping[str, Task] = {
    "measure": Task(_measures, 1.0),
    "measure, heard": Task(_measures, 2.0),
    "phrase": Task(_phrases, 1.0),
    "predicate": Task(_predicates, 1.0),
    "aspect": Task(_aspects, 0.5, 0.5),
    "sign": Task(_signs, 2.0),
    "modality": Task(_modalities, 1.0),
    "modality, heard": Task(_modalities, 1.0),
    "subject": Task(_owners, 8.0, 0.5),
    "answer's subject": Task(_owners, 4.0),
    "answer": Task(_sure, 2.0),
    "name": Task(_names, 8.0, 0.5),
    "period": Task(_times, 8.0, counts=_claimed),
}
