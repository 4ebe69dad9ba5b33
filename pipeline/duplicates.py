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

from pipeline.lines import cjk, folded, width
from pipeline.records import Segment

if TYPE_CHECKING:
    from datasketch import MinHash

_BODY = frozenset({"paragraph", "list_item", "quote", "caption"})
_ABOUT = frozenset({"title", "byline", "furniture", "caption"})
_ALIKE = 0.8
_PERMUTATIONS = 64
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MASTHEAD = re.compile(r"\s+(?:[|｜–—-]|::?)\s+|｜")
_SLUG = re.compile(r"https?://[^\s/]+/(?:[^\s?#]*/)?(?P<slug>[A-Za-z0-9]+(?:-[A-Za-z0-9]+){4,})")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage made ready to be compared."""

    segment: Segment
    text: str
    sentences: tuple[str, ...]

    @property
    def place(self) -> tuple[str, int]:
        return (self.segment.document_id, self.segment.start)


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
    passages = [
        _passage(segment, texts[segment.document_id])
        for segment in sorted(segments, key=lambda segment: (segment.document_id, segment.start))
    ]
    found: dict[tuple[str, int], str] = {}
    _verbatim(passages, found)
    _contained(passages, found)
    _near(passages, found)
    _retitled(passages, texts, found)
    settled = _settled(found, passages)
    return tuple(replace(segment, duplicate_of=settled.get((segment.document_id, segment.start))) for segment in segments)


def _passage(segment: Segment, text: str) -> _Passage:
    whole = folded(text[segment.start : segment.end])
    return _Passage(segment, whole, tuple(folded(text[span.start : span.end]) for span in segment.sentences))


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _telling(text: str) -> bool:
    """Whether a text is long enough that two who write it have copied it."""
    return width(text) >= 48


def _verbatim(passages: Iterable[_Passage], found: dict[tuple[str, int], str]) -> None:
    """Link equal passages; what is short tells of no copying ("Founded: 2016"), but for headlines and the like within a document."""
    originals: dict[bytes, _Passage] = {}
    for passage in passages:
        said = " ".join(passage.sentences) or passage.text
        if not any(character.isalnum() for character in said):
            continue
        if not _telling(said) and passage.segment.kind not in _ABOUT:
            continue
        key = _key(said if _telling(said) else f"{passage.segment.document_id}\x1f{said}")
        original = originals.setdefault(key, passage)
        if original is not passage:
            found[passage.place] = original.segment.segment_id


def _contained(passages: Sequence[_Passage], found: dict[tuple[str, int], str]) -> None:
    """Link passages whose sentences stand in others before them, however those are joined to paragraphs."""
    told: dict[bytes, str] = {}
    for passage in passages:
        if passage.segment.kind not in _BODY or passage.place in found:
            continue
        keys = {_key(sentence): len(sentence) for sentence in passage.sentences if _telling(sentence)}
        where = Counter[str]()
        for key, size in keys.items():
            if key in told:
                where[told[key]] += size
        whole = sum(len(sentence) for sentence in passage.sentences)
        if where and sum(where.values()) >= _ALIKE * whole:
            found[passage.place] = min(where, key=lambda original: (-where[original], original))
            continue
        for key in keys:
            told.setdefault(key, passage.segment.segment_id)


def _near(passages: Iterable[_Passage], found: dict[tuple[str, int], str]) -> None:
    """Link passages that share nearly all their runs of words and all their figures."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=_ALIKE - 0.1, num_perm=_PERMUTATIONS)
    kept: list[tuple[_Passage, frozenset[bytes], tuple[str, ...]]] = []
    for passage in passages:
        if passage.segment.kind not in _BODY or passage.place in found or width(passage.text) < 80:
            continue
        runs = _runs(passage.text)
        if len(runs) < 4:
            continue
        figures = tuple(_FIGURE.findall(passage.text))
        sketch = _sketch(runs)
        alike = [(_jaccard(runs, kept[place][1]), place) for place in sorted(index.query(sketch)) if kept[place][2] == figures]
        best = max(alike, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best[0] >= _ALIKE:
            found[passage.place] = kept[best[1]][0].segment.segment_id
            continue
        index.insert(len(kept), sketch)
        kept.append((passage, runs, figures))


def _runs(text: str) -> frozenset[bytes]:
    """Return the runs of five words of a text, of eight characters where it is written without spaces."""
    if sum(1 for character in text if cjk(character)) * 4 >= len(text):
        close = "".join(_WORD.findall(text))
        return frozenset(close[at : at + 8].encode("utf-8", "surrogatepass") for at in range(max(1, len(close) - 7)))
    parts = _WORD.findall(text)
    return frozenset(" ".join(parts[at : at + 5]).encode("utf-8", "surrogatepass") for at in range(max(1, len(parts) - 4)))


def _sketch(runs: Iterable[bytes]) -> MinHash:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=lambda run: int.from_bytes(blake2b(run, digest_size=4).digest(), "little"))
    sketch.update_batch(sorted(runs))
    return sketch


def _jaccard(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    return len(one & other) / len(one | other)


def _retitled(passages: Iterable[_Passage], texts: Mapping[str, str], found: dict[tuple[str, int], str]) -> None:
    """Link titles in lists of references that are one story under several mastheads, by their words or the words of their addresses."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=_ALIKE - 0.15, num_perm=_PERMUTATIONS)
    kept: list[tuple[str, frozenset[bytes], frozenset[str]]] = []
    for passage in passages:
        if passage.segment.kind not in ("reference", "title") or passage.place in found:
            continue
        segment = passage.segment
        matches: list[tuple[float, int]] = []
        made: list[tuple[frozenset[bytes], frozenset[str]]] = []
        for words in _namings(passage, texts[segment.document_id][segment.start : segment.end]):
            figures = frozenset(_FIGURE.findall(" ".join(sorted(words))))
            runs = frozenset(word.encode("utf-8", "surrogatepass") for word in words)
            made.append((runs, figures))
            matches += [
                (_jaccard(runs, kept[place][1]), place) for place in sorted(index.query(_sketch(runs))) if kept[place][2] == figures
            ]
        best = max(matches, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best[0] >= _ALIKE:
            found[passage.place] = kept[best[1]][0]
            continue
        for runs, figures in made:
            index.insert(len(kept), _sketch(runs))
            kept.append((segment.segment_id, runs, figures))


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


def _settled(found: Mapping[tuple[str, int], str], passages: Iterable[_Passage]) -> dict[tuple[str, int], str]:
    """Return the links with copies of copies pointing to the first original."""
    ids = {passage.segment.segment_id: passage.place for passage in passages}
    settled: dict[tuple[str, int], str] = {}
    for place, original in found.items():
        seen = {original}
        while ids.get(original) in found and found[ids[original]] not in seen:
            original = found[ids[original]]
            seen.add(original)
        settled[place] = original
    return settled
