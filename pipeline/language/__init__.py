"""Finds the language of a document and of each of its passages, and whether English text was translated from Korean or Japanese.

In: a document and its passages. Out: both with BCP 47 tags (`en-t-ko` is English translated from Korean, RFC 6497), with the evidence.
Never: a tag that depends on chance, on the hash seed or on the order of documents.

The script settles nearly all: kana is Japanese, hangul Korean, and English is known by its function words. Only what is left goes to
langdetect.
Whether English text was translated, `origin` says.

Source: BCP 47 (RFC 5646), RFC 6497 for the "t" extension.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors import languages
from extractors.mention import Span
from extractors.scripts import SCRIPTS, letters
from pipeline.language import origin
from pipeline.language.asking import asked
from pipeline.records import Document, Segment

#: Letters of different words of the Latin script below which langdetect is not asked: it answers at random, and a table that says one word
#: a hundred times says no more than that word.
_ENOUGH = 200
#: Characters that are looked at where a sample will do.
_MOST_READ = 200_000

#: A letter of these says about as much as two of an alphabet.
_DENSE = frozenset({"kana", "han", "hangul"})
_ALONE = {"greek": "el", "hebrew": "he", "thai": "th"}
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u3001\u3002\u3040-\u9fff]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What language a text is in, and why.

    Attributes:
        tag: BCP 47 tag.
        confidence: Probability of the tag, 0 to 1.
        origin_ko: Probability that English text was translated from Korean.
        origin_ja: Probability that English text was translated from Japanese.
        evidence: What the tag rests on.
    """

    tag: str
    confidence: float
    origin_ko: float = 0.0
    origin_ja: float = 0.0
    evidence: tuple[str, ...] = ()


def identify(document: Document, segments: Sequence[Segment]) -> tuple[Document, tuple[Segment, ...]]:
    """Give a document and each of its passages their language.

    Args:
        document: The document.
        segments: Its passages, in order.

    Returns:
        Both with their tags; every passage has one, a passage without letters that of its neighbours.
    """
    told = tuple(segments)
    shown = [_without(document.text, segment.start, segment.end, segment.masked) for segment in told]
    counts = [_letters(text) for text in shown]
    body = [index for index, segment in enumerate(told) if segment.kind not in ("reference", "furniture")]
    kept = body if sum(sum(counts[index].values()) for index in body) else list(range(len(told)))
    judged = _judge(" \n".join(shown[index] for index in kept) if told else document.text)
    if languages.of(judged.tag).translated_from:
        english = "\n".join(shown[index] for index in kept if counts[index]["latin"]) if told else document.text
        judged = _placed(judged, origin.weigh(english, document.text, publisher=document.publisher or "", url=document.url or ""))
    language = judged.tag.partition("-")[0]
    tags = [_passage(text, count, segment.kind, judged.tag) for text, count, segment in zip(shown, counts, told, strict=True)]
    tagged: list[Segment] = []
    for index, segment in enumerate(told):
        tag = tags[index] or _neighbour(tags, index) or judged.tag
        tagged.append(replace(segment, language=judged.tag if tag == language else tag))
    return (
        replace(
            document,
            language=judged.tag,
            language_confidence=judged.confidence,
            language_evidence=judged.evidence,
            origin_ko=judged.origin_ko,
            origin_ja=judged.origin_ja,
        ),
        tuple(tagged),
    )


def judge(text: str, *, publisher: str = "", url: str = "") -> Judgement:
    """Return the language of one plain text, and whether it was translated.

    Args:
        text: The text.
        publisher: Who published it, where that is known.
        url: Where it was published, where that is known.
    """
    shown = _without(text, 0, len(text), ())
    judged = _judge(shown)
    if not languages.of(judged.tag).translated_from:
        return judged
    return _placed(judged, origin.weigh(shown, text, publisher=publisher, url=url))


def _placed(judged: Judgement, found: origin.Origin) -> Judgement:
    """Add to the language of a text the one that it was translated from."""
    best, source = max((getattr(found, source), source) for source in languages.of(judged.tag).translated_from)
    translated = best >= origin.THRESHOLD
    return Judgement(
        f"{judged.tag}-t-{source}" if translated else judged.tag,
        round(judged.confidence * (best if translated else 1.0 - found.ko - found.ja), 3),
        found.ko,
        found.ja,
        (*judged.evidence, *found.evidence),
    )


def _without(text: str, start: int, end: int, masked: Iterable[Span]) -> str:
    """Return a passage without its citation numbers and web addresses."""
    pieces: list[str] = []
    at = start
    for span in masked:
        if at <= span.start and span.end <= end:
            pieces.append(text[at : span.start])
            at = span.end
    pieces.append(text[at:end])
    shown = _ADDRESS.sub(" ", " ".join(pieces))
    return shown if shown.isascii() else shown.translate(_NARROW)


def _letters(text: str) -> Counter[str]:
    """Count the letters by script."""
    if text.isascii():
        return Counter(latin=len(letters("latin").findall(text)))
    return Counter({name: found for name in SCRIPTS if (found := len(letters(name).findall(text)))})


def _weights(counts: Counter[str]) -> dict[str, float]:
    return {name: count * (2.0 if name in _DENSE else 1.0) for name, count in counts.items()}


