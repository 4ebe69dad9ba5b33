"""Claims to facts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pipeline.facts
from pipeline.errors import ConfigError
from pipeline.facts import LEAST, by_subject, in_memory, reconcile, resting, shares
from pipeline.facts.decisions import Verdicts
from pipeline.facts.decisions import parse as verdicts
from pipeline.records import Claim, Entity, EntityName, Fact, FactClaim, Mark
from pipeline.sources import parse as sources
from pipeline.store import Tables
from tests.support import gold_claims, gold_field
from tests.support.statements import state

needs_field = pytest.mark.skipif(not gold_field.GOLD.exists(), reason="needs ../shared, the annotated documents of many genres")
needs_gold = pytest.mark.skipif(not gold_claims.GOLD.exists(), reason="needs ../shared, the gold of the four real documents")

ENTITIES = (
    Entity("acme", "organisation", "Acme", (), {}),
    Entity("wire", "organisation", "Bloomberg", (EntityName("en", "Bloomberg News", 1),), {}),
    Entity("ada", "person", "Ada", (), {}),
    Entity("bo", "person", "Bo", (), {}),
)


def facts(*claims: Claim, **options: object) -> list[Fact]:
    return list(reconcile(claims, entities=ENTITIES, **options)[0])  # type: ignore[arg-type]


def fact(*claims: Claim, **options: object) -> Fact:
    found = facts(*claims, **options)
    assert len(found) == 1, found
    return found[0]


def parts(*claims: Claim, **options: object) -> dict[str, FactClaim]:
    return {part.claim_id: part for part in reconcile(claims, entities=ENTITIES, **options)[1]}  # type: ignore[arg-type]


def seen(one: Fact) -> tuple[object, ...]:
    return one.status, one.value and int(one.value), one.relation, one.independent_sources


# ----------------------------------------------------------------------------------------------------------- figures


def test_the_same_figure_of_two_sources_is_agreed() -> None:
    found = fact(state("Post", "14000000000", "2024-05"), state("Times", "14000000000", "2024-05", relation="approx"))
    assert seen(found) == ("agreed", 14_000_000_000, "approx", 2)
    assert (found.lower, found.upper) == (Decimal("13500000000"), Decimal("14500000000"))


def test_a_rounded_figure_is_compatible_with_the_finer_one_which_is_chosen() -> None:
    found = fact(state("Post", "14000000000", "2024-05"), state("Times", "14300000000", "2024-05"))
    assert seen(found) == ("compatible", 14_300_000_000, "eq", 2)
    assert (found.lower, found.upper) == (Decimal("14250000000"), Decimal("14350000000"))


def test_figures_whose_roundings_only_touch_conflict() -> None:
    found = fact(state("Post", "14000000000", "2024-05"), state("Times", "15000000000", "2024-05"))
    assert found.status == "conflicting"


def test_bound_hedge_and_bare_figure_meet_and_the_strictest_bound_is_printed() -> None:
    found = fact(
        state("Post", "29000000000", "2025-06"),
        state("Post", "29000000000", "2025-06", relation="ge", start=50),
        state("Times", "29000000000", "2025-06", relation="gt"),
    )
    assert seen(found) == ("compatible", 29_000_000_000, "gt", 2)
    assert (found.lower, found.upper) == (Decimal("29000000000"), Decimal("29500000000"))


def test_a_far_bound_does_not_become_the_relation_of_a_precise_figure() -> None:
    found = fact(state("Post", "14300000000", "2025-06"), state("Times", "14000000000", "2025-06", relation="gt"))
    assert seen(found) == ("compatible", 14_300_000_000, "eq", 2)


def test_no_number_is_compatible_with_any() -> None:
    found = fact(state("Post", "14300000000", "2025-06"), state("Times", None, "2025-06"))
    assert seen(found) == ("compatible", 14_300_000_000, "eq", 2)


def test_the_better_supported_side_of_a_conflict_is_chosen_and_the_other_stays_linked() -> None:
    claims = [state(name, "14300000000", "2025-06") for name in ("Post", "Times", "Globe")] + [state("Herald", "14800000000", "2025-06")]
    found = fact(*claims)
    assert seen(found) == ("conflicting", 14_300_000_000, "eq", 3)
    assert "against 14.8 billion USD (Herald)" in found.explanation
    loser = parts(*claims)[claims[-1].claim_id]
    assert (loser.role, loser.reason) == ("conflicts", "excludes the chosen value")


def test_a_source_that_contradicts_itself_votes_for_neither_side() -> None:
    claims = (
        state("Post", "14300000000", "2025-06"),
        state("Times", "14000000000", "2025-06"),
        state("Times", "15000000000", "2025-06", start=90),
    )
    found = fact(*claims)
    assert seen(found) == ("compatible", 14_300_000_000, "eq", 2)
    assert "Times contradicts itself (also 15 billion USD) and has no vote" in found.explanation
    assert parts(*claims)[claims[2].claim_id].reason == "its source contradicts itself and votes for neither side"


def test_amounts_in_two_currencies_are_two_facts() -> None:
    assert len(facts(state("Post", "10000000000", "2025-06"), state("Times", "13500000000000", "2025-06", unit="KRW"))) == 2


def test_a_sum_is_compared_across_currencies_at_the_rate_that_a_document_gives() -> None:
    deal = {"predicate": "investment", "object_id": "bo", "period": "2025-06"}
    dollars = state("Post", "10000000000", also_value=Decimal("13500000000000"), also_unit="KRW", **deal)
    won, other = state("Times", "13500000000000", unit="KRW", **deal), state("Globe", "11000000000000", unit="KRW", **deal)
    assert seen(fact(dollars, won)) == ("agreed", 10_000_000_000, "eq", 2)
    assert parts(dollars, won)[won.claim_id].reason == "the same sum, at the rate that another claim's sentence gives"
    assert len(facts(dollars, other)) == 2


# ------------------------------------------------------------------------------------------------------------- slots


def test_a_figure_at_another_date_is_a_series_and_each_value_holds_until_the_next() -> None:
    first, second = facts(state("Post", "7300000000", "2021-04"), state("Times", "14000000000", "2024-05"))
    assert [one.status for one in (first, second)] == ["single_source", "single_source"]
    assert (str(first.period_end), first.current, second.current) == ("2024-04-30", False, True)
    assert first.superseded_by == second.fact_id


def test_what_a_document_says_of_its_own_time_joins_the_value_that_held_then() -> None:
    found = facts(
        state("Post", "7300000000", "2021-04"),
        state("Post", "14000000000", "2024-05"),
        state("Times", "7300000000", "2024", published="2024-02-22"),
    )
    assert [(one.period, one.status) for one in found] == [("2021-04", "agreed"), ("2024-05", "single_source")]


def test_the_present_is_the_date_of_the_article() -> None:
    found = fact(state("Post", "603000000", "PRESENT_REF", predicate="funding_total", published="2024-02-22"))
    assert found.period == "2024-02-22"


def test_this_year_of_an_undated_article_is_the_year_for_which_another_gives_its_figure() -> None:
    plan = {"predicate": "revenue", "modality": "forecast"}
    undated = {"document": "undated", "period": "PRESENT_REF"}
    claims = [
        state("Post", "2000000000", **plan, **undated),
        state("Post", "65000000000", predicate="spending", modality="forecast", start=90, **undated),
    ]
    dated = state("Times", "2000000000", "2025", **plan)
    assert [(one.predicate, one.period, one.claims) for one in facts(*claims, dated)] == [("revenue", "2025", 2), ("spending", "2025", 1)]
    other = state("Globe", "2000000000", "2026", **plan)
    assert [one.period for one in facts(*claims, dated, other) if one.predicate == "spending"] == [None]


def test_a_coarser_period_joins_the_finer_one_that_it_contains() -> None:
    found = fact(state("Post", "3500000000", "2020"), state("Times", "3500000000", "2020-11"))
    assert (found.period, found.status) == ("2020-11", "agreed")


def test_a_claim_without_a_period_joins_the_slot_that_its_value_fits() -> None:
    found = facts(state("Post", "7300000000", "2021-04"), state("Post", "14000000000", "2024-05"), state("Times", "14000000000"))
    assert [(one.period, one.independent_sources) for one in found] == [("2021-04", 1), ("2024-05", 2)]


def test_a_claim_without_a_period_that_fits_no_slot_is_no_conflict() -> None:
    found = facts(state("Post", "7300000000", "2021-04"), state("Times", "29000000000"))
    assert sorted(one.status for one in found) == ["single_source", "single_source"]


def test_revenue_of_two_years_is_two_facts_and_never_carried_forward() -> None:
    found = facts(
        state("Post", "870000000", "2023", predicate="revenue"),
        state("Times", "870000000", "2024", predicate="revenue", published="2024-12-01"),
    )
    assert [(one.period, one.status) for one in found] == [("2023", "single_source"), ("2024", "single_source")]


def test_rounds_with_different_names_never_conflict() -> None:
    round_of = {"predicate": "funding_round", "period": "2021-04"}
    found = facts(
        state("Post", "18000000", qualifier="Series B", **round_of), state("Times", "100000000", qualifier="Series C", **round_of)
    )
    assert {one.status for one in found} == {"single_source"}


def test_a_qualifier_that_one_source_leaves_out_does_not_split_a_slot() -> None:
    stake = {"predicate": "stake", "unit": "%", "object_id": "ada", "period": "2025-06"}
    found = fact(state("Post", "49", qualifier="non-voting", **stake), state("Times", "49", **stake))
    assert (found.qualifier, found.status) == ("non-voting", "agreed")


def test_an_undated_price_of_one_deal_that_excludes_the_dated_one_conflicts() -> None:
    deal = {"predicate": "investment", "object_id": "ada"}
    found = fact(state("Post", "14300000000", "2025-06", **deal), state("Times", "14800000000", **deal))
    assert found.status == "conflicting"


def test_two_rounds_without_name_or_date_are_two_unless_told_in_the_same_weeks() -> None:
    raised = {"predicate": "funding_round"}
    first = state("Post", "30000000", published="2024-03-01", **raised)
    assert len(facts(first, state("Times", "32000000", published="2021-07-01", **raised))) == 2
    assert fact(first, state("Times", "32000000", published="2024-03-20", **raised)).status == "conflicting"


def test_a_figure_of_another_size_is_no_price_of_the_deal() -> None:
    deal = {"predicate": "investment", "object_id": "ada"}
    assert len(facts(state("Post", "14300000000", "2025-06", **deal), state("Times", "29000000000", **deal))) == 2


def test_a_figure_without_a_date_in_an_article_of_those_weeks_can_conflict() -> None:
    dated = state("Post", "3100000000", "2025-03-03")
    assert fact(dated, state("Times", "3200000000", published="2025-03-05")).status == "conflicting"
    assert len(facts(dated, state("Times", "3200000000", published="2026-03-05"))) == 2


def test_one_measure_in_two_languages_is_one_slot() -> None:
    staff = {"predicate": "metric", "period": "2024"}
    english = state("Post", "910", unit="employee", qualifier="employees", **staff)
    found = fact(english, state("Times", "910", unit="person", qualifier="従業員数", **staff))
    assert (found.status, found.qualifier) == ("agreed", "employees")
    assert len(facts(english, state("Times", "910", unit="store", qualifier="stores", **staff))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("employees", "part-time employees"),
        ("stores in Seoul", "stores in Busan"),
        ("stores", "directly operated stores"),
        ("daily active users", "change in daily active users"),
        ("operating profit, games", "operating profit, music"),
        ("earnings per share", "adjusted earnings per share"),
        ("employees, consolidated", "employees, non-consolidated"),
    ],
)
def test_a_word_beside_the_measure_makes_another_question(one: str, other: str) -> None:
    held = {"predicate": "metric", "period": "2024-05-21"}
    units = {"employee": "person", "store": "store", "user": "user"}
    unit = next((unit for word, unit in units.items() if word in one), "USD")
    found = facts(state("Post", "900", qualifier=one, unit=unit, **held), state("Times", "120", qualifier=other, unit=unit, **held))
    assert [(row.status, row.qualifier) for row in found] == sorted(
        [("single_source", one), ("single_source", other)], key=lambda row: row[1]
    )


@pytest.mark.parametrize(("one", "other"), [("number of employees", "total employees"), ("profit, cloud", "cloud profit")])
def test_words_that_tell_nothing_and_their_order_make_no_other_question(one: str, other: str) -> None:
    held = {"predicate": "metric", "period": "2024", "unit": "person"}
    assert fact(state("Post", "910", qualifier=one, **held), state("Times", "910", qualifier=other, **held)).status == "agreed"


def test_the_revenue_of_a_part_is_no_revenue_of_the_whole_unless_the_figures_fit() -> None:
    year = {"predicate": "revenue", "period": "2024"}
    found = facts(state("Post", "900000000", **year), state("Times", "120000000", qualifier="cloud", **year))
    assert [row.status for row in found] == ["single_source", "single_source"]
    assert fact(state("Post", "900000000", **year), state("Times", "900000000", qualifier="adjusted", **year)).status == "agreed"


def test_figures_a_scale_apart_are_of_two_questions() -> None:
    profit = {"predicate": "metric", "qualifier": "net income", "period": "2024", "unit": "USD"}
    assert len(facts(state("Post", "44200000", **profit), state("Post", "2", start=90, **profit))) == 2


def test_an_estimate_is_overtaken_by_the_figure_that_its_own_article_gives() -> None:
    quarter = {"predicate": "revenue", "period": "2024", "document": "report"}
    claims = (state("Post", "18200000000", **quarter), state("Post", "18540000000", start=90, modality="estimate", **quarter))
    found = fact(*claims)
    assert (found.status, int(found.value or 0), found.confidence) == ("single_source", 18_200_000_000, 0.95)
    assert parts(*claims)[claims[1].claim_id].role == "superseded"
    assert parts(*claims)[claims[1].claim_id].reason == "an estimate; its own article gives the figure"


@pytest.mark.parametrize(
    ("text", "shown", "before", "reason"),
    [
        ("The maker raised its outlook to $380 million from $355 million.", "$380 million", "$355 million", "told as the figure before"),
        ("It sees sales of $380 million. It previously saw $355 million.", "$380 million", "$355 million", "told as the figure before"),
        ("設備投資の見通しを従来の355億円から380億円に引き上げた。", "380億円", "355億円", "told as the figure before"),
        ("시설투자 전망을 기존 355억원에서 380억원으로 올렸다.", "380억원", "355억원", "told as the figure before"),
        (
            "It expects $380 million, above the consensus estimate of $355 million.",
            "$380 million",
            "$355 million",
            "told as what others expected",
        ),
        ("Sales, at one point put at $355 million, are now seen at $380 million.", "$380 million", "$355 million", "told as passing"),
    ],
)
def test_a_figure_that_its_own_text_tells_as_overtaken_makes_no_contradiction(text: str, shown: str, before: str, reason: str) -> None:
    year = {"predicate": "revenue", "period": "2026", "modality": "forecast", "text": text, "document": "report"}
    claims = [
        state("Post", f"{figure}000000", **year, marks=(Mark("value", text.index(words), text.index(words) + len(words)),))
        for figure, words in (("380", shown), ("355", before))
    ]
    found = fact(*claims)
    assert (int(found.value or 0), found.confidence) == (380_000_000, 0.95)
    assert parts(*claims)[claims[1].claim_id].reason == reason


def test_a_year_earlier_is_no_cue_of_a_figure_before() -> None:
    text = "Profit rose tenfold from a year earlier to $380 million, while others put it at $355 million."
    held = {"predicate": "revenue", "period": "2026", "text": text, "document": "report"}
    claims = [
        state("Post", f"{figure}000000", **held, marks=(Mark("value", text.index(words), text.index(words) + len(words)),))
        for figure, words in (("380", "$380 million"), ("355", "$355 million"))
    ]
    assert {part.role for part in parts(*claims).values()} == {"chosen", "conflicts"}


def test_a_foundation_and_an_incorporation_are_two_facts() -> None:
    held = {"predicate": "founded"}
    found = facts(
        state("Post", text_value="1970", qualifier="founded", **held),
        state("Times", text_value="1974-02", qualifier="incorporated", **held),
        state("Globe", text_value="1974", **held),
    )
    assert [(row.qualifier, row.text_value, row.status) for row in found] == [
        ("founded", "1970", "single_source"),
        ("incorporated", "1974-02", "compatible"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ({"amount": "3.48"}, {"amount": "3.5"}, "times"),
        ({"amount": "2.9"}, {"amount": "3"}, "times"),
        ({"amount": "36.75"}, {"amount": "36"}, "times"),
        ({"amount": "300", "relation": "gt"}, {"amount": "300"}, "store"),
        ({"amount": "32.7"}, {"amount": "30", "relation": "approx"}, "%"),
        ({"amount": "7944000000"}, {"amount": "7944772000"}, "JPY"),
    ],
)
def test_habits_of_telling_figures_are_no_conflict(one: dict[str, str], other: dict[str, str], unit: str) -> None:
    held = {"predicate": "metric", "qualifier": "ratio", "period": "2024-05", "unit": unit}
    made = [state(who, said.pop("amount"), **said, **held) for who, said in (("Post", dict(one)), ("Times", dict(other)))]
    if unit not in ("JPY", "%"):
        made = [replace(claim, lower=claim.value, upper=claim.value) for claim in made]
    assert fact(*made).status in ("agreed", "compatible")


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [("3.2", "3.5", "times"), ("290", "300", "store"), ("7944000000", "7946000000", "JPY"), ("330000000000", "340000000000", "JPY")],
)
def test_other_figures_still_conflict(one: str, other: str, unit: str) -> None:
    held = {"predicate": "metric", "qualifier": "ratio", "period": "2024-05", "unit": unit}
    made = [state("Post", one, **held), state("Times", other, **held)]
    if unit != "JPY":
        made = [replace(claim, lower=claim.value, upper=claim.value) for claim in made]
    assert fact(*made).status == "conflicting"


def test_of_a_source_that_contradicts_itself_the_surest_claim_is_told() -> None:
    year = {"predicate": "revenue", "period": "2024", "document": "report"}
    found = fact(state("Post", "380000000", confidence=0.6, **year), state("Post", "355000000", confidence=0.9, start=90, **year))
    assert (found.value, found.independent_sources) == (Decimal("355000000"), 1)
    assert "Post contradicts itself (also 380 million USD), so that the claim read most surely is shown" in found.explanation


def test_a_year_and_a_fiscal_year_of_the_same_days_are_one_time() -> None:
    year = {"predicate": "revenue", "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
    assert fact(state("Post", "355000000", "2024", **year), state("Times", "355400000", "FY2024", **year)).status == "compatible"
    plan, came = facts(state("Post", "300000000", "FY2024", modality="forecast", **year), state("Times", "355000000", "2024", **year))
    assert {plan.status, came.status} == {"superseded", "single_source"}


def test_of_many_answers_by_one_source_each_is_as_likely_as_another() -> None:
    year = {"predicate": "revenue", "period": "2024", "document": "report"}
    two = fact(*(state("Post", f"{n}0000000", start=n, **year) for n in (11, 13)))
    five = fact(*(state("Post", f"{n}0000000", start=n, **year) for n in (11, 13, 15, 17, 19)))
    assert (two.confidence, five.confidence) == (0.5, 0.2)


def test_the_profit_of_a_year_is_not_followed_by_that_of_the_next_but_a_headcount_is() -> None:
    def years(qualifier: str, unit: str) -> list[Fact]:
        held = {"predicate": "metric", "qualifier": qualifier, "unit": unit}
        return facts(state("Post", "700", "2023", **held), state("Post", "900", "2024", start=90, **held))

    assert [(row.period_end.isoformat(), row.current, row.superseded_by) for row in years("net profit", "USD")] == [
        ("2023-12-31", None, None),
        ("2024-12-31", None, None),
    ]
    before, after = years("employees", "person")
    assert (before.current, before.superseded_by, after.current) == (False, after.fact_id, True)


def test_a_forecast_of_a_year_s_profit_is_settled_by_that_year_only() -> None:
    profit = {"predicate": "metric", "qualifier": "net profit", "unit": "USD"}
    planned = state("Post", "900000000", "2025", modality="forecast", published="2025-02-01", **profit)
    quarter = state("Times", "200000000", "2025-05", **profit)
    assert [row.status for row in facts(planned, quarter)] == ["single_source", "single_source"]
    assert "superseded" in [row.status for row in facts(planned, state("Times", "850000000", "2025", **profit))]


def test_a_claim_more_likely_wrong_than_right_makes_no_fact_unless_a_person_accepts_it() -> None:
    doubtful = state("Post", "14000000000", "2024-05", confidence=0.49)
    assert facts(doubtful) == []
    assert len(facts(replace(doubtful, confidence=0.5))) == 1
    assert len(facts(doubtful, verdicts=Verdicts(accepted=frozenset({doubtful.claim_id})))) == 1


@needs_field
def test_faultless_claims_of_documents_of_many_genres_seldom_contradict_themselves() -> None:
    """Of the 12 left, two to six differ for a reader too: two prices of one deal, two years of founding, figures of two currencies."""
    found, linked, failed = reconcile(gold_field.marked(gold_field.claims()), entities=gold_field.entities())
    torn = {part.fact_id for part in linked if part.role == "conflicts"}
    assert (len(failed), len(found) > 2500) == (0, True)
    assert len(torn) <= 12


def test_two_measures_of_one_period_never_conflict() -> None:
    share = {"predicate": "metric", "period": "2024", "unit": "%"}
    assert len(facts(state("Post", "12", qualifier="women", **share), state("Times", "40", qualifier="exports", **share))) == 2


# ---------------------------------------------------------------------------------------------------------- modality


def test_talks_are_superseded_by_the_deal_and_no_vote_on_it() -> None:
    deal = {"predicate": "investment", "object_id": "ada"}
    claims = (
        state("Post", "10000000000", "2025-06", relation="gt", modality="discussed", **deal),
        state("Times", "14300000000", "2025-06", **deal),
    )
    done, talks = sorted(facts(*claims), key=lambda one: one.modality)
    assert (seen(done), talks.status, talks.superseded_by) == (("single_source", 14_300_000_000, "eq", 1), "superseded", done.fact_id)
    linked = [part for part in reconcile(claims)[1] if part.fact_id == done.fact_id]
    assert sorted(part.role for part in linked) == ["chosen", "superseded"]


def test_a_forecast_of_one_year_is_not_superseded_by_the_figure_of_another() -> None:
    found = facts(
        state("Post", "2000000000", "2025", predicate="revenue", modality="forecast"),
        state("Post", "870000000", "2024", predicate="revenue"),
    )
    assert {one.status for one in found} == {"single_source"}


def test_an_estimate_and_a_plain_figure_are_compared() -> None:
    found = fact(
        state("Post", "870000000", "2024", predicate="revenue", modality="estimate"),
        state("Times", "870000000", "2024", predicate="revenue"),
    )
    assert (found.status, found.modality) == ("agreed", "actual")


def test_a_plan_that_its_own_document_repeats_as_fact_stays_a_plan() -> None:
    plan = {"predicate": "spending", "object_id": "ada", "document": "report"}
    found = fact(state("Post", "200000000", "2025", modality="forecast", **plan), state("Post", "200000000", start=300, **plan))
    assert (found.modality, found.claims, found.period) == ("forecast", 2, "2025")


# ------------------------------------------------------------------------------------------------------------ people


def test_two_names_in_one_post_are_a_succession() -> None:
    post = {"predicate": "chief_executive"}
    found = facts(
        state("Post", period="2018", object_id="ada", **post),
        state("Post", period="2025-06", object_id="bo", start=40, **post),
        state("Times", period="2025-06", object_id="ada", **post),
    )
    assert [(one.object, one.status, one.current) for one in found] == [("Ada", "superseded", False), ("Bo", "single_source", True)]


def test_two_names_for_one_post_at_one_time_by_two_sources_conflict() -> None:
    post = {"predicate": "chief_executive", "period": "2025-06"}
    found = facts(state("Post", object_id="ada", **post), state("Times", object_id="bo", **post))
    assert {one.status for one in found} == {"conflicting"}


def test_two_names_for_one_post_within_a_year_are_no_conflict() -> None:
    post = {"predicate": "chief_executive", "period": "2025"}
    assert {one.status for one in facts(state("Post", object_id="ada", **post), state("Times", object_id="bo", **post))} == {
        "single_source"
    }


def test_two_founders_are_no_conflict_and_are_dated_by_the_founding() -> None:
    claims = [state("Post", period="2016", predicate="founded", text_value="2016")]
    claims += [state("Post", predicate="founder", object_id=name) for name in ("ada", "bo")]
    found = facts(*claims)
    assert [(one.predicate, one.object, one.period) for one in found] == [
        ("founded", None, "2016"),
        ("founder", "Ada", "2016"),
        ("founder", "Bo", "2016"),
    ]


def test_roughly_a_decade_ago_is_compatible_with_the_year() -> None:
    founded = {"predicate": "founded"}
    found = fact(state("Post", text_value="2016", **founded), state("Times", text_value="2015", relation="approx", **founded))
    assert (found.text_value, found.status, found.period) == ("2016", "compatible", "2016")


def test_two_years_of_founding_conflict() -> None:
    assert (
        fact(state("Post", predicate="founded", text_value="2016"), state("Times", predicate="founded", text_value="2012")).status
        == "conflicting"
    )


@pytest.mark.parametrize("finer", ["88 Orchard Avenue, San Diego, CA 92101", "カリフォルニア州サンディエゴの88 Orchard Avenue"])
def test_a_street_and_its_city_are_one_place(finer: str) -> None:
    place = {"predicate": "headquarters"}
    found = fact(state("Post", text_value="San Diego, California", **place), state("Times", text_value=finer, **place))
    assert (found.status, found.independent_sources) == ("agreed", 2)


# ------------------------------------------------------------------------------------------------------------ voices


def test_documents_that_rest_on_one_agency_are_one_voice() -> None:
    found = fact(state("Post", "14000000000", "2024", upstream_id="wire"), state("Times", "14000000000", "2024", attribution_id="wire"))
    assert (found.status, found.independent_sources, found.documents) == ("single_source", 1, 2)


def test_an_agency_as_publisher_is_the_agency_as_authority() -> None:
    found = fact(state("Bloomberg News", "14000000000", "2024"), state("Times", "14000000000", "2024", attribution_id="wire"))
    assert found.independent_sources == 1


def test_what_an_article_says_beside_its_agency_is_its_own_voice() -> None:
    founded, _ = facts(
        state("Times", predicate="founded", text_value="2016", document="a"),
        state("Post", predicate="founded", text_value="2016"),
        state("Times", "1000000000", "2024", document="a", attribution_id="wire"),
    )
    assert (founded.status, founded.independent_sources) == ("agreed", 2)


def test_a_figure_that_an_article_repeats_from_its_agency_without_saying_so_is_no_second_voice() -> None:
    story = {"document": "a", "attribution_id": "wire"}
    found = facts(
        state("Times", "870000000", "2024", predicate="revenue", document="a"),
        state("Times", "14000000000", "2024", **story),
        state("Times", "25000000000", "2025", start=60, **story),
        state("Globe", "870000000", "2024", predicate="revenue", upstream_id="wire"),
    )
    assert [one.independent_sources for one in found if one.predicate == "revenue"] == [1]


def test_one_sentence_under_two_mastheads_is_one_voice() -> None:
    title = "Acme raises money at a valuation of 14 billion dollars from investors in the north"
    found = fact(
        state("Post", "14000000000", "2024", text=f"{title} | Post"), state("Times", "14000000000", "2024", text=f"{title} - Times")
    )
    assert found.independent_sources == 1


def test_a_copied_passage_adds_no_voice() -> None:
    original = state("Post", "14000000000", "2024")
    copy = state("Times", "14000000000", "2024", duplicate_of=original.claim_id)
    assert fact(original, copy).independent_sources == 1
    assert parts(original, copy)[copy.claim_id].role == "duplicate"


def test_a_copy_that_is_dated_dates_its_original() -> None:
    original = state("Post", "25000000000", modality="discussed")
    copy = state("Times", "25000000000", "2025", modality="discussed", duplicate_of=original.claim_id)
    found = fact(original, copy)
    assert (found.period, found.independent_sources) == ("2025", 1)


def test_copies_of_a_passage_that_is_not_at_hand_are_one_voice() -> None:
    assert fact(*(state(name, "14000000000", "2024", duplicate_of="gone") for name in ("Post", "Times", "Globe"))).independent_sources == 1


# ----------------------------------------------------------------------------------------------------- weight, trust


def test_a_rated_source_outweighs_two_unknown_ones() -> None:
    claims = [state("Filing", "14300000000", "2025-06")] + [state(name, "14800000000", "2025-06") for name in ("Post", "Times")]
    rated = sources(
        '[[source]]\nname = "Filing"\nrating = 0.99\n[[source]]\nname = "Post"\nrating = 0.3\n[[source]]\nname = "Times"\nrating = 0.3'
    )
    assert (fact(*claims).value, fact(*claims, sources=rated).value) == (Decimal("14800000000"), Decimal("14300000000"))


def test_a_source_that_the_others_often_find_wrong_loses_its_weight() -> None:
    claims = []
    for year in range(1990, 2015):
        claims += [state(name, f"{year}000000", str(year), predicate="revenue") for name in ("Post", "Times", "Globe")]
        claims.append(state("Herald", f"{year + 500}000000", str(year), predicate="revenue"))
    claims += [state("Herald", "14800000000", "2025-06"), state("Echo", "14300000000", "2025-06")]
    last = next(one for one in facts(*claims) if one.predicate == "valuation")
    assert (last.value, last.status) == (Decimal("14300000000"), "conflicting")


def test_a_subject_is_judged_again_only_where_a_voice_that_speaks_of_it_has_lost_or_won_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = []
    for year in range(1990, 2015):
        claims += [state(name, f"{year}000000", str(year), predicate="revenue") for name in ("Post", "Times", "Globe")]
        claims.append(state("Herald", f"{year + 500}000000", str(year), predicate="revenue"))
    torn = [state("Herald", "14800000000", "2025-06"), state("Echo", "14300000000", "2025-06")]
    apart = [state("Echo", "14300000000", "2025-06"), state("Wire", "14800000000", "2025-06")]
    claims += [replace(claim, subject_id="ada") for claim in torn] + [replace(claim, subject_id="bo") for claim in apart]
    judged: list[str] = []
    inner = pipeline.facts.reconcile_subject

    def watched(held: Sequence[Claim], **given: Any) -> Any:
        judged.append(held[0].subject_id)
        return inner(held, **given)

    monkeypatch.setattr(pipeline.facts, "reconcile_subject", watched)
    found = facts(*claims)
    assert Counter(judged) == {"acme": 2, "ada": 2, "bo": 1}
    assert [one for one in found if one.subject_id == "bo"] == facts(*(claim for claim in claims if claim.subject_id == "bo"))


def test_subjects_judged_some_at_a_time_come_to_the_facts_of_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = []
    for year in range(1990, 2015):
        claims += [state(name, f"{year}000000", str(year), predicate="revenue") for name in ("Post", "Times", "Globe")]
        claims.append(state("Herald", f"{year + 500}000000", str(year), predicate="revenue"))
    torn = [state("Herald", "14800000000", "2025-06"), state("Echo", "14300000000", "2025-06")]
    plan = {"predicate": "spending", "modality": "forecast"}
    now = {"document": "undated", "period": "PRESENT_REF", **plan}
    told = [state("Post", "2000000000", start=1, **now), state("Times", "2000000000", "2025", **plan)]
    for name, held in (("12", torn), ("f0", torn), ("00", told), ("e7", [state("Post", "65000000000", start=2, **now)])):
        claims += [replace(claim, subject_id=name) for claim in held]
    claims = sorted((replace(claim, confidence=0.9) for claim in claims), key=lambda claim: claim.document_id)
    whole = by_subject(claims)
    laid: list[tuple[str, int]] = []

    def lay(table: str, parts: Iterable[Iterable[Sequence[Any]]]) -> Sequence[Sequence[Any]]:
        rows = in_memory(table, parts)
        laid.append((table, max(map(len, rows))))
        return rows

    monkeypatch.setattr(shares, "SHARE", 40)
    monkeypatch.setattr(shares, "TOGETHER", 50)
    parted = by_subject(claims, lay=lay)
    assert [row for rows in parted.facts for row in rows] == [row for rows in whole.facts for row in rows]
    assert [row for rows in parted.parts for row in rows] == [row for rows in whole.parts for row in rows]
    assert {fact.subject_id: fact.period for rows in parted.facts for fact in rows if fact.predicate == "spending"} == dict.fromkeys(
        ("00", "e7"), "2025"
    )
    assert {table: [size for one, size in laid if one == table] for table, _ in laid} == {
        "claims": [49, 48, 6],
        "facts": [2, 0, 27] * 2,  # the first pass, and that with what was learned of the Herald
        "fact_claims": [4, 0, 103] * 2,
    }


def test_a_subject_of_which_much_is_told_is_judged_predicate_by_predicate_to_the_same_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = []
    for year in range(1990, 2015):
        claims += [state(name, f"{year}000000", str(year), predicate="revenue") for name in ("Post", "Times", "Globe")]
        claims.append(state("Herald", f"{year + 500}000000", str(year), predicate="revenue"))
        claims.append(state("Wire", f"{year}500000", f"{year}-06", predicate="valuation"))
        claims.append(state("Post", f"{year}000000", str(year + 1), predicate="spending", modality="forecast"))
        claims.append(state("Echo", f"{year}100000", str(year + 1), predicate="spending"))
    now = {"document": "undated", "period": "PRESENT_REF", "predicate": "spending", "modality": "forecast"}
    claims += [state("Globe", "2010000000", start=at, **now) for at in (1, 2)]
    claims += [replace(claim, subject_id="bo", claim_id=f"{claim.claim_id} bo") for claim in claims[:20]]
    claims = sorted((replace(claim, confidence=0.9) for claim in claims), key=lambda claim: claim.document_id)
    verdicts = Verdicts(accepted=frozenset({claims[7].claim_id}), rejected=frozenset({claims[30].claim_id}))
    whole = by_subject(claims, verdicts=verdicts)
    laid: list[tuple[str, int]] = []

    def lay(table: str, parts: Iterable[Iterable[Sequence[Any]]]) -> Sequence[Sequence[Any]]:
        rows = in_memory(table, parts)
        laid.extend((table, len(row)) for row in rows)
        return rows

    monkeypatch.setattr(shares, "SHARE", 10)
    monkeypatch.setattr(shares, "_MANY", 1)
    monkeypatch.setattr(resting, "_TOGETHER", 8)
    parted = by_subject(claims, verdicts=verdicts, lay=lay)
    assert [row for rows in parted.facts for row in rows] == [row for rows in whole.facts for row in rows]
    assert [row for rows in parted.parts for row in rows] == [row for rows in whole.parts for row in rows]
    assert list(parted.judged.often()) == list(whole.judged.often())
    assert sorted(right + wrong for _, right, wrong in whole.judged.often()) == [28, 28, 28, 29]
    assert {"superseded", "conflicting"} <= {fact.status for rows in parted.facts for fact in rows}
    # Once the values are chosen, claims are read some facts at a time.
    assert 0 < max([size for table, size in laid if table == "claims"][-10:]) <= 12


def test_a_fact_is_as_sure_as_a_claim_is_in_all_with_its_period_and_what_it_measures():
    told = state("Post", "14300000000", "2025-06", confidence=0.9)
    assert fact(told).confidence > fact(replace(told, full_confidence=0.6)).confidence > fact(replace(told, full_confidence=0.5)).confidence
    # one claim whose period is sure is enough
    other = state("Times", "14300000000", "2025-06", confidence=0.9)
    assert fact(replace(told, full_confidence=0.5), other).confidence > fact(replace(told, full_confidence=0.5)).confidence


def test_of_two_documents_the_one_that_is_read_more_surely_is_believed() -> None:
    """The net profit of a division, read by its title as that of the company, is less sure than the line of the group's own statement."""
    year = {"predicate": "metric", "qualifier": "net profit", "period": "1999", "unit": "EUR"}
    division = replace(state("Americas report", "874000000", **year), full_confidence=0.5)
    group = replace(state("Zurich report", "1570000000", **year), full_confidence=0.85)
    found = fact(division, group)
    assert (found.status, found.value) == ("conflicting", 1_570_000_000)


