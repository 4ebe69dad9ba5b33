"""What the claims of a subject came to before, taken again where nothing that it hangs on has changed.

In: the claims of a subject, and what of all claims was asked for it. Out: what was kept, if the same claims would find the same answers
again. Never: a guess at what a result hangs on: what is asked of names, sources and voices is written down while it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import chain
from typing import Any, Protocol

from pipeline.facts.independence import Press
from pipeline.facts.voting import Trust
from pipeline.records import Fact, FactClaim, Reject


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a subject.

    Attributes:
        facts: Its facts.
        parts: The parts of its claims in them.
        rejects: What could not be judged.
        judged: (voice, whether right, how often) as other voices found it.
        asked: What was asked of all that the subject does not hold: table -> keys.
        answers: Digest of what was answered.
    """

    facts: Sequence[Fact]
    parts: Sequence[FactClaim]
    rejects: Sequence[Reject]
    judged: Sequence[tuple[str, bool, int]]
    asked: Mapping[str, Sequence[Any]]
    answers: str


class Memory(Protocol):
    """Where it is kept; `turn` tells the pass with the priors of the sources from the one with what was learned of them."""

    def told(self, document: str, about: str, tell: Callable[[], str]) -> str:
        """Return the digest of what a document says of something: what `tell` gives, or gave when the document was the same."""

    def recall(self, turn: int, key: str) -> Kept | None:
        """Return what is kept under a key."""

    def remember(self, turn: int, key: str, kept: Kept) -> None:
        """Keep it."""

    def rest(self) -> None:
        """Put away what was to be kept so far, and what was read: it is not asked for soon."""


class Mind:
    """Memory of one run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._held: dict[str, Kept] = {}

    def told(self, document: str, about: str, tell: Callable[[], str]) -> str:
        """Return nothing: in one run a document says one thing."""
        return ""

    def recall(self, turn: int, key: str) -> Kept | None:
        """Return what is kept under a key, of whichever pass."""
        return self._held.get(key)

    def remember(self, turn: int, key: str, kept: Kept) -> None:
        """Keep it."""
        self._held[key] = kept

    def rest(self) -> None:
        """Do nothing."""


class Asked(Mapping[Any, Any]):
    """A mapping that remembers what it was asked; none of its values is None."""

    __slots__ = ("_of", "asked")

    def __init__(self, of: Mapping[Any, Any]) -> None:
        """Ask this mapping."""
        self._of = of
        self.asked: dict[Any, Any] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what stands under a key, and write it down."""
        value = self.asked[key] = self._of.get(key)
        return default if value is None else value

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def __getitem__(self, key: Any) -> Any:
        if (value := self.get(key)) is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("what hangs on all of it cannot be kept")

    def __len__(self) -> int:
        raise TypeError("what hangs on all of it cannot be kept")


class Names(Mapping[str, str]):
    """What entities and documents are called, by their ids."""

    __slots__ = ("_entities", "_titles")

    def __init__(self, entities: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """Give the names of entities, and the titles of documents; an id is never that of both."""
        self._entities, self._titles = entities, titles

    def get(self, key: str, default: Any = None) -> Any:
        """Return what an entity or a document is called."""
        name = self._entities.get(key)
        return self._titles.get(key, default) if name is None else name

    def __getitem__(self, key: str) -> str:
        name = self._entities.get(key)
        return self._titles[key] if name is None else name

    def __iter__(self) -> Iterator[str]:
        return chain(self._entities, self._titles)

    def __len__(self) -> int:
        return len(self._entities) + len(self._titles)


@dataclass(frozen=True, slots=True)
class Context:
    """What the claims of a subject are judged by beside themselves.

    Attributes:
        names: Entity -> its name.
        known: What all claims say of the sources.
        trust: How far voices are believed.
    """

    names: Mapping[str, str]
    known: Press
    trust: Trust

    def listening(self) -> Context:
        """Return the same, which writes down what it is asked."""
        known = Press(*(Asked(held) for held in (self.known.entity, self.known.upstream, self.known.same, self.known.figures)))
        return Context(Asked(self.names), known, Trust(Asked(self.trust.of), self.trust.unknown))

    def tables(self) -> dict[str, Any]:
        """Return the mappings by a name for each."""
        known = self.known
        held = (self.names, known.entity, known.upstream, known.same, known.figures, self.trust.of)
        return dict(zip(("names", "entity", "upstream", "same", "figures", "trust"), held, strict=True))

    def answers(self, asked: Mapping[str, Sequence[Any]]) -> str:
        """Return the digest of what is answered to the same questions."""
        tables = self.tables()
        return sha256(repr([[plain(tables[name].get(key)) for key in keys] for name, keys in asked.items()]).encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value in a form of which equal ones are written alike: a number without the noughts behind it, a set in order."""
    if isinstance(value, Decimal):
        return value.normalize()
    if isinstance(value, frozenset | tuple):
        held = [plain(one) for one in value]
        return sorted(map(repr, held)) if isinstance(value, frozenset) else held
    return value
