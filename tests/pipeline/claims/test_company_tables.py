"""Tables of companies: whose the figures of a row are, what they measure and of when they are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.runs import run
from pipeline.store import open_tables
from tests.support.claim_cases import claims


def test_names_in_bold_below_a_head_of_companies_are_told_of_and_name_no_measure():
    text = (
        "| Company | Valuation | Multiple |\n|---|---|---|\n| **Orva** | $12B (Mar 2024) | 31x |\n| **Quell** | ~$1.5B | 15x |\n"
        "| **Ted** | $1.2B | 17x |\n"
    )
    told = claims(text)
    assert {(name, period) for name, predicate, _, _, period in told if predicate == "valuation"} == {
        ("Orva", "2024-03"),
        ("Quell", None),
        ("Ted", None),
    }
    assert not {name for _, predicate, name, _, _ in told if predicate == "metric"} & {"Orva", "Quell", "Ted"}


def test_columns_of_companies_are_told_by_more_words_and_names_by_what_stands_beside_them():
    firms = "| Rank | VC Firm | AUM |\n|---|---|---|\n| 1 | Orva Tide | $41.2B |\n| 2 | Lumen | $19B |\n| 3 | Battenby Capital | $8B |\n"
    names = "| Name | Revenue | Headquarters |\n|---|---|---|\n| Marrow Five | $99 million | Oslo |\n"
    people = "| Name | Title | Salary |\n|---|---|---|\n| Ann Lee | Director | $99,000 |\n"
    assert {(name, value) for name, predicate, _, value, _ in claims(firms) if predicate == "metric"} == {
        ("Orva Tide", "41200000000"),
        ("Lumen", "19000000000"),
        ("Battenby Capital", "8000000000"),
    }
    assert {(name, predicate) for name, predicate, _, _, _ in claims(names)} == {
        ("Marrow Five", "revenue"),
        ("Marrow Five", "headquarters"),
    }
    assert claims(people) == set()


def test_the_heading_of_an_entry_that_tells_what_only_companies_have_names_one():
    text = "### 1. Harbour\n- **Founded:** 2019\n- **Valuation:** $310M\n\n### 2. Meadow\n- **Founded:** 2018\n- **Employees:** 48\n"
    assert claims(text) == {
        ("Harbour", "founded", None, None, "2019"),
        ("Harbour", "valuation", None, "310000000", None),
        ("Meadow", "founded", None, None, "2018"),
        ("Meadow", "metric", "employees", "48", None),
    }
    below = "## A. Averil\n\n### A.1 Company Overview\n\n| Attribute | Details |\n|---|---|\n| Founded | 2018 |\n| Employees | 48 |\n"
    assert claims(below) == {("Averil", "founded", None, None, "2018"), ("Averil", "metric", "employees", "48", None)}
    assert claims("## Key Metrics\n\n- Revenue: $5M\n- Employees: 30\n- Founded: 2019\n") == set()
    assert claims("## Cloud\n\n- Revenue: $5M\n- Employees: 30\n") == set()
    assert claims("## Frequently asked\n\n- Headquarters: Oslo\n- Employees: 120\n") == set()
    assert {name for name, *_ in claims("## 1. Bank of Harlow\n\n- Founded: 2012\n- Headquarters: Oslo\n")} == {"Bank of Harlow"}
    assert {name for name, *_ in claims("# Orvano opens a mill\n\n- Founded: 2012\n- Headquarters: Oslo\n")} <= {"Orvano"}


def test_funding_without_a_round_or_a_day_beside_it_is_all_that_was_raised():
    table = "| Company | {} | {} |\n|---|---|---|\n| Orvano Inc | $278M | {} |\n"
    assert claims("### 1. Orvano Inc\n- **Founded:** 2019\n- **Funding:** $52M\n") == {
        ("Orvano Inc", "founded", None, None, "2019"),
        ("Orvano Inc", "funding_total", None, "52000000", None),
    }
    assert {one[1] for one in claims(table.format("Raised", "Revenue", "$20M"))} == {"funding_total", "revenue"}
    assert {one[1] for one in claims(table.format("Funding", "Date", "May 2024"))} == {"funding_round"}


def test_a_row_whose_company_is_no_name_that_was_found_is_of_no_other(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(
        "| # | Startup | Total raised | Founded |\n|---|---|---|---|\n| 1 | Orvano | $12M | 2019 |\n| 2 | the mill | $9M | 2020 |\n",
        encoding="utf-8",
    )
    run(tmp_path / "in", tmp_path / "out", workers=1)
    assert {(one.predicate, one.value) for one in open_tables(tmp_path / "out").records("claims")} == {
        ("funding_total", Decimal("12000000")),
        ("founded", None),
    }


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (
            "Area | Emissions target | Budget",
            ("Energy | Carbon neutrality | $5M", "Water | Zero waste | $7M", "Waste | Full recycling | $9M"),
        ),
        ("Task | Responsible team | Budget", ("Launch | Marketing | $5M", "Build | Engineering | $7M", "Sell | Sales | $9M")),
        ("Name | Sales | Profit", ("Green Tea | $5M | $1M", "Black Tea | $7M | $2M", "Oolong | $9M | $3M")),
    ],
)
def test_targets_teams_and_what_is_sold_are_no_companies(heads: str, rows: Sequence[str]) -> None:
    table = "\n".join(f"| {row} |" for row in (heads, "---|---|---", *rows))
    assert claims(f"{table}\n") == set()


def test_sums_below_companies_are_no_company() -> None:
    text = "| Company | Valuation | Revenue |\n|---|---|---|\n| Orvano | $12B | $2B |\n| Quellmark | $9B | $1B |\n| Total | $21B | $3B |\n"
    assert {name for name, *_ in claims(text)} == {"Orvano", "Quellmark"}


@pytest.mark.parametrize(
    ("head", "predicate"),
    [("調達額（累計）", "funding_total"), ("調達額 （累計調達額）", "funding_total"), ("売上高（累計）", "revenue")],
)
def test_what_is_summed_up_is_money_raised_where_the_head_says_that_it_is_raised(head: str, predicate: str):
    text = f"# 資金調達の一覧\n\n| 会社名 | {head} |\n|---|---|\n| 株式会社白根計器 | 25億円 |\n| 株式会社若葉製作所 | 9億円 |\n"
    assert {(told, value) for _, told, _, value, _ in claims(text)} == {(predicate, "2500000000"), (predicate, "900000000")}
