"""Learns how far each kind of evidence is to be believed for the date of a document; writes pipeline/rules/publication_dates.toml.

    python docs/data/publication_dates.py FOLDER ...            cross-validate, then write
    python docs/data/publication_dates.py FOLDER ... --measure  cross-validate only; --errors lists what is wrong

Learns from documents whose date a person wrote down (`documents.jsonl`: doc, published, and origin or publisher). A weight is the log odds
that a candidate is right as far as it goes, against having no date; each starts from what is known of its kind beforehand and moves as far
as the documents carry it (a Gaussian prior), so that a kind which few documents have keeps its place. Documents of one publisher or
repository are always on the same side of a fold.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline import documents, language, segments  # noqa: E402
from pipeline.records import Document  # noqa: E402
from pipeline.rules import FOLDER  # noqa: E402
from pipeline.segments import articles, datelines, front_matter, publication_dates, stated_dates  # noqa: E402
from pipeline.segments.mentioned_dates import mentioned  # noqa: E402
from pipeline.segments.written_dates import Candidate  # noqa: E402

FOLDS = 10
#: Standard deviation of the prior around the weights of today, in log odds. Chosen by cross-validation.
SPREAD = 1.0
#: Log odds before any document is seen: what the field holds of metadata, bylines and guesses.
PRIOR = {
    "kinds": {
        "given": 20.0,
        "age": 20.0,
        "front_matter": 4.0,
        "dateline": 4.0,
        "html_published": 3.0,
        "key": 3.0,
        "label": 3.5,
        "byline": 3.0,
        "line": 2.5,
        "address": 2.0,
        "name": 2.0,
        "taken": 3.5,
        "recorded": 1.0,
        "title": 2.0,
        "issue": 3.0,
        "resolved": 2.0,
        "dateline_year": 2.0,
        "original": 1.0,
        "stored": 1.0,
        "updated": 1.0,
        "listed": 0.8,
        "html_time": 0.5,
        "as_of": 0.5,
        "news": 0.4,
        "accessed": 0.4,
        "cited": 0.4,
        "html_modified": 0.0,
        "file_metadata": -0.5,
        "headline_year": -0.5,
        "estimated": 0.5,
        "guided": 0.0,
        "reported": 0.0,
        "bound_year": -1.0,
        "read": -1.0,
        "current": -1.0,
        "copyright": -1.0,
        "bound": -2.0,
    },
    "about": {"agrees": 1.0, "within": 0.5, "late": -0.5, "coarse": -1.0, "again": -1.0, "older": -1.5, "many": -2.0, "outdated": -4.0},
}
LENGTHS = {"day": 10, "month": 7, "year": 4}
#: What came with a document stands: nothing is to be learnt of it.
FIXED = {"given", "age"}


@dataclass(frozen=True)
class Example:
    """A document with its candidates.

    Attributes:
        name: Its file.
        fold: The fold that it is in.
        gold: Its date at its own precision, or None.
        candidates: The candidates, each with the names of what bears on it.
    """

    name: str
    fold: int
    gold: str | None
    candidates: list[tuple[Candidate, tuple[str, ...]]]


def right(candidate: Candidate | None, gold: str | None) -> bool:
    """Whether a date is the one that a person wrote down."""
    if candidate is None or gold is None:
        return candidate is None and gold is None
    return candidate.start.isoformat()[: LENGTHS.get(candidate.precision, 10)] == gold


def bears_out(candidate: Candidate, gold: str | None) -> bool:
    """Whether a date is the one that a person wrote down, as far as it goes: its month, its year."""
    return gold is not None and gold.startswith(candidate.start.isoformat()[: LENGTHS.get(candidate.precision, 10)])


def examples(folder: Path) -> list[Example]:
    """Read the documents of a folder and find the candidates of each."""
    known = {row["doc"]: row for row in map(json.loads, (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines())}
    limits = documents.Limits()
    made: list[Example] = []
    for source in documents.find(folder / "texts", limits):
        if not isinstance(source, documents.Source) or source.path not in known:
            continue
        row = known[source.path]
        hand = row["origin"].split("@")[0].split(" ")[0] if row.get("origin") else row.get("publisher") or source.path
        fold = int(sha1(hand.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
        for document in documents.read(source, limits):
            if isinstance(document, Document):
                made.append(Example(source.path, fold, row["published"], found(document)))
    return made


def found(document: Document) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Return the candidates of the first article of a document, each with what bears on it."""
    rows = segments.segment(document)
    document, rows = language.identify(document, rows)
    _, rows = articles.describe(document, rows)
    part = [row for row in rows if row.article == 0]
    aged = stated_dates.aged(document.text, part)
    said = mentioned(document, part, datelines.open_day(document.text, part), aged=aged)
    every = [*stated_dates.stated(document, part, front_matter.read(document.text).fields, first=True), *said.candidates]
    return [(one, tuple(publication_dates.features(one, every, said.past))) for one in every]


