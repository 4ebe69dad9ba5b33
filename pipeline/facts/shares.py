"""Claims of neighbouring subjects together: what of all claims is in memory while they are judged.

In: the claims of all documents, one after another. Out: shares in the order of their subjects, each read when it is its turn. Never: a
subject in two shares; a claim changed. Where a subject has so many that they fill the memory, the claims of its share are parted once more.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import isqrt
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from pipeline.records import Claim

_Key = TypeVar("_Key", int, str)
#: Claims of a share, about, and claims that are put down together.
SHARE, TOGETHER = 2048, 4096
#: Shares up to which claims are put to their shares at once; of more, first to some neighbouring ones together: what lies in fewer and
#: longer pieces takes less time and memory.
_AT_ONCE = 64
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
        #: How many neighbouring shares claims are first put to, and the claims of these until the first of them is asked for.
        self._wide = 1 if number <= _AT_ONCE else isqrt(number)
        self._first: dict[int, list[Sequence[Claim]]] = defaultdict(list)
        self._parts: list[list[Sequence[Claim]]] = [[] for _ in range(number)]
        self._parted: dict[int, Parted] = {}

    def take(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Put claims to their subjects, and pass them on."""
        rest = iter(claims)
        while some := list(islice(rest, TOGETHER)):
            for at, rows in self._put(some, lambda claim: self._share(claim) // self._wide):
                self._first[at].append(rows)
            yield from some

    def _share(self, claim: Claim) -> int:
        return bisect(self._bounds, claim.subject_id)

    def _put(self, claims: Iterable[Claim], to: Callable[[Claim], _Key]) -> Iterator[tuple[_Key, Sequence[Claim]]]:
        """Lay down claims, those of one key together."""
        held: dict[_Key, list[Claim]] = defaultdict(list)
        for claim in claims:
            held[to(claim)].append(claim)
        yield from zip(held, self.lay("claims", [[rows] for rows in held.values()]), strict=True)

    def _open(self, at: int) -> None:
        """Put to their shares the claims that neighbouring shares have together."""
        parts = self._first.pop(at, [])
        if self._wide == 1:
            self._parts[at] += parts
            return
        rest = chain.from_iterable(parts)
        while some := list(islice(rest, TOGETHER)):
            for share, rows in self._put(some, self._share):
                self._parts[share].append(rows)

    def __iter__(self) -> Iterator[Iterable[list[Claim]]]:
        """Yield the claims of each share: all together, or where they are many those of each predicate."""
        for at, parts in enumerate(self._parts):
            self._open(at // self._wide)
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
                subjects.update(claim.subject_id for claim in some)
                for name, rows in self._put(some, attrgetter("predicate")):
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
