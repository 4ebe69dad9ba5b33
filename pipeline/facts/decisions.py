"""What a person decided about claims: values accepted, claims rejected, slots joined or parted.

In: a file of the user's own, one JSON object a line. Out: verdicts by claim, and those whose claims are gone. Never: a verdict applied
in part; two verdicts that contradict each other are an error.

    {"verdict": "accept", "claim": "0123456789abcdef", "note": "checked in the filing"}
    {"verdict": "reject", "claim": "..."}
    {"verdict": "same_slot", "claims": ["...", "..."]}
    {"verdict": "not_same_slot", "claims": ["...", "..."]}

`path` and `text`, the file and the sentence of the claim, may stand beside; what is told of a verdict whose claim is gone names them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.rules import json_lines, text_of

_KEYS = {"accept": "claim", "reject": "claim", "same_slot": "claims", "not_same_slot": "claims"}
_REMARKS = frozenset({"verdict", "note", "by", "on", "path", "text"})


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A person's verdicts.

    Attributes:
        accepted: Claims whose value is right.
        rejected: Claims that shall not count.
        same: Pairs of claims that answer one question.
        apart: Pairs of claims that answer two questions.
        places: Claims -> the file and the sentence that the verdict names beside them.
    """

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def stale(self, claims: Container[str]) -> tuple[str, ...]:
        """Return, in words, the verdicts whose claims are not there any more.

        Args:
            claims: Ids of the claims of this run.
        """
        single = (("accept", self.accepted), ("reject", self.rejected))
        paired = (("same_slot", self.same), ("not_same_slot", self.apart))
        gone: list[tuple[str, tuple[str, ...]]] = [
            (verdict, (claim,)) for verdict, held in single for claim in sorted(held) if claim not in claims
        ]
        gone += [(verdict, pair) for verdict, pairs in paired for pair in pairs if not all(claim in claims for claim in pair)]
        return tuple(
            f"{verdict} {' '.join(ids)}"
            + "".join(f"; {self.places[claim]}" for claim in ids if claim in self.places and claim not in claims)
            for verdict, ids in gone
        )


def load(path: Path | None) -> Verdicts:
    """Read a file of verdicts; no file is no verdicts.

    Raises:
        ConfigError: A line is wrong, or contradicts another.
    """
    if path is None:
        return Verdicts()
    return parse(text_of(path), path.name)


def parse(text: str, name: str = "decisions.jsonl") -> Verdicts:
    """Read verdicts, one JSON object a line.

    Raises:
        ConfigError: A line is wrong, or contradicts another.
    """
    single: dict[str, set[str]] = {"accept": set(), "reject": set()}
    paired: dict[str, set[tuple[str, str]]] = {"same_slot": set(), "not_same_slot": set()}
    places: dict[str, str] = {}
    for place, held in json_lines(text, name):
        verdict, claims = _verdict(held, place)
        if said := ": ".join(filter(None, (held.get("path"), held.get("text") and f"“{held['text']}”"))):
            places.update(dict.fromkeys(claims, said))
        if verdict in single:
            single[verdict].add(claims[0])
        else:
            paired[verdict].add((claims[0], claims[1]))
    for claim in sorted(single["accept"] & single["reject"]):
        raise ConfigError(f"{name}: claim {claim} is both accepted and rejected")
    for one, other in sorted(paired["same_slot"] & paired["not_same_slot"]):
        raise ConfigError(f"{name}: claims {one} and {other} are both joined and parted")
    return Verdicts(
        frozenset(single["accept"]),
        frozenset(single["reject"]),
        tuple(sorted(paired["same_slot"])),
        tuple(sorted(paired["not_same_slot"])),
        places,
    )


def _verdict(held: dict[str, Any], place: str) -> tuple[str, list[str]]:
    verdict = held.get("verdict")
    if not isinstance(verdict, str) or verdict not in _KEYS:
        raise ConfigError(f"{place}: verdict must be one of {', '.join(_KEYS)}")
    key = _KEYS[verdict]
    unknown = sorted(set(held) - _REMARKS - {key})
    if unknown:
        raise ConfigError(f"{place}: unknown key {unknown[0]}")
    if not all(isinstance(held.get(remark, ""), str) for remark in ("path", "text")):
        raise ConfigError(f"{place}: path and text are texts")
    claims = [held.get(key)] if key == "claim" else held.get(key)
    if not isinstance(claims, list) or not all(isinstance(claim, str) and claim for claim in claims):
        raise ConfigError(f"{place}: {verdict} needs {key}")
    if key == "claims" and len(set(claims)) != 2:
        raise ConfigError(f"{place}: {verdict} needs two claims")
    return verdict, sorted(claims)
