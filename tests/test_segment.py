from __future__ import annotations

from pipeline.records import Document, Segment
from pipeline.segment import segment


def document(text: str) -> Document:
    return Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text)


def cut(text: str) -> tuple[Segment, ...]:
    segments = segment(document(text))
    assert "".join(text[part.start : part.end] for part in segments) == text
    return segments


def kinds(text: str) -> list[str]:
    return [part.kind for part in cut(text)]


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for part in cut(text) for span in part.sentences]


def test_an_empty_document_has_no_passages():
    assert cut("") == ()


def test_a_document_of_blank_lines_is_one_passage_without_sentences():
    (only,) = cut("\n \n")
    assert (only.kind, only.sentences) == ("paragraph", ())


def test_abbreviations_and_decimals_end_no_sentence():
    text = "Dr. Lee of Acme Inc. paid $3.5 million on Jan. 3. The U.S. Treasury agreed. It was the U.S. He left."
    assert sentences(text) == [
        "Dr. Lee of Acme Inc. paid $3.5 million on Jan. 3.",
        "The U.S. Treasury agreed.",
        "It was the U.S.",
        "He left.",
    ]


REFERENCES = "\n\n引用文献\n\n1. 甲 https://a.example/1\n2. 乙 https://a.example/2\n3. 丙 https://a.example/3\n"


def test_japanese_sentences_end_outside_brackets_and_leave_the_citation_behind():
    text = "社長は「続けます。必ず。」と述べた。1 売上高は10億円だった。2" + REFERENCES
    assert sentences(text)[:2] == ["社長は「続けます。必ず。」と述べた。", "売上高は10億円だった。"]
