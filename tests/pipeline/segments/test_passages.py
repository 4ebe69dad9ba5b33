from __future__ import annotations

from collections import Counter

import pytest

from extractors import languages
from pipeline.records import Document, Segment
from pipeline.segments import segment
from pipeline.segments.lines import is_furniture
from tests.support.paths import SHARED

SEEDS = SHARED / "seeds"
REFERENCES = "\n\n引用文献\n\n1. 甲 https://a.example/1\n2. 乙 https://a.example/2\n3. 丙 https://a.example/3\n"


def document(text: str) -> Document:
    return Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text)


def cut(text: str) -> tuple[Segment, ...]:
    segments = segment(document(text))
    assert "".join(text[part.start : part.end] for part in segments) == text
    return segments


def kinds(text: str) -> list[str]:
    return [part.kind for part in cut(text)]


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for part in cut(text) for span in part.sentences]


def masked(text: str) -> list[str]:
    return [text[span.start : span.end] for part in cut(text) for span in part.masked]


def test_an_empty_document_has_no_passages():
    assert cut("") == ()


def test_a_document_of_blank_lines_is_one_passage_without_sentences():
    (only,) = cut("\n \n")
    assert (only.kind, only.sentences) == ("paragraph", ())


@pytest.mark.parametrize("space", [chr(code) for code in range(0x3001) if chr(code).isspace()], ids=lambda space: f"U+{ord(space):04X}")
def test_a_line_of_white_space_of_any_kind_is_blank(space: str):
    assert segment(document(f"\n{space}\n")) == () or kinds(f"\n{space}\n") == ["paragraph"]
    said = [row for row in cut(f"The makers of tea said on Monday that the\n{space}\nsale of the plant goes on.\n") if row.sentences]
    assert [len(row.sentences) for row in said] == [1, 1]


# Sentences.


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dr. Lee of Acme Inc. paid $3.5 million on Jan. 3. The U.S. Treasury agreed. It was the U.S. He left.",
            ["Dr. Lee of Acme Inc. paid $3.5 million on Jan. 3.", "The U.S. Treasury agreed.", "It was the U.S.", "He left."],
        ),
        ('J. R. Ames met A. Bell. "Why now?" asked one. No. 5 won.', ["J. R. Ames met A. Bell.", '"Why now?" asked one.', "No. 5 won."]),
        (
            "He gets \"good' pay, she said. \"It is fine,' he said. \"So be it.' Then he left.",
            ["He gets \"good' pay, she said.", "\"It is fine,' he said.", "\"So be it.'", "Then he left."],
        ),
        (
            "Shares rose 4.5%.Analysts had hoped for 6%. Node.js is used at shop.example every day.",
            ["Shares rose 4.5%.", "Analysts had hoped for 6%.", "Node.js is used at shop.example every day."],
        ),
        (
            "It trades at 12x sales... But others pay more! Do they? Yes.",
            ["It trades at 12x sales...", "But others pay more!", "Do they?", "Yes."],
        ),
        (
            "The ruling hit firms in the U.S.. Courts in the U.K. may follow.",
            ["The ruling hit firms in the U.S..", "Courts in the U.K. may follow."],
        ),
        (
            "売上高は3.5億円だった。社長は「続けます。必ず。」と述べた。本当か？はい！",
            ["売上高は3.5億円だった。", "社長は「続けます。必ず。」と述べた。", "本当か？", "はい！"],
        ),
        (
            "同社（東京・港。旧アオバ。）は12日、Aoba Inc.を買収した。株価は上がった。",
            ["同社（東京・港。旧アオバ。）は12日、Aoba Inc.を買収した。", "株価は上がった。"],
        ),
        ("매출은 3억 원이다. 이익은 1억 원이다.", ["매출은 3억 원이다.", "이익은 1억 원이다."]),
        (
            "매출은 3.5억 원이다.이익은 늘었다.21일 그는 “올랐다.”라고 말했다.(사진)가.나.다.라 순이다.ABC도 있어요.끝",
            [
                "매출은 3.5억 원이다.",
                "이익은 늘었다.",
                "21일 그는 “올랐다.”라고 말했다.",
                "(사진)가.나.다.라 순이다.",
                "ABC도 있어요.",
                "끝",
            ],
        ),
        ("봄내다.com은 모여요.co.kr과 판다.app도 늘었다.", ["봄내다.com은 모여요.co.kr과 판다.app도 늘었다."]),
    ],
)
def test_sentences_end_where_their_full_stop_is(text: str, wanted: list[str]):
    assert sentences(f"{text}\n") == wanted


