"""The review: what is asked, what an answer changes, and who may not ask."""

import http.client
import json
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from pipeline import answers, check, evaluate
from pipeline.cli import main
from pipeline.errors import ConfigError
from pipeline.records import Claim, Entity, EntityName
from pipeline.review import Review, Server, labelstudio
from pipeline.review.agreement import agreement, alpha
from pipeline.review.names import pairs
from pipeline.review.values import given
from pipeline.runs import run
from pipeline.store import open_tables
from tests.support import browser
from tests.support.paths import ROOT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's documents and their tables, made once."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    run(root / "seeds", root / "out")
    return root


@pytest.fixture
def seeds(made: Path, tmp_path: Path) -> Path:
    for name in ("seeds", "out"):
        shutil.copytree(made / name, tmp_path / name, symlinks=True)
    return tmp_path / "seeds"


@pytest.fixture
def review(seeds: Path) -> Review:
    return Review(open_tables(seeds.parent / "out"), seeds / "decisions.jsonl", "Mina", lambda: "2026-01-31")


def _facts(queue: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in queue["questions"] if one["asks"] == "fact"]


def _lines(review: Review) -> list[dict[str, Any]]:
    return [json.loads(line) for line in review.decisions.read_text(encoding="utf-8").splitlines()]


def test_conflicts_come_first_and_what_is_sure_is_not_asked(review: Review):
    queue = review.queue()
    facts = _facts(queue)
    tables = review.tables.records("facts")
    wanted = {row.fact_id for row in tables if row.status == "conflicting" or round(row.confidence, 2) < 0.9}
    names = pairs(review.tables.records("entities"), _hanging(review))
    assert queue["left"] == len(wanted) + len(names)
    assert queue["done"] == 0
    assert {fact["id"] for fact in facts} <= wanted
    assert any(row.status == "conflicting" for row in tables)
    assert facts[0]["status"] == "conflicting"
    assert [claim["role"] for claim in facts[0]["claims"][:2]] == ["chosen", "conflicts"]


def test_an_answer_is_one_line_settles_its_fact_and_can_be_taken_back(review: Review):
    review.decisions.unlink(missing_ok=True)
    review.decisions.write_text('{"verdict": "reject", "claim": "0000"}', encoding="utf-8")
    fact = _facts(review.queue())[0]
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
    assert fact["id"] not in {one["id"] for one in _facts(review.queue())}
    review.undo()
    assert review.decisions.read_text(encoding="utf-8").rstrip("\n") == '{"verdict": "reject", "claim": "0000"}'
    assert _facts(review.queue())[0]["id"] == fact["id"]
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
        {"verdict": "same_name", "names": ["Nobody", "No one"]},
        {"verdict": {}, "claims": ["a"]},
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_written(review: Review, given: object):
    review.decisions.unlink(missing_ok=True)
    with pytest.raises(ConfigError):
        review.answer(given)
    assert not review.decisions.exists()


def _hanging(review: Review) -> Counter[str]:
    claims = review.tables.records("claims")
    return Counter(name for claim in claims for name in {claim.subject_id, claim.object_id} if name)


def _organisation(identifier: str, *forms: str) -> Entity:
    return Entity(identifier, "organisation", forms[0], tuple(EntityName("en", form, 1) for form in forms), {})


def test_names_are_asked_about_that_are_alike_or_within_each_other_and_have_claims():
    held = [
        _organisation("a", "Umino Foods"),
        _organisation("b", "Umino Food", "Umino"),
        _organisation("c", "Hoshikawa Robotics"),
        _organisation("d", "星川ロボティクス"),
        _organisation("e", "星川ロボテックス"),
        _organisation("f", "Umino Foods Inc."),
        _organisation("g", "株式会社なぎさ"),
        _organisation("h", "ひなた株式会社"),
        Entity("p", "person", "Umino Food", (EntityName("en", "Umino Food", 1),), {}),
    ]
    found = pairs(held, {"a": 7, "b": 3, "c": 2, "d": 1, "e": 1, "g": 9, "h": 9, "p": 5})
    assert [pair.names for pair in found] == [("Umino Foods", "Umino Food"), ("星川ロボティクス", "星川ロボテックス")]
    assert found[0].gain == pytest.approx(found[0].likeness * 2)
    assert [pair.names for pair in pairs(held, {"a": 1, "f": 1})] == [("Umino Foods", "Umino Foods Inc.")]


