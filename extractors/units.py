"""What may stand beside a number: currencies, percent signs, counters, hedges; one set of look-up tables a language.

In: a language's lexicon and the currencies of ISO 4217. Out: the unit before or after a number, the hedge around it. Never: a search
through the text; each question is asked at one place and answered by a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from extractors import languages
from extractors.lexicon import Counter, Cue, Hedge, Lexicon, LocalSign, Money, Phrases, Range, Value, currencies, currency_names
from extractors.line_breaks import line_before
from extractors.mention import Relation
from extractors.millions import CURRENCY_SIGNS
from extractors.numerals import Numeral
from extractors.patterns import any_of

ONE = Decimal(1)
#: Units of length by the names that they have, each by the whole one.
LENGTHS = {unit: unit for unit in ("metre", "kilometre", "decimetre", "centimetre", "millimetre", "foot", "inch", "mile", "yard")} | {
    "kilo": "kilometre"
}
#: Measures that are said in two units, and how many of the smaller make one of the larger.
SMALLER = {
    "foot": {"inch": Decimal(12)},
    "yard": {"foot": Decimal(3), "inch": Decimal(36)},
    "pound": {"ounce": Decimal(16)},
    "metre": {"centimetre": Decimal(100)},
    "kilometre": {"metre": Decimal(1000)},
    "kilogram": {"gram": Decimal(1000)},
}
#: Units before which the language writes the prefixes of the SI (milli-, kilo-).
_PREFIXED = (
    "gram",
    "metre",
    "litre",
    "watt",
    "watt-hour",
    "byte",
    "bit",
    "hertz",
    "pascal",
    "sievert",
    "becquerel",
    "calorie",
    "joule",
    "volt",
    "ampere",
)
#: Signs that may end the name of a currency before a figure.
_SIGN = re.compile(f"[{CURRENCY_SIGNS}]")
_SIGN_APART = re.compile(rf"[{CURRENCY_SIGNS}][ \t]{{1,22}}$")
LETTER = re.compile("[A-Za-z]")
#: A code of a currency with a space behind it: the CAD of "CAD $5".
_CODE_BEFORE = re.compile(r"\b[A-Z]{3}[ \u00a0]$")
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z0-9_]")
_SPACE = " \n\u00a0\u3000"
_OPENING = "(“\"'‘["
_DIGIT = re.compile("[0-9０-９]")
#: After a counter that a line parts from its number: it is no beginning of another word.
_CLOSED = re.compile("[ぁ-ん。、]|[을를이가은는의에로도만][ 다며]|[ .,]")
_SAME_SENTENCE = re.compile("[,;)]|[ \n][a-z(]")
_BREAK = re.compile(r"\.?[ \n-]|\.|\^?[²³0-9]+")
_LETTERS = r"[A-Za-zÀ-ɏʻ]*(?:\^?[²³23](?![0-9]))?"
#: What follows a number in a text of words: a sign, or up to five words that may name a unit.
_TAIL = re.compile(
    rf"(?:[ \u00a0]?\n?[ ]?|-)(?P<word>(?P<sign>[A-Z]{{0,3}}[{CURRENCY_SIGNS}×+]|[%％‰](?: points?)?|°[CF]?)"
    rf"|(?:U\.S\.[ ]?\$?|[Ss]t\.[ ])?[A-Za-zÀ-ɏ]{_LETTERS}(?:(?:\.?[ \n/-]|(?<=[ \n0-9](?:sq|cu))\.)[A-Za-zÀ-ɏ&]{_LETTERS}(?:’s)?){{0,4}})"
)
#: Scale and currency in one: 48.5 MGBP, 12.5 EURm; before a figure MSEK, EURm, £bn, "USD million".
_JOINED = re.compile(r"(?:(?P<scale>k|K|T|m|M|MM|bn|B)(?P<code>[A-Z]{3})|(?P<first>[A-Z]{3})(?P<last>m|mn|M|bn|k))(?![A-Za-z])")
_SCALED = re.compile(
    r"(?<![A-Za-z])(?:(?P<scale>MM|mn|bn|[MmKkT])(?P<code>[A-Z]{3}|€)"
    rf"|(?P<first>[A-Z]{{3}}|(?:[A-Z]{{1,3}})?[{CURRENCY_SIGNS}])"
    r"(?:(?P<last>mn|bn|[mkM]|[ ]?['’]000)|[ ](?P<word>m|mn|bn|thousand|million|billion|crore|lakh)))$"
)
_SCALE_LETTERS = re.compile(r"(?:mn|bn|[mkMB])(?![A-Za-z])")
_OF = re.compile(r"(?:of[ \n])?(?P<one>an?[ \n]|one[ \n])|of[ \n]")
_THOUSAND = Decimal(1000)
_SCALED_ENDS = frozenset("mnkhde0€")


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands beside a number.

    Attributes:
        start: First code point.
        end: Code point after the last.
        kind: `money`, `minor` (a hundredth of money), `percent` or `count`.
        unit: ISO 4217 code, `%`, or the counted noun in the singular; empty where the word names several.
        factor: How much of the unit one is (0.01 for a cent).
        digits: Whether it counts after digits only.
        sign: Whether it is a sign, not a word.
    """

    start: int
    end: int
    kind: str
    unit: str
    factor: Decimal = ONE
    digits: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    unit: str
    factor: Decimal = ONE
    digits: bool = False
    exact: bool = False
    unless: str = ""