def learnt(rows: list[Example], start: dict[str, float]) -> dict[str, float]:
    """Return the weights that fit documents best under the prior."""
    names = sorted(start.keys() - FIXED)
    place = {name: index for index, name in enumerate(names)}
    told: list[tuple[np.ndarray, np.ndarray]] = []
    for row in rows:
        # The first row stands for no date: it is right where no candidate is.
        matrix = np.zeros((len(row.candidates) + 1, len(names)))
        for index, (_, features) in enumerate(row.candidates, start=1):
            for name in features:
                if name in place:
                    matrix[index, place[name]] = 1.0
        # Where a candidate is the date itself, one that only holds it is no answer.
        answers = [right(one, row.gold) for one, _ in row.candidates]
        if row.gold is None or not any(answers):
            answers = [bears_out(one, row.gold) for one, _ in row.candidates]
        told.append((matrix, np.array([not any(answers), *answers], dtype=float)))
    prior = np.array([start[name] for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        away = weights - prior
        value, slope = float(away @ away) / (2 * SPREAD**2), away / SPREAD**2
        for matrix, truth in told:
            score = np.exp(matrix @ weights - (matrix @ weights).max())
            share, good = score / score.sum(), score * truth / (score * truth).sum()
            value -= float(np.log((share * truth).sum()))
            slope += matrix.T @ (share - good)
        return value, slope

    best = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return start | {name: round(float(best[place[name]]), 2) for name in names}


def chosen(row: Example, weights: dict[str, float]) -> Candidate | None:
    """Return the date that weights give a document, or None."""
    return publication_dates.choose(publication_dates.shares(row.candidates, weights))


def main() -> None:
    """Cross-validate, say what was right, and write the weights unless only measuring."""
    rows = [row for folder in sys.argv[1:] if not folder.startswith("--") for row in examples(Path(folder))]
    if not rows:
        sys.exit(__doc__)
    start = {**PRIOR["kinds"], **PRIOR["about"]}
    kinds: Counter[str] = Counter(name for row in rows for _, features in row.candidates for name in set(features))
    good = 0
    for fold in range(FOLDS):
        weights = learnt([row for row in rows if row.fold != fold], start)
        for row in rows:
            if row.fold == fold:
                answer = chosen(row, weights)
                good += right(answer, row.gold)
                if "--errors" in sys.argv and not right(answer, row.gold):
                    print(row.name, row.gold, answer)
    weights = learnt(rows, start)
    held = sum(right(chosen(row, start), row.gold) for row in rows)
    best = sum(right(chosen(row, weights), row.gold) for row in rows)
    print(f"right of {len(rows)}: {held} by the prior, {good} cross-validated, {best} by weights that saw them")
    for name in sorted(start, key=lambda name: -weights[name]):
        print(f"  {name:14} {start[name]:6.2f} -> {weights[name]:6.2f}  in {kinds[name]}")
    if "--measure" not in sys.argv:
        lines = ["# Log odds that a date is that of its article, by what says so. Learnt by docs/data/publication_dates.py.", ""]
        for section in ("kinds", "about"):
            lines += [f"[{section}]", *(f"{name} = {weights[name]}" for name in PRIOR[section]), ""]
        (FOLDER / "publication_dates.toml").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
