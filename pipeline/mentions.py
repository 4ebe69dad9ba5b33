"""Passages of a document -> mentions, by way of the extractors.

In: a document and its segments. Out: mentions with ids and offsets into the document. Never: a rule of language; that is the
extractors' business.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import extractors
from extractors import Date, Label, Money, Passage, Quantity, languages, taggers
from extractors.crf import Chain
from pipeline import told_units
from pipeline.errors import ConfigError
from pipeline.records import Article, Cell, Document, Mention, Reject, Segment, content_id

#: What decimal128(38, 9) holds.
_LARGEST = Decimal(10) ** 29
_SMALLEST = Decimal("1e-9")
_WIDE = Context(prec=38)
_NEARNESS = ("unit", "row", "column", "section", "corner", "note")
#: Cells of the tables of a document that are read; a table of measurements may have a million.
MOST_CELLS = 12_000
_NAMES = frozenset({Label.ORG, Label.PERSON})
_AMOUNTS = frozenset({Label.MONEY, Label.PERCENT, Label.QUANTITY})


def find(
    document: Document,
    segments: Sequence[Segment],
    *,
    labels: Collection[Label] = tuple(Label),
    most_cells: int = MOST_CELLS,
    own: Mapping[str, Chain] | None = None,
) -> tuple[tuple[Mention, ...], tuple[Reject, ...]]:
    """Find the mentions of a document.

    Args:
        document: With its articles, whose dates anchor relative dates.
        segments: All its passages, in order.
        labels: The kinds to find.
        most_cells: Cells of its tables that are read.
        own: Chains of names of a user's own, as `chains` returns them.

    Returns:
        Mentions by place, and a row for every figure that no table can hold, every sentence that could not be read, and every language
        that is not read whole.
    """
    rejects = [*_unread(document, segments), *_cells_left(document, segments, most_cells), *_cells_beyond(document, segments)]

    def refuse(span: extractors.Span, error: Exception) -> None:
        told = f"{type(error).__name__} at characters {span.start} to {span.end}"
        reject = Reject(document.path, document.sha256, "mentions", "sentence-unread", told)
        if reject not in rejects:  # a cell may be read twice
            rejects.append(reject)

    parts = passages(document, segments, most_cells)
    found = extractors.extract(document.text, language=document.language, passages=parts, labels=labels, on_fault=refuse, own=own)
    found = tuple(_noted(document, parts, found, told_units.notes(document.text, segments, parts, found), labels, refuse))
    starts = [segment.start for segment in segments]
    named = _ids(document, segments, found)
    ids = {(mention.span, mention.label in _NAMES): name for mention, name in zip(found, named, strict=True)}
    mentions: list[Mention] = []
    at = 0
    for mention, name in zip(found, named, strict=True):
        while at + 1 < len(starts) and starts[at + 1] <= mention.span.start:
            at += 1
        if _too_large(mention.value):
            text = document.text[mention.span.start : mention.span.end]
            rejects.append(
                Reject(document.path, document.sha256, "mentions", "figure-too-large", f"{text[:80]!r} at character {mention.span.start}")
            )
            continue
        mentions.append(_record(document, segments[at], mention, name, ids))
    return tuple(mentions), tuple(rejects)


def _noted(
    document: Document,
    parts: Sequence[Passage],
    found: Sequence[extractors.Mention],
    notes: Mapping[int, str],
    labels: Collection[Label],
    refuse: Callable[[extractors.Span, Exception], None],
) -> Sequence[extractors.Mention]:
    """Return what was found, the amounts of cells whose unit running text tells read again with it."""
    if not notes:
        return found
    again = tuple(replace(part, heads=(*part.heads, notes[part.start])) for part in parts if part.kind == "cell" and part.start in notes)
    figures = [label for label in labels if label in _AMOUNTS]
    read = extractors.extract(document.text, language=document.language, passages=again, labels=figures, on_fault=refuse)
    starts = [part.start for part in again]

    def told(mention: extractors.Mention) -> bool:
        at = bisect_right(starts, mention.span.start) - 1
        return at >= 0 and mention.span.end <= again[at].end

    kept = [mention for mention in found if mention.label not in figures or not told(mention)]
    return sorted((*kept, *read), key=lambda mention: (mention.span, mention.label))


@lru_cache(maxsize=2)
def chains(model: str) -> Mapping[str, Chain]:
    """Return the chains of names in the text of a file of weights that `awase train` has written, by tagger.

    Raises:
        ConfigError: They are none, or were drawn from weights that this version has not.
    """
    try:
        return taggers.chains(json.loads(model).get("names", {}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(f"no weights of names: {type(error).__name__}: {' '.join(str(error).split())[:100]}") from None


def _unread(document: Document, segments: Sequence[Segment]) -> Iterator[Reject]:
    """Say of each language of a document what no folder tells how to read."""
    told = Counter(row.language.partition("-")[0] for row in segments if row.kind != "furniture" and row.language != "und")
    for tag, count in sorted(told.items()):
        if lacking := languages.lacking(tag):
            detail = f"{tag}: no {', no '.join(lacking)} ({count} of {told.total()} passages)"
            yield Reject(document.path, document.sha256, "mentions", "no_grammar", detail)


def _cells_left(document: Document, segments: Sequence[Segment], most: int) -> Iterator[Reject]:
    """Say how many cells of tables are not read."""
    count = sum(len(segment.cells) for segment in segments)
    if count > most:
        detail = f"in part: of {count} cells of tables the first {most} were read"
        yield Reject(document.path, document.sha256, "mentions", "table_too_large", detail)


#: What may stand behind the last cell of a row: bars, blanks and the marks of citations.
_BEYOND = re.compile(r"[^\W_]")


def _cells_beyond(document: Document, segments: Sequence[Segment]) -> Iterator[Reject]:
    """Say which rows of tables drawn with bars have cells behind all heads: nothing tells what these are of."""
    wide = [
        segment.start
        for segment in segments
        if segment.cells
        and document.text.startswith("|", segment.start)
        and _BEYOND.search(document.text, segment.cells[-1].end, segment.end)
        and not any(span.start >= segment.cells[-1].end for span in segment.masked)
    ]
    if wide:
        lines = ", ".join(str(document.text.count("\n", 0, start) + 1) for start in wide[:10])
        detail = f"in part: cells behind all heads were not read, line {lines}{' and more' if len(wide) > 10 else ''}"
        yield Reject(document.path, document.sha256, "mentions", "cells_beyond_heads", detail)


def passages(document: Document, segments: Sequence[Segment], most_cells: int = MOST_CELLS) -> tuple[Passage, ...]:
    """Return what the extractors shall read: each segment, and of a table's row each cell by itself, as far as there are not too many."""
    left = most_cells
    today = {article.ordinal: _when(article) for article in document.articles}
    made: list[Passage] = []
    above = _above(document.text, segments)
    for segment in segments:
        when = today.get(segment.article) or _when(document)
        if segment.cells:
            kept = segment.cells[: max(left, 0)]
            left -= len(segment.cells)
            for cell in kept:
                masked = tuple(span for span in segment.masked if cell.start < span.end and span.start < cell.end)
                heads = _heads(document.text, cell)
                made.append(
                    Passage(cell.start, cell.end, segment.language, (), masked, when, "cell", cell.header, heads, above.get(cell.start, ""))
                )
        else:
            made.append(Passage(segment.start, segment.end, segment.language, segment.sentences, segment.masked, when, segment.kind))
    return tuple(made)


