"""Columns of amounts and their changes in turns, without a row of units: forecasts of a statement whose unit its head alone gives.

In: the line of names above figures, and how many figures a row has. Out: over which columns each name stands, and the unit of each. Never:
a table without a line above it that says what its per cent are.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from pipeline.records import Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.lines import Line

#: What says above a table that every other column is a change in per cent, and in how many lines above.
_CHANGES, _REACH = re.compile(r"(?P<unit>[％%])\s?表示"), 5
#: What says in the head of a statement what all its amounts are in.
_ROUNDED = re.compile(r"(?P<unit>(?:百万|千|億)円)未満(?:を|は)?\s?(?:切(?:り)?捨て|四捨五入)|単位\s?[:：]\s?(?P<noted>(?:百万|千|億)円)")
_NAMES, _NAME = 8, 24
#: What the title of such a table names: a period.
_TITLE = re.compile(r"\d[^。\n]{0,12}(?:期|年度)")


@lru_cache(maxsize=4)
def _rounded(text: str) -> re.Match[str] | None:
    """Return what a text says its amounts are rounded to, kept for the texts asked of last: each of its tables asks."""
    return _ROUNDED.search(text)


def in_turns(text: str, lines: Sequence[Line], at: int, figures: int) -> list[list[tuple[int, int, int, int]]]:
    """Return what heads the columns below a line of names, the topmost first: column, columns, start, end.

    Each name stands over an amount and its change, the last ones over an amount alone where the figures are fewer.

    Args:
        text: The text.
        lines: Its lines.
        at: The line of names.
        figures: How many figures each row below has.
    """
    names = [(lines[at].first + match.start(), lines[at].first + match.end()) for match in re.finditer(r"[^\s\u3000]+", lines[at].text)]
    alone = 2 * len(names) - figures
    said = [text[start:end] for start, end in names]
    if not 2 <= len(names) <= _NAMES or not 0 <= alone < len(names) or any(len(name) > _NAME or kind(name) != "text" for name in said):
        return []
    above = (_CHANGES.search(text, line.first, line.last) for line in reversed(lines[max(0, at - _REACH) : at]))
    change = next((match for match in above if match is not None), None)
    if change is None:
        return []
    heads: list[tuple[int, int, int, int]] = []
    units: list[tuple[int, int, int, int]] = []
    rounded = _rounded(text)
    column = 1
    for place, span in enumerate(names):
        across = 1 if place >= len(names) - alone else 2
        heads.append((column, across, *span))
        if rounded is not None:
            units.append((column, 1, *rounded.span("unit" if rounded["unit"] else "noted")))
        if across == 2:
            units.append((column + 1, 1, *change.span("unit")))
        column += across
    return [heads, units]


#: What says that the figures of a table are forecasts, in a title that names their period.
_AHEAD = re.compile(r"予想|見通し|見込|計画|\b(?:forecasts?|outlook|guidance)\b|전망|예상", re.IGNORECASE)
#: Lines between such a title and its table: notes in brackets, and nothing.
_NOTED = re.compile(r"[(（【\[].{0,120}[)）】\]]|[(（]?(?:単位|단위|[％%]\s?表示).{0,80}")
#: How far above a table such a title stands, and how long it is.
_FAR, _LONG = 40, 80


def ahead(lines: Sequence[Line], at: int, rows: Container[int], own: Container[int]) -> Head | None:
    """Return the title above a table that says that it holds forecasts, and for which period: 3．2026年3月期の連結業績予想.

    Args:
        lines: The lines of the text.
        at: A row of the table.
        rows: The lines of all rows: above those of another table, none stands over this one.
        own: The lines of the rows of the table itself, which are passed over.
    """
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        said = lines[place].text
        if place in rows and place not in own:
            return None
        if said and place not in own and not _NOTED.fullmatch(said):
            found = len(said) <= _LONG and said[-1] not in ".。" and _AHEAD.search(said) and _YEAR.search(said)
            return Head("section", lines[place].first, lines[place].last) if found else None
    return None


#: A year in the title of a table.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\bFY\s?'?\d\d|(?:平成|令和)\s?\d|\d年\d{1,2}月期")


def titled(lines: Sequence[Line], at: int, rows: Container[int]) -> Head | None:
    """Return the title above the line that says what the per cent of a table are: it names the period, and whether it is a forecast.

    Args:
        lines: The lines of the text.
        at: The first row of the table.
        rows: The lines of all rows.
    """
    noted = next((place for place in range(at - 1, max(-1, at - 1 - _REACH), -1) if _CHANGES.search(lines[place].text)), None)
    above = lines[noted - 1] if noted else None
    if (forecast := ahead(lines, at, rows, ())) is not None:
        return forecast
    return Head("section", above.first, above.last) if above is not None and _TITLE.search(above.text) and len(above.text) <= 80 else None
