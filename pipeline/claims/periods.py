"""Of when a figure is: the periods in reach, and the evidence that speaks for each.

In: the scene of a document, a line, a figure, what it measures. Out: candidate TIMEX3 values with named, language-neutral evidence.
Never: a choice between them; a date that the document does not give or imply. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.claims.calendars import Frame, compared, grain, related, shape, shifted
from pipeline.claims.context import FIGURES, Line, Scene
from pipeline.records import Cell, Mention

__all__ = ["Candidate", "candidates"]


#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]
#: Adds a value as it stands: `put(value, names, mention)`.
Put = Callable[[str | None, Sequence[str], Mention | None], None]


@dataclass(slots=True)
class Candidate:
    """A period that may be meant; None is a figure without one."""

    value: str | None
    evidence: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None

    def say(self, name: str, strength: float = 1.0) -> None:
        """Add evidence; the strongest of one name counts."""
        self.evidence[name] = max(self.evidence.get(name, 0.0), strength)


#: Values that say "now", "once", "some day": the first is the document's own date, the others are none.
_DEICTIC = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
#: Dates of a line, and cells before one, that are looked at for a figure: no sentence has as many.
_NEAR = 24
_LEAD_EN = re.compile(
    r"\b(in|for|ended|ending|from|as of|by|since|until|through|on|at|during|over|than|vs\.?|versus|compared (?:with|to)|against|of|after"
    r"|before|to|the)\s+(?:the |its )?$"
)
_TAIL_CJK = re.compile(r"[)）]?\s?(時点|末|現在|には|に|の|は|から|まで|より|比|以降|、|で|기준|에는|에|의|은|는|까지|부터|대비|보다|말)")
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
#: Words that ask for a period of a length without naming it: "for the quarter", 四半期.
_ASKS = {
    "quarter": re.compile(r"\bquarter(?:ly)?\b|\bthree months\b|\b[1-4]q\b|\bq[1-4]\b|四半期|分기|분기"),
    "half": re.compile(r"\bhalf\b|\bsix months\b|\b[12]h\b|\bh[12]\b|上期|下期|半期|상반기|하반기|반기"),
    "range": re.compile(r"\bnine[- ]months?\b|\bsix[- ]months?\b|\bcumulative|year[- ]to[- ]date|累計|누적"),
    "year": re.compile(
        r"\b(?:full|fiscal|financial|whole|this|next|last) year\b|\bannual(?:ly)?\b|for the year|通期|年間|年度|연간|올해|지난해"
    ),
    "month": re.compile(r"\bmonth(?:ly)?\b|月間|월간|지난달"),
    "day": re.compile(r"\b(?:today|yesterday|morning|afternoon|premarket|close[ds]?|closing)\b|本日|終値|前日|종가|전날|이날"),
    "end": re.compile(r"\b(?:as of|at the end|year[- ]end|ended the)\b|期末|月末|年末|時点|기말|말 기준"),
    "now": re.compile(r"\b(?:now|currently|today|at present|to date|so far)\b|現在|現時点|これまで|현재|지금까지"),
}
#: A year as analysts head a column: 2025E, FY26F.
_MARKED = re.compile(r"(FY)?\s?'?(\d{4}|\d\d)\s?[EFPAefpa]")


def candidates(
    told: Scene, dates: Frame, line: Line, figure: Mention, sort: Mapping[str, float], proposed: Sequence[str | None] = ()
) -> list[Candidate]:
    """Return the periods in reach of a figure.

    Args:
        told: The scene.
        dates: The periods of the document.
        line: The line of the figure.
        figure: The figure.
        sort: What is known of the statement, each with how sure it is: kind of the measure, aspect, modality, label.
        proposed: Periods that the hand-written patterns propose for it.
    """
    found: dict[str | None, Candidate] = {}
    own = dates.own.get(line.segment.article)

    def put(value: str | None, evidence: Sequence[str], mention: Mention | None) -> None:
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

    def add(value: str | None, *evidence: str, mention: Mention | None = None) -> None:
        said = dates.meant(value)
        put(said, evidence, mention)
        for other, mark in dates.views(said, own, mention):
            put(other, (*evidence, mark), mention)

    here = [m for m in line.mentions if m.label == "DATE" and m.timex_value]
    here = sorted(here, key=lambda m: _gap(m, figure))[:_NEAR]
    if line.segment.cells:
        _from_row(line, figure, here, add)
    else:
        _from_line(line, figure, here, dates.beside[line.at], add)
    _from_around(told, dates, line, figure, add)
    _derived(dates, own, here, put)
    for told_value in proposed:
        put(dates.meant(told_value), ("proposed", "proposed:none" if told_value is None else "proposed:some"), None)
    put(None, ("none",), None)
    _complete(line, figure, dates, own, sort, found)
    return sorted(found.values(), key=lambda c: (c.value is None, c.value or ""))


def _from_line(line: Line, figure: Mention, here: Sequence[Mention], stretches: Sequence[tuple[int, int]], add: Add) -> None:
    figures = [m for m in line.mentions if m.label in FIGURES and m is not figure]
    relations = [related(stretches, mention, figure) for mention in here]
    stated = [m for m, relation in zip(here, relations, strict=True) if relation != "date"]
    ordered = [*stated, *(m for m, relation in zip(here, relations, strict=True) if relation == "date")]
    unit = 5.0 if line.language == "en" else 2.0
    for place, mention in enumerate(ordered):
        before = mention.end <= figure.start
        side = "<" if before else ">"
        a, b = (mention.end, figure.start) if before else (figure.end, mention.start)
        gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
        relation = related(stretches, mention, figure)
        earlier = _EARLIER[line.language].search(mention.text.lower()) is not None
        if relation == "date":
            names = ["beside", f"beside{side}", *(("beside:earlier",) if earlier else ())]
            add(mention.timex_value, *names, mention=mention)
            continue
        evidence = ["here", f"here:{min(place, 3)}", f"here{side}", f"here{side}{min(place, 2)}"]
        evidence += [f"rel:{relation}", f"rel:{relation}{side}"]
        if len(stated) == 1:
            evidence.append("here:alone")
        evidence += [f"here{side}>{step}" for step in (1, 4, 8, 16) if len(gap) / unit > step]
        crossed = [m for m in figures if min(a, b) <= m.start < max(a, b)]
        if crossed:
            evidence.append(f"here{side}crosses")
            if any(m.label == figure.label for m in crossed):
                evidence.append(f"here{side}crosses-same")
        else:
            evidence.append(f"here{side}direct")
        if re.search(r"[;.。:：]|\b(?:while|but)\b", gap):
            evidence.append(f"here{side}stop")
        if re.search(r"[,、]", gap):
            evidence.append(f"here{side}comma")
        if re.search(r"[(（]", gap) and not re.search(r"[)）]", gap):
            evidence.append(f"here{side}opens")
        if line.language == "en":
            lead = _LEAD_EN.search(line.low[: mention.start - line.start])
            evidence.append(f"here:lead:{lead[1].split()[0] if lead else 'none'}")
            if not line.low[: mention.start - line.start].strip(" *#-"):
                evidence.append("here:opens")
        else:
            tail = _TAIL_CJK.match(line.low, mention.end - line.start)
            evidence.append(f"here:tail:{tail[1] if tail else 'none'}")
        if earlier:
            evidence += ["here:earlier", f"here:earlier{side}", f"here:earlier:{relation}"]
        add(mention.timex_value, *evidence, mention=mention)


def _from_row(line: Line, figure: Mention, here: Sequence[Mention], add: Add) -> None:
    """Add the dates in the row of a table: in the figure's own cell, in the label of the row, in other cells."""
    own = line.cell(figure.start)
    for mention in here:
        cell = line.cell(mention.start)
        form = "compared" if compared(line, mention) else "told"
        if cell is own and own is not None:
            side = "<" if mention.end <= figure.start else ">"
            add(mention.timex_value, "here", "cell:own", f"cell:own{side}", f"cell:own:{form}", mention=mention)
        elif cell is line.segment.cells[0]:
            add(mention.timex_value, "here", "cell:label", f"cell:label:{form}", mention=mention)
        else:
            add(mention.timex_value, "cell:other", f"cell:other:{form}", mention=mention)


