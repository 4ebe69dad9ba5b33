from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Document, Segment
from pipeline.segments import describe, segment
from pipeline.segments.publication_dates import Weighed, choose
from pipeline.segments.written_dates import Candidate
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


def test_the_day_of_a_numbered_point_opens_no_article():
    text = (
        "希望退職者の募集に関するお知らせ\n\n2024年2月13日\n\n当社は、希望退職者の募集を決議いたしましたので、お知らせいたします。\n\n"
        "Ⅱ．希望退職者の募集\n４．退職日　2024年4月30日\n\nⅢ．業績に与える影響\n　本件に伴い、特別損失を計上する見込みです。\n"
    )
    document, _ = described(text)
    assert len(document.articles) == 1


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
        ("Tea maker buys rival\n\n" + BODY + " Sales came to $4 million in 2022, it said.\n", (None, None)),
        ("Tea maker buys rival\n\n" + BODY + " The house was built in June 1880.\n", (None, None)),
        (
            ("Notes on tea\n\nTea is good.\n\nSources\nhttps://a.example/2021/03/09/tea\nhttps://b.example/news/20220412-tea\n"),
            ("2022-04-01", "month"),
        ),
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
    day, precision, evidence = dated(text)
    assert (day, precision) == ("2024-06-08", "day")
    assert evidence is not None
    assert "June 8; its year: it names Llama 3 (2024-04-18)" in evidence
    assert dated("Tea maker buys rival\n\n" + BODY.replace("{day}", "June 8 (local time)"))[0] is None


@pytest.mark.parametrize(
    ("ending", "bound"),
    [
        (" It was set up in March 2023. It will have 90 shops by 2030.\n", ("2023-03-01", "month")),
        (" It opened its first shop on 4 March 2023.\n", ("2023-03-01", "month")),
        (" As of early 2022, it had 40 shops.\n", ("2022-01-01", "year")),
        ("\n\n© 2021 Harbour Daily. All rights reserved.\n", ("2021-01-01", "year")),
        (" Sales came to $4 million in 2022, it said.\n", (None, None)),
    ],
)
def test_what_a_text_knows_as_past_bounds_it_and_is_no_date(ending: str, bound: tuple[str | None, str | None]):
    document, _ = described("Tea maker buys rival\n\n" + BODY.replace("{day}", "Monday") + ending)
    assert (document.published, document.published_precision) == (None, None)
    assert (document.not_before.isoformat() if document.not_before else None, document.not_before_precision) == bound
    assert [(article.not_before, article.not_before_precision) for article in document.articles] == [
        (document.not_before, document.not_before_precision)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Notes on tea (14 May 2024)\n\n" + BODY, "2024-05-14"),
        ("# 2024/5/14(Tue) Weekly notes\n\n" + BODY, "2024-05-14"),
        ("Tea maker buys rival\n\n2024-05-14 12:08:15 | Harbour notes\n\n" + BODY, "2024-05-14"),
        ("Tea maker buys rival\n\nAnn Lowe - May 14, 2024 at 10:05AM\n\n" + BODY, "2024-05-14"),
        ("Dunmore, Ireland, May 14, 2024 /TeaWire/ -- " + BODY, "2024-05-14"),
        ("DUNMORE, IRELAND - [Tea Newswire](https://tea.example/) - 14 May 2024 - " + BODY, "2024-05-14"),
        ("Tea maker's 2024 results\n\nDUNMORE, Ireland, May 14 /TeaWire/ -- " + BODY, "2024-05-14"),
        ("Tea maker buys rival\n\nUpdated May 16, 2024\nPublished May 14, 2024\n\n" + BODY, "2024-05-14"),
        ("<DOC>\n<DATE>14-MAY-2024 03:59:02.90</DATE>\n<TITLE>TEA MAKER BUYS RIVAL</TITLE>\n" + BODY, "2024-05-14"),
        (
            'export const tea = [\n  {\n    title: "Tea maker buys rival",\n    date: "2024-05-14 12:10:00",\n    body: "' + BODY + '"\n',
            "2024-05-14",
        ),
        ("date,paper,headline\n2024-05-14,Hill Post,Tea maker buys rival\n2024-05-14,Hill Post,Sugar gets dearer\n", "2024-05-14"),
        ("---\ncreated: 2024-05-20\n---\n\nTea maker buys rival\n\n2024/05/14 9:30\n\n" + BODY, "2024-05-14"),
        ("Tea maker buys rival\n\n" + BODY + "\n\nSource: https://hill.example/2024/05/14/tea-maker\n", "2024-05-14"),
        (
            "アオバ会社案内\n\n**作成日：2024年5月14日｜株価：820円（2024/5/13終値）**\n\nアオバは茶を売る会社である。店は40ある。\n",
            "2024-05-14",
        ),
        ("アオバ決算のまとめ\n\n決算発表日 2024年5月14日\n\nアオバは茶を売る会社で、店は40ある。売上高は3億円だった。\n", "2024-05-14"),
        ("四半期報告書提出予定日\n令和6年6月13日\n令和6年5月14日\n\nアオバは茶を売る会社で、店は40ある。\n", "2024-05-14"),
        ("役員\n\n会長 丘一郎\n社長 林二郎\n（2024年5月14日現在）\n", "2024-05-14"),
        (
            "차 회사 아오바\n\n입력 2024.05.14 09:30\n\n아오바는 차를 파는 회사로 가게가 40개 있다고 밝혔다. 올해 매출은 3억원이다.\n",
            "2024-05-14",
        ),
    ],
)
def test_what_an_article_says_of_its_own_date_is_found(text: str, wanted: str):
    assert dated(text.replace("{day}", "Tuesday"))[:2] == (wanted, "day")


