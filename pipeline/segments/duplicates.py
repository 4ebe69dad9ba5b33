"""Copies of passages, within a document and over all of them.

In: the passages of a document. Out: a sketch of each; and of the sketches of all documents, which passage is a copy of which. Never: a
choice that depends on the order of the documents, or a copy whose figures are not those of its original.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Copy, Document, Naming, Segment, Sketch
from pipeline.segments.lines import cjk, folded, width

_BODY = frozenset({"paragraph", "list_item", "quote", "caption"})
_ABOUT = frozenset({"title", "byline", "furniture", "caption"})
_Key = TypeVar("_Key", bound=Hashable)
_ALIKE = 0.8
_PERMUTATIONS = 64
#: Bands of a sketch and the values in each: passages that are alike in 0.7 of their runs, and titles in 0.65, fall together in some band
#: about as often as not, and what is less alike hardly ever.
_BODIES, _TITLES = (8, 8), (9, 7)
#: How many passages that look alike are compared exactly: what is written after a template has no end of them.
_TRIES = 50
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MASTHEAD = re.compile(r"\s{1,9}(?:[|｜–—-]|::?)\s{1,9}|｜")
_SLUG = re.compile(r"https?://[^\s/]{1,200}/(?:[^\s?#]{0,400}/)?(?P<slug>[A-Za-z0-9]{1,60}(?:-[A-Za-z0-9]{1,60}){4,40})")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage made ready to be sketched."""

    segment: Segment
    text: str
    sentences: tuple[str, ...]


class _Index:
    """Sketches by their bands: those that share one with another are likely to be alike."""

    def __init__(self, bands: int, values: int) -> None:
        self._bands = [(4 * at, 4 * (at + values)) for at in range(0, bands * values, values)]
        self._held: dict[tuple[int, bytes], list[int]] = defaultdict(list)

    def bands(self, sketch: bytes) -> list[tuple[int, bytes]]:
        """Return the bands of a sketch, each with its place in it."""
        return [(start, sketch[start:end]) for start, end in self._bands]

    def like(self, bands: Iterable[tuple[int, bytes]]) -> list[int]:
        """Return the first places of sketches that have one of these bands, in order."""
        return sorted({place for band in bands for place in self._held.get(band, ())})[:_TRIES]

    def insert(self, place: int, bands: Iterable[tuple[int, bytes]]) -> None:
        """Add the bands of a sketch at a place; places are added in order, so that no more than the first can ever be asked for."""
        for band in bands:
            held = self._held[band]
            if len(held) < _TRIES:
                held.append(place)


class _Repeated(frozenset[int]):
    """Digits of keys that stand in more than one place, and of a few that do not: no other key has to be remembered."""

    @classmethod
    def of(cls, keys: array[int]) -> _Repeated:
        """Return the digits that stand there twice."""
        held = np.sort(np.frombuffer(keys, np.int64))
        return cls(held[1:][held[1:] == held[:-1]].tolist())

    def among(self, keys: Iterable[_Key]) -> list[_Key]:
        """Return of some keys those that may stand in more than one place."""
        return [key for key in keys if hash(key) in self]


