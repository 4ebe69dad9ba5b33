"""What a person has decided about names, and what is common knowledge: read from TOML and CSV, checked before anything runs.

In: `rules/entities.toml`, `rules/aliases.csv` and a file of the user's own. Out: `Decisions`. Never: a decision that contradicts another of
the same file; the user's wins over the built-in ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline import answers
from pipeline.entities.clusters import Clusters, Node
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold
from pipeline.errors import ConfigError
from pipeline.rules import csv_rows, toml

_KEYS = {
    "same": frozenset({"names"}),
    "not_same": frozenset({"names"}),
    "name": frozenset({"of", "show"}),
    "identifier": frozenset({"of", "scheme", "value"}),
}
_REMARKS = frozenset({"kind", "note", "source"})
_ANSWERS = {"same_name": "same", "not_same_name": "not_same"}
_COLUMNS = ["kind", "name", "aliases", "note", "source"]


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """What is known of names before the texts are read.

    Attributes:
        same: Names that are one, each as a group of folded names; the strongest first.
        apart: Pairs of folded names that are never one.
        names: Name to show, by folded name.
        identifiers: Identifiers (scheme and value) by folded name.
        aliases: Groups of common knowledge: the folded first name of each and those of the others; weaker than `same`.
        shown: Spelling of the first name of each group of common knowledge.
    """

    same: tuple[tuple[Node, ...], ...] = ()
    apart: tuple[tuple[Node, Node], ...] = ()
    names: dict[Node, str] = field(default_factory=dict)
    identifiers: dict[Node, dict[str, str]] = field(default_factory=dict)
    aliases: tuple[tuple[Node, ...], ...] = ()
    shown: dict[Node, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AliasGraph:
    """What decisions make of names before a text is read; shared by all runs of a process, so never changed.

    Attributes:
        clusters: The names that are one.
        group: First name of the group of common knowledge, by what stands for its set.
        aliased: Names of common knowledge, each with the first of its group.
        decided: Names that a person decided about.
        joined: What joined a name to others: the rule, and both.
    """

    clusters: Clusters
    group: dict[Node, Node]
    aliased: dict[Node, Node]
    decided: frozenset[Node]
    joined: dict[Node, tuple[tuple[str, Node, Node], ...]]


@lru_cache(maxsize=4)
def alias_graph(known: Decisions) -> AliasGraph:
    """Join the names that decisions and common knowledge say are one, the decisions first."""
    clusters = Clusters(known.apart)
    joined: dict[Node, tuple[tuple[str, Node, Node], ...]] = {}
    for rule, groups in (("decision", known.same), ("alias", known.aliases)):
        for first, *others in groups:
            for node in others:
                clusters.join(first, node)
                joined[node] = (*joined.get(node, ()), (rule, node, first))
    group: dict[Node, Node] = {}
    for listed in known.aliases:
        group.setdefault(clusters.find(listed[0]), listed[0])
    aliased = {node: listed[0] for listed in known.aliases for node in listed}
    decided = frozenset(node for listed in known.same for node in listed)
    return AliasGraph(clusters, group, aliased, decided, joined)


def load_decisions(path: Path | None = None, answered: Path | None = None) -> Decisions:
    """Read the built-in decisions and the user's own.

    Args:
        path: The user's file; None or a path where no file is for none.
        answered: The user's file of answers, of which those about names are taken; likewise.

    Returns:
        Both as one, the user's first.

    Raises:
        ConfigError: A file cannot be read, has an unknown key or a wrong type, or contradicts itself; it says where.
    """
    rules = Path(__file__).parents[1] / "rules"
    built_in = _built_in(rules)
    more = _answered(answered)
    if (path is None or not path.is_file()) and not any(more.values()):
        return built_in
    own = _read(path if path and path.is_file() else None, path.name if path else "decisions.jsonl", more)
    # What the user holds apart is not joined by a built-in decision; the graph refuses it, since the user's comes first.
    settled = Clusters(own.apart)
    for group in own.same:
        for node in group[1:]:
            settled.join(group[0], node)
    apart = tuple(pair for pair in built_in.apart if settled.find(pair[0]) != settled.find(pair[1]))
    taken = {settled.find(node) for node in own.names}
    given = {(settled.find(node), scheme) for node, schemes in own.identifiers.items() for scheme in schemes}
    identifiers = {node: dict(schemes) for node, schemes in own.identifiers.items()}
    for node, schemes in built_in.identifiers.items():
        for scheme, value in schemes.items():
            if (settled.find(node), scheme) not in given:
                identifiers.setdefault(node, {})[scheme] = value
    return Decisions(
        same=own.same + built_in.same,
        apart=own.apart + apart,
        names={**{node: name for node, name in built_in.names.items() if settled.find(node) not in taken}, **own.names},
        identifiers=identifiers,
        aliases=built_in.aliases,
        shown=built_in.shown,
    )


@cache
def _built_in(rules: Path) -> Decisions:
    decisions = _read(rules / "entities.toml", "rules/entities.toml")
    aliases, shown = _aliases(rules / "aliases.csv")
    return Decisions(decisions.same, decisions.apart, decisions.names, decisions.identifiers, aliases, shown)


def _aliases(path: Path) -> tuple[tuple[tuple[Node, ...], ...], dict[Node, str]]:
    groups: list[tuple[Node, ...]] = []
    shown: dict[Node, str] = {}
    owner: dict[Node, str] = {}
    for place, row in csv_rows(path, _COLUMNS, f"rules/{path.name}"):
        kind, name = row["kind"], row["name"]
        if kind not in (ORGANISATION, PERSON) or not name.strip():
            raise ConfigError(f"{place}: the first column is {ORGANISATION} or {PERSON} and the second a name")
        nodes = list(dict.fromkeys(fold(one, kind).node for one in (name, *filter(None, row["aliases"].split("|")))))
        for node in nodes:
            if node in owner:
                raise ConfigError(f"{place}: {node[1]!r} is a name of {owner[node]} already")
            owner[node] = name
        groups.append(tuple(nodes))
        shown[nodes[0]] = name
    return tuple(groups), shown


def _answered(path: Path | None) -> dict[str, list[dict[str, Any]]]:
    """Return what people answered about pairs of names, as entries of a file of decisions."""
    found: dict[str, list[dict[str, Any]]] = {"same": [], "not_same": []}
    for answer in answers.settled(answers.load(path))[0]:
        if section := _ANSWERS.get(answer.verdict):
            found[section].append({"names": list(answer.about), **({"kind": answer.kind} if answer.kind else {})})
    return found


def _read(path: Path | None, place: str, more: Mapping[str, Sequence[dict[str, Any]]] | None = None) -> Decisions:
    content = toml(path, place) if path else {}
    for section, held in (more or {}).items():
        content[section] = [*_rows(place, section, content.get(section, [])), *held]
    if unknown := content.keys() - _KEYS.keys():
        raise ConfigError(f"{place}: unknown {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KEYS))}")
    entries = {section: [_entry(place, section, row) for row in _rows(place, section, content.get(section, []))] for section in _KEYS}
    same = tuple(_nodes(entry["names"], kind) for entry in entries["same"] for kind in _kinds(entry))
    apart = tuple(pair for entry in entries["not_same"] for kind in _kinds(entry) for pair in _pairs(place, entry["names"], kind))
    clusters = Clusters()
    for group in same:
        for node in group[1:]:
            clusters.join(group[0], node)
    for one, other in apart:
        if clusters.find(one) == clusters.find(other):
            raise ConfigError(f"{place}: {one[1]!r} and {other[1]!r} are said to be one and not to be one; take one of the two out")
    names = _single(place, clusters, ((node, "the name to show", entry["show"]) for entry in entries["name"] for node in _of(entry)))
    given = _single(place, clusters, ((node, entry["scheme"], entry["value"]) for entry in entries["identifier"] for node in _of(entry)))
    identifiers: dict[Node, dict[str, str]] = {}
    for (node, scheme), value in given.items():
        identifiers.setdefault(node, {})[scheme] = value
    return Decisions(same, apart, {node: name for (node, _), name in names.items()}, identifiers)


def _single(place: str, clusters: Clusters, given: Iterable[tuple[Node, str, str]]) -> dict[tuple[Node, str], str]:
    """Take each value once; two different ones for the same thing contradict each other."""
    kept: dict[tuple[Node, str], str] = {}
    by_root: dict[tuple[Node, str], str] = {}
    for node, what, value in given:
        if by_root.setdefault((clusters.find(node), what), value) != value:
            raise ConfigError(
                f"{place}: {what} of {node[1]!r} is {by_root[clusters.find(node), what]!r} and {value!r}; take one of the two out"
            )
        kept[node, what] = value
    return kept


def _rows(place: str, section: str, rows: Any) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"{place}: write each decision under [[{section}]]")
    return rows


def _entry(place: str, section: str, row: dict[str, Any]) -> dict[str, Any]:
    wanted = _KEYS[section]
    if missing := wanted - row.keys():
        raise ConfigError(f"{place} [[{section}]] {row}: {', '.join(sorted(missing))} missing")
    if unknown := row.keys() - wanted - _REMARKS:
        raise ConfigError(f"{place} [[{section}]] {row}: unknown {', '.join(sorted(unknown))}")
    right: Callable[[Any], bool] = lambda value: isinstance(value, str) and bool(value.strip())  # noqa: E731
    for key, value in row.items():
        fine = (
            isinstance(value, list) and len(value) > 1 and all(map(right, value))
            if key == "names"
            else isinstance(value, str) and (key in _REMARKS or right(value))
        )
        if not fine:
            raise ConfigError(f"{place} [[{section}]] {key} = {value!r}: {'two names or more' if key == 'names' else 'a text'} is wanted")
    if row.get("kind", PERSON) not in (ORGANISATION, PERSON):
        raise ConfigError(f"{place} [[{section}]] kind = {row['kind']!r}: {ORGANISATION} or {PERSON} is wanted")
    return row


def _kinds(entry: dict[str, Any]) -> tuple[str, ...]:
    return (entry["kind"],) if "kind" in entry else (ORGANISATION, PERSON)


def _pairs(place: str, names: list[str], kind: str) -> list[tuple[Node, Node]]:
    """Return the pairs of names that are held apart; spellings of one name cannot be."""
    pairs = []
    for one, other in combinations(names, 2):
        if fold(one, kind).node == fold(other, kind).node:
            raise ConfigError(f"{place} [[not_same]]: {one!r} and {other!r} are spellings of one name; no decision tells them apart")
        pairs.append((fold(one, kind).node, fold(other, kind).node))
    return pairs


def _nodes(names: list[str], kind: str) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(fold(name, kind).node for name in names))


def _of(entry: dict[str, Any]) -> tuple[Node, ...]:
    return tuple(fold(entry["of"], kind).node for kind in _kinds(entry))