@pytest.mark.parametrize(
    "line",
    [
        "Published 10:32 AM EST, Tue December 5, 2023",
        "December 5, 2023 at 10:30 a.m. EST",
        "Tue 5 Dec 2023 10.30 GMT",
        "By Ann Lowe | Dec 5, 2023, 10:30am EST",
        "Posted on December 5, 2023 by admin",
        "First published: 5th December 2023",
        "2023-12-05T10:30:00Z",
        "FOR IMMEDIATE RELEASE: December 5, 2023",
        "December 5, 2023 | 4 min read",
        "Story by Ann Lowe • 5 Dec 2023",
        "05.12.2023",
        "23/12/2023",
        "23/12/23",
        "By Ann Lowe  12/23/23",
        "Published 12/23/23",
        "Dec-05-2023",
        "Issued: 05/Dec/2023",
        "2023.12.05 TUE",
        "[2023/12/05 10:30]",
        "【2023年12月5日】",
        "発信日：2023年12月5日",
        "２０２３年１２月５日",
        "丘太郎　2023年12月05日 10時30分 公開",
        "입력 2023-12-05 10:30",
        "기사입력 2023.12.05. 오전 10:30",
        "송고시간2023-12-05 10:30",
        "2023년 12월 5일",
    ],
)
def test_the_lines_that_date_pages_of_the_web_are_read(line: str):
    assert dated(f"Tea maker buys rival\n\n{line}\n\n" + BODY.replace("{day}", "Tuesday"))[:2] == (
        "2023-12-23" if "12/2" in line else "2023-12-05",
        "day",
    )


def test_a_label_dates_a_long_line_of_running_text_that_it_opens():
    told = " ".join(["The shop sold more than a year before, and its rival has bought another one in the north of the country."] * 4)
    assert dated(f"date 2023-12-05 1/10 Harlow: {told}\n\n2/10 Tern: {told}")[:2] == ("2023-12-05", "day")


