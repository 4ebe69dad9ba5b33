"""One function a format: bytes to text, with the metadata that the file itself declares.

In: the bytes of a file, decompressed, and the limits. Out: `Content`, or `Row`s of a corpus; what could not be read is an `Unreadable` or a
`Trouble`. Never: a file written, an address opened, an entity of XML resolved, a size believed that the file only claims.

Offsets everywhere count code points of `Content.text`. Text files stand there as decoded, newlines and HTML entities as they are; of HTML,
PDF and Word files it is the text taken out, one line a heading, paragraph, item or row, a table's cells parted by tabs.
"""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from pipeline.documents.encodings import Decoded, NotText, decode, oddities, without_surrogates


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        file_bytes: Bytes of a document's file, after decompression.
        characters: Characters of its text: what it may cost all stages that follow, which are linear in it.
        markup_bytes: Bytes of an HTML file: its parser needs some fifty times as much memory.
        row_bytes: Bytes of one row of a corpus.
        corpus_bytes: Bytes of a corpus, after decompression; it is streamed.
        ratio: Times that a compressed file may grow, once it has grown beyond a mebibyte.
        members: Files in a zip container (docx).
        pages: Pages of a PDF that are read.
        depth: Depth of nested elements of HTML.
        seconds: Seconds that the reader of a PDF, HTML or Word file may take.
        memory: Bytes of memory that it may take.
    """

    file_bytes: int = 64 << 20
    characters: int = 8_000_000
    markup_bytes: int = 16 << 20
    row_bytes: int = 16 << 20
    corpus_bytes: int = 64 << 30
    ratio: int = 200
    members: int = 10_000
    pages: int = 2_000
    depth: int = 1_000
    seconds: float = 60.0
    memory: int = 3 << 30


class Unreadable(Exception):
    """A document that cannot be read at all.

    Attributes:
        reason: Short code.
        detail: What was found, for a person.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part of a document, or a row of a corpus, that could not be read.

    Attributes:
        reason: Short code.
        detail: What was found, for a person.
        row: Number or id of the row, where it is a whole row that is missing.
    """

    reason: str
    detail: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says.

    Attributes:
        text: Its text.
        encoding: Character encoding, and in brackets how it was found out.
        title: Its title, as declared.
        publisher: Its publisher, as declared.
        published: When it was published, as declared: ISO 8601 at its own precision.
        url: Where it was published, as declared.
        evidence: What declares the date.
        troubles: What could not be read of it.
    """

    text: str
    encoding: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    evidence: str | None = None
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a corpus.

    Attributes:
        id: Its id, or its number in the file where it has none.
        named: Whether the id is its own.
        content: What it says.
    """

    id: str
    named: bool
    content: Content


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        media_type: Media type (RFC 6838).
        read: Reads a file that holds one document.
        rows: Reads a corpus, row by row.
        isolated: Whether the reader runs in a child process with a deadline.
    """

    media_type: str
    read: Callable[[bytes, Limits], Content] | None = None
    rows: Callable[[IO[bytes], Limits], Iterator[Row | Trouble]] | None = None
    isolated: bool = False


def read_text(data: bytes, limits: Limits) -> Content:
    """Read plain text or Markdown: the text as decoded, with nothing changed."""
    decoded = _decoded(data)
    return Content(decoded.text, decoded.encoding, troubles=_troubles(decoded))


