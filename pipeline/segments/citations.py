"""Citation numbers and web addresses: what stands in a text but belongs to no sentence of it.

In: a text and its lines. Out: the lines of its list of references with number, title and address, and the spans that no mention may
take. Never: a number that the list of references does not have, unless it stands in the brackets of a citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.mention import Span
from pipeline.segments.bylines import DATE, MONTHS
from pipeline.segments.lines import Line, cjk, folded, words

URL = re.compile(
    r"(?:https?|ftp)://(?:[^\s<>\"「」『』（）、。，｜|()]|\([^\s()]{0,200}\))++|\bwww\.[A-Za-z0-9\-]{1,80}\.[A-Za-z0-9\-./?=&%#_~:+]{0,2000}[A-Za-z0-9/]",
    re.IGNORECASE,
)
_AT = re.compile(r"@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_BEFORE_AT = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\Z")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]{0,300})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})\](?P<target>\([^()\s]{1,1000}(?:\s\"[^\"\n]{0,200}\")?\))")
_BRACKETED = re.compile(
    r"(?=[\[［（(※＊*【 \t\u3000])(?:[\[［](?:(?:注|註|脚注|note|n|ref|cit)\.?\s?)?\d{1,3}(?:\s?[,、，\-–~〜]\s?\d{1,3}){0,8}[\]］]"
    r"(?::\s?\d{1,4}(?:[–\-]\d{1,4})?(?![\d.,%]))?"
    r"|[\[［](?:citation needed|better source needed|edit|編集|要出典|出典)[\]］]"
    r"|\[\^[\w-]{1,20}\](?!:)"
    r"|[（(](?:注|註|※|脚注)\s?\d{1,3}[)）]|(?<=[^\s\d*])(?:※|＊|\*)\d{1,2}(?![\d*%％.,万億])"
    r"|(?m:^)[ \t\u3000]{0,8}(?:※|＊)\d{1,2}(?=[\s\u3000:：])|【\d{1,3}(?:†[^】\n]{0,80})?】)",
    re.IGNORECASE,
)
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[,˒·､][⁰¹²³⁴-⁹]{1,3}){0,5}")
_RAISED_UNIT = re.compile(r"(?:[\d⁰¹²³⁴-⁹㎡]|(?:\A|[\W\d_])(?:[ckmd]?m|ft|in|mi|yd|s))\Z", re.IGNORECASE)
_MARKER = re.compile(
    r"(?:\[(\d{1,3})\]|［(\d{1,3})］|\((\d{1,3})\)|（(\d{1,3})）|(\d{1,3})[.)．:：]|[注註※]\s?(\d{1,3})[)）.:：]?|\^\s?(\d{1,3})|(\d{1,3})(?=[\s\u3000]))[\s\u3000]{0,80}"
)
#: A number that may cite: glued to what stands before it, and with nothing after it that a number could count.
_GLUED = re.compile(
    r"(?=\d)(?<=[^\s\d:/\-–—−+$¥€£￥＄#(（\[「『])(?P<number>\d{1,3})(?!\d|[.．:/\-–]\d|[,，]\d{3}(?!\d)|[%％°])"
    r"(?P<more>(?:[,、，][ ]?\d{1,3}(?![\d年月日万億兆%％.])|[ ]\d{1,3}(?=[\s\u3000]|\Z)){0,6})"
)
_SPACED = re.compile(r"(?<=[ぁ-ん。」』）)”.!?])[ \u3000](?P<number>\d{1,3})(?=[ \t\u3000]{0,80}(?:[\n\r]|\Z))")
#: An entry without number and address: a year, or a date of retrieval, and names set apart by full stops.
_BIBLIOGRAPHIC = re.compile(r"(?:19|20)\d{2}[a-z]?[).,]|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:閲覧|アクセス)|\bRetrieved\b|『[^』]{1,80}』")
_MORE = r"(?:[,、，]\s?\d{1,3}){0,6}"
#: A number set off by a space before the full stop, as some reports print it.
_SPACED_JA = re.compile(rf"(?<=[ぁ-んァ-ヶー一-鿿」』）)%％])[ \u3000](?P<number>\d{{1,3}})(?P<more>{_MORE})(?=[。．、，])")
_SPACED_EN = re.compile(rf"(?<=[a-z)%”\"])[ ](?P<number>\d{{1,3}})(?P<more>{_MORE})(?=[.,](?:\s|\Z))")
_ACCESSED = re.compile(
    rf"[,.;、。]?\s{{0,40}}[(（]?(?:(?:last\s)?(?:accessed|retrieved|viewed|visited)(?:\son)?:?\s{DATE}|(?:\d{{1,2}}月\s?\d{{1,2}},\s?\d{{4}}|{DATE})\s?に?(?:アクセス|閲覧|取得)"
    rf"|(?:\d{{1,2}}월\s?\d{{1,2}},\s?\d{{4}}|{DATE})\s?에?\s?(?:액세스|접속))[)）]?[,.、。]?\s{{0,40}}\Z",
    re.IGNORECASE,
)
_PARTICLE = "はがをにへとでのやもか"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a list of references.

    Attributes:
        line: Index of its first line.
        lines: How many lines it covers.
        number: Its number, or None in a list without numbers.
        marker: Where the number stands, with its full stop or brackets.
        title: Where the title stands: the entry without number and address; may be empty.
        cites: Whether it names a source; a note that only explains does not.
    """

    line: int
    lines: int
    number: int | None
    marker: Span
    title: Span
    cites: bool = True


