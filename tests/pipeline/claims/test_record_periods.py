"""Records that tell of when they are in a column of their own, and heads as data teams, brokers and filings write them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.runs import run
from pipeline.store import open_tables

#: File -> its text, and of every figure what it measures, its value and unit, and of when it is.
CASES: dict[str, tuple[str, set[tuple[str, str, str, str]]]] = {
    "years.csv": (
        "company,fiscal_year,revenue_usd_m,operating_income_usd_m,net_income_usd_m,employees\n"
        "Marlow Kilns Inc,2021,310.5,22.4,15.1,902\nMarlow Kilns Inc,2022,335.0,-4.2,-6.0,874\n",
        {
            ("revenue", "310500000", "USD", "FY2021"),
            ("operating profit", "22400000", "USD", "FY2021"),
            ("net profit", "15100000", "USD", "FY2021"),
            ("employees", "902", "", "FY2021"),
            ("revenue", "335000000", "USD", "FY2022"),
            ("operating profit", "-4200000", "USD", "FY2022"),
            ("net profit", "-6000000", "USD", "FY2022"),
            ("employees", "874", "", "FY2022"),
        },
    ),
    "quarters.csv": (
        "company,year,quarter,revenue_gbp_m\nMarlow Kilns Inc,2021,Q3,31.5\nMarlow Kilns Inc,2022,Q1,33.1\n",
        {("revenue", "31500000", "GBP", "2021-Q3"), ("revenue", "33100000", "GBP", "2022-Q1")},
    ),
    "units.csv": (
        "company,currency,unit,Jahr,sales\nMarlow Kilns Inc,CHF,million,2021,118.2\nMarlow Kilns Inc,CHF,million,2022,121.9\n",
        {("revenue", "118200000", "CHF", "2021"), ("revenue", "121900000", "CHF", "2022")},
    ),
    "keys.csv": (
        "key,value\ncompany_name,Marlow Kilns Inc\nemployees,640\nrevenue_2021_usd,74500000\n",
        {("revenue", "74500000", "USD", "2021"), ("employees", "640", "", "None")},
    ),
    "commas.csv": (
        "Company;Year;Revenue (EUR million);Employees\nMarlow Kilns Inc;2021;1.318,2;3.410\nMarlow Kilns Inc;2022;987,4;2.954\n",
        {
            ("revenue", "1318200000", "EUR", "2021"),
            ("employees", "3410", "", "2021"),
            ("revenue", "987400000", "EUR", "2022"),
            ("employees", "2954", "", "2022"),
        },
    ),
    "months.md": (
        "# Marlow Kilns Inc Q3 2022\n\n| $ million | Q3 | 9M |\n|---|---|---|\n| | 2022 | 2022 |\n| Revenue | 40.2 | 112.0 |\n",
        {("revenue", "40200000", "USD", "2022-Q3"), ("revenue", "112000000", "USD", "2022-01-01/2022-09-30")},
    ),
    "notes.txt": (
        "Marlow Kilns Group Inc\n\n(in € millions)          2021(1)    2022\nRevenue                  1,044.0    1,120.5\n"
        "Net profit                  51.7      55.9\n\n(1) Restated.\n",
        {
            ("revenue", "1044000000", "EUR", "2021"),
            ("revenue", "1120500000", "EUR", "2022"),
            ("net profit", "51700000", "EUR", "2021"),
            ("net profit", "55900000", "EUR", "2022"),
        },
    ),
    "broker.md": (
        "Marlow Kilns Inc: 2Q24 review\n\nTable 1. Results (KRW bn, %)\n\n| | 2Q23 | 2Q24 | YoY |\n|:--|--:|--:|--:|\n"
        "| Revenue | 71.0 | 78.1 | 10.0 |\n",
        {
            ("revenue", "71000000000", "KRW", "2023-Q2"),
            ("revenue", "78100000000", "KRW", "2024-Q2"),
            ("revenue growth year on year", "10", "%", "2024-Q2"),
        },
    ),
    "terms.html": (
        "<html><head><title>主要財務指標｜株式会社白浜窯業</title></head><body><h1>主要財務指標</h1><p>単位：百万円</p><table>"
        "<tr><th>決算期</th><th>第31期<br>2021年3月</th><th>第32期<br>2022年3月</th></tr>"
        "<tr><td>売上高</td><td>8,220</td><td>8,904</td></tr></table></body></html>",
        {("revenue", "8220000000", "JPY", "FY2021"), ("revenue", "8904000000", "JPY", "FY2022")},
    ),
    "halves.md": (
        "# 株式会社白浜窯業 半期報告書\n\n（単位：百万円）\n\n| 回次 | 第31期中 | 第32期 第1四半期 | 第31期 |\n|---|--:|--:|--:|\n"
        "| 決算年月 | 2020年9月 | 2021年6月 | 2021年3月 |\n| 売上高 | 4,110 | 2,240 | 8,220 |\n",
        {
            ("revenue", "4110000000", "JPY", "2020-09"),
            ("revenue", "2240000000", "JPY", "2021-06"),
            ("revenue", "8220000000", "JPY", "FY2021"),
        },
    ),
    "points.txt": (
        "(주)하늘도자 2023년 3분기 실적\n(단위: 억원, %)\n\n구분\t2023.3Q\t2022.3Q\t전년동기대비\n매출액\t4,120\t4,005\t2.9\n",
        {
            ("revenue", "412000000000", "KRW", "2023-Q3"),
            ("revenue", "400500000000", "KRW", "2022-Q3"),
            ("revenue growth year on year", "2.9", "%", "2023-Q3"),
        },
    ),
}


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sequence[tuple[str, str, str, str]]]:
    folder = tmp_path_factory.mktemp("records")
    (folder / "in").mkdir()
    for name, (text, _) in CASES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    tables = open_tables(folder / "out")
    files = {row.document_id: row.path for row in tables.records("documents")}
    found: dict[str, list[tuple[str, str, str, str]]] = {name: [] for name in CASES}
    for row in tables.records("claims"):
        if row.value is not None:
            measure = row.qualifier if row.predicate == "metric" else row.predicate
            found[files[row.document_id]].append((str(measure), f"{row.value.normalize():f}", row.unit or "", str(row.period)))
    return found


@pytest.mark.parametrize("name", CASES)
def test_each_figure_of_a_table_has_the_measure_the_unit_and_the_period_that_its_heads_and_its_row_say(
    name: str, stated: dict[str, Sequence[tuple[str, str, str, str]]]
) -> None:
    assert set(stated[name]) == CASES[name][1]
    assert len(stated[name]) == len(CASES[name][1])
