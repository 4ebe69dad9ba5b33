"""Speed of the claims stage, as a ratio to reading the same text for numbers: a yardstick in the same run."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

from extractors import extract
from pipeline.claims import find
from tests.support.claim_cases import Built, build, cases


def long_document(language: str, times: int) -> Built:
    lines = [case.text for case in cases() if case.language == language and case.kind == "paragraph"]
    return build("\n".join(lines * times), language=language)


def seconds(work: Any) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


def test_claims_of_english(benchmark: Any) -> None:
    records = long_document("en", 3)
    found = benchmark(find, records.document, records.segments, records.mentions, records.entities)
    yardstick = seconds(lambda: extract(records.document.text, language="en", labels=("MONEY", "PERCENT", "QUANTITY", "DATE")))
    benchmark.extra_info["claims"] = len(found)
    if benchmark.stats:
        benchmark.extra_info["ratio to finding the figures"] = benchmark.stats.stats.mean / yardstick


def test_claims_of_japanese(benchmark: Any) -> None:
    records = long_document("ja", 3)
    found = benchmark(find, records.document, records.segments, records.mentions, records.entities)
    yardstick = seconds(lambda: extract(records.document.text, language="ja", labels=("MONEY", "PERCENT", "QUANTITY", "DATE")))
    benchmark.extra_info["claims"] = len(found)
    if benchmark.stats:
        benchmark.extra_info["ratio to finding the figures"] = benchmark.stats.stats.mean / yardstick


def test_time_grows_with_length(benchmark: Any) -> None:
    short, long = long_document("en", 1), long_document("en", 4)
    benchmark(find, long.document, long.segments, long.mentions, long.entities)
    once = seconds(lambda: find(short.document, short.segments, short.mentions, short.entities))
    four = seconds(lambda: find(long.document, long.segments, long.mentions, long.entities))
    benchmark.extra_info["four times the text, times the time"] = four / once
    assert len(replace(long).mentions) == 4 * len(short.mentions)
