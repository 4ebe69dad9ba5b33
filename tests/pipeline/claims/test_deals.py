"""What speaks for a deal beside a figure: how the names around it are bound to it, and posts that come and go."""

from __future__ import annotations

import pytest

from pipeline.claims.context import FIGURES
from pipeline.claims.deals import beside
from tests.support.claim_cases import scene_of


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "[Halden]halden paid [$4 million]=4e6 USD for kite maker [Tern]tern.", ["for:name"]),
        ("en", "It holds [9.9%]=9.9% of the [Tern]tern shares.", ["of:name"]),
        ("en", "Research came to [9%]=9% of [Tern]tern's sales.", ["of:name's"]),
        ("en", "Its owners are [Fjord Capital]fjord ([40%]=40%) and its staff.", ["name:bracket"]),
        ("en", "[Fjord Capital]fjord's [40%]=40% is for sale.", ["name:owns"]),
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