def read_html(data: bytes, limits: Limits) -> Content:
    """Read the main content of a web page, and the metadata that it declares.

    Source: trafilatura finds the main content; htmldate, from what the page's markup says, the date.
    """
    if len(data) > limits.markup_bytes:
        raise Unreadable("too_large", f"{len(data)} bytes of HTML, more than {limits.markup_bytes}")
    decoded = _decoded(data, _declared_charset(data))
    if (depth := _depth(decoded.text)) > limits.depth:
        raise Unreadable("too_deep", f"its elements are nested {depth} deep, more than {limits.depth}")
    import trafilatura

    # The text is decoded already: what the page declares would make the parser decode it again.
    markup = _DECLARED.sub("", decoded.text, count=1)
    markup = _RAISED.sub("", _NOTE.sub(r"[\1]", _INLINE.sub("", markup.replace("\x00", "\ufffd"))))
    tree = trafilatura.load_html(markup if re.search("<(?:html|body)", markup[:2000], re.I) else f"<html><body>{markup}</body></html>")
    page: Any = None if tree is None else trafilatura.bare_extraction(copy.deepcopy(tree), with_metadata=True, **_OPTIONS)
    if page is None or tree is None:
        raise Unreadable("no_text", "the page has no main content")
    # A page that holds several articles is read article by article: as a whole, trafilatura keeps one and the paragraphs of the others.
    parts: list[Any] = [trafilatura.bare_extraction(part, **_OPTIONS) for part in _articles(tree)] or [page]
    text, foreign = without_surrogates("\n".join(_markup_text(part.body) for part in parts if part is not None and part.body is not None))
    if not text.strip():
        raise Unreadable("no_text", "the page has no main content")
    troubles = _troubles(decoded) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(
        text,
        decoded.encoding,
        title=page.title or None,
        publisher=page.sitename or None,
        published=page.date or None,
        url=page.url or None,
        evidence="html meta" if page.date else None,
        troubles=troubles,
    )


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read the text layer of a PDF file; a form feed stands between two pages."""
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise Unreadable("broken", "it does not begin as a PDF file does")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("encrypted" if encrypted else "broken", f"PDFium: {error}") from error
    troubles: list[Trouble] = []
    pages: list[str] = []
    size, wanted = 0, min(len(pdf), limits.pages)
    for number in range(wanted):
        try:
            page = pdf[number].get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            troubles.append(Trouble("broken", f"in part: page {number + 1} of {len(pdf)}: {error}"))
            page = ""
        # PDFium marks a hyphen at the end of a line with U+0002 or U+FFFE.
        pages.append(re.sub("[\x02\ufffe]", "-", page).replace("\r\n", "\n"))
        size += len(page)
        if size > limits.file_bytes:
            troubles.append(Trouble("too_large", f"in part: the text of page {number + 2} and later was not read"))
            break
    if len(pdf) > wanted:
        troubles.append(Trouble("too_many_pages", f"in part: {len(pdf)} pages, of which the first {wanted} were read"))
    text, foreign = without_surrogates("\f".join(pages))
    if foreign:
        troubles.append(Trouble("lone_surrogate", foreign))
    if not text.strip():
        raise Unreadable("no_text", f"its {len(pdf)} pages have no text layer")
    title = str(pdf.get_metadata_value("Title") or "").strip()
    # The title of a PDF is often what the writing program made up: it counts only if the first page says it too.
    squeezed = re.sub(r"\s+", "", pages[0])
    shown = title if title and re.sub(r"\s+", "", title) in squeezed else None
    return Content(text, "utf-8 (PDF text layer)", title=shown, troubles=(*troubles, *_odd(text)))


def read_docx(data: bytes, limits: Limits) -> Content:
    """Read a Word file: paragraphs and tables in their order, headings and items marked as in Markdown."""
    _check_container(data, limits)
    import docx
    from docx.oxml import parse_xml
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.append("")
            for row in block._tbl.tr_lst:
                lines.append(
                    "\t".join(_line(" ".join(Paragraph(line, document).text for line in cell.iter(_W + "p"))) for cell in row.tc_lst)
                )
            lines.append("")
            continue
        style = (block.style.name or "") if block.style is not None else ""
        level = re.fullmatch(r"Heading ([1-6])", style)
        mark = "# " if style == "Title" else f"{'#' * int(level[1])} " if level else "- " if style.startswith("List") else ""
        lines.append(mark + block.text if block.text.strip() else "")
        if not style.startswith("List"):
            lines.append("")
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            notes = (note for note in parse_xml(part.blob) if (note.get(_W + "id") or "0").isdecimal() and note.get(_W + "type") is None)
            lines += (
                f"[{note.get(_W + 'id')}] " + _line(" ".join(Paragraph(line, document).text for line in note.iter(_W + "p")))
                for note in notes
            )
    text, foreign = without_surrogates(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n")
    if not text.strip():
        raise Unreadable("no_text", "it has no text")
    troubles = _odd(text) + ((Trouble("lone_surrogate", foreign),) if foreign else ())
    return Content(text, "utf-8 (Office Open XML)", title=document.core_properties.title or None, troubles=troubles)


def read_jsonl(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a corpus of JSON Lines: columns id and text, and optionally url, title, published, publisher."""
    number = 0
    while line := stream.readline(limits.row_bytes + 1):
        number += 1
        if len(line) > limits.row_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield Trouble("too_large", f"line {number} has more than {limits.row_bytes} bytes", str(number))
            continue
        if not line.strip():
            continue
        yield from _json_row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number)


