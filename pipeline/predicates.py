"""What a predicate is: one file each in `rules/predicates/`, whose keys are the fields of the records below.

In: `rules/predicates/<name>.toml`, `rules/tables.toml`, `rules/cases.toml`. Out: predicates, what headers of columns say, and one name for
the words and units of a measure. Never: claims; a predicate's name in code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors import languages
from pipeline.errors import ConfigError
from pipeline.rules import FOLDER, build, by_name, folded, toml

_BREAKS = re.compile(r"[\s,;:()\[\]]+")

Label = Literal["MONEY", "PERCENT", "QUANTITY", "DATE", "PERSON", "PLACE"]


@dataclass(frozen=True, slots=True)
class SlotRule:
    """What a predicate asks, and so which of its claims answer one question.

    Attributes:
        kind: state: holds from its date until the next of its kind. flow: belongs to its period only. event: happened once, near its date.
            once: happens once in a life, so that every claim is of the same slot.
        answer: What claims are compared on: number, object (the other entity), place or date.
        by_period: Whether a state is one only at a date: over a period longer than a month it is a flow (the profit of a year), unless its
            measure is listed as a state.
        several: Whether more than one answer can be right at a time (the founders of a company).
        so_far: Whether it is a sum up to the time of telling (all money raised), so that its article dates a claim that nothing else dates.
        dated_by: Predicate whose answer dates this one, where no claim does.
        confused_with: Predicate whose figure of the object (else the subject) is at times told under this one's name ("a $29 billion
            stake" is the valuation).
        sum_of: Predicate whose values add up to this one's.
        share: Predicate with the percentage of the object for which this sum is paid, ...
        worth: ... and the one with what the whole object is worth: both given, each checks the other.
    """

    kind: Literal["state", "flow", "event", "once"]
    answer: Literal["number", "object", "place", "date"]
    by_period: bool = False
    several: bool = False
    so_far: bool = False
    dated_by: str | None = None
    confused_with: str | None = None
    sum_of: str | None = None
    share: str | None = None
    worth: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in all languages.

    Attributes:
        name: Its name.
        words: Words of a qualifier that name it; a Latin word is matched whole, its plural in -s is meant too.
        units: Counted nouns that are one unit of it.
        kind: state: holds until the next. flow: belongs to its period only. many: there are many at a time, each with a figure of its own.
    """

    name: str
    words: tuple[str, ...]
    units: frozenset[str]
    kind: Literal["state", "flow", "many"] = "state"
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What the header of a column, or the label beside a value, says of a cell.

    Attributes:
        words: Regular expression over the header.
        role: The predicate that the cell is of, or its part in the row: round, company, investor, date.
        rank: Columns are tried by rank, the least first, and those without one before all others.
        takes: Labels of the figure, where they are fewer than those of the predicate.
        names: Whether the header is the qualifier.
    """

    words: re.Pattern[str]
    role: str = ""
    rank: int = 0
    takes: tuple[Label, ...] = ()
    names: bool = False
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to state a predicate in a sentence.

    Attributes:
        rule: Its name, as it stands in `claims.rule`.
        language: First part of a BCP 47 tag.
        shape: What the words are: noun, verb, phrase, title (of a person) or place (before a place's name).
        words: Regular expression over the sentence in lower case.
        before: How far the figure may stand before the words (English: words, Japanese: characters; 0: never).
        after: How far it may stand after them.
        link: What must stand directly before the figure.
        tail: What must stand directly after it.
        not_words: The words do not count where this overlaps them.
        needs: What must stand anywhere in the sentence.
        needs_not: What must not.
        near: What must stand near the words and the figure.
        needs_object: What must stand before the object.
        subject: Where the subject is looked for, in order (claims/arguments.py); `context` allows the topic of the article.
        object: The same for the object.
        qualifier: Where the qualifier is looked for; `self` takes the words.
        sign: -1 where the figure is a loss.
        bonus: Added to the score, so that the one of two frames wins that says more.
        joint: Whether the same figure may also be read by another frame.
        event: Whether it counts only where the document tells of such a deal.
        labels: Labels of the figure, where they are fewer than those of the predicate.
        predicate: Filled with the name of the file.
    """

    predicate: str
    rule: str
    language: str
    shape: Literal["noun", "verb", "phrase", "title", "place"]
    words: re.Pattern[str]
    before: int = 0
    after: int = 0
    link: re.Pattern[str] | None = None
    tail: re.Pattern[str] | None = None
    not_words: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    needs_not: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    needs_object: re.Pattern[str] | None = None
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    qualifier: tuple[str, ...] = ()
    sign: Literal[1, -1] = 1
    bonus: float = 0.0
    joint: bool = False
    event: bool = False
    labels: tuple[Label, ...] = ()
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole wording that states a predicate of which no figure tells, with the names in it.

    Attributes:
        rule: Its name, as it stands in `claims.rule`.
        language: First part of a BCP 47 tag.
        words: Regular expression over a sentence, with tags for what is known of it: <people>, <day> or <place> is what it tells, <org> of
            whom; <person>, <one> (a person, named or not), <date> and <company> (a common noun) stand for themselves.
        predicate: Filled with the name of the file.
    """

    predicate: str
    rule: str
    language: str
    words: str
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A text in the markup explained at the top of `rules/cases.toml`, and every claim that must be read of it.

    Attributes:
        language: First part of a BCP 47 tag.
        text: The text.
        claims: Its claims, one a line; none is a case of what must not be read.
        kind: Kind of the passage.
        topic: What the article is about.
    """

    language: str
    text: str
    claims: tuple[str, ...]
    kind: str = "paragraph"
    topic: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """What may be said of an organisation.

    Attributes:
        name: Name of its file, as it stands in the tables.
        note: What it means, in a sentence.
        takes: Labels of the mention that carries its value; PLACE is read from the text.
        object: What its object is: organisation, person or none.
        planned: Modality of what is only spoken of: discussed (a deal) or forecast.
        slot: Which of its claims answer one question.
        reported: Whether the day on which it is reported can be the day of which it holds.
        units: Counted nouns, in any language, that are one unit of it.
        counts: Unit in which its claims tell a count, whatever noun stands in the text: jobs, roles and employees are persons.
        neutral: Words of a qualifier that do not tell one measure from another (the number of, total).
        measure: What its qualifiers name.
        column: What headers of columns say it.
        frame: What sentences say it.
        wording: What whole wordings say it, where it is no figure.
        case: Texts that say it, and nothing else.
    """

    name: str
    note: str
    takes: tuple[Label, ...]
    object: Literal["organisation", "person", "none"]
    planned: Literal["discussed", "forecast"]
    slot: SlotRule
    reported: bool = False
    units: frozenset[str] = frozenset()
    counts: str | None = None
    neutral: frozenset[str] = frozenset()
    measure: tuple[Measure, ...] = ()
    column: tuple[Column, ...] = ()
    frame: tuple[Frame, ...] = ()
    wording: tuple[Wording, ...] = ()
    case: tuple[Case, ...] = ()
    source: str | None = None


