"""What people annotated: the lines of a folder of gold.

In: a folder of JSON Lines as the guidelines of annotation write them: `documents.jsonl`, and any of `entities.jsonl`, `mentions.jsonl`,
`optional.jsonl`, `claims.jsonl`, `facts.jsonl` and `optional/<document>.jsonl`. Out: records. Never: a table of a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import ConfigError
from pipeline.evaluate.scores import number
from pipeline.predicates import predicates
from pipeline.rules import build, json_lines, text_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document that was annotated.

    Attributes:
        doc: Name of its file.
        language: Its BCP 47 tag, ...
        language_also: ... and another that is as right.
        published: ISO 8601 date at the precision that the document supports; None where it supports none.
        set: The group of documents that it belongs to.
        publisher: Who published it, perhaps with a place in brackets, ...
        origin: ... and where it was found: documents of one publisher, repository or site teach nothing of how well the others are read.
    """

    doc: str
    language: str | None = None
    language_also: str | None = None
    published: str | None = None
    set: str = ""
    publisher: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class GoldName:
    """An organisation or person, with every form of its name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention; `norm` holds its value, or the id of what it names."""

    doc: str
    start: int
    end: int
    label: str
    text: str = ""
    norm: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A statement, at its span or in the sentence or row quoted.

    Attributes:
        evidence: First code point and the one after the last, where spans were annotated.
        quote: Else the words; `nth` says which of equal ones, from 1.
    """

    doc: str
    predicate: str
    subject: str | None = None
    object: str | None = None
    qualifier: str | None = None
    value: str | None = None
    unit: str | None = None
    relation: str | None = None
    period: str | None = None
    modality: str | None = None
    attribution: str | None = None
    evidence: tuple[int, ...] = ()
    quote: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class GoldFact:
    """What the claims together should say; facts of tier `extra` may be missing but must not be contradicted."""

    id: str
    predicate: str
    tier: str = "core"
    subject: str | None = None
    status: str = ""
    modality: str = "actual"
    n_groups: int = 1
    object: str | None = None
    value: str | None = None
    unit: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """A folder of gold.

    Attributes:
        mentions: None where names and figures were not annotated mention by mention.
        claims: None where there are none to compare with.
        facts: As `claims`.
        passed_over: Spans in which a mention counts neither way.
        left_open: By document, quotes in which a claim counts neither way.
        digest: SHA-256 of all lines, so that floors know their gold.
    """

    documents: Mapping[str, GoldDocument]
    names: tuple[GoldName, ...]
    mentions: tuple[GoldMention, ...] | None
    passed_over: tuple[GoldMention, ...]
    claims: tuple[GoldClaim, ...] | None
    left_open: Mapping[str, tuple[str, ...]]
    facts: tuple[GoldFact, ...] | None
    digest: str


def read(folder: Path, sets: frozenset[str] = frozenset()) -> Gold:
    """Read a folder of gold.

    Args:
        folder: Where its files lie.
        sets: Groups of documents that are wanted; none for all.

    Raises:
        ConfigError: There is no `documents.jsonl`, a line is wrong, or no document is of these groups.
    """
    digest = sha256("\0".join(sorted(sets)).encode())
    for path in sorted(folder.rglob("*.jsonl")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    documents = {one.doc: one for one in _rows(folder, "documents.jsonl", GoldDocument) if not sets or one.set in sets}
    if not documents:
        raise ConfigError(f"{folder / 'documents.jsonl'}: no document" + (f" of {', '.join(sorted(sets))}" if sets else ""))
    return Gold(
        documents,
        tuple(_rows(folder, "entities.jsonl", GoldName, there=False)),
        _some(folder, "mentions.jsonl", GoldMention, documents),
        _some(folder, "optional.jsonl", GoldMention, documents) or (),
        _claims(folder, documents),
        {name: tuple(one.quote for one in _rows(folder, f"optional/{name}.jsonl", _Quote, there=False)) for name in documents},
        _all(folder, "facts.jsonl", GoldFact),
        digest.hexdigest(),
    )


@dataclass(frozen=True, slots=True)
class _Quote:
    quote: str


def _some(folder: Path, name: str, kind: type[T], documents: Mapping[str, GoldDocument]) -> tuple[T, ...] | None:
    found = _all(folder, name, kind)
    return None if found is None else tuple(one for one in found if getattr(one, "doc") in documents)  # noqa: B009


def _claims(folder: Path, documents: Mapping[str, GoldDocument]) -> tuple[GoldClaim, ...] | None:
    found = _some(folder, "claims.jsonl", GoldClaim, documents)
    for one in found or ():
        known, value = predicates().get(one.predicate), number(one.value)
        if one.value and (value is None or not value.is_finite()) and (known is None or known.slot.answer == "number"):
            raise ConfigError(f"claims.jsonl: {one.doc}: the value of {one.predicate} {one.value!r} is no number")
        if len(one.evidence) not in (0, 2):
            raise ConfigError(f"claims.jsonl: {one.doc}: evidence is where a span starts and where it ends")
    return found


def _all(folder: Path, name: str, kind: type[T]) -> tuple[T, ...] | None:
    return tuple(_rows(folder, name, kind)) if (folder / name).is_file() else None


def _rows(folder: Path, name: str, kind: type[T], there: bool = True) -> Iterator[T]:
    """Fill a record from each line; keys that the record has no field for are notes of the annotators."""
    if not there and not (folder / name).is_file():
        return
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for place, row in json_lines(text_of(folder / name), name):
        yield build(kind, {key: value for key, value in row.items() if key in wanted and value not in (None, "")}, place)
