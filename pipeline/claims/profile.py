"""What a company is, which no figure tells: who founded it, who leads it, where it sits and since when; and whose it is.

In: the scene of a document; what the hand-written patterns read of founders, chief executives, seats and years of founding. Out: answers
with the companies that may be meant, described as for figures; claims once the answers are weighed. Never: a pattern of its own, a weight.
Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.claims import subjects
from pipeline.claims.cast import cast
from pipeline.claims.context import Line, Scene, iso, left
from pipeline.claims.subjects import Candidate
from pipeline.records import Claim, Mark, Mention, content_id

__all__ = ["PREDICATES", "Answer", "claims", "heard", "read", "sure_options"]

PREDICATES = ("chief_executive", "founded", "founder", "headquarters")


class Owned(Protocol):
    """A reading of a figure: its line, and the companies that it may be of with their chances."""

    line: Line
    subjects: list[Candidate]
    owners: list[float]


@dataclass(slots=True)
class Answer:
    """A person, a place or a day that is said of a company; the chances are filled in as they are weighed."""

    line: Line
    proposed: list[Claim]
    subjects: list[Candidate]
    beside: Sequence[Owned] = ()
    owners: list[float] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)

    def best(self, chances: Sequence[float]) -> int:
        """Return the place of the likeliest, the first of equals."""
        return chances.index(max(chances))

    @property
    def subject(self) -> Candidate:
        """The likeliest company."""
        return self.subjects[self.best(self.owners)]


def read(told: Scene, proposed: Sequence[Claim], topics: Mapping[int, Sequence[str]], figures: Sequence[Owned] = ()) -> list[Answer]:
    """Return the answers of a document, each with every company that it may be of.

    Args:
        told: The scene.
        figures: The readings of its figures.
        proposed: What the hand-written patterns read; the subject may be empty.
        topics: Article -> organisations that it is about.
    """
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in proposed:
        if claim.predicate in PREDICATES:
            same[claim.predicate, _place(claim).start, claim.object_id, claim.text_value].append(claim)
    found: list[Answer] = []
    roles = cast(told, topics) if same else None
    employers: dict[str, set[str]] = defaultdict(set)
    for claim in proposed:
        if claim.predicate in PREDICATES and claim.object_id and claim.subject_id and claim.confidence >= _READ:
            employers[claim.object_id].add(claim.subject_id)
    beside: dict[int, list[Owned]] = defaultdict(list)
    for reading in figures if same else ():
        beside[reading.line.at].append(reading)
    for held in same.values():
        at = bisect_right(told.lines, held[0].start, key=lambda line: line.start) - 1
        if roles is None or at < 0 or told.lines[at].end <= held[0].start:
            continue
        line, place = told.lines[at], _place(held[0])
        figure = Mention(place.role, told.document.document_id, line.segment.segment_id, place.start, place.end, "", "ANSWER")
        names = {figure.mention_id: _named(held)}
        reach = subjects.candidates(told, roles, line, figure, names, topics.get(line.segment.article, ()))
        for candidate in reach:
            _describe(line, figure, held, candidate, employers.get(held[0].object_id or "", ()))
        if reach:
            found.append(Answer(line, held, reach, beside[line.at]))
    return found


#: Least confidence of a pattern that has read whose an answer is; below it, the topic of the article was taken.
_READ = 0.8


def _named(held: Sequence[Claim]) -> list[str]:
    """Return the companies that the patterns read beside an answer."""
    return [claim.subject_id for claim in held if claim.subject_id and claim.confidence >= _READ]


def _place(claim: Claim) -> Mark:
    """Return where the words stand that tell an answer."""
    return next((mark for mark in claim.marks if mark.role == "trigger"), Mark("trigger", claim.start, claim.end))


#: Between a name and what is said of it, in either order: how the words between bind them.
_BEFORE = re.compile(
    r"(?P<next>[\s　]*)|(?P<owns>['’]s? |の|의 )|(?P<object>を(?:共同で?)?)"
    r"|(?P<apposed>, (?:an?|the|its|one of) [^,;:.]*)|(?P<bracket> ?[(（「『][^()（）「」]*)"
    r"|(?P<topic>(?:[（(][^()（）]*[)）])?(?:は|が|も|은 |는 |이 |가 |、)[^、。]*)|(?P<verb> (?:is|was|are|were|has|had) [^,;:.]*)"
)
_AFTER = re.compile(
    r"(?P<next>[\s　]*)"
    r"|(?P<of>(?:(?:['’]s|,)?(?: [a-z-]+){0,3} (?:CEO|chief executive(?: officer)?|president|boss|head|(?:co-)?founder))?"
    r" (?:of|at|for) (?:the )?)"
    r"|(?P<described>(?: (?!and |of |in |at |is |was |that )[a-z0-9-]+){1,6} )"
    r"|(?P<clause>[^,;:.]*, )"
    r"|(?P<owned>の|した|した?会社の|인 |된 |한 )"
)


def _describe(line: Line, answer: Mention, held: Sequence[Claim], candidate: Candidate, employers: Collection[str]) -> None:
    """Say what speaks for a company beside what would for a figure: the patterns, of whom a person is elsewhere, the words between."""
    ev, predicate = candidate.evidence, held[0].predicate
    told = _named(held)
    if employers and not told:  # of whom a person leads or founded what is told where the name stands beside
        ev["answer:elsewhere" if candidate.name in employers else "answer:elsewhere:another"] = 1.0
    if candidate.name in told:
        ev["answer:proposed"] = 1.0
    elif any(claim.subject_id == candidate.name for claim in held):
        ev["answer:topic"] = 1.0
    elif told:
        ev["answer:proposed:another"] = 1.0
    named = candidate.mention if candidate.mention is not None and line.start <= candidate.mention.start < line.end else None
    if named is None:
        ev["answer:away"] = 1.0
        return
    side, pattern, start, end = "before", _BEFORE, named.end, answer.start
    if named.start >= answer.end:
        side, pattern, start, end = "after", _AFTER, answer.end, named.start
    ev[f"answer:{side}"] = ev[f"answer:{predicate}:{side}"] = 1.0
    if left(line, named):
        ev["answer:former"] = ev[f"answer:{predicate}:former"] = 1.0
    if (bound := pattern.fullmatch(line.text, max(start - line.start, 0), max(end - line.start, 0))) is not None:
        ev[f"answer:{side}:{bound.lastgroup}"] = ev[f"answer:{predicate}:{side}:{bound.lastgroup}"] = 2.0


def heard(answers: Sequence[Answer]) -> list[list[dict[str, float]]]:
    """Return the evidence for each company once more, with whose the figures of its line are; these and the answers must be weighed."""
    found = []
    for answer in answers:
        rows = []
        for candidate, chance in zip(answer.subjects, answer.owners, strict=True):
            row = {name: held for name, held in candidate.evidence.items() if name.startswith("answer:")}
            row["odds"] = math.log((chance + 0.01) / (1.01 - chance))
            if answer.beside:
                same = [
                    max((p for c, p in zip(figure.subjects, figure.owners, strict=True) if c.name == candidate.name), default=0.0)
                    for figure in answer.beside
                ]
                row["figures"] = 2 * sum(same) / len(same)
                row["figures:" + ("here" if "here" in candidate.evidence else "away")] = row["figures"]
            rows.append(row)
        found.append(rows)
    return found


def sure_options(answer: Answer) -> list[dict[str, float]]:
    """Return the evidence that an answer is right of its likeliest company, beside nothing for that it is not."""
    top = max(answer.owners)
    chosen = answer.subject
    told = _named(answer.proposed)
    first = answer.proposed[0]
    general = {
        "one": 1.0,
        "owner": top,
        "owner:odds": math.log((top + 0.02) / (1.02 - top)),
        "score": max(claim.confidence for claim in answer.proposed),
        "agrees" if chosen.name in told else "differs" if told else "unsaid": 1.0,
        "here" if "here" in chosen.evidence else "away": 1.0,
        f"rule:{first.rule}": 1.0,
        f"predicate:{first.predicate}": 1.0,
        f"lang:{answer.line.language}": 1.0,
        f"kind:{'row' if answer.line.segment.cells else answer.line.segment.kind}": 1.0,
    }
    return [{}, general]


def claims(told: Scene, answer: Answer, threshold: float) -> list[Claim]:
    """Return the claims of an answer: of its likeliest company, and of those that a pattern names together with it.

    Args:
        told: The scene.
        answer: The answer, weighed.
        threshold: Least chance of a claim that is kept.
    """
    chance = round(answer.sure[1], 4)
    if chance < threshold:
        return []
    chosen = answer.subject
    proposed = [replace(claim, period=_held(told, answer.line, claim)) for claim in answer.proposed]
    same = [claim for claim in proposed if claim.subject_id == chosen.name]
    if same:
        rules = {claim.rule for claim in same}
        return [replace(claim, confidence=chance, full_confidence=chance) for claim in proposed if claim.subject_id and claim.rule in rules]
    first = proposed[0]
    marks = [mark for mark in first.marks if mark.role != "subject"]
    if chosen.mention is not None:
        marks.append(Mark("subject", chosen.mention.start, chosen.mention.end))
    made = replace(
        first,
        subject_id=chosen.name,
        confidence=chance,
        full_confidence=chance,
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
    )
    key = (made.document_id, made.start, made.end, made.subject_id, made.predicate, made.object_id, made.qualifier, made.value, made.unit)
    return [replace(made, claim_id=content_id("claim", *key, made.text_value, made.mention_id))]


def _held(told: Scene, line: Line, claim: Claim) -> str | None:
    """Return the period of an answer: a post that is told without one is held when its article is written."""
    return iso(told.document, line.segment.article) if claim.period is None and claim.predicate == "chief_executive" else claim.period