def references(text: str, lines: Sequence[Line]) -> tuple[Reference, ...]:
    """Return the entries of the lists of references of a text.

    A list opens with a heading that says so, or is a run of numbered lines with addresses of the web at the end of the text.

    Args:
        text: The text.
        lines: Its lines.
    """
    found: list[Reference] = []
    at = 0
    while at < len(lines):
        if lines[at].text and opens_references(lines[at].text):
            taken, at = _entries(text, lines, at + 1)
            found += (replace(entry, cites=_cites(text, lines, entry)) for entry in taken)
        else:
            at += 1
    return tuple(found) if found else _tail(text, lines)


def _cites(text: str, lines: Sequence[Line], entry: Reference) -> bool:
    whole = text[entry.marker.end : lines[entry.line + entry.lines - 1].last].strip()
    if URL.search(whole) or _BIBLIOGRAPHIC.search(whole) or not whole.endswith((".", "。")):
        return True
    # A title in quotation marks, or names set apart by full stops, is a source; a plain sentence is a note.
    return whole[0] in '"“「『^' or len(re.findall(r"[.。](?:\s|\Z)", whole)) >= 3


def opens_references(text: str) -> bool:
    """Whether a line is the heading of a list of references."""
    if len(text) > 40:
        return False
    plain = re.sub(
        r"^(?:#{1,9}\s{0,40}|[■◆●▼□◇○・]\s{0,40}|(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.．、)]\s{0,40}|第[\d一二三四五六七八九十]{1,3}[章節]\s{0,40})",
        "",
        text,
    )
    plain = re.sub(r"\[(?:edit|編集)\]\Z", "", plain)
    return folded(plain.strip("*_【】[]＜＞<>〈〉《》:： ")) in words("layout", "references", "headings")


def _entries(text: str, lines: Sequence[Line], at: int) -> tuple[list[Reference], int]:
    entries: list[Reference] = []
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        marker = _MARKER.match(line.text)
        number = _number(marker) if marker else None
        due = len(entries) + 1 if not entries or entries[-1].number is None else entries[-1].number + 1
        numbered = number is not None and (
            number == due or (entries and entries[-1].number is not None and due <= number <= due + 3) or (not entries and number <= 3)
        )
        linked = URL.search(line.text) is not None
        bullet = re.match(r"(?:[-*•・●○◦▪^↑]|[–—])\s{0,40}(?:[a-z]\s){0,6}", line.text) or (
            re.match(r"", line.text) if _BIBLIOGRAPHIC.search(line.text) else None
        )
        if line.furniture and not linked:
            break
        if not numbered and not linked and not (bullet and (not entries or entries[-1].number is None)):
            if (
                entries
                and lines[at - 1].text
                and (line.indent > lines[entries[-1].line].indent or not _heads(line.text))
                and len(line.text) < 300
                and entries[-1].number is not None
            ):
                entries[-1] = _widened(text, lines, entries[-1], at)
                at += 1
                continue
            break
        if entries and entries[-1].number is not None and not numbered:
            if not lines[at - 1].text:
                break
            entries[-1] = _widened(text, lines, entries[-1], at)
        else:
            ahead = marker.end() if marker and numbered else bullet.end() if bullet else 0
            entries.append(
                Reference(
                    at, 1, number if numbered else None, Span(line.first, line.first + ahead), _title(text, line.first + ahead, line.last)
                )
            )
        at += 1
    return entries, at


def _heads(text: str) -> bool:
    return text.startswith("#") or (len(text) < 40 and text[-1] not in ".。、,;")


