"""Learns how evidence for names is weighed: `python docs/data/name_weights.py BENCH FIELD CHAIN [FOLDER ...] [--folds]`.

In: the folder of the evaluation sets, those of annotated documents (FIELD, and each FOLDER at a part of its count), and a Japanese chain
trained with `--hold-out`, so that its guesses for the sets are those for sentences it has not seen. Out: `extractors/name_weights.json`.
Never: a word of a text, a random number.

Recipe: every written form that something takes for a name, or that begins with a capital in a run of its own, is an example, described by
`extractors/name_evidence.py`. In the sets it is what it is annotated as, in the documents what `names_judged.tsv` or else `entities.jsonl`
says of it, else no name. Multinomial logistic regression by L-BFGS; a weight is drawn to its entry in `PRIOR` (0 for the others), so that
evidence which the sets hardly have is not forgotten. With `--folds` the documents are measured in five folds by repository and publisher.
The short forms of a text depend on the weights in force: run it twice.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import extractors
from extractors import languages, name_evidence, names, taggers
from extractors.crf import load
from extractors.ja import tagger, tokens
from extractors.name_evidence import CLASSES, evidence
from pipeline import documents, language, mentions, segments
from pipeline.records import Document, Source, content_id

#: What each set counts. Those whose licence forbids to pass weights on are not here.
SETS = {"en-meantime": 1.2, "en-wikigold": 0.5, "en-wnut17": 0.25, "ja-wikipedia-ner": 0.4, "ja-wac": 0.9, "ja-gsd-ne": 3.0}
#: What a form of a Japanese or Korean document counts, and a Korean name: few documents have any.
EASTERN, KOREAN = 2.0, 3.0
#: What an example of the further folders counts: their names were made up, and the names that no claim is about are not all listed.
FURTHER = 0.5
#: Strength of the pull to `PRIOR`, and how often evidence must be met to have a weight of its own.
PULL, LEAST = 4.0, 8
PRIOR = {
    "ORG": {
        "any ticker": 3.0,
        "any document behind": 2.5,
        "any about before": 2.0,
        "any valued before": 2.0,
        "any registered behind": 2.0,
        "any coined": 1.5,
        "any chief": 1.5,
        "any defined": 2.5,
        "any founded": 1.0,
        "any a host has its name": 1.0,
        "capitals inside a word": 0.5,
        "any key": 0.7,
        "any seat after": 1.0,
        "any firm and comma before": 1.0,
        "any firm before": 1.0,
        "any employs": 1.0,
        "any made by": 0.5,
        "any head among firms": 3.0,
        "any short form does": 1.5,
        "any does": 0.8,
        "any owner": 0.5,
        "any particle topic": 0.3,
        "any first in title": 0.5,
        "any asset": 0.5,
        "any loan syllables": 1.2,
        "any Latin beside": 1.5,
        "any headline": 1.0,
        "any heads a text without a firm": 0.5,
        "any heads a text without a firm, and oftenest": 1.0,
        "any headline of": 1.0,
        "any price after": 1.5,
        "any called san": 0.5,
        "any unknown word in katakana": 0.7,
        "any native word in katakana": 0.5,
        "any ends as firms do": 0.5,
        "any ends as only firms do": 1.0,
        "any ends as houses do": 0.7,
        "any is a firm": 2.0,
        "any moves": 0.7,
        "any says of it": 0.7,
        "any part of before": 1.0,
        "any ends with a trade": 1.0,
        "any begins with a trade": 1.0,
        "any proper word before the end": 0.7,
        "any strange word before the end": 1.0,
        "any coined word before the end": 0.7,
        "any native word before the end": 0.5,
        "any common word before the end": -1.0,
        "any begins as shops do": 0.5,
        "any begins with what it is": -1.0,
        "any told before": 1.5,
        "any sold to before": 1.0,
        "any place before": 0.7,
        "any of a place": 0.5,
        "any possessive before": 0.5,
        "any sum after": 0.5,
        "any share after": 0.5,
        "any in angles": 1.5,
        "any under backers": 1.0,
        "any bought behind": 1.0,
        "any bought before": 0.5,
        "any firm before, and particle": 0.7,
        "any from before": 0.3,
        "given name with a hyphen": -1.0,
        "any surname and two syllables": -0.5,
        "any loan words behind no name": -1.5,
        "any made of ends": -1.0,
        "any in before": -0.5,
        "any particle joined": -1.5,
        "any stem is commoner": -2.5,
        "any commonest": 0.7,
        "ORG leads": 1.5,
        "ORG leads, share in prose": 0.7,
        "ORG:list": 1.5,
        "ORG:legal-form": 1.5,
        "ORG:definition": 2.5,
        "ORG:cell-header": 1.7,
        "ORG:entry-head": 2.5,
        "ORG:seat": 2.0,
        "ORG:publisher": 1.5,
        "OTHER:security": -3.0,
        "OTHER:body": -3.0,
        "OTHER:work": -3.0,
        "OTHER:act": -3.0,
        "ORG:dateline": 1.5,
        "ORG:genitive": 1.3,
        "ORG:house": 2.0,
        "ORG:short-form": 1.2,
        "ORG:lead-form": 3.0,
        "ORG:described": 1.0,
        "ORG:told": 2.5,
        "ORG:org-lead": 1.0,
        "ORG:org-head": 0.8,
        "ORG:row": 2.5,
        "ORG:code": 0.5,
        "ORG:context": 0.6,
        "ORG:en.spacy": 1.0,
        "ORG:ja.crf": 1.2,
        "ORG:camel-case": 0.8,
        "ORG:latin": 0.6,
        "PERSON:last-name": -0.5,
    },
    "PERSON": {
        "two parts in katakana": 1.5,
        "any ticker": -1.0,
        "any firm and comma before": -0.7,
        "any says": 0.4,
        "any says of one": 0.7,
        "any part of before": -1.0,
        "any is a firm": -1.0,
        "any ends with a trade": -1.0,
        "any begins with a trade": -1.0,
        "any borne by nobody": -0.5,
        "any says what is quoted": 1.0,
        "any person after": 2.0,
        "any title before": 1.5,
        "any share after": 0.3,
        "given name with a hyphen": 1.5,
        "any surname and two syllables": 0.7,
        "any particle joined": -1.5,
        "PERSON leads": 1.5,
        "PERSON leads, share in prose": 0.7,
        "PERSON:title-person": 1.5,
        "PERSON:definition": 2.5,
        "any stem is commoner": -2.5,
        "PERSON:last-name": 1.2,
        "PERSON:first-name": 1.0,
        "PERSON:given-name": 1.0,
        "PERSON:surname": 1.0,
        "PERSON:cell-header": 1.0,
        "PERSON:surname-says": 1.5,
        "PERSON:en.spacy": 1.0,
        "PERSON:ja.crf": 1.2,
        "PERSON:context": 0.6,
        "ORG:org-head": -0.5,
    },
}
_FORMS = re.compile(r"株式会社|㈱|[(（]株[)）]|,? (?:Inc|Corp|Ltd|Co|LLC|plc|Company)\.?$")
_PRONOUNS = frozenset({"当社", "私たち", "thefamily", "thefoundingfamily"})
_HERE = Path(__file__)
_OUT = _HERE.parents[2] / "extractors" / "name_weights.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A written form in a text: what speaks for it, what it is, what it counts, and the fold that it belongs to."""

    evidence: dict[str, float]
    label: str
    weight: float
    source: str