def read_of(segments: Sequence[Segment], most_cells: int = MOST_CELLS) -> tuple[Segment, ...]:
    """Return the passages of a document without the rows of tables that lie behind the cells that are read."""
    kept: list[Segment] = []
    left = most_cells
    for segment in segments:
        if left > 0 or not segment.cells:
            kept.append(segment)
        left -= len(segment.cells)
    return tuple(kept)


def _above(text: str, segments: Sequence[Segment]) -> dict[int, str]:
    """Return for the head of a column the one head that stands above it, by where it starts: both head the figures below them."""
    found: dict[int, set[str]] = {}
    for segment in segments:
        for cell in segment.cells:
            columns = [head for head in cell.heads if head.kind == "column"]
            for outer, inner in pairwise(columns):
                found.setdefault(inner.start, set()).add(" ".join(text[outer.start : outer.end].split()))
    return {start: heads.pop() for start, heads in found.items() if len(heads) == 1}


def _heads(text: str, cell: Cell) -> tuple[str, ...]:
    """Return what heads a cell, the nearest first: signs beside it, its row, its column, its section, the corner, a note."""
    ordered = [head for kind in _NEARNESS for head in cell.heads[::-1] if head.kind == kind]
    said = [" ".join(text[head.start : head.end].split()) for head in ordered]
    return (*said, cell.header) if cell.header and cell.header not in said else tuple(said)


