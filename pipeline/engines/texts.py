"""Texts by ids, in columns: an entry of a dictionary for each document would fill the memory.

In: ids, each with a text. Out: the text of an id. Never: the ids themselves, but as numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from pipeline.records import content_id

_HEXADECIMAL = frozenset("0123456789abcdef")


class Texts(Mapping[str, str]):
    """Texts by ids; of several under one id the last is given."""

    def __init__(self, held: Iterable[tuple[str, str]] = ()) -> None:
        """Give ids with their texts."""
        self._keys, self._ends, self._text = array("Q"), array("Q"), bytearray()
        #: The keys in order, and which text each is of; made when the first is asked for.
        self._order: tuple[array[int], array[int]] | None = None
        for key, text in held:
            self.add(key, text)

    def add(self, key: str, text: str) -> None:
        """Add a text."""
        self._keys.append(_number(key))
        self._text += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        self._order = None

    def only(self, key: str) -> str:
        """Return the text of an id; nothing where there is none, or there are several."""
        found = self._of(key)
        return self._at(found[0]) if len(found) == 1 else ""

    def __getitem__(self, key: str) -> str:
        if not (found := self._of(key)):
            raise KeyError(key)
        return self._at(found[-1])

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the ids are not kept")

    def __len__(self) -> int:
        return len(self._keys)

    def _of(self, key: str) -> array[int]:
        """Return the places of the texts of an id, in the order in which they were given."""
        if self._order is None:
            keys = np.frombuffer(self._keys, np.uint64) if self._keys else np.zeros(0, np.uint64)
            places = np.argsort(keys, kind="stable")
            self._order = array("Q", keys[places].tobytes()), array("Q", places.astype(np.uint64).tobytes())
        keys_, of = self._order
        number = _number(key)
        first = bisect_left(keys_, number)
        if first == len(keys_) or keys_[first] != number:
            return array("Q")
        return of[first : bisect_right(keys_, number, first)]

    def _at(self, place: int) -> str:
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]].decode("utf-8", "surrogatepass")


def _number(key: str) -> int:
    """Return an id as the number that it is; of any other text that of its id."""
    return int(key if len(key) == 16 and _HEXADECIMAL.issuperset(key) else content_id("text", key), 16)
