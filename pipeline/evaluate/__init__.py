"""How right the tables of a run are, against what people annotated.

In: published tables and a folder of gold. Out: precision, recall and F1 of mentions, names, claims and facts, each mistake with its
sentence, how far a confidence can be believed, and what floors a user has set. Never: a stage run, a table changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import TypeVar

from pipeline.evaluate.claims import ClaimScores, FactScores, Names, Squeezed, alike, folded, score_claims, score_facts, words
from pipeline.evaluate.floors import check, raised
from pipeline.evaluate.gold import Gold, GoldClaim, GoldDocument, read
from pipeline.evaluate.mentions import MentionScores, score_mentions
from pipeline.evaluate.scores import Miss, Score, calibration_error, close
from pipeline.predicates import predicates
from pipeline.records import Claim, Document, Mention
from pipeline.store import Tables

__all__ = [
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "Score",
    "Squeezed",
    "alike",
    "annotated",
    "check",
    "close",
    "error",
    "evaluate",
    "figures",
    "folded",
    "lines",
    "raised",
    "read",
    "words",
]

Row = TypeVar("Row", Mention, Claim)

#: A confidence of which readers of the tables expect that they need not look.
SURE = 0.8
_DIGITS = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How right the tables are.

    Attributes:
        documents: Documents annotated, ...
        read: ... those of them that the tables hold, ...
        language: ... with the right language, ...
        published: ... and with the right date.
        mentions: Mentions and names.
        claims: Claims; None without gold of them.
        facts: Facts; None without gold of them.
        reach: Shares of annotated claims that could be found at all: their subject is a name found, their figure a mention.
        misses: All that is wrong, by document.
        voiced: Facts of which more than one voice speaks, agreeing or not, ...
        agreeing: ... and those of them that no voice contradicts.
    """

    documents: int
    read: int
    language: int
    published: int
    mentions: MentionScores
    claims: ClaimScores | None
    facts: FactScores | None
    reach: Mapping[str, float]
    misses: tuple[Miss, ...]
    voiced: int = 0
    agreeing: int = 0


def evaluate(tables: Tables, gold: Gold) -> Evaluation:
    """Compare the tables of a run with gold.

    Args:
        tables: The tables; documents that the gold does not name are left out.
        gold: What people annotated, as `read` returns it.
    """
    documents = annotated(tables.records("documents"), gold)
    name_of = {one.document_id: name for name, one in documents.items()}
    found = _by_document(tables.records("mentions"), name_of)
    named = score_mentions(found, gold)
    names = Names(gold, named.identity, tables.records("entities"))
    said = facts = None
    if gold.claims is not None:
        said = score_claims(documents, _by_document(tables.records("claims"), name_of), gold, names)
    if gold.facts is not None:
        facts = score_facts(tables.records("facts"), gold.facts, names)
    voiced = [row for row in tables.records("facts") if row.independent_sources > 1 or row.conflicts]
    dated = list(_documents(documents, gold))
    misses = [*dated, *named.misses, *(said.misses if said else ()), *(facts.misses if facts else ())]
    return Evaluation(
        len(gold.documents),
        len(documents),
        len(documents) - sum(miss.kind == "language" for miss in dated),
        len(documents) - sum(miss.kind == "published" for miss in dated),
        named,
        said,
        facts,
        _reach(found, gold, names) if gold.claims else {},
        tuple(sorted(misses, key=lambda miss: (miss.document, miss.kind, miss.what))),
        len(voiced),
        sum(not row.conflicts for row in voiced),
    )


def annotated(documents: Iterable[Document], gold: Gold) -> dict[str, Document]:
    """Return the documents that gold speaks of, by what it calls them: the name of a file, with its ending or without."""
    found: dict[str, Document] = {}
    for one in documents:
        for path in map(PurePath, one.paths):
            found |= {name: one for name in (path.stem, path.name) if name in gold.documents}
    return found


