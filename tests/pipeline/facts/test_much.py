"""A subject of which very much is told: what is held of it while it is judged, and what is learned of as many voices."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.engines.shelf import Shelf
from pipeline.engines.subjects import Remembered
from pipeline.facts import Kept, by_subject, in_memory, shares
from pipeline.facts.independence import press
from pipeline.facts.resting import Hushed, Readings
from pipeline.facts.selection import Heard
from pipeline.facts.tally import Tally, learn
from pipeline.facts.values import Interval, Reading
from pipeline.facts.voting import Trust, Vote
from pipeline.records import Claim, content_id
from tests.support.statements import state

PREDICATES = ("revenue", "valuation", "spending", "funding_round", "stake", "headquarters", "chief_executive", "founded")


def test_what_is_heard_of_a_fact_comes_back_from_its_columns():
    one, other = Reading(Interval(Decimal(5), Decimal(6)), form="=5"), Reading(name="bo", form="bo")
    votes = {"Globe": Vote(other, 0.1, 0.9, own=True), "Post": Vote(None, 0.0, 0.7), "Zeit é \ud800": Vote(one, 1.25, 0.6)}
    heard = Heard([one, other, one, one], ["Post", "Globe", "Zeit é \ud800", "left out"], votes, [True, False, True, False])
    known = Readings()
    assert Hushed(heard, known).open() == heard
    assert Hushed(Heard([one], ["Post"], {}, [False]), known).open() == Heard([one], ["Post"], {}, [False])


def test_voices_are_believed_by_what_others_found_of_them():
    judged = Tally()
    judged.add([("Post", True, 15), ("Post", False, 3), ("Echo", True, 12), ("Globe", False, 30), ("Wire", True, 9)])
    judged.add([("Post", True, 2), ("Echo", False, 8), ("Wire", True, 10)])
    trust = learn(Trust({"Post": 0.9, "Times": 0.8}, 0.6), judged, frozenset({"Globe"}))
    told = [trust.chance(voice) for voice in ("Post", "Echo", "Globe", "Wire", "Times", "Herald")]
    assert told == pytest.approx([(9 + 17) / 30, (6 + 12) / 30, 0.6, 0.6, 0.8, 0.6])
    assert [trust.of.get("Echo"), trust.of.get("Wire"), "Times" in trust.of, trust.of["Times"], len(trust.of)] == [0.6, None, True, 0.8, 3]


def test_nothing_is_learned_of_voices_of_which_little_was_found():
    judged, trust = Tally(), Trust({"Post": 0.9}, 0.6)
    judged.add([("Post", True, 12), ("Post", False, 7)])
    assert learn(trust, judged, frozenset()) is trust
    assert learn(trust, Tally(), frozenset()) is trust


def _much(count: int) -> Iterator[Claim]:
    """Yield claims of one subject, each of a voice of its own."""
    for at in range(count):
        value, period = str(10**6 + at % 7 * 10**5), str(1990 + at % 31)
        yield state(f"Voice {at}", value, period, predicate=PREDICATES[at % 8], document=f"{at:016x}")


def test_a_claim_takes_little_memory_however_much_is_told_of_its_subject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shares, "SHARE", 128)
    monkeypatch.setattr(shares, "TOGETHER", 256)
    claims = list(_much(4500))
    peaks = []
    for count in (500, 1500, 4500):  # the first loads what is loaded once
        with closing(Shelf()) as shelf:
            memory = Remembered(tmp_path / str(count), Kept, lambda document: document.rjust(64, "0"))
            tracemalloc.start()
            made = by_subject(claims[:count], memory=memory, lay=shelf.lay)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            if count == 1500:
                whole = by_subject(claims[:count], lay=in_memory)
                assert _rows(made.facts) == _rows(whole.facts)
                assert _rows(made.parts) == _rows(whole.parts)
    # All claims of one predicate, an eighth of these, are objects at once; of the others there is what was asked for their voices.
    assert peaks[2] - peaks[1] < 1600 * 3000


def test_claims_are_put_to_their_shares_by_way_of_some_neighbouring_ones_where_there_are_many(monkeypatch: pytest.MonkeyPatch):
    claims = [replace(claim, subject_id=content_id(str(at % 97))) for at, claim in enumerate(_much(1500))]
    whole = by_subject(claims)
    laid: list[int] = []

    def lay(table: str, parts: Iterable[Iterable[Sequence[Any]]]) -> Sequence[Sequence[Any]]:
        rows = in_memory(table, parts)
        laid.append(len(rows))
        return rows

    monkeypatch.setattr(shares, "SHARE", 15)
    monkeypatch.setattr(shares, "TOGETHER", 500)
    parted = by_subject(claims, lay=lay)
    # Of 101 shares ten together first, in three pieces; then each by itself, and none of them in more than a piece for each.
    assert max(laid[:3]) <= 11
    assert laid[3] <= 10
    assert [_rows(parted.facts), _rows(parted.parts)] == [_rows(whole.facts), _rows(whole.parts)]


def test_on_whose_word_articles_rest_is_told_in_little_memory_however_many_there_are():
    def claims(count: int) -> Iterator[Claim]:
        for at in range(count):
            yield state("Post", "5000000", "2024", document=f"{at:016x}", attribution_id="e1")

    tracemalloc.start()
    assert press(claims(20_000), (), {}).upstream == {}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000
    twice = (claim for claim in claims(3) for _ in range(2))
    assert press(twice, (), {}).upstream == {(f"{at:016x}", 0): "e1" for at in range(3)}


def _rows(parts: Sequence[Sequence[object]]) -> list[object]:
    return [row for rows in parts for row in rows]
