"""How a name sounds: katakana, hangul and Latin spelling brought to one rough phonetic form, so that unseen names meet across scripts.

In: names. Out: coarse keys to look candidates up with, and how well two spellings can be read alike. Never: whether two names are one
person or firm; homophones (Lee and Li, Brown and Braun) sound alike and are still different names.

A transcription into katakana or hangul says how a name is spoken, while its Latin spelling only hints at it ("c" is k or s, "a" is a, ei or
e). So a transcription becomes one string of phonemes, and a Latin word is read against it, letter group by letter group, with a price
for each unusual reading. Japanese does not tell l from r, b from v, nor s from th; the phonemes do not either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

#: A reading cheaper than this a phoneme is the same name; found on pairs of well-known names against confusable ones.
ALIKE = 0.86

_SEPARATORS = re.compile(r"[\s・･·•‧=＝゠\-‐‑‒–—_.,]+")
_VOWELS = frozenset("aiueoO")
_LATIN_VOWELS = frozenset("aeiouy")


def script(word: str) -> str:
    """Return `kana`, `hangul`, `han`, `latin` or, for mixtures and anything else, `other`."""
    kinds = {_script_of(character) for character in word if character.isalpha() or character in "ー々"}
    if kinds == {"kana", "han"}:
        return "other"
    return kinds.pop() if len(kinds) == 1 else "other"


def _script_of(character: str) -> str:
    point = ord(character)
    if 0x3040 <= point <= 0x30FF or 0x31F0 <= point <= 0x31FF or 0xFF66 <= point <= 0xFF9F:
        return "kana"
    if 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF:
        return "hangul"
    if 0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF or character == "々":
        return "han"
    if point < 0x250 or 0x1E00 <= point <= 0x1EFF:
        return "latin"
    return "other"


def parts(name: str) -> tuple[str, ...]:
    """Split a name at spaces, hyphens and middle dots."""
    return tuple(part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", name)) if part)


# --- transcriptions -> phonemes ------------------------------------------------------------------------------------------------

_ROWS = {
    "アイウエオ": "a i u e o",
    "カキクケコ": "ka ki ku ke ko",
    "ガギグゲゴ": "ga gi gu ge go",
    "サシスセソ": "sa si su se so",
    "ザジズゼゾ": "za zi zu ze zo",
    "タチツテト": "ta ci cu te to",
    "ダヂヅデド": "da zi zu de do",
    "ナニヌネノ": "na ni nu ne no",
    "ハヒフヘホ": "ha hi fu he ho",
    "バビブベボ": "ba bi bu be bo",
    "パピプペポ": "pa pi pu pe po",
    "マミムメモ": "ma mi mu me mo",
    "ラリルレロ": "ra ri ru re ro",
    "ヤユヨワヲ": "ya yu yo wa o",
    "ァィゥェォ": "a i u e o",
    "ャュョヮン": "ya yu yo wa n",
    "ヴヷヸヹヺ": "bu ba bi be bo",
    "ヶヵヰヱー": "ke ka i e -",
}
_MORAE = {kana: sound.replace("-", "") for row, sounds in _ROWS.items() for kana, sound in zip(row, sounds.split(), strict=True)}
_SMALL = dict(zip("ァィゥェォャュョ", ("a", "i", "u", "e", "o", "ya", "yu", "yo"), strict=True))
#: After these a small ya, yu, yo is no glide of its own: シャ is sa here, as si and s are not told apart.
_HUSHING = frozenset("szc")

_INITIALS = ("k", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "z", "z", "c", "k", "t", "P", "h")
_MEDIALS = ("a", "e", "ya", "ye", "O", "e", "yO", "ye", "o", "wa", "we", "we", "yo", "u", "wO", "we", "wi", "yu", "u", "i", "i")
_FINALS = (
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "r",
    "r",
    "m",
    "r",
    "r",
    "r",
    "P",
    "r",
    "m",
    "p",
    "p",
    "s",
    "s",
    "n",
    "z",
    "c",
    "k",
    "t",
    "P",
    "",
)
#: Hangul writes g and k with two letters that both carry either in borrowed names.
_PLAIN = {"ᄀ": "g"}


def _kana(word: str) -> str:
    sounds: list[str] = []
    for character in word:
        if 0x3041 <= ord(character) <= 0x3096:
            character = chr(ord(character) + 0x60)
        small = _SMALL.get(character)
        if small is not None and sounds and sounds[-1][-1:] in ("i", "u", "e", "o") and len(sounds[-1]) == 2:
            consonant, vowel = sounds[-1][0], sounds[-1][1]
            if character in "ャュョ":
                sounds[-1] = consonant + (small[1] if consonant in _HUSHING or (consonant, vowel) == ("t", "e") else small)
                continue
            if vowel == "u" or consonant in "szctdbw":
                # クァ, グィ keep a w; ファ, ツァ, ヴィ, ティ, ドゥ, シェ do not.
                sounds[-1] = consonant + ("w" if consonant in "kg" and vowel == "u" else "") + small
                continue
        if small is not None and sounds and sounds[-1] in ("u", "i") and character in "ィェォァ":
            sounds[-1] = ("w" if sounds[-1] == "u" else "y") + small
            continue
        sounds.append(_MORAE.get(character, ""))
    return "".join(sounds)


def _hangul(word: str) -> str:
    sounds: list[str] = []
    for character in unicodedata.normalize("NFC", word):
        index = ord(character) - 0xAC00
        if not 0 <= index < 11172:
            continue
        initial, rest = divmod(index, 588)
        medial, final = divmod(rest, 28)
        sounds.append(("G" if initial == 0 else _INITIALS[initial]) + _MEDIALS[medial] + ("G" if final == 1 else _FINALS[final]))
    return "".join(sounds)


@lru_cache(maxsize=65536)
def phonemes(word: str) -> str:
    """Return the phonemes of a word in katakana, hiragana or hangul: small letters, `O` for the Korean eo, `G` for g or k, `P` for p or f.

    Returns:
        The empty string for a word in another script.

    Source: kana and hangul tables of Unicode; Hepburn reading, with sounds merged that transcription does not tell apart.
    """
    word = unicodedata.normalize("NFKC", word)
    kind = script(word)
    return _kana(word) if kind == "kana" else _hangul(word) if kind == "hangul" else ""


# --- Latin letters -> possible phonemes ----------------------------------------------------------------------------------------

#: Letter group -> its readings with their prices; "" is silent. Longer groups do not hide shorter ones: the cheapest way through wins.
_READINGS: dict[str, str] = {
    "b": "b 0",
    "bb": "b 0",
    "c": "k 0, c 0.3, s 0.6",
    "ce": "se 0, s 0, ce 0.2, ke 0.6",
    "ci": "si 0, sai 0, ci 0.2, c 0.3, s 0.2, ki 0.6",
    "cy": "si 0, sai 0",
    "ch": "c 0, k 0, s 0.1, h 0.3",
    "che": "ke 0, ce 0, se 0.1, s 0.1",
    "ck": "k 0",
    "cc": "k 0, c 0.1, ks 0.1",
    "cz": "c 0, s 0.3",
    "d": "d 0, t 0.3, z 0.6",
    "dd": "d 0",
    "dg": "z 0",
    "dge": "z 0",
    "dj": "z 0",
    "dt": "t 0, d 0.2",
    "f": "f 0",
    "ff": "f 0",
    "g": "g 0, k 0.3",
    "ge": "ge 0.1, ze 0, z 0",
    "gi": "gi 0, zi 0, z 0.2",
    "gg": "g 0",
    "gh": "g 0, f 0.2, 0.1",
    "gn": "n 0.1, ny 0, gun 0",
    "gu": "g 0.1, gu 0, gw 0, ga 0.1, gyu 0",
    "h": "h 0, 0.4, f 0.1",
    "j": "z 0, y 0.1, h 0.3",
    "k": "k 0",
    "kk": "k 0",
    "kh": "k 0, h 0.1",
    "kn": "n 0, kun 0",
    "l": "r 0, 0.6",
    "ll": "r 0, y 0.2, z 0.3",
    "m": "m 0, n 0",
    "mm": "m 0, nm 0",
    "n": "n 0",
    "nn": "n 0, nn 0",
    "ng": "n 0, ng 0, ngu 0, nG 0, nk 0.3",
    "p": "p 0",
    "pp": "p 0",
    "ph": "f 0, p 0.2, b 0.3",
    "pf": "p 0.1, f 0.1",
    "q": "k 0, c 0",
    "qu": "ku 0, kw 0, k 0, ki 0.3",
    "r": "r 0",
    "rr": "r 0",
    "s": "s 0, z 0.05",
    "ss": "s 0, z 0.3",
    "sh": "s 0",
    "sch": "s 0, suk 0.1",
    "sc": "suk 0, s 0, sk 0",
    "st": "sut 0, suc 0.1, st 0, s 0.5",
    "sz": "s 0, z 0.2",
    "t": "t 0, c 0.2, d 0.5, 0.9",
    "tt": "t 0, c 0.2",
    "th": "s 0, t 0, z 0, d 0.3, c 0.4",
    "tch": "c 0",
    "ts": "c 0, tos 0.1, t 0.5",
    "tes": "c 0, tes 0",
    "tz": "c 0, t 0.4, tuz 0",
    "ti": "ci 0, ti 0, tai 0, si 0.2, s 0.3, c 0.2",
    "tu": "cu 0, c 0.1",
    "v": "b 0, w 0.2, f 0.3",
    "w": "w 0, u 0, b 0.1, 0.4",
    "wh": "h 0.1, w 0, fu 0",
    "wr": "r 0",
    "x": "kus 0, kis 0.1, ks 0, s 0, z 0.3, guz 0, k 0.5",
    "z": "z 0, c 0.1, s 0.1",
    "zh": "z 0, c 0",
    "zz": "z 0, c 0, t 0.2",
    "a": "a 0, ei 0.1, e 0.1, o 0.3, i 0.6, u 0.7",
    "ae": "e 0, ei 0, a 0.1, ai 0.2",
    "ai": "ai 0, ei 0, e 0, a 0.3, i 0.5",
    "air": "ea 0, air 0",
    "au": "o 0, au 0, ou 0, a 0.3",
    "aw": "o 0, au 0.1",
    "ay": "ei 0, e 0, ai 0, ey 0",
    "are": "ea 0, are 0",
    "ar": "a 0, e 0.4, o 0.3",
    "e": "e 0, i 0.1, a 0.35, u 0.5, o 0.6",
    "ea": "i 0, e 0, ei 0, ia 0, ea 0, a 0.3",
    "ear": "ia 0, a 0.1, ea 0, ear 0",
    "ee": "i 0, e 0.3",
    "ei": "ai 0, ei 0, i 0, e 0",
    "eo": "eo 0, io 0, e 0, i 0.2, o 0.2, O 0, yo 0.3",
    "er": "a 0, e 0.2, ea 0.1, ia 0.3, o 0.4",
    "ere": "ia 0, ea 0, ere 0",
    "eu": "oi 0, yu 0, u 0, e 0.3, eu 0, u 0",
    "ew": "u 0, yu 0",
    "ey": "i 0, ei 0, e 0, ai 0",
    "i": "i 0, ai 0, a 0.5, e 0.4, yi 0.2",
    "ia": "ia 0, iya 0, ya 0, a 0.2, aia 0",
    "ie": "i 0, ai 0, ie 0, e 0.3, ye 0.1",
    "io": "io 0, yo 0, o 0.2, aio 0",
    "ier": "ia 0, ie 0.1",
    "ir": "a 0, ia 0.1, i 0.3",
    "ire": "aia 0, ia 0",
    "o": "o 0, a 0.15, u 0.3, ou 0, O 0, aw 0.4",
    "oa": "o 0, oa 0",
    "oe": "o 0, e 0, u 0.1, oe 0, ou 0.1",
    "oi": "oi 0, wa 0",
    "oo": "u 0, o 0.1, a 0.3",
    "oor": "oa 0, ua 0",
    "oore": "oa 0, ua 0",
    "or": "o 0, a 0.2, oa 0.1, O 0",
    "ou": "u 0, au 0, o 0, a 0.2, ou 0",
    "our": "o 0.1, a 0.2, oa 0.1, aua 0, ua 0.1",
    "ow": "o 0, au 0, aw 0, ou 0",
    "oy": "oi 0, oy 0",
    "u": "u 0, a 0, yu 0, i 0.5, o 0.4, e 0.4, O 0",
    "ue": "u 0, e 0.3, yu 0, ue 0",
    "ui": "ui 0, u 0, i 0.2, wi 0",
    "uo": "uo 0, o 0.1, wo 0, O 0",
    "ua": "ua 0, a 0.2, wa 0",
    "ur": "a 0, u 0.2, ua 0.1, yua 0",
    "ure": "ua 0, yua 0",
    "y": "i 0, ai 0, y 0, 0.4",
    "yi": "i 0, yi 0",
    "yu": "yu 0, u 0.2, yO 0.3",
    "ye": "ye 0, e 0.2, i 0.4",
}


def _readings() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for group, listed in _READINGS.items():
        pairs = [entry.split() for entry in listed.split(",")]
        table[group] = tuple((pair[0], float(pair[1])) if len(pair) == 2 else ("", float(pair[0])) for pair in pairs)
    return table


_TABLE = _readings()
_LONGEST = max(map(len, _TABLE))

#: Price of hearing the first where a transcription has the second.
_NEAR = {("f", "h"): 0.2, ("h", "f"): 0.15, ("a", "O"): 0.1, ("e", "O"): 0.15, ("u", "O"): 0.3, ("o", "O"): 0.0, ("f", "P"): 0.0,
         ("p", "P"): 0.0, ("g", "G"): 0.0, ("k", "G"): 0.1, ("c", "t"): 0.3, ("s", "c"): 0.5, ("z", "c"): 0.3, ("g", "k"): 0.3,
         ("b", "p"): 0.3, ("d", "t"): 0.3}  # fmt: skip


def _plain(word: str) -> str:
    """Latin letters without case and marks; ö, ü and å keep their vowel, ß is ss."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("æ", "ae").replace("œ", "oe"))
    return "".join(character for character in folded if "a" <= character <= "z")


