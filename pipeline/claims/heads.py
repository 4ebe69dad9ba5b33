"""The periods that the heads of a cell name.

In: the scene, the periods of the document, a cell of a row. Out: values with the names of what speaks for them. Never: a choice between
them. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.claims.calendars import Frame, grain, joined, names_year, shape
from pipeline.claims.context import Line, Scene
from pipeline.records import Cell, Mention

__all__ = ["headed", "left"]

#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]
#: Cells before one that are looked at.
_NEAR = 24
#: What says that a column holds changes.
_ASIDE = re.compile(r"比|대비|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b")
#: A year as analysts head a column: 2025E, FY26F.
_MARKED = re.compile(r"(FY)?\s?'?(\d{4}|\d\d)\s?[EFPAefpa]")
_MONTHED = re.compile(r"(?<!\d)(20\d\d)[/.](\d{1,2})(?![\d/.])")


@dataclass(frozen=True, slots=True)
class _Head:
    """A period that a head of a cell names: the value, the mention, and how: whole, part, joined, compared, aside."""

    kind: str
    value: str
    form: str
    mention: Mention | None = None


def _named_by(told: Scene, dates: Frame, cell: Cell) -> list[_Head]:
    """Return the periods that the heads of a cell name: "前期Q1" is one period; beside "2025年度" its "当期" says nothing."""
    found = []
    for over in cell.heads:
        said = told.document.text[over.start : over.end]
        aside = _ASIDE.search(said.lower()) is not None
        within = [m for m in told.between(over.start, over.end) if m.label == "DATE" and m.timex_value]
        if not within and (value := _marked(said)):
            found.append(_Head(over.kind, dates.closed(value), "whole"))
        whole = joined([dates.closed(str(m.timex_value)) for m in within]) if len(within) == 2 else None
        if whole is not None:
            found.append(_Head(over.kind, whole, "compared" if aside else "joined"))
        explicit = any(names_year(m.text) for m in within)
        for mention in within:
            full = mention.end - mention.start > (over.end - over.start) * 0.6
            other = whole is not None or (explicit and not names_year(mention.text))
            form = "compared" if aside else "aside" if other else "whole" if full else "part"
            found.append(_Head(over.kind, str(mention.timex_value), form, mention))
    return found


def headed(told: Scene, dates: Frame, line: Line, cell: Cell, add: Add) -> bool:
    """Add what the heads of a cell name; tell whether one of them is dated."""
    named = _named_by(told, dates, cell)
    own = [head for head in named if head.form not in ("aside", "compared")]
    above = _above(told, dates, line, [head.value for head in own if head.kind == "column"])
    for value in above.values():
        add(value, "head:column", "head:column:whole", "head:column:above")
    for head in named:
        name, stated = f"head:{head.kind}", head in own and head.value not in above
        add(head.value, *((name,) if stated else ()), f"{name}:{head.form if stated or head not in own else 'aside'}", mention=head.mention)
        if head.form == "joined":
            add(head.value, f"{name}:whole")
        told_on = head.mention.date_end if head.mention is not None else None
        if told_on is not None and shape(head.value) == "day":
            for value in sorted(dates.ends.get(told_on, ())):
                add(value, name, f"{name}:ends", mention=head.mention)
    return bool(own)


def _above(told: Scene, dates: Frame, line: Line, columns: Sequence[str]) -> dict[str, str]:
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
    """Add what heads the cells before one without a date of its own: a change stands after the two figures that it compares."""
    seen: list[_Head] = []
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    for other in line.segment.cells[max(at - _NEAR, 0) : at]:
        seen += [head for head in _named_by(told, dates, other) if head.kind == "column" and head.form not in ("aside", "compared")]
    spans = [(span[1], head) for head in seen if (span := dates.span(dates.meant(head.value)))]
    if seen:
        add(seen[-1].value, "left", "left:nearest", mention=seen[-1].mention)
        add(seen[0].value, "left", "left:first", mention=seen[0].mention)
    if spans:
        last = max(spans, key=lambda s: s[0])[1]
        add(last.value, "left:last", mention=last.mention)
