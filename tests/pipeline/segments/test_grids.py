"""Which cells head which, in tables as people write them."""

import re

import pytest

from pipeline.records import Document, Segment
from pipeline.segments import segment
from pipeline.segments.cell_forms import kind
from pipeline.segments.grids import Placed, heads


def placed(table: str) -> list[Placed]:
    """Cells of a table written a line a row, cells between bars; `!` marks a head, `>2` and `v2` columns and rows that it spans."""
    cells: list[Placed] = []
    covered: set[tuple[int, int]] = set()
    marked = "!" in table
    for row, line in enumerate(table.strip().splitlines()):
        column = 0
        for part in line.split("|"):
            while (row, column) in covered:
                column += 1
            text = part.strip()
            spans = {mark: int(count) for mark, count in re.findall(r"([>v])(\d)(?=\Z| [>v])", text)}
            text = re.sub(r"( [>v]\d)+\Z", "", text)
            head = text.endswith("!")
            text = text.removesuffix("!").strip()
            down, across = spans.get("v", 1), spans.get(">", 1)
            covered |= {(row + y, column + x) for y in range(1, down) for x in range(across)}
            cells.append(Placed(text, row, column, down, across, head if marked else None))
            column += across
    return cells


def said(table: str) -> dict[str, str]:
    """The heads of each cell that has figures, `row / column / section [unit]`, outermost first."""
    cells = placed(table)
    shown: dict[str, str] = {}
    for index, above in heads(cells).items():
        if kind(cells[index].text) == "figure":
            parts = [" > ".join(cells[at].text for at in chosen) for chosen in (above.rows, above.columns, above.sections)]
            units = " ".join(cells[at].text for at in above.units)
            shown[cells[index].text] = " / ".join(parts).rstrip(" /") + (f" [{units}]" if units else "")
    return shown


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "| 2023 | 2024\nSales | 11 | 12\nProfit | 1 | 2",
            {"11": "Sales / 2023", "12": "Sales / 2024", "1": "Profit / 2023", "2": "Profit / 2024"},
            id="years above",
        ),
        pytest.param(
            "Year | Sales | Profit\n2023 | 11 | 1\n2024 | 12 | 2",
            {"11": "2023 / Sales", "1": "2023 / Profit", "12": "2024 / Sales", "2": "2024 / Profit"},
            id="years beside",
        ),
        pytest.param(
            "項目 | 2024年3月期 | 2025年3月期\n売上高 | 11 | 12",
            {"11": "売上高 / 2024年3月期", "12": "売上高 / 2025年3月期"},
            id="fiscal years above",
        ),
        pytest.param(
            "4月 | 5月 | 上期\n来客 | 11 | 12 | 13\n10月 | 11月 | 下期 | 通期\n来客 | 21 | 22 | 23 | 24",
            {
                "11": "来客 / 4月",
                "12": "来客 / 5月",
                "13": "来客 / 上期",
                "21": "来客 / 10月",
                "22": "来客 / 11月",
                "23": "来客 / 下期",
                "24": "来客 / 通期",
            },
            id="months without a cell over the labels, again further down",
        ),
        pytest.param("Sales | $11 million\nStaff | 40", {"$11 million": "Sales", "40": "Staff"}, id="labels and values"),
        pytest.param(
            "Item! v2 | 2024! >2\nPlan! | Real!\nTea | 11 | 12",
            {"11": "Tea / 2024 > Plan", "12": "Tea / 2024 > Real"},
            id="two rows of heads that span",
        ),
        pytest.param(
            "| Quarter | | Half |\n| 2023 | 2024 | 2023 | 2024\nTea | 11 | 12 | 13 | 14",
            {"11": "Tea / Quarter > 2023", "12": "Tea / Quarter > 2024", "13": "Tea / Half > 2023", "14": "Tea / Half > 2024"},
            id="groups without spans",
        ),
        pytest.param(
            "| 2023 | 2024\nAssets | |\nCash | 11 | 12\nStock | 13 | 14\nDebts | |\nLoans | 15 | 16",
            {
                "11": "Cash / 2023 / Assets",
                "12": "Cash / 2024 / Assets",
                "13": "Stock / 2023 / Assets",
                "14": "Stock / 2024 / Assets",
                "15": "Loans / 2023 / Debts",
                "16": "Loans / 2024 / Debts",
            },
            id="parts of a table",
        ),
        pytest.param(
            "| Q1 2024 | Q1 2023 | Change\nSales | $ | 11 | $ | 12 | (1) | %\nCosts | | 13 | | 14 | 2 | %",
            {
                "11": "Sales / Q1 2024 [$]",
                "12": "Sales / Q1 2023 [$]",
                "(1)": "Sales / Change [%]",
                "13": "Costs / Q1 2024",
                "14": "Costs / Q1 2023",
                "2": "Costs / Change [%]",
            },
            id="signs in cells of their own",
        ),
        pytest.param(
            "May 31, 2026 | May 31, 2025\nSales | 11 | 12",
            {"11": "Sales / May 31, 2026", "12": "Sales / May 31, 2025"},
            id="heads without a corner",
        ),
        pytest.param(
            "Region v2 | Tea | 11\nCoffee | 12\nCoast | Tea | 13",
            {"11": "Region > Tea", "12": "Region > Coffee", "13": "Coast > Tea"},
            id="labels that span rows",
        ),
        pytest.param(
            "| 2023 | 2024\nSales | 11 | 12\n| 2021 | 2022\nSales | 13 | 14",
            {"11": "Sales / 2023", "12": "Sales / 2024", "13": "Sales / 2021", "14": "Sales / 2022"},
            id="heads again further down",
        ),
        pytest.param(
            "| 2023 | 2024\nShops | 11 | 12\n| $m | $m\nSales | 13 | 14\n| % | %\nMargin | 15 | 16",
            {
                "11": "Shops / 2023",
                "12": "Shops / 2024",
                "13": "Sales / 2023 > $m",
                "14": "Sales / 2024 > $m",
                "15": "Margin / 2023 > %",
                "16": "Margin / 2024 > %",
            },
            id="units further down",
        ),
        pytest.param(
            "| 2022 | 2023 | 2024\nSales | 11 | | 12\nCosts | 13 | 14 | 15",
            {"11": "Sales / 2022", "12": "Sales / 2024", "13": "Costs / 2022", "14": "Costs / 2023", "15": "Costs / 2024"},
            id="a cell that is missing",
        ),
        pytest.param(
            "Product | Sales (¥m) | Share\nTea | 11 | 40%\n**Total** | **12** | **100%**",
            {"11": "Tea / Sales (¥m)", "40%": "Tea / Share", "**12**": "**Total** / Sales (¥m)", "**100%**": "**Total** / Share"},
            id="emphasis",
        ),
        pytest.param(
            "Firm | Round | Amount\nAoba | Series A | $11 million\nOka | Series B | $12 million",
            {"$11 million": "Aoba / Amount", "$12 million": "Oka / Amount"},
            id="firms below each other",
        ),
        pytest.param(
            "영업이익 | 11 | 12\n매출액 | 13 | 14",
            {"11": "영업이익", "12": "영업이익", "13": "매출액", "14": "매출액"},
            id="no heads above",
        ),
    ],
)
def test_each_figure_has_its_heads(table, expected):
    assert said(table) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", "period"),
        ("FY2025E", "period"),
        ("2025年3月期", "period"),
        ("26/3期", "period"),
        ("Three Months Ended June 30,", "period"),
        ("June 29,      2024", "period"),
        ("3Q25", "period"),
        ("30 June 2025", "period"),
        ("31st March, 2025 (Audited)", "period"),
        ("30.06.2025 (Unaudited)", "period"),
        ("30-Jun-25", "period"),
        ("30/06/2025", "period"),
        ("3.5 (2.1)", "figure"),
        ("평균", "text"),
        ("△1,041", "figure"),
        ("(35.7)", "figure"),
        ("**+37.9%**", "figure"),
        ("―", "figure"),
        ("nm", "figure"),
        ("2024 ($ million)", "period"),
        ("2024 (unaudited)", "period"),
        ("2024 (5%)", "figure"),
        ("$", "unit"),
        (")%", "unit"),
        ("  ", "empty"),
        ("Net sales", "text"),
        ("2 shops were closed in the north of the island", "text"),
        ("1stLine", "text"),
        ("5Harbor Foods", "text"),
        ("12Mio", "figure"),
    ],
)
def test_cells_are_of_a_kind_by_their_form(text, expected):
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("年度 | 売上高\n2023年度 | 11\n2024年度 | 12", {"11": "2023年度 / 売上高", "12": "2024年度 / 売上高"}),
        (
            "Shop | Sales (thousands of yen)\nMinato | 11\nKita | 12",
            {"11": "Minato / Sales (thousands of yen)", "12": "Kita / Sales (thousands of yen)"},
        ),
        ("Shop | EUR million\nMinato | 11\nKita | 12", {"11": "Minato / EUR million", "12": "Kita / EUR million"}),
        ("shop | revenue_usd_m\nMinato | 11\nKita | 12", {"11": "Minato / revenue_usd_m", "12": "Kita / revenue_usd_m"}),
        ("Shop | 2024 ($ million)\nMinato | 11\nKita | 12", {"11": "Minato / 2024 ($ million)", "12": "Kita / 2024 ($ million)"}),
        ("Currency | USD\nStaff | 11\nShops | 12", {"11": "Staff", "12": "Shops"}),
        ("President | Aoba Taro\nStaff | 11\nShops | 12", {"11": "Staff", "12": "Shops"}),
    ],
)
def test_a_table_of_two_columns_has_a_head_where_periods_or_a_unit_say_so(table, expected):
    assert said(table) == expected


