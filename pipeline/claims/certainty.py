"""How firmly a figure is told: as what was or is, as an estimate of others, as what is to come, as what is only talked of.

In: a reading whose measure and predicate are weighed, and in the end its period too. Out: named evidence for each modality. Never: a
weight. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extractors.intervals import days
from extractors.patterns import any_of
from pipeline.claims.calendars import Frame
from pipeline.claims.context import Line, Scene
from pipeline.claims.cues import concepts
from pipeline.claims.hearing import shared
from pipeline.claims.readings import MODALITIES, Reading
from pipeline.claims.weights import Kinds

__all__ = ["heard", "options"]

#: Figures as they stand in a masked line.
_FIGURE = "#"
#: What parts two statements of one sentence.
_PARTED = {"en": re.compile(r"[;:]|, (?:and|but|while|which|who)\b|\b(?:but|while|although|after)\b"), "ja": re.compile("[、。]")}
#: How a verb ends that tells what is past, and one that does not: behind a figure up to the next comma, and right before it.
_PAST = {
    "ja": (re.compile(r"(?:た|でした|ました|[済中])[」』）)]?$"), re.compile(r"た(?:約|およそ|計|総額)?$")),
    "ko": (
        re.compile(r"[했였됐났렸었았갔왔졌뒀](?:다|으며|고|지만|는데|습니다)[”\"’]?$"),
        re.compile(r"[가-힣][한된온던간린] (?:약 |총 )?$"),
    ),
}
_OPEN = {
    "ja": (
        re.compile(r"(?:[るくすうつぶむぐ]|へ|ます|方針|予定|計画|見込み|見通し)[」』）)]?$"),
        re.compile(r"[るくすうつぶむぐ](?:約|およそ|計|総額)?$"),
    ),
    "ko": (re.compile(r"(?:[한된난린]다|[할될릴]|계획|예정|방침|전망)[^ ]{0,4}[”\"’]?$"), re.compile(r"[가-힣][할될릴갈] (?:약 |총 )?$")),
}
#: How strongly such a mark counts.
_MARK = 1.5
#: A head of a column whose year, or whose measure, is marked as one to come: 2026E, FY25F, 26/3期予, 2025(E), 2026年3月(予), EPS(予).
_MARKED = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:[./年](?:\d\d?)?)?(?:月期?|期|年度)?(?:[qh][1-4])?\s?[(（]?\s?(?:ce|[efp予計]|予想|計画|会予|예상|전망|추정|목표)\b"
    r"|[(（](?:予|予想|会予|計画|見込み?|예상|전망)[)）]\s*$",
    re.IGNORECASE,
)
#: Whether the verb in front of a figure is an infinitive or goes with a word such as "will".
_TO = re.compile(r"\bto (?!the\b|an?\b|its\b|their\b|[@#$])[a-z]+(?: [^#.;:]{0,60})?$")


@cache
def _words(kind: str, language: str) -> re.Pattern[str]:
    """Return the pattern of the words of a kind of certainty in a language."""
    words = any_of(concepts()["certainty"][kind].get(language, ()))
    return re.compile(rf"(?<![a-z]){words}(?![a-z])" if language == "en" else words)


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _standing(low: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """Return where the words of each kind stand in a line."""
    return tuple((kind, m.start(), m.end()) for kind in concepts()["certainty"] for m in _words(kind, language).finditer(low))


def options(told: Scene, reading: Reading) -> Kinds:
    """Return the evidence for each modality by the words around a figure and above it, and keep it on the reading.

    Args:
        told: The scene.
        reading: The reading, its measure, predicate and aspect weighed.
    """
    general = {name: value for name, value in reading.cues.items() if name.startswith(("forecast", "estimate", "discussed", "row", "lang"))}
    general |= _beside(reading.line, reading.figure.start, reading.figure.end)
    general |= _above(told, reading)
    general["one"] = 1.0
    for claim in reading.proposed:
        general[f"proposed:{claim.modality}"] = 1.0
    general[f"predicate:{reading.predicate}"] = 1.0
    general[f"aspect:{reading.aspect}"] = 1.0
    reading.firmness = general
    return Kinds(MODALITIES, general)


def _beside(line: Line, start: int, end: int) -> dict[str, float]:
    """Return what stands in the line of a figure."""
    found: dict[str, float] = {}
    a, b = start - line.start, end - line.start
    cell = line.cell(start)
    first, last = (cell.start - line.start, cell.end - line.start) if cell is not None else (0, len(line.low))
    apart = _PARTED["en" if line.language == "en" else "ja"]
    unit = 20.0 if line.language == "en" else 8.0
    nearest: dict[str, str] = {}
    for kind, left, right in _standing(line.low, line.language):
        if first <= left and right <= a:
            nearest[f"{kind}<"] = line.masked[right:a]
        elif b <= left and right <= last:
            nearest.setdefault(f"{kind}>", line.masked[b:left])
    for side, between in nearest.items():
        found[side] = 1 / (1 + len(between) / unit)
        found[f"{side}in"] = 1.0
        if _FIGURE not in between:
            found[f"{side}own"] = 1.0
        if apart.search(between) is None:
            found[f"{side}joined"] = 1.0
    if cell is not None:
        return found
    if line.language == "en":
        if _TO.search(line.masked, max(a - 80, 0), a):
            found["to"] = 1.0
    else:
        stop = re.compile("[、。]" if line.language == "ja" else "[,.]").search(line.masked, b)
        clause = line.low[b : stop.start() if stop else len(line.low)].rstrip()
        for name, patterns in (("past", _PAST), ("open", _OPEN)):
            after, before = patterns[line.language]
            if after.search(clause):
                found[f"clause:{name}"] = 1.0
            if before.search(line.low, max(a - 8, 0), a):
                found[f"lead:{name}"] = 1.0
    return found


def _above(told: Scene, reading: Reading) -> dict[str, float]:
    """Return what the heads of a figure's cell and the headings above it say."""
    found: dict[str, float] = {}
    line = reading.line
    cell = line.cell(reading.figure.start)
    texts = [(f"head:{min(place, 1)}", head.low) for place, head in enumerate(told.heads[line.at][:3])]
    if cell is not None:
        texts += [("column", cell.header.lower()), ("row", line.head.lower()), ("group", reading.over.lower())]
        if _MARKED.search(cell.header) or any(_MARKED.search(told.document.text[head.start : head.end]) for head in cell.heads):
            found["marked"] = _MARK
    for place, text in texts:
        for kind, *_ in _standing(text, line.language) if text else ():
            found[f"{place}:{kind}"] = 1.0
    return found


