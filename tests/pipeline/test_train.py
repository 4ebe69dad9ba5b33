"""Weights of a user's own: learnt from gold, written only where they are better, and read by a run."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractors import taggers
from pipeline.claims import parse
from pipeline.cli import main
from pipeline.errors import ConfigError
from pipeline.rules import FOLDER
from pipeline.runs import run
from pipeline.store import open_tables

NAMES = ("Hoshikawa Robotics", "Umino Foods", "Halden Tractors", "Cobalt Freight")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Four documents of four publishers, each with two figures that people annotated."""
    (tmp_path / "gold" / "texts").mkdir(parents=True)
    rows: dict[str, list[dict[str, Any]]] = {"documents": [], "entities": [], "claims": []}
    for number, name in enumerate(NAMES):
        text = f"{name} posted sales of ${12 + number} million in 2024.\n\n{name} reported revenue of ${20 + number} million for 2023.\n"
        doc = f"{number}.txt"
        (tmp_path / "gold" / "texts" / doc).write_text(text, encoding="utf-8")
        rows["documents"].append({"doc": doc, "language": "en", "publisher": f"Publisher {number}"})
        rows["entities"].append({"id": name, "name": name})
        for amount, year in ((12 + number, "2024"), (20 + number, "2023")):
            start = text.index(f"${amount} million")
            told = {"doc": doc, "evidence": [start, start + 11], "subject": name, "predicate": "revenue"}
            rows["claims"].append(told | {"value": f"{amount}000000", "unit": "USD", "relation": "eq", "period": year})
    for kind, held in rows.items():
        (tmp_path / "gold" / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held), encoding="utf-8")
    return tmp_path / "gold"


