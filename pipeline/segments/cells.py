"""Cells of tables: their types, the words that head and label them, and the citation numbers that stick to them.

In: text of a cell, a header or a label. Out: its type, or the cell without what does not belong to it. Never: a guess where no word or
figure decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.mention import Span
from pipeline.records import Cell
from pipeline.segments.bylines import MONTH
from pipeline.segments.lines import cjk, folded, has_cjk, words


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: Index of its first line.
        lines: How many lines it covers.
        cells: Its cells, without citation numbers.
        masked: Its citation numbers.
        headed: Whether its cells have their heads already.
    """

    line: int
    lines: int
    cells: tuple[Cell, ...]
    masked: tuple[Span, ...] = ()
    headed: bool = False


#: What parts the cells of a row without marks: wide blanks, leaders, tabs.
GAP = re.compile(
    r"(?: ?[.…]){2,200}[ \xa0]{2,400}|(?: ?\.){4,200} ?| \.{3} (?=[(（△▲-]?[$€£¥₩]?\s?\d|[A-Z])"
    r"|(?<![$€£¥₩\s])[ \xa0]{2,400}|\t{1,40}|[ ]?\u3000{2,400}[ ]?|[ ]?(?<![A-Za-z])\u3000[ ]?"
    r"|[ ]?\u3000(?![A-Za-z])[ ]?|[ ]{0,40}\t[ ]{0,40}"
)
YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?:{YEAR}|(?:令和|平成|昭和)(?:\d{{1,2}}|元))年度?(?:\d{{1,2}}月(?:\d{{1,2}}日|期)?|第[1-4一二三四]四半期|上半期|下半期|前半|後半|末|初頭|春|夏|秋|冬)?頃?"
    rf"|{YEAR}년(?:\s?\d{{1,2}}월(?:\s?\d{{1,2}}일)?)?|{MONTH}\s(?:\d{{1,2}},?\s)?{YEAR}|\d{{1,2}}\s{MONTH}\s{YEAR}|(?:Q[1-4]|H[12]|FY)\s?'?{YEAR}|{YEAR}\s?(?:Q[1-4]|H[12])"
    rf"|{YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?(?!\d)|(?<!\d){YEAR}(?![\d,.]\d|\d|[万億兆円人])"
)
_FIGURE = r"\d{1,3}(?:[,，]\d{3}){1,8}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,6})?"
_SCALE = r"(?:billion|million|trillion|thousand|crore|lakh|bn|mn|tn|[BMKT](?![a-z])|[bmk](?![A-Za-z]))"
_TAIL = r"(?:以上|超|未満|以下|程度|前後|相当|弱|強|\+)?"
_MONEY = (
    rf"(?:約|ほぼ|およそ|最大)?(?:(?:{_FIGURE})[兆億万千百]{{0,2}}){{1,3}}(?:米ドル|香港ドル|豪ドル|ドル|円|ユーロ|ポンド|ウォン|人民元|元|ルピー|원|달러){_TAIL}"
    rf"|(?:약\s?)?(?:(?:{_FIGURE})\s?[조억만천백]{{0,2}}\s?){{1,3}}(?:원|달러|엔|유로|위안)"
    rf"|(?:約|about\s|~|>|<)?(?:US|HK|NT|S|A|C)?[$€£¥₩₹￥＄]\s?(?:{_FIGURE})\s?{_SCALE}?\+?|(?:Rs\.?|INR|USD|EUR|KRW|JPY|GBP)\s?(?:{_FIGURE})\s?{_SCALE}?|(?:{_FIGURE})\s?{_SCALE}\s?(?:dollars|won|yen|euros|USD|KRW|EUR)?"
)
_PERCENT = rf"(?:約|[△▲+\-−])?(?:{_FIGURE})\s?[%％]{_TAIL}"
TYPED = re.compile(
    rf"(?P<date>{_DATE})|(?P<money>{_MONEY})|(?P<percent>{_PERCENT})|(?P<empty>N/A|n/a|非公開|未公開|非開示|未定|不明|[—–―－]{{1,3}})"
)
NUMERIC = re.compile(
    rf"(?:[△▲+\-−(（]\s?)?(?:US)?[$€£¥₩₹]?\s?(?:(?:{_FIGURE})[兆億万千百]{{0,2}}){{1,3}}(?:\s?{_SCALE})?(?:[%％]|円|ドル|人|社|株|倍|ポイント|pt|x)?[)）]?|[—–―－\-]{{1,3}}|N/A|n/a"
)
#: Headers and labels of which the answer is kept: a table asks for the same ones in every row.
_RECENT = 4096
_KINDS = ("date", "money", "percent", "number", "source", "text")


