"""Takes one document through stages, within its budget, and turns a fault of it into a row of `rejects`.

In: stages, and a file or a document with its rows. Out: the document with more rows. Never: a fault of one document that reaches another.

Whose fault is whose: what is raised while a stage works on the content of a document is the document's, and goes to `rejects` with its
kind; a passage at fault is left out, or of it the sentence, and the rest of the document is kept. What no content can cause (a file of ours
that is not there, a name that is not defined, a wrong file of rules), and what fails on every document, is the program's, and ends the run
before anything is published.
"""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.engines.shelved import Shelved, Told, told
from pipeline.engines.stage import Settings, Stage
from pipeline.errors import PipelineError, StageError
from pipeline.records import Document, Reject, Segment

#: What no content of a document can cause.
_OURS = (PipelineError, OSError, ImportError, NameError, SyntaxError)


@dataclass(frozen=True, slots=True)
class Page:
    """A document on its way through the stages.

    Attributes:
        rows: Its rows, by table.
        spent: CPU seconds that it has taken so far.
        origin: Path of the file that it was read from, until all files are read.
        mark: What names all that it came to so far, as 64 digits; nothing where that cannot be known.
    """

    rows: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    spent: float = 0.0
    origin: str = ""
    mark: str = ""

    @property
    def document(self) -> Document | None:
        """The document itself; none where the file could not be read."""
        held: Sequence[Document] = self.rows.get("documents", ())
        return held[0] if held else None

    @property
    def told(self) -> Told | None:
        """The document's id, path, digest and all its paths, without its text; none where there is no document."""
        held = self.rows.get("documents", ())
        if isinstance(held, Shelved):
            return held.told
        return told(held[0]) if held else None

    @property
    def key(self) -> str:
        """The document's id; nothing where there is none."""
        return self.told[0] if self.told else ""


def title(stages: Sequence[Stage]) -> str:
    """Return what to call neighbouring stages: by the one that reads files, or the one that fills the table of its own name."""
    return next((stage.name for stage in stages if stage.per == "file" or stage.name in stage.writes), stages[-1].name)


class _OverBudget(BaseException):
    """The document has taken all its time; no `except Exception` of a library may catch it."""


def opened(stages: Sequence[Stage], source: Any, settings: Settings) -> Iterator[Page]:
    """Read a file with the first of the stages, and take each of its documents through the others.

    Args:
        stages: The stages, of which the first reads files.
        source: The file.
        settings: What the run is told.

    Yields:
        Its documents; what could not be read of the file is a page of `rejects` alone.

    Raises:
        StageError: The program is at fault.
    """
    reader, *rest = stages
    try:
        for rows in reader.run({"sources": (source,)}, settings):
            page = Page(rows, origin=source.path)
            yield through(rest, page, settings) if rows.get("documents") else page
    except _OURS as error:
        raise _ended(reader, error) from error
    except Exception as error:
        yield Page({"rejects": (Reject(source.path, None, reader.name, "failed", _said(error)),)}, origin=source.path)


def through(stages: Sequence[Stage], page: Page, settings: Settings) -> Page:
    """Take a document through stages.

    Args:
        stages: Stages of one document, in order.
        page: The document and its rows so far.
        settings: What the run is told.

    Returns:
        The document with the rows that they made. A stage whose time was up, or that failed, made none.

    Raises:
        StageError: The program is at fault, or this is not the main thread.
    """
    for stage in stages:
        left = settings.limits.seconds - page.spent
        if left <= 0:
            break
        try:
            made, spent = _within(left, lambda stage=stage, page=page: _made(stage, page, settings))  # type: ignore[misc]
        except _OverBudget:
            made, spent = (
                {"rejects": (_reject(page, stage, "timeout", f"it took more than {settings.limits.seconds:g} CPU seconds"),)},
                left,
            )
        rejects = (*page.rows.get("rejects", ()), *made.get("rejects", ()))
        page = replace(page, rows={**page.rows, **made, "rejects": rejects}, spent=page.spent + spent)
    return page


