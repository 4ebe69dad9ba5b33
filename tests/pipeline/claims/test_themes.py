"""The part of a company that the clause of a figure tells of."""

from __future__ import annotations

import pytest

from pipeline.claims.themes import belonging, theme
from tests.support.claim_cases import scene_of


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "Dumplings alone recorded sales of [$4 million]=4e6 USD.", "Dumplings"),
        ("en", "It fell short, while the grain trade contributed [$4 million]=4e6 USD.", "grain trade"),
        ("en", "[Halden]halden posted sales of [$4 million]=4e6 USD.", ""),
        ("en", "It posted sales of [$4 million]=4e6 USD.", ""),
        ("en", "Net sales were [$4 million]=4e6 USD.", ""),
        ("en", "The Salem-based bank had sales of [$4 million]=4e6 USD.", ""),
        ("en", "[Brenta]brenta said it had [$4 million]=4e6 USD.", ""),
        ("en", "While the deal was worth [$4 million]=4e6 USD.", ""),
        ("en", "Growing demand brought in [$4 million]=4e6 USD.", ""),
        ("ja", "塗料は国内が低調で[4億円]=4e8 JPYだった。", "paints"),
        ("ja", "半導体事業では投資が[4億円]=4e8 JPYに増えた。", "semiconductors"),
        ("ja", "小麦粉が[4億円]=4e8 JPYに増えた。", "flour"),
        ("ja", "売上は[4億円]=4e8 JPYだった。", ""),
        ("ko", "해양플랜트는 [63억원]=6.3e9 KRW의 영업손실을 냈다.", "offshore plants"),
        ("ko", "매출은 [63억원]=6.3e9 KRW이다.", ""),
    ],
)
def test_a_clause_tells_of_the_part_that_is_its_subject(language: str, text: str, part: str) -> None:
    (line,) = scene_of(text, language).lines
    figure = line.figures[-1]

    assert theme(line, figure, "halden") == part


def test_the_nearest_subject_is_told() -> None:
    (line,) = scene_of("북미는 부진했지만 배터리가 [63억원]=6.3e9 KRW의 이익을 냈다.", "ko").lines

    assert theme(line, line.figures[0], None) == "batteries"


@pytest.mark.parametrize(("owner", "part"), [("halden", "Brenta Mills"), ("brenta", ""), (None, "")])
def test_a_name_before_a_measure_is_a_part_of_the_company_that_the_figure_is_of(owner: str | None, part: str) -> None:
    text = "[Brenta Mills]brenta revenue was [$4 million]=4e6 USD."
    (line,) = scene_of(text).lines
    at = line.start + line.text.index("revenue")

    assert belonging(line, (at, at + len("revenue")), owner) == part
