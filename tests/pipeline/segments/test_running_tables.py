"""Tables that stand within a line of running text."""

from __future__ import annotations

import pytest

from pipeline.records import Document
from pipeline.segments import segment


def passages(text: str) -> list[tuple[str, str]]:
    found = segment(Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text))
    assert "".join(text[part.start : part.end] for part in found) == text
    return [(part.kind, text[part.start : part.end].strip()) for part in found]


BEFORE, AFTER = (
    "The board of the ferry line met in Hull on Monday and was content.",
    "It thanked the crews of all of its boats for a long summer.",
)


def test_the_rows_of_a_table_in_a_line_are_cut_at_wide_gaps():
    text = f"{BEFORE}   GBP thousand FY2024 FY2023  Fares 6,410 5,988  Catering 1,204 1,190  Loss for the year (311) (402)   {AFTER}\n"
    assert passages(text) == [
        ("paragraph", BEFORE),
        ("table_row", "GBP thousand FY2024 FY2023"),
        ("table_row", "Fares 6,410 5,988"),
        ("table_row", "Catering 1,204 1,190"),
        ("table_row", "Loss for the year (311) (402)"),
        ("paragraph", AFTER),
    ]


def test_single_blanks_do_as_well_where_periods_head_the_columns():
    text = f"{BEFORE} FY2024 FY2023 Fares 6,410 5,988 Catering 1,204 1,190 Loss for the year (311) (402) {AFTER}\n"
    assert [said for kind, said in passages(text) if kind == "table_row"] == [
        "FY2024 FY2023",
        "Fares 6,410 5,988",
        "Catering 1,204 1,190",
        "Loss for the year (311) (402)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fares rose from 5,988 to 6,410 in 2024, catering from 1,190 to 1,204, and the loss fell from 402 to 311 a year later.\n",
        "The boats sailed 12 times in May, 14 in June, 22 in July and 30 in August, and carried 1,200 more people than before.\n",
        "Winners were Hull 3 1, Leeds 2 0 and a third side that nobody in the room had heard of; the cup was given to them by the mayor.\n",
    ],
)
def test_running_text_with_figures_is_not_cut(text: str):
    assert passages(text) == [("paragraph", text.strip())]


def test_the_items_of_a_list_that_run_on_in_a_line_are_cut_with_their_titles():
    items = [
        "- Sales of the second quarter of 2021 were $1.2 million, compared to $1.1 million a year before [4]",
        "- The net loss was $310,000, an improvement from a loss of $420,000 [4][6]",
        "- The company expects sales of $5 million in 2021 [7]",
    ]
    text = f"Core Insights - Harlow Mills reported 9% higher sales [3] {items[0]} Financial Performance {items[1]} Outlook {items[2]}\n"
    assert passages(text) == [
        ("title", "Core Insights - Harlow Mills reported 9% higher sales [3]"),
        ("list_item", items[0]),
        ("paragraph", "Financial Performance"),
        ("list_item", items[1]),
        ("paragraph", "Outlook"),
        ("list_item", items[2]),
    ]
    dashed = f"{BEFORE} - Nobody asked why. It had grown (by 4% [2] - The rest is open), as had all others in the north. {AFTER} {AFTER}\n"
    assert passages(dashed) == [("paragraph", dashed.strip())]
    row = f"| Harlow | {items[0]} {items[1]} {items[2]} Outlook {items[2]} |"
    assert [said for kind, said in passages(f"| Firm | Told |\n|---|---|\n{row}\n") if kind == "table_row"][1:] == [row]
