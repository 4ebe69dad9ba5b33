"""QUANTITY: whether a number counts something, and what.

In: a numeral and the text around it. Out: the counted noun with its end, or None. Never: a figure of money or a percentage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.numerals import Numeral
from extractors.units import LENGTHS, LETTER, Unit, Words

_LAST_WORD = re.compile(r"(?P<word>[A-Za-z][A-Za-z'’&-]*)[.]?[ \n\u00a0-]{1,2}$")
#: "Sections 2 and 3": the second number is a name as well.
_NUMBERED = re.compile(r"\b(?P<word>[A-Z][a-z]+)[ \u00a0][0-9]{1,4}(?:, | and | or | to )$")
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z][A-Za-z'’-]*),?[ \u00a0]$")
_NEXT_WORD = re.compile(
    r"(?P<join>\ufffc{0,6}[ \n\u00a0]{1,2}|-)[\"“‘']?(?P<word>[0-9]?[A-Za-z](?:[A-Za-z'’-]*[A-Za-z])?(?:[0-9]+[a-z]?)?)(?![0-9])"
)
#: The number of a model, inside of what is counted: "five Boeing 737s", "60 Boeing 787 Dreamliner aircraft".
_MODEL = re.compile(r"[ \n\u00a0](?P<word>[0-9]{2,4}(?P<many>s)?)(?!\w|[.,-]\w)")
_OF_THE = re.compile(r"[ \n]of[ \n](?:the|its|their|these|those|his|her|our|your|all)(?=[ \n])")
_LATIN = re.compile("[0-9A-Za-zÀ-ɏ]")
_ACRONYMS = re.compile("[A-Z][A-Z0-9]+s")
_ONLY = re.compile(r"\b(?:[Oo]nly|[Jj]ust)[ \n]$")
_AGE_BEFORE = re.compile(r"[A-Z][a-z’'-]+, $")
_AGE_OF = re.compile(r"\b(?:the age of|at age|aged)[ \n](?:only[ \n]|just[ \n]|about[ \n])?$")
_AGED = re.compile(
    r"(?<!\b[Ii]t )(?<!target )(?<!number )(?<!total )(?<!count )(?<!goal )(?<!limit )(?<!score )(?<!average )(?<!minimum )"
    r"\b(?:was|is|turned|age)[ \n](?:only[ \n]|just[ \n]|about[ \n])?$"
)
_AGE_AFTER = re.compile(r"[,.;)]|[ \n](?:and|when|at)\b|$")
_OF_NOUN = re.compile(r"の(?P<noun>[一-鿿]{2,8}|[ァ-ヴー]{2,12})")
_RUN_ON = re.compile(
    r"(?P<noun>[一-鿿]{1,3}?|[ァ-ヴー]{2,12}|[A-Z]{2,4}(?![A-Za-z0-9]))(?=[をがはのにとでもへや、。，．）)」』\s]|から|まで|以上|以下|未満|超|程度|前後|弱|強|余|達成|突破|規模|分を|$)"
)
_SINGULAR = (("ies", "y", 5), ("sses", "ss", 5), ("shes", "sh", 5), ("ches", "ch", 5), ("xes", "x", 4), ("zzes", "zz", 5), ("oes", "o", 6))
#: Characters before a figure in which the scale of its measure stands.
_LEAD = 6
#: How many words a counted noun phrase may have before its noun.
_REACH = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: where the mention ends, the noun in the singular, and the rule that found it."""

    end: int
    noun: str
    rule: str


def counted(text: str, lo: int, hi: int, numeral: Numeral, right: Unit | None, words: Words) -> Counted | None:
    """Find what a numeral counts.

    Args:
        text: The whole text.
        lo: First code point of the passage.
        hi: Code point after its last.
        numeral: The number.
        right: The unit right after it, if any.
        words: The tables of the language.

    Returns:
        The counted noun, a measure or an age; None where the number is a name, a part of a word, or counts nothing that is named.
    """
    if (pace := paced(text, lo, numeral.start, numeral.end, right, words)) is not None:
        return pace
    if right is not None and right.kind == "count":
        keeps = _character_count if words.by_character else _word_count
        return Counted(right.end, right.unit, "count-by-unit") if keeps(text, lo, numeral, right, words) else None
    if right is not None:
        return None
    if words.by_character:
        return _noun_of(text, lo, hi, numeral) or _noun_after_scale(text, hi, numeral, words)
    return noun(text, lo, hi, numeral, words) or _age(text, lo, numeral)