JA_BODY = "茶商の青葉製茶は、同業の北山茶舗を3億円で買収したと発表した。同社の従業員は40人で、売上高は前年比4％増だった。"
KO_BODY = "차를 만드는 푸른다원은 경쟁사 북산다업을 30억원에 인수했다고 밝혔다. 직원은 40명이며 매출은 전년보다 4% 늘었다."


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Tea maker buys rival\n\nAugust 7, 2024, 5:00 PM ET", "2024-08-07"),
        ("# Leaf Weekly #87\n\n*Friday, 28 February 2025. You are one of 18,412 readers.*", "2025-02-28"),
        ("Hill Post — Business — 2025.12.04\n\nTea maker buys rival\n\nBy Ann Lee", "2025-12-04"),
        ("Tea maker buys rival\n\nHarbour Daily, 4 March 2025, page 12", "2025-03-04"),
        ("# Eight teas to watch\n\n*By the editors · 9 October 2024 · Updated 11:20 EEST*", "2024-10-09"),
        ("From: Ann Lee\nSent: Tuesday, March 4, 2025 10:12 AM\nTo: Bo Ek\nSubject: Q4 numbers", "2025-03-04"),
        ("**Tea Research | Beverages | 24 February 2026**\n\nWe raise our 2026E and 2027E estimates.", "2026-02-24"),
        ("青葉製茶、社長交代\n\n北の茶新聞 2025年12月19日（金曜日）20:15配信", "2025-12-19"),
        ("青葉製茶、社長交代\n\n2025年12月19日 20:15 [有料会員限定]", "2025-12-19"),
        ("# 青葉製茶の決算を読む\n\nちゃっぱ｜2025年8月16日 07:12　♡ 184", "2025-08-16"),
        ("青葉製茶株式会社　2026年8月期第2四半期　決算説明会（2026年4月14日）書き起こし", "2026-04-14"),
        ("東茶新報　2025年（令和7年）10月9日 木曜日　経済2　12版\n\n企業短信", "2025-10-09"),
        ("# 茶業の届け出一覧（2025年4月2日 提出分、単位：％）", "2025-04-02"),
        ("週刊茶業　2025年3月4日号　第1234号", "2025-03-04"),
        ("푸른다원, 북산다업 인수\n디지털차 | 2026.02.11 (수) 09:40", "2026-02-11"),
        ("푸른다원 (999990)\n2025/09/22 · 애널리스트 표진우", "2025-09-22"),
        ("푸른다원, 북산다업 인수\n2025-12-10 오전 10:15 | 산업부 취재팀", "2025-12-10"),
        ("보도자료\n배포일: 2025. 3. 4.(화)\n푸른다원, 북산다업 인수", "2025-03-04"),
    ],
)
def test_a_date_between_the_marks_of_a_head_is_that_of_the_article(head: str, wanted: str):
    body = BODY.replace("{day}", "Tuesday") if head.isascii() or "—" in head or "·" in head else JA_BODY if "年" in head else KO_BODY
    assert dated(f"{head}\n\n{body}\n")[:2] == (wanted, "day")


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Tea maker buys rival\n\n2021.03.04 朝刊 12面", "2021-03-04"),
        ("# Tea maker buys rival\n\n*Mar 04, 2021 (Gmt+09:00) · 3 Min read*", "2021-03-04"),
        ("# Who owns the tea maker?\n\n*By Ann Lee | Mar. 4, 2021 | 6 min read*", "2021-03-04"),
        ("# 차 회사의 주총\n\n주간차 제88호 | 2021년 3월 4일 발행 | 글 이안 기자", "2021-03-04"),
        ("[언덕증권 리서치] 2021.3.4 | 기업분석 | 식품", "2021-03-04"),
        ("【茶各社】決算出そろう\u3000高値続く\n日刊茶業\u3000令和3年3月4日（木）\u30002面", "2021-03-04"),
        ("# No. 21-0304 2021年3月4日 株式会社丘茶園\n\n## 新しい急須を発売", "2021-03-04"),
        ("茶の銘柄メモ\u30002021-03-04（春号）", "2021-03-04"),
        ("# 決算説明会\u3000質疑応答要旨\n\n開催日：2021年3月4日（木）10:00～11:05", "2021-03-04"),
        ("丘の茶新聞 2021年3月4日（木）朝刊 8面（地域）\n\n丘茶園が茶店", "2021-03-04"),
        ("茶の知らせ | 2021년 3월 4일(목) 장 마감 후 공시\n\n1. 푸른다원", "2021-03-04"),
        ("# The tea stall that grew\n\n*The Harbour Weekend — Business & Life, March 4, 2021. By Ann Lee*", "2021-03-04"),
        ("TEA AND HARBOUR BANKER\nResults in brief                    Week ending 4 March 2021", "2021-03-04"),
        ("# 2020年の茶をふりかえる\n\n2021-03-04 ／ カテゴリ：反省会 ／ コメント(12)", "2021-03-04"),
        ("# 茶の会社は安いのか？\n\n茶の編集部／2021.3.4", "2021-03-04"),
        ("## Episode 12: Is it a tea maker yet?\n\nReleased 4 March 2021 · 54 min · [RSS]", "2021-03-04"),
        ("# Company report: Aoba Tea\n\n*Generated 2021-03-04 · please verify · [PDF]*", "2021-03-04"),
        ("茶の店を1万軒へ\n===\n\nby 丘まどか on 2021/03/04", "2021-03-04"),
        (
            "# 【書き起こし】丘茶園の決算\n\n本記事は、2021年3月4日に開催された丘茶園の決算説明会の内容を書き起こしたものです。",
            "2021-03-04",
        ),
        ("# Minutes of the 12th meeting of the Board\n\nHeld in the Tea Room on Thursday 4 March 2021 at 10.00 hours", "2021-03-04"),
    ],
)
def test_the_head_of_an_edition_a_release_or_minutes_dates_them(head: str, wanted: str):
    assert dated(f"{head}\n\n{BODY.format(day='Monday')}\n")[0] == wanted


