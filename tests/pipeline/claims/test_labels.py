"""Labelled lines as rows: a label beside its value, above it, and in the first column of a table of two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.claims.readers.labels import above, beside, entry, headed, labelled, named, under
from pipeline.records import Cell, Mention, Segment


def passage(kind: str, start: int, end: int) -> Segment:
    return Segment(f"s{start}", "d", start, start, end, kind, language="en")


def mention(label: str, text: str, words: str) -> Mention:
    start = text.index(words)
    return Mention(words, "d", "", start, start + len(words), words, label)


@pytest.mark.parametrize(
    ("kind", "line", "cell"),
    [
        ("paragraph", "Founded: 1999", ("Founded", "1999")),
        ("paragraph", "【所 在 地】堺市北区9-9", ("所 在 地", "堺市北区9-9")),
        ("byline", "(5) 設立年月日\u3000\u30001963年4月10日", ("設立年月日", "1963年4月10日")),
        ("list_item", "- 대표자 김하늘", ("대표자", "김하늘")),
        ("list_item", "- 설립일 2016.09.23", ("설립일", "2016.09.23")),
        ("paragraph", "대표자 김하늘", None),
        ("list_item", "- 본사 이전은 내년에 끝난다. 직원은 모두 옮긴다.", None),
        ("paragraph", "The weather: fine", None),
    ],
)
def test_a_label_beside_a_value_heads_it(kind: str, line: str, cell: tuple[str, str] | None) -> None:
    row = beside(line, passage(kind, 0, len(line)), 0, len(line))

    assert (row and (row.cells[0].header, line[row.cells[0].start : row.cells[0].end])) == cell


@pytest.mark.parametrize(
    ("label", "value", "mentions", "told"),
    [
        ("## Founded", "1934", (), "1934"),
        ("創業", "1934年4月", (("DATE", "1934年4月"),), "1934年4月"),
        ("When was the company incorporated?", "*April 2015*", (("DATE", "April 2015"),), "April 2015"),
        (
            "Who are the founders of the company?",
            "* Dana Holt and Kim Roe",
            (("PERSON", "Dana Holt"), ("PERSON", "Kim Roe")),
            "Dana Holt and Kim Roe",
        ),
        ("Head office", "12 Mill Street, Salem, Oregon", (), "12 Mill Street, Salem, Oregon"),
        ("本社所在地", "堺市北区9-9", (), "堺市北区9-9"),
        ("Head office", "We moved there last year, and like it.", (), None),
        ("Founders", "A long line about whoever once met Dana Holt", (("PERSON", "Dana Holt"),), None),
        ("Founded on trust", "1934", (), None),
        ("Our founders met in Oslo.", "Dana Holt", (("PERSON", "Dana Holt"),), None),
        ("Employees", "1934", (), None),
    ],
)
def test_a_label_alone_heads_the_value_below_it(label: str, value: str, mentions: tuple[tuple[str, str], ...], told: str | None) -> None:
    text = f"{label}\n{value}\n"
    passages = [passage("paragraph", 0, len(label) + 1), passage("paragraph", len(label) + 1, len(text))]
    row = under(text, passages, 1, [mention(kind, text, words) for kind, words in mentions])

    assert (row and text[row.cells[0].start : row.cells[0].end]) == told


def test_nothing_stands_above_the_first_passage() -> None:
    assert under("1934\n", [passage("paragraph", 0, 5)], 0, []) is None


@pytest.mark.parametrize(
    ("head", "label", "header"),
    [
        ("Acme Group", "**Founder**", "**Founder**"),
        ("", "Founded", "Founded"),
        ("CEO", "Founder", "CEO"),
        ("Acme Group", "Colour", "Acme Group"),
    ],
)
def test_the_first_of_two_columns_heads_the_second_where_it_is_a_label_and_the_head_above_is_none(
    head: str, label: str, header: str
) -> None:
    text = f"{label} | Dana Holt"
    cells = (Cell(0, len(label), ""), Cell(len(label) + 3, len(text), head))
    row = headed(text, replace(passage("table_row", 0, len(text)), cells=cells))

    assert row.cells[-1].header == header


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            '{"name": "Acton", "founded_on": "2019-05", "hq_city": "Oslo", "founders": ["Kim Roe", "Jo Marsh"], "staff": 120, "ceo": null}',
            [("name", "Acton"), ("founded on", "2019-05"), ("hq city", "Oslo"), ("founders", '"Kim Roe", "Jo Marsh"')],
        ),
        ('["本社", "堺市北区9-9"],\n["設立", "1953年2月"]', [("本社", "堺市北区9-9"), ("設立", "1953年2月")]),
        (
            '{ label: "Headquarters", value: "12 Mill Street" }, { label: "Founded", value: 1953 }',
            [("Headquarters", "12 Mill Street"), ("Founded", "1953")],
        ),
        ('{"이름": "할덴", "설립": 2011, "본사": "대전"}', [("이름", "할덴"), ("설립", "2011"), ("본사", "대전")]),
        ('He called it "the best", "the brightest" and "founded on trust".', []),
    ],
)
def test_keys_of_a_record_head_their_values(text: str, cells: list[tuple[str, str]]) -> None:
    rows = labelled(text, passage("paragraph", 0, len(text)), 0, len(text))

    assert [(row.cells[0].header, text[row.cells[0].start : row.cells[0].end]) for row in rows] == cells


def test_a_key_names_a_record() -> None:
    assert [named(key) for key in ("name", "Company name", "会社名", "이름", "name of the dog", "nickname")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            ["Acton Ltd.\n12 Mill Street, Salem, Oregon 97301\n(Address of principal executive offices)\n"],
            "12 Mill Street, Salem, Oregon 97301",
        ),
        (["  12 Mill Street, Salem\n", "- -----------\n", "   (Address of principal executive office)\n"], "12 Mill Street, Salem"),
        (["we meet at noon, and like it.\n(Address of principal executive offices)\n"], None),
        (["12 Mill Street, Salem\n", "(Telephone)\n"], None),
    ],
)
def test_the_words_below_an_address_say_whose_it_is(parts: list[str], told: str | None) -> None:
    text, passages = "".join(parts), []
    for part in parts:
        start = passages[-1].end if passages else 0
        passages.append(passage("paragraph", start, start + len(part)))
    row = above(text, passages, len(passages) - 1)

    assert (row and text[row.cells[0].start : row.cells[0].end]) == told
    assert row is None or row.cells[0].header == "Head office"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2019 , Salem (Oregon) , Seed", [("Founded", "2019"), ("Head office", "Salem (Oregon)")]),
        ("1998 · Oslo · Kites", [("Founded", "1998"), ("Head office", "Oslo")]),
        ("2019 , 14 people , Seed", []),
        ("In 2019, Salem was quiet, and so on", []),
    ],
)
def test_a_line_below_the_name_of_an_entry_tells_its_year_and_its_town(line: str, told: list[tuple[str, str]]) -> None:
    text = f"Acton Ltd\n{line}\n"
    rows = entry(text, [passage("paragraph", 0, 10), passage("paragraph", 10, len(text))], 1)

    assert [(row.cells[0].header, text[row.cells[0].start : row.cells[0].end]) for row in rows] == told