def _letters(word: str, at: int) -> Iterator[tuple[int, str, float]]:
    """Yield (letters used, phonemes, price) for what stands at a place of a Latin word."""
    rest = len(word) - at
    letter = word[at]
    before = word[at - 1] if at else ""
    after = word[at + 1] if rest > 1 else ""
    for size in range(1, min(_LONGEST, rest) + 1):
        for sound, price in _TABLE.get(word[at : at + size], ()):
            if size == 1 and letter in "aiou":
                price += _length(word, at, sound)
            yield size, sound, price
    if letter == before and letter not in _LATIN_VOWELS:
        yield 1, "", 0.0
    if letter == "e":
        yield 1, "", 0.0 if rest == 1 else 0.05 if word[at + 1 :] == "s" else 0.3
    elif letter in _LATIN_VOWELS:
        yield 1, "", 0.45
    elif letter == "r" and before in _LATIN_VOWELS and after not in _LATIN_VOWELS:
        yield 1, "", 0.05
    elif letter == "h" and before and before not in _LATIN_VOWELS:
        yield 1, "", 0.1
    elif letter == "h" and after not in _LATIN_VOWELS:
        yield 1, "", 0.05
    elif rest == 1 and letter in "tsdxpz":
        yield 1, "", 0.4
    elif (letter == "b" and before == "m" and rest == 1) or (letter == "g" and after == "n") or (letter == "w" and before == "o"):
        yield 1, "", 0.15
    elif letter in "ld" and after in "kmfsn" and after:
        yield 1, "", 0.3
    else:
        yield 1, "", 1.0


