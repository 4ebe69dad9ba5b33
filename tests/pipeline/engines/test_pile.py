"""Documents and texts that are held in columns are those that were put there."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from pipeline.engines import shelf, shelved
from pipeline.engines.pages import Page
from pipeline.engines.pile import Pile
from pipeline.engines.shelf import Shelf
from pipeline.engines.texts import Texts
from pipeline.engines.wire import Joined
from pipeline.records import Document, Entity, Outlet, Party, Reject, Segment
from pipeline.stages import STAGES

MARK = "ab" * 32


def _document(key: str, path: str, text: str) -> Document:
    return Document(key, path, (path,), text.encode().hex(), "text/plain", "utf-8", text)


def _page(key: str, path: str, text: str, segments: int = 1) -> Page:
    made = tuple(Segment(f"s{key}{at}", key, at, 0, 1, "title") for at in range(segments))
    outlets = (Outlet(key, "the post"),) if segments > 1 else ()
    return Page({"documents": (_document(key, path, text),), "segments": made, "outlets": outlets}, 0.25, mark=MARK if segments else "")


PAGES = [_page("d3", "a.txt", "x"), _page("d1", "b é.txt", "yy", 2), _page("d2", "c.txt", "zzz", 0), _page("d4", "e.txt", "w" * 9, 3)]


def _laid(held: Shelf, pages: Sequence[Page]) -> Iterator[Page]:
    def work(stages: Sequence[Any], units: Sequence[Any]) -> Iterator[Page]:
        yield from pages

    return held.over(work)(STAGES[:1], [])


def _plain(pages: Sequence[Page]) -> list[tuple[dict[str, list[Any]], float, str, Any]]:
    return [({name: list(rows) for name, rows in page.rows.items() if rows}, page.spent, page.mark, page.told) for page in pages]


@pytest.fixture(params=["in memory", "on a shelf"])
def pile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pile]:
    monkeypatch.setattr(shelf, "TOGETHER", 2)
    monkeypatch.setattr(shelved, "TOGETHER", 2)
    with closing(Shelf()) as held:
        yield Pile(PAGES if request.param == "in memory" else _laid(held, PAGES))


def test_documents_come_back_as_they_were_put(pile: Pile):
    assert len(pile) == 4
    assert _plain(pile) == _plain(PAGES)
    assert _plain(pile[1:3]) == _plain(PAGES[1:3])
    assert list(pile.keys()) == ["d3", "d1", "d2", "d4"]
    assert list(Joined.over(pile.column("segments"))) == [row for page in PAGES for row in page.rows["segments"]]
    assert list(pile.column("mentions")) == [(), (), (), ()]


def test_documents_stand_in_the_order_of_their_ids(pile: Pile):
    made = pile.distinct()
    assert _plain(made) == _plain([PAGES[1], PAGES[2], PAGES[0], PAGES[3]])
    assert made.distinct() is made


def test_documents_of_one_content_are_one_under_all_paths():
    # The first path gives the id, however the documents come.
    pile = Pile([_page("d5", "z.txt", "x"), *PAGES, _page("d0", "b.txt", "x"), Page({"rejects": (Reject("f"),)})])
    made = pile.distinct()
    assert [page.told for page in made] == [
        ("d1", "b é.txt", "7979", ("b é.txt",)),
        ("d2", "c.txt", "7a7a7a", ("c.txt",)),
        ("d3", "a.txt", "78", ("a.txt", "b.txt", "z.txt")),
        ("d4", "e.txt", "77" * 9, ("e.txt",)),
    ]
    assert [page.document.paths for page in made if page.document] == [page.told[3] for page in made if page.told]
    assert list(made[2].rows["segments"]) == list(PAGES[0].rows["segments"])


def test_documents_of_one_id_stand_in_the_order_of_their_paths():
    made = Pile([_page("d1", "b.txt", "x"), _page("d1", "a.txt", "y"), _page("d0", "c.txt", "z")]).distinct()
    assert [page.told[1] for page in made if page.told] == ["c.txt", "a.txt", "b.txt"]


def test_a_table_takes_the_place_of_another_or_goes(pile: Pile):
    pile.put("segments", ([row] for row in range(4)))
    pile.put("copies", ((), (), (1, 2), ()))
    pile.only(("segments", "copies"))
    assert [dict(page.rows) for page in pile] == [
        {"segments": [0], "copies": ()},
        {"segments": [1], "copies": ()},
        {"segments": [2], "copies": (1, 2)},
        {"segments": [3], "copies": ()},
    ]


def test_a_text_is_found_by_its_id():
    held = Texts([("0123456789abcdef", "one"), ("d 2", "二つ"), ("ffffffffffffffff", ""), ("d 2", "half \ud800"), ("", "none")])
    assert [held.get(key) for key in ("0123456789abcdef", "d 2", "ffffffffffffffff", "", "d3")] == ["one", "half \ud800", "", "none", None]
    # Of several under one id it is not known which is meant.
    assert [held.only(key) for key in ("0123456789abcdef", "d 2", "d3")] == ["one", "", ""]
    held.add("d3", "three")
    assert held["d3"] == "three"
    assert len(held) == 6


def test_an_id_a_path_and_a_digest_come_back_from_half_of_their_letters():
    digest, key = "0123456789abcdef" * 4, "fedcba9876543210"
    told = [
        (key, "a/b é.txt", digest, ("a/b é.txt",)),
        (key, "half \ud800", digest, ("half \ud800", "twice.txt")),
        (key, '["a"]', "", ('["a"]',)),
        (key, "", digest[:-1], ("",)),
        (key.upper(), "a.txt", digest, ("a.txt",)),
        ("", "a.txt", digest, ("a.txt",)),
        (key, "long.txt", digest * 8, ("long.txt",)),
    ]
    pile = Pile(Page({"documents": (replace(_document(key, path, ""), sha256=said, paths=paths),)}) for key, path, said, paths in told)
    assert [pile.told(place) for place in range(len(told))] == told
    many = Pile(Page({"documents": (replace(_document(f"{at:016x}", f"{at}.txt", ""), sha256=digest),)}) for at in range(300))
    assert len(many._told) == 300 * (1 + 8 + 32) + sum(len(f"{at}.txt") for at in range(300))


def test_what_documents_share_is_held_once():
    acme, bo = (Entity(key, "organisation", name, (), {}, ()) for key, name in (("e1", "Acme"), ("e2", "Bo")))
    pile = Pile(PAGES[:3])
    parties = [(Party("d3", acme), Party("d3", bo)), (), (Party("d2", acme),)]
    pile.put("parties", parties, drawn=True)
    assert [page.rows["parties"] for page in pile] == parties
    assert pile[2].rows["parties"][0].entity is acme
    assert list(pile.column("parties")) == parties
    made = pile.distinct()
    assert [list(page.rows["parties"]) for page in made] == [[], [Party("d2", acme)], list(parties[0])]
    # A number for each, and where those of a document end.
    many = Pile(Page({"documents": (_document(f"{at:016x}", f"{at}.txt", str(at)),)}) for at in range(4000))
    many.put("parties", ((Party(key, acme), Party(key, bo)) for key in many.keys()), drawn=True)  # noqa: SIM118
    assert [row.entity for row in many[-1].rows["parties"]] == [acme, bo]
