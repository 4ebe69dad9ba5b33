from __future__ import annotations

from datetime import date

import pytest

from pipeline.records import Document, Segment
from pipeline.segments import describe, segment
from tests.support.paths import SHARED

SEEDS = SHARED / "seeds"
BODY = "The tea maker said on {day} that it had bought a rival in the north for $3 million in cash, its largest deal so far."


def described(text: str, **given: object) -> tuple[Document, tuple[Segment, ...]]:
    document = Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", text, **given)  # type: ignore[arg-type]
    return describe(document, segment(document))


def dated(text: str, **given: object) -> tuple[str | None, str | None, str | None]:
    document, _ = described(text, **given)
    return document.published.isoformat() if document.published else None, document.published_precision, document.published_evidence


PAGE = (
    "logo\n\nTea maker buys northern rival\n\nTea maker buys northern rival\n\nHarbour Daily4 hours ago\n\n"
    "The tea maker said on Monday that it had bought a rival for $3 million in cash.\n"
    "It has 40 staff in the north and 20 more in the south of the land.\n"
    "Its founder, Ann Lee, began to sell tea from a cart in 2011, she told the paper.\n\nRelated Articles\n\n"
    "Tea maker buys northern rival\nTea maker buys northern rival\n\nHarbour Daily\n\ntime4 hours ago\n\n"
    "  • Harbour Daily\n\nTea maker buys northern rival\n\n"
    "The tea maker said on Monday that it had bought a rival for $3 million in cash. "
    "It has 40 staff in the north and 20 more in the south of the land. "
    "Its founder, Ann Lee, began to sell tea from a cart in 2011, she told the paper.\n\n"
    "Sugar gets dearer as storms near the coast\nSugar gets dearer as storms near the coast\n\nHill Post\n\n"
    "time6 hours ago\n\n  • Hill Post\n\n"
    "Sugar gets dearer as storms near the coast\n\nSugar rose by 4% on Monday as storms came near the coast, traders in the port said.\n"
)


def test_articles_of_a_page_are_told_apart_and_a_copy_is_seen():
    document, segments = described(PAGE)
    assert [(article.title, article.publisher, article.duplicate_of) for article in document.articles] == [
        ("Tea maker buys northern rival", "Harbour Daily", None),
        ("Tea maker buys northern rival", "Harbour Daily", 0),
        ("Sugar gets dearer as storms near the coast", "Hill Post", None),
    ]
    assert (document.title, document.publisher) == ("Tea maker buys northern rival", "Harbour Daily")
    assert [part.article for part in segments if part.kind == "title"] == [0, 0, 1, 1, 1, 2, 2, 2]
    assert [(article.start, article.end) for article in document.articles][1:] == [
        (PAGE.index("Tea maker buys northern rival\nTea"), PAGE.index("Sugar gets")),
        (PAGE.index("Sugar gets"), len(PAGE)),
    ]


def test_the_headings_of_one_article_do_not_stand_above_the_next():
    text = (
        "Tea maker buys northern rival\nHarbour Daily · June 3, 2024\n\n"
        "The tea maker said on Monday that it had bought a rival for $3 million in cash.\n\n"
        "What comes next\n\nThe two will share shops in the north from the end of the year, they said at a meeting.\n\n"
        "Sugar gets dearer as storms near the coast\nHill Post · June 1, 2024\n\n"
        "Sugar rose by 4% on Friday as storms came near the coast, traders in the port said.\n"
    )
    _, segments = described(text)
    assert [part.section for part in segments if part.kind == "paragraph"] == [(), ("What comes next",), ()]


def test_a_list_of_news_with_outlet_and_date_is_several_articles():
    text = (
        "Tea maker buys northern rival\nHarbour Daily · June 3, 2024\n\n"
        "The tea maker said on Monday that it had bought a rival for $3 million in cash.\n\n"
        "Sugar gets dearer as storms near the coast\nHill Post · June 1, 2024\n\n"
        "Sugar rose by 4% on Friday as storms came near the coast, traders in the port said.\n"
    )
    document, _ = described(text)
    assert [(article.publisher, article.published) for article in document.articles] == [
        ("Harbour Daily", date(2024, 6, 3)),
        ("Hill Post", date(2024, 6, 1)),
    ]


