"""Front matter: the block of keys and values between two rules at the head of a Markdown page.

In: a text. Out: its keys and values, where it ends, and which of the values a reader of the page sees. Never: a block in which a line is
neither key, item, blank nor indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.mention import Span
from pipeline.segments.cell_forms import kind
from pipeline.segments.lines import has_cjk

_RULE = re.compile(r"---[ \t]{0,80}(?:\r?\n|\Z)")
_LINE = re.compile(r"[^\n]{0,2000}(?:\n|\Z)")
_PART = re.compile(r"[\w\-]{1,80}\s{0,40}:|-|\s|\Z")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,20})[ \t]{0,4}:[ \t]{0,4}[\"']?(?P<value>[^\r\n\"']{1,300})")
_SHOWN = re.compile(
    r"\s{0,40}(?P<item>-\s{1,9})?(?:[\"']?(?P<key>[\w\-]{1,40})[\"']?[ \t]{0,4}:[ \t]{1,4})?(?P<value>\S.{0,1900}?)\s{0,40}\Z"
)
_QUOTED = re.compile(r"\"([^\"]{1,1900})\"|'([^']{1,1900})'")
#: What no reader of the page sees: addresses, paths, times, switches, bare numbers.
_MACHINE = re.compile(r"[!-~]{0,400}(?:/[!-~]{0,400}|\.[A-Za-z]\w{1,3})\Z|[\d\-T:.+Z ]{1,40}\Z|(?:true|false|null|~)\Z", re.I)
#: Characters from which a value is running text.
_RUNNING = 40
#: Lines that a block has at most, its rules among them.
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that a reader of the page sees, or may see.

    Attributes:
        line: Start of its line.
        label: Its key, where it is short and says something: a label and its value. None where it is running text.
        values: The value; of a list each of its texts.
        title: Whether it is the title of the page.
        record: Whether it opens a record of several keys, as its name does.
    """

    line: int
    label: Span | None
    values: tuple[Span, ...]
    title: bool = False
    record: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys and values at the head of a page.

    Attributes:
        end: Code point after the block; 0 where there is none.
        fields: Keys in lower case, and their values.
        shown: Its values that a reader sees, in order.
    """

    end: int
    fields: dict[str, str]
    shown: tuple[Shown, ...] = ()


def read(text: str) -> FrontMatter:
    """Return the front matter of a page; its end is 0 and it has no fields where there is none.

    Args:
        text: The page.
    """
    none = FrontMatter(0, {})
    opened = _RULE.match(text, 1 if text.startswith("\ufeff") else 0)
    if opened is None:
        return none
    at = opened.end()
    fields: dict[str, str] = {}
    shown: list[Shown] = []
    for _ in range(MOST_LINES - 1):
        if (closed := _RULE.match(text, at)) is not None:
            return FrontMatter(closed.end(), fields, tuple(shown))
        line = _LINE.match(text, at)
        if line is None or line.end() == at or _PART.match(line.group()) is None:
            return none
        if (field := _FIELD.match(line.group())) is not None:
            fields[field["key"].casefold()] = field["value"].strip()
        if (value := _shown(text, at, line.group().rstrip("\r\n"))) is not None:
            shown.append(value)
        at = line.end()
    return none


def _shown(text: str, at: int, line: str) -> Shown | None:
    """Return what a reader of the page sees of a line of a block: running text, its title, a figure, the name of a record."""
    match = _SHOWN.match(line)
    if match is None or match["value"] in ("|", ">", "-"):
        return None
    start, said = at + match.start("value"), match["value"]
    if said[0] == "[":
        listed = (Span(start + found.start() + 1, start + found.end() - 1) for found in _QUOTED.finditer(said))
        kept = tuple(span for span in listed if len(span) >= _RUNNING and _reads(text[span.start : span.end]))
        return Shown(at, None, kept) if kept else None
    if len(said) > 1 and said[0] == said[-1] and said[0] in "\"'":
        start, said = start + 1, said[1:-1]
    value = (Span(start, start + len(said)),)
    if not said.strip() or said[0] == "{" or _MACHINE.match(said):
        return None
    title = (match["key"] or "").casefold() == "title"
    if title or (len(said) >= _RUNNING and _reads(said)):
        return Shown(at, None, value, title)
    figured = any(character.isdigit() for character in said) and (_reads(said) or kind(said) == "figure")
    record = match["item"] is not None and match["key"] is not None
    label = Span(at + match.start("key"), at + match.end("key")) if match["key"] is not None else None
    return Shown(at, label, value, record=record) if label is not None and len(said) < _RUNNING and (figured or record) else None


def _reads(said: str) -> bool:
    """Whether a value is more than one word."""
    return " " in said.strip() or has_cjk(said)
