from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Document
from pipeline.segments import describe, segment
from tests.support import copies

PIECES = [
    "The firm paid $3 million. ",
    "社長は「続ける。」と述べた。1 ",
    "設立",
    "2016年1",
    "シリーズA2020年1月1億ドルN/A",
    "| a | b |",
    "|---|---|",
    "a\tb",
    "# Head",
    "**Why?**",
    "1. x https://a.example/2024/02/03",
    "References",
    "引用文献",
    "- item",
    "> said",
    "By Ann Lee",
    "Harbour Daily4 hours ago",
    "June 8, 2024",
    "Share",
    "Founded: 2016",
    "売上高　1,234億円",
    "ラウンド日付調達額出典",
    "[12]",
    "²",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u3000",
    "\ufeff",
    "「",
    "(",
    "x" * 90,
    "約",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=24).map("\n".join),
    st.text(max_size=60),
)


def document(text: str) -> Document:
    return Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text)


@given(TEXTS)
@settings(deadline=None, max_examples=120)
def test_passages_tile_the_text_and_hold_what_is_in_them(text: str):
    segments = segment(document(text))
    assert "".join(text[part.start : part.end] for part in segments) == text
    assert [part.ordinal for part in segments] == list(range(len(segments)))
    assert len({part.segment_id for part in segments}) == len(segments)
    for part in segments:
        for spans in (part.sentences, part.masked):
            assert all(part.start <= span.start < span.end <= part.end for span in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in part.sentences)
        assert all(part.start <= cell.start < cell.end <= part.end for cell in part.cells)
        assert all(one.end <= other.start for one, other in pairwise(part.cells))
        assert all(
            span.end <= cell.start or cell.end <= span.start or span.start > cell.start for cell in part.cells for span in part.masked
        )


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_articles_follow_each_other_and_keep_the_passages(text: str):
    segments = segment(document(text))
    described, marked = describe(document(text), segments)
    assert [(part.start, part.end, part.sentences) for part in marked] == [(part.start, part.end, part.sentences) for part in segments]
    ordinals = [part.article for part in marked]
    assert ordinals == sorted(ordinals)
    assert [article.ordinal for article in described.articles] == sorted(set(ordinals))


@given(st.lists(TEXTS, min_size=1, max_size=3))
@settings(deadline=None, max_examples=40)
def test_an_original_is_no_copy_and_order_does_not_matter(texts: list[str]):
    named = {f"d{number}": text for number, text in enumerate(texts)}
    parts = [part for name, text in named.items() for part in segment(Document(name, name, (name,), "", "text/plain", "utf-8", text))]
    made = copies.linked(parts, named)
    found = {part.segment_id: part.duplicate_of for part in made}
    assert all(found[original] is None for original in found.values() if original is not None)
    assert {part.segment_id: part.duplicate_of for part in copies.linked(parts[::-1], named)} == found
