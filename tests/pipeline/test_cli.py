import json
import os
import pty
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.cli import main
from pipeline.store import open_tables
from tests.support.paths import ROOT

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
    assert names == ["documents", "mentions", "claims", "facts", "rejects", "tables", "report", "seconds"]
    assert "MONEY 1" in result.stdout


def test_rejected_input_gives_exit_code_3_and_says_which(written: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "empty\x1b[31m.txt").write_bytes(b"")
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "-o", str(tmp_path.parent / "out3")])
    assert result.exit_code == 3
    assert "rejected empty\\x1b[31m.txt (ingest: " in result.stderr
    assert "\x1b" not in result.stderr


def test_strict_takes_no_reject_and_leaves_the_old_tables(written: Path, tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    command = ["extract", str(tmp_path / "seeds"), "-o", str(tmp_path / "out"), "--strict"]
    assert CliRunner().invoke(main, command).exit_code == 0
    (tmp_path / "seeds" / "b.xyz").write_text("text")
    (tmp_path / "seeds" / "a.txt").write_text("Another text.", encoding="utf-8")
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "awase: 1 rejected, and strict: nothing is written; b.xyz: unknown_type"
    assert [row.text for row in open_tables(tmp_path / "out").records("documents")] == [SENTENCE]


def test_quiet_prints_what_goes_wrong_and_nothing_else(written: Path, tmp_path: Path):
    assert CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "-q"]).output == ""


def test_the_summary_as_json(written: Path, tmp_path: Path):
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "--json"])
    summary = json.loads(result.stdout)
    assert summary.pop("seconds") >= 0
    assert summary == {
        "documents": 1, "mentions": {"ORG": 2, "MONEY": 1, "DATE": 1}, "claims": 1, "facts": {"single_source": 1}, "rejects": 0,
        "tables": str(tmp_path / "out"),
    }  # fmt: skip


def test_each_step_and_each_reject_is_a_line_of_the_log(written: Path, tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "seeds" / "new\nline.txt").write_bytes(b"")
    result = CliRunner().invoke(
        main, ["extract", str(tmp_path / "seeds"), "-o", str(tmp_path / "out"), "-v", "--log", str(tmp_path / "log")]
    )
    assert result.exit_code == 3
    lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert result.stderr.splitlines() == lines
    told = [line.split(" ", 2)[2] for line in lines]
    assert told[0] == f"INFO reading {tmp_path / 'seeds'}"
    assert "INFO ingest: 2" in told
    assert "WARNING rejected new\\nline.txt (ingest: empty) it has no bytes" in told
    assert told[-1] == f"INFO published {tmp_path / 'out'}"


def test_tables_are_never_read_as_documents(written: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    for output in ("output", "second", "."):
        # A copy of tables is known by its manifest, a link by where it leads.
        assert CliRunner().invoke(main, ["extract", str(tmp_path), "-o", str(tmp_path / output)]).exit_code == 0
        assert [row.path for row in open_tables(tmp_path / output).records("documents")] == ["a.txt"]
        if output == "output":
            (tmp_path / "copied").mkdir()
            for name in ("documents.parquet", "claims.parquet", "manifest.json"):
                (tmp_path / "copied" / name).write_bytes((tmp_path / output / name).read_bytes())
            (tmp_path / "linked.parquet").symlink_to(tmp_path / output / "documents.parquet")
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "output" / "facts.parquet"), "-o", str(tmp_path / "third")])
    assert result.exit_code == 1
    assert result.stderr.endswith("facts.parquet is a table that this program wrote: give the documents\n")


def test_a_file_of_the_user_is_never_replaced_by_a_table(written: Path, tmp_path: Path):
    (tmp_path / "documents.parquet").write_bytes(b"mine")
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path)])
    assert result.exit_code == 1
    assert "documents.parquet is no table of ours, and would be lost" in result.stderr
    assert (tmp_path / "documents.parquet").read_bytes() == b"mine"


