"""Copies of passages, within a document and over all of them.

In: passages of any number of documents, and the documents' texts. Out: the passages, copies with the id of their original. Never: a
choice that depends on the order of the documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from pipeline.records import Segment

_SPACE = re.compile(r"\s+")


def link(segments: Sequence[Segment], texts: Mapping[str, str]) -> tuple[Segment, ...]:
    """Point each copy of a passage to its original.

    Args:
        segments: Passages of all documents, in any order.
        texts: Text of each document by its id.

    Returns:
        The passages in the order given; a copy carries the id of its original in `duplicate_of`.
    """
    originals: dict[bytes, Segment] = {}
    keys: list[bytes] = []
    for segment in segments:
        plain = _SPACE.sub(" ", texts[segment.document_id][segment.start : segment.end]).strip().casefold()
        key = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).digest() if plain else b""
        keys.append(key)
        if key and (key not in originals or (segment.document_id, segment.start) < (originals[key].document_id, originals[key].start)):
            originals[key] = segment
    return tuple(
        replace(segment, duplicate_of=originals[key].segment_id if key and originals[key].segment_id != segment.segment_id else None)
        for segment, key in zip(segments, keys, strict=True)
    )
