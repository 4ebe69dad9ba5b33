"""What a reader takes and gives: the limits, the content of a file, and how either can fail.

In: nothing. Out: the types that every format shares. Never: a byte read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO

from pipeline.records import Declared, GridCell


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        file_bytes: Bytes of a document's file, after decompression.
        characters: Characters of its text: what it may cost all stages that follow, which are linear in it.
        markup_bytes: Bytes of an HTML file: its parser needs some fifty times as much memory.
        row_bytes: Bytes of one row of a corpus.
        corpus_bytes: Bytes of a corpus, after decompression; it is streamed.
        ratio: Times that a compressed file may grow, once it has grown beyond a mebibyte.
        members: Files in a zip container (docx).
        pages: Pages of a PDF that are read.
        depth: Depth of nested elements of HTML.
        seconds: CPU seconds that a document may take over all stages, and its reader as many before them.
        memory: Bytes of memory that a reader may take.
    """

    file_bytes: int = 64 << 20
    characters: int = 8_000_000
    markup_bytes: int = 16 << 20
    row_bytes: int = 16 << 20
    corpus_bytes: int = 64 << 30
    ratio: int = 200
    members: int = 10_000
    pages: int = 2_000
    depth: int = 1_000
    seconds: float = 60.0
    memory: int = 3 << 30


class Unreadable(Exception):
    """A document that cannot be read at all.

    Attributes:
        reason: Short code.
        detail: What was found, for a person.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part of a document, or a row of a corpus, that could not be read.

    Attributes:
        reason: Short code.
        detail: What was found, for a person.
        row: Number or id of the row, where it is a whole row that is missing.
    """

    reason: str
    detail: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says.

    Attributes:
        text: Its text.
        encoding: Character encoding, and in brackets how it was found out.
        title: Its title, as declared.
        publisher: Its publisher, as declared.
        published: When it was published, as declared: ISO 8601 at its own precision.
        url: Where it was published, as declared.
        evidence: What declares the date.
        declared: Dates that its markup declares.
        grid: The cells of its tables, where the file draws them.
        troubles: What could not be read of it.
    """

    text: str
    encoding: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    evidence: str | None = None
    declared: tuple[Declared, ...] = ()
    grid: tuple[GridCell, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a corpus.

    Attributes:
        id: Its id, or its number in the file where it has none.
        named: Whether the id is its own.
        content: What it says.
    """

    id: str
    named: bool
    content: Content


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        media_type: Media type (RFC 6838).
        read: Reads a file that holds one document.
        rows: Reads a corpus, row by row.
        members: Opens a container of documents: the name of each, and what reads it.
    """

    media_type: str
    read: Callable[[bytes, Limits], Content] | None = None
    rows: Callable[[IO[bytes], Limits], Iterator[Row | Trouble]] | None = None
    members: Callable[[IO[bytes], Limits], Iterator[tuple[str, Callable[[], Content]]]] | None = None


#: White space, but for a narrow one between groups of digits.
_SPACES = re.compile(r"(?:(?!(?<=\d)[\u2009\u202f]\d{3}(?!\d))\s)+")
_PUBLISHED = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d)(?:[T ].{0,40})?)?))?")


def published(written: str) -> tuple[date, str]:
    """Return the first day and the precision of a date of publication.

    Args:
        written: ISO 8601 at its own precision: `2025-06-09`, `2025-06`, `2025-Q2`, `2025-H1`, `2025`; a time of day is left out.

    Raises:
        ValueError: It is no such date.
    """
    match = _PUBLISHED.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"{written!r} is no date; write 2025-06-09, 2025-06, 2025-Q2, 2025-H1 or 2025")
    year, quarter, half, month, day = match.groups()
    if quarter:
        return date(int(year), 3 * int(quarter) - 2, 1), "quarter"
    if half:
        return date(int(year), 6 * int(half) - 5, 1), "half"
    return date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"


def line_of(text: str) -> str:
    """Return text on one line, its white space squeezed; a narrow space between groups of digits stays."""
    return _SPACES.sub(" ", text).strip()
