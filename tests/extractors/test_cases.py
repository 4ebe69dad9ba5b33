"""Every `cases.toml`: what has to be found, what must never be, and that no entry of a lexicon goes without a case.

    [[case]]   text, today?, header?, above?, labels?, expect = [{ label, text, value?, unit?, relation?, lower?, upper?, mod?, restates? }]
    [[never]]  text, label

A case is about the labels that it expects, or that it lists in `labels`; the rest is not looked at. `value` is a figure as a string, or a
TIMEX3 value; keys that are left out are not compared.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from extractors import Label, Mention, Passage, extract, languages
from extractors.lexicon import load
from extractors.mention import Date, Name, Quantity
from tests.support.paths import ROOT

FOLDER = ROOT / "extractors"
KEYS = {
    "case": {"text", "today", "header", "above", "labels", "expect", "note", "source"},
    "never": {"text", "label", "today", "note", "source"},
}
EXPECTED = {"label", "text", "value", "unit", "relation", "lower", "upper", "mod", "restates"}


def _cases(kind: str) -> list:
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}-{at}-{case['text'][:40]}")
        for path in sorted(FOLDER.glob("*/cases.toml"))
        for at, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get(kind, ()))
    ]


def _found(language: str, case: dict, labels: set[str]) -> tuple[Mention, ...]:
    text = case["text"]
    header = case.get("header", "")
    above = case.get("above", "")
    kind = "cell" if header or above else "paragraph"
    passage = Passage(0, len(text), language, today=case.get("today"), kind=kind, header=header, above=above)
    return extract(text, language=language, today=case.get("today"), passages=(passage,), labels={Label(label) for label in labels})


def _shown(mention: Mention, text: str, keys: set[str]) -> dict[str, str]:
    value = mention.value
    shown = {"label": str(mention.label), "text": text[mention.span.start : mention.span.end]}
    if isinstance(value, Quantity):
        shown |= {"unit": value.unit or "", "relation": str(value.relation)}
        shown |= {key: _number(getattr(value, key)) for key in ("value", "lower", "upper")}
    elif isinstance(value, Date):
        shown |= {"value": value.value, "mod": value.mod or "", "upper": value.upper or ""}
    else:
        assert isinstance(value, Name)
    shown["restates"] = text[mention.restates.start : mention.restates.end] if mention.restates else ""
    return {key: said for key, said in shown.items() if key in keys}


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


@pytest.mark.parametrize(("language", "case"), _cases("case"))
def test_a_case_finds_what_it_expects_and_nothing_else(language, case):
    assert case.keys() <= KEYS["case"]
    labels = set(case.get("labels", ())) | {row["label"] for row in case["expect"]}
    found = _found(language, case, labels)
    assert len(found) == len(case["expect"]), [case["text"][m.span.start : m.span.end] for m in found]
    for mention, row in zip(found, case["expect"], strict=True):
        assert row.keys() <= EXPECTED
        assert _shown(mention, case["text"], set(row)) == row


@pytest.mark.parametrize(("language", "case"), _cases("never"))
def test_what_must_never_be_found_is_not(language, case):
    assert case.keys() <= KEYS["never"]
    found = _found(language, case, {case["label"]})
    assert [case["text"][m.span.start : m.span.end] for m in found] == []


@pytest.mark.parametrize("language", languages.tags())
def test_every_entry_of_a_lexicon_stands_in_a_case(language):
    path = FOLDER / language / "cases.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    texts = "\n".join(f"{case['text']} {case.get('header', '')}" for kind in ("case", "never") for case in said.get(kind, ())).casefold()
    if language == "ko":  # spaces between words are free
        texts += texts.replace(" ", "")
    missing = [
        f"{section} {entry.text!r}"
        for section, entries in load(language).entries.items()
        if section != "name_words"
        for entry in entries
        if not any(
            word.casefold() in texts or (language == "ko" and word.replace(" ", "") in texts)
            for word in ((entry.text,) if isinstance(entry.text, str) else entry.text)
        )
    ]
    assert missing == []
