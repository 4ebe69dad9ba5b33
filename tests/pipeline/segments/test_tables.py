from __future__ import annotations

import pytest

from pipeline.segments.cells import column_type, known_label
from pipeline.segments.citations import references
from pipeline.segments.lines import split
from pipeline.segments.tables import find
from pipeline.segments.unmarked_tables import split_header

REFERENCES = "\n\n出典\n\n" + "\n".join(f"{number}. 資料{number} https://a.example/{number}" for number in range(1, 46)) + "\n"


def table(text: str) -> list[list[tuple[str, str]]]:
    lines = split(text)
    entries = references(text, lines)
    last = max((entry.number or 0 for entry in entries), default=0)
    rows = find(text, lines, frozenset(index for entry in entries for index in range(entry.line, entry.line + entry.lines)), last)
    return [[(text[cell.start : cell.end], cell.header) for cell in rows[line].cells] for line in sorted(rows)]


def cited(text: str) -> list[list[str]]:
    lines = split(text)
    rows = find(text, lines, frozenset(), max((entry.number or 0 for entry in references(text, lines)), default=0))
    return [[text[span.start : span.end] for span in rows[line].masked] for line in sorted(rows)]


def test_a_flattened_table_is_cut_by_the_types_of_its_columns():
    text = (
        "ラウンド日付調達額評価額投資家出典\nシード2018年4月3000万円N/Aミナト銀行12\n"
        "シリーズA2020年11月4億5000万円30億円丘キャピタル、港ファンド7\n"
    ) + REFERENCES
    assert table(text)[:3] == [
        [("ラウンド", ""), ("日付", ""), ("調達額", ""), ("評価額", ""), ("投資家", ""), ("出典", "")],
        [("シード", "ラウンド"), ("2018年4月", "日付"), ("3000万円", "調達額"), ("N/A", "評価額"), ("ミナト銀行", "投資家")],
        [
            ("シリーズA", "ラウンド"),
            ("2020年11月", "日付"),
            ("4億5000万円", "調達額"),
            ("30億円", "評価額"),
            ("丘キャピタル、港ファンド", "投資家"),
        ],
    ]
    assert cited(text)[:3] == [[], ["12"], ["7"]]


def test_a_flattened_table_with_percent_and_number_columns():
    text = "製品売上高前年比\n茶葉12億円15%\n茶器3億5000万円△4%\n菓子8000万円120%\n"
    assert table(text) == [
        [("製品", ""), ("売上高", ""), ("前年比", "")],
        [("茶葉", "製品"), ("12億円", "売上高"), ("15%", "前年比")],
        [("茶器", "製品"), ("3億5000万円", "売上高"), ("△4%", "前年比")],
        [("菓子", "製品"), ("8000万円", "売上高"), ("120%", "前年比")],
    ]


def test_an_english_flattened_table_is_cut_where_a_small_letter_meets_a_capital():
    text = "CompanyRoundDateAmount RaisedLead Investor\nHill RobotsSeries BMar 2024$45MNorth Fund\nTea BioSeedFeb 2024$2.5MCedar Fund\n"
    assert table(text)[1:] == [
        [
            ("Hill Robots", "Company"),
            ("Series B", "Round"),
            ("Mar 2024", "Date"),
            ("$45M", "Amount Raised"),
            ("North Fund", "Lead Investor"),
        ],
        [("Tea Bio", "Company"), ("Seed", "Round"), ("Feb 2024", "Date"), ("$2.5M", "Amount Raised"), ("Cedar Fund", "Lead Investor")],
    ]


def test_a_flattened_profile_leaves_the_citation_out_of_zip_codes_and_figures():
    text = "項目内容出典\n会社名Aoba Tea, Inc.1\n設立2011年2\n本社12 Hill Road, Boston, MA 0211013\n年商約8億円4\n" + REFERENCES
    assert table(text)[1:5] == [
        [("会社名", "項目"), ("Aoba Tea, Inc.", "会社名")],
        [("設立", "項目"), ("2011年", "設立")],
        [("本社", "項目"), ("12 Hill Road, Boston, MA 02110", "本社")],
        [("年商", "項目"), ("約8億円", "年商")],
    ]
    assert cited(text)[1:5] == [["1"], ["2"], ["13"], ["4"]]