def test_the_day_of_a_meeting_to_come_is_no_date():
    assert (
        dated(f"# Invitation to our tasting\n\n開催日：2021年3月4日（木）10:00～11:05\n\n{BODY.format(day='Monday')}\n")[0] != "2021-03-04"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("LEAF BUSINESS MONTHLY / September 2025 / Cover story\n\nThe house of tea\n\n{body}", "2025-09-01"),
        ("**Makers & Leaves — Issue 14, June 2023**\n\n# Eleven days from payday\n\n{body}", "2023-06-01"),
        ("LEAFWORKS PLC                 FACT SHEET · NOVEMBER 2024\n=====================\n\n{body}", "2024-11-01"),
        ("Leafworks\nCapital Markets Update\nMay 2025\n\n{body}", "2025-05-01"),
        ("QUAY TOP 8\n\n{body}\n\np. 31                              Quay Review, May 2024\n", "2024-05-01"),
        ("# 회사소개\n\n푸른다원은 차를 만든다.\n\n최종수정 2025년 8월 · Tel 043-000-7700\n", "2025-08-01"),
        ("月刊茶業 2025年8月号\n\n青葉製茶の挑戦\n\n茶商の青葉製茶は北の町で茶を売っている。\n", "2025-08-01"),
    ],
)
def test_the_month_of_an_issue_is_its_date(text: str, wanted: str):
    assert dated(text.replace("{body}", BODY.replace("{day}", "Tuesday")))[:2] == (wanted, "month")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tea maker buys rival\n\nBy Ann Lee\n29th January, 11:32 am | 47 Comments\n\nIn the year to June 30, 2025, {body}", "2026-01-29"),
        ("# Show notes, week of February 19, 2024\n\n### Fri, Feb 23 - Three is a crowd\n\n- A rival\n\n### Thu, Feb 22\n", "2024-02-23"),
        ("Tea maker buys rival\n2/45 12:00\n29th January, 11:32 am\n\nIn the year to June 30, 2025, {body}", "2026-01-29"),
        ("青葉製茶、北山茶舗を買収\n8月5日（火曜日） 12:03\n\n青葉製茶の売上高は2025年6月期で前年比4％増だった。\n", "2025-08-05"),
        ("青葉製茶、北山茶舗を買収\n8/5(火) 12:03\n\n青葉製茶の売上高は2025年6月期で前年比4％増だった。\n", "2025-08-05"),
        ("茶の会2025（9月26日）\n登壇者の紹介（8月20日更新・敬称略）\n\n丘太郎は北の町で茶を売っている。\n", "2025-08-20"),
        ("## 2025 차 결산\n\n차나우 편집부 | 12월 24일\n\n푸른다원은 경쟁사를 30억원에 인수했다.\n", "2025-12-24"),
    ],
)
def test_a_stamp_without_its_year_takes_it_from_what_the_text_knows_as_past(text: str, wanted: str):
    assert dated(text.replace("{body}", BODY.replace("{day}", "Tuesday")))[:2] == (wanted, "day")


