"""Weights and what is done with them: scores of candidates, chances, calibrated confidence.

In: named evidence; `rules/claims.json`, which `docs/data/claims.py` writes. Out: probabilities. Never: a rule. Part of the room of claims.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from pipeline.rules import FOLDER, json_of

__all__ = ["Trees", "Weights", "chances", "load", "score"]


Node: TypeAlias = tuple[int, float, int, int] | tuple[float]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees in words: each node a tuple (evidence, bound, where less or equal, where more) or a leaf's value."""

    names: tuple[str, ...]
    start: float
    rate: float
    trees: tuple[tuple[Node, ...], ...]

    def value(self, evidence: Mapping[str, float]) -> float:
        """Return the log-odds that evidence gives."""
        row = [evidence.get(name, 0.0) for name in self.names]
        total = self.start
        for tree in self.trees:
            node = tree[0]
            while len(node) == 4:
                feature, bound, less, more = node
                node = tree[less if row[feature] <= bound else more]
            total += self.rate * node[0]
        return total


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything learnt.

    Attributes:
        choices: Name of a choice -> evidence -> weight.
        accept: The score of a whole binding.
        calibration: Steps from score to probability: bounds and values.
        threshold: Least probability of a claim that is kept.
    """

    choices: Mapping[str, Mapping[str, float]]
    accept: Trees
    calibration: tuple[tuple[float, ...], tuple[float, ...]]
    threshold: float


def from_json(told: Mapping[str, Any]) -> Weights:
    """Read what the training script has written."""
    trees = told["accept"]
    return Weights(
        told["choices"],
        Trees(tuple(trees["names"]), trees["start"], trees["rate"], tuple(tuple(tuple(node) for node in tree) for tree in trees["trees"])),
        (tuple(told["calibration"][0]), tuple(told["calibration"][1])),
        told["threshold"],
    )


@cache
def load() -> Weights:
    """Return the weights that ship."""
    return from_json(json_of(FOLDER / "claims.json", "rules/claims.json"))


def score(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """Return the sum of weights of the evidence."""
    return math.fsum(weights.get(name, 0.0) * strength for name, strength in evidence.items())


def chances(weights: Mapping[str, float], options: Sequence[Mapping[str, float]]) -> list[float]:
    """Return the probability of each of several options of which one holds (a conditional logit)."""
    scores = [score(weights, option) for option in options]
    top = max(scores, default=0.0)
    raw = [math.exp(value - top) for value in scores]
    whole = math.fsum(raw)
    return [value / whole for value in raw]


def calibrated(steps: tuple[Sequence[float], Sequence[float]], value: float) -> float:
    """Return the probability that a score stands for, between the known points in a straight line."""
    xs, ys = steps
    at = bisect_right(xs, value)
    if at == 0:
        return ys[0]
    if at == len(xs):
        return ys[-1]
    part = (value - xs[at - 1]) / (xs[at] - xs[at - 1]) if xs[at] > xs[at - 1] else 0.0
    return ys[at - 1] + part * (ys[at] - ys[at - 1])
