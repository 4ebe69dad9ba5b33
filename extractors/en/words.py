"""Cuts English sentences into the words that the tagger's model was taught on, and numbers what it reads of each.

In: sentences. Out: words with their places, each the number of a form; of a form the four numbers that the model knows it by. Never: spaCy
itself, which cuts in the same way and takes longer to load than a short document to read; its rules are read from the model's package.

Source: the way of the rules is that of spaCy's documentation, https://spacy.io/usage/linguistic-features#how-tokenizer-works; numbers of
texts are MurmurHash2 (64 bits), by Austin Appleby, in the public domain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from extractors.en import packed

_ORTH, _NORM = 65, 67
_FULL = (1 << 64) - 1
_RUNS = re.compile(r"\s+|\S+").findall
#: From so many characters a word has no shape of its own.
_LONG = 100
#: So many equal signs of a shape are written, and no more.
_RUN = 4
#: So many words of a text are remembered as they were cut.
_REMEMBERED = 20_000
#: Forms that are counted before all are forgotten: a long run meets new ones without end.
_FORMS = 200_000


#: A word in a sentence: its first character, the one after its last, and its form, as `Words.forms` counts them.
Word = tuple[int, int, int]
#: A form: what is written, and its plain form; the latter empty where no rule gives it.
_Form = tuple[str, str]


class Words:
    """The rules of a model by which text becomes words."""

    def __init__(self, folder: Path) -> None:
        """Read the rules.

        Args:
            folder: That of the model.
        """
        told = packed.read(folder / "tokenizer")
        if told["token_match"] is not None or not told["faster_heuristics"]:
            raise ValueError(f"{folder.name}: its rules for words are of another kind")
        self._prefix, self._suffix = (re.compile(told[name]).search for name in ("prefix_search", "suffix_search"))
        self._infix, self._address = re.compile(told["infix_finditer"]).finditer, re.compile(told["url_match"]).match
        self._plain = packed.base_norms()
        self._norms: Mapping[int, str] = packed.read(folder / "vocab" / "lookups.bin")["lexeme_norm"]
        #: Forms, each with the number that counts them; and whether a form is nothing but white space.
        self._numbers: dict[_Form, int] = {}
        self.forms: list[_Form] = []
        self.space: list[bool] = []
        self._cut: dict[str, tuple[list[Word], list[int]]] = {}
        self._special: dict[str, list[_Form]] = {}
        for text, parts in told["exceptions"].items():
            self._special[text] = [(part[_ORTH], part.get(_NORM, "")) for part in parts]
        #: What is cut by its affixes although it has a rule, by its first two words; and the first of those.
        self._pairs: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for text, rule in self._special.items():
            if self._prefix(text) or self._suffix(text) or next(self._infix(text), None) or " " in text:
                parts = tuple(part for part, _ in self._affixes(text, {}))
                if len(parts) > 1:
                    self._pairs[parts[0], parts[1]].append(parts)
                elif rule != [(text, "")]:
                    raise ValueError(f"{folder.name}: its rules for words are of another kind")
        self._first = {first for first, _ in self._pairs}

    def of(self, text: str) -> list[Word]:
        """Return the words of a text."""
        words: list[Word] = []
        odd: list[int] = []
        at = 0
        for span in _RUNS(text):
            if span[0] == " " and words:
                # A blank behind a word belongs to it; of more than one the rest is a word.
                span, at = span[1:], at + 1
                if not span:
                    continue
            cut, first = self._cut.get(span) or self._cut_up(span)
            odd += [len(words) + place for place in first]
            words += [(at + start, at + end, form) for start, end, form in cut]
            at += len(span)
        return self._mended(text, words, odd) if odd else words

    def forget(self) -> bool:
        """Forget all forms where they have become many: the numbers given so far then mean nothing any more.

        Returns:
            Whether they were forgotten.
        """
        if len(self.forms) < _FORMS:
            return False
        for held in (self._numbers, self.forms, self.space, self._cut):
            held.clear()
        return True

    def read(self, form: int) -> tuple[int, int, int, int]:
        """Return the numbers of a form: of its plain form, its first character, its last three, and its shape."""
        text, norm = self.forms[form]
        return number(norm), number(text[0]), number(text[-3:]), number(_shape(text))

    def _form(self, text: str, norm: str = "") -> int:
        form = text, norm or self._norm(text)
        known = self._numbers.get(form)
        if known is None:
            known = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            self.space.append(text.isspace())
        return known

    def _norm(self, text: str) -> str:
        known = self._norms.get(number(text))
        return known if known is not None else self._plain.get(text) or text.lower()

    def _cut_up(self, span: str) -> tuple[list[Word], list[int]]:
        """Cut what stands between white space, and remember it, with the words at which a rule may begin."""
        cut: list[Word] = []
        first, at = [], 0
        for part, norm in self._affixes(span, self._special):
            if part in self._first:
                first.append(len(cut))
            cut.append((at, at + len(part), self._form(part, norm)))
            at += len(part)
        if len(self._cut) >= _REMEMBERED:
            self._cut.clear()
        self._cut[span] = cut, first
        return cut, first

    def _affixes(self, text: str, special: Mapping[str, Sequence[_Form]]) -> Iterator[_Form]:
        """Yield a text cut at what stands before, behind and inside its words, or by the rule that it has of its own."""
        if text.isascii() and text.isalpha():  # no rule parts letters from letters, but for words that have one of their own
            yield from special.get(text) or ((text, ""),)
            return
        before: list[str] = []
        behind: list[str] = []
        size = 0
        while text and len(text) != size and text not in special:
            size = len(text)
            first = _length(self._prefix(text))
            if first and text[first:] in special:
                before.append(text[:first])
                text = text[first:]
                break
            last = _length(self._suffix(text[first:]))
            if last and text[:-last] in special:
                behind.append(text[-last:])
                text = text[:-last]
                break
            if first and last and first + last <= len(text):
                before.append(text[:first])
                behind.append(text[-last:])
                text = text[first:-last]
            elif first:
                before.append(text[:first])
                text = text[first:]
            elif last:
                behind.append(text[-last:])
                text = text[:-last]
        yield from ((part, "") for part in before)
        if text:
            yield from special.get(text) or ([(text, "")] if self._address(text) else ((part, "") for part in self._inside(text)))
        yield from ((part, "") for part in reversed(behind))

    def _inside(self, text: str) -> Iterator[str]:
        start = 0
        for found in self._infix(text):
            if found.start() == 0:
                continue
            if found.start() != start:
                yield text[start : found.start()]
            if found.start() != found.end():
                yield found.group()
            start = found.end()
        if start < len(text):
            yield text[start:]

    def _mended(self, text: str, words: list[Word], odd: Sequence[int]) -> list[Word]:
        """Put the words of a rule in the place of those into which it was cut, the longest first.

        Args:
            text: The text.
            words: Its words.
            odd: Those at which a rule may begin.
        """

        def written(at: int) -> str:
            return text[words[at][0] : words[at][1]]

        found = [
            (at, end)
            for at in odd
            if at + 1 < len(words)
            for rule in self._pairs.get((written(at), written(at + 1)), ())
            if (end := at + len(rule)) <= len(words) and all(written(place) == part for place, part in enumerate(rule, at))
        ]
        if not found:
            return words
        taken: set[int] = set()
        chosen: dict[int, int] = {}
        for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
            if start not in taken and end - 1 not in taken:
                chosen[start] = end
            taken.update(range(start, end))
        made: list[Word] = []
        at = 0
        while at < len(words):
            start, end = words[at][0], chosen.get(at, at + 1)
            rule = self._special.get(text[start : words[end - 1][1]]) if at in chosen else None
            for part, norm in rule or ():
                made.append((start, start + len(part), self._form(part, norm)))
                start += len(part)
            if rule is None:
                made += words[at:end]
            at = end
        return made


def _length(found: re.Match[str] | None) -> int:
    return found.end() - found.start() if found else 0


def _shape(text: str) -> str:
    """Return letters as `X` and `x`, digits as `d`, all else as it is, and of equal ones in a row no more than four."""
    if len(text) >= _LONG:
        return "LONG"
    signs = ((("X" if sign.isupper() else "x") if sign.isalpha() else "d" if sign.isdigit() else sign) for sign in text)
    return "".join(sign * min(_RUN, len(list(run))) for sign, run in groupby(signs))


@lru_cache(maxsize=100_000)
def number(text: str) -> int:
    """Return the number by which spaCy knows a text."""
    fixed = _symbols().get(text)
    return _murmur(text.encode("utf-8", "surrogatepass")) if fixed is None else fixed


@cache
def _symbols() -> dict[str, int]:
    return packed.symbols()


def _murmur(data: bytes) -> int:
    """Return the MurmurHash2 of bytes, 64 bits, seed 1."""
    factor, held = 0xC6A4A7935BD1E995, 1 ^ (len(data) * 0xC6A4A7935BD1E995 & _FULL)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        block = int.from_bytes(data[at : at + 8], "little") * factor & _FULL
        held = (held ^ ((block ^ block >> 47) * factor & _FULL)) * factor & _FULL
    if whole != len(data):
        held = (held ^ int.from_bytes(data[whole:], "little")) * factor & _FULL
    held = (held ^ held >> 47) * factor & _FULL
    return held ^ held >> 47
