"""The choices of one reading, learnt one after the other as conditional logits.

In: annotated documents. Out: the weights of each choice; on the readings, the chances by weights that have not seen their documents. Never:
a word of a language. Part of the room of learning.

Every step learns from what the steps before it say of documents that they have not seen.

Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior; L-BFGS as in Liu and Nocedal (1989).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
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


class _Group(NamedTuple):
    """The options of a figure, the places of the right ones, and what it counts."""

    options: Sequence[_Evidence]
    right: set[int]
    weight: float


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
    groups: dict[int, list[_Group]] = defaultdict(list)
    sizes = [max(1, sum(bool(case.right) for case in cases)) for _, cases in asked]
    scale = sum(sizes) / sum(size ** (1 - task.even) for size in sizes)
    for (one, cases), size in zip(asked, sizes, strict=True):
        for case in cases:
            if case.right and len(case.right) < len(case.options) and one.weight:
                groups[one.fold].append(
                    _Group(case.options, case.right, one.weight * task.counts(one, case.held) * scale * size**-task.even)
                )

    def judged(choices: Sequence[Mapping[str, float]]) -> tuple[int, int]:
        """Store the chances that the choice of each fold gives to its figures; return how many are read right, and of how many."""
        hit = seen = 0
        for one, cases in asked:
            for case in cases:
                chances = _chances(choices[one.fold], case.options)
                setattr(case.held, place, chances)
                if case.right:
                    hit, seen = hit + (case.held.best(chances) in case.right), seen + 1
        return hit, seen

    known = base or {}
    folds = [_fitted([g for fold, taught in groups.items() if fold != at for g in taught], task.penalty, known) for at in range(FOLDS)]
    hit, seen = judged(folds)
    say(f"  {name:16} {hit / max(seen, 1):.4f} of {seen}")
    if base is not None:
        before = judged([base] * FOLDS)[0]
        say(f"  {'as it was':16} {before / max(seen, 1):.4f}")
        if before >= hit:
            return dict(base)
        judged(folds)
    return _fitted([g for taught in groups.values() for g in taught], task.penalty, known)


def _fitted(groups: Sequence[_Group], penalty: float, base: Mapping[str, float]) -> dict[str, float]:
    """Learn a conditional logit by L-BFGS, with a quadratic penalty on the distance from the weights that are there."""
    if not groups:
        return dict(base)
    index = {name: at for at, name in enumerate(base)}
    indptr, indices, data, first, good, group = [0], [], [], [], [], []
    counts = Counter(name for options, _, _ in groups for option in options for name in option)
    for options, places, _ in groups:
        first.append(len(indptr) - 1)
        for place, option in enumerate(options):
            for name, value in option.items():
                if counts[name] >= 4 or name in base:
                    indices.append(index.setdefault(name, len(index)))
                    data.append(value)
            indptr.append(len(indices))
            good.append(place in places)
            group.append(len(first) - 1)
    X = csr_matrix((data, indices, indptr), shape=(len(good), len(index)))
    counting, starts, right, owner = np.array([one.weight for one in groups]), np.array(first), np.array(good), np.array(group)
    XT = X.T.tocsr()
    held = np.array([*base.values(), *[0.0] * (len(index) - len(base))])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = X @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[owner])
        z = np.add.reduceat(e, starts)
        p = e / z[owner]
        good = np.add.reduceat(np.where(right, e, 0), starts)
        q = np.where(right, e, 0) / good[owner]
        value = -np.sum(counting * np.log(good / z)) + penalty * (w - held) @ (w - held) / 2
        return value, XT @ (counting[owner] * (p - q)) + penalty * (w - held)

    result: Any = minimize(loss, held, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: float(result.x[at]) for name, at in index.items()}


def _chances(choice: Mapping[str, float], options: Sequence[_Evidence]) -> list[float]:
    if not options:
        return []
    s = np.array([sum(choice.get(name, 0.0) * value for name, value in option.items()) for option in options])
    e = np.exp(s - s.max())
    return list(map(float, e / e.sum()))
