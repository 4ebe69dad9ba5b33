"""The review: what is asked, what an answer changes, and who may not ask."""

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.errors import ConfigError
from pipeline.review import Review, Server
from pipeline.stages import run
from pipeline.store import open_tables
from tests.support import browser
from tests.support.paths import ROOT


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def review(seeds: Path) -> Review:
    run(seeds, seeds.parent / "out")
    return Review(open_tables(seeds.parent / "out"), seeds / "decisions.jsonl", "Mina", lambda: "2026-01-31")


def _lines(review: Review) -> list[dict[str, Any]]:
    return [json.loads(line) for line in review.decisions.read_text(encoding="utf-8").splitlines()]


def test_conflicts_come_first_and_what_is_sure_is_not_asked(review: Review):
    queue = review.queue()
    facts = queue["facts"]
    tables = review.tables.records("facts")
    wanted = {row.fact_id for row in tables if row.status == "conflicting" or round(row.confidence, 2) < 0.9}
    assert queue["left"] == len(wanted)
    assert {fact["id"] for fact in facts} <= wanted
    assert any(row.status == "conflicting" for row in tables)
    assert facts[0]["status"] == "conflicting"


def test_an_answer_is_one_line_settles_its_fact_and_can_be_taken_back(review: Review):
    review.decisions.unlink(missing_ok=True)
    review.decisions.write_text('{"verdict": "reject", "claim": "0000"}', encoding="utf-8")
    fact = review.queue()["facts"][0]
    review.answer({"verdict": "accept", "claims": [fact["claims"][0]["id"]], "note": " as in the filing "})
    written = _lines(review)
    claim = next(row for row in review.tables.records("claims") if row.claim_id == fact["claims"][0]["id"])
    path = next(row.path for row in review.tables.records("documents") if row.document_id == claim.document_id)
    assert written[0] == {"verdict": "reject", "claim": "0000"}
    assert written[1] == {
        "verdict": "accept",
        "claim": claim.claim_id,
        "note": "as in the filing",
        "by": "Mina",
        "on": "2026-01-31",
        "path": path,
        "text": claim.text,
    }
    assert fact["id"] not in {one["id"] for one in review.queue()["facts"]}
    review.undo()
    assert review.decisions.read_text(encoding="utf-8").rstrip("\n") == '{"verdict": "reject", "claim": "0000"}'
    assert review.queue()["facts"][0]["id"] == fact["id"]
    with pytest.raises(ConfigError, match="no answer to take back"):
        review.undo()


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        {"verdict": "accept"},
        {"verdict": "accept", "claims": ["nowhere"]},
        {"verdict": "same_slot", "claims": ["a", "a"]},
        {"verdict": "drop", "claims": ["a"]},
        {"verdict": "accept", "claims": [{}]},
        {"verdict": "accept", "claims": "a", "note": 3},
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_written(review: Review, given: object):
    review.decisions.unlink(missing_ok=True)
    with pytest.raises(ConfigError):
        review.answer(given)
    assert not review.decisions.exists()


@pytest.fixture
def server(review: Review) -> Iterator[Server]:
    with Server(review) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        try:
            yield found
        finally:
            found.shutdown()
            thread.join()


def _ask(server: Server, path: str, body: object = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    sent = {"Host": f"127.0.0.1:{server.server_port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body), sent)
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


def test_only_this_machine_this_page_and_who_knows_the_secret_is_served(server: Server):
    base = urlsplit(server.address).path
    own = {"Origin": f"http://127.0.0.1:{server.server_port}", "Content_Type": "application/json"}
    assert server.server_address[0] == "127.0.0.1"
    assert _ask(server, base)[0] == 200
    assert _ask(server, "/")[0] == 404
    assert _ask(server, "/wrong/queue")[0] == 404
    assert _ask(server, base, Host="evil.example")[0] == 403
    assert _ask(server, base + "answer", {}, **{**own, "Origin": "http://evil.example"})[0] == 403
    assert _ask(server, base + "answer", {}, Content_Type="application/json")[0] == 403
    assert _ask(server, base + "answer", {}, **{**own, "Content_Type": "text/plain"})[0] == 400
    assert _ask(server, base + "answer", {}, **{**own, "Content_Length": "99999999"})[0] == 400
    assert _ask(server, base + "other", {}, **own)[0] == 404
    status, said = _ask(server, base + "answer", {"verdict": "accept", "claims": ["x"]}, **own)
    assert (status, json.loads(said)) == (400, {"error": "no such claim: x"})


def test_a_conflict_is_settled_by_a_key_and_stays_settled(server: Server, review: Review, seeds: Path):
    before = review.queue()["facts"][0]
    with browser.opened() as window:
        from selenium.webdriver.common.by import By
        from selenium.webdriver.support.ui import WebDriverWait

        wait = WebDriverWait(window, 120)
        window.get(server.address)
        wait.until(lambda found: found.execute_script("return document.querySelector('h1') !== null"))
        assert window.execute_script("return document.querySelector('h1').dataset.fact") == before["id"]
        window.find_element(By.TAG_NAME, "body").send_keys("s")
        assert "Choose the two claims" in window.find_element(By.ID, "error").text
        window.find_element(By.TAG_NAME, "body").send_keys("a")
        wait.until(lambda found: found.execute_script("return document.querySelector('h1').dataset.fact") != before["id"])
        assert [row for row in window.get_log("browser") if row["level"] == "SEVERE" and "favicon" not in row["message"]] == []
    assert _lines(review)[-1]["claim"] == before["claims"][0]["id"]
    run(seeds, seeds.parent / "out")
    after = {link.claim_id: link for link in open_tables(seeds.parent / "out").records("fact_claims")}
    assert after[before["claims"][0]["id"]].reason == "accepted by a person"
    left = Review(open_tables(seeds.parent / "out"), review.decisions, "", str).queue()["facts"]
    assert before["claims"][0]["id"] not in {claim["id"] for fact in left for claim in fact["claims"]}
