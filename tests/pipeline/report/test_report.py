"""The report: the same figures as the tables, in a real browser, with nothing of a document run."""

import html
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import OutputError
from pipeline.report import page, write
from pipeline.report.data import content, figure
from pipeline.stages import run
from pipeline.store import Tables, open_tables
from tests.support import browser

HOSTILE = """---
title: "</script><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
url: "javascript:window.hacked=1"
date: 2025-03-04
---
# Umino Foods <b onclick="window.hacked=1">grows</b> \u202eevil\u202c

Umino Foods had revenue of $12 million in 2024. <script>window.hacked = 1</script> Umino Foods employs 310 people. It &amp; they: 5 < 6.
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    (root / "in").mkdir()
    (root / "in" / "a.md").write_text(HOSTILE, encoding="utf-8")
    run(root / "in", root / "out")
    return root / "out"


def test_every_fact_claim_and_document_is_shown_and_claims_stand_where_their_passage_says_them(own: Tables):
    shown = content(own)
    facts, claims, documents = (own.records(name) for name in ("facts", "claims", "documents"))
    assert [fact["id"] for fact in shown["facts"]] == [row.fact_id for row in facts]
    assert [fact["exact"] for fact in shown["facts"]] == [None if row.value is None else f"{row.value.normalize():f}" for row in facts]
    assert [document["path"] for document in shown["documents"]] == [row.path for row in documents]
    assert shown["counts"]["facts"] == Counter(row.status for row in facts)
    assert len(shown["claims"]) == len(claims)
    for said, row in zip(shown["claims"], claims, strict=True):
        start, end = said["at"]
        assert shown["passages"][said["passage"]]["text"][start:end] == row.text
        for role, first, last in said["marks"]:
            assert any(mark.role == role and row.text[first:last] and mark.start - row.start == first for mark in row.marks)


def test_of_many_documents_only_passages_that_state_a_figure_are_shown(own: Tables):
    shown = content(own, most=10)
    assert not shown["whole"]
    assert len(shown["passages"]) == len({row.segment_id for row in own.records("claims")})
    assert all(claim["passage"] is not None for claim in shown["claims"])


@pytest.mark.parametrize(
    ("value", "upper", "relation", "unit", "shown"),
    [
        ("14300000000", None, "eq", "USD", "14.3 billion USD"),
        ("1234567", None, "eq", "JPY", "1,234,567 JPY"),
        ("-5.20", None, "eq", "%", "-5.2%"),
        ("1000000", "2500000", "range", "USD", "1 million to 2.5 million USD"),
        ("300", None, "approx", "person", "≈ 300 person"),
        ("123456789", None, "gt", None, "> 123,456,789"),
    ],
)
def test_figures_are_written_short_and_never_rounded(value: str, upper: str | None, relation: str, unit: str | None, shown: str):
    assert figure(Decimal(value), None if upper is None else Decimal(upper), relation, unit) == shown


def test_the_page_is_the_same_each_time_and_asks_for_nothing(own: Tables):
    text = page(own)
    assert text == page(own)
    assert "default-src 'none'; script-src 'sha256-" in html.unescape(text)
    for scheme in ('src="http', 'href="http', "@import", "url(http"):
        assert scheme not in text.split('<script type="application/json"')[0]


def test_no_text_of_a_document_can_end_the_data(hostile: Path):
    data = page(open_tables(hostile)).split('id="data">', 1)[1].split("</script>", 1)[0]
    assert json.loads(data)["documents"][0]["title"].startswith("</script><script>")


def test_a_file_of_the_user_is_never_replaced(own: Tables, tmp_path: Path):
    (tmp_path / "report.html").write_text("<!doctype html><p>mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is no report of ours, and would be lost"):
        write(own, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "<!doctype html><p>mine"


def test_the_command_writes_the_page_beside_the_tables(hostile: Path, tmp_path: Path):
    result = CliRunner().invoke(main, ["report", str(hostile)])
    assert result.exit_code == 0
    assert result.stdout == f"report     {hostile / 'report.html'}\n"
    assert (hostile / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    result = CliRunner().invoke(main, ["report", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert "no tables in" in result.stderr


class Page:
    """A report in a browser."""

    def __init__(self, window: Any, path: Path) -> None:
        self.window, self.address = window, path.as_uri()
        window.get(self.address)

    def go(self, place: str) -> None:
        self.window.execute_script("location.hash = arguments[0]", place)
        self.drawn()

    def drawn(self) -> None:
        self.wait("return document.getElementById('main').dataset.place === location.hash")

    def all(self, selector: str) -> list[str]:
        return list(self.window.execute_script("return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", selector))

    def script(self, code: str, *arguments: object) -> Any:
        return self.window.execute_script(code, *arguments)

    def wait(self, condition: str) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.window, 120).until(lambda window: window.execute_script(condition))


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with browser.opened() as found:
        yield found


@pytest.fixture(scope="module")
def shown(window: Any, own: Tables, tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write(own, path)
    return Page(window, path)


def test_the_start_counts_what_the_tables_hold_and_shows_conflicts_first(shown: Page, own: Tables):
    shown.go("#/")
    facts = own.records("facts")
    conflicts = [row for row in facts if row.status == "conflicting"]
    counts = [len(own.records("documents")), len(own.records("claims")), len(facts), len(conflicts), len(own.records("rejects"))]
    assert shown.all(".counts b") == [f"{count:,}" for count in counts]
    assert len(shown.all("details.fact")) == len(conflicts)


def test_a_fact_leads_to_its_sentence_in_its_document(shown: Page, own: Tables):
    claims = {row.claim_id: row for row in own.records("claims")}
    for link in own.records("fact_claims")[:12]:
        claim = claims[link.claim_id]
        shown.go(f"#/fact/{link.fact_id}")
        assert claim.text in shown.all("blockquote")
        at = [text == claim.text for text in shown.all("blockquote")].index(True)
        shown.script("document.querySelectorAll('.claim a')[arguments[0]].click()", at)
        shown.wait("return location.hash.startsWith('#/document/')")
        shown.drawn()
        assert "".join(shown.all(".told")).split() == claim.text.split()
        assert shown.script(
            "const box = document.querySelector('.told').getBoundingClientRect(); return 0 <= box.top && box.top < innerHeight"
        )


def test_filters_keep_in_the_address_and_count_right(shown: Page, own: Tables):
    facts = own.records("facts")
    shown.go("#/facts?status=agreed")
    agreed = [row for row in facts if row.status == "agreed"]
    assert shown.all("main p[role=status]") == [f"{len(agreed)} fact{'' if len(agreed) == 1 else 's'}"]
    shown.script(
        "const one = document.querySelector('[name=sure]'); one.value = '0.7'; one.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert shown.script("return location.hash") == "#/facts?status=agreed&sure=0.7"
    sure = [row for row in agreed if round(row.confidence, 2) >= 0.7]
    assert len(shown.all("details.fact")) == len(sure)


def test_a_company_is_found_by_any_of_its_names(shown: Page, own: Tables):
    facts = {row.subject_id for row in own.records("facts")}
    entity = next(row for row in own.records("entities") if row.entity_id in facts and any(not form.text.isascii() for form in row.names))
    form = next(form.text for form in entity.names if not form.text.isascii())
    shown.go("#/")
    shown.script("document.getElementById('query').value = arguments[0]; document.getElementById('search').requestSubmit()", form)
    shown.wait("return location.hash.startsWith('#/subject/')")
    assert shown.script("return location.hash") == f"#/subject/{entity.entity_id}"


def test_a_series_is_drawn(shown: Page, own: Tables):
    series = Counter(
        (row.subject_id, row.predicate, row.qualifier, row.unit) for row in own.records("facts") if row.value and row.period_start
    )
    (subject, *_), count = series.most_common(1)[0]
    assert count > 1
    shown.go(f"#/subject/{subject}")
    shown.wait("return document.querySelector('.plot > *') !== null && Bokeh.documents.length > 0")


def test_nothing_is_fetched_and_nothing_fails(shown: Page):
    assert shown.script("return performance.getEntriesByType('resource').map(one => one.name)") == []
    assert [row for row in shown.window.get_log("browser") if row["level"] == "SEVERE"] == []


def test_markup_in_a_document_is_shown_and_never_run(window: Any, hostile: Path):
    write(open_tables(hostile), hostile / "report.html")
    shown = Page(window, hostile / "report.html")
    for place in ("#/", "#/facts", "#/documents", "#/document/0", "#/rejects"):
        shown.go(place)
        assert shown.script(
            "return window.hacked === undefined && document.querySelector('main script, main img, main b[onclick]') === null"
        )
    shown.go("#/document/0")
    assert shown.all("h1")[0].startswith("</script><script>window.hacked = 1</script>")
    assert shown.script("return [...document.querySelectorAll('main a')].every(one => !one.href.startsWith('javascript'))")
