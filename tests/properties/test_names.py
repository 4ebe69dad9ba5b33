"""Names in any text: in order, apart, inside their passage, and the same on each reading."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Passage
from extractors.names import find

WORDS = st.sampled_from(
    "Microsoft Elena Marsh Tolliver Foods Inc. (hereafter TF) said of the Bank U.S. ’s -led . , | Scale AI \ufffc ㈱ １２３ "
    "株式会社 山吹 製作所 ジョン・ハリス 氏 は 、 。 (以下、 ) 日本銀行".split(" ")
)
TEXT = st.lists(WORDS, max_size=24).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])) | st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXT, st.sampled_from(["en", "ja", "ko"]))
def test_names_are_apart_in_order_and_inside(text, language):
    half = len(text) // 2
    passages = [Passage(0, half, language), Passage(half, len(text), language, kind="reference")]
    found = find(text, passages)
    assert found == find(text, passages)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    spans = {mention.span for mention in found}
    for mention in found:
        assert any(passage.start <= mention.span.start and mention.span.end <= passage.end for passage in passages)
        assert "\ufffc" not in text[mention.span.start : mention.span.end]
        assert text[mention.span.start : mention.span.end].strip()
        assert mention.restates is None or mention.restates in spans


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 4))
def test_copies_of_a_passage_have_the_names_of_the_original(copies):
    line = "Elena Marsh left Tolliver Foods Inc. on Monday.\n"
    text = line * copies
    found = find(text, [Passage(at * len(line), (at + 1) * len(line), "en") for at in range(copies)])
    assert [text[mention.span.start : mention.span.end] for mention in found] == ["Elena Marsh", "Tolliver Foods Inc."] * copies
