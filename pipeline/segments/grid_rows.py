"""Rows of tables in their grid: which cells head which, and what is noted above the table.

In: the rows that were found in a text, and the cells that its file draws. Out: rows whose cells name their heads. Never: a cell cut or
moved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.mention import Span
from pipeline.records import Cell, GridCell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row, uncited
from pipeline.segments.grids import Heads, Placed, boxes, heads
from pipeline.segments.heads_above import lines_above, run_on
from pipeline.segments.lines import Line, folded, width, words
from pipeline.segments.shared_units import shared, written_sign
from pipeline.segments.table_notes import RULED, TITLE, caption, line_above, over_pairs, period, stretched, unit
from pipeline.segments.turning_columns import ahead, in_turns, titled

#: Most lines between two rows of a table: titles, rules, blank ones.
_GAP = 3
#: The longest name above a unit: a word, a phrase.
_NAME, _PHRASE = 24, 48
_WORD = re.compile(r"\S+")


def drawn(text: str, lines: Sequence[Line], grid: Sequence[GridCell], last: int) -> dict[int, Row]:
    """Return the rows that the file itself draws, by the index of their line.

    Args:
        text: The text.
        lines: Its lines.
        grid: The cells of its tables, in order.
        last: The highest number in the list of references, 0 where there is none.
    """
    starts = [line.start for line in lines]
    cells: dict[int, list[Cell]] = {}
    cut: dict[int, list[Span]] = {}
    for cell in grid:
        at = bisect_right(starts, cell.start) - 1
        clean, masked = uncited(text, Cell(cell.start, cell.end, ""), last)
        if clean.end > clean.start:
            cells.setdefault(at, []).append(clean)
        if masked:
            cut.setdefault(at, []).extend(masked)
    return {at: Row(at, 1, tuple(held), tuple(cut.get(at, ()))) for at, held in cells.items()}


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
    lined = frozenset(at + extra for at, row in found.items() for extra in range(row.lines))
    for table in _tables(text, lines, found, drawn_cells):
        if found[table[0]].headed:
            stretch = stretched(lines, table[0], found)
            own = frozenset(at + extra for at in table for extra in range(found[at].lines))
            for at in table:
                title = (ahead(lines, at, lined, own) or stretch) if any(len(cell.heads) > 1 for cell in found[at].cells) else None
                if title is not None:
                    made[at] = _under(found[at], title)
            if all(len(cell.heads) < 2 for at in table for cell in found[at].cells):
                if (scale := over_pairs(text, lines, table[0], found)) is not None:
                    made |= {at: _under(made[at], scale) for at in table}
                part = _named_part(lines, table[0], found)
                for at, head in _records(text, found, table, part):
                    made[at] = _under(made[at], head)
            continue
        if _is_contents(text, [found[at].cells for at in table]):
            continue
        run = run_on(text, lines, found, table, _width(found, table)) if _flat(lines, found, table, drawn_cells) else []
        entries = list(_entries(text, lines, found, table, drawn_cells, run))
        if boxes([entry.placed for entry in entries]):
            for at in table:
                if found[at].cells:
                    del made[at]
            continue
        noted = unit(text, lines, table, found)
        made |= _head_row(lines, table[0], run)
        above = (caption(lines, table[0], found), None if run else period(lines, table[0], found), titled(lines, table[0], lined), noted)
        over = [head for head in above if head is not None]
        rows = _headed_rows(text, {at: list(found[at].cells) for at in table}, entries, over, drawn_cells)
        sign = written_sign(text, list(rows.values()))
        made |= {at: replace(found[at], cells=shared(text, tuple(cells), sign)) for at, cells in rows.items()}
    return made


def _headed_rows(
    text: str, rows: dict[int, list[Cell]], entries: Sequence[_Entry], over: Sequence[Head], drawn_cells: Mapping[int, GridCell]
) -> dict[int, list[Cell]]:
    """Return the rows of a table, their cells with their heads; what is in `over` stands over all of it."""
    told: dict[tuple[str, int], Head] = {}
    labelled: set[int] = set()
    for index, above in heads([entry.placed for entry in entries]).items():
        owner = entries[index].owner
        if owner is None:
            continue
        at, place = owner
        cell = rows[at][place]
        nearest = above.columns[-1] if above.columns else above.rows[-1] if above.rows else None
        named = cell.start in drawn_cells and nearest is not None
        header = cell.header or (text[entries[nearest].start : entries[nearest].end] if named and nearest is not None else "")
        rows[at][place] = Cell(cell.start, cell.end, header, (*over, *_told(entries, above, told)))
        for label in above.rows if above.corner else ():
            if label not in labelled:
                labelled.add(label)
                _label(text, rows, entries, label, above)
    return rows


def _told(entries: Sequence[_Entry], above: Heads, told: dict[tuple[str, int], Head]) -> Iterator[Head]:
    """Give the heads of a cell, the nearest of each kind last; each is made once a table."""
    listed = (
        ("unit", above.units),
        ("row", above.rows),
        ("column", above.columns),
        ("section", above.sections),
        ("corner", above.corner),
    )
    for form, chosen in listed:
        for other in chosen:
            head = told.get((form, other))
            if head is None:
                head = told[form, other] = Head(form, entries[other].start, entries[other].end)
            yield head


#: Rows that a table of contents has at least, and the share of its rows that end in the number of a page.
_CONTENTS, _PAGED = 6, 0.7


def _is_contents(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is one of contents: no head, and in nearly every row words with the number of a page that only rises."""
    pages: list[int] = []
    for cells in rows:
        said = [text[cell.start : cell.end] for cell in cells]
        if len(said) < 2 or not (said[-1].isascii() and said[-1].isdecimal() and len(said[-1]) < 5):
            if not pages or any(kind(part) == "figure" for part in said):
                return False
            continue
        if kind(said[0]) == "period" or any(kind(part) == "figure" for part in said[:-1]) or (pages and int(said[-1]) < pages[-1]):
            return False
        pages.append(int(said[-1]))
    return len(pages) >= max(_CONTENTS, _PAGED * len(rows)) and pages[-1] > pages[0]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A cell of a table, or a line that heads some of it.

    Attributes:
        placed: The cell in its place.
        start: First code point.
        end: Code point after the last.
        owner: Index of its row and place in it, if it is a cell of a row.
    """

    placed: Placed
    start: int
    end: int
    owner: tuple[int, int] | None = None


def _tables(text: str, lines: Sequence[Line], found: Mapping[int, Row], grid: Mapping[int, GridCell]) -> Iterator[list[int]]:
    """Give the tables: runs of rows with at most a title of a part between them; what a file draws is parted as it says."""
    table: list[int] = []
    after, which = -1, None
    for at in sorted(found):
        row = found[at]
        drawn_in = grid[row.cells[0].start].table if row.cells and row.cells[0].start in grid else None
        gap = lines[after:at] if table and which is None and 0 < at - after <= _GAP else ()
        alike = bool(table) and len(row.cells) == len(found[table[-1]].cells) > 2
        alike |= bool(table) and 2 < len(row.cells) + 1 == len(found[table[-1]].cells) and _rescales(text, row)
        goes_on = at == after or (
            bool(gap) and all(_titles(line) or RULED.fullmatch(line.text) or (alike and not line.text) for line in gap)
        )
        if table and (
            not goes_on or (at != after and _opens(text, found, at)) or drawn_in != which or row.headed != found[table[-1]].headed
        ):
            yield table
            table = []
        table.append(at)
        after, which = at + row.lines, drawn_in
    if table:
        yield table


def _rescales(text: str, row: Row) -> bool:
    """Whether a row says nothing but in what unit the figures of each column below it are told: $m $m."""
    return len(row.cells) > 1 and all(kind(text[cell.start : cell.end]) == "unit" for cell in row.cells)


def _opens(text: str, found: Mapping[int, Row], at: int) -> bool:
    """Whether a row behind a gap opens a table of its own: a head over a rule, or a name with nothing but periods behind it."""
    below = at + found[at].lines
    if below in found and not found[below].cells:
        return True
    said = [kind(text[cell.start : cell.end]) for cell in found[at].cells]
    return len(said) > 2 and said[0] == "text" and set(said[1:]) == {"period"}


def _titles(line: Line) -> bool:
    """Whether a line between two rows names a part of the table."""
    return 0 < len(line.text) <= TITLE and line.text[-1] not in ".。" and not RULED.fullmatch(line.text) and kind(line.text) == "text"


def _width(found: Mapping[int, Row], table: Sequence[int]) -> int:
    """Return how many cells most rows of a table have."""
    return Counter(len(found[at].cells) for at in table).most_common(1)[0][0]


def _flat(lines: Sequence[Line], found: Mapping[int, Row], table: Sequence[int], grid: Mapping[int, GridCell]) -> bool:
    """Whether nothing but blanks parts the cells of a table."""
    return all(found[at].cells and found[at].cells[0].start not in grid and not set(lines[at].text) & set("|\t") for at in table)


def _head_row(lines: Sequence[Line], first: int, heads_above: Sequence[Sequence[tuple[int, int, int, int]]]) -> dict[int, Row]:
    """Return the lines of heads that run together as one row, by its first line."""
    cells = sorted((start, end) for parts in heads_above for _, _, start, end in parts)
    if not cells:
        return {}
    at = next(at for at in range(first - 1, -1, -1) if lines[at].start <= cells[0][0])
    return {at: Row(at, first - at, tuple(Cell(start, end, "") for start, end in cells), headed=True)}


def _entries(
    text: str,
    lines: Sequence[Line],
    found: Mapping[int, Row],
    table: Sequence[int],
    grid: Mapping[int, GridCell],
    run: Sequence[Sequence[tuple[int, int, int, int]]],
) -> Iterator[_Entry]:
    """Give the cells of a table in their places, and the lines above and between its rows that head them."""
    ruled = next((place for place, at in enumerate(table) if not found[at].cells), None)
    width = _width(found, table)
    above = lines_above(text, lines, found, table[0], width) if found[table[0]].cells[:1] and ruled is None and not run else []
    own = in_turns(text, lines, table[0], width - 1) if ruled is None and not above and not run and table[1:] else []
    aligned = _aligned(text, lines, found, table) if ruled is None and not above and not own and not run else {}
    named = {span[2]: span for span in own[0]} if own else _over_next(text, found, table)
    place = 0
    for parts in above or run:
        for column, across, start, end in parts:
            yield _Entry(Placed(text[start:end], place, column, 1, across, head=True if run else None), start, end)
        place += 1
    after = table[0]
    for number, at in enumerate(table):
        row, line = found[at], lines[at]
        for title in filter(_titles, lines[after:at]):
            yield _Entry(Placed(title.text, place, 0), title.first, title.last)
            place += 1
        after = at + row.lines
        marks = "|" if "|" in line.text and ruled is not None else "\t" if "\t" in line.text else ""
        opening = len(line.text) - len(line.text.lstrip("|")) if marks == "|" else 0
        passed, count, next_free = line.first, -opening, 0
        shift = int(not marks and len(row.cells) + 1 == width and _rescales(text, row))
        for order, cell in enumerate(row.cells):
            said = text[cell.start : cell.end]
            in_file = grid.get(cell.start)
            if in_file is not None:
                cell_placed = Placed(said, place, in_file.col, in_file.row_span, in_file.col_span, in_file.head)
            else:
                count += text.count(marks, passed, cell.start) if marks else 0
                passed = cell.start
                count = max(count, next_free if marks == "|" else count)  # a colon parts a label from the first figure: `EPS: 18 | 22`
                column = count if marks else aligned.get((at, order), order + shift)
                next_free = column + 1
                cell_placed = Placed(said, place, max(column, 0), head=True if ruled == 1 and number == 0 else None)
                if number == 0 and cell.start in named:
                    cell_placed = Placed(said, place, named[cell.start][0], 1, named[cell.start][1])
            yield _Entry(cell_placed, cell.start, cell.end, (at, order))
        place += 1
        if number == 0 and own:
            for column, across, start, end in own[1]:
                yield _Entry(Placed(text[start:end], place, column, 1, across), start, end)
            place += 1


def _over_next(text: str, found: Mapping[int, Row], table: Sequence[int]) -> dict[int, tuple[int, int, int, int]]:
    """Return the places of the names of a first row over as many columns each, which the units in the next row part: by their start."""
    rows = [found[at].cells for at in table[:2]]
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows[1]) - 1 <= len(rows[0]) or (len(rows[1]) - 1) % len(rows[0]):
        return {}
    names = all(kind(text[cell.start : cell.end]) == "text" for cell in rows[0])
    if not names or any(kind(text[cell.start : cell.end]) != "unit" for cell in rows[1][1:]):
        return {}
    across = (len(rows[1]) - 1) // len(rows[0])
    return {cell.start: (1 + place * across, across, cell.start, cell.end) for place, cell in enumerate(rows[0])}


def _aligned(text: str, lines: Sequence[Line], found: Mapping[int, Row], table: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return the columns of the cells of rows that lack some, by where they stand: row and place of a cell -> its column.

    It is empty where the cells of the whole rows do not stand under each other.
    """
    rows = [at for at in table if found[at].cells and found[at].lines == 1 and "\t" not in lines[at].text]
    sizes = Counter(len(found[at].cells) for at in rows)
    most = max((size for size, count in sizes.items() if count > 1), default=0)
    if most < 3 or len(sizes) < 2:
        return {}
    spans = {at: [_extent(text, lines[at], cell) for cell in found[at].cells] for at in rows}
    whole = [spans[at] for at in rows if len(spans[at]) == most]
    edges = [(min(row[column][0] for row in whole), max(row[column][1] for row in whole)) for column in range(most)]
    if any(left[1] > right[0] for left, right in pairwise(edges)):
        return {}
    made: dict[tuple[int, int], int] = {}
    for at in rows:
        if len(spans[at]) < most:
            nearest = [min(range(most), key=lambda column: (_apart(edges[column], span), column)) for span in spans[at]]
            if nearest == sorted(set(nearest)):
                made |= {(at, order): column for order, column in enumerate(nearest)}
    return made


