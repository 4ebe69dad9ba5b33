"""The engine on Apache Spark: the tables of the local engine, in any order of rows, and when an executor is killed in the middle.

A real master and two executors, each a process of its own, on the loopback alone. Left out, loudly, where pyspark or Java is missing.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline import documents
from pipeline.engines import spark
from pipeline.engines.local import Work, engine
from pipeline.engines.wire import Joined
from pipeline.errors import ConfigError, StageError
from pipeline.records import TABLES, Source
from pipeline.stages import Settings, tables
from tests.bench.costs import mixed
from tests.support.paths import SEEDS
from tests.support.spark import NO_SPARK

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # what pyspark says of versions of pandas
    pytest.mark.skipif(find_spec("pyspark") is None or shutil.which("java") is None, reason=NO_SPARK),
]

CLUSTER = "local-cluster[2,1,900]"
TOLD = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "900m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    """Documents in three languages, copies among them, and files that cannot be read."""
    seeds = tmp_path_factory.mktemp("documents")
    for number in range(24):
        (seeds / f"{number:02}.md").write_text(mixed(number, 24), encoding="utf-8")
    for path in SEEDS.iterdir():
        shutil.copy(path, seeds / path.name)
    (seeds / "broken.pdf").write_bytes(b"%PDF-1.4 no more than this")
    (seeds / "again.md").write_bytes((seeds / "03.md").read_bytes())
    (seeds / "packed.md.gz").write_bytes(gzip.compress(b"Elm Works had revenue of $12 million in 2023.\n", mtime=0))
    found = [item for item in documents.find(seeds, documents.Limits(), lambda folder: frozenset()) if isinstance(item, Source)]
    assert len(found) == 24 + len([path for path in SEEDS.iterdir() if path.suffix != ".toml"]) + 3
    return found


def made(files: Sequence[Source], settings: Settings, work: Work) -> dict[str, Any]:
    """The tables that an engine makes."""
    rows = tables(files, settings, work, lambda stage, done, total: None)
    rows["rejects"] = sorted(rows["rejects"], key=lambda row: (row.path, row.stage, row.reason, row.detail))
    return {name: Joined([rows[name]]).table(name) for name in TABLES}


@pytest.fixture(scope="module")
def alone(files: list[Source]) -> dict[str, Any]:
    """The tables of one process of this machine."""
    with engine(1, Settings()) as work:
        return made(files, Settings(), work)


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Keep what Spark starts on the loopback, and small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_SUBMIT_ARGS", " ".join(f'--conf "{name}={value}"' for name, value in TOLD.items()) + " pyspark-shell")
        yield


def test_what_is_no_cluster_is_told_in_a_line():
    with pytest.raises(ConfigError, match=r"^Spark cannot be reached at nowhere: \S"), spark.engine("nowhere", Settings()):
        pass


def test_no_java_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ConfigError, match=r"^Spark cannot be reached at local: there is no Java here"), spark.engine("local", Settings()):
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[Work]:
    """A master and two executors."""
    with spark.engine(CLUSTER, Settings()) as work:
        yield work


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return [name for name in TABLES if not one[name].equals(other[name], check_metadata=True)]


def test_the_tables_are_those_of_one_process_in_any_order_of_rows(files: list[Source], alone: dict[str, Any], cluster: Work):
    assert alone["facts"].num_rows > 20
    assert alone["rejects"].num_rows == 1
    assert differing(made(files, Settings(), cluster), alone) == []
    told = random.Random("rows")

    def shuffled(stages: Sequence[Any], units: Sequence[Any]) -> Iterator[Any]:
        return cluster(stages, told.sample(list(units), len(units)))

    assert differing(made(files, Settings(), shuffled), alone) == []


def test_a_file_that_is_longer_than_a_document_may_be_is_read_or_refused_as_by_one_process(tmp_path: Path, cluster: Work):
    lines = [f'{{"id": {number}, "text": "Elm Works had revenue of ${number} million in 2023."}}' for number in range(1, 40)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    (tmp_path / "long.txt").write_text("Fen Works had revenue of $5 million in 2023.\n" * 40)
    (tmp_path / "short.txt").write_text("Gar Works had revenue of $6 million in 2023.\n")
    limits = documents.Limits(file_bytes=1000)
    found = [item for item in documents.find(tmp_path, limits, lambda folder: frozenset()) if isinstance(item, Source)]
    with engine(1, Settings(limits=limits)) as work:
        here = made(found, Settings(limits=limits), work)
    with spark.engine(CLUSTER, Settings(limits=limits)) as work:
        assert differing(made(found, Settings(limits=limits), work), here) == []
    assert here["documents"].num_rows == 40
    assert here["rejects"].column("reason").to_pylist() == ["too_large"]


def below(pid: int) -> Iterator[tuple[int, bytes, float]]:
    """Yield the processes that a process started, and those that they did: each with its command line and its CPU seconds so far."""
    above: dict[int, list[tuple[int, bytes, float]]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        above.setdefault(int(told[1]), []).append((int(folder.name), line, (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")))
    left = [pid]
    while left:
        for found in above.get(left.pop(), ()):
            left.append(found[0])
            yield found


def test_an_executor_that_is_killed_in_the_middle_costs_no_row(files: list[Source], alone: dict[str, Any], cluster: Work):
    killed: list[int] = []

    def kill() -> None:
        """Kill the first executor whose worker has worked for a while since the job began."""
        before: dict[int, float] = {}
        until = time.monotonic() + 300
        while not killed and time.monotonic() < until:
            for executor, line, _ in below(os.getpid()):
                for worker, ours, spent in below(executor) if b"CoarseGrainedExecutorBackend" in line else ():
                    if b"pipeline.worker" in ours and spent > before.setdefault(worker, spent) + 0.5:
                        os.kill(executor, signal.SIGKILL)
                        killed.append(executor)
                        return
            time.sleep(0.05)

    threads: list[threading.Thread] = []

    def watched(stages: Sequence[Any], units: Sequence[Any]) -> Iterator[Any]:
        if stages[-1].name == "names":
            threads.append(threading.Thread(target=kill))
            threads[0].start()
        return cluster(stages, units)

    found = made(files, Settings(), watched)
    threads[0].join()
    assert len(killed) == 1
    assert differing(found, alone) == []


def test_a_cluster_with_another_awase_makes_no_rows(files: list[Source], cluster: Work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spark, "_code", lambda: "another")
    with pytest.raises(StageError, match="the cluster has another Awase, or other libraries, than this machine"):
        made(files[:1], Settings(), cluster)
