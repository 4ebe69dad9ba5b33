"""Tables that blanks and dots part, as filings, fact sheets and statements in plain text have them."""

from pipeline.records import Document
from pipeline.segments import segment


def told(text: str) -> dict[str, list[str]]:
    """The cells of each row that have heads, by the row's label: the cell and its heads, `kind=head` each."""
    shown: dict[str, list[str]] = {}
    for passage in segment(Document("d", "f.txt", ("f.txt",), "0" * 64, "text/plain", "utf-8", text)):
        for cell in passage.cells:
            if cell.heads:
                label = text[passage.cells[0].start : passage.cells[0].end]
                heads = ", ".join(f"{head.kind}={text[head.start : head.end]}" for head in cell.heads)
                shown.setdefault(label, []).append(f"{text[cell.start : cell.end]}: {heads}")
    return shown


def test_dots_lead_from_a_label_to_its_figures_and_a_label_may_take_two_lines():
    found = told(
        "ALDER PUMPS INC.\n"
        "(Dollars in thousands except per share data)\n"
        "\n"
        "<TABLE>\n"
        "                             Fiscal Year Ended May 31,\n"
        "                             ------------------------\n"
        "                                1998       1997\n"
        "                              -------    -------\n"
        "<S>                           <C>        <C>\n"
        "Sales......................   $21,204    $17,918\n"
        "Income (loss) before\n"
        "  extraordinary items......     1,436     (2,207)\n"
        "Per share..................       .38       (.99)\n"
        "</TABLE>\n"
    )
    wrapped = "Income (loss) before\n  extraordinary items"
    expected = {"Sales": ("$21,204", "$17,918"), wrapped: ("1,436", "(2,207)"), "Per share": (".38", "(.99)")}
    over = "note=Dollars in thousands except per share data, row={}, column=Fiscal Year Ended May 31,, column={}{}"
    assert found == {
        label: [
            f"{said}: {over.format(label, year, '' if label == 'Sales' else ', note=$')}"
            for said, year in zip(cells, (1998, 1997), strict=True)
        ]
        for label, cells in expected.items()
    }


def test_a_title_of_a_part_is_no_first_line_of_the_label_below_it():
    found = told(
        "                      2001      2000\n"
        "Tea sold               771       980\n"
        "Coffee sold            412       390\n"
        "Data per common share\n"
        "   Net income         1.57      1.28\n"
        "   Dividends           .20       .18\n"
    )
    assert found["Net income"] == [
        "1.57: row=Net income, column=2001, section=Data per common share",
        "1.28: row=Net income, column=2000, section=Data per common share",
    ]


def test_a_list_whose_labels_dots_lead_to_values_has_no_head():
    assert told(
        "Ticker ............ HALO PW (Warsaw)\n"
        "Shares in issue ... 22.4m\n"
        "Head office ....... Radom\n"
        "Chief executive ... Ewa Lis (since 2019)\n"
    ) == {
        "Ticker": ["HALO PW (Warsaw): row=Ticker"],
        "Shares in issue": ["22.4m: row=Shares in issue"],
        "Head office": ["Radom: row=Head office"],
        "Chief executive": ["Ewa Lis (since 2019): row=Chief executive"],
    }


def test_a_unit_in_brackets_behind_a_label_is_part_of_it_and_figures_that_fill_their_columns_are_cut():
    found = told(
        "決算年月                2021年6月  2022年6月  2023年6月\n"
        "売上高        (千円)    8,204,511  6,950,230  7,733,906\n"
        "総資産額      (千円)   14,020,655 14,811,902 14,390,117\n"
        "自己資本比率    (％)         38.2       34.5       37.0\n"
    )
    assert found["総資産額      (千円)"] == [
        "14,020,655: row=総資産額      (千円), column=2021年6月, corner=決算年月",
        "14,811,902: row=総資産額      (千円), column=2022年6月, corner=決算年月",
        "14,390,117: row=総資産額      (千円), column=2023年6月, corner=決算年月",
    ]
    assert found["自己資本比率    (％)"][2] == "37.0: row=自己資本比率    (％), column=2023年6月, corner=決算年月"


