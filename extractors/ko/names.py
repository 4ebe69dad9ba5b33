"""Korean names in one sentence: what legal forms, ends, titles, particles and the words beside say.

In: a sentence. Out: readings of stretches of it, each with a weight, and the marks of their places. Never: a choice between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors import languages
from extractors.gazetteer import Gazetteer, kinds
from extractors.ko.particles import agrees
from extractors.ko.short_names import SHORTER
from extractors.lexicon import name_words
from extractors.name_votes import Guess, NameRules, Reading
from extractors.patterns import any_of
from extractors.scripts import latin_words

#: A piece of a text between spaces and marks: Korean words with what is joined to them.
_PIECE = re.compile(
    r"[가-힣]{2,}[A-Za-z0-9]{1,3}(?![가-힣A-Za-z0-9&.%])|[가-힣A-Za-z0-9](?:[가-힣A-Za-z0-9&]|\.(?=[A-Za-z0-9]))*[가-힣]|[가-힣]"
)
_HANGUL = re.compile(r"[가-힣]")


def _any(role: str) -> str:
    return any_of(name_words("ko", role))


#: A part of a firm that a short word in Latin letters opens: IT사업부.
_SHORT_PART = "[가-힣]{0,4}(?:사업|본부|부문|담당|전략|개발|기획|팀|실)"


#: A part of a firm behind the bracket that spells it out, no office of a person: 본부장.
_PART_BEHIND = re.compile(r"[)）] ?(?:사업(?:본부|부|부문)|본부|부문|담당|총괄)(?![장자])")
_LETTERS = re.compile(r"[A-Z&]{1,5}[(（]\Z")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    name = r"[가-힣A-Za-z0-9&]"
    form, head, title = _any("legal-form"), _any("org-head"), _any("title-after")
    return {
        "form": re.compile(rf"{form} ?({latin_words(_SHORT_PART)}|{name}{{2,16}})|({name}{{2,16}})(?:{form}| {form}(?!{name}))"),
        "head": re.compile(rf"{name}{{1,12}}{head}$"),
        "weak head": re.compile(rf"{name}{{2,12}}{_any('org-head-weak')}$"),
        "joined": re.compile(_any("particle") + "(?![가-힣])"),
        "particle": re.compile(_any("particle") + "$"),
        "ends": re.compile(rf"(?:{head}|{_any('org-head-weak')}|{_any('no-name')}){{2,}}"),
        "person": re.compile(rf"(?<![가-힣])([가-힣]{{2,4}}) (?:[가-힣A-Za-z&]{{2,12}} )?(?:{_any('post')} )?{title}(?![가-힣]{{2}})"),
        "persons": re.compile(
            rf"(?<![가-힣])[가-힣]{{3}}(?:(?:[·,]|, )[가-힣]{{3}}){{1,4}} (?:{_any('post')} ?)?(?:{title}|부부|형제|자매)"
        ),
        "title before": re.compile(
            rf"(?:{title}|창립자|양도인|양수인|취득자|장남|차남|장녀|차녀|동생|부인|아들|딸|출신)(?:인|의)?[ \t:：]{{1,3}}$"
        ),
        "titled": re.compile(rf"(?:대표이사|대표자|대표|회장|사장) ([가-힣]{{3}})(?=입니다|{_any('particle')}(?![가-힣])|[,.)]|$)"),
        "with title": re.compile(rf" (?:[가-힣A-Za-z&]{{2,12}} )?{title}"),
        "firm before": re.compile(rf"(?:{_any('firm')}|[가-힣]{{2}}업체)인? ?[‘'“\"]?$"),
        "bought behind": re.compile(
            r"[’'”\"]?[을를](?: [가-힣0-9,.~]{1,12}){0,5}? (?:전격 |전량 |전부 )?(?:인수|사들|매입|흡수|합병|품에|품었|매각|되팔)"
        ),
        "asset": re.compile(rf"(?:의)? ?{_any('asset')}"),
        "chief": re.compile(rf" ?[(（](?:{_any('post')} ?)?{title}(?:[ :]|이사)"),
        "told": re.compile(rf"[(（][^()（）]{{1,40}}[)）]({_any('particle')})(?![가-힣])"),
        "doing": re.compile(rf"[가-힣A-Za-z0-9 ,.%~·'‘’“”()]{{0,80}}?{_any('org-verb')}"),
    }


@cache
def organisations() -> dict[str, str]:
    """Return known names in Korean script with what they are."""
    return kinds("ko", "organisations")


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(organisations())


def readings(sentence: str, guesses: Sequence[Guess], kind: str) -> list[Reading]:
    """Read the names of a sentence.

    Args:
        sentence: The sentence, line breaks made spaces.
        guesses: None: there is no tagger of Korean.
        kind: Kind of its passage.

    Returns:
        Readings in no order, which may overlap.
    """
    found = [*_listed(sentence), *_formed(sentence), *_persons(sentence), *_latin(sentence)]
    stems = [*_stems(sentence)]
    for start, end, _ in stems:
        text = sentence[start:end]
        if text not in name_words("ko", "no-name") and (head := _head(text)):
            found.append(Reading(start, end, "ORG", "org-head", head))
    found += _rows(sentence, found)
    found = [reading for reading in found if reading.rule == "list" or not _spells_part(sentence, reading.start, reading.end)]
    places = {(start, end): particle for start, end, particle in stems}
    for reading in found:
        places.setdefault((reading.start, reading.end), _particle(sentence, reading.end))
    for (start, end), particle in sorted(places.items()):
        if sentence[start:end] not in name_words("ko", "no-name"):
            found += (Reading(start, end, "", mark, 1.0) for mark in _marks(sentence, start, end, particle, kind))
    return found


def _spells_part(sentence: str, start: int, end: int) -> bool:
    """Whether a word in brackets spells out the letters that a part of a firm goes by: AB(봄빛가전)사업본부."""
    return _LETTERS.search(sentence[max(0, start - 6) : start]) is not None and _PART_BEHIND.match(sentence, end) is not None


def _head(text: str) -> float:
    """Return how much the end of a word says that it names an organisation."""
    if _patterns()["head"].match(text):
        return 1.0
    return 0.6 if _patterns()["weak head"].match(text) else 0.0


def _rows(sentence: str, sure: Sequence[Reading]) -> Iterator[Reading]:
    """Read names in a row, one of which is surely an organisation: "한별벤처, 나래, 솔빛 등"."""
    for row in _ROW.finditer(sentence):
        parts = [(row.start() + part.start(), row.start() + part.end()) for part in _PART.finditer(row.group())]
        told = [reading for reading in sure if reading.label == "ORG" and row.start() <= reading.start and reading.end <= row.end()]
        if told and len(parts) > 1:
            for start, end in parts:
                if not any(reading.start <= start < reading.end for reading in told):
                    yield Reading(start, end, "ORG", "row", 1.1 if len(told) > 1 else 0.9)


_PART = re.compile(r"[가-힣A-Za-z0-9&]{2,16}")
_ROW = re.compile(rf"(?<![가-힣A-Za-z0-9]){_PART.pattern}(?:(?:, |·|/){_PART.pattern}){{1,12}}(?= ?등|$|[ .)])")


def _listed(sentence: str) -> Iterator[Reading]:
    for start, end, _ in _gazetteer().find(sentence):
        inside = start and _HANGUL.match(sentence[start - 1])
        if not inside and (not _HANGUL.match(sentence, end) or _particle(sentence, end)):
            yield Reading(start, end, "ORG", "list", 4.0)


def _latin(sentence: str) -> Iterator[Reading]:
    """Read names in Latin letters by the rules of the guest, and those that particles mark."""
    lent = languages.of("ko").names_lent
    runs, found = lent.shaped(sentence)
    yield from (reading for reading in found if reading.label == "ORG")
    plain = lent.words("no-name")
    for start, end in runs:
        text = sentence[start:end]
        if text not in plain and len(text) > _ABBREVIATION and not text.isupper() and not any(map(str.isdigit, text)):
            yield Reading(start, end, "ORG", "latin", 0.7 if _particle(sentence, end) else 0.5)


#: Letters of what is a unit or an abbreviation at most.
_ABBREVIATION = 2


def _particle(sentence: str, end: int) -> str:
    """Return the particle that is joined to a name, empty where none is."""
    found = _patterns()["joined"].match(sentence, end)
    return found.group() if found else ""


def _formed(sentence: str) -> Iterator[Reading]:
    for found in _patterns()["form"].finditer(sentence):
        end = found.end()
        if found.group(1) and (cut := _patterns()["particle"].search(found.group(1))) and cut.start() > 1:
            end = found.start(1) + cut.start()
        yield Reading(found.start(), end, "ORG", "legal-form", 4.0)
    for found in _CODED.finditer(sentence):  # a code of shares is what only companies have, as a legal form is
        if found.group() not in name_words("ko", "no-name"):
            yield Reading(found.start(), found.end(), "ORG", "legal-form", 4.0)


def _persons(sentence: str) -> Iterator[Reading]:
    for found in _patterns()["person"].finditer(sentence):
        name = found.group(1)
        if (name[:2] in _DOUBLE or _named(name)) and not {name, _stem(name)} & name_words("ko", "no-name"):
            yield Reading(*found.span(1), "PERSON", "title-person", 2.0)
    for found in _patterns()["persons"].finditer(sentence):
        parts = [*_THREE.finditer(sentence, *found.span())]
        bodies = all(part.group()[-1] in name_words("ko", "body-end") for part in parts)
        if not bodies and all(_named(part.group()) for part in parts):  # "서울시·경기도 대표" are no persons, "김지원·박서준 대표" are
            for part in parts:
                if part.group() not in name_words("ko", "no-name") | name_words("ko", "title-after"):
                    yield Reading(*part.span(), "PERSON", "title-person", 2.0)
    for found in _patterns()["titled"].finditer(sentence):
        name = found.group(1)
        ended = sentence[found.end() : found.end() + 1] in (",", ")") or not _patterns()["particle"].search(name[1:])
        if ended and _named(name) and name not in name_words("ko", "no-name"):
            yield Reading(*found.span(1), "PERSON", "title-person", 1.5)


def _named(name: str) -> bool:
    """Whether a word looks like a name of up to three syllables; behind a rare family name the given one must look like one too."""
    if len(name) > _FULL or (len(name) == _FULL and name[-1] in name_words("ko", "body-end-sure")):
        return False
    if name[0] in name_words("ko", "surname"):
        return True
    if len(name) < _FULL or name[0] not in name_words("ko", "surname-rare"):
        return False
    return name[-1] not in name_words("ko", "body-end") and set(name[1:]) <= name_words("ko", "given-syllable")


#: Syllables of a family name and a given one.
_FULL = 3
#: A family name of one syllable and a given one of two.
_THREE = re.compile("(?<![가-힣])[가-힣]{3}(?=[·, ])")
#: Family names of two syllables.
_DOUBLE = frozenset({"남궁", "사공", "제갈", "황보", "선우", "독고", "서문", "동방"})


def _stems(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Give each piece without its particle, and the particle; a piece that may be all name comes without one too."""
    for found in _PIECE.finditer(sentence):
        start, end, text = found.start(), found.end(), found.group()
        if len(text) > 20 or text[0].isdigit():
            continue
        cut = _patterns()["particle"].search(text)
        if cut and cut.start() > 1 and agrees(text[cut.start() - 1], cut.group()):
            yield start, start + cut.start(), cut.group()
            if len(cut.group()) > 1:
                continue
        if (copula := _COPULA.search(text)) and _patterns()["head"].match(text[: copula.start()]):
            yield start, start + copula.start(), copula.group()
        elif len(text) > 1:
            yield start, end, ""


