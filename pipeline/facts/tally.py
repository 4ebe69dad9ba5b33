"""How often voices were found right or wrong, and what is learned of that.

In: what the subjects came to find of voices. Out: how far voices are believed. Never: a voice by its name: nearly every document may be
one, and a text for each of them would fill the memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipeline.facts.voting import Trust

#: Claims that the prior of a source counts for.
PSEUDO_CLAIMS = 10
#: Claims that others can judge, below which nothing is learned of a source.
FEWEST = 20
#: Findings that are added up together.
_TOGETHER = 1 << 16


class Tally:
    """How often voices were found right or wrong: two counts for each, by the number that stands for its name."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._fresh = array("Q"), array("q"), array("q")
        self._held: tuple[NDArray[np.uint64], NDArray[np.int64]] = np.zeros(0, np.uint64), np.zeros((0, 2), np.int64)

    def add(self, found: Iterable[tuple[str, bool, int]]) -> None:
        """Add how often voices were found right, or wrong."""
        voices, right, wrong = self._fresh
        for voice, so, count in found:
            voices.append(_number(voice))
            right.append(count if so else 0)
            wrong.append(0 if so else count)
        if len(voices) >= _TOGETHER:
            self._settle()

    def _settle(self) -> None:
        voices, *counts = self._fresh
        held, sums = self._held
        numbers, of = np.unique(np.concatenate((held, np.array(voices, np.uint64))), return_inverse=True)
        made = np.zeros((len(numbers), 2), np.int64)
        np.add.at(made, of, np.concatenate((sums, np.array(counts, np.int64).T.reshape(-1, 2))))
        self._held, self._fresh = (numbers, made), (array("Q"), array("q"), array("q"))

    def often(self) -> Iterator[tuple[int, int, int]]:
        """Yield the number of each voice that was judged often enough to be believed otherwise, and how often it was right, and wrong."""
        self._settle()
        numbers, counts = self._held
        enough = np.flatnonzero(counts.sum(axis=1) >= FEWEST)
        for number, (right, wrong) in zip(numbers[enough].tolist(), counts[enough].tolist(), strict=True):
            yield number, right, wrong


class Learned(Mapping[str, float]):
    """How far voices are believed: what is learned of them, else their priors."""

    __slots__ = ("_found", "_priors")

    def __init__(self, priors: Mapping[str, float], found: Mapping[int, float]) -> None:
        """Give the priors, and what was learned, by the numbers of voices."""
        self._priors, self._found = priors, found

    def __getitem__(self, voice: str) -> float:
        learned = self._found.get(_number(voice))
        return self._priors[voice] if learned is None else learned

    def get(self, voice: str, default: float | None = None) -> float | None:  # type: ignore[override]
        """Return how far a voice is believed."""
        learned = self._found.get(_number(voice))
        return self._priors.get(voice, default) if learned is None else learned

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the names of voices are not kept")

    def __len__(self) -> int:
        return len(self._found.keys() | set(map(_number, self._priors)))


def learn(trust: Trust, judged: Tally, fixed: frozenset[str]) -> Trust:
    """Return how far voices are believed, after what the others found of them.

    A voice on which others could judge fewer than 20 times keeps its prior, and so does one that the user rated, so that four documents
    are read by the priors alone.

    Args:
        trust: The priors.
        judged: What others found.
        fixed: Voices that the user rated.
    """
    priors = {_number(voice): chance for voice, chance in trust.of.items()}
    rated = set(map(_number, fixed))
    found = {
        number: (priors.get(number, trust.unknown) * PSEUDO_CLAIMS + right) / (PSEUDO_CLAIMS + right + wrong)
        for number, right, wrong in judged.often()
        if number not in rated
    }
    if all(number in priors and priors[number] == chance for number, chance in found.items()):
        return trust
    return Trust(Learned(trust.of, found), trust.unknown)


def _number(voice: str) -> int:
    return int.from_bytes(blake2b(voice.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
