"""Two dates that are the ends of one stretch of time are one date of a sentence; those between which something moves stay two."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claims.context import scene
from pipeline.stages import annotate, linked

_WRITTEN = "Halden Inc. published its figures on November 4, 2024.\n\n"


def stretches(text: str) -> list[tuple[str | None, date | None, date | None]]:
    document, segments, mentions, entities = linked(_WRITTEN + text)
    line = scene(document, segments, mentions, entities).lines[-1]
    return [(m.timex_value, m.date_start, m.date_end) for m in line.mentions if m.label == "DATE"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("From January to September, profit rose.", [("2024-01/2024-09", date(2024, 1, 1), date(2024, 9, 30))]),
        ("It sold 90 boats between March and July.", [("2024-03/2024-07", date(2024, 3, 1), date(2024, 7, 31))]),
        ("It sold 90 boats in the July-to-September period.", [("2024-07/2024-09", date(2024, 7, 1), date(2024, 9, 30))]),
        ("It ran from May 14 to August 13.", [("2024-05-14/2024-08-13", date(2024, 5, 14), date(2024, 8, 13))]),
        ("It ran from November 2023 to February 2024.", [("2023-11/2024-02", date(2023, 11, 1), date(2024, 2, 29))]),
        (
            "From January to August, profit was $9 million, against $7 million in the same period last year.",
            [("2024-01/2024-08", date(2024, 1, 1), date(2024, 8, 31)), ("2023-01/2023-08", date(2023, 1, 1), date(2023, 8, 31))],
        ),
    ],
)
def test_dates_that_are_the_ends_of_one_stretch_are_one_date(text: str, told: list[tuple[str | None, date | None, date | None]]) -> None:
    assert stretches(text) == told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales fell from May to June.", ["2024-05", "2024-06"]),
        ("Sales rose 4% from May 2023 to May 2024.", ["2023-05", "2024-05"]),
        ("Sales rose from $4 million in May to $6 million in September.", ["2024-05", "2024-09"]),
        ("It grew from 2021 to 2023.", ["2021", "2023"]),
        ("It opened in March and July.", ["2024-03", "2024-07"]),
    ],
)
def test_dates_between_which_something_moves_stay_two(text: str, values: list[str]) -> None:
    assert [value for value, *_ in stretches(text)] == values


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Halden's revenue was $9 million from January to September.", ["2024-01-01/2024-09-30"]),
        ("Halden's revenue was $9 million in the July-to-September period.", ["2024-Q3"]),
        ("Halden's revenue was $9 million in January-August.", ["2024-01-01/2024-08-31"]),
    ],
)
def test_months_of_one_year_are_told_by_their_quarter_or_their_days(text: str, periods: list[str]) -> None:
    assert [claim.period for claim in annotate(_WRITTEN + text)[3] if claim.predicate == "revenue"] == periods
