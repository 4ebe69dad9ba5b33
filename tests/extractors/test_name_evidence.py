"""Names by weighed evidence: what speaks for a form is named, adds up, and decides over the whole text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import Label, extract, taggers
from extractors.en import names as english
from extractors.ko import names as korean
from extractors.mention import Passage
from extractors.name_evidence import CLASSES, Surface, chances, evidence, hosts, on_host, weights
from extractors.name_votes import Guess
from extractors.names import weighed

tagged = pytest.mark.skipif("en.spacy" not in taggers.available(), reason="the English model is not installed")
japanese = pytest.mark.skipif("ja.crf" not in taggers.available(), reason="the Japanese dictionary is not installed")


def found(text, language="en"):
    mentions = extract(text, language=language, labels={Label.ORG, Label.PERSON})
    return [(text[mention.span.start : mention.span.end], str(mention.label)) for mention in mentions]


def marks(text, form, language="en"):
    _, surfaces = weighed(text, [Passage(0, len(text), language)])
    return set(surfaces[form].marks)


def listed(items):
    """A text of items, a paragraph each, and its passages."""
    starts = [sum(len(item) + 2 for item in items[:at]) for at in range(len(items))]
    return "\n\n".join(items), [Passage(start, start + len(item), "en") for start, item in zip(starts, items, strict=True)]


@given(st.dictionaries(st.sampled_from(sorted(weights()["ORG"])), st.floats(0, 4), max_size=30))
def test_the_chances_of_a_form_sum_to_one(said):
    told = chances(said)
    assert set(told) == set(CLASSES)
    assert sum(told.values()) == pytest.approx(1.0)


def test_a_rule_says_once_what_it_says_at_many_places():
    surface = Surface()
    for _ in range(5):
        surface.add("ORG", "list", 4.0)
    assert evidence("Brightwater", surface)["ORG:list"] == 4.0


@tagged
def test_what_stands_beside_a_run_of_capitals_marks_its_place():
    text = "Shares of Quorvane Lithography (012345) fell. Quorvane Lithography reported a loss of $3 million in the second quarter."
    assert {"ticker", "does", "inside", "in prose", "first"} <= marks(text, "Quorvane Lithography")
    assert ("Quorvane Lithography", "ORG") in found(text)


@tagged
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital():
    text = "Furthermore, the plant closed in May. Having sold it, the owner left the town. Additionally, the price fell by a third."
    assert found(text) == []


@tagged
def test_a_legal_form_in_a_line_of_capitals_ends_a_company():
    assert ("BRACKNELL MOTORS LTD", "ORG") in found("BRACKNELL MOTORS LTD SEES LOWER PROFIT IN THE YEAR")
    assert ("HALDEN GROUP, INC.", "ORG") in found("HALDEN GROUP, INC.\n(Exact name of registrant)")


@tagged
def test_a_company_that_was_renamed_is_known_by_its_other_name():
    assert ("Bluefinch", "ORG") in found("Bluefinch (formerly Ternbird Inc.) raised $5 million in 2024.")
    assert ("Bluefinch", "ORG") in found("Ternbird Inc. (now Bluefinch) raised $5 million in 2024.")


@japanese
def test_a_japanese_company_that_was_renamed_is_known_by_its_other_name():
    text = "山吹商会株式会社（現アサギリ）と、ミナカゼ（旧トバリ株式会社）は増益だった。"
    assert {("山吹商会株式会社", "ORG"), ("アサギリ", "ORG"), ("ミナカゼ", "ORG"), ("トバリ株式会社", "ORG")} <= set(found(text, "ja"))


@japanese
def test_a_country_in_brackets_is_no_other_name_of_a_company():
    assert ("インド", "ORG") not in found("Flipkart（インド）は増収だった。Flipkartは上場を目指す。インドの市場は伸びた。", "ja")
    assert ("フリップカート", "ORG") in found("Flipkart（フリップカート）は増収だった。", "ja")


@japanese
def test_what_a_company_is_stands_outside_its_foreign_name():
    assert [name for name, _ in found("首位はフィンランドNokiaで、Nokiaの出荷台数は4億台だった。", "ja")] == ["Nokia", "Nokia"]


@tagged
def test_stations_of_a_career_are_of_one_kind():
    assert ("Stripe", "ORG") in found("Stripe, 2019-2022; OpenAI, March 2022 to date.")


@tagged
def test_a_company_that_a_person_is_of_keeps_its_legal_form():
    assert ("Tarnside Robotics Inc.", "ORG") in found("It was founded by Jane Miller of Tarnside Robotics Inc. in 2014.")
    assert ("Tarnside\nRobotics Inc.", "ORG") in found("It was founded by Jane\nMiller of Tarnside\nRobotics Inc. in 2014.")


@tagged
def test_no_person_begins_with_several_capitals():
    (guess,) = (
        one for one in english.readings("JPFinch Chase rose.", [Guess(0, 13, "PERSON", 0.7)], "paragraph") if one.rule == "en.spacy"
    )
    assert guess.label == "ORG"


@tagged
def test_the_verb_of_a_headline_ends_a_name():
    text = "Halden Aerospace Rallies After Strong Results\n\nShares of Halden Aerospace rose. Halden Aerospace reported a profit."
    passages = [Passage(0, 46, "en", kind="heading"), Passage(46, len(text), "en")]
    _, surfaces = weighed(text, passages)
    assert "Halden Aerospace Rallies" not in {key for key, surface in surfaces.items() if surface.votes.get("ORG")}


@tagged
def test_letters_that_stand_for_words_in_small_letters_are_marked():
    assert "stands for words" in marks("It spent more on its go-to-market (GTM) work.", "GTM")
    assert "stands for words" not in marks("It is a unit of Green Tern Motors (GTM).", "GTM")


@tagged
def test_a_name_inside_a_longer_run_of_capitals_is_marked():
    text = "The Halden Composite Stock Price Index fell."
    _, surfaces = weighed(text, [Passage(0, len(text), "en")])
    assert all("goes on" in surface.marks for key, surface in surfaces.items() if surface.marks["place"] and not key.endswith("Index"))


def test_the_hosts_that_a_text_links_to_are_evidence():
    written = "See https://www.quorvane-lithography.com/about and www.example.org."
    linked = hosts(written)
    assert on_host("Quorvane Lithography", linked)
    assert not on_host("About", linked)
    text = "Quorvane Lithography"
    _, surfaces = weighed(text, [Passage(0, len(text), "en")], written)
    assert "a host has its name" in surfaces["Quorvane Lithography"].marks


@japanese
def test_a_company_written_in_hiragana_stands_behind_its_legal_form():
    assert ("株式会社うみかぜ", "ORG") in found("株式会社うみかぜは新しい店舗を開いた。", "ja")
    assert found("株式会社として登記した。", "ja") == []


def test_korean_companies_are_found_by_legal_form_end_and_what_they_do():
    text = (
        "솔빛테크트로닉스가 나래소프트의 지분 51%를 300억원에 인수했다. 솔빛테크트로닉스는 2012년 설립된 장비 제조사다. "
        "주식회사 한별은 이번 인수에 참여하지 않는다."
    )
    names = found(text, "ko")
    assert ("솔빛테크트로닉스", "ORG") in names
    assert ("나래소프트", "ORG") in names
    assert ("주식회사 한별", "ORG") in names


def test_korean_persons_stand_before_their_titles():
    assert ("한지우", "PERSON") in found("한지우 대표는 매출이 두 배로 늘었다고 밝혔다.", "ko")


def test_korean_nouns_with_particles_are_no_names():
    assert found("매출은 늘었고 영업이익은 줄었다. 시장에서는 투자를 기대한다.", "ko") == []


def test_a_korean_form_with_a_particle_is_no_name_where_the_word_stands_without():
    text = "나래온팜은 지난해 나래온팜의 매출이 늘었다고 밝혔다. 나래온팜은 2012년 설립된 회사다. 나래온팜과 한별전자가 합병한다."
    assert {"나래온팜"} == {name for name, _ in found(text, "ko") if name.startswith("나래온팜")}
    assert "stem is commoner" in marks(text, "나래온팜은", "ko")


def test_korean_names_in_a_row_are_of_one_kind():
    assert ("가온누리", "ORG") in found("투자에는 한별벤처스, 나래은행, 가온누리 등이 참여했다.", "ko")


def test_what_a_korean_name_is_in_latin_letters_and_who_leads_it_is_marked():
    assert "Latin beside" in marks("라온핏(Raon Fit)은 매출이 늘었다.", "라온핏", "ko")
    assert {"chief", "particle topic"} <= marks("라온핏(대표 한지우)은 매출이 늘었다.", "라온핏", "ko")


@tagged
def test_a_section_of_a_filing_is_no_company():
    assert found("Item 4 Information on the Company") == []


@japanese
def test_a_korean_sign_of_a_legal_form_belongs_to_the_name_that_it_touches():
    assert found("한편 ㈜별무리가구는 지분을 팔았다.", "ko") == [("㈜별무리가구", "ORG")]
    assert found("별무리가구㈜가 지분을 팔았다.", "ko") == [("별무리가구㈜", "ORG")]


def test_a_legal_form_behind_a_comma_is_no_short_form():
    names = found("株式会社アサギリ（英文名 ASAGIRI,INC.）は増益だった。株式会社アサギリは東京にある。", "ja")
    assert not any(name.startswith("INC") for name, _ in names)


def test_two_words_that_ran_together_are_marked_by_the_name_in_them():
    text = "Reporters met on MondayBrightwater Foods Inc. said so, and Brightwater Foods Inc. rose."
    assert "glued to a name" in marks(text, "MondayBrightwater Foods Inc.")


@japanese
def test_names_with_dots_between_are_names_of_their_own():
    names = found("トヨタ自動車・ソニーが会社を設立した。", "ja")
    assert ("トヨタ自動車・ソニー", "ORG") not in names
    assert ("トヨタ自動車", "ORG") in names


@japanese
def test_a_person_may_have_a_short_form():
    names = found("聞き手は佐藤 健（以下、佐藤）。佐藤は答えた。", "ja")
    assert ("佐藤", "PERSON") in names
    assert not any(label == "ORG" for _, label in names)


@tagged
def test_a_ministry_or_commission_with_two_fields_is_one():
    names = found("It was filed with the U.S. Securities and Exchange Commission by Chairman and CEO of Quorvane Foods Ltd. last year.")
    assert ("U.S. Securities and Exchange Commission", "ORG") in names
    assert ("Quorvane Foods Ltd.", "ORG") in names


@tagged
def test_a_weekday_is_no_part_of_a_name():
    assert not any("Thursday" in name for name, _ in found("Brightwater Capital on Thursday announced a fund."))


@tagged
def test_heads_that_are_alike_over_items_about_organisations_are_marked():
    items = (
        "Solvane** - Lisbon. It has raised €540 million.",
        "Nordwarme** - Oslo. Founded in 2018.",
        "Peatmoor** - Cork. Revenue was €12 million.",
    )
    text, passages = listed([f"**{at}. {item}" for at, item in enumerate(items, 1)])
    _, surfaces = weighed(text, passages)
    assert all("head among firms" in surfaces[name].marks for name in ("Solvane", "Nordwarme", "Peatmoor"))


@tagged
def test_a_dotted_capital_i_hides_no_words_of_firms_however_they_are_written():
    items = (
        "**1. Solvane** - RAISED €540 million in İzmir.",
        "**2. Nordwarme** - FOUNDED in 2018.",
        "**3. Peatmoor** - REVENUE: €12 million.",
    )
    _, surfaces = weighed(*listed(items))
    assert all("head among firms" in surfaces[name].marks for name in ("Solvane", "Nordwarme", "Peatmoor"))


@tagged
@pytest.mark.parametrize(
    "items",
    [
        ["Healthcare - It raised $5 million.", "Transport - It raised $3 million.", "Farming - It raised $2 million."],  # chapters
        ["Soup - Boil 3 onions.", "Bread - Bake for 40 minutes.", "Salad - Wash 2 heads."],
    ],
)
def test_heads_of_chapters_and_of_items_about_something_else_are_not_marked_as_those_of_organisations(items):
    _, surfaces = weighed(*listed(items))
    assert not any("head among firms" in surface.marks for surface in surfaces.values())


@tagged
def test_what_a_firm_is_called_before_its_name_is_no_part_of_it():
    assert ("Lumenvale Semiconductor", "ORG") in found("Chipmaker Lumenvale Semiconductor will lay off 1,500 people.")
    assert ("Stonebridge Automation", "ORG") in found("Rival Stonebridge Automation raised $90 million in March.")


@tagged
def test_what_a_firm_is_called_is_its_name_where_nothing_but_a_form_stands_behind():
    assert ("Miner Corp", "ORG") in found("Miner Corp raised $3 million in March.")
    assert ("Utility Holdings Inc", "ORG") in found("Utility Holdings Inc raised $3 million in March.")


@tagged
def test_what_a_short_form_does_is_evidence_for_the_full_name():
    text = "Orchard Health opened a clinic in May. Orchard reported a profit of $3 million."
    assert "short form does" in marks(text, "Orchard Health")


@tagged
def test_staff_and_shares_mark_the_place_of_a_name():
    assert "employs" in marks("Orchard, which has 6,200 employees, is growing.", "Orchard")
    assert "asset" in marks("It said that Orchard shares fell by a tenth.", "Orchard")
    assert "firm before" in marks("It bought the startup Vidlane for nothing.", "Vidlane")
    assert "made by" in marks("The round was led by Northmere last year.", "Northmere")


@japanese
def test_offices_and_plans_of_a_company_are_marked_as_its_parts():
    text = "2015年7月に埼玉事務所を開設した。上海代表所を子会社とした。青葉法律事務所が助言した。"
    _, surfaces = weighed(text, [Passage(0, len(text), "ja")])
    parts = {key for key, surface in surfaces.items() if "ends with a part" in surface.marks}
    assert {"埼玉事務所", "上海代表所"} <= parts
    assert "青葉法律事務所" not in parts


@tagged
def test_heads_with_a_seat_behind_them_are_those_of_a_list_of_companies():
    _, surfaces = weighed(
        *listed(
            [
                "- **Helio Forge** (Oslo, Norway): Makes furnaces. Raised $62m in 2025.",
                "- **Mossback** (Portland, USA): Turns waste into fuel. It was founded in 2019.",
                "- **Saltwell** (Cardiff, UK): Batteries for buses. Raised £14m in June 2025.",
            ]
        )
    )
    for name in ("Helio Forge", "Mossback", "Saltwell"):
        assert {"head among firms", "seat after"} <= surfaces[name].marks.keys()


@tagged
def test_what_is_told_behind_the_head_of_an_item_is_evidence_for_it():
    _, surfaces = weighed(
        *listed(["- **Hullwise** 🇪🇪 — €800k from the Lyse Fund for a 7% stake, founded in 2021.", "- **Reading** is for the evening."])
    )
    assert {"firm told behind", "firm told behind bold", "amount behind", "head of item"} <= surfaces["Hullwise"].marks.keys()
    assert not {"firm told behind", "amount behind"} & surfaces["Reading"].marks.keys()


@tagged
def test_a_numbered_head_with_its_seat_is_the_head_of_an_item():
    text = "1. Kasvorin (Finland)"
    _, surfaces = weighed(text, [Passage(0, len(text), "en", kind="heading")])
    assert {"item", "first", "head of item", "first in heading"} <= surfaces["Kasvorin"].marks.keys()


@tagged
def test_the_words_of_a_title_that_come_again_are_evidence_for_the_whole():
    text = "Daeyurin Shipbuilding\n\nDaeyurin won three orders. The yard of Daeyurin is full."
    end = text.index("\n")
    _, surfaces = weighed(text, [Passage(0, end, "en", kind="title"), Passage(end + 2, len(text), "en")])
    assert {"first word again", "first word of a title again"} <= surfaces["Daeyurin Shipbuilding"].marks.keys()


@tagged
def test_a_period_behind_a_name_is_no_part_of_it():
    _, surfaces = weighed(*listed(["- Ostarine Q3: revenue $1.46B, FY2025 guidance kept.", "- Kaiyorin FY2025 revenue up 58%."]))
    assert {"Ostarine", "Kaiyorin"} <= surfaces.keys()
    assert not {"Ostarine Q3", "Kaiyorin FY2025"} & surfaces.keys()


@tagged
def test_a_letter_alone_is_part_of_a_name_and_no_period():
    _, surfaces = weighed(*listed(["- H Ostarine Holdings sells 12 shops.", "- Q Kaiyorin Capital bought 5% of it."]))
    assert {"H Ostarine Holdings", "Q Kaiyorin Capital"} <= surfaces.keys()


@tagged
def test_cells_beside_organisations_in_their_column_are_marked():
    text = "Buyer\nPlumtree Holdings\nQuorvane Capital\nBlue Whale\nKestrelmoor"
    cells = []
    at = text.index("\n") + 1
    for line in text[at:].split("\n"):
        cells.append(Passage(at, at + len(line), "en", kind="cell", header="Party"))
        at += len(line) + 1
    _, surfaces = weighed(text, cells)
    assert all("column of organisations" in surfaces[name].marks for name in ("Blue Whale", "Kestrelmoor"))


@tagged
@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("Corvane Optics (CORV NA): bonds that hold", "ticker"),
        ("Corvane Optics (071250 KS)", "ticker"),
        ("Corvane Optics (コルベーン光学)", "written in another script"),
        ("Corvane Optics (1)", "head of item"),
    ],
)
def test_what_stands_in_brackets_behind_a_head_is_evidence_for_it(head: str, mark: str):
    _, surfaces = weighed(head, [Passage(0, len(head), "en", kind="heading")])
    assert mark in surfaces["Corvane Optics"].marks


@tagged
@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Corvanel is a Porto-based company that cleans hulls.", "is a firm"),
        ("Last week Corvanel said it had lost a client.", "says of it"),
        ("Last week Corvanel said she had lost a client.", "says of one"),
        ("Shares in Corvanel rose 3.1 percent to 41 euros.", "moves"),
        ("The fund now owns 7.5% of Corvanel and wants more.", "part of before"),
        ("The fund bought northern hull cleaner Corvanel in May.", "bought before"),
        ("The yard stands in Corvanel and is empty.", "in before"),
        ("They sold ropes to haulier Corvanel for years.", "firm before"),
    ],
)
def test_what_is_told_of_a_company_or_a_person_marks_the_place_of_a_name(text: str, mark: str):
    assert mark in marks(text, "Corvanel")


@tagged
def test_a_trade_ends_the_name_of_a_company_and_is_no_family_name():
    text = "The board met Corvanel Zinc in May, Ostrel Vadd in June, then Helen Zinc."
    assert {"ends with a trade", "borne by nobody"} <= marks(text, "Corvanel Zinc")
    assert "ends with a trade" not in marks(text, "Ostrel Vadd")
    assert "borne by nobody" in marks(text, "Ostrel Vadd")
    assert "borne by nobody" not in marks(text, "Helen Zinc")


@tagged
def test_a_code_in_angle_brackets_is_a_ticker():
    assert "ticker" in marks("CORVANEL TESSUTI SPA <CRVN.MI> SEES LOSS", "CORVANEL TESSUTI SPA")


@japanese
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("高槻機電", "proper word"),
        ("トバリラ化学", "strange word"),
        ("ひなた調剤", "strange word"),
        ("夕立リート", "native word"),
        ("菊霞商事", "coined word"),
        ("注文住宅", "common word"),
    ],
)
def test_the_kind_of_word_before_the_end_of_a_company_is_evidence(name: str, kind: str):
    text = f"{name}は先月、工場を増設した。"
    assert f"{kind} before the end" in marks(text, name, "ja")


@japanese
def test_what_a_shop_is_in_front_of_a_name_is_evidence():
    assert "begins as shops do" in marks("**喫茶みずたまり**、12店に", "喫茶みずたまり", "ja")
    assert "begins as shops do" not in marks("株式会社みずたまりは増益だった。", "株式会社みずたまり", "ja")


@japanese
def test_what_stands_before_a_japanese_name_is_evidence_for_it_or_against_the_longer_form():
    assert "told before" in marks("福井市に本店を置くトバリラは増益だった。", "トバリラ", "ja")
    assert "begins with what it is" in marks("元山吹電機の社員が創業した。", "元山吹電機", "ja")
    assert "begins with what it is" not in marks("山吹電機の社員が創業した。", "山吹電機", "ja")


@pytest.mark.parametrize(
    ("text", "name", "mark"),
    [
        ("IPO 노트 | 봄내메디칼 (신규상장)", "봄내메디칼", "between bars"),
        ("모기업인 다솔전자는 증자에 참여했다.", "다솔전자", "firm before"),
        ("자금줄은 비상장사 다솔네트웍스다.", "다솔네트웍스", "firm before"),
    ],
)
def test_korean_says_beside_a_name_what_it_is(text: str, name: str, mark: str):
    assert mark in marks(text, name, "ko")


def test_a_korean_family_name_may_have_two_syllables():
    assert ("남궁서윤", "PERSON") in found("남궁서윤 대표는 공장을 짓겠다고 말했다.", "ko")


def test_what_is_bought_sold_and_held_is_marked():
    assert "sold to before" in marks("The app was sold in 2016 to Vestrada for $88m.", "Vestrada")
    assert "sum after" in marks("The app was sold in 2016 to Vestrada for $88m.", "Vestrada")
    assert "share after" in marks("The games company Tolbay 15 percent and the fund Merrow Grove 8.2 percent.", "Merrow Grove")
    assert "in angles" in marks("Jane Tully raised her stake in <Dunlow Cement> to 14.6 pct.", "Dunlow Cement")
    assert "bought behind" in marks("작년 12월 경쟁사 '달빛24'를 95억 원에 사들였다.", "달빛24", "ko")


def test_the_possessive_of_another_name_is_no_part_of_the_run():
    there = marks("The deal is the largest since Japan's Tamakura paid 760 billion won for the rest of it in 2023.", "Tamakura")
    assert "possessive before" in there
    assert "goes before" not in there


def test_a_single_word_is_told_by_whether_somebody_in_the_text_is_called_so():
    text = "Harriet Lowe, who leads the bank, resigned on Monday after a review. Lowe and Brackvane said it had no plans to sell."
    assert "last name of a person" in marks(text, "Lowe")
    assert "last name of nobody" in marks(text, "Brackvane")


@japanese
def test_what_stands_beside_a_bold_word_stands_beside_its_marks():
    there = marks("菓子店を展開する**ソライロモグ**（東京都台東区、従業員95人）は民事再生を申請した。", "ソライロモグ", "ja")
    assert {"told before", "seat after", "bold"} <= there


def test_ranks_of_a_list_open_its_items_in_korean():
    assert "head of item" in marks("1위 솔빛브릿지 (1,500억 원)", "솔빛브릿지", "ko")


def _compared(*rows: str) -> tuple[str, list[Passage]]:
    """Return a table between bars with a passage for each cell."""
    text = "\n".join(f"| {row} |" for row in rows)
    cells: list[Passage] = []
    at = 0
    for row in rows:
        at += 2
        for cell in row.split(" | "):
            cells += [Passage(at, at + len(cell), "en", kind="cell")] if cell.strip() else []
            at += len(cell) + 3
    return text, cells


@tagged
def test_what_heads_the_columns_of_a_table_of_companies_is_read_as_a_name():
    table = _compared(
        "- | Plumtree Holdings Ltd | orvano | Budget | Prior year | Total",
        "Founded | 1999 | 2016 |  |  | ",
        "Revenue | 41 | 12 | 50 | 49 | 53",
        "Staff | 80 | 7 | 90 | 70 | 87",
    )
    _, surfaces = weighed(*table)
    assert "cell-header" in surfaces["orvano"].best["ORG"]
    assert not any("cell-header" in surfaces[key].best["ORG"] for key in ("Budget", "Prior year", "Total") if key in surfaces)


@tagged
def test_labels_of_rows_are_names_where_some_of_them_are_and_periods_and_sums_are_none():
    rows = ("Plumtree Holdings Ltd | 41 | 12", "Quorvane Capital Inc. | 52 | 9", "moss & rye | 8 | 1", "Others | 3 | 2", "FY2024 | 9 | 7")
    _, surfaces = weighed(*_compared("Maker of tea | Shops | Share", *rows))
    named = {key for key, surface in surfaces.items() if "cell-header" in surface.best.get("ORG", {})}
    assert {"Plumtree Holdings Ltd", "Quorvane Capital Inc."} <= named
    assert not {"Others", "FY2024"} & named


@tagged
def test_codes_that_come_again_in_a_column_are_no_names():
    _, surfaces = weighed(*_compared("Year | Currency | Revenue", "2022 | NOK | 41", "2023 | NOK | 44"))
    assert "NOK" not in surfaces or "cell-header" not in surfaces["NOK"].best["ORG"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("**brindle** (KOSDAQ, ₩312bn) fell.", "paragraph", "brindle"),
        ("quillwell raises $35m for night clinics", "heading", "quillwell"),
        ("pebble goods N.V. key figures, EUR m", "cell", "pebble goods N.V."),
        ("oat&tin, inc. Announces Results", "title", "oat&tin, inc."),
        ("quillwell", "cell", "quillwell"),
        ("- **9wick** (protein design, Basel)", "list_item", "9wick"),
    ],
)
def test_a_name_in_small_letters_is_looked_at_where_names_stand(text, kind, name):
    assert name in {text[reading.start : reading.end] for reading in english.readings(text, (), kind) if not reading.label}


def test_words_in_small_letters_elsewhere_are_no_names():
    assert [reading for reading in english.readings("it raised the price of oats (again)", (), "paragraph") if reading.rule == "slot"] == []
    assert [reading for reading in english.readings("revenue", (), "cell") if reading.rule == "slot"] == []


def test_small_letters_are_evidence_of_their_own():
    assert {"small letters", "small letters and signs"} <= evidence("oat&tin", Surface()).keys()
    assert "small letters" not in evidence("Oat&tin", Surface())


def test_an_ampersand_of_html_joins_a_name():
    text = "Shares of Quill&amp;Company and Brindle &amp; Holm fell."
    assert {"Quill&amp;Company", "Brindle &amp; Holm"} <= {
        text[reading.start : reading.end] for reading in english.readings(text, (), "paragraph") if not reading.label
    }


def test_a_korean_word_made_of_ends_alone_is_marked():
    def marks(text):
        return {reading.rule for reading in korean.readings(text, (), "paragraph") if text[reading.start : reading.end] == text.split()[0]}

    assert "made of ends" in marks("전기배터리 11%")
    assert "made of ends" not in marks("나래배터리 11%")


@tagged
@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("Segment", False),
        ("Reportable segments", False),
        ("Country", False),
        ("Key metrics", False),
        ("Offices", False),
        ("市場", False),
        ("Maker", True),
    ],
)
def test_labels_under_a_head_that_tells_parts_or_places_are_no_names_whatever_is_told_of_them(head: str, named: bool):
    text, cells = _compared(f"{head} | Employees | Sales", "Plumtree Holdings Ltd | 41 | 12", "Marine pumps | 52 | 9", "Rail pumps | 8 | 1")
    _, surfaces = weighed(text, [replace(cell, header=head) if at % 3 == 0 and at else cell for at, cell in enumerate(cells)])
    assert [("cell-header" in surfaces[key].best["ORG"]) if key in surfaces else False for key in ("Marine pumps", "Rail pumps")] == [
        named
    ] * 2


@tagged
def test_a_blank_line_between_rows_with_strokes_parts_two_tables():
    """The head of the second table is no label of the first."""
    text, cells = _compared("Maker | Staff | Shops", "Plumtree Holdings Ltd | 41 | 12", "Quorvane Capital Inc. | 52 | 9")
    other, below = _compared("Orchard | Trees | Pears", "Hillside | 52 | 9")
    start = len(text) + 2
    _, surfaces = weighed(
        f"{text}\n\n{other}", [*cells, *(replace(cell, start=cell.start + start, end=cell.end + start) for cell in below)]
    )
    named = {key for key, surface in surfaces.items() if "cell-header" in surface.best.get("ORG", {})}
    assert named == {"Plumtree Holdings Ltd", "Quorvane Capital Inc."}


@tagged
def test_works_in_quotation_marks_and_those_who_sing_are_no_organisations():
    text = "Her script was “Paper Lanterns.” “Paper Lanterns,” a 12-part melodrama, made Studio Gorse Inc. rich in 2021."
    assert ("Paper Lanterns", "ORG") not in found(text)
    text = "Gorse Music Inc. is the agency behind girl group QUILL6, which sold 3 million albums. QUILL6 held 20 concerts."
    assert ("QUILL6", "ORG") not in found(text)
    assert ("Gorse Music Inc.", "ORG") in found(text)
