"""Which date of a sentence goes with a figure of it, and what the lines before leave in force."""

from __future__ import annotations

import pytest

from pipeline.claims.calendars import frame
from pipeline.claims.comparisons import beside
from pipeline.claims.context import FIGURES, Line
from pipeline.claims.governing import carried, echoes, governing, passed, wholes
from pipeline.records import Mention
from tests.support.claim_cases import scene_of


def dates(line: Line) -> list[Mention]:
    return [m for m in line.mentions if m.label == "DATE"]


def chosen(line: Line) -> list[str | None]:
    """The words of the date that goes with each figure of a line."""
    words = {m.start: m.text for m in dates(line)}
    found = [governing(line, m, dates(line), beside(line)) for m in line.mentions if m.label in FIGURES]
    return [words[one[0]] if one is not None else None for one in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In [2024]=2024 it made [$9 million]=9e6 USD and sold [$4 million]=4e6 USD of steel.", ["2024", "2024"]),
        ("en", "It made [$9 million]=9e6 USD in [2023]=2023 and [$7 million]=7e6 USD in [2024]=2024.", ["2023", "2024"]),
        ("en", "It lost [$9 million]=9e6 USD in [2023]=2023. Guidance is unchanged. It expects [$7 million]=7e6 USD.", ["2023", "2023"]),
        ("en", "Sales were [$9 million]=9e6 USD, compared with [$7 million]=7e6 USD in [2023]=2023.", [None, "2023"]),
        (
            "en",
            "Profit rose, compared to [$9 million]=9e6 USD in [2023]=2023 and [$7 million]=7e6 USD, or [9%]=9% of sales, in [2022]=2022.",
            ["2023", "2022", "2022"],
        ),
        ("ja", "[2022年]=2022の売上高は[9百万ドル]=9e6 USD、[2023年]=2023は[7百万ドル]=7e6 USD。", ["2022年", "2023年"]),
        (
            "ja",
            "[2023年]=2023の売上高は[9百万ドル]=9e6 USD（[2022年]=2022は[7百万ドル]=7e6 USD）、利益は[2百万ドル]=2e6 USD。",
            ["2023年", "2022年", "2023年"],
        ),
        ("ja", "[7月17日]=2025-07-17の買残は[7百万ドル]=7e6 USD（[前週]=2025-W28は[9百万ドル]=9e6 USD）。", ["7月17日", "前週"]),
        ("ja", "配当は[60円]=60 JPYとし、[前期]=FY2024の[50円]=50 JPYから増やす。", [None, "前期"]),
        ("en", "It lost [$3 million]=3e6 USD, in [2023]=2023 a) sales of [$9 million]=9e6 USD.", ["2023", "2023"]),
        ("ja", "[2022年]=2022の売上高[7百万ドル]=7e6 USD（[2023年]=2023まで）、利益は[2百万ドル]=2e6 USD。", ["2022年", "2023年"]),
        (
            "ko",
            "[2022년]=2022 매출 [900만달러]=9e6 USD, 이익 [90만달러]=9e5 USD, [2023년]=2023 매출 [700만달러]=7e6 USD.",
            ["2022년", "2022년", "2023년"],
        ),
    ],
)
def test_a_figure_takes_the_date_that_a_reader_would_give_it(language: str, text: str, expected: list[str | None]) -> None:
    (line,) = scene_of(text, language).lines

    assert chosen(line) == expected


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("For the [first half]=FY2025-H1 of [FY25]=FY2025 sales were [$9 million]=9e6 USD.", ["FY25"]),
        ("[Q3]=FY2022-Q3[FY22]=FY2022 sales were [$9 million]=9e6 USD.", ["FY22"]),
        ("It sells in 40 towns and made [$9 million]=9e6 USD (Example Newswire, [2025]=2025).", ["2025"]),
        (
            "It made [$9 million]=9e6 USD (Example Reports [Third Quarter 2024]=2024-Q3 Results, [2025]=2025).",
            ["Third Quarter 2024", "2025"],
        ),
        ("It made [$9 million]=9e6 USD (Example Newswire, [March 5, 2025]=2025-03-05).", []),
        ("Founded by two chemists in [2013]=2013, it has sales of [$9 million]=9e6 USD.", ["2013"]),
        ("Orders of [$9 million]=9e6 USD were the highest since [2021]=2021.", ["2021"]),
        ("It was founded with [$9 million]=9e6 USD in [2013]=2013.", []),
        ("Before it listed in [2024]=2024, sales were [$9 million]=9e6 USD.", ["2024"]),
        ("For [2025]=2025 we [now]=PRESENT_REF expect sales of [$9 million]=9e6 USD.", ["now"]),
        ("It [now]=PRESENT_REF has sales of [$9 million]=9e6 USD.", []),
        ("Sales peaked in [2022]=2022 before falling to [$9 million]=9e6 USD in [2024]=2024.", []),
        ("Sales in [2024]=2024 and [2025]=2025 were [$9 million]=9e6 USD.", []),
        ("In [fiscal 2024]=FY2024, which ended in [March]=2025-03, sales were [$9 million]=9e6 USD.", ["March"]),
        ("In [Q1]=FY2025-Q1 ([April to June]=2024-Q2) it made [$9 million]=9e6 USD.", ["April to June"]),
        ("In [Q1]=FY2025-Q1 ([Q4]=FY2024-Q4: $7 million) it made [$9 million]=9e6 USD.", []),
    ],
)
def test_a_year_that_only_places_another_date_or_a_source_goes_with_no_figure(text: str, aside: list[str]) -> None:
    (line,) = scene_of(text).lines
    places = wholes(line, dates(line))

    assert [m.text for m in dates(line) if m.start in places] == aside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sales were [$9 million]=9e6 USD in [Q2 2024]=2024-Q2, compared with [$7 million]=7e6 USD in [Q2 2023]=2023-Q2.",
            [set(), {"2024-Q2"}],
        ),
        ("Sales were [$9 million]=9e6 USD in [Q2 2024]=2024-Q2, compared with [$7 million]=7e6 USD.", [set(), set()]),
        (
            "Sales of [2024]=2024 were [$9 million]=9e6 USD, up from [$7 million]=7e6 USD in [Q2 2023]=2023-Q2.",
            [set(), set()],
        ),
        (
            "Sales were [$9 million]=9e6 USD in [Q2 2024]=2024-Q2, versus a forecast of [$8 million]=8e6 USD for [Q2 2024]=2024-Q2.",
            [set(), set()],
        ),
    ],
)
def test_what_is_compared_with_and_dated_is_not_of_the_time_that_it_is_compared_to(text: str, expected: list[set[str]]) -> None:
    (line,) = scene_of(text).lines
    told = [m for m in line.mentions if m.label in FIGURES]

    assert [passed(line, m, dates(line), beside(line)) for m in told] == expected


