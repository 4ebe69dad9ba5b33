"""Japanese names of which a sentence tells what it tells of organisations alone."""

from __future__ import annotations

import pytest

from extractors import Label, extract, taggers
from extractors.ja.names import _POSTED, readings
from extractors.ja.told import bears_surname, coded, former, told

japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")
pytestmark = japanese


def firms(sentence):
    return {sentence[one.start : one.end] for one in told(sentence) if one.label == "ORG"}


def named(text, label=Label.ORG):
    return [
        text[one.span.start : one.span.end] for one in extract(text, language="ja", labels={Label.ORG, Label.PERSON}) if one.label is label
    ]


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        ("9Z99　みさご工務", "みさご工務"),
        ("◆ 2Z91 ハシビロ菓子（上場）", "ハシビロ菓子"),
        ("全国に30の貸本屋を展開する「よみのくに」は", "よみのくに"),
        ("同業の「カメラ南雲」を買収した。", "カメラ南雲"),
        ("「まめどり」創業者が死去", "まめどり"),
        ("2019年にコガラロボティクスを共同で創業し、", "コガラロボティクス"),
        ("（みずの・あきら＝まめどり食品創業者）が", "まめどり食品"),
        ("私たち椎の森は、豆腐を作っています。", "椎の森"),
        ("霧島台大学発ベンチャーの一覧", "霧島台大学"),
        ("コガラ物流の水野でございます。", "コガラ物流"),
        ("数字で見るコガラ | 新卒採用", "コガラ"),
        ("あさぎり便り 第9期 株主通信", "あさぎり便り"),
    ],
)
def test_a_sentence_tells_that_a_name_is_one_of_an_organisation(sentence, firm):
    assert firms(sentence) == {firm}


@pytest.mark.parametrize(
    "sentence",
    [
        "2024　業績予想",
        "私たち社員は、毎日学んでいます。",
        "私たち若い世代は、そう思います。",
        "当社グループの受注高は、増えた。",
        "田中氏が新会社を立ち上げた。",
        "趣味は読書の水野です。",
        "社員インタビュー | 採用情報",
        "第72期 株主通信",
        "本大学発ベンチャーは",
        "「おいしい」を届ける",
    ],
)
def test_what_is_told_of_nobody_or_of_people_names_no_organisation(sentence):
    assert firms(sentence) == set()


def test_who_introduces_himself_is_a_person():
    assert {(one.start, one.end) for one in told("コガラ物流の水野でございます。") if one.label == "PERSON"} == {(6, 8)}
    assert bears_surname("水野")
    assert bears_surname("水野明")
    assert not bears_surname("製品")


@pytest.mark.parametrize("line", ["9876　営業時間", "3000 個限定", "1234 りんご 3箱", "1122 電話番号"])
def test_a_thing_behind_four_digits_is_no_organisation(line):
    assert not firms(line)


def test_posts_take_time_in_proportion_to_the_length_of_a_line():
    assert len(list(_POSTED.finditer("元" * 50_000))) == 0


def test_a_year_is_no_code_of_a_share():
    assert coded("9Z99　")
    assert coded("■ 3456 ")
    assert not coded("2024　")
    assert not coded("1234円 ")


def test_what_says_that_somebody_left_a_company_is_no_part_of_its_name():
    assert former("元水野電機")
    assert former("旧コガラ商事")
    assert not former("元町商会")
    assert not former("旧社屋")


def test_heads_of_items_before_their_town_are_organisations_where_most_items_are_told_of_as_such():
    text = "\n\n".join(
        f"◆{name}（{town}）　売上高は前年並みの{figure}億円。"
        for name, town, figure in [
            ("みちしお味彩", "埼玉・深谷", 67),
            ("白鷺商店", "仙台・若林区", 31),
            ("ハシビロ中京", "名古屋・港区", 12),
        ]
    )
    assert named(text) == ["みちしお味彩", "白鷺商店", "ハシビロ中京"]


def test_a_name_stands_behind_what_its_company_is():
    assert named("老舗・白鷺物産が伸びた。白鷺物産は増益。白鷺物産の社長が語る。") == ["白鷺物産"] * 3


def test_a_short_name_that_a_text_gives_a_speaker_is_no_organisation():
    text = "水野明子（以下、水野）：みなさん、こんにちは。\n\n水野：売上高は17億円です。"
    assert named(text) == []
    assert named(text, Label.PERSON) == ["水野明子", "水野", "水野"]


def test_the_code_of_a_share_behind_a_name_may_have_letters_and_is_no_quarter():
    assert named("コガラ精機<9X93>　514円　▲2円") == ["コガラ精機"]
    assert not any(one.rule == "ticker" for one in readings("増収(1Q25)となった", [], "paragraph"))
