"""Places that names stand in: what is proposed, and what is not."""

from __future__ import annotations

from extractors.ja.names import readings
from extractors.ja.slots import ends_as_firms, may_name, slots
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
