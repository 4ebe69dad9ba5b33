"""Of a whole company or of a part of it: what the words around a figure say."""

from __future__ import annotations

import pytest

from pipeline.claims.compounds import in_english
from pipeline.claims.parts import ahead, bare, behind, headed, modified, opening, part, partial, piece, region
from pipeline.claims.shares import bound, sharer
from tests.support.claim_cases import scene_of


def told(text: str, language: str) -> list[list[str]]:
    lines = scene_of(text, language).lines
    return [part(line, m, (), None) for line in lines for m in line.mentions if m.label == "MONEY"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue of the mill segment was [$4 million]=4e6 USD."),
        ("ja", "製粉事業の売上高は[400万ドル]=4e6 USDだった。"),
        ("ko", "제분 부문 매출은 [400만달러]=4e6 USD였다."),
    ],
)
def test_a_word_for_a_part_beside_a_figure_is_told(language: str, text: str) -> None:
    assert told(text, language) == [["part:own"]]


def test_a_word_for_a_part_belongs_to_the_figure_after_it() -> None:
    text = (
        "Group revenue was [$9 million]=9e6 USD in all of the year, and the mill segment, the smallest one, sold for [$4 million]=4e6 USD."
    )

    assert told(text, "en") == [["part:line", "whole:own"], ["part:own", "whole:line"]]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Revenue per customer was [$4]=4 USD."), ("ja", "1社あたりの売上高は[4ドル]=4 USDだった。")]
)
def test_a_share_of_one_of_many_is_no_whole(language: str, text: str) -> None:
    assert "each:own" in told(text, language)[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cloud infrastructure revenue was", "Cloud infrastructure"),
        ("the mill division's revenue was", "mill division"),
        ("Analysts expect revenue of", ""),
        ("projecting total revenue of", ""),
        ("a record company revenue of", ""),
        ("Semiconductor packaging-and-interconnection materials revenue was", "packaging-and-interconnection materials"),
        ("Semiconductor-packaging-and-interconnection-materials revenue was", ""),
    ],
)
def test_the_words_before_a_measure_name_its_part_where_they_say_more_than_how_it_is_told(text: str, name: str) -> None:
    (line,) = scene_of(text).lines
    at = text.index("revenue")

    assert ahead(line, (line.start + at, line.start + at + len("revenue"))) == name


@pytest.mark.parametrize(
    ("language", "text", "word", "name"),
    [
        ("ja", "製粉売上は増えた。", "売上", "製粉"),
        ("ja", "製粉事業の売上は増えた。", "売上", "製粉事業"),
        ("ja", "インフラストラクチャーマネジメント売上は増えた。", "売上", "インフラストラクチャーマネジメント"),
        ("ja", "通期連結売上は増えた。", "売上", ""),
        ("ja", "[ハルデン]halden売上は増えた。", "売上", ""),
        ("ko", "제분 사업 매출은 늘었다.", "매출", "제분 사업"),
        ("ko", "방앗간의 매출은 늘었다.", "매출", "방앗간"),
        ("ko", "지난해의 매출은 늘었다.", "매출", ""),
    ],
)
def test_the_words_that_a_measure_goes_on_from_name_its_part(language: str, text: str, word: str, name: str) -> None:
    (line,) = scene_of(text, language).lines
    at = line.start + line.text.index(word)

    assert ahead(line, (at, at + len(word))) == name


@pytest.mark.parametrize(
    ("name", "language", "english"),
    [
        ("建設機械", "ja", "construction machinery"),
        ("食品・飲料事業", "ja", "food and beverages"),
        ("非監査業務", "ja", "non-audit"),
        ("自動車部品", "ja", "automotive parts"),
        ("商品その他", "ja", "merchandise and other"),
        ("디지털 광고 사업", "ko", "digital advertising"),
        ("해외 부문", "ko", "overseas"),
    ],
)
def test_a_part_whose_words_are_all_known_has_an_english_name(name: str, language: str, english: str) -> None:
    assert in_english(name, language) == english


@pytest.mark.parametrize(
    ("name", "language"), [("霧ヶ峰食品", "ja"), ("事業", "ja"), ("非", "ja"), ("사업 부문", "ko"), ("food", "en"), ("", "ja")]
)
def test_a_part_keeps_its_own_words_where_one_is_not_known(name: str, language: str) -> None:
    assert in_english(name, language) is None


