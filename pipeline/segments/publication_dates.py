"""The date of an article, chosen by weight from everything that says when it was published.

In: a document and the passages of one of its articles; `rules/publication_dates.toml`. Out: a date with precision and the evidence for and
against it, or only a bound. Never: the clock, the time of a file, or a date that is more precise than its evidence.

What came with the document (a sidecar, a column) stands. All else are candidates: each kind has a weight, learnt from documents with
known dates by `docs/data/publication_dates.py`, and so has what bears on a candidate. The best is the date where it is more likely right
than not; where only its year is, that; else the article has none, and what it knows as past only bounds it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipeline.errors import ConfigError
from pipeline.records import Document, Segment
from pipeline.rules import toml
from pipeline.segments.datelines import open_day
from pipeline.segments.mentioned_dates import Mentioned, mentioned
from pipeline.segments.stated_dates import age, aged, stated
from pipeline.segments.written_dates import Candidate

#: Probability from which a year is the one. Chosen by cross-validation: a year alone is seldom given where there is none.
_LIKELY = 0.42
#: Probability from which what is stated of the article needs no look at the dates in its text.
_SURE = 0.9
#: Dates of one kind from which none of them is that of the article by its kind alone.
_MANY = 4
#: Passages from which a date stands deep in an article.
_LATE = 12
#: Days that a date which seems past may lie behind that of the article, and months from which later dates are no plans that were misread.
_SLACK, _OUTDATED = 62, 3
#: Candidates that are kept as evidence, and characters of each.
_KEPT, _SHOWN = 6, 120
#: Kinds that date an article by what it tells of, and not by what it says of itself.
BY_CONTENT = frozenset({"news", "bound", "current", "cited", "accessed", "copyright", "estimated", "guided", "reported", "bound_year"})
#: Kinds that stand at the foot of an article as well as at its head.
_AT_FOOT = frozenset({"updated", "resolved", "original"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its probability.

    Attributes:
        candidate: The candidate.
        probability: That it is the date of the article, 0 to 1.
    """

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of the date of an article.

    Attributes:
        date: The date, or None where none is likely.
        bound: The latest date that the text knows as past, where it has no date.
        evidence: The candidates with their probabilities, the best first.
    """

    date: Candidate | None
    bound: Candidate | None
    evidence: str | None


def published(document: Document, part: Sequence[Segment], given: Mapping[str, str], *, first: bool = True) -> Published:
    """Return the date on which an article was published, as far as it supports one.

    Args:
        document: Its document; a date, an address and a name that came with it are evidence.
        part: Its passages.
        given: What the front matter says, in the first article.
        first: Whether it is the first article of its document.
    """
    found = stated(document, part, given, first=first)
    if is_given(document) and document.published is not None:
        page = Candidate(
            document.published, document.published_precision or "day", "given", document.published_evidence or "with the document"
        )
        found.insert(0, age(document.text, part, page) or page)
    weighed = weigh(found, ())
    said = Mentioned((), None, ())
    best = choose(weighed)
    if best is None or _sum(best, weighed) < _SURE or any(one.kind == "as_of" and (one.start - best.end).days > _SLACK for one in found):
        said = mentioned(document, part, open_day(document.text, part), aged=aged(document.text, part))
        weighed = weigh([*found, *said.candidates], said.past)
        best = choose(weighed)
    return Published(best, said.bound if best is None else None, _evidence(weighed))


def is_given(document: Document) -> bool:
    """Whether a date came with a document from outside, and is not what its markup declares."""
    return document.published is not None and not (document.published_evidence or "").startswith("html")


def weigh(found: Sequence[Candidate], past: Sequence[Candidate]) -> list[Weighed]:
    """Return candidates with their probabilities, the best first.

    Args:
        found: The candidates, those of one kind in the order of the text.
        past: Dates that the text knows as past.
    """
    return shares([(candidate, tuple(features(candidate, found, past))) for candidate in found], _weights())


def shares(described: Sequence[tuple[Candidate, Sequence[str]]], weights: Mapping[str, float]) -> list[Weighed]:
    """Return candidates with the probability of each to be what dates the article, the best first; the rest is that it has no date.

    Args:
        described: The candidates, each with the names of what bears on it.
        weights: Log odds by name, against having no date.
    """
    odds = [math.exp(sum(weights[name] for name in names)) for _, names in described]
    total = 1.0 + sum(odds)
    made = [Weighed(candidate, one / total) for (candidate, _), one in zip(described, odds, strict=True)]
    return sorted(made, key=lambda one: -one.probability)


def choose(weighed: Sequence[Weighed]) -> Candidate | None:
    """Return the date on which most of the probability of the likeliest year falls, else that year; None where no year is likely.

    Args:
        weighed: The candidates, the best first.
    """
    years: dict[int, float] = {}
    for one in weighed:
        years[one.candidate.start.year] = years.get(one.candidate.start.year, 0.0) + one.probability
    year, whole = max(years.items(), key=lambda held: held[1], default=(0, 0.0))
    if whole < _LIKELY:
        return None
    inside = sorted((one for one in weighed if one.candidate.start.year == year), key=lambda one: one.candidate.end - one.candidate.start)
    none = 1.0 - sum(one.probability for one in weighed)
    held = max(inside, key=lambda one: (_sum(one.candidate, weighed), one.probability)).candidate
    if _sum(held, weighed) >= whole / 2 and held.precision != "year":
        return held
    # A year speaks for the days in it: what speaks against a day is what lies beside it.
    for one in inside:
        apart = sum(
            other.probability for other in inside if other.candidate.end < one.candidate.start or one.candidate.end < other.candidate.start
        )
        if one.candidate.precision != "year" and _sum(one.candidate, weighed) >= max(apart, none):
            return one.candidate
    return replace(held, start=date(year, 1, 1), precision="year")


def _sum(candidate: Candidate, weighed: Sequence[Weighed]) -> float:
    return sum(
        one.probability for one in weighed if (one.candidate.start, one.candidate.precision) == (candidate.start, candidate.precision)
    )


def features(candidate: Candidate, found: Sequence[Candidate], past: Sequence[Candidate]) -> Iterator[str]:
    """Give the names of what bears on a candidate: its kind, and how it stands to the others and to the text.

    Args:
        candidate: The candidate.
        found: All candidates of the article.
        past: Dates that its text knows as past.
    """
    yield candidate.kind
    same = [other for other in found if other.kind == candidate.kind]
    if same[0] is not candidate:
        yield "again"
    if len({other.start for other in same}) >= _MANY:
        yield "many"
    if candidate.place >= _LATE and candidate.kind not in _AT_FOOT:
        yield "late"
    others = [other for other in found if other.kind not in (candidate.kind, "listed")]
    if any(other.start == candidate.start and other.precision == candidate.precision for other in others):
        yield "agrees"
    if any(other.precision != candidate.precision and other.start <= candidate.start and candidate.end <= other.end for other in others):
        yield "within"
    if candidate.kind not in BY_CONTENT and candidate.precision != "day":
        yield "coarse"
    later = {(other.start.year, other.start.month) for other in past if (other.start - candidate.end).days > _SLACK}
    if later:
        yield "older" if len(later) < _OUTDATED else "outdated"


def _evidence(weighed: Sequence[Weighed]) -> str | None:
    """Write the candidates, each date and kind once, with the probability of its date."""
    shown: dict[tuple[object, ...], str] = {}
    for one in weighed:
        candidate = one.candidate
        key = (candidate.start, candidate.precision, candidate.kind)
        said = " ".join(candidate.said.split())
        cut = said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
        written = candidate.start.isoformat()[: {"day": 10, "month": 7, "quarter": 7, "half": 7}.get(candidate.precision, 4)]
        shown.setdefault(key, f"{candidate.kind.replace('_', ' ')} {written} ({_sum(candidate, weighed):.2f}): {cut}")
    return "; ".join(list(shown.values())[:_KEPT]) or None


@cache
def _weights() -> dict[str, float]:
    """Return the weights of kinds and of what bears on a candidate, as log odds.

    Raises:
        ConfigError: `rules/publication_dates.toml` has another key, or no number.
    """
    content = toml("publication_dates.toml")
    place = "rules/publication_dates.toml"
    made: dict[str, float] = {}
    for section in ("kinds", "about"):
        rows = content.pop(section, None)
        if not isinstance(rows, dict) or not all(type(value) is float for value in rows.values()):
            raise ConfigError(f"{place}: [{section}] names log odds, each a number with a full stop")
        made |= rows
    if content:
        raise ConfigError(f"{place}: sections are kinds and about, not {', '.join(sorted(content))}")
    return made


def check() -> None:
    """Read the weights, so that a fault in their file is known before a run."""
    _weights()
