"""The words of the text that may name what a figure measures: heads of its cell, phrases, what is counted and what is done with it.

In: a reading, weighed as far as its phrases. Out: names without their aspect, each with what speaks for it. Never: a word of the lexicon
of measures. Part of the room of claims.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.claims.compounds import in_english
from pipeline.claims.context import FIGURES, Line
from pipeline.claims.deeds import deeds
from pipeline.claims.measures import Measure, named
from pipeline.claims.parsing import verbal
from pipeline.claims.readings import Reading
from pipeline.records import Mention

__all__ = ["TIMES", "Base", "counted", "written"]

#: Phrases that are tried for a name, the likeliest.
_PHRASES = 3


class Base(NamedTuple):
    """A name without its aspect: where it comes from, and what speaks for it."""

    text: str
    place: tuple[int, int] | None
    source: str
    measure: Measure | None
    evidence: dict[str, float]


#: What a head says beside a name: units and notes at its end, of not more than so many characters with their brackets, and signs anywhere.
_NOTE, _NOTE_LENGTH = re.compile(r"[(（\[][^()（）\[\]]{0,60}[)）\]]\Z"), 62
_SIGNS = re.compile(r"[*†‡]+")
#: Units of how many times as much and of how often, which count nothing.
TIMES = ("times", "time")
#: Units of measurement: they say in what something is told, not what.
_MEASURED = re.compile(
    r"(?<![a-z])(?:(?:pico|nano|micro|milli|centi|deci|hecto|kilo|mega|giga|tera|peta|exa)?(?:metre|gram|tonne|litre|watt|joule|byte|hertz|volt)"
    r"|foot|inch|mile|yard|pound|ounce|ton|gallon|barrel|bushel|hectare|acre|degree)(?![a-z])"
)


def written(reading: Reading) -> list[Base]:
    """Return the words of the text that may name what a figure measures: heads of its cell, phrases, what is counted."""
    line, figure = reading.line, reading.figure
    found: list[tuple[str, tuple[int, int] | None, str, float]] = []
    done: dict[str, dict[str, float]] = {}
    cell = line.cell(figure.start)
    if cell is not None:
        first = line.segment.cells[0]
        if line.head and cell is not first and not re.fullmatch(r"[\d\s.,%年月期/-]+", line.head) and not reading.row_owns():
            head = line.head.strip(" *•-–") or line.head
            found.append((_plain(head) or head, (first.start, first.end), "head", 1.0))
        if column := " ".join(cell.header.split()):
            found.append((_plain(column) or column, None, "column", 1.0))
    measured = _MEASURED.search(str(figure.unit or "")) is not None
    if figure.label == "QUANTITY" and figure.unit and figure.unit not in TIMES and not measured:
        noun, place = counted(figure) if line.language == "en" else (_plural(str(figure.unit)), (figure.start, figure.end))
        if line.language == "en":
            found.append((noun, place, "counted", 1.0))
        done = dict(_done(line, figure, noun))
        found += [(text, place, "counted, done", 1.0) for text in done]
    order = sorted(range(len(reading.phrases)), key=lambda at: (-reading.phrased[at], at))[:_PHRASES]
    for at in order:
        phrase = reading.phrases[at]
        text = " ".join(line.text[phrase.start - line.start : phrase.end - line.start].split())
        found.append((text, (phrase.start, phrase.end), "phrase", reading.phrased[at]))
    if line.language != "en":
        found.append((*_phrase_cjk(line, figure), "chunk", 1.0))
    if not (figure.unit in TIMES or measured) or not found:
        found.append((_plural(str(figure.unit or "figure")), None, "unit", 1.0))
    made = []
    for rank, (told, place, source, chance) in enumerate(found):
        known = named(told.lower(), line.language)
        whole = len(known) == 1 and known[0][1] - known[0][0] == len(told)  # it has a name of its own
        text = told if whole else in_english(told, line.language) or told
        made_of = _made_of(line, text, place)
        ev = {
            **{f"{name}|{source}": 1.0 for name in made_of},
            **dict.fromkeys(made_of, 1.0),
            "written": 1.0,
            source: 1.0,
            f"{source}:chance": chance,
            "unmeasured": reading.measured[-1],
            f"{source}:unmeasured": reading.measured[-1],
            f"written:{min(rank, 2)}": 1.0,
            **(done.get(text, {}) if source == "counted, done" else {}),
        }
        made.append(Base(text, place, source, None, ev))
    return made


def _plain(head: str) -> str:
    """Return a head without the notes in brackets at its end and without signs: "Sales" of "Sales* (USD m)"."""
    end = len(head.rstrip())
    while (note := _NOTE.search(head, max(end - _NOTE_LENGTH, 0), end)) is not None:
        end = note.start()
    return _SIGNS.sub("", head[:end]).strip()


_LETTER, _BRACKET = re.compile(r"[^\W\d_]"), re.compile(r"[(（\[{<>}|=:]")


def _made_of(line: Line, text: str, place: tuple[int, int] | None) -> list[str]:
    """Say of words of the text what makes them a bad name: a company or verb in them, a verb at an end, no letter, a bracket, a figure."""
    found = []
    if place is not None:
        held = [m for m in line.mentions if m.start < place[1] and place[0] < m.end]
        if any(m.label in ("ORG", "PERSON") for m in held):
            found.append("holds name")
        if any(m.label in ("ORG", "PERSON") and m.end >= place[1] for m in held):
            found.append("ends in name")
        if any(m.label in ("DATE", "DURATION") for m in held):
            found.append("holds date")
    words = text.lower().split()
    if line.language == "en" and words:
        if verbal(words[0]):
            found.append("opens with verb")
        if len(words) > 1 and verbal(words[-1]):
            found.append("ends in verb")
        if any(map(verbal, words[1:-1])):
            found.append("verb inside")
        if text[:1].isupper() and not line.segment.cells:
            found.append("capital")
    if not _LETTER.search(text):
        found.append("no letter")
    if _BRACKET.search(text):
        found.append("marks")
    if re.search(r"\d", text):
        found.append("digit")
    return found


def _plural(unit: str) -> str:
    """Return several of what is counted: companies."""
    if not unit.isascii() or not unit.islower() or unit.endswith("s") or unit == "person":
        return "people" if unit == "person" else unit
    return f"{unit[:-1]}ies" if re.search(r"[^aeiou]y$", unit) else f"{unit}es" if re.search(r"(?:ch|sh|x)$", unit) else f"{unit}s"


#: What counts before a noun and is no part of it.
_COUNTING = re.compile(
    r"^[^A-Za-z]*(?:(?:millions?|billions?|trillions?|mln|bln|tln|thousands?|hundreds?|dozens?|tens|over|more|than|about|of|to|and|bn|mn|[mk]|"
    r"several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)(?![A-Za-z-])[\s\d.,-]*)*",
    re.IGNORECASE,
)


def counted(figure: Mention) -> tuple[str, tuple[int, int] | None]:
    """Return what an English figure counts, and where the figure stands: "affordable homes" of "2,000 affordable homes"."""
    return (_COUNTING.sub("", figure.text.replace("\n", " ")) or _plural(str(figure.unit))), (figure.start, figure.end)


def _done(line: Line, figure: Mention, noun: str) -> list[tuple[str, dict[str, float]]]:
    """Return what is counted with what is done to it, under its own word and under the one of the lexicon: "vehicles delivered"."""
    known = [one for _, end, held in named(noun.lower(), "en") if end == len(noun) for one in held if "QUANTITY" in one.takes]
    nouns = list(dict.fromkeys([noun, *(one.name for one in known[:1])]))
    return [
        (
            f"{name} {text}",
            {f"deed:{way}": 1.0, f"deed:{side}|{line.language}": 1.0, f"deed:{text}": 1.0, "deed:called" if at else "deed:as told": 1.0},
        )
        for text, way, side in deeds(line, figure)
        for at, name in enumerate(nouns)
    ]


_CHUNK = re.compile(r"[^\s、。，,・「」『』（）()【】\[\]:：|｜はがをにでもへのとや]{2,20}")
#: A noun has a letter that is no hiragana; what a figure is compared with is no measure.
_NOUN = re.compile(r"[^\W\d_ぁ-ん]")
_COMPARED = re.compile(
    r"対?(?:前|昨|同)(?:年|期|月|四半期)(?:度|同期|同月)?(?:比|実績)?|전(?:년|분기|월)(?:동기)?|約|うち|大幅|過去最高|対比|대비|기준|규모|수준"
)
#: One or two nouns; what marks the last as a subject, a topic or an object is none of it.
_CHUNK_KO = re.compile(
    r"(?<![가-힣A-Za-z0-9&])[가-힣A-Za-z0-9&]{2,20}?(?=(?:은|는|이|가|을|를|의|도|에|로|으로|에서)?(?![가-힣A-Za-z0-9&]))"
)


def _phrase_cjk(line: Line, figure: Mention) -> tuple[str, tuple[int, int] | None]:
    a = figure.start - line.start
    pattern = _CHUNK if line.language == "ja" else _CHUNK_KO
    blocked = [(m.start - line.start, m.end - line.start) for m in line.mentions if m.label in (*FIGURES, "DATE", "DURATION")]
    spots = [m.span() for m in pattern.finditer(line.text, 0, a) if not any(x < m.end() and m.start() < y for x, y in blocked)]
    spots = [s for s in spots if _NOUN.search(line.text, *s) and not _COMPARED.fullmatch(line.text, *s)]
    marked = [s for s in spots if line.text[s[1] : s[1] + 1] in "はがの:：은는이가"]
    chosen = (marked or spots)[-1] if spots else None
    if chosen is None:
        return str(figure.unit or "figure"), None
    return line.text[chosen[0] : chosen[1]], (line.start + chosen[0], line.start + chosen[1])