def paced(text: str, lo: int, start: int, end: int, right: Unit | None, words: Words) -> Counted | None:
    """Find the scale that stands before a number: 時速80キロ, 摂氏30度; before a range it is that of both ends.

    Args:
        text: The whole text.
        lo: First code point of the passage.
        start: Where the number begins, or the range.
        end: Where it ends, its unit left out.
        right: Its unit, if any.
        words: The tables of the language.
    """
    if not words.scales_before or not (right is None or right.unit == "degree" or right.unit in LENGTHS):
        return None
    length = LENGTHS.get(right.unit) if right is not None else None
    hedge = words.hedge_before(text, lo, start) if length is not None else None
    at = hedge[0] if hedge is not None else start  # 時速約80キロ
    lead = text[max(lo, at - _LEAD) : at].rstrip(" ")
    scale = next((unit for word, unit in words.scales_before.items() if lead.endswith(word)), None)
    if scale is None or scale.startswith("per ") != (length is not None):
        return None
    unit = f"{length} {scale}" if length is not None else scale
    return Counted(right.end if right is not None else end, unit, "count-by-unit")


#: A word in small letters, and the next.
_NEXT_WORDS = re.compile(r"[ \u00a0-]?(?P<word>[a-z]+)\b(?:\.?[ \n](?P<next>\w+))?")


def inches(text: str, hi: int, numeral: Numeral, words: Words) -> Counted | None:
    """Return inches behind feet that are written as a preposition is: "6 ft 2 in tall", but not "6 ft 2 in the shade".

    Args:
        text: The whole text.
        hi: End of the passage.
        numeral: The number behind the feet.
        words: Words of its language.
    """
    match = _NEXT_WORDS.match(text, numeral.end, hi)
    if match is None or match["word"] not in words.cue("inches"):
        return None
    after = match["next"]
    if after is not None and (not after[0].islower() or after in words.cue("no inches before")):
        return None
    return Counted(match.end("word"), "inch", "count-by-unit")


#: What stands before an exponent.
_RAISED = re.compile(r"(?:\^[-−({]{0,2}|[0-9][eE]\+)$")


def glued(text: str, lo: int, hi: int, numeral: Numeral) -> bool:
    """Return whether the digits are part of a word, a version, a key or a list of numbers."""
    start, end = numeral.start, numeral.end
    before = text[start - 1] if start > lo else " "
    after = text[end] if end < hi else " "
    if numeral.digits and (LETTER.match(before) or before in "_#@/\\§%" or before.isdigit()):
        return True
    if before in ".:," and start - 2 >= lo and text[start - 2].isdigit():
        return True
    if before in "^+-−({" and _RAISED.search(text, max(lo, start - 3), start):
        return True
    if before in "-−" and start - 2 >= lo and _LATIN.match(text[start - 2]):
        return True
    return after in ".:," and end + 1 < hi and text[end + 1].isdigit()


def named(text: str, lo: int, numeral: Numeral, words: Words) -> bool:
    """Return whether the numeral is the number of a name ("Series 7", "Boeing 787"), not a count."""
    if not numeral.digits or numeral.scaled:
        return False
    start = max(lo, numeral.start - 30)
    match = _NUMBERED.search(text, start, numeral.start) or _LAST_WORD.search(text, start, numeral.start)
    if match is None:
        return False
    word, lower = match["word"], match["word"].lower()
    if lower in words.headings:
        return True
    if "'" in word or "’" in word:
        return False
    return word[0].isupper() and lower not in words.stops and lower not in words.hedge_ends


def noun(text: str, lo: int, hi: int, numeral: Numeral, words: Words) -> Counted | None:
    """Return the counted noun after a numeral: the first plural within reach, over adjectives, never over a verb or a preposition.

    "One" counts only after "only" or "just": elsewhere it is an article or a pronoun.
    """
    bare = numeral.form == "words" and text[numeral.start : numeral.end].lower() in words.scales
    if bare or numeral.digits.startswith("00") or named(text, lo, numeral, words) or _proper(text, lo, hi, numeral):
        return None
    many = numeral.value is None and text[numeral.end - 1] in "sS"
    precise = numeral.value is not None and numeral.value % 1 != 0
    one = numeral.value == 1
    if one and (numeral.digits or not _ONLY.search(text, max(lo, numeral.start - 6), numeral.start)):
        return None
    found: Counted | None = None
    at, before = numeral.end, ""
    if not many and not one and (of := _OF_THE.match(text, at, hi)) is not None:
        at, before = of.end(), "of"
    for count in range(1 if before else 0, _REACH):
        match = _NEXT_WORD.match(text, at, hi)
        model = _MODEL.match(text, at, hi) if match is None and before not in ("", "of") and not numeral.scaled else None
        if model is not None:
            if model["many"]:
                return Counted(model.end(), f"{before} {model['word'][:-1]}", "count-by-noun")
            at = model.end()
            continue
        if match is None:
            break
        word, lower = match["word"], match["word"].lower()
        if count == 0 and match["join"] == "-" and numeral.digits and not precise and lower in words.cue("nouns after a hyphen"):
            return Counted(match.end(), words.nouns.get(lower) or lower, "count-by-noun")  # a 620-truck division
        if count == 0 and match["join"] == "-" and numeral.digits and not precise and lower in words.cue("people after a hyphen"):
            return Counted(match.end(), "person", "count-by-noun")
        if count == 0 and (lower != "of" if many else match["join"] == "-" or (precise and word[0].isupper())):
            break  # "millions left", "two-party talks" and the heading "2.3 Results" count nothing
        skipped = (many and count == 0) or (lower == "and" and count > 0 and found is None)
        if not skipped:
            if lower in words.stops or lower in words.numbers or (precise and count) or ("\n" in match["join"] and word[0].isupper()):
                break
            if one and count and lower.endswith(("ing", "ed")):
                break
            singular = words.nouns.get(lower) or (
                word[:-1] if _ACRONYMS.fullmatch(word) else None if lower in words.cue("no plural") else singular_of(lower)
            )
            if singular is not None:
                unit = f"{before} {singular}" if before in ("square", "cubic") else singular
                # kilometers are kilometres, as one kilometer and 5 km are
                listed = words.units.get(unit)
                measure = listed.unit if listed is not None and listed.kind == "count" and listed.unit.endswith("metre") else unit
                return Counted(match.end(), measure, "count-by-noun")
            if one and count and word.islower():
                found = Counted(match.end(), lower, "count-by-noun")
            before = lower
        at = match.end()
    return found


