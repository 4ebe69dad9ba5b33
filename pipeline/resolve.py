"""Mentions to entities: which names, over all documents and scripts, are one organisation or person.

In: documents, their passages, their mentions, and what a person has decided. Out: the entities, and the mentions with the entity that each
names. Never: a merge by likeness alone; a surname, or the first word of a company, joins nothing across documents without other evidence.

Full names are nodes of a graph; each named rule adds edges, the strongest first, never one that a decision forbids. A short form ("Wang")
is resolved inside its document to the one full name there that it can stand for, else it stays by itself.
What a rule sees is a set of names or a document's text, never an order, so that neither the order of documents nor a copy changes anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from extractors import sound
from pipeline.decisions import Clusters, Decisions, Node, load_decisions
from pipeline.folding import ORGANISATION, PERSON, Form, fold, initials, words
from pipeline.records import Document, Entity, EntityName, Mention, Segment, content_id

__all__ = ["Decisions", "load_decisions", "resolve"]

_KINDS = {"ORG": ORGANISATION, "PERSON": PERSON}
_OPEN = re.compile(r"\s*[(\[〔【]\s*(?P<words>[^()\[\]〔〕【】]{0,40}?)[\s\"'“”‘「『:：,、]*\Z")
_CLOSE = re.compile(
    r"[\s\"'“”’」』]*(?:という|と略す|と略称|と呼ぶ|と表記|とする|から改称|に改称|という。|이라|라)?[\s\"'”’」』]*[)\]〕】,、;；]"
)
_PLAIN_GAP = re.compile(r"\s*,?\s+(?P<words>[a-z][a-z ]{2,30}?)\s+\Z")
_QUOTES = " \t\r\n\"'“”‘’「『」』"


@dataclass(frozen=True, slots=True)
class _Use:
    """A name at its place. `scope` stands for the text of the document, so that copies of a document are one scope."""

    index: int
    mention: Mention
    form: Form
    scope: str
    article: int
    language: str
    copied: bool


@dataclass(slots=True)
class _Bucket:
    """The names of a document, or of one of its articles."""

    full: set[Node] = field(default_factory=set)
    short: set[Node] = field(default_factory=set)


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
    known = load_decisions() if decisions is None else decisions
    uses = _uses(documents, segments, mentions)
    forms = {use.form.node: use.form for use in sorted(uses, key=lambda use: use.form.text, reverse=True)}
    texts = {document.document_id: document.text for document in documents}
    defined = [*_definitions(uses, texts)]

    clusters = _known(known, forms)
    aliased = {node for group in known.aliases for node in group}
    decided = {node for group in known.same for node in group}
    linker = _Linker(uses, forms, clusters, aliased, decided)
    linker.definitions(defined)
    linker.middle_names()
    linker.variants()
    linker.sounds()
    linker.local(defined)
    linker.elsewhere()

    entities, ids = _entities(uses, linker, known)
    restates = {short.index: full.mention.mention_id for full, short, _ in defined}
    linked = [
        replace(mention, entity_id=ids.get(index), restates=mention.restates or restates.get(index)) if mention.label in _KINDS else mention
        for index, mention in enumerate(mentions)
    ]
    return entities, tuple(linked)


def _uses(documents: Sequence[Document], segments: Sequence[Segment], mentions: Sequence[Mention]) -> list[_Use]:
    scopes = {document.document_id: content_id(document.text) for document in documents}
    passages = {segment.segment_id: segment for segment in segments}
    languages = {document.document_id: document.language for document in documents}
    found: list[_Use] = []
    for index, mention in enumerate(mentions):
        kind = _KINDS.get(mention.label)
        if kind is None:
            continue
        passage = passages.get(mention.segment_id)
        found.append(
            _Use(
                index,
                mention,
                fold(mention.text, kind),
                scopes.get(mention.document_id, mention.document_id),
                passage.article if passage else 0,
                passage.language if passage else languages.get(mention.document_id, "und"),
                bool(passage and passage.duplicate_of),
            )
        )
    return found


def _known(known: Decisions, forms: Mapping[Node, Form]) -> Clusters:
    """Make the graph of what was decided and what is common knowledge."""
    clusters = Clusters(known.apart)
    for node in forms:
        clusters.add(node)
    for group in known.same:
        for node in group[1:]:
            clusters.join(group[0], node)
    for group in known.aliases:
        for node in group[1:]:
            clusters.join(group[0], node)
    return clusters


# --- what the text defines ------------------------------------------------------------------------------------------------------


def _definitions(uses: Sequence[_Use], texts: Mapping[str, str]) -> Iterator[tuple[_Use, _Use, bool]]:
    """Yield (full name, short form, whether both are full names) where the text says that they are one."""
    by_document: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        by_document[use.mention.document_id].append(use)
    for document_id, listed in by_document.items():
        text = texts.get(document_id, "")
        listed.sort(key=lambda use: (use.mention.start, use.mention.end))
        by_id = {use.mention.mention_id: use for use in listed}
        for use in listed:
            whole = by_id.get(use.mention.restates or "")
            if whole is not None and whole.form.kind == use.form.kind and whole.form.key != use.form.key:
                yield whole, use, False
        for first, second in pairwise(listed):
            if first.form.kind == second.form.kind and first.form.key != second.form.key and second.mention.restates is None:
                gap = text[first.mention.end : second.mention.start]
                if len(gap) <= 60:
                    yield from _defined(first, second, gap, text[second.mention.end : second.mention.end + 12])


def _defined(first: _Use, second: _Use, gap: str, tail: str) -> Iterator[tuple[_Use, _Use, bool]]:
    lists = words()
    gap = unicodedata.normalize("NFKC", gap)
    bracket = _OPEN.match(gap)
    said = ""
    if bracket is not None and _CLOSE.match(unicodedata.normalize("NFKC", tail)):
        said = bracket["words"].strip(_QUOTES + ":,、").casefold()
        if said and said not in lists.define:
            return
    else:
        plain = _PLAIN_GAP.match(gap)
        if plain is None or plain["words"] not in lists.open:
            return
        said = plain["words"]
    one, other = first.form, second.form
    if _shortens(other, one):
        yield first, second, False
    elif _shortens(one, other):
        yield second, first, False
    elif said:
        yield first, second, _renames(said)
    elif one.script != other.script and _glosses(one, other):
        yield first, second, True


def _renames(said: str) -> bool:
    """Whether the words between two names join two full names, not a name and what it is called from here on."""
    return any(word in said for word in ("former", "previous", "known", "now", "旧", "現", "正式", "別名", "英", "구", "옛", "현"))


def _shortens(short: Form, full: Form) -> bool:
    """Whether one name is a shorter form of another by its letters: an acronym, or some of its words."""
    if len(short.key) >= len(full.key):
        return False
    if short.kind == PERSON:
        return short.short and not full.short and short.key in (full.tokens[0], full.tokens[-1])
    acronym = short.acronym
    if acronym is not None:
        if acronym in initials(full):
            return True
        if full.script == "latin" and short.text.isupper() and len(acronym) <= 5 and full.key[0] == acronym[0]:
            letters = iter(full.key)
            return all(letter in letters for letter in acronym)
        return full.script != "latin" and short.text.isupper()
    return full.key.startswith(short.key) and (full.script != "latin" or full.tokens[: len(short.tokens)] == short.tokens)


def _glosses(one: Form, other: Form) -> bool:
    """Whether a name in brackets may be the same name in another script: by its sound, or, of a name in Chinese characters, by meaning."""
    if "han" in (one.script, other.script) or (one.script == "other" and other.script == "latin"):
        return one.script != "latin" or other.script != "latin"
    if one.kind == PERSON:
        return sound.alike(_spoken(one), _spoken(other)) or sound.alike(one.tokens[-1], other.tokens[-1])
    return sound.alike(_spoken(one), _spoken(other))


def _spoken(form: Form) -> str:
    return " ".join(form.tokens)


# --- the graph of full names ----------------------------------------------------------------------------------------------------


class _Linker:
    """The evidence about the names of one call, and what was made of it."""

    def __init__(
        self, uses: Sequence[_Use], forms: Mapping[Node, Form], clusters: Clusters, aliased: set[Node], decided: set[Node]
    ) -> None:
        self.clusters = clusters
        self.forms = forms
        self._aliased = aliased
        self._decided = decided
        self._groups = {clusters.find(node): node for node in sorted(aliased, reverse=True)}
        self._scopes: dict[Node, set[str]] = defaultdict(set)
        self._passages: dict[Node, set[tuple[str, str]]] = defaultdict(set)
        self._in_passage: dict[tuple[str, str], set[Node]] = defaultdict(set)
        self._buckets: dict[tuple[str, int], _Bucket] = defaultdict(_Bucket)
        self._first: dict[tuple[str, Node], int] = {}
        for use in uses:
            node, place = use.form.node, (use.scope, use.mention.segment_id)
            self._scopes[node].add(use.scope)
            self._passages[node].add(place)
            self._in_passage[place].add(node)
            bucket = self._buckets[use.scope, use.article]
            (bucket.short if use.form.short and node not in decided else bucket.full).add(node)
            at = self._first.get((use.scope, node))
            self._first[use.scope, node] = use.mention.start if at is None else min(at, use.mention.start)
        self.local_to: dict[tuple[str, int, Node], Node] = {}
        self.moved: set[tuple[str, Node]] = set()

    def _join(self, one: Node, other: Node) -> bool:
        """Join two names, unless common knowledge has each under another name."""
        first, second = self.clusters.find(one), self.clusters.find(other)
        if first == second:
            return True
        known = self._groups.get(first), self._groups.get(second)
        if None not in known:
            return False
        if not self.clusters.join(one, other):
            return False
        self._groups[self.clusters.find(one)] = known[0] or known[1] or self.clusters.find(one)
        if known == (None, None):
            del self._groups[self.clusters.find(one)]
        return True

    def _people(self) -> list[Form]:
        return [form for node, form in sorted(self.forms.items()) if node[0] == PERSON and not form.short]

    def definitions(self, defined: Iterable[tuple[_Use, _Use, bool]]) -> None:
        """Join full names that a text says are one."""
        for one, other in sorted({(full.form.node, short.form.node) for full, short, both in defined if both}):
            if not self.forms[one].short and not self.forms[other].short:
                self._join(one, other)

    def middle_names(self) -> None:
        """Join a name without a middle name to the only one that has it, where first and last name are equal."""
        blocks: dict[tuple[str, str], set[Node]] = defaultdict(set)
        for form in self._people():
            if form.script == "latin":
                blocks[form.tokens[0], form.tokens[-1]].add(form.node)
        for (first, last), nodes in sorted(blocks.items()):
            plain = (PERSON, first + last)
            longer = sorted(nodes - {plain})
            if plain in nodes and len(longer) == 1 and len(first) > 1 and len(last) > 1:
                self._join(plain, longer[0])

    def variants(self) -> None:
        """Join spellings of one given name before the same surname where the text, or an organisation beside both, bears it out."""
        blocks: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        for form in self._people():
            given = form.tokens[0]
            if form.script == "latin" and len(given) >= 5:
                blocks[(*form.tokens[1:], given[:2], given[-1], _skeleton(given))].append(form)
        for _, block in sorted(blocks.items()):
            for at, one in enumerate(block):
                for other in block[at + 1 :]:
                    if Indel.normalized_similarity(one.tokens[0], other.tokens[0]) >= 0.88 and self._together(one.node, other.node):
                        self._join(one.node, other.node)

    def _together(self, one: Node, other: Node) -> bool:
        """Whether two names stand in one document, or beside the same organisation."""
        return not self._scopes[one].isdisjoint(self._scopes[other]) or not self._beside(one).isdisjoint(self._beside(other))

    def _beside(self, node: Node) -> set[Node]:
        """The organisations in the passages of a name."""
        return {self.clusters.find(near) for place in self._passages[node] for near in self._in_passage[place] if near[0] == ORGANISATION}

    def sounds(self) -> None:
        """Join full names across scripts by sound: all parts of a person's, the whole of an organisation's."""
        for kind in (PERSON, ORGANISATION):
            listed = [form for node, form in sorted(self.forms.items()) if node[0] == kind and not form.short]
            spelled: dict[str, list[Form]] = defaultdict(list)
            for form in listed:
                if form.script == "latin":
                    for key in _sound_keys(form):
                        spelled[key].append(form)
            found: list[tuple[Node, Node]] = []
            for form in listed:
                if form.script not in ("latin", "han") and len(form.key) >= 3:
                    target = self._heard(form, {other.node: other for key in _sound_keys(form) for other in spelled.get(key, ())})
                    if target is not None:
                        found.append((form.node, target))
            for one, other in found:
                self._join(one, other)

    def _heard(self, form: Form, candidates: Mapping[Node, Form]) -> Node | None:
        """Return the name that a transcription stands for, where there is only one, in its own documents or else in all."""
        if form.node in self._aliased:
            return None
        alike = [node for node, other in sorted(candidates.items()) if _same_sound(form, other)]
        near = [node for node in alike if not self._scopes[node].isdisjoint(self._scopes[form.node])]
        if form.kind == ORGANISATION and not near and len(form.key) < 5:
            return None
        for some in (near, alike):
            if len({self.clusters.find(node) for node in some}) == 1:
                return some[0]
        return None

    # --- short forms inside a document ------------------------------------------------------------------------------------------

    def local(self, defined: Iterable[tuple[_Use, _Use, bool]]) -> None:
        """Resolve the short forms of each document."""
        given: dict[tuple[str, Node], set[Node]] = defaultdict(set)
        for full, short, both in defined:
            if not both or short.form.short:
                given[short.scope, short.form.node].add(full.form.node)
        by_scope: dict[str, list[int]] = defaultdict(list)
        for scope, article in self._buckets:
            by_scope[scope].append(article)
        for scope, articles in sorted(by_scope.items()):
            everything = _Bucket()
            for article in articles:
                everything.full |= self._buckets[scope, article].full
                everything.short |= self._buckets[scope, article].short
            definitions = (
                {node: targets.pop() for (where, node), targets in list(given.items()) if where == scope and len(targets) == 1}
                if any(where == scope for where, _ in given)
                else {}
            )
            people = _People(everything.full, self.forms)
            organisations = self._organisations(scope, everything.full, definitions)
            for article in sorted(articles):
                bucket = self._buckets[scope, article]
                near = people if len(articles) == 1 else _People(bucket.full, self.forms)
                for node in bucket.short:
                    if node in self._decided:
                        continue
                    target = (
                        definitions.get(node) or self._bearer(near, node) or (self._bearer(people, node) if near is not people else None)
                    )
                    if target is not None and not self.clusters.apart(node, target):
                        self.local_to[scope, article, node] = target
                for node in bucket.full:
                    if node in organisations:
                        self.local_to[scope, article, node] = organisations[node]

    def _bearer(self, people: _People, node: Node) -> Node | None:
        for candidates in people.bearers(self.forms[node]):
            roots = {self.clusters.find(candidate) for candidate in candidates}
            if len(roots) == 1:
                return min(candidates)
            if roots:
                return None
        return None

    def _organisations(self, scope: str, full: set[Node], definitions: Mapping[Node, Node]) -> dict[Node, Node]:
        """Return what the short names of organisations in a document stand for."""
        listed = sorted(
            (self.forms[node] for node in full if node[0] == ORGANISATION), key=lambda form: (-len(form.tokens), -len(form.key), form.key)
        )
        lists = words()
        leading: dict[str, set[tuple[Node, bool]]] = defaultdict(set)
        heard: dict[str, set[tuple[str, Node, bool]]] = defaultdict(set)
        acronyms: dict[str, set[Node]] = defaultdict(set)
        for form in listed:
            for letters in initials(form):
                acronyms[letters].add(form.node)
            for lead, clear in _leads(form):
                leading[lead].add((form.node, clear))
                if form.script == "latin":
                    for key in sound.keys(lead):
                        heard[key].add((lead, form.node, clear))
        found: dict[Node, Node] = {}

        def only(candidates: Iterable[Node], node: Node) -> Node | None:
            targets = {self.clusters.find(found.get(candidate, candidate)): candidate for candidate in sorted(candidates, reverse=True)}
            targets.pop(self.clusters.find(node), None)
            return next(iter(targets.values())) if len(targets) == 1 else None

        for form in listed:
            node = form.node
            if node in self._decided:
                continue
            target: Node | None = definitions.get(node)
            if target is None and node not in self._aliased:
                begun = {candidate for candidate, clear in leading.get(form.key, ()) if clear or self._later(scope, node, candidate)}
                if not begun and form.script in ("kana", "hangul"):
                    begun = {
                        candidate
                        for key in sound.keys(form.key)
                        for lead, candidate, clear in heard.get(key, ())
                        if clear and len(form.key) >= 3 and sound.likeness(form.key, lead) >= sound.ALIKE
                    }
                target = only(begun, node)
                if target is None and form.acronym is not None:
                    target = only(acronyms.get(form.acronym, ()), node)
            if target is not None and target != node and not self.clusters.apart(node, target):
                found[node] = found.get(target, target)
        del lists
        return found

    def _later(self, scope: str, short: Node, full: Node) -> bool:
        """Whether the full name was given before the short form first stands alone."""
        return self._first[scope, full] < self._first[scope, short]

    # --- short forms in other documents -----------------------------------------------------------------------------------------

    def elsewhere(self) -> None:
        """Resolve short forms whose full name stands in other documents only, where what stands around both bears it out."""
        company: dict[str, set[Node]] = defaultdict(set)
        stands_for: dict[Node, set[Node]] = defaultdict(set)
        bearers: dict[str, set[Node]] = defaultdict(set)
        for (scope, article), bucket in self._buckets.items():
            for node in bucket.full | bucket.short:
                target = self.local_to.get((scope, article, node))
                if target is not None:
                    stands_for[node].add(self.clusters.find(target))
                if target is not None or node in bucket.full:
                    company[scope].add(self.clusters.find(target or node))
        for form in self._people():
            bearers[form.tokens[-1]].add(self.clusters.find(form.node))
            if form.script == "latin" and len(form.tokens) == 2:
                bearers[form.tokens[0]].add(self.clusters.find(form.node))
        places: dict[Node, set[str]] = defaultdict(set)
        for scope, nodes in company.items():
            for node in nodes:
                places[node].add(scope)
        found: dict[tuple[str, int, Node], Node] = {}
        for (scope, article), bucket in self._buckets.items():
            for node in bucket.full | bucket.short:
                if (scope, article, node) in self.local_to or node in self._decided or node in self._aliased:
                    continue
                if node[0] == PERSON:
                    targets = bearers.get(node[1], set()) if node in bucket.short else set()
                else:
                    targets = {target for target in stands_for.get(node, ()) if target != self.clusters.find(node)}
                if len(targets) != 1:
                    continue
                target = min(targets)
                if target in company[scope] or self.clusters.apart(node, target):
                    continue
                shared = (company[scope] & set().union(*(company[other] for other in places[target]))) - {target, self.clusters.find(node)}
                people = sum(other[0] == PERSON for other in shared)
                if people + len(shared) >= 2 if node[0] == ORGANISATION else people + len(shared) >= 3:
                    found[scope, article, node] = target
        self.local_to.update(found)
        self.moved = {(scope, node) for scope, _, node in found}

    def target(self, use: _Use) -> tuple[Node, str]:
        """Return the node that a use of a name stands for, and the scope to which it is bound where nothing else is known of it."""
        node = use.form.node
        target = self.local_to.get((use.scope, use.article, node))
        if target is not None:
            return self.clusters.find(target), ""
        if use.form.short and node not in self._decided and node not in self._aliased:
            return node, use.scope
        return self.clusters.find(node), ""


class _People:
    """The full names of persons in a document, by what may stand for them."""

    def __init__(self, nodes: Iterable[Node], forms: Mapping[Node, Form]) -> None:
        self._last: dict[str, set[Node]] = defaultdict(set)
        self._first: dict[str, set[Node]] = defaultdict(set)
        for node in nodes:
            form = forms[node]
            if node[0] != PERSON or form.short:
                continue
            if len(form.tokens) > 1:
                self._last[form.tokens[-1]].add(node)
                self._first[form.tokens[0]].add(node)
            else:
                for size in (1, 2) if form.script == "han" else (1,):
                    self._first[form.key[:size]].add(node)
        self._sounds = [(table, _by_sound(table)) for table in (self._last, self._first)]

    def bearers(self, form: Form) -> Iterator[set[Node]]:
        """Yield whom a part of a name may stand for: by last name, by first name, each by its letters and by its sound, by nickname."""
        for table, heard in self._sounds:
            yield table.get(form.key, set())
            if form.script in ("latin", "kana", "hangul"):
                yield self._alike(form.key, table, heard)
        yield self._nicknamed(form)

    def _alike(self, name: str, table: Mapping[str, set[Node]], heard: Mapping[str, set[str]]) -> set[Node]:
        kind = sound.script(name)
        return {
            node
            for key in sound.keys(name)
            for token in heard.get(key, ())
            if sound.script(token) != kind and sound.likeness(name, token) >= sound.ALIKE
            for node in table[token]
        }

    def _nicknamed(self, form: Form) -> set[Node]:
        longer: set[str] = set()
        for short, names in words().nicknames.items():
            if short == form.key or (form.script in ("kana", "hangul") and sound.likeness(form.key, short) >= sound.ALIKE):
                longer |= names
        table, heard = self._sounds[1]
        return {node for name in sorted(longer) for node in table.get(name, set()) | self._alike(name, table, heard)}


def _by_sound(table: Mapping[str, set[Node]]) -> dict[str, set[str]]:
    heard: dict[str, set[str]] = defaultdict(set)
    for token in table:
        for key in sound.keys(token):
            heard[key].add(token)
    return heard


def _skeleton(given: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", given))


def _leads(form: Form) -> Iterator[tuple[str, bool]]:
    """Yield the beginnings of an organisation's name, and whether what they leave out only describes it."""
    lists = words()
    for size in range(1, len(form.tokens)):
        rest = form.tokens[size:]
        clear = all(token in lists.descriptors for token in rest)
        if clear or all(token in lists.descriptors or token in lists.later for token in rest):
            yield "".join(form.tokens[:size]), clear
    if form.script != "latin":
        for ending in lists.descriptors_cjk:
            if form.key.endswith(ending.casefold()) and len(form.key) > len(ending) + 1:
                yield form.key[: -len(ending)], True


