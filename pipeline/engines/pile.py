"""Documents on their way through the stages, in columns of numbers: an object for each of them and of its tables would fill the memory.

In: documents with their rows, one after another. Out: the same, each made anew when it is asked for. Never: a row read or changed.

Of rows that lie on a shelf a column holds where; rows that lie nowhere stay as they are.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from operator import itemgetter
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from pipeline.engines import shelved
from pipeline.engines.pages import Page
from pipeline.engines.shelved import Place, Shelved, Told

#: Bytes of a document's rows that a column can tell of; more stay where they are.
_MOST = 1 << 32
#: What stands for no mark.
_NONE = bytes(32)
#: Digits of an id.
_KEY = 16


class Column(Sequence[Sequence[Any]]):
    """The rows of each document in one table."""

    def __init__(self, name: str) -> None:
        """Begin with no document."""
        self.name = name
        self._shelf: Place | None = None
        self._start, self._size, self._count = array("Q"), array("I"), array("I")
        #: Rows that lie nowhere, by the place of their document.
        self._loose: dict[int, Sequence[Any]] = {}

    def append(self, rows: Sequence[Any]) -> None:
        """Add the rows of the next document."""
        lies = isinstance(rows, Shelved) and 0 < rows.size < _MOST and rows.shelf is (self._shelf or rows.shelf)
        if lies and isinstance(rows, Shelved):
            self._shelf = rows.shelf
            self._add(rows.start, rows.size, len(rows))
            return
        if len(rows):
            self._loose[len(self._start)] = rows
        self._add(0, 0, 0)

    def _add(self, start: int, size: int, count: int) -> None:
        self._start.append(start)
        self._size.append(size)
        self._count.append(count)

    def become(self, place: int, rows: Sequence[Any]) -> None:
        """Give a document other rows, which lie nowhere."""
        self._start[place] = self._size[place] = self._count[place] = 0
        self._loose[place] = rows

    def fill(self, count: int) -> None:
        """Add documents without rows until there are so many."""
        for _ in range(count - len(self)):
            self._add(0, 0, 0)

    def taken(self, places: NDArray[np.int64]) -> Column:
        """Return the rows of some documents, in that order."""
        made = Column(self.name)
        made._shelf = self._shelf
        for kept, held in ((made._start, self._start), (made._size, self._size), (made._count, self._count)):
            kept.frombytes(np.frombuffer(held, f"u{held.itemsize}")[places].tobytes() if len(held) else b"")
        if self._loose:
            made._loose = {at: self._loose[place] for at, place in enumerate(places.tolist()) if place in self._loose}
        return made

    def __len__(self) -> int:
        return len(self._start)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return map(self.at, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Sequence[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Any]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Any]:
        return self.at(at) if isinstance(at, int) else [self.at(place) for place in range(*at.indices(len(self)))]

    def at(self, place: int, told: Told | None = None) -> Sequence[Any]:
        """Return the rows of a document.

        Args:
            place: Its place.
            told: What is asked for of a document without its text.
        """
        if self._shelf is None or not (size := self._size[place]):
            return self._loose.get(place, ())
        return Shelved.lying(self._shelf, self.name, (self._start[place], size, self._count[place]), told)


class Drawn(Column):
    """Rows that say of each document which of some things it has that all documents share: the numbers of these."""

    def __init__(self, name: str, key: Callable[[int], str]) -> None:
        """Begin with no document.

        Args:
            name: The table; its rows are made of the id of a document, and a thing.
            key: Gives the id of the document at a place.
        """
        super().__init__(name)
        self._key, self._ends, self._of = key, array("Q"), array("I")
        self._kind: Any = None
        #: The things, and the number of each by its place in memory.
        self._things: list[Any] = []
        self._numbers: dict[int, int] = {}

    def append(self, rows: Sequence[Any]) -> None:
        """Add the rows of the next document."""
        for row in rows:
            self._kind = type(row)
            thing = getattr(row, fields(row)[1].name)
            number = self._numbers.setdefault(id(thing), len(self._things))
            if number == len(self._things):
                self._things.append(thing)
            self._of.append(number)
        self._ends.append(len(self._of))

    def taken(self, places: NDArray[np.int64]) -> Column:
        """Return the rows of some documents, in that order."""
        made = Column(self.name)
        for place in places.tolist():
            made.append(self.at(place))
        return made

    def __len__(self) -> int:
        return len(self._ends)

    def at(self, place: int, told: Told | None = None) -> Sequence[Any]:
        """Return the rows of a document."""
        numbers = self._of[self._ends[place - 1] if place else 0 : self._ends[place]]
        key = told[0] if told else self._key(place)
        return tuple(self._kind(key, self._things[number]) for number in numbers)


class Pile(Sequence[Page]):
    """Documents with their rows."""

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        """Give the documents; what is no document is left out."""
        self._told, self._ends, self._width = bytearray(), array("Q"), 1
        self._spent, self._marks = array("d"), bytearray()
        self._columns: dict[str, Column] = {}
        #: The last documents, of which rows may yet be laid down.
        self._fresh: list[Page] = []
        for page in pages:
            if page.told:
                self.append(page)
        self.settle()

    @property
    def tables(self) -> Collection[str]:
        """The tables of which there are rows."""
        return self._columns.keys()

    def append(self, page: Page) -> None:
        """Add a document."""
        self._fresh.append(page)
        if len(self._fresh) >= 2 * shelved.TOGETHER:
            self._settle(shelved.TOGETHER)

    def settle(self) -> None:
        """Put into columns what is not yet there: all rows lie where they shall."""
        self._settle(len(self._fresh))

    def _settle(self, count: int) -> None:
        for page in self._fresh[:count]:
            assert page.told, "what has a place is a document"
            key, path, digest, paths = page.told
            self._tell((key, path, digest, *(paths if paths != (path,) else ())))
            self._width = max(self._width, len(key.encode()))
            self._spent.append(page.spent)
            self._marks += bytes.fromhex(page.mark) or _NONE
            for name in page.rows.keys() - self._columns.keys():
                self._columns[name] = Column(name)
                self._columns[name].fill(len(self._spent) - 1)
            for name, column in self._columns.items():
                column.append(page.rows.get(name, ()))
        del self._fresh[:count]

    def _tell(self, told: Sequence[str]) -> None:
        self._told += _written(told)
        self._ends.append(len(self._told))

    def told(self, place: int) -> Told:
        """Return a document's id, path, digest and all its paths."""
        key, path, digest, *paths = _read(self._told[self._ends[place - 1] if place else 0 : self._ends[place]])
        return key, path, digest, tuple(paths) or (path,)

    def _mark(self, place: int) -> bytes:
        mark = bytes(self._marks[place * len(_NONE) : (place + 1) * len(_NONE)])
        return b"" if mark == _NONE else mark

    def keys(self) -> Iterator[str]:
        """Yield the ids of the documents."""
        for place in range(len(self)):
            yield self.told(place)[0]

    def column(self, name: str) -> Sequence[Sequence[Any]]:
        """Return the rows of each document in one table."""
        return self._columns[name] if name in self._columns else [()] * len(self)

    def only(self, tables: Collection[str]) -> None:
        """Let the rows of other tables go."""
        self._columns = {name: column for name, column in self._columns.items() if name in tables}

    def put(self, name: str, rows: Iterable[Sequence[Any]], *, drawn: bool = False) -> None:
        """Give each document its rows in a table, in the place of those that it had.

        Args:
            name: The table.
            rows: The rows of each document.
            drawn: Whether they are made of the id of their document, and a thing that many have.
        """
        self._columns[name] = Drawn(name, lambda place: self.told(place)[0]) if drawn else Column(name)
        for own in rows:
            self._columns[name].append(own)
        assert len(self._columns[name]) == len(self), "every document has its share"

    def __len__(self) -> int:
        return len(self._spent)

    def __iter__(self) -> Iterator[Page]:
        return map(self.__getitem__, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Page: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Page]: ...
    def __getitem__(self, at: int | slice) -> Page | Sequence[Page]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        told = self.told(at)  # of no document that is not there
        rows = {name: column.at(at, told if name == "documents" else None) for name, column in self._columns.items()}
        return Page(rows, self._spent[at], mark=self._mark(at).hex())

    def distinct(self) -> Pile:
        """Merge documents of the same content under all their paths, in order of their ids; the first path gives the id."""
        kept = np.ones(len(self), np.bool_)
        paths: dict[int, tuple[str, ...]] = {}
        for home, others in self._same():
            kept[others] = False
            paths[home] = (*self.told(home)[3], *(self.told(other)[1] for other in others))
        places = self._in_order()
        places = places[kept[places]]
        if not paths and bool((places == np.arange(len(self))).all()):
            return self
        return self._taken(places, paths)

    def _same(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the places of documents that are one: that of the first path, and the others in the order of theirs."""
        hashes = np.fromiter((hash(self.told(place)[2]) for place in range(len(self))), np.int64, len(self))
        _, of, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        groups: dict[str, list[int]] = defaultdict(list)
        for place in sorted(np.flatnonzero(counts[of] > 1).tolist(), key=lambda place: itemgetter(1, 0)(self.told(place))):
            groups[self.told(place)[2]].append(place)
        yield from ((first, others) for first, *others in groups.values() if others)

    def _in_order(self) -> NDArray[np.int64]:
        """Return the places of documents in the order of their ids, those of one id in the order of their paths."""
        ids = np.fromiter((key.encode() for key in self.keys()), f"S{self._width}", len(self))
        places = np.argsort(ids, kind="stable")
        if len(ids) and bool((ids[places][1:] == ids[places][:-1]).any()):
            places = np.array(sorted(places.tolist(), key=lambda place: itemgetter(0, 1)(self.told(place))), np.int64)
        return places

    def _taken(self, places: NDArray[np.int64], paths: dict[int, tuple[str, ...]]) -> Pile:
        """Return some documents in another order, some of them with other paths."""
        made = Pile()
        made._width = self._width
        for place in places.tolist():
            key, path, digest, known = self.told(place)
            held = paths.get(place, known)
            made._tell((key, path, digest, *(held if held != (path,) else ())))
            made._spent.append(self._spent[place])
            made._marks += self._mark(place) or _NONE
        made._columns = {name: column.taken(places) for name, column in self._columns.items()}
        for at, place in enumerate(places.tolist()) if paths else ():
            if place in paths:
                documents = tuple(replace(row, paths=paths[place]) for row in self._columns["documents"][place])
                made._columns["documents"].become(at, documents)
        return made


def _written(told: Sequence[str]) -> bytes:
    """Return texts as bytes: an id, a path and a digest, as nearly all documents are told of, take half of what JSON takes."""
    key, path, digest, *others = told
    with suppress(ValueError):
        if digest and not others and len(key) == _KEY and bytes.fromhex(key + digest).hex() == key + digest:
            return bytes([len(digest) // 2]) + bytes.fromhex(key + digest) + path.encode("utf-8", "surrogatepass")
    return bytes(1) + json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(held: bytearray) -> list[str]:
    """Return the texts that `_written` wrote."""
    if not held[0]:
        texts: list[str] = json.loads(held[1:].decode("utf-8", "surrogatepass"))
        return texts
    start = 1 + _KEY // 2
    end = start + held[0]
    return [held[1:start].hex(), held[end:].decode("utf-8", "surrogatepass"), held[start:end].hex()]