def _proper(text: str, lo: int, hi: int, numeral: Numeral) -> bool:
    """Whether a number word is part of a name: a capital within a sentence ("the Big Four firms", "at the Four Seasons")."""
    if numeral.form != "words" or not text[numeral.start].isupper():
        return False
    match = _WORD_BEFORE.search(text, max(lo, numeral.start - 30), numeral.start)
    follows = _NEXT_WORD.match(text, numeral.end, hi)
    if match is None or follows is None:
        return False
    return match["word"][0].islower() or follows["word"][0].islower()


def _word_count(text: str, lo: int, numeral: Numeral, right: Unit, words: Words) -> bool:
    if right.unit == "year-old":
        return True
    return right.unit != "percentile" and not named(text, lo, numeral, words)


def _character_count(text: str, lo: int, numeral: Numeral, right: Unit, words: Words) -> bool:
    """Whether a counter counts: not in a rank (3人目), a rate (1人当たり), a question (何人), "one of" (の一つ), or a place name."""
    written = text[numeral.start : numeral.end]
    if text.startswith(words.cue("not after a count"), right.end) or written in words.cue("question"):
        return False
    if right.unit == "share" and numeral.value == 1 and text.startswith(words.cue("not after a share"), right.end):
        return False
    if right.unit == "unit" and text.startswith((*words.cue("after an age"), *words.cue("after a rank")), right.end):
        return False  # 20대 청년 is in his twenties, 2대 주주 the second largest holder, 10대 그룹 the ten largest groups
    if numeral.value == 1 and not numeral.digits:
        before = text[max(lo, numeral.start - 2) : numeral.start]
        article = right.unit in ("item", "person", "kind") and text.startswith(words.cue("one of after"), right.end)
        if article or before.endswith(words.cue("one of before")):
            return False
    if right.digits and not numeral.digits:  # 수주 are orders
        return numeral.value is not None and numeral.value >= 100 and len(written) > 1
    return not words.spells_part(written)


def _noun_of(text: str, lo: int, hi: int, numeral: Numeral) -> Counted | None:
    """Read 10の基準: digits, の, and a noun."""
    if not numeral.digits or numeral.value is None or numeral.value <= 1:
        return None
    if numeral.start > lo and text[numeral.start - 1] in "秒分時第":
        return None
    match = _OF_NOUN.match(text, numeral.end, hi)
    return Counted(match.end(), match["noun"], "count-by-noun") if match is not None else None


def _noun_after_scale(text: str, hi: int, numeral: Numeral, words: Words) -> Counted | None:
    """Read 40万食 and 1000万契約: a large number in digits, and the noun that it runs into."""
    if not numeral.digits or not numeral.scaled or numeral.value is None:
        return None
    match = _RUN_ON.match(text, numeral.end, hi)
    if match is None or match["noun"][0] in words.cue("no noun"):
        return None
    return Counted(match.end(), match["noun"], "count-by-noun")


def _age(text: str, lo: int, numeral: Numeral) -> Counted | None:
    """Read an age that stands without "years": ", 49, said", "was only 19 and", "at the age of 50"."""
    if numeral.form != "digits" or len(numeral.digits) != 2 or numeral.digits[0] == "0":
        return None
    start = max(lo, numeral.start - 40)
    after = text[numeral.end : numeral.end + 12]
    appositive = after.startswith((",", ".", ";", ")")) and _AGE_BEFORE.search(text, start, numeral.start)
    told = _AGE_AFTER.match(after) and _AGED.search(text, start, numeral.start)
    if appositive or told or _AGE_OF.search(text, start, numeral.start):
        return Counted(numeral.end, "year-old", "age")
    return None


def singular_of(word: str) -> str | None:
    """Return the singular of a regular plural; None for what is none."""
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return None
    for ending, instead, least in _SINGULAR:
        if len(word) >= least and word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word[:-1]