def _length(word: str, at: int, sound: str) -> float:
    """Price of a long vowel before two consonants, and of a short one before a consonant and a silent e."""
    after = word[at + 1 : at + 4]
    if len(after) >= 2 and after[0] not in _LATIN_VOWELS and after[1] == "e" and after[2:] in ("", "s"):
        return 0.35 if sound in ("a", "i") and not (word[at] == "i" and sound == "i") else 0.15 if sound == "i" else 0.0
    if len(after) >= 2 and after[0] not in _LATIN_VOWELS and (after[0] == after[1] or after[:2] == "ck"):
        return 0.4 if sound in ("ei", "ai", "ou", "yu") else 0.0
    return 0.0


def _heard(sound: str, phones: str, at: int) -> float | None:
    """Price of hearing `sound` at a place of the transcription; None where it cannot be."""
    if phones.startswith(sound, at):
        return 0.0
    if at + len(sound) > len(phones):
        return None
    price = 0.0
    for wanted, present in zip(sound, phones[at:], strict=False):
        if wanted != present:
            near = _NEAR.get((wanted, present))
            if near is None:
                return None
            price += near
    return price


def _surplus(phones: str, at: int) -> float:
    """Price of a phoneme that no letter stands for: nearly nothing for a vowel that only carries a consonant."""
    phone, before = phones[at], phones[at - 1] if at else ""
    if phone == "u" and before and before not in _VOWELS:
        return 0.02
    if phone == "o" and before in ("t", "d"):
        return 0.05
    if phone == "i" and before in ("c", "z", "s", "k"):
        return 0.1
    if phone in "yw":
        return 0.15
    if phone in _VOWELS:
        return 0.15 if phone == before else 0.7
    return 1.2


