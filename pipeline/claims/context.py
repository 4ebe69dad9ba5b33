"""What is in force at every place of a document: lines, heads, topics, the first person, the frame of dates.

In: a document with its passages, linked mentions and entities. Out: one `Scene`, read once, that every later step looks things up in.
Never: a choice between readings. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from extractors.compatibility import lowered
from pipeline.claims.stretches import stretched
from pipeline.claims.timed import figured
from pipeline.records import Cell, Document, Entity, Mention, Segment

__all__ = ["FIGURES", "Line", "Scene", "iso", "left", "scene"]

FIGURES = ("MONEY", "PERCENT", "QUANTITY")
#: Longer than any sentence; what is longer is cut, so that the time stays linear in the text.
_LONGEST = 1000
_HEADS = ("title", "heading")
#: Ends of the names of taggers, which know a name by its words alone.
_TAGGED = (".spacy", ".crf")
_KANA = re.compile("[぀-ヿ一-鿿]")
_HANGUL = re.compile("[가-힣]")
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a row of a table, as it is read.

    Attributes:
        at: Its place among the lines of the document.
        start: First code point.
        end: Code point after the last.
        text: Its characters, line breaks and tabs as blanks; offsets stay.
        low: The same in lower case.
        language: en, ja or ko.
        segment: Its passage.
        mentions: Its mentions by place.
        figures: Those of them that are figures.
        masked: Its text in lower case with figures as # and dates as @, as long as they are.
        labels: The first cell of a row, where it is no figure itself as in the boxes of a slide: `40m visitors a year`.
        head: Text of the cell that labels a row.
        places: Where its figures begin.
        known: What was made once of a part of the line, since every figure asks the same (`once` fills it in).
    """

    at: int
    start: int
    end: int
    text: str
    low: str
    language: str
    segment: Segment
    mentions: tuple[Mention, ...]
    figures: tuple[Mention, ...] = field(init=False)
    masked: str = field(init=False)
    labels: Cell | None = field(init=False)
    head: str = field(init=False)
    places: tuple[int, ...] = field(init=False, compare=False, repr=False)
    known: dict[tuple[object, ...], object] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", tuple(m for m in self.mentions if m.label in FIGURES))
        object.__setattr__(self, "places", tuple(m.start for m in self.figures))
        object.__setattr__(self, "masked", _masked(self.low, self.start, self.mentions))
        first = self.segment.cells[0] if self.segment.cells else None
        if first is not None and any((m.end - m.start) * 5 > (first.end - first.start) * 2 for m in self.crossed(first.start, first.end)):
            first = None
        head = self.text[max(first.start - self.start, 0) : max(first.end - self.start, 0)].strip() if first is not None else ""
        object.__setattr__(self, "labels", first)
        object.__setattr__(self, "head", head)

    def crossed(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the figures that begin between two places."""
        return self.figures[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def once(self, made: Callable[[Line, _Part], _Made], part: _Part, *key: object) -> _Made:
        """Return what a function makes of the line and a part of it, which is made once.

        Args:
            made: The function.
            part: The part.
            key: What tells the part from all others that the function is asked for.
        """
        place = (made, *key)
        if place not in self.known:
            self.known[place] = made(self, part)
        return cast(_Made, self.known[place])

    def cell(self, place: int) -> Cell | None:
        """Return the cell of the row in which a place stands."""
        cells = self.segment.cells
        at = bisect_right(cells, place, key=lambda cell: cell.start) - 1
        return cells[at] if at >= 0 and place < cells[at].end else None


#: What stands for a mention where only its kind matters.
_STANDS = {"MONEY": "#", "PERCENT": "#", "QUANTITY": "#", "DATE": "@", "DURATION": "@"}


def _masked(low: str, start: int, mentions: Sequence[Mention]) -> str:
    letters = list(low)
    for mention in mentions:
        first, last = max(mention.start - start, 0), min(mention.end - start, len(low))
        if first < last and mention.label in _STANDS:
            letters[first:last] = _STANDS[mention.label] * (last - first)
    return "".join(letters)


@dataclass(slots=True)
class Scene:
    """What a document says of itself.

    Attributes:
        document: The document.
        lines: Its lines, in order; furniture is left out.
        names: Entities by id.
        title: Its title, lower case.
        heads: Place of a line -> headings above it, innermost first, as lines.
        seen: Entity -> its mentions, each with the place of its line, in order.
        spoken: Article and entity -> those of its mentions in the article.
        share: Article and entity -> share of the organisations named in the article.
        ranks: Article -> entities named in it -> their places by that share.
        titled: Entities whose name the title holds.
        publisher: Entities that published the document or its article.
        frames: Place of a line -> dates told before, the nearest first.
        dated: Text of a date -> the first mention of it.
        dates: All dates, by place.
    """

    document: Document
    lines: list[Line]
    names: Mapping[str, Entity]
    title: str
    heads: dict[int, list[Line]] = field(default_factory=dict)
    seen: dict[str, list[tuple[int, Mention]]] = field(default_factory=lambda: defaultdict(list))
    spoken: dict[tuple[int, str], list[tuple[int, Mention]]] = field(default_factory=lambda: defaultdict(list))
    share: dict[tuple[int, str], float] = field(default_factory=dict)
    ranks: dict[int, dict[str, int]] = field(default_factory=dict)
    titled: dict[str, int] = field(default_factory=dict)
    publisher: frozenset[str] = frozenset()
    frames: dict[int, list[tuple[int, Mention]]] = field(default_factory=dict)
    dated: dict[str, Mention] = field(default_factory=dict)
    dates: list[Mention] = field(default_factory=list)
    _organisations: dict[int, list[Mention]] = field(default_factory=dict)
    _named: list[Mention] = field(default_factory=list)

    def named(self, start: int, end: int) -> list[Mention]:
        """Return the organisations that are named between two places."""
        at = bisect_left(self._named, start, key=lambda m: m.start)
        found = []
        while at < len(self._named) and self._named[at].end <= end:
            found.append(self._named[at])
            at += 1
        return found

    def kind(self, entity: str | None) -> str:
        """Return whether an entity is an organisation or a person."""
        return self.names[entity].kind if entity is not None and entity in self.names else "organisation"

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the dates told between two places."""
        at = bisect_left(self.dates, start, key=lambda m: m.start)
        found = []
        while at < len(self.dates) and self.dates[at].end <= end:
            found.append(self.dates[at])
            at += 1
        return found

    def over(self, line: Line, place: int) -> str:
        """Return what heads the group of rows that a place in a table stands in: "Margins (%)", "Data per common share"."""
        cell = line.cell(place)
        heads = [head for head in cell.heads if head.kind in ("section", "column")] if cell is not None else []
        return " ".join(self.document.text[head.start : head.end] for head in heads)

    def corner(self, line: Line, place: int) -> str:
        """Return what stands in the corner of the table that a place stands in: in what its figures are told."""
        cell = line.cell(place)
        return (
            " ".join(self.document.text[head.start : head.end] for head in cell.heads if head.kind == "corner") if cell is not None else ""
        )

    def organisations(self, line: Line) -> list[Mention]:
        """Return the organisations that a line names, in order."""
        held = self._organisations.get(line.at)
        if held is None:
            named = [
                m
                for m in line.mentions
                if m.label in ("ORG", "PERSON") and m.entity_id and not (_is_measure(line, m) or (line.language != "en" and left(line, m)))
            ]
            held = self._organisations[line.at] = [m for m in named if self.kind(m.entity_id) == "organisation"]
        return held


def left(line: Line, mention: Mention) -> bool:
    """Return whether a name tells where somebody was before: "a former Acme executive", 「朝霧電機を経て」, "한별전자 출신".

    Args:
        line: The line.
        mention: A name in it. In Japanese and Korean the line is of no such organisation.
    """
    if line.language not in _LEFT:
        return False
    before, behind = _LEFT[line.language]
    start, end = mention.start - line.start, mention.end - line.start
    return before.search(line.text, max(0, start - 24), start) is not None or behind.match(line.text, end) is not None


_LEFT = {
    "en": (re.compile(r"(?:\b[Ff]ormer(?:ly)? (?:(?:with|of|at|an?|the) ){0,2}|\b[Ee]x-)\Z"), re.compile(r"['’]s former ")),
    "ja": (
        re.compile(r"(?<![一-鿿])元$"),
        re.compile(
            r"(?:出身(?:の|で|者|、)|を(?:経て|退職|退社|辞め)|に(?:約?[0-9０-９]{1,2}年(?:間)?|長年|新卒で)?(?:勤務|勤め|入社|入行|入庁|在籍)|(?:入社|入行|入庁)(?![し予式])|で(?:勤務|経験を積))"
        ),
    ),
    "ko": (
        re.compile(r"(?:^|\s)전(?:직)? $"),
        re.compile(r" ?출신|(?:을|를) (?:거쳐|거친|나와|퇴사)|에(?:서)? (?:\d{1,2}년 ?(?:간|동안)? ?)?(?:근무|재직|입사)"),
    ),
}


def _is_measure(line: Line, mention: Mention) -> bool:
    """Whether what a tagger took for a name opens with a measure in a head, where no sentence says otherwise: "Earnings Summary"."""
    from pipeline.claims.measures import named

    if not (line.segment.kind in _HEADS or line.segment.cells) or not mention.extractor.endswith(_TAGGED):
        return False
    return any(start == mention.start - line.start for start, *_ in named(line.low, line.language))


def iso(document: Document, article: int) -> str | None:
    """Return the date of an article, else of its document, at its precision in TIMEX3 form."""
    from pipeline.claims.coreference import article_of

    own = article_of(document, article)
    told = own if own is not None and own.published else None
    day, precision = (told.published, told.published_precision) if told else (document.published, document.published_precision)
    if day is None:
        return None
    match precision:
        case "year":
            return f"{day:%Y}"
        case "half":
            return f"{day:%Y}-H{1 if day.month < 7 else 2}"
        case "quarter":
            return f"{day:%Y}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day:%Y-%m}"
        case _:
            return day.isoformat()


def scene(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention], entities: Sequence[Entity]) -> Scene:
    """Read a document once.

    Args:
        document: The document, with its articles.
        segments: Its passages.
        mentions: Its mentions, linked to entities.
        entities: The entities; those of other documents may be among them.
    """
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.label)):
        if mention.document_id == document.document_id:
            inside[mention.segment_id].append(mention)
    own = sorted((s for s in segments if s.document_id == document.document_id), key=lambda s: s.ordinal)
    held = {str(m.entity_id) for rows in inside.values() for m in rows if m.entity_id}
    names = {e.entity_id: e for e in entities if e.entity_id in held}
    told = Scene(document, list(_lines(document.text, own, inside)), names, _title(document, own))
    _look(told)
    return told


