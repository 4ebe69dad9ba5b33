"""How a chain of names is drawn towards annotated sentences.

In: a chain, and sentences with the names in them. Out: its weights that are others now. Never: a weight that no sentence speaks of; a
random number. Part of the room of learning.

Source: Lafferty, McCallum, Pereira 2001, Conditional Random Fields; Chelba, Acero 2006, Adaptation of maximum entropy capitalizer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractors.crf import BARRED, SCALE, Chain, Example, Floats, Lesson

#: Strength of the penalty on the square of the distance of a weight from what it was.
PULL = 1.0
#: L-BFGS steps at most, and sentences of like length that are worked on side by side.
_STEPS, _AT_ONCE = 60, 256
Places = NDArray[np.intp]


@dataclass(slots=True)
class Sentences:
    """Sentences of like length: the tokens of each in the rows of one array, and the label of each, -1 behind the end."""

    tokens: Places
    labels: Places

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Which places of the arrays are of a token."""
        return self.labels >= 0


def drawn(chain: Chain, examples: Sequence[Example], lesson: Lesson) -> dict[str, Any]:
    """Return the weights of a chain drawn towards sentences, as `Chain.drawn` reads them; the same sentences give the same weights.

    Args:
        chain: The chain.
        examples: The sentences.
        lesson: How it is learnt. What its recipe took off the score of "no name" is no part of the likelihood, and stays taken off.
    """
    names, tokens = _tokens(examples, lesson)
    size, start = len(chain.labels), np.array([chain.weight(name) for name in names])
    parts = list(by_length([labels for _, labels in examples], chain.labels))
    free = (chain.transitions > BARRED).astype(float)
    before = tokens @ start
    before[:, chain.labels.index("O")] += lesson.recipe.lean

    def loss(moved: Floats) -> tuple[float, Floats]:
        states, moves = moved[: start.size].reshape(start.shape), moved[start.size :].reshape(size, size)
        value, by_token, by_move = likelihood(before + tokens @ states, chain.transitions + free * moves, parts)
        slope = np.concatenate(((tokens.T @ by_token).ravel(), (free * by_move).ravel()))
        return value + PULL / 2 * float(moved @ moved), slope + PULL * moved

    moved = minimize(loss, np.zeros(start.size + size * size), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    states = np.rint((start + moved[: start.size].reshape(start.shape)) * SCALE).astype(int)
    others = (states != np.rint(start * SCALE)).any(axis=1)
    transitions = chain.transitions + free * moved[start.size :].reshape(size, size)
    return {
        "from": chain.digest,
        "states": {name: row.tolist() for name, row, other in sorted(zip(names, states, others, strict=True), key=lambda x: x[0]) if other},
        "transitions": [[round(weight, 6) for weight in row] for row in transitions.tolist()],
    }


def _tokens(examples: Sequence[Example], lesson: Lesson) -> tuple[list[str], Any]:
    """Return the attributes of all tokens, and a matrix that says which token has which."""
    places: dict[str, int] = {}
    known: dict[tuple[int, Any], list[int]] = {}
    columns: list[int] = []
    ends = [0]
    for channels, labels in examples:
        for at in range(len(labels)):
            for number, keys in enumerate(channels):
                if (key := (number, keys[at])) not in known:
                    known[key] = [places.setdefault(f"{number}:{name}", len(places)) for name in lesson.attributes(number, keys[at])]
                columns += known[key]
            ends.append(len(columns))
    return list(places), csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(places)))


def by_length(labels: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[Sentences]:
    """Yield sentences of like length together; tokens are counted over all sentences in the order in which they came."""
    starts = np.concatenate(([0], np.cumsum([len(held) for held in labels])))
    order = sorted((at for at, held in enumerate(labels) if held), key=lambda at: len(labels[at]))
    for first in range(0, len(order), _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        longest = max(len(labels[at]) for at in some)
        part = Sentences(np.zeros((len(some), longest), np.intp), np.full((len(some), longest), -1, np.intp))
        for row, at in enumerate(some):
            part.tokens[row, : len(labels[at])] = starts[at] + np.arange(len(labels[at]))
            part.labels[row, : len(labels[at])] = [names.index(label) for label in labels[at]]
        yield part


def likelihood(scores: Floats, transitions: Floats, parts: Sequence[Sentences]) -> tuple[float, Floats, Floats]:
    """Return minus the log-likelihood of the labels, and how it changes with the scores of each token and with each transition."""
    by_token, by_move, total = np.zeros_like(scores), np.zeros_like(transitions), 0.0
    for part in parts:
        inside, held = part.inside, scores[part.tokens]
        value, chances, moves = _expected(held, transitions, inside)
        rows, columns = np.nonzero(inside)
        gold = part.labels[rows, columns]
        chances[rows, columns, gold] -= 1.0
        total += value - held[rows, columns, gold].sum()
        by_token[part.tokens[rows, columns]] += chances[rows, columns]
        both = inside[:, 1:]
        pairs = part.labels[:, :-1][both], part.labels[:, 1:][both]
        total -= transitions[pairs].sum()
        np.subtract.at(moves, pairs, 1.0)
        by_move += moves
    return total, by_token, by_move


def _expected(scores: Floats, transitions: Floats, inside: NDArray[np.bool_]) -> tuple[float, Floats, Floats]:
    """Return the log of the sum over all paths, the chance of each label of each token, and how often each transition is expected.

    Sums of the forward and backward pass are scaled to one at each token, which the logarithm of the scale makes good.
    """
    longest = scores.shape[1]
    top, peak = scores.max(axis=2, keepdims=True), transitions.max()
    odds, moves = np.exp(scores - top), np.exp(transitions - peak)
    forward, backward, scale = np.zeros_like(scores), np.ones_like(scores), np.ones(scores.shape[:2])
    for at in range(longest):
        step = odds[:, at] if at == 0 else (forward[:, at - 1] @ moves) * odds[:, at]
        scale[:, at] = step.sum(axis=1)
        forward[:, at] = step / scale[:, at, None]
    for at in range(longest - 2, -1, -1):
        step = (odds[:, at + 1] * backward[:, at + 1]) @ moves.T / scale[:, at + 1, None]
        backward[:, at] = np.where(inside[:, at + 1, None], step, 1.0)
    whole = (np.log(scale) + top[:, :, 0])[inside].sum() + peak * inside[:, 1:].sum()
    chances = forward * backward * inside[:, :, None]
    ahead = odds[:, 1:] * backward[:, 1:] / scale[:, 1:, None] * inside[:, 1:, None]
    expected = np.einsum("bti,btj->ij", forward[:, :-1], ahead) * moves
    return float(whole), chances, expected
