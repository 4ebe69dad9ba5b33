"""Tables without marks between their cells: within a line of running text, or lines of a label and figures between single spaces.

In: the lines of a text. Out: lines, of which those that hold a table are cut where its heads and its rows begin, and those that hold a list
where its items and their titles do; the rows of lines of figures. Never: a cut in front of fewer than three rows with equally many figures,
or within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.records import Cell
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import NUMERIC, Row, cell_at
from pipeline.segments.lines import Line, split, words

#: Shortest line that is looked at; fewest rows of a table, and figures of a row; longest label of a row, in code points.
_LONG, _ROWS, _FIGURES, _LABEL = 120, 3, 2, 90
_TOKEN = re.compile(r"\S+")
_WIDE = re.compile(r"[ \u00a0]{2,400}|\t")
_STOP = re.compile(r"[.!?。！？](?:[\"'”’)\]]{0,2})[\s\u3000]|[。！？]|:\s{1,9}")
#: Words that a head may have beside its period: what the column compares.
_HEAD_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Group:
    """A label and the figures behind it.

    Attributes:
        label: Where the words before the figures begin.
        first: Where the figures begin.
        end: Code point after the last figure.
        figures: How many there are.
    """

    label: int
    first: int
    end: int
    figures: int


def parted(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a text, those that hold a table among sentences cut into one line a row, those that hold a list into its items.

    Args:
        text: The text.
        lines: Its lines.
    """
    made: list[Line] = []
    for line in (item for whole in lines for item in _itemed(text, whole)):
        cuts = sorted(set(_cuts(text, line))) if len(line.text) >= _LONG and line.text[0] not in "|#" else []
        if not cuts:
            made.append(line)
            continue
        bounds = [line.start, *(cut for cut in cuts if line.first < cut < line.last), line.after]
        for start, end in pairwise(bounds):
            made += split(text, start, end)
    return made


#: An item of a list that a copy ran together into one line, behind the end of another or behind its title: "… [4] Outlook - The company".
_ITEM = re.compile(
    r"(?<=[\].!?])[ ](?P<title>(?:[A-Z][\w'’&/]{1,20}(?:[ ](?:and|of|the|&|[A-Z][\w'’&/]{1,20})){0,8}[ ])?)"
    r"(?P<item>[-–•▪][ ](?=[A-Z\"“$€£]))"
)
#: Items that such a line has at least.
_ITEMS = 3


def _itemed(text: str, line: Line) -> list[Line]:
    """Return a line, or its items and their titles where it holds several; cells of a row are no items, however they are written."""
    found = list(_ITEM.finditer(text, line.first, line.last)) if len(line.text) >= 2 * _LONG and line.text[0] not in "|#" else []
    if len(found) < _ITEMS:
        return [line]
    cuts = sorted({place for match in found for place in (match.start("title"), match.start("item"))})
    return [part for start, end in pairwise([line.start, *cuts, line.after]) for part in split(text, start, end)]


def _cuts(text: str, line: Line) -> Iterator[int]:
    """Give the places in a line where a row, the heads of a table or the text behind it begin."""
    run: list[_Group] = []
    for group in (*_groups(text, line), None):
        if group is not None and (not run or (group.figures == run[0].figures and _is_label(text, run[-1].end, group.first))):
            run.append(group)
            continue
        if len(run) >= _ROWS and run[0].figures >= _FIGURES:
            yield from _of_table(text, run)
        run = [] if group is None else [group]


def _groups(text: str, line: Line) -> Iterator[_Group]:
    """Give the runs of figures of a line, each with the words before it."""
    label, figures, first, end = line.first, 0, 0, 0
    for match in _TOKEN.finditer(text, line.first, line.last):
        form = kind(match.group())
        if form == "figure" and not match.group().endswith((",", ".")):
            first = match.start() if not figures else first
            figures, end = figures + 1, match.end()
        elif figures and form != "unit":
            yield _Group(label, first, end, figures)
            label, figures = match.start(), 0
    if figures:
        yield _Group(label, first, end, figures)


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether the text between two runs of figures is the label of the second, a title of a part before it at most."""
    said = text[start:end]
    return 0 < len(_WIDE.split(said.strip())[-1]) <= _LABEL and _STOP.search(said) is None and len(said) <= 2 * _LABEL


def _of_table(text: str, run: Sequence[_Group]) -> Iterator[int]:
    """Give the places where the heads of a table, its rows and the text behind it begin."""
    first = run[0]
    opening = _last_stop(text, first.label, first.first)
    pieces = _pieces(text, opening, first.first)
    yield pieces[-1]
    if len(pieces) > 1:
        yield pieces[-2]
    elif (heads := _heads(text, pieces[-1], first.first, first.figures)) is not None:
        yield from heads
    else:
        yield first.label if opening == first.label else opening
    for above, group in pairwise(run):
        yield from _pieces(text, above.end, group.first)
    yield run[-1].end


def _last_stop(text: str, start: int, end: int) -> int:
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    return stops[-1] if stops else start


def _pieces(text: str, start: int, end: int) -> list[int]:
    """Return where the pieces between wide gaps begin."""
    places = [start + len(text[start:end]) - len(text[start:end].lstrip())]
    places += [match.end() for match in _WIDE.finditer(text, places[0], end) if match.end() < end]
    return places


def _heads(text: str, start: int, end: int, columns: int) -> tuple[int, int] | None:
    """Return where the heads of columns begin and end, where nothing parts them from the label of the first row: at least one period."""
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]
    spans = list(periods(text, tokens))
    if not spans:
        return None
    begin, last = spans[0][0], spans[-1][1]
    missing = columns - len(spans)
    behind = [token for token in tokens if token[0] >= last][:missing] if 0 < missing <= _HEAD_WORDS else []
    return begin, behind[-1][1] if behind else last


def heads_between_blanks(text: str, line: Line, columns: int) -> list[Cell]:
    """Cut a line of heads that single blanks part: one word each, or periods of several words; what stands before them is the corner.

    Args:
        text: The text.
        line: The line above the first row.
        columns: Cells of a row, its label among them.

    Returns:
        A cell for each column, that of the labels left out where the line has none; empty where the line does not say so many.
    """
    if not line.text or len(line.text) > 160:
        return []
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text, line.first, line.last)]
    if len(tokens) in (columns, columns - 1):
        return [Cell(*token, "") for token in tokens]
    spans = list(periods(text, tokens))
    if not spans:
        return []
    corner = [token for token in tokens if token[1] <= spans[0][0]]
    words = [token for token in tokens if token[0] >= spans[0][0] and not any(a <= token[0] < b for a, b in spans)]
    if len(spans) + len(words) != columns - 1:
        return []
    opening = [Cell(corner[0][0], corner[-1][1], "")] if corner else []
    return [*opening, *(Cell(*span, "") for span in sorted([*spans, *words]))]


def periods(text: str, tokens: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the periods among the words of a line, the longest of up to five words that is one."""
    at = 0
    while at < len(tokens):
        size = next((size for size in range(5, 0, -1) if at + size <= len(tokens) and _is_period(text, tokens, at, size)), 0)
        if size:
            yield tokens[at][0], tokens[at + size - 1][1]
        at += max(size, 1)


