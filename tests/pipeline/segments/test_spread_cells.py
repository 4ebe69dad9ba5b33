"""Cards and tables whose cells a copy of a page set each on a line of its own."""

from __future__ import annotations

from pipeline import stages
from pipeline.segments.lines import split
from pipeline.segments.tables import find
from tests.support.claim_cases import claims


def table(text: str) -> list[list[tuple[str, str]]]:
    lines = split(text)
    rows = find(text, lines, frozenset(), 0)
    return [[(text[cell.start : cell.end], cell.header) for cell in rows[line].cells] for line in sorted(rows)]


def test_a_label_takes_the_value_below_it_that_is_of_its_type():
    text = (
        "Key Metrics\n\nFounded Year\n\n2009\n\nEmployee Count\n\n1,204 as on May 31, 2023\n\n"
        "Annual Revenue\n\n$31.5M\n\nLatest Stage\n\nTerms of use\n"
    )
    assert table(text) == [
        [("Founded Year", ""), ("2009", "Founded Year")],
        [("Employee Count", ""), ("1,204 as on May 31, 2023", "Employee Count")],
        [("Annual Revenue", ""), ("$31.5M", "Annual Revenue")],
    ]


def test_the_period_on_a_line_below_a_figure_is_of_it():
    text = "Stock Price\n\n$48\n\n2022-03-09\n\nRevenue\n\n$99.3 M\n\nFY, 2021\n"
    assert [row[1][0] for row in table(text)] == ["$48\n\n2022-03-09", "$99.3 M\n\nFY, 2021"]


def test_a_label_without_another_near_it_and_one_of_another_type_take_no_value():
    assert table("Net sales\n\n$40.1M\n\nThe firm makes doors.\n") == []
    assert table("Employees\n\nOur people\n\nRevenue\n\nHow we earn\n\nMarket share\n\nWhere we sell\n") == []


def test_a_label_that_no_list_knows_takes_a_figure_among_labels_that_do():
    text = "Market cap\n8.96B\nEnterprise value\n12.06B\nPrice/Book (mrq)\n2.41\nOverview\nShares outstanding\n2.51B\nFree float\n71%\n"
    assert [(label, value) for (label, _), (value, _) in table(text)] == [
        ("Market cap", "8.96B"),
        ("Enterprise value", "12.06B"),
        ("Price/Book (mrq)", "2.41"),
        ("Shares outstanding", "2.51B"),
        ("Free float", "71%"),
    ]


def test_figures_above_their_labels_are_of_the_label_below():
    for text in (
        "Orvano Inc at a glance\n\n12,000+\nEmployees\n\n$4.2B\nAnnual revenue\n\n38\nCountries\n\n1984\nFounded\n",
        "Orvano Inc in figures\n\n12,000+\n\nEmployees\n\n$4.2B\n\nAnnual revenue\n\n38\n\nCountries\n\n"
        "1984\n\nFounded\n\nAll about Orvano Inc.\n",
    ):
        assert table(text) == [
            [("12,000+", "Employees"), ("Employees", "")],
            [("$4.2B", "Annual revenue"), ("Annual revenue", "")],
            [("38", "Countries"), ("Countries", "")],
            [("1984", "Founded"), ("Founded", "")],
        ]
        assert claims(text) == {
            ("Orvano Inc", "metric", "employees", "12000", None),
            ("Orvano Inc", "revenue", None, "4200000000", None),
            ("Orvano Inc", "metric", "countries", "38", None),
            ("Orvano Inc", "founded", None, None, "1984"),
        }
    assert table("1984\n\nFirst shop\n\n1991\n\nA mill in Oslo\n\n2003\n\nListed\n") == []
    assert table("Employees\n\n12,000\n\nRevenue\n\n$4.2B\n\nEBITDA\n\n$38M\n") == [
        [("Employees", ""), ("12,000", "Employees")],
        [("Revenue", ""), ("$4.2B", "Revenue")],
        [("EBITDA", ""), ("$38M", "EBITDA")],
    ]


