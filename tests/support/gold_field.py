"""Claims as a faultless extraction would give them, from the annotated documents of ../shared/gold/field."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractors.intervals import days
from pipeline.predicates import predicates
from pipeline.records import Claim, Entity, EntityName, Mark, content_id
from tests.support.gold_claims import bounds
from tests.support.paths import SHARED

GOLD = SHARED / "gold" / "field"
#: What may stand behind the digits and belongs to the figure.
WORDS = (
    r"\s?(?:[kmb]\b|thousand|million|billion|trillion|crore|[千万億兆百]+|[천만억조]+)?"
    r"\s?(?:%|percent|[A-Za-z]*won|円|yen|dollars|원|ドル|ウォン)?"
)
#: Powers of ten that a scale word stands for.
SCALES = (0, 12, 9, 8, 6, 7, 4, 3)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines() if line.strip()]


def entities() -> tuple[Entity, ...]:
    return tuple(
        Entity(row["id"], row["kind"], row["name"], tuple(EntityName("und", alias, 1) for alias in row["aliases"]), {})
        for row in rows("entities.jsonl")
    )


def claims() -> list[Claim]:
    """Return one claim a place; the source of each is the publisher of its document, else the document."""
    about = {row["doc"]: row for row in rows("documents.jsonl")}
    return [_claim(number, row, about[row["doc"]]) for number, row in enumerate(rows("claims.jsonl"))]


def marked(made: list[Claim]) -> list[Claim]:
    """Return the claims with a mark where the digits of their figure stand in the quote, with any scale word behind them."""
    found = []
    for claim in made:
        place = next((place for scale in SCALES if (place := _digits(claim, scale))), None)
        found.append(replace(claim, marks=() if place is None else (Mark("value", claim.start + place[0], claim.start + place[1]),)))
    return found


def _digits(claim: Claim, scale: int) -> tuple[int, int] | None:
    if claim.value is None:
        return None
    plain = f"{(abs(claim.value) / 10**scale).normalize():f}"
    whole, _, rest = plain.partition(".")
    figure = f"{int(whole):,}".replace(",", ",?") + (rf"\.{rest}0*" if rest else r"(?:\.0+)?")
    match = re.search(rf"(?<![\d.]){figure}(?!\d){WORDS}", claim.text)
    return match.span() if match else None


def _claim(number: int, row: dict[str, Any], about: dict[str, Any]) -> Claim:
    answer = predicates()[row["predicate"]].slot.answer
    value = low = high = text = None
    other = row["object"]
    if answer == "object":
        other = row["value"] or row["object"]
    elif answer in ("place", "date"):
        text = row["value"]
    elif row["value"] is not None:
        value = Decimal(row["value"])
        low, high = bounds(value, row["relation"], row["unit"])
        if row["upper"]:
            low, high = value, Decimal(row["upper"])
    first, last = days(row["period"] or "") or (None, None)
    told = days(about["published"] or "") or (None, None)
    return Claim(
        claim_id=content_id("field", str(number)),
        document_id=row["doc"],
        segment_id=content_id(row["doc"], row["quote"], str(row["nth"])),
        start=number,
        end=number + 1,
        text=row["quote"],
        subject_id=row["subject"],
        predicate=row["predicate"],
        object_id=other,
        qualifier=row["qualifier"],
        value=value,
        lower=low,
        upper=high,
        relation=row["relation"] or "eq",
        unit=row["unit"],
        text_value=text,
        period=row["period"],
        period_start=first,
        period_end=last,
        modality=row["modality"],
        attribution_id=row["attribution"],
        source=about["publisher"] or row["doc"],
        published=told[0],
        published_end=told[1],
    )
