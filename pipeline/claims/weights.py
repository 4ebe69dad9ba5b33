"""Weights and what is done with them: scores of candidates, chances, calibrated confidence.

In: named evidence; `rules/claims.json`, learnt by `pipeline/learning`. Out: probabilities. Never: a rule. Part of the room of claims.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain, repeat
from operator import mul
from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigError
from pipeline.rules import FOLDER, json_of

__all__ = ["Choice", "Kinds", "Steps", "Trees", "Weights", "chances", "load", "margin", "score"]


#: Pieces of evidence that are taken down the trees together: a few megabytes.
_AT_ONCE = 500
_NOTHING = repeat(0.0)
Steps: TypeAlias = tuple[Sequence[float], Sequence[float]]
Node: TypeAlias = tuple[int, float, int, int] | tuple[float]


@dataclass(frozen=True)
class Trees:
    """Boosted trees in words: each node a tuple (evidence, bound, where less or equal, where more) or a leaf's value."""

    names: tuple[str, ...]
    start: float
    rate: float
    trees: tuple[tuple[Node, ...], ...]

    def values(self, evidence: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the log-odds that each of several pieces of evidence gives."""
        found: list[float] = []
        for at in range(0, len(evidence), _AT_ONCE):
            found += self._descended(self._rows(evidence[at : at + _AT_ONCE]))
        return found

    def _rows(self, evidence: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return a row for each: how strong each piece is that the trees know, in their order; a last column takes what they do not."""
        lengths = list(map(len, evidence))
        columns = np.fromiter(map(self._places.get, chain(*evidence), repeat(len(self.names))), np.intp, sum(lengths))
        rows = np.zeros((len(evidence), len(self.names) + 1))
        rows[np.repeat(np.arange(len(evidence)), lengths), columns] = np.fromiter(
            chain.from_iterable(held.values() for held in evidence), float, sum(lengths)
        )
        return rows

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    def _descended(self, rows: NDArray[np.float64]) -> list[float]:
        """Take every row down every tree at once; the leaves are added tree by tree, as one would by hand, so that no bit hangs on it."""
        roots, features, bounds, below, values, depth = self._nodes
        told, starts = rows.ravel(), np.arange(len(rows)) * rows.shape[1]
        at = np.repeat(roots[:, np.newaxis], len(rows), axis=1)
        for _ in range(depth):
            at = below.take(2 * at + (told.take(features.take(at) + starts) > bounds.take(at)))
        total = np.full(len(rows), self.start)
        for leaves in self.rate * values.take(at):
            total += leaves
        summed: list[float] = total.tolist()
        return summed

    @cached_property
    def _nodes(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64], NDArray[np.intp], NDArray[np.float64], int]:
        """All nodes in one row: where trees begin, what a node asks, with what it compares, the two that follow; a leaf leads to itself."""
        flat: list[tuple[int, float, int, int, float]] = []
        roots, depth = [], 0
        for tree in self.trees:
            roots.append(len(flat))
            levels = {0: 0}
            for at, node in enumerate(tree):
                here = roots[-1]
                if len(node) == 4:
                    feature, bound, less, more = node
                    flat.append((feature, bound, here + less, here + more, 0.0))
                    levels |= {less: levels[at] + 1, more: levels[at] + 1}
                else:
                    flat.append((0, math.inf, here + at, here + at, node[0]))
            depth = max(depth, *levels.values())
        features, bounds, less_, more_, values = zip(*flat, strict=True)
        below = np.array((less_, more_), np.intp).T.ravel()
        return np.array(roots, np.intp), np.array(features, np.intp), np.array(bounds), below, np.array(values), depth


class Choice(dict[str, float]):
    """The weights of one choice, by evidence."""

    def __init__(self, told: Mapping[str, float]) -> None:
        super().__init__(told)
        self._rows: dict[tuple[tuple[str, ...], str], dict[str, tuple[float, ...]]] = {}

    def rows(self, names: tuple[str, ...], joint: str) -> Mapping[str, Sequence[float]]:
        """Return for each piece of evidence what it weighs for options of several names, as `Kinds` puts them together."""
        if (names, joint) not in self._rows:
            told = [
                {name.removeprefix(first): weight for name, weight in self.items() if name.startswith(first)}
                for first in _before(names, joint)
            ]
            self._rows[names, joint] = {name: tuple(held.get(name, 0.0) for held in told) for name in dict.fromkeys(chain(*told))}
        return self._rows[names, joint]


def _before(names: Sequence[str], joint: str) -> list[str]:
    return [f"{name}{joint}" for name in names]