def test_japanese_sentences_leave_the_citation_behind():
    text = "社長は「続けます。必ず。」と述べた。1 売上高は10億円だった。2" + REFERENCES
    assert sentences(text)[:2] == ["社長は「続けます。必ず。」と述べた。", "売上高は10億円だった。"]


def test_lines_broken_in_the_middle_of_a_sentence_are_one_paragraph():
    text = (
        "アオバは8日、海外の市場で茶を売る新しい会社を東京の港に\n設けると発表した。費用は約\n\n"
        "3億円で、来年に始める。\n\nThe tea maker, which grew fast and sold much last year,\n\n"
        "said on Monday that it had paid about\n\n$3 million for its rival in the north.\n"
    )
    assert kinds(text) == ["paragraph", "paragraph"]
    assert sentences(text) == [
        "アオバは8日、海外の市場で茶を売る新しい会社を東京の港に\n設けると発表した。",
        "費用は約\n\n3億円で、来年に始める。",
        (
            "The tea maker, which grew fast and sold much last year,\n\nsaid on Monday that it had paid about\n\n"
            "$3 million for its rival in the north."
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "売上高は1兆\n2000億円だった。",
        "売上高は3億\n5000万円だった。",
        "売上高は1兆2,0\n00億円だった。",
        "매출은 1조\n2,000억원이다.",
        "It grew by 5 per\ncent last year.",
    ],
)
def test_a_figure_broken_behind_its_scale_is_in_one_passage(text: str):
    assert kinds(text) == ["paragraph"]


def test_figures_of_a_line_each_are_passages_of_their_own():
    assert len(kinds("1兆\n2000億円")) == 2


def test_hard_wrapped_lines_are_joined_and_paragraphs_on_lines_of_their_own_are_not():
    wrapped = (
        "The company makes parts for ships and trains that run in many lands of the\nnorth. "
        "It was set up by two sisters who had left school to work for a maker of\nclocks. They sell to 40 firms.\n"
    )
    assert kinds(wrapped * 3) == ["paragraph"] * 3
    plain = "The company makes parts for ships and trains.\nIt was set up by two sisters in 1990.\nThey sell to 40 firms in the north.\n"
    assert kinds("Parts for ships and trains\n\n" + plain) == ["title", "paragraph", "paragraph", "paragraph"]


# Kinds and sections.


def test_headings_of_every_make_open_sections():
    text = (
        "市場の報告\n\n第1章 概要\n\n１．背景\n\n市場は広がっている。規模は3億円である。\n\n第2章 結論\n\n市場は縮む。\n\n"
        "■ 補足\n\n以上のとおりである。\n\nまとめ\n\n終わりである。\n"
    )
    assert [(part.kind, part.section) for part in cut(text)] == [
        ("title", ()),
        ("heading", ()),
        ("heading", ("第1章 概要",)),
        ("paragraph", ("第1章 概要", "１．背景")),
        ("heading", ()),
        ("paragraph", ("第2章 結論",)),
        ("heading", ("第2章 結論",)),
        ("paragraph", ("第2章 結論", "■ 補足")),
        ("heading", ("第2章 結論", "■ 補足")),
        ("paragraph", ("第2章 結論", "■ 補足", "まとめ")),
    ]


def test_markdown_headings_and_questions_in_bold_open_sections():
    text = (
        "# Case study\n\n## Origin\n\n**When was it founded?**\n\nIt was founded in 2011.\n\n## Results\n\n"
        "**How does\nit earn?**\n\nIt sells tea.\n"
    )
    assert [(part.kind, part.section) for part in cut(text)] == [
        ("title", ()),
        ("heading", ()),
        ("heading", ("Origin",)),
        ("paragraph", ("Origin", "When was it founded?")),
        ("heading", ()),
        ("heading", ("Results",)),
        ("paragraph", ("Results", "How does it earn?")),
    ]