class _Told:
    """What the passages so far have told that another may say again: keys and sketches of them, and not their text."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self.found: dict[str, str] = {}
        self.whole: dict[bytes, str] = {}
        self.sentences: dict[bytes, str] = {}
        self.bodies: list[tuple[str, bytes, tuple[str, ...]]] = []
        self.body_index = _Index(*_BODIES)
        self.titles: list[tuple[str, Naming]] = []
        self.title_index = _Index(*_TITLES)
        wholes, sentences, bodies, titles = (array("q") for _ in range(4))
        for passage in sketches:
            wholes.append(hash(passage.whole))
            sentences.extend(map(hash, passage.sentences))
            bodies.extend(map(hash, self.body_index.bands(passage.minhash) if passage.runs else ()))
            for naming in passage.namings:
                titles.extend(map(hash, self.title_index.bands(naming.minhash)))
        self.repeated = tuple(map(_Repeated.of, (wholes, sentences)))
        self.alike = tuple(map(_Repeated.of, (bodies, titles)))


def sketch(document: Document, segments: Sequence[Segment]) -> tuple[Sketch, ...]:
    """Return of each passage of a document what `join` compares.

    Args:
        document: The document.
        segments: Its passages.
    """
    made: list[Sketch] = []
    for segment in segments:
        written = document.text[segment.start : segment.end]
        sentences = tuple(folded(document.text[span.start : span.end]) for span in segment.sentences)
        passage = _Passage(segment, folded(written), sentences)
        telling = [sentence for sentence in sentences if _telling(sentence)] if segment.kind in _BODY else []
        keys = {_key(sentence): len(sentence) for sentence in telling}
        runs, figures = _body(passage)
        made.append(
            Sketch(
                document_id=segment.document_id,
                segment_id=segment.segment_id,
                start=segment.start,
                whole=_whole(passage),
                sentences=tuple(keys),
                sizes=tuple(keys.values()),
                size=sum(map(len, sentences)),
                runs=_packed(runs),
                figures=figures,
                minhash=_minhash(runs, figures) if runs else b"",
                namings=tuple(_naming(words) for words in _namings(passage, written)),
            )
        )
    return tuple(made)


def join(sketches: Sequence[Sketch]) -> tuple[Copy, ...]:
    """Point each copy of a passage to its original.

    A copy is verbatim but for case and white space; or all but a fifth of it are sentences of other passages; or four fifths of its
    runs of five words (eight characters in Japanese) are those of the original, with the same figures. Of a group the passage with the
    smallest document id, and in it the first, is the original. In a list of references a title under another masthead is a copy.

    Args:
        sketches: Sketches of the passages of all documents, in any order; where it is that of their ids, they are gone through one after
            another, twice, and never in memory together.

    Source: Broder 1997 (resemblance and containment of documents); Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3
    (bands of a sketch).
    """
    told = _Told(sketches)
    copies: list[Copy] = []
    for passage in _in_order(sketches):
        original = _verbatim(passage, told) or _contained(passage, told) or _near(passage, told) or _retitled(passage, told)
        if original is not None:
            # The original may be a copy itself: all copies point to the first.
            told.found[passage.segment_id] = first = told.found.get(original, original)
            copies.append(Copy(passage.document_id, passage.segment_id, first))
    return tuple(copies)


def _in_order(sketches: Sequence[Sketch]) -> Iterator[Sketch]:
    """Yield sketches by their documents and places."""
    if any(later < before for before, later in pairwise(passage.document_id for passage in sketches)):
        sketches = sorted(sketches, key=attrgetter("document_id"))
    for _, held in groupby(sketches, key=attrgetter("document_id")):
        yield from sorted(held, key=attrgetter("start"))


def link(segments: Sequence[Segment], copies: Sequence[Copy]) -> tuple[Segment, ...]:
    """Return the passages, copies with the id of their original in `duplicate_of`."""
    originals = {copy.segment_id: copy.duplicate_of for copy in copies}
    return tuple(replace(segment, duplicate_of=originals.get(segment.segment_id)) for segment in segments)


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _telling(text: str) -> bool:
    """Whether a text is long enough that two who write it have copied it."""
    return width(text) >= 48


def _whole(passage: _Passage) -> bytes | None:
    """Return the key of a passage; what is short tells of no copying ("Founded: 2016"), but for headlines and the like at home."""
    said = " ".join(passage.sentences) or passage.text
    telling = _telling(said)
    if not any(character.isalnum() for character in said) or not (telling or passage.segment.kind in _ABOUT):
        return None
    return _key(said if telling else f"{passage.segment.document_id}\x1f{said}")


def _verbatim(passage: Sketch, told: _Told) -> str | None:
    """Return the equal passage before."""
    if passage.whole is None or hash(passage.whole) not in told.repeated[0]:
        return None
    original = told.whole.setdefault(passage.whole, passage.segment_id)
    return original if original != passage.segment_id else None


def _contained(passage: Sketch, told: _Told) -> str | None:
    """Return the passage that holds most of the sentences of this one, however they are joined to paragraphs."""
    where = Counter[str]()
    for key, size in zip(passage.sentences, passage.sizes, strict=True):
        if key in told.sentences:
            where[told.sentences[key]] += size
    if where and sum(where.values()) >= _ALIKE * passage.size:
        return min(where, key=lambda original: (-where[original], original))
    for key in told.repeated[1].among(passage.sentences):
        told.sentences.setdefault(key, passage.segment_id)
    return None


def _near(passage: Sketch, told: _Told) -> str | None:
    """Return the passage that shares nearly all runs of words and all figures with this one."""
    bands = told.alike[0].among(told.body_index.bands(passage.minhash)) if passage.runs else ()
    if not bands:
        return None
    best: tuple[float, str] | None = None
    for place in told.body_index.like(bands):
        original, runs, figures = told.bodies[place]
        if figures != passage.figures:
            continue
        alike = _jaccard(passage.runs, runs)
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = (alike, original)
    if best is not None:
        return best[1]
    told.body_index.insert(len(told.bodies), bands)
    told.bodies.append((passage.segment_id, passage.runs, passage.figures))
    return None


def _body(passage: _Passage) -> tuple[frozenset[bytes], tuple[str, ...]]:
    """Return the runs of words and the figures of a passage that is long enough to have near copies."""
    if passage.segment.kind not in _BODY or width(passage.text) < 80:
        return frozenset(), ()
    runs = _runs(passage.text)
    return (runs, tuple(_FIGURE.findall(passage.text))) if len(runs) >= 4 else (frozenset(), ())


def _runs(text: str) -> frozenset[bytes]:
    """Return the runs of five words of a text, of eight characters where it is written without spaces."""
    if sum(1 for character in text if cjk(character)) * 4 >= len(text):
        close = "".join(_WORD.findall(text))
        return frozenset(close[at : at + 8].encode("utf-8", "surrogatepass") for at in range(max(1, len(close) - 7)))
    parts = _WORD.findall(text)
    return frozenset(" ".join(parts[at : at + 5]).encode("utf-8", "surrogatepass") for at in range(max(1, len(parts) - 4)))


def _minhash(runs: Iterable[bytes], figures: Iterable[str]) -> bytes:
    """Return a sketch of the runs of a text: the least of them under each of many orders.

    Texts with other figures fall far apart, however alike their words are.
    """
    salt = _key("\x1f".join(figures))
    hashed = np.frombuffer(b"".join(blake2b(run, digest_size=4, salt=salt).digest() for run in runs), "<u4").astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashed = (hashed ^ (hashed >> np.uint32(shift))) * np.uint32(factor)
    hashed ^= hashed >> np.uint32(16)
    factors, offsets = _orders()
    # A few thousand runs at a time: a mebibyte, however long the text is.
    least = np.full(_PERMUTATIONS, 0xFFFFFFFF, np.uint32)
    for at in range(0, len(hashed), 1 << 12):
        least = np.minimum(least, (hashed[at : at + (1 << 12), None] * factors + offsets).min(axis=0))
    return least.astype("<u4").tobytes()


@cache
def _orders() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return factors and offsets of the orders: x -> factor * x + offset modulo 2^32, the factor odd, maps no two numbers to one."""
    drawn = np.random.RandomState(1)
    factors = drawn.randint(0, 1 << 31, _PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, drawn.randint(0, 1 << 32, _PERMUTATIONS, dtype=np.uint32)


def _packed(runs: Iterable[bytes]) -> bytes:
    """Return runs as keys of eight bytes, in order."""
    return b"".join(sorted(blake2b(run, digest_size=8).digest() for run in runs))


def _unpacked(runs: bytes) -> frozenset[bytes]:
    return frozenset(runs[at : at + 8] for at in range(0, len(runs), 8))


def _jaccard(one: bytes, other: bytes) -> float:
    ours, theirs = _unpacked(one), _unpacked(other)
    return len(ours & theirs) / len(ours | theirs)


def _retitled(passage: Sketch, told: _Told) -> str | None:
    """Return the title that tells the same story under another masthead, by its words or by those of its address."""
    best: tuple[float, str] | None = None
    named = [(naming, told.alike[1].among(told.title_index.bands(naming.minhash))) for naming in passage.namings]
    for naming, bands in named:
        for place in told.title_index.like(bands):
            original, other = told.titles[place]
            alike = _jaccard(naming.runs, other.runs) if other.figures == naming.figures else 0.0
            if alike >= _ALIKE and original != passage.segment_id and (best is None or alike > best[0]):
                best = (alike, original)
    if best is not None:
        return best[1]
    for naming, bands in named:
        if bands:
            told.title_index.insert(len(told.titles), bands)
            told.titles.append((passage.segment_id, naming))
    return None


def _naming(words: frozenset[str]) -> Naming:
    figures = sorted(set(_FIGURE.findall(" ".join(sorted(words)))))
    runs = [word.encode("utf-8", "surrogatepass") for word in words]
    return Naming(_packed(runs), tuple(figures), _minhash(runs, figures))


def _namings(passage: _Passage, text: str) -> list[frozenset[str]]:
    """Return the words of a title without its masthead, and those that the address spells; five at least, or they name no story."""
    named: list[frozenset[str]] = []
    if passage.segment.kind not in ("reference", "title"):
        return named
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
