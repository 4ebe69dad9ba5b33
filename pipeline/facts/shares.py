"""Claims of neighbouring subjects together: what of all claims is in memory while they are judged.

In: the claims of all documents, one after another. Out: shares in the order of their subjects, each read when it is its turn. Never: a
subject in two shares; a claim changed.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Protocol

from pipeline.records import Claim

#: Claims of a share, about: a subject with more of its own is not parted. And claims that are put down together.
SHARE, TOGETHER = 2048, 4096
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

    def __iter__(self) -> Iterator[list[Claim]]:
        """Yield the claims of each share."""
        for parts in self._parts:
            yield list(chain.from_iterable(parts))