#: Names that look like words, and what is told of each.
PLAIN = (
    ("うみかぜ", "ほしぞら", "こもれび", "ゆきあかり", "まつかぜ", "なぎさ"),
    ("はるかぜ", "ゆうなぎ", "きぬがさ", "みずたま", "あさつゆ", "いわなみ"),
    ("ふゆぞら", "たけのこ", "すずらん", "ひだまり", "しおさい", "さざなみ"),
    ("あまおと", "かざぐるま", "つきかげ", "たまゆら", "いろどり", "ともしび"),
)
TOLD = (
    "{}はきのう、新しい店を名古屋に開いた。",
    "広報によると、{}は来年に仙台へ移る。",
    "{}の売上高は前の年より増えた。",
    "{}は三月に二つの工場を閉じた。",
    "{}が京都の旅館を買い取った。",
    "{}の社長は大阪で会見した。",
)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """Four Japanese documents of four publishers, in which people marked names, and nothing else."""
    folder = tmp_path / "names"
    (folder / "texts").mkdir(parents=True)
    documents, mentions = [], []
    for number, held in enumerate(PLAIN):
        doc, text = f"{number}.txt", ""
        for place, name in enumerate(held):
            told = TOLD[(place + number) % len(TOLD)]
            start = len(text) + told.index("{}")
            mentions.append({"doc": doc, "start": start, "end": start + len(name), "label": "ORG"})
            text += told.format(name) + "\n\n"
        (folder / "texts" / doc).write_text(text, encoding="utf-8")
        documents.append({"doc": doc, "language": "ja", "publisher": f"Publisher {number}"})
    for kind, rows in (("documents", documents), ("mentions", mentions)):
        (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def _train(gold: Path, target: Path, *more: str) -> Any:
    return CliRunner().invoke(main, ["train", "--gold", str(gold), "-o", str(target), *more])


def test_weights_are_learnt_the_same_each_time_and_written_only_where_they_are_better(gold: Path, tmp_path: Path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    result = _train(gold, first)
    assert result.exit_code == 1, result.output
    assert "no better than the weights before: nothing is written" in result.stderr
    assert not first.exists()
    for target in (first, second):
        result = _train(gold, target, "--anyway")
        assert result.stdout.startswith("precision            ")
    assert first.read_bytes() == second.read_bytes()
    learnt, shipped = parse(first.read_text(encoding="utf-8")), parse((FOLDER / "claims.json").read_text(encoding="utf-8"))
    assert len(learnt.accept.trees) > len(shipped.accept.trees)
    assert learnt.accept.trees[: len(shipped.accept.trees)] == shipped.accept.trees
    assert (learnt.calibration, learnt.threshold) == (shipped.calibration, shipped.threshold)
    run(gold / "texts", tmp_path / "out", model=first)
    assert open_tables(tmp_path / "out").manifest["models"]["claims"]


@pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
def test_the_tagger_of_japanese_names_is_drawn_towards_names_that_people_marked(names: Path, tmp_path: Path):
    first, second, texts = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "texts"
    result = _train(names, first)
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert shown[:2] == ["ja.crf, 24 names", "precision            0.000 -> 0.958"]
    _, before, _, after = shown[2].split()
    assert float(before) < 0.1
    assert float(after) > 0.9
    assert _train(names, second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    learnt, shipped = (json.loads(path.read_text(encoding="utf-8")) for path in (first, FOLDER / "claims.json"))
    assert {name: weights for name, weights in learnt.items() if name != "names"} == shipped
    texts.mkdir()
    (texts / "a.txt").write_text("よつゆは来年に仙台へ移る。\n\nほしかげは三月に二つの工場を閉じた。\n", encoding="utf-8")
    for model, found in ((None, []), (first, ["よつゆ", "ほしかげ"])):
        run(texts, tmp_path / "out", model=model)
        assert [row.text for row in open_tables(tmp_path / "out").records("mentions") if row.label == "ORG"] == found
    result = _train(names, second, "--from", str(first))
    assert "no better than the weights before: nothing is written" in result.stderr


@pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
def test_weights_of_names_drawn_from_others_than_this_version_has_are_refused(names: Path, tmp_path: Path):
    model = tmp_path / "a.json"
    assert _train(names, model).exit_code == 0
    told = json.loads(model.read_text(encoding="utf-8"))
    told["names"]["ja.crf"]["from"] = "another"
    model.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ConfigError, match="no weights of names: ValueError: weights of names that were drawn from others"):
        run(names / "texts", tmp_path / "out", model=model)


@pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
def test_a_sentence_with_a_name_left_open_teaches_none_and_a_name_may_be_told_in_two_ways(names: Path, tmp_path: Path):
    marked = [json.loads(line) for line in (names / "mentions.jsonl").read_text(encoding="utf-8").splitlines()]
    longer = marked[0] | {"end": marked[0]["end"] + 1}
    (names / "mentions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in marked[:-3]), encoding="utf-8")
    (names / "optional.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (longer, *marked[-3:])), encoding="utf-8")
    result = _train(names, tmp_path / "a.json", "--verbose")
    assert "ja.crf: 21 names in 21 sentences of 4 documents" in result.stderr
    (names / "mentions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in marked[:10]), encoding="utf-8")
    result = _train(names, tmp_path / "a.json")
    assert result.exit_code == 1
    assert "neither claims nor 20 names in a language whose tagger learns" in result.stderr


def test_gold_without_claims_and_names_teaches_nothing(gold: Path, tmp_path: Path):
    (gold / "claims.jsonl").unlink()
    result = _train(gold, tmp_path / "a.json")
    assert result.exit_code == 1
    assert "nothing is annotated that can be learnt from" in result.stderr


def test_a_document_of_the_gold_that_is_not_there_is_named(gold: Path, tmp_path: Path):
    held = [json.loads(line) for line in (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    # What gold calls a document may lack the ending of its file, for awase train as for awase evaluate.
    for name in ("documents", "claims"):
        lines = (gold / f"{name}.jsonl").read_text(encoding="utf-8")
        (gold / f"{name}.jsonl").write_text(lines.replace('.txt"', '"'), encoding="utf-8")
    (gold / "texts" / "3.txt").unlink()
    result = _train(gold, tmp_path / "a.json", "--verbose")
    assert re.findall(r" predicate +\S+ of (\d+)", result.stderr) == ["6"]
    assert "annotated, but not read: 3\n" in result.stderr
    rows = (row | {"doc": f"{at}.html"} for at, row in enumerate(held))
    (gold / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = _train(gold, tmp_path / "a.json")
    assert (result.exit_code, result.stderr) == (1, "awase: no document that is annotated could be read: 0.html, 1.html, 2.html, ...\n")


def test_documents_of_one_publisher_alone_teach_nothing(gold: Path, tmp_path: Path):
    lines = (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (gold / "documents.jsonl").write_text(lines[0], encoding="utf-8")
    result = _train(gold, tmp_path / "a.json")
    assert result.exit_code == 1
    assert "annotated documents of two publishers at least are needed" in result.stderr


def test_documents_in_two_folders_are_told_apart_and_those_of_one_publisher_are_not(gold: Path, tmp_path: Path):
    other = tmp_path / "other"
    shutil.copytree(gold, other)
    held = [json.loads(line) for line in (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    for folder, publisher in ((gold, "Morning Post (print)"), (other, "Morning Post")):
        rows = (row | {"publisher": publisher} for row in held)
        (folder / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = _train(gold, tmp_path / "a.json", "--gold", str(other))
    assert result.exit_code == 1
    assert "annotated documents of two publishers at least are needed" in result.stderr
    rows = (row | {"publisher": "Evening Post"} for row in held)
    (other / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = _train(gold, tmp_path / "a.json", "--gold", str(other), "--verbose")
    assert "no better than the weights before: nothing is written" in result.stderr
    assert re.findall(r" predicate +\S+ of (\d+)", result.stderr) == ["16"]


def test_a_predicate_or_modality_that_is_not_chosen_among_teaches_nothing(gold: Path, tmp_path: Path):
    lines = [json.loads(line) for line in (gold / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    lines[0]["predicate"], lines[1]["modality"] = "backlog", "rumoured"
    (gold / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    result = _train(gold, tmp_path / "a.json", "--verbose")
    assert re.findall(r" (?:predicate|modality) +\S+ of (\d+)", result.stderr) == ["7", "7"]


def test_a_document_without_a_name_teaches_whose_figures_are_of_when(gold: Path, tmp_path: Path):
    (path,) = (gold / "texts").glob("0.*")
    text = "sales came to $12 million in 2024, after sales of $20 million in 2023.\n"
    path.write_text(text, encoding="utf-8")
    lines = [json.loads(line) for line in (gold / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in lines:
        if row["doc"] == path.name:
            start = text.index(f"${row['value'][:2]} million")
            row["evidence"] = [start, start + 11]
    (gold / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    result = _train(gold, tmp_path / "a.json", "--verbose")
    assert re.findall(r"(?m)^  (predicate|subject|period) +\S+ of (\d+)", result.stderr) == [
        ("predicate", "8"),
        ("subject", "6"),
        ("period", "8"),
    ]


def test_a_run_heeds_the_weights_that_it_is_given_and_does_not_take_what_others_came_to(tmp_path: Path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Umino Foods had revenue of $12 million in 2024. Umino Foods employs 310 people.\n", encoding="utf-8")
    shutil.copy(FOLDER / "claims.json", tmp_path / "same.json")
    run(texts, tmp_path / "out")
    before = open_tables(tmp_path / "out")
    run(texts, tmp_path / "out", model=tmp_path / "same.json")
    assert open_tables(tmp_path / "out").records("claims") == before.records("claims")
    strict = json.loads((tmp_path / "same.json").read_text(encoding="utf-8")) | {"threshold": 1.1}
    (tmp_path / "strict.json").write_text(json.dumps(strict), encoding="utf-8")
    for workers in (1, 2):
        run(texts, tmp_path / "out", model=tmp_path / "strict.json", workers=workers, cache=workers == 1)
        assert [row for row in open_tables(tmp_path / "out").records("claims") if row.value] == []
    assert before.records("claims")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"choices": {}}'])
def test_what_is_no_file_of_weights_is_one_line(text: str):
    with pytest.raises(ConfigError, match="no weights of claims") as error:
        parse(text)
    assert "\n" not in str(error.value)
