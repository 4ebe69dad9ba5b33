"""Runs the stages of documents on a cluster of Apache Spark, each Python process of which holds one worker of the local engine.

In: neighbouring stages, and the files or documents that they work on. Out: the documents with more rows. Never: a rule of its own for what
a document may cost, or for whose a fault is: what a worker does here is what it does on one machine, and so the rows are the same.

What goes to the cluster and back are the messages of the local engine, a row each; files go with their bytes, so that the cluster needs no
disk of this machine. A file longer than a document may be is read where the command runs: it is refused, or a corpus, and that is streamed.
Spark does a task again whose process or machine is lost: a task is a function of its message.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import provenance
from pipeline.engines import local
from pipeline.engines.local import Work
from pipeline.engines.pages import Page
from pipeline.engines.pool import Pool, Task, merged, packed, tasks_of
from pipeline.engines.stage import Settings, Stage
from pipeline.engines.wire import pack, unpack, written
from pipeline.errors import ConfigError, StageError

#: A message: its number and what `pack` made of its units; and of a file the bytes.
_MESSAGE = pa.schema(
    [
        pa.field("task", pa.int64(), False),
        pa.field("head", pa.string(), False),
        pa.field("body", pa.binary(), False),
        pa.field("content", pa.binary()),
    ]
)
#: Bytes of messages that are on the cluster at once: what this process holds beside its rows.
_WAVE = 256_000_000
#: Tasks of Spark for each of its cores: a long document holds up no others.
_SHARES = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """What a worker of the cluster is told of the settings of a run."""

    limits: Any
    language: str | None
    model: str


@contextmanager
def engine(master: str, settings: Settings) -> Iterator[Work]:
    """Open an engine.

    Args:
        master: The cluster, as Spark names it: `spark://HOST:PORT`, `yarn`, `local[4]`.
        settings: What the run is told.

    Raises:
        ConfigError: There is no pyspark or no Java here, or no such cluster.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError("the engine spark needs pyspark: pip install 'awase[spark]', and Java 17 or newer") from error
    held = SparkSession.getActiveSession()  # somebody's own, who goes on with it
    try:
        session = held or _started(SparkSession.builder.master(master))
    except Exception as error:
        raise ConfigError(f"Spark cannot be reached at {master}: {_said(error)}") from error
    try:
        yield lambda stages, units: _work(session, stages, units, settings)
    finally:
        if held is None:
            session.stop()


def _started(builder: Any) -> Any:
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise FileNotFoundError("there is no Java here, and it needs 17 or newer")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    home = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))
    told = {
        "spark.app.name": "awase",
        "spark.executorEnv.PYTHONPATH": home,
        "spark.ui.showConsoleProgress": "false",
        "spark.rpc.message.maxSize": "512",  # megabytes: a wave, whatever part of it goes to one executor
    }
    return builder.config(map=told).getOrCreate()


def _work(session: Any, stages: Sequence[Stage], units: Sequence[Any], settings: Settings) -> Iterator[Page]:
    """Take files or documents through stages.

    Raises:
        StageError: The program is at fault, or the cluster has another one.
    """
    bare = tuple(replace(stage, run=_elsewhere) for stage in stages)
    answered = partial(_answered, _code(), _Told(settings.limits, settings.language, settings.model), bare)
    if stages[0].per == "file":
        long = {unit.path for unit in units if local.size(unit) > settings.limits.file_bytes}
        with local.engine(1, settings) as work:
            yield from work(stages, [unit for unit in units if unit.path in long])
        units = [unit for unit in units if unit.path not in long]
    tasks = list(tasks_of(stages, units))
    shares = _SHARES * session.sparkContext.defaultParallelism
    for wave in _waves(_messages(stages, tasks)):
        table = pa.Table.from_pylist(wave, schema=_MESSAGE)
        rows = session.createDataFrame(table).repartition(min(len(wave), shares))
        try:
            answers = rows.mapInArrow(answered, rows.schema).toArrow()
        except Exception as error:
            raise StageError(f"the cluster gave up: {_said(error)}") from error
        for answer in answers.to_pylist():
            head = json.loads(answer["head"])
            if "fault" in head:
                raise StageError(head["fault"])
            yield from merged(tasks[answer["task"]], unpack(head, answer["body"]))


def _messages(stages: Sequence[Stage], tasks: Sequence[Task]) -> Iterator[dict[str, Any]]:
    for number, task in enumerate(tasks):
        head, body = packed(stages, task)
        content = None
        with suppress(OSError):  # whoever is to read it finds that it cannot be read, and says so
            content = Path(os.fsdecode(task.units[0].file)).read_bytes() if stages[0].per == "file" else None
        yield {"task": number, "head": json.dumps(head), "body": body, "content": content}


def _waves(messages: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    wave: list[dict[str, Any]] = []
    size = 0
    for message in messages:
        wave.append(message)
        size += len(message["body"]) + len(message["content"] or b"")
        if size >= _WAVE:
            yield wave
            wave, size = [], 0
    if wave:
        yield wave


def _elsewhere(rows: Any, settings: Any) -> Iterator[Any]:
    raise StageError("the function of a stage stays where the worker is")


@cache
def _code() -> str:
    return repr((provenance.code(), provenance.libraries()))


def _said(error: Exception) -> str:
    """Return the last line of what Spark tells, in which the exception stands, without its traces."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith(("\t", " "))]
    return (lines[-1] if lines else type(error).__name__)[:300]


def _answered(code: str, told: _Told, stages: Sequence[Stage], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Answer messages, in a process of the cluster."""
    if _code() != code:
        raise StageError("the cluster has another Awase, or other libraries, than this machine")
    with tempfile.TemporaryDirectory() as folder:
        for batch in batches:
            for message in batch.to_pylist():
                head, body = _answer(told, stages, message, Path(folder) / "file")
                yield pa.RecordBatch.from_pylist([{**message, "head": json.dumps(head), "body": body, "content": None}], schema=_MESSAGE)


def _answer(told: _Told, stages: Sequence[Stage], message: dict[str, Any], copy: Path) -> tuple[dict[str, Any], bytes | memoryview]:
    units: Sequence[Any] = unpack(json.loads(message["head"]), message["body"])
    if stages[0].per == "file":
        units = units[0].rows["sources"]
        if message["content"] is not None:
            copy.write_bytes(message["content"])
            units = [replace(source, file=os.fsencode(copy)) for source in units]
    try:
        made = list(_worker(told).work(stages, units))
    except StageError as error:
        _worker.cache_clear()  # what told of a fault has ended
        return {"fault": str(error)}, b""
    return pack(made, written(stages) | {"documents", "rejects"})


@cache
def _worker(told: _Told) -> Pool:
    """Return the worker of this process: its models are loaded once."""
    pool = Pool(1, told)
    atexit.register(pool.close)
    return pool
