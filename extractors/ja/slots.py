"""Places of a Japanese sentence that names stand in, whatever the name looks like: heads of lines and items, bold words, rows.

In: a sentence and the kind of its passage. Out: stretches that may be names, and what else marks a place. Never: a label; the whole text
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.ja.tokens import gazetteer, tokenise
from extractors.lexicon import name_words
from extractors.patterns import any_of

_LETTER = "一-鿿々〆ヶァ-ヺーぁ-んA-Za-z0-9À-ɏ・&＆'’.-"
_TOWN = "(?:[一-鿿]{2,3}[都道府県])?[一-鿿]{1,5}[市区町村]|東京|大阪|京都|本社|本店"
#: What opens a slot: the front of a line with its bullet, number and marks, a bold word, a quotation, の, an entry of a list.
_OPEN = re.compile(
    r"(?P<front>^[^\w「『（(\"“]*(?:[0-9０-９]{1,2}[.．)）、][ 　]*)?(?:【[^【】]{1,12}】)?)|(?P<bold>\*\*)|(?P<quote>[\"“「『])"
    r"|(?P<of>の|(?:法人|大手|首位|会社|企業|メーカー|ブランド)(?=[ァ-ヺA-Z]))|(?P<entry>[、：:・（(])"
)
_APPOSED = re.compile("(?:法人|大手|首位|会社|企業|メーカー|ブランド)(?=[ァ-ヺA-Z])")
#: What closes it.
_CLOSE = re.compile(
    rf"(?P<name>[{_LETTER}]{{2,20}}?)(?:(?P<bold>\*\*)|(?P<quote>[」』\"”])|(?P<comma>、)|(?P<bracket> ?[（(])"
    r"|(?P<mark>[:：…｜|]| {2,}|(?<![A-Za-z0-9.,&]) (?![A-Za-z])|$)|(?P<case>[はが](?![ぁ-ん])))"
)


def slots(sentence: str, kind: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a sentence that stand where names do.

    Args:
        sentence: The sentence, line breaks made spaces, full-width forms folded.
        kind: Kind of its passage.

    Yields:
        Start and end of each.
    """
    own_line = kind in LINES
    for opened in _OPEN.finditer(sentence):
        closed = _CLOSE.match(sentence, opened.end())
        if closed is None:
            continue
        begun, ended = str(opened.lastgroup), str(closed.lastgroup)
        start, end = closed.span("name")
        name = closed["name"]
        if _APPOSED.search(name):
            continue  # 「菓子大手アサギリ」: the name begins behind it
        line = max(sentence.rfind(mark, max(0, start - _HEADLINE), start) for mark in _QUOTES) + 1 if begun == "of" else 0
        if name[0].isdigit() or name[0] in _NO_FRONT or name[-1] in _NO_END or not (may_name(name) or ends_as_firms(name)):
            continue
        seated = ended == "bracket" and _SEATED.match(sentence, closed.end()) is not None
        telling = (
            seated
            or (ended == "bold" and sentence.startswith("**", start - 2))
            or (begun in ("front", "quote") and (own_line or begun == "quote") and ended in ("comma", "bracket", "case"))
            or (begun == "front" and own_line and ended in ("mark", "bold"))
            or (begun == "of" and ended in ("comma", "mark") and (own_line or start - line < _HEADLINE))
            or (begun == "front" and ended == "case" and odd(name))
            or (begun == "of" and ended == "case" and odd(name))
            or (begun == "entry" and ended == "case" and sentence[closed.end() : closed.end() + 1].isdigit())
        )
        if telling or (ends_as_firms(name) and begun != "of"):
            yield start, end


#: Kinds of passages that are lines of their own.
LINES = frozenset({"title", "heading", "list_item", "cell"})
#: Characters at the front of a line in which a headline says what it is about.
_HEADLINE = 24
_QUOTES = '"“「『'
_NO_FRONT, _NO_END = "ーんをっゃゅょ・.&-'’", "・-&はがをにへともやの"
#: Behind a bracket: a town, a sum, a count, a head of a firm.
_SEATED = re.compile(
    rf"(?:{_TOWN})|(?:[^()（）、]{{0,12}}に本社)|(?:約|売上高?|年商)?[0-9][0-9,.]*(?:兆|億|万|店|社|人|カ所)|[^()（）、]{{2,8}}(?:代表|社長|CEO)[)）]"
)


@lru_cache(maxsize=65536)
def may_name(text: str) -> bool:
    """Whether a stretch may be a name by its words: nouns, which の may join, and before them a verb."""
    if text in name_words("ja", "no-name") or text in name_words("ja", "no-lead") or _COUNTED.search(text):
        return False
    tags = [token.tags for token, _, _ in tokenise(text)]
    for at, held in enumerate(tags):
        inner = 0 < at < len(tags) - 1
        if held[0] in ("助動詞", "接続詞", "感動詞", "連体詞", "代名詞") or (held[0] == "助詞" and not (inner and held[1] == "格助詞")):
            return False
        if held[0] == "動詞" and at:
            return False
    return tags[-1][0] in ("名詞", "接尾辞", "副詞", "形状詞", "記号") and tags[-1][1:2] != ("数詞",)


