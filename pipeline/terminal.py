"""The terminal: lines that obey nobody, exit codes, logs and progress.

In: texts of documents, errors, steps of a run. Out: lines on stdout and stderr, an exit code. Never: a control character of a document
passed on; a run ended because nobody reads its lines.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from pipeline.errors import ConfigError, PipelineError, TableError

_log = logging.getLogger("awase")
_log.addHandler(logging.NullHandler())
_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "head": {"bold": True},
    "faint": {"dim": True},
    "subject": {"fg": "cyan"},
    "object": {"fg": "cyan"},
    "trigger": {"fg": "yellow"},
    "value": {"fg": "green", "bold": True},
    "measure": {"fg": "green"},
    "period": {"fg": "magenta"},
    "modality": {"fg": "yellow"},
    "attribution": {"fg": "blue"},
    "qualifier": {"fg": "yellow"},
}
_MARKED = frozenset(_STYLES) - {"", "head", "faint"}


class _Path(click.Path):
    """A path; `~` is the home folder also where the shell has not said so, as in `make extract SEEDS=~/papers` from dash or zsh."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(os.fsdecode(super().convert(value, param, ctx))).expanduser()


#: Types of arguments: a path, and one that may be `-`.
PATH = _Path(path_type=Path)
STREAM = _Path(path_type=Path, allow_dash=True)


def prepare() -> None:
    """Make the standard streams and signals what every command expects of them."""
    _stand_in()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ended)
    # Japanese must come out whatever the locale says; control characters never reach the terminal (see `shown`).
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def styled(pieces: Sequence[tuple[str, str]]) -> str:
    """Return a line of (text, style): in colours on a terminal that has them, else with the names of what is marked."""
    return "".join(click.style(shown(text), **_STYLES[style]) if _colours() else _plain(text, style) for text, style in pieces)


def _plain(text: str, style: str) -> str:
    return f"[{shown(text)}]({style})" if style in _MARKED else shown(text)


def _colours() -> bool:
    """Whether lines may be coloured. Source: https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shown(text: str) -> str:
    """Return text that a terminal shows and never obeys: control characters and bidi marks are spelt out."""
    return "".join(
        character if character.isprintable() or character == "\n" else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


@contextmanager
def reported(failed: int = 1) -> Iterator[None]:
    """Turn whatever ends a run into one line and an exit code: 2 for a wrong file of rules or table of claims, else `failed`."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _muted()
        sys.exit(128 + signal.SIGPIPE)
    except (ConfigError, TableError) as error:
        _end(2, str(error))
    except (PipelineError, OSError) as error:
        _end(failed, str(error))
    except MemoryError:
        _end(failed, "there is not enough memory")
    except Exception as error:
        # A wrong lexicon is found while the package that declares this error is still being loaded: it has no class to ask for yet.
        if type(error).__name__ == "LexiconError":
            _end(2, f"extractors/{error}")
        _end(failed, f"a fault of the program: {type(error).__name__}: {error}"[:300])


def _end(code: int, line: str) -> None:
    _log.error(line)
    with suppress(OSError, ValueError):
        click.echo(f"awase: {shown(line)}".replace("\n", "\\n"), err=True)
    sys.exit(code)


@contextmanager
def printed(code: int) -> Iterator[None]:
    """Print what a run has done, and end with a code; 4 if it cannot be printed."""
    try:
        if sys.stdout is None:
            raise OSError("stdout is closed")
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _muted()  # the tables are there, and nobody wants the lines
    except Exception as error:
        _muted()
        _end(4, f"the tables are written, but not all could be printed: {error}")
    if code:
        sys.exit(code)


def _muted() -> None:
    """Give up on stdout: what is left in the buffer must not be tried again at the very end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@contextmanager
def logged(verbose: bool, file: Path | None) -> Iterator[None]:
    """Write what the run tells to the terminal, a file, or both."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if verbose else []
    if file is not None:
        handlers.append(logging.FileHandler(file, encoding="utf-8", errors="backslashreplace"))
    for handler in handlers:
        handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    try:
        yield
    finally:
        for handler in handlers:
            _log.removeHandler(handler)
            handler.close()


class _Lines(logging.Formatter):
    """One line a record, whatever stands in it."""

    def format(self, record: logging.LogRecord) -> str:
        return shown(super().format(record)).replace("\n", "\\n")


def _stand_in() -> None:
    """Put the null device where a standard stream is closed, so that no file of ours gets its number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _ended(number: int, frame: object) -> None:
    # Not through `click.echo`: the signal may come while that is writing.
    with suppress(OSError):
        os.write(2, f"awase: ended by {'Ctrl-C' if number == signal.SIGINT else signal.Signals(number).name}\n".encode())
    sys.exit(128 + number)


@contextmanager
def progress(*, hidden: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a run is: a bar on a terminal, a line a stage elsewhere."""
    watched = sys.stderr is not None and sys.stderr.isatty() and not hidden
    last = ""

    def bar(stage: str, done: int, total: int) -> None:
        nonlocal last
        filled = 24 * done // total if total else 24
        before, last = last, f"{stage:9} {'#' * filled}{'.' * (24 - filled)} {done}/{total}"
        with suppress(OSError, ValueError):  # a run does not end because nobody can watch it
            click.echo(f"\r{last.ljust(len(before))}", nl=False, err=True)

    def line(stage: str, done: int, total: int) -> None:
        if done == total:
            with suppress(OSError, ValueError):
                click.echo(f"{stage:10} {done}", err=True)

    try:
        yield (lambda *_: None) if hidden else bar if watched else line
    finally:
        if watched and last:
            with suppress(OSError, ValueError):
                click.echo("\r" + " " * len(last) + "\r", nl=False, err=True)
