"""Whether a whole reading of a figure is right: which combinations are weighed, and what speaks for each.

In: the scene and readings whose single choices are weighed. Out: whole readings with named evidence; it knows whether the subject of the
document was found at all. Never: a weight. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.claims.context import FIGURES, Scene
from pipeline.claims.cues import words_of
from pipeline.claims.readings import PREDICATES, Binding, Reading
from pipeline.claims.weights import margin
from pipeline.records import Claim

__all__ = ["accepted", "bindings", "generally", "proposals"]

#: Words, and of Japanese and Korean what is shorter too.
_WORDS = re.compile(r"[^\W\d_]{3,}|[぀-ヿ一-鿿가-힣]")
_METRIC, _REVENUE, _STAKE = (PREDICATES.index(name) for name in ("metric", "revenue", "stake"))


def proposals(reading: Reading) -> list[tuple[Binding, Claim]]:
    """Return what the hand-written patterns propose of the named predicates, each as a whole reading."""
    names = {candidate.name: at for at, candidate in enumerate(reading.subjects)}
    return [
        (Binding(names[claim.subject_id], PREDICATES.index(claim.predicate), _turned(reading, claim)), claim)
        for claim in reading.proposed
        if claim.subject_id in names and claim.predicate != "metric"
    ]


def bindings(reading: Reading) -> list[Binding]:
    """Return the whole readings worth weighing: what the patterns propose, and the likeliest subjects with the likeliest predicates.

    The revenue of a part is a metric, and what a person has who may hold a share is one.
    """
    if not reading.subjects:
        return []
    owners = sorted(range(len(reading.owners)), key=lambda at: (-reading.owners[at], at))[:2]
    predicates = sorted(range(len(PREDICATES)), key=lambda at: (-reading.predicates[at], at))[:2]
    likely = [Binding(owner, predicate, reading.negative) for owner in owners for predicate in predicates]
    names = {candidate.name: at for at, candidate in enumerate(reading.subjects)}
    told = [Binding(names[claim.subject_id], 0, reading.negative) for claim in reading.proposed if claim.subject_id in names]
    found = dict.fromkeys([*(whole for whole, _ in proposals(reading)), *likely, *told])
    if "part:told" in reading.described:
        found = dict.fromkeys(whole._replace(predicate=_METRIC) if whole.predicate == _REVENUE else whole for whole in found)
    held = {at for at, candidate in enumerate(reading.subjects) if "person:near" in candidate.evidence}
    return list(dict.fromkeys(w._replace(predicate=_STAKE) if w.owner in held and w.predicate == _METRIC else w for w in found))


def _turned(reading: Reading, claim: Claim) -> bool:
    value = reading.figure.value
    if claim.predicate == "metric" or value is None or claim.value is None:
        return reading.negative
    return value != claim.value


#: Evidence of a subject that the score of the whole reading hears.
_TOP = tuple(
    (f"top:{name}", name)
    for name in "here person person:near share titled titled:first topic:0 sure head head:is-name publisher legal-form away:others-before "
    "before:reports before:source after row:topic chosen mass:document mass:section mass:line mass:article next:before "
    "next:after opens-document named>4 rank:0 first alone ago:last-of-all main:log main|nobody main|here main|others "
    "labelled over over:whole over:another".split()
)


def accepted(told: Scene, reading: Reading, whole: Binding, general: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the evidence that a whole reading is right.

    Args:
        told: The scene.
        reading: The reading, weighed.
        whole: Which subject, predicate and sign.
        general: What `generally` says of the figure, where it was asked before.
    """
    ev = dict(generally(told, reading) if general is None else general)
    owner, predicate = reading.owners[whole.owner], reading.predicates[whole.predicate]
    best = max(reading.owners)
    others = [chance for at, chance in enumerate(reading.owners) if at != whole.owner]
    ev |= {
        "owner": owner,
        "owner-margin": owner - max(others, default=0.0),
        "owner-best": float(owner == best),
        "owner-entropy": -math.fsum(chance * math.log(chance) for chance in reading.owners if chance > 0),
        "predicate": predicate,
        "predicate-margin": margin(reading.predicates, whole.predicate),
        "predicate-best": float(predicate == max(reading.predicates)),
        "both": owner * predicate,
        f"predicate:{PREDICATES[whole.predicate]}": 1.0,
        "sign-turned": float(whole.negative),
        "sign": reading.signs[1] if whole.negative else reading.signs[0],
    }
    top = reading.subjects[whole.owner]
    ev |= {heard: top.evidence.get(name, 0.0) for heard, name in _TOP}
    named, line = top.mention, reading.line
    ev["name-sure"] = named.confidence if named is not None else 0.0
    here = named is not None and line.start <= named.start < line.end
    ev["name-far"] = abs(named.start - reading.figure.start) / 100 if named is not None and here else 99.0
    same = [
        c
        for c in reading.proposed
        if c.subject_id == top.name and c.predicate == PREDICATES[whole.predicate] and _turned(reading, c) == whole.negative
    ]
    ev["proposed-whole"] = max((c.confidence for c in same), default=0.0)
    ev["proposed-subject"] = float(any(c.subject_id == top.name for c in reading.proposed))
    ev["proposed-predicate"] = float(any(c.predicate == PREDICATES[whole.predicate] for c in reading.proposed))
    ev["proposed-unowned"] = float(PREDICATES[whole.predicate] in reading.unowned)
    ev["proposed-named"] = float(any(c.predicate != "metric" for c in same))
    ev["proposed-another"] = max((c.confidence for c in reading.proposed if c not in same), default=0.0) if not same else 0.0
    return ev


