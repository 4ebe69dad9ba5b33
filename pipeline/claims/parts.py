"""Whether a figure is of a whole company or of a part of it: a segment, a product, a region, one customer.

In: a line with its headings, a figure, the words of its measure; `rules/concepts.toml`, `rules/parts.toml`. Out: named evidence, and the
words that name the part, in English where they are known. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pipeline.claims.compounds import LONGEST, in_english
from pipeline.claims.context import FIGURES, Line
from pipeline.claims.cues import words_of
from pipeline.claims.parsing import verbal
from pipeline.records import Mention
from pipeline.rules import toml

__all__ = [
    "ahead",
    "bare",
    "behind",
    "bound",
    "each",
    "headed",
    "market",
    "modified",
    "opening",
    "part",
    "partial",
    "piece",
    "region",
]

#: Words for a part of a company, and for one of many to whom a whole is shared out.
_PART = re.compile(
    r"\b(?:segments?|divisions?|business(?:es)?|units?|branch(?:es)?|regions?|geograph\w+|brands?|products?|categor(?:y|ies)|channels?|stores?|platforms?"
    r"|domestic|overseas|international|online|export)\b"
    r"|事業|部門|セグメント|地域|店舗|支店|製品|商品|ブランド|国内|海外|向け|別|부문|사업|지역|지점|브랜드|제품|해외|국내|별(?!도)"
)
_WHOLE = re.compile(r"\b(?:consolidated|total|group|company-wide|overall|full-year)\b|連結|全社|合計|グループ|통합|연결|전체|합계|전사")
_EACH = re.compile(r"\bper (?:customer|user|store|employee|unit|person|household|subscriber|capita)\b|(?:あたり|当たり|当り)|인당|당\s")
_WORDS = (("part", _PART), ("whole", _WHOLE), ("each", _EACH))
#: Heads of rows that tell of the whole.
_TOTAL = re.compile(r"\b(?:total|consolidated|group|company)\b|合計|総計|全社|連結|^計$|합계|총계|전체")
#: Heads of rows that are terms of a company as tables shorten them: 24/3実績, FY25E.
_TERM = re.compile(
    r"(?:[(（][A-DＡ-Ｄ][)）]|[\d\s/.'’()（）-]|FY|CY|[QHEAF]|四半期|通期|上期|下期|半期|累計|会社|実績|予想|見込み?|計画|発表|公表|修正|当初|従来|参考"
    r"|[年月日期度末第前当今来回ご]){1,40}"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def part(line: Line, figure: Mention, heads: Sequence[Line], place: tuple[int, int] | None) -> list[str]:
    """Return what the words around a figure say of the part that it is of.

    Args:
        line: The line.
        figure: The figure.
        heads: The headings above, innermost first.
        place: Where the words of the measure stand, None where no word near names it.
    """
    found = []
    inside = place is not None and line.start <= place[0] and place[1] <= line.end
    earlier = [m.end for m in line.mentions if m.label in FIGURES and m.end <= figure.start]
    begin = max(earlier, default=line.start)
    own = line.low[begin - line.start : figure.end + 24 - line.start]
    if line.segment.cells:
        named = inside and place is not None and line.cell(place[0]) is line.segment.cells[0]
        first = line.segment.cells[0]
        company = any(m.label == "ORG" and m.start < first.end for m in line.mentions)
        if _LETTERS.search(line.head) and line.cell(figure.start) is not first:
            found.append("row-names:" + ("company" if company else "measure" if named else "other"))
        own = line.head.lower()
        cell = line.cell(figure.start)
        if cell is not None and _PART.search(cell.header.lower()):
            found.append("part:column")
    here, above = _told(line.low), [_told(head.low) for head in heads[:2]]
    for name, pattern in _WORDS:
        if pattern.search(own):
            found.append(f"{name}:own")
        elif name in here:
            found.append(f"{name}:line")
        if any(name in told for told in above):
            found.append(f"{name}:head")
    return found


@lru_cache(maxsize=64)
def _told(low: str) -> frozenset[str]:
    """Return which of the words a line has, found once for all its figures."""
    return frozenset(name for name, pattern in _WORDS if pattern.search(low))


#: "the shipping division's sales"
_DIVISION = re.compile(
    r"(?<!['’])\b((?!(?:the|its|their|our|a|an) )(?:[\w&-]+ ){1,3}?(?:division|segment|business|unit|branch|arm))['’]s? $", re.IGNORECASE
)


#: A Japanese word that a measure name goes on from (監査売上), or one for a part that の binds (監査業務の売上).
_JOINED_JA = re.compile(
    r"(?<![一-鿿々ァ-ヶーA-Za-z&])([一-鿿々ァ-ヶーA-Za-z&]{2,20})$|([一-鿿々ァ-ヶーA-Za-z&]{1,12}(?:事業|部門|業務|セグメント|向け|サービス|製品|分野|店))の$"
)
#: A Korean word for a part, or a name that 의 binds.
_JOINED_KO = re.compile(r"([가-힣A-Za-z0-9&]{1,12} ?(?:사업|부문|서비스|제품|지점))(?:의)? $|([가-힣A-Za-z0-9&]{2,14})의 $")


#: What 「の」 binds to a measure, or one or two Korean nouns before it.
_BOUND = {
    "ja": re.compile(r"(?P<first>)(?P<name>[^\s、。,，「」『』（）()【】はがをにでもへとやの]{2,20})の$"),
    "ko": re.compile(r"(?P<first>(?:[가-힣A-Za-z0-9&]{1,12} )?)(?P<name>[가-힣A-Za-z0-9&]{1,12}(?<![은는을를에도로와과]))의? ?$"),
}
#: Characters before a measure in which the words for its part stand.
_AHEAD = 40


#: Words right before those of a measure that say no part.
_PLAIN = frozenset(
    "annual total net quarterly consolidated overall its their our the a an his her of in and or for to by with on at from as full- "
    "year yearly reported gross operating adjusted non-gaap group 's ’s that which first-quarter second-quarter third-quarter fourth- "
    "quarter record combined global".split()
)
#: How a word ends that owns the next: "Acme's" is no part of a company.
_OWNS = ("'s", "’s", "s'", "s’")
_LAST_WORD = re.compile(r"([\w’'&-]+) $")
_AFTERWARDS = re.compile(r"\s+(?:of|from|in|at) (?:its |the )?[a-z]")
_JOINED_TO, _BOUND_TO = re.compile(r"[一-鿿゠-ヿA-Za-z가-힣]$"), re.compile(r"[の의]$")


def modified(line: Line, place: tuple[int, int]) -> list[str]:
    """Return what stands before the words of a measure: a segment's or product's name makes it a part of the whole.

    Args:
        line: The line.
        place: Where the words of the measure stand.
    """
    start, end = place
    if not line.start <= start < line.end:
        return []
    at = start - line.start
    if any(m.label in ("ORG", "PERSON") and 0 <= start - m.end <= 4 for m in line.mentions):
        return ["modified:name"]
    if line.language == "en":
        word = _LAST_WORD.search(line.text, max(at - _AHEAD, 0), at)
        plain = (
            word is None or word[1].lower() in _PLAIN or word[1].isdigit() or (word[1][-2:] in _OWNS and not _PART.search(word[1].lower()))
        )
        found = [] if plain or word is None else ["modified:capital" if word[1][0].isupper() else "modified:word"]
        if _AFTERWARDS.match(line.low, end - line.start):
            found.append("modified:after")
        return found
    before = line.text[max(at - 2, 0) : at]
    if _JOINED_TO.search(before):
        return ["modified:joined"]
    return ["modified:of"] if _BOUND_TO.search(before) else []


def ahead(line: Line, place: tuple[int, int]) -> str:
    """Return the part of the whole that the words right before a measure name: "cloud" of "cloud revenue", 監査 of 監査売上."""
    at = place[0] - line.start
    words = line.text[max(at - _AHEAD, 0) : at]
    if line.language == "en":
        if at > _AHEAD and line.text[at - _AHEAD - 1] != " ":
            words = words.partition(" ")[2]  # of a word cut in two nothing is told
        return division[1] if (division := _DIVISION.search(words)) is not None else " ".join(_modifiers(line, place, words))
    match = (_JOINED_JA if line.language == "ja" else _JOINED_KO).search(words)
    if match is None:
        return ""
    group = 1 if match[1] is not None else 2
    end = place[0] - len(words) + match.end(group)
    if any(m.start < end and end - len(match[group]) < m.end for m in line.mentions):
        return ""
    if line.language == "ko":
        return "" if words_of("general", "ko").fullmatch(match[group]) else match[group]
    name = words_of("general", "ja").sub("", match[group])
    return name if len(name) > 1 else ""


def bound(line: Line, place: tuple[int, int]) -> str:
    """Return the noun that is bound to a measure where it is one that is known: 洗浄剤 of 「洗浄剤の世界シェア」, 배지 of "배지 매출".

    Args:
        line: The line.
        place: Where the words of the measure stand.
    """
    at = place[0] - line.start
    pattern = _BOUND.get(line.language)
    match = pattern.search(line.text, max(at - _AHEAD, 0), at) if pattern is not None else None
    if match is None:
        return ""
    end = line.start + match.end("name")
    for name in [match["first"] + match["name"], match["name"]] if match["first"] else [match["name"]]:
        if any(m.start < end and end - len(name) < m.end for m in line.mentions) or words_of("general", line.language).search(name):
            continue
        if in_english(name, line.language) is not None:
            return name
    return ""


def _modifiers(line: Line, place: tuple[int, int], words: str) -> list[str]:
    found: list[str] = []
    for word in reversed(words.split()):
        plain = word.strip("’'").lower()
        if not re.fullmatch(r"[A-Za-z][\w&-]*|(?:[A-Z]\.)+", word) or verbal(plain) or plain.endswith(("ed", "ly")):
            break
        if any(words_of(aspect, "en").fullmatch(plain) for aspect in ("general", "forecast")):
            break
        start = line.start + len(line.text[: place[0] - line.start].rstrip()) - len(" ".join([word, *found]))
        if any(m.start < start + len(word) and start < m.end for m in line.mentions):
            break
        found.insert(0, word)
        if len(found) == 3:
            break
    return found


def partial(head: str) -> bool:
    """Tell whether the head of a row may name a part of a company: it has letters, and is no sentence, no total and no term of the company.

    Args:
        head: Text of the head; dates, measures and names of companies in it are for those who know them.
    """
    if len(head) > LONGEST or "{" in head:  # a key of a record is no part
        return False
    return _LETTERS.search(head) is not None and not _TOTAL.search(head.lower()) and not _TERM.fullmatch(head)


#: What a measure is shared out to: 「1社あたり売上」.
_SHARED = re.compile(
    r"(?:1|１|一)?(?:(?P<customer>社|顧客|契約|客|クライアント)|(?P<store>店舗?)|(?P<employee>従業員|社員)|(?P<person>人|名)|(?P<unit>台|個))"
    r"(?:当たり|当り|あたり)の?(?:平均|年間|月間)?$"
    r"|(?:(?P<store_ko>점포)|(?P<person_ko>1인|인)|(?P<unit_ko>대))당 ?(?:평균 )?$"
)
#: Characters before a measure in which that stands.
_EACH_REACH = 24


def each(line: Line, place: tuple[int, int]) -> str:
    """Return to what a measure is shared out by the words before its name: "per customer" of 「1社あたり売上」."""
    at = place[0] - line.start
    told = _SHARED.search(line.text, max(at - _EACH_REACH, 0), max(at, 0))
    return f"per {str(told.lastgroup).removesuffix('_ko')}" if told is not None else ""


#: What one of costs: "per arm per month", "a night", "/month" right behind a measure or its amount.
_PIECE = re.compile(
    r"\s?(?:(?:per|each|(?P<article>an?)) |/ ?)(?P<one>(?:square |cubic )?[a-z]+)(?:(?: (?:per|an?) |/)(?P<two>[a-z]+))?"
    r"(?P<end>(?=[,.;:)\s]|$))(?P<on>\s+(?!(?:and|or|for|in|on|at|by|to|from|with|before|after|as|but|that|which|plus|than|while|when|is|was)\b)[a-z])?"
)
#: Of shares prices are told by measures of their own.
_NO_PIECE = frozenset("share shares ads stock capita diluted basic common ordinary unit annum cent lot few total time piece".split())


def piece(line: Line, end: int) -> str:
    """Return of what one piece costs as much as an English amount: "per arm per month" of "$9,000 per arm per month".

    Args:
        line: The line.
        end: Code point after the words of the measure, or after its amount.
    """
    told = _PIECE.match(line.low, end - line.start) if line.language == "en" and line.start <= end <= line.end else None
    if told is None or told["one"] in _NO_PIECE or (told["article"] and told["on"]):
        return ""
    return " ".join(f"per {word}" for word in (told["one"], told["two"]) if word and word not in _NO_PIECE)


#: What the head of a row says beside a part: notes in brackets, and in what way its figures look at their measure.
_NOTE, _NOTE_LENGTH = re.compile(r"[(（\[][^()（）\[\]]{0,40}[)）\]]\Z"), 42
_LOOKED_AT = re.compile(
    r"(?:の|\s)?(?:売上)?(?:構成比率?|比率|割合|シェア|増減[額率]?|前[年期](?:同期|同月)?比)\Z"
    r"|\s?(?:매출 ?)?(?:비중|구성비|비율|증감[률율액]?)\Z"
)


def bare(head: str) -> str:
    """Return the head of a row without notes in brackets behind it and how its figures look at their measure: 북미 of 북미 비중(%)."""
    end = len(head.rstrip())
    while (note := _NOTE.search(head, max(end - _NOTE_LENGTH, 0), end)) is not None:
        end = len(head[: note.start()].rstrip())
    return head[: found.start()].strip() if (found := _LOOKED_AT.search(head[:end])) is not None else head[:end].strip()


#: A region, segment or product that a preposition binds to what stands before it.
_BEHIND = re.compile(
    r" (?P<how>of|in|from|for|at)(?: the| its| our)? [\"“'‘]?(?P<name>(?:U\.S\.|[A-Z][\w&’'.-]*)(?: (?:(?:and|of|&) )?[A-Z][\w&’'-]*){0,3})"
)


def behind(line: Line, end: int) -> tuple[str, str]:
    """Return the part that stands behind a measure in English, and the preposition between: "Kazakhstan", "in" of "stores in Kazakhstan".

    Args:
        line: The line.
        end: Code point after the words of the measure, or after its figure.
    """
    found = _BEHIND.match(line.text, end - line.start) if line.language == "en" and line.start <= end <= line.end else None
    if found is None:
        return "", ""
    a, b = line.start + found.start("name"), line.start + found.end("name")
    first = bisect_left(line.mentions, a - 60, key=_begin)
    named = any(m.start < b and a < m.end and m.label != "QUANTITY" for m in line.mentions[first : first + 8])
    name = found["name"].rstrip("'’-")
    return ("", "") if named else (name if re.search(r"\.[A-Z]\.$", name) else name.rstrip("."), found["how"])


#: The market that a share is of: "hiking boots" of "share of the hiking boots market", "the frozen food market" behind a percentage.
_MARKET = re.compile(
    r"(?: (?:market )?share)? (?:of|in|for|among) (?:the |its |all |our |total )?(?P<name>(?:[\w.&'’-]+ ){0,5}?[\w&'’-]+?)"
    r"(?: (?:market|sector|industry|segment|business)s?\b| ?(?=[.,;:()|]|$)| (?=(?:in|of|by|for|at|to|from|on|with|as|last|this|a|and|while"
    r"|or|than|worldwide|globally|nationwide|is|was|were|are|has|had|will|which|that)\b))"
)


def market(line: Line, end: int) -> str:
    """Return the market behind an English share of it: "electric buses" of "its share of electric buses".

    Args:
        line: The line.
        end: Code point after the words of the measure, or after its figure.
    """
    found = _MARKET.match(line.text, end - line.start) if line.language == "en" and line.start <= end <= line.end else None
    if found is None or any(m.start < line.start + found.end("name") and line.start + found.start("name") < m.end for m in line.figures):
        return ""
    words = found["name"].split()
    cut = next((at for at, word in enumerate(words) if at and _verb(word.lower())), len(words))
    return " ".join(words[:cut]) if _LETTERS.search(found["name"]) and words[0].lower() not in ("market", "markets") else ""


def _verb(word: str) -> bool:
    """Tell whether a word may be a verb or an adverb: a name ends before it."""
    return verbal(word) or word.endswith("ly") or any(words_of(aspect, "en").fullmatch(word) for aspect in ("rise", "fall"))


def _begin(mention: Mention) -> int:
    return mention.start


#: Numbers and marks around the words of a heading, and what says there that a part of a company follows or came before.
_NUMBERED = re.compile(
    r"^[\s#*■□◆◇●○▼▶・<＜【\[]*(?:[(（]?(?:\d{1,2}|[IVX]{1,4})(?:[)）.．、:]\s*|\s+)|[①-⑳]\s*){0,3}[<＜【\[「]*|[\s*:：>＞】\]」]+$"
)
_SORTED = re.compile(
    r"(?P<en> (?:(?:operating |business |reportable )?segments?|divisions?|business(?: unit| segment)?|operations|region)"
    r"(?: results| performance)?)$"
    r"|(?P<ja>(?:事業|部門|セグメント|業務|地域)(?:の業績|の概況|の状況)?)$|(?P<ko> ?(?:사업|부문|사업부문|지역)(?: 실적)?)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def headed(heading: str, language: str) -> str:
    """Return the part of a company that a heading names and nothing else: a known region, segment or product, or one that it calls so.

    Args:
        heading: Text of the heading: "Americas", "Laboratory segment", 「(3) 非監査業務」.
        language: Its language: en, ja or ko.
    """
    if len(heading) > 2 * LONGEST:
        return ""
    name = _NUMBERED.sub("", heading)
    if not name or len(name) > LONGEST or _TOTAL.search(name.lower()) or _TERM.fullmatch(name):
        return ""
    sorted_ = _SORTED.search(name)
    plain = name[: sorted_.start()].strip() if sorted_ is not None else name
    known = in_english(plain, language, all_nouns=False) if language != "en" else _english().get(plain.lower())
    if known is not None or sorted_ is None or sorted_[language] is None:
        return known or ""
    if language == "en":
        own = plain[:1].isupper() and not any(word.lower() in _PLAIN for word in plain.split())
    else:
        own = len(words_of("general", language).sub("", plain)) > 1
    return plain if own and len(plain) <= LONGEST // 2 else ""


#: A part of a company of which a sentence tells: "The Space segment recorded", 「物流事業は」, "QX(주방가전)사업본부의".
_OPENING = {
    "en": re.compile(
        r"(?:(?:[A-Z]\w{2,12},? )?(?:[Tt]he|[Ii]ts|[Oo]ur)|['’]s?) (?P<name>(?:[\w&-]{2,20}(?:,? and|,)? ){1,4}?)"
        r"(?P<kind>segment|division|business|unit|arm|group)(?:, which [^,;:]{3,80},)? (?=[a-z]{3,})(?!of\b|in\b|and\b|for\b)"
    ),
    "ja": re.compile(
        r"[^\w]{0,3}(?P<name>[一-鿿々ァ-ヶーA-Za-z&・]{1,16}?)(?P<kind>事業|部門|セグメント)"
        r"(?:は|では|については|においては|につきましては)"
    ),
    "ko": re.compile(
        r"[^\w]{0,3}(?P<name>(?:[가-힣A-Za-z0-9&]{1,12} ?){1,2}?)(?:[(（][^()（）]{1,20}[)）])?"
        r"(?: ?(?:사업본부|사업부문|사업부|사업|부문)(?:은|는|에서는|의 경우)|사업본부(?:의|이|가)? )"
    ),
}
#: Code points before the company that opens a sentence ("The ", a mark of quotation).
_OPENS = 5
#: What says of which country and trade a whole group is, and names no part: "The Norwegian shipping group".
_DESCRIBED = re.compile(r"(?:[A-Z]\w{2,12},? )?[Tt]he [A-Z][a-z]+ (?:[\w&-]+,? ){0,2}[a-z][\w-]* group\b")
#: What no part is called.
_UNNAMED = frozenset(
    "same other whole entire new first second third main core own each this that such small large public private local".split()
)


def opening(line: Line) -> str:
    """Return the part of a company that a sentence says at its start that it tells of: "Space" of "The Space segment posted".

    Args:
        line: The sentence.
    """
    return line.once(_opening, None)


def _opening(line: Line, _: None) -> str:
    pattern = None if line.segment.cells else _OPENING.get(line.language)
    first = line.mentions[0] if line.mentions else None
    owner = first.end - line.start if first is not None and first.label == "ORG" and first.start - line.start <= _OPENS else 0
    found = (pattern.match(line.text, owner) or pattern.match(line.text)) if pattern is not None else None
    if found is None:
        return ""
    name = found["name"].strip()
    start, end = line.start + found.start("name"), line.start + found.start("name") + len(name)
    if any(m.start < end and start < m.end for m in line.mentions) or name.lower() in _UNNAMED:
        return ""
    if line.language == "en":
        if _DESCRIBED.match(found[0]):
            return ""
        return name if name[:1].isupper() else f"{name} {found['kind']}"
    if words_of("general", line.language).search(name):
        return ""
    return in_english(name, line.language) or name


@cache
def _english() -> Mapping[str, str]:
    """Return the English names of parts by their lower case."""
    return {row["name"].lower(): row["name"] for row in toml("parts.toml")["part"]}


@cache
def _regions() -> frozenset[str]:
    return frozenset(row["name"] for row in toml("parts.toml")["part"] if row.get("region"))


def region(name: str) -> bool:
    """Tell whether a part is where a company is at work: a region, a country, a city."""
    return name in _regions()
