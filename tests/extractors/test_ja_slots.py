"""Places that names stand in: what is proposed, and what is not."""

from __future__ import annotations

from extractors.ja.names import readings
from extractors.ja.slots import ended, ends_as_firms, may_name, own, parted, slots
from extractors.name_votes import Guess


def told(sentence, kind="paragraph"):
    return {sentence[start:end] for start, end in slots(sentence, kind)}


def test_the_head_of_a_headline_is_a_slot_and_so_is_what_follows_its_description():
    assert "空色モグラ" in told("空色モグラ、シリーズBで12億円", "heading")
    assert "ソライロ" in told("海藻おやつのソライロ、新工場を建設", "title")


def test_a_bold_word_and_a_word_before_a_town_are_slots():
    assert "風車の里" in told("**風車の里**（仙台市）…1億円")
    assert "ソライロ" in told("茶葉卸のソライロ(福岡市)は")


def test_what_a_company_is_does_not_belong_to_its_name():
    assert told("菓子大手ソライロ、増益", "heading") == {"ソライロ"}


def test_sums_dates_and_sentences_are_no_slots():
    assert told("2025年3月期、増収増益", "heading") == set()
    assert not may_name("12億円")
    assert not may_name("増えています")


def test_a_country_is_no_slot():
    assert "フランス" not in told("新聞を抱えるフランスは")
    assert may_name("フランス商会")


def test_a_name_ends_as_firms_do_with_something_of_its_own_before_the_end():
    assert ends_as_firms("そらいろ生命保険")
    assert not ends_as_firms("生命保険")


def test_a_guess_over_columns_is_read_column_by_column_however_many_there_are():
    assert ("朝霧食品株式会社", "ORG") in over("朝霧食品株式会社   上場取引所")
    assert {text for text, _ in over("ソライロ\t" * 3_000)} == {"ソライロ"}


def over(sentence):
    return {
        (sentence[held.start : held.end], held.label) for held in readings(sentence, [Guess(0, len(sentence), "ORG", 0.7)], "paragraph")
    }


def named(sentence):
    return {sentence[start:end] for start, end in ended(sentence)}


def test_a_run_that_ends_as_firms_do_behind_a_word_of_its_own_is_looked_at_wherever_it_stands():
    assert named("民事再生中の佃造船所に6億円を出した") == {"佃造船所"}
    assert named("小峰マリンから船を買う") == {"小峰マリン"}
    assert named("注文住宅に力を入れる") == set()


def test_katakana_that_is_no_loan_word_is_looked_at_wherever_it_stands():
    assert named("水産流通のギョタクから学ぶ") == {"ギョタク"}
    assert named("クラウドサービスに学ぶ") == set()


def test_what_has_shares_or_profits_is_looked_at():
    assert named("無風良品の株価は上がった") == {"無風良品"}


def test_a_family_name_of_one_character_stands_before_the_end_of_a_name():
    assert ends_as_firms("佃造船所")
    assert not ends_as_firms("大工場")


def test_what_is_told_of_an_organisation_before_its_name_opens_a_slot():
    assert told("福井市に本店を置く日本ビロード堂は、登記を残した") == {"日本ビロード堂"}
    assert told("物流DXのクイックログは昨秋") == {"クイックログ"}
    assert told("卸会社を率いた父の店は昨秋") == set()


def test_what_follows_what_a_company_is_called_is_a_slot_whatever_particle_closes_it():
    assert "ソライロ・フロー" in told("米コロラド州のバルブ会社ソライロ・フローを650万ドルで買った。")


def test_a_family_is_a_house_and_one_in_a_row_of_families_is_a_person():
    sentence = "創業家の山吹谷一族（33.1%）も応じた。"
    house = readings(sentence, [Guess(4, 7, "PERSON", 0.9)], "paragraph")
    assert ("山吹谷一族", "ORG", "house") in {(sentence[one.start : one.end], one.label, one.rule) for one in house}


def test_the_code_or_the_sign_of_an_entry_opens_it_and_a_code_behind_closes_it():
    assert "ソライロ紙店" in told("31Z8　ソライロ紙店")
    assert "風車フーズ北" in told("◆風車フーズ北（仙台・青葉区）　惣菜が伸びた")
    assert "kazaguruma" in told("■kazaguruma<31Z8>　610円")
    assert "2025年3月期" not in told("◆2025年3月期")


def test_what_is_bought_is_looked_at_whatever_its_words():
    assert named("空色食品がオレンジテーブルを買収") == {"空色食品", "オレンジテーブル"}
    assert named("風車によるコインバスケットの買収では") == {"コインバスケット"}
    assert named("コインバスケットを配る") == set()


def test_a_legal_form_says_nothing_of_the_words_beside_it():
    marked = {
        reading.rule for reading in readings("ことのはケア株式会社は増収", (), "paragraph") if (reading.start, reading.end) == (0, 10)
    }
    assert "legal-form" in marked
    assert marked.isdisjoint({"ends with a common noun", "ends with no name", "many words", "particle inside"})


def test_a_name_that_begins_in_hiragana_is_found_by_its_end_wherever_a_word_may_begin():
    sentence = "上位では、そよかぜ銀行4.7%、ことりキャピタルさんが続き、北陸のときわ電鉄は含まれない。"
    assert {sentence[start:end] for start, end in ended(sentence)} == {"そよかぜ銀行", "ことりキャピタル", "ときわ電鉄"}
    assert not {"した銀行", "その銀行"} & {sentence[start:end] for start, end in ended("融資した銀行と、その銀行の株主")}


def test_any_particle_ends_a_name_behind_a_state_or_one_that_ends_as_firms_do():
    assert "ヴォルナン" in told("株式25%を仏ヴォルナンに売却した")
    assert "ソラタウンHD" in told("2位のソラタウンHDの今期営業収益")


def test_a_blank_parts_a_family_name_and_a_given_one_before_a_title():
    sentence = "後任に渡会 灯氏（57）が就く。本社 移転氏"
    assert [sentence[start:end] for start, end in parted(sentence)] == ["渡会 灯"]


def test_a_company_is_called_without_its_legal_form_too():
    assert own("弁護士法人そらいろ") == "そらいろ"
    assert own("風車工業株式会社") == "風車工業"
    assert own("株式会社あした") == own("株式会社大手") == own("風車工業") == ""
