"""Of when a figure is: the periods in reach, and the evidence that speaks for each.

In: the scene of a document, a line, a figure, what it measures. Out: candidate TIMEX3 values with named, language-neutral evidence.
Never: a choice between them; a date that the document does not give or imply. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline.claims.context import FIGURES, Line, Scene, iso
from pipeline.records import Mention

__all__ = ["Candidate", "Frame", "candidates", "frame", "shape", "shifted"]


#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]


@dataclass(slots=True)
class Candidate:
    """A period that may be meant; None is a figure without one."""

    value: str | None
    evidence: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None

    def say(self, name: str, strength: float = 1.0) -> None:
        """Add evidence; the strongest of one name counts."""
        self.evidence[name] = max(self.evidence.get(name, 0.0), strength)


_SHAPES = (
    ("FYq", re.compile(r"FY\d{4}-Q\d")),
    ("FYh", re.compile(r"FY\d{4}-H\d")),
    ("FYm", re.compile(r"FY\d{4}-9M")),
    ("FY", re.compile(r"FY\d{4}")),
    ("range", re.compile(r"[^/]+/[^/]*")),
    ("quarter", re.compile(r"\d{4}-Q\d")),
    ("half", re.compile(r"\d{4}-H\d")),
    ("week", re.compile(r"\d{4}-W\d\d.*")),
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("year", re.compile(r"\d{4}")),
    ("now", re.compile(r"PRESENT_REF")),
    ("partial", re.compile(r".*X.*")),
)


@lru_cache(maxsize=1 << 14)
def shape(value: str | None) -> str:
    """Return the kind of a TIMEX3 value: day, month, quarter, year, FY, FYq, range, now, other, none."""
    if value is None:
        return "none"
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(value)), "other")


@lru_cache(maxsize=1 << 14)
def shifted(value: str, years: int) -> str | None:
    """Return the same period some years later: FY2025-Q1, -1 -> FY2024-Q1; None where that has no meaning."""

    def move(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + years:04d}"

    if shape(value) in ("now", "partial", "other", "week"):
        return None
    return re.sub(r"(FY|^|/)(\d{4})(?=$|[-/])", move, value)


@dataclass(slots=True)
class Frame:
    """The periods of a document.

    Attributes:
        own: Date of each article in TIMEX3 form.
        common: Values by how often the document names them, each with its share.
        fiscal: Whether it speaks of fiscal years.
        opening: Values in its title and first lines.
        mains: The commonest flow-like periods, most of all first.
        days: First and last day of each value that the document names.
        named: The value that names a stretch of days best, by its days: FY2026-Q1 for 2026-01-01/2026-03-31.
        closing: Month in which its fiscal year ends, as far as it says.
        ends: Fiscal periods that end within a week or so of a day, in the year of one that the document names or those beside it.
    """

    own: dict[int, str | None]
    common: dict[str, float]
    fiscal: bool
    opening: frozenset[str]
    mains: list[str]
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    named: dict[tuple[date, date], str] = field(default_factory=dict)
    closing: int | None = None
    ends: dict[date, set[str]] = field(default_factory=dict)


#: Values that say "now", "once", "some day": the first is the document's own date, the others are none.
_DEICTIC = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
#: Dates of a line that are looked at for a figure: no sentence has as many.
_NEAR = 24
_FLOWS = ("FYq", "FYh", "FYm", "FY", "quarter", "half", "year", "range")


def frame(told: Scene) -> Frame:
    """Return the periods of a document."""
    articles = {line.segment.article for line in told.lines}
    counts: Counter[str] = Counter()
    opening: set[str] = set()
    for line in told.lines:
        for mention in line.mentions:
            if mention.label == "DATE" and mention.timex_value:
                weight = 3 if line.segment.kind in ("title", "heading") else 1
                counts[mention.timex_value] += weight
                if line.at < 6 or line.segment.kind == "title":
                    opening.add(mention.timex_value)
    whole = sum(counts.values()) or 1
    common = {value: count / whole for value, count in counts.items()}
    flows = sorted((value for value in common if shape(value) in _FLOWS), key=lambda v: (-common[v] - 0.2 * (v in opening), v))
    fiscal = any(value.startswith("FY") for value in common)
    days = _days(told)
    named = {span: value for value, span in sorted(days.items(), reverse=True) if shape(value) in ("FYq", "FYh", "FYm", "FY")}
    own = {number: iso(told.document, number) for number in articles}
    return Frame(own, common, fiscal, frozenset(opening), flows[:4], days, named, _closing(told, days), _ends(days))


def _days(told: Scene) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each value of a date in a document."""
    return {
        mention.timex_value: (mention.date_start, mention.date_end)
        for line in told.lines
        for mention in line.mentions
        if mention.label == "DATE" and mention.timex_value and mention.date_start and mention.date_end
    }


