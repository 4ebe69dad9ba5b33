"""What a date says and what else it may mean, what the date of an article and the main periods imply, what part each has: once a document.

In: the periods of a document, a date or the date of an article. Out: values, each with the names of what speaks for it. Never: a choice
between them. Part of the room of claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from pipeline.claims.calendars import Frame
from pipeline.claims.timex import Meaning, Part, grain, open_part, says_nothing, shape, shifted
from pipeline.records import Mention

__all__ = ["DEICTIC", "implied", "named_as", "part", "read"]

#: Values that say "now", "once", "some day": the first is the document's own date, the others are none.
DEICTIC = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def named_as(dates: Frame, value: str | None, evidence: Iterable[str], mention: Mention | None) -> str | None:
    """Return the value that names best what a date says; one told as a stretch of days, and "now", stay as they are.

    Args:
        dates: The periods of the document.
        value: The value.
        evidence: What speaks for it.
        mention: The words that say it.
    """
    if value is None or value in DEICTIC or any(name.endswith("as:stretch") for name in evidence):
        return value
    return dates.best(value, mention)


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
        said = _read(dates, value, own, mention, at_end)
        dates.meanings[key] = [(named_as(dates, told, marks, mention), *marks) for told, *marks in said]
    return dates.meanings[key]


def implied(dates: Frame, own: str | None) -> Mapping[str | None, dict[str, float]]:
    """Return the date of an article, its main periods, and what these imply, each value with what speaks for it.

    Args:
        dates: The periods of the document, which keep it for the next figure that asks.
        own: Date of the article.
    """
    if own not in dates.implied:
        made: dict[str | None, dict[str, float]] = {}
        for told, *names in _implied(dates, own):
            made.setdefault(named_as(dates, told, names, None), {}).update(dict.fromkeys(names, 1.0))
        dates.implied[own] = made
    return dates.implied[own]


def _read(dates: Frame, value: str | None, own: str | None, mention: Mention | None, at_end: bool | None) -> Iterator[Meaning]:
    if says_nothing(value):
        return
    said = dates.meant(value, mention, own)
    left = open_part(value) if value is not None and "X" in value else None
    if own is None and left is not None and said != left and (mention is None or mention.start not in dates.spoken):
        yield left, "as:open"
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


#: Evidence that tells what part a date may have in its document.
_ASKED = ("here", "as:fiscal", "as:calendar-part")


def part(dates: Frame, value: str | None, own: str | None, elsewhere: bool, told: Set[str]) -> Part:
    """Return what part a period has in its document, and the names of it that mean another thing with another sort of statement.

    Args:
        dates: The periods of the document, which keep it for the next figure that asks.
        value: The period.
        own: Date of the article.
        elsewhere: Whether it is not of the line of the figure, which has a date: then its shape alone counts.
        told: Names of what speaks for it.
    """
    key = value, own, elsewhere, *(name in told for name in _ASKED)
    if key not in dates.parts:
        dates.parts[key] = _part(dates, value, own, elsewhere, {name for name in _ASKED if name in told})
    return dates.parts[key]


def _part(dates: Frame, value: str | None, own: str | None, elsewhere: bool, told: Set[str]) -> Part:
    kind, length = shape(value), grain(value)
    ev = {f"shape:{kind}": 1.0, f"grain:{length}": 1.0}
    keys: list[str] = []
    if value is None:
        if own is None:
            ev["none&undated"] = 1.0
        if dates.fiscal:
            ev["shape:none&fiscal"] = 1.0
        return ev, keys
    if "as:calendar-part" in told:
        ev["as:calendar-part*unworded"] = 1.0 - dates.worded
    if elsewhere:
        return ev, keys
    if value in dates.common:
        ev["common"] = dates.common[value]
    if kind.startswith("FY"):
        ev["fiscal*worded"] = dates.worded
        ev["fiscal*unworded"] = 1.0 - dates.worded
    if dates.fiscal:
        ev[f"shape:{kind}&fiscal"] = 1.0
        if "as:fiscal" in told:
            ev["as:fiscal*share"] = dates.fiscal
            if value in dates.common:
                ev["as:fiscal:named"] = 1.0
        if f"FY{value}" in dates.common:
            ev["fiscal-named"] = 1.0
        if kind in ("quarter", "half", "year"):
            ev["calendar*share"] = dates.fiscal
    span, written = dates.span(value), dates.span(own)
    if "here" in told:
        if span is not None and written is not None and span[0] > written[1]:
            far = (span[0] - written[1]).days
            keys.append(f"here:ahead{'>90' if far > 90 else ''}")
            ev |= {keys[-1]: 1.0, f"{keys[-1]}&{length}": 1.0}
        return ev, keys
    if value in dates.latest:
        keys.append(f"latest:{min(dates.latest[value], 2)}")
    if span is not None and written is not None:
        gone = (written[1] - span[1]).days
        past = "around" if gone <= 0 else "ended" if gone < 120 else "year" if gone < 400 else "old"
        keys.append(f"when:{'ahead' if span[0] > written[1] else past}")
        ev[f"{keys[-1]}&{length}"] = 1.0
    ev |= dict.fromkeys(keys, 1.0)
    return ev, keys
