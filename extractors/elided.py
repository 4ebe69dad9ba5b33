"""Numbers that leave out what they count, because the sentence has just said it: "from 8 billion", "about 260 are in Seoul".

In: a number that no unit and no noun follows, and what the passage said last. Out: label, unit and the rule that found it. Never: a year, a
number of a name, a number that the sentence gives no measure for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors import languages
from extractors.counts import glued, named, singular_of
from extractors.listed_counts import in_list
from extractors.mention import Label
from extractors.numerals import Numeral
from extractors.patterns import any_of
from extractors.units import Words

#: How far from a figure another may leave out its unit, in characters.
_SUM, _COUNT = 80, 140
_LARGE, _MILLION, _HUNDRED_MILLION = 10_000, 10**6, 10**8
_STOPS = (". ", "! ", "? ", "。", "！", "？")


@dataclass(slots=True)
class Said:
    """What a passage said last.

    Attributes:
        currency: ISO 4217 code of the last sum; empty before the first.
        currency_end: Where that sum ended.
        noun: What the last count counted.
        noun_end: Where that count ended.
    """

    currency: str = ""
    currency_end: int = -_SUM
    noun: str = ""
    noun_end: int = -_COUNT


def elided(text: str, lo: int, hi: int, numeral: Numeral, said: Said, words: Words) -> tuple[Label, str, str] | None:
    """Return what a number is whose unit is left out.

    Args:
        text: The whole text.
        lo: First code point of the passage.
        hi: Code point after its last.
        numeral: The number.
        said: What the passage said before it.
        words: The tables of the language.

    Returns:
        Label, unit (empty where the text gives none) and rule; None where the number says nothing by itself.
    """
    large = numeral.scale >= _LARGE
    if words.by_character and not large and (noun := _numbered(text, lo, hi, numeral, words) or in_list(text, lo, hi, numeral, words)):
        return Label.QUANTITY, noun, "count-governed"
    if numeral.value is None or words.by_character > large or numeral.ordinal or glued(text, lo, hi, numeral):
        return None
    rest = text[numeral.end : min(numeral.end + 16, hi)].lstrip(" \n").lower()
    closes = not rest or rest[0] in ",.;:()、。（）–—" or rest.startswith(words.cue("sum after"))
    before = text[max(lo, numeral.start - 60) : numeral.start]
    leads = before.rstrip().lower().endswith(words.cue("sum before"))
    if (
        large
        and said.currency
        and said.currency_end > said.noun_end
        and numeral.start - said.currency_end <= _SUM
        and leads
        and closes
        and _one_sentence(text, said.currency_end, numeral)
    ):
        return Label.MONEY, said.currency, "money-elided"
    if words.by_character:
        return _in_characters(text, before, rest, numeral, said, words)
    part = rest.startswith(words.cue("part of those"))
    follows = closes or part or rest.startswith(words.cue("count after")) or before.endswith((" whom ", " which "))
    placed = _PLACE.match(text, numeral.end, hi) is not None
    ends = follows or placed
    if (
        (ends or _MOVES.match(rest))
        and numeral.value != 1
        and (noun := _governor(before, numeral, words) or _labelled(text, lo, numeral, words))
    ):
        return Label.QUANTITY, noun, "count-governed"
    bracketed = rest.startswith(")") and _at_another_time(text, numeral, said)
    listed = (placed or part or rest.startswith(words.cue("time of a count"))) and before.rstrip().endswith((":", ",", ";", " and"))
    on = _counts_on(text, lo, numeral, said, words, leads or listed) or _goes_on(text, lo, numeral, said, words, before, rest)
    if bracketed or (ends and on):
        return Label.QUANTITY, said.noun, "count-elided"
    if not large or not closes:
        return None
    money = any(word.startswith(words.cue("measures of money")) for word in before.lower().rpartition(";")[2].split())
    return (Label.MONEY, said.currency, "money-bare") if money else (Label.QUANTITY, "", "count-bare")


#: The name of a number before it, and what may stand between: 店舗数は31で, 施設数が前期末の402から517に.
_NUMBER_IS = re.compile(
    r"(?P<noun>[一-龥]{1,6}|[ァ-ヶー]{2,10})数(?:は|が|を|も|[：:])\s?(?:[^。\n、，0-9０-９]{0,8}(?:\d{1,4}年)?(?:\d{1,2}月)?[^。\n、，0-9０-９]{0,6}の)?"
    r"(?:約|およそ|ほぼ|計)?(?:[\d,]{1,9}(?:から|→))?$"
)
#: What follows a number that leaves out what it counts.
_STOPS_THERE = re.compile(r"(?:で(?!き)|に|から|へ|を|と(?!も)|だ|まで|超|以上|→|[、。）)…]|$)")


def _numbered(text: str, lo: int, hi: int, numeral: Numeral, words: Words) -> str:
    """What a number counts whose name says it, and which leaves the counter out: 店舗数は31で."""
    if not numeral.digits or numeral.value is None or numeral.value % 1 or glued(text, lo, hi, numeral):
        return ""
    if not _STOPS_THERE.match(text[numeral.end : min(numeral.end + 3, hi)]):
        return ""
    found = _NUMBER_IS.search(text, max(lo, numeral.start - 48), numeral.start)
    if found is None or found["noun"].endswith(words.cue("no count")):
        return ""
    if found["noun"].endswith(words.cue("people counted")):
        return "person"
    listed = words.units.get(found["noun"])
    return listed.unit if listed is not None and listed.kind == "count" else found["noun"]


def _counts_on(text: str, lo: int, numeral: Numeral, said: Said, words: Words, leads: bool) -> bool:
    """Whether a number counts what the sentence counted before: "trimmed its 10,000 staff by about 2,000"."""
    if not said.noun or numeral.start - said.noun_end > _COUNT or numeral.ordinal or not _one_sentence(text, said.noun_end, numeral):
        return False
    if numeral.digits and not numeral.grouped and not numeral.scaled and len(numeral.digits) == 4:
        return False  # a year more often than a count
    leads = leads or text[max(lo, numeral.start - 20) : numeral.start].rstrip().lower().endswith(words.cue("count before"))
    if not leads and words.hedge_before(text, lo, numeral.start) is None:
        return False
    if _LENGTH.search(text, max(said.noun_end, 0), numeral.start) is not None:
        return False
    return numeral.value != 1 and not text.startswith((")", " )"), numeral.end) and not named(text, lo, numeral, words)


#: What a clause behind a semicolon tells of, where it tells of the same as the one before.
_SUBJECTS = frozenset(("it", "they", "we", "he", "she"))
#: A length of time that something takes, and that no preposition makes a time of: what is compared with it is one too.
_LENGTH = re.compile(
    r"(?<!\bin )(?<!\bfor )(?<!\bover )(?<!\bwithin )(?<!\bafter )(?<![\d,.])\d[\d,.]{0,12} (?:minutes|hours|days|weeks|months|years)\b"
)
#: Between a count and the same at another time in brackets: "6,120 ounces (Q3 2023: 5,480)"; the words of such a time.
_BRACKETED = re.compile(r"[^.!?()]{0,40}\((?P<when>[A-Za-z0-9][\w.'’/ -]{1,40}): ?")
_WHEN = re.compile(
    rf"(?P<told>(?:19|20)\d\d(?:[/-]\d{{2,4}})?|[QH][1-4]|[1-4][QH]|[FC]Y(?:\d\d){{0,2}}|[Yy]ear|{any_of(languages.months())}\.?)"
    r"|(?i:\d{1,2}|end|mid|early|late|of|at|as|on|in|to|the|first|second|third|fourth|full|half|quarter|month|period|ended|prior|previous|last"
    r"|same|ago|earlier)"
)
#: How far from a count the next sentence may go on with it, in characters, and where a clause of a sentence may end.
_ACROSS, _NEW_CLAUSE, _MORE = (
    200,
    re.compile(r"[,;:(—–]|\b(?:and|but|while|whereas|as|or|so|after|before|with)\b"),
    re.compile(r"more(?=[.,;)]|\Z)"),
)


def _at_another_time(text: str, numeral: Numeral, said: Said) -> bool:
    """Whether a number in brackets tells the last count at another time, which stands before it with a colon."""
    found = _BRACKETED.fullmatch(text, said.noun_end, numeral.start) if said.noun_end > said.currency_end else None
    parts = [_WHEN.fullmatch(word) for word in re.split("[ -]", found["when"])] if found is not None else []
    return all(parts) and any(part is not None and part["told"] for part in parts)


def _goes_on(text: str, lo: int, numeral: Numeral, said: Said, words: Words, before: str, rest: str) -> bool:
    """Whether a number goes on with the count that was told last: "leaving 488", and in the next sentence "It has 870 today"."""
    if not said.noun or max(said.noun_end, 0) < said.currency_end or numeral.start - said.noun_end > _ACROSS or numeral.ordinal:
        return False
    if (numeral.digits and not numeral.grouped and not numeral.scaled and len(numeral.digits) == 4) or named(text, lo, numeral, words):
        return False
    if numeral.value is None or numeral.value % 1 or text.startswith((")", " )"), numeral.end):
        return False
    pronoun = rest.startswith(("of them", "of those", "of these")) or _MORE.match(rest) is not None
    told = max((cue for cue in words.cue("count goes on") if before.rstrip().lower().endswith(cue)), key=len, default="")
    if not _one_sentence(text, said.noun_end, numeral):
        return (pronoun or bool(told)) and len(_SENTENCE.findall(text, said.noun_end, numeral.start)) == 1
    return pronoun or _same_subject(text[max(said.noun_end, 0) : numeral.start].lower(), told, words)


def _same_subject(between: str, told: str, words: Words) -> bool:
    """Whether the last clause before a number tells how the last count changes, and of nothing else: ", opened 12", "; it has 15"."""
    clause = _NEW_CLAUSE.split(between.rstrip().removesuffix(told))[-1].split()
    if not told and (not clause or clause.pop() not in words.cue("count changes") or (";" in between and not set(clause) & _SUBJECTS)):
        return False
    return all(word in words.cue("counts still") for word in clause)


#: The start of a line of an item, its label and a colon: "- Customers:", "**Wells monitored:** over".
_LABELLED = re.compile(
    r"[\s*•·▪◆■–-]{0,8}(?:\[?\d{1,2}[.):\]]?(?:\d\d\])? ){0,1}\*{0,2}(?P<label>[A-Z][A-Za-z'’&/ ,$0-9-]{2,60}?)\*{0,2} ?::?\*{0,2} ?\*{0,2}"
    r"(?:(?:about|around|over|nearly|some|more than|roughly|approximately|almost|just|now) ){0,2}[~+]?"
)
_LINE = 90


def _labelled(text: str, lo: int, numeral: Numeral, words: Words) -> str:
    """Return what a number counts whose line names it: "Customers: 240", "Wells monitored: 9,300"."""
    if not numeral.digits or numeral.value is None or numeral.value % 1 or (len(numeral.digits) == 4 and not numeral.grouped):
        return ""
    start = max(lo, text.rfind("\n", max(lo, numeral.start - _LINE), numeral.start) + 1, numeral.start - _LINE)
    found = _LABELLED.fullmatch(text, start, numeral.start) if start == lo or text[start - 1] == "\n" else None
    if found is None:
        return ""
    label = found["label"].lower()
    if any(word in label for word in words.cue("measures of money")):
        return ""
    for place in re.finditer("[a-z]+", label):
        word = place.group()
        if word in words.cue("people counted"):
            return "person"
        if word in words.stops or word in words.cue("labels of no count"):
            return ""
        if noun := words.nouns.get(word) or _noun(word, found["label"][place.end() :], words):
            return noun
    return ""


def _noun(word: str, behind: str, words: Words) -> str:
    """Return the singular of a plural that the dictionary of the language knows: no Texas, and no Wales but before a small word."""
    known = words.language.offered("tagger", "dictionary")
    held, one = known() if known is not None else {}, singular_of(word)
    if one is None or not {"n", "v"} & set(held.get(one, "")) or word in words.cue("no plural"):
        return ""
    return one if word not in held or behind[1:2].islower() else ""


#: Where a part of what was counted is: 121 in Singapore, 29 in Malaysia.
_PLACE = re.compile(r"[ \n]in[ \n](?:the[ \n])?[A-Z][a-z]")
_SENTENCE = re.compile(r"(?<=[\w)\"”])[.!?] ")
_MOVES = re.compile(r"(?:to|from|of) [0-9]")


@cache
def _between(told: tuple[str, ...]) -> re.Pattern[str]:
    """Match what may stand between the name of a number and the number: words that tell it, a colon, a row of points."""
    return re.compile(rf"(?: {any_of(told)}){{0,7}}|\s?:{{1,2}}| ?[.…]{{2,60}}")


def _governor(before: str, numeral: Numeral, words: Words) -> str:
    """What a number counts that the name of a number governs: a workforce of 61,000, "the number of executives falls to 286"."""
    # the small form of İ is two characters, and would move all places behind it
    clause = _SENTENCE.split(before.replace("\n", " ").replace("İ", "I"))[-1].rstrip()
    people = words.cue("people counted")
    if not people:
        return ""
    low, between = clause.lower(), _between(words.cue("number told"))
    for at, size, noun in _names_of_numbers(low, people, () if numeral.scale >= _MILLION else words.cue("measures of money")):
        if between.fullmatch(clause, at + size) and (at == 0 or not clause[at - 1].isalnum()):
            return noun
    return ""


def _names_of_numbers(low: str, people: tuple[str, ...], sums: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Give where the names of numbers stand in a clause, the last first, and what each counts; "sales totalled" names one of money.

    Args:
        low: The clause in lower case.
        people: Words behind which a number counts people.
        sums: Beginnings of words for what is money; none where the number is too large for a count of the nouns before it.
    """
    for word in people:
        if (at := low.rfind(word)) >= 0:
            yield at, len(word), "person"
    for found in reversed(list(_NUMBER_OF.finditer(low))):
        many, loose = found["noun"] or found["many"], found["many"] or found["counted"]
        if loose and not found["numbers"] and (not sums or loose.startswith(sums)):
            continue
        if noun := singular_of(many) if many else found["counted"]:
            yield found.start(), found.end() - found.start(), noun