@pytest.mark.parametrize(
    ("heading", "language", "name"),
    [
        ("Americas", "en", "Americas"),
        ("II. Milling division", "en", "Milling"),
        ("Vietnam", "en", "Vietnam"),
        ("Our business", "en", ""),
        ("Financial highlights", "en", ""),
        ("(2) 国内", "ja", "domestic"),
        ("■ 非監査業務の概況", "ja", "non-audit"),
        ("【リニア搬送事業】", "ja", "リニア搬送"),
        ("主要事業", "ja", ""),
        ("会社概要", "ja", ""),
        ("3. 반도체 부문", "ko", "semiconductors"),
        ("북미", "ko", "North America"),
        (f"{' ' * 50000}x", "en", ""),
    ],
)
def test_a_heading_that_is_a_part_of_a_company_and_no_more_names_it(heading: str, language: str, name: str) -> None:
    assert headed(heading, language) == name


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Our largest customer accounted for about [6%]=6% of revenue.", "largest customer"),
        ("en", "The game, launched in May, still makes up [6%]=6% of sales.", ""),
        ("en", "It expects [6%]=6% of group revenue to come from Halden Bank.", "Halden Bank"),
        ("en", "The mill is expected to account for [6%]=6% of sales.", "mill"),
        ("en", "Revenue rose [6%]=6%.", ""),
        ("ja", "監査業務が売上の[6%]=6%を占める。", "audit"),
        ("ja", "監査業務の売上は[6%]=6%増えた。", ""),
        ("ko", "반도체가 매출의 [6%]=6%를 차지했다.", "semiconductors"),
        ("en", "Frozen food was [6%]=6% of sales.", "Frozen food"),
        ("en", "Last year [6%]=6% of sales were in Belgium.", "Belgium"),
        ("en", "Revenue was [6%]=6% above that of May.", ""),
        ("ja", "うち北米が[6%]=6%を占める。", "North America"),
        ("ja", "売上の約[6%]=6%が中国向けだ。", "China"),
        ("ja", "食品の構成比は[6%]=6%。", "food"),
        ("ja", "売上の[6%]=6%を占める半導体は伸びた。", "semiconductors"),
        ("ja", "売上は[6%]=6%増の見込み。", ""),
        ("ko", "매출의 [6%]=6% 이상을 북미와 유럽에서 올린다.", "North America and Europe"),
        ("ko", "매출의 [6%]=6%를 담당하고 있는 게임의 부진이 크다.", "games"),
        ("ko", "제품별 매출 비중은 자동차 부품 [6%]=6%이다.", "automotive parts"),
    ],
)
def test_what_makes_up_a_share_is_told_where_the_words_beside_it_say_so(language: str, text: str, name: str) -> None:
    (line,) = scene_of(text, language).lines

    assert sharer(line, line.figures[0]) == name


@pytest.mark.parametrize(
    ("language", "text", "only"),
    [
        ("en", "It has 40 customers with ARR above [$100,000]=100000 USD.", True),
        ("en", "Clients spending [more than $1 million]=>1e6 USD a year doubled.", True),
        ("en", "ARR rose above [$100,000]=100000 USD.", False),
        ("en", "It won customers with contracts of [$100,000]=100000 USD.", False),
        ("ja", "売上高[1億円以上]=>1e8 JPYの企業に広げる。", True),
        ("ja", "売上高は[1億円以上]=>1e8 JPYとなった。", False),
        ("ko", "매출 [1억원]=>1e8 KRW 이상 기업에 공급한다.", True),
    ],
)
def test_an_amount_that_says_of_whom_others_are_counted_is_a_bound(language: str, text: str, only: bool) -> None:
    (line,) = scene_of(text, language).lines

    assert bound(line, next(m for m in line.mentions if m.label == "MONEY")) == only


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("stores in South Korea and Japan rose", ("South Korea and Japan", "in")),
        ("stores in the U.S. rose", ("U.S.", "in")),
        ("stores at its Harbour branch", ("Harbour", "at")),
        ("stores of [Halden]halden rose", ("", "")),
        ("stores in [May]@may rose", ("", "")),
        ("stores and mills", ("", "")),
    ],
)
def test_a_name_that_a_preposition_binds_to_a_measure_is_its_part(text: str, part: tuple[str, str]) -> None:
    (line,) = scene_of(text).lines

    assert behind(line, line.start + len("stores")) == part


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("$40 per lamp per month.", "per lamp per month"),
        ("$40 a night, up", "per night"),
        ("$40/month", "per month"),
        ("$40 a share", ""),
        ("$40 a better offer", ""),
        ("$40 and more", ""),
    ],
)
def test_of_what_one_piece_costs_as_much_stands_behind_the_amount(text: str, told: str) -> None:
    (line,) = scene_of(text).lines

    assert piece(line, line.start + len("$40")) == told


