"""What docs/ci says to copy: the shell steps of both workflows are taken out of the YAML and run in a repository of documents."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.store import open_tables
from tests.support.paths import ROOT

OLD, NEW = (f"Acme Corp. had revenue of ${figure} million in 2024.\n" for figure in (5, 6))
CHANGE = "Acme Corp., revenue 2024: 5 -> 6 million USD"


class Repository:
    """A repository that holds documents, with this checkout installed in it, and another that it is pushed to."""

    def __init__(self, place: Path) -> None:
        self.folder, self.summary = place / "work", place / "summary.md"
        self.git("init", "--quiet", "--bare", str(place / "origin"), cwd=place)
        self.git("init", "--quiet", "--initial-branch", "main", str(self.folder), cwd=place)
        self.git("remote", "add", "origin", str(place / "origin"))
        for name in ("Makefile", "requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.folder)
        (self.folder / ".venv" / "bin").mkdir(parents=True)
        command = self.folder / ".venv" / "bin" / "awase"
        command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c "from pipeline.cli import main; main()" "$@"\n')
        command.chmod(0o755)
        for done in (".locked", ".ready"):
            (self.folder / ".venv" / done).touch()
        (self.folder / ".gitignore").write_text(".venv\noutput\nchanges.md\n")
        self.says(OLD)

    def git(self, *words: str, cwd: Path | None = None) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@localhost", *words]
        return subprocess.run(command, cwd=cwd or self.folder, capture_output=True, text=True, check=True).stdout

    def says(self, text: str) -> None:
        """Commit and push a document."""
        (self.folder / "seeds").mkdir(exist_ok=True)
        (self.folder / "seeds" / "a.txt").write_text(text, encoding="utf-8")
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", "documents")
        self.git("push", "--quiet", "origin", "HEAD:main")

    def runs(self, steps: list[str], shell: list[str]) -> tuple[int, str]:
        """Run steps as a runner does, each in a shell of its own, up to the first that fails; return its code and all that was printed."""
        said = ""
        for step in steps:
            environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(self.summary), "NO_COLOR": "1"}
            done = subprocess.run([*shell, step], cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
            said += done.stdout + done.stderr
            if done.returncode:
                return done.returncode, said
        return 0, said


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    if not shutil.which("git"):
        pytest.skip("there is no git")
    return Repository(tmp_path)


def workflow(name: str) -> dict[str, object]:
    held: dict[str, object] = yaml.safe_load((ROOT / "docs" / "ci" / name).read_text(encoding="utf-8"))
    return held


def github(mode: str) -> list[str]:
    """The shell steps that GitHub would run in a mode."""
    steps = workflow("github.yml")["jobs"]["tables"]["steps"]  # type: ignore[index]
    wanted = {None: True} | {f"env.MODE == '{one}'": one == mode for one in ("fail", "commit")}
    return [step["run"] for step in steps if "run" in step and wanted[step.get("if")]]


GITHUB = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]


def test_the_workflow_commits_the_tables_with_what_changes_as_its_message(repository: Repository):
    assert repository.runs(github("commit"), GITHUB)[0] == 0
    assert "The first tables." in repository.git("log", "-1", "--format=%B", "origin/main")
    first = repository.git("rev-parse", "HEAD")
    assert repository.runs(github("commit"), GITHUB)[0] == 0
    assert repository.git("rev-parse", "HEAD") == first, "nothing changed, and nothing is committed"
    repository.says(NEW)
    code, said = repository.runs(github("fail"), GITHUB)
    assert code == 1
    assert CHANGE in said.replace("**", "")
    assert repository.runs(github("commit"), GITHUB)[0] == 0
    assert CHANGE in repository.git("log", "-1", "--format=%B", "origin/main").replace("**", "")
    assert CHANGE in repository.summary.read_text(encoding="utf-8").replace("**", "")
    assert [str(row.value) for row in open_tables(repository.folder / "tables").records("facts")] == ["6000000.000000000"]
    assert repository.runs(github("fail"), GITHUB)[0] == 0


def test_the_job_fails_with_what_changes_where_the_tables_are_old(repository: Repository):
    job = workflow("gitlab.yml")["tables"]
    made = (ROOT / "docs" / "ci" / "README.md").read_text(encoding="utf-8")
    by_hand = re.findall(r"^ {4}((?:make|mkdir) .*)$", made, re.MULTILINE)
    assert len(by_hand) == 2
    assert repository.runs(by_hand, ["sh", "-e", "-c"])[0] == 0
    assert repository.runs(job["script"], ["sh", "-e", "-c"])[0] == 0  # type: ignore[index]
    repository.says(NEW)
    code, said = repository.runs(job["script"], ["sh", "-e", "-c"])  # type: ignore[index]
    assert code == 1
    assert CHANGE in said.replace("**", "")


def test_a_workflow_is_run_when_documents_change_and_keeps_what_they_came_to():
    assert workflow("github.yml")[True]["push"]["paths"] == ["seeds/**"]  # type: ignore[index] # YAML takes "on" for a truth
    job = workflow("gitlab.yml")["tables"]
    assert (job["rules"], job["cache"]["paths"]) == ([{"changes": ["seeds/**/*"]}], ["output"])  # type: ignore[index]
    lines = (ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 10


def dockerfile() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "ci" / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_image_is_made_of_the_checkout_and_the_lock_and_is_run_by_an_ordinary_user():
    steps = dockerfile()
    assert {word for word, _ in steps} == {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"}
    for word, rest in steps:
        if word == "COPY" and not rest.startswith("--from="):
            assert all((ROOT / name).exists() for name in rest.split()[:-1]), rest
    (user,) = [rest for word, rest in steps if word == "USER"]
    assert int(user.partition(":")[0]) > 0
    assert [word for word, _ in steps[[word for word, _ in steps].index("USER") :]] == ["USER", "ENTRYPOINT", "CMD"]
    # What is asked of the command is what it knows.
    asked = [*json.loads(dict(steps)["ENTRYPOINT"]), *json.loads(dict(steps)["CMD"])]
    assert asked == ["awase", "extract", "/seeds", "-o", "/output"]
    assert next(rest for word, rest in steps if word == "RUN").startswith("make .venv/.ready")
