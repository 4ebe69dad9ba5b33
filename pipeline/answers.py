"""What people decided: the lines of `decisions.jsonl`, and which of them hold.

In: a file of the user's own, one JSON object a line. Out: answers; of several to one question the one that holds. Never: an answer applied
in part; a side taken where as many people say one thing as another.

    {"verdict": "accept", "claim": "0123456789abcdef", "note": "checked in the filing"}
    {"verdict": "reject", "claim": "..."}
    {"verdict": "correct", "claim": "...", "value": "14300000000"}
    {"verdict": "same_slot", "claims": ["...", "..."]}
    {"verdict": "not_same_slot", "claims": ["...", "..."]}
    {"verdict": "same_name", "names": ["Umino Foods", "ウミノ食品"]}
    {"verdict": "not_same_name", "names": ["...", "..."]}

`path` and `text`, the file and the sentence of a claim, `by` and `on`, who answered and when, may stand beside. What one person says later
takes the place of what the same person said before; a line that names nobody must not contradict another such line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.rules import json_lines, text_of

#: The key of what a verdict is about, and how many there are of it.
ABOUT = {
    "accept": ("claim", 1),
    "reject": ("claim", 1),
    "correct": ("claim", 1),
    "same_slot": ("claims", 2),
    "not_same_slot": ("claims", 2),
    "same_name": ("names", 2),
    "not_same_name": ("names", 2),
}
#: No table holds more of an amount, nor more than nine decimals.
_LARGEST = Decimal(10) ** 18
_REMARKS = ("note", "by", "on", "path", "text")

Question = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One line.

    Attributes:
        verdict: accept, reject, correct, same_slot, not_same_slot, same_name or not_same_name.
        about: The claim, or the two claims or names in order.
        value: Of `correct`, what the claim should say: a decimal in whole units, or a text.
        kind: Of names: organisation or person; empty for either.
        place: File and line.
    """

    verdict: str
    about: tuple[str, ...]
    value: str = ""
    kind: str = ""
    note: str = ""
    by: str = ""
    on: str = ""
    path: str = ""
    text: str = ""
    place: str = ""

    @property
    def question(self) -> Question:
        """What was asked: whether a claim is right, whether two claims answer one question, whether two names are one."""
        return (ABOUT[self.verdict][0], *self.about)

    @property
    def said(self) -> str:
        """The answer as such: two that are equal agree."""
        return f"{self.verdict} {self.value}".strip()

    def words(self) -> str:
        """The answer in words, with what it is about."""
        about = " ".join(self.about if ABOUT[self.verdict][0] != "names" else (f"“{name}”" for name in self.about))
        where = ": ".join(filter(None, (self.path, self.text and f"“{self.text}”")))
        return f"{self.verdict} {about}" + (f" as {self.value}" if self.value else "") + (f"; {where}" if where else "")


def load(path: Path | None) -> tuple[Answer, ...]:
    """Read a file of answers; no file is no answers.

    Raises:
        ConfigError: A line is wrong, or contradicts another.
    """
    return () if path is None or not path.exists() else parse(text_of(path), path.name)


def parse(text: str, name: str = "decisions.jsonl") -> tuple[Answer, ...]:
    """Read answers, one JSON object a line, in the order in which they were given.

    Raises:
        ConfigError: A line is wrong, or contradicts another that names nobody either.
    """
    found = tuple(_answer(held, place) for place, held in json_lines(text, name))
    nameless: dict[Question, Answer] = {}
    for answer in found:
        if not answer.by and (before := nameless.setdefault(answer.question, answer)).said != answer.said:
            raise ConfigError(f"{answer.place}: {' '.join(answer.about)}: {answer.said}, but {before.said} at {before.place}")
    return found


def settled(answers: Sequence[Answer]) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """Return the answer that holds to each question, and in words the questions on which people are divided.

    Args:
        answers: All of them, in the order in which they were given.
    """
    asked: dict[Question, list[Answer]] = defaultdict(list)
    for answer in latest(answers):
        asked[answer.question].append(answer)
    held, divided = [], []
    for told in asked.values():
        counts = Counter(answer.said for answer in told)
        (said, most), *others = counts.most_common()
        if others and others[0][1] == most:
            sides = " against ".join(
                f"{said} ({', '.join(sorted(answer.by or 'nobody named' for answer in told if answer.said == said))})"
                for said in sorted(counts)
            )
            divided.append(f"{sides}: {told[0].words().partition(' ')[2]}")
        else:
            held.append(next(answer for answer in told if answer.said == said))
    return tuple(held), tuple(sorted(divided))


def latest(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return what each person says of each question: the last of his answers to it, in order of the first."""
    return tuple({(answer.question, answer.by): answer for answer in answers}.values())


def _answer(held: dict[str, Any], place: str) -> Answer:
    verdict = held.get("verdict")
    if not isinstance(verdict, str) or verdict not in ABOUT:
        raise ConfigError(f"{place}: verdict must be one of {', '.join(ABOUT)}")
    key, count = ABOUT[verdict]
    known = {"verdict", key, *_REMARKS, *(("value",) if verdict == "correct" else ()), *(("kind",) if key == "names" else ())}
    if unknown := sorted(set(held) - known):
        raise ConfigError(f"{place}: unknown key {unknown[0]}")
    if wrong := [name for name in (*_REMARKS, "value", "kind") if not isinstance(held.get(name, ""), str)]:
        raise ConfigError(f"{place}: {wrong[0]} is a text")
    about = [held.get(key)] if count == 1 else held.get(key)
    if not isinstance(about, list) or not all(isinstance(one, str) and one.strip() for one in about):
        raise ConfigError(f"{place}: {verdict} needs {key}")
    if len(set(about)) != count or len(about) != count:
        raise ConfigError(f"{place}: {verdict} needs two {key}" if count == 2 else f"{place}: {verdict} needs {key}")
    if verdict == "correct" and not held.get("value", "").strip():
        raise ConfigError(f"{place}: correct needs value")
    if held.get("kind", "") not in ("", "organisation", "person"):
        raise ConfigError(f"{place}: kind is organisation or person")
    told = {name: held.get(name, "") for name in (*_REMARKS, "value", "kind")}
    return Answer(verdict, tuple(sorted(about)), place=place, **told)


def amount(value: str) -> Decimal | None:
    """Return a text as an amount that the tables hold exactly; None where it is none."""
    try:
        found = Decimal(value.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < _LARGEST and found == round(found, 9) else None
