"""How a name sounds: katakana, hangul and Latin spelling brought to one rough phonetic form, so that unseen names meet across scripts.

In: names. Out: coarse keys to look candidates up with, and how well two spellings can be read alike. Never: whether two names are one
person or firm; homophones (Lee and Li, Brown and Braun) sound alike and are still different names.

A transcription into katakana or hangul says how a name is spoken, while its Latin spelling only hints at it ("c" is k or s, "a" is a, ei or
e). So a transcription becomes one string of phonemes, and a Latin word is read against it, letter group by letter group, with a price
for each unusual reading. Japanese does not tell l from r, b from v, nor s from th; the phonemes do not either.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

#: A reading cheaper than this a phoneme is the same name; found on pairs of well-known names against confusable ones.
ALIKE = 0.905

_SEPARATORS = re.compile(r"[\s・･·•‧=＝゠\-‐‑‒–—_.,]+|(?<=[A-Za-z0-9])(?=[ァ-ヶー가-힣])|(?<=[ァ-ヶー가-힣])(?=[A-Za-z0-9])")
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
    """Split a name at spaces, hyphens, middle dots, and where Latin letters meet katakana or hangul."""
    return tuple(part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", name)) if part)


# --- transcriptions -> phonemes ------------------------------------------------------------------------------------------------

_ROWS = {
    "アイウエオ": "a i u e o",
    "カキクケコ": "ka ki ku ke ko",
    "ガギグゲゴ": "ga gi gu ge go",
    "サシスセソ": "sa si su se so",
    "ザジズゼゾ": "za zi zu ze zo",
    "タチツテト": "ta ci Cu te to",
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
    "ヶヵヰヱ": "ke ka i e",
    "ーッ": ": Q",
}
_MORAE = {kana: sound for row, sounds in _ROWS.items() for kana, sound in zip(row, sounds.split(), strict=True)}
_SMALL = dict(zip("ァィゥェォャュョ", ("a", "i", "u", "e", "o", "ya", "yu", "yo"), strict=True))
#: With a small ya, yu, yo or e these are hushed: シャ is Sa, but シ and ス are both s, since シ writes "si" as well as "shi".
_HUSHED = {"s": "S", "z": "Z", "c": "c"}

#: Initials, vowels and finals of a hangul syllable in the order of Unicode; `-` is none. g and k are one letter in borrowed names.
_INITIALS = "G k n d t r m b p s s - z z c k t P h".replace("-", "").split(" ")
_MEDIALS = "a e ya ye O e yO ye o wa we we yo u wO we wi yu u i i".split(" ")
_FINALS = "- G k k n n n t r r m r r r P r m p p t t n t t k t P -".replace("-", "").split(" ")


def _kana(word: str) -> str:
    sounds: list[str] = []
    for character in word:
        if 0x3041 <= ord(character) <= 0x3096:
            character = chr(ord(character) + 0x60)
        small = _SMALL.get(character)
        if small is not None and sounds and len(sounds[-1]) == 2:
            consonant, vowel = sounds[-1][0], sounds[-1][1]
            if character in "ャュョ" and vowel in "ie":
                sounds[-1] = _HUSHED[consonant] + small[1] if consonant in _HUSHED else consonant + (small[1] if vowel == "e" else small)
                continue
            if character in "ァィゥェォュ" and vowel in "iueo":
                # クァ and グィ keep a w; ファ, ツァ, ヴィ, ティ, ドゥ, シェ do not.
                hushed = _HUSHED.get(consonant, consonant) if vowel == "i" else consonant
                sounds[-1] = hushed + ("w" if consonant in "kg" and vowel == "u" else "") + small[-1]
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
        consonant, vowel = _INITIALS[initial], _MEDIALS[medial]
        if consonant in _HUSHED and vowel.startswith("y"):
            consonant, vowel = _HUSHED[consonant], vowel[1:]
        sounds.append(consonant + vowel + _FINALS[final])
    return "".join(sounds).replace("rr", "r")


@lru_cache(maxsize=65536)
def phonemes(word: str) -> str:
    """Return the phonemes of a word in katakana, hiragana or hangul.

    Small letters, and `S` sh, `Z` j, `c` ch, `C` ts, `O` the Korean eo, `G` g or k, `P` p or f, `:` a long vowel, `Q` a doubled consonant.

    Returns:
        The empty string for a word in another script.

    Source: kana and hangul tables of Unicode; Hepburn reading, with sounds merged that transcription does not tell apart.
    """
    word = unicodedata.normalize("NFKC", word)
    kind = script(word)
    return _kana(word) if kind == "kana" else _hangul(word) if kind == "hangul" else ""


# --- Latin letters -> possible phonemes ----------------------------------------------------------------------------------------


@cache
def _readings() -> dict[str, tuple[tuple[str, float], ...]]:
    """Read the letter groups and how each can be heard, with prices; `-` is silent, `$` the end of the word.

    Longer groups do not hide shorter ones: the cheapest way through a word wins.
    """
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    with (Path(__file__).parent / "readings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed = (entry.split(":") for entry in row["sounds"].split())
            table[row["letters"]] = tuple((sound.replace("-", ""), float(price)) for sound, price in listed)
    return table


#: Letters of the longest group.
_LONGEST = 4
#: Longer words are no names, and reading them would take long.
_WORD = 40
#: A name written without a gap is compared with one in parts from this length.
_GAPLESS = 5

#: Price of hearing the first where a transcription has the second.
_NEAR = {("f", "h"): 0.2, ("h", "f"): 0.15, ("a", "O"): 0.1, ("e", "O"): 0.15, ("u", "O"): 0.3, ("o", "O"): 0.0, ("f", "P"): 0.0,
         ("p", "P"): 0.0, ("g", "G"): 0.0, ("k", "G"): 0.1, ("c", "t"): 0.3, ("s", "c"): 0.5, ("z", "c"): 0.3, ("g", "k"): 0.3,
         ("b", "p"): 0.5, ("d", "t"): 0.5, ("S", "s"): 0.0, ("s", "S"): 0.15, ("Z", "z"): 0.0, ("z", "Z"): 0.2, ("C", "c"): 0.2,
         ("m", "n"): 0.3, ("C", "t"): 0.2}  # fmt: skip


def _plain(word: str) -> str:
    """Return the letters of a Latin word without case and marks; nothing for a word that holds letters of another script."""
    lower = word.casefold().replace("ø", "o").replace("ł", "l").replace("æ", "ae").replace("œ", "oe")
    folded = [character for character in unicodedata.normalize("NFKD", lower) if character.isalpha()]
    return "".join(folded) if all("a" <= character <= "z" for character in folded) else ""


def _letters(word: str, at: int) -> Iterator[tuple[int, str, float]]:
    """Yield (letters used, phonemes, price) for what stands at a place of a Latin word."""
    rest = len(word) - at
    letter = word[at]
    before = word[at - 1] if at else ""
    after = word[at + 1] if rest > 1 else ""
    table = _readings()
    for size in range(1, min(_LONGEST, rest) + 1):
        group = word[at : at + size]
        for sound, price in table.get(group, ()):
            yield size, sound, price
        if size == rest:
            for sound, price in table.get(group + "$", ()):
                yield size, sound, price
    yield from _soft(before, letter, after, word[at + 2 : at + 3])
    if letter == before and letter not in _LATIN_VOWELS:
        yield 1, "", 0.0
    if letter == "e":
        yield 1, "", 0.0 if rest == 1 and before != "e" else 0.05 if word[at + 1 :] == "s" else 0.45
    elif letter in _LATIN_VOWELS:
        yield 1, "", 0.5 if rest > 1 else 1.5
    elif letter == "r" and before in _LATIN_VOWELS and after not in _LATIN_VOWELS and after != "r":
        yield 1, "", 0.05
    elif letter == "r" and rest == 1:
        yield 1, "a", 0.1
    elif letter == "h":
        yield 1, "", 0.8 if not before else 0.1 if before not in _LATIN_VOWELS or after not in _LATIN_VOWELS else 0.2
    elif rest == 1 and letter in "tdxp" and before in _LATIN_VOWELS | {"n", "l", "r"}:
        yield 1, "", 0.7
    elif _mute(before, letter, after):
        yield 1, "", 0.15
    elif letter in "ld" and after and after in "kmfsn":
        yield 1, "", 0.3
    else:
        yield 1, "", 1.6


def _soft(before: str, letter: str, after: str, third: str) -> Iterator[tuple[int, str, float]]:
    """Yield what consonants are between their neighbours: c and g before e, i and y, ch as k, m as n before p, d at the end of a word."""
    bright = bool(after) and after in "eiy"
    if letter == "c":
        if after == "h":
            yield 2, "k", 0.35 if third and third in "eiy" else 0.05
        yield 1, "k", 0.6 if bright else 0.0
        if bright:
            yield 1, "s", 0.0
            yield 1, "S", 0.2
    elif letter == "g" and bright:
        yield 1, "Z", 0.0
        yield 1, "z", 0.0
    elif letter == "m":
        yield 1, "n", 0.0 if after and after in "bpfv" else 0.5
    elif letter == "d" and not after and before:
        yield 1, "t", 0.3


def _mute(before: str, letter: str, after: str) -> bool:
    """Whether a letter is often silent between its neighbours: lamb, Campbell, gnome, Harlow, Schmidt, Franz."""
    return (letter + after, before) in (("b", "m"), ("pb", "m"), ("w", "o"), ("dt", "i")) or (
        not before and letter + after in ("gn", "kn", "wr", "ps", "pt")
    )


def _length(word: str, at: int, sound: str, drawn: bool) -> float:
    """Price of a vowel that its spelling makes unlikely: long before a doubled consonant, short before a consonant and a silent e.

    Args:
        word: The Latin word.
        at: Place of a vowel letter in it.
        sound: How that is heard.
        drawn: Whether a mark of length follows in the transcription.
    """
    letter, after = word[at], word[at + 1 : at + 4]
    if not after:
        return 0.5 if letter == "a" and sound in ("e", "ei") else 0.0
    if after[0] in _LATIN_VOWELS:
        return 0.5 if letter == "u" and sound == "a" else 0.0
    if after[1:] in ("e", "es", "er") and letter != "e":
        if letter == "u":
            return 0.35 if sound == "a" else 0.0
        return {"a": 0.35, "i": 0.15, "e": 0.0 if drawn or letter != "a" else 0.35}.get(sound, 0.0) if letter in "ai" else 0.0
    closed = after[1:2] not in _LATIN_VOWELS if len(after) > 1 else True
    if sound in ("ei", "ai", "ou", "yu"):
        doubled = len(after) > 1 and (after[0] == after[1] or after[:2] == "ck")
        return 0.4 if doubled or (closed and letter == "e") else 0.15 if closed else 0.05
    return (0.3 if closed else 0.1) if sound == "e" and letter == "a" else 0.0


def _heard(sound: str, phones: str, at: int) -> tuple[int, float]:
    """Return how far into the transcription something near to `sound` reaches, and the price; the place itself where nothing does."""
    price, here, end = 0.0, at, len(phones)
    for index, wanted in enumerate(sound):
        if index and here < end and phones[here] == ":":
            here += 1
        if here == end:
            return at, 0.0
        if wanted != phones[here]:
            near = _NEAR.get((wanted, phones[here]))
            if near is None:
                return at, 0.0
            price += near
        here += 1
    return here, price


def _surplus(phones: str, at: int) -> float:
    """Price of a phoneme that no letter stands for: nearly nothing for a vowel that only carries a consonant."""
    phone, before = phones[at], phones[at - 1] if at else ""
    after = phones[at + 1] if at + 1 < len(phones) else ""
    if phone in ":Q":
        return 0.0
    carries = before not in _VOWELS and before not in ":Qny" and after not in _VOWELS
    if phone == "u" and before and carries:
        return 0.02
    if phone == "o" and before in ("t", "d") and carries:
        return 0.05
    if phone == "i" and before in ("c", "z", "s", "k", "Z", "S") and carries:
        return 0.1
    if phone in "yw":
        # キャ and ギャ for "ca" and "ga", and the glide between two vowels.
        return 0.15 if before in ("k", "g", "G") or before in _VOWELS else 0.6
    if phone in _VOWELS:
        return 0.15 if phone == before else 1.0
    return 1.6


def _quantity(latin: str, at: int, mark: str) -> float:
    """Price of a long vowel or a doubled consonant of a transcription at a place of the spelling that speaks against it."""
    before, here, after = latin[at - 1 : at], latin[at : at + 1], latin[at + 1 : at + 2]
    if mark == ":":
        return 0.3 if here and here == after and here not in "sr" and before in _LATIN_VOWELS else 0.0
    single = before in _LATIN_VOWELS and here not in _LATIN_VOWELS and here != "x" and after and after in _LATIN_VOWELS
    return 0.25 if single else 0.0


@lru_cache(maxsize=16384)
def _choices(word: str) -> tuple[tuple[tuple[int, str, float, float], ...], ...]:
    """Return for each place of a word what can be heard there: letters used, phonemes, price, and price before a mark of length."""
    made = []
    for at, letter in enumerate(word):
        here = []
        for used, sound, price in _letters(word, at):
            plain, drawn = (_length(word, at, sound, long) if used == 1 and letter in "aeiou" else 0.0 for long in (False, True))
            here.append((used, sound, price + plain, price + drawn))
        made.append(tuple(here))
    return tuple(made)


def _cost(latin: str, phones: str, bound: float) -> float:
    """Return the price of the cheapest way to read a Latin word as these phonemes, or more than `bound`."""
    rows: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    rows[0][0] = 0.0
    end, limit = len(phones), bound + 1e-9
    surplus = [_surplus(phones, at) for at in range(end)]
    choices = (*_choices(latin), ())
    for at, row in enumerate(rows):
        for heard in range(end + 1):
            price = row.get(heard)
            if price is None:
                continue
            if heard < end:
                total = price + (_quantity(latin, at, phones[heard]) if phones[heard] in ":Q" else surplus[heard])
                if total < row.get(heard + 1, limit):
                    row[heard + 1] = total
            for used, sound, plain, drawn in choices[at]:
                if price + min(plain, drawn) >= limit:
                    continue
                if phones.startswith(sound, heard):
                    reached, total = heard + len(sound), price
                else:
                    reached, near = _heard(sound, phones, heard)
                    if reached == heard:
                        continue
                    total = price + near
                total += drawn if reached < end and phones[reached] == ":" else plain
                there = rows[at + used]
                if total < there.get(reached, limit):
                    there[reached] = total
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


@lru_cache(maxsize=65536)
def _alike(one: str, other: str, share: float) -> float:
    heard_one, heard_other = phonemes(one), phonemes(other)
    if not heard_one and not heard_other:
        plain = _plain(one)
        return 1.0 if plain and plain == _plain(other) else 0.0
    if max(len(one), len(other)) > _WORD:
        return 0.0
    if heard_one and heard_other:
        size = min(_size(heard_one), _size(heard_other))
        price = _aligned(heard_one, heard_other)
    else:
        latin, phones = (_plain(other), heard_one) if heard_one else (_plain(one), heard_other)
        if not latin:
            return 0.0
        size = _size(phones)
        price = _cost(latin, phones, share * size)
    return max(0.0, 1.0 - price / size)


def _size(phones: str) -> int:
    """Number of phonemes that letters must stand for."""
    return max(1, sum(_surplus(phones, at) > 0.1 for at in range(len(phones))))


def likeness(one: str, other: str) -> float:
    """Return how well two spellings of one word can be read alike, 0 to 1; `ALIKE` and more is the same sound.

    Args:
        one: A word in katakana, hangul or Latin letters.
        other: A word in another of these scripts; two Latin words are alike only when their letters are.
    """
    return _alike(one, other, 0.5)


def same(one: str, other: str, least: float = ALIKE) -> bool:
    """Whether two words sound the same, or at least so much alike; faster than `likeness`, since it gives up early."""
    return _alike(one, other, 1.0 - ALIKE) >= least


def alike(one: str, other: str) -> bool:
    """Whether two names sound the same: part by part, in the same order, or as a whole where one is written without a gap."""
    left, right = parts(one), parts(other)
    if len(left) == len(right):
        return bool(left) and all(map(same, reversed(left), reversed(right)))
    if min(len(left), len(right)) != 1:
        return False
    (whole,), pieces = (left, right) if len(left) == 1 else (right, left)
    plain, start, end = _plain(whole), _plain(pieces[0]), _plain(pieces[-1])
    # Of サカナAI and SakanaAI the Latin letters must be equal, and the rest is heard.
    if plain and (bool(start) != bool(end)):
        if end and plain.endswith(end):
            return same("".join(pieces[:-1]), plain[: -len(end)])
        return bool(start) and plain.startswith(start) and same("".join(pieces[1:]), plain[len(start) :])
    joined = "".join(pieces)
    return min(len(whole), len(joined)) >= _GAPLESS and same(whole, joined)


# --- keys ----------------------------------------------------------------------------------------------------------------------

#: Class of a phoneme; vowels, h, y and w have none. `K` and `G`, `P` and `B` are told apart, t and d, s and z and their like are not.
_CLASS = {
    "b": "B",
    "p": "P",
    "P": "P",
    "k": "K",
    "g": "G",
    "t": "T",
    "d": "T",
    "n": "N",
    "m": "M",
    "r": "R",
    **dict.fromkeys("szSZcC", "S"),
}
_UNSURE = {"f": ("P", ""), "G": ("G", "K")}
_GROUPS = re.compile(
    r"tch|sch|dge|tes$|c[hkz]|[tkszpgw]h|dj|d[gh](?=[eiy])|t[sz]|ti|tu|di|ng|gn|sc|^kn|[cgj](?=[eiy])|c$|qu|mb$|pb|ll|m(?=[bpfv])"
    r"|r(?=e?$)|r(?=[aeiouyh])|l(?=[bcdfgkmnpstvz])|[a-z]"
)
#: Classes of Latin letter groups; the likeliest first, `-` is none. `(` before e, i, y or a lip sound, `)` before a vowel.
_CHOICES = (
    "b:B c:K c(:S,K c):K,S ch:S,K,- ck:K cz:S d:T dg:S dge:S dh:S,T di:T,S dj:S f:P g:G g(:S,G gh:-,G,P gn:N,GN j:S,- "
    "j(:S,- k:K kh:K,- kn:N,KN l:R l(:R,- ll:R,- m:M m(:N,M mb:M,MB n:N ng:N,NG,NS p:P pb:B,PB ph:P,B q:K,S qu:K r:-,R r):R "
    "s:S sc:SK,S sch:S,SK sh:S t:T tch:S tes:S,TS th:S,T ti:T,S ts:S,TS tu:T,S tz:S,T v:B,- w:-,B wh:- x:KS,S z:S zh:S"
)
_LATIN_CLASS = {
    group: tuple(choices.replace("-", "").split(",")) for group, _, choices in (item.partition(":") for item in _CHOICES.split())
}
#: Keys of one word at most.
_KEYS = 16


def _collapse(classes: str) -> str:
    return re.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=65536)
def keys(word: str) -> tuple[str, ...]:
    """Return coarse keys of a word's sound: words that sound alike share one, so that candidates are looked up, never tried in pairs.

    Returns:
        Keys in alphabetical order, a handful at most; none for a word in another script than katakana, hangul and Latin.
    """
    phones = phonemes(word)
    options: list[tuple[str, ...]] = []
    if phones:
        for at, phone in enumerate(phones):
            nasal = phone == "m" and phones[at + 1 : at + 2] in ("b", "p", "P", "f")
            options.append(_UNSURE.get(phone) or ("N" if nasal else _CLASS.get(phone, ""),))
    else:
        latin = _plain(word)
        if not latin:
            return ()
        for match in _GROUPS.finditer(latin[:_WORD]):
            group, after = match.group(), latin[match.end() : match.end() + 1]
            if group in ("c", "g", "j", "m", "l", "r") and after:
                group += (
                    "("
                    if (group in "cgj" and after in "eiy")
                    or (group == "m" and after in "bpfv")
                    or (group == "l" and after in "bcdfgkmnpstvz")
                    else ""
                )
                group += ")" if group == "r" and after in "aeiouyh" and latin[match.end() :] != "e" else ""
            elif group == "c":
                group = "c)"
            options.append(_LATIN_CLASS.get(group, ("",)))
    # Past some open choices only the likeliest reading of the rest is kept: keys must stay few.
    count = 1
    for index, choice in enumerate(options):
        if count * len(choice) > _KEYS:
            options[index] = choice[:1]
        count *= len(options[index])
    return tuple(sorted({_collapse("".join(choice)) for choice in product(*options)}))
