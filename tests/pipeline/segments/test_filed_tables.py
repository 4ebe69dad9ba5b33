"""Tables of filings whose signs and brackets a copy of a page set on lines of their own."""

from __future__ import annotations

from pipeline.segments.lines import split
from pipeline.segments.tables import find
from tests.support.claim_cases import claims

QUARTERS = (
    "Harlow Mills Inc. reports its quarters.\n\n2021\nQuarters\nFirst\nSecond\nThird\nFourth\n(in thousands, except per share amounts)\n"
    "Net sales\n$\n41,300\n$\n52,150\n$\n50,020\n$\n47,900\nGross profit\n12,400\n15,210\n15,040\n13,770\n"
    "Net (loss) income\n$\n(1,420\n)\n$\n3,310\n$\n2,980\n$\n(275\n)\nNet (loss) income per common share:\nBasic (1)\n"
    "$\n(0.12\n)\n$\n0.28\n$\n0.25\n$\n(0.02\n)\n(1)\nThe sum of the quarters may not equal the year.\n"
)


def rows(text: str) -> list[tuple[list[str], list[str]]]:
    """Return the cells of each row with figures, and the heads of the last of them."""
    lines = split(text)
    found = find(text, lines, frozenset(), 0)
    told = [found[line].cells for line in sorted(found) if len(found[line].cells) > 1]
    return [([text[c.start : c.end] for c in cells], [text[h.start : h.end] for h in cells[-1].heads]) for cells in told]


def test_signs_and_brackets_on_lines_of_their_own_belong_to_their_figures():
    assert rows(QUARTERS) == [
        (
            ["Net sales", "41,300", "52,150", "50,020", "47,900"],
            ["in thousands, except per share amounts", "Net sales", "2021", "Quarters", "Fourth", "$"],
        ),
        (
            ["Gross profit", "12,400", "15,210", "15,040", "13,770"],
            ["in thousands, except per share amounts", "Gross profit", "2021", "Quarters", "Fourth", "$"],
        ),
        (
            ["Net (loss) income", "(1,420", "3,310", "2,980", "(275"],
            ["in thousands, except per share amounts", "Net (loss) income", "2021", "Quarters", "Fourth", "$", ")"],
        ),
        (
            ["Basic (1)", "(0.12", "0.28", "0.25", "(0.02"],
            [
                "in thousands, except per share amounts",
                "Basic (1)",
                "Net (loss) income per common share:",
                "2021",
                "Quarters",
                "Fourth",
                "$",
                ")",
            ],
        ),
    ]


def test_a_day_whose_year_stands_on_the_next_line_heads_a_column():
    text = (
        "(dollar amounts in thousands)\nFor the Quarter Ended\nMarch 31,\n2021\nJune 30,\n2021\n"
        "Net sales\n$\n41,300\n$\n52,150\nCost of sales\n(22,100\n)\n(30,400\n)\nGross profit\n19,200\n21,750\n"
    )
    assert [told for _, told in rows(text)] == [
        ["(dollar amounts in thousands)", label, "For the Quarter Ended", "June 30,\n2021", *marks]
        for label, marks in (("Net sales", ["$"]), ("Cost of sales", [")", "$"]), ("Gross profit", ["$"]))
    ]


def test_parts_inside_a_part_stay_under_it():
    text = (
        "2021\n2020\nNet income per common share:\nBasic:\nContinuing operations\n$\n1.14\n$\n0.98\nTotal\n$\n1.10\n$\n1.02\n"
        "Diluted:\nContinuing operations\n$\n1.12\n$\n0.97\n"
    )
    assert [told[1:3] for _, told in rows(text)] == [
        ["Net income per common share:", "Basic:"],
        ["Net income per common share:", "Basic:"],
        ["Net income per common share:", "Diluted:"],
    ]


def test_a_year_right_above_quarters_by_their_numbers_heads_all_of_them():
    text = QUARTERS.replace("Quarters\n", "")
    assert next(told[2:] for _, told in rows(text)) == ["2021", "Fourth", "$"]
    assert {
        ("Harlow Mills Inc.", "revenue", None, "41300000", "2021-Q1"),
        ("Harlow Mills Inc.", "revenue", None, "47900000", "2021-Q4"),
    } <= claims(text)


def test_a_year_beside_quarters_heads_a_column_where_the_rows_have_a_figure_for_it():
    text = "2021\nFirst\nSecond\nNet sales\n$\n99\n$\n41\n$\n58\nCosts\n(60\n)\n(20\n)\n(40\n)\nProfit\n39\n21\n18\n"
    heads = [[said for said in told[1:] if said not in ("$", ")")] for _, told in rows(text)]
    assert heads == [["Second"], ["Second"], ["Second"]]


def test_the_first_of_several_years_is_no_head_of_the_others():
    assert rows("2021\n2020\n2019\nNet sales\n$\n41\n$\n52\nCosts\n$\n(20\n)\n$\n(30\n)\nProfit\n$\n21\n$\n22\n") == []


def test_rows_with_more_or_fewer_figures_than_heads_are_none():
    assert rows("2021\n2020\nNet sales\n$\n41\n$\n52\n$\n60\nCosts\n$\n(20\n)\nProfit\n$\n21\n$\n30\n$\n12\n") == []


def test_the_quarters_of_a_filing_are_told_each_with_its_sign():
    assert {
        ("Harlow Mills Inc.", "revenue", None, "41300000", "2021-Q1"),
        ("Harlow Mills Inc.", "revenue", None, "47900000", "2021-Q4"),
        ("Harlow Mills Inc.", "metric", "net profit", "-1420000", "2021-Q1"),
        ("Harlow Mills Inc.", "metric", "net profit", "2980000", "2021-Q3"),
        ("Harlow Mills Inc.", "metric", "earnings per share, Basic", "-0.02", "2021-Q4"),
    } <= claims(QUARTERS)
