"""Rows of tables and lists of labels and values, whatever is left of their cells' borders.

In: the lines of a text, and how many references it has. Out: rows with cells and their headers. Never: a cut that the other rows of
the table do not bear out, or a citation number inside a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.mention import Span
from pipeline.records import Cell, GridCell
from pipeline.segments import marked_rows
from pipeline.segments.borrowed_units import borrowing
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import GAP, NUMERIC, TYPED, YEAR, Row, cell_at, column_type, column_words, known_label, parts, typed, uncited
from pipeline.segments.filed_tables import filed
from pipeline.segments.grid_rows import drawn, labelled_cells, with_heads
from pipeline.segments.labels import labelled, repeated
from pipeline.segments.lines import Line, folded, words
from pipeline.segments.ranked_rows import ranked
from pipeline.segments.rows_apart import going_on, heads_apart, like
from pipeline.segments.running_tables import numbers
from pipeline.segments.spread_cells import lined, taken
from pipeline.segments.stacked_tables import stacked
from pipeline.segments.table_notes import RULED
from pipeline.segments.uneven_rows import coded, even, parted, spelled, wraps
from pipeline.segments.unmarked_tables import flattened

#: The unit that the label of a row names for its figures.
_ROW_UNIT = re.compile(
    r"[（(](?:(?:十億|億|百万|千|万)?(?:円|ドル|ウォン|ユーロ)|人|名|社|株|台|件|％|%|(?:US\$|\$|€|£|¥|Rs\.?)?\s?(?:in\s)?(?:millions?|billions?|thousands?|mn|bn|crore|lakh))[)）]",
    re.IGNORECASE,
)
_BAR = re.compile(r"(?<!\\)\|")
#: What parts the figures of a list without a frame: `EPS: 18 | 22 | 24`, `EPS: 18 / 22 / 24`.
_PARTS = {"|": _BAR, "/": re.compile(r"(?<=\s)/(?=\s)")}
_UNIT = re.compile(r"[（(\[【]?\s?(?:単位|unit|in)\s?[:：]?\s?[^()（）]{1,60}[)）\]】]?\Z", re.IGNORECASE)


def find(text: str, lines: Sequence[Line], skip: frozenset[int], last: int, grid: Sequence[GridCell] = ()) -> dict[int, Row]:
    """Return the rows of the tables and label/value lists of a text by the index of their first line.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows, such as references.
        last: The highest number in the list of references, 0 where there is none.
        grid: The cells of the tables that the file itself draws.
    """
    found = drawn(text, lines, grid, last)
    skip |= frozenset(found)
    for read in (filed, ranked, borrowing, stacked, lined):
        found |= read(text, lines, skip)
        skip |= taken(found)
    often = repeated(lines)
    for first, after in _blocks(lines, skip):
        block = lines[first:after]
        for reader in (_piped, _parted, _tabbed, flattened, _spaced, numbers):
            rows = reader(text, block, last)
            if rows:
                found |= {first + row.line: replace(row, line=first + row.line) for row in rows}
                break
        else:
            rows = [labelled_cells(text, row) for row in labelled(text, block, last, often)]
            found |= {first + row.line: replace(row, line=first + row.line) for row in rows}
            found |= going_on(text, lines, found, first, after)
    found |= heads_apart(text, lines, found)
    return with_heads(text, lines, _with_units(lines, found), grid)


def _blocks(lines: Sequence[Line], skip: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Give the runs of lines without a blank one between them."""
    first = None
    for index, line in enumerate(lines):
        if line.text and index not in skip:
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(lines)


# Tables whose cells are marked.


