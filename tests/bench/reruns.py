"""What a run costs in full, again with nothing changed, and again with one document changed; prints a table.

    python -m tests.bench.reruns [COUNT ...]

In: nothing but documents that are made here, a handful of news sentences each, about companies of which few are told of often and many
seldom. Out: seconds and CPU seconds of the command, start and all, at each number of documents, and whether the tables after the change
are those of a run from scratch, byte for byte. Never: a time out of a process that is warm.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

COUNTS = (4, 100, 1000)
_COMMAND = [sys.executable, "-c", "from pipeline.cli import main; main()", "extract", "-q", "--no-report"]

_FORMS = {
    "en": (
        "{org} raised ${n} million in {month} {year}, led by {other}.",
        "{org} said on {day} {month} {year} that revenue rose {p}% to ${n} million in {year}.",
        "{person}, chief executive of {org}, said that the company employs {m} people.",
        "{org} was valued at ${p}.{q} billion in {year}, according to {other}.",
        "Founded in {year}, {org} has its headquarters in {city}.",
        "{other} holds a {p}% stake in {org}.",
        "Analysts had expected less: sales of €{n} million and a profit of €{m},000.",
    ),
    "ja": (
        "{org}の{year}年3月期の売上高は前年比{p}％増の{n}億円だった。",
        "{org}は{year}年{q}月、{other}から{n}億円を調達した。",
        "{org}の{person}社長は「{year}年度に{m}人を採用する」と述べた。",
        "営業利益は{p}.{q}％減り、{m}百万円となった。",
        "{org}は{city}に本社を置き、従業員数は{m}人。",
    ),
}
_FIRST = {
    "en": [
        one + two
        for one in ("Cal", "Bren", "Elm", "Fen", "Gar", "Hol", "Lan", "Mar", "Nor", "Os", "Pel", "Quin", "Ro", "Sel", "Tam", "Wes")
        for two in ("der", "wick", "mont", "grove", "stead", "vale", "holm", "bury")
    ],
    "ja": [
        one + two
        for one in ("星", "青", "東", "北", "松", "明", "若", "海", "白", "秋", "春", "石")
        for two in ("川", "空", "都", "斗", "風", "峰", "葉", "野")
    ],
}
_LAST = {"en": ("Foods", "Robotics", "Energy", "Bank", "Systems"), "ja": ("食品", "電機", "製薬", "銀行", "建設")}
_PEOPLE = {"en": ("Jane Doe", "John Smith", "Mary Brown", "Peter Taylor"), "ja": ("山田太郎", "佐藤花子", "鈴木一郎")}
_CITIES = {"en": ("London", "Seoul", "Boston", "Berlin"), "ja": ("東京都", "大阪市", "札幌市", "福岡市")}
_FIGURES = {"day": (1, 28), "year": (2015, 2025), "n": (2, 900), "m": (10, 999), "p": (1, 49), "q": (1, 9)}
_MONTHS = ("January", "March", "April", "June", "September", "November")


def document(number: int, count: int) -> tuple[str, str]:
    """Return name and text of one document of so many, three stories of five sentences: the same number gives the same text."""
    told = random.Random(f"{count} {number}")
    language = "ja" if number % 4 == 3 else "en"
    stories = []
    for _ in range(3):
        org, other = _company(told, language, count), _company(told, language, count)
        lines = []
        for form in told.sample(_FORMS[language], 5):
            words = {name: told.choice(held[language]) for name, held in (("person", _PEOPLE), ("city", _CITIES))}
            figures = {name: told.randint(low, high) for name, (low, high) in _FIGURES.items()}
            lines.append(form.format(org=org, other=other, month=told.choice(_MONTHS), **words, **figures))
        stories.append(f"## {org}\n\n" + (" " if language == "en" else "").join(lines) + "\n")
    return f"{number:04}.md", f"# News of the week, {number}\n\n" + "\n".join(stories)


def _company(told: random.Random, language: str, count: int) -> str:
    """Return the name of a company; of so many documents a few tell of the same often."""
    first, last = _FIRST[language], _LAST[language]
    at = int(min(told.paretovariate(0.6) - 1, max(4, count // 2)))
    name = first[at % len(first)], last[at // len(first) % len(last)]
    return " ".join(name) if language == "en" else "".join(name)


def write(folder: Path, count: int) -> None:
    """Write so many documents."""
    folder.mkdir()
    for number in range(count):
        name, text = document(number, count)
        (folder / name).write_text(text, encoding="utf-8")


def measured(count: int) -> Iterator[tuple[str, float, float]]:
    """Yield what was run, its seconds and its CPU seconds.

    Raises:
        AssertionError: What comes of a change is not what comes of a run from scratch.
    """
    with tempfile.TemporaryDirectory() as root:
        seeds, output = Path(root) / "seeds", Path(root) / "tables"
        write(seeds, count)
        yield ("full", *_run(seeds, output))
        yield ("unchanged", *_run(seeds, output))
        held = seeds / document(count // 2, count)[0]
        held.write_text(held.read_text(encoding="utf-8").replace("20", "19", 1), encoding="utf-8")
        yield ("one changed", *_run(seeds, output))
        _run(seeds, Path(root) / "fresh")
        for path in (Path(root) / "fresh").glob("[a-z]*.*"):
            assert path.read_bytes() == (output / path.name).read_bytes(), path.name


def _run(seeds: Path, output: Path) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    # As on the machine of a user, where Python keeps what it has compiled.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([*_COMMAND, str(seeds), "-o", str(output), "-j", "1"], env=given, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("counts", metavar="COUNT", nargs="*", type=int, default=COUNTS)
    print("documents  run            seconds      CPU  of full")
    for count in options.parse_args().counts:
        full = 0.0
        for name, seconds, spent in measured(count):
            full = full or spent
            print(f"{count:9}  {name:12} {seconds:9.2f} {spent:8.2f} {spent / full:8.1%}", flush=True)


if __name__ == "__main__":
    main()
