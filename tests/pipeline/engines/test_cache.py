"""What earlier runs came to is taken, unless anything that it hangs on has changed or it is damaged."""

import json
import re
import subprocess
import sys
import tomllib
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline import facts, provenance, stages
from pipeline.cli import main
from pipeline.documents import Limits
from pipeline.engines import cache, kept, pages
from pipeline.engines.cache import Cache
from pipeline.engines.pages import Page
from pipeline.records import Document, Reject, Source
from pipeline.runs import run
from pipeline.stages import STAGES, Settings
from pipeline.store import open_tables
from tests.support.paths import ROOT

TEXTS = {
    "a.txt": "Umino Foods had revenue of $12 million in 2024.\n",
    "b.txt": "Hoshikawa Robotics raised $40 million in March 2025.\n",
    "c.txt": "海野食品の従業員数は310人。\n",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages that are run, with the file or document that they are run on."""
    told: list[str] = []

    def watched(stage: Any) -> Any:
        def run_(rows: Any, settings: Any) -> Iterator[Any]:
            held = rows.get("documents") or rows.get("sources")
            told.extend(f"{stage.name} {row.path}" for row in held or () if stage.per != "corpus")
            yield from stage.run(rows, settings)

        return stages.Stage(stage.name, stage.per, stage.reads, stage.writes, run_)

    monkeypatch.setattr(stages, "STAGES", tuple(map(watched, STAGES)))
    return told


def _entries(output: Path) -> list[Path]:
    return [path for path in (output / ".tables" / "cache").rglob("*") if path.is_file()]


def _facts(output: Path) -> bytes:
    return (output / "facts.parquet").read_bytes()


def test_nothing_is_done_again_where_nothing_has_changed(seeds: Path, tmp_path: Path, done: list[str]):
    first = run(seeds, tmp_path / "out")
    assert "mentions a.txt" in done
    done.clear()
    assert run(seeds, tmp_path / "out") == first
    assert done == []


def test_a_run_with_nothing_changed_loads_no_stage(seeds: Path, tmp_path: Path):
    run(seeds, tmp_path / "out")
    code = "import sys; from pipeline.runs import run; run(sys.argv[1], sys.argv[2]); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code, seeds, tmp_path / "out"], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(shown.stdout.split())
    assert {"pipeline.documents", "pipeline.store"} <= loaded
    assert not loaded & {
        "pipeline.stages",
        "pipeline.segments",
        "pipeline.claims",
        "pipeline.facts",
        "extractors.lexicon",
        "extractors.languages",
    }


def test_of_a_changed_document_alone_the_text_is_read_again(seeds: Path, tmp_path: Path, done: list[str]):
    run(seeds, tmp_path / "out")
    (seeds / "b.txt").write_text("Hoshikawa Robotics raised $41 million in March 2025.\n", encoding="utf-8")
    done.clear()
    run(seeds, tmp_path / "out")
    assert {told.split()[1] for told in done if told.startswith(("ingest", "segment", "mentions"))} == {"b.txt"}


def test_subjects_of_which_nothing_changed_are_not_judged_again(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run(seeds, tmp_path / "out")
    judged: list[str] = []
    inner = facts.reconcile_subject

    def watched(claims: Sequence[Any], **given: Any) -> Any:
        judged.append(claims[0].text)
        return inner(claims, **given)

    monkeypatch.setattr(facts, "reconcile_subject", watched)
    (seeds / "b.txt").write_text("Hoshikawa Robotics raised $41 million in March 2025.\n", encoding="utf-8")
    run(seeds, tmp_path / "out")
    assert {text.split()[0] for text in judged} == {"Hoshikawa"}
    # What names the publisher of another subject's claim is asked for it, and counts.
    judged.clear()
    (seeds / "seeds.toml").write_text('[[document]]\npath = "a.txt"\npublisher = "The Weekly"\n', encoding="utf-8")
    run(seeds, tmp_path / "out")
    assert {text.split()[0] for text in judged} == {"Umino"}
    run(seeds, tmp_path / "fresh", cache=False)
    assert _facts(tmp_path / "out") == _facts(tmp_path / "fresh")


def test_a_damaged_entry_is_done_again(seeds: Path, tmp_path: Path, done: list[str]):
    run(seeds, tmp_path / "out")
    before = _facts(tmp_path / "out")
    for entry in _entries(tmp_path / "out"):
        entry.write_bytes(entry.read_bytes()[:-3] + b"xyz")
    (seeds / "d.txt").write_text("No figure.\n", encoding="utf-8")
    done.clear()
    run(seeds, tmp_path / "out")
    assert {"ingest a.txt", "mentions a.txt", "claims a.txt"} <= set(done)
    assert _facts(tmp_path / "out") == before


def test_of_a_damaged_file_no_more_is_done_again_than_it_held(
    seeds: Path, tmp_path: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kept, "_TOGETHER", 2)
    run(seeds, tmp_path / "out")
    run(seeds, tmp_path / "fresh", cache=False)
    (tmp_path / "out" / ".tables" / "current").unlink()  # as if there were no tables to take
    held = [path for path in _entries(tmp_path / "out") if path.name != "index" and not path.name.startswith("facts")]
    assert len(held) == 6  # three groups of stages, two files each
    for damaged in held:
        whole = damaged.read_bytes()
        damaged.write_bytes(whole[: len(whole) // 2] + b"xyz" + whole[len(whole) // 2 + 3 :])
        (seeds / "note.txt").write_text(f"{damaged.name}\n", encoding="utf-8")
        done.clear()
        run(seeds, tmp_path / "out")
        again = {told.split()[1] for told in done if told.startswith(("ingest", "mentions", "claims"))} - {"note.txt"}
        assert 1 <= len(again) <= 2
    (seeds / "note.txt").unlink()
    run(seeds, tmp_path / "out")
    assert _facts(tmp_path / "out") == _facts(tmp_path / "fresh")


def test_without_its_index_everything_is_done_again(seeds: Path, tmp_path: Path, done: list[str]):
    run(seeds, tmp_path / "out")
    before = _facts(tmp_path / "out")
    (index,) = (path for path in _entries(tmp_path / "out") if path.name == "index")
    index.write_bytes(index.read_bytes()[:-2] + b"xx")
    (seeds / "d.txt").write_text("No figure.\n", encoding="utf-8")
    done.clear()
    run(seeds, tmp_path / "out")
    assert {"ingest a.txt", "mentions a.txt", "claims a.txt"} <= set(done)
    assert _facts(tmp_path / "out") == before


def test_damaged_tables_are_made_again(seeds: Path, tmp_path: Path):
    run(seeds, tmp_path / "out")
    before = _facts(tmp_path / "out")
    (tmp_path / "out" / "facts.parquet").resolve().write_bytes(b"gone")
    run(seeds, tmp_path / "out")
    assert _facts(tmp_path / "out") == before


def test_other_code_and_other_limits_take_nothing(seeds: Path, tmp_path: Path, done: list[str], monkeypatch: pytest.MonkeyPatch):
    run(seeds, tmp_path / "out")
    done.clear()
    run(seeds, tmp_path / "out", limits=Limits(seconds=30))
    assert "mentions a.txt" in done
    done.clear()
    monkeypatch.setattr(provenance, "code", lambda: "other")
    run(seeds, tmp_path / "out")
    assert "mentions a.txt" in done
    # Entries of code that is gone are of no use to anybody.
    assert len({entry.parent for entry in _entries(tmp_path / "out")}) == 1


def test_what_came_of_a_limit_or_a_fault_is_tried_again(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x")
    source = Source("a.txt", bytes(tmp_path / "a.txt"), "a.txt")
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", "x")
    asked: list[int] = []
    made: list[list[Page]] = []

    def work(parts: Sequence[Any], units: Sequence[Any]) -> Iterator[Page]:
        asked.append(len(units))
        reason = "timeout" if len(asked) == 1 else "nul"
        yield from (Page({"documents": (document,), "rejects": (Reject("a.txt", None, "x", reason, ""),)}, origin="a.txt") for _ in units)

    for _ in range(3):
        held = Cache(tmp_path / "cache", "code", Settings())
        made.append(list(held.over(work)(STAGES[:1], [source])))
        held.close()
    assert asked == [1, 1, 0]
    assert [row.reason for page in made[2] for row in page.rows.get("rejects", ())] == ["nul"]


def test_the_oldest_entries_go_where_there_are_too_many(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run(seeds, tmp_path / "out")
    size = sum(entry.stat().st_size for entry in _entries(tmp_path / "out"))
    monkeypatch.setattr(cache.Cache.__init__, "__defaults__", (size // 2,))
    (seeds / "d.txt").write_text("No figure.\n", encoding="utf-8")
    run(seeds, tmp_path / "out")
    assert sum(entry.stat().st_size for entry in _entries(tmp_path / "out")) <= size // 2


def test_the_cache_can_be_left_out_and_cleared(seeds: Path, tmp_path: Path):
    run(seeds, tmp_path / "out", cache=False)
    assert _entries(tmp_path / "out") == []
    (seeds / "d.txt").write_text("No figure.\n", encoding="utf-8")
    run(seeds, tmp_path / "out")
    assert _entries(tmp_path / "out")
    result = CliRunner().invoke(main, ["cache", "clear", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert result.stdout.endswith(" bytes cleared\n")
    assert _entries(tmp_path / "out") == []


def test_what_is_made_of_rows_that_another_run_may_not_have_is_not_kept(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run(seeds, tmp_path / "whole", cache=False)

    def ended(rows: Any, settings: Any) -> Iterator[Any]:
        raise pages._OverBudget
        yield

    with monkeypatch.context() as patched:
        patched.setattr(stages, "STAGES", tuple(replace(one, run=ended) if one.name == "segment" else one for one in STAGES))
        run(seeds, tmp_path / "out")
    assert [row.reason for row in open_tables(tmp_path / "out").records("rejects")] == ["timeout"] * len(TEXTS)
    assert open_tables(tmp_path / "out").records("claims") == []
    run(seeds, tmp_path / "out")
    assert _facts(tmp_path / "out") == _facts(tmp_path / "whole")


def test_what_is_kept_hangs_on_every_library_but_those_that_change_no_table():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=\[ ]", one)[0] for one in needed}
    assert names - provenance.libraries().keys() == {"bokeh", "click", "jinja2", "pandas", "zstandard"}
    assert provenance.libraries().keys() <= names


def test_what_a_person_decides_is_heeded_of_documents_that_are_the_same(seeds: Path, tmp_path: Path):
    run(seeds, tmp_path / "out")
    claims = [row for row in open_tables(tmp_path / "out").records("claims") if row.value is not None]
    first = claims[0].claim_id
    seen = {_facts(tmp_path / "out")}
    for decided in (
        [{"verdict": "correct", "claim": first, "value": "77000000"}],
        [{"verdict": "correct", "claim": first, "value": "78000000"}],
        [{"verdict": "reject", "claim": first}],
        [{"verdict": "accept", "claim": row.claim_id} for row in claims],
        [{"verdict": "correct", "claim": first, "value": "77000000"}, {"verdict": "accept", "claim": claims[1].claim_id}],
    ):
        (seeds / "decisions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in decided), encoding="utf-8")
        run(seeds, tmp_path / "out")
        run(seeds, tmp_path / "fresh", cache=False)
        assert _facts(tmp_path / "out") == _facts(tmp_path / "fresh")
        seen.add(_facts(tmp_path / "out"))
    assert len(seen) >= 5


def test_a_file_that_is_read_back_is_in_memory_once(tmp_path: Path):
    body = bytes(range(256)) * 40_000
    kept.write(tmp_path, "file", {"about": "much"}, body)
    tracemalloc.start()
    head, read = kept.read(tmp_path / "file") or ({}, memoryview(b""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (head, read) == ({"about": "much"}, body)
    assert peak < 1.1 * len(body)
    (tmp_path / "file").write_bytes((tmp_path / "file").read_bytes()[:-1])
    assert kept.read(tmp_path / "file") is None
