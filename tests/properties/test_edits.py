"""What an edit of a document leaves as it is: the ids of all that stands elsewhere."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.runs import run
from pipeline.store import open_tables

#: Passages that say all themselves, so that none depends on another.
PASSAGES = (
    "Acme Corp. had revenue of $5 million in 2024.",
    "Borealis Inc. raised $40 million in its Series B in March 2023.",
    "Cobalt Ltd. was valued at $1.2 billion in May 2024.",
    "Dunmore Corp. reported revenue of $77 million in 2022.",
    "Acme Corp. had revenue of $5 million in 2024.",
    "Everly Inc. raised $9 million in its Series A in 2021.",
)
OTHERS = ("The river rose overnight.", "Fulmar Corp. had revenue of $31 million in 2020.", "A bridge was closed to carts.")


def tables(text: str, *, name: str = "a.txt", sidecar: str = "", encoding: str = "utf-8") -> dict[str, list[Any]]:
    """Rows of a run over one document."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "seeds"
        folder.mkdir()
        (folder / name).write_bytes(text.encode(encoding))
        if sidecar:
            (folder / "seeds.toml").write_text(sidecar, encoding="utf-8")
        run(folder, Path(place) / "out")
        opened = open_tables(Path(place) / "out")
        return {table: opened.records(table) for table in ("documents", "segments", "mentions", "claims", "facts")}


WHOLE = tables("\n\n".join(PASSAGES) + "\n")


@settings(max_examples=8)
@given(st.data())
def test_an_edit_elsewhere_renews_no_id(data: st.DataObject) -> None:
    kept = list(PASSAGES)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(kept)))
        match data.draw(st.sampled_from(("add", "remove", "change", "space"))):
            case "add":
                kept.insert(place, data.draw(st.sampled_from(OTHERS)))
            case "remove" if len(kept) > 3:
                del kept[min(place, len(kept) - 1)]
            case "change":
                kept[min(place, len(kept) - 1)] = data.draw(st.sampled_from(OTHERS))
            case _:
                at = min(place, len(kept) - 1)
                kept[at] = kept[at].replace(" in ", "  in ", 1)
    ends = data.draw(st.sampled_from(("\n\n", "\r\n\r\n", "\n\n\n")))
    made = tables(
        ends.join(kept) + data.draw(st.sampled_from(("", "\n", "\n\nAn end.\n"))), encoding=data.draw(st.sampled_from(("utf-8", "utf-16")))
    )
    assert made["documents"][0].document_id == WHOLE["documents"][0].document_id
    left = Counter(" ".join(passage.split()) for passage in kept) & Counter(PASSAGES)
    said = Counter(" ".join(row.text.split()) for row in made["claims"])
    assert said & left == left, kept
    for table, key in (("segments", "segment_id"), ("claims", "claim_id")):
        before, after = ({getattr(row, key) for row in held[table]} for held in (WHOLE, made))
        assert len(before & after) >= left.total(), (table, kept)
    stayed = {row.fact_id for row in WHOLE["facts"]} & {row.fact_id for row in made["facts"]}
    assert len(stayed) >= len(left)


def test_an_address_in_the_sidecar_keeps_the_ids_when_the_file_gets_another_name() -> None:
    def given_at(name: str) -> str:
        return f'[[document]]\npath = "{name}"\nurl = "https://example.org/acme"\n'

    before = tables(PASSAGES[0], sidecar=given_at("a.txt"))
    after = tables(PASSAGES[0] + "\n\n" + OTHERS[1], name="b.txt", sidecar=given_at("b.txt"))
    assert before["claims"][0].claim_id in {row.claim_id for row in after["claims"]}
    assert before["mentions"][0].mention_id in {row.mention_id for row in after["mentions"]}
    assert before["documents"][0].document_id == after["documents"][0].document_id
    assert before["documents"][0].sha256 != after["documents"][0].sha256


def test_what_a_sentence_says_now_is_another_claim() -> None:
    before, after = tables(PASSAGES[0]), tables(PASSAGES[0].replace("$5", "$6"))
    assert before["claims"][0].claim_id != after["claims"][0].claim_id
    assert before["facts"][0].fact_id == after["facts"][0].fact_id
