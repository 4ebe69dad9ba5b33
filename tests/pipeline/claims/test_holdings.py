"""Who holds what, who buys what and who alone gives the money of a round, as rows of tables say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.claims import drafts
from pipeline.records import Claim
from pipeline.runs import run
from pipeline.store import Tables, open_tables

HTML = (
    "<html><head><title>株式会社浦風精機 株式情報</title></head><body><h1>株式会社浦風精機</h1>"
    "<h2>大株主の状況（2023年3月31日現在）</h2><table>"
    "<tr><th>大株主名</th><th>持株数（千株）</th><th>持株比率（％）</th></tr>"
    "<tr><td>株式会社みなと信託銀行</td><td>1,980</td><td>11.00</td></tr><tr><td>浦風興産株式会社</td><td>1,440</td><td>8.00</td></tr>"
    "<tr><td>合計</td><td>3,420</td><td>19.00</td></tr></table></body></html>"
)
CSV = (
    "株式会社浦風精機　大株主（2023年3月31日現在）,,,\n"
    "順位,氏名又は名称,所有株式数（千株）,発行済株式（自己株式を除く。）の総数に対する割合（％）\n"
    "1,浦風興産株式会社,1440,8.00\n2,株式会社みなと信託銀行,1980,11.00\n計,,3420,19.00\n"
)
KOREAN = (
    "# 솔빛정공 주주현황\n\n기준일: 2023-12-31\n\n| 주주명 | 지분율(%) | 주식수(주) |\n|---|---|---|\n"
    "| 한울홀딩스 | 41.2 | 4,120,000 |\n| 나래자산운용 | 9.5 | 950,000 |\n"
)
ENGLISH = (
    "# Brennick Valves plc\n\nBrennick Valves plc makes valves.\n\n| Shareholder | % of issued capital | Shares held |\n|---|---|---|\n"
    "| Southmere Asset Management | 12.6 | 10,400,000 |\n| Heron Pension Trust | 7.1 | 5,900,000 |\n"
)
LISTED = (
    "<html><body><h1>会社概要</h1><table><tr><th>商号</th><td>株式会社浦風精機</td></tr><tr><th>資本金</th><td>4億円</td></tr>"
    "<tr><th>主要株主</th><td>浦風興産株式会社（41.0%）、株式会社みなと信託銀行（8.5%）</td></tr>"
    "<tr><th>関係会社</th><td>浦風サービス株式会社（出資比率80%）</td></tr></table></body></html>"
)
DEALS = (
    "deal_id,announced,target,target_city,buyer,share_pct,price_meur,status\n"
    "D-1,2021-02-11,Corvane Foods,Nantes,Ostrow Group,75,118.5,closed\n"
    "D-2,2021-06-30,Tessel Optics,Graz,Halvard Industries,100,42,closed\n"
    "D-3,2021-09-03,Lumen Quay,Cork,Ostrow Group,33.4,n/a,closed\n"
)
ROUNDS = (
    "# Deals of the month\n\n| Company | Date | Round | Amount | Investor |\n|---|---|---|---|---|\n"
    "| Tarnell Robotics Inc. | 2022-04-05 | Series A | $14 million | Harbour Lane Ventures |\n"
    "| Oakmere Health Inc. | 2022-04-19 | Seed | $3 million | Quill Capital, Dune Partners |\n"
)


def _read(folder: Path, name: str, text: str) -> Tables:
    (folder / "in").mkdir()
    (folder / "in" / name).write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    return open_tables(folder / "out")


def _proposed(tables: Tables) -> set[tuple[str, str, str, str]]:
    """What the patterns propose of a document by its rows: predicate, who, of whom, how much."""
    (document,) = tables.records("documents")
    rows = [list(tables.records(name)) for name in ("segments", "mentions", "entities")]
    names = {entity.entity_id: entity.name for entity in rows[2]}
    made: tuple[Claim, ...] = drafts.propose(document, *rows)
    return {
        (
            claim.predicate,
            names[claim.subject_id],
            names.get(claim.object_id or "", ""),
            str(claim.value.normalize()) if claim.value else "",
        )
        for claim in made
        if claim.rule == "row-holding"
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.html",
            HTML,
            {
                ("stake", "株式会社みなと信託銀行", "株式会社浦風精機", "11"),
                ("stake", "浦風興産株式会社", "株式会社浦風精機", "8"),
            },
        ),
        (
            "a.csv",
            CSV,
            {
                ("stake", "株式会社みなと信託銀行", "株式会社浦風精機", "11"),
                ("stake", "浦風興産株式会社", "株式会社浦風精機", "8"),
            },
        ),
        ("a.md", KOREAN, {("stake", "한울홀딩스", "솔빛정공", "41.2"), ("stake", "나래자산운용", "솔빛정공", "9.5")}),
        (
            "a.md",
            ENGLISH,
            {
                ("stake", "Southmere Asset Management", "Brennick Valves plc", "12.6"),
                ("stake", "Heron Pension Trust", "Brennick Valves plc", "7.1"),
            },
        ),
        (
            "a.html",
            LISTED,
            {
                ("stake", "浦風興産株式会社", "株式会社浦風精機", "41"),
                ("stake", "株式会社みなと信託銀行", "株式会社浦風精機", "8.5"),
                ("stake", "株式会社浦風精機", "浦風サービス株式会社", "8E+1"),
            },
        ),
        (
            "a.csv",
            DEALS,
            {
                ("stake", "Ostrow Group", "Corvane Foods", "75"),
                ("acquisition", "Ostrow Group", "Corvane Foods", "1.185E+8"),
                ("stake", "Halvard Industries", "Tessel Optics", "1E+2"),
                ("acquisition", "Halvard Industries", "Tessel Optics", "4.2E+7"),
                ("stake", "Ostrow Group", "Lumen Quay", "33.4"),
            },
        ),
        ("a.md", ROUNDS, {("investment", "Harbour Lane Ventures", "Tarnell Robotics Inc.", "1.4E+7")}),
    ],
    ids=[
        "holders on a page",
        "holders in a file",
        "holders in Korean",
        "holders in English",
        "a list beside a label",
        "deals",
        "the only investor",
    ],
)
def test_a_row_says_who_holds_buys_or_alone_invests(tmp_path: Path, name: str, text: str, said: set[tuple[str, str, str, str]]) -> None:
    assert _proposed(_read(tmp_path, name, text)) == said


@pytest.mark.parametrize(("name", "text"), [("a.html", HTML), ("a.csv", CSV)], ids=["on a page", "in a file"])
def test_holders_hold_stakes_of_the_company_and_their_sum_is_of_nobody(tmp_path: Path, name: str, text: str) -> None:
    tables = _read(tmp_path, name, text)
    names = {entity.entity_id: entity.name for entity in tables.records("entities")}
    found = [row for row in tables.records("claims") if row.unit == "%"]

    assert {(row.predicate, names[row.subject_id], names.get(row.object_id or "", ""), row.value) for row in found} == {
        ("stake", "株式会社みなと信託銀行", "株式会社浦風精機", 11),
        ("stake", "浦風興産株式会社", "株式会社浦風精機", 8),
    }
    assert all(row.text[:1] not in "計合" for row in tables.records("claims"))


def test_what_those_hold_who_wrote_a_table_is_no_stake_of_the_company_of_the_row(tmp_path: Path) -> None:
    text = (
        "company,stage,post_money_usd,our_stake_pct,employees\nTarnell Robotics Inc.,Series A,60000000,8.4%,47\n"
        "Oakmere Health Inc.,Seed,12000000,11.0%,19\nCorvane Optics Inc.,Series B,95000000,5.5%,88\n"
    )
    assert [row for row in _read(tmp_path, "a.csv", text).records("claims") if row.predicate == "stake"] == []


ROWS = "| 氏名又は名称 | 所有株式数の割合（％） |\n|---|---|\n| 若竹投資株式会社 | 40.0 |\n| 白樺持株会株式会社 | 20.0 |\n| 計 | 60.0 |\n"


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("# 大株主の状況\n\n", set()),
        ("# 大株主の状況\n\n若竹投資株式会社は投資会社である。\n\n", set()),
        ("# 若竹投資株式会社 大株主の状況\n\n", {("stake", "白樺持株会株式会社", "若竹投資株式会社", 20)}),
    ],
    ids=["no company", "a holder in a sentence", "a title names a holder as the company"],
)
def test_holders_of_one_company_hold_nothing_of_each_other(tmp_path: Path, above: str, said: set[tuple[str, str, str, int]]) -> None:
    tables = _read(tmp_path, "a.md", above + ROWS)
    names = {entity.entity_id: entity.name for entity in tables.records("entities")}
    found = [row for row in tables.records("claims") if row.object_id]
    assert {(row.predicate, names[row.subject_id], names[row.object_id or ""], row.value) for row in found} == said
