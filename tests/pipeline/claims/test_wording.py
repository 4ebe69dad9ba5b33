"""The words of the text that may name what a figure measures: heads without their notes, what is counted, units that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.wording import _CHUNK_KO, _COUNTING, _MEASURED, _plain


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        ("Sales* (USD m)", "Sales"),
        ("Sales (net)(USD m)", "Sales"),
        ("Sales (net) (USD m)", "Sales (net)"),
        ("Sales (net) growth†", "Sales (net) growth"),
        ("売上高（百万円）", "売上高"),
        ("(USD m)", ""),
        ("", ""),
        ("*", ""),
        ("x", "x"),
        (f"{' ' * 50000}x", "x"),
        (f"{'()' * 50000}x", f"{'()' * 50000}x"),
    ],
)
def test_a_head_names_what_stands_before_its_notes(head: str, plain: str) -> None:
    assert _plain(head) == plain


@given(st.text("ab (（[）)]*†\n", max_size=40))
def test_what_is_left_of_a_head_has_no_sign(head: str) -> None:
    plain = _plain(head)

    assert plain == plain.strip()
    assert not set(plain) & set("*†‡")
    assert len(plain) <= len(head)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("several hundred million sensors", "sensors"),
        ("3.1M licences", "licences"),
        ("12 single-family houses", "single-family houses"),
        ("80 to 100 kiosks", "kiosks"),
        ("four harbours", "harbours"),
    ],
)
def test_what_is_counted_has_none_of_the_words_that_count(text: str, counted: str) -> None:
    assert _COUNTING.sub("", text) == counted


@pytest.mark.parametrize("unit", ["gram", "kilogram", "megawatt", "kilowatt-hour", "square foot", "cubic metre", "ton", "terabyte"])
def test_a_unit_of_measurement_says_in_what_something_is_told(unit: str) -> None:
    assert _MEASURED.search(unit)


@pytest.mark.parametrize("unit", ["program", "milestone", "vineyard", "football club", "compound", "button", "smile"])
def test_a_noun_that_only_holds_a_unit_of_measurement_is_counted(unit: str) -> None:
    assert not _MEASURED.search(unit)


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("물레방아 대수는 4대", ["물레방아", "대수", "4대"]),
        ("제분기를 돌리는 방앗간에서", ["제분기", "돌리", "방앗간"]),
        ("원가의 절반", ["원가", "절반"]),
        ("CCTV 영상", ["CCTV", "영상"]),
    ],
)
def test_what_marks_a_korean_noun_is_none_of_it(text: str, nouns: list[str]) -> None:
    assert [match.group() for match in _CHUNK_KO.finditer(text)] == nouns
