"""What a figure measures: the words of the lexicon near it, the evidence for each, and the aspect in which it is looked at.

In: a line and a figure; `rules/concepts.toml`. Out: candidates for the measure with named evidence; cues of direction, aspect, modality.
Never: a choice between them. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.claims.context import FIGURES, Line, Scene, closed
from pipeline.errors import ConfigError
from pipeline.records import Mention
from pipeline.rules import toml

__all__ = ["Candidate", "Measure", "candidates", "cues", "echoed", "measures", "named"]

LANGUAGES = ("en", "ja", "ko")
#: Words of the lexicon near a figure that are looked at: no sentence has as many, and a line of nothing else shall not cost their square.
_NEAR = 24


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
    """

    name: str
    words: dict[str, tuple[str, ...]]
    takes: tuple[str, ...]
    units: tuple[str, ...]
    concept: str | None
    predicate: str
    kind: str
    rate: str | None = None


@dataclass(slots=True)
class Candidate:
    """A measure that may govern a figure, with where its words stand and what speaks for it."""

    measure: Measure | None
    start: int
    end: int
    evidence: dict[str, float] = field(default_factory=dict)


@cache
def _rules() -> dict[str, object]:
    return toml("concepts.toml")


@cache
def measures() -> tuple[Measure, ...]:
    """Return the lexicon.

    Raises:
        ConfigError: An entry has an unknown key, a name stands twice, or a rate is no measure.
    """
    found: dict[str, Measure] = {}
    for row in _rules()["measure"]:  # type: ignore[attr-defined]
        unknown = set(row) - {"name", "takes", "units", "concept", "predicate", "kind", "rate", "note", "source", *LANGUAGES}
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
        )
    if strange := {one.rate for one in found.values() if one.rate} - set(found):
        raise ConfigError(f"rules/concepts.toml: rate: no measure is named {min(strange)!r}")
    return tuple(found.values())


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Measure, ...]]]:
    """Return one pattern of all words of a language, longest first, and the measures of each word."""
    by_word: dict[str, list[Measure]] = {}
    for measure in measures():
        shown = (*measure.words[language], *(measure.words["en"] if language != "en" else ()))
        for word in shown:
            by_word.setdefault(word.lower(), []).append(measure)
    ordered = sorted(by_word, key=lambda word: (-len(word), word))
    latin = "|".join(re.escape(word) for word in ordered if word.isascii())
    other = "|".join(re.escape(word) for word in ordered if not word.isascii())
    ends = "a-z0-9" if language == "en" else "a-z"  # 「ROE11%」
    pattern = rf"(?<![a-z0-9])(?:{latin})(?:s|es)?(?![{ends}])"
    if other:
        pattern = rf"{pattern}|{other}"
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


_IDENTIFIER = re.compile(r"\b[a-z]+[a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+\b|\b[A-Za-z]+[A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def keys(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the identifiers of a text, such as the keys of records, each with its place and its words: operatingProfit, net_sales."""
    return tuple((m.start(), m.end(), " ".join(_WORD.findall(m.group())).lower()) for m in _IDENTIFIER.finditer(text))


def _keyed(text: str) -> list[tuple[int, int, tuple[Measure, ...]]]:
    """Return the measures that the identifiers of a text name."""
    return [(start, end, held) for start, end, words in keys(text) for *_, held in named(words, "en")[-1:]]


@cache
def _cues(name: str, language: str) -> re.Pattern[str]:
    words = [w.lower() for w in _rules()["aspect"][name][language]]  # type: ignore[index]
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if language == "en":
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, ordered))})(?![a-z])")
    return re.compile("|".join(map(re.escape, ordered)))


ASPECTS = (
    "rise",
    "fall",
    "share",
    "per_share",
    "year_on_year",
    "quarter_on_quarter",
    "month_on_month",
    "forecast",
    "estimate",
    "discussed",
    "compare",
    "trades",
)


