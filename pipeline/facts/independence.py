"""Who speaks: claims of one slot into independent voices.

In: claims of a slot, and what all claims together say of names and articles. Out: a voice for each claim. A copy, a story under several
mastheads, and documents that name the same upstream are one voice. Never: agreement of figures alone as a sign of copying.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pipeline.facts.values import Reading
from pipeline.predicates import predicates
from pipeline.records import Claim, Entity
from pipeline.rules import folded

#: Least length of a sentence, in letters, from which on two sources that print it word for word are taken for one story.
STORY = 40

_SITE = re.compile(r"(?:[a-z0-9-]+\.)*?([a-z0-9-]+)(?:\.(?:co|com|or|ne|ac|go|org|gov))?\.[a-z]{2,}")
_MASTHEAD = re.compile(r"\s+[|–—-]\s+[^|–—]{1,60}$")


@dataclass(frozen=True, slots=True)
class Press:
    """What is known of the sources over all claims.

    Attributes:
        entity: Folded name of a source -> its entity, so that "Bloomberg" as a publisher is Bloomberg as an authority.
        upstream: (document, article) -> the entity on whose word most of its attributed claims rest.
        same: Folded name of a source -> the name it stands for, from the user's list.
        figures: (predicate, entity) -> the figures of another predicate that are told of it, each with its unit, for the predicates that
            some rule compares with.
    """

    entity: Mapping[str, str] = field(default_factory=dict)
    upstream: Mapping[tuple[str, int], str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], frozenset[tuple[str | None, Decimal]]] = field(default_factory=dict)


def press(claims: Iterable[Claim], entities: Sequence[Entity], same: Mapping[str, str]) -> Press:
    """Gather what all claims say of the sources, in one pass, in which what is counted of a document goes with it.

    Args:
        claims: All claims, those of a document together, those of an article in their order.
        entities: All entities.
        same: Folded spelling of a source's name -> its name.
    """
    forms: dict[str, set[str]] = {}
    for entity in entities:
        if entity.kind == "organisation":
            for form in {folded(entity.name), *(folded(name.text) for name in entity.names)}:
                forms.setdefault(same.get(form, form), set()).add(entity.entity_id)
    known = Press({form: min(ids) for form, ids in forms.items() if len(ids) == 1}, same=same)
    compared = {name for one in predicates().values() for name in (one.slot.confused_with, one.slot.worth) if name}
    figures: dict[tuple[str, str], set[tuple[str | None, Decimal]]] = {}
    upstream: dict[tuple[str, int], str] = {}
    for document, held in groupby(claims, key=attrgetter("document_id")):
        counts: dict[int, Counter[str]] = {}
        for claim in held:
            name = claim.predicate
            if name in compared and claim.value is not None and claim.modality in ("actual", "estimate"):
                figures.setdefault((name, claim.subject_id), set()).add((claim.unit, claim.value))
            if claim.attribution_id and claim.duplicate_of is None and masthead(claim.source, known) != claim.attribution_id:
                counts.setdefault(claim.article, Counter())[claim.attribution_id] += 1
        for article, counter in counts.items():
            name, count = counter.most_common(1)[0]  # of equals the one that is named first
            if count >= 2 and 2 * count >= counter.total():
                upstream[document, article] = name
    return Press(known.entity, upstream, same, {key: frozenset(held) for key, held in figures.items()})


def speaker(claim: Claim, known: Press) -> str:
    """Return on whose word a claim rests: the authority that it names, else its article's upstream, else its source."""
    if claim.attribution_id:
        return claim.attribution_id
    return claim.upstream_id or masthead(claim.source or claim.document_id, known)


def masthead(source: str, known: Press) -> str:
    """Return one id for a source by any of its spellings; a site without a name of its own goes by the first part of its address."""
    name, site = _name(source)
    if site and name not in known.same and name not in known.entity:
        name = site
    name = known.same.get(name, name)
    return known.entity.get(name, name)


@lru_cache(maxsize=4096)
def _name(source: str) -> tuple[str, str]:
    """Return a source folded, and the first part of its address if it is one."""
    name = folded(source)
    site = _SITE.fullmatch(name)
    return name, site[1] if site else ""


def voices(claims: Sequence[Claim], readings: Sequence[Reading], known: Press) -> list[str]:
    """Return the voice of each claim of a slot; equal voices are one.

    Args:
        claims: The claims of a slot.
        readings: What each says.
        known: What all claims say of the sources.
    """
    forest = _Forest()
    by_id = {claim.claim_id: claim for claim in claims}
    speakers = {claim.claim_id: speaker(claim, known) for claim in claims}
    attributed: dict[tuple[str, int, str], dict[str, dict[str, Reading]]] = {}
    upstream: dict[str, set[str]] = {}
    for claim, reading in zip(claims, readings, strict=True):
        name = speakers[claim.claim_id]
        if claim.attribution_id:
            attributed.setdefault(_body(claim), {}).setdefault(name, {})[reading.form] = reading
        if claim.attribution_id or claim.upstream_id:
            upstream.setdefault(name, set()).add(reading.form)
    for claim, reading in zip(claims, readings, strict=True):
        name = speakers[claim.claim_id]
        if claim.duplicate_of is not None:
            original = by_id.get(claim.duplicate_of)
            forest.join(name, f"copy\x1f{claim.duplicate_of}" if original is None else speakers[original.claim_id])
        story = _story(claim.text)
        if story:
            forest.join(name, f"story\x1f{story}")
        if claim.attribution_id is None:
            heard = [who for who, said in attributed.get(_body(claim), {}).items() if any(reading.meets(one) for one in said.values())]
            if len(heard) == 1:
                forest.join(name, heard[0])
            main = known.upstream.get((claim.document_id, claim.article))
            if main is not None and not reading.vague and reading.form in upstream.get(main, ()):
                forest.join(name, main)
    return [forest.root(speakers[claim.claim_id]) for claim in claims]


def _body(claim: Claim) -> tuple[str, int, str]:
    return claim.document_id, claim.article, claim.source


def _story(text: str) -> str:
    """Return a sentence or title without the masthead behind it, folded; empty where it is too short to tell a story by."""
    bare = folded(_MASTHEAD.sub("", text.strip()))
    if len(bare) >= STORY:
        return bare
    return bare if 2 * len(bare) >= STORY and sum(2 if letter > "\u2e7f" else 1 for letter in bare) >= STORY else ""


class _Forest:
    """Union-find whose roots do not depend on the order of the joins: the least real name of a group."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        top = name
        while (parent := self._parent.get(top, top)) != top:
            top = parent
        while (parent := self._parent.get(name, name)) != top:
            self._parent[name], name = top, parent
        return top

    def join(self, first: str, second: str) -> None:
        first, second = self.root(first), self.root(second)
        if first != second:
            low, high = sorted((first, second), key=lambda name: ("\x1f" in name, name))
            self._parent[high] = low