def rows(text: str) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    document = Document("d", "x.md", ("x.md",), "0" * 64, "text/markdown", "utf-8", text)
    found: list[Segment] = [part for part in segment(document) if part.kind == "table_row"]
    return [[(text[c.start : c.end], [(h.kind, text[h.start : h.end]) for h in c.heads]) for c in part.cells] for part in found]


def test_heads_of_a_markdown_table_lie_where_they_stand_in_the_text():
    text = "Sales by product (in thousands of yen):\n\n| Product | 2024 |\n|---|---|\n| Tea | 1,200 |\n| Coffee | 900 |\n"
    assert rows(text)[1] == [
        ("Tea", []),
        ("1,200", [("note", "(in thousands of yen)"), ("row", "Tea"), ("column", "2024"), ("corner", "Product")]),
    ]


def test_figures_behind_all_heads_of_a_markdown_table_are_no_cells():
    def rows(*lines: str) -> list[list[str]]:
        text = "\n".join(lines)
        found = segment(Document("d", "a.md", ("a.md",), "0" * 64, "text/markdown", "utf-8", text))
        return [[text[cell.start : cell.end] for cell in row.cells] for row in found if row.kind == "table_row" and row.cells]

    heads = ("| £m | 2024 | 2023 |", "|---|---|")
    assert rows(*heads, "| Sales | 120 | 100 | 7 | 8 |", "| Net income | 12")[1:] == [["Sales", "120", "100"], ["Net income", "12"]]
    filed = rows("| | June 2024 | |", "|---|---|---|", "| Sales | $ | 120 | $ | 100 |", "| Costs | | 90 | | 80 |")
    assert filed[1:] == [["Sales", "$", "120", "$", "100"], ["Costs", "90", "80"]]