@dataclass(frozen=True, slots=True)
class Kinds(Sequence[Mapping[str, float]]):
    """Options that all hear the same evidence, each under its own name, so that it is looked up once for all: `level|one`, `growth|one`.

    Attributes:
        names: Name of each option.
        general: What all hear.
        own: What each hears besides, by whole names, none of which is one of what all hear; empty where there is nothing.
        joint: What stands between the name of an option and that of the evidence.
    """

    names: tuple[str, ...]
    general: Mapping[str, float]
    own: Sequence[Mapping[str, float]] = ()
    joint: str = "|"

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, float]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, float]]: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, float] | Sequence[Mapping[str, float]]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        own = self.own[at] if self.own else {}
        return {**{f"{self.names[at]}{self.joint}{name}": strength for name, strength in self.general.items()}, **own}

    def scores(self, weights: Choice) -> list[float]:
        """Return the sum of weights of each option."""
        rows = weights.rows(self.names, self.joint)
        told = [
            row if strength == 1.0 else [weight * strength for weight in row]
            for row, strength in zip(map(rows.get, self.general), self.general.values(), strict=True)
            if row is not None
        ]
        columns = zip(*told, strict=True) if told else [()] * len(self)
        if not self.own:
            return list(map(math.fsum, columns))
        own = (map(mul, map(weights.get, held, _NOTHING), held.values()) for held in self.own)
        return [math.fsum(chain(*parts)) for parts in zip(columns, own, strict=True)]


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything learnt.

    Attributes:
        choices: Name of a choice -> evidence -> weight.
        accept: The score of a whole binding.
        calibration: Steps from score to probability: bounds and values.
        certainty: Sort of a claim, `metric` or `named` -> steps from the product of the chances of its parts to the probability that all of
            it is right.
        threshold: Least probability of a claim that is kept.
    """

    choices: Mapping[str, Mapping[str, float]]
    accept: Trees
    calibration: Steps
    threshold: float
    certainty: Mapping[str, Steps] = field(default_factory=dict)


def from_json(told: Mapping[str, Any]) -> Weights:
    """Read what the training script has written."""
    trees = told["accept"]
    return Weights(
        {name: Choice(held) for name, held in told["choices"].items()},
        Trees(tuple(trees["names"]), trees["start"], trees["rate"], tuple(tuple(tuple(node) for node in tree) for tree in trees["trees"])),
        _steps(told["calibration"]),
        told["threshold"],
        {name: _steps(held) for name, held in told.get("certainty", {}).items()},
    )


def _steps(told: Sequence[Sequence[float]]) -> Steps:
    return tuple(told[0]), tuple(told[1])


@cache
def load() -> Weights:
    """Return the weights that ship."""
    return from_json(json_of(FOLDER / "claims.json", "rules/claims.json"))


@lru_cache(maxsize=2)
def parse(text: str) -> Weights:
    """Read the text of a file of weights that `awase train` has written.

    Raises:
        ConfigError: It is none.
    """
    try:
        made = from_json(json.loads(text))
        if made.choices.keys() != load().choices.keys():
            raise KeyError("other choices than those of this version")
        made.accept.values([{}])
        for steps in (made.calibration, *made.certainty.values()):
            calibrated(steps, 0.5)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ConfigError(f"no weights of claims: {type(error).__name__}: {' '.join(str(error).split())[:100]}") from None
    return made


def score(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """Return the sum of weights of the evidence; what was not seen when they were learnt weighs nothing."""
    return math.fsum(map(mul, map(weights.get, evidence, _NOTHING), evidence.values()))


def chances(weights: Mapping[str, float], options: Sequence[Mapping[str, float]]) -> list[float]:
    """Return the probability of each of several options of which one holds (a conditional logit)."""
    if type(options) is Kinds:
        scores = options.scores(weights if isinstance(weights, Choice) else Choice(weights))
    else:
        scores = [score(weights, option) for option in options]
    top = max(scores, default=0.0)
    raw = [math.exp(value - top) for value in scores]
    whole = math.fsum(raw)
    return [value / whole for value in raw]


def margin(chances: Sequence[float], at: int | None = None) -> float:
    """Return by how much one chance, or the greatest, leads the next."""
    if not chances:
        return 0.0
    at = max(range(len(chances)), key=lambda place: chances[place]) if at is None else at
    return chances[at] - max((chance for place, chance in enumerate(chances) if place != at), default=0.0)


def calibrated(steps: Steps, value: float) -> float:
    """Return the probability that a score stands for, between the known points in a straight line."""
    xs, ys = steps
    at = bisect_right(xs, value)
    if at == 0:
        return ys[0]
    if at == len(xs):
        return ys[-1]
    part = (value - xs[at - 1]) / (xs[at] - xs[at - 1]) if xs[at] > xs[at - 1] else 0.0
    return ys[at - 1] + part * (ys[at] - ys[at - 1])