def test_cells_of_a_table_each_on_a_line_stand_below_the_heads_that_ask_for_them():
    text = (
        "Date of funding\n\nFunding Amount\n\nRound Name\n\nInvestors\n\n"
        "Mar 04, 2021\n\n$12M\n\nSeries B\n\nNorth Fund\n\nJun 11, 2018\n\n$2.5M\n\nSeries A\n\nSign up today!\n"
    )
    assert table(text)[4:] == [
        [("Mar 04, 2021", "Date of funding"), ("$12M", "Funding Amount"), ("Series B", "Round Name"), ("North Fund", "Investors")],
        [("Jun 11, 2018", "Date of funding"), ("$2.5M", "Funding Amount"), ("Series A", "Round Name")],
    ]


def test_cells_that_end_in_bars_take_the_unit_below_the_head():
    text = "茶業界\n順位 |\n企業名 |\n売上高 |\n(億円) |\nシェア |\n1 |\nアオバ製茶HD |\n1,204 |\n|\n|\n2 |\nミナト茶園HD |\n873 |\n|\n|\n"
    assert table(text)[5:] == [
        [("1", "順位"), ("アオバ製茶HD", "企業名"), ("1,204", "売上高 (億円)")],
        [("2", "順位"), ("ミナト茶園HD", "企業名"), ("873", "売上高 (億円)")],
    ]
    assert claims(text) == {
        ("アオバ製茶HD", "revenue", None, "120400000000", None),
        ("ミナト茶園HD", "revenue", None, "87300000000", None),
    }


def test_the_last_row_of_a_ranking_goes_on_to_no_line_below_it():
    text = "Rank\nCompany\nSales\n1\nOrvano\n$5 million\n2\nQuellmark\n$4 million\n3\nTern\n$3 million\nSource: Harlow\n"
    assert table(text)[-2:] == [
        [("2", "Rank"), ("Quellmark", "Company"), ("$4 million", "Sales")],
        [("3", "Rank"), ("Tern", "Company"), ("$3 million", "Sales")],
    ]


def test_figures_between_labels_that_no_list_knows_are_of_none_of_them():
    assert table("Birth\nMay 5, 1970\nAge\n54\nNet worth\n$5 billion\nResidence\nOslo\n") == []


def test_what_is_told_besides_on_a_line_below_a_name_is_no_cell():
    text = (
        "Overall Rank\n\nCompany Details\n\nTotal Funding\n\nScore\n\n"
        "1st\n\nOrvano\n\n2014 , Oslo (Norway) , Series B\n\n$41.5M\n\n62/100\n\n"
        "2nd\n\nQuellmark\n\n2019 , Lyon (France) , Seed\n\n$3.2M\n\n51/100\n"
    )
    assert table(text)[4:] == [
        [("1st", "Overall Rank"), ("Orvano", "Company Details")],
        [("$41.5M", "Total Funding"), ("62/100", "Score")],
        [("2nd", "Overall Rank"), ("Quellmark", "Company Details")],
        [("$3.2M", "Total Funding"), ("51/100", "Score")],
    ]
    assert {
        ("Orvano", "founded", None, None, "2014"),
        ("Quellmark", "founded", None, None, "2019"),
        ("Orvano", "headquarters", None, None, None),
        ("Quellmark", "headquarters", None, None, None),
    } <= claims(text)


def test_rows_of_a_table_with_bars_are_no_cells_of_their_own():
    text = "| Item | Detail |\n|---|---|\n| Founded | 2004 |\n| Employees | 310 |\n"
    assert table(text) == [
        [("Item", ""), ("Detail", "")],
        [],
        [("Founded", "Item"), ("2004", "Founded")],
        [("Employees", "Item"), ("310", "Employees")],
    ]


def test_the_day_of_founding_below_its_label_dates_no_page():
    text = (
        "Orvano Inc\n\n• Establishment Year\n\n  29 August 1997\n\n"
        "• Headquarters\n\n  Oslo, Norway\n\n• CEO\n\n  Mr. Anders Holm\n\n• Number of Employees\n\n  5,500 employees\n"
    )
    document, _, _, _ = stages.annotate(text)
    assert document.published is None


def test_a_page_that_tells_figures_as_of_later_days_asks_its_text_for_its_date():
    text = (
        "# [2024 Company Profile of Orvano on 2019-08-17](https://profiles.example/orvano)\n\nKey Metrics\n\nTotal Funding\n\n$24.3M\n\n"
        "Employee Count\n\n4,977 as on Aug 31, 2023\n\nOrvano makes doors for farms, and has raised $24.3M since 2014.\n"
    )
    document, _, _, _ = stages.annotate(text)
    assert "headline year 2024" in (document.published_evidence or "")