def test_rows_between_bare_bars_are_a_table():
    heads_above = "Three Months Ended\nMay 31, 2026 | May 31, 2025 | Change\n"
    text = f"{heads_above}Sales ($M) | 46.5 | 41.4 | 1.9 | %\nMargin | 3.9 | % | 6.1 | % | -220 bps\n"
    assert rows(text)[1][1] == (
        "46.5",
        [("column", "Three Months Ended"), ("row", "Sales ($M)"), ("column", "May 31, 2026")],
    )
    assert rows(text)[2][-1] == ("-220 bps", [("column", "Three Months Ended"), ("row", "Margin"), ("column", "Change")])


def test_a_value_has_its_label_for_a_head():
    assert rows("Founded: 2016\nStaff: 40\n")[1] == [("Staff", []), ("40", [("row", "Staff")])]


def test_the_cost_of_a_table_grows_with_its_cells():
    seen: list[int] = []
    for size in (20, 40):
        cells = [Placed(str(x), y, x) if x and y else Placed(f"name {x}{y}", y, x) for y in range(size) for x in range(size)]
        calls = 0

        class Counting(list[Placed]):
            def __getitem__(self, at):  # type: ignore[no-untyped-def]
                nonlocal calls
                calls += 1
                return super().__getitem__(at)

        heads(Counting(cells))
        seen.append(calls)
    assert seen[1] <= seen[0] * 4 * 2


