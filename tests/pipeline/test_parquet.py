"""Tables in folders by language or by date are the tables in one file each, to every command and to other tools."""

import json
import resource
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree, rmtree

import pyarrow.dataset
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from pipeline import parquet
from pipeline.cli import main
from pipeline.contract import schema, to_table
from pipeline.engines.wire import pieces
from pipeline.errors import OutputError
from pipeline.records import TABLES, Document, Fact
from pipeline.store import open_tables

TEXTS = {
    "a.txt": "Umino Foods had revenue of $12 million in 2024. It employs 300 people.\n",
    "b.txt": "Hoshikawa Robotics raised $40 million in March 2025.\n\nUmino Foods was valued at $2 billion in 2025.\n",
    "c.txt": "海野食品の従業員数は310人。海野食品の売上高は12億円。\n",
    "d.txt": "No figure.\n",
}
DAYS = {"a.txt": "2025-02-03", "b.txt": "2025-04-01", "c.txt": "2025-02-03"}
SIDECAR = "".join(f'[[document]]\npath = "{name}"\npublished = "{day}"\n' for name, day in DAYS.items())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("partitions")
    (folder / "in").mkdir()
    for name, text in {**TEXTS, "seeds.toml": SIDECAR}.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    extract(folder, "one")
    extract(folder, "language", "--partition-by", "language")
    extract(folder, "published", "--partition-by", "published")
    return folder


def extract(folder: Path, output: str, *options: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["extract", str(folder / "in"), "-o", str(folder / output), *options])
    assert done.exit_code == code, done.output
    return done.stdout


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir() if path.name not in (".tables", "report.html"))


@pytest.mark.parametrize(("by", "tables"), [("language", {"documents", "segments"}), ("published", {"documents", "claims"})])
def test_tables_in_folders_hold_what_files_hold_in_the_same_order(folder: Path, by: str, tables: set[str]):
    one, many = open_tables(folder / "one"), open_tables(folder / by)
    for name in TABLES:
        assert many.arrow(name).schema.equals(schema(name))
        assert many.arrow(name).to_pylist() == one.arrow(name).to_pylist(), name
        assert many.records(name) == one.records(name)
    assert {name for name in TABLES if (folder / by / name).is_dir()} == tables
    assert names(folder / by) == sorted(
        [*tables, "manifest.json", "datapackage.json", *(f"{name}.parquet" for name in TABLES.keys() - tables)]
    )


def test_folders_are_named_as_hive_names_them(folder: Path):
    found = {path.parent.name for path in parquet.files(folder / "published" / "documents")}
    assert found == {"published=2025-02-03", "published=2025-04-01", "published=__HIVE_DEFAULT_PARTITION__"}
    read = pyarrow.dataset.dataset(folder / "language" / "segments", partitioning="hive").to_table()
    assert sorted(read["language"].to_pylist()) == sorted(row.language for row in open_tables(folder / "one").records("segments"))
    told = json.loads((folder / "language" / "datapackage.json").read_bytes())["resources"]
    paths = next(one["path"] for one in told if one["name"] == "documents")
    assert paths == [f"documents/language={tag}/part-0.parquet" for tag in ("en", "ja")]
    assert all((folder / "language" / path).is_file() for path in paths)


@pytest.mark.parametrize("by", ["language", "published"])
def test_commands_read_tables_in_folders(folder: Path, by: str):
    one = open_tables(folder / "one")
    fact = one.records("facts")[0].fact_id
    for command in (["check"], ["explain", fact, "-o"], ["facts", "Umino Foods", "-o"]):
        said = [CliRunner().invoke(main, [*command, str(folder / output)]) for output in ("one", by)]
        assert said[0].exit_code == said[1].exit_code == 0, said[1].output
        assert said[0].stdout.replace(str(folder / "one"), "") == said[1].stdout.replace(str(folder / by), "")
    assert CliRunner().invoke(main, ["report", str(folder / by)]).exit_code == 0
    assert (folder / by / "report.html").is_file()
    same = CliRunner().invoke(main, ["diff", str(folder / "one"), str(folder / by)])
    assert same.exit_code == 0, same.stdout


