"""Copies of passages, within a document and over all of them.

In: passages of any number of documents, and the documents' texts. Out: the passages, copies with the id of their original. Never: a
choice that depends on the order of the documents, or a copy whose figures are not those of its original.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from pipeline.records import Segment
from pipeline.segments.lines import cjk, folded, width

if TYPE_CHECKING:
    from datasketch import MinHash

_BODY = frozenset({"paragraph", "list_item", "quote", "caption"})
_ABOUT = frozenset({"title", "byline", "furniture", "caption"})
_ALIKE = 0.8
_PERMUTATIONS = 64
#: How many passages that look alike are compared exactly: what is written after a template has no end of them.
_TRIES = 50
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MASTHEAD = re.compile(r"\s{1,9}(?:[|｜–—-]|::?)\s{1,9}|｜")
_SLUG = re.compile(r"https?://[^\s/]{1,200}/(?:[^\s?#]{0,400}/)?(?P<slug>[A-Za-z0-9]{1,60}(?:-[A-Za-z0-9]{1,60}){4,40})")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage made ready to be compared."""

    segment: Segment
    text: str
    sentences: tuple[str, ...]


class _Told:
    """What the passages so far have told: keys and sketches of them, and not their text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        from datasketch import MinHashLSH

        self.texts = texts
        self.found: dict[str, str] = {}
        self.whole: dict[bytes, str] = {}
        self.sentences: dict[bytes, str] = {}
        self.bodies: list[tuple[Segment, tuple[str, ...]]] = []
        self.body_index = MinHashLSH(threshold=_ALIKE - 0.1, num_perm=_PERMUTATIONS)
        self.titles: list[tuple[str, frozenset[bytes], frozenset[str]]] = []
        self.title_index = MinHashLSH(threshold=_ALIKE - 0.15, num_perm=_PERMUTATIONS)


def link(segments: Sequence[Segment], texts: Mapping[str, str]) -> tuple[Segment, ...]:
    """Point each copy of a passage to its original.

    A copy is verbatim but for case and white space; or all but a fifth of it are sentences of other passages; or four fifths of its
    runs of five words (eight characters in Japanese) are those of the original, with the same figures. Of a group the passage with the
    smallest document id, and in it the first, is the original. In a list of references a title under another masthead is a copy.

    Args:
        segments: Passages of all documents, in any order.
        texts: Text of each document by its id.

    Returns:
        The passages in the order given; a copy carries the id of its original in `duplicate_of`.

    Source: Broder 1997 (resemblance and containment of documents); MinHash with locality-sensitive hashing by datasketch.
    """
    told = _Told(texts)
    for segment in sorted(segments, key=lambda segment: (segment.document_id, segment.start)):
        text = texts[segment.document_id]
        whole = folded(text[segment.start : segment.end])
        passage = _Passage(segment, whole, tuple(folded(text[span.start : span.end]) for span in segment.sentences))
        original = _verbatim(passage, told) or _contained(passage, told) or _near(passage, told) or _retitled(passage, told)
        if original is not None:
            # The original may be a copy itself: all copies point to the first.
            told.found[segment.segment_id] = told.found.get(original, original)
    return tuple(replace(segment, duplicate_of=told.found.get(segment.segment_id)) for segment in segments)


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _telling(text: str) -> bool:
    """Whether a text is long enough that two who write it have copied it."""
    return width(text) >= 48


def _verbatim(passage: _Passage, told: _Told) -> str | None:
    """Return the equal passage before; what is short tells of no copying ("Founded: 2016"), but for headlines and the like at home."""
    said = " ".join(passage.sentences) or passage.text
    telling = _telling(said)
    if not any(character.isalnum() for character in said) or not (telling or passage.segment.kind in _ABOUT):
        return None
    key = _key(said if telling else f"{passage.segment.document_id}\x1f{said}")
    original = told.whole.setdefault(key, passage.segment.segment_id)
    return original if original != passage.segment.segment_id else None


def _contained(passage: _Passage, told: _Told) -> str | None:
    """Return the passage that holds most of the sentences of this one, however they are joined to paragraphs."""
    if passage.segment.kind not in _BODY:
        return None
    keys = {_key(sentence): len(sentence) for sentence in passage.sentences if _telling(sentence)}
    where = Counter[str]()
    for key, size in keys.items():
        if key in told.sentences:
            where[told.sentences[key]] += size
    if where and sum(where.values()) >= _ALIKE * sum(len(sentence) for sentence in passage.sentences):
        return min(where, key=lambda original: (-where[original], original))
    for key in keys:
        told.sentences.setdefault(key, passage.segment.segment_id)
    return None


def _near(passage: _Passage, told: _Told) -> str | None:
    """Return the passage that shares nearly all runs of words and all figures with this one."""
    if passage.segment.kind not in _BODY or width(passage.text) < 80:
        return None
    runs = _runs(passage.text)
    if len(runs) < 4:
        return None
    figures = tuple(_FIGURE.findall(passage.text))
    sketch = _sketch(runs, figures)
    best: tuple[float, str] | None = None
    for place in sorted(told.body_index.query(sketch))[:_TRIES]:
        other, others = told.bodies[place]
        if others != figures:
            continue
        alike = _jaccard(runs, _runs(folded(told.texts[other.document_id][other.start : other.end])))
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = (alike, other.segment_id)
    if best is not None:
        return best[1]
    told.body_index.insert(len(told.bodies), sketch)
    told.bodies.append((passage.segment, figures))
    return None


def _runs(text: str) -> frozenset[bytes]:
    """Return the runs of five words of a text, of eight characters where it is written without spaces."""
    if sum(1 for character in text if cjk(character)) * 4 >= len(text):
        close = "".join(_WORD.findall(text))
        return frozenset(close[at : at + 8].encode("utf-8", "surrogatepass") for at in range(max(1, len(close) - 7)))
    parts = _WORD.findall(text)
    return frozenset(" ".join(parts[at : at + 5]).encode("utf-8", "surrogatepass") for at in range(max(1, len(parts) - 4)))


def _sketch(runs: Iterable[bytes], figures: Iterable[str]) -> MinHash:
    """Return a sketch of the runs of a text; texts with other figures fall far apart, however alike their words are."""
    from datasketch import MinHash

    salt = _key("\x1f".join(figures))

    def hashed(run: bytes) -> int:
        return int.from_bytes(blake2b(run, digest_size=4, salt=salt).digest(), "little")

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=hashed)
    sketch.update_batch(sorted(runs))
    return sketch


def _jaccard(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    return len(one & other) / len(one | other)


def _retitled(passage: _Passage, told: _Told) -> str | None:
    """Return the title that tells the same story under another masthead, by its words or by those of its address."""
    segment = passage.segment
    if segment.kind not in ("reference", "title"):
        return None
    best: tuple[float, str] | None = None
    made: list[tuple[frozenset[bytes], frozenset[str]]] = []
    for words in _namings(passage, told.texts[segment.document_id][segment.start : segment.end]):
        figures = frozenset(_FIGURE.findall(" ".join(sorted(words))))
        runs = frozenset(word.encode("utf-8", "surrogatepass") for word in words)
        made.append((runs, figures))
        for place in sorted(told.title_index.query(_sketch(runs, sorted(figures))))[:_TRIES]:
            original, others, other_figures = told.titles[place]
            alike = _jaccard(runs, others) if other_figures == figures else 0.0
            if alike >= _ALIKE and original != segment.segment_id and (best is None or alike > best[0]):
                best = (alike, original)
    if best is not None:
        return best[1]
    for runs, figures in made:
        told.title_index.insert(len(told.titles), _sketch(runs, sorted(figures)))
        told.titles.append((segment.segment_id, runs, figures))
    return None


def _namings(passage: _Passage, text: str) -> list[frozenset[str]]:
    """Return the words of a title without its masthead, and those that the address spells; five at least, or they name no story."""
    named: list[frozenset[str]] = []
    if passage.sentences:
        headline = max(_MASTHEAD.split(passage.sentences[0])[:2], key=len)
        words = _WORD.findall(headline.replace("’", "'").replace("'s", ""))
        if len(words) >= 5:
            named.append(frozenset(words))
    slug = _SLUG.search(text) if passage.segment.kind == "reference" else None
    if slug is not None:
        parts = [part for part in slug["slug"].casefold().split("-") if not (part.isdigit() and len(part) > 4)]
        if len(parts) >= 5:
            named.append(frozenset(part.removesuffix("s") for part in parts))
    return named
