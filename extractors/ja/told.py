"""Names of which a Japanese sentence tells what it tells of organisations alone: who founded them, who speaks for them, what bears a code.

In: a sentence, full-width forms folded. Out: stretches that are names of organisations by it, and the persons who say that they are theirs.
Never: a choice between readings; the whole text decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.ja.slots import ends_as_firms, may_name, odd
from extractors.ja.tokens import gazetteer, tokenise
from extractors.lexicon import name_words
from extractors.name_votes import Reading
from extractors.patterns import any_of

#: The code of a share, which is no quarter or half of a year.
SHARE = r"(?![1-4][QH])[1-9](?=[A-Z]{0,3}\d)[0-9A-Z]{3}"
_LETTER = "一-鿿々〆ヶァ-ヺーぁ-んA-Za-z0-9"


def told(sentence: str) -> Iterator[Reading]:
    """Read the organisations that a sentence tells of by what it says right behind or before them.

    Args:
        sentence: The sentence, line breaks made spaces, full-width forms folded.

    Yields:
        Readings, each with the mark that something stands there which names do.
    """
    places = {
        *_quoted(sentence),
        *_running(sentence),
        *_founded(sentence),
        *_ours(sentence),
        *_of_university(sentence),
        *_behind_code(sentence),
        *_recruiting(sentence),
    }
    for start, end, person in _introduced(sentence):
        places.add((start, end))
        yield Reading(*person, "PERSON", "title-person", 1.5)
    for start, end in sorted(places):
        yield Reading(start, end, "ORG", "told", 1.5)
        yield Reading(start, end, "", "slot", 1.0)


def coded(before: str) -> bool:
    """Whether a line begins with the code of a share: 「9999　朝霧食品」."""
    return _CODE.fullmatch(before) is not None


@lru_cache(maxsize=4096)
def former(text: str) -> bool:
    """Whether a name is one behind 元 or 旧, which say that somebody left it or that it is gone: 「元朝霧電機」, no 「元町商会」."""
    if text[0] not in "元旧" or len(text) <= _SHORT or not ends_as_firms(text[1:]):
        return False
    first = tokenise(text)[0][0]
    return first.surface == text[0] or first.tags[1:2] != ("固有名詞",)


#: Characters that a name behind it has at least.
_SHORT = 3
#: A code, no year, behind the marks of a line.
_CODE = re.compile(rf"[^\w]{{0,4}}(?!19\d\d|20\d\d){SHARE}[ 　]{{1,2}}")


def _behind_code(sentence: str) -> Iterator[tuple[int, int]]:
    """Give what stands in a line between the code of a share and a mark or the end."""
    code = _CODE.match(sentence)
    name = _CODED_NAME.match(sentence, code.end()) if code is not None else None
    if name is not None and may_name(name[1]) and not _thing(name[1]):
        yield name.span(1)


@lru_cache(maxsize=4096)
def _thing(text: str) -> bool:
    """Whether what stands behind four digits is no more than a thing: 「9999　営業時間」, 「3000 個限定」."""
    tokens = [token for token, _, _ in tokenise(text)]
    counted = tokens[0].tags[:1] == ("接尾辞",) or tokens[0].tags[2:3] == ("助数詞可能",)
    common = all(token.tags[:2] in _COMMON for token in tokens)
    return counted or (common and not ends_as_firms(text) and not odd(text))


#: Parts of speech of words that name things.
_COMMON = (("名詞", "普通名詞"), ("接尾辞", "名詞的"), ("接頭辞",))


_CODED_NAME = re.compile(rf"([{_LETTER}・&'’.-]{{2,20}})(?=$|[ 　]|[(（:：])")


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match what tells of a quoted name that it is one of an organisation, before it and behind it."""
    verb = any_of(name_words("ja", "firm-told-before"))
    return (
        re.compile(rf"(?:{verb}|(?:大手|会社|メーカー|商社|問屋|スタートアップ|ベンチャー|同業|競合|老舗|ライバル)(?:の|である|だった))$"),
        re.compile("(?:の?(?:創業者|創業家|社長|会長|副社長|元社長)|を(?:買収|子会社|完全子会社|傘下|創業))"),
    )


def _quoted(sentence: str) -> Iterator[tuple[int, int]]:
    before, behind = _around()
    for found in _QUOTED.finditer(sentence):
        told_of = before.search(sentence, max(0, found.start() - 12), found.start()) or any(
            pattern.match(sentence, found.end()) for pattern in (behind, _RAISES)
        )
        if told_of and (may_name(found[1]) or _KANA.fullmatch(found[1])):
            yield found.span(1)


#: What only a company does, behind its name.
_RAISES = re.compile(r"[はが](?=[^。]{0,60}?(?:資金調達|円を?調達|第三者割当|増資|上場))")
_KANA = re.compile("[ぁ-んー]{3,}")
_QUOTED = re.compile(rf"[「『“]([{_LETTER}・&-]{{2,16}})[」』”]")


def _running(sentence: str) -> Iterator[tuple[int, int]]:
    """Give who runs or makes what stands before: 「求人サイト「しごと便」を運営するルピナスは」."""
    for found in _RUNS.finditer(sentence):
        if may_name(found[1]) and (odd(found[1]) or ends_as_firms(found[1]) or _FOREIGN.fullmatch(found[1])):
            yield found.span(1)


_RUNS = re.compile(
    rf"を(?:運営|展開|提供|開発|手掛け|手がけ|運用|製造|販売|企画|設計)(?:する|している|しています|した|る|ている)、?"
    rf"([{_LETTER}・&]{{2,20}}?)(?=[はがもと]|[(（、]|の(?:社長|CEO|代表))"
)
_FOREIGN = re.compile("[ァ-ヺー・]{3,}|[A-Za-z0-9]{3,}")


