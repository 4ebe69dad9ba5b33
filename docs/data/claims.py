"""Learn from annotated documents which reading of a figure is right: writes pipeline/rules/claims.json and prints what it reaches on folds.

    python docs/data/claims.py FIELD --cache FOLDER [--more GOLD TEXTS] [--sentences CASES] [--write] [--share 0.5] [--tables]

FIELD holds texts/, documents.jsonl, claims.jsonl, entities.jsonl and optional/, as the annotation guidelines say. Folds keep documents of
one publisher or repository together. Every step learns from what the steps before it say of documents that they have not seen.

`awase train` calls `retrained`: it starts from weights that are there, and draws those that a user's own gold speaks of towards it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import re
import tempfile
import unicodedata
import zlib
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline import contract, evaluate, runs, stages, store
from pipeline.claims import STEPS, acceptance, binding, calendars, context, drafts, hearing, profile, readings, topics, weights
from pipeline.errors import InputError
from pipeline.rules import text_of

FOLDS = 8


# ---------------------------------------------------------------- documents and gold


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.exists() else []


def folded(name):
    name = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return re.sub(r"[\s.,・'\"“”()（）\-–]+", "", name)


def close(a, b):
    return a is not None and b is not None and abs(Decimal(str(a)) - Decimal(str(b))) <= abs(Decimal(str(b))) * Decimal("0.0005")


def words(name):
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in re.findall(r"[^\W_]+", (name or "").casefold())} - {
        "the",
        "of",
        "in",
        "and",
        "for",
        "a",
        "per",
    }


def alike(a, b):
    x, y = words(a), words(b)
    return bool(x & y) and len(x & y) / len(x | y) >= 0.5


def squeezed(text):
    kept = [(c, i) for i, c in enumerate(text) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def pages_of(folder, cache):
    """Run the documents of a folder, or read the tables of a run of them; return the rows by document, and the entities."""
    if not (cache / "manifest.json").exists():
        runs.run(folder, cache)
    tables = store.open_tables(cache)
    inside = {name: defaultdict(list) for name in ("segments", "mentions")}
    for name, held in inside.items():
        for row in tables.records(name):
            held[row.document_id].append(row)
    pages = [
        SimpleNamespace(
            document=d,
            segments=sorted(inside["segments"][d.document_id], key=lambda s: s.ordinal),
            mentions=inside["mentions"][d.document_id],
        )
        for d in tables.records("documents")
    ]
    return pages, list(tables.records("entities"))


def groups_of(documents):
    """Return a group for each document: those of one publisher or repository are one."""
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for d in documents.values():
        keys = [d["doc"]]
        if d.get("publisher"):
            keys.append("p:" + d["publisher"].split("(")[0].strip().casefold())
        repository = re.search(r"github:\s?([\w.-]+/[\w.-]+)", d.get("origin", ""))
        site = re.search(r"https?://(?:www\.)?([\w.-]+)", d.get("origin", ""))
        if repository:
            keys.append("r:" + repository[1])
        elif site:
            keys.append("s:" + site[1])
        for key in keys[1:]:
            parent[find(key)] = find(keys[0])
    return {d["doc"]: find(d["doc"]) for d in documents.values()}


def folds_of(documents):
    groups = defaultdict(list)
    for doc, group in groups_of(documents).items():
        groups[group].append(doc)
    sizes, fold = [0] * FOLDS, {}
    for group in sorted(groups, key=lambda g: (-len(groups[g]), g)):
        at = sizes.index(min(sizes))
        sizes[at] += len(groups[group])
        for doc in groups[group]:
            fold[doc] = at
    return fold


def places(text, quote):
    """Return where a quote stands in a text, white space apart."""
    (whole, at), small, found, start = text, squeezed(quote)[0], [], 0
    while small and (start := whole.find(small, start)) >= 0:
        found.append((at[start], at[start + len(small) - 1] + 1))
        start += 1
    return found


#: What a line of gold that leaves it out says of a claim.
UNSAID = dict.fromkeys(("subject", "object", "qualifier", "value", "unit", "period", "attribution")) | {"modality": "actual"}


def load(gold, cache, texts=None):
    """Return the annotated documents as scenes with readings, each with its gold."""
    documents = {d["doc"]: d for d in rows(gold / "documents.jsonl")}
    pages, entities = pages_of(texts or gold / "texts", cache)
    spelled = defaultdict(set)
    spelled |= {e["id"]: {folded(a) for a in [e["name"], *e.get("aliases", ())]} for e in rows(gold / "entities.jsonl")}
    names = {e.entity_id: {folded(n.text) for n in e.names} | {folded(e.name)} for e in entities}
    stated = defaultdict(list)
    for g in rows(gold / "claims.jsonl"):
        stated[g["doc"]].append(UNSAID | g)
    fold = folds_of(documents)
    found = []
    for page in pages:
        doc = next((Path(p).name for p in (page.document.path, *page.document.paths) if Path(p).name in documents), None)
        if doc is None:
            continue
        own = list(entities)
        proposed = drafts.propose(page.document, page.segments, page.mentions, own)
        told = context.scene(page.document, page.segments, page.mentions, own)
        about = topics(page.document, page.segments, page.mentions, told)
        made = readings.read(told, proposed, about)
        text = squeezed(page.document.text)

        claims = []
        for g in stated[doc]:
            if "evidence" in g:
                claims.append({**g, "places": [tuple(g["evidence"])]})
                continue
            spots = places(text, g["quote"])
            nth = g.get("nth", 1) - 1
            claims.append({**g, "places": spots if len(squeezed(g["quote"])[0]) < 16 else spots[nth : nth + 1] or spots})
        optional = [spot for o in rows(gold / "optional" / f"{doc}.jsonl") for spot in places(text, o["quote"])]
        found.append(
            SimpleNamespace(
                doc=doc,
                page=page,
                told=told,
                readings=made,
                answers=profile.read(told, proposed, about, made),
                gold=claims,
                optional=optional,
                fold=fold[doc],
                frame=calendars.frame(told),
                set=documents[doc].get("set"),
                language=documents[doc].get("language"),
                proposed=proposed,
            )
        )
    found.sort(key=lambda d: d.doc)
    for d in found:
        align(d, names, spelled)
    return found, names, spelled, entities


def answers_to(claim, g, names, spelled):
    """Whether an answer is the one that a gold claim gives, of whichever company."""
    if claim.predicate != g["predicate"]:
        return False
    if g["predicate"] in ("founder", "chief_executive"):
        return bool(names.get(claim.object_id, set()) & spelled.get(g["object"], set()))
    told, wanted = folded(claim.text_value or ""), folded(str(g["value"] or ""))
    return bool(told) and (told in wanted or wanted in told)


def signed(value):
    return () if value is None else (value, -Decimal(value))


def align(d, names, spelled):
    """Give every reading the gold claims on its figure."""
    for r in [*d.readings, *d.answers]:
        r_gold[id(r)] = []
    for g in d.gold:
        g["subjects"] = {name for name in d.told.seen if names.get(name, set()) & spelled[g["subject"]]}
        if g["predicate"] in profile.PREDICATES:
            for answer in d.answers:
                spots = g["places"] or [(0, 10**9)]
                near = any(answer.line.start < b and a < answer.line.end for a, b in spots)
                if near and answers_to(answer.proposed[0], g, names, spelled):
                    r_gold[id(answer)].append(g)
                    g["aligned"] = True
            continue
        value = None if g["value"] in (None, "") else g["value"]
        spots = g["places"] or [(0, 10**9)]
        near = [
            r for r in d.readings if any(r.line.start < b and a < r.line.end and r.figure.start < b and a < r.figure.end for a, b in spots)
        ]
        hits = [r for r in near if (value is None is r.figure.value) or any(close(r.figure.value, v) for v in signed(value))]
        hits.sort(key=lambda r: (len(r_gold[id(r)]) > 0, r.figure.label == "PERCENT" and g["unit"] != "%"))
        for r in hits[:1]:
            r_gold[id(r)].append(g)
            g["aligned"] = True


r_gold: dict[int, list[dict]] = {}


# ---------------------------------------------------------------- learning


class Penalty(NamedTuple):
    """How strongly weights are held, and where: at nought, or at those of a model that is there."""

    strength: float
    base: dict[str, float]


class Choice:
    """A conditional logit over groups of options, learnt by L-BFGS with a quadratic penalty."""

    def __init__(self, penalty):
        self.penalty, self.base = penalty if isinstance(penalty, Penalty) else (penalty, {})

    def fit(self, groups):
        """Learn from groups: (options, set of right places, what the group counts)."""
        if not groups:
            self.weights = dict(self.base)
            return self
        index = {name: at for at, name in enumerate(self.base)}
        indptr, indices, data, starts, right, owner = [0], [], [], [], [], []
        counts = Counter(name for options, _, _ in groups for option in options for name in option)
        counting = np.array([weight for _, _, weight in groups])
        for options, good, _ in groups:
            starts.append(len(indptr) - 1)
            for place, option in enumerate(options):
                for name, value in option.items():
                    if counts[name] >= 4 or name in self.base:
                        indices.append(index.setdefault(name, len(index)))
                        data.append(value)
                indptr.append(len(indices))
                right.append(place in good)
                owner.append(len(starts) - 1)
        X = csr_matrix((data, indices, indptr), shape=(len(right), len(index)))
        starts, right, owner = np.array(starts), np.array(right), np.array(owner)
        XT = X.T.tocsr()
        held = np.array([*self.base.values(), *[0.0] * (len(index) - len(self.base))])

        def loss(w):
            s = X @ w
            top = np.maximum.reduceat(s, starts)
            e = np.exp(s - top[owner])
            z = np.add.reduceat(e, starts)
            p = e / z[owner]
            good = np.add.reduceat(np.where(right, e, 0), starts)
            q = np.where(right, e, 0) / good[owner]
            value = -np.sum(counting * np.log(good / z)) + self.penalty * (w - held) @ (w - held) / 2
            return value, XT @ (counting[owner] * (p - q)) + self.penalty * (w - held)

        result = minimize(loss, held, jac=True, method="L-BFGS-B", options={"maxiter": 200})
        self.weights = {name: float(result.x[at]) for name, at in index.items()}
        return self

    def chances(self, options):
        if not options:
            return []
        s = np.array([sum(self.weights.get(n, 0.0) * v for n, v in o.items()) for o in options])
        e = np.exp(s - s.max())
        return list(map(float, e / e.sum()))


def learn(documents, name, field, options_of, kinds, right_of, penalty, even=0.0):
    """Learn one choice fold by fold, storing the chances of documents not seen; return the choice learnt on all of them.

    `even` is how far documents count alike however many figures they have: 0 not at all, 1 wholly. Where the weights start from others,
    these stay unless more of the figures not seen are read right by the new ones.
    """
    groups, stored = defaultdict(list), {}
    held = {d.doc: [r for r in [*d.readings, *d.answers] if isinstance(r, kinds)] for d in documents}
    sizes = {d.doc: max(1, sum(bool(right_of(d, r)) for r in held[d.doc])) for d in documents}
    scale = sum(sizes.values()) / sum(size ** (1 - even) for size in sizes.values())
    for d in documents:
        for r, options in zip(held[d.doc], options_of(d.told, d.frame, held[d.doc]), strict=True):
            stored[id(r)] = options
            good = right_of(d, r)
            if good and len(good) < len(options) and d.taught:
                groups[d.fold].append((options, good, scale * sizes[d.doc] ** -even))

    def judged(choices):
        """Store the chances that the choice of each fold gives to its figures; return how many are read right, and of how many."""
        hit = seen = 0
        for d in documents:
            for r in held[d.doc]:
                chances = choices[d.fold].chances(stored[id(r)])
                setattr(r, field, chances)
                if good := right_of(d, r):
                    hit, seen = hit + (r.best(chances) in good), seen + 1
        return hit, seen

    folds = [Choice(penalty).fit([g for f, taught in groups.items() if f != fold for g in taught]) for fold in range(FOLDS)]
    hit, seen = judged(folds)
    print(f"  {name:16} {hit / max(seen, 1):.4f} of {seen}")
    if isinstance(penalty, Penalty):
        before = judged([Choice(penalty).fit([])] * FOLDS)[0]
        print(f"  {'as it was':16} {before / max(seen, 1):.4f}")
        if before >= hit:
            return Choice(penalty).fit([])
        judged(folds)
    return Choice(penalty).fit([g for taught in groups.values() for g in taught])


def right_predicate(g):
    qualifier = str(g.get("qualifier") or "")
    return {"investment", "acquisition"} if g["predicate"] == "investment" and qualifier.startswith("acquisition") else {g["predicate"]}


_ASPECT = re.compile(r"\b(growth year on year|growth quarter on quarter|growth month on month|growth|change in|change|share of)\b")


def gold_aspect(g):
    if g["predicate"] != "metric":
        return "change" if g["predicate"] == "headcount_change" else "level"
    match = _ASPECT.search(g["qualifier"] or "")
    if match is None:
        return "level"
    return {"change in": "change", "share of": "share"}.get(match[1], match[1])


def plain(qualifier):
    """Return the measure in a qualifier, without its aspect and its part."""
    name = re.sub(
        r"\b(?:growth (?:year|quarter|month|half) on (?:year|quarter|month|half)|growth|change in|change|year on year|share of)\b",
        " ",
        qualifier or "",
    )
    return " ".join(name.split())


def right_measures(d, r):
    good = set()
    for g in r_gold[id(r)]:
        if g["predicate"] == "metric":
            whole, base = plain(g["qualifier"]), plain(g["qualifier"]).split(",")[0]
            for at, c in enumerate(r.measures):
                if c.measure and (
                    alike(c.measure.name, whole)
                    or alike(c.measure.name, base)
                    or (c.measure.predicate == "metric" and words(c.measure.name) and words(c.measure.name) < words(whole))
                ):
                    good.add(at)
        else:
            good |= {at for at, c in enumerate(r.measures) if c.measure and c.measure.predicate in right_predicate(g)}
    if r_gold[id(r)] and not good:
        good = {len(r.measures) - 1}
    return good


def shared(held, wanted):
    """Return the share of words that two names have in common (F1)."""
    return 2 * sum((Counter(held) & Counter(wanted)).values()) / max(len(held) + len(wanted), 1)


def right_phrases(d, r):
    """Return the phrases that share most words with the name that the gold gives, half of them at least."""
    text, parts = d.told.document.text, []
    for g in r_gold[id(r)]:
        if "names" in g:
            wanted = [w for name in g["names"] for w in re.findall(r"\w+", name["text"].casefold())]
            parts = [shared(re.findall(r"\w+", text[p.start : p.end].casefold()), wanted) for p in r.phrases]
        elif g["predicate"] == "metric":
            wanted = words(plain(g["qualifier"]))
            parts = [shared(words(text[p.start : p.end]), wanted) for p in r.phrases]
    best = max(parts, default=0.0)
    return {at for at, part in enumerate(parts) if part == best} if best >= 0.5 else set()


def sentences_of(path, cache):
    """Return sentences of figures with their names as documents of which no more is known; those of one filing in one fold."""
    if not cache.exists():
        cache.write_bytes(pickle.dumps([(case, *stages.linked(case["text"], tag=case["lang"])) for case in rows(path)]))
    found = []
    for case, document, segments, mentions, entities in pickle.loads(cache.read_bytes()):
        told = context.scene(document, segments, mentions, entities)
        held = readings.read(told, (), topics(document, segments, mentions, told))
        fold = zlib.crc32(case["id"].rsplit("-", 1)[0].encode()) % FOLDS
        found.append(
            SimpleNamespace(doc=case["id"], told=told, readings=held, answers=[], frame=None, fold=fold, taught=True, gold=case["readings"])
        )
        for r in held:
            r_gold[id(r)] = [g for g in case["readings"] if r.figure.start < g["end"] and g["start"] < r.figure.end][:1]
    return found


def right_owner(d, r):
    wanted = {name for g in r_gold[id(r)] for name in g["subjects"]}
    return {at for at, c in enumerate(r.subjects) if c.name in wanted}


def right_name(d, r):
    wanted = [g["qualifier"] for g in r_gold[id(r)] if g["predicate"] == "metric"]
    return {at for at, name in enumerate(r.names) if any(alike(name.text, q) for q in wanted)}


def right_answer(d, r):
    """Return whether an answer is right of its likeliest company; one that the annotators left open teaches nothing."""
    place = (r.line.start, r.line.end)
    if not r_gold[id(r)] and any(place[0] < b and a < place[1] for a, b in d.optional):
        return set()
    return {int(r.subject.name in {name for g in r_gold[id(r)] for name in g["subjects"]})}


def right_time(d, r):
    wanted = {g["period"] for g in r_gold[id(r)]}
    return {at for at, c in enumerate(r.periods) if c.value in wanted}


#: The choices that sentences of figures with their names teach; the measures of filings are not those of news.
NAMED = ("phrase",)

#: Name of a choice -> which of its options are right, penalty of its weights, how far documents count alike.
TASKS = {
    "measure": (right_measures, 1.0),
    "measure, heard": (right_measures, 2.0),
    "phrase": (right_phrases, 1.0),
    "predicate": (lambda d, r: {readings.PREDICATES.index(p) for g in r_gold[id(r)] for p in right_predicate(g)}, 1.0),
    "aspect": (lambda d, r: {readings.ASPECTS.index(gold_aspect(g)) for g in r_gold[id(r)]}, 2.0),
    "sign": (
        lambda d, r: {int((Decimal(g["value"]) < 0) != (r.figure.value < 0)) for g in r_gold[id(r)] if r.figure.value and g["value"]},
        2.0,
    ),
    "modality": (lambda d, r: {readings.MODALITIES.index(g["modality"]) for g in r_gold[id(r)]}, 1.0),
    "main subject": (right_owner, 8.0),
    "subject": (right_owner, 8.0, 0.5),
    "answer's subject": (right_owner, 4.0),
    "answer": (right_answer, 2.0),
    "name": (right_name, 4.0),
    "period": (right_time, 12.0),
}


def train(documents, sentences=()):
    """Learn every choice in order; return the weights learnt on all documents. Sentences teach what names a figure, and no more."""
    made = {}
    for name, field, options, kinds in STEPS:
        taught = [*documents, *sentences] if name in NAMED else documents
        made[name] = learn(taught, name, field, options, kinds, *TASKS[name]).weights
        for d in sentences if name == "measure" and name not in NAMED else ():
            for r in d.readings:
                r.measured = weights.chances(made[name], [c.evidence for c in r.measures])
    for d in documents:
        hearing.compared(d.readings)
    return made


# ---------------------------------------------------------------- the whole binding


def is_right(r, whole=None):
    """Whether a whole reading, or the one chosen, is what the gold says of its figure: predicate, subject and value."""
    whole = whole or r.whole
    for g in r_gold[id(r)]:
        value = -r.figure.value if whole.negative and r.figure.value is not None else r.figure.value
        if (
            readings.PREDICATES[whole.predicate] in right_predicate(g)
            and r.subjects[whole.owner].name in g["subjects"]
            and (close(value, g["value"]) or value is None is g["value"])
        ):
            return True
    return False


def leaves(nodes, X):
    """Return the value of a tree for every row at once."""
    out, held = np.zeros(len(X)), [(0, np.arange(len(X)))]
    while held:
        at, rows = held.pop()
        if len(nodes[at]) == 1:
            out[rows] = nodes[at][0]
            continue
        feature, bound, left, right = nodes[at]
        less = X[rows, feature] <= bound
        held += [(left, rows[less]), (right, rows[~less])]
    return out


def boosted(X, y, names, base=None, trees=350, depth=4, rate=0.04, least=30, penalty=3.0):
    """Learn boosted trees for the log-odds of y, in the form that `pipeline.claims.weights.Trees` reads; on top of others, if any."""
    bounds = [np.unique(np.quantile(X[:, f], np.linspace(0.05, 0.95, 16))) for f in range(X.shape[1])]
    bins = np.stack([np.searchsorted(bounds[f], X[:, f], side="left") for f in range(X.shape[1])], 1)
    if base is None:
        start = float(np.log(y.mean() / (1 - y.mean())))
        score, made = np.full(len(y), start), []
    else:
        start, rate, trees, made = base.start, base.rate, MORE, list(base.trees)
        score = start + rate * sum(leaves(nodes, X) for nodes in made)

    def grow(rows, g, h, level, nodes):
        at = len(nodes)
        G, H = g[rows].sum(), h[rows].sum()
        nodes.append((round(float(-G / (H + penalty)), 5),))
        if level == depth or len(rows) < 2 * least:
            return at
        best = (1e-3, None, None)
        for f in np.flatnonzero(asked):
            n = len(bounds[f]) + 1
            b = bins[rows, f]
            gs, hs, ns = (
                np.cumsum(np.bincount(b, g[rows], n)),
                np.cumsum(np.bincount(b, h[rows], n)),
                np.cumsum(np.bincount(b, minlength=n)),
            )
            for cut in range(n - 1):
                if least <= ns[cut] <= len(rows) - least:
                    gain = gs[cut] ** 2 / (hs[cut] + penalty) + (G - gs[cut]) ** 2 / (H - hs[cut] + penalty) - G**2 / (H + penalty)
                    if gain > best[0]:
                        best = (gain, f, cut)
        if best[1] is None:
            return at
        _, f, cut = best
        left = grow(rows[bins[rows, f] <= cut], g, h, level + 1, nodes)
        right = grow(rows[bins[rows, f] > cut], g, h, level + 1, nodes)
        nodes[at] = (int(f), round(float(bounds[f][cut]), 6), left, right)
        return at

    chosen = np.random.default_rng(20)
    for _ in range(trees):
        p = 1 / (1 + np.exp(-score))
        nodes = []
        sample, asked = chosen.random(len(y)) < 0.4, chosen.random(X.shape[1]) < 0.3
        grow(np.flatnonzero(sample), p - y, p * (1 - p), 0, nodes)
        score = score + rate * leaves(nodes, X)
        made.append(tuple(nodes))
    return weights.Trees(tuple(names), start, rate, tuple(made))


def isotonic(scores, hits):
    """Return steps from score to share of hits that only rise, by pooling neighbours (pool adjacent violators), at least 25 each."""
    order = np.argsort(scores)
    xs, ys = scores[order], hits[order].astype(float)
    size = max(40, len(xs) // 25)
    blocks = [[xs[i : i + size].mean(), ys[i : i + size].sum() + 0.5, min(size, len(xs) - i) + 1.0] for i in range(0, len(xs), size)]
    at = 1
    while at < len(blocks):
        if blocks[at][1] / blocks[at][2] < blocks[at - 1][1] / blocks[at - 1][2]:
            a, b = blocks[at - 1], blocks.pop(at)
            blocks[at - 1] = [(a[0] * a[2] + b[0] * b[2]) / (a[2] + b[2]), a[1] + b[1], a[2] + b[2]]
            at = max(at - 1, 1)
        else:
            at += 1
    return [round(float(b[0]), 4) for b in blocks], [round(float(b[1] / b[2]), 4) for b in blocks]


#: Trees that a user's gold adds to those that are there.
MORE = 60
#: Figures below which a confidence is calibrated as before.
ENOUGH = 1000


def accept(documents, base=None):
    """Learn the score of whole readings fold by fold, give each its calibrated chance, and return what is learnt on all.

    `base` is what is there: weights whose trees others are grown on.
    """
    kept = [(d, r, whole) for d in documents for r in d.readings for whole in acceptance.bindings(r)]
    evidence = [acceptance.accepted(d.told, r, whole) for d, r, whole in kept]
    known = base.accept.names if base else ()
    names = [*known, *sorted(n for n, c in Counter(n for ev in evidence for n in ev).items() if c >= 20 and n not in known)]
    X = np.array([[ev.get(n, 0.0) for n in names] for ev in evidence])
    y = np.array([is_right(r, whole) for _, r, whole in kept], float)
    best = defaultdict(float)
    for at, (_, r, _) in enumerate(kept):
        best[id(r)] = max(best[id(r)], y[at])
    free = np.array([best[id(r)] > 0 or not any(r.figure.start < b and a < r.figure.end for a, b in d.optional) for d, r, _ in kept])
    fold, taught = np.array([d.fold for d, _, _ in kept]), np.array([d.taught for d, _, _ in kept])
    out = np.zeros(len(kept))
    for f in range(FOLDS):
        used = free & taught & (fold != f)
        learnt = boosted(X[used], y[used], names, base and base.accept)
        out[fold == f] = learnt.start + learnt.rate * sum(leaves(nodes, X[fold == f]) for nodes in learnt.trees)
    chosen = {}
    for at, (_, r, _) in enumerate(kept):
        if id(r) not in chosen or out[at] > out[chosen[id(r)]]:
            chosen[id(r)] = at
    tops = np.array(sorted(chosen.values()))
    calibrate = isotonic if base is None or free[tops].sum() >= ENOUGH else lambda scores, hits: base.calibration
    for f in range(FOLDS):
        other = tops[free[tops] & (fold[tops] != f)]
        steps = calibrate(out[other], y[other])
        for at in tops[fold[tops] == f]:
            r = kept[at][1]
            r.whole, r.chance = kept[at][2], weights.calibrated(steps, out[at])
            FREE[id(r)] = bool(free[at])
        for at in np.flatnonzero(fold == f):
            CHANCES[id(kept[at][1])][kept[at][2]] = weights.calibrated(steps, out[at])
    held = tops[free[tops]]
    chance = np.array([kept[at][1].chance for at in held])
    loss = -np.mean(np.log(np.where(y[held] > 0, chance, 1 - chance).clip(1e-6)))
    print(f"  accept: {y[held].mean():.3f} right of {len(held)}; log loss {loss:.4f}")
    used = free & taught
    return boosted(X[used], y[used], names, base and base.accept), calibrate(out[held], y[held])


FREE: dict[int, bool] = {}
CHANCES: dict[int, dict[readings.Binding, float]] = defaultdict(dict)


def unseen(documents, threshold):
    """Return the claims of readings of documents not seen."""
    claims = []
    for d in documents:
        made = [c for answer in d.answers for c in profile.claims(d.told, answer, threshold)]
        for r in d.readings:
            chosen = r.whole
            made += binding.held_of(d.told, r, CHANCES.get(id(r), {}), threshold)
            r.whole = chosen
        claims += drafts.ordered(made, d.page.segments)
    return claims


def reached(documents, threshold, gold, entities, names):
    """Write the claims of readings of documents not seen as tables and score them with the scorer of the gold."""
    spec = importlib.util.spec_from_file_location("score_claims", gold / "score_claims.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    claims = unseen(documents, threshold)
    with tempfile.TemporaryDirectory() as folder:
        held = {
            "documents": [d.page.document for d in documents],
            "mentions": [m for d in documents for m in d.page.mentions],
            "entities": entities,
            "claims": claims,
        }
        for name, found in held.items():
            pq.write_table(contract.to_table(name, found), Path(folder) / f"{name}.parquet")
        return (*scorer.score(Path(folder), gold, None), claims)


def print_tables(documents, gold, entities, names):
    """Print what is reached of documents with tables: at each threshold by set, then document by document, and of their cells alone."""
    in_rows = defaultdict(list)
    for d in documents:
        rows_of = [(s.start, s.end) for s in d.page.segments if s.kind == "table_row" and s.cells]
        for g in d.gold:
            if any(a < end and start < b for a, b in g["places"] for start, end in rows_of):
                in_rows[d.doc].append(g)
    groups = {name: [d.doc for d in documents if d.set == name] for name in ("layout", "layout2")}
    groups["others with 5 cells or more"] = [d.doc for d in documents if d.set not in groups and len(in_rows[d.doc]) >= 5]
    for threshold in (0.3, 0.42, 0.5, 0.6, 0.7, 0.8):
        result, errors, _ = reached(documents, threshold, gold, entities, names)
        told = []
        for name, docs in groups.items():
            stated, held, right = (sum(result["by_document"][doc][at] for doc in docs) for at in range(3))
            told.append(f"{name} P {right / max(held, 1):.3f} R {right / max(stated, 1):.3f} of {stated}")
        print(f"  tables at {threshold}:", "; ".join(told))
        if threshold != 0.42:
            continue
        missed = Counter((doc, quote) for doc, sort, *_, quote in (line.split("\t") for line in errors) if sort == "MISSED")
        for name, docs in groups.items():
            for doc in docs:
                lost = sum(min(missed[doc, repr(q)], n) for q, n in Counter(g["quote"][:220] for g in in_rows[doc]).items())
                cells, at = len(in_rows[doc]), result["by_document"][doc]
                print(
                    f"    {name[:7]} {doc:34} claims {at[0]:3} found {at[1]:3} right {at[2]:3}; in cells {cells:3} right {cells - lost:3}"
                )


def ece(documents, threshold):
    """Return the expected calibration error over ten bins of the claims that are kept."""
    kept = [(r.chance, is_right(r)) for d in documents for r in d.readings if r.whole and FREE[id(r)] and r.chance >= threshold]
    bins = defaultdict(list)
    for chance, hit in kept:
        bins[min(int(chance * 10), 9)].append((chance, hit))
    return sum(abs(sum(c for c, _ in b) - sum(h for _, h in b)) for b in bins.values()) / max(len(kept), 1)


def written(choices, trees, steps, threshold):
    """Return weights as `pipeline.claims.weights` reads them."""
    told = {
        "choices": {name: {k: round(v, 4) for k, v in sorted(held.items()) if abs(v) >= 0.005} for name, held in choices.items()},
        "accept": {"names": trees.names, "start": round(trees.start, 5), "rate": trees.rate, "trees": trees.trees},
        "calibration": steps,
        "threshold": threshold,
    }
    return json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def retrained(golds, cache, start=None):
    """Draw the weights of a model, those that ship or those of a file, towards a user's gold.

    Folders of gold come as pairs (gold, texts). Returns the new model as text; and for each folder its evaluation by the model that is
    there and by the new one, the latter fold by fold, on documents that it has not seen.
    """
    base = weights.parse(text_of(start)) if start else weights.load()
    for number, (_, texts) in enumerate(golds):
        runs.run(texts, cache / str(number), model=start)
    loaded = [(gold, *load(gold, cache / str(number), texts)) for number, (gold, texts) in enumerate(golds)]
    documents = [d for _, found, *_ in loaded for d in found]
    if len({(number, d.fold) for number, (_, found, *_) in enumerate(loaded) for d in found}) < 2:
        raise InputError("annotated documents of two publishers at least are needed: of one it learns, and the other judges")
    for d in documents:
        d.taught = True
    for name, (right, penalty, *even) in TASKS.items():
        TASKS[name] = (right, Penalty(getattr(penalty, "strength", penalty), base.choices[name]), *even)
    model = written(train(documents), *accept(documents, base), base.threshold)
    told = []
    for number, (gold, found, *_) in enumerate(loaded):
        wanted = evaluate.read(gold)
        held = store.open_tables(cache / str(number))
        rows_of = {name: held.records(name) for name in contract.TABLES} | {"claims": unseen(found, base.threshold)}
        with tempfile.TemporaryDirectory() as folder:
            rows_of |= {"facts": [], "fact_claims": []}
            store.publish(Path(folder), {name: contract.to_table(name, held) for name, held in rows_of.items()}, {})
            told.append((gold, evaluate.evaluate(held, wanted), evaluate.evaluate(store.open_tables(Path(folder)), wanted)))
    return model, told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("field", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the tables of the documents")
    parser.add_argument("--more", type=Path, nargs=2, metavar=("GOLD", "TEXTS"), help="more documents, learnt from and not scored")
    parser.add_argument("--sentences", type=Path, help="sentences whose figures have names: {id, lang, text, readings}, a JSON line each")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--threshold", type=float, default=0.42)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--tables", action="store_true", help="print what is reached of documents with tables")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    documents, names, _, entities = load(args.field, args.cache)
    scored = list(documents)
    if args.more:
        documents = documents + load(args.more[0], args.cache.with_name(args.cache.name + "-more"), args.more[1])[0]
    for at, d in enumerate(documents):
        d.taught = (at * 7919) % 100 < args.share * 100
    print(
        len(documents),
        "documents",
        sum(len(d.readings) for d in documents),
        "figures",
        sum(g.get("aligned", False) for d in documents for g in d.gold),
        "aligned of",
        sum(len(d.gold) for d in documents),
    )
    choices = train(
        documents, sentences_of(args.sentences, args.cache.with_name(args.cache.name + "-sentences.pkl")) if args.sentences else ()
    )
    trees, steps = accept(documents)
    for threshold in (0.3, 0.4, 0.5):
        result, errors, _ = reached(scored, threshold, args.field, entities, names)
        print(
            threshold,
            {k: result[k] for k in ("p", "r", "f1", "of_right", "confidence")},
            "core",
            result["core"]["f1"],
            "ece",
            round(ece(scored, threshold), 3),
        )
    result, errors, _ = reached(scored, args.threshold, args.field, entities, names)
    print(result["ceiling"], result["published_right"])
    for name, row in result["by_predicate"].items():
        print("  ", name, *row)
    if args.tables:
        print_tables(scored, args.field, entities, names)
    if args.errors:
        args.errors.write_text("\n".join(sorted(errors)) + "\n", encoding="utf-8")
    if args.write:
        (Path(readings.__file__).parents[1] / "rules" / "claims.json").write_text(
            written(choices, trees, steps, args.threshold), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
