"""Rows of tables without marks that a blank line parts from the others: the heads above them, and a row by itself below.

In: the lines of a text and the rows that were found. Out: more rows of the same tables. Never: a line that has not as many cells as the row
next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.records import Cell
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import GAP, Row, column_type, known_label, parts
from pipeline.segments.lines import Line
from pipeline.segments.table_notes import NOTE, RULED
from pipeline.segments.uneven_rows import coded

__all__ = ["going_on", "heads_apart", "like"]

#: Lines between a row by itself and the table above it at most: blank ones, and one that names it: (for reference).
_BETWEEN, _NAME = 3, 24
#: Blank lines between heads and the rows below them at most, and heads that a table has at least.
_BLANK, _HEADS = 2, 3


def like(text: str, line: Line, mark: re.Pattern[str], above: Row) -> bool:
    """Tell whether a line by itself has as many cells as a row above, and figures where that has some.

    Args:
        text: The text.
        line: The line.
        mark: What parts its cells.
        above: The row above.
    """
    cells = parts(text, line.first, line.last, mark)
    same = len(cells) == len(above.cells) > 2
    return same and all(kind(text[cell.start : cell.end]) == "figure" for cell in cells[1:])


def going_on(text: str, lines: Sequence[Line], found: Mapping[int, Row], first: int, after: int) -> dict[int, Row]:
    """Return the row by itself with which a block of lines goes on with the table above it.

    It is the first line of its block, or stands below a short one that names it.

    Args:
        text: The text.
        lines: Its lines.
        found: Rows by the index of their first line.
        first: The first line of the block.
        after: The line behind it.
    """
    for at in range(first, min(after, first + 2)):
        if at > first and (len(lines[first].text) > _NAME or kind(lines[first].text) != "text"):
            break
        above = next((found[index] for index in range(at - 1, max(-1, at - 1 - _BETWEEN), -1) if index in found), None)
        if above is None or above.headed:
            continue
        cells = coded(text, parts(text, lines[at].first, lines[at].last, GAP))
        if like(text, lines[at], GAP, above) or (after - at == 1 and _alike(text, cells, above)):
            cells = [replace(cell, header=over.header) for cell, over in zip(cells, above.cells, strict=True)]
            return {at: Row(at, 1, tuple(cells))}
    return {}


def _alike(text: str, cells: Sequence[Cell], above: Row) -> bool:
    """Whether cells are of the kinds of those of a row above, but for one: two figures or periods at least among them."""
    if len(cells) != len(above.cells) or len(cells) <= _HEADS:
        return False
    kinds = [(kind(text[one.start : one.end]), kind(text[other.start : other.end])) for one, other in zip(cells, above.cells, strict=True)]
    same = [one for one, other in kinds if one == other]
    return len(same) >= len(kinds) - 1 and sum(one != "text" for one in same) > 1


def heads_apart(text: str, lines: Sequence[Line], found: Mapping[int, Row]) -> dict[int, Row]:
    """Return the heads that stand above the rows of a table with blank lines between, and the rows under them.

    Heads are a line of words of which a list knows half at least; the rows have as many cells, figures among them. Blank lines may part
    the rows too.

    Args:
        text: The text.
        lines: Its lines.
        found: Rows by the index of their first line.
    """
    made: dict[int, Row] = {}
    for at, row in found.items():
        if at in made or row.headed or at < 2 or lines[at - 1].text or set(lines[at].text) & set("|\t"):
            continue
        above = next((index for index in range(at - 1, max(-1, at - 2 - _BLANK), -1) if lines[index].text), None)
        if above is None or above in found or (cells := _heads(text, lines[above], len(row.cells))) is None:
            continue
        if not any(kind(text[cell.start : cell.end]) == "figure" for cell in row.cells[1:]):
            continue
        made[above] = Row(above, 1, tuple(cells))
        heads = [text[cell.start : cell.end] for cell in cells]
        for below in _below(lines, found, at):
            cells = [replace(cell, header=head) for cell, head in zip(found[below].cells, heads, strict=True)]
            made[below] = replace(found[below], cells=tuple(cells))
    return made


def _heads(text: str, line: Line, columns: int) -> list[Cell] | None:
    """Return the cells of a line that heads so many columns; None where it heads none."""
    if columns < _HEADS or RULED.fullmatch(line.text) or NOTE.search(line.text):
        return None
    cells = parts(text, line.first, line.last, GAP)
    said = [text[cell.start : cell.end] for cell in cells]
    if len(said) != columns or {kind(one) for one in said} != {"text"}:
        return None
    return cells if 2 * sum(known_label(one) or column_type(one) is not None for one in said) >= columns else None


def _below(lines: Sequence[Line], found: Mapping[int, Row], at: int) -> Iterator[int]:
    """Give the lines of a row and of those that follow with as many cells, blank lines between them at most."""
    columns, blank = len(found[at].cells), 0
    while at < len(lines) and blank <= _BLANK:
        if at in found:
            if len(found[at].cells) != columns or found[at].headed:
                return
            yield at
            blank, at = 0, at + found[at].lines
        elif lines[at].text:
            return
        else:
            blank, at = blank + 1, at + 1