def cell_at(text: str, start: int, end: int, header: str) -> Cell:
    """Return the cell of a stretch of text, without white space at its ends."""
    while start < end and (text[start].isspace() or text[start] == "\u3000"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Cell(start, max(start, end), header)


def parts(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Cell]:
    """Return the cells between the marks of a stretch of text; those without content are empty."""
    cells: list[Cell] = []
    at = start
    for match in mark.finditer(text, start, end):
        cells.append(cell_at(text, at, match.start(), ""))
        at = match.end()
    cells.append(cell_at(text, at, max(at, end), ""))
    return cells


def uncited(text: str, cell: Cell, last: int, *, sourced: bool = False) -> tuple[Cell, tuple[Span, ...]]:
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
    tail = re.search(r"\d{1,40}\Z", content)
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
    return cell_at(text, cell.start, stop, cell.header), (Span(stop, cell.end),)


def _citation(ahead: str, digits: str, last: int, sourced: bool) -> int:
    """Return how many of the last digits are a citation number; what stays must be a figure of its own."""
    fits = [size for size in (1, 2, 3) if size <= len(digits) and digits[-size] != "0" and 1 <= int(digits[-size:]) <= last]
    if not fits:
        return 0
    if len(digits) in fits and (sourced or not ahead[-1:].isspace() or cjk(ahead.rstrip()[-1:] or " ")):
        # Nothing but the number itself: it cites when what stands before it is complete without a figure.
        word = re.search(r"([^\W\d_]{1,80})$", ahead)
        return 0 if word and folded(word.group(1)) in words("layout", "references", "numbered") else len(digits)
    state = re.search(r"\b[A-Z]{2}\s\Z", ahead)
    whole = {5: state is not None, 4: digits[:2] in ("19", "20"), 7: "-" not in ahead[-1:]}
    for length in (5, 4, 7):
        if len(digits) - length in fits and whole[length]:
            return len(digits) - length
    # In a column of sources every row has its number; the figure before it keeps as many digits as it can.
    return fits[0] if sourced and digits[0] != "0" else 0


@cache
def column_words() -> dict[str, str]:
    """Return the words that head columns, each with the type of the column."""
    return {folded(word): kind for kind in _KINDS for word in words("layout", "tables", kind)}


@lru_cache(maxsize=_RECENT)
def column_type(header: str) -> str | None:
    """Return the type of a column by the last words of its header, or None where no word is known.

    Args:
        header: Text of the header.
    """
    plain = folded(re.sub(r"[（(\[].{0,200}?[)）\]]", " ", header)).strip(" :：*")
    vocabulary = column_words()
    for start in range(len(plain)):
        if (kind := vocabulary.get(plain[start:])) is not None and (
            start == 0 or not (plain[start].isascii() and plain[start - 1].isalnum() and plain[start - 1].isascii())
        ):
            return kind
    return None


def typed(content: str) -> bool:
    """Whether a cell holds a date, an amount or a number and nothing else."""
    return TYPED.fullmatch(content) is not None or NUMERIC.fullmatch(content) is not None


@lru_cache(maxsize=_RECENT)
def known_label(text: str) -> bool:
    """Whether a text is a label that profiles have (設立, Founded), with or without brackets, modifiers and inner spaces."""
    plain = folded(re.sub(r"[（(\[].{0,200}?[)）\]]", " ", text)).strip(" :：*_■◆●・【】[]-")
    labels = _labels()
    close = plain.replace(" ", "")
    if plain in labels or (close in labels and all(cjk(character) for character in close)):
        return True
    if has_cjk(plain):
        return len(close) <= 14 and any(close.endswith(label) for label in _endings(close)) and not re.search(r"[ぁ-ん]", close)
    parts = plain.split()
    return 1 < len(parts) <= 4 and (parts[-1] in labels or " ".join(parts[-2:]) in labels)


def _endings(close: str) -> list[str]:
    labels = _labels()
    return [close[start:] for start in range(1, len(close) - 1) if close[start:] in labels]


@cache
def _labels() -> frozenset[str]:
    return frozenset(folded(word) for word in words("layout", "tables", "labels"))


@cache
def label_words() -> frozenset[str]:
    """Return the words that may label a value: those of profiles and those of columns."""
    return _labels() | frozenset(word for word in column_words() if len(word) > 1)
