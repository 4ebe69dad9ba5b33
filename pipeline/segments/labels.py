"""Labels with their values: `label: value`, a known label before its value, and labels and values on lines of their own.

In: the lines of a text, and how many references it has. Out: rows of a label and its value. Never: a sentence behind a colon, or a
label that no word of profiles and columns bears out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.mention import Span
from pipeline.records import Cell
from pipeline.segments.cells import NUMERIC, TYPED, Row, cell_at, column_type, known_label, parts, uncited
from pipeline.segments.lines import Line, folded, has_cjk, width, words

_COLON = re.compile(r"(?P<label>[^:：。!?！？|]{1,48}?)[\s\u3000]{0,80}[:：][\s\u3000]{0,80}(?P<value>(?!//)\S.{0,400})\Z")
_BREAK = re.compile(r"[ \t\u3000]{1,12}")
#: A line of a card that holds one figure, and one that holds how much it moved.
_CARD = re.compile(
    r"[△▲▼＋+\-−–(（]?\s?(?:[A-Z]{0,3}[$€£¥₩])?\d[\d,.]{0,20}\s?(?:[%％]|[KMBT]|[十百千万億兆]{0,3}円|倍|人|名|pts?)?[)）]?"
    r"(?: (?:YoY|QoQ))?"
)
_BULLET = re.compile(r"(?:[-*+•・●○◦▪■□◆◇▶▷►※]\s{0,40}|\d{1,2}[.)．]\s{1,40})?")
_STAMPED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified)|公開日時?|更新日時?|投稿日時?|掲載日時?|配信日時?|最終更新日?|입력|수정)\Z",
    re.IGNORECASE,
)


#: How often a label comes that is one of the records of a document, whatever it says, and the longest of them.
_OFTEN, _SHORT = 3, 24


def repeated(lines: Sequence[Line]) -> frozenset[str]:
    """Return the labels that items of a document repeat, as the records of a list do: - **Staff here:** 1,415.

    Args:
        lines: The lines of the document.
    """
    said: Counter[str] = Counter()
    for line in lines:
        bullet = _BULLET.match(line.text) if len(line.text) <= 120 else None
        match = _COLON.match(line.text, bullet.end()) if bullet is not None and bullet.end() else None
        if match is not None and len(match["label"]) <= _SHORT and not match["value"].endswith((".", "。")):
            said[_plain(match["label"])] += 1
    return frozenset(label for label, count in said.items() if count >= _OFTEN and label)


def _plain(label: str) -> str:
    return folded(label).strip(" *_:：")


def labelled(text: str, block: Sequence[Line], last: int, often: frozenset[str] = frozenset()) -> list[Row]:
    """Read runs of `label: value` lines, and of known labels with white space before their value.

    Args:
        text: The text.
        block: Lines without a blank one between them.
        last: The highest number in the list of references.
        often: Labels that the document repeats: known where two lines with labels stand together.
    """
    rows: list[Row] = []
    run: list[tuple[Row, bool]] = []
    for index, line in enumerate(block):
        made = _pair(text, index, line, last)
        if made is not None and not made[1] and often and _plain(text[made[0].cells[0].start : made[0].cells[0].end]) in often:
            beside = [index - 1] * bool(run) + [index + 1] * (index + 1 < len(block))
            made = made[0], any(_pair(text, other, block[other], last) is not None for other in beside)
        if made is not None:
            run.append(made)
            continue
        rows += _kept(run)
        run = []
    return rows + _kept(run)


def _kept(run: Sequence[tuple[Row, bool]]) -> list[Row]:
    known = sum(1 for _, sure in run if sure)
    return [row for row, _ in run] if known and known * 2 >= len(run) else []


def _pair(text: str, index: int, line: Line, last: int) -> tuple[Row, bool] | None:
    if len(line.text) > 300:
        return None
    bullet = _BULLET.match(line.text)
    ahead = bullet.end() if bullet else 0
    content = line.text[ahead:]
    match = _COLON.match(content)
    if match is not None:
        label, value = match["label"].strip("*_ "), match.start("value")
        if not 1 < len(label) <= 40 or len(label.split()) > 6 or "://" in content[: value + 3] or label[-1].isdigit():
            return None
        if _STAMPED.match(label):
            return None
        headed = column_type(label) not in (None, "source") and len(label) <= 24 and not re.search(r"[ぁ-ん]", label)
        sure = known_label(label) or (headed and not content.endswith(("。", ".", "!", "?")))
        if not sure and (len(content) - value > 160 or re.search(r"[。]|[.!?]\s", content[value:]) or content.endswith(("。", "."))):
            return None
        if len(content) - value > 160 or ("。" in content[value:] and len(content) - value > 60):
            return None
        if content.endswith(("。", ".", "!", "?")) and width(content[value:]) >= 40 and not re.search(r"(?:Inc|Ltd|Co|Corp)\.\Z", content):
            # A sentence behind a label is a sentence.
            return None
        stop = match.start("label") + len(match["label"])
        if (several := _several(text, index, line, last)) is not None:
            return several, True
    else:
        if content.endswith(("。", ".")) or len(content) > 160:
            return None
        dashed = re.match(r"(?P<label>[^–—:：]{2,40}?)\s(?:[–—]|-)\s(?P<value>\S.{0,400})\Z", content)
        if dashed is not None and known_label(dashed["label"]) and len(dashed["value"]) <= 80:
            return _paired(text, index, line, ahead, 0, dashed.end("label"), dashed.start("value"), last), True
        if content.isascii() and not any(character.isdigit() for character in content[-8:]):
            return None
        for gap in reversed(list(_BREAK.finditer(content, 0, 40))):
            label = content[: gap.start()]
            if _amount(content[gap.end() :]) and known_label(label):
                return _paired(text, index, line, ahead, 0, gap.start(), gap.end(), last), True
            if gap.end() < len(content) and has_cjk(label) and known_label(label):
                return _paired(text, index, line, ahead, 0, gap.start(), gap.end(), last), True
        return None
    return _paired(text, index, line, ahead, match.start("label"), stop, value, last), sure


def _amount(content: str) -> bool:
    """Whether a text is an amount and nothing else; a bare year is none."""
    match = TYPED.fullmatch(content)
    return match.lastgroup in ("money", "percent") if match is not None else NUMERIC.fullmatch(content) is not None and content[0].isdigit()


#: What parts the labels and values of a line; a comma inside a figure has no blank behind it.
_BETWEEN = tuple(
    map(re.compile, (r"\s{0,40}[|｜]\s{0,40}", r"\s{0,40}[;；]\s{0,40}", r"\s{0,40}[/／]\s{1,40}", r",\s{1,40}|[、，]\s{0,40}"))
)


def _several(text: str, index: int, line: Line, last: int) -> Row | None:
    """Read a line that holds several labels and values between bars, semicolons or commas."""
    for mark in _BETWEEN:
        pieces = parts(text, line.first, line.last, mark)
        pairs = [_COLON.match(text[part.start : part.end]) for part in pieces]
        named = [pair for pair in pairs if pair is not None and len(pair["label"]) <= 40]
        if len(pieces) < 2 or len(named) < len(pieces) or not any(known_label(pair["label"]) for pair in named):
            continue
        cells: list[Cell] = []
        masked: list[Span] = []
        for part, pair in zip(pieces, named, strict=True):
            label = cell_at(text, part.start, part.start + pair.end("label"), "")
            value, spans = uncited(text, Cell(part.start + pair.start("value"), part.end, text[label.start : label.end]), last)
            cells += (label, value)
            masked += spans
        return Row(index, 1, tuple(cells), tuple(masked))
    return None


def _paired(text: str, index: int, line: Line, ahead: int, first: int, stop: int, value: int, last: int) -> Row:
    at = line.first + ahead
    label = cell_at(text, at + first, at + stop, "")
    while label.end > label.start and text[label.start] in "*_":
        label = replace(label, start=label.start + 1)
    while label.end > label.start and text[label.end - 1] in "*_":
        label = replace(label, end=label.end - 1)
    start = at + value
    while start < line.last and text[start] in "*_ ":
        start += 1
    cell, spans = uncited(text, cell_at(text, start, line.last, text[label.start : label.end]), last)
    return Row(index, 1, (label, cell) if label.end > label.start else (cell,), spans)


def _asked(label: str, value: str) -> bool:
    """Whether a value is of the kind that its label asks for: no other label below one of amounts, and no date below one of names."""
    form = column_type(label)
    if form in ("date", "money", "percent", "number") or column_type(value) in ("money", "percent"):
        return any(sign.isdigit() for sign in value) or not known_label(value)
    return folded(label).strip(" :：") not in words("layout", "tables", "holders") or TYPED.fullmatch(value) is None


def alternating(lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Read labels and values on lines of their own: at least three known labels, each with one to three short lines below."""
    full = [index for index, line in enumerate(lines) if line.text]
    label = {
        index
        for index in full
        if index not in skip and len(lines[index].text) <= 30 and known_label(lines[index].text) and not lines[index].furniture
    }
    exact = {index for index in label if folded(lines[index].text).strip(" :：") in words("layout", "tables", "labels")}
    rows: dict[int, Row] = {}
    at = 0
    while at < len(full):
        run: list[tuple[int, int]] = []
        place = at
        while place < len(full) and full[place] in label:
            after = place + 1
            if after < len(full) and full[after] in label and full[after] not in exact:
                # A value may sound like a label (Industry / Cloud services); only a label as the list has it cannot be one.
                after += 1
            while (
                after < len(full)
                and after - place <= 4
                and full[after] not in label
                and full[after] not in skip
                and len(lines[full[after]].text) <= 160
            ):
                if lines[full[after]].text.startswith("#"):
                    break
                if after > place + 1 and full[after] - full[after - 1] > 1:
                    break
                after += 1
            if after == place + 1 or not _asked(lines[full[place]].text, lines[full[place + 1]].text):
                break
            run.append((place, after))
            place = after
        if len(run) >= 3:
            # Nothing says where the last value ends: it takes the lines without a blank one between them, at most what the others take.
            for number, (first, after) in enumerate(run):
                if number == len(run) - 1:
                    after = min(after, first + 1 + max(end - start - 1 for start, end in run[:-1]))
                begin, end = lines[full[first]], lines[full[after - 1]]
                name = begin.text.strip(":： ")
                below = [lines[index] for index in full[first + 1 : after]]
                if all(_CARD.fullmatch(line.text) for line in below):  # a card: the figure, and below it how it moved
                    values = tuple(Cell(line.first, line.last, name) for line in below)
                else:
                    values = (Cell(below[0].first, end.last, name),)
                label_cell = Cell(begin.first, begin.first + len(name), "")
                rows[full[first]] = Row(full[first], full[after - 1] - full[first] + 1, (label_cell, *values))
            at = run[-1][1]
        else:
            at += 1
    return rows