#: Evidence of the likeliest measure that the score of the whole reading hears.
_MEASURED = tuple("<nearest >nearest fits column heading:0 unit line-before row:head <crosses >crosses head:row head:column".split())


def generally(told: Scene, reading: Reading) -> dict[str, float]:
    """Return what holds of a figure whatever its reading."""
    line, figure = reading.line, reading.figure
    unit, value = str(figure.unit or ""), figure.value
    ahead = line.low[max(figure.start - line.start - 2, 0) : figure.start - line.start]
    ev = {
        "owners": float(len(reading.subjects)),
        "measure": max(reading.measured),
        "measured-none": reading.measured[-1],
        "measure-margin": margin(reading.measured),
        "phrase": max(reading.phrased, default=-1.0),
        "phrase-margin": margin(reading.phrased),
        "period": max(reading.times, default=0.0),
        "period-margin": margin(reading.times),
        **{f"document-{name}": share for name, share in reading.document.items()},
        "aspect": max(reading.aspects),
        "modality": max(reading.modalities),
        "titled": float(bool(told.titled)),
        "organisations": float(len(told.seen)),
        "top-share": next((told.share[line.segment.article, name] for name in told.ranks.get(line.segment.article, ())), 0.0),
        "cells": float(len(line.segment.cells)),
        "length": float(len(line.text)),
        "figures": float(sum(m.label in FIGURES for m in line.mentions)),
        "named-here": float(len({m.entity_id for m in told.organisations(line)})),
        "figure-sure": figure.confidence,
        "restates": float(figure.restates is not None),
        f"label:{figure.label}": 1.0,
        f"aspect:{reading.aspect}": 1.0,
        f"kind:{line.segment.kind}": 1.0,
        f"lang:{line.language}": 1.0,
        "proposed": float(bool(reading.proposed)),
        "modality:actual": float(reading.modality == "actual"),
        "relation:vague": float(figure.relation == "vague"),
        "headings": float(len(told.heads[line.at])),
        "small": float(value is not None and abs(value) < 20),
        "idle": float(unit in _IDLE and figure.timex_value is None),
        "filled": _filled(reading),
        "cell-said": _said(reading),
        **_market(reading),
        "row-part": float(reading.part() is not None),
        "in-head": float(bool(line.segment.cells) and line.cell(figure.start) is line.segment.cells[0]),
        "head-figured": float(bool(line.segment.cells) and any(character.isdigit() for character in line.head)),
        "in-bracket": float(bool(re.search(r"[(（]\s?$", ahead))),
        "share<beside": reading.cues.get("share<beside", 0.0),
    }
    chosen = reading.measure.measure if reading.measure is not None else None
    ev |= {f"of:{name}": 1.0 for name in reading.described if not name.startswith(("label:", "lang:"))}
    ev[f"says:{chosen.predicate if chosen is not None else 'nothing'}"] = 1.0
    if reading.measure is not None:
        ev |= {f"measure:{name}": reading.measure.evidence.get(name, 0.0) for name in _MEASURED}
    return ev


def _filled(reading: Reading) -> float:
    """Return how much of its cell, or of its line, a figure is."""
    line, figure = reading.line, reading.figure
    cell = line.cell(figure.start)
    return (figure.end - figure.start) / max(cell.end - cell.start if cell is not None else len(line.text.strip()), 1)


def _market(reading: Reading) -> dict[str, float]:
    """Return where words stand that tell of a market or of the world, of which a company's figures are a part at most."""
    line = reading.line
    told = _markets(line.low, line.language)
    return {
        "market<": float(told is not None and told[0] <= reading.figure.start - line.start),
        "market>": float(told is not None and told[1] >= reading.figure.end - line.start),
        "market:row": float(told is not None and bool(line.segment.cells)),
        "market:head": float(_markets(line.head.lower(), line.language) is not None),
        "market:heading": float(any(_markets(head.low, line.language) for head in reading.heads[:1])),
    }


@lru_cache(maxsize=16)  # every figure of a line asks the same
def _markets(low: str, language: str) -> tuple[int, int] | None:
    """Return where the first word for a market ends in a text of lower case, and where the last begins."""
    spans = [match.span() for match in words_of("market", language).finditer(low)]
    return (spans[0][1], spans[-1][0]) if spans else None


def _said(reading: Reading) -> float:
    """Return how many words the cell of a figure holds: a phrase of its own needs no head and often has none."""
    line = reading.line
    cell = line.cell(reading.figure.start)
    return float(len(_WORDS.findall(line.text, max(cell.start - line.start, 0), cell.end - line.start))) if cell is not None else 0.0


#: Counted nouns of what is said of no organisation: lengths of time, ages, ranks, turns.
_IDLE = frozenset("year month day week hour minute second year-old age point time 歳 年 回 つ 位 세 명 번 차".split())
