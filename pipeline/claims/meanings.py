"""What a date says and what else it may mean, and what the date of an article and the main periods imply: read once in a document.

In: the periods of a document, a date or the date of an article. Out: values, each with the names of what speaks for it. Never: a choice
between them. Part of the room of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.claims.calendars import Frame
from pipeline.claims.timex import Meaning, shape, shifted
from pipeline.records import Mention

__all__ = ["implied", "read"]


def read(dates: Frame, value: str | None, own: str | None, mention: Mention | None, at_end: bool | None) -> Sequence[Meaning]:
    """Return what a date says and what else it may mean.

    Args:
        dates: The periods of the document, which keep it for the next figure that asks.
        value: Its value.
        own: Date of the article.
        mention: The words that say it.
        at_end: Whether the heads of the figure's cell speak of the end of a period; None outside tables.
    """
    key = value, own, (mention.start, mention.end) if mention is not None else None, at_end
    if key not in dates.meanings:
        dates.meanings[key] = list(_read(dates, value, own, mention, at_end))
    return dates.meanings[key]


def implied(dates: Frame, own: str | None) -> Sequence[Meaning]:
    """Return the date of an article, its main periods, and what these imply.

    Args:
        dates: The periods of the document, which keep it for the next figure that asks.
        own: Date of the article.
    """
    if (own,) not in dates.meanings:
        dates.meanings[own,] = list(_implied(dates, own))
    return dates.meanings[own,]


def _read(dates: Frame, value: str | None, own: str | None, mention: Mention | None, at_end: bool | None) -> Iterator[Meaning]:
    said = dates.meant(value, mention, own)
    if own is None and value is not None and said != value and "X" in value and (mention is None or mention.start not in dates.spoken):
        yield value, "as:open"
    yield (said,)
    if value is not None and said == dates.called.get(value):
        yield value, "as:uncalled"
    if mention is not None and said != value and shape(value) == "FY" and shape(said) == "FYq":
        yield value, "as:year"
    for other, mark in dates.views(said, own, mention):
        ends = ("as:end", "as:closing-end") if at_end else ()
        yield other, mark, *((f"{mark}:cell",) if at_end is not None else ()), *((f"{mark}:said",) if mark in ends else ())
    if at_end and shape(said) == "month" and (span := dates.span(said)) is not None:
        yield span[1].isoformat(), "as:month-end"


def _implied(dates: Frame, own: str | None) -> Iterator[Meaning]:
    yield own, "document"
    for place, value in enumerate(dates.as_of):
        yield value, f"as-of:{place}"
    for place, value in enumerate(dates.months):
        yield value, f"month:{place}"
    for place, value in enumerate(dates.mains):
        yield value, f"main:{place}"
        for told, mark in dates.views(value, own):
            yield told, f"main:{place}:{mark}"
        if past := shifted(value, -1):
            yield past, f"main:{place}:year-before"
        if later := shifted(value, 1):
            yield later, f"main:{place}:year-after"
        if value.startswith("FY") and "-" in value:
            yield value.split("-")[0], f"main:{place}:its-year"
        elif whole := dates.year_of(value):
            yield whole, f"main:{place}:its-year"
    if own and len(own) >= 7:
        month = date(int(own[:4]), int(own[5:7]) if own[5:7].isdigit() else 1, 1)
        quarter = (month.month + 2) // 3
        yield f"{month:%Y}-Q{quarter}", "document:quarter"
        yield f"{month.year - (quarter == 1)}-Q{quarter - 1 or 4}", "document:last-quarter"
        if len(own) == 10 and own[5:7].isdigit():
            yield own[:7], "document:month"
            if month > date.min:
                yield f"{month.year - (month.month == 1):04}-{month.month - 1 or 12:02}", "document:last-month"
    if own and own[:4].isdigit():
        yield own[:4], "document:year"
        yield str(int(own[:4]) - 1), "document:last-year"
