"""Truth finding on tables of claims."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.fusion import Reconciled, reconcile_table
from pipeline.fusion.encoding import encode
from pipeline.fusion.files import reconcile_file

Row = tuple[str, str, str, str]


def table(rows: list[Row], **columns: list[str]) -> pa.Table:
    source, item, attribute, value = (list(column) for column in zip(*rows, strict=True))
    return pa.table({"source": source, "item": item, "attribute": attribute, "value": value, **columns})


def answers(found: Reconciled) -> dict[tuple[str, str], tuple[str, str, int]]:
    rows = found.facts.to_pylist()
    return {(row["item"], row["attribute"]): (row["value"], row["status"], row["independent_sources"]) for row in rows}


def roles(found: Reconciled) -> list[tuple[str, str]]:
    return [(row["role"], row["reason"]) for row in found.fact_claims.to_pylist()]


def test_the_majority_is_chosen_and_the_rest_stays_linked() -> None:
    found = reconcile_table(table([("a", "x", "size", "3"), ("b", "x", "size", "3"), ("c", "x", "size", "4")]))
    assert answers(found) == {("x", "size"): ("3", "conflicting", 2)}
    assert roles(found) == [
        ("chosen", "best-supported value"),
        ("supports", "says the same"),
        ("conflicts", "excludes the chosen value"),
    ]
    assert found.facts["explanation"].to_pylist()[0].startswith("2 independent voices give 3 (weight ")


def test_statuses() -> None:
    found = reconcile_table(table([("a", "x", "size", "3"), ("b", "x", "size", "3"), ("a", "y", "size", "5")]))
    assert answers(found) == {("x", "size"): ("3", "agreed", 2), ("y", "size"): ("5", "single_source", 1)}


def test_numbers_are_compared_as_numbers_and_names_without_case() -> None:
    found = reconcile_table(
        table(
            [
                ("a", "x", "size", "30.10"),
                ("b", "x", "size", "30.1"),
                ("a", "x", "gate", "B4 "),
                ("b", "x", "gate", "b4"),
                ("c", "x", "gate", "9"),
            ]
        )
    )
    assert answers(found) == {("x", "gate"): ("B4 ", "conflicting", 2), ("x", "size"): ("30.10", "agreed", 2)}


def test_numbers_within_the_declared_tolerance_are_the_same() -> None:
    rows = [("a", "x", "size", "100"), ("b", "x", "size", "101"), ("c", "x", "size", "120")]
    assert answers(reconcile_table(table(rows), tolerance={"size": 2.0}))["x", "size"][2] == 2
    assert answers(reconcile_table(table(rows)))["x", "size"][2] == 1


def test_periods_units_and_plans_are_slots_of_their_own() -> None:
    rows = [("a", "x", "size", "3"), ("b", "x", "size", "4"), ("c", "x", "size", "5"), ("d", "x", "size", "6")]
    found = reconcile_table(
        table(
            rows, period=["2024", "2025", "2025", "2025"], unit=["m", "m", "ft", "m"], modality=["actual", "actual", "actual", "forecast"]
        )
    )
    assert found.facts["status"].to_pylist() == ["single_source"] * 4


def test_a_source_that_is_often_wrong_loses_against_one_that_is_right() -> None:
    rows = [(source, f"item {n}", "size", str(n if source != "bad" else n + 1000)) for n in range(40) for source in ("a", "b", "c", "bad")]
    rows += [("bad", "last", "size", "7"), ("a", "last", "size", "8")]
    assert answers(reconcile_table(table(rows)))["last", "size"][0] == "8"


def test_sources_that_share_their_errors_are_one_voice() -> None:
    rows = []
    for n in range(400):
        wrong = n % 3 == 0
        rows += [(source, f"item {n}", "size", str(-n if wrong else n)) for source in ("copy", "copy of copy", "third copy")]
        rows += [("a", f"item {n}", "size", str(n)), ("b", f"item {n}", "size", str(n if n % 7 else n + 500))]
    found = reconcile_table(table(rows))
    assert dict(zip(found.sources["source"].to_pylist(), found.sources["voice"].to_pylist(), strict=True)) == {
        "a": "a",
        "b": "b",
        "copy": "copy",
        "copy of copy": "copy",
        "third copy": "copy",
    }
    assert answers(found)["item 3", "size"][:2] == ("3", "conflicting")


def test_sources_that_read_a_qualified_definition_without_saying_so_do_not_outvote_the_plain_one() -> None:
    rows, qualifiers = [], []
    for n in range(200):
        for source, value, qualifier in (
            ("exact", n, ""),
            ("gate", n, ""),
            ("exact 2", n + 12 if n % 2 else n, "runway" if n % 2 else ""),
            ("tower 1", n + 12, ""),
            ("tower 2", n + 12, ""),
            ("tower 3", n + 12, ""),
        ):
            rows.append((source, f"flight {n}", "departure", str(value)))
            qualifiers.append(qualifier)
    found = reconcile_table(table(rows, qualifier=qualifiers))
    assert {value for (item, _), (value, _, _) in answers(found).items() if item == "flight 5"} == {"5"}
    assert ("superseded", "another definition of the attribute") in roles(found)


def test_a_coarser_place_supports_the_finer_one_inside_it() -> None:
    tree = pa.table({"child": ["Oslo", "Norway", "Malmö"], "parent": ["Norway", "Europe", "Sweden"]})
    rows = [("a", "x", "place", "Norway"), ("b", "x", "place", "Oslo"), ("c", "x", "place", "Malmö")]
    found = reconcile_table(table(rows), hierarchy=tree)
    assert answers(found) == {("x", "place"): ("Oslo", "conflicting", 2)}
    assert roles(found)[0] == ("supports", "coarser, contains the chosen value")
    assert answers(reconcile_table(table(rows[:2]), hierarchy=tree))["x", "place"][1] == "compatible"


def test_a_hierarchy_with_a_circle_is_read() -> None:
    tree = pa.table({"child": ["a", "b"], "parent": ["b", "a"]})
    assert answers(reconcile_table(table([("s", "x", "place", "a"), ("t", "x", "place", "b")]), hierarchy=tree))["x", "place"][2] == 1


def test_confidence_follows_known_answers() -> None:
    rows = [(source, f"item {n}", "size", str(n)) for n in range(200) for source in ("a", "b", "c")]
    values = [str(n if n % 4 else -1) for n in range(100)]
    known = pa.table({"item": [f"item {n}" for n in range(100)], "attribute": ["size"] * 100, "value": values})
    found = reconcile_table(table(rows), truth=known).facts["confidence"].to_pylist()
    assert max(found) - min(found) < 0.01
    assert abs(found[0] - 0.75) < 0.02


def test_a_missing_column_is_told() -> None:
    with pytest.raises(InputError, match="column value"):
        reconcile_table(pa.table({"source": ["a"], "item": ["x"], "attribute": ["size"]}))


def test_an_empty_table_gives_empty_tables() -> None:
    found = reconcile_table(pa.table({name: pa.array([], pa.string()) for name in ("source", "item", "attribute", "value")}))
    assert (found.facts.num_rows, found.fact_claims.num_rows) == (0, 0)


def test_the_command_reads_parquet_and_csv(tmp_path: Path) -> None:
    held = table([("a", "x", "size", "3"), ("b", "x", "size", "3"), ("c", "x", "size", "4")])
    pq.write_table(held, tmp_path / "claims.parquet")
    (tmp_path / "claims.csv").write_text("source,item,attribute,value\na,x,size,3\nb,x,size,3\nc,x,size,4\n", encoding="utf-8")
    for name in ("claims.parquet", "claims.csv"):
        done = CliRunner().invoke(main, ["reconcile", str(tmp_path / name), "-o", str(tmp_path / "out"), "--tolerance", "size=0.5"])
        assert (done.exit_code, done.output.split()[:2]) == (0, ["facts", "1"])
        assert pq.read_table(tmp_path / "out" / "facts.parquet")["value"].to_pylist() == ["3"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["fact_claims.parquet", "facts.parquet", "sources.parquet"]


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["reconcile", str(tmp_path / "none.parquet"), "-o", str(tmp_path)])
    assert (done.exit_code, "cannot read" in done.output) == (1, True)
    assert CliRunner().invoke(main, ["reconcile", "claims.csv", "--tolerance", "size"]).exit_code == 2


def test_the_layout_of_the_public_sets_is_read(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(
        "object,attribute,kind,source,value,flag\nx,place,hier,a,Norway,\nx,place,hier,b,Oslo,\n", encoding="utf-8"
    )
    (tmp_path / "tree.csv").write_text("id,name,parent\n0,Root,-1\n1,Norway,0\n2,Oslo,1\n", encoding="utf-8")
    reconcile_file(tmp_path / "claims.csv", tmp_path, hierarchy=tmp_path / "tree.csv")
    assert pq.read_table(tmp_path / "facts.parquet").select(["item", "value", "status"]).to_pylist() == [
        {"item": "x", "value": "Oslo", "status": "compatible"}
    ]


def test_the_order_of_a_list_makes_no_difference() -> None:
    found = reconcile_table(table([("a", "x", "authors", "Lee; Kim"), ("b", "x", "authors", "kim;lee"), ("c", "x", "authors", "Lee")]))
    assert answers(found)["x", "authors"] == ("Lee; Kim", "conflicting", 2)


def test_a_flag_of_firmness_is_no_other_definition() -> None:
    found = reconcile_table(table([("a", "x", "size", "3"), ("b", "x", "size", "3")], qualifier=["estimated", ""]))
    assert answers(found)["x", "size"] == ("3", "agreed", 2)


def test_a_file_without_its_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("source,item\na,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column attribute"):
        reconcile_file(tmp_path / "claims.csv", tmp_path / "out")


@pytest.mark.parametrize("empty", ["", "nan", "NaN", "null", "N/A", "None", "—", " ", "Unknown", "不明", "해당 없음", "-inf", "?"])
def test_what_says_that_there_is_no_value_has_no_vote(empty: str) -> None:
    found = reconcile_table(table([("a", "x", "revenue", empty), ("b", "x", "revenue", empty), ("c", "x", "revenue", "100")]))
    assert answers(found) == {("x", "revenue"): ("100", "single_source", 1)}
    assert roles(found) == [("superseded", "gives no value"), ("superseded", "gives no value"), ("chosen", "best-supported value")]
    assert found.facts["runner_up"].to_pylist() == [None]


def test_a_slot_without_any_value_is_kept_and_believed_by_nobody() -> None:
    found = reconcile_table(table([("a", "x", "revenue", ""), ("b", "x", "revenue", "")]))
    assert found.facts["confidence"].to_pylist() == [0.0]


@pytest.mark.parametrize("others", [("nan", "NaN"), ("", "null"), ("n/a", "—", "None")])
def test_a_slot_of_empty_values_alone_has_no_conflict_and_no_voice(others: tuple[str, ...]) -> None:
    found = reconcile_table(table([(source, "x", "revenue", value) for source, value in zip("abc", others, strict=False)]))
    assert found.facts["status"].to_pylist() == ["single_source"]
    assert found.facts["independent_sources"].to_pylist() == [0]
    assert found.facts["explanation"].to_pylist() == ["nobody gives a value."]
    assert {row["reason"] for row in found.fact_claims.to_pylist()} == {"gives no value"}
    assert "supports" not in found.fact_claims["role"].to_pylist()


def test_an_empty_value_is_no_contest_to_the_one_that_is_given() -> None:
    rows = [(source, str(item), "revenue", value) for item in range(40) for source, value in (("a", "100"), ("b", "nan"))]
    alone = [row for row in rows if row[0] == "a"]
    beside = reconcile_table(table(rows)).sources.to_pylist()
    assert beside[0]["right"] == reconcile_table(table(alone)).sources.to_pylist()[0]["right"]


def test_an_empty_value_does_not_make_numbers_into_words() -> None:
    rows = [("a", "x", "size", "1000"), ("b", "x", "size", "1000.0"), ("c", "x", "size", "n/a"), ("a", "y", "size", "-")]
    assert answers(reconcile_table(table(rows)))["x", "size"] == ("1000", "agreed", 2)


def test_one_number_in_three_spellings_is_one_value() -> None:
    rows = [("a", "x", "size", "1,000"), ("b", "x", "size", "1000"), ("c", "x", "size", "1000.0"), ("d", "x", "size", "１０００")]
    assert answers(reconcile_table(table(rows))) == {("x", "size"): ("1,000", "agreed", 4)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("usd", "USD"),
        ("Usd", "USD"),
        ("Employees", "employees"),
        ("PERCENT", "percent"),
        ("ＵＳＤ", "USD"),
        ("US$", "USD"),
        ("€", "eur"),
        ("MXN$", "MXN"),
        ("%", "per cent"),
        ("円", "yen"),
        ("ドル", "USD"),
        ("원", "krw"),
    ],
)
def test_one_unit_in_two_spellings_is_one_slot(one: str, other: str) -> None:
    found = reconcile_table(table([("a", "x", "size", "100"), ("b", "x", "size", "100")], unit=[one, other]))
    assert answers(found) == {("x", "size"): ("100", "agreed", 2)}


@pytest.mark.parametrize(
    "written",
    [
        ("US$ 5", "USD 5", "5 USD", "US$5.00", "usd 5"),
        ("5%", "5 %", "５％", "5.0 percent"),
        ("-€1,200", "EUR -1200", "-1200 €"),
        ("₩1,000", "KRW 1000", "1000 krw"),
        ("EUR -1200", "EUR -1,200.00"),
        ("(45)", "-45", "-45.0"),
        ("1 200", "1,200", "1200.0"),
        ("1.2 million", "1200000", "120万"),
        ("▲45", "-45", "−45.0", "△ 45"),
        ("$1.2 billion", "US$1,200 million", "1.2bn USD", "12億ドル"),
        ("12億円", "JPY 1,200,000,000", "1,200百万円", "1.2 billion yen"),
        ("-₩45억", "-4,500,000,000원"),
        ("€1.5 bn", "1.5 billion euros", "15億ユーロ", "15억 유로"),
    ],
)
def test_a_number_with_its_money_or_per_cent_is_one_value_in_every_spelling(written: tuple[str, ...]) -> None:
    found = reconcile_table(table([(source, "x", "price", value) for source, value in zip("abcde", written, strict=False)]))
    assert found.facts["status"].to_pylist() == ["agreed"]
    assert found.facts["independent_sources"].to_pylist() == [len(written)]


def test_a_value_in_words_leaves_numbers_beside_it_what_they_are() -> None:
    found = reconcile_table(table([("a", "x", "size", "1,200"), ("b", "x", "size", "1200.0"), ("c", "y", "size", "about 9")]))
    assert answers(found) == {("x", "size"): ("1,200", "agreed", 2), ("y", "size"): ("about 9", "single_source", 1)}


def test_long_numbers_beside_words_keep_every_digit() -> None:
    first, second = "1234567890123456789012345678901", "1234567890123456789012345678902"
    found = reconcile_table(table([("a", "x", "code", first), ("b", "x", "code", second), ("a", "y", "code", "none yet")]))
    assert {key: status for key, (_, status, _) in answers(found).items()} == {("x", "code"): "conflicting", ("y", "code"): "single_source"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("01234", "1234x"),
        ("US$ 5", "CA$ 5"),
        ("5%", "5"),
        ("gate 5", "5 gate"),
        ("¥5", "JPY 5"),
        ("May 5", "5 May"),
        ("5 pounds", "GBP 5"),
        ("12 men", "12 million"),
    ],
)
def test_values_of_other_or_doubtful_units_stay_apart(one: str, other: str) -> None:
    found = reconcile_table(table([("a", "x", "price", one), ("b", "x", "price", other)]))
    assert found.facts["status"].to_pylist() == ["conflicting"]


@pytest.mark.parametrize(("hidden", "other"), [("非公開", "上場"), ("비공개", "공개"), ("Infinity", "Nimbus")])
def test_a_word_for_what_is_not_told_is_an_answer_among_words_and_none_among_figures(hidden: str, other: str) -> None:
    rows = [("a", "x", "kind", hidden), ("b", "x", "kind", hidden), ("c", "x", "kind", other)]
    figures = [("a", "x", "price", hidden), ("b", "x", "price", hidden), ("c", "x", "price", "5億円")]
    found = answers(reconcile_table(table([*rows, *figures])))
    assert found == {("x", "kind"): (hidden, "conflicting", 2), ("x", "price"): ("5億円", "single_source", 1)}


def test_triangles_up_and_down_in_one_table_are_what_rises_and_what_falls() -> None:
    rows = [("a", "x", "growth", "▲3.2%"), ("b", "x", "growth", "3.2%"), ("a", "y", "growth", "▼1.2%"), ("b", "y", "growth", "▲1.2%")]
    found = answers(reconcile_table(table([*rows, ("c", "y", "growth", "-1.2%")])))
    assert {item: answer[1:] for (item, _), answer in found.items()} == {"x": ("agreed", 2), "y": ("conflicting", 2)}


def test_rows_of_commas_alone_are_no_claims(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("source,item,attribute,value\na,x,size,3\n\n,,,\nb,x,size,3\n", encoding="utf-8")
    reconcile_file(tmp_path / "claims.csv", tmp_path / "out")
    assert pq.read_table(tmp_path / "out" / "facts.parquet")["item"].to_pylist() == ["x"]


def test_units_that_differ_by_case_are_two_slots() -> None:
    found = reconcile_table(table([("a", "x", "power", "100"), ("b", "x", "power", "100")], unit=["mW", "MW"]))
    assert found.facts["status"].to_pylist() == ["single_source", "single_source"]


def test_a_column_of_lists_is_one_line_and_wrong_usage(tmp_path: Path) -> None:
    held = table([("a", "x", "size", "3")])
    pq.write_table(held.set_column(3, "value", pa.array([["3", "4"]])), tmp_path / "lists.parquet")
    done = CliRunner().invoke(main, ["reconcile", str(tmp_path / "lists.parquet"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        f"awase: {tmp_path}/lists.parquet: the column value holds list<element: string>; one text or number a row is wanted"
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "values",
    [
        ("$5 million", "5000000 USD", "US$5m"),
        ("Rs 1,00,000", "₹100000"),
        ("about 1000", "1000", "~1000"),
        ("2011年", "2011"),
        ("2011-05-03", "May 3, 2011", "3 May 2011", "2011年5月3日", "2011/5/3"),
        ("1'000'000", "1000000"),
        ("AT&amp;T", "AT&T"),
    ],
)
def test_values_that_say_the_same_in_other_spellings_are_one(values: tuple[str, ...]) -> None:
    assert _answers(values) == 1


@pytest.mark.parametrize("values", [("03/05/2011", "2011-05-03"), ("5m", "5"), ("May 32, 2011", "May 3, 2011"), ("May", "5")])
def test_values_that_may_say_something_else_are_rivals(values: tuple[str, ...]) -> None:
    assert _answers(values) == 2


def _answers(values: tuple[str, ...]) -> int:
    count = len(values)
    columns = {"source": [str(at) for at in range(count)], "item": ["X"] * count, "attribute": ["a"] * count, "value": list(values)}
    return encode(pa.table(columns), {}).claims.cells
