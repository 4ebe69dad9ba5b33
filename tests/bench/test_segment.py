"""Speed of cutting documents into passages, in units of a blank spaCy tokenizer over the same text."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.records import Document
from pipeline.segments import segment

PAGE = (
    "Tea maker buys northern rival\n\nBy Ann Lee\nJune 3, 2024\n\n"
    + ("The tea maker said on Monday that it had bought a rival for $3 million in cash. " + "It has 40 staff in the north.[1]\n\n") * 8
    + "Company\tFounded\tFunding\nHill Robots\t2018\t$80M\nTea Bio\t2020\t$20M\n\nFounded: 2016\nCEO: Jane Doe\n\nReferences\n\n1. Tea https://a.example/tea\n\n"
    + "茶を売るアオバは月曜日、競争相手の丘商店を3億円で買収したと発表した。「店を一つにまとめる。」と社長は述べた。2\n\n" * 8
)


def document(text: str) -> Document:
    return Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text)


@pytest.mark.parametrize("copies", [20, 100])
def test_segmenting(benchmark, copies: int):
    text = PAGE * copies
    benchmark.extra_info["megabytes"] = len(text.encode("utf-8")) / 1e6
    benchmark.pedantic(segment, args=(document(text),), rounds=3, warmup_rounds=1)


def test_yardstick(benchmark):
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    text = PAGE * 20
    benchmark.extra_info["megabytes"] = len(text.encode("utf-8")) / 1e6
    benchmark.pedantic(lambda: [tokenizer(part) for part in text.split("\n\n")], rounds=3, warmup_rounds=1)


def test_cost_is_linear(benchmark):
    def ratio() -> float:
        times = []
        for copies in (10, 100):
            page = document(PAGE * copies)
            start = process_time()
            segment(page)
            times.append(process_time() - start)
        return times[1] / times[0]

    segment(document(PAGE))
    benchmark.extra_info["times for ten times the text"] = round(benchmark.pedantic(ratio, rounds=1), 2)
