"""Periods that the heads of a cell name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.claims.heads import reachable
from pipeline.runs import run
from pipeline.store import open_tables

NINE_MONTHS = (
    "<html><body><h1>Larkfield Plumbing plc: results</h1><p>Larkfield Plumbing plc announced its results.</p><table>"
    '<tr><th></th><th colspan="3">Three months ended 30 September</th><th colspan="3">Nine months ended 30 September</th></tr>'
    "<tr><th>£m</th><th>2025</th><th>2024</th><th>Change</th><th>2025</th><th>2024</th><th>Change</th></tr>"
    "<tr><td>Revenue</td><td>41.2</td><td>40.0</td><td>3.0%</td><td>120.1</td><td>117.2</td><td>2.5%</td></tr>"
    "<tr><td>Operating profit</td><td>6.1</td><td>5.5</td><td>10.9%</td><td>18.2</td><td>17.0</td><td>7.1%</td></tr>"
    "</table></body></html>"
)


@pytest.fixture(scope="module")
def periods(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str | None]:
    """The period of each figure of the table, by the figure."""
    folder = tmp_path_factory.mktemp("heads")
    (folder / "in").mkdir()
    (folder / "in" / "a.html").write_text(NINE_MONTHS, encoding="utf-8")
    run(folder / "in", folder / "out", workers=1)
    tables = open_tables(folder / "out")
    said = {row.mention_id: row.text for row in tables.records("mentions")}
    return {said[str(row.mention_id)]: row.period for row in tables.records("claims")}


def test_a_length_its_last_day_and_a_year_are_one_period(periods: Mapping[str, str | None]) -> None:
    assert {figure: periods[figure] for figure in ("41.2", "40.0", "18.2", "17.0")} == {
        "41.2": "2025-Q3",
        "40.0": "2024-Q3",
        "18.2": "2025-01-01/2025-09-30",
        "17.0": "2024-01-01/2024-09-30",
    }


def test_a_change_is_of_the_last_period_of_its_own_group_of_columns(periods: Mapping[str, str | None]) -> None:
    assert (periods["3.0%"], periods["2.5%"]) == ("2025-Q3", "2025-01-01/2025-09-30")
    assert (periods["10.9%"], periods["7.1%"]) == ("2025-Q3", "2025-01-01/2025-09-30")


@pytest.mark.parametrize(
    ("evidence", "kept"),
    [
        ({"2024": {"head:column": 1.0, "head:column:whole": 1.0}, "2026": {"main:0": 1.0}, None: {"none": 1.0}}, {"2024"}),
        ({"2025": {"left": 1.0}, "2024": {"left:last": 1.0}, "2026": {"document": 1.0}}, {"2025", "2024"}),
        ({"2025": {"heading:0": 1.0, "heading:named": 1.0}, "2026": {"document": 1.0}, None: {"none": 1.0}}, {"2025"}),
        ({"2025": {"heading:0": 1.0}, "2026": {"document": 1.0}, None: {"none": 1.0}}, {"2025", "2026", None}),
    ],
    ids=["a dated head", "a change beside dated columns", "a heading that names a year", "nothing dated near"],
)
def test_no_far_period_is_meant_where_a_head_or_the_heading_is_dated(
    evidence: dict[str | None, dict[str, float]], kept: set[str | None]
) -> None:
    assert reachable(evidence) == kept
