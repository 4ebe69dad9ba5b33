"""Text in, mentions out: the only door to the extractors.

In: a text, its language, its date. Out: mentions with exact values and their places. Never: files, tables, documents, the clock.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.calendars import PLAIN, Calendar
from extractors.compatibility import PlainText, joined_text, plain_text
from extractors.mention import Date, Label, Mention, Money, Name, Passage, Quantity, Relation, Span

if TYPE_CHECKING:
    from extractors.crf import Chain

__all__ = ["Date", "Label", "Mention", "Money", "Name", "Passage", "Quantity", "Relation", "Span", "extract", "masked", "reading"]

_AMOUNTS = frozenset({Label.MONEY, Label.PERCENT, Label.QUANTITY})
_DATES = frozenset({Label.DATE, Label.DURATION})
_NAMES = frozenset({Label.ORG, Label.PERSON})
#: Passages that are read one after another: what one says of its period holds for the next.
_RUNNING = frozenset({"paragraph", "list_item"})

#: Stands for masked characters: in no word, no number and no name, so that nothing is read across it by accident.
MASK = "\ufffc"


def reading(name: str, *, person: bool = True) -> tuple[str, ...]:
    """Return how a name in Chinese characters is read in Japanese, in katakana; nothing where that is not known.

    Args:
        name: The name.
        person: Whether it is a person's: then its reading is a family name and a given name; else one part a word.
    """
    from extractors import languages

    readers = (languages.of(tag).reading for tag in languages.tags())
    return next((said for reader in readers if reader is not None and (said := reader(name, person))), ())


def extract(
    text: str,
    *,
    language: str,
    today: str | None = None,
    passages: Sequence[Passage] = (),
    labels: Collection[Label] = tuple(Label),
    on_fault: Callable[[Span, Exception], None] | None = None,
    own: Mapping[str, Chain] | None = None,
) -> tuple[Mention, ...]:
    """Find the mentions of a text.

    Args:
        text: The text, as it stands: offsets are code points into it.
        language: BCP 47 tag of the text; a passage may carry its own.
        today: Date of the text, ISO 8601 at its own precision, against which relative dates are resolved; None leaves them unresolved.
        passages: The parts to read, in order and without overlap; none means the whole text as one passage.
        labels: The kinds to find.
        on_fault: Told of every sentence whose figures and dates could not be read, and why; without it the error is raised.
        own: Chains of a user's own, by the name of the tagger that they speak for.

    Returns:
        Mentions in order of their place. Amounts and dates never overlap each other, nor do names.

    Raises:
        UnicodeEncodeError: The text holds half a character: a lone surrogate, which no encoding can write.
    """
    from extractors.dates import told_last
    from extractors.names import find as find_names

    text.encode("utf-8")  # half a character is refused here, and is no fault of whatever meets it first
    wanted = frozenset(labels)
    parts = tuple(passages) or (Passage(0, len(text), language, today=today),)
    shown = masked(text, parts)
    plain = plain_text(shown)
    faulty = on_fault and (lambda span, error: on_fault(plain.written(span), error))
    found: list[Mention] = []
    read = [_read(plain, part) for part in parts] if wanted & (_AMOUNTS | _DATES) else []
    told = _calendars(plain.text, read, faulty)
    before: str | None = None
    for part in read:
        calendar, running = told.get(part.today, PLAIN), part.kind in _RUNNING
        figures = _figures(plain.text, part, wanted, replace(calendar, before=before) if running and before else calendar, faulty)
        if running:
            before = told_last([mention for mention in figures if mention.label == Label.DATE], before)
        elif part.kind in ("title", "heading"):
            before = None  # what stands below a heading is of something else
        found += (_written(plain, mention) for mention in figures if mention.label in wanted)
    if wanted & _NAMES:
        figures = [mention for mention in found if mention.label in (Label.MONEY, Label.DATE)]
        joined = joined_text(shown)
        named = find_names(joined.text, [_read(joined, part) for part in parts] if joined.places else parts, text, own)
        found += (mention for mention in _fit(shown, [_written(joined, name) for name in named], figures) if mention.label in wanted)
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.label)))


def _calendars(text: str, parts: Sequence[Passage], on_fault: Callable[[Span, Exception], None] | None) -> Mapping[str | None, Calendar]:
    """How the text counts its fiscal years and periods; as the calendar does where that cannot be read."""
    from extractors.dates import calendars

    try:
        return calendars(text, parts)
    except (MemoryError, TimeoutError):
        raise
    except Exception as error:
        if on_fault is None:
            raise
        on_fault(Span(parts[0].start, parts[-1].end), error)
        return {}


def _figures(
    text: str, part: Passage, wanted: Collection[Label], calendar: Calendar, on_fault: Callable[[Span, Exception], None] | None
) -> Sequence[Mention]:
    """Dates and amounts of a passage; where one of its sentences is at fault, those of the others."""
    from extractors.amounts import find as find_amounts
    from extractors.dates import find as find_dates
    from extractors.numerals import scan

    try:
        scanned = scan(text, part)
        timed = find_dates(text, part, scanned, calendar)
        taken = [mention.span for mention in timed]
        counted = find_amounts(text, part, scanned, taken) if not _AMOUNTS.isdisjoint(wanted) else []
    except (MemoryError, TimeoutError):
        raise
    except Exception as error:
        if on_fault is None:
            raise
        if len(part.sentences) > 1:
            alone = (replace(part, start=sentence.start, end=sentence.end, sentences=()) for sentence in part.sentences)
            return [mention for sentence in alone for mention in _figures(text, sentence, wanted, calendar, on_fault)]
        on_fault(Span(part.start, part.end), error)
        return []
    counted = [mention for mention in counted if mention.label != Label.MONEY or not _UNIT.fullmatch(text, *_ends(mention))]
    return [*_outside(timed, counted), *counted]


#: The unit of a column, which is no sum: "Revenue ($ million)".
_UNIT = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥₹₩]|Rs\.?|INR|USD|EUR|GBP|JPY|KRW)\s?(?:thousands?|mn|mln|millions?|bn|bln|billions?|tn|trillions?|crores?|cr|lakhs?)\.?",
    re.I,
)


def _ends(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


_BASED = re.compile(r"(?:-[A-Z][A-Za-z]{1,5})?-(?:based|headquartered)\b")
#: A town behind an article and the state behind it, of which the two are: "the Salem, Oregon-based maker".
_TOWN, _ARTICLE = re.compile(r", [A-Z][\w.]*(?: [A-Z][\w.]*)?-(?:based|headquartered)\b"), re.compile(r"\b(?:[Tt]he|[Aa]n?) \Z")


def _is_based(text: str, name: Mention) -> bool:
    """Tell whether a name is a place or a technique by what stands around it."""
    start, end = _ends(name)
    seated = _TOWN.match(text, end) is not None and _ARTICLE.search(text, max(start - 5, 0), start) is not None
    return seated or _BASED.match(text, end) is not None


def _fit(text: str, names: Sequence[Mention], figures: Sequence[Mention]) -> list[Mention]:
    """Leave out names that are part of a sum or a date, and what a text uses as a place or technique: "Leeds-based"."""
    based = {text[name.span.start : name.span.end] for name in names if _is_based(text, name)}
    taken = sorted(figures, key=lambda figure: figure.span)
    starts = [figure.span.start for figure in taken]
    kept = []
    for name in names:
        at = bisect_left(starts, name.span.end)
        beside = [figure for figure in taken[max(0, at - 2) : at] if figure.span.overlaps(name.span)]
        # "Sunday Times" is a name with a day in it, "INR 150 Cr" is none
        inside = any(figure.label == Label.MONEY or figure.span.covers(name.span) for figure in beside)
        if text[name.span.start : name.span.end] not in based and not inside:
            kept.append(name)
    return kept


def _outside(dates: Sequence[Mention], amounts: Sequence[Mention]) -> Iterator[Mention]:
    """Leave out dates that an amount runs over: the 5分 of 3割5分 is no time."""
    at = 0
    for date in sorted(dates, key=lambda mention: mention.span):
        while at < len(amounts) and amounts[at].span.end <= date.span.start:
            at += 1
        if at == len(amounts) or not amounts[at].span.overlaps(date.span):
            yield date


def _read(plain: PlainText, part: Passage) -> Passage:
    """A passage where it stands in the plain text; what its column says in plain forms as well."""
    if part.header or part.heads:
        heads = tuple(plain_text(head).text for head in part.heads)
        part = replace(part, header=plain_text(part.header).text, heads=heads)
    if not plain.places:
        return part
    at = plain.reading(Span(part.start, part.end))
    sentences = tuple(plain.reading(sentence) for sentence in part.sentences)
    return replace(part, start=at.start, end=at.end, sentences=sentences, masked=tuple(map(plain.reading, part.masked)))


def _written(plain: PlainText, mention: Mention) -> Mention:
    """A mention of the plain text where it stands in the text that was given."""
    if not plain.places:
        return mention
    restates = plain.written(mention.restates) if mention.restates is not None else None
    return replace(mention, span=plain.written(mention.span), restates=restates)


def masked(text: str, passages: Sequence[Passage]) -> str:
    """Return a text with what its passages mask replaced one for one, as the extractors read it."""
    pieces: list[str] = []
    at = 0
    for span in sorted(span for passage in passages for span in passage.masked):
        if span.end <= at:
            continue
        start = max(span.start, at)
        pieces += (text[at:start], MASK * (span.end - start))
        at = span.end
    return "".join((*pieces, text[at:])) if pieces else text
