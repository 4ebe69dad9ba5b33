"""Cells that a copy of a page set each on a line of its own: cards of a label and a value, and tables cell below cell.

In: the lines of a text. Out: rows with their cells and heads. Never: a pair whose value is of another type than its label asks for, or a
row whose cells are not those that its heads ask for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import TYPED, Row, column_type, known_label
from pipeline.segments.grid_rows import labelled_cells
from pipeline.segments.labels import alternating
from pipeline.segments.lines import Line

#: The longest label, value and text of a cell, and words that a label has at most.
_LABEL, _VALUE, _TEXT, _WORDS = 48, 72, 160, 7
_TYPES = ("date", "money", "percent", "number")
#: A value that opens with a figure, and one with a date of its own or the rank of its row.
_FIGURED = re.compile(r"[~≈<>約+\-−–△▲]?\s?(?:[A-Z]{1,3}\s?)?[$€£¥₩₹￥＄]?\s?\d")
_RANK = re.compile(r"#?\d{1,3}(?:st|nd|rd|th|位|위|\.)?")
_EMPTY = re.compile(r"[-–—―－]{0,3}|n/?a|N/A")
#: Marks around a cell, and what a title or a sentence ends in.
_MARKS = " \t|•*_:："
_STOPS = (".", "。", "!", "?", "！", "？", ",", "、", ";")
#: Labels of places and persons: their values are words.
_WORDED = re.compile(
    r"(?:headquarters|headquartered|hq|head office|location|(?:co-?)?founders?(?:\(s\))?|founded by|ceo|chief executive(?: officer)?"
    r"|president|chair(?:man|woman)?|本社|本社所在地|所在地|代表者|代表取締役(?:社長)?|創業者|본사|대표(?:이사)?)",
    re.IGNORECASE,
)
#: How near another pair stands, in lines that are not blank; rows that make a table; heads of one at most.
_NEAR, _ROWS, _HEADS = 5, 2, 12
#: The longest figure of a card.
_FIGURE = 20
#: The longest number that is not written as one: 62/100.
_SHORT = 12


@dataclass(frozen=True, slots=True)
class _Item:
    """A line with its content, without marks around it.

    Attributes:
        index: Index of the line.
        start: First code point of the content.
        end: Code point after the last.
        text: The content.
    """

    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and what may be its value.

    Attributes:
        first: Place of the label among the lines that are not blank.
        after: Place behind the value.
        figured: Whether the label asks for a figure or a date, and the value is one.
        loose: Whether no list knows the label, and the value is a figure and nothing else.
    """

    first: int
    after: int
    figured: bool
    loose: bool


def _runs(lines: Sequence[Line], skip: frozenset[int]) -> Iterator[list[_Item]]:
    """Give the lines that may be cells, in runs between those that are none: rows of their own, lines of several cells, long sentences."""
    run: list[_Item] = []
    for index, line in enumerate(lines):
        said = line.text.strip(_MARKS)
        if index in skip or len(said) > _TEXT or "|" in said or "\t" in said or line.text.startswith("#"):
            if run:
                yield run
            run = []
        elif line.text:
            lead = len(line.text) - len(line.text.lstrip(_MARKS))
            run.append(_Item(index, line.first + lead, line.first + lead + len(said), said))
    if run:
        yield run