def test_names_that_a_person_joins_are_one_in_the_next_run(tmp_path: Path):
    (tmp_path / "in").mkdir()
    for name, text in (
        ("a.txt", "Umino Foods had revenue of $12 million in 2024. Umino Foods employs 310 people.\n"),
        ("b.txt", "Uminno Foods had revenue of $12 million in 2024. Uminno Foods employs 310 people.\n"),
    ):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out")
    review = Review(open_tables(tmp_path / "out"), tmp_path / "in" / "decisions.jsonl", "Mina", lambda: "2026-01-31")
    asked = [one for one in review.queue()["questions"] if one["asks"] == "names"]
    assert [{side["name"] for side in one["sides"]} for one in asked] == [{"Umino Foods", "Uminno Foods"}]
    assert asked[0]["sides"][0]["said"]
    review.answer({"verdict": "same_name", "names": ["Umino Foods", "Uminno Foods"]})
    assert _lines(review) == [
        {"verdict": "same_name", "names": ["Umino Foods", "Uminno Foods"], "kind": "organisation", "by": "Mina", "on": "2026-01-31"}
    ]
    assert [one for one in review.queue()["questions"] if one["asks"] == "names"] == []
    run(tmp_path / "in", tmp_path / "out")
    assert len({row.subject_id for row in open_tables(tmp_path / "out").records("facts")}) == 1


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("14300000000", "14300000000"),
        (" 14.3 billion ", "14300000000"),
        ("143億", "14300000000"),
        ("-5.20", "-5.2"),
        ("−3 million", "-3000000"),
        ("1,234,567", "1234567"),
    ],
)
def test_a_value_is_taken_as_people_write_it(typed: str, value: str):
    assert given(Claim("c", "d", "s", 0, 1, "x", "e", "revenue"), typed) == value


@pytest.mark.parametrize("typed", ["", "much", "3 to 4 million", "14 billion or so", None, 7, "1e40"])
def test_what_is_no_single_figure_is_refused(typed: object):
    with pytest.raises(ConfigError, match="write"):
        given(Claim("c", "d", "s", 0, 1, "x", "e", "revenue"), typed)


def test_another_value_stands_in_the_claim_and_the_fact_of_the_next_run(review: Review, seeds: Path):
    review.decisions.unlink(missing_ok=True)
    fact = next(one for one in _facts(review.queue()) if one["answer"] == "number" and one["x"] is not None)
    claim = fact["claims"][0]["id"]
    review.answer({"verdict": "correct", "claims": [claim], "value": "7.25 billion"})
    assert (_lines(review)[-1]["verdict"], _lines(review)[-1]["value"]) == ("correct", "7250000000")
    run(seeds, seeds.parent / "out")
    tables = open_tables(seeds.parent / "out")
    held = next(row for row in tables.records("claims") if row.claim_id == claim)
    assert (held.value, held.relation, held.rule, held.confidence) == (Decimal(7250000000), "eq", "decision", 1.0)
    link = next(row for row in tables.records("fact_claims") if row.claim_id == claim)
    assert (link.role, link.reason) == ("chosen", "its value was given by a person")
    assert next(row for row in tables.records("facts") if row.fact_id == link.fact_id).value == Decimal(7250000000)
    assert [finding for finding in check.check(tables, ()) if finding.fatal] == []


def test_an_answer_is_not_taken_back_over_one_that_came_after_it(review: Review):
    review.decisions.unlink(missing_ok=True)
    review.answer({"verdict": "accept", "claims": [_facts(review.queue())[0]["claims"][0]["id"]]})
    before = review.decisions.read_bytes()
    review.decisions.write_bytes(before + b'{"verdict": "accept", "claim": "0", "by": "Ken"}\n')
    with pytest.raises(ConfigError, match="somebody has answered since"):
        review.undo()
    assert review.decisions.read_bytes().startswith(before)


