"""The report: the same figures as the tables, in a real browser, with nothing of a document run."""

import html
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline import evaluate
from pipeline.cli import main
from pipeline.diff import compare
from pipeline.errors import OutputError
from pipeline.report import pages, write
from pipeline.report.data import content, figure
from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support import browser
from tests.support.paths import ROOT

HOSTILE = """---
title: "</script><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
url: "javascript:window.hacked=1"
date: 2025-03-04
---
# Umino Foods <b onclick="window.hacked=1">grows</b> \u202eevil\u202c

Umino Foods\u202e had revenue of $12 million\u2066 in 2024.\u0007 <script>window.hacked = 1</script>
Umino Foods employs 310 people. It &amp; they: 5 < 6.
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
        ("12383109000", None, "eq", "JPY", "12.383109 billion JPY"),
        ("-5.20", None, "eq", "%", "-5.2%"),
        ("1000000", "2500000", "range", "USD", "1 million to 2.5 million USD"),
        ("300", None, "approx", "person", "≈ 300 person"),
        ("123456789", None, "gt", None, "> 123,456,789"),
    ],
)
def test_figures_are_written_short_and_never_rounded(value: str, upper: str | None, relation: str, unit: str | None, shown: str):
    assert figure(Decimal(value), None if upper is None else Decimal(upper), relation, unit) == shown


def test_the_page_is_the_same_each_time_and_asks_for_nothing(own: Tables):
    (text,) = pages(own)
    assert pages(own) == [text]
    assert "default-src 'none'; script-src 'sha256-" in html.unescape(text)
    for scheme in ('src="http', 'href="http', "@import", "url(http"):
        assert scheme not in text.split('<script type="application/json"')[0]


def test_no_text_of_a_document_can_end_the_data(hostile: Path):
    data = pages(open_tables(hostile))[0].split('id="data">', 1)[1].split("</script>", 1)[0]
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


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the repository's documents after a run that lacked one of them, with gold for one claim."""
    root = tmp_path_factory.mktemp("grown")
    shutil.copytree(ROOT / "seeds", root / "in")
    last = max((root / "in").glob("*.txt"))
    last.rename(root / last.name)
    run(root / "in", root / "out")
    (root / last.name).rename(last)
    run(root / "in", root / "out")
    tables = open_tables(root / "out")
    claim = max(
        (row for row in tables.records("claims") if row.value and not row.object_id), key=lambda row: (row.confidence, row.claim_id)
    )
    named = next(row for row in tables.records("entities") if row.entity_id == claim.subject_id)
    document = next(row for row in tables.records("documents") if row.document_id == claim.document_id)
    told = {"doc": document.path, "predicate": claim.predicate, "subject": "s", "unit": claim.unit, "period": claim.period}
    told |= {"value": str(claim.value), "evidence": [claim.start, claim.end]}
    (root / "gold").mkdir()
    for name, row in (
        ("documents", {"doc": document.path, "language": document.language}),
        ("entities", {"id": "s", "name": named.name}),
        ("claims", told),
    ):
        (root / "gold" / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return root


def test_the_command_tells_what_is_new_and_what_people_annotated(grown: Path):
    result = CliRunner().invoke(main, ["report", str(grown / "out"), "--gold", str(grown / "gold")])
    assert result.exit_code == 0, result.output
    shown = json.loads((grown / "out" / "report.html").read_text(encoding="utf-8").split('id="data">', 1)[1].split("</script>", 1)[0])
    before, now = open_tables(next((grown / "out" / ".tables").glob(_history(grown / "out")[0]))), open_tables(grown / "out")
    found = compare(before, now)
    assert found.facts
    assert [one["words"] for one in shown["news"]["facts"]] == [change.words for change in found.facts]
    assert shown["news"]["documents"] == [[path, "new"] for path, what in found.documents.items() if what == "new"]
    scored = evaluate.evaluate(now, evaluate.read(grown / "gold"))
    assert scored.claims is not None
    assert scored.claims.all.right == 1
    (rows,) = [rows for name, rows in shown["scores"]["tables"] if name == "Claims"]
    assert rows == [["all", round(scored.claims.all.precision, 3), 1.0, round(scored.claims.all.f1, 3), 1, scored.claims.all.predicted, 1]]
    assert shown["scores"]["bands"] == [[band.low, band.claims, band.right, round(band.confidence, 3)] for band in scored.claims.bands]
    assert len(shown["scores"]["misses"]) == len(scored.misses)


def _history(output: Path) -> list[str]:
    return (output / ".tables" / "history").read_text(encoding="ascii").split()


def test_a_first_run_says_that_there_is_nothing_to_compare_with(own: Tables):
    data = pages(own)[0].split('id="data">', 1)[1].split("</script>", 1)[0]
    assert json.loads(data)["news"] is None


def test_coverage_counts_the_figures_of_the_text_and_those_that_claims_state(own: Tables):
    mentions, claims, segments = own.records("mentions"), own.records("claims"), own.records("segments")
    read = {row.segment_id for row in segments if row.kind != "furniture" and row.duplicate_of is None}
    figures = {row.mention_id for row in mentions if row.label in ("MONEY", "PERCENT", "QUANTITY") and row.segment_id in read}
    shown = content(own)
    assert shown["coverage"]["figures"] == len(figures)
    assert shown["coverage"]["stated"] == len(figures & {row.mention_id for row in claims})
    assert shown["coverage"]["told"] == len({row.claim_id for row in own.records("fact_claims")})
    held = Counter(row.document_id for row in claims)
    assert [one["claims"] for one in shown["documents"]] == [held[row.document_id] for row in own.records("documents")]
    assert sum(one["figures"] for one in shown["documents"]) == len(figures)


def _data(text: str) -> Any:
    return json.loads(text.split('id="data">', 1)[1].split("</script>", 1)[0])


def test_above_a_size_the_report_is_split_by_subject_and_every_fact_is_on_one_page(own: Tables):
    whole = content(own)
    first, *parts = map(_data, pages(own, "r.html", most=30_000))
    assert len(parts) > 1
    assert [fact["id"] for fact in first["facts"]] == [fact["id"] for fact in whole["facts"]]
    assert not first["claims"]
    place = {one["id"]: one["page"] for one in first["subjects"]}
    told = {}
    for number, part in enumerate(parts, 1):
        assert part["start"] == "r.html"
        assert {place[one["id"]] for one in part["subjects"]} == {f"r-{number}.html"}
        for fact in part["facts"]:
            told[fact["id"]] = [(part["claims"][claim]["text"], role, reason) for claim, role, reason in fact["claims"]]
            for claim, *_ in fact["claims"]:
                said = part["claims"][claim]
                start, end = said["at"]
                passage = part["passages"][said["passage"]]
                assert passage["text"][start:end] == said["text"]
                assert part["documents"][passage["document"]]["path"]
    assert told == {
        fact["id"]: [(whole["claims"][claim]["text"], role, reason) for claim, role, reason in fact["claims"]] for fact in whole["facts"]
    }


def test_pages_that_a_smaller_report_has_no_use_for_are_removed(own: Tables, tmp_path: Path):
    (tmp_path / "report-mine.html").write_text("mine", encoding="utf-8")
    write(own, tmp_path / "report.html", most=30_000)
    many = sorted(path.name for path in tmp_path.iterdir())
    assert many[:1] == ["report-1.html"]
    write(own, tmp_path / "report.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report-mine.html", "report.html"]
    (tmp_path / "report-1.html").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"report-1.html: it is no report of ours"):
        write(own, tmp_path / "report.html", most=30_000)


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


