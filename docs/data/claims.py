"""Learn from annotated documents which reading of a figure is right: writes pipeline/rules/claims.json and prints what it reaches on folds.

    python docs/data/claims.py FIELD [FIELD ...] --cache FOLDER [--more GOLD TEXTS] [--sentences CASES] [--write] [--share 0.5] [--tables]

A FIELD holds texts/, documents.jsonl, claims.jsonl, entities.jsonl and optional/, as docs/evaluation.md says; each is scored by itself,
with the score_claims.py of the first. Folds keep documents of one publisher or repository together. Every step learns from what the steps
before it say of documents that they have not seen. What is learnt, and how, is `pipeline/learning`; `awase train` uses it to draw weights
that are there towards a user's own gold.
"""

from __future__ import annotations

import argparse
import pickle
from itertools import chain
from pathlib import Path

from pipeline import learning, stages
from pipeline.rules import FOLDER, json_lines, text_of

#: What a figure of the documents that are learnt from and not scored counts: they are few, and facts are put together of all that they say.
MORE = 8.0


def linked(path, cache):
    """Return the sentences of a file with what a run makes of them, or what one came to before."""
    if not cache.exists():
        cases = json_lines(text_of(path), path.name)
        cache.write_bytes(pickle.dumps([(case, *stages.linked(case["text"], tag=case["lang"])) for _, case in cases]))
    return learning.sentences(learning.Sentence(*row) for row in pickle.loads(cache.read_bytes()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fields", type=Path, nargs="+", metavar="FIELD")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the tables of the documents")
    parser.add_argument("--more", type=Path, nargs=2, metavar=("GOLD", "TEXTS"), help="more documents, learnt from and not scored")
    parser.add_argument("--sentences", type=Path, help="sentences whose figures have names: {id, lang, text, readings}, a JSON line each")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--threshold", type=float, default=0.38)
    parser.add_argument("--weight", type=float, default=0.5, help="what a figure of the second and further folders counts")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--tables", action="store_true", help="print what is reached of documents with tables")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER / "claims.json", help="where --write writes the weights")
    args = parser.parse_args()
    names = ["more", *(folder.resolve().name for folder in args.fields)]
    if len(set(names)) < len(names):
        parser.error("each FIELD needs a name of its own, and none is called more: tables are kept by it")
    fields = {folder: learning.load(folder, args.cache / folder.resolve().name) for folder in args.fields}
    more = learning.load(args.more[0], args.cache / "more", args.more[1]).documents if args.more else []
    documents = [*chain.from_iterable(held.documents for held in fields.values()), *more]
    for at, one in enumerate(documents):
        one.weight = float((at * 7919) % 100 < args.share * 100)
    for held in [*fields.values()][1:]:
        for one in held.documents:
            one.weight *= args.weight
    for one in more:
        one.weight *= MORE
    stated = [claim for one in documents for claim in one.gold]
    figures = sum(len(one.readings) for one in documents)
    print(len(documents), "documents", figures, "figures", sum(claim.aligned for claim in stated), "aligned of", len(stated))
    sentences = linked(args.sentences, args.cache / "sentences.pkl") if args.sentences else []
    choices = learning.train(documents, print, sentences)
    trees, steps, certainty = learning.accept(documents, print)
    if args.write:
        args.output.write_text(learning.written(choices, trees, steps, certainty, args.threshold), encoding="utf-8")
    errors = []
    for folder, (scored, entities) in fields.items():
        print(folder.name)
        for threshold in (0.3, 0.4, 0.5):
            result, _ = learning.reached(scored, threshold, folder, entities, args.fields[0])
            error = round(learning.calibration_error(scored, threshold), 3)
            held = {name: result[name] for name in ("p", "r", "f1", "of_right", "confidence")}
            print(threshold, held, "core", result["core"]["f1"], "ece", error)
        result, wrong = learning.reached(scored, args.threshold, folder, entities, args.fields[0])
        errors += wrong
        print(result["ceiling"], result["published_right"])
        for sure in (0.5, 0.8, 0.9):
            print("sure in all at", sure, "and right in all: {1} of {0}".format(*learning.wholly(scored, args.threshold, sure)))
        for name, row in result["by_predicate"].items():
            print("  ", name, *row)
        for line in learning.reached_of_tables(scored, args.threshold, folder, entities, args.fields[0]) if args.tables else ():
            print(line)
    if args.errors:
        args.errors.write_text("\n".join(sorted(errors)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