def awase(stdout: int, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    held = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return subprocess.run(command, cwd=ROOT, env={**held, **environment}, stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_where_nobody_reads_what_is_printed_a_command_ends_in_silence(written: Path, tmp_path: Path):
    (fact,) = open_tables(written / "out").records("facts")
    commands = {
        141: (["explain", fact.fact_id, "-o", str(written / "out")], ["tables"]),
        0: (["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "-q", "--json"],),
    }
    for code, lines in commands.items():
        for line in lines:
            reader, writer = os.pipe()
            os.close(reader)
            done = awase(writer, *line)
            os.close(writer)
            assert (done.returncode, done.stderr) == (code, b""), line


@pytest.mark.parametrize(
    ("variables", "coloured"), [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_are_for_terminals_that_want_them(variables: dict[str, str], coloured: bool, written: Path):
    (fact,) = open_tables(written / "out").records("facts")
    terminal, line = pty.openpty()
    assert awase(line, "explain", fact.fact_id, "-o", str(written / "out"), **{"TERM": "xterm", **variables}).returncode == 0
    assert (b"\x1b[1m" in os.read(terminal, 65_536)) is coloured
    os.close(line)
    os.close(terminal)


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


def test_a_cluster_without_the_engine_that_takes_it_is_wrong_usage(written: Path, tmp_path: Path):
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "--master", "yarn"])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: --master is of the engine spark: say --engine spark too"
    assert not (tmp_path / "out").exists()


def test_the_engine_spark_without_pyspark_is_one_line(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "--engine", "spark"])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ["awase: the engine spark needs pyspark: pip install 'awase[spark]', and Java 17 or newer"]


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


def test_explain_shows_what_heads_a_figure_of_a_table(tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    table = "| £m | 2023 | 2024 |\n|---|---|---|\n| Revenue | 140.5 | 152.3 |\n| Operating profit | 16.8 | 18.9 |\n"
    (tmp_path / "seeds" / "a.md").write_text(f"# Larkfield Plumbing plc: the years in figures\n\n{table}", encoding="utf-8")
    assert CliRunner().invoke(main, ["extract", str(tmp_path / "seeds"), "-o", str(tmp_path / "out"), "-q"]).exit_code == 0
    claim = next(row for row in open_tables(tmp_path / "out").records("claims") if row.value == Decimal("152300000"))
    result = CliRunner().invoke(main, ["explain", claim.claim_id, "-o", str(tmp_path / "out")])
    assert "[152.3](value)" in result.stdout
    assert "under  row: Revenue · column: 2024 · corner: £m" in result.stdout


def test_explain_shows_what_is_in_force_at_a_figure(tmp_path: Path):
    (tmp_path / "seeds").mkdir()
    text = "# Larkfield Plumbing plc\n\nResults of 3 May 2025\n\n## Trading\n\nIt sold pipes in 2024. Revenue was £5 million.\n"
    (tmp_path / "seeds" / "a.md").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(main, ["extract", str(tmp_path / "seeds"), "-o", str(tmp_path / "out"), "-q"]).exit_code == 0
    result = CliRunner().invoke(main, ["explain", "--context", "a.md", "-o", str(tmp_path / "out")])
    told = result.stdout[result.stdout.index("[84, ") :]
    assert told.splitlines() == [
        "[84, 107) paragraph, en",
        "  Revenue was [£5 million](value).",
        "    under         Trading",
        "    article about Larkfield Plumbing plc (1.00)",
        "    dates before  2024 “2024” · 2025-05-03 “3 May 2025”",
        "    date of it    2025-05-03",
    ]
    unknown = CliRunner().invoke(main, ["explain", "--context", "b.md", "-o", str(tmp_path / "out")])
    assert unknown.stderr == "awase: 'b.md': no document is called so; look in the columns document_id and path\n"


def test_explaining_an_unknown_id_is_one_line(written: Path):
    result = CliRunner().invoke(main, ["explain", "zzzz", "-o", str(written / "out")])
    assert result.exit_code == 1
    assert result.stderr == "awase: 'zzzz': no fact or claim has this id; look in the columns fact_id and claim_id\n"


def test_annotate_streams_texts_and_reports_lines_that_are_none(tmp_path: Path):
    lines = [
        json.dumps({"id": 1, "text": "It raised about $14 billion last year.", "lang": "en", "ref": "2025-06-09"}),
        "not json",
        '{"id": 3, "text": "$5 million", "deep": ' + "[" * 100_000 + "]" * 100_000 + "}",
        json.dumps({"id": 2, "text": "約8億7000万ドル", "lang": "ja"}),
        '{"text": "It raised $5 million."}',
        '{"id": 4}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["annotate", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")])
    assert result.exit_code == 3
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "line 2",
        "line 3",
        "line 5",
        "line 6",
        "4 lines could not be read",
    ]
    assert result.stderr.splitlines()[2:4] == ["line 5: 'id' is missing", "line 6: 'text' is missing"]
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


def test_a_run_writes_the_report_unless_told_not_to(written: Path, tmp_path: Path):
    assert (written / "out" / "report.html").is_file()
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "--no-report"])
    assert result.exit_code == 0
    assert not (tmp_path / "out" / "report.html").exists()


def test_of_very_many_claims_a_report_is_written_when_it_is_asked_for(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli, "_REPORTED", 0)
    command, page = ["extract", str(written / "seeds"), "-o", str(tmp_path / "out")], tmp_path / "out" / "report.html"
    told = CliRunner().invoke(main, command).stdout
    assert f"report     not written unasked of more than 100,000 claims: awase report {tmp_path / 'out'}\n" in told
    assert not page.exists()
    assert f"report     {page}\n" in CliRunner().invoke(main, [*command, "--report"]).stdout
    assert page.is_file()


def test_a_report_that_cannot_be_written_leaves_the_tables_and_exits_4(written: Path, tmp_path: Path):
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    result = CliRunner().invoke(main, ["extract", str(written / "seeds"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 4
    assert "the tables are written, but not all could be printed: cannot write" in result.stderr
    assert open_tables(tmp_path / "out").records("facts")


@pytest.mark.parametrize("together", [False, True], ids=["given before the edit", "given with the edit"])
def test_a_decision_whose_claim_is_gone_is_told_with_the_sentence_that_it_was_given_on(together: bool, written: Path, tmp_path: Path):
    shutil.copytree(written, tmp_path / "run", symlinks=True)
    seeds, command = (
        tmp_path / "run" / "seeds",
        ["extract", str(tmp_path / "run" / "seeds"), "-o", str(tmp_path / "run" / "out"), "--no-report"],
    )
    (claim,) = open_tables(tmp_path / "run" / "out").records("claims")
    (seeds / "decisions.jsonl").write_text(json.dumps({"verdict": "accept", "claim": claim.claim_id}) + "\n", encoding="utf-8")
    if not together:
        assert CliRunner().invoke(main, command).exit_code == 0
    for text in (SENTENCE.replace("5", "6"), SENTENCE.replace("5", "7"), SENTENCE.replace("5", "7")):
        (seeds / "a.txt").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 3
        said = f"accept {claim.claim_id}; it was given on a.txt: “{SENTENCE.strip()}”"
        assert result.stderr.splitlines()[-1] == f"rejected decisions.jsonl (facts: stale_decision) {said}"
        # What a table says hangs on the input alone.
        assert [row.detail for row in open_tables(tmp_path / "run" / "out").records("rejects")] == [f"accept {claim.claim_id}"]


def test_a_report_is_written_again_only_where_it_does_not_show_the_tables_in_force(written: Path, tmp_path: Path):
    shutil.copytree(written, tmp_path / "run", symlinks=True)
    page, command = (
        tmp_path / "run" / "out" / "report.html",
        ["extract", str(tmp_path / "run" / "seeds"), "-o", str(tmp_path / "run" / "out")],
    )
    before = page.stat().st_ino
    assert CliRunner().invoke(main, command).exit_code == 0
    assert page.stat().st_ino == before
    (tmp_path / "run" / "seeds" / "a.txt").write_text(SENTENCE.replace("5", "6"), encoding="utf-8")
    assert CliRunner().invoke(main, [*command, "--no-report"]).exit_code == 0
    assert "$6" not in page.read_text(encoding="utf-8")
    for _ in range(2):
        assert CliRunner().invoke(main, command).exit_code == 0
        assert "$6" in page.read_text(encoding="utf-8")


def test_a_run_loads_neither_pandas_nor_spacy_nor_scipy(written: Path, tmp_path: Path):
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", code, "extract", str(written / "seeds"), "-o", str(tmp_path / "out"), "-q", "-j", "1"]
    loaded = set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    assert "pipeline.stages" in loaded
    assert not loaded & {"pandas", "spacy", "thinc", "scipy", "bokeh"}


def test_arrow_gives_memory_back_to_the_system_in_a_process_of_ours():
    code = "from pipeline.contract import at_home; at_home(); import pyarrow as pa; print(pa.default_memory_pool().backend_name)"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout == "system\n"


def test_arrow_still_makes_frames_where_pandas_was_hidden_from_it():
    code = (
        "from pipeline.contract import without_pandas as hide; hide(); import pyarrow as pa; print(pa.table({'a': [7]}).to_pandas().a[0])"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "7\n"
