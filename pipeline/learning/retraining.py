"""Weights of a user's own: those that are there, drawn towards the gold that he has.

In: folders of gold with their documents, and weights to start from. Out: new weights of claims and of names, and what the old and the new
ones reach. Never: a choice that reads fewer figures right than the one before. Part of the room of learning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import contract, evaluate, runs, store
from pipeline.claims import weights
from pipeline.claims.weights import Steps, Trees
from pipeline.errors import InputError
from pipeline.evaluate import Evaluation
from pipeline.evaluate.gold import Gold
from pipeline.learning.annotated import Annotated, folds, load
from pipeline.learning.bindings import accept, unseen
from pipeline.learning.choices import Say, train
from pipeline.learning.names import FEWEST, Drawn, learn
from pipeline.records import TABLES
from pipeline.rules import FOLDER, text_of


@dataclass(frozen=True, slots=True)
class Retrained:
    """Weights before and after, and what both reach.

    Attributes:
        before: The weights that were there, as their file holds them.
        claims: New weights of claims; none where no claim is annotated.
        reached: For each folder of gold its evaluation by the weights that were there and by the new ones, the latter fold by fold, on
            documents that they have not seen.
        names: New weights of names, by tagger, and what the old and the new ones reach.
        unread: Documents of the gold that are not among those that could be read.
    """

    before: Mapping[str, Any]
    claims: Mapping[str, Any]
    reached: Sequence[tuple[Path, Evaluation, Evaluation]]
    names: Mapping[str, Drawn]
    unread: Sequence[str]

    def model(self, claims: bool, names: Sequence[str]) -> str:
        """Return a file of weights as text.

        Args:
            claims: Whether it holds the new weights of claims, ...
            names: ... and of which taggers the new weights; of all else it holds what was there.
        """
        own = self.before.get("names", {}) | {name: self.names[name].weights for name in names}
        return _text({**self.before, **(self.claims if claims else {}), **({"names": own} if own else {})})


def written(
    choices: Mapping[str, Mapping[str, float]], trees: Trees, steps: Steps, certainty: Mapping[str, Steps], threshold: float
) -> str:
    """Return weights of claims as `pipeline.claims.weights` reads them."""
    told = {
        "choices": {name: {k: round(v, 4) for k, v in sorted(held.items()) if abs(v) >= 0.005} for name, held in choices.items()},
        "accept": {"names": trees.names, "start": round(trees.start, 5), "rate": trees.rate, "trees": trees.trees},
        "calibration": steps,
        "certainty": certainty,
        "threshold": threshold,
    }
    return _text(told)


def _text(model: Mapping[str, Any]) -> str:
    return json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def retrained(golds: Sequence[tuple[Path, Path]], cache: Path, say: Say, start: Path | None = None) -> Retrained:
    """Draw the weights of a model towards a user's gold; those of names and those of claims each beside the others as they were.

    Args:
        golds: Folders of gold, each with that of its documents.
        cache: An empty folder for their tables.
        say: Is told how each choice is learnt.
        start: File of weights to start from; None takes those that ship.

    Raises:
        InputError: All documents are of one publisher, or nothing is annotated that can be learnt from.
        ConfigError: A file of gold or of weights is wrong.
    """
    told = text_of(start or FOLDER / "claims.json")
    base = weights.parse(told)
    wanted = [evaluate.read(gold) for gold, _ in golds]
    for number, (_, texts) in enumerate(golds):
        runs.run(texts, cache / str(number), model=start)
    loaded = [load(gold, cache / str(number), texts).documents for number, (gold, texts) in enumerate(golds)]
    # Of one publisher documents in two folders are in one fold as well.
    fold = folds({f"{number}/{doc}": row for number, gold in enumerate(wanted) for doc, row in gold.documents.items()})
    for number, found in enumerate(loaded):
        for one in found:
            one.fold = fold[f"{number}/{one.doc}"]
    unread = [doc for gold, found in zip(wanted, loaded, strict=True) for doc in sorted(gold.documents.keys() - {one.doc for one in found})]
    if not any(loaded):
        raise InputError(f"no document that is annotated could be read: {', '.join(unread[:3])}{', ...' if unread[3:] else ''}")
    if len({one.fold for found in loaded for one in found}) < 2:
        raise InputError("annotated documents of two publishers at least are needed: of one it learns, and the other judges")
    before = json.loads(told)
    names = learn(list(zip(wanted, loaded, strict=True)), before.get("names", {}), say)
    if not any(gold.claims for gold in wanted):
        if not names:
            raise InputError(
                f"nothing is annotated that can be learnt from: neither claims nor {FEWEST} names in a language whose tagger learns"
            )
        return Retrained(before, {}, [], names, unread)
    documents = [one for found in loaded for one in found]
    new = json.loads(written(train(documents, say, base=base.choices), *accept(documents, say, base), base.threshold))
    told_of = [(gold, *_reached(cache / str(at), wanted[at], loaded[at], base.threshold)) for at, (gold, _) in enumerate(golds)]
    return Retrained(before, new, told_of, names, unread)


def _reached(output: Path, gold: Gold, documents: Sequence[Annotated], threshold: float) -> tuple[Evaluation, Evaluation]:
    """Evaluate the tables of a run, and the same with the claims of weights that have not seen their document."""
    before = store.open_tables(output)
    rows: dict[str, Sequence[Any]] = {name: before.records(name) for name in TABLES}
    rows |= {"claims": unseen(documents, threshold), "facts": [], "fact_claims": []}
    with TemporaryDirectory() as folder:
        store.publish(Path(folder), {name: contract.to_table(name, held) for name, held in rows.items()}, {})
        return evaluate.evaluate(before, gold), evaluate.evaluate(store.open_tables(Path(folder)), gold)
