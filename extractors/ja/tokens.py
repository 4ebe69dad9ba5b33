"""Japanese tokens for the name tagger: what each is, and what stands around it.

In: a sentence. Out: tokens with offsets, and for each channel of the tagger one key a token. Never: a token that crosses white space.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

#: Full-width forms to ASCII, one character for one, so that offsets hold.
WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_SHAPES = (
    (re.compile(r"[ァ-ヺー・]"), "K"),
    (re.compile(r"[ぁ-ゟ]"), "H"),
    (re.compile(r"[一-鿿㐀-䶿々〆ヶ〇]"), "C"),
    (re.compile(r"[A-ZÀ-ÖØ-Þ]"), "A"),
    (re.compile(r"[a-zß-öø-ÿ]"), "a"),
    (re.compile(r"[0-9]"), "9"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word of the dictionary at its place; tokens are shared by all places with the same word.

    Attributes:
        surface: The word as written, full-width forms folded.
        tags: Part of speech, four levels.
        origin: Origin of the word in UniDic (和, 漢, 外, 固, ...), empty for unknown words.
        kind: `N` in a run of nouns that may form a name, `J` where it joins two, else `O`.
    """

    surface: str
    tags: tuple[str, ...]
    origin: str
    kind: str


@cache
def _tagger() -> Any:
    import fugashi
    import unidic_lite

    return fugashi.GenericTagger(f"-d {unidic_lite.DICDIR} -r {unidic_lite.DICDIR}/mecabrc")


_SEEN: dict[tuple[str, str], Token] = {}
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞", "記号", "形状詞"})


def tokenise(sentence: str) -> list[tuple[Token, int, int]]:
    """Split a sentence into words with their offsets."""
    folded = sentence.translate(WIDTHS)
    tokens: list[tuple[Token, int, int]] = []
    at = 0
    for node in _tagger().parseToNodeList(folded):
        surface, raw = node.surface, node.feature_raw
        at = folded.index(surface, at)
        token = _SEEN.get((surface, raw))
        if token is None:
            if len(_SEEN) > 200_000:
                _SEEN.clear()
            token = _SEEN[surface, raw] = _token(surface, raw)
        tokens.append((token, at, at + len(surface)))
        at += len(surface)
    return tokens


def is_word(text: str) -> bool:
    """Whether a text is one word: one of the dictionary, or an unknown one in katakana or Latin letters."""
    nodes = _tagger().parseToNodeList(text)
    return len(nodes) == 1 and (not nodes[0].is_unk or bool(re.fullmatch("[A-Za-zァ-ヺー]+", text)))


def _token(surface: str, raw: str) -> Token:
    fields = raw.split(",")
    kind = "N" if fields[0] in _NOUNS else "J" if surface in "・＝=&-–.／/" else "O"
    if fields[1] == "数詞":
        kind = "D"
    return Token(surface, tuple(field for field in fields[:4] if field != "*"), fields[12] if len(fields) > 12 else "", kind)


@lru_cache(maxsize=65536)
def shape(surface: str) -> str:
    """Return the scripts of a word in order, each once a run."""
    found: list[str] = []
    for character in surface:
        letter = next((letter for pattern, letter in _SHAPES if pattern.match(character)), ".")
        if not found or found[-1] != letter:
            found.append(letter)
    return "".join(found)


@cache
def _clusters() -> list[str]:
    """Return the lines of the known words, in order: they are split when they are asked for, since a text has few of them."""
    path = Path(__file__).parent / "clusters.tsv.gz"
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines() if path.exists() else []


@lru_cache(maxsize=65536)
def classes(word: str) -> tuple[str, str] | None:
    """Return the two classes of like words of a known word, the finer first."""
    lines, start = _clusters(), f"{word}\t"
    at = bisect_left(lines, start)
    if at == len(lines) or not lines[at].startswith(start):
        return None
    finer, coarser = lines[at][len(start) :].split("\t")
    return finer, coarser


@cache
def gazetteer() -> dict[str, str]:
    """Return for each listed name its kinds: O for things that have names, P for persons, S and N for surnames and given names."""
    path = Path(__file__).parent / "gazetteer.tsv.gz"
    rows = (line.split("\t") for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines())
    return {row[0]: row[1] for row in rows}


#: A listed name is looked for over this many tokens at most.
_LONGEST = 6


def _listed(tokens: Sequence[tuple[Token, int, int]]) -> list[tuple[str, str]]:
    """Return for each token the listed name that covers it, the longest from the left, and its place there (B, I, or S alone)."""
    known = gazetteer()
    found = [("", "O")] * len(tokens)
    at = 0
    while at < len(tokens):
        best = 0
        if tokens[at][0].kind == "N":
            joined = ""
            for length in range(1, min(_LONGEST, len(tokens) - at) + 1):
                token, start, _ = tokens[at + length - 1]
                if token.kind == "O" or (length > 1 and start != tokens[at + length - 2][2]):
                    break
                joined += token.surface
                if joined in known:
                    best, name = length, joined
        if not best:
            at += 1
            continue
        found[at] = (name, "S" if best == 1 else "B")
        for place in range(at + 1, at + best):
            found[place] = (name, "I")
        at += best
    return found


#: Channels 0 to 4: the token and its neighbours, two each side; then pairs; then the run of nouns; then the lists.
CHANNELS = 14
EDGE = Token("", ("EDGE",), "", "O")