def test_a_long_label_ends_where_its_first_figure_begins():
    found = told(
        "Results (€m, year to June)\n"
        "                    2023     2024\n"
        "Sales              588.1    611.7\n"
        "Adj. pre-tax profit 31.6     33.8\n"
        "Net debt            74.0     69.3\n"
    )
    assert found["Adj. pre-tax profit"] == [
        "31.6: note=€m, row=Adj. pre-tax profit, column=2023",
        "33.8: note=€m, row=Adj. pre-tax profit, column=2024",
    ]


def test_the_title_of_a_table_dates_its_columns_and_is_no_row_of_it():
    found = told(
        "大株主の状況                              2024年9月30日現在\n"
        "氏名又は名称      住所           所有株式数(千株)   割合(％)\n"
        "みどり信託        福井市              412.0         4.89\n"
        "はぎの製油        鯖江市              388.5         4.61\n"
    )
    assert (
        found["みどり信託"][2]
        == "4.89: row=みどり信託, column=2024年9月30日現在, column=割合(％), corner=大株主の状況, corner=氏名又は名称"
    )


def test_a_length_of_time_heads_a_column_of_changes():
    found = told(
        "Name             Price      P/E    1 yr\nMoss Foods       1,142.0    16.2   +18.3%\nFern Dairies        61.4     7.9   -22.0%\n"
    )
    assert found["Fern Dairies"] == [
        "61.4: row=Fern Dairies, column=Price, corner=Name",
        "7.9: row=Fern Dairies, column=P/E, corner=Name",
        "-22.0%: row=Fern Dairies, column=1 yr, corner=Name",
    ]


def test_a_unit_among_other_notes_in_brackets_holds_for_the_table():
    found = told("## 실적 (K-IFRS 연결, 억원)\n\n| 항목 | 2023 | 2024 |\n|---|---:|---:|\n| 매출액 | 118 | 167 |\n| 영업이익 | △52 | 4 |\n")
    assert found == {
        "매출액": ["118: note=억원, row=매출액, column=2023, corner=항목", "167: note=억원, row=매출액, column=2024, corner=항목"],
        "영업이익": ["△52: note=억원, row=영업이익, column=2023, corner=항목", "4: note=억원, row=영업이익, column=2024, corner=항목"],
    }


def test_a_line_of_years_heads_the_columns_of_lines_of_figures_below_it():
    found = told("2023 2022 2021\nNet income 11,204 10,377 9,812\nTotal assets 1,968,420 1,704,118 1,650,233\n")
    assert found["Total assets"] == [
        "1,968,420: row=Total assets, column=2023",
        "1,704,118: row=Total assets, column=2022",
        "1,650,233: row=Total assets, column=2021",
    ]


def test_a_profile_whose_cells_wide_blanks_part_has_not_run_together():
    assert told(
        "会社概要\n社名　　　　あかつき食品株式会社\n設立　　　　1962年4月\n"
        "代表者　　　代表取締役社長　三田村 恵\n本社　　　　長野県松本市\n"
    ) == {
        "社名": ["あかつき食品株式会社: row=社名"],
        "設立": ["1962年4月: row=設立"],
        "代表者": ["代表取締役社長　三田村 恵: row=代表者"],
        "本社": ["長野県松本市: row=本社"],
    }