def test_lines_above_a_table_of_a_filing_head_its_columns_and_titles_between_its_rows_its_parts():
    text = (
        "                              Years ended March 31,\n"
        "                         ------------------------------\n"
        "                            2001       2000       1999\n"
        "                         ------------------------------\n"
        "                          (in million EUR, except per share amounts)\n"
        "<S>                      <C>        <C>        <C>\n"
        "Income statement:\n"
        "Tea sold                  20,771     14,980     11,550\n"
        "Net income                 2,066      1,570      1,247\n"
        "Data per common share\n"
        "   Net income               1.57       1.28       1.08\n"
    )
    note = ("note", "in million EUR, except per share amounts")
    found = {row[0][0]: row[1:] for row in rows(text) if row[0][0] == "Tea sold"}
    years = ("column", "Years ended March 31,")
    assert found["Tea sold"] == [
        ("20,771", [note, ("row", "Tea sold"), years, ("column", "2001")]),
        ("14,980", [note, ("row", "Tea sold"), years, ("column", "2000")]),
        ("11,550", [note, ("row", "Tea sold"), years, ("column", "1999")]),
    ]
    assert rows(text)[-1][1] == ("1.57", [note, ("row", "Net income"), years, ("column", "2001"), ("section", "Data per common share")])


def test_a_line_of_units_heads_columns_too_and_a_blank_line_ends_no_table():
    text = (
        "                          2001       2000     Change\n"
        "Amounts in millions        EUR        EUR          %\n"
        "- ---------------------------------------------------\n"
        "<S>                      <C>        <C>        <C>\n"
        "Tea sold                 20,771     14,980         39\n"
        "Other sales               9,612      6,690         44\n"
        "\n"
        "Costs                     2,066      1,570         32\n"
        "Net income                1,066      1,070          -\n"
    )
    corner = ("corner", "Amounts in millions")
    assert rows(text)[-2][1:] == [
        ("2,066", [("row", "Costs"), ("column", "2001"), ("column", "EUR"), corner]),
        ("1,570", [("row", "Costs"), ("column", "2000"), ("column", "EUR"), corner]),
        ("32", [("row", "Costs"), ("column", "Change"), ("column", "%"), corner]),
    ]


def test_a_line_of_units_further_down_leaves_the_years_above_in_force():
    text = (
        "                          2001       2000       1999\n"
        "Shops                       204        198        191\n"
        "Staff                     1,066      1,070        988\n"
        "\n"
        "                            $m         $m         $m\n"
        "Tea sold                 20,771     14,980     11,550\n"
        "Net income                1,066      1,070        912\n"
    )
    assert [cell[0] for cell in rows(text)[-2][1:]] == ["20,771", "14,980", "11,550"]
    assert rows(text)[-2][1][1] == [("row", "Tea sold"), ("column", "2001"), ("column", "$m")]
    assert rows(text)[-1][3][1] == [("row", "Net income"), ("column", "1999"), ("column", "$m")]
    assert rows(text)[1][1][1] == [("row", "Shops"), ("column", "2001")]


