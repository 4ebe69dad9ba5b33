"""Organisations that a text names only to say whose a person is: "Jane Roe (Roe & Co)", 「水野灯弁護士（みずの法律事務所）」.

In: the scene of a document. Out: those organisations; what other lines tell is of none of them. Never: a choice between the others. Part of
the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.context import Line, Scene
from pipeline.records import Mention

__all__ = ["offices"]

#: Between a person and what stands in brackets behind the name: no more than a title, and what stands before an office: an address.
_BEHIND = re.compile(r"[^\W\d]{0,8}\s?[(（][^()（）]*")


def offices(told: Scene) -> frozenset[str]:
    """Return the organisations that stand nowhere but in brackets behind a person; none where all do.

    Args:
        told: The scene.
    """
    found = frozenset(name for name, spots in told.seen.items() if all(_behind_person(told.lines[at], mention) for at, mention in spots))
    return found if len(found) < len(told.seen) else frozenset()


def _behind_person(line: Line, named: Mention) -> bool:
    ahead = [m for m in line.mentions if m.label == "PERSON" and m.end <= named.start]
    return bool(ahead) and _BEHIND.fullmatch(line.text, ahead[-1].end - line.start, named.start - line.start) is not None