@lru_cache(maxsize=65536)
def _cost(latin: str, phones: str, bound: float) -> float:
    """Return the price of the cheapest way to read a Latin word as these phonemes, or more than `bound`."""
    rows: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    rows[0][0] = 0.0
    end = len(phones)
    for at in range(len(latin) + 1):
        row = rows[at]
        for heard in range(end + 1):
            price = row.get(heard)
            if price is None or price > bound:
                continue
            if heard < end:
                total = price + _surplus(phones, heard)
                if total < row.get(heard + 1, bound + 1e-9):
                    row[heard + 1] = total
            if at == len(latin):
                continue
            for used, sound, extra in _letters(latin, at):
                near = _heard(sound, phones, heard)
                if near is None:
                    continue
                total, there = price + extra + near, rows[at + used]
                if total < there.get(heard + len(sound), bound + 1e-9):
                    there[heard + len(sound)] = total
    return rows[len(latin)].get(end, bound + 1.0)


def _aligned(one: str, other: str) -> float:
    """Price of turning one transcription into another, for kana against hangul."""
    above = [0.0]
    for at in range(len(other)):
        above.append(above[-1] + _surplus(other, at))
    for i, phone in enumerate(one):
        row = [above[0] + _surplus(one, i)]
        for j, present in enumerate(other):
            same = 0.0 if phone == present else min(_NEAR.get((phone, present), 1.0), _NEAR.get((present, phone), 1.0))
            if same == 1.0 and phone in _VOWELS and present in _VOWELS:
                same = 0.4
            row.append(min(above[j] + same, above[j + 1] + _surplus(one, i), row[j] + _surplus(other, j)))
        above = row
    return above[-1]