def test_roman_numbers_stand_above_letters():
    text = (
        "Report\n\nI. Company\n\nIt makes tea.\n\nA. History\n\nIt began in 1990.\n\nB. Today\n\n"
        "It has 40 staff.\n\nII. Market\n\nThe market grows.\n"
    )
    assert [part.section for part in cut(text) if part.kind == "paragraph"] == [
        ("I. Company",),
        ("I. Company", "A. History"),
        ("I. Company", "B. Today"),
        ("II. Market",),
    ]


def test_list_items_captions_quotes_and_bylines_are_told_apart():
    text = (
        "Tea maker buys rival\n\nBy Ann Lee\nJune 3, 2024\n\n"
        "The tea maker said on Monday that it had bought a rival.\n\n- Price: the firm paid $3 million for it.\n"
        "- It has 40 staff.\n\n> We are glad, the founder wrote.\n\nFigure 1: Sales by year\n\nPhoto: Ann Lee\n"
    )
    assert kinds(text) == ["title", "byline", "byline", "paragraph", "list_item", "list_item", "quote", "caption", "caption"]
    assert sentences(text)[4:7] == ["Price:", "the firm paid $3 million for it.", "It has 40 staff."]


def test_a_byline_gives_outlet_and_age_apart():
    text = (
        "Tea maker buys rival\n\nHarbour Daily4 hours ago\n\n"
        "The tea maker said on Monday that it had bought a rival for $3 million in cash.\n"
    )
    assert sentences(text)[1:3] == ["Harbour Daily", "4 hours ago"]


def test_furniture_is_known_by_words_and_by_place():
    text = (
        "Home\nStartups\nSearch\n\nTea maker raises $3 million for shops\n\nBy Ann Lee\n\nShare this article\n\n"
        "The tea maker raised $3 million, it said on Monday.\n\n"
        "Most read\nCoffee maker falls\nSugar gets dearer\n\nWe use cookies to make this page better.\n"
    )
    assert kinds(text) == [*["furniture"] * 3, "title", "byline", "furniture", "paragraph", *["furniture"] * 4]


def test_buttons_between_a_body_and_furniture_are_furniture_and_figures_are_not():
    text = (
        "Tea maker buys rival\n\nThe tea maker said on Monday that it had bought a rival in the north of the land for $3 million.\n\n"
        "Green hill\n\nTry the tea of tomorrow\n\nTea for 40 cents\n\nComments\n\nNo comments yet\n\nRelated Articles\n"
    )
    assert kinds(text) == ["title", "paragraph", "furniture", "furniture", "paragraph", "furniture", "furniture", "furniture"]


def test_japanese_furniture_is_known():
    text = (
        "ログイン\n会員登録\n\nアオバ、3億円を調達\n\n2024年6月3日 10:30\n\nシェアする\n\n"
        "アオバは3日、3億円を調達したと発表した。\n\n【関連記事】\n・茶の市場が拡大\n\n無断転載を禁じます。\n"
    )
    assert kinds(text) == ["furniture", "furniture", "title", "byline", "furniture", "paragraph", "furniture", "furniture", "furniture"]


def test_page_numbers_and_running_heads_are_furniture():
    text = (
        "Annual Report 2023      Page 3\n\nOVERVIEW\n\n"
        "The firm makes tea in the north and sells it in the south.\n\n- 3 -\n\nAnnual Report 2023      Page 4\n\n"
        "It has 40 staff in all its shops.\n"
    )
    assert kinds(text) == ["furniture", "title", "paragraph", "furniture", "furniture", "paragraph"]


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_every_word_of_the_lists_is_furniture(language: str):
    assert [word for word in sorted(languages.of(language).furniture.lines) if not is_furniture(word)] == []
    assert [word for word in sorted(languages.of(language).furniture.starts) if not is_furniture(f"{word}x")] == []


# Citations and addresses.


