"""The periods that the row of a table tells in its own cells.

In: the scene, the periods of the document, a figure in a row, the dates of the row. Out: values with the names of what speaks for them.
Never: what heads a column; a choice between them. Part of the room of claims.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.claims import lengths
from pipeline.claims.calendars import Frame
from pipeline.claims.comparisons import compared
from pipeline.claims.context import Line, Scene
from pipeline.claims.heads import months_ended
from pipeline.claims.times import founds, names_year
from pipeline.claims.timex import shape
from pipeline.records import Cell, Mention

__all__ = ["in_row"]

#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]


def in_row(told: Scene, dates: Frame, line: Line, figure: Mention, here: Sequence[Mention], add: Add) -> None:
    """Add the dates in the row of a table: in the figure's own cell, in the label of the row, in other cells; no foundings."""
    own = line.cell(figure.start)
    days = [m for m in here if _fills(line, m) and line.cell(m.start) is not own and shape(m.timex_value) in ("day", "month")]
    for mention in here:
        cell = line.cell(mention.start)
        if cell is not own and founds(line, mention):
            continue
        form = "compared" if compared(line, mention) else "told"
        if cell is own and own is not None:
            side = "<" if mention.end <= figure.start else ">"
            add(mention.timex_value, "here", "cell:own", f"cell:own{side}", f"cell:own:{form}", mention=mention)
        elif cell is line.segment.cells[0]:
            whole = _labelled(told, dates, cell, mention)
            if whole is not None:
                add(whole, "here", "cell:label", "cell:label:told", "cell:label:joined")
            named = ("here", "cell:label", f"cell:label:{form}") if whole is None else ("cell:label:day",)
            add(mention.timex_value, *named, mention=mention)
        else:
            only = ("cell:other:only", f"cell:other:only:{shape(mention.timex_value)}") if days == [mention] else ()
            add(mention.timex_value, "cell:other", f"cell:other:{form}", *only, mention=mention)


def _labelled(told: Scene, dates: Frame, cell: Cell, mention: Mention) -> str | None:
    """Return the period that the label of a row and what heads the labels make: "Fiscal year ended" over "March 31, 2025"."""
    if shape(mention.timex_value) != "day" or not names_year(mention.text):
        return None
    for over in cell.heads:
        months = months_ended(told.document.text[over.start : over.end]) if over.kind in ("column", "corner", "section") else 0
        if months:
            return lengths.stretch(dates, str(mention.timex_value), months)
    return None


def _fills(line: Line, mention: Mention) -> bool:
    """Tell whether a date is nearly all of its cell."""
    cell = line.cell(mention.start)
    return cell is not None and mention.end - mention.start > (cell.end - cell.start) * 0.6
