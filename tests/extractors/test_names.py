"""Names: found, cut at their borders, and the same all over a text."""

from __future__ import annotations

import pytest

from extractors import Label, Mention, Passage, extract, taggers
from extractors.en import names as english
from extractors.en.name_cues import marks
from extractors.en.small_names import derived
from extractors.name_cells import headed
from extractors.name_votes import Guess
from extractors.names import find

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")
japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")

NAMES = {Label.ORG, Label.PERSON}


def mentions(text: str, language: str = "en") -> tuple[Mention, ...]:
    return extract(text, language=language, labels=NAMES)


def names(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[mention.span.start : mention.span.end], str(mention.label)) for mention in mentions(text, language)]


@tagged
def test_a_name_found_once_is_found_at_each_place():
    text = "Harriet Lowe, who leads the bank, resigned.\nNo comment from Harriet Lowe"
    assert names(text) == [("Harriet Lowe", "PERSON"), ("Harriet Lowe", "PERSON")]


@tagged
def test_titles_of_reports_and_of_their_parts_name_nobody():
    for title in ("SELECTED QUARTERLY DATA", "Market Data and Key Metrics", "Future Outlook", "Business Line Data"):
        assert names(f"The firm Harlow Data Inc. earned $4 million in 2021. Its {title} follow below.") == [("Harlow Data Inc.", "ORG")]
    assert not english.shapes.of_report("The Information")


@tagged
def test_a_standard_by_its_number_and_the_holders_of_shares_name_nobody():
    for told in ("IAS 41", "IFRS 16", "ISO 9001", "ISO-9001", "ISO/IEC 27001", "Ind AS 115", "SFAS 123R"):
        text = f"Adjusted profit of Harlow Foods Inc. excludes the effects of net {told} movement.\n\n{told} costs were £2m."
        assert names(text) == [("Harlow Foods Inc.", "ORG")]
    assert not english.shapes.of_standard("Studio 54", 0, 9)
    assert names("A dividend of 3 cents to Ordinary Shareholders and 4% to Preference Shareholders was declared.") == []


@tagged
def test_an_abbreviation_of_common_words_is_no_organisation():
    text = "Bakery chain Orvells told of like-for-like (LFL) sales in spring.\n\nLFL sales fell 2% by June."
    assert names(text) == [("Orvells", "ORG")]


@tagged
def test_a_name_ends_before_a_small_word_and_begins_behind_the_sort_of_firm_that_it_is():
    assert names("The mill is sound, said Todd Marrow of Northern Harbour Partners.")[0] == ("Todd Marrow", "PERSON")
    assert names("Challenger bank Harlow Bank has opened 50 shops.") == [("Harlow Bank", "ORG")]
    assert ("PHCRM", "ORG") in names("I'm the CEO of Plain Harbour CRM (or PHCRM for short).")


@tagged
@pytest.mark.parametrize("number", ["{}/3 ", "#{} ", "No. {} ", "{}. "])
def test_numbered_heads_of_items_are_names_however_they_are_numbered(number):
    told = [
        "Orvex Foods: The snack maker has recorded a profit of $41 million.",
        "Marrow Estates Works: The developer recorded a profit of $12 million.",
        "Quellmark Oslo: The hat company has reported a profit of $8 million.",
    ]
    items = [f"{number.format(at)}{item}\n" for at, item in enumerate(told, 1)]
    starts = [sum(map(len, items[:at])) for at in range(len(items))]
    passages = [Passage(start, start + len(item), "en") for start, item in zip(starts, items, strict=True)]
    text = "".join(items)
    found = [text[mention.span.start : mention.span.end] for mention in extract(text, language="en", passages=passages, labels=NAMES)]
    assert found == ["Orvex Foods", "Marrow Estates Works", "Quellmark Oslo"]


@tagged
def test_what_a_colon_or_a_dash_describes_as_a_firm_is_one():
    assert names("Marrow Estates: The real estate developer has recorded a profit of $12 million.") == [("Marrow Estates", "ORG")]
    assert names("Quellmark Oslo — The hat company has lost $12 million.") == [("Quellmark Oslo", "ORG")]
    assert names("Outlook: The company expects sales of $12 million.") == []


