"""A predicate is one file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from pipeline.errors import ConfigError
from pipeline.predicates import Predicate, column, measure, predicates
from pipeline.rules import build
from tests.support.paths import ROOT

EMPLOYEES = """
note = "People who work for the organisation."
takes = ["QUANTITY"]
object = "none"
planned = "forecast"
units = ["employee", "person", "人", "名"]

[slot]
kind = "state"
answer = "number"

[[column]]
words = '^(?:number of )?employees$|^従業員数$'

[[frame]]
rule = "en-employs"
language = "en"
shape = "verb"
words = 'employs?|employed'
after = 6
subject = ["agent", "context"]
bonus = 0.5

[[frame]]
rule = "ja-employees"
language = "ja"
shape = "noun"
words = '従業員数?'
after = 12
subject = ["の", "は", "context"]
bonus = 0.5
"""

#: Reads two documents and prints every claim and fact of the new predicate.
SCRIPT = """
import json, sys
from dataclasses import replace
from pipeline import claims, facts
from tests.support.claim_cases import build, row
found = []
for at, built in enumerate([
    build("[Norvik]norvik employs [1,200 employees]=1200 employee in [2024]=2024."),
    build("[ノルヴィク]norvikの従業員数は[2024年]=2024に[1,200人]=1200 人。", language="ja"),
    row(build("Employees\\t[1,200]=1200 employee", topic="norvik"), [("1,200", "Employees")]),
]):
    for claim in claims.find(built.document, built.segments, built.mentions, built.entities):
        found.append(replace(claim, claim_id=f"{at}-{claim.claim_id}", document_id=f"d{at}", source=f"s{at}"))
made, _ = facts.reconcile(found)[:2]
print(json.dumps({
    "claims": [[one.predicate, one.subject_id, str(one.value), one.rule] for one in found],
    "facts": [[one.predicate, str(one.value), one.unit, one.status, one.claims] for one in made],
}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in a folder of its own, with a predicate more."""
    folder = tmp_path_factory.mktemp("house")
    copytree(ROOT / "pipeline", folder / "pipeline", ignore=ignore_patterns("__pycache__"))
    copytree(ROOT / "tests" / "support", folder / "tests" / "support", ignore=ignore_patterns("__pycache__"))
    (folder / "extractors").symlink_to(ROOT / "extractors")
    (folder / "pipeline" / "rules" / "predicates" / "employees.toml").write_text(EMPLOYEES, encoding="utf-8")
    return folder


def test_a_new_file_is_read_in_sentences_and_tables_and_reconciled_across_languages(house: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=house, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "claims": [
            ["employees", "norvik", "1200", "en-employs"],
            ["employees", "norvik", "1200", "ja-employees"],
            ["employees", "norvik", "1200", "row"],
        ],
        "facts": [["employees", "1200", "employee", "agreed", 3]],
    }


GOOD = {
    "note": "People.",
    "takes": ["QUANTITY"],
    "object": "none",
    "planned": "forecast",
    "slot": {"kind": "state", "answer": "number"},
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slot": None}, "employees.toml: slot is missing"),
        ({"takes": None}, "employees.toml: takes is missing"),
        ({"takes": ["QUANTITY", "QUANTITY"]}, "employees.toml: takes: 'QUANTITY' stands there twice"),
        ({"takes": ["NUMBER"]}, "employees.toml: takes: 'NUMBER' is none of MONEY, PERCENT, QUANTITY, DATE, PERSON, PLACE"),
        ({"slot": {"kind": "state"}}, "employees.toml: slot: answer is missing"),
        ({"slot": {"kind": "always", "answer": "number"}}, "employees.toml: slot: kind: 'always' is none of state, flow, event, once"),
        ({"colour": "red"}, "employees.toml: unknown key 'colour'; known are case, column, "),
        ({"column": [{"words": "("}]}, "employees.toml: column 1: words: no regular expression: "),
        ({"note": " "}, "employees.toml: note: a text is wanted, not ' '"),
    ],
)
def test_a_wrong_key_is_told_with_its_place(change: dict[str, object], said: str) -> None:
    content = {key: value for key, value in (GOOD | change).items() if value is not None}
    with pytest.raises(ConfigError) as error:
        build(Predicate, content, "employees.toml", name="employees")
    assert str(error.value).startswith(said)


def broken(house: Path, text: str) -> str:
    """What is said of the new predicate's file with another text."""
    path = house / "pipeline" / "rules" / "predicates" / "employees.toml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", "from pipeline import rules; rules.check()"], cwd=house, capture_output=True, text=True)
    path.write_text(kept, encoding="utf-8")
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('language = "ja"', 'language = "xx"', "language 'xx' has no folder; known are en, ja, ko"),
        (
            'rule = "en-employs"',
            'rule = "en-invest"',
            "investment.toml: frame 'en-invest' stands in rules/predicates/employees.toml already",
        ),
        ('answer = "number"', 'answer = "number"\ndated_by = "birth"', "slot: there is no predicate 'birth'"),
        ('object = "none"', 'object = "none"\nobject = "none"', "Cannot overwrite a value"),
    ],
)
def test_what_two_files_say_together_is_checked(house: Path, old: str, new: str, said: str) -> None:
    line = broken(house, EMPLOYEES.replace(old, new, 1))
    assert line.startswith("pipeline.errors.ConfigError: rules/predicates/")
    assert said in line


def test_every_predicate_says_how_its_claims_make_slots() -> None:
    kinds = {name: (one.slot.kind, one.slot.answer) for name, one in predicates().items()}
    assert kinds["acquisition"] == ("event", "number")
    assert kinds["founder"] == ("once", "object")
    assert kinds["revenue"] == ("flow", "number")


@pytest.mark.parametrize(
    ("header", "role"),
    [("Number of employees", "metric"), ("Post-money valuation", "valuation"), ("Round", "round"), ("Amount raised", "funding_round")],
)
def test_a_header_says_its_predicate_or_its_part_in_the_row(header: str, role: str) -> None:
    found = column(header)
    assert found is not None
    assert found.role == role


def test_counted_nouns_of_one_measure_are_one_unit() -> None:
    assert measure("metric", "employees", "person") == measure("metric", "従業員数", "人") == ("headcount", "headcount")
    assert measure("metric", "spoons", "spoon") == ("spoons", "spoon")
