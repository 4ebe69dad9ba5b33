"""Japanese names in one sentence: what lists, legal forms and titles say, and the tagger's guesses set right at their borders.

In: a sentence and the guesses for it. Out: readings of stretches of it, each with a weight. Never: a choice between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from extractors import languages
from extractors.gazetteer import Gazetteer, kinds
from extractors.ja.formed import HAN, KANA, LATIN, formed, posted
from extractors.ja.short_names import SHORTER
from extractors.ja.slots import LINES, LISTED, described, ended, ends_as_firms, legal, marked, own, parted, slots
from extractors.ja.tokens import WIDTHS, gazetteer, tokenise
from extractors.ja.told import SHARE, bears_surname, coded, former, told
from extractors.lexicon import name_words
from extractors.name_votes import Guess, NameRules, NamesLent, Reading
from extractors.patterns import any_of


def words(role: str) -> frozenset[str]:
    """Return the Japanese words that play a part in finding names."""
    return name_words("ja", role)


def organisations() -> dict[str, str]:
    """Return known names with what they are: `org`, or `word` (an organisation, but also a plain word)."""
    return kinds("ja", "organisations")


@cache
def _lent() -> NamesLent:
    """What the guest knows whose names stand in Japanese text in Latin letters."""
    return languages.of("ja").names_lent


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(organisations())


def _any(role: str) -> str:
    return any_of(words(role))


_OF_STATE = "(?:大統領|首相|長官|大臣|外相|議長|総裁|国王|皇太子|容疑者|被告)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    title = _any("title-after")
    head = f"(?:(?P<head>{_any('org-head')})|{_any('org-head-weak')})"
    return (
        re.compile(rf"([{HAN}{KANA}{LATIN}・&＆ー]{{1,14}}?){head}(?![{HAN}{KANA}ー]|[・＝][{KANA}])"),
        re.compile(rf"(?<![{KANA}])[{KANA}]{{2,20}}(?:[・＝=][{KANA}]{{1,20}}){{1,3}}"),
        re.compile(rf"[ 　]?(?:前|元)?{title}(?![{KANA}])"),
        re.compile(
            rf"{_any('title-before')}[ 　:：、)）]{{1,3}}((?:[{HAN}]{{1,4}}|[{KANA}]{{2,8}}(?= [{HAN}]))"
            rf"[ 　][{HAN}ぁ-ん{KANA}]{{1,5}})(?![{HAN}])"
        ),
        re.compile(
            rf"{_any('title-before')}[ 　:：、]{{1,3}}([A-Z][a-z]+(?:[- ][A-Z][a-z]+){{1,2}}|[{KANA}]{{2,}}[・＝][{KANA}]{{2,}})"
            rf"(?![{LATIN}{KANA}・])"
        ),
        re.compile(rf"(?<![{KANA}・])([{KANA}]{{2,}})(?:[前元]?[米英仏独伊中韓日露]?(?:財務|商務|国務|国防|司法|労働)?{_OF_STATE}|氏)"),
        re.compile(rf"(?<![{HAN}{KANA}々])([{HAN}]{{1,3}})(?:氏|容疑者|被告)(?![{HAN}])"),
    )


def readings(sentence: str, guesses: Sequence[Guess], kind: str) -> list[Reading]:
    """Read the names of a sentence.

    Args:
        sentence: The sentence, line breaks made spaces.
        guesses: The tagger's guesses for it.
        kind: Kind of its passage.

    Returns:
        Readings in no order, which may overlap.
    """
    folded = sentence.translate(WIDTHS)
    readers = (_listed, formed, _headed, _seated, _coded, _persons, _latin, told)
    found = [one for read in readers for one in read(folded)]
    for guess in guesses:
        for entry in _entries(folded, guess):
            found += _trimmed(folded, entry)
    found = [replace(one, start=one.start + 1) if one.label == "ORG" and former(folded[one.start : one.end]) else one for one in found]
    read = {(reading.start, reading.end) for reading in found}
    for start, end in sorted({*slots(folded, kind), *ended(folded)} - read):
        found.append(Reading(start, end, "", "slot", 1.0))
        if ends_as_firms(folded[start:end]) and not _SITE.search(folded[start:end]):
            found.append(Reading(start, end, "ORG", "org-head", 0.6))
    return [*found, *marks(folded, sorted({(reading.start, reading.end) for reading in found}), kind)]


def marks(sentence: str, places: Sequence[tuple[int, int]], kind: str) -> Iterator[Reading]:
    """Say of all that something takes for a name what marks its place."""
    sentence = sentence.translate(WIDTHS)
    prose = "。" in sentence
    for start, end in places:
        yield Reading(start, end, "", "place", 1.0)
        if prose:
            yield Reading(start, end, "", "in prose", 1.0)
        # what stands beside a bold word stands beside its marks
        told = sentence.startswith("**", end) and not sentence[end + 2 : end + 3].isspace()
        behind = end + 2 if told else end
        ahead = start - 2 if told and sentence.endswith("**", 0, start) else start
        if _patterns()[2].match(sentence, behind):
            yield Reading(start, end, "", "person after", 1.0)
        for name in _words_of(sentence[start:end]):
            yield Reading(start, end, "", name, 1.0)
        for name, pattern in (*_AFTER_PLACE, *_things()[1]):
            if pattern.match(sentence, behind):
                yield Reading(start, end, "", name, 1.0)
        for name, pattern in (*_BEFORE_PLACE, *_things()[0]):
            if pattern.search(sentence, max(0, ahead - 12), start if name == "bold" else ahead):
                yield Reading(start, end, "", name, 1.0)
        if code := start < 12 and coded(sentence[:start]):
            yield Reading(start, end, "", "ticker", 1.0)
        first = start < 12 and (code or not any(map(str.isalnum, _NUMBER.sub("", sentence[:start]))))
        if first:
            yield Reading(start, end, "", "first", 1.0)
            if not any(map(str.isalnum, sentence[end : end + 12])) and len(sentence) - end < 12:
                yield Reading(start, end, "", "alone", 1.0)
        if kind in _KINDS_OF_PASSAGE:
            yield Reading(start, end, "", f"in {kind}", 1.0)
            if first:
                yield Reading(start, end, "", f"first in {kind}", 1.0)
        for name in marked(
            sentence, start, end, first=first, own_line=kind in LINES or (first and LISTED.search(sentence, 0, start) is not None)
        ):
            yield Reading(start, end, "", name, 1.0)
        if behind > end:
            for name in marked(sentence, ahead, behind, first=False, own_line=False):
                yield Reading(start, end, "", name, 1.0)


@lru_cache(maxsize=65536)
def _words_of(text: str) -> tuple[str, ...]:
    """Say what words a form is made of: a proper name among them, loan words only, what ends it."""
    found = []
    formal = legal().search(text) is not None
    text = legal().sub("", text) or text  # a legal form says nothing of the words beside it
    tokens = [token for token, _, _ in tokenise(text)]
    kinds_of = [token.tags[1:3] for token in tokens]
    if any(tags[:1] == ("固有名詞",) for tags in kinds_of):
        found.append("proper noun")
        if any(tags[1:] == ("地名",) for tags in kinds_of):
            found.append("place name")
        if any(tags[1:] == ("人名",) for tags in kinds_of):
            found.append("personal name")
    if _common(text):
        found.append("loan words")
    firm = formal or ends_as_firms(text)
    if tokens and tokens[-1].tags[:2] == ("名詞", "普通名詞") and not firm:
        found.append("ends with a common noun")
        if tokens[-1].tags[2:3] == ("サ変可能",):
            found.append("ends with a deed")
    if not any(token.origin == "" for token in tokens):
        found.append("all words of the dictionary")
    if "O" in gazetteer().get(text, ""):
        found.append("listed as a thing")
    if len(tokens) > 5 and not (firm and _KANA_OWN.match(text)):
        found.append("many words")
    if len(tokens) > 1 and (tokens[0].surface in _lent().words("no-name") or tokens[0].surface in words("no-name")):
        found.append("begins with no name")
        if "loan words" in found:
            found.append("loan words behind no name")
    if len(tokens) > 1 and not firm and (tokens[-1].surface in words("no-name") or tokens[-1].surface in words("no-lead")):
        found.append("ends with no name")
    if len(tokens) > 1 and tokens[-1].tags[:1] == ("接尾辞",):
        found.append("ends with a suffix")
    if _PART.search(text):
        found.append("ends with a part")
    if len(tokens) > 1 and tokens[0].tags[:1] == ("接頭辞",):
        found.append("begins with a prefix")
    kana = firm and (_KANA_FORMAL if formal else _KANA_OWN).match(text) is not None
    if any(token.tags[:1] and token.tags[0] in ("助詞", "助動詞", "動詞") for token in tokens) and not kana:
        found.append("particle inside")
    if _HEADED.search(text):
        found.append("headed")
    return (*found, *described(text))


#: A name that begins in hiragana, which the dictionary takes for particles; with a legal form it may have nothing else.
_KANA_OWN, _KANA_FORMAL = re.compile(f"[ぁ-んー]{{3,}}[{HAN}ァ-ヺ]"), re.compile("[ぁ-んー]{2}")
#: The number of an item.
_NUMBER = re.compile("^[^\\w]*[0-9]{1,2}[.)、]")
_KINDS_OF_PASSAGE = frozenset({"title", "heading", "furniture", "cell", "caption", "byline", "reference"})
_AFTER_PLACE = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("topic", "(?:[(（][^()（）]{1,30}[)）])?(?:は|が)"),
        ("genitive", "(?:[(（][^()（）]{1,30}[)）])?の"),
        ("object", "を"),
        ("agent", "に(?:よると|よれば|対して|出資|勤務|入社)|から|と(?:提携|共同|業務|資本)"),
        ("and", "、|や|と|・|／|及び|および|など"),
        (
            "bought behind",
            r"(?:の全?(?:株式?|発行済み株式|事業)[^。、はが]{0,12})?[をにへ][^。、はが]{0,16}?(?:買|売却|売り|売っ|取得|譲り受け|譲渡|傘下|子会社)|の傘下",
        ),
        (
            "firm after",
            "社(?:[はがのをにと、。]|$)|グループ|を(?:リード|引受先|割当先|引受人|幹事|買収|子会社|完全子会社|傘下|中心)|の(?:株|社長|子会社|親会社|業績|決算|売上)|株(?!式会社)|側|製",
        ),
        ("ticker", rf" ?[(（〈<](?:証券コード[:： ]?|東証[^)）]{{0,6}}[:： ]?|コード[:： ]?)?{SHARE}(?:[.:][A-Z]{{1,2}})?[)）〉>、・]"),
        ("defined", "[(（]以下[、,「]"),
        ("does verb", "(?:する|した|して|され|できる|でき)"),
        ("goes on", f"[{HAN}{KANA}]"),
        ("number", "[0-9]"),
        ("head", " ?[:：—]|$"),
    )
)
_BEFORE_PLACE = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "firm before",
            "(?:大手|会社|企業|メーカー|子会社|傘下|運営|提供|引受先|割当先|投資家|同業|競合|ライバル|中堅|新興|商社|ファンド|系|スポンサー|買い手|売り手|筆頭株主|大株主|親会社"
            "|取引先|納入先|提携先|出資先|買収先|委託先|スタートアップ|ベンチャー|運用会社|事業者|チェーン|ブランド)(?:の|は|に|である|だった|として)?[:：]?[「『]?$",
        ),
        (
            "place before",
            "(?:[一-鿿]{1,3}[都道府県市区町村州]|米国|英国|中国|韓国|台湾|香港|ドイツ|フランス|インド|スイス|シンガポール|タイ|ベトナム|スウェーデン|イタリア|オランダ|オーストラリア)の$",
        ),
        ("bought before", "(?:を買収した|に出資した|を子会社化した|傘下の|買収した|に入った|と統合した)$"),
        ("quoted", '[「『“"]$'),
        ("bold", "(?:\\*\\*|__|\\[)$"),
        ("goes before", f"[{HAN}{KANA}]$"),
        ("markup", f"(?:</?|&|(?<![{HAN}{KANA}ぁ-ん])=|@|#|_|/)$"),
    )
)


@cache
def _things() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return what marks the name of a thing, before it and after it: 「アプリ「朝霧」」, 「朝霧プラン」."""
    thing = _any("thing")
    return (("thing before", re.compile(f"{thing}の?[「『“]$")),), (("thing after", re.compile(f"[」』]?{thing}")),)


