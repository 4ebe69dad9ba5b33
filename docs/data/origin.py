"""Learns how English from Korean is phrased, and writes pipeline/rules/phrasing.json.

    python docs/data/origin.py ../shared/bench            cross-validate, then write
    python docs/data/origin.py ../shared/bench --measure  cross-validate only

Learns from texts whose licence lets the weights be passed on, and from no others: kosp2e (Zeroth), GUM, MEANTIME, WikiGold, WNUT 17 (all
CC BY), the news sentences of jungyeul/korean-parallel-corpora (CC BY-SA), and docs/data/dialogues.txt, which was written for it, so that
talk as such is not taken for Korean. The news sets of WMT (research use) are measured, never learned from; nor are the NCSOFT dialogues,
which have no counterpart among the others: what sets them apart is that they are talk.

Cross-validated by source where there are several (everything that is not Korean is scored by weights that saw nothing of its source), and
by text for kosp2e, of which a bundle and its sentences are always on the same side.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.language.origin import evidence, limited  # noqa: E402
from pipeline.language.phrasing import EVERY, features, tokens  # noqa: E402

FOLDS = 5
#: Sources in which a word must stand to be a general one, texts in which a phrase must stand to be learned.
SOURCES, TEXTS = 6, 8
#: Strength of the penalty on the weights, and length at which a text is believed by half. Both chosen by cross-validation.
PENALTY, HALF = 0.1, 30.0
#: Taken off every score, so that a probability of one half is the point where at least 95 in 100 are right.
MARGIN = 0.4
GENRES = ("news", "interview", "bio", "voyage", "academic", "speech", "court", "textbook", "vlog")
#: Words of a topic: they stand in many sources, but what they tell is what the text is about.
TOPICS = frozenset(
    "party parties president police company companies business money house city government minister leader country countries world million"
    " billion school center election military market power law court state states national public war oil film game team season club"
    " players church music show student students university hospital doctor children family century industry income price prices".split()
)


@dataclass(frozen=True)
class Text:
    """A text of known origin."""

    id: str
    text: str
    korean: bool
    source: str
    unit: str
    lang: str
    korea: bool


def load(bench: Path) -> list[Text]:
    """Read the texts to learn from and to measure on; `unit` is "more" for what is only learned from, "talk" for dialogues."""
    found = [
        Text(
            row["id"],
            row["text"],
            row["lang"] == "en-t-ko",
            row["source"],
            row["unit"] if row["genre"] == "news" else "talk",
            row["lang"],
            row["korea"],
        )
        for row in rows(bench / "en-t-ko/dev.jsonl")
        if row["lang"]
    ]
    for row in rows(bench / "en-gum-dates/dev.jsonl"):
        genre = row["id"].split("_")[1]
        if genre in GENRES:
            found.append(Text(row["id"], row["text"], False, f"gum-{genre}", "more", "en", False))
    for name, size in (("en-meantime", 1), ("en-wikigold", 6), ("en-wnut17", 6)):
        texts = [row["text"] for row in rows(bench / name / "dev.jsonl")]
        for at in range(0, len(texts), size):
            found.append(Text(f"{name}-{at}", " ".join(texts[at : at + size]), False, name, "more", "en", False))
    for number, talk in enumerate((ROOT / "docs/data/dialogues.txt").read_text(encoding="utf-8").strip().split("\n\n")):
        found.append(Text(f"own-{number}", talk, False, "own-dialogue", "more", "en", False))
    return found


def rows(path: Path) -> list[dict]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folds(texts: list[Text]) -> dict[str, int]:
    """Return the part of the cross-validation in which each text is left out."""
    made = {text.id: int(sha1((text.id if text.korean else text.source).encode()).hexdigest(), 16) % FOLDS for text in texts}
    for sentence in (text for text in texts if text.unit == "sentence"):
        for bundle in (text for text in texts if text.unit == "bundle" and text.source == sentence.source):
            if sentence.text in bundle.text:
                made[sentence.id] = made[bundle.id]
                break
    return made


def pieces(text: str) -> list[str]:
    """Return a text, and for a long one its pieces of some six hundred characters too: lengths vary in use."""
    count = len(text) // 600
    return [text] if len(text) <= 900 else [text, *(text[i * len(text) // count : (i + 1) * len(text) // count] for i in range(count))]


def general(texts: list[Text]) -> frozenset[str]:
    """Return the words that stand in many sources, and mostly in small letters: those that tell of no topic and no name."""
    sources, seen, lower, every = defaultdict(set), Counter(), Counter(), Counter()
    for text in texts:
        words = [token for token in tokens(text.text) if token[0].isalpha()]
        for word in {word.lower() for word in words}:
            sources[word].add(text.source)
            seen[word] += 1
        every.update(word.lower() for word in words)
        lower.update(word for word in words if word[0].islower())
    return frozenset(
        word
        for word in sources
        if len(sources[word]) >= SOURCES
        and seen[word] >= 8
        and word not in TOPICS
        and (lower[word] >= 0.6 * every[word] or word in ("i", "i'm", "i'll", "i've", "i'd"))
    )


def learn(texts: list[Text]) -> tuple[frozenset[str], dict[str, float]]:
    """Return the general words, and the weight of each phrase."""
    words = general(texts)
    cut = [(piece, text) for text in texts for piece in pieces(text.text)]
    found = [features(piece, words, HALF) for piece, _ in cut]
    common = Counter(phrase for counts in found for phrase in counts)
    index = {phrase: place for place, phrase in enumerate(sorted(phrase for phrase, count in common.items() if count >= TEXTS))}
    matrix = made([features(piece, words, HALF, index) for piece, _ in cut], index)
    wanted = np.array([float(text.korean) for _, text in cut])
    size = Counter()
    for piece, text in cut:
        size[text.source + text.unit] += len(piece)
    # A source counts by the root of its size, and both sides count the same.
    mass = np.array([len(piece) ** 0.5 * size[text.source + text.unit] ** -0.5 for piece, text in cut])
    for side in (0.0, 1.0):
        mass[wanted == side] *= len(wanted) / 2 / mass[wanted == side].sum()
    # What the named evidence already says is given, so that the phrasing learns only what is left.
    held = np.full(len(index), PENALTY)
    held[index[EVERY]] = 0.0
    given = np.array([against(*evidence(piece)[:2]) for piece, _ in cut])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ theta + given
        slope = mass * (1 / (1 + np.exp(-np.clip(scores, -60, 60))) - wanted)
        value = (mass * np.logaddexp(0, (1 - 2 * wanted) * scores)).sum() + (held * theta) @ theta / 2
        return value, matrix.T @ slope + held * theta

    theta = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = {phrase: round(float(theta[place]), 2) for phrase, place in index.items()}
    weights[EVERY] = round(weights[EVERY] - MARGIN, 2)
    return words, weights


def native(texts: list[Text], words: frozenset[str], weights: dict[str, float]) -> list[dict[str, float]]:
    """Return the phrases of the texts of some length that were written in English."""
    return [features(text.text, words, HALF, weights) for text in texts if text.lang == "en" and len(text.text) > 900]


def against(ko: float, ja: float) -> float:
    """Return the log-odds of Korean against all else."""
    return ko - float(np.logaddexp(0, ja))


def made(found: list[dict[str, float]], index: dict[str, int]) -> csr_matrix:
    """Return the phrases of the texts as a matrix."""
    entries = [(row, index[phrase], value) for row, values in enumerate(found) for phrase, value in values.items()]
    places, columns, values = zip(*entries, strict=True)
    return csr_matrix((values, (places, columns)), shape=(len(found), len(index)))


def scored(texts: list[Text], learned: tuple[frozenset[str], dict[str, float]]) -> dict[str, float]:
    """Return the log-odds of each text."""
    words, weights = learned
    return {
        text.id: against(ko + limited(sum(weights[p] * v for p, v in features(text.text, words, HALF, weights).items()), named), ja)
        for text in texts
        for ko, ja, named in (evidence(text.text),)
    }


def auc(scores: list[tuple[float, bool]]) -> float:
    """Return the probability that a text from Korean scores above another one."""
    wrong, right = [s for s, korean in scores if not korean], [s for s, korean in scores if korean]
    above = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return above / (len(right) * len(wrong)) if right and wrong else float("nan")


def report(texts: list[Text], scores: dict[str, float]) -> None:
    """Print what was measured: for each unit, and for each source, language and topic."""
    for unit in (("document",), ("bundle",), ("document", "bundle"), ("sentence",)):
        chosen = [text for text in texts if text.unit in unit]
        hits = [scores[text.id] >= 0 for text in chosen]
        right = sum(hit and text.korean for hit, text in zip(hits, chosen, strict=True))
        value = auc([(scores[text.id], text.korean) for text in chosen])
        precision, recall = right / max(1, sum(hits)), right / max(1, sum(text.korean for text in chosen))
        print(f"{'+'.join(unit):16} {len(chosen):4}  AUC {value:.3f}  P {precision:.3f}  R {recall:.3f}")
    groups = defaultdict(list)
    for text in texts:
        groups[text.lang, text.unit, text.source, text.korea].append(scores[text.id])
    for (lang, unit, source, korea), values in sorted(groups.items()):
        called, middle = np.mean(np.array(values) >= 0), np.median(values)
        about = "Korea" if korea else ""
        print(f"  {lang:8} {unit:9} {source:18} {about:6} {len(values):4}  called {called:.2f}  median {middle:+.2f}")


def main() -> None:
    """Cross-validate, report, and write the weights."""
    texts = load(Path(sys.argv[1]))
    fold = folds(texts)
    free = [text for text in texts if not text.source.startswith("wmt") and text.unit != "talk"]
    learnable = [text for text in free if text.unit not in ("talk", "sentence")]
    scores: dict[str, float] = {}
    for out in range(FOLDS):
        learned = learn([text for text in learnable if fold[text.id] != out])
        scores |= scored([text for text in free if fold[text.id] == out], learned)
    words, weights = learn(learnable)
    scores |= scored([text for text in texts if text.source.startswith("wmt") or text.unit == "talk"], (words, weights))
    print("cross-validated; WMT never learned from")
    report(texts, scores)
    if "--measure" not in sys.argv:
        usual = np.median([sum(weights[p] * v for p, v in found.items()) / found[EVERY] for found in native(learnable, words, weights)])
        written = {"half": HALF, "usual": round(float(usual), 2), "weights": dict(sorted(weights.items())), "words": sorted(words)}
        (ROOT / "pipeline/rules/phrasing.json").write_text(json.dumps(written, indent=0) + "\n", encoding="utf-8")
        print(f"{len(weights)} phrases over {len(words)} words")


if __name__ == "__main__":
    main()
