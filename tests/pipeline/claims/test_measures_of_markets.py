"""What stock markets, bonds, currencies and goods do is told of no organisation, though one is named beside it."""

from __future__ import annotations

import pytest

from pipeline.claims import find
from tests.support.claim_cases import build


def told(text: str, language: str) -> list[tuple[str | None, str | None, str]]:
    built = build(text, language=language)
    return [(c.subject_id, c.qualifier, str(c.value)) for c in find(built.document, built.segments, built.mentions, built.entities)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "[Halden]halden's stock jumped [21%]=21% on [Tuesday]=2025-02-11.\nThe benchmark Kospi ended [0.7%]=0.7% higher.", "21"),
        ("en", "[Halden]halden's shares fell [3%]=3% on [Tuesday]=2025-02-11.\nThe FTSE 100 fell [0.3%]=0.3%.", "-3"),
        ("en", "[Halden]halden's shares fell [3%]=3% on [Tuesday]=2025-02-11.\nOil prices rose [2 percent]=2%.", "-3"),
        ("en", "Shares of [Halden]halden, a member of the FTSE 100, closed [4%]=4% lower on [Tuesday]=2025-02-11.", "-4"),
        ("en", "Shares of [Halden]halden, which joined the Nasdaq 100, closed [3%]=3% higher on [Tuesday]=2025-02-11.", "3"),
        ("ja", "[ハルデン]haldenの株価は[11日]=2025-02-11に[4%]=4%上昇した。\n日経平均は[0.8%]=0.8%上昇した。", "4"),
        ("ja", "日経平均が下げるなか、[ハルデン]haldenの株価は[11日]=2025-02-11に[4%]=4%上昇した。", "4"),
        ("ko", "[할덴]halden 주가는 [11일]=2025-02-11 [4%]=4% 올랐다.\n코스피지수는 [0.7%]=0.7% 올랐다.", "4"),
    ],
)
def test_what_a_share_does_is_told_of_its_company_and_what_its_market_does_of_none(language: str, text: str, value: str) -> None:
    assert told(text, language) == [("halden", "change in share price", value)]
