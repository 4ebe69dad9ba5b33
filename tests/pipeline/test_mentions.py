"""Mentions of a document: what the fault of one sentence costs."""

import re

from extractors import Label, languages
from extractors.dates import grammar_of
from extractors.en import date_words
from pipeline import mentions
from pipeline.records import Document, Reject, Segment, Span


def test_a_fault_in_one_sentence_costs_that_sentence_and_is_told(monkeypatch):
    text = "Sales rose in May 2024. It hired for two weeks in June 2024. Profit was $3 million in 2023."
    assert grammar_of(languages.of("en"))
    monkeypatch.delitem(date_words.UNITS, "weeks")  # a word that a pattern admits and no value stands for
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", text, language="en")
    sentences = tuple(Span(found.start(), found.end()) for found in re.finditer(r"\S[^.]*\.", text))
    segment = Segment("s", "d", 0, 0, len(text), "paragraph", language="en", sentences=sentences)
    found, rejects = mentions.find(document, (segment,), labels=(Label.DATE, Label.DURATION, Label.MONEY))
    assert [mention.text for mention in found] == ["May 2024", "$3 million", "2023"]
    assert rejects == (Reject("a.txt", "0" * 64, "mentions", "sentence-unread", "KeyError at characters 24 to 60"),)
