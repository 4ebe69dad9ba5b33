"""Which language a text is in that neither its letters nor its words tell: langdetect, with its profiles left as they are read.

In: a text. Out: a tag and its probability. Never: a table of all runs of letters with a list of all languages each, as langdetect makes it
of its profiles: a third of a second of work and 60 MB, for the few hundred runs that a text has.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

#: Letters that langdetect is given at most: more of them do not change its answer.
_MOST = 2_000


def asked(text: str) -> tuple[str, float]:
    """Ask langdetect, which is seeded, so that it always says the same of the same text."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(text[: _MOST * 2][:_MOST])
    try:
        best = detector.get_probabilities()[0]
    except LangDetectException:
        return "und", 0.0
    tag = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}.get(best.lang, best.lang)
    return tag, round(float(best.prob), 3)


@cache
def _factory() -> Any:
    """Return langdetect with the languages that it ships, in the order in which it would read them."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    files = [
        file for name in os.listdir(PROFILES_DIRECTORY) if not name.startswith(".") and (file := Path(PROFILES_DIRECTORY, name)).is_file()
    ]
    profiles = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    made = DetectorFactory()
    made.seed = 0
    made.langlist = [profile["name"] for profile in profiles]
    made.word_lang_prob_map = _Runs([(profile["freq"], profile["n_words"]) for profile in profiles])
    return made


class _Runs:
    """Runs of one to three letters, each with its share of the runs of as many letters in each language."""

    def __init__(self, profiles: Sequence[tuple[Mapping[str, int], Sequence[int]]]) -> None:
        """Give of each language how often it has each run, and how many it has of each length."""
        self._profiles = profiles
        self._known = frozenset().union(*(often for often, _ in profiles))
        self._held: dict[str, list[float]] = {}

    def __contains__(self, run: str) -> bool:
        return run in self._known

    def __getitem__(self, run: str) -> list[float]:
        held = self._held.get(run)
        if held is None:
            held = [1.0 * often[run] / sizes[len(run) - 1] if run in often else 0.0 for often, sizes in self._profiles]
            self._held[run] = held
        return held