@pytest.mark.parametrize(("name", "language", "where"), [("チリ", "ja", True), ("북유럽", "ko", True), ("全店", "ja", False)])
def test_a_part_is_a_region_or_a_business(name: str, language: str, where: bool) -> None:
    english = in_english(name, language)

    assert english is not None
    assert region(english) is where


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme's revenue was", []),
        ("The company's revenue was", []),
        ("Cloud revenue was", ["modified:capital"]),
        ("Its mill division's revenue was", ["modified:word"]),
    ],
)
def test_what_owns_the_measure_is_no_part(text: str, told: list[str]) -> None:
    (line,) = scene_of(text).lines
    at = text.index("revenue")

    assert modified(line, (line.start + at, line.start + at + len("revenue"))) == told


def test_whose_a_division_is_stands_not_in_its_name() -> None:
    (line,) = scene_of("Acme's mill division's revenue was").lines
    at = line.text.index("revenue")

    assert ahead(line, (line.start + at, line.start + at + len("revenue"))) == "mill division"


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("북미 비중(%)", "북미"),
        ("海外の構成比", "海外"),
        ("その他（整備・修理等）", "その他"),
        ("Mills (note 4) [a]", "Mills"),
        ("増減率(%)", ""),
        ("Mills", "Mills"),
    ],
)
def test_notes_and_how_figures_look_at_their_measure_are_no_part(head: str, part: str) -> None:
    assert bare(head) == part


def test_what_goes_with_a_part_is_told_as_the_other() -> None:
    assert in_english("リフォーム他", "ja") == "renovation and other"


def test_the_head_of_a_row_names_a_part_but_the_key_of_a_record_does_not() -> None:
    assert partial("Laboratory")
    assert not partial("{ name")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The Space segment posted an operating profit of [$362 million]=3.62e8 USD.", "Space"),
        ("en", "Conversely, the logistics division lost [$17 million]=1.7e7 USD.", "logistics division"),
        ("en", "The cold chain group had [$17 million]=1.7e7 USD in revenue.", "cold chain group"),
        ("en", "The Freight group, which includes ferries, had sales of [$17 million]=1.7e7 USD.", "Freight"),
        ("en", "[Marlow]marlow's Freight unit earned [$17 million]=1.7e7 USD.", "Freight"),
        ("en", "The Norwegian shipping group had [$17 million]=1.7e7 USD in revenue.", ""),
        ("en", "[Marlow]marlow's Cold chain group earned [$17 million]=1.7e7 USD.", "Cold chain"),
        ("en", "The Cold Chain group had [$17 million]=1.7e7 USD in revenue.", "Cold Chain"),
        ("en", "The group had [$17 million]=1.7e7 USD in revenue.", ""),
        ("en", "The whole group had [$17 million]=1.7e7 USD in revenue.", ""),
        ("en", "The new business posted [$17 million]=1.7e7 USD.", ""),
        ("en", "Sales of the Space segment reached [$17 million]=1.7e7 USD.", ""),
        ("ja", "物流事業は、営業利益が[8億円]=8e8 JPYとなった。", "logistics"),
        ("ja", "同社の物流事業は[8億円]=8e8 JPYを稼いだ。", ""),
        ("ko", "물류 부문은 영업이익 [80억원]=8e9 KRW을 기록했다.", "logistics"),
        ("ko", "QX(주방가전)사업본부의 매출은 [80억원]=8e9 KRW이었다.", "QX"),
        ("ko", "물류사업본부 매출은 [80억원]=8e9 KRW이었다.", "logistics"),
    ],
)
def test_a_sentence_that_opens_with_a_part_of_a_company_tells_of_it(language: str, text: str, name: str) -> None:
    (line,) = scene_of(text, language).lines

    assert opening(line) == name
