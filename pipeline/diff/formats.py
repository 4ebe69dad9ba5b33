"""A difference for a terminal, a page, or a program.

In: a difference. Out: lines, or plain values. Never: a change left out of the JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from pipeline.diff import Difference, Voice
from pipeline.records import Fact


def text(found: Difference, mark: str = "") -> Iterator[str]:
    """Yield a difference line by line.

    Args:
        found: The difference.
        mark: What stands before each change: `- ` makes a list of them in Markdown.
    """
    if not found:
        yield "no difference"
        return
    kinds = Counter(change.kind for change in found.facts)
    yield f"facts: {kinds['changed']} changed, {kinds['new']} new, {kinds['gone']} gone" + (
        f"; {found.alike} with the same answer, told otherwise" if found.alike else ""
    )
    yield from (mark + change.words for change in found.facts)
    if found.documents:
        yield f"documents: {', '.join(f'{path} {what}' for path, what in found.documents.items())}"
    if found.rejects:
        yield "rejected anew:"
        yield from (mark + row for row in found.rejects)


def markdown(found: Difference) -> Iterator[str]:
    """Yield a difference as Markdown, line by line: the changes as a list, the counts as a table."""
    lines = list(text(found, "- "))
    for at, line in enumerate(lines):
        if at and line.startswith("- ") != lines[at - 1].startswith("- "):
            yield ""
        yield line
    if found:
        yield from ("", "| table | before | after | new | gone | changed |", "| --- | --- | --- | --- | --- | --- |")
        for name, count in found.tables.items():
            yield f"| {name} | {count.old} | {count.new} | {count.added} | {count.gone} | {count.changed} |"


def counts(found: Difference) -> Iterator[str]:
    """Yield the counts of the tables that differ, a line each."""
    for name, count in found.tables.items():
        if count.added or count.gone or count.changed:
            parts = ((count.added, "new"), (count.gone, "gone"), (count.changed, "changed"))
            said = ", ".join(f"{number} {what}" for number, what in parts if number)
            yield f"{name:12} {count.old} -> {count.new}: {said}"


def plain(found: Difference) -> dict[str, Any]:
    """Return a difference as values that JSON can hold."""
    return {
        "differ": bool(found),
        "facts": [
            {
                "kind": change.kind,
                "words": change.words,
                "old": _fact(change.old),
                "new": _fact(change.new),
                "gained": [_voice(voice) for voice in change.gained],
                "lost": [_voice(voice) for voice in change.lost],
            }
            for change in found.facts
        ],
        "alike": found.alike,
        "documents": dict(found.documents),
        "rejects": list(found.rejects),
        "tables": {
            name: {"old": count.old, "new": count.new, "added": count.added, "gone": count.gone, "changed": count.changed}
            for name, count in found.tables.items()
        },
    }


def _voice(voice: Voice) -> dict[str, str]:
    return {"source": voice.source, "path": voice.path, "text": voice.text}


_TOLD = (
    "fact_id",
    "subject",
    "predicate",
    "object",
    "qualifier",
    "period",
    "unit",
    "value",
    "text_value",
    "relation",
    "modality",
    "status",
)


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    told: Iterable[tuple[str, Any]] = ((name, getattr(fact, name)) for name in (*_TOLD, "confidence", "explanation"))
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in told}
