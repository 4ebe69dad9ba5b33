"""Mentions of a document: what the fault of one sentence costs, and what the heads of a table say of each other."""

import re
from dataclasses import replace

import pytest

from extractors import Label, languages
from extractors.dates import grammar_of
from extractors.en import date_words
from pipeline import mentions
from pipeline.records import Document, Reject, Segment, Span
from pipeline.segments import mentioned_dates, segment


def test_a_fault_in_one_sentence_costs_that_sentence_and_is_told(monkeypatch):
    text = "Sales rose in May 2024. It hired for two weeks in June 2024. Profit was $3 million in 2023."
    assert grammar_of(languages.of("en"))
    monkeypatch.delitem(date_words.UNITS, "weeks")  # a word that a pattern admits and no value stands for
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", text, language="en")
    sentences = tuple(Span(found.start(), found.end()) for found in re.finditer(r"\S[^.]*\.", text))
    segment = Segment("s", "d", 0, 0, len(text), "paragraph", language="en", sentences=sentences)
    found, rejects = mentions.find(document, (segment,), labels=(Label.DATE, Label.DURATION, Label.MONEY))
    assert [mention.text for mention in found] == ["May 2024", "$3 million", "2023"]
    assert rejects == (Reject("a.txt", "0" * 64, "mentions", "sentence-unread", "KeyError at characters 24 to 60"),)


def test_a_cell_that_cannot_be_read_is_told_once_where_running_text_gives_its_table_a_unit(monkeypatch):
    table = "| | Revenue | Costs | Profit |\n|---|---|---|---|\n| 2031 | 48,214 | 4 weeks | 690 |\n| 2030 | 45,690 | 5,120 | 312 |\n"
    assert grammar_of(languages.of("en"))
    monkeypatch.delitem(date_words.UNITS, "weeks")
    document = Document(
        "d", "a.md", ("a.md",), "0" * 64, "text/markdown", "utf-8", f"Revenue rose to $48.2 billion from $45.7 billion.\n\n{table}"
    )
    rows = tuple(replace(row, language="en") for row in segment(document))
    found, rejects = mentions.find(replace(document, language="en"), rows, labels=(Label.DURATION, Label.MONEY))
    assert [mention.text for mention in found if mention.unit == "USD"] == [
        "$48.2 billion",
        "$45.7 billion",
        "48,214",
        "690",
        "45,690",
        "5,120",
        "312",
    ]
    assert [reject.reason for reject in rejects] == ["sentence-unread"]


def test_a_day_in_the_head_of_a_column_is_the_period_that_the_head_above_it_says():
    text = (
        "| | Three Months Ended | | Six Months Ended | |\n| --- | --- | --- | --- | --- |\n"
        "| | June 30, 2024 | June 30, 2023 | June 30, 2024 | June 30, 2023 |\n"
        "| Sales of tea | 100 | 90 | 300 | 280 |\n| Cost of tea | 50 | 40 | 150 | 130 |\n"
    )
    document = Document("d", "a.md", ("a.md",), "", "text/markdown", "utf-8", text, language="en")
    rows = tuple(replace(row, language="en") for row in segment(document))
    found, _ = mentions.find(document, rows, labels=(Label.DATE,))
    assert [(mention.text, mention.timex_value) for mention in found] == [
        ("June 30, 2024", "2024-Q2"),
        ("June 30, 2023", "2023-Q2"),
        ("June 30, 2024", "2024-H1"),
        ("June 30, 2023", "2023-H1"),
    ]


def test_cells_of_a_table_beyond_what_is_read_are_told_in_rejects():
    text = "Depot\tLorries\n" + "".join(f"Depot {name}\t{place}.5\n" for place, name in enumerate("ABCDEFGH", 1))
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", text)
    rows = tuple(replace(row, language="en") for row in segment(document))
    found, rejects = mentions.find(document, rows, labels=(Label.QUANTITY,), most_cells=8)
    assert [mention.text for mention in found] == ["1.5", "2.5", "3.5"]
    assert [(row.reason, row.detail) for row in rejects] == [("table_too_large", "in part: of 18 cells of tables the first 8 were read")]
    read = mentions.read_of(rows, most_cells=8)
    assert [row.kind for row in read].count("table_row") == 4
    assert [mention for mention in found if not any(row.start <= mention.start < row.end for row in read)] == []


