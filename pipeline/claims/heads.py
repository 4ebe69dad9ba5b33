"""The periods that the heads of a cell name.

In: the scene, the periods of the document, a cell. Out: values with what speaks for them. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.claims import lengths
from pipeline.claims.calendars import Frame
from pipeline.claims.context import Line, Scene
from pipeline.claims.marked_years import marked, term
from pipeline.claims.times import names_year
from pipeline.claims.timex import filled, grain, shape, shifted, since
from pipeline.records import Cell, Head, Mention

__all__ = ["Named", "headed", "joined", "left", "months_ended", "named_by", "overruled"]

#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]
#: Cells before one that are looked at.
_NEAR = 24
#: What says that a column holds changes.
_ASIDE = re.compile(r"比|대비|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b")
#: Words that head the figures of a whole year in a table of a part of it.
_FULL = re.compile(r"通期|\bfull[- ]year\b|연간", re.IGNORECASE)
#: A length of time of which a head names the last day.
_LENGTH = re.compile(
    r"\b(?:(?P<count>three|six|nine|twelve|3|6|9|12)[\s-]months?|(?P<sort>quarter|half|year)(?:(?<=half)[- ]year)?s?)"
    r" (?:end(?:ed|ing)|to(?! date))\b",
    re.IGNORECASE,
)
_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12, "quarter": 3, "half": 6, "year": 12}
#: A fiscal year by the month of its end, as tables of several years head their columns in short: 25/3, 26/3計.
_SHORT = re.compile(r"'?(\d\d)/(1[0-2]|0?[1-9])(?:計画?|予想?|見込?|実績?|[EFAP])?")
#: Words that say that a head names the period a year before.
_BEFORE = re.compile(r"\b(?:LY|PY|pcp|last year|prior[- ]year|previous year|year[- ]ago)\b|前年(?!比|度)|전년(?!\s?대비|도)", re.IGNORECASE)
#: Words that say that a quarter or month is told with those before it in its year.
_SUMMED = re.compile(r"\bYTD\b|\byear[- ]to[- ]date\b|\bcumulative\b|累計(?!期間)|누계|누적", re.IGNORECASE)
#: A fiscal year by its number since the company was founded, which says no year: 제25기; and a whole one, not 第51期中 or 第51期第1四半期.
_TERM = re.compile(r"[제第]\s?(\d{1,3})\s?[기期]")
_WHOLE = re.compile(_TERM.pattern + r"(?!(?s:.{0,5})(?:中|半期|[上下]期|累計|반기|분기|누적))")
#: Months from the start of a year, said without their last day: nine months 2021, 9M25.
_FIRST = re.compile(r"\b(?P<count>three|six|nine|3|6|9)(?:[\s-]months?\b(?!\s(?:end|to\b))|(?-i:M)\b)", re.IGNORECASE)
#: A year in a head right beside letters or signs that are no part of it: sales_2024, 2023매출액.
_YEAR = re.compile(r"[\s*|]*(?:19|20)\d\d[\s*|]*")
_GLUED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: What stands before or behind the first day of a stretch, and the last.
_OPENS, _CLOSES = re.compile(r"(?:自|\bfrom)\s?\Z"), re.compile(r"(?:至|\b(?:to|until))\s?\Z")
_OPENED, _CLOSED = re.compile(r"\s?부터"), re.compile(r"\s?까지")


def joined(values: Sequence[str]) -> str | None:
    """Return the part of a year that a year and a quarter or half beside it make: FY2025 and 2026-Q1 -> FY2025-Q1."""
    years = [value for value in values if grain(value) == "year"]
    parts = [match for value in values if (match := re.search(r"^(FY)?(?:\d{4}|XXXX)(-[QH]\d)$", value))]
    if len(years) != 1 or len(parts) != 1:
        return None
    fiscal = years[0].startswith("FY") or parts[0][1]
    return f"{'FY' if fiscal else ''}{years[0].removeprefix('FY')}{parts[0][2]}"


@dataclass(frozen=True, slots=True)
class Named:
    """A period that a head of a cell names: the value, the mention, and how: whole, part, joined, compared, aside."""

    kind: str
    value: str
    form: str
    mention: Mention | None = None


def named_by(told: Scene, dates: Frame, line: Line, cell: Cell) -> list[Named]:
    """Return the periods that the heads of a cell name: "前期Q1" is one period.

    Beside a head that names a year another without one says nothing: "当期" beside "2025年度", "Years ended December 31," over "1999".
    """
    found = []
    dated = {head.kind for head in cell.heads if any(names_year(m.text) for m in told.between(head.start, head.end))}
    dated |= {head.kind for head in cell.heads if head.kind == "column" and _YEAR.fullmatch(told.document.text, head.start, head.end)}
    titled = _titled(told, dates, line, cell)
    numbered = any(head.kind == "column" and _WHOLE.search(told.document.text, head.start, head.end) for head in cell.heads)
    for over in cell.heads:
        said = told.document.text[over.start : over.end]
        aside = _ASIDE.search(said.lower()) is not None
        within = told.between(over.start, over.end)
        if over.kind == "column" and (value := _short(told, line, said)):
            found.append(Named(over.kind, value, "whole"))
            continue
        if not within and (value := marked(said) or term(told, dates, said)):
            found.append(Named(over.kind, dates.closed(value), "whole"))
        if not within and len(years := _GLUED.findall(said)) == 1 and (over.kind == "column" or "_" in said):  # revenue_2024_usd
            found.append(Named(over.kind, years[0], "whole" if said.strip(" *|") == years[0] else "part"))
        full_year = _FULL.search(said) is not None and not any(names_year(m.text) for m in within)
        whole_year = titled or (dates.year_of(dates.mains[0]) if dates.mains else None) if full_year else None
        if whole_year is not None:
            found.append(Named(over.kind, whole_year, "whole"))
        whole = joined([dates.closed(str(m.timex_value)) for m in within]) if len(within) == 2 else None
        if whole is not None:
            found.append(Named(over.kind, whole, "compared" if aside else "joined"))
        for mention in within:
            full = mention.end - mention.start > (over.end - over.start) * 0.6
            unsaid = not names_year(mention.text) and (over.kind in dated or _LENGTH.search(said) is not None)
            other = whole is not None or unsaid or (whole_year is not None and titled is not None)
            form = "compared" if aside else "aside" if other else "whole" if full else "part"
            value = str(mention.timex_value)
            if numbered and over.kind == "column" and shape(value) == "month":  # 第51期 over the month in which it ended
                value, form = f"FY{value[:4]}", "whole"
            found.append(Named(over.kind, value, form, mention))
    beside = [head for head in found if head.kind == "row" and head.mention is not None]
    if len(beside) == 2 and (both := joined([head.value for head in beside])) is not None:  # the columns of the year and the quarter
        found = [Named("row", both, "joined"), *(head for head in found if head not in beside)]
    return _composed(told, dates, line, cell, found, titled)


#: Heads that name the part of a table, or of a document, that a cell stands in.
_TITLES = ("corner", "section", "note")


def _titled(told: Scene, dates: Frame, line: Line, cell: Cell) -> str | None:
    """Return the one year that the title of the part of a table names, else the heading right above it."""
    over = [told.between(head.start, head.end) for kind in _TITLES for head in cell.heads[::-1] if head.kind == kind]
    above = [[m for m in head.mentions if m.label == "DATE"] for head in told.heads[line.at][:1]]
    for mentions in (*over, *above):
        fiscal = {year for m in mentions if names_year(m.text) and grain(year := dates.closed(str(m.timex_value))) == "year"}
        if fiscal:
            return min(fiscal) if len(fiscal) == 1 else None
    return None


def _spanned(told: Scene, dates: Frame, cell: Cell) -> str | None:
    """Return the stretch of two days of which the heads of a column say that one opens and one closes it: 自 …1日 至 …30日."""
    text = told.document.text
    days = [m for over in cell.heads if over.kind == "column" for m in told.between(over.start, over.end) if shape(m.timex_value) == "day"]
    spans = [dates.span(m.timex_value) for m in days]
    if len(days) != 2 or spans[0] is None or spans[1] is None or not spans[0][0] < spans[1][1]:
        return None
    opens = _OPENS.search(text[max(days[0].start - 6, 0) : days[0].start]) or _OPENED.match(text, days[0].end)
    closes = _CLOSES.search(text[max(days[1].start - 6, 0) : days[1].start]) or _CLOSED.match(text, days[1].end)
    if not (opens and closes):
        return None
    first, last = spans[0][0], spans[1][1]
    if since(last, 12)[0] == first:
        return lengths.stretch(dates, last.isoformat(), 12)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return dates.whole(value) or value


def _numbered(told: Scene, dates: Frame, line: Line, columns: Sequence[str]) -> int | None:
    """Return the year of a fiscal year that a column names by its number, as the document dates it or another, else as its row counts."""
    number = next((int(match[1]) for said in columns if (match := _TERM.search(said))), None)
    if number is None:
        return None
    if dates.terms:
        known = min(dates.terms, key=lambda term: (abs(term - number), -term))
        return dates.terms[known] + number - known
    others = {
        int(match[1])
        for cell in line.segment.cells[:_NEAR]
        for head in cell.heads
        if head.kind == "column" and (match := _TERM.search(told.document.text[head.start : head.end]))
    }
    main = next((span for value in dates.mains if (span := dates.span(value))), None)
    return main[1].year + number - max(others) if others and main is not None else None


def _short(told: Scene, line: Line, said: str) -> str | None:
    """Return the fiscal year that a head says by its month, where the head of another column of the row says one by the same."""
    match = _SHORT.fullmatch(said.strip(" *|"))
    if match is None:
        return None
    texts = {
        told.document.text[head.start : head.end].strip(" *|")
        for cell in line.segment.cells[:_NEAR]
        for head in cell.heads
        if head.kind == "column"
    }
    alike = {other[1] for text in texts if (other := _SHORT.fullmatch(text)) and int(other[2]) == int(match[2])}
    return f"FY20{match[1]}" if len(alike) > 1 else None


#: Heads of a cell whose words complete one another.
_COMPLETING = ("column", "corner", "note", "section")


def _composed(told: Scene, dates: Frame, line: Line, cell: Cell, found: list[Named], titled: str | None) -> list[Named]:
    """Return the heads of a cell with the one period that several of them make.

    A length and its last day ("Quarter ended" over "30.06.2025"), these and a year ("Year to 31 March" beside "2019"), a quarter and the
    year of a column before it ("25/3期 3Q", "4Q"), a quarter and what moves it ("Q3 LY") or sums it up ("YTD").
    """
    columns = [told.document.text[over.start : over.end] for over in cell.heads if over.kind == "column"]
    others = [told.document.text[over.start : over.end] for over in cell.heads if over.kind in _COMPLETING[1:]]
    length = next((match for said in [*columns, *others] if (match := _LENGTH.search(said))), None)
    months = _MONTHS[(length["count"] or length["sort"]).lower()] if length is not None else 0
    stated = [head for head in found if head.kind == "column" and head.form in ("whole", "part", "joined")]
    years = [head for head in stated if head.form == "whole" and grain(head.value) == "year"]
    made, used = None, None
    if spanned := _spanned(told, dates, cell):
        used, made = next(iter(stated), None), spanned
    elif len({head.value for head in years}) == 1 and len(stated) == len(years):
        used = years[0]
        made = next((value for head in _yearless(found) if (value := _of_year(dates, head, used.value, months))), None)
        made = made or (_as_titled(told, dates, cell, found, used.value) if months else None)
    elif not stated and (over := _compared_over(found)) is not None:
        parts = [head for head in _yearless(found) if head.kind == "column" and head.form != "compared"]
        made = next((value for head in parts if (value := _of_year(dates, head, over, 0))), None)
    elif len(stated) == 1:
        used = stated[0]
        named = used.mention is not None and names_year(used.mention.text)
        if months and named and shape(used.value) == "day" and not _LENGTH.search(_text_over(told, cell, used)):
            made = lengths.stretch(dates, used.value, months)
        elif not named and used.mention is not None and grain(part := str(dates.meant(used.value))) in ("quarter", "half"):
            made = _following(told, dates, line, cell, part)
            number = _numbered(told, dates, line, columns)
            if number is not None and made is None:
                made = filled(part, str(number)) or shifted(part, number - int(part.removeprefix("FY")[:4]))
            elif made is None and titled is not None:
                made = joined([titled, part])
        elif not named and titled is not None:
            made = lengths.within(dates, used.value, titled)
    first = next((match for said in columns if (match := _FIRST.search(said))), None) if length is None else None
    if first is not None and made is None and used is not None and len(stated) == 1 and grain(used.value) == "year":
        made = lengths.opening(dates, used.value, _MONTHS[first["count"].lower()])
    moved = made or (dates.meant(used.value) if used is not None else None)
    past = any(_BEFORE.search(said) and not _ASIDE.search(said.lower()) for said in columns)
    own = used.mention.text if used is not None and used.mention is not None else ""
    if moved is not None and past and not names_year(own) and not _BEFORE.search(own):
        moved = made = shifted(moved, -1) or made
    labels = [told.document.text[over.start : over.end] for over in cell.heads if over.kind in ("column", "row")]
    if any(_SUMMED.search(said) for said in labels) and not any(_FULL.search(said) for said in columns):
        free = not stated and not any(_TERM.search(said) for said in columns)
        base = moved or ((_of_row(found, titled) or _nearest(told, dates, line, cell, past)) if free else None)
        made = (lengths.summed(dates, base) if base is not None else None) or made
    if made is None or (used is not None and made == used.value):
        return found
    # What a head without a year means is told by the others: its own words no longer count.
    told_by = used.mention if used is not None and used.mention is not None and names_year(used.mention.text) else None
    whole = Named("column", made, "joined", told_by)
    moved_row = titled is not None and not stated
    return [whole, *(replace(head, form="aside") if head in stated or (moved_row and head.kind == "row") else head for head in found)]


def _as_titled(told: Scene, dates: Frame, cell: Cell, found: Sequence[Named], year: str) -> str | None:
    """Return a year as the stretch that the title of its table ends in a year: "for the year ended 30 June 2024" over 2023."""
    for head in found:
        length = _LENGTH.search(_text_over(told, cell, head)) if head.kind in _TITLES and head.mention is not None else None
        span = dates.span(head.value) if length is not None and not year.startswith("FY") else None
        if span is not None and grain(head.value) in ("year", "half", "quarter", "range"):
            told_of = int(head.value[2:6]) if head.value.startswith("FY") else span[1].year
            return shifted(head.value, int(year) - told_of)
    return None


def _of_row(found: Sequence[Named], titled: str | None) -> str | None:
    """Return the quarter or half that the label of a row names, in the year that stands over the table: 第2四半期(累計)."""
    parts = [match[1] for head in found if head.kind == "row" and (match := re.search(r"(-[QH]\d)\Z", head.value))]
    return f"{titled}{parts[0]}" if titled is not None and len(parts) == 1 else None


def _text_over(told: Scene, cell: Cell, head: Named) -> str:
    """Return the words of the head that a period stands in."""
    at = head.mention.start if head.mention is not None else -1
    return next((told.document.text[over.start : over.end] for over in cell.heads if over.start <= at < over.end), "")


def _yearless(found: Sequence[Named]) -> list[Named]:
    """Return the periods without a year among the heads of a cell, those of the column first."""
    held = [head for head in found if head.kind in _COMPLETING and head.mention is not None and not names_year(head.mention.text)]
    return sorted(held, key=lambda head: _COMPLETING.index(head.kind))


def _compared_over(found: Sequence[Named]) -> str | None:
    """Return the one year that a head over several columns names with what all of them are compared with: 2025年2月期(前年同月比)."""
    held = [head for head in found if head.kind == "column" and head.form == "compared" and grain(head.value) == "year"]
    years = {head.value for head in held if head.mention is not None and names_year(head.mention.text)}
    return min(years) if len(years) == 1 else None


def _of_year(dates: Frame, head: Named, year: str, months: int) -> str | None:
    """Return the period that a head without a year and one that is a year make."""
    number, kind = int(year.removeprefix("FY")), shape(head.value)
    if kind == "month" and head.kind == "column" and not months:
        return lengths.within(dates, head.value, year)
    if part := re.fullmatch(r"XXXX(-[QH]\d)", head.value):
        return f"{year}{part[1]}" if head.kind == "column" else None
    if head.kind == "column" and not year.startswith("FY") and (part := re.fullmatch(r"XXXX-(\d\d)", head.value)) and not months:
        return f"{year}-{part[1]}"
    if kind in ("day", "partial", "month") and (match := re.fullmatch(r"[\dX]{4}-(\d\d)(?:-(\d\d))?", head.value)):
        if not months:
            day = f"{number:04d}-{match[1]}-{match[2]}"
            return day if match[2] and head.kind == "column" and dates.span(day) is not None else None
        span = dates.span(f"{number:04d}-{match[1]}-{match[2]}") if match[2] else dates.span(f"{number:04d}-{match[1]}")
        return lengths.stretch(dates, span[1].isoformat(), months) if span is not None else None
    covered = dates.span(head.value)
    if head.kind != "column" or covered is None or grain(head.value) not in ("quarter", "half", "range", "year"):
        return None
    told = int(head.value[2:6]) if head.value.startswith("FY") else covered[1].year
    return shifted(head.value, number - told)


def _following(told: Scene, dates: Frame, line: Line, cell: Cell, value: str) -> str | None:
    """Return a quarter or half in the year of the nearest column before it that names one, or in the next: 3Q of FY2025, 4Q, 1Q."""
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    part = int(value[-1])
    later = 0
    for other in reversed(line.segment.cells[max(at - _NEAR, 0) : at]):
        for over in other.heads:
            within = told.between(over.start, over.end) if over.kind == "column" else ()
            values = [str(m.timex_value) for m in within]
            whole = joined([dates.closed(v) for v in values]) or (str(dates.meant(values[0])) if len(values) == 1 else "")
            if grain(whole) != grain(value):
                continue
            step = int(whole[-1]) - part
            later += (step == 3 or (step == 1 and grain(value) == "half")) - (step == -3)
            part = int(whole[-1])
            if any(names_year(m.text) for m in within):
                return shifted(f"{whole[:-1]}{value[-1]}", later)
    return None


def _nearest(told: Scene, dates: Frame, line: Line, cell: Cell, past: bool) -> str | None:
    """Return the quarter or month of the nearest column before a cell, else the one that the document is about.

    `past` is whether the cell is of the year before, which moves a period that names no year.
    """
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    for other in reversed(line.segment.cells[max(at - _NEAR, 0) : at]):
        for over in other.heads:
            for mention in told.between(over.start, over.end) if over.kind == "column" else ():
                value = str(dates.meant(mention.timex_value))
                if grain(value) in ("quarter", "month"):
                    return shifted(value, -1) if past and not names_year(mention.text) else value
    main = next((value for value in dates.mains if grain(value) in ("quarter", "month")), None)
    return shifted(main, -1) if main is not None and past else main


def months_ended(said: str) -> int:
    """Return the months of a length of time that closes the words of a head and of which a day is the end: "Fiscal year ended"; else 0."""
    length = _LENGTH.search(said)
    return _MONTHS[(length["count"] or length["sort"]).lower()] if length is not None and length.end() >= len(said.rstrip()) - 1 else 0


def overruled(named: Sequence[Named]) -> set[int]:
    """Return where the dates of the label of a row stand that mean what the title of the table says, not what they say alone: 通期."""
    return {head.mention.start for head in named if head.mention is not None and head.kind == "row" and head.form == "aside"}


def headed(told: Scene, dates: Frame, line: Line, named: Sequence[Named], add: Add) -> bool:
    """Add what the heads of a cell name; tell whether one of them is dated."""
    own = [head for head in named if head.form not in ("aside", "compared")]
    if any(head.kind == "column" for head in own):
        named = [replace(head, form="aside") if head.kind in _TITLES else head for head in named]
        own = [head for head in own if head.kind not in _TITLES]
    above = _above(told, line, [head.value for head in own if head.kind == "column"])
    for value in above.values():
        add(value, "head:column", "head:column:whole", "head:column:above")
    for head in named:
        name, stated = f"head:{head.kind}", head in own and head.value not in above
        forms = [f"{name}:{head.form if stated or head not in own else 'aside'}", *((f"{name}:whole",) if head.form == "joined" else ())]
        add(head.value, *((name,) if stated else ()), *forms, mention=head.mention)
        told_on = head.mention.date_end if head.mention is not None and head.form != "aside" else None
        if told_on is not None and shape(head.value) == "day":
            for value in sorted(dates.ends.get(told_on, ())):
                add(value, name, f"{name}:ends", mention=head.mention)
    return bool(own)


def _above(told: Scene, line: Line, columns: Sequence[str]) -> dict[str, str]:
    """Return for the years that head columns the quarter of them that a heading names: "2Q results" over "2025".

    A row of three years or more is one of whole years, whatever the title of a review names.
    """
    parts = [
        str(m.timex_value)
        for head in told.heads[line.at][:2]
        for m in head.mentions
        if m.label == "DATE" and grain(m.timex_value) in ("quarter", "half")
    ]
    if not parts or len({head.start for cell in line.segment.cells[:_SEVERAL] for head in cell.heads if _yearly(told, head)}) > _COMPARED:
        return {}
    return {value: whole for value in columns for part in parts[:1] if (whole := joined([value, part]))}


#: Cells of a row in which years are looked for, and years that are compared for a part of each.
_SEVERAL, _COMPARED = 8, 2
#: Characters of a head that is a year.
_LONGEST = 16


def _yearly(told: Scene, head: Head) -> bool:
    """Whether the head of a column is a year."""
    said = told.document.text[head.start : head.end].strip(" *|")
    if head.kind != "column" or len(said) > _LONGEST:
        return False
    return (
        _YEAR.fullmatch(said) is not None
        or marked(said) is not None
        or any(grain(m.timex_value) == "year" for m in told.between(head.start, head.end))
    )


def left(told: Scene, dates: Frame, line: Line, cell: Cell, add: Add) -> None:
    """Add what heads the cells before one without a date of its own: a change stands after the two figures that it compares.

    Of several groups of columns (three months, nine months) those before it in its own count.
    """
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    before = _group(told, line, line.segment.cells[max(at - _NEAR, 0) : at])
    over = _columns(cell)
    shared = [len(over & _columns(other)) for other in before]
    most = max(shared, default=0)
    named = [head for other, count in zip(before, shared, strict=True) if count == most for head in named_by(told, dates, line, other)]
    seen = [head for head in named if head.kind == "column" and head.form not in ("aside", "compared")]
    spans = [(span[1], head) for head in seen if (span := dates.span(dates.meant(head.value)))]
    above = _above(told, line, [head.value for head in seen])
    if seen:
        add(above.get(seen[-1].value, seen[-1].value), "left", "left:nearest", mention=seen[-1].mention)
        add(above.get(seen[0].value, seen[0].value), "left", "left:first", mention=seen[0].mention)
    if spans:
        last = max(spans, key=lambda s: s[0])[1]
        add(above.get(last.value, last.value), "left:last", mention=last.mention)


def _group(told: Scene, line: Line, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the last of some cells up to a figure without a date behind those with one: the change of a group of columns before."""
    figured = [cell for cell in cells if line.crossed(cell.start, cell.end)]
    dated = [any(told.between(*head) for head in _columns(cell)) for cell in figured]
    last = next((at for at in range(len(figured) - 1, -1, -1) if dated[at]), -1)
    first = next((at for at in range(last, -1, -1) if not dated[at]), -1)
    alone = first < 0 or sum(dated[first + 1 :]) < 2  # one older figure, compared with the first of all
    return [cell for cell in cells if alone or cell.start > figured[first].start]


def _columns(cell: Cell) -> set[tuple[int, int]]:
    """Return the places of what heads a cell's column."""
    return {(head.start, head.end) for head in cell.heads if head.kind == "column"}