@pytest.mark.parametrize(
    ("foot", "wanted"),
    [
        ("View source version on teawire.example: 20180426005612/en", "2018-04-26"),
        ("The results were approved by the Board at its meeting held on 24th July, 2025.", "2025-07-24"),
        (
            "References\n\n1. Annual report. Retrieved 3 April 2025.\n\nThis page was last edited on 2 September 2025, at 14:07.",
            "2025-09-02",
        ),
        ("Yours faithfully,\n\nAnn Lee\nChair\n4 March 2025", "2025-03-04"),
    ],
)
def test_the_foot_of_a_text_tells_when_it_was_issued(foot: str, wanted: str):
    assert dated(f"Tea maker buys rival\n\n{BODY.replace('{day}', 'Tuesday')}\n\n{foot}\n")[:2] == (wanted, "day")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (
            '{"exported_at": "2026-01-31T04:12:55Z",\n "items": [{"name": "Tea", "round": {"date": "2024-11-19", "amount": 5}}]}',
            "2026-01-31",
        ),
        ('{"fetched":"2026-06-03T07:10:02","articles":[\n{"title":"Tea","publishedAt":"2026-06-02T16:05:00"}]}', "2026-06-03"),
    ],
)
def test_data_is_of_the_day_that_its_own_keys_tell_and_not_of_a_record_in_it(data: str, wanted: str):
    assert dated(data)[:2] == (wanted, "day")


@pytest.mark.parametrize(
    "text",
    [
        "Tea quotes\n\nAt close: October 9, 2026 4:00 PM EDT\n\nEarnings date Nov 4, 2026\n\n{body}",
        "2026年10月9日\n\n丘茶園、自己株式を取得\n\n{ja}\n\nⅡ. 主要株主の異動（2026年9月28日付）\n\n{ja}",
        "Tea maker's letter\n\n{body}\n\nHarbour City, 9 October 2026\n\nEarnings of the year to\nJune 2027, compared with $1 before.",
    ],
)
def test_the_day_of_a_deed_or_of_earnings_to_come_dates_no_article(text: str):
    assert dated(text.format(body=BODY.format(day="Tuesday"), ja=JA_BODY))[0] == "2026-10-09"


def test_a_foot_that_ends_with_when_the_page_was_reviewed_dates_it():
    foot = "Registered in the north, no. 1180. Registered office: 12 Tea Street, the mill by the old harbour. Page last reviewed May 2024."
    assert dated(f"# At a glance\n\nFounded in 1889 by Ann Lee, who sold tea.\n\n{foot}\n")[:2] == ("2024-05-01", "month")


@pytest.mark.parametrize(("day", "wanted"), [("5月7日", ("2026-05-07", "day")), ("12月7日", ("2026-01-01", "year"))])
def test_a_dateline_takes_the_year_of_the_one_outlook_where_that_is_no_outlook_on_the_next(day: str, wanted: tuple[str, str]):
    text = f"[{day} 港通信] - 丘茶園が7日発表した第1四半期の売上高は、前年同期比24％増の8億円となり、市場の予想の7億円を上回った。"
    assert dated(f"丘茶園、売上高が予想上回る\n\n{text}2026年通期の売上高は34億円を見込む。\n")[:2] == wanted


def test_a_step_of_a_plan_is_no_date_of_its_release():
    plan = "最終契約の締結：2026年3月/臨時株主総会：2026年6月/上場廃止：2026年8月28日"
    assert dated(f"NEWS RELEASE\n2025年12月19日\n\n丘茶園、北山茶舗と統合へ\n\n{JA_BODY}\n\n{plan}\n")[:2] == ("2025-12-19", "day")


def test_an_answer_to_a_question_and_the_day_of_an_appointment_are_no_date():
    answer = "# Case study\n\n- **When was it incorporated?**\n\n*April 2015*\n\n- **By whom?**\n\nAnn Lee sold tea from a cart.\n"
    assert dated(answer)[1] != "month"
    assert dated("青葉製茶、社長交代\n\n青葉製茶は2026年4月1日付で山田氏が社長に昇格する人事を発表した。社長の交代は7年ぶり。\n")[0] is None


@pytest.mark.parametrize(
    "opening",
    [
        "DUNMORE--(TEA WIRE)--December 5, 2023--",
        "Dunmore, Co. Mayo – December 5, 2023 – ",
        "(December 5, 2023) ",
        "(Dunmore, December 5, 2023) ",
        "DUNMORE, N.C. and LYON, France (December 5, 2023) – ",
    ],
)
def test_the_openings_of_releases_are_read(opening: str):
    assert dated(f"Tea maker buys rival\n\n{opening}" + BODY.replace("{day}", "Tuesday"))[:2] == ("2023-12-05", "day")


