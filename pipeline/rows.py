"""Rows of tables and lists of labels and values, whatever is left of their cells' borders.

In: the lines of a text, and how many references it has. Out: rows with cells and their headers. Never: a cut that the other rows of
the table do not bear out, or a citation number inside a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.mention import Span
from pipeline.furniture import is_furniture
from pipeline.lines import Line, cjk, folded, words
from pipeline.records import Cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: Index of its first line.
        lines: How many lines it covers.
        cells: Its cells, without citation numbers.
        masked: Its citation numbers.
    """

    line: int
    lines: int
    cells: tuple[Cell, ...]
    masked: tuple[Span, ...] = ()


_YEAR = r"(?:19|20)\d{2}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_YEAR}|(?:令和|平成|昭和)(?:\d{{1,2}}|元))年度?(?:\d{{1,2}}月(?:\d{{1,2}}日|期)?|第[1-4一二三四]四半期|上半期|下半期|前半|後半|末|初頭|春|夏|秋|冬)?頃?"
    rf"|{_YEAR}년(?:\s?\d{{1,2}}월(?:\s?\d{{1,2}}일)?)?|{_MONTH}\s(?:\d{{1,2}},?\s)?{_YEAR}|\d{{1,2}}\s{_MONTH}\s{_YEAR}|(?:Q[1-4]|H[12]|FY)\s?'?{_YEAR}|{_YEAR}\s?(?:Q[1-4]|H[12])"
    rf"|{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?!\d)|(?<!\d){_YEAR}(?![\d,.]\d|\d|[万億兆円人])"
)
_FIGURE = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,6})?"
_SCALE = r"(?:billion|million|trillion|thousand|crore|lakh|bn|mn|tn|[BMKT](?![a-z]))"
_TAIL = r"(?:以上|超|未満|以下|程度|前後|相当|弱|強|\+)?"
_MONEY = (
    rf"(?:約|ほぼ|およそ|最大)?(?:(?:{_FIGURE})[兆億万千百]{{0,2}}){{1,3}}(?:米ドル|香港ドル|豪ドル|ドル|円|ユーロ|ポンド|ウォン|人民元|元|ルピー|원|달러){_TAIL}"
    rf"|(?:約|about\s|~|>|<)?(?:US|HK|NT|S|A|C)?[$€£¥₩₹￥＄]\s?(?:{_FIGURE})\s?{_SCALE}?\+?|(?:Rs\.?|INR|USD|EUR|KRW|JPY|GBP)\s?(?:{_FIGURE})\s?{_SCALE}?|(?:{_FIGURE})\s?{_SCALE}\s?(?:dollars|won|yen|euros|USD|KRW|EUR)?"
)
_PERCENT = rf"(?:約|[△▲+\-−])?(?:{_FIGURE})\s?[%％]{_TAIL}"
_TYPED = re.compile(
    rf"(?P<date>{_DATE})|(?P<money>{_MONEY})|(?P<percent>{_PERCENT})|(?P<empty>N/A|n/a|非公開|未公開|非開示|未定|不明|[—–―－]{{1,3}})"
)
_NUMERIC = re.compile(
    rf"(?:[△▲+\-−(（]\s?)?(?:US)?[$€£¥₩₹]?\s?(?:(?:{_FIGURE})[兆億万千百]{{0,2}}){{1,3}}(?:\s?{_SCALE})?(?:[%％]|円|ドル|人|社|株|倍|ポイント|pt|x)?[)）]?|[—–―－\-]{{1,3}}|N/A|n/a"
)
_COLON = re.compile(r"(?P<label>[^:：。!?！？|]{1,48}?)[\s\u3000]*[:：][\s\u3000]*(?P<value>(?!//)\S.*)\Z")
_GAP = re.compile(r"(?<![$€£¥₩\s])[ \xa0]{2,}|\t+|[ ]?\u3000+[ ]?|[ ]{0,}\t[ ]{0,}")
_BREAK = re.compile(r"[ \t\u3000]{1,12}")
_BULLET = re.compile(r"(?:[-*+•・●○◦▪■□◆◇▶▷►※]\s*|\d{1,2}[.)．]\s+)?")
_RULE = re.compile(r"[\s|:\-–—+=]+\Z")
_UNIT = re.compile(r"[（(\[【]?\s?(?:単位|unit|in)\s?[:：]?\s?[^()（）]{1,60}[)）\]】]?\Z", re.IGNORECASE)
_KINDS = ("date", "money", "percent", "number", "source", "text")