def _heads(told: Scene, dates: Frame, cell: Cell, prefix: str, add: Add) -> bool:
    """Add what the heads of a cell name; tell whether one of them is dated."""
    headed = False
    for over in cell.heads:
        said = told.document.text[over.start : over.end]
        aside = re.search(r"比|대비|\b(?:yoy|y[-/]y|q[-/]q|year[- ]on[- ]year|change|chg)\b", said.lower()) is not None
        name = f"{prefix}:{over.kind}"
        within = [m for m in told.between(over.start, over.end) if m.label == "DATE" and m.timex_value]
        if not within and (match := _MARKED.fullmatch(said.strip(" *|"))):
            year = match[2] if len(match[2]) == 4 else f"20{match[2]}"
            add(f"{match[1] or ''}{year}", name, f"{name}:whole")
            headed = True
        for mention in within:
            whole = mention.end - mention.start > (over.end - over.start) * 0.6
            form = "compared" if aside else "whole" if whole else "part"
            headed = headed or not aside
            add(mention.timex_value, *((name,) if not aside else ()), f"{name}:{form}", mention=mention)
            if shape(mention.timex_value) == "day":
                for value in sorted(dates.ends.get(mention.date_end, ())) if mention.date_end is not None else ():
                    add(value, name, f"{name}:ends", mention=mention)
    return headed


