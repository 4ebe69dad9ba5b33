"""The periods that the heads of a cell name.

In: the scene, the periods of the document, a cell of a row. Out: values with the names of what speaks for them. Never: a choice between
them. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.calendars import Frame, names_year
from pipeline.claims.context import Line, Scene
from pipeline.claims.timex import grain, shape, since
from pipeline.records import Cell, Mention

__all__ = ["headed", "joined", "left", "reachable"]

#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]
#: Cells before one that are looked at.
_NEAR = 24
#: What says that a column holds changes.
_ASIDE = re.compile(r"比|대비|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b")
#: Words that head the figures of a whole year in a table of a part of it.
_FULL = re.compile(r"通期|\bfull[- ]year\b|연간", re.IGNORECASE)
#: A year as analysts head a column: 2025E, FY26F.
_MARKED = re.compile(r"(FY)?\s?'?(\d{4}|\d\d)\s?[EFPAefpa]")
#: A length of time of which a head names the last day.
_LENGTH = re.compile(
    r"\b(?:(?P<count>three|six|nine|twelve|3|6|9|12)[\s-]months|(?P<sort>quarter|half|year)s?) end(?:ed|ing)\b", re.IGNORECASE
)
_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d")
_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12, "quarter": 3, "half": 6, "year": 12}
_MONTHED = re.compile(r"(?<!\d)(20\d\d)[/.](\d{1,2})(?![\d/.])")


def joined(values: Sequence[str]) -> str | None:
    """Return the part of a year that a year and a quarter or half beside it make: FY2025 and 2026-Q1 -> FY2025-Q1."""
    years = [value for value in values if grain(value) == "year"]
    parts = [match for value in values if (match := re.search(r"^(FY)?\d{4}(-[QH]\d)$", value))]
    if len(years) != 1 or len(parts) != 1:
        return None
    fiscal = years[0].startswith("FY") or parts[0][1]
    return f"{'FY' if fiscal else ''}{years[0].removeprefix('FY')}{parts[0][2]}"


@dataclass(frozen=True, slots=True)
class _Head:
    """A period that a head of a cell names: the value, the mention, and how: whole, part, joined, compared, aside."""

    kind: str
    value: str
    form: str
    mention: Mention | None = None


def _named_by(told: Scene, dates: Frame, cell: Cell) -> list[_Head]:
    """Return the periods that the heads of a cell name: "前期Q1" is one period.

    Beside a head that names a year another without one says nothing: "当期" beside "2025年度", "Years ended December 31," over "1999".
    """
    found = []
    dated = {head.kind for head in cell.heads if any(names_year(m.text) for m in told.between(head.start, head.end))}
    for over in cell.heads:
        said = told.document.text[over.start : over.end]
        aside = _ASIDE.search(said.lower()) is not None
        within = told.between(over.start, over.end)
        if not within and (value := _marked(said)):
            found.append(_Head(over.kind, dates.closed(value), "whole"))
        whole_year = dates.year_of(dates.mains[0]) if dates.mains and _FULL.search(said) else None
        if whole_year is not None and not any(names_year(m.text) for m in within):
            found.append(_Head(over.kind, whole_year, "whole"))
        whole = joined([dates.closed(str(m.timex_value)) for m in within]) if len(within) == 2 else None
        if whole is not None:
            found.append(_Head(over.kind, whole, "compared" if aside else "joined"))
        for mention in within:
            full = mention.end - mention.start > (over.end - over.start) * 0.6
            unsaid = not names_year(mention.text) and (over.kind in dated or _LENGTH.search(said) is not None)
            other = whole is not None or unsaid
            form = "compared" if aside else "aside" if other else "whole" if full else "part"
            found.append(_Head(over.kind, str(mention.timex_value), form, mention))
    columns = [told.document.text[over.start : over.end] for over in cell.heads if over.kind == "column"]
    return _stretched(dates, columns, found)


def _stretched(dates: Frame, columns: Sequence[str], found: list[_Head]) -> list[_Head]:
    """Return the heads of a cell with the stretch that a length, its last day and a year make: "Six months ended June 30" over "2025"."""
    length = next((match for said in columns if (match := _LENGTH.search(said))), None)
    days = [head for head in found if head.kind == "column" and head.form == "aside" and _DAY.fullmatch(head.value)]
    years = [head for head in found if head.kind == "column" and head.form == "whole" and shape(head.value) == "year"]
    if length is None or len(days) != 1 or len(years) != 1 or (day := dates.span(f"{years[0].value}{days[0].value[4:]}")) is None:
        return found
    first, last = since(day[1], _MONTHS[(length["count"] or length["sort"]).lower()])
    value = f"{first.isoformat()}/{last.isoformat()}"
    whole = _Head("column", dates.whole(value) or value, "joined", years[0].mention)
    return [whole, *(replace(head, form="aside") if head is years[0] else head for head in found)]


def headed(told: Scene, dates: Frame, line: Line, cell: Cell, add: Add) -> bool:
    """Add what the heads of a cell name; tell whether one of them is dated."""
    named = _named_by(told, dates, cell)
    own = [head for head in named if head.form not in ("aside", "compared")]
    above = _above(told, line, [head.value for head in own if head.kind == "column"])
    for value in above.values():
        add(value, "head:column", "head:column:whole", "head:column:above")
    for head in named:
        name, stated = f"head:{head.kind}", head in own and head.value not in above
        add(head.value, *((name,) if stated else ()), f"{name}:{head.form if stated or head not in own else 'aside'}", mention=head.mention)
        if head.form == "joined":
            add(head.value, f"{name}:whole")
        told_on = head.mention.date_end if head.mention is not None and head.form != "aside" else None
        if told_on is not None and shape(head.value) == "day":
            for value in sorted(dates.ends.get(told_on, ())):
                add(value, name, f"{name}:ends", mention=head.mention)
    return bool(own)


def _above(told: Scene, line: Line, columns: Sequence[str]) -> dict[str, str]:
    """Return for the years that head columns the quarter of them that a heading names: "2Q results" over "2025"."""
    parts = [
        str(m.timex_value)
        for head in told.heads[line.at][:2]
        for m in head.mentions
        if m.label == "DATE" and grain(m.timex_value) in ("quarter", "half")
    ]
    return {value: whole for value in columns for part in parts[:1] if (whole := joined([value, part]))}


def _marked(said: str) -> str | None:
    """Return the year or month that a head says in the short form of analysts and of yearly tables: 2025E, FY26F, 第48期(2020/12)."""
    if match := _MARKED.fullmatch(said.strip(" *|")):
        return f"{match[1] or ''}{match[2] if len(match[2]) == 4 else f'20{match[2]}'}"
    if match := _MONTHED.search(said):
        return f"{match[1]}-{int(match[2]):02d}" if 1 <= int(match[2]) <= 12 else None
    return None


def left(told: Scene, dates: Frame, line: Line, cell: Cell, add: Add) -> None:
    """Add what heads the cells before one without a date of its own: a change stands after the two figures that it compares.

    Of several groups of columns (three months, nine months) those before it in its own count.
    """
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    before = line.segment.cells[max(at - _NEAR, 0) : at]
    over = _columns(cell)
    shared = [len(over & _columns(other)) for other in before]
    most = max(shared, default=0)
    named = [head for other, count in zip(before, shared, strict=True) if count == most for head in _named_by(told, dates, other)]
    seen = [head for head in named if head.kind == "column" and head.form not in ("aside", "compared")]
    spans = [(span[1], head) for head in seen if (span := dates.span(dates.meant(head.value)))]
    above = _above(told, line, [head.value for head in seen])
    if seen:
        add(above.get(seen[-1].value, seen[-1].value), "left", "left:nearest", mention=seen[-1].mention)
        add(above.get(seen[0].value, seen[0].value), "left", "left:first", mention=seen[0].mention)
    if spans:
        last = max(spans, key=lambda s: s[0])[1]
        add(above.get(last.value, last.value), "left:last", mention=last.mention)


def _columns(cell: Cell) -> set[tuple[int, int]]:
    """Return the places of what heads a cell's column."""
    return {(head.start, head.end) for head in cell.heads if head.kind == "column"}


#: Evidence that a date stands in a cell, in the label of its row or in what heads it; that it does so plainly; that a heading says it.
_OWN = ("cell:own", "cell:label", "head:column", "head:row", "head:section", "head:corner", "left", "left:last")
_DATED = ("head:column:whole", "head:column:part", "head:row:whole", "head:row:part", "cell:label:told")
_TITLED = ("heading:named", "cell:own", "cell:label", "cell:other")


def reachable(evidence: Mapping[str | None, Mapping[str, float]]) -> set[str | None]:
    """Return the periods that a cell may mean: those of it and its heads where they are dated, else of the heading above, else all.

    Args:
        evidence: Each period in reach with what speaks for it.
    """
    said = {name for held in evidence.values() for name in held}
    wanted: tuple[str, ...] | None = None
    if said.intersection(_DATED) or "left" in said:
        wanted = _OWN
    elif "heading:named" in said:
        wanted = _TITLED
    return {value for value, held in evidence.items() if wanted is None or any(name in held for name in wanted)}