def cues(line: Line, figure: Mention) -> dict[str, float]:
    """Return how near before and after a figure words of each aspect stand: name -> 1 for right beside it, less further off."""
    found: dict[str, float] = {}
    a, b = figure.start - line.start, figure.end - line.start
    figures = [m for m in line.mentions if m.label in FIGURES and m is not figure]
    left = max((m.end - line.start for m in figures if m.end <= figure.start), default=0)
    right = min((m.start - line.start for m in figures if m.start >= figure.end), default=len(line.low))
    unit = 5.0 if line.language == "en" else 2.0
    spelt = keys(line.text)
    for aspect in ASPECTS:
        pattern = _cues(aspect, line.language)
        before = [m.end() for m in pattern.finditer(line.low, 0, a)]
        before += [end for _, end, words in spelt if end <= a and _cues(aspect, "en").search(words)]
        after = [m.start() for m in pattern.finditer(line.low, b)]
        if before:
            before.sort()
            steps = (a - before[-1]) / unit
            found[f"{aspect}<"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}<beside"] = 1.0
            if before[-1] >= left:
                found[f"{aspect}<own"] = 1.0
        if after:
            steps = (after[0] - b) / unit
            found[f"{aspect}>"] = 1 / (1 + steps)
            if steps < 1.5:
                found[f"{aspect}>beside"] = 1.0
            if after[0] < right:
                found[f"{aspect}>own"] = 1.0
    found[f"label:{figure.label}"] = 1.0
    found[f"lang:{line.language}"] = 1.0
    if line.segment.cells:
        found["row"] = 1.0
        cell = line.cell(figure.start)
        for aspect in ASPECTS:
            if cell is not None and _cues(aspect, line.language).search(cell.header.lower()):
                found[f"{aspect}^"] = 1.0
            if _cues(aspect, line.language).search(line.head.lower()):
                found[f"{aspect}|head"] = 1.0
    ahead = line.low[max(a - 3, 0) : a]
    if re.search(r"[(（+＋]\s*$", ahead):
        found["opens:" + ("plus" if ahead.strip()[-1] in "+＋" else "bracket")] = 1.0
    if re.search(r"[-−–▲△]\s*$", ahead) or line.low[a : a + 1] in "-−▲△":
        found["minus"] = 1.0
    return found


def candidates(told: Scene, line: Line, figure: Mention) -> list[Candidate]:
    """Return the measures that the words near a figure name, the heading's and the column's among them, and none of them."""
    found: list[Candidate] = []
    a, b = figure.start - line.start, figure.end - line.start
    told_here = [*named(line.low, line.language), *_keyed(line.text)]
    words = [word for word in told_here if word[0] >= b or word[1] <= a or word[2][0].units]
    for start, end, held in sorted(sorted(words, key=lambda word: max(word[0] - b, a - word[1]))[:_NEAR]):
        found += [Candidate(measure, line.start + start, line.start + end) for measure in held]
    row: list[Candidate] = []
    cell = line.cell(figure.start)
    if line.head != closed(line.head):
        first = line.segment.cells[0]
        found += [Candidate(m, first.start, first.end) for *_, held in named(closed(line.head).lower(), line.language) for m in held]
    if cell is not None:
        for _, end, held in named(closed(cell.header).lower(), line.language)[:_NEAR]:
            for measure in held:
                row.append(
                    Candidate(measure, -1, -1, {"column": 1.0, **({"column:ends": 1.0} if end > len(cell.header.strip()) - 4 else {})})
                )
        for over in cell.heads:
            written = told.document.text[over.start : over.end]
            text = closed(written)
            for start, end, held in named(text.lower(), line.language)[:_NEAR]:
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
    for measure in measures():
        if figure.label == "QUANTITY" and counted and counted in measure.units:
            row.append(Candidate(measure, figure.start, figure.end, {"unit": 1.0}))
    row += _implied(line, figure)
    _describe(line, figure, found)
    for candidate in row:
        _fit(candidate, figure)
    beside = _cues("per_share", line.language)
    if beside.match(line.low[b : b + 24].lstrip(" (") or " ") or beside.search(line.low, max(a - 6, 0), a):
        for candidate in (*found, *row):
            if candidate.measure is not None:
                candidate.evidence[
                    "per-share" if "per share" in candidate.measure.name or "price" in candidate.measure.name else "no-share"
                ] = 1.0
    none = Candidate(None, figure.start, figure.end, {"none": 1.0, f"none:{figure.label}": 1.0, f"none|{line.language}": 1.0})
    if not found:
        none.evidence["none:alone"] = 1.0
    return [*_best_each([*found, *row]), none]


def _implied(line: Line, figure: Mention) -> list[Candidate]:
    """Return what is measured where a company itself is said to rise, or to close, at a figure: its share price."""
    if figure.label not in ("MONEY", "PERCENT"):
        return []
    a = figure.start - line.start
    ev: dict[str, float] = {}
    name = next((m for m in reversed(line.mentions) if m.label == "ORG" and m.end <= figure.start), None)
    if name is not None:
        gap = line.low[name.end - line.start : a].lstrip(" )は、株がも은는이가")
        if any(_cues(aspect, line.language).match(gap) for aspect in ("rise", "fall", "trades")):
            ev["implied:name moves"] = 1.0
    if _cues("trades", line.language).search(line.low):
        ev["implied:trades"] = 1.0
    if not ev:
        return []
    wanted = "share price" if figure.label == "MONEY" else "change in share price"
    return [Candidate(measure, -1, -1, ev) for measure in measures() if measure.name == wanted]


