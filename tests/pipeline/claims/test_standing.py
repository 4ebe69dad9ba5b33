"""How words that name a measure stand to a figure: past the bracket that says it in another currency."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.measures import named
from pipeline.claims.standing import standing
from tests.support.claim_cases import scene_of


def test_what_stands_behind_a_sum_in_two_currencies_is_beside_it() -> None:
    text = "Halden posted [300 billion won]=3e11 KRW ([$220 million]=2.2e8 USD) in operating profit."
    (line,) = scene_of(text, "en").lines
    first, second = line.figures
    spans = [(line.start + start, line.start + end) for start, end, _ in named(line.low, line.language)]

    alone = standing(line, first, spans)[spans[-1]]
    twice = standing(line, replace(first, restates=second.mention_id), spans)[spans[-1]]

    assert {">crosses", ">paren"} <= set(alone)
    assert not {">crosses", ">paren"} & set(twice)
    assert twice[">nearest"] == 1.0