def test_lines_leave_the_last_stretch_and_the_last_point_of_time_in_force() -> None:
    scene = scene_of("In [2024]=2024 sales were [$9 million]=9e6 USD.\nThe plant opened on [May 5]=2025-05-05.\nMargins held at [4%]=4%.")
    held = carried(scene, frame(scene))[scene.lines[2].at]

    assert {sort: mention.text for sort, (_, mention) in held.items()} == {"any": "May 5", "flow": "2024", "point": "May 5"}


def test_lines_leave_in_force_the_stretch_that_they_look_ahead_to() -> None:
    scene = scene_of(
        "For [the third quarter]=2025-Q3 we expect [$9 million]=9e6 USD.\nIn [2024]=2024 sales were [$7 million]=7e6 USD.\nEnd."
    )
    held = carried(scene, frame(scene))[scene.lines[2].at]

    assert {sort: mention.text for sort, (_, mention) in held.items()} == {"any": "2024", "flow": "2024", "ahead": "the third quarter"}


def test_an_amount_told_again_has_the_date_of_where_it_is_dated() -> None:
    scene = scene_of("Northgate raises [$9.4 million]=9.4e6 USD\nNorthgate raised [$9.4 million]=9.4e6 USD on [May 5]=2025-05-05.")
    found = echoes(scene, frame(scene))

    assert [[m.text for _, m in held] for held in found.values()] == [["May 5"]]
