"""Plain text and Markdown: the text as decoded, newlines and HTML entities as they are.

In: the bytes of a file. Out: its `Content`. Never: a character changed, beyond one that stands for bytes that are no text.
"""

from __future__ import annotations

from pipeline.documents.encodings import Decoded, NotText, decode, oddities
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable


def read_text(data: bytes, limits: Limits) -> Content:
    """Read plain text or Markdown: the text as decoded, with nothing changed."""
    decoded = decoded_text(data)
    return Content(decoded.text, decoded.encoding, troubles=troubles_of(decoded))


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
