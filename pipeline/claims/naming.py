"""What a measured figure is called: the canonical name with its aspect, or the words of the text where the lexicon has none.

In: a reading, weighed. Out: the qualifier of its claim, and the words that say it. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims import parts, shares
from pipeline.claims.aspects import looked, with_aspect
from pipeline.claims.candidates import ROUND, round_name
from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.claims.measures import Candidate, Measure, fits, flanked, named
from pipeline.claims.readings import WHERE, Name, Reading
from pipeline.claims.wording import TIMES, Base, counted, written
from pipeline.records import Mention

__all__ = ["concept", "names", "phrase", "qualifier"]

#: Words before a measure that make another measure of it, in the order in which they are told.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("non-GAAP", re.compile(r"\bnon-gaap\b")),
    ("adjusted", re.compile(r"\badjusted\b|\bunderlying\b|調整後|実態|コア(?=営業)|조정")),
    ("core", re.compile(r"\bcore\b|基礎(?=営業|収益|利益)|본업")),
    ("diluted", re.compile(r"\bdiluted\b|潜在株式調整後|希薄化後|희석")),
    ("comparable", re.compile(r"\bcomparable\b|\blike-for-like\b|既存店")),
    ("organic", re.compile(r"\borganic\b")),
    ("average", re.compile(r"\baverage\b|平均|평균")),
    ("overseas", re.compile(r"\boverseas\b|海外|해외")),
    ("non-consolidated", re.compile(r"\bnon-consolidated\b|\bstandalone\b|単体|単独|非連結|별도")),
    ("annual", re.compile(r"\bannuali[sz]ed\b|年換算")),
)
#: Kinds that only some measures have: shares yet to come dilute what is earned, no dividend; the same stores are comparable already.
_KINDS_OF = {"diluted": re.compile(r"earnings|profit|loss|EPS"), "comparable": re.compile(r"^(?!.*\bsame-store)")}


def qualifier(reading: Reading) -> tuple[str | None, tuple[int, int] | None]:
    """Return the qualifier of a claim and where its words stand."""
    line, chosen = reading.line, reading.measure
    place = None
    if chosen is not None and line.start <= chosen.start and chosen.end <= line.end:
        place = (chosen.start, chosen.end)
    if reading.predicate == "valuation":
        capital = chosen is not None and chosen.measure is not None and chosen.measure.name == "market capitalisation"
        return ("market capitalisation" if capital else None), place
    told = next((c.qualifier for c in reading.proposed if c.predicate == reading.predicate and c.qualifier), None)
    if reading.predicate != "metric" and told:
        return told, place
    if reading.predicate == "funding_round":
        found = ROUND.search(line.text)
        return (round_name(found.group()) if found else None), place
    if reading.predicate == "spending" and chosen is not None and chosen.measure is not None and chosen.measure.name != "spending":
        return (chosen.measure.name if chosen.measure.predicate == "spending" else None), place
    if reading.predicate != "metric":
        return None, place
    told_by = reading.names[reading.best(reading.named)] if reading.named else names(reading)[0]
    return told_by.text, told_by.place


#: Characters right before a figure in which a word may stand that tells its kind: 単体130名.
_RIGHT_BEFORE = 4
#: Measures that are tried for a name, the likeliest.
_MEASURES = 4


def names(reading: Reading) -> list[Name]:
    """Return the names that what a figure measures may be told by; measure, phrase, aspect and subject must be weighed.

    A name is a measure of the lexicon or words of the text, of the whole or of a part, looked at in one of the likely aspects.
    """
    known, words = _canonical(reading), [_called(base, reading) for base in written(reading)]
    bases = [*known, *words] if reading.measure is not None else [*words, *known]
    label, language = reading.figure.label, reading.line.language
    aspects = looked(reading)
    rates = [base for base in known if "rate" in base.evidence]
    if label == "PERCENT" and (_of_revenue(reading) or _under_margin(reading)):
        bases = rates or bases
    elif label == "MONEY" and (share := _each_share(reading)) is not None:
        kind = share["diluted"] or ""
        shares = [base for base in rates if base.measure is not None and base.measure.predicate != "revenue"]
        shares = [base for base in shares if "no rate" not in base.evidence]
        bases = [replace(one, text=f"{kind}{one.text}") if _KINDS_OF["diluted"].search(one.text) else one for one in shares] or bases
    elif label == "MONEY" and _per_share(reading) and (first := reading.line.labels) is not None:
        bases = [base for base in rates if base.place is not None and first.start <= base.place[0] < first.end] or bases
    signs = _signed(reading.line, reading.figure)
    flanks = flanked(reading.line, reading.figure)
    flanks.append("&".join(flanks))
    whole = next((c.measure.predicate for c in reading.measures if c.measure is not None and ">after:of" in c.evidence), "none")
    found: dict[str, Name] = {}
    for base in bases:
        for aspect, chance in aspects:
            text = with_aspect(base.text, aspect, reading.line, reading.figure)
            if text in found or ("rate" in base.evidence and aspect != "level"):
                continue
            if base.measure is not None and not _sensible(base.measure, aspect, reading.figure):
                if len(aspects) > 1 or aspect != "growth year on year":
                    continue
                text = f"change in {base.text}"  # of a rate under 前年比
            ev = base.evidence | {
                "aspect": chance,
                "aspect:log": math.log(chance + 0.02) / 4,
                f"aspect:{aspect}|{label}": 1.0,
                f"aspect:{aspect}|{base.source}": 1.0,
                f"{base.source}|{label}": 1.0,
                f"{base.source}|{language}": 1.0,
                f"words:{min(len(text.split()), 6)}|{base.source}": 1.0,
            }
            ev |= {f"{sign}|{aspect}|{label}": 1.0 for sign in signs}
            ev |= {f"{flank}|{kind}": 1.0 for flank in flanks for kind in ("rate", "no rate") if kind in base.evidence}
            if "post:of" in flanks:  # of what it is a share stands behind it
                told = "rate" if "rate" in base.evidence else aspect
                ev[f"of:{'it' if 'whole' in base.evidence else 'another'}|{told}"] = 1.0
                ev[f"of:{whole}|{told}"] = ev[f"of:{whole}|{told}|{'it' if 'whole' in base.evidence else 'another'}"] = 1.0
            if base.measure is not None:
                ev[f"measure:{base.measure.name}|{aspect}"] = ev[f"measure:{base.measure.name}|{aspect}|{label}"] = 1.0
            plain = base.measure if aspect == "level" and base.measure is not None and text == base.measure.name else None
            found[text] = Name(text, base.place, plain, ev)
    if not found:  # none goes with an aspect that the figure may be looked at in
        return [Name(base.text, base.place, None, dict(base.evidence)) for base in bases[:1]]
    return list(found.values())


#: What joins an amount and what it is besides, what says of what a percentage is, and that an amount is of one share.
_OR = re.compile(r"(?:,? or|,|\()\s?(?:an? )?(?:about |approximately |nearly |around )?")
_REVENUE = re.compile(r"\s?(?:of|as a (?:percentage|share) of) (?:its |our |the )?(?:net |total )?(?:sales|revenues?|turnover)\b")
_EACH_SHARE = re.compile(r"\s?(?:a|per) (?P<diluted>diluted )?(?:[a-z]+ ){0,2}(?:share|ads)\b")
#: What heads a column of such percentages.
_SALES_HEAD = re.compile(r"(?:%|\bpercent(?:age)?) of (?:net |total )?(?:sales|revenues?)\b|対?売上高?比(?!率)|매출(?:액)? ?대비")
#: Longer than what joins the two.
_JOINED = 30


def _besides(line: Line, figure: Mention) -> bool:
    """Whether a figure says right behind an amount what that is besides: "$95 million, or"."""
    near = line.crossed(figure.start - _JOINED - 40, figure.start)
    gap = line.low[near[-1].end - line.start : figure.start - line.start] if near else ""
    return bool(near) and near[-1].label == "MONEY" and _OR.fullmatch(gap) is not None


def _of_revenue(reading: Reading) -> bool:
    """Whether a percentage says of an amount beside it which part of the revenue that is: "$95 million, or 3.9% of revenue"."""
    line, figure = reading.line, reading.figure
    if (cell := line.cell(figure.start)) is not None and _SALES_HEAD.search(cell.header.lower()):
        return any("column:left" in c.evidence and c.measure is not None and c.measure.rate for c in reading.measures)
    return line.language == "en" and _REVENUE.match(line.low, figure.end - line.start) is not None and _besides(line, figure)


def _each_share(reading: Reading) -> re.Match[str] | None:
    """Return what says of an amount that it is of one share of the one before it: "a profit of $1.1 billion, or $2.86 per share"."""
    line, figure = reading.line, reading.figure
    said = _EACH_SHARE.match(line.low, figure.end - line.start) if line.language == "en" else None
    return said if said is not None and _besides(line, figure) else None


def _per_share(reading: Reading) -> bool:
    """Whether the heads above a figure say that its row is told of one share."""
    return words_of("per_share", reading.line.language).search(reading.over.lower()) is not None


def _under_margin(reading: Reading) -> bool:
    cell = reading.line.cell(reading.figure.start)
    return cell is not None and _MARGIN.search(f"{cell.header} {reading.over}".lower()) is not None


_SIGN = re.compile(r"([+＋△▲▼])[\s約]?$|(?<![\w)）])([-－−–])$")
_COMPARED_AHEAD = re.compile(r"(?:比|から|より|대비|보다)[^、。,.]{0,4}$|[(（][+＋△▲▼-]?$")


def _signed(line: Line, figure: Mention) -> list[str]:
    """Say whether a figure is written with a sign, right behind what it is compared with or at the start of a bracket."""
    at = figure.start - line.start
    ahead = line.text[max(at - 12, 0) : at]
    signed = _SIGN.search(ahead) is not None or figure.text[:1] in "+＋△▲▼"
    compared = _COMPARED_AHEAD.search(ahead) is not None
    return [*(["signed"] if signed else []), *(["compared"] if compared else []), *(["signed&compared"] if signed and compared else [])]


def _sensible(measure: Measure, aspect: str, figure: Mention) -> bool:
    """Whether a measure can be looked at in an aspect: what happens once does not grow, of a rate is no share, times are no level."""
    grows = aspect.startswith("growth")
    if measure.kind == "event" and (grows or aspect == "change"):
        return False
    if figure.unit in TIMES and aspect in ("level", "change"):
        return "QUANTITY" in measure.takes and not measure.units and measure.kind == "state"
    return measure.takes != ("PERCENT",) or not (aspect == "share" or grows)


def _canonical(reading: Reading) -> list[Base]:
    """Return the names that the likeliest measures of the lexicon give, each of the whole and of the part that is told."""
    line, figure = reading.line, reading.figure
    each = _per_share(reading) or _each_share(reading) is not None
    only = each or _under_margin(reading)
    beside = _Beside(reading.headed(), shares.sharer(line, figure) if figure.label == "PERCENT" else "")
    found = []
    for rank, (chance, candidate) in enumerate(_likeliest(reading)[:_MEASURES]):
        measure, place = candidate.measure, (candidate.start, candidate.end)
        assert measure is not None
        here = place if _inside(line, candidate) else None
        ev = {
            "lexicon": 1.0,
            f"lexicon:{min(rank, 2)}": 1.0,
            "measure": chance,
            "measure:log": math.log(chance + 0.02) / 4,
            f"measure:{measure.name}": 1.0,
            f"measure:{measure.name}|{figure.label}": 1.0,
            f"says:{measure.predicate}|{figure.label}": 1.0,
            **{f"where:{name}": 1.0 for name in candidate.evidence if name in WHERE or name.startswith(("echo:", "each:", "whole:"))},
            "peer": candidate.evidence.get("peer", 0.0),
            **({"whole": 1.0} if ">after:of" in candidate.evidence else {}),
            "fits" if not measure.takes or figure.label in measure.takes else f"misfits:{figure.label}": 1.0,
            **_covering(reading, place),
        }
        rate = measure.rate if figure.label == "PERCENT" else measure.each if figure.label == "MONEY" and each else None
        for text in (rate,) if rate and only else (rate, measure.name) if rate else (measure.name,):
            own = dict(ev)
            if rate:
                own["rate" if text == rate else "no rate"] = 1.0
            name = _kind(line, figure, here, text)
            own["changed"] = float(name != text)
            row = reading.row_part() if reading.measure is not None or candidate.evidence.keys() & _IN_TABLE else None
            part, sort = _part(line, figure, here, row) if row or here is not None else ("", "")
            if not part:
                part, sort = _part_beside(line, figure, here, beside, name)
            if part:
                region = {f"region:{sort}|{line.language}": 1.0} if parts.region(part) else {}
                found.append(Base(f"{name}, {part}", here, "lexicon", measure, own | {f"part:{sort}|{line.language}": 1.0} | region))
                own |= {f"whole:{sort}|{line.language}": 1.0}
                if measure.predicate == "revenue" and sort in ("row", "ahead", "counted"):
                    continue  # without its part it were the revenue of the whole
            found.append(Base(name, here, "lexicon", measure, own))
    return found


class _Beside(NamedTuple):
    """The parts that a heading above a figure and what makes up a share name."""

    above: str
    maker: str


def _likeliest(reading: Reading) -> list[tuple[float, Candidate]]:
    """Return the measures of the lexicon that a figure may be of, the likeliest first, each with its chance and its best candidate."""
    line = reading.line
    best: dict[str, tuple[float, Candidate]] = {}
    for chance, candidate in sorted(zip(reading.measured, reading.measures, strict=True), key=lambda pair: -pair[0]):
        if candidate.measure is not None:
            likeliest, held = best.setdefault(candidate.measure.name, (chance, candidate))
            if not _inside(line, held) and _inside(line, candidate) and chance > likeliest * _AS_LIKELY:
                best[candidate.measure.name] = (likeliest, candidate)  # its words in the line say of which kind and part it is
    if _per_share(reading) and _each_share(reading) is None and reading.figure.label == "MONEY" and (labels := line.labels) is not None:
        named = {name: held for name, held in best.items() if labels.start <= held[1].start < labels.end}
        best = named or best  # under "per share" the row says what is told of one
    return list(best.values())


def _part(line: Line, figure: Mention, here: tuple[int, int] | None, row: str | None) -> tuple[str, str]:
    """Return the part that the head of a row, the words counted or those before a measure name, and which of these it is."""
    inside = here is not None and line.language == "en" and figure.start <= here[0] < figure.end
    part = (
        parts.bare(row)
        if row
        else (counted(figure)[0].rpartition(" ")[0] if inside else parts.ahead(line, here) if here is not None else "")
    )
    if part and any(pattern.search(part.lower()) for _, pattern in _KINDS):
        return "", ""
    return parts.in_english(part, line.language) or part, "row" if row else "counted" if inside else "ahead"


def _part_beside(line: Line, figure: Mention, here: tuple[int, int] | None, beside: _Beside, name: str) -> tuple[str, str]:
    """Return the part that the verb of a share, a preposition behind a measure or its figure, or a heading tells, and which of these."""
    if beside.maker:
        return beside.maker, "maker"
    for end in (here[1], figure.end) if here is not None and here[1] >= figure.start else (here[1],) if here is not None else ():
        part, how = parts.behind(line, end)
        if part:
            return part, f"behind:{how}"
    return (beside.above, "heading") if beside.above and beside.above.lower() not in name.lower() else ("", "")


#: What part of the chance of a measure named elsewhere one in the line of its figure must have to tell its kind and part.
_AS_LIKELY = 0.2


def _inside(line: Line, candidate: Candidate) -> bool:
    return line.start <= candidate.start and candidate.end <= line.end


#: Words that count name what is counted, whatever it is elsewhere: people are no employees by themselves.
_COUNTED = ("counted", "counted, done", "unit")


def _called(base: Base, reading: Reading) -> Base:
    """Return words of the text under the one name that a measure has, where they are words of it and no more."""
    if base.source in _COUNTED:
        return base
    held = named(base.text.lower(), reading.line.language)
    if len(held) != 1 or held[0][1] - held[0][0] != len(base.text):
        return base
    own = [measure.name for measure in held[0][2] if fits(measure, reading.figure)]
    return replace(base, text=own[0]) if len(own) == 1 else base


#: Evidence of a measure that the heads of a table name.
_IN_TABLE = {"implied:parted", "column", "head:column", "head:section", "head:corner"}
#: What heads a column or a group of rows of margins: its rows name amounts and mean their rates.
_MARGIN = re.compile(r"\bmargins?\b|利益率|이익[률율]|마진율?")


#: Measures that are told of one piece.
_PIECES = ("price", "unit cost", "average selling price", "average rent", "average fare")


def _kind(line: Line, figure: Mention, place: tuple[int, int] | None, name: str) -> str:
    """Return the name of a measure with its kind and with what it is shared out to, as the words before it and its figure tell them."""
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
    for kind, pattern in _KINDS:
        if kind not in name and pattern.search(ahead) and (kind not in _KINDS_OF or _KINDS_OF[kind].search(name)):
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


def concept(reading: Reading, name: str | None) -> str | None:
    """Return the element of the IFRS taxonomy of a figure told under the plain name of a measure: of no part, kind, growth or share.

    Source: IFRS Accounting Taxonomy (ifrs-full); joins with figures of XBRL filings.
    """
    if reading.figure.label != "MONEY":
        return None
    if reading.predicate == "metric":
        told_by = next((one.measure for one in reading.names if one.text == name), None)
        return told_by.concept if told_by is not None else None
    chosen = reading.measure.measure if reading.measure is not None else None
    plain = chosen is not None and reading.aspect == "level" and name in (None, chosen.name) and reading.predicate == chosen.predicate
    return chosen.concept if plain and chosen is not None else None


def phrase(reading: Reading, place: tuple[int, int]) -> tuple[int, int]:
    """Return the words that name a measure: the likeliest phrase, where it is surer than the measure or holds its words, else those."""
    likeliest = reading.phrase()
    if likeliest is not None and max(reading.phrased) > max(reading.measured):
        return likeliest
    return reading.phrase(place) or place
