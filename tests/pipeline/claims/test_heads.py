"""Periods that the heads of a cell name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.claims.marked_years import marked
from pipeline.claims.reach import reachable
from pipeline.runs import run
from pipeline.store import open_tables

NINE_MONTHS = (
    "<html><body><h1>Larkfield Plumbing plc: results</h1><p>Larkfield Plumbing plc announced its results.</p><table>"
    '<tr><th></th><th colspan="3">Three months ended 30 September</th><th colspan="3">Nine months ended 30 September</th></tr>'
    "<tr><th>£m</th><th>2025</th><th>2024</th><th>Change</th><th>2025</th><th>2024</th><th>Change</th></tr>"
    "<tr><td>Revenue</td><td>41.2</td><td>40.0</td><td>3.0%</td><td>120.1</td><td>117.2</td><td>2.5%</td></tr>"
    "<tr><td>Operating profit</td><td>6.1</td><td>5.5</td><td>10.9%</td><td>18.2</td><td>17.0</td><td>7.1%</td></tr>"
    "</table></body></html>"
)


@pytest.fixture(scope="module")
def periods(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str | None]:
    """The period of each figure of the table, by the figure."""
    folder = tmp_path_factory.mktemp("heads")
    (folder / "in").mkdir()
    (folder / "in" / "a.html").write_text(NINE_MONTHS, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    tables = open_tables(folder / "out")
    said = {row.mention_id: row.text for row in tables.records("mentions")}
    return {said[str(row.mention_id)]: row.period for row in tables.records("claims")}


def test_a_length_its_last_day_and_a_year_are_one_period(periods: Mapping[str, str | None]) -> None:
    assert {figure: periods[figure] for figure in ("41.2", "40.0", "18.2", "17.0")} == {
        "41.2": "2025-Q3",
        "40.0": "2024-Q3",
        "18.2": "2025-01-01/2025-09-30",
        "17.0": "2024-01-01/2024-09-30",
    }


def test_a_change_is_of_the_last_period_of_its_own_group_of_columns(periods: Mapping[str, str | None]) -> None:
    assert (periods["3.0%"], periods["2.5%"]) == ("2025-Q3", "2025-01-01/2025-09-30")
    assert (periods["10.9%"], periods["7.1%"]) == ("2025-Q3", "2025-01-01/2025-09-30")


def test_a_column_of_the_whole_year_in_a_table_of_a_part_of_it_is_of_the_year(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = (
        "# 株式会社青嶺工業\n\n株式会社青嶺工業の決算です。2025年3月期は増収でした。\n\n## 2026年3月期 第3四半期累計\n\n"
        "| 項目 | 3Q累計実績 | 通期会社予想 |\n|---|---|---|\n"
        "| 売上高 | 58,400百万円 | 78,000百万円 |\n| 営業利益 | 4,100百万円 | 5,600百万円 |\n"
    )
    (tmp_path / "in" / "a.md").write_text(text, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    tables = open_tables(tmp_path / "out")
    said = {row.mention_id: row.text for row in tables.records("mentions")}
    found = {said[str(row.mention_id)]: row.period for row in tables.records("claims")}

    assert {figure: found[figure] for figure in ("78,000百万円", "5,600百万円")} == {"78,000百万円": "FY2026", "5,600百万円": "FY2026"}
    assert found["58,400百万円"] != "FY2026"


def _periods(folder: Path, name: str, text: str) -> dict[str, str | None]:
    (folder / "in").mkdir()
    (folder / "in" / name).write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    tables = open_tables(folder / "out")
    said = {row.mention_id: row.text for row in tables.records("mentions")}
    return {said[str(row.mention_id)]: row.period for row in tables.records("claims") if row.mention_id}


FLAT = (
    "HOLMDENE CASTINGS, INC.\nCONSOLIDATED STATEMENTS OF OPERATIONS\n(in thousands)\n\n"
    "                         Three Months Ended        Six Months Ended\n"
    "                              June 30,                 June 30,\n"
    "                           2025        2024        2025        2024\n"
    "Net sales             $  52,806   $  51,377   $ 101,902   $ 100,018\n"
    "Gross profit             17,351      17,087      34,025      33,378\n"
)
CORNER = (
    "<html><head><title>Five-year record | Pellow Ferries plc</title></head><body><h1>Pellow Ferries plc: five-year record</h1>"
    "<p>Pellow Ferries plc has its headquarters in Truro.</p><table>"
    "<tr><th>Year to 30 June</th><th>2021</th><th>2022</th><th>2023</th></tr>"
    "<tr><td>Revenue (£m)</td><td>£118.4m</td><td>£122.9m</td><td>£131.0m</td></tr></table></body></html>"
)
SHORT = (
    "# 岬電機（7777）\n\n岬電機株式会社の業績です。決算期は3月。26/3期は会社計画。\n\n"
    "| 億円 | 24/3 | 25/3 | 26/3計 |\n|---|---:|---:|---:|\n| 売上高 | 298億円 | 311億円 | 342億円 |\n"
)
QUARTERS = (
    "# 岬電機株式会社\n\n岬電機株式会社の四半期の推移。\n\n"
    "| | 25/3期 3Q | 4Q | 26/3期 1Q | 2Q |\n|---|--:|--:|--:|--:|\n| 売上高 | 53億円 | 50億円 | 51億円 | 54億円 |\n"
)
REVIEW = (
    "# 솔내식품 (00△△10)\n## 1Q26 Review: 원가가 내려온다\n\n2026. 5. 11\n\n솔내식품의 1분기 매출액은 812억원이다.\n\n"
    "| (억원) | 2023 | 2024 | 2025 | 2026F |\n|---|---|---|---|---|\n| 매출액 | 3,104 | 3,220 | 3,318 | 3,402 |\n"
)
FORESEEN = (
    "# Bakers in Asia\n\n14 November 2025\n\n## Valuation\n\n| | P/E 25E | P/E 26E | ROE 25E |\n|---|---|---|---|\n"
    "| Solnae Foods Co., Ltd. | 14.8x | 12.1x | 19.3% |\n| Mikura Bread Inc. | 13.5x | 9.7x | 8.8% |\n"
)
TERMED = (
    "2026년 2월 12일\n\n참솔정밀(주) 매출액 또는 손익구조 변동 (단위: 백만원)\n\n"
    "구분            당해사업연도     직전사업연도     증감금액      증감비율(%)\n"
    "매출액           88,120          71,404        16,716        23.4\n영업이익          9,331           6,020         3,311        55.0\n"
)
BARE = (
    "# 푸른다원, 내년 상장 추진\n\n차를 만드는 푸른다원은 매출이 늘었다고 2025년 9월 22일 밝혔다.\n\n"
    "| 구분(억원) | 2022 | 2023 | 2024 | 2025E |\n|---|---:|---:|---:|---:|\n| 매출액 | 118 | 167 | 243 | 390 |\n"
)
LABELLED = (
    "                                                              May 13, 2025\n"
    "Company name: Aoba Tea Co., Ltd.\n\n"
    "Consolidated Financial Results for the Fiscal Year Ended March 31, 2025\n\n"
    "1. Consolidated operating results\n\n"
    "                      Net sales          Operating profit     Ordinary profit\n"
    "Fiscal year ended     Million yen    %   Million yen    %     Million yen    %\n"
    "March 31, 2025            84,316   5.9         3,702  41.2          3,981  37.5\n"
    "March 31, 2024            79,618  (2.4)        2,621 (18.7)         2,895 (15.0)\n"
)
MOVED = (
    "Brennick Valves Ltd: flash figures\n\nBrennick Valves Ltd closed the third quarter of 2024 ahead of budget.\n\n"
    "EURm            Q3 act    Q3 LY    YTD act\n"
    "Revenue          31.2     29.9      92.8\n"
    "Gross profit     12.6     11.9      37.4\n"
)

PARTS = (
    "# 岬電機株式会社\n\n岬電機株式会社の業績。2025年3月期は増収。\n\n"
    "<table><tr><th></th><th colspan='2'>24/3期</th><th colspan='2'>25/3期</th></tr>"
    "<tr><th></th><th>上期</th><th>通期</th><th>上期</th><th>通期</th></tr>"
    "<tr><td>売上高</td><td>21億円</td><td>44億円</td><td>24億円</td><td>50億円</td></tr></table>"
)
BACKWARDS = (
    "# Brennick Valves Ltd\n\nBrennick Valves Ltd told of four quarters.\n\n"
    "| | 4Q FY24 | 3Q | 2Q |\n|---|--:|--:|--:|\n| Revenue | $53m | $50m | $51m |\n"
)
SPANNED = (
    "<html><body><h1>Pellow Ferries plc</h1><p>Pellow Ferries plc has its headquarters in Truro.</p><table>"
    '<tr><th></th><th colspan="2">2023</th><th colspan="2">2024</th></tr><tr><th></th><th>Q3</th><th>Q4</th><th>Q1</th><th>Q2</th></tr>'
    "<tr><td>Revenue</td><td>£11m</td><td>£12m</td><td>£13m</td><td>£14m</td></tr></table></body></html>"
)
GROWN = (
    "<html><body><h1>岬電機株式会社</h1><p>岬電機株式会社の2025年3月期の業績。</p><table>"
    '<tr><th></th><th colspan="2">2025年3月期 第1四半期</th></tr><tr><th></th><th>実績</th><th>前年同期比</th></tr>'
    "<tr><td>売上高</td><td>21億円</td><td>4.1％増</td></tr></table></body></html>"
)


STRETCHES = (
    "<html><body><h1>若葉計器株式会社 四半期連結損益計算書</h1><p>（単位：百万円）</p><table>"
    "<tr><th></th><th>前第3四半期連結累計期間<br>(自 2022年7月1日<br>至 2023年3月31日)</th>"
    "<th>当第3四半期連結累計期間<br>(自 2023年7月1日<br>至 2024年3月31日)</th></tr>"
    "<tr><td>営業利益</td><td>812</td><td>947</td></tr><tr><td>売上高</td><td>9,104</td><td>9,880</td></tr></table></body></html>"
)
LINED = (
    "浦風食品株式会社\n中間連結損益計算書\n(単位：千円)\n"
    "　　　　　　　前中間連結会計期間　　　　当中間連結会計期間\n"
    "　　　　　　　(自 2023年2月1日　　　　　(自 2024年2月1日\n"
    "　　　　　　　至 2023年7月31日)　　　　　至 2024年7月31日)\n"
    "売上高　　　　4,310,220　　　　　　　　　4,772,015\n"
    "経常利益　　　188,404　　　　　　　　　　201,733\n"
)
NUMBERED = (
    "<html><body><h1>주식회사 솔빛정공 포괄손익계산서</h1><p>제31기 반기 2025.01.01 부터 2025.06.30 까지</p>"
    "<p>제30기 반기 2024.01.01 부터 2024.06.30 까지</p><p>(단위 : 백만원)</p><table>"
    '<tr><th rowspan="2"></th><th colspan="2">제31기 2분기</th><th colspan="2">제30기 2분기</th></tr>'
    "<tr><th>3개월</th><th>누적</th><th>3개월</th><th>누적</th></tr>"
    "<tr><td>영업이익</td><td>1,204</td><td>2,310</td><td>1,088</td><td>2,046</td></tr></table></body></html>"
)
AHEAD = (
    "2024年12月期 決算短信〔日本基準〕(連結)\n2025年2月12日\n上場会社名 株式会社若葉計器\n"
    "1．2024年12月期の連結業績(2024年1月1日～2024年12月31日)\n"
    "　　　　　　　　　売上高　　　　営業利益\n"
    "　　　　　　　　　百万円　％　　百万円　％\n"
    "2024年12月期　　12,204　3.1　　1,011　8.2\n"
    "2023年12月期　　11,837　1.4　　934　△2.0\n\n"
    "3．2025年12月期の連結業績予想(2025年1月1日～2025年12月31日)\n"
    "(％表示は、通期は対前期、四半期は対前年同四半期増減率)\n"
    "　　　　　　　　　売上高　　　　営業利益\n"
    "　　　　　　　　　百万円　％　　百万円　％\n"
    "第2四半期(累計)　6,205　2.4　　488　1.9\n"
    "通期　　　　　　12,790　4.8　　1,102　9.0\n"
)
STACKED = (
    "2024年9月期 決算短信〔日本基準〕\n2024年11月8日\n会社名 株式会社若葉計器\n"
    "3．2025年9月期の業績予想（2024年10月1日～2025年9月30日）\n売上高\n営業利益\n当期純利益\n百万円\n%\n百万円\n%\n百万円\n%\n"
    "第2四半期（累計）\n3,412\n2.2\n240\n5.1\n161\n4.0\n通期\n7,025\n3.5\n515\n7.7\n344\n6.5\n"
)
NINE = (
    "<html><body><h1>Brennick Valves Ltd. results</h1><table><tr><td>(in thousands of U.S. dollars)</td><td>Nine months 2019</td>"
    "<td>Nine months 2018</td></tr><tr><td>Revenue</td><td>31,204</td><td>29,877</td></tr>"
    "<tr><td>Gross profit</td><td>9,112</td><td>8,650</td></tr></table></body></html>"
)
GLUED = (
    "rank,company,town,founded,sales_eur_2021,sales_eur_2020,staff_2021,note\n"
    "1,Sundgren Glas AB,Malmö,1991,41200000,38900000,312,new hall opened in June 2022\n"
    "2,Keramik Wolff GmbH,Selb,1974,29800000,31100000,240,\n3,Vetreria Lanza Srl,Empoli,2006,12100000,9800000,87,\n"
)
MONTHLY = (
    "株式会社夕凪ストア（証券コード 9998） 2024年8月期 月次売上,,,,,\n2023年12月5日公表,,,,,\n"
    "前年同月比（％）,,9月,10月,11月,12月\n全店,売上高,104.1,103.2,105.5,\n既存店,客数,99.4,98.8,100.9,\n"
    "（参考）2023年8月期,,9月,10月,11月,12月\n全店,売上高,102.2,101.9,103.0,104.4\n"
)
CORNERLESS = (
    "月次動向\n令和6年2月期(前年同月比%)\n3月 | 4月 | 5月 | 上期 | |\n---|---|---|---|---|\n売上高 | 103.1 | 98.2 | 97.4 | 99.6 |\n"
    "9月 | 1月 | 2月 | 下期 | 通期 |\n---|---|---|---|---|\n売上高 | 96.3 | 94.5 | 105.7 | 98.8 | 99.2 |\n※株式会社潮見屋の売上です。\n"
)
ENDED = (
    "Brennick Valves plc\nConsolidated income statement\nfor the year ended 30 September 2022\n\n"
    "                                      2022        2021\n                                     £'000       £'000\n"
    "Revenue                             31,204      29,877\nGross profit                         9,112       8,650\n"
    "Operating profit                     2,088       1,872\n"
)
FOUNDED = (
    "company,founded,revenue_eur,staff,note\nSundgren Glas AB,1991,41200000,312,\nKeramik Wolff GmbH,1974,29800000,240,\n"
    "Vetreria Lanza Srl,2006,12100000,87,\n"
)
GROUPS = (
    "# Brennick Valves Ltd\n\nBrennick Valves Ltd reported.\n\n| $ million | 3Q21 | 3Q20 | % | 9M21 | 9M20 | % |\n"
    "|:--|--:|--:|--:|--:|--:|--:|\n| Revenue | 84 | 80 | 5.0% | 251 | 236 | 6.4% |\n| Gross profit | 31 | 29 | 6.9% | 90 | 83 | 8.4% |\n"
)


REVISED = """青葉精機の業績

