"""Every date rule of every language reads every phrase that its own pattern admits: a date, or none, and never a fault."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from extractors import Label, Passage, dates, extract, languages
from extractors.timex import Grammar, Rule, reading

LANGUAGES = tuple(tag for tag in languages.tags() if dates.grammar_of(languages.of(tag)) is not None)
TODAYS = (None, "2025-06-09", "2024-02-29", "2025-06", "2025-Q2", "2025", "0001-01-01", "9999-12-31")
#: Characters that stand for a class of them.
SAMPLE = "a7年 月日.,-0123456789０９一十〇가A('’\n"


def phrases(pattern: re.Pattern[str], least: int = 12) -> Iterator[str]:
    """Yield phrases that a pattern may match, until each of its branches was taken once and at least so many were made."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    chance, taken, made = random.Random(pattern.pattern), dict[tuple[int, int], int](), 0
    wanted = sum(len(branch) for branch in _branches(tree))
    while made < least or (len(taken) < wanted and made < 400):
        made += 1
        ahead: list[str] = []
        yield "".join(_Speech(chance, taken, ahead, {}).of(tree)) + "".join(ahead)


def _branches(tree: Any) -> Iterator[list[Any]]:
    for code, value in tree:
        for part in _inner(code, value):
            yield from _branches(part)
        if code is op.BRANCH:
            yield value[1]


def _inner(code: Any, value: Any) -> list[Any]:
    if code is op.BRANCH:
        return list(value[1])
    if code is op.SUBPATTERN:
        return [value[3]]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        return [value[2]]
    return []


class _Speech:
    """Speaks one phrase of a pattern; what must follow the phrase is kept for its end."""

    def __init__(self, chance: random.Random, taken: dict[tuple[int, int], int], ahead: list[str], groups: dict[int, str]) -> None:
        self.chance, self.taken, self.ahead, self.groups = chance, taken, ahead, groups

    def of(self, tree: Any) -> Iterator[str]:
        for code, value in tree:
            match code:
                case op.LITERAL:
                    yield chr(value)
                case op.NOT_LITERAL | op.ANY:
                    yield self.chance.choice([char for char in SAMPLE if code is op.ANY or ord(char) != value])
                case op.IN:
                    yield _one_of(value, self.chance)
                case op.BRANCH:
                    yield from self.of(value[1][self._next(value[1])])
                case op.SUBPATTERN:
                    self.groups[value[0]] = "".join(self.of(value[3]))
                    yield self.groups[value[0]]
                case op.GROUPREF:
                    yield self.groups.get(value, "")
                case op.MAX_REPEAT | op.MIN_REPEAT:
                    for _ in range(self.chance.randint(value[0], min(value[1], value[0] + 3))):
                        yield from self.of(value[2])
                case op.ASSERT if value[0] > 0:
                    self.ahead.extend(self.of(value[1]))
                case _:  # what stands before, and what may not follow
                    pass

    def _next(self, parts: list[Any]) -> int:
        """The branch that was taken least."""
        at = min(range(len(parts)), key=lambda one: (self.taken.get((id(parts), one), 0), self.chance.random()))
        self.taken[id(parts), at] = self.taken.get((id(parts), at), 0) + 1
        return at


def _one_of(items: Any, chance: random.Random) -> str:
    if items[0][0] is op.NEGATE:
        refused = {chr(value) for code, value in items[1:] if code is op.LITERAL}
        return chance.choice([char for char in SAMPLE if char not in refused])
    code, value = chance.choice(items)
    if code is op.RANGE:
        return chr(chance.randint(*value))
    if code is op.CATEGORY:
        return {op.CATEGORY_DIGIT: "4", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "x"}.get(value, "-")
    return chr(value)


def grammar_of(language: str) -> Grammar:
    grammar = dates.grammar_of(languages.of(language))
    assert grammar is not None
    return grammar


def rules(language: str) -> list[Rule]:
    return list(dict.fromkeys(rule for listed in grammar_of(language).rules.values() for rule in listed))


@pytest.mark.parametrize(
    ("language", "rule"),
    [pytest.param(language, rule, id=f"{language}-{rule.name}-{at}") for language in LANGUAGES for at, rule in enumerate(rules(language))],
)
def test_a_rule_reads_whatever_its_pattern_admits(language: str, rule: Rule) -> None:
    grammar = dates.grammar_of(languages.of(language))
    matched = 0
    for at, phrase in enumerate(phrases(rule.pattern)):
        for before, after in (("", ""), ("in the ", " of 2024"), ("同社は", "の売上"), ("지난 ", "에")):
            text = f"{before}{phrase}{after}"
            match = rule.pattern.match(text, len(before))
            if match is None:
                continue
            matched += 1
            for today in {None, TODAYS[at % len(TODAYS)], TODAYS[1]}:
                passage = Passage(0, len(text), language, today=today)
                rule.read(match, reading(text, passage, (), grammar))
    assert matched, "no phrase of the pattern was one"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_the_phrases_of_a_language_is_read(language: str) -> None:
    for today in TODAYS[-3:]:
        for rule in rules(language):
            text = "; ".join(phrases(rule.pattern, 3))
            extract(text, language=language, today=today, labels=(Label.DATE, Label.DURATION))