def test_the_chapters_of_a_history_are_no_articles():
    text = (
        "The tea maker from 2011 to now\n\nThe tea maker began in the north with a cart and two sisters who left school.\n\n2015年8月\n\n"
        "First shop in the harbour opens\n\nThe first shop stood by the harbour and sold tea to the people of the ships there.\n\n"
        "Second shop in the hills opens\n\n2018年3月\n\n"
        "The second shop stood in the hills and sold tea to the people of the farms there.\n"
    )
    assert len(described(text)[0].articles) == 1


def test_one_article_with_headings_and_photographs_stays_one():
    text = (
        "Tea maker buys rival\n\nBy Ann Lee\nJune 3, 2024\n\n"
        "The tea maker said on Monday that it had bought a rival for $3 million in cash.\n\nWhat comes next\n\n"
        "Photo: Ann Lee\n\nThe two will share shops in the north from the end of the year, they said at a meeting.\n"
    )
    document, segments = described(text)
    assert (len(document.articles), {part.article for part in segments}) == (1, {0})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tea maker buys rival\n\nBy Ann Lee\nUpdated: Mar 14, 2024, 11:20 IST\n\n" + BODY, ("2024-03-14", "day")),
        ("Tea maker buys rival\n\nPublished : Jul 25, 2024 - 15:01\nUpdated : Jul 26, 2024 - 09:00\n\n" + BODY, ("2024-07-25", "day")),
        (
            "アオバ、3億円を調達\n\n公開日：2024.07.01 更新日：2024.07.03\n\n"
            "アオバは海外の投資家から3億円を調達したと発表した。年内に店を増やす。\n",
            ("2024-07-01", "day"),
        ),
        (
            "アオバ、3億円を調達\n\n2024年6月3日 10:30\n\nアオバは3日、海外の投資家から3億円を調達したと発表した。年内に店を増やす。\n",
            ("2024-06-03", "day"),
        ),
        (
            (
                "令和6年5月14日\n\n各位\n\nアオバ、3億円を調達\n\nアオバは3日、海外の投資家から3億円を調達したと発表した。"
                "年内に店を増やす。\n"
            ),
            ("2024-05-14", "day"),
        ),
        ("---\ntitle: Tea\ndate: 2023-11-02\n---\n\nTea maker buys rival\n\n" + BODY, ("2023-11-02", "day")),
        ("Tea maker buys rival\n\nBOSTON, June 8, 2024 -- " + BODY, ("2024-06-08", "day")),
        ("Tea maker buys rival\n\n" + BODY + " It was set up in March 2023. It will have 90 shops by 2030.\n", ("2023-03-01", "month")),
        ("Tea maker buys rival\n\n" + BODY + " Sales came to $4 million in 2022, it said.\n", (None, None)),
        ("Tea maker buys rival\n\n" + BODY + " As of early 2022, it had 40 shops.\n", ("2022-01-01", "year")),
        ("Tea maker buys rival\n\n" + BODY + " The house was built in June 1880.\n", (None, None)),
        (
            ("Notes on tea\n\nTea is good.\n\nSources\nhttps://a.example/2021/03/09/tea\nhttps://b.example/news/20220412-tea\n"),
            ("2022-04-01", "month"),
        ),
        ("Tea maker buys rival\n\n" + BODY + "\n\n© 2021 Harbour Daily. All rights reserved.\n", ("2021-01-01", "year")),
        (
            ("Tea maker buys rival\n\nThe tea maker was founded in 2011 and has since sold tea in the north and in the south.\n"),
            (None, None),
        ),
        ("Tea maker buys rival\n\n" + BODY, (None, None)),
    ],
)
def test_a_document_is_dated_by_what_it_says(text: str, wanted: tuple[str | None, str | None]):
    assert dated(text.replace("{day}", "Monday"))[:2] == wanted


def test_a_day_in_the_time_of_the_place_takes_its_year_from_a_name_of_the_time():
    text = "Tea maker buys rival\n\n" + BODY.replace("{day}", "June 8 (local time)") + " It uses Llama 3 to answer its guests.\n"
    assert dated(text) == ("2024-06-08", "day", "the text reports on June 8; its year from it names Llama 3 (2024-04-18)")
    assert dated("Tea maker buys rival\n\n" + BODY.replace("{day}", "June 8 (local time)"))[0] is None


