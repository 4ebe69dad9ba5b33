"""Compatibility forms of characters -> the plain ones, so that every grammar reads one form; exact offsets both ways.

In: a text. Out: the text to read, with the way back to places of the first. Never: a change of what a text says: superscripts stay notes or
powers, fractions stay one sign, kanji stay as they are.

Source: Unicode Standard Annex #15 (compatibility equivalence), Unicode category Cf (format characters), line breaks of UAX #14.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from extractors.digits import DIGIT
from extractors.mention import Span


def _one_for_one() -> dict[int, str]:
    """Full-width letters, digits and marks, mathematical digits, letters of another case only, spaces, breaks, each by its plain form."""
    forms = [
        *range(0x1D7CE, 0x1D800),
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
        *map(ord, "％＄￠￡￥￦，．－＋／﹐﹒﹢﹣﹩﹪"),
    ]
    table = {form: unicodedata.normalize("NFKC", chr(form)) for form in forms}
    # strokes and dashes by the one that every grammar knows
    table |= {0x2044: "/", 0x2215: "/", 0x2012: "–", 0xFE58: "—", 0x02D7: "-", 0x2796: "−"}
    # what a search that tells no capitals from small letters takes for s, k and i: "laſt year", "İn 2023"
    table |= {0x017F: "s", 0x212A: "K", 0x0130: "I", 0x0131: "i"}
    table |= dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), "\u00a0")
    return table | dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")


#: What running text may have before a year; 第20, 表20 and 計20 are no beginnings of one.
_RUNNING = "(?:[ぁ-んァ-ヶー、。（(「・]|(?![第表図約計全各])[一-鿿]|[가-힣 ])"
#: Inside a year in running text a line ends where the page did: 20⏎24年.
_IN_A_YEAR = "|".join(
    rf"(?:(?<=\A{begun})|(?<={_RUNNING}{begun}))\r?\n(?={rest}[年년])"
    for begun, rest in (
        ("[1１]", f"[6-9６-９][{DIGIT}]{{2}}"),
        ("[2２]", f"[0０][{DIGIT}]{{2}}"),
        ("(?:[1１][6-9６-９]|[2２][0０])", f"[{DIGIT}]{{2}}"),
        (f"(?:[1１][6-9６-９]|[2２][0０])[{DIGIT}]", f"[{DIGIT}]"),
    )
)

#: What Markdown puts around a figure, or a part of it, to stress it: **13,400** people, **$3.2** billion; no sign of a power.
_STRESS = (
    rf"(?<![A-Za-z0-9０-９*%％)）円])(?<![{DIGIT}]\s)(?:\*(?=[^*\s]{{1,24}}\*)|\*\*(?=[^*\n]{{1,60}}\*\*)|\*{{3}})"
    rf"(?=[{DIGIT}$€£¥₩＄￥+＋−▲△▼約]|-[{DIGIT}])"
    rf"|(?<=[{DIGIT}%％])\*{{1,3}}(?![*]|\s?[{DIGIT}]|(?!(?:[bmt]n|[mbkx])\b)[A-Za-z])"
    rf"|(?<![A-Za-z0-9_])(?<![{DIGIT}]\s)__?(?=[{DIGIT}$€£¥₩＄￥])|(?<=[{DIGIT}%％])__?(?=[.,;:)]|\s[^{DIGIT}])"
    rf"|`(?=[{DIGIT}$€£¥₩＄￥+−▲△▼-])|(?<=[{DIGIT}%％])`"
)
#: What is struck out, and tags that change how words look and not what they say: no sentence has them.
_STRUCK = r"~~(?=[^\s~])[^~\n]{1,80}~~|<(?P<struck>s|del|strike)>[^<>\n]{1,80}</(?P=struck)>"
_LOOKS = r"</?(?:b|i|u|em|strong|span|font|a|mark|small|big|code|ins|tt|nobr|bdi|data|wbr)(?:\s[^<>]{0,200})?/?>"
_ENTITY = r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5});"
#: Marks behind a figure that belong to no figure: a masked citation, a superscript or a dagger between it and its scale.
_SCALES = "(?:thousand|million|billion|trillion|crore|lakh)s?"
_NOTES = (
    rf"(?<=[{DIGIT}%％])\ufffc+(?!\s{{0,2}}[{DIGIT}\ufffc])|(?<=[$€£¥₩＄￥])\ufffc+(?=[{DIGIT}])"
    rf"|(?<=[{DIGIT}])(?:[¹²³⁴-⁹]{{1,2}}|[†‡§]{{1,3}}|\([0-9]\)|<sup>[0-9]{{1,2}}</sup>)(?=[ \u00a0]?{_SCALES}\b)"
)

#: A line of a quotation that breaks a figure: "> revenue of $21⏎> million".
_QUOTED = rf"(?<=[{DIGIT}$€£¥])\n[>＞][ ]?(?={_SCALES}\b|[万億兆円만억조원{DIGIT}])"

_TABLE = _one_for_one()
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EVEN = re.compile(f"[{''.join(map(chr, _TABLE))}]")
#: What one character becomes that several stand for, several that one stands for, or none.
_UNEVEN = re.compile(
    r"(?=[\n\r*_`~<(&\\†‡§¹²³⁴-⁹\ufffc\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3300-\u33ff\ufb00-\ufb06\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f\uff66-\uff9d])"
    rf"(?:(?P<year>{_IN_A_YEAR})|(?P<stress>{_STRESS})|(?P<none>{_STRUCK}|{_LOOKS}|{_NOTES}|\\(?=[$%&#*_~€£¥₩]))"
    rf"|(?P<quoted>{_QUOTED})|(?P<entity>{_ENTITY})|<sup>(?P<raised>[0-9]{{1,2}})</sup>"
    r"|(?P<format>[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f]+)|(?P<line>\r\n?)"
    r"|(?P<form>[\u3300-\u33ff\ufb00-\ufb06]|[\uff66-\uff9d][\uff9e\uff9f]?))"
)

_WITHIN_WORDS = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|[\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text in plain forms.

    Attributes:
        text: What to read.
        places: Where the two differ in length: first and last place in the text as it stands, first and last in this one; in order.
    """

    text: str
    places: tuple[tuple[int, int, int, int], ...] = ()

    def reading(self, span: Span) -> Span:
        """Return where a stretch of the text as it stands is in this one."""
        return Span(self._read_at(span.start), self._read_at(span.end)) if self.places else span

    def written(self, span: Span) -> Span:
        """Return where a stretch of this text is in the text as it stands: whole characters of it, no unseen ones at its ends."""
        if not self.places:
            return span
        return Span(self._written_at(span.start)[0], self._written_at(span.end - 1)[1])

    def _read_at(self, at: int) -> int:
        index = bisect_right(self.places, at, key=itemgetter(0)) - 1
        if index < 0:
            return at
        _, end, first, last = self.places[index]
        return first if at < end else last + at - end

    def _written_at(self, at: int) -> tuple[int, int]:
        """Where the character stands that was read at a place."""
        index = bisect_right(self.places, at, key=itemgetter(2)) - 1
        if index < 0:
            return at, at + 1
        start, end, _, last = self.places[index]
        return (start, end) if at < last else (end + at - last, end + at - last + 1)