def _title(document: Document, own: Sequence[Segment]) -> str:
    first = next((s for s in own if s.kind == "title"), None)
    parts = [document.title or "", *(a.title or "" for a in document.articles[:1])]
    if first is not None:
        parts.append(document.text[first.start : first.end])
    return " ".join(parts).lower()


def _lines(text: str, own: Sequence[Segment], inside: Mapping[str, list[Mention]]) -> Iterator[Line]:
    at, above = 0, ""
    for segment in own:
        if segment.kind == "furniture":
            continue
        spans = [(segment.start, segment.end)]
        if not segment.cells and segment.sentences:
            spans = [(s.start, s.end) for s in segment.sentences]
        local = inside.get(segment.segment_id, [])
        starts = [mention.start for mention in local]
        for begin, stop in spans:
            for start in range(begin, max(stop, begin + 1), _LONGEST):
                end = min(start + _LONGEST, stop)
                body = re.sub(r"\s", " ", text[start:end])
                low, language = lowered(body), _language(segment, body)
                here = tuple(m for m in local[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end)
                here = figured(low, start, above, language, segment, stretched(low, start, here) if language == "en" else here)
                yield Line(at, start, end, body, low, language, segment, here)
                at, above = at + 1, low.strip()


def _language(segment: Segment, body: str) -> str:
    tag = segment.language.split("-")[0]
    if tag in ("en", "ja", "ko"):
        return tag
    return "ko" if _HANGUL.search(body) else "ja" if _KANA.search(body) else "en"


def _look(told: Scene) -> None:
    """Fill in what is in force at every line."""
    from pipeline.claims.coreference import publishers, spellings

    counts: dict[int, Counter[str]] = defaultdict(Counter)
    stack: list[tuple[int, Line]] = []
    recent: list[tuple[int, Mention]] = []
    article = None
    for line in told.lines:
        segment = line.segment
        if segment.article != article:
            article, stack, recent = segment.article, [], []
        told.heads[line.at] = [head for _, head in reversed(stack)]
        told.frames[line.at] = recent[-12:][::-1]
        if segment.kind in _HEADS:
            depth = len(segment.section)
            stack = [(level, head) for level, head in stack if level < depth] + [(depth, line)]
        for mention in line.mentions:
            if mention.label == "DATE" and mention.timex_value:
                recent.append((line.at, mention))
                told.dates.append(mention)
                told.dated.setdefault(" ".join(mention.text.split()), mention)
        for mention in told.organisations(line):
            told._named.append(mention)
            told.seen[str(mention.entity_id)].append((line.at, mention))
            told.spoken[segment.article, str(mention.entity_id)].append((line.at, mention))
            counts[segment.article][str(mention.entity_id)] += 1
    for place, counted in counts.items():
        whole = sum(counted.values())
        told.share |= {(place, name): count / whole for name, count in counted.items()}
        ordered = sorted(counted, key=lambda name: (-told.share[place, name], name))
        told.ranks[place] = {name: rank for rank, name in enumerate(ordered)}
    articles = sorted({line.segment.article for line in told.lines})
    spelt = spellings(told.names)
    told.publisher = frozenset().union(*(publishers(told.document, number, spelt) for number in articles)) if articles else frozenset()
    told.publisher |= {name for name, spots in told.seen.items() if all(told.lines[at].segment.kind == "byline" for at, _ in spots)}
    for name in told.seen:
        forms = {f.text for f in told.names[name].names} | {told.names[name].name} if name in told.names else set()
        spots = [told.title.find(core) for form in forms if len(core := bare(form).lower()) > 1 and core in told.title]
        if spots:
            told.titled[name] = min(spots)


_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|㈱|\(주\)|주식회사|,? (?:Inc|Ltd|Corp|LLC|Co|PLC|plc|Limited|Corporation|Incorporated|N\.V|AG|SE)\b\.?",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """Return a name without its legal form."""
    return _FORMS.sub("", name).strip(" ,.")