def _closing(told: Scene, days: dict[str, tuple[date, date]]) -> int | None:
    """Return the month in which fiscal years end: that of the years named, or the one month that heads columns or rows of three years."""
    ends = Counter(last.month for value, (_, last) in days.items() if shape(value) == "FY")
    if ends:
        return ends.most_common(1)[0][0]
    headed = {
        mention.timex_value
        for line in told.lines
        for cell in line.segment.cells
        for mention in told.between(cell.start, cell.end)
        if mention.label == "DATE" and shape(mention.timex_value) == "month" and mention.end - mention.start > (cell.end - cell.start) * 0.6
    }
    months = Counter(str(value)[5:7] for value in headed)
    month, count = months.most_common(1)[0] if months else ("", 0)
    return int(month) if count >= 3 and count == len(headed) else None


_LEAD_EN = re.compile(
    r"\b(in|for|ended|ending|from|as of|by|since|until|through|on|at|during|over|than|vs\.?|versus|compared (?:with|to)|against|of|after"
    r"|before|to|the)\s+(?:the |its )?$"
)
_TAIL_CJK = re.compile(r"[)）]?\s?(時点|末|現在|には|に|の|は|から|まで|より|比|以降|、|で|기준|에는|에|의|은|는|까지|부터|대비|보다|말)")
#: A date that only says with what is compared.
_COMPARED = re.compile(
    r"[年期月度]\s?(?:同期)?\s?(?:比|対比)|(?:전년|전기|전월)\s?(?:동기)?\s?(?:대비|比)"
    r"|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b",
    re.IGNORECASE,
)
_EARLIER = {
    "en": re.compile(
        r"(?:year|quarter|month)[- ](?:earlier|ago)|previous year|prior[- ]year|last year|same (?:period|quarter|month)|year-ago"
    ),
    "ja": re.compile(r"前年|前期|昨年|前回"),
    "ko": re.compile(r"전년|지난해|작년|전기"),
}
_AHEAD = {
    "en": re.compile(r"next (?:fiscal |financial )?year|current (?:fiscal )?year|this (?:fiscal |financial )?year|full[- ]year"),
    "ja": re.compile(r"来期|今期|通期|当期|今年度|来年度"),
    "ko": re.compile(r"내년|올해|금년|연간"),
}


def candidates(
    told: Scene, dates: Frame, line: Line, figure: Mention, sort: Sequence[str], proposed: Sequence[str | None] = ()
) -> list[Candidate]:
    """Return the periods in reach of a figure.

    Args:
        told: The scene.
        dates: The periods of the document.
        line: The line of the figure.
        figure: The figure.
        sort: What is known of the statement: kind of the measure, aspect, modality, label.
        proposed: Periods that the hand-written patterns propose for it.
    """
    found: dict[str | None, Candidate] = {}
    own = dates.own.get(line.segment.article)

    def add(value: str | None, *evidence: str, mention: Mention | None = None) -> Candidate:
        if value in _DEICTIC:
            evidence = (*evidence, f"told:{value}")
            value = (own or value) if value == "PRESENT_REF" else None
        if value in dates.days and shape(value) == "range":
            value = dates.named.get(dates.days[value], value)
        held = found.setdefault(value, Candidate(value))
        for name in evidence:
            held.say(name)
        if mention is not None and (held.mention is None or "here" in evidence):
            held.mention = mention
        return held

    here = [m for m in line.mentions if m.label == "DATE" and m.timex_value]
    if line.segment.cells:
        _from_row(line, figure, here, add)
    else:
        _from_line(line, figure, here, add)
    _from_around(told, dates, line, figure, add)
    _derived(dates, own, here, add)
    for told_value in proposed:
        add(told_value, "proposed", "proposed:none" if told_value is None else "proposed:some")
    add(None, "none")
    _complete(line, figure, dates, own, sort, found)
    return sorted(found.values(), key=lambda c: (c.value is None, c.value or ""))


