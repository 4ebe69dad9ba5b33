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
_TOWN = (
    "(?:[一-鿿]{2,3}[都道府県]|[一-鿿]{2,4}・)?[一-鿿]{1,5}[市区町村]|東京|大阪|京都|本社|本店"
    "|(?:北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取"
    "|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)(?:県)?・"
)


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Match what opens a slot, what an organisation is called inside it, and what is told of one right before its name.

    A slot is opened by the front of a line with its bullet, number and marks, a bold word, a quotation, 「米」, の, an entry of a list.
    """
    what, told = any_of(name_words("ja", "firm-lead")), any_of(name_words("ja", "firm-told-before"))
    return (
        re.compile(
            r"(?P<front>^[^\w「『（(\"“]*(?:[①-⑳] ?|[0-9０-９]{1,2}(?:[.．)）、]|(?=[ 　]))[ 　]*|[0-9][0-9A-Z]{3}[ 　]+)?"
            r"(?:【[^【】]{1,12}】)?)"
            r"|(?P<bold>\*\*)|(?P<quote>[\"“「『])"
            rf"|(?P<called>{what}の?(?=[ァ-ヺA-Z]))|(?P<state>(?<![一-鿿々ァ-ヺー])[{_STATES}](?=[ァ-ヺA-Z]{{3}}))|(?P<of>の)|(?P<told>{told})|(?P<entry>[、：:・（(])"
        ),
        re.compile(f"{what}(?=[ァ-ヺA-Z])"),
        re.compile(rf"{told}(?:\*\*)?$"),
    )


#: States of one letter.
_STATES = "米英独仏中韓印台豪伊加露"
#: A country or a former state before a name, which no name has: 「米」「元」.
_STATE = re.compile(f"(?:[{_STATES}]|米国|英国|韓国|中国|台湾|香港)(?=[ァ-ヺA-Z]{{3}})|[元旧](?=[ァ-ヺA-Z一-鿿]{{3}})")
#: What closes it.
_CLOSE = re.compile(
    rf"(?P<name>[{_LETTER}]{{2,20}}?)(?:(?P<bold>\*\*)|(?P<quote>[」』\"”])|(?P<comma>、)|(?P<bracket> ?[（(])"
    rf"|(?P<code> ?[<〈＜][0-9][0-9A-Z]{{3}}(?:[.:][A-Z]{{1,2}})?[>〉＞])"
    r"|(?P<mark>[:：…｜|]| {2,}|(?<![A-Za-z0-9.,&]) (?![A-Za-z])|$)|(?P<case>[はが](?![ぁ-ん]))|(?P<stop>。))"
)

#: What closes a slot behind what an organisation is called.
_CLOSE_CALLED = re.compile(
    rf"(?P<name>[{_LETTER}]{{2,20}}?)"
    r"(?P<case>(?:[はがをにのとへやも]|から|には|では|とは|への|との|にも|さん[はがをにの、])(?![ぁ-ん])"
    r"|[、(（「『\"”」』]|(?<![A-Za-z0-9.,&]) |\*\*|$)"
)


def slots(sentence: str, kind: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a sentence that stand where names do.

    Args:
        sentence: The sentence, line breaks made spaces, full-width forms folded.
        kind: Kind of its passage.

    Yields:
        Start and end of each.
    """
    opening, called, _ = _before()
    for opened in opening.finditer(sentence):
        if opened.lastgroup not in _NAMING and (widely := _CLOSE_CALLED.match(sentence, opened.end())) and _strange(widely["name"]):
            yield widely.span("name")
        closed = (_CLOSE_CALLED if opened.lastgroup in _NAMING else _CLOSE).match(sentence, opened.end())
        if closed is None:
            continue
        begun, ended = str(opened.lastgroup), str(closed.lastgroup)
        start, end = closed.span("name")
        name = closed["name"]
        if called.search(name):
            continue  # 「菓子大手アサギリ」: the name begins behind it
        line = max(sentence.rfind(mark, max(0, start - _HEADLINE), start) for mark in _QUOTES) + 1 if begun == "of" else 0
        if (
            name[0].isdigit()
            or name[0] in _NO_FRONT
            or name[-1] in _NO_END
            or not (may_name(name) or ends_as_firms(name) or begins_as_shops(name))
        ):
            continue
        seated = ended == "bracket" and _SEATED.match(sentence, closed.end()) is not None
        own_line = kind in LINES or (begun == "front" and LISTED.search(opened.group()) is not None)
        telling = (
            seated
            or ended == "code"
            or (ended == "bold" and sentence.startswith("**", start - 2))
            or (begun in ("front", "quote") and (own_line or begun == "quote") and ended in ("comma", "bracket", "case"))
            or (begun == "front" and own_line and ended in ("mark", "bold"))
            or (begun == "of" and ended in ("comma", "mark") and (own_line or start - line < _HEADLINE))
            or (begun == "front" and ended == "case" and odd(name))
            or (begun == "of" and ended == "case" and (odd(name) or (len(name) > _COMPOUND and _KANA.fullmatch(name) is not None)))
            or (begun == "told" and ended in ("case", "comma", "bracket", "mark", "stop"))
            or begun in _NAMING
            or (begun == "entry" and ended == "case" and sentence[closed.end() : closed.end() + 1].isdigit())
        )
        if telling or (ends_as_firms(name) and begun != "of"):
            yield start, end


