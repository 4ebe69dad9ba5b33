from __future__ import annotations

from lxml import html

from pipeline.documents.formats.html_dates import dates
from pipeline.records import Declared


def declared(markup: str) -> tuple[Declared, ...]:
    return dates(html.fromstring(f"<html><head></head><body>{markup}</body></html>"))


def test_linked_data_gives_its_dates_at_any_depth():
    block = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-14T08:00:00+09:00", "dateModified": "2024-05-16"}]}'
    assert declared(f'<script type="application/ld+json">{block}</script>') == (
        Declared("html_published", "2024-05-14T08:00:00+09:00", "JSON-LD datePublished"),
        Declared("html_modified", "2024-05-16", "JSON-LD dateModified"),
    )


def test_meta_time_and_itemprop_are_told_apart():
    assert declared(
        '<meta name="DC.date.issued" content="2024-05-14"><meta property="og:updated_time" content="2024-05-16">'
        '<time datetime="2024-05-17">May 17</time><time datetime="2024-05-15" pubdate>May 15</time>'
        '<span itemprop="datePublished">May 13, 2024</span>'
    ) == (
        Declared("html_published", "2024-05-14", "meta DC.date.issued"),
        Declared("html_modified", "2024-05-16", "meta og:updated_time"),
        Declared("html_time", "2024-05-17", "time"),
        Declared("html_published", "2024-05-15", "time"),
        Declared("html_published", "May 13, 2024", "span itemprop datePublished"),
    )


def test_a_time_that_a_sentence_tells_of_is_no_date_of_the_page():
    assert declared("<p>It was built in <time datetime='2019-03'>March 2019</time> for us.</p>") == ()
    assert declared("<p>Posted in Oslo on <time datetime='2019-03-02'>March 2</time></p>") == (Declared("html_time", "2019-03-02", "time"),)
    assert declared("<p>Built in <time>May 2019</time>, let in <time>May 2020</time> and updated on <time>2 May 2021</time></p>") == (
        Declared("html_time", "2 May 2021", "time"),
    )


def test_broken_or_deep_linked_data_and_dates_of_the_text_declare_nothing():
    deep = "[" * 40 + '{"datePublished": "2024-05-14"}' + "]" * 40
    assert declared('<script type="application/ld+json">{"datePublished": </script><p>Founded on May 14, 2003</p>') == ()
    assert declared(f'<script type="application/ld+json">{deep}</script>') == ()


def test_a_footer_says_when_its_page_was_changed_and_until_when_it_is_owned():
    assert declared("<p>Updated 1 May 2003</p><footer>2024年5月更新　Copyright © 1998-2024 Aoba Tea | Tel 000-1111</footer>") == (
        Declared("updated", "2024年5月更新", "footer"),
        Declared("copyright", "2024", "footer, copyright"),
    )
    assert declared("<footer><script>let owned = '© 2001';</script><style>/* © 2002 */</style>© 2024 Aoba Tea</footer>") == (
        Declared("copyright", "2024", "footer, copyright"),
    )