def test_what_is_gone_back_to_stands_as_it_was_left(shown: Page):
    shown.go("#/facts")
    shown.script("document.querySelectorAll('details.fact')[9].querySelector('summary').click()")
    shown.wait("return document.querySelectorAll('details.fact')[9].querySelector('.claim a') !== null")
    shown.script("document.querySelectorAll('details.fact')[9].scrollIntoView()")
    before = shown.script("return document.querySelectorAll('details.fact')[9].getBoundingClientRect().top")
    shown.script("document.querySelectorAll('details.fact')[9].querySelector('.claim a').click()")
    shown.wait("return location.hash.startsWith('#/document/')")
    shown.drawn()
    shown.window.back()
    shown.wait("return location.hash === '#/facts' && document.querySelector('details[open]') !== null")
    shown.wait(f"return Math.abs(document.querySelectorAll('details.fact')[9].getBoundingClientRect().top - ({before})) < 2")


def test_every_number_on_the_page_is_the_tables(shown: Page, own: Tables):
    facts, links = own.records("facts"), Counter(row.fact_id for row in own.records("fact_claims"))
    of = defaultdict(list)
    for row in facts:
        of[row.subject_id].append(row)
    shown.go("#/")
    names = "[...document.querySelectorAll('main table')].find(one => one.innerText.includes('Name'))"
    rows = shown.script(f"return [...{names}.querySelectorAll('tbody tr')].map(one => [one.querySelector('a').hash, one.innerText])")
    assert len(rows) == len(of)
    for address, text in rows:
        held = of[address.removeprefix("#/subject/")]
        fights = sum(row.status == "conflicting" for row in held)
        assert [int(one) for one in text.split("\t")[1:] if one.strip()] == [len(held), *([fights] if fights else [])]
    shown.go("#/facts")
    shown.script("document.querySelectorAll('details.fact').forEach(one => one.open = true)")
    shown.wait("return [...document.querySelectorAll('details.fact')].every(one => one.querySelector('.inside p'))")
    seen = shown.script(
        "return Object.fromEntries([...document.querySelectorAll('details.fact')].map(one => [one.id, ["
        "one.querySelector('.value').firstChild.textContent, one.querySelector('.sure').textContent,"
        "one.querySelectorAll('.inside p')[1].textContent, one.querySelectorAll('.claim').length]]))"
    )
    assert seen.keys() == {f"fact-{row.fact_id}" for row in facts}
    for row in facts:
        value, sure, counts, told = seen[f"fact-{row.fact_id}"]
        assert sure == f"{int(100 * round(row.confidence, 2) + 0.5)} %"
        assert told == links[row.fact_id]
        assert [int(one) for one in re.findall(r"(\d+) (?:independent|claim|document)", counts)] == [
            row.independent_sources,
            links[row.fact_id],
            row.documents,
        ]
        if row.value is not None:
            exact = f"{row.value.normalize():f}"
            assert f"exactly {exact} " in counts or _number(value) == row.value or value == row.text_value
    shown.go("#/documents")
    held = Counter(row.document_id for row in own.records("claims"))
    claims = shown.all("td[data-head=Claims]")
    assert [int(one.replace(",", "")) for one in claims] == [held[row.document_id] for row in own.records("documents")]


