import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.store import open_tables

SENTENCE = "Acme Corp. had revenue of $5 million in 2024, according to Beta News.\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cli")
    (root / "seeds").mkdir()
    (root / "seeds" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", str(root / "seeds"), "-o", str(root / "out")])
    assert result.exit_code == 0, result.output
    return root


def test_a_run_ends_with_a_summary(written: Path):
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(written / "out")])
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == ["documents", "mentions", "claims", "facts", "rejects", "tables", "seconds"]
    assert "MONEY 1" in result.stdout


def test_rejected_input_gives_exit_code_3_and_says_which(written: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "empty\x1b[31m.txt").write_bytes(b"")
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "-o", str(tmp_path.parent / "out3")])
    assert result.exit_code == 3
    assert "rejected empty\\x1b[31m.txt (ingest: " in result.stderr
    assert "\x1b" not in result.stderr


def test_no_such_folder_gives_exit_code_1_and_one_line(tmp_path: Path):
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("awase: ")
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_a_folder_gives_exit_code_1(written: Path, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "file")])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("awase: cannot write to")


def test_wrong_usage_gives_exit_code_2():
    assert CliRunner().invoke(main, ["extract", "--colour"]).exit_code == 2


def test_explain_leads_from_a_fact_to_the_marked_sentence(written: Path):
    (fact,) = open_tables(written / "out").records("facts")
    result = CliRunner().invoke(main, ["explain", fact.fact_id, "-o", str(written / "out")])
    assert result.exit_code == 0
    assert "Acme Corp. · revenue · 2024" in result.stdout
    assert "[$5 million](value)" in result.stdout
    assert "a.txt [0, " in result.stdout
    assert fact.explanation in result.stdout


def test_explain_shows_a_claim_and_the_fact_it_went_into(written: Path):
    (claim,) = open_tables(written / "out").records("claims")
    result = CliRunner().invoke(main, ["explain", claim.claim_id[:8], "-o", str(written / "out")])
    assert "[Acme Corp.](subject)" in result.stdout
    assert "[Beta News](attribution)" in result.stdout
    assert "as chosen" in result.stdout


def test_explaining_an_unknown_id_is_one_line(written: Path):
    result = CliRunner().invoke(main, ["explain", "zzzz", "-o", str(written / "out")])
    assert result.exit_code == 1
    assert result.stderr == "awase: 'zzzz': no fact or claim has this id; look in the columns fact_id and claim_id\n"


def test_annotate_streams_texts_and_reports_lines_that_are_none(tmp_path: Path):
    lines = [
        json.dumps({"id": 1, "text": "It raised about $14 billion last year.", "lang": "en", "ref": "2025-06-09"}),
        "not json",
        json.dumps({"id": 2, "text": "約8億7000万ドル", "lang": "ja"}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["annotate", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")])
    assert result.exit_code == 3
    assert result.stderr.startswith("line 2: ")
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["id"] == 1
    assert first["origin"].keys() == {"ko", "ja"}
    assert first["mentions"] == [
        {
            "start": 10, "end": 27, "text": "about $14 billion", "label": "MONEY",
            "norm": {"currency": "USD", "value": "14000000000", "relation": "approx", "upper": None},
        },
        {"start": 28, "end": 37, "text": "last year", "label": "DATE", "norm": {"type": "DATE", "value": "2024"}},
    ]  # fmt: skip
    assert [row["norm"]["value"] for row in second["mentions"]] == ["870000000"]


def test_annotate_takes_a_language_on_trust_but_not_what_it_was_translated_from(tmp_path: Path):
    text = "The river rose by two metres overnight, and the old bridge in the valley was closed to carts."
    rows = [{"id": tag, "text": text, "lang": tag} for tag in ("en", "en-t-ko", "ja")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert CliRunner().invoke(main, ["annotate", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]).exit_code == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["lang"] for row in found] == ["en", "en", "ja"]