@tagged
def test_a_last_name_follows_the_full_name():
    text = "Daniel Hargrove joined Norwick Systems in May. Hargrove had led a rival. Shares of Norwick Systems rose."
    assert names(text) == [
        ("Daniel Hargrove", "PERSON"),
        ("Norwick Systems", "ORG"),
        ("Hargrove", "PERSON"),
        ("Norwick Systems", "ORG"),
    ]


@tagged
def test_a_short_form_is_a_company_only_where_it_stands_as_a_name():
    text = "Anchor Robotics was founded in 2011. Anchor's revenue doubled. An anchor holds a ship."
    assert names(text) == [("Anchor Robotics", "ORG"), ("Anchor", "ORG")]


@tagged
def test_legal_form_belongs_to_the_name_and_possessive_does_not():
    assert names("Tolliver Foods, Inc. bought Brightwater's plant.")[0] == ("Tolliver Foods, Inc.", "ORG")
    assert ("Microsoft", "ORG") in names("It praised Microsoft's plan.")


@tagged
def test_titles_stay_outside():
    assert names("The speech of President Elena Marsh was short.") == [("Elena Marsh", "PERSON")]
    assert names("He met Dr. Omar Haddad.") == [("Omar Haddad", "PERSON")]


@tagged
def test_hyphenated_compounds_are_cut_into_their_names():
    assert names("The Microsoft-led group met.") == [("Microsoft", "ORG")]
    assert names("A Microsoft-Intel deal fell through.") == [("Microsoft", "ORG"), ("Intel", "ORG")]


@tagged
def test_a_department_keeps_its_country_and_its_of():
    text = "The case went to the U.S. Department of Labor."
    assert names(text) == [("U.S. Department of Labor", "ORG")]


@tagged
def test_a_headline_is_no_name():
    text = "Microsoft Raises Cloud Prices Following Strong Demand\nMicrosoft raised prices."
    parts = [Passage(0, 53, "en", kind="heading"), Passage(54, len(text), "en")]
    found = extract(text, language="en", passages=parts, labels=NAMES)
    assert [text[mention.span.start : mention.span.end] for mention in found] == ["Microsoft", "Microsoft"]


def test_a_publisher_ends_an_entry_of_a_list_of_sources():
    text = "How the mills came back | Dunmore Gazette Weekly \ufffc\ufffc\ufffc"
    found = find(text, [Passage(0, len(text), "en", kind="reference")])
    assert [(text[mention.span.start : mention.span.end], mention.rule) for mention in found] == [("Dunmore Gazette Weekly", "publisher")]


def test_a_defined_short_form_restates_the_full_name():
    text = "Tolliver Foods Inc. (hereafter Tolli) closed a mill. Tolli gave no reason."
    found = mentions(text)
    assert [text[mention.span.start : mention.span.end] for mention in found] == ["Tolliver Foods Inc.", "Tolli", "Tolli"]
    assert found[1].restates == found[0].span
    assert found[1].rule == "definition"
    assert found[2].restates is None


@japanese
def test_a_defined_short_form_restates_the_full_name_in_japanese():
    text = "株式会社山吹製作所(以下、山吹)は工場を閉じた。山吹は理由を述べていない。"
    found = mentions(text, "ja")
    assert [text[mention.span.start : mention.span.end] for mention in found] == ["株式会社山吹製作所", "山吹", "山吹"]
    assert found[1].restates == found[0].span


@japanese
def test_a_short_form_of_a_filing_is_a_name_and_a_part_in_a_deal_is_none():
    text = "株式会社山吹製作所（以下、「山吹」といいます。）と株式会社白樺（以下「対象者」といいます。）が組む。山吹は対象者の親会社だ。"
    assert names(text, "ja") == [("株式会社山吹製作所", "ORG"), ("山吹", "ORG"), ("株式会社白樺", "ORG"), ("山吹", "ORG")]


