"""Names told together with figures told together: each with the one in its place."""

from __future__ import annotations

import pytest

from pipeline.claims.lists import ordered
from pipeline.claims.measures import named
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[dict[str, str]]:
    (line,) = scene_of(text, language).lines
    spans = sorted({(line.start + start, line.start + end) for start, end, _ in named(line.low, line.language)})
    found = [ordered(line, figure, spans) for figure in line.figures]
    return [{line.text[a - line.start : b - line.start]: order for (a, b), order in row.items()} for row in found]


@pytest.mark.parametrize(
    ("language", "text", "words", "sort"),
    [
        (
            "en",
            "Revenue and net profit were [$9 million]=9e6 USD and [$2 million]=2e6 USD, respectively.",
            ("Revenue", "net profit"),
            "respective",
        ),
        ("en", "Revenue and its quarterly EBITDA were [$9 million]=9e6 USD and [$2 million]=2e6 USD.", ("Revenue", "EBITDA"), "listed"),
        ("ja", "売上高と営業利益はそれぞれ[9億円]=9e8 JPY、[2億円]=2e8 JPYだった。", ("売上高", "営業利益"), "respective"),
        ("ko", "매출액과 영업이익은 각각 [9억원]=9e8 KRW, [2억원]=2e8 KRW이다.", ("매출액", "영업이익"), "respective"),
    ],
)
def test_each_name_has_its_place_among_as_many_figures(language: str, text: str, words: tuple[str, str], sort: str) -> None:
    first, second = words

    assert told(text, language) == [
        {first: f"{sort}:aligned", second: f"{sort}:misaligned"},
        {first: f"{sort}:misaligned", second: f"{sort}:aligned"},
    ]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ja", "[90億円]=9e9 JPYの売上高と[2億円]=2e8 JPYの営業利益を上げた。", ("売上高", "営業利益")),
        ("ja", "[3億円]=3e8 JPYの営業損失、[4億円]=4e8 JPYの純損失を計上した。", ("営業損失", "純損失")),
        ("ko", "[90억원]=9e9 KRW의 매출에 [2억원]=2e8 KRW의 순이익을 냈다.", ("매출", "순이익")),
        ("ko", "[90억원]=9e9 KRW 규모의 매출과 [2억원]=2e8 KRW의 영업이익을 올렸다.", ("매출", "영업이익")),
    ],
)
def test_what_a_genitive_binds_to_one_of_several_sums_is_of_no_other(language: str, text: str, words: tuple[str, str]) -> None:
    first, second = words

    assert told(text, language) == [
        {first: "respective:aligned", second: "respective:misaligned"},
        {first: "respective:misaligned", second: "respective:aligned"},
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "営業損益は[3億円]=3e8 JPYの赤字、純損益は[4億円]=4e8 JPYの赤字だった。"),
        ("ja", "営業損益が[6億円]=6e8 JPYの黒字、経常損益が[5億円]=5e8 JPYの損失となった。"),
        ("ko", "영업이익은 [13억원]=13e8 KRW의 흑자, 당기순이익은 [8억원]=8e8 KRW의 손실을 냈다."),
    ],
)
def test_a_profit_or_a_loss_behind_each_sum_binds_none_whose_measure_stands_before_it(language: str, text: str) -> None:
    assert told(text, language) == [{}, {}]


def test_a_sum_with_its_measure_behind_leaves_words_before_another_sum_alone() -> None:
    assert told("売上高は[90億円]=9e9 JPYで、[2億円]=2e8 JPYの純利益を上げた。", "ja") == [{}, {}]


@pytest.mark.parametrize(
    "text",
    [
        "Revenue and net profit rose to [$9 million]=9e6 USD.",
        "Revenue was [$9 million]=9e6 USD and [$2 million]=2e6 USD of it came from rent.",
        "Revenue, as the board had feared for long, and net profit were [$9 million]=9e6 USD and [$2 million]=2e6 USD.",
    ],
)
def test_names_that_are_not_as_many_as_the_figures_have_no_place(text: str) -> None:
    assert not any(told(text, "en"))
