"""Trains the Japanese name tagger: `python docs/data/japanese_tagger.py BENCH [--hold-out]`.

In: the folder of the evaluation sets. Out: `extractors/ja/names.json.gz`. Never: a sentence of the sets, a random number.

All sentences of ja-wikipedia-ner (train, dev), ja-wac (train, dev) and ja-gsd-ne (dev), one a line, ORG and PERSON as BIO labels on
fugashi + unidic-lite tokens, L-BFGS as `RECIPE` of `extractors/ja/tagger.py` says. With `--hold-out` only the train files are used, so that
the dev files can measure.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extractors import crf
from extractors.ja import tagger, tokens

_HERE = Path(__file__).parents[2] / "extractors" / "ja"
_TRAIN = ("ja-wikipedia-ner/train.jsonl", "ja-wac/train.jsonl")
_DEV = ("ja-wikipedia-ner/dev.jsonl", "ja-wac/dev.jsonl", "ja-gsd-ne/dev.jsonl")


def examples(files: list[Path]) -> Iterator[crf.Example]:
    """Give the channels and labels of each line of the sets."""
    for file in files:
        for row in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(row)
            names = [(name["start"], name["end"], name["label"]) for name in case["mentions"] if name["label"] in ("ORG", "PERSON")]
            at = 0
            for line in case["text"].split("\n"):
                made = tagger.example(line, [(start - at, end - at, label) for start, end, label in names])
                if made[1]:
                    yield made
                at += len(line) + 1


def main(bench: str, *options: str) -> None:
    """Train on the sets in the folder `bench`."""
    files = [Path(bench) / name for name in (_TRAIN if "--hold-out" in options else _TRAIN + _DEV)]
    with tempfile.TemporaryDirectory() as folder:
        crf.train(examples(files), tokens.attributes, tagger.RECIPE, Path(folder) / "names.crfsuite", _HERE / "names.json.gz")


if __name__ == "__main__":
    main(*sys.argv[1:])