def plain_text(text: str) -> PlainText:
    """Return a text in plain forms: full-width and half-width forms, ligatures, squared words and line breaks by what they stand for.

    Args:
        text: The text as it stands.

    Returns:
        The text to read. Format characters, which nobody sees, are left out, and marks that stress a figure.
    """
    read = _replaced(text, _UNEVEN, _plain_form)
    return PlainText(read.text.translate(_TABLE), read.places) if _EVEN.search(read.text) else read


def joined_text(text: str) -> PlainText:
    """Return a text as its words are read for names: without characters that nobody sees, ligatures by their letters, all else as it is.

    Args:
        text: The text as it stands.
    """
    return _replaced(text, _WITHIN_WORDS, lambda found: unicodedata.normalize("NFKC", found[0]) if "\ufb00" <= found[0] <= "\ufb06" else "")


def lowered(text: str) -> str:
    """Return a text in lower case, as long as it was: each place in it is the same place in the text.

    Args:
        text: The text; of all characters only its dotted capital I would become two.

    Source: Unicode Standard, SpecialCasing.txt (unconditional mappings to lower case).
    """
    return text.replace("İ", "i").lower()


def _replaced(text: str, pattern: re.Pattern[str], form_of: Callable[[re.Match[str]], str]) -> PlainText:
    """A text with what a pattern finds in another form."""
    pieces: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    at = length = 0
    for found in pattern.finditer(text):
        form = form_of(found)
        length += found.start() - at
        pieces += (text[at : found.start()], form)
        if len(form) != found.end() - found.start():
            places.append((found.start(), found.end(), length, length + len(form)))
        length += len(form)
        at = found.end()
    return PlainText("".join((*pieces, text[at:])) if pieces else text, tuple(places))


def _plain_form(found: re.Match[str]) -> str:
    if found.lastgroup in ("format", "year", "stress", "none"):
        return ""
    if found["quoted"] is not None:
        return "\n"
    if found["entity"] is not None:
        return html.unescape(found[0])
    if found["raised"] is not None:
        return found["raised"].translate(_RAISED)
    return "\n" if found["line"] is not None else unicodedata.normalize("NFKC", found[0])