@cache
def predicates() -> Mapping[str, Predicate]:
    """Return the predicates by name, in the order of their names.

    Raises:
        ConfigError: A file is wrong, names a predicate that is none, or two entries bear one name.
    """
    paths = sorted((FOLDER / "predicates").glob("*.toml"))
    found = {path.stem: _read(path.stem, toml(f"predicates/{path.name}")) for path in paths}
    if not found:
        raise ConfigError("rules/predicates: there is no file NAME.toml")
    rules: dict[str, str] = {}
    for name, one in found.items():
        place = f"rules/predicates/{name}.toml"
        asked = (one.slot.dated_by, one.slot.confused_with, one.slot.sum_of, one.slot.share, one.slot.worth)
        if unknown := [other for other in asked if other is not None and other not in found]:
            raise ConfigError(f"{place}: slot: there is no predicate {unknown[0]!r}")
        tags = {frame.language for frame in one.frame} | {case.language for case in one.case}
        if unknown := sorted(tags - set(languages.tags())):
            raise ConfigError(f"{place}: language {unknown[0]!r} has no folder; known are {', '.join(languages.tags())}")
        for frame in one.frame:
            if frame.rule in rules:
                raise ConfigError(f"{place}: frame {frame.rule!r} stands in rules/predicates/{rules[frame.rule]}.toml already")
            rules[frame.rule] = name
    return found


