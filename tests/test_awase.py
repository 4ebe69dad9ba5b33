"""What users import."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import awase
from pipeline import processes, store
from tests.support.paths import ROOT


def test_what_a_notebook_needs_is_there_and_no_more(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Acme Corp. had revenue of $5 million in 2024.\n", encoding="utf-8")
    summary = awase.run(tmp_path / "a.txt", tmp_path / "out")
    tables = awase.load(tmp_path / "out")
    assert isinstance(tables, awase.Tables)
    assert (summary.documents, len(tables.facts)) == (1, 1)
    assert sorted(awase.__all__) == ["Tables", "load", "run"]


def test_a_summary_is_of_what_its_run_wrote_whichever_run_publishes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.txt").write_text("Acme Corp. had revenue of $5 million in 2024.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Rain fell on Monday.\n", encoding="utf-8")
    publish = store.publish

    def overtaken(folder: Path, *rest: Any) -> dict[str, Any]:
        manifest = publish(folder, *rest)
        monkeypatch.undo()
        awase.run(tmp_path / "b.txt", folder)
        return manifest

    monkeypatch.setattr(store, "publish", overtaken)
    summary = awase.run(tmp_path / "a.txt", tmp_path / "out")
    assert (summary.claims, summary.facts) == (1, {"single_source": 1})
    assert summary.mentions == {"ORG": 1, "MONEY": 1, "DATE": 1}
    assert len(awase.load(tmp_path / "out").facts) == 0


def test_a_run_leaves_the_process_to_look_for_garbage_as_it_did(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Rain fell on Monday.\n", encoding="utf-8")
    before = gc.get_threshold()
    awase.run(tmp_path / "a.txt", tmp_path / "out")
    assert gc.get_threshold() == before


def test_runs_that_overlap_leave_the_process_to_look_for_garbage_as_it_did():
    before = gc.get_threshold()
    gc.set_threshold(900, 11, 12)  # a test of the command may have raised it
    try:
        one, other = processes.seldom(), processes.seldom()
        one.__enter__()
        other.__enter__()
        one.__exit__(None, None, None)
        assert gc.get_threshold() != (900, 11, 12)
        other.__exit__(None, None, None)
        assert gc.get_threshold() == (900, 11, 12)
    finally:
        gc.set_threshold(*before)


def test_importing_it_loads_no_heavy_library():
    code = "import sys, awase; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    assert not loaded & {"numpy", "pandas", "pyarrow", "spacy", "fugashi", "click", "extractors"}
