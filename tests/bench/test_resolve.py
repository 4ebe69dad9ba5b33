"""Speed of linking names, in units of reading a mention's row into a hash: mentions a second, and how the cost grows."""

from __future__ import annotations

from itertools import cycle
from time import process_time

import pytest

from pipeline.entities import resolve
from pipeline.records import Document, Mention, Segment, content_id

SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ten",
    "val",
    "dor",
    "she",
    "bra",
    "lo",
    "nex",
    "tor",
    "ri",
    "san",
    "zel",
    "hu",
    "wil",
    "ga",
    "pe",
    "do",
    "fin",
)
KANA = (
    "カ",
    "ロ",
    "ミ",
    "テン",
    "バル",
    "ドー",
    "シェ",
    "ブラ",
    "ロ",
    "ネクス",
    "トー",
    "リ",
    "サン",
    "ゼル",
    "フ",
    "ウィル",
    "ガ",
    "ペ",
    "ド",
    "フィン",
)


def spelled(number: int, table: tuple[str, ...], size: int = 3) -> str:
    return "".join(table[number * 7919 // 20**digit % 20] for digit in range(size))


def corpus(count: int) -> tuple[list[Document], list[Segment], list[Mention]]:
    """Make documents of eight persons and eight firms each, every third in Japanese; names are shared by a few documents."""
    documents, segments, mentions = [], [], []
    for number in range(count):
        key, text = f"d{number}", ""
        for at in range(8):
            person, firm = (number * 5 + at * 3) % (count * 2 + 1), (number * 3 + at) % (count + 1)
            if number % 3:
                full = f"{spelled(person, SYLLABLES).title()} {spelled(person * 3 + 1, SYLLABLES).title()}"
                house = f"{spelled(firm, SYLLABLES).title()} Technologies"
                names = [(full, "PERSON"), (house, "ORG"), (full.split()[1], "PERSON"), (house.split()[0], "ORG")]
            else:
                full = f"{spelled(person, KANA)}・{spelled(person * 3 + 1, KANA)}"
                names = [(full, "PERSON"), (spelled(firm, KANA), "ORG"), (full.split("・")[1], "PERSON")]
            for name, label in names:
                mentions.append(Mention(f"{key}-{len(text)}", key, f"{key}-s", len(text), len(text) + len(name), name, label))
                text += name + " , "
        documents.append(Document(key, key, (key,), key, "text/plain", "utf-8", text))
        segments.append(Segment(f"{key}-s", key, 0, 0, len(text), "paragraph", language="en" if number % 3 else "ja"))
    return documents, segments, mentions


@pytest.mark.parametrize("count", [100, 400])
def test_linking(benchmark, count: int):
    rows = corpus(count)
    benchmark.pedantic(resolve, args=rows, rounds=3, warmup_rounds=1)
    benchmark.extra_info["mentions"] = len(rows[2])
    if benchmark.stats:
        benchmark.extra_info["mentions a second"] = round(len(rows[2]) / benchmark.stats.stats.min)


def test_yardstick(benchmark):
    _, _, mentions = corpus(400)
    benchmark.extra_info["mentions"] = len(mentions)
    benchmark.pedantic(lambda: [content_id(row.mention_id, row.text, row.label) for row in mentions], rounds=3, warmup_rounds=1)


def test_cost_is_near_linear(benchmark):
    sizes = cycle((100, 800))

    def cost() -> float:
        rows = corpus(next(sizes))
        start = process_time()
        resolve(*rows)
        return (process_time() - start) / len(rows[2])

    resolve(*corpus(10))
    benchmark.extra_info["cost of a mention in eight times the documents"] = round(
        benchmark.pedantic(lambda: 1 / cost() * cost(), rounds=1), 2
    )
