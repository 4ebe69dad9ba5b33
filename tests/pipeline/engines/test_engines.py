"""Faults of documents and of the program, worker deaths, budgets, and what goes between processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.contract import from_table, schema, to_table
from pipeline.documents import Limits
from pipeline.engines.kept import Parts, tables
from pipeline.engines.local import engine
from pipeline.engines.pages import Page, through
from pipeline.engines.wire import Joined, pack, streams, unpack, wanted, written
from pipeline.errors import StageError
from pipeline.records import PARTS, Document, Mention, Segment, content_id
from pipeline.runs import run
from pipeline.stages import STAGES, Rows, Settings, Stage
from pipeline.store import open_tables
from tests.support.paths import ROOT, SEEDS

TEXT = "Acme Corp. raised $5 million in 2024. Beta Ltd. had revenue of $7 million in 2023.\n\nGamma Inc. has 40 staff.\n"


def document(text: str = TEXT) -> Document:
    return Document(content_id(text), "a.txt", ("a.txt",), "00", "text/plain", "utf-8", text)


def upto(name: str) -> list[Stage]:
    """The stages of one document before a named one."""
    names = [stage.name for stage in STAGES]
    return [stage for stage in STAGES[: names.index(name)] if stage.per == "document" and stage.name != "copied"]


def failing(stage: Stage, fails: Any) -> Stage:
    """A stage that fails on rows of which something is so."""

    def fault(rows: Rows, settings: Settings) -> Iterator[Rows]:
        fails(rows)
        yield from stage.run(rows, settings)

    return replace(stage, run=fault)


def stage(name: str) -> Stage:
    return next(stage for stage in STAGES if stage.name == name)


def test_a_stage_is_handed_what_it_reads_and_gives_what_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seen: dict[str, tuple[set[str], set[str]]] = {}

    def spied(stage: Stage) -> Stage:
        def watch(rows: Rows, settings: Settings) -> Iterator[Rows]:
            for made in stage.run(rows, settings):
                given, got = seen.setdefault(stage.name, (set(), set()))
                given |= set(rows)
                got |= set(made)
                yield made

        return replace(stage, run=watch)

    monkeypatch.setattr("pipeline.stages.STAGES", tuple(map(spied, STAGES)))
    run(SEEDS, tmp_path)
    assert {name: given for name, (given, _) in seen.items()} == {stage.name: set(stage.reads) for stage in STAGES}
    assert all(seen[stage.name][1] <= set(stage.writes) for stage in STAGES)


def test_every_table_is_made_before_it_is_read():
    made = {"sources"}
    for one in STAGES:
        assert set(one.reads) <= made, one.name
        made |= set(one.writes)


def test_claims_are_handed_the_entities_that_their_document_names_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    handed: dict[str, set[str]] = {}

    def watch(rows: Rows, settings: Settings) -> Iterator[Rows]:
        handed[rows["documents"][0].path] = {party.entity.name for party in rows["parties"]}
        yield from stage("claims").run(rows, settings)

    monkeypatch.setattr("pipeline.stages.STAGES", tuple(replace(one, run=watch) if one.name == "claims" else one for one in STAGES))
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("Acme Corp. raised $5 million in 2024.\n")
    (seeds / "b.txt").write_text("Beta Ltd. had revenue of $7 million in 2023.\n")
    run(seeds, tmp_path / "out")
    assert handed == {"a.txt": {"Acme Corp."}, "b.txt": {"Beta Ltd."}}


def test_rows_come_back_from_a_message_as_they_went():
    rows: dict[str, Any] = {"documents": (document(),)}
    for one in upto("entities"):
        rows |= next(iter(one.run(rows, Settings())))
    page = Page({name: tuple(rows[name]) for name in ("documents", "segments", "sketches", "mentions")}, 0.25)
    assert rows["mentions"]
    (back,) = unpack(*pack([page], page.rows))
    assert (back.rows, back.spent) == (page.rows, page.spent)


def test_rows_that_are_kept_make_the_table_that_their_records_make():
    pages = []
    for text in (TEXT, "Gamma Inc. owes Acme Corp. 7 million euros.\n", TEXT + "No more of Beta Ltd.\n", "海野食品の売上高は12億円。\n"):
        rows: dict[str, Any] = {"documents": (document(text),)}
        for one in upto("entities"):
            rows |= next(iter(one.run(rows, Settings())))
        pages.append(Page({name: tuple(rows[name]) for name in ("documents", "segments", "mentions", "definitions")}))
    names = tuple(pages[0].rows)
    parts = Parts(names, tables(*streams((name, Joined(page.rows[name] for page in pages).table(name)) for name in names)))
    kept = [dict(zip(names, parts.next([len(page.rows[name]) for name in names]), strict=True)) for page in pages]
    for name in pages[0].rows:
        records = [row for page in pages for row in page.rows[name]]
        for mixed in ((0, 1, 2, 3), (1, 2), (0, 2), (0,), ()):
            joined = Joined(kept[at][name] if at in mixed else page.rows[name] for at, page in enumerate(pages))
            assert joined.table(name).equals(to_table(name, records), check_metadata=True), (name, mixed)
            assert list(joined) == records


@pytest.mark.parametrize("name", sorted(PARTS))
def test_what_goes_between_stages_has_a_schema(name: str):
    assert schema(name).names
    assert from_table(name, to_table(name, [])) == []


def test_a_group_of_stages_is_sent_what_none_of_them_makes():
    group = [stage("copied"), stage("mentions")]
    assert (wanted(group), written(group)) == ({"documents", "segments", "copies"}, {"segments", "mentions", "rejects"})


def test_a_fault_in_one_sentence_costs_that_sentence_and_its_reject_has_no_line_of_ours():
    def fails(rows: Rows) -> None:
        (held,) = rows["documents"]
        if any("Beta" in held.text[row.start : row.end] for row in rows["segments"]):
            raise KeyError("half")

    page = through([*upto("mentions"), failing(stage("mentions"), fails)], Page({"documents": (document(),)}), Settings())
    found: tuple[Mention, ...] = tuple(page.rows["mentions"])
    assert {row.text for row in found if row.label == "MONEY"} == {"$5 million"}
    assert {row.text for row in found if row.label == "ORG"} >= {"Acme Corp."}
    (reject,) = page.rows["rejects"]
    assert (reject.path, reject.stage, reject.reason, reject.detail) == (
        "a.txt",
        "mentions",
        "failed",
        "in part: characters 38 to 82 left out: KeyError: 'half'",
    )


def test_a_fault_in_the_whole_of_a_document_costs_its_rows_of_that_stage():
    def fails(rows: Rows) -> None:
        raise ZeroDivisionError("no")

    page = through([*upto("segment"), failing(stage("segment"), fails)], Page({"documents": (document(),)}), Settings())
    (reject,) = page.rows["rejects"]
    assert (reject.stage, reject.reason, reject.detail) == ("segment", "failed", "ZeroDivisionError: no")


def test_what_fails_on_every_document_is_no_fault_of_theirs_and_the_old_tables_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fails(rows: Rows) -> None:
        raise TypeError("'NoneType' object is not iterable")

    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in "abc":
        (seeds / f"{name}.txt").write_text(f"{name.upper()}cme Corp. raised $5 million in 2024.\n")
    run(seeds, tmp_path / "out")
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    broken = tuple(failing(one, fails) if one.name == "articles" else one for one in STAGES)
    monkeypatch.setattr("pipeline.stages.STAGES", broken)
    with pytest.raises(StageError, match="the stage articles failed on every document: TypeError: 'NoneType' object is not iterable"):
        run(seeds, tmp_path / "out", cache=False)
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("error", [FileNotFoundError("model"), NameError("name 'x' is not defined"), ImportError("spacy")])
def test_what_no_document_can_cause_ends_the_run(error: Exception):
    def fails(rows: Rows) -> None:
        raise error

    with pytest.raises(StageError, match="the stage segment failed: "):
        through([failing(stage("segment"), fails)], Page({"documents": (document(),)}), Settings())


def test_a_document_that_takes_too_long_is_told_and_no_later_stage_tries_it():
    def fails(rows: Rows) -> None:
        while True:
            pass

    stages = [*upto("mentions"), failing(stage("mentions"), fails), stage("named")]
    page = through(stages, Page({"documents": (document(),)}), Settings(Limits(seconds=2)))
    (reject,) = page.rows["rejects"]
    assert (reject.stage, reject.reason, reject.detail) == ("mentions", "timeout", "it took more than 2 CPU seconds")
    assert "mentions" not in page.rows
    assert page.spent >= 2
    assert isinstance(page.rows["segments"][0], Segment)


KILLER = """
import os, signal
from dataclasses import replace
from pipeline import stages, worker

