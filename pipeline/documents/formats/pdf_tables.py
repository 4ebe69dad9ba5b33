"""Tables of a page of a PDF file, found by where its characters stand.

In: the text page of PDFium. Out: its lines, those of a table as rows of cells. Never: a line drawn by the page looked at, text out of which
no table is made moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents.formats.blocks import Placed

#: Gap between two cells, and how far a row is from the next, in heights of a line; the share of a line's height that is the same row.
_GAP, _NEXT, _SAME = 0.9, 3.2, 0.4
#: Rows of cells that a table has at least, the share of its cells behind the first that are figures, and pages with more characters.
_ROWS, _FIGURED, _LONGEST = 2, 0.5, 60_000
_FIGURE = re.compile(
    r"[(（]?\s?[△▲+\-−–]?\s?(?:[A-Z]{0,3}[$€£¥₩]\s?)?[(（]?[\d,.]{1,20}\s?(?:%|[A-Za-z.]{1,4}|[億万百千兆円人社株倍원]{1,4})?\s?[)）]?|[-–—−]{1,3}|n/?a",
    re.I,
)
#: Characters by which PDFium marks a hyphen at the end of a line.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}


@dataclass(slots=True)
class _Piece:
    """Characters of a line without a wide gap between them; the box in points, from the lower left."""

    line: int
    text: str
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Lines:
    """A passage of a page.

    Attributes:
        text: Its lines as they stand; of a table nothing.
        rows: The rows of a table.
    """

    text: str = ""
    rows: tuple[tuple[Placed, ...], ...] = field(default=())


def passages(page: Any, text: str) -> list[Lines]:
    """Return the passages of a page in order: runs of lines as they stand, and tables.

    Args:
        page: The text page of PDFium.
        text: Its text, a line feed between two lines.
    """
    if len(text) > _LONGEST or sum(character.isdigit() for character in text) < 2 * _ROWS:
        return [Lines(text)]
    lines = list(_lines(page))
    if "\n".join("".join(piece.text for piece in line) for line in lines) != text:
        return [Lines(text)]
    made: list[Lines] = []
    at = 0
    for first, after, rows in _tables(lines):
        made += [Lines(_joined(lines[at:first])), Lines(rows=rows)]
        at = after
    return [*made, Lines(_joined(lines[at:]))]


def _joined(lines: Sequence[Sequence[_Piece]]) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in lines)


def _lines(page: Any) -> Iterator[list[_Piece]]:
    """Give the lines of a page, each in pieces that are parted by wide gaps; blanks at a gap belong to the piece before it."""
    import pypdfium2.raw as pdfium

    line: list[_Piece] = []
    number = 0
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in (0x0A, 0x0D):
            if code == 0x0A:
                yield line
                line, number = [], number + 1
            continue
        character = _HYPHENS.get(code) or chr(code)
        if not character.strip() and line:
            line[-1].text += character
            continue
        left, low, right, high = page.get_charbox(index, loose=True)
        last = line[-1] if line else None
        if last is None or left - last.right > _GAP * max(last.high - last.low, high - low, 1.0) or left < last.left:
            line.append(_Piece(number, character, left, right, low, high))
        else:
            last.text += character
            last.right, last.low, last.high = max(last.right, right), min(last.low, low), max(last.high, high)
    yield line


def _tables(lines: Sequence[Sequence[_Piece]]) -> Iterator[tuple[int, int, tuple[tuple[Placed, ...], ...]]]:
    """Give the tables of a page: its first line, the line after its last, its rows."""
    at = 0
    for run in sorted(filter(None, _runs(lines)), key=lambda run: min(piece.line for row in run for piece in row)):
        numbers = {piece.line for row in run for piece in row}
        first, after = min(numbers), max(numbers) + 1
        inside = sum(bool(piece.text.strip()) for line in lines[first:after] for piece in line)
        # What stands among other text is left where it stands.
        if first >= at and len(numbers) == after - first and inside == sum(map(len, run)) and _figured(run):
            yield first, after, _placed(run)
            at = after


def _runs(lines: Sequence[Sequence[_Piece]]) -> Iterator[list[list[_Piece]]]:
    """Give the runs of rows of several cells that stand below each other; a row of one cell between two may name a part."""
    pieces = sorted((piece for line in lines for piece in line if piece.text.strip()), key=lambda piece: (-piece.middle, piece.left))
    rows: list[list[_Piece]] = []
    for piece in pieces:
        same = bool(rows) and abs(rows[-1][0].middle - piece.middle) <= _SAME * (rows[-1][0].high - rows[-1][0].low)
        if same:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    run: list[list[_Piece]] = []
    above: list[_Piece] = []
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        if run and (_apart(run[-1], row) or len(run[-1]) == len(row) == 1):
            yield _trimmed(run)
            run = []
        if not run and len(row) > 1 and len(above) == 1 and above[0].left > row[0].right and not _apart(above, row):
            run.append(above)  # a head over several columns
        if run or len(row) > 1:
            run.append(row)
        above = row
    yield _trimmed(run)


def _apart(above: Sequence[_Piece], row: Sequence[_Piece]) -> bool:
    """Whether a row stands too far below another to go on with its table."""
    return above[0].middle - row[0].middle > _NEXT * max(above[0].high - above[0].low, 1.0)


def _trimmed(run: list[list[_Piece]]) -> list[list[_Piece]]:
    """Return a run without the rows of one cell at its end."""
    while run and len(run[-1]) == 1:
        run.pop()
    return run


def _figured(run: Sequence[Sequence[_Piece]]) -> bool:
    behind = [piece for row in run for piece in row[1:]]
    figures = sum(_FIGURE.fullmatch(piece.text.strip()) is not None for piece in behind)
    return sum(len(row) > 1 for row in run) >= _ROWS and figures > 0 and figures >= _FIGURED * len(behind)


def _placed(run: Sequence[Sequence[_Piece]]) -> tuple[tuple[Placed, ...], ...]:
    """Return the rows of a table, each cell in the columns over which it stands: those of the rows with the most cells."""
    most = max(map(len, run))
    full = [row for row in run if len(row) == most]
    columns = [(min(row[at].left for row in full), max(row[at].right for row in full)) for at in range(most)]
    made: list[tuple[Placed, ...]] = []
    for row in run:
        cells: list[Placed] = []
        for piece in row:
            over = [at for at, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
            middle = (piece.left + piece.right) / 2
            first = over[0] if over else min(range(most), key=lambda at: (abs(sum(columns[at]) / 2 - middle), at))
            first = max(first, cells[-1].column + 1 if cells else 0)
            span = max(1, len(over)) if len(row) < most else 1
            cells.append(Placed(" ".join(piece.text.split()), min(first, most - 1), 1, span))
        made.append(tuple(cells))
    return tuple(made)
