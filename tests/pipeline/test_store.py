import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractors.mention import Span
from pipeline.contract import dictionary, from_table, schema, to_table
from pipeline.errors import ContractError, OutputError
from pipeline.records import TABLES, Article, Cell, Document, Entity, EntityName, Mention, Reject, Segment
from pipeline.store import earlier, open_tables, publish

DOCUMENT = Document(
    document_id="d1",
    path="a.txt",
    paths=("a.txt", "b.txt"),
    sha256="00",
    media_type="text/plain",
    encoding="utf-8 (valid)",
    text="売上高は1億円。",
    published=date(2024, 5, 1),
    published_precision="month",
    language="ja",
    language_evidence=("kana",),
    articles=(Article(0, 0, 9, "題", None, date(2024, 5, 1), "month", "dateline"),),
)
SEGMENT = Segment("s1", "d1", 0, 0, 9, "paragraph", ("上",), 0, "ja", (Span(0, 9),), (Span(8, 9),), (Cell(0, 3, "項目"),), None)
MENTION = Mention(
    "m1",
    "d1",
    "s1",
    4,
    7,
    "1億円",
    "MONEY",
    value=Decimal("100000000.123456789"),
    relation="eq",
    unit="JPY",
    extractor="money",
    confidence=0.9,
)
ENTITY = Entity("e1", "organisation", "Acme", (EntityName("en", "Acme", 3),), {"lei": "X", "ticker": "A"}, ())


def empty() -> dict[str, pa.Table]:
    return {name: to_table(name, []) for name in TABLES}


@pytest.mark.parametrize(("table", "row"), [("documents", DOCUMENT), ("segments", SEGMENT), ("mentions", MENTION), ("entities", ENTITY)])
def test_records_come_back_as_they_went(table, row):
    assert from_table(table, to_table(table, [row, row])) == [row, row]


def test_amounts_are_decimals_dates_are_days_and_every_column_says_what_it_holds():
    mentions, documents = schema("mentions"), schema("documents")
    assert mentions.field("value").type == pa.decimal128(38, 9)
    assert mentions.field("label").type == pa.dictionary(pa.int32(), pa.string())
    assert documents.field("published").type == pa.date32()
    assert mentions.metadata[b"awase.schema_version"] == b"4"
    assert all(field.metadata[b"description"] for name in TABLES for field in schema(name))
    assert [name for name, _, _ in dictionary()] == list(TABLES)


def test_a_value_of_the_wrong_type_breaks_the_contract():
    with pytest.raises(ContractError, match="a row of rejects"):
        to_table("rejects", [Reject(path=3, stage="ingest", reason="x", detail="y")])  # type: ignore[arg-type]


def test_publishing_twice_gives_the_same_bytes(tmp_path: Path):
    tables = empty() | {"documents": to_table("documents", [DOCUMENT])}
    first, second = publish(tmp_path / "a", tables, {"inputs": {}}), publish(tmp_path / "b", tables, {"inputs": {}})
    assert first == second
    assert first["tables"]["documents"]["rows"] == 1
    for name in [*(f"{table}.parquet" for table in TABLES), "manifest.json"]:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_new_tables_replace_the_old_and_leave_other_files_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, empty(), {})
    opened = open_tables(tmp_path)
    publish(tmp_path, empty() | {"mentions": to_table("mentions", [MENTION])}, {})
    assert pq.read_table(tmp_path / "mentions.parquet").num_rows == 1
    assert open_tables(tmp_path).records("mentions") == [MENTION]
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert opened.records("mentions") == []


def folders(output: Path) -> set[str]:
    return {path.name for path in (output / ".tables").iterdir() if path.is_dir() and not path.is_symlink()}


def rejecting(name: str) -> dict[str, pa.Table]:
    return empty() | {"rejects": to_table("rejects", [Reject(name)])}


@pytest.mark.parametrize(("keep", "left"), [(0, []), (1, ["c"]), (2, ["c", "b"])])
def test_as_many_generations_before_stay_as_are_kept(keep: int, left: list[str], tmp_path: Path):
    for name in "abcd":
        publish(tmp_path, rejecting(name), {}, keep)
    assert [open_tables(folder).records("rejects")[0].path for folder in earlier(tmp_path)] == left
    assert len(folders(tmp_path)) == 1 + keep
    # What is published again is in force again, and what was in force before it is the one before.
    publish(tmp_path, rejecting("c"), {}, keep)
    assert open_tables(tmp_path).records("rejects")[0].path == "c"
    assert [open_tables(folder).records("rejects")[0].path for folder in earlier(tmp_path)] == ["d", "b"][:keep]
    publish(tmp_path, rejecting("c"), {}, keep)
    assert [open_tables(folder).records("rejects")[0].path for folder in earlier(tmp_path)] == ["d", "b"][:keep]


def test_tables_that_are_open_stay_readable_whoever_publishes(tmp_path: Path):
    publish(tmp_path, rejecting("a"), {})
    opened = open_tables(tmp_path)
    for name in "bcd":
        publish(tmp_path, rejecting(name), {})
    assert not opened.folder.exists()
    assert [row.path for row in opened.records("rejects")] == ["a"]


def test_a_copy_of_tables_and_a_generation_are_opened_like_their_folder(tmp_path: Path):
    publish(tmp_path / "out", rejecting("a"), {})
    (tmp_path / "copy").mkdir()
    for file in (tmp_path / "out").glob("*.*"):
        if file.is_file():
            (tmp_path / "copy" / file.name).write_bytes(file.read_bytes())
    for folder in ("copy", "out", f"out/.tables/{os.readlink(tmp_path / 'out' / '.tables' / 'current')}"):
        assert [row.path for row in open_tables(tmp_path / folder).records("rejects")] == ["a"]


def test_a_run_that_dies_before_the_last_step_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish(tmp_path, empty(), {})

    def die(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "symlink", die)
    with pytest.raises(OutputError, match="No space left on device; the old tables are unchanged"):
        publish(tmp_path, empty() | {"mentions": to_table("mentions", [MENTION])}, {})
    monkeypatch.undo()
    assert open_tables(tmp_path).records("mentions") == []
    publish(tmp_path, empty() | {"mentions": to_table("mentions", [MENTION])}, {})
    assert open_tables(tmp_path).records("mentions") == [MENTION]


def test_frames_keep_decimals_and_dates_exact(tmp_path: Path):
    publish(tmp_path, empty() | {"mentions": to_table("mentions", [MENTION]), "documents": to_table("documents", [DOCUMENT])}, {})
    tables = open_tables(tmp_path)
    assert tables.mentions["value"].iloc[0] == Decimal("100000000.123456789")
    assert tables.documents["published"].iloc[0] == date(2024, 5, 1)
    assert str(tables.mentions.dtypes["value"]) == "decimal128(38, 9)[pyarrow]"


def test_no_tables_is_said_in_one_line(tmp_path: Path):
    with pytest.raises(OutputError, match="run `awase extract` first"):
        open_tables(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot write to"):
        publish(tmp_path / "file", empty(), {})