def test_more_voices_make_a_fact_surer_and_a_conflict_less_sure() -> None:
    one = fact(state("Post", "14300000000", "2025-06")).confidence
    two = fact(state("Post", "14300000000", "2025-06"), state("Times", "14300000000", "2025-06")).confidence
    torn = fact(state("Post", "14300000000", "2025-06"), state("Times", "14800000000", "2025-06")).confidence
    assert torn < one < two <= 0.98


@pytest.mark.parametrize(
    "text",
    [
        '[[source]]\nkind = "wire"',
        '[[source]]\nname = "Post"\nrating = 2',
        '[[source]]\nname = "Post"\nkind = "rumour"',
        "[other]\na = 1",
        "[",
    ],
)
def test_a_wrong_list_of_sources_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        sources(text)


# --------------------------------------------------------------------------------------------------------- decisions


def test_an_accepted_claim_is_chosen() -> None:
    claims = [state(name, "14300000000", "2025-06") for name in ("Post", "Times")] + [state("Herald", "14800000000", "2025-06")]
    found = fact(*claims, verdicts=Verdicts(accepted=frozenset({claims[2].claim_id})))
    assert (found.value, found.confidence, found.status) == (Decimal("14800000000"), 0.98, "conflicting")
    assert "accepted by a person" in found.explanation


