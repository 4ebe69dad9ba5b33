"""Mentions in, claims out: which figure is said of whom, of when, how firmly, and on whose word.

In: one document with its passages, its linked mentions and the entities. Out: claims, each a statement at one place with the evidence that
made it and the probability that it is right. Never: a statement put together over documents, a choice between two statements.

The room in the order of its work: context.py reads the document once (timed.py tells which lengths of time are figures, stretches.py which
two dates are the ends of one), cast.py who plays which part in it and calendars.py its periods (with told_dates.py, by the arithmetic of
timex.py and lengths.py); measures.py (standing.py), cues.py, parts.py,
shares.py, themes.py, phrases.py (tokens.py), deals.py, deed_kinds.py, subjects.py (with holders.py for people who hold shares, offices.py
for those that are a person's, confines.py for wordings that leave a figure to one alone) and periods.py (with governing.py, heads.py,
meanings.py, reach.py, running.py and fiscal.py) propose candidates and describe them by named evidence,
readings.py puts that together for every figure, profile.py for all that is said without one (founders, chief executives, seats), hearing.py
and lists.py what one makes likely for the next; weights.py holds what was learnt from annotated documents (by pipeline/learning) and this
file weighs; naming.py names measures, canonical.py by the lexicon, wording.py by the words of the text (deeds.py by what is done with what
is counted, compounds.py in English by the nouns that are known), aspects.py says how a figure looks at them; flanks.py tells by the words
right beside it a profit from a loss and over how long it is counted.
drafts.py and what it uses are the hand-written patterns (readers/surnames.py for a surname with a title, where the text names the person):
they propose, and nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.claims import certainty, drafts, hearing, naming, profile, readings
from pipeline.claims.binding import bind, choose, stated, unlearnt
from pipeline.claims.calendars import Frame, frame
from pipeline.claims.context import Scene, scene
from pipeline.claims.coreference import publishers, spellings, topics_of
from pipeline.claims.credits import credited, outlets, parties
from pipeline.claims.fiscal import usage
from pipeline.claims.governing import carried, echoes
from pipeline.claims.measures import LANGUAGES
from pipeline.claims.profile import Answer
from pipeline.claims.readings import Reading
from pipeline.claims.weights import Weights, chances, load, parse
from pipeline.records import Claim, Document, Entity, Mention, Segment

__all__ = ["find", "outlets", "parse", "parties", "reads", "said", "topics", "weigh"]


def reads(tag: str) -> bool:
    """Tell whether claims are read of documents in a language; of those whose language is not known they are, by their script.

    Args:
        tag: BCP 47 tag of the document.
    """
    return tag.partition("-")[0] in (*LANGUAGES, "und")


def find(
    document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity], weights: Weights | None = None
) -> tuple[Claim, ...]:
    """Find the claims of a document.

    Args:
        document: The document, with its articles.
        segments: Its passages, in order.
        mentions: Its mentions, linked to entities.
        entities: The entities of which it may state something; others may be among them.
        weights: What was learnt; None takes what ships.

    Returns:
        Claims in order of their place, then of predicate and subject; a repeat in a copied passage points to the claim that it repeats.
    """
    learnt = weights or load()
    proposed = drafts.propose(document, segments, mentions, entities)
    told = scene(document, segments, mentions, entities)
    about = topics(document, segments, mentions, told)
    held = readings.read(told, proposed, about)
    answers = profile.read(told, proposed, about, held)
    weigh(told, frame(told), [*held, *answers], learnt)
    return credited(
        document, segments, mentions, entities, drafts.ordered(bind(told, held, answers, proposed, learnt), segments, document.text)
    )


def said(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity]) -> tuple[Claim, ...]:
    """Return the likeliest reading of every figure of a text, however unsure, its subject empty where the text names no organisation.

    Args:
        document: The document.
        segments: Its passages, in order.
        mentions: Its mentions, linked to entities.
        entities: The entities of which it may state something.
    """
    learnt = load()
    proposed = drafts.propose(document, segments, mentions, entities)
    told = scene(document, segments, mentions, entities)
    about = topics(document, segments, mentions, told)
    held = readings.read(told, proposed, about)
    answers = profile.read(told, proposed, about, held)
    weigh(told, frame(told), [*held, *answers], learnt)
    found = [claim for answer in answers for claim in profile.claims(told, answer, 0.0)] + unlearnt(proposed)
    choose(told, held, learnt, 0.0)
    found += [stated(told, reading, reading.chance) for reading in held]
    return drafts.ordered(found, segments, document.text)


def topics(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], told: Scene) -> dict[int, list[str]]:
    """Return the organisations that each article is about, most of all first."""
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.label)):
        if mention.document_id == document.document_id:
            inside[mention.segment_id].append(mention)
    found: dict[int, list[str]] = {}
    names = dict(told.names)
    own = sorted((s for s in segments if s.document_id == document.document_id), key=lambda s: s.ordinal)
    spelt = spellings(names)
    for article, passages in drafts.by_article(own):
        found[article] = topics_of(document, passages, inside, publishers(document, article, spelt), names)[0]
    return found


#: What gives the options of all readings of a document for one choice.
Options = Callable[[Scene, Frame, Sequence[Any]], Sequence[Sequence[Mapping[str, float]]]]


def _each(options: Callable[[Any], Sequence[Mapping[str, float]]]) -> Options:
    return lambda told, dates, held: [options(reading) for reading in held]


def _heard(field: str, heard: Callable[[Sequence[Reading]], list[list[dict[str, float]]]]) -> Options:
    def listen(told: Scene, dates: Frame, held: Sequence[Reading]) -> list[list[dict[str, float]]]:
        options = heard(held)
        for reading, rows in zip(held, options, strict=True):
            for candidate, evidence in zip(getattr(reading, field), rows, strict=True):
                candidate.evidence = evidence
        return options

    return listen


def _called(told: Scene, dates: Frame, held: Sequence[Reading]) -> list[list[Mapping[str, float]]]:
    for reading in held:
        reading.names = naming.names(reading)
    return [[name.evidence for name in reading.names] for reading in held]


def _dated(told: Scene, dates: Frame, held: Sequence[Reading]) -> list[list[Mapping[str, float]]]:
    dates.carried, dates.echoes = carried(told, dates), echoes(told, dates)
    subjects = defaultdict[int, set[str]](set)
    for reading in held:
        if reading.owners:
            subjects[reading.line.at].add(reading.subject.name)
    dates.usage = usage(told, subjects)
    for reading in held:
        readings.dated(told, dates, reading)
    return [[c.evidence for c in reading.periods] for reading in held]


#: Each choice in the order in which it is learnt: its name, the field that holds the chances, its options, for what it is made.
STEPS: tuple[tuple[str, str, Options, tuple[type, ...]], ...] = (
    ("measure", "measured", _each(lambda r: [c.evidence for c in r.measures]), (Reading,)),
    ("phrase", "phrased", lambda told, dates, held: readings.phrased(held), (Reading,)),
    ("measure, heard", "measured", _heard("measures", hearing.echoed), (Reading,)),
    ("predicate", "predicates", _each(readings.predicate_options), (Reading,)),
    ("aspect", "aspects", _each(readings.aspect_options), (Reading,)),
    ("sign", "signs", _each(readings.sign_options), (Reading,)),
    ("modality", "modalities", lambda told, dates, held: [certainty.options(told, reading) for reading in held], (Reading,)),
    ("subject", "owners", _each(readings.owner_options), (Reading, Answer)),
    ("answer's subject", "owners", lambda told, dates, held: profile.heard(held), (Answer,)),
    ("answer", "sure", _each(profile.sure_options), (Answer,)),
    ("name", "named", _called, (Reading,)),
    ("period", "times", _dated, (Reading,)),
    ("modality, heard", "modalities", certainty.heard, (Reading,)),
)


def weigh(told: Scene, dates: Frame, held: Sequence[Reading | Answer], learnt: Weights) -> None:
    """Fill in the chances of every choice but the name, one after the other, for all figures and answers of a document.

    Nothing else hangs on the name: it is weighed of those alone that are stated under one, once that is known.

    Args:
        told: The scene.
        dates: The periods of the document.
        held: The readings of figures, and the answers.
        learnt: The weights.
    """
    for name, field, options, kinds in STEPS:
        if name == "name":
            continue
        weights: Mapping[str, float] = learnt.choices.get(name, {})  # of a new choice nothing is learnt: its options are alike
        those = [reading for reading in held if isinstance(reading, kinds)]
        for reading, rows in zip(those, options(told, dates, those), strict=True):
            setattr(reading, field, chances(weights, rows))
    hearing.compared([reading for reading in held if isinstance(reading, Reading)])
