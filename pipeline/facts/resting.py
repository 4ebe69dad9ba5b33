"""Claims of facts in the making that lie where they take no memory until the facts are published.

In: drafts of one subject. Out: the same, whose claims are read some facts at a time. Never: a claim changed; the order of the claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from pipeline.facts.selection import Draft
from pipeline.facts.shares import Lay
from pipeline.facts.values import Reading
from pipeline.records import Claim

#: Claims that are read together, about.
_TOGETHER = 512
#: Parts that are in memory at once: a fact is told beside those that it has overtaken.
_OPEN = 2


class Resting:
    """Where the claims of a subject's drafts lie."""

    def __init__(self, lay: Lay) -> None:
        """Say where to lay them."""
        self._lay = lay
        self._readings: dict[Reading, Reading] = {}
        #: The parts that were asked for last, each with its claims.
        self._open: list[tuple[Sequence[Claim], Sequence[Claim]]] = []

    def lay(self, drafts: Sequence[Draft]) -> None:
        """Lay down the claims of drafts, those of facts that stand together side by side."""
        parts: list[list[Draft]] = [[]]
        count = 0
        for draft in sorted(drafts, key=Draft.order):
            parts[-1].append(draft)
            count += len(draft.claims)
            if count >= _TOGETHER:
                parts.append([])
                count = 0
        held = [part for part in parts if part]
        for rows, part in zip(self._lay("claims", ([draft.claims for draft in part] for part in held)), held, strict=True):
            start = 0
            for draft in part:
                chosen = draft.claims[draft.chosen]
                draft.claims = Rested(self, rows, range(start, start + len(draft.claims)), draft.chosen, chosen)
                draft.readings = [self._readings.setdefault(reading, reading) for reading in draft.readings]
                draft.slot.claims, draft.slot.readings = [], []
                start += len(draft.claims)

    def rows(self, part: Sequence[Claim]) -> Sequence[Claim]:
        """Return the claims that lie together."""
        for known, rows in self._open:
            if known is part:
                return rows
        del self._open[: 1 - _OPEN]
        self._open.append((part, tuple(part)))
        return self._open[-1][1]


class Rested(Sequence[Claim]):
    """The claims of one draft."""

    __slots__ = ("_at", "_chosen", "_part", "_places", "_resting")

    def __init__(self, resting: Resting, part: Sequence[Claim], places: range, at: int, chosen: Claim) -> None:
        self._resting, self._part, self._places, self._at, self._chosen = resting, part, places, at, chosen

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._resting.rows(self._part)[self._places.start : self._places.stop])

    @overload
    def __getitem__(self, at: int) -> Claim: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Claim]: ...
    def __getitem__(self, at: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        return self._chosen if at == self._at else self._resting.rows(self._part)[self._places[at]]