def test_a_forecast_without_a_row_of_units_has_amounts_and_changes_in_turns():
    statement = "2025年3月期 決算短信（連結）\n（百万円未満切捨て）\n\n"
    title = "３．2026年3月期の業績予想（2025年4月1日～2026年3月31日）"
    note = "（％表示は、通期は対前期増減率）"
    section = f"section={title}"
    for names, row in (
        ("売上高 営業利益 １株当たり当期純利益", "{} 9,300 4.0 690 △2.2 36.20"),
        ("          売上高      営業利益    １株当たり当期純利益", "{}    9,300  4.0    690  △2.2    36.20"),
    ):
        text = f"{statement}{title}\n{note}\n{names}\n{row.format('第２四半期')}\n{row.format('通期')}\n"
        assert told(text)["通期"] == [
            f"9,300: {section}, row=通期, column=売上高, column=百万円",
            f"4.0: {section}, row=通期, column=売上高, column=％",
            f"690: {section}, row=通期, column=営業利益, column=百万円",
            f"△2.2: {section}, row=通期, column=営業利益, column=％",
            f"36.20: {section}, row=通期, column=１株当たり当期純利益, column=百万円",
        ]


def test_a_table_without_units_has_those_that_took_turns_in_the_table_before():
    text = (
        "楡木製罐株式会社\n"
        "　　　　　　　売上高　　　　営業利益　　　　経常利益\n"
        "　　　　　百万円　　％　　百万円　　％　　百万円　　％\n"
        "2024年3月期　6,120　3.1　　402　△8.0　　411　1.2\n"
        "　　　１株当たり当期純利益\n"
        "　　　　　円　銭\n"
        "2024年3月期　31.20\n"
        "\n"
        "2025年3月期の業績予想\n"
        "　　　　売上高　　　営業利益　　　経常利益　　　１株当たり当期純利益\n"
        "第２四半期　3,100　2.2　190　－　201　△0.4　　　15円20銭\n"
        "通　期　6,400　4.6　　430　7.0　　440　7.1　　　33.10\n"
        "合計　6,400　430　440　33.10\n"
    )
    section = "section=2025年3月期の業績予想"
    found = told(text)
    assert [cell.removesuffix(f", {section}") for cell in found["通　期"]] == [
        "6,400: row=通　期, column=売上高, unit=百万円",
        "4.6: row=通　期, column=売上高, unit=％",
        "430: row=通　期, column=営業利益, unit=百万円",
        "7.0: row=通　期, column=営業利益, unit=％",
        "440: row=通　期, column=経常利益, unit=百万円",
        "7.1: row=通　期, column=経常利益, unit=％",
        "33.10: row=通　期, column=１株当たり当期純利益, unit=円　銭",
    ]
    assert [cell.split(":")[0] for cell in found["第２四半期"]] == ["3,100", "2.2", "190", "－", "201", "△0.4", "15円20銭"]
    assert not any("unit=" in cell for cell in found.get("合計", ()))


def test_a_row_of_changes_that_leaves_out_what_a_share_earns_is_a_row_of_its_table():
    found = told(
        "業績予想の修正\n"
        "              売上高　　営業利益　　１株当たり当期純利益\n"
        "              百万円　　百万円　　　　　円　銭\n"
        "前回予想　　　8,400　　　　610　　　　　44.10\n"
        "今回予想　　　8,100　　　△90　　　　　△6.05\n"
        "増減額　　　　△300　　△700\n"
    )
    assert found["増減額"] == ["△300: row=増減額, column=売上高, unit=百万円", "△700: row=増減額, column=営業利益, unit=百万円"]
    assert found["今回予想"][-1] == "△6.05: row=今回予想, column=１株当たり当期純利益, unit=円　銭"


def test_a_korean_profile_of_a_line_a_label_and_a_line_a_value_is_of_the_company_that_it_names():
    found = told("기업정보\n기업명\n한빛기어\n설립일\n2011.03.02\n매출액\n412억원 (2024)\n누적투자유치\n230억원\n본사\n경기도 화성시\n")
    assert found == {
        "기업명": ["한빛기어: row=기업명"],
        "설립일": ["2011.03.02: row=설립일, section=한빛기어"],
        "매출액": ["412억원 (2024): row=매출액, section=한빛기어"],
        "누적투자유치": ["230억원: row=누적투자유치, section=한빛기어"],
        "본사": ["경기도 화성시: row=본사, section=한빛기어"],
    }


