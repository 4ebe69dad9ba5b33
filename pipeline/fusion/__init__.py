"""Truth finding on tables of claims: millions of values from feeds that disagree.

In: a table of source, item, attribute, value (and unit, period, qualifier, modality). Out: a row for each slot with the value that the
claims support best, and a row for each claim with its part. Never: randomness, a value that nobody claims, a claim dropped.

What decides, in this order. A qualifier names another definition (a runway time is no gate time), and a source whose plain values are the
qualified ones of others is read as if it said so. Sources that print the same values also where most others differ are one voice. A
voice weighs the more, the rarer it is wrong: minus the logarithm of its share of errors, learned from the slots in which sources
differ. A coarser place supports the finer one inside it.

Source: the weight is that of CRH (Li et al., SIGMOD 2014); copying seen from shared errors, Dong et al., VLDB 2009; both are measured
against the published methods in tests/bench/test_fusion_sets.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.fusion.calibration import fit, shipped
from pipeline.fusion.encoding import Bools, Claims, Coded, Floats, Ints, encode, finer_cells, runs, shares_of

#: Rounds in which sources and values are weighed in turn; more change nothing that can be measured.
ROUNDS = 8
#: Claims that the average of sources of the same size counts for, when a source has few of its own.
PSEUDO_CLAIMS = 10.0
#: No source is believed to be right more often than this.
MOST_RIGHT = 0.95
#: Common contested slots from which on two sources are compared.
COMMON = 20
#: Share of equal values, over common contested slots, from which on two sources are one voice.
COPY = 0.95
#: Slots looked at to find copies; a fixed stride over them, so that cost does not grow with the table.
SAMPLE = 20_000
#: Sources looked at to find copies: those with most contested claims.
MOST_SOURCES = 1_500
#: Claims of a slot up to which its pairs of sources are counted.
MOST_CLAIMS = 200
#: By how much a source must agree more with qualified claims than with plain ones to be read as qualified.
DEFINITION_MARGIN = 0.1
#: Share of the slots in which two definitions differ that a source must take one side in, to be read as meaning it.
DEFINITION_SHARE = 2 / 3
#: Share of the differences to the plain definition that lie on one side of it, from which on a source is read as meaning another.
ONE_SIDED = 0.75
#: Share of a claim that a coarser place counts as right, when its source is weighed.
COARSE_CREDIT = 0.5

#: The role of a claim in its fact, and why: the first that holds, else the last.
ROLES = (
    ("chosen", "gives no value"),
    ("chosen", "best-supported value"),
    ("superseded", "gives no value"),
    ("superseded", "another definition of the attribute"),
    ("supports", "says the same"),
    ("supports", "coarser, contains the chosen value"),
    ("conflicts", "excludes the chosen value"),
)
REQUIRED = ("source", "item", "attribute", "value")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of a table.

    Attributes:
        facts: A row a slot.
        fact_claims: A row a claim, in the order of the input.
        sources: A row a source: its voice and the share of its claims that is taken to be right.
    """

    facts: pa.Table
    fact_claims: pa.Table
    sources: pa.Table


def reconcile_table(
    table: pa.Table,
    *,
    tolerance: Mapping[str, float] | None = None,
    hierarchy: pa.Table | None = None,
    truth: pa.Table | None = None,
) -> Reconciled:
    """Reconcile a table of claims.

    Args:
        table: Columns source, item, attribute, value; and, where there are any, unit, period, qualifier, modality.
        tolerance: Attribute -> greatest difference at which two of its numbers are the same value, in its own unit.
        hierarchy: Columns child and parent: a value of child is a finer form of parent.
        truth: Known answers, columns item, attribute, value, on which confidence is calibrated; None takes the shipped calibration.

    Raises:
        TableError: A column is missing.
    """
    missing = [name for name in REQUIRED if name not in table.column_names]
    if missing:
        raise TableError(f"the table of claims needs a column {missing[0]}")
    coded = encode(table, tolerance or {})
    claims = coded.claims
    finer = finer_cells(coded, hierarchy)
    plain = ~claims.tagged & ~_read_as_tagged(claims) & ~claims.empty
    answered = np.bincount(claims.slot[plain], minlength=claims.slots) > 0
    heard = plain | (~answered[claims.slot] & ~claims.empty)
    voice = _voices(claims, heard)
    weighed = _weigh(claims, heard, voice, finer)
    return _publish(table, coded, heard, voice, finer, weighed, truth)