def _listed(sentence: str) -> Iterator[Reading]:
    for start, end, name in _gazetteer().find(sentence):
        if _whole(sentence, start, end):
            kind = organisations()[name]
            yield Reading(start, end, "ORG", "list" if kind == "org" else "word", 4.0 if kind == "org" else 0.3)
            if kind == "org" and (holding := _HOLDING.match(sentence, end)):
                yield Reading(start, holding.end(), "ORG", "list", 4.0)
    yield from _lent().listed(sentence)


#: What follows the listed name of a company in the name of the company that holds it.
_HOLDING = re.compile(rf"[ 　]ホールディングス(?![{KANA}])")


def _whole(sentence: str, start: int, end: int) -> bool:
    """Whether a listed name is a word of its own; a few characters may stand before it (米, 元) or after it (側, 製)."""
    for script in _SCRIPTS:
        if start and script.match(sentence[start]) and script.match(sentence[start - 1]) and sentence[start - 1] not in _BEFORE:
            return False
        if end < len(sentence) and script.match(sentence[end - 1]) and script.match(sentence[end]) and sentence[end] not in _AFTER:
            return False
    return True


_SCRIPTS = tuple(re.compile(f"[{script}]") for script in (KANA, HAN, LATIN))
_BEFORE = "米英仏独中韓日露元前現旧同"
_AFTER = "内側製系長員出元前現社"


