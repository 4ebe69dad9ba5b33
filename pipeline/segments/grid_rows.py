"""Rows of tables in their grid: which cells head which, and what is noted above the table.

In: the rows that were found in a text, and the cells that its file draws. Out: rows whose cells name their heads. Never: a cell cut or
moved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.records import Cell, GridCell, Head
from pipeline.segments.cells import Row, uncited
from pipeline.segments.grids import Heads, Placed, heads, kind
from pipeline.segments.lines import Line

#: Lines above a table that may note its unit, and how many characters of the last one do.
_ABOVE, _TAIL = 4, 240
_SCALED = r"(?:thousands?|millions?|billions?|trillions?|'?000s?|mn|bn|crores?|lakhs?|十億|億|百万|千|万|천|백만|억|조)"
_NOTE = re.compile(
    r"[（(\[【]?\s?(?:単位|단위)\s?[:：]?\s?[^()（）\n]{1,40}[)）\]】]?"
    rf"|[（(\[][^()（）\n]{{0,40}}\b(?:in|of|dollars|USD|EUR|KRW|JPY|won|yen|euros?)\b[^()（）\n]{{0,60}}[)）\]]"
    rf"|\b(?:expressed |amounts |dollars |figures |all )?in {_SCALED}(?: of [A-Za-z. ]{{2,24}}| [A-Z]{{3}})?"
    rf"|[（(](?:[A-Z]{{3}}|[$€£¥₩])\s?(?:in )?{_SCALED}?[)）]|[（(]{_SCALED}円[)）]",
    re.IGNORECASE,
)


def drawn(text: str, lines: Sequence[Line], grid: Sequence[GridCell], last: int) -> dict[int, Row]:
    """Return the rows that the file itself draws, by the index of their line.

    Args:
        text: The text.
        lines: Its lines.
        grid: The cells of its tables, in order.
        last: The highest number in the list of references, 0 where there is none.
    """
    starts = [line.start for line in lines]
    found: dict[int, Row] = {}
    for cell in grid:
        at = bisect_right(starts, cell.start) - 1
        clean, masked = uncited(text, Cell(cell.start, cell.end, ""), last)
        row = found.get(at, Row(at, 1, ()))
        found[at] = replace(row, cells=(*row.cells, clean) if clean.end > clean.start else row.cells, masked=(*row.masked, *masked))
    return {at: row for at, row in found.items() if row.cells}


def with_heads(text: str, lines: Sequence[Line], found: Mapping[int, Row], grid: Sequence[GridCell]) -> dict[int, Row]:
    """Return the rows of all tables with the heads of their cells.

    Args:
        text: The text.
        lines: Its lines.
        found: Rows by the index of their first line.
        grid: The cells that the file draws, in order; empty where it draws none.
    """
    drawn_cells = {cell.start: cell for cell in grid}
    made = dict(found)
    for table in _tables(text, found, drawn_cells):
        if found[table[0]].paired:
            made |= {at: _paired(text, found[at]) for at in table}
            continue
        members = [(at, place) for at in table for place in range(len(found[at].cells))]
        placed = list(_placed(text, lines, [found[at] for at in table], drawn_cells))
        known = heads(placed)
        note = _note(text, lines, table[0], found)
        period = _period(lines, table[0], found)
        cells = [found[at].cells[place] for at, place in members]
        in_file = [cell.start in drawn_cells for cell in cells]
        headed = {
            members[index]: _headed(text, cells, index, above, (period, note), named=in_file[index]) for index, above in known.items()
        }
        for at in table:
            row = found[at]
            made[at] = replace(row, cells=tuple(headed.get((at, place), cell) for place, cell in enumerate(row.cells)))
    return made


def _tables(text: str, found: Mapping[int, Row], grid: Mapping[int, GridCell]) -> Iterator[list[int]]:
    """Give the tables: runs of rows without a line between them; what a file draws is parted as it says."""
    table: list[int] = []
    after, which = -1, None
    for at in sorted(found):
        row = found[at]
        drawn_in = grid[row.cells[0].start].table if row.cells and row.cells[0].start in grid else None
        if table and (at != after or drawn_in != which or row.paired != found[table[-1]].paired):
            yield table
            table = []
        table.append(at)
        after, which = at + row.lines, drawn_in
    if table:
        yield table


def _placed(text: str, lines: Sequence[Line], rows: Sequence[Row], grid: Mapping[int, GridCell]) -> Iterator[Placed]:
    """Give the cells of a table in their places."""
    ruled = next((place for place, row in enumerate(rows) if not row.cells), None)
    for place, row in enumerate(rows):
        marks = "|" if "|" in lines[row.line].text and ruled is not None else "\t" if "\t" in lines[row.line].text else ""
        line = lines[row.line]
        opening = len(line.text) - len(line.text.lstrip("|")) if marks == "|" else 0
        for number, cell in enumerate(row.cells):
            drawn_cell = grid.get(cell.start)
            said = text[cell.start : cell.end]
            if drawn_cell is not None:
                spans = (drawn_cell.row_span, drawn_cell.col_span)
                yield Placed(said, place, drawn_cell.col, *spans, drawn_cell.head)
                continue
            column = text.count(marks, line.first, cell.start) - opening if marks else number
            yield Placed(said, place, max(column, 0), head=True if ruled == 1 and place == 0 else None)


def _paired(text: str, row: Row) -> Row:
    """Return a row of labels and values, each value with its label."""
    cells: list[Cell] = []
    for cell in row.cells:
        before = cells[-1] if cells else None
        labelled = before is not None and cell.header and text[before.start : before.end] == cell.header
        cells.append(replace(cell, heads=(Head("row", before.start, before.end),)) if labelled and before is not None else cell)
    return replace(row, cells=tuple(cells))


def _note(text: str, lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return what is said above a table of the unit of all its figures."""
    seen = 0
    for at in range(first - 1, max(-1, first - 12), -1):
        if not lines[at].text:
            continue
        if at in found and len(found[at].cells) > 1:
            return None
        seen += 1
        begin = max(lines[at].start, lines[at].last - _TAIL)
        matches = [match for match in _NOTE.finditer(text, begin, lines[at].last) if match.group().strip()]
        if matches:
            return Head("note", matches[-1].start(), matches[-1].end())
        if seen == _ABOVE:
            break
    return None


def _period(lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return the line above a table that holds a period and nothing else: it heads all columns."""
    above = next((at for at in range(first - 1, max(-1, first - 3), -1) if lines[at].text), None)
    if above is None or above in found or kind(lines[above].text.strip("#* ")) != "period":
        return None
    return Head("column", lines[above].first, lines[above].last)


def _headed(text: str, cells: Sequence[Cell], index: int, above: Heads, over: Sequence[Head | None], *, named: bool) -> Cell:
    """Return a cell with its heads, the nearest of each kind last.

    What is in `over` stands over the whole table; `named` says that the nearest head names the cell too.
    """
    by_kind = (
        *(head for head in over if head is not None),
        *(Head("unit", cells[other].start, cells[other].end) for other in above.units),
        *(Head("row", cells[other].start, cells[other].end) for other in above.rows),
        *(Head("column", cells[other].start, cells[other].end) for other in above.columns),
        *(Head("section", cells[other].start, cells[other].end) for other in above.sections),
        *(Head("corner", cells[other].start, cells[other].end) for other in above.corner),
    )
    cell = cells[index]
    nearest = above.columns[-1] if above.columns else above.rows[-1] if above.rows else None
    header = cell.header or (text[cells[nearest].start : cells[nearest].end] if named and nearest is not None else "")
    return replace(cell, header=header, heads=by_kind)