def test_citation_numbers_are_found_against_the_list_of_references():
    text = (
        "アオバは茶を売る。1 売上高は約8億円3を超えた。2,3 同社は「茶の国」2と呼ばれる。\n"
        "第2四半期は好調で、フェーズ3に入った。2025年も続く。4\n店は10店である。4"
        "\n\n参考文献\n1. 甲 https://a.example/1\n2. 乙 https://a.example/2\n3. 丙 https://a.example/3\n4. 丁 https://a.example/4\n"
    )
    body = text.index("参考文献")
    assert [text[span.start : span.end] for part in cut(text) for span in part.masked if span.end < body] == [
        "1",
        "3",
        "2,3",
        "2",
        "4",
        "4",
    ]


def test_bare_numbers_cite_nothing_where_there_are_no_references():
    assert masked("アオバは茶を売る。1 売上高は8億円である。2\n") == []


def test_english_citations_behind_full_stops():
    text = (
        "The firm sells tea.1 It grew 4.5 percent in May.2 Version 2.0 came out, and No. 3 is due.3\n\n"
        "References\n\n1. Tea. https://a.example\n2. Tea too. https://b.example\n"
        "3. More tea. https://c.example\n"
    )
    assert sentences(text)[:3] == ["The firm sells tea.", "It grew 4.5 percent in May.", "Version 2.0 came out, and No. 3 is due."]


def test_numbers_set_off_by_a_space_cite_where_the_text_does_so_throughout():
    text = (
        "アオバは茶を売る会社である 1。2011年に設立された 2。売上高は8億円に達した 1、従業員は40人である 3。店は10店ある。\n" + REFERENCES
    )
    assert [text[span.start : span.end] for part in cut(text) for span in part.masked][:4] == ["1", "2", "1", "3"]
    text = (
        "The firm sells tea in the north 1. It was set up by two sisters 2. They have 40 staff and many shops 3. Its tea is liked 4.\n"
        "It opened at 5. It has shops in phase 2. It grew in 2022.3 The rest is a secret.\n\nReferences\n\n"
        + "\n".join(f"{number}. Tea {number}, accessed June 17, 2025, https://a.example/{number}" for number in range(1, 6))
    )
    assert [text[span.start : span.end] for part in cut(text) for span in part.masked][:5] == ["1", "2", "3", "4", "3"]
    assert sentences(text)[-5:] == [f"Tea {number}" for number in range(1, 6)]


def test_brackets_and_superscripts_cite():
    text = "Sales came to 2,000億円[12] in the north.[3][4] The plot has 40 m² of land.¹² It is new.[citation needed] See (注3).\n"
    assert masked(text) == ["[12]", "[3]", "[4]", "¹²", "[citation needed]", "(注3)"]


def test_addresses_and_marks_of_links_are_masked_and_their_words_are_not():
    text = "See ![the shop](/a.png) and [the firm](https://a.example/x_y) or www.b.example/z, or write to ann@b.example.\n"
    assert masked(text) == ["![", "](/a.png)", "](https://a.example/x_y)", "www.b.example/z", "ann@b.example"]


def test_references_give_their_title_only():
    text = (
        "Notes on tea\n\nTea is good.\n\nSources\n\n"
        "1. Tea in the north | Harbour Daily https://a.example/2024/tea\n"
        "2. www.b.example https://www.b.example/x\n3. Tea. All of it? – Hill Post\n   https://c.example\n"
    )
    parts = [part for part in cut(text) if part.kind == "reference"]
    assert [[text[span.start : span.end] for span in part.sentences] for part in parts] == [
        ["Tea in the north | Harbour Daily"],
        [],
        ["Tea. All of it? – Hill Post"],
    ]
    assert [part.section for part in parts] == [("Sources",)] * 3


# The four real documents.


