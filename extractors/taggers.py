"""Statistical name taggers behind one signature: each language's own, where its folder has one and its packages are there.

In: a language and sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it, a
sentence tagged twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractors import languages
from extractors.name_votes import Guess, Tagger


@cache
def available() -> dict[str, str]:
    """Return the taggers that can run here and their versions, for the manifest; nothing is loaded."""
    return {tagger.name: said for tagger in taggers() if (said := tagger.version()) is not None}


@cache
def taggers() -> tuple[Tagger, ...]:
    """Return the taggers of all languages, in the order of their tags."""
    return tuple(tagger for tag in languages.tags() if (tagger := languages.of(tag).tagger) is not None)


def tag(language: languages.Language, sentences: Sequence[str]) -> list[list[Guess]]:
    """Tag sentences of a language; without its tagger there are no guesses."""
    tagger = language.tagger if sentences else None
    return [[] for _ in sentences] if tagger is None or tagger.name not in available() else tagger.tag(sentences)