_NAME = re.compile(rf"[{HAN}{KANA}{LATIN}・]")
#: First characters of what is counted or pointed at, not named.
_POINTING = ("同", "各", "両", "当", "全", "某", "本", "約", "第", "数", "何")
_CAPITALS = re.compile(r"[A-Z][A-Za-z&]+")


@cache
def _no_lead() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('no-lead')})+")


def _headed(sentence: str) -> Iterator[Reading]:
    """Read a name that ends as organisations do: 銀行, 大学, 省."""
    leads = _no_lead()
    for found in _patterns()[0].finditer(sentence):
        start, end = found.span()
        lead = found.group(1)
        if start and _NAME.match(sentence[start - 1]) and _NAME.match(sentence[start]):
            continue
        if (cut := _APPOSED.match(lead)) and cut.end() < len(lead):
            start, lead = start + cut.end(), lead[cut.end() :]
        lead = lead.strip("・&ー")
        if len(lead) < 2 or leads.fullmatch(lead) or lead in words("no-name") or lead.startswith(_POINTING):
            continue
        if any(lead.endswith(word) for word in ("的", "系", "型", "用", "向け")):
            continue
        weight = 1.0 if found["head"] else 0.6
        yield Reading(start, end, "ORG", "org-head", weight if _own(lead) else 0.5 * weight)