_COUNTED = re.compile("[0-9](?:年|月|日|期|億|万|円|人|社|件|%|回|位|倍|カ|か|Q)|^第[0-9]")


@lru_cache(maxsize=65536)
def odd(text: str) -> bool:
    """Whether a word is none of the dictionary, or is spelled in katakana as no native word is."""
    return any(_unknown(token.surface, token.origin) or _native(token.surface, token.origin) for token, _, _ in tokenise(text))


def _unknown(surface: str, origin: str) -> bool:
    return len(surface) > 2 and not origin and _KANA.fullmatch(surface) is not None


def _native(surface: str, origin: str) -> bool:
    return len(surface) > 2 and origin in ("和", "固") and _KANA.fullmatch(surface) is not None


_KANA = re.compile("[ァ-ヺー]+")


#: Words in hiragana with which no name begins.
_NO_KANA = re.compile("(?:から|など|また|その|この|ほか|こと|もの|および|または|より|いう|する|した|して|ある|なお|うち|さらに)")


_ENDS = ("org-head", "org-head-weak", "org-end")


@cache
def _firms() -> re.Pattern[str]:
    return re.compile(f"{any_of(ends for role in _ENDS for ends in name_words('ja', role))}$")


@lru_cache(maxsize=65536)
def ends_as_firms(text: str) -> bool:
    """Whether a name ends as those of organisations do, with something of its own before the end."""
    found = _firms().search(text)
    lead = text[: found.start()] if found is not None else ""
    if _NO_KANA.match(lead) or re.search("[ぁ-ん]の|の[ぁ-ん]", lead):
        return False
    return len(lead) > 1 and lead not in name_words("ja", "no-lead") and lead not in name_words("ja", "no-name")


def described(text: str) -> list[str]:
    """Say what marks a form by its words, beside what `names` says."""
    words = tokenise(text)
    found = []
    if any(_unknown(token.surface, token.origin) for token, _, _ in words):
        found.append("unknown word in katakana")
    if any(_native(token.surface, token.origin) for token, _, _ in words):
        found.append("native word in katakana")
    if ends_as_firms(text):
        found.append("ends as firms do")
        if (own := _only_firms().search(text)) is not None and not _common(text[: own.start()]):
            found.append("ends as only firms do")
    return found


@cache
def _only_firms() -> re.Pattern[str]:
    return re.compile(f"{any_of(name_words('ja', 'org-head'))}$")


def _common(lead: str) -> bool:
    """Whether what stands before such an end tells what the organisation does, and is no name: 「証券取引」 of 証券取引所."""
    if lead in gazetteer():
        return False
    words = tokenise(lead)
    return bool(words) and all(
        token.tags[1:3] in (("普通名詞", "サ変可能"),) or token.surface in name_words("ja", "no-lead") for token, _, _ in words
    )


@cache
def _after() -> tuple[tuple[str, re.Pattern[str]], ...]:
    held, verb = any_of(name_words("ja", "asset")), any_of(name_words("ja", "org-verb"))
    beside = r"(?:[(（][^()（）]{1,40}[)）])?"
    return (
        ("asset", re.compile(rf"{beside}の{held}")),
        ("does", re.compile(rf"{beside}[はが][^。]{{0,80}}?{verb}")),
        ("seat after", re.compile(rf" ?[（(](?:{_TOWN})")),
        ("figure after", re.compile(r"(?:\*\*)? ?[（(：:]? ?(?:約|売上高?|年商)?[0-9][0-9,.]*(?:兆|億|万|店|社)")),
        ("called san", re.compile("さん")),
        ("headline", re.compile("、[^、。]{3}")),
        ("head of item", re.compile(r"(?:\*\*)?(?: ?[:：…—–(（]|、| {2,}|　|$)")),
    )


def marked(sentence: str, start: int, end: int, *, first: bool, own_line: bool) -> Iterator[str]:
    """Say what marks the place of a name by what stands behind it.

    Args:
        sentence: The sentence.
        start: First character of the name.
        end: Character after its last.
        first: Whether nothing but marks stands before it.
        own_line: Whether its passage is a line of its own, as `LINES` are.

    Yields:
        Names of marks.
    """
    for name, pattern in _after():
        if ((first and own_line) or name not in _FRONT_ONLY) and pattern.match(sentence, end):
            yield name
    if sentence[start - 1 : start] == "の" and start < _HEADLINE and sentence[end : end + 1] in ("、", " "):
        yield "headline of"


_FRONT_ONLY = frozenset({"headline", "head of item"})