def _sound_keys(form: Form) -> set[str]:
    """Coarse keys of a whole name: of a person's first and last part, of an organisation's parts run together."""
    parts = sound.parts(_spoken(form))
    if form.kind == PERSON:
        return {f"{first}|{last}" for first in sound.keys(parts[0]) for last in sound.keys(parts[-1])} if parts else set()
    found = {""}
    for part in parts:
        found = set(sorted(re.sub(r"(.)\1+", r"\1", key + more) for key in found for more in sound.keys(part) or ("",))[:16])
    return found


def _same_sound(form: Form, other: Form) -> bool:
    if form.kind == PERSON and len(other.tokens) > 2 and len(form.tokens) == 2:
        return sound.alike(_spoken(form), f"{other.tokens[0]} {other.tokens[-1]}")
    return sound.alike(_spoken(form), _spoken(other))


# --- entities -------------------------------------------------------------------------------------------------------------------


def _entities(uses: Sequence[_Use], linker: _Linker, known: Decisions) -> tuple[tuple[Entity, ...], dict[int, str]]:
    clusters = linker.clusters
    canonical = {node: group[0] for group in known.aliases for node in group}
    by_entity: dict[tuple[Node, str], list[_Use]] = defaultdict(list)
    for use in uses:
        by_entity[linker.target(use)].append(use)
    shown = {clusters.find(node): name for node, name in sorted(known.shown.items(), reverse=True)}
    shown |= {clusters.find(node): name for node, name in sorted(known.names.items(), reverse=True)}
    identifiers: dict[Node, dict[str, str]] = defaultdict(dict)
    for node, schemes in sorted(known.identifiers.items(), reverse=True):
        identifiers[clusters.find(node)].update(schemes)

    entities: list[Entity] = []
    ids: dict[int, str] = {}
    for (root, scope), listed in by_entity.items():
        members = [root] if scope else clusters.members(root)
        chosen = min(members, key=lambda node: (node not in canonical, canonical.get(node, node), linker_rank(node)))
        chosen = canonical.get(chosen, min(members, key=linker_rank)) if not scope else root
        entity_id = _identity(chosen, scope)
        former = {_identity(canonical.get(node, node), "") for node in members if node in linker.forms and not linker.forms[node].short}
        former |= {
            _identity(use.form.node, use.scope if use.form.short else "") for use in listed if (use.scope, use.form.node) in linker.moved
        }
        names = _names(listed)
        entities.append(
            Entity(
                entity_id,
                root[0],
                shown[root] if not scope and root in shown else _best(listed),
                names,
                dict(sorted(identifiers[root].items())) if not scope and root in identifiers else {},
                tuple(sorted(former - {entity_id})) if not scope else (),
            )
        )
        for use in listed:
            ids[use.index] = entity_id
    return tuple(sorted(entities, key=lambda entity: entity.entity_id)), ids


