"""The review: what a person should look at, the most telling first, and his answers.

In: published tables, and the decisions beside the documents. Out: lines of `decisions.jsonl`, which every later run heeds; the answers as
gold, or for another tool. Never: a table changed; an answer of another person lost.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline import answers
from pipeline.answers import Answer
from pipeline.errors import ConfigError, OutputError
from pipeline.predicates import predicates
from pipeline.records import Claim, Entity, FactClaim
from pipeline.report.data import Json, content
from pipeline.review.agreement import Agreement, agreement
from pipeline.review.names import Pair, pairs
from pipeline.review.server import Server
from pipeline.review.values import given
from pipeline.store import Tables

__all__ = ["Review", "Server"]

#: A fact surer than this, and not contradicted, is not asked about.
_SURE = 0.9
#: Questions that the page is sent at a time.
_AT_ONCE = 50
#: How much more a fact tells that rests on evidence which nothing else has.
_RARE = 0.25
#: Sentences that show of whom a name is.
_SHOWN = 3
#: What the page may answer.
_VERDICTS = frozenset(answers.ABOUT)


@dataclass
class Review:
    """A queue of questions and the answers to them.

    Attributes:
        tables: The tables of a run.
        decisions: The file that the answers go to, beside the documents.
        by: Name of the reviewer, written with each answer.
        today: Tells the day, ISO 8601.
        again: Whether to ask also what others have answered, so that their agreement can be told.
    """

    tables: Tables
    decisions: Path
    by: str
    today: Callable[[], str]
    again: bool = False
    _added: list[tuple[int, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the tables."""
        self._claims: Mapping[str, Claim] = {row.claim_id: row for row in self.tables.records("claims")}
        self._paths: Mapping[str, str] = {row.document_id: row.path for row in self.tables.records("documents")}
        self._data = content(self.tables, most=0)
        self._ids = list(self._claims)
        self._rules = Counter(claim.rule for claim in self._claims.values())
        self._facts = {link.claim_id: link.fact_id for link in self._links()}

    def _links(self) -> list[FactClaim]:
        return [link for link in self.tables.records("fact_claims") if link.role != "superseded"]

    @cached_property
    def _pairs(self) -> list[Pair]:
        entities: list[Entity] = self.tables.records("entities")
        return pairs(entities, Counter(name for claim in self._claims.values() for name in {claim.subject_id, claim.object_id} if name))

    @cached_property
    def _said_of(self) -> Mapping[str, list[Claim]]:
        """Claims by whom they name, the surest first."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self._claims.values(), key=lambda claim: -claim.confidence):
            for name in {claim.subject_id, claim.object_id} - {None}:
                found[str(name)].append(claim)
        return found

    # --- what is asked ----------------------------------------------------------------------------------------------------------

    def queue(self) -> Json:
        """Return the open questions, those first whose answer would change most, with what they rest on, and how far the review is."""
        given = answers.load(self.decisions)
        held, divided = answers.settled(given)
        mine = {answer.question for answer in given if answer.by == self.by}
        # Others' answers are kept from a second reader; else they settle a question unless they are divided on it.
        known = mine if self.again else mine | {answer.question for answer in held}
        open_, done = [], 0
        for at, fact in enumerate(self._data["facts"]):
            claims = self._own(fact)
            if fact["status"] == "conflicting" or fact["confidence"] < _SURE or self._asked_of(claims, given):
                if self._answered(claims, known):
                    done += 1
                else:
                    open_.append((-self._gain(fact, claims), 0, at))
        for at, pair in enumerate(self._pairs):
            if ("names", *sorted(pair.names)) in known:
                done += 1
            else:
                open_.append((-pair.gain, 1, at))
        open_.sort()
        return {
            "questions": [self._name(self._pairs[at]) if kind else self._fact(at) for _, kind, at in open_[:_AT_ONCE]],
            "left": len(open_),
            "done": done,
            "by": self.by,
            "answers": len(self._added),
            "divided": list(divided) if not self.again else [],
            "agreement": self._told(self.agreement()),
        }

    def agreement(self) -> Agreement:
        """Return how far those who answered agree, as far as they answered the same."""
        return agreement(answers.load(self.decisions), self._facts)

    @staticmethod
    def _told(found: Agreement) -> Json | None:
        if not found.questions:
            return None
        return {"people": found.people, "questions": found.questions, "same": found.same, "alpha": found.alpha}

    def _own(self, fact: Json) -> list[str]:
        """Return the claims of a fact, without those of facts that it has overtaken."""
        held = [self._ids[claim] for claim, *_ in fact["claims"]]
        return [claim for claim in held if self._facts.get(claim) == fact["id"]] or held

    @staticmethod
    def _asked_of(claims: Sequence[str], given: Sequence[Answer]) -> bool:
        return any(answer.question[0] != "names" and set(answer.about) & set(claims) for answer in given)

    @staticmethod
    def _answered(claims: Sequence[str], known: Iterable[answers.Question]) -> bool:
        return any(question[0] != "names" and set(question[1:]) & set(claims) for question in known)

    def _gain(self, fact: Json, claims: Sequence[str]) -> float:
        """Return how much an answer would tell: the doubt in bits, over all claims that hang on it, more where their evidence is rare.

        A contradiction counts as full doubt.
        """
        chance = min(max(fact["confidence"], 0.01), 0.99)
        doubt = 1.0 if fact["status"] == "conflicting" else -(chance * math.log2(chance) + (1 - chance) * math.log2(1 - chance))
        rarest = min((self._rules[self._claims[claim].rule] for claim in claims), default=1)
        return doubt * math.log2(1 + len(claims)) * (1 + _RARE / rarest)

    def _fact(self, at: int) -> Json:
        """Return a fact as the page shows it, with the sentence and the document of each of its claims."""
        fact = self._data["facts"][at]
        known = predicates().get(fact["predicate"])
        told = []
        for claim, role, reason in fact["claims"]:
            said = self._data["claims"][claim]
            home = self._data["documents"][self._data["passages"][said["passage"]]["document"]]
            told.append({**said, "id": self._ids[claim], "role": role, "reason": reason, "home": home})
        name = self._data["subjects"][fact["subject"]]["name"]
        return {**fact, "asks": "fact", "claims": told, "name": name, "answer": known.slot.answer if known else "number"}

    def _name(self, pair: Pair) -> Json:
        """Return a pair of names as the page shows it, with what is said of each."""
        sides = [
            {
                "name": name,
                "forms": [form.text for form in sorted(one.names, key=lambda form: (-form.count, form.text)) if form.text != name][:6],
                "claims": len(self._said_of[one.entity_id]),
                "said": list({claim.text: [self._paths[claim.document_id], claim.text] for claim in self._said_of[one.entity_id]}.values())[
                    :_SHOWN
                ],
            }
            for name, one in zip(pair.names, pair.entities, strict=True)
        ]
        return {"asks": "names", "id": " ".join(sorted(pair.names)), "kind": pair.entities[0].kind, "sides": sides}

    # --- what is answered -------------------------------------------------------------------------------------------------------

    def answer(self, given: object) -> None:
        """Add an answer to the decisions.

        Args:
            given: `verdict`, what it is about (`claims` or `names`), `value` of a correction, and `note`, as the page sends them.

        Raises:
            ConfigError: It is no answer, or to a claim or name that is not there.
            OutputError: The file cannot be written.
        """
        if not isinstance(given, dict) or not isinstance(note := given.get("note", ""), str):
            raise ConfigError("no answer")
        verdict = given.get("verdict")
        if not isinstance(verdict, str) or verdict not in _VERDICTS:
            raise ConfigError("no answer")
        key, count = answers.ABOUT[verdict]
        about = given.get("names" if key == "names" else "claims")
        if not isinstance(about, list) or len(about) != count or len(set(map(str, about))) != count:
            raise ConfigError("an answer has a verdict and one claim, or two that are compared")
        row = self._row(verdict, [str(one) for one in about], given.get("value"))
        self._append([row | ({"note": note.strip()[:2000]} if note.strip() else {}) | {"by": self.by, "on": self.today()}])

    def _row(self, verdict: str, about: list[str], value: object) -> dict[str, Any]:
        if answers.ABOUT[verdict][0] == "names":
            pair = next((pair for pair in self._pairs if sorted(pair.names) == sorted(about)), None)
            if pair is None:
                raise ConfigError(f"no such names: {', '.join(about)[:80]}")
            return {"verdict": verdict, "names": about, "kind": pair.entities[0].kind}
        if unknown := [claim for claim in about if claim not in self._claims]:
            raise ConfigError(f"no such claim: {unknown[0][:40]}")
        first = self._claims[about[0]]
        row: dict[str, Any] = {"verdict": verdict} | ({"claim": about[0]} if len(about) == 1 else {"claims": about})
        if verdict == "correct":
            row["value"] = given(first, value)
        return row | {"path": self._paths[first.document_id], "text": first.text}

    def take(self, rows: Sequence[Mapping[str, Any]]) -> tuple[int, tuple[str, ...]]:
        """Add answers that were given elsewhere.

        Args:
            rows: `verdict`, `claim`, `by` and, where there are any, `value`, `note`, `on`.

        Returns:
            How many are new, and in words those to claims that are not there any more.

        Raises:
            ConfigError: One is no answer.
            OutputError: The file cannot be written.
        """
        known = {(answer.question, answer.by): answer.said for answer in answers.latest(answers.load(self.decisions))}
        new, gone = [], []
        for held in rows:
            claim = str(held["claim"])
            if claim not in self._claims:
                gone.append(f"{held['verdict']} {claim}")
                continue
            row = self._row(str(held["verdict"]), [claim], held.get("value")) | {
                name: held[name] for name in ("note", "by", "on") if held.get(name)
            }
            (said,) = answers.parse(json.dumps(row))
            if known.get((said.question, said.by)) != said.said:
                known[said.question, said.by] = said.said
                new.append(row)
        if new:
            self._append(new)
        return len(new), tuple(gone)

    def _append(self, rows: Sequence[Mapping[str, Any]]) -> None:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        try:
            with self.decisions.open("ab") as file:
                start = file.tell()
                # A last line of the user's own that has no end gets one.
                if start and self.decisions.read_bytes()[-1:] != b"\n":
                    lines = b"\n" + lines
                file.write(lines)
        except OSError as error:
            raise OutputError(f"cannot write {self.decisions}: {error.strerror or error}") from error
        self._added.append((start, lines))

    def undo(self) -> None:
        """Take back the last answer of this review; answers of others stay.

        Raises:
            ConfigError: There is none, or somebody has answered since.
            OutputError: The file cannot be written.
        """
        if not self._added:
            raise ConfigError("there is no answer to take back")
        start, lines = self._added[-1]
        try:
            with self.decisions.open("r+b") as file:
                file.seek(start)
                if file.read() != lines:
                    raise ConfigError("somebody has answered since: take your answer out of decisions.jsonl by hand")
                file.truncate(start)
        except OSError as error:
            raise OutputError(f"cannot write {self.decisions}: {error.strerror or error}") from error
        self._added.pop()
