"""Tables of filings that a copy set cell below cell, the signs and the brackets of their figures on lines of their own: $, 48,211.

In: the lines of a text; `rules/layout.toml`. Out: rows with their cells and heads. Never: a row whose figures are not as many as the heads
above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractors.patterns import any_of
from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import SIGN, kind
from pipeline.segments.cells import Row
from pipeline.segments.lines import Line, words
from pipeline.segments.shared_units import shared, written_sign
from pipeline.segments.table_notes import note

#: Marks around a cell, what closes a figure on a line of its own, and a mark of a note behind a label.
_MARKS = " \t|"
_CLOSES = re.compile(r"\)\s?%?|%\s?\)?")
_NOTED = re.compile(r"[(（]\d{1,2}[)）]")
#: A day whose year stands on the next line.
_DAY, _YEAR = r"[A-Za-z]{3,9}\.?\s\d{1,2},?", r"(?:19|20)\d\d"
#: The longest label and head; columns and rows that a table has; lines between two cells, and parts that may stand inside each other.
_LABEL, _HEAD, _COLUMNS, _ROWS, _GAP, _PARTS = 120, 40, range(2, 13), 3, 3, 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell with all its lines.

    Attributes:
        kind: `figure`, `period` or `text`.
        start: First code point.
        end: Code point after the last.
        line: Index of its first line.
        last: Index of its last line.
        beside: The sign and the bracket of a figure that stand on lines of their own.
    """

    kind: str
    start: int
    end: int
    line: int
    last: int
    beside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Heads:
    """Patterns of what heads the columns.

    Attributes:
        nth: A quarter by its number.
        opens: The first line of a head of two: the number of a quarter, a day without its year.
        rest: The second line of such a head.
        year: A year.
        stretch: What says over all columns of which year or stretch of time they are.
    """

    nth: re.Pattern[str]
    opens: re.Pattern[str]
    rest: re.Pattern[str]
    year: re.Pattern[str]
    stretch: re.Pattern[str]


@cache
def _heads() -> _Heads:
    ordinal, quarter, stretch, ended = (
        any_of(words("layout", "periods", key), space=r"\s") for key in ("ordinals", "quarters", "stretches", "ends")
    )
    return _Heads(
        nth=re.compile(rf"{ordinal}(?:\s{quarter})?", re.IGNORECASE),
        opens=re.compile(rf"{ordinal}|{_DAY}", re.IGNORECASE),
        rest=re.compile(rf"{quarter}|{_YEAR}", re.IGNORECASE),
        year=re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
        stretch=re.compile(rf"(?:[A-Za-z0-9]{{1,10}}\s){{0,4}}{stretch}(?:\s{ended})?,?", re.IGNORECASE),
    )


