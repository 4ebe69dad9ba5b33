"""Short forms that a text itself defines: "Example Foods (hereafter Example)", 「株式会社例示(以下、例示)」.

In: a text and the names found in it. Out: the place of each short form with the place of the full name. Never: a short form in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import phonetics
from extractors.mention import Label, Mention, Span

_DEFINED = re.compile(
    r"[ \n]?[(（][ \n]?"
    r"(?P<said>(?:hereafter|hereinafter|henceforth)(?:,? (?:referred to as|called|the))?,? ?|also known as |a\.?k\.?a\.? |or "
    r"|以下[、,は]?|略称[:：]?|通称[:：]?)?"
    r"(?P<open>[\"“‘「『]?)(?:the )?(?P<short>[^()（）\"“”‘’「」『』:：\n]{1,60}?)[\"”’」』]?(?:,? for short)?"
    r"(?P<told>という|とする|と(?:いい|言い|し|称し|呼び|略し|表記し|総称し)ます|と(?:略|表記)す(?:る)?|と呼ぶ|と略記)?[。.]?[)）]",
    re.IGNORECASE,
)
_ROLE = re.compile(
    "(?:[当本同弊御貴自]|対象|公開買付|割当|引受|取得|買収|売却|譲[渡受]|契約|取引|提携|出資|完全|子|親|孫|存続|消滅|新設|承継|分割|合弁|相手|提出)[一-鿿]{0,8}[者社先人方名等]|[甲乙丙丁]|法"
)
#: Between short forms; the comma before a legal form is part of a name.
_APART = re.compile(r"[、/／;；]|,(?! ?(?:INC|Inc|LTD|Ltd|LLC|CO|Co|Corp)\b)")
#: The price behind the code of a share: "(ACME - $61.20)".
_PRICED = re.compile(r"\s?[-–—:]\s?(?:[$€£¥₩]\d[\d.,]{0,9}|\d[\d.,]{0,9}p)\Z")
_KANA = re.compile(r"[ァ-ヺー・＝ ]{3,}")
_CAPITALS = re.compile(r"[A-Z][A-Za-zÀ-ɏ.&’'-]+(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ.&’'-]*){0,4}")
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])(?:[A-Za-z&]{2,8}|(?:[A-Z]\.){2,6})")
_LATIN = re.compile(r"[A-Za-z]")


def find(text: str, mentions: Sequence[Mention]) -> dict[Span, Span]:
    """Find the short forms that stand in brackets behind a full name.

    Args:
        text: The text in which the names were found.
        mentions: Names, in order of place.

    Returns:
        Place of the short form -> place of the full name.
    """
    found: dict[Span, Span] = {}
    for mention in mentions:
        defined = _DEFINED.match(text, mention.span.end)
        if not defined:
            continue
        full = text[mention.span.start : mention.span.end]
        told = bool(defined["said"] or defined["told"])
        at = defined.start("short")
        for piece in _APART.split(defined["short"]):
            short = _PRICED.sub("", piece.strip())
            start = at + len(piece) - len(piece.lstrip())
            at += len(piece) + 1
            if _ROLE.fullmatch(short):
                continue  # 「以下、対象者」 names a part that the company plays
            if not short or short == full or re.fullmatch(r"[\d\s.,/%-]*", short) or len(short) > 40:
                continue
            quoted = bool(defined["open"]) and len(short) < len(full)
            if (told and len(short) <= len(full) + 8) or (quoted and _part(short, full)) or _same(short, full, mention.label):
                found[Span(start, start + len(short))] = mention.span
    return found


def renamed(text: str, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Find the other name of an organisation that was renamed: X of "X (formerly Y)" where Y is a name, Y of 「X（現Y）」 where X is.

    Args:
        text: The text in which the names were found.
        mentions: Names, in order of place.

    Returns:
        Where a name stands before the brackets, and where one stands inside.
    """
    for mention in mentions:
        if mention.label is Label.ORG:
            start = mention.span.start
            outer = _RENAMED_BEFORE.search(text, max(0, start - 40), start)
            if outer and (name := _NAME_BEFORE.search(text, max(0, outer.start() - 60), outer.start())):
                yield Span(*name.span())
            if (inner := _RENAMED.match(text, mention.span.end)) and (name := _NAME_INSIDE.match(text, inner.end())):
                yield Span(*name.span(1))


_RENAMED = re.compile(
    r" ?[(（](?:(?:formerly|previously|originally|now|today)(?: known as| called| named|,)? "
    r"|(?:旧(?:社名|商号|名称)?|現(?:在の)?(?:社名)?)[:：、]?(?![ぁ-ん]))"
)
_RENAMED_BEFORE = re.compile(rf"(?:{_RENAMED.pattern})$")
_NAME_BEFORE = re.compile(r"(?<![ァ-ヺー・A-Za-z0-9&])(?:[ァ-ヺー・]{2,24}|[A-Z][\w.&’'-]{1,30}(?: [A-Z&][\w.&’'-]{0,30}){0,4})$")
_NAME_INSIDE = re.compile(r"([^\W\d][^()（）、,;；\n]{1,40}?)[)）、,;；]")


def _part(short: str, full: str) -> bool:
    """Whether every word of the short form is one of the full name."""
    return set(short.lower().split()) <= {word.strip(",.") for word in full.lower().split()} or short in full


def _same(short: str, full: str, label: Label) -> bool:
    """Whether a name in brackets is the one before it in another script, or made of its letters."""
    if _LATIN.match(full) and _KANA.fullmatch(short):
        return full.isupper() or _begins_alike(full, short)
    if not _LATIN.search(full) and _CAPITALS.fullmatch(short) and not short.isupper():
        return (" " in short) == (label is Label.PERSON) or label is Label.ORG
    return label is Label.ORG and _initials(short, full)


def _begins_alike(latin: str, kana: str) -> bool:
    """Whether a name and one in katakana begin with the same consonant: インド behind a name says where it is from."""
    heard = [{key[:1] for part in phonetics.parts(name)[:1] for key in phonetics.keys(part)} for name in (latin, kana)]
    return not all(heard) or not heard[0].isdisjoint(heard[1])


def _initials(short: str, full: str) -> bool:
    """Whether a word is made of letters of the full name in their order ("MS" of Microsoft), or stands for a name in another script."""
    if not _ACRONYM.fullmatch(short):
        return False
    if not _LATIN.search(full):
        return short not in ("CEO", "CFO", "CTO", "COO", "AI", "IT", "USD", "JPY", "US", "USA", "UK", "IPO")
    letters = iter(full.upper())
    words = re.findall(r"[A-Za-z][\w.]*", full)
    return short[0].upper() in {word[0].upper() for word in words} and all(
        letter in letters for letter in short.upper() if letter.isalpha()
    )
