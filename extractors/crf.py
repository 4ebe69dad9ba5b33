"""A linear-chain conditional random field: best label sequence and label probabilities of whole texts at once, on numpy alone.

In: for each token one key a channel (itself, its neighbours, its head, ...). Out: a label and a probability for each token. Never: a
feature that is worked out twice: the weights of a key are summed when it is first seen, after that a token costs one look-up a channel.

Source: Lafferty, McCallum, Pereira 2001, Conditional Random Fields.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: (channel, key) -> the attributes that this key has in this channel.
Attributes = Callable[[int, Any], Sequence[str]]

#: Weights are kept as whole thousandths: smaller files, the same labels.
SCALE = 1000
#: Weight of a transition that never is.
BARRED = -50.0
#: A cache of summed weights is dropped when it holds this many keys, so that memory does not grow with the corpus.
_KEYS = 200_000


@dataclass(slots=True)
class _Channel:
    rows: dict[Hashable, int] = field(default_factory=dict)
    sums: Floats = field(default_factory=lambda: np.zeros((0, 0)))


class Chain:
    """A trained model.

    Attributes:
        labels: Labels in the order of the columns.
        places: Attribute, with its channel before it -> the row of its weights, none of them the first.
        weights: The weight of each attribute for each label, the first row all zeros.
        transitions: Weight of each label after each.
        digest: Name of the weights, for the manifest.
    """

    def __init__(
        self, labels: Sequence[str], places: dict[str, int], weights: Floats, transitions: Floats, channels: int, digest: str
    ) -> None:
        self.labels = tuple(labels)
        self.digest = digest
        self.places = places
        self.weights = weights
        self.transitions = transitions
        self._channels = [_Channel() for _ in range(channels)]

    def drawn(self, told: Mapping[str, Any]) -> Chain:
        """Return a chain with weights of a user's own in the place of those that it has.

        Args:
            told: What `pipeline.learning` has written: from which chain they were drawn, states that are others now, and transitions.

        Raises:
            ValueError: They were drawn from another chain.
        """
        if told["from"] != self.digest:
            raise ValueError("weights of names that were drawn from others than this version has")
        transitions = np.array(told["transitions"], dtype=np.float64)
        if transitions.shape != self.transitions.shape or any(len(row) != len(self.labels) for row in told["states"].values()):
            raise ValueError("weights of names for other labels")
        fresh = [name for name in told["states"] if name not in self.places]
        places = self.places | {name: at for at, name in enumerate(fresh, len(self.weights))}
        weights = np.vstack((self.weights, np.zeros((len(fresh), len(self.labels)))))
        for name, row in told["states"].items():
            weights[places[name]] = np.array(row, dtype=np.float64) / SCALE
        return Chain(self.labels, places, weights, transitions, len(self._channels), self.digest)

    def weight(self, attribute: str) -> Floats:
        """Return the weight of an attribute, with its channel before it, for each label."""
        row: Floats = self.weights[self.places.get(attribute, 0)]
        return row

    def tag(self, sentences: Sequence[Sequence[Sequence[Hashable]]], attributes: Attributes) -> list[list[tuple[str, float]]]:
        """Label the tokens of sentences.

        Args:
            sentences: For each sentence its channels, each with one key a token; all channels of a sentence are of one length.
            attributes: Says what attributes a key has in a channel; asked once a key.

        Returns:
            For each sentence the label of each token on the best path, with its probability.
        """
        order = sorted((index for index, sentence in enumerate(sentences) if sentence[0]), key=lambda index: len(sentences[index][0]))
        tagged: list[list[tuple[str, float]]] = [[] for _ in sentences]
        # Sentences of like length run side by side: a time step is one numpy call for all of them.
        for at in range(0, len(order), 64):
            some = order[at : at + 64]
            lengths = np.array([len(sentences[index][0]) for index in some])
            scores = np.zeros((len(some), int(lengths.max()), len(self.labels)))
            scores[np.arange(scores.shape[1]) < lengths[:, None]] = self._emissions([sentences[index] for index in some], attributes)
            paths, chances = _decode(scores, self.transitions, lengths)
            for row, index in enumerate(some):
                labels = [self.labels[label] for label in paths[row, : lengths[row]].tolist()]
                tagged[index] = list(zip(labels, chances[row, : lengths[row]].tolist(), strict=True))
        return tagged

    def _emissions(self, sentences: Sequence[Sequence[Sequence[Hashable]]], attributes: Attributes) -> Floats:
        """Return the scores of all tokens of all sentences, one after another."""
        scores = np.zeros((sum(len(sentence[0]) for sentence in sentences), len(self.labels)))
        for number in range(len(self._channels)):
            keys = list(chain.from_iterable(sentence[number] for sentence in sentences))
            channel = self._channels[number]
            if len(channel.rows) > _KEYS:
                self._channels[number] = channel = _Channel()
            rows = channel.rows
            try:
                wanted = [rows[key] for key in keys]
            except KeyError:
                self._learn(number, channel, keys, attributes)
                wanted = [rows[key] for key in keys]
            scores += channel.sums[wanted]
        return scores

    def _learn(self, number: int, channel: _Channel, keys: Iterable[Hashable], attributes: Attributes) -> None:
        fresh = [key for key in dict.fromkeys(keys) if key not in channel.rows]
        needed = len(channel.rows) + len(fresh)
        if needed > len(channel.sums):
            grown = np.zeros((max(1024, 2 * needed), len(self.labels)))
            if len(channel.sums):
                grown[: len(channel.sums)] = channel.sums
            channel.sums = grown
        first, known = len(channel.rows), self.places
        told = [[at for attribute in attributes(number, key) if (at := known.get(f"{number}:{attribute}"))] for key in fresh]
        longest = max(map(len, told))
        places = np.array([[*row, *(0,) * (longest - len(row))] for row in told], np.intp)
        # Attribute after attribute, as one would add them by hand, so that no bit hangs on how many keys are new.
        for column in places.T:
            channel.sums[first:needed] += self.weights[column]
        channel.rows.update(zip(fresh, range(first, needed), strict=True))


def _decode(scores: Floats, transitions: Floats, lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """Return for each padded sentence the best path and the posterior probability of each label on it."""
    batch, longest, _ = scores.shape
    rows = np.arange(batch)
    best = scores[:, 0]
    back = np.zeros(scores.shape, dtype=np.int64)
    last = np.zeros((batch,), dtype=np.int64)
    for at in range(1, longest):
        through = best[:, :, None] + transitions
        back[:, at] = through.argmax(axis=1)
        last = np.where(at == lengths, best.argmax(axis=1), last)
        best = through.max(axis=1) + scores[:, at]
    state = np.where(lengths == longest, best.argmax(axis=1), last)
    paths = np.zeros((batch, longest), dtype=np.int64)
    for at in range(longest - 1, -1, -1):
        if at < longest - 1:
            state = np.where(at < lengths - 1, back[rows, at + 1, state], state)
        paths[:, at] = state
    # Forward and backward sums in plain numbers: each step is scaled to one, which cancels out in the posterior.
    odds = np.exp(scores - scores.max(axis=2, keepdims=True))
    moves = np.exp(transitions - transitions.max())
    forward = np.zeros_like(scores)
    forward[:, 0] = odds[:, 0]
    for at in range(1, longest):
        step = (forward[:, at - 1, :, None] * moves).sum(axis=1) * odds[:, at]
        forward[:, at] = step / step.sum(axis=1, keepdims=True)
    backward = np.ones_like(scores)
    for at in range(longest - 2, -1, -1):
        step = (moves * (odds[:, at + 1] * backward[:, at + 1])[:, None, :]).sum(axis=2)
        step /= step.sum(axis=1, keepdims=True)
        backward[:, at] = np.where((at + 1 < lengths)[:, None], step, 1.0)
    posterior = forward * backward
    posterior /= posterior.sum(axis=2, keepdims=True)
    return paths, np.take_along_axis(posterior, paths[:, :, None], axis=2)[:, :, 0]


def load(path: Path, channels: int) -> Chain:
    """Read a model that `train` wrote."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    labels, scale = content["labels"], content["scale"]
    weights = np.array([[0] * len(labels), *content["states"].values()], dtype=np.float64) / scale
    places = {name: at for at, name in enumerate(content["states"], 1)}
    return Chain(labels, places, weights, np.array(content["transitions"], dtype=np.float64), channels, digest(path))