def test_a_rejected_claim_has_no_vote_and_stays_linked() -> None:
    claims = [state("Post", "14300000000", "2025-06"), state("Herald", "14800000000", "2025-06")]
    verdict = Verdicts(rejected=frozenset({claims[1].claim_id}))
    assert seen(fact(*claims, verdicts=verdict)) == ("single_source", 14_300_000_000, "eq", 1)
    assert parts(*claims, verdicts=verdict)[claims[1].claim_id].reason == "rejected by a person"


def test_slots_are_joined_and_parted_as_decided() -> None:
    one, other = state("Post", "14300000000", "2025-06"), state("Times", "29000000000", "2025-06")
    far = state("Globe", "20000000000", "2019-01")
    assert len(facts(one, other, verdicts=Verdicts(apart=((one.claim_id, other.claim_id),)))) == 2
    assert fact(one, far, verdicts=Verdicts(same=((one.claim_id, far.claim_id),))).status == "conflicting"


def test_verdicts_are_read_and_stale_ones_told() -> None:
    found = verdicts('{"verdict": "accept", "claim": "a"}\n\n{"verdict": "same_slot", "claims": ["c", "b"], "note": "one deal"}\n')
    assert (found.accepted, found.same) == (frozenset({"a"}), (("b", "c"),))
    assert found.stale({"b", "c"}) == ("accept a",)
    named = verdicts('{"verdict": "same_name", "names": ["Umino", "Umino Foods"], "kind": "organisation"}')
    assert named.stale(set(), {"Umino"}) == ("same_name “Umino” “Umino Foods”",)
    assert named.stale(set(), {"Umino", "Umino Foods"}) == ()


