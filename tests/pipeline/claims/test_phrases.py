"""The phrases that may name what a figure measures, and which of them the weights that ship take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import said
from pipeline.claims.phrases import phrases
from pipeline.claims.tokens import tokens_of
from tests.support.claim_cases import build, scene_of

WORDS = (*"rent costs of the net pension assets and were recorded on leases , in".split(), "[2024]=2024", "[$5 million]=5e6 USD")


def spelled(text: str) -> list[list[str]]:
    """Return, of every figure of a text, the phrases that may name it."""
    told = scene_of(text)
    return [
        [told.document.text[p.start : p.end] for p in phrases(line, tokens_of(line), figure, ())]
        for line in told.lines
        for figure in line.mentions
        if figure.label == "MONEY"
    ]


def chosen(text: str) -> list[str]:
    """Return the words that the claim on every figure names as its measure."""
    built = build(text)
    found = said(built.document, built.segments, built.mentions, built.entities)
    return [built.document.text[mark.start : mark.end] for claim in found for mark in claim.marks if mark.role == "measure"]


def test_a_phrase_is_offered_short_and_with_what_describes_it() -> None:
    (found,) = spelled("The cost of the pension assets was [$5 million]=5e6 USD.")

    assert found == ["cost", "cost of the pension assets", "pension assets"]


def test_a_phrase_is_cut_where_a_verb_may_stand() -> None:
    (found,) = spelled("Halden recorded licence costs of [$5 million]=5e6 USD.")

    assert {"Halden recorded licence costs", "licence costs", "Halden"} <= set(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Then the pension obligations and the lease obligations were [$5 million]=5e6 USD and [$7 million]=7e6 USD, respectively.",
            ["pension obligations", "lease obligations"],
        ),
        (
            "We recorded [$3 million]=3e6 USD of licence costs and [$4 million]=4e6 USD of travel costs.",
            ["licence costs", "travel costs"],
        ),
        ("The fair value of the pension assets was [$5 million]=5e6 USD.", ["fair value of the pension assets"]),
    ],
)
def test_every_figure_of_a_sentence_has_the_name_that_belongs_to_it(text: str, names: list[str]) -> None:
    assert chosen(text) == names


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_phrase_stands_in_its_line_beside_the_figure_and_ends_with_no_word_of_a_closed_class(words: list[str]) -> None:
    told = scene_of(" ".join(words))
    for line in told.lines:
        for figure in line.mentions:
            for phrase in phrases(line, tokens_of(line), figure, ()):
                held = told.document.text[phrase.start : phrase.end]
                assert line.start <= phrase.start < phrase.end <= line.end
                assert phrase.end <= figure.start or phrase.start >= figure.end
                assert held.split()[0] not in ("of", "the", "and", "were", "on", "in")
                assert held.split()[-1] not in ("of", "the", "and", "were", "on", "in")
