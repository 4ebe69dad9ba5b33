"""Lines above a table without marks that head its columns: names, periods and units, parted by wide blanks or run together.

In: the lines above a table, and how many cells its rows have. Out: the parts of the head of each column. Never: heads that run together and
say more than lengths of time, days, years, notes and units, or are not as many as the columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.segments.bylines import MONTH
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row
from pipeline.segments.lines import Line
from pipeline.segments.table_notes import NOTE, RULED, WORDS
from pipeline.segments.turning_columns import in_turns

__all__ = ["lines_above", "run_on"]

#: The longest name above a unit: a word, a phrase.
_NAME, _PHRASE = 24, 48
_WORD = re.compile(r"\S+")

#: A part of a head by its sort, in the order in which a head has them; what says nothing of a period stands between them.
_ATOM = re.compile(
    r"(?P<length>(?:for\s)?(?:the\s)?(?:(?:first|second|third|fourth|three|six|nine|twelve|\d{1,2})[\s-]{1,3}(?:months?|weeks?|quarter|half)"
    r"|half[\s-]?years?|full[\s-]?years?|(?:fiscal\s|financial\s)?(?:years?|quarters?|periods?))(?:\s{1,3}(?:ended|ending|to))?"
    r"|as\s(?:at|of)|at|ended)(?![a-z])"
    rf"|(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s{{1,4}}{MONTH}|{MONTH}\s{{1,4}}\d{{1,2}}(?!\d)|[1-4]Q(?!\d)|Q[1-4](?!\d)|[12]H(?!\d)|H[12](?!\d)),?"
    r"|(?P<year>(?:FY\s?)?(?:19|20)\d\d(?!\d)|FY\s?'?\d\d(?!\d))"
    r"|(?P<change>(?:%\s?)?(?:change|chg|growth|variance|var\.?)(?:\s?%)?)(?![a-z])"
    r"|(?P<passed>[*†‡]{1,3}|[(（\[][^()（）\[\]\d]{1,24}[)）\]]|(?:un)?audited|restated"
    r"|(?:[A-Z]{1,3})?[$€£¥₩](?:m|mn|bn|k|['’]?000s?)?(?=\s|$)|['’]?000s?(?=\s|$)|%(?=\s|$))",
    re.IGNORECASE,
)
_ORDER = ("length", "day", "year", "change")
_BLANK = re.compile(r"\s*")
#: Lines above a table that its heads may fill, blank ones between two of them, and characters of them all.
_LINES, _GAP, _CHARACTERS = 12, 2, 400
#: Figures of a row that heads are looked for.
_COLUMNS = range(2, 13)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a head: its sort, and where it stands."""

    sort: str
    start: int
    end: int


def run_on(
    text: str, lines: Sequence[Line], found: Mapping[int, Row], table: Sequence[int], width: int
) -> list[list[tuple[int, int, int, int]]]:
    """Return the heads that stand run together above a table, the topmost first, where nothing parts them as above other tables.

    "Half-year to 25 March 2023 Half-year to 26 March 2022 Full-year to / 24 September / 2022" are three heads; so are three lengths of
    time above three days above three years.

    Args:
        text: The text.
        lines: Its lines.
        found: Rows by the index of their first line.
        table: The lines of the rows of the table.
        width: How many cells most of its rows have.

    Returns:
        For each part of the heads the columns that it stands over: column, columns, start, end; empty where nothing fits.
    """
    dated = all(kind(text[cell.start : cell.end]) == "period" for cell in found[table[0]].cells)
    run = _together(text, lines, found, table[0], width - 1, dated=dated)
    return run if run and not lines_above(text, lines, found, table[0], width) else []


def _together(
    text: str, lines: Sequence[Line], found: Mapping[int, Row], first: int, columns: int, *, dated: bool
) -> list[list[tuple[int, int, int, int]]]:
    """Return the heads of so many columns that run together above a line; `dated` is whether they stand above a row of years."""
    if columns not in _COLUMNS:
        return []
    parts: list[_Part] = []
    placed: list[list[tuple[int, int, int, int]]] = []
    blank = 0
    for at in range(first - 1, max(-1, first - 1 - _LINES), -1):
        line = lines[at]
        blank = 0 if line.text else blank + 1
        if at in found or blank > _GAP or lines[first].start - line.start > _CHARACTERS:
            break
        if not line.text:
            continue
        own = _parts(text, line)
        if own is None:
            break
        parts = [*own, *parts]
        placed = (_dated(parts, columns) if dated else _placed(parts, columns)) or placed
    return placed


def _parts(text: str, line: Line) -> list[_Part] | None:
    """Return the parts of heads in a line; None where it says something else."""
    parts: list[_Part] = []
    at = line.first
    while at < line.last:
        match = _ATOM.match(text, at, line.last)
        if match is None or match.lastgroup is None:
            return None
        if match.lastgroup != "passed":
            parts.append(_Part(match.lastgroup, match.start(), match.end()))
        space = _BLANK.match(text, match.end(), line.last)
        at = space.end() if space is not None else line.last
    return parts


def _placed(parts: Sequence[_Part], columns: int) -> list[list[tuple[int, int, int, int]]]:
    """Return the parts over their columns: heads one after the other, or years below lengths and days; none where they do not fit."""
    last = [part for part in parts if part.sort in ("year", "change")]
    if len(last) != columns or all(part.sort == "change" for part in last):
        return []
    whole = _groups(parts)
    if len(whole) == columns:
        return [_over(whole, columns)]
    if any(part.sort != "year" for part in parts[-columns:]):
        return []
    above = _dated(parts[:-columns], columns)
    return [*above, _over([[part] for part in last], columns)] if above else []