def likeness(one: str, other: str) -> float:
    """Return how well two spellings of one word can be read alike, 0 to 1; `ALIKE` and more is the same sound.

    Args:
        one: A word in katakana, hangul or Latin letters.
        other: A word in another of these scripts; two Latin words are alike only when their letters are.
    """
    heard_one, heard_other = phonemes(one), phonemes(other)
    if not heard_one and not heard_other:
        plain = _plain(one)
        return 1.0 if plain and plain == _plain(other) else 0.0
    if heard_one and heard_other:
        price = _aligned(heard_one, heard_other)
        size = min(len(heard_one), len(heard_other))
    else:
        latin, phones = (_plain(other), heard_one) if heard_one else (_plain(one), heard_other)
        if not latin:
            return 0.0
        size = sum(_surplus(phones, at) > 0.05 for at in range(len(phones)))
        price = _cost(latin, phones, 0.5 * size)
    return max(0.0, 1.0 - price / max(size, 1))


def alike(one: str, other: str) -> bool:
    """Whether two names sound the same: part by part, in the same order, or as a whole where one is written without a gap."""
    left, right = parts(one), parts(other)
    if len(left) == len(right):
        return bool(left) and all(likeness(a, b) >= ALIKE for a, b in zip(left, right, strict=True))
    if min(len(left), len(right)) == 1:
        whole = "".join(left), "".join(right)
        return min(map(len, whole)) >= 5 and likeness(*whole) >= ALIKE
    return False


