"""Lines of a text, and the words that tell what a line is.

In: a text; `rules/layout.toml` and `rules/furniture.toml`. Out: lines with their offsets, and sets of words. Never: a change of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extractors import languages
from pipeline.rules import folded as folded
from pipeline.rules import lists
from pipeline.segments.bylines import is_byline

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z")

_CJK = re.compile("[\u3001-\u3003\u3005-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+")

#: What may close a sentence behind its full stop.
CLOSERS = "\"'”’」』）)】*_] "
_TRAILING = re.compile(r"(?<=[。．.!?！？」』）)”])[ \u3000]?\[?\d{1,3}\]?(?:[,、 ]{0,2}\[?\d{1,3}\]?){0,5}\Z")
#: Characters at the end of a line in which such numbers and the full stop before them lie.
_TRAIL = 44
_AROUND = " *_#|>•·-–—:：[]【】<＞»›→▶■"
_DIGITS = re.compile(r"\d+")

#: Sections and keys that a file of words may hold: an unknown one is an error, so that no word is misfiled in silence.
_KEYS: dict[str, dict[str, frozenset[str]]] = {
    "layout": {
        "references": frozenset({"headings", "numbered"}),
        "sentences": frozenset({"open", "counted", "either", "openers", "unfinished", "endings", "stated"}),
        "captions": frozenset({"openers"}),
        "rankings": frozenset({"places", "numbers", "scales"}),
        "periods": frozenset({"ordinals", "quarters", "stretches", "ends"}),
        "tables": frozenset(
            {"empty", "unfigured", "date", "money", "percent", "number", "source", "text", "labels", "names", "holders", "pairs"}
        ),
    },
}


#: White space of every kind, and two signs that show nothing: a line of nothing else is blank.
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, without its line break, and what is asked of it again and again.

    Attributes:
        start: First code point.
        end: Code point after the last of its content; the line break lies behind.
        after: Code point after its line break.
        text: Its content without white space at both ends.
        indent: White space before the content, in code points.
        width: Columns of its content.
        japanese: Whether it has a character of Japanese writing.
        bare: Its content without quotes, brackets and citation numbers behind its full stop.
        byline: Whether it says who published the text, or when, and nothing else.
        furniture: Whether its words say that it is furniture of the page.
    """

    start: int
    end: int
    after: int
    text: str
    indent: int
    width: int
    japanese: bool
    bare: str
    byline: bool
    furniture: bool

    @property
    def first(self) -> int:
        """First code point that is no white space."""
        return self.start + self.indent

    @property
    def last(self) -> int:
        """Code point after the last that is no white space."""
        return self.first + len(self.text)


def split(text: str, first: int = 0, last: int | None = None) -> list[Line]:
    """Return the lines of a text; together they cover it.

    Args:
        text: The text.
        first: Where to begin.
        last: Where to end; None for the end of the text.

    Source: the line terminators of Unicode Standard Annex 14 (mandatory breaks).
    """
    lines: list[Line] = []
    start = first
    for match in _BREAK.finditer(text, first, len(text) if last is None else last):
        if start == match.end():
            break
        content = text[start : match.start()]
        bare = content.strip(_BLANK)
        indent = content.find(bare) if bare else len(content)
        lines.append(
            Line(
                start,
                match.start(),
                match.end(),
                bare,
                indent,
                width(bare),
                has_cjk(bare),
                without_trail(bare),
                bool(bare) and is_byline(bare),
                bool(bare) and is_furniture(bare),
            )
        )
        start = match.end()
    return lines


def without_trail(text: str) -> str:
    """Return a line without what may stand behind its full stop: quotes, brackets, citation numbers."""
    trail = _TRAILING.search(text, max(0, len(text) - _TRAIL))
    return (text[: trail.start()] if trail is not None else text).rstrip(CLOSERS)


def is_furniture(text: str) -> bool:
    """Whether the words of a line say that it is furniture.

    Args:
        text: The line, without white space at both ends.
    """
    if len(text) > 220:
        return False
    plain = unmarked(text)
    parts = re.split(r"\s?[|｜/·•>»]\s?", plain) if len(plain) <= 120 else []
    if len(parts) >= 3 and all(0 < len(part.split()) <= 2 for part in parts) and any(part in furniture_words("lines") for part in parts):
        return True
    return bool(plain) and (plain in furniture_words("lines") or (len(plain) < 160 and plain.startswith(_starts())))


def unmarked(text: str) -> str:
    """Return a line as the lists of furniture have it: folded, each number a zero, without marks around it."""
    return _DIGITS.sub("0", folded(text.replace("ⓒ", "©"))).strip(_AROUND)


@cache
def furniture_words(key: str) -> frozenset[str]:
    """Return a list of furniture in all languages, as `unmarked` gives a line."""
    return frozenset(unmarked(word) for language in languages.every() for word in getattr(language.furniture, key))


@cache
def _starts() -> tuple[str, ...]:
    return tuple(
        _DIGITS.sub("0", folded(word)) + (" " if word.endswith(" ") else "")
        for language in languages.every()
        for word in language.furniture.starts
    )


@cache
def words(file: str, section: str, key: str) -> frozenset[str]:
    """Return a list of words.

    Args:
        file: Name of the file below `rules`, without its ending.
        section: Section of the file.
        key: Key in the section.

    Raises:
        ConfigError: The file cannot be read, or holds an unknown section or key, or a word twice.
    """
    return frozenset(ordered(file, section, key))


@cache
def ordered(file: str, section: str, key: str) -> tuple[str, ...]:
    """Return a list of words in the order of the file.

    Raises:
        ConfigError: As for `words`.
    """
    return _load(file)[section][key]


@cache
def _load(file: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return lists(f"{file}.toml", _KEYS[file])


def check() -> None:
    """Read and check the files of words."""
    for file in _KEYS:
        _load(file)


def cjk(character: str) -> bool:
    """Whether a character is a kana, a Han character or a mark of Japanese writing."""
    return (
        "\u3005" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uff66" <= character <= "\uff9f"
        or "\u3000" < character <= "\u3003"
    )


def has_cjk(text: str) -> bool:
    """Whether a text holds a character of Japanese writing."""
    return not text.isascii() and _CJK.search(text) is not None


def width(text: str) -> int:
    """Return the width of a text in columns: a Japanese or Korean character takes two.

    Source: Unicode Standard Annex 11 (wide and full-width characters), by block.
    """
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))
