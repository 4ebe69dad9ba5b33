"""Lists of names, all looked for in one pass.

In: names; a text. Out: the places of the names, borders unchecked. Never: a choice between names that overlap.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any


class Gazetteer:
    """Names to look for; time grows with the text and not with the number of names."""

    def __init__(self, names: Collection[str]) -> None:
        self._automaton: Any = None
        if names:
            import ahocorasick

            self._automaton = ahocorasick.Automaton()
            for name in sorted(names):
                self._automaton.add_word(name, name)
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give start, end and name of each place where a name's letters stand, in or out of a word."""
        if self._automaton is not None:
            for last, name in self._automaton.iter(text):
                yield last + 1 - len(name), last + 1, name


@cache
def kinds(language: str, file: str) -> dict[str, str]:
    """Read a list of names with their kinds: `extractors/<language>/<file>.csv`."""
    with (Path(__file__).parent / language / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["kind"] for row in csv.DictReader(rows)}
