"""Every figure of a document with all that may be said of it: candidates and evidence, no choice yet.

In: the scene and what the hand-written patterns propose. Out: one `Reading` a figure, with the evidence for its measure, predicate, aspect,
sign, modality, subject and period. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.claims import cues, deals, deed_kinds, measures, parts, periods, phrases, subjects
from pipeline.claims.calendars import Frame
from pipeline.claims.cast import cast
from pipeline.claims.context import FIGURES, Line, Scene
from pipeline.claims.flanks import flanked
from pipeline.claims.measures import Candidate as MeasureCandidate
from pipeline.claims.measures import Measure
from pipeline.claims.periods import Candidate as PeriodCandidate
from pipeline.claims.phrases import Phrase
from pipeline.claims.profile import Answer
from pipeline.claims.subjects import Candidate as SubjectCandidate
from pipeline.claims.tokens import Tokens, tokens_of
from pipeline.claims.uncounted import uncounted
from pipeline.claims.weights import Kinds, Steps
from pipeline.records import Claim, Mention

__all__ = [
    "ASPECTS",
    "MODALITIES",
    "PREDICATES",
    "WHERE",
    "Binding",
    "Name",
    "Reading",
    "aspect_options",
    "dated",
    "owner_options",
    "phrased",
    "predicate_options",
    "read",
    "sign_options",
]

PREDICATES = (
    "metric",
    "revenue",
    "valuation",
    "funding_round",
    "funding_total",
    "investment",
    "acquisition",
    "stake",
    "spending",
    "headcount_change",
)
ASPECTS = ("level", "growth", "growth year on year", "growth quarter on quarter", "growth month on month", "change", "share")
MODALITIES = ("actual", "forecast", "estimate", "discussed")


class Binding(NamedTuple):
    """One whole reading of a figure: places of the subject and the predicate among the candidates, and whether the sign is turned."""

    owner: int
    predicate: int
    negative: bool


class Name(NamedTuple):
    """A name that what a figure measures may be told by, with what speaks for it.

    Attributes:
        text: The name.
        place: Where the words stand that say it.
        measure: The measure that it is the plain name of: of no part or kind, no growth and no share.
        evidence: Name of the evidence -> strength.
    """

    text: str
    place: tuple[int, int] | None
    measure: Measure | None
    evidence: Mapping[str, float]


@dataclass(slots=True)
class Reading:
    """A figure and what may be said of it; the chances are filled in as they are weighed."""

    line: Line
    figure: Mention
    measures: list[MeasureCandidate]
    cues: dict[str, float]
    subjects: list[SubjectCandidate]
    proposed: list[Claim]
    unowned: Sequence[str] = ()
    heads: Sequence[Line] = ()
    over: str = ""
    corner: str = ""
    bought: Sequence[str] = ()
    measured: list[float] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    phrased: list[float] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    named: list[float] = field(default_factory=list)
    predicates: list[float] = field(default_factory=list)
    aspects: list[float] = field(default_factory=list)
    signs: list[float] = field(default_factory=list)
    modalities: list[float] = field(default_factory=list)
    firmness: Mapping[str, float] = field(default_factory=dict)
    owners: list[float] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    periods: list[PeriodCandidate] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    document: Mapping[str, float] = field(default_factory=dict)
    whole: Binding | None = None
    chance: float = 0.0
    steps: Steps | None = None

    def part(self) -> str | None:
        """Return the head of a row where the measure is named elsewhere: the part of the whole that the row is about."""
        return self.row_part() if self.measure is not None else None

    def row_part(self) -> str | None:
        """Return the head of a row that may name a part of a company, whatever is measured."""
        line, cell = self.line, self.line.cell(self.figure.start)
        if cell is None or cell is line.segment.cells[0] or self.row_owns():
            return None
        head, end = cues.closed(line.head), line.segment.cells[0].end
        dated = any(m.label == "DATE" and m.start < end for m in line.mentions)
        words = measures.named(head.lower(), line.language)
        known = any((b - a) * 2 > len(head) or any(measures.fits(one, self.figure) for one in held) for a, b, held in words)
        return head if parts.partial(head) and not dated and not known else None

    def headed(self) -> str:
        """Return the part of a company that the sentence opens with, or that a heading above names, the nearest first."""
        return parts.opening(self.line) or next((part for head in self.heads[:2] if (part := parts.headed(head.text, head.language))), "")

    def told_part(self) -> str | None:
        """Return the part of the whole that a figure is of: the head of its row, the words before its measure, one of many."""
        chosen, line = self.measure, self.line
        if self.row_name is not None or chosen is None:
            return None
        if (row := self.part()) is not None:
            return row
        inside = line.start <= chosen.start and chosen.end <= line.end
        place = (chosen.start, chosen.end)
        return (parts.ahead(line, place) or parts.each(line, place) or None) if inside else None

    @property
    def row_name(self) -> str | None:
        """The organisation whose name is most of the head of the row."""
        if (first := self.line.labels) is None:
            return None
        letters = len(self.line.head.strip(" *_[]`"))
        named = (m for m in self.line.mentions if m.label == "ORG" and m.end <= first.end and (m.end - m.start) * 2 > letters)
        return next((m.entity_id for m in named), None)

    def row_owns(self) -> bool:
        """Whether the row is headed by the company that the figure is told of."""
        return bool(self.owners) and self.row_name == self.subject.name

    def phrase(self, place: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """Return where the likeliest phrase stands that holds a place, or that is likeliest of all."""
        found = [
            (chance, -at)
            for at, (phrase, chance) in enumerate(zip(self.phrases, self.phrased, strict=True))
            if place is None or (phrase.start <= place[0] and place[1] <= phrase.end + 1)
        ]
        chosen = self.phrases[-max(found)[1]] if found else None
        return (chosen.start, chosen.end) if chosen is not None else None

    def best(self, chances: Sequence[float]) -> int:
        """Return the place of the likeliest, the first of equals."""
        return chances.index(max(chances))

    @property
    def measure(self) -> MeasureCandidate | None:
        """The likeliest measure of the lexicon, None where none of it is."""
        chosen = self.measures[self.best(self.measured)]
        return chosen if chosen.measure is not None else None

    @property
    def predicate(self) -> str:
        """The predicate of the whole reading that was chosen, before that the likeliest."""
        return PREDICATES[self.best(self.predicates) if self.whole is None else self.whole.predicate]

    @property
    def aspect(self) -> str:
        """The likeliest aspect."""
        return ASPECTS[self.best(self.aspects)]

    @property
    def negative(self) -> bool:
        """Whether the figure is to be told with the other sign."""
        return self.signs[1] > 0.5 if self.whole is None else self.whole.negative

    @property
    def subject(self) -> SubjectCandidate:
        """The subject of the whole reading that was chosen, before that the likeliest."""
        return self.subjects[self.best(self.owners) if self.whole is None else self.whole.owner]

    @property
    def modality(self) -> str:
        """The likeliest modality."""
        return MODALITIES[self.best(self.modalities)]


def read(told: Scene, proposed: Sequence[Claim], topics: Mapping[int, Sequence[str]]) -> list[Reading]:
    """Return a reading for every figure outside furniture that may be of an organisation.

    Args:
        told: The scene.
        proposed: What the hand-written patterns read.
        topics: Article -> organisations that it is about.
    """
    by_figure, unowned = defaultdict[str, list[Claim]](list), defaultdict[str, list[Claim]](list)
    for claim in proposed:
        if claim.mention_id and claim.predicate in PREDICATES:
            (by_figure if claim.subject_id else unowned)[claim.mention_id].append(claim)
    owners = {mention: [claim.subject_id for claim in held] for mention, held in by_figure.items()}
    found: list[Reading] = []
    roles = cast(told, topics)
    for line in told.lines:
        if line.segment.kind == "byline":
            continue
        for figure in (m for m in line.mentions if m.label in FIGURES and not uncounted(line, m)):
            over = told.over(line, figure.start)
            found.append(
                Reading(
                    line,
                    figure,
                    measures.candidates(told, line, figure, over),
                    cues.cues(line, figure, over),
                    subjects.candidates(told, roles, line, figure, owners, topics.get(line.segment.article, ())),
                    by_figure.get(figure.mention_id, []),
                    [claim.predicate for claim in unowned.get(figure.mention_id, ())],
                    told.heads[line.at],
                    over,
                    told.corner(line, figure.start),
                )
            )
    for reading, bought in zip(found, deals.bought([(reading.line, reading.figure) for reading in found]), strict=True):
        reading.bought = bought
    return found


# ---------------------------------------------------------------- what the measure and the cues make likely


#: Evidence of a measure that says where its words stand, the nearest first.
WHERE = tuple("row:head row:same row:other unit column column:left head:row head:column heading:0 heading:1 line-before".split())


def _placed(reading: Reading) -> list[str]:
    """Return where the words of the measure stand, and whether the head of a row says another thing: then the figure is of a part."""
    chosen, line = reading.measure, reading.line
    if chosen is None or chosen.measure is None:
        return ["where:none"]
    inside = line.start <= chosen.start < line.end and not line.segment.cells
    where = next((name for name in WHERE if name in chosen.evidence), None)
    found = [f"where:{where or ('line' if inside else 'echo')}"]
    return [*found, "head:name" if reading.row_name else "head:part"] if reading.part() else found


#: Cues that say how a figure stands to its measure, as the choice of a predicate hears them.
_CUED = (
    "rise<own",
    "fall<own",
    "share<own",
    "per_share>beside",
    "compare<beside",
    "year_on_year>own",
    "fall>beside",
    "rise>beside",
    "opens:plus",
    "year_on_year<own",
    "rise<beside",
    "fall<beside",
    "moved:by",
    "signed",
)

#: Cues that say how a count of people moves.
_MOVES = tuple(f"{row}moved:{how}" for row in ("", "row:") for how in ("by", "to", "from", "at", "next"))


#: A figure that is the object of what has been done, up to now: "has raised a total of".
_PERFECT = re.compile(r"\b(?:has|have|had|having) (?:\w+ ){0,2}?(?:\w+ed|won|bought|spent|paid|put|made|sold) (?:\w+ ){0,4}$")


def _described(reading: Reading) -> list[str]:
    """Return what is said of a figure whatever its predicate: its kind, the part that it is of, where its measure stands."""
    chosen, figure = reading.measure, reading.figure
    place = (chosen.start, chosen.end) if chosen is not None and chosen.start >= 0 else None
    modified = parts.modified(reading.line, place) if place is not None else []
    found = [f"label:{figure.label}", f"lang:{reading.line.language}", *modified, *_placed(reading)]
    if reading.line.segment.cells:
        found.append("row")
    found += parts.part(reading.line, figure, reading.heads, place)
    if chosen is not None and chosen.measure is not None and figure.label not in chosen.measure.takes and chosen.measure.takes:
        found.append("misfit")
    if figure.label == "QUANTITY" and figure.unit in ("person", "employee", "people", "job", "worker", "人", "名", "명"):
        found.append("people")
    if reading.told_part():
        found += ["part:told", "part:any"]
    elif reading.headed():
        found += ["part:opened" if parts.opening(reading.line) else "part:heading", "part:any"]
    found += [*reading.bought, *deals.beside(reading.line, figure), *deed_kinds.deed_kinds(reading.line, figure)]
    staff = chosen is not None and chosen.measure is not None and chosen.measure.name == "employees"
    if staff or "people" in found or "jobs" in found:
        found += [f"staff&{name}" for name in (*_CUED, *_MOVES) if name in reading.cues]
    if reading.line.language == "en" and _PERFECT.search(
        reading.line.low, max(figure.start - reading.line.start - 40, 0), figure.start - reading.line.start
    ):
        found.append("perfect")
    return [*found, *(f"cue:{name}" for name in _CUED if name in reading.cues)]


def predicate_options(reading: Reading) -> Kinds:
    """Return the evidence for each predicate; the measure must be weighed."""
    mass: dict[str, float] = defaultdict(float)
    for chance, candidate in zip(reading.measured, reading.measures, strict=True):
        mass[candidate.measure.predicate if candidate.measure else "none"] += chance
    chosen, told = reading.measure, {claim.predicate for claim in reading.proposed}
    headed = {f"{claim.predicate}|proposed:headed": 1.0 for claim in reading.proposed if claim.rule == "row-holding"}
    reading.described = _described(reading)
    named = chosen.measure if chosen is not None else None
    columned = [f"column:{named.kind}"] if named is not None and chosen is not None and "head:column" in chosen.evidence else []
    general = {f"mass:{says}": held for says, held in mass.items()}
    general |= dict.fromkeys([*reading.described, *([f"measure:{named.name}"] if named is not None else []), *columned], 1.0)
    options = []
    for predicate in PREDICATES:
        ev = {predicate: 1.0}
        if predicate in told:
            ev |= {f"{predicate}|proposed": 1.0, **{name: held for name, held in headed.items() if name.startswith(f"{predicate}|")}}
        elif told:
            ev[f"{predicate}|proposed-another"] = 1.0
        if predicate in reading.unowned:
            ev[f"{predicate}|unowned"] = 1.0
        elif reading.unowned:
            ev[f"{predicate}|unowned-another"] = 1.0
        options.append(ev)
    return Kinds(PREDICATES, general, options)


def aspect_options(reading: Reading) -> Kinds:
    """Return the evidence for each aspect."""
    general = dict(reading.cues)
    chosen = reading.measure
    if chosen is not None and chosen.measure is not None:
        for name in ("misfits:PERCENT", "of-money", "fits"):
            if name in chosen.evidence:
                general[name] = 1.0
        general[f"kind:{chosen.measure.kind}"] = 1.0
        general[f"measure:{chosen.measure.name}"] = 1.0
        if reading.figure.label == "PERCENT" and chosen.measure.takes == ("PERCENT",):
            general["rate"] = 1.0
    else:
        general["none"] = 1.0
    general["one"] = 1.0
    general[f"predicate:{reading.predicate}"] = 1.0
    general |= dict.fromkeys(flanked(reading.line, reading.figure), 1.0)
    if reading.figure.unit == "times":
        general["times"] = cues.STRONG
    return Kinds(ASPECTS, general, joint="|%" if reading.figure.label == "PERCENT" else "|#")


#: Measures that tell an amount lost or spent, which is no negative one of them.
_SPENT = re.compile(r"\b(?:(?P<loss>loss(?:es)?)|(?P<cost>costs?|expenses?|expenditure|charges))\b")


def sign_options(reading: Reading) -> list[dict[str, float]]:
    """Return the evidence that a figure is to be told as written, and that it is to be told with the other sign."""
    moved = math.fsum(chance for aspect, chance in zip(ASPECTS, reading.aspects, strict=True) if aspect not in ("level", "share"))
    general = {**reading.cues, "one": 1.0}
    for name, strength in reading.cues.items():
        if name.startswith(("rise", "fall", "under")):  # "18%, down from 21%" is a level
            general |= {f"{name}&moved": strength * moved, f"{name}&level": strength * (1.0 - moved)}
    value = reading.figure.value
    if value is not None and value < 0:
        general["minus-already"] = 1.0
        named = reading.measure.measure.name if reading.measure and reading.measure.measure else ""
        if reading.line.segment.cells and (spent := _SPENT.search(named)):
            general[f"minus-already&{spent.lastgroup}"] = (
                1.0  # what statements put in brackets: (28,406) of expenses, a net loss of (19,650)
            )
    for claim in reading.proposed:
        if claim.value is not None and value is not None and claim.value == -value:
            general["proposed"] = 1.0
    for aspect, chance in zip(ASPECTS, reading.aspects, strict=True):
        general[f"aspect:{aspect}"] = chance
    general[f"predicate:{reading.predicate}"] = 1.0
    kind = reading.figure.label
    return [{}, {**general, **{f"{kind}:{name}": strength for name, strength in general.items()}}]


#: What the subject of a predicate does in a deal: it gives money or holds shares, and which of the two.
_ROLES = {
    "gives": ("investment", "acquisition", "stake", "spending"),
    "holds": ("stake",),
}


def owner_options(reading: Reading | Answer) -> list[dict[str, float]]:
    """Return the evidence for each subject; the predicate of a figure must be weighed."""
    if isinstance(reading, Answer):
        return [candidate.evidence for candidate in reading.subjects]
    chances = dict(zip(PREDICATES, reading.predicates, strict=True))
    roles = {role: math.fsum(chances[name] for name in names) for role, names in _ROLES.items()}
    return [subjects.playing(candidate, roles) for candidate in reading.subjects]


def phrased(held: Sequence[Reading]) -> list[list[dict[str, float]]]:
    """Fill in the phrases that may name the measures of a document, and return the evidence for each; the measures must be weighed."""
    tokens: dict[int, Tokens] = {}
    for reading in held:
        line = reading.line
        if line.language != "en":
            continue
        if line.at not in tokens:
            tokens[line.at] = tokens_of(line)
        measured = [
            (candidate.start, candidate.end, chance)
            for candidate, chance in zip(reading.measures, reading.measured, strict=True)
            if candidate.measure is not None and candidate.start >= 0
        ]
        reading.phrases = phrases.phrases(line, tokens[line.at], reading.figure, measured)
    return [[phrase.evidence for phrase in reading.phrases] for reading in held]


def dated(told: Scene, dates: Frame, reading: Reading) -> None:
    """Fill in the periods in reach; measure, predicate, aspect and modality must be weighed."""
    chosen = reading.measure
    told_of = {"aspect": reading.aspect, "modality": reading.modality, "predicate": reading.predicate}
    sort = {f"{name}:{value}": 1.0 for name, value in told_of.items() if value not in ("metric", "level", "actual")}
    for chance, candidate in zip(reading.measured, reading.measures, strict=True):
        kind = f"kind:{candidate.measure.kind if candidate.measure else 'none'}"
        sort[kind] = sort.get(kind, 0.0) + chance
    if chosen and chosen.measure:
        stock = ("stock",) if chosen.measure.name in ("share price", "change in share price") else ()
        sort |= dict.fromkeys((f"named:{chosen.measure.name}", *stock), 1.0)
    proposed = [claim.period for claim in reading.proposed if claim.predicate == reading.predicate]
    owner = reading.subject.name if reading.owners else ""
    reading.periods = periods.candidates(told, dates, reading.line, reading.figure, sort, proposed[:1], owner)