def test_a_stale_verdict_names_the_file_and_quotes_the_sentence_that_stand_beside_it() -> None:
    found = verdicts('{"verdict": "reject", "claim": "a", "path": "news.txt", "text": "Acme is worth $14 billion."}\n')
    assert found.stale(set()) == ("reject a; news.txt: “Acme is worth $14 billion.”",)


def test_a_value_that_a_person_gives_is_exact_and_its_copies_have_it_too() -> None:
    claims = [state(name, "14300000000", "2025-06") for name in ("Post", "Times")]
    claims.append(replace(claims[0], claim_id="copy", duplicate_of=claims[0].claim_id))
    found = verdicts(f'{{"verdict": "correct", "claim": "{claims[0].claim_id}", "value": "14800000000.5"}}')
    held, unfit = found.corrected(claims)
    assert [(one.value, one.relation, one.rule) for one in held] == [
        (Decimal("14800000000.5"), "eq", "decision"),
        (claims[1].value, "eq", claims[1].rule),
        (Decimal("14800000000.5"), "eq", "decision"),
    ]
    assert unfit == ()
    made = fact(*held[:2], verdicts=found)
    assert (made.value, made.lower, made.upper, made.confidence) == (*[Decimal("14800000000.5")] * 3, 0.98)
    assert made.explanation.endswith("given by a person.")
    assert parts(*held[:2], verdicts=found)[claims[0].claim_id].reason == "its value was given by a person"


