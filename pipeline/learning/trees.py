"""Boosted trees and steps of calibration, learnt from rows of numbers.

In: arrays. Out: `Trees` and steps as `pipeline.claims.weights` reads them. Never: a document. Part of the room of learning.

Source: Friedman (2001), Greedy function approximation; second-order gains as in Chen and Guestrin (2016), XGBoost; pool adjacent violators
as in Ayer et al. (1955).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.claims.weights import Node, Trees

_Array = NDArray[np.float64]

#: Trees learnt from nothing, and those that a user's gold adds to those that are there.
TREES, MORE = 350, 60
_DEPTH, _RATE, _LEAST, _PENALTY = 4, 0.04, 30, 3.0
#: Shares of rows and of columns that a tree sees.
_ROWS, _COLUMNS = 0.4, 0.3


def leaves(nodes: Sequence[Node], X: _Array) -> _Array:
    """Return the value of a tree for every row at once."""
    out, held = np.zeros(len(X)), [(0, np.arange(len(X)))]
    while held:
        at, rows = held.pop()
        node = nodes[at]
        if len(node) == 1:
            out[rows] = node[0]
            continue
        feature, bound, left, right = node
        less = X[rows, feature] <= bound
        held += [(left, rows[less]), (right, rows[~less])]
    return out


def boosted(X: _Array, y: _Array, names: Sequence[str], base: Trees | None = None) -> Trees:
    """Learn boosted trees for the log-odds of an outcome.

    Args:
        X: A row a case, a column a piece of evidence.
        y: 1 where the case holds, else 0.
        names: The columns.
        base: Trees that others are grown on; their columns come first.
    """
    bounds = [np.unique(np.quantile(X[:, f], np.linspace(0.05, 0.95, 16))) for f in range(X.shape[1])]
    bins = np.stack([np.searchsorted(bounds[f], X[:, f], side="left") for f in range(X.shape[1])], 1)
    made: list[tuple[Node, ...]]
    score: _Array
    if base is None:
        start, rate, more, made = float(np.log(y.mean() / (1 - y.mean()))), _RATE, TREES, []
        score = np.full(len(y), start)
    else:
        start, rate, more, made = base.start, base.rate, MORE, list(base.trees)
        score = np.asarray(start + rate * sum(leaves(nodes, X) for nodes in made))
    chosen = np.random.default_rng(20)
    for _ in range(more):
        p = 1 / (1 + np.exp(-score))
        sample, asked = chosen.random(len(y)) < _ROWS, chosen.random(X.shape[1]) < _COLUMNS
        nodes = _Growing(bins, bounds, np.flatnonzero(asked), p - y, p * (1 - p)).grown(np.flatnonzero(sample))
        score = score + rate * leaves(nodes, X)
        made.append(nodes)
    return Trees(tuple(names), start, rate, tuple(made))


class _Growing:
    """A tree that grows: the cases in bins, the columns that it may ask, and the slope and curve of the loss of each case."""

    def __init__(self, bins: NDArray[np.intp], bounds: Sequence[_Array], asked: NDArray[np.intp], g: _Array, h: _Array) -> None:
        self._bins, self._bounds, self._asked, self._g, self._h = bins, bounds, asked, g, h
        self._nodes: list[Node] = []

    def grown(self, rows: NDArray[np.intp]) -> tuple[Node, ...]:
        """Return the tree of some of the cases."""
        self._grow(rows, 0)
        return tuple(self._nodes)

    def _grow(self, rows: NDArray[np.intp], level: int) -> int:
        at = len(self._nodes)
        G, H = self._g[rows].sum(), self._h[rows].sum()
        self._nodes.append((round(float(-G / (H + _PENALTY)), 5),))
        if level == _DEPTH or len(rows) < 2 * _LEAST or (best := self._best(rows, G, H)) is None:
            return at
        f, cut = best
        left = self._grow(rows[self._bins[rows, f] <= cut], level + 1)
        right = self._grow(rows[self._bins[rows, f] > cut], level + 1)
        self._nodes[at] = (int(f), round(float(self._bounds[f][cut]), 6), left, right)
        return at

    def _best(self, rows: NDArray[np.intp], G: float, H: float) -> tuple[int, int] | None:
        """Return the column and the cut that gain most; None where none gains."""
        n = 1 + max((len(self._bounds[f]) for f in self._asked), default=0)
        places = (self._bins[np.ix_(rows, self._asked)] + n * np.arange(len(self._asked))).ravel()

        def below(held: _Array | None) -> _Array:
            each = np.repeat(held[rows], len(self._asked)) if held is not None else None
            return np.cumsum(np.bincount(places, each, n * len(self._asked)).reshape(-1, n), axis=1)

        gs, hs, ns = below(self._g), below(self._h), below(None)
        gains = gs**2 / (hs + _PENALTY) + (G - gs) ** 2 / (H - hs + _PENALTY) - G**2 / (H + _PENALTY)
        gains[(ns < _LEAST) | (ns > len(rows) - _LEAST)] = 0.0
        if not gains.size or gains.max() <= 1e-3:
            return None
        column, cut = divmod(int(gains.argmax()), n)
        return int(self._asked[column]), cut


def isotonic(scores: _Array, hits: _Array) -> tuple[list[float], list[float]]:
    """Return steps from score to share of hits that only rise, by pooling neighbours (pool adjacent violators), at least 25 each."""
    order = np.argsort(scores)
    xs, ys = scores[order], hits[order].astype(float)
    size = max(40, len(xs) // 25)
    blocks = [[xs[i : i + size].mean(), ys[i : i + size].sum() + 0.5, min(size, len(xs) - i) + 1.0] for i in range(0, len(xs), size)]
    at = 1
    while at < len(blocks):
        if blocks[at][1] / blocks[at][2] < blocks[at - 1][1] / blocks[at - 1][2]:
            a, b = blocks[at - 1], blocks.pop(at)
            blocks[at - 1] = [(a[0] * a[2] + b[0] * b[2]) / (a[2] + b[2]), a[1] + b[1], a[2] + b[2]]
            at = max(at - 1, 1)
        else:
            at += 1
    return [round(float(b[0]), 4) for b in blocks], [round(float(b[1] / b[2]), 4) for b in blocks]
