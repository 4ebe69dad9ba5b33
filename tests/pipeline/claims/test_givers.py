"""Who alone gave the money of a round."""

from __future__ import annotations

import pytest

from pipeline.claims import find
from pipeline.claims.context import FIGURES
from pipeline.claims.givers import giver
from tests.support.claim_cases import build, scene_of


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "[Tern]tern has raised [$4 million]=4e6 USD from [Fjord Capital]fjord.", "Fjord Capital"),
        ("en", "[Tern]tern got a [$4 million]=4e6 USD loan in spring from the state-owned [Halden Bank]halden.", "Halden Bank"),
        ("en", "[Tern]tern has raised [$4 million]=4e6 USD from [Fjord Capital]fjord and [Halden]halden.", None),
        ("en", "[Tern]tern has raised [$4 million]=4e6 USD from investors including [Fjord Capital]fjord.", None),
        ("en", "[Tern]tern has raised [$4 million]=4e6 USD; [Fjord Capital]fjord led the round.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD from the venture arm of [Halden]halden.", "Halden"),
        ("en", "[Tern]tern signed a [$4 million]=4e6 USD loan with [Halden]halden.", "Halden"),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD to challenge [Halden]halden.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD to compete with [Halden]halden in kites.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD from selling its stake in [Halden]halden.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD from former employees of [Halden]halden.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD from [Halden]halden's customers.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD with [Halden]halden leading.", None),
        ("en", "[Tern]tern raised [$4 million]=4e6 USD from [Halden]halden in a round led by [Fjord Capital]fjord.", None),
        ("ja", "[ターン]ternは[フィヨルド]fjordから[4億円]=4e8 JPYを調達した。", "フィヨルド"),
        ("ja", "[ターン]ternは[ハルデン]halden、[フィヨルド]fjordから[4億円]=4e8 JPYを調達した。", None),
        ("ko", "[턴]tern은 [피오르]fjord로부터 [4억원]=4e8 KRW 투자를 유치했다.", "피오르"),
    ],
)
def test_the_only_giver_of_a_sum_is_told_by_the_words_between(language: str, text: str, told: str | None) -> None:
    (line,) = scene_of(text, language).lines
    (figure,) = (m for m in line.mentions if m.label in FIGURES)
    named = giver(line, figure)

    assert (named.text if named is not None else None) == told


def test_a_round_of_one_giver_is_an_investment_too() -> None:
    built = build("[Tern]tern raised [$4 million]=4e6 USD in a seed round from [Fjord Capital]fjord.")
    claims = find(built.document, built.segments, built.mentions, built.entities)

    assert {(claim.predicate, claim.subject_id, claim.object_id) for claim in claims} == {
        ("funding_round", "tern", None),
        ("investment", "fjord", "tern"),
    }
    rate = {claim.predicate: claim.confidence for claim in claims}
    assert rate["investment"] < rate["funding_round"]


def test_words_between_a_sum_and_a_name_are_gone_through_in_one_way() -> None:
    (line,) = scene_of("[Tern]tern raised [$4 million]=4e6 USD " + "in the a " * 40 + "for [Halden]halden.", "en").lines
    (figure,) = (m for m in line.mentions if m.label in FIGURES)

    assert giver(line, figure) is None
