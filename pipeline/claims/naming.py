"""What a measured figure is called: the canonical name with its aspect, or the words of the text where the lexicon has none.

In: a reading, weighed. Out: the qualifier of its claim, and the words that say it. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pipeline.claims import parts
from pipeline.claims.candidates import ROUND, round_name
from pipeline.claims.context import FIGURES, Line
from pipeline.claims.cues import keys, words_of
from pipeline.claims.measures import Candidate, Measure, flanked
from pipeline.claims.readings import ASPECTS, WHERE, Name, Reading
from pipeline.records import Mention

__all__ = ["concept", "names", "phrase", "qualifier"]

#: Words before a measure that make another measure of it, in the order in which they are told.
_KINDS = (
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
#: Measures, aspects and phrases that are tried for a name, the likeliest.
_MEASURES, _ASPECTS, _PHRASES = 4, 3, 3


@dataclass(frozen=True, slots=True)
class _Base:
    """A name without its aspect: where it comes from, and what speaks for it."""

    text: str
    place: tuple[int, int] | None
    source: str
    measure: Measure | None
    evidence: dict[str, float]


def names(reading: Reading) -> list[Name]:
    """Return the names that what a figure measures may be told by; measure, phrase, aspect and subject must be weighed.

    A name is a measure of the lexicon or words of the text, of the whole or of a part, looked at in one of the likely aspects.
    """
    known, words = _canonical(reading), _written(reading)
    bases = [*known, *words] if reading.measure is not None else [*words, *known]
    label, language = reading.figure.label, reading.line.language
    looked = _looked(reading)
    signs = _signed(reading.line, reading.figure)
    flanks = flanked(reading.line, reading.figure)
    flanks.append("&".join(flanks))
    found: dict[str, Name] = {}
    for base in bases:
        for aspect, chance in looked:
            text = _with_aspect(base.text, aspect, reading.line, reading.figure)
            if text in found or ("rate" in base.evidence and aspect != "level"):
                continue
            if base.measure is not None and not _sensible(base.measure, aspect, reading.figure):
                if len(looked) > 1 or aspect != "growth year on year":
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
                ev[f"of:{'it' if 'whole' in base.evidence else 'another'}|{'rate' if 'rate' in base.evidence else aspect}"] = 1.0
            if base.measure is not None:
                ev[f"measure:{base.measure.name}|{aspect}"] = ev[f"measure:{base.measure.name}|{aspect}|{label}"] = 1.0
            plain = base.measure if aspect == "level" and base.measure is not None and text == base.measure.name else None
            found[text] = Name(text, base.place, plain, ev)
    return list(found.values())


#: Aspects that only a name has, by the words that head a figure or stand right beside it: how far off what was expected it is, and how
#: much of that is reached.
_ASIDE = (
    (
        "compared with consensus",
        re.compile(
            r"\bconsensus\b[^.]{0,24} by$|\b(?:vs|versus) (?:forecast|consensus|estimates?)\b"
            r"|(?:市場予想|コンセンサス|予想)[^、。]{0,6}(?:比|を|に対し)[^、。]{0,6}$"
            r"|(?:컨센서스|전망치|기대치|예상치)[^,.]{0,6}(?:대비|를|을|보다)[^,.]{0,6}$"
        ),
    ),
    ("progress towards the full-year forecast", re.compile(r"進捗率?|達成率|\bprogress rate\b|진[행척]률|달성률")),
)
#: Aspects of percentages by what heads their column.
_HEADED = (
    ("share", re.compile(r"構成比|構成割合|売上比率|구성비|비중|\b(?:%|percent(?:age)?|share) of (?:total|sales|revenues?)\b|\bmix\b")),
    (
        "growth year on year",
        re.compile(
            r"前年(?:同期|同月|度)?(?:増減)?比|前期(?:増減)?比|対前[年期]|전년 ?(?:동기|동월)? ?(?:대비|비)"
            r"|\by[-/]?o[-/]?y\b|\by[-/]y\b|\byear[- ](?:on|over)[- ]year\b"
        ),
    ),
)
#: Characters before a figure in which such words stand.
_ASIDE_REACH = 40


def _looked(reading: Reading) -> list[tuple[str, float]]:
    """Return the aspects in which a figure may be looked at, each with its chance."""
    line, at = reading.line, reading.figure.start - reading.line.start
    if reading.figure.label == "PERCENT":
        if _compound(line, reading.figure):
            return [("growth", 1.0)]
        cell = line.cell(reading.figure.start)
        near = [line.low[max(at - _ASIDE_REACH, 0) : at].strip(" 約+-＋−"), *(words for *_, words in keys(line.text)[:4])]
        near += [line.head.lower(), cell.header.lower()] if cell is not None else []
        for aspect, pattern in _ASIDE:
            if any(pattern.search(words) for words in near):
                return [(aspect, 1.0)]
        header = cell.header.lower() if cell is not None else ""
        for aspect, pattern in _HEADED:
            if pattern.search(header):
                return [(aspect, reading.aspects[ASPECTS.index(aspect)])]
    order = sorted(range(len(ASPECTS)), key=lambda at: (-reading.aspects[at], at))[:_ASPECTS]
    return [(ASPECTS[at], reading.aspects[at]) for at in order]


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
    if figure.unit in _TIMES and aspect in ("level", "change"):
        return "QUANTITY" in measure.takes and not measure.units and measure.kind == "state"
    return measure.takes != ("PERCENT",) or not (aspect == "share" or grows)


def _canonical(reading: Reading) -> list[_Base]:
    """Return the names that the likeliest measures of the lexicon give, each of the whole and of the part that is told."""
    line, figure = reading.line, reading.figure
    cell = line.cell(figure.start)
    margin = cell is not None and _MARGIN.search(f"{cell.header} {reading.over}".lower()) is not None
    each = words_of("per_share", line.language).search(reading.over.lower()) is not None
    best: dict[str, tuple[float, Candidate]] = {}
    for chance, candidate in sorted(zip(reading.measured, reading.measures, strict=True), key=lambda pair: -pair[0]):
        if candidate.measure is not None:
            best.setdefault(candidate.measure.name, (chance, candidate))
    if each and figure.label == "MONEY" and (labels := line.labels) is not None:
        named = {name: held for name, held in best.items() if labels.start <= held[1].start < labels.end}
        best = named or best  # under "per share" the row says what is told of one
    found = []
    for rank, (chance, candidate) in enumerate(list(best.values())[:_MEASURES]):
        measure, place = candidate.measure, (candidate.start, candidate.end)
        assert measure is not None
        here = place if line.start <= candidate.start and candidate.end <= line.end else None
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
        for text in (rate,) if rate and (each or margin) else (rate, measure.name) if rate else (measure.name,):
            name, own = text, dict(ev)
            if rate:
                own["rate" if text == rate else "no rate"] = 1.0
            if here is not None:
                name = _kind(line, figure, here, name)
            own["changed"] = float(name != text)
            row = reading.row_part() if reading.measure is not None or candidate.evidence.keys() & _IN_TABLE else None
            part = row or (parts.ahead(line, here) if here is not None else "")
            if part and any(pattern.search(part.lower()) for _, pattern in _KINDS):
                part = ""
            part = parts.in_english(part, line.language) or part
            if part:
                sort = "row" if row else "ahead"
                found.append(_Base(f"{name}, {part}", here, "lexicon", measure, own | {f"part:{sort}|{line.language}": 1.0}))
                own |= {f"whole:{sort}|{line.language}": 1.0}
                if measure.predicate == "revenue":
                    continue  # without its part it were the revenue of the whole
            found.append(_Base(name, here, "lexicon", measure, own))
    return found


#: Evidence of a measure that the heads of a table name.
_IN_TABLE = {"implied:parted", "column", "head:column", "head:section", "head:corner"}
#: What heads a column or a group of rows of margins: its rows name amounts and mean their rates.
_MARGIN = re.compile(r"\bmargins?\b|利益率|이익[률율]|마진율?")


def _kind(line: Line, figure: Mention, place: tuple[int, int], name: str) -> str:
    """Return the name of a measure with its kind and with what it is shared out to, as the words before it tell them."""
    shared = parts.each(line, place)
    name = f"{name} {shared}" if shared and " per " not in name else name
    ahead = line.low[max(place[0] - line.start - 24, 0) : place[1] - line.start]
    ahead += " " + line.low[max(figure.start - line.start - _RIGHT_BEFORE, 0) : figure.start - line.start]
    for kind, pattern in _KINDS:
        if kind not in name and pattern.search(ahead):
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


#: Units of how many times as much and of how often, which count nothing.
_TIMES = ("times", "time")
#: Units of measurement: they say in what something is told, not what.
_MEASURED = re.compile(
    r"(?<![a-z])(?:(?:pico|nano|micro|milli|centi|deci|hecto|kilo|mega|giga|tera|peta|exa)?(?:metre|gram|tonne|litre|watt|joule|byte|hertz|volt)"
    r"|foot|inch|mile|yard|pound|ounce|ton|gallon|barrel|bushel|hectare|acre|degree)(?![a-z])"
)


def _written(reading: Reading) -> list[_Base]:
    """Return the words of the text that may name what a figure measures: heads of its cell, phrases, what is counted."""
    line, figure = reading.line, reading.figure
    found: list[tuple[str, tuple[int, int] | None, str, float]] = []
    cell = line.cell(figure.start)
    if cell is not None:
        first = line.segment.cells[0]
        if line.head and cell is not first and not re.fullmatch(r"[\d\s.,%年月期/-]+", line.head):
            found.append((line.head.strip(" *•-–") or line.head, (first.start, first.end), "head", 1.0))
        if cell.header.strip():
            found.append((" ".join(cell.header.split()), None, "column", 1.0))
    measured = _MEASURED.search(str(figure.unit or "")) is not None
    if figure.label == "QUANTITY" and figure.unit and line.language == "en" and figure.unit not in _TIMES and not measured:
        found.append((*_counted(figure), "counted", 1.0))
        found += [(text, (figure.start, figure.end), "counted, done", 1.0) for text in _done(line, figure, found[-1][0])]
    order = sorted(range(len(reading.phrases)), key=lambda at: (-reading.phrased[at], at))[:_PHRASES]
    for at in order:
        phrase = reading.phrases[at]
        text = " ".join(line.text[phrase.start - line.start : phrase.end - line.start].split())
        found.append((text, (phrase.start, phrase.end), "phrase", reading.phrased[at]))
    if line.language != "en":
        found.append((*_phrase_cjk(line, figure), "chunk", 1.0))
    if not (figure.unit in _TIMES or measured) or not found:
        found.append((_plural(str(figure.unit or "figure")), None, "unit", 1.0))
    made = []
    for rank, (text, place, source, chance) in enumerate(found):
        ev = {
            "written": 1.0,
            source: 1.0,
            f"{source}:chance": chance,
            "unmeasured": reading.measured[-1],
            f"{source}:unmeasured": reading.measured[-1],
            f"written:{min(rank, 2)}": 1.0,
        }
        made.append(_Base(text, place, source, None, ev))
    return made


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


#: A growth over years, told a year.
_COMPOUND = re.compile(r"(?<![A-Za-z])CAGR(?![A-Za-z])|\bcompound(?:ed)? annual\b|年平均(?:成長|伸び)率|年率|연평균", re.IGNORECASE)


def _with_aspect(name: str, aspect: str, line: Line, figure: Mention) -> str:
    if aspect == "level" or name.startswith("change in"):
        return name
    if aspect.startswith("growth") and figure.label == "PERCENT" and _compound(line, figure):
        return f"{name} compound annual growth rate"
    if aspect == "share":
        return f"share of {name}" if "share" not in name else name
    if aspect == "change" or (name == "share price" and figure.label == "PERCENT"):
        return f"change in {name}"
    return f"{name.removesuffix(' growth')} {aspect}"


def _compound(line: Line, figure: Mention) -> bool:
    """Whether a growth is told as the yearly one of several years: CAGR stands nearest before it, or right behind it."""
    at = figure.start - line.start
    begin = max((m.end - line.start for m in line.mentions if m.label in FIGURES and m.end <= figure.start), default=0)
    return (
        _COMPOUND.search(line.text, max(begin, at - 40), at) is not None
        or _COMPOUND.match(line.text, figure.end - line.start + 1) is not None
    )


def _plural(unit: str) -> str:
    """Return several of what is counted: companies."""
    if not unit.isascii() or not unit.islower() or unit.endswith("s") or unit == "person":
        return "people" if unit == "person" else unit
    return f"{unit[:-1]}ies" if re.search(r"[^aeiou]y$", unit) else f"{unit}es" if re.search(r"(?:ch|sh|x)$", unit) else f"{unit}s"


#: What counts before a noun and is no part of it.
_COUNTING = re.compile(
    r"^[^A-Za-z]*(?:(?:millions?|billions?|trillions?|mln|bln|tln|thousands?|hundreds?|dozens?|tens|over|more|than|about|of|to|and|bn|mn|[mk]|"
    r"several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)(?![A-Za-z-])[\s\d.,-]*)*",
    re.IGNORECASE,
)


def _counted(figure: Mention) -> tuple[str, tuple[int, int] | None]:
    return (_COUNTING.sub("", figure.text.replace("\n", " ")) or _plural(str(figure.unit))), (figure.start, figure.end)


_PARTICIPLE = r"(?P<done>[a-z]{3,}ed|sold|bought|built|sent|lost|made|held|won|cut|shut|hit|seen|taken|hired)"
_HEDGES = (
    "a|an|about|around|nearly|almost|approximately|roughly|over|more than|up to|at least|another|an additional|a further|some|only|just"
)
_HEDGED = rf"(?: (?:{_HEDGES}|its|their))*"
_DONE_BEFORE = re.compile(rf"\b{_PARTICIPLE}{_HEDGED} $")
_TO_BEFORE = re.compile(rf"\bto (?P<do>[a-z]{{3,}}){_HEDGED} $")
_DONE_BEHIND = re.compile(rf" ?(?:(?:that|which) )?(?:(?:were|was|are|is|being|have been|had been|has been|will be) )?{_PARTICIPLE}\b")
#: Characters before a figure in which the verb of what is counted stands.
_VERB_REACH = 60


def _done(line: Line, figure: Mention, noun: str) -> list[str]:
    """Return what is counted with what is done to it: "vehicles delivered", "stores to open"."""
    a, b = figure.start - line.start, figure.end - line.start
    ahead = line.low[max(a - _VERB_REACH, 0) : a]
    found = [f"{noun} {match['done']}" for match in (_DONE_BEHIND.match(line.low, b), _DONE_BEFORE.search(ahead)) if match is not None]
    if (match := _TO_BEFORE.search(ahead)) is not None:
        found.append(f"{noun} to {match['do']}")
    return found


_CHUNK = re.compile(r"[^\s、。，,・「」『』（）()【】\[\]:：|｜はがをにでもへのとや]{2,20}")
#: A noun has a letter that is no hiragana; what a figure is compared with is no measure.
_NOUN = re.compile(r"[^\W\d_ぁ-ん]")
_COMPARED = re.compile(
    r"対?(?:前|昨|同)(?:年|期|月|四半期)(?:度|同期|同月)?(?:比|実績)?|전(?:년|분기|월)(?:동기)?|約|うち|大幅|過去最高|対比|대비|기준|규모|수준"
)
_CHUNK_KO = re.compile(r"[가-힣A-Za-z0-9&]{2,20}")


def _phrase_cjk(line: Line, figure: Mention) -> tuple[str, tuple[int, int] | None]:
    a = figure.start - line.start
    pattern = _CHUNK if line.language == "ja" else _CHUNK_KO
    blocked = [(m.start - line.start, m.end - line.start) for m in line.mentions if m.label in (*FIGURES, "DATE", "DURATION")]
    spots = [m.span() for m in pattern.finditer(line.text, 0, a) if not any(x < m.end() and m.start() < y for x, y in blocked)]
    spots = [s for s in spots if _NOUN.search(line.text, *s) and not _COMPARED.fullmatch(line.text, *s)]
    marked = [s for s in spots if line.text[s[1] : s[1] + 1] in "はがの:：은는이가"]
    chosen = (marked or spots)[-1] if spots else None
    if chosen is None:
        return str(figure.unit or "figure"), None
    return line.text[chosen[0] : chosen[1]], (line.start + chosen[0], line.start + chosen[1])
