"""Tables on disk: their publication, and loading.

In: Arrow tables, or a folder of them. Out: a folder that is replaced whole or not at all; tables as Arrow, records or frames. Never: a row
changed, a file half written under its final name.

A published folder holds `NAME.parquet` for each table (or a folder `NAME`, where it is partitioned) and `manifest.json`: links into
`.tables/current/`, itself a link to the generation in force: one rename of it publishes all tables at once, and no reader ever sees old and
new ones together. The generations before stay beside it, as many as are kept; `history` names them, the newest last.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import parquet
from pipeline.contract import from_table, schema
from pipeline.errors import ContractError, InputError, OutputError
from pipeline.records import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    import pandas as pd

_MANIFEST = "manifest.json"
#: What describes the tables for tools that know Data Packages.
_PACKAGE = "datapackage.json"
#: The page that shows the tables, and how it begins, so that it is known wherever it lies.
REPORT = "report.html"
REPORT_BEGINS = '<!doctype html>\n<html lang="en" data-generator="awase">'
_GENERATIONS = ".tables"
_CURRENT = "current"
_HISTORY = "history"
#: What earlier runs came to, beside the generations.
_CACHE = "cache"
_VERDICTS = "verdicts.json"
#: Names that a table may have in a published folder.
_PLACES = frozenset(parquet.place(name, by) for name in TABLES for by in ("", *parquet.PARTITIONS))


def written(folder: Path) -> frozenset[str]:
    """Return the names in a folder that are tables of a run, or what belongs to them, whichever run that was.

    Args:
        folder: Any folder; tables are known by their manifest, or by the links to a generation of them.
    """
    found: set[str] = set()
    if (folder / _GENERATIONS / ".lock").is_file():
        linked = {name for name in (*_PLACES, _MANIFEST, _PACKAGE) if _linked(folder / name)}
        found |= {_GENERATIONS} | linked
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        if {"schema_version", "tables"} <= manifest.keys() and manifest["tables"].keys() <= TABLES.keys():
            found |= {_MANIFEST, _PACKAGE, *(parquet.place(table, manifest.get("partition", "")) for table in manifest["tables"])}
    except (OSError, ValueError, AttributeError, RecursionError):
        pass  # there is none, or it is somebody else's
    stem, _, kind = REPORT.rpartition(".")
    found |= {path.name for path in (folder / REPORT, *folder.glob(f"{stem}-*.{kind}")) if is_report(path)}
    return frozenset(found)


def is_report(path: Path) -> bool:
    """Whether a file is a page that shows tables of ours."""
    try:
        with path.open("rb") as file:
            return file.read(len(REPORT_BEGINS)) == REPORT_BEGINS.encode()
    except OSError:
        return False


def earlier(output: Path) -> tuple[Path, ...]:
    """Return the generations that were in force before the one that is, as far as they are kept, the newest first."""
    folder = output / _GENERATIONS
    now = os.readlink(folder / _CURRENT) if (folder / _CURRENT).is_symlink() else ""
    return tuple(folder / name for name in reversed(_history(folder)) if name != now)


def _history(folder: Path) -> list[str]:
    """Return the names of the generations that are there, the newest last."""
    try:
        names = (folder / _HISTORY).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []
    return [name for name in names if (folder / Path(name).name).is_dir()]


def remembered(output: Path) -> Path:
    """Return where what earlier runs into an output folder came to is kept."""
    return output / _GENERATIONS / _CACHE


def noted(output: Path) -> Path:
    """Return where it is kept what verdicts of a person stood on."""
    return output / _GENERATIONS / _VERDICTS


def writable(output: Path) -> None:
    """Make the output folder and see that it can be written to.

    Raises:
        OutputError: It cannot.
    """
    try:
        (output / _GENERATIONS).mkdir(parents=True, exist_ok=True)
        probe = output / _GENERATIONS / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write to {output}: {error.strerror or error}") from error


def shelf(output: Path) -> Path:
    """Return where rows lie while a run goes on: on the disk of its tables."""
    return output / _GENERATIONS


def publish(output: Path, tables: Mapping[str, parquet.Pieces], about: Mapping[str, Any], keep: int = 1, by: str = "") -> dict[str, Any]:
    """Write all tables and put them in the place of the old ones in one step.

    Args:
        output: Folder, made if it is not there; other files in it are left alone.
        tables: Arrow tables by name, whole or in pieces, which are asked for one after another.
        about: What the manifest shall say beside the tables' rows and digests.
        keep: Generations before it that stay, to compare with.
        by: Column by which the tables that have it are partitioned, as folders in place of a file; empty for none.

    Returns:
        The manifest as written.

    Raises:
        ContractError: A table does not follow its schema.
        OutputError: The folder cannot be written; what it says of the old tables is so.
    """
    writable(output)
    names = [*(parquet.place(name, by) for name in tables), _PACKAGE, _MANIFEST]
    ours = written(output)
    for name in names:
        if (output / name).is_dir() and not (output / name).is_symlink():
            raise OutputError(f"cannot write to {output}: {name} is a folder; the old tables are unchanged")
        if os.path.lexists(output / name) and name not in ours:
            raise OutputError(f"cannot write to {output}: {name} is no table of ours, and would be lost; move it, or choose another folder")
    with _alone(output):
        before = _current(output)
        try:
            generation, manifest = _prepared(output, tables, {**about, **({"partition": by} if by else {})}, by)
            _link((output / _GENERATIONS) / _CURRENT, generation)
        except OSError as error:
            raise OutputError(f"cannot write to {output}: {error.strerror or error}; the old tables are unchanged") from error
        try:
            for name in names:
                if not _linked(output / name):
                    _link(output / name, f"{_GENERATIONS}/{_CURRENT}/{name}")
            for name in _PLACES - set(names):
                if _linked(output / name):
                    (output / name).unlink()
            parquet.flush(output)
        except OSError as error:
            said = f"the new tables are in {(output / _GENERATIONS) / _CURRENT}, but not all links to them could be made"
            raise OutputError(f"cannot write to {output}: {error.strerror or error}; {said}") from error
        _swept(output, generation, before, keep)
    return manifest


def _prepared(output: Path, tables: Mapping[str, parquet.Pieces], about: Mapping[str, Any], by: str) -> tuple[str, dict[str, Any]]:
    """Write a generation, and return its name and manifest; it is not yet in force."""
    folder = output / _GENERATIONS
    made = folder / f".new-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    try:
        made.mkdir()
        entries: dict[str, Any] = {}
        for name, table in tables.items():
            path = made / parquet.place(name, by)
            rows = parquet.write(path, name, (table,) if isinstance(table, pa.Table) else table, by)
            entries[name] = {"rows": rows, "sha256": parquet.digest(path)}
        manifest = {"schema_version": SCHEMA_VERSION, **about, "tables": entries}
        content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
        (made / _PACKAGE).write_bytes(parquet.described(made, by))
        parquet.flush(made / _PACKAGE)
        (made / _MANIFEST).write_bytes(content)
        parquet.flush(made / _MANIFEST)
        # What is in force is never touched: where the same content is there whole, it stays; a damaged copy gets a new neighbour.
        generation = first = sha256(content[:-1]).hexdigest()[:16]
        number = 1
        while (folder / generation).exists():
            if _whole(folder / generation, content, entries, by):
                return generation, manifest
            number += 1
            generation = f"{first}-{number}"
        os.rename(made, folder / generation)
        parquet.flush(folder)
        return generation, manifest
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _whole(folder: Path, manifest: bytes, entries: Mapping[str, Any], by: str) -> bool:
    """Whether a generation has this manifest, and the tables that it names."""
    try:
        described = (folder / _PACKAGE).read_bytes() == parquet.described(folder, by)
        return (
            described
            and (folder / _MANIFEST).read_bytes() == manifest
            and all(parquet.digest(folder / parquet.place(name, by)) == entry["sha256"] for name, entry in entries.items())
        )
    except OSError:
        return False


def _current(output: Path) -> str | None:
    link = output / _GENERATIONS / _CURRENT
    return os.readlink(link) if link.is_symlink() else None


def _swept(output: Path, generation: str, before: str | None, keep: int) -> None:
    """Remove generations that are older than those to keep, and what runs left that were killed."""
    folder = output / _GENERATIONS
    line = [name for name in dict.fromkeys(_history(folder)) if name not in (before, generation)]
    if before is not None and before != generation and (folder / before).is_dir():
        line.append(before)
    line = line[max(0, len(line) - keep) :]
    with suppress(OSError):  # the next run sweeps again
        fresh = folder / f".history-{os.getpid()}"
        fresh.write_text("\n".join((*line, generation)) + "\n", encoding="ascii")
        os.replace(fresh, folder / _HISTORY)
    for other in folder.iterdir():
        if other.is_dir() and not other.is_symlink() and other.name not in (generation, _CACHE, *line):
            shutil.rmtree(other, ignore_errors=True)
    for left in (
        *(found for name in ("probe", "link", "history", "verdicts") for found in folder.glob(f".{name}-*")),
        *output.glob(".link-*"),
    ):
        with suppress(OSError):
            left.unlink()


@dataclass(frozen=True)
class Tables:
    """The tables of a run, each read when it is first asked for.

    They are held from the start: whoever publishes anew, these stay as they were; those in folders as long as their generation is kept.

    Attributes:
        folder: The generation that was in force when it was opened.
        manifest: What the run wrote of itself.
        held: The files, by table; None where it is in folders.
    """

    folder: Path
    manifest: dict[str, Any]
    held: Mapping[str, pa.MemoryMappedFile | None] = field(default_factory=dict, repr=False)

    def arrow(self, table: str) -> pa.Table:
        """Read one table.

        Raises:
            ContractError: It does not follow the schema of this version.
            OutputError: It is not there or cannot be read.
        """
        try:
            if table not in self.held:
                raise OutputError(f"cannot read {table}: it is not in {self.folder}")
            data = pq.ParquetFile(held).read() if (held := self.held[table]) else parquet.read(self.path(table), table)
        except (OSError, pa.ArrowException) as error:
            raise OutputError(f"cannot read {table}: {error}") from error
        if not data.schema.equals(schema(table)):
            raise ContractError(f"{table} does not follow schema version {SCHEMA_VERSION}: run `awase extract` again")
        if data.num_rows != (wanted := self.manifest["tables"][table].get("rows", data.num_rows)):
            raise OutputError(f"cannot read {table}: it has {data.num_rows} rows, not {wanted}: files of it are gone")
        return data

    def path(self, table: str) -> Path:
        """Return the file of a table, or its folder where it is partitioned."""
        return self.folder / parquet.place(table, self.manifest.get("partition", ""))

    def column(self, table: str, name: str) -> pa.ChunkedArray:
        """Read one column of a table.

        Raises:
            OutputError: It is not there or cannot be read.
        """
        try:
            return pq.ParquetFile(self.held[table]).read([name]).column(0)
        except (OSError, KeyError, pa.ArrowException) as error:
            raise OutputError(f"cannot read {table}: {error}") from error

    def damaged(self) -> list[str]:
        """Return the tables that are not as they were written."""
        return [name for name, entry in self.manifest["tables"].items() if parquet.digest(self.path(name)) != entry.get("sha256")]

    def whole(self) -> bool:
        """Whether every table is as it was written."""
        try:
            return not self.damaged()
        except (OSError, KeyError):
            return False

    def records(self, table: str) -> list[Any]:
        """Read one table as records."""
        return from_table(table, self.arrow(table))

    def frame(self, table: str) -> pd.DataFrame:
        """Read one table as a pandas frame with Arrow-backed types: decimals and dates stay exact."""
        import pandas as pd

        frame: pd.DataFrame = self.arrow(table).to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def facts_of(self, name: str) -> pd.DataFrame:
        """Return the facts of whoever has a name, in any spelling that the documents give, by predicate and time.

        Args:
            name: An organisation or person; case, width and spaces do not matter.

        Raises:
            InputError: Nobody has this name; the message names those that come near.
        """
        ids = self.named(name)
        facts = self.facts
        mine = facts[facts["subject_id"].isin(ids) | facts["object_id"].isin(ids)]
        return mine.sort_values(["predicate", "qualifier", "period_start", "period"], na_position="first").reset_index(drop=True)

    def named(self, name: str) -> list[str]:
        """Return the ids of the entities that have a name.

        Raises:
            InputError: There is none.
        """
        wanted = _folded(name)
        entities = self.records("entities")
        found = [row.entity_id for row in entities if wanted in {_folded(form) for form in (row.name, *(one.text for one in row.names))}]
        if found:
            return found
        near = sorted({row.name for row in entities if wanted and any(wanted in _folded(one.text) for one in row.names)})[:5]
        raise InputError(f"nobody is called {name!r}" + (f"; there are {', '.join(near)}" if near else ": look in the table entities"))

    def _repr_html_(self) -> str:
        """Show a notebook how much there is, and first of all what is in conflict."""
        from html import escape

        facts = sorted(self.records("facts"), key=lambda row: (-row.conflicts, row.status != "conflicting", row.subject, row.predicate))
        rows = "".join(
            f"<tr><td>{escape(fact.subject)}</td><td>{escape(fact.qualifier or fact.predicate)}</td><td>{escape(fact.period or '')}</td>"
            f"<td>{escape(fact.status.replace('_', ' '))}</td><td style='text-align:left'>{escape(fact.explanation)}</td></tr>"
            for fact in [fact for fact in facts if fact.conflicts or fact.status == "conflicting"][:10]
        )
        counts = ", ".join(f"{self.manifest['tables'][name]['rows']:,} {name}" for name in TABLES)
        disputed = sum(1 for fact in facts if fact.conflicts or fact.status == "conflicting")
        head = "<tr><th>subject</th><th>what</th><th>period</th><th>status</th><th>why</th></tr>"
        table = f"<p>{disputed} facts with claims that disagree:</p><table>{head}{rows}</table>" if rows else "<p>No claims disagree.</p>"
        return f"<p><b>Awase</b>: {counts}</p>{table}"

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a distinct document."""
        return self.frame("documents")

    @cached_property
    def segments(self) -> pd.DataFrame:
        """One row a passage."""
        return self.frame("segments")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row a mention."""
        return self.frame("mentions")

    @cached_property
    def entities(self) -> pd.DataFrame:
        """One row an organisation or person."""
        return self.frame("entities")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """One row a statement of a figure."""
        return self.frame("claims")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row a slot: what is asked about."""
        return self.frame("facts")

    @cached_property
    def fact_claims(self) -> pd.DataFrame:
        """One row a claim in a fact."""
        return self.frame("fact_claims")

    @cached_property
    def rejects(self) -> pd.DataFrame:
        """One row an input that could not be read."""
        return self.frame("rejects")


