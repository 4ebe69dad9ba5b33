"""Of when the figures of a table are: by the heads of their cells, end to end."""

from pathlib import Path

import pytest

from pipeline.claims.calendars import frame
from pipeline.claims.context import FIGURES
from pipeline.claims.governing import carried
from pipeline.claims.periods import candidates
from pipeline.claims.times import begins, times
from pipeline.runs import run
from pipeline.stages import annotate
from pipeline.store import open_tables
from tests.support.claim_cases import scene_of


def periods(folder: Path, text: str) -> dict[str, str | None]:
    """The period of each figure that a claim is made of, by the figure as written."""
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "a.md").write_text(text, encoding="utf-8")
    run(seeds, folder / "out")
    tables = open_tables(folder / "out")
    written = {mention.mention_id: mention.text for mention in tables.records("mentions")}
    return {written[claim.mention_id]: claim.period for claim in tables.records("claims") if claim.mention_id}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Westbay Corp. annual figures\n\nWestbay Corp. published its figures.\n\n| | 2023 | 2024 |\n|---|---|---|\n"
            "| Revenue | $1,204 million | $1,377 million |\n| Operating profit | $45 million | $50 million |\n",
            {"$1,204 million": "2023", "$1,377 million": "2024", "$45 million": "2023", "$50 million": "2024"},
        ),
        (
            "# 港屋商事株式会社の業績\n\n港屋商事株式会社は業績を公表した。\n\n| 項目 | 2023年3月期 | 2024年3月期 |\n|---|---|---|\n"
            "| 売上高（百万円） | 1,204 | 1,377 |\n| 営業利益（百万円） | 145 | 150 |\n",
            {"1,204": "FY2023", "1,377": "FY2024", "145": "FY2023", "150": "FY2024"},
        ),
        (
            "# 港屋商事株式会社の業績\n\n港屋商事株式会社は業績を公表した。\n\n"
            "| 項目 | 2022年3月 | 2023年3月 | 2024年3月 |\n|---|---|---|---|\n"
            "| 売上高（百万円） | 1,104 | 1,204 | 1,377 |\n| 営業利益（百万円） | 135 | 145 | 150 |\n",
            {"1,104": "FY2022", "1,204": "FY2023", "1,377": "FY2024", "135": "FY2022", "145": "FY2023", "150": "FY2024"},
        ),
        (
            "# 港屋商事株式会社の業績\n\n港屋商事株式会社は2024年12月期の業績を公表した。\n\n"
            "| 項目 | 第48期(2022/12) | 第49期(2023/12) | 第50期(2024/12) |\n|---|---|---|---|\n"
            "| 売上高（百万円） | 1,104 | 1,204 | 1,377 |\n| 営業利益（百万円） | 135 | 145 | 150 |\n",
            {"1,104": "FY2022", "1,204": "FY2023", "1,377": "FY2024", "135": "FY2022", "145": "FY2023", "150": "FY2024"},
        ),
        (
            "# 港屋商事株式会社の2025年3月期業績\n\n港屋商事株式会社は2025年3月期の業績を公表した。\n\n## 2025年3月期の業績\n\n"
            "| 項目 | 2023年3月期 | 2024年3月期 | 増減 |\n|---|---|---|---|\n| 売上高（百万円） | 1,204 | 1,377 | 173 |\n",
            {"1,204": "FY2023", "1,377": "FY2024", "173": "FY2024"},
        ),
    ],
    ids=["years", "fiscal years", "closing months", "numbered years", "change"],
)
def test_a_head_above_a_figure_says_of_when_it_is(tmp_path, text, expected):
    assert periods(tmp_path, text) == expected


@pytest.mark.parametrize("today", ["0001-01-01", "0001-01", "9999-12-31", "9999-12"])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norvik paid $5 million last Friday, and $4 million last month.", "en"),
        ("Norvik had sales of $5 million in the nine months and quarter ended December 31, 9999, and of $4 million a year earlier.", "en"),
        ("当第3四半期累計期間の売上高は500万ドル、前年同期は400万ドル、先月は10万ドルだった。", "ja"),
        ("지난달 매출은 500만달러, 전년 동기 매출은 400만달러였다.", "ko"),
    ],
)
def test_the_edges_of_the_calendar_are_days_like_any_other(text: str, language: str, today: str) -> None:
    _, mentions, _, claims = annotate(text, tag=language, today=today)

    told = {mention.mention_id for mention in mentions if mention.label == "MONEY"}
    assert told
    assert {claim.mention_id for claim in claims} >= told