def deadly(rows, settings, inner=next(one for one in stages.STAGES if one.name == "mentions")):
    if "deadly" in rows["documents"][0].text:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from inner.run(rows, settings)

worker.STAGES = tuple(replace(one, run=deadly) if one.name == "mentions" else one for one in stages.STAGES)
worker.main()
"""


def test_a_document_that_kills_its_worker_is_refused_and_no_other_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in "abc":
        (seeds / f"{name}.txt").write_text(f"{name.upper()}cme Corp. raised $5 million in 2024.\n")
    run(seeds, tmp_path / "alone", workers=2)
    (seeds / "d.txt").write_text("Delta Corp. made deadly weapons worth $5 million in 2024.\n")
    started = subprocess.Popen

    def start(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return started([sys.executable, "-c", KILLER] if command[1:] == ["-m", "pipeline.worker"] else command, **options)

    monkeypatch.setattr("pipeline.engines.pool.subprocess.Popen", start)
    run(seeds, tmp_path / "out", workers=2)
    tables = open_tables(tmp_path / "out")
    (reject,) = tables.records("rejects")
    assert (reject.path, reject.stage, reject.reason, reject.detail) == (
        "d.txt",
        "mentions",
        "worker_died",
        "its process ended by SIGKILL, twice",
    )
    (refused,) = [row.document_id for row in tables.records("documents") if row.path == "d.txt"]
    alone = open_tables(tmp_path / "alone")
    for name in ("documents", "segments", "mentions", "claims"):
        assert [row for row in tables.records(name) if row.document_id != refused] == alone.records(name)


def alive(text: str) -> list[str]:
    """Processes whose command line holds a text."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            mine = (folder / "environ").read_bytes()
        except OSError:
            continue
        if text.encode() in mine and state != "Z":
            found.append(line)
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a process outlives its parent elsewhere until its pipe closes")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(number: signal.Signals, tmp_path: Path):
    mark = f"AWASE_TEST_MARK={tmp_path.name}-{number}"
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for at in range(60):
        (seeds / f"{at}.txt").write_text(f"Acme Corp. raised ${at + 2} million in 2024.\n" * 40)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "extract", str(seeds), "-o", str(tmp_path / "out"), "-j", "2"]
    name, _, value = mark.partition("=")
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, name: value}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as parent:
        while not any("pipeline.worker" in line for line in alive(mark)):
            assert parent.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        parent.send_signal(number)
        assert parent.wait() == (143 if number == signal.SIGTERM else -signal.SIGKILL)
    for _ in range(200):
        if not alive(mark):
            break
        time.sleep(0.05)
    assert alive(mark) == []
    assert not (tmp_path / "out" / "facts.parquet").exists()


