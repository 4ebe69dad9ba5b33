from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from pipeline.documents import Source, read
from pipeline.documents.encodings import NotText, decode
from pipeline.documents.formats import Content, Limits, Row, Trouble, Unreadable, published
from pipeline.documents.formats.corpus import read_json, read_jsonl, read_parquet
from pipeline.documents.formats.html import read_html
from pipeline.documents.formats.mail import read_mail
from pipeline.documents.formats.pdf import read_pdf
from pipeline.documents.formats.spreadsheet import read_csv, read_xlsx, shown
from pipeline.documents.formats.text import read_text
from pipeline.documents.formats.word import read_docx
from pipeline.records import Declared, Document
from tests.support.files import docx, pdf
from tests.support.paths import SHARED

LIMITS = Limits()
JA = "港の町の小さな会社は、今年の売上高が前の年より12％増えて三億円になったと発表した。社長は「来年も続けたい」と述べた。\n"
KO = "항구 도시의 작은 회사는 올해 매출이 지난해보다 12% 늘었다고 밝혔다. 대표는 내년에도 계속하겠다고 말했다.\n"
ZH = "港口城市的一家小公司说，今年的收入比去年多了一成。他们的经理说，明年还要继续做这个工作。\n"
EN = "The café’s owner said “we’ll go on” – and paid €300 for the naïve résumé.\n"


@pytest.mark.parametrize(
    ("codec", "text", "name"),
    [
        ("utf-8", JA, "utf-8 (detected: well-formed)"),
        ("utf-8-sig", JA, "utf-8 (BOM)"),
        ("utf-16", JA, "utf-16-le (BOM)"),
        ("utf-16-le", JA, "utf-16-le (detected: kana, hangul or kanji two bytes each)"),
        ("utf-16-be", KO, "utf-16-be (detected: kana, hangul or kanji two bytes each)"),
        ("utf-16-be", "A plain English line.\n", "utf-16-be (detected: every other byte is zero)"),
        ("utf-32", JA, "utf-32-le (BOM)"),
        ("utf-32-be", JA, "utf-32-be (detected: three of four bytes are zero)"),
        ("cp932", JA, "cp932 (detected: kana)"),
        ("cp932", "①株式会社アオバ\r\n②ﾃｽﾄ商店\r\n売上高は髙橋商店が一番だった。\r\n", "cp932 (detected: kana)"),
        ("cp932", "売上高 三億円", "cp932 (detected: kanji)"),
        ("euc_jp", JA, "euc_jp (detected: kana)"),
        ("iso2022_jp", JA, "iso-2022-jp (detected: escape sequences)"),
        ("cp949", KO, "cp949 (detected: hangul)"),
        ("gb18030", ZH, "gb18030 (detected: kanji)"),
        ("cp1252", EN, "cp1252 (detected: Latin letters and typographic marks)"),
        ("ascii", "A plain English line.\r\n", "utf-8 (detected: ASCII)"),
    ],
)
def test_encoding_is_found_out_and_named_with_its_evidence(codec: str, text: str, name: str):
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.wrong) == (text, name, ())


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8", "utf-16-le"])
def test_mostly_english_text_with_a_little_japanese_keeps_its_encoding(codec: str):
    text = "Annual report of Aoba Trading. " * 40 + "青葉商事の売上高は三億円でした。" + "All figures in yen. " * 40
    assert decode(text.encode(codec)).text == text


def test_declared_charset_settles_what_letters_cannot():
    data = "<meta charset='euc-kr'>이름".encode("cp949")
    assert decode(data, "euc-kr").encoding == "cp949 (declared)"


def test_wrongly_declared_charset_does_not_win_over_well_formed_utf_8():
    assert decode(JA.encode(), "shift_jis").encoding == "utf-8 (detected: well-formed)"
    assert decode(JA.encode("cp932"), "utf-8").text == JA


def test_wrong_bytes_are_replaced_one_for_one_and_reported_with_their_place():
    data = "売上高は三億円。".encode() + b"\xff" + "利益は一億円。".encode() + b"\xe5\x84"
    decoded = decode(data)
    assert decoded.text == "売上高は三億円。\ufffd利益は一億円。\ufffd"
    assert [(wrong.at, wrong.value, wrong.character) for wrong in decoded.wrong] == [(24, b"\xff", 8), (46, b"\xe5\x84", 16)]
    (trouble,) = read_text(data, LIMITS).troubles
    assert (trouble.reason, trouble.detail) == (
        "wrong_bytes",
        "in part: 2 places are no utf-8, the first 0xff at byte 24 (character 8); U+FFFD stands for each",
    )


def test_wrong_bytes_in_shift_jis_are_reported_too():
    decoded = decode(JA.encode("cp932") * 3 + b"\x81" + b"\n" + JA.encode("cp932"))
    assert decoded.encoding == "cp932 (detected: kana)"
    assert decoded.text == JA * 3 + "\ufffd\n" + JA
    assert [wrong.value for wrong in decoded.wrong] == [b"\x81"]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"PK\x03\x04", bytes(range(256)) * 16, b"\x00" * 64])
def test_bytes_of_another_kind_are_no_text(data: bytes):
    with pytest.raises(NotText):
        decode(data)


