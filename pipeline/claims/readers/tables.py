"""What a row of a table says, by the headers of its columns, or by the label beside a value.

In: a row with its cells and mentions. Out: drafts of claims. Never: the layout of a table: rows come with their cells. Part of the room
of claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from pipeline.claims.candidates import FIGURES, ROUND, Draft, round_name
from pipeline.claims.cues import closed
from pipeline.claims.frames import words
from pipeline.claims.measures import named as measures_of
from pipeline.claims.parts import partial
from pipeline.claims.profile import PREDICATES as PROFILE
from pipeline.claims.readers.holdings import Held, holder, holdings
from pipeline.claims.readers.places import nowhere
from pipeline.predicates import Column, column, predicates
from pipeline.records import Mention, Segment

__all__ = ["holders", "peer_readings", "row_readings"]


def holders(text: str, passages: Sequence[Segment], inside: Mapping[str, Sequence[Mention]]) -> dict[str, frozenset[str]]:
    """Return who holds something by the rows of a table and is no company of a title, by the passage of each row.

    Rows one below the other are of one table. A company may hold shares of its own: a title above says that the table is about it.

    Args:
        text: Text of the document.
        passages: The passages of the article, in order.
        inside: The mentions by passage.
    """
    found: dict[str, frozenset[str]] = {}
    titled = {str(m.entity_id) for passage in passages if passage.kind in ("title", "heading") for m in inside.get(passage.segment_id, ())}
    for _, table in groupby(passages, key=lambda passage: bool(passage.cells)):
        rows = list(table)
        named: set[str] = set()
        for row in rows:
            for cell in row.cells if len(row.cells) > 1 else ():
                header = " ".join(closed(cell.header).split())
                if header and _role(column(header)) == "holder":
                    within = [m for m in inside.get(row.segment_id, ()) if cell.start <= m.start and m.end <= cell.end]
                    party = holder(text, Held("holder", header, cell.start, cell.end, within))
                    named |= {str(party.entity_id)} - titled if party is not None else set()
        if named:
            found |= dict.fromkeys((row.segment_id for row in rows), frozenset(named))
    return found


def peer_readings(text: str, segment: Segment, mentions: Sequence[Mention], named: Mapping[int, Mention], language: str) -> list[Draft]:
    """Read a row that tells of each company that heads a column what profiles tell: Founded, Head office, CEO.

    Args:
        text: Text of the document.
        segment: The row, with cells.
        mentions: The mentions in it.
        named: The organisations of the document by where they start.
        language: First part of the row's BCP 47 tag.
    """
    found: list[Draft] = []
    for cell in segment.cells:
        columns = [head for head in cell.heads if head.kind == "column"]
        labels = [text[head.start : head.end] for head in cell.heads if head.kind == "row"]
        party = named.get(columns[-1].start) if columns and labels else None
        if party is None or 10 * (party.end - party.start) < 7 * (columns[-1].end - columns[-1].start):
            continue
        if _role(column(" ".join(closed(labels[-1]).split()))) in PROFILE:
            alone = replace(segment, cells=(replace(cell, header=labels[-1]),))
            found += row_readings(text, alone, mentions, [str(party.entity_id)], language)
    return found


def row_readings(text: str, segment: Segment, mentions: Sequence[Mention], topics: Sequence[str], language: str) -> list[Draft]:
    """Read a row of a table, or a value beside its label, with its headers.

    Args:
        text: Text of the document.
        segment: The row, with cells.
        mentions: The mentions in it.
        topics: Organisations that the article is about.
        language: First part of the row's BCP 47 tag.
    """
    cells: list[tuple[str | None, str, int, int, list[Mention]]] = []
    said: list[Column | None] = []
    for cell in segment.cells:
        header = " ".join(closed(cell.header).split())
        said.append(column(header) if header else None)
        role = _role(said[-1])
        cells.append((role, header, cell.start, cell.end, [m for m in mentions if cell.start <= m.start and m.end <= cell.end]))
    found = list(holdings(text, segment, [Held(*cell) for cell in cells], topics))
    first_text = text[cells[0][2] : cells[0][3]].strip() if cells else ""
    companies = [m for role, _, _, _, inside in cells if role == "company" for m in inside if m.label == "ORG" and m.entity_id]
    if not companies and len(cells) > 2 and cells[0][0] is None and not any(role == "company" for role, *_ in cells):
        # a first column without a known header that holds a name and nothing else
        companies = [m for m in cells[0][4] if m.label == "ORG" and m.entity_id and len(m.text) * 10 >= len(first_text) * 7]
    unnamed = any(role == "company" and start < end for role, _, start, end, _ in cells) and not companies
    subject = [str(companies[0].entity_id)] if companies else list(topics[:1])
    if unnamed:
        return found
    all_text = text[segment.start : segment.end]
    day = next((m for role, _, _, _, inside in cells if role == "date" for m in inside if m.label == "DATE"), None)
    in_row = [m for role, _, _, _, inside in cells if role != "founded" for m in inside if m.label == "DATE"]
    round_text = next((text[a:b] for role, _, a, b, _ in cells if role == "round"), "")
    named = ROUND.search(round_text) or (ROUND.search(all_text) if any(role == "amount" for role, *_ in cells) else None)
    qualifier = round_name(named.group()) if named else None
    buyer: list[str] = []
    buyers_first = [m for m in cells[0][4] if m.label == "ORG" and m.entity_id] if cells else []
    if (
        buyers_first
        and re.search(r"による|の投資|の出資|からの|invest|stake|acqui|投資|出資|取得", first_text, re.IGNORECASE)
        and not named
    ):
        buyer = [str(buyers_first[0].entity_id)]

    def add(predicate: str, header: str, mention: Mention | None, *, text_value: str | None = None, start: int = 0, end: int = 0) -> Draft:
        draft = Draft(predicate, "row", segment.start, segment.end, (start, end), 0.9, mention=mention, text_value=text_value)
        draft.subjects = list(subject)
        draft.marks = [("value", start, end)]
        lists = words(language)
        if lists.has("guess", header.lower()):
            draft.modality = "estimate"
        elif lists.has("ahead", header.lower()):
            draft.modality = "forecast"
        found.append(draft)
        return draft

    of_part = len(cells) > 2 and not companies and _of_part(first_text, cells[0][4], language)
    for (role, header, start, end, inside), known in zip(cells, said, strict=True):
        money = [m for m in inside if m.label == "MONEY" and m.restates is None]
        people = [m for m in inside if m.label == "PERSON" and m.entity_id]
        dates = [m for m in inside if m.label == "DATE"]
        if (role == "revenue" and of_part) or (not subject and role not in PROFILE):
            continue
        if role in ("amount", "valuation", "revenue", "funding_total") and money:
            summed = _IN_ALL.fullmatch(header) is not None and not named and not any(one in ("round", "date") for one, *_ in cells)
            predicate = {"amount": "funding_total" if summed else "funding_round"}.get(role, role)
            if predicate == "funding_round" and buyer and buyer != subject:
                draft = add("investment", header, money[0], start=money[0].start, end=money[0].end)
                draft.subjects, draft.objects = list(buyer), list(subject)
            else:
                draft = add(predicate, header, money[0], start=money[0].start, end=money[0].end)
                if predicate == "funding_round":
                    draft.qualifier = qualifier
            header_years = re.search(r"(?:19|20)\d\d", header)
            bracket = dates[0] if dates else day or (in_row[0] if len(in_row) == 1 and not header_years else None)
            if bracket is not None:
                draft.dated(bracket)
            elif header_years:
                year = header_years.group()
                draft.period_value, draft.period_span = year, (date(int(year), 1, 1), date(int(year), 12, 31))
        elif role == "founded" and (found_in := _founding(text, start, end, dates)) is not None:
            draft = add("founded", header, dates[0] if dates else None, text_value=found_in[0], start=found_in[2][0], end=found_in[2][1])
            draft.period_value, draft.period_span = found_in[:2]
            draft.dated(dates[0] if dates else None)
            if (beside := _place_beside(text, header, found_in[2][1], end, language)) is not None:
                add("headquarters", header, None, text_value=beside[0], start=beside[1], end=end)
        elif role in ("founder", "chief_executive") and people:
            for post in _posts(header, role):
                draft = add(post, header, None, start=people[0].start, end=people[-1].end)
                _hold(text, draft, header, people, dates)
        elif role == "headquarters" and (place := _place(text, start, end, language)):
            add("headquarters", header, None, text_value=place, start=start, end=end)
        elif role == "stake" and not any(draft.predicate == "stake" for draft in found):
            percent = next((m for m in inside if m.label == "PERCENT"), None)
            holder = next((m for m in mentions if m.label == "ORG" and m.entity_id and str(m.entity_id) not in subject), None)
            if percent is not None and holder is not None:
                draft = add("stake", header, percent, start=percent.start, end=percent.end)
                draft.subjects, draft.objects = [str(holder.entity_id)], list(subject)
        elif known is not None and known.role in predicates():
            takes = known.takes or predicates()[known.role].takes
            figure = next((m for m in inside if m.label in FIGURES and m.label in takes), None)
            if figure is not None:
                draft = add(known.role, header, figure, start=figure.start, end=figure.end)
                if known.names:
                    draft.qualifier = header.strip()
                if dates:
                    draft.dated(dates[0])
    return found


#: Labels of all that was raised, where no round and no day stands beside it.
_IN_ALL = re.compile(r"funding|raised|(?:funding|money|capital) raised", re.IGNORECASE)
#: Between a date and what stands with it in a cell.
_BEHIND_DATE = re.compile(r"\s?[,、;·/]\s?")


def _says(header: str, predicate: str) -> bool:
    """Whether a header says a predicate too, beside the one that it says first."""
    return any(one.words.search(header) for one in predicates()[predicate].column)


def _posts(header: str, role: str) -> tuple[str, ...]:
    """Return the posts that a header names: that of a founder may be both."""
    return ("founder", "chief_executive") if role == "founder" and _says(header, "chief_executive") else (role,)


def _hold(text: str, draft: Draft, header: str, people: Sequence[Mention], dates: Sequence[Mention]) -> None:
    """Say who holds the post of a cell, since when and for how long: of chief executives those who share it, of founders all."""
    draft.objects = [str(m.entity_id) for m in (people if draft.predicate == "founder" else _listed(text, people))]
    if draft.predicate == "chief_executive":
        if re.search(r"暫定|interim|acting", header.lower()):
            draft.qualifier = "interim"
        draft.dated(dates[0] if dates else None)


def _place_beside(text: str, header: str, start: int, end: int, language: str) -> tuple[str, int] | None:
    """Return the place that stands behind a date where the header says both, with where it starts: "2014, Boston" under "Founded, HQ"."""
    behind = _BEHIND_DATE.match(text, start, end) if _says(header, "headquarters") else None
    place = _place(text, behind.end(), end, language) if behind is not None else None
    return (place, behind.end()) if behind is not None and place is not None else None


def _place(text: str, start: int, end: int, language: str) -> str | None:
    """Return the place that a cell tells, None where it tells none: how many there are, "everywhere", a way of working."""
    place = " ".join(_KEYED.sub(", ", text[start:end]).split()).strip(":：・-, \"'{")
    if not re.search(r"[^\W\d_]{2}", place) or len(place) > 120:
        return None
    return None if nowhere(place, language) else place


#: A cell that is a year and nothing else.
_YEAR = re.compile(r"[\s\"']*((?:1[5-9]|20)\d\d)年?[\s\"',]*")


def _founding(
    text: str, start: int, end: int, dates: Sequence[Mention]
) -> tuple[str | None, tuple[date | None, date | None], tuple[int, int]] | None:
    """Return the date of a founding that a cell tells, with its days and its place: a date, or a year and nothing else."""
    if dates:
        return dates[0].timex_value, (dates[0].date_start, dates[0].date_end), (dates[0].start, dates[0].end)
    bare = _YEAR.fullmatch(text, start, end)
    return (bare[1], (date(int(bare[1]), 1, 1), date(int(bare[1]), 12, 31)), bare.span(1)) if bare is not None else None


#: Between the values of a place in JSON, and what follows the last one: ", "country": "Norway", "lat": 59.9}".
_KEYED = re.compile(r"\"?,? ?\"[a-z_]{1,20}\": ?(?:-?\d[\d.]{0,20}|null|(?=\"))\"?|[{}]")
_AND = re.compile(r"\s?(?:[,、，・·/／&]|and|와|과|및|と)\s?")


def _listed(text: str, people: Sequence[Mention]) -> list[Mention]:
    """Return the first of people with those that are only listed with it: who share a post."""
    end = next((at for at in range(1, len(people)) if _AND.fullmatch(text, people[at - 1].end, people[at].start) is None), len(people))
    return list(people[:end])


def _role(known: Column | None) -> str | None:
    """Return the part of a column in its row; the amount of a round may be that of the investment of the buyer who is named."""
    return None if known is None else {"funding_round": "amount"}.get(known.role, known.role)


def _of_part(head: str, inside: Sequence[Mention], language: str) -> bool:
    """Whether the head of a row names a part of a company: a segment, a product, a region."""
    named = any(m.label in ("DATE", "ORG") for m in inside) or measures_of(closed(head).lower(), language)
    return not named and partial(closed(head))
