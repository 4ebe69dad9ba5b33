"""Every hostile file costs at most its limits, gives a row in rejects, and harms no other document."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from pipeline.documents import Limits, Source, find, read
from pipeline.records import TABLES, Document, Reject
from pipeline.runs import run
from pipeline.store import open_tables
from tests.support.files import LAUGHS, claims_less, docx, gzip_bomb, pdf, pptx, shape

SMALL = Limits(file_bytes=16 << 20, markup_bytes=1 << 19, row_bytes=1 << 16, members=20, pages=3)

FILES: dict[str, tuple[bytes, str]] = {
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "not_text"),
    "program.md": (b"\x7fELF\x02\x01\x01" + bytes(64), "not_text"),
    "paper.txt": (pdf("A paper that was cut")[:120], "broken"),  # its bytes show what it is, whatever it is called
    "noise.txt": (bytes((i * i * 31 + 7 * i) % 256 for i in range(4096)), "not_text"),
    "controls.txt": (b"text\x00\x01\x02\x03\x04\x05" * 100, "not_text"),
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n\t ", "empty"),
    "large.txt": (b"a" * (16 << 20) + b"a", "too_large"),
    "zeros.txt.gz": (gzip_bomb(64 << 20), "bomb"),
    "zeros.txt.zst": (zstandard.ZstdCompressor(level=19).compress(bytes(64 << 20)), "bomb"),
    "zeros.jsonl.gz": (gzip_bomb(64 << 20), "bomb"),
    "twice.txt.gz": (gzip.compress(gzip_bomb(64 << 20)), "not_text"),
    "cut.txt.gz": (gzip.compress(b"some text " * 1000)[:-20], "broken"),
    "plain.txt.gz": (b"not packed at all", "broken"),
    "plain.txt.zst": (b"not packed at all", "broken"),
    "laughs.docx": (docx("<w:p><w:r><w:t>&l10;</w:t></w:r></w:p>", LAUGHS), "xml_entities"),
    "secrets.docx": (
        docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "xml_entities",
    ),
    "zeros.docx": (docx(more={"word/media/image.png": bytes(64 << 20)}), "bomb"),
    "lies.docx": (claims_less(docx(more={"word/media/image.png": bytes(64 << 20)})), "broken"),
    "many.docx": (docx(more={f"x{i}": b"" for i in range(20)}), "bomb"),
    "broken.docx": (docx()[:200], "broken"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted"),
    "laughs.pptx": (pptx(shape("&l10;"), doctype=LAUGHS), "xml_entities"),
    "zeros.pptx": (pptx(shape("One"), more={"ppt/media/image.png": bytes(64 << 20)}), "bomb"),
    "deep.pptx": (pptx("<p:grpSp>" * 5000 + "</p:grpSp>" * 5000), "broken"),
    "deep.docx": (docx("<w:p>" * 5000 + "</w:p>" * 5000), "broken"),
    "broken.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 4, "broken"),
    "cut.pdf": (pdf("A page that was cut")[:120], "broken"),
    "page.pdf": (b"<html><body><script>1</script></body></html>", "no_text"),
    "locked.pdf": (pdf("A page", encrypted=True), "encrypted"),
    "scan.pdf": (pdf(""), "no_text"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"text", "too_deep"),
    "large.html": (b"<p>" + b"a" * (1 << 19), "too_large"),
    "bare.html": (b"<html><body><script>1</script></body></html>", "no_text"),
    "deep.json": (b"[" * 100_000, "too_deep"),
    "broken.json": (b'{"id": 1, "text": "cut', "broken"),
    "mark.txt": (b"\xef\xbb\xbf", "empty"),
    "broken.parquet": (b"PAR1" + bytes(64) + b"PAR1", "broken"),
}


def rows(file: Path, limits: Limits = SMALL) -> list[Document | Reject]:
    return [row for entry in find(file, limits) for row in (read(entry, limits) if isinstance(entry, Source) else [entry])]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_rejected_with_a_reason(name: str, tmp_path: Path):
    data, reason = FILES[name]
    (tmp_path / name).write_bytes(data)
    found = rows(tmp_path / name)
    assert [(type(row), row.path) for row in found] == [(Reject, name)]
    reject = found[0]
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason) == ("ingest", reason)
    assert reject.detail


def test_a_number_too_large_for_any_column_costs_its_row_nothing(tmp_path: Path):
    (tmp_path / "huge.json").write_bytes(b'{"id": 1, "text": "Some text.", "n": ' + b"9" * 10_000 + b"}")
    (found,) = rows(tmp_path / "huge.json")
    assert isinstance(found, Document)
    assert found.text == "Some text."


def test_parquet_whose_text_is_no_text_is_refused_with_its_type(tmp_path: Path):
    pq.write_table(pa.table({"text": [["a", "b"], ["c"]]}), tmp_path / "lists.parquet")
    (found,) = rows(tmp_path / "lists.parquet")
    assert isinstance(found, Reject)
    assert (found.reason, found.detail.startswith("its column called text holds list<")) == ("no_text", True)


def test_a_parquet_row_of_hundreds_of_megabytes_costs_itself_and_little_memory(tmp_path: Path):
    texts = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), pa.array(["x" * (300 << 20), "A good row."]))
    pq.write_table(pa.table({"text": texts}), tmp_path / "long.parquet", compression="zstd", write_statistics=False)
    del texts
    found = rows(tmp_path / "long.parquet", Limits())
    assert [(type(row).__name__, row.path) for row in found] == [
        ("Reject", "long.parquet#1"),
        ("Document", "long.parquet#2"),
        ("Reject", "long.parquet#3"),
    ]


def test_what_stands_where_a_file_of_rules_should_is_told(tmp_path: Path):
    (tmp_path / "sources.toml").mkdir()
    (tmp_path / "sources.toml" / "a.txt").write_text("Some text.")
    os.mkfifo(tmp_path / "entities.toml")
    found = {row.path: row for row in rows(tmp_path)}
    assert {path: getattr(row, "reason", "read") for path, row in found.items()} == {
        "entities.toml": "no_file",
        "sources.toml": "no_file",
        "sources.toml/a.txt": "read",
    }


def test_a_folder_nested_beyond_what_the_system_can_name_costs_itself(tmp_path: Path):
    (tmp_path / "good.txt").write_text("Some text.")
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(20):
            os.mkdir("d" * 250)
            os.chdir("d" * 250)
        Path("lost.txt").write_text("Some text.")
    finally:
        os.chdir(here)
    good, lost = rows(tmp_path)[::-1]
    assert isinstance(good, Document)
    assert isinstance(lost, Reject)
    assert (lost.reason, "File name too long" in lost.detail) == ("unreadable", True)


def test_hostile_files_harm_no_other_document(tmp_path: Path):
    for name, (data, _) in FILES.items():
        (tmp_path / name).write_bytes(data)
        (tmp_path / f"good {name}.txt").write_text(f"A good document beside {name}.", encoding="utf-8")
    (tmp_path / "good.html").write_text(f"<html><body><article><p>{'A good page with enough text. ' * 9}</p></article></body></html>")
    (tmp_path / "good.pdf").write_bytes(pdf("A good page"))
    found = rows(tmp_path)
    texts = {row.path: row.text for row in found if isinstance(row, Document)}
    assert {path: text for path, text in texts.items() if path.endswith(".txt") and path.startswith("good ")} == {
        f"good {name}.txt": f"A good document beside {name}." for name in FILES
    }
    assert texts["good.pdf"] == "A good page"
    assert texts["good.html"].startswith("A good page with enough text.")
    assert {row.path for row in found if isinstance(row, Reject)} >= FILES.keys()


GOOD = {
    "good-1.txt": "Acme Corp. raised $5 million in 2024, according to Beta News.\n",
    "good-2.md": "# Hoshikawa\n\nHoshikawa Ltd. had revenue of 7 billion yen in 2023.\n",
    "good-3.txt": "星川株式会社の2024年の売上高は143億円だった。\n",
}


def tables_of(folder: Path, output: Path) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Run over a folder; return the rows of every table but that of rejects, and the reason by path of each reject."""
    run(folder, output, limits=SMALL)
    tables = open_tables(output)
    return {name: tables.records(name) for name in TABLES if name != "rejects"}, {row.path: row.reason for row in tables.records("rejects")}