def _read(name: str, content: dict[str, object]) -> Predicate:
    place = f"rules/predicates/{name}.toml"
    for key, within in (("column", "role"), ("frame", "predicate"), ("wording", "predicate")):
        blocks = content.get(key, [])
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, dict):
                if within in block:
                    raise ConfigError(f"{place}: {key}: {within} is the name of the file; leave it out")
                block[within] = name
    found = build(Predicate, content, place, name=name)
    if len({measure.name for measure in found.measure}) < len(found.measure):
        raise ConfigError(f"{place}: two measures bear one name")
    return found


@cache
def parties() -> tuple[Column, ...]:
    """Return the columns that say no predicate: who a row is about, and when.

    Raises:
        ConfigError: `rules/tables.toml` is wrong.
    """
    content = toml("tables.toml")
    found = by_name(Column, content.get("column"), "rules/tables.toml: column")
    if content.keys() - {"column"} or not all(column.role for column in found):
        raise ConfigError("rules/tables.toml: column: write [[column]] blocks, each with its role, and nothing else")
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases: those of several predicates or of none, then those of each predicate.

    Raises:
        ConfigError: `rules/cases.toml` is wrong.
    """
    content = toml("cases.toml")
    if content.keys() - {"case"}:
        raise ConfigError("rules/cases.toml: write [[case]] blocks and nothing else")
    shared = by_name(Case, content.get("case"), "rules/cases.toml: case")
    return (*shared, *(case for one in predicates().values() for case in one.case))


@cache
def _columns() -> tuple[Column, ...]:
    named = [*parties(), *(column for one in predicates().values() for column in one.column)]
    return tuple(sorted(named, key=lambda column: (column.rank, column.role)))


@lru_cache(maxsize=4096)
def column(header: str) -> Column | None:
    """Return what a table's header, or the label beside a value, says of its cell.

    Args:
        header: Its text.

    Returns:
        The first column whose words stand in it, or None.
    """
    return next((one for one in _columns() if one.words.search(header)), None)


@lru_cache(maxsize=4096)
def measure(predicate: str, qualifier: str | None, unit: str | None) -> tuple[str | None, str | None]:
    """Return one name of what is measured and of its unit; words that no file lists stand for themselves.

    A word beside those of the measure makes another measure of it: part-time employees are no employees, stores in Seoul no stores.

    Args:
        predicate: Name of the predicate.
        qualifier: What is measured, as the text names it.
        unit: The counted noun.
    """
    known = predicates().get(predicate)
    if known is None:
        return qualifier, unit
    if not known.measure:
        return qualifier, predicate if unit in known.units else unit
    said = folded(qualifier or "")
    for one in known.measure:
        if (unit is None or unit in one.units) and (match := _words(one.words).search(said)):
            beside = _beside(f"{said[: match.start()]} {said[match.end() :]}", known.neutral)
            return (f"{one.name}, {beside}" if beside else one.name), one.name
    return _beside(said, frozenset()), unit


@lru_cache(maxsize=4096)
def measure_kind(predicate: str, qualifier: str | None) -> str | None:
    """Return whether a measure is listed as a state, as a flow or as one of many; None where it is not listed.

    Args:
        predicate: Name of the predicate.
        qualifier: What is measured, as the text names it.
    """
    known = predicates().get(predicate)
    said = folded(qualifier or "")
    return next((one.kind for one in known.measure if _words(one.words).search(said)), None) if known and said else None


def _beside(said: str, neutral: Collection[str]) -> str:
    """Return the words of a qualifier that tell it from others, in alphabetical order."""
    for word in sorted(neutral, key=lambda word: (-len(word), word)):
        if not word.isascii():
            said = said.replace(word, " ")
    return " ".join(sorted({word for word in _BREAKS.split(said) if word and word not in neutral}))


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    forms = (rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(forms), re.IGNORECASE)