def test_ages_count_back_from_the_date_that_came_with_the_page():
    text = "Tea maker buys rival\n\nHarbour Daily · 3 days ago\n\n" + BODY.replace("{day}", "Monday")
    document, _ = described(text, published=date(2024, 6, 10), published_precision="day", published_evidence="sidecar")
    assert (document.published, document.articles[0].published) == (date(2024, 6, 10), date(2024, 6, 7))


def test_what_came_with_the_document_stands():
    document, _ = described(
        "Tea maker buys rival\n\nJune 3, 2024\n\n" + BODY,
        title="Tea",
        publisher="Hill Post",
        published=date(2024, 6, 2),
        published_precision="day",
    )
    assert (document.title, document.publisher, document.published) == ("Tea", "Hill Post", date(2024, 6, 2))
    assert (document.articles[0].title, document.articles[0].published) == ("Tea maker buys rival", date(2024, 6, 2))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (BODY + "\n\n© The Harbour Daily(www.harbour.example). All rights reserved.\n", "The Harbour Daily"),
        (BODY + "\n\nCopyright ⓒ Hill Times. Unauthorized reproduction prohibited.\n", "Hill Times"),
        (BODY + "\n\nCopyright © 2024 Aoba Tea Inc. All Rights Reserved.\n", "Aoba Tea Inc"),
        ("Tea maker buys rival\n\nBy Reuters\n\n" + BODY, "Reuters"),
        ("Tea maker buys rival\n\nBy Ann Lee\n\n" + BODY, None),
        ("Tea maker buys rival | The Harbour Times\n\n" + BODY, "The Harbour Times"),
        ("Tea maker buys rival - TeaHub\n\nTea maker buys rival\n\n" + BODY, "TeaHub"),
        (
            (
                "茶のアオバ、丘商店を買収\n6/3(月) 10:30配信\n\n時事通信\n\n"
                "茶を売るアオバは3日、競争相手の丘商店を3億円で買収すると発表した。\n"
            ),
            "時事通信",
        ),
        ("Tea maker buys rival\n\nSEOUL, July 25 (Yonhap) -- " + BODY, "Yonhap"),
    ],
)
def test_publishers_are_named_by_bylines_copyright_and_datelines(text: str, wanted: str | None):
    assert described(text)[0].publisher == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "publisher"),
    [
        ("Mill reopens\n\nFriday, May 3, 2024\n\nThe mill at Dunmore reopened after a year.\n", "2024-05-03", None),
        ("Mill reopens\n\nAll News 21:05 May 3, 2024\n\nThe mill at Dunmore reopened after a year.\n", "2024-05-03", None),
        ("Mill reopens\n\nBy Ann Lowe  May 3, 2024 7:13:07 PM IST (Published)\n\nThe mill at Dunmore reopened.\n", "2024-05-03", None),
        ("November 21, 2025\n\nMill reopens\n\n• PUBLISHED :May 3, 2024 - 11:21\n\nThe mill at Dunmore reopened.\n", "2024-05-03", None),
    ],
)
def test_the_line_of_the_date_is_read_whole(text: str, wanted: str, publisher: str | None):
    document = described(text)[0]
    assert (str(document.published), document.publisher) == (wanted, publisher)


def test_a_document_without_passages_stays_as_it_is():
    document = Document("d", "d.txt", ("d.txt",), "", "text/plain", "utf-8", "")
    assert describe(document, ()) == (document, ())


def test_the_real_documents_are_dated_and_told_apart():
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is not there")
    documents = {path.name[:3]: described(path.read_bytes().decode("utf-8"))[0] for path in sorted(SEEDS.glob("*.txt"))}
    assert {
        name: (str(document.published), document.published_precision, len(document.articles)) for name, document in documents.items()
    } == {
        "000": ("2024-02-01", "month", 1),
        "001": ("2025-06-01", "month", 1),
        "002": ("2025-06-01", "month", 4),
        "003": ("None", None, 1),  # its only day, June 8, has no year
    }
    assert [article.duplicate_of for article in documents["002"].articles] == [None, 0, None, None]
    assert len({article.title for article in documents["002"].articles}) == 3
    assert [documents[name].publisher is not None for name in sorted(documents)] == [False, False, True, True]
