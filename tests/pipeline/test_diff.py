"""What changed, word for word, after edits as people make them."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.contract import from_table, to_table
from pipeline.diff import compare, formats
from pipeline.diff.rows import differing
from pipeline.diff.wording import amount, step
from pipeline.records import Reject
from pipeline.runs import run
from pipeline.store import Tables, open_tables

FILES = {
    "continental.txt": "Cobalt Ltd. was valued at $15.5 billion in March 2025.\n",
    "harbour.txt": "The figures of the week.\n\nAcme Corp. had revenue of $412 million in 2024.\n\n"
    "Borealis Inc. raised $40 million in its Series B in March 2023.\n",
    "weekly.md": "# Weekly\n\nDunmore Corp. reported revenue of $77 million in 2022.\n\nEverly Inc. is headquartered in Oslo, Norway.\n",
}
SIDECAR = {
    "continental.txt": 'publisher = "Continental Post"\npublished = "2025-04-02"\n',
    "harbour.txt": 'publisher = "Harbour Post"\npublished = "2025-02-01"\n',
    "weekly.md": 'publisher = "Weekly"\npublished = "2025-01-05"\n',
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = (f'[[document]]\npath = "{name}"\n{given}\n' for name, given in SIDECAR.items() if name in files)
    (folder / "seeds.toml").write_text("".join(rows), encoding="utf-8")
    return folder


def made(place: Path, files: dict[str, str]) -> Tables:
    run(written(place / "seeds", files), place / "out")
    return open_tables(place / "out")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return made(tmp_path_factory.mktemp("old"), FILES)


def edited(name: str, before: str, after: str) -> dict[str, str]:
    assert FILES[name].count(before) == 1
    return {**FILES, name: FILES[name].replace(before, after)}


def with_line(line: str) -> dict[str, str]:
    return edited("weekly.md", "# Weekly\n", f"# Weekly\n\n{line}\n")


EDITS: dict[str, tuple[dict[str, str], str]] = {
    "a figure": (
        edited("harbour.txt", "$412 million", "$425 million"),
        "Acme Corp., revenue 2024: 412 -> 425 million USD: Harbour Post now says 425 million USD for 2024",
    ),
    "a year": (
        edited("weekly.md", "in 2022", "in 2023"),
        "Dunmore Corp., revenue 2022: period 2022 -> 2023: Weekly now says 77 million USD for 2023",
    ),
    "a sentence taken out": (
        edited("weekly.md", "Dunmore Corp. reported revenue of $77 million in 2022.\n\n", ""),
        "Dunmore Corp., revenue 2022: gone, was 77 million USD, single source: Weekly left",
    ),
    "a document taken out": (
        {name: text for name, text in FILES.items() if name != "continental.txt"},
        "Cobalt Ltd., valuation 2025-03: gone, was 15.5 billion USD, single source: Continental Post left",
    ),
    "a new sentence": (
        with_line("Fulmar Corp. had revenue of $31 million in 2020."),
        "Fulmar Corp., revenue 2020: new, 31 million USD, single source: Weekly joined",
    ),
    "a second voice that agrees": (
        with_line("Cobalt Ltd. reached a valuation of $15.5 billion in March 2025, up from a year ago."),
        "Cobalt Ltd., valuation 2025-03: single source -> agreed: Weekly joined",
    ),
    "a second voice that disagrees": (
        with_line("Acme Corp. had revenue of $510 million in 2024."),
        "Acme Corp., revenue 2024: single source -> conflicting: Weekly joined",
    ),
    "a place": (
        edited("weekly.md", "Oslo, Norway", "Bergen, Norway"),
        "Everly Inc., headquarters: Oslo, Norway -> Bergen, Norway: Weekly now says Bergen, Norway",
    ),
    "a hedge": (
        edited("harbour.txt", "of $412 million", "of about $412 million"),
        "Acme Corp., revenue 2024: 412 -> about 412 million USD: Harbour Post now says about 412 million USD for 2024",
    ),
    "a currency": (
        edited("harbour.txt", "raised $40 million", "raised €40 million"),
        "Borealis Inc., funding round Series B 2023-03: 40 million USD -> 40 million EUR: Harbour Post now says 40 million EUR for 2023-03",
    ),
    "a plan": (
        edited("harbour.txt", "had revenue", "expects revenue"),
        "Acme Corp., revenue 2024: modality actual -> estimate: Harbour Post now says 412 million USD for 2024 (estimate)",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_word_for_word(name: str, old: Tables, tmp_path: Path):
    files, words = EDITS[name]
    found = compare(old, made(tmp_path, files))
    assert found.facts[0].words == words
    # What the edit has not touched is told only where other sentences of its document are believed more or less.
    assert all("judged anew" in change.words for change in found.facts[1:])


def test_an_edit_that_says_nothing_changes_no_fact_and_names_the_document(old: Tables, tmp_path: Path):
    found = compare(old, made(tmp_path, with_line("The river rose overnight.")))
    assert found
    assert found.facts == ()
    assert found.documents == {"weekly.md": "edited"}
    assert (found.tables["documents"].changed, found.tables["segments"].added, found.tables["claims"].gone) == (1, 1, 0)


def test_the_same_input_is_no_difference(old: Tables, tmp_path: Path):
    found = compare(old, made(tmp_path, FILES))
    assert not found
    assert list(formats.text(found)) == ["no difference"]


def test_the_command_compares_with_the_generation_before_and_ends_with_1_where_anything_differs(tmp_path: Path):
    seeds = written(tmp_path / "seeds", FILES)
    extract = ["extract", str(seeds), "-o", str(tmp_path / "out")]
    first = CliRunner().invoke(main, extract)
    assert "changed" not in first.stdout
    result = CliRunner().invoke(main, ["diff", "-o", str(tmp_path / "out")])
    assert (result.exit_code, result.stderr.split(":")[0]) == (2, "awase")
    (seeds / "harbour.txt").write_text(FILES["harbour.txt"].replace("$412", "$425"), encoding="utf-8")
    words = EDITS["a figure"][1]
    assert f"changed    {words}" in CliRunner().invoke(main, extract).stdout
    result = CliRunner().invoke(main, ["diff", "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == ["facts: 1 changed, 0 new, 0 gone", words, "documents: harbour.txt edited"]
    printed = CliRunner().invoke(main, ["diff", "-o", str(tmp_path / "out"), "--format", "markdown"]).stdout
    assert f"\n- {words}\n" in printed
    assert "\n| facts | 5 | 5 | 0 | 0 | 1 |\n" in printed
    (told,) = json.loads(CliRunner().invoke(main, ["diff", "-o", str(tmp_path / "out"), "--format", "json"]).stdout)["facts"]
    assert (told["old"]["value"], told["new"]["value"], told["words"]) == ("412000000", "425000000", words)
    assert [voice["text"] for voice in told["lost"]] == ["Acme Corp. had revenue of $412 million in 2024."]
    same = CliRunner().invoke(main, ["diff", str(tmp_path / "out"), str(tmp_path / "out")])
    assert (same.exit_code, same.stdout) == (0, "no difference\n")


def test_a_revision_of_a_folder_is_compared_with_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def git(*arguments: str) -> None:
        name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *name, *arguments], check=True, capture_output=True)

    seeds = written(tmp_path / "seeds", FILES)
    git("init", "-q")
    run(seeds, tmp_path / "tables")
    git("add", "--force", "tables")
    git("commit", "-q", "-m", "Tables")
    (seeds / "weekly.md").write_text(EDITS["a place"][0]["weekly.md"], encoding="utf-8")
    run(seeds, tmp_path / "tables")
    result = CliRunner().invoke(main, ["diff", "HEAD:tables", "tables"])
    assert result.exit_code == 1
    assert EDITS["a place"][1] in result.stdout
    result = CliRunner().invoke(main, ["diff", "nowhere:tables", "tables"])
    assert result.exit_code == 2
    assert result.stderr.startswith("awase: no tables in nowhere:tables: fatal: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("15.5 billion USD", "16 billion USD", "15.5 -> 16 billion USD"),
        ("900 million USD", "1.2 billion USD", "900 million USD -> 1.2 billion USD"),
        ("8.2%", "8.5%", "8.2% -> 8.5%"),
        ("3 offices", "4 offices", "3 -> 4 offices"),
        ("Austin, Texas", "Dallas, Texas", "Austin, Texas -> Dallas, Texas"),
        ("no figure", "4 USD", "no figure -> 4 USD"),
    ],
)
def test_two_answers_share_what_both_end_in(old: str, new: str, said: str):
    assert step(old, new) == said


def test_amounts_in_words():
    told = {
        ("15500000000.000000000", "USD"): "15.5 billion USD",
        ("8.20", "%"): "8.2%",
        ("1234", None): "1,234",
        ("-2E+12", "JPY"): "-2 trillion JPY",
    }
    assert {key: amount(Decimal(key[0]), key[1]) for key in told} == told


ROWS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=12).map(sorted)


@given(ROWS, ROWS)
def test_rows_are_left_out_where_all_rows_of_their_document_are_the_same(old: list[tuple[str, str]], new: list[tuple[str, str]]):
    sides = [[Reject(path, None, "ingest", reason) for path, reason in rows] for rows in (old, new)]
    found = [from_table("rejects", side) for side in differing(*(to_table("rejects", side) for side in sides), "path")]
    held = [{path: [row for row in side if row.path == path] for path in "abcd"} for side in sides]
    assert found == [[row for path in "abcd" if held[0][path] != held[1][path] for row in side[path]] for side in held]
