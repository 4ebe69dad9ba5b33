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
from itertools import repeat
from operator import mul
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ConfigError
from pipeline.rules import FOLDER, json_of

__all__ = ["Steps", "Trees", "Weights", "chances", "load", "margin", "score"]


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
            found += self._descended(np.array([self._row(held) for held in evidence[at : at + _AT_ONCE]]))
        return found

    def _row(self, evidence: Mapping[str, float]) -> list[float]:
        """Return how strong each piece is that the trees know, in their order."""
        row, places = [0.0] * len(self.names), self._places
        for name, held in evidence.items():
            if (at := places.get(name)) is not None:
                row[at] = held
        return row

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    def _descended(self, rows: NDArray[np.float64]) -> list[float]:
        """Take every row down every tree at once; the leaves are added tree by tree, as one would by hand, so that no bit hangs on it."""
        roots, features, bounds, below, values, depth = self._nodes
        at = np.broadcast_to(roots, (len(rows), len(roots)))
        for _ in range(depth):
            more = np.take_along_axis(rows, features[at], axis=1) > bounds[at]
            at = below[more.view(np.int8), at]
        start = np.full((len(rows), 1), self.start)
        total: list[float] = np.add.accumulate(np.hstack((start, self.rate * values[at])), axis=1)[:, -1].tolist()
        return total

    @cached_property
    def _nodes(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64], NDArray[np.intp], NDArray[np.float64], int]:
        """All nodes in one row: where each tree begins, what a node asks, with what it compares, what follows; a leaf leads to itself."""
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
        below = np.array((less_, more_), np.intp)
        return np.array(roots, np.intp), np.array(features, np.intp), np.array(bounds), below, np.array(values), depth


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
        told["choices"],
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