def test_acronyms_of_the_trade_are_no_organisations():
    assert names("The API of an LLM needs a GPU, says the CEO.") == []


@japanese
def test_japanese_and_latin_names_stand_in_one_sentence():
    text = "Microsoftのジョン・ハリス氏は、山田銀行と東海大学を訪れた。"
    assert names(text, "ja") == [("Microsoft", "ORG"), ("ジョン・ハリス", "PERSON"), ("山田銀行", "ORG"), ("東海大学", "ORG")]


@japanese
def test_a_katakana_last_name_follows_the_full_name():
    text = "エレナ・マーシュ氏が社長に就いた。マーシュは前職で製造を率いた。"
    assert names(text, "ja") == [("エレナ・マーシュ", "PERSON"), ("マーシュ", "PERSON")]


@japanese
def test_a_post_after_a_surname_makes_a_person_and_no_organisation():
    assert names("山吹銀行は桐原専務が社長に昇格すると発表した。", "ja") == [("山吹銀行", "ORG"), ("桐原", "PERSON")]


@japanese
def test_a_security_is_no_part_of_its_company_and_a_bid_no_company():
    assert names("株式会社山吹第3回新株予約権を、TOBの後に償却する。", "ja") == [("株式会社山吹", "ORG")]


@japanese
def test_a_holding_company_may_be_written_in_two_words():
    assert names("パナソニック ホールディングスは黒字だった。", "ja") == [("パナソニック ホールディングス", "ORG")]


@japanese
@pytest.mark.parametrize("page", ["株式情報", "採用情報", "会社概要"])
def test_a_blank_ends_a_name_that_a_legal_form_begins(page):
    assert names(f"株式会社浦風精機 {page}\n", "ja") == [("株式会社浦風精機", "ORG")]


@japanese
def test_a_company_stands_before_its_seat_in_brackets():
    assert names("菓子卸の水戸屋（高崎市）の株式を取得した。", "ja") == [("水戸屋", "ORG")]


@japanese
def test_a_government_is_no_organisation_and_a_ministry_is():
    assert names("日本政府と経済産業省が協議した。", "ja") == [("経済産業省", "ORG")]


@tagged
def test_an_english_line_of_a_japanese_text_is_read_as_english():
    text = "日本銀行は金利を据え置いた。\nTolliver Foods Inc. Opens a Mill | Dunmore Gazette"
    parts = [Passage(0, 14, "ja"), Passage(15, len(text), "ja", kind="reference")]
    found = extract(text, language="ja", passages=parts, labels=NAMES)
    assert ("Tolliver Foods Inc.", "legal-form") in [(text[mention.span.start : mention.span.end], mention.rule) for mention in found]


def test_without_models_lists_and_rules_still_find_names(monkeypatch):
    monkeypatch.setattr(taggers, "available", dict)
    assert names("Tolliver Foods Inc. sued Microsoft.") == [("Tolliver Foods Inc.", "ORG"), ("Microsoft", "ORG")]
    assert names("トヨタ自動車は株式会社山吹を買った。", "ja") == [("トヨタ自動車", "ORG"), ("株式会社山吹", "ORG")]


def test_an_empty_text_has_no_names():
    assert find("", []) == []
    assert names(" \n ") == []


def test_a_text_without_an_end_of_sentence_is_read_in_parts():
    text = "lower case words " * 2000 + "Tolliver Foods Inc."
    assert names(text) == [("Tolliver Foods Inc.", "ORG")]


@tagged
def test_korean_given_names_stay_whole():
    assert names("SK Group Chairman Han Tae-woo met Norwick Bank CEO Kim Min-ji.") == [
        ("SK Group", "ORG"),
        ("Han Tae-woo", "PERSON"),
        ("Norwick Bank", "ORG"),
        ("Kim Min-ji", "PERSON"),
    ]


@japanese
def test_a_filing_names_its_head_with_a_space():
    assert names("代表者の役職氏名 代表取締役社長 高野 健一", "ja") == [("高野 健一", "PERSON")]


