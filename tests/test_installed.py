"""Awase away from its checkout: built as a wheel, installed elsewhere, run where nothing of this folder is."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.runs import run
from tests.support.paths import ROOT

TEXTS = {
    "a.txt": "Acme Corp. had revenue of $5 million in 2024, according to Beta News.\n",
    "b.md": "# 星川株式会社\n\n星川株式会社の2024年の売上高は143億円だった。\n",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of this checkout is installed; what it needs of others stands where it stood."""
    place = tmp_path_factory.mktemp("installed")
    # A build leaves files beside what it builds: it is given a copy.
    source = place / "source"
    source.mkdir()
    # What the image is made from is enough.
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", (ROOT / "docs" / "ci" / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in " ".join(copied).split():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", place, source], check=True)
    (wheel,) = place.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", place / "site", wheel], check=True)
    shutil.rmtree(source)
    return place


def awase(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed / "site")}
    command = [sys.executable, installed / "site" / "bin" / "awase", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_weights_are_learnt_away_from_the_checkout(installed: Path, tmp_path: Path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "documents.jsonl").write_text('{"doc": "a.txt"}\n', encoding="utf-8")
    shown = awase(installed, "train", "--gold", "gold", "-o", "model.json", cwd=tmp_path)
    assert (shown.returncode, "no such file or folder: gold/texts" in shown.stderr) == (1, True), shown.stderr


def test_the_wheel_holds_every_file_of_the_packages_and_the_licences(installed: Path):
    (wheel,) = installed.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in ("extractors", "pipeline")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - held == set()
    assert {name.rpartition("/")[2] for name in held if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_outside_the_checkout_the_tables_are_the_same(installed: Path, tmp_path: Path):
    (tmp_path / "papers").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "papers" / name).write_text(text, encoding="utf-8")
    done = awase(installed, "extract", "papers", "-o", "tables", "-q", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert json.loads(done.stdout)["facts"] == {"single_source": 2}
    run(tmp_path / "papers", tmp_path / "here")
    names = sorted(path.name for path in (tmp_path / "here").iterdir() if path.is_file())
    assert len(names) == 10
    for name in names:
        assert (tmp_path / "tables" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name


def test_what_runs_is_what_was_installed(installed: Path, tmp_path: Path):
    command = [sys.executable, "-c", "import awase, extractors, pipeline; print(awase.__file__, extractors.__file__, pipeline.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(installed / "site")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert {Path(name).relative_to(installed / "site").parts[0] for name in done.stdout.split()} == {"awase.py", "extractors", "pipeline"}


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_commands_and_options(installed: Path, tmp_path: Path):
    (tmp_path / "awase").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{installed}/site/bin/awase" "$@"\n', encoding="utf-8")
    (tmp_path / "awase").chmod(0o755)
    script = """eval "$(awase completion bash)"
    for words in "awase expl" "awase extract --no-c"; do
        COMP_WORDS=($words) COMPREPLY=()
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _awase_completion awase
        echo "${COMPREPLY[@]}"
    done"""
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    environment = {**os.environ, "PYTHONPATH": str(installed / "site"), "PATH": path}
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["explain", "--no-cache"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_how_to_complete(shell: str, installed: Path, tmp_path: Path):
    done = awase(installed, "completion", shell, cwd=tmp_path)
    assert done.returncode == 0
    assert f"_AWASE_COMPLETE={shell}_complete" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n", "/dev/stdin"], input=done.stdout, text=True, check=True)