def _judge(text: str) -> Judgement:
    """Decide the language of a whole text by its letters, then by its words, then by langdetect."""
    counts = _letters(text)
    weights = _weights(counts)
    total = sum(weights.values())
    if not total:
        return Judgement("und", 0.0, evidence=("no letters",))
    east = sum(weights.get(name, 0.0) for name in _DENSE)
    latin = weights.get("latin", 0.0)
    shares = ", ".join(
        f"{name} {100 * value / total:.0f} %" for name, value in sorted(weights.items(), key=lambda item: (-item[1], item[0])) if value
    )
    seen = f"script: {shares}"
    if east >= 0.3 * total and (east >= latin or _spoken(text)[1] < 0.12 or east >= 0.5 * latin):
        hangul, kana = weights.get("hangul", 0.0), weights.get("kana", 0.0)
        if hangul > kana and hangul >= 0.1 * east:
            return Judgement(_of_script("hangul"), _sure(hangul + latin, total), evidence=(seen,))
        if kana >= 0.02 * east:
            return Judgement(_of_script("kana"), _sure(east + latin, total), evidence=(seen,))
        tag, why = _han(text)
        return Judgement(tag, 0.9 if len(text) >= 20 else 0.6, evidence=(seen, why))
    script = max((name for name in weights if name not in _DENSE), key=lambda name: weights[name])
    if script in _ALONE:
        return Judgement(_ALONE[script], _sure(weights[script], total), evidence=(seen,))
    if script == "latin":
        (language, share), words = _spoken(text), len(_WORD.findall(text[:_MOST_READ]))
        if share >= 0.18 or (_different(text) < _ENOUGH and (share >= 0.08 or counts["latin"] == _ascii(text))):
            sure = 0.99 if words >= 20 and share >= 0.18 else 0.8 if share else 0.5
            return Judgement(language.tag, sure, evidence=(seen, f"{language.name} function words: {100 * share:.0f} % of {words}"))
    tag, sure = asked(text)
    return Judgement(tag, sure, evidence=(seen, f"langdetect: {tag} {sure:.2f}"))


def _different(text: str) -> int:
    """Count the letters of the different words of a text."""
    return sum(map(len, {word.lower() for word in _LATIN_WORD.findall(text[:_MOST_READ])}))


def _ascii(text: str) -> int:
    return len(re.findall("[A-Za-z]", text))


def _sure(part: float, total: float) -> float:
    return round(min(0.999, (part + 1.0) / (total + 2.0)), 3)


def _of_script(script: str) -> str:
    """Return the language of a script that no other of ours has."""
    language = languages.of_script(script)
    return language.tag if language is not None else "und"


def _spoken(text: str) -> tuple[languages.Language, float]:
    """Return the language whose function words a text has most of, with their share of its words."""
    words = [word.lower() for word in _WORD.findall(text[:_MOST_READ].translate(_PLAIN))]
    shares = [(language, sum(map(functions.__contains__, words)) / len(words) if words else 0.0) for language, functions in _functions()]
    return max(shares, key=lambda item: item[1])


@cache
def _functions() -> tuple[tuple[languages.Language, frozenset[str]], ...]:
    """Return the languages whose function words are known, with these."""
    return tuple((language, frozenset(language.function_words)) for language in languages.every() if language.function_words)


def _han(text: str) -> tuple[str, str]:
    """Tell Japanese from Chinese where there is no kana, by kanji whose form is written in one of them only.

    Source: the repertoires of JIS X 0208, GB 2312 and Big5.
    """
    counts = Counter(letters("han").findall(text[:_MOST_READ]))
    japanese = _of_script("kana")
    votes = Counter({japanese: 0, "zh-Hans": 0, "zh-Hant": 0})
    for letter in sorted(counts):
        japan, mainland, taiwan = (_written(letter, codec) for codec in ("cp932", "gb2312", "big5"))
        if japan and not mainland and not taiwan:
            votes[japanese] += counts[letter]
        elif mainland and not japan:
            votes["zh-Hans"] += counts[letter]
        elif taiwan and not japan:
            votes["zh-Hant"] += counts[letter]
    best, most = max(votes.items(), key=lambda item: item[1])
    if 2 * most > votes.total():
        return best, f"forms of kanji: {', '.join(f'{count} {tag}' for tag, count in votes.items() if count)}"
    return japanese, "kanji that Japanese and Chinese share"


def _written(letter: str, codec: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _passage(text: str, counts: Counter[str], kind: str, document: str) -> str | None:
    """Return the language of a passage, or None where it has too few letters to say."""
    weights = _weights(counts)
    total = sum(weights.values())
    if total < 2:
        return None
    main = document.partition("-")[0]
    home, kept = languages.of(main), _of_script("kana")
    dense = not _DENSE.isdisjoint(home.scripts)
    east, latin = sum(weights.get(name, 0.0) for name in _DENSE), weights.get("latin", 0.0)
    if east >= 0.2 * total and (east >= 0.35 * total or _spoken(text)[1] < 0.15):
        hangul, kana = weights.get("hangul", 0.0), weights.get("kana", 0.0)
        if hangul > kana and hangul >= 0.1 * east:
            return _of_script("hangul")
        if kana or dense:
            return kept if kana else main
        if main == "zh":
            return document
        return _han(text)[0]
    if latin < 0.5 * total:
        return main if home.tag != main != "zh" else asked(text)[0] if total >= 20 else None
    spoken, share = _spoken(text)
    if dense or main == "zh":
        # A name in Latin letters is no word of its language: it takes several, or a list of sources.
        words = len(_WORD.findall(text))
        return spoken.tag if (share >= 0.12 and words >= 3) or kind == "reference" or (words >= 8 and latin >= 40) else None
    if spoken is home:
        return main if share >= 0.05 or _different(text) < _ENOUGH else asked(text)[0]
    return spoken.tag if share >= 0.2 and counts["latin"] >= 20 else None


def _neighbour(tags: Sequence[str | None], index: int) -> str | None:
    """Return the language of the passages on both sides, if it is the same."""
    before = next((tag for tag in reversed(tags[max(0, index - 3) : index]) if tag), None)
    after = next((tag for tag in tags[index + 1 : index + 4] if tag), None)
    return before if before == after else None
