"""Who holds or buys what in a row of a table: shareholders with their shares, buyers with targets, the only investor of a round.

In: the cells of a row with what their headers say, and the mentions in them. Out: drafts of stakes, acquisitions and investments. Never:
the layout of a table. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.candidates import Draft
from pipeline.predicates import column
from pipeline.records import Mention, Segment

__all__ = ["Held", "holder", "holdings", "totalled"]


@dataclass(frozen=True, slots=True)
class Held:
    """A cell of a row.

    Attributes:
        role: What its header says of it, None where that is nothing known.
        header: The header.
        start: First code point.
        end: Code point after the last.
        inside: The mentions in it.
    """

    role: str | None
    header: str
    start: int
    end: int
    inside: Sequence[Mention]


#: A share of what is held, in the header of a column of a table of holders; changes of it are none.
_SHARE = re.compile(r"割合|比率|持分|議決権|[%％]|pct\b|per ?cent|ownership|stake|지분|비율|\bvot", re.IGNORECASE)
_CHANGE = re.compile(r"増減|前(?:期|回|年)|\bchange|\bprevious|\bprior|증감|직전|변동", re.IGNORECASE)
#: The header of a column of shares held, which stands in tables of holders alone.
_HOLDING = re.compile(
    r"(?:所有|保有)株|持ち?株|総数に対する|소유 ?주식|보유 ?주식|지분|shares? held|shareholding|issued (?:share )?capital", re.IGNORECASE
)
#: A row that sums up those above it.
_TOTAL = re.compile(r"[\s*|]*(?:合?計|総計|小計|(?:grand |sub-?)?totals?|합\s?계|소\s?계|총\s?계|계)[\s*|:：]*", re.IGNORECASE)
#: The header of a column of buyers, and of a column of those who lead others.
_BUYER = re.compile(
    r"buyer|acquir|bidder|purchaser|買い?手|買収(?:者|企業|会社)|取得(?:者|企業|会社)|譲受|인수(?:자|기업|회사|사)", re.IGNORECASE
)
_LEADER = re.compile(r"\blead|リード|主導|주도", re.IGNORECASE)
#: What says that a cell names one party and nobody beside it.
_BESIDE = re.compile(r"[,、，;/&＆·・]|\band\b|\bothers?\b|ほか|他$|\s외\b|と|および|및")
#: Words between the name of a company and its share: （出資比率, (, ：.
_PAIRED = re.compile(r"[^、，,;；/\n]{0,16}")


def holdings(text: str, segment: Segment, cells: Sequence[Held], topics: Sequence[str]) -> Iterator[Draft]:
    """Give what a row says of holders, buyers and the only investor of a round.

    Args:
        text: Text of the document.
        segment: The row.
        cells: Its cells.
        topics: Organisations that the table is about.
    """
    by_role = {cell.role: cell for cell in reversed(cells) if cell.role is not None}
    owning = by_role.get("holder")
    if len(cells) == 2 and cells[1].role in ("holder", "stake", "subsidiary"):
        yield from _listed(text, segment, cells[1], topics)
    elif owning is not None and (named := holder(text, owning)) is not None:
        share = next((m for cell in cells if cell is not owning and _shares(cell) for m in cell.inside if m.label == "PERCENT"), None)
        others = [topic for topic in topics if topic != named.entity_id]
        if share is not None:
            yield _draft("stake", segment, share, named, others[:1])
    target, party = by_role.get("company"), by_role.get("investor")
    bought = _party(text, target) if target is not None else None
    giver = _party(text, party) if party is not None else None
    if bought is None or party is None or giver is None or bought.entity_id == giver.entity_id:
        return
    day = next((m for cell in cells if cell.role == "date" for m in cell.inside if m.label == "DATE"), None)
    wanted: tuple[tuple[str, str, Callable[[Held], bool]], ...] = ()
    if _BUYER.search(party.header):
        wanted = (("stake", "PERCENT", _shares), ("acquisition", "MONEY", _priced))
    elif not _LEADER.search(party.header) and not _BESIDE.search(text, party.start, party.end):
        wanted = (("investment", "MONEY", lambda cell: cell.role == "amount"),)
    for predicate, label, fits in wanted:
        figure = next((m for cell in cells if fits(cell) for m in cell.inside if m.label == label and m.restates is None), None)
        if figure is not None:
            draft = _draft(predicate, segment, figure, giver, [str(bought.entity_id)])
            draft.dated(day)
            yield draft


def holder(text: str, cell: Held) -> Mention | None:
    """Return the company or person that a cell of holders names, None where it names none or several.

    Args:
        text: Text of the document.
        cell: The cell.
    """
    return _party(text, cell, people=True)


def _draft(predicate: str, segment: Segment, figure: Mention, subject: Mention, objects: Sequence[str]) -> Draft:
    draft = Draft(predicate, "row-holding", segment.start, segment.end, (figure.start, figure.end), 0.9, mention=figure)
    draft.subjects, draft.objects = [str(subject.entity_id)], list(objects)
    if subject.label == "PERSON":
        draft.people = frozenset(draft.subjects)
    draft.marks = [("value", figure.start, figure.end), ("subject", subject.start, subject.end)]
    return draft


def _shares(cell: Held) -> bool:
    return cell.role == "stake" or (bool(_SHARE.search(cell.header)) and not _CHANGE.search(cell.header))


def _priced(cell: Held) -> bool:
    return cell.role in ("amount", "price")


def _party(text: str, cell: Held, *, people: bool = False) -> Mention | None:
    """Return the name that is most of a cell."""
    labels = ("ORG", "PERSON") if people else ("ORG",)
    named = [m for m in cell.inside if m.label in labels and m.entity_id]
    size = len(text[cell.start : cell.end].split("（")[0].split("(")[0].strip(" *|"))
    return next((m for m in named if (m.end - m.start) * 2 > size), None)


def _listed(text: str, segment: Segment, cell: Held, topics: Sequence[str]) -> Iterator[Draft]:
    """Give the stakes of a list of names with shares beside a label: who holds the company, or of a label of subsidiaries whom it holds."""
    last = cell.start
    for share in (m for m in cell.inside if m.label == "PERCENT"):
        named = [m for m in cell.inside if m.label in ("ORG", "PERSON") and m.entity_id and last <= m.start and m.end <= share.start]
        last = share.end
        if not named or not topics or _PAIRED.fullmatch(text, named[-1].end, share.start) is None or named[-1].entity_id == topics[0]:
            continue
        if cell.role == "subsidiary":
            draft = _draft("stake", segment, share, named[-1], [str(named[-1].entity_id)])
            draft.subjects, draft.marks = list(topics[:1]), draft.marks[:1]
            if named[-1].label == "ORG":
                yield draft
        else:
            yield _draft("stake", segment, share, named[-1], topics[:1])


def totalled(said: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether a row of a table of holders only sums up those above it, which nobody holds.

    Args:
        said: What its cells say.
        headers: Their headers.
    """
    if not any(_TOTAL.fullmatch(cell) for cell in said[:3]):
        return False
    roles = [known.role for header in headers if header and (known := column(header)) is not None]
    return "holder" in roles or any(_HOLDING.search(header) for header in headers)
