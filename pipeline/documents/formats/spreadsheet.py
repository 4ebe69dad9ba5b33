"""Tables as files: comma- and tab-separated values, and workbooks of Excel.

In: the bytes of a file. Out: its `Content`: a row a line, the cells in its grid. Never: a formula computed, a number shown otherwise than
its format shows it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.blocks import Block, Placed, assemble, row_of
from pipeline.documents.formats.containers import check_container
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable, line_of
from pipeline.documents.formats.text import decoded_text, odd, troubles_of

#: Cells of a file that are read, and characters of a field.
_CELLS, _FIELD = 2_000_000, 1_000_000
_CURRENCY = re.compile(r'\[\$([^\]-]{1,4})(?:-[0-9A-Fa-f]+)?\]|"([$€£¥₩￥])"|([$€£¥₩￥])')


def read_csv(data: bytes, limits: Limits) -> Content:
    """Read comma-, semicolon- or tab-separated values; from a place on where they are broken the lines are read as text.

    Source: RFC 4180; the separator is the one that parts the first lines into the most cells of equal number.
    """
    decoded = decoded_text(data)
    if not decoded.text.strip():
        raise Unreadable("no_text", "it has no text")
    text, troubles = decoded.text, list(troubles_of(decoded))
    csv.field_size_limit(_FIELD)
    lines = io.StringIO(text, newline="").readlines()
    mark = _separator(text)
    rows: list[tuple[Placed, ...]] = []
    sources: list[tuple[int, int]] = []
    count = last = read = 0
    broken = ""
    reader = csv.reader(lines, delimiter=mark, skipinitialspace=True)
    try:
        for fields in reader:
            last, read = read, reader.line_num
            count += len(fields)
            if count > _CELLS:
                troubles.append(Trouble("too_large", f"in part: rows after the first {_CELLS} cells were not read"))
                break
            if any(field.strip() for field in fields):
                rows.append(row_of(fields))
                sources.append((last, read))
        else:
            if _opens(lines[last:read], mark):
                rows.pop()
                sources.pop()
                read, broken = last, "a quotation mark is not closed"
    except csv.Error as error:
        broken = str(error)
    beyond = _beyond(rows)
    left = [said for place in beyond for line in lines[slice(*sources[place])] if (said := line_of(line))]
    if beyond:
        told = ", ".join(str(sources[place][0] + 1) for place in beyond[:10]) + (" and more" if len(beyond) > 10 else "")
        troubles.append(Trouble("broken", f"in part: rows with more cells than heads are read as text, line {told}"))
        apart = set(beyond)
        rows = [row for place, row in enumerate(rows) if place not in apart]
    left += [said for line in lines[read:] if (said := line_of(line))] if broken else []
    if broken:
        troubles.append(Trouble("broken", f"in part: the table ends before line {read + 1}, the rest is read as text: {broken}"))
    if not rows and not left:
        raise Unreadable("no_text", "it has no cell")
    written, grid = assemble([Block(rows=tuple(rows)), Block(tuple(left))])
    return Content(written, decoded.encoding, grid=grid, troubles=tuple(troubles))


def _beyond(rows: Sequence[Sequence[Placed]]) -> list[int]:
    """Return the places of rows with a cell behind all heads: a separator stood within a cell, and which cell is of what nobody knows.

    Where half of all rows have a cell more, their first column has no head; three rows of one width in a run are a table of their own.
    """
    widths = [max((place for place, cell in enumerate(row, 1) if cell.text), default=0) for row in rows]
    many = [width for width in widths if width > 1]
    if not many:
        return []
    usual, count = Counter(many).most_common(1)[0]
    most = max(many[0], usual if 2 * count >= len(many) else 0)
    runs = [(width, len(list(run))) for width, run in groupby(widths)]
    lengths = [length for _, length in runs for _ in range(length)]
    return [place for place, width in enumerate(widths) if width > most and lengths[place] < 3]


def _opens(lines: Sequence[str], mark: str) -> bool:
    """Whether a row opens a quotation mark that nothing closes: all that follows would be one field."""
    try:
        return not list(csv.reader(lines, delimiter=mark, skipinitialspace=True, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)


def _separator(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def parted(mark: str) -> tuple[int, int]:
        counts = [len(fields) for fields in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=lambda size: (counts.count(size), size)) if counts else 1
        return (counts.count(usual) if usual > 1 else 0), usual

    try:
        return max((",", "\t", ";", "|"), key=parted)
    except csv.Error:
        return ","


def read_xlsx(data: bytes, limits: Limits) -> Content:
    """Read the sheets of a workbook that can be seen: values as their formats show them.

    Source: ECMA-376 (Office Open XML), part 1, chapter 18.
    """
    check_container(data, limits)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error
    blocks: list[Block] = []
    troubles: list[Trouble] = []
    left = _CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or not sheet.max_row or not sheet.max_column:
            continue
        size = sheet.max_row * sheet.max_column
        if size > left:
            troubles.append(Trouble("too_large", f"in part: sheet {sheet.title!r} has {size} cells"))
            continue
        left -= size
        rows = tuple(row for row in _rows(sheet) if any(cell.text for cell in row))
        if rows:
            blocks += [Block((f"## {line_of(sheet.title)}",)), Block(rows=rows)]
    written, grid = assemble(blocks)
    text, foreign = without_surrogates(written)
    if not grid:
        raise Unreadable("no_text", "no sheet that can be seen has a cell with text")
    troubles += odd(text) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(text, "utf-8 (Office Open XML)", title=book.properties.title or None, grid=grid, troubles=tuple(troubles))


def _rows(sheet: Any) -> Iterator[tuple[Placed, ...]]:
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    for number, row in enumerate(sheet.iter_rows(), 1):
        if sheet.row_dimensions[number].hidden:
            continue
        cells: Iterable[Any] = (cell for cell in row if cell.column_letter not in hidden) if hidden else row
        yield tuple(
            Placed(shown(cell.value, cell.number_format), cell.column - 1, *spans.get((cell.row, cell.column), (1, 1)))
            for cell in cells
            if cell.__class__.__name__ != "MergedCell"
        )


def shown(value: object, form: str) -> str:
    """Return a value of a cell as its number format shows it: per cent, currency, decimals and grouping; dates in ISO 8601.

    Args:
        value: The value.
        form: The number format, such as `0.0%` or `[$€-407]#,##0.00`.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if not isinstance(value, int | float):
        return line_of(str(value))
    number = Decimal(repr(value))
    plain = form.split(";")[0]
    if "%" in plain:
        number *= 100
    decimals = re.search(r"\.(0+)", plain)
    if decimals is not None or (plain not in ("General", "@") and "0" in plain and "E" not in plain and "." not in plain):
        number = round(number, len(decimals[1]) if decimals is not None else 0)
    written = f"{number:,f}" if ",##" in plain else f"{number:f}"
    if "." in written and decimals is None:
        written = written.rstrip("0").rstrip(".")
    currency = _CURRENCY.search(plain)
    sign = next((group for group in currency.groups() if group), "") if currency is not None else ""
    unit = re.search(r'[0#]_?\)?"([^"]{1,8})"', plain)
    body = written.removeprefix("-")
    return f"{'-' if written.startswith('-') else ''}{sign}{body}{'%' if '%' in plain else ''}{unit[1] if unit is not None else ''}"