@pytest.fixture(scope="module")
def real() -> dict[str, tuple[str, tuple[Segment, ...]]]:
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is not there")
    texts = {path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    return {name: (text, cut(text)) for name, text in texts.items()}


def test_kinds_of_the_real_documents(real: dict[str, tuple[str, tuple[Segment, ...]]]):
    counts = {name: Counter(part.kind for part in segments) for name, (_, segments) in real.items()}
    assert {name: (count["title"], count["reference"], count["table_row"], count["list_item"]) for name, count in counts.items()} == {
        "000": (1, 11, 0, 0),
        "001": (1, 71, 28, 25),
        "002": (1, 0, 0, 3),
        "003": (1, 0, 0, 0),
    }
    assert (counts["001"]["heading"], counts["001"]["caption"], counts["003"]["furniture"], counts["003"]["byline"]) == (38, 3, 4, 2)


def test_tables_of_the_real_report(real: dict[str, tuple[str, tuple[Segment, ...]]]):
    text, segments = real["001"]
    rows = [part for part in segments if part.kind == "table_row"]
    rounds = [part for part in rows if len(part.cells) == 5 and part.cells[0].header]
    profile = [part for part in rows if len(part.cells) == 2 and part.cells[1].header == text[part.cells[0].start : part.cells[0].end]]
    assert (len(rounds), len(profile)) == (8, 10)
    assert all(len(part.masked) == 1 for part in (*rounds, *profile))
    header = rows[rows.index(rounds[0]) - 1]
    assert len(header.cells) == 6
    assert {cell.header for cell in header.cells} == {""}
    assert [cell.header for cell in rounds[0].cells] == [text[cell.start : cell.end] for cell in header.cells[:5]]


def test_sections_of_the_real_report(real: dict[str, tuple[str, tuple[Segment, ...]]]):
    _, segments = real["001"]
    tops = {part.section[0].split(".")[0] for part in segments if len(part.section) > 1}
    assert tops == {"I", "II", "III", "IV", "V", "VI", "VII", "VIII"}


def test_a_sentence_over_a_blank_line_in_the_real_report(real: dict[str, tuple[str, tuple[Segment, ...]]]):
    text, segments = real["001"]
    broken = [
        part for part in segments if part.kind == "paragraph" and any("\n\n" in text[span.start : span.end] for span in part.sentences)
    ]
    assert len(broken) == 3


def test_every_line_of_the_evidence_is_a_sentence_and_no_mention_touches_a_mask(real: dict[str, tuple[str, tuple[Segment, ...]]]):
    import json

    gold = SEEDS.parent / "gold" / "seeds"
    if not gold.is_dir():
        pytest.skip(f"{gold} is not there")
    spans = {name: {(span.start, span.end) for part in segments for span in part.sentences} for name, (_, segments) in real.items()}
    claims = [json.loads(line) for line in (gold / "claims.jsonl").read_text("utf-8").splitlines()]
    assert [claim["evidence"] for claim in claims if tuple(claim["evidence"]) not in spans[claim["doc"][:3]]] == []
    mentions = [json.loads(line) for line in (gold / "mentions.jsonl").read_text("utf-8").splitlines()]
    touched = [
        mention["text"]
        for mention in mentions
        for part in real[mention["doc"][:3]][1]
        if part.start <= mention["start"] < part.end
        for span in part.masked
        if span.start < mention["end"] and mention["start"] < span.end
    ]
    assert touched == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("同社は12\n億ドルを調達した。\n", "同社は12\n億ドルを調達した。"),
        ("It closed on June\n8, 2024 in Oslo.\n", "It closed on June\n8, 2024 in Oslo."),
        ("Sales were 12\nmillion in all.\n", "Sales were 12\nmillion in all."),
        ("Aoba buys Oka\nThe deal closed in June.\n", "Aoba buys Oka"),
        ("青葉商事の売上2024\n売上は12億円だった。\n", "青葉商事の売上2024"),
    ],
)
def test_a_number_or_date_that_a_line_breaks_is_no_end_of_a_title(text, first):
    document = Document("d", "a.txt", ("a.txt",), "0" * 64, "text/plain", "utf-8", text)
    part = segment(document)[0]
    assert text[part.start : part.end].rstrip("\n") == first


