from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.encodings import NotText, decode
from pipeline.documents.formats import FORMATS, Limits, Row, Trouble, Unreadable
from pipeline.documents.formats.corpus import read_jsonl
from pipeline.documents.formats.text import read_text
from pipeline.language import identify, judge
from pipeline.records import Document, Segment

LIMITS = Limits(file_bytes=1 << 20, row_bytes=1 << 12)
#: A sentence long enough to be known, whatever stands around it.
JA = "港の町の会社は今年の売上高が三億円になったと発表した。"
LETTERS = {
    "cp932": st.text(st.sampled_from("あいうえおかきくけこアイウエオ売上高利益会社東京。、「」123 \r\n"), max_size=80),
    "euc_jp": st.text(st.sampled_from("あいうえおかきくけこアイウエオ売上高利益会社東京。、「」123 \r\n"), max_size=80),
    "utf-8": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    "utf-16": st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_text_in_a_known_encoding_comes_back_unchanged(data):
    codec = data.draw(st.sampled_from(sorted(LETTERS)))
    text = data.draw(LETTERS[codec]) + JA
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.wrong) == (text, ())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_byte_is_lost_unreported(before: bytes, after: bytes):
    data = before + JA.encode() * 4 + after
    try:
        decoded = decode(data)
    except NotText:
        return
    codec = decoded.encoding.split(" ")[0]
    if codec != "utf-8" or "BOM" in decoded.encoding:
        return
    pieces, at = [], 0
    for wrong in decoded.wrong:
        assert decoded.text[wrong.character] == "\ufffd"
        assert data[wrong.at : wrong.at + len(wrong.value)] == wrong.value
        pieces += [decoded.text[at : wrong.character].encode(), wrong.value]
        at = wrong.character + 1
    assert b"".join((*pieces, decoded.text[at:].encode())) == data


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        sorted(name for name, form in FORMATS.items() if name not in (".html", ".htm", ".xhtml", ".pdf", ".docx", ".xlsx", ".eml", ".zip"))
    ),
)
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str):
    form = FORMATS[suffix]
    try:
        if form.read is not None:
            assert isinstance(form.read(data, LIMITS).text, str)
        else:
            assert form.rows is not None
            assert all(isinstance(row, Row | Trouble) for row in form.rows(io.BytesIO(data), LIMITS))
    except Unreadable:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["id", "text", "url", "title", "published", "publisher", "more"]), JSON), max_size=5))
def test_every_row_of_a_corpus_is_a_document_or_a_trouble(rows: list[dict[str, object]]):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    found = list(read_jsonl(io.BytesIO(lines.encode()), LIMITS))
    assert len(found) == len(rows)
    for row in found:
        if isinstance(row, Row):
            row.content.text.encode("utf-8")
            row.id.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60) | st.sampled_from([JA, "The firm paid $3 million. ", "1 2 3\n", "한국어 문장. "]), max_size=6))
def test_every_passage_has_a_language_and_nothing_else_changes(parts: list[str]):
    made, at = [], 0
    for ordinal, part in enumerate(parts):
        made.append(Segment(f"s{ordinal}", "d", ordinal, at, at + len(part), "paragraph"))
        at += len(part)
    document = Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", "".join(parts))
    told, segments = identify(document, made)
    assert told.text == document.text
    assert [(segment.segment_id, segment.start, segment.end) for segment in segments] == [(s.segment_id, s.start, s.end) for s in made]
    assert all(segment.language for segment in segments)
    assert 0 <= told.language_confidence <= 1
    assert 0 <= told.origin_ko + told.origin_ja <= 1.0002


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_text_that_is_read_is_the_text_that_was_written(text: str):
    try:
        content = read_text(text.encode("utf-8", "replace"), LIMITS)
    except Unreadable:
        return
    if content.encoding.startswith("utf-8 (d"):
        assert content.text == text.encode("utf-8", "replace").decode()
    assert judge(content.text).tag