def _piped(text: str, block: Sequence[Line], last: int) -> list[Row]:
    ruled = marked_rows.below_rules(block)
    fenced = [line.text.startswith("|") and line.text.endswith("|") and len(line.text) > 2 for line in block]
    if not ruled and sum(fenced) < 2:
        return _listed(text, block, "|", last) or _listed(text, block, "/", last)
    rows: list[Row] = []
    headers: list[str] = []
    drawn_rows: list[list[tuple[int, list[Cell]]]] = []  # of each table its rows, the head first: place among all, and cells
    final = max((index for index, good in enumerate(fenced) if good or index in ruled), default=-1)
    broken = {marked_rows.head_above(block, index): index - 1 for index in ruled if index and marked_rows.RULE.match(block[index].text)}
    for index, line in enumerate(block):
        if not (fenced[index] or index in ruled):
            if rows and index > final:
                break
            headers = []  # a line between two tables
            continue
        if rows and index < rows[-1].line + rows[-1].lines:
            continue
        if marked_rows.RULE.match(line.text):
            rows.append(Row(index, 1, ()))
            continue
        start = line.first + len(line.text) - len(line.text.lstrip("|"))
        closing = block[broken.get(index, index)]
        end = closing.last - (len(closing.text) - len(closing.text.rstrip("|")) if not closing.text.endswith("\\|") else 0)
        cells = parts(text, start, end, _BAR)
        if index in broken:
            headers = []  # the heads of another table
        rows.append(_row(text, index, cells, headers, last))
        if not headers:
            headers = [text[cell.start : cell.end] for cell in cells]
            rows[-1] = Row(index, broken.get(index, index) - index + 1, tuple(cell for cell in cells if cell.end > cell.start))
            drawn_rows.append([])
        drawn_rows[-1].append((len(rows) - 1, cells))
    return _within_heads(text, rows, drawn_rows) if ruled else rows


def _within_heads(text: str, rows: list[Row], drawn_rows: Sequence[Sequence[tuple[int, list[Cell]]]]) -> list[Row]:
    """Return rows without the figures that stand behind all heads, and behind as many as two rows of their table have.

    Source: GitHub Flavored Markdown, 4.10: the excess cells of a row are ignored. Filings put signs in cells of their own, and heads over
    several columns, so that figures are counted and not cells.
    """
    for (_, head), *members in drawn_rows:
        named = [cell.end > cell.start for cell in head]
        figured = [[cell for cell in cells if kind(text[cell.start : cell.end]) == "figure"] for _, cells in members]
        often = [count for count, times in Counter(map(len, figured)).items() if times > 1]
        if sum(named) < 2:
            continue
        for (place, every), cells in zip(members, figured, strict=True):
            labels = named[0] and kind(text[head[0].start : head[0].end]) != "period"
            most = max([sum(named) - (labels and every[0] not in cells[:1]), *often])
            if len(cells) > most:
                rows[place] = replace(rows[place], cells=tuple(cell for cell in rows[place].cells if cell.end < cells[most].start))
    return rows


def _listed(text: str, block: Sequence[Line], mark: str, last: int) -> list[Row]:
    """Read lines of cells between bare marks, neighbours of which at least two hold nothing but figures after a label."""
    marked = [f" {mark} " in line.text and len(line.text) <= 300 for line in block]
    cut = [parts(text, line.first, line.last, _PARTS[mark]) if good else [] for line, good in zip(block, marked, strict=True)]
    cut = [[*(_labelled(text, cells[0]) or cells[:1]), *cells[1:]] if cells else cells for cells in cut]
    figured = [len(cells) > 2 and all(kind(text[cell.start : cell.end]) in ("figure", "unit") for cell in cells[1:]) for cells in cut]
    if sum(figured) < 2:
        return []
    width = Counter(len(cells) for cells, good in zip(cut, figured, strict=True) if good).most_common(1)[0][0]
    rows: list[Row] = []
    headers: list[str] = []
    for index, cells in enumerate(cut):
        if not cells and rows:
            break
        if not cells:
            continue
        if not figured[index] and not headers:
            fits = len(cells) == width - 1
            cells = _named_periods(text, cells) if fits else cells
            headers = [""] * (fits and len(cells) < width) + [text[cell.start : cell.end] for cell in cells]
            rows.append(Row(index, 1, tuple(cell for cell in cells if cell.end > cell.start)))
        else:
            rows.append(_row(text, index, cells, headers, last))
    return rows


#: Where the last word, and the last two, of the name of a list begin: `Per share (KRW): FY 2024`.
_LAST_WORDS = (re.compile(r"(?<=[\s:：*_])[^\s:：*_]{1,12}\s[^\s:：*_]{1,12}\Z"), re.compile(r"(?<=[\s:：*_])[^\s:：*_]{1,12}\Z"))


