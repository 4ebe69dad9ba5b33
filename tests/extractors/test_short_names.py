"""Shorter forms of organisations: found where a text goes on to tell of a firm by them, and nowhere else."""

from __future__ import annotations

import pytest

from extractors import Label, Mention, Span, extract, taggers
from extractors.name_shorts import lead_forms

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")
japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")


def mentions(text: str, language: str) -> tuple[Mention, ...]:
    return extract(text, language=language, labels={Label.ORG, Label.PERSON})


def whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() and text[start].isascii()) and not (
        text[end : end + 1].isalnum() and text[start].isascii()
    )


def forms(text: str, *firms: str) -> dict[str, str]:
    return {form.text: form.full for form in lead_forms(text, firms, (), (), whole)}


def names(text: str, language: str = "en") -> list[str]:
    return [text[mention.span.start : mention.span.end] for mention in mentions(text, language) if mention.label is Label.ORG]


@tagged
def test_the_first_word_of_a_company_that_opens_a_sentence_is_the_company():
    text = "Marrowby Pacific, Inc. sold its smelter in May. Marrowby slipped 2.1% in New York."
    assert names(text) == ["Marrowby Pacific, Inc.", "Marrowby"]


def test_a_shorter_form_says_the_full_name_again():
    full, short = mentions("노을앵커파트너스가 9.6%를 보유하고 있다. 노을앵커는 2022년 지분을 사들였다.", "ko")
    assert (short.rule, short.restates) == ("lead-form", full.span)


@tagged
def test_a_plain_word_is_a_company_where_it_does_as_companies_do():
    full = "Lantern Wireless, Inc. raised $40 million. "
    assert names(full + "Lantern, which had 22,600 subscribers, pays down debt.") == ["Lantern Wireless, Inc.", "Lantern"]
    assert names(full + "Lantern oil is sold by the litre.") == ["Lantern Wireless, Inc."]


def test_two_companies_that_begin_alike_lend_what_they_begin_with_to_none():
    text = "Marrowby Pacific, Inc. sued Marrowby Atlantic, Inc. in May. Marrowby slipped 2.1%."
    assert forms(text, "Marrowby Pacific, Inc.") == {"Marrowby": "Marrowby Pacific, Inc."}
    assert forms(text, "Marrowby Pacific, Inc.", "Marrowby Atlantic, Inc.") == {}


def test_what_two_names_begin_with_is_short_for_the_one_that_the_other_begins_with():
    text = "Marrowby Capital runs Marrowby Capital Fund II. Marrowby slipped 2.1%."
    assert forms(text, "Marrowby Capital", "Marrowby Capital Fund II") == {"Marrowby": "Marrowby Capital"}


def test_a_holder_that_stands_first_lends_its_name():
    text = "瑞鳥ホールディングスは子会社の瑞鳥電鉄を売る。瑞鳥は5日、発表した。"
    assert forms(text, "瑞鳥ホールディングス", "瑞鳥電鉄") == {"瑞鳥": "瑞鳥ホールディングス"}


@tagged
def test_a_name_of_a_person_in_the_text_is_no_company():
    text = "Threlby Glass, Inc. was led by Tom Threlby until May. Threlby said he would retire."
    assert ("Threlby", "ORG") not in [(text[one.span.start : one.span.end], str(one.label)) for one in mentions(text, "en")]


@pytest.mark.parametrize("told", ["A school in Marrowby closed.", "The road passes Marrowby Bridge.", "Chairman Marrowby resigned."])
def test_a_town_a_longer_name_or_who_has_a_title_is_no_company(told: str):
    assert forms(f"Marrowby Pacific, Inc. sold its smelter. {told}", "Marrowby Pacific, Inc.") == {}


def test_a_form_is_left_out_at_its_places_inside_longer_names():
    text = "Marrowby Pacific, Inc. fell. Marrowby slipped 2.1%. The road passes Marrowby Bridge."
    (form,) = lead_forms(text, ["Marrowby Pacific, Inc."], (), (), whole)
    assert form.elsewhere == {Span(text.rindex("Marrowby"), text.rindex(" Bridge"))}


def test_a_form_that_may_be_a_person_is_a_company_where_it_does_as_companies_do():
    full = "Marrowby Pacific, Inc. fell. "
    assert [*lead_forms(full + "Then Marrowby was seen.", ["Marrowby Pacific, Inc."], (), {"Marrowby"}, whole)] == []
    assert len([*lead_forms(full + "Marrowby lost 2.1%.", ["Marrowby Pacific, Inc."], (), {"Marrowby"}, whole)]) == 1


