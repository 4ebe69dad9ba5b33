"""Mentions to entities: which names, over all documents and scripts, are one organisation or person.

In: documents, their passages, their mentions, and what a person has decided. Out: the entities, and the mentions with the entity that each
names. Never: a merge by likeness alone; a surname, or the first word of a company, joins nothing across documents without other evidence.

Full names are nodes of a graph; each rule adds edges, the strongest first, never one that a decision forbids. A short form ("Wang") is
resolved inside its document to the one full name there that it can stand for, else it stays by itself. What a rule sees is a set of names
or the text of a document, never an order, so that neither the order of documents nor a copy of one changes anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from extractors import phonetics
from pipeline.entities import definitions
from pipeline.entities.aliases import Decisions, alias_graph, load_decisions
from pipeline.entities.clusters import Node
from pipeline.entities.definitions import Definition, Use
from pipeline.entities.graph import Graph
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold
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
    restated = {short: full for held in sketches for short, full in held.restated().items()}
    return entities, tuple(
        replace(row, entity_id=named[row.mention_id], restates=row.restates or restated.get(row.mention_id)) if row.label in _KINDS else row
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


def join(sketches: Sequence[Sketch], decisions: Decisions | None = None) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """Make entities of the names of all documents.

    Args:
        sketches: What each document adds, in any order.
        decisions: What is known of names; None takes the built-in decisions.

    Returns:
        The entities in the order of their ids, and the entity of each mention by its id.
    """
    known = load_decisions() if decisions is None else decisions
    uses = [_use(name) for held in sketches for name in held.names]
    by_id = {use.mention.mention_id: use for use in uses}
    defined = [Definition(by_id[one.full], by_id[one.short], one.alike, one.said) for held in sketches for one in held.defined]
    graph = Graph(uses, known)
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
    return _entities(uses, graph, known)


# --- entities -------------------------------------------------------------------------------------------------------------------


def _entities(uses: Sequence[Use], graph: Graph, known: Decisions) -> tuple[tuple[Entity, ...], dict[str, str]]:
    clusters = graph.clusters
    group = alias_graph(known).aliased
    by_entity: dict[tuple[Node, str], list[Use]] = defaultdict(list)
    for use in uses:
        by_entity[graph.meant(use)].append(use)

    identities: dict[tuple[Node, str], str] = {}
    former: dict[tuple[Node, str], set[str]] = {}
    taken: set[str] = set()
    for (root, scope), listed in sorted(by_entity.items(), key=itemgetter(0)):
        if scope:
            # A name that only its document explains goes by the passage that has it first, not by a version of the whole text.
            name = _identity(root, _home(listed))
            identities[root, scope], former[root, scope] = name if name not in taken else _identity(root, scope), set()
            taken.add(name)
            continue
        members = clusters.members(root)
        # Common knowledge names an entity before any document does, so its name gives the steadiest id.
        identities[root, ""] = _identity(min({group[node] for node in members if node in group} or members, key=_rank))
        used = {use.form.node for use in listed}
        former[root, ""] = {_identity(group.get(node, node)) for node in used.intersection(members) if not graph.short(node)}
        for place, node in {(use.scope, use.form.node) for use in listed} & graph.moved:
            if graph.short(node):
                here = [use for use in listed if (use.scope, use.form.node) == (place, node)]
                former[root, ""].add(_identity(node, _home(here)))
    gone = set().union(*former.values())
    for node, root in graph.resolved():
        if (root, "") in former and _identity(node) not in gone:
            former[root, ""].add(_identity(node))
    live, links = set(identities.values()), graph.links()
    entities = [
        Entity(
            identities[key],
            key[0][0],
            (None if key[1] else _shown(clusters.members(key[0]), known)) or _best(listed, graph),
            tuple(EntityName(language, text, count) for (language, text), count in sorted(_counted(listed).items())),
            {} if key[1] else _identifiers(clusters.members(key[0]), known),
            tuple(sorted(former[key] - live)),
            () if key[1] else links.get(key[0], ()),
        )
        for key, listed in by_entity.items()
    ]
    ids = {use.mention.mention_id: identities[key] for key, listed in by_entity.items() for use in listed}
    return tuple(sorted(entities, key=lambda entity: entity.entity_id)), ids


def _home(listed: Sequence[Use]) -> str:
    """Return what stands for the passage that has a name first."""
    return min((use.mention.start, use.mention.home) for use in listed)[1]


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


def _counted(listed: Sequence[Use]) -> Counter[tuple[str, str]]:
    """Count each form once a place; a copied passage counts only where the form stands in no other."""
    own = {(use.scope, use.mention.start, use.language, use.form.text) for use in listed if use.original is None}
    copies = {(use.scope, use.mention.start, use.language, use.form.text) for use in listed if use.original is not None}
    counted = Counter((language, text) for _, _, language, text in own)
    repeated = Counter((language, text) for _, _, language, text in copies)
    return Counter({**repeated, **counted})


def _best(listed: Sequence[Use], graph: Graph) -> str:
    """Return the name to show: a full name before a short one, in Latin letters before others, then the most frequent."""
    forms = {use.form.text: use.form for use in listed}
    stands = {use.form.text for use in listed if ((use.scope, use.article), use.form.node) in graph.stands}
    total: Counter[str] = Counter()
    for (_, text), count in _counted(listed).items():
        total[text] += count

    def rank(text: str) -> tuple[bool, bool, bool, bool, int, str]:
        form = forms[text]
        shouted = text.isupper() and len(text) > 5
        odd = text.endswith(("'s", "’s")) or shouted or form.acronym is not None or (form.kind == PERSON and len(form.given) == 1)
        return form.short, text in stands, form.script != "latin", odd, -total[text], text

    return min(total, key=rank)
