"""Rows that lie on disk between two groups of stages are the rows that were laid there, and make the tables that they make in memory."""

import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.contract import from_table, to_table
from pipeline.engines import shelf, shelved, wire
from pipeline.engines.pages import Page
from pipeline.engines.shelf import Shelf
from pipeline.engines.shelved import Shelved
from pipeline.engines.wire import Joined, Stored, pieces
from pipeline.facts import shares
from pipeline.records import TABLES, Document, Mention, Segment
from pipeline.runs import run
from pipeline.stages import STAGES

TEXTS = {
    "a.txt": "Umino Foods had revenue of $12 million in 2024. Umino Foods employs 300 people.\n",
    "again/a.txt": "Umino Foods had revenue of $12 million in 2024. Umino Foods employs 300 people.\n",
    "b.txt": "Hoshikawa Robotics raised $40 million in March 2025.\n",
    "c.txt": "海野食品の従業員数は310人。\n",
    "d.txt": "No figure.\n",
    "e.txt": "Umino Foods expects a profit of 3 million euros in 2026, said Jane Doe.\n",
}


@pytest.fixture
def some_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "TOGETHER", 2)
    monkeypatch.setattr(shelved, "TOGETHER", 2)


def _document(number: int) -> Document:
    return Document(f"d{number}", f"{number}.txt", (f"{number}.txt",), "0" * 64, "text/plain", "utf-8", "x" * number)


def _pages(count: int) -> list[Page]:
    return [
        Page(
            {
                "documents": (_document(at),),
                "segments": tuple(Segment(f"s{at} {part}", f"d{at}", part, 0, 1, "title") for part in range(at)),
            }
        )
        for at in range(count)
    ]


def _laid(held: Shelf, count: int) -> list[Page]:
    def work(stages: Sequence[Any], units: Sequence[Any]) -> Iterator[Page]:
        yield from _pages(count)

    return list(held.over(work)(STAGES[:1], []))


def _bytes(output: Path) -> dict[str, bytes]:
    return {name: (output / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.mark.usefixtures("some_together")
def test_rows_come_back_from_the_shelf_as_they_went():
    held = Shelf()
    pages = _laid(held, 5)
    assert {part.size > 0 for page in pages for part in page.rows.values() if isinstance(part, Shelved)} == {True}
    for name in ("documents", "segments"):
        records = [row for page in _pages(5) for row in page.rows[name]]
        joined = Joined(page.rows.get(name, ()) for page in pages)
        assert list(joined) == records
        assert joined.table(name).equals(to_table(name, records), check_metadata=True)
    assert [(page.key, page.document) for page in pages] == [(f"d{at}", _document(at)) for at in range(5)]
    held.close()


def test_rows_of_parts_are_read_from_the_shelf_each_by_itself():
    held = Shelf()
    rows = [Segment(f"s{at}", "d", at, 0, 1, "title") for at in range(5)]
    parts = held.lay("segments", [[rows[:1], rows[1:3]], [], [(rows[4],)]])
    assert [list(part) for part in parts] == [rows[:3], [], rows[4:]]
    assert [isinstance(part, Shelved) and part.size > 0 for part in parts] == [True] * 3
    held.close()


def test_rows_kept_from_run_to_run_are_records_only_while_they_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wire, "_DOCUMENTS", 2)
    rows = [_document(at) for at in range(5)]
    parts = [Stored("documents", to_table("documents", rows), at, 1) for at in range(5)]
    decoded = [(row, [part._rows is not None for part in parts]) for row in Joined(parts)]
    assert [row for row, _ in decoded] == rows
    assert [told for _, told in decoded] == [[True] * 2 + [False] * 3] * 2 + [[False] * 2 + [True] * 2 + [False]] * 2 + [
        [False] * 4 + [True]
    ]
    assert [part._rows for part in parts] == [None] * 5


@pytest.mark.usefixtures("some_together")
def test_rows_stay_in_memory_where_there_is_no_room_for_them(monkeypatch: pytest.MonkeyPatch):
    def full(**_: Any) -> Any:
        raise OSError("no space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    pages = _laid(Shelf(), 5)
    assert [page.document for page in pages] == [_document(at) for at in range(5)]
    assert Joined(page.rows["documents"] for page in pages).table("documents").num_rows == 5


def test_few_documents_are_never_laid_down(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(tempfile, "TemporaryFile")
    assert len(_laid(Shelf(), 5)) == 5


def test_texts_and_amounts_that_rows_repeat_are_one_object_when_they_are_read_back():
    rows = [Mention(f"m{at}", "d", "s", 0, 3, "$15", "MONEY", value=Decimal(15 if at else 16)) for at in range(3)]
    back = from_table("mentions", to_table("mentions", rows))
    assert back == rows
    assert len({id(row.text) for row in back}) == 1
    assert len({id(row.value) for row in back}) == 2


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_a_table_comes_in_pieces_of_so_many_rows(count: int):
    rows = [_document(at) for at in range(count)]
    for held in (rows, Joined((row,) for row in rows)):
        made = list(pieces("documents", held, 3))
        assert [piece.num_rows for piece in made] == [3] * (count // 3) + ([count % 3] if count % 3 or not count else [])
        assert [name for piece in made for name in piece["document_id"].to_pylist()] == [row.document_id for row in rows]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("many", [0, 4])
def test_tables_are_the_same_where_documents_lie_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, many: int):
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "memory", cache=False)
    monkeypatch.setattr(shelf, "TOGETHER", 2)
    monkeypatch.setattr(shelved, "TOGETHER", 2)
    monkeypatch.setattr(stages, "TOGETHER", 2)
    monkeypatch.setattr(shares, "SHARE", 2)
    monkeypatch.setattr(shares, "TOGETHER", 3)
    monkeypatch.setattr(shares, "_MANY", many)
    run(tmp_path / "in", tmp_path / "disk", workers=workers)
    assert _bytes(tmp_path / "disk") == _bytes(tmp_path / "memory")
    assert {path.name for path in (tmp_path / "disk" / ".tables").iterdir() if path.is_file()} == {".lock", "history"}
    (tmp_path / "in" / "b.txt").unlink()
    run(tmp_path / "in", tmp_path / "disk", workers=workers)
    run(tmp_path / "in", tmp_path / "fresh", cache=False)
    assert _bytes(tmp_path / "disk") == _bytes(tmp_path / "fresh")
