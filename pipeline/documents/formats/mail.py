"""Mail: the subject and the text of a message.

In: the bytes of a file. Out: its `Content`, with who sent it and when. Never: an address opened, an attachment run.

Source: RFC 5322 and RFC 2045, as the standard library reads them.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from pipeline.documents.encodings import without_surrogates
from pipeline.documents.formats.content import Content, Limits, Trouble, Unreadable
from pipeline.documents.formats.html import read_html
from pipeline.documents.formats.text import odd
from pipeline.records import GridCell


def read_mail(data: bytes, limits: Limits) -> Content:
    """Read a message: its text, or the visible text of its HTML; attachments are named among the troubles."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain", "html"))
        subject, sender, sent = message["subject"], message["from"], message["date"]
        attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    except Exception as error:
        raise Unreadable("broken", f"{type(error).__name__}: {error}"[:300]) from error
    if body is None:
        raise Unreadable("no_text", "the message has no text")
    troubles = [Trouble("attachment", f"in part: the attachment {name!r} was not read") for name in attached]
    payload = body.get_payload(decode=True)
    content = bytes(payload) if isinstance(payload, bytes) else b""
    grid: tuple[GridCell, ...] = ()
    encoding = "utf-8 (mail)"
    if body.get_content_type() == "text/html":
        page = read_html(content, limits)
        written, grid, encoding = page.text, page.grid, page.encoding
        troubles += page.troubles
    else:
        written = str(body.get_content()).replace("\r\n", "\n")
    title = " ".join(str(subject).split()) if subject else None
    head = f"# {title}\n\n" if title else ""
    text, foreign = without_surrogates(head + written)
    if not text.strip():
        raise Unreadable("no_text", "the message has no text")
    shifted = tuple(replace(cell, start=cell.start + len(head), end=cell.end + len(head)) for cell in grid)
    day = sent.datetime.date().isoformat() if sent is not None and getattr(sent, "datetime", None) is not None else None
    name, _ = parseaddr(str(sender or ""))
    return Content(
        text,
        encoding,
        title=title,
        publisher=name or None,
        published=day,
        evidence="mail date" if day else None,
        grid=shifted,
        troubles=(*troubles, *odd(text), *((Trouble("lone_surrogate", foreign),) if foreign else ())),
    )