def evidence(text: str, language: str = "en") -> list[dict[str | None, set[str]]]:
    """What speaks for each period in reach of each figure of a text."""
    told = scene_of(text, language=language)
    dates = frame(told)
    dates.carried = carried(told, dates)
    figures = [(line, m) for line in told.lines for m in line.mentions if m.label in FIGURES]
    return [{c.value: set(c.evidence) for c in candidates(told, dates, line, figure, {})} for line, figure in figures]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("In [2025]=2025 it made [$96 million]=9.6e7 USD, compared to [$88 million]=8.8e7 USD.", "here"),
        ("[2025]=2025 was good.\nIt made [$96 million]=9.6e7 USD, or [$2]=2 USD a share, up from [$88 million]=8.8e7 USD.", "carried"),
    ],
)
def test_a_figure_compared_with_may_be_of_the_year_before(text: str, near: str) -> None:
    *stated, compared = evidence(text)

    assert {"against", f"against:{near}"} <= compared["2024"]
    assert not any("against" in names for options in stated for names in options.values())


@pytest.mark.parametrize(
    ("words", "before"), [("a year earlier", "2024-Q3"), ("the same period last year", "2024-Q3"), ("three months earlier", "2025-Q2")]
)
def test_words_that_count_back_do_so_from_the_period_spoken_of(words: str, before: str) -> None:
    _, stated, compared = evidence(
        f"Sales in [2025-Q3]=2025-Q3 were [$9]=9 USD.\nIt lost [$8]=8 USD, up from [$7]=7 USD [{words}]=2023-Q3."
    )

    assert "counted-from:carried" in stated["2025-Q3"]
    assert "against:told:carried" in compared[before]


def test_what_was_expected_before_is_of_the_period_of_what_is_expected_now() -> None:
    _, before = evidence("For [2025]=2025 it expects [$9]=9 USD, compared with its prior guidance of [$8]=8 USD.")

    assert "expected:here" in before["2025"]


def test_a_year_before_that_follows_a_figure_in_japanese_is_compared_with_it() -> None:
    told = scene_of("配当は[60円]=60 JPYとし、[前期]=FY2024の[50円]=50 JPYから増やす。", "ja")
    first = next(m for m in told.lines[0].mentions if m.label in FIGURES)
    options = {c.value: set(c.evidence) for c in candidates(told, frame(told), told.lines[0], first, {})}

    assert "beside:year-after" in options["FY2025"]
    assert "here" not in options["FY2024"]


def test_a_figure_before_brackets_with_another_of_the_year_before_may_be_of_the_year_after() -> None:
    before, inside = evidence("Turnover was [$40]=40 USD ([2023]=2023: [$36]=36 USD).")

    assert {"aside", "aside>"} <= before["2023"]
    assert "aside:year-after" in before["2024"]
    assert "here" in inside["2023"]
    assert not any("aside:year-after" in names for names in inside.values())


def test_a_year_in_brackets_is_the_fiscal_one_before_the_fiscal_year_that_the_text_names() -> None:
    told = "Turnover was [$40]=40 USD ([2023]=2023: [$36]=36 USD)."
    _, fiscal = evidence(f"It tells of [the year ended 2 March 2024]=FY2024. {told}")
    _, plain = evidence(f"It tells of [the year ended 2 March 2025]=FY2025. {told}")

    assert "here" in fiscal["FY2023"]
    assert ("as:fiscal" in fiscal["FY2023"], "as:fiscal" in plain["FY2023"]) == (False, True)
    assert ("as:calendar" in fiscal["2023"], "as:calendar" in plain["2023"]) == (True, False)


@pytest.mark.parametrize("bare", ["([36]=36 USD)", "[(36)]=36 USD"])
def test_a_bare_number_in_brackets_behind_a_figure_is_of_the_year_before_it(bare: str) -> None:
    told, former = evidence(f"In the [third quarter]=2025-Q3 turnover was [$40]=40 USD {bare}.")

    assert {value: names for value, names in former.items() if value} == {
        str(int(value[:4]) - 1) + value[4:]: names for value, names in told.items() if value
    }


def test_a_loss_in_brackets_behind_another_is_of_no_year_before() -> None:
    first, second = evidence("Losses in the [third quarter]=2025-Q3 were [(40) million]=-40e6 USD [(36) million]=-36e6 USD.")

    assert set(second) == set(first)
    assert "here" in second["2025-Q3"]


def test_a_change_with_its_sign_in_brackets_is_of_the_period_of_the_figure() -> None:
    _, change = evidence("In the [third quarter]=2025-Q3 turnover was [$40]=40 USD ([-$2]=-2 USD).")

    assert "here" in change["2025-Q3"]


def test_a_document_whose_years_all_stand_in_brackets_is_about_the_year_after() -> None:
    told = scene_of(
        "Turnover was [$40]=40 USD ([2023]=2023: [$36]=36 USD).\nCosts were [$30]=30 USD ([2023]=2023: nil).\nDebt was [$9]=9 USD."
    )
    dates = frame(told)

    assert dates.mains[0] == "2024"
    assert carried(told, dates)[told.lines[2].at] == {}


