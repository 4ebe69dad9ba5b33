"""Whatever the bytes and the words: nothing raises but what is meant to, and every span is its text.

A hundred examples each in CI; `make fuzz` takes thousands, others on every run.
"""

from __future__ import annotations

import io
import tempfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extractors import Label, Passage, extract
from extractors.numerals import scan
from pipeline.documents import Limits, Source, find, read
from pipeline.documents.formats import FORMATS, Row, Trouble, Unreadable
from pipeline.engines.pages import Page, through
from pipeline.records import Document, Reject, content_id
from pipeline.stages import STAGES, Settings
from tests.support.files import docx, pdf, pptx, shape, slide_table

LIMITS = Limits(file_bytes=1 << 20, markup_bytes=1 << 18, row_bytes=1 << 16, pages=3, members=20)
LANGUAGES = st.sampled_from(["en", "ja", "ko", "en-t-ko", "en-t-ja", "und", "fr"])
WORDS = st.sampled_from(
    (
        "Acme Corp.|Beta Ltd|Jane Doe|CEO|the company|it|said|on|in|of|the|a|for|and|to|from|raised|had|revenue|of|bought|stake|was|founded"
        "|valued at|led by|according to|reported|expects|plans to|forecast|up|down|half|quarter|fiscal|year|early|late|mid|end|first|second"
        "|the 1990s|January|Feb.|Mar 3rd|2024|'24|Q3|FY2023|next|last|Monday|yesterday|ago|since|between|until|May|1,234.5|$5|€|million"
        "|bn|%|percentage points|a dozen|two thirds|several|hundred|about|more than|~|-|–|(|)|[1]|“|”|.|,|;|:|\n|\n\n|# |- |\t|| |"
        "星川株式会社|同社|代表取締役|山田太郎|氏|は|が|の|を|に|と|で|から|まで|約|以上|未満|超|億円|兆|万人|％|割|半|第3四半期|上半期|2024年"
        "|3月期|令和6年|昨年|来週|前年同期比|売上高|出資|買収|発表した|。|、|「|」|（|）|・|･|　"
        "|삼성전자|회사는|대표|매출|억원|조|만명|약|이상|지난해|올해|3분기|상반기|2024년|3월|밝혔다|투자|.|·|\u200b|\ufeff|\u202e|\x00|\ud800|𠮷|😀|ﬁ|①|Ⅻ|½|\x1c|\x1f|\u2003|\u1680|\x85|\u2028"
    ).split("|")
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200)
SEEDS: dict[str, bytes] = {
    ".html": b"<html><head><meta charset=utf-8><title>A</title></head><body><article><p>Acme paid $5 million.</p><table><tr><td>1</table>",
    ".pdf": pdf("Acme paid 5 million.", "Second"),
    ".docx": docx(),
    ".pptx": pptx(shape("Acme paid $5 million.", place="title") + slide_table(("Year", "Sales"), ("2023", "5"))),
    ".json": b'[{"id": "a", "text": "Acme paid $5 million.", "published": "2024-05"}]',
    ".jsonl": b'{"id": "a", "text": "Acme paid."}\n{"text": "Beta", "title": 3}\n',
    ".csv": b'name,revenue\nAcme,5\nBeta,"7\n8"\n',
    ".eml": b"From: a@b.example\nSubject: =?utf-8?q?A=C3=A9?=\nDate: Mon, 5 Feb 2024 10:00:00 +0000\n\nAcme paid.\n",
    ".txt": "Acme paid. 星川は3億円。".encode("utf-16"),
}


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of some format, with some of its bytes replaced, repeated, cut out or put in."""
    ending = draw(st.sampled_from(sorted(SEEDS)))
    data = bytearray(SEEDS[ending])
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 20))
        data[at : at + length] = draw(st.binary(max_size=20)) or bytes(data[at : at + length]) * 3
    return ending, bytes(data)


@given(mutated())
def test_readers(file: tuple[str, bytes]) -> None:
    ending, data = file
    form = FORMATS[ending]
    try:
        if form.read is not None:
            content = form.read(data, LIMITS)
            content.text.encode("utf-8")
            assert all(0 <= cell.start <= cell.end <= len(content.text) for cell in content.grid)
        else:
            assert form.rows is not None
            assert all(isinstance(row, Row | Trouble) for row in form.rows(io.BytesIO(data), LIMITS))
    except Unreadable:
        return


@given(st.lists(mutated(), min_size=1, max_size=3))
def test_files_through_the_child(files: list[tuple[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, (ending, data) in enumerate(files):
            (Path(folder) / f"{number}{ending}").write_bytes(data)
        for entry in find(Path(folder), LIMITS):
            rows = list(read(entry, LIMITS)) if isinstance(entry, Source) else [entry]
            assert rows
            assert {row.reason for row in rows if isinstance(row, Reject)}.isdisjoint({"reader_failed", "timeout", "memory", "failed"})


@given(TEXTS, LANGUAGES)
def test_numerals(text: str, language: str) -> None:
    end = 0
    for numeral in scan(text, Passage(0, len(text), language)):
        assert end <= numeral.start < numeral.end <= len(text)
        end = numeral.end
        assert isinstance(numeral.value, Decimal | None)


@given(TEXTS, LANGUAGES)
def test_dates_and_amounts(text: str, language: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")  # no document holds half a character
    faults: list[object] = []
    passages = (Passage(0, len(text), language, today="2024-05-06"),)
    found = extract(text, language=language, passages=passages, on_fault=lambda span, error: faults.append((span, error)))
    assert faults == []
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert isinstance(mention.label, Label)


@given(TEXTS)
def test_segmenting_and_claims(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        return
    document = Document(content_id(text), "a.txt", ("a.txt",), "00", "text/plain", "utf-8", text)
    page = Page({"documents": (document,)})
    settings = Settings()
    for stage in STAGES[1:]:
        if stage.per == "document":
            page = through([stage], page, settings)
        elif stage.name == "copies" or stage.name == "entities":
            for made in stage.run({name: page.rows.get(name, ()) for name in stage.reads}, settings):
                page = Page({**page.rows, **made}, page.spent)
    assert [(row.stage, row.detail) for row in page.rows.get("rejects", ()) if row.reason in ("failed", "timeout", "sentence-unread")] == []
    segments = page.rows["segments"]
    assert (segments[0].start, segments[-1].end) == (0, len(text))
    assert all(left.end == right.start for left, right in pairwise(segments))
    assert all(text[row.start : row.end] == row.text for row in page.rows["mentions"])
    assert all(text[row.start : row.end] == row.text for row in page.rows["claims"])