def _from_around(told: Scene, dates: Frame, line: Line, figure: Mention, add: Add) -> None:
    """Add the dates of the heads of a cell and of the cells before it, of the headings above, and those told before."""
    cell = line.cell(figure.start)
    headed = _heads(told, dates, cell, "head", add) if cell is not None else False
    if cell is not None and not headed:
        _left(told, dates, line, cell, add)
    heads = [(head, m) for head in told.heads[line.at][:3] for m in head.mentions if m.label == "DATE" and m.timex_value]
    for place, (head, mention) in enumerate(heads[:3]):
        names = [f"heading:{place}", *((f"heading:{place}:cell",) if cell is not None and not headed else ())]
        if mention.end - mention.start > len(head.text.strip(" #*:")) * 0.6:
            names += ["heading:whole", f"heading:whole:{place}"]
        add(mention.timex_value, *names, mention=mention)
    earlier = [(at, m) for at, m in told.frames[line.at] if at < line.at]
    stated = 0
    for place, (at, mention) in enumerate(earlier[:8]):
        gap = line.at - at
        aside = any(a <= mention.start < b for a, b in dates.beside[at])
        evidence = [f"before:lines{'1' if gap == 1 else '3' if gap <= 3 else '9' if gap <= 9 else 'far'}"]
        if place < 2:
            evidence.append(f"before:{place}")
        if not aside:
            if stated < 2:
                evidence.append(f"before:stated:{stated}")
            stated += 1
        add(mention.timex_value, *evidence, mention=mention)
        if told.lines[at].segment is line.segment:
            add(mention.timex_value, "before:same-passage", *(("before:same-passage:stated",) if not aside else ()))


