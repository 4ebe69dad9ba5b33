"""Makes files that mean harm, or that are merely broken: each is made here, none is stored."""

from __future__ import annotations

import gzip
import io
import zipfile


def pdf(*pages: str, encrypted: bool = False, title: str = "") -> bytes:
    """Return a PDF file of which each page holds a line of text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, line in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET" if line else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    trailer = f"/Size {len(objects) + 3} /Root 1 0 R"
    if title:
        objects.append(f"<< /Title ({title}) >>")
        trailer += f" /Info {len(objects)} 0 R"
    if encrypted:
        key = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{key}> <{key}>]"
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def pptx(*slides: str, more: dict[str, bytes] | None = None, links: dict[int, str] | None = None, doctype: str = "") -> bytes:
    """Return a PowerPoint file.

    Args:
        slides: The shapes of each slide; ` show="0"` before the first of them hides it.
        more: Further parts by name.
        links: Number of a slide, from 1 -> its relationships.
        doctype: What stands before each slide.
    """
    spaces = " ".join(f'xmlns:{short}="{_OPEN}/{name}"' for short, name in _SPACES.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        listed = "".join(f'<p:sldId id="{255 + number}" r:id="s{number}"/>' for number in range(1, len(slides) + 1))
        named = "".join(f'<Relationship Id="s{n}" Type="x/slide" Target="slides/slide{n}.xml"/>' for n in range(1, len(slides) + 1))
        container.writestr("ppt/presentation.xml", f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>")
        container.writestr("ppt/_rels/presentation.xml.rels", _LINKS.format(named))
        for number, shapes in enumerate(slides, 1):
            hidden, _, shown = shapes.rpartition(' show="0"')
            about = ' show="0"' if hidden or shapes.startswith(' show="0"') else ""
            tree = f"<p:sld {spaces}{about}><p:cSld><p:spTree>{shown}</p:spTree></p:cSld></p:sld>"
            container.writestr(f"ppt/slides/slide{number}.xml", doctype + tree)
        for number, told in (links or {}).items():
            container.writestr(f"ppt/slides/_rels/slide{number}.xml.rels", _LINKS.format(told))
        for name, data in (more or {}).items():
            container.writestr(name, data)
    return out.getvalue()


def shape(*paragraphs: str, place: str | None = None) -> str:
    """Return a shape of a slide with paragraphs; `place` is the placeholder that it fills."""
    about = "" if place is None else f'<p:nvPr><p:ph type="{place}"/></p:nvPr>' if place else "<p:nvPr><p:ph/></p:nvPr>"
    body = "".join(f"<a:p><a:r><a:t>{paragraph}</a:t></a:r></a:p>" for paragraph in paragraphs)
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/>{about}</p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>'


def slide_table(*rows: tuple[str, ...]) -> str:
    """Return a table of a slide; `>2` or `v2` behind a bar spans columns or rows, `<` and `^` are what such a cell covers."""

    def cell(text: str) -> str:
        plain, _, mark = text.partition("|")
        spans = {">": "gridSpan", "v": "rowSpan"}
        covered = {"<": ' hMerge="1"', "^": ' vMerge="1"'}
        about = covered.get(mark) or (f' {spans[mark[0]]}="{mark[1:]}"' if mark else "")
        return f"<a:tc{about}><a:txBody><a:p><a:r><a:t>{plain}</a:t></a:r></a:p></a:txBody></a:tc>"

    written = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    about = '<p:nvGraphicFramePr><p:cNvPr id="3" name="t"/></p:nvGraphicFramePr>'
    table = f'<a:tbl><a:tblPr firstRow="1"/>{written}</a:tbl>'
    return f"<p:graphicFrame>{about}<a:graphic><a:graphicData>{table}</a:graphicData></a:graphic></p:graphicFrame>"


_OPEN = "http://schemas.openxmlformats.org"
_SPACES = {
    "p": "presentationml/2006/main",
    "a": "drawingml/2006/main",
    "r": "officeDocument/2006/relationships",
    "c": "drawingml/2006/chart",
}
_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def pdf_page(*placed: tuple[float, float, str]) -> bytes:
    """Return a PDF file of one page: each text at its place, in points from the lower left, in the order in which they are drawn."""
    drawn = " ".join(
        f"BT /F1 10 Tf {across} {up} Td ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET"
        for across, up, text in placed
    )
    # The places of objects are wrong then, and every reader mends them.
    return pdf("X").replace(b"BT /F1 12 Tf 72 720 Td (X) Tj ET", drawn.encode("latin-1"))


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def docx(body: str = "<w:p><w:r><w:t>One line.</w:t></w:r></w:p>", doctype: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with this body, and this document type before it."""
    document = (
        f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", _TYPES)
        container.writestr("_rels/.rels", _RELATIONS)
        container.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            container.writestr(name, data)
    return out.getvalue()


#: Ten entities, each ten times the one before: ten thousand million letters from a few hundred bytes.
LAUGHS = "<!DOCTYPE w [" + '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 11)) + "]>"


def gzip_bomb(size: int) -> bytes:
    """Return a gzip file of that many zero bytes."""
    return gzip.compress(bytes(size), 9)


def claims_less(data: bytes) -> bytes:
    """Return a zip file whose directory says that its last member has ten bytes."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + (10).to_bytes(4, "little") + data[at + 28 :]