def _by_document(rows: Sequence[Row], name_of: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.document_id in name_of:
            found[name_of[row.document_id]].append(row)
    return found


def _documents(documents: Mapping[str, Document], gold: Gold) -> Iterator[Miss]:
    """Yield the documents whose language or date is wrong."""
    for name, one in documents.items():
        wanted = gold.documents[name]
        if one.language not in (wanted.language, wanted.language_also):
            yield Miss(name, "language", "document", one.language, wanted.language or "")
        said = one.published.isoformat()[: _DIGITS.get(one.published_precision or "", 10)] if one.published else None
        if said != wanted.published:
            yield Miss(name, "published", "document", said or "", wanted.published or "", one.published_evidence or "")


def _reach(found: Mapping[str, Sequence[Mention]], gold: Gold, names: Names) -> dict[str, float]:
    subjects, figures_ = [], []
    for other in gold.claims or ():
        held = found.get(other.doc, ())
        subjects.append(any(names.same(entity, other.subject) for entity in {one.entity_id for one in held if one.entity_id}))
        known = predicates().get(other.predicate)
        if other.value and (known is None or known.slot.answer == "number"):
            values = (other.value, str(-Decimal(other.value)))
            figures_.append(any(close(one.value, value) for one in held if one.value is not None for value in values))
    return {"subject": _share(subjects), "figure": _share(figures_)}


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0


def error(found: Evaluation) -> float:
    """Return how far, in the mean, the confidence of a claim is from the share of its kind that is right; 0 without claims."""
    return calibration_error(found.claims.bands) if found.claims else 0.0


def figures(found: Evaluation) -> dict[str, float]:
    """Return every figure of an evaluation under a dotted name, as floors and `--json` give them: shares to four places, else counts."""
    out: dict[str, float] = {
        "documents.gold": found.documents,
        "documents.read": found.read,
        "documents.language": found.language,
        "documents.published": found.published,
    }
    out |= {"voices.facts": found.voiced, "voices.agreeing": found.agreeing}
    for name, label in found.mentions.labels.items():
        for kind, score in (("exact", label.exact), ("overlap", label.overlap), ("value", label.value)):
            out |= _score(f"mentions.{name}.{kind}", score) if score else {}
    if clusters := found.mentions.names:
        out |= {f"names.{key}": round(getattr(clusters, key), 4) for key in ("mentions", "precision", "recall", "f1")}
    if said := found.claims:
        out |= _score("claims", said.all)
        for name, groups in said.groups.items():
            for group, score in groups.items():
                out |= _score(f"claims.{name}.{group}", score)
        out |= {f"claims.part.{name}": round(share, 4) for name, share in said.parts.items()}
        out |= {f"claims.reach.{name}": round(share, 4) for name, share in found.reach.items()}
        core = _without(said, "metric")
        out |= _score("claims.core", core)
        sure = [band for band in said.bands if band.low >= SURE]
        out |= {
            "claims.sure.claims": (held := sum(band.claims for band in sure)),
            "claims.sure.precision": round(sum(band.right for band in sure) / held, 4) if held else 0.0,
            "claims.calibration_error": round(calibration_error(said.bands), 4),
        }
    if facts := found.facts:
        out |= {f"facts.{key}": getattr(facts, key) for key in ("core", "found", "status", "sources", "split", "false_conflicts")}
    return out


def _without(said: ClaimScores, predicate: str) -> Score:
    held = [score for name, score in said.groups["predicate"].items() if name != predicate]
    return Score(sum(one.gold for one in held), sum(one.predicted for one in held), sum(one.right for one in held))


def _score(name: str, score: Score) -> dict[str, float]:
    counts = {f"{name}.{key}": getattr(score, key) for key in ("gold", "predicted", "right")}
    return counts | {f"{name}.{key}": round(getattr(score, key), 4) for key in ("precision", "recall", "f1")}


def lines(found: Evaluation) -> Iterator[str]:
    """Yield an evaluation as lines for a person."""
    yield f"documents  {found.read} of {found.documents} read, language right {found.language}, date right {found.published}"
    for name, label in found.mentions.labels.items():
        parts = [("exact", label.exact), ("overlap", label.overlap), *([("value", label.value)] if label.value else [])]
        yield f"{name:9}  " + "   ".join(f"{kind} {_shown(score)}" for kind, score in parts) + f"   of {label.exact.gold}"
    if names := found.mentions.names:
        yield f"names      P {names.precision:.3f} R {names.recall:.3f} F1 {names.f1:.3f} (B-cubed over {names.mentions} mentions)"
    if said := found.claims:
        yield f"claims     {_shown(said.all)}   of {said.all.gold}, found {said.all.predicted}, right {said.all.right}"
        yield "of right   " + ", ".join(f"{name} {share:.3f}" for name, share in said.parts.items())
        yield "in reach   " + ", ".join(f"{name} {share:.3f}" for name, share in found.reach.items())
        for by, groups in said.groups.items():
            if len(groups) < 2:
                continue
            yield f"by {by}"
            for group, score in groups.items():
                yield f"  {group:32} {_shown(score)}   of {score.gold}, found {score.predicted}, right {score.right}"
        yield f"by confidence (calibration error {calibration_error(said.bands):.3f})"
        for band in said.bands:
            yield f"  from {band.low:.1f}: {band.right} of {band.claims} right, {band.right / band.claims:.2f} (said {band.confidence:.2f})"
    if found.voiced:
        yield f"voices     of {found.voiced} facts that more than one voice tells, {found.agreeing} are contradicted by none"
    if facts := found.facts:
        yield f"facts      {facts.found} of {facts.core} found, status right {facts.status}, sources right {facts.sources}"
        yield f"           {facts.split} in pieces, {facts.false_conflicts} conflicts that are none"


def _shown(score: Score) -> str:
    return f"P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