def read_json(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a JSON file that holds one document, or a list of them, with the columns of `read_jsonl`."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of JSON in one value; use one row a line (jsonl)")
    decoded = _decoded(data)
    for trouble in _troubles(decoded):
        yield Trouble(trouble.reason, trouble.detail)
    value = _json(decoded.text)
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _row(item, number, "utf-8 (JSON)" if "utf-8" in decoded.encoding else decoded.encoding)


def read_parquet(stream: IO[bytes], limits: Limits) -> Iterator[Row | Trouble]:
    """Read a corpus in Parquet, with the columns of `read_jsonl`, a few rows at a time."""
    import pyarrow
    from pyarrow import parquet

    try:
        names = parquet.read_schema(stream).names
        if "text" not in names:
            raise Unreadable("no_text", f"it has no column called text, only {', '.join(names)[:200]}")
        columns = [name for name in ("id", "text", *_OPTIONAL) if name in names]
        stream.seek(0)
        # Dictionary columns stay as they are: one long value in a million rows is in memory once.
        file = parquet.ParquetFile(stream, read_dictionary=["text"])
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=columns, use_threads=False):
            for item in range(batch.num_rows):
                number += 1
                yield _row({name: batch.column(name)[item].as_py() for name in columns}, number, "utf-8 (Parquet)", limits.row_bytes)
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error


#: Ending of a file's name -> its format. A new format is a function above and a line here.
FORMATS: dict[str, Format] = {
    ".txt": Format("text/plain", read_text),
    ".text": Format("text/plain", read_text),
    ".md": Format("text/markdown", read_text),
    ".markdown": Format("text/markdown", read_text),
    ".html": Format("text/html", read_html, isolated=True),
    ".htm": Format("text/html", read_html, isolated=True),
    ".xhtml": Format("application/xhtml+xml", read_html, isolated=True),
    ".pdf": Format("application/pdf", read_pdf, isolated=True),
    ".docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx, isolated=True),
    ".json": Format("application/json", rows=read_json),
    ".jsonl": Format("application/jsonl", rows=read_jsonl),
    ".ndjson": Format("application/jsonl", rows=read_jsonl),
    ".parquet": Format("application/vnd.apache.parquet", rows=read_parquet),
}

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPTIONAL = ("url", "title", "published", "publisher")
_PUBLISHED = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d)(?:[T ].{0,40})?)?))?")


def published(written: str) -> tuple[date, str]:
    """Return the first day and the precision of a date of publication.

    Args:
        written: ISO 8601 at its own precision: `2025-06-09`, `2025-06`, `2025-Q2`, `2025-H1`, `2025`; a time of day is left out.

    Raises:
        ValueError: It is no such date.
    """
    match = _PUBLISHED.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"{written!r} is no date; write 2025-06-09, 2025-06, 2025-Q2, 2025-H1 or 2025")
    year, quarter, half, month, day = match.groups()
    if quarter:
        return date(int(year), 3 * int(quarter) - 2, 1), "quarter"
    if half:
        return date(int(year), 6 * int(half) - 5, 1), "half"
    return date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"


def _decoded(data: bytes, declared: str | None = None) -> Decoded:
    try:
        return decode(data, declared)
    except NotText as error:
        raise Unreadable("not_text", str(error)) from error


