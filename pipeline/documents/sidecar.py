"""The sidecar `seeds.toml`: what the documents themselves do not say, such as who published them, and when.

In: the file. Out: what it gives, by path of the document. Never: a guess at what was meant.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipeline.documents.formats import published
from pipeline.errors import ConfigError
from pipeline.rules import toml

#: The file that says what the documents themselves do not: who published them, and when.
SIDECAR = "seeds.toml"

_GIVEN = frozenset({"path", "publisher", "published", "url", "title"})


def load(file: Path) -> dict[str, dict[str, Any]]:
    """Read the sidecar: path of a document -> what it gives.

    Raises:
        ConfigError: It is no TOML, has an unknown or missing key, a wrong type or date, or a path twice.
    """
    if not file.is_file():
        return {}
    content = toml(file, SIDECAR)
    rows = content.get("document", [])
    if content.keys() - {"document"} or not isinstance(rows, list):
        raise ConfigError(f"{SIDECAR}: write one [[document]] table a document, and nothing else")
    given: dict[str, dict[str, Any]] = {}
    for row in rows:
        place = f"{SIDECAR}: [[document]] {row.get('path', '')!r}" if isinstance(row, dict) else f"{SIDECAR}: [[document]]"
        if not isinstance(row, dict) or not isinstance(row.get("path"), str):
            raise ConfigError(f"{place}: give the path of the document, as text")
        if unknown := row.keys() - _GIVEN:
            raise ConfigError(f"{place}: unknown {', '.join(sorted(unknown))}; known are {', '.join(sorted(_GIVEN))}")
        values = {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items() if key != "path"}
        for key, value in values.items():
            if not isinstance(value, str) or not value.strip():
                raise ConfigError(f"{place}: {key} is no text")
        if "published" in values:
            try:
                published(values["published"])
            except ValueError as error:
                raise ConfigError(f"{place}: {error}") from error
        if row["path"] in given:
            raise ConfigError(f"{place}: stands there twice")
        given[row["path"]] = values
    return given


def day(written: str | None) -> tuple[date | None, str | None]:
    """Return the first day and the precision of a date of publication, or nothing if it is none."""
    if written is None:
        return None, None
    try:
        return published(written)
    except ValueError:
        return None, None