def test_a_run_again_makes_the_same_bytes_and_an_unchanged_one_nothing(folder: Path):
    before = open_tables(folder / "language")
    extract(folder, "again", "--partition-by", "language", "--no-cache", "-j", "2")
    assert open_tables(folder / "again").manifest["tables"] == before.manifest["tables"]
    extract(folder, "language", "--partition-by", "language")
    assert open_tables(folder / "language").folder == before.folder


def test_a_table_is_in_a_file_or_in_folders_never_in_both(folder: Path):
    extract(folder, "turns")
    extract(folder, "turns", "--partition-by", "language")
    assert names(folder / "turns") == names(folder / "language")
    extract(folder, "turns", "--partition-by", "published")
    assert names(folder / "turns") == names(folder / "published")
    extract(folder, "turns")
    assert names(folder / "turns") == names(folder / "one")
    assert open_tables(folder / "turns").manifest["tables"] == open_tables(folder / "one").manifest["tables"]


def test_a_folder_of_somebody_else_is_left_alone(folder: Path):
    (folder / "taken" / "documents").mkdir(parents=True)
    done = CliRunner().invoke(main, ["extract", str(folder / "in"), "-o", str(folder / "taken"), "--partition-by", "language"])
    assert done.exit_code == 1
    assert "documents is a folder; the old tables are unchanged" in done.stderr


def test_damage_in_a_folder_is_found(folder: Path):
    extract(folder, "damaged", "--partition-by", "language")
    parquet.files((folder / "damaged" / "segments").resolve())[0].write_bytes(b"gone")
    assert not open_tables(folder / "damaged").whole()
    done = CliRunner().invoke(main, ["check", str(folder / "damaged")])
    assert done.exit_code == 1
    assert "its bytes are not those that the manifest names" in done.stdout


def test_many_dates_need_few_open_files_and_keep_their_order(tmp_path: Path):
    day = date(2024, 1, 1)
    rows = [
        Document(f"d{at:04}", f"{at}.txt", (), "", "text/plain", "utf-8", "x", published=day + timedelta(at % 300)) for at in range(900)
    ]
    told = to_table("documents", rows)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 200), hard))
    try:
        parquet.write(tmp_path / "documents", "documents", [told.slice(at, 100) for at in range(0, 900, 100)], "published")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert parquet.read(tmp_path / "documents", "documents").column("document_id").to_pylist() == [row.document_id for row in rows]


def test_claims_and_facts_are_written_some_thousand_at_a_time(tmp_path: Path):
    rows = [Fact(f"f{at}", "s", "Umino Foods", "revenue", explanation="One source tells 12 million.") for at in range(8200)]
    parquet.write(tmp_path / "facts", "facts", pieces("facts", rows, parquet.PIECE["facts"]))
    held = pyarrow.parquet.ParquetFile(tmp_path / "facts")
    assert [held.metadata.row_group(at).num_rows for at in range(held.num_row_groups)] == [8192, 8]
    assert held.read(["fact_id"])["fact_id"].to_pylist() == [row.fact_id for row in rows]


def test_a_table_without_rows_is_a_file_without_rows(tmp_path: Path):
    parquet.write(tmp_path / "claims", "claims", [to_table("claims", ())], "published")
    assert len(parquet.files(tmp_path / "claims")) == 1
    assert parquet.read(tmp_path / "claims", "claims").num_rows == 0


def test_files_that_are_gone_are_no_table_without_rows(folder: Path, tmp_path: Path):
    copytree(folder / "language", tmp_path / "out", symlinks=False)
    tables = open_tables(tmp_path / "out")
    rmtree(tmp_path / "out" / "documents" / "language=ja")
    with pytest.raises(OutputError, match="it has 3 rows, not 4: files of it are gone"):
        tables.arrow("documents")