@pytest.mark.parametrize(
    "text",
    [
        "Tea maker's history\n\nFounded: May 14, 1985\n\n" + BODY,
        "For the year ended      December 31, 2000\n\n" + BODY,
        "アオバ会社案内\n\n設立 1985年6月6日\n\nアオバは茶を売る会社である。店は40ある。\n",
        "Tea maker buys rival\n\nThe offer expires by May 14, 2030\n\n" + BODY,
        "Ann Lee (May 14, 1914 – March 2, 2001) sold tea from a cart in the north and left the house that bears her name to the town.\n",
        "丘一郎\n\n1917年12月16日 - 2008年3月19日\n\n茶を売る店を北の町に開き、のちに会社とした人である。店は今も港のそばにある。\n",
        "As of January 31, 2021 and 2020, what the house had lent to its shops in the north came to $2.7 million, net of what was lost.\n",
    ],
)
def test_founding_days_periods_and_plans_are_no_date(text: str):
    assert dated(text.replace("{day}", "Tuesday"))[0] is None


@pytest.mark.parametrize(
    ("ending", "year"),
    [
        (" | Valuation (x) | 2023 | 2024E | 2025E |\n", "2024-01-01"),
        (" The tea maker kept its full-year 2024 guidance of $4 million in sales.\n", "2024-01-01"),
        (
            " Sales rose in the third quarter of 2024. Looking ahead to the fourth quarter of fiscal 2024, we expect $2 million.\n",
            "2024-01-01",
        ),
    ],
)
def test_a_text_that_estimates_or_gives_an_outlook_on_a_year_is_of_that_year(ending: str, year: str):
    assert dated("Tea maker's results\n\n" + BODY.replace("{day}", "Tuesday") + ending)[:2] == (year, "year")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('---\nheadline: "Tea dearer"\ndateline: DUNMORE, Feb. 20, 2025\n---\n\n{body}', "2025-02-20"),
        ("---\nupdated: 2025-02-22 02:51:28Z\ncreated: 2025-02-22 02:51:28Z\n---\n\nTea dearer\n\n2025/02/20 9:30\n\n{body}", "2025-02-20"),
        ("---\nname: Tea maker\nupdated: 2025-02-20\n---\n\n{body} It has an option to go to 30% in Dec 2026.", "2025-02-20"),
        (
            "Tea dearer\nHarbour Daily, by Ann Lee | Feb 20, 2025 | Photo: The people of Dunmore stand in line for tea at the new shop "
            "beside the harbour on the morning of its opening (Harbour Daily)\n\n{body}",
            "2025-02-20",
        ),
        (
            "HALF YEAR RESULTS OF THE TEA HOUSE\n\n{body}\n\nNotes:\n\n"
            "- These results were reviewed by the Committee and approved by the Board at its meeting held on 20th February, 2025.\n",
            "2025-02-20",
        ),
        ("Welcome to the call on our third quarter of 2024. Today is Thursday, February 20, 2025, and all lines are quiet.", "2025-02-20"),
        ("Welcome to the third quarter 2024 call of the tea house. Today is Thursday October 24 and all lines are quiet.", "2024-10-24"),
        ("青葉製茶の2024年7～9月期決算\n\n青葉製茶は本日（10月24日）、決算を発表した。店は40ある。\n", "2024-10-24"),
        (
            "2025年2月20日\n青葉製茶株式会社　決算短信\n\n売上高は3億円とし、2024年8月13日公表の予想（2億円）から上方修正いたします。\n",
            "2025-02-20",
        ),
    ],
)
def test_datelines_in_front_matter_long_heads_and_what_speakers_call_today_date_an_article(text: str, wanted: str):
    assert dated(text.replace("{body}", BODY.replace("{day}", "Tuesday")))[:2] == (wanted, "day")


@pytest.mark.parametrize(
    "text",
    [
        "# Teas of the north\n\nDemo day: 24 October 2019, Harbour Hall. 200 seats left.\n\n{body}",
        "SELECTED DATA\n\n                       Fiscal Year Ended June 30,\n                       ------------------------\n"
        "{body} In May 2024 it sold.",
        "# Tea\n\n{body}\n\n## Staff\n\n40\n\n## Shops\n\n12\n\n## Owners\n\nAnn Lee\n\n"
        "## Holders above 3% (31 Dec 2021)\n\n- Ann Lee: 44.0%\n- Bo Ek: 7.7%\n\n## Seat\n\nThe house moved to Dunmore in May 2022.\n",
        "# Tea\n\n{body}\n\n## Staff\n\n40\n\n## Shops\n\n12\n\n## Owners\n\nAnn Lee\n\n"
        '## News\n\n"Tea maker buys rival for $3m" · Hill Post, Sep 9, 2025\n\n'
        '"Rival cuts 20 jobs" · Quay Paper, Aug 4, 2025\n',
    ],
)
def test_days_of_events_of_tables_and_of_lists_of_news_are_not_that_of_the_article(text: str):
    assert dated(text.replace("{body}", BODY.replace("{day}", "Tuesday")))[1] != "day"