def linker_rank(node: Node) -> tuple[bool, str]:
    """Order of the members of an entity: Latin spellings first, then by their letters; the first gives the id."""
    return sound.script(node[1]) != "latin", node[1]


def _identity(node: Node, scope: str) -> str:
    return content_id("entity", *node, scope)


def _counted(listed: Sequence[_Use]) -> Counter[tuple[str, str]]:
    """Count each form once a place; a copied passage counts only where the form stands in no other."""
    own = {(use.scope, use.mention.start, use.language, use.form.text) for use in listed if not use.copied}
    counted = Counter((language, text) for _, _, language, text in own)
    copies = {(use.scope, use.mention.start, use.language, use.form.text) for use in listed if use.copied}
    for (language, text), count in Counter((language, text) for _, _, language, text in copies).items():
        if (language, text) not in counted:
            counted[language, text] = count
    return counted


def _names(listed: Sequence[_Use]) -> tuple[EntityName, ...]:
    return tuple(EntityName(language, text, count) for (language, text), count in sorted(_counted(listed).items()))


def _best(listed: Sequence[_Use]) -> str:
    """Return the name to show: a full name before a short one, in Latin letters before others, then the most frequent."""
    forms = {use.form.text: use.form for use in listed}
    total: Counter[str] = Counter()
    for (_, text), count in _counted(listed).items():
        total[text] += count
    longest = max(len(form.tokens) for form in forms.values()) if listed[0].form.kind == PERSON else 0

    def rank(text: str) -> tuple[bool, bool, bool, bool, int, str]:
        form = forms[text]
        return (
            form.short,
            form.script != "latin",
            longest > 1 and len(form.tokens) == 1,
            text.endswith(("'s", "’s")) or (text.isupper() and len(text) > 5),
            -total[text],
            text,
        )

    return min(total, key=rank)
