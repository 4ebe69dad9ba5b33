"""The commands by which people look at tables, judge them and teach: report, evaluate, review.

In: the command line. Out: lines on the terminal, and an exit code. Never: a rule of any room; something heavy imported before it is needed.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import PipelineError
from pipeline.terminal import PATH, reported, shown

if TYPE_CHECKING:
    from pipeline.diff import Difference


def since(output: Path) -> Difference | None:
    """Compare the tables with those before them; none where none are kept that can be read."""
    from pipeline.diff import compare
    from pipeline.store import earlier, open_tables

    with suppress(PipelineError):
        for before in earlier(output)[:1]:
            return compare(open_tables(before), open_tables(output))
    return None


@click.command()
@click.argument("output", type=PATH, default=Path("output"))
@click.option("-o", "--to", "target", type=PATH, help="The file; by default report.html beside the tables.")
@click.option("--gold", type=PATH, help="Folder of annotated documents to show the tables' scores against.")
def report(output: Path, target: Path | None, gold: Path | None) -> None:
    """Write a page that shows the tables in OUTPUT: conflicts, series over time, the sentence behind every figure."""
    with reported():
        from pipeline.report import write
        from pipeline.store import REPORT, open_tables

        tables = open_tables(output)
        found = None
        if gold:
            from pipeline import evaluate as evaluation

            found = evaluation.evaluate(tables, evaluation.read(gold))
        target = target or output / REPORT
        write(tables, target, found, since(output))
        click.echo(f"{'report':10} {shown(str(target))}")


@click.command()
@click.argument("output", type=PATH, default=Path("output"))
@click.option("--gold", "folder", type=PATH, required=True, help="Folder of annotated documents.")
@click.option("--only", "sets", metavar="SET", multiple=True, help="Only documents of this set of the gold.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: every figure under its name.")
@click.option("--errors", type=PATH, help="Write all that is wrong to this file, a line of JSON each.")
@click.option("--floors", type=PATH, help="File of floors; exit 1 if one is not reached.")
@click.option("--set-floors", is_flag=True, help="Raise the floors to what is reached.")
@click.option("--lower", is_flag=True, help="With --set-floors: let floors fall, too.")
def evaluate(
    output: Path,
    folder: Path,
    sets: tuple[str, ...],
    as_json: bool,
    errors: Path | None,
    floors: Path | None,
    set_floors: bool,
    lower: bool,
) -> None:
    """Compare the tables in OUTPUT with what people annotated: how many figures are right, and which are not."""
    if set_floors and floors is None:
        raise click.UsageError("--set-floors needs --floors FILE")
    with reported():
        from dataclasses import asdict

        from pipeline import evaluate as evaluation
        from pipeline.store import open_tables

        gold = evaluation.read(folder, frozenset(sets))
        found = evaluation.evaluate(open_tables(output), gold)
        figures = evaluation.figures(found)
        if errors:
            errors.write_text("".join(json.dumps(asdict(miss), ensure_ascii=False) + "\n" for miss in found.misses), encoding="utf-8")
        for line in [json.dumps(figures)] if as_json else map(shown, evaluation.lines(found)):
            click.echo(line)
        if floors and set_floors:
            floors.write_text(evaluation.raised(floors, gold.digest, figures, lower=lower), encoding="utf-8")
        below = list(evaluation.check(floors, gold.digest, figures)) if floors else []
    for line in below:
        click.echo(shown(line), err=True)
    if below:
        sys.exit(1)


@click.command()
@click.argument("output", type=PATH, default=Path("output"))
@click.option("--seeds", type=PATH, default=Path("seeds"), show_default=True, help="Folder of the documents, where decisions.jsonl stands.")
@click.option("--by", default="", metavar="NAME", help="Who answers; by default the user of this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; by default any that is free.")
def review(output: Path, seeds: Path, by: str, port: int) -> None:
    """Ask a person about facts that are in doubt, on a page for this machine alone; every later run heeds the answers."""
    with reported():
        import getpass

        from pipeline.review import Review, Server
        from pipeline.store import open_tables

        held = Review(open_tables(output), seeds / "decisions.jsonl", by or getpass.getuser(), lambda: time.strftime("%Y-%m-%d"))
        with Server(held, port) as server:
            click.echo(f"review     {server.address}\nCtrl-C ends it; answers go to {shown(str(held.decisions))}")
            sys.stdout.flush()
            server.serve_forever()