#: A name of a person in full, and the share that one holds.
_THREE_WHOLE, _SHARE = re.compile("[가-힣]{3}"), re.compile(r" ?(?:[(（])?\d[\d.]{0,5} ?%")
#: What says that something is what a name says.
_COPULA = re.compile("(?:이)?(?:다|었다|였다|라며|라고도)$")


def _marks(sentence: str, start: int, end: int, particle: str, kind: str) -> Iterator[str]:
    """Say what marks the place of a word: its particle, and what stands beside."""
    yield "place"
    text = sentence[start:end]
    if len(_LOAN.findall(text)) > 1:
        yield "loan syllables"
    if _LATIN.search(text):
        yield "Latin letters in Korean"
    before = sentence[max(0, start - 24) : start]
    after = end + len(particle)
    if particle:
        yield f"particle {_CASES.get(particle, 'other')}"
    patterns = _patterns()
    if len(text) <= _PLAIN and patterns["ends"].fullmatch(text):
        yield "made of ends"
    if patterns["firm before"].search(before):
        yield "firm before"
        if particle:
            yield "firm before, and particle"
    if patterns["bought behind"].match(sentence, end):
        yield "bought behind"
    if patterns["title before"].search(before):
        yield "title before"
    titled = patterns["title before"].search(before) or (not particle and patterns["with title"].match(sentence, end))
    if person := _THREE_WHOLE.fullmatch(text) is not None and _named(text):
        yield "surname and two syllables"
    if _SHARE.match(sentence, end):
        yield "share after"
    if patterns["asset"].match(sentence, after if particle == "의" else end):
        yield "asset"
    if particle in ("은", "는", "이", "가") and patterns["doing"].match(sentence, after):
        yield "does"
    if not particle and patterns["with title"].match(sentence, end):
        yield "person after"
    if _TICKER.match(sentence, end):
        yield "ticker"
    if _LATIN_BESIDE.match(sentence, end):
        yield "Latin beside"
    if patterns["chief"].match(sentence, end):
        yield "chief"
    if not particle and (told := patterns["told"].match(sentence, end)):
        yield f"particle {_CASES.get(told.group(1), 'other')}"
    if re.search(r"[‘'“\"]$", before):
        yield "quoted"
    if not particle and re.match(r" ?[·,]", sentence[end : end + 2]):
        yield "and"
    if not particle and _DERIVED.match(sentence, end):
        yield "does verb"
    if re.match(r" ?[:：]", sentence[end : end + 2]):
        yield "head"
    # the last syllable of a person with a title is no particle
    joined = not particle and not (person and titled and _stem(text) not in name_words("ko", "title-after") | name_words("ko", "no-name"))
    if joined and (cut := patterns["particle"].search(text)) and cut.start() > 1 and agrees(text[cut.start() - 1], cut.group()):
        yield "particle joined"
    yield from _lined(sentence, start, end, particle, kind)


