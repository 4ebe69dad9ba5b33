"""How long a browser takes to show the report of many facts, and to filter them; prints a table.

    python -m tests.bench.pages [COUNT ...]

In: claims that are made here, two of each figure, of which one in fifty differ, and the facts that come of them. Out: what the page weighs,
and milliseconds in Chromium: to the first paint, until the start stands, until the list of all facts stands, until a filter has changed it.
Never: a time out of a page that is warm.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import contract, facts, report, store
from pipeline.records import TABLES, Claim, Document, Entity, EntityName, Mark, Segment
from tests.support import browser

COUNTS = (1_000, 10_000)
_YEARS = range(2015, 2025)
_NAMES = ("Calder", "Bren", "Elm", "Fen", "Gar", "Hol", "Lan", "Mar", "Nor", "Pel")
_FRAME = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](performance.now() - before)))"


def tables(count: int) -> dict[str, list[Any]]:
    """Return the rows of tables of so many facts, ten years of revenue for each company, as two papers tell them."""
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    for number in range(count // len(_YEARS)):
        name = f"{_NAMES[number % 10]} Works {number}"
        entity = Entity(f"e{number:06}", "organisation", name, (EntityName("en", name, 20),), {}, ())
        rows["entities"].append(entity)
        for paper in ("Harbour Post", "Continental Post"):
            _document(rows, entity, number, paper)
    rows["facts"], rows["fact_claims"], _ = map(list, facts.reconcile(rows["claims"], entities=rows["entities"]))
    return rows


def _document(rows: dict[str, list[Any]], entity: Entity, number: int, paper: str) -> None:
    key, text = f"{paper[0]}{number:06}", ""
    for year in _YEARS:
        wrong = paper[0] == "C" and (number * 10 + year) % 50 == 0
        amount = 100 + number % 400 + 7 * (year - 2015) + (90 if wrong else 0)
        told, start, figure = f"{entity.name} had revenue of ${amount} million in {year}.", len(text), f"${amount} million"
        at = start + told.index(figure)
        segment = Segment(f"s{key}{year}", f"d{key}", year - 2015, start, start + len(told) + 1, "paragraph", language="en")
        claim = Claim(f"c{key}{year}", f"d{key}", segment.segment_id, start, start + len(told), told, entity.entity_id, "revenue")
        given = {"value": Decimal(amount) * 10**6, "unit": "USD", "period": str(year), "source": paper, "confidence": 0.9}
        given |= {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "marks": (Mark("value", at, at + len(figure)),)}
        rows["segments"].append(segment)
        rows["claims"].append(replace(claim, **given))
        text += told + "\n"
    rows["documents"].append(
        Document(f"d{key}", f"{key}.txt", (f"{key}.txt",), key, "text/plain", "utf-8", text, title=f"{paper} {number}")
    )


def measured(count: int) -> Iterator[tuple[str, float]]:
    """Yield what was measured, and megabytes or milliseconds."""
    with tempfile.TemporaryDirectory() as folder, browser.opened() as window:
        made = tables(count)
        yield "facts", len(made["facts"])
        store.publish(Path(folder) / "out", {name: contract.to_table(name, rows) for name, rows in made.items()}, {})
        page = Path(folder) / "report.html"
        report.write(store.open_tables(Path(folder) / "out"), page)
        yield "megabytes", page.stat().st_size / 1e6
        window.get(page.as_uri())
        window.execute_async_script("const before = 0;" + _FRAME)
        yield "first paint", window.execute_script("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
        yield "start", window.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")
        yield "all facts", window.execute_async_script("const before = performance.now(); location.hash = '#/facts';" + _FRAME)
        choose = "const one = document.querySelector('.filters select'); one.value = 'conflicting';"
        event = "one.dispatchEvent(new Event('input', { bubbles: true }));"
        yield "filter", window.execute_async_script(choose + "const before = performance.now();" + event + _FRAME)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("counts", metavar="COUNT", nargs="*", type=int, default=COUNTS)
    for count in options.parse_args().counts:
        print("  ".join(f"{name} {value:,.1f}" for name, value in measured(count)), flush=True)


if __name__ == "__main__":
    main()
