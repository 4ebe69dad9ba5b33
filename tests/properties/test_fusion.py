"""What holds for any table of claims."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fusion import reconcile_table

ITEMS, ATTRIBUTES, VALUES = st.sampled_from("xyz"), st.sampled_from(("size", "place")), st.sampled_from(("1", "2", "3", "1.0", "Oslo"))
ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), ITEMS, ATTRIBUTES, VALUES), min_size=1, max_size=40)


def table(rows: list[tuple[str, str, str, str]]) -> pa.Table:
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(("source", "item", "attribute", "value"))})


def same(value: str) -> str:
    return f"{float(value):g}" if value[0].isdigit() else value.casefold()


@settings(deadline=None, max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_answer(rows: list[tuple[str, str, str, str]], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = [reconcile_table(table(held)).facts.to_pylist() for held in (rows, shuffled)]
    told = ("status", "independent_sources", "confidence")
    answers = [{(row["item"], row["attribute"]): (same(row["value"]), *map(row.get, told)) for row in facts} for facts in found]
    assert answers[0] == answers[1]


@settings(deadline=None, max_examples=40)
@given(ROWS)
def test_every_claim_has_a_part_and_every_value_a_claim(rows: list[tuple[str, str, str, str]]) -> None:
    found = reconcile_table(table(rows))
    parts = found.fact_claims.to_pylist()
    assert [part["claim"] for part in parts] == list(range(len(rows)))
    assert found.facts.num_rows == len({row[1:3] for row in rows})
    for place, fact in enumerate(found.facts.to_pylist()):
        (chosen,) = [part["claim"] for part in parts if part["fact"] == place and part["role"] == "chosen"]
        assert (fact["item"], fact["attribute"], fact["value"]) == rows[chosen][1:]
        assert 0 < fact["confidence"] < 1
        assert 1 <= fact["independent_sources"] <= len({row[0] for row in rows if row[1:3] == (fact["item"], fact["attribute"])})


@settings(deadline=None, max_examples=40)
@given(ROWS, st.integers(2, 4))
def test_saying_it_again_changes_no_answer(rows: list[tuple[str, str, str, str]], times: int) -> None:
    once = reconcile_table(table(sorted(set(rows)))).facts
    again = reconcile_table(table(sorted(set(rows)) * times)).facts
    assert once.select(["value", "status", "confidence", "weight"]) == again.select(["value", "status", "confidence", "weight"])