def _seated(sentence: str) -> Iterator[Reading]:
    """Read the company before its seat or its sales in brackets: 「関川食品(高崎市。売上高7億円)を子会社化」."""
    for found in _SEATED.finditer(sentence):
        name = found[1]
        plain = name in words("no-name") or name in words("no-lead") or name.startswith(_POINTING) or _SITE.search(name)
        if not plain and not _no_name().fullmatch(name):
            sold = found[2] is not None
            yield Reading(*found.span(1), "ORG", "seat", 1.5 if sold else 0.9)


def _coded(sentence: str) -> Iterator[Reading]:
    """Read the company before the code of its shares: 「関川食品（9999）の決算」; what could be a year is none."""
    for found in _CODED.finditer(sentence):
        if not (found[1] in words("no-name") or found[1] in words("no-lead") or _SITE.search(found[1]) or _no_name().fullmatch(found[1])):
            yield Reading(*found.span(1), "ORG", "code", 2.0)


_CODED = re.compile(
    rf"(?<![{HAN}{KANA}{LATIN}・&ー-])([{HAN}{KANA}{LATIN}・&ー]{{2,24}})"
    rf"(?:[(（](?:(?:証券|銘柄)コード[:： ]{{0,2}}|(?!19\d\d|20\d\d)){SHARE}[)）]| ?[<〈]{SHARE}[>〉])"
)
#: A name with what stands after it: brackets with a town, or with sales, and then a particle or the verb of a deal.
_SEATED = re.compile(
    rf"(?<![{HAN}{KANA}{LATIN}・&ー-])(?<![{LATIN}.,] )([{HAN}{KANA}{LATIN}・&ー-]{{2,24}})"
    rf"[(（](?:(?:[^()（）\d]{{0,30}}[。、])?(売上高?|年商)[:：]?[\d△約]"
    rf"|(?:[{HAN}]{{2,3}}[都道府県])?[{HAN}]{{1,5}}[市区町村](?:[。、][^()（）]{{0,80}})?[)）](?:[はがをにと]|の(?:全?株式|株|全事業)))"
)
#: What a company has or does, called by its name.
_PART = re.compile(
    "(?:工場|支店|支社|営業所|事業所|代表所|出張所|(?<!法律)(?<!会計)(?<!税理士)(?<!特許)事務所|(?<!百貨)(?<!商)(?<!書)(?<!酒)店舗?|拠点|子会社|事業|部門|計画|制度|政権)$"
)
#: What has an address and is no company.
_SITE = re.compile(
    "(?:工場|本社|本店|支店|支社|営業所|事業所|ホテル|会場|会館|ビル|店舗?|駅|空港|港|公園|球場|競技場|ホール|センター|倉庫|拠点|施設|物件|県|市|区|町|村"
    "|(?:敷地|構|所|場|社|館|院|店|ビル|施設|センター)内)$"
)


