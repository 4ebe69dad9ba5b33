"""Headings: the lines that head what follows, and their level.

In: lines. Out: the level of the heading that a line is, and whether a line is body text or breaks off. Never: a title, or a heading
that nothing stands under.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from pipeline.segments.citations import opens_references
from pipeline.segments.lines import Line, cjk, width, without_trail, words

_HASH = re.compile(r"(#{1,6})\s{1,40}\S")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)[^*_\n]{1,300}(?:\*\*|__)[*:：]?\Z")
_BOLD_OPEN = re.compile(r"(?:\*\*|__)(?=\S)[^*_\n]{1,300}\Z")
_BOLD_CLOSE = re.compile(r"[^*_\n]{1,300}(?:\*\*|__)[*:：]?\Z")
_UNDERLINE = re.compile(r"(?:={3,400}|-{3,400})\Z")
_RULE = re.compile(r"(?:[-*_=~─━―—–・.＊※◆◇]\s?){3,400}\Z")
_NUMBERED = (
    (
        2,
        re.compile(
            r"第[\d０-９一二三四五六七八九十百]{1,4}[章部編回][\s\u3000:：、．.]?|(?:Chapter|Part|CHAPTER|PART)\s(?:\d{1,3}|[IVXLC]{1,6})\b"
        ),
    ),
    (2, re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})[.．:：]\s{1,40}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.．、\s\u3000]\s?")),
    (
        3,
        re.compile(
            r"第[\d０-９]{1,2}(?=【)|第[\d０-９一二三四五六七八九十百]{1,4}[節条項][\s\u3000:：、．.]?|[一二三四五六七八九十]{1,3}[、．.]\s?|[A-Z][.．]\s{1,40}|(?:Section|Article|Item|ITEM|Note|NOTE)\s\d{1,3}[A-Z]?\b"
        ),
    ),
    (
        4,
        re.compile(
            r"[0-9０-９]{1,2}[.．\-－‐][0-9０-９]{1,2}(?![0-9０-９%％])(?:[.．\-－‐][0-9０-９]{1,2}){0,3}[.．]?[\s\u3000]{1,80}|[0-9０-９]{1,2}[.．、]\s{0,40}(?![0-9０-９])|[０-９]{1,2}．(?=[0-9]{4}年)|[0-9０-９]{1,2}(?:[\s\u3000]{1,80}(?=[^\d\s])|(?=【))"
        ),
    ),
    (5, re.compile(r"[（(][0-9０-９]{1,2}[)）]\s{0,40}|[①-⑳]\s{0,40}|[a-z][.)]\s{1,40}|[ア-ン][.．)）]\s{0,40}")),
)
_SIGNED = re.compile(r"(?:[■◆▼□◇◎●○★☆▶►▷]|【(?=[^】]{1,60}】\Z)|[＜〈《<](?=[^＞〉》>]{1,60}[＞〉》>]\Z))\s{0,40}")
_LIST = re.compile(
    r"(?:[-*+•●○◦▪■□◆◇▶▷►※✓✔–—]\s{1,40}|[•●○◦▪]|・(?=\S)|\d{1,3}[.)]\s{1,40}|\d{1,3}[．）]\s{0,40}|[(（]\d{1,3}[)）]\s{0,40}|[a-z][.)]\s{1,40}|[A-Z]\)\s{1,40}|[①-⑳])"
)
#: What ends a sentence.
END = (".", "!", "?", "。", "！", "？", "…", "．")


def marked(lines: Sequence[Line], at: int) -> tuple[int, int] | None:
    """Return the level of the heading that signs of Markdown make of a line, and how many lines it has; None where they do not.

    Args:
        lines: The lines of a text.
        at: Index of the line.
    """
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if (match := _HASH.match(line.text)) is not None:
        return len(match.group(1)), 1
    if (
        below is not None
        and _UNDERLINE.match(below.text)
        and not is_rule(line.text)
        and len(line.text) < 120
        and (at == 0 or not lines[at - 1].text)
        and line.text[-1] not in "。、,"
    ):
        return (1 if below.text[0] == "=" else 2), 2
    if is_rule(line.text):
        return None
    if _BOLD.match(line.text):
        return 10, 1
    if below is not None and below.text and _BOLD_OPEN.match(line.text) and _BOLD_CLOSE.match(below.text):
        return 10, 2
    return None


def is_rule(text: str) -> bool:
    """Whether a line is a rule drawn with signs."""
    return _RULE.match(text) is not None


def is_list(text: str) -> bool:
    """Whether a line opens an item of a list."""
    return _LIST.match(text) is not None


def is_hashed(text: str) -> bool:
    """Whether a line is a heading by the number signs before it."""
    return _HASH.match(text) is not None


def is_bold(text: str) -> bool:
    """Whether a line is bold from its first word to its last."""
    return _BOLD.match(text) is not None


def level(lines: Sequence[Line], at: int, rows: Container[int]) -> int:
    """Return the level of the heading that a line without signs of Markdown is, 0 for none.

    Args:
        lines: The lines of a text.
        at: Index of the line.
        rows: Indices of lines that are rows of tables.
    """
    line = lines[at]
    text = line.text
    if len(text) > 120 or line.width > 130:
        return 0
    alone_above = at == 0 or not lines[at - 1].text
    below = next((lines[ahead] for ahead in range(at + 1, min(len(lines), at + 4)) if lines[ahead].text), None)
    alone_below = at + 1 >= len(lines) or not lines[at + 1].text
    ended = line.bare[-1:] in tuple(".。．!！…,、;；") and not re.search(r"(?:Inc|Ltd|Co|Corp|etc)\.\Z", text)
    if opens_references(text) and below is not None:
        return 1
    if ended or text[-1] in "。、,;，；":
        return 0
    if below is None:
        return 0
    for rank, pattern in _NUMBERED:
        if (match := pattern.match(text)) is not None and match.end() < len(text):
            return _by_number(lines, at, below, rows, rank, match.group())
    if text.endswith(("[編集]", "[edit]")) and line.width <= 80:
        return 3
    if _SIGNED.match(text) and line.width <= 80 and (alone_above or bodied(below)) and not _sequel(lines, at):
        return 8
    # On pages without blank lines a heading stands between the end of a paragraph and the beginning of the next.
    between = at > 0 and not alone_above and not alone_below and line.width <= 60 and _paragraph(lines[at - 1]) and _paragraph(below)
    if not (alone_above or between) or line.indent > 3:
        return 0
    short = line.width <= 70 if line.japanese else len(text) <= 90 and len(text.split()) <= 14
    if not short or (text[-1] in ":：" and not alone_below):
        return 0
    if line.width >= 40 and cjk(text[-1]) and unfinished(text):
        return 0
    if (
        (alone_below or between)
        and bodied(below)
        and not (_BOLD.match(below.text) or _BOLD_OPEN.match(below.text) or _HASH.match(below.text))
        and not (text[0].islower() and text[0].isascii())
        and not is_list(text)
    ):
        return 9
    if alone_below and text[-1] in ":：" and is_list(below.text):
        return 9
    if alone_above and text[-1] not in ":：" and _names(text):
        under = next(ahead for ahead in range(at + 1, len(lines)) if lines[ahead].text)
        if under in rows or (is_list(below.text) and not is_list(text)):
            return 9
    return 0


def _by_number(lines: Sequence[Line], at: int, below: Line, rows: Container[int], rank: int, number: str) -> int:
    """Return the level of a heading by its number, 0 where what stands around it makes it none."""
    line = lines[at]
    text = line.text
    alone_above = at == 0 or not lines[at - 1].text
    alone_below = at + 1 >= len(lines) or not lines[at + 1].text
    if rank >= 4:
        spaced = alone_below or bodied(below) or at + 1 in rows or below.width > 1.5 * line.width
        if not alone_above or not spaced or _sequel(lines, at):
            return 0
    if rank == 3 and re.match(r"[A-Z]\.\s", text) and not alone_above:
        return 0
    if line.indent and rank >= 3 and not alone_below:
        return 0
    # 1.1 stands below 1, and (1) below both.
    deeper = min(2, len(re.findall(r"[.．\-－‐](?=[0-9０-９])", number)))
    return rank + deeper if rank == 4 else 7 if rank == 5 else rank


def _names(text: str) -> bool:
    """Whether a short line is a name or a noun phrase, as headings of tables and lists are, and no sentence."""
    if cjk(text[-1]):
        return width(text) <= 50 and not "ぁ" <= text[-1] <= "ん" and "、" not in text
    parts = text.split()
    capital = sum(1 for part in parts if not part[0].islower())
    return len(parts) <= 10 and text[-1].isalnum() and not text[0].islower() and (len(parts) <= 4 or capital * 5 >= len(parts) * 3)


def _sequel(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one of several items of one style below each other."""
    here = _style(lines[at].text)
    return here is not None and any(
        0 <= ahead < len(lines) and lines[ahead].text and _style(lines[ahead].text) == here for ahead in (at + 1, at - 1)
    )


