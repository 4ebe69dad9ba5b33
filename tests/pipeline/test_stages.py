import itertools
import shutil
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.facts import LEAST
from pipeline.records import TABLES
from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support.paths import SEEDS


def content(output: Path) -> dict[str, bytes]:
    return {name: (output / f"{name}.parquet").read_bytes() for name in TABLES} | {"manifest": (output / "manifest.json").read_bytes()}


def test_every_table_is_filled(own: Tables):
    assert {name: len(own.frame(name)) > 0 for name in TABLES} == {name: name != "rejects" for name in TABLES}


def test_the_languages_of_our_own_documents(own: Tables):
    assert {row.path: row.language for row in own.records("documents")} == {
        "hoshikawa-profile-ja.md": "ja",
        "mapping-newsletter.md": "en",
        "tessera-case-study.md": "en",
        "tessera-news-page.txt": "en",
        "tessera-report-ja.txt": "ja",
        "tessera-translated.txt": "en-t-ko",
    }


def test_segments_tile_every_document(own: Tables):
    for document in own.records("documents"):
        rows = [row for row in own.records("segments") if row.document_id == document.document_id]
        assert rows[0].start == 0
        assert rows[-1].end == len(document.text)
        assert all(left.end == right.start for left, right in itertools.pairwise(rows))


def test_every_value_leads_back_to_its_characters(own: Tables):
    texts = {row.document_id: row.text for row in own.records("documents")}
    for mention in own.records("mentions"):
        assert texts[mention.document_id][mention.start : mention.end] == mention.text
    for claim in own.records("claims"):
        assert texts[claim.document_id][claim.start : claim.end] == claim.text


def test_every_id_points_to_a_row(own: Tables):
    mentions = {row.mention_id for row in own.records("mentions")}
    entities = {row.entity_id for row in own.records("entities")}
    claims = {row.claim_id: row for row in own.records("claims")}
    segments = {row.segment_id for row in own.records("segments")}
    facts = {row.fact_id for row in own.records("facts")}
    assert len(mentions) == len(own.records("mentions"))
    assert len(claims) == len(own.records("claims"))
    assert {row.segment_id for row in own.records("mentions")} <= segments
    assert {row.entity_id for row in own.records("mentions") if row.entity_id} <= entities
    assert {row.duplicate_of for row in own.records("segments") if row.duplicate_of} <= segments
    for claim in claims.values():
        assert claim.subject_id in entities
        assert claim.object_id is None or claim.object_id in entities
        assert claim.mention_id is None or claim.mention_id in mentions
        assert claim.duplicate_of is None or claim.duplicate_of in claims
    links = own.records("fact_claims")
    assert {row.fact_id for row in links} == facts
    assert {row.claim_id for row in links} == {name for name, claim in claims.items() if claim.confidence >= LEAST}


def test_every_claim_of_an_article_printed_twice_points_to_the_first_printing(own: Tables):
    (page,) = [row for row in own.records("documents") if row.path == "tessera-news-page.txt"]
    (copy,) = [article for article in page.articles if article.duplicate_of is not None]
    claims = [row for row in own.records("claims") if row.document_id == page.document_id and row.article == copy.ordinal]
    assert claims
    assert [row.text for row in claims if row.duplicate_of is None] == []


def test_two_companies_told_of_in_the_same_words_keep_their_own_claims(tmp_path: Path):
    said = "The company was founded in 1999 and has its headquarters in Oslo, where its research takes place."
    one, other = "Ostrow Corp makes pumps for ships.", "Lindau Industries Ltd makes valves for trains."
    text = f"## Ostrow Corp\n\n{one}\n\n{said}\n\n## Lindau Industries Ltd\n\n{other}\n\n{said}\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(text, encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    tables = open_tables(tmp_path / "out")
    names = {row.entity_id: row.name for row in tables.records("entities")}
    assert sorted((names[row.subject_id], row.predicate) for row in tables.records("claims")) == [
        ("Lindau Industries Ltd", "founded"),
        ("Lindau Industries Ltd", "headquarters"),
        ("Ostrow Corp", "founded"),
        ("Ostrow Corp", "headquarters"),
    ]


def test_neither_the_order_nor_the_place_of_files_nor_the_number_of_processes_matters(own: Tables, tmp_path: Path):
    other = tmp_path / "elsewhere"
    shutil.copytree(SEEDS, other)
    run(other, tmp_path / "out", workers=2)
    made = content(tmp_path / "out")
    assert made == {name: (own.folder / f"{name}.parquet").read_bytes() for name in TABLES} | {
        "manifest": (own.folder / "manifest.json").read_bytes()
    }


def test_one_broken_file_harms_no_other(tmp_path: Path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "good.txt").write_text("Acme Corp. raised $5 million in 2024.\n", encoding="utf-8")
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (seeds / "new\nline.txt").write_text("Beta Ltd. had revenue of $7 million in 2023.\n", encoding="utf-8")
    summary = run(seeds, tmp_path / "out")
    tables = open_tables(tmp_path / "out")
    assert summary.documents == 2
    assert {row.path for row in tables.records("documents")} == {"good.txt", "new\nline.txt"}
    assert {row.path for row in tables.records("rejects")} >= {"empty.txt", "picture.txt"}
    assert summary.rejects == len(tables.records("rejects"))
    assert {str(row.value.normalize()) for row in tables.records("mentions") if row.label == "MONEY"} == {"5E+6", "7E+6"}


def test_a_text_that_is_too_long_is_rejected_and_harms_no_other(tmp_path: Path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "long.txt").write_text("Acme Corp. raised $5 million. " * 2_000_000, encoding="utf-8")
    (seeds / "short.txt").write_text("Acme Corp. raised $5 million.\n", encoding="utf-8")
    run(seeds, tmp_path / "out")
    tables = open_tables(tmp_path / "out")
    assert [row.path for row in tables.records("documents")] == ["short.txt"]
    (reject,) = tables.records("rejects")
    assert (reject.path, reject.reason) == ("long.txt", "too_long")
    assert reject.detail == "60000000 characters; the limit is 8000000"


def test_a_document_found_twice_is_read_once_under_both_paths(tmp_path: Path):
    seeds = tmp_path / "seeds"
    (seeds / "deep").mkdir(parents=True)
    for path in (seeds / "b.txt", seeds / "deep" / "a.txt"):
        path.write_text("Acme Corp. raised $5 million in 2024.\n", encoding="utf-8")
    run(seeds, tmp_path / "out")
    (document,) = open_tables(tmp_path / "out").records("documents")
    assert document.path == "b.txt"
    assert document.paths == ("b.txt", "deep/a.txt")


def test_no_such_folder_is_an_error_and_leaves_old_tables_alone(own: Tables, tmp_path: Path):
    run(SEEDS, tmp_path)
    before = content(tmp_path)
    with pytest.raises(InputError):
        run(tmp_path / "nowhere", tmp_path)
    assert content(tmp_path) == before
