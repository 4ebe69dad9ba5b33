"""Ceilings of what the benches measure: ratios to yardsticks of the same run, so that they hold on any machine. They may only fall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

#: What a bench measures -> the most that it may be; about twice what a busy machine of two cores showed.
CEILINGS: dict[str, float] = {
    "share of a bare name tagger": 0.10,
    "share of a blank tokenizer": 6.0,
    "share of bare fugashi": 1.5,
    "share of fugashi with words": 1.2,
    "share of bare NER": 1.0,
    "cost of a character, long text over short": 2.5,
    "ratio to finding the figures": 8.0,
    "four times the text, times the time": 8.0,
    "ratio": 12.0,
    "ratio to sorting as many numbers": 40.0,
    "ratio to reading them": 4.0,
    "ratio of four times the claims": 10.0,
    "cost of a mention in eight times the documents": 2.0,
    "times for ten times the text": 20.0,
}
#: What only describes a bench.
TOLD = frozenset({"characters per second", "megabytes", "claims", "facts", "mentions", "mentions a second", "microseconds a claim"})


@pytest.fixture(autouse=True)
def below_its_ceiling(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a bench whose ratio is above its ceiling, or is none that has one."""
    if "benchmark" not in request.fixturenames:
        yield
        return
    benchmark = request.getfixturevalue("benchmark")
    yield
    measured = {name: value for name, value in benchmark.extra_info.items() if value is not None and name not in TOLD}
    if not benchmark.disabled:
        assert {name: value for name, value in measured.items() if value > CEILINGS[name]} == {}
