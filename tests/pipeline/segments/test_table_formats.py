"""Which cells head which, from the bytes of a file of each format to the cells of its rows."""

from __future__ import annotations

import io

import openpyxl
import pytest

from pipeline.documents.formats import FORMATS, Limits, ending
from pipeline.records import Document
from pipeline.segments import segment
from pipeline.segments.cell_forms import kind
from tests.support.files import docx, pdf, pdf_page, pptx, shape, slide_table


def said(name: str, data: str | bytes) -> list[str]:
    """The figures of a file with their heads: `figure: row / column / section [unit or note]`, outermost first."""
    read = FORMATS[ending(name)].read
    assert read is not None
    content = read(data if isinstance(data, bytes) else data.encode(), Limits())
    document = Document("d", name, (name,), "0" * 64, "x", "utf-8", content.text, grid=content.grid)
    shown: list[str] = []
    for part in segment(document):
        for cell in part.cells if part.kind == "table_row" else ():
            figure = content.text[cell.start : cell.end]
            if kind(figure) != "figure" or not cell.heads:
                continue

            def of(*kinds: str, heads=cell.heads) -> str:  # type: ignore[no-untyped-def]
                return " > ".join(content.text[head.start : head.end] for head in heads if head.kind in kinds)

            about = f"{of('row')} / {of('column')} / {of('section')}".rstrip(" /")
            shown.append(f"{figure}: {about}" + (f" [{of('unit', 'note')}]" if of("unit", "note") else ""))
    return shown


def sheet(*rows: tuple[object, ...], merged: tuple[str, ...] = (), formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    for place, form in (formats or {}).items():
        page[place].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(*rows: tuple[str, ...], heads: int = 0) -> bytes:
    """A Word file with one table; `>2` behind a cell's text spans columns, `v` opens and `^` goes on with a merge downwards."""

    def cell(text: str) -> str:
        marks = {"v": '<w:vMerge w:val="restart"/>', "^": "<w:vMerge/>"}
        plain, _, mark = text.partition("|")
        about = marks.get(mark, f'<w:gridSpan w:val="{mark[1:]}"/>' if mark else "")
        return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{plain}</w:t></w:r></w:p></w:tc>"

    written = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if number < heads else ''}{''.join(map(cell, row))}</w:tr>"
        for number, row in enumerate(rows)
    )
    return docx(f"<w:tbl>{written}</w:tbl>")


def page(*lines: str) -> bytes:
    """A PDF file with one page, a line below the other."""
    return pdf(") Tj 0 -16 Td (".join(line.replace("(", "\\(").replace(")", "\\)") for line in lines))