def test_the_results_of_a_fiscal_year_are_of_the_year_in_which_it_ends():
    assert dated("令和6年3月期 決算短信\n\nアオバは茶を売る会社である。店は40ある。\n")[:2] == ("2024-01-01", "year")


def test_where_days_of_one_year_contend_the_year_is_what_is_known():
    candidates = [
        Candidate(date(2024, 5, 14), "day", "as_of", "as of May 14, 2024"),
        Candidate(date(2024, 6, 1), "month", "current", "June 2024"),
        Candidate(date(2023, 1, 1), "year", "headline_year", "Results 2023"),
    ]
    weighed = [Weighed(candidate, chance) for candidate, chance in zip(candidates, (0.3, 0.35, 0.2), strict=True)]
    assert choose(weighed) == candidates[1]
    assert choose([*weighed[1:], Weighed(candidates[0], 0.36), Weighed(replace(candidates[0], start=date(2024, 5, 15)), 0.1)]) == Candidate(
        date(2024, 1, 1), "year", "as_of", "as of May 14, 2024"
    )
    assert choose(weighed[2:]) is None


def test_the_name_of_a_file_is_evidence_of_its_own_kind_and_no_part_of_the_id():
    text = "Tea maker buys rival\n\n" + BODY.replace("{day}", "Tuesday")
    document = Document("d", "2024/2024-05-14-tea.txt", ("2024/2024-05-14-tea.txt",), "", "text/plain", "utf-8", text)
    named, segments = describe(document, segment(document))
    assert (named.published, named.published_evidence) == (date(2024, 5, 14), "name 2024-05-14 (0.92): 2024/2024-05-14-tea.txt")
    assert named.document_id == "d"
    assert [row.segment_id for row in segments] == [row.segment_id for row in described(text)[1]]


def test_every_candidate_is_kept_with_the_probability_of_its_date_the_best_first():
    text = "---\ndate: 2024-05-14\n---\n\nTea maker buys rival\n\nUpdated May 16, 2024\n\n" + BODY.replace("{day}", "Tuesday")
    evidence = dated(text)[2]
    assert evidence is not None
    shown = [(part.split(" (")[0], float(part.split("(")[1][:4])) for part in evidence.split("; ")]
    assert [name for name, _ in shown] == ["front matter 2024-05-14", "updated 2024-05-16"]
    assert shown[0][1] > 0.9 > 0.1 > shown[1][1]


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
    ("top", "wanted"),
    [
        ("THE TEA COAST LETTER\nThursday, June 6, 2024\n\n", "THE TEA COAST LETTER"),
        ("Tea & Spice Monthly | June 2024 | Company news\n\n", "Tea & Spice Monthly"),
        ("Harrow Lane & Co.                         Equity Research\nJune 6, 2024\n\n", "Harrow Lane & Co."),
        ("DealNest\nSearch companies and people\nLog in | Start free trial\n\n", "DealNest"),
        ("Dunmore Tribune\nLocal | Business | Sports | Obituaries\n\n", "Dunmore Tribune"),
        ("[Dunmore Desk](https://dunmore.example/) › [Tea](https://dunmore.example/tea) › Deals\n\n", "Dunmore Desk"),
        ("Home › Investors › Results\n\n", None),
        ("Aoba Tea Group\nFull Year Results\n6 June 2024\n\n", None),
        ("AOBA TEA A.S.                          FACT SHEET · JUNE 2024\n\n", None),
        ("MARKET RELEASE\n6 June 2024\n\n", None),
        ("Aoba Tea\n6 June 2024\n\nAoba Tea sells more. ", None),
    ],
)
def test_a_paper_or_house_of_research_has_its_name_in_the_first_line(top: str, wanted: str | None):
    assert described(top + BODY)[0].publisher == wanted


