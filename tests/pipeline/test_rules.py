"""A rules file that is wrong is one line that says where, before anything runs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from pipeline import rules, sources
from pipeline.entities.aliases import load_decisions
from pipeline.errors import ConfigError
from pipeline.facts import decisions
from tests.support.paths import ROOT

#: One line, printed for each way to break each file: name, way, and what was said.
SCRIPT = """
import sys
from pathlib import Path
from pipeline import rules
from pipeline.errors import ConfigError
ways = {
    "binary": b"\\x89PNG\\r\\n\\x1a\\n\\xff\\xfe\\x00",
    "nested": b"a = " + b"[" * 100_000,
    "nested JSON": b"[" * 100_000,
    "unknown": b"colour = 'red'\\n",
    "cut": None,
}
files = [path for path in rules.FOLDER.rglob("*") if path.suffix in (".toml", ".csv", ".json")]
for path in sorted(files):
    kept = path.read_bytes()
    for way, data in ways.items():
        path.write_bytes(kept[: len(kept) * 2 // 3 + 1].rstrip()[:-1] if data is None else data)
        for module in [module for name, module in list(sys.modules.items()) if name.startswith("pipeline")]:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
        try:
            rules.check()
            print(path.name, way, "passed", sep="|")
        except ConfigError as error:
            print(path.name, way, repr(str(error)), sep="|")
    path.write_bytes(kept)
"""


def test_every_rules_file_of_the_package_is_right() -> None:
    rules.check()


def test_every_rules_file_has_a_reader() -> None:
    held = {path.name for path in rules.FOLDER.iterdir() if path.suffix in (".toml", ".csv", ".json") or path.is_dir()}
    assert held - {"__pycache__"} == set(rules.READERS)


def test_a_broken_rules_file_is_one_line_with_its_name(tmp_path: Path) -> None:
    copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=ignore_patterns("__pycache__"))
    (tmp_path / "extractors").symlink_to(ROOT / "extractors")
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split("|", 2) for line in done.stdout.splitlines()]
    assert len(lines) > 100
    assert [line for line in lines if line[2] == "passed" and line[1] != "cut"] == []
    # a file whose cut leaves a comment shorter may be whole; one cut within an entry is not
    assert sum(line[2] == "passed" for line in lines) <= 2
    for name, way, said in lines:
        if said != "passed":
            assert said.strip("'\"").startswith("rules/"), (name, way, said)
            assert name.partition(".")[0] in said, (name, way, said)
            assert "\\n" not in said, (name, way, said)
            assert len(said) < 400, (name, way, said)


def test_an_error_of_toml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("a = 1\nb = = 2\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^mine\.toml:2: Invalid value$"):
        rules.toml(path)


def test_a_byte_that_is_no_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"a = 1\nb = '\xe9'\n")
    with pytest.raises(ConfigError, match=r"^mine\.toml:2: byte 0xe9 is no UTF-8$"):
        rules.toml(path)


def test_a_mark_of_byte_order_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert rules.toml(path) == {"a": 1}


def test_a_file_that_is_not_there_is_said_to_be_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^mine\.toml: No such file or directory$"):
        rules.toml(tmp_path / "mine.toml")


def test_a_key_twice_in_json_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"a": 1,\n "a": 2}', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^mine\.json:1: the key 'a' stands there twice$"):
        rules.json_of(path)


def test_a_row_of_csv_with_a_column_too_many_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n1,2,3\n", encoding="utf-8")
    rows = rules.csv_rows(path, ["a", "b"])
    assert next(rows) == ("mine.csv:2", {"a": "1", "b": "2"})
    with pytest.raises(ConfigError, match=r"^mine\.csv:3: a row has 2 columns, not 3$"):
        next(rows)


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    weight: float
    price: Decimal = Decimal(0)
    since: date | None = None
    often: int = 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"weight": 1}, "here: text is missing"),
        ({"text": "a", "weight": True}, "here: weight: a number is wanted, not True"),
        ({"text": "a", "weight": float("inf")}, "here: weight: a number is wanted, not inf"),
        ({"text": "a", "weight": 1, "price": "x"}, "here: price: a number is wanted, not 'x'"),
        ({"text": "a", "weight": 1, "since": "2020-01-01"}, "here: since: a date is wanted, not '2020-01-01'"),
        ({"text": "a", "weight": 1, "often": 1.5}, "here: often: a whole number is wanted, not 1.5"),
        ([], "here: a table of keys and values is wanted"),
    ],
)
def test_a_record_is_filled_by_its_annotations_or_refused(content: object, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        rules.build(Entry, content, "here")
    assert str(error.value) == said


def test_a_record_takes_whole_numbers_and_texts_where_they_are_exact() -> None:
    content = {"text": "a", "weight": 1, "price": "0.10", "since": date(2020, 1, 1)}
    assert rules.build(Entry, content, "here") == Entry("a", 1.0, Decimal("0.10"), date(2020, 1, 1))


@pytest.mark.parametrize("data", [b"\x89PNG\xff\x00", b"a = " + b"[" * 100_000, b"a = " + b"{a = " * 100_000, b'"', b"a = 9" + b"9" * 5000])
@pytest.mark.parametrize(
    ("name", "load"), [("sources.toml", sources.load), ("entities.toml", load_decisions), ("decisions.jsonl", decisions.load)]
)
def test_a_file_of_the_user_that_is_wrong_is_one_line_with_its_name(tmp_path: Path, data: bytes, name: str, load: object) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ConfigError) as error:
        load(path)  # type: ignore[operator]
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)


def test_a_verdict_nested_too_deeply_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"verdict": "accept", "claim": "a"}\n' + '{"a": ' * 100_000, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^decisions\.jsonl:2: nested too deeply$"):
        decisions.load(path)
