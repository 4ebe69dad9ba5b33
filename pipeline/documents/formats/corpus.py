"""Corpora: many documents a file, as JSON Lines, JSON or Parquet.

In: the stream of a file. Out: its `Row`s, and a `Trouble` for each that cannot be read. Never: more in memory than a few rows of what
can be streamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Row, Trouble, Unreadable, published
from pipeline.documents.formats.records import TEXT, beside, table, unwrapped
from pipeline.documents.formats.text import decoded_text, odd, troubles_of
from pipeline.records import Declared

#: Characters from which a column of a record without one called text may be its text.
_LONG = 80
_OPTIONAL = ("url", "title", "published", "publisher")
#: Other names that a column with the date of its document has, without marks and in lower case, and what it then is.
_DATED = {
    **dict.fromkeys(("published", "publishedat", "publisheddate", "datepublished", "publicationdate", "publishdate", "pubdate"), "key"),
    **dict.fromkeys(("postedat", "posteddate", "releasedate", "date", "datetime"), "key"),
    **dict.fromkeys(("created", "createdat", "datecreated", "updated", "updatedat", "lastmodified", "modified"), "stored"),
}


def read_jsonl(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a corpus of JSON Lines: columns id and text, and optionally url, title, published, publisher.

    Lines that have figures, and of which less than half have a text, are one table, as a JSON list of them is.
    """
    held: list[tuple[int, dict[str, Any], str]] | None = []
    size = number = 0
    while line := stream.readline(limits.row_bytes + 1):
        number += 1
        if len(line) > limits.row_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield Trouble("too_large", f"line {number} has more than {limits.row_bytes} bytes", str(number))
            continue
        if not line.strip():
            continue
        value, encoding, troubles = _json_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number)
        yield from troubles
        size += len(line)
        waits = isinstance(value, dict) and (not _named_text(value) if held else "text" not in _with_text(value))
        if held is not None and waits and size <= limits.file_bytes:
            held.append((number, value, encoding))
        elif encoding:
            yield from (_row(other, place, read) for place, other, read in held or ())
            held = None
            yield _row(value, number, encoding)
    if held:
        values = [value for _, value, _ in held]
        content = None if _told(values) else table(values, held[0][2])
        yield from [Row("", False, content)] if content is not None else (_row(value, place, read) for place, value, read in held)


def read_json(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a JSON file that holds one document, a list of them with the columns of `read_jsonl`, or records of figures: a table."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of JSON in one value; use one row a line (jsonl)")
    decoded = decoded_text(data)
    for trouble in troubles_of(decoded):
        yield Trouble(trouble.reason, trouble.detail)
    value = _json(decoded.text)
    items = unwrapped(value)
    encoding = "utf-8 (JSON)" if "utf-8" in decoded.encoding else decoded.encoding
    if not _told(items) and (content := table(items, encoding, beside(value))) is not None:
        yield Row("", False, content)
        return
    for number, item in enumerate(items, start=1):
        yield _row(item, number, encoding)