def _is_period(text: str, tokens: Sequence[tuple[int, int]], at: int, size: int) -> bool:
    said = text[tokens[at][0] : tokens[at + size - 1][1]]
    return len(said) <= 40 and any(character.isdigit() for character in said) and kind(said) == "period"


def _dated(text: str, cells: Sequence[Cell] | None) -> bool:
    """Whether a line of nothing but numbers is one of periods: 2023 2022 2021."""
    return all(kind(text[cell.start : cell.end]) == "period" for cell in cells or ())


#: A figure in pence or cents as results have it beside pounds and dollars.
_SMALL = re.compile(r"[(（-]?\d{1,5}(?:\.\d{1,4})?[)）]?[pc][)）]?")


def _is_figure(said: str) -> bool:
    return (
        NUMERIC.fullmatch(said) is not None or _SMALL.fullmatch(said) is not None or said.lower() in words("layout", "tables", "unfigured")
    )


def _numbered(text: str, cut: Sequence[list[Cell] | None]) -> list[list[Cell] | None]:
    """Return rows with a number that ends a label as part of it, where that gives a row the width of those around: IFRS 16 (4.1) (3.0)."""
    made = list(cut)
    for at, cells in enumerate(cut):
        beside = [other for other in (*cut[max(at - 1, 0) : at], *cut[at + 1 : at + 2]) if other is not None]
        if cells is None or len(cells) < 4 or not beside or any(len(other) != len(cells) - 1 for other in beside):
            continue
        words = [text[cell.start : cell.end] for cell in cells]
        if kind(words[0]) == "text" and words[1].isdigit() and len(words[1]) < 4 and not any(word.isdigit() for word in words[2:]):
            made[at] = [replace(cells[0], end=cells[1].end), *cells[2:]]
    return made


def numbers(text: str, block: Sequence[Line], last: int) -> list[Row]:
    """Read lines of a label and two or more figures between single spaces, as text taken from a PDF file has them.

    Args:
        text: The text.
        block: Lines without a blank one between them.
        last: The highest number in the list of references; no figure of such a line is one.
    """
    cut: list[list[Cell] | None] = []
    for line in block:
        if len(line.text) > 240:
            cut.append(None)
            continue
        parts = [(match.start(), match.end()) for match in re.finditer(r"[^\s\u3000]+", text[line.start : line.end])]
        tail = len(parts)
        while tail > 0 and _is_figure(text[line.start + parts[tail - 1][0] : line.start + parts[tail - 1][1]]):
            tail -= 1
        if len(parts) - tail < 2 or (tail and parts[tail - 1][1] - parts[0][0] > 60):
            cut.append(None)
            continue
        label = [cell_at(text, line.start + parts[0][0], line.start + parts[tail - 1][1], "")] if tail else []
        cut.append([*label, *(cell_at(text, line.start + start, line.start + end, "") for start, end in parts[tail:])])
    cut = _numbered(text, cut)
    rows: list[Row] = []
    at = 0
    while at < len(cut):
        after = at
        here = cut[at]
        while here is not None and after < len(cut) and (other := cut[after]) is not None and len(other) == len(here):
            after += 1
        if here is None or after - at < 2:
            at += 1
            continue
        headers: list[str] = []
        if at and (cut[at - 1] is None or _dated(text, cut[at - 1])):
            cells = heads_between_blanks(text, block[at - 1], len(here))
            goes_on = at > 1 and (above := cut[at - 2]) is not None and len(above) == len(here)
            if cells and not (goes_on and all(kind(text[cell.start : cell.end]) == "text" for cell in cells)):
                names = [text[cell.start : cell.end] for cell in cells]
                headers = names if len(names) == len(here) else ["", *names]
                rows.append(Row(at - 1, 1, tuple(cells)))
        rows += [
            Row(
                index,
                1,
                tuple(replace(cell, header=headers[place] if place < len(headers) else "") for place, cell in enumerate(cut[index] or ())),
            )
            for index in range(at, after)
        ]
        at = after
    return rows