# ------------------------------------------------------------------------------------------- definitions and voices


def _read_as_tagged(claims: Claims) -> Bools:
    """Find the plain claims that use a qualified definition without saying so.

    A source that never qualifies is first compared with the qualified claims of others and with the plain claims of those who qualify;
    where it agrees clearly more with the former, its plain claims are read as qualified. Then every source is put on the side that it
    takes in the slots where the two sides differ, until none moves.
    """
    found = np.zeros(len(claims.slot), bool)
    for attribute in np.unique(claims.attribute[claims.tagged]):
        rows = np.flatnonzero(claims.attribute == attribute)
        slot, cell, source, tagged = claims.slot[rows], claims.cell[rows], claims.source[rows], claims.tagged[rows]
        qualifies = np.bincount(source[tagged], minlength=claims.sources) > 0
        exact = tagged | qualifies[source]
        shares = []
        for chosen in (tagged, ~tagged & qualifies[source]):
            said = np.bincount(cell[chosen], minlength=claims.cells) > 0
            met = np.bincount(slot[chosen], minlength=claims.slots) > 0
            meets = ~exact & met[slot]
            common = np.bincount(source[meets], minlength=claims.sources)
            equal = np.bincount(source[meets], weights=said[cell[meets]].astype(float), minlength=claims.sources)
            shares.append((common, equal / np.maximum(common, 1)))
        (common, with_tagged), (plain_common, with_plain) = shares
        reads = (common >= COMMON) & (plain_common >= COMMON) & (with_tagged > with_plain + DEFINITION_MARGIN)
        reads &= ~qualifies
        for _ in range(ROUNDS):
            as_tagged = tagged | reads[source]
            theirs, ours = (_plurality(claims, slot[side], cell[side]) for side in (as_tagged, ~as_tagged & exact))
            apart = (theirs[slot] >= 0) & (ours[slot] >= 0) & (theirs[slot] != ours[slot]) & ~tagged
            for_tagged = np.bincount(source[apart & (cell == theirs[slot])], minlength=claims.sources)
            for_plain = np.bincount(source[apart & (cell == ours[slot])], minlength=claims.sources)
            taken = for_tagged + for_plain
            moved = np.where(taken >= COMMON, for_tagged >= DEFINITION_SHARE * taken, reads)
            if np.array_equal(moved, reads):
                break
            reads = moved
        reads |= _one_sided(claims, slot[~tagged], cell[~tagged], source[~tagged], ours)
        found[rows] = ~tagged & reads[source]
    return found


def _one_sided(claims: Claims, slot: Ints, cell: Ints, source: Ints, reference: Ints) -> Bools:
    """Find the sources whose numbers often differ from those of the plain definition, and then nearly always on one side of them."""
    known = reference[slot] >= 0
    offset = claims.cell_figure[cell[known]] - claims.cell_figure[reference[slot[known]]]
    common = np.bincount(source[known], minlength=claims.sources)
    above = np.bincount(source[known][offset > 0], minlength=claims.sources)
    below = np.bincount(source[known][offset < 0], minlength=claims.sources)
    differs = above + below
    return (common >= COMMON) & (differs >= common / 3) & (np.maximum(above, below) >= ONE_SIDED * differs)


def _plurality(claims: Claims, slot: Ints, cell: Ints) -> Ints:
    """Return the cell of each slot that most of some claims name; -1 where none does."""
    count = np.bincount(cell, minlength=claims.cells)
    order = np.lexsort((np.arange(claims.cells), -count, claims.cell_slot))
    best = order[claims.first_cell]
    return np.where(count[best] > 0, best, -1).astype(np.int64)


