"""The names that measures of the lexicon give to a figure: of which kind and part it is, a rate, a profit or a loss, what of another.

In: a reading, weighed as far as its measure. Out: names without their aspect, each with what speaks for it. Never: words of the text as a
name, a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.claims import parts, shares
from pipeline.claims.compounds import in_english
from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.claims.flanks import outcome
from pipeline.claims.measures import Candidate, Measure, told_as
from pipeline.claims.readings import WHERE, Reading
from pipeline.claims.themes import belonging, theme
from pipeline.claims.wording import TIMES, Base, counted
from pipeline.records import Mention

__all__ = ["canonical", "dilutes", "each_share", "of_revenue", "per_share", "under_margin"]

#: Words before a measure that make another measure of it, in the order in which they are told; what a stock index is called is no average.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("non-GAAP", re.compile(r"\bnon-gaap\b")),
    ("adjusted", re.compile(r"\badjusted\b|調整後|実態|コア(?=営業)|조정")),
    ("underlying", re.compile(r"\bunderlying\b")),
    ("core", re.compile(r"\bcore\b|基礎(?=営業|収益|利益)|본업")),
    ("diluted", re.compile(r"\bdiluted\b|潜在株式調整後|希薄化後|희석")),
    ("comparable", re.compile(r"\bcomparable\b|\blike-for-like\b|既存店")),
    ("organic", re.compile(r"\borganic\b")),
    ("average", re.compile(r"(?<!nikkei )(?<!industrial )\baverage\b|(?<!日経)(?<!ダウ)平均|평균")),
    ("overseas", re.compile(r"\boverseas\b|海外|해외")),
    ("non-consolidated", re.compile(r"\bnon-consolidated\b|\bstandalone\b|単体|単独|非連結|별도")),
    ("annual", re.compile(r"\bannuali[sz]ed\b|年換算")),
)
_ANY_KIND = re.compile("|".join(pattern.pattern for _, pattern in _KINDS))
#: Kinds that only some measures have: shares yet to come dilute what is earned, no dividend; the same stores are comparable already.
_KINDS_OF = {"diluted": re.compile(r"earnings|profit|loss|EPS"), "comparable": re.compile(r"^(?!.*\bsame-store)")}
#: Measures that are tried for a name, the likeliest.
_MEASURES = 4
#: What part of the chance of a measure named elsewhere one in the line of its figure must have to tell its kind and part.
_AS_LIKELY = 0.2
#: Evidence of a measure that the heads of a table name.
_IN_TABLE = {"implied:parted", "column", "head:column", "head:section", "head:corner"}
#: What says of what a figure is a part, or how often it holds it: "31.5% of its sales", "11x EBITDA", 「売上高の10倍」.
_OF_WHAT = re.compile(
    r"(?: the equivalent)?(?: of| as much as)? (?:its |their |our |the )?(?:(?:own|annual|total|last year['’]s|(?:19|20)\d\d) )*$"
)
_OF_CJK = re.compile(r"(?:の|比|対比|に対し|의| ?대비| ?대비로)?(?:約| ?약)? ?$")
#: Characters right before a figure in which a word may stand that tells its kind: 単体130名.
_RIGHT_BEFORE = 4
#: Measures that are told of one piece.
_PIECES = ("price", "unit cost", "average selling price", "average rent", "average fare")
#: What joins an amount and what it is besides, what says of what a percentage is, and that an amount is of one share.
_OR = re.compile(r"(?:,? or|,|\()\s?(?:an? )?(?:about |approximately |nearly |around )?")
_REVENUE = re.compile(r"\s?(?:of|as a (?:percentage|share) of) (?:its |our |the )?(?:net |total )?(?:sales|revenues?|turnover)\b")
_EACH_SHARE = re.compile(r"\s?(?:a|per) (?P<diluted>diluted )?(?:[a-z]+ ){0,2}(?:share|ads)\b")
#: What heads a column of such percentages.
_SALES_HEAD = re.compile(
    r"(?:%|\bpercent(?:age)?) of (?:net |total )?(?:sales|revenues?)\b|対?売上高?比(?!率)|매출(?:액)? ?대비|(?P<parts>構成比)"
)
#: Longer than what joins the two.
_JOINED = 30
#: What heads a column or a group of rows of margins: its rows name amounts and mean their rates.
_MARGIN = re.compile(r"\bmargins?\b|利益率|이익[률율]|마진율?")


def canonical(reading: Reading) -> list[Base]:
    """Return the names that the likeliest measures of the lexicon give, each of the whole and of the part that is told."""
    line, figure = reading.line, reading.figure
    maker = shares.sharer(line, figure) if figure.label == "PERCENT" else ""
    owner = reading.subject.name if reading.subjects else None
    beside = _Beside(reading.headed(), "opened" if parts.opening(line) else "heading", maker, theme(line, figure, owner), owner)
    ways = _Ways(per_share(reading) or each_share(reading) is not None, under_margin(reading), outcome(line, figure))
    found = []
    for rank, (chance, candidate) in enumerate(_likeliest(reading)[:_MEASURES]):
        here = (candidate.start, candidate.end) if _inside(line, candidate) else None
        ev = _evidence(reading, rank, chance, candidate)
        row = reading.row_part() if reading.measure is not None or candidate.evidence.keys() & _IN_TABLE else None
        for text, measure, told in _told(candidate, figure, ways):
            name = _kind(line, figure, here, text, _header(reading, candidate))
            own = ev | told | {"changed": float(name != text)}
            stands = _parts(line, figure, here, row, beside, name)
            stands += _further(reading, stands, beside, name, here)
            for at, (part, sort) in enumerate(stands):
                first = {f"part:{min(at, 1)}": 1.0, f"part:{sort}|{line.language}": 1.0}
                region = {f"region:{sort}|{line.language}": 1.0} if parts.region(part) else {}
                found.append(Base(f"{name}, {part}", here, "lexicon", measure, own | first | region | _sized(name, part)))
            own |= {f"whole:{sort}|{line.language}": 1.0 for _, sort in stands[:1]}
            for part, _ in stands[:1]:
                own |= {f"whole {size}": 1.0 for size in _sized(name, part)}
            if measure.predicate == "revenue" and stands and stands[0][1] in ("row", "ahead", "counted"):
                continue  # without its part it were the revenue of the whole
            found.append(Base(name, here, "lexicon", measure, own))
    return [*found, *_ratios(reading)]


def _sized(name: str, part: str) -> dict[str, float]:
    """Say how many words a measure and its part have: a long part is most of a short name."""
    return {f"sized:{min(len(name.split()), 4)}+{min(len(part.split()), 5)}": 1.0}


class _Ways(NamedTuple):
    """How a figure looks at its measures: whether at one share, under margins, and whether as a profit or a loss."""

    each: bool
    margins: bool
    outcome: str | None


def _told(candidate: Candidate, figure: Mention, ways: _Ways) -> Iterator[tuple[str, Measure, dict[str, float]]]:
    """Return what a measure is told as: itself, the rate or the loss that it is besides; each with what it is told by."""
    measure = candidate.measure
    assert measure is not None
    rate = measure.rate if figure.label == "PERCENT" else measure.each if figure.label == "MONEY" and ways.each else None
    if rate:
        yield rate, measure, {"rate": 1.0}
        if not ways.each and not ways.margins:
            yield measure.name, measure, {"no rate": 1.0}
        return
    turned = told_as(measure.name, ways.outcome) if figure.label == "MONEY" else None
    if turned is not None:
        yield turned.name, turned, {f"{ways.outcome} told:turned": 1.0}
    sort = "turns" if turned is not None else _sort_of(measure.name)
    yield measure.name, measure, {f"{ways.outcome} told:{sort}": 1.0} if ways.outcome is not None else {}


def _evidence(reading: Reading, rank: int, chance: float, candidate: Candidate) -> dict[str, float]:
    """Return what speaks for a measure of the lexicon, whatever its part."""
    measure, label = candidate.measure, reading.figure.label
    assert measure is not None
    return {
        "lexicon": 1.0,
        f"lexicon:{min(rank, 2)}": 1.0,
        "measure": chance,
        "measure:log": math.log(chance + 0.02) / 4,
        f"measure:{measure.name}": 1.0,
        f"measure:{measure.name}|{label}": 1.0,
        f"says:{measure.predicate}|{label}": 1.0,
        **{f"where:{name}": 1.0 for name in candidate.evidence if name in WHERE or name.startswith(("echo:", "each:", "whole:"))},
        "peer": candidate.evidence.get("peer", 0.0),
        **({"whole": 1.0} if ">after:of" in candidate.evidence else {}),
        "fits" if not measure.takes or label in measure.takes else f"misfits:{label}": 1.0,
        **_covering(reading, (candidate.start, candidate.end)),
    }


def dilutes(name: str) -> bool:
    """Tell whether shares yet to come dilute what a measure tells of one share."""
    return _KINDS_OF["diluted"].search(name) is not None


def _ratios(reading: Reading) -> list[Base]:
    """Return the names that tell what one measure is of another: "order to revenue" of "an order of 31.5% of its sales"."""
    line, figure = reading.line, reading.figure
    if figure.label != "PERCENT" and figure.unit not in TIMES:
        return []
    a, b = figure.start - line.start, figure.end - line.start
    placed = [
        (chance, c.start - line.start, c.end - line.start, c.measure)
        for chance, c in zip(reading.measured, reading.measures, strict=True)
        if c.measure is not None and _inside(line, c)
    ]
    if line.language == "en":
        wholes = [
            (start, one) for _, start, _, one in placed if start >= b and "MONEY" in one.takes and _OF_WHAT.fullmatch(line.low, b, start)
        ]
    else:
        wholes = [
            (start, one) for _, start, end, one in placed if end <= a and "MONEY" in one.takes and _OF_CJK.fullmatch(line.low, end, a)
        ]
    if not wholes:
        return []
    at, whole = wholes[0]
    before = [one for one in placed if one[2] <= min(a, at) and one[3].name != whole.name]
    ranked = sorted(before, key=lambda one: (-one[0], -one[2]))[:2]
    parted: list[tuple[float, Measure, tuple[int, int] | None, str]] = []
    parted += [(chance, one, (line.start + start, line.start + end), "here") for chance, start, end, one in ranked]
    parted += _earlier(reading, {whole.name, *(one.name for _, one, *_ in parted)})
    found = []
    for rank, (chance, measure, place, where) in enumerate(parted):
        told = ["ratio", f"ratio:{figure.label}", f"ratio:{rank}", f"ratio:of:{whole.predicate}", f"ratio:{where}"]
        ev = dict.fromkeys(told, 1.0) | {"ratio:chance": chance}
        found.append(Base(f"{measure.name} to {whole.name}", place, "ratio", None, ev))
    return found


#: Evidence of a measure that the figure before one, or the sentence before it, is of.
_BEFORE = {"echo:before", "line-before"}


def _earlier(reading: Reading, known: set[str]) -> list[tuple[float, Measure, tuple[int, int] | None, str]]:
    """Return the likeliest amount that the sentence or figure before tells, of which "38% of last year's sales" says how large it is."""
    held = [
        (chance, c.measure)
        for chance, c in zip(reading.measured, reading.measures, strict=True)
        if c.measure is not None and c.evidence.keys() & _BEFORE and "MONEY" in c.measure.takes and c.measure.name not in known
    ]
    likeliest = max(held, key=lambda one: one[0], default=None)
    return [(likeliest[0], likeliest[1], None, "before")] if likeliest is not None else []


class _Beside(NamedTuple):
    """What tells of parts beside a measure.

    Attributes:
        above: The part that the start of the sentence or a heading above a figure names.
        how: Which of the two.
        maker: What makes up a share.
        theme: The part that the clause tells of.
        owner: The company that the figure is of.
    """

    above: str
    how: str
    maker: str
    theme: str
    owner: str | None


def _likeliest(reading: Reading) -> list[tuple[float, Candidate]]:
    """Return the measures of the lexicon that a figure may be of, the likeliest first, each with its chance and its best candidate.

    What is of a market gives no name: a figure that is told is of an organisation.
    """
    line, label = reading.line, reading.figure.label
    best: dict[str, tuple[float, Candidate]] = {}
    for chance, candidate in sorted(zip(reading.measured, reading.measures, strict=True), key=lambda pair: -pair[0]):
        if candidate.measure is not None and (candidate.measure.of is None or label not in candidate.measure.takes):
            likeliest, held = best.setdefault(candidate.measure.name, (chance, candidate))
            if not _inside(line, held) and _inside(line, candidate) and chance > likeliest * _AS_LIKELY:
                best[candidate.measure.name] = (likeliest, candidate)  # its words in the line say of which kind and part it is
    if per_share(reading) and each_share(reading) is None and label == "MONEY" and (labels := line.labels) is not None:
        named = {name: held for name, held in best.items() if labels.start <= held[1].start < labels.end}
        best = named or best  # under "per share" the row says what is told of one
    return list(best.values())


def _inside(line: Line, candidate: Candidate) -> bool:
    return line.start <= candidate.start and candidate.end <= line.end


def _part(line: Line, figure: Mention, here: tuple[int, int] | None, row: str | None) -> tuple[str, str]:
    """Return the part that the head of a row, the words counted or those before a measure name, and which of these it is."""
    inside = here is not None and line.language == "en" and figure.start <= here[0] < figure.end
    if row:
        part = parts.bare(row)
    elif inside:
        part = counted(figure)[0].rpartition(" ")[0]
    else:
        part = (parts.ahead(line, here) or parts.bound(line, here)) if here is not None else ""
    if part and any(pattern.search(part.lower()) for _, pattern in _KINDS):
        return "", ""
    return in_english(part, line.language) or part, "row" if row else "counted" if inside else "ahead"


def _parts(line: Line, figure: Mention, here: tuple[int, int] | None, row: str | None, beside: _Beside, name: str) -> list[tuple[str, str]]:
    """Return the part that a figure is of, and which words tell it: the row, those before its measure, the verb of a share, a heading.

    The market behind a share of it is one besides.
    """
    ends = [] if here is None else [here[1], figure.end] if here[1] >= figure.start else [here[1]]
    markets = [parts.market(line, end) for end in (ends or [figure.end])] if "market share" in name else []
    told = [(part, "market") for part in markets[:1] if part]
    if (row or here is not None) and (found := _part(line, figure, here, row))[0]:
        return [found, *told]
    if beside.maker:
        return [(beside.maker, "maker"), *told]
    behind = next(((part, f"behind:{how}") for end in ends for part, how in (parts.behind(line, end),) if part), None)
    if behind is not None:
        return [*told, behind] if told and told[0][0] != behind[0] else [behind]
    if told:
        return told
    return [(beside.above, beside.how)] if beside.above and beside.above.lower() not in name.lower() else []


def _further(
    reading: Reading, stands: list[tuple[str, str]], beside: _Beside, name: str, here: tuple[int, int] | None
) -> list[tuple[str, str]]:
    """Return the parts that words farther from a measure tell: whom it belongs to, what makes up a share, the subject, what is behind."""
    told = [part.lower() for part, _ in stands]
    where, preposition = parts.behind(reading.line, reading.figure.end)
    found = []
    for part, how in (
        (belonging(reading.line, here, beside.owner) if here is not None else "", "belonging"),
        (beside.maker, "maker"),
        (beside.theme, "theme"),
        (where, f"after:{preposition}"),
        (beside.above, beside.how),
    ):
        if part and part.lower() not in told and part.lower() not in name.lower():
            told.append(part.lower())
            found.append((part, how))
    return found


def _sort_of(name: str) -> str:
    """Return whether the name of a measure tells a profit, a loss or neither."""
    return "loss" if "loss" in name else "profit" if "profit" in name or "earnings" in name else "other"


def _header(reading: Reading, candidate: Candidate) -> str:
    """Return the head of the column of a figure, where that names its measure."""
    cell = reading.line.cell(reading.figure.start)
    return cell.header.lower() if cell is not None and "column" in candidate.evidence else ""


def _kind(line: Line, figure: Mention, place: tuple[int, int] | None, name: str, header: str) -> str:
    """Return the name of a measure with its kind and with what it is shared out to, as its column and the words before it tell them."""
    ahead = line.low[max(figure.start - line.start - _RIGHT_BEFORE, 0) : figure.start - line.start]
    if figure.label == "MONEY" and name in _PIECES:
        ends = [figure.end]
        if place is not None:
            ends.append(place[1] - len(" per") if line.low[: place[1] - line.start].endswith(" per") else place[1])
        if one := next((told for end in ends if (told := parts.piece(line, end))), ""):
            name = f"{name} {one}"
    if place is not None:
        shared = parts.each(line, place)
        name = f"{name} {shared}" if shared and " per " not in name else name
        ahead = line.low[max(place[0] - line.start - 24, 0) : place[1] - line.start] + " " + ahead
    if not (_ANY_KIND.search(ahead) or _ANY_KIND.search(header)):
        return name
    for kind, pattern in _KINDS:
        if (
            kind not in name
            and (pattern.search(ahead) or pattern.search(header))
            and (kind not in _KINDS_OF or _KINDS_OF[kind].search(name))
        ):
            name = f"{kind} {name}"
    return name


def _covering(reading: Reading, place: tuple[int, int]) -> dict[str, float]:
    """Say how much of the head of its row and of the likeliest phrase around them the words of a measure are."""
    line, figure = reading.line, reading.figure
    found: dict[str, float] = {}
    first = line.labels
    if first is not None and first.start <= place[0] and place[1] <= first.end:
        part = (place[1] - place[0]) / max(len(line.head), 1)
        found |= {f"covers head:{min(int(part * 4), 3)}": 1.0}
    if (around := reading.phrase(place)) is not None and place[0] >= 0:
        part = (place[1] - place[0]) / max(around[1] - around[0], 1)
        found |= {f"covers phrase:{min(int(part * 4), 3)}": 1.0}
    if figure.label == "QUANTITY" and line.language == "en" and figure.unit:
        found[f"counted:{'in' if figure.start <= place[0] < figure.end else 'out'}"] = 1.0
    return found


def _besides(line: Line, figure: Mention) -> bool:
    """Whether a figure says right behind an amount what that is besides: "$95 million, or"."""
    near = line.crossed(figure.start - _JOINED - 40, figure.start)
    gap = line.low[near[-1].end - line.start : figure.start - line.start] if near else ""
    return bool(near) and near[-1].label == "MONEY" and _OR.fullmatch(gap) is not None


def of_revenue(reading: Reading) -> bool:
    """Whether a percentage says of an amount beside it which part of the revenue that is: "$95 million, or 3.9% of revenue"."""
    line, figure = reading.line, reading.figure
    if (cell := line.cell(figure.start)) is not None and (head := _SALES_HEAD.search(cell.header.lower())) is not None:
        where = {"row:head"} if head["parts"] else {"column:left", "row:head"}
        rated = [c.measure for c in reading.measures if c.measure is not None and where & c.evidence.keys() and c.measure.rate]
        return any(one.predicate != "revenue" for one in rated)
    return line.language == "en" and _REVENUE.match(line.low, figure.end - line.start) is not None and _besides(line, figure)


def each_share(reading: Reading) -> re.Match[str] | None:
    """Return what says of an amount that it is of one share of the one before it: "a profit of $1.1 billion, or $2.86 per share"."""
    line, figure = reading.line, reading.figure
    said = _EACH_SHARE.match(line.low, figure.end - line.start) if line.language == "en" else None
    return said if said is not None and _besides(line, figure) else None


def per_share(reading: Reading) -> bool:
    """Whether the heads above a figure say that its row is told of one share."""
    return words_of("per_share", reading.line.language).search(reading.over.lower()) is not None


def under_margin(reading: Reading) -> bool:
    """Whether the heads above a figure say that its row is told as a margin."""
    cell = reading.line.cell(reading.figure.start)
    return cell is not None and _MARGIN.search(f"{cell.header} {reading.over}".lower()) is not None
