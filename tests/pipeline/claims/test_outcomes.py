"""Whether a figure is told as a profit or a loss, and what its measure is then."""

from __future__ import annotations

import pytest

from pipeline.claims.flanks import outcome
from pipeline.claims.measures import measures, told_as
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[str | None]:
    """Return how each figure of a text is told."""
    return [outcome(line, figure) for line in scene_of(text, language).lines for figure in line.figures]


@pytest.mark.parametrize(
    ("language", "text", "sorts"),
    [
        ("ja", "営業損益は[22億円]=2.2e9 JPYの黒字（前の期は[9億円]=9e8 JPYの赤字）だった。", ["profit", "loss"]),
        ("ko", "영업손익은 [32억원]=3.2e9 KRW 흑자로, 전년 [9억원]=9e8 KRW 적자에서 돌아섰다.", ["profit", "loss"]),
        ("en", "An operating profit of [$4 million]=4e6 USD, against a loss of [$2 million]=2e6 USD.", ["profit", "loss"]),
        ("en", "Operating loss of [$9 million]=9e6 USD vs profit [$2 million]=2e6 USD", ["loss", "profit"]),
        ("en", "The mill lost [about $3 million]=3e6 USD last year.", ["loss"]),
        ("en", "Sales were [$3 million]=3e6 USD.", [None]),
        ("en", "The profit per share was [$1]=1 USD.", [None]),
        ("ja", "売上高は[3億円]=3e8 JPYだった。", [None]),
    ],
)
def test_the_words_beside_a_figure_tell_a_profit_or_a_loss(language: str, text: str, sorts: list[str | None]) -> None:
    assert told(text, language) == sorts


@pytest.mark.parametrize(
    ("name", "how", "other"),
    [
        ("operating profit", "loss", "operating loss"),
        ("operating loss", "profit", "operating profit"),
        ("ordinary profit", "loss", "ordinary loss"),
        ("pre-tax profit", "loss", "pre-tax loss"),
        ("segment profit", "loss", "segment loss"),
        ("earnings per share", "loss", "loss per share"),
        ("net profit", "profit", None),
        ("net profit", None, None),
        ("revenue", "loss", None),
    ],
)
def test_a_profit_told_as_a_loss_is_the_loss_of_its_kind(name: str, how: str | None, other: str | None) -> None:
    turned = told_as(name, how)

    assert (turned.name if turned is not None else None) == other


def test_a_loss_is_of_one_profit() -> None:
    losses = [measure.loss for measure in measures() if measure.loss]

    assert sorted(losses) == sorted(set(losses))
