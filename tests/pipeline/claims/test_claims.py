from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.claims.coreference import publishers
from pipeline.claims.drafts import ordered, propose
from pipeline.claims.frames import frames, predicates, words
from pipeline.claims.measures import LANGUAGES
from pipeline.claims.profile import PREDICATES as PROFILE
from pipeline.predicates import Case
from pipeline.records import Claim, Entity
from tests.support.claim_cases import Built, build, cases, row, shown, wanted


def claims(built: Built) -> tuple[Claim, ...]:
    proposed = propose(built.document, built.segments, built.mentions, built.entities)
    return ordered([claim for claim in proposed if claim.subject_id or claim.predicate in PROFILE], built.segments, built.document.text)


def test_what_a_figure_says_is_proposed_where_it_is_not_known_of_whom() -> None:
    built = build("The maker raised [$5 million]=5e6 USD in a seed round.\n[Halden]halden sells pumps, [Tern]tern sells fans.")
    proposed = propose(built.document, built.segments, built.mentions, built.entities)

    assert [(claim.subject_id, claim.predicate, claim.value) for claim in proposed] == [("", "funding_round", Decimal("5e6"))]


def test_what_describes_the_object_of_a_deal_stands_between() -> None:
    built = build("[Halden]halden acquired U.S. industrial valve maker [Tern]tern for [$5 million]=5e6 USD.")

    assert [(claim.subject_id, claim.object_id) for claim in claims(built)] == [("halden", "tern")]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.language}-{at}-{case.text[:40]}") for at, case in enumerate(cases())])
def test_a_case_gives_its_claims_and_no_others(case: Case) -> None:
    built = build(case.text, language=case.language, kind=case.kind, topic=case.topic)

    assert sorted(map(shown, claims(built))) == sorted(map(wanted, case.claims))


def test_every_predicate_is_reached_by_a_case_in_each_language() -> None:
    reached = {(case.language, line.split(" ", 1)[0]) for case in cases() for line in case.claims}

    assert reached == {(frame.language, name) for name, one in predicates().items() for frame in one.frame}


def test_every_frame_has_its_own_rule_and_a_known_predicate() -> None:
    rules = [frame.rule for language in LANGUAGES for frame in frames(language)]

    assert len(rules) == len(set(rules))
    assert {frame.predicate for language in LANGUAGES for frame in frames(language)} == {
        name for name, one in predicates().items() if one.frame
    }


def test_every_frame_is_reached_by_a_case() -> None:
    seen = {
        claim.rule.removesuffix("-again")
        for case in cases()
        for claim in claims(build(case.text, language=case.language, kind=case.kind, topic=case.topic))
    }

    assert {frame.rule for language in LANGUAGES for frame in frames(language)} <= seen


def test_a_row_of_rounds_gives_the_round_and_the_valuation_after_it() -> None:
    built = build("Series B\t[March 2021]=2021-03\t[$30 million]=3e7 USD\t[$200 million]=2e8 USD\t[Alder]alder", topic="norvik")
    headers = ["Round", "Date", "Amount raised", "Post-money valuation", "Lead investors"]
    words = ["Series B", "March 2021", "$30 million", "$200 million", "Alder"]

    assert [shown(claim) for claim in claims(row(built, list(zip(words, headers, strict=True))))] == [
        wanted("funding_round norvik - 3e7 USD 2021-03 actual - Series B"),
        wanted("valuation norvik - 2e8 USD 2021-03"),
    ]


def test_a_row_that_names_the_company_is_about_that_company() -> None:
    built = build("[Lumen]lumen\t[$5 million]=5e6 USD\tSeed", topic="norvik")

    found = claims(row(built, [("Lumen", "Startup"), ("$5 million", "Funding"), ("Seed", "Stage")]))

    assert [shown(claim) for claim in found] == [wanted("funding_round lumen - 5e6 USD - actual - Seed")]


def test_a_value_beside_its_label_is_a_claim_of_the_topic() -> None:
    built = build("創業者[高田亮]@takada、[森みどり]@mori", language="ja", topic="lumen")

    found = claims(row(built, [("高田亮、森みどり", "創業者")]))

    assert [shown(claim) for claim in found] == [wanted("founder lumen mori"), wanted("founder lumen takada")]


def test_a_conversion_is_no_second_claim() -> None:
    built = build("[Korvo]korvo invested [$10 million]=1e7 USD ([1.3 billion yen]=13e8 JPY) in [Lumen]lumen.")
    dollars, yen = (m for m in built.mentions if m.label == "MONEY")
    mentions = tuple(replace(m, restates=dollars.mention_id) if m is yen else m for m in built.mentions)

    assert [shown(c) for c in claims(replace(built, mentions=mentions))] == [wanted("investment korvo lumen 1e7 USD")]


def test_a_claim_in_a_copied_passage_points_to_its_original() -> None:
    built = build("[Norvik]norvik is valued at [$2 billion]=2e9 USD.\n[Norvik]norvik is valued at [$2 billion]=2e9 USD.")
    passage = built.segments[0]
    first, second = passage.sentences
    copied = replace(passage, segment_id="copy", ordinal=1, start=second.start, sentences=(second,), duplicate_of=passage.segment_id)
    mentions = tuple(replace(m, segment_id="copy") if m.start >= second.start else m for m in built.mentions)
    whole = replace(passage, end=second.start, sentences=(first,))

    original, repeat = claims(replace(built, segments=(whole, copied), mentions=mentions))

    assert original.duplicate_of is None
    assert repeat.duplicate_of == original.claim_id


