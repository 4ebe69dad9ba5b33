"""What a stage is, for those who run stages: a function from rows to rows, with the tables that it reads and writes.

In: nothing. Out: the record. Never: a stage itself; the order of the house is told in `pipeline/stages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

#: Rows by table.
Rows = Mapping[str, Sequence[Any]]
#: Called with the name of a stage, how many items are done, and how many there are.
Progress = Callable[[str, int, int], None]


class Settings(Protocol):
    """What an engine must know of the settings of a run; stages know the rest."""

    @property
    def limits(self) -> Any:
        """What one document may cost: a frozen record with `seconds` of CPU time."""

    @property
    def language(self) -> str | None:
        """BCP 47 tag of all documents, where it is known."""

    @property
    def model(self) -> str:
        """Weights of claims that take the place of those that ship; empty for none."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage.

    Attributes:
        name: What it is called in `rejects` and on the progress bar.
        per: What its rows are of when it is called: a file, a document, the corpus.
        reads: Tables of which it is handed the rows, and no others.
        writes: Tables of which it gives rows; they take the place of the old ones, but for those of `rejects`, which are added.
        run: The function; it yields its rows in one part or several.
    """

    name: str
    per: Literal["file", "document", "corpus"]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Rows, Any], Iterator[Rows]]