@japanese
def test_loan_words_of_the_trade_are_no_organisations():
    assert names("セキュリティニーズとベンダーロックインが論点だ。", "ja") == []


def test_a_name_that_is_part_of_a_sum_is_left_out():
    text = "Tolliver Foods Ltd paid INR 150 Cr for it."
    assert names(text) == [("Tolliver Foods Ltd", "ORG")]


@tagged
def test_what_a_company_is_based_in_or_on_is_no_name():
    assert names("Raipur-based kite maker Tolliver Foods Ltd met AI-based rivals in Raipur.") == [("Tolliver Foods Ltd", "ORG")]
    text = "Shares of Tolliver Foods Ltd rose. The Elkton, Raipur-based company sells kites, and Elkton is a town."
    assert names(text) == [("Tolliver Foods Ltd", "ORG")]


@tagged
def test_the_agency_of_a_dateline_is_an_organisation():
    assert names("OSLO, May 3 (Fjord Bizline) -- Prices rose.") == [("Fjord Bizline", "ORG")]


def test_a_post_stands_between_a_firm_and_a_person():
    sentence = "Tolliver India MD Anita Sharma confirmed the news."
    found = english.readings(sentence, [Guess(0, 30, "ORG", 1.0)], "paragraph")
    assert {(sentence[one.start : one.end], one.label) for one in found if one.rule == "en.spacy"} == {
        ("Tolliver India", "ORG"),
        ("Anita Sharma", "PERSON"),
    }


def test_each_of_two_legal_forms_ends_a_name():
    found = names("Dunmore Mills Ltd. and Tolliver Foods Co. merged.")
    assert [name for name, _ in found] == ["Dunmore Mills Ltd.", "Tolliver Foods Co."]


@tagged
def test_an_ampersand_joins_no_person():
    sentence = "It is advised by Halden & Watkins on the deal."
    readings = english.readings(sentence, [Guess(17, 33, "ORG", 1.0)], "paragraph")
    assert [one.label for one in readings if one.label] == ["ORG"]


@tagged
@pytest.mark.parametrize(
    "name",
    [
        "Norvale Motors GmbH & Co. KG",
        "Ulverton Motors S.A. de C.V.",
        "Talgarth Palm Sdn. Bhd.",
        "Brnovar Sklo s.r.o.",
        "Halden Foods Co., Ltd.",
    ],
)
def test_a_legal_form_of_several_words_ends_the_name(name):
    assert (name, "ORG") in names(f"{name} raised $5 million in 2024.")


@japanese
def test_the_shares_of_a_company_are_no_part_of_its_name():
    assert ("Microsoft", "ORG") in names("この日はMicrosoft株が3%下げた。", "ja")


@japanese
def test_the_kind_of_a_paper_is_no_part_of_the_name_before_it():
    text = "Norwick AI 調査レポート\n\n要約\n\nNorwick AIは2024年に設立された。"
    assert names(text, "ja") == [("Norwick AI", "ORG"), ("Norwick AI", "ORG")]


@tagged
def test_a_founder_called_like_his_company_keeps_his_whole_name():
    text = (
        "Bellweather Foods plc makes cakes. Bellweather Foods was founded in 1934 by Albert Bellweather. "
        "Bellweather sold its frozen arm in 2012. Bellweather employs 7,800 people."
    )
    assert ("Albert Bellweather", "PERSON") in names(text)
    assert names(text).count(("Bellweather", "ORG")) == 2


@tagged
def test_foreign_words_link_the_parts_of_a_name():
    text = "Revenue of Boulangerie des Halles rose. Boulangerie des Halles plans to open 90 stores in the U.S., its chief executive said."
    assert names(text) == [("Boulangerie des Halles", "ORG")] * 2