def _dated(parts: Sequence[_Part], columns: int) -> list[list[tuple[int, int, int, int]]]:
    """Return lengths and days over a row of years: heads one after the other, or days below lengths; none where they do not fit."""
    if not parts or any(part.sort in ("year", "change") for part in parts):
        return []
    whole = _groups(parts)
    if len({tuple(part.sort for part in group) for group in whole}) == 1 and columns % len(whole) == 0:
        return [_over(whole, columns)]
    blocks = [list(held) for _, held in groupby(parts, key=lambda part: part.sort)]
    if any(columns % len(held) for held in blocks):
        return []
    return [_over([[part] for part in held], columns) for held in blocks]


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Return the heads that follow one another: each goes on as long as its parts do in their order."""
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and _ORDER.index(groups[-1][-1].sort) < _ORDER.index(part.sort) and part.sort != "change":
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _over(groups: Sequence[Sequence[_Part]], columns: int) -> list[tuple[int, int, int, int]]:
    """Return heads over as many columns each."""
    across = columns // len(groups)
    return [(1 + place * across, across, group[0].start, group[-1].end) for place, group in enumerate(groups)]


def _over_units(lines: Sequence[Line], first: int, row: Row, text: str, width: int) -> list[list[tuple[int, int, int, int]]]:
    """Return what heads a row of units (百万円 ％ 百万円 ％): words, or phrases between wide blanks, each over as many columns.

    A phrase of which the rest stands on a line of its own below is headed by both.
    """
    units = row.cells[len(row.cells) == width :]
    if len(units) != width - 1 or not all(kind(text[cell.start : cell.end]) == "unit" for cell in units):
        return []
    line = lines[first - 1]
    above = lines[first - 2] if first > 1 else line
    rest = [match.span() for match in WORDS.finditer(line.text)]
    if names := _spread(line, WORDS, _PHRASE, width - 1):
        return [names]
    names = _spread(above, WORDS, _PHRASE, width - 1)
    if not names or not rest or len(rest) >= len(names) or kind(line.text) != "text":
        names = _spread(line, _WORD, _NAME, width - 1)
        return [names] if names else []
    indent = line.first - line.start
    middles = [start + end - 2 * above.start for _, _, start, end in names]
    nearest = [min(range(len(names)), key=lambda at: abs(middles[at] - start - end - 2 * indent)) for start, end in rest]
    if len(set(nearest)) < len(rest):
        return []
    below = [(names[at][0], names[at][1], line.first + start, line.first + end) for at, (start, end) in zip(nearest, rest, strict=True)]
    return [names, below]


def _spread(line: Line, mark: re.Pattern[str], longest: int, columns: int) -> list[tuple[int, int, int, int]]:
    """Return the words or phrases of a line over as many columns each: column, columns, start, end; none where they do not fit."""
    spans = [(line.first + match.start(), line.first + match.end()) for match in mark.finditer(line.text)]
    if len(spans) < 2 or columns % len(spans):
        return []
    if any(end - start > longest or kind(line.text[start - line.first : end - line.first]) != "text" for start, end in spans):
        return []
    across = columns // len(spans)
    return [(1 + place * across, across, *span) for place, span in enumerate(spans)]


def lines_above(
    text: str, lines: Sequence[Line], found: Mapping[int, Row], first: int, width: int
) -> list[list[tuple[int, int, int, int]]]:
    """Return the lines right above a table without marks that head its columns, the topmost first: column, columns, start, end.

    Rules and marks of a typesetter between them are passed over, and titles of parts and notes of units below them.

    Args:
        text: The text.
        lines: Its lines.
        found: Rows by the index of their first line.
        first: The first line of the table.
        width: How many cells its rows have.
    """
    chosen: list[list[tuple[int, int, int, int]]] = []
    for at in range(first - 1, max(-1, first - 10), -1):
        line = lines[at]
        if not line.text or at in found or len(line.text) > 240:
            break
        if RULED.fullmatch(line.text):
            continue
        if at == first - 1 and (named := _over_units(lines, first, found[first], text, width)):
            chosen += named
            if len(named) > 1:
                break
            continue
        parts = [(line.first + part.start(), line.first + part.end()) for part in WORDS.finditer(line.text)]
        kinds = [kind(line.text[start - line.first : end - line.first]) for start, end in parts]
        units = len(parts) > 1 and all(form == "unit" for form in kinds[1:])
        headed = "figure" not in kinds and ("period" in kinds or units)
        if headed and width - 1 <= len(parts) <= width and (len(parts) > 1 or chosen):
            shift = width - len(parts)
            chosen.insert(0, [(place + shift, 1, *span) for place, span in enumerate(parts)])
        elif headed and chosen and len(parts) > 0 and (width - 1) % len(parts) == 0:
            across = (width - 1) // len(parts)
            chosen.insert(0, [(1 + place * across, across, *span) for place, span in enumerate(parts)])
        elif chosen or (len(parts) > 1 and not NOTE.search(line.text)):
            break
    return chosen or (in_turns(text, lines, first - 1, width - 1) if first and first - 1 not in found else [])