def _founded(sentence: str) -> Iterator[tuple[int, int]]:
    """Give what is founded or set up, and the company whose founder is named: 「朝霧テックを創業」, 「朝霧食品創業者」."""
    for found in _FOUNDED.finditer(sentence):
        start = _begins(sentence, found.start())
        name = sentence[start : found.start()]
        if len(name) > 1 and may_name(name) and (odd(name) or ends_as_firms(name)):
            yield start, found.start()
    for found in _FOUNDER.finditer(sentence):
        if ends_as_firms(found[1]):
            yield found.span(1)


_FOUNDED = re.compile("を(?:[^。、はがをの]{0,16}[にでと])?(?:[^。、はがをの]{1,10}が)?(?:共同で?)?(?:創業|起業|立ち上げ)")
#: In an obituary or a profile: 「（みずの・あきら＝朝霧食品創業者）」.
_FOUNDER = re.compile(rf"(?<=[＝=、])([{_LETTER}・]{{2,20}})(?:創業者|元社長|前社長|社長|元会長|会長)(?![{_LETTER}])")


def _begins(sentence: str, end: int) -> int:
    """Return where the run of nouns begins that ends at a place."""
    first = max(0, end - _NAME)
    last = max((sentence.rfind(mark, first, end) for mark in "、。「」『』（）() "), default=-1)
    start = end
    for token, at, _ in reversed(tokenise(sentence[max(first, last + 1) : end])):
        if token.tags[:1] not in (("名詞",), ("接頭辞",), ("接尾辞",), ("形状詞",)) and token.surface not in "・&ー":
            break
        if token.tags[1:2] == ("数詞",) or token.tags[2:3] == ("副詞可能",):
            break
        start = max(first, last + 1) + at
    return start


#: Characters of a name at most.
_NAME = 24


def _introduced(sentence: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Give who speaks and for whom: 「朝霧食品の水野でございます」."""
    for found in _SPEAKS.finditer(sentence):
        start = _begins(sentence, found.start())
        name = sentence[start : found.start()]
        if len(name) > 1 and (ends_as_firms(name) or odd(name)) and may_name(name) and bears_surname(found[1]):
            yield start, found.start(), found.span(1)


_SPEAKS = re.compile("の([一-鿿々]{1,4}(?:[ 　]?[一-鿿々ぁ-んァ-ヺー]{1,4}?)?)(?:でございます|と申します|です(?=[。！、]|$))")


@lru_cache(maxsize=4096)
def bears_surname(text: str) -> bool:
    """Whether a word is a family name, alone or with a given name behind it."""
    words = [token for token, _, _ in tokenise(text)]
    return (
        bool(words)
        and all(token.tags[2:3] == ("人名",) for token in words)
        and (words[0].tags[3:4] == ("姓",) or "S" in gazetteer().get(text, ""))
    )


def _ours(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the company that speaks: 「私たち朝霧食品は」."""
    for found in _OURS.finditer(sentence):
        if may_name(found[1]) and not _PEOPLE.search(found[1]):
            yield found.span(1)


_OURS = re.compile(
    rf"(?:私たち|わたしたち|私ども|弊社|当社)(?:、|、?株式会社)?(?!グループ|株|[のはがをにもでと])([{_LETTER}・]{{2,14}}?)(?:です[。！]|では、|は、)"
)
#: Who says so otherwise: 「私たち社員は、」.
_PEOPLE = re.compile("(?:[者員人民達々親師家生族代]|たち|社員|スタッフ|チーム|メンバー|グループ|企業|会社|全員|消費者|ファン|自身|側)$")


def _recruiting(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the company that looks for staff or writes to shareholders: 「数字で見るアサギリ | 新卒採用」, 「アサギリ 株主通信」."""
    for found in (*_RECRUITS.finditer(sentence), *_LETTER_OF.finditer(sentence)):
        if may_name(found[1]) and (found.re is _LETTER_OF or odd(found[1]) or ends_as_firms(found[1])):
            yield found.span(1)


#: A letter is called after the company, or is the only name that it has in it.
_LETTER_OF = re.compile(
    rf"^[#\s■【]{{0,4}}(?![0-9第])([{_LETTER}・&]{{2,16}}?)[】 ]{{1,3}}(?:第[0-9]{{1,3}}期)?[ 　]?"
    "(?:中間|期末)?(?:株主通信|株主の?(?:みなさま|皆さま|皆様)へ)"
)
_RECRUITS = re.compile(
    rf"(?:^[#\s]{{0,4}}|[|｜] ?)(?:数字で見る|数字でわかる)?([{_LETTER}・&]{{2,16}}?)(?: ?[|｜] ?| |の)?"
    "(?:新卒採用|中途採用|キャリア採用|採用情報|採用サイト|採用案内|リクルートサイト|入社案内|会社案内)"
)


def _of_university(sentence: str) -> Iterator[tuple[int, int]]:
    """Give the university out of which a company comes: 「朝霧大学発ベンチャー」."""
    for found in _OUT_OF.finditer(sentence):
        if found[1] not in name_words("ja", "no-lead") and not found[1].startswith(("各", "同", "本", "当", "国立", "全国", "地方")):
            yield found.start(), found.end()


_OUT_OF = re.compile(r"(?<![一-鿿々ァ-ヺーA-Za-z])([一-鿿々ァ-ヺー]{2,10})大学(?=発(?:[のベス、。,・）)]|認定|企業|$))")
