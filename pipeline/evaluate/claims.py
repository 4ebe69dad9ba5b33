"""Claims of a run against annotated ones.

In: claims, entities, documents and gold. Out: a score over all, by predicate, language, group and document; shares of the right ones that
have the right parts; what is wrong, by its first cause. Never: a guess at what a name names; names are one by the mentions they share with
the gold, or, where mentions were not annotated, by a form of the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.evaluate.gold import Gold, GoldClaim, GoldFact
from pipeline.evaluate.scores import Band, Miss, Score, bands, close, paired
from pipeline.predicates import predicates
from pipeline.records import Claim, Document, Entity, Fact

#: Quotes shorter than this are cells: which of equal ones is meant depends on how the page is read.
_CELL = 16
_SIGNS = re.compile(r"[\s.,・'\"“”()（）\-–]+")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"the", "of", "in", "and", "for", "a", "per"})
#: By the guidelines a purchase of a whole company is an `investment` whose qualifier begins so.
_BOUGHT = "acquisition"


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """Claims against gold.

    Attributes:
        all: Every claim.
        groups: Scores by what the claims are grouped by (predicate, language, set, document), then by group.
        parts: Of the right ones, the share whose part is right: object, period, modality, relation, attribution, measure.
        bands: How often claims are right by their confidence.
        misses: What is wrong.
    """

    all: Score
    groups: Mapping[str, Mapping[str, Score]]
    parts: Mapping[str, float]
    bands: tuple[Band, ...]
    misses: tuple[Miss, ...]


class Names:
    """Which entity of the tables is which one of the gold."""

    def __init__(self, gold: Gold, identity: Mapping[str, str], entities: Sequence[Entity]) -> None:
        """Take what the mentions say, where they were annotated, else the forms of the names."""
        self._forms = {one.id: {folded(form) for form in (one.name, *one.aliases)} for one in gold.names}
        self._identity = None if gold.mentions is None else identity
        self._entities = {one.entity_id: {folded(form.text) for form in one.names} | {folded(one.name)} for one in entities}
        self.shown = {one.entity_id: one.name for one in entities}

    def same(self, entity: str | None, known: str | None) -> bool:
        """Whether an entity is an annotated one; none is the same as none."""
        if entity is None or known is None:
            return entity is known
        if self._identity is not None:
            return self._identity.get(entity) == known
        return bool(self._entities.get(entity, set()) & self._forms.get(known, set()))


def score_claims(documents: Mapping[str, Document], claims: Mapping[str, Sequence[Claim]], gold: Gold, names: Names) -> ClaimScores:
    """Compare claims with gold.

    Args:
        documents: Documents by the name of their file.
        claims: Claims by that name.
        gold: The gold; it has claims.
        names: Which entity is which.
    """
    wanted: dict[str, list[GoldClaim]] = defaultdict(list)
    for one in gold.claims or ():
        wanted[one.doc].append(one)
    pairs: list[tuple[Claim, GoldClaim]] = []
    counted: list[tuple[str, Claim, bool]] = []
    misses: list[Miss] = []
    for doc in gold.documents:
        text = Squeezed(documents[doc].text if doc in documents else "")
        theirs = [(one, text.places(one)) for one in wanted[doc]]
        ours = list(claims.get(doc, ()))
        made = _pairs(ours, theirs, names)
        right = {i for i, _ in made}
        open_ = [place for quote in gold.left_open[doc] for place in text.all(quote)]
        held = [i for i, one in enumerate(ours) if i in right or not _within(one, open_)]
        pairs += [(ours[i], theirs[j][0]) for i, j in made]
        counted += [(doc, ours[i], i in right) for i in held]
        misses += _misses(doc, [ours[i] for i in held if i not in right], theirs, {j for _, j in made}, names)
        misses += [
            Miss(doc, "period", theirs[j][0].predicate, ours[i].period or "", theirs[j][0].period or "", ours[i].text)
            for i, j in made
            if ours[i].period != theirs[j][0].period
        ]
    chances = bands((one.confidence, right) for _, one, right in counted)
    return ClaimScores(_all(wanted, counted, pairs), _grouped(gold, wanted, counted, pairs), _parts(pairs, names), chances, tuple(misses))


def _all(
    wanted: Mapping[str, Sequence[GoldClaim]], counted: Sequence[tuple[str, Claim, bool]], pairs: Sequence[tuple[Claim, GoldClaim]]
) -> Score:
    return Score(sum(map(len, wanted.values())), len(counted), len(pairs))


def _grouped(
    gold: Gold,
    wanted: Mapping[str, Sequence[GoldClaim]],
    counted: Sequence[tuple[str, Claim, bool]],
    pairs: Sequence[tuple[Claim, GoldClaim]],
) -> dict[str, dict[str, Score]]:
    of: dict[str, Callable[[str, str], str]] = {
        "predicate": lambda doc, predicate: predicate,
        "language": lambda doc, predicate: gold.documents[doc].language or "und",
        "set": lambda doc, predicate: gold.documents[doc].set,
        "document": lambda doc, predicate: doc,
    }
    found = {}
    for name, key in of.items():
        ours = Counter(key(doc, one.predicate) for doc, one, _ in counted)
        theirs = Counter(key(doc, one.predicate) for doc, held in wanted.items() for one in held)
        right = Counter(key(other.doc, other.predicate) for _, other in pairs)
        found[name] = {group: Score(theirs[group], ours[group], right[group]) for group in sorted(theirs | ours) if group}
    return found


def _parts(pairs: Sequence[tuple[Claim, GoldClaim]], names: Names) -> dict[str, float]:
    tests: dict[str, Callable[[Claim, GoldClaim], bool]] = {
        "object": lambda one, other: names.same(one.object_id, other.object),
        "period": lambda one, other: one.period == other.period,
        "modality": lambda one, other: one.modality == other.modality,
        "relation": lambda one, other: one.relation == other.relation,
        "attribution": lambda one, other: names.same(one.attribution_id, other.attribution),
    }
    found = {name: sum(test(*pair) for pair in pairs) / len(pairs) for name, test in tests.items()} if pairs else {}
    measured = [pair for pair in pairs if pair[1].predicate == "metric" and pair[1].qualifier]
    if measured:
        found["measure"] = sum(alike(one.qualifier, other.qualifier) for one, other in measured) / len(measured)
    return found


def _pairs(ours: Sequence[Claim], theirs: Sequence[tuple[GoldClaim, Sequence[tuple[int, int]]]], names: Names) -> list[tuple[int, int]]:
    """Pair claims that say the same at the same place: by spans the best overlap first, by quotes in order, the right period first."""
    options = []
    for j, (other, places) in enumerate(theirs):
        for i, one in enumerate(ours):
            if (places or not other.evidence) and _says(one, other, names):
                touched = max((_common(one, place) for place in places), default=0.0)
                if touched or not places:
                    rank = (-touched, 0) if other.evidence else (j, one.period != other.period)
                    options.append((rank, i, j))
    return paired(options)


def _says(one: Claim, other: GoldClaim, names: Names) -> bool:
    return _same_predicate(one, other) and names.same(one.subject_id, other.subject) and _same_answer(one, other, names)


def _same_predicate(one: Claim, other: GoldClaim) -> bool:
    if one.predicate == _BOUGHT:
        return (other.qualifier or "").startswith(_BOUGHT)
    return one.predicate == other.predicate


def _same_answer(one: Claim | Fact, other: GoldClaim | GoldFact, names: Names) -> bool:
    known = predicates().get(other.predicate)
    answer = known.slot.answer if known else "number"
    if answer == "object":
        return names.same(one.object_id, other.object)
    if answer == "place":
        return bool(one.text_value)
    if answer == "date":
        said = next((str(value) for value in (one.text_value, one.value, one.period) if value), "")
        return said[:4] == (other.value or "")[:4]
    return (one.unit == other.unit or other.predicate == "metric") and close(one.value, other.value)


def _misses(
    doc: str, ours: Sequence[Claim], theirs: Sequence[tuple[GoldClaim, Sequence[tuple[int, int]]]], met: set[int], names: Names
) -> Iterator[Miss]:
    """Say what is wrong: a claim and an annotated one that differ in one thing are one mistake, each other two."""
    left = [(other, places) for j, (other, places) in enumerate(theirs) if j not in met]
    options = []
    for i, one in enumerate(ours):
        for j, (other, places) in enumerate(left):
            if places and _within(one, places):
                agree = (
                    _same_answer(one, other, names),
                    _same_predicate(one, other),
                    names.same(one.subject_id, other.subject),
                )
                if sum(agree) == 2:
                    options.append((agree.index(False), i, j))
    made = paired(options)
    causes = ("value", "predicate", "subject")
    for i, j in made:
        cause = next(rank for rank, one, other in options if (one, other) == (i, j))
        yield Miss(doc, causes[cause], left[j][0].predicate, _said(ours[i], names), _wanted(left[j][0]), ours[i].text)
    for i, one in enumerate(ours):
        if i not in {at for at, _ in made}:
            yield Miss(doc, "spurious", one.predicate, said=_said(one, names), text=one.text)
    for j, (other, _) in enumerate(left):
        if j not in {at for _, at in made}:
            yield Miss(doc, "missed", other.predicate, wanted=_wanted(other), text=other.quote)


def _said(one: Claim, names: Names) -> str:
    subject, other = (names.shown.get(entity or "", "") for entity in (one.subject_id, one.object_id))
    return _line(subject, one.predicate, one.qualifier, one.value, one.unit, one.text_value, other, one.period)


def _wanted(other: GoldClaim) -> str:
    return _line(other.subject, other.predicate, other.qualifier, other.value, other.unit, None, other.object, other.period)


def _line(*parts: str | Decimal | None) -> str:
    return " | ".join(f"{part.normalize():f}" if isinstance(part, Decimal) else part for part in parts if part not in (None, ""))


def _within(one: Claim, places: Sequence[tuple[int, int]]) -> bool:
    return any(one.start < end and start < one.end for start, end in places)


def _common(one: Claim, place: tuple[int, int]) -> float:
    common = min(one.end, place[1]) - max(one.start, place[0])
    return common / (max(one.end, place[1]) - min(one.start, place[0])) if common > 0 else 0.0


class Squeezed:
    """A text without white space, since pages and lines differ in nothing else from what was annotated."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._at = [i for i, sign in enumerate(text) if not sign.isspace()]
        self._text = "".join(text[i] for i in self._at)

    def all(self, quote: str) -> list[tuple[int, int]]:
        """Return every place of a quote in the text."""
        small = "".join(quote.split())
        found = []
        at = self._text.find(small) if small else -1
        while at >= 0:
            found.append((self._at[at], self._at[at + len(small) - 1] + 1))
            at = self._text.find(small, at + 1)
        return found

    def places(self, claim: GoldClaim) -> list[tuple[int, int]]:
        """Return where a claim is stated: its span, or the place of its quote; all of them for a cell or if there are fewer."""
        if claim.evidence:
            return [(claim.evidence[0], claim.evidence[1])]
        found = self.all(claim.quote)
        return found if len("".join(claim.quote.split())) < _CELL else found[claim.nth - 1 : claim.nth] or found


