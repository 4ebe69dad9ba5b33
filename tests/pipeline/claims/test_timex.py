"""Arithmetic on the values of dates: their kind and length, the same period in another year, the one before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.intervals import days
from pipeline.claims.timex import filled, grain, open_part, preceding, shape, shifted, since


@pytest.mark.parametrize(
    ("value", "before"),
    [
        ("FY2025-Q1", "FY2024-Q1"),
        ("2025-06-08", "2024-06-08"),
        ("2025-04-01/2025-06-30", "2024-04-01/2024-06-30"),
        ("2024-02-29", "2023-02-28"),
        ("PRESENT_REF", None),
        ("XXXX-Q3", None),
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


@pytest.mark.parametrize(
    ("value", "before"),
    [
        ("FY2025-Q1", "FY2024-Q4"),
        ("2025-Q3", "2025-Q2"),
        ("2025-H1", "2024-H2"),
        ("2025-01", "2024-12"),
        ("0001-Q1", None),
        ("2025", None),
        ("2025-01-31", None),
    ],
)
def test_the_part_of_a_year_before_another(value: str, before: str | None) -> None:
    assert preceding(value) == before


def test_a_year_is_filled_in_only_where_the_year_alone_is_open() -> None:
    assert filled("XXXX-Q2", "2025") == "2025-Q2"
    assert filled("XXXX-XX-08", "2025") is None
    assert filled("2025-06", "2024") is None


@given(st.dates(date(3, 1, 1), date(9990, 12, 31)), st.integers(1, 24))
def test_months_end_on_their_last_day_and_begin_so_many_months_before(last: date, months: int) -> None:
    first, end = since(last, months)

    assert end == last
    assert 27 * months <= (last - first).days + 1 <= 32 * months


@pytest.mark.parametrize("value", ["XXXX-Q3", "FYXXXX-Q3"])
def test_a_quarter_of_an_unknown_year_is_as_long_as_any_other(value: str) -> None:
    assert grain(value) == "quarter"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("XXXX-01/XXXX-03", "XXXX-Q1"),
        ("XXXX-07/XXXX-12", "XXXX-H2"),
        ("XXXX-02/XXXX-04", "XXXX-02/XXXX-04"),
        ("2024-01/2024-03", "2024-01/2024-03"),
    ],
)
def test_months_of_an_unknown_year_have_the_name_of_their_quarter(value: str, told: str) -> None:
    assert open_part(value) == told