def read_parquet(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a corpus in Parquet, with the columns of `read_jsonl`, a few rows at a time."""
    import pyarrow
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(stream)
        if "text" not in schema.names:
            raise Unreadable("no_text", f"it has no column called text, only {', '.join(schema.names)[:200]}")
        kind = schema.field("text").type
        if not _is_text(kind):
            raise Unreadable("no_text", f"its column called text holds {kind}, and no text"[:300])
        columns = [name for name in ("id", "text", *_OPTIONAL) if name in schema.names]
        columns += [name for name in schema.names if _dated(name) is not None and name not in columns and schema.names.count(name) == 1]
        stream.seek(0)
        # Dictionary columns stay as they are: one long value in a million rows is in memory once.
        file = parquet.ParquetFile(stream, read_dictionary=["text"])
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=columns, use_threads=False):
            sizes = _sizes(batch.column("text"))
            for item in range(batch.num_rows):
                number += 1
                if sizes[item] > limits.row_bytes:
                    # Not so much as copied: a few bytes of a file can say a text of any length any number of times.
                    yield Trouble("too_large", f"row {number} has {sizes[item]} bytes of text, more than {limits.row_bytes}", str(number))
                    continue
                yield _row({name: batch.column(name)[item].as_py() for name in columns}, number, "utf-8 (Parquet)")
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    held = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(held) or types.is_large_string(held) or types.is_null(held))


def _sizes(column: Any) -> list[int]:
    """Return the bytes of each value of a column of text, without a copy of it."""
    from pyarrow import compute, types

    if types.is_dictionary(column.type):
        sizes = compute.binary_length(column.dictionary)
        return [size or 0 for size in compute.take(sizes, column.indices).to_pylist()]
    return [size or 0 for size in compute.binary_length(column.cast("string")).to_pylist()]


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError as error:
        raise Unreadable("too_deep", "its JSON is nested deeper than the parser can follow") from error
    except ValueError as error:
        raise Unreadable("broken", f"no JSON: {error}"[:300]) from error


def _whole(digits: str) -> int | float:
    """Return a whole number; one that no column could hold (of more than 40 digits) as floating point, which need not be exact."""
    return int(digits) if len(digits) <= 40 else float(digits)


def _json_line(line: bytes, number: int) -> tuple[Any, str, list[Trouble]]:
    """Return the value of a line, its encoding and what is wrong with it; no encoding where it cannot be read."""
    try:
        decoded = decoded_text(line)
        value = _json(decoded.text)
    except Unreadable as error:
        return None, "", [Trouble(error.reason, f"line {number}: {error.detail}", str(number))]
    wrong = [Trouble("wrong_bytes", f"line {number}: {troubles_of(decoded)[0].detail}")] if decoded.wrong else []
    return value, "utf-8 (JSON)" if decoded.encoding.startswith("utf-8") else decoded.encoding, wrong


def _with_text(value: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose text is called so: where none is, it is the one long text among its columns."""
    if "text" in value:
        return value
    texts = {key: item for key, item in value.items() if isinstance(item, str) and key not in ("id", *_OPTIONAL)}
    longest = sorted(texts, key=lambda key: (-len(texts[key]), key))
    if not longest or len(texts[longest[0]]) < _LONG or (len(longest) > 1 and len(texts[longest[1]]) * 2 > len(texts[longest[0]])):
        return value
    return {**value, "text": texts[longest[0]]}


def _named_text(value: dict[str, Any]) -> bool:
    """Whether a record says by the name of a column that it has a text."""
    return "text" in value or any(isinstance(value.get(key), str) and len(value[key]) >= _LONG for key in TEXT)


def _told(items: Sequence[Any]) -> bool:
    """Whether records are texts: one of them says so by a name, or half of them have one long text.

    A note or a line of news in one or two of many records of figures does not make them texts.
    """
    records = [item for item in items if isinstance(item, dict)]
    texts = sum("text" in _with_text(item) for item in records)
    return any(map(_named_text, records)) or (texts > 0 and 2 * texts >= len(records))


def _row(value: Any, number: int, encoding: str) -> Row | Trouble:
    if not isinstance(value, dict):
        return Trouble("broken", f"row {number} is no object with columns", str(number))
    named = isinstance(value.get("id"), str | int) and str(value["id"]) != ""
    name = without_surrogates(str(value["id"]))[0] if named else str(number)
    value = _with_text(value)
    if not isinstance(value.get("text"), str):
        return Trouble("no_text", f"row {number} has no text", name)
    if not value["text"].strip():
        return Trouble("empty", f"row {number} has an empty text", name)
    text, foreign = without_surrogates(value["text"])
    troubles = [*odd(text), *((Trouble("lone_surrogate", foreign),) if foreign else ())]
    given: dict[str, Any] = {}
    for column in _OPTIONAL:
        item = value.get(column)
        if isinstance(item, datetime | date):
            item = item.isoformat()
        if isinstance(item, int) and column == "published":
            item = str(item)
        if isinstance(item, str) and item.strip():
            given[column] = without_surrogates(item.strip())[0]
        elif item not in (None, ""):
            troubles.append(Trouble("metadata", f"in part: {column} of row {number} is no text"))
    if "published" in given:
        try:
            published(given["published"])
        except ValueError as error:
            del given["published"]
            troubles.append(Trouble("metadata", f"in part: published of row {number}: {error}"))
    evidence = "column published" if "published" in given else None
    declared = () if evidence else tuple(_declared(value))
    return Row(name, named, Content(text, encoding, **given, evidence=evidence, declared=declared, troubles=tuple(troubles)))


def _dated(column: str) -> str | None:
    """Return what a column holds by its name: `key` for a date of publishing, `stored` for one of storing, or None."""
    return _DATED.get(column.replace("_", "").replace("-", "").lower()) if len(column) <= 40 else None


def _declared(value: dict[str, Any]) -> Iterator[Declared]:
    for column, item in value.items():
        kind = _dated(column)
        written = item.isoformat() if isinstance(item, datetime | date) else item
        if kind is not None and isinstance(written, str) and 4 <= len(written.strip()) <= 60:
            yield Declared(kind, without_surrogates(written.strip())[0], f"column {column}")
