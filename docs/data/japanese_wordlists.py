"""Makes the two word lists of the Japanese name tagger: `python docs/data/japanese_wordlists.py VECTORS DICTIONARY`.

In: the folder `vocab` of the package ja_ginza 5.3.0 and the file `system.dic` of sudachidict_core 20260723. Out: `clusters.tsv.gz` and
`gazetteer.tsv.gz` in `extractors/ja`. Never: a random number.

Recipe: k-means (cosine, 20 rounds, started from evenly spaced rows) over the 20,000 vectors, into 1,024 and 128 classes; kept for words of
the dictionary that fugashi reads and for listed names. Listed are SudachiDict's proper names: things (O), persons (P), and surnames (S) and
given names (N) of two tokens or more.
"""

from __future__ import annotations

import gzip
import json
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.ja import tokens

_HERE = Path(__file__).parents[2] / "extractors" / "ja"
_WORD = re.compile(r"[ぁ-ゟァ-ヺー一-鿿々〆ヶA-Za-z0-9・]+")
_NAME = re.compile(r"[ぁ-ゟァ-ヺー一-鿿々〆ヶA-Za-z0-9・&＝=. -]{2,}")
_KINDS = {("一般", "*"): "O", ("人名", "一般"): "P", ("人名", "姓"): "S", ("人名", "名"): "N"}


def classes(vectors: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the class of each vector."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    centres = unit[np.linspace(0, len(unit) - 1, count).astype(int)].copy()
    for _ in range(20):
        nearest = (unit @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, unit)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    found: NDArray[np.int64] = (unit @ centres.T).argmax(1)
    return found


def proper_names(dictionary: Path) -> Iterator[tuple[str, str]]:
    """Give the proper names of a SudachiDict file with their kinds.

    Source: the binary format of Sudachi's system dictionary, version 2.
    """
    data = dictionary.read_bytes()

    def text(at: int) -> tuple[str, int]:
        length, at = data[at], at + 1
        if length & 0x80:
            length, at = (length & 0x7F) << 8 | data[at], at + 1
        return data[at : at + 2 * length].decode("utf-16-le"), at + 2 * length

    (count,) = struct.unpack_from("<h", data, 272)
    at = 274
    tags: list[list[str]] = []
    for _ in range(count):
        tag = []
        for _ in range(6):
            field, at = text(at)
            tag.append(field)
        tags.append(tag)
    left, right = struct.unpack_from("<hh", data, at)
    at += 4 + 2 * left * right
    at += 4 + 4 * struct.unpack_from("<i", data, at)[0]
    at += 4 + struct.unpack_from("<i", data, at)[0]
    (size,) = struct.unpack_from("<i", data, at)
    offsets = at + 4 + 6 * size
    for number in range(size):
        word, at = text(struct.unpack_from("<I", data, offsets + 4 * number)[0])
        at += 1 if data[at] < 0x80 else 2
        tag = tags[struct.unpack_from("<h", data, at)[0]]
        if tag[1] == "固有名詞" and (kind := _KINDS.get((tag[2], tag[3]))):
            yield word.translate(tokens.WIDTHS), kind


def _listed(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    kinds: dict[str, set[str]] = {}
    for name, kind in found:
        if not _NAME.fullmatch(name):
            continue
        if kind in "SN" and (len(name) > 5 or not re.match("[一-鿿々]", name) or len(tokens.tokenise(name)) < 2):
            continue
        kinds.setdefault(name, set()).add(kind)
    return {name: "".join(sorted(kinds[name])) for name in sorted(kinds)}


def main(vectors: str, dictionary: str) -> None:
    """Write both lists."""
    import srsly
    from spacy.strings import StringStore

    names = _listed(proper_names(Path(dictionary)))
    _write("gazetteer.tsv.gz", (f"{name}\t{kinds}\n" for name, kinds in names.items()))
    with (Path(vectors) / "vectors").open("rb") as file:
        matrix = np.load(file).astype("float32")
    rows: dict[int, int] = dict(srsly.read_msgpack(Path(vectors) / "key2row"))
    fine, coarse = classes(matrix, 1024), classes(matrix, 128)
    store = StringStore()
    words: list[Any] = json.loads((Path(vectors) / "strings.json").read_text(encoding="utf-8"))
    kept = []
    for word in sorted(set(words)):
        row = rows.get(store.add(word))
        if row is None or not _WORD.fullmatch(word):
            continue
        if set(names.get(word, "")) & {"O", "P"} or tokens.is_word(word):
            kept.append(f"{word}\t{fine[row]}\t{coarse[row]}\n")
    _write("clusters.tsv.gz", kept)


def _write(name: str, lines: Iterable[str]) -> None:
    (_HERE / name).write_bytes(gzip.compress("".join(lines).encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
