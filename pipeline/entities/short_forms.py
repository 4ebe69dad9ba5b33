"""Short forms inside one document: "Wang" for the one person there who bears that name, "Scale" for the one "Scale AI".

In: the names of a document. Out: for a short form, the full names that it can stand for. Never: a choice between two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from extractors import phonetics
from pipeline.entities.clusters import Node
from pipeline.entities.name_forms import ORGANISATION, PERSON, Form, initials, words

#: Shortest name that is heard across scripts, in characters.
_HEARD = 3
#: A short form has fewer words than this.
_WORDS = 8


class Persons:
    """The full names of persons in a document, by what may stand for them."""

    def __init__(self, names: Iterable[Form]) -> None:
        self._last: dict[str, set[Node]] = defaultdict(set)
        self._first: dict[str, set[Node]] = defaultdict(set)
        for form in names:
            if form.kind != PERSON or form.short:
                continue
            if len(form.tokens) > 1:
                self._last[form.surname].add(form.node)
                self._first[form.given].add(form.node)
            else:
                # Written without a gap: 習 and 小泉 for 小泉進次郎, 이 for 이재용.
                for size in (1, 2) if form.script == "han" else (1,):
                    self._first[form.key[:size]].add(form.node)
        self._sounds = tuple((table, _by_sound(table)) for table in (self._last, self._first))

    def bearers(self, form: Form) -> Iterator[set[Node]]:
        """Yield whom a part of a name may stand for, the closest first: by last name, by first name, each as written and as heard."""
        for table, heard in self._sounds:
            yield table.get(form.key, set())
            yield _alike(form.key, table, heard)
        yield self._nicknamed(form)

    def _nicknamed(self, form: Form) -> set[Node]:
        if form.script not in ("latin", "kana", "hangul") or not self._first:
            return set()
        lists = words()
        longer = set(lists.nicknames.get(form.key, ()))
        if form.script != "latin":
            shorts = {short for key in phonetics.keys(form.key) for short in _nicknames().get(key, ()) if phonetics.same(form.key, short)}
            longer.update(*(lists.nicknames[short] for short in shorts))
        table, heard = self._sounds[1]
        return {node for name in longer for node in table.get(name, set()) | _alike(name, table, heard)}


@cache
def _nicknames() -> dict[str, set[str]]:
    return _by_sound(words().nicknames)


def _by_sound(table: Iterable[str]) -> dict[str, set[str]]:
    heard: dict[str, set[str]] = defaultdict(set)
    for token in table:
        for key in phonetics.keys(token):
            heard[key].add(token)
    return heard


def _alike(name: str, table: Mapping[str, set[Node]], heard: Mapping[str, set[str]]) -> set[Node]:
    script = phonetics.script(name)
    found: set[Node] = set()
    for key in phonetics.keys(name):
        for token in heard.get(key, ()):
            if phonetics.script(token) != script and phonetics.same(name, token):
                found |= table[token]
    return found


def organisations(
    names: Iterable[Form],
    first: Mapping[Node, int],
    defined: Mapping[Node, Node],
    fixed: Callable[[Node], bool],
    root: Callable[[Node], Node],
    registered: Collection[Node] = frozenset(),
) -> dict[Node, tuple[Node, bool]]:
    """Resolve the short names of organisations in a document.

    Args:
        names: All names of the document; persons are passed over.
        first: Where each stands first.
        defined: What the text itself says.
        fixed: Whether it is known already what a name stands for.
        root: What stands for all names that are one with a name.
        registered: Names written with a legal form; of two such names none is short for the other.

    Returns:
        For a short form its full name, and whether that adds nothing but a descriptor, such as Group.
    """
    listed = sorted((form for form in names if form.kind == ORGANISATION), key=lambda form: (-len(form.tokens), -len(form.key), form.key))
    leading, heard, acronyms = _beginnings(listed)
    found: dict[Node, tuple[Node, bool]] = {}

    def end(node: Node) -> Node:
        passed = {node}
        while node in found and found[node][0] not in passed:
            node = found[node][0]
            passed.add(node)
        return node

    def only(candidates: Iterable[Node], node: Node) -> Node | None:
        """Return the candidate where all that are left are one entity, the first in alphabetical order."""
        targets: dict[Node, Node] = {}
        for candidate in sorted(candidates):
            targets.setdefault(root(end(candidate)), end(candidate))
        targets.pop(root(node), None)
        return next(iter(targets.values())) if len(targets) == 1 else None

    for form in listed:
        node = form.node
        target, clear = defined.get(node), False
        if target is not None:
            target = end(target)
        elif not fixed(node):
            leads = _longer(node, leading.get(form.key, ()), first, registered)
            if not leads and form.script in ("kana", "hangul") and len(form.key) >= _HEARD:
                leads = _transcribed(form, heard)
            target = only(leads, node)
            clear = target is not None and all(leads.values())
            if target is None and not leads and form.acronym is not None:
                target = only(acronyms.get(form.acronym, ()), node)
        if target is not None and root(target) != root(node):
            found[node] = target, clear
    return {node: (end(node), clear) for node, (_, clear) in found.items()}


def _longer(node: Node, led: Iterable[tuple[Node, bool]], first: Mapping[Node, int], registered: Collection[Node]) -> dict[Node, bool]:
    """Return the longer names that a name may stand for: with what only describes left out, or where the longer one stands first."""
    held = {other: clear for other, clear in sorted(led) if clear or first[other] < first[node]}
    return {other: clear for other, clear in held.items() if node not in registered or other not in registered}


def _transcribed(form: Form, heard: Mapping[str, set[tuple[str, Node]]]) -> dict[Node, bool]:
    """Return the Latin names whose beginning sounds like a name in another script."""
    return {
        other: True
        for key in phonetics.keys(form.key)
        for lead, other in heard.get(key, ())
        if phonetics.script(lead) == "latin" and phonetics.same(form.key, lead)
    }


def _beginnings(
    listed: Iterable[Form],
) -> tuple[dict[str, set[tuple[Node, bool]]], dict[str, set[tuple[str, Node]]], dict[str, set[Node]]]:
    """Return the organisations by their beginnings, by the sound of those that leave out a descriptor only, and by their acronyms."""
    leading: dict[str, set[tuple[Node, bool]]] = defaultdict(set)
    heard: dict[str, set[tuple[str, Node]]] = defaultdict(set)
    acronyms: dict[str, set[Node]] = defaultdict(set)
    for form in listed:
        for letters in initials(form):
            acronyms[letters].add(form.node)
        for lead, clear in _leads(form):
            leading[lead].add((form.node, clear))
            if clear:
                for key in phonetics.keys(lead):
                    heard[key].add((lead, form.node))
    return leading, heard, acronyms


def _leads(form: Form) -> Iterator[tuple[str, bool]]:
    """Yield the beginnings of an organisation's name that may stand for it, and whether what they leave out only describes it."""
    lists = words()
    for size in range(1, min(len(form.tokens), _WORDS)):
        rest = form.tokens[size:]
        clear = all(token in lists.descriptors or token in lists.descriptors_cjk for token in rest)
        if not clear and (not lists.part.isdisjoint(rest) or form.tokens[size - 1] in lists.general):
            continue
        if size > 1 or form.tokens[0] not in lists.general:
            yield "".join(form.tokens[:size]), clear
    if form.script != "latin":
        for ending in lists.descriptors_cjk:
            if form.key.endswith(ending) and len(form.key) > len(ending) + 1:
                yield form.key[: -len(ending)], True
