"""Mentions of a run against annotated ones.

In: mentions and gold. Out: a score for each label, of exact spans, overlapping spans and values; how well names are joined; which entity is
which annotated one. Never: a claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import Gold, GoldMention
from pipeline.evaluate.scores import Clusters, Miss, Score, b_cubed, close, paired, shared
from pipeline.records import Mention

_NAMES = ("ORG", "PERSON")
_DATES = ("DATE", "DURATION")


@dataclass(frozen=True, slots=True)
class Label:
    """How well one label was found.

    Attributes:
        exact: Spans that are equal.
        overlap: Spans that overlap, one to one.
        value: Of these, values that are right; None for names.
    """

    exact: Score
    overlap: Score
    value: Score | None


@dataclass(frozen=True, slots=True)
class MentionScores:
    """Mentions against gold.

    Attributes:
        labels: Score of each label that is in either.
        names: How well names were joined; None without names.
        identity: Entity -> the annotated one that most of its mentions name.
        misses: What is wrong.
    """

    labels: Mapping[str, Label]
    names: Clusters | None
    identity: Mapping[str, str]
    misses: tuple[Miss, ...]


def score_mentions(found: Mapping[str, Sequence[Mention]], gold: Gold) -> MentionScores:
    """Compare mentions with gold.

    Args:
        found: Mentions by the name of their document.
        gold: The gold; without mentions the result is empty.
    """
    if gold.mentions is None:
        return MentionScores({}, None, {}, ())
    wanted: dict[tuple[str, str], list[GoldMention]] = defaultdict(list)
    for one in gold.mentions:
        wanted[one.doc, one.label].append(one)
    labels = {}
    misses: list[Miss] = []
    links: list[tuple[str, str]] = []
    for label in sorted({label for _, label in wanted} | {one.label for held in found.values() for one in held}):
        exact = overlap = value = n_found = n_wanted = 0
        for doc in gold.documents:
            theirs = wanted[doc, label]
            ours = list(_counted([one for one in found.get(doc, ()) if one.label == label], theirs, gold.passed_over, doc))
            n_found, n_wanted = n_found + len(ours), n_wanted + len(theirs)
            exact += len({(one.start, one.end) for one in ours} & {(one.start, one.end) for one in theirs})
            pairs = _pairs(ours, theirs)
            overlap += len(pairs)
            if label in _NAMES:
                links += [(entity, str((one.norm or {}).get("id"))) for ours_, one in pairs if (entity := ours_.entity_id)]
            else:
                value += sum(_same(*pair) for pair in pairs)
            misses += _misses(doc, label, ours, theirs, pairs)
        labels[label] = Label(
            Score(n_wanted, n_found, exact),
            Score(n_wanted, n_found, overlap),
            None if label in _NAMES else Score(n_wanted, n_found, value),
        )
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for entity, known in links:
        votes[entity][known] += 1
    identity = {entity: max(sorted(count), key=count.__getitem__) for entity, count in votes.items()}
    return MentionScores(labels, b_cubed(links) if links else None, identity, tuple(misses))


def _counted(ours: Sequence[Mention], theirs: Sequence[GoldMention], open_: Sequence[GoldMention], doc: str) -> Iterator[Mention]:
    """Yield mentions that count: those that touch an annotated one, and those that do not lie where either is right."""
    for one in ours:
        if any(shared(one, other) for other in theirs) or not any(other.doc == doc and shared(one, other) for other in open_):
            yield one


def _pairs(ours: Sequence[Mention], theirs: Sequence[GoldMention]) -> list[tuple[Mention, GoldMention]]:
    options = [(-share, i, j) for i, one in enumerate(ours) for j, other in enumerate(theirs) if (share := shared(one, other))]
    return [(ours[i], theirs[j]) for i, j in paired(options)]


def _same(one: Mention, other: GoldMention) -> bool:
    norm = other.norm or {}
    if other.label == "MONEY":
        return one.unit == norm.get("currency") and close(one.value, norm.get("value")) and one.relation == norm.get("relation")
    if other.label in _DATES:
        return one.timex_value == norm.get("value")
    return close(one.value, norm.get("value"))


def _misses(
    doc: str, label: str, ours: Sequence[Mention], theirs: Sequence[GoldMention], pairs: Sequence[tuple[Mention, GoldMention]]
) -> Iterator[Miss]:
    met = {id(one) for pair in pairs for one in pair}
    for one in ours:
        if id(one) not in met:
            yield Miss(doc, "spurious", label, said=_said(one), text=one.text)
    for other in theirs:
        if id(other) not in met:
            yield Miss(doc, "missed", label, wanted=_wanted(other), text=other.text)
    for one, other in pairs:
        if label not in _NAMES and not _same(one, other):
            yield Miss(doc, "value", label, said=_said(one), wanted=_wanted(other), text=one.text)


def _said(one: Mention) -> str:
    if one.label in _DATES:
        return one.timex_value or ""
    return (
        one.text
        if one.label in _NAMES
        else " ".join(part for part in (one.relation, None if one.value is None else f"{one.value.normalize():f}", one.unit) if part)
    )


def _wanted(other: GoldMention) -> str:
    norm = other.norm or {}
    keys = ("value",) if other.label in _DATES else ("name",) if other.label in _NAMES else ("relation", "value", "currency", "unit")
    return " ".join(str(norm[key]) for key in keys if norm.get(key) is not None)