def test_dates_of_rows_far_down_a_table_are_not_asked_when_an_article_was_published(monkeypatch):
    text = "Depot\tOpened\n" + "".join(f"Depot {name}\tMarch {year}\n" for name, year in zip("ABCD", range(2011, 2015), strict=True))
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", text)
    rows = tuple(replace(row, language="en") for row in segment(document))
    every = [one.text for one in mentioned_dates._seen(document, rows)]
    monkeypatch.setattr(mentioned_dates, "_MOST_ROWS", 3)
    assert every == ["March 2011", "March 2012", "March 2013", "March 2014"]
    assert [one.text for one in mentioned_dates._seen(document, rows)] == ["March 2011", "March 2012"]


def test_figures_behind_all_heads_of_a_table_are_told_in_rejects():
    text = "| £m | 2024 | 2023 |\n|---|---|\n| Sales | 120 | 100 | 7 |\n| Costs | 90 | 80 |\n"
    document = Document("d", "a.md", ("a.md",), "0" * 64, "text/markdown", "utf-8", text)
    rows = tuple(replace(row, language="en") for row in segment(document))
    _, rejects = mentions.find(document, rows, labels=(Label.QUANTITY,))
    assert [(row.reason, row.detail) for row in rejects] == [
        ("cells_beyond_heads", "in part: cells behind all heads were not read, line 3")
    ]


def amounts_of(text: str, language: str = "ja") -> list[tuple[str, str, str | None]]:
    document = Document("d", "a.md", ("a.md",), "0" * 64, "text/markdown", "utf-8", text, language=language)
    rows = tuple(replace(row, language=language) for row in segment(document))
    found, _ = mentions.find(document, rows, labels=(Label.MONEY, Label.PERCENT, Label.QUANTITY))
    return [(one.text, f"{one.value.normalize():f}", one.unit) for one in found if one.value is not None]


STATEMENT = """| 決算期 | 売上高 | 経常益 | 1株益 | 社員 |
|---|---|---|---|---|
| 旧 | 31,200 | 742 | 18.3 | 512 |
| 新 | 30,600 | 1,080 | 26.9 | 515 |
"""


def test_running_text_that_tells_figures_again_gives_a_table_its_unit():
    text = f"経常利益は従来予想の7.4億円から10.8億円に引き上げた。\n\n{STATEMENT}"
    assert amounts_of(text)[2:] == [
        ("31,200", "31200000000", "JPY"),
        ("742", "742000000", "JPY"),
        ("18.3", "18.3", "JPY"),
        ("512", "512", None),
        ("30,600", "30600000000", "JPY"),
        ("1,080", "1080000000", "JPY"),
        ("26.9", "26.9", "JPY"),
        ("515", "515", None),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "経常利益は10.8億円に増える。",  # one amount may agree by chance
        "経常利益は6.3億円から9.9億円に増える。",  # others
        "経常利益は7.4億円から108億円に増える。",  # each at another scale
    ],
)
def test_a_table_keeps_figures_without_a_unit_where_running_text_does_not_tell_two_again(told):
    assert {unit for _, _, unit in amounts_of(f"{told}\n\n{STATEMENT}")[told.count("億") :]} == {None}


def test_a_table_that_notes_its_unit_is_not_measured_against_running_text():
    text = f"経常利益は7.4億円から10.8億円に増える。\n\n(単位:千円)\n\n{STATEMENT}"
    assert ("31,200", "31200000", "JPY") in amounts_of(text)


def test_a_table_in_english_is_measured_as_well():
    table = "| | 2031 | 2030 |\n|---|---|---|\n| Revenue | 48,214 | 45,690 |\n| Stores | 312 | 298 |\n"
    text = f"Revenue rose to $48.2 billion from $45.7 billion.\n\n{table}"
    assert [one for one in amounts_of(text, "en") if "," in one[0]] == [
        ("48,214", "48214000000", "USD"),
        ("45,690", "45690000000", "USD"),
    ]
