"""Names of a user's own: the tagger of a language drawn towards the names that he annotated.

In: annotated documents with their passages. Out: weights of a tagger, and what the old and the new ones reach. Never: a document judged by
weights that have seen it. Part of the room of learning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors import Label, languages, masked, taggers
from extractors.crf import Chain, Example
from extractors.names import sentences
from pipeline import mentions
from pipeline.evaluate import Score
from pipeline.evaluate.gold import Gold, GoldMention
from pipeline.evaluate.mentions import score_mentions
from pipeline.evaluate.scores import shared
from pipeline.learning.annotated import Annotated
from pipeline.learning.chains import drawn
from pipeline.learning.choices import Say
from pipeline.records import Mention

_NAMES = (Label.ORG, Label.PERSON)
#: Fewer annotated sentences with a name teach nothing.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tagger, drawn.

    Attributes:
        weights: As `Chain.drawn` reads them.
        before: Names found by the weights that were there, in the documents that have annotated ones, ...
        after: ... and by new ones, fold by fold, that have not seen the document.
    """

    weights: Mapping[str, Any]
    before: Score
    after: Score


def learn(golds: Sequence[tuple[Gold, Sequence[Annotated]]], start: Mapping[str, Any], say: Say) -> dict[str, Drawn]:
    """Draw each tagger that is learnt towards the names of annotated documents.

    Args:
        golds: Each folder of gold with its documents, which know their folds.
        start: Weights to start from, by tagger; of those that ship there is none.
        say: Is told of what each learns.

    Returns:
        By the name of the tagger; without those of which too little was annotated, or documents of one publisher alone.
    """
    found = {}
    for tag in languages.tags():
        language = languages.of(tag)
        tagger = language.tagger
        if tagger is None or tagger.lesson is None or tagger.name not in taggers.available():
            continue
        lesson, told = tagger.lesson, start.get(tagger.name)
        chain = lesson.chain().drawn(told) if told else lesson.chain()
        taught = [_Taught(gold, one, held) for gold, documents in golds for one in documents if (held := _examples(one, gold, language))]
        count = sum(label[0] == "B" for one in taught for _, labels in one.examples for label in labels)
        say(f"{tagger.name}: {count} names in {sum(len(one.examples) for one in taught)} sentences of {len(taught)} documents")
        if count < FEWEST or len({one.document.fold for one in taught}) < 2:
            say(f"{tagger.name}: nothing is learnt of fewer than {FEWEST} names, or of one publisher alone")
            continue
        before = _reached(taught, {one.document.fold: chain for one in taught}, tagger.name)
        chains: dict[int, Chain] = {}
        for fold in sorted({one.document.fold for one in taught}):
            others = [example for one in taught if one.document.fold != fold for example in one.examples]
            chains[fold] = chain.drawn(drawn(chain, others, lesson))
        after = _reached(taught, chains, tagger.name)
        weights = drawn(chain, [example for one in taught for example in one.examples], lesson)
        if told:
            weights["states"] = {**told["states"], **weights["states"]}
        found[tagger.name] = Drawn(weights, before, after)
    return found


@dataclass(frozen=True, slots=True)
class _Taught:
    gold: Gold
    document: Annotated
    examples: Sequence[Example]


def _examples(one: Annotated, gold: Gold, language: languages.Language) -> list[Example]:
    """Return the sentences of a document in a language, with the names that people marked; none of a document where they marked none.

    A sentence is left out where the annotators left open whether a name is in it.
    """
    lesson = language.tagger.lesson if language.tagger else None
    names = [row for row in gold.mentions or () if row.doc == one.doc and row.label in _NAMES]
    if lesson is None or not names:
        return []
    left = [row for row in gold.passed_over if row.doc == one.doc and row.label in _NAMES and not any(shared(row, name) for name in names)]
    document = one.told.document
    passages = mentions.passages(document, one.segments)
    found: dict[str, Example] = {}
    for line, _ in sentences(masked(document.text, passages), passages, language):
        if not line.text or line.text in found:
            continue
        whole = line.written(0, len(line.text))
        if any(row.start < whole.end and whole.start < row.end for row in left):
            continue
        written = [line.written(at, at + 1).start for at in range(len(line.text))]
        example = lesson.example(line.text, list(_within(written, names)))
        if example[1]:
            found[line.text] = example
    return list(found.values())


def _within(written: Sequence[int], names: Sequence[GoldMention]) -> Iterator[tuple[int, int, str]]:
    """Yield where names stand in a line, given where each of its characters stands in the text."""
    for row in names:
        inside = [at for at, place in enumerate(written) if row.start <= place < row.end]
        if inside:
            yield inside[0], inside[-1] + 1, row.label


def _reached(taught: Sequence[_Taught], chains: Mapping[int, Chain], tagger: str) -> Score:
    """Count the names that a run finds in documents, by the chain of the fold of each; a name is right where its span and its kind are."""
    counts = [0, 0, 0]
    by_gold: dict[int, list[_Taught]] = defaultdict(list)
    for one in taught:
        by_gold[id(one.gold)].append(one)
    for held in by_gold.values():
        gold = held[0].gold
        found: dict[str, Sequence[Mention]] = {}
        for one in held:
            document = one.document.told.document
            own = {tagger: chains[one.document.fold]}
            found[one.document.doc], _ = mentions.find(document, one.document.segments, labels=_NAMES, own=own)
        names = tuple(row for row in gold.mentions or () if row.label in _NAMES)
        asked = replace(
            gold, documents={doc: gold.documents[doc] for doc in found}, mentions=tuple(row for row in names if row.doc in found)
        )
        for label in score_mentions(found, asked).labels.values():
            for at, count in enumerate((label.exact.gold, label.exact.predicted, label.exact.right)):
                counts[at] += count
    return Score(*counts)
