"""Where the names of all documents stand, in columns of numbers: an object for each of them would fill the memory.

In: names at their places. Out: which stand in one document, article or passage. Never: what two names are to each other.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.entities.clusters import Node
from pipeline.entities.name_forms import Form, fold
from pipeline.records import Name, content_id

#: Names that are gone through together: as many are objects at once.
ROWS = 1 << 14
#: Bits of one of two numbers that are one.
_HALF = np.int64(32)
#: Keeps passages of two documents apart that go by one id.
_APART = np.uint64(0x9E3779B97F4A7C15)


class By:
    """Rows by one of their columns."""

    def __init__(self, keys: NDArray[Any], count: int, within: NDArray[Any] | None = None) -> None:
        """Give the column, numbers below a count, and what orders rows of one number; else they stay as they are."""
        order = np.argsort(keys, kind="stable") if within is None else np.lexsort((within, keys))
        self._rows = order.astype(np.int32)
        del order
        self._ends = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=count))))

    def __getitem__(self, key: int) -> NDArray[np.int32]:
        return self._rows[self._ends[key] : self._ends[key + 1]]

    def of(self, keys: NDArray[Any]) -> NDArray[np.int32]:
        """Return the rows of several numbers."""
        sizes = self._ends[keys + 1] - self._ends[keys]
        starts = np.repeat(self._ends[keys] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) if len(keys) else sizes
        return self._rows[starts + np.arange(len(starts))]


class Places:
    """Names at their places, in the order given. A place is an article of a document; documents of one text are one.

    Attributes:
        forms: The ways in which names are written, folded.
        nodes: The nodes of the graph of names, in order.
        numbers: The place of each node among them.
        languages: BCP 47 tags of passages.
        form: Of each name the number of its form.
        node: Of its node.
        place: Of its article; articles of one document stand together.
        start: Its first code point.
        language: The number of its language.
        home: What stands for the words of its passage.
        origin: Place of the passage of which its own is a copy; -1 where there is none, or no name in it.
        copied: Whether its passage is a copy.
        copies: Names of copied passages, each once: place, node, place of the original.
        scope: Of each place the number of its document.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.forms: list[Form] = []
        written: dict[tuple[str, str], int] = {}
        languages: dict[str, int] = {}
        form, language, article, start = (array("i") for _ in range(4))
        scope, passage, home = (array("Q") for _ in range(3))
        copied, original = array("I"), array("Q")
        for at, name in enumerate(names):
            key = name.text, name.kind
            if key not in written:
                written[key] = len(written)
                self.forms.append(fold(*key))
            form.append(written[key])
            language.append(languages.setdefault(name.language, len(languages)))
            article.append(name.article)
            start.append(name.start)
            scope.append(_number(name.scope))
            passage.append(_number(name.segment_id))
            home.append(_number(name.home))
            if name.original:
                copied.append(at)
                original.append(_number(name.original))
        self.languages = list(languages)
        self.nodes: list[Node] = sorted({form.node for form in self.forms})
        self.numbers = {node: at for at, node in enumerate(self.nodes)}
        self.form, self.language, self.start = (_held(column, np.int32) for column in (form, language, start))
        self.home = _held(home, np.uint64)
        self.node = np.array([self.numbers[form.node] for form in self.forms], np.int32)[self.form]
        self._put(_held(scope, np.uint64), _held(article, np.int32), _held(passage, np.uint64))
        self._copy(_held(passage, np.uint64), _held(copied, np.uint32), _held(original, np.uint64))
        self._by_node = By(self.node, len(self.nodes), self.place)

    def _put(self, scope: NDArray[np.uint64], article: NDArray[np.int32], passage: NDArray[np.uint64]) -> None:
        """Number documents, places and passages."""
        self._scopes, documents = _numbered(scope)
        width = int(article.max(initial=0)) + 1
        places, self.place = _numbered(documents * np.int64(width) + article)
        del documents
        self.scope = (places // width).astype(np.int32)
        passages, self._passage = _numbered(passage ^ scope * _APART)
        self._by_passage = By(self._passage, len(passages))
        self._by_place = By(self.place, len(places))

    def _copy(self, passage: NDArray[np.uint64], copied: NDArray[np.uint32], original: NDArray[np.uint64]) -> None:
        """Find the places of the originals of copied passages."""
        self.copied = np.zeros(len(self), np.bool_)
        self.copied[copied] = True
        self.origin = np.full(len(self), -1, np.int32)
        self.copies = np.zeros((0, 3), np.int32)
        if not len(copied):
            return
        known, of = _numbered(passage)
        homes = np.zeros(len(known) + 1, np.int32)
        homes[of] = self.place  # of several the last
        at = np.searchsorted(known, original)
        held = np.append(known, np.uint64(0))[at] == original
        rows, at = copied[held], at[held]
        self.origin[rows] = homes[at]
        told = np.stack([self.place[rows], self.node[rows], at, self.origin[rows]], axis=1)
        self.copies = np.unique(told, axis=0)[:, [0, 1, 3]]

    def pairs(self) -> Iterator[NDArray[np.int64]]:
        """Yield each place and node that has a name there, as one number: the place times the number of nodes, and the node.

        They are given some at a time; where a text stands in several documents, a pair may come more than once.
        """
        for first in range(0, len(self), ROWS):
            rows = slice(first, first + ROWS)
            yield np.unique(self.place[rows].astype(np.int64) * len(self.nodes) + self.node[rows])

    def __len__(self) -> int:
        return len(self.form)

    def documents(self) -> Iterator[tuple[int, range]]:
        """Yield each document with its places."""
        ends = np.cumsum(np.bincount(self.scope)).tolist() if len(self.scope) else []
        start = 0
        for document, end in enumerate(ends):
            yield document, range(start, end)
            start = end

    def numbered(self, scope: str) -> int:
        """Return the number of a document in which a name stands."""
        return int(np.searchsorted(self._scopes, np.uint64(_number(scope))))

    def named(self, document: int) -> str:
        """Return what stands for the text of a document."""
        return f"{int(self._scopes[document]):016x}"

    def at(self, place: int) -> set[Node]:
        """Return the names of a place."""
        return {self.nodes[node] for node in self.node[self._by_place[place]].tolist()}

    def first(self, places: Iterable[int]) -> dict[Node, int]:
        """Return the names of places, each with where it stands first."""
        found: dict[Node, int] = {}
        for place in places:
            rows = self._by_place[place]
            for node, start in zip(self.node[rows].tolist(), self.start[rows].tolist(), strict=True):
                name = self.nodes[node]
                found[name] = min(found.get(name, start), start)
        return found

    def of(self, document: int) -> range:
        """Return the places of a document."""
        return range(int(np.searchsorted(self.scope, document)), int(np.searchsorted(self.scope, document, "right")))

    def stand(self, node: Node) -> NDArray[np.int32]:
        """Return the places of a name, in order."""
        return np.unique(self.place[self._by_node[self.numbers[node]]])

    def meet(self, one: Node, other: Node) -> bool:
        """Whether two names stand in one document."""
        few, many = sorted((self._documents(one), self._documents(other)), key=len)
        if not len(few):
            return False
        at = np.minimum(np.searchsorted(many, few), len(many) - 1)
        return bool((many[at] == few).any())

    def _documents(self, node: Node) -> NDArray[np.int32]:
        """Return the documents of a name, in order, one as often as it stands there."""
        if (at := self.numbers.get(node)) is None:
            return np.zeros(0, np.int32)
        return np.asarray(self.scope[self.place[self._by_node[at]]], np.int32)

    def beside(self, node: Node, document: int | None = None) -> Iterator[tuple[int, Node]]:
        """Yield the names in the passages of a name, each with its place, in one document or all."""
        rows = self._by_node[self.numbers[node]]
        if document is not None:
            rows = rows[self.scope[self.place[rows]] == document]
        near = self._by_passage.of(np.unique(self._passage[rows]))
        for pair in np.unique(self.place[near].astype(np.int64) * len(self.nodes) + self.node[near]).tolist():
            yield pair // len(self.nodes), self.nodes[pair % len(self.nodes)]


class Company:
    """Which names each document tells of, by what they mean."""

    def __init__(self, places: Places, meant: Callable[[NDArray[np.int64]], Iterable[Node | None]]) -> None:
        """Say what names mean at their places: asked for some pairs of `Places.pairs` at a time."""
        numbers: dict[Node, int] = {}
        told: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        for pairs in places.pairs():
            held = np.array([-1 if node is None else numbers.setdefault(node, len(numbers)) for node in meant(pairs)], np.int64)
            told.append(np.unique((places.scope[pairs // len(places.nodes)].astype(np.int64) << _HALF | held)[held >= 0]))
        both = np.unique(np.concatenate(told))
        del told
        self._nodes, self._numbers = list(numbers), numbers
        self._documents, self._names = (both >> _HALF).astype(np.int32), both.astype(np.int32)
        self._by_document = By(self._documents, len(places.scope))
        self._by_name = By(self._names, len(numbers))

    def of(self, document: int) -> set[Node]:
        """Return the names of a document."""
        return {self._nodes[name] for name in self._names[self._by_document[document]].tolist()}

    def around(self, node: Node) -> set[Node]:
        """Return the names of all documents that tell of one."""
        if node not in self._numbers:
            return set()
        rows = self._by_document.of(self._documents[self._by_name[self._numbers[node]]])
        return {self._nodes[name] for name in np.unique(self._names[rows]).tolist()}


def _held(column: array[int], kind: Any) -> NDArray[Any]:
    """Return a column as numpy reads it, where it lies."""
    return np.frombuffer(column, kind) if column else np.zeros(0, kind)


def _numbered(keys: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Return the distinct keys in order, and of each key its number among them, as `numpy.unique` does in twice the memory."""
    order = np.argsort(keys, kind="stable")
    held = keys[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = held[1:] != held[:-1]
    numbers = np.empty(len(keys), np.int32)
    numbers[order] = np.cumsum(fresh, dtype=np.int32) - 1
    return held[fresh], numbers


def _number(key: str) -> int:
    """Return an id as the number that it is; of any other text that of its id."""
    try:
        return int(key if len(key) == 16 else content_id(key), 16)
    except ValueError:
        return int(content_id(key), 16)