def _number(marker: re.Match[str]) -> int | None:
    return next((int(group) for group in marker.groups() if group), None)


def _widened(text: str, lines: Sequence[Line], entry: Reference, at: int) -> Reference:
    return Reference(entry.line, at - entry.line + 1, entry.number, entry.marker, _title(text, entry.marker.end, lines[at].last))


def _title(text: str, start: int, end: int) -> Span:
    """Return what is left of an entry without its address: a title in front of it, else what follows."""
    linked = _LINK.match(text, start, end)
    if linked is not None:
        return _trimmed(text, *linked.span("text"))
    first = URL.search(text, start, end)
    if first is None:
        return _trimmed(text, start, end)
    accessed = _ACCESSED.search(text, max(start, first.start() - 60), first.start())
    before = _trimmed(text, start, accessed.start() if accessed is not None else first.start())
    if len(before):
        return before
    site = first.group()
    rest = _trimmed(text, first.end(), end)
    if site.casefold().startswith("www.") and (second := URL.search(text, first.end(), end)):
        rest = _trimmed(text, first.end(), second.start())
    return rest


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "*_^↑<-–—|:：,、["):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "*_<(（[:：,、|"):
        end -= 1
    return Span(start, max(start, end))


def _tail(text: str, lines: Sequence[Line]) -> tuple[Reference, ...]:
    """Return a numbered run of lines with addresses at the end of a text that no heading opens."""
    full = [index for index, line in enumerate(lines) if line.text]
    for first in range(len(full) - 1, max(-1, len(full) - 600), -1):
        marker = _MARKER.match(lines[full[first]].text)
        if marker and _number(marker) == 1:
            entries, after = _entries(text, lines, full[first])
            linked = sum(1 for entry in entries if URL.search(text, lines[entry.line].first, lines[entry.line + entry.lines - 1].last))
            if len(entries) >= 3 and linked * 2 >= len(entries) and not any(line.text and not line.furniture for line in lines[after:]):
                return tuple(entries)
            return ()
    return ()


#: A mark of HTML within plain text or Markdown.
_TAG = re.compile(
    r"</?(?:a|b|br|code|div|em|figcaption|figure|font|h[1-6]|hr|i|img|li|mark|ol|p|small|span|strong|sub|sup|table|t[dhr]|u|ul)\b"
    r"(?:\s[^<>\n]{0,800})?/?>",
    re.IGNORECASE,
)


