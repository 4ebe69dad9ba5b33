"""Whether the periods near a figure, and those told of its company, are called fiscal."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.claims.fiscal import numbers, usage
from tests.support.claim_cases import scene_of


def test_what_one_company_calls_its_years_says_nothing_of_another() -> None:
    told = scene_of(
        "[Acme]@acme made [$9]=9 USD in [fiscal 2024]=FY2024.\n[Bolt]@bolt made [$8]=8 USD in [2024]=2024.\n"
        "[Bolt]@bolt will make [$7]=7 USD."
    )
    named = usage(told, {0: {"acme"}, 1: {"bolt"}})
    acme = named.evidence(told.lines[2], "acme", "FY2025")
    bolt = named.evidence(told.lines[2], "bolt", "FY2025")

    assert (acme["called:subject"], bolt["called:subject"]) == (1.0, -1.0)
    assert (acme["called:article"], bolt["called:article"]) == (0.0, 0.0)
    assert named.evidence(told.lines[2], "bolt", "2025")["called:subject"] == 1.0


def test_years_called_fiscal_say_something_of_quarters_too() -> None:
    told = scene_of("It made [$9]=9 USD in [fiscal 2024]=FY2024.\nIt made [$3]=3 USD then.")
    found = usage(told, {}).evidence(told.lines[1], "", "FY2024-Q1")

    assert (found["called:near:other"], "called:near" in found) == (1.0, False)


@pytest.mark.parametrize(
    ("words", "counted"),
    [("third quarter of 2024", True), ("fiscal third quarter of 2024", True), ("three months ended June 30, 2024", False)],
)
def test_months_that_ended_are_not_called_fiscal(words: str, counted: bool) -> None:
    """A quarter whose number is another than that of the calendar is: the third, ended in June."""
    told = scene_of(f"It made [$9]=9 USD in the [{words}]=FY2024-Q3.")
    (quarter,) = told.dates
    object.__setattr__(quarter, "date_end", date(2024, 6, 30))
    found = usage(told, {}).evidence(told.lines[0], "", "FY2024-Q3")

    assert ("called:line" in found) is counted
    assert ("called:nowhere" in found) is not counted


def test_a_document_without_fiscal_periods_says_nothing() -> None:
    told = scene_of("It made [$9]=9 USD in [2024]=2024.")

    assert usage(told, {}).evidence(told.lines[0], "", "2024") == {}


@pytest.mark.parametrize("text", ["Q3", "2H24", "the third quarter", "第3四半期", "3분기", "上期"])
def test_a_part_of_a_year_has_a_number(text: str) -> None:
    assert numbers(text)


@pytest.mark.parametrize("text", ["three months ended June 30", "2024", "4-6月期", "June"])
def test_months_and_years_have_none(text: str) -> None:
    assert not numbers(text)
