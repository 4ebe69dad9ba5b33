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

from pipeline.errors import OutputError
from pipeline.report.data import content
from pipeline.store import REPORT_BEGINS, Tables, is_report

__all__ = ["page", "rendered", "write"]

_FOLDER = Path(__file__).parent
_PLOTS = ("bokeh.min.js", "bokeh-api.min.js")


def write(tables: Tables, target: Path, scores: list[str] | None = None) -> None:
    """Write the report of a run, whole or not at all.

    Args:
        tables: The tables.
        target: The file; one that is there is replaced.
        scores: Lines of an evaluation to show, if there is one.

    Raises:
        OutputError: The file cannot be written, or is somebody else's.
    """
    if target.exists() and not is_report(target):
        raise OutputError(f"cannot write {target}: it is no report of ours, and would be lost")
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        for left in target.parent.glob(f".{escape(target.name)}-*"):
            left.unlink(missing_ok=True)  # of a run that was killed
        fresh.write_text(page(tables, scores), encoding="utf-8", newline="\n")
        os.replace(fresh, target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error


def page(tables: Tables, scores: list[str] | None = None) -> str:
    """Return the page.

    Args:
        tables: The tables.
        scores: Lines of an evaluation to show, if there is one.
    """
    data = _embedded(content(tables) | {"scores": scores or []})
    return rendered(_FOLDER, "page", scripts=_plots(), begins=REPORT_BEGINS, data=data)


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
