"""Mentions to entities: which names, over all documents and scripts, are one organisation or person.

In: documents, their passages, their mentions, and what a person has decided. Out: the entities, and the mentions with the entity that each
names. Never: a merge by likeness alone; a surname, or the first word of a company, joins nothing across documents without other evidence.

Full names are nodes of a graph; each rule adds edges, the strongest first, never one that a decision forbids. A short form ("Wang") is
resolved inside its document to the one full name there that it can stand for, else it stays by itself. What a rule sees is a set of names
or the text of a document, never an order, so that neither the order of documents nor a copy of one changes anything.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from extractors import phonetics
from pipeline.entities import definitions
from pipeline.entities.aliases import Decisions, alias_graph, load_decisions
from pipeline.entities.clusters import Node
from pipeline.entities.definitions import Definition, Use
from pipeline.entities.graph import Graph
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold
from pipeline.entities.places import ROWS, By, Places
from pipeline.records import Defined, Document, Entity, EntityName, Mention, Name, Segment, content_id

__all__ = ["Decisions", "Sketch", "join", "load_decisions", "resolve", "sketch"]

_KINDS = {"ORG": ORGANISATION, "PERSON": PERSON}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one document adds to the graph of names.

    Attributes:
        names: Its names at their places, in order.
        defined: Names that its text says are one.
    """

    names: Sequence[Name]
    defined: Sequence[Defined]

    def restated(self) -> dict[str, str]:
        """Return for each mention of a short form that the text defines the mention of its full name."""
        return {one.short: one.full for one in self.defined if not (one.alike and one.said)}


