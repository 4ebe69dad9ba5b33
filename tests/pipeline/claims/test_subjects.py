"""Whose figure it is: the parts that organisations play, and what they make of the figures of a sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.claims import find, topics
from pipeline.claims.acceptance import bindings
from pipeline.claims.cast import cast, first_person, sorts
from pipeline.claims.context import scene
from pipeline.claims.readings import PREDICATES, Reading, read
from pipeline.claims.subjects import Candidate, playing
from tests.support.claim_cases import build, scene_of


def whose(text: str, language: str, topic: str | None = None) -> dict[Decimal | None, str]:
    built = build(text, language=language, topic=topic)
    return {claim.value: claim.subject_id for claim in find(built.document, built.segments, built.mentions, built.entities)}


def weighed(text: str, language: str) -> list[Reading]:
    built = build(text, language=language)
    told = scene(built.document, built.segments, built.mentions, built.entities)
    return read(told, (), topics(built.document, built.segments, built.mentions, told))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Halden]halden had a market share of [31%]=31%, [Marlow]marlow of [22%]=22% and [Tern]tern of [9%]=9%."),
        ("ja", "市場シェアは[ハルデン]haldenが[31%]=31%、[マーロウ]marlowが[22%]=22%、[ターン]ternが[9%]=9%だった。"),
        ("ko", "시장 점유율은 [할덴]halden이 [31%]=31%, [말로]marlow가 [22%]=22%, [턴]tern이 [9%]=9%였다."),
    ],
)
def test_a_list_of_rivals_deals_each_figure_to_its_own_name(language: str, text: str) -> None:
    dealt = [
        {
            candidate.name
            for candidate in reading.subjects
            for name in candidate.evidence
            if name.startswith("dealt:") and name.endswith(":own")
        }
        for reading in weighed(text, language)
    ]

    assert dealt == [{"halden"}, {"marlow"}, {"tern"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Halden]halden and [Tern]tern gained [31%]=31% and [9%]=9%, respectively."),
        ("en", "Load factors were strong, with [Halden]halden and [Tern]tern at [31%]=31% and [9%]=9% respectively."),
        ("en", "[Vale]vale fell in a round led by [Halden]halden and [Tern]tern, which gave [31%]=31% and [9%]=9%, respectively."),
        ("ja", "[ハルデン]haldenと[ターン]ternの株価はそれぞれ[31%]=31%、[9%]=9%上昇した。"),
    ],
)
def test_respectively_gives_each_of_two_names_its_own_figure(language: str, text: str) -> None:
    offered = [{candidate.name for candidate in reading.subjects} for reading in weighed(text, language)]

    assert offered == [{"halden"}, {"tern"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Vale]vale bought [Halden]halden and [Tern]tern for [$31 million]=31e6 USD and [$9 million]=9e6 USD, respectively."),
        ("ja", "[ヴェイル]valeは[ハルデン]haldenと[ターン]ternをそれぞれ[31億円]=31e8 JPY、[9億円]=9e8 JPYで買収した。"),
        ("ko", "[베일]vale은 [할덴]halden과 [턴]tern에 각각 [31억원]=31e8 KRW, [9억원]=9e8 KRW을 투자했다."),
    ],
)
def test_respectively_leaves_the_buyer_of_several_among_those_whom_a_figure_may_be_of(language: str, text: str) -> None:
    assert all("vale" in {candidate.name for candidate in reading.subjects} for reading in weighed(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "[Vale]vale sold its parts of [Halden]halden and [Tern]tern to [Orm]orm and [Ask]ask for [31%]=31% and [9%]=9%, respectively.",
        "[Halden]halden and [Tern]tern raised revenue and profit by [31%]=31% and [9%]=9%, respectively.",
        "[Halden]halden and [Tern]tern gained [31%]=31% and [9%]=9%.",
    ],
)
def test_respectively_binds_no_names_that_others_act_on_or_beside_as_many_measures(text: str) -> None:
    assert all(len(reading.subjects) > 1 for reading in weighed(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "[Vale]vale bet [$8 million]=8e6 USD on lender [Tern]tern, valuing it at about [$35 million]=35e6 USD.",
        "[Tern]tern raised [$8 million]=8e6 USD in a round led by [Vale]vale, valuing the startup at [$35 million]=35e6 USD.",
        "In May an investment of [Vale]vale in [Tern]tern of [$8 million]=8e6 USD valued the company at [$35 million]=35e6 USD.",
    ],
)
def test_valuing_it_means_who_takes_the_money_and_not_who_gives_it(text: str) -> None:
    last = weighed(text, "en")[-1]

    assert [candidate.name for candidate in last.subjects] == ["tern"]


def test_who_polled_analysts_vouches_for_what_they_expect() -> None:
    built = build("Analysts polled by [Marlow]marlow see [$4 million]=4e6 USD. [Halden]halden cites [$3 million]=3e6 USD.", language="en")
    told = scene(built.document, built.segments, built.mentions, built.entities)
    roles = cast(told, topics(built.document, built.segments, built.mentions, told))
    lines = {mention.text: (line, mention) for line in told.lines for mention in told.organisations(line)}

    assert "source" in roles.part(*lines["Marlow"])
    assert "reports" in roles.part(*lines["Halden"])


def test_what_stands_before_a_thing_is_not_what_the_sentence_is_of():
    built = build("The [Marlow]marlow deal costs [$4 million]=4e6 USD. [Halden]halden closes it in June.", language="en")
    told = scene(built.document, built.segments, built.mentions, built.entities)
    roles = cast(told, topics(built.document, built.segments, built.mentions, told))
    lines = {mention.text: (line, mention) for line in told.lines for mention in told.organisations(line)}

    assert "modifies" in roles.part(*lines["Marlow"])
    assert "verb" in roles.part(*lines["Halden"])


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Oslo Stock Exchange", "exchange"),
        ("名古屋証券取引所", "exchange"),
        ("Ministry of Mills", "authority"),
        ("금융위원회", "authority"),
        ("Fjord Research", "research"),
        ("Fjord Research Inc.", "research"),
        ("海辺新聞社", "press"),
        ("Birch Ventures", "fund"),
        ("弁護士法人浜辺", "counsel"),
        ("浜辺法律特許事務所", "counsel"),
        ("법무법인 해변", "counsel"),
    ],
)
def test_the_head_of_a_name_says_its_sort(name: str, sort: str) -> None:
    assert sort in sorts(frozenset({name}))


def test_a_company_is_of_no_sort_of_bystanders() -> None:
    assert sorts(frozenset({"Halden", "Halden Robotics Inc.", "ハルデン"})) == ()


def test_who_vouches_for_a_figure_is_known_by_all_its_places() -> None:
    built = build(
        "According to [Fjord]fjord, [Halden]halden sold cars. [Fjord]fjord analysts said [Halden]halden grew [9%]=9%.", language="en"
    )
    told = scene(built.document, built.segments, built.mentions, built.entities)
    roles = cast(told, {})

    assert roles.standing(0, "fjord")["cast:speaks"] == 1.0
    assert "cast:speaks:never" in roles.standing(0, "halden")


@pytest.mark.parametrize(
    ("text", "language", "evidence"),
    [
        ("[Fjord Securities]fjord | Equity research. [Halden]halden (6677 TT) sold cars.", "en", "ticker"),
        ("[Fjord Securities]fjord | Equity research. [Halden]halden (NYSE: HLD) sold cars.", "en", "ticker"),
        ("[フィヨルド証券]fjord。[ハルデン]halden（7203）は増収。", "ja", "ticker"),
        ('Our auditor is [Fjord Partners]fjord. Our name is [Halden]halden ("Halden", "we", "us").', "en", "defined"),
        ("[Fjord]fjord is our auditor. [Halden]halden · Registered charity no. 123.", "en", "defined"),
        ("[Halden]halden: second quarter letter\nWe sold [Fjord]fjord in May.", "en", "defined"),
        ("[Fjord]fjord audits us. Halden Ltd. of old: [Halden]halden registered in England.", "en", "defined"),
        ("[Halden]halden CEO Jane Roe speaks.\nWe buy from [Fjord]fjord.\nWe sell.\nWe grow.", "en", "defined"),
        ("[Fjord]fjord sold boats. In May we at [Halden]halden bought two.", "en", "defined"),
        ("[Fjord]fjord sold boats. [Halden]halden (HLDN - $61.20) bought two.", "en", "ticker"),
        ("[フィヨルド監査法人]fjord。[ハルデン]halden（以下「当社」という）は製造業。", "ja", "defined"),
        ("[フィヨルド食品]fjord に納めているのは、私たち[ハルデン]haldenです。", "ja", "defined"),
        ("[フィヨルド食品]fjordは取引先です。[ハルデン]haldenの水野と申します。", "ja", "defined"),
    ],
)
def test_a_code_of_shares_or_we_in_brackets_tells_whom_a_text_is_about(text: str, language: str, evidence: str) -> None:
    built = build(text, language=language)
    roles = cast(scene(built.document, built.segments, built.mentions, built.entities), {})

    assert (roles.standing(0, "halden").get(evidence), roles.standing(0, "fjord").get(evidence)) == (1.0, None)


def test_a_year_or_an_abbreviation_in_brackets_is_no_code_of_shares() -> None:
    roles = cast(scene_of("[Halden]halden (HLD) sold cars. [Fjord]fjord (founded 2012) sold boats."), {})

    assert ("ticker" in roles.standing(0, "halden"), "ticker" in roles.standing(0, "fjord")) == (False, False)


def test_a_survey_firm_is_not_whose_figure_it_is() -> None:
    assert whose("According to [Fjord Research]fjord, [Halden]halden posted revenue of [$410 million]=41e7 USD in [2023]=2023.", "en") == {
        Decimal("41e7"): "halden"
    }


def test_an_exchange_named_last_is_not_whose_figure_it_is() -> None:
    text = "[Halden]halden is listed on the [Oslo Stock Exchange]oslo. Revenue rose to [$410 million]=41e7 USD in [2023]=2023."

    assert whose(text, "en", topic="halden") == {Decimal("41e7"): "halden"}


def test_the_company_of_a_sentence_without_names_hears_what_each_name_before_it_did() -> None:
    readings = weighed(
        "[Halden]halden raised [$4 million]=4e6 USD led by [Fjord Capital]fjord.\nThe company was valued at [$90 million]=9e7 USD.", "en"
    )
    told = {candidate.name: candidate.evidence for candidate in readings[-1].subjects}

    assert told["halden"].keys() >= {"anaphor|ago:verb", "nobody|ago:verb"}
    assert told["fjord"].keys() >= {"anaphor|ago:prep:by", "nobody|ago:prep:by"}


def test_every_sentence_that_tells_a_sum_hears_what_share_another_says_it_buys() -> None:
    readings = weighed(
        "[Halden]halden closes its [$4 million]=4e6 USD deal with [Tern]tern.\n[Halden]halden buys [49%]=49% of [Tern]tern for"
        " [$4 million]=4e6 USD.\n[Halden]halden will pay [$9 million]=9e6 USD for all of its shares.",
        "en",
    )
    bought = {reading.figure.start: set(reading.bought) for reading in readings if reading.figure.label == "MONEY"}
    first, second, third = (bought[start] for start in sorted(bought))

    assert "bought_share:elsewhere" in first
    assert "bought_share" in second
    assert third.isdisjoint({"bought_share", "bought_share:elsewhere"})


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("en", "[Halden]halden's founder [Dana Holt]@dana keeps [41%]=41%.", ["dana"]),
        ("en", "[Dana Holt]@dana founded [Halden]halden. He holds [41%]=41%.", ["dana"]),
        ("en", "[Dana Holt]@dana said that sales of [Halden]halden rose [41%]=41%.", []),
        ("ja", "[ハルデン]haldenは[林美咲]@misaki氏が[41%]=41%を保有する。", ["misaki"]),
        ("ko", "[할덴]halden은 [김하늘]@haneul 대표가 지분 [41%]=41%를 갖고 있다.", ["haneul"]),
    ],
)
def test_people_who_may_hold_a_share_are_offered_as_its_subject(language: str, text: str, offered: list[str]) -> None:
    (reading,) = weighed(text.replace(". He", ".\nHe"), language)

    assert [candidate.name for candidate in reading.subjects if "person:near" in candidate.evidence] == offered


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "[Halden]halden had sales of [$11 million]=11e6 USD. Analysts polled by [Marlow]marlow had looked for [$12 million]=12e6 USD.",
        ),
        ("ja", "[ハルデン]haldenの売上高は[11億円]=11e8 JPYだった。[マーロウ]marlowによると市場予想は[12億円]=12e8 JPYだった。"),
    ],
)
def test_a_source_that_is_alone_in_its_line_is_not_whose_the_figure_is(language: str, text: str) -> None:
    assert set(whose(text, language).values()) == {"halden"}


_COVER = """As filed with the [Commission]commission on [May 2, 2024]=2024-05-02
[Marlow Holdings, Inc.]marlow
(Exact name of Registrant as specified in its charter)
For [2023]=2023, the Company had a net loss of [$7 million]=7e6 USD."""


def test_the_note_on_the_cover_of_a_filing_says_whose_it_is_more_surely_than_a_label() -> None:
    told = scene_of(_COVER, "en")
    roles = cast(told, {})
    assert {name: roles.standing(0, name).get("labelled") for name in told.seen} == {"commission": None, "marlow": 3.0}


def test_a_name_alone_in_a_line_signs_what_the_text_says_of_its_own_company() -> None:
    text = (
        "[国土省]ministryによると当社の売上高は[9億円]=9e8 JPYでした。\n\n[株式会社ハルデン]halden\n\n"
        "[株式会社ハルデン]haldenを応援ください。"
    )
    (reading,) = weighed(text, "ja")

    told = {candidate.name: candidate.evidence.get("first|signed") for candidate in reading.subjects}
    assert told == {"halden": 3.0, "ministry": None}


@pytest.mark.parametrize(("kind", "publisher", "signed"), [("byline", 1.0, None), ("paragraph", None, 1.0)])
def test_who_stands_in_bylines_alone_published_a_text_and_signs_nothing(kind: str, publisher: float | None, signed: float | None) -> None:
    built = build("[花暦ニュース]news", language="ja")
    told = scene(built.document, [replace(row, kind=kind) for row in built.segments], built.mentions, built.entities)
    evidence = cast(told, {0: []}).standing(0, "news")

    assert (evidence.get("publisher"), bool(evidence.get("signed")) or None) == (publisher, signed)


def test_a_label_with_its_letters_set_apart_says_who_the_text_calls_its_own_company() -> None:
    text = "会 社 名\n[株式会社ハルデン]halden\n[マーロウ]marlowの株式を取得する。\n当社の売上高は[9億円]=9e8 JPYでした。"
    (reading,) = weighed(text, "ja")

    told = {candidate.name: candidate.evidence.get("first|labelled") for candidate in reading.subjects}
    assert told == {"halden": 3.0, "marlow": None}


@pytest.mark.parametrize(
    ("language", "text", "own"),
    [
        ("en", "For 2023, the Company had a net loss of [$7 million]=7e6 USD.", True),
        ("en", "The Registrant's revenue was [$9 million]=9e6 USD.", True),
        ("en", "Our revenue was [$9 million]=9e6 USD.", True),
        ("ja", "当社の売上高は[9億円]=9e8 JPYでした。", True),
        ("ja", "私どもの売上高は[9億円]=9e8 JPYでした。", True),
        ("ja", "本学は[9億円]=9e8 JPYを受けた。", True),
        ("ja", "当協会は[9億円]=9e8 JPYを受けた。", True),
        ("ja", "日本学園は[9億円]=9e8 JPYを受けた。", False),
        ("ja", "担当会議で[9億円]=9e8 JPYを決めた。", False),
        ("en", "The company had a net loss of [$7 million]=7e6 USD.", False),
        ("en", "The Company Shop sold goods for [$7 million]=7e6 USD.", False),
    ],
)
def test_a_filing_speaks_of_its_own_company_as_the_company(language: str, text: str, own: bool) -> None:
    assert [first_person(line) for line in scene_of(text, language).lines] == [own]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "元[ハルデン電機]haldenの水野氏が[フィヨルド]fjordを設立した。"),
        ("ja", "[ハルデン電機]haldenを経て[フィヨルド]fjordを設立した。"),
        ("ja", "[ハルデン電機]halden出身の水野氏が[フィヨルド]fjordを設立した。"),
        ("ja", "[ハルデン電機]haldenに18年勤務し、[フィヨルド]fjordを設立した。"),
        ("ko", "[한별전자]halden 출신 김미르가 [솔빛]fjord을 세웠다."),
        ("ko", "[한별전자]halden에서 10년간 근무한 김미르가 [솔빛]fjord을 세웠다."),
    ],
)
def test_a_line_is_not_of_the_company_that_somebody_came_from(language: str, text: str) -> None:
    told = scene_of(text, language)
    assert [mention.entity_id for mention in told.organisations(told.lines[0])] == ["fjord"]


def test_a_line_is_of_a_company_that_was_founded_or_has_an_office_there() -> None:
    told = scene_of("[ハルデン電機]haldenは札幌で[1951年]=1951に創業し、出身地の村に工場を置く。", "ja")
    assert [mention.entity_id for mention in told.organisations(told.lines[0])] == ["halden"]


def test_whoever_a_text_declares_to_be_about_or_names_first_may_be_meant_however_far_on() -> None:
    told = scene_of(_COVER, "en")
    roles = cast(told, {})
    assert "marlow" in roles.declared()
    assert roles.opening(0) == ["commission", "marlow"]
    between = "\n".join(f"[Bank {place}]bank{place} lent [${place} million]={place}e6 USD." for place in range(2, 12))
    held = weighed(f"[Marlow Holdings, Inc.]marlow said.\n{between}\nThe Company had a net loss of [$97 million]=97e6 USD.", "en")
    assert "marlow" in {candidate.name for candidate in held[-1].subjects}


def told_of(text: str, name: str, language: str = "en") -> set[str]:
    """Return the evidence for an organisation of the last figure of a text."""
    return next(set(candidate.evidence) for candidate in weighed(text, language)[-1].subjects if candidate.name == name)


def test_what_a_name_does_is_told_up_to_its_figure():
    text = "[Halden]halden bought [Tern]tern and holds [60%]=60%."

    assert {"does:buys:over", "last:holds:over"} <= told_of(text, "halden")
    assert {"does:holds", "last:holds"} <= told_of(text, "tern")


def test_what_binds_a_name_behind_to_its_figure_is_told():
    text = "It bought [60%]=60% from [Halden]halden."

    assert {"link:from", "link:from:PERCENT"} <= told_of(text, "halden")


def test_a_line_that_names_only_what_is_bought_leaves_the_buyer_to_another():
    text = "[Halden]halden makes kites.\n[Tern]tern was bought for [$4 million]=4e6 USD."

    assert {"away:all-bought", "away:bought-before"} <= told_of(text, "halden")


def test_a_list_of_holders_speaks_for_those_in_it_and_of_the_company_that_they_hold():
    text = "[Tern]tern makes kites.\nShareholders: [Halden]halden [60%]=60%, [Marlow]marlow [9%]=9%"

    assert {"roll:holders:here", "roll:holders:own"} <= told_of(text, "marlow")
    assert {name for name in told_of(text, "tern") if name.startswith("roll:")} <= {"roll:holders:away", "roll:holders:topic:away"}


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ({"gives": 0.5}, {"ticker": 1.0, "here": 1.0, "gives|ticker": 1.0, "gives|here": 1.0}),
        ({"holds": 0.5}, {"ticker": 1.0, "here": 1.0, "holds|here": 1.0}),
        ({"gives": 0.1}, {"ticker": 1.0, "here": 1.0}),
    ],
)
def test_evidence_counts_anew_of_one_who_plays_a_role(roles: dict[str, float], told: dict[str, float]) -> None:
    assert playing(Candidate("tern", {}, {"ticker": 1.0, "here": 1.0}), roles) == told


def test_which_company_a_text_is_most_about_is_heard_of_whole_readings_and_not_of_the_choice_between_companies():
    evidence = {"topic:0": 1.0, "rank:0": 1.0, "named>4": 1.0, "titled": 1.0, "row:topic": 1.0, "here": 1.0}

    assert playing(Candidate("tern", {}, evidence), {}) == {"here": 1.0}


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("en", "Shareholders: [Jane Roe]@roe of Salem [60%]=60%, [Halden]halden [9%]=9%", True),
        ("en", "[Jane Roe]@roe still has [60%]=60%.", True),
        ("en", "[Jane Roe]@roe ([60%]=60%)", True),
        ("ja", "[山田花子]@roeさんが[60%]=60%。", True),
        ("en", "[Jane Roe]@roe says that sales of [Halden]halden rose [60%]=60%.", False),
        ("en", "Shareholders: [Jane Roe]@roe has [60 people]=60 person at [Halden]halden.", False),
    ],
)
def test_people_are_offered_who_may_hold_a_share(language: str, text: str, offered: bool) -> None:
    assert ("roe" in {candidate.name for candidate in weighed(text, language)[0].subjects}) is offered


def test_what_a_person_has_who_may_hold_a_share_is_one():
    (reading,) = weighed("[Jane Roe]@roe still has [60%]=60%.", "en")
    reading.owners, reading.signs = [1.0], [1.0, 0.0]
    reading.predicates = [0.9, *[0.01] * (len(PREDICATES) - 1)]

    assert {PREDICATES[whole.predicate] for whole in bindings(reading)} == {"stake", "revenue"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ja",
            "[ハルデン建設]haldenは再生手続きを申請した。\n代理人は[水野灯]@mizuno弁護士（潮見市元町1-2、[浜辺法律事務所]hamabe）ほか。\n"
            "負債は[31億円]=31e8 JPY。",
        ),
        (
            "en",
            "[Halden]halden is bankrupt.\nIts lawyer is [Jane Roe]@roe ([Roe & Partners]hamabe).\nDebts are [$31 million]=31e6 USD.",
        ),
    ],
)
def test_the_office_that_stands_in_brackets_behind_a_person_alone_has_no_figure_of_another_line(language: str, text: str) -> None:
    (reading,) = weighed(text, language)

    assert [candidate.name for candidate in reading.subjects] == ["halden"]


@pytest.mark.parametrize(
    "text",
    [
        "[Jane Roe]@roe ([Halden]halden) is new.\nSales are [$31 million]=31e6 USD.",
        "[Tern]tern is for sale.\n[Jane Roe]@roe ([Halden]halden) left.\n[Halden]halden is new.\nSales are [$31 million]=31e6 USD.",
    ],
)
def test_a_company_in_brackets_behind_a_person_is_offered_where_it_is_named_elsewhere_or_no_other_is(text: str) -> None:
    (reading,) = weighed(text, "en")

    assert "halden" in {candidate.name for candidate in reading.subjects}
