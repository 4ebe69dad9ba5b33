from __future__ import annotations

import gzip
import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
import zstandard

from pipeline.documents import Limits, Source, find, read
from pipeline.documents.found import Found
from pipeline.errors import ConfigError, InputError
from pipeline.records import Document, Reject, content_id
from tests.support.files import docx, pdf, pptx, shape

LIMITS = Limits()


def documents(root: Path, limits: Limits = LIMITS) -> list[Document]:
    rows = [row for entry in find(root, limits) if isinstance(entry, Source) for row in read(entry, limits)]
    assert all(isinstance(row, Document) for row in rows), rows
    return [row for row in rows if isinstance(row, Document)]


def test_files_are_found_in_the_order_of_their_paths(tmp_path: Path):
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "a.txt", "B.txt", "ä.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    assert [entry.path for entry in find(tmp_path, LIMITS)] == ["B.txt", "a.txt", "a/b/c.md", "a/z.txt", "b.txt", "ä.txt"]


def test_what_is_not_read_is_listed_with_its_reason(tmp_path: Path):
    for name in (".hidden.txt", ".git/config", "photo.jpg", "README", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    found = [(entry.path, entry.reason if isinstance(entry, Reject) else "") for entry in find(tmp_path, LIMITS)]
    assert found == [
        (".git", "hidden"),
        (".hidden.txt", "hidden"),
        ("README", "unknown_type"),
        ("notes.txt", ""),
        ("photo.jpg", "unknown_type"),
    ]


def test_a_file_is_what_its_bytes_show_whatever_its_name_says(tmp_path: Path):
    mail = b"From: Aoba <a@aoba.example>\r\nSubject: Results\r\nMIME-Version: 1.0\r\n\r\nSales of $3 million.\r\n"
    table = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Firm", "Sales"])
    book.save(table)
    files = {
        "a.txt": b"<!DOCTYPE html><html><body><p>Sales of $3 million.</p></body></html>",
        "b.html": pdf("Sales of $3 million."),
        "report": pdf("Sales of $3 million."),
        "message": mail,
        "table.bin": table.getvalue(),
        "c.txt.gz": gzip.compress(mail),
        "notes": b"From: here on nothing shows what this is",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("page", files["a.txt"])
    found = [(entry.path, entry.reason) for entry in find(tmp_path, LIMITS) if isinstance(entry, Reject)]
    rows = [row for entry in find(tmp_path, LIMITS) if isinstance(entry, Source) for row in read(entry, LIMITS)]
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert found == [("notes", "unknown_type")]
    assert {row.path: (row.media_type, row.text.strip().splitlines()[-1]) for row in rows if isinstance(row, Document)} == {
        "a.txt": ("text/html", "Sales of $3 million."),
        "b.html": ("application/pdf", "Sales of $3 million."),
        "report": ("application/pdf", "Sales of $3 million."),
        "message": ("message/rfc822", "Sales of $3 million."),
        "table.bin": (sheet, "Firm\tSales"),
        "c.txt.gz": ("message/rfc822", "Sales of $3 million."),
        "d.zip#page": ("application/zip", "Sales of $3 million."),
    }


def test_what_is_embedded_in_a_file_of_office_does_not_say_what_it_is(tmp_path: Path):
    deck = io.BytesIO(pptx(shape("Sales of $3 million."), more={"ppt/embeddings/note.docx": docx()}))
    with zipfile.ZipFile(deck) as made, zipfile.ZipFile(tmp_path / "deck", "w", zipfile.ZIP_STORED) as stored:
        for name in made.namelist():
            stored.writestr(name, made.read(name))
    assert [document.media_type for document in documents(tmp_path)] == [
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ]


def test_mail_is_known_by_any_field_of_its_head(tmp_path: Path):
    fields = "".join(f"{name}: a\r\n" for name in ("Return-Path", "Received", "Delivered-To", "From", "To", "Date", "Subject"))
    (tmp_path / "message").write_text(f"{fields}Message-ID: <1@aoba.example>\r\n\r\nSales of $3 million.\r\n")
    assert [document.media_type for document in documents(tmp_path)] == ["message/rfc822"]


def test_a_page_of_xhtml_keeps_its_media_type(tmp_path: Path):
    (tmp_path / "a.xhtml").write_text("<!DOCTYPE html><html><body><p>Sales of $3 million.</p></body></html>")
    assert [document.media_type for document in documents(tmp_path)] == ["application/xhtml+xml"]


def test_one_file_can_be_the_root(tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    assert [document.path for document in documents(tmp_path / "a.txt")] == ["a.txt"]


def test_missing_root_is_an_error(tmp_path: Path):
    with pytest.raises(InputError, match="no such file or folder"):
        find(tmp_path / "nothing", LIMITS)


def test_a_document_is_known_by_its_path_and_its_version_by_its_digest(tmp_path: Path):
    data = "売上高は三億円。\r\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(data)
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(data))
    (tmp_path / "d.txt.zst").write_bytes(zstandard.compress(data))
    found = documents(tmp_path)
    digest = sha256(data).hexdigest()
    assert [(row.path, row.document_id, row.sha256, row.text) for row in found] == [
        (path, content_id("document", path), digest, "売上高は三億円。\r\n") for path in ("a.txt", "b.txt", "c.txt.gz", "d.txt.zst")
    ]


def test_how_a_file_is_packed_stands_in_its_place_below_the_folder_not_in_where_a_copy_of_it_lies(tmp_path: Path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Sales of $3 million."))
    (source,) = (entry for entry in find(tmp_path, LIMITS) if isinstance(entry, Source))
    copy = (tmp_path / "a.txt.gz").rename(tmp_path / "copy")
    (found,) = read(replace(source, file=os.fsencode(copy)), LIMITS)
    assert found.text == "Sales of $3 million."


def test_row_of_a_corpus_has_an_id_of_its_own_text_and_id(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One."}\n{"id": "y", "text": "One."}\n')
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"id": "y", "text": "One."}\n'))
    found = documents(tmp_path)
    assert [(row.path, row.media_type) for row in found] == [
        ("a.jsonl#x", "application/jsonl"),
        ("a.jsonl#y", "application/jsonl"),
        ("b.jsonl.gz#y", "application/jsonl"),
    ]
    assert len({row.document_id for row in found}) == 3
    assert found[0].sha256 != found[1].sha256 == found[2].sha256


def test_two_rows_of_one_name_are_two_documents_and_a_row_without_one_goes_by_its_text(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n{"text": "Three."}\n')
    first, second, third = documents(tmp_path)
    assert len({row.document_id for row in (first, second, third)}) == 3
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One, mended."}\n{"text": "New."}\n{"text": "Three."}\n')
    mended, _, moved = documents(tmp_path)
    assert mended.document_id == first.document_id
    assert moved.document_id == third.document_id


def test_a_document_with_an_address_is_known_by_it(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"The text of {name}.")
    sidecar = "".join(f'[[document]]\npath = "{name}"\nurl = "https://example.org/"\n' for name in ("a.txt", "b.txt"))
    (tmp_path / "seeds.toml").write_text(sidecar)
    assert [row.document_id for row in documents(tmp_path)] == [
        content_id("document", "https://example.org/"),
        content_id("document", "b.txt"),
    ]


def test_pdf_is_read_in_the_child_as_in_the_parent(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf("One", "Two"))
    (found,) = documents(tmp_path)
    assert (found.text, found.media_type, found.encoding) == ("One\fTwo", "application/pdf", "utf-8 (PDF text layer)")


SIDECAR = """
[[document]]
path = "sub/a.txt"
publisher = "Harbour Daily"
published = "2024-03"
url = "https://harbour.example/a"
title = "Aoba buys Oka"

[[document]]
path = "b.jsonl"
published = 2024-03-05
"""


def test_sidecar_gives_what_the_documents_do_not(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("text")
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "One.", "published": "2020", "publisher": "Own"}\n')
    (tmp_path / "seeds.toml").write_text(SIDECAR)
    row, text = documents(tmp_path)
    assert (text.publisher, text.published, text.published_precision, text.published_evidence, text.url, text.title) == (
        "Harbour Daily",
        date(2024, 3, 1),
        "month",
        "sidecar (seeds.toml)",
        "https://harbour.example/a",
        "Aoba buys Oka",
    )
    assert (row.publisher, row.published, row.published_precision) == ("Own", date(2024, 3, 5), "day")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[document", "seeds.toml:1: "),
        ("[document]\npath = 'a.txt'", "one .*document.* table a document"),
        ("[[documents]]\npath = 'a.txt'", "one .*document.* table a document"),
        ("[[document]]\ntitle = 'T'", "give the path"),
        ("[[document]]\npath = 'a.txt'\nauthor = 'A'", "unknown author; known are path, published, publisher, title, url"),
        ("[[document]]\npath = 'a.txt'\npublished = 'March'", "'March' is no date"),
        ("[[document]]\npath = 'a.txt'\ntitle = 5", "title is no text"),
        ("[[document]]\npath = 'a.txt'\n[[document]]\npath = 'a.txt'", "stands there twice"),
        ("[[document]]\npath = 'z.txt'", "no such document: z.txt"),
    ],
)
def test_wrong_sidecar_stops_the_run(tmp_path: Path, content: str, message: str):
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "seeds.toml").write_text(content)
    with pytest.raises(ConfigError, match=message):
        find(tmp_path, LIMITS)


def test_damaged_end_of_a_packed_corpus_keeps_the_rows_before_it(tmp_path: Path):
    rows = b"".join(b'{"id": "%d", "text": "Row number %d of it."}\n' % (number, number) for number in range(5000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows)[:-2000])
    (entry,) = find(tmp_path, LIMITS)
    assert isinstance(entry, Source)
    found = list(read(entry, LIMITS))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Reject)
    assert (found[-1].path, found[-1].reason) == ("a.jsonl.gz", "broken")


def test_the_records_of_a_json_file_are_one_document_with_the_path_of_the_file(tmp_path: Path):
    (tmp_path / "deals.json").write_text('[{"firm": "Aoba", "sales_2023": 5}, {"firm": "Oka", "sales_2023": 7}]', encoding="utf-8")
    (tmp_path / "news.json").write_text('[{"text": "Aoba grew."}, {"id": "b", "text": "Oka fell."}]', encoding="utf-8")
    assert [document.path for document in documents(tmp_path)] == ["deals.json", "news.json#1", "news.json#b"]


def test_what_is_found_comes_back_as_it_was_found():
    plain, told = (
        Source("b é.txt", b"/in/b \xe9.txt", "b é.txt"),
        Source("half \ud800.md", b"/in/c", "https://a.example/c", "Post", None, None, "T"),
    )
    found = Found([plain, Reject("b.exe", None, "ingest", "unknown_type", "none"), told])
    assert list(found) == [plain, Reject("b.exe", None, "ingest", "unknown_type", "none"), told]
    assert [found[-1], found[:1], len(found)] == [told, [plain], 3]
    assert [list(found.files), found.files[1], found.files[:1], len(found.files)] == [[plain, told], told, [plain], 2]
    assert list(found.rejects) == [found[1]]
    assert list(Found([Reject("a"), plain, Reject("c")]).files) == [plain]
    assert list(Found([]).files) == []