def _when(dated: Article | Document) -> str | None:
    """Return the date of an article, or what bounds it: relative dates are counted from it."""
    return iso(dated.published, dated.published_precision) or iso(dated.not_before, dated.not_before_precision)


def iso(day: date | None, precision: str | None) -> str | None:
    """Return a date at its precision in ISO 8601 / TIMEX3 form (`2025-06-09`, `2025-06`, `2025-Q2`, `2025-H1`, `2025`)."""
    if day is None:
        return None
    match precision:
        case "month":
            return f"{day:%Y-%m}"
        case "quarter":
            return f"{day:%Y}-Q{(day.month + 2) // 3}"
        case "half":
            return f"{day:%Y}-H{1 if day.month <= 6 else 2}"
        case "year":
            return f"{day:%Y}"
        case _:
            return day.isoformat()


def _ids(document: Document, segments: Sequence[Segment], found: Sequence[extractors.Mention]) -> list[str]:
    """Return an id for each mention: of its passage, its words and label, and how often the passage had that before."""
    starts = [segment.start for segment in segments]
    seen: Counter[tuple[str, str, str]] = Counter()
    made: list[str] = []
    for mention in found:
        passage = segments[bisect_right(starts, mention.span.start) - 1].segment_id
        key = (passage, document.text[mention.span.start : mention.span.end], str(mention.label))
        seen[key] += 1
        made.append(content_id("mention", *key, seen[key]))
    return made


def _too_large(value: object) -> bool:
    if not isinstance(value, Quantity):
        return False
    return any(number is not None and abs(number) >= _LARGEST for number in (value.value, value.lower, value.upper))


def _fits(number: Decimal | None) -> Decimal | None:
    if number is None or number == number.to_integral_value():
        return None if number is None else Decimal(int(number))
    return number.quantize(_SMALLEST, context=_WIDE)


def _record(
    document: Document, segment: Segment, mention: extractors.Mention, name: str, ids: dict[tuple[extractors.Span, bool], str]
) -> Mention:
    return Mention(
        mention_id=name,
        document_id=document.document_id,
        segment_id=segment.segment_id,
        start=mention.span.start,
        end=mention.span.end,
        text=document.text[mention.span.start : mention.span.end],
        label=str(mention.label),
        extractor=mention.rule,
        confidence=mention.confidence,
        restates=ids.get((mention.restates, mention.label in _NAMES)) if mention.restates else None,
        **_valued(mention),
    )


def _valued(mention: extractors.Mention) -> dict[str, Any]:
    """Return what a mention says, by the columns that tell it."""
    match mention.value:
        case Money() | Quantity() as amount:
            return {
                "value": _fits(amount.value),
                "lower": _fits(amount.lower),
                "upper": _fits(amount.upper),
                "relation": str(amount.relation),
                "unit": amount.unit,
            }
        case Date() as when:
            return {
                "timex_type": "SET" if when.repeats else str(mention.label),
                "timex_value": when.value,
                "timex_upper": when.upper,
                "timex_mod": when.mod,
                "timex_anchor": when.anchor,
                "date_start": when.start,
                "date_end": when.end,
            }
        case _:
            return {}