def blamed(rejects: Sequence[Reject], documents: int) -> None:
    """End the run if a stage failed on every document, of three at least: that is no fault of theirs.

    Args:
        rejects: What stages rejected of the documents.
        documents: How many documents there are.

    Raises:
        StageError: One did.
    """
    whole = [row for row in rejects if row.reason == "failed" and not row.detail.startswith("in part: ")]
    for stage, count in Counter(row.stage for row in whole).items():
        if count >= max(3, documents):
            said = next(row.detail for row in whole if row.stage == stage)
            raise StageError(f"the stage {stage} failed on every document: {said}")


def _made(stage: Stage, page: Page, settings: Settings) -> dict[str, Sequence[Any]]:
    rows = {name: tuple(page.rows.get(name, ())) for name in stage.reads}
    try:
        return _run(stage, rows, settings)
    except _OURS as error:
        raise _ended(stage, error) from error
    except Exception as error:
        if "segments" in stage.reads and "segments" not in stage.writes:
            return _spared(stage, page, rows, settings)
        return {"rejects": (_reject(page, stage, "failed", _said(error)),)}


def _spared(stage: Stage, page: Page, rows: Mapping[str, Sequence[Any]], settings: Settings) -> dict[str, Sequence[Any]]:
    """Run a stage without the passages, and of these the sentences, at which it fails by themselves."""
    kept: list[Segment] = []
    rejects: list[Reject] = []
    for segment in rows["segments"]:
        if _fault(stage, rows, (segment,), settings) is None:
            kept.append(segment)
            continue
        spans = segment.sentences or ((segment,) if segment.start < segment.end else ())
        for span in spans:
            part = replace(segment, start=span.start, end=span.end, sentences=(), cells=())
            error = _fault(stage, rows, (part,), settings)
            if error is None:
                kept.append(part)
            else:
                rejects.append(_reject(page, stage, "failed", f"in part: characters {span.start} to {span.end} left out: {_said(error)}"))
    try:
        made = _run(stage, {**rows, "segments": tuple(kept)}, settings)
    except Exception as error:
        return {"rejects": (_reject(page, stage, "failed", _said(error)),)}
    return {**made, "rejects": (*made.get("rejects", ()), *rejects)}


def _fault(stage: Stage, rows: Mapping[str, Sequence[Any]], passages: Sequence[Segment], settings: Settings) -> Exception | None:
    try:
        _run(stage, {**rows, "segments": passages}, settings)
    except Exception as error:
        return error
    return None


def _run(stage: Stage, rows: Mapping[str, Sequence[Any]], settings: Settings) -> dict[str, Sequence[Any]]:
    made: dict[str, Sequence[Any]] = {}
    for part in stage.run(rows, settings):
        made.update({name: (*made.get(name, ()), *held) for name, held in part.items()})
    return made


def _reject(page: Page, stage: Stage, reason: str, detail: str) -> Reject:
    document = page.document
    assert document is not None, "a stage of documents is handed documents"
    return Reject(document.path, document.sha256, stage.name, reason, detail)


def _said(error: BaseException) -> str:
    """Say what went wrong, without the place in our code: that is no matter of the document."""
    return f"{type(error).__name__}: {error}"[:300]


def _ended(stage: Stage, error: BaseException) -> PipelineError:
    return error if isinstance(error, PipelineError) else StageError(f"the stage {stage.name} failed: {_said(error)}")


_armed = False


def _within(seconds: float, call: Callable[[], Any]) -> tuple[Any, float]:
    """Call a function, and end it when it has taken that much CPU time.

    Returns:
        What it returned, and the CPU seconds that it took.

    Raises:
        _OverBudget: Its time was up.
        StageError: This is not the main thread, in which alone a signal can end it.
    """
    global _armed
    if threading.current_thread() is not threading.main_thread():
        raise StageError(
            "a document can be kept to its CPU time in the main thread only; in others, open an engine, which starts a process"
        )
    before = signal.signal(signal.SIGPROF, _ring)
    _armed = True
    # Again and again: a library may swallow the first in a callback.
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)
    try:
        made = call()
    finally:
        _armed = False
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return made, max(0.0, seconds - left)


def _ring(number: int, frame: object) -> None:
    if _armed:
        raise _OverBudget
