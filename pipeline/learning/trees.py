"""Boosted trees and steps of calibration, learnt from rows of numbers.

In: arrays. Out: `Trees` and steps as `pipeline.claims.weights` reads them. Never: a document. Part of the room of learning.

Source: Friedman (2001), Greedy function approximation; second-order gains as in Chen and Guestrin (2016), XGBoost; pool adjacent violators
as in Ayer et al. (1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
    cells = _Cells.of(X, bounds)
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
        sample, asked = np.asarray(chosen.random(len(y)) < _ROWS), np.asarray(chosen.random(X.shape[1]) < _COLUMNS)
        nodes = _grown(X, cells.of_some(sample, asked), bounds, sample, np.stack((p - y, p * (1 - p), np.ones(len(y)))))
        score = score + rate * leaves(nodes, X)
        made.append(nodes)
    return Trees(tuple(names), start, rate, tuple(made))


class _Cells(NamedTuple):
    """The cells of a table of evidence that lie in another bin than nought does, which are few: the row, the column and the bin of each.

    `empty` is the bin of nought in each column, -1 where the column is not asked.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    bins: NDArray[np.intp]
    empty: NDArray[np.intp]

    @classmethod
    def of(cls, X: _Array, bounds: Sequence[_Array]) -> _Cells:
        """Find them, given the bounds between the bins of each column."""
        empty = np.array([np.searchsorted(held, 0.0, side="left") for held in bounds], np.intp)
        found = []
        for f, held in enumerate(bounds):
            bins = np.searchsorted(held, X[:, f], side="left")
            rows = np.flatnonzero(bins != empty[f])
            found.append((rows, np.full(len(rows), f), bins[rows]))
        rows, columns, bins = (np.concatenate([np.empty(0, np.intp), *(part[at] for part in found)]).astype(np.intp) for at in range(3))
        return cls(rows, columns, bins, empty)

    def of_some(self, sample: NDArray[np.bool_], asked: NDArray[np.bool_]) -> _Cells:
        """Return the cells of some rows, in the columns that are asked."""
        kept = sample[self.rows] & asked[self.columns]
        return _Cells(self.rows[kept], self.columns[kept], self.bins[kept], np.where(asked, self.empty, -1))


def _grown(X: _Array, cells: _Cells, bounds: Sequence[_Array], sample: NDArray[np.bool_], loss: _Array) -> tuple[Node, ...]:
    """Return the tree of a sample of the cases, level by level.

    `loss` has the slope and the curve of the loss of each case, and a one to count it by.
    """
    nodes: list[Node] = []
    place, wide = np.where(sample, 0, -1), 1  # which node of the level each case is in; -1 is none
    for level in range(_DEPTH + 1):
        first, held = len(nodes), np.flatnonzero(place >= 0)
        sums: _Array = np.stack([np.bincount(place[held], each[held], wide) for each in loss])
        nodes += [(round(float(-G / (H + _PENALTY)), 5),) for G, H, _ in sums.T]
        splits = _splits(cells, bounds, place, loss, sums) if level < _DEPTH else []
        below, following = 0, np.full(len(place), -1)
        for at, split in enumerate(splits):
            if split is None:
                continue
            f, cut = split
            rows = np.flatnonzero(place == at)
            following[rows] = np.where(X[rows, f] <= bounds[f][cut], below, below + 1)
            nodes[first + at] = (f, round(float(bounds[f][cut]), 6), first + wide + below, first + wide + below + 1)
            below += 2
        if not below:
            break
        place, wide = following, below
    return tuple(nodes)


def _splits(cells: _Cells, bounds: Sequence[_Array], place: NDArray[np.intp], loss: _Array, sums: _Array) -> list[tuple[int, int] | None]:
    """Return for each node of a level the column and the cut that gain most; None where none gains or its cases are too few."""
    columns, n, wide = np.flatnonzero(cells.empty >= 0), 1 + max((len(held) for held in bounds), default=0), sums.shape[1]
    if not columns.size:
        return [None] * wide
    number = np.zeros(len(cells.empty), np.intp)
    number[columns] = np.arange(len(columns))
    inside = place[cells.rows] >= 0
    rows = cells.rows[inside]
    keys = (place[rows] * len(columns) + number[cells.columns[inside]]) * n + cells.bins[inside]
    shape = (wide, len(columns), n)
    below = np.empty((3, *shape))
    for at, each in enumerate(loss):
        told = np.bincount(keys, each[rows], wide * len(columns) * n).astype(float).reshape(shape)  # whole numbers where there are no rows
        nought = sums[at][:, None] - told.sum(axis=2)  # of the cells that are not told
        told[:, np.arange(len(columns)), cells.empty[columns]] += nought
        below[at] = np.cumsum(told, axis=2)
    G, H, N = sums[:, :, None, None]
    gains = below[0] ** 2 / (below[1] + _PENALTY) + (G - below[0]) ** 2 / (H - below[1] + _PENALTY) - G**2 / (H + _PENALTY)
    gains[(below[2] < _LEAST - 0.5) | (below[2] > N - _LEAST + 0.5)] = 0.0
    best = gains.reshape(wide, -1).argmax(axis=1)
    held = [(int(columns[one // n]), int(one % n), gains[at].flat[one]) for at, one in enumerate(best)]
    return [(f, cut) if gain > 1e-3 and few >= 2 * _LEAST else None for (f, cut, gain), few in zip(held, sums[2], strict=True)]


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