@tagged
def test_words_that_ran_together_hide_no_company():
    text = (
        "Key points:Reuters first reported on talks on MondayNorwick Systems' shares hit a high. Norwick Systems Inc. makes drugs. "
        "Norwick Systems said it agreed to a deal. Norwick Systems rose 5%."
    )
    assert names(text).count(("Norwick Systems", "ORG")) == 3
    assert not any("Monday" in name for name, _ in names(text))
    joined = (
        "NorwickTern plans to cut 13,000 jobs. NorwickTern announced a loss. Tern Inc. was sold by NorwickTern. Tern has 300 employees."
    )
    assert ("NorwickTern", "ORG") in names(joined)


@tagged
def test_what_someone_was_before_is_no_part_of_a_name():
    assert names("It was founded by ex-Toshiba engineer Jane Roe.") == [("Toshiba", "ORG"), ("Jane Roe", "PERSON")]


@japanese
def test_a_run_of_one_sign_is_no_name_and_hides_none():
    text = "山吹製作所株式会社は" + "漢" * 9_000 + "を出した。"
    assert names(text, "ja") == [("山吹製作所株式会社", "ORG")]


@tagged
@pytest.mark.parametrize("name", ["Norvale Motors BV", "Norvale Motors NV"])
def test_a_dutch_legal_form_without_points_ends_the_name(name):
    assert (name, "ORG") in names(f"{name} raised $5 million in 2024.")


@tagged
def test_a_company_called_after_its_founder_keeps_its_legal_form():
    text = (
        "Walter Merrin opened a shop in 1894. Walter Merrin made sweets, said Walter Merrin's grandson. Merrin & Vane Ltd. sold 40 tonnes."
    )
    assert ("Merrin & Vane Ltd.", "ORG") in names(text)


@japanese
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025.12.11　てんとう虫製作所株式会社を子会社化", "てんとう虫製作所株式会社"),
        ("株式会社ドラッグみなも（46店舗）の株式を取得した。", "株式会社ドラッグみなも"),
    ],
)
def test_hiragana_is_part_of_a_name_beside_its_legal_form(text, name):
    assert (name, "ORG") in names(text, "ja")


@japanese
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("株式会社Blue Lantern（東京都港区）は5億円を調達した。", "株式会社Blue Lantern"),
        ("合同会社Green & Stoneの売上高は5億円。", "合同会社Green & Stone"),
        ("運営会社：株式会社No Harbour Japan　資本金：1,000万円", "株式会社No Harbour Japan"),
        ("株式会社Blue Lantern CEO 山田太郎が話した。", "株式会社Blue Lantern"),
        ("株式会社Blue Lantern TEL 03-0000-0000", "株式会社Blue Lantern"),
        ("株式会社Blue 2024年の売上高は5億円。", "株式会社Blue"),
        ("株式会社Blue Lantern CEO山田太郎が話した。", "株式会社Blue Lantern"),
        ("株式会社Orvano PR事務局は5億円を調達した。", "株式会社Orvano"),
        ("株式会社Orvano DX推進室の売上高は5億円。", "株式会社Orvano"),
    ],
)
def test_a_name_behind_its_legal_form_may_be_of_several_words_in_latin_letters(text, name):
    assert (name, "ORG") in names(text, "ja")


@japanese
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("株式会社山吹代表取締役社長の水野です。", "株式会社山吹"),
        ("株式会社山吹代表の水野と申します。", "株式会社山吹"),
        ("株式会社山吹取締役の水野氏。", "株式会社山吹"),
        ("「LANTERN」は5月6日、10億円の資金調達を公表した。", "LANTERN"),
        ("求人サイト「しごと便」を運営するルピナスは5億円を借りた。", "ルピナス"),
    ],
)
def test_a_name_ends_before_a_post_and_is_known_by_what_only_companies_do(text, name):
    assert (name, "ORG") in names(text, "ja")


@tagged
@pytest.mark.parametrize(
    "text",
    [
        "The orchards made funds from operations (“FFO”) of 7 dollars a tree. FFO was twice that of the mills.",
        "WHAT THE COMPANY IS MOST FAMOUS FOR\n\nAn operating system.",
    ],
)
def test_what_small_words_spell_out_and_a_company_in_capitals_are_no_names(text):
    assert [name for name, label in names(text) if label == "ORG"] == []


