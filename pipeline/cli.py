"""The command `awase`: arguments in, lines out.

In: the command line. Out: lines on the terminal, and an exit code. Never: a rule of any room. It and judging.py alone print and
read the clock; nothing heavy is imported before a command needs it.

Exit codes: 0 all read; 1 nothing written; 2 usage, or a file of rules is wrong, and nothing written; 3 written, some input rejected; 4
written, but not the report or not all lines; 130 and 143 ended by Ctrl-C and SIGTERM; 141 whoever reads the lines has gone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import OutputError, PipelineError
from pipeline.judging import evaluate, report, review, since, train
from pipeline.terminal import PATH, STREAM, logged, prepare, printed, progress, reported, shown, styled

if TYPE_CHECKING:
    from pipeline.diff import Difference
    from pipeline.runs import Summary
    from pipeline.store import Tables

_LABELS = ("MONEY", "PERCENT", "QUANTITY", "DATE", "DURATION", "ORG", "PERSON")
_STATUSES = ("agreed", "compatible", "conflicting", "superseded", "single_source")
#: Claims up to which a run writes a report unasked: a page takes 9 KB of memory for each, more than the run itself.
_REPORTED = 100_000
_LARGE = f"not written unasked of more than {_REPORTED:,} claims: awase report {{}}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="awase", prog_name="awase")
def main() -> None:
    """Turn the figures in English, Japanese and Korean documents, translated ones too, into reconciled tables."""
    prepare()
    # A name tagger's matrices are small: threads that wait for each other cost more than they bring. Read when numpy is first loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@main.command()
@click.argument("seeds", type=PATH, default=Path("seeds"))
@click.option("-o", "--output", type=PATH, default=Path("output"), show_default=True, help="Folder for the tables.")
@click.option("-j", "--workers", type=click.IntRange(1), help="Processes; by default as many as pay for the size of the input.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="Where documents are worked on.")
@click.option("--master", show_default="local[*]", help="The cluster of the engine spark: spark://HOST:PORT, yarn, k8s://...")
@click.option("--budget", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, help="CPU seconds a document may take.")
@click.option("--keep", type=click.IntRange(0), default=1, show_default=True, help="Generations of tables before the new one that stay.")
@click.option("--partition-by", type=click.Choice(["language", "published"]), help="Write the tables that have this column as its folders.")
@click.option("--strict", is_flag=True, help="Fail, and leave the old tables, where any input is rejected.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but what goes wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Print each step, with the time, and each reject.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--cache/--no-cache", default=True, help="Whether what earlier runs came to is taken where nothing has changed.")
@click.option("--model", type=PATH, help="Weights of claims that `awase train` has written; by default those that ship.")
@click.option("--report/--no-report", default=None, help="Whether to write report.html beside the tables; unasked up to 100,000 claims.")
@click.option("--log", type=PATH, metavar="FILE", help="Add each step and each reject to a file, a line each, with the time.")
def extract(
    seeds: Path,
    output: Path,
    workers: int | None,
    engine: str,
    master: str | None,
    budget: float,
    *,
    keep: int,
    partition_by: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
    as_json: bool,
    cache: bool,
    model: Path | None,
    report: bool | None,
    log: Path | None,
) -> None:
    """Read the documents in SEEDS and publish their tables."""
    if master and engine != "spark":
        raise click.UsageError("--master is of the engine spark: say --engine spark too")
    began = time.monotonic()
    with reported(), logged(verbose, log), progress(hidden=quiet or verbose) as told:
        from pipeline.contract import at_home
        from pipeline.documents import Limits
        from pipeline.processes import keep_rows
        from pipeline.runs import run

        keep_rows()
        at_home()
        before = _in_force(output)
        summary = run(
            seeds,
            output,
            workers=workers,
            limits=Limits(seconds=budget),
            strict=strict,
            keep=keep,
            partition=partition_by,
            cache=cache,
            model=model,
            master=(master or "local[*]") if engine == "spark" else None,
            progress=told,
        )
        wanted = summary.claims <= _REPORTED if report is None else report
        found = _changes(before, output) if wanted or as_json or not quiet else None
    with printed(3 if summary.rejects else 0):
        page = str(_page(output, before, found)) if wanted else _LARGE.format(output) * (report is None)
        seconds = time.monotonic() - began
        if as_json:
            changes = {} if found is None else {"changes": [change.words for change in found.facts]}
            counts = {field.name: getattr(summary, field.name) for field in fields(summary)}
            click.echo(json.dumps({**counts, "tables": str(output), "seconds": round(seconds, 1), **changes}))
        elif not quiet:
            _print(summary, output, seconds, page)
            for line in () if found is None else _changed(found):
                click.echo(shown(line))
        for row in _first_rejects(output) if summary.rejects and not verbose else ():
            click.echo(row, err=True)


def _page(output: Path, before: Tables | None, found: Difference | None) -> Path:
    """Return the page that shows the tables in force, written anew where it does not."""
    from pipeline.store import REPORT, open_tables

    page = output / REPORT
    if not _shown_by(page, before, open_tables(output)):
        from pipeline.report import write

        write(open_tables(output), page, since=found or since(output))
    return page


def _print(summary: Summary, output: Path, seconds: float, page: str) -> None:
    mentions = ", ".join(f"{label} {summary.mentions[label]}" for label in _LABELS if summary.mentions.get(label))
    facts = ", ".join(f"{status} {summary.facts[status]}" for status in _STATUSES if summary.facts.get(status))
    rows = (
        ("documents", str(summary.documents)),
        ("mentions", f"{sum(summary.mentions.values())}" + (f" ({mentions})" if mentions else "")),
        ("claims", str(summary.claims)),
        ("facts", f"{sum(summary.facts.values())}" + (f" ({facts})" if facts else "")),
        ("rejects", str(summary.rejects)),
        ("tables", str(output)),
        *((("report", page),) if page else ()),
        ("seconds", f"{seconds:.1f}"),
    )
    for name, value in rows:
        click.echo(f"{name:10} {shown(value)}")


def _in_force(output: Path) -> Tables | None:
    """Open the tables that a run is about to replace; none where there are none that can be read."""
    from pipeline.store import open_tables

    with suppress(PipelineError):
        return open_tables(output)
    return None


def _shown_by(page: Path, before: Tables | None, now: Tables) -> bool:
    """Whether a page was written of the tables in force, and they are those that were in force when this run began."""
    from pipeline.store import is_report

    if before is None or before.folder != now.folder or not is_report(page):
        return False
    return page.stat().st_mtime_ns >= (now.folder / "manifest.json").stat().st_mtime_ns


def _changes(before: Tables | None, output: Path) -> Difference | None:
    from pipeline.store import open_tables

    now = open_tables(output)
    if before is None or before.folder == now.folder:
        return None
    from pipeline.diff import compare

    with suppress(PipelineError):
        return compare(before, now)
    return None


def _changed(found: Difference, most: int = 3) -> Iterator[str]:
    """Yield the most important changes."""
    for change in found.facts[:most]:
        yield f"{'changed':10} {change.words}"
    if len(found.facts) > most:
        yield f"{'':10} and {len(found.facts) - most} more: awase diff"


@main.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("-o", "--output", type=PATH, default=Path("output"), show_default=True, help="Folder of tables where NEW is left out.")
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown", "json")), default="text", show_default=True, help="How it is printed."
)
def diff(old: str | None, new: str | None, output: Path, form: str) -> None:
    """Tell in words what changed between two runs; exit code 1 if anything did.

    OLD and NEW are folders of tables, generations of one (OUTPUT/.tables/NAME), or REVISION:FOLDER of a git repository. Without OLD the
    tables in OUTPUT are compared with those before them.
    """
    with reported(failed=2):
        from pipeline.diff import compare, formats
        from pipeline.revisions import opened
        from pipeline.store import earlier

        after = opened(new or str(output))
        if old is None and not earlier(output):
            raise OutputError(f"no generation before the one in force is kept in {output}: give OLD")
        found = compare(opened(old or str(earlier(output)[0])), after)
        if form == "json":
            click.echo(json.dumps(formats.plain(found), ensure_ascii=False, indent=1))
        else:
            for line in formats.markdown(found) if form == "markdown" else (*formats.text(found), *formats.counts(found)):
                click.echo(shown(line))
    if found:
        sys.exit(1)


@main.command()
@click.argument("output", type=PATH, default=Path("output"))
@click.option("--assertions", "own", type=PATH, help="A file of your own assertions, beside those of rules/assertions.toml.")
def check(output: Path, own: Path | None) -> None:
    """Judge the tables in OUTPUT: schema, ids, places, bounds, and what must hold beside; exit code 1 if anything is wrong."""
    with reported():
        from pipeline.check import assertions
        from pipeline.check import check as judged
        from pipeline.store import open_tables

        found = list(judged(open_tables(output), (*assertions(), *(assertions(own) if own else ()))))
        for finding in found:
            click.echo(shown(f"{'wrong' if finding.fatal else 'look'}  {finding.table}: {finding.words}"))
        wrong = sum(finding.fatal for finding in found)
        click.echo(f"{wrong} wrong, {len(found) - wrong} worth a look")
    if wrong:
        sys.exit(1)


@main.command()
@click.argument("name")
@click.option("-o", "--output", type=PATH, default=Path("output"), show_default=True, help="Folder of the tables.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a fact.")
def facts(name: str, output: Path, as_json: bool) -> None:
    """Print what the documents say of NAME: each series in order of time, with who says it.

    Any spelling that a document has will do; the id at the end of a line is for `awase explain`.
    """
    with reported():
        from pipeline.diff.series import lines, plain
        from pipeline.store import open_tables

        name = os.fsencode(name).decode("utf-8", "surrogateescape")  # as it was typed, whatever letters the system says it has
        tables = open_tables(output)
        if as_json:
            for row in plain(tables, name):
                click.echo(json.dumps(row, ensure_ascii=False))
        else:
            for line in lines(tables, name):
                click.echo(styled(line))


@main.command()
@click.argument("identifier", metavar="ID")
@click.option("-o", "--output", type=PATH, default=Path("output"), show_default=True, help="Folder of the tables.")
@click.option("--context", is_flag=True, help="ID is a document, or its path: show what is in force at each of its figures.")
def explain(identifier: str, output: Path, context: bool) -> None:
    """Show why a fact says what it says, down to the sentences, or what a claim rests on.

    The first characters of an id are enough where no other id has the same.
    """
    with reported():
        from pipeline.explain import document_of, explanation
        from pipeline.store import open_tables

        tables = open_tables(output)
        if context:
            from pipeline.claims.shown import in_force

            told = document_of(tables, identifier)
            lines = in_force(told, tables.records("segments"), tables.records("mentions"), tables.records("entities"))
        else:
            lines = explanation(tables, identifier)
        for line in lines:
            click.echo(styled(line))


@main.command()
@click.argument("claims", metavar="CLAIMS.parquet", type=PATH)
@click.option("-o", "--output", type=PATH, default=Path("output"), show_default=True, help="Folder for the tables.")
@click.option("--hierarchy", type=PATH, help="Table of child and parent: finer and coarser names of one place.")
@click.option("--truth", type=PATH, help="Table of item, attribute, value: known answers to calibrate confidence on.")
@click.option(
    "--tolerance", "widths", metavar="ATTRIBUTE=WIDTH", multiple=True, help="Numbers of an attribute that differ by less are the same."
)
def reconcile(claims: Path, output: Path, hierarchy: Path | None, truth: Path | None, widths: tuple[str, ...]) -> None:
    """Reconcile a table of claims that no document is behind.

    CLAIMS is Parquet or CSV with the columns source, item, attribute, value and, where there are any, unit, period, qualifier, modality.
    """
    from pipeline.fusion.files import reconcile_file

    tolerance = {}
    for width in widths:
        name, _, amount = width.rpartition("=")
        try:
            tolerance[name] = float(amount)
        except ValueError:
            raise click.BadParameter(f"{width} is no ATTRIBUTE=WIDTH", param_hint="--tolerance") from None
    with reported():
        for name, count in reconcile_file(claims, output, hierarchy=hierarchy, truth=truth, tolerance=tolerance).items():
            click.echo(f"{name:12} {count}")


@main.command("cache")
@click.argument("action", type=click.Choice(["clear"]))
@click.argument("output", type=PATH, default=Path("output"))
def cache_(action: str, output: Path) -> None:
    """Forget what earlier runs into OUTPUT came to; the next one does everything anew."""
    with reported():
        from pipeline.engines.cache import clear
        from pipeline.store import remembered

        click.echo(f"{clear(remembered(output)):,} bytes cleared")


@main.command()
def tables() -> None:
    """Print the data dictionary: every table, column, key, predicate and status, and questions to ask."""
    with reported():
        from pipeline.manual import lines

        for line in lines():
            click.echo(line)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands, options and paths: eval "$(awase completion bash)"."""
    from click.shell_completion import get_completion_class

    if kind := get_completion_class(shell):
        click.echo(kind(main, {}, "awase", "_AWASE_COMPLETE").source())


