"""Speed of reading and of telling languages, in units of Python's own decoder and of a blank spaCy tokenizer over the same text."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from pipeline.documents import Limits, Source, find, read
from pipeline.language import identify, judge
from pipeline.records import Document, Segment

EN = (
    "The tea maker said on Monday that it had bought a rival for $3 million in cash. Its founder, who still owns a third of the shares,"
    " told reporters that the shops in the north would stay open. Analysts expect sales to grow by a tenth next year.\n\n"
)
JA = "茶を売るアオバは月曜日、競争相手の丘商店を3億円で買収したと発表した。「店を一つにまとめる。」と社長は述べた。\n\n"


def passages(text: str) -> tuple[Document, tuple[Segment, ...]]:
    made, at = [], 0
    for ordinal, part in enumerate(text.split("\n\n")):
        made.append(Segment(f"s{ordinal}", "d", ordinal, at, min(len(text), at + len(part) + 2), "paragraph"))
        at += len(part) + 2
    return Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text), tuple(made)


def documents(file: Path) -> int:
    return sum(1 for entry in find(file, Limits()) if isinstance(entry, Source) for _ in read(entry, Limits()))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    text = (EN + JA) * 2000
    page = "".join(f"<p>{part}</p>" for part in ((EN + JA) * 500).split("\n\n"))
    made = {
        "utf-8.txt": text.encode(),
        "cp932.txt": text.encode("cp932"),
        "page.html": f"<html><body><article>{page}</article></body></html>".encode(),
        "corpus.jsonl": "".join(json.dumps({"id": str(n), "text": (EN + JA) * 10}, ensure_ascii=False) + "\n" for n in range(200)).encode(),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return {name: tmp_path / name for name in made}


@pytest.mark.parametrize("name", ["utf-8.txt", "cp932.txt", "page.html", "corpus.jsonl"])
def test_reading(benchmark, files: dict[str, Path], name: str):
    benchmark.extra_info["megabytes"] = files[name].stat().st_size / 1e6
    benchmark.pedantic(documents, args=(files[name],), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("text", [EN, JA], ids=["en", "ja"])
def test_language(benchmark, text: str):
    made = passages(text * 200)
    benchmark.extra_info["megabytes"] = len(made[0].text.encode()) / 1e6
    benchmark.pedantic(identify, args=made, rounds=3, warmup_rounds=1)


def test_yardstick(benchmark):
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    text = EN * 200
    benchmark.extra_info["megabytes"] = len(text.encode()) / 1e6
    benchmark.pedantic(lambda: [tokenizer(part) for part in text.split("\n\n")], rounds=3, warmup_rounds=1)


def ratio(work, small, large) -> float:
    times = []
    for item in (small, large):
        start = process_time()
        work(item)
        times.append(process_time() - start)
    return times[1] / times[0]


@pytest.mark.parametrize("text", [EN, JA], ids=["en", "ja"])
def test_cost_of_language_is_linear(benchmark, text: str):
    if benchmark.disabled:
        pytest.skip("measured by make bench")
    judge(text)
    found = min(ratio(lambda made: identify(*made), passages(text * 100), passages(text * 1000)) for _ in range(3))
    benchmark.extra_info["ratio"] = found
    benchmark.pedantic(lambda: None, rounds=1)
    assert found < 12


def test_cost_of_reading_is_linear(benchmark, tmp_path: Path):
    if benchmark.disabled:
        pytest.skip("measured by make bench")
    sources = []
    for copies in (2000, 20000):
        (tmp_path / f"{copies}.txt").write_bytes(((EN + JA) * copies).encode("cp932"))
        sources.append(tmp_path / f"{copies}.txt")
    documents(sources[0])
    found = min(ratio(documents, *sources) for _ in range(3))
    benchmark.extra_info["ratio"] = found
    benchmark.pedantic(lambda: None, rounds=1)
    assert found < 12