#: What opens a slot so surely that any particle may close it.
_NAMING = frozenset({"called", "state"})


@lru_cache(maxsize=65536)
def _strange(name: str) -> bool:
    """Whether a name may be one wherever it stands, for it ends as those of organisations do, behind what is no common word."""
    if name[0] in _NO_FRONT or name[0].isdigit() or name[-1] in _NO_END or not ends_as_firms(name) or _before()[1].search(name):
        return False
    own = leads(name) != ("common word",) or re.match(f"[ァ-ヺー]{{{_COMPOUND + 1}}}", name) is not None
    return own and (re.match("[ぁ-ん]{2}", name) is not None or may_name(name))


#: What opens an entry in a run of lines: its sign, or the code of a share.
LISTED = re.compile("[■◆▽▼●○★☆◇□▲△▶▷◎]|[0-9A-Z]{4}[ 　]+$")
#: Characters from which katakana behind の is more than a loan word.
_COMPOUND = 4
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
    if len(tags) == 1 and tags[0][2:4] == ("地名", "国"):
        return False
    if len(text) > 2 and _KANA.fullmatch(text):
        return True  # the dictionary takes coined katakana for particles
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
    if _KANA.fullmatch(text) and len(text) > 2 and _unlent(text, 0, len(text)):
        return True
    return any(_unknown(token.surface, token.origin) or _native(token.surface, token.origin) for token, _, _ in tokenise(text))


def _unknown(surface: str, origin: str) -> bool:
    return len(surface) > 2 and not origin and _KANA.fullmatch(surface) is not None


def _native(surface: str, origin: str) -> bool:
    return len(surface) > 2 and origin in ("和", "固") and _KANA.fullmatch(surface) is not None


_KANA = re.compile("[ァ-ヺー]+")


#: Words in hiragana with which no name begins.
_NO_KANA = re.compile(
    "(?:また|その|この|ほか|および|または|いう|する|した|して|ある|なお|(?:から|など|こと|もの|より|うち|さらに)(?![ぁ-ん]))"
)


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
    return (
        (len(lead) > 1 or (len(lead) == 1 and len(text) > _SINGLE and _surname(text)))
        and lead not in name_words("ja", "no-lead")
        and lead not in name_words("ja", "no-name")
    )


@lru_cache(maxsize=65536)
def leads(text: str) -> tuple[str, ...]:
    """Say what kinds of words stand before the end of a name that ends as those of organisations do."""
    found = _firms().search(text) or _HOUSES.search(text)
    lead = text[: found.start()] if found is not None else text
    words = [token for token, _, _ in tokenise(lead)]
    single = sum(len(token.surface) == 1 and token.tags[:1] == ("名詞",) and not token.surface.isascii() for token in words)
    found_kinds = {
        "proper word": any(token.tags[1:2] == ("固有名詞",) for token in words) or bool({*"SNO"} & {*gazetteer().get(lead, "")}),
        "strange word": any(_native(token.surface, token.origin) or _unknown(token.surface, token.origin) for token in words)
        or any(_unlent(lead, run.start(), run.end()) for run in _KANA_RUN.finditer(lead))
        or re.match("[ぁ-ん]{2}", lead) is not None,
        "native word": any(token.origin == "和" and token.tags[2:3] == ("一般",) and token.tags[:1] == ("名詞",) for token in words),
        "coined word": single > 1,
    }
    kinds = tuple(kind for kind, holds in found_kinds.items() if holds)
    return kinds or ("common word",)


_KANA_RUN = re.compile("[ァ-ヺー]{3,}")


def _unlent(lead: str, start: int, end: int) -> bool:
    """Whether katakana spells what is no word borrowed from abroad."""
    return any(token.origin != "外" and len(token.surface) < end - start for token, _, _ in tokenise(lead[start:end]))


@lru_cache(maxsize=65536)
def ends_as_houses(text: str) -> bool:
    """Whether a name ends as those of shops, inns and baths do, with something of its own before the end: 「朝霧湯」, no 「名古屋」."""
    found = _HOUSES.search(text)
    return found is not None and found.start() > 1 and tokenise(text)[-1][0].surface == found.group() and not ends_as_firms(text)


_HOUSES = re.compile("(?:湯|堂|亭|庵|荘|軒|楼|舎|屋|園|座|館|窯|蔵|塾|社)$")


def begins_as_shops(text: str) -> bool:
    """Whether a name begins with what a shop or a house is, with something of its own behind."""
    return any(text.startswith(word) and len(text) > len(word) + 1 for word in name_words("ja", "org-begin"))


