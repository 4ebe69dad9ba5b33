"""Weights are learnt from annotated documents: which reading a claim of the gold is about, trees, steps, and what is said without SciPy."""

import json
import subprocess
import sys
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.weights import calibrated
from pipeline.learning import load
from pipeline.learning.chains import by_length, likelihood
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


def test_where_nothing_tells_cases_apart_trees_say_how_many_are_right():
    y = np.array([1.0, 0.0, 1.0, 1.0, 0.0] * 8)
    learnt = boosted(np.zeros((40, 3)), y, ("a", "b", "c"))
    assert learnt.start == pytest.approx(np.log(0.6 / 0.4))
    assert all(len(tree) == 1 for tree in learnt.trees)


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


@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), min_size=1, max_size=5), st.integers(0, 1000))
def test_the_likelihood_of_labels_is_that_of_all_paths_and_its_slope_that_of_a_small_step(sentences: list[list[int]], seed: int):
    rng, labels = np.random.default_rng(seed), ("O", "B-ORG", "I-ORG")
    scores, transitions = rng.normal(size=(sum(map(len, sentences)), 3)), rng.normal(size=(3, 3))
    parts = list(by_length([[labels[at] for at in sentence] for sentence in sentences], labels))
    value, by_token, by_move = likelihood(scores, transitions, parts)
    expected, start = 0.0, 0
    for sentence in sentences:
        held = scores[start : start + len(sentence)]
        start += len(sentence)

        def told(path: tuple[int, ...], held: np.ndarray = held) -> float:
            return float(sum(held[at, label] for at, label in enumerate(path)) + sum(transitions[pair] for pair in pairwise(path)))

        expected += np.log(sum(np.exp(told(path)) for path in product(range(3), repeat=len(sentence)))) - told(tuple(sentence))
    assert value == pytest.approx(expected)
    for at, slope in ((np.unravel_index(seed % array.size, array.shape), array) for array in (by_token, by_move)):
        step = np.zeros_like(slope)
        step[at] = 1e-6
        moved = (scores + step, transitions) if slope is by_token else (scores, transitions + step)
        assert (likelihood(*moved, parts)[0] - value) / 1e-6 == pytest.approx(slope[at], abs=1e-4)
