"""Tables whose cells have run together, cut by what their columns hold.

In: lines without a blank one between them, the first of which may be a header such as 項目内容出典. Out: rows with cells. Never: a cut
that the other rows of the table do not bear out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.mention import Span
from pipeline.records import Cell
from pipeline.segments.cells import TYPED, Row, cell_at, column_type, column_words, label_words, uncited
from pipeline.segments.lines import Line, cjk, folded, has_cjk, words


def split_header(header: str, columns: int | None, types: Sequence[str] = ()) -> list[str] | None:
    """Cut a header line whose cells have run together; each piece must end in a word that heads columns.

    Args:
        header: The line.
        columns: How many pieces are wanted, or None for as many as the words give.
        types: Types of the columns below, in order, when known.
    """
    if len(header) > 120:
        return None
    marked = [piece for piece in re.split(r"(?<=[a-z)\]])(?=[A-Z])", header) if piece]
    if len(marked) > 1 and not has_cjk(header):
        pieces = [piece.strip() for piece in marked]
        return pieces if columns in (None, len(pieces)) and sum(1 for piece in pieces if column_type(piece)) * 2 >= len(pieces) else None
    return _cut_header(header, columns, tuple(types))


def _cut_header(header: str, columns: int | None, types: tuple[str, ...]) -> list[str] | None:
    plain = [folded(character) or " " for character in header]
    if any(len(character) != 1 for character in plain):
        return None
    flat = "".join(plain)
    vocabulary = column_words()
    most = columns if columns is not None else 12
    best: list[list[tuple[float, int] | None]] = [[None] * (most + 1) for _ in range(len(flat) + 1)]
    best[0][0] = (0.0, 0)
    for end in range(1, len(flat) + 1):
        if end < len(flat) and ((_run(flat[end - 1]) == _run(flat[end]) == "k" and columns is None) or flat[end] in "/・（(ー"):
            continue
        for size in range(1, min(end, 12) + 1):
            kind = vocabulary.get(flat[end - size : end])
            if kind is None:
                continue
            for start in range(max(0, end - size - 10), end - size + 1):
                for count in range(most):
                    ahead = best[start][count]
                    if ahead is None:
                        continue
                    worth = ahead[0] + size - 0.6 * (end - size - start) - 0.5
                    if types and count < len(types):
                        worth += (
                            3.0
                            if types[count] == kind
                            else -3.0
                            if types[count] in ("date", "money", "percent") and kind in ("date", "money", "percent", "source", "text")
                            else 0.0
                        )
                    here = best[end][count + 1]
                    if here is None or worth > here[0]:
                        best[end][count + 1] = (worth, start)
    counts = [columns] if columns is not None else [count for count in range(2, most + 1) if best[len(flat)][count] is not None]
    ranked = [(best[len(flat)][count], count) for count in counts if best[len(flat)][count] is not None]
    if not ranked:
        return None
    count = max(ranked, key=lambda pair: (pair[0] or (0.0, 0))[0])[1]
    pieces: list[str] = []
    end = len(flat)
    while count:
        step = best[end][count]
        if step is None:
            return None
        pieces.append(header[step[1] : end])
        end, count = step[1], count - 1
    return pieces[::-1]


def _run(character: str) -> str:
    if "ァ" <= character <= "ヿ":
        return "k"
    if "ぁ" <= character <= "ん":
        return "h"
    if cjk(character):
        return "c"
    if character.isdigit():
        return "d"
    return "l" if character.isalpha() else "o"


def _may_head(header: str) -> bool:
    """Whether a line may be cut into headers: it ends in a word that heads columns, or has a capital right behind a small letter."""
    if has_cjk(header):
        flat = folded(header)
        return any(flat[-size:] in column_words() for size in range(1, 13))
    return re.search(r"[a-z)\]][A-Z]", header) is not None


def flattened(text: str, block: Sequence[Line], last: int) -> list[Row]:
    """Return the rows of a table without marks between its cells, none where the lines are no such table.

    Args:
        text: The text.
        block: Lines without a blank one between them.
        last: The highest number in the list of references.
    """
    if len(block) < 3 or any(len(line.text) > 400 for line in block) or sum(map(_is_parted, block)) * 2 > len(block):
        return []
    for head in range(min(2, len(block) - 2)):
        header = block[head].text
        if len(header) > 120 or header[-1] in "。.!?！？:：" or re.search(r"[\d。\u3000]|  |\t", header):
            continue
        if not _may_head(header):
            continue
        rows = _cut_rows(text, block, head, last) or _cut_pairs(text, block, head, last) or _uncut(text, block, head)
        if rows:
            return rows
    return _glued_labels(text, block, last)


def _is_parted(line: Line) -> bool:
    """Whether a line has a wide gap, so that its cells have not run together."""
    return "\t" in line.text or "\u3000\u3000" in line.text or "   " in line.text


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    start: int
    end: int


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """Return the typed figures of a row and the text between them."""
    pieces: list[_Piece] = []
    at = start
    for match in TYPED.finditer(text, start, end):
        if match.start() > at and text[at : match.start()].strip():
            pieces.append(_Piece("text", at, match.start()))
        pieces.append(_Piece(match.lastgroup or "text", match.start(), match.end()))
        at = match.end()
    if at < end and text[at:end].strip():
        pieces.append(_Piece("text", at, end))
    return pieces


def _cut_rows(text: str, block: Sequence[Line], head: int, last: int) -> list[Row]:
    cut: list[list[_Piece]] = []
    cited: list[tuple[Span, ...]] = []
    heads = _sourced(block[head].text)
    for line in block[head + 1 :]:
        whole, spans = uncited(text, Cell(line.first, line.last, ""), last or (99 if heads else 0), sourced=heads)
        if heads and not last and not spans:
            return []
        cut.append(_pieces(text, whole.start, whole.end))
        cited.append(spans)
    cut = _uncamelled(text, cut, block[head].text, heads)
    shapes = Counter(tuple(piece.kind for piece in pieces) for pieces in cut if all(piece.kind != "empty" for piece in pieces))
    if not shapes:
        return []
    shape = max(shapes, key=lambda shape: (shapes[shape], shape))
    fits = [_fits(tuple(piece.kind for piece in pieces), shape) for pieces in cut]
    if sum(1 for kind in shape if kind != "text") < 1 or len(shape) < 2 or sum(fits) * 10 < len(cut) * 7 or sum(fits) < 2:
        return []
    wanted = len(shape) + heads
    names = split_header(block[head].text, wanted, (*shape, *(("source",) if heads else ())))
    if names is None:
        if sum(1 for kind in shape if kind != "text") < 2 or split_header(block[head].text, None) is None:
            return []
        names = []
    rows = [_header_row(text, block[head], head, names)]
    for index, (pieces, spans) in enumerate(zip(cut, cited, strict=True)):
        if fits[index]:
            cells = tuple(
                cell_at(text, piece.start, piece.end, names[place] if place < len(names) else "") for place, piece in enumerate(pieces)
            )
        else:
            cells = tuple(cell_at(text, piece.start, piece.end, "") for piece in pieces)
        rows.append(Row(head + 1 + index, 1, cells, spans))
    return rows


def _uncamelled(text: str, cut: list[list[_Piece]], header: str, sourced: int) -> list[list[_Piece]]:
    """Cut text that covers several columns where a small letter meets a capital, when that gives each row the columns of the header."""
    names = split_header(header, None)
    if names is None:
        return cut
    wanted = len(names) - sourced
    made: list[list[_Piece]] = []
    for pieces in cut:
        parts: list[_Piece] = []
        for piece in pieces:
            at = piece.start
            if piece.kind == "text":
                for match in re.finditer(r"(?<=[a-z)\]])(?=[A-Z])", text[piece.start : piece.end]):
                    parts.append(_Piece("text", at, piece.start + match.start()))
                    at = piece.start + match.start()
            parts.append(_Piece(piece.kind, at, piece.end))
        made.append(parts)
    return made if sum(1 for parts in made if len(parts) == wanted) * 10 >= len(made) * 7 else cut


def _fits(kinds: tuple[str, ...], shape: tuple[str, ...]) -> bool:
    return len(kinds) == len(shape) and all(
        kind == wanted or (kind == "empty" and wanted != "text") for kind, wanted in zip(kinds, shape, strict=True)
    )


def _sourced(header: str) -> bool:
    return any(folded(header).endswith(folded(word)) for word in words("layout", "tables", "source") if len(word) > 1)


def _header_row(text: str, line: Line, index: int, names: Sequence[str]) -> Row:
    cells: list[Cell] = []
    at = line.first
    for name in names:
        start = text.find(name, at, line.last)
        if start < 0:
            break
        cells.append(Cell(start, start + len(name), ""))
        at = start + len(name)
    return Row(index, 1, tuple(cells) or (Cell(line.first, line.last, ""),))


def _cut_pairs(text: str, block: Sequence[Line], head: int, last: int) -> list[Row]:
    """Cut a table of labels and values under a header such as 項目内容; a line with a colon is a label with its value, and no header."""
    names = split_header(block[head].text, None)
    if names is None:
        return []
    headed = _COLON.search(block[head].text) is None
    types = [column_type(name) for name in names]
    sourced = types[-1] == "source"
    if len(names) - sourced != 2 or types[0] not in ("text", None):
        return []
    rows = [_header_row(text, block[head], head, names)] if headed else []
    over = names[0] if headed else ""
    known = 0
    for index in range(head + headed, len(block)):
        line = block[index]
        whole, spans = uncited(text, Cell(line.first, line.last, ""), last or (99 if sourced else 0), sourced=sourced)
        content = text[whole.start : whole.end]
        at, sure = _label(content)
        known += sure
        label = content[:at].strip()
        cells = (
            (cell_at(text, whole.start, whole.start + at, over), cell_at(text, whole.start + at, whole.end, label or names[1]))
            if at
            else (whole,)
        )
        rows.append(Row(index, 1, cells, spans))
    return rows if known * 2 >= len(rows) - headed else []


_COLON = re.compile(r"[:：]")


def _label(content: str) -> tuple[int, bool]:
    """Return where the label at the start of a row ends, and whether a word says so; 0 where nothing does."""
    flat = "".join(character if len(character) == 1 else "?" for character in (folded(mark) or " " for mark in content[:40]))
    labels = label_words()
    best = (-4.0, 0)
    dated = re.match(r"(?:19|20)\d{2}年度?", flat)
    ahead = dated.end() if dated else 0
    for end in range(2, len(flat)):
        for size in range(2, min(end, 24) + 1):
            if flat[end - size : end] not in labels or end - size > 10:
                continue
            if flat[end - 1].isascii() and content[end].islower():
                continue
            changes = _run(flat[end - 1]) != _run(flat[end]) or content[end].isupper() or content[end] in "約計全"
            worth = size + 2.0 * changes - 0.7 * max(0, end - size - ahead) - (3.0 if content[end] in "のをがはにと・、)）" else 0.0)
            best = max(best, (worth, -end))
    if best[1]:
        return -best[1], True
    for end in range(2, min(13, len(flat))):
        if (_run(flat[end - 1]) in "ck" and _run(flat[end]) in "ld") or (_run(flat[end - 1]) == "c" and _run(flat[end]) == "k"):
            return end, False
    return 0, False


def _uncut(text: str, block: Sequence[Line], head: int) -> list[Row]:
    """Return the rows of a table of text only: its first column, where rows share it, is all that can be cut."""
    names = split_header(block[head].text, None)
    if names is None or len(names) < 3 or len(block) - head < 3:
        return []
    rows = [_header_row(text, block[head], head, names)]
    contents = [line.text for line in block[head + 1 :]]
    for index, content in enumerate(contents):
        line = block[head + 1 + index]
        shared = max(
            (_shared(content, other) for other in contents[max(0, index - 1) : index] + contents[index + 1 : index + 2]), default=0
        )
        cells = (
            (cell_at(text, line.first, line.first + shared, names[0]), cell_at(text, line.first + shared, line.last, ""))
            if shared >= 2
            else (Cell(line.first, line.last, ""),)
        )
        rows.append(Row(head + 1 + index, 1, cells))
    return rows


def _shared(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other), 20) and one[size] == other[size]:
        size += 1
    return size if size < min(len(one), len(other)) else 0


def _glued_labels(text: str, block: Sequence[Line], last: int) -> list[Row]:
    """Return rows that open with a known label and go on with its value, without anything between them."""
    rows: list[Row] = []
    for index, line in enumerate(block):
        content = line.text
        if len(content) > 120 or content[-1] in "。.!?！？" or re.search(r"[:：\t]|  |\u3000", content[:24]):
            return []
        size = next(
            (
                size
                for size in range(min(24, len(content) - 1), 1, -1)
                if folded(content[:size]) in label_words() and not content[size].isspace() and not content[size - 1].isspace()
            ),
            0,
        )
        if not size or (content[size - 1].isascii() and content[size].islower()) or content[size] in "のをがはにと・、":
            return []
        value, spans = uncited(text, Cell(line.first + size, line.last, content[:size]), last)
        rows.append(Row(index, 1, (Cell(line.first, line.first + size, ""), value), spans))
    return rows if len(rows) >= 3 else []