def ended(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the runs of ideographs and katakana that end as organisations do, behind a word that is more than a common one.

    A run may begin in hiragana where nothing that a name may have stands before it, or no more than a の: 「、みずうみ銀行が」.
    """
    yield from (run.span() for run in _KANA_LED.finditer(sentence) if ends_as_firms(run.group()))
    for run in _RUN.finditer(sentence):
        name = run.group().lstrip("・&")
        kana = _KANA.fullmatch(name) is not None
        firm = (ends_as_firms(name) or ends_as_houses(name)) and (kana or leads(name) != ("common word",))
        if (
            len(name) > 1
            and (firm or (kana and odd(name)) or _having().match(sentence, run.end()) or _DEALT.match(sentence, run.end()))
            and may_name(name)
        ):
            yield run.end() - len(name), run.end()


#: What is done to an organisation: 「グリーンマルシェを買収」.
_DEALT = re.compile(
    "(?:を(?:[^。、はがを]{0,14}で)?(?:買収|子会社|完全子会社|連結子会社|傘下|吸収合併|M&A)|の(?:買収|子会社化|完全子会社化|吸収合併|TOB|全株|発行済み株式)|(?:に|への?)(?:出資|TOB))"
)
_KANA_LED = re.compile(
    f"(?:(?<![{_LETTER}])|(?<=[一-鿿ァ-ヺーA-Za-z0-9]の))(?!{_NO_KANA.pattern})(?![はがをにもへと][一-鿿ァ-ヺ])[ぁ-ん]{{2,6}}"
    "[一-鿿々ァ-ヺーA-Z&]{1,14}(?![一-鿿々〆ァ-ヺーA-Za-z・&])"
)
_RUN = re.compile("(?<![一-鿿々〆ァ-ヺーA-Za-z0-9・&])[一-鿿々ァ-ヺー・A-Z&]{3,20}(?![一-鿿々〆ァ-ヺーA-Za-z0-9・&])")


def parted(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the persons before a title whose family name and given name a blank parts: 「山吹 灯氏」."""
    for found in _PARTED.finditer(sentence):
        if "S" in gazetteer().get(found[1], "") or any(token.tags[1:2] == ("固有名詞",) for token, _, _ in tokenise(found[1])):
            yield found.start(), found.end(2)


_PARTED = re.compile(
    "(?<![一-鿿々〆ヶァ-ヺーA-Za-z0-9])([一-鿿々〆ヶ]{1,4})[ 　]([一-鿿々〆ヶぁ-んァ-ヺー]{1,4}?)"
    "(?=氏|さん(?![ぁ-ん]{2})|社長|会長|代表(?!取締役)|CEO)"
)


@lru_cache(maxsize=65536)
def own(name: str) -> str:
    """Return the name of a company without its legal form, or nothing where none stands at either end or the rest may be a common word."""
    short = legal().sub("", name)
    if short == name or len(short) < _SHORTEST or short in name_words("ja", "no-name") or short in name_words("ja", "no-lead"):
        return ""
    words = [token for token, _, _ in tokenise(short)]
    plain = len(words) == 1 and (words[0].tags[:1] != ("名詞",) or words[0].tags[2:3] == ("副詞可能",))
    return "" if plain and words[0].origin else short


@cache
def legal() -> re.Pattern[str]:
    """Match the legal form of a company at either end of its name."""
    forms = any_of(name_words("ja", "legal-form"))
    return re.compile(rf"^{forms}[ 　]?|[ 　]?{forms}$")


#: Characters of a short form at least.
_SHORTEST = 3


@cache
def _having() -> re.Pattern[str]:
    return re.compile(f"の{any_of(name_words('ja', 'asset'))}")


def _surname(text: str) -> bool:
    """Whether the first word of a name is a proper name."""
    first, _, end = tokenise(text)[0]
    return end == 1 and first.tags[1:2] == ("固有名詞",)


#: Characters from which one that is a family name stands before the end of a name: 佃 of 佃造船所.
_SINGLE = 3


def described(text: str) -> list[str]:
    """Say what marks a form by its words, beside what `names` says."""
    words = tokenise(text)
    found = []
    kana = len(text) > 2 and _KANA.fullmatch(text) is not None
    if any(_unknown(token.surface, token.origin) for token, _, _ in words) or (kana and _unlent(text, 0, len(text))):
        found.append("unknown word in katakana")
    if any(_native(token.surface, token.origin) for token, _, _ in words):
        found.append("native word in katakana")
    if _before()[1].search(text[1:]) or _STATE.match(text):
        found.append("begins with what it is")
    if begins_as_shops(text):
        found.append("begins as shops do")
    if ends_as_houses(text):
        found.append("ends as houses do")
        found += (f"{kind} before the end" for kind in leads(text))
    if ends_as_firms(text):
        found.append("ends as firms do")
        found += (f"{kind} before the end" for kind in leads(text))
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
        ("figure after", re.compile(r"(?:\*\*)?[ 　]*[（(：:]?[ 　]?(?:約|売上高?|年商)?[0-9][0-9,.]*(?:兆|億|万|店|社|円|人|[%％])")),
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
    if _before()[2].search(sentence, max(0, start - 8), start):
        yield "told before"
    if sentence[start - 1 : start] == "の" and start < _HEADLINE and sentence[end : end + 1] in ("、", " "):
        yield "headline of"


_FRONT_ONLY = frozenset({"headline", "head of item"})
