"""Claims of an invented company, short to write in tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from extractors.intervals import days
from pipeline.records import Claim, content_id

NUMBERS = ("valuation", "revenue", "investment", "funding_round", "funding_total", "stake", "metric", "spending")


def figure(text: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return value and limits of an amount as written: half a unit of its last digit that is not zero, at most 5 %."""
    value = Decimal(text)
    digits = f"{value:f}"
    half = min(Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) / 2, abs(value) / 20)
    return value, value - half, value + half


def state(source: str, amount: str | None = None, period: str | None = None, **parts: Any) -> Claim:
    """Return a claim on the company "acme": by default a valuation in dollars, by a source that prints one document."""
    predicate = parts.pop("predicate", "valuation")
    relation = parts.pop("relation", "vague" if amount is None and predicate in NUMBERS else "eq")
    value = low = high = None
    if amount is not None:
        value, low, high = figure(amount)
        if relation in ("gt", "ge"):
            low, high = value, value * Decimal("1.05")
    first, last = days(period or "") or (None, None)
    document = parts.pop("document", f"document of {source}")
    start = parts.pop("start", 0)
    text = parts.pop("text", f"{source} says {amount} of {period} at {start}.")
    published = parts.pop("published", None)
    held: dict[str, Any] = {
        "document_id": document,
        "segment_id": content_id(document, start),
        "start": start,
        "end": start + len(text),
        "text": text,
        "subject_id": "acme",
        "predicate": predicate,
        "value": value,
        "lower": low,
        "upper": high,
        "relation": relation,
        "unit": "USD" if predicate in NUMBERS else None,
        "period": period,
        "period_start": first,
        "period_end": last,
        "source": source,
        "published": date.fromisoformat(published) if published else None,
        **parts,
    }
    name = content_id(*(held[key] for key in sorted(held)), document)
    return Claim(claim_id=parts.get("claim_id", name), **{key: value for key, value in held.items() if key != "claim_id"})