def main(bench: str, field: str, chain: str, *options: str) -> None:
    """Learn the weights, and with `--folds` say how well they do on documents that they have not seen."""
    further = [Path(option) for option in options if not option.startswith("--")]
    known = list(_documents(Path(field))) + [example for folder in further for example in _documents(folder, FURTHER)]
    _guess_with(load(Path(chain), tokens.CHANNELS))
    sets = [example for name, weight in SETS.items() for example in _set(Path(bench) / name / "dev.jsonl", weight)]
    if "--folds" in options:
        _measure(known, sets)
    learnt = fit([*known, *sets])
    _OUT.write_text(json.dumps(learnt, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _guess_with(chain: Any) -> None:
    """Let a held-out chain guess for Japanese."""

    def tag(asked: languages.Language, sentences: Iterable[str], _: object = None) -> Any:
        found = list(sentences)
        if asked.tag != "ja":
            return own(asked, found)
        read = [tokens.tokenise(sentence) for sentence in found]
        labels = chain.tag([tokens.channels(words) for words in read], tokens.attributes)
        return [tagger._spans([(start, end) for _, start, end in words], tags) for words, tags in zip(read, labels, strict=True)]

    own = taggers.tag
    taggers.tag = tag


def _forms(document: Document) -> Iterator[tuple[str, name_evidence.Surface]]:
    """Give the written forms of a document with what speaks for them."""
    rows = segments.segment(document)
    document, rows = language.identify(document, rows)
    document, rows = segments.describe(document, rows)
    passages = mentions.passages(document, rows)
    yield from names.weighed(extractors.masked(document.text, passages), passages, document.text)[1].items()


def _set(file: Path, weight: float) -> Iterator[Example]:
    for row in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(row)
        text = case["text"]
        digest = sha256(text.encode()).hexdigest()
        gold = {" ".join(text[one["start"] : one["end"]].split()): one["label"] for one in case["mentions"] if one["label"] in CLASSES}
        for key, surface in _forms(Document(content_id(digest), "", (), digest, "text/plain", "utf-8", text)):
            label = gold.get(key, "OTHER")
            # The sets leave legal forms outside; our guidelines have them inside.
            if label != "OTHER" or "legal-form" not in surface.best.get("ORG", {}) or not any(name in key for name in gold):
                yield Example(evidence(key, surface), label, weight, "")


def _documents(field: Path, counts: float = 1.0) -> Iterator[Example]:
    kinds = {"organisation": "ORG", "person": "PERSON"}
    listed = [json.loads(row) for row in (field / "entities.jsonl").read_text(encoding="utf-8").splitlines()]
    entities = {_folded(name): kinds[row["kind"]] for row in listed for name in (row["name"], *row["aliases"])}
    with _HERE.with_name("names_judged.tsv").open(encoding="utf-8", newline="") as file:
        judged = {(row["document"], row["form"]): row["label"] for row in csv.DictReader(file, delimiter="\t")}
    about = {row["doc"]: row for row in map(json.loads, (field / "documents.jsonl").read_text(encoding="utf-8").splitlines())}
    limits = documents.Limits()
    for source in documents.find(field / "texts", limits):
        for document in documents.read(source, limits) if isinstance(source, Source) else ():
            if not isinstance(document, Document):
                continue
            name = Path(document.path).name.partition("#")[0]  # a file of records is read as several documents
            tongue = about[name]["language"]
            forms = list(_forms(document))
            whole = {key for key, _ in forms if key.endswith(".")}
            for key, surface in forms:
                if f"{key}." in whole:
                    continue  # "Example Inc" of "Example Inc." is neither right nor wrong
                label = judged.get((name, digest(name, key))) or _entity(key, entities)
                weight = counts * (KOREAN if label != "OTHER" and tongue == "ko" else EASTERN if tongue in ("ja", "ko") else 1.0)
                if label != "?":
                    yield Example(evidence(key, surface), label, weight, _hand(about[name]))


def digest(document: str, form: str) -> str:
    """Return what stands for a written form in `names_judged.tsv`, so that no text of others is kept."""
    return sha256(f"{document}\0{form}".encode()).hexdigest()[:12]


def _entity(key: str, entities: dict[str, str]) -> str:
    folded = _folded(key)
    return "OTHER" if folded in _PRONOUNS else entities.get(folded) or entities.get(_folded(_FORMS.sub("", key)), "OTHER")


def _folded(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return re.sub(r"[\s.,・'\"“”()（）\-–]+", "", name)


def _hand(about: dict[str, Any]) -> str:
    """Return the repository or publisher that a document comes from: several come from one hand."""
    found = re.search(r"github:([^/]+/[^/ @]+)", about.get("origin", ""))
    return str(about.get("publisher") or (found[1] if found else about["doc"]))


def fit(examples: list[Example]) -> dict[str, dict[str, float]]:
    """Return the weights that the examples teach; "always" is that of no evidence, and no name the base with no weights."""
    counted = Counter(name for example in examples for name in example.evidence)
    known = sorted({name for name, count in counted.items() if count >= LEAST} | {name for prior in PRIOR.values() for name in prior})
    place = {name: at for at, name in enumerate(known, 1)}
    cells = [(row, 0, 1.0) for row in range(len(examples))]
    cells += [
        (row, place[name], value) for row, example in enumerate(examples) for name, value in example.evidence.items() if name in place
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(examples), len(known) + 1))
    truth = np.eye(len(CLASSES))[[CLASSES.index(example.label) for example in examples]]
    counts = np.array([example.weight for example in examples])
    prior = np.zeros((len(known) + 1, len(CLASSES)))
    for label, drawn in PRIOR.items():
        for name, value in drawn.items():
            prior[place[name], CLASSES.index(label)] = value

    def loss(flat: Any) -> tuple[float, Any]:
        held = flat.reshape(prior.shape)
        sums = matrix @ held
        sums -= sums.max(1, keepdims=True)
        chances = np.exp(sums)
        chances /= chances.sum(1, keepdims=True)
        away = held - prior
        away[0] = 0
        cost = -(counts * np.log(np.maximum((chances * truth).sum(1), 1e-12))).sum() + 0.5 * PULL * (away**2).sum()
        return cost, (matrix.T @ ((chances - truth) * counts[:, None]) + PULL * away).ravel()

    found = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x.reshape(prior.shape)
    found -= found[:, [CLASSES.index("OTHER")]]
    learnt: dict[str, dict[str, float]] = {}
    for at, label in enumerate(CLASSES):
        column = {"always": round(float(found[0, at]), 3)} | {name: round(float(found[place[name], at]), 3) for name in known}
        learnt[label] = {name: value for name, value in column.items() if abs(value) >= 0.02}
    return learnt


def _measure(known: list[Example], sets: list[Example]) -> None:
    fold = {source: at % 5 for at, source in enumerate(sorted({example.source for example in known}))}
    told: Counter[tuple[str, str]] = Counter()
    for at in range(5):
        learnt = fit([*(example for example in known if fold[example.source] != at), *sets])
        for example in (example for example in known if fold[example.source] == at):
            chances = name_evidence.chances(example.evidence, learnt)
            label = max(("ORG", "PERSON"), key=lambda label: chances[label])
            told[label if chances[label] >= names.ENOUGH else "OTHER", example.label] += 1
    for label in ("ORG", "PERSON"):
        right, made = told[label, label], sum(count for (one, _), count in told.items() if one == label)
        print(f"{label} precision {right / made:.3f} recall {right / sum(count for (_, one), count in told.items() if one == label):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
