"""What a length, a month or a part of a year makes with a day or a year: nine months of 2021, twelve months to 31 March, a year to date.

In: the periods of a document, values of dates. Out: others. Never: the words of a date. Part of the room of claims.
"""

from __future__ import annotations

from datetime import timedelta

from pipeline.claims.calendars import Frame
from pipeline.claims.timex import grain, shape, since

#: The last year that the calendar counts on from.
_LAST = 9990

__all__ = ["opening", "stretch", "summed", "within"]


def within(dates: Frame, value: str, year: str) -> str | None:
    """Return the month of a year that a head without a year names below the name of that year: 2025年8月期, 9月 -> 2024-09."""
    span = dates.span(year) if shape(value) == "month" else None
    if span is None or span[0].year < 1:
        return None
    month = int(value[5:7])
    return f"{span[0].year + (month < span[0].month):04d}-{month:02d}"


def opening(dates: Frame, year: str, months: int) -> str | None:
    """Return the first months of a year: nine months 2021 -> 2021-01-01/2021-09-30."""
    span = dates.span(year)
    if span is None or span[0].year > _LAST:
        return None
    at, month = divmod(span[0].year * 12 + span[0].month - 1 + months, 12)
    last = span[0].replace(year=at, month=month + 1, day=1) - timedelta(days=1)
    value = f"{span[0].isoformat()}/{last.isoformat()}"
    return dates.whole(value) or value


def stretch(dates: Frame, day: str, months: int) -> str | None:
    """Return the period of so many months that ends on a day: twelve to a month other than December are the fiscal year of that day."""
    span = dates.span(day)
    if span is None:
        return None
    if months == 12 and span[1].month != 12:
        return f"FY{span[1].year:04d}"
    first, last = since(span[1], months)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return dates.whole(value) or value


def summed(dates: Frame, value: str) -> str | None:
    """Return what a quarter or month covers with those before it in its year."""
    span = dates.span(value)
    if span is not None and value.endswith("-H1"):
        return f"{span[0].isoformat()}/{span[1].isoformat()}"
    if span is None or grain(value) not in ("quarter", "month"):
        return None
    closing = dates.closing or 12 if value.startswith("FY") or dates.fiscal > 0.5 else 12
    months = (span[1].month - closing - 1) % 12 + 1
    first, last = since(span[1], months)
    return f"{first.isoformat()}/{last.isoformat()}" if months > 3 or grain(value) == "month" else None
