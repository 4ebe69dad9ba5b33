"""In which month the fiscal years of a document end.

In: the scene of a document, the days of its dates. Out: a month, or None. Never: the month of another company. Part of the room of claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from pipeline.claims.context import Scene
from pipeline.claims.timex import shape

__all__ = ["closing", "one_month"]


def closing(told: Scene, days: Mapping[str, tuple[date, date]]) -> int | None:
    """Return the month in which fiscal years end: that of the years named, or the one month that heads columns or rows of three years."""
    ends = Counter(last.month for value, (_, last) in days.items() if shape(value) == "FY")
    if ends:
        return ends.most_common(1)[0][0]
    columns = {(head.start, head.end) for line in told.lines for cell in line.segment.cells for head in cell.heads if head.kind == "column"}
    cells = {(cell.start, cell.end) for line in told.lines for cell in line.segment.cells}
    return one_month(told, columns) or one_month(told, cells)


def one_month(told: Scene, places: Collection[tuple[int, int]]) -> int | None:
    """Return the one month of which at least three years, and no other month, fill some places."""
    headed = {
        mention.timex_value
        for start, end in places
        for mention in told.between(start, end)
        if mention.label == "DATE" and shape(mention.timex_value) == "month" and mention.end - mention.start > (end - start) * 0.6
    }
    months = Counter(str(value)[5:7] for value in headed)
    month, count = months.most_common(1)[0] if months else ("", 0)
    return int(month) if count >= 3 and count == len(headed) else None
