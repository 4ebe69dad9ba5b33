"""Truth finding on public sets: one configuration for all; a set declares only its hierarchy.

The sets are research data without a licence: measured where they lie beside the repository, never copied. Run with `-s` to see the table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pytest

from pipeline.fusion import Reconciled, reconcile_table
from pipeline.fusion.calibration import fit
from tests.support.paths import SHARED

SETS = SHARED / "bench" / "fusion"
AIRLINES = frozenset({"aa", "ua", "CO"})

pytestmark = pytest.mark.skipif(not SETS.exists(), reason="needs ../shared/bench/fusion, the public sets")


@dataclass(frozen=True)
class Goal:
    """What a set must reach, and what may be left out of it."""

    name: str
    least: float
    without: frozenset[str] = frozenset()
    flags: bool = True
    error: float = 0.06


GOALS = (
    Goal("flight-5-days", 0.96, error=0.03),
    Goal("flight-5-days", 0.95, without=AIRLINES, error=0.03),
    Goal("flight-5-days", 0.94, flags=False, error=0.03),
    Goal("flight-5-days", 0.90, without=AIRLINES, flags=False, error=0.03),
    Goal("population", 0.80),
    Goal("birthplaces", 0.77, error=0.03),
    Goal("weather", 0.62, error=0.03),
)


@cache
def read(path: Path) -> pa.Table:
    packed = path.with_name(path.name + ".gz")
    kept = dict.fromkeys(("object", "value", "flag", "id", "parent"), pa.string())
    strings = pa_csv.ConvertOptions(column_types=kept, strings_can_be_null=False)
    return pa_csv.read_csv(packed if packed.exists() else path, convert_options=strings)


def load(goal: Goal) -> tuple[pa.Table, pa.Table | None, dict[tuple[str, str], set[str]]]:
    """Read a set: its claims, its hierarchy and its known answers."""
    folder = SETS / goal.name
    table = read(folder / "claims.csv").rename_columns(["item", "attribute", "kind", "source", "value", "qualifier"])
    table = table.filter(pc.invert(pc.is_in(table["source"], pa.array(sorted(goal.without), pa.string()))))
    if not goal.flags:
        table = table.drop_columns(["qualifier"])
    tree = None
    if (folder / "hierarchy.csv").exists():
        nodes = {row["id"]: row for row in read(folder / "hierarchy.csv").to_pylist()}
        edges = [(row["name"], nodes[row["parent"]]["name"]) for row in nodes.values() if row["parent"] in nodes and row["parent"] != "0"]
        tree = pa.table({"child": [child for child, _ in edges], "parent": [parent for _, parent in edges]})
    known: dict[tuple[str, str], set[str]] = {}
    for row in read(folder / "truth.csv").to_pylist():
        answer = row["value"].split(",")[0] if row["kind"] == "hier" else row["value"]
        known.setdefault((row["object"], row["attribute"]), set()).add(plain(answer))
    return table, tree, known


def plain(value: str) -> str:
    try:
        return f"{float(value):.12g}"
    except ValueError:
        return value


def marks(found: Reconciled, known: dict[tuple[str, str], set[str]]) -> np.ndarray:
    """Return for each fact whether its value is a known answer: 1, 0, or NaN where none is known."""
    columns = (found.facts[name].to_pylist() for name in ("item", "attribute", "value"))
    answers = [
        known.get((item, attribute)) for item, attribute in zip(*(found.facts[n].to_pylist() for n in ("item", "attribute")), strict=True)
    ]
    values = list(columns)[2]
    return np.array([np.nan if answer is None else plain(value) in answer for answer, value in zip(answers, values, strict=True)], float)


def voting(table: pa.Table, known: dict[tuple[str, str], set[str]]) -> float:
    """Return the share of known answers that most sources give; of equal ones the first in the file."""
    asked = table.filter(pc.is_in(table["item"], pa.array(sorted({item for item, _ in known}))))
    counts: dict[tuple[str, str], Counter[str]] = {}
    names = ("source", "item", "attribute", "value")
    for _, item, attribute, value in dict.fromkeys(zip(*(asked[name].to_pylist() for name in names), strict=True)):
        if (item, attribute) in known:
            counts.setdefault((item, attribute), Counter())[plain(value)] += 1
    right = [max(counter, key=counter.__getitem__) in known[key] for key, counter in counts.items()]
    return sum(right) / len(right)


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width (Guo et al., 2017)."""
    place = np.minimum((confidence * 10).astype(int), 9)
    return sum(abs(confidence[place == one].sum() - right[place == one].sum()) for one in range(10)) / len(right)


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: f"{goal.name}{'-35' if goal.without else ''}{'' if goal.flags else '-plain'}")
def test_reaches_its_goal_on(goal: Goal) -> None:
    table, tree, known = load(goal)
    found = reconcile_table(table, hierarchy=tree)
    right = marks(found, known)
    held = np.flatnonzero(~np.isnan(right))
    accuracy = float(right[held].mean())
    vote = voting(table, known)
    share = found.facts["share"].to_numpy()
    half = np.where(np.arange(len(right)) % 2 == 0, right, np.nan)
    unseen = held[held % 2 == 1]
    error = calibration_error(fit(share, half)(share[unseen]), right[unseen])
    plain_error = calibration_error(found.facts["confidence"].to_numpy()[held], right[held])
    attributes = np.array(found.facts["attribute"].to_pylist())
    by_attribute = {name: round(float(right[held][attributes[held] == name].mean()), 3) for name in sorted(set(attributes[held]))}
    print(
        f"\n{goal.name:14} without {len(goal.without)} flags {goal.flags!s:5} n {len(held):6} accuracy {accuracy:.4f} goal {goal.least}"
        f" voting {vote:.4f} ECE fitted {error:.3f} shipped {plain_error:.3f} {by_attribute}"
    )
    assert accuracy >= goal.least
    assert accuracy >= vote
    assert error <= goal.error
