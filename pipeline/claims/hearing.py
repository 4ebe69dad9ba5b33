"""What the figures of a document make likely for one another: the measure and the subject of one speak for those of the next.

In: readings, weighed once. Out: the evidence for each candidate with what the others make of it. Never: a weight, a word of a language.
Part of the room of claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from pipeline.claims import comparisons, measures
from pipeline.claims.readings import Reading

__all__ = ["compared", "echoed", "shared"]


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
    chosen = Counter(r.subjects[r.best(r.owners)].name for r in readings if r.subjects)
    count = max(len(readings), 1)
    whole = {
        "figures": float(len(readings)),
        "owners": sum(max(r.owners, default=0.0) for r in readings) / count,
        "distinct": len(chosen) / count,
        "unmeasured": sum(r.measured[-1] for r in readings) / count,
        "proposed": sum(bool(r.proposed) for r in readings) / count,
    }
    for reading, rows in zip(readings, heard, strict=True):
        reading.document = whole
        for candidate, row in zip(reading.subjects, rows, strict=True):
            candidate.evidence.update(row)
            candidate.evidence["chosen"] = chosen[candidate.name] / count


def echoed(readings: Sequence[Reading]) -> list[list[dict[str, float]]]:
    """Return the evidence for each measure with what the other figures make of it; the measures must be weighed once.

    A figure also hears the measure of the one before it and the commonest of its kind in the document: "lost 1.7 percent to 113,600 won",
    "up from 93 million".
    """
    common: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for reading in readings:
        _named(reading)
        for chance, candidate in zip(reading.measured, reading.measures, strict=True):
            if candidate.measure is not None:
                common[reading.figure.label][candidate.measure.name] += chance
    top = {label: max(sorted(held), key=lambda name: held[name]) for label, held in common.items() if held}
    peers = _peers(readings)
    for reading, earlier, peer in zip(readings, [None, *readings], peers, strict=False):
        known = {candidate.measure.name for candidate in reading.measures if candidate.measure is not None}
        for name, how in ((_likeliest(peer), "peer"), (_likeliest(earlier), "before"), (top.get(reading.figure.label), "document")):
            if name is not None and name not in known and measures.possible(measures.by_name()[name], reading.line, reading.figure):
                known.add(name)
                reading.measures.insert(len(reading.measures) - 1, measures.echoed(reading.figure, measures.by_name()[name], how))
                reading.measured.insert(len(reading.measured) - 1, 0.0)
    _peered(readings, peers)
    names = [[c.measure.name if c.measure else "" for c in r.measures] for r in readings]
    return _heard(readings, [r.measured for r in readings], names, [[c.evidence for c in r.measures] for r in readings], _scopes)


def _likeliest(reading: Reading | None) -> str | None:
    """Return the name of the measure that a figure has as it was weighed."""
    chosen = reading.measure if reading is not None else None
    return chosen.measure.name if chosen is not None and chosen.measure is not None else None


def _named(reading: Reading) -> None:
    """Tell each measure how likely a phrase names it, and how likely one that it ends; what the phrases say otherwise speaks for none."""
    held = 0.0
    for candidate in reading.measures:
        if candidate.measure is None or candidate.start < 0 or not reading.phrases:
            continue
        inside = ends = 0.0
        for phrase, chance in zip(reading.phrases, reading.phrased, strict=True):
            if phrase.start <= candidate.start and candidate.end <= phrase.end + 1:
                inside += chance
                ends += chance if candidate.end >= phrase.end else 0.0
        candidate.evidence |= {"phrase": inside, "phrase:last": ends, "phrase:likely": float(inside > 0.5)}
        held = max(held, inside)
    if reading.phrases:
        reading.measures[-1].evidence |= {"none:phrase": 1.0 - held, "none:phrase top": max(reading.phrased)}


def _peers(readings: Sequence[Reading]) -> list[Reading | None]:
    """Return for each figure the last before it in its line that is of the same kind and scale: "to 98 million from 93 million"."""
    found: list[Reading | None] = []
    lines: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        earlier = lines[reading.line.at]
        found.append(next((other for other in reversed(earlier[-_REACH:]) if _comparable(reading, other)), None))
        earlier.append(reading)
    return found


def _peered(readings: Sequence[Reading], peers: Sequence[Reading | None]) -> None:
    """Tell each measure how likely it is of the figure that one goes with."""
    stretches: dict[int, list[tuple[int, int]]] = {}
    for reading, peer in zip(readings, peers, strict=True):
        if peer is None:
            continue
        line = reading.line
        if line.at not in stretches:
            stretches[line.at] = comparisons.beside(line)
        inside = any(a <= reading.figure.start < b for a, b in stretches[line.at])
        mass: dict[str, float] = defaultdict(float)
        for chance, candidate in zip(peer.measured, peer.measures, strict=True):
            mass[candidate.measure.name if candidate.measure is not None else ""] += chance
        for candidate in reading.measures:
            chance = mass.get(candidate.measure.name if candidate.measure is not None else "", 0.0)
            candidate.evidence["peer"] = chance
            if inside:
                candidate.evidence["peer:compared"] = chance


#: Figures before one in its line that are looked at for one that it goes with.
_REACH = 8
#: How many times as large a figure may be as one that it is compared with.
_TIMES = 5


def _comparable(one: Reading, other: Reading) -> bool:
    """Tell whether two figures are of one kind, unit and scale."""
    a, b = one.figure, other.figure
    if a.label != b.label or a.unit != b.unit or not a.value or not b.value or a.restates is not None:
        return False
    if a.label == "PERCENT":
        return True
    low, high = sorted((abs(a.value), abs(b.value)))
    return high <= low * _TIMES


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


def shared(
    readings: Sequence[Reading],
    chances: Sequence[Sequence[float]],
    names: Sequence[Sequence[str]],
    scopes_of: Callable[[Reading], dict[str, tuple[object, ...]]],
) -> list[list[dict[str, float]]]:
    """Return for each option of each reading what share of the others takes it: in each part of the document, and right beside it.

    Args:
        readings: The readings of a document.
        chances: How likely each option of each is.
        names: What each option is called.
        scopes_of: Gives the parts of the document that a reading shares with others.
    """
    return _heard(readings, chances, names, [[{} for _ in held] for held in names], scopes_of)


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
    own_mass: list[dict[str, float]] = [defaultdict(float) for _ in readings]
    for place, scope in enumerate(scopes):
        told = list(zip(names[place], chances[place], strict=True))
        for name, chance in told:
            own_mass[place][name] += chance
        for key in scope.values():
            count[key] += 1.0
            held_mass = mass[key]
            for name, chance in told:
                held_mass[name] += chance
    made = []
    for place, scope in enumerate(scopes):
        rows = []
        near = [at for at in (place - 1, place + 1) if 0 <= at < len(readings)]
        sides = [
            (f"next:{side}", own_mass[at]) for at, side in zip(near, ("before", "after") if len(near) == 2 else ("near",), strict=False)
        ]
        shared = [(f"mass:{t}", f"most:{t}", mass[key], count[key] - 1.0) for t, key in scope.items() if count[key] > 1.0]
        for name, own, held in zip(names[place], chances[place], evidence[place], strict=True):
            row = dict(held)
            for title, most, summed, others in shared:
                part = (summed[name] - own) / others
                row[title] = part
                if part > 0.5:
                    row[most] = 1.0
            for side, beside in sides:
                if name in beside:
                    row[side] = beside[name]
            rows.append(row)
        made.append(rows)
    return made
