"""Furniture of a page: what it says about itself, and not about its subject.

In: the lines of a text; `rules/furniture.toml`. Out: the lines that are furniture, by their words or by their place. Never: a line with
a sentence of the body, or the head of an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.segments.bylines import is_byline
from pipeline.segments.lines import Line, folded, ordered, width, words

_LANGUAGES = ("en", "ja", "ko")
_AROUND = " *_#|>•·-–—:：[]【】<＞»›→▶■"
_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(
    r"[\s\-–—|/\[(（]*(?:(?:page|p\.?|ページ|頁|쪽)\s?)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\s?(?:ページ|頁|쪽)?[\s\-–—|/\])）]*\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[。.!?！？…][\"'”’」）)]*\s*\Z")


def is_furniture(text: str) -> bool:
    """Whether the words of a line say that it is furniture.

    Args:
        text: The line, without white space at both ends.
    """
    if len(text) > 220:
        return False
    plain = _plain(text)
    parts = re.split(r"\s*[|｜/·•>»]\s*", plain) if len(plain) <= 120 else []
    if len(parts) >= 3 and all(0 < len(part.split()) <= 2 for part in parts) and sum(1 for part in parts if part in _known("lines")) >= 1:
        return True
    return bool(plain) and (plain in _known("lines") or (len(plain) < 160 and plain.startswith(_starts())))


def find(lines: Sequence[Line], keep: frozenset[int]) -> frozenset[int]:
    """Return the indices of the lines that are furniture.

    Args:
        lines: The lines of a text.
        keep: Indices of lines that are something else: rows of tables, references.
    """
    full = [index for index, line in enumerate(lines) if line.text and index not in keep]
    said = {index for index in full if is_furniture(lines[index].text)}
    return frozenset(said | _menus(lines, full, said) | _pages(lines, full) | _listed(lines, full, said) | _tails(lines, full, said))


def _plain(text: str) -> str:
    return _DIGITS.sub("0", folded(text.replace("ⓒ", "©"))).strip(_AROUND)


@cache
def _known(key: str) -> frozenset[str]:
    return frozenset(_DIGITS.sub("0", folded(word)).strip(_AROUND) for language in _LANGUAGES for word in words("furniture", language, key))


@cache
def _starts() -> tuple[str, ...]:
    return tuple(
        _DIGITS.sub("0", folded(word)) + (" " if word.endswith(" ") else "")
        for language in _LANGUAGES
        for word in ordered("furniture", language, "starts")
    )


def _short(text: str) -> bool:
    return width(text) <= 28 and len(text.split()) <= 3 and not _STOP.search(text) and not is_byline(text)


def _menus(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the words among furniture that no list has: a run of short lines of which half are furniture is a menu."""
    found: set[int] = set()
    run: list[int] = []
    body = next((index for index in full if width(lines[index].text) > 80), len(lines))
    for place, index in enumerate(full):
        if run and (index != run[-1] + 1 or not (index in said or _short(lines[index].text))):
            found |= _menu(lines, run, said, top=run[0] < body)
            run = []
        if index in said or _short(lines[index].text):
            run.append(index)
        if place == len(full) - 1:
            found |= _menu(lines, run, said, top=bool(run) and run[0] < body)
    return found


def _menu(lines: Sequence[Line], run: Sequence[int], said: set[int], *, top: bool) -> set[int]:
    known = sum(1 for index in run if index in said)
    plain = sum(1 for index in run if len(lines[index].text.split()) <= 2 and not re.search(r"\d", lines[index].text))
    if top and known and len(run) >= 4 and plain == len(run):
        return set(run)
    return set(run) if len(run) >= 3 and known >= 2 and known * 2 >= len(run) else set()


def _pages(lines: Sequence[Line], full: Sequence[int]) -> set[int]:
    """Return page numbers, and headers and footers that repeat with another number each time."""
    shapes: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    for index in full:
        text = lines[index].text
        if len(text) <= 160 and re.search(r"\d", text):
            shape = _DIGITS.sub("0", " ".join(text.split()))
            shapes[shape] += 1
            forms.setdefault(shape, set()).add(text)
    found: set[int] = set()
    for index in full:
        text = lines[index].text
        alone = (index == 0 or not lines[index - 1].text) and (index + 1 >= len(lines) or not lines[index + 1].text)
        shape = _DIGITS.sub("0", " ".join(text.split()))
        numbered = re.search(r"(?:page|ページ|頁|\bp\.)\s?\d|[|\s]{2,}\d{1,4}\Z|\d\s?/\s?\d", text, re.IGNORECASE) is not None
        if (alone and _PAGE.match(text)) or (
            numbered and shapes.get(shape, 0) >= 2 and len(forms[shape]) >= 2 and alone and not _STOP.search(text)
        ):
            found.add(index)
    return found


def _listed(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the short lines under a heading such as "Most read", unless they are the head of an article with its own byline."""
    found: set[int] = set()
    for place, index in enumerate(full):
        if index not in said or _plain(lines[index].text) not in _known("lists"):
            continue
        run: list[int] = []
        dated = False
        ahead = place + 1
        while ahead < len(full) and ahead - place <= 60:
            text = lines[full[ahead]].text
            if full[ahead] in said:
                ahead += 1
                continue
            if (width(text) >= 40 and re.search(r"[.。][\"'”’」]?\Z", text)) or width(text) > 160 or text.startswith("#"):
                break
            dated = dated or is_byline(text)
            run.append(full[ahead])
            ahead += 1
        if ahead < len(full) and dated:
            continue
        if ahead < len(full):
            # A body follows: only what stands right under the heading belongs to the list.
            block = index
            kept: list[int] = []
            for line in run:
                if line > block + 1 and kept:
                    break
                kept.append(line)
                block = line
            run = kept if kept and (kept[0] == index + 1 or len(kept) > 1) else []
        found |= {line for line in run if not _STOP.search(lines[line].text) or width(lines[line].text) <= 60}
    return found


def _tails(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the short lines between the end of a body and the last of the furniture that follows it: buttons, texts of pictures."""
    found: set[int] = set()
    run: list[int] = []
    bodied = False
    for index in (*full, None):
        text = lines[index].text if index is not None else ""
        if index is not None and not (width(text) > 80 or (width(text) > 45 and _STOP.search(text))):
            run.append(index)
            continue
        known = [place for place, line in enumerate(run) if line in said]
        if bodied and len(known) >= 2:
            found |= {
                line for line in run[: known[-1]] if _plainly_short(lines[line].text) and not (line and lines[line - 1].text.endswith("|"))
            }
        run = []
        bodied = True
    return found


def _plainly_short(text: str) -> bool:
    return (
        width(text) <= 45
        and not _STOP.search(text)
        and not is_byline(text)
        and re.search(r"\A[#*•・■【\-]|\A第|\A[IVX]+\.|[\d０-９]", text) is None
    )