def test_text_is_kept_as_it_stands():
    text = "Sales &ndash; up&nbsp;12%\r\n\r\n\u3000売上高\t3億円\r\n\x0c"
    assert read_text(text.encode(), LIMITS).text == text


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Aoba buys Oka | Harbour Daily</title>
<meta property="og:site_name" content="Harbour Daily"><meta property="og:title" content="Aoba buys Oka">
<link rel="canonical" href="https://harbour.example/aoba-oka">
<meta property="article:published_time" content="2024-03-05T08:00:00+09:00"></head>
<body><nav><a href="/">Home</a> <a href="/login">Log in</a></nav><article><h1>Aoba buys Oka</h1>
<p>Aoba Trading bought <b>Oka Shoten</b> for $3 million on Tuesday, the two companies said in a joint statement.</p>
<h2>Figures</h2><table><tr><th>Year</th><th>Sales</th></tr><tr><td>2023</td><td>$5 million</td></tr></table>
<ul><li>40 staff stay</li><li>Two shops <i>close</i></li></ul>
<p>The buyer expects sales to grow by a tenth next year, its chief executive said.<br>Shares rose.</p></article>
<footer>Cookies</footer></body></html>"""


def test_html_gives_its_main_content_one_line_a_block_and_cells_parted_by_tabs():
    content = read_html(PAGE.encode(), LIMITS)
    assert content.text == (
        "# Aoba buys Oka\n\n"
        "Aoba Trading bought Oka Shoten for $3 million on Tuesday, the two companies said in a joint statement.\n\n"
        "## Figures\n\nYear\tSales\n2023\t$5 million\n\n- 40 staff stay\n- Two shops close\n\n"
        "The buyer expects sales to grow by a tenth next year, its chief executive said.\nShares rose.\n"
    )


def test_html_gives_the_metadata_that_it_declares():
    content = read_html(PAGE.encode(), LIMITS)
    assert (content.title, content.publisher, content.published, content.url, content.evidence) == (
        "Aoba buys Oka",
        "Harbour Daily",
        "2024-03-05",
        "https://harbour.example/aoba-oka",
        "html meta",
    )


def test_a_row_keeps_its_dates_under_whatever_name_its_column_has():
    (row,) = jsonl('{"id": 7, "text": "Sales rose.", "publishedAt": "May 14, 2024", "created_at": "2024-05-20", "rated": "2024-05-21"}\n')
    assert isinstance(row, Row)
    assert row.content.published is None
    assert row.content.declared == (
        Declared("key", "May 14, 2024", "column publishedAt"),
        Declared("stored", "2024-05-20", "column created_at"),
    )


def test_html_in_its_declared_charset():
    body = "".join(f"<p>{JA}</p>" for _ in range(3))
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body>{body}</body></html>'
    content = read_html(page.encode("cp932"), LIMITS)
    assert content.encoding == "cp932 (declared)"
    assert JA.strip() in content.text


def test_xhtml_in_its_declared_encoding():
    page = f'<?xml version="1.0" encoding="Shift_JIS"?><html><body>{f"<p>{JA}</p>" * 3}</body></html>'
    assert read_html(page.encode("cp932"), LIMITS).text == "\n\n".join([JA.strip()] * 3) + "\n"


def test_html_entities_and_scripts_do_not_reach_the_text():
    body = "<p>Sales rose 12&nbsp;% &amp; profit 3&ndash;4 % in the year, the company said on Monday.</p><script>x=1</script>"
    page = f"<html><body>{body}</body></html>"
    assert read_html(page.encode(), LIMITS).text == "Sales rose 12 % & profit 3–4 % in the year, the company said on Monday.\n"


def test_html_behind_what_a_filing_writes_before_its_page():
    head = "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>ex991.htm\n<TEXT>\n"
    page = "<html><head><title>EX-99.1</title></head><body><p>Ravel Creek Inc. reports its results for May.</p></body></html>"
    content = read_html(f"{head}{page}\n</TEXT>\n</DOCUMENT>".encode(), LIMITS)
    assert content.text == "# EX-99.1\n\nRavel Creek Inc. reports its results for May.\n"


def test_html_page_of_several_articles_keeps_each_with_its_headline():
    def article(headline: str, firm: str) -> str:
        first = f"{firm} bought a rival for $3 million on Monday, the two firms said in a joint statement to the press in Minato."
        second = f"The deal closes in June, and covers forty shops in the north, {firm} added later on, with all who work in them."
        return f"<article><h2>{headline}</h2><p>{first}</p><p>{second}</p></article>"

    articles = article("Oka grows", "Oka") + article("Aoba grows", "Aoba") + "<article><p>More</p></article>"
    page = f"<html><body><nav>Home</nav>{articles}</body></html>"
    lines = [line for line in read_html(page.encode(), LIMITS).text.split("\n") if line]
    assert [line[:12] for line in lines] == ["## Oka grows", "Oka bought a", "The deal clo", "## Aoba grow", "Aoba bought ", "The deal clo"]


def test_footnotes_of_html_are_no_digits_of_the_figure_before_them():
    note = '<sup id="r3" class="reference"><a href="#n3"><span>[</span>3<span>]</span></a></sup>'
    line = f"Aoba sold tea for $3 million{note} in a hall of 40 m<sup>2</sup>, the company said in its report."
    page = f"<html><body><p>{line}</p></body></html>"
    assert read_html(page.encode(), LIMITS).text == "Aoba sold tea for $3 million[3] in a hall of 40 m2, the company said in its report.\n"


def test_a_company_that_the_title_of_a_page_alone_names_heads_its_text():
    page = "<html><head><title>業績推移｜{}</title></head><body><h1>業績推移</h1><p>{}売上高は伸びた。</p></body></html>"
    assert read_html(page.format("朝日野酒造株式会社", "").encode(), LIMITS).text.startswith("# 業績推移｜朝日野酒造株式会社\n")
    assert read_html(page.format("朝日野酒造株式会社", "朝日野酒造株式会社の").encode(), LIMITS).text.startswith("# 業績推移\n")
    assert read_html(page.format("港の新聞", "").encode(), LIMITS).text.startswith("# 業績推移\n")


@pytest.mark.parametrize(("name", "heads"), [("Kestrel Group", True), ("Kestrel & Vane", True), ("Kestrel Review", False)])
def test_a_group_or_a_firm_of_two_in_a_title_heads_the_text_and_a_paper_does_not(name, heads):
    page = f"<title>Our story | {name}</title><h1>Our story</h1><p>Fares rose in each of them.</p>"
    assert read_html(page.encode(), LIMITS).text.startswith(f"# Our story | {name}\n") is heads


def test_a_company_in_a_title_is_not_said_by_a_foot_that_is_left_out():
    page = "<title>Five years | {0}</title><h1>Five years</h1><p>Fares rose in each of them.</p><footer>© 2023 {0}</footer>"
    text = read_html(page.format("Kestrel Ferries Ltd").encode(), LIMITS).text
    assert text == "# Five years | Kestrel Ferries Ltd\n\n# Five years\n\nFares rose in each of them.\n"


def test_a_company_in_a_title_is_said_by_a_cell():
    rows = "<tr><td>Kestrel Ferries Ltd</td><td>31</td></tr><tr><td>Others</td><td>4</td></tr>"
    page = f"<title>Results | Kestrel Ferries Ltd</title><h1>Results</h1><table>{rows}</table>"
    assert read_html(page.encode(), LIMITS).text == "# Results\n\nKestrel Ferries Ltd\t31\nOthers\t4\n"


def test_fragment_of_html_is_read():
    assert read_html(b"<p>Just a line about $3 million.</p>", LIMITS).text == "Just a line about $3 million.\n"


def test_pdf_pages_are_parted_by_form_feeds():
    content = read_pdf(pdf("Aoba paid $3 million", "Second page"), LIMITS)
    assert (content.text, content.encoding) == ("Aoba paid $3 million\fSecond page", "utf-8 (PDF text layer)")


def test_pdf_title_counts_only_if_the_first_page_says_it():
    assert read_pdf(pdf("Annual Report of Aoba", title="Annual Report"), LIMITS).title == "Annual Report"
    assert read_pdf(pdf("Annual Report of Aoba", title="Microsoft Word - doc1"), LIMITS).title is None


def test_pdf_beyond_the_limit_of_pages_is_read_in_part():
    content = read_pdf(pdf("One", "Two", "Three"), Limits(pages=2))
    assert content.text == "One\fTwo"
    assert content.troubles == (Trouble("too_many_pages", "in part: 3 pages, of which the first 2 were read"),)


def test_word_file_keeps_the_order_of_paragraphs_and_tables():
    row = "<w:tr>{}</w:tr>".format
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    table = f"<w:tbl>{row(cell('Year') + cell('Sales'))}{row(cell('2023') + cell('$5 million'))}</w:tbl>"
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    content = read_docx(docx(paragraph("Before the table.") + table + paragraph("After it.")), LIMITS)
    assert (content.text, content.encoding) == (
        "Before the table.\n\nYear\tSales\n2023\t$5 million\n\nAfter it.\n",
        "utf-8 (Office Open XML)",
    )


def test_word_headings_and_items_are_marked():
    import docx as word

    document, out = word.Document(), io.BytesIO()
    document.add_heading("Report", 0)
    document.add_heading("Sales", 2)
    document.add_paragraph("Sales rose.")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    document.save(out)
    assert read_docx(out.getvalue(), LIMITS).text == "# Report\n\n## Sales\n\nSales rose.\n\n- One\n- Two\n"


def jsonl(text: str, limits: Limits = LIMITS) -> list[Row | Trouble]:
    return list(read_jsonl(io.BytesIO(text.encode()), limits))


def test_jsonl_gives_one_document_a_row_with_its_metadata():
    (row,) = jsonl('{"id": 7, "text": "Sales rose.", "url": "https://a.example", "title": "T", "published": "2024-03", "publisher": "P"}\n')
    assert isinstance(row, Row)
    assert (row.id, row.named) == ("7", True)
    content = row.content
    assert (content.text, content.url, content.title, content.published, content.publisher, content.evidence) == (
        "Sales rose.",
        "https://a.example",
        "T",
        "2024-03",
        "P",
        "column published",
    )


def test_jsonl_lines_of_figures_without_any_text_are_one_table():
    (row,) = jsonl('{"name": "Marlow", "sales_usd_m": 31.5}\n{"name": "Pell", "sales_usd_m": 4}\n')
    assert row.content.text == "name\tsales (USD m)\nMarlow\t31.5\nPell\t4\n"
    first, second = jsonl('{"name": "Marlow", "sales_usd_m": 31.5}\n{"id": "b", "text": "Sales rose."}\n')
    assert (first.reason, first.detail, second.content.text) == ("no_text", "row 1 has no text", "Sales rose.")


NOTED = "Marlow's owners have told two of its lenders that they would rather sell the yard than put in more money."


def test_note_of_one_record_of_figures_does_not_make_texts_of_them():
    records = [
        {"name": "Marlow", "sales_usd": 31500, "note": NOTED},
        {"name": "Pell", "sales_usd": 4000},
        {"name": "Orme", "sales_usd": 700},
    ]
    said = f"name\tsales (USD)\tnote\nMarlow\t31500\t{NOTED}\nPell\t4000\t\nOrme\t700\t\n"
    (row,) = read_json(io.BytesIO(json.dumps({"firms": records}).encode()), LIMITS)
    (lined,) = jsonl("\n".join(map(json.dumps, (records[1], records[0], records[2]))))
    assert row.content.text == said
    assert lined.content.text == f"name\tsales (USD)\tnote\nPell\t4000\t\nMarlow\t31500\t{NOTED}\nOrme\t700\t\n"


@pytest.mark.parametrize(
    "records",
    [
        [{"name": "Marlow", "sales_usd": 31500, "note": NOTED}, {"name": "Pell", "sales_usd": 4000}],
        [{"title": "Marlow", "read": 31, "body": NOTED}, {"title": "Pell", "read": 4}, {"title": "Orme", "read": 7}],
    ],
)
def test_records_half_of_which_have_a_text_or_one_that_names_it_are_documents(records: list[dict[str, Any]]):
    first, *others = read_json(io.BytesIO(json.dumps(records).encode()), LIMITS)
    assert first.content.text == NOTED
    assert [other.reason for other in others] == ["no_text"] * len(others)


def test_keys_of_records_say_their_currency_in_brackets():
    record = {"name": "Marlow", "last_round": {"amount_eur": 14, "type": "Series A"}, "sales": {"usd": 5}, "raised_gbp_m": 3, "held_pct": 4}
    (row,) = read_json(io.BytesIO(json.dumps([record, record]).encode()), LIMITS)
    heads = "name\tlast round amount (EUR)\tlast round type\tsales (USD)\traised (GBP m)\theld (%)"
    assert row.content.text.splitlines()[0] == heads


def test_jsonl_row_that_is_wrong_costs_only_itself():
    rows = jsonl('\ufeff{"id": "a", "text": "One."}\n\nno json\n[1]\n{"id": "b"}\n{"id": "c", "text": " "}\n{"text": "Two."}')
    assert [(type(row).__name__, row.id if isinstance(row, Row) else (row.reason, row.row)) for row in rows] == [
        ("Row", "a"),
        ("Trouble", ("broken", "3")),
        ("Trouble", ("broken", "4")),
        ("Trouble", ("no_text", "b")),
        ("Trouble", ("empty", "c")),
        ("Row", "7"),
    ]


def test_wrong_metadata_of_a_row_is_told_and_left_out():
    (row,) = jsonl('{"id": "a", "text": "One.", "published": "last week", "title": 5}\n')
    assert isinstance(row, Row)
    assert (row.content.published, row.content.title) == (None, None)
    assert [trouble.reason for trouble in row.content.troubles] == ["metadata", "metadata"]


def test_json_holds_one_document_or_a_list():
    one = list(read_json(io.BytesIO('{"id": "a", "text": "売上高"}'.encode()), LIMITS))
    two = list(read_json(io.BytesIO('[{"id": "a", "text": "売上高"}, {"id": "b", "text": "利益"}]'.encode("utf-16")), LIMITS))
    assert [row.content.text for row in one + two if isinstance(row, Row)] == ["売上高", "売上高", "利益"]


def test_a_table_that_breaks_off_is_read_as_text_from_there_on_and_said_to_be():
    content = read_csv(b'Firm,Sales\nAoba,5\n"Oka,3\nMinato,4\nHill,7\n', LIMITS)
    assert content.text == 'Firm\tSales\nAoba\t5\n\n"Oka,3\nMinato,4\nHill,7\n'
    assert [(content.text[cell.start : cell.end], cell.row, cell.col) for cell in content.grid] == [
        ("Firm", 0, 0),
        ("Sales", 0, 1),
        ("Aoba", 1, 0),
        ("5", 1, 1),
    ]
    assert content.troubles == (
        Trouble("broken", "in part: the table ends before line 3, the rest is read as text: a quotation mark is not closed"),
    )


def test_a_mark_too_many_in_a_field_and_a_field_of_two_lines_break_nothing():
    content = read_csv(b'Firm,Sales\n"Aoba "Inc",3\n"Oka\nLtd",4\n', LIMITS)
    assert content.troubles == ()
    assert len(content.grid) == 6


def test_a_row_with_more_cells_than_heads_is_read_as_text_and_told():
    content = read_csv(b'Firm,Sales,Costs\nAoba,5,4\nOka,1,204,3\nMinato,4,2\n"Hill,7\n', LIMITS)
    assert content.text.splitlines() == ["Firm\tSales\tCosts", "Aoba\t5\t4", "Minato\t4\t2", "", "Oka,1,204,3", '"Hill,7']
    assert [(trouble.reason, trouble.detail) for trouble in content.troubles] == [
        ("broken", "in part: rows with more cells than heads are read as text, line 3"),
        ("broken", "in part: the table ends before line 5, the rest is read as text: a quotation mark is not closed"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"Sales,Costs\nAoba,5,4\nOka,6,3\n",
        b"Note\nFirm,Sales\nAoba,5\nOka,6\nFirm,Sales,Costs\nMinato,4,2\nHill,3,1\n",
        b"Firm,Sales,,\nAoba,5\nOka,6,,\n",
    ],
    ids=["a column without a head", "two tables", "empty cells"],
)
def test_rows_that_are_alike_are_no_broken_ones(data: bytes):
    assert read_csv(data, LIMITS).troubles == ()


def test_records_of_figures_without_a_text_are_a_table_of_one_document():
    data = '[{"id": 1, "firm": "Aoba", "sales_2023": 5}, {"id": 2, "firm": "Oka", "sales_2023": 7.5, "tags": ["a", "b"]}]'
    (row,) = read_json(io.BytesIO(data.encode()), LIMITS)
    assert isinstance(row, Row)
    assert (row.id, row.named, row.content.text) == ("", False, "firm\tsales 2023\ttags\tid\nAoba\t5\t\t1\nOka\t7.5\ta, b\t2\n")
    assert [(cell.row, cell.col) for cell in row.content.grid] == [(row, column) for row in range(3) for column in range(4)]


def test_one_record_of_figures_is_a_list_of_labels_and_values():
    (row,) = read_json(io.BytesIO(b'{"firm": "Aoba", "sales": {"value": 5, "unit": "USD"}, "listed": true}'), LIMITS)
    assert isinstance(row, Row)
    assert row.content.text == "firm\tAoba\nsales\t5 USD\nlisted\ttrue\n"


def test_records_without_figures_are_no_table():
    (row,) = read_json(io.BytesIO(b'[{"id": 1, "firm": "Aoba"}]'), LIMITS)
    assert isinstance(row, Trouble)
    assert (row.reason, row.row) == ("no_text", "1")


def test_parquet_gives_one_document_a_row():
    out = io.BytesIO()
    table = {"id": [1, 2, 3], "text": ["One.", None, "Three."], "published": [date(2024, 3, 5), None, None], "more": [0, 0, 0]}
    pyarrow.parquet.write_table(pyarrow.table(table), out)
    rows = list(read_parquet(io.BytesIO(out.getvalue()), LIMITS))
    assert [(row.id, row.content.text, row.content.published) if isinstance(row, Row) else row.reason for row in rows] == [
        ("1", "One.", "2024-03-05"),
        "no_text",
        ("3", "Three.", None),
    ]


def test_parquet_without_a_column_of_text_is_unreadable():
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"id": [1], "body": ["One."]}), out)
    with pytest.raises(Unreadable, match="no column called text, only id, body"):
        list(read_parquet(io.BytesIO(out.getvalue()), LIMITS))


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        ("2024-03-05", date(2024, 3, 5), "day"),
        ("2024-03-05T08:00:00Z", date(2024, 3, 5), "day"),
        ("2024-03", date(2024, 3, 1), "month"),
        ("2024-Q3", date(2024, 7, 1), "quarter"),
        ("2024-H2", date(2024, 7, 1), "half"),
        ("2024", date(2024, 1, 1), "year"),
    ],
)
def test_date_of_publication_keeps_its_precision(written: str, first: date, precision: str):
    assert published(written) == (first, precision)


@pytest.mark.parametrize("written", ["", "March 2024", "2024-13", "2024-02-30", "24-03-05", "2024-Q5"])
def test_date_that_is_none_is_refused(written: str):
    with pytest.raises(ValueError, match=r"."):
        published(written)


def test_english_with_typographic_apostrophes_is_not_taken_for_korean():
    text = "The owner hasn’t said whether she’ll sell, and the buyer’s offer won’t stand for long.\n" * 3
    assert decode(text.encode("cp1252")).text == text


def test_english_with_marks_that_make_no_sense_is_still_read():
    text = "The governing body¡¯s plan was turned down on Monday, the chairman said, after a long and bitter debate.\n"
    assert decode(text.encode("cp1252")).encoding == "cp1252 (assumed: nine bytes in ten are ASCII)"


@pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason="needs the evaluation sets in ../shared")
@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "iso2022_jp", "utf-8", "utf-16-le", "utf-16-be"])
def test_single_passages_in_japanese_come_back_from_every_encoding(codec: str):
    wrong, count = [], 0
    for line in (SHARED / "bench/ja-wikipedia-ner/dev.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        data = text.encode(codec, "ignore")
        if data.decode(codec) == text:
            count += 1
            wrong += [text] if decode(data).text != text else []
    assert count > 900
    assert len(wrong) <= 0.002 * count, wrong


def test_cells_of_a_word_table_keep_their_paragraphs_apart():
    cell = "<w:tc>{}</w:tc>".format
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    tabbed = "<w:p><w:r><w:t>$4</w:t><w:tab/><w:t>million</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr>{cell(line('May') + line('2017'))}{cell(tabbed)}</w:tr></w:tbl>"
    assert read_docx(docx(table), LIMITS).text == "May 2017\t$4 million\n"


def test_footnotes_of_a_word_file_stand_at_its_end():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'.format
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    more = {
        "word/footnotes.xml": f"<w:footnotes {space}>{separator}{note(1, 'Own report.')}{note(2, 'Estimate.')}</w:footnotes>".encode(),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r9" Type="{relation}" Target="footnotes.xml"/></Relationships>'
        ).encode(),
    }
    assert read_docx(docx(more=more), LIMITS).text == "One line.\n\n[1] Own report.\n[2] Estimate.\n"


def test_the_mark_of_utf_16_before_a_nul_is_not_that_of_utf_32():
    text = "\x00港の会社は売上高を公表した。"
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")).text == text


def html_text(body: str) -> str:
    return read_html(f"<html><body>{body}</body></html>".encode(), LIMITS).text


def test_text_outside_paragraphs_and_in_time_elements_is_read():
    body = "<h1>Aoba Works</h1>Sales of $3 million<div>in <time datetime='2024-05-01'>May 2024</time></div><span>Closing line</span>"
    assert html_text(body) == "# Aoba Works\n\nSales of $3 million\n\nin May 2024\n\nClosing line\n"


def test_text_that_cannot_be_seen_is_not_read():
    body = (
        "<p>Aoba sold <s>$9 million</s><del>$8 million</del> $3 million of tea.</p><p style='display:none'>Oka lost $5 million.</p>"
        "<div hidden>Hidden $4 million</div><p>Price <span style='text-decoration: line-through'>$7</span> $6</p><template>$1</template>"
    )
    assert html_text(body) == "Aoba sold $3 million of tea.\n\nPrice $6\n"


def test_a_form_that_holds_the_page_is_read_and_one_that_asks_is_not():
    assert html_text("<form><h1>Aoba</h1><p>Aoba sold tea for $3 million.</p></form>") == "# Aoba\n\nAoba sold tea for $3 million.\n"
    assert html_text("<form><p>Sign up for $1</p><input></form><p>Aoba sold tea for $3 million.</p>") == "Aoba sold tea for $3 million.\n"
    asked = "<form><table><tr><td>Pay $1</td><td><input type='text'></td></tr></table></form>"
    assert html_text(f"{asked}<p>Aoba sold tea for $3 million.</p>") == "Aoba sold tea for $3 million.\n"
    told = "<form><input><table><tr><td>Tea<input type='hidden'></td></tr></table></form>"
    assert html_text(told) == "Tea\n"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("12 plants<sup>5</sup>", "12 plants[5]"),
        ("$3 million<sup>[2]</sup>", "$3 million[2]"),
        ("in 2023<sup>1</sup>", "in 2023[1]"),
        ("2016<sup>3</sup>年に5億円<sup>2</sup>を", "2016年[3]に5億円[2]を"),
        ("2016<sup>3</sup>년에 직원은 120<sup>5</sup>명", "2016년[3]에 직원은 120명[5]"),
        ("$5<sup>2</sup> million in all", "$5 million[2] in all"),
        ("40 m<sup>2</sup>", "40 m2"),
        ("<math><mrow><mn>60</mn></mrow></math> million dollars", "60 million dollars"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math> is no sum", "is no sum"),
        ("3 x 10<sup>6</sup> cells", "3 x 10^6 cells"),
        ("the 5<sup>th</sup> plant", "the 5th plant"),
        ("in 2023<sup>1,3</sup>", "in 2023[1][3]"),
        ("in 2023<sup>1 3</sup> and 2024<sup>a</sup>", "in 2023[1][3] and 2024[a]"),
        ("2018<sup>1)</sup>年の120<sup>(4)</sup>人", "2018年[1]の120人[4]"),
        ("10<sup>(4)</sup> mills and 10<sup>2)</sup> ships of 10<sup>9</sup>", "10[4] mills and 10[2] ships of 10^9"),
        ("10<sup>-6</sup> of 3<sup>rd</sup> parties", "10^-6 of 3rd parties"),
    ],
)
def test_a_raised_number_is_no_digit_of_what_stands_before_it(markup, text):
    assert html_text(f"<p>Aoba: {markup}.</p>") == f"Aoba: {text}.\n"


def cells(body: str) -> list[tuple[str, int, int, int, int, bool]]:
    content = read_html(f"<html><body>{body}</body></html>".encode(), LIMITS)
    return [(content.text[c.start : c.end], c.row, c.col, c.row_span, c.col_span, c.head) for c in content.grid]


def test_cells_of_a_table_keep_their_place_over_spans():
    body = (
        "<table><tr><th rowspan=2>Item</th><th colspan=2>2024</th></tr><tr><th>Plan</th><th>Real</th></tr>"
        "<tr><td>Tea</td><td>1,200</td><td>1,250</td></tr></table>"
    )
    assert cells(body) == [
        ("Item", 0, 0, 2, 1, True),
        ("2024", 0, 1, 1, 2, True),
        ("Plan", 1, 1, 1, 1, True),
        ("Real", 1, 2, 1, 1, True),
        ("Tea", 2, 0, 1, 1, False),
        ("1,200", 2, 1, 1, 1, False),
        ("1,250", 2, 2, 1, 1, False),
    ]


def test_cards_of_paragraphs_are_rows_where_they_hold_a_label_and_its_figure_and_no_sentences():
    cards = "<ul><li><p>Staff</p><p><b>36</b> people</p></li><li><p>Leaving within 3 years</p><p>9%</p><p>in 2024</p></li></ul>"
    assert html_text(cards) == "Staff\t36 people\nLeaving within 3 years\t9%\tin 2024\n"
    said = "<ul><li><p>We grew.</p><p>Now 36 work here.</p></li><li><p>We moved.</p><p>In 2024.</p></li></ul>"
    assert "\t" not in html_text(said)


def test_terms_and_cards_are_rows_of_a_label_and_its_values():
    terms = "<dl><dt>Sales</dt><dd>$3 million</dd><dt>Staff</dt><dd>40</dd></dl>"
    cards = "<div><div class=k><div>Sales</div><div>$3 million</div></div><div class=k><div>Profit</div><div>$1 million</div></div></div>"
    assert html_text(terms) == "Sales\t$3 million\nStaff\t40\n"
    assert html_text(cards) == "Sales\t$3 million\nProfit\t$1 million\n"
    assert [(text, row, column, head) for text, row, column, _, _, head in cells(cards)] == [
        ("Sales", 0, 0, True),
        ("$3 million", 0, 1, False),
        ("Profit", 1, 0, True),
        ("$1 million", 1, 1, False),
    ]


def test_a_table_that_only_lays_out_a_page_is_no_table():
    inner = "<table><tr><td>Sales</td><td>$3 million</td></tr><tr><td>Staff</td><td>40</td></tr></table>"
    content = read_html(f"<html><body><table><tr><td><p>Aoba grew.</p></td><td>{inner}</td></tr></table></body></html>".encode(), LIMITS)
    assert content.text == "Aoba grew.\n\nSales\t$3 million\nStaff\t40\n"
    assert {cell.table for cell in content.grid} == {0}


def test_navigation_stays_out_and_tables_of_linked_names_stay_in():
    links = "".join(f"<tr><td><a href=x>Firm {n}</a></td><td>${n} million</td></tr>" for n in (3, 4))
    menus = "<ul class='menu'><li><a href=a>Home</a></li></ul><div class='related'><a href=b>More news</a></div>"
    assert html_text(f"{menus}<table>{links}</table><p>End.</p>") == "Firm 3\t$3 million\nFirm 4\t$4 million\n\nEnd.\n"


def grid_of(content: Content) -> list[tuple[str, int, int, int, int]]:
    return [(content.text[c.start : c.end], c.row, c.col, c.row_span, c.col_span) for c in content.grid]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("commas", b'Firm,Sales\n"Aoba, Ltd.","$3 million"\n'),
        ("semicolons", "Firm;Sales\nAoba, Ltd.;$3 million\n".encode("utf-16")),
        ("tabs", b"Firm\tSales\nAoba, Ltd.\t$3 million\n"),
    ],
)
def test_separated_values_are_rows_of_cells(name, data):
    content = read_csv(data, LIMITS)
    assert content.text == "Firm\tSales\nAoba, Ltd.\t$3 million\n"
    assert grid_of(content) == [("Firm", 0, 0, 1, 1), ("Sales", 0, 1, 1, 1), ("Aoba, Ltd.", 1, 0, 1, 1), ("$3 million", 1, 1, 1, 1)]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Results"
    sheet.append(["Item", "2023", "2024"])
    sheet.append(["Sales", 1234567.5, 2000000])
    sheet.append(["Margin", 0.052, 0.1])
    sheet["B2"].number_format, sheet["C2"].number_format = "[$€-407]#,##0.0", "#,##0"
    sheet["B3"].number_format, sheet["C3"].number_format = "0.0%", "0%"
    sheet.merge_cells("A5:B5")
    sheet["A5"] = "Both"
    hidden = book.create_sheet("Draft")
    hidden["A1"] = "Sales of $9 million"
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_shows_its_values_as_their_formats_do():
    content = read_xlsx(workbook(), LIMITS)
    assert content.text == "## Results\n\nItem\t2023\t2024\nSales\t€1,234,567.5\t2,000,000\nMargin\t5.2%\t10%\nBoth\t\n"
    assert ("Both", 3, 0, 1, 2) in grid_of(content)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (1234.5, "General", "1234.5"),
        (5.0, "General", "5"),
        (-0.052, "0.00%", "-5.20%"),
        (1500, '"$"#,##0', "$1,500"),
        (1500, '#,##0"円"', "1,500円"),
        (1e21, "General", "1000000000000000000000"),
        (date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05"),
        (True, "General", "TRUE"),
        (None, "General", ""),
    ],
)
def test_a_value_of_a_cell_is_written_as_it_is_shown(value, form, expected):
    assert shown(value, form) == expected


def test_mail_gives_its_subject_text_sender_and_day():
    mail = (
        b"From: Aoba Press <press@aoba.example>\r\nSubject: =?utf-8?b?6Z2S6JGJ44Gu5aOy5LiK?=\r\nDate: Tue, 05 Mar 2024 08:00:00 +0900\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        b"<p>Sales rose.</p><table><tr><th>Year</th><th>Sales</th></tr><tr><td>2023</td><td>$3 million</td></tr></table>\r\n"
        b"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=report.pdf\r\n\r\n%PDF\r\n--x--\r\n"
    )
    content = read_mail(mail, LIMITS)
    assert content.text == "# 青葉の売上\n\nSales rose.\n\nYear\tSales\n2023\t$3 million\n"
    assert (content.title, content.publisher, content.published) == ("青葉の売上", "Aoba Press", "2024-03-05")
    assert grid_of(content)[-1] == ("$3 million", 1, 1, 1, 1)
    assert [trouble.detail for trouble in content.troubles] == ["in part: the attachment 'report.pdf' was not read"]


def test_an_archive_gives_each_document_in_it_and_says_what_it_does_not_read(tmp_path: Path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("b/report.md", "# Aoba\n\nSales of $3 million.\n")
        archive.writestr("a.csv", "Firm,Sales\nAoba,$3 million\n")
        archive.writestr("c.exe", "MZ")
        archive.writestr("d.md", "\ufeff")
        archive.writestr("__MACOSX/e.txt", "x")
    found = read(Source("x.zip", bytes(file), "x.zip"), LIMITS)
    assert [(row.path, row.text if isinstance(row, Document) else row.reason) for row in found] == [
        ("x.zip#a.csv", "Firm\tSales\nAoba\t$3 million\n"),
        ("x.zip#b/report.md", "# Aoba\n\nSales of $3 million.\n"),
        ("x.zip#c.exe", "unknown_type"),
        ("x.zip#d.md", "empty"),
    ]


def test_a_broken_file_in_an_archive_costs_itself(tmp_path: Path):
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"The text of {name}.")
    file.write_bytes(file.read_bytes().replace(b"The text of b.txt.", b"The text of B.txt."))
    found = read(Source("x.zip", bytes(file), "x.zip"), LIMITS)
    assert [(row.path, row.text if isinstance(row, Document) else row.reason) for row in found] == [
        ("x.zip#a.txt", "The text of a.txt."),
        ("x.zip#b.txt", "broken"),
        ("x.zip#c.txt", "The text of c.txt."),
    ]


OFF, RAISED = '<w:vanish w:val="0"/>', '<w:vertAlign w:val="superscript"/>'
WIDE, TALL = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'


def word(body: str) -> Content:
    return read_docx(docx(body=body), LIMITS)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_file_is_read_through_insertions_controls_tags_and_boxes():
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    body = (
        f'<w:p>{run("Aoba sold ")}<w:ins w:id="1" w:author="x">{run("tea for ")}</w:ins>'
        f'<w:smartTag w:element="x">{run("$3 million")}</w:smartTag>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>$9 million</w:delText></w:r></w:del>{run(".")}</w:p>'
        f"<w:sdt><w:sdtContent><w:p>{run('In a control.')}</w:p></w:sdtContent></w:sdt><w:p>{box}{run('Beside a box.')}</w:p>"
    )
    assert word(body).text == "Aoba sold tea for $3 million.\n\nIn a control.\n\nBeside a box.\n\nIn a box.\n"


def test_hidden_and_struck_text_of_a_word_file_is_not_read_and_raised_numbers_are_notes():
    body = (
        f"<w:p>{run('Sales of $3 million. ')}{run('Hidden $9 million.', '<w:vanish/>')}{run('Struck $8 million.', '<w:strike/>')}"
        f"{run('Shown.', OFF)}</w:p><w:p>{run('12 plants')}{run('5', RAISED)}</w:p>"
    )
    assert word(body).text == "Sales of $3 million. Shown.\n\n12 plants[5]\n"


def test_formulas_of_a_word_file_are_text():
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    part = "<m:r><m:t>{}</m:t></m:r>"
    power = f"<m:sSup><m:e>{part.format('10')}</m:e><m:sup>{part.format('6')}</m:sup></m:sSup>"
    body = f'<w:p>{run("Sales of ")}<m:oMath xmlns:m="{math}">{part.format("$3 million")}</m:oMath>{run(" and ")}'
    body += f'<m:oMath xmlns:m="{math}">{power}</m:oMath>{run(" tons.")}</w:p>'
    assert word(body).text.startswith("Sales of $3 million and 10")
    assert "106" not in word(body).text


def test_merged_cells_of_a_word_table_keep_their_place():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    body = (
        f"<w:tbl><w:tr>{cell('Item')}{cell('2024', WIDE)}</w:tr>"
        f"<w:tr>{cell('Tea', TALL)}{cell('Plan')}{cell('11')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Real')}{cell('12')}</w:tr></w:tbl>"
    )
    content = word(body)
    assert grid_of(content) == [
        ("Item", 0, 0, 1, 1),
        ("2024", 0, 1, 1, 2),
        ("Tea", 1, 0, 2, 1),
        ("Plan", 1, 1, 1, 1),
        ("11", 1, 2, 1, 1),
        ("Real", 2, 1, 1, 1),
        ("12", 2, 2, 1, 1),
    ]


def test_a_record_with_one_long_text_under_another_name_is_read():
    record = {"id": "7", "headline": "Aoba", "body": "Aoba sold tea for $3 million in the year, " * 3}
    (row,) = read_json(io.BytesIO(json.dumps(record).encode()), LIMITS)
    assert isinstance(row, Row)
    assert row.content.text == record["body"]
    both = {"id": "8", "de": "Aoba verkaufte Tee. " * 9, "en": "Aoba sold its tea. " * 9}
    (trouble,) = read_json(io.BytesIO(json.dumps(both).encode()), LIMITS)
    assert isinstance(trouble, Trouble)
    assert trouble.reason == "no_text"


def test_the_title_of_a_page_without_a_first_heading_heads_its_text():
    page = "<title>Results | Kestrel Ferries Ltd</title><h3>Five years</h3><p>Fares rose in each of them.</p>"
    assert read_html(page.encode(), LIMITS).text == "# Results | Kestrel Ferries Ltd\n\n### Five years\n\nFares rose in each of them.\n"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Kestrel Ferries Ltd: five years</h1><p>Fares rose.</p>",
        "<h2>Results | Kestrel Ferries Ltd</h2><h3>Five years</h3><p>Fares rose.</p>",
    ],
)
def test_the_title_of_a_page_that_names_itself_is_not_said_again(body: str):
    text = read_html(f"<title>Results | Kestrel Ferries Ltd</title>{body}".encode(), LIMITS).text
    assert text.count("Kestrel") == body.count("Kestrel")


def test_the_caption_of_a_table_stands_above_it():
    page = (
        "<p>{}</p><table><caption>Sales by region <i>(EUR million)</i></caption>"
        "<tr><th></th><th>2024</th></tr><tr><th>North</th><td>12.5</td></tr></table>"
    )
    text = read_html(page.format(EN).encode(), LIMITS).text
    assert "\n\nSales by region (EUR million)\n\n\t2024\nNorth\t12.5\n" in text


def test_readings_above_characters_of_a_word_file_are_none_of_its_text():
    body = f"<w:p><w:r><w:ruby><w:rt>{run('かぶ')}</w:rt><w:rubyBase>{run('株')}</w:rubyBase></w:ruby></w:r>{run('式会社青葉')}</w:p>"
    assert word(body).text == "株式会社青葉\n"


def test_a_narrow_space_between_groups_of_digits_stays():
    page = f"<p>{EN}</p><p>Aoba&nbsp;sold 3&#8239;400 shares at 5&#8239;% and 12&#8239;boxes.</p>"
    assert "Aoba sold 3\u202f400 shares at 5 % and 12 boxes.\n" in read_html(page.encode(), LIMITS).text


BESIDE = (
    "<html><body><article><h1>A kiln in Fenwick</h1><p>"
    + "The pottery fired its first kiln this week and showed it to the town. " * 8
    + "</p>"
    "<aside{attributes}><h3>{title}</h3><ul>{items}</ul></aside><p>It will be open on Sundays.</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("attributes", "title", "items", "kept"),
    [
        ("", "Fenwick Pottery", "<li>Founded: 1987</li><li>Staff: 34</li>", True),
        ("", "Read more", '<li><a href="a">Ten kilns of 2024</a></li><li><a href="b">Five glazes for 2025</a></li>', False),
        (' class="related"', "Others", "<li>Founded: 1987</li><li>Staff: 34</li>", False),
        (' role="complementary"', "Others", "<li>Founded: 1987</li><li>Staff: 34</li>", False),
        ("", "Fenwick Pottery", "<li><p><b>Staff</b> 34</p></li><li><p>Founded: 1987</p></li>", True),
        ("", "Fenwick Pottery", "<li><p>Founded: 1987</p><p>Staff: 34</p></li>", True),
        ("", "Others", "<li><p>Founded: 1987</p></li>", False),
        ("", "Others", "<li>Founded: 1987, 2 kilns for 45 pounds</li><li>Get 40% off any plate</li><li>Mugs for <b>£7.50</b></li>", False),
        ("", "Others", "<li>Founded: 1987</li><li>© 2024 Kiln Press Ltd: issue 12</li>", False),
    ],
    ids=[
        "facts",
        "links",
        "a class that says related",
        "a role",
        "facts in paragraphs",
        "facts in paragraphs of one item",
        "one fact",
        "prices beside one fact",
        "rights",
    ],
)
def test_a_box_of_facts_beside_an_article_stays_and_others_do_not(attributes: str, title: str, items: str, kept: bool):
    page = BESIDE.replace("{attributes}", attributes).replace("{title}", title).replace("{items}", items)
    text = read_html(page.encode(), LIMITS).text
    assert (f"### {title}" in text, "Founded: 1987" in text or "Ten kilns" in text) == (kept, kept)


RECORDS = """{"exported": "2026-01-31", "items": [
  {"id": 1, "name": "Quillon Bio", "hq": {"city": "Gent", "country": "Belgium", "lat": 51.0}, "ceo": null,
   "staff": {"value": 142, "as_of": "2025-12"},
   "revenue": [{"year": 2023, "amount": 3.1, "unit": "M", "currency": "EUR"},
               {"year": 2024, "amount": 4.7, "unit": "M", "currency": "EUR"}]},
  {"id": 2, "name": "Tarn Energy", "hq": {"city": "Perth", "country": "Australia", "lat": -31.9}, "ceo": "Ada Holt",
   "staff": {"value": 1260, "as_of": "2025-06"}, "revenue": [],
   "owners": [{"name": "Karri Super", "pct": 14.2}, {"name": "free float", "pct": 85.8}]}
]}"""


def test_records_of_figures_are_a_table_in_a_text_as_in_json():
    said = read_text(RECORDS.encode(), LIMITS)
    assert [line.rstrip("\t") for line in said.text.splitlines()] == [
        "exported: 2026-01-31",
        "",
        "name\thq\thq lat\tceo\tstaff\trevenue 2023\trevenue 2024\towners\tid",
        "Quillon Bio\tGent, Belgium\t51.0\t\t142 (2025-12)\tEUR 3.1M\tEUR 4.7M\t\t1",
        "Tarn Energy\tPerth, Australia\t-31.9\tAda Holt\t1260 (2025-06)\t\t\tKarri Super 14.2%, free float 85.8%\t2",
    ]
    assert [said.text[cell.start : cell.end] for cell in said.grid if cell.row == 0][:2] == ["name", "hq"]


def test_no_figure_of_a_record_is_lost_and_what_is_said_of_all_of_them_stands_above():
    records = b'[{"name": "Ash", "hq": {"city": "Leeds", "staff": 50}}, {"name": "Elm", "hq": {"city": "Hull", "staff": 70}}]'
    said = read_text(b'{"currency": "USD", "data": ' + records + b"}", LIMITS)
    assert said.text.splitlines() == ["currency: USD", "", "name\thq city\thq staff", "Ash\tLeeds\t50", "Elm\tHull\t70"]


NESTED = """{
  "firm": {"name": "Ostrow GmbH", "founded": 1988, "listed": false, "site": {"city": "Kassel", "lat": 51.3},
           "capital": {"amount": 2.5, "currency": "EUR", "scale": "M", "audit": {"by": "Lindner", "year": 2024}}},
  "board": [{"name": "Ida Roth", "post": "chair", "since": 2019}, {"name": "Uwe Kern", "post": "finance", "since": 2021}],
  "figures": [{"year": 2023, "sales": 41200000}, {"year": 2024, "sales": 43900000}],
  "tags": ["glass", "ovens"], "parts": [{"of": {"a": 1, "b": {"c": {"d": {"e": 7}}}}}]
}"""


def test_lists_of_records_in_a_record_are_tables_of_their_own_and_nothing_of_it_is_lost():
    said = read_text(NESTED.encode(), LIMITS)
    assert said.text.splitlines() == [
        "firm name\tOstrow GmbH",
        "firm founded\t1988",
        "firm listed\tfalse",
        "firm site\tKassel",
        "firm site lat\t51.3",
        "firm capital\tEUR 2.5M",
        "firm capital audit\tLindner 2024",
        "tags\tglass, ovens",
        "parts\t1 7",
        "",
        "board",
        "",
        "name\tpost\tsince",
        "Ida Roth\tchair\t2019",
        "Uwe Kern\tfinance\t2021",
        "",
        "figures",
        "",
        "year\tsales",
        "2023\t41200000",
        "2024\t43900000",
    ]
    assert [said.text[cell.start : cell.end] for cell in said.grid if cell.table == 2] == [
        "year", "sales", "2023", "41200000", "2024", "43900000",
    ]  # fmt: skip


def test_what_a_record_in_a_list_says_beside_its_name_and_share_stands_in_brackets():
    owners = b'[{"name": "Hull Trust", "pct": 12.5, "since": 2019, "voting": true}]'
    data = b'[{"name": "Ash", "sales": 5, "owners": ' + owners + b'}, {"name": "Elm", "sales": 7}]'
    assert read_text(data, LIMITS).text.splitlines()[1] == "Ash\t5\tHull Trust 12.5% (since 2019, voting true)"


def test_shares_of_a_table_of_two_columns_have_their_sign():
    owners = (
        '[{"name": "Hull Trust", "percentage": 12.5}, {"name": "Moor Fund", "percentage": "7%"}, {"name": "others", "percentage": null}]'
    )
    said = read_text(f'{{"company": "Ash Mills", "staff": 20, "owners": {owners}}}'.encode(), LIMITS)
    assert said.text.splitlines()[5:] == ["name\tpercentage", "Hull Trust\t12.5%", "Moor Fund\t7%", "others\t"]


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "Sales rose to 12 million euros.", "figures": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}',
        '{"title": "Sales rose", "text": "Sales rose to 12 million euros."}',
        "{Sales rose to 12 million euros.}",
        "Rowan, Hazel, Ash\nand 12 others, who sold, grew.\nThe end, 3, 4",
        "a,b,c\n1,2\n3,4,5\n",
    ],
)
def test_a_text_that_only_looks_like_records_is_read_as_it_is(text: str):
    assert read_text(text.encode(), LIMITS).text == text


def test_values_parted_by_commas_are_a_table_in_a_text_as_in_a_file_of_their_own():
    data = b'company,city,revenue_eur_m,staff\nOstrow GmbH,Kassel,"1.234,5",4120\nLindau AG,Lindau,"318,4",1305\n'
    assert read_text(data, LIMITS).text == read_csv(data, LIMITS).text
    assert read_text(data, LIMITS).text.splitlines()[1] == "Ostrow GmbH\tKassel\t1.234,5\t4120"