def _own(lead: str) -> bool:
    """Whether a proper name is among the words: "山吹" of 山吹銀行, not "信託" of 信託銀行."""
    listed = gazetteer()
    if "・" in lead[1:-1] and _LOAN.fullmatch(lead):
        return True
    if (latin := _CAPITALS.search(lead)) and latin.group() not in _lent().words("no-name"):
        return True
    return any(token.tags[1:2] == ("固有名詞",) or "O" in listed.get(token.surface, "") for token, _, _ in tokenise(lead)) or lead in listed


def _persons(sentence: str) -> Iterator[Reading]:
    """Read katakana names with a dot, and what stands before a title."""
    _, dotted, title, titled, abroad, foreign, surname = _patterns()
    for pattern in (titled, abroad, foreign, surname):
        for found in pattern.finditer(sentence):
            if found.group(1)[0] not in "同両各某彼諸皆" and not _OFFICE.search(found.group(1)):
                yield Reading(*found.span(1), "PERSON", "title-person", 1.5 if pattern is surname else 2.0)
    yield from (Reading(start, end, "PERSON", "title-person", 2.0) for start, end in parted(sentence))
    for found in dotted.finditer(sentence):
        start, end = found.span()
        first = re.split("[・＝=]", found.group())[0]
        known = gazetteer().get(first, "")
        if title.match(sentence, end):
            yield Reading(start, end, "PERSON", "title-person", 2.0)
        elif "P" in known or "N" in known:
            yield Reading(start, end, "PERSON", "given-name", 0.4)