def find(text: str, lines: Sequence[Line], skip: frozenset[int], last: int) -> dict[int, Row]:
    """Return the rows of the tables and label/value lists of a text by the index of their first line.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows, such as references.
        last: The highest number in the list of references, 0 where there is none.
    """
    found: dict[int, Row] = {}
    found |= _alternating(text, lines, skip)
    skip |= frozenset(line + extra for line, row in found.items() for extra in range(row.lines))
    for first, after in _blocks(lines, skip):
        block = lines[first:after]
        for reader in (_piped, _tabbed, _flattened, _spaced, _numbers, _labelled):
            rows = reader(text, block, last)
            if rows:
                found |= {first + row.line: replace(row, line=first + row.line) for row in rows}
                if reader is not _labelled:
                    break
    return _with_units(lines, found)


def _blocks(lines: Sequence[Line], skip: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Give the runs of lines without a blank one between them."""
    first = None
    for index, line in enumerate(lines):
        if line.text and index not in skip:
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(lines)


def _cell(text: str, start: int, end: int, header: str) -> Cell:
    while start < end and (text[start].isspace() or text[start] == "\u3000"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Cell(start, max(start, end), header)


def _uncited(text: str, cell: Cell, last: int, *, sourced: bool = False) -> tuple[Cell, tuple[Span, ...]]:
    """Return a cell without the citation number that sticks to its end, and that number.

    Args:
        text: The text.
        cell: The cell.
        last: The highest number in the list of references.
        sourced: Whether the table has a column of sources, so that a number is due.
    """
    if not last:
        return cell, ()
    content = text[cell.start : cell.end]
    tail = re.search(r"\d+\Z", content)
    if tail is None or tail.start() == 0:
        return cell, ()
    digits = tail.group()
    before = content[tail.start() - 1]
    if before in "-–/:.,+$¥€£#第" and not (before == "." and tail.start() > 1 and content[tail.start() - 2].isalpha()):
        return cell, ()
    cut = _citation(content[: tail.start()], digits, last, sourced)
    if not cut:
        return cell, ()
    stop = cell.end - cut
    return _cell(text, cell.start, stop, cell.header), (Span(stop, cell.end),)


def _citation(ahead: str, digits: str, last: int, sourced: bool) -> int:
    """Return how many of the last digits are a citation number; what stays must be a figure of its own."""
    fits = [size for size in (1, 2, 3) if size <= len(digits) and digits[-size] != "0" and 1 <= int(digits[-size:]) <= last]
    if not fits:
        return 0
    if len(digits) in fits and not (ahead[-1:].isspace() and not sourced):
        # Nothing but the number itself: it cites when what stands before it is complete without a figure.
        word = re.search(r"([^\W\d_]+)$", ahead)
        return 0 if word and folded(word.group(1)) in words("layout", "references", "numbered") else len(digits)
    state = re.search(r"\b[A-Z]{2}\s\Z", ahead)
    whole = {5: state is not None, 4: digits[:2] in ("19", "20"), 7: "-" not in ahead[-1:]}
    for length in (5, 4, 7):
        if len(digits) - length in fits and whole[length]:
            return len(digits) - length
    return 0


# Tables whose cells are marked.


def _piped(text: str, block: Sequence[Line], last: int) -> list[Row]:
    rule = next(
        (index for index, line in enumerate(block) if index and "|" in line.text and "-" in line.text and _RULE.match(line.text)), None
    )
    fenced = [line.text.startswith("|") and line.text.endswith("|") and len(line.text) > 2 for line in block]
    if rule is None and sum(fenced) < 2:
        return []
    rows: list[Row] = []
    headers: list[str] = []
    for index, line in enumerate(block):
        if not (fenced[index] or (rule is not None and rule - 1 <= index and "|" in line.text)):
            if rows:
                break
            continue
        if _RULE.match(line.text):
            rows.append(Row(index, 1, ()))
            continue
        cells = _parts(text, line, re.compile(r"(?<!\\)\|"), strip="|")
        rows.append(_row(text, index, cells, headers, last))
        if not headers:
            headers = [text[cell.start : cell.end] for cell in cells]
            rows[-1] = Row(index, 1, tuple(cell for cell in cells if cell.end > cell.start))
    return rows


def _tabbed(text: str, block: Sequence[Line], last: int) -> list[Row]:
    return _columns(text, block, [("\t" in line.text, re.compile(r"\t")) for line in block], last, least=1)


_ENUMERATED = re.compile(r"(?:[（(][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[．.、])\s*[^\d\s.]")


def _spaced(text: str, block: Sequence[Line], last: int) -> list[Row]:
    marks: list[tuple[bool, re.Pattern[str]]] = []
    for line in block:
        parts = [part for part in _GAP.split(line.text) if part]
        good = (
            len(parts) >= 2
            and not _ENUMERATED.match(line.text)
            and len(line.text) <= 240
            and not line.text.endswith(("。", "."))
            and all(len(part) <= 60 and not re.search(r"[。!?]|\.\s*$", part) for part in parts)
        )
        marks.append((good, _GAP))
    counts = Counter(len([part for part in _GAP.split(line.text) if part]) for line, (good, _) in zip(block, marks, strict=True) if good)
    if not counts or (max(counts) < 3 and counts.total() < 3 and not _figured(block, marks)):
        return []
    return _columns(text, block, marks, last, least=2)


def _figured(block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]]) -> bool:
    """Whether there are two lines of two columns, the second of which is a figure."""
    cut = [[part for part in _GAP.split(line.text) if part] for line, (good, _) in zip(block, marks, strict=True) if good]
    return len(cut) >= 2 and all(len(parts) == 2 and _typed(parts[1]) for parts in cut)


def _columns(text: str, block: Sequence[Line], marks: Sequence[tuple[bool, re.Pattern[str]]], last: int, least: int) -> list[Row]:
    """Read runs of lines that are cut by the same mark; the first is the header when it holds no figures."""
    rows: list[Row] = []
    at = 0
    while at < len(block):
        if not marks[at][0]:
            at += 1
            continue
        after = at
        while after < len(block) and marks[after][0]:
            after += 1
        if after - at >= least:
            cut = [_spelled(text, _parts(text, block[index], marks[index][1])) for index in range(at, after)]
            rows += _headed(text, at, cut, last)
        at = after
    return rows


def _spelled(text: str, cells: list[Cell]) -> list[Cell]:
    """Return a row with the letters of a label that is set wide (設　立) in one cell."""
    for size in range(min(5, len(cells) - 1), 1, -1):
        if all(cell.end - cell.start == 1 for cell in cells[:size]) and known_label(text[cells[0].start : cells[size - 1].end]):
            return [Cell(cells[0].start, cells[size - 1].end, ""), *cells[size:]]
    return cells


def _headed(text: str, at: int, cut: Sequence[Sequence[Cell]], last: int) -> list[Row]:
    if (stacked := _stacked(text, at, cut, last)) is not None:
        return stacked
    first = [text[cell.start : cell.end] for cell in cut[0]]
    wide = Counter(len(cells) for cells in cut[1:])
    columns = max(wide, key=lambda size: (wide[size], size)) if wide else len(first)
    figures = sum(1 for content in first if _NUMERIC.fullmatch(content) and not re.fullmatch(_YEAR, content))
    known = sum(1 for content in first if column_type(content) is not None)
    is_header = (
        len(cut) > 1
        and figures == 0
        and (columns >= 3 or known == len(first))
        and len(first) in (columns, columns - 1)
        and (known * 2 >= len(first) or any(_typed(text[cell.start : cell.end]) for cell in cut[1]))
    )
    if columns == 2 and len(first) == 2 and not is_header:
        return [Row(at + index, 1, *_label_value(text, cells, last)) for index, cells in enumerate(cut)]
    if not is_header and sum(1 for cells in cut if known_label(text[cells[0].start : cells[0].end])) * 2 >= len(cut):
        return [_profile(text, at + index, cells, last) for index, cells in enumerate(cut)]
    headers = ["", *first] if is_header and len(first) == columns - 1 else first if is_header else []
    rows: list[Row] = []
    for index, cells in enumerate(cut):
        if index == 0 and is_header:
            rows.append(Row(at, 1, tuple(replace(cell, header="") for cell in cells if cell.end > cell.start)))
        else:
            rows.append(_row(text, at + index, cells, headers, last))
    return rows


def _profile(text: str, index: int, cells: Sequence[Cell], last: int) -> Row:
    """Return a row among labels and values: its value runs to the end of the line unless it is figures in columns."""
    if len(cells) > 2 and not all(_NUMERIC.fullmatch(text[cell.start : cell.end]) for cell in cells[1:]):
        cells = (cells[0], Cell(cells[1].start, cells[-1].end, ""))
    return Row(index, 1, *(_label_value(text, cells, last) if len(cells) == 2 else (tuple(cells), ())))


def _stacked(text: str, at: int, cut: Sequence[Sequence[Cell]], last: int) -> list[Row] | None:
    """Read a table whose header stands on two lines: names, and under each the units of its columns."""
    if len(cut) < 3:
        return None
    names, units = ([text[cell.start : cell.end] for cell in row] for row in cut[:2])
    if any(re.search(r"\d", content) for content in (*names, *units)) or not names or len(units) % len(names) or len(units) == len(names):
        return None
    if any(len(row) not in (len(units), len(units) + 1) for row in cut[2:]):
        return None
    each = len(units) // len(names)
    headers = [f"{names[place // each]} {unit}" for place, unit in enumerate(units)]
    rows = [Row(at + index, 1, tuple(row)) for index, row in enumerate(cut[:2])]
    for index, row in enumerate(cut[2:], start=2):
        rows.append(_row(text, at + index, row, ["", *headers] if len(row) > len(units) else headers, last))
    return rows


def _label_value(text: str, cells: Sequence[Cell], last: int) -> tuple[tuple[Cell, ...], tuple[Span, ...]]:
    if len(cells) < 2:
        return tuple(cells), ()
    label = text[cells[0].start : cells[0].end]
    value, masked = _uncited(text, replace(cells[1], header=label), last)
    return (replace(cells[0], header=""), value, *cells[2:]), masked


def _typed(content: str) -> bool:
    return _TYPED.fullmatch(content) is not None or _NUMERIC.fullmatch(content) is not None


def _row(text: str, index: int, cells: Sequence[Cell], headers: Sequence[str], last: int) -> Row:
    made: list[Cell] = []
    masked: list[Span] = []
    two = len(headers) in (0, 2, 3) and bool(cells) and len([header for header in headers if column_type(header) != "source"]) == 2
    for place, cell in enumerate(cells):
        header = headers[place] if place < len(headers) else ""
        if cell.end == cell.start:
            continue
        content = text[cell.start : cell.end]
        if header and column_type(header) == "source" and re.fullmatch(r"[\[［(]?\d{1,3}(?:\s?[,、]\s?\d{1,3}){0,5}[\]］)]?", content):
            masked.append(Span(cell.start, cell.end))
            continue
        if two and place == 1 and made and _pairs(headers):
            header = text[made[0].start : made[0].end]
        clean, spans = (
            _uncited(text, Cell(cell.start, cell.end, header), last)
            if not _NUMERIC.fullmatch(content)
            else (Cell(cell.start, cell.end, header), ())
        )
        made.append(clean)
        masked += spans
    return Row(index, 1, tuple(made), tuple(masked))


def _pairs(headers: Sequence[str]) -> bool:
    """Whether a table of two columns names its rows in the first: Metric and Value, 項目 and 内容."""
    if folded(headers[0]).strip(" *:：") in words("layout", "tables", "pairs"):
        return True
    return column_type(headers[0]) == "text" and column_type(headers[1]) == "text"


def _parts(text: str, line: Line, mark: re.Pattern[str], strip: str = "") -> list[Cell]:
    start, end = line.first, line.last
    if strip:
        start += len(line.text) - len(line.text.lstrip(strip))
        end -= len(line.text) - len(line.text.rstrip(strip)) if not line.text.endswith("\\|") else 0
    cells: list[Cell] = []
    at = start
    for match in mark.finditer(text, start, end):
        cells.append(_cell(text, at, match.start(), ""))
        at = match.end()
    cells.append(_cell(text, at, max(at, end), ""))
    return cells


# Tables whose cells have run together.


@cache
def _vocabulary() -> dict[str, str]:
    return {folded(word): kind for kind in _KINDS for word in words("layout", "tables", kind)}


@cache
def column_type(header: str) -> str | None:
    """Return the type of a column by the last words of its header, or None where no word is known.

    Args:
        header: Text of the header.
    """
    plain = folded(re.sub(r"[（(\[].*?[)）\]]", " ", header)).strip(" :：*")
    vocabulary = _vocabulary()
    for start in range(len(plain)):
        if (kind := vocabulary.get(plain[start:])) is not None and (
            start == 0 or not (plain[start].isascii() and plain[start - 1].isalnum() and plain[start - 1].isascii())
        ):
            return kind
    return None


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
    if len(marked) > 1 and not any(cjk(character) for character in header):
        pieces = [piece.strip() for piece in marked]
        return pieces if columns in (None, len(pieces)) and sum(1 for piece in pieces if column_type(piece)) * 2 >= len(pieces) else None
    return _cut_header(header, columns, tuple(types))


def _cut_header(header: str, columns: int | None, types: tuple[str, ...]) -> list[str] | None:
    plain = [folded(character) or " " for character in header]
    if any(len(character) != 1 for character in plain):
        return None
    flat = "".join(plain)
    vocabulary = _vocabulary()
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


def _flattened(text: str, block: Sequence[Line], last: int) -> list[Row]:
    if len(block) < 3 or any(len(line.text) > 400 for line in block):
        return []
    for head in range(min(2, len(block) - 2)):
        header = block[head].text
        if len(header) > 120 or header[-1] in "。.!?！？:：" or re.search(r"[\d。\u3000]|  |\t", header):
            continue
        rows = _cut_rows(text, block, head, last) or _cut_pairs(text, block, head, last) or _uncut(text, block, head)
        if rows:
            return rows
    return _glued_labels(text, block, last)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    start: int
    end: int


def _pieces(text: str, line: Line) -> list[_Piece]:
    """Return the typed figures of a row and the text between them."""
    pieces: list[_Piece] = []
    at = line.first
    for match in _TYPED.finditer(text, line.first, line.last):
        if match.start() > at and text[at : match.start()].strip():
            pieces.append(_Piece("text", at, match.start()))
        pieces.append(_Piece(match.lastgroup or "text", match.start(), match.end()))
        at = match.end()
    if at < line.last and text[at : line.last].strip():
        pieces.append(_Piece("text", at, line.last))
    return pieces


def _cut_rows(text: str, block: Sequence[Line], head: int, last: int) -> list[Row]:
    cut: list[list[_Piece]] = []
    cited: list[tuple[Span, ...]] = []
    heads = _sourced(block[head].text)
    for line in block[head + 1 :]:
        whole, spans = _uncited(text, Cell(line.first, line.last, ""), last or (99 if heads else 0), sourced=heads)
        if heads and not last and not spans:
            return []
        cut.append(_pieces(text, replace(line, text=text[whole.start : whole.end])))
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
                _cell(text, piece.start, piece.end, names[place] if place < len(names) else "") for place, piece in enumerate(pieces)
            )
        else:
            cells = tuple(_cell(text, piece.start, piece.end, "") for piece in pieces)
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
    """Cut a table of labels and values under a header such as 項目内容."""
    names = split_header(block[head].text, None)
    if names is None:
        return []
    types = [column_type(name) for name in names]
    sourced = types[-1] == "source"
    if len(names) - sourced != 2 or types[0] not in ("text", None):
        return []
    rows = [_header_row(text, block[head], head, names)]
    known = 0
    for index in range(head + 1, len(block)):
        line = block[index]
        whole, spans = _uncited(text, Cell(line.first, line.last, ""), last or (99 if sourced else 0), sourced=sourced)
        content = text[whole.start : whole.end]
        at, sure = _label(content)
        known += sure
        label = content[:at].strip()
        cells = (
            (_cell(text, whole.start, whole.start + at, names[0]), _cell(text, whole.start + at, whole.end, label or names[1]))
            if at
            else (whole,)
        )
        rows.append(Row(index, 1, cells, spans))
    return rows if known * 2 >= len(rows) - 1 else []


@cache
def _labels() -> frozenset[str]:
    return frozenset(folded(word) for word in words("layout", "tables", "labels")) | frozenset(
        word for word in _vocabulary() if len(word) > 1
    )


def _label(content: str) -> tuple[int, bool]:
    """Return where the label at the start of a row ends, and whether a word says so; 0 where nothing does."""
    flat = "".join(character if len(character) == 1 else "?" for character in (folded(mark) or " " for mark in content[:40]))
    labels = _labels()
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
            (_cell(text, line.first, line.first + shared, names[0]), _cell(text, line.first + shared, line.last, ""))
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
                if folded(content[:size]) in _labels() and not content[size].isspace() and not content[size - 1].isspace()
            ),
            0,
        )
        if not size or (content[size - 1].isascii() and content[size].islower()) or content[size] in "のをがはにと・、":
            return []
        value, spans = _uncited(text, Cell(line.first + size, line.last, content[:size]), last)
        rows.append(Row(index, 1, (Cell(line.first, line.first + size, ""), value), spans))
    return rows if len(rows) >= 3 else []


# Figures in columns, and labels with values.


def _numbers(text: str, block: Sequence[Line], last: int) -> list[Row]:
    """Read lines of a label and two or more figures between single spaces, as text taken from a PDF file has them."""
    cut: list[list[Cell] | None] = []
    for line in block:
        parts = [(match.start(), match.end()) for match in re.finditer(r"[^\s\u3000]+", text[line.start : line.end])]
        tail = len(parts)
        while tail > 0 and _NUMERIC.fullmatch(text[line.start + parts[tail - 1][0] : line.start + parts[tail - 1][1]]):
            tail -= 1
        if len(parts) - tail < 2 or len(line.text) > 240 or (tail and parts[tail - 1][1] - parts[0][0] > 60):
            cut.append(None)
            continue
        label = [_cell(text, line.start + parts[0][0], line.start + parts[tail - 1][1], "")] if tail else []
        cut.append([*label, *(_cell(text, line.start + start, line.start + end, "") for start, end in parts[tail:])])
    rows: list[Row] = []
    at = 0
    while at < len(cut):
        after = at
        here = cut[at]
        while here is not None and after < len(cut) and (other := cut[after]) is not None and len(other) == len(here):
            after += 1
        if here is None or after - at < 2:
            at += 1
            continue
        headers: list[str] = []
        if at and cut[at - 1] is None:
            names = block[at - 1].text.split()
            if len(names) in (len(here), len(here) - 1) and len(block[at - 1].text) < 160:
                headers = names if len(names) == len(here) else ["", *names]
                cells = [
                    Cell(block[at - 1].start + match.start(), block[at - 1].start + match.end(), "")
                    for match in re.finditer(r"\S+", text[block[at - 1].start : block[at - 1].end])
                ]
                rows.append(Row(at - 1, 1, tuple(cells)))
        rows += [
            Row(
                index,
                1,
                tuple(replace(cell, header=headers[place] if place < len(headers) else "") for place, cell in enumerate(cut[index] or ())),
            )
            for index in range(at, after)
        ]
        at = after
    return rows


def _labelled(text: str, block: Sequence[Line], last: int) -> list[Row]:
    """Read runs of `label: value` lines, and of known labels with white space before their value."""
    rows: list[Row] = []
    run: list[tuple[Row, bool]] = []
    for index, line in enumerate(block):
        made = _pair(text, index, line, last)
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
        sure = known_label(label)
        if not sure and (len(content) - value > 160 or re.search(r"[。]|[.!?]\s", content[value:]) or content.endswith(("。", "."))):
            return None
        if len(content) - value > 160 or ("。" in content[value:] and len(content) - value > 60):
            return None
        stop = match.start("label") + len(match["label"])
    else:
        if content.endswith(("。", ".")) or len(content) > 160:
            return None
        for gap in reversed(list(_BREAK.finditer(content, 0, 40))):
            label = content[: gap.start()]
            if gap.end() < len(content) and any(cjk(character) for character in label) and known_label(label):
                return _paired(text, index, line, ahead, 0, gap.start(), gap.end(), last), True
        return None
    return _paired(text, index, line, ahead, match.start("label"), stop, value, last), sure


def _paired(text: str, index: int, line: Line, ahead: int, first: int, stop: int, value: int, last: int) -> Row:
    at = line.first + ahead
    label = _cell(text, at + first, at + stop, "")
    while label.end > label.start and text[label.start] in "*_":
        label = replace(label, start=label.start + 1)
    while label.end > label.start and text[label.end - 1] in "*_":
        label = replace(label, end=label.end - 1)
    start = at + value
    while start < line.last and text[start] in "*_ ":
        start += 1
    cell, spans = _uncited(text, _cell(text, start, line.last, text[label.start : label.end]), last)
    return Row(index, 1, (label, cell) if label.end > label.start else (cell,), spans)


@cache
def known_label(text: str) -> bool:
    """Whether a text is a label that profiles have (設立, Founded), with or without brackets, modifiers and inner spaces."""
    plain = folded(re.sub(r"[（(\[].*?[)）\]]", " ", text)).strip(" :：*_■◆●・【】[]-")
    labels = frozenset(folded(word) for word in words("layout", "tables", "labels"))
    close = plain.replace(" ", "")
    if plain in labels or (close in labels and all(cjk(character) for character in close)):
        return True
    if any(cjk(character) for character in plain):
        return len(close) <= 14 and any(close.endswith(label) for label in _endings(close)) and not re.search(r"[ぁ-ん]", close)
    parts = plain.split()
    return 1 < len(parts) <= 4 and (parts[-1] in labels or " ".join(parts[-2:]) in labels)


def _endings(close: str) -> list[str]:
    labels = frozenset(folded(word) for word in words("layout", "tables", "labels"))
    return [close[start:] for start in range(1, len(close) - 1) if close[start:] in labels]


def _alternating(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Read labels and values on lines of their own: at least three known labels, each with one to three short lines below."""
    full = [index for index, line in enumerate(lines) if line.text]
    label = {
        index
        for index in full
        if index not in skip and len(lines[index].text) <= 30 and known_label(lines[index].text) and not is_furniture(lines[index].text)
    }
    rows: dict[int, Row] = {}
    at = 0
    while at < len(full):
        run: list[tuple[int, int]] = []
        place = at
        while place < len(full) and full[place] in label:
            after = place + 1
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
            if after == place + 1:
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
                values = Cell(lines[full[first + 1]].first, end.last, name)
                rows[full[first]] = Row(
                    full[first], full[after - 1] - full[first] + 1, (Cell(begin.first, begin.first + len(name), ""), values)
                )
            at = run[-1][1]
        else:
            at += 1
    return rows


def _with_units(lines: Sequence[Line], found: dict[int, Row]) -> dict[int, Row]:
    """Add the unit that stands in a line of its own above a table to the headers of its cells."""
    unit = ""
    made: dict[int, Row] = {}
    before = -2
    for index in sorted(found):
        row = found[index]
        if index > before + 1 or not unit:
            unit = (
                next(
                    (
                        lines[above].text
                        for above in range(index - 1, max(-1, index - 4), -1)
                        if lines[above].text
                        and len(lines[above].text) <= 70
                        and _UNIT.match(lines[above].text)
                        and re.search(r"単位|unit|\bin\b", lines[above].text, re.IGNORECASE)
                    ),
                    "",
                )
                if index > before + 1
                else unit
            )
        before = index + row.lines - 1
        made[index] = (
            replace(row, cells=tuple(replace(cell, header=f"{cell.header} {unit}".strip()) if cell.header else cell for cell in row.cells))
            if unit
            else row
        )
    return made