def masks(text: str, entries: Sequence[Reference]) -> tuple[Span, ...]:
    """Return what no mention may take: citation numbers, addresses of web and mail, marks of links and of HTML, numbers of references.

    Args:
        text: The text.
        entries: Its list of references; a bare number cites only when the list has it.

    Returns:
        Spans in order, without overlap.
    """
    spans = [Span(*match.span()) for pattern in (URL, _BRACKETED) for match in pattern.finditer(text)]
    spans += (
        Span(*match.span())
        for match in _SUPERSCRIPT.finditer(text)
        if not _RAISED_UNIT.search(text, max(0, match.start() - 4), match.start())
    )
    spans += (Span(*match.span()) for match in _TAG.finditer(text))
    for match in _AT.finditer(text):
        if (name := _BEFORE_AT.search(text, max(0, match.start() - 64), match.start())) is not None:
            spans.append(Span(name.start(), match.end()))
    for match in _IMAGE.finditer(text):
        spans += (Span(match.start(), match.start("alt")), Span(match.end("alt"), match.end()))
    for match in _LINK.finditer(text):
        spans.append(Span(match.end("text"), match.end()))
    spans += (entry.marker for entry in entries if len(entry.marker) and entry.number is not None)
    last = max((entry.number for entry in entries if entry.number is not None), default=0)
    if last >= 2:
        body = min(entry.marker.start for entry in entries)
        spans += _bare(text, body, last)
    return merged(spans)


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap joined."""
    made: list[Span] = []
    for span in sorted(spans):
        if not len(span):
            continue
        if made and span.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def _bare(text: str, body: int, last: int) -> list[Span]:
    """Find bare citation numbers before `body`; a number that fits its place badly must have a sure citation beside it in the text."""
    sure: list[Span] = []
    likely: list[Span] = []
    for match in _GLUED.finditer(text, 0, body):
        number = int(match["number"])
        if not 1 <= number <= last or match["number"][0] == "0":
            continue
        end = match.end("number")
        for extra in re.finditer(r"\d{1,3}", match["more"]):
            if not 1 <= int(extra.group()) <= last:
                break
            end = match.start("more") + extra.end()
        span = Span(match.start("number"), end)
        verdict = _verdict(text, span)
        if verdict == 2:
            sure.append(span)
        elif verdict == 1:
            likely.append(span)
    for match in _SPACED.finditer(text, 0, body):
        if 1 <= int(match["number"]) <= last:
            likely.append(Span(*match.span("number")))
    apart = _apart(text, body, last)
    sure += apart
    # A style shows itself: numbers that are only likely count where sure ones show that this text cites by bare numbers.
    return sure + likely if len(sure) >= min(3, last) else sure


def _apart(text: str, body: int, last: int) -> list[Span]:
    """Find numbers set off by a space before a full stop, where the text cites so throughout."""
    japanese: list[Span] = []
    for match in _SPACED_JA.finditer(text, 0, body):
        word = re.search(r"([ァ-ヶー]{1,80}|[一-鿿々]{1,80}|[ぁ-ん]{1,80})\Z", text[max(0, match.start() - 12) : match.start()])
        if _all_fit(match, last) and not (word and (_numbered(word.group(1)) or _numbered(word.group(1)[-1]))):
            japanese.append(Span(match.start("number"), match.end("more")))
    english: list[Span] = []
    firsts: list[int] = []
    for match in _SPACED_EN.finditer(text, 0, body):
        before = re.search(r"([^\W\d_]{1,80})\W?\Z", text[max(0, match.start() - 20) : match.start()])
        word_before = folded(before.group(1)) if before else ""
        if (
            _all_fit(match, last)
            and not _numbered(word_before)
            and word_before not in words("layout", "sentences", "unfinished")
            and word_before not in MONTHS
        ):
            english.append(Span(match.start("number"), match.end("more")))
            if int(match["number"]) not in firsts:
                firsts.append(int(match["number"]))
    # New numbers come in rising order where they are citations, and anyhow where they are figures.
    rising = sum(1 for one, other in pairwise(firsts) if one < other)
    if len(english) < 4 or len(firsts) < 3 or rising * 3 < (len(firsts) - 1) * 2:
        english = []
    return (japanese if len(japanese) >= min(3, last) else []) + english


def _all_fit(match: re.Match[str], last: int) -> bool:
    return all(1 <= int(number) <= last for number in re.findall(r"\d{1,3}", match["number"] + match["more"]))


def _verdict(text: str, span: Span) -> int:
    """Return 2 for a number that cites, 1 for one that may, 0 for one that does not."""
    before = text[span.start - 1]
    after = text[span.end] if span.end < len(text) else "\n"
    ahead = text[max(0, span.start - 24) : span.start]
    if before in "。！？!?」』）)”’\"'】":
        if before in "!?)）”’\"'" and (len(ahead) < 2 or ahead[-2].isspace()):
            return 0
        if after.isspace():
            return 2
        return 1 if after in _PARTICLE + "、。，．）)」" else 0
    if before in ".;," or before == "．":
        inner = ahead[:-1]
        if (
            before == "."
            and re.search(r"(?<![\d.,])(?:19|20)\d{2}\Z", inner)
            and (after == "\n" or re.match(r"\s{1,40}[A-Z\"“]|\s{0,40}\Z", text[span.end : span.end + 4]))
        ):
            # Behind a year a full stop is no decimal point.
            return 2
        if not inner or not (inner[-1].isalpha() or inner[-1] in ")]”\"’'%") or not after.isspace():
            return 0
        word = re.search(r"([^\W\d_]{1,80})$", inner)
        return 0 if word and _numbered(word.group(1)) else 2 if before != "," else 1
    ends = after.isspace() and ("\n" in text[span.end : span.end + 3] or span.end >= len(text) - 1)
    closes = after in "、。，．）)」』;" or ends
    if cjk(before) or before in "%％":
        word = re.search(r"([ァ-ヶー]{1,80}|[一-鿿々]{1,80}|[ぁ-ん]{1,80}|[%％])$", ahead)
        if word and (_numbered(word.group(1)) or _numbered(word.group(1)[-1])):
            return 0
        if "ぁ" <= before <= "ん":
            return 1 if ends else 0
        return 1 if closes or (after in _PARTICLE and (before in "ルン円%％社" or "ァ" <= before <= "ー")) or after == " " else 0
    if before.isascii() and before.islower():
        word = re.search(r"([A-Za-z]{1,80})$", ahead)
        if word is None or len(word.group(1)) < 4 or _numbered(word.group(1)):
            return 0
        return 1 if closes or after == " " else 0
    return 0


def _numbered(word: str) -> bool:
    return folded(word) in words("layout", "references", "numbered")
