"""Short forms inside one document: "Wang" for the one person there who bears that name, "Scale" for the one "Scale AI".

In: the names of a document. Out: for a short form, the full names that it can stand for. Never: a choice between two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
        self._bare: dict[str, set[Node]] = defaultdict(set)
        for form in names:
            if form.kind != PERSON or form.short:
                continue
            if len(form.tokens) > 1:
                self._last[form.surname].add(form.node)
                self._bare[next(token for token in reversed(form.tokens) if token not in words().generations)].add(form.node)
                self._first[form.given].add(form.node)
            else:
                # Written without a gap: 習 and 小泉 for 小泉進次郎, 이 for 이재용.
                for size in (1, 2) if form.script == "han" else (1,):
                    self._first[form.key[:size]].add(form.node)
        self._sounds = tuple((table, _by_sound(table)) for table in (self._last, self._first))

    def bearers(self, form: Form) -> Iterator[set[Node]]:
        """Yield whom a part of a name may stand for, the closest first.

        By last name and by first name, each as written and as heard; by nickname; by last name without its particle (Aalst for van Aalst).
        """
        for table, heard in self._sounds:
            yield table.get(form.key, set())
            yield _alike(form.key, table, heard)
        yield self._nicknamed(form)
        yield self._bare.get(form.key, set())

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


class _Found:
    """What the short names of a document stand for, as far as it is found."""

    def __init__(self, root: Callable[[Node], Node]) -> None:
        self.held: dict[Node, tuple[Node, bool]] = {}
        self._root = root

    def end(self, node: Node) -> Node:
        """Return what a name stands for in the end."""
        passed = {node}
        while node in self.held and self.held[node][0] not in passed:
            node = self.held[node][0]
            passed.add(node)
        return node

    def only(self, candidates: Iterable[Node], node: Node) -> Node | None:
        """Return the candidate where all are one entity, which the name is not already, the first in alphabetical order."""
        targets: dict[Node, Node] = {}
        for candidate in sorted(candidates):
            targets.setdefault(self._root(self.end(candidate)), self.end(candidate))
        return next(iter(targets.values())) if len(targets) == 1 and self._root(node) not in targets else None


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
    tails = _tails(listed)
    found = _Found(root)
    for form in listed:
        node = form.node
        target, clear = defined.get(node), False
        if target is not None:
            target = found.end(target)
        elif not fixed(node):
            leads = _longer(node, leading.get(form.key, ()), first, registered)
            if not leads and form.script in ("kana", "hangul") and len(form.key) >= _HEARD:
                leads = _transcribed(form, heard)
            target = found.only(leads, node)
            clear = target is not None and all(leads.values())
            if target is None and not leads:
                short = acronyms.get(form.acronym, ()) if form.acronym is not None else ()
                target = found.only(short, node) or found.only(
                    (other for other in tails.get(form.key, ()) if first[other] < first[node]), node
                )
        if target is not None and root(target) != root(node):
            found.held[node] = target, clear
    free = [form for form in listed if not fixed(form.node) and form.node not in found.held and form.node not in defined]
    for holder, firm in _holders(free, {form.key: form.node for form in listed if fixed(form.node)}):
        if root(holder) != root(firm):
            found.held[holder] = firm, True
    return {node: (found.end(node), clear) for node, (_, clear) in found.held.items()}


def _holders(free: Iterable[Form], known: Mapping[str, Node]) -> Iterator[tuple[Node, Node]]:
    """Give the names that only add a holder's word to that of a known firm, each with the firm."""
    for form in free:
        firms = {known[lead] for lead in _held(form) if lead in known}
        if len(firms) == 1:
            yield form.node, firms.pop()


def _longer(node: Node, led: Iterable[tuple[Node, bool]], first: Mapping[Node, int], registered: Collection[Node]) -> dict[Node, bool]:
    """Return the longer names that it may stand for: what it leaves out only describes, or they stand first; else whole names."""
    whole = node in registered  # "Amber Corp." is called so, and is no "Amber Pay"
    held = {other: clear for other, clear in sorted(led) if clear or (first[other] < first[node] and not whole)}
    held = held or {other: clear for other, clear in sorted(led) if other in registered}
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
        for lead in _cut(form):
            leading[lead].add((form.node, True))
    return leading, heard, acronyms


def _leads(form: Form) -> Iterator[tuple[str, bool]]:
    """Yield the beginnings of an organisation's name that may stand for it, and whether what they leave out only describes it."""
    lists = words()
    for size in range(1, min(len(form.tokens), _WORDS)):
        rest = form.tokens[size:]
        clear = all(token in lists.descriptors or token in lists.descriptors_cjk for token in rest)
        clear = clear or (size > 1 and len(rest) == 1 and rest[0] in lists.trade)
        if not clear and (not lists.part.isdisjoint(rest) or _of_fund(rest) or form.tokens[size - 1] in lists.general):
            continue
        if size > 1 or form.tokens[0] not in lists.general:
            yield "".join(form.tokens[:size]), clear
    if form.script != "latin":
        for ending in lists.descriptors_cjk:
            if form.key.endswith(ending) and len(form.key) > len(ending) + 1:
                yield form.key[: -len(ending)], True


def _cut(form: Form) -> Iterator[str]:
    """Yield the name of an organisation with its ending cut short: KB인베 for KB인베스트먼트."""
    if form.script != "latin":
        for ending in words().descriptors_cjk:
            if len(ending) >= _ENDING and form.key.endswith(ending) and len(form.key) > len(ending) + 1:
                yield from (form.key[: kept - len(ending)] for kept in range(2, len(ending)))


#: Characters from which an ending of firms is cut short.
_ENDING = 3


def _tails(listed: Sequence[Form]) -> dict[str, set[Node]]:
    """Return the organisations by their last words, where those say more than what a firm is: "Liverpool" of "El Puerto de Liverpool"."""
    lists = words()
    plain = lists.general | lists.part | lists.descriptors | lists.legal | lists.trade | lists.fund
    keys = {form.key for form in listed}
    found: dict[str, set[Node]] = defaultdict(set)
    for form in listed if any(form.script == "latin" for form in listed) else ():
        for size in range(1, min(len(form.tokens), _WORDS)):
            ahead, tail = form.tokens[:size], form.tokens[size:]
            if "".join(tail) in keys and "".join(ahead) not in keys and not plain.issuperset(tail) and ahead[-1] not in _PARTING:
                found["".join(tail)].add(form.node)
    return found


#: Small words behind which another name stands: "Bank of Korea", "Joyce and Sons".
_PARTING = frozenset({"of", "and", "for", "in", "at", "by", "the"})


def _of_fund(rest: Sequence[str]) -> bool:
    """Whether what a short form leaves out is that of a fund: "Vision Fund 2" of "SoftBank Vision Fund 2"."""
    return len(rest) > 1 and any(token.rstrip("0123456789") in words().fund for token in rest)


def _held(form: Form) -> Iterator[str]:
    """Yield the name of an organisation without what only a holder of its own has behind it: "Arm" of "Arm Holdings"."""
    holder = words().holder
    size = len(form.tokens)
    while size > 1 and form.tokens[size - 1] in holder:
        size -= 1
        yield "".join(form.tokens[:size])
    if form.script != "latin":
        yield from (form.key[: -len(ending)] for ending in holder if form.key.endswith(ending) and len(form.key) > len(ending) + 1)