@pytest.mark.parametrize("value", ["much", "1e40", "NaN", "0.0000000001"])
def test_a_value_that_is_no_answer_is_told_and_changes_nothing(value: str) -> None:
    claim = state("Post", "14300000000", "2025-06")
    found = verdicts(f'{{"verdict": "correct", "claim": "{claim.claim_id}", "value": "{value}", "path": "a.txt"}}')
    assert found.corrected([claim]) == ((claim,), (f"correct {claim.claim_id} as {value}; a.txt",))


def test_of_several_people_most_decide_and_where_they_are_divided_nobody_does() -> None:
    lines = [
        '{"verdict": "accept", "claim": "a", "by": "Mina"}',
        '{"verdict": "reject", "claim": "a", "by": "Ken"}',
        '{"verdict": "accept", "claim": "b", "by": "Mina", "path": "news.txt", "text": "Acme is worth $14 billion."}',
        '{"verdict": "reject", "claim": "b", "by": "Ken"}',
        '{"verdict": "reject", "claim": "a", "by": "Jun"}',
        '{"verdict": "accept", "claim": "c", "by": "Ken"}',
        '{"verdict": "reject", "claim": "c", "by": "Ken"}',
    ]
    found = verdicts("\n".join(lines))
    assert (found.accepted, found.rejected) == (frozenset(), frozenset({"a", "c"}))
    assert found.divided == ("accept (Mina) against reject (Ken): b; news.txt: “Acme is worth $14 billion.”",)


