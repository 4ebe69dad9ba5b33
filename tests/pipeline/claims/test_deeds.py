"""What is done with what a figure counts."""

from __future__ import annotations

import pytest

from pipeline.claims.deeds import deeds
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[list[str]]:
    """Return the deeds of each figure of a text."""
    return [[name for name, *_ in deeds(line, figure)] for line in scene_of(text, language).lines for figure in line.figures]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "It plans to open [25 stores]=25 store.", [["to open"]]),
        ("en", "It is closing as many as [41 outlets]=41 store.", [["to close", "closed"]]),
        ("en", "It sold [50 pumps]=50 store.", [["sold"]]),
        ("en", "[23 stores]=23 store were shut.", [["closed", "shut"]]),
        ("en", "The board approved an offering of [700,000 shares]=700000 store.", [["offered"]]),
        ("en", "It repurchased [700,000 shares]=700000 store.", [["bought back", "repurchased"]]),
        ("en", "It has [50 pumps]=50 store.", [[]]),
        ("en", "[50 pumps]=50 store were polished.", [["polished"]]),
        ("en", "It means to polish [50 pumps]=50 store.", [["to polish"]]),
        ("ja", "[210店]=210 storeを閉める。", [["to close", "closed"]]),
        ("ja", "新規出店 [45店]=45 store", [["to open", "opened"]]),
        ("ja", "[45店]=45 storeを持つ。", [[]]),
        ("ko", "[6만주]=60000 store를 인수한다.", [["to acquire", "acquired"]]),
    ],
)
def test_what_is_counted_is_told_with_what_is_done_to_it(language: str, text: str, names: list[list[str]]) -> None:
    assert told(text, language) == names