def channels(tokens: Sequence[tuple[Token, int, int]]) -> list[list[Hashable]]:
    """Return for each channel one key a token."""
    words = [token for token, _, _ in tokens]
    size = len(words)
    padded = [EDGE, EDGE, *words, EDGE, EDGE]
    around: list[list[Hashable]] = [list(padded[shift : shift + size]) for shift in range(5)]
    before, after = padded[1 : 1 + size], padded[3 : 3 + size]
    pairs: list[list[Hashable]] = [
        list(zip(before, words, strict=True)),
        list(zip(words, after, strict=True)),
        list(zip(before, words, after, strict=True)),
    ]
    first: list[Hashable] = []
    head: list[Hashable] = []
    left: list[Hashable] = []
    right: list[Hashable] = []
    at = 0
    while at < size:
        end = at
        while end < size and words[end].kind in "NJ" and (end == at or tokens[end][1] - tokens[end - 1][2] < 2):
            end += 1
        if end == at:
            first.append(None)
            head.append(None)
            left.append(None)
            right.append(None)
            at += 1
            continue
        span = end - at
        for place in range(span):
            first.append((words[at], place == 0))
            head.append((words[end - 1], place == span - 1))
            left.append(padded[at + 1])
            right.append(padded[end + 2])
        at = end
    listed = _listed(tokens)
    flags = ["-", *(f"{gazetteer().get(name, '')}{place}" for name, place in listed), "-"]
    sequence: list[Hashable] = list(zip(flags, flags[1:], flags[2:], strict=False))
    return [*around, *pairs, first, head, left, right, list(listed), sequence]


def attributes(channel: int, key: Any) -> Sequence[str]:
    """Say what attributes a key has in a channel."""
    if channel < 5:
        return _attributes(key, channel in (1, 2, 3))
    if channel < 7:
        one, other = key
        return [
            f"w={one.surface}|{other.surface}",
            f"p={'-'.join(one.tags[:3])}|{'-'.join(other.tags[:3])}",
            f"s={shape(one.surface)}|{shape(other.surface)}",
            f"wp={one.surface}|{'-'.join(other.tags[:3])}",
            f"pw={'-'.join(one.tags[:3])}|{other.surface}",
            f"k={_cluster(one, 1)}|{_cluster(other, 1)}",
        ]
    if channel == 7:
        return ["p=" + "|".join("-".join(token.tags[:2]) for token in key), "s=" + "|".join(shape(token.surface) for token in key)]
    if key is None:
        return ["none"]
    if channel == 12:
        name, place = key
        if not name:
            return []
        made = [f"{place}{gazetteer()[name]}"]
        found = classes(name)
        return [*made, f"{place}c={found[0]}", f"{place}k={found[1]}"] if found else made
    if channel == 13:
        one, own, other = key
        return [f"{one}|{own}", f"{own}|{other}", f"{one}|{own}|{other}"]
    if channel in (8, 9):
        token, here = key
        return [
            f"{here}:{name}"
            for name in (
                f"w={token.surface}",
                f"c={_cluster(token, 0)}",
                f"k={_cluster(token, 1)}",
                f"e={token.surface[-1:]}",
                f"p={'-'.join(token.tags)}",
            )
        ]
    return [f"w={key.surface}", f"p={'-'.join(key.tags)}"]


def _cluster(token: Token, level: int) -> str:
    found = classes(token.surface)
    return found[level] if found else token.tags[0]


@lru_cache(maxsize=8192)  # five channels ask the same
def _attributes(token: Token, full: bool) -> Sequence[str]:
    surface = token.surface
    digits = re.sub(r"[0-9]+", "0", surface)
    made = ["b", f"w={digits}", f"p1={token.tags[0]}", f"p={'-'.join(token.tags)}", f"o={token.origin}", f"s={shape(surface)}"]
    found = classes(surface)
    if found:
        made += (f"c={found[0]}", f"k={found[1]}")
    if full:
        made += (f"f1={surface[:1]}", f"l1={surface[-1:]}", f"n={min(len(surface), 6)}{shape(surface)}")
        if len(surface) > 2:
            made += (f"f2={surface[:2]}", f"l2={surface[-2:]}", f"l3={surface[-3:]}")
    return made


@lru_cache(maxsize=65536)
def reading(name: str) -> tuple[str, ...]:
    """Return how a person's name in Chinese characters is read in Japanese: family name and given name in katakana.

    Returns:
        Nothing unless the dictionary knows a family name and then given names, and nothing else, in it.
    """
    parts: dict[str, list[str]] = {"姓": [], "名": []}
    for node in _tagger().parseToNodeList(name):
        fields = node.feature_raw.split(",")
        if node.is_unk or len(fields) < 7 or fields[2] != "人名" or fields[3] not in parts or (fields[3] == "姓" and parts["名"]):
            return ()
        parts[fields[3]].append(fields[6])
    return ("".join(parts["姓"]), "".join(parts["名"])) if all(parts.values()) else ()


@lru_cache(maxsize=65536)
def spoken(name: str) -> tuple[str, ...]:
    """Return how an organisation's name in Chinese characters is read, word by word in katakana; nothing where a word is unknown."""
    found: list[str] = []
    for node in _tagger().parseToNodeList(name):
        fields = node.feature_raw.split(",")
        if node.is_unk or len(fields) < 7:
            return ()
        found.append(fields[6])
    return tuple(found)


def forget() -> None:
    """Let the dictionary go, the lists, and what they said of words; they are read again when they are asked."""
    for held in (_tagger, _clusters, gazetteer, shape, classes, _attributes, reading, spoken):
        held.cache_clear()
    _SEEN.clear()
