"""Tables against annotated documents: what is counted, and how a mistake is told."""

import importlib.util
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.contract import to_table
from pipeline.errors import ConfigError
from pipeline.evaluate import evaluate, figures, lines, read
from pipeline.records import TABLES, Claim, Document, Entity, EntityName, Fact, Mention
from pipeline.store import open_tables, publish

TEXT = "Hoshikawa Robotics raised $40 million in 2025. It employs 310 people. Umino Foods had sales of $12 million in 2024."
FIRST, SECOND, THIRD = (0, 46), (47, 69), (70, 114)


def _mention(label: str, text: str, **rest: Any) -> Mention:
    start = TEXT.index(text)
    return Mention(f"m{start}", "d", "s", start, start + len(text), text, label, **rest)


def _claim(at: tuple[int, int], subject: str, predicate: str, value: str, **rest: Any) -> Claim:
    return Claim(f"c{at[0]}{predicate}", "d", "s", *at, TEXT[slice(*at)], subject, predicate, value=Decimal(value), **rest)


def _entity(identifier: str, name: str) -> Entity:
    return Entity(identifier, "organisation", name, (EntityName("en", name, 1),), {})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Tables in which a subject, a value and a period are wrong, and a claim too many."""
    rows = {
        "documents": [Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", TEXT, language="en")],
        "mentions": [
            _mention("ORG", "Hoshikawa Robotics", entity_id="h"),
            _mention("MONEY", "$40 million", value=Decimal("40000000"), unit="USD", relation="eq"),
            _mention("DATE", "2025", timex_value="2025"),
            _mention("QUANTITY", "310 people", value=Decimal(310), unit="person", relation="eq"),
            _mention("ORG", "Umino Foods", entity_id="u"),
            _mention("MONEY", "$12 million", value=Decimal("12000000"), unit="USD", relation="eq"),
            _mention("DATE", "2024", timex_value="2024-01"),
        ],
        "entities": [_entity("h", "Hoshikawa Robotics"), _entity("u", "Umino Foods")],
        "claims": [
            _claim(FIRST, "h", "funding_round", "40000000", unit="USD", period="2024", confidence=0.9),
            _claim(SECOND, "u", "metric", "310", unit="person", qualifier="employees", period="2025", confidence=0.5),
            _claim(THIRD, "u", "revenue", "12000000", unit="USD", period="2024", confidence=0.7),
            _claim(THIRD, "h", "valuation", "12000000", unit="USD", confidence=0.45),
        ],
        "facts": [
            Fact("f", "u", "Umino Foods", "revenue", period="2024", unit="USD", value=Decimal("12000000"), independent_sources=1),
            Fact("g", "h", "Hoshikawa Robotics", "valuation", unit="USD", value=Decimal("12000000"), status="conflicting", conflicts=1),
            Fact("i", "h", "Hoshikawa Robotics", "founded", text_value="2019", status="agreed", independent_sources=2),
        ],
    }
    publish(tmp_path / "out", {name: to_table(name, rows.get(name, [])) for name in TABLES}, {})
    return tmp_path / "out"


def _gold(folder: Path, **files: list[dict[str, Any]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        path = folder / f"{name.replace('__', '/')}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


DOCUMENTS = [{"doc": "a.txt", "language": "en", "published": None, "publisher": "a note that nobody reads", "set": "news"}]
NAMES = [
    {"id": "hoshikawa", "name": "Hoshikawa Robotics", "aliases": ["HOSHIKAWA ROBOTICS"]},
    {"id": "umino", "name": "Umino", "aliases": ["Umino Foods"]},
]
CLAIMS = [
    {"doc": "a.txt", "quote": TEXT[slice(*FIRST)], "subject": "hoshikawa", "predicate": "funding_round", "value": "40000000", "unit": "USD"}
    | {"period": "2025", "modality": "actual", "relation": "eq"},
    {"doc": "a.txt", "quote": TEXT[slice(*SECOND)], "subject": "hoshikawa", "predicate": "metric", "value": "310", "unit": "person"}
    | {"qualifier": "employees", "period": "2025", "modality": "actual", "relation": "eq"},
    {"doc": "a.txt", "quote": TEXT[slice(*THIRD)], "subject": "umino", "predicate": "revenue", "value": "12000000", "unit": "USD"}
    | {"period": "2024", "modality": "actual", "relation": "eq"},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return _gold(tmp_path / "gold", documents=DOCUMENTS, entities=NAMES, claims=CLAIMS)


def test_voices_agree_where_none_contradicts(output: Path, gold: Path):
    found = evaluate(open_tables(output), read(gold))
    assert (found.voiced, found.agreeing) == (2, 1)
    assert (figures(found)["voices.facts"], figures(found)["voices.agreeing"]) == (2, 1)
    assert "voices     of 2 facts that more than one voice tells, 1 are contradicted by none" in list(lines(found))


def test_claims_are_counted_and_each_mistake_is_told_once_by_its_cause(output: Path, gold: Path):
    found = evaluate(open_tables(output), read(gold))
    assert found.claims is not None
    assert (found.claims.all.gold, found.claims.all.predicted, found.claims.all.right) == (3, 4, 2)
    assert found.claims.parts == {"object": 1.0, "period": 0.5, "modality": 1.0, "relation": 1.0, "attribution": 1.0}
    assert [(miss.kind, miss.what, miss.said, miss.wanted) for miss in found.misses] == [
        ("period", "funding_round", "2024", "2025"),
        ("spurious", "valuation", "Hoshikawa Robotics | valuation | 12000000 | USD", ""),
        (
            "subject",
            "metric",
            "Umino Foods | metric | employees | 310 | person | 2025",
            "hoshikawa | metric | employees | 310 | person | 2025",
        ),
    ]
    assert found.reach == {"subject": 1.0, "figure": 1.0}


def test_confidence_is_compared_with_what_is_right(output: Path, gold: Path):
    found = evaluate(open_tables(output), read(gold))
    assert found.claims is not None
    assert [(band.low, band.right, band.claims) for band in found.claims.bands] == [(0.4, 0, 1), (0.5, 0, 1), (0.7, 1, 1), (0.9, 1, 1)]
    assert figures(found)["claims.calibration_error"] == round((0.45 + 0.5 + 0.3 + 0.1) / 4, 4)
    assert (figures(found)["claims.sure.claims"], figures(found)["claims.sure.precision"]) == (1, 1.0)


def test_a_claim_in_an_open_quote_counts_neither_way(output: Path, gold: Path):
    _gold(gold, **{"optional__a.txt": [{"quote": TEXT[slice(*THIRD)]}]})
    found = evaluate(open_tables(output), read(gold))
    assert found.claims is not None
    assert (found.claims.all.gold, found.claims.all.predicted, found.claims.all.right) == (3, 3, 2)


def test_mentions_are_scored_by_span_overlap_and_value_and_names_by_cluster(output: Path, gold: Path):
    wanted = [
        ("ORG", "Hoshikawa Robotics", {"id": "hoshikawa"}),
        ("ORG", "Umino Foods", {"id": "umino"}),
        ("MONEY", "$40 million", {"currency": "USD", "value": "40000000", "relation": "eq"}),
        ("MONEY", "of $12 million", {"currency": "EUR", "value": "12000000", "relation": "eq"}),
        ("DATE", "2025", {"value": "2025"}),
        ("DATE", "2024", {"value": "2024"}),
    ]
    rows = [
        {"doc": "a.txt", "start": TEXT.index(text), "end": TEXT.index(text) + len(text), "text": text, "label": label, "norm": norm}
        for label, text, norm in wanted
    ]
    at = TEXT.index("310 people")
    _gold(gold, mentions=rows, optional=[{"doc": "a.txt", "start": at, "end": at + 3, "label": "QUANTITY"}])
    found = figures(evaluate(open_tables(output), read(gold)))
    assert {name: found[f"mentions.{name}.f1"] for name in ("MONEY.exact", "MONEY.overlap", "MONEY.value")} == {
        "MONEY.exact": 0.5,
        "MONEY.overlap": 1.0,
        "MONEY.value": 0.5,
    }
    assert (found["mentions.DATE.overlap.f1"], found["mentions.DATE.value.f1"]) == (1.0, 0.5)
    assert (found["mentions.QUANTITY.overlap.gold"], found["mentions.QUANTITY.overlap.predicted"]) == (0, 0)
    assert (found["names.mentions"], found["names.f1"]) == (2, 1.0)
    assert found["claims.right"] == 2


def test_facts_are_found_with_their_status_and_false_conflicts_are_counted(output: Path, gold: Path):
    fact = {"id": "sales", "tier": "core", "subject": "umino", "predicate": "revenue", "value": "12000000", "unit": "USD", "period": "2024"}
    rest = {"status": "single_source", "modality": "actual", "n_groups": 2}
    _gold(gold, facts=[fact | rest, fact | rest | {"id": "other", "predicate": "valuation"}])
    found = figures(evaluate(open_tables(output), read(gold)))
    wanted = {"core": 2, "found": 1, "status": 1, "sources": 0, "split": 0, "false_conflicts": 1}
    assert {name: found[f"facts.{name}"] for name in wanted} == wanted


def test_a_wrong_line_of_gold_is_named(gold: Path):
    (gold / "claims.jsonl").write_text('{"doc": "a.txt", "predicate": 3}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"claims\.jsonl:1: predicate: a text is wanted, not 3"):
        read(gold)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"value": "12m"}, "revenue '12m' is no number"), ({"value": "NaN"}, "no number"), ({"evidence": [3]}, "a span starts")],
)
def test_a_claim_of_the_gold_without_a_figure_or_a_place_is_named(gold: Path, wrong: dict[str, object], told: str):
    doc = json.loads((gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()[0])["doc"]
    claim = {"doc": doc, "subject": None, "predicate": "revenue", "value": "12", "evidence": [0, 3]} | wrong
    (gold / "claims.jsonl").write_text(json.dumps(claim) + "\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        read(gold)


def test_only_a_set_of_the_gold_is_looked_at(output: Path, gold: Path):
    _gold(gold, documents=[*DOCUMENTS, {"doc": "b.txt", "set": "other"}])
    assert evaluate(open_tables(output), read(gold)).documents == 2
    assert evaluate(open_tables(output), read(gold, frozenset({"news"}))).documents == 1
    with pytest.raises(ConfigError, match="no document of elsewhere"):
        read(gold, frozenset({"elsewhere"}))


def _awase(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_prints_figures_and_writes_what_is_wrong(output: Path, gold: Path, tmp_path: Path):
    code, printed, _ = _awase(output, "--gold", gold, "--errors", tmp_path / "errors.jsonl")
    assert code == 0
    assert "claims     P 0.500 R 0.667 F1 0.571   of 3, found 4, right 2" in printed.splitlines()
    kinds = [json.loads(line)["kind"] for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kinds == ["period", "spurious", "subject"]
    assert json.loads(_awase(output, "--gold", gold, "--json")[1])["claims.f1"] == 0.5714


def test_floors_are_set_checked_and_never_lowered_unasked(output: Path, gold: Path, tmp_path: Path):
    floors = tmp_path / "floors.toml"
    assert _awase(output, "--gold", gold, "--floors", floors, "--set-floors")[0] == 0
    assert '"claims.f1" = 0.5714' in floors.read_text(encoding="utf-8")
    assert _awase(output, "--gold", gold, "--floors", floors)[0] == 0
    floors.write_text(floors.read_text(encoding="utf-8").replace('"claims.f1" = 0.5714', '"claims.f1" = 0.9'), encoding="utf-8")
    assert _awase(output, "--gold", gold, "--floors", floors)[::2] == (1, "claims.f1: 0.5714, the floor is 0.9\n")
    code, _, said = _awase(output, "--gold", gold, "--floors", floors, "--set-floors")
    assert code == 2
    assert "claims.f1 would fall from 0.9 to 0.5714; --lower lets it" in said
    assert '"claims.f1" = 0.9' in floors.read_text(encoding="utf-8")
    assert _awase(output, "--gold", gold, "--floors", floors, "--set-floors", "--lower")[0] == 0
    assert '"claims.f1" = 0.5714' in floors.read_text(encoding="utf-8")


def test_floors_of_other_gold_are_refused(output: Path, gold: Path, tmp_path: Path):
    floors = tmp_path / "floors.toml"
    _awase(output, "--gold", gold, "--floors", floors, "--set-floors")
    _gold(gold, claims=CLAIMS[:2])
    code, _, said = _awase(output, "--gold", gold, "--floors", floors)
    assert code == 2
    assert "these floors were set for other gold" in said


def test_the_figures_are_those_of_the_scorer_beside_the_gold(real: Path, shared: Path):
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    theirs = module.score(real, shared / "gold" / "seeds")
    ours = figures(evaluate(open_tables(real), read(shared / "gold" / "seeds")))
    short = {"p": "precision", "r": "recall", "f1": "f1"}
    for label in ("MONEY", "DATE", "DURATION", "PERCENT", "QUANTITY", "ORG", "PERSON"):
        for kind in {"exact", "overlap", "value"} & theirs[label].keys():
            assert {key: ours[f"mentions.{label}.{kind}.{name}"] for key, name in short.items()} == theirs[label][kind]
    assert {key: ours[f"names.{name}"] for key, name in short.items()} == theirs["linking"]["b_cubed"]
    assert {key: ours[f"claims.{name}"] for key, name in short.items()} == {key: theirs["claims"][key] for key in short}
    assert {key: ours[f"claims.part.{key}"] for key in theirs["claims"]["of_matched"]} == theirs["claims"]["of_matched"]
    counts = ("core", "found", "status", "sources", "split", "false_conflicts")
    assert {key: ours[f"facts.{key}"] for key in counts} == {key: theirs["facts"][key] for key in counts}