_NUMBER_OF = re.compile(
    r"number of (?:[a-z-]{1,20} ){0,2}?(?P<noun>[a-z]{3,20}s)(?: outstanding| issued| in issue)?(?= |:|\Z)"
    r"|(?<![a-z-])(?!(?:the|this|that|first|last|final|total|each|its|our|and|any|new|word)\b)(?P<counted>[a-z]{3,20}) count(?= |:|\Z)"
    r"|(?P<many>[a-z]{3,20}s) (?:(?P<numbers>number(?:ed)?)|total(?:l?ed)?|came)(?= |\Z)"
)


def _in_characters(text: str, before: str, rest: str, numeral: Numeral, said: Said, words: Words) -> tuple[Label, str, str] | None:
    """Read 「レンタル収入は266億」: a sum in the money of the country, where a measure of money stands right before or after it."""
    if numeral.scale < _HUNDRED_MILLION or text[numeral.start : numeral.end] in (*words.scales, *words.cue("no number")):
        return None
    written = text[numeral.start : numeral.end]
    if rest.startswith(words.cue("no sum after")) or (len(written) > 1 and written[-1] in _PARTICLES and written[-2] in words.scales):
        return None  # 46億年; the 이 of 30억이 is no two
    measures, counts = words.cue("measures of money"), words.cue("measures of counts")
    near, following = _SENTENCES.split(before[-14:])[-1], _CLAUSE.split(rest, maxsplit=1)[0][:7]
    if any(word in following for word in counts) or _last(near, counts) > _last(near, measures):
        return None
    named = any(word in following for word in measures)  # 60억 전략적 투자, 60億の赤字
    closes = not rest or rest[0] in "、。,.()（）」…\n:;" or rest.startswith(words.cue("sum after"))
    home = said.currency or next(iter(words.cue("home currency")), "")
    moved = closes and said.currency and _MOVED.fullmatch(text, said.currency_end, numeral.start)  # 8,455億円（＋2,485億）
    sentence = _SENTENCES.split(before)[-1]
    told = closes or rest.startswith(words.cue("sum told"))  # 1,270억입니다, 15億でした
    plain = told and not any(word in sentence for word in counts) and not before.endswith("第")
    if named or moved or plain:
        return Label.MONEY, home, "money-bare"
    partly = (
        rest.startswith(words.cue("sum after"))
        and said.currency
        and said.currency_end > said.noun_end
        and numeral.start - said.currency_end <= _SUM
    )  # 1200億円のうち700億は
    return (Label.MONEY, home, "money-elided") if partly and _one_sentence(text, said.currency_end, numeral) else None


#: What stands between a sum and how far it moved.
_MOVED = re.compile(r"\s?[（(]\s?(?:[一-龥]{2,6}(?:比|差))?[＋+▲△−－–-]?")
_SENTENCES, _CLAUSE = re.compile(r"。|[.!?] "), re.compile(r"[。、，,.!?\n]")
#: Korean numbers of one sign that are particles behind another number.
_PARTICLES = "이일"


def _last(text: str, words: tuple[str, ...]) -> int:
    """Return where the last of some words stands in a text; -1 where none does."""
    return max((text.rfind(word) for word in words), default=-1)


def _one_sentence(text: str, at: int, numeral: Numeral) -> bool:
    return not any(stop in text[max(at, 0) : numeral.start] for stop in _STOPS)
