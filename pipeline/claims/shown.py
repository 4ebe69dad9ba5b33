"""What is in force at each figure of a document, for people: heads, topic, names, dates, and the periods of the whole.

In: a document with its passages, linked mentions and entities. Out: lines of styled pieces of text. Never: a claim; a choice between
readings. Part of the room of claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims import topics
from pipeline.claims.calendars import Frame, frame
from pipeline.claims.context import Line, Scene, scene
from pipeline.records import Document, Entity, Mention, Segment

#: How many names, periods and dates of a kind are shown.
_MOST = 5
_Pieces = list[tuple[str, str]]


def in_force(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity]) -> Iterator[_Pieces]:
    """Yield what is in force in a document as a whole, then at each of its lines that holds a figure.

    Args:
        document: The document.
        segments: Its passages, in order.
        mentions: Its mentions, linked to entities.
        entities: The entities; those of other documents may be among them.

    Returns:
        Lines of pieces, each a text and the name of its style (`head`, `faint`, `value`, `date` or nothing).
    """
    told = scene(document, segments, mentions, entities)
    dates, about = frame(told), topics(document, segments, mentions, told)
    yield [(document.path, "head"), (f"  {document.language}, {document.title or 'no title'}", "")]
    written = f"{document.published} to a {document.published_precision}: {document.published_evidence}" if document.published else ""
    yield from _said("written", [written])
    yield from _said("published by", [_name(told, name) for name in sorted(told.publisher)])
    periods = [f"{value} ({dates.common.get(value, 0.0):.2f})" for value in dates.mains[:_MOST]]
    yield from _said("periods", periods)
    yield from _said("fiscal year", [f"ends in month {dates.closing}"] if dates.closing else [])
    for line in told.lines:
        if line.figures:
            yield [("", "")]
            yield from _line(told, dates, line, about.get(line.segment.article, []))


def _line(told: Scene, dates: Frame, line: Line, about: Sequence[str]) -> Iterator[_Pieces]:
    kind = line.segment.kind + (f" of article {line.segment.article}" if line.segment.article else "")
    yield [(f"[{line.start}, {line.end}) {kind}, {line.language}", "faint")]
    yield _marked(line)
    yield from _said("under", [" › ".join(head.text.strip() for head in reversed(told.heads.get(line.at, [])))])
    yield from _said("row", [line.head])
    yield from _said("names here", list(dict.fromkeys(_name(told, m.entity_id) for m in told.organisations(line))))
    yield from _said("article about", [f"{_name(told, one)} ({told.share.get((line.segment.article, one), 0.0):.2f})" for one in about])
    here = [m for m in line.mentions if m.label == "DATE" and m.timex_value]
    yield from _said("dates here", [f"{m.timex_value} “{' '.join(m.text.split())}”" for m in here])
    before = [m for place, m in told.frames.get(line.at, []) if place != line.at]
    yield from _said("dates before", [f"{m.timex_value} “{' '.join(m.text.split())}”" for m in before])
    yield from _said("date of it", [dates.own.get(line.segment.article) or ""])


def _marked(line: Line) -> _Pieces:
    pieces: _Pieces = [("  ", "")]
    at = 0
    for mention in line.figures:
        start, end = mention.start - line.start, mention.end - line.start
        if start >= at:
            pieces += [(line.text[at:start], ""), (line.text[start:end], "value")]
            at = end
    return [piece for piece in (*pieces, (line.text[at:], "")) if piece[0]]


def _said(label: str, parts: Sequence[str]) -> Iterator[_Pieces]:
    told = [part for part in parts if part][:_MOST]
    if told:
        yield [(f"    {label:14}", "faint"), (" · ".join(told), "")]


def _name(told: Scene, entity: str | None) -> str:
    return told.names[entity].name if entity is not None and entity in told.names else str(entity)