def _extent(text: str, line: Line, cell: Cell) -> tuple[int, int]:
    """Return the columns of the page in which a cell begins and ends."""
    begin = width(text[line.start : cell.start])
    return begin, begin + width(text[cell.start : cell.end])


def _apart(edges: tuple[int, int], span: tuple[int, int]) -> int:
    """Return how far the middle of a cell is from a column, in half columns of the page; less than nothing within it."""
    middle = span[0] + span[1]
    return max(2 * edges[0] - middle, middle - 2 * edges[1])


def _named_part(lines: Sequence[Line], first: int, found: Mapping[int, Row]) -> Head | None:
    """Return the line above a list of labels and values that names them and, in brackets at its end, their unit: **Margins (%)**."""
    above = line_above(lines, first)
    if above is None or above in found or len(lines[above].text) > TITLE:
        return None
    said = lines[above].text.rstrip("*_:： ")
    return Head("section", lines[above].first, lines[above].first + len(said)) if said.endswith((")", "）")) else None


def _records(text: str, found: Mapping[int, Row], table: Sequence[int], part: Head | None) -> Iterator[tuple[int, Head]]:
    """Give the rows of a list of labels and values with what they stand under: the name of the list, and that of their record."""
    name = None
    for at in table:
        if part is not None:
            yield at, part
        cells = found[at].cells
        if len(cells) > 1 and cells[1].heads and _names(text[cells[0].start : cells[0].end]):
            name = Head("section", cells[1].start, cells[1].end)
        elif name is not None:
            yield at, name


