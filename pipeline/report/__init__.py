"""The report: one page that opens from disk and shows what the tables say, down to the sentences.

In: published tables. Out: a self-contained HTML file. Never: a request to any network, a text of a document run as code, a figure that the
tables do not hold.
"""

from __future__ import annotations

import base64
import json
import os
from functools import cache
from glob import escape
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.diff import Difference
from pipeline.errors import OutputError
from pipeline.evaluate import Evaluation
from pipeline.report.data import content
from pipeline.report.news import news
from pipeline.report.parts import split
from pipeline.report.scores import scores
from pipeline.store import REPORT, REPORT_BEGINS, Tables, is_report

__all__ = ["SPLIT", "pages", "rendered", "write"]

#: Characters of data in one page; above, a report is split by subject.
SPLIT = 24_000_000
_FOLDER = Path(__file__).parent
_PLOTS = ("bokeh.min.js", "bokeh-api.min.js")


def write(tables: Tables, target: Path, found: Evaluation | None = None, since: Difference | None = None, most: int = SPLIT) -> None:
    """Write the report of a run, whole or not at all; what is too large for one page goes to pages beside it, split by subject.

    Args:
        tables: The tables.
        target: The file; one that is there is replaced, and so are the pages beside it.
        found: How right the tables are, where there is gold.
        since: What changed since the tables before, where there are some.
        most: Characters of data that one page may hold.

    Raises:
        OutputError: A file cannot be written, or is somebody else's.
    """
    made = pages(tables, target.name, found, since, most)
    names = [target.name, *(f"{target.stem}-{number}{target.suffix}" for number in range(1, len(made)))]
    for name in names:
        if (target.parent / name).exists() and not is_report(target.parent / name):
            raise OutputError(f"cannot write {target.with_name(name)}: it is no report of ours, and would be lost")
    fresh: list[Path] = []
    try:
        for left in target.parent.glob(f".{escape(target.stem)}*{escape(target.suffix)}.new-*"):
            left.unlink(missing_ok=True)  # of a run that was killed
        for name, text in zip(names, made, strict=True):
            fresh.append(target.with_name(f".{name}.new-{os.getpid()}"))
            fresh[-1].write_text(text, encoding="utf-8", newline="\n")
        for path, name in reversed([*zip(fresh, names, strict=True)]):  # the page that leads to the others last
            os.replace(path, target.with_name(name))
        for old in target.parent.glob(f"{escape(target.stem)}-*{escape(target.suffix)}"):
            if old.name not in names and old.stem.removeprefix(f"{target.stem}-").isdigit() and is_report(old):
                old.unlink()
    except OSError as error:
        for path in fresh:
            path.unlink(missing_ok=True)
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error


def pages(
    tables: Tables, name: str = REPORT, found: Evaluation | None = None, since: Difference | None = None, most: int = SPLIT
) -> list[str]:
    """Return the pages of a report: one, or a start page and those that it is split into by subject.

    Args:
        tables: The tables.
        name: Name of the start page; the others are `NAME-1`, `NAME-2` and so on.
        found: How right the tables are, where there is gold.
        since: What changed since the tables before, where there are some.
        most: Characters of data that one page may hold.
    """
    stem, dot, kind = name.rpartition(".") if "." in name else (name, "", "")
    shown = content(tables) | {"scores": scores(found), "news": news(since), "start": None}
    data = [_embedded(shown)]
    if len(data[0]) > most:
        data = [_embedded(part) for part in split(shown, most, lambda number: f"{stem}-{number}{dot}{kind}" if number else name)]
    return [rendered(_FOLDER, "page", scripts=_plots(), begins=REPORT_BEGINS, data=held) for held in data]


def rendered(folder: Path, name: str, scripts: tuple[str, ...] = (), *, fetches: bool = False, **values: str) -> str:
    """Return a page made of a template, its script and the style of all pages.

    Args:
        folder: Where `NAME.html.j2` and `NAME.js` lie.
        name: The name of both.
        scripts: Scripts of others that come before.
        fetches: Whether the page may ask the server that it came from.
        **values: What else the template names.
    """
    import jinja2

    run = [*scripts, *(path.read_text(encoding="utf-8") for path in (_FOLDER / "elements.js", folder / f"{name}.js"))]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((folder / f"{name}.html.j2").read_text(encoding="utf-8"))
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    return template.render(policy=_policy(run, fetches), style=style, scripts=run, **values)


def _embedded(data: dict[str, Any]) -> str:
    """Return JSON that ends no element and opens no comment, whatever the documents hold."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (
        said.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _policy(scripts: list[str], fetches: bool) -> str:
    """Return a policy under which only these scripts run and nothing is fetched.

    Source: Content Security Policy Level 3, W3C.
    """
    hashes = (base64.b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    asks = " connect-src 'self';" if fetches else ""
    return f"default-src 'none'; script-src {allowed};{asks} style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _plots() -> tuple[str, ...]:
    """Return the scripts of the plotting library, from its package; the package itself is not loaded."""
    spec = find_spec("bokeh")
    if spec is None or spec.origin is None:
        raise OutputError("the report needs the package bokeh")
    folder = Path(spec.origin).parent / "server" / "static" / "js"
    return tuple((folder / name).read_text(encoding="utf-8") for name in _PLOTS)
