"""Whom alone the wording of a line leaves: who offers a sum, whom a brief of a round-up is of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.claims import topics
from pipeline.claims.context import scene
from pipeline.claims.readings import Reading, read
from tests.support.claim_cases import build


def read_of(*passages: str) -> list[Reading]:
    """Return the readings of passages, a sentence a line."""
    built = build("\n".join(passages))
    (whole,) = built.segments
    segments, spans = [], list(whole.sentences)
    for place, passage in enumerate(passages):
        own = tuple(spans.pop(0) for _ in passage.split("\n"))
        segments.append(replace(whole, segment_id=f"s{place}", ordinal=place, start=own[0].start, end=own[-1].end, sentences=own))
    mentions = [replace(m, segment_id=next(s.segment_id for s in segments if s.start <= m.start < s.end)) for m in built.mentions]
    told = scene(built.document, segments, mentions, built.entities)
    return read(told, (), topics(built.document, segments, mentions, told))


def left(*passages: str) -> list[set[str]]:
    return [{candidate.name for candidate in reading.subjects} for reading in read_of(*passages)]


@pytest.mark.parametrize(
    "text",
    [
        "[Tern]tern has rejected a [$70 million]=7e7 USD all-cash takeover offer from rival [Halden]halden.",
        "[Tern]tern turns down [$70 million]=7e7 USD bid by [Halden]halden",
        "[Tern]tern is weighing an offer of about [$70 million]=7e7 USD from the brewer [Halden]halden.",
    ],
)
def test_a_sum_that_is_offered_is_of_whom_the_offer_comes_from(text: str) -> None:
    assert left(text) == [{"halden"}]


@pytest.mark.parametrize(
    "text",
    [
        "[Tern]tern has rejected a [$7]=7 USD a share offer from [Halden]halden.",
        "[Tern]tern got [$70 million]=7e7 USD for its offer of kites by [Halden]halden.",
    ],
)
def test_a_price_of_a_share_and_other_offers_leave_it_open(text: str) -> None:
    assert left(text) == [{"tern", "halden"}]


@pytest.mark.parametrize(
    "text",
    [
        "[Tern]tern has rejected a [$70 million]=7e7 USD takeover offer from the owner of [Halden]halden.",
        "[Tern]tern is weighing an offer of about [$70 million]=7e7 USD from the founder of [Halden]halden.",
        "[Tern]tern has rejected a [$70 million]=7e7 USD takeover offer from [Halden]halden's parent.",
        "[Tern]tern has rejected a [$70 million]=7e7 USD takeover offer from [Halden]halden-backed rivals.",
    ],
)
def test_an_offer_of_someone_who_is_told_by_a_name_leaves_it_open(text: str) -> None:
    assert left(text) == [{"tern", "halden"}]


BRIEFS = (
    "[Marlow]marlow has agreed to merge with [Orm]orm.\nThe firm expects [$4 million]=4e6 USD of savings.",
    "[Tern]tern has received offers for its mills, each under [$5 million]=5e6 USD.",
    "[Vale]vale is buying [Ask]ask, a maker of kites.\nThe deal is worth [$6 million]=6e6 USD.",
)


def test_a_brief_of_a_round_up_is_of_whoever_opens_it() -> None:
    assert left(*BRIEFS) == [{"marlow"}, {"tern"}, {"vale"}]


def test_a_text_of_one_company_leaves_its_passages_open() -> None:
    about = "[Halden]halden makes kites.\n[Halden]halden sells kites.\n[Halden]halden mends kites."

    assert all("halden" in names and len(names) > 1 for names in left(about, *BRIEFS))


def test_a_brief_is_of_no_exchange_or_paper_that_opens_it() -> None:
    *_, last = left(*BRIEFS[:2], "[Halmar Stock Exchange]ose rose by [$6 million]=6e6 USD.")

    assert len(last) > 1
