"""The review: facts that a person should look at, the most telling first, and his answers.

In: published tables, and the decisions beside the documents. Out: lines of `decisions.jsonl`, which every later run heeds. Never:
a table changed; an answer given twice.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, OutputError
from pipeline.records import Claim, FactClaim
from pipeline.report.data import Json, content
from pipeline.review.server import Server
from pipeline.rules import json_lines, text_of
from pipeline.store import Tables

__all__ = ["Review", "Server"]

_SINGLE, _PAIRED = ("accept", "reject"), ("same_slot", "not_same_slot")
#: A fact surer than this, and not contradicted, is not asked about.
_SURE = 0.9
#: Facts that the page is sent at a time.
_AT_ONCE = 50


@dataclass
class Review:
    """A queue of facts and the answers to them.

    Attributes:
        tables: The tables of a run.
        decisions: The file that the answers go to, beside the documents.
        by: Name of the reviewer, written with each answer.
        today: Tells the day, ISO 8601.
    """

    tables: Tables
    decisions: Path
    by: str
    today: Callable[[], str]
    _added: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the tables and the answers that are there."""
        self._claims: Mapping[str, Claim] = {row.claim_id: row for row in self.tables.records("claims")}
        self._paths: Mapping[str, str] = {row.document_id: row.path for row in self.tables.records("documents")}
        self._data = content(self.tables, most=0)
        self._links: dict[str, list[FactClaim]] = defaultdict(list)
        for link in self.tables.records("fact_claims"):
            self._links[link.fact_id].append(link)

    def queue(self) -> Json:
        """Return the facts that no answer is there for, those first whose answer would change most, with what they rest on."""
        answered = self._answered()
        ids = list(self._claims)
        facts = []
        for at, fact in enumerate(self._data["facts"]):
            claims = [ids[claim] for claim, *_ in fact["claims"]]
            if (fact["status"] == "conflicting" or fact["confidence"] < _SURE) and not answered.intersection(claims):
                facts.append((-_gain(fact), at, claims))
        facts.sort()
        return {
            "facts": [self._asked(at, claims) for _, at, claims in facts[:_AT_ONCE]],
            "left": len(facts),
            "by": self.by,
            "answers": len(self._added),
        }

    def _asked(self, at: int, ids: list[str]) -> Json:
        """Return a fact as the page shows it, with the sentence and the document of each of its claims."""
        fact = self._data["facts"][at]
        told = []
        for identifier, (claim, role, reason) in zip(ids, fact["claims"], strict=True):
            said = self._data["claims"][claim]
            home = self._data["documents"][self._data["passages"][said["passage"]]["document"]]
            told.append({**said, "id": identifier, "role": role, "reason": reason, "home": home})
        return {**fact, "claims": told, "name": self._data["subjects"][fact["subject"]]["name"]}

    def _answered(self) -> set[str]:
        if not self.decisions.exists():
            return set()
        found: set[str] = set()
        for _, held in json_lines(text_of(self.decisions), self.decisions.name):
            claims = held.get("claims") or [held.get("claim")]
            found |= {claim for claim in claims if isinstance(claim, str)} if held.get("verdict") in (*_SINGLE, *_PAIRED) else set()
        return found

    def answer(self, given: object) -> None:
        """Add an answer to the decisions.

        Args:
            given: `verdict`, `claim` or `claims`, and `note`, as the page sends them.

        Raises:
            ConfigError: It is no answer, or to a claim that is not there.
            OutputError: The file cannot be written.
        """
        if not isinstance(given, dict) or not isinstance(note := given.get("note", ""), str):
            raise ConfigError("no answer")
        verdict, claims = given.get("verdict"), given.get("claims")
        wanted = 1 if verdict in _SINGLE else 2 if verdict in _PAIRED else 0
        if not isinstance(claims, list) or len(set(map(str, claims))) != wanted or not wanted:
            raise ConfigError("an answer has a verdict and one claim, or two that are compared")
        if unknown := [claim for claim in claims if not isinstance(claim, str) or claim not in self._claims]:
            raise ConfigError(f"no such claim: {str(unknown[0])[:40]}")
        first = self._claims[claims[0]]
        row: dict[str, Any] = {"verdict": verdict} | ({"claim": claims[0]} if wanted == 1 else {"claims": claims})
        row |= {"note": note.strip()[:2000]} if note.strip() else {}
        row |= {"by": self.by, "on": self.today(), "path": self._paths[first.document_id], "text": first.text}
        line = json.dumps(row, ensure_ascii=False) + "\n"
        try:
            with self.decisions.open("ab") as file:
                start = file.tell()
                # A last line of the user's own that has no end gets one.
                if start and self.decisions.read_bytes()[-1:] != b"\n":
                    file.write(b"\n")
                file.write(line.encode())
        except OSError as error:
            raise OutputError(f"cannot write {self.decisions}: {error.strerror or error}") from error
        self._added.append(start)

    def undo(self) -> None:
        """Take back the last answer of this review; answers of others stay.

        Raises:
            ConfigError: There is none.
            OutputError: The file cannot be written.
        """
        if not self._added:
            raise ConfigError("there is no answer to take back")
        try:
            with self.decisions.open("r+b") as file:
                file.truncate(self._added[-1])
        except OSError as error:
            raise OutputError(f"cannot write {self.decisions}: {error.strerror or error}") from error
        self._added.pop()


def _gain(fact: Json) -> float:
    """Return how much an answer would tell: the doubt in bits, over all claims that hang on it; a contradiction counts as full doubt."""
    chance = min(max(fact["confidence"], 0.01), 0.99)
    doubt = 1.0 if fact["status"] == "conflicting" else -(chance * math.log2(chance) + (1 - chance) * math.log2(1 - chance))
    return doubt * math.log2(1 + len(fact["claims"]))
