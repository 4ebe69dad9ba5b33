"""Furniture of a page: what it says about itself, and not about its subject.

In: the lines of a text; `rules/furniture.toml` and `rules/layout.toml`. Out: the lines that are furniture, by their words or by their
place. Never: a line with a sentence of the body, or the head of an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.segments.lines import Line, furniture_words, unmarked, words

_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(
    r"[\s\-–—|/\[(（]{0,80}(?:(?:page|p\.?|ページ|頁|쪽)\s?)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\s?(?:ページ|頁|쪽)?[\s\-–—|/\])）]{0,80}\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[。.!?！？…][\"'”’」）)]{0,80}\s{0,40}\Z")

#: What a sentence ends in.
_ENDED = re.compile(r"[.。][\"'”’」]?\Z")


def find(lines: Sequence[Line], keep: frozenset[int]) -> frozenset[int]:
    """Return the indices of the lines that are furniture.

    Args:
        lines: The lines of a text.
        keep: Indices of lines that are something else: rows of tables, references.
    """
    full = [index for index, line in enumerate(lines) if line.text and index not in keep]
    said = {index for index in full if lines[index].furniture}
    return frozenset(said | _menus(lines, full, said) | _pages(lines, full) | _listed(lines, full, said) | _tails(lines, full, said))


def _short(line: Line) -> bool:
    return line.width <= 28 and len(line.text.split()) <= 3 and not _STOP.search(line.text) and not line.byline


def _menus(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the words among furniture that no list has: a run of short lines of which half are furniture is a menu."""
    found: set[int] = set()
    run: list[int] = []
    body = next((index for index in full if lines[index].width > 80), len(lines))
    for place, index in enumerate(full):
        if run and (index != run[-1] + 1 or not (index in said or _short(lines[index]))):
            found |= _menu(lines, run, said, top=run[0] < body)
            run = []
        if index in said or _short(lines[index]):
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
        numbered = re.search(r"(?:page|ページ|頁|\bp\.)\s?\d|[|\s]{2,400}\d{1,4}\Z|\d\s?/\s?\d", text, re.IGNORECASE) is not None
        if (alone and _PAGE.match(text)) or (
            numbered and shapes.get(shape, 0) >= 2 and len(forms[shape]) >= 2 and alone and not _STOP.search(text)
        ):
            found.add(index)
    return found


def _listed(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the short lines under a heading such as "Most read", unless they are the head of an article with its own byline."""
    found: set[int] = set()
    for place, index in enumerate(full):
        if index not in said or unmarked(lines[index].text) not in furniture_words("lists"):
            continue
        run: list[int] = []
        dated = False
        ahead = place + 1
        while ahead < len(full) and ahead - place <= 60:
            line = lines[full[ahead]]
            if full[ahead] in said:
                ahead += 1
                continue
            said_whole = _states(line) or (line.width >= 40 and _ENDED.search(line.text) is not None)
            if said_whole or line.width > 160 or line.text.startswith("#"):
                break
            dated = dated or line.byline
            run.append(full[ahead])
            ahead += 1
        if ahead < len(full) and dated:
            continue
        if ahead < len(full):
            # A body follows: only what stands right under the heading belongs to the list.
            block = index
            kept: list[int] = []
            for listed in run:
                if listed > block + 1 and kept:
                    break
                kept.append(listed)
                block = listed
            run = kept if kept and (kept[0] == index + 1 or len(kept) > 1) else []
        found |= {listed for listed in run if not _STOP.search(lines[listed].text) or lines[listed].width <= 60}
    return found


def _states(line: Line) -> bool:
    """Whether a line ends in a predicate as only sentences do, however short it is: 「順位です。」 is one."""
    return line.text.endswith("。") and line.text[:-1].endswith(tuple(words("layout", "sentences", "stated")))


def _tails(lines: Sequence[Line], full: Sequence[int], said: set[int]) -> set[int]:
    """Return the short lines between the end of a body and the last of the furniture that follows it: buttons, texts of pictures."""
    found: set[int] = set()
    run: list[int] = []
    bodied = False
    for index in (*full, None):
        here = lines[index] if index is not None else None
        if index is not None and here is not None and not (here.width > 80 or (here.width > 45 and _STOP.search(here.text))):
            run.append(index)
            continue
        known = [place for place, line in enumerate(run) if line in said]
        if bodied and len(known) >= 2:
            found |= {
                line for line in run[: known[-1]] if _plainly_short(lines[line]) and not (line and lines[line - 1].text.endswith("|"))
            }
        run = []
        bodied = True
    return found


def _plainly_short(line: Line) -> bool:
    return (
        line.width <= 45
        and not _STOP.search(line.text)
        and not line.byline
        and re.search(r"\A[#*•・■【\-]|\A第|\A[IVX]{1,80}\.|[\d０-９]", line.text) is None
    )
