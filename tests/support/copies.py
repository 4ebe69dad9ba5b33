"""Points copies to their originals as a run does: a sketch of each document, one join, and the passages marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.records import Document, Segment
from pipeline.segments.duplicates import join, link, sketch


def linked(segments: Sequence[Segment], texts: Mapping[str, str]) -> tuple[Segment, ...]:
    """Return the passages of all documents in the order given, copies with their originals."""
    sketches = [
        row
        for name, text in texts.items()
        for row in sketch(
            Document(name, name, (name,), "", "text/plain", "utf-8", text), [part for part in segments if part.document_id == name]
        )
    ]
    return link(segments, join(sketches))
