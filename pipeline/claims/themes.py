"""The part of a company that the clause of a figure tells of: its subject in English, the noun that は, が, 은 or 는 marks.

In: a line and a figure; `rules/parts.toml`. Out: words of the text, in English where they are known. Never: a choice, the company itself.
Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.claims.compounds import in_english
from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.claims.measures import named
from pipeline.records import Mention

__all__ = ["belonging", "theme"]

#: Characters before a figure in which the subject of its clause stands.
_REACH = 120
#: Verbs by which a part of a company is told to earn, sell, grow or shrink.
_TELLS = (
    r"(?:rose|grew|grows|fell|declined|increased|decreased|gained|jumped|climbed|surged|soared|slid|dropped|slipped|posted"
    r"|reported|recorded|delivered|generated|generates|contributed|contributes|earned|made|lost|booked|totall?ed|reached|hit"
    r"|saw|swung|shrank|expanded|advanced|brought in|brings in|took|came to|stood at|was|were|is|are|accounted|accounts"
    r"|account|represented|represents|turned|trimmed|cut|raised|narrowed|widened|did|had|has|sold|shipped|produced)"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:.(—–-] |\b(?:and|while|but|whereas|as|with|said|says|that|of which|also|because) )"
    r"(?:the |its |our |their |his |her )?"
    r"(?P<name>(?!(?:it|he|she|we|they|this|that|which|who|these|those|there|i|you|what|and|while|but|whereas|as|with|said|says|because|also"
    r"|the|its|our|their|his|her)\b)"
    r"(?:[\w.&’'-]+ ){1,5}?)(?:(?:also|alone|now|still|then|itself|together|will|has|have|had) ){0,2}"
    rf"(?={_TELLS}\b)",
    re.IGNORECASE,
)
_MARKED = {
    "ja": re.compile(
        r"(?P<name>[一-鿿々ァ-ヶーA-Za-z0-9&・]{1,16}?)(?:事業|部門|関連|分野|セグメント|向け)?"
        r"(?:(?P<topic>については|においては|につきましては|では|は)|が|も)"
    ),
    "ko": re.compile(
        r"(?P<name>[가-힣A-Za-z0-9&]{1,12}?)(?: ?(?:사업부문|사업부|사업|부문|관련))?"
        r"(?:(?P<topic>에서는|의 경우|은|는)|이|가|도)(?![가-힣])"
    ),
}
#: Words that end no name of a part.
_NO_PART = frozenset(
    "company companies firm firms group maker makers manufacturer giant startup start-up bank lender insurer broker brokerage "
    "retailer grocer airline carrier carmaker automaker chipmaker shipbuilder shipyard builder miner utility operator "
    "provider developer publisher conglomerate chain venture unicorn owner parent charity club hospital university school "
    "scheme fund trust analyst analysts investors shareholders transaction deal offer stock shares bid purchase acquisition "
    "plan move year quarter month half period results figure number thing part none rest other others program programme only "
    "and or of in at by".split()
)
#: Words that stand in no name of a part: another clause begins with them.
_APART = frozenset("it he she they we i you that which who whom said says say told added while but whereas because if when where".split())
#: Within the name of no part: "the Bristol-based bank".
_TOLD_OF = re.compile(r"-based\b|\bpolled\b|\bsurveyed\b")
_WORD_BEFORE = re.compile(r"[一-鿿々ァ-ヶーA-Za-z0-9&・가-힣]$")


def theme(line: Line, figure: Mention, owner: str | None) -> str:
    """Return the part of a company that the clause of a figure tells of: "Dumplings" of "Dumplings alone recorded sales of".

    Args:
        line: The line.
        figure: The figure.
        owner: The company that the figure is of; another one that the clause tells of may be a part of it.
    """
    if line.segment.cells:
        return ""
    at = figure.start - line.start
    if line.language == "en":
        return _subject(line, at, owner)
    return _marked(line, at)


def _marked(line: Line, at: int) -> str:
    """Return the known noun before a place that is marked as a topic, or as a subject where no topic is in its own clause."""
    topic = subject = ""
    end = 0
    for match in _MARKED[line.language].finditer(line.text, max(at - _REACH, 0), at):
        start, stop = match.span("name")
        if _WORD_BEFORE.search(line.text, max(start - 1, 0), start) or _named(line, start, stop):
            continue
        told = in_english(match["name"], line.language, all_nouns=False)
        if told is None:
            continue
        if match["topic"] is not None:
            topic, subject, end = told, "", match.end()
        elif not topic or _CLAUSE.search(line.text, end, start) is not None:
            subject = told
    return subject or topic


#: What parts one clause from the next.
_CLAUSE = re.compile(r"[、,，;；]|が、|지만 |으나 |으며 |며 |고 ")


def belonging(line: Line, place: tuple[int, int], owner: str | None) -> str:
    """Return the name right before the words of a measure that is not of the company that the figure is of: a division, a brand.

    Args:
        line: The line.
        place: Where the words of the measure stand.
        owner: The company that the figure is of.
    """
    if owner is None or line.language != "en":
        return ""
    for mention in _near(line, place[0] - _GAP, place[0]):
        if mention.label == "ORG" and 0 <= place[0] - mention.end <= _GAP and mention.entity_id != owner:
            return " ".join(line.text[mention.start - line.start : mention.end - line.start].split())
    return ""


#: Characters between a name and a measure that it owns: "'s ".
_GAP = 3


def _subject(line: Line, at: int, owner: str | None) -> str:
    """Return the subject of the clause before a place of an English line, nothing where it is a company, a measure or a word of time."""
    found = ""
    for match in _SUBJECT.finditer(line.text, max(at - _REACH, 0), at):
        start, end = match.start("name"), match.end("name")
        name = match["name"].strip(" ’'")
        words = name.lower().split()
        if not words or _named(line, start, end, owner) or not any(word.isalpha() for word in words) or any(c.isdigit() for c in name):
            continue
        if any(words_of(aspect, "en").fullmatch(words[0]) for aspect in ("general", "forecast")) or words[0].endswith(("ly", "ing")):
            continue
        if (
            words[-1] in _NO_PART
            or not _APART.isdisjoint(words)
            or _TOLD_OF.search(name)
            or any({"MONEY", "PERCENT"} & {*one.takes} for *_, held in named(name.lower(), "en") for one in held)
        ):
            continue  # a measure is no part
        found = name
    return found


def _named(line: Line, start: int, end: int, owner: str | None = None) -> bool:
    """Whether a date, or a name that may be that of the company, is in a stretch of a line."""
    a, b = line.start + start, line.start + end
    held = (m for m in _near(line, a, b) if m.start < b and a < m.end and m.label != "QUANTITY")
    return any(m.label != "ORG" or owner is None or m.entity_id == owner for m in held)


#: Characters before a stretch from where a name that reaches into it may begin.
_LONG = 80


def _near(line: Line, start: int, end: int) -> Sequence[Mention]:
    """Return the mentions that may be in a stretch of a line or end right before it."""
    return line.mentions[bisect_left(line.mentions, start - _LONG, key=_begin) : bisect_right(line.mentions, end, key=_begin)]


def _begin(mention: Mention) -> int:
    return mention.start
