"""Short forms of organisations in Japanese text: 「例示」 for 例示物産, 「レイジ」 for レイジ・コーヒー.

In: a full name, or the place of a form in a text. Out: its shorter forms; as what a form stands. Never: a choice between two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.ja.slots import legal, odd
from extractors.ja.tokens import tokenise
from extractors.lexicon import DateWord, load, name_words
from extractors.name_votes import Shorter, ShorterForms, Standing
from extractors.patterns import any_of

_HAN, _KANA = "一-鿿々〆ヶ", "ァ-ヺー"
#: A form: katakana, characters of Han with kana between them, or hiragana alone.
_FORM = re.compile(f"[{_KANA}]{{3,}}|[{_HAN}][{_HAN}のヶ]+|[ぁ-ん]{{3,}}[{_HAN}]?|[A-Z][A-Za-z]{{2,}}")


@cache
def _ends() -> re.Pattern[str]:
    """Match the words at the end of a name that say what an organisation is or what it trades in."""
    return re.compile(f"{any_of(name_words('ja', 'org-head') | name_words('ja', 'org-head-weak') | name_words('ja', 'org-end'))}$")


def forms(name: str) -> Iterator[Shorter]:
    """Give what stands before a point, before words for what it is and trades in, and the first two of some characters of Han."""
    own = legal().sub("", name)
    if own != name:
        yield from _formed(own, own)
    before, point, _ = own.partition("・")
    if point:
        yield from _formed(before, own)
        return
    if (mixed := _MIXED.fullmatch(own)) is not None:
        yield from _formed(mixed[1] or mixed[2], own)
    left = own
    while (cut := _ends().search(left)) and cut.start() > 1:
        left = left[: cut.start()]
        yield from _formed(left, own)
    if left != own and len(left) > _TWO and re.fullmatch(f"[{_HAN}]+", left):
        yield from _formed(left[:_TWO], own)


#: A name in one script with a word in another behind it.
_MIXED = re.compile(f"([{_HAN}]{{2,}}|[ぁ-ん]{{3,}})[{_KANA}]{{3,}}|([{_KANA}]{{3,}})(?:[{_HAN}]{{2,}}|[A-Z]{{2,4}})")
#: Characters of Han that stand for a longer name.
_TWO = 2


def _formed(short: str, own: str) -> Iterator[Shorter]:
    general = name_words("ja", "no-name") | name_words("ja", "no-lead") | name_words("ja", "region")
    if not _FORM.fullmatch(short) or short in general or _ends().fullmatch(short):
        return
    tokens = [token for token, _, _ in tokenise(short)]
    kinds = [token.tags[:4] for token in tokens]
    suffixed = len(short) == _TWO and kinds[-1][:2] == ("接尾辞", "名詞的")
    if any(kind[2:4] == ("地名", "国") for kind in kinds) or kinds[0][:2] == ("名詞", "数詞") or suffixed:
        return
    if len(tokens) == 1 and kinds[0][0] in ("助動詞", "副詞", "接続詞", "代名詞"):
        return
    place = kinds[0][2:3] == ("地名",)
    proper = not _plain(short) and any(
        (kind[1:2] == ("固有名詞",) and kind[2:3] != ("地名",)) or not token.origin for token, kind in zip(tokens, kinds, strict=True)
    )
    compound = len(tokens) > 1 and len(short) > _TWO
    clear = own.removeprefix(short) in name_words("ja", "holder") | {""}
    strange = clear if place else odd(short)
    yield Shorter(short, own, Standing.NAME if proper or compound or strange else Standing.FIRM, clear)


@lru_cache(maxsize=4096)
def _plain(short: str) -> bool:
    """Whether a form is one word that says something else too: a common noun, a given name, an era; none spelled as no native word is."""
    tokens = [token for token, _, _ in tokenise(short)]
    if len(tokens) != 1 or short.isascii() or not tokens[0].origin or odd(short):
        return False
    tags = tokens[0].tags
    return tags[1:2] != ("固有名詞",) or tags[2:4] == ("人名", "名") or short in _eras()


@cache
def _eras() -> frozenset[str]:
    return frozenset(text for word in load("ja").of(DateWord) if word.kind == "era" for text in word.text)


#: A stretch of names, nouns and the particles between them: no verb or adjective ends in it.
_NOUNS = "(?:[^。\\nぁ-ん]|[のをにと])"


@cache
def _doing() -> re.Pattern[str]:
    """Match what firms do or have behind a word that says something else too: with no other verb before what it does."""
    held, verb = any_of(name_words("ja", "asset")), any_of(name_words("ja", "org-verb"))
    return re.compile(
        f"の{held}|株(?!式会社)|側|社[はがのを]|は[^。\\n]{{0,60}}?{verb}|[がも、]{_NOUNS}{{0,60}}?{verb}|傘下|を買収|に出資"
        f"|[はがも]{_NOUNS}{{0,12}}?[0-9０-９]|[:：]約?[0-9０-９]|と(?:の(?:差|統合|合併|提携|契約|経営統合|合弁)|統合|合併|提携)"
    )


#: What a word that says something else too is where no firm is: what it says, or a person with a title.
_SAYS, _ADDRESSED = re.compile("[がのをにともやへで]"), re.compile("さん|様|ちゃん|くん")


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    held, verb = any_of(name_words("ja", "asset")), any_of(name_words("ja", "org-verb"))
    return (
        re.compile(
            f"の{held}|株(?!式会社)|側|社[はがのを]|[はがも、][^。\\n]{{0,60}}?{verb}|さん[はがの]|様[はがの]|傘下|を買収|に出資"
            "|[はがもの][^。\\n]{0,12}[0-9０-９]|[:：]約?[0-9０-９]|と(?:の(?:差|統合|合併|提携|契約|経営統合|合弁)|統合|合併|提携)"
        ),
        re.compile(
            "[都道府県市区町村州駅港]|で(?!は|も)|へ|に(?:本社|ある|拠点|工場|本店|住|建設)"
            "|氏|(?:社長|会長|CEO|専務|常務|取締役|選手|教授|監督|容疑者|議員)"
        ),
        re.compile("[はがのをにともや、。「」（）()：:…]|など|から|$", re.MULTILINE),
    )


def stands(text: str, start: int, end: int) -> Standing:
    """Say as what a form stands: as a place, as a person with a title, as one that has or does something, before a particle.

    A word that says something else too (みどり, 朝日) is a firm where it does or has something as firms do, or is what is spoken of (は);
    elsewhere it is that word.
    """
    if not _JAPANESE.match(text, start):
        return Standing.UNTOLD
    firm, other, case = _around()
    if text[start - 1 : start] in _POINTS or text[end : end + 1] in _POINTS:
        return Standing.PART
    quoted = text[start - 1 : start] in ("「", "『") and text[end : end + 1] in ("」", "』")
    if other.match(text, end) or (quoted and _CALLED.search(text, max(0, start - 6), start) is None):
        return Standing.OTHER  # what a firm offers is quoted, itself where it says how it calls itself
    if _BESIDE.match(text[start - 1 : start]):
        led = _led().search(text, max(0, start - 8), start) is not None
        return Standing.FIRM if led and case.match(text, end) else Standing.UNTOLD
    plain = _plain(text[start:end])
    if plain and _ADDRESSED.match(text, end):
        return Standing.OTHER
    if (_doing() if plain else firm).match(text, end):
        return Standing.FIRM
    if plain and _SAYS.match(text, end):
        return Standing.PART
    if case.match(text, end):
        return Standing.NAME
    return Standing.PART if _LETTER.match(text, end) else Standing.UNTOLD


#: What says how a firm is called, before a quoted name.
_CALLED = re.compile("(?:以下、?|略称|通称|愛称)[「『]$")
#: What joins the parts of a name.
_POINTS = ("・", "=", "＝", "-")
_LETTER = re.compile(f"[{_HAN}{_KANA}A-Za-z]")
_JAPANESE = re.compile(f"[ぁ-ん{_HAN}{_KANA}]")


@cache
def _led() -> re.Pattern[str]:
    return re.compile(f"{any_of(name_words('ja', 'firm-lead'))}$")


_BESIDE = re.compile(f"[{_HAN}{_KANA}ぁ-ん](?<![はがのをにとや])")

SHORTER = ShorterForms(forms, stands)
