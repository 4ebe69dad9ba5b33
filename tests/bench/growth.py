"""How the CPU time of a whole run grows with the length of one document, over families of text; prints a table.

    python -m tests.bench.growth [--runs 3] [--stages] [FAMILY ...]

In: nothing but families of text that are made here. Out: for each family the CPU seconds at each size, the smallest of several runs, and
the exponent of their growth from the first size to the last and over the last step. Never: the start of a process, a model's loading, or
what an earlier run left in a cache: each run is a fork of a process that is warm.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from pipeline.documents import Limits
from pipeline.engines.pages import Page, through
from pipeline.records import Document, content_id
from pipeline.stages import STAGES, Settings

SIZES = (10_000, 40_000, 160_000)
#: CPU seconds of a text beyond which no longer one of its family is tried.
_DEAR = 40.0
#: What the exponent of no family may be above.
MOST = 1.1

_EN = (
    "{org} raised ${n} million in {year}, led by {other}.|{org} said revenue rose {p}% to ${n} million in the {q} quarter of {year}."
    "|{person}, chief executive of {org}, said on {day} that the company would hire {m} people.|Shares of {other} fell {p} percent."
    "|The company, based in {city}, expects sales of about €{n} million next year.|{other} agreed to buy a {p}% stake in {org}."
    "|Analysts had forecast a profit of ${m},000, according to {other}.|It was the largest round in {city} since {year}."
    "|Its number of users grew from {m},000 to {n} million over two years.|{person} joined {org} from {other} last month."
)
_JA = (
    "{org}の{year}年3月期の売上高は前年比{p}％増の{n}億円だった。|同社は{other}から{n}億円を調達した。|{org}は{year}年{mon}月、{city}に{other}を設立した。"
    "|{org}の{person}社長は「{year}年度に{m}人を採用する」と述べた。|営業利益は{p}.{q}％減り、{m}万円となった。|{other}の株式の{p}％を取得する。"
    "|利用者は{m}万人を超え、{city}では{n}店舗を展開している。"
)
_KO = (
    "{org}는 지난해 매출이 {p}% 늘어난 {n}억원이라고 밝혔다.|{org}은 {year}년 {mon}월 {other}에서 {n}억원을 투자받았다."
    "|{person} 대표는 올해 {m}명을 채용한다고 말했다."
    "|회사는 3분기 영업이익이 {m}만원이라고 발표했다.|{other} 지분 {p}%를 인수한다."
)
_NAMES = {
    "en": (
        ["Acme", "Brightwater", "Calder", "Delphi", "Elmwood", "Fairmont", "Gresham", "Halcyon"],
        ["Corp.", "Ltd", "Inc.", "Group", "Systems"],
    ),
    "ja": (["星川", "青空", "東都", "北斗", "松風", "明峰", "大和", "若葉"], ["株式会社", "電機", "製薬", "銀行", "建設"]),
    "ko": (["한빛", "새벽", "가람", "누리", "미래", "대한", "푸른", "서울"], ["전자", "건설", "은행", "제약", "물산"]),
}
_PEOPLE = {
    "en": [f"{first} {last}" for first in ("Jane", "John", "Mary", "Peter") for last in ("Doe", "Smith", "Brown", "Taylor")],
    "ja": [last + first for last in ("山田", "佐藤", "鈴木", "高橋") for first in ("太郎", "花子", "一郎")],
    "ko": [last + first for last in ("김", "이", "박", "최") for first in ("민수", "지영", "서준")],
}
_CITIES = {"en": ["London", "Seoul", "Boston", "Berlin"], "ja": ["東京", "大阪", "札幌", "福岡"], "ko": ["서울", "부산", "대구", "광주"]}
_DAYS = ["Monday", "Tuesday", "3 March", "June 5, 2023", "Wednesday"]


def sentences(language: str) -> Iterator[str]:
    """Yield sentences of news, others every time; names come back as they do in news."""
    told = random.Random(f"sentences {language}")
    forms = {"en": _EN, "ja": _JA, "ko": _KO}[language].split("|")
    first, last = _NAMES[language]
    sep = " " if language == "en" else ""
    while True:
        org, other = (f"{told.choice(first)}{sep}{told.choice(last)}" for _ in range(2))
        yield told.choice(forms).format(
            org=org, other=other, person=told.choice(_PEOPLE[language]), city=told.choice(_CITIES[language]), day=told.choice(_DAYS),
            n=told.randint(1, 900), m=told.randint(10, 999), p=told.randint(1, 99),
            q=told.choice(["first", "second", "third"] if sep else "1234"), year=told.randint(2001, 2025), mon=told.randint(1, 12),
        )  # fmt: skip


def _news(language: str, sentence: str, every: int = 0, paragraph: str = "") -> Callable[[int], str]:
    def make(size: int) -> str:
        parts: list[str] = []
        length = 0
        for number, said in enumerate(sentences(language), 1):
            parts.append(said + (paragraph if every and number % every == 0 else sentence))
            length += len(parts[-1])
            if length >= size:
                return "".join(parts)[:size]
        raise AssertionError("sentences have no end")

    return make


def _mixed(size: int) -> str:
    held = [sentences(language) for language in ("en", "ja", "ko")]
    return "\n\n".join(" ".join(islice(held[i % 3], 3)) for i in range(size // 60))[:size]


def _table(size: int) -> str:
    told = random.Random("table")
    first, last = _NAMES["en"]
    head = "| Company | Revenue ($ million) | Growth | Employees |\n|---|---|---|---|\n"
    rows = (
        f"| {told.choice(first)} {told.choice(last)} | {told.randint(1, 999)} | {told.randint(1, 99)}% | {told.randint(1, 9999)} |\n"
        for _ in range(size)
    )
    return (head + "".join(islice(rows, size // 30)))[:size]


def _people(size: int) -> str:
    told = random.Random("names")
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(f"{''.join(told.choices(letters, k=6)).capitalize()} Corp. paid ${i + 1} million." for i in range(size // 30))[:size]


def _repeated(piece: str) -> Callable[[int], str]:
    # Two letters around it: white space at the ends of a text is nobody's.
    return lambda size: "x" + (piece * (size // len(piece) + 1))[: size - 2] + "x"


#: Name of a family -> a text of that family, of so many characters.
FAMILIES: dict[str, Callable[[int], str]] = {
    "English news": _news("en", " ", 5, "\n\n"),
    "English, one line": _news("en", " "),
    "English, a line each": _news("en", "\n"),
    "Japanese news": _news("ja", "", 5, "\n\n"),
    "Japanese, one line": _news("ja", ""),
    "Japanese, a line each": _news("ja", "\n"),
    "Korean news": _news("ko", " ", 5, "\n\n"),
    "Korean, one line": _news("ko", " "),
    "three languages": _mixed,
    "table of companies": _table,
    "a new company a sentence": _people,
    "English, one sentence": _repeated("Acme Corp. raised $5 million in 2024 from Beta Ltd and "),
    "Japanese, one sentence": _repeated("星川株式会社は2024年に5億円、"),
} | {
    piece.encode("unicode_escape").decode() if piece.isspace() or not piece.isprintable() else piece: _repeated(piece)
    for piece in (
        " |\n|January |January 1, |2024年|1月1日|2024-01-01 |last year |$1 |$1|1% |5 people |$1 to |1,|1 |.|,"
        "|Acme Corp. |Jane Doe |the company |同社は"
        "|星川株式会社|삼성전자는 |said |half |(|)|[1]|“|「|# |> |- a\n|* **a** |a\tb\n|Revenue  12  34\n|Revenue: 12\n|1. a https://a.example/b\n"
        "|https://a.example/b |a@b.example |。|x|ア|漢|가|\u200b|\u0301|😀|\u202e|-|=|_|\\|&amp;|<b>|CEO of |according to "
    ).split("|")
} | {"|": _repeated("| a "), "| a | b |": _repeated("| a | b |\n")}  # fmt: skip


def cost(text: str) -> tuple[dict[str, float], list[str]]:
    """Take a text through all stages.

    Returns:
        CPU seconds by stage, and what was rejected of it for a fault or for want of time.
    """
    settings = Settings(Limits(seconds=900))
    page = Page({"documents": (Document(content_id(text), "a.txt", ("a.txt",), "00", "text/plain", "utf-8", text),)})
    spent: dict[str, float] = {}
    for stage in STAGES[1:]:
        start = time.process_time()
        if stage.per == "document":
            page = through([stage], page, settings)
        else:
            for made in stage.run({name: page.rows.get(name, ()) for name in stage.reads}, settings):
                page = Page({**page.rows, **made}, page.spent)
        spent[stage.name] = time.process_time() - start
    faults = {
        f"{row.stage}: {row.reason}" for row in page.rows.get("rejects", ()) if row.reason in ("timeout", "failed", "sentence-unread")
    }
    return spent, sorted(faults)


def apart(text: str) -> tuple[dict[str, float], list[str]]:
    """Do the same in a fork, so that no run finds what another left in a cache, after a short text that loads what such texts need."""
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inside)
        cost(text[:1000])
        with os.fdopen(outside, "w") as stream:
            json.dump(cost(text), stream)
        os._exit(0)
    os.close(outside)
    with os.fdopen(inside) as stream:
        spent, faults = json.load(stream)
    os.waitpid(child, 0)
    return spent, faults


def exponent(small: float, large: float, times: float) -> float:
    """Return by which power of the length the time grows; below a few milliseconds nothing can be told."""
    return math.log(max(large, 0.005) / max(small, 0.005)) / math.log(times)


def measured(name: str, runs: int) -> tuple[list[dict[str, float]], list[str]]:
    """Return the CPU seconds of a family by size and stage, the run of least time, and its faults."""
    rows: list[dict[str, float]] = []
    faults: list[str] = []
    for size in SIZES:
        text = FAMILIES[name](size)
        held = [apart(text) for _ in range(runs)]
        rows.append({stage: min(spent[stage] for spent, _ in held) for stage in held[0][0]})
        faults += held[0][1]
        if sum(rows[-1].values()) > _DEAR:
            return rows, [*faults, "no longer text tried"]
    return rows, faults


def main() -> None:
    """Measure families, print their table, and fail if one grows too fast."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("families", nargs="*", help="all, unless some are named")
    reader.add_argument("--runs", type=int, default=3)
    reader.add_argument("--stages", action="store_true", help="tell the exponent of each stage that costs a tenth or more")
    told = reader.parse_args()
    for language in ("en", "ja", "ko"):
        cost(_news(language, " ", 5, "\n\n")(3000))
    above = 0
    print("| family |" + "".join(f" {size // 1000}k |" for size in SIZES) + " exponent | last step | |\n|---|" + "---|" * (len(SIZES) + 3))
    for name in told.families or FAMILIES:
        rows, faults = measured(name, told.runs)
        whole = [sum(row.values()) for row in rows]
        grown = exponent(whole[0], whole[-1], SIZES[len(whole) - 1] / SIZES[0]) if len(whole) > 1 else math.inf
        last = exponent(whole[-2], whole[-1], SIZES[-1] / SIZES[-2]) if len(whole) > 1 else math.inf
        above += max(grown, last) > MOST
        shown = [f"{seconds:.2f}" for seconds in whole] + ["-"] * (len(SIZES) - len(whole)) + [f"{grown:.2f}", f"{last:.2f}"]
        notes = [f"**above {MOST}**"] * (max(grown, last) > MOST) + faults
        if told.stages:
            for stage in rows[-1]:
                if rows[-1][stage] > whole[-1] / 10 and len(rows) > 1:
                    notes.append(f"{stage} {rows[-1][stage]:.2f} s {exponent(rows[-2][stage], rows[-1][stage], SIZES[-1] / SIZES[-2]):.2f}")
        print(f"| `{name.replace('|', chr(92) + '|')}` | {' | '.join(shown)} | {'; '.join(notes)} |", flush=True)
    sys.exit(1 if above else 0)


if __name__ == "__main__":
    main()
