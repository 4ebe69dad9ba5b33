"""Entries of rankings whose title says what they measure."""

from __future__ import annotations

import pytest

from pipeline.segments.lines import split
from pipeline.segments.tables import find
from tests.support.claim_cases import claims


def table(text: str) -> list[list[tuple[str, str]]]:
    lines = split(text)
    rows = find(text, lines, frozenset(), 0)
    return [[(text[cell.start : cell.end], cell.header) for cell in rows[line].cells] for line in sorted(rows)]


def test_the_title_of_a_ranking_heads_the_figures_of_its_entries():
    title = "Mills by Revenue 2021 ($ millions)"
    for text in (
        f"{title}\n\n1- Harlow Mills 5,343\n\n2 -Orvano 4,890\n\n3 Quellmark Foods 3,269\n",
        f"{title}\n1. Harlow Mills: 5,343\n2. Orvano: 4,890\n3. Quellmark Foods: 3,269\n",
    ):
        assert table(text) == [
            [("Harlow Mills", ""), ("5,343", title)],
            [("Orvano", ""), ("4,890", title)],
            [("Quellmark Foods", ""), ("3,269", title)],
        ]


def test_what_is_told_besides_between_bars_is_a_cell_of_its_own():
    entries = ("3. Harlow Mills – $38B | Norway | Flour", "2. Orvano – $45.5B | Chile | Oats", "1. Quellmark – $83B | Peru | Rye")
    text = "Most Valuable Mills\n\n" + "".join(f"  {entry}\n" for entry in entries)
    assert table(text)[0] == [("Harlow Mills", ""), ("$38B", "Most Valuable Mills"), ("Norway", ""), ("Flour", "")]


def test_places_in_japanese_may_stand_in_brackets():
    entries = "[12位]春野製粉 2兆1,152億円\n\n小麦の会社である。\n\n[11位]朝霧食品 2兆2,240億円\n\n[10位]夕凪 2兆5,572億円\n"
    text = f"製粉会社の売上高ランキング\n\n{entries}"
    assert table(text) == [
        [("春野製粉", ""), ("2兆1,152億円", "製粉会社の売上高ランキング")],
        [("朝霧食品", ""), ("2兆2,240億円", "製粉会社の売上高ランキング")],
        [("夕凪", ""), ("2兆5,572億円", "製粉会社の売上高ランキング")],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Contents\n\n1 Flour 12\n\n2 Oats 31\n\n3 Rye 45\n",
        "Mills ($ billions)\n\n1 Harlow 47,215\n\n2 Orvano 38.604\n\n3 Quellmark 29,158\n",
        "Mills by revenue\n\n1 Harlow $5M\n\n4 Orvano $4M\n\n9 Quellmark $3M\n",
        "It sold the most.\n\n1 Harlow $5M\n\n2 Orvano $4M\n\n3 Quellmark $3M\n",
    ],
    ids=["numbers of pages", "commas that may be points", "places that do not follow", "no title"],
)
def test_other_numbered_lines_are_no_entries(text: str):
    assert not any(len(row) > 1 and row[1][1] for row in table(text))


def test_the_figures_of_a_ranking_are_of_the_measure_in_its_title():
    entries = "1. Harlow Mills Inc. 5,343\n\n2. Orvano Foods Ltd. 4,890\n\n3. Quellmark Inc. 3,269\n"
    text = f"Sales of 2021\n\nLargest mills by revenue ($ millions)\n\n{entries}"
    told = {(name, predicate, value) for name, predicate, _, value, _ in claims(text)}
    assert ("Orvano Foods Ltd.", "revenue", "4890000000") in told
