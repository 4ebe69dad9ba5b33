"""What one source of knowledge takes a stretch of a sentence for, before the text as a whole decides.

In: nothing. Out: the types that taggers and rules for names share. Never: a decision.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """What a tagger takes for a name.

    Attributes:
        start: First character in the sentence.
        end: Character after the last.
        label: `ORG`, `PERSON`, or `OTHER` for a name of something else.
        confidence: Probability that span and label are right, 0 to 1.
    """

    start: int
    end: int
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a sentence read as a name.

    Attributes:
        start: First character in the sentence.
        end: Character after the last.
        label: `ORG`, `PERSON`, or `OTHER` for a name of something else.
        rule: What read it.
        weight: How much it counts; 1 is one guess of a tagger.
    """

    start: int
    end: int
    label: str
    rule: str
    weight: float
