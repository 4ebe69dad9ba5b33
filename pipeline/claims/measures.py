"""What a figure measures: the words of the lexicon near it, and the evidence for each.

In: a line and a figure; `rules/concepts.toml`. Out: candidates for the measure with named evidence.
Never: a choice between them. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from extractors.compatibility import lowered
from extractors.patterns import any_of
from pipeline.claims import parts
from pipeline.claims.context import Line, Scene
from pipeline.claims.cues import closed, concepts, grouped, keys, words_of
from pipeline.claims.deals import of_a_thing
from pipeline.claims.flanks import LOSS, PROFIT, flanked
from pipeline.claims.implied import implied, moving
from pipeline.claims.standing import standing
from pipeline.errors import ConfigError
from pipeline.records import Cell, Mention

__all__ = ["Candidate", "Measure", "by_name", "candidates", "echoed", "fits", "measures", "named", "possible", "told_as"]

LANGUAGES = ("en", "ja", "ko")
#: Digits as Japanese writes them beside its letters: １株当たり.
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
#: Words of the lexicon and columns near a figure that are looked at: a line of nothing else shall not cost their square.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Measure:
    """One entry of the lexicon.

    Attributes:
        name: Canonical English name.
        words: Words by language.
        takes: Labels of its figure; empty for any.
        units: Counted nouns that say it by themselves.
        concept: Element of the IFRS taxonomy.
        predicate: What it says.
        kind: flow, state or event.
        rate: The measure that a percentage under this name is, where it is no growth: the dividend yield of a dividend.
        each: The measure that it is of one share: the earnings per share of a net profit.
        loss: What it is where it is a loss: the operating loss of an operating profit.
        of: What it is of where it is of no organisation: a market.
    """

    name: str
    words: dict[str, tuple[str, ...]]
    takes: tuple[str, ...]
    units: tuple[str, ...]
    concept: str | None
    predicate: str
    kind: str
    rate: str | None = None
    each: str | None = None
    of: str | None = None
    loss: str | None = None


@dataclass(slots=True)
class Candidate:
    """A measure that may govern a figure, with where its words stand and what speaks for it."""

    measure: Measure | None
    start: int
    end: int
    evidence: dict[str, float] = field(default_factory=dict)


@cache
def measures() -> tuple[Measure, ...]:
    """Return the lexicon.

    Raises:
        ConfigError: An entry has an unknown key, a name stands twice, or a rate is no measure.
    """
    found: dict[str, Measure] = {}
    for row in concepts()["measure"]:
        unknown = set(row) - {
            "name",
            "takes",
            "units",
            "concept",
            "predicate",
            "kind",
            "rate",
            "each",
            "of",
            "loss",
            "note",
            "source",
            *LANGUAGES,
        }
        if unknown or row["name"] in found:
            raise ConfigError(f"rules/concepts.toml: {row['name']}: unknown keys {sorted(unknown)} or a name twice")
        words = {tag: tuple(row.get(tag, ())) for tag in LANGUAGES}
        found[row["name"]] = Measure(
            row["name"],
            words,
            tuple(row.get("takes", ())),
            tuple(row.get("units", ())),
            row.get("concept"),
            row.get("predicate", "metric"),
            row.get("kind", "flow"),
            row.get("rate"),
            row.get("each"),
            row.get("of"),
            row.get("loss"),
        )
    if strange := {name for one in found.values() for name in (one.rate, one.each, one.loss) if name} - set(found):
        raise ConfigError(f"rules/concepts.toml: rate, each, loss: no measure is named {min(strange)!r}")
    return tuple(found.values())


@cache
def by_name() -> Mapping[str, Measure]:
    """Return the measures by their names."""
    return {one.name: one for one in measures()}


@cache
def told_as(name: str, outcome: str | None) -> Measure | None:
    """Return what a measure is where it is told as a profit or as a loss, None where it is one already or is neither."""
    if outcome == LOSS:
        return by_name().get(by_name()[name].loss or "")
    return next((one for one in measures() if one.loss == name), None) if outcome == PROFIT else None


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Measure, ...]]]:
    """Return one pattern of all words of a language, longest first, and the measures of each word."""
    by_word: dict[str, list[Measure]] = {}
    for measure in measures():
        shown = (*measure.words[language], *(measure.words["en"] if language != "en" else ()))
        for word in shown:
            for form in dict.fromkeys((word.lower(), word.lower().translate(_WIDE) if language != "en" else word.lower())):
                by_word.setdefault(form, []).append(measure)
    covering = [word.lower() for tag in dict.fromkeys((language, "en")) for word in concepts()["covers"][tag]]
    indices = [word.lower().removeprefix("the ") for word in by_name()["stock index"].words["en"]]
    covering += [f"{lead} {index}" for lead in concepts()["listed"]["en"] for index in indices]
    words = {*by_word, *covering}
    other = {word for word in words if not word.isascii()}
    ends = "a-z0-9" if language == "en" else "a-z"  # 「ROE11%」
    pattern = rf"(?<![a-z0-9]){any_of(words - other)}(?:s|es)?(?![{ends}])"
    if other:
        pattern = rf"{pattern}|(?={any_of(word[0] for word in other)}){any_of(other)}"
    return re.compile(pattern), {word: tuple(held) for word, held in by_word.items()}


@lru_cache(maxsize=256)
def named(text: str, language: str) -> tuple[tuple[int, int, tuple[Measure, ...]], ...]:
    """Return where words of the lexicon stand in a text of lower case, and the measures that each may say."""
    pattern, by_word = _pattern(language)
    found = []
    for match in pattern.finditer(text):
        word = match.group()
        held = by_word.get(word) or by_word.get(word.removesuffix("s")) or by_word.get(word.removesuffix("es"))
        if held:
            found.append((match.start(), match.end(), held))
    return tuple(found)


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _keyed(text: str) -> tuple[tuple[int, int, tuple[Measure, ...]], ...]:
    """Return the measures that the identifiers of a text name."""
    return tuple((start, end, held) for start, end, words in keys(text) for *_, held in named(words, "en")[-1:])


@cache
def _counted() -> dict[str, tuple[Measure, ...]]:
    """Return the measures that a counted noun says by itself."""
    units = sorted({unit for measure in measures() for unit in measure.units})
    return {unit: tuple(measure for measure in measures() if unit in measure.units) for unit in units}


def _around(
    words: tuple[tuple[int, int, tuple[Measure, ...]], ...], start: int, end: int
) -> tuple[tuple[int, int, tuple[Measure, ...]], ...]:
    """Return of the words of a line those among which the nearest to a stretch of it are."""
    before, after = bisect_right(words, start, key=lambda word: word[1]), bisect_left(words, end, key=lambda word: word[0])
    return words[max(before - _NEAR, 0) : after + _NEAR]


def _grouped(told: Scene, line: Line, cell: Cell) -> list[tuple[int, int, tuple[Measure, ...]]]:
    """Return the measures that the label of a row names together with what heads its group, instead of by itself: 客数 under 既存店."""
    first = line.labels
    for over in cell.heads if first is not None and cell is not first else ():
        if over.kind == "section":
            whole = grouped(told.document.text[over.start : over.end], line.head, line.language)
            for start, end, held in named(whole, line.language):
                if (start, end) == (0, len(whole)) and first is not None:
                    return [(first.start - line.start, first.end - line.start, held)]
    return []


def candidates(told: Scene, line: Line, figure: Mention, group: str) -> list[Candidate]:
    """Return the measures that the words near a figure and its heads name, and none of them; `group` heads its group of rows."""
    a, b = figure.start - line.start, figure.end - line.start
    moved: list[tuple[int, int, tuple[Measure, ...]]] = [(start, end, (by_name()[name],)) for start, end, name in moving(line, figure)]
    told_here = moved or [*_around(named(line.low, line.language), a, b), *_around(_keyed(line.text), a, b)]
    cell = line.cell(figure.start)
    together = _grouped(told, line, cell) if cell is not None else []
    if together:
        told_here = [*together, *(word for word in told_here if word[0] >= together[0][1])]
    words = [word for word in told_here if word[0] >= b or word[1] <= a or a < word[0] < b < word[1] or word[2][0].units]
    near = sorted(sorted(words, key=lambda word: max(word[0] - b, a - word[1]))[:_NEAR])
    found = [Candidate(measure, line.start + start, line.start + end) for start, end, held in near for measure in held]
    row: list[Candidate] = []
    if line.head != closed(line.head):
        first = line.segment.cells[0]
        found += [Candidate(m, first.start, first.end) for *_, held in named(closed(line.head).lower(), line.language) for m in held]
    if cell is not None:
        for _, end, held in named(closed(_without(cell.header)).lower(), line.language)[:_NEAR]:
            last = {"column:ends": 1.0} if end > len(cell.header.strip()) - 4 else {}
            row += [Candidate(measure, -1, -1, {"column": 1.0, **last}) for measure in held]
        row += _left(line, cell, figure)
        for over in (head for head in cell.heads if not (together and head.kind == "section")):
            written = told.document.text[over.start : over.end]
            text = closed(_without(written))
            for start, end, held in named(lowered(text), line.language)[:_NEAR]:
                whole = {"head:whole": 1.0} if end - start > len(text.strip()) * 0.6 else {}
                start, end = (start, end) if text == written else (0, len(written))
                row += [Candidate(m, over.start + start, over.start + end, {f"head:{over.kind}": 1.0, **whole}) for m in held]
    for depth, head in enumerate(told.heads[line.at][:2]):
        for start, end, held in named(head.low, head.language)[:_NEAR]:
            row += [Candidate(measure, head.start + start, head.start + end, {f"heading:{depth}": 1.0}) for measure in held]
    if not line.segment.cells and line.at and told.lines[line.at - 1].segment is line.segment:
        previous = told.lines[line.at - 1]
        for start, end, held in named(previous.low, previous.language)[:4]:
            row += [Candidate(measure, previous.start + start, previous.start + end, {"line-before": 1.0}) for measure in held]
    counted = str(figure.unit or "").lower()
    if figure.label == "QUANTITY" and counted:
        row += [Candidate(measure, figure.start, figure.end, {"unit": 1.0}) for measure in _counted().get(counted, ())]
    unsaid = implied(line, figure)
    row += [Candidate(by_name()[name], -1, -1, ev) for name, ev in unsaid] + _parted(line, figure, cell, [*found, *row])
    found, row = (_without_namesakes(line, figure, held, {name for name, _ in unsaid}) for held in (found, row))
    _describe(line, figure, found)
    for candidate in row:
        _fit(candidate, figure)
    beside_figure = flanked(line, figure)
    for candidate in (*found, *row):
        _flank(candidate, figure, beside_figure)
    beside = words_of("per_share", line.language)
    if beside.match(line.low[b : b + 24].lstrip(" (") or " ") or beside.search(line.low, max(a - 6, 0), a) or beside.search(group.lower()):
        for candidate in (*found, *row):
            if candidate.measure is not None:
                candidate.evidence[
                    "per-share" if "per share" in candidate.measure.name or "price" in candidate.measure.name else "no-share"
                ] = 1.0
    placed = _placed(found, line, figure)
    found, row = ([candidate for candidate in held if possible(candidate.measure, line, figure)] for held in (placed, row))
    none = Candidate(None, figure.start, figure.end, {"none": 1.0, f"none:{figure.label}": 1.0, f"none|{line.language}": 1.0})
    if not found:
        none.evidence["none:alone"] = 1.0
    return _of_things(line, figure, [*found, *row, none])


#: What leads from a percentage to the count that something came to by it, and from such a count to the percentage behind it.
_TO_COUNT = re.compile(
    r"\s(?:(?:on[- ](?:year|quarter)|year[- ](?:on|over)[- ]year) )?to (?:(?:about|around|nearly|some|over|more than|a record) )?$"
)
_FROM_COUNT = re.compile(
    r",? (?:up|down|(?:an? |which is an? )(?:increase|decrease|rise|fall|drop|decline|gain|jump) of|an?)(?: about| nearly)? ?$"
)
#: Longer than what stands between the two.
_COUNT_REACH = 60
_SOLD = "units sold"


def _of_count(line: Line, figure: Mention) -> bool:
    """Whether a percentage tells how a count of things sold moved: "sales rose 4.1% to 41,300 units", "62,000 cars, up 4%"."""
    if figure.label != "PERCENT" or line.language != "en" or line.segment.cells:
        return False
    after = next(iter(line.crossed(figure.end, figure.end + _COUNT_REACH)), None)
    if after is not None and _things(after) and _TO_COUNT.fullmatch(line.low, figure.end - line.start, after.start - line.start):
        return True
    before = line.crossed(figure.start - 2 * _COUNT_REACH, figure.start)
    gap = line.low[before[-1].end - line.start : figure.start - line.start] if before else ""
    return bool(before) and _things(before[-1]) and len(gap) <= _COUNT_REACH and _FROM_COUNT.search(gap) is not None


def _things(figure: Mention) -> bool:
    """Whether a figure counts what is sold by the piece."""
    unit = str(figure.unit or "").lower()
    return figure.label == "QUANTITY" and (unit in ("vehicle", "car") or any(m.name == _SOLD for m in _counted().get(unit, ())))


def _of_things(line: Line, figure: Mention, found: list[Candidate]) -> list[Candidate]:
    """Return the things sold in place of the sum that they are sold for, of which the same word tells ("sales"), where they are counted."""
    if not _of_count(line, figure):
        return found
    of_sums = [candidate.measure is not None and candidate.measure.name == "revenue" for candidate in found]
    return [replace(one, measure=by_name()[_SOLD]) if of_sum else one for one, of_sum in zip(found, of_sums, strict=True)]


def _placed(found: Sequence[Candidate], line: Line, figure: Mention) -> list[Candidate]:
    """Return the measures that words of a line can be for a figure by where they stand."""
    placed = [candidate for candidate in found if "respective:misaligned" not in candidate.evidence]
    if any("row:head" in candidate.evidence and "bracketed" not in candidate.evidence for candidate in placed):  # what is aside is none
        placed = [candidate for candidate in placed if not ("row:head" in candidate.evidence and "bracketed" in candidate.evidence)]
    return placed if figure.label != "MONEY" else [one for one in placed if not (_values(one) and of_a_thing(line, one.start, one.end))]


def _values(candidate: Candidate) -> bool:
    return candidate.measure is not None and candidate.measure.name == "valuation"


#: What a note in brackets leaves out of a measure: （自己株式を除く。）, (excluding treasury shares).
_LEFT_OUT = re.compile(
    r"[（(][^（）()]{0,40}(?:除く|除き|除外|含む|含み|含め|\b(?:excluding|except|excl\.|including|incl\.)|제외|포함)[^（）()]{0,40}[)）]",
    re.IGNORECASE,
)


def _without(head: str) -> str:
    """Return a head with blanks for what it leaves out, which is not what it measures."""
    return _LEFT_OUT.sub(lambda match: " " * len(match.group()), head)


#: What those do behind a count of people who are staff, whatever others use.
_WORK = re.compile(r"\s(?:who |that )?(?:now |also |currently )?(?:work(?:s|ed|ing)?|(?:is |are |was |were )?employed)\b")


def _without_namesakes(line: Line, figure: Mention, held: Sequence[Candidate], unsaid: set[str]) -> list[Candidate]:
    """Return measures without those of the same words: who has 23% of a market has no stake, people who use a thing are no staff.

    Words of their own ("employs 300 people", "a staff of 300 people") name staff all the same, and so do people who work.
    """
    passed = {"stake"} if "market share" in unsaid else set()
    use = unsaid & {"users", "customers"} and _WORK.match(line.low, figure.end - line.start) is None
    return [
        one
        for one in held
        if one.measure is None
        or not (one.measure.name in passed or (use and one.measure.name == "employees" and _of_unit(one, line, figure)))
    ]


def _of_unit(candidate: Candidate, line: Line, figure: Mention) -> bool:
    """Whether a measure is named by what is counted alone, as "people" of this figure or of another one does."""
    at = bisect_right(line.places, candidate.start) - 1
    return "unit" in candidate.evidence or (at >= 0 and candidate.start < line.figures[at].end) or candidate.start == figure.start


def _parted(line: Line, figure: Mention, cell: Cell | None, known: Sequence[Candidate]) -> list[Candidate]:
    """Return the revenue where neither the heads of a table nor its row name a measure: a company is told by parts by what they sell."""
    if cell is None or line.labels is None or cell is line.labels or figure.label == "QUANTITY" or not cell.header.strip():
        return []
    if any(not held.evidence.keys() & _ABOVE and not line.start <= held.start < line.end for held in known):
        return []
    own = any(line.cell(held.start) in (line.labels, cell) for held in known if held.start >= 0)
    if own or not parts.partial(line.head) or any(m.label == "DATE" and m.start < line.labels.end for m in line.mentions):
        return []
    return [Candidate(measure, -1, -1, {"implied:parted": 1.0}) for measure in measures() if measure.name == "revenue"]


#: Evidence of a measure that is named above a table, not in it.
_ABOVE = {"heading:0", "heading:1", "line-before"}


def _left(line: Line, cell: Cell, figure: Mention) -> list[Candidate]:
    """Return the measure of the nearest column of amounts to the left of a percentage: 構成比, 増減率 and 利益率 are of that column."""
    if figure.label != "PERCENT":
        return []
    at = bisect_left(line.segment.cells, cell.start, key=lambda c: c.start)
    for other in reversed(line.segment.cells[max(at - _NEAR, 1) : at]):
        if other.header == cell.header:
            continue
        held = [m for *_, those in named(closed(other.header).lower(), line.language) for m in those if "PERCENT" not in m.takes]
        if held:
            return [Candidate(measure, -1, -1, {"column:left": 1.0}) for measure in held]
    return []


#: Measures that are told a piece: no whole is as small, no piece as large.
_EACH = re.compile(r"\bper\b|\bprice\b|\baverage\b")
#: Amounts of money from here on are told of a whole, whatever the currency: no share costs as much.
_LARGE = 10_000_000
#: Currencies of a small unit, divided (IDR, IRR, LBP) or not: a share costs up to that much; in another that is told, a tenth of it.
_SMALL = frozenset("JPY KRW VND CLP PYG ISK UGX IDR IRR LBP".split())

#: What is told of one share.
_PER_SHARE = re.compile(r"\bper share\b|\b(?:share|target) price\b")


def possible(measure: Measure | None, line: Line, figure: Mention) -> bool:
    """Whether a figure can be of a measure at all: no amount of that size is of one share, and none in a sentence is a rate.

    In the cells of a table a figure may take its currency from a head that speaks of the others.
    """
    if measure is None or figure.label != "MONEY":
        return True
    if measure.takes == ("PERCENT",) and not line.segment.cells:
        return False
    most = _LARGE if figure.unit is None or figure.unit in _SMALL else _LARGE // 10
    return figure.value is None or abs(figure.value) < most or _PER_SHARE.search(measure.name) is None


def _flank(candidate: Candidate, figure: Mention, flanks: Sequence[str]) -> None:
    """Say whether a measure goes with the words beside a figure, and with how large it is."""
    measure, ev = candidate.measure, candidate.evidence
    if measure is None:
        return
    sort = measure.predicate if measure.predicate != "metric" else f"metric:{measure.kind}"
    for name in flanks:
        ev[f"{name}|{sort}"] = 1.0
    if figure.label == "MONEY" and figure.value is not None:
        size = "large" if abs(figure.value) >= _LARGE else "small"
        ev[f"{'each' if _EACH.search(measure.name) else 'whole'}:{size}"] = 1.0


def echoed(figure: Mention, measure: Measure, how: str) -> Candidate:
    """Return a measure that other figures make likely, though no word near this one names it."""
    candidate = Candidate(measure, -1, -1, {f"echo:{how}": 1.0, f"echo:{how}|{figure.label}": 1.0})
    _fit(candidate, figure)
    return candidate


def fits(measure: Measure, figure: Mention) -> bool:
    """Whether a figure may be of a measure by its kind: a percentage may be how an amount moves, or a part of it."""
    return not measure.takes or figure.label in measure.takes or (figure.label == "PERCENT" and "MONEY" in measure.takes)


def _fit(candidate: Candidate, figure: Mention) -> None:
    measure, ev = candidate.measure, candidate.evidence
    if measure is None:
        return
    fits = not measure.takes or figure.label in measure.takes
    ev["fits" if fits else f"misfits:{figure.label}"] = 1.0
    if not fits and figure.label == "PERCENT" and "MONEY" in measure.takes:
        ev["of-money"] = 1.0
    ev[f"says:{measure.predicate}|{figure.label}"] = 1.0


def _describe(line: Line, figure: Mention, found: Sequence[Candidate]) -> None:
    told = standing(line, figure, sorted({(c.start, c.end) for c in found}))
    for candidate in found:
        candidate.evidence |= told[candidate.start, candidate.end]
        _fit(candidate, figure)
        if candidate.measure is not None and figure.label == "QUANTITY" and str(figure.unit or "").lower() in candidate.measure.units:
            candidate.evidence["unit"] = 1.0
