"""Weights are learnt from annotated documents: which reading a claim of the gold is about, trees, steps, and what is said without SciPy."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.weights import calibrated
from pipeline.learning import load
from pipeline.learning.trees import boosted, isotonic, leaves
from tests.support.paths import ROOT

TEXT = "Umino Foods posted sales of $12 million in 2024.\n\nHalden Tractors posted sales of $12 million in 2023.\n"


def _gold(folder: Path, documents: list[dict[str, str]], claims: list[dict[str, object]]) -> Path:
    (folder / "texts").mkdir(parents=True)
    for row in documents:
        (folder / "texts" / row["doc"]).write_text(TEXT + row["doc"] + "\n", encoding="utf-8")
    names = [{"id": "umino", "name": "Umino Foods"}, {"id": "halden", "name": "Halden Tractors"}]
    for kind, rows in (("documents", documents), ("claims", claims), ("entities", names)):
        (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_a_claim_of_the_gold_is_given_to_the_figure_in_its_words(tmp_path: Path):
    quote = "Halden Tractors posted sales of $12 million in 2023."
    claim = {
        "doc": "a.txt",
        "subject": "halden",
        "predicate": "revenue",
        "value": "12000000",
        "unit": "USD",
        "period": "2023",
        "quote": quote,
    }
    missing = claim | {"value": "13000000"}
    gold = _gold(tmp_path / "gold", [{"doc": "a.txt"}], [claim, missing])
    (one,) = load(gold, tmp_path / "tables").documents
    said = [(one.told.document.text[r.line.start : r.line.end].strip(), s.period) for r in one.readings for s in one.said[id(r)]]
    assert said == [(quote, "2023")]
    assert [stated.aligned for stated in one.gold] == [True, False]


def test_documents_of_one_publisher_repository_or_site_are_in_one_fold(tmp_path: Path):
    rows = [
        {"doc": "a.txt", "publisher": "Post (weekly)"},
        {"doc": "b.txt", "publisher": "post", "origin": "https://www.example.org/1"},
        {"doc": "c.txt", "origin": "http://example.org/2"},
        {"doc": "d.txt", "origin": "github: owner/name, file x"},
        {"doc": "e.txt", "origin": "github: owner/name, file y"},
        {"doc": "f.txt"},
    ]
    a, b, c, d, e, f = (one.fold for one in load(_gold(tmp_path / "gold", rows, []), tmp_path / "tables").documents)
    assert (a == b == c, d == e, len({a, d, f})) == (True, True, 3)


def test_trees_learn_a_step_and_grow_on_trees_that_are_there():
    told = np.random.default_rng(1)
    X = told.random((2000, 3))
    y = (X[:, 1] > 0.5).astype(float)
    learnt = boosted(X, y, ("a", "b", "c"))
    scores = learnt.values([{"a": 0.5, "b": 0.1, "c": 0.5}, {"a": 0.5, "b": 0.9, "c": 0.5}])
    assert scores[0] < -2 < 2 < scores[1]
    assert scores[0] == pytest.approx(learnt.start + learnt.rate * sum(leaves(t, np.array([[0.5, 0.1, 0.5]]))[0] for t in learnt.trees))
    more = boosted(X, 1 - y, ("a", "b", "c"), learnt)
    assert more.trees[: len(learnt.trees)] == learnt.trees
    assert len(more.trees) > len(learnt.trees)
    assert boosted(X, y, ("a", "b", "c")) == learnt


@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=300))
def test_calibrated_chances_only_rise_and_are_never_certain(cases: list[tuple[float, bool]]):
    steps = isotonic(np.array([score for score, _ in cases]), np.array([hit for _, hit in cases]))
    chances = [calibrated(steps, score) for score in sorted(score for score, _ in cases)]
    assert chances == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)


def test_without_scipy_train_says_what_to_install_and_all_else_works():
    code = "import sys; sys.modules['scipy'] = None; from pipeline.cli import main; main()"
    shown = subprocess.run(
        [sys.executable, "-c", code, "train", "--gold", "gold", "-o", "model.json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 1
    assert "awase train needs scipy: pip install 'awase[train]'" in shown.stderr
    code = "import sys; sys.modules['scipy'] = None; import pipeline.stages, pipeline.report, pipeline.evaluate, pipeline.review, awase"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