(単位:百万円)

| 決算期 | 売上高 | 1株益(円) | 発表日 |
|---|---|---|---|
| 29.04-09 | 4,120 | 9.8 | 30/02/09 |
| 旧 2030.03 | 8,650 | 20.1 | 29/08/10 |
| 新 2030.03 | 8,940 | 21.5 | 30/02/09 |
"""


@pytest.mark.parametrize(
    ("name", "text", "periods"),
    [
        ("a.html", STRETCHES, {"812": "2022-07-01/2023-03-31", "947": "2023-07-01/2024-03-31", "9,880": "2023-07-01/2024-03-31"}),
        ("a.txt", LINED, {"4,310,220": "2023-02-01/2023-07-31", "201,733": "2024-02-01/2024-07-31"}),
        ("a.html", NUMBERED, {"1,204": "2025-Q2", "2,310": "2025-01-01/2025-06-30", "1,088": "2024-Q2", "2,046": "2024-01-01/2024-06-30"}),
        (
            "a.txt",
            AHEAD,
            {"12,204": "FY2024", "6,205": "2025-01-01/2025-06-30", "488": "2025-01-01/2025-06-30", "12,790": "FY2025", "1,102": "FY2025"},
        ),
        ("a.txt", STACKED, {"3,412": "2024-10-01/2025-03-31", "240": "2024-10-01/2025-03-31", "7,025": "FY2025", "344": "FY2025"}),
        ("a.html", NINE, {"31,204": "2019-01-01/2019-09-30", "8,650": "2018-01-01/2018-09-30"}),
        ("a.csv", GLUED, {"41200000": "2021", "38900000": "2020", "240": "2021", "9800000": "2020"}),
        (
            "a.txt",
            CORNERLESS,
            {"103.1": "2023-03", "97.4": "2023-05", "96.3": "2023-09", "94.5": "2024-01", "105.7": "2024-02", "99.2": "FY2024"},
        ),
        ("a.csv", MONTHLY, {"104.1": "2023-09", "105.5": "2023-11", "98.8": "2023-10", "102.2": "2022-09", "104.4": "2022-12"}),
        ("a.txt", ENDED, {"31,204": "FY2022", "29,877": "FY2021", "9,112": "FY2022", "8,650": "FY2021", "1,872": "FY2021"}),
        ("a.csv", FOUNDED, {"41200000": None, "29800000": None, "87": None}),
        ("a.md", GROUPS, {"5.0%": "2021-Q3", "6.4%": "2021-01-01/2021-09-30", "8.4%": "2021-01-01/2021-09-30"}),
    ],
    ids=[
        "a stretch of two days",
        "a stretch on two lines",
        "fiscal years by number",
        "a forecast by its title",
        "a forecast in a statement of one cell a line",
        "nine months of a year",
        "a year beside letters",
        "months without a cell over the labels",
        "months under a fiscal year",
        "a stretch in the title",
        "a year of founding",
        "groups of columns",
    ],
)
def test_what_heads_a_table_says_of_when_its_figures_are(tmp_path: Path, name: str, text: str, periods: dict[str, str | None]) -> None:
    found = _periods(tmp_path, name, text)

    assert {figure: found.get(figure) for figure in periods} == periods


def test_what_stands_below_the_title_of_a_forecast_is_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(AHEAD, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    tables = open_tables(tmp_path / "out")
    said = {row.mention_id: row.text for row in tables.records("mentions")}
    found = {said[str(row.mention_id)]: row.modality for row in tables.records("claims") if row.mention_id}

    assert {figure: found[figure] for figure in ("12,204", "934", "6,205", "12,790", "1,102")} == {
        "12,204": "actual",
        "934": "actual",
        "6,205": "forecast",
        "12,790": "forecast",
        "1,102": "forecast",
    }


@pytest.mark.parametrize(
    ("name", "text", "periods"),
    [
        ("a.html", PARTS, {"21億円": "2023-04-01/2023-09-30", "44億円": "FY2024", "24億円": "2024-04-01/2024-09-30", "50億円": "FY2025"}),
        ("a.md", BACKWARDS, {"$53m": "FY2024-Q4", "$50m": "FY2024-Q3", "$51m": "FY2024-Q2"}),
        ("a.html", SPANNED, {"£11m": "2023-Q3", "£12m": "2023-Q4", "£13m": "2024-Q1", "£14m": "2024-Q2"}),
        ("a.html", GROWN, {"21億円": "FY2025-Q1", "4.1％": "FY2025-Q1"}),
        (
            "a.txt",
            FLAT,
            {
                "$  52,806": "2025-Q2",
                "$  51,377": "2024-Q2",
                "$ 101,902": "2025-H1",
                "$ 100,018": "2024-H1",
                "17,087": "2024-Q2",
                "33,378": "2024-H1",
            },
        ),
        ("a.html", CORNER, {"£118.4m": "FY2021", "£122.9m": "FY2022", "£131.0m": "FY2023"}),
        ("a.md", SHORT, {"298億円": "FY2024", "311億円": "FY2025", "342億円": "FY2026"}),
        ("a.md", QUARTERS, {"53億円": "FY2025-Q3", "50億円": "FY2025-Q4", "51億円": "FY2026-Q1", "54億円": "FY2026-Q2"}),
        (
            "a.md",
            QUARTERS.replace("期 ", " "),
            {"53億円": "FY2025-Q3", "50億円": "FY2025-Q4", "51億円": "FY2026-Q1", "54億円": "FY2026-Q2"},
        ),
        ("a.md", BARE, {"118": "2022", "167": "2023", "243": "2024", "390": "2025"}),
        ("a.md", REVIEW, {"3,104": "2023", "3,220": "2024", "3,318": "2025", "3,402": "2026"}),
        ("a.md", FORESEEN, {"14.8x": "2025", "12.1x": "2026", "19.3%": "2025", "13.5x": "2025", "9.7x": "2026"}),
        ("a.txt", TERMED, {"88,120": "2025", "71,404": "2024", "9,331": "2025", "6,020": "2024"}),
        ("a.txt", LABELLED, {"84,316": "FY2025", "79,618": "FY2024", "3,702": "FY2025"}),
        ("a.md", REVISED, {"4,120": "2029-04-01/2029-09-30", "8,650": "FY2030", "8,940": "FY2030", "21.5": "FY2030"}),
        ("a.txt", MOVED, {"31.2": "2024-Q3", "29.9": "2023-Q3", "92.8": "2024-01-01/2024-09-30"}),
    ],
    ids=[
        "halves below fiscal years",
        "quarters backwards",
        "quarters below years",
        "growth on the year before",
        "lengths above days above years",
        "the year to a day beside years",
        "months of years",
        "quarters after a year",
        "quarters after a year in short",
        "bare years in Korean",
        "years below the quarter of a review",
        "years of estimates among words",
        "business years of a filing",
        "a length above the labels of rows",
        "months and closing months, and the day of telling",
        "moved and summed",
    ],
)
def test_the_heads_of_a_cell_make_one_period(tmp_path: Path, name: str, text: str, periods: dict[str, str]) -> None:
    found = _periods(tmp_path, name, text)

    assert {figure: found.get(figure) for figure in periods} == periods


@pytest.mark.parametrize(
    ("evidence", "kept"),
    [
        ({"2024": {"head:column": 1.0, "head:column:whole": 1.0}, "2026": {"main:0": 1.0}, None: {"none": 1.0}}, {"2024"}),
        ({"2025": {"left": 1.0}, "2024": {"left:last": 1.0}, "2026": {"document": 1.0}}, {"2025", "2024"}),
        ({"2025": {"heading:0": 1.0, "heading:named": 1.0}, "2026": {"document": 1.0}, None: {"none": 1.0}}, {"2025"}),
        ({"2025": {"heading:0": 1.0}, "2026": {"document": 1.0}, None: {"none": 1.0}}, {"2025", "2026", None}),
    ],
    ids=["a dated head", "a change beside dated columns", "a heading that names a year", "nothing dated near"],
)
def test_no_far_period_is_meant_where_a_head_or_the_heading_is_dated(
    evidence: dict[str | None, dict[str, float]], kept: set[str | None]
) -> None:
    assert reachable(evidence) == kept


@pytest.mark.parametrize(
    ("said", "year"), [("P/E 25E", "2025"), ("2025 E", "2025"), ("ROE (2026F)", "2026"), ("Gas at 30 F", None), ("Shed 12 E", None)]
)
def test_a_year_that_is_foreseen_is_told_by_the_letter_at_its_digits(said: str, year: str | None) -> None:
    assert marked(said) == year


def test_names_above_a_line_of_units_head_it_also_where_the_last_is_wrapped_around_the_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = (
        "2024年3月期 第1四半期決算短信〔日本基準〕(連結)\n2023年8月4日\n上場会社名 株式会社若葉計器\n(1) 連結経営成績(累計)\n"
        "親会社株主に帰属する\n売上高 営業利益 経常利益\n四半期純利益\n百万円 % 百万円 % 百万円 % 百万円 %\n"
        "2024年3月期第1四半期 6,210 12.4 318 ― 342 8.1 221 ―\n2023年3月期第1四半期 5,525 △3.2 △41 ― 316 △7.7 △18 ―\n"
    )
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    claims = open_tables(tmp_path / "out").records("claims")
    assert sorted((str(c.period), c.qualifier or c.predicate, int(c.value or 0)) for c in claims if c.unit == "JPY") == [
        ("FY2023-Q1", "net profit", -18_000_000),
        ("FY2023-Q1", "operating profit", -41_000_000),
        ("FY2023-Q1", "ordinary profit", 316_000_000),
        ("FY2023-Q1", "revenue", 5_525_000_000),
        ("FY2024-Q1", "net profit", 221_000_000),
        ("FY2024-Q1", "operating profit", 318_000_000),
        ("FY2024-Q1", "ordinary profit", 342_000_000),
        ("FY2024-Q1", "revenue", 6_210_000_000),
    ]