def test_a_voice_without_a_publisher_is_called_by_the_title_of_its_document() -> None:
    one = state("d1", "14000000000", document="d1")
    (made,), _, _ = reconcile([one], titles={"d1": "“Case Study”"})
    assert made.explanation == "One voice (“Case Study”) gives 14 billion USD (allowed: 13.5 billion to 14.5 billion)."


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"verdict": "like", "claim": "a"}',
        '{"verdict": "accept"}',
        '{"verdict": "same_slot", "claims": ["a"]}',
        '{"verdict": "accept", "claim": "a", "colour": 1}',
        '{"verdict": "accept", "claim": "a", "value": "1"}',
        '{"verdict": "correct", "claim": "a"}',
        '{"verdict": "same_name", "names": ["a"]}',
        '{"verdict": "same_name", "names": ["a", "b"], "kind": "ship"}',
        '{"verdict": "accept", "claim": "a", "by": 3}',
        '{"verdict": "accept", "claim": "a"}\n{"verdict": "reject", "claim": "a"}',
        '{"verdict": "same_slot", "claims": ["a", "b"]}\n{"verdict": "not_same_slot", "claims": ["b", "a"]}',
    ],
)
def test_a_wrong_verdict_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        verdicts(text)


# ------------------------------------------------------------------------------------------------------- explanation


def test_the_explanation_says_who_what_and_why() -> None:
    claims = [state(name, "14300000000", "2025-06") for name in ("Post", "Times")] + [state("Herald", "14800000000", "2025-06")]
    assert fact(*claims).explanation == (
        "2 independent voices (Post, Times) give 14.3 billion USD (allowed: 14.25 billion to 14.35 billion) for 2025-06,"
        " the finest figure of the best-supported reading; "
        "against 14.8 billion USD (Herald), 10 times less likely by the voices behind it."
    )


def test_a_total_that_the_rounds_add_up_to_says_so_and_is_surer() -> None:
    total = state("Post", "23000000", "2020-01", predicate="funding_total")
    rounds = [
        state("Times", amount, period, predicate="funding_round", qualifier=name)
        for amount, period, name in (
            ("4500000", "2017-05", "Series A"),
            ("18400000", "2018-08", "Series B"),
            ("90000000", "2022-01", "Series C"),
        )
    ]
    alone, checked = fact(total), next(one for one in facts(total, *rounds) if one.predicate == "funding_total")
    assert "the 2 rounds up to 2018-08 add up to 22.9 million USD" in checked.explanation
    assert (checked.confidence > alone.confidence, checked.independent_sources) == (True, 1)


