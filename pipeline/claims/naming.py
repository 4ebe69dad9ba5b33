"""What a measured figure is called: the canonical name with its aspect, or the words of the text where the lexicon has none.

In: a reading, weighed. Out: the qualifier of its claim, and the words that say it. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.compatibility import lowered
from pipeline.claims.aspects import looked, revised, with_aspect
from pipeline.claims.candidates import ROUND, round_name
from pipeline.claims.canonical import canonical, dilutes, each_share, of_revenue, per_share, under_margin
from pipeline.claims.context import Line
from pipeline.claims.flanks import flanked, paced, spell
from pipeline.claims.measures import Measure, by_name, fits, named
from pipeline.claims.readings import ASPECTS, Name, Reading
from pipeline.claims.weights import Weights, chances
from pipeline.claims.wording import TIMES, Base, written
from pipeline.records import Mention

__all__ = ["called", "concept", "names", "phrase", "qualifier", "settled"]


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


#: Predicates that a metric has whose name is the plain one of their measure: sales told as "revenue" are no metric named so.
_OWN = ("revenue", "valuation", "stake")


def settled(reading: Reading) -> tuple[str, str | None, tuple[int, int] | None, str | None]:
    """Return the predicate of a figure, its qualifier, where its words stand, and the element of the IFRS taxonomy that it is.

    Where the name of a metric is that of a measure with a predicate of its own, it is told under that.

    Args:
        reading: The reading, weighed.
    """
    name, place = qualifier(reading)
    element = concept(reading, name)
    own = by_name().get(name) if reading.predicate == "metric" and name is not None else None
    if own is None or own.predicate not in _OWN or reading.figure.label not in own.takes:
        return reading.predicate, name, place, element
    return own.predicate, "market capitalisation" if name == "market capitalisation" else None, place, element


def called(reading: Reading, learnt: Weights) -> None:
    """Fill in the names of a figure with their chances; measure, phrase, aspect and subject must be weighed.

    Args:
        reading: The reading.
        learnt: The weights.
    """
    reading.names = names(reading)
    reading.named = chances(learnt.choices.get("name", {}), [name.evidence for name in reading.names])


def names(reading: Reading) -> list[Name]:
    """Return the names that what a figure measures may be told by; measure, phrase, aspect and subject must be weighed.

    A name is a measure of the lexicon or words of the text, of the whole or of a part, looked at in one of the likely aspects.
    """
    known, words = canonical(reading), [_called(base, reading) for base in written(reading)]
    bases = _narrowed(reading, known) or ([*known, *words] if reading.measure is not None else [*words, *known])
    aspects, level = looked(reading), [("level", reading.aspects[ASPECTS.index("level")])]
    seen = _Seen.of(reading)
    told: dict[tuple[object, ...], dict[str, float]] = {}
    found: dict[str, Name] = {}
    for base in bases:
        for aspect, chance in level if "rate" in base.evidence else aspects:
            text = with_aspect(base.text, aspect, reading.line, reading.figure)
            if text in found:
                continue
            if base.measure is not None and not _sensible(base.measure, aspect, reading.figure):
                if len(aspects) > 1 or aspect != "growth year on year":
                    continue
                text = f"change in {base.text}"  # of a rate under 前年比
            sort = (*_sort(base), aspect, chance)
            if sort not in told:
                told[sort] = _evidence(reading, base, aspect, seen) | {"aspect": chance, "aspect:log": math.log(chance + 0.02) / 4}
            ev = {**base.evidence, **told[sort], f"words:{min(len(text.split()), 6)}|{base.source}": 1.0}
            others = list[Name]()
            plain = base.measure if aspect == "level" and base.measure is not None and text == base.measure.name else None
            for way, said in _ways(base, text, aspect, reading.figure.label, seen):
                others.append(Name(way, base.place, None, {**ev, **dict.fromkeys(said, 1.0)}))
            if seen.time is not None:
                ev[f"unpaced|{aspect}"] = ev[f"unpaced|{reading.figure.label}|{base.source}"] = 1.0
            found[text] = Name(text, base.place, plain, ev)
            for other in others:
                found.setdefault(other.text, other)
    if not found:  # none goes with an aspect that the figure may be looked at in
        return [Name(base.text, base.place, None, base.evidence) for base in bases[:1]]
    return list(found.values())


def _narrowed(reading: Reading, known: Sequence[Base]) -> list[Base]:
    """Return the only names that a figure can have where its heads or the words beside it say that it is a rate or of one share."""
    label, rates = reading.figure.label, [base for base in known if "rate" in base.evidence]
    if label == "PERCENT" and (of_revenue(reading) or under_margin(reading)):
        return rates
    if label == "MONEY" and (share := each_share(reading)) is not None:
        kind = share["diluted"] or ""
        own = [base for base in rates if base.measure is not None and base.measure.predicate != "revenue"]
        return [one._replace(text=f"{kind}{one.text}") if dilutes(one.text) else one for one in own]
    if label == "MONEY" and per_share(reading) and (first := reading.line.labels) is not None:
        return [base for base in rates if base.place is not None and first.start <= base.place[0] < first.end]
    return []


class _Seen(NamedTuple):
    """What is seen of a figure whatever it measures.

    Attributes:
        signs: Whether it is signed, and stands behind what it is compared with.
        flanks: The words of closed classes beside it, and both together.
        unit: What it counts.
        size: Below which bound it is.
        revising: Where it is told that a forecast is changed.
        time: Over how long it is counted.
        whole: What the measure says of which it is a part.
    """

    signs: Sequence[str]
    flanks: Sequence[str]
    unit: str | None
    size: int | None
    revising: str | None
    time: str | None
    whole: str

    @classmethod
    def of(cls, reading: Reading) -> _Seen:
        line, figure = reading.line, reading.figure
        flanks = flanked(line, figure)
        return cls(
            _signed(line, figure),
            [*flanks, "&".join(flanks)],
            figure.unit if figure.label == "QUANTITY" else None,
            _size(figure),
            revised(reading),
            spell(line, figure) if figure.label != "PERCENT" else None,
            next((c.measure.predicate for c in reading.measures if c.measure is not None and ">after:of" in c.evidence), "none"),
        )


def _sort(base: Base) -> tuple[object, ...]:
    """Return what is alike of names for which the same speaks in an aspect."""
    return (
        base.source,
        base.measure.name if base.measure is not None else None,
        *(name in base.evidence for name in ("rate", "no rate", "whole")),
    )


def _evidence(reading: Reading, base: Base, aspect: str, seen: _Seen) -> dict[str, float]:
    """Return what speaks in an aspect for a name of some sort, beside what speaks for it in any."""
    label = reading.figure.label
    called = base.measure.name if base.measure is not None else base.source
    way = "rate" if "rate" in base.evidence else aspect
    told = [
        f"aspect:{aspect}|{label}",
        f"aspect:{aspect}|{base.source}",
        f"{base.source}|{label}",
        f"{base.source}|{reading.line.language}",
        *(f"{sign}|{aspect}|{label}" for sign in seen.signs),
        *(f"{flank}|{kind}" for flank in seen.flanks for kind in ("rate", "no rate") if kind in base.evidence),
    ]
    told += [f"{size}|{'level' if aspect == 'level' else 'moved'}" for size in base.evidence if "sized:" in size]
    if "post:of" in seen.flanks:  # of what it is a share stands behind it
        own = "it" if "whole" in base.evidence else "another"
        told += [f"of:{own}|{way}", f"of:{seen.whole}|{way}", f"of:{seen.whole}|{way}|{own}"]
    if seen.unit:
        told.append(f"unit:{seen.unit}|{called}")
    if seen.size is not None:
        told += [f"size:{label}<{seen.size}|{way}", f"size:{label}<{seen.size}|{called}"]
    if base.measure is not None:
        told += [f"measure:{called}|{aspect}", f"measure:{called}|{aspect}|{label}"]
    if seen.revising is not None and aspect.startswith(("growth", "change")):
        told.append(f"revising:{seen.revising}|{aspect}")
    return dict.fromkeys(told, 1.0)


def _ways(base: Base, text: str, aspect: str, label: str, seen: _Seen) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return other names of the same: of a forecast that is changed, and over how long it is counted; each with what it is told by."""
    if seen.revising is not None and aspect.startswith(("growth", "change")):
        yield f"change in {base.text} forecast", ("revised", f"revised:{seen.revising}|{label}")
    if seen.time is not None and aspect == "level":
        called = base.measure.name if base.measure is not None else base.source
        for way in paced(text, seen.time):
            sort = "annual" if way.startswith("annual") else "per"
            yield way, (f"paced:{sort}", f"paced:{sort}|{label}|{base.source}", f"paced:{sort}|{called}")


