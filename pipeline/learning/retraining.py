"""Weights of a user's own: those that are there, drawn towards the gold that he has.

In: folders of gold with their documents, and weights to start from. Out: a file of weights as text, and what the old and the new ones
reach. Never: a choice that reads fewer figures right than the one before. Part of the room of learning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import contract, evaluate, runs, store
from pipeline.claims import weights
from pipeline.claims.weights import Trees
from pipeline.errors import InputError
from pipeline.evaluate import Evaluation
from pipeline.learning.annotated import folds, load
from pipeline.learning.bindings import Steps, accept, unseen
from pipeline.learning.choices import Say, train
from pipeline.records import TABLES
from pipeline.rules import text_of


def written(choices: Mapping[str, Mapping[str, float]], trees: Trees, steps: Steps, threshold: float) -> str:
    """Return weights as `pipeline.claims.weights` reads them."""
    told = {
        "choices": {name: {k: round(v, 4) for k, v in sorted(held.items()) if abs(v) >= 0.005} for name, held in choices.items()},
        "accept": {"names": trees.names, "start": round(trees.start, 5), "rate": trees.rate, "trees": trees.trees},
        "calibration": steps,
        "threshold": threshold,
    }
    return json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def retrained(
    golds: Sequence[tuple[Path, Path]], cache: Path, say: Say, start: Path | None = None
) -> tuple[str, list[tuple[Path, Evaluation, Evaluation]]]:
    """Draw the weights of a model towards a user's gold.

    Args:
        golds: Folders of gold, each with that of its documents.
        cache: An empty folder for their tables.
        say: Is told how each choice is learnt.
        start: File of weights to start from; None takes those that ship.

    Returns:
        The new model as text; and for each folder its evaluation by the model that is there and by the new one, the latter fold by fold, on
        documents that it has not seen.

    Raises:
        InputError: All documents are of one publisher.
        ConfigError: A file of gold or of weights is wrong.
    """
    base = weights.parse(text_of(start)) if start else weights.load()
    wanted = [evaluate.read(gold) for gold, _ in golds]
    for number, (_, texts) in enumerate(golds):
        runs.run(texts, cache / str(number), model=start)
    loaded = [load(gold, cache / str(number), texts).documents for number, (gold, texts) in enumerate(golds)]
    # Of one publisher documents in two folders are in one fold as well.
    fold = folds({f"{number}/{doc}": row for number, gold in enumerate(wanted) for doc, row in gold.documents.items()})
    for number, found in enumerate(loaded):
        for one in found:
            one.fold = fold[f"{number}/{one.doc}"]
    if len({one.fold for found in loaded for one in found}) < 2:
        raise InputError("annotated documents of two publishers at least are needed: of one it learns, and the other judges")
    documents = [one for found in loaded for one in found]
    model = written(train(documents, say, base=base.choices), *accept(documents, say, base), base.threshold)
    told = []
    for number, (gold, _) in enumerate(golds):
        before = store.open_tables(cache / str(number))
        rows: dict[str, Sequence[Any]] = {name: before.records(name) for name in TABLES}
        rows |= {"claims": unseen(loaded[number], base.threshold), "facts": [], "fact_claims": []}
        with TemporaryDirectory() as folder:
            store.publish(Path(folder), {name: contract.to_table(name, held) for name, held in rows.items()}, {})
            told.append(
                (gold, evaluate.evaluate(before, wanted[number]), evaluate.evaluate(store.open_tables(Path(folder)), wanted[number]))
            )
    return model, told