def test_a_statement_with_a_cell_a_line_is_a_table_again():
    text = (
        "(1)連結経営成績(累計)\n(%表示は、対前年同四半期増減率)\n売上高\n営業利益\n百万円\n%\n百万円\n%\n"
        "31年3月期第2四半期\n12,340 △4.5\n△567\n-\n30年3月期第2四半期\n12,920\n2.1\n210 △8.8\n(注)包括利益 31年3月期第2四半期 百万円\n"
    )
    last, before = [row for row in rows(text) if row[0][0].startswith("3")]
    label = ("row", "31年3月期第2四半期")
    assert last[1:] == [
        ("12,340", [label, ("column", "売上高"), ("unit", "百万円")]),
        ("△4.5", [label, ("column", "売上高"), ("unit", "%")]),
        ("△567", [label, ("column", "営業利益"), ("unit", "百万円")]),
        ("-", [label, ("column", "営業利益"), ("unit", "%")]),
    ]
    assert [cell for cell, _ in before] == ["30年3月期第2四半期", "12,920", "2.1", "210", "△8.8"]


def test_heads_of_a_flattened_table_may_stand_on_two_lines():
    text = "1株当たり\n1株当たり\n当期純利益\n当期純利益\n円 銭\n円 銭\n2025年3月期\n12.34\n11.90\n2024年3月期\n10.05\n-\n"
    cells = next(row for row in rows(text) if row[0][0] == "2025年3月期")
    assert cells[1] == ("12.34", [("row", "2025年3月期"), ("column", "1株当たり"), ("column", "当期純利益"), ("unit", "円 銭")])


def test_lines_of_figures_without_units_or_periods_above_are_no_table():
    assert [row for row in rows("Items\n12\n34\nRest\n56\n78\nThe end is near.\n") if len(row) > 2] == []


def test_signs_between_tabs_belong_to_the_figure_behind_them():
    assert rows("Net revenue\t$\t4,684\t\t$\t3,900\nNet income\t$\t1,250\t\t$\t980\n")[0][2] == (
        "4,684",
        [("unit", "$"), ("row", "Net revenue")],
    )


def test_the_first_sign_of_a_statement_holds_for_the_numbers_that_share_it():
    text = (
        "(In thousands)\n| | 2023 | 2022 |\n|---|---|---|\n| Sales | $ 88,120 | $ 81,004 |\n| Costs | 30,455 | 28,910 |\n"
        "| Margin | 12.1% | 13.0% |\n"
    )
    shared = [[said for said, heads in row if ("note", "$") in heads] for row in rows(text)]
    assert shared == [[], [], ["30,455", "28,910"], []]


def test_two_signs_in_a_table_are_shared_by_none():
    text = "| | UK | US |\n|---|---|---|\n| Sales | £ 8.1 | $ 9.0 |\n| Costs | 5.5 | 6.0 |\n"
    assert all(("note", "$") not in heads and ("note", "£") not in heads for row in rows(text) for _, heads in row)


def test_a_note_in_brackets_in_a_row_of_heads_holds_for_all_columns():
    assert said("| 2023 | 2022\n| (in millions) |\nSales | 11 | 12") == {
        "11": "Sales / 2023 > (in millions)",
        "12": "Sales / 2022 > (in millions)",
    }


def test_a_line_with_a_unit_above_labels_and_values_names_their_unit():
    text = "**Margins (%)**\n- Operating profit: 8.8\n- Net profit: 5.9\n"
    assert rows(text)[0][1] == ("8.8", [("row", "Operating profit"), ("section", "**Margins (%)")])


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("7", "figure"),
        ("1,204.5", "figure"),
        ("20,240", "figure"),
        ("2024", "period"),
        ("1987", "period"),
        ("2150", "figure"),
        ("2024.3", "period"),
        ("2024.12.31", "period"),
        ("31.12.2024", "period"),
        ("12.50.2024", "figure"),
        ("1.234.567", "figure"),
        ("12.", "figure"),
        ("000", "figure"),
    ],
)
def test_a_number_is_a_figure_unless_it_is_a_year_or_a_date(said, wanted):
    assert kind(said) == wanted


def test_a_column_that_only_counts_the_rows_is_no_label_and_no_figure():
    table = "Sr. | Particulars | 2025 | 2024\n1 | Sales | 51.2 | 40.7\n2 | Costs | 30.6 | 29.1\n3 | Profit | 11.8 | 12.2"
    assert said(table) == {
        "51.2": "Sales / 2025",
        "40.7": "Sales / 2024",
        "30.6": "Costs / 2025",
        "29.1": "Costs / 2024",
        "11.8": "Profit / 2025",
        "12.2": "Profit / 2024",
    }
    assert "4" in said("Shops | 2025\n2 | 4\n3 | 5\n5 | 6")