def inside_a_thread(call: Any) -> Any:
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(call).result()


def test_a_run_in_another_thread_keeps_documents_to_their_time_as_any_does(tmp_path: Path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("Acme Corp. raised $5 million in 2024.\n")
    (seeds / "b.txt").write_text("Beta Ltd. had revenue of $7 million in 2023, and Gamma Inc. of $8 million.\n" * 12000)
    limits = Limits(seconds=4)
    inside_a_thread(lambda: run(seeds, tmp_path / "thread", limits=limits))
    tables = open_tables(tmp_path / "thread")
    assert [(row.path, row.reason, row.detail) for row in tables.records("rejects")] == [
        ("b.txt", "timeout", "it took more than 4 CPU seconds")
    ]
    assert {row.text for row in tables.records("mentions") if row.label == "MONEY"} == {"$5 million"}


def test_stages_taken_in_another_thread_say_that_no_budget_can_be_kept_there():
    with pytest.raises(StageError, match="in the main thread only; in others, open an engine"):
        inside_a_thread(lambda: through(upto("language"), Page({"documents": (document(),)}), Settings()))


def test_an_engine_of_one_starts_no_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.engines.pool.subprocess.Popen", None)
    with engine(1, Settings()) as work:
        (page,) = work(upto("copies"), [Page({"documents": (document(),)})])
    assert page.rows["segments"]