def _style(text: str) -> str | None:
    match = _LIST.match(text) or _SIGNED.match(text)
    if match is None:
        return None
    mark = match.group().strip()
    return "".join("0" if character.isdigit() else "a" if character.isascii() and character.isalpha() else character for character in mark)[
        -2:
    ]


def bodied(line: Line) -> bool:
    """Whether a line is body text: a sentence, or long."""
    return line.width > 80 or _sentence(line.text, line.bare)


def opens_body(text: str) -> bool:
    """Whether the beginning of a line, cut at a length, is body text."""
    return width(text) > 80 or _sentence(text, without_trail(text))


def _sentence(text: str, bare: str) -> bool:
    return bare[-1:] in END or "。" in text or re.search(r"[a-z]{2}\. [A-Z]", text) is not None or is_list(text)


def _paragraph(line: Line) -> bool:
    """Whether a line is a whole paragraph: long, and ended by a full stop."""
    return line.width >= 100 and line.bare[-1:] in END


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a chapter or section."""
    return any(pattern.match(text) for _, pattern in _NUMBERED)


def unfinished(text: str) -> bool:
    """Whether a line breaks off: a comma or a word that a sentence does not end with is its last."""
    if text[-1] in ",、，":
        return True
    if cjk(text[-1]):
        return any(text[-size:] in words("layout", "sentences", "unfinished") for size in range(1, 5))
    last = re.search(r"([^\W\d_]{1,80})\Z", text)
    return last is not None and last.group(1) in words("layout", "sentences", "unfinished")


#: A place in a list that fills a line: 1, 2., 第3位, 4위; the most lines of an entry, and how many entries make a list.
_PLACE, _ENTRY, _ENTRIES = re.compile(r"(?:第|No\.?\s?|#)?(\d{1,3})(?:[.)．）]|位|위)?"), 8, 3
#: The level of the name of an entry.
RANKED = 9


def ranked(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that name the entries of a list: behind places or codes of shares, or each above the same label with its value.

    Args:
        lines: The lines of a text.
    """
    found: set[int] = set()
    run: list[int] = []
    place = last = 0
    for at, line in enumerate(lines):
        match = _PLACE.fullmatch(line.text) if len(line.text) < 12 else None
        if match is None or (number := int(match[1])) not in (1, place + 1) or (number > 1 and at - last > 2 * _ENTRY):
            continue
        named = next((ahead for ahead in range(at + 1, min(len(lines), at + 3)) if lines[ahead].text), None)
        names = named is not None and _is_entry(lines, named)
        if number == 1 or not names:
            found |= set(run) if len(run) >= _ENTRIES else set()
            run = []
        place, last = (number, at) if names else (0, at)
        run += [named] if names and named is not None else []
    found |= _counted(lines) | _recorded(lines)
    coded = [at for at in range(len(lines) - 1) if lines[at + 1].text and _SHARE.fullmatch(lines[at].text[:_ENTRY_LINE])]
    return frozenset(found | (set(run) if len(run) >= _ENTRIES else set()) | (set(coded) if len(coded) > 1 else set()))