@pytest.mark.parametrize(
    "text",
    [
        "It was sold by Halden of\nNorwick to Tern Motors of\nOslo in the year 2014.",
        "The board of Halden Motors\nLtd. of Norwick met.",
        "同社は山吹製作株式\n会社に出資した。",
        "費用は5億\n円を超えた。",
        "It bought the firm for $1.2\nbillion in cash.",
        "The deal was signed on 14\nMarch 2022 in Rome.",
        "It employs 3,400\npeople in Spain.",
        "Profit for the fiscal\n2027 first half was small.",
        "It closed in the third\nquarter of 2021.",
        "2024年\n3月に設立した。",
        "約1\n200人を削減した。",
        "従業員は2\n,500人である。",
        "前年比12.\n5％増となった。",
        "매출은 12\n억원이다.",
        "It was signed on 3 March\n2021 in Bonn.",
        "They paid USD\n5 million.",
        "売上高は1,\n200億円だった。",
        "工事は2024年3月\n15日に始まった。",
        "2024\n年3\n月末の残高は、45\n百万円。",
        "The total was more than\n$7 billion.",
        "Sales grew by 310 million\nyen.",
        "직원은 약 1,\n200명이다.",
    ],
)
def test_a_sentence_that_a_width_breaks_in_a_name_or_a_sum_is_one_passage(text):
    assert kinds(text) == ["paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Halden Motors\nLtd.",
        "Growth in sales\nMargin gains\nCuts in cost.",
        "Halden of Norwick\nTern of Oslo, a fund, and the rest\nBoth in steel.",
        "株式\n会社概要",
        "2024\n年末商戦の記録",
        "Costs of 310 million\nWon prizes",
        "売上高 3\n400万円の内訳",
        "沿革2024年\n3月期決算",
    ],
)
def test_lines_that_no_width_broke_stay_apart(text):
    assert len(kinds(text)) > 1


FRONT = (
    '---\ntitle: "Mill owner Aoba doubles its harvest"\ndate: 2024-05-14\nlayout: post\ntags: [mills, harvest]\nimage: /img/mill-2024.png\n'
    'summary: "Aoba Mills milled 40,000 tonnes in 2023. It hires 30 people."\ncard:\n  rating: "B"\n  upside: "+17%"\n  weight: 30\n---\n\n'
    "The harvest was good.\n"
)


def test_values_of_front_matter_that_a_reader_sees_are_passages_and_switches_are_furniture():
    assert kinds(FRONT) == ["furniture", "title", "furniture", "paragraph", "furniture", "table_row", "furniture", "paragraph"]
    assert [said for said in sentences(FRONT) if ":" not in said] == [
        "Mill owner Aoba doubles its harvest",
        "Aoba Mills milled 40,000 tonnes in 2023.",
        "It hires 30 people.",
        "The harvest was good.",
    ]


def test_a_figure_of_front_matter_is_headed_by_its_key():
    row = next(part for part in cut(FRONT) if part.kind == "table_row")
    assert [(FRONT[c.start : c.end], [FRONT[h.start : h.end] for h in c.heads]) for c in row.cells] == [
        ("upside", []),
        ("+17%", ["upside"]),
    ]


RECORDS = (
    '---\ntitle: "Mills of the year"\nsummary: "売上高は前期比12%増の590億円となり、27/3期も伸びる見通しだと会社は説明した。"\nmills:\n'
    '  - name: "1. Aoba"\n    harvest: "40 tonnes"\n  - name: "2. Oka"\n    harvest: "31 tonnes"\nfee: "$3 a page"\n---\n\nThe rest.\n'
)


def test_what_a_record_of_front_matter_states_stands_under_its_name_and_a_date_with_a_slash_is_no_path():
    rows = [part for part in cut(RECORDS) if part.kind == "table_row"]
    assert [[RECORDS[head.start : head.end] for head in part.cells[1].heads] for part in rows] == [
        ["name"],
        ["harvest", "1. Aoba"],
        ["name"],
        ["harvest", "2. Oka"],
        ["fee"],
    ]
    assert "paragraph" in kinds(RECORDS)[:4]


@pytest.mark.parametrize("line", ["$9.5M as on Oct 05, 2015", "4,977 as of Aug 31, 2024", "£12m, 5 May 2024"])
def test_a_figure_with_its_date_is_no_byline(line: str):
    assert kinds(f"The firm was valued later than others, and the sums are these.\n\n{line}\n\nThe rest is unknown.\n")[1] != "byline"