@pytest.mark.parametrize("mark", ["：", ": "])
def test_a_first_label_with_its_value_heads_no_column(mark):
    text = f"会社名{mark}青葉茶業株式会社\n所在地{mark}静岡県掛川市\n設立{mark}2010年4月\n代表者{mark}山田 太郎\n"

    assert [row[0] for row in table(text)] == [("会社名", ""), ("所在地", ""), ("設立", ""), ("代表者", "")]
    assert [row[1][1] for row in table(text)] == ["会社名", "所在地", "設立", "代表者"]


def test_in_a_column_of_sources_every_row_gives_up_a_number():
    text = "MetricDetailSource\nLegal NameHill Robots, Inc.1\nFounded20185\nEmployees1204\nFunding~$80 million12\n" + REFERENCES
    assert table(text)[1:5] == [
        [("Legal Name", "Metric"), ("Hill Robots, Inc.", "Legal Name")],
        [("Founded", "Metric"), ("2018", "Founded")],
        [("Employees", "Metric"), ("120", "Employees")],
        [("Funding", "Metric"), ("~$80 million", "Funding")],
    ]
    assert cited(text)[1:5] == [["1"], ["5"], ["4"], ["12"]]


def test_known_labels_glued_to_their_values_need_no_header():
    assert table("設立2011年4月\n資本金1億円\n代表者山田太郎\n") == [
        [("設立", ""), ("2011年4月", "設立")],
        [("資本金", ""), ("1億円", "資本金")],
        [("代表者", ""), ("山田太郎", "代表者")],
    ]


def test_markdown_tabs_and_runs_of_spaces_give_the_same_cells():
    wanted = [
        [("Company", ""), ("Founded", ""), ("Funding", "")],
        [("Hill Robots", "Company"), ("2018", "Founded"), ("$80M", "Funding")],
        [("Tea Bio", "Company"), ("2020", "Founded"), ("$20M", "Funding")],
    ]
    markdown = "| Company | Founded | Funding |\n|---|:-:|--:|\n| Hill Robots | 2018 | $80M |\n| Tea Bio | 2020 | $20M |\n"
    assert [row for row in table(markdown) if row] == wanted
    assert table("Company\tFounded\tFunding\nHill Robots\t2018\t$80M\nTea Bio\t2020\t$20M\n") == wanted
    assert table("Company        Founded   Funding\nHill Robots    2018      $80M\nTea Bio        2020      $20M\n") == wanted


def test_bars_without_a_frame_and_commas_as_of_a_file_of_values_part_rows():
    assert table("구분 | 대표자 | 과징금\n㈜별무리 | 한미르 | 12억 원\n㈜솔빛 | 윤가람 | 9억 3,000만 원\n㈜나래 | 노을 | 3억 원\n")[:2] == [
        [("구분", ""), ("대표자", ""), ("과징금", "")],
        [("㈜별무리", "구분"), ("한미르", "대표자"), ("12억 원", "과징금")],
    ]
    assert table("会社名,決算期,売上高,備考\n朝霧食品,2024-03,120,増収\n夕凪電機,2024-03,98,\n水鳥商会,2024-03,45,減収\n")[2] == [
        ("夕凪電機", "会社名"),
        ("2024-03", "決算期"),
        ("98", "売上高"),
    ]


def test_sentences_with_commas_and_lists_of_links_are_no_rows():
    assert (
        table("In 2023, sales, costs, and profit grew.\nIn 2024, sales, costs, and staff grew.\nIn 2025, sales, debts, and prices fell.\n")
        == []
    )
    assert table("Home | About | Contact\nTerms | Privacy | Jobs\nShop | Stores | Help\n") == []