def folded(name: str) -> str:
    """Return a name without what writers change at will: case, width, spaces and marks."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold().replace("’", "'"))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names of a measure share half of their words."""
    a, b = words(one), words(other)
    return bool(a & b) and len(a & b) / len(a | b) >= 0.5


def words(name: str | None) -> set[str]:
    """Return the words of a name of a measure, of which one or many are one, without small ones."""
    found = (word for word in _WORD.findall((name or "").casefold()))
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found} - _SMALL


@dataclass(frozen=True, slots=True)
class FactScores:
    """Facts against gold, of its core tier.

    Attributes:
        core: Facts that should be there.
        found: Of these, ...
        status: ... with the right status ...
        sources: ... and with the right number of independent sources.
        split: Facts that fell into pieces.
        false_conflicts: Conflicts that are none.
        misses: What is wrong.
    """

    core: int
    found: int
    status: int
    sources: int
    split: int
    false_conflicts: int
    misses: tuple[Miss, ...]


def score_facts(facts: Sequence[Fact], wanted: Sequence[GoldFact], names: Names) -> FactScores:
    """Compare facts with those that the annotated claims make together.

    Args:
        facts: Facts of a run.
        wanted: Facts of the gold.
        names: Which entity is which.
    """
    found = status = sources = split = 0
    misses: list[Miss] = []
    real: set[str] = set()
    for other in wanted:
        hits = [one for one in facts if _says_fact(one, other, names)]
        if other.status == "conflicting":
            real |= {one.fact_id for one in hits}
        if other.tier != "core":
            continue
        found += bool(hits)
        split += len(hits) > 1
        sources += any(one.independent_sources == other.n_groups for one in hits)
        status += (right := any(one.status == other.status for one in hits))
        if not right:
            misses.append(Miss("", "status" if hits else "missed", other.predicate, hits[0].status if hits else "", other.status, other.id))
    false = [one for one in facts if one.status == "conflicting" and one.fact_id not in real]
    misses += [Miss("", "conflict", one.predicate, one.status, "", f"{one.subject} {one.period or ''}".strip()) for one in false]
    return FactScores(sum(one.tier == "core" for one in wanted), found, status, sources, split, len(false), tuple(misses))


def _says_fact(one: Fact, other: GoldFact, names: Names) -> bool:
    if one.predicate != other.predicate or not names.same(one.subject_id, other.subject):
        return False
    modality = "actual" if one.modality == "estimate" else one.modality
    if modality != other.modality or not _fits(one.period, other.period):
        return False
    known = predicates().get(other.predicate)
    if known and known.slot.answer != "number":
        return _same_answer(one, other, names)
    if other.object is not None and not names.same(one.object_id, other.object):
        return False
    if other.unit == "date":
        return (one.text_value or one.period or "").startswith(other.value or "")
    return _same_answer(one, other, names)


def _fits(period: str | None, wanted: str | None) -> bool:
    """Whether one period is the other, or within it as it is written."""
    return wanted is None or (period is not None and (period.startswith(wanted) or wanted.startswith(period)))
