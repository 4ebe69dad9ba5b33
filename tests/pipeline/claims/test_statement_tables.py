"""Tables of results as companies and brokers print them: of each kind five, of companies that do not exist, cell by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support.further_statements import FURTHER
from tests.support.more_statements import MORE
from tests.support.statement_tables import Statement, flat, web
from tests.support.summaries import SUMMARIES

#: Share of the cells of a kind of table of which the claim must be right: predicate, subject, value and unit.
ENOUGH = 0.80
_UNITS = ("%", "JPY", "USD", "GBP", "EUR", "KRW", "CNY", "AUD", "NZD", "ZAR")


FLAT = (
    Statement(
        "flat1.txt",
        "株式会社青葉計器",
        flat(
            "株式会社青葉計器",
            "2021年3月期",
            "売上高\n営業利益\n経常利益\n百万円\n%\n百万円\n%\n百万円\n%",
            "2021年3月期\n18,204 △6.3\n1,120\n△12.4\n1,188 △9.9\n2020年3月期\n19,428\n2.2\n1,278\n4.0\n1,319\n5.1",
        ),
        "revenue 18204000000 JPY\nmetric -6.3 %\nmetric 1120000000 JPY\nmetric -12.4 %\nmetric 1188000000 JPY\nmetric -9.9 %\n"
        "revenue 19428000000 JPY\nmetric 2.2 %\nmetric 1278000000 JPY\nmetric 4.0 %\nmetric 1319000000 JPY\nmetric 5.1 %",
    ),
    Statement(
        "flat2.txt",
        "南海食糧株式会社",
        flat(
            "南海食糧株式会社",
            "平成28年9月期",
            "営業収益\n経常利益\n当期純利益\n百万円\n%\n百万円\n%\n百万円\n%",
            "28年9月期\n7,310\n11.8\n402\n20.1\n263\n31.5\n27年9月期\n6,538\n3.7\n335 △8.0\n200\n△15.5",
        ),
        "revenue 7310000000 JPY\nmetric 11.8 %\nmetric 402000000 JPY\nmetric 20.1 %\nmetric 263000000 JPY\nmetric 31.5 %\n"
        "revenue 6538000000 JPY\nmetric 3.7 %\nmetric 335000000 JPY\nmetric -8.0 %\nmetric 200000000 JPY\nmetric -15.5 %",
    ),
    Statement(
        "flat3.txt",
        "株式会社北星機工",
        flat(
            "株式会社北星機工",
            "2024年12月期",
            "総資産\n純資産\n自己資本比率\n百万円\n百万円\n%",
            "2024年12月期\n41,077\n22,650\n54.9\n2023年12月期\n39,911\n21,004\n52.3",
        ),
        "metric 41077000000 JPY\nmetric 22650000000 JPY\nmetric 54.9 %\nmetric 39911000000 JPY\nmetric 21004000000 JPY\nmetric 52.3 %",
    ),
    Statement(
        "flat4.txt",
        "丸越建材株式会社",
        flat(
            "丸越建材株式会社",
            "2019年6月期第2四半期",
            "売上高\n営業利益\n百万円\n%\n百万円\n%",
            "2019年6月期第2四半期\n3,905 △1.2\n△77\n-\n2018年6月期第2四半期\n3,952\n6.4\n61\n22.0",
        ),
        "revenue 3905000000 JPY\nmetric -1.2 %\nmetric -77000000 JPY\nrevenue 3952000000 JPY\nmetric 6.4 %\n"
        "metric 61000000 JPY\nmetric 22.0 %",
    ),
    Statement(
        "flat5.txt",
        "株式会社東野電装",
        flat(
            "株式会社東野電装",
            "2022年2月期",
            "売上高\n営業利益\n当期純利益\n1株当たり当期純利益\n百万円\n百万円\n百万円\n円 銭",
            "2022年2月期\n55,310\n4,871\n3,015\n141.22\n2021年2月期\n50,846\n4,102\n2,660\n124.60",
        ),
        "revenue 55310000000 JPY\nmetric 4871000000 JPY\nmetric 3015000000 JPY\nmetric 141.22 JPY\nrevenue 50846000000 JPY\n"
        "metric 4102000000 JPY\nmetric 2660000000 JPY\nmetric 124.60 JPY",
    ),
)

YEARS = (
    Statement(
        "years1.html",
        "若宮製粉株式会社",
        web(
            "若宮製粉株式会社",
            "業績の推移",
            "2019年3月期 2020年3月期 2021年3月期",
            "売上高（百万円）|8,210 8,455 8,102",
            "経常利益（百万円）|312 298 251",
            "従業員数（人）|411 420 418",
        ),
        "revenue 8210000000 JPY\nrevenue 8455000000 JPY\nrevenue 8102000000 JPY\nmetric 312000000 JPY\nmetric 298000000 JPY\n"
        "metric 251000000 JPY\nmetric 411 person\nmetric 420 person\nmetric 418 person",
    ),
    Statement(
        "years2.html",
        "Larkfield Plumbing plc",
        web(
            "Larkfield Plumbing plc",
            "Five-year record",
            "2020 2021 2022 2023",
            "Operating profit (£m)|14.1 16.8 12.2 18.9",
            "Revenue (£m)|131.0 140.5 138.8 152.3",
        ),
        "metric 14100000 GBP\nmetric 16800000 GBP\nmetric 12200000 GBP\nmetric 18900000 GBP\nrevenue 131000000 GBP\n"
        "revenue 140500000 GBP\nrevenue 138800000 GBP\nrevenue 152300000 GBP",
    ),
    Statement(
        "years3.html",
        "株式会社瀬戸内倉庫",
        web(
            "株式会社瀬戸内倉庫",
            "財務ハイライト",
            "第41期 第42期 第43期(予想)",
            "当期純利益（千円）|88,400 91,250 95,000",
            "売上高（千円）|2,104,000 2,210,300 2,300,000",
        ),
        "metric 88400000 JPY\nmetric 91250000 JPY\nmetric 95000000 JPY\nrevenue 2104000000 JPY\nrevenue 2210300000 JPY\n"
        "revenue 2300000000 JPY",
    ),
    Statement(
        "years4.html",
        "Orrin Shipping Ltd",
        web(
            "Orrin Shipping Ltd",
            "Key figures",
            "FY2022 FY2023 FY2024",
            "Net income (USD million)|22 31 27",
            "Total assets (USD million)|810 844 902",
            "Employees|1,204 1,260 1,311",
        ),
        "metric 22000000 USD\nmetric 31000000 USD\nmetric 27000000 USD\nmetric 810000000 USD\nmetric 844000000 USD\n"
        "metric 902000000 USD\n"
        "metric 1204 -\nmetric 1260 -\nmetric 1311 -",
    ),
    Statement(
        "years5.html",
        "主峰硝子株式会社",
        web(
            "主峰硝子株式会社",
            "主要な経営指標",
            "令和3年3月 令和4年3月 令和5年3月",
            "売上高（億円）|1,204 1,311 1,290",
            "営業利益（億円）|88 97 71",
            "純資産（億円）|640 690 702",
        ),
        "revenue 120400000000 JPY\nrevenue 131100000000 JPY\nrevenue 129000000000 JPY\nmetric 8800000000 JPY\nmetric 9700000000 JPY\n"
        "metric 7100000000 JPY\nmetric 64000000000 JPY\nmetric 69000000000 JPY\nmetric 70200000000 JPY",
    ),
)

REPORTS = (
    Statement(
        "report1.md",
        "山辺精工",
        "# 山辺精工（6999）企業分析レポート\n\n## 会社概要\n\n| 項目 | 内容 |\n|---|---|\n| 会社名 | 株式会社山辺精工 |\n"
        "| 従業員数 | 連結812名 |\n| 時価総額 | 約240億円 |\n\n## 業績推移\n\n| 決算期 | 売上高（百万円） | 営業利益（百万円） | ROE |\n"
        "|---|---|---|---|\n| 2022年12月期 | 31,410 | 2,205 | 8.1% |\n| 2023年12月期 | 33,090 | 2,518 | 8.8% |\n",
        "metric 812 person\nvaluation 24000000000 JPY\nrevenue 31410000000 JPY\nmetric 2205000000 JPY\nmetric 8.1 %\n"
        "revenue 33090000000 JPY\n"
        "metric 2518000000 JPY\nmetric 8.8 %",
    ),
    Statement(
        "report2.md",
        "Gantry Tools",
        "# Gantry Tools Inc. – company report\n\nGantry Tools makes cranes.\n\n| Metric | FY2023 | FY2024 |\n|:--|--:|--:|\n"
        "| Revenue ($ million) | 412.0 | 455.7 |\n| EBITDA ($ million) | 61.3 | 70.2 |\n| Gross margin | 38.2% | 39.5% |\n"
        "| Headcount | 1,310 | 1,402 |\n",
        "revenue 412000000 USD\nrevenue 455700000 USD\nmetric 61300000 USD\nmetric 70200000 USD\nmetric 38.2 %\nmetric 39.5 %\n"
        "metric 1310 -\nmetric 1402 -",
    ),
    Statement(
        "report3.md",
        "白浜フーズ",
        "# 白浜フーズ株式会社の決算まとめ\n\n白浜フーズは冷凍食品を作る。\n\n単位：百万円\n\n"
        "| 項目 | 前期 | 当期 | 前期比 |\n|---|---|---|---|\n"
        "| 売上高 | 20,400 | 21,930 | +7.5% |\n| 営業利益 | 910 | 1,044 | +14.7% |\n| 純利益 | 580 | 655 | +12.9% |\n",
        "revenue 20400000000 JPY\nrevenue 21930000000 JPY\nmetric 7.5 %\nmetric 910000000 JPY\nmetric 1044000000 JPY\nmetric 14.7 %\n"
        "metric 580000000 JPY\nmetric 655000000 JPY\nmetric 12.9 %",
    ),
    Statement(
        "report4.md",
        "Fennimore Bakeries",
        "# Fennimore Bakeries plc: annual results\n\n- **Revenue:** £88.4 million\n- **Operating profit:** £6.1 million\n"
        "- **Net debt:** £12.0 million\n"
        "- **Employees:** 930\n\n| £m | 2024 | 2023 |\n|---|---|---|\n| Operating cash flow | 9.9 | 8.7 |\n"
        "| Capital expenditure | 4.2 | 5.0 |\n",
        "revenue 88400000 GBP\nmetric 6100000 GBP\nmetric 12000000 GBP\nmetric 930 -\nmetric 9900000 GBP\nmetric 8700000 GBP\n"
        "spending 4200000 GBP\nspending 5000000 GBP",
    ),
    Statement(
        "report5.md",
        "三笠運輸",
        "# 三笠運輸（9099）分析\n\n| 指標 | 2024/3期 | 2025/3期 |\n|---|---|---|\n| 売上高 | 612億円 | 640億円 |\n"
        "| 経常利益 | 31億円 | 36億円 |\n| 営業利益率 | 4.8% | 5.2% |\n| 自己資本比率 | 44.0% | 46.1% |\n| 1株配当 | 38円 | 42円 |\n",
        "revenue 61200000000 JPY\nrevenue 64000000000 JPY\nmetric 3100000000 JPY\nmetric 3600000000 JPY\nmetric 4.8 %\nmetric 5.2 %\n"
        "metric 44.0 %\nmetric 46.1 %\nmetric 38 JPY\nmetric 42 JPY",
    ),
)

BROKERS = (
    Statement(
        "broker1.md",
        "Daesung Marine",
        "# Daesung Marine (077000)\n## 3Q review\n\n- Daesung Marine reported sales of KRW1.9t in 3Q.\n\n"
        "| (KRWb) | 2024 | 2025E |\n|---|---|---|\n"
        "| Sales | 7,104 | 7,690 |\n| Operating profit | 512 | 566 |\n| Net profit | 380 | 421 |\n",
        "revenue 7104000000000 KRW\nrevenue 7690000000000 KRW\nmetric 512000000000 KRW\nmetric 566000000000 KRW\n"
        "metric 380000000000 KRW\n"
        "metric 421000000000 KRW",
    ),
    Statement(
        "broker2.md",
        "Hanil Display",
        "# Hanil Display (055900)\n\n- We keep our BUY rating on Hanil Display.\n\n| Valuation (x) | 2023 | 2024E | 2025E |\n"
        "|---|---|---|---|\n"
        "| P/E | 11.2 | 9.4 | 8.1 |\n| P/B | 1.4 | 1.3 | 1.1 |\n| EV/EBITDA | 6.0 | 5.2 | 4.4 |\n",
        "metric 11.2 times\nmetric 9.4 times\nmetric 8.1 times\nmetric 1.4 times\nmetric 1.3 times\nmetric 1.1 times\nmetric 6.0 times\n"
        "metric 5.2 times\nmetric 4.4 times",
    ),
    Statement(
        "broker3.md",
        "Gaon Biologics",
        "# Gaon Biologics (220110)\n## 1Q preview\n\nGaon Biologics should post a better quarter.\n\n"
        "| (KRWb) | 1Q25 | Chg (%) |\n|---|---|---|\n"
        "| Operating profit | 88.1 | 12.4 |\n| Sales | 402.7 | 6.6 |\n| Pre-tax profit | 90.0 | (3.1) |\n",
        "metric 88100000000 KRW\nmetric 12.4 %\nrevenue 402700000000 KRW\nmetric 6.6 %\nmetric 90000000000 KRW\nmetric -3.1 %",
    ),
    Statement(
        "broker4.md",
        "Sejin Foods",
        "# Sejin Foods (014400)\n\n- Sejin Foods will raise prices.\n\n**Margins (%)**\n- Operating profit: 8.8\n- Net profit: 5.9\n\n"
        "| (KRWb) | 2022 | 2023 | 2024E |\n|---|---|---|---|\n| Revenue | 2,210 | 2,304 | 2,455 |\n| EBITDA | 301 | 322 | 350 |\n",
        "metric 8.8 %\nmetric 5.9 %\nrevenue 2210000000000 KRW\nrevenue 2304000000000 KRW\nrevenue 2455000000000 KRW\n"
        "metric 301000000000 KRW\nmetric 322000000000 KRW\nmetric 350000000000 KRW",
    ),
    Statement(
        "broker5.md",
        "Mirim Steel",
        "# Mirim Steel (003900)\n\nMirim Steel sells plate and pipe.\n\n"
        "| Year to Dec (KRWb) | Sales | Operating profit | EPS (KRW) | ROE (%) |\n"
        "|---|---|---|---|---|\n| 2023 | 5,120 | 240 | 3,310 | 6.2 |\n| 2024 | 5,308 | 277 | 3,902 | 7.0 |\n",
        "revenue 5120000000000 KRW\nmetric 240000000000 KRW\nmetric 3310 KRW\nmetric 6.2 %\nrevenue 5308000000000 KRW\n"
        "metric 277000000000 KRW\nmetric 3902 KRW\nmetric 7.0 %",
    ),
)

RELEASES = (
    Statement(
        "release1.md",
        "Halden Software Inc.",
        "Halden Software Reports First Quarter 2025 Results\n\nOslo, May 6, 2025 – Halden Software Inc. today announced its results.\n\n"
        "Three Months Ended\nMarch 31, 2025 | March 31, 2024 | Change\nRevenue ($M) | 310.2 | 288.0 | 7.7 | %\n"
        "Net income ($M) | 41.5 | 44.0 | (5.7) | %\nOperating margin | 14.2 | % | 15.9 | % | -170 bps\n",
        "revenue 310200000 USD\nrevenue 288000000 USD\nmetric 7.7 %\nmetric 41500000 USD\nmetric 44000000 USD\nmetric -5.7 %\n"
        "metric 14.2 %\nmetric 15.9 %",
    ),
    Statement(
        "release2.md",
        "Corvid Logistics Corp.",
        "Corvid Logistics Announces Annual Results\n\nReno, Feb. 3, 2024 – Corvid Logistics Corp. today reported results for 2023.\n\n"
        "| | 2023 | 2022 |\n|---|---|---|\n| | (in millions) | |\n| Operating income | $ 71.0 | $ 66.4 |\n"
        "| Revenue | 902.3 | 870.1 |\n| Net income | 48.8 | 43.0 |\n",
        "metric 71000000 USD\nmetric 66400000 USD\nrevenue 902300000 USD\nrevenue 870100000 USD\nmetric 48800000 USD\nmetric 43000000 USD",
    ),
    Statement(
        "release3.txt",
        "Pinion Gear Corporation",
        "Pinion Gear Corporation Reports Results\n\nPinion Gear Corporation today reported its results for the year.\n\n"
        "(In thousands)\n                         2023       2022\nNet sales             $88,120    $81,004\n"
        "Gross profit           30,455     28,910\n"
        "Net income              7,302      6,118\n",
        "revenue 88120000 USD\nrevenue 81004000 USD\nmetric 30455000 USD\nmetric 28910000 USD\nmetric 7302000 USD\nmetric 6118000 USD",
    ),
    Statement(
        "release4.txt",
        "Estuary Power Limited",
        "Estuary Power Limited announces its interim results. Highlights   RMB Million 1H 2025 1H 2024 Change  Revenue 5,104 4,880 4.6%  "
        "EBITDA 1,020 991 2.9%  Profit attributable to owners of the Company 402 377 6.6%  Number of turbines (thousand) 3.1 2.9 6.9%  "
        "The board of Estuary Power Limited is content with the half year.\n",
        "revenue 5104000000 CNY\nrevenue 4880000000 CNY\nmetric 4.6 %\nmetric 1020000000 CNY\nmetric 991000000 CNY\nmetric 2.9 %\n"
        "metric 402000000 CNY\nmetric 377000000 CNY\nmetric 6.6 %\nmetric 6.9 %",
    ),
    Statement(
        "release5.md",
        "Tamarack Retail Group",
        "# Tamarack Retail Group Reports Third Quarter Results\n\nTamarack Retail Group today reported its third quarter.\n\n"
        "| (dollars in thousands) | Q3 2024 | Q3 2023 | % Change |\n|---|---|---|---|\n| Comparable sales growth | 2.1% | 3.4% | |\n"
        "| Net sales | $ 210,334 | $ 201,870 | 4.2% |\n| Net income | 11,902 | 12,440 | (4.3)% |\n",
        "metric 2.1 %\nmetric 3.4 %\nrevenue 210334000 USD\nrevenue 201870000 USD\nmetric 4.2 %\nmetric 11902000 USD\n"
        "metric 12440000 USD\nmetric -4.3 %",
    ),
)

OWN = {"flattened": FLAT, "years": YEARS, "report": REPORTS, "broker": BROKERS, "release": RELEASES}
KINDS = {
    **OWN,
    **{f"further {kind}": statements for kind, statements in FURTHER.items()},
    **{f"more {kind}": statements for kind, statements in MORE.items()},
    "summary": SUMMARIES,
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("statements")
    (folder / "in").mkdir()
    for statements in KINDS.values():
        for statement in statements:
            (folder / "in" / statement.file).write_text(statement.text, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    return open_tables(folder / "out")


def missing(tables: Tables, statement: Statement) -> list[str]:
    """The cells of a statement of which no claim is right."""
    entities = {row.entity_id: {row.name, *(name.text for name in row.names)} for row in tables.records("entities")}
    document = next(row for row in tables.records("documents") if Path(row.path).name == statement.file)
    claims = [
        (
            row.predicate,
            row.value,
            "-" if row.predicate == "metric" and row.unit not in _UNITS else row.unit,
        )
        for row in tables.records("claims")
        if row.document_id == document.document_id
        and any(statement.company in name or name in statement.company for name in entities[row.subject_id])
    ]
    lost: list[str] = []
    for cell in statement.cells.split("\n"):
        predicate, value, unit = cell.split()
        unit = unit if unit in _UNITS else "-"
        wanted = (predicate, Decimal(value), unit)
        if wanted in claims:
            claims.remove(wanted)
        else:
            lost.append(cell)
    return lost


@pytest.mark.parametrize("kind", KINDS)
def test_the_cells_of_statements_are_claims(kind: str, tables: Tables) -> None:
    lost = {statement.file: missing(tables, statement) for statement in KINDS[kind]}
    count = sum(statement.cells.count("\n") + 1 for statement in KINDS[kind])
    assert sum(map(len, lost.values())) <= (1 - ENOUGH) * count, lost


def qualifiers(folder: Path, text: str) -> dict[str, str | None]:
    """Return what each figure of a page is told to measure."""
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out")
    return {format(Decimal(claim.value).normalize(), "f"): claim.qualifier for claim in open_tables(folder / "out").records("claims")}


def test_a_row_is_told_together_with_what_heads_its_group(tmp_path: Path) -> None:
    text = (
        "月次売上速報\n\n株式会社霧島洋装\n\n2024年3月期（前年同月比）\n\n| | 4月 | 5月 |\n|---|---|---|\n| 既存店 | | |\n"
        "| 売上高 | 98.4% | 101.6% |\n| 客数 | 95.1% | 96.7% |\n| 客単価 | 103.5% | 105.1% |\n| 全店 | | |\n| 客数 | 99.2% | 100.9% |\n\n"
        "※月次売上速報は、株式会社霧島洋装の売上状況を掲載しております。\n"
    )
    told = qualifiers(tmp_path, text)

    assert told["95.1"] == told["96.7"] == "same-store customers to the year before"
    assert told["103.5"] == told["105.1"] == "same-store spend per customer to the year before"
    assert told["99.2"] == told["100.9"] == "all-store customers to the year before"


def test_rows_of_a_changed_forecast_tell_by_how_much_it_was_changed(tmp_path: Path) -> None:
    text = (
        "霧島製粉株式会社 業績予想の修正に関するお知らせ\n\n2024年3月期の連結業績予想数値の修正\n\n（単位：百万円）\n\n"
        "| | 売上高 | 営業利益 |\n|---|---|---|\n| 前回発表予想(A) | 41,200 | 2,130 |\n| 今回修正予想(B) | 43,700 | 2,460 |\n"
        "| 増 減 額(B-A) | 2,500 | 330 |\n| 増減率(%) | 6.1 | 15.5 |\n"
    )
    told = qualifiers(tmp_path, text)

    assert told["2500000000"] == told["6.1"] == "change in revenue forecast"
    assert told["330000000"] == told["15.5"] == "change in operating profit forecast"