def test_a_rule_between_heads_and_rows_parts_no_table():
    found = told(
        "社名（決算月）　　　　　売上高　　　　　営業利益　　　従業員\n──────────────────────────\n"
        "しらかば通商（3）　　　9,120　　　　　 804　　　　　1,212\nもみじ物産（6）　　　　7,455　　　　　 391　　　　　　880\n"
        "けやき運輸（9）　　　　3,008　　　　　 112　　　　　　415\n"
    )
    assert found["もみじ物産（6）"] == [
        "7,455: row=もみじ物産（6）, column=売上高, corner=社名（決算月）",
        "391: row=もみじ物産（6）, column=営業利益, corner=社名（決算月）",
        "880: row=もみじ物産（6）, column=従業員, corner=社名（決算月）",
    ]


def test_the_year_in_which_companies_were_founded_heads_no_column():
    found = told("|  | Pine & Co. | Yewtree Ltd |\n|---|---|---|\n| Founded | 1988 | 2011 |\n| Staff | 310 | 45 |\n")
    assert found["Staff"] == ["310: row=Staff, column=Pine & Co.", "45: row=Staff, column=Yewtree Ltd"]


def test_years_of_foundings_one_after_the_other_head_their_columns():
    found = told("| Year founded | 2019 | 2020 | 2021 |\n|---|---|---|---|\n| Bakeries | 10 | 12 | 15 |\n")
    assert found["Bakeries"] == [
        f"{said}: row=Bakeries, column={year}, corner=Year founded" for said, year in ((10, 2019), (12, 2020), (15, 2021))
    ]


def test_years_over_sums_with_a_letter_for_their_scale_head_their_columns():
    found = told("              2023      2022      2021\nRevenue     £410m     £388m     £350m\nNet profit   £31m      £28m       £4m\n")
    assert found["Revenue"] == [
        "£410m: row=Revenue, column=2023",
        "£388m: row=Revenue, column=2022",
        "£350m: row=Revenue, column=2021",
    ]


def test_a_row_that_a_note_and_a_blank_line_part_from_a_table_has_its_heads():
    found = told(
        "              売上高   営業利益   経常利益\n"
        "前回予想(A)   52,000      1,940      1,870\n"
        "今回修正(B)   54,500      2,120      2,060\n"
        "\n"
        "(ご参考)\n"
        "前期実績      49,310      1,715      1,698\n"
    )
    assert found["前期実績"] == [
        f"{said}: row=前期実績, column={head}, section=(ご参考)"
        for said, head in (("49,310", "売上高"), ("1,715", "営業利益"), ("1,698", "経常利益"))
    ]


def test_heads_that_a_blank_line_parts_from_rows_head_them_and_a_code_in_brackets_is_a_cell():
    found = told(
        "コード\u3000銘柄名\u3000\u3000市場\u3000下落率\u3000売上高\n"
        "\n"
        "<9991> 霧沢物産\u3000東Ｓ\u3000-4.12\u3000 5,310\n"
        "<9992> 波多野精機\u3000東Ｐ\u3000-3.08\u3000 7,240\n"
        "\n"
        "<9993> 青嶺\u3000\u3000東Ｇ\u3000-1.77\u3000 1,120\n"
    )
    for code, name, fall in (("<9991>", "霧沢物産", "-4.12"), ("<9992>", "波多野精機", "-3.08"), ("<9993>", "青嶺", "-1.77")):
        assert found[code][0] == f"{name}: row={code}, column=銘柄名, corner=コード"
        assert found[code][2] == f"{fall}: row={code}, column=下落率, corner=コード"


def test_a_line_of_as_many_words_far_above_rows_heads_none():
    found = told("売上高   営業利益   経常利益\n\n\n\n\n霧沢   1,210   330\n波多野   1,870   410\n")
    assert found["霧沢"] == ["1,210: row=霧沢", "330: row=霧沢"]