def _from_line(line: Line, figure: Mention, here: Sequence[Mention], add: Add) -> None:
    figures = [m for m in line.mentions if m.label in FIGURES and m is not figure]
    ordered = sorted(here, key=lambda m: _gap(m, figure))[:_NEAR]
    unit = 5.0 if line.language == "en" else 2.0
    for place, mention in enumerate(ordered):
        before = mention.end <= figure.start
        side = "<" if before else ">"
        a, b = (mention.end, figure.start) if before else (figure.end, mention.start)
        gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
        evidence = ["here", f"here:{min(place, 3)}", f"here{side}", f"here{side}{min(place, 2)}"]
        if len(here) == 1:
            evidence.append("here:alone")
        evidence += [f"here{side}>{step}" for step in (1, 4, 8, 16) if len(gap) / unit > step]
        crossed = [m for m in figures if min(a, b) <= m.start < max(a, b)]
        if crossed:
            evidence.append(f"here{side}crosses")
            if any(m.label == figure.label for m in crossed):
                evidence.append(f"here{side}crosses-same")
        if re.search(r"[;.。:：]|\b(?:while|but)\b", gap):
            evidence.append(f"here{side}stop")
        if re.search(r"[,、]", gap):
            evidence.append(f"here{side}comma")
        if line.language == "en":
            lead = _LEAD_EN.search(line.low[: mention.start - line.start])
            evidence.append(f"here:lead:{lead[1].split()[0] if lead else 'none'}")
            if not line.low[: mention.start - line.start].strip(" *#-"):
                evidence.append("here:opens")
        else:
            tail = _TAIL_CJK.match(line.low, mention.end - line.start)
            evidence.append(f"here:tail:{tail[1] if tail else 'none'}")
        if _EARLIER[line.language].search(mention.text.lower()):
            evidence.append("here:earlier")
            evidence.append(f"here:earlier{side}")
        add(mention.timex_value, *evidence, mention=mention)


def _from_row(line: Line, figure: Mention, here: Sequence[Mention], add: Add) -> None:
    """Add the dates in the row of a table: in the figure's own cell, in the label of the row, in other cells."""
    own = line.cell(figure.start)
    for mention in here:
        cell = line.cell(mention.start)
        compared = (
            "compared" if _COMPARED.search(line.low, max(mention.start - line.start - 2, 0), mention.end - line.start + 6) else "told"
        )
        if cell is own and own is not None:
            side = "<" if mention.end <= figure.start else ">"
            add(mention.timex_value, "here", "cell:own", f"cell:own{side}", f"cell:own:{compared}", mention=mention)
        elif cell is line.segment.cells[0]:
            add(mention.timex_value, "here", "cell:label", f"cell:label:{compared}", mention=mention)
        else:
            add(mention.timex_value, "cell:other", f"cell:other:{compared}", mention=mention)


def _from_around(told: Scene, dates: Frame, line: Line, figure: Mention, add: Add) -> None:
    """Add the dates of the heads of a cell, of the headings above, and those told before."""
    cell = line.cell(figure.start)
    headed = False
    for over in cell.heads if cell is not None else ():
        said = told.document.text[over.start : over.end]
        compared = _COMPARED.search(said.lower()) is not None
        for mention in told.between(over.start, over.end):
            if mention.label != "DATE" or not mention.timex_value:
                continue
            whole = mention.end - mention.start > (over.end - over.start) * 0.6
            form = "compared" if compared else "whole" if whole else "part"
            headed = headed or not compared
            add(mention.timex_value, *((f"head:{over.kind}",) if not compared else ()), f"head:{over.kind}:{form}", mention=mention)
            month = shape(mention.timex_value) == "month" and dates.closing == int(mention.timex_value[5:7])
            if month:
                add(f"FY{mention.timex_value[:4]}", f"head:{over.kind}", f"head:{over.kind}:closing", mention=mention)
            if shape(mention.timex_value) == "day":
                for value in sorted(dates.ends.get(mention.date_end, ())) if mention.date_end is not None else ():
                    add(value, f"head:{over.kind}:ends", mention=mention)
    heads = [m for head in told.heads[line.at][:3] for m in head.mentions if m.label == "DATE" and m.timex_value]
    for place, mention in enumerate(heads[:3]):
        bare = cell is not None and not headed
        add(mention.timex_value, f"heading:{place}", *((f"heading:{place}:cell",) if bare else ()), mention=mention)
    earlier = [(at, m) for at, m in told.frames[line.at] if at < line.at]
    for place, (at, mention) in enumerate(earlier[:6]):
        gap = line.at - at
        add(
            mention.timex_value,
            f"before:{place}",
            f"before:lines{'1' if gap == 1 else '3' if gap <= 3 else '9' if gap <= 9 else 'far'}",
            mention=mention,
        )
        if told.lines[at].segment is line.segment:
            add(mention.timex_value, "before:same-passage")


def _ends(days: dict[str, tuple[date, date]]) -> dict[date, set[str]]:
    """Return the fiscal periods that end within a week or so of each day, in the years that a document names or those beside them."""
    found: dict[date, set[str]] = defaultdict(set)
    for value, (_, last) in days.items():
        if shape(value) not in ("FYq", "FYh", "FYm", "FY", "quarter"):
            continue
        for years in (-1, 0, 1):
            moved = last.replace(year=last.year + years, day=min(last.day, 28)) if 1 < last.year < 9998 else last
            if told := value if not years else shifted(value, years):
                for day in range(max(moved.toordinal() - 9, 1), min(moved.toordinal() + 9, date.max.toordinal()) + 1):
                    found[date.fromordinal(day)].add(told)
    return found


