import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.records import TABLES
from pipeline.store import open_tables
from tests.support.paths import ROOT


def test_the_data_dictionary_is_the_one_that_the_command_prints():
    printed = CliRunner().invoke(main, ["tables"])
    assert printed.exit_code == 0
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == printed.output, "run: awase tables > docs/tables.md"


def test_every_command_and_table_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `awase (\w+)", readme, re.MULTILINE)
    assert set(main.commands) - set(told) == set()
    assert [name for name in main.commands if told.count(name) > 1] == []
    assert {name for name in TABLES if not re.search(rf"^\| {name} \|", readme, re.MULTILINE)} == set()


def test_no_page_holds_what_an_unfinished_merge_leaves():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.lock"), ROOT / "Makefile"]
    assert [page.name for page in pages if re.search(r"^(<{7}|={7}$|>{7})", page.read_text(encoding="utf-8"), re.MULTILINE)] == []


def test_every_command_and_option_has_help():
    for name, command in main.commands.items():
        assert command.help, name
        assert all(getattr(option, "help", None) for option in command.params if option.opts[0].startswith("-")), name


def test_every_make_target_has_a_line_of_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    assert phony == set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docs" / "data").glob("*.py")))
def test_a_script_that_makes_data_finds_what_it_imports(script: str) -> None:
    tree = ast.parse((ROOT / "docs" / "data" / script).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}

    assert {name for name in imported if importlib.util.find_spec(name.split(".")[0]) is None} == set()


#: What every run needs, and what tests need besides.
LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_no_file_names_a_registry_host_or_a_place_of_one_machine():
    for name in (*LOCKS, "requirements-spark.lock"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in lock, name
        assert "--hash=sha256:" in lock, name
    for path in [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]:
        assert "://" not in path.read_text(encoding="utf-8"), path


def test_what_both_locks_name_they_name_in_the_same_version():
    pins = [re.findall(r"^([a-z][\w.-]*)==([^\s;]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE) for name in LOCKS]
    run, developed = ({name: {version for one, version in named if one == name} for name, _ in named} for named in pins)

    assert {name: run[name] for name in run.keys() & developed.keys()} == {name: developed[name] for name in run.keys() & developed.keys()}
    assert {"spacy", "pyarrow", "click"} <= run.keys()
    assert {"pytest", "ruff", "mypy", "scipy"} <= developed.keys() - run.keys()


SHELLS = [shell for shell in ("sh", "dash", "bash", "zsh") if shutil.which(shell)]
#: A line of a README that a reader types: in a block of code, with the name of a command of ours first.
_TYPED = re.compile(r"^ {4}((?:make|awase) [^\n]*)$", re.MULTILINE)


def commands() -> list[str]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [line for page in pages for line in _TYPED.findall(page.read_text(encoding="utf-8"))]


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    """An environment in which `make` and `awase` are those of this checkout, with a home that holds papers."""
    (tmp_path / "home" / "papers").mkdir(parents=True)
    (tmp_path / "home" / "papers" / "a.txt").write_text("Acme Corp. had revenue of $5 million in 2024.\n", encoding="utf-8")
    tools = tmp_path / "bin"
    tools.mkdir()
    scripts = {
        "awase": f'exec "{sys.executable}" -c "from pipeline.cli import main; main()" "$@"',
        "make": f'exec "{shutil.which("make")}" -C "{ROOT}" READY= BIN="{tools}" "$@"',
    }
    for name, line in scripts.items():
        (tools / name).write_text(f"#!/bin/sh\n{line}\n")
        (tools / name).chmod(0o755)
    path = os.pathsep.join((str(tools), os.environ["PATH"]))
    return {**os.environ, "HOME": str(tmp_path / "home"), "PATH": path, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_papers_in_the_home_folder_are_read_from_every_shell(shell: str, place: dict[str, str]):
    (line,) = [line for line in commands() if "~/papers" in line and line.startswith("make extract")]
    done = subprocess.run([shell, "-c", line], env=place, cwd=place["HOME"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [row.path for row in open_tables(Path(place["HOME"]) / "tables").records("documents")] == ["a.txt"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_line_of_the_documentation_is_understood_by_every_shell(shell: str, place: dict[str, str]):
    for line in commands():
        # What a target or a command does has its own tests: here each is asked for in the reader's words, and nothing runs.
        asked = line.replace("make ", "make --dry-run ", 1) if line.startswith("make") else re.sub(r"^(awase \w+)", r"\1 --help", line)
        done = subprocess.run([shell, "-c", asked], env=place, cwd=place["HOME"], capture_output=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
