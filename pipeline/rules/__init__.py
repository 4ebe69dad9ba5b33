"""Rules and decisions as data: the one loader of their files.

In: TOML, CSV, JSON and JSON Lines, of the package (this folder) or of the user. Out: their content, checked against the record that it
fills. Never: a traceback; whatever is wrong with a file is a `ConfigError` of one line that names the file and the place in it.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import tomllib
import types
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pipeline.errors import ConfigError, PipelineError

T = TypeVar("T")

#: The folder of the package's own rules.
FOLDER = Path(__file__).parent

#: Who reads which of its files, as module and function: asked before a run. Words of the extractors are read by `extractors`.
READERS: Mapping[str, str] = {
    "aliases.csv": "pipeline.entities.aliases:load_decisions",
    "assertions.toml": "pipeline.check:assertions",
    "bystanders.toml": "pipeline.claims.cast:bystanders",
    "cases.toml": "pipeline.predicates:cases",
    "claims.json": "pipeline.claims.weights:load",
    "concepts.toml": "pipeline.claims.measures:measures",
    "entities.toml": "pipeline.entities.aliases:load_decisions",
    "eras.toml": "pipeline.segments.eras:eras",
    "layout.toml": "pipeline.segments.lines:check",
    "linking.toml": "pipeline.entities.name_forms:words",
    "origin.toml": "pipeline.language.origin:weights",
    "overtaken.toml": "pipeline.facts.overtaken:cues",
    "senses.toml": "pipeline.facts.senses:known",
    "nouns.toml": "pipeline.claims.compounds:nouns",
    "parties.toml": "pipeline.claims.deals:wordings",
    "parts.toml": "pipeline.claims.compounds:check",
    "phrasing.json": "pipeline.language.phrasing:load",
    "predicates": "pipeline.predicates:predicates",
    "publication_dates.toml": "pipeline.segments.publication_dates:check",
    "queries.toml": "pipeline.manual:queries",
    "sources.toml": "pipeline.sources:shipped",
    "speech.toml": "pipeline.claims.frames:speech",
    "tables.toml": "pipeline.predicates:parties",
}


def check() -> None:
    """Read and check every file of rules and of words of the package, before a run.

    Raises:
        ConfigError: A file is wrong: one line with the file and the place.
    """
    from extractors import languages, lexicon

    for name in sorted({*READERS, *(path.name for path in FOLDER.iterdir() if path.suffix in (".toml", ".csv", ".json"))}):
        if name not in READERS:
            raise ConfigError(f"rules/{name}: nobody reads a file of this name")
        module, _, function = READERS[name].partition(":")
        reader: Callable[[], object] = getattr(import_module(module), function)
        try:
            reader()
        except PipelineError:
            raise
        except Exception as error:
            raise ConfigError(f"rules/{name}: {type(error).__name__}: {_line(error)}") from None
    for path in sorted(Path(lexicon.__file__).parent.rglob("*.csv")):
        _text(path, f"extractors/{path.parent.name}/{path.name}")
    try:
        lexicon.currencies()
        languages.of("und")
        for tag in languages.tags():
            lexicon.load(tag)
            lexicon.currency_names(tag)
            assert languages.of(tag).furniture is not None
    except (lexicon.LexiconError, ValueError, RecursionError) as error:
        raise ConfigError(f"extractors/{_line(error)}") from None


def toml(path: Path | str, name: str | None = None) -> dict[str, Any]:
    """Read a TOML file.

    Args:
        path: The file; a text is the name of a file of the package.
        name: What to call it in an error; None takes its own name.

    Raises:
        ConfigError: It is not there, no UTF-8 or no TOML.
    """
    return toml_of(*_text(path, name))


def toml_of(text: str, name: str) -> dict[str, Any]:
    """Read the text of a TOML file.

    Args:
        text: The text.
        name: What to call it in an error.

    Raises:
        ConfigError: It is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.fullmatch(r"(.*?)(?: \(at (?:line (\d+), column \d+|end of document)\))?", str(error), re.DOTALL)
        last = text.count("\n") + 1
        assert said is not None
        raise ConfigError(f"{name}:{said[2] or last}: {_line(said[1])}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name}: {_line(error)}") from None


