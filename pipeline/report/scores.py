"""How right the tables are, as plain data.

In: an evaluation. Out: one object of lists and texts that JSON can hold: tables of precision, recall and F1, how far a confidence can be
believed, and every mistake. Never: a figure that `awase evaluate` does not print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.evaluate import Evaluation, Score, error

Json = dict[str, Any]


def scores(found: Evaluation | None) -> Json | None:
    """Return what a report shows of an evaluation; None without one.

    Args:
        found: The evaluation.
    """
    if found is None:
        return None
    said = found.claims
    return {
        "documents": [found.documents, found.read, found.language, found.published],
        "tables": [[name, rows] for name, rows in _tables(found) if rows],
        "parts": [[name, round(share, 3)] for name, share in said.parts.items()] if said else [],
        "reach": [[name, round(share, 3)] for name, share in found.reach.items()],
        "bands": [[band.low, band.claims, band.right, round(band.confidence, 3)] for band in said.bands] if said else [],
        "error": round(error(found), 3),
        "facts": asdict(facts) | {"misses": None} if (facts := found.facts) else None,
        "voices": [found.voiced, found.agreeing],
        "misses": [asdict(miss) for miss in found.misses],
    }


def _tables(found: Evaluation) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield each table of scores: its name, and its rows of name, precision, recall, F1, annotated, found and right."""
    labels = found.mentions.labels.items()
    spans = [_row(f"{name}, same span", label.exact) for name, label in labels]
    yield "Mentions", spans + [_row(f"{name}, same value", label.value) for name, label in labels if label.value]
    if said := found.claims:
        yield "Claims", [_row("all", said.all)]
        for by, groups in said.groups.items():
            if len(groups) > 1:
                yield f"Claims by {by}", [_row(name, score) for name, score in groups.items()]


def _row(name: str, score: Score) -> list[Any]:
    rates = (round(rate, 3) for rate in (score.precision, score.recall, score.f1))
    return [name, *rates, score.gold, score.predicted, score.right]
