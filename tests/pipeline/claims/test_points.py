"""Figures in basis points and percentage points: a claim keeps the number of the text, and says what it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.claims import points
from pipeline.records import Mention


def figure(text: str, value: str) -> Mention:
    return Mention("m", "d", "s", 0, len(text), text, "PERCENT", value=Decimal(value), unit="%")


@pytest.mark.parametrize(
    ("text", "held", "value", "unit"),
    [
        ("45 basis points", "0.45", "45", "basis point"),
        ("-220 bps", "-2.2", "-220", "basis point"),
        ("30bp", "0.3", "30", "basis point"),
        ("25ベーシスポイント", "0.25", "25", "basis point"),
        ("1.5 percentage points", "1.5", "1.5", "percentage point"),
        ("3 ppt", "3", "3", "percentage point"),
        ("0.4pp", "0.4", "0.4", "percentage point"),
        ("2.1ポイント", "2.1", "2.1", "percentage point"),
        ("1.2%p", "1.2", "1.2", "percentage point"),
        ("4 percent", "4", "4", "%"),
        ("5pct", "5", "5", "%"),
    ],
)
def test_a_percentage_in_points_keeps_the_number_of_the_text(text: str, held: str, value: str, unit: str) -> None:
    told = points.told(figure(text, held))
    assert (told[0], told[3]) == (Decimal(value), unit)
    assert points.in_points(figure(text, held)) is (unit != "%")


def test_a_figure_that_is_no_percentage_is_left_as_it_is() -> None:
    told = points.told(Mention("m", "d", "s", 0, 9, "40 points", "QUANTITY", value=Decimal(40), unit="point"))
    assert told == (Decimal(40), None, None, "point")
