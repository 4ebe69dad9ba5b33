"""Rows of tables that blanks part, made as wide as the others: a cell cut where a blank alone parts two, or joined where a gap is in one.

In: the cells of the rows of a table, cut at its gaps. Out: the same rows. Never: a row whose width the other rows do not bear out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Cell
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import cell_at, known_label
from pipeline.segments.lines import Line


def spelled(text: str, cells: list[Cell]) -> list[Cell]:
    """Return a row with the letters of a label that is set wide (設　立) in one cell."""
    for size in range(min(5, len(cells) - 1), 1, -1):
        if all(cell.end - cell.start == 1 for cell in cells[:size]) and known_label(text[cells[0].start : cells[size - 1].end]):
            return [Cell(cells[0].start, cells[size - 1].end, ""), *cells[size:]]
    return cells


#: A code of a security in brackets with its name behind it: <1234> Name.
_CODE = re.compile(r"[<〈＜\[【](?:\d{4}|\d{3}[A-Z])[>〉＞\]】]")


def coded(text: str, cells: list[Cell]) -> list[Cell]:
    """Return a row with the code that opens it in brackets in a cell of its own.

    Args:
        text: The text.
        cells: The cells of the row.
    """
    match = _CODE.match(text, cells[0].start, cells[0].end) if len(cells) > 2 else None
    name = cell_at(text, match.end(), cells[0].end, "") if match is not None else None
    return [replace(cells[0], end=match.end()), name, *cells[1:]] if match and name and name.end > name.start else cells


def even(text: str, cut: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return the rows of a table with a label that spaces part in one cell, where that gives a row the width of the others."""
    width, rows = Counter(map(len, cut)).most_common(1)[0] if cut else (0, 0)
    if width < 3 or rows * 2 <= len(cut):
        return list(cut)
    even: list[list[Cell]] = []
    for cells in cut:
        kinds = [kind(text[cell.start : cell.end]) for cell in cells]
        parted = len(cells) == width + 1 and kinds[:2] == ["text", "text"] and not {"text", "period"} & set(kinds[2:])
        even.append([Cell(cells[0].start, cells[1].end, ""), *cells[2:]] if parted else cells)
    return even


def parted(text: str, cut: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return the rows of a table with the unit in brackets behind a label as part of it, and figures that single blanks part cut.

    A row is cut where it has fewer cells than most rows of figures and gets as many: a blank alone stands before the first figure of a long
    label, and between figures that fill their columns.
    """
    made = [_with_unit(text, cells) for cells in cut]
    kinds = [{kind(text[cell.start : cell.end]) for cell in cells[1:]} for cells in made]
    whole = [cells for cells, beside in zip(made, kinds, strict=True) if len(cells) > 2 and beside in ({"figure"}, {"unit"})]
    width, rows = Counter(map(len, whole)).most_common(1)[0] if whole else (0, 0)
    if rows < 2 and not any(len(cells) == width and beside == {"unit"} for cells, beside in zip(made, kinds, strict=True)):
        return made
    return [_of_width(text, cells, width) if len(cells) < width else cells for cells in made]


#: A unit in brackets in a cell of its own: 売上高　(千円)　8,204.
_BRACKETED = re.compile(r"[(（［\[]\s?([^()（）\[\]]{1,12}?)\s?[)）］\]]")


def _with_unit(text: str, cells: list[Cell]) -> list[Cell]:
    """Return a row with the unit in brackets behind its label in the cell of the label."""
    if len(cells) < 3 or (match := _BRACKETED.fullmatch(text, cells[1].start, cells[1].end)) is None or kind(match[1]) != "unit":
        return cells
    return [replace(cells[0], end=cells[1].end), *cells[2:]]


def _of_width(text: str, cells: list[Cell], width: int) -> list[Cell]:
    """Return a row with its cells cut at single blanks before figures, if it is so wide then; else the row as it is."""
    made: list[Cell] = []
    for place, cell in enumerate(cells):
        words = list(re.finditer(r"\S+", text[cell.start : cell.end]))
        tail = len(words)
        while tail and kind(words[tail - 1].group()) == "figure":
            tail -= 1
        if tail == len(words) or (tail and place):
            made.append(cell)
            continue
        made += [replace(cell, end=cell.start + words[tail - 1].end())] if tail else []
        made += [replace(cell, start=cell.start + word.start(), end=cell.start + word.end()) for word in words[tail:]]
    return made if len(made) == width and all(kind(text[cell.start : cell.end]) == "figure" for cell in made[1:]) else cells


def wraps(block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]], at: int) -> bool:
    """Whether a line without a mark opens the label of the row below it, which is set further in and goes on in a small letter."""
    if at + 1 >= len(block) or not marks[at + 1][0] or marks[at][0]:
        return False
    line, below = block[at], block[at + 1]
    goes_on = below.text[0].islower() or line.text[-1] in ",-–("
    indented = line.first - line.start < below.first - below.start
    return goes_on and indented and line.width <= 60 and line.text[-1] not in "。.:：" and kind(line.text) == "text"
