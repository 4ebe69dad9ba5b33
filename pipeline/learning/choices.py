"""The choices of one reading, learnt one after the other as conditional logits.

In: annotated documents. Out: the weights of each choice; on the readings, the chances by weights that have not seen their documents. Never:
a word of a language. Part of the room of learning.

Every step learns from what the steps before it say of documents that they have not seen.

Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior; L-BFGS as in Liu and Nocedal (1989).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.claims import STEPS, hearing, weights
from pipeline.learning.annotated import FOLDS, Annotated, Held
from pipeline.learning.targets import NAMED, TASKS, Task

#: Is told what is reached, a line at a time.
Say = Callable[[str], object]
_Evidence = Mapping[str, float]


class _Asked(NamedTuple):
    """A figure, or what is said without one, with its options and the places of the right ones."""

    held: Held
    options: Sequence[_Evidence]
    right: set[int]


class _Rows(NamedTuple):
    """All options of a choice, a row each: their evidence by column, the columns, and where the options of each figure begin and end."""

    evidence: csr_matrix
    names: Mapping[str, int]
    ends: NDArray[np.intp]

    @classmethod
    def of(cls, asked: Iterable[Sequence[_Evidence]], base: Iterable[str]) -> _Rows:
        names = {name: at for at, name in enumerate(base)}
        indptr, indices, data, ends = [0], array("q"), array("d"), [0]
        for options in asked:
            for option in options:
                for name, value in option.items():
                    indices.append(names.setdefault(name, len(names)))
                    data.append(value)
                indptr.append(len(indices))
            ends.append(len(indptr) - 1)
        held = (np.frombuffer(data, float), np.frombuffer(indices, np.int64), np.array(indptr, np.int64))
        return cls(csr_matrix(held, shape=(len(indptr) - 1, len(names))), names, np.array(ends))

    def chances(self, choice: Mapping[str, float]) -> list[list[float]]:
        """Return the chance of each option of each figure."""
        weights = np.zeros(len(self.names))
        for name, weight in choice.items():
            if name in self.names:
                weights[self.names[name]] = weight
        scores = self.evidence @ weights
        found = []
        for start, end in pairwise(self.ends.tolist()):
            e = np.exp(scores[start:end] - scores[start:end].max()) if end > start else scores[start:end]
            found.append(list(map(float, e / e.sum() if end > start else e)))
        return found


def train(
    documents: Sequence[Annotated],
    say: Say,
    sentences: Sequence[Annotated] = (),
    base: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, dict[str, float]]:
    """Learn every choice in order.

    Args:
        documents: Annotated documents.
        say: Is told what each choice reaches on documents not seen.
        sentences: Sentences that teach what names a figure, and no more.
        base: Weights to draw from, by choice; a choice stays as it is there unless more of the figures not seen are read right by the new
            ones. None starts from nought.

    Returns:
        The weights learnt on all documents, by choice.
    """
    made: dict[str, dict[str, float]] = {}
    for name, place, options, kinds in STEPS:
        task = TASKS[name]
        asked = []
        for one in [*documents, *sentences] if name in NAMED else documents:
            said: list[Held] = [*one.readings, *one.answers]
            held = [r for r in said if isinstance(r, kinds)]
            told = zip(held, options(one.told, one.frame, held), strict=True)
            asked.append((one, [_Asked(r, evidence, task.right(one, r)) for r, evidence in told]))
        made[name] = _learnt(asked, name, place, task, base[name] if base else None, say)
        for one in sentences if name == "measure" else ():
            for reading in one.readings:
                reading.measured = weights.chances(made[name], [c.evidence for c in reading.measures])
    for one in documents:
        hearing.compared(one.readings)
    return made


def _learnt(
    asked: Sequence[tuple[Annotated, Sequence[_Asked]]], name: str, place: str, task: Task, base: Mapping[str, float] | None, say: Say
) -> dict[str, float]:
    """Learn one choice fold by fold, storing the chances of documents not seen; return the weights learnt on all of them."""
    sizes = [max(1, sum(bool(case.right) for case in cases)) for _, cases in asked]
    scale = sum(sizes) / sum(size ** (1 - task.even) for size in sizes)
    every = [(one, case) for one, cases in asked for case in cases]
    counting = np.array(
        [
            one.weight * task.counts(one, case.held) * scale * size**-task.even if 0 < len(case.right) < len(case.options) else 0.0
            for (one, cases), size in zip(asked, sizes, strict=True)
            for case in cases
        ]
    )
    fold = np.array([one.fold for one, _ in every])
    known = base or {}
    rows = _Rows.of((case.options for _, case in every), known)
    right = np.zeros(rows.ends[-1], bool)
    for start, (_, case) in zip(rows.ends.tolist(), every, strict=False):
        right[[start + at for at in case.right]] = True

    def judged(choices: Sequence[Mapping[str, float]]) -> tuple[int, int]:
        """Store the chances that the choice of each fold gives to its figures; return how many are read right, and of how many."""
        hit = seen = 0
        told = [rows.chances(choice) for choice in choices]
        for at, (one, case) in enumerate(every):
            setattr(case.held, place, chances := told[one.fold][at])
            if case.right:
                hit, seen = hit + (case.held.best(chances) in case.right), seen + 1
        return hit, seen

    folds = [_fitted(rows, right, np.where(fold == at, 0.0, counting), task.penalty, known) for at in range(FOLDS)]
    hit, seen = judged(folds)
    say(f"  {name:16} {hit / max(seen, 1):.4f} of {seen}")
    if base is not None:
        before = judged([base] * FOLDS)[0]
        say(f"  {'as it was':16} {before / max(seen, 1):.4f}")
        if before >= hit:
            return dict(base)
        judged(folds)
    return _fitted(rows, right, counting, task.penalty, known)


def _fitted(
    rows: _Rows, right: NDArray[np.bool_], counting: NDArray[np.float64], penalty: float, base: Mapping[str, float]
) -> dict[str, float]:
    """Learn a conditional logit by L-BFGS, with a quadratic penalty on the distance from the weights that are there.

    A figure that counts nothing is not learnt from.
    """
    taught = np.flatnonzero(counting)
    if not taught.size:
        return dict(base)
    lengths = rows.ends[taught + 1] - rows.ends[taught]
    starts = np.cumsum(lengths) - lengths
    owner = np.repeat(np.arange(len(taught)), lengths)
    lines = np.arange(lengths.sum()) - starts[owner] + rows.ends[taught][owner]
    X = rows.evidence[lines]
    met = np.bincount(X.indices, minlength=X.shape[1]) >= 4
    met[: len(base)] = True
    X = X[:, np.flatnonzero(met)]
    names = [name for name, at in rows.names.items() if met[at]]
    XT, good_rows, counts = X.T.tocsr(), right[lines], counting[taught]
    held = np.array([*base.values(), *[0.0] * (len(names) - len(base))])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = X @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[owner])
        z = np.add.reduceat(e, starts)
        p = e / z[owner]
        good = np.add.reduceat(np.where(good_rows, e, 0), starts)
        q = np.where(good_rows, e, 0) / good[owner]
        value = -np.sum(counts * np.log(good / z)) + penalty * (w - held) @ (w - held) / 2
        return value, XT @ (counts[owner] * (p - q)) + penalty * (w - held)

    result: Any = minimize(loss, held, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return dict(zip(names, map(float, result.x), strict=True))
