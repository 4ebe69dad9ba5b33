"""Whose a founder, a chief executive, a seat or a year of founding is: chosen by weights, also where no pattern says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.claims import find
from pipeline.claims.candidates import Draft
from pipeline.claims.completion import complete
from pipeline.claims.context import scene
from pipeline.claims.drafts import propose
from pipeline.claims.profile import PREDICATES, Answer, claims, heard, read, sure_options
from pipeline.claims.subjects import Candidate
from pipeline.records import Claim
from pipeline.stages import linked
from tests.support.claim_cases import build, scene_of


def told(text: str, language: str = "en", topic: str | None = None) -> set[tuple[str, str, str | None]]:
    built = build(text, language=language, topic=topic)
    found = find(built.document, built.segments, built.mentions, built.entities)
    return {(c.predicate, c.subject_id, c.text_value or c.object_id) for c in found if c.predicate in PREDICATES}


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "[Tern]tern bought [Marlow]marlow, a maker of kites based in Oslo.", ("headquarters", "marlow", "Oslo")),
        ("en", "Oslo-based mapping startup [Tern]tern hired ten people.", ("headquarters", "tern", "Oslo")),
        ("en", "[Dana Holt]@dana, chief executive of [Tern]tern, left [Marlow]marlow out.", ("chief_executive", "tern", "dana")),
        ("ja", "[1938年]=1938創業の[ハルデン]haldenは菓子を作る。", ("founded", "halden", "1938")),
        ("ja", "[ハルデン]haldenが[マーロウ]marlow（本社・新潟県三条市）を買収した。", ("headquarters", "marlow", "新潟県三条市")),
        ("ko", "[할덴]halden은 [2012년]=2012 설립된 기업이다.", ("founded", "halden", "2012")),
    ],
)
def test_an_answer_is_of_the_company_that_its_words_bind_it_to(language: str, text: str, said: tuple[str, str, str]) -> None:
    assert said in told(text, language)
    assert {subject for predicate, subject, _ in told(text, language) if predicate == said[0]} == {said[1]}


def test_the_company_stands_for_the_one_named_in_the_sentence_before() -> None:
    assert told("[Tern]tern makes kites.\nThe Oslo-based company was founded in [2012]=2012.") == {
        ("headquarters", "tern", "Oslo"),
        ("founded", "tern", "2012"),
    }


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        (
            "en",
            "[Tern]tern hired [Dana Holt]@dana, a former [Marlow]marlow executive, as chief executive.",
            {"tern": False, "marlow": True},
        ),
        ("en", "[Tern]tern hired [Dana Holt]@dana, ex-[Marlow]marlow, as chief executive.", {"tern": False, "marlow": True}),
        ("ja", "[ターン]ternの社長に元[マーロウ]marlow常務の[林美咲]@danaが就任した。", {"tern": False}),
        ("ko", "[턴]tern은 [말로우]marlow 출신 [김하늘]@dana 부사장을 신임 대표이사로 선임했다.", {"tern": False}),
    ],
)
def test_a_company_that_someone_has_left_is_marked_or_not_offered(language: str, text: str, offered: dict[str, bool]) -> None:
    built = build(text, language=language)
    scene_ = scene(built.document, built.segments, built.mentions, built.entities)
    (answer,) = read(scene_, propose(built.document, built.segments, built.mentions, built.entities), {0: []})

    assert {one.name: "answer:former" in one.evidence for one in answer.subjects} == offered


def test_a_label_that_names_a_company_says_of_whom_the_labels_below_it_are() -> None:
    text = '"company": "[Tern]tern",\n"founded": [2012]=2012,\n"hq": {"city": "Oslo", "country": "Norway", "lat": 59.9},'

    assert told(text) == {("founded", "tern", "2012"), ("headquarters", "tern", "Oslo, Norway")}


def test_an_answer_that_no_company_is_in_reach_of_is_no_claim() -> None:
    assert told("It was founded in [2012]=2012.") == set()


def answers(text: str) -> list[Answer]:
    built = build(text)
    scene_ = scene(built.document, built.segments, built.mentions, built.entities)
    return read(scene_, propose(built.document, built.segments, built.mentions, built.entities), {})


def test_the_words_between_a_name_and_an_answer_say_how_they_are_bound() -> None:
    (answer,) = answers("[Tern]tern bought [Marlow]marlow, a maker of kites based in Oslo.")

    bound = {c.name: {name for name in c.evidence if name.startswith("answer:before:")} for c in answer.subjects}
    assert bound == {"marlow": {"answer:before:apposed"}, "tern": set()}


def test_whose_the_figures_of_the_line_are_speaks_for_a_company() -> None:
    (line,) = scene_of("[Tern]tern was valued at [$4]=4 USD.").lines
    tern, marlow = Candidate("tern", {}), Candidate("marlow", {})
    figure = Answer(line, [], [tern, marlow], owners=[0.75, 0.25])
    answer = Answer(line, [], [marlow, tern], [figure], owners=[0.5, 0.5])

    assert [row["figures"] for row in heard([answer])[0]] == [0.5, 1.5]


def test_companies_that_a_pattern_names_together_stand_together() -> None:
    built = build("[Tern]tern and [Marlow]marlow are both based in Oslo.")
    scene_ = scene(built.document, built.segments, built.mentions, built.entities)
    proposed: list[Claim] = [
        c for c in propose(built.document, built.segments, built.mentions, built.entities) if c.predicate == "headquarters"
    ]
    (answer,) = read(scene_, proposed, {})
    answer.owners = [1.0 if c.name == "tern" else 0.0 for c in answer.subjects]
    answer.sure = [0.25, 0.75]

    assert {(c.subject_id, c.confidence) for c in claims(scene_, answer, 0.42)} == {("marlow", 0.75), ("tern", 0.75)}
    assert claims(scene_, answer, 0.8) == []


def test_what_makes_an_answer_sure_is_named() -> None:
    (answer,) = answers("[Tern]tern is based in Oslo.")
    answer.owners = [1.0]

    nothing, evidence = sure_options(answer)
    assert nothing == {}
    assert {"agrees", "here", "predicate:headquarters", "lang:en"} <= set(evidence)


def test_how_many_companies_there_are_to_choose_from_is_heard_in_the_chance_of_the_owner_alone() -> None:
    (answer,) = answers("[Tern]tern bought [Marlow]marlow, a maker of kites based in Oslo.")
    answer.owners = [0.9 if c.name == "marlow" else 0.1 for c in answer.subjects]
    alone = replace(answer, subjects=[answer.subject], owners=[0.9])

    assert {c.name for c in answer.subjects} == {"tern", "marlow"}
    assert sure_options(alone) == sure_options(answer)


def test_a_post_told_without_a_day_is_held_when_its_article_is_written() -> None:
    built = build("[Dana Holt]@dana, chief executive of [Tern]tern, which was founded in Oslo by [Ann Lee]@ann and is based in Bergen.")
    document = replace(built.document, published=date(2025, 4, 7), published_precision="day")
    found = find(document, built.segments, built.mentions, built.entities)

    assert {c.predicate: c.period for c in found if c.predicate in PREDICATES} == {
        "chief_executive": "2025-04-07",
        "founder": None,
        "headquarters": None,
    }


def test_a_person_is_of_the_company_that_the_name_stands_beside_elsewhere() -> None:
    built = build(
        "[Dana Holt]@dana, chief executive of [Tern]tern, was there.\n[Marlow]marlow made kites.\nCEO [Dana Holt]@dana left.",
        topic="marlow",
    )
    proposed = propose(built.document, built.segments, built.mentions, built.entities)
    _, answer = read(scene(built.document, built.segments, built.mentions, built.entities), proposed, {0: ["marlow"]})

    assert {one.name: [name for name in one.evidence if name.startswith("answer:elsewhere")] for one in answer.subjects} == {
        "marlow": ["answer:elsewhere:another"],
        "tern": ["answer:elsewhere"],
    }


def test_an_address_may_run_over_the_end_of_a_line() -> None:
    text = "Halden Foods Ltd makes kites. The Company has its principal executive offices at 125\nMill Street, Salem, Oregon 97301."
    found = find(*linked(text))

    assert [(c.predicate, c.text_value) for c in found] == [("headquarters", "125 Mill Street, Salem, Oregon 97301")]


@pytest.mark.parametrize(
    ("language", "kind", "text", "periods"),
    [
        ("en", "paragraph", "[Tern]tern was founded in [2014]=2014.\n[Tern]tern's founder [Dana Holt]@dana said so.", {"2014"}),
        ("en", "list_item", "[Tern]tern was founded in [2014]=2014.\nFounders: [Dana Holt]@dana", {None}),
        ("en", "paragraph", "In [2014]=2014 [Dana Holt]@dana founded [Tern]tern.", {"2014"}),
        ("en", "paragraph", "[Tern]tern, started in [2014]=2014 by [Dana Holt]@dana, sells pumps.", {"2014"}),
        ("ja", "paragraph", "[ターン]ternは[2014年]=2014に[林美咲]@danaが創業した。", {"2014"}),
        ("ja", "list_item", "[ターン]ternは[2014年]=2014に設立された。\n創業者：[林美咲]@dana", {None}),
        ("ko", "paragraph", "[턴]tern은 [2014년]=2014 [김하늘]@dana 대표가 설립했다.", {"2014"}),
        ("en", "paragraph", "[Dana Holt]@dana, who founded [Tern]tern, said [Marlow]marlow was founded in [2014]=2014.", {None}),
        (
            "en",
            "paragraph",
            "[Tern]tern was founded by [Dana Holt]@dana, whose former firm [Marlow]marlow was set up in [2014]=2014.",
            {None},
        ),
    ],
)
def test_a_founder_has_the_time_that_the_sentence_gives_and_in_a_list_none(
    language: str, kind: str, text: str, periods: set[str | None]
) -> None:
    built = build(text, language=language, kind=kind)
    found = find(built.document, built.segments, built.mentions, built.entities)

    assert {claim.period for claim in found if claim.predicate == "founder"} == periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("[Dana Holt]@dana became CEO of [Tern]tern in [2014]=2014.\nCEO [Dana Holt]@dana of [Tern]tern laughed.", "2025-06-09"),
        ("[Tern]tern lost [5%]=5 % in [2014]=2014.\n[Tern]tern CEO [Dana Holt]@dana laughed.", "2025-06-09"),
    ],
)
def test_a_post_told_by_its_title_alone_is_held_when_the_article_is_written(text: str, period: str) -> None:
    built = build(text)
    document = replace(built.document, published=date(2025, 6, 9), published_precision="day")
    found = find(document, built.segments, built.mentions, built.entities)

    assert [claim.period for claim in found if claim.predicate == "chief_executive"][-1] == period


def founder_of(owner: str, *years: tuple[str | None, bool, str]) -> str | None:
    """Return the year of a founder of a company in a list, beside foundings: of whom, whether that is weak, and when."""
    said = [Draft("founded", "rule", 0, 40, (0, 4), 0.9, [name] if name else [], weak_subject=weak) for name, weak, _ in years]
    for draft, (_, _, year) in zip(said, years, strict=True):
        draft.period_value = year
    founder = Draft("founder", "rule", 0, 40, (0, 4), 0.9, [owner], ["dana"])
    complete([*said, founder])
    return founder.period_value


def test_a_founder_has_the_year_of_the_same_company_or_else_one_that_is_surely_of_no_other() -> None:
    assert founder_of("tern", ("tern", False, "2014"), ("marlow", False, "2019")) == "2014"
    assert founder_of("tern", ("marlow", False, "2019")) is None
    assert founder_of("tern", ("marlow", True, "2019")) == "2019"
    assert founder_of("tern", (None, False, "2019")) == "2019"
    assert founder_of("tern", (None, False, "2014"), (None, False, "2019")) is None
    assert founder_of("tern", ("tern", False, "2014"), (None, False, "2019")) == "2014"


@pytest.mark.parametrize(
    "text",
    [
        "[Acton]acton (Annual Report, [2019]=2019) tells of sales.",
        "[Acton]acton | Annual Report | [2023]=2023 | PDF",
        "[Acton]acton – Quarterly Update – [2024]=2024",
        "[Acton]acton ([Smith]@smith, [2020]=2020; [Jones]@jones, [2021]=2021)",
        "[Acton]acton (Smith, [2020]=2020; Jones, [2021]=2021)",
    ],
)
def test_a_report_or_an_author_with_a_year_is_no_seat_and_no_founding(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "town", "year"),
    [
        ("[Acton]acton (Oslo, [2019]=2019, small)", "Oslo", "2019"),
        ("[Acton]acton (Salem, Oregon, [2019]=2019)", "Salem, Oregon", "2019"),
        ("[Acton]acton | Oslo | [2023]=2023 | small", "Oslo", "2023"),
        ("[Acton]acton – Salem, Oregon – founded [2024]=2024", "Salem, Oregon", "2024"),
    ],
)
def test_an_entry_with_a_known_town_and_a_year_tells_seat_and_founding(text: str, town: str, year: str) -> None:
    assert told(text) == {("headquarters", "acton", town), ("founded", "acton", year)}