def lined(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the rows whose cells stand on lines of their own, by the index of their first line.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no cells.
    """
    found = turned(lines, skip)
    found |= spread(text, lines, skip | taken(found))
    skip |= taken(found)
    beside = {index: labelled_cells(text, row) for index, row in alternating(lines, skip).items()}
    return found | beside | {index: labelled_cells(text, row) for index, row in cards(lines, skip | taken(beside), taken(beside)).items()}


def taken(found: Mapping[int, Row]) -> frozenset[int]:
    """Return the indices of the lines that rows cover.

    Args:
        found: Rows by the index of their first line.
    """
    return frozenset(line + extra for line, row in found.items() for extra in range(row.lines))


def cards(lines: Sequence[Line], skip: frozenset[int], held: frozenset[int]) -> dict[int, Row]:
    """Return pairs of a label and a value on a line each, by the index of their first line.

    The label says of what type its value is, the value is of that type, and another such pair stands near. A period on a line of its own
    below a figure is of it.

    Args:
        lines: The lines of the text.
        skip: Indices of lines that are no such pairs.
        held: Those of them that are labels with their values.
    """
    rows: dict[int, Row] = {}
    for run in _runs(lines, skip):
        rows |= _paired(run, held)
    return rows


def _paired(items: Sequence[_Item], held: frozenset[int]) -> dict[int, Row]:
    """Return the pairs of a run of lines by the index of their first line."""
    pairs: list[_Pair] = []
    at = 0
    while at + 1 < len(items):
        label, value = items[at], items[at + 1]
        figured = _asks(label.text) and _answers(label.text, value.text)
        worded = not figured and _WORDED.fullmatch(label.text) is not None and _names(value.text)
        loose = not figured and not worded and _stands_over(value.text, label.text)
        if (figured or worded or loose) and value.index - label.index <= 3:
            after = at + 2
            if figured and after < len(items) and items[after].index - value.index <= 3 and _dates(items[after].text, value.text):
                after += 1
            pairs.append(_Pair(at, after, figured, loose))
            at = after
        else:
            at += 1
    rows = {}
    for chain in _chains(items, pairs, held):
        for pair in chain:
            label, value, last = items[pair.first], items[pair.first + 1], items[pair.after - 1]
            cells = (Cell(label.start, label.end, ""), Cell(value.start, last.end, label.text))
            rows[label.index] = Row(label.index, last.index - label.index + 1, cells)
    return rows


def _chains(items: Sequence[_Item], pairs: Sequence[_Pair], held: frozenset[int]) -> Iterator[list[_Pair]]:
    """Give the pairs that follow each other without a line between, where one of them is sure and another pair is near."""
    chains: list[list[_Pair]] = []
    for pair in pairs:
        if chains and chains[-1][-1].after == pair.first:
            chains[-1].append(pair)
        else:
            chains.append([pair])
    sure = [any(pair.figured for pair in chain) for chain in chains]
    for number, chain in enumerate(chains):
        first, last = items[chain[0].first].index, items[chain[-1].after - 1].index
        beside = not held.isdisjoint(range(first - _NEAR, last + _NEAR + 1)) and not chain[0].loose
        others = [other for other in (number - 1, number + 1) if 0 <= other < len(chains) and _apart(chain, chains[other]) <= _NEAR]
        if beside or (sure[number] and (len(chain) > 1 or others)) or any(sure[other] and len(chains[other]) > 1 for other in others):
            yield chain


def turned(lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return pairs of a figure and the label below it, as the front pages of companies have them, by the index of their first line.

    Two pairs at least follow each other, each either without a blank line inside and with one behind it, or with no label before the first
    figure, none without a figure at the end and one that a list knows. Labels that ask for a type have figures of it above them.

    Args:
        lines: The lines of the text.
        skip: Indices of lines that are no such pairs.
    """
    rows: dict[int, Row] = {}
    for run in _runs(lines, skip):
        at = 0
        while at + 1 < len(run):
            after = at
            while after + 1 < len(run) and _stands_over(run[after].text, run[after + 1].text):
                after += 2
            if after - at >= 2 * _ROWS and _turns(run, at, after):
                for value, label in zip(run[at:after:2], run[at + 1 : after : 2], strict=True):
                    beside = (Head("row", label.start, label.end),)
                    cells = (Cell(value.start, value.end, label.text, beside), Cell(label.start, label.end, ""))
                    rows[value.index] = Row(value.index, label.index - value.index + 1, cells, headed=True)
            at = max(after, at + 1)
    return rows


def _stands_over(value: str, label: str) -> bool:
    """Whether a line is a figure and nothing else, and the next may say what it is."""
    if len(value) > _FIGURE or kind(value.rstrip("+＋")) not in ("figure", "period") or not value[-1:].strip():
        return False
    if not 1 < len(label) <= _LABEL or label.endswith(_STOPS) or any(sign.isdigit() for sign in label) or kind(label) != "text":
        return False
    form = column_type(label)
    # What happened in a year is no label of it.
    return form == "date" if kind(value) == "period" else form in (None, "text") or _fits(value.rstrip("+＋"), label)


def _turns(run: Sequence[_Item], at: int, after: int) -> bool:
    """Whether figures stand above their labels, and not below them."""
    inside = [run[place + 1].index - run[place].index for place in range(at, after, 2)]
    between = [run[place + 1].index - run[place].index for place in range(at + 1, after - 1, 2)]
    if max(inside) == 1 and min(between) > 1:
        return True
    before = run[at - 1].text if at else ""
    known = max(inside) <= min(between) and any(_asks(label.text) for label in run[at + 1 : after : 2])
    opened = not (_asks(before) or _WORDED.fullmatch(before) or _FIGURED.match(before))
    return opened and known and (after == len(run) or _FIGURED.match(run[after].text) is None)


def _apart(one: Sequence[_Pair], other: Sequence[_Pair]) -> int:
    return max(one[0].first - other[-1].after, other[0].first - one[-1].after)


def _asks(label: str) -> bool:
    """Whether a line may be a label that asks for a figure or a date."""
    if not 1 < len(label) <= _LABEL or len(label.split()) > _WORDS or label.endswith(_STOPS) or label.startswith("#"):
        return False
    return column_type(label) in _TYPES or (known_label(label) and _WORDED.fullmatch(label) is None and column_type(label) != "text")


def _answers(label: str, value: str) -> bool:
    """Whether a line is a value of the type that a label asks for."""
    if len(value) > _VALUE or value.endswith((".", "。")) or known_label(value):
        return False
    dated = (match := TYPED.match(value)) is not None and match.lastgroup == "date"
    if column_type(label) == "date" and re.search(r"revenue|sales|profit|売上|利益", label, re.IGNORECASE) is None:
        return dated
    return _FIGURED.match(value) is not None and not (dated and kind(value) == "period")


def _names(value: str) -> bool:
    """Whether a line may name a place or persons."""
    return (
        1 < len(value) <= _VALUE
        and not value.endswith(_STOPS)
        and not value[0].islower()
        and not known_label(value)
        and kind(value) == "text"
    )


def _dates(below: str, value: str) -> bool:
    """Whether a line below a figure is the period or the day that the figure is of; a year or date below a date is none."""
    said = re.sub(r"\A(?:FY|CY),\s", "FY", below)
    return kind(value) != "period" and len(below) <= 24 and kind(said) == "period" and re.search(r"(?:19|20)\d\d", said) is not None


def spread(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the rows of tables whose cells stand each on a line of its own, by the index of their first line.

    Heads come first, two at least; then rows, each opened by a cell of a form that no other cell of it has, or all of as many cells.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows.
    """
    found: dict[int, Row] = {}
    for run in _runs(lines, skip):
        found |= _tables(text, lines, run)
    return found


def _tables(text: str, lines: Sequence[Line], items: Sequence[_Item]) -> dict[int, Row]:
    """Return the rows of the tables of a run of lines by the index of their first line."""
    found: dict[int, Row] = {}
    at = 0
    while at < len(items):
        after = at
        while after < len(items) and after - at <= _HEADS and (_heads(items[after].text) or _between(items, at, after)):
            after += 1
        heads = _alike(items[at:after], lines)
        told = [head for head in heads if not _unit(head.text)]
        if len(told) >= 2 and len(heads) <= _HEADS and (rows := list(_rows(items, after, told, lines))):
            found |= {head.index: Row(head.index, 1, (Cell(head.start, head.end, ""),), headed=True) for head in heads}
            over = _over(heads)
            for row in rows:
                found |= {part.line: part for part in _parts(text, row, over)}
            at = after + sum(len(row) for row in rows)
        else:
            at = max(after, at + 1)
    return found


def _alike(heads: Sequence[_Item], lines: Sequence[Line]) -> Sequence[_Item]:
    """Return heads without those before the first that ends as the last does, in a bar or not: titles of the table."""
    barred = [lines[head.index].text.endswith("|") for head in heads]
    return heads[barred.index(barred[-1]) :] if heads else heads


def _unit(said: str) -> bool:
    return said[:1] in "（(" and said[-1:] in "）)" and kind(said[1:-1]) == "unit"


def _heads(said: str) -> bool:
    """Whether a line may head a column."""
    if not 0 < len(said) <= _LABEL or said.endswith(_STOPS) or any(sign.isdigit() for sign in said):
        return False
    return known_label(said) or column_type(said) is not None or _unit(said)


def _between(items: Sequence[_Item], first: int, at: int) -> bool:
    """Whether a line without a known word stands between heads of columns and is as short as they are."""
    said = items[at].text
    return at - first > 1 and len(said) <= _LABEL // 2 and kind(said) == "text" and at + 1 < len(items) and _heads(items[at + 1].text)


def _over(heads: Sequence[_Item]) -> list[tuple[_Item, ...]]:
    """Return the heads of each column: its name, and the unit in brackets on the line below it."""
    made: list[tuple[_Item, ...]] = []
    for head in heads:
        if _unit(head.text) and made:
            made[-1] = (*made[-1], head)
        else:
            made.append((head,))
    return made


def _rows(items: Sequence[_Item], at: int, heads: Sequence[_Item], lines: Sequence[Line]) -> Iterator[list[tuple[_Item, int]]]:
    """Give the rows below the heads of a table: their cells with the column of each."""
    body = []
    barred = lines[heads[-1].index].text.endswith("|")
    for item in items[at : at + 40 * _HEADS]:
        if lines[item.index].text.endswith("|") != barred or _speaks(item.text):
            break
        body.append(item)
    opening = _opening(body)
    starts = [place for place, item in enumerate(body) if opening is not None and opening(item.text)]
    if len(starts) < _ROWS:
        if len(heads) < 3:
            return
        starts = list(range(0, len(body) - len(heads) + 1, len(heads)))
    if not starts:
        return
    usual = Counter(after - before for before, after in pairwise(starts)).most_common(1)
    made = []
    for start, end in zip(starts, [*starts[1:], min(starts[-1] + (usual[0][0] if usual else len(heads)), len(body))], strict=True):
        cells = body[start:end]
        while cells and not cells[-1].text:
            cells.pop()
        columns = _fitted([item.text for item in cells], [head.text for head in heads])
        if columns is None:
            break
        made.append(list(zip(cells, columns, strict=True)))
    if len(made) >= _ROWS:
        yield from made


def _speaks(said: str) -> bool:
    """Whether a line is a sentence, and no cell."""
    return said.endswith(("!", "?", "！", "？")) or (said.endswith(_STOPS) and len(said) > _LABEL)


def _opening(body: Sequence[_Item]) -> Callable[[str], bool] | None:
    """Return what tells the cell that opens each row by the form of the first one: a rank that goes up, or a date."""
    if not body:
        return None
    if _RANK.fullmatch(body[0].text) and body[0].text.lstrip("#").startswith("1"):
        due = [1]

        def ranked(said: str) -> bool:
            if _RANK.fullmatch(said) is None or int(re.sub(r"\D", "", said)) != due[0]:
                return False
            due[0] += 1
            return True

        return ranked
    return _is_date if _is_date(body[0].text) else None


def _is_date(said: str) -> bool:
    return kind(said) == "period" and len(said) <= 24


def _fitted(cells: Sequence[str], heads: Sequence[str]) -> list[int] | None:
    """Return the column of each cell of a row, in order, where each cell is what its column asks for; else None."""
    columns: list[int] = []
    column = 0
    for said in cells:
        while column < len(heads) and not _fits(said, heads[column]):
            if _EMPTY.fullmatch(said):
                break
            column += 1
        if column == len(heads):
            if columns and column_type(heads[columns[-1]]) in ("text", None) and kind(said) == "text":
                columns.append(columns[-1])  # what is told besides: a line below the name
                column = columns[-1] + 1
                continue
            return None
        columns.append(column)
        column += 1
    return columns


def _fits(said: str, head: str) -> bool:
    """Whether a cell is of the type that a head asks for."""
    form = column_type(head)
    figured = _FIGURED.match(said) is not None
    if form == "date" or (head.lower().startswith("date") and form != "text"):
        return _is_date(said)
    if form in ("money", "percent"):
        amount = kind(said) == "figure" or ((match := TYPED.match(said)) is not None and match.lastgroup == form)
        return figured and amount and not _is_date(said)
    if form == "number":
        return figured and (len(said) <= _SHORT or kind(said) == "figure")
    return form is None or not figured


def _parts(text: str, row: Sequence[tuple[_Item, int]], over: Sequence[Sequence[_Item]]) -> Iterator[Row]:
    """Give the cells of a row with their heads, without what is told besides on lines between them; the first cell of words names it."""
    name = next((item for item, _ in row if kind(item.text) == "text" and not _EMPTY.fullmatch(item.text)), row[0][0])
    beside = Head("row", name.start, name.end)
    parts: list[list[Cell]] = [[]]
    first: list[int] = []
    last: list[int] = []
    before = -1
    for item, column in row:
        if column == before:
            parts.append([])
            continue
        before = column
        above = tuple(Head("unit" if place else "column", head.start, head.end) for place, head in enumerate(over[column]))
        header = " ".join(head.text for head in over[column])
        if not parts[-1]:
            first.append(item.index)
            last.append(item.index)
        parts[-1].append(Cell(item.start, item.end, header, above if item is name else (beside, *above)))
        last[-1] = item.index
    for start, end, cells in zip(first, last, filter(None, parts), strict=True):
        yield Row(start, end - start + 1, tuple(cells), headed=True)
