"""What one source of knowledge takes a stretch of a sentence for, before the text as a whole decides.

In: nothing. Out: the types that taggers and rules for names share, and what a language's folder offers of them. Never: a decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.crf import Chain, Lesson


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


@dataclass(frozen=True, slots=True)
class Tagger:
    """A statistical tagger of a language.

    Attributes:
        name: Stands on every mention that it makes.
        version: Gives the versions of model and library without loading them; None where it cannot run here.
        tag: Gives the guesses for each of some sentences, by the weights that ship or by a chain of the user's own.
        forget: Lets go what it has loaded, which it loads again when it is asked.
        lesson: How it is learnt from annotated documents; None where it is not.
    """

    name: str
    version: Callable[[], str | None]
    tag: Callable[[Sequence[str], Chain | None], list[list[Guess]]]
    forget: Callable[[], None]
    lesson: Lesson | None = None


class Standing(IntEnum):
    """As what a form stands at a place: inside a longer name, as something else, as nothing that tells, as a name, as an organisation."""

    PART = -2
    OTHER = -1
    UNTOLD = 0
    NAME = 1
    FIRM = 2


@dataclass(frozen=True, slots=True)
class Shorter:
    """A shorter form of a name.

    Attributes:
        text: The form.
        of: The name without what all names of its kind may have, such as a legal form; of two spellings of one name it is the same.
        least: As what it must stand somewhere to be a name.
        clear: Whether it leaves out no more than what a firm is that holds others, such as Group.
    """

    text: str
    of: str
    least: Standing
    clear: bool = False


@dataclass(frozen=True, slots=True)
class ShorterForms:
    """How a language shortens the name of an organisation.

    Attributes:
        forms: Gives the forms under which a text may go on to tell of one.
        stands: Says as what a form stands at a place of a text, given its first character and that behind its last.
    """

    forms: Callable[[str], Iterable[Shorter]]
    stands: Callable[[str, int, int], Standing]


@dataclass(frozen=True, slots=True)
class NameRules:
    """How a language finds names in one sentence.

    Attributes:
        readings: Reads a sentence with a tagger's guesses, given the kind of its passage.
        breaks: Ends a sentence, where a passage has none marked.
        promising: Whether a sentence can have a name at all.
        short: Gives the own name in that of a company ("Example" of "Example Capital"), or nothing.
        shorter: Gives the other forms under which a text goes on to tell of a company.
        stem: Gives a form without the last letters that may be a particle joined to it, or nothing.
        again: Marks places of a sentence at which forms stand that another place proposes, given the kind of its passage.
    """

    readings: Callable[[str, Sequence[Guess], str], list[Reading]]
    breaks: re.Pattern[str]
    promising: Callable[[str], bool] = lambda sentence: True
    short: Callable[[str], str] = lambda name: ""
    shorter: ShorterForms | None = None
    stem: Callable[[str], str] | None = None
    again: Callable[[str, Sequence[tuple[int, int]], str], Iterable[Reading]] | None = None


@dataclass(frozen=True, slots=True)
class NamesLent:
    """What a language knows of its names where they stand in a sentence of another.

    Attributes:
        listed: Reads what stands in its lists.
        shaped: Reads what looks like a name, and gives the start and end of each run of words that may be one.
        known: What its lists say that a name is.
        words: Gives its words that play a part in finding names.
    """

    listed: Callable[[str], Iterable[Reading]] = lambda sentence: ()
    shaped: Callable[[str], tuple[list[tuple[int, int]], list[Reading]]] = lambda sentence: ([], [])
    known: Callable[[], dict[str, str]] = dict
    words: Callable[[str], frozenset[str]] = lambda role: frozenset()
