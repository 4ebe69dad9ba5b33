"""The commands by which people look at tables, judge them and teach: report, evaluate, review, train.

In: the command line. Out: lines on the terminal, and an exit code. Never: a rule of any room; something heavy imported before it is needed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import OutputError, PipelineError
from pipeline.terminal import PATH, reported, shown

if TYPE_CHECKING:
    from pipeline.diff import Difference
    from pipeline.evaluate import Evaluation, Score
    from pipeline.learning.retraining import Retrained
    from pipeline.review import Review


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
@click.option("--again", is_flag=True, help="Ask also what others have answered, without showing what they said.")
@click.option("--agreement", is_flag=True, help="Ask nothing; print how far those who answered agree, and on what they do not.")
@click.option("--export", "kind", type=click.Choice(("gold", "labelstudio")), help="Ask nothing; write the answers, or tasks, to --to.")
@click.option("-o", "--to", "target", type=PATH, help="With --export: the folder of gold, or the file of tasks.")
@click.option("--import", "source", type=PATH, metavar="FILE", help="Ask nothing; take the answers of a file that Label Studio exported.")
def review(
    output: Path,
    seeds: Path,
    by: str,
    port: int,
    *,
    again: bool,
    agreement: bool,
    kind: str | None,
    target: Path | None,
    source: Path | None,
) -> None:
    """Ask a person about what is in doubt, on a page for this machine alone; every later run heeds the answers."""
    if (kind is None) != (target is None):
        raise click.UsageError("--export and --to go together")
    with reported():
        import getpass

        from pipeline.review import Review, Server
        from pipeline.store import open_tables

        tables = open_tables(output)
        held = Review(tables, seeds / "decisions.jsonl", by or getpass.getuser(), lambda: time.strftime("%Y-%m-%d"), again)
        if kind and target:
            _exported(held, kind, target)
        elif source:
            from pipeline.review import labelstudio

            new, gone = held.take(labelstudio.read(source))
            for words in gone:
                click.echo(shown(f"no such claim any more: {words}"), err=True)
            click.echo(f"{'answers':10} {new} new, in {shown(str(held.decisions))}")
        elif agreement:
            _agreed(held)
        else:
            with Server(held, port) as server:
                click.echo(f"review     {server.address}\nCtrl-C ends it; answers go to {shown(str(held.decisions))}")
                sys.stdout.flush()
                server.serve_forever()


def _exported(held: Review, kind: str, target: Path) -> None:
    from pipeline import answers
    from pipeline.review import gold, labelstudio

    given = answers.load(held.decisions)
    if kind == "gold":
        counts = gold.export(held.tables, given, target)
        click.echo(f"{'gold':10} {', '.join(f'{count} {name}' for name, count in counts.items())}, in {shown(str(target))}")
        return
    made = labelstudio.tasks(held.tables, given)
    interface = target.with_suffix(".xml")
    try:
        target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        interface.write_text(labelstudio.interface(), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    click.echo(f"{'tasks':10} {len(made)}, in {shown(str(target))}; the labelling interface in {shown(str(interface))}")


def _agreed(held: Review) -> None:
    found = held.agreement()
    if not found.questions:
        click.echo("nobody has answered what another has answered too: `awase review --again --by NAME` asks a second person")
        return
    alpha = "not defined: all answers are the same" if found.alpha is None else f"{found.alpha:.3f}"
    click.echo(f"{'people':10} {shown(', '.join(found.people))}")
    click.echo(f"{'questions':10} {found.questions} answered by two or more, {found.same} alike")
    click.echo(f"{'alpha':10} {alpha} (Krippendorff, nominal)")
    for words in found.apart:
        click.echo(shown(f"{'apart':10} {words}"))


@click.command()
@click.option(
    "--gold", "golds", type=PATH, multiple=True, required=True, metavar="DIR", help="Folder of annotated documents; may be given again."
)
@click.option(
    "--texts", type=PATH, multiple=True, metavar="DIR", help="Where the documents of each --gold lie; by default in its folder texts."
)
@click.option(
    "-o", "--output", "target", type=PATH, required=True, metavar="MODEL", help="File for the weights, for `awase extract --model`."
)
@click.option("--from", "start", type=PATH, metavar="MODEL", help="Weights to start from; by default those that ship.")
@click.option("--anyway", is_flag=True, help="Write the weights also where they are no better than those they start from.")
@click.option("-v", "--verbose", is_flag=True, help="Print how each choice is learnt.")
def train(golds: tuple[Path, ...], texts: tuple[Path, ...], target: Path, start: Path | None, *, anyway: bool, verbose: bool) -> None:
    """Draw the weights of claims, and the tagger of Japanese names, towards your own annotated documents.

    It prints what both reach by the old weights and by the new ones, the latter on documents that they have not seen, and writes those of
    the two that are better; where neither is, the exit code is 1.
    """
    if texts and len(texts) != len(golds):
        raise click.UsageError("give --texts as often as --gold, in the same order, or not at all")
    with reported():
        from tempfile import TemporaryDirectory

        try:
            from pipeline.learning import retrained
        except ModuleNotFoundError as error:
            raise OutputError(f"awase train needs {str(error.name).partition('.')[0]}: pip install 'awase[train]'") from error
        pairs = list(zip(golds, texts or tuple(gold / "texts" for gold in golds), strict=True))
        with TemporaryDirectory() as folder:
            made = retrained(pairs, Path(folder), lambda line: click.echo(line, err=True) if verbose else None, start)
        if made.unread:
            click.echo(shown(f"annotated, but not read: {', '.join(made.unread)}"), err=True)
        better = _claims_better(made)
        named = [name for name, drawn in made.names.items() if drawn.after.f1 > drawn.before.f1]
        for name, drawn in made.names.items():
            click.echo(f"{name}, {drawn.before.gold} names" + ("" if name in named else ": no better"))
            _sides(drawn.before, drawn.after)
        if better or named or anyway:
            try:
                target.write_text(made.model(better or anyway, list(made.names) if anyway else named), encoding="utf-8")
            except OSError as error:
                raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
            click.echo(shown(f"weights in {target}: awase extract --model {target}"))
    if not (better or named):
        click.echo("no better than the weights before" + ("" if anyway else ": nothing is written (--anyway writes it)"), err=True)
        sys.exit(1)


def _claims_better(made: Retrained) -> bool:
    """Print what claims reach by the old weights and by the new ones; return whether the new ones read more of them right."""
    if not made.reached:
        return False
    old, new = _together([before for _, before, _ in made.reached]), _together([after for *_, after in made.reached])
    _sides(old, new)
    for gold, *sides in made.reached:
        for line in _parts(*sides):
            click.echo(shown(line if len(made.reached) == 1 else f"{gold.name}: {line}"))
    return new.f1 > old.f1


def _sides(old: Score, new: Score) -> None:
    for name in ("precision", "recall", "f1"):
        click.echo(f"{name:20} {getattr(old, name):.3f} -> {getattr(new, name):.3f}")


def _together(found: Sequence[Evaluation]) -> Score:
    """Return the score of all claims, gold by gold together."""
    from pipeline.evaluate import Score

    held = [one.claims.all for one in found if one.claims]
    return Score(sum(one.gold for one in held), sum(one.predicted for one in held), sum(one.right for one in held))


def _parts(old: Evaluation, new: Evaluation) -> Iterator[str]:
    """Yield what else is said of claims, by the old weights and by the new ones."""
    from pipeline.evaluate import figures

    before, after = figures(old), figures(new)
    for name in before:
        if name.startswith("claims.part.") or name in ("claims.sure.precision", "claims.calibration_error"):
            words = name.removeprefix("claims.").replace("part.", "of right: ").replace(".", " ").replace("_", " ")
            if name in after:
                yield f"{words:20} {before[name]:.3f} -> {after[name]:.3f}"