def _derived(dates: Frame, own: str | None, here: Sequence[Mention], add: Add) -> None:
    """Add the date of the document, its main periods, and what they and the dates of the line imply: a year before, its quarter."""
    add(own, "document")
    for place, value in enumerate(dates.mains):
        add(value, f"main:{place}")
        past = shifted(value, -1)
        if past:
            add(past, f"main:{place}:year-before")
        if value.startswith("FY") and "-" in value:
            add(value.split("-")[0], f"main:{place}:its-year")
    for mention in here:
        past = shifted(str(mention.timex_value), -1)
        if past:
            add(past, "here:year-before")
        later = shifted(str(mention.timex_value), 1)
        if later:
            add(later, "here:year-after")
        if dates.fiscal and shape(mention.timex_value) == "year":
            add(f"FY{mention.timex_value}", "here:as-fiscal")
        if shape(mention.timex_value) in ("day", "month"):
            add(str(mention.timex_value)[:4], "here:its-year")
    if own and len(own) >= 7:
        month = date(int(own[:4]), int(own[5:7]) if own[5:7].isdigit() else 1, 1)
        quarter = (month.month + 2) // 3
        add(f"{month:%Y}-Q{quarter}", "document:quarter")
        add(f"{month.year - (quarter == 1)}-Q{quarter - 1 or 4}", "document:last-quarter")
    if own and own[:4].isdigit():
        add(own[:4], "document:year")
        add(str(int(own[:4]) - 1), "document:last-year")


def _gap(mention: Mention, figure: Mention) -> int:
    return figure.start - mention.end if mention.end <= figure.start else mention.start - figure.end


#: Where a reader looks first for the period of a figure, in a table and in a sentence.
_IN_CELLS = (
    "cell:own:told head:column:whole head:column:closing head:column:part cell:label:told head:row:whole head:row:part head:section:whole "
    "head:section:part head:corner:part heading:0 heading:1 before:0"
).split()
_IN_LINES = "here:alone here<0 here:0 before:same-passage heading:0 before:0 main:0".split()
#: Evidence that means another thing with another sort of statement.
_CROSSED = tuple(
    "here document none main:0 before:0 heading:0 here:year-before main:0:year-before document:quarter document:last-quarter "
    "document:year proposed first cell:own cell:label cell:other head:column head:row head:section head:corner head:note "
    "head:column:ends head:column:closing head:column:compared heading:0:cell".split()
)


def _complete(line: Line, figure: Mention, dates: Frame, own: str | None, sort: Sequence[str], found: dict[str | None, Candidate]) -> None:
    """Add what holds of a candidate as a whole: its shape, its part in the document, and both with the sort of statement."""
    dated = any("here" in c.evidence for c in found.values())
    column = any("head:column" in c.evidence for c in found.values())
    earlier = _EARLIER[line.language].search(line.low) is not None
    ahead = _AHEAD[line.language].search(line.low) is not None
    order = _IN_CELLS if line.segment.cells else _IN_LINES
    first = next((name for name in order if any(name in c.evidence for c in found.values())), None)
    for candidate in found.values():
        ev = candidate.evidence
        kind = shape(candidate.value)
        if first is not None and first in ev:
            ev["first"] = ev[f"first:{first}"] = 1.0
            if not any(first in other.evidence for other in found.values() if other is not candidate):
                ev["first:alone"] = 1.0
        keys = [name for name in _CROSSED if name in ev]
        ev[f"shape:{kind}"] = 1.0
        if candidate.value in dates.common:
            ev["common"] = dates.common[candidate.value]
        if candidate.value in dates.opening:
            ev["opening"] = 1.0
        if dated and "here" not in ev:
            ev["others-here"] = 1.0
            for key in keys:
                ev[f"{key}&dated"] = 1.0
        if column and "head:column" not in ev:
            ev["others-column"] = 1.0
        if dates.fiscal:
            ev[f"shape:{kind}&fiscal"] = 1.0
        if earlier:
            for key in keys:
                ev[f"{key}&earlier"] = 1.0
        if ahead:
            for key in keys:
                ev[f"{key}&ahead"] = 1.0
        if own and candidate.value and candidate.value > own and kind in ("day", "month", "year", "quarter"):
            ev["future"] = 1.0
        for said in sort:
            ev[f"shape:{kind}&{said}"] = 1.0
            if "future" in ev:
                ev[f"future&{said}"] = 1.0
            for key in keys:
                ev[f"{key}&{said}"] = 1.0