def _latin(sentence: str) -> Iterator[Reading]:
    """Read names in Latin letters by the rules of the guest, and those that particles mark."""
    runs, found = _lent().shaped(sentence)
    yield from found
    plain = _lent().words("no-name") | words("no-name")
    others = _lent().known()
    before: tuple[int, int] | None = None
    counted = 0
    for start, end in runs:
        text = sentence[start:end]
        if text in plain or len(text) < 3 or others.get(text) == "other" or text.isupper() or re.search(r"\d", text):
            before, counted = None, 0
            continue
        marked = bool(_PARTICLE.match(sentence, end)) + bool(_AFTER_PARTICLE.search(sentence, max(0, start - 1), start))
        yield Reading(start, end, "ORG", "latin", 0.5 + 0.2 * marked)
        # Names in a row, "A、B、Cなど", are of one kind.
        counted = counted + 1 if before and _LISTED.fullmatch(sentence, before[1], start) else 0
        if counted and before:
            yield Reading(start, end, "ORG", "latin", 0.5)
            yield Reading(*before, "ORG", "latin", 0.5 if counted == 1 else 0.2)
        before = start, end


_PARTICLE = re.compile(r"[はがのをとにへ、]|など|社|製")
_AFTER_PARTICLE = re.compile(r"[、のとやがはに]")
_LISTED = re.compile(r" ?(?:、|,|や|と|および|及び|または|・|／) ?")


_FRONT = re.compile(r"[\s「『（(【）)・／\"“、。・*#:：]+|[A-Z0-9IVX]{1,4}[.．] ?|(?:元|前|現|旧)(?=[ァ-ヺA-Z])")
_TAIL = re.compile(r"(?:[\s」』）)】\"”、。・*#:：,]+|(?<=[ァ-ヺーA-Za-z])株)$")


#: One-letter names of countries before a foreign name: 米グーグル.
_NATIONS = "米英独仏伊韓中露印加豪"
_FOREIGN = re.compile(f"[{KANA}A-Z]")
_HEADED = re.compile("(?:ジャパン|グループ|カンパニー|ホールディングス|パートナーズ|ベンチャーズ|キャピタル|コンサルティング|バンク)$")


@cache
def _paper() -> re.Pattern[str]:
    """Match the kind of a paper behind the name of what it is about."""
    return re.compile(f"[ \u3000]*(?:{_any('paper')})$")


@cache
def _no_name() -> re.Pattern[str]:
    """Match what is made of words that name nothing: AIエージェント."""
    plain = words("no-name") | _lent().words("no-name")
    return re.compile(f"{any_of(plain)}+")


def _common(text: str) -> bool:
    """Whether a guess is made of loan words of the dictionary alone (ベンダーロックイン), which says little for a name."""
    if not _LOAN.fullmatch(text) or text in organisations() or _HEADED.search(text):
        return False
    tokens = tokenise(text)
    if len(tokens) > 1 and text in gazetteer():
        return False
    for token, _, _ in tokens:
        if token.surface.isascii() and token.surface.isalpha() and token.surface not in _lent().words("no-name") and len(token.surface) > 1:
            return False
        if not token.surface.isascii() and (not token.origin or "固有名詞" in token.tags):
            return False
    return True


_LOAN = re.compile(f"[{KANA}{LATIN}・ ]+")


def _entries(sentence: str, guess: Guess) -> Iterator[Guess]:
    """Give the entries of a list that a guess runs over, each without what says what it is."""
    for start, end, label in _columns(sentence, guess):
        piece = sentence[start:end]
        row = piece.split("・")
        listed = sum(part in organisations() for part in row)
        if label == "ORG" and len(row) > 1 and min(map(len, row)) > 1 and (listed > 1 or (listed and not _LOAN.fullmatch(piece))):
            for part in row:  # 「山吹・NASA・国防総省」
                yield Guess(start, start + len(part), label, guess.confidence)
                start += len(part) + 1
            continue
        start += cut.end() if label == "ORG" and (cut := _APPOSED.match(piece)) and cut.group() not in organisations() else 0
        last = end
        if (cut := _OPEN_BRACKET.search(sentence[start:end])) and cut.start() > 1:
            last = start + cut.start()
        elif label == "ORG" and end - start > 4 and sentence.startswith("さん", end - 2):
            last = end - 2
        if start < last:
            yield Guess(start, last, label, guess.confidence)


