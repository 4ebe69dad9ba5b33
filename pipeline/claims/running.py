"""Periods that a text leaves to be worked out: the nine months of its quarter, so far this year, the part of a year named in brackets.

In: the scene, the periods of its document, a line and a figure. Out: values with the names of what speaks for them. Never: a length of
time that ends nowhere, as "over nine months" of a text without quarters. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from pipeline.claims.calendars import Frame
from pipeline.claims.comparisons import brackets
from pipeline.claims.context import Line, Scene
from pipeline.claims.governing import expects, wholes
from pipeline.claims.lengths import summed
from pipeline.claims.times import a_year_earlier, earlier, names_year
from pipeline.claims.timex import grain, preceding, shifted
from pipeline.records import Mention

__all__ = ["against", "running"]

#: A value, and the names of what speaks for it.
Run: TypeAlias = tuple[str, tuple[str, ...]]
#: Lengths of time that run from the start of a year to the end of a quarter or half of it.
_LENGTHS = {"P6M": 2, "P9M": 3}
#: What makes a length of time one of another sort: how long ago, up to when, a plan.
_OTHER = re.compile(
    r"[\s-]{1,2}(?:ago|earlier|later|before|after|from|old|to\b|ended|ending|plan|contract|notice|delay)|前|後|以内|전|후|이내"
)
_NEXT = re.compile(r"\b(?:next|another|within|every|over|last|past|after|about|some|than)\s?$|今後|向こう|直近|최근|향후|앞으로")
#: Lines of the same passage before one in which the length may stand.
_BACK = 3
#: What says that something runs from the start of a year to the day of telling.
_SO_FAR = re.compile(
    r"\bso far (?:this|in)\b|\b(?:this year|20\d\d) (?:so far|to date)\b|\byear[- ]to[- ]date\b|\bytd\b"
    r"|\bsince (?:the (?:start|beginning) of (?:the|this) year|january\b(?! \d))"
    r"|年初(?:から|来)|今年に入[りっ]|올해 들어|연초 (?:이후|대비)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def running(told: Scene, dates: Frame, line: Line, figure: Mention, own: str | None) -> Iterator[Run]:
    """Yield what a line means by a length of time alone, by what has run since the start of the year, and by a year in brackets.

    Args:
        told: The scene.
        dates: The periods of the document.
        line: The line of a figure.
        figure: The figure.
        own: Date of the article.
    """
    if own is not None and _DAY.fullmatch(own) and _so_far(line.low):
        yield f"{own[:4]}-01-01/{own}", ("so-far",)
    spans = list(_spanned(told, dates, line))
    yield from spans
    yield from _parted(dates, line, figure, [value for value, _ in spans])


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _so_far(low: str) -> bool:
    return _SO_FAR.search(low) is not None


#: What a year in brackets may be a part of, as its figures are told beside those of a part of another year.
_PARTS = ("quarter", "half", "range")


def _parted(dates: Frame, line: Line, figure: Mention, spans: Sequence[str]) -> Iterator[Run]:
    """Yield the part of a year that a year in brackets means: "sales of the first half of 2024 were $9m (2023: $8m)"."""
    told = [m for m in line.mentions if m.label == "DATE" and m.timex_value and m.end <= figure.start]
    for year in told:
        around = line.once(brackets, year, year.start) if grain(year.timex_value) == "year" and names_year(year.text) else None
        if around is None or not around[0] <= figure.start < around[1]:
            continue
        before = [str(dates.meant(m.timex_value, m)) for m in told if m.end <= around[0]]
        carried = dates.carried.get(line.at, {}).get("flow")
        flow = str(dates.meant(carried[1].timex_value, carried[1])) if carried else ""
        bases = before[-1:] or spans or [flow]
        number = int(str(year.timex_value).removeprefix("FY")[:4])
        for base in bases:
            own = base.removeprefix("FY")[:4]
            apart = number - int(own) if grain(base) in _PARTS and own.isdigit() else 0
            if apart and (moved := shifted(base, apart)):
                yield moved, ("parted", f"parted:{'here' if before else 'spanned' if spans else 'carried'}")


def _spanned(told: Scene, dates: Frame, line: Line) -> Iterator[Run]:
    """Yield the stretches that a line, or those before it in its passage, mean by a length of time alone."""
    for back in range(min(_BACK, line.at) + 1):
        other = told.lines[line.at - back]
        if other.segment is not line.segment:
            return
        length = next((m for m in other.mentions if line.once(_runs, (other, m), other.at, m.start)), None)
        if length is not None:
            yield from _of(dates, str(length.timex_value), "here" if back == 0 else "passage")
            return


def _runs(line: Line, part: tuple[Line, Mention]) -> bool:
    """Tell whether a length of time is the one that a report covers."""
    other, mention = part
    if mention.label != "DURATION" or mention.timex_value not in _LENGTHS:
        return False
    start, end = mention.start - other.start, mention.end - other.start
    return _OTHER.match(other.low, end) is None and _NEXT.search(other.low, max(start - 14, 0), start) is None


def _of(dates: Frame, length: str, where: str) -> Iterator[Run]:
    """Yield the first months of a year that end with a quarter or half that the document is about."""
    part = _LENGTHS[length]
    for value in dates.mains:
        if (grain(value), value[-1]) not in (("quarter", str(part)), ("half", "1" if part == 2 else "")):
            continue
        evidence = ("spanned", f"spanned:{length}", f"spanned:{where}")
        if part == 2:
            yield f"{value.partition('-')[0]}-H1", (*evidence, "spanned:half")
        span = dates.span(value)
        if grain(value) == "half" and span is not None:
            yield f"{span[0].isoformat()}/{span[1].isoformat()}", (*evidence, "spanned:days")
        elif stretch := summed(dates, value):
            yield stretch, (*evidence, "spanned:days")
        return


def against(
    dates: Frame, line: Line, figure: Mention, here: Sequence[Mention]
) -> Iterator[tuple[str | None, tuple[str, ...], Mention | None]]:
    """Yield for a figure with which another is compared the year before the period of the other, where no date but a relative one is told.

    Where the words of a comparison count back from the period spoken of, as "a year earlier" does, the figure that is not in it is of that.

    Args:
        dates: The periods of the document.
        line: The line of the figure.
        figure: The figure.
        here: The dates of the line.
    """
    held = next(((a, b) for a, b in dates.beside[line.at] if a < figure.end and figure.start < b), None)
    told = [m for m in here if held is None or held[0] <= m.start < held[1]]
    relative = [m for m in told if earlier(line, m)]
    if (held is None and not relative) or (held is not None and len(relative) < len(told)):
        return
    begin = held[0] if held is not None else relative[0].start
    parts = wholes(line, here)
    stated = [m for m in here if m.end <= begin and m not in relative and m.start not in parts]
    carried = dates.carried.get(line.at, {}).get("flow")
    near = stated[-1] if stated else carried[1] if carried else None
    base = dates.meant(near.timex_value, near) if near else dates.mains[0] if dates.mains else None
    where = "here" if stated else "carried" if carried else "main"
    if base is not None and held is not None and not relative and expects(line.low[held[0] - line.start : held[1] - line.start]):
        yield base, ("expected", f"expected:{where}"), near
    elif base is not None and held is None:
        yield base, ("counted-from", f"counted-from:{where}"), near
    elif base is not None and (past := shifted(base, -1) if all(a_year_earlier(line, m) for m in relative) else preceding(base)):
        name = "against" if not relative else "against:told"
        yield past, (name, f"{name}:{where}"), near