def _number(text: str) -> Decimal:
    """Return the first figure of a text as the page writes them."""
    scales = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    match = re.search(r"(-?[\d,.]+)(?: (million|billion|trillion))?", text)
    assert match is not None
    return Decimal(match[1].replace(",", "")) * scales.get(match[2] or "", 1)


PLACES = ("#/", "#/facts", "#/facts?status=conflicting", "#/documents", "#/document/0", "#/rejects", "#/scores")


@pytest.fixture(scope="module")
def full(window: Any, grown: Path) -> Page:
    """The report with all that it can show: news, scores, a series."""
    tables = open_tables(grown / "out")
    before = open_tables(grown / "out" / ".tables" / _history(grown / "out")[0])
    write(tables, grown / "page.html", evaluate.evaluate(tables, evaluate.read(grown / "gold")), compare(before, tables))
    return Page(window, grown / "page.html")


def _views(full: Page, grown: Path) -> Iterator[str]:
    facts = open_tables(grown / "out").records("facts")
    most = Counter(row.subject_id for row in facts).most_common(1)[0][0]
    yield from (*PLACES, f"#/subject/{most}", f"#/fact/{facts[0].fact_id}")


def test_no_view_is_wider_than_the_window(full: Page, grown: Path):
    for width in browser.WIDTHS:
        for dark in (False, True):
            browser.look(full.window, width, dark=dark)
            for place in _views(full, grown):
                full.go(place)
                assert browser.too_wide(full.window, width) == [], (width, place)


