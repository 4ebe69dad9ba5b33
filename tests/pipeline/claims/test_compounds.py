"""The English of nouns in a row: whole compounds, words that end or open one, and what a measure is bound to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.compounds import LONGEST, in_english
from pipeline.claims.measures import measures
from pipeline.claims.parts import bound, headed
from pipeline.rules import toml
from tests.support.claim_cases import scene_of


@pytest.mark.parametrize(
    ("name", "language", "english"),
    [
        ("工場移転計画", "ja", "factory relocation plan"),
        ("店舗統合費", "ja", "stores integration expenses"),
        ("植林支援金額", "ja", "tree support"),
        ("LNGタンカー検査装置", "ja", "LNG tankers inspection equipment"),
        ("研究所設備", "ja", "laboratory equipment"),
        ("월간 방문 건수", "ko", "monthly visit"),
        ("공장 이전 비용", "ko", "factory relocation costs"),
        ("두부 생산능력", "ko", "tofu capacity"),
    ],
)
def test_a_compound_of_known_nouns_is_told_in_english_in_their_order(name: str, language: str, english: str) -> None:
    assert in_english(name, language) == english


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("霧ヶ峰移転費用", "ja"),
        ("平均", "ja"),
        ("新規", "ja"),
        ("費", "ja"),
        ("LNG4", "ja"),
        ("누적", "ko"),
        ("비", "ko"),
        ("x" * 41, "ja"),
    ],
)
def test_half_a_compound_and_words_that_end_or_open_one_alone_are_none(name: str, language: str) -> None:
    assert in_english(name, language) is None


def test_a_noun_is_no_part_of_a_company_by_itself() -> None:
    assert in_english("移転", "ja") == "relocation"
    assert in_english("移転", "ja", all_nouns=False) is None
    assert headed("移転", "ja") == ""


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_every_noun_is_told_as_its_own(language: str) -> None:
    for row in toml("nouns.toml")["noun"]:
        for word in row.get(language, ()):
            if len(word) > 1:
                assert in_english(word, language) == (None if row.get("before") else row["name"])


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_a_measure_of_the_lexicon_is_told_whole_in_a_compound(language: str) -> None:
    words = {row.words[language][0] for row in measures() if row.words[language]}

    assert [word for word in words if 3 < len(word) <= LONGEST and not word.isascii() and in_english(word, language) is None] == []


@given(st.text("費移転工場新規のA・1 ", max_size=45))
def test_what_is_told_in_english_has_no_other_letters(name: str) -> None:
    english = in_english(name, "ja")

    assert english is None or english.isascii()


@pytest.mark.parametrize(
    ("language", "text", "word", "name"),
    [
        ("ja", "圧力鍋用センサーと炭酸水のシェアは高い。", "シェア", "炭酸水"),
        ("ja", "霧ヶ峰のシェアは高い。", "シェア", ""),
        ("ja", "[炭酸水]haldenのシェアは高い。", "シェア", ""),
        ("ja", "平均のシェアは高い。", "シェア", ""),
        ("ko", "국내 등산화 점유율은 높다.", "점유율", "국내 등산화"),
        ("ko", "올해 두부 점유율은 높다.", "점유율", "두부"),
        ("ko", "실적은 점유율이 높다.", "점유율", ""),
        ("en", "The share is high.", "share", ""),
    ],
)
def test_a_known_noun_that_is_bound_to_a_measure_is_its_part(language: str, text: str, word: str, name: str) -> None:
    (line,) = scene_of(text, language).lines
    at = line.start + line.text.index(word)

    assert bound(line, (at, at + len(word))) == name
