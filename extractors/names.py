"""ORG and PERSON: lists, shape, titles, and the taggers' votes, made consistent over a text.

In: a text and all its passages. Out: mentions of names. Never: which names are one; that is `resolve`'s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors import taggers
from extractors.mention import Label, Mention, Name, Passage, Span
from extractors.taggers import Guess

_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
_BREAK_EN = re.compile(r"(?<=[.!?])[\"”’')]{0,2}[ \n]{1,3}(?=[\"“‘'(]{0,2}[A-Z])")
_BREAK_JA = re.compile(r"(?<=[。！？])")


def find(text: str, passages: Sequence[Passage]) -> list[Mention]:
    """Find the names of a text.

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order; each is read in its own language.

    Returns:
        Mentions in order of place, none overlapping another.
    """
    english = [span for passage in passages if _language(text, passage) == "en" for span in _sentences(text, passage, _BREAK_EN)]
    japanese = [span for passage in passages if _language(text, passage) == "ja" for span in _sentences(text, passage, _BREAK_JA)]
    found: list[tuple[Span, str, str, float]] = []
    for spans, tagger, rule in ((english, taggers.english, "en.spacy"), (japanese, taggers.japanese, "ja.crf")):
        guessed = tagger([text[span.start : span.end].replace("\n", " ") for span in spans])
        for span, guesses in zip(spans, guessed, strict=True):
            found += ((Span(guess.start, guess.end).shifted(span.start), guess.label, rule, guess.confidence) for guess in guesses)
    labels = _vote(text, found)
    chosen = [(span, labels[_key(text, span)], rule, confidence) for span, _, rule, confidence in found]
    places = _projected(text, passages, labels)
    return _mentions([*chosen, *((span, label, "projected", 0.6) for span, label in places)])


def _language(text: str, passage: Passage) -> str:
    if not _CJK.search(text, passage.start, passage.end):
        return "en"
    return passage.language.partition("-")[0]


def _sentences(text: str, passage: Passage, breaks: re.Pattern[str]) -> Iterable[Span]:
    if passage.sentences:
        yield from passage.sentences
        return
    at = passage.start
    for found in breaks.finditer(text, passage.start, passage.end):
        if at < found.end():
            yield Span(at, found.end())
        at = found.end()
    if at < passage.end:
        yield Span(at, passage.end)


def _key(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _vote(text: str, found: Sequence[tuple[Span, str, str, float]]) -> dict[str, str]:
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span, label, _, confidence in found:
        votes[_key(text, span)][label] += confidence
    return {key: max(sorted(labels), key=labels.__getitem__) for key, labels in votes.items()}


def _projected(text: str, passages: Sequence[Passage], labels: dict[str, str]) -> list[tuple[Span, str]]:
    import ahocorasick

    known = sorted(key for key in labels if len(key) > 1)
    if not known:
        return []
    automaton = ahocorasick.Automaton()
    for key in known:
        automaton.add_word(key, key)
    automaton.make_automaton()
    places: list[tuple[Span, str]] = []
    for passage in passages:
        shown = text[passage.start : passage.end].replace("\n", " ")
        for last, key in automaton.iter(shown):
            start, end = last + 1 - len(key), last + 1
            if _whole(shown, start, end):
                places.append((Span(passage.start + start, passage.start + end), labels[key]))
    return places


_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_HAN = re.compile(r"[一-鿿々]")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no letter of the same script stands on either side."""
    for inside, outside in ((text[start], text[start - 1] if start else ""), (text[end - 1], text[end : end + 1])):
        for script in (_LATIN, _KATAKANA, _HAN):
            if script.match(inside) and script.match(outside):
                return False
    return True


def _mentions(found: Iterable[tuple[Span, str, str, float]]) -> list[Mention]:
    mentions: list[Mention] = []
    for span, label, rule, confidence in sorted(found, key=lambda item: (item[0].start, -item[0].end, item[2] == "projected")):
        if mentions and mentions[-1].span.overlaps(span):
            continue
        mentions.append(
            Mention(span, Label(label), Name(), rule, confidence) if label != "OTHER" else Mention(span, Label.ORG, Name(), "other", 0.0)
        )
    return [mention for mention in mentions if mention.rule != "other"]


__all__ = ["Guess", "find"]
