"""Speed of reconciling, as ratios to yardsticks in the same run: reading the same rows, and sorting as many numbers."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.facts import reconcile
from pipeline.facts.values import read
from pipeline.fusion import reconcile_table
from pipeline.records import Claim
from tests.support.statements import state

SOURCES = 60


def seconds(work: Any) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


def table(claims: int) -> pa.Table:
    """Ten sources a slot, each right in 60 to 98 of 100 slots."""
    place = np.arange(claims)
    item, source = place // 10, (place * 7 + place // 10) % SOURCES
    right = (place * 2654435761 % 1000) < 600 + 6 * source
    value = np.where(right, item % 9973, place * 40503 % 99991)
    text = pa.array(value).cast(pa.string())
    return pa.table(
        {
            "source": pa.array([f"source {n}" for n in range(SOURCES)]).take(pa.array(source)),
            "item": pa.array(item).cast(pa.string()),
            "attribute": pa.array(["size"] * claims),
            "value": text,
        }
    )


def statements(count: int) -> list[Claim]:
    """Statements of one company by many sources over a hundred months."""
    first = state("Post", "14300000000", "2024-05")
    figures = [state("Post", f"{14 + number}00000000", f"{2010 + number // 12}-{number % 12 + 1:02}") for number in range(100)]
    keys = ("value", "lower", "upper", "period", "period_start", "period_end")
    said = [{key: getattr(figure, key) for key in keys} for figure in figures]
    found = []
    for number in range(count):
        place = {"document_id": f"{number // 4}", "source": f"source {number % 97}", "start": number, "text": f"{number}"}
        found.append(replace(first, claim_id=f"{number:08}", **place, **said[number * 7919 % 100]))
    return found


def test_a_table_of_claims(benchmark: Any) -> None:
    held = table(200_000)
    found = benchmark(reconcile_table, held)
    yardstick = seconds(lambda: np.argsort(np.arange(held.num_rows) * 2654435761 % 1_000_003))
    benchmark.extra_info["facts"] = found.facts.num_rows
    if benchmark.stats:
        benchmark.extra_info["microseconds a claim"] = benchmark.stats.stats.min / held.num_rows * 1e6
        benchmark.extra_info["ratio to sorting as many numbers"] = benchmark.stats.stats.min / yardstick


def test_statements_of_one_company(benchmark: Any) -> None:
    claims = statements(5_000)
    facts, *_ = benchmark(reconcile, claims)
    yardstick = seconds(lambda: [read(claim, "number") for claim in claims])
    benchmark.extra_info["facts"] = len(facts)
    if benchmark.stats:
        benchmark.extra_info["ratio to reading them"] = benchmark.stats.stats.min / yardstick


def test_twice_the_statements_take_about_twice_the_time(benchmark: Any) -> None:
    few, many = statements(2_000), statements(8_000)
    benchmark(reconcile, few)
    if benchmark.stats:
        benchmark.extra_info["ratio of four times the claims"] = seconds(lambda: reconcile(many)) / benchmark.stats.stats.min
