"""Units that the title of a list or a row of a table tells for all amounts."""

from __future__ import annotations

from pipeline import stages
from pipeline.segments.lines import split
from pipeline.segments.tables import find


def heads(text: str) -> list[list[tuple[str, str]]]:
    rows = find(text, split(text), frozenset(), 0)
    cells = [cell for line in sorted(rows) for cell in rows[line].cells]
    return [[(head.kind, text[head.start : head.end]) for head in cell.heads] for cell in cells]


def test_the_title_of_a_list_tells_the_scale_of_its_amounts():
    text = (
        "Income Statement (MM)\nFiscal Year Ended 2/2/14\nNet Sales $7,386\nGross Profit $3,219\n\n"
        "Totals (in thousands of euros)\nRevenue: 4,512\n"
    )
    assert [head for cell in heads(text) for head in cell if head[0] == "note"] == [
        ("note", "(MM)"),
        ("note", "(MM)"),
        ("note", "(in thousands of euros)"),
    ]
    _, mentions, _, _ = stages.annotate(text)
    assert [(str(m.value.normalize()) if m.value else None, m.unit) for m in mentions if m.label == "MONEY"] == [
        ("7.386E+9", "USD"),
        ("3.219E+9", "USD"),
        ("4.512E+6", "EUR"),
    ]


def test_a_row_that_tells_the_unit_of_all_columns_is_heard():
    text = (
        "| Name | Revenue | Profit | Employees |\n|---|---|---|---|\n| USD (in millions) | | | |\n"
        "| Orvano Inc | $985 | $36 | 2,100 |\n| Quellmark Inc | $641 | $12 | 1,850 |\n"
    )
    _, mentions, _, _ = stages.annotate(text)
    told = [(m.label, f"{m.value.normalize():f}") for m in mentions if m.label in ("MONEY", "QUANTITY") and m.value is not None]
    assert told == [
        ("MONEY", "985000000"),
        ("MONEY", "36000000"),
        ("QUANTITY", "2100"),
        ("MONEY", "641000000"),
        ("MONEY", "12000000"),
        ("QUANTITY", "1850"),
    ]