def resolve(
    documents: Sequence[Document], segments: Sequence[Segment], mentions: Sequence[Mention], decisions: Decisions | None = None
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Link the mentions of organisations and persons to entities.

    Args:
        documents: All documents, in any order.
        segments: Their passages.
        mentions: Their mentions of all kinds.
        decisions: What is known of names; None takes the built-in decisions.

    Returns:
        The entities in the order of their ids, and every mention in the order given: those of organisations and persons with `entity_id`,
        and a short form that the text itself defines with `restates`, the mention of its full name.
    """
    passages: dict[str, list[Segment]] = defaultdict(list)
    names: dict[str, list[Mention]] = defaultdict(list)
    for segment in segments:
        passages[segment.document_id].append(segment)
    for mention in mentions:
        names[mention.document_id].append(mention)
    sketches = [sketch(document, passages[document.document_id], names[document.document_id]) for document in documents]
    entities, named = join(sketches, decisions)
    meant = {name.mention_id: entities[at].entity_id for name, at in zip(_names(sketches), named, strict=True)}
    restated = {short: full for held in sketches for short, full in held.restated().items()}
    return entities, tuple(
        replace(row, entity_id=meant[row.mention_id], restates=row.restates or restated.get(row.mention_id)) if row.label in _KINDS else row
        for row in mentions
    )


def sketch(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention]) -> Sketch:
    """Gather the names of one document and what its text says of them; nothing of any other document is asked.

    Args:
        document: The document.
        segments: Its passages, copies marked.
        mentions: Its mentions of all kinds.
    """
    scope = content_id(document.text)
    passages = {segment.segment_id: segment for segment in segments}
    homes: dict[tuple[int, int], str] = {}
    names: list[Name] = []
    for mention in mentions:
        kind = _KINDS.get(mention.label)
        if kind is not None:
            passage = passages.get(mention.segment_id)
            language = passage.language if passage else document.language
            article, original = (passage.article, passage.duplicate_of) if passage else (0, None)
            place = (mention.document_id, mention.mention_id, mention.segment_id, mention.start, mention.end)
            start, end = (passage.start, passage.end) if passage else (mention.start, mention.end)
            if (start, end) not in homes:
                homes[start, end] = content_id(" ".join(document.text[start:end].split()))
            home = homes[start, end]
            names.append(Name(*place, mention.text, kind, mention.restates, scope, home, article, language, original))
    found = definitions.find([_use(name) for name in names], document.text)
    return Sketch(
        tuple(names),
        tuple(
            Defined(document.document_id, one.full.mention.mention_id, one.short.mention.mention_id, one.alike, one.said) for one in found
        ),
    )


def _use(name: Name) -> Use:
    return Use(name, fold(name.text, name.kind), name.scope, name.article, name.language, name.original)


def join(sketches: Sequence[Sketch], decisions: Decisions | None = None) -> tuple[tuple[Entity, ...], Sequence[int]]:
    """Make entities of the names of all documents, which are gone through one after another.

    Args:
        sketches: What each document adds, in any order.
        decisions: What is known of names; None takes the built-in decisions.

    Returns:
        The entities in the order of their ids, and for each name, in the order given, the place of its entity among them.
    """
    known = load_decisions() if decisions is None else decisions
    told = [one for held in sketches for one in held.defined]
    wanted = {mention for one in told for mention in (one.full, one.short)}
    uses: dict[str, Use] = {}
    places = Places(_noted(_names(sketches), wanted, uses))
    defined = [Definition(uses[one.full], uses[one.short], one.alike, one.said) for one in told]
    graph = Graph(places, known)
    graph.join_defined(defined)
    graph.join_middle_names()
    graph.join_nicknames()
    graph.join_initials()
    graph.join_longer_names()
    graph.join_variants()
    graph.join_sounds()
    graph.join_readings()
    graph.resolve_short(defined)
    graph.resolve_copies()
    graph.resolve_elsewhere()
    return _Entities(places, graph, known).made()


def _names(sketches: Iterable[Sketch]) -> Iterator[Name]:
    return chain.from_iterable(held.names for held in sketches)


def _noted(names: Iterable[Name], wanted: Collection[str], uses: dict[str, Use]) -> Iterator[Name]:
    """Yield names, and note those of some mentions."""
    for name in names:
        if name.mention_id in wanted:
            uses[name.mention_id] = _use(name)
        yield name


# --- entities -------------------------------------------------------------------------------------------------------------------

#: What a name stands for: a node, and the document to which it is bound, or -1.
_Key = tuple[Node, int]


class _Entities:
    """Makes entities of names of which it is known what they stand for."""

    def __init__(self, places: Places, graph: Graph, known: Decisions) -> None:
        self._places, self._graph, self._known = places, graph, known
        self._keys: dict[_Key, int] = {}
        self._of = np.array(array("i", (self._keys.setdefault(key, len(self._keys)) for key in graph.meant())), np.int32)
        self._rows = By(self._of, len(self._keys))

    def made(self) -> tuple[tuple[Entity, ...], Sequence[int]]:
        """Return the entities in the order of their ids, and the place among them of that of each name."""
        identities, former = self._identities()
        live, links = set(identities.values()), self._graph.links()
        clusters = self._graph.clusters
        made: list[Entity] = []
        for key, at in self._keys.items():
            counted = self._counted(self._rows[at])
            made.append(
                Entity(
                    identities[key],
                    key[0][0],
                    (None if key[1] >= 0 else _shown(clusters.members(key[0]), self._known)) or self._best(self._rows[at], counted),
                    tuple(EntityName(language, text, count) for (language, text), count in sorted(counted.items())),
                    {} if key[1] >= 0 else _identifiers(clusters.members(key[0]), self._known),
                    tuple(sorted(former[key] - live)),
                    () if key[1] >= 0 else links.get(key[0], ()),
                )
            )
        order = sorted(range(len(made)), key=lambda at: made[at].entity_id)
        ranks = np.empty(len(made), np.int32)
        ranks[order] = np.arange(len(made), dtype=np.int32)
        return tuple(made[at] for at in order), array("i", ranks[self._of].tobytes())

    def _identities(self) -> tuple[dict[_Key, str], dict[_Key, set[str]]]:
        """Return the id of each entity, and those that names of it would have or had."""
        graph, clusters = self._graph, self._graph.clusters
        group = alias_graph(self._known).aliased
        identities: dict[_Key, str] = {}
        former: dict[_Key, set[str]] = {}
        taken: set[str] = set()
        for (root, document), at in sorted(self._keys.items()):
            rows = self._rows[at]
            if document >= 0:
                # A name that only its document explains goes by the passage that has it first, not by a version of the whole text.
                name = _identity(root, self._home(rows))
                identities[root, document] = name if name not in taken else _identity(root, self._places.named(document))
                former[root, document] = set()
                taken.add(name)
                continue
            members = clusters.members(root)
            # Common knowledge names an entity before any document does, so its name gives the steadiest id.
            identities[root, -1] = _identity(min({group[node] for node in members if node in group} or members, key=_rank))
            used = {self._places.nodes[node] for node in np.unique(self._places.node[rows]).tolist()}
            former[root, -1] = {_identity(group.get(node, node)) for node in used.intersection(members) if not graph.short(node)}
            for node in used & graph.moved.keys():
                if graph.short(node):
                    former[root, -1] |= set(self._left(node, rows))
        gone = set().union(*former.values())
        for node, root in graph.resolved():
            if (root, -1) in former and _identity(node) not in gone:
                former[root, -1].add(_identity(node))
        return identities, former

    def _left(self, node: Node, rows: NDArray[np.int32]) -> Iterator[str]:
        """Yield the ids that a name would have in the documents in which only others explain it."""
        places, moved = self._places, self._graph.moved[node]
        here = rows[places.node[rows] == places.numbers[node]]
        documents, of = np.unique(places.scope[places.place[here]], return_inverse=True)
        by = By(of, len(documents))
        for at, document in enumerate(documents.tolist()):
            if document in moved:
                yield _identity(node, self._home(here[by[at]]))

    def _home(self, rows: NDArray[np.int32]) -> str:
        """Return what stands for the passage that has a name first."""
        first = min(zip(self._places.start[rows].tolist(), self._places.home[rows].tolist(), strict=True))
        return f"{first[1]:016x}"

    def _counted(self, rows: NDArray[np.int32]) -> Counter[tuple[str, str]]:
        """Count each form once a place; a copied passage counts only where the form stands in no other."""
        places = self._places
        rows = rows[np.argsort(places.place[rows], kind="stable")]  # those of one document together
        counted, repeated = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        before, seen = -1, set[tuple[int, tuple[str, str], bool]]()
        for some in _some(rows):
            columns = places.scope[places.place[some]], places.start[some], places.language[some], places.form[some], places.copied[some]
            for document, start, language, form, copied in zip(*(column.tolist() for column in columns), strict=True):
                if document != before:
                    before = document
                    seen.clear()
                told = places.languages[language], places.forms[form].text
                if (start, told, copied) not in seen:
                    seen.add((start, told, copied))
                    (repeated if copied else counted)[told] += 1
        return Counter({**repeated, **counted})

    def _best(self, rows: NDArray[np.int32], counted: Counter[tuple[str, str]]) -> str:
        """Return the name to show: a full name before a short one, in Latin letters before others, then the most frequent."""
        places = self._places
        written = {places.forms[form].text: places.forms[form] for form in np.unique(places.form[rows]).tolist()}
        stands: set[str] = set()
        for some in _some(rows):
            used = zip(places.form[some].tolist(), places.place[some].tolist(), strict=True)
            stands |= {places.forms[form].text for form, place in used if (place, places.forms[form].node) in self._graph.stands}
        total: Counter[str] = Counter()
        for (_, text), count in counted.items():
            total[text] += count

        def rank(text: str) -> tuple[bool, bool, bool, bool, int, str]:
            form = written[text]
            shouted = text.isupper() and len(text) > 5
            odd = text.endswith(("'s", "’s")) or shouted or form.acronym is not None or (form.kind == PERSON and len(form.given) == 1)
            return form.short, text in stands, form.script != "latin", odd, -total[text], text

        return min(total, key=rank)


def _some(rows: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """Yield rows, some at a time: in columns they take less memory than as objects."""
    return (rows[first : first + ROWS] for first in range(0, len(rows), ROWS))


def _shown(members: Sequence[Node], known: Decisions) -> str | None:
    """Return the name to show that is decided for one of an entity's names, else that of common knowledge."""
    for names in (known.names, known.shown):
        if held := [node for node in members if node in names]:
            return names[min(held)]
    return None


def _identifiers(members: Sequence[Node], known: Decisions) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in sorted(members, reverse=True):
        found.update(known.identifiers.get(node, {}))
    return dict(sorted(found.items()))


def _rank(node: Node) -> tuple[bool, str]:
    """Order of the names of an entity: Latin spellings first, then by their letters; the first gives the id."""
    return phonetics.script(node[1]) != "latin", node[1]


def _identity(node: Node, scope: str = "") -> str:
    return content_id("entity", *node, scope)
