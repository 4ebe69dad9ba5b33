"""Tables that a reader of PDF files has flattened: heads, units and figures each on a line of their own, or a few to a line.

In: the lines of a text. Out: rows with cells and their heads. Never: a row whose figures are not as many as the units or periods above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Cell, Head
from pipeline.segments.cell_forms import kind
from pipeline.segments.cells import Row
from pipeline.segments.lines import Line

#: Most columns of such a table, and the longest label of a row or column.
_COLUMNS, _LABEL = 16, 60
_PART = re.compile(r"円\s銭|(?i:(?:thousand|million|billion)s?(?: of)? (?:yen|won|dollars|euros))|\S+")
#: What is parted by blanks, and by more than one.
_WORD, _PHRASE = re.compile(r"\S+"), re.compile(r"\S+(?: \S+)*")
#: How a line ends whose name goes on in the next line: 親会社株主に帰属する, １株当たり, Profit attributable to.
_GOES_ON = re.compile(
    r"(?:帰属する|当たり|あたり|[ぁ-んァ-ヶ一-龠々]の|に係る|による|\b(?:of|to|per|and|before|after|from|attributable|for))\Z",
    re.IGNORECASE,
)
#: Columns from which on names of two lines each are told from titles above names of one, and how a title begins.
_PAIRED, _TITLE = 3, re.compile(r"[(（\[【<＜■●・*#]|[\d０-９]{1,2}\s?[.．、)）]")


@dataclass(frozen=True, slots=True)
class _Token:
    """A line of text, or one of the figures or units of a line.

    Attributes:
        kind: `figure`, `unit`, `period` or `text`.
        start: First code point.
        end: Code point after the last.
        line: Index of its line.
    """

    kind: str
    start: int
    end: int
    line: int


def stacked(text: str, lines: Sequence[Line], skip: frozenset[int]) -> dict[int, Row]:
    """Return the rows of flattened tables by the index of their first line.

    A run of units (百万円 % 百万円 %) or of periods says how many columns there are; the lines before it name them; then come rows: a label
    and as many figures as there are columns. Where units, names and rows are a line each, the order of the figures counts, not how far they
    are apart: characters of two widths seldom stand under each other.

    Args:
        text: The text.
        lines: Its lines.
        skip: Indices of lines that are no rows.
    """
    tokens = [token for index, line in enumerate(lines) if index not in skip and line.text for token in _tokens(text, line, index)]
    found: dict[int, Row] = {}
    at = 0
    while at < len(tokens):
        after = _run(tokens, at, tokens[at].kind) if tokens[at].kind in ("unit", "period") else at + 1
        if tokens[at].kind in ("unit", "period") and after - at <= _COLUMNS:
            rows, end = _rows(tokens, after, after - at, each=text[tokens[after - 1].end - 1] == "銭")
            heads = _heads(text, tokens, at, after)
            over = any(row[-1].line > row[0].line for row in rows) and (heads or len(rows) > 1) and after - at > 1
            if over or (heads and _lined(tokens, at, after, rows, end)):
                first = min((head.line for column in heads for head in column), default=tokens[at].line)
                found |= _named(tokens, first, rows[0][0].line, heads)
                found |= {row[0].line: _row(text, row, heads) for row in rows}
                at = end
                continue
        at = max(after, at + 1)
    return found


def _lined(tokens: Sequence[_Token], at: int, after: int, rows: Sequence[Sequence[_Token]], end: int) -> bool:
    """Whether a line of units stands over rows of a line each, every one of which has as many figures, with names on the line above it."""
    line = tokens[at].line
    if tokens[at].kind != "unit" or tokens[after - 1].line != line or not rows or tokens[at - 1].line != line - 1:
        return False
    if any(row[0].line != row[-1].line for row in rows) or rows[0][0].line != line + 1 or len(rows) < (2 if after - at == 1 else 1):
        return False
    figures = _run(tokens, end + 1, "figure") - end - 1 if end + 1 < len(tokens) and tokens[end].line == rows[-1][0].line + 1 else 0
    return figures < 2 or tokens[end + 1].line != tokens[end].line


def _tokens(text: str, line: Line, index: int) -> Iterator[_Token]:
    """Give the parts of a line: figures, units and periods one by one, with the label before them as a whole."""
    parts = [(match.start(), match.end()) for match in _PART.finditer(text, line.first, line.last)]
    kinds = [kind(text[start:end]) for start, end in parts]
    whole = kind(text[line.first : line.last])
    if whole in ("period", "unit") or len(parts) > 2 * _COLUMNS:
        yield _Token(whole if whole in ("period", "unit") else "text", line.first, line.last, index)
        return
    tail = len(parts)
    while tail and kinds[tail - 1] in ("figure", "unit", "period") and not (kinds[tail - 1] == "period" and "figure" in kinds[tail:]):
        tail -= 1
    if tail:
        yield _Token(kind(text[line.first : parts[tail - 1][1]]), line.first, parts[tail - 1][1], index)
    for (start, end), form in zip(parts[tail:], kinds[tail:], strict=True):
        yield _Token(form, start, end, index)


def _run(tokens: Sequence[_Token], at: int, form: str) -> int:
    after = at
    while after < len(tokens) and tokens[after].kind == form and (after == at or tokens[after].line - tokens[after - 1].line <= 2):
        after += 1
    return after


def _rows(tokens: Sequence[_Token], at: int, columns: int, *, each: bool) -> tuple[list[list[_Token]], int]:
    """Return the rows from a place on, each a label and as many figures as there are columns, and where they end.

    Where the last column is of one share (`each`), a row of changes below others may leave it out.
    """
    rows: list[list[_Token]] = []
    while at < len(tokens) and tokens[at].kind in ("text", "period") and tokens[at].end - tokens[at].start <= _LABEL:
        row = list(tokens[at : at + 1 + columns])
        figures = _run(tokens, at + 1, "figure") - at - 1
        if each and rows and columns > 2 and figures == columns - 1 and row[figures].line == row[0].line:
            row = row[: 1 + figures]
        elif figures != columns or row[-1].line - row[0].line > 2 * columns + 1:
            break
        rows.append(row)
        at += len(row)
    return rows, at


def _heads(text: str, tokens: Sequence[_Token], at: int, after: int) -> list[tuple[_Token, ...]]:
    """Return the heads of each column: the lines above that name it, and its unit or period.

    Where yen and per cent take turns (百万円 % 百万円 %), a name heads two columns: 売上高 one of yen and one of change.
    """
    units = tokens[at:after]
    if units[0].kind == "period":
        noted = tokens[at - 1] if at else None
        shared = (noted,) if noted is not None and noted.kind == "unit" and units[0].line - noted.line <= 2 else ()
        return [(*shared, unit) for unit in units]
    opens = _opening(text, units)
    wanted = sum(opens)
    lined = units[0].line < units[-1].line
    whole = _whole(text, tokens, at)
    names = (
        (_paired(text, tokens, at, wanted) or _names(whole, len(whole), wanted) if lined else [])
        or _named_beside(text, tokens, at, wanted)
        or _names(tokens, at, wanted)
    )
    if not names:
        return []
    above = _names(tokens, at - wanted, wanted) if wanted > 1 and len({name.end - name.start for name in names}) == 1 else []
    outer = above if above and above[-1].line == names[0].line - 1 and len({name.end - name.start for name in above}) == 1 else []
    heads: list[tuple[_Token, ...]] = []
    place = -1
    for unit, opening in zip(units, opens, strict=True):
        place += opening
        heads.append((*outer[place : place + 1], names[place], unit))
    return heads


def _opening(text: str, units: Sequence[_Token]) -> list[bool]:
    """Tell which units open a group: all, unless each but the last of the others is followed by a unit of per cent.

    What is told in yen and sen is of one share, and has no change beside it.
    """
    shares = [_is_share(unit) for unit in units]
    each = [text[unit.end - 1] == "銭" for unit in units]
    others = [place for place, share in enumerate(shares) if not share and not each[place]]
    turns = sum(shares) > 1 and len(others) > 0 and all(place + 1 < len(shares) and shares[place + 1] for place in others[:-1])
    return [not (turns and share and place and not shares[place - 1] and not each[place - 1]) for place, share in enumerate(shares)]


def _whole(text: str, tokens: Sequence[_Token], at: int) -> list[_Token]:
    """Return what stands before a place, the two lines of a name joined: 親会社株主に帰属する, 四半期純利益.

    Where two such lines follow each other, the first halves of several names stand before the second ones.
    """
    joined: list[_Token] = []
    before = False
    near = tokens[max(0, at - 2 * _COLUMNS) : at]
    for place, token in enumerate(near):
        last = near[place - 1] if place else None
        lines = last is not None and last.kind == token.kind == "text" and token.line == last.line + 1
        half = lines and last is not None and _GOES_ON.search(text, last.start, last.end) is not None
        if half and not before and not _GOES_ON.search(text, token.start, token.end):
            joined[-1] = _Token("text", joined[-1].start, token.end, token.line)
        else:
            joined.append(token)
        before = half
    return joined


def _paired(text: str, tokens: Sequence[_Token], at: int, wanted: int) -> list[_Token]:
    """Return the names of three columns and more that take two lines each, where nothing else stands before: 自己資本, 当期純利益率."""
    first = at
    while first and tokens[first - 1].kind == "text" and (first == at or tokens[first].line == tokens[first - 1].line + 1):
        first -= 1
    block = tokens[first:at]
    if wanted < _PAIRED or len(block) != 2 * wanted or any(_TITLE.match(text, token.start, token.end) for token in block):
        return []
    return [_Token("text", one.start, other.end, other.line) for one, other in zip(block[::2], block[1::2], strict=True)]


def _names(tokens: Sequence[_Token], at: int, wanted: int) -> list[_Token]:
    """Return so many lines of text right before a place, or none if there are not as many."""
    names = list(tokens[max(0, at - wanted) : at])
    good = len(names) == wanted and all(name.kind in ("text", "period") and name.end - name.start <= _LABEL for name in names)
    return names if good and names and names[-1].line - names[0].line <= 2 * wanted + 1 else []


def _named_beside(text: str, tokens: Sequence[_Token], at: int, wanted: int) -> list[_Token]:
    """Return the names that stand beside each other on the line before a place, or none if there are not so many."""
    if not at or wanted < 2 or tokens[at - 1].kind != "text":
        return []
    line = [token for token in tokens[max(0, at - 2 * _COLUMNS) : at] if token.line == tokens[at - 1].line]
    start, end = line[0].start, line[-1].end
    for mark in (_WORD, _PHRASE):
        parts = [_Token("text", start + match.start(), start + match.end(), line[0].line) for match in mark.finditer(text[start:end])]
        if len(parts) == wanted and all(part.end - part.start <= _LABEL for part in parts):
            return parts
    return []


def _is_share(unit: _Token) -> bool:
    return unit.end - unit.start == 1


def _named(tokens: Sequence[_Token], first: int, last: int, heads: Sequence[Sequence[_Token]]) -> dict[int, Row]:
    """Return the lines of the heads as rows of their own, those whose names stand beside each other cut into them."""
    cut: dict[int, list[_Token]] = {}
    for head in dict.fromkeys(head for column in heads for head in column):
        cut.setdefault(head.line, []).append(head)
    lines: dict[int, list[_Token]] = {}
    for token in tokens[bisect_left(tokens, first, key=_line) : bisect_left(tokens, last, key=_line)]:
        lines.setdefault(token.line, []).append(token)
    found: dict[int, Row] = {}
    for line, beside in lines.items():
        parts = cut[line] if len(cut.get(line, ())) > len(beside) else beside
        found[line] = Row(line, 1, tuple(Cell(part.start, part.end, "") for part in parts), headed=True)
    return found


def _line(token: _Token) -> int:
    return token.line


def _row(text: str, row: Sequence[_Token], heads: Sequence[Sequence[_Token]]) -> Row:
    label, *figures = row
    beside = Head("row", label.start, label.end)
    cells = [Cell(label.start, label.end, "")]
    for place, figure in enumerate(figures):
        over = heads[place] if place < len(heads) else ()
        above = tuple(Head("unit" if head.kind == "unit" else "column", head.start, head.end) for head in over)
        header = " ".join(text[head.start : head.end] for head in over)
        cells.append(Cell(figure.start, figure.end, header, (beside, *above)))
    return Row(label.line, figures[-1].line - label.line + 1, tuple(cells), headed=True)