# --- keys ----------------------------------------------------------------------------------------------------------------------

_CLASS = {**dict.fromkeys("bpP", "P"), **dict.fromkeys("kgG", "K"), **dict.fromkeys("tdcsz", "T"), **dict.fromkeys("nm", "N")}
_GROUPS = re.compile(r"sch|tch|ch|ck|ph|gh|th|sh|zh|kh|kn(?=[aeiou])|ng|wh|c(?=[eiy])|g(?=[eiy])|[a-z]")
_LATIN_CLASS = {
    **{letter: (kind,) for letter, kind in _CLASS.items()},
    "c": ("K", "T"), "c(": ("T", "K"), "g(": ("K", "T"), "sch": ("T", "TK"), "tch": ("T",), "ch": ("T", "K"), "ck": ("K",), "ph": ("P",),
    "gh": ("", "K", "P"), "th": ("T",), "sh": ("T",), "zh": ("T",), "kh": ("K", ""), "kn": ("N", "KN"), "ng": ("N", "NK"), "f": ("P",),
    "v": ("P", ""), "w": ("", "P"), "j": ("T", ""), "x": ("KT", "T"), "q": ("K", "T"), "wh": ("",),
}  # fmt: skip


def _collapse(classes: str) -> str:
    return re.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=65536)
def keys(word: str) -> tuple[str, ...]:
    """Return coarse keys of a word's sound: words that sound alike share one, so that candidates are looked up, never tried in pairs.

    Returns:
        Keys in alphabetical order, a handful at most; none for a word in another script than katakana, hangul and Latin.
    """
    phones = phonemes(word)
    if phones:
        options: list[tuple[str, ...]] = [("P", "") if phone == "f" else (_CLASS.get(phone, ""),) for phone in phones]
    else:
        latin = _plain(word)
        if not latin:
            return ()
        options = []
        for match in _GROUPS.finditer(latin):
            group = match.group()
            soft = group in ("c", "g") and latin[match.end() : match.end() + 1] in tuple("eiy")
            options.append(_LATIN_CLASS.get(group + "(" if soft else group, ("",)))
    # Past a few open choices only the likeliest reading of the rest is kept: keys must stay few.
    open_choices = 0
    for index, choice in enumerate(options):
        if len(choice) > 1:
            open_choices += 1
            if open_choices > 4:
                options[index] = choice[:1]
    return tuple(sorted({_collapse("".join(choice)) for choice in product(*options)}))