def test_the_names_of_a_list_whose_places_stand_on_lines_of_their_own_are_headings():
    text = (
        "Growers of tulips, 2022\n\n1\nVan Ravel Bloemen\nLisse\nSales: 41 million euros\n2\nTulpenhof Meer\nHillegom\n"
        "Sales: 30 million euros\n3\nBolster & Zoon\nAnna Paulowna\nSales: 12 million euros\n"
    )
    assert [text[s.start : s.end].strip() for s in cut(text) if s.kind == "heading"] == [
        "Van Ravel Bloemen",
        "Tulpenhof Meer",
        "Bolster & Zoon",
    ]


def test_the_names_of_a_list_behind_their_places_are_headings():
    names = ("#12 Van Ravel Bloemen", "#11 Tulpenhof.example", "#10 Bolster")
    text = "Growers\n\n" + "".join(f"{name}\n\n{name}\n1 / 3\nIt sold bulbs for 41 million euros last year.\n\n" for name in names)
    assert [text[s.start : s.end].strip() for s in cut(text) if s.kind == "heading"] == [name for name in names for _ in "12"]
    tagged = f"{text}They met in room\n#40 Fields\nand spoke of bulbs there.\n"
    assert [tagged[s.start : s.end].strip() for s in cut(tagged) if s.kind == "heading"] == [name for name in names for _ in "12"]
    other = "Tags\n\n#12 Bulbs\n\nThey are sold.\n\n#40 Fields\n\nThey are flat.\n\n#7 Sand\n\nIt is wet.\n"
    assert not any(s.kind == "heading" and text[s.start] == "#" for s in cut(other))


def test_the_companies_of_a_list_behind_the_codes_of_their_shares_are_headings():
    said = "【特色】電池に強い。\n【増益】値上げが進む。\n"
    text = f"銘柄メモ\n\n9Z91　朝霧食品\n{said}\n9Z92　夕凪電機\n{said}"
    assert [text[s.start : s.end].strip() for s in cut(text) if s.kind == "heading"] == ["9Z91　朝霧食品", "9Z92　夕凪電機"]
    dated = "予定\n\n2024　業績\n売上は伸びる。\n利益も伸びる。\n\n2025　業績\n売上は減る。\n利益も減る。\n"
    assert "heading" not in kinds(dated)


def test_the_names_of_records_without_blank_lines_between_them_are_headings():
    names = ("Van Ravel Bloemen", "2. Tulpenhof Meer", "7Zoon")
    text = "Growers\n\n" + "".join(f"{name}\nYear founded: 1{at}84\nSeat: Lisse\nIt grows bulbs.\n" for at, name in enumerate(names, 5))
    assert [text[s.start : s.end].strip() for s in cut(text) if s.kind == "heading"] == list(names)
    two = "Growers\n\nVan Ravel Bloemen\nYear founded: 1584\nTulpenhof Meer\nYear founded: 1684\n"
    assert "Tulpenhof Meer" not in [two[s.start : s.end].strip() for s in cut(two) if s.kind == "heading"]


def test_what_stands_at_the_right_below_who_writes_is_no_title():
    right = " " * 30
    text = (
        f"{right}会社名　株式会社朝霧食品\n{right}代表者名　代表取締役　水野 明\n{right}問合せ先　管理部長　森 楓\n\n"
        "        代表取締役の異動に関するお知らせ\n\n当社は、本日、代表取締役の異動を決議いたしましたので、お知らせいたします。\n"
    )
    assert [text[s.start : s.end].strip() for s in cut(text) if s.kind == "title"] == ["代表取締役の異動に関するお知らせ"]


@pytest.mark.parametrize(
    "text",
    [
        "Scores\n\n1\nOne goal was scored early.\n2\nTwo more came late.\n3\nThree were missed.\n",
        "Pages\n\n1\nVan Ravel Bloemen\nLisse\n\n7\nTulpenhof Meer\nHillegom\n\n9\nBolster & Zoon\nAnna Paulowna\n",
        "1\nVan Ravel Bloemen\nLisse\n2\nTulpenhof Meer\nHillegom\n",
    ],
    ids=["sentences", "places that do not follow", "two entries"],
)
def test_what_stands_behind_other_numbers_on_lines_of_their_own_names_no_entry(text: str):
    assert not any(s.kind == "heading" and text[s.start : s.end].strip() == "Van Ravel Bloemen" for s in cut(text))