#: Characters of a word at most that is looked at for being made of ends.
_PLAIN = 12


def _lined(sentence: str, start: int, end: int, particle: str, kind: str) -> Iterator[str]:
    """Say where in its line a word stands."""
    before = sentence[max(0, start - 24) : start]
    front = _FRONT.fullmatch(sentence, 0, start) is not None
    if front and _HEADLINE.match(sentence, end):
        yield "headline"
    if _QUOTATION.match(sentence, end):
        yield "price after"
    if sentence[max(0, start - 2) : start] == "**":
        yield "bold"
    if front and _HEAD.match(sentence, end):
        yield "head of item"
    if front:
        yield "first"
        if not sentence[end:].strip():
            yield "alone"
        if kind in ("title", "heading", "cell"):
            yield f"first in {kind}"
    if kind in ("title", "heading", "cell", "furniture"):
        yield f"in {kind}"
    if (
        not particle
        and (_BARRED.search(before) or (front and _BAR.match(sentence, end)))
        and (end == len(sentence) or _ALONE.match(sentence, end))
    ):
        yield "between bars"


#: Bars that part what a line is of, and what may stand behind a name between them.
_BARRED, _BAR = re.compile(r"[|｜] ?$"), re.compile(r" ?[|｜]")
_ALONE = re.compile(r" ?(?:[|｜]|[(（][^()（）]{1,20}[)）] ?(?:[|｜]|$)|$)")
#: Syllables that stand for consonants of foreign words, rare in Korean nouns.
_LOAN = re.compile("[스트크프드즈츠브그랩텍텔팜캐컴엔씨랩링틱팩닉믹넷켓펀픽캠콘론란온글톡핑쿠팡웍윅]")
_LATIN = re.compile("[A-Za-z]")
#: What may stand before the first word of a line: marks, the number of an item, a date, a rubric in brackets.
_FRONT = re.compile(r"[^\w\[]*(?:\d{1,2}[.)위] ?|\d{4}[.-]\d{1,2}[.-]\d{1,2}\.?  ?|\[[^\[\]]{1,12}\] ?)?[^\w]{0,4}")
#: What follows the name at the front of a headline, at the head of an item, and where a price of shares is told.
_HEADLINE = re.compile(r"(?:, |…|·)(?=\S)")
_HEAD = re.compile(r"(?:\*\*)?(?: ?[(（][^()（）]{1,30}[)）])? ?[|=:：—–-] |\*\*|(?: ?[(（][^()（）]{1,30}[)）])?(?:\*\*)?$")
_QUOTATION = re.compile(r"(?: ?[(（]\d{6}[)）])? ?\d[\d,.]*원? ?[▲▼△▽+-]")
_CASES = {"은": "topic", "는": "topic", "이": "subject", "가": "subject", "을": "object", "를": "object", "의": "genitive"}
#: A name right before the six signs of its shares: 나래텍(712340), QV N&W[745670]; 종가(202312) is of a month: nearly all codes end in 0.
_CODED = re.compile(
    r"(?<![가-힣A-Za-z0-9&.])(?:[A-Z][A-Za-z&]{1,5} (?=[A-Z가-힣]))?[가-힣A-Za-z][가-힣A-Za-z0-9&]{1,19}"
    r"(?= ?[(\[](?:(?:KOSDAQ|KOSPI|코스닥|코스피|KRX|KS|KQ)[: ]{0,2})?(?!(?:19|20)\d\d(?:0[1-9]|1[12])[)\]])\d{6}[)\]])"
)
_TICKER = re.compile(r" ?\((?:(?:KOSDAQ|KOSPI|코스닥|코스피)?[: ]?\d{3}[0-9A-Z]{3}|비상장|코스닥|코스피|코스닥 상장|코넥스)\)")
_LATIN_BESIDE = re.compile(r" ?[(（][A-Z][A-Za-z0-9&.,'’ -]{1,40}[)）]")
_DERIVED = re.compile(r" ?(?:했다|하고|하는|한다|하며|했|된|되|할|해)")


def _stem(name: str) -> str:
    """Return a form without the particle at its end, which may be a part of the name."""
    cut = _patterns()["particle"].search(name) if _HANGUL.match(name[-1]) else None
    return name[: cut.start()] if cut and cut.start() > 1 else ""


#: What Korean offers to those who look for names.
NAMES = NameRules(readings, re.compile(r"(?<=[.!?\n])(?<!\d\.)"), shorter=SHORTER, stem=_stem)