#: The place of an entry with its name on one line: "#7 Harlow Foods".
_WITH_PLACE = re.compile(r"#\s?(?P<place>\d{1,3})[.:)]?\s{1,3}[^\W\d_][^!?。:：|\t]{0,60}(?<![.,])")


def _counted(lines: Sequence[Line]) -> set[int]:
    """Return the lines of entries with their places before their names, where those count up or down by one."""
    places = [
        (at, int(match["place"])) for at, line in enumerate(lines) if (match := _WITH_PLACE.fullmatch(line.text[:_LONGEST])) is not None
    ]
    runs: list[list[tuple[int, int]]] = []
    for at, place in places:
        if runs and abs(place - runs[-1][-1][1]) <= 1:
            runs[-1].append((at, place))
        else:
            runs.append([(at, place)])
    steps = sum(abs(one - other) == 1 for run in runs for (_, one), (_, other) in pairwise(run))
    return {at for run in runs if run[0][1] != run[-1][1] for at, _ in run} if steps + 1 >= _ENTRIES else set()


#: A label with its value: "Year founded: 1902", 「本社：大阪市」.
_FIELD = re.compile(r"(?:[-*+•・>]\s{0,3})?(?P<label>[^\W\d_][^:：|\t.。]{0,30})[:：]\s{0,3}[^\s/]")


def _recorded(lines: Sequence[Line]) -> set[int]:
    """Return the lines that name records which stand without a blank line between them: each opens with the same label."""
    opened: dict[str, list[int]] = {}
    for at in range(len(lines) - 1):
        field = _FIELD.match(lines[at + 1].text[:_LONGEST])
        above = lines[at - 1] if at else None
        closed = above is None or not above.text or bodied(above) or _FIELD.match(above.text[:_LONGEST]) is not None
        if field is not None and closed and any(sign.isalpha() for sign in lines[at].text) and _is_entry(lines, at, counted=True):
            opened.setdefault(field["label"].strip(" *_").casefold(), []).append(at)
    return {at for held in opened.values() if len(held) >= _ENTRIES for at in held}


#: The most characters of such a line.
_LONGEST = 80
#: The code of a share, no year, with the name of its company: 「9999　朝霧食品」, "[005930] 한별전자"; the most characters of such a line.
_SHARE = re.compile(
    r"[■◆▼●○◇□▶【\[(（<〈]{0,2}(?!19\d\d|20\d\d)(?:[1-9](?=[A-Z]{0,3}\d)[0-9A-Z]{3}|\d{6})[】\])）>〉]?"
    r"[ \u3000]{1,2}[^\W\d][^\d、。,:：|\t]{1,23}"
)
_ENTRY_LINE = 40


def _is_entry(lines: Sequence[Line], at: int, *, counted: bool = False) -> bool:
    """Whether a line is a name, which may begin with its place where `counted`, and a short line that is no sentence stands below it."""
    text = lines[at].text
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    plain = len(text) <= 60 and (counted or not text[0].isdigit()) and text[0] not in "$€£¥₩([（|#*-•・" and text[-1] not in ".。:：,、"
    return plain and not re.search(r"[:：\t|]", text) and 0 < len(below) <= 80 and below[-1] not in ".。"