def test_an_abbreviation_at_its_end_makes_no_sentence_of_a_cell():
    text = "No.　企業名　　　設立　　　所在地\n1　朝霧創薬㈱　　　2018年11月　　札幌市\n2　夕凪データ㈱　　2020年2月　　石狩市\n"
    assert table(text)[1] == [("1", "No."), ("朝霧創薬㈱", "企業名"), ("2018年11月", "設立"), ("札幌市", "所在地")]


def test_figures_in_columns_take_the_header_and_the_unit_above_them():
    text = "（単位：百万円）\n区分　　　　前期　　当期\n売上高　　　1,200　　1,500\n営業利益　　100　　　120\n"
    assert table(text)[1:] == [
        [("売上高", "区分 （単位：百万円）"), ("1,200", "前期 （単位：百万円）"), ("1,500", "当期 （単位：百万円）")],
        [("営業利益", "区分 （単位：百万円）"), ("100", "前期 （単位：百万円）"), ("120", "当期 （単位：百万円）")],
    ]


def test_a_header_on_two_lines_names_each_column():
    text = (
        "　　　　　　　売上高　　　　経常利益\n　　　　　　　百万円　％　　百万円　％\n"
        "2024年3月期　12,345　15.2　1,234　8.1\n2023年3月期　10,716　11.0　1,141　△3.2\n"
    )
    assert table(text)[2] == [
        ("2024年3月期", ""),
        ("12,345", "売上高 百万円"),
        ("15.2", "売上高 ％"),
        ("1,234", "経常利益 百万円"),
        ("8.1", "経常利益 ％"),
    ]


def test_figures_between_single_spaces_are_columns():
    assert table("2024 2023 Change\nRevenue 1,234 1,456 18.0%\nOperating income 120 150 25.0%\n") == [
        [("2024", ""), ("2023", ""), ("Change", "")],
        [("Revenue", ""), ("1,234", "2024"), ("1,456", "2023"), ("18.0%", "Change")],
        [("Operating income", ""), ("120", "2024"), ("150", "2023"), ("25.0%", "Change")],
    ]


def test_pence_and_nil_are_figures_and_a_number_may_end_a_label():
    assert table("2024 2023 2022\nSales 6.1 5.8 5.2\nEffect of IFRS 16 (0.7) (0.5) (0.6)\nProfit 2.2 1.9 1.4\nDividend 3.5p 3.1p Nil\n")[
        2:
    ] == [
        [("Effect of IFRS 16", ""), ("(0.7)", "2024"), ("(0.5)", "2023"), ("(0.6)", "2022")],
        [("Profit", ""), ("2.2", "2024"), ("1.9", "2023"), ("1.4", "2022")],
        [("Dividend", ""), ("3.5p", "2024"), ("3.1p", "2023"), ("Nil", "2022")],
    ]


def test_labels_and_values_with_colons_or_white_space():
    assert table("Founded: 2016\nHeadquarters: Boston, Massachusetts\nCEO: Jane Doe\n") == [
        [("Founded", ""), ("2016", "Founded")],
        [("Headquarters", ""), ("Boston, Massachusetts", "Headquarters")],
        [("CEO", ""), ("Jane Doe", "CEO")],
    ]
    assert table("売上高　1,234億円\n設　立　　2011年4月\n代表者　代表取締役　山田 太郎\n") == [
        [("売上高", ""), ("1,234億円", "売上高")],
        [("設　立", ""), ("2011年4月", "設　立")],
        [("代表者", ""), ("代表取締役　山田 太郎", "代表者")],
    ]
    assert table("- **Valuation:** $310 million\n- **Founded:** 2018\n") == [
        [("Valuation", ""), ("$310 million", "Valuation")],
        [("Founded", ""), ("2018", "Founded")],
    ]