def _named_periods(text: str, cells: Sequence[Cell]) -> list[Cell]:
    """Return the heads of a list of figures, the first period parted from the name of the list before it."""
    first = cells[0]
    said = text[first.start : first.end]
    at = next((match.start() for words in _LAST_WORDS if (match := words.search(said)) and kind(match.group()) == "period"), 0)
    if not at or kind(said[:at]) != "text":
        return list(cells)
    return [cell_at(text, first.start, first.start + at, ""), cell_at(text, first.start + at, first.end, ""), *cells[1:]]


_LABEL = re.compile(r"(?:[-*+•・●○]\s{1,9})?(?P<label>[^:：\d|]{2,40})[:：]\s{0,9}(?P<value>\S.{0,38})\Z")


def _opens(part: str) -> bool:
    """Whether the first part of a row between bars is a label and a figure: `EPS: 18`."""
    match = _LABEL.match(part)
    return match is not None and kind(match["value"]) == "figure"


def _labelled(text: str, cell: Cell) -> list[Cell]:
    """Return the label and the first figure of a row that parts them by a colon, and its other figures by bars: `EPS: 18 | 22 | 24`."""
    match = _LABEL.match(text[cell.start : cell.end])
    if match is None or not _opens(match.group()):
        return []
    return [cell_at(text, cell.start + at, cell.start + end, "") for at, end in (match.span("label"), match.span("value"))]


def _tabbed(text: str, block: Sequence[Line], last: int) -> list[Row]:
    return _columns(text, block, marked_rows.tabbed(block), last, least=1)


def _parted(text: str, block: Sequence[Line], last: int) -> list[Row]:
    marks = marked_rows.parted(block)
    return _columns(text, block, marks, last, least=1) if marks else []


#: Marks of columns that old filings carry under the heads of a table.
_TYPESET = re.compile(r"(?:\s{0,200}<[A-Za-z]{1,12}>){2,40}\s{0,9}")
_ENUMERATED = re.compile(r"(?:[（(][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[．.、])\s{0,40}[^\d\s.]")


def _spaced(text: str, block: Sequence[Line], last: int) -> list[Row]:
    marks: list[tuple[bool, re.Pattern[str]]] = []
    for line in block:
        parts = [part for part in GAP.split(line.text) if part] if len(line.text) <= 240 else []
        good = (
            len(parts) >= 2
            and not marked_rows.RULE.match(line.text)
            and not _ENUMERATED.match(line.text)
            and not _TYPESET.fullmatch(line.text)
            and len(line.text) <= 240
            and not line.text.endswith(("。", "."))
            and all(len(part) <= 60 and not _SAID.search(part) for part in parts)
        )
        marks.append((good, GAP))
    counts = Counter(len([part for part in GAP.split(line.text) if part]) for line, (good, _) in zip(block, marks, strict=True) if good)
    if not counts or (max(counts) < 3 and counts.total() < 3 and not _figured(block, marks)):
        return []
    return _columns(text, block, marks, last, least=2)


#: What ends as sentences do, and no abbreviation as heads and names of companies do.
_SAID = re.compile(r"[。!?]|(?<!\bNo)(?<!\bNos)(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)\.\s{0,40}$")


def _figured(block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]]) -> bool:
    """Whether there are two lines of two columns, the second of which is a figure."""
    cut = [[part for part in GAP.split(line.text) if part] for line, (good, _) in zip(block, marks, strict=True) if good]
    return len(cut) >= 2 and all(len(parts) == 2 and typed(parts[1]) for parts in cut)


def _columns(text: str, block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]], last: int, least: int) -> list[Row]:
    """Read runs of lines that are cut by the same mark; the first is the header when it holds no figures."""
    rows: list[Row] = []
    at = 0
    while at < len(block):
        if not marks[at][0]:
            at += 1
            continue
        after = at
        places: list[int] = []
        while after < len(block) and (
            marks[after][0]
            or (least == 1 and _goes_on(block, marks, after))
            or wraps(block, marks, after)
            or (least > 1 and _ruled(block, marks, after))
        ):
            if marks[after][0]:
                places.append(after)
            after += 1
        if len(places) >= least or (rows and places and like(text, block[places[0]], marks[places[0]][1], rows[-1])):
            cut = [coded(text, spelled(text, parts(text, block[index].first, block[index].last, marks[index][1]))) for index in places]
            cut = even(text, cut if least == 1 else parted(text, cut))
            for place, index in enumerate(places):
                if least > 1 and index > at and wraps(block, marks, index - 1):
                    cut[place][0] = replace(cut[place][0], start=block[index - 1].first)
            for number, row in enumerate(_headed(text, 0, cut, last)):
                first = places[number] - (least > 1 and places[number] > at and wraps(block, marks, places[number] - 1))
                below = places[number + 1] if least == 1 and number + 1 < len(places) else places[number] + 1 if least > 1 else after
                rows.append(_grown(text, block, replace(row, line=first, lines=below - first), last))
        at = after
    return rows


