"""The drafts of claims, and the trigger words from which they start.

In: a sentence taken apart. Out: the places where a frame's words stand; the draft that a reading fills. Never: a decision between
readings. Part of the room of claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from pipeline.claims.frames import Frame, triggered
from pipeline.claims.parsing import Sentence
from pipeline.records import Mention, Segment

__all__ = ["FIGURES", "ROUND", "Draft", "Hit", "hits", "one_each", "plain", "round_name"]


@dataclass(slots=True)
class Draft:
    """A claim in the making; what is None may still come from the rest of the document."""

    predicate: str
    rule: str
    start: int
    end: int
    trigger: tuple[int, int]
    score: float
    subjects: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    people: frozenset[str] = frozenset()
    mention: Mention | None = None
    text_value: str | None = None
    qualifier: str | None = None
    sign: int = 1
    weak_subject: bool = False
    weak_object: bool = False
    modality: str = "actual"
    attribution: tuple[str, ...] = ()
    speaker: str | None = None
    own_date: Mention | None = None
    period: Mention | None = None
    period_value: str | None = None
    period_span: tuple[date | None, date | None] = (None, None)
    scene: Mention | None = None
    segment: Segment | None = None
    event: bool = False
    shadow: bool = False
    named: frozenset[str] = frozenset()
    marks: list[tuple[str, int, int]] = field(default_factory=list)

    def dated(self, mention: Mention | None) -> None:
        """Take the period from a date."""
        if mention is not None:
            self.own_date = self.period = mention
            self.period_value, self.period_span = mention.timex_value, (mention.date_start, mention.date_end)
            self.marks.append(("period", mention.start, mention.end))


@dataclass(frozen=True, slots=True)
class Hit:
    """The words of a frame at their place; `first` and `last` are tokens, in English."""

    frame: Frame
    start: int
    end: int
    first: int
    last: int


def plain(sentence: Sentence, hit: Hit, rule: str, score: float) -> Draft:
    """Return a draft that has only its words yet."""
    return Draft(
        hit.frame.predicate, rule, sentence.start, sentence.end, (hit.start, hit.end), score, marks=[("trigger", hit.start, hit.end)]
    )


FIGURES = ("MONEY", "PERCENT", "QUANTITY")
ROUND = re.compile(
    r"\b(?:pre-)?series[ -][a-k](?![a-z])(?:(?:[-+]?\d)?\+?)|(?:プレ)?シリーズ[A-KＡ-Ｋ](?:[-+]?\d)?"
    r"|\b(?:pre-)?(?:seed|angel|bridge)\b|(?:プレ)?(?:シード|エンジェル|ブリッジ)|\bpre-ipo\b"
    r"|\bipo\b|initial public offering|went public|新規株式公開|\bIPO",
    re.IGNORECASE,
)


def hits(sentence: Sentence) -> list[Hit]:
    """Return where the words of the language's frames stand in a sentence."""
    found: list[Hit] = []
    blocked = [(m.start, m.end) for m in sentence.mentions if m.label in ("ORG", "PERSON", "MONEY")]
    for frame, pattern in triggered(sentence.low, sentence.language):
        for match in pattern.finditer(sentence.low):
            if match.end() == match.start():
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if any(a < end and start < b for a, b in blocked):
                continue
            if frame.not_words is not None and any(
                m.start() < match.end() and match.start() < m.end() for m in frame.not_words.finditer(sentence.low)
            ):
                continue
            if frame.needs is not None and not frame.needs.search(sentence.low):
                continue
            first = last = 0
            if sentence.language == "en":
                first, last = sentence.index(start), sentence.index(end - 1) + 1
            found.append(Hit(frame, start, end, first, last))
    return found


def round_name(text: str) -> str:
    """Return the name of a round of funding in one form: Series A, Pre-Series B, Seed, Pre-seed, Angel, Bridge."""
    low = text.lower()
    early = "pre" in low or "プレ" in text
    match = re.search(r"(?:series|シリーズ)[ -]?([a-kＡ-Ｋａ-ｋ])(\S*)", low)
    if match:
        letter = chr(ord(match[1]) - 0xFEE0) if ord(match[1]) > 0xFF00 else match[1]
        return f"{'Pre-' if early else ''}Series {letter.upper()}{match[2].strip()}"
    if "seed" in low or "シード" in text:
        return "Pre-seed" if early else "Seed"
    if "angel" in low or "エンジェル" in text:
        return "Angel"
    if "bridge" in low or "ブリッジ" in text:
        return "Bridge"
    return "Pre-IPO" if "pre" in low else "IPO"


def one_each(found: list[Draft]) -> list[Draft]:
    """Keep one draft of each statement in the sentence: the surest."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in found:
        key: tuple[object, ...] = (
            draft.predicate,
            tuple(draft.subjects),
            tuple(draft.objects),
            draft.mention.mention_id if draft.mention and draft.predicate not in ("founder", "chief_executive", "founded") else None,
            draft.text_value if draft.predicate == "founded" else None,
        )
        if draft.predicate == "headquarters":
            key = (draft.predicate, tuple(draft.subjects), draft.text_value)
        if key not in best or best[key].score < draft.score:
            best[key] = draft
    return list(best.values())
