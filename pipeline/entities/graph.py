"""The graph of names: what each rule makes one, and what a short form stands for at its place.

In: the uses of names of all documents, and what is known of names. Out: sets of names that are one. Never: an order of the documents that
shows in the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from extractors import phonetics, reading
from pipeline.entities.aliases import Decisions, alias_graph
from pipeline.entities.clusters import Node
from pipeline.entities.definitions import Definition
from pipeline.entities.name_forms import ORGANISATION, PERSON, Form, fold, initials, words
from pipeline.entities.places import ROWS, Company, Places
from pipeline.entities.short_forms import Persons, organisations
from pipeline.entities.sounds import consonants, is_reading, same_sound, sound_keys

#: Likeness of two spellings of a given name, of 1; "Alexandr" and "Alexander" have 0.94.
_VARIANT = 0.88
#: A given name shorter than this has no variants: too many names lie a letter apart.
_GIVEN = 5
#: Words in front of a name that are looked past.
_FRONT = 4
#: Spellings of a given name with the same consonants that are compared with each other; real ones are a handful.
_BLOCK = 20
#: A Latin name is the reading of an organisation's at this likeness.
_READ = 0.95
#: From this length a single word of an organisation is heard across scripts in a document of its own.
_APART = 5


class Graph:
    """The names of one run, what is known of them, and what the rules made of that."""

    def __init__(self, places: Places, known: Decisions) -> None:
        self.forms: dict[Node, Form] = {}
        for form in places.forms:
            held = self.forms.get(form.node)
            # Of two ways to write a name in words ("ScaleAI", "Scale AI") the one with more of them tells more.
            if held is None or (-len(form.tokens), form.text) < (-len(held.tokens), held.text):
                self.forms[form.node] = form
        base = alias_graph(known)
        self._aliased, self._decided, self._parted, self._shown = base.aliased, base.decided, known.apart, known.shown
        self.clusters = base.clusters.copy()
        self._group = dict(base.group)
        self._places = places
        self._around: dict[Node, set[Node]] = {}
        self._registered = {form.node for form in places.forms if form.registered}
        for node in places.nodes:
            self.clusters.add(node)
        #: What a short form stands for at a place.
        self.stands: dict[tuple[int, Node], Node] = {}
        self._clear: set[tuple[Node, Node]] = set()
        #: What joined two names: the rule, and both.
        self.joined: set[tuple[str, Node, Node]] = {edge for node in self.forms for edge in base.joined.get(node, ())}
        #: Names that would be entities of their own but for evidence in other documents, each with these documents.
        self.moved: dict[Node, set[int]] = defaultdict(set)

    def short(self, node: Node) -> bool:
        """Whether a name is one part of a person's name of which nothing is decided."""
        return self.forms[node].short and node not in self._decided

    def _full(self, kind: str) -> list[Form]:
        return [form for node, form in sorted(self.forms.items()) if node[0] == kind and not self.short(node)]

    def _join(self, one: Node, other: Node, rule: str) -> None:
        """Join two names by a rule, unless it is decided that they are not one, or common knowledge has each under a name of its own."""
        roots = self.clusters.find(one), self.clusters.find(other)
        groups = [self._group[root] for root in roots if root in self._group]
        if roots[0] != roots[1] and len(groups) < 2 and self.clusters.join(one, other):
            for root in roots:
                self._group.pop(root, None)
            if groups:
                self._group[self.clusters.find(one)] = groups[0]
            self.joined.add((rule, one, other))

    def _stand(self, place: int, node: Node, target: Node, rule: str) -> None:
        """Let a short form stand for a full name at a place, unless it is decided that they are not one."""
        if not self.clusters.apart(node, target):
            self.stands[place, node] = target
            self.joined.add((rule, node, target))

    # --- full names -------------------------------------------------------------------------------------------------------------

    def join_defined(self, defined: Iterable[Definition]) -> None:
        """Join full names of which a text says that they are one, and those in two scripts to which it gives one acronym."""
        pairs = {("definition", pair.full.form.node, pair.short.form.node) for pair in defined if pair.alike}
        acronyms: dict[str, dict[str, set[Node]]] = {}
        for pair in defined:
            full, short = pair.full.form, pair.short.form
            if pair.alike or short.acronym is None or full.script == "latin":
                continue
            if pair.full.scope not in acronyms:
                acronyms[pair.full.scope] = self._acronyms(self._places.numbered(pair.full.scope))
            spelled = acronyms[pair.full.scope].get(short.acronym, set())
            if len({self.clusters.find(node) for node in spelled}) == 1:
                pairs.add(("acronym", full.node, min(spelled)))
        for rule, one, other in sorted(pairs):
            if not self.short(one) and not self.short(other):
                self._join(one, other, rule)

    def _acronyms(self, document: int) -> dict[str, set[Node]]:
        """Return the organisations of a document by the acronyms that their full names make."""
        found: dict[str, set[Node]] = defaultdict(set)
        for node in self._places.first(self._places.of(document)):
            if node[0] == ORGANISATION:
                for letters in initials(self.forms[node]):
                    found[letters].add(node)
        return found

    def join_middle_names(self) -> None:
        """Join names with equal first and last name whose middle names, initials or none, do not contradict each other."""
        blocks: dict[tuple[str, str], list[Form]] = defaultdict(list)
        for form in self._full(PERSON):
            if form.script == "latin" and len(form.given) > 1 and len(form.tokens) > 1 and len(form.tokens[-1]) > 1:
                blocks[form.given, form.tokens[-1]].append(form)
        for _, forms in sorted(blocks.items()):
            longest = max(forms, key=lambda form: (len(form.key), form.key))
            if len(forms) > 1 and all(_shortened(form.tokens[1:-1], longest.tokens[1:-1]) for form in forms):
                for form in forms:
                    if form != longest:
                        self._join(form.node, longest.node, "middle-name")

    def join_initials(self) -> None:
        """Join a name whose first name is an initial to the only full one that it can stand for, where one document has both."""
        bearers: dict[tuple[str, str], set[Node]] = defaultdict(set)
        people = [form for form in self._full(PERSON) if form.script == "latin" and len(form.tokens) > 1]
        for form in people:
            if not form.letters:
                bearers[form.given[0], form.tokens[-1]].add(form.node)
        for form in people:
            letters = form.letters
            full = bearers.get((letters[0], form.tokens[-1]), set()) if letters else set()
            borne = (node for node in full if all(map(str.startswith, self.forms[node].tokens[1:-1], letters[1:])))
            self._join_near(form, borne, "initial")

    def join_nicknames(self) -> None:
        """Join a person told of by a nickname to the only full name of the document that it goes with: Tom Example is Thomas J. Example."""
        people = [form for form in self._full(PERSON) if form.script == "latin" and len(form.tokens) > 1]
        bearers: dict[tuple[str, str], list[Form]] = defaultdict(list)
        for form in people:
            bearers[form.given, form.tokens[-1]].append(form)
        for form in people:
            longer = (full for given in sorted(words().nicknames.get(form.given, ())) for full in bearers.get((given, form.tokens[-1]), ()))
            middle = form.tokens[1:-1]
            borne = (full for full in longer if _shortened(middle, full.tokens[1:-1]) or _shortened(full.tokens[1:-1], middle))
            self._join_near(form, (full.node for full in borne), "nickname")

    def _join_near(self, form: Form, full: Iterable[Node], rule: str) -> None:
        """Join a name to the person that bears the full ones, where a document has both and it is one."""
        near = sorted(node for node in full if self._places.meet(node, form.node))
        if len({self.clusters.find(node) for node in near}) == 1:
            self._join(form.node, near[0], rule)

    def join_longer_names(self) -> None:
        """Join a name to one of the same document that has more words in front: a title, or a first given name."""
        for form in self._full(PERSON):
            for at in range(1, min(len(form.tokens) - 1, _FRONT + 1) if form.script == "latin" else 0):
                rest = (PERSON, "".join(form.tokens[at:]))
                held = self.forms.get(rest)
                if held is not None and held.tokens == form.tokens[at:] and not self.short(rest):
                    if self._places.meet(rest, form.node):
                        self._join(form.node, rest, "longer-name")
                    break

    def join_variants(self) -> None:
        """Join spellings of one given name before one surname, and names with the surname first, where the surroundings bear it out."""
        spelled: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        surname_last: dict[tuple[str, str], list[Form]] = defaultdict(list)
        people = [form for form in self._full(PERSON) if form.script == "latin" and len(form.tokens) > 1]
        for form in people:
            if len(form.given) >= _GIVEN:
                spelled[(*form.tokens[1:], form.given[:2], form.given[-1], consonants(form.given))].append(form)
            surname_last[form.tokens[-1], _romanised("".join(form.tokens[:-1]))].append(form)
        pairs = [
            (one, other)
            for block in spelled.values()
            for at, one in enumerate(block)
            for other in block[at + 1 : at + _BLOCK]
            if Indel.normalized_similarity(one.given, other.given) >= _VARIANT
        ]
        pairs += (
            (one, other)
            for one in people
            for other in surname_last.get((one.given, _romanised("".join(one.tokens[1:]))), ())
            if one != other
        )
        for one, other in sorted((*sorted((one.node, other.node)),) for one, other in pairs):
            if self._together(one, other):
                self._join(one, other, "variant")

    def _employers(self, node: Node, document: int | None = None) -> set[Node]:
        """Return the organisations in the passages of a name, in one document or all."""
        near = (pair for pair in self._places.beside(node, document) if pair[1][0] == ORGANISATION)
        return {self.clusters.find(self.stands.get((place, other), other)) for place, other in near}

    def join_sounds(self) -> None:
        """Join full names across scripts by sound: all parts of a person's, the whole of an organisation's."""
        for kind in (PERSON, ORGANISATION):
            full = self._full(kind)
            spelled: dict[str, set[Node]] = defaultdict(set)
            for form in full:
                if form.script == "latin":
                    for key in sound_keys(form):
                        spelled[key].add(form.node)
            found: list[tuple[Node, Node]] = []
            for form in full:
                if form.script in ("kana", "hangul", "other") and form.node not in self._aliased:
                    heard = self._heard(form, {node for key in sound_keys(form) for node in spelled.get(key, ())})
                    found += ((form.node, node) for node in heard)
            for one, other in found:
                self._join(one, other, "sound")

    def join_readings(self) -> None:
        """Join names in Chinese characters to the one Latin name that is their Japanese reading."""
        found = [*self._read_persons(), *self._read_organisations()]
        for one, other in found:
            self._join(one, other, "reading")

    def _written(self, kind: str, script: str) -> list[Form]:
        return [form for form in self._full(kind) if form.script == script and (script == "latin" or form.node not in self._aliased)]

    def _read_persons(self) -> Iterator[tuple[Node, Node]]:
        """Give persons with the Latin names that the surroundings bear out too: many share a reading."""
        spelled: dict[str, set[Node]] = defaultdict(set)
        written = self._written(PERSON, "han")
        for form in self._written(PERSON, "latin") if written else ():
            if len(form.tokens) == 2:
                for key in {key for token in form.tokens for key in phonetics.keys(token)}:
                    spelled[key].add(form.node)
        for form in written if spelled else ():
            heard = reading(form.key)
            candidates = {node for key in phonetics.keys(heard[0]) for node in spelled.get(key, ())} if heard else set()
            alike = [node for node in sorted(candidates) if is_reading(heard, self.forms[node].tokens) and self._together(form.node, node)]
            if len({self.clusters.find(node) for node in alike}) == 1:
                yield form.node, alike[0]

    def _read_organisations(self) -> Iterator[tuple[Node, Node]]:
        spelled: dict[str, set[Node]] = defaultdict(set)
        written = self._written(ORGANISATION, "han")
        for form in self._written(ORGANISATION, "latin") if written else ():
            # One word may be the reading of many names; two hardly are by chance.
            if len(form.tokens) > 1:
                for key in sound_keys(form):
                    spelled[key].add(form.node)
        for form in written if spelled else ():
            heard = fold("".join(reading(form.key, person=False)), ORGANISATION)
            candidates = {node for key in sound_keys(heard) for node in spelled.get(key, ())} if heard.script == "kana" else set()
            alike = [node for node in sorted(candidates) if phonetics.same(heard.key, self.forms[node].key, _READ)]
            if len({self.clusters.find(node) for node in alike}) == 1:
                yield form.node, alike[0]

    def _together(self, one: Node, other: Node) -> bool:
        """Whether two names stand in one document, or beside the same organisation."""
        return self._places.meet(one, other) or not self._employers(one).isdisjoint(self._employers(other))

    def _heard(self, form: Form, candidates: Iterable[Node]) -> list[Node]:
        """Return the name that a transcription stands for, where there is one only: in its own documents, or else in all."""
        alike = [node for node in sorted(candidates) if same_sound(form, self.forms[node])]
        near = [node for node in alike if self._places.meet(node, form.node)]
        for some, least in ((near, 2), (alike, 2 if form.kind == PERSON else _APART)):
            if len(form.key) >= least and len({self.clusters.find(node) for node in some}) == 1:
                return some[:1]
        return []

    # --- short forms ------------------------------------------------------------------------------------------------------------

    def resolve_short(self, defined: Iterable[Definition]) -> None:
        """Resolve the short forms of each document inside it."""
        said: dict[int, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
        for pair in defined:
            one, other = pair.short.form.node, pair.full.form.node
            if pair.said or self._group.get(self.clusters.find(one)) in (None, self._group.get(self.clusters.find(other))):
                said[self._places.numbered(pair.short.scope)][one].add(other)
        for document, articles in self._places.documents():
            self._resolve(document, articles, said.get(document, {}))

    def _resolve(self, document: int, articles: Sequence[int], said: Mapping[Node, set[Node]]) -> None:
        first = self._places.first(articles)
        given = {node: min(full) for node, full in said.items() if len({self.clusters.find(other) for other in full}) == 1}
        given = {node: full for node, full in given.items() if node not in self._decided}
        forms = [self.forms[node] for node in first]
        firms = organisations(forms, first, given, self._settled, self.clusters.find, self._registered)
        everyone = Persons(self.forms[node] for node in sorted(first) if not self.short(node))
        for place in articles:
            here = self._places.at(place)
            people = everyone if len(articles) == 1 else Persons(self.forms[node] for node in sorted(here) if not self.short(node))
            for node in here:
                target: Node | None = None
                if node in firms:
                    target, clear = firms[node]
                    if clear:
                        self._clear.add((node, self.clusters.find(target)))
                elif node[0] == PERSON and self.short(node):
                    target = given.get(node) or self._bearer(people, node, document) or self._bearer(everyone, node, document)
                if target is not None:
                    self._stand(place, node, target, "definition" if node in given else "short-form")

    def resolve_copies(self) -> None:
        """Let a short form of a copied passage stand for what it stands for in the original, where its own document has no answer."""
        for place, number, original in self._places.copies:
            node = self._places.nodes[number]
            target = self.stands.get((int(original), node))
            if target is not None and (place, node) not in self.stands:
                self._stand(int(place), node, target, "copy")

    def _settled(self, node: Node) -> bool:
        return node in self._aliased or node in self._decided

    def _bearer(self, people: Persons, node: Node, document: int) -> Node | None:
        for candidates in people.bearers(self.forms[node]):
            if not candidates:
                continue
            if len({self.clusters.find(candidate) for candidate in candidates}) > 1:
                return None
            if len(candidates) > 1:
                self.moved[node].add(document)
            return min(candidates)
        return None

    def resolve_elsewhere(self) -> None:
        """Resolve short forms whose full name stands in other documents only, where the names around both bear it out."""
        company = Company(self._places, self._meant())
        stands_for: dict[Node, set[Node]] = defaultdict(set)
        for (_, node), target in self.stands.items():
            stands_for[node].add(self.clusters.find(target))
        bearers: dict[str, set[Node]] = defaultdict(set)
        for form in self._full(PERSON):
            bearers[form.surname].add(self.clusters.find(form.node))
        around: dict[Node, set[Node]] = {}
        found: dict[tuple[int, Node], Node] = {}
        for node in self._places.nodes:
            own = self.clusters.find(node)
            targets = (bearers.get(node[1], set()) if self.short(node) else set()) if node[0] == PERSON else stands_for.get(node, set())
            if self._settled(node) or len(targets - {own}) != 1 or self.clusters.apart(node, target := min(targets - {own})):
                continue
            for place in self._places.stand(node).tolist():
                document = int(self._places.scope[place])
                if (place, node) in self.stands or target in (here := company.of(document)):
                    continue
                if target not in around:
                    around[target] = company.around(target)
                if self._borne_out(node, target, (here & around[target]) - {target, own}, document):
                    found[place, node] = target
        for (place, node), target in found.items():
            self._stand(place, node, target, "elsewhere")
            self.moved[node].add(int(self._places.scope[place]))
        self._part()

    def _meant(self) -> Callable[[NDArray[np.int64]], Iterator[Node | None]]:
        """Return what tells what each name means at a place, both in one number; nothing for one that many people may bear."""
        roots = [None if self.short(node) else self.clusters.find(node) for node in self._places.nodes]

        def told(pairs: NDArray[np.int64]) -> Iterator[Node | None]:
            for pair in pairs.tolist():
                place, node = divmod(pair, len(roots))
                target = self.stands.get((place, self._places.nodes[node]))
                yield self.clusters.find(target) if target is not None else roots[node]

        return told

    def _part(self) -> None:
        """Let no two names that are decided not to be one stand for the same: then neither stands for it."""
        held: dict[Node, list[tuple[int, Node]]] = {self.clusters.find(node): [] for pair in self._parted for node in pair}
        for place, node in self.stands:
            if (root := self.clusters.find(node)) in held:
                held[root].append((place, node))
        wrong: set[tuple[int, Node]] = set()
        for pair in self._parted:
            one, other = (self.clusters.find(node) for node in pair)
            meant = [{self.clusters.find(self.stands[use]) for use in held[root]} | {root} for root in (one, other)]
            shared = meant[0] & meant[1]
            wrong |= {use for use in held[one] + held[other] if self.clusters.find(self.stands[use]) in shared}
        for use in wrong:
            del self.stands[use]

    def _borne_out(self, node: Node, target: Node, shared: set[Node], document: int) -> bool:
        """Whether names in common make it likely that a short form means a full name of other documents."""
        weight = sum(2 if other[0] == PERSON else 1 for other in shared)
        if node[0] == ORGANISATION:
            return weight >= (1 if (node, target) in self._clear else 2)
        if weight < 2:
            return False
        if target not in self._around:
            self._around[target] = {
                near for member in self.clusters.members(target) if member in self.forms for near in self._employers(member)
            }
        return not self._employers(node, document).isdisjoint(self._around[target])

    def links(self) -> dict[Node, tuple[str, ...]]:
        """Say for each full name and all that is one with it what joined them."""
        found: dict[Node, set[str]] = defaultdict(set)
        held = {(node, self.clusters.find(target)) for (_, node), target in self.stands.items()}
        for rule, one, other in self.joined:
            root = self.clusters.find(other)
            if self.clusters.find(one) == root or (one, root) in held:
                names = (self.forms[node].text if node in self.forms else self._shown.get(node, node[1]) for node in (one, other))
                found[root].add(f"{rule}: {' = '.join(names)}")
        return {root: tuple(sorted(said)) for root, said in found.items()}

    def resolved(self) -> list[tuple[Node, Node]]:
        """Return the short names of organisations, each with what it stands for; with the first in alphabetical order of several."""
        targets: dict[Node, set[Node]] = defaultdict(set)
        for (_, node), target in self.stands.items():
            if node[0] == ORGANISATION:
                targets[node].add(self.clusters.find(target))
        return [(node, min(roots)) for node, roots in sorted(targets.items())]

    def meant(self) -> Iterator[tuple[Node, int]]:
        """Yield the node that each name stands for, and the document to which it is bound where nothing else is known of it, else -1."""
        nodes, scope = self._places.nodes, self._places.scope
        roots = [self.clusters.find(node) for node in nodes]
        bound = [self.short(node) and node not in self._aliased for node in nodes]
        for first in range(0, len(self._places), ROWS):
            rows = slice(first, first + ROWS)
            columns = (self._places.node[rows], self._places.place[rows], self._places.origin[rows])
            for node, place, origin in zip(*(column.tolist() for column in columns), strict=True):
                target = self.stands.get((place, nodes[node]))
                if target is not None:
                    yield self.clusters.find(target), -1
                elif bound[node]:
                    yield nodes[node], int(scope[origin if origin >= 0 else place])
                else:
                    yield roots[node], -1


def _shortened(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether middle names are those of a fuller name, left out or made initials."""
    return not short or (len(short) == len(full) and all(full[at].startswith(name) for at, name in enumerate(short)))


def _romanised(given: str) -> str:
    """Return a given name with the vowels that Korean names are spelled with one way or another in one spelling: Soo and Su."""
    return given.replace("oo", "u").replace("ee", "i").replace("eu", "u")