def _ruled(block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]], at: int) -> bool:
    """Whether a line is a rule between two rows of a table."""
    return at + 1 < len(block) and marks[at - 1][0] and marks[at + 1][0] and RULED.fullmatch(block[at].text) is not None


def _goes_on(block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]], at: int) -> bool:
    """Whether a line without a mark is more of the cell above it: one or two short lines, and another row below."""
    below = next((index for index in range(at + 1, min(len(block), at + 3)) if marks[index][0]), None)
    return below is not None and all(block[index].width <= 60 and block[index].text[-1] not in "。.:：" for index in range(at, below))


def _grown(text: str, block: Sequence[Line], row: Row, last: int) -> Row:
    """Return a row whose last cell takes the lines below that belong to it."""
    if row.lines == 1 or not row.cells:
        return row
    cell, masked = uncited(text, replace(row.cells[-1], end=block[row.line + row.lines - 1].last), last)
    return replace(row, cells=(*row.cells[:-1], cell), masked=(*row.masked, *masked))


def _is_titled(text: str, cells: Sequence[Cell]) -> bool:
    """Whether a row is the title of a table with the unit of its figures at the right: 業績サマリー　（百万円）."""
    return len(cells) == 2 and _ROW_UNIT.fullmatch(text[cells[1].start : cells[1].end]) is not None


def _headed(text: str, at: int, cut: Sequence[Sequence[Cell]], last: int) -> list[Row]:
    if len(cut) > 2 and _is_titled(text, cut[0]) and len(cut[1]) > 2:
        return [Row(at, 1, tuple(cut[0])), *_headed(text, at + 1, cut[1:], last)]
    if (stacked := _stacked(text, at, cut, last)) is not None:
        return stacked
    first = [text[cell.start : cell.end] for cell in cut[0]]
    wide = Counter(len(cells) for cells in cut[1:])
    columns = max(wide, key=lambda size: (wide[size], size)) if wide else len(first)
    figures = sum(1 for content in first if NUMERIC.fullmatch(content) and not re.fullmatch(YEAR, content))
    known = sum(1 for content in first if column_type(content) is not None)
    is_header = (
        len(cut) > 1
        and figures == 0
        and (columns >= 3 or all(folded(content).strip(" :：*") in column_words() for content in first))
        and len(first) in (columns, columns - 1)
        and (known * 2 >= len(first) or any(typed(text[cell.start : cell.end]) for cell in cut[1]))
    )
    if columns == 2 and len(first) == 2 and not is_header:
        return [_profile(text, at + index, cells, last) for index, cells in enumerate(cut)]
    if not is_header and sum(1 for cells in cut if known_label(text[cells[0].start : cells[0].end])) * 2 >= len(cut):
        return [_profile(text, at + index, cells, last) for index, cells in enumerate(cut)]
    headers = ["", *first] if is_header and len(first) == columns - 1 else first if is_header else []
    if is_header and len(cut) > 2 and len(cut[1]) == len(headers):
        # The columns of a filing are terms of a company; the row under them says which years those are.
        days = [text[cell.start : cell.end] for cell in cut[1]]
        if all((match := TYPED.fullmatch(day)) is not None and match.lastgroup == "date" for day in days[1:]):
            headers = [headers[0], *(f"{header} {day}" for header, day in zip(headers[1:], days[1:], strict=True))]
    rows: list[Row] = []
    for index, cells in enumerate(cut):
        if index == 0 and is_header:
            rows.append(Row(at, 1, tuple(replace(cell, header="") for cell in cells if cell.end > cell.start)))
        else:
            rows.append(_row(text, at + index, cells, headers, last))
    return rows


