"""The tagger of Japanese names: a chain of our own over the words of UniDic, imported late: the run works without it, and says so.

In: sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extractors.crf import Chain, Example, Lesson, Recipe, digest, load
from extractors.ja import tokens
from extractors.name_votes import Guess, Tagger

_MODEL = Path(__file__).parent / "names.json.gz"


def _version() -> str | None:
    if find_spec("fugashi") and find_spec("unidic_lite") and _MODEL.exists():
        return f"{digest(_MODEL)} on unidic-lite {version('unidic-lite')}"
    return None


def _tag(sentences: Sequence[str], own: Chain | None = None) -> list[list[Guess]]:
    read = [tokens.tokenise(sentence) for sentence in sentences]
    labels = (own or _chain()).tag([tokens.channels(words) for words in read], tokens.attributes)
    return [_spans([(start, end) for _, start, end in words], tags) for words, tags in zip(read, labels, strict=True)]


@cache
def _chain() -> Chain:
    return load(_MODEL, tokens.CHANNELS)


def _forget() -> None:
    _chain.cache_clear()
    tokens.forget()


def example(sentence: str, names: Sequence[tuple[int, int, str]]) -> Example:
    """Return what the chain learns from a sentence: its channels, and labels that say where a name begins (B) and goes on (I).

    Args:
        sentence: The sentence.
        names: Start, end and label of each name in it.
    """
    words = tokens.tokenise(sentence)
    labels = ["O"] * len(words)
    for start, end, label in names:
        inside = [place for place, (_, first, last) in enumerate(words) if first < end and last > start]
        if inside and labels[inside[0]] == "O":
            labels[inside[0]] = f"B-{label}"
            for place in inside[1:]:
                labels[place] = f"I-{label}"
    return tokens.channels(words), labels


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


def reading(name: str, person: bool) -> tuple[str, ...]:
    """Return how a name in Chinese characters is read, of a person's name its two parts; without the dictionary it is not known."""
    if not (find_spec("fugashi") and find_spec("unidic_lite")):
        return ()
    return tokens.reading(name) if person else tokens.spoken(name)


#: How the chain that ships was trained, by `docs/data/japanese_tagger.py`.
RECIPE = Recipe(l1=0.02, l2=0.2, steps=150, lean=0.6, bias="2:b")
TAGGER = Tagger("ja.crf", _version, _tag, _forget, Lesson(_chain, example, tokens.attributes, RECIPE))