def filed(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the rows of tables whose figures are parted from their signs and brackets, by the index of their first line.

    Heads of periods come first, with what says the year or the unit of all around them; then rows, each a label and as many figures as
    there are heads, and between them names of parts of the table.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows.
    """
    found: dict[int, Row] = {}
    for run in _runs(text, lines, skip):
        at = 0
        while at < len(run):
            after = _same(run, at, "period")
            begun, rows, end = _read(text, run, at, after)
            if not rows:
                at = max(after, at + 1)
                continue
            first, over = _over(text, run, begun)
            found |= _table(text, lines, found, run[first:begun], [(*over, head) for head in run[begun:after]], rows)
            at = end
    return found


def _read(text: str, run: Sequence[_Piece], at: int, after: int) -> tuple[int, list[list[_Piece]], int]:
    """Return where the heads of columns among periods begin, the rows below them and where those end; no rows where they are no table.

    A year right above heads that say none heads no column where the rows have a figure fewer: 2021, First, Second, Third, Fourth.
    """
    dated = [_heads().year.search(text, head.start, head.end) is not None for head in run[at:after]]
    for begun in (at, at + 1) if dated[:1] == [True] and not any(dated[1:]) else (at,):
        rows, end = _body(text, run, after, after - begun) if after - begun in _COLUMNS else ([], after)
        if sum(len(row) > 1 for row in rows) >= _ROWS and any(piece.beside for row in rows for piece in row):
            return begun, rows, end
    return at, [], after


def _runs(text: str, lines: Sequence[Line], skip: frozenset[int]) -> Iterator[list[_Piece]]:
    """Give the cells of stretches of lines that hold a figure parted from its sign or bracket."""
    run: list[_Piece] = []
    sign: _Piece | None = None
    for index, line in enumerate(lines):
        said = line.text.strip(_MARKS)
        if not said and index not in skip:
            continue
        if index in skip or (run and index - run[-1].last > _GAP):
            if any(piece.beside for piece in run):
                yield run
            run, sign = [], None
            if index in skip:
                continue
        start = line.first + line.text.index(said)
        if SIGN.fullmatch(said):
            sign = _Piece("unit", start, start + len(said), index, index)
        elif run and run[-1].kind == "figure" and _CLOSES.fullmatch(said):
            run[-1] = replace(run[-1], last=index, beside=(*run[-1].beside, (start, start + len(said))))
        else:
            _add(text, run, _Piece(_kind(said), start, start + len(said), index, index), sign)
            sign = None
    if any(piece.beside for piece in run):
        yield run


def _add(text: str, run: list[_Piece], piece: _Piece, sign: _Piece | None) -> None:
    """Add a cell to a run: a figure with the sign before it, the second line of a head to its first."""
    if sign is not None and piece.kind == "figure":
        run.append(replace(piece, line=sign.line, beside=((sign.start, sign.end),)))
    elif (
        run
        and run[-1].line == run[-1].last
        and _heads().opens.fullmatch(text, run[-1].start, run[-1].end)
        and _heads().rest.fullmatch(text, piece.start, piece.end)
    ):
        run[-1] = replace(run[-1], kind="period", end=piece.end, last=piece.last)
    else:
        run.append(piece)


def _kind(said: str) -> str:
    form = kind(said)
    if form == "figure":
        return "text" if _NOTED.fullmatch(said) else "figure"
    return "period" if form == "period" or _heads().nth.fullmatch(said) else "text"


def _same(run: Sequence[_Piece], at: int, form: str) -> int:
    """Return where the cells of a kind end that begin at a place."""
    after = at
    while after < len(run) and run[after].kind == form:
        after += 1
    return after


def _body(text: str, run: Sequence[_Piece], at: int, columns: int) -> tuple[list[list[_Piece]], int]:
    """Return the rows from a place on and where they end: a label with its figures, or by itself the name of a part."""
    rows: list[list[_Piece]] = []
    end = at
    while at < len(run) and run[at].kind == "text" and run[at].end - run[at].start <= _LABEL and text[run[at].end - 1] != ".":
        figures = _same(run, at + 1, "figure") - at - 1
        if figures not in (0, columns):
            break
        rows.append(list(run[at : at + 1 + figures]))
        at += 1 + figures
        end = at if figures else end
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows, end


def _over(text: str, run: Sequence[_Piece], at: int) -> tuple[int, list[_Piece]]:
    """Return what stands over all heads of columns, the outermost first, and the place of the first of it."""
    first = at
    while first and at - first < 2 and run[first - 1].end - run[first - 1].start <= _HEAD:
        above = run[first - 1]
        if above.kind != "period" and not _heads().stretch.fullmatch(text, above.start, above.end):
            break
        first -= 1
    return first, list(run[first:at])


def _table(
    text: str,
    lines: Sequence[Line],
    found: Mapping[int, Row],
    above: Sequence[_Piece],
    heads: Sequence[Sequence[_Piece]],
    rows: Sequence[Sequence[_Piece]],
) -> dict[int, Row]:
    """Return the rows of a table with the heads of their cells, the lines of the heads among them."""
    names = [*above, *(head[-1] for head in heads)]
    made = {name.line: Row(name.line, name.last - name.line + 1, (Cell(name.start, name.end, ""),), headed=True) for name in names}
    opening = rows[0][0]
    said = text[opening.start : opening.end]
    unit = note(text, lines, names[0].line, found)
    if len(rows[0]) == 1 and said[:1] in "（(" and (own := note(text, lines, rows[0][0].line + 1, {})) is not None:
        unit, rows = own, rows[1:]
        made[opening.line] = Row(opening.line, 1, (Cell(opening.start, opening.end, ""),), headed=True)
    parts: list[_Piece] = []
    whole: dict[int, tuple[Cell, ...]] = {}
    for before, row in pairwise([[], *rows]):
        label = row[0]
        if len(row) == 1:
            kept = parts if len(before) == 1 else parts[:-1] if len(parts) == _PARTS else []
            parts = [*kept, label][-_PARTS:]
            made[label.line] = Row(label.line, label.last - label.line + 1, (Cell(label.start, label.end, ""),), headed=True)
            continue
        within = (Head("row", label.start, label.end), *(Head("section", part.start, part.end) for part in parts))
        cells = [Cell(label.start, label.end, "")]
        for piece, over in zip(row[1:], heads, strict=True):
            around = (*within, *(Head("column", head.start, head.end) for head in over), *(Head("unit", *mark) for mark in piece.beside))
            cells.append(Cell(piece.start, piece.end, text[over[-1].start : over[-1].end], (*((unit,) if unit else ()), *around)))
        whole[label.line] = tuple(cells)
        made[label.line] = Row(label.line, row[-1].last - label.line + 1, whole[label.line], headed=True)
    sign = written_sign(text, list(whole.values()))
    return made | {at: replace(made[at], cells=shared(text, cells, sign)) for at, cells in whole.items()}
