"""What heads the cells of a table: rows, columns, sections, caption, and the signs that stand in cells of their own.

In: the cells of one table, placed in rows and columns, whatever file they come from. Out: for each cell that states something, the cells
that say what. Never: the meaning of a head; a number read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.segments.cell_forms import MARKED, SIGN, TIMED, UNIT_NAME, begun, kind

#: At most so many rows head the columns, and so many columns the rows.
_HEAD_ROWS, _HEAD_COLUMNS = 5, 2
#: Heads of a column that gives the unit of each row, and among how many cells they are looked for.
_UNIT_HEADS, _UNIT_HEAD_AT = frozenset({"unit", "units", "currency", "単位", "단위"}), 40
#: Rows from which on numbers from one on count them.
_SERIAL = 3
_BRACKETS = re.compile(r"[(（]([^()（）]{1,40})[)）]\s?\Z")
_MEASURED = re.compile(
    r"[$€£¥₩%％]|(?-i:\b[A-Z]{3}\b)|\b(?:thousand|million|billion|crore|lakh)s?\b|[百千万億兆백천만억조]|円|원|ドル", re.I
)
#: A phrase that opens with a figure: `Over 40m visitors a year`.
_STATES = re.compile(
    r"(?:(?:over|about|around|nearly|almost|some|up to|more than) |約)?(?:[A-Z]{1,3})?[$€£¥₩]?\d[\d,.]{0,20}\S{0,12}\s"
    r"(?=\S{1,40}(?:\s|\Z))",
    re.I,
)
_IN_PER_CENT = re.compile(r"[(（]\s?[%％]\s?[)）]")
#: A length of time that heads a column of changes: 1 yr, 3M, 6개월.
_LENGTH = re.compile(
    r"\d{1,2}[\s-]?(?:(?:yrs?|years?|mo|mths?|months?|wks?|weeks?|d|days?)\b|[YMWD]\b|[かカヶケ]月|週間?|年|개월|주|년).{0,10}", re.I
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place.

    Attributes:
        text: What it says.
        row: Its row, from 0.
        column: Its column, from 0.
        row_span: Rows that it covers.
        column_span: Columns that it covers.
        head: Whether its file marks it as a head; None where the file marks none.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    head: bool | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """What heads a cell, as indices of the table's cells, outermost first.

    Attributes:
        rows: What stands beside it: the label of its row.
        columns: What stands above it.
        sections: The rows without figures above its row that name a part of the table.
        units: Signs of currency and per cent in cells of their own beside it.
        corner: What stands above the labels of the rows, where a table often gives its unit.
    """

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    corner: tuple[int, ...] = ()


def heads(cells: Sequence[Placed]) -> dict[int, Heads]:
    """Find what heads each cell that is no head itself.

    Args:
        cells: The cells of one table, by row and column.

    Returns:
        The heads of each such cell, by its index. Heads themselves and signs in cells of their own are no keys.
    """
    table = _Table(cells)
    found: dict[int, Heads] = {}
    above: list[_HeadLine] = []
    sections: list[int] = []
    stated = last_was_section = False
    for row, members in enumerate(table.rows):
        if not members:
            continue
        if table.is_head(row, stated):
            line = table.head_line(members)
            above = [line] if stated else [*above, line][-_HEAD_ROWS:]
            stated = last_was_section = False
            continue
        if stated and table.rescales(row):
            above = [*(line for line in above if not table.is_unit(line)), table.head_line(members)][-_HEAD_ROWS:]
            continue
        if stated and table.repeats(row, above):
            above = [*above, table.relabelled(members)][-_HEAD_ROWS:]
            continue
        if not stated and table.is_title(row):
            above = [*above, *table.dated(members)]
            continue
        label = table.section(row)
        if label is not None:
            sections = [*(sections if last_was_section else ()), label][-2:]
            last_was_section = True
            continue
        stated, last_was_section = True, False
        parts, corner, labels = tuple(sections), table.corner(above), table.beside(row)
        for index, units in table.stated(row):
            beside = tuple(other for other in labels if other != index) if index in labels else labels
            found[index] = Heads(beside, table.over(above, row, index), parts, units, corner)
    return found


def boxes(cells: Sequence[Placed]) -> bool:
    """Tell whether a grid only lays out phrases that open with figures, as the boxes of a slide do: none is a figure or a period.

    Args:
        cells: The cells of one table.
    """
    held = stated = 0
    for cell in cells:
        said = kind(cell.text) if cell.row else "empty"
        if said in ("figure", "period"):
            return False  # soon, in a table of figures
        held += said != "empty"
        stated += said != "empty" and _STATES.match(cell.text) is not None
    return 5 * stated > 3 * held


def _is_note(said: str) -> bool:
    """Whether what stands in brackets is a unit, alone or among words: ($m), (in thousands), (人)."""
    return any(kind(part) == "unit" for part in (said, *said.split())) or _MEASURED.search(said) is not None


@dataclass(frozen=True, slots=True)
class _HeadLine:
    """A row of heads.

    Attributes:
        members: Its cells.
        named: Those of them that head columns of figures.
        by_column: The head of each column that one covers.
        in_place: Whether the figures of the table stand in the columns that it names.
    """

    members: tuple[int, ...]
    named: tuple[int, ...]
    by_column: Mapping[int, int]
    in_place: bool


class _Table:
    """A table by rows, with the kinds of its cells; all that it answers is linear in the number of cells."""

    def __init__(self, cells: Sequence[Placed]) -> None:
        self.cells = cells
        self.kinds = [kind(cell.text) for cell in cells]
        for index in self._serial():
            self.kinds[index] = "empty"
        depth = max((cell.row + 1 for cell in cells), default=0)
        self.rows: list[list[int]] = [[] for _ in range(depth)]
        self.covering: list[list[int]] = [[] for _ in range(depth)]
        for index, cell in enumerate(cells):
            if self.kinds[index] != "empty":
                self.rows[cell.row].append(index)
                for row in range(cell.row, min(depth, cell.row + cell.row_span)):
                    self.covering[row].append(index)
        self.closing = frozenset(self._closed())
        for index in self.closing:
            self.kinds[index] = "unit"
        self.marked = any(cell.head for cell in cells)
        named = {cell.column for cell in cells[:_UNIT_HEAD_AT] if cell.text.strip().casefold() in _UNIT_HEADS}
        self.unit_columns = named - {cell.column for cell, said in zip(cells, self.kinds, strict=True) if said == "figure"}
        self.label_columns = self._label_columns()
        self.values = [[index for index in row if cells[index].column >= self.label_columns] for row in self.rows]
        self.stating = [{index: place for place, index in enumerate(i for i in row if self.kinds[i] != "unit")} for row in self.values]
        figured = [any(self.kinds[index] == "figure" for index in row) for row in self.values]
        figured[:_HEAD_ROWS] = [is_figured and not self._of_lengths(row) for row, is_figured in enumerate(figured[:_HEAD_ROWS])]
        self.figured = figured
        self.figured_below = [False] * (depth + 1)
        for row in range(depth - 1, -1, -1):
            self.figured_below[row] = figured[row] or self.figured_below[row + 1]
        self.timed = self._timed()
        self.width = max((cell.column + cell.column_span for cell in cells), default=0)
        self.columns = Counter(cells[index].column for row, is_figured in enumerate(figured) if is_figured for index in self.stating[row])

    def _timed(self) -> set[int]:
        """Return the columns behind the labels whose head says that they tell of when each row is: year, period, 年度."""
        told = {cell.column for row in self.rows[:_HEAD_ROWS] for cell in map(self.cells.__getitem__, row) if TIMED.fullmatch(cell.text)}
        told = {column for column in told if column >= self.label_columns}
        for row, is_figured in enumerate(self.figured):
            if is_figured and told:
                held = {self.cells[index].column for index in self.rows[row] if self.kinds[index] == "period"}
                told &= held
        return told

    def _of_lengths(self, row: int) -> bool:
        """Whether the only figures of a row of words or periods are lengths of time, which head columns: P/E, 1 yr; Q3, 9M."""
        said = [self.cells[index].text for index in self.values[row] if self.kinds[index] == "figure"]
        others = [self.kinds[index] for index in self.values[row] if self.kinds[index] != "figure"]
        beside = bool(others) and all(kind == "period" for kind in others)
        return (beside or len(self.values[row]) > max(2 * len(said), 2)) and all(_LENGTH.fullmatch(length.strip()) for length in said)

    def _serial(self) -> list[int]:
        """Cells of a first column that only counts the rows, its head with them: Sr., No."""
        first = min((cell.column for cell in self.cells), default=0)
        column = [index for index, cell in enumerate(self.cells) if cell.column == first and self.kinds[index] != "empty"]
        numbered = [index for index in column if self.kinds[index] == "figure"]
        written = [self.cells[index].text.strip().rstrip(".") for index in numbered]
        counts = len(numbered) >= _SERIAL and written == [str(at) for at in range(1, len(numbered) + 1)]
        beside = {cell.column for cell in self.cells}
        return column if counts and len(column) <= len(numbered) + _HEAD_ROWS and len(beside) > 2 else []

    def _label_columns(self) -> int:
        """How many of the first columns hold the labels of rows."""
        told = zip(self.kinds, self.cells, strict=True)
        figured = {cell.row for kind, cell in told if kind == "figure" and not _LENGTH.fullmatch(cell.text.strip())}
        first = min((cell.column for kind, cell in zip(self.kinds, self.cells, strict=True) if kind != "empty"), default=0)
        labels = 0
        for column in range(first, first + _HEAD_COLUMNS):
            placed = [(kind, cell) for kind, cell in zip(self.kinds, self.cells, strict=True) if cell.column == column and kind != "empty"]
            kinds = [kind for kind, cell in placed if not figured or cell.row in figured]
            texts = sum(kind in ("text", "period") for kind in kinds)
            later = any(kind == "figure" and cell.column > column for kind, cell in zip(self.kinds, self.cells, strict=True))
            marked = [cell.head for _, cell in placed if cell.head is not None]
            spanned = any(cell.row_span > 1 and cell.column < column for cell in self.cells)
            grouped = column == first or spanned or sum(map(bool, marked)) * 2 > len(marked) or self._unheaded(column, figured)
            if not kinds or texts * 2 < len(kinds) or not grouped or (column > first and not later):
                break
            labels = column + 1
        return labels

    def _unheaded(self, column: int, figured: set[int]) -> bool:
        """Whether a column of labels in every row with figures stands below an empty cell of the row that heads the others."""
        first = min(figured, default=0)
        above = {cell.column for kind, cell in zip(self.kinds, self.cells, strict=True) if cell.row < first and kind == "period"}
        labels = [kind for kind, cell in zip(self.kinds, self.cells, strict=True) if cell.column == column and cell.row in figured]
        headed = any(
            cell.column <= column < cell.column + cell.column_span and cell.row < first and cell.text.strip()
            for cell in self.cells
            if cell.column + cell.column_span > 1
        )
        return len(above) > 1 and min(above) > column and not headed and labels.count("text") == len(labels) == len(figured)

    def is_head(self, row: int, stated: bool) -> bool:
        """Whether a row heads the columns below it; `stated` says that rows above it have stated something."""
        values = self.values[row]
        if not values or self.figured[row] or row + 1 >= len(self.rows):
            return False
        kinds = [self.kinds[index] for index in values]
        named = [index for index in self.rows[row] if self.cells[index].column < self.label_columns]
        if named and begun(self.cells[named[-1]].text, [self.cells[index].text for index in values], first=row == 0):
            return False
        if stated:
            # Another head in the body: nothing but periods or marked heads, with figures below.
            again = self.marked and all(self.cells[index].head for index in self.rows[row])
            periods = sum(kind == "period" for kind in kinds)
            unlabelled = not named or self._cornerless(row)
            return (again or (periods == len(kinds) >= 2 and unlabelled)) and self.figured_below[row + 1]
        marks = [self.cells[index].head for index in values]
        if all(mark for mark in marks):
            return True
        if any(mark is True for mark in marks) or (len(values) < 2 and any(self.cells[index].head for index in named)):
            return False
        if not self.figured_below[row + 1]:
            return False
        if any(kind == "period" for kind in kinds) or len(values) > 1:
            return True
        if not named or self.cells[values[0]].column_span > 1:
            return True
        # Two columns: a head names a unit, or stands over labels that are periods.
        below = [self.kinds[index] for line in self.rows[row + 1 :] for index in line[:1] if self.cells[index].column < self.label_columns]
        over_periods = self.kinds[named[0]] != "period" and 0 < len(below) <= 2 * below.count("period")
        noted = _BRACKETS.search(self.cells[values[0]].text)
        said = self.cells[values[0]].text.strip()
        return row == 0 and (over_periods or (noted is not None and _is_note(noted[1])) or UNIT_NAME.fullmatch(said) is not None)

    def _cornerless(self, row: int) -> bool:
        """Whether a row of periods alone, as many as the next row states figures behind its label, has no cell over the labels."""
        members = self.rows[row]
        if not members or self.cells[members[0]].column >= self.label_columns or any(self.kinds[index] != "period" for index in members):
            return False
        below = next((other for other in range(row + 1, min(row + _HEAD_ROWS, len(self.rows))) if self.figured[other]), None)
        return below is not None and len(self.stating[below]) == len(members)

    def repeats(self, row: int, above: Sequence[_HeadLine]) -> bool:
        """Whether a row in the body says the heads of its columns again, behind the name of what stands below it."""
        values = [index for index in self.values[row] if self.kinds[index] != "empty"]
        named = [index for index in self.rows[row] if self.cells[index].column < self.label_columns]
        if not named or self.figured[row] or sum(self.kinds[index] == "period" for index in values) < 2:
            return False
        heads = ((line.by_column.get(self.cells[index].column) for line in above) for index in values)
        return all(
            any(head is not None and self.cells[head].text == self.cells[index].text for head in over)
            for index, over in zip(values, heads, strict=True)
        )

    def rescales(self, row: int) -> bool:
        """Whether a row in the body says nothing but in what unit the figures of each column below it are told: $m | $m."""
        members = self.rows[row]
        units = [index for index in members if self.kinds[index] == "unit" and not self._is_sign(index)]
        return 1 < len(units) == len(members) == len(self.values[row]) and self.figured_below[row + 1]

    def is_unit(self, line: _HeadLine) -> bool:
        """Whether a row of heads says nothing but units."""
        return bool(line.named) and all(self.kinds[index] == "unit" for index in line.named)

    def relabelled(self, members: Sequence[int]) -> _HeadLine:
        """Return the labels of a row of heads that says no other head again."""
        labels = {self.cells[index].column: index for index in members if self.cells[index].column < self.label_columns}
        return _HeadLine(tuple(labels.values()), (), labels, in_place=True)

    def is_title(self, row: int) -> bool:
        """Whether a row of two cells, above one of more cells that heads columns, is the title of the table and what it is of.

        Notes of one cell may stand between them.
        """
        below = next((members for members in self.rows[row + 1 :] if len(members) > 1), [])
        return (
            len(self.rows[row]) == 2 < len(below)
            and not any(self.kinds[index] == "figure" for index in (*self.rows[row], *below))
            and self.is_head(self.cells[below[0]].row, stated=False)
        )

    def dated(self, members: Sequence[int]) -> Iterator[_HeadLine]:
        """Give the day at the end of a title as the head of all columns."""
        if self.kinds[members[-1]] == "period":
            yield _HeadLine((members[-1],), (members[-1],), dict.fromkeys(range(self.width), members[-1]), in_place=True)

    def section(self, row: int) -> int | None:
        """Return the only cell of a row, if it is a label and its row states nothing."""
        members = self.rows[row]
        if len(members) != 1 or self.cells[members[0]].column >= max(self.label_columns, 1) or not self.figured_below[row + 1]:
            return None
        unit = self.kinds[members[0]] == "unit" and not self._is_sign(members[0]) and len(self.cells[members[0]].text) > 2
        return members[0] if unit or self.kinds[members[0]] in ("text", "period") else None

    def stated(self, row: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give the cells of a row that state something, each with the signs beside it that belong to it."""
        values = self.values[row]
        named = [index for index in values if self.cells[index].column in self.unit_columns] or self._closing(values)
        for place, index in enumerate(values):
            if self.kinds[index] == "unit" or index in named:
                continue
            if named:
                yield index, tuple(named)
                continue
            ahead = values[place - 1] if place else None
            after = values[place + 1] if place + 1 < len(values) else None
            units = [ahead] if ahead is not None and self._is_sign(ahead) else []
            if after is not None and self.kinds[after] == "unit" and not self._is_sign(after):
                units.append(after)
            yield index, tuple(units)

    def _closing(self, values: Sequence[int]) -> list[int]:
        """Return the per cent in brackets that closes a row of figures, of all of which it is the unit."""
        return [values[-1]] if values and values[-1] in self.closing else []

    def _closed(self) -> Iterator[int]:
        """Give the per cent in brackets that close rows of three figures and more: | +5.1 | +2.0 | -0.4 | (%) |."""
        for row in self.rows:
            figures = sum(self.kinds[index] == "figure" for index in row)
            if figures >= _SERIAL and len(row) - figures < 3 and _IN_PER_CENT.fullmatch(self.cells[row[-1]].text.strip()):
                yield row[-1]

    def _is_sign(self, index: int) -> bool:
        return SIGN.fullmatch(MARKED.sub("", self.cells[index].text).strip()) is not None

    def beside(self, row: int) -> tuple[int, ...]:
        """Return the labels of a row."""
        labels = [
            other for other in self.covering[row] if self.cells[other].column < self.label_columns or self.cells[other].column in self.timed
        ]
        return tuple(sorted(labels, key=lambda other: self.cells[other].column))

    def head_line(self, members: Sequence[int]) -> _HeadLine:
        """Return a row as heads of columns."""
        by_column: dict[int, int] = {}
        for index in members:
            cell = self.cells[index]
            by_column |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), index)
        if len(members) == 1 and self._covers(members[0]):
            by_column |= dict.fromkeys(range(self.label_columns, self.width), members[0])
        inside = sum(count for column, count in self.columns.items() if column in by_column)
        named = tuple(index for index in members if self.cells[index].column >= self.label_columns)
        in_place = inside * 10 >= self.columns.total() * 9 and not self._cornerless(self.cells[members[0]].row)
        return _HeadLine(tuple(members), named, by_column, in_place)

    def _covers(self, index: int) -> bool:
        """Whether the only cell of a row of heads is a note in brackets, which holds for all columns: (in millions)."""
        return self.cells[index].column >= self.label_columns and _BRACKETS.fullmatch(self.cells[index].text.strip()) is not None

    def over(self, above: Sequence[_HeadLine], row: int, index: int) -> tuple[int, ...]:
        """Return the heads of a cell's column: by place where places bear it out, else by order."""
        chosen: list[int] = []
        for depth, line in enumerate(above):
            head = self._in_line(line, row, index, spread=depth + 1 < len(above))
            if head is not None and head not in chosen:
                chosen.append(head)
        return tuple(chosen)

    def corner(self, above: Sequence[_HeadLine]) -> tuple[int, ...]:
        """Return what stands in the corner above the labels of rows, where a table often gives its unit."""
        return tuple(
            index
            for line in above
            for column in range(self.label_columns)
            if (index := line.by_column.get(column)) is not None and self.kinds[index] != "period"
        )

    def _in_line(self, line: _HeadLine, row: int, index: int, *, spread: bool) -> int | None:
        stating = self.stating[row]
        named = line.members if len(line.members) == len(stating) else line.named
        if index in stating and named and not line.in_place:
            if len(named) == len(stating):
                return named[stating[index]]
            if spread and len(stating) % len(named) == 0:
                return named[stating[index] * len(named) // len(stating)]
        column = self.cells[index].column
        found = line.by_column.get(column)
        if found is not None or not spread:
            return found
        left = bisect_right(line.named, column, key=lambda other: self.cells[other].column)
        return line.named[left - 1] if left else None
