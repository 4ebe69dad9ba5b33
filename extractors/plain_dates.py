"""The date grammar of a language that says in its folder how it writes a date: names of the months and the order of the parts.

In: a language's months and its forms (`{day}. {month} {year}`). Out: a grammar. Never: a relative date, a length of time, a word of a
language; those take a module of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.intervals import days
from extractors.lexicon import DateWord, Lexicon, LexiconError, Range
from extractors.mention import Date
from extractors.patterns import any_of
from extractors.timex import Grammar, Reading, Rule

_PART = re.compile(r"\{(\w+)\}")
_NUMBERS = {
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])",
    "number": r"(?P<number>1[0-2]|0?[1-9])",
    "year": r"(?P<year>1\d{3}|2[01]\d\d)",
}


def grammar(lexicon: Lexicon, forms: Sequence[str]) -> Grammar:
    """Return the grammar of the dates that a language writes in some forms.

    Args:
        lexicon: Its words: the months, and what stands between the ends of a range.
        forms: Its forms: `{day}`, `{month}` (a name), `{number}` (of the month), `{year}` and what stands between them.

    Raises:
        LexiconError: A form has an unknown part, begins with none, or names a month and the lexicon has none.
    """
    months = {form.lower(): word.value for word in lexicon.of(DateWord) if word.kind == "month" for form in word.text}
    name = any_of(months)
    rules = tuple(_rule(lexicon.language, form, months, name) for form in forms)
    joint = any_of(entry.text for entry in lexicon.of(Range) if not entry.opening)
    return Grammar(
        starts=re.compile(rf"(?<![\w.,])(?:\d{{1,4}}|{name})(?!\w)", re.IGNORECASE),
        rules={"": rules},
        key=lambda found: "",
        join=re.compile(rf"\s?{joint}\s?"),
        close=re.compile(""),
        tense=lambda text, start, end, first, last: 0,
        around=lambda read, start, end, value: (start, end, value),
        apart=lambda read, start, middle, end, first, last: False,
        sign=re.compile(rf"\d\.?\s{name}(?!\w)|(?<!\w){name}\s\d", re.IGNORECASE),
        every=re.compile("(?!)"),
    )


def _rule(language: str, form: str, months: dict[str, str], name: str) -> Rule:
    parts = _PART.findall(form)
    if not _PART.match(form) or set(parts) - {*_NUMBERS, "month"} or ("month" in parts and not months):
        raise LexiconError(f"{language}/language.toml written_dates: {form!r} is no form of a date in this language")
    known = {**_NUMBERS, "month": f"(?P<month>{name})"}
    pieces = _PART.split(form)
    between = [re.escape(piece).replace(r"\ ", r"\s{1,2}") if at % 2 == 0 else known[piece] for at, piece in enumerate(pieces)]

    def read(match: re.Match[str], reading: Reading) -> Date | None:
        said = match.groupdict()
        month = months[said["month"].lower()] if "month" in said else said.get("number", "")
        value = "-".join((said.get("year", "XXXX"), *(part.zfill(2) for part in (month, said.get("day", "")) if part)))
        return Date(value) if days(value.replace("XXXX", "2000")) else None

    pattern = re.compile("".join(between) + r"(?!\w|[.,]\d)", re.IGNORECASE)
    return Rule("date" if "year" in parts else "month_day", pattern, read)