@japanese
@pytest.mark.parametrize(
    "text",
    [
        "日本企業57社が売上高を公表した。日本企業の強みだ。",
        "当社グループは初の増益となりました。当社グループの売上高です。",
        "食品を販売する企業は5億円を借りた。",
        "新棟を浜辺工場敷地内(静岡県浜松市)に建てた。浜辺事業所内(大分市)の棟だ。",
        "アプリを開発するチームは5人だった。",
        "宿を運営するオペレーターは5億円を調達した。",
        "商品を販売するサイトは月額500円。",
    ],
)
def test_companies_of_a_kind_and_the_group_that_speaks_are_no_names(text):
    assert [name for name, label in names(text, "ja") if label == "ORG"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("㈜Blue Lantern은 지난해 매출 100억 원을 기록했다.", "㈜Blue Lantern"),
        ("주식회사 Blue Lantern의 매출은 100억 원이다.", "주식회사 Blue Lantern"),
        ("㈜Blue Lantern CEO김민수는 매출 100억 원을 밝혔다.", "㈜Blue Lantern"),
        ("주식회사 Orvano IT사업부의 매출은 100억 원이다.", "주식회사 Orvano"),
    ],
)
def test_a_korean_name_behind_its_legal_form_may_be_of_several_words_in_latin_letters(text, name):
    assert (name, "ORG") in names(text, "ko")


@tagged
def test_a_head_in_capitals_ends_a_name_in_capitals():
    lines = "BRACKMOOR HOTELS GROUP\n\nBRACKMOOR HOTELS GROUP sold 41,000 nights in May. BRACKMOOR HOTELS GROUP raised its dividend."
    assert ("BRACKMOOR HOTELS GROUP", "ORG") in names(lines)


@tagged
@pytest.mark.parametrize("name", ["Brackmoor Cement Plc", "Banco Brackmoor SA"])
def test_plc_and_sa_end_a_name_as_they_are_written(name):
    assert (name, "ORG") in names(f"{name} raised $5 million in 2024.")


@tagged
def test_a_name_written_as_an_address_is_read_and_an_address_is_not():
    text = (
        "Rivals of brackmoor.ai said brackmoor.ai raised $4 million. Write to jo@brackvane.ai about it, or see https://brackvane.ai/press."
    )
    assert ("brackmoor.ai", "ORG") in names(text)
    assert not any("brackvane" in name for name, _ in names(text))


@tagged
def test_a_firm_called_after_two_people_is_not_cut_down_to_them():
    text = "Brackmoor & Lyle, the Leeds-based brewer, was sold for £12m. Alice Brackmoor keeps 4%. Brackmoor & Lyle had sales of £9m."
    found = names(text)
    assert found.count(("Brackmoor & Lyle", "ORG")) == 2
    assert ("Alice Brackmoor", "PERSON") in found


@tagged
def test_a_family_that_holds_shares_is_an_owner():
    text = "The chain's owner, the Tolmach family, which holds 62%, would prefer a minority deal, the paper said on Monday."
    assert ("Tolmach family", "ORG") in names(text)


@tagged
def test_small_words_part_the_names_of_a_run():
    text = "Shares of Brackmoor Holdings closed 3 percent lower on Friday after two friends, Kim Mi-ran and Oh Se-a, sold their stakes."
    found = names(text)
    assert ("Brackmoor Holdings", "ORG") in found
    assert {("Kim Mi-ran", "PERSON"), ("Oh Se-a", "PERSON")} <= set(found)


@tagged
def test_what_company_is_told_of_a_person_makes_the_person_no_company():
    text = "The friend was Tae Min-jun, the company's chief technology officer, who owns 12 percent. Tae Min-jun joined in 2019."
    assert names(text) == [("Tae Min-jun", "PERSON"), ("Tae Min-jun", "PERSON")]


@tagged
def test_a_stroke_is_part_of_a_legal_form():
    assert ("Vindeby Hus A/S", "ORG") in names("It paid DKK 290m for Vindeby Hus A/S, a furniture chain with 88 stores.")