def _label(text: str, rows: dict[int, list[Cell]], entries: Sequence[_Entry], index: int, above: Heads) -> None:
    """Tell the label of a row that names of companies stand in its column, where the head over the labels says so: 会社名."""
    owner = entries[index].owner
    if owner is None or (cell := rows[owner[0]][owner[1]]).header:
        return
    column = entries[index].placed.column
    over = next((entries[other] for other in above.corner if entries[other].placed.column == column), None)
    if over is not None and (_names(said := text[over.start : over.end]) or _holds(said)) and kind(text[cell.start : cell.end]) == "text":
        rows[owner[0]][owner[1]] = replace(cell, header=said)


def _names(label: str) -> bool:
    """Whether a label says that beside or below it stands the name of what is told of."""
    return folded(label).strip(" *:：") in words("layout", "tables", "names")


def _holds(label: str) -> bool:
    """Whether the head of a column says that below it stand those who hold what the table is about."""
    return folded(label).strip(" *:：") in words("layout", "tables", "holders")


def _under(row: Row, part: Head) -> Row:
    """Return a row of labels and values with one more head for each of its values."""
    return replace(row, cells=tuple(replace(cell, heads=(*cell.heads, part)) if cell.heads else cell for cell in row.cells))


def labelled_cells(text: str, row: Row) -> Row:
    """Return a row of labels and values, each value headed by its label.

    Args:
        text: The text.
        row: The row, of which a value's header is the last cell before it that has none.
    """
    cells: list[Cell] = []
    label: Cell | None = None
    for cell in row.cells:
        labelled = label is not None and cell.header and text[label.start : label.end] == cell.header
        cells.append(replace(cell, heads=(Head("row", label.start, label.end),)) if labelled and label is not None else cell)
        label = label if cell.header else cell
    return replace(row, cells=tuple(cells), headed=True)
