"""What is reached on documents that the weights have not seen, counted by the scorer that lies beside the gold.

In: annotated documents whose readings are weighed. Out: figures and lines. Never: a claim of a document that was learnt from. Part of the
room of learning.
"""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import contract, store
from pipeline.claims import binding, weights
from pipeline.errors import InputError
from pipeline.evaluate import scores
from pipeline.learning.annotated import Annotated, Stated
from pipeline.learning.bindings import is_right, is_right_in_all, unseen
from pipeline.records import Entity


def reached(
    documents: Sequence[Annotated], threshold: float, gold: Path, entities: Sequence[Entity], scored_by: Path | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Return the figures and the errors that a scorer of claims finds in the claims of documents not seen.

    Args:
        documents: The documents, weighed.
        threshold: Least chance of a claim.
        gold: Folder of their gold.
        entities: The entities of all of them.
        scored_by: Folder in which `score_claims.py` lies; None takes that of the gold.

    Raises:
        InputError: There is no `score_claims.py` in it.
    """
    path = (scored_by or gold) / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise InputError(f"no score_claims.py in {path.parent}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows: dict[str, Sequence[Any]] = {
        "documents": [one.told.document for one in documents],
        "mentions": [mention for one in documents for mention in one.mentions],
        "entities": entities,
        "claims": unseen(documents, threshold),
    }
    with TemporaryDirectory() as folder:
        store.publish(Path(folder), {name: contract.to_table(name, held) for name, held in rows.items()}, {})
        result, errors = scorer.score(Path(folder), gold, None)
    return result, errors


def calibration_error(documents: Sequence[Annotated], threshold: float) -> float:
    """Return the expected calibration error of the readings that are kept."""
    kept = [
        (r.chance, is_right(one, r, r.whole))
        for one in documents
        for r in one.readings
        if r.whole and one.free[id(r)] and r.chance >= threshold
    ]
    return scores.calibration_error(scores.bands(kept))


def wholly(documents: Sequence[Annotated], threshold: float, sure: float) -> tuple[int, int]:
    """Return how many readings are sure in all - whose, what, how much, of when - and how many of them are right in all.

    Args:
        documents: The documents, weighed.
        threshold: Least chance of a claim.
        sure: Least probability that all of it is right.
    """
    kept = right = 0
    for one in documents:
        for r in one.readings:
            if not r.whole or not one.free[id(r)] or r.chance < threshold or r.steps is None:
                continue
            if min(r.chance, weights.calibrated(r.steps, binding.product(r, r.chance))) >= sure:
                kept += 1
                right += is_right_in_all(one, r)
    return kept, right


#: Sets of documents that are mostly tables, and how many cells with claims make any other document one of them.
_TABLES, _CELLS = ("layout", "layout2"), 5


def reached_of_tables(
    documents: Sequence[Annotated], threshold: float, gold: Path, entities: Sequence[Entity], scored_by: Path | None = None
) -> Iterator[str]:
    """Yield what is reached of documents with tables: by set, at one threshold and at others; document by document at that one."""
    in_rows: dict[str, list[Stated]] = defaultdict(list)
    for one in documents:
        rows = [(row.start, row.end) for row in one.segments if row.kind == "table_row" and row.cells]
        for stated in one.gold:
            if any(a < end and start < b for a, b in stated.places for start, end in rows):
                in_rows[one.doc].append(stated)
    groups = {name: [one.doc for one in documents if one.set == name] for name in _TABLES}
    groups["others with 5 cells or more"] = [one.doc for one in documents if one.set not in _TABLES and len(in_rows[one.doc]) >= _CELLS]
    for least in sorted({0.3, 0.5, 0.6, 0.7, 0.8, threshold}):
        result, errors = reached(documents, least, gold, entities, scored_by)
        told = []
        for name, docs in groups.items():
            stated_, held, right = (sum(result["by_document"][doc][at] for doc in docs) for at in range(3))
            told.append(f"{name} P {right / max(held, 1):.3f} R {right / max(stated_, 1):.3f} of {stated_}")
        yield f"  tables at {least}: " + "; ".join(told)
        if least == threshold:
            yield from _by_document(groups, in_rows, result, errors)


def _by_document(
    groups: dict[str, list[str]], in_rows: dict[str, list[Stated]], result: dict[str, Any], errors: Sequence[str]
) -> Iterator[str]:
    missed = Counter((doc, quote) for doc, sort, *_, quote in (line.split("\t") for line in errors) if sort == "MISSED")
    for name, docs in groups.items():
        for doc in docs:
            quotes = Counter(stated.quote[:220] for stated in in_rows[doc])
            lost = sum(min(missed[doc, repr(quote)], count) for quote, count in quotes.items())
            cells, at = len(in_rows[doc]), result["by_document"][doc]
            yield f"    {name[:7]} {doc:34} claims {at[0]:3} found {at[1]:3} right {at[2]:3}; in cells {cells:3} right {cells - lost:3}"
