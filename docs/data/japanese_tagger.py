"""Trains the Japanese name tagger: `python docs/data/japanese_tagger.py BENCH [--hold-out]`.

In: the folder of the evaluation sets. Out: `extractors/ja/names.json.gz`. Never: a sentence of the sets, a random number.

Recipe: all sentences of ja-wikipedia-ner (train, dev), ja-wac (train, dev) and ja-gsd-ne (dev), one a line, ORG and PERSON as BIO labels on
fugashi + unidic-lite tokens, L-BFGS as `RECIPE` says. With `--hold-out` only the train files are used, so that the dev files can measure.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Hashable, Iterator
from pathlib import Path

from extractors import crf
from extractors.ja import tokens

RECIPE = crf.Recipe(l1=0.02, l2=0.2, steps=150, lean=0.6, bias="2:b")
_HERE = Path(__file__).parents[2] / "extractors" / "ja"
_TRAIN = ("ja-wikipedia-ner/train.jsonl", "ja-wac/train.jsonl")
_DEV = ("ja-wikipedia-ner/dev.jsonl", "ja-wac/dev.jsonl", "ja-gsd-ne/dev.jsonl")


def examples(files: list[Path]) -> Iterator[tuple[list[list[Hashable]], list[str]]]:
    """Give the channels and labels of each line of the sets."""
    for file in files:
        for row in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(row)
            names = [(name["start"], name["end"], name["label"]) for name in case["mentions"] if name["label"] in ("ORG", "PERSON")]
            at = 0
            for line in case["text"].split("\n"):
                words = tokens.tokenise(line)
                labels = ["O"] * len(words)
                for start, end, label in names:
                    inside = [place for place, (_, first, last) in enumerate(words) if at + first < end and at + last > start]
                    if inside and labels[inside[0]] == "O":
                        labels[inside[0]] = f"B-{label}"
                        for place in inside[1:]:
                            labels[place] = f"I-{label}"
                if words:
                    yield tokens.channels(words), labels
                at += len(line) + 1


def main(bench: str, *options: str) -> None:
    """Train on the sets in the folder `bench`."""
    files = [Path(bench) / name for name in (_TRAIN if "--hold-out" in options else _TRAIN + _DEV)]
    with tempfile.TemporaryDirectory() as folder:
        crf.train(examples(files), tokens.attributes, RECIPE, Path(folder) / "names.crfsuite", _HERE / "names.json.gz")


if __name__ == "__main__":
    main(*sys.argv[1:])