def _profile(text: str, index: int, cells: Sequence[Cell], last: int) -> Row:
    """Return a row among labels and values: its value runs to the end of the line unless it is figures in columns."""
    if len(cells) > 2 and not all(kind(text[cell.start : cell.end]) in ("figure", "unit", "empty") for cell in cells[1:]):
        cells = (cells[0], Cell(cells[1].start, cells[-1].end, ""))
    return Row(index, 1, *(_label_value(text, cells, last) if len(cells) == 2 else (tuple(cells), ())))


def _stacked(text: str, at: int, cut: Sequence[Sequence[Cell]], last: int) -> list[Row] | None:
    """Read a table whose header stands on two lines: names, and under each the units of its columns."""
    if len(cut) < 3:
        return None
    names, units = ([text[cell.start : cell.end] for cell in row] for row in cut[:2])
    if any(re.search(r"\d", content) for content in (*names, *units)) or not names or len(units) % len(names) or len(units) == len(names):
        return None
    if any(len(row) not in (len(units), len(units) + 1) for row in cut[2:]):
        return None
    each = len(units) // len(names)
    headers = [f"{names[place // each]} {unit}" for place, unit in enumerate(units)]
    rows = [Row(at + index, 1, tuple(row)) for index, row in enumerate(cut[:2])]
    for index, row in enumerate(cut[2:], start=2):
        rows.append(_row(text, at + index, row, ["", *headers] if len(row) > len(units) else headers, last))
    return rows


def _label_value(text: str, cells: Sequence[Cell], last: int) -> tuple[tuple[Cell, ...], tuple[Span, ...]]:
    if len(cells) < 2:
        return tuple(cells), ()
    label = text[cells[0].start : cells[0].end]
    value, masked = uncited(text, replace(cells[1], header=label), last)
    return (replace(cells[0], header=""), value, *cells[2:]), masked


def _row(text: str, index: int, cells: Sequence[Cell], headers: Sequence[str], last: int) -> Row:
    made: list[Cell] = []
    masked: list[Span] = []
    two = len(headers) in (0, 2, 3) and bool(cells) and len([header for header in headers if column_type(header) != "source"]) == 2
    for place, cell in enumerate(cells):
        header = headers[place] if place < len(headers) else ""
        if cell.end == cell.start:
            continue
        content = text[cell.start : cell.end]
        if header and column_type(header) == "source" and re.fullmatch(r"[\[［(]?\d{1,3}(?:\s?[,、]\s?\d{1,3}){0,5}[\]］)]?", content):
            masked.append(Span(cell.start, cell.end))
            continue
        if two and place == 1 and made and _pairs(headers):
            header = text[made[0].start : made[0].end]
        if place and cells and (unit := _ROW_UNIT.search(text[cells[0].start : cells[0].end])) is not None and NUMERIC.fullmatch(content):
            header = f"{header} {unit.group()}".strip()
        clean, spans = (
            uncited(text, Cell(cell.start, cell.end, header), last)
            if not NUMERIC.fullmatch(content)
            else (Cell(cell.start, cell.end, header), ())
        )
        made.append(clean)
        masked += spans
    return Row(index, 1, tuple(made), tuple(masked))


def _pairs(headers: Sequence[str]) -> bool:
    """Whether a table of two columns names its rows in the first: Metric and Value, 項目 and 内容."""
    if folded(headers[0]).strip(" *:：") in words("layout", "tables", "pairs"):
        return True
    return column_type(headers[0]) == "text" and column_type(headers[1]) == "text"


def _with_units(lines: Sequence[Line], found: dict[int, Row]) -> dict[int, Row]:
    """Add the unit that stands in a line of its own above a table to the headers of its cells."""
    unit = ""
    made: dict[int, Row] = {}
    before = -2
    for index in sorted(found):
        row = found[index]
        if index > before + 1 or not unit:
            unit = (
                next(
                    (
                        lines[above].text
                        for above in range(index - 1, max(-1, index - 4), -1)
                        if lines[above].text
                        and len(lines[above].text) <= 70
                        and _UNIT.match(lines[above].text)
                        and re.search(r"単位|unit|\bin\b", lines[above].text, re.IGNORECASE)
                    ),
                    "",
                )
                if index > before + 1
                else unit
            )
        before = index + row.lines - 1
        made[index] = (
            replace(row, cells=tuple(replace(cell, header=f"{cell.header} {unit}".strip()) if cell.header else cell for cell in row.cells))
            if unit
            else row
        )
    return made
