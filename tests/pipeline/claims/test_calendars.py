"""The periods of a document: arithmetic on them, what is only compared with, and what a period may mean besides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.intervals import days
from pipeline.claims.calendars import Frame, beside, filled, frame, grain, related, shape, shifted, since
from pipeline.claims.context import Scene, scene
from tests.support.claim_cases import build


def told(text: str, language: str) -> Scene:
    built = build(text, language=language)
    return scene(built.document, built.segments, built.mentions, built.entities)


@pytest.mark.parametrize(
    ("value", "before"),
    [
        ("FY2025-Q1", "FY2024-Q1"),
        ("2025-06-08", "2024-06-08"),
        ("2025-04-01/2025-06-30", "2024-04-01/2024-06-30"),
        ("2024-02-29", "2023-02-28"),
        ("PRESENT_REF", None),
    ],
)
def test_the_same_period_a_year_before(value: str, before: str | None) -> None:
    assert shifted(value, -1) == before


@given(st.dates(date(3, 1, 1), date(9990, 12, 31)), st.integers(-2, 2))
def test_a_day_of_another_year_is_a_day(day: date, years: int) -> None:
    moved = shifted(day.isoformat(), years)

    assert moved is not None
    assert days(moved) is not None


@pytest.mark.parametrize(
    ("value", "kind", "length"),
    [
        ("FY2025", "FY", "year"),
        ("FY2025-Q2", "FYq", "quarter"),
        ("2025-Q2", "quarter", "quarter"),
        ("2025-06", "month", "month"),
        ("XXXX-06-08", "partial", "partial"),
        (None, "none", "none"),
    ],
)
def test_a_period_has_a_shape_and_a_length(value: str | None, kind: str, length: str) -> None:
    assert (shape(value), grain(value)) == (kind, length)


def test_a_year_is_filled_in_only_where_the_year_alone_is_open() -> None:
    assert filled("XXXX-Q2", "2025") == "2025-Q2"
    assert filled("XXXX-XX-08", "2025") is None
    assert filled("2025-06", "2024") is None


@given(st.dates(date(3, 1, 1), date(9990, 12, 31)), st.integers(1, 24))
def test_months_end_on_their_last_day_and_begin_so_many_months_before(last: date, months: int) -> None:
    first, end = since(last, months)

    assert end == last
    assert 27 * months <= (last - first).days + 1 <= 32 * months


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "Sales of [$9 million]=9e6 USD rose from [2023]=2023 in [2024]=2024.", ["date", "date"]),
        ("en", "In [2024]=2024 it made [$9 million]=9e6 USD, compared with a loss in [2023]=2023.", ["plain", "date"]),
        ("en", "It made [$9 million]=9e6 USD (down 7 percent vs. [2023]=2023) in [2024]=2024.", ["date", "plain"]),
        ("ja", "[前年]=2023比で増え、[9百万ドル]=9e6 USDとなった。", ["date"]),
        ("ja", "[前年]=2023の[9百万ドル]=9e6 USDを上回った。", ["plain"]),
    ],
)
def test_a_date_with_which_something_is_compared_is_known(language: str, text: str, sides: list[str]) -> None:
    (line,) = told(text, language).lines
    figure = next(m for m in line.mentions if m.label == "MONEY")

    assert [related(beside(line), m, figure) for m in line.mentions if m.label == "DATE"] == sides


def test_a_fiscal_period_that_is_not_named_has_the_days_that_the_named_years_imply() -> None:
    dates = Frame({0: None}, {}, 1.0, frozenset(), [], days={"FY2025": (date(2024, 4, 1), date(2025, 3, 31))}, closing=3)

    assert dates.span("FY2024") == (date(2023, 4, 1), date(2024, 3, 31))
    assert dates.span("FY2025-Q3") == (date(2024, 10, 1), date(2024, 12, 31))


def test_what_a_period_may_mean_besides() -> None:
    dates = Frame({0: None}, {}, 0.5, frozenset(), [], days={"FY2025": (date(2024, 4, 1), date(2025, 3, 31))}, closing=3)

    assert dates.views("2024", None) == [("FY2024", "as:fiscal"), ("2024-12-31", "as:end")]
    assert dates.views("2024-03", None) == [("FY2024", "as:closing")]
    assert dates.views(None, None) == []


def test_the_commonest_year_is_the_year_of_a_date_that_leaves_it_open() -> None:
    dates = frame(told("In [2025]=2025 sales rose. [2Q]=XXXX-Q2 was strong, [2025]=2025 will be so, unlike [2024]=2024.", "en"))

    assert dates.meant("XXXX-Q2") == "2025-Q2"
    assert dates.meant("2024-Q2") == "2024-Q2"
