"""Of when a figure is: the periods in reach, and the evidence that speaks for each.

In: the scene of a document, a line, a figure, what it measures. Out: candidate TIMEX3 values with named, language-neutral evidence.
Never: a choice between them; a date that the document does not give or imply. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.claims.calendars import Frame
from pipeline.claims.comparisons import before_it, related
from pipeline.claims.context import Line, Scene
from pipeline.claims.governing import amount, bracketed, governing, passed, wholes
from pipeline.claims.heads import Named, headed, left, named_by, overruled
from pipeline.claims.meanings import DEICTIC, implied, named_as, part, read
from pipeline.claims.reach import of_head, reachable
from pipeline.claims.rows import in_row
from pipeline.claims.running import against, running
from pipeline.claims.times import begins, dates_figures, earlier, names_year, of_a_figure, says_as_of, says_end, times, told_on
from pipeline.claims.timex import grain, says_nothing, shape, shifted
from pipeline.records import Cell, Mention

__all__ = ["Candidate", "candidates"]


#: Adds a value with evidence: `add(value, *names, mention=None)`.
Add = Callable[..., object]
#: Adds a value as it stands: `put(value, names, mention)`.
Put = Callable[[str | None, Sequence[str], Mention | None], None]


@dataclass(slots=True)
class Candidate:
    """A period that may be meant; None is a figure without one.

    Attributes:
        value: TIMEX3 value.
        told: What speaks for it by itself.
        mention: The words that say it.
        evidence: All that speaks for it, with the sort of statement as well.
    """

    value: str | None
    told: dict[str, float] = field(default_factory=dict)
    mention: Mention | None = None
    evidence: Mapping[str, float] = field(default_factory=dict)


#: Dates of a line, and cells before one, that are looked at for a figure: no sentence has as many.
_NEAR = 12
_LEAD_EN = re.compile(
    r"\b(in|for|ended|ending|from|as of|by|since|until|through|on|at|during|over|than|vs\.?|versus|compared (?:with|to)|against|of|after"
    r"|before|to|the)\s+(?:the |its )?$"
)
#: Characters before a date in which the words that lead to it stand.
_LEAD_REACH = 40
_STOP = re.compile(r"[;。:：]|[.](?=[\s<])|\b(?:while|but)\b")
_TAIL_CJK = re.compile(r"[)）]?\s?(時点|末|現在|には|に|の|は|から|まで|より|比|以降|、|で|기준|에는|에|의|은|는|까지|부터|대비|보다|말)")


def candidates(
    told: Scene,
    dates: Frame,
    line: Line,
    figure: Mention,
    sort: Mapping[str, float],
    proposed: Sequence[str | None] = (),
    subject: str = "",
) -> list[Candidate]:
    """Return the periods in reach of a figure.

    Args:
        told: The scene.
        dates: The periods of the document.
        line: The line of the figure.
        figure: The figure.
        sort: What is known of the statement, each with how sure it is: kind of the measure, aspect, modality, label.
        proposed: Periods that the hand-written patterns propose for it.
        subject: Of whom the figure is.
    """
    if not line.segment.cells and (other := before_it(line, figure)) is not None:
        return [one for one in map(_year_before, candidates(told, dates, line, other, sort, (), subject)) if one is not None]
    found: dict[str | None, Candidate] = {}
    own, cell = dates.own.get(line.segment.article), line.cell(figure.start)
    at_end = says_end(cell.header) if cell is not None else None

    def put(value: str | None, evidence: Sequence[str], mention: Mention | None) -> None:
        _hold(dates, own, found, named_as(dates, value, evidence, mention), evidence, mention)

    def add(value: str | None, *evidence: str, mention: Mention | None = None) -> None:
        for other, *marks in of_head(read(dates, value, own, mention, at_end), evidence):
            _hold(dates, own, found, other, (*evidence, *marks), mention)

    here = sorted((m for m in line.mentions if dates_figures(line, m)), key=lambda m: _gap(m, figure))[:_NEAR]
    named = named_by(told, dates, line, cell) if cell is not None else []
    if line.segment.cells:
        in_row(told, dates, line, figure, [m for m in here if m.start not in overruled(named) and not told_on(line, m)], add)
    else:
        _from_line(line, figure, here, dates.beside[line.at], add)
    _from_around(told, dates, line, cell, named, add)
    _carried(told, dates, line, add)
    _repeated(told, dates, line, figure, add)
    for told_of, evidence in implied(dates, own).items():
        (found.get(told_of) or found.setdefault(told_of, Candidate(told_of))).told |= evidence
    _derived(dates, here, put)
    _worked_out(told, dates, line, figure, own, here, put)
    _proposed(dates, line, figure, here, proposed, put)
    found = _within_reach(dates, line, figure, here, found)
    _called(dates, line, subject, found)
    _complete(line, figure, dates, own, sort, found)
    return sorted(found.values(), key=lambda c: (c.value is None, c.value or ""))


def _hold(
    dates: Frame, own: str | None, found: dict[str | None, Candidate], value: str | None, evidence: Sequence[str], mention: Mention | None
) -> None:
    """Add a value with what speaks for it; "now" is the date of the article, and "once" none."""
    if value in DEICTIC:
        evidence = (*evidence, f"told:{value}") if value == "PRESENT_REF" else (f"told:{value}",)
        if value == "PRESENT_REF" and own is None:
            found.setdefault(value, Candidate(value, {"as:now": 1.0}, mention))
        value = dates.best(own, mention) if value == "PRESENT_REF" and own is not None else None
    held = found.get(value) or found.setdefault(value, Candidate(value))
    held.told |= dict.fromkeys(evidence, 1.0)
    if mention is not None and (held.mention is None or "here" in evidence):
        held.mention = mention


def _proposed(dates: Frame, line: Line, figure: Mention, here: Sequence[Mention], proposed: Sequence[str | None], put: Put) -> None:
    """Add what the patterns propose, but not of when another figure is that stands with its date in brackets, and no period."""
    former = {m.timex_value for m in here if bracketed(line, m, figure)} - {m.timex_value for m in here if not bracketed(line, m, figure)}
    for value in proposed:
        if value not in former and not says_nothing(value):
            put(dates.meant(value), ("proposed", "proposed:none" if value is None else "proposed:some"), None)
    put(None, ("none",), None)


def _year_before(candidate: Candidate) -> Candidate | None:
    """Return the year before a period with all that speaks for it, as what stands in brackets behind a figure is of the year before."""
    past = shifted(candidate.value, -1) if candidate.value is not None else None
    if past is None and candidate.value is not None:
        return None
    return Candidate(past, candidate.told, None, candidate.evidence)


def _from_line(line: Line, figure: Mention, here: Sequence[Mention], stretches: Sequence[tuple[int, int]], add: Add) -> None:
    relations = {mention.start: related(stretches, mention, figure) for mention in here}
    stated = [mention for mention in here if relations[mention.start] != "date"]
    ordered = [*stated, *(mention for mention in here if relations[mention.start] == "date")]
    unit = 5.0 if line.language == "en" else 2.0
    chosen, parts = governing(line, figure, here, stretches), wholes(line, here)
    opening = len(line.low) - len(line.low.lstrip(" *#-"))
    for place, mention in enumerate(ordered):
        before = mention.end <= figure.start
        side = "<" if before else ">"
        a, b = (mention.end, figure.start) if before else (figure.end, mention.start)
        gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
        relation = relations[mention.start]
        before_that = earlier(line, mention)
        if relation == "date" or (before_that and not before and line.language != "en"):
            names = ["beside", f"beside{side}", *(("beside:earlier",) if before_that else ())]
            add(mention.timex_value, *names, mention=mention)
            if later := shifted(str(mention.timex_value), 1):
                add(later, "beside:year-after", f"beside:year-after{side}")
            continue
        if mention.start in parts or bracketed(line, mention, figure):
            add(mention.timex_value, "aside", f"aside{side}", mention=mention)
            if mention.start not in parts and (later := shifted(str(mention.timex_value), 1)):
                # "turnover of $40m (2023: $36m)": what stands in the brackets is of the year before.
                add(later, "aside:year-after", f"aside:year-after{side}")
            continue
        evidence = ["here", f"here:{min(place, 3)}", f"here{side}", f"here{side}{min(place, 2)}"]
        evidence += [f"rel:{relation}", f"rel:{relation}{side}"]
        if len(stated) == 1:
            evidence.append("here:alone")
        if chosen is not None and chosen[0] == mention.start:
            evidence += ["governs", f"governs:{chosen[1]}", f"governs:{chosen[1]}&{line.language}"]
        elif chosen is not None:
            evidence.append("governed-by-another")
        evidence += [f"here{side}>{step}" for step in (1, 4, 8, 16) if len(gap) / unit > step]
        crossed = [m for m in line.crossed(min(a, b), max(a, b)) if m is not figure]
        if crossed:
            evidence.append(f"here{side}crosses")
            if any(m.label == figure.label for m in crossed):
                evidence.append(f"here{side}crosses-same")
        else:
            evidence.append(f"here{side}direct")
        if _STOP.search(gap):
            evidence.append(f"here{side}stop")
        if "," in gap or "、" in gap:
            evidence.append(f"here{side}comma")
        if ("(" in gap or "（" in gap) and ")" not in gap and "）" not in gap:
            evidence.append(f"here{side}opens")
        evidence.append(line.once(_flank, mention, mention.start))
        if line.language == "en" and mention.start - line.start <= opening:
            evidence.append("here:opens")
        if before_that:
            evidence += ["here:earlier", f"here:earlier{side}", f"here:earlier:{relation}"]
        add(mention.timex_value, *evidence, mention=mention)


def _flank(line: Line, told: Mention) -> str:
    """Name what leads to a date, or in Japanese and Korean what follows it."""
    if line.language != "en":
        tail = _TAIL_CJK.match(line.low, told.end - line.start)
        return f"here:tail:{tail[1] if tail else 'none'}"
    at = told.start - line.start
    lead = _LEAD_EN.search(line.low, max(at - _LEAD_REACH, 0), at)
    return f"here:lead:{lead[1].split()[0] if lead else 'none'}"


def _from_around(told: Scene, dates: Frame, line: Line, cell: Cell | None, named: Sequence[Named], add: Add) -> None:
    """Add the dates of the heads of a cell and of the cells before it, of the headings above, and those told before."""
    dated = headed(told, dates, line, named, add)
    if cell is not None and not dated:
        left(told, dates, line, cell, add)
    heads = [(head, m) for head in told.heads[line.at][:3] for m in head.mentions if m.label == "DATE" and m.timex_value]
    for place, (head, mention) in enumerate(heads[:3]):
        names = [f"heading:{place}", *((f"heading:{place}:cell",) if cell is not None and not dated else ())]
        if mention.end - mention.start > len(head.text.strip(" #*:")) * 0.6:
            names += ["heading:whole", f"heading:whole:{place}"]
            names += ["heading:chronicle"] * (grain(mention.timex_value) in dates.chronicle and place == 0)
        if says_as_of(head.low, mention.start - head.start, mention.end - head.start):
            names.append("heading:as-of")
        nearest = place == 0 and head is told.heads[line.at][0] and head.segment.kind == "heading"
        if cell is not None and nearest and names_year(mention.text) and mention.timex_value != dates.own.get(line.segment.article):
            names.append("heading:named")
        add(mention.timex_value, *names, mention=mention)
    earlier = [
        (at, m) for at, m in told.frames[line.at] if at < line.at and not (of_a_figure(told.lines[at], m) or begins(told.lines[at], m))
    ]
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


def _carried(told: Scene, dates: Frame, line: Line, add: Add) -> None:
    """Add what the lines before leave in force, and how near it is."""
    for sort, (at, mention) in dates.carried.get(line.at, {}).items():
        then = told.lines[at].segment
        if then is line.segment:
            near = "passage"
        elif then.section == line.segment.section:
            near = "section" if line.at - at > 2 else "next"
        else:
            near = "far"
        add(mention.timex_value, f"carried:{sort}", f"carried:{sort}:{near}", mention=mention)


def _repeated(told: Scene, dates: Frame, line: Line, figure: Mention, add: Add) -> None:
    """Add the dates that other lines tell with the same amount, and to a title those of the lines that follow."""
    key = amount(figure)
    for at, mention in dates.echoes.get(key, ())[:6] if key is not None else ():
        if at != line.at:
            add(mention.timex_value, "echo", f"echo:{figure.label}", mention=mention)
    if line.segment.kind in ("title", "heading") or line.at < 2:
        for place, later in enumerate(told.lines[line.at + 1 : line.at + 4]):
            if later.segment.article != line.segment.article:
                break
            stated = [m for m in later.mentions if m.label == "DATE" and m.timex_value and not m.timex_value.endswith("_REF")]
            if stated:
                add(stated[0].timex_value, "follows", f"follows:{place}", mention=stated[0])
                break


def _within_reach(
    dates: Frame, line: Line, figure: Mention, here: Sequence[Mention], found: Mapping[str | None, Candidate]
) -> dict[str | None, Candidate]:
    """Return those of the periods in reach that a cell may mean, or that a sentence has not left behind before a figure."""
    kept = reachable({value: candidate.told for value, candidate in found.items()}) if line.segment.cells else found.keys()
    gone = set() if line.segment.cells else {dates.meant(value) for value in passed(line, figure, here, dates.beside[line.at])}
    return {value: candidate for value, candidate in found.items() if value in kept and value not in gone}


def _called(dates: Frame, line: Line, subject: str, found: Mapping[str | None, Candidate]) -> None:
    """Add whether the text near a figure and what is told of its subject call such periods fiscal."""
    for candidate in found.values():
        candidate.told |= dates.usage.evidence(line, subject, candidate.value, candidate.mention)


def _worked_out(told: Scene, dates: Frame, line: Line, figure: Mention, own: str | None, here: Sequence[Mention], put: Put) -> None:
    """Add what a line leaves to be worked out: the nine months, so far this year, a part of a year in brackets, the year compared with."""
    for value, names in running(told, dates, line, figure, own):
        put(value, names, None)
        if "spanned" in names and (past := shifted(value, -1)):
            put(past, [f"{name}:year-before" for name in names], None)
    if not line.segment.cells:
        for past, named, near in against(dates, line, figure, here):
            put(past, named, near)


def _derived(dates: Frame, here: Sequence[Mention], put: Put) -> None:
    """Add what the dates of the line imply: a year before, its quarter."""
    for value in dict.fromkeys(str(dates.meant(m.timex_value)) for m in here):
        if past := shifted(value, -1):
            put(past, ("here:year-before",), None)
        if later := shifted(value, 1):
            put(later, ("here:year-after",), None)
        if shape(value) in ("day", "month"):
            put(value[:4], ("here:its-year",), None)
        if shape(value) == "day":
            put(value[:7], ("here:its-month",), None)


def _gap(mention: Mention, figure: Mention) -> int:
    return figure.start - mention.end if mention.end <= figure.start else mention.start - figure.end


#: Where a reader looks first for the period of a figure, in a table and in a sentence.
_IN_CELLS = (
    "cell:own:told head:column:whole head:column:part cell:label:told head:row:whole head:row:part head:section:whole "
    "head:section:part head:corner:part left:last heading:whole heading:0 heading:1 before:0"
).split()
_IN_LINES = {
    "flow": (
        "governs here:alone here<0 here:0 carried:flow:passage heading:whole heading:0 carried:flow:next carried:any:next "
        "carried:flow:section main:0"
    ).split(),
    "": (
        "governs here:alone here<0 here:0 carried:any:passage heading:whole heading:0 carried:any:next document carried:any:section main:0"
    ).split(),
}
#: Evidence of a date in the line of a figure or in the heads of its cell.
_NEARBY = ("here", "head:column", "left", "cell:label")
#: Evidence of the part that a date has elsewhere.
_ELSEWHERE = ("main:", "as-of:", "month:", "before:", "carried:", "heading:", "echo", "follows", "document:")
#: Evidence that means another thing with another sort of statement.
_CROSSED = frozenset(
    "here document none main:0 before:0 heading:0 here:year-before main:0:year-before document:quarter document:last-quarter "
    "document:year document:month document:last-month main:0:year-after month:0 "
    "heading:whole proposed first cell:own cell:label cell:other head:column head:row "
    "head:section head:corner head:note head:column:ends head:column:compared heading:0:cell left:last left:nearest beside "
    "rel:figure against echo follows before:stated:0 carried:any carried:flow carried:any:passage governs beside:year-after "
    "heading:as-of heading:chronicle as-of:0 cell:other:only".split()
)


#: What two pieces of evidence together count beside each of them: there are many, and few documents to learn each from.
_JOINT = 0.5


def _complete(
    line: Line, figure: Mention, dates: Frame, own: str | None, sort: Mapping[str, float], found: dict[str | None, Candidate]
) -> None:
    """Add what holds of a candidate as a whole: its shape, its part in the document, and both with the sort of statement.

    The name of a measure counts with the length of a candidate only: balances are told for days, dividends for years.
    Where the line or the heads of a cell have a date, a date told elsewhere stands for its value alone, whatever part it has elsewhere;
    where the column is dated, so do all.
    """
    said_of_any = set[str]().union(*(c.told for c in found.values()))
    dated, column = "here" in said_of_any, "head:column" in said_of_any or "left" in said_of_any
    told_here = not said_of_any.isdisjoint(_NEARBY)
    crossed = {name: held for name, held in sort.items() if not name.startswith("named:")} | times(line, figure, dates.beside[line.at])
    kind = max(("flow", "state", "event", "none"), key=lambda name: sort.get(f"kind:{name}", 0.0))
    order = _IN_CELLS if line.segment.cells else _IN_LINES.get(kind, _IN_LINES[""])
    first = next((name for name in order if name in said_of_any), None)
    alone = sum(first in c.told for c in found.values()) == 1
    joint: dict[str, dict[str, float]] = {}
    for candidate in found.values():
        ev, shaped = candidate.told, f"grain:{grain(candidate.value)}"
        if first is not None and first in ev:
            ev["first"] = ev[f"first:{first}"] = 1.0
            if alone:
                ev["first:alone"] = 1.0
        elsewhere = told_here and (column or not any(name in ev for name in _NEARBY))
        if elsewhere:
            ev = candidate.told = {name: strength for name, strength in ev.items() if not name.startswith(_ELSEWHERE)}
        keys = [*(name for name in ev if name in _CROSSED or name.startswith("as:"))]
        marks, others = part(dates, candidate.value, own, elsewhere, ev.keys())
        ev |= marks
        keys += others
        if dated and "here" not in ev:
            ev["others-here"] = 1.0
            ev |= {f"{key}&dated": 1.0 for key in keys}
        if column and "head:column" not in ev and "left" not in ev:
            ev["others-column"] = 1.0
        told = {name: strength * _JOINT if "&" in name else strength for name, strength in ev.items()}
        if shaped not in joint:
            joint[shaped] = {f"{shaped}&{said}": strength * _JOINT for said, strength in sort.items()}
        for key in keys:
            if key not in joint:
                joint[key] = {f"{key}&{said}": strength * _JOINT for said, strength in crossed.items()}
        told |= joint[shaped]
        for key in keys:
            told |= joint[key]
        candidate.evidence = told