def test_the_patterns_propose_no_date_that_stands_in_brackets_with_another_figure() -> None:
    told = scene_of("Turnover was [$40]=40 USD ([2023]=2023: [$36]=36 USD).")
    line = told.lines[0]
    options = [{c.value: c.told for c in candidates(told, frame(told), line, figure, {}, ["2023"])} for figure in line.figures]

    assert ["proposed" in option["2023"] for option in options] == [False, True]


def test_a_quarter_left_plain_where_another_is_called_fiscal_may_be_of_the_calendar() -> None:
    _, plain = evidence(
        "In [the first quarter of fiscal 2024]=FY2024-Q1 it sold [$9]=9 USD.\nIn [the first quarter of 2024]=2024-Q1 it sold [$8]=8 USD."
    )

    assert "here" in plain["FY2024-Q1"]
    assert {"here", "as:uncalled"} <= plain["2024-Q1"]


def test_a_year_told_by_its_last_day_is_that_of_the_calendar() -> None:
    (ended,), (called,) = (
        evidence("In [the year ended December 31, 2024]=FY2024 it sold [$9]=9 USD."),
        evidence("In [fiscal 2024]=FY2024 it sold [$9]=9 USD."),
    )

    assert "as:calendar:ended" in ended["2024"]
    assert "as:calendar:ended" not in called.get("2024", ())


def test_once_and_some_day_say_no_period_and_no_more() -> None:
    (recent,) = evidence("It [recently]=PAST_REF sold [$5]=5 USD of steel.")

    assert "told:PAST_REF" in recent[None]
    assert not any(name.startswith("here") for name in recent[None])


def test_now_in_a_text_without_a_date_is_no_period() -> None:
    (now,) = evidence("It [now]=PRESENT_REF has [$5]=5 USD of debt.")

    assert {"here", "told:PRESENT_REF"} <= now[None]
    assert "here" not in now["PRESENT_REF"]


def test_where_a_line_has_a_date_another_speaks_for_itself_by_its_shape_alone() -> None:
    there, here = evidence("Sales of [$4]=4 USD fell.\nIn [2024]=2024 it was bought. In [2025]=2025 it made [$5]=5 USD.")

    assert "main:1" in there["2025"]
    assert "here" in here["2024"]
    assert not any(name.startswith(("main:", "document:", "common")) for name in here["2026"])


def test_the_key_of_a_value_that_looks_ahead_heads_it_as_a_column_would() -> None:
    (ahead,), (plain,) = evidence('nextFiscalProfit: "[$4]=4 USD", in [2024]=2024'), evidence('profit: "[$4]=4 USD", in [2024]=2024')

    assert "here&ahead:head" in ahead["2024"]
    assert "here&ahead:head" not in plain["2024"]


def test_two_pieces_of_evidence_together_count_half() -> None:
    told = scene_of("In [2024]=2024 it made [$5]=5 USD.")
    (line,) = told.lines
    (figure,) = line.figures
    found = {c.value: c.evidence for c in candidates(told, frame(told), line, figure, {"kind:flow": 1.0})}

    assert (found["2024"]["here"], found["2024"]["here&kind:flow"]) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "[Tern]tern raised its fee to [$9]=9 USD from [$7]=7 USD.", [{"new"}, {"old", "old:from"}]),
        (
            "en",
            "[Tern]tern has a price target of [$9]=9 USD (was [$7]=7 USD).",
            [{"new", "tense:present"}, {"old", "old:was", "tense:past"}],
        ),
        ("en", "[Tern]tern would hold [$9]=9 USD.", [{"tense:would"}]),
        ("ja", "[ターン]ternの料金は[50円]=50 JPYから[80円]=80 JPYになった。", [{"old", "old:to", "tense:past"}, {"new", "tense:past"}]),
        (
            "ja",
            "[ターン]ternは[80円]=80 JPY（従来[50円]=50 JPY）とする予定だ。",
            [{"new", "tense:will"}, {"old", "old:kept", "tense:will"}],
        ),
        (
            "ko",
            "[턴]tern 목표주가는 [80원]=80 KRW(기존 [50원]=50 KRW)이다.",
            [{"new", "tense:present"}, {"old", "old:kept", "tense:present"}],
        ),
        ("en", "[Tern]tern has stores in [40]=40 store towns.", [{"tense:present"}]),
    ],
)
def test_what_a_figure_was_before_and_in_what_time_it_is_told(language: str, text: str, names: list[set[str]]) -> None:
    told = scene_of(text, language=language)
    line = told.lines[0]

    assert [set(times(line, figure, ())) for figure in line.figures] == names