def echoed(figure: Mention, measure: Measure, how: str) -> Candidate:
    """Return a measure that other figures make likely, though no word near this one names it."""
    candidate = Candidate(measure, -1, -1, {f"echo:{how}": 1.0, f"echo:{how}|{figure.label}": 1.0})
    _fit(candidate, figure)
    return candidate


def _best_each(found: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in found if candidate.evidence]


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
    figures = [m for m in line.mentions if m.label in FIGURES and m is not figure]
    spans = sorted({(c.start, c.end) for c in found})
    unit = 5.0 if line.language == "en" else 2.0
    for candidate in found:
        ev = candidate.evidence
        before = candidate.end <= figure.start
        inside = candidate.start < figure.end and figure.start < candidate.end
        a, b = (candidate.end, figure.start) if before else (figure.end, candidate.start)
        side = "in" if inside else "<" if before else ">"
        ev[f"side:{side}"] = 1.0
        _fit(candidate, figure)
        gap = line.low[max(a - line.start, 0) : max(b - line.start, 0)]
        words = len(gap) / unit
        for step in (0.5, 1.5, 3, 5, 8, 12, 20, 35):
            if words > step:
                ev[f"{side}>{step:g}"] = 1.0
        between = [s for s in spans if min(a, b) <= s[0] and s[1] <= max(a, b) and s != (candidate.start, candidate.end)]
        for step in (0, 1, 3):
            if len(between) > step:
                ev[f"{side}between>{step}"] = 1.0
        crossed = [m for m in figures if min(a, b) <= m.start < max(a, b)]
        if crossed:
            ev[f"{side}crosses"] = 1.0
            ev[f"{side}crosses:{'same' if any(m.label == figure.label for m in crossed) else 'other'}"] = 1.0
        for mark, pattern in (
            ("stop", r"[;.。:：—–|]|\b(?:while|but|whereas)\b"),
            ("comma", r"[,、，]"),
            ("and", r"\band\b|および|と|및|과|와"),
            ("paren", r"[()（）]"),
        ):
            if re.search(pattern, gap):
                ev[f"{side}{mark}"] = 1.0
        ev["length"] = min((candidate.end - candidate.start) / unit, 6.0) / 6.0
        _beside(line, candidate, side)
        if before and not between and not crossed:
            ev["<nearest"] = 1.0
        if not before and not between and not crossed:
            ev[">nearest"] = 1.0
        if line.segment.cells:
            cell = line.cell(candidate.start)
            ev["row:" + ("head" if cell is line.segment.cells[0] else "same" if cell is line.cell(figure.start) else "other")] = 1.0
        if candidate.measure is not None and figure.label == "QUANTITY" and str(figure.unit or "").lower() in candidate.measure.units:
            ev["unit"] = 1.0


_THEN_EN = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("of", r"\s+of\b"),
        ("is", r"\s+(?:was|were|is|are|be)\b"),
        ("moves", r"\s+(?:rose|fell|grew|(?:in|de)creased|declined|climbed|dropped|jumped|surged|totall?ed|reached|stood|came|amounted)\b"),
        ("to", r"\s+to\b"),
        ("at", r"\s+(?:at|by)\b"),
        ("in", r"\s+(?:in|for)\b"),
        ("colon", r"\s*[:|]"),
    )
)
_AHEAD_EN = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("of", r"\bof (?:the |its )?$"),
        ("in", r"\bin (?:the |its |total )?$"),
        ("on", r"\bon (?:the |its )?$"),
        ("poss", r"(?:'s|’s|\bits|\btheir|\bour) $"),
        ("for", r"\bfor (?:the |its )?$"),
        ("from", r"\bfrom (?:the |its )?$"),
    )
)
_MARKER = re.compile(r"(?:額|高|数)?[)）\s]{0,2}(は|が|を|の|も|に|で|と|은|는|이|가|을|를|의|도|에)")
_COLON = re.compile(r"[\s　]*[:：|｜\t]")


def _beside(line: Line, candidate: Candidate, side: str) -> None:
    """Say which closed-class words stand right beside the words of a measure."""
    ev, at = candidate.evidence, candidate.end - line.start
    if line.language == "en":
        ahead = line.low[max(candidate.start - line.start - 16, 0) : candidate.start - line.start]
        for name, pattern in _THEN_EN:
            if pattern.match(line.low, at):
                ev[f"{side}then:{name}"] = 1.0
        for name, pattern in _AHEAD_EN:
            if pattern.search(ahead):
                ev[f"{side}after:{name}"] = 1.0
        return
    marker = _MARKER.match(line.low, at)
    if marker:
        ev[f"{side}then:{marker[1]}"] = 1.0
    if _COLON.match(line.low, at):
        ev[f"{side}then:colon"] = 1.0
