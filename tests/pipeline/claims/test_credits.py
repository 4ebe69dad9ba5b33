"""Whose story an article prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.claims.credits import credited
from pipeline.records import Claim, Document, Entity, EntityName, Mention, Segment

REUTERS = Entity("reuters", "organisation", "Reuters", (EntityName("en", "Reuters", 3),), {})


def upstream(*passages: tuple[str, str], mentions: tuple[str, ...] = ()) -> str | None:
    """Return the upstream of a claim in the last of some passages (kind, text) of one article."""
    text, segments = "", []
    for number, (kind, passage) in enumerate(passages):
        segments.append(Segment(f"s{number}", "d", number, len(text), len(text) + len(passage), kind))
        text += passage + "\n"
    found = [
        Mention(f"m{name}", "d", "s0", text.index(name), text.index(name) + len(name), name, "ORG", entity_id="known") for name in mentions
    ]
    claim = Claim("c", "d", segments[-1].segment_id, 0, 1, "", "acme", "valuation", source="Post")
    document = Document("d", "d.txt", (), "", "text/plain", "utf-8", text)
    return credited(document, segments, found, (REUTERS,), [claim])[0].upstream_id


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("byline", "Reuters"),
        ("byline", "By Reuters"),
        ("caption", "The plant in Oslo. | Reuters"),
        ("caption", "The plant in Oslo (Reuters)"),
        ("caption", "The plant in Oslo. Photo: Reuters"),
        ("paragraph", "OSLO, June 8 (Reuters) - Acme said on Monday that it is worth more."),
    ],
)
def test_a_credit_line_names_the_upstream(kind: str, line: str) -> None:
    assert upstream((kind, line), ("paragraph", "Acme is valued at 3 billion dollars.")) == "reuters"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("paragraph", "Acme, reports Reuters"),
        ("caption", "The office of Reuters in Oslo"),
        ("byline", "By Ann Lee"),
        ("paragraph", "Acme (Oslo) - the maker of glue - grows."),
        ("reference", "1. Acme buys Bolt | Reuters"),
    ],
)
def test_what_is_no_credit_names_none(kind: str, line: str) -> None:
    assert upstream((kind, line), ("paragraph", "Acme is valued at 3 billion dollars.")) is None


def test_a_dateline_stands_at_the_start_of_an_article() -> None:
    passages = [("paragraph", f"Passage {number} says nothing.") for number in range(6)]
    assert upstream(*passages, ("paragraph", "OSLO (Reuters) - Acme is worth more.")) is None


def test_the_entity_named_in_the_credit_wins() -> None:
    assert upstream(("byline", "Reuters"), ("paragraph", "Acme is worth more."), mentions=("Reuters",)) == "known"


def test_an_agency_that_is_no_entity_goes_by_its_name() -> None:
    assert upstream(("byline", "共同通信"), ("paragraph", "Acme is worth more.")) == "kyodo news"


def test_a_cited_title_without_a_publisher_is_its_site_s() -> None:
    text = "3. Acme buys Bolt https://www.example.com/acme"
    segment = Segment("s", "d", 0, 0, len(text), "reference")
    document = Document("d", "d.txt", (), "", "text/plain", "utf-8", text)
    bare = Claim("c", "d", "s", 3, 17, "Acme buys Bolt", "acme", "investment", source="d")
    named = Claim("e", "d", "s", 3, 17, "Acme buys Bolt", "acme", "investment", source="Post")
    assert [claim.source for claim in credited(document, [segment], [], (), [bare, named])] == ["example.com", "Post"]


def test_a_sum_in_brackets_is_kept_beside_its_neighbour() -> None:
    text = "Acme paid $10 billion (13.5 trillion won)."
    document = Document("d", "d.txt", (), "", "text/plain", "utf-8", text)
    segment = Segment("s", "d", 0, 0, len(text), "paragraph")
    dollars = Mention("m1", "d", "s", 10, 21, "$10 billion", "MONEY", value=Decimal(10**10), unit="USD", restates="m2")
    won = Mention("m2", "d", "s", 23, 40, "13.5 trillion won", "MONEY", value=Decimal(135 * 10**11), unit="KRW", restates="m1")
    claim = Claim("c", "d", "s", 0, len(text), text, "acme", "investment", value=Decimal(10**10), unit="USD", mention_id="m1")
    (found,) = credited(document, [segment], [dollars, won], (), [claim])
    assert (found.also_value, found.also_unit) == (Decimal(135 * 10**11), "KRW")
