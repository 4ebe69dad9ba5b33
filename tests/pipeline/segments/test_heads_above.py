"""Heads that a copy ran together above a table between single blanks."""

from __future__ import annotations

import pytest

from pipeline.records import Document
from pipeline.segments import segment

ROWS = "Sales {0}\nGross margin {1}\nNet income {2}\n"


def columns(text: str) -> list[list[str]]:
    """The heads of each figure of the first row of figures."""
    found = segment(Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text))
    assert "".join(text[part.start : part.end] for part in found) == text
    row = next(part for part in found if part.cells and text[part.cells[0].start : part.cells[0].end] == "Sales")
    return [[text[head.start : head.end] for head in cell.heads if head.kind == "column"] for cell in row.cells[1:]]


def rows(count: int) -> str:
    return ROWS.format(*(" ".join(f"{place}{line}.4" for place in range(1, count + 1)) for line in (3, 4, 5)))


@pytest.mark.parametrize("units", ["", "£m £m £m\n"])
def test_periods_of_several_words_head_a_column_each_also_over_lines(units: str) -> None:
    over = "Half-year to 30 March 2030 **Half-year to 31 March 2029 Full-year to \n\n29 September \n\n2029"
    text = f"The board is content.\n\n{over}\n{units}{rows(3)}"

    heads = [[head for head in cell if head != "£m"] for cell in columns(text)]
    assert heads == [["Half-year to 30 March 2030"], ["Half-year to 31 March 2029"], ["Full-year to \n\n29 September \n\n2029"]]


@pytest.mark.parametrize("noted", ["", "(unaudited)\n"])
def test_lengths_and_days_stand_over_the_years_below_them(noted: str) -> None:
    text = f"Figures\n\nThree Months Ended Nine Months Ended\nMay 31, May 31,\n2023 2022 2023 2022\n{noted}{rows(4)}"

    assert columns(text) == [
        ["Three Months Ended", "May 31,", "2023"],
        ["Three Months Ended", "May 31,", "2022"],
        ["Nine Months Ended", "May 31,", "2023"],
        ["Nine Months Ended", "May 31,", "2022"],
    ]


def test_a_length_with_its_day_stands_over_the_years_of_its_columns() -> None:
    text = f"Figures\n\nThree Months Ended May 31, Nine Months Ended May 31,\n2023 2022 2023 2022\n{rows(4)}"

    assert [cell[0] for cell in columns(text)] == ["Three Months Ended May 31,"] * 2 + ["Nine Months Ended May 31,"] * 2


def test_a_line_that_says_more_than_periods_heads_no_column() -> None:
    text = f"Figures\n\nThree Months Ended Nine Months Ended\nThe figures of May 31,\n2023 2022 2023 2022\n{rows(4)}"

    assert columns(text) == [["2023"], ["2022"], ["2023"], ["2022"]]
