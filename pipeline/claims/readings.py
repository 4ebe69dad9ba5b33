"""Every figure of a document with all that may be said of it: candidates and evidence, no choice yet.

In: the scene and what the hand-written patterns propose. Out: one `Reading` a figure, with the evidence for its measure, predicate, aspect,
sign, modality, subject and period. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.claims import measures, periods, subjects
from pipeline.claims.calendars import Frame
from pipeline.claims.cast import cast
from pipeline.claims.context import FIGURES, Line, Scene
from pipeline.claims.measures import Candidate as MeasureCandidate
from pipeline.claims.periods import Candidate as PeriodCandidate
from pipeline.claims.subjects import Candidate as SubjectCandidate
from pipeline.records import Claim, Mention

__all__ = [
    "ASPECTS",
    "MODALITIES",
    "PREDICATES",
    "Binding",
    "Reading",
    "aspect_options",
    "compared",
    "dated",
    "echoed",
    "modality_options",
    "owner_options",
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


@dataclass(frozen=True, slots=True)
class Binding:
    """One whole reading of a figure: places of the subject and the predicate among the candidates, and whether the sign is turned."""

    owner: int
    predicate: int
    negative: bool


@dataclass(slots=True)
class Reading:
    """A figure and what may be said of it; the chances are filled in as they are weighed."""

    line: Line
    figure: Mention
    measures: list[MeasureCandidate]
    cues: dict[str, float]
    subjects: list[SubjectCandidate]
    proposed: list[Claim]
    measured: list[float] = field(default_factory=list)
    predicates: list[float] = field(default_factory=list)
    aspects: list[float] = field(default_factory=list)
    signs: list[float] = field(default_factory=list)
    modalities: list[float] = field(default_factory=list)
    mains: list[float] = field(default_factory=list)
    owners: list[float] = field(default_factory=list)
    periods: list[PeriodCandidate] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    whole: Binding | None = None
    chance: float = 0.0

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
    by_figure: dict[str, list[Claim]] = defaultdict(list)
    for claim in proposed:
        if claim.mention_id and claim.predicate in PREDICATES:
            by_figure[claim.mention_id].append(claim)
    owners = {mention: [claim.subject_id for claim in held] for mention, held in by_figure.items()}
    found: list[Reading] = []
    roles = cast(told, topics)
    for line in told.lines:
        if line.segment.kind == "byline":
            continue
        for figure in line.mentions:
            if figure.label not in FIGURES:
                continue
            found.append(
                Reading(
                    line,
                    figure,
                    measures.candidates(told, line, figure),
                    measures.cues(line, figure),
                    subjects.candidates(told, roles, line, figure, owners, topics.get(line.segment.article, ())),
                    by_figure.get(figure.mention_id, []),
                )
            )
    return found


# ---------------------------------------------------------------- what the measure and the cues make likely


_PLAIN = frozenset(
    "annual total net quarterly consolidated overall its their our the a an his her of in and or for to by with on at from as full- "
    "year yearly reported gross operating adjusted non-gaap group 's ’s that which first-quarter second-quarter third-quarter fourth- "
    "quarter record combined global".split()
)


def _modified(reading: Reading) -> list[str]:
    """Return what stands before the words of the measure: a segment's or product's name makes it a part of the whole."""
    chosen = reading.measure
    if chosen is None or chosen.start < 0 or not reading.line.start <= chosen.start < reading.line.end:
        return []
    line = reading.line
    ahead = line.text[: chosen.start - line.start]
    if any(m.label in ("ORG", "PERSON") and 0 <= chosen.start - m.end <= 4 for m in line.mentions):
        return ["modified:name"]
    if line.language == "en":
        word = re.search(r"([\w’'&-]+) $", ahead)
        found = (
            []
            if word is None or word[1].lower() in _PLAIN or word[1].isdigit()
            else ["modified:capital" if word[1][0].isupper() else "modified:word"]
        )
        after = line.low[chosen.end - line.start :]
        if re.match(r"\s+(?:of|from|in|at) (?:its |the )?[a-z]", after):
            found.append("modified:after")
        return found
    if re.search(r"[一-鿿゠-ヿA-Za-z가-힣]$", ahead):
        return ["modified:joined"]
    return ["modified:of"] if re.search(r"[のの의]$", ahead) else []


def predicate_options(reading: Reading) -> list[dict[str, float]]:
    """Return the evidence for each predicate; the measure must be weighed."""
    mass: dict[str, float] = defaultdict(float)
    for chance, candidate in zip(reading.measured, reading.measures, strict=True):
        mass[candidate.measure.predicate if candidate.measure else "none"] += chance
    chosen = reading.measure
    told = {claim.predicate for claim in reading.proposed}
    figure = reading.figure
    general = [f"label:{figure.label}", f"lang:{reading.line.language}", *_modified(reading)]
    if reading.line.segment.cells:
        general.append("row")
    if chosen is not None and chosen.measure is not None:
        general.append(f"measure:{chosen.measure.name}")
        if figure.label not in chosen.measure.takes and chosen.measure.takes:
            general.append("misfit")
    if figure.label == "QUANTITY" and figure.unit in ("person", "employee", "people", "job", "worker", "人", "名", "명"):
        general.append("people")
    for name in (
        "rise<own",
        "fall<own",
        "share<own",
        "per_share>beside",
        "compare<beside",
        "year_on_year>own",
        "fall>beside",
        "rise>beside",
    ):
        if name in reading.cues:
            general.append(f"cue:{name}")
    options = []
    for predicate in PREDICATES:
        ev = {f"{predicate}": 1.0, f"{predicate}|mass": mass.get(predicate, 0.0), f"{predicate}|none": mass.get("none", 0.0)}
        if predicate in told:
            ev[f"{predicate}|proposed"] = 1.0
        elif told:
            ev[f"{predicate}|proposed-another"] = 1.0
        for name in general:
            ev[f"{predicate}|{name}"] = 1.0
        options.append(ev)
    return options


def aspect_options(reading: Reading) -> list[dict[str, float]]:
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
    percent = "%" if reading.figure.label == "PERCENT" else "#"
    return [{f"{aspect}|{percent}{name}": strength for name, strength in general.items()} for aspect in ASPECTS]


def sign_options(reading: Reading) -> list[dict[str, float]]:
    """Return the evidence that a figure is to be told as written, and that it is to be told with the other sign."""
    general = dict(reading.cues)
    general["one"] = 1.0
    value = reading.figure.value
    if value is not None and value < 0:
        general["minus-already"] = 1.0
    for claim in reading.proposed:
        if claim.value is not None and value is not None and claim.value == -value:
            general["proposed"] = 1.0
    for aspect, chance in zip(ASPECTS, reading.aspects, strict=True):
        general[f"aspect:{aspect}"] = chance
    general[f"predicate:{reading.predicate}"] = 1.0
    kind = reading.figure.label
    return [{}, {**general, **{f"{kind}:{name}": strength for name, strength in general.items()}}]


def owner_options(reading: Reading) -> list[dict[str, float]]:
    """Return the evidence for each subject; whom the article is about must be weighed."""
    subjects.heard(reading.subjects, reading.mains)
    return [candidate.evidence for candidate in reading.subjects]


def modality_options(reading: Reading) -> list[dict[str, float]]:
    """Return the evidence for each modality."""
    general = {name: value for name, value in reading.cues.items() if name.startswith(("forecast", "estimate", "discussed", "row", "lang"))}
    general["one"] = 1.0
    for claim in reading.proposed:
        general[f"proposed:{claim.modality}"] = 1.0
    general[f"predicate:{reading.predicate}"] = 1.0
    return [{f"{modality}|{name}": strength for name, strength in general.items()} for modality in MODALITIES]


# ---------------------------------------------------------------- what the document as a whole makes likely


def compared(readings: Sequence[Reading]) -> None:
    """Tell each subject's candidates what mass they have in the document, the section and the line, once the owners are weighed.

    It says how sure the whole reading is; the choice of the subject itself gains nothing from it: the titled company wins often enough.
    """
    heard = _heard(
        readings,
        [r.owners for r in readings],
        [[c.name for c in r.subjects] for r in readings],
        [[{} for _ in r.subjects] for r in readings],
        _scopes,
    )
    for reading, rows in zip(readings, heard, strict=True):
        for candidate, row in zip(reading.subjects, rows, strict=True):
            candidate.evidence.update(row)


def echoed(readings: Sequence[Reading]) -> list[list[dict[str, float]]]:
    """Return the evidence for each measure with what the other figures make of it; the measures must be weighed once.

    A figure also hears the measure of the one before it and the commonest of its kind in the document: "lost 1.7 percent to 113,600 won",
    "up from 93 million".
    """
    common: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for reading in readings:
        for chance, candidate in zip(reading.measured, reading.measures, strict=True):
            if candidate.measure is not None:
                common[reading.figure.label][candidate.measure.name] += chance
    by_name = {measure.name: measure for measure in measures.measures()}
    top = {label: max(sorted(held), key=lambda name: held[name]) for label, held in common.items() if held}
    firsts = [chosen.measure if (chosen := reading.measure) is not None else None for reading in readings]
    for reading, earlier in zip(readings, [None, *firsts], strict=False):
        known = {candidate.measure.name for candidate in reading.measures if candidate.measure is not None}
        told = earlier.name if earlier is not None else None
        for name, how in ((told, "before"), (top.get(reading.figure.label), "document")):
            if name is not None and name not in known:
                known.add(name)
                reading.measures.insert(len(reading.measures) - 1, measures.echoed(reading.figure, by_name[name], how))
                reading.measured.insert(len(reading.measured) - 1, 0.0)
    names = [[c.measure.name if c.measure else "" for c in r.measures] for r in readings]
    return _heard(readings, [r.measured for r in readings], names, [[c.evidence for c in r.measures] for r in readings], _scopes)


def _scopes(reading: Reading) -> dict[str, tuple[object, ...]]:
    """Return the parts of a document that a figure stands in, and its kind among all figures."""
    segment = reading.line.segment
    kind = reading.measure.measure.kind if reading.measure and reading.measure.measure else "flow"
    return {
        "document": (),
        "article": (segment.article,),
        "section": (segment.article, segment.section),
        "passage": (segment.segment_id,),
        "line": (reading.line.at,),
        "sort": (kind,),
    }


def _heard(
    readings: Sequence[Reading],
    chances: Sequence[Sequence[float]],
    names: Sequence[Sequence[str]],
    evidence: Sequence[Sequence[dict[str, float]]],
    scopes_of: Callable[[Reading], dict[str, tuple[object, ...]]],
) -> list[list[dict[str, float]]]:
    scopes = [{title: (title, *key) for title, key in scopes_of(reading).items()} for reading in readings]
    mass: dict[tuple[object, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    count: dict[tuple[object, ...], float] = defaultdict(float)
    for place, scope in enumerate(scopes):
        for key in scope.values():
            count[key] += 1.0
            for name, chance in zip(names[place], chances[place], strict=True):
                mass[key][name] += chance
    made = []
    for place, scope in enumerate(scopes):
        rows = []
        near = [at for at in (place - 1, place + 1) if 0 <= at < len(readings)]
        for name, own, held in zip(names[place], chances[place], evidence[place], strict=True):
            row = dict(held)
            for title, key in scope.items():
                others = count[key] - 1.0
                if others > 0:
                    part = (mass[key][name] - own) / others
                    row[f"mass:{title}"] = part
                    if part > 0.5:
                        row[f"most:{title}"] = 1.0
            for at, side in zip(near, ("before", "after") if len(near) == 2 else ("near",), strict=False):
                if name in names[at]:
                    row[f"next:{side}"] = sum(c for n, c in zip(names[at], chances[at], strict=True) if n == name)
            rows.append(row)
        made.append(rows)
    return made


def dated(told: Scene, dates: Frame, reading: Reading) -> None:
    """Fill in the periods in reach; measure, predicate, aspect and modality must be weighed."""
    chosen = reading.measure
    plain = ("metric", "level", "actual")
    told_of = {"aspect": reading.aspect, "modality": reading.modality, "predicate": reading.predicate}
    sort = {f"{name}:{value}": 1.0 for name, value in told_of.items() if value not in plain}
    for chance, candidate in zip(reading.measured, reading.measures, strict=True):
        kind = f"kind:{candidate.measure.kind if candidate.measure else 'none'}"
        sort[kind] = sort.get(kind, 0.0) + chance
    if chosen and chosen.measure and chosen.measure.name in ("share price", "change in share price"):
        sort["stock"] = 1.0
    proposed = [claim.period for claim in reading.proposed if claim.predicate == reading.predicate]
    reading.periods = periods.candidates(told, dates, reading.line, reading.figure, sort, proposed[:1])