def _troubles(decoded: Decoded) -> tuple[Trouble, ...]:
    if not decoded.wrong:
        return _odd(decoded.text)
    first = decoded.wrong[0]
    codec = decoded.encoding.split(" ")[0]
    place = f"0x{first.value.hex()} at byte {first.at} (character {first.character})"
    detail = f"in part: {len(decoded.wrong)} places are no {codec}, the first {place}; U+FFFD stands for each"
    return (Trouble("wrong_bytes", detail), *_odd(decoded.text))


def _odd(text: str) -> tuple[Trouble, ...]:
    return tuple(Trouble(reason, detail) for reason, detail in oddities(text))


def _declared_charset(data: bytes) -> str | None:
    match = re.search(
        rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", data[:4096], re.I
    )
    return match[1].decode("ascii", "replace") if match else None


#: Elements that have no end, or whose end tag may be left out: they say nothing of depth.
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td tr th tbody thead tfoot colgroup option optgroup"
    " rp rt body head html".split()
)
#: Elements inside a line: without them a footnote's number stays in its paragraph.
_INLINE = re.compile(r"</?(?:span|font|small|big|wbr|u|tt|mark|abbr|bdi|bdo)(?:\s[^<>]{0,2000})?>", re.I)
_DECLARED = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,300}\?>")
_RAISED = re.compile(r"</?su[pb](?:\s[^<>]{0,2000})?>", re.I)
#: A raised number that is a link: a footnote, which is written in brackets so that it is no digit of what stands before it.
_NOTE = re.compile(r"<sup(?:\s[^<>]{0,500})?>\s{0,9}<a\s[^<>]{0,500}>\s{0,9}\[?(\d{1,3})\]?\s{0,9}</a>\s{0,9}</sup>", re.I)
#: Characters of paragraphs from which an article of a page counts as one; of less than half of them, it is a teaser.
_ARTICLE = 200
#: How trafilatura reads. The latest date is fixed, so that the same page says the same on every day.
_OPTIONS: dict[str, Any] = {
    "include_comments": False,
    "include_tables": True,
    "include_formatting": True,
    "favor_recall": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")


def _depth(markup: str) -> int:
    """Return how deep elements are nested, at most, counted without a parser."""
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() in _UNNESTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _articles(tree: Any) -> list[Any]:
    """Return the articles of a page that holds several of some length, each as a page of its own."""
    from trafilatura import load_html

    found = [item for item in tree.iter("article") if item.getparent() is not None and not any(item.iterancestors("article"))]
    lengths = [sum(len(_line("".join(paragraph.itertext()))) for paragraph in item.iter("p")) for item in found]
    if sum(length >= _ARTICLE for length in lengths) < 2:
        return []
    pages: list[Any] = []
    for item, length in zip(found, lengths, strict=True):
        if length >= _ARTICLE // 2:
            page: Any = load_html("<html><body><p></p></body></html>")
            item.tail = None
            page.find("body").append(item)
            pages.append(page)
    return pages


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _markup_text(body: Any) -> str:
    """Write the tree that trafilatura made: one line a block, cells parted by tabs, a blank line between blocks."""
    lines: list[str] = []
    for block in body:
        _block(block, lines)
        lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _block(block: Any, lines: list[str]) -> None:
    tag = block.tag
    if tag == "table":
        lines += ("\t".join(_line("".join(cell.itertext())) for cell in row.iter("cell")) for row in block.iter("row"))
    elif tag == "list":
        lines += ("- " + written for item in block.iter("item") if (written := _line(_own_text(item))))
    elif tag == "head":
        level = str(block.get("rend") or "h2")
        lines.append("#" * (int(level[1]) if re.fullmatch("h[1-6]", level) else 2) + " " + _line("".join(block.itertext())))
    elif tag in ("quote", "div") and len(block) and any(child.tag in ("p", "list", "table", "head", "quote") for child in block):
        if block.text and block.text.strip():
            lines += (_line(block.text), "")
        for child in block:
            _block(child, lines)
            lines.append("")
    elif tag in ("p", "quote", "div", "code", "item", "hi", "ref", "del"):
        pieces = _own_text(block).split("\n") if tag != "code" else ["".join(block.itertext())]
        lines += (written for piece in pieces if (written := _line(piece) if tag != "code" else piece))
    else:
        lines.append(_line("".join(block.itertext())))
    if tag not in ("p", "item") and block.tail and block.tail.strip():
        lines += ("", _line(block.tail))


def _own_text(element: Any) -> str:
    """Return an element's text, with a newline for each line break; a list inside it is written by itself."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pieces.append("\n")
        elif child.tag != "list":
            pieces.append(_own_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _check_container(data: bytes, limits: Limits) -> None:
    """Unpack every member of a zip container with a counting limit, and refuse what could make its parser work without end."""
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        members = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("encrypted", "an OLE file: an encrypted Word file, or one of the old format") from error
        raise Unreadable("broken", f"no zip container: {error}") from error
    if len(members) > limits.members:
        raise Unreadable("bomb", f"{len(members)} files in the container, more than {limits.members}")
    total = 0
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable("encrypted", f"{member.filename!r} in the container is encrypted")
        try:
            with container.open(member) as stream:
                content = stream.read(limits.file_bytes - total + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
            raise Unreadable("broken", f"{member.filename!r} in the container: {error}") from error
        total += len(content)
        if total > limits.file_bytes or (total > 1 << 20 and total > limits.ratio * len(data)):
            raise Unreadable("bomb", f"the container holds more than {min(limits.file_bytes, limits.ratio * len(data))} bytes")
        if member.filename.endswith((".xml", ".rels")) and re.search(rb"<\x00?!\x00?(?:D\x00?O\x00?C|E\x00?N\x00?T)", content):
            raise Unreadable("xml_entities", f"{member.filename!r} in the container declares a document type, which may hold entities")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Unreadable("too_deep", "its JSON is nested deeper than the parser can follow") from error
    except ValueError as error:
        raise Unreadable("broken", f"no JSON: {error}"[:300]) from error


def _json_row(line: bytes, number: int) -> Iterator[Row | Trouble]:
    try:
        decoded = _decoded(line)
        value = _json(decoded.text)
    except Unreadable as error:
        yield Trouble(error.reason, f"line {number}: {error.detail}", str(number))
        return
    if decoded.wrong:
        yield Trouble("wrong_bytes", f"line {number}: {_troubles(decoded)[0].detail}")
    yield _row(value, number, "utf-8 (JSON)" if decoded.encoding.startswith("utf-8") else decoded.encoding)


def _row(value: Any, number: int, encoding: str, most: int | None = None) -> Row | Trouble:
    if not isinstance(value, dict):
        return Trouble("broken", f"row {number} is no object with columns", str(number))
    named = isinstance(value.get("id"), str | int) and str(value["id"]) != ""
    name = without_surrogates(str(value["id"]))[0] if named else str(number)
    if not isinstance(value.get("text"), str):
        return Trouble("no_text", f"row {number} has no text", name)
    if not value["text"].strip():
        return Trouble("empty", f"row {number} has an empty text", name)
    if most is not None and len(value["text"]) > most:
        return Trouble("too_large", f"row {number} has more than {most} characters", name)
    text, foreign = without_surrogates(value["text"])
    troubles = [*_odd(text), *((Trouble("lone_surrogate", foreign),) if foreign else ())]
    given: dict[str, str] = {}
    for column in _OPTIONAL:
        item = value.get(column)
        if isinstance(item, datetime | date):
            item = item.isoformat()
        if isinstance(item, int) and column == "published":
            item = str(item)
        if isinstance(item, str) and item.strip():
            given[column] = without_surrogates(item.strip())[0]
        elif item not in (None, ""):
            troubles.append(Trouble("metadata", f"in part: {column} of row {number} is no text"))
    if "published" in given:
        try:
            published(given["published"])
        except ValueError as error:
            del given["published"]
            troubles.append(Trouble("metadata", f"in part: published of row {number}: {error}"))
    evidence = "column published" if "published" in given else None
    return Row(name, named, Content(text, encoding, **given, evidence=evidence, troubles=tuple(troubles)))