def test_names_beside_korean_titles_and_in_latin_letters_are_read_in_korean():
    text = "봄들식품은 창업자 태유나·감하은 공동대표가 세운 회사다. 나머지 지분은 덴마크 Vindeby A/S가 가진다."
    assert {("태유나", "PERSON"), ("감하은", "PERSON"), ("Vindeby A/S", "ORG")} <= set(names(text, "ko"))


@tagged
def test_a_board_and_a_security_of_a_company_are_no_organisations():
    text = (
        "The Board of Directors of Harwick Mills declared a dividend. The Audit Committee of Harwick Mills agreed.\n"
        "Harwick Mills sold shares of Series One Preferred Stock and Class A Common Stock, and repaid its Senior Notes due 2031."
    )
    assert names(text) == [("Harwick Mills", "ORG")] * 3


@tagged
def test_a_post_in_capitals_stands_outside_the_name_of_a_person():
    text = "Chief Executive Carmela Iglow said sales rose 4%. Co-founders Marta Quill and Ana Torv own 12%."
    assert ("Carmela Iglow", "PERSON") in names(text)


@japanese
def test_a_firm_of_a_profession_is_named_without_its_form_too():
    text = "弁護士法人そらいろは3日、売上高が12億円になったと発表した。そらいろは1998年に設立した。従業員は120人。"
    assert names(text, "ja") == [("弁護士法人そらいろ", "ORG"), ("そらいろ", "ORG")]


@japanese
def test_a_person_beside_the_key_of_a_table_is_written_with_a_blank():
    text = "代表取締役社長　山吹　灯"
    passages = (Passage(0, len(text), "ja", kind="cell", header="代表者名"),)
    found = [reading for _, reading in headed(text, passages)]
    assert [(text[reading.start : reading.end], reading.label) for reading in found] == [("山吹　灯", "PERSON")]


@tagged
def test_a_dash_joins_the_two_names_of_a_company_and_no_two_months():
    text = "Orrin–Vaughan raised $4 million in 2024. Revenue at Orrin–Vaughan rose 4 percent in January–March."
    assert names(text) == [("Orrin–Vaughan", "ORG"), ("Orrin–Vaughan", "ORG")]


@tagged
def test_an_ordinal_begins_a_name_and_counts_behind_an_article():
    assert names("1st Orrin Bank said that profit rose to $3 million.") == [("1st Orrin Bank", "ORG")]
    assert names("The group opened its 4th Orrin Bank.") == [("Orrin Bank", "ORG")]


def test_a_pronoun_with_its_verb_and_a_sum_of_millions_are_no_names():
    assert names("We've raised $3M. They'd spent $4M.") == []


@tagged
def test_a_genitive_that_does_something_is_the_name_where_it_never_stands_without():
    text = (
        "Quillon's made a profit of £61m on sales of £902m. Sales at Quillon's were flat, and Quillon's shares fell 4%.\n\n"
        "In May Quillon's paid £12m for a rival. Quillon's was founded in 1911 by Albert Quillon in Leeds, "
        "and its boss is still a Quillon by birth."
    )
    assert [name for name, label in names(text) if label == "ORG"] == []  # who is called so stands without the ending as well
    assert [name for name, label in names(text.partition("and its boss")[0]) if label == "ORG"] == ["Quillon's"] * 5


@tagged
@pytest.mark.parametrize(
    "text",
    [
        "gameplay's director left.",
        "ecommerce's growth was 5%.",
        "cybersecurity's growth was 5%.",
        "Yesterday's was a good day. Yesterday's sold 300.",
        "Men's was sold in 2019.",
        "# About Pricing\n\nPricing rose 5%.",
        "It values Goodwill at $3 million.",
    ],
)
def test_joined_words_times_and_what_a_page_is_about_are_no_organisations(text):
    assert names(text) == []


