"""Statistical name taggers behind one signature: each language's own, where its folder has one and its packages are there.

In: a language and sentences. Out: guesses, each with its place in its sentence. Never: a package loaded before a sentence needs it, a
sentence tagged twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from extractors import languages
from extractors.name_votes import Guess, Tagger

if TYPE_CHECKING:
    from extractors.crf import Chain

_NONE: Mapping[str, Chain] = MappingProxyType({})


@cache
def available() -> dict[str, str]:
    """Return the taggers that can run here and their versions, for the manifest; nothing is loaded."""
    return {tagger.name: said for tagger in taggers() if (said := tagger.version()) is not None}


@cache
def taggers() -> tuple[Tagger, ...]:
    """Return the taggers of all languages, in the order of their tags."""
    return tuple(tagger for tag in languages.tags() if (tagger := languages.of(tag).tagger) is not None)


def tag(language: languages.Language, sentences: Sequence[str], own: Mapping[str, Chain] = _NONE) -> list[list[Guess]]:
    """Tag sentences of a language; without its tagger there are no guesses.

    Args:
        language: The language.
        sentences: The sentences.
        own: Chains of a user's own, by the name of the tagger that they speak for.
    """
    tagger = language.tagger if sentences else None
    return [[] for _ in sentences] if tagger is None or tagger.name not in available() else tagger.tag(sentences, own.get(tagger.name))


def forget() -> None:
    """Let all taggers go what they have loaded: some tens of megabytes each, which are loaded again when they are asked."""
    for tagger in taggers():
        tagger.forget()


def chains(told: Mapping[str, Mapping[str, Any]]) -> dict[str, Chain]:
    """Return chains with a user's own weights; of a tagger that cannot run here there is none.

    Args:
        told: Name of a tagger -> what `Chain.drawn` reads.

    Raises:
        ValueError: They were drawn from another chain.
        KeyError: No such tagger is learnt.
    """
    lessons = {tagger.name: tagger.lesson for tagger in taggers() if tagger.lesson}
    return {name: lessons[name].chain().drawn(weights) for name, weights in told.items() if lessons[name] and name in available()}
