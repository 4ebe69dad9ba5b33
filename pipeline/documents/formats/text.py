"""Plain text and Markdown: the text as decoded, newlines and HTML entities as they are.

In: the bytes of a file. Out: its `Content`. Never: a character changed, beyond one that stands for bytes that are no text.
"""

from __future__ import annotations

import csv
import json
import re

from pipeline.documents.encodings import Decoded, NotText, decode, oddities
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable


def read_text(data: bytes, limits: Limits) -> Content:
    """Read plain text or Markdown: the text as decoded, with nothing changed, but for records and values parted by commas: a table."""
    decoded = decoded_text(data)
    if (content := _records(decoded) or _values(decoded, data, limits)) is not None:
        return content
    return Content(decoded.text, decoded.encoding, troubles=troubles_of(decoded))


#: What records of JSON begin with; the longest text of them that is looked at.
_JSON, _LONGEST = re.compile(r"\s{0,100}[\[{]\s{0,100}(?:[{\"]|\Z)"), 5_000_000


def _records(decoded: Decoded) -> Content | None:
    """Return the table of a text that is records of figures in JSON and nothing else."""
    if _JSON.match(decoded.text) is None or len(decoded.text) > _LONGEST:
        return None
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError):
        return None
    from pipeline.documents.formats.records import beside, table, unwrapped

    items = unwrapped(value)
    told = any(isinstance(item, dict) and "text" in item for item in items)
    return None if told else table(items, decoded.encoding, beside(value))


#: Lines and columns that values parted by commas have at least, and the longest name of a column.
_ROWS, _WIDE, _HEAD = 3, 3, 40


def _values(decoded: Decoded, data: bytes, limits: Limits) -> Content | None:
    """Return the table of a text that is values parted by commas or semicolons: names of columns, then as many fields in each line."""
    lines = [line for line in decoded.text[:_LONGEST].splitlines() if line.strip()]
    for mark in (",", ";"):
        if len(lines) < _ROWS or lines[0].count(mark) < _WIDE - 1 or any(mark not in line for line in lines[:_ROWS]):
            continue
        try:
            rows = list(csv.reader(lines, delimiter=mark, skipinitialspace=True))
        except csv.Error:
            return None
        names = [name.strip() for name in rows[0]]
        fits = all(len(row) == len(names) for row in rows) and len(set(names)) == len(names)
        named = all(0 < len(name) <= _HEAD and not name[0].isdigit() and "." not in name for name in names)
        if fits and named and any(all(row[at][:1].isdigit() for row in rows[1:]) for at in range(len(names))):
            from pipeline.documents.formats.spreadsheet import read_csv

            return read_csv(data, limits)
    return None


def decoded_text(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes.

    Args:
        data: The bytes.
        declared: The charset that they declare, if any.

    Raises:
        Unreadable: They are no text.
    """
    try:
        return decode(data, declared)
    except NotText as error:
        raise Unreadable("not_text", str(error)) from error


def troubles_of(decoded: Decoded) -> tuple[Trouble, ...]:
    """Return what is wrong in a decoded text: bytes that are none, and characters that no text should have."""
    if not decoded.wrong:
        return odd(decoded.text)
    first = decoded.wrong[0]
    codec = decoded.encoding.split(" ")[0]
    place = f"0x{first.value.hex()} at byte {first.at} (character {first.character})"
    detail = f"in part: {len(decoded.wrong)} places are no {codec}, the first {place}; U+FFFD stands for each"
    return (Trouble("wrong_bytes", detail), *odd(decoded.text))


def odd(text: str) -> tuple[Trouble, ...]:
    """Return the characters that no text should have, by kind."""
    return tuple(Trouble(reason, detail) for reason, detail in oddities(text))
