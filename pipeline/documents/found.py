"""What was found below a folder, in columns: an object for each file would fill the memory.

In: files, and what is no document. Out: the same, each file made anew when it is asked for. Never: a file opened.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from pipeline.records import Reject, Source


class Found(Sequence[Source | Reject]):
    """Files, and what is no document, in order."""

    def __init__(self, entries: Iterable[Source | Reject]) -> None:
        """Give them."""
        self._told, self._ends = bytearray(), array("Q")
        self._rejects: dict[int, Reject] = {}
        for entry in entries:
            if isinstance(entry, Reject):
                self._rejects[len(self._ends)] = entry
            else:
                self._told += entry.file + b"\0" + json.dumps(_said(entry), ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._ends.append(len(self._told))

    @property
    def files(self) -> Sequence[Source]:
        """The files alone."""
        return Files(self._told, self._ends if not self._rejects else array("Q", sorted(set(self._ends) - {0})))

    @property
    def rejects(self) -> Sequence[Reject]:
        """What is no document."""
        return tuple(self._rejects.values())

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> Source | Reject: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Source | Reject]: ...
    def __getitem__(self, at: int | slice) -> Source | Reject | Sequence[Source | Reject]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        return self._rejects.get(place) or _source(self._told[self._ends[place - 1] if place else 0 : self._ends[place]])


class Files(Sequence[Source]):
    """Files, in order."""

    def __init__(self, told: bytearray, ends: array[int]) -> None:
        """Give what is told of them, and where it ends for each."""
        self._told, self._ends = told, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[Source]:
        return map(self.__getitem__, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Source: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Source]: ...
    def __getitem__(self, at: int | slice) -> Source | Sequence[Source]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        return _source(self._told[self._ends[place - 1] if place else 0 : self._ends[place]])


def _said(source: Source) -> list[str | None]:
    """Return what is told of a file beside its name on this machine; its path alone, where nothing else is."""
    said = [source.path, source.key, source.publisher, source.published, source.url, source.title]
    return said[:1] if said[1:] == [source.path, None, None, None, None] else said


def _source(told: bytearray) -> Source:
    file, _, said = told.partition(b"\0")  # no name of a file has a zero in it
    path, *rest = json.loads(said.decode("utf-8", "surrogatepass"))
    return Source(path, bytes(file), *(rest or (path,)))