def _columns(sentence: str, guess: Guess) -> Iterator[tuple[int, int, str]]:
    """Cut a guess at the entries of a list and at columns: 「朝霧食品株式会社   上場取引所」 is two, the second of another label."""
    start = guess.start
    for entry in _COMMA.split(sentence[guess.start : guess.end]):
        label, at = guess.label, 0
        gaps = [gap.span() for gap in _COLUMN.finditer(entry)]
        if (fronted := _FRONTED.match(entry)) and (fronted.span(1) not in gaps):
            gaps = sorted([fronted.span(1), *gaps])
        for first, last in gaps:
            yield start + at, start + first, label
            label, at = "OTHER", last
        yield start + at, start + len(entry), label
        start += len(entry) + 1


def _trimmed(sentence: str, guess: Guess) -> Iterator[Reading]:
    """Cut a guess at its borders and weigh it by its probability and what stands beside it."""
    start, end, label = guess.start, guess.end, guess.label
    if cut := _FRONT.match(sentence, start, end):
        start = cut.end()
    if (cut := _TAIL.search(sentence[start:end])) and cut.start():
        end = start + cut.start()
    if (cut := _paper().search(sentence[start:end])) and cut.start():
        end = start + cut.start()
    text = sentence[start:end]
    if re.search(rf"[{LATIN}]$", text) and sentence[end : end + 1] == "." and text.rsplit(" ", 1)[-1] + "." in _lent().words("legal-form"):
        end += 1
    if (cut := re.search(r"(?<=[^\d.])\d{1,3}$", text)) and text[: cut.start()].endswith((".", "・", "社")):
        end = start + cut.start()
    text = sentence[start:end]
    if len(text) > 2 and text[0] in _NATIONS and _FOREIGN.match(text[1]):
        start, text = start + 1, text[1:]
    if not text or _no_name().fullmatch(text) or text.endswith("政府") or text in words("legal-form"):
        return
    if label == "PERSON" and _HEADED.search(text):
        label = "ORG"
    if re.fullmatch(r"[A-Z0-9.&-]{1,5}", text) and guess.confidence < 0.8:
        return
    if _lent().known().get(text) == "other" or (" " in text and _lent().known().get(text.split()[0]) == "other"):
        label = "OTHER"
    if label != "OTHER" and (borne := list(_POSTED.finditer(text))) and borne[0].start() == 0 and borne[-1].end() == len(text):
        # 「桐原専務」, 「桐原氏 大槻」: bearers of posts, each a name of its own
        whole = all(one.end() == two.start() for one, two in pairwise(borne)) and (borne[0][2] is None or bears_surname(borne[0][1]))
        if whole and not any(_OFFICE.search(one[1]) or one[1] in organisations() for one in borne):
            for one in borne:
                yield Reading(start + one.start(1), start + one.end(1), "PERSON", "title-person", 2.0)
            return
    if label == "PERSON" and (cut := _BETWEEN.search(text)):
        for side in (Guess(start, start + cut.start(), label, guess.confidence), Guess(start + cut.end(), end, label, guess.confidence)):
            yield from _trimmed(sentence, side)
        return
    if label == "ORG" and (cut := _OF_FIRM.search(text) or (posted(text) if legal().match(text) else None)) and cut.start() > 1:
        end = start + cut.start()
        text = sentence[start:end]
    if label == "ORG" and _POST.match(text):
        return
    if label == "ORG" and guess.confidence < 0.8 and (dotted := _patterns()[1].fullmatch(text)) and not _HEADED.search(text):
        first = gazetteer().get(re.split("[・＝=]", dotted.group())[0], "")
        label = "PERSON" if "P" in first and dotted.group().count("・") == 1 else label
    if label == "ORG" and _ADDRESSED.fullmatch(text):
        label = "PERSON"
    if label == "PERSON" and (cut := _TITLED.search(text)) and cut.start() > 1:
        end = start + cut.start()
        text = sentence[start:end]
    weight = 2 * guess.confidence
    if label == "ORG" and _common(text):
        weight *= 0.5
    if label == "PERSON" and (house := _HOUSE.match(sentence, end) or _OF_HOUSE.match(sentence, start, end)):
        yield Reading(start, house.end(), "ORG", "house", weight)
        return
    yield Reading(start, end, label, "ja.crf", weight)
    titled = _patterns()[2].match(sentence, end)
    if label == "ORG" and titled and titled.group().strip() in _PERSONAL and len(text) < 6 and not _OFFICE.search(text):
        yield Reading(start, end, "PERSON", "title-person", 2.0)