#: A table of a PDF page, its figures to the right of their columns, a column without a figure in one row.
DRAWN = [
    [(72, 700, "Ferry line"), (268, 714, "Trips"), (226, 700, "2023"), (316, 700, "2024")],
    [(72, 686, "Northern line"), (228, 686, "410"), (318, 686, "433")],
    [(72, 672, "Isles"), (314, 672, "(52)")],
    [(72, 658, "Southern line"), (222, 658, "1,204"), (312, 658, "1,310")],
]
#: The same by columns, as some programs draw it.
BY_COLUMN = [cell for place in range(4) for row in DRAWN for cell in row[place : place + 1]]
OF_FERRIES = [
    "410: Northern line / Trips > 2023",
    "433: Northern line / Trips > 2024",
    "(52): Isles / Trips > 2024",
    "1,204: Southern line / Trips > 2023",
    "1,310: Southern line / Trips > 2024",
]
ABOVE, BELOW = (72, 760, "The ferries of the sound and their trips"), (72, 600, "All lines were busy, the harbour said, and 12 were late.")
CASES = {
    "pdf: a table by the places of its cells": (
        "a.pdf",
        pdf_page(ABOVE, *(cell for row in DRAWN for cell in row), BELOW),
        OF_FERRIES,
    ),
    "pdf: a table drawn column by column": ("a.pdf", pdf_page(ABOVE, *BY_COLUMN, BELOW), OF_FERRIES),
    "pdf: text in two columns is no table": (
        "a.pdf",
        pdf_page(
            *(
                (x, 700 - 12 * line, f"{side} number {line} of a text that goes on")
                for side, x in (("Left", 50), ("Right", 330))
                for line in range(8)
            )
        ),
        [],
    ),
    "html: spans over two rows of heads": (
        "a.html",
        "<table><thead><tr><th rowspan=2>Mill</th><th colspan=2>2021</th><th colspan=2>2022</th></tr>"
        "<tr><th>Flour</th><th>Bran</th><th>Flour</th><th>Bran</th></tr></thead>"
        "<tr><td>East</td><td>410</td><td>52</td><td>433</td><td>57</td></tr>"
        "<tr><td>West</td><td>198</td><td>21</td><td>–</td><td>25</td></tr></table>",
        [
            "410: East / 2021 > Flour",
            "52: East / 2021 > Bran",
            "433: East / 2022 > Flour",
            "57: East / 2022 > Bran",
            "198: West / 2021 > Flour",
            "21: West / 2021 > Bran",
            "–: West / 2022 > Flour",
            "25: West / 2022 > Bran",
        ],
    ),
    "html: firms above, measures beside": (
        "a.html",
        "<table><tr><td></td><th scope=col>Kestrel Ltd</th><th scope=col>Merlin plc</th></tr>"
        "<tr><th scope=row>Turnover (£m)</th><td>71.2</td><td>18.9</td></tr><tr><th scope=row>Crew</th><td>930</td>"
        "<td>240</td></tr></table>",
        [
            "71.2: Turnover (£m) / Kestrel Ltd",
            "18.9: Turnover (£m) / Merlin plc",
            "930: Crew / Kestrel Ltd",
            "240: Crew / Merlin plc",
        ],
    ),
    "html: terms and what is said of them": (
        "a.html",
        "<dl><dt>Turnover</dt><dd>£71.2m</dd><dt>Crew</dt><dd>930</dd></dl>",
        ["£71.2m: Turnover", "930: Crew"],
    ),
    "html: an info box": (
        "a.html",
        "<table><tr><th colspan=2>Merlin plc</th></tr><tr><th>Seat</th><td>Hull</td></tr><tr><th>Fleet</th><td>31</td></tr>"
        "<tr><th>Crew</th><td>240</td></tr></table>",
        ["31: Fleet /  / Merlin plc", "240: Crew /  / Merlin plc"],
    ),
    "html: parts of a table in rows of one cell": (
        "a.html",
        "<table><tr><th></th><th>Q1</th><th>Q2</th></tr><tr><th colspan=3>Ferries</th></tr><tr><td>Trips</td><td>120</td><td>133</td></tr>"
        "<tr><th colspan=3>Buses</th></tr><tr><td>Trips</td><td>900</td><td>905</td></tr></table>",
        ["120: Trips / Q1 / Ferries", "133: Trips / Q2 / Ferries", "900: Trips / Q1 / Buses", "905: Trips / Q2 / Buses"],
    ),
    "html: a table within a table of layout": (
        "a.html",
        '<table role="presentation"><tr><td><table><tr><th></th><th>Lent</th><th>Repaid</th></tr>'
        "<tr><th>Harbour branch</th><td>61</td><td>48</td></tr><tr><th>Hill branch</th><td>17</td><td>16</td></tr></table></td>"
        "<td>Menu</td></tr></table>",
        ["61: Harbour branch / Lent", "48: Harbour branch / Repaid", "17: Hill branch / Lent", "16: Hill branch / Repaid"],
    ),
    "html: footnotes in heads and labels": (
        "a.html",
        "<table><tr><th>Fund</th><th>2023<sup>1</sup></th><th>2024</th></tr><tr><td>Elm</td><td>3.1%</td><td>3.4%</td></tr>"
        "<tr><td>Oak<sup>2</sup></td><td>2.2%</td><td>n/a</td></tr></table>",
        ["3.1%: Elm / 2023[1]", "3.4%: Elm / 2024", "2.2%: Oak[2] / 2023[1]", "n/a: Oak[2] / 2024"],
    ),
    "html: a Korean statement with losses in brackets": (
        "a.html",
        "<p>(단위: 백만원)</p><table><tr><th></th><th>2023년</th><th>2024년</th></tr><tr><td>매출액</td><td>8,120</td><td>9,034</td></tr>"
        "<tr><td>영업이익</td><td>(311)</td><td>402</td></tr></table>",
        [
            "8,120: 매출액 / 2023년 [(단위: 백만원)]",
            "9,034: 매출액 / 2024년 [(단위: 백만원)]",
            "(311): 영업이익 / 2023년 [(단위: 백만원)]",
            "402: 영업이익 / 2024년 [(단위: 백만원)]",
        ],
    ),
    "html: a change without its unit": (
        "a.html",
        "<table><tr><th>区分</th><th>当期</th><th>前期</th><th>増減</th></tr>"
        "<tr><td>運賃収入</td><td>812億円</td><td>790億円</td><td>+22</td></tr></table>",
        ["812億円: 運賃収入 / 当期", "790億円: 運賃収入 / 前期", "+22: 運賃収入 / 増減 [億円]"],
    ),
    "markdown: a note above, a cell that is missing, a mark on a year": (
        "a.md",
        "Herring landed, in thousand tonnes\n\n| Port | 2022 | 2023* |\n|:--|--:|--:|\n| Northhaven | 41 | |\n| Southhaven | 12 | 15 |\n",
        [
            "41: Northhaven / 2022 [in thousand tonnes]",
            "12: Southhaven / 2022 [in thousand tonnes]",
            "15: Southhaven / 2023* [in thousand tonnes]",
        ],
    ),
    "markdown: bold labels of a list": (
        "a.md",
        "**Key figures**\n\n- **Revenue:** $4.2 million\n- **Employees:** 38\n- **Operating margin:** 11%\n",
        ["$4.2 million: Revenue", "38: Employees", "11%: Operating margin"],
    ),
    "markdown: bold rows, no name above the labels": (
        "a.md",
        "| | Units | % of total |\n|---|---|---|\n| **North** | **520** | **52%** |\n| South | 480 | 48% |\n",
        ["**520**: **North** / Units", "**52%**: **North** / % of total", "480: South / Units", "48%: South / % of total"],
    ),
    "aligned text: years below seasons": (
        "a.txt",
        "                     Spring           Autumn\n                  2022    2023     2022    2023\n"
        "Barley             311     298      120     131\nOats                95      88       41      39\n",
        [
            "311: Barley / Spring > 2022",
            "298: Barley / Spring > 2023",
            "120: Barley / Autumn > 2022",
            "131: Barley / Autumn > 2023",
            "95: Oats / Spring > 2022",
            "88: Oats / Spring > 2023",
            "41: Oats / Autumn > 2022",
            "39: Oats / Autumn > 2023",
        ],
    ),
    "aligned text: a cell that is missing": (
        "a.txt",
        "Stable            Horses    Ponies    Mules\nUpper yard            41        12        3\n"
        "Lower yard            17                  9\nFar meadow             6         8        2\n",
        [
            "41: Upper yard / Horses",
            "12: Upper yard / Ponies",
            "3: Upper yard / Mules",
            "17: Lower yard / Horses",
            "9: Lower yard / Mules",
            "6: Far meadow / Horses",
            "8: Far meadow / Ponies",
            "2: Far meadow / Mules",
        ],
    ),
    "labels and figures between bars": (
        "a.txt",
        "Harvest in tonnes\n- Barley: 18 | 22 | 24\n- Oats: 7 | 6 | 9\n",
        ["18: Barley", "22: Barley", "24: Barley", "7: Oats", "6: Oats", "9: Oats"],
    ),
    "a table below another has heads of its own": (
        "a.md",
        "| Region | 2023 | 2024 |\n|---|---|---|\n| North | 41 | 44 |\n\n| Barley | Oats | Rye |\n|---|---|---|\n| 7 | 9 | 3 |\n",
        ["41: North / 2023", "44: North / 2024", "7:  / Barley", "9:  / Oats", "3:  / Rye"],
    ),
    "html: a line that is a unit is one of all figures": (
        "a.html",
        "<p>£ million</p><table><tr><th>Year</th><th>Rent</th></tr><tr><td>2024</td><td>88.1</td></tr>"
        "<tr><td>2023</td><td>79.0</td></tr></table>",
        ["88.1: 2024 / Rent [£ million]", "79.0: 2023 / Rent [£ million]"],
    ),
    "cards of a figure and how it moved": (
        "a.txt",
        "Aoba Mills\n\nRevenue\n$41 million\n\nEmployees\n2,310\n+41\n\nMarket cap\n$1.2B\n-0.4%\n\nAoba Mills grinds barley.\n",
        ["$41 million: Revenue", "2,310: Employees", "+41: Employees", "$1.2B: Market cap", "-0.4%: Market cap"],
    ),
    "a list with years of its own below a table": (
        "a.md",
        "| Prices (x) | 2024 | 2025E |\n|---|---|---|\n| Barley | 1.8 | 1.9 |\n\n"
        "**Tonnes (t): 2024 | 2025E**\n- Barley: 22 | 24\n- Oats: 6 | 9\n",
        ["1.8: Barley / 2024", "1.9: Barley / 2025E", "22: Barley / 2024", "24: Barley / 2025E**", "6: Oats / 2024", "9: Oats / 2025E**"],
    ),
    "a caption says what a table shows": (
        "a.md",
        "Table 3: Head of cattle\n\n| Region | 2023 | 2024 |\n|---|---|---|\n| North | 41 | 44 |\n| South | 60 | 63 |\n",
        [
            "41: North / 2023 / Head of cattle",
            "44: North / 2024 / Head of cattle",
            "60: South / 2023 / Head of cattle",
            "63: South / 2024 / Head of cattle",
        ],
    ),
    "boxes of a slide are no table": (
        "a.md",
        "|Dairy|Grain|\n|---|---|\n|Over 40m cows on the plain|$7bn in barley sold abroad|\n|9m farmers in the hills| |\n",
        [],
    ),
    "labels and figures between slashes, their years behind the name of the list": (
        "a.txt",
        "Tonnes a hectare: 2023 / 2024 / 2025E\n- Barley: 1.8 / 2.2 / 2.4\n- Oats: 0.7 / 0.6 / 0.9\n",
        [
            "1.8: Barley / 2023",
            "2.2: Barley / 2024",
            "2.4: Barley / 2025E",
            "0.7: Oats / 2023",
            "0.6: Oats / 2024",
            "0.9: Oats / 2025E",
        ],
    ),
    "labels and figures between bars, a part of the table above": (
        "a.md",
        "| Price | 2024 | 2025E |\n|---|---|---|\n| Barley | 180 | 191 |\n\n**Tonnes a hectare**\n- Barley: 2.2 | 2.4\n- Oats: 0.6 | 0.9\n",
        [
            "180: Barley / 2024",
            "191: Barley / 2025E",
            "2.2: Barley / 2024 / **Tonnes a hectare**",
            "2.4: Barley / 2025E / **Tonnes a hectare**",
            "0.6: Oats / 2024 / **Tonnes a hectare**",
            "0.9: Oats / 2025E / **Tonnes a hectare**",
        ],
    ),
    "a list of two mills, each under its name": (
        "a.txt",
        "Company: Aoba Mills\nEmployees: 31\nRevenue: $4 million\n\nCompany: Oka Mills\nEmployees: 12\nRevenue: $1 million\n",
        [
            "31: Employees /  / Aoba Mills",
            "$4 million: Revenue /  / Aoba Mills",
            "12: Employees /  / Oka Mills",
            "$1 million: Revenue /  / Oka Mills",
        ],
    ),
    "a table of contents has no figures": (
        "a.txt",
        "Part 1    The farm and its people              3\nPart 2    Harvest                              9\n"
        "Part 3    Mills                               12\nPart 4    Reserved\nPart 5    Prices                              30\n"
        "Part 6    Roads                               31\nPart 7    Maps                                44\n",
        [],
    ),
    "a year a row is no table of contents": (
        "a.txt",
        "2017    Mills    3\n2018    Mills    9\n2019    Mills    12\n2020    Mills    30\n2021    Mills    31\n2022    Mills    44\n",
        ["3: 2017", "9: 2018", "12: 2019", "30: 2020", "31: 2021", "44: 2022"],
    ),
    "flattened: units of pounds and won": (
        "a.txt",
        "Revenue\nCosts\n£m\n£m\nH1 2024\n21\n18\nH1 2023\n20\n17\n",
        [
            "21: H1 2024 / Revenue [£m]",
            "18: H1 2024 / Costs [£m]",
            "20: H1 2023 / Revenue [£m]",
            "17: H1 2023 / Costs [£m]",
        ],
    ),
    "html: a note with a sign of currency before the scale": (
        "a.html",
        "<p>All amounts in A$ thousands unless stated</p><table><tr><th>Year</th><th>Rent</th></tr><tr><td>2024</td><td>88</td></tr>"
        "<tr><td>2023</td><td>79</td></tr></table>",
        ["88: 2024 / Rent [in A$ thousands]", "79: 2023 / Rent [in A$ thousands]"],
    ),
    "aligned text: a row by itself behind a blank line": (
        "a.txt",
        "Farm              2022      2023\nBarley             311       298\nOats                95        88\n\n"
        "All crops          406       386\n",
        [
            "311: Barley / 2022",
            "298: Barley / 2023",
            "95: Oats / 2022",
            "88: Oats / 2023",
            "406: All crops / 2022",
            "386: All crops / 2023",
        ],
    ),
    "tabs": (
        "a.txt",
        "Depot\tLorries\tKilometres\nLund\t14\t90,410\nYstad\t9\t51,233\n",
        ["14: Lund / Lorries", "90,410: Lund / Kilometres", "9: Ystad / Lorries", "51,233: Ystad / Kilometres"],
    ),
    "csv: a comma in a label, cells that are missing": (
        "a.csv",
        'Item,2022,2023\nMilk (litres),4100,4350\n"Cheese, hard (kg)",310,\nButter (kg),,101\n',
        [
            "4100: Milk (litres) / 2022",
            "4350: Milk (litres) / 2023",
            "310: Cheese, hard (kg) / 2022",
            "101: Butter (kg) / 2023",
        ],
    ),
    "csv: semicolons, quarters beside": (
        "a.csv",
        "Quarter;Orders;Returns\nQ1 2024;812;31\nQ2 2024;790;28\n",
        ["812: Q1 2024 / Orders", "31: Q1 2024 / Returns", "790: Q2 2024 / Orders", "28: Q2 2024 / Returns"],
    ),
    "tsv: words between label and figure": (
        "a.tsv",
        "Firm\tSeat\tCapital ($m)\nAlder\tOslo\t12.5\nBirch\tTurku\t7.0\n",
        ["12.5: Alder / Capital ($m)", "7.0: Birch / Capital ($m)"],
    ),
    "xlsx: years merged over plan and result": (
        "a.xlsx",
        sheet(
            ("", "2023", None, "2024", None),
            ("Plant", "Plan", "Actual", "Plan", "Actual"),
            ("Oslo", 120, 118, 130, 127),
            ("Turku", 60, 66, None, 71),
            merged=("B1:C1", "D1:E1"),
        ),
        [
            "120: Oslo / 2023 > Plan",
            "118: Oslo / 2023 > Actual",
            "130: Oslo / 2024 > Plan",
            "127: Oslo / 2024 > Actual",
            "60: Turku / 2023 > Plan",
            "66: Turku / 2023 > Actual",
            "71: Turku / 2024 > Actual",
        ],
    ),
    "xlsx: years below each other, formats of currency and per cent": (
        "a.xlsx",
        sheet(
            ("Year", "Rent", "Share of rent"),
            (2022, 1200.5, 0.31),
            (2023, 1310.25, 0.28),
            formats={"B2": "[$€-407]#,##0.00", "B3": "[$€-407]#,##0.00", "C2": "0%", "C3": "0%"},
        ),
        ["€1,200.50: 2022 / Rent", "31%: 2022 / Share of rent", "€1,310.25: 2023 / Rent", "28%: 2023 / Share of rent"],
    ),
    "word: a head over two columns, one over two rows": (
        "a.docx",
        word(("Region|v", "Members|>2"), ("|^", "2022", "2023"), ("Coast", "501", "498"), ("Inland", "77", "82"), heads=2),
        [
            "501: Coast / Members > 2022",
            "498: Coast / Members > 2023",
            "77: Inland / Members > 2022",
            "82: Inland / Members > 2023",
        ],
    ),
    "word: a label over two rows": (
        "a.docx",
        word(("Group|v", "Juniors", "19"), ("|^", "Seniors", "44")),
        ["19: Group > Juniors", "44: Group > Seniors"],
    ),
    "powerpoint: a head over two columns, one over two rows": (
        "a.pptx",
        pptx(
            shape("Members", place="title")
            + slide_table(("Region|v2", "Members|>2", "|<"), ("|^", "2022", "2023"), ("Coast", "501", "498"), ("Inland", "77", "82"))
        ),
        [
            "501: Coast / Members > 2022",
            "498: Coast / Members > 2023",
            "77: Inland / Members > 2022",
            "82: Inland / Members > 2023",
        ],
    ),
    "powerpoint: labels and what is said of them": (
        "a.pptx",
        pptx(slide_table(("Fleet", "31"), ("Crew", "240"), ("Turnover", "£18.9m"))),
        ["31: Fleet", "240: Crew", "£18.9m: Turnover"],
    ),
    "pdf: a statement, its heads between single blanks": (
        "a.pdf",
        page(
            "Statement of income",
            "(In thousands) FY2024 FY2023 Change",
            "Ticket sales 6,410 5,988 7.0%",
            "Catering 1,204 1,190 1.2%",
            "Net loss (311) (402) 22.6%",
        ),
        [
            "6,410: Ticket sales / FY2024",
            "5,988: Ticket sales / FY2023",
            "7.0%: Ticket sales / Change",
            "1,204: Catering / FY2024",
            "1,190: Catering / FY2023",
            "1.2%: Catering / Change",
            "(311): Net loss / FY2024",
            "(402): Net loss / FY2023",
            "22.6%: Net loss / Change",
        ],
    ),
    "flattened: a cell a line": (
        "a.txt",
        "売上高\n経常利益\n百万円\n百万円\n2023年3月期\n4,120\n310\n2022年3月期\n3,980\n295\n",
        [
            "4,120: 2023年3月期 / 売上高 [百万円]",
            "310: 2023年3月期 / 経常利益 [百万円]",
            "3,980: 2022年3月期 / 売上高 [百万円]",
            "295: 2022年3月期 / 経常利益 [百万円]",
        ],
    ),
    "names of two lines each over units of a line each, yen and sen without a change": (
        "b.txt",
        "（２）その他\n5,012\n１株当たり\n当期純利益\n自己資本\n当期純利益率\n売上高\n営業利益率\n円 銭\n％\n％\n"
        "2025年3月期\n41.20\n6.1\n5.5\n2024年3月期\n38.07\n5.8\n5.1\n",
        [
            "41.20: 2025年3月期 / １株当たり\n当期純利益 [円 銭]",
            "6.1: 2025年3月期 / 自己資本\n当期純利益率 [％]",
            "5.5: 2025年3月期 / 売上高\n営業利益率 [％]",
            "38.07: 2024年3月期 / １株当たり\n当期純利益 [円 銭]",
            "5.8: 2024年3月期 / 自己資本\n当期純利益率 [％]",
            "5.1: 2024年3月期 / 売上高\n営業利益率 [％]",
        ],
    ),
    "a line each of names, units and figures, of characters of two widths": (
        "a.txt",
        "1．2025年3月期の連結業績\n"
        "　　　　　　売上高　　　　営業利益　　　親会社株主に帰属する当期純利益\n"
        "　　　　　　百万円　　％　　百万円　　％　　百万円　　％\n"
        "2025年3月期　18,432　 6.3　　1,214 △11.8　　 842 △14.6\n"
        "2024年3月期　17,340　△2.1　　1,376　 4.0　　 986　 7.7\n"
        "　　　　　　　　　1株当たり当期純利益\n　　　　　　　　　　　円 銭\n2025年3月期　　　64.17\n2024年3月期　　　75.14\n"
        "3．2026年3月期の連結業績予想\n"
        "　　　売上高　　　営業利益　　親会社株主に帰属する当期純利益　　1株当たり当期純利益\n"
        "　　百万円　％　　百万円　％　　百万円　％　　円 銭\n"
        "通期　19,200 4.2　　1,350 11.2　　910 8.1　　69.35\n",
        [
            "18,432: 2025年3月期 / 売上高 [百万円]",
            "6.3: 2025年3月期 / 売上高 [％]",
            "1,214: 2025年3月期 / 営業利益 [百万円]",
            "△11.8: 2025年3月期 / 営業利益 [％]",
            "842: 2025年3月期 / 親会社株主に帰属する当期純利益 [百万円]",
            "△14.6: 2025年3月期 / 親会社株主に帰属する当期純利益 [％]",
            "17,340: 2024年3月期 / 売上高 [百万円]",
            "△2.1: 2024年3月期 / 売上高 [％]",
            "1,376: 2024年3月期 / 営業利益 [百万円]",
            "4.0: 2024年3月期 / 営業利益 [％]",
            "986: 2024年3月期 / 親会社株主に帰属する当期純利益 [百万円]",
            "7.7: 2024年3月期 / 親会社株主に帰属する当期純利益 [％]",
            "64.17: 2025年3月期 / 1株当たり当期純利益 [円 銭]",
            "75.14: 2024年3月期 / 1株当たり当期純利益 [円 銭]",
            "19,200: 通期 / 売上高 / 3．2026年3月期の連結業績予想 [百万円]",
            "4.2: 通期 / 売上高 / 3．2026年3月期の連結業績予想 [％]",
            "1,350: 通期 / 営業利益 / 3．2026年3月期の連結業績予想 [百万円]",
            "11.2: 通期 / 営業利益 / 3．2026年3月期の連結業績予想 [％]",
            "910: 通期 / 親会社株主に帰属する当期純利益 / 3．2026年3月期の連結業績予想 [百万円]",
            "8.1: 通期 / 親会社株主に帰属する当期純利益 / 3．2026年3月期の連結業績予想 [％]",
            "69.35: 通期 / 1株当たり当期純利益 / 3．2026年3月期の連結業績予想 [円 銭]",
        ],
    ),
    "flattened: names above units, both between single blanks": (
        "a.txt",
        "売上高 経常利益\n百万円 ％ 百万円 ％\n2023年3月期 4,120 3.1 310 5.0\n2022年3月期 3,995 1.8 295 2.2\n",
        [
            "4,120: 2023年3月期 / 売上高 [百万円]",
            "3.1: 2023年3月期 / 売上高 [％]",
            "310: 2023年3月期 / 経常利益 [百万円]",
            "5.0: 2023年3月期 / 経常利益 [％]",
            "3,995: 2022年3月期 / 売上高 [百万円]",
            "1.8: 2022年3月期 / 売上高 [％]",
            "295: 2022年3月期 / 経常利益 [百万円]",
            "2.2: 2022年3月期 / 経常利益 [％]",
        ],
    ),
    "heads said again below the name of another part": (
        "a.csv",
        "既存店 前年同月比（％）,,6月,7月,8月\n全店,売上高,101.4,102.2,99.1\n全店,客数,98.0,99.7,97.3\n"
        "2023年5月期,,6月,7月,8月\n全店,売上高,103.0,104.6,100.2\n",
        [
            "101.4: 全店 > 売上高 / 6月",
            "102.2: 全店 > 売上高 / 7月",
            "99.1: 全店 > 売上高 / 8月",
            "98.0: 全店 > 客数 / 6月",
            "99.7: 全店 > 客数 / 7月",
            "97.3: 全店 > 客数 / 8月",
            "103.0: 全店 > 売上高 / 6月",
            "104.6: 全店 > 売上高 / 7月",
            "100.2: 全店 > 売上高 / 8月",
        ],
    ),
    "thousands that a note says are left out": (
        "a.txt",
        "Summary of Operations\n(000 omitted, except per share)\n\n                 1991       1990\nNet sales     $48,617    $44,102\n"
        "Net income      3,410      2,795\n",
        [
            "$48,617: Net sales / 1991 [000 omitted, except per share]",
            "$44,102: Net sales / 1990 [000 omitted, except per share]",
            "3,410: Net income / 1991 [000 omitted, except per share > $]",
            "2,795: Net income / 1990 [000 omitted, except per share > $]",
        ],
    ),
    "flattened: a unit above the years": (
        "a.txt",
        "US$m\n2024\n2023\nRent\n12.4\n11.1\nCosts\n(6.0)\n(5.8)\n",
        [
            "12.4: Rent / 2024 [US$m]",
            "11.1: Rent / 2023 [US$m]",
            "(6.0): Costs / 2024 [US$m]",
            "(5.8): Costs / 2023 [US$m]",
        ],
    ),
    "flattened: within a line of running text": (
        "a.txt",
        "The board of the trust met on Monday. Results in brief   USD thousand FY2024 FY2023 Change  Ticket sales 6,410 5,988 7.0%  "
        "Catering 1,204 1,190 1.2%  Net loss (311) (402) 22.6%  The board thanked all who helped with the festival.\n",
        [
            "6,410: Ticket sales / FY2024",
            "5,988: Ticket sales / FY2023",
            "7.0%: Ticket sales / Change",
            "1,204: Catering / FY2024",
            "1,190: Catering / FY2023",
            "1.2%: Catering / Change",
            "(311): Net loss / FY2024",
            "(402): Net loss / FY2023",
            "22.6%: Net loss / Change",
        ],
    ),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_each_figure_of_a_file_has_its_heads(name: str, data: str | bytes, expected: list[str]) -> None:
    assert said(name, data) == expected


def test_the_title_of_a_forecast_stands_over_the_table_below_it_alone() -> None:
    text = (
        "# Ash Mills plc\n\nGuidance 2025\n\n|  | Low | High |\n|---|---|---|\n| Sales (£ million) | 120 | 130 |\n\n"
        "| (£ million) | 30 June 2024 | 30 June 2023 |\n|---|---|---|\n| Cash | 45 | 40 |\n"
    )
    assert said("a.md", text) == [
        "120: Sales (£ million) / Low / Guidance 2025",
        "130: Sales (£ million) / High / Guidance 2025",
        "45: Cash / 30 June 2024",
        "40: Cash / 30 June 2023",
    ]


def test_heads_that_breaks_leave_on_several_lines_are_one_row_above_their_rule():
    text = (
        "| 決算期 | 売上高 | 修正 1株益 |\n修正 1株配 |\n発表日 |\n|---|---|---|---|---|\n"
        "| 予 27.06 | 5,120 | 81.5 | 24 | 26/11/07 |\n| 新 27.06 | 5,340 | 90.2 | 30 | 27/02/12 |\n"
    )
    assert said("a.md", text) == [
        "5,120: 予 27.06 / 売上高",
        "81.5: 予 27.06 / 修正 1株益",
        "24: 予 27.06 / 修正 1株配",
        "5,340: 新 27.06 / 売上高",
        "90.2: 新 27.06 / 修正 1株益",
        "30: 新 27.06 / 修正 1株配",
    ]


def test_heads_without_bars_at_their_ends_may_break_within_a_cell():
    text = "期 | 売上高 | 営業\n利益 | 純利益\n--- | --- | --- | ---\n2031年 | 812 | 64 | 41\n2032年 | 930 | 71 | 52\n"
    assert said("a.md", text)[:3] == ["812: 2031年 / 売上高", "64: 2031年 / 営業\n利益", "41: 2031年 / 純利益"]


def test_per_cent_in_brackets_that_closes_a_row_is_the_unit_of_all_its_figures():
    text = "| 期 | 売上高 | 営業益 | 純利益 |\n|---|---|---|---|\n| 2031年 | 812 | 64 | 41 |\n| 前期比 | +5.1 | +2.0 | -0.4 | (%) |\n"
    assert said("a.md", text)[3:6] == [
        "+5.1: 前期比 / 売上高 [(%)]",
        "+2.0: 前期比 / 営業益 [(%)]",
        "-0.4: 前期比 / 純利益 [(%)]",
    ]