def test_a_line_that_says_of_when_its_figures_are_is_no_byline():
    text = "Five-year summary\n\nOwners at 31 December 2019\nTown of Dunmore 51.0%\nStaff 49.0%\n\n" + BODY
    document = described(text)[0]
    assert document.publisher is None
    assert str(document.published) != "2019-12-31"


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # No date of the past bounds these; 28 January is a Wednesday in 2026 and in no year beside it.
        ("SEOUL, Jan. 28 (Harbour News) -- Aoba Tea Co. said Wednesday it would open a plant. It aims for 40 shops in 2026.", "2026-01-28"),
        ("SEOUL, Jan. 28 (Harbour News) -- Aoba Tea Co. said Thursday it would open a plant. It aims for 40 shops in 2026.", "None"),
        ("SEOUL, Jan. 28 (Harbour News) -- Aoba Tea Co. said Wednesday it would open a plant.", "None"),
        # A plan for 2033 does not make 2032, whose 28 January is a Wednesday too, a year to choose from.
        ("SEOUL, Jan. 28 (Harbour News) -- Aoba said Wednesday it had 30 shops in 2025. It aims for 60 by 2033.", "2026-01-28"),
        # What seems past was a plan, or lies more years back than a text usually looks.
        (
            "OSLO, June 3 (Harbour News) -- Aoba said Tuesday that it sold 3 tons. Its mill stood idle in the first quarter of 2026.",
            "2025-06-03",
        ),
        ("OSLO, June 3 (Harbour News) -- Aoba said Monday that it sold tea. It had 40 shops on December 31, 2021.", "2024-06-03"),
        ("OSLO, June 3 (Harbour News) -- Aoba said Tuesday that it sold tea. It bought a rival in 2001 and a mill in 2024.", "2025-06-03"),
        # The year after the bound is the nearest, but 3 June is a Tuesday only in the one after that.
        ("OSLO, June 3 (Harbour News) -- Aoba Tea Co. opened a mill on Tuesday. Its first opened on 4 July 2023.", "2025-06-03"),
        ("OSLO, June 3 (Harbour News) -- Aoba Tea Co. opened a mill. Its first opened on 4 July 2023.", "2024-06-03"),
    ],
)
def test_a_weekday_tells_the_year_of_a_dateline(text: str, wanted: str):
    assert str(described(f"Tea maker opens mill\n\n{text}\n")[0].published) == wanted


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


@pytest.mark.parametrize(
    "text",
    [
        "언덕차는 2019년 3월 5일 발행 전환사채 100억원을 올해 상환한다.",
        "언덕차는 신약을 판다. 2018년 5월 10일 승인",
        "# Hill Tea earnings call transcript\n\nAs we said at our investor day, held in London on 5 May 2023, sales this year will rise.",
    ],
)
def test_the_day_of_a_bond_an_approval_or_a_meeting_gone_by_dates_no_document(text: str):
    assert dated(text + "\n")[0] is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A year before: of the year after.
        (
            "Halden's sales rose to $7 million in the period ended March 31, compared with $6 million for Q1 '13, up year over year.",
            "2014-01-01",
        ),
        ("All but two mills saw a year-on-year rise in sales compared to Q3 2016.", "2017-01-01"),
        ("丘茶園の売上高は前年の2018年4〜6月期と比べ5%増の8億円となった。", "2019-01-01"),
        ("언덕제다의 매출은 전년 2018년 2분기 대비 5% 증가한 80억원을 기록했다.", "2019-01-01"),
        # It may be of any time after.
        ("Halden's sales rose to $7 million in the second quarter, higher than in the first quarter of 2013.", None),
        ("丘茶園の第2四半期の売上高は8億円で、2019年1〜3月期を上回った。", None),
        # What is told of a year for itself dates the text, also beside what it is compared with.
        ("Halden's sales rose to $7 million in Q1 2014, compared with $6 million for Q1 2013.", "2014-01-01"),
        ("Compared with the year before, sales in Q1 2014 rose to $7 million.", "2014-01-01"),
        ("Halden sold more than $7 million of tea in Q1 2014 on the harbour's market.", "2014-01-01"),
    ],
)
def test_a_period_that_figures_are_only_compared_with_is_not_that_of_the_text(text: str, wanted: str | None):
    assert dated(f"{text}\n")[0] == wanted