class Words:
    """The tables of one language."""

    def __init__(self, language: languages.Language) -> None:
        self.language = language
        self.by_character = not language.spaced
        lexicon = language.lexicon
        every = (*language.lent, lexicon)
        #: Decimals as another language writes them ("3,14" where the comma groups).
        self.foreign = re.compile(f"[{re.escape(language.grouping)}][0-9]{{1,2}}(?![0-9])")
        self.codes = frozenset(currency.code for currency in currencies())
        self.dollars = frozenset(currency.code for currency in currencies() if currency.dollar)
        self.suffixes = {entry.text: entry.value for words in every for entry in words.of(Value, "suffix")}
        self.scales = {self._key(entry.text): entry.value for words in every for entry in words.of(Value, "scale")}
        self.parts = frozenset(entry.text for entry in lexicon.of(Value, "part"))
        self.numbers = frozenset(entry.text for entry in lexicon.of(Value, "number"))
        self.single = {text: value for text, value in lexicon.values("number").items() if value < 10}
        self.stops = frozenset(word for entry in lexicon.of(Phrases, "stop") for word in entry.text)
        self.headings = frozenset(word for entry in lexicon.of(Phrases, "heading") for word in entry.text)
        self.nouns = {entry.text: entry.unit for entry in lexicon.of(Counter, "noun")}
        self.scales_before = {entry.text: entry.unit for entry in lexicon.of(Counter, "counter_before")}
        self.minus = lexicon.words("minus")
        self.points = {currency.code: currency.whole for currency in currencies() if currency.points}
        self.ranges = {entry.text.lower(): entry for entry in lexicon.of(Range)}
        self.cues = {entry.kind: entry.text for entry in lexicon.of(Cue)}
        homonyms = [entry for words in every for entry in words.of(Phrases, "homonym")]
        self.never = frozenset(word for entry in homonyms if entry.never for word in entry.text)
        self.doubtful = frozenset(word for entry in homonyms if not entry.never for word in entry.text)
        self.signs: dict[str, str] = {}
        self.units: dict[str, _Entry] = {}
        self._read_currencies()
        self._read_units(lexicon, every)
        self._read_local_signs(lexicon)
        self.names = {} if self.by_character else {word: entry.unit for word, entry in self.units.items() if self._leads(word, entry)}
        self.name_ends = frozenset(name.rsplit(" ", 1)[-1] for name in self.names)
        named = [word for word, entry in self.units.items() if entry.kind == "money" and len(word) > 1 and not word[-1].isascii()]
        self.named_ends, self.named_longest = frozenset(word[-1] for word in named), max(map(len, named), default=0)
        #: Of what a sum in brackets is negative: whole words or their beginnings, no "gain" of "against".
        self.below_zero = re.compile(rf"\b{any_of(self.cue('below zero'))}")
        self.before_ends = frozenset(sign[-1] for sign in self.signs)
        self.before_longest = max(map(len, self.signs))
        self.after_longest: dict[str, int] = {}
        for word in self.units:
            self.after_longest[word[0]] = max(self.after_longest.get(word[0], 0), len(word))
        self._read_hedges(lexicon)

    def cue(self, kind: str) -> tuple[str, ...]:
        """Return the words of a kind of cue."""
        return self.cues.get(kind, ())

    def _read_currencies(self) -> None:
        heads: dict[str, set[str]] = {}
        former: dict[str, set[str]] = {}
        names = currency_names(self.language.tag)
        owners = {name: currency.code for currency in currencies() if currency.tender for name in names.get(currency.code, ())}
        for currency in currencies():
            # What is no tender but bears the name of one is that: rands are those of today, whatever else a rand was.
            code = (
                currency.code
                if currency.tender
                else next((owners[one] for one in names.get(currency.code, ()) if one in owners), currency.code)
            )
            for name in map(self._folded, names.get(currency.code, ())):
                for written in {name, name.replace(" ", ""), name.replace(" ", "・")} if self.by_character else {name}:
                    if currency.tender or written not in self.units:
                        self.units[written] = _Entry("money", code)
                if " " in name:
                    (heads if currency.tender or code != currency.code else former).setdefault(name.rsplit(" ", 1)[1], set()).add(code)
            for sign in currency.signs:
                if sign not in self.signs or currency.code in ("USD", "JPY", "GBP"):
                    self.signs[sign] = currency.code
            self.signs[currency.code] = currency.code
            if currency.dollar:
                self.signs[f"{currency.code}$"] = currency.code
            self.units[currency.code] = _Entry("money", currency.code, exact=True)
        for head, codes in (*heads.items(), *former.items()):
            if (len(head) > 2 or self.by_character) and head not in self.never:
                self.units.setdefault(head, _Entry("money", next(iter(codes)) if len(codes) == 1 else ""))
        for sign, code in self.signs.items():
            if len(sign) == 1 or sign.endswith("$"):
                self.units.setdefault(sign, _Entry("money", code))

    def _read_units(self, lexicon: Lexicon, every: Sequence[Lexicon]) -> None:
        for sign in (sign for words in every for sign in words.of(Money, "sign")):
            self.signs[sign.text] = sign.code
            if _SIGN.match(sign.text[-1]):
                self.signs[sign.text.upper()] = sign.code
            elif len(sign.text) > 1 and sign.text.isalpha() and not self.by_character:
                self.units.setdefault(sign.text, _Entry("money", sign.code, exact=True))
        for money in lexicon.of(Money, "currency"):
            self.units[self._key(money.text)] = _Entry("money", money.code, unless=money.unless)
        for minor in lexicon.of(Money, "minor"):
            self.units[self._key(minor.text)] = _Entry("minor", minor.code, Decimal("0.01"))
        for counter in lexicon.of(Counter, "counter"):
            self.units.setdefault(counter.text, _Entry("count", counter.unit, ONE, counter.digits, True, counter.unless))
        measures = [(word, entry) for word, entry in self.units.items() if entry.unit in _PREFIXED and not word.isascii()]
        for prefix in lexicon.of(Counter, "prefix"):
            for word, entry in measures:
                self.units.setdefault(prefix.text + word, replace(entry, unit=prefix.unit + entry.unit))
        if self.by_character:  # kg, ml and kWh are written so everywhere
            for counter in (counter for words in every for counter in words.of(Counter, "counter")):
                parts = counter.text.split("/")
                if counter.text.isascii() and not counter.digits and all(len(part) <= 3 and part.isalpha() for part in parts):
                    self.units.setdefault(counter.text, _Entry("count", counter.unit, ONE, True, True))
        self.rates = {rate.text: rate for rate in lexicon.of(Value, "rate")}
        for rate in self.rates.values():
            self.units[rate.text] = _Entry("rate", "%", rate.value, unless=rate.unless)
        self.smaller_rates = self._smaller_rates()
        self._raise_lengths(lexicon.of(Value, "power") or [entry for words in every for entry in words.of(Value, "power")])
        for percent in lexicon.of(Value, "percent") or [entry for words in every for entry in words.of(Value, "percent")]:
            self.units[self._key(percent.text)] = _Entry("percent", "%", percent.value)

    def _read_local_signs(self, lexicon: Lexicon) -> None:
        self.local_signs: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for local in lexicon.of(LocalSign):
            near = re.compile(rf"\b{any_of(local.near)}\b")
            self.local_signs.setdefault(local.text, []).append((local.code, near))
        #: What a sign says where no country is named.
        self.own_signs = {sign: self.signs[sign] for sign in self.local_signs if sign in self.signs}
        for sign in self.local_signs:
            self.signs.setdefault(sign, "")

    def _raise_lengths(self, powers: Sequence[Value]) -> None:
        """Add the units of area and volume that are made of those of length: km², m3, 平方メートル, 세제곱미터, "sq. ft"."""
        lengths = [(word, entry) for word, entry in self.units.items() if entry.kind == "count" and entry.unit in LENGTHS]
        for word, entry in lengths:
            latin = word.isascii()
            for power, name, marks in ((2, "square", ("2", "²", "^2")), (3, "cubic", ("3", "³", "^3"))):
                unit = replace(entry, unit=f"{name} {LENGTHS[entry.unit]}", digits=False, unless="")
                before = [power_word.text for power_word in powers if power_word.value == power]
                forms = [f"{first} {word}" if self._spaced(first) else first + word for first in before if latin == first.isascii()]
                forms += [form.replace(" ", "-") for form in forms if " " in form]
                forms += [f"{first}.{word}" for first in before if latin and len(first) == 2]  # 30 sq.m
                for form in (*forms, *(word + mark for mark in marks if latin)):
                    self.units.setdefault(form, unit)

    def _smaller_rates(self) -> list[tuple[Value, re.Pattern[str]]]:
        """Return the units of a rate but the largest, and what finds a figure of each right behind another: the 4分 of 3割4分5厘."""
        space = "[ ]?" if self.language.numerals == "hangul" else ""
        return [(rate, re.compile(f"{space}([0-9]|{any_of(self.single)}){rate.text}")) for rate in list(self.rates.values())[1:]]

    def _spaced(self, word: str) -> bool:
        return not self.by_character and word.isascii()

    def _leads(self, word: str, entry: _Entry) -> bool:
        """Whether a name of money may stand before a figure: "Rupees 500 crore", "Malaysian ringgits 42"."""
        return entry.kind == "money" and not entry.exact and word[0].isalpha() and word[-1].isalpha() and word not in self.doubtful

    def _folded(self, text: str) -> str:
        return text if self.by_character else text.lower()

    def _key(self, text: str) -> str:
        return text if self.by_character or text.isupper() else text.lower()

    def _read_hedges(self, lexicon: Lexicon) -> None:
        self.befores: dict[str, Relation] = {}
        self.afters: dict[str, tuple[Relation, str]] = {}
        self.verbs: dict[str, Relation] = {}
        for hedge in lexicon.of(Hedge):
            relation = Relation(hedge.relation)
            if hedge.side == "before":
                self.befores[hedge.text.lower()] = relation
            elif hedge.side == "after":
                self.afters[hedge.text] = (relation, hedge.unless)
            else:
                self.verbs[hedge.text] = relation
        self.hedge_ends = frozenset(text.rsplit(" ", 1)[-1] for text in self.befores)
        self.hedge_longest = max((len(text) for text in self.befores), default=0)
        self.after_hedge = re.compile(rf"[ \n]?{any_of(self.afters)}")
        self.verb = re.compile(any_of(self.verbs))

    # -- units -----------------------------------------------------------------------------------------------------------------

    def before(self, text: str, lo: int, numeral: Numeral) -> Unit | None:
        """Return the sign or code of money that stands right before a numeral; nothing is read before `lo`."""
        at = numeral.start
        while at > lo and numeral.start - at < 2 and text[at - 1] in _SPACE:
            at -= 1
        if at > lo and text[at - 1] in " \t" and (wide := _SIGN_APART.search(text, max(lo, at - 24), at)) is not None:
            at = wide.start() + 1  # a sign at the left of its column
        if at == lo:
            return None
        if at < numeral.start and (named := self._named(text, lo, at, numeral)) is not None:
            return named
        if text[at - 1] not in self.before_ends:
            return self._scaled(text, lo, at) if not numeral.scaled else None
        for length in range(min(self.before_longest, at - lo), 0, -1):
            written = text[at - length : at]
            code = self.signs.get(written)
            if code is None and _SIGN.match(written[-1]):
                code = self.signs.get(written.upper())
            first = at - length
            if code is None or (LETTER.match(written) and first > lo and LETTER.match(text[first - 1])):
                continue
            if (
                written == "$"
                and (coded := _CODE_BEFORE.search(text, max(lo, first - 4), first)) is not None
                and coded[0].strip() in self.dollars
            ):
                return Unit(coded.start(), at, "money", coded[0].strip(), sign=True)  # CAD $5
            if written == "€" and first > lo and LETTER.match(text[first - 1]) and not numeral.scaled:
                return self._scaled(text, lo, at) or Unit(first, at, "money", code, sign=True)  # T€ 1,204
            return Unit(first, at, "money", code, sign=True)
        return self._scaled(text, lo, at) if not numeral.scaled else None

    def _scaled(self, text: str, lo: int, at: int) -> Unit | None:
        """Read a currency with its scale before a figure: MSEK 1,204, EURm 12.5, £bn 3."""
        if text[at - 1] not in _SCALED_ENDS and not text[at - 1].isupper():
            return None
        start = max(lo, at - 12)
        match = _SCALED.search(text[start:at])
        if match is None:
            return None
        code = self.signs.get(match["code"] or match["first"]) if not self.doubtful & {match["code"], match["first"]} else None
        if code is None:
            return None
        letter = match["scale"] or match["last"] or match["word"]
        factor = _THOUSAND if letter == "T" or letter.endswith("000") else self.suffixes.get(letter) or self.scales[letter]
        return Unit(start + match.start(), at, "money", code, factor, sign=True)

    def named_before(self, text: str, lo: int, numeral: Numeral) -> Unit | None:
        """Return the name of a currency close before a sum that no unit follows, where words are not parted: 豪ドル300万."""
        if (
            not self.by_character
            or not (numeral.scaled or numeral.grouped)
            or text[numeral.start - 1 : numeral.start] not in self.named_ends
        ):
            return None
        for length in range(min(self.named_longest, numeral.start - lo), 1, -1):
            entry = self.units.get(text[numeral.start - length : numeral.start])
            if entry is not None and entry.kind == "money":
                return Unit(numeral.start - length, numeral.start, "money", entry.unit)
        return None

    def _named(self, text: str, lo: int, at: int, numeral: Numeral) -> Unit | None:
        """The name of a currency before a number; a single word not written "Rupees" needs a scale or a grouped figure."""
        words = text[max(lo, at - 40) : at].rsplit(None, 3)[-3:]
        if not words or words[-1].lower() not in self.name_ends:
            return None
        for count in range(len(words), 0, -1):
            name = " ".join(words[-count:]).lower()
            code = self.names.get(name)
            start = at - len(" ".join(words[-count:]))
            if code is None or text[start:at].split() != words[-count:]:
                continue
            if count > 1 or (name.endswith("s") and words[-1][0].isupper()) or numeral.scaled or numeral.grouped:
                return Unit(start, at, "money", code)
        return None

    def local(self, sign: str, said: str) -> str | None:
        """Return the currency of a sign that stands for several: that of the only country named in a passage, else the sign's own.

        Args:
            sign: The sign.
            said: The passage.

        Returns:
            ISO 4217 code; "" for money of which nobody says whose, None where the sign is money only beside its country's name.
        """
        named = {code for code, near in self.local_signs[sign] if near.search(said)}
        return named.pop() if len(named) == 1 else self.own_signs.get(sign)

    @lru_cache(maxsize=8)  # noqa: B019 (there is one for each language, for good)
    def local_in(self, text: str, sign: str) -> str | None:
        """Return the currency of a sign in a whole text, as `local` does in a passage; kept for the texts asked of last."""
        return self.local(sign, text)

    def after(self, text: str, lo: int, hi: int, numeral: Numeral) -> Unit | None:
        """Return the unit that stands right after a numeral; nothing is read before `lo` and from `hi` on."""
        return self._after_characters(text, lo, hi, numeral) if self.by_character else self._after_words(text, hi, numeral)

    def _after_characters(self, text: str, lo: int, hi: int, numeral: Numeral) -> Unit | None:
        at = end = numeral.end
        while at < hi and at - end < 3 and text[at] in _SPACE:
            at += 1
        if at >= hi:
            return None
        for length in range(min(self.after_longest.get(text[at], 0) + 1, hi - at), 0, -1):
            written = text[at : at + length]
            broken = written[-1] != "\n" and written.count("\n") == 1  # a line broke in the word
            entry = self.units.get(written.replace("\n", "") if broken else written)
            if entry is None:
                continue
            stop = at + length
            follows = text[stop] if stop < hi else ""
            if follows and (follows in entry.unless or (LETTER.match(text[stop - 1]) and LETTER.match(follows))):
                continue
            loose = not numeral.digits or entry.kind == "count"
            if at > end and stop - at == 1 and loose and _HANGUL.match(text[at]) and self._goes_on(follows):
                continue
            if entry.kind == "money" and stop - at == 1 and _SIGN.match(text[at]) and _DIGIT.match(follows):
                continue
            if entry.kind == "rate":
                if not self._rates(text, lo, numeral, at, entry.factor):
                    continue
                return Unit(at, stop, "percent", entry.unit, entry.factor)
            if (
                at > end
                and entry.kind == "count"
                and text[end] == "\n"
                and not _LATIN.match(text[at])
                and not _CLOSED.match(text, stop, hi)
            ):
                continue
            return Unit(at, stop, entry.kind, entry.unit, entry.factor, entry.digits)
        return None

    def spells_part(self, written: str) -> bool:
        """Whether signs of digits that no scale follows are a part of a word right before a unit: 연구원, 공원, 이사회."""
        digits = self.cue("not before a counter")
        return bool(digits) and all(sign in digits for sign in written)

    def _goes_on(self, follows: str) -> bool:
        """Whether a syllable after a counter makes it the start of another word: 두 회장 is no two times, 2030 주요 국가 no shares."""
        return _HANGUL.match(follows) is not None and follows not in self.cue("after a counter")

    def _rates(self, text: str, lo: int, numeral: Numeral, at: int, worth: Decimal) -> bool:
        """Whether a unit of a rate at a place is one: the largest says so itself, 年5分 what stands before, and 5分 alone is a time."""
        if numeral.value is None or not 0 <= numeral.value <= 10 or (at > numeral.end and self.language.numerals == "hangul"):
            return False
        largest = next(iter(self.rates.values())).value
        return worth == largest or line_before(text, lo, numeral.start, 8).endswith(self.cue("rate before"))

    def _after_words(self, text: str, hi: int, numeral: Numeral) -> Unit | None:
        match = _TAIL.match(text, numeral.end, hi)
        if match is None:
            return None
        at = match.start("word")
        if match["sign"] is not None:
            entry = self.units.get(match["sign"])
            if entry is None or (entry.kind == "money" and _DIGIT.match(text, match.end("sign"), hi)):
                return None
            end = match.end("sign")
            scale = _SCALE_LETTERS.match(text, end, hi) if entry.kind == "money" and not numeral.scaled else None
            factor = entry.factor if scale is None else self.suffixes[scale[0]]
            return Unit(at, end if scale is None else scale.end(), entry.kind, entry.unit, factor, sign=True)
        words = match["word"]
        tight = at == numeral.end and numeral.digits != ""
        small = numeral.value is not None and numeral.value < 100  # 50p is money, 1080p a resolution
        if (of := _OF.match(words)) is not None and (numeral.value is None or (of["one"] and 0 < numeral.value < 1)):
            at, words = at + of.end(), words[of.end() :]  # "billions of dollars", "half of a percent"
        for stop in (len(words), *reversed([found.start() for found in _BREAK.finditer(words)])):
            written = words[:stop].replace("\n", " ")
            entry = self.units.get(written)
            if entry is None and ((entry := self.units.get(written.lower())) is None or entry.exact or stop == 1):
                continue
            if words[stop : stop + 1] in ("²", "³", "^"):
                continue  # the metre of m³/s is none
            if (entry.digits and not tight) or (
                entry.kind == "minor" and stop == 1 and not (tight and (small or self._pence(text, numeral)))
            ):
                continue
            if entry.kind == "minor" and written.istitle() and not written.endswith("s") and numeral.value != 1:
                continue  # 50 Cent sings
            if "." in written and text[at + stop : at + stop + 1] == "." and _SAME_SENTENCE.match(text, at + stop + 1, hi):
                stop += 1  # "20 sq. ft. in all"
            return Unit(at, at + stop, entry.kind, entry.unit, entry.factor, entry.digits)
        joined = _JOINED.match(words)
        if joined is not None and (code := joined["code"] or joined["first"]) in self.codes:
            letters = joined["scale"] or joined["last"]
            return Unit(at, at + joined.end(), "money", code, _THOUSAND if letters == "T" else self.suffixes[letters])
        return None

    def _pence(self, text: str, numeral: Numeral) -> bool:
        """Whether the p of 590p is of pence: the words around speak of shares or pounds."""
        if "." in numeral.digits:
            return True  # no resolution has decimals
        around = text[max(0, numeral.start - 120) : numeral.end + 60].lower()
        return any(word in around for word in self.cue("pence"))

    # -- hedges ----------------------------------------------------------------------------------------------------------------

    def hedge_before(self, text: str, lo: int, at: int) -> tuple[int, Relation] | None:
        """Return the hedge that ends right before a place, with its start."""
        if self.by_character:
            stop = at
            while stop > lo and at - stop < 4 and text[stop - 1] in _SPACE:
                stop -= 1
            for length in range(min(self.hedge_longest, stop - lo), 0, -1):
                relation = self.befores.get(text[stop - length : stop])
                if relation is not None:
                    return stop - length, relation
            return None
        words = text[max(lo, at - 40) : at].split()
        if not words or words[-1].lstrip(_OPENING).lower() not in self.hedge_ends:
            return None
        for count in range(min(4, len(words)), 0, -1):
            rest = words[len(words) - count + 1 :]
            first = words[-count].lstrip(_OPENING)
            relation = self.befores.get(" ".join((first, *rest)).lower())
            if relation is not None:
                start = at
                for word in (*reversed(rest), first):
                    start = text.rindex(word, lo, start)
                return start, relation
        return None

    def hedge_after(self, text: str, at: int, hi: int) -> tuple[int, Relation] | None:
        """Return the hedge that starts right after a place, with its end."""
        match = self.after_hedge.match(text, at, hi)
        if match is None:
            return None
        relation, unless = self.afters[match[0].lstrip(" \n")]
        follows = text[match.end()] if match.end() < hi else ""
        if follows and (follows in unless or (not self.by_character and LETTER.match(follows) and match[0][-1].isalpha())):
            return None
        return match.end(), relation

    def hedge_verb(self, text: str, at: int, hi: int) -> Relation | None:
        """Return what a verb right after a place says of the figure before it."""
        match = self.verb.match(text, at, hi)
        return self.verbs[match[0]] if match is not None else None


@cache
def words(language: str) -> Words:
    """Return the tables of a language, those for figures alone where it has no lexicon.

    Args:
        language: BCP 47 tag; its first part decides.
    """
    return _words(languages.of(language))


@cache
def _words(language: languages.Language) -> Words:
    return Words(language)
