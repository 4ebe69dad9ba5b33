"""The network of the English tagger: what spaCy's small model says of each word of sentences, by its own weights, in numpy.

In: sentences as forms of words. Out: of each word what it says as the one that is read, as the first of a name, and as the one before; the
scores of moves. Never: a choice of moves; a sum that hangs on what stands in other sentences: rows are multiplied in blocks of one size.

Source: the layers are those of spaCy's documentation, https://spacy.io/api/architectures#MultiHashEmbed, MaxoutWindowEncoder and
TransitionBasedParser; rows of its tables are found by MurmurHash3 (x64, 128 bits), by Austin Appleby, in the public domain.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extractors.en import packed
from extractors.en.words import Words

#: Rows that are multiplied at once: as many as stay near the processor; and of so many rows each is multiplied in the same way.
_BLOCK, _EVEN = 512, 16
#: Layers that each see one word further, and so the rows of nothing that keep sentences apart.
_REACH = 4
#: Forms of which what they say is remembered.
_REMEMBERED = 50_000


class Network:
    """The weights of a model, and what it says of words."""

    def __init__(self, folder: Path, words: Words) -> None:
        """Read the weights.

        Args:
            folder: That of the model.
            words: Its rules for words.
        """
        told = packed.read(folder / "ner" / "model")
        named: dict[str, list[tuple[Any, Any]]] = {}
        for node, attributes, weights in zip(told["nodes"], told["attrs"], told["params"], strict=True):
            named.setdefault(node["name"], []).append((attributes, weights))
        self._words = words
        self._tables = [(weights["E"], packed.unpack(attributes["seed"])) for attributes, weights in named["hashembed"]]
        scales = [(weights["G"], weights["b"]) for _, weights in named["layernorm"]]
        layers = [(*_pieces(weights["W"], weights["b"]), *scale) for (_, weights), scale in zip(named["maxout"], scales, strict=True)]
        self._embed, self._encode = layers[0], layers[1:]
        if len(self._encode) != _REACH:
            raise ValueError(f"{folder.name}: its network is of another kind")
        self._upper, self._lower = ((np.ascontiguousarray(weights["W"].T), weights["b"]) for _, weights in named["linear"])
        ((_, affine),) = named["precomputable_affine"]
        # Of each of three places, the first pieces of all units and then the second.
        self._places = np.ascontiguousarray(affine["W"].transpose(0, 2, 1, 3).reshape(-1, affine["W"].shape[-1]).T)
        self._none = affine["pad"][0].transpose(0, 2, 1).reshape(len(affine["W"]), -1)
        self._bias = affine["b"].T.reshape(-1)
        self._rows: dict[int, int] = {}
        self._known = np.zeros((0, len(scales[0][0])), np.float32)

    def said(self, sentences: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """Return what words say.

        Args:
            sentences: The forms of the words of each.

        Returns:
            An array by word, place and unit, of all words one after another; and what is said where there is no word, by place and unit.
        """
        with alone():
            return self._said(sentences)

    def _said(self, sentences: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        forms = [form for sentence in sentences for form in sentence]
        lengths = np.array([len(sentence) for sentence in sentences if sentence])
        # Where the words stand, if each sentence has rows of nothing before it.
        at = np.arange(len(forms)) + np.repeat(np.arange(1, len(lengths) + 1) * _REACH, lengths)
        held = np.zeros((_whole(len(forms) + (len(lengths) + 1) * _REACH) + 2, self._known.shape[1]), np.float32)
        held[at + 1] = self._vectors(forms)
        end = at[-1] + 1 + _REACH
        held[end + 1 :] = 0
        for layer in self._encode:
            held[1 : end + 1] += self._window(held, layer)[:end]
        words = _even(held[at + 1])
        made = _linear(words, self._lower) @ self._places
        return made[: len(forms)].reshape(len(forms), *self._none.shape), self._none

    def scores(self, said: Any) -> Any:
        """Return the scores of all moves, given what the words of each state say together."""
        hidden = said + self._bias
        half = hidden.shape[1] // 2
        rows = _even(np.maximum(hidden[:, :half], hidden[:, half:]))
        with alone():
            return _linear(rows, self._upper)[: len(said)]

    def forget(self) -> None:
        """Forget what forms say, as where their numbers are given anew."""
        self._rows.clear()
        self._known = self._known[:0]

    def _window(self, held: Any, layer: Any) -> Any:
        """Return what a layer makes of each row with the one before and the one after it."""
        made = np.empty((len(held) - 2, held.shape[1]), np.float32)
        for start in range(0, len(made), _BLOCK):
            end = min(start + _BLOCK, len(made))
            made[start:end] = _layer(np.hstack([held[start + place : end + place] for place in range(3)]), layer)
        return made

    def _vectors(self, forms: Sequence[int]) -> Any:
        """Return the vectors of forms by themselves; those that have been asked for are remembered."""
        if len(self._rows) > _REMEMBERED:
            self.forget()
        if fresh := [form for form in dict.fromkeys(forms) if form not in self._rows]:
            self._rows.update(zip(fresh, range(len(self._known), len(self._known) + len(fresh)), strict=True))
            keys = np.array([self._words.read(form) for form in fresh], np.uint64)
            parts = [table[_places(keys[:, at], seed) % len(table)].sum(axis=1) for at, (table, seed) in enumerate(self._tables)]
            self._known = np.vstack([self._known, *_blocks(np.hstack(parts), self._embed)])
        return self._known[[self._rows[form] for form in forms]]


#: How many threads each found that is multiplying now: the first what the process has, the others one.
_INSIDE: list[int] = []
_LOCK = threading.Lock()


@contextmanager
def alone() -> Iterator[None]:
    """Multiply on this thread alone, whatever the process was told: threads that wait for matrices so small cost more than they bring."""
    limit = _limit()
    if limit is None:
        yield
        return
    with _LOCK:
        _INSIDE.append(limit(1))
    try:
        yield
    finally:
        with _LOCK:  # whichever thread leaves last gives back what the first one found
            before = _INSIDE.pop()
            if not _INSIDE:
                limit(before)


@cache
def _limit() -> Callable[[int], int] | None:
    """Return what sets the threads of the library that numpy multiplies with, and tells how many it had; none where it is another one.

    Source: OpenBLAS, https://github.com/OpenMathLib/OpenBLAS/blob/develop/cblas.h, openblas_set_num_threads_local.
    """
    home = Path(np.__file__).parent
    for path in sorted((*home.parent.glob("numpy.libs/*openblas*"), *home.glob(".dylibs/*openblas*"))):
        with suppress(OSError):  # one that this process cannot load
            found: Callable[[int], int] | None = getattr(ctypes.CDLL(str(path)), "openblas_set_num_threads_local", None)
            return found
    return None


def _blocks(rows: Any, layer: Any) -> Iterator[Any]:
    for start in range(0, len(rows), _BLOCK):
        part = rows[start : start + _BLOCK]
        yield _layer(_even(part), layer)[: len(part)]


def _layer(rows: Any, layer: Any) -> Any:
    """Return the greatest of three pieces for each unit, evened out over the units."""
    weights, bias, gain, shift = layer
    made = rows @ weights
    made += bias
    units = len(gain)
    best = np.maximum(made[:, :units], made[:, units : 2 * units])
    np.maximum(best, made[:, 2 * units :], out=best)
    best -= best.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", best, best) / np.float32(units) + np.float32(1e-8)
    best *= (1 / np.sqrt(spread))[:, None]
    best *= gain
    best += shift
    return best


def _linear(rows: Any, layer: Any) -> Any:
    weights, bias = layer
    return rows @ weights + bias


def _pieces(weights: Any, bias: Any) -> tuple[Any, Any]:
    """Return the weights of a layer with all first pieces before all second ones, ready to multiply rows with, and so its bias."""
    return np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T), bias.T.reshape(-1)


def _whole(count: int) -> int:
    return -(-count // _EVEN) * _EVEN


def _even(rows: Any) -> Any:
    """Return rows with rows of nothing behind them, so that the last are multiplied in the same way as all others."""
    more = _whole(len(rows)) - len(rows)
    return np.vstack([rows, np.zeros((more, rows.shape[1]), rows.dtype)]) if more else rows


def _places(keys: Any, seed: int) -> Any:
    """Return the MurmurHash3 of numbers of 64 bits, as four numbers of 32 bits each."""
    start, size = np.uint64(seed), np.uint64(8)
    first = keys * np.uint64(0x87C37B91114253D5)
    first = (first << np.uint64(31) | first >> np.uint64(33)) * np.uint64(0x4CF5AD432745937F) ^ start ^ size
    first, second = _summed(first, np.full_like(first, start ^ size))
    first, second = _summed(_mixed(first), _mixed(second))
    half, low = np.uint64(32), np.uint64(0xFFFFFFFF)
    return np.stack([first & low, first >> half, second & low, second >> half], axis=1)


def _summed(first: Any, second: Any) -> tuple[Any, Any]:
    return first + second, first + second + second


def _mixed(value: Any) -> Any:
    shift = np.uint64(33)
    value = (value ^ value >> shift) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ value >> shift) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ value >> shift