def test_no_view_has_a_serious_fault_of_accessibility(full: Page, grown: Path):
    for width, dark in ((360, True), (1280, False), (1280, True)):
        browser.look(full.window, width, dark=dark)
        for place in _views(full, grown):
            full.go(place)
            full.script("document.querySelectorAll('details').forEach((one, at) => at < 3 && (one.open = true))")
            assert browser.faults(full.window) == [], (width, dark, place)
    browser.look(full.window, 1200, dark=False)


def test_parts_of_a_split_report_lead_to_each_other(window: Any, own: Tables, tmp_path: Path):
    write(own, tmp_path / "r #1.html", most=30_000)
    shown = Page(window, tmp_path / "r #1.html")
    fact = own.records("facts")[-1]
    shown.go("#/facts")
    shown.script(f"document.getElementById('fact-{fact.fact_id}').open = true")
    shown.wait(f"return document.querySelector('#fact-{fact.fact_id} .inside p:last-child a') !== null")
    shown.script(f"document.querySelector('#fact-{fact.fact_id} .inside p:last-child a').click()")
    shown.wait("return location.pathname.includes('-') && document.querySelector('.claim blockquote') !== null")
    shown.script("document.querySelector('.claim a').click()")
    shown.wait("return document.querySelector('.told') !== null")
    shown.script("document.querySelector('header nav a').click()")
    shown.wait("return location.hash === '#/facts' && document.querySelectorAll('details.fact').length > 0")
    assert shown.script("return decodeURIComponent(location.pathname)").endswith("/r #1.html")


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
        turned = "[\\u0000-\\u0008\\u000e-\\u001f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
        assert shown.script(f"return /{turned}/.test(document.querySelector('main').innerHTML + document.title)") is False
    shown.go("#/document/0")
    assert "\ufffdevil\ufffd" in shown.all("main")[0]
    assert shown.all("h1")[0].startswith("</script><script>window.hacked = 1</script>")
    assert shown.script("return [...document.querySelectorAll('main a')].every(one => !one.href.startsWith('javascript'))")


def test_fiscal_periods_whose_first_day_is_not_known_are_drawn_as_those_of_the_calendar(window: Any, tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    told = " ".join(
        f"Umino Foods had revenue of ${amount} billion in {term}."
        for term, amount in (("fiscal 2022", 12), ("fiscal 2023", 14), ("the third quarter of fiscal 2024", 4))
    )
    (tmp_path / "seeds" / "a.txt").write_text(told + "\n", encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text("Umino Foods had revenue of $9 billion in the second quarter.\n", encoding="utf-8")
    run(tmp_path / "seeds", tmp_path / "out")
    tables = open_tables(tmp_path / "out")
    facts = tables.records("facts")
    assert {(row.period, row.period_start) for row in facts} == {("FY2022", None), ("FY2023", None), ("FY2024-Q3", None), ("XXXX-Q2", None)}
    write(tables, tmp_path / "page.html")
    page = Page(window, tmp_path / "page.html")
    page.go(f"#/subject/{facts[0].subject_id}")
    page.wait("return document.querySelector('.plot > *') !== null && Bokeh.documents.length > 0")
    (told,) = page.all("figcaption")
    drawn = "Fiscal periods whose first day is not known are drawn as those of the calendar (3 figures)."
    assert told.endswith(f"{drawn} 1 figure of no known time: in the list alone.")
