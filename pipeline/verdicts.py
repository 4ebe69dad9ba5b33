"""What a person's verdicts stood on: remembered beside the tables, for the day when a claim is gone.

In: the claims of a run, and those that verdicts name. Out: for a verdict whose claim is gone, the file and the sentence that it was given
on. Never: a word of it in a table: tables hang on the input alone, and this on what was read before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.records import Claim, Document, Reject


def note(file: Path, wanted: Collection[str], claims: Iterable[Claim], documents: Iterable[Document]) -> None:
    """Remember where the claims stand that verdicts name; those that are gone stay as they were remembered.

    Args:
        file: Where it is kept.
        wanted: Ids of the claims that verdicts name.
        claims: The claims of this run.
        documents: Its documents.
    """
    held, paths = remembered(file), {row.document_id: row.path for row in documents}
    here = {row.claim_id: f"{paths[row.document_id]}: “{' '.join(row.text.split())}”" for row in claims if row.claim_id in wanted}
    kept = {name: said for name, said in sorted((held | here).items()) if name in wanted}
    if kept == held:
        return
    fresh = file.with_name(f".{file.stem}-{os.getpid()}")
    with suppress(OSError):  # a run does not end because there is no room to remember this
        fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(fresh, file)


def remembered(file: Path) -> dict[str, str]:
    """Return what is remembered: claim -> file and sentence; nothing where there is no such file, or a damaged one."""
    try:
        held = json.loads(file.read_bytes())
        return {str(name): str(said) for name, said in held.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def quoted(row: Reject, known: Mapping[str, str]) -> Reject:
    """Return a reject as a reader is told it: a verdict whose claim is gone with the file and the sentence that it was given on."""
    if row.reason != "stale_decision" or ";" in row.detail:
        return row
    said = "".join(f"; it was given on {known[claim]}" for claim in row.detail.split()[1:] if claim in known)
    return Reject(row.path, row.sha256, row.stage, row.reason, row.detail + said)
