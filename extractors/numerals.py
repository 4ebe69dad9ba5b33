"""Any written number -> exact Decimal, once: every grammar reads its numbers here, so that no two can disagree about one.

In: a text and a passage of it. Out: numerals in order of their place. Never: a float, a guess, a unit.

One compiled pattern a language finds the runs of digits, number words and scales; a run is then read token by token, and falls apart where
its tokens cannot be one number ("twenty twenty-five").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extractors import languages
from extractors.characters import TEN_THOUSAND, Token, pieces, total
from extractors.digits import DIGIT, Digits
from extractors.lexicon import Counter, Hedge, Lexicon, LocalSign, Money, Value, currency_names
from extractors.mention import Passage
from extractors.millions import CURRENCY_SIGNS, before_million, by_million
from extractors.patterns import any_of
from extractors.spelled import LARGEST, Spelled
from extractors.triangles import triangles_point


@dataclass(frozen=True, slots=True)
class Numeral:
    """A written number.

    Attributes:
        start: First code point in the text.
        end: Code point after the last.
        value: What it says, scale words included; None for a vague one ("hundreds of millions", 数十億).
        step: Place value of its last non-zero written digit, in whole units: 10^9 for "14 billion", 10^8 for "14.3 billion".
        form: `digits`, `words`, `kanji`, `hangul` or `mixed` (digits and scale words).
        ordinal: Whether it ranks ("8th", "third", 第3) and counts nothing.
        scaled: Whether a scale word or letter is part of it (million, 億, bn).
        digits: The digits alone as written, without grouping ("2025" of "2025", "08" of "08"); empty for words.
        scale: What its last scale multiplies by, 1 without one: the scale that the first end of a range shares ("$7 to $10 million").
        least: Least value that a vague one allows; None for the others.
        most: Greatest value that a vague one allows; None for the others.
        excess: Whether a word inside makes it somewhat more than `value` (10余万).
        grouped: Whether its digits are written in groups ("1,234").
        upper: The greater of two numbers that one word says (두세, 二三百); None for the others.
    """

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    form: str
    ordinal: bool = False
    scaled: bool = False
    digits: str = ""
    scale: Decimal = Decimal(1)
    least: Decimal | None = None
    most: Decimal | None = None
    excess: bool = False
    grouped: bool = False
    upper: Decimal | None = None


#: Figures of more digits than this are no amounts but keys and serial numbers; they are not read.
LONGEST = 24


_D = DIGIT
#: What stands around a number that fills a cell of a table; how far its neighbours are looked at.
_CELL_BEFORE, _CELL_AFTER = re.compile(r"[\t|]\s?[(（]?[-−–+▲△]?\s?\Z"), re.compile(r"\s?[)）]?\s?(?:[\t|\n]|\Z)")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_BESIDE, _NEIGHBOUR = 60, re.compile(r"[\t|]\s?[(（]?[-−–+▲△]?(?:\d{1,3}\.)?\d{1,3},\d{1,2}[)）]?\s?(?=[\t|\n]|\Z)")
_DECIMAL_COMMA = re.compile(r",[0-9]{1,2}(?![0-9]|[.,][0-9])")
_MINUS = "-−‐‑–－"
#: Scales of two letters that are no unit of anything: "debt of 41.5 bn".
_NO_UNITS = ("bn", "tn", "mn")
_TRIANGLES, _SHARE = "▲△▼↓", re.compile("[ ]?[%％]")
_CURRENCY_SIGN = re.compile(f"[{CURRENCY_SIGNS}]")
_WRITTEN = re.compile("[一-鿿가-힣]")
#: Characters after which 数 and 수 begin a number; after any other they end a word or a name (少数, 김민수).
#: What makes a word with the 一 behind it: 同一工場 is the same one, 平均一台 one on average.
_WITH_ONE = re.compile("[同唯統単随画逐択専]|(?<!平)均")
_BEFORE_VAGUE = "約計総延最全各他十百千万億兆약총각단매"
_WORD = re.compile(r"[^\W\d_]+")
_ONE = Decimal(1)


def scan(text: str, passage: Passage) -> Sequence[Numeral]:
    """Find the numerals of a passage.

    Args:
        text: The whole text, masked characters replaced.
        passage: The stretch to read; its language decides which words are numbers. A language without lexicon is read for digits.

    Returns:
        Numerals in order of their place, without overlap.
    """
    return tuple(_reader(languages.of(passage.language)).read(text, passage.start, passage.end))


class _Reader:
    """The compiled numerals of one language."""

    def __init__(self, language: languages.Language) -> None:
        lexicon = language.lexicon
        self.cue = lexicon.cue
        # what stands after digits as it is: words and letters of the language itself, where spaces part them, and of its guests
        after_digits = (*((lexicon,) if language.spaced else ()), *language.lent)
        self.by_character = not language.spaced
        self.form = language.numerals
        self.written = Digits(language.decimal, language.grouping)
        group, point, comma = _over_lines(language.spaced)
        over = f"{group}|{point}|{comma}"
        goes_on = "[%％万億兆만억조]|[mbt]r?illion|per"
        self.digits = rf"{group}|{point}(?=[ ]?(?:{goes_on}))|{comma}(?=[万億兆円人社件台株만억조원명개대건])|{self.written.pattern}"
        self.scales = lexicon.values("scale")
        self.numbers = lexicon.values("number")
        self.ordinals = lexicon.values("ordinal")
        self.parts = lexicon.values("part")
        self.plurals = lexicon.values("plural")
        self.vague = set(lexicon.words("vague"))
        self.spreads = lexicon.values("spread")
        self.excess = set(lexicon.words("excess"))
        self.points = set(lexicon.words("point"))
        self.spelled = Spelled(lexicon)
        self.minus = lexicon.words("minus")
        self.suffixes = {entry.text: entry for words in after_digits for entry in words.of(Value, "suffix")}
        self.spaced_scales = {word: value for words in after_digits for word, value in words.values("scale").items()}
        scales = any_of(self.spaced_scales)
        every = (*language.lent, lexicon)
        signs = {entry.text for words in every for entry in words.of(Money, "sign") if entry.text[0].isalpha()}
        signs |= {entry.text for words in every for entry in words.of(LocalSign) if entry.text[0].isalpha()}
        names = {entry.text for words in every for entry in words.of(Money, "currency")} | {"euros", "euro"}
        names |= {name for words in every for forms in currency_names(words.language).values() for name in forms if " " in name}
        self.currency_before = re.compile(
            rf"(?:[{CURRENCY_SIGNS}]|\b[A-Za-z]{{0,3}}[$]|\b[A-Z]{{3}}|\b{any_of(signs)})[ \u00a0]?[(]?[-−–]?$"
        )
        self.currency_after = re.compile(
            rf"[ \u00a0-]?[)]?(?:[{CURRENCY_SIGNS}]|(?:[A-Z]{{3}}|{any_of(signs)}|(?i:{any_of(names)}))(?![A-Za-zÀ-ɏ]))"
        )
        self.after = re.compile(
            rf"(?P<plus>\+)?(?:[ \u00a0\n]{{0,2}}|[ ]?\n[ ]{{2,8}}|-)(?P<word>(?i:{scales})s?)(?![a-zA-Z])"
            rf"|(?P<space>[ \u00a0-]?)(?P<letters>{any_of(self.suffixes)})(?![a-zA-Z0-9À-ɏ])"
            rf"|(?P<ordinal>(?i:st|nd|rd|th))(?![a-zA-Z0-9])"
        )
        self.smaller = re.compile(rf"[ \u00a0](?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})?(?:\.[0-9]+)?)[ \u00a0](?P<scale>(?i:{scales}))\b")
        self.and_part = self._and_part() if language.spaced and self.parts else None
        self.of_one = self._of_one(scales) if self.and_part is not None else None
        self.counted = by_million(lexicon)
        self.symbol, self.told = _symbols(every), before_million(lexicon)
        self.metres = re.compile(rf"[ -]{any_of(lexicon.cue('metres'))}\b")
        broken = self._broken(lexicon) if self.by_character else ""
        self.pattern = re.compile(
            self._characters(broken) if self.by_character else self._words() if self.form else rf"(?P<digits>{self.digits})"
        )
        self.token = re.compile(
            rf"(?P<digits>{broken}{over}|{self.written.pattern})|(?P<scale>{any_of(self.scales)})|(?P<spread>{any_of(self.spreads)})"
            rf"|(?P<number>{any_of(self.numbers)})"
            rf"|(?P<vague>{any_of(self.vague)})|(?P<excess>{any_of(self.excess)})|(?P<point>{any_of(self.points)})"
        )

    def _broken(self, lexicon: Lexicon) -> str:
        """A number in which a line breaks, between signs written without spaces, behind words that leave it open: 約1⏎200人, 売上高は3."""
        if self.form == "hangul":
            return ""
        words = (*(hedge.text for hedge in lexicon.of(Hedge) if hedge.side == "before"), *self.cue("signed"))
        hedges = "|".join(f"(?<={re.escape(word)})" for word in words)
        return rf"(?:{hedges})[{_D}]{{1,6}}\n[{_D}]{{1,9}}(?![{_D}.,．，]|\s)|" if hedges else ""

    def _characters(self, broken: str) -> str:
        big = any_of(text for text, value in self.scales.items() if value >= TEN_THOUSAND)
        scale = any_of(self.scales)
        inner = any_of((*self.numbers, *self.scales, *self.vague, *self.spreads))
        atom = f"{self.digits}|{inner}"
        small = any_of(text for text, value in self.scales.items() if value < TEN_THOUSAND)
        spaced = rf"|(?<=[{_D}])[ ](?:{small})(?=[만억조천백십원달\s])" if self.form == "hangul" else ""
        if self.form == "hangul":  # 3만 4천 500, 2만 5,000: what is left of the last scale stands apart
            spaced += rf"|(?<=[{_D}]천)[ ][{_D}]{{1,3}}(?![{_D}.,])|(?<=[{_D}]만)[ ](?:[{_D}]{{1,4}}|[{_D}],[{_D}]{{3}})(?![{_D}.,])"
        # a hangul scale that stands apart is not the start of another word: 5 조 원, but 5 조지아 라리
        apart = rf"(?![가-힣])|[ \n](?:{big})(?=[원달엔유위파천백십])" if self.form == "hangul" else ""
        follow = (
            rf"(?:{big})|[ \u3000\n]{{1,2}}(?:{big}){apart}|(?<=[{_D}])[ \u3000\n]{{1,2}}(?=(?:{small})(?:{big}|[円株人]|米?ドル))"
            rf"|(?<=[{''.join(self.scales)}])[ \n](?=(?:[{_D},]{{1,5}}|{any_of(self.numbers)})[ ]?(?:{scale}))"
            rf"|(?:{any_of(self.excess)})(?={big})"
            rf"|(?:{any_of(self.points)})(?={any_of(self.numbers)}|[{_D}])"
            rf"|{inner}|{self.digits}{spaced}"
        )
        bracketed = rf"[(（](?:{self.digits})[)）](?={scale})"  # so accountants write what is negative
        return rf"(?P<part>{any_of(self.parts)})|(?P<run>(?:{bracketed}|{broken}{atom})(?:{follow})*)"

    def _and_part(self) -> re.Pattern[str] | None:
        """What adds a fraction in words to digits."""
        joints, articles = self.cue("number and"), self.cue("number article")
        if not joints or not articles:
            return None
        return re.compile(rf"[ ]{any_of(joints)}[ ]{any_of(articles)}[ ](?P<part>{any_of(self.parts)})(?![A-Za-z])")

    def _of_one(self, scales: str) -> re.Pattern[str]:
        """What stands between a fraction and the scale that it is a part of."""
        return re.compile(rf"[ ]{any_of(self.cue('number of'))}[ ]{any_of(self.cue('number article'))}(?=[ ]{scales}\b)")

    def _words(self) -> str:
        number = any_of((*self.numbers, *self.scales))
        parts = any_of((*self.parts, *self.ordinals))
        plural = any_of(self.plurals)
        scale = any_of(self.scales)
        one, also, of, two, many = (any_of(self.cue(f"number {kind}")) for kind in ("article", "and", "of", "two", "many"))
        whole = any_of(self.parts)
        join = rf"(?:[ \u00a0\n]{{1,2}}(?:{also}[ \n](?:{one}[ \n])?)?|-(?:{also}-(?:{one}-)?)?|[ ]-[ ])"
        return (
            rf"(?P<digits>{self.digits})"
            rf"|(?i:\b(?=\w)(?P<plural>(?:{plural})(?:[ \n]{of}[ \n](?:{plural}))*"
            rf"|(?P<several>{any_of(self.vague)})[ \n](?:{scale})(?:[ \n](?:{scale}))*"
            rf"|{many}-?[ ]?(?P<multi>{scale}))\b"
            rf"|\b(?=\w)(?P<words>(?:{one}[ \n-](?=(?:{scale}|{parts}|{two})\b))?"
            rf"(?:{whole}[ \n-](?:{of}[ \n])?(?:{one}[ \n-])?(?=(?:{scale})\b))?"
            rf"(?:{two}\b(?:[ \n]{of}\b)?|(?:{number}|{parts})s?\b)"
            rf"(?:(?:{join}|[ \n]{of}[ \n]{one}[ \n](?=(?:{scale})\b))"
            rf"(?:{number}|{parts}|(?:{any_of(self.points)})(?=[ ](?:{number})))s?\b)*))"
        )

    def read(self, text: str, start: int, end: int) -> Iterator[Numeral]:
        """Yield the numerals of a stretch of text, in order."""
        at = start
        while (found := self.pattern.search(text, at, end)) is not None:
            at = found.end()
            kind = found.lastgroup
            if kind == "part":
                word = found[0]
                share = _ONE / self.parts[word]
                more = word in self.excess
                read = iter((Numeral(found.start(), found.end(), share, _step(share), self.form, excess=more),))
            elif self.by_character:
                read = self._read_characters(text, found.start(), found.end(), end)
            elif found["digits"] is not None:
                read = self._read_digits(text, found.start(), found.end(), end)
            elif kind is not None and found["plural"] is not None:
                read = self._read_plural(found)
            else:
                read = self._read_words(text, found.start(), found.end())
            for numeral in read:
                at = max(at, numeral.end)
                yield self._signed(text, start, numeral)

    def _signed(self, text: str, start: int, numeral: Numeral) -> Numeral:
        """Take in a minus sign or word that stands before a number and after no other, whatever the number counts."""
        if numeral.value is None or numeral.start == start or numeral.value < 0:
            return numeral
        at = numeral.start
        sign = text[at - 1]
        if (
            numeral.digits
            and sign in _TRIANGLES
            and not (sign == "▲" and triangles_point(text, _SHARE.match(text, numeral.end) is not None))
        ):
            return _negated(numeral, at - 1)
        if numeral.digits and sign in _MINUS:
            before = text[at - 2] if at - 2 >= start else " "
            signed = _CURRENCY_SIGN.match(before) is not None
            opens = signed or before in " \n\u3000(（[「:：、。|>≤≥<=~～〜"
            if sign == "–" and before == " ":  # "USD –1.2 million"
                signed = self.currency_before.search(text[max(start, at - 8) : at - 1]) is not None
            if opens and (signed or sign not in "–‐‑" or before in "(（"):
                back = text[max(start, at - 4) : at - 1].rstrip()
                if not back or not back[-1].isdigit():
                    return _negated(numeral, at - 1)
            return numeral
        for word in self.minus:
            stop = at - 1 if sign == " " else at
            if text[max(start, stop - len(word)) : stop].lower() == word:
                return _negated(numeral, stop - len(word))
        return numeral

    def _read_digits(self, text: str, start: int, stop: int, end: int) -> Iterator[Numeral]:
        shown = text[start:stop].replace("\n", "")
        parts = self.written.chain(shown)
        if parts is not None:
            yield from _chain(start, parts)
            return
        if self.written.decimal == "." and _POINTED.fullmatch(shown) is not None and _by_points(text, start, stop):
            shown = shown.replace(".", ",")
        bare_digits, grouped = self.written.read(shown)
        if len(bare_digits) > LONGEST:
            return
        if self.written.decimal == "." and "." not in bare_digits and (comma := self._decimal_comma(text, start, stop, end)) is not None:
            bare_digits, stop = f"{bare_digits}.{text[stop + 1 : comma]}", comma
        value = Decimal(bare_digits)
        if (raised := _raised(text, bare_digits, stop, end)) is not None:
            stop, value = raised
            held = plain(value)
            if abs(held) < LARGEST and bool(held) == bool(value):
                yield Numeral(start, stop, held, _step(value), "digits", digits=bare_digits, grouped=grouped)
            return
        if self.and_part is not None and (part := self.and_part.match(text, stop, end)) is not None:  # "2 and a half billion"
            value, stop = value + _ONE / self.parts[part["part"].lower()], part.end()
            bare_digits = str(value)
        elif (
            self.of_one is not None
            and 0 < value < 1
            and not shown[-1].isdecimal()
            and (one := self.of_one.match(text, stop, end)) is not None
        ):
            stop = one.end()  # "¾ of a million"
        scale, ordinal, excess, first = _ONE, False, False, start
        if (opening := self._opened(text, start, stop, end)) is not None:
            spelt = text[max(0, opening - 16) : opening].lower().replace("-", " ").split()[-1:]  # five (5) million
            sign = 1 if spelt and spelt[0] in self.numbers else -1
            first, stop, value = start if _CURRENCY_SIGN.match(text[start - 1]) else opening, stop + 1, sign * value
        while scale < LARGEST and (after := self.after.match(text, stop, end)) is not None:
            if after["ordinal"] is not None:
                ordinal = scale == 1
                stop = after.end() if ordinal else stop
                break
            if after["word"] is not None:
                word = after["word"].lower()
                scale *= self.spaced_scales.get(word) or self.spaced_scales[word.removesuffix("s")]
                excess = excess or after["plus"] is not None
                stop = after.end()
                continue
            entry = self.suffixes[after["letters"]]
            if scale == 1 and not self._measures(text, start, first, after, end):
                scale = entry.value
                stop = after.end()
            break
        if opening is not None and scale == 1:
            first, stop, value = start, stop - 1, abs(value)
        elif scale >= TEN_THOUSAND and (rest := self._rest(text, stop, end, scale)) is not None:
            stop, value = rest[0], value + rest[1] / scale
        if abs(value * scale) >= LARGEST or bool(value) != bool(plain(value * scale)):
            return  # what a column of amounts has no places for is none, and not zero
        value = plain(value * scale)
        form = "digits" if scale == 1 else "mixed"
        yield Numeral(first, stop, value, _step(value), form, ordinal, scale != 1, bare_digits, scale, excess=excess, grouped=grouped)

    def _opened(self, text: str, start: int, stop: int, end: int) -> int | None:
        """Where brackets open that make digits negative and leave the scale outside: "(45) million", "($45) million", "(-4.5) million"."""
        opening = start - 1 - (start > 1 and (_CURRENCY_SIGN.match(text[start - 1]) is not None or text[start - 1] in _MINUS))
        if stop >= end or opening < 0 or text[opening] != "(" or text[stop] != ")":
            return None
        if text[max(0, opening - 1) : opening].isalnum() and not self.currency_before.search(text[max(0, opening - 8) : opening]):
            return None
        after = self.after.match(text, stop + 1, end)
        return opening if after is not None and after["ordinal"] is None else None

    def _rest(self, text: str, stop: int, end: int, scale: Decimal) -> tuple[int, Decimal] | None:
        """What a smaller scale adds behind a scale in words, and where it ends: the 200 billion of "1 trillion 200 billion won"."""
        match = self.smaller.match(text, stop, end)
        if match is None:
            return None
        smaller = self.spaced_scales[match["scale"].lower()]
        value = Decimal(match["digits"].replace(",", "")) * smaller
        return (match.end(), value) if smaller < scale and value < scale else None

    def _measures(self, text: str, start: int, first: int, after: re.Match[str], end: int) -> bool:
        """Whether the letters behind digits are a unit of length or weight rather than a scale: "50m long", but "$50m", "5m people"."""
        letters = after["letters"]
        doubtful = self.suffixes[letters].beside == "currency" or (bool(after["space"]) and len(letters) < 3 and letters not in _NO_UNITS)
        if not doubtful or self._by_currency(text, first, after.end(), end):
            return False
        if self.counted is None or letters not in ("m", "b"):
            return True
        if self.counted.match(text, after.end(), end):
            return False
        told = self.told.search(text[max(0, start - 90) : start])
        return told is None or self.metres.match(text, after.end()) is not None or told["letters"] not in (None, letters)

    def _decimal_comma(self, text: str, start: int, stop: int, end: int) -> int | None:
        """Where the decimals end after a comma that a scale, a percent sign or a currency shows to be a decimal one ("3,2 billion")."""
        match = _DECIMAL_COMMA.match(text, stop, end)
        if match is None or stop - start > 3 or text[max(0, start - 1) : start] in (",", "."):
            return None
        at = match.end()
        if _fills_cell(text, start, stop, at):
            return at
        dollars = text[max(0, start - 2) : start].strip().endswith("$")  # "$1,50" may be a slip for anything
        if _PERCENT_AFTER.match(text, at, end) or (not dollars and self._by_currency(text, start, at, end)):
            return at
        after = self.after.match(text, at, end)
        if after is not None and after["ordinal"] is None and after["letters"] is not None:
            return at if self._by_currency(text, start, after.end(), end) else None
        return at if (after is not None and after["word"] is not None) or self.symbol.match(text, at, end) is not None else None

    def _by_currency(self, text: str, start: int, stop: int, end: int) -> bool:
        """Whether a sign or code of money stands by the digits from `start` to `stop`."""
        if self.currency_after.match(text, stop, end) is not None:
            return True
        first = _RANGE_BEFORE.search(text[max(0, start - 20) : start])
        begin = max(0, start - 20) + first.start() if first is not None else start
        return self.currency_before.search(text[max(0, begin - 8) : begin]) is not None

    def _read_plural(self, found: re.Match[str]) -> Iterator[Numeral]:
        words = _WORD.findall(found[0].lower())
        least = _ONE
        for word in words[:8]:
            least *= self.plurals.get(word) or self.scales.get(word) or self.scales.get(word.removeprefix("multi")) or _ONE
        several = found["several"] is not None or found["multi"] is not None
        low, high = (2 * least, 10 * least) if several else (least, least * (1000 if least >= 1000 and len(words) == 1 else 10))
        yield Numeral(found.start(), found.end(), None, least, "words", scaled=True, scale=least, least=low, most=high - 1)

    def _read_words(self, text: str, start: int, stop: int) -> Iterator[Numeral]:
        run = text[start:stop].lower()
        group: list[tuple[int, int, str]] = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(run)]
        for number in self.spelled.split(group):
            if number.value >= LARGEST:
                continue
            at, upto = start + number.start, start + number.end
            if number.ordinal:
                yield Numeral(at, upto, number.value, _ONE, "words", ordinal=True)
            else:
                value = plain(number.value)
                yield Numeral(at, upto, value, _step(value), "words", scaled=number.scale > 1, scale=number.scale)

    def _read_characters(self, text: str, start: int, stop: int, end: int) -> Iterator[Numeral]:
        tokens: list[Token] = []
        for match in self.token.finditer(text, start, stop):
            kind = match.lastgroup or ""
            word = match[0]
            if kind == "digits":
                word, grouped = self.written.read(word.replace("\n", ""))
                tokens.append(Token(match.start(), match.end(), kind, text=word, grouped=grouped))
                continue
            value = {"scale": self.scales, "number": self.numbers, "spread": self.spreads}.get(kind, {}).get(word)
            tokens.append(Token(match.start(), match.end(), kind, value if value is not None else _ONE, word))
        if self.form == "hangul":
            tokens = _without_copula(text, tokens)
        elif len(tokens) > 1 and tokens[0].text == "京" and start > 0 and text[start - 1] in "東北南西在上帰":
            tokens, start = tokens[1:], tokens[1].start  # 東京33店舗
        if len(tokens) == 1 and tokens[0].kind == "digits":
            for numeral in self._read_digits(text, start, tokens[0].end, end):
                before = text[start - 1] if start else ""
                yield replace(numeral, ordinal=True) if before in ("第", "제") else numeral
            return
        for piece in (piece for told in self._in_lines(text, start, tokens) for piece in pieces(told)):
            at = piece[0].start
            if len(piece) == 1 and piece[0].text == "一" and at and _WITH_ONE.match(text, at - 1) is not None:
                continue
            before = text[piece[0].start - 1] if piece[0].start else ""
            composed = self._compose(piece, before)
            if composed is not None and piece[0].start > start and piece[0] is tokens[0]:
                composed = _negated(composed, start)
            if composed is not None:
                yield replace(composed, ordinal=True) if before in ("第", "제") else composed

    def _in_lines(self, text: str, start: int, tokens: list[Token]) -> list[list[Token]]:
        """Tokens of a run: in two where a line ends behind its scale and the run began that line, as figures of a list do."""
        cut = next(
            (
                at
                for at, (one, two) in enumerate(pairwise(tokens), 1)
                if one.kind == "scale" != two.kind and "\n" in text[one.end : two.start]
            ),
            0,
        )
        begins = cut and not text[text.rfind("\n", 0, start) + 1 : start].strip()
        return [tokens[:cut], tokens[cut:]] if begins else [tokens]

    def _compose(self, tokens: list[Token], before: str) -> Numeral | None:
        digits = [token.text for token in tokens if token.kind == "digits"]
        if any(len(written) > LONGEST or written.count(".") > 1 for written in digits):
            return None
        if len(tokens) == 1 and tokens[0].kind == "vague" and _WRITTEN.match(before) and before not in _BEFORE_VAGUE:
            return None
        said = total(tokens)
        if said.high >= LARGEST:
            return None
        form = "mixed" if digits and len(digits) < len(tokens) else "digits" if digits else self.form
        start, end, scaled = tokens[0].start, tokens[-1].end, said.big > 1
        if said.vague:
            return Numeral(start, end, None, said.last, form, scaled=scaled, scale=said.scale, least=said.low, most=said.high - 1)
        value = plain(said.low)
        grouped = any(token.grouped for token in tokens)
        written = digits[0] if len(digits) == 1 else ""
        upper = plain(said.high) if said.spread else None
        return Numeral(
            start, end, value, _step(value), form, False, scaled, written, said.big, excess=said.excess, grouped=grouped, upper=upper
        )


#: 이 that says "is" behind a number (500만이다), or ends or begins the word beside it (순이익이, 이상).
_COPULA = re.compile("이(?=[다고며라나지었던상하내외전후면든자므기란야에요니])")
_HANGUL = re.compile("[가-힣]")


def _without_copula(text: str, tokens: list[Token]) -> list[Token]:
    """Tokens of a run without an 이 that is no two."""
    if len(tokens) > 1 and tokens[-1].text == "이" and _COPULA.match(text, tokens[-1].start):
        return tokens[:-1]
    if len(tokens) > 1 or tokens[0].start == 0 or not _HANGUL.match(text, tokens[0].start - 1):
        return tokens
    before = text[tokens[0].start - 1]
    # the 만 of 북만주식회사 ends another word; 약만원 and 수만원 are sums
    return [] if before != "제" and (tokens[0].text == "이" or (tokens[0].kind == "scale" and before not in "약총수몇단각매")) else tokens


def _over_lines(spaced: bool) -> tuple[str, str, str]:
    """Patterns of a number that a line broke: in its groups, behind its point, behind a comma."""
    # "1⏎,200", "12.⏎5％": where a line broke inside a number
    group = rf"[{_D}]{{1,3}}\n,[{_D}]{{3}}(?:,[{_D}]{{3}})*(?![{_D}])"
    point, comma = rf"[{_D}]{{1,4}}\.\n[{_D}]{{1,2}}", rf"[{_D}]{{1,3}},\n[{_D}]{{3}}"
    # "1,2⏎00": a text without spaces breaks its lines inside a group as well
    split = rf"[{_D}]{{1,3}}(?:,[{_D}]{{3}})*,(?:[{_D}]\n[{_D}]{{2}}|[{_D}]{{2}}\n[{_D}])(?:,[{_D}]{{3}})*(?![{_D}])"
    return (group if spaced else f"{group}|{split}"), point, comma


def _symbols(every: Sequence[Lexicon]) -> re.Pattern[str]:
    """Symbols of units behind a number."""
    written = {entry.text for words in every for entry in words.of(Counter, "counter") if entry.text.isascii() and len(entry.text) > 1}
    return re.compile(rf"[ \u00a0]?{any_of(written)}(?![A-Za-z0-9])")


def _raised(text: str, digits: str, stop: int, end: int) -> tuple[int, Decimal] | None:
    """Where a power of ten behind digits ends, and what both come to; None where there is none."""
    if text[stop : stop + 1] not in " \u00a0x×·⋅*^⁻⁰¹²³⁴⁵⁶⁷⁸⁹eE":
        return None
    times = _TIMES_TEN.match(text, stop, end)
    if times is not None:
        power, base = _POWER.match(text, times.end(), end), Decimal(digits)
    elif digits == "10":
        power, base = None if _NOTE.match(text, stop, end) else _POWER.match(text, stop, end), _ONE
    else:
        told = "." in digits or _CURRENCY_SIGN.search(text[max(0, stop - len(digits) - 1) : stop]) is not None  # $5e6
        power, base = _EXPONENT.match(text, stop, end) if told else None, Decimal(digits)
    if power is None:
        return None
    said = power.groupdict()
    return power.end(), base.scaleb(int((said["plain"] or said["raised"]).translate(_LOWERED)))


def _chain(start: int, parts: Sequence[str]) -> Iterator[Numeral]:
    at = start
    for part in parts:
        if part and len(part) <= LONGEST:
            yield Numeral(at, at + len(part), Decimal(part), _step(Decimal(part)), "digits", digits=part)
        at += len(part) + 1


def _negated(numeral: Numeral, start: int) -> Numeral:
    return replace(numeral, start=start, value=-numeral.value if numeral.value is not None else None)


def plain(value: Decimal) -> Decimal:
    """Return the same number without a fraction of zeros, rounded to the nine places that a column of amounts has."""
    whole = value.to_integral_value()
    if whole == value:
        return whole
    exponent = value.as_tuple().exponent
    return round(value, 9).normalize() if isinstance(exponent, int) and exponent < -9 else value.normalize()


def _step(value: Decimal) -> Decimal:
    """Place value of the last non-zero digit."""
    exponent = value.normalize().as_tuple().exponent
    return _ONE.scaleb(exponent) if value and isinstance(exponent, int) else _ONE


#: A power of ten behind digits: 4.5 × 10^9, 10⁹, 1.25E+09.
#: Source: ISO 80000-1, 7.3.2; the exponent form of spreadsheets.
_TIMES_TEN = re.compile(r"[ \u00a0]?[x×·⋅*][ \u00a0]?10(?=[\^⁻⁰¹²³⁴-⁹])")
_POWER = re.compile(r"\^[{(]?(?P<plain>[-−]?[0-9]{1,5})[})]?(?![0-9]|\.[0-9])|(?P<raised>⁻?[⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])")
_EXPONENT = re.compile(r"[eE](?P<plain>[+-]?[0-9]{1,5})(?![0-9A-Za-z]|\.[0-9])")
#: A bare 10 with one of these has a note: nobody writes 10 or 100 as a power.
_NOTE = re.compile("[¹²³](?![⁰¹²³⁴-⁹])")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
#: What stands between the sign of money and the second number of a range: "$1.8-1.9 bn".
_RANGE_BEFORE = re.compile(r"\d[\d.,]{0,12}[a-zA-Z]{0,3}[ \u00a0]?(?:[-–—~]|to\b|and\b)[ \u00a0]?$")
_PERCENT_AFTER = re.compile(r"(?:[-–][0-9]{1,3},[0-9]{1,2})?[ \u00a0]?(?:%|％|per[ -]?cent|pct\b|パーセント|퍼센트|億|万|兆|억|만|조)")


@cache
def _reader(language: languages.Language) -> _Reader:
    return _Reader(language)


def _by_points(text: str, start: int, stop: int) -> bool:
    """Whether a number like 3.410 fills a cell of a row whose other cells write decimals behind a comma: 87,9."""
    if _CELL_BEFORE.search(text, max(0, start - 4), start) is None or _CELL_AFTER.match(text, stop, stop + 3) is None:
        return False
    before, after = text[max(start - _BESIDE, 0) : start].rpartition("\n")[2], text[start : stop + _BESIDE].partition("\n")[0]
    return _NEIGHBOUR.search(f"{before}{after}") is not None


def _fills_cell(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a number with a decimal comma fills a cell of a table, of two digits before it or with another one beside it."""
    if _CELL_BEFORE.search(text, max(0, start - 4), start) is None or _CELL_AFTER.match(text, end, end + 3) is None:
        return False
    if stop - start > 1:
        return True
    before, after = text[max(start - _BESIDE, 0) : start].rpartition("\n")[2], text[start : end + _BESIDE].partition("\n")[0]
    return len(_NEIGHBOUR.findall(f"{before}{after}")) > 1