def heard(told: Scene, dates: Frame, held: Sequence[Reading]) -> list[Kinds]:
    """Return the evidence for each modality with the period of the figure, and what the figures beside it make of theirs.

    Args:
        told: The scene.
        dates: The periods of the document.
        held: The readings of a document, weighed, their modalities once.
    """
    mass = shared(held, [reading.modalities for reading in held], [MODALITIES] * len(held), _scopes)
    made = []
    for reading, rows in zip(held, mass, strict=True):
        own = [
            {f"{modality}|{name}": strength for name, strength in row.items()} | {"own": chance}
            for modality, row, chance in zip(MODALITIES, rows, reading.modalities, strict=True)
        ]
        made.append(Kinds(MODALITIES, {**reading.firmness, **_due(dates, reading)}, own))
    return made


def _scopes(reading: Reading) -> dict[str, tuple[object, ...]]:
    """Return what a figure shares with others: its line, its passage, its section, the column of its table, its period."""
    segment, line = reading.line.segment, reading.line
    cell = line.cell(reading.figure.start)
    chosen = reading.periods[reading.best(reading.times)].value if reading.times else None
    return {
        "document": (),
        "section": (segment.article, segment.section),
        "passage": (segment.segment_id,),
        "line": (line.at,),
        "period": (chosen,),
        **({"column": (segment.article, segment.section, cell.header)} if cell is not None and cell.header else {}),
    }


def _due(dates: Frame, reading: Reading) -> dict[str, float]:
    """Say whether the period of a figure was over when the document was written, was running, or was to come."""
    own = dates.own.get(reading.line.segment.article)
    written = days(own) if own is not None else None
    found: dict[str, float] = {}
    for candidate, chance in zip(reading.periods, reading.times, strict=True):
        span = dates.span(candidate.value)
        if candidate.value is None or span is None or written is None:
            name = "none" if candidate.value is None else "open"
        elif candidate.value == own:
            name = "own"
        elif span[0] > written[1]:
            name = "ahead"
        elif span[1] > written[1]:
            name = "running"
        else:
            name = "gone"
        found[f"due:{name}"] = found.get(f"due:{name}", 0.0) + chance
    likely = max(sorted(found), key=lambda name: found[name], default=None)
    if likely is not None:
        found[f"{likely}!"] = 1.0
        found[f"{likely}&{reading.predicate}"] = 1.0
        if reading.line.segment.cells:
            found[f"{likely}&row"] = 1.0
    return found
