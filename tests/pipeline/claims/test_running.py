"""Periods worked out from the day of a document and the quarter that it is about."""

from __future__ import annotations

import pytest

from pipeline.claims.calendars import frame
from pipeline.claims.governing import carried
from pipeline.claims.running import running
from tests.support.claim_cases import scene_of

QUARTER = "In [the third quarter of 2024]=2024-Q3 it made [$9]=9 USD.\n"


def values(text: str, own: str | None = None) -> dict[str, tuple[str, ...]]:
    """What the last figure of a text may be of."""
    told = scene_of(text)
    dates, line = frame(told), told.lines[-1]
    dates.carried = carried(told, dates)
    return dict(running(told, dates, line, line.figures[-1], own))


def test_the_nine_months_end_with_the_third_quarter_that_a_document_is_about() -> None:
    found = values(QUARTER + "For the [nine months]=P9M it made [$20]=20 USD.")

    assert found == {"2024-01-01/2024-09-30": ("spanned", "spanned:P9M", "spanned:here", "spanned:days")}


def test_a_line_behind_one_of_nine_months_may_be_of_them_too() -> None:
    found = values(QUARTER + "For the [nine months]=P9M it made [$20]=20 USD.\nMargins were [4%]=4%.")

    assert found == {"2024-01-01/2024-09-30": ("spanned", "spanned:P9M", "spanned:passage", "spanned:days")}


def test_six_months_are_the_first_half_by_its_name_or_its_days() -> None:
    found = values("In [the second quarter]=FY2024-Q2 it made [$9]=9 USD.\nFor the [six months]=P6M it made [$20]=20 USD.")

    assert set(found) == {"FY2024-H1", "2024-01-01/2024-06-30"}


@pytest.mark.parametrize("words", ["[nine months]=P9M ago", "within [nine months]=P9M", "the [six months]=P6M", "[two years]=P2Y"])
def test_another_length_of_time_covers_no_report(words: str) -> None:
    assert values(f"{QUARTER}It paid {words} [$20]=20 USD.") == {}


@pytest.mark.parametrize("words", ["so far this year", "year to date", "since the start of the year", "年初から"])
def test_what_has_run_since_the_year_began_ends_on_the_day_of_telling(words: str) -> None:
    assert values(f"Orders of [$20]=20 USD {words}.", own="2025-05-07") == {"2025-01-01/2025-05-07": ("so-far",)}


def test_a_year_to_date_of_an_undated_document_ends_nowhere() -> None:
    assert values("Orders of [$20]=20 USD so far this year.") == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sales of [the first half of 2024]=2024-H1 were [$9]=9 USD ([2023]=2023: [$8]=8 USD).", {"2023-H1": ("parted", "parted:here")}),
        (
            "Sales of [the first half of 2024]=2024-H1 were [$9]=9 USD.\nProfit was [$4]=4 USD ([2023]=2023: [$3]=3 USD).",
            {"2023-H1": ("parted", "parted:carried")},
        ),
        ("Sales of [2024]=2024 were [$9]=9 USD ([2023]=2023: [$8]=8 USD).", {}),
        ("After [the first half of 2024]=2024-H1 came [2025]=2025: [$9]=9 USD ([2023]=2023: [$8]=8 USD).", {}),
        ("Sales of [the first half of 2024]=2024-H1 were [$9]=9 USD ([last year]=2023: [$8]=8 USD).", {}),
        ("Sales of [the first half of 2024]=2024-H1 were [$9]=9 USD, and [$8]=8 USD in [2023]=2023.", {}),
    ],
)
def test_a_year_in_brackets_beside_part_of_another_means_the_same_part(text: str, wanted: dict[str, tuple[str, ...]]) -> None:
    assert values(text) == wanted
