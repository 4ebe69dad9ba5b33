"""Blocks of a document put together to its text, with the places of the cells of its tables.

In: blocks: a line or lines, or the rows of a table. Out: text, one line a block or row, and the grid. Never: a block left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.documents.formats.content import line_of
from pipeline.records import GridCell

_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?")
#: Units that a raised 2 or 3 makes square or cubic.
_POWERS = re.compile(r"(?:^|[^A-Za-z])(?:[kcdm]?m|ft|yd|in|mi)\Z")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table.

    Attributes:
        text: What it says, on one line.
        column: Its column, from 0.
        rows: Rows that it covers.
        columns: Columns that it covers.
        head: Whether its file marks it as a head.
    """

    text: str
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A passage, or a table.

    Attributes:
        lines: Its lines; of a table none.
        rows: The rows of a table.
        tight: Whether it follows the block before it without a blank line, as an item of a list does.
    """

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Placed, ...], ...] = ()
    tight: bool = False


def row_of(texts: Iterable[str], *, head: bool = False) -> tuple[Placed, ...]:
    """Return a row of a table whose cells cover one column each."""
    return tuple(Placed(line_of(text), column, head=head) for column, text in enumerate(texts))


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[GridCell, ...]]:
    """Put blocks together: a blank line between two, one line a row, a tab between two cells.

    Args:
        blocks: The blocks in order; empty ones are passed over.

    Returns:
        The text, and the cells of its tables with offsets into it.
    """
    pieces: list[str] = []
    cells: list[GridCell] = []
    length = table = 0
    for block in blocks:
        lines = block.lines or tuple("\t".join(cell.text for cell in row) for row in block.rows)
        if not lines:
            continue
        if pieces and not block.tight:
            pieces.append("\n")
            length += 1
        for number, line in enumerate(lines):
            at = length
            for cell in block.rows[number] if block.rows else ():
                cells.append(GridCell(at, at + len(cell.text), table, number, cell.column, cell.rows, cell.columns, cell.head))
                at += len(cell.text) + 1
            pieces.append(line + "\n")
            length += len(line) + 1
        table += bool(block.rows)
    return "".join(pieces), tuple(cells)


def raised(text: str, before: str, *, linked: bool = False) -> str:
    """Write what is raised so that a number is no digit of what stands before it: a footnote in brackets, a power behind a caret.

    Args:
        text: What is raised.
        before: The text before it.
        linked: Whether it is a link, as footnotes are.
    """
    number = _NUMBER.fullmatch(text)
    if number is None and (several := _SEVERAL.fullmatch(text)) is not None and before[-1:].isalnum():
        return "".join(f"[{note}]" for note in _NOTE.findall(several.group()))
    if number is None and before[-1:].isdigit() and re.fullmatch("[a-z*†‡]", text):
        return f"[{text}]"
    if number is None and _NEGATIVE.fullmatch(text) and re.search(r"(?:^|[^\d.,])10\Z", before):
        return f"^-{text[1:]}"
    if number is None or (number[1] in ("2", "3") and text.isdigit() and _POWERS.search(before)):
        return text
    if text.isdigit() and re.search(r"(?:^|[^\d.,])10\Z", before) and not linked:
        return f"^{number[1]}"
    return f"[{number[1]}]"


#: Several footnotes, one of them, and a power below one.
_SEVERAL = re.compile(r"[\[(]?(?:[1-9]\d?|[a-z])[\])]?(?:(?:\s?[,;、–-]\s?|\s)[\[(]?(?:[1-9]\d?|[a-z])[\])]?){1,5}")
_NOTE = re.compile(r"\d+|[a-z]")
_NEGATIVE = re.compile(r"[-−]\d{1,2}")
#: What goes on with a number that the mark of a note parts from it.
_PARTED = re.compile(
    r"[十百千万億兆]{0,3}[年月日円人名社件店台倍%％]|[十百千万億兆]{1,3}|[십백천만억조]{0,3}(?:년|월|일|원|명|개|대|배|회|건|곳)|[십백천만억조]{1,3}(?![가-힣])"
    r"|[ \u00a0](?:thousand|million|billion|trillion|percent|per cent)\b"
)


def settle(pieces: list[str], tail: str) -> str:
    """Put the mark of a note that parts a number from its unit (2016[3]年) behind the unit.

    Args:
        pieces: The text so far, the mark its last piece; the unit is put before it.
        tail: The text after the mark.

    Returns:
        What is left of the text after the mark.
    """
    unit = _PARTED.match(tail)
    if unit is None or len(pieces) < 2 or not pieces[-1].startswith("[") or not "".join(pieces[-2:-1])[-1:].isdigit():
        return tail
    pieces.insert(-1, unit.group())
    return tail[unit.end() :]