def three_good(folder: Path) -> Path:
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The rows of three good documents beside nothing."""
    root = tmp_path_factory.mktemp("alone")
    rows_alone, rejects = tables_of(three_good(root / "seeds"), root / "out")
    assert (len(rows_alone["documents"]), len(rows_alone["claims"]), rejects) == (3, 3, {})
    return rows_alone


def test_three_good_documents_beside_all_hostile_files_keep_every_row_of_every_table(alone: dict[str, list[Any]], tmp_path: Path):
    folder = three_good(tmp_path / "seeds")
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    assert tables_of(folder, tmp_path / "out") == (alone, {name: reason for name, (_, reason) in FILES.items()})


@pytest.mark.skipif(os.environ.get("AWASE_DRILL") != "long", reason="make drill runs it")
@pytest.mark.parametrize("name", FILES)
def test_three_good_documents_beside_one_hostile_file_keep_every_row_of_every_table(name: str, alone: dict[str, list[Any]], tmp_path: Path):
    folder = three_good(tmp_path / "seeds")
    (folder / name).write_bytes(FILES[name][0])
    assert tables_of(folder, tmp_path / "out") == (alone, {name: FILES[name][1]})


def test_the_four_real_documents_beside_all_hostile_files_keep_every_row_of_every_table(shared: Path, real: Path, tmp_path: Path):
    folder = tmp_path / "seeds"
    shutil.copytree(shared / "seeds", folder)
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    found, rejects = tables_of(folder, tmp_path / "out")
    held = open_tables(real)
    assert found == {name: held.records(name) for name in found}
    assert rejects.items() >= {name: reason for name, (_, reason) in FILES.items()}.items()


def test_a_reader_that_takes_too_long_is_ended_and_the_next_document_is_read(tmp_path: Path):
    (tmp_path / "a.html").write_text("<html><body>" + "<p>A paragraph of <b>some</b> text.</p>" * 10_000 + "</body></html>")
    (slow,) = rows(tmp_path / "a.html", Limits(seconds=0.01))
    assert isinstance(slow, Reject)
    assert slow.reason == "timeout"
    (tmp_path / "b.pdf").write_bytes(pdf("Second"))
    (read_now,) = rows(tmp_path / "b.pdf")
    assert isinstance(read_now, Document)
    assert read_now.text == "Second"


def zipped(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_a_member_of_an_archive_that_ends_its_reader_costs_itself(tmp_path: Path):
    slow = b"<html><body>" + b"<p>A paragraph of <b>some</b> text.</p>" * 60_000 + b"</body></html>"
    file = zipped(tmp_path / "a.zip", {"1.txt": b"First.", "2.html": slow, "3.txt": b"Third.", "4.html": slow, "5.pdf": pdf("Fifth")})
    assert [(row.path, row.text if isinstance(row, Document) else row.reason) for row in rows(file, Limits(seconds=0.8))] == [
        ("a.zip#1.txt", "First."),
        ("a.zip#2.html", "timeout"),
        ("a.zip#3.txt", "Third."),
        ("a.zip#4.html", "timeout"),
        ("a.zip#5.pdf", "Fifth"),
    ]


def test_an_archive_of_members_that_end_their_reader_is_refused_in_the_end(tmp_path: Path):
    slow = b"<html><body>" + b"<p>A paragraph of <b>some</b> text.</p>" * 60_000 + b"</body></html>"
    file = zipped(tmp_path / "a.zip", {f"{number:02}.html": slow for number in range(20)})
    found = rows(file, Limits(seconds=0.2))
    assert [row.path for row in found] == [*(f"a.zip#{number:02}.html" for number in range(10)), "a.zip"]
    assert {type(row) for row in found} == {Reject}


def test_a_reader_that_needs_too_much_memory_is_rejected(tmp_path: Path):
    (tmp_path / "a.html").write_text("<html><body>" + "<p>A paragraph of some text.</p>" * 1000 + "</body></html>")
    (found,) = rows(tmp_path, Limits(memory=1 << 20))
    assert isinstance(found, Reject)
    assert found.reason in ("memory", "reader_failed", "broken")


def test_a_line_of_200_megabytes_costs_its_row_only(tmp_path: Path):
    file = tmp_path / "corpus.jsonl"
    with file.open("wb") as stream:
        stream.write(b'{"id": "a", "text": "First row."}\n{"id": "b", "text": "')
        for _ in range(200):
            stream.write(b"x" * (1 << 20))
        stream.write(b'"}\n{"id": "c", "text": "Last row."}\n')
    found = rows(file, Limits())
    assert [(type(row).__name__, row.path) for row in found] == [
        ("Document", "corpus.jsonl#a"),
        ("Reject", "corpus.jsonl#2"),
        ("Document", "corpus.jsonl#c"),
    ]
    assert found[1].reason == "too_large"  # type: ignore[union-attr]


def test_a_line_of_50_megabytes_is_read_when_the_limits_let_it(tmp_path: Path):
    (tmp_path / "line.txt").write_bytes(b"word " * (10 << 20))
    (found,) = rows(tmp_path, Limits(characters=64 << 20))
    assert isinstance(found, Document)
    assert len(found.text) == 50 << 20
    (found,) = rows(tmp_path, Limits())
    assert isinstance(found, Reject)
    assert found.reason == "too_long"


def test_nul_bytes_bidi_overrides_and_lone_surrogates_are_kept_and_told(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"A good text of many words, \x00 and more of them.")
    (tmp_path / "b.txt").write_text("Pay to \u202etnuocca\u202c now.", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"id": "x\\udcff", "text": "half \\ud83d of it"}\n')
    found = rows(tmp_path)
    assert [(row.path, row.text if isinstance(row, Document) else row.reason) for row in found] == [
        ("a.txt", "A good text of many words, \x00 and more of them."),
        ("a.txt", "nul"),
        ("b.txt", "Pay to \u202etnuocca\u202c now."),
        ("b.txt", "bidi_override"),
        ("c.jsonl#x\ufffd", "half \ufffd of it"),
        ("c.jsonl#x\ufffd", "lone_surrogate"),
    ]


def test_names_that_mean_harm_are_only_names(tmp_path: Path):
    names = ["a\nb.txt", "=HYPERLINK(1).txt", "\x1b[31mred.txt", "..txt", "<script>.txt", "‮txt.exe.txt"]
    for name in names:
        (tmp_path / name).write_text("text", encoding="utf-8")
    (tmp_path / os.fsdecode(b"latin-\xe9.txt")).write_text("text", encoding="utf-8")
    paths = {row.path for row in rows(tmp_path)}
    assert paths == {*names, "latin-\\xe9.txt"}
    assert all(path.encode("utf-8") for path in paths)


def test_links_out_of_the_folder_loops_and_pipes_are_not_read(tmp_path: Path):
    (tmp_path / "secret.txt").write_text("a secret")
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text("text")
    (root / "b.txt").symlink_to(root / "a.txt")
    (root / "gone.txt").symlink_to(root / "nothing.txt")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "sub" / "up").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(root / "socket.txt"))
    server.close()
    found = [(row.path, row.text if isinstance(row, Document) else row.reason) for row in rows(root)]
    assert found == [
        ("a.txt", "text"),
        ("b.txt", "text"),
        ("gone.txt", "broken_link"),
        ("loop.txt", "broken_link"),
        ("out.txt", "link_out"),
        ("pipe.txt", "no_file"),
        ("socket.txt", "no_file"),
        ("sub/up", "link_to_folder"),
    ]