def json_of(path: Path | str, name: str | None = None) -> Any:
    """Read a JSON file; arguments and errors as for `toml`."""
    text, name = _text(path, name)
    return _json(text, name, 1)


def json_lines(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read one JSON object a line; empty lines are left out.

    Args:
        text: The lines.
        name: What to call them in an error.

    Yields:
        The place of an object and the object.

    Raises:
        ConfigError: A line is no JSON object, or has a key twice.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            held = _json(line, name, number)
            if not isinstance(held, dict):
                raise ConfigError(f"{name}:{number}: an object in braces is wanted")
            yield f"{name}:{number}", held


def csv_rows(path: Path | str, columns: Sequence[str], name: str | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Read a CSV file whose first line names its columns.

    Args:
        path: As for `toml`.
        columns: The columns that it must have, in order.
        name: As for `toml`.

    Yields:
        The place of a row and its values by column.

    Raises:
        ConfigError: It is not there, no UTF-8, or a row has more or fewer columns.
    """
    text, name = _text(path, name)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(rows, None) != list(columns):
            raise ConfigError(f"{name}:1: the first line names the columns {', '.join(columns)}")
        for row in rows:
            if len(row) != len(columns):
                raise ConfigError(f"{name}:{rows.line_num}: a row has {len(columns)} columns, not {len(row)}")
            yield f"{name}:{rows.line_num}", dict(zip(columns, row, strict=True))
    except csv.Error as error:
        raise ConfigError(f"{name}:{rows.line_num}: {_line(error)}") from None


def text_of(path: Path | str, name: str | None = None) -> str:
    """Return the text of a file; a mark of byte order is left out. Arguments and errors as for `toml`."""
    return _text(path, name)[0]


def pattern(value: object, place: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a regular expression of a rules file.

    Raises:
        ConfigError: It is none.
    """
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{place}: a regular expression is wanted, not {_shown(value)}")
    try:
        return re.compile(value, flags)
    except (re.error, RecursionError, OverflowError) as error:
        raise ConfigError(f"{place}: no regular expression: {_line(error)}") from None


def folded(text: str) -> str:
    """Return a text as lists of words have it: one width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def lists(name: str, keys: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read a file of lists of words of the package: [section], and one list a key.

    Args:
        name: Name of the file.
        keys: The keys that each section must have; no other may be there, so that no word is misfiled in silence.

    Raises:
        ConfigError: A section, key or list is missing, unknown or wrong, or a word stands twice in a list.
    """
    content = toml(name)
    if unknown := [section for section in content if section not in keys]:
        raise ConfigError(f"rules/{name}: no section is called {unknown[0][:80]!r}; known are {', '.join(sorted(keys))}")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for section, known in keys.items():
        place, held = f"rules/{name}: {section}", content.get(section, {})
        if not isinstance(held, dict):
            raise ConfigError(f"{place}: a table of keys and values is wanted")
        if strange := [key for key in held if key not in known]:
            raise ConfigError(f"{place}: unknown key {strange[0][:80]!r}; known are {', '.join(sorted(known))}")
        if missing := [key for key in known if key not in held]:
            raise ConfigError(f"{place}: {min(missing)} is missing")
        found[section] = {key: _list(str, held[key], f"{place}: {key}") for key in held}
    return found


def build(kind: type[T], content: object, place: str, **given: Any) -> T:
    """Fill a record from a table of a rules file; its fields are the keys, its annotations what they hold.

    A field without a default is a key that must be there. `re.Pattern` is compiled without regard to case, a list holds nothing twice.

    Args:
        kind: A dataclass of str, int, float, bool, Decimal, date, Literal, re.Pattern, records of the same sort, and tuples, frozen sets,
            mappings by text and options of these.
        content: What the file holds there.
        place: File and key, for an error.
        **given: Fields that the file does not hold.

    Raises:
        ConfigError: A key is unknown or missing, or its value of the wrong kind.
    """
    if not isinstance(content, dict):
        raise ConfigError(f"{place}: a table of keys and values is wanted")
    hints, required = _fields(kind)  # type: ignore[arg-type]
    known = [name for name in hints if name not in given]
    if unknown := [str(key) for key in content if key not in known]:
        raise ConfigError(f"{place}: unknown key {unknown[0][:80]!r}; known are {', '.join(sorted(known))}")
    if missing := [name for name in known if name in required and name not in content]:
        raise ConfigError(f"{place}: {missing[0]} is missing")
    return kind(**{key: _value(hints[key], value, f"{place}: {key}") for key, value in content.items()}, **given)


def by_name(kind: type[T], content: object, place: str) -> tuple[T, ...]:
    """Fill a record from each table of a list of tables, as `build` does.

    Raises:
        ConfigError: As for `build`.
    """
    if not isinstance(content, list):
        raise ConfigError(f"{place}: write each entry under [[{place.rpartition(': ')[2]}]]")
    return tuple(build(kind, row, f"{place} {_called(row, at)}") for at, row in enumerate(content, 1))


def _called(row: object, at: int) -> str:
    """Return what an entry is called: its rule, name or text, else its place in the list."""
    names = [row[key] for key in ("rule", "name", "text", "path") if isinstance(row.get(key), str)] if isinstance(row, dict) else []
    return repr(names[0][:60]) if names else str(at)


def _text(path: Path | str, name: str | None) -> tuple[str, str]:
    if isinstance(path, str):
        name = name or f"rules/{path}"
        path = FOLDER / path
    name = name or path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{name}: {error.strerror or type(error).__name__}") from None
    try:
        return data.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"{name}:{line}: byte {data[error.start]:#04x} is no UTF-8") from None


def _json(text: str, name: str, line: int) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{name}:{line + error.lineno - 1}: {_line(error.msg)}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name}:{line}: {_line(error)}") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        names = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in names if names.count(key) > 1)[:80]!r} stands there twice")
    return held


