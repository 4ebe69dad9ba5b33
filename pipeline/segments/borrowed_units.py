"""Tables whose amounts and changes take turns, and whose units stand over the table before: forecasts below the results of a year.

In: the lines of a text. Out: rows with cells and their heads. Never: a row whose figures are not as many as its names ask for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row
from pipeline.segments.lines import Line

#: Fewest and most names of such a table, and the longest label of a row.
_FEWEST, _MOST, _LABEL = 3, 8, 40
#: Lines above one of units on which the names of its columns stand, where the last name is wrapped.
_WRAPPED = 4
_PART, _GAP = re.compile(r"\S+"), re.compile(r"\S+(?:[ \t]\S+)*")
#: An amount in whole units, a change in per cent to one place, and what a share earns.
_BLANK = r"[-–—―－]"
_AMOUNT = re.compile(rf"[△▲\-−]?(?:\d{{1,3}}(?:[,，]\d{{3}}){{1,4}}|\d{{1,3}})|{_BLANK}")
_CHANGE = re.compile(rf"[△▲+\-−]?\d{{1,4}}\.\d|{_BLANK}")
_EACH = re.compile(rf"[△▲\-−]?[\d,]{{1,9}}(?:\.\d{{1,2}}|円(?:\d{{1,2}}銭)?)|{_BLANK}")
_OF_SHARE = re.compile(r"[当あ]たり|per\s(?:ordinary\s)?share", re.IGNORECASE)
_SHARE = re.compile(r"[%％]")


def borrowing(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the rows of tables without units of their own by the index of their first line.

    Names of three columns or more stand on one line, right below them rows of an amount and a change for each (売上高, 54,500 7.5), with
    one figure more where the last name is of one share. The last line above on which units took turns says what the figures are in; where
    names stand above that line, as many as it has units of money, they are those of the rows below it.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows of such a table.
    """
    found: dict[int, Row] = {}
    units: tuple[Head, Head] | None = None
    each: Head | None = None
    names: tuple[tuple[int, int], ...] = ()
    for index, line in enumerate(lines):
        parts = [(match.start(), match.end()) for match in _PART.finditer(text, line.first, line.last)] if line.text else []
        if len(parts) > 2 * _MOST + 4:
            names = ()
            continue
        turning = _turning(text, parts)
        units = turning or units
        each = _of_share(text, line) or each
        row = _row(text, index, parts, names, units, each) if units is not None and names and index not in skip else None
        if row is not None:
            found[index] = row
            if index - 1 not in found:
                found |= _head_rows(lines, index - 1, names)
        elif turning is not None:
            names = _over(text, lines, index, len(parts) // 2)
        else:
            names = _names(text, line) if index not in skip else ()
    return found


def _head_rows(lines: Sequence[Line], above: int, names: Sequence[tuple[int, int]]) -> dict[int, Row]:
    """Return the lines from that of the first of some names to the one above the first row as one row of names, by its index."""
    at = next(index for index in range(above, -1, -1) if lines[index].first <= names[0][0])
    return {at: Row(at, above - at + 1, tuple(Cell(*name, "") for name in names), headed=True)}


def _over(text: str, lines: Sequence[Line], index: int, count: int) -> tuple[tuple[int, int], ...]:
    """Return the names above a line of units, one for each of its units of money; the last may go on below the others.

    親会社株主に帰属する / 売上高 営業利益 経常利益 / 四半期純利益 are four names on three lines. None where they are not so many.
    """
    above: list[tuple[int, list[tuple[int, int]]]] = []
    for at in range(index - 1, max(index - 1 - _WRAPPED, -1), -1):
        parts = [(match.start(), match.end()) for match in _PART.finditer(text, lines[at].first, lines[at].last)] if lines[at].text else []
        if not parts or any(kind(text[start:end]) != "text" or end - start > _LABEL or "(" in text[start:end] for start, end in parts):
            break
        above.append((at, parts))
    wide = [(at, parts) for at, parts in above if len(parts) in (count - 1, count) and len(parts) >= _FEWEST - 1]
    if len(wide) != 1:
        return ()
    place, parts = wide[0]
    below = [others for at, others in above if at > place]
    if any(len(others) != 1 for others in below) or (len(parts) < count and not below):
        return ()
    if not below:
        return tuple(parts)
    last = (parts[-1][0] if len(parts) == count else below[-1][0][0], below[0][0][1])
    return (*parts[: count - 1], last)


def _turning(text: str, parts: Sequence[tuple[int, int]]) -> tuple[Head, Head] | None:
    """Return the two units of a line on which money and per cent take turns, three times at least: 百万円 ％ 百万円 ％ 百万円 ％."""
    said = [text[start:end] for start, end in parts]
    if len(said) < 2 * _FEWEST or any(kind(unit) != "unit" for unit in said):
        return None
    pairs = 2 * (len(said) // 2)
    money, share = set(said[0:pairs:2]), set(said[1:pairs:2])
    if len(money) != 1 or not all(map(_SHARE.fullmatch, share)) or any(map(_SHARE.fullmatch, money)):
        return None
    return Head("unit", *parts[0]), Head("unit", *parts[1])


def _of_share(text: str, line: Line) -> Head | None:
    """Return the unit of figures for one share on a line of units: 円 銭."""
    found = re.search(r"円\s銭", text[line.first : line.last])
    return Head("unit", line.first + found.start(), line.first + found.end()) if found is not None else None


def _names(text: str, line: Line) -> tuple[tuple[int, int], ...]:
    """Return the names of columns that stand beside each other on a line; none where it holds a figure or has too few of them."""
    parts = [(match.start(), match.end()) for match in _GAP.finditer(text, line.first, line.last)] if line.text else []
    if not _FEWEST <= len(parts) <= _MOST or any(kind(text[start:end]) != "text" or end - start > _LABEL for start, end in parts):
        return ()
    return tuple(parts)


def _row(
    text: str,
    index: int,
    parts: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
    units: tuple[Head, Head],
    each: Head | None,
) -> Row | None:
    """Return a line as a row: a label, an amount and a change for each name, and one figure for the name of what a share earns."""
    single = _OF_SHARE.search(text, *names[-1]) is not None
    turns = 2 * (len(names) - single)
    label = parts[: len(parts) - turns - single]
    figures = parts[len(label) :]
    if not label or len(figures) != turns + single or label[-1][1] - label[0][0] > _LABEL:
        return None
    forms = [*(_AMOUNT, _CHANGE) * (turns // 2), *([_EACH] if single else [])]
    if not all(form.fullmatch(text, *figure) for form, figure in zip(forms, figures, strict=True)):
        return None
    beside = Head("row", label[0][0], label[-1][1])
    cells = [Cell(beside.start, beside.end, "")]
    for place, figure in enumerate(figures):
        name = Head("column", *names[place // 2])
        unit = each if place == turns else units[place % 2]
        over = (name, unit) if unit is not None else (name,)
        cells.append(Cell(*figure, " ".join(text[head.start : head.end] for head in over), (beside, *over)))
    return Row(index, 1, tuple(cells), headed=True)
