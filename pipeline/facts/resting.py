"""What facts in the making hold until they are published: their claims lie where they take no memory, their voices in columns.

In: drafts of one subject. Out: the same, whose claims are read some facts at a time, and whose voices are told when it is their turn.
Never: a claim changed; the order of the claims.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import Any, overload

from pipeline.facts.selection import Draft, Heard
from pipeline.facts.shares import Lay
from pipeline.facts.slot import Slot
from pipeline.facts.values import Reading
from pipeline.facts.voting import Vote
from pipeline.records import Claim, Fact, FactClaim

#: Claims that are read together, about, and rows of facts that are laid down together.
_TOGETHER, _ROWS = 512, 2048
#: Parts that are in memory at once: a fact is told beside those that it has overtaken.
_OPEN = 2


def told_by(slot: Slot) -> tuple[str, ...]:
    """Return where the fact of a slot stands among those of its subject, as far as that is known before its value is."""
    return slot.predicate, slot.period or "", slot.object_id or "", slot.qualifier or "", slot.modality, slot.unit or ""


class Bared:
    """Makes claims that hold what facts are made of, and no more; what they say alike is held once."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._said: dict[Any, Any] = {}

    def claim(self, claim: Claim) -> Claim:
        """Return a claim without its passage, its mention, and the marks of anything but its figure."""
        once = self._said.setdefault
        marks = tuple(mark for mark in claim.marks if mark.role == "value")
        return replace(
            claim,
            segment_id="",
            mention_id=None,
            marks=once(marks, marks),
            start=once(claim.start, claim.start),
            end=once(claim.end, claim.end),
            source=claim.document_id if claim.source == claim.document_id else once(claim.source, claim.source),
            period_start=once(claim.period_start, claim.period_start),
            period_end=once(claim.period_end, claim.period_end),
            published=once(claim.published, claim.published),
            published_end=once(claim.published_end, claim.published_end),
        )


class Resting:
    """Where the claims of a subject's drafts lie, and in the end its facts and the parts of its claims in them."""

    def __init__(self, lay: Lay) -> None:
        """Say where to lay them."""
        self._lay = lay
        self._readings = Readings()
        #: Drafts whose claims are yet to be laid down, and how many claims they have.
        self._gathered: list[Draft] = []
        self._count = 0
        self._facts: list[Fact] = []
        self._parts: list[FactClaim] = []
        self._laid: tuple[list[Sequence[Fact]], list[Sequence[FactClaim]]] = ([], [])
        #: The parts that were asked for last, each with its claims.
        self._open: list[tuple[Sequence[Claim], Sequence[Claim]]] = []

    def gather(self, draft: Draft) -> None:
        """Take a draft; the claims of some that come one after another are laid down together."""
        self._gathered.append(draft)
        self._count += len(draft.claims)
        if self._count >= _TOGETHER:
            self.lay()

    def lay(self) -> None:
        """Lay down the claims of the drafts that were gathered last."""
        drafts, start = self._gathered, 0
        for rows in self._lay("claims", [[draft.claims for draft in drafts]] if drafts else []):
            for draft in drafts:
                chosen = draft.claims[draft.chosen]
                draft.claims = Rested(self, rows, range(start, start + len(draft.claims)), draft.chosen, chosen)
                draft.hush(Hushed(draft.heard, self._readings))
                draft.slot.claims, draft.slot.readings = [], []
                start += len(draft.claims)
        self._gathered, self._count = [], 0

    def take(self, fact: Fact, parts: Sequence[FactClaim]) -> None:
        """Take a fact that is published, with the parts of its claims."""
        self._facts.append(fact)
        self._parts += parts
        if len(self._parts) >= _ROWS:
            self._put()

    def _put(self) -> None:
        facts, parts = self._laid
        facts += self._lay("facts", [[self._facts]])
        parts += self._lay("fact_claims", [[self._parts]])
        self._facts, self._parts = [], []

    def taken(self) -> tuple[Sequence[Fact], Sequence[FactClaim]]:
        """Return the facts that were taken, and the parts."""
        self._put()
        return Pieces(self._laid[0]), Pieces(self._laid[1])

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


class Pieces(Sequence[Any]):
    """Rows that lie in pieces, one after another."""

    __slots__ = ("_pieces",)

    def __init__(self, pieces: Sequence[Sequence[Any]]) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return sum(map(len, self._pieces))

    def __iter__(self) -> Iterator[Any]:
        return chain.from_iterable(self._pieces)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return tuple(self)[at]


class Readings:
    """Readings by numbers, each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[Reading | None, int] = {}
        self._held: list[Reading | None] = []

    def number(self, reading: Reading | None) -> int:
        """Return the number of a reading."""
        if reading not in self._numbers:
            self._held.append(reading)
        return self._numbers.setdefault(reading, len(self._numbers))

    def __getitem__(self, number: int) -> Any:
        return self._held[number]


class Hushed:
    """What is heard of a draft, in columns: a voice for nearly every claim would fill the memory as objects."""

    __slots__ = ("_agrees", "_chances", "_ends", "_known", "_names", "_own", "_readings", "_said", "_voice", "_weights")

    def __init__(self, heard: Heard, known: Readings) -> None:
        """Give it, and the readings of the subject."""
        votes = heard.votes
        numbers = {name: at for at, name in enumerate(votes)}
        self._voice = array("I", [numbers.setdefault(name, len(numbers)) for name in heard.voice])
        names = [name.encode("utf-8", "surrogatepass") for name in numbers]
        self._names, self._ends = b"".join(names), array("I", accumulate(map(len, names), initial=0))
        self._known = known
        self._readings = array("I", map(known.number, heard.readings))
        self._agrees = bytes(heard.agrees)
        self._said = array("I", [known.number(vote.reading) for vote in votes.values()])
        self._weights = array("d", [vote.weight for vote in votes.values()])
        self._chances = array("d", [vote.chance for vote in votes.values()])
        self._own = bytes(vote.own for vote in votes.values())

    def open(self) -> Heard:
        """Return it as it was."""
        names = [self._names[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(self._ends)]
        said = zip((self._known[at] for at in self._said), self._weights, self._chances, map(bool, self._own), strict=True)
        votes = {name: Vote(*one) for name, one in zip(names, said, strict=False)}
        readings = [self._known[at] for at in self._readings]
        return Heard(readings, [names[at] for at in self._voice], votes, [bool(agreed) for agreed in self._agrees])