@pytest.mark.parametrize(("since", "period"), [("2005년 3분기 이후", "2013-Q3"), ("2012년 3분기", "2012-Q3")])
def test_a_quarter_since_which_something_holds_gives_its_year_to_no_other(since: str, period: str) -> None:
    text = f"가나다전자는 3분기 영업이익이 145억원으로 늘었다. 매출은 {since} 33분기 연속 늘었다."
    *_, claims = annotate(text, tag="ko", today="2013-10-23")

    assert [claim.period for claim in claims if claim.value == 14_500_000_000] == [period]


def test_a_table_of_revised_forecasts_is_of_the_stretch_in_the_line_above_it_and_not_of_the_day_of_the_last_forecast(
    tmp_path: Path,
) -> None:
    text = (
        "業績予想の修正に関するお知らせ\n\n日付\n2019年 11月 7日\n\n霧沢物産株式会社\n\n1. 2020年3月期業績予想の修正\n\n"
        "第2四半期(累計)(2019年4月1日~2019年9月30日)\n\n(単位:百万円)\n\n"
        "| | 売上高 | 営業利益 |\n|---|---|---|\n| 前回発表予想(A) 2019年5月9日公表 | 41,200 | 2,130 |\n"
        "| 今回修正予想(B) | 43,700 | 2,460 |\n| 増減額(B-A) | 2,500 | 330 |\n"
    )
    assert set(periods(tmp_path, text).values()) == {"2019-04-01/2019-09-30"}
    tables = open_tables(tmp_path / "out")
    assert [document.published.isoformat() for document in tables.records("documents") if document.published] == ["2019-11-07"]
    sums = {str(claim.qualifier): claim.value for claim in tables.records("claims") if claim.value in (2_500_000_000, 330_000_000)}
    assert set(sums) == {"change in revenue forecast", "change in operating profit forecast"}


@pytest.mark.parametrize(
    "text",
    [
        "山吹建設（設立[1966年3月]=1966-03、資本金[8千万円]=8e7 JPY）は破産した。\n負債は[12億円]=12e8 JPY。",
        "山吹建設（資本金[8千万円]=8e7 JPY、[1966年3月]=1966-03設立）は破産した。\n負債は[12億円]=12e8 JPY。",
        "山吹建設は[1966年3月]=1966-03に創業した。\n従業員は[120人]=120 person、売上高は[12億円]=12e8 JPY。",
    ],
)
def test_a_date_beside_the_word_for_a_founding_dates_no_figure(text: str) -> None:
    one, other = evidence(text, "ja")

    assert not any("here" in told or "before:0" in told for options in (one, other) for told in options.values())


@pytest.mark.parametrize(
    ("language", "text", "founds"),
    [
        ("ja", "[2015年]=2015に設立された山吹建設の売上高は[12億円]=12e8 JPYだった。", True),
        ("ja", "山吹建設は[2015年]=2015に創業し、売上高は[12億円]=12e8 JPYだった。", True),
        ("ko", "[2015년]=2015 설립된 달빛텍은 매출 [500억원]=5e10 KRW을 올렸다.", True),
        ("ko", "[2015년]=2015 설립 가구 업체 달빛텍은 매출 [500억원]=5e10 KRW을 올렸다.", True),
        ("ko", "[2015년]=2015 설립 자동차 부품 업체 달빛텍은 매출 [500억원]=5e10 KRW을 올렸다.", True),
        ("ja", "山吹建設は[2025年]=2025の創立50周年に売上高[12億円]=12e8 JPYを上げた。", False),
        ("ko", "달빛텍은 [2025년]=2025 창립 50주년에 매출 [500억원]=5e10 KRW을 올렸다.", False),
        ("ko", "[2023년]=2023 창업 지원 투자액은 [300억원]=3e10 KRW이다.", False),
        ("ko", "[2023년]=2023 창업자 지분은 [300억원]=3e10 KRW이다.", False),
        ("ko", "[2023년]=2023 창업 자금은 [300억원]=3e10 KRW이다.", False),
    ],
)
def test_a_jubilee_or_another_word_that_begins_like_a_founding_is_none(language: str, text: str, founds: bool) -> None:
    (line,) = scene_of(text, language=language).lines
    (date,) = (m for m in line.mentions if m.label == "DATE")
    (options,) = evidence(text, language)

    assert begins(line, date) == founds
    assert any("here" in told for told in options.values()) != founds


def test_the_day_on_which_a_company_was_founded_with_a_sum_dates_that_sum() -> None:
    (options,) = evidence("[1966年3月]=1966-03、資本金[8千万円]=8e7 JPYで設立した。", "ja")

    assert "here" in options["1966-03"]
