"""Figures that state nothing of a company by themselves, and moves that name what moved, end to end."""

from __future__ import annotations

import pytest

from pipeline.stages import annotate


def told(text: str) -> list[tuple[str | None, str | None]]:
    """Qualifier and value of each claim of a figure, in the order of the text."""
    claims = annotate(text)[3]
    return [(claim.qualifier, f"{claim.value.normalize():f}") for claim in claims if claim.value is not None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("霧沢物産株式会社の中間配当は1株につき14円とした。", ["14"]),
        ("霧沢物産株式会社の既存店1店1日当りの売上高は40万円だった。", ["400000"]),
        ("霧沢物産株式会社と青葉電機株式会社の2社は、30億円を投じて工場を建てる。", ["3000000000"]),
        ("上記4社の売上高は30億円だった。", ["3000000000"]),
        ("霧沢物産株式会社の社長は七十九歳で亡くなり、従業員は12人だった。", ["12"]),
        ("霧沢物産株式会社の平均年齢は43.4歳だった。", ["43.4"]),
        ("霧沢物産株式会社は同一工場内に30億円を投じる。国内唯一店舗を持つ。", ["3000000000"]),
        ("霧沢物産株式会社の顧客は4社だった。", ["4"]),
        ("霧沢物産株式会社のグループ80社の売上高は30億円だった。", ["80", "3000000000"]),
        ("Acme Corp. said its president, who is 71 years old, would hire 40 people.", ["40"]),
    ],
)
def test_what_states_nothing_by_itself_makes_no_claim(text: str, values: list[str]) -> None:
    assert [value for _, value in told(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "霧沢物産株式会社の25/3期は前期比12.7%の増収、同9.8%の営業増益だった。",
            [("revenue growth year on year", "12.7"), ("operating profit growth year on year", "9.8")],
        ),
        ("霧沢物産株式会社は4.5%の経常減益となった。", [("ordinary profit growth year on year", "-4.5")]),
        ("霧沢物産株式会社は20%増収となった。", [("revenue growth year on year", "20")]),
        ("霧沢物産株式会社は最終減益20%だった。", [("net profit growth year on year", "-20")]),
        ("霧沢物産株式会社は営業増益8%を見込む。", [("operating profit growth year on year", "8")]),
        ("霧沢物産株式会社の営業利益は6.9%の増益となった。", [("operating profit growth year on year", "6.9")]),
    ],
)
def test_a_move_right_behind_a_figure_names_what_moved(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