def test_a_price_that_the_stake_and_the_valuation_confirm_says_so() -> None:
    deal = {"object_id": "bo", "period": "2025-06"}
    found = facts(
        state("Post", "14300000000", predicate="investment", **deal),
        state("Post", "49", predicate="stake", unit="%", **deal),
        state("Times", "29000000000", "2025-06", subject_id="bo", relation="gt"),
    )
    (price,) = [one for one in found if one.predicate == "investment"]
    assert "with the stake of 49% it puts Bo at 29.2 billion USD, near the 29 billion told" in price.explanation


def test_a_round_of_the_size_of_the_valuation_is_doubted() -> None:
    found = facts(state("Post", "3200000000", "2025-03"), state("Times", "3200000000", "2025-03", predicate="funding_round"))
    assert found[0].confidence < 0.5
    assert "this may be a misreading" in found[0].explanation


def test_a_valuation_told_as_a_price_is_no_alternative_price() -> None:
    deal = {"object_id": "bo", "period": "2025-06", "predicate": "investment"}
    claims = (
        state("Post", "14300000000", **deal),
        state("Globe", "14300000000", **deal),
        state("Herald", "29000000000", **deal),
        state("Times", "29000000000", "2025-06", subject_id="bo"),
    )
    (price,) = [one for one in facts(*claims) if one.predicate == "investment"]
    assert seen(price) == ("agreed", 14_300_000_000, "eq", 2)
    assert parts(*claims)[claims[2].claim_id].reason == "a valuation under another name"


def told(source: str, amount: str, text: str, shown: str, **parts: object) -> Claim:
    """Return a claim of a figure that stands in a sentence."""
    start = text.index(shown)
    held = {"predicate": "metric", "qualifier": "operating profit", "period": "2024-Q3", "unit": "KRW"} | parts
    return state(source, amount, text=text, marks=(Mark("value", start, start + len(shown)),), **held)


@pytest.mark.parametrize(
    ("text", "shown", "sense"),
    [
        ("Cumulative operating profit through the third quarter came to 108 billion won.", "108 billion won", "cumulative"),
        ("3분기 누적 영업이익은 1,080억원이다.", "1,080억원", "cumulative"),
        ("On a standalone basis, operating profit reached 108 billion won standalone.", "108 billion won", "parent only"),
        ("営業利益は連結413億円、単独1,080億円だった。", "1,080億円", "parent only"),
        ("Operating profit, excluding a fine, was 108 billion won on an adjusted basis.", "108 billion won", "adjusted"),
        ("영업이익은 413억원(이 중 해외 1,080억원)이다.", "1,080억원", "part"),
        ("It booked 108 billion won of operating profit that belonged to other quarters.", "108 billion won", "part"),
        ("Operating profit was 41.3 billion won, or 108 billion won per unit on a diluted basis.", "108 billion won", "diluted"),
        ("希薄化後の営業利益は1,080億円だった。", "1,080億円", "diluted"),
    ],
)
def test_a_figure_in_a_sense_of_its_own_is_another_question_than_the_bare_one(text: str, shown: str, sense: str) -> None:
    bare = told("Post", "41300000000", "Operating profit for the quarter was 41.3 billion won.", "41.3 billion won")
    found = facts(bare, told("Times", "108000000000", text, shown))
    assert [row.status for row in found] == ["single_source", "single_source"]
    assert {row.qualifier for row in found} == {"operating profit", f"operating profit, {sense}"}


def test_a_measure_whose_name_says_the_sense_is_not_told_it_twice() -> None:
    held = {"qualifier": "adjusted operating profit"}
    found = facts(
        told("Post", "41300000000", "Operating profit was 41.3 billion won.", "41.3 billion won", **held),
        told("Times", "108000000000", "Cumulative operating profit was 108 billion won.", "108 billion won", **held),
    )
    assert {row.qualifier for row in found} == {"adjusted operating profit", "adjusted operating profit, cumulative"}


@pytest.mark.parametrize(
    "text",
    [
        "구조조정에도 영업이익은 1,080억원이다.",
        "별도로 밝힌 영업이익은 1,080억원이다.",
        "Operating profit rose in all markets to 1,080억원.",
        "Operating profit, including services, was 1,080억원.",
        "In its core business year operating profit was 1,080억원.",
        "実質的な営業利益は1,080억원だった。",
    ],
)
def test_words_that_only_look_like_a_sense_leave_a_contradiction_one(text: str) -> None:
    bare = told("Post", "41300000000", "Operating profit for the quarter was 41.3 billion won.", "41.3 billion won")
    found = facts(bare, told("Times", "108000000000", text, "1,080억원"))
    assert [row.status for row in found] == ["conflicting"]


def test_a_figure_in_a_sense_of_its_own_follows_no_bare_one() -> None:
    held = {"qualifier": "employees", "period": "2024-03-31", "unit": "person"}
    text = "従業員数 連結1,026名／単体588名"
    found = facts(told("Post", "1026", text, "1,026名", **held), told("Post", "588", text, "588名", start=0, **held))
    assert {row.qualifier: (row.superseded_by, row.current) for row in found} == {
        "employees": (None, True),
        "employees, parent only": (None, True),
    }


def test_a_figure_in_a_sense_of_its_own_that_agrees_with_the_bare_one_is_one_fact() -> None:
    bare = told("Post", "41300000000", "Operating profit for the quarter was 41.3 billion won.", "41.3 billion won")
    other = told("Times", "41300000000", "Cumulative operating profit came to 41.3 billion won.", "41.3 billion won")
    assert fact(bare, other).status == "agreed"


def test_two_figures_in_one_sense_conflict() -> None:
    claims = [
        told(who, f"{size}000000000", f"Cumulative operating profit came to {size} billion won.", f"{size} billion won")
        for who, size in (("Post", 41), ("Times", 52))
    ]
    assert fact(*claims).status == "conflicting"


def test_a_figure_under_the_heading_of_a_part_is_no_figure_of_the_whole() -> None:
    year = {"predicate": "revenue", "period": "2024"}
    found = facts(state("Post", "22374000000", **year), state("Times", "10451000000", headed="Americas", **year))
    assert {row.status for row in found} == {"single_source"}
    assert {row.qualifier: int(row.value or 0) for row in found} == {"Americas": 10_451_000_000, None: 22_374_000_000}
    assert fact(state("Post", "22374000000", **year), state("Times", "22374000000", headed="Americas", **year)).status == "agreed"


@pytest.mark.parametrize("qualifier", ["contract value", "target price"])
def test_of_contracts_and_targets_there_are_many_at_a_time(qualifier: str) -> None:
    day = {"predicate": "metric", "qualifier": qualifier, "period": "2024-05-02"}
    assert [row.status for row in facts(state("Post", "3900000", **day), state("Times", "13600000", **day))] == ["single_source"] * 2
    assert fact(state("Post", "3900000", **day), state("Times", "3900000", **day)).status == "agreed"
    deal = {"object_id": "bo", **day}
    assert fact(state("Post", "3900000", **deal), state("Times", "13600000", **deal)).status == "conflicting"


def test_a_round_told_as_the_total_is_no_alternative_total() -> None:
    claims = (
        state("Post", "75200000", "2024-12", predicate="funding_total"),
        state("Times", "20000000", "2024-12", predicate="funding_total"),
        state("Globe", "20000000", "2024-12", predicate="funding_round"),
    )
    (total,) = [one for one in facts(*claims) if one.predicate == "funding_total"]
    assert (total.status, int(total.value or 0)) == ("single_source", 75_200_000)
    assert parts(*claims)[claims[1].claim_id].reason == "a funding round under another name"