def _voices(claims: Claims, heard: Bools) -> Ints:
    """Return the voice of each source: sources that give equal values on nearly all slots that anybody contests are one.

    The share of equal values is taken at its least within two standard errors (Wilson, 1927), so that few common slots prove nothing.
    Complete linkage: every two members of a voice are alike, so that sources that are merely both right are not chained.
    """
    alone = np.arange(claims.sources, dtype=np.int64)
    rows = np.flatnonzero(heard & (claims.answers[claims.slot] > 1))
    counts = np.bincount(claims.source[rows], minlength=claims.sources)
    busy = np.flatnonzero(counts >= COMMON)
    if len(busy) < 2:
        return alone
    busy = np.sort(busy[np.argsort(-counts[busy], kind="stable")[:MOST_SOURCES]])
    place = np.full(claims.sources, -1, np.int64)
    place[busy] = np.arange(len(busy))
    rows = rows[place[claims.source[rows]] >= 0]
    slots = np.unique(claims.slot[rows])
    taken = np.zeros(claims.slots, bool)
    taken[slots[:: max(1, len(slots) // SAMPLE)]] = True
    taken &= np.bincount(claims.slot[rows], minlength=claims.slots) <= MOST_CLAIMS
    rows = rows[taken[claims.slot[rows]]]
    order = rows[np.lexsort((claims.cell[rows], claims.slot[rows]))]
    total = np.zeros((len(busy), len(busy)))
    equal = np.zeros_like(total)
    _count_pairs(claims.slot[order], place[claims.source[order]], total)
    _count_pairs(claims.cell[order], place[claims.source[order]], equal)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(total >= COMMON, equal / total, 0.0)
        slack = 4.0 / np.maximum(total, 1.0)
        least = (share + slack / 2 - np.sqrt(slack * (share * (1 - share) + slack / 4))) / (1 + slack)
    alike = least >= COPY
    return _linked(alone, busy, least, alike)


def _count_pairs(group: Ints, member: Ints, counts: Floats) -> None:
    """Count for every two members the groups that hold both; groups are runs."""
    size = counts.shape[0]
    if not len(group):
        return
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    length = np.diff(np.r_[starts, len(group)])
    flat = counts.reshape(-1)
    for shift in range(1, int(length.max())):
        held = np.flatnonzero(group[shift:] == group[:-shift])
        first, second = member[held], member[held + shift]
        both = np.bincount(first * size + second, minlength=size * size) + np.bincount(second * size + first, minlength=size * size)
        flat += both


def _linked(alone: Ints, busy: Ints, least: Floats, alike: Bools) -> Ints:
    first, second = np.nonzero(np.triu(alike, 1))
    order = np.lexsort((second, first, -least[first, second]))
    group = list(range(len(busy)))
    members: dict[int, list[int]] = {place: [place] for place in group}
    for one, other in zip(first[order].tolist(), second[order].tolist(), strict=True):
        into, gone = sorted((group[one], group[other]))
        if into != gone and alike[np.ix_(members[into], members[gone])].all():
            for place in members[gone]:
                group[place] = into
            members[into] += members.pop(gone)
    voice = alone.copy()
    for place, into in enumerate(group):
        voice[busy[place]] = busy[into]
    return voice


# ------------------------------------------------------------------------------------------------------- weighing


@dataclass(slots=True)
class _Weighed:
    score: Floats
    chance: Floats
    claim_weight: Floats
    right: Floats


def _weigh(claims: Claims, heard: Bools, voice: Ints, finer: Ints) -> _Weighed:
    """Weigh values by their voices and voices by their values, in turn, from one vote a voice on."""
    rows = np.flatnonzero(heard)
    cell, source, slot = claims.cell[rows], claims.source[rows], claims.slot[rows]
    once = shares_of(cell * claims.sources + source)
    copied = bool((voice != np.arange(claims.sources)).any())
    share = shares_of(cell * claims.sources + voice[source]) if copied else once
    contested = once * (claims.answers[slot] > 1)
    total = np.bincount(source, weights=once, minlength=claims.sources)
    grade = (np.log2(np.maximum(total, 1.0)) / 2).astype(np.int64)
    said = np.bincount(source, weights=contested, minlength=claims.sources)
    weight = share.copy()
    right = np.full(claims.sources, 0.5)
    for turn in range(ROUNDS + 1):
        own = np.bincount(cell, weights=weight, minlength=claims.cells)
        score = own.astype(np.float64)
        np.add.at(score, finer[:, 1], own[finer[:, 0]])
        chance = _chance(claims, score)
        if turn == ROUNDS:
            break
        credit = chance.copy()
        np.add.at(credit, finer[:, 0], COARSE_CREDIT * chance[finer[:, 1]])
        believed = np.minimum(credit, 1.0)[cell] * contested
        hits = np.bincount(source, weights=believed, minlength=claims.sources)
        mean = hits.sum() / max(said.sum(), 1e-9) if said.sum() else 0.5
        of_grade = (np.bincount(grade, weights=hits) + 2 * PSEUDO_CLAIMS * mean) / (np.bincount(grade, weights=said) + 2 * PSEUDO_CLAIMS)
        right = (hits + PSEUDO_CLAIMS * of_grade[grade]) / (said + PSEUDO_CLAIMS)
        weight = -np.log1p(-np.minimum(right[source], MOST_RIGHT)) * share
    claim_weight = np.zeros(len(claims.slot))
    claim_weight[rows] = weight
    return _Weighed(score, chance, claim_weight, right)


def _chance(claims: Claims, score: Floats) -> Floats:
    """Return the share of each cell's weight in its slot, on the scale of odds, beside a chance that none is right."""
    top = np.maximum.reduceat(score, claims.first_cell)
    odds = np.exp(score - top[claims.cell_slot])
    total = np.add.reduceat(odds, claims.first_cell) + np.exp(-5.0 - top)
    return np.asarray(odds / total[claims.cell_slot], np.float64)


# ------------------------------------------------------------------------------------------------------ publishing


def _publish(
    table: pa.Table, coded: Coded, heard: Bools, voice: Ints, finer: Ints, weighed: _Weighed, truth: pa.Table | None
) -> Reconciled:
    claims, score = coded.claims, np.round(weighed.score, 9)
    row = np.full(claims.cells, len(claims.cell), np.int64)
    np.minimum.at(row, claims.cell, np.arange(len(claims.cell)))
    support = np.bincount(claims.cell, weights=heard.astype(float), minlength=claims.cells)
    texts = coded.keys["value"]
    alphabetical = np.argsort(np.argsort(np.asarray(texts.to_pylist(), dtype=object).astype(str), kind="stable"), kind="stable")
    order = np.lexsort((alphabetical[coded.value_row[row]], -support, -score, claims.cell_empty, claims.cell_slot))
    best = order[claims.first_cell]
    second = np.where(claims.answers > 1, order[np.minimum(claims.first_cell + 1, claims.cells - 1)], -1)
    related = np.zeros(claims.cells, bool)
    related[best] = True
    if len(finer):
        is_best = np.zeros(claims.cells, bool)
        is_best[best] = True
        related[finer[is_best[finer[:, 1]], 0]] = True
    agrees = related[claims.cell]
    chosen_row = np.full(claims.cells, len(claims.cell), np.int64)
    rows = np.flatnonzero(heard | ~np.isin(claims.cell, claims.cell[heard]))
    np.minimum.at(chosen_row, claims.cell[rows], rows)
    best_row = chosen_row[best]
    groups, against, same = _distinct(claims, voice, (heard & agrees, heard & ~agrees, heard & (claims.cell == best[claims.slot])))
    status = np.select([(against > 0) & (groups + against > 1), same > 1, groups > 1], [0, 1, 2], 3)
    share = weighed.chance[best]
    curve = shipped() if truth is None else fit(share, _is_right(table, best_row, coded, truth))
    confidence = np.where(claims.empty[best_row], 0.0, np.round(curve(share), 4))
    facts = _facts(table, claims, weighed, Choice(best, second, best_row, row, status, confidence, share, groups, against))
    chosen = np.zeros(len(claims.slot), bool)
    chosen[best_row] = True
    first = [claims.empty & chosen, chosen, claims.empty, ~heard, claims.cell == best[claims.slot], agrees]
    part = np.select(first, range(len(first)), len(first))
    roles, reasons = zip(*ROLES, strict=True)
    parts = pa.table(
        {
            "claim": np.arange(len(claims.slot)),
            "fact": claims.slot,
            "role": _named(part, roles),
            "weight": np.round(weighed.claim_weight, 4),
            "reason": _named(part, reasons),
        }
    )
    sources = pa.table(
        {"source": coded.source_names, "voice": coded.source_names.take(pa.array(voice)), "right": np.round(weighed.right, 4)}
    )
    return Reconciled(facts, parts, sources)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for each slot: cells, the rows that stand for them, and what speaks for them."""

    best: Ints
    second: Ints
    best_row: Ints
    cell_row: Ints
    status: Ints
    confidence: Floats
    share: Floats
    groups: Ints
    against: Ints


def _facts(table: pa.Table, claims: Claims, weighed: _Weighed, choice: Choice) -> pa.Table:
    best_row, second = choice.best_row, choice.second
    keys = {name: table[name].take(pa.array(best_row)) for name in ("item", "attribute", "unit", "period") if name in table.column_names}
    value = table["value"].take(pa.array(best_row))
    rival = pc.if_else(pa.array(second >= 0), table["value"].cast(pa.string()).take(pa.array(choice.cell_row[np.maximum(second, 0)])), None)
    facts = pa.table(
        {
            **keys,
            "value": value,
            "status": _named(choice.status, ("conflicting", "agreed", "compatible", "single_source")),
            "confidence": choice.confidence,
            "claims": np.bincount(claims.slot, minlength=claims.slots),
            "independent_sources": choice.groups,
            "share": np.round(choice.share, 6),
            "weight": np.round(weighed.score[choice.best], 4),
            "runner_up": rival,
            "runner_up_weight": np.where(second >= 0, np.round(weighed.score[np.maximum(second, 0)], 4), 0.0),
        }
    )
    return facts.append_column("explanation", _explained(facts, choice.against))


def _named(codes: npt.NDArray[Any], names: Sequence[str]) -> pa.DictionaryArray:
    distinct = tuple(dict.fromkeys(names))
    place = np.array([distinct.index(name) for name in names], np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(place[codes]), pa.array(distinct))


def _distinct(claims: Claims, voice: Ints, choices: Sequence[Bools]) -> list[Ints]:
    """Count the voices of each slot among the claims of each choice."""
    key = claims.slot * claims.sources + voice[claims.source]
    _, order, starts = runs(key)
    slot = claims.slot[order[starts]]
    return [np.bincount(slot[np.logical_or.reduceat(chosen[order], starts)], minlength=claims.slots).astype(np.int64) for chosen in choices]


def _explained(facts: pa.Table, against: Ints) -> pa.Array:
    def text(values: Any) -> Any:
        return pc.cast(values, pa.string())

    value, weight = text(facts["value"]), text(facts["weight"])
    sources = facts["independent_sources"]
    one = pc.equal(sources, 1)
    head = pc.binary_join_element_wise(text(sources), pc.if_else(one, " independent voice gives ", " independent voices give "), value, "")
    weighs = pc.binary_join_element_wise(head, " (weight ", weight, ")", "")
    rival = pc.binary_join_element_wise(
        weighs,
        "; ",
        text(pa.array(against)),
        " against, the strongest for ",
        pc.fill_null(facts["runner_up"], ""),
        " (weight ",
        text(facts["runner_up_weight"]),
        ")",
        "",
    )
    told = pc.if_else(pa.array(against > 0), rival, weighs)
    return pc.binary_join_element_wise(pc.if_else(pc.equal(sources, 0), "nobody gives a value", told), ".", "")


def _is_right(table: pa.Table, best_row: Ints, coded: Coded, truth: pa.Table) -> Floats:
    """Return for each slot whether its chosen value is a known answer: 1, 0, or NaN where no answer is known."""
    names = coded.keys["value"].to_pylist()

    def same(value: str) -> str:
        try:
            return f"{float(value):.12g}"
        except ValueError:
            return value.strip().casefold()

    known: dict[tuple[str, str], set[str]] = {}
    for item, attribute, value in zip(
        truth["item"].to_pylist(), truth["attribute"].to_pylist(), truth["value"].cast(pa.string()).to_pylist(), strict=True
    ):
        known.setdefault((str(item), str(attribute)), set()).add(same(value))
    items = table["item"].cast(pa.string()).take(pa.array(best_row)).to_pylist()
    attributes = table["attribute"].cast(pa.string()).take(pa.array(best_row)).to_pylist()
    found = np.full(len(items), np.nan)
    for place, key in enumerate(zip(items, attributes, strict=True)):
        if key in known:
            found[place] = same(str(names[coded.value_row[best_row[place]]])) in known[key]
    return found
