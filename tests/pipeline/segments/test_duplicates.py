from __future__ import annotations

import random
import tracemalloc

import pytest

from pipeline.records import Document, Segment, Sketch
from pipeline.segments import describe, join, segment
from tests.support import copies
from tests.support.paths import SHARED

SEEDS = SHARED / "seeds"
ONE = "The tea maker said on Monday that it had bought a rival for $3 million in cash."
TWO = "It has 40 staff in the north and 20 more in the south of the land."
THREE = "Its founder, Ann Lee, began to sell tea from a cart in 2011, she told the paper."


def linked(**texts: str) -> dict[str, str | None]:
    """Return for each passage that is a copy the text of its original."""
    parts: list[Segment] = []
    for name, text in texts.items():
        document = Document(name, name, (name,), "", "text/plain", "utf-8", text)
        parts += describe(document, segment(document))[1]
    made = copies.linked(parts, texts)
    assert [part.segment_id for part in made] == [part.segment_id for part in parts]
    shown = {part.segment_id: f"{part.document_id}: {texts[part.document_id][part.start : part.end].strip()}" for part in made}
    backwards = {part.segment_id: part.duplicate_of for part in copies.linked(parts[::-1], texts)}
    assert backwards == {part.segment_id: part.duplicate_of for part in made}
    return {shown[part.segment_id]: shown[part.duplicate_of] for part in made if part.duplicate_of is not None}


def test_a_passage_is_a_copy_whatever_its_case_and_white_space():
    assert linked(a=f"Tea\n\n{ONE}\n", b=f"News\n\n{ONE.upper().replace(' ', '  ')}\n") == {
        f"b: {ONE.upper().replace(' ', '  ')}": f"a: {ONE}",
    }


def test_an_article_printed_again_as_one_paragraph_is_a_copy_of_its_paragraphs():
    found = linked(a=f"Tea\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nMore of it\n\n{ONE} {TWO} {THREE}\n")
    assert found == {f"a: {ONE} {TWO} {THREE}": f"a: {THREE}"}


def test_paragraphs_printed_before_as_one_are_copies():
    found = linked(a=f"Tea\n\n{ONE} {TWO} {THREE}\n", b=f"Tea shops\n\n{ONE}\n\n{TWO}\n\n{THREE}\n")
    assert found == {f"b: {sentence}": f"a: {ONE} {TWO} {THREE}" for sentence in (ONE, TWO, THREE)}


def test_a_near_copy_is_linked_and_one_with_other_figures_is_not():
    text = (
        "The maker of fine green tea said on Monday that it had bought a smaller rival in the north of the land for $3 million, "
        "which it paid in cash on the same day"
    )
    near = text.replace("same day", "very day")
    other = text.replace("$3 million", "$4 million")
    assert linked(a=f"Tea\n\n{text}.\n", b=f"News\n\n{near}.\n", c=f"Post\n\n{other}.\n") == {f"b: {near}.": f"a: {text}."}


def test_near_copies_in_japanese():
    text = (
        "茶を売るアオバは月曜日、北の地方で茶を売る競争相手の丘商店を現金三億円で買収し、"
        "来年の春までに二社の店を一つにまとめると正式に発表した。"
    )
    near = text.replace("正式に発表した", "発表した")
    assert linked(a=f"茶\n\n{text}\n", b=f"報道\n\n{near}\n") == {f"b: {near}": f"a: {text}"}


def test_short_facts_that_two_documents_share_are_no_copies():
    assert linked(a="Founded: 2016\nCEO: Jane Doe\n", b="Founded: 2016\nCEO: Jane Doe\n") == {}
    assert linked(a="Hill\n\nFounded: 2016\nCEO: Jane Doe\n\nTea\n\nFounded: 2016\nCEO: Ann Lee\n") == {}


def test_one_story_under_several_mastheads_is_one_title():
    text = (
        "Notes on tea\n\nTea is good.\n\nReferences\n\n"
        "1. Northern Tea, the land's largest maker, plans split after harbour deal – Daily Hill https://a.example/x\n"
        "2. Northern Tea, the land's largest maker, plans split after harbour deal, sources say | Cove Post https://b.example/y\n"
        "3. Tea – Daily Hill https://a.example/z\n4. Tea – Cove Post https://b.example/z\n"
        "5. Northern Tea pays $4 million for the old harbour shops – Hill https://c.example/p\n"
        "6. Northern Tea pays $5 million for the old harbour shops – Cove https://c.example/q\n"
        "7. The news of the day https://d.example/northern-tea-pays-much-for-old-shops\n"
        "8. www.e.example https://www.e.example/2024/northern-tea-pays-much-for-old-shops/\n"
    )
    assert {copy.split(".")[0]: original.split(".")[0] for copy, original in linked(a=text).items()} == {"a: 2": "a: 1", "a: 8": "a: 7"}


def test_the_second_printing_in_the_real_page_is_a_copy():
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is not there")
    texts = {path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    parts: list[Segment] = []
    for name, text in texts.items():
        document = Document(name, name, (name,), "", "text/plain", "utf-8", text)
        parts += describe(document, segment(document))[1]
    made = copies.linked(parts, texts)
    second = [part for part in made if part.document_id == "002" and part.article == 1 and part.kind in ("title", "paragraph")]
    assert [part.duplicate_of is not None for part in second] == [True] * len(second)
    stories = [part for part in made if part.document_id == "001" and part.kind == "reference" and part.duplicate_of]
    assert sorted(texts["001"][part.start : part.end].strip().split(".")[0] for part in stories) == ["14", "16", "19", "51", "54", "68"]
    copied = [part for part in made if part.kind == "paragraph" and part.duplicate_of and part.end - part.start > 80]
    assert [(part.document_id, part.article) for part in copied] == [("002", 1)]


def test_passages_that_nobody_repeats_are_not_remembered():
    made = random.Random(1)
    sketches = [
        Sketch(f"d{at:04}", f"s{at}", 0, key, (key,), (80,), 80, made.randbytes(160), (), made.randbytes(256), ())
        for at in range(1000)
        for key in [made.randbytes(16)]
    ]
    tracemalloc.start()
    copies = join(sketches)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert copies == ()
    assert peak < 600 * len(sketches)