def _left(told: Scene, dates: Frame, line: Line, cell: Cell, add: Add) -> None:
    """Add what heads the cells before one without a date of its own: a change stands after the two figures that it compares."""
    seen = []
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    for other in line.segment.cells[max(at - _NEAR, 0) : at]:
        over = [h for h in other.heads if h.kind == "column"]
        seen += [m for h in over for m in told.between(h.start, h.end) if m.label == "DATE" and m.timex_value]
    spans = [(span[1], m) for m in seen if (span := dates.span(m.timex_value))]
    if seen:
        add(seen[-1].timex_value, "left", "left:nearest", mention=seen[-1])
        add(seen[0].timex_value, "left", "left:first", mention=seen[0])
    if spans:
        last = max(spans, key=lambda s: s[0])[1]
        add(last.timex_value, "left:last", mention=last)


def _derived(dates: Frame, own: str | None, here: Sequence[Mention], put: Put) -> None:
    """Add the date of the document, its main periods, and what they and the dates of the line imply: a year before, its quarter."""
    put(own, ("document",), None)
    for place, value in enumerate(dates.months):
        put(value, (f"month:{place}",), None)
    for place, value in enumerate(dates.mains):
        put(value, (f"main:{place}",), None)
        for told, mark in dates.views(value, own):
            put(told, (f"main:{place}", mark), None)
        if past := shifted(value, -1):
            put(past, (f"main:{place}:year-before",), None)
        if value.startswith("FY") and "-" in value:
            put(value.split("-")[0], (f"main:{place}:its-year",), None)
    for value in dict.fromkeys(str(dates.meant(m.timex_value)) for m in here):
        if past := shifted(value, -1):
            put(past, ("here:year-before",), None)
        if later := shifted(value, 1):
            put(later, ("here:year-after",), None)
        if shape(value) in ("day", "month"):
            put(value[:4], ("here:its-year",), None)
        if shape(value) == "day":
            put(value[:7], ("here:its-month",), None)
    if own and len(own) >= 7:
        month = date(int(own[:4]), int(own[5:7]) if own[5:7].isdigit() else 1, 1)
        quarter = (month.month + 2) // 3
        put(f"{month:%Y}-Q{quarter}", ("document:quarter",), None)
        put(f"{month.year - (quarter == 1)}-Q{quarter - 1 or 4}", ("document:last-quarter",), None)
        if len(own) == 10 and own[5:7].isdigit():
            put(own[:7], ("document:month",), None)
    if own and own[:4].isdigit():
        put(own[:4], ("document:year",), None)
        put(str(int(own[:4]) - 1), ("document:last-year",), None)


def _gap(mention: Mention, figure: Mention) -> int:
    return figure.start - mention.end if mention.end <= figure.start else mention.start - figure.end