def test_labels_and_values_on_alternating_lines():
    text = (
        "会社概要\n\n会社名\n株式会社アオバ\n設立\n2011年4月2日\n本社所在地\n〒105-0001\n東京都港区虎ノ門1-2-3\n"
        "資本金\n1億円\n\n当社は茶を売る。\n"
    )
    assert table(text) == [
        [("会社名", ""), ("株式会社アオバ", "会社名")],
        [("設立", ""), ("2011年4月2日", "設立")],
        [("本社所在地", ""), ("〒105-0001\n東京都港区虎ノ門1-2-3", "本社所在地")],
        [("資本金", ""), ("1億円", "資本金")],
    ]


def test_several_labels_and_values_stand_in_one_line():
    assert table("Round: Series B; Amount: $45M; Lead: North Fund\n") == [
        [("Round", ""), ("Series B", "Round"), ("Amount", ""), ("$45M", "Amount"), ("Lead", ""), ("North Fund", "Lead")],
    ]
    assert table("Revenues ($M): $27,110, Employees: 39,420\n") == [
        [("Revenues ($M)", ""), ("$27,110", "Revenues ($M)"), ("Employees", ""), ("39,420", "Employees")],
    ]
    assert table("HQ: Boston, MA\n") == [[("HQ", ""), ("Boston, MA", "HQ")]]
    assert table("• Founded – 2018\n• HQ – Boston, MA\n") == [
        [("Founded", ""), ("2018", "Founded")],
        [("HQ", ""), ("Boston, MA", "HQ")],
    ]


def test_a_value_goes_on_in_the_lines_below_it():
    text = "設立\t2012年4月2日\n本社所在地\t日本\n〒105-0001\n東京都港区1-2-3\n資本金\t1億円\n（2024年3月末現在）[3]\n売上高\t48億円\n"
    assert [row[1] for row in table(text)] == [
        ("2012年4月2日", "設立"),
        ("日本\n〒105-0001\n東京都港区1-2-3", "本社所在地"),
        ("1億円\n（2024年3月末現在）[3]", "資本金"),
        ("48億円", "売上高"),
    ]


def test_the_terms_of_a_filing_take_their_years_and_the_unit_of_the_row():
    text = "回次\t第11期\t第12期\n決算年月\t2023年3月\t2024年3月\n売上高（百万円）\t4,012\t4,860\n従業員数（人）\t310\t350\n"
    assert table(text)[2:] == [
        [("売上高（百万円）", "回次"), ("4,012", "第11期 2023年3月 （百万円）"), ("4,860", "第12期 2024年3月 （百万円）")],
        [("従業員数（人）", "回次"), ("310", "第11期 2023年3月 （人）"), ("350", "第12期 2024年3月 （人）")],
    ]


def test_a_value_that_sounds_like_a_label_is_a_value():
    text = "Hill Robots\n\nFounded Date\n2018\nIndustry\nWarehouse services\nMoney Raised\n$45M\nRevenue $12.1M\nRevenue 2023\n"
    assert table(text) == [
        [("Founded Date", ""), ("2018", "Founded Date")],
        [("Industry", ""), ("Warehouse services", "Industry")],
        [("Money Raised", ""), ("$45M", "Money Raised")],
        [("Revenue", ""), ("$12.1M", "Revenue")],
    ]


def test_what_people_say_is_no_table():
    assert table("Lee: We will grow. That is sure.\nKim: We hope so too. Others do not.\n") == []
    assert table("The firm sells tea.  It has 40 staff.\nIt grew fast.  Its shops are new.\nAll is well.  So it is.\n") == []
    assert table("アオバ: 茶を売る会社である。店は10店ある。\n丘: 菓子を売る会社である。店は3店ある。\n") == []
    assert table("Tea in the north | Harbour Daily\nTea in the south | Hill Post\n") == []


def test_headers_are_cut_into_words_that_head_columns():
    assert split_header("指標詳細出典", None) == ["指標", "詳細", "出典"]
    assert split_header("会社名設立年本社従業員数", 4) == ["会社名", "設立年", "本社", "従業員数"]
    assert split_header("RoundDateAmount RaisedPost-Money Valuation", None) == ["Round", "Date", "Amount Raised", "Post-Money Valuation"]
    assert split_header("今日は晴れ", None) is None


