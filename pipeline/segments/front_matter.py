"""Front matter: the block of keys and values between two rules at the head of a Markdown page.

In: a text. Out: its keys and values, and where it ends. Never: a block in which a line is neither key, item, blank nor
indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULE = re.compile(r"---[ \t]{0,80}(?:\r?\n|\Z)")
_LINE = re.compile(r"[^\n]{0,2000}(?:\n|\Z)")
_PART = re.compile(r"[\w\-]{1,80}\s{0,40}:|-|\s|\Z")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{2,20})[ \t]{0,4}:[ \t]{0,4}[\"']?(?P<value>[^\r\n\"']{1,300})")
#: Lines that a block has at most, its rules among them.
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys and values at the head of a page.

    Attributes:
        end: Code point after the block; 0 where there is none.
        fields: Keys in lower case, and their values.
    """

    end: int
    fields: dict[str, str]


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
    for _ in range(MOST_LINES - 1):
        if (closed := _RULE.match(text, at)) is not None:
            return FrontMatter(closed.end(), fields)
        line = _LINE.match(text, at)
        if line is None or line.end() == at or _PART.match(line.group()) is None:
            return none
        if (field := _FIELD.match(line.group())) is not None:
            fields[field["key"].casefold()] = field["value"].strip()
        at = line.end()
    return none
