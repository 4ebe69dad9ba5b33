"""Entries of rankings, a line each: a place, a name and a figure, of which the title above says what it measures and in what unit.

In: the lines of a text; `rules/layout.toml`. Out: rows of a name and a figure, the title at their head. Never: a line of a list whose
places do not follow, or one whose commas may be points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.patterns import any_of
from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row, cell_at, parts
from pipeline.segments.lines import Line, words

#: A figure that is no number of a page, and a number of one group behind a comma or a point: of both in one list none tells which groups.
_WRITTEN, _GROUP = re.compile(r"[^\d.,\s]|\d[.,]\d"), re.compile(r"\d{1,3}([.,])\d{3}")
_BAR = re.compile(r"\s{0,4}[|｜]\s{0,4}")
#: The longest entry, name and title; lines between two entries at most, and entries of a list.
_ENTRY, _NAME, _TITLE, _APART, _ENTRIES = 120, 60, 90, 12, 3


@cache
def _place() -> re.Pattern[str]:
    """Match the place of an entry, with the marks around it: "1.", "#3", "2 -", "[57位]"."""
    behind, before = any_of(words("layout", "rankings", "places")), any_of(words("layout", "rankings", "numbers"))
    return re.compile(
        rf"[#\[【(]?(?:(?i:{before})\.?\s?)?(?P<place>\d{{1,3}}){behind}?[\]】).:：、]{{0,2}}\s{{0,2}}(?:[-–—]\s{{0,2}})?(?=[^\W\d_])"
    )


@cache
def _figure() -> re.Pattern[str]:
    """Match what parts a name from its figure, the figure, and what is told besides between bars."""
    scale = any_of(words("layout", "rankings", "scales"))
    return re.compile(
        r"(?:\s{0,2}[-–—:：]\s{0,2}|[\s\u3000]{1,4})(?P<figure>(?:[A-Z]{0,3}[$€£¥₩])?\d[\d,.]{0,20}[^\s|｜]{0,12}"
        rf"(?:\s{scale}\b)?)\s{{0,4}}(?P<besides>(?:[|｜][^\d|｜]{{1,40}}){{0,4}})"
    )


def ranked(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the entries of rankings by the index of their line.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows.
    """
    found: dict[int, Row] = {}
    run: list[tuple[int, int, Row]] = []
    for index, line in enumerate(lines):
        if index in skip or not line.text or len(line.text) > _ENTRY or (entry := _entry(text, index, line)) is None:
            continue
        if run and not (abs(entry[1] - run[-1][1]) == 1 and index - run[-1][0] <= _APART):
            found |= _headed(text, lines, run)
            run = []
        run.append(entry)
    return found | _headed(text, lines, run)


def _entry(text: str, index: int, line: Line) -> tuple[int, int, Row] | None:
    """Return the line, the place and the row of an entry; None where the line is none."""
    place = _place().match(text, line.first, line.last)
    if place is None:
        return None
    for match in _figure().finditer(text, place.end() + 1, line.last):
        if match.end() != line.last:
            continue
        name = cell_at(text, place.end(), match.start(), "")
        said = text[match.start("figure") : match.end("figure")]
        if not 1 < name.end - name.start <= _NAME or kind(said) != "figure" or any(map(str.isdigit, text[name.start : name.end])):
            return None
        besides = _besides(text, match)
        return index, int(place["place"]), Row(index, 1, (name, Cell(*match.span("figure"), ""), *besides), headed=True)
    return None


def _besides(text: str, match: re.Match[str]) -> list[Cell]:
    """Return the cells between the bars behind a figure."""
    start, end = match.span("besides")
    return [cell for cell in parts(text, start, end, _BAR)[1:] if cell.end > cell.start] if end > start else []


def _headed(text: str, lines: Sequence[Line], run: Sequence[tuple[int, int, Row]]) -> dict[int, Row]:
    """Return the entries of a list with its title at their head; none where they are too few or no title stands above."""
    above = next((at for at in range(run[0][0] - 1, max(-1, run[0][0] - 4), -1) if lines[at].text), None) if len(run) >= _ENTRIES else None
    figures = [text[row.cells[1].start : row.cells[1].end] for *_, row in run]
    if (
        above is None
        or not all(map(_WRITTEN.search, figures))
        or len({match[1] for said in figures if (match := _GROUP.fullmatch(said))}) > 1
    ):
        return {}
    title = lines[above]
    said = title.text.strip("#*_【】[]:： ")
    if not 0 < len(said) <= _TITLE or said[-1] in ".。!?！？,、":
        return {}
    start = title.first + title.text.index(said)
    made: dict[int, Row] = {}
    for index, _, row in run:
        name, figure, *besides = row.cells
        heads = (Head("row", name.start, name.end), Head("column", start, start + len(said)))
        made[index] = Row(index, 1, (name, Cell(figure.start, figure.end, said, heads), *besides), headed=True)
    return made