def _earlier(line: Line, figure: Mention, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words for an earlier period go with a figure: not those of a comparison in which it does not stand."""
    for match in _EARLIER[line.language].finditer(line.low):
        at = match.start() + line.start
        held = [(a, b) for a, b in stretches if a <= at < b]
        if not held or any(a <= figure.start < b for a, b in held):
            return True
    return False


#: Where a reader looks first for the period of a figure, in a table and in a sentence.
_IN_CELLS = (
    "cell:own:told head:column:whole head:column:part cell:label:told head:row:whole head:row:part head:section:whole "
    "head:section:part head:corner:part left:last heading:whole heading:0 heading:1 before:0"
).split()
_IN_LINES = "here:alone here<0 here:0 before:same-passage:stated heading:whole heading:0 before:stated:0 main:0".split()
#: Evidence that means another thing with another sort of statement.
_CROSSED = tuple(
    "here document none main:0 before:0 heading:0 here:year-before main:0:year-before document:quarter document:last-quarter "
    "document:year document:month month:0 heading:whole proposed first cell:own cell:label cell:other head:column head:row "
    "head:section head:corner head:note head:column:ends head:column:compared heading:0:cell left:last left:nearest beside "
    "rel:figure before:stated:0".split()
)


def _complete(
    line: Line, figure: Mention, dates: Frame, own: str | None, sort: Mapping[str, float], found: dict[str | None, Candidate]
) -> None:
    """Add what holds of a candidate as a whole: its shape, its part in the document, and both with the sort of statement."""
    dated = any("here" in c.evidence for c in found.values())
    column = any("head:column" in c.evidence for c in found.values())
    crossed = dict(sort)
    if _earlier(line, figure, dates.beside[line.at]):
        crossed["earlier"] = 1.0
    if _AHEAD[line.language].search(line.low):
        crossed["ahead"] = 1.0
    asked = _asked(line, figure)
    order = _IN_CELLS if line.segment.cells else _IN_LINES
    first = next((name for name in order if any(name in c.evidence for c in found.values())), None)
    alone = sum(first in c.evidence for c in found.values()) == 1
    for candidate in found.values():
        ev, length = candidate.evidence, grain(candidate.value)
        if first is not None and first in ev:
            ev["first"] = ev[f"first:{first}"] = 1.0
            if alone:
                ev["first:alone"] = 1.0
        keys = [name for name in _CROSSED if name in ev]
        keys += [name for name in ev if name.startswith("as:")]
        keys += _in_document(candidate, dates, own)
        for name in asked:
            ev[f"asks:{name}&{'same' if name == length else length if length in ('none', 'day') else 'other'}"] = 1.0
        for said, strength in sort.items():
            ev[f"grain:{length}&{said}"] = strength
        if dated and "here" not in ev:
            ev["others-here"] = 1.0
            ev |= {f"{key}&dated": 1.0 for key in keys}
        if column and "head:column" not in ev:
            ev["others-column"] = 1.0
        ev |= {f"{key}&{said}": strength for said, strength in crossed.items() for key in keys}


def _asked(line: Line, figure: Mention) -> list[str]:
    """Return the lengths of time that the words of a line, or the heads of a cell, ask for without naming a period."""
    cell = line.cell(figure.start)
    said = f"{line.head.lower()} {cell.header.lower()}" if cell is not None else line.low
    return [name for name, words in _ASKS.items() if words.search(said)]


def _in_document(candidate: Candidate, dates: Frame, own: str | None) -> list[str]:
    """Add what part a candidate has in its document; return the names of it that mean another thing with another sort of statement."""
    ev, value, kind, length = candidate.evidence, candidate.value, shape(candidate.value), grain(candidate.value)
    ev[f"shape:{kind}"] = ev[f"grain:{length}"] = 1.0
    keys: list[str] = []
    if value is None:
        if own is None:
            ev["none&undated"] = 1.0
        if dates.fiscal:
            ev["shape:none&fiscal"] = 1.0
        return keys
    if value in dates.common:
        ev["common"] = dates.common[value]
    for name, held in (("opening", dates.opening), ("titled", dates.titled), ("headed", dates.headed)):
        if value in held:
            ev[name] = 1.0
    if "titled" in ev:
        keys.append("titled")
    if dates.fiscal:
        ev[f"shape:{kind}&fiscal"] = 1.0
        if "as:fiscal" in ev:
            ev["as:fiscal*share"] = dates.fiscal
            if value in dates.common:
                ev["as:fiscal:named"] = 1.0
        if f"FY{value}" in dates.common:
            ev["fiscal-named"] = 1.0
        if kind in ("quarter", "half", "year"):
            ev["calendar*share"] = dates.fiscal
    if "here" in ev:
        return keys
    if value in dates.latest:
        keys.append(f"latest:{min(dates.latest[value], 2)}")
    span, written = dates.span(value), dates.span(own)
    if span is not None and written is not None:
        gone = (written[1] - span[1]).days
        past = "around" if gone <= 0 else "ended" if gone < 120 else "year" if gone < 400 else "old"
        keys.append(f"when:{'ahead' if span[0] > written[1] else past}")
        ev[f"{keys[-1]}&{length}"] = 1.0
    ev |= dict.fromkeys(keys, 1.0)
    return keys
