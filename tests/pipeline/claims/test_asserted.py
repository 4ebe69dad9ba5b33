"""What is denied, rumoured or no place at all: no post, founder, seat or founding is read of it."""

from __future__ import annotations

import pytest

from pipeline.claims import find
from pipeline.claims.profile import PREDICATES
from pipeline.claims.readers.places import nowhere
from tests.support.claim_cases import build


def told(text: str, language: str = "en", topic: str | None = None) -> set[tuple[str, str, str | None, str]]:
    built = build(text, language=language, topic=topic)
    found = find(built.document, built.segments, built.mentions, built.entities)
    return {(c.predicate, c.subject_id, c.text_value or c.object_id, c.modality) for c in found if c.predicate in PREDICATES}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Dana Holt]@dana has not been appointed CEO of [Tern]tern."),
        ("en", "[Dana Holt]@dana is not the CEO of [Tern]tern."),
        ("en", "[Dana Holt]@dana was never named chief executive of [Tern]tern."),
        ("en", "[Dana Holt]@dana declined to become CEO of [Tern]tern."),
        ("en", "[Tern]tern was not founded by [Dana Holt]@dana."),
        ("ja", "[林美咲]@danaは[ターン]ternの社長に就任しなかった。"),
        ("ja", "[ターン]ternは、[林美咲]@danaの社長就任を否定した。"),
        ("ko", "[김하늘]@dana 씨는 [턴]tern 대표이사직을 고사했다."),
    ],
)
def test_who_does_not_hold_a_post_is_not_told_to_hold_it(language: str, text: str) -> None:
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        ("en", "[Dana Holt]@dana is rumoured to become CEO of [Tern]tern.", "discussed"),
        ("en", "[Dana Holt]@dana could be named CEO of [Tern]tern.", "forecast"),
        ("ja", "社長人事で、[ターン]ternの[林美咲]@dana副社長が社長に昇格すると噂された。", "discussed"),
        ("ko", "[턴]tern 대표이사에 [김하늘]@dana 씨가 선임될 것이라는 소문이 돌았다.", "discussed"),
        ("en", "[Dana Holt]@dana, CEO of [Tern]tern, did not comment.", "actual"),
        ("ja", "[ターン]ternの社長に[林美咲]@dana氏が昇格した。", "actual"),
    ],
)
def test_a_post_that_is_only_talked_of_is_not_told_as_held(language: str, text: str, modality: str) -> None:
    assert told(text, language) == {("chief_executive", "tern", "dana", modality)}


@pytest.mark.parametrize(
    "text",
    [
        "[Tern]tern grew fast. Its founding partners, [Dana Holt]@dana said, were gone.",
        "[Tern]tern grew fast. Its CEO, [Dana Holt]@dana said, was gone.",
    ],
)
def test_who_is_quoted_inside_a_sentence_is_not_whom_it_is_about(text: str) -> None:
    assert told(text) == set()


def test_a_post_is_of_the_company_that_is_named_behind_it() -> None:
    text = "[Marlow]marlow hired a chair.\n[Dana Holt]@dana's years as CEO of [Tern]tern were good."
    assert told(text, topic="marlow") == {("chief_executive", "tern", "dana", "actual")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[Tern]tern makes pumps.\nIn [2019]=2019 lawmakers set up a fund.", set()),
        ("[Tern]tern makes pumps.\nIt set up a factory in Leeds in [2012]=2012.", set()),
        ("[Tern]tern makes pumps.\nIn [2009]=2009 she founded the company in Leeds.", {("founded", "tern", "2009", "actual")}),
        ("[Tern]tern makes pumps.\nIn [2009]=2009 she founded the organisation in Leeds.", {("founded", "tern", "2009", "actual")}),
    ],
)
def test_what_is_set_up_is_the_company_only_where_it_is_called_one(text: str, said: set[tuple[str, str, str | None, str]]) -> None:
    assert {claim for claim in told(text, topic="tern") if claim[0] == "founded"} == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[Tern]tern sponsors a festival founded by [Dana Holt]@dana in [1999]=1999.", set()),
        ("[Tern]tern moved to a town founded in [1850]=1850.", set()),
        ("[Tern]tern is a pump maker founded by [Dana Holt]@dana.", {("founder", "tern", "dana", "actual")}),
        ("[Tern]tern bought [Marlow]marlow, a start-up founded by [Dana Holt]@dana.", {("founder", "marlow", "dana", "actual")}),
    ],
)
def test_what_a_sentence_brings_in_without_a_name_is_not_the_company(text: str, said: set[tuple[str, str, str | None, str]]) -> None:
    assert told(text) == said


def test_who_founds_a_school_does_not_found_the_company() -> None:
    assert told("[ターン]ternは、[林美咲]@danaが学校を設立したと述べた。", "ja") == set()


@pytest.mark.parametrize(
    ("language", "value", "none"),
    [
        ("en", "everywhere", True),
        ("en", "40 stores", True),
        ("en", "more than 40 countries", True),
        ("en", "40 stores across Texas", True),
        ("en", "Remote / hybrid", True),
        ("en", "Online and in-person", True),
        ("en", "fully remote (worldwide)", True),
        ("en", "Remote (Leeds)", False),
        ("en", "12 rue du Lac, Lyon", False),
        ("en", "40 Mill Street, Salem", False),
        ("ja", "全国", True),
        ("ja", "世界40か国", True),
        ("ja", "フルリモート", True),
        ("ja", "愛知県豊田市", False),
        ("ko", "전국", True),
        ("ko", "재택근무", True),
        ("ko", "40개국", True),
        ("ko", "서울 강남구", False),
    ],
)
def test_how_many_places_adverbs_and_ways_of_working_are_no_place(language: str, value: str, none: bool) -> None:
    assert nowhere(value, language) is none
