"""The score of whole readings: learnt fold by fold, calibrated, and the claims that come of it.

In: annotated documents whose single choices are learnt. Out: trees and steps; on each reading, its whole binding with the chance that
weights give it which have not seen its document. Never: a single choice. Part of the room of learning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline.claims import acceptance, binding, drafts, profile, readings, weights
from pipeline.claims.readings import Binding, Reading
from pipeline.claims.weights import Steps, Trees, Weights
from pipeline.evaluate import close
from pipeline.learning.annotated import FOLDS, Annotated
from pipeline.learning.choices import Say
from pipeline.learning.targets import TASKS, predicates_of
from pipeline.learning.trees import boosted, isotonic, leaves
from pipeline.records import Claim

#: Figures below which a confidence is calibrated as before.
ENOUGH = 1000


def is_right(one: Annotated, reading: Reading, whole: Binding) -> bool:
    """Whether a whole reading is what the gold says of its figure: predicate, subject and value."""
    for stated in one.said[id(reading)]:
        value = -reading.figure.value if whole.negative and reading.figure.value is not None else reading.figure.value
        if (
            readings.PREDICATES[whole.predicate] in predicates_of(stated)
            and reading.subjects[whole.owner].name in stated.subjects
            and close(value, stated.value)
        ):
            return True
    return False


def accept(documents: Sequence[Annotated], say: Say, base: Weights | None = None) -> tuple[Trees, Steps, dict[str, Steps]]:
    """Learn the score of whole readings fold by fold, and give each its calibrated chance.

    Args:
        documents: Annotated documents whose single choices are learnt.
        say: Is told what is reached.
        base: What is there: weights whose trees others are grown on.

    Returns:
        The trees, the steps from their score to a probability, and those of the choices that are judged by themselves, learnt on all.
    """
    kept = [(one, r, whole) for one in documents for r in one.readings for whole in acceptance.bindings(r)]
    evidence = [acceptance.accepted(one.told, r, whole) for one, r, whole in kept]
    names = _evidence(evidence, base)
    X = np.array([[ev.get(n, 0.0) for n in names] for ev in evidence])
    y = np.array([is_right(*case) for case in kept], float)
    free = _free(kept, y)
    fold, taught = np.array([one.fold for one, _, _ in kept]), np.array([one.weight > 0 for one, _, _ in kept])
    out = np.zeros(len(kept))
    grown = base.accept if base else None
    for f in range(FOLDS):
        used = free & taught & (fold != f)
        learnt = boosted(X[used], y[used], names, grown)
        out[fold == f] = learnt.start + learnt.rate * sum(leaves(nodes, X[fold == f]) for nodes in learnt.trees)
    tops = _tops(kept, out)
    held = tops[free[tops]]
    before = base.calibration if base is not None and len(held) < ENOUGH else None
    for f in range(FOLDS):
        other = held[fold[held] != f]
        steps = before or isotonic(out[other], y[other])
        for at in tops[fold[tops] == f]:
            one, reading, whole = kept[at]
            reading.whole, reading.chance = whole, weights.calibrated(steps, out[at])
            one.free[id(reading)] = bool(free[at])
        for at in np.flatnonzero(fold == f):
            one, reading, whole = kept[at]
            one.chances[id(reading)][whole] = weights.calibrated(steps, out[at])
    chance = np.array([kept[at][1].chance for at in held])
    loss = -np.mean(np.log(np.where(y[held] > 0, chance, 1 - chance).clip(1e-6)))
    say(f"  accept: {y[held].mean():.3f} right of {len(held)}; log loss {loss:.4f}")
    used = free & taught
    return boosted(X[used], y[used], names, grown), before or isotonic(out[held], y[held]), _certain(documents, base)


def is_right_in_all(one: Annotated, reading: Reading) -> bool:
    """Whether the reading that was chosen is right, and its period and the name of a metric with it."""
    named = reading.predicate != "metric" or reading.best(reading.named) in TASKS["name"].right(one, reading)
    dated = not reading.times or reading.best(reading.times) in TASKS["period"].right(one, reading)
    return named and dated and reading.whole is not None and is_right(one, reading, reading.whole)


def _certain(documents: Sequence[Annotated], base: Weights | None) -> dict[str, Steps]:
    """Learn how sure a claim is in all, by its sort, and give each reading the steps of weights that have not seen it."""
    learnt: dict[str, Steps] = {}
    for name in ("metric", "named"):
        held = [(one, r) for one in documents for r in one.readings if r.whole and one.free[id(r)] and binding.sort(r) == name]
        fold = np.array([one.fold for one, _ in held])
        products = np.array([binding.product(r, r.chance) for _, r in held])
        hits = np.array([is_right_in_all(one, r) for one, r in held], float)
        before = base.certainty.get(name) if base is not None and len(held) < ENOUGH else None
        if before is None and len(held) < FOLDS:
            continue
        every = before or isotonic(products, hits)
        steps = [before or (isotonic(products[fold != f], hits[fold != f]) if (fold != f).any() else every) for f in range(FOLDS)]
        for one in documents:
            for r in one.readings:
                if binding.sort(r) == name:
                    r.steps = steps[one.fold]
        learnt[name] = every
    return learnt


_Case: TypeAlias = tuple[Annotated, Reading, Binding]


def _evidence(evidence: Sequence[Mapping[str, float]], base: Weights | None) -> list[str]:
    """Return the names of the evidence that is learnt from: what is known first, then what is met often enough."""
    known = base.accept.names if base else ()
    return [*known, *sorted(n for n, c in Counter(n for ev in evidence for n in ev).items() if c >= 20 and n not in known)]


def _free(kept: Sequence[_Case], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which cases are judged: those of a figure that can be read right, or that the annotators did not leave open."""
    best: dict[int, float] = defaultdict(float)
    for at, (_, r, _) in enumerate(kept):
        best[id(r)] = max(best[id(r)], y[at])
    return np.array([best[id(r)] > 0 or not any(r.figure.start < b and a < r.figure.end for a, b in one.optional) for one, r, _ in kept])


def _tops(kept: Sequence[_Case], out: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the likeliest case of each reading."""
    chosen: dict[int, int] = {}
    for at, (_, r, _) in enumerate(kept):
        if id(r) not in chosen or out[at] > out[chosen[id(r)]]:
            chosen[id(r)] = at
    return np.array(sorted(chosen.values()))


def unseen(documents: Sequence[Annotated], threshold: float) -> list[Claim]:
    """Return the claims of documents by weights that have not seen them.

    Args:
        documents: Annotated documents whose whole readings are weighed.
        threshold: Least chance of a claim that is kept.
    """
    claims: list[Claim] = []
    for one in documents:
        made = [claim for answer in one.answers for claim in profile.claims(one.told, answer, threshold)]
        for reading in one.readings:
            chosen = reading.whole
            made += binding.held_of(one.told, reading, one.chances.get(id(reading), {}), threshold)
            reading.whole = chosen
        claims += drafts.ordered(made, one.segments, one.told.document.text)
    return claims
