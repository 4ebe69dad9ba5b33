"""How far sources are believed before anything is known of them.

In: `rules/sources.toml`. Out: the prior of a source, and the names it goes by. Never: what the claims themselves teach.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.rules import folded

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


def parse(text: str, name: str = "sources.toml") -> Sources:
    """Read a list of sources.

    Args:
        text: TOML, as described at the top of `rules/sources.toml`.
        name: What to call it in an error.

    Raises:
        ConfigError: A key, a kind or a rating is wrong, or a spelling belongs to two sources.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: {error}") from None
    if set(held) - {"kinds", "source"}:
        raise ConfigError(f"{name}: unknown table {sorted(set(held) - {'kinds', 'source'})[0]}")
    kinds = {kind: _rating(value, f"{name}: kind {kind}") for kind, value in held.get("kinds", {}).items()}
    prior: dict[str, float] = {}
    fixed: set[str] = set()
    same: dict[str, str] = {}
    agencies: set[str] = set()
    for block in held.get("source", []):
        if "name" not in block or set(block) - {"name", "also", "kind", "rating", "note"}:
            raise ConfigError(f"{name}: a source needs a name and takes also, kind, rating and note: {block}")
        source = folded(block["name"])
        if "kind" in block and block["kind"] not in kinds:
            raise ConfigError(f"{name}: {block['name']} has the unknown kind {block['kind']}")
        for spelling in {source, *map(folded, block.get("also", []))}:
            if spelling in same:
                raise ConfigError(f"{name}: {spelling} is listed twice")
            same[spelling] = source
        if "rating" in block:
            prior[source] = _rating(block["rating"], f"{name}: {block['name']}")
            fixed.add(source)
        elif "kind" in block:
            prior[source] = kinds[block["kind"]]
        if block.get("kind") == "wire":
            agencies.add(source)
    return Sources(prior, frozenset(fixed), same, frozenset(agencies), kinds.get("document", UNKNOWN))


@cache
def shipped() -> Sources:
    """Return the list that comes with the package."""
    return parse(files("pipeline.rules").joinpath("sources.toml").read_text("utf-8"), "rules/sources.toml")


def load(path: Path | None) -> Sources:
    """Read the user's list from a file, or the shipped one where there is none.

    Raises:
        ConfigError: The file is wrong.
    """
    return shipped() if path is None else parse(path.read_text("utf-8"), path.name)


def _rating(value: object, place: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ConfigError(f"{place}: a rating lies between 0 and 1, not {value}")
    return min(max(float(value), 0.01), 0.99)