#: Bounds of how large a figure is, by its label.
_SIZES = {"PERCENT": (3, 10, 25, 50, 100, 150), "MONEY": (10, 1000, 10**5, 10**7, 10**9), "QUANTITY": (10, 100, 1000, 10**5, 10**7)}


def _size(figure: Mention) -> int | None:
    """Return below which bound a figure is, 0 above the last: no share is more than a hundred percent."""
    if figure.value is None:
        return None
    return next((bound for bound in _SIZES[figure.label] if abs(figure.value) <= bound), 0)


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


#: Words that count name what is counted, whatever it is elsewhere: people are no employees by themselves.
_COUNTED = ("counted", "counted, done", "unit")


def _called(base: Base, reading: Reading) -> Base:
    """Return words of the text under the one name that a measure has, where they are words of it and no more."""
    if base.source in _COUNTED:
        return base
    if base.place is not None:
        inside = [
            (chance, c.end)
            for chance, c in zip(reading.measured, reading.measures, strict=True)
            if c.measure is not None and base.place[0] <= c.start and c.end <= base.place[1] + 1
        ]
        if inside:
            chance, end = max(inside)
            last = "holds measure:last" if end >= base.place[1] - 1 else "holds measure:inner"
            base.evidence.update(
                {"holds measure": 1.0, "holds measure:chance": chance, f"holds measure:chance|{base.source}": chance, last: 1.0}
            )
    held = named(lowered(base.text), reading.line.language)
    if len(held) != 1 or held[0][1] - held[0][0] != len(base.text):
        return base
    own = [measure.name for measure in held[0][2] if fits(measure, reading.figure)]
    return base._replace(text=own[0]) if len(own) == 1 else base


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
