"""Records of several companies: each figure is of the company that its record names, in every format and language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.runs import run
from pipeline.store import open_tables

CASES: dict[str, tuple[str, set[tuple[str, str, Decimal]]]] = {
    "names.csv": (
        "Company,Revenue 2023 (USD million),Employees\nNorthgate Robotics,41.5,320\nPellwood Dairy,12.2,88\nOstrava Ceramics,7.9,140\n",
        {
            ("Northgate Robotics", "revenue", Decimal("41500000")),
            ("Pellwood Dairy", "revenue", Decimal("12200000")),
            ("Ostrava Ceramics", "revenue", Decimal("7900000")),
            ("Northgate Robotics", "metric", Decimal(320)),
            ("Pellwood Dairy", "metric", Decimal(88)),
            ("Ostrava Ceramics", "metric", Decimal(140)),
        },
    ),
    "names_ja.csv": (
        "会社名,売上高（百万円）,従業員数\n北星機工株式会社,3120,210\nみなと食品,980,54\n大川電装,4400,310\n",
        {
            ("北星機工株式会社", "revenue", Decimal("3120000000")),
            ("みなと食品", "revenue", Decimal("980000000")),
            ("大川電装", "revenue", Decimal("4400000000")),
            ("北星機工株式会社", "metric", Decimal(210)),
            ("みなと食品", "metric", Decimal(54)),
            ("大川電装", "metric", Decimal(310)),
        },
    ),
    "names_ko.md": (
        "# 식품 3사 비교\n\n| 회사명 | 매출액(억원) | 직원수 |\n|---|---|---|\n"
        "| 한들식품 | 312 | 210 |\n| 바다유업 | 98 | 54 |\n| 새봄제과 | 440 | 310 |\n",
        {
            ("한들식품", "revenue", Decimal("31200000000")),
            ("바다유업", "revenue", Decimal("9800000000")),
            ("새봄제과", "revenue", Decimal("44000000000")),
            ("한들식품", "metric", Decimal(210)),
            ("바다유업", "metric", Decimal(54)),
            ("새봄제과", "metric", Decimal(310)),
        },
    ),
    "peers.md": (
        "# Four couriers side by side\n\n|  | Parcelwing Ltd | quickhop | Vanmoor | Dray & Sons Ltd |\n|---|---|---|---|---|\n"
        "| Founded | 2004 | 2012 | 1999 | 1987 |\n| Revenue, 2023 (USD million) | 41.5 | 12.2 | 7.9 | 60.1 |\n",
        {
            ("Parcelwing Ltd", "revenue", Decimal("41500000")),
            ("quickhop", "revenue", Decimal("12200000")),
            ("Vanmoor", "revenue", Decimal("7900000")),
            ("Dray & Sons Ltd", "revenue", Decimal("60100000")),
        },
    ),
    "ranking.md": (
        "# What the teams earn\n\n| Rank | Team | Revenue ($ million) | Growth |\n|--:|---|--:|--:|\n| 1 | Fargo Harriers | 118 | +31% |\n"
        "| 2 | Yakima Pilots | 96 | +18% |\n| 3 | Tulsa Brass Bells | 83 | +4% |\n",
        {
            ("Fargo Harriers", "revenue", Decimal("118000000")),
            ("Yakima Pilots", "revenue", Decimal("96000000")),
            ("Tulsa Brass Bells", "revenue", Decimal("83000000")),
            ("Fargo Harriers", "metric", Decimal(31)),
            ("Yakima Pilots", "metric", Decimal(18)),
            ("Tulsa Brass Bells", "metric", Decimal(4)),
        },
    ),
    "names.json": (
        '[{"company": "Northgate Robotics", "revenue (USD)": 41500000, "employees": 320},'
        ' {"company": "Pellwood Dairy", "revenue (USD)": 12200000, "employees": 88}]',
        {
            ("Northgate Robotics", "revenue", Decimal("41500000")),
            ("Pellwood Dairy", "revenue", Decimal("12200000")),
            ("Northgate Robotics", "metric", Decimal(320)),
            ("Pellwood Dairy", "metric", Decimal(88)),
        },
    ),
}


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str, Decimal]]]:
    """File -> its figures: of whom, what, how much."""
    folder = tmp_path_factory.mktemp("records")
    (folder / "in").mkdir()
    for name, (text, _) in CASES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    tables = open_tables(folder / "out")
    entities = {row.entity_id: row.name for row in tables.records("entities")}
    files = {row.document_id: row.path.partition("#")[0] for row in tables.records("documents")}
    found: dict[str, set[tuple[str, str, Decimal]]] = {name: set() for name in CASES}
    for row in tables.records("claims"):
        if row.value is not None:
            found[files[row.document_id]].add((entities[row.subject_id], row.predicate, row.value))
    return found


@pytest.mark.parametrize("name", CASES)
def test_each_figure_of_a_list_of_companies_is_of_the_company_that_its_record_names(
    name: str, stated: dict[str, set[tuple[str, str, Decimal]]]
) -> None:
    assert stated[name] == CASES[name][1]