def test_a_unit_beside_the_title_of_a_table_holds_for_all_its_figures():
    text = (
        "業績サマリー　　　　　　　　　（百万円）\n　　　　　　　　25/3期1Q　　26/3期1Q　　通期予想\n"
        "売上高　　　　　　804　　　　1,150　　　5,300\n"
        "営業利益　　　　▲233　　　▲107　　　64\n"
    )
    found = {row[0][0]: row[1:] for row in rows(text)}
    assert [(cell, dict(heads)["note"], dict(heads)["row"], dict(heads)["column"]) for cell, heads in found["売上高"]] == [
        ("804", "（百万円）", "売上高", "25/3期1Q"),
        ("1,150", "（百万円）", "売上高", "26/3期1Q"),
        ("5,300", "（百万円）", "売上高", "通期予想"),
    ]


def test_a_note_may_stand_between_the_title_of_a_table_and_its_heads():
    table = "Key figures | Unaudited\nThe year ends in March\nMetric | Unit | Q1 | Q2 | Q3\nSales | EUR m | 12.5 | 13.1 | 13.9"
    assert said(table) == {
        "12.5": "Sales / Q1 / The year ends in March [EUR m]",
        "13.1": "Sales / Q2 / The year ends in March [EUR m]",
        "13.9": "Sales / Q3 / The year ends in March [EUR m]",
    }


def test_a_label_that_spaces_part_is_one_cell_in_a_table_of_columns():
    text = (
        "구분                당기실적      전기실적     전기대비\n"
        "매출액   당해실적     702,450      779,906      -9.7\n"
        "         누계실적   2,413,077            -         -\n"
        "영업이익 당해실적      28,914       34,120     -15.8\n"
    )
    found = [row for row in rows(text) if row[0][0].startswith("매출액")]
    assert [[dict(heads).get("row") or said, dict(heads).get("column")] for said, heads in found[0][1:]] == [
        ["매출액   당해실적", "당기실적"],
        ["매출액   당해실적", "전기실적"],
        ["매출액   당해실적", "전기대비"],
    ]


def test_a_row_that_names_a_unit_heads_the_rows_below_it():
    assert said(" | 2025 | 2024\nUSD thousand\nSales | 51.2 | 40.7\nCosts | 30.6 | 29.1") == {
        "51.2": "Sales / 2025 / USD thousand",
        "40.7": "Sales / 2024 / USD thousand",
        "30.6": "Costs / 2025 / USD thousand",
        "29.1": "Costs / 2024 / USD thousand",
    }


def test_a_column_of_units_gives_each_row_its_own():
    assert said("metric | unit | 2023 | 2024\nSales | EUR m | 12.5 | 13.1\nMargin | % | 8.1 | 9.4") == {
        "12.5": "Sales / 2023 [EUR m]",
        "13.1": "Sales / 2024 [EUR m]",
        "8.1": "Margin / 2023 [%]",
        "9.4": "Margin / 2024 [%]",
    }


def test_a_sign_at_the_left_of_its_column_is_that_of_the_statement():
    text = (
        "(In thousands)\n                                  2023             2022\nCash                  $     12,340     $     10,260\n"
        "Receivables                  8,110            7,930\nTotal                 $    120,700     $    110,940\n"
    )
    shared = {row[0][0]: [("note", "$") in heads for _, heads in row[1:]] for row in rows(text) if len(row) > 2}
    assert shared["Receivables"] == [True, True]


def test_a_line_between_two_tables_of_bars_ends_the_first():
    text = (
        "| | Sales | Costs |\n|---|---|---|\n| 2024 | 11 | 9 |\nBalance\n"
        "| | Assets |\n|---|---|\n| | EUR m |\n| 2024 | 21 |\n| 2023 | 20 |\n"
    )
    assert rows(text)[-1][1][1][-2:] == [("column", "Assets"), ("column", "EUR m")]
