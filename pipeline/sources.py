"""How far sources are believed before anything is known of them.

In: `rules/sources.toml`. Out: the prior of a source, and the names it goes by. Never: what the claims themselves teach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.rules import build, folded, text_of, toml_of

#: Prior of a source of no listed kind.
UNKNOWN = 0.8


@dataclass(frozen=True, slots=True)
class Sources:
    """The user's list of sources.

    Attributes:
        prior: Folded name -> probability that a claim of the source is right.
        fixed: Folded names whose probability the user set; learning does not move it.
        same: Folded spelling -> folded name that it stands for.
        agencies: Folded names of the news agencies among them.
        unknown: Prior of a source that is not listed.
    """

    prior: Mapping[str, float] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)
    agencies: frozenset[str] = frozenset()
    unknown: float = UNKNOWN


@dataclass(frozen=True, slots=True)
class Source:
    """A source, as the list has it.

    Attributes:
        name: Its name, as documents print it.
        also: Other spellings.
        kind: One of the kinds at the top of the list.
        rating: Probability of the user's own that a claim of it is right; learning does not move it.
    """

    name: str
    also: tuple[str, ...] = ()
    kind: str | None = None
    rating: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    kinds: Mapping[str, float] = field(default_factory=dict)
    source: tuple[Source, ...] = ()


def parse(text: str, name: str = "sources.toml") -> Sources:
    """Read a list of sources.

    Args:
        text: TOML, as described at the top of `rules/sources.toml`.
        name: What to call it in an error.

    Raises:
        ConfigError: A key, a kind or a rating is wrong, or a spelling belongs to two sources.
    """
    held = build(_File, toml_of(text, name), name)
    for kind, chance in held.kinds.items():
        _rating(chance, f"{name}: kinds: {kind}")
    prior: dict[str, float] = {}
    fixed: set[str] = set()
    same: dict[str, str] = {}
    agencies: set[str] = set()
    for block in held.source:
        source, place = folded(block.name), f"{name}: source {block.name!r}"
        if block.kind is not None and block.kind not in held.kinds:
            raise ConfigError(f"{place}: kind: {block.kind!r} is none of {', '.join(sorted(held.kinds)) or 'those above'}")
        for spelling in {source, *map(folded, block.also)}:
            if spelling in same:
                raise ConfigError(f"{place}: {spelling!r} is a name of {same[spelling]!r} already")
            same[spelling] = source
        if block.rating is not None:
            prior[source] = _rating(block.rating, f"{place}: rating")
            fixed.add(source)
        elif block.kind is not None:
            prior[source] = _rating(held.kinds[block.kind], place)
        if block.kind == "wire":
            agencies.add(source)
    return Sources(prior, frozenset(fixed), same, frozenset(agencies), held.kinds.get("document", UNKNOWN))


@cache
def shipped() -> Sources:
    """Return the list that comes with the package."""
    return parse(text_of("sources.toml"), "rules/sources.toml")


def load(path: Path | None) -> Sources:
    """Read the user's list from a file, or the shipped one where there is none.

    Raises:
        ConfigError: The file is wrong.
    """
    return shipped() if path is None else parse(text_of(path), path.name)


def _rating(value: float, place: str) -> float:
    if not 0 <= value <= 1:
        raise ConfigError(f"{place}: a probability lies between 0 and 1, not at {value}")
    return min(max(value, 0.01), 0.99)