def test_a_second_person_is_asked_the_same_and_their_agreement_is_told(review: Review):
    review.decisions.unlink(missing_ok=True)
    first, second = (one["claims"][0]["id"] for one in _facts(review.queue())[:2])
    review.answer({"verdict": "accept", "claims": [first]})
    review.answer({"verdict": "reject", "claims": [second]})
    assert (review.queue()["done"], review.queue()["agreement"]) == (2, None)
    other = Review(review.tables, review.decisions, "Ken", lambda: "2026-02-01", again=True)
    assert _facts(other.queue())[0]["claims"][0]["id"] == first
    other.answer({"verdict": "accept", "claims": [first]})
    other.answer({"verdict": "accept", "claims": [second]})
    told = other.queue()["agreement"]
    assert (told["people"], told["questions"], told["same"]) == (("Ken", "Mina"), 2, 1)
    third = Review(review.tables, review.decisions, "Jun", lambda: "2026-02-01").queue()
    assert len(third["divided"]) == 1
    assert second in {claim["id"] for claim in _facts(third)[0]["claims"] + _facts(third)[1]["claims"]}


def test_alpha_is_that_of_the_published_examples():
    """Krippendorff 2011, Computing Krippendorff's alpha-reliability, sections B and C: nominal data, without and with gaps."""
    two = ("aabbdcccedda", "babbbccceddd")
    assert alpha([list(pair) for pair in zip(*two, strict=True)]) == pytest.approx(0.692, abs=0.0005)
    four = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[value for value in unit if value != "."] for unit in zip(*four, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([["a"], []]) is None
    assert alpha([["a", "b"]]) == pytest.approx(0.0)


def test_two_people_who_take_two_claims_of_one_fact_do_not_agree():
    lines = (
        '{"verdict": "accept", "claim": "a", "by": "Mina", "path": "n.txt", "text": "It is 3."}\n'
        '{"verdict": "accept", "claim": "b", "by": "Ken", "path": "n.txt", "text": "It is 4."}\n'
        '{"verdict": "same_name", "names": ["U", "V"], "by": "Mina"}\n{"verdict": "same_name", "names": ["V", "U"], "by": "Ken"}\n'
    )
    found = agreement(answers.parse(lines), {"a": "f", "b": "f"})
    assert (found.people, found.questions, found.same) == (("Ken", "Mina"), 2, 1)
    assert found.apart == ("Ken: accept b; Mina: accept a; n.txt: “It is 3.”",)


def test_answers_are_gold_for_what_was_judged_and_leave_the_rest_open(review: Review, seeds: Path):
    review.decisions.unlink(missing_ok=True)
    claims = [row for row in review.tables.records("claims") if row.value is not None and row.duplicate_of is None]
    document = Counter(row.document_id for row in claims).most_common(1)[0][0]
    texts = Counter(row.text for row in review.tables.records("claims") if row.document_id == document)  # nothing else is said there
    right, wrong, changed = [row for row in claims if row.document_id == document and texts[row.text] == 1][:3]
    review.answer({"verdict": "accept", "claims": [right.claim_id]})
    review.answer({"verdict": "reject", "claims": [wrong.claim_id]})
    review.answer({"verdict": "correct", "claims": [changed.claim_id], "value": "77"})
    folder = seeds.parent / "gold"
    arguments = ["review", str(seeds.parent / "out"), "--seeds", str(seeds), "--export", "gold", "--to", str(folder)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("gold       1 documents, 2 claims, 1 rejected, ")
    before = evaluate.evaluate(review.tables, evaluate.read(folder)).claims
    assert before is not None
    assert (before.all.gold, before.all.right, before.all.predicted) == (2, 1, 3)
    run(seeds, seeds.parent / "out")
    after = evaluate.evaluate(open_tables(seeds.parent / "out"), evaluate.read(folder)).claims
    assert after is not None
    assert (after.all.gold, after.all.right, after.all.predicted) == (2, 2, 3)


def test_answers_go_to_label_studio_and_come_back_as_they_were(review: Review, seeds: Path):
    review.decisions.unlink(missing_ok=True)
    fact = next(one for one in _facts(review.queue()) if one["answer"] == "number" and one["x"] is not None)
    review.answer({"verdict": "correct", "claims": [fact["claims"][0]["id"]], "value": "5 million", "note": "as filed"})
    arguments = ["review", str(seeds.parent / "out"), "--seeds", str(seeds)]
    result = CliRunner().invoke(main, [*arguments, "--export", "labelstudio", "--to", str(seeds.parent / "tasks.json")])
    assert result.exit_code == 0, result.output
    tasks = json.loads((seeds.parent / "tasks.json").read_text(encoding="utf-8"))
    assert {task["data"]["claim"] for task in tasks} == {link.claim_id for link in review.tables.records("fact_claims")}
    for task in tasks:
        for span in task["predictions"][0]["result"]:
            value = span["value"]
            assert task["data"]["text"].encode("utf-16-le")[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
    assert (seeds.parent / "tasks.xml").read_text(encoding="utf-8").count("<Label ") == 9
    written = _lines(review)
    # Nothing is new; then somebody else answers there.
    result = CliRunner().invoke(main, [*arguments, "--import", str(seeds.parent / "tasks.json")])
    assert result.stdout.startswith("answers    0 new")
    task = next(task for task in tasks if not task["annotations"])
    verdict = {"from_name": "verdict", "to_name": "text", "type": "choices", "value": {"choices": ["reject"]}}
    person = {"id": 1, "email": "ken@example.org", "first_name": "Ken", "last_name": ""}
    task["annotations"] = [
        {"result": [verdict], "completed_by": person, "created_at": "2026-02-01T10:00:00Z"},
        {"result": [], "was_cancelled": True},
    ]
    tasks.append({"data": {"claim": "gone"}, "annotations": [{"result": [verdict], "completed_by": 3}]})
    (seeds.parent / "back.json").write_text(json.dumps(tasks), encoding="utf-8")
    result = CliRunner().invoke(main, [*arguments, "--import", str(seeds.parent / "back.json")])
    assert result.exit_code == 0, result.output
    assert "no such claim any more: reject gone" in result.stderr
    assert _lines(review)[:-1] == written
    last = _lines(review)[-1]
    assert (last["verdict"], last["claim"], last["by"], last["on"]) == ("reject", task["data"]["claim"], "Ken", "2026-02-01")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        "[1]",
        '[{"data": {}}]',
        '[{"data": {"claim": "a"}, "annotations": [{}]}]',
        '[{"data": {"claim": "a"}, "annotations": [{"result": []}]}]',
    ],
)
def test_a_file_that_label_studio_did_not_write_is_one_line(tmp_path: Path, text: str):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^x\.json: ") as error:
        labelstudio.read(tmp_path / "x.json")
    assert "\n" not in str(error.value)


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
    before = _facts(review.queue())[0]
    with browser.opened() as window:
        from selenium.webdriver.common.by import By
        from selenium.webdriver.support.ui import WebDriverWait

        wait = WebDriverWait(window, 120)
        window.get(server.address)
        wait.until(lambda found: found.execute_script("return document.querySelector('h1') !== null"))
        assert window.execute_script("return document.querySelector('h1').dataset.question") == before["id"]
        window.find_element(By.TAG_NAME, "body").send_keys("s")
        assert "Choose the two claims" in window.find_element(By.ID, "error").text
        window.find_element(By.TAG_NAME, "body").send_keys("a")
        wait.until(lambda found: found.execute_script("return document.querySelector('h1').dataset.question") != before["id"])
        for width in browser.WIDTHS:
            browser.look(window, width, dark=width < 500)
            assert browser.too_wide(window, width) == []
        assert [row for row in window.get_log("browser") if row["level"] == "SEVERE" and "favicon" not in row["message"]] == []
    assert _lines(review)[-1]["claim"] == before["claims"][0]["id"]
    run(seeds, seeds.parent / "out")
    after = {link.claim_id: link for link in open_tables(seeds.parent / "out").records("fact_claims")}
    assert after[before["claims"][0]["id"]].reason == "accepted by a person"
    left = _facts(Review(open_tables(seeds.parent / "out"), review.decisions, "", str).queue())
    assert before["claims"][0]["id"] not in {claim["id"] for fact in left for claim in fact["claims"]}


def test_the_page_has_no_serious_fault_of_accessibility(server: Server):
    with browser.opened() as window:
        from selenium.webdriver.support.ui import WebDriverWait

        for dark in (False, True):
            browser.look(window, 768, dark=dark)
            window.get(server.address)
            WebDriverWait(window, 120).until(lambda found: found.execute_script("return document.querySelector('h1') !== null"))
            assert browser.faults(window) == [], dark