@tagged
def test_initials_that_an_ampersand_joins_are_the_company():
    text = "Quarrell & Foxby plc bought a mill. Q&F was founded in 1922 and has 700 staff."
    assert names(text) == ["Quarrell & Foxby plc", "Q&F"]


@japanese
@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("株式会社霧沢物産", "霧沢"),
        ("霧沢電池科技有限会社", "霧沢"),
        ("アケビドラッグ株式会社", "アケビ"),
        ("グレンモア・インベスターズ株式会社", "グレンモア"),
    ],
)
def test_a_japanese_name_without_its_trade_is_the_company(full: str, short: str):
    text = f"{full}は5日、新工場を建設すると発表した。{short}は2009年創業で、売上高は30億円。"
    assert names(text, "ja") == [full, short]


@japanese
def test_a_japanese_short_form_is_no_company_as_a_town_or_with_a_title():
    full = "株式会社霧沢物産は5日、新工場を建設すると発表した。"
    assert names(full + "本社は霧沢市に置く。", "ja") == ["株式会社霧沢物産"]
    assert names(full + "霧沢氏は東京で会見した。", "ja") == ["株式会社霧沢物産"]


@pytest.mark.parametrize("behind", ["는 2022년 지분을 사들였다.", "의 매출은 30억원이다."])
def test_a_korean_name_without_its_end_is_the_company(behind: str):
    assert names(f"사모펀드 운용사 노을앵커파트너스가 9.6%를 보유하고 있다. 노을앵커{behind}", "ko") == ["노을앵커파트너스", "노을앵커"]


def test_a_korean_word_inside_other_words_is_no_company():
    text = "오르비노사이언스는 10억원을 투자받았다. 오르비노 기술은 새롭다. 오르비노 배양은 어렵다. 오르비노는 세포다."
    assert names(text, "ko") == ["오르비노사이언스"]


def test_a_name_in_a_line_of_capitals_is_that_name():
    text = "NORWAY'S SKARVOLD SEES NET UP 15 PCT\n\nSkarvold ASA said its profit rose."
    assert forms(text, "Skarvold ASA")["SKARVOLD"] == "Skarvold ASA"


def test_a_word_of_markup_in_capitals_is_no_name():
    assert forms("<SKARVOLD TOPICS>Skarvold ASA said its profit rose.", "Skarvold ASA").get("SKARVOLD") is None


@japanese
def test_what_a_japanese_firm_offers_is_quoted_and_is_not_the_firm():
    text = "株式会社アケビケアは5日、発表した。記録サービス「アケビ」を開発している。"
    assert "アケビ" not in forms(text, "株式会社アケビケア")


def test_one_of_the_things_that_a_firm_makes_is_not_the_firm():
    assert forms("Skarvold Pacific, Inc. fell. The page was printed on a Skarvold. It was old.", "Skarvold Pacific, Inc.") == {}


@japanese
@pytest.mark.parametrize(
    ("full", "short", "firm", "word"),
    [
        ("株式会社みどり建設", "みどり", "みどりの売上高は30億円。", "みどりの多い街で3年暮らした。"),
        ("朝日電機株式会社", "朝日", "朝日は本社を移す計画を発表した。", "朝日が昇る前に販売を開始した。"),
        ("のぞみ物産株式会社", "のぞみ", "のぞみが新型電池を開発した。", "のぞみが叶う日を待つ。"),
        ("昭和電材株式会社", "昭和", "昭和の売上高は30億円。", "昭和の街並みが残る。"),
    ],
)
def test_a_japanese_word_is_a_company_only_where_it_does_or_has_what_companies_do(full: str, short: str, firm: str, word: str):
    told = f"{full}は5日、新工場を建設すると発表した。"
    assert names(told + firm + word, "ja") == [full, short]
    assert names(told + word, "ja") == [full]


@japanese
def test_a_japanese_given_name_that_is_addressed_is_no_company():
    assert "みどり" not in forms("みどり建設は増収だった。みどりさんは販売を開始した。", "みどり建設")
    assert forms("みどり建設は増収だった。みどりは販売を開始した。", "みどり建設") == {"みどり": "みどり建設"}