def digest(path: Path) -> str:
    """Return the name of the weights of a model, without reading what they are."""
    return sha256(path.read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model is trained with.

    Attributes:
        l1: Weight of the L1 penalty.
        l2: Weight of the L2 penalty.
        steps: L-BFGS steps at most.
        lean: Taken off the score of "no name" at every token: a likelihood that is right on the whole misses more names than it invents.
        bias: Attribute that every token has, to carry `lean`.
    """

    l1: float
    l2: float
    steps: int
    lean: float
    bias: str


#: A sentence that a chain learns from: its channels, and the label of each token.
Example: TypeAlias = tuple[Sequence[Sequence[Hashable]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is needed to learn a chain.

    Attributes:
        chain: Loads the one that ships.
        example: Makes an example of a sentence and the names in it, each a start, an end and a label.
        attributes: As for `Chain.tag`.
        recipe: How the one that ships was trained.
    """

    chain: Callable[[], Chain]
    example: Callable[[str, Sequence[tuple[int, int, str]]], Example]
    attributes: Attributes
    recipe: Recipe


def train(
    examples: Iterable[Example],
    attributes: Attributes,
    recipe: Recipe,
    scratch: Path,
    target: Path,
) -> None:
    """Fit a model and write it to `target`; the same examples give the same bytes.

    Args:
        examples: Channels and labels of each sentence.
        attributes: As for `Chain.tag`.
        recipe: How to train.
        scratch: File that the trainer may write.
        target: File of the model.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    known: dict[tuple[int, Hashable], list[str]] = {}
    for channels, labels in examples:
        rows: list[list[str]] = [[] for _ in labels]
        for number, keys in enumerate(channels):
            for row, key in zip(rows, keys, strict=True):
                if (number, key) not in known:
                    known[number, key] = [f"{number}:{attribute}" for attribute in attributes(number, key)]
                row += known[number, key]
        trainer.append(pycrfsuite.ItemSequence(rows), labels)
    trainer.set_params({"c1": recipe.l1, "c2": recipe.l2, "max_iterations": recipe.steps, "feature.possible_transitions": True})
    trainer.train(str(scratch))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(scratch))
    info = tagger.info()
    labels = sorted(tagger.labels(), key=lambda label: (label != "O", label))
    # A name never goes on as a name of another kind, whatever the examples had.
    transitions = [
        [BARRED if other[0] == "I" and label[2:] != other[2:] else info.transitions.get((label, other), 0.0) for other in labels]
        for label in labels
    ]
    states: dict[str, list[int]] = {}
    for (attribute, label), weight in info.state_features.items():
        if rounded := round(weight * SCALE):
            states.setdefault(attribute, [0] * len(labels))[labels.index(label)] = rounded
    states.setdefault(recipe.bias, [0] * len(labels))[labels.index("O")] -= round(recipe.lean * SCALE)
    content = {"labels": labels, "scale": SCALE, "transitions": transitions, "states": dict(sorted(states.items()))}
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    target.write_bytes(gzip.compress(data, 9, mtime=0))
