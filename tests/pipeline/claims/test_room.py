"""The learnt room: what is weighed, and what the weights that ship make of plain sentences in each language."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import STEPS, find, said
from pipeline.claims.measures import candidates, measures, named, possible
from pipeline.claims.weights import Kinds, calibrated, chances, load
from pipeline.records import Claim
from pipeline.rules import toml
from tests.support.claim_cases import build, scene_of


def claims(text: str, language: str, topic: str | None = None) -> tuple[Claim, ...]:
    built = build(text, language=language, topic=topic)
    return find(built.document, built.segments, built.mentions, built.entities)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Halden]halden reported operating income of [$40 million]=4e7 USD for [2024]=2024."),
        ("ja", "[ハルデン]haldenの[2024年]=2024の営業利益は[4000万ドル]=4e7 USDだった。"),
        ("ko", "[할덴]halden의 [2024년]=2024 영업이익은 [4000만달러]=4e7 USD였다."),
    ],
)
def test_a_measure_has_one_name_in_every_language(language: str, text: str) -> None:
    (claim,) = claims(text, language)

    assert (claim.subject_id, claim.predicate, claim.qualifier, claim.value) == ("halden", "metric", "operating profit", Decimal("4e7"))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("[Halden]halden reported net income of [$40 million]=4e7 USD for [2024]=2024.", "ifrs-full:ProfitLoss"),
        ("[Halden]halden reported adjusted operating income of [$40 million]=4e7 USD for [2024]=2024.", None),
        ("[Halden]halden reported EBITDA of [$40 million]=4e7 USD for [2024]=2024.", None),
    ],
)
def test_a_figure_told_under_the_plain_name_of_a_measure_carries_its_element_of_the_ifrs_taxonomy(text: str, concept: str | None) -> None:
    (claim,) = claims(text, "en")

    assert claim.concept == concept


def test_a_claim_names_its_measure_and_its_value_in_the_text() -> None:
    text = "[Halden]halden reported operating income of [$40 million]=4e7 USD."
    (claim,) = claims(text, "en")
    built = build(text, language="en")

    told = {mark.role: built.document.text[mark.start : mark.end] for mark in claim.marks}
    assert (told["subject"], told["measure"], told["value"]) == ("Halden", "operating income", "$40 million")


def test_no_claim_is_kept_below_the_threshold_and_none_is_surer_than_sure() -> None:
    found = claims("[Halden]halden posted sales of [$410 million]=41e7 USD in [2023]=2023.", "en")

    assert found
    assert all(load().threshold <= claim.confidence <= 1 for claim in found)


def test_something_is_learnt_of_every_choice() -> None:
    assert load().choices.keys() == {name for name, *_ in STEPS}
    assert all(load().choices.values())


def test_a_longer_word_of_the_lexicon_wins_over_a_shorter_one_in_it() -> None:
    ((start, end, held),) = named("cost of sales was", "en")

    assert ((start, end), [measure.name for measure in held]) == ((0, 13), ["cost of sales"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "listed on the stock exchange"),
        ("en", "settled in cash and stock"),
        ("ja", "北野鉄工株式会社"),
        ("ko", "주식회사 할덴"),
    ],
)
def test_a_word_that_only_holds_one_of_the_lexicon_says_no_measure(language: str, text: str) -> None:
    assert named(text, language) == ()


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_every_word_that_covers_others_holds_one_of_the_lexicon_and_is_none(language: str) -> None:
    words = {word.lower() for measure in measures() for tag in {language, "en"} for word in measure.words[tag]}
    covers = [word.lower() for word in toml("concepts.toml")["covers"][language]]

    assert covers
    assert not words.intersection(covers)
    assert [cover for cover in covers if not any(word in f"{cover}s" for word in words)] == []


def test_how_large_a_market_is_makes_no_claim() -> None:
    assert claims("[Halden]halden makes kites. The kite market is worth [$5 billion]=5e9 USD.", "en", "halden") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Halden]halden said that Snacks net sales rose to [$410 million]=41e7 USD.", [("metric", "Snacks net sales")]),
        (
            "[Halden]halden said Snacks net sales rose [5%]=5% to [$410 million]=41e7 USD.",
            [("metric", "revenue, Snacks growth year on year"), ("metric", "Snacks net sales")],
        ),
        ("Net sales rose to [$410 million]=41e7 USD.", [("revenue", None)]),
    ],
)
def test_the_revenue_of_a_part_is_a_metric(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(claim.predicate, claim.qualifier) for claim in claims(text, "en", "halden")] == told


def test_the_revenue_of_a_part_is_read_as_a_metric_however_sure_it_is() -> None:
    built = build("[Halden]halden said that Snacks net sales rose to [$410 million]=41e7 USD.", topic="halden")
    (claim,) = find(built.document, built.segments, built.mentions, built.entities, replace(load(), threshold=0.0))

    assert (claim.predicate, claim.qualifier, claim.subject_id) == ("metric", "Snacks net sales", "halden")


def test_a_figure_that_another_is_compared_with_is_of_the_measure_of_its_kind_and_scale() -> None:
    text = (
        "[Halden]halden reported net income of [$96.3 million]=963e5 USD, or [$0.82]=0.82 USD per diluted share, "
        "compared to [$88.0 million]=88e6 USD, or [$0.74]=0.74 USD per diluted share."
    )

    told = [(claim.value, claim.qualifier) for claim in sorted(claims(text, "en"), key=lambda claim: -(claim.value or 0))]
    assert told == [
        (Decimal("963e5"), "net profit"),
        (Decimal("88e6"), "net profit"),
        (Decimal("0.82"), "diluted earnings per share"),
        (Decimal("0.74"), "diluted earnings per share"),
    ]


def test_dividends_of_an_amount_that_no_share_has_are_dividends_paid() -> None:
    (claim,) = claims("[Halden]halden paid dividends of [$28 million]=28e6 USD in [2024]=2024.", "en")

    assert (claim.predicate, claim.qualifier) == ("metric", "dividends paid")


def test_no_amount_of_that_size_is_the_price_of_a_share_and_no_money_a_rate() -> None:
    text = "[Halden]halden repurchased [1.1 million shares]=1100000 share for [$40 million]=4e7 USD, its share price up."
    (line,) = scene_of(text).lines
    figure = next(mention for mention in line.figures if mention.label == "MONEY")

    refused = {measure.name for measure in measures() if not possible(measure, line, figure)}
    assert {"share price", "earnings per share", "change in share price", "market share"} <= refused
    assert not {"share buyback", "average selling price", "revenue"} & refused


@pytest.mark.parametrize(("sum_told", "each"), [("2.4e6 USD", False), ("0.62 USD", True), ("2.4e6 KRW", True)])
def test_earnings_of_millions_of_dollars_are_of_no_share(sum_told: str, each: bool) -> None:
    told = scene_of(f"[Halden]halden reported quarterly earnings of [that sum]={sum_told}.")
    (line,) = told.lines
    names = {one.measure.name for one in candidates(told, line, line.figures[-1], "") if one.measure is not None}

    assert "net profit" in names
    assert ("earnings per share" in names) == each


def test_a_person_holds_a_stake() -> None:
    (claim,) = claims("[Dana Holt]@dana owns [57 percent]=57% of [Halden]halden.", "en")

    assert (claim.subject_id, claim.predicate, claim.object_id) == ("dana", "stake", "halden")


def test_every_measure_has_a_word_and_a_known_predicate() -> None:
    assert all(any(measure.words.values()) for measure in measures())
    assert {measure.predicate for measure in measures()} <= {
        "metric",
        "revenue",
        "valuation",
        "funding_round",
        "funding_total",
        "investment",
        "acquisition",
        "stake",
        "spending",
        "headcount_change",
    }


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.floats(-5, 5)), min_size=1, max_size=6))
def test_chances_are_a_distribution(options: list[dict[str, float]]) -> None:
    found = chances({"a": 2.0, "b": -1.0}, options)

    assert sum(found) == pytest.approx(1.0)
    assert all(0.0 <= chance <= 1.0 for chance in found)


def test_options_that_hear_the_same_are_weighed_as_their_own_evidence_says() -> None:
    weights = {"level|one": 0.1, "level|near": 1.3, "growth|near": -0.7, "growth": 0.2, "growth|odd": 5.0, "level|#near": 9.0}
    kinds = Kinds(("level", "growth"), {"one": 1.0, "near": 0.3, "unheard": 2.0}, [{}, {"growth": 1.0}])

    assert list(kinds) == [
        {"level|one": 1.0, "level|near": 0.3, "level|unheard": 2.0},
        {"growth|one": 1.0, "growth|near": 0.3, "growth|unheard": 2.0, "growth": 1.0},
    ]
    assert chances(weights, kinds) == chances(weights, list(kinds))
    assert chances(weights, Kinds(("level", "growth"), {"near": 1.0}, joint="|#")) == chances(weights, [{"level|#near": 1.0}, {}])
    assert chances({}, kinds) == [0.5, 0.5]


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_higher_score_is_never_less_likely(low: float, high: float) -> None:
    steps = load().calibration

    assert calibrated(steps, min(low, high)) <= calibrated(steps, max(low, high))


@pytest.mark.parametrize(("noun", "told"), [("employees]=90 employee", "person"), ("workers]=90 worker", "person"), ("%]=90%", "%")])
def test_a_change_of_headcount_is_told_in_persons_whatever_is_counted(noun: str, told: str) -> None:
    built = build(f"[Acme Corp.] laid off [90 {noun} of its staff in May 2024.")
    found = said(built.document, built.segments, built.mentions, built.entities)

    assert [(claim.predicate, claim.unit) for claim in found if claim.value is not None] == [("headcount_change", told)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In [2024]=2024 [Halden]halden let go [31 workers]=31 worker."),
        ("ja", "[ハルデン]haldenは[2024年]=2024の早期退職に[31人]=31 人が応募した。"),
    ],
)
def test_those_who_are_let_go_are_fewer(language: str, text: str) -> None:
    (claim,) = claims(text, language)

    assert (claim.predicate, claim.subject_id, claim.value) == ("headcount_change", "halden", Decimal(-31))