@main.command()
@click.argument("source", metavar="IN.jsonl", type=STREAM)
@click.argument("target", metavar="OUT.jsonl", type=STREAM)
def annotate(source: Path, target: Path) -> None:
    """Find the mentions and claims of single texts.

    Each line of IN is {"id", "text", "lang"?, "ref"?}, `ref` being the date of the text; each line of OUT is
    {"id", "lang", "origin", "mentions": [{"start", "end", "text", "label", "norm"}], "claims": [...]}.
    """
    from pipeline.annotate import annotated

    wrong = 0
    with (
        reported(),
        click.open_file(str(source), encoding="utf-8", errors="surrogateescape") as lines,
        click.open_file(str(target), "w", encoding="utf-8", atomic=str(target) != "-") as out,
    ):
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
                row = annotated(case)
            except Exception as error:  # whatever is wrong with a line, it costs that line alone
                wrong += 1
                lacking = isinstance(error, KeyError) and error.args[0] in ("id", "text")
                said = f"{error} is missing" if lacking else f"{type(error).__name__}: {error}"
                click.echo(f"line {number}: {shown(said)}", err=True)
                continue
            out.write(json.dumps(row, ensure_ascii=True) + "\n")
    if wrong:
        click.echo(f"{wrong} lines could not be read", err=True)
        sys.exit(3)


def _first_rejects(output: Path, most: int = 10) -> Iterator[str]:
    from pipeline.store import noted, open_tables
    from pipeline.verdicts import quoted, remembered

    rows, known = open_tables(output).records("rejects"), remembered(noted(output))
    for row in (quoted(row, known) for row in rows[:most]):
        yield shown(f"rejected {row.path} ({row.stage}: {row.reason}) {row.detail}".replace("\n", "\\n"))
    if len(rows) > most:
        yield f"... and {len(rows) - most} more in the table rejects"


for command in (report, evaluate, review, train):
    main.add_command(command)

if __name__ == "__main__":
    main()