def open_tables(output: Path) -> Tables:
    """Open the tables in force in a folder, or those of one generation, or of a copy of either.

    Raises:
        OutputError: There are none.
    """
    for _ in range(9):
        folder = output / _GENERATIONS / _CURRENT
        try:
            folder = folder.resolve(strict=True) if folder.is_symlink() else output
            manifest = json.loads((folder / _MANIFEST).read_bytes())
            places = {name: folder / parquet.place(name, manifest.get("partition", "")) for name in manifest["tables"]}
            return Tables(
                folder, manifest, {name: None if path.is_dir() else pa.memory_map(os.fsencode(path)) for name, path in places.items()}
            )
        except FileNotFoundError as error:
            said: Exception = error  # a run has just published, and swept this one away: the next is there
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            said = error
            break
    raise OutputError(f"no tables in {output}: run `awase extract` first") from said


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _linked(path: Path) -> bool:
    """Whether a name leads to the table of this name in the generation in force."""
    return path.is_symlink() and os.readlink(path) == f"{_GENERATIONS}/{_CURRENT}/{path.name}"


def _link(path: Path, target: str) -> None:
    fresh = path.with_name(f".link-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    os.symlink(target, fresh)
    os.replace(fresh, path)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Let one run at a time publish into a folder; another one waits."""
    with open(output / _GENERATIONS / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
