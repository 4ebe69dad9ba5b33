"""What is new since the tables before, as plain data.

In: the difference of two runs. Out: one object of lists and texts that JSON can hold. Never: a change that `awase diff` does not tell.
"""

from __future__ import annotations

from typing import Any

from pipeline.diff import Difference, Voice

Json = dict[str, Any]


def news(found: Difference | None) -> Json | None:
    """Return what a report shows of a difference; None where there are no tables before.

    Args:
        found: What changed since the tables before, the weightiest first.
    """
    if found is None:
        return None
    return {
        "facts": [
            {
                "kind": change.kind,
                "words": change.words,
                "fact": change.new.fact_id if change.new else None,
                "gained": [_voice(voice) for voice in change.gained],
                "lost": [_voice(voice) for voice in change.lost],
            }
            for change in found.facts
        ],
        "alike": found.alike,
        "documents": [[path, what] for path, what in found.documents.items()],
        "rejects": list(found.rejects),
        "tables": [[name, count.old, count.new] for name, count in found.tables.items()],
    }


def _voice(voice: Voice) -> list[str]:
    return [voice.source, voice.path, voice.text]
