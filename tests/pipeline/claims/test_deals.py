"""What speaks for a deal beside a figure: how the names around it are bound to it, and posts that come and go."""

from __future__ import annotations

import pytest

from pipeline.claims.context import FIGURES
from pipeline.claims.deals import beside, parties, roll
from tests.support.claim_cases import scene_of


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "[Halden]halden paid [$4 million]=4e6 USD for kite maker [Tern]tern.", ["for:name"]),
        ("en", "It holds [9.9%]=9.9% of the [Tern]tern shares.", ["of:name"]),
        ("en", "Research came to [9%]=9% of [Tern]tern's sales.", ["of:name's"]),
        ("en", "Its owners are [Fjord Capital]fjord ([40%]=40%) and its staff.", ["name:bracket"]),
        ("en", "[Fjord Capital]fjord's [40%]=40% is for sale.", ["name:owns"]),
        ("en", "It won a contract valued at about [$4 million]=4e6 USD.", ["worth:deal"]),
        ("en", "Its backers put its worth at [$4 million]=4e6 USD.", ["worth:it"]),
        ("en", "It gave [$4 million]=4e6 USD worth of coupons.", ["worth:behind"]),
        ("ja", "評価額は[4億円]=4e8 JPYだった。", ["worth:it"]),
        ("ja", "[4億円]=4e8 JPY規模の契約を結んだ。", ["worth:behind"]),
        ("ko", "[4억원]=4e8 KRW 규모의 공급 계약을 맺었다.", ["worth:behind"]),
        ("en", "Sales rose [4%]=4% in spring, said the maker of kites.", []),
        ("ja", "[ハルデン]haldenに[4億円]=4e8 JPYを投じた。", ["name:to"]),
        ("ja", "引受先は[ハルデン]halden（[4億円]=4e8 JPY）など。", ["name:bracket"]),
        ("ko", "[할덴]halden이 [4억원]=4e8 KRW을 댔다.", ["name:by"]),
    ],
)
def test_a_name_right_beside_a_figure_is_bound_to_it_by_the_words_between(language: str, text: str, told: list[str]) -> None:
    (line,) = scene_of(text, language).lines

    assert [beside(line, m) for m in line.mentions if m.label in FIGURES] == [told]


def test_posts_are_told_from_people() -> None:
    (line,) = scene_of("It has [300 employees]=300 employee; [40 jobs]=40 job went.").lines

    assert [beside(line, m) for m in line.mentions if m.label in FIGURES] == [[], ["jobs"]]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "en",
            "[Halden]halden bought kite maker [Tern]tern for [$5 million]=5e6 USD from [Marlow]marlow.",
            {"Halden": ["buyer"], "Tern": ["bought"], "Marlow": ["seller"]},
        ),
        ("en", "[Tern]tern, bought in [2020]=2020, was sold to [Halden]halden.", {"Tern": ["bought"], "Halden": ["buyer"]}),
        ("en", "[Halden]halden's [5%]=5% stake in [Tern]tern", {"Halden": ["buyer"], "Tern": ["bought"]}),
        ("en", "[Tern]tern raised [$5 million]=5e6 USD from [Halden]halden.", {"Tern": [], "Halden": ["buyer"]}),
        (
            "ja",
            "[ハルデン]haldenは[ターン]tern株の[5%]=5%を[マーロウ]marlowから取得した。",
            {"ハルデン": ["buyer"], "ターン": ["bought"], "マーロウ": ["seller"]},
        ),
        (
            "en",
            "[Tern]tern is owned [60%]=60% by [Halden]halden and [40%]=40% by [Marlow]marlow.",
            {"Tern": [], "Halden": ["buyer"], "Marlow": ["buyer"]},
        ),
        ("en", "[Halden]halden, which has [60%]=60%, raised its stake in **[Tern]tern**.", {"Halden": ["buyer"], "Tern": ["bought"]}),
        ("en", "[Tern]tern, in which [Halden]halden has [60%]=60%, is a brewer.", {"Tern": ["bought"], "Halden": ["buyer"]}),
        ("en", "[Tern]tern sold to [Halden]halden in [$5 million]=5e6 USD deal", {"Tern": ["bought"], "Halden": ["buyer"]}),
        (
            "en",
            "[Halden]halden, the owner of [Vale]vale, has offered to buy [Tern]tern.",
            {"Halden": ["buyer"], "Vale": [], "Tern": ["bought"]},
        ),
        ("en", "[Halden]halden said it would buy [Tern]tern.", {"Halden": ["buyer"], "Tern": ["bought"]}),
        ("en", "[Tern]tern shareholders will own [3%]=3% of [Halden]halden.", {"Tern": ["bought"], "Halden": ["bought"]}),
        ("en", "[40%]=40% belongs to [Halden]halden.", {"Halden": ["buyer"]}),
        ("ja", "[ターン]ternを[4億円]=4e8 JPYで買収。", {"ターン": ["bought"]}),
        ("ja", "[ターン]ternが[ハルデン]haldenに[4億円]=4e8 JPYで買収された。", {"ターン": ["bought"], "ハルデン": ["buyer"]}),
        ("ja", "[ハルデン]haldenの出資比率は[5%]=5%。", {"ハルデン": ["buyer"]}),
        ("ja", "[ハルデン]haldenさんは株の[5%]=5%を握る。", {"ハルデン": ["buyer"]}),
        ("ja", "[ハルデン]halden、[4億円]=4e8 JPYで『[ターン]tern』を買う", {"ハルデン": ["buyer"], "ターン": ["bought"]}),
        ("ko", "[할덴]halden은 [턴]tern 지분 [30%]=30%를 사들였다.", {"할덴": ["buyer"], "턴": ["bought"]}),
        ("ko", "[할덴]halden의 지분율은 [5%]=5%다.", {"할덴": ["buyer"]}),
        ("ko", "[턴]tern은 [할덴]halden에 매각됐다.", {"턴": ["bought"], "할덴": ["buyer"]}),
    ],
)
def test_the_words_around_a_name_tell_its_part_in_a_deal(language: str, text: str, told: dict[str, list[str]]) -> None:
    (line,) = scene_of(text, language).lines

    assert {mention.text: parties(line, mention) for mention in line.mentions if mention.label == "ORG"} == told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Major shareholders: [Halden]halden [40%]=40%, [Marlow]marlow [9%]=9%", ["holders", "holders"]),
        ("en", "Subsidiaries: [Tern]tern ([80%]=80%)", ["held"]),
        ("en", "Its owners have a subsidiary, [Tern]tern ([80%]=80%).", ["held"]),
        ("en", "[Tern]tern kept [80%]=80% of its shareholders.", [""]),
        ("en", "Its owners are [80 people]=80 person.", [""]),
        ("ja", "主要株主 [ハルデン]halden [40%]=40%", ["holders"]),
        ("ja", "関係会社 [ターン]tern（[80%]=80%）", ["held"]),
        ("ko", "주요 주주 [할덴]halden [40%]=40%", ["holders"]),
        ("ko", "계열회사 [턴]tern([80%]=80%)", ["held"]),
    ],
)
def test_words_before_a_figure_open_a_list_of_holders_or_of_those_held(language: str, text: str, told: list[str]) -> None:
    (line,) = scene_of(text, language).lines

    assert [roll(line, figure, ()) for figure in line.figures] == told


def test_a_heading_opens_a_list_too() -> None:
    head, line = scene_of("## Shareholders\n\n[Halden]halden [40%]=40%").lines

    assert roll(line, line.figures[0], [head]) == "holders"
