"""A fact as a person would say it.

In: a fact. Out: what it asks, what it answers, and how one answer became another. Never: the reason.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.records import Fact

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_RELATIONS = {"gt": "more than ", "ge": "at least ", "lt": "less than ", "le": "up to ", "approx": "about "}


def head(fact: Fact) -> str:
    """Return what a fact asks, in words: Tessera AI, valuation 2025-03."""
    asked = fact.qualifier if fact.predicate == "metric" and fact.qualifier else fact.predicate.replace("_", " ")
    named = fact.qualifier if fact.predicate != "metric" and fact.qualifier else None
    of = f" ({fact.object})" if fact.object and fact.value is not None else ""
    return " ".join(part for part in (f"{fact.subject},", asked + of, named, fact.period) if part)


def answer(fact: Fact) -> str:
    """Return what a fact answers, in words: about 16 billion USD."""
    if fact.value is not None:
        return figure(fact.relation, fact.value, fact.unit)
    return fact.text_value or fact.object or "no figure"


def figure(relation: str, value: Decimal, unit: str | None) -> str:
    """Return a figure with what its wording says of it: more than 16 billion USD."""
    return _RELATIONS.get(relation, "") + amount(value, unit)


def amount(value: Decimal, unit: str | None = None) -> str:
    """Return an amount in words: 16 billion USD."""
    for size, word in _SCALES:
        if abs(value) >= size:
            said = f"{_plain(value / size)} {word}"
            break
    else:
        said = _plain(value)
    return f"{said}{'' if unit == '%' else ' '}{unit}" if unit else said


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def step(old: str, new: str) -> str:
    """Join two answers, and say once the scale and unit in which both end: 15.5 -> 16 billion USD."""
    before, after = old.split(" "), new.split(" ")
    tail: list[str] = []
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1] and not _digits(after[-1]):
        tail.insert(0, after.pop())
        before.pop()
    whole = not tail or not _digits(before[-1]) or not _digits(after[-1])
    return f"{old} -> {new}" if whole else " ".join((*before, "->", *after, *tail))


def _digits(word: str) -> bool:
    return any(character.isdigit() for character in word)


def status(fact: Fact) -> str:
    """Return a status in words."""
    return fact.status.replace("_", " ")