def test_the_marks_show_who_said_what_and_when() -> None:
    built = build("[The Ledger]ledger reported that [Norvik]norvik had revenue of [$9 million]=9e6 USD in [2021]=2021.")
    (claim,) = claims(built)

    said = {(mark.role, built.document.text[mark.start : mark.end]) for mark in claim.marks}

    assert said == {
        ("attribution", "The Ledger"),
        ("subject", "Norvik"),
        ("trigger", "revenue"),
        ("value", "$9 million"),
        ("period", "2021"),
    }
    assert (claim.trigger, claim.rule) == ("revenue", "en-revenue-noun")


def test_a_title_in_a_list_of_sources_speaks_with_the_voice_of_its_publisher() -> None:
    built = build("[Korvo]korvo Buys [30%]=30% of [Lumen]lumen for [$75M]=75e6 USD | [The Ledger]ledger", kind="reference")

    found = claims(built)

    assert [shown(claim) for claim in found] == [
        wanted("investment korvo lumen 75e6 USD - actual ledger"),
        wanted("stake korvo lumen 30% - actual ledger"),
    ]
    assert {claim.source for claim in found} == {"The Ledger"}


def test_an_article_speaks_with_the_voice_of_its_publisher_and_has_its_date() -> None:
    built = build(
        "[Norvik]norvik is valued at [$2 billion]=2e9 USD.", publisher="The Ledger", published=date(2024, 5, 1), published_precision="month"
    )

    (claim,) = claims(built)

    assert (claim.source, claim.published, claim.published_end) == ("The Ledger", date(2024, 5, 1), date(2024, 5, 31))


def test_a_publisher_that_no_passage_names_is_no_topic() -> None:
    built = build("[Norvik]norvik is valued at [$2 billion]=2e9 USD.\nIts revenue was [$90 million]=9e7 USD.", publisher="The Ledger")
    known = (*built.entities, Entity("ledger", "organisation", "The Ledger", (), {}))

    assert [claim.subject_id for claim in claims(replace(built, entities=known))] == ["norvik", "norvik"]


def test_a_house_of_research_is_its_publisher_under_its_shorter_name_too() -> None:
    document = build("[Norvik]norvik is valued at [$2 billion]=2e9 USD.", publisher="Ledger Credit Ratings").document
    spelt = {"ledger": {"ledger"}, "ledger credit ratings": {"whole"}, "norvik": {"norvik"}}

    assert publishers(document, 0, spelt) == {"ledger", "whole"}


def test_a_cut_has_a_negative_figure_with_its_bounds_turned_round() -> None:
    built = build("[Norvik]norvik laid off [15%]=15% of its staff.")
    mentions = tuple(replace(m, lower=Decimal("14.5"), upper=Decimal("15.5")) if m.label == "PERCENT" else m for m in built.mentions)

    (claim,) = claims(replace(built, mentions=mentions))

    assert (claim.value, claim.lower, claim.upper) == (Decimal(-15), Decimal("-15.5"), Decimal("-14.5"))


def test_the_date_of_a_figure_is_taken_from_where_the_document_gives_it() -> None:
    built = build(
        "In [May 2021]=2021-05, [Korvo]korvo invested [$40 million]=4e7 USD in [Lumen]lumen.\n"
        "[Korvo]korvo's [$40 million]=4e7 USD investment in [Lumen]lumen paid off."
    )

    assert [claim.period for claim in claims(built)] == ["2021-05", "2021-05"]


def test_the_size_of_the_deal_is_said_of_the_deal_told_before() -> None:
    built = build(
        "[Korvo]korvo is in talks to make an investment in [Lumen]lumen.\nThe investment could exceed [$10 billion]=>1e10 USD, people said."
    )

    assert [shown(claim) for claim in claims(built)] == [wanted("investment korvo lumen >1e10 USD - discussed")]


def test_the_ids_of_claims_rest_on_what_they_say() -> None:
    built = build("[Norvik]norvik raised [$5 million]=5e6 USD in a seed round.")

    assert claims(built) == claims(replace(built, segments=tuple(reversed(built.segments)), mentions=tuple(reversed(built.mentions))))


def test_values_below_a_numbered_name_are_its_own() -> None:
    built = build("2. [Lumen]lumen\nFounded: [2013]=2013", topic="norvik")
    passage = built.segments[-1]
    segments = tuple(
        replace(passage, segment_id=f"line{at}", ordinal=at + 1, start=span.start, end=span.end, sentences=(span,), kind="list_item")
        for at, span in enumerate(passage.sentences)
    )
    mentions = tuple(
        replace(m, segment_id=next((s.segment_id for s in segments if s.start <= m.start < s.end), m.segment_id)) for m in built.mentions
    )

    found = claims(replace(built, segments=(built.segments[0], *segments), mentions=mentions))

    assert [shown(claim) for claim in found] == [wanted("founded lumen - 2013 2013")]


@pytest.mark.parametrize(
    ("text", "language", "standing"),
    [
        (
            "The carrier said that the chipmaker sued the Oslo-based brewer.",
            "en",
            ["The carrier", "the chipmaker", "the Oslo-based brewer"],
        ),
        ("A bottle maker hired a shipbuilder.", "en", []),
        ("同店の売上高は同会社に次ぎ、同法人が続く。同店売上高は増えた。", "ja", ["同店", "同会社", "同法人"]),
        ("一行に同行した社長は、同行の役員だ。", "ja", ["同行"]),
    ],
)
def test_what_stands_for_a_company_is_known_by_its_trade(text: str, language: str, standing: list[str]) -> None:
    forms = [words(language).patterns[form] for form in ("pronoun", "definite")]

    found = sorted(one.span() for form in forms for one in form.finditer(text.lower()))

    assert [text[start:end] for start, end in found] == standing