def test_types_of_columns_and_labels_are_known_by_their_last_words():
    assert [column_type(name) for name in ("資金調達後評価額", "発表日", "前年比 (%)", "Lead Investor", "Amount raised", "出典", "色")] == [
        "money",
        "date",
        "percent",
        "text",
        "money",
        "source",
        None,
    ]
    assert [
        known_label(name) for name in ("資 本 金", "主要子会社", "Total funding", "Number of employees", "今後の見通し", "Weather")
    ] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_items_that_repeat_their_labels_are_labels_and_values():
    records = (("Corrie Mills", "1,020", "Keith"), ("Tarff Wool", "870 (940 last year)", "Dornoch"), ("Ness Data", "640", "Nairn"))
    text = "# Who pays most\n\n" + "\n\n".join(
        f"## {name}\n\n- Working here: {staff}\n- Nearest town: {town}" for name, staff, town in records
    )
    assert table(text) == [
        [(label, ""), (value, label)] for _, staff, town in records for label, value in (("Working here", staff), ("Nearest town", town))
    ]


def test_one_label_that_comes_often_alone_opens_a_sentence():
    assert table("\n\n".join(f"- Note: the {word} shop was shut on Monday and nobody knew why" for word in ("first", "next", "last"))) == []


def test_units_of_several_columns_the_first_of_which_is_no_money_are_that_of_no_figure():
    rows = "提出者\t対象\t割合\t株数\n朝霧投資\t夕凪電機\t5.23\t1412000\n水鳥投資\t白鷺商会\t9.87\t2250400\n"
    assert "note" not in heads(f"一覧（単位：％・株・百万円）\n{rows}")
    assert "note" in heads(f"一覧（単位：百万円、％）\n{rows}")


def test_a_unit_below_a_table_is_that_of_its_figures():
    rows = "決算期\t売上高\t営業利益\n2023年3月\t4,120\t213\n2024年3月\t4,370\t246\n"
    assert "note" in heads(f"業績\n\n{rows}\n※単位：百万円、円。2022年3月期より連結\n")
    assert "note" not in heads(f"業績\n\n{rows}\n※単位：％・株・百万円\n")
    assert "note" not in heads(f"業績\n\n{rows}\n※当社調べ\n")


def test_a_unit_between_two_tables_is_that_of_the_one_it_stands_nearer_to():
    rows = "| 決算期 | 売上高 |\n|---|---|\n| 2023年3月 | 4,120 |\n| 2024年3月 | 4,370 |\n"
    for between, first in (("\n（単位：百万円）\n", 8), ("\n（単位：百万円）\n\n", 9), ("（単位：百万円）\n\n", 2)):
        text = f"{rows}{between}{rows}"
        found = find(text, split(text), frozenset(), 0)
        noted = [at for at, row in sorted(found.items()) if any(head.kind == "note" for cell in row.cells for head in cell.heads)]
        assert noted[0] == first


def heads(text: str) -> set[str]:
    found = find(text, split(text), frozenset(), 0)
    return {head.kind for row in found.values() for cell in row.cells for head in cell.heads}


def test_tables_without_bars_around_them_follow_each_other_with_lines_between() -> None:
    text = (
        "Users by quarter:\nQuarter | Users |\n---|---|\nQ1 2015 | 68 million |\nQ4 2015 | 91 million |\nIt grew.\n"
        "Users by region:\nRegion | Users | Share |\n---|---|---|\nEurope | 182 million | 27% |\nAsia | 149 million | 22% |\nSo it is.\n"
    )
    assert [[cell for cell, _ in row] for row in table(text) if row] == [
        ["Quarter", "Users"],
        ["Q1 2015", "68 million"],
        ["Q4 2015", "91 million"],
        ["Region", "Users", "Share"],
        ["Europe", "182 million", "27%"],
        ["Asia", "149 million", "22%"],
    ]