#: What makes a family name that of a house which holds shares.
_HOUSE = re.compile(f"(?:一族|家)(?![{HAN}{KANA}{LATIN}・])")
_OF_HOUSE = re.compile(f"[{HAN}]{{1,4}}一族$")
#: A bracket that the guess opens and does not close.
_OPEN_BRACKET = re.compile(r"[ 　]?[(（][^()（）]*$")
_POSTED = re.compile(
    rf"([{HAN}]{{2,5}}?)[次期新前元]{{,2}}(?:代表取締役)?(?:(?:副?[社会]長|[専常]務|理事長|頭取|(代表))(?:取締役|執行役員|理事)*|氏)[ 　]?"
)
_BETWEEN = re.compile("氏[ 　]")
#: Marks between entries of a list, no part of a name but before its legal form.
_COMMA = re.compile(r"[;；]|,(?![ 　]?(?:INC|Inc|LTD|Ltd|Limited|LIMITED|LLC|CO|Co|S\.A)\b)")
#: White space that parts columns, or that follows a legal form which ends a name.
_COLUMN = re.compile(r"(?<=\S)[ 　]{3,}|\t|(?<=\S(?:株式|有限|合同)会社)[ 　]+(?=\S)")
#: A name that a legal form begins, up to the blank that ends it: 「株式会社朝霧食品 採用情報」.
_FRONTED = re.compile(
    rf"(?:株式|有限|合同)会社[{HAN}{KANA}ぁ-ん{LATIN}]{{2,20}}([ 　]+)(?=[{HAN}{KANA}])(?!ホールディングス|グループ|フィナンシャル|HD)"
)
#: What a company is, or where it is from, before its foreign name: 「半導体大手エヌ」, 「フィンランドNokia」.
_APPOSED = re.compile(
    rf"[{HAN}{KANA}]{{0,12}}(?:法人|子会社|会社|企業|大手|首位|メーカー|サイト)(?=[A-Z]|[ァ-ヺ])"
    r"|(?:アメリカ|イギリス|フランス|ドイツ|イタリア|スイス|オランダ|スウェーデン|フィンランド|デンマーク|ノルウェー|カナダ|インド|ロシア"
    r"|台湾|韓国|中国|米国|英国|欧州)(?=[A-Z][A-Za-z0-9 .&-]+$)"
)
_OF_FIRM = re.compile("(?:副社長|社長|副会長|会長|専務|常務)$")
_POST = re.compile("代表取締役|取締役|執行役員|専務|常務|副社長|社長")
_ADDRESSED = re.compile(f"[{HAN}]{{2,4}}(?:氏|さん|先生|容疑者|被告)")
_TITLED = re.compile("(?:CEO|CFO|COO|CTO|氏|さん|先生|社長|会長|代表|頭取|理事長|学長|教授|選手|監督|容疑者|被告|次期|専務|常務)$")
_OFFICE = re.compile("[社会院党大学校局省庁部課所軍団議行]$")
_PERSONAL = frozenset("氏 さん 君 容疑者 被告 選手 投手 捕手 内野手 外野手 教授 博士 裁判長 弁護士 記者 議員".split())

NAMES = NameRules(readings, re.compile(r"(?<=[。！？\n])"), short=own, shorter=SHORTER, again=marks)