def _line(error: object) -> str:
    """Say in one line what is wrong."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return (" ".join(str(error).split()) or type(error).__name__)[:240]


@cache
def _fields(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the annotations of a record's fields, and the fields without a default."""
    hints = get_type_hints(kind)
    held = [field for field in fields(kind) if field.init]
    required = frozenset(field.name for field in held if field.default is MISSING and field.default_factory is MISSING)
    return {field.name: hints[field.name] for field in held}, required


def _value(hint: Any, value: object, place: str) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(one for one in inner if one is not type(None)), value, place)
    if origin is Literal:
        if value not in inner:
            raise ConfigError(f"{place}: {_shown(value)} is none of {', '.join(map(str, inner))}")
        return value
    if origin in (tuple, frozenset):
        return origin(_list(inner[0], value, place))
    if origin is Mapping:
        if not isinstance(value, dict):
            raise ConfigError(f"{place}: a table of keys and values is wanted")
        return {key: _value(inner[1], one, f"{place}: {key}") for key, one in value.items()}
    if hint is re.Pattern or origin is re.Pattern:
        return pattern(value, place)
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value, place)
    return _plain(hint, value, place)


def _list(hint: Any, value: object, place: str) -> tuple[Any, ...]:
    if is_dataclass(hint) and isinstance(hint, type):
        return by_name(hint, value, place)
    if not isinstance(value, list):
        raise ConfigError(f"{place}: a list is wanted, not {_shown(value)}")
    found = tuple(_value(hint, one, place) for one in value)
    seen: set[Any] = set()
    for one in found:
        if one in seen:
            raise ConfigError(f"{place}: {_shown(one)} stands there twice")
        seen.add(one)
    return found


def _plain(hint: Any, value: object, place: str) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if hint is float and number:
        return float(value)  # type: ignore[arg-type]
    if hint is Decimal and (number or isinstance(value, str)):
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite():
            return found
    if hint is date and isinstance(value, date) and not isinstance(value, datetime):
        return value
    if hint is str and isinstance(value, str) and value.strip():
        return value
    if hint in (int, bool) and type(value) is hint:
        return value
    if hint is Any:
        return value
    wanted = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", Decimal: "a number", date: "a date"}
    raise ConfigError(f"{place}: {wanted.get(hint, 'another kind of value')} is wanted, not {_shown(value)}")


def _shown(value: object) -> str:
    return f"a {type(value).__name__}" if isinstance(value, dict | list) else repr(value)[:80]