def test_a_title_says_of_whom_its_document_is():
    text = "118    Fallow Bay Ports  |  Annual Report 2019\n\nPassengers were 31.8 million in the year, and the fleet grew to 244 ships.\n"
    passages = (Passage(0, text.index("\n"), "en", (), (), None, "title"), Passage(text.index("P", 20), len(text), "en"))
    found = find(text, passages)
    assert [text[m.span.start : m.span.end] for m in found if m.label is Label.ORG] == ["Fallow Bay Ports"]


def test_what_is_registered_behind_a_name_makes_it_that_of_an_organisation():
    text = "Ashlow Day Care · Registered charity no. 0555999 · Year ended 31 March 2022. Income was £4.1 million, of it £2.2 million given."
    assert ("Ashlow Day Care", "ORG") in names(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met her at quillobex's Bergen headquarters. Today quillobex runs 61,000 machines in 34 countries and makes money.", 2),
        ("We met her at the chipmaker's Bergen headquarters. Today the chipmaker runs 61,000 machines in 34 countries.", 0),
        ("We met her at the carwash's Bergen headquarters. Today carwashing runs in 34 countries and makes money.", 0),
    ],
)
def test_a_word_that_no_dictionary_has_is_a_name_in_small_letters_where_it_owns_and_does(text, found):
    assert sum(name == "quillobex" for name, _ in names(text * 3)) == 3 * found


@tagged
def test_what_is_of_a_company_is_no_part_of_its_name():
    assert names("It has affirmed the Issuer Default Rating of Orrin Parks Parent, LLC at BB.")[-1] == ("Orrin Parks Parent, LLC", "ORG")
    assert names("It has sold the Bank of Orrin Holdings, LLC to a rival.") == [("Bank of Orrin Holdings, LLC", "ORG")]


@tagged
def test_the_code_of_a_share_with_its_price_stands_for_the_company():
    text = "Orrin Software Inc. (ORSW - $61.20)\n\nFees were paid by ORSW in the last 12 months."
    found = mentions(text)
    assert [text[m.span.start : m.span.end] for m in found] == ["Orrin Software Inc.", "ORSW", "ORSW"]
    assert found[1].restates == found[0].span


@tagged
def test_what_a_title_says_behind_a_name_makes_it_that_of_an_organisation():
    assert ("Ashlow Lift", "ORG") in names("Ashlow Lift at a glance\n\nThe fleet grew to 92,000 lifts under contract in the year.\n" * 2)


@pytest.mark.parametrize(
    ("text", "kind", "mark", "there"),
    [
        ("That values Thimble at £2.1bn.", "paragraph", "valued before", True),
        ("Until May she was the C E O of Thimble which makes beds.", "paragraph", "held by", True),
        ("### About Thimble", "heading", "about before", True),
        ("We think about Thimble.", "paragraph", "about before", False),
        ("It grew from a project into Thimble, reaching $100 million.", "paragraph", "in before", False),
        ("It expanded last year into Thimble, a port.", "paragraph", "in before", True),
    ],
)
def test_words_before_a_name_say_of_what_kind_it_is(text, kind, mark, there):
    start = text.index("Thimble")
    assert (mark in marks(text, start, start + len("Thimble"), kind)) is there


def test_our_own_club_is_no_name():
    assert [name for name, _ in names("OUR CLUB IN NUMBERS\n\nThe gate was 4,112 on average.\n")] == []


@pytest.mark.parametrize(
    ("word", "built"),
    [
        ("onboarding", True),
        ("rebranding", True),
        ("cybersecurity", True),
        ("storytelling", True),
        ("quillobex", False),
        ("moneysmart", False),
    ],
)
def test_a_deed_or_quality_built_of_known_words_is_known(word, built):
    assert derived(word) is built


@tagged
def test_deeds_and_topics_are_no_organisations_at_the_head_of_what_is_told_of_them():
    assert names("**onboarding:** 3 days\n") == []
    assert names("**fundraising** raised $5m last year.\n") == []
    assert names("**quillobex** raised $5m last year.\n") == [("quillobex", "ORG")]
    assert names("Cybersecurity: Annual Report 2024\n\nSales were $5m in 2024.\n") == []