@pytest.mark.parametrize(
    ("relation", "text", "shown", "other", "status"),
    [
        ("lt", "Net profit fell less than 3% in the year.", "3%", "50", "conflicting"),
        ("lt", "Net profit fell less than 3% in the year.", "3%", "-2", "compatible"),
        ("gt", "Net profit growth stayed above -3% in the year.", "-3%", "-2", "compatible"),
        ("gt", "Net profit growth stayed above -3% in the year.", "-3%", "-9", "conflicting"),
        ("gt", "Net profit fell more than 3% in the year.", "3%", "-9", "compatible"),
    ],
)
def test_a_bound_below_zero_is_of_the_size_of_a_fall_but_where_the_figure_has_a_minus(
    relation: str, text: str, shown: str, other: str, status: str
) -> None:
    held = {"qualifier": "net profit growth", "unit": "%", "period": "2024"}
    bound = told("Post", "-3", text, shown, relation=relation, **held)
    (found,) = facts(bound, told("Times", other, f"Net profit moved {other}%.", f"{other}%", **held))
    assert found.status == status


def test_a_fall_of_more_than_a_figure_is_beyond_it() -> None:
    day = {"predicate": "metric", "qualifier": "change in share price", "period": "2024-02-15", "unit": "%"}
    more = replace(state("Times", "-20", **day), relation="gt", lower=Decimal("-21"), upper=Decimal("-20"))
    assert fact(replace(state("Post", "-22", **day), lower=Decimal("-22.5"), upper=Decimal("-21.5")), more).status == "compatible"
    assert fact(replace(state("Post", "-12", **day), lower=Decimal("-12.5"), upper=Decimal("-11.5")), more).status == "conflicting"
    found = fact(more)
    assert (found.lower, found.upper) == (Decimal("-21"), Decimal("-20"))


def test_a_row_of_a_revision_tells_which_forecast_came_before() -> None:
    year = {"predicate": "revenue", "period": "2026", "modality": "forecast", "document": "report", "unit": "JPY"}
    rows = (("9800000000", "| 前回発表予想(A) | 9,800 | 720 |", "9,800"), ("7350000000", "| 今回修正予想(B) | 7,350 | 510 |", "7,350"))
    claims = [told("Post", amount, text, shown, **year, qualifier=None, start=0) for amount, text, shown in rows]
    found = fact(*claims)
    assert (int(found.value or 0), parts(*claims)[claims[0].claim_id].role) == (7_350_000_000, "superseded")


# ------------------------------------------------------------------------------------------------ the real documents


@needs_gold
def test_faultless_claims_of_the_real_documents_give_every_expected_fact() -> None:
    sys.path.insert(0, str(gold_claims.SHARED / "gold"))
    import score

    entities = gold_claims.entities()
    found, *_ = reconcile(gold_claims.claims(), entities=entities)
    rows = [{name: getattr(one, name) for name in one.__slots__} for one in found]
    result = score.score_facts(rows, gold_claims.rows("facts.jsonl"), {entity.entity_id: entity.entity_id for entity in entities})
    assert (result["core"], result["found"], result["status"], result["sources"], result["false_conflicts"]) == (46, 46, 46, 46, 0)
    assert result["split"] <= 1  # two metrics of one figure, which the score cannot tell apart


@needs_gold
def test_values_relations_and_limits_of_the_real_documents_are_the_expected_ones() -> None:
    found = reconcile(gold_claims.claims(), entities=gold_claims.entities())[0]
    wrong = []
    for row in gold_claims.rows("facts.jsonl"):
        if row["tier"] != "core" or row["unit"] in (None, "date") or row["value"] is None:
            continue
        hits = [
            one
            for one in found
            if (one.subject_id, one.predicate, one.object_id, one.unit) == (row["subject"], row["predicate"], row["object"], row["unit"])
            and one.value == Decimal(row["value"])
            and (one.period or "").startswith(row["period"] or "")
        ]
        low, high = (Decimal(end) for end in row["interval"] or (row["value"], row["value"]))
        limits = [(one.relation, one.lower, one.upper) for one in hits]
        fits = [
            relation == row["relation"] and lower is not None and low <= lower * Decimal("1.01") and (upper or 0) <= high * Decimal("1.01")
            for relation, lower, upper in limits
        ]
        if not any(fits) and row["predicate"] != "headcount_change":
            wrong.append((row["id"], row["relation"], row["interval"], limits))
    assert wrong == []


@needs_gold
def test_every_claim_of_the_real_documents_has_a_part_in_a_fact() -> None:
    claims = gold_claims.claims()
    _, linked, _ = reconcile(claims, entities=gold_claims.entities())
    assert {part.claim_id for part in linked} == {claim.claim_id for claim in claims}


@needs_gold
def test_without_one_of_the_real_documents_only_facts_that_cite_it_change() -> None:
    claims, entities = gold_claims.claims(), gold_claims.entities()
    whole, linked, _ = reconcile(claims, entities=entities)
    for document in sorted({claim.document_id for claim in claims}):
        citing = {part.fact_id for part in linked if part.claim_id in {claim.claim_id for claim in claims if claim.document_id == document}}
        kept = reconcile([replace(claim) for claim in claims if claim.document_id != document], entities=entities)[0]
        values = {(one.subject_id, one.predicate, one.object_id, one.qualifier, one.value, one.status) for one in kept}
        for one in whole:
            if one.fact_id not in citing and one.superseded_by not in citing:
                assert (one.subject_id, one.predicate, one.object_id, one.qualifier, one.value, one.status) in values


def test_every_fact_leads_to_claims_mentions_and_characters(own: Tables) -> None:
    texts = {document.document_id: document.text for document in own.records("documents")}
    mentions = {mention.mention_id: mention for mention in own.records("mentions")}
    claims = {claim.claim_id: claim for claim in own.records("claims")}
    linked: dict[str, list[str]] = {}
    for part in own.records("fact_claims"):
        linked.setdefault(part.fact_id, []).append(part.claim_id)
    found = own.records("facts")
    assert {claim for held in linked.values() for claim in held} == {name for name, claim in claims.items() if claim.confidence >= LEAST}
    assert {one.fact_id for one in found} == set(linked)
    for one in found:
        for claim in (claims[name] for name in linked[one.fact_id]):
            assert texts[claim.document_id][claim.start : claim.end] == claim.text
            if claim.mention_id is not None:
                mention = mentions[claim.mention_id]
                assert texts[claim.document_id][mention.start : mention.end] == mention.text
        assert one.explanation.endswith(".")


def test_extraction_and_reconciling_together_reach_the_goals(real: Path) -> None:
    sys.path.insert(0, str(gold_claims.SHARED / "gold"))
    import score

    result = score.score(real, gold_claims.GOLD)["facts"]
    assert (result["found"] >= 40, result["status"] >= 38, result["sources"] >= 36) == (True, True, True), result
    assert (result["false_conflicts"], result["split"]) == (0, 0), result


def test_a_title_that_agrees_with_the_text_that_cites_it_is_a_voice_of_its_own() -> None:
    entities = (*ENTITIES, Entity("post", "organisation", "Post", (), {}))
    cited = [
        state("Post", "14300000000", "2025-06", document="report", start=900 + number, attribution_id="post", text=f"title {number}")
        for number in range(3)
    ]
    (found,) = reconcile([state("Report", "14300000000", "2025-06", document="report"), *cited], entities=entities)[0]
    assert (found.status, found.independent_sources) == ("agreed", 2)
