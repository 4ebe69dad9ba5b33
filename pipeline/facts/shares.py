"""Claims of neighbouring subjects together: what of all claims is in memory while they are judged.

In: the claims of all documents, one after another. Out: shares in the order of their subjects, each read when it is its turn. Never: a
subject in two shares; a claim changed. Where a subject has so many that they fill the memory, the claims of its share are parted once more.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Protocol

from pipeline.records import Claim

#: Claims of a share, about, and claims that are put down together.
SHARE, TOGETHER = 2048, 4096
#: Shares of which the claims of one are parted by their predicates, because a subject has so many.
_MANY = 4
#: Digits of an id by which subjects are shared out: ids are digests, so that each first digit begins as many as any other.
_DIGITS = 8


class Lay(Protocol):
    """Puts rows where they take no memory."""

    def __call__(self, name: str, parts: Iterable[Iterable[Sequence[Any]]], /) -> Sequence[Sequence[Any]]:
        """Return the rows of each part, as they lie; the name is that of their table, and the rows of a part are given in pieces."""


def in_memory(name: str, parts: Iterable[Iterable[Sequence[Any]]], /) -> Sequence[Sequence[Any]]:
    """Leave rows in memory."""
    return [tuple(chain.from_iterable(part)) for part in parts]


class Shares:
    """The claims of all documents, by their subjects."""

    def __init__(self, count: int, lay: Lay) -> None:
        """Say how many claims there are at most, and where to lay them where they are more than one share."""
        number = 1 + count // SHARE
        self._bounds = [f"{(at << 4 * _DIGITS) // number:0{_DIGITS}x}" for at in range(1, number)]
        self.lay = lay if self._bounds else in_memory
        self._parts: list[list[Sequence[Claim]]] = [[] for _ in range(number)]
        self._parted: dict[int, Parted] = {}

    def take(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Put claims to their subjects, and pass them on."""
        rest = iter(claims)
        while some := list(islice(rest, TOGETHER)):
            held: dict[int, list[Claim]] = defaultdict(list)
            for claim in some:
                held[bisect(self._bounds, claim.subject_id)].append(claim)
            for at, rows in zip(held, self.lay("claims", [[rows] for rows in held.values()]), strict=True):
                self._parts[at].append(rows)
            yield from some

    def __iter__(self) -> Iterator[Iterable[list[Claim]]]:
        """Yield the claims of each share: all together, or where they are many those of each predicate."""
        for at, parts in enumerate(self._parts):
            if sum(map(len, parts)) <= _MANY * SHARE and at not in self._parted:
                yield ([*chain.from_iterable(parts)],)
            else:
                yield self._by_predicate(at)

    def _by_predicate(self, at: int) -> Parted:
        """Put the claims of a share to their predicates."""
        if at not in self._parted:
            made: dict[str, list[Sequence[Claim]]] = defaultdict(list)
            subjects: set[str] = set()
            rest = chain.from_iterable(self._parts[at])
            while some := list(islice(rest, TOGETHER)):
                held: dict[str, list[Claim]] = defaultdict(list)
                for claim in some:
                    held[claim.predicate].append(claim)
                    subjects.add(claim.subject_id)
                for name, rows in zip(held, self.lay("claims", [[rows] for rows in held.values()]), strict=True):
                    made[name].append(rows)
            self._parts[at] = []
            self._parted[at] = Parted(sorted(subjects), dict(sorted(made.items())))
        return self._parted[at]


class Parted:
    """The claims of a share by their predicates; they are read whenever they are gone through.

    Attributes:
        subjects: Of whom they tell, in order.
    """

    def __init__(self, subjects: Sequence[str], parts: Mapping[str, Sequence[Sequence[Claim]]]) -> None:
        """Give the subjects, and the claims of each predicate."""
        self.subjects, self._parts = subjects, parts

    @property
    def predicates(self) -> Iterable[str]:
        """Their predicates, in order."""
        return self._parts.keys()

    def of(self, predicate: str) -> Iterator[Claim]:
        """Return those of a predicate, in the order of their documents."""
        return chain.from_iterable(self._parts[predicate])

    def __iter__(self) -> Iterator[list[Claim]]:
        for predicate in self._parts:
            yield list(self.of(predicate))
