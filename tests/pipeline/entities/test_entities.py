"""Documents are written with their names marked: `{Nora Vance:P}` is a person, `{Quillon:O}` an organisation, `//` begins an article."""

import re
import tracemalloc
from dataclasses import replace

import pytest

from pipeline.entities import join, resolve, sketch
from pipeline.entities.aliases import Decisions, load_decisions
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold
from pipeline.records import Document, Mention, Segment, content_id

MARKED = re.compile(r"\{([^:{}]+):([OPD])\}")
LABELS = {"O": "ORG", "P": "PERSON", "D": "DATE"}
NOTHING = Decisions()


def records(texts, language="en"):
    documents, segments, mentions = [], [], []
    for number, marked in enumerate(texts):
        key, text, places = f"d{number}", "", []
        for article, part in enumerate(marked.split("//")):
            start, end = len(text), 0
            for match in MARKED.finditer(part):
                text += part[end : match.start()]
                places.append((len(text), match[1], LABELS[match[2]], f"{key}s{article}"))
                text += match[1]
                end = match.end()
            text += part[end:]
            tag = "ja" if re.search("[ぁ-ヿ一-龯]", text[start:]) else language
            segments.append(Segment(f"{key}s{article}", key, article, start, len(text), "paragraph", article=article, language=tag))
        documents.append(Document(key, f"{key}.txt", (f"{key}.txt",), key, "text/plain", "utf-8", text, language=language))
        mentions += (Mention(f"{key}m{at}", key, passage, at, at + len(name), name, label) for at, name, label, passage in places)
    return documents, segments, mentions


def groups(*texts, decisions=NOTHING):
    """Names that are one, as sets of `document:name`, without what stands alone."""
    entities, out = resolve(*records(texts), decisions)
    found = {}
    for row in out:
        if row.entity_id:
            found.setdefault(row.entity_id, set()).add(f"{row.document_id[1:]}:{row.text}" if len(texts) > 1 else row.text)
    assert {entity.entity_id for entity in entities} == set(found)
    return sorted((sorted(names) for names in found.values() if len(names) > 1), key=str)


def entity(*texts, decisions=NOTHING):
    entities, _ = resolve(*records(texts), decisions)
    (only,) = entities
    return only


# --- spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quillon Corp.", "QUILLON"),
        ("Open Kiln", "OpenKiln"),
        ("Y-Forge", "Y Forge"),
        ("Quillon, Inc.", "Quillon"),
        ("Quillon Co., Ltd.", "Quillon"),
        ("Quillon GmbH", "Quillon"),
        ("Quillon S.A.", "Quillon"),
        ("Quillon's", "Quillon"),
        ("Quillon’s", "Quillon"),
        ("Kleinert\nBrothers", "Kleinert Brothers"),
        ("Ｑｕｉｌｌｏｎ", "Quillon"),
        ("The Quillon Times", "Quillon Times"),
        ("Müller Söhne", "Muller Sohne"),
        ("Vance & Holm", "Vance &amp; Holm"),
        ("株式会社ヤマネコ", "ヤマネコ"),
        ("㈱ヤマネコ", "ヤマネコ"),
        ("ヤマネコ有限会社", "ヤマネコ"),
        ("ﾔﾏﾈｺ", "ヤマネコ"),
        ("米ヤマネコ", "ヤマネコ"),
        ("ヤマネコ社", "ヤマネコ"),
        ("주식회사 달빛", "달빛"),
        ("(주)달빛", "달빛"),
        ("Ministry of Bricks", "Bricks Ministry"),
        ("US Department of Bricks", "U.S. Bricks Department"),
        ("Freedonia's Quillon", "Freedonia’s Quillon"),
        ("Quillon Motors", "Quillon Motor"),
    ],
)
def test_spellings_of_an_organisation_are_one(one, other):
    assert fold(one, ORGANISATION).node == fold(other, ORGANISATION).node


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Nora Vance", "Nora Vance"),
        ("NORA VANCE", "Nora Vance"),
        ("Nora Vance, PhD", "Nora Vance"),
        ("ノラ・ヴァンス氏", "ノラ・ヴァンス"),
        ("ノラ=ヴァンス", "ノラ・ヴァンス"),
        ("山根太郎さん", "山根太郎"),
    ],
)
def test_spellings_of_a_person_are_one(one, other):
    assert fold(one, PERSON).node == fold(other, PERSON).node


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quillon Holdings", "Quillon"),
        ("Quillon Japan", "Quillon"),
        ("Meta", "Metal"),
        ("Inc.", "Corp."),
        ("日本ヤマネコ", "ヤマネコ"),
        ("Ministry of Bricks", "Ministry of Tiles"),
    ],
)
def test_different_organisations_are_not(one, other):
    assert fold(one, ORGANISATION).node != fold(other, ORGANISATION).node


# --- short forms of persons


def test_a_surname_or_first_name_is_the_one_person_of_the_document_who_bears_it():
    assert groups("{Nora Vance:P} leads {Quillon:O}. {Vance:P} sings, and {Nora:P} swims.") == [["Nora", "Nora Vance", "Vance"]]


def test_a_surname_that_two_bear_is_nobody_s():
    assert groups("{Nora Vance:P} met {Elias Vance:P}. {Vance:P} sang.") == []


def test_the_bearer_in_the_same_article_comes_first():
    assert groups("{Nora Vance:P} spoke. {Vance:P} left. // {Elias Vance:P} came.") == [["Nora Vance", "Vance"]]


def test_a_shared_surname_alone_joins_nobody_across_documents():
    assert groups("{Nora Vance:P} sings.", "{Vance:P} swims.", "{Vance:P} runs.") == []


def test_a_surname_beside_the_same_names_is_the_same_person():
    one = "{Nora Vance:P} of {Quillon:O} met {Elias Holm:P}."
    assert ["0:Nora Vance", "1:Vance"] in groups(one, "{Vance:P} of {Quillon:O} wrote to {Elias Holm:P}.")


def test_a_surname_with_a_particle_is_short_too():
    assert groups("{Anna von der Heide:P} spoke. {von der Heide:P} left.") == [["Anna von der Heide", "von der Heide"]]


def test_a_family_name_in_front_is_found():
    assert groups("{Zhou Meilin:P} spoke. {Zhou:P} left.") == [["Zhou", "Zhou Meilin"]]
    assert groups("{山根太郎:P}は語った。{山根:P}氏は去った。") == [["山根", "山根太郎"]]
    assert groups("{김달빛:P} 대표. {김:P}") == [["김", "김달빛"]]


def test_a_nickname_is_the_given_name():
    assert groups("{Alexander Holm:P} spoke. {Alex:P} left.") == [["Alex", "Alexander Holm"]]
    assert groups("{アレクサンダー・ホルム:P}は語った。{アレックス:P}は去った。") == [["アレクサンダー・ホルム", "アレックス"]]


def test_junior_is_not_his_father():
    assert groups("{Otto Vance:P} and {Otto Vance Jr.:P} spoke.") == []


# --- full names of persons


def test_a_middle_initial_is_left_out_where_only_one_bears_it():
    assert groups("{Nora B. Vance:P} spoke.", "{Nora Vance:P} left.") == [["0:Nora B. Vance", "1:Nora Vance"]]
    assert groups("{Nora B. Vance:P} and {Nora C. Vance:P}", "{Nora Vance:P} left.") == []


def test_words_in_front_of_a_name_are_left_out_in_its_document():
    assert groups("{Minister Nora Vance:P} spoke. {Nora Vance:P} left.") == [["Minister Nora Vance", "Nora Vance"]]
    assert groups("{Maria Nora Vance:P} spoke.", "{Nora Vance:P} left.") == []


def test_a_variant_of_a_given_name_needs_company():
    assert groups("{Aleksandr Holm:P} spoke; {Aleksander Holm:P} left.") == [["Aleksander Holm", "Aleksandr Holm"]]
    assert groups("{Aleksandr Holm:P} spoke.", "{Aleksander Holm:P} left.") == []
    assert groups("{Aleksandr Holm:P} of {Quillon:O}.", "{Aleksander Holm:P} of {Quillon:O}.")[0] == [
        "0:Aleksandr Holm",
        "1:Aleksander Holm",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Alexander", "Alexandra"), ("Daniel", "Daniela"), ("Christian", "Christina"), ("Martin", "Marvin"), ("Christine", "Christie")],
)
def test_another_given_name_is_another_person(one, other):
    assert groups(f"{{{one} Holm:P}} of {{Quillon:O}} met {{{other} Holm:P}}.") == []


def test_the_family_name_may_come_first_in_another_text():
    assert ["0:Kenta Yamane", "1:Yamane Kenta"] in groups("{Kenta Yamane:P} of {Quillon:O}.", "{Yamane Kenta:P} of {Quillon:O}.")
    assert groups("{James Scott:P} of {Quillon:O}.", "{Scott James:P} of {Kiln:O}.") == []


# --- organisations in a document


def test_a_first_word_stands_for_the_one_name_that_it_begins():
    assert groups("{Quillon AI:O} grew. {Quillon:O} hired.") == [["Quillon", "Quillon AI"]]
    assert groups("{Quillon:O} grew. {Quillon AI, Inc.:O} hired.") == [["Quillon", "Quillon AI, Inc."]]


def test_companies_with_a_shared_first_word_stay_apart():
    assert groups("{Delta Foundry:O} met {Delta Orchards:O}. {Delta:O} won.") == []


def test_after_another_word_the_full_name_comes_first():
    assert groups("{Quillon Brickworks:O} grew. {Quillon:O} hired.") == [["Quillon", "Quillon Brickworks"]]
    assert groups("{Quillon:O} grew. {Quillon Brickworks:O} hired.") == []


def test_a_part_of_a_body_is_not_the_body():
    assert groups("{Quillon Ventures:O} paid. {Quillon:O} grew.") == []
    assert groups("{National Brick Council:O} met. {National:O} won.") == []


def test_an_acronym_is_the_one_full_name_that_makes_it():
    assert groups("The {National Office of Bricks:O} met. {NOB:O} voted.") == [["NOB", "National Office of Bricks"]]
    assert groups("{National Office of Bricks:O}, {New Order of Builders:O}, {NOB:O}.") == []


def test_a_short_form_across_scripts_is_found_by_sound():
    assert groups("{Quillon AI:O}は伸びた。{クイロン:O}は雇った。") == [["Quillon AI", "クイロン"]]


# --- what the text says


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("{Quillon Platforms:O} (hereafter {QP:O}) grew.", "QP", "Quillon Platforms"),
        ("{Quillon:O} ({QN:O}) grew.", "QN", "Quillon"),
        ('{Quillon Platforms, Inc.:O} ("{Quillon:O}") grew.', "Quillon", "Quillon Platforms, Inc."),
        ("{煉瓦省:O}({MOB:O})は語った。", "MOB", "煉瓦省"),
        ("{株式会社ヤマネコ運輸:O}(以下、{ヤマネコ:O})は伸びた。", "ヤマネコ", "株式会社ヤマネコ運輸"),
        ("{株式会社ヤマネコ運輸:O}（以下「{YU:O}」という）は伸びた。", "YU", "株式会社ヤマネコ運輸"),
        ("{BRX:O} ({Bureau of Red Xylophones:O}) met.", "BRX", "Bureau of Red Xylophones"),
        ("{煉瓦省:O}({BoB:O})は語った。", "BoB", "煉瓦省"),
        ("{Nora Vance:P} ({Vance:P}) sang.", "Vance", "Nora Vance"),
    ],
)
def test_a_short_form_in_brackets_restates_the_full_name(text, short, full):
    _, out = resolve(*records([text]), NOTHING)
    by_text = {row.text: row for row in out}
    assert by_text[short].entity_id == by_text[full].entity_id
    assert by_text[short].restates == by_text[full].mention_id
    assert by_text[full].restates is None


def test_a_former_name_is_the_same_body_everywhere():
    assert groups("{Quillon:O} (formerly {Kilnbook:O}) grew.", "{Kilnbook:O} fell.") == [["0:Kilnbook", "0:Quillon", "1:Kilnbook"]]
    assert groups("{Quillon:O}, formerly known as {Kilnbook:O}, grew.") == [["Kilnbook", "Quillon"]]
    assert groups("{クイロン:O}(旧{キルンブック:O})は伸びた。") == [["キルンブック", "クイロン"]]


def test_a_bracket_alone_says_nothing():
    assert groups("{Kilnbook:O} ({Quillon:O}) grew.") == []
    assert groups("{キルンブック:O}({Quillon:O})は伸びた。") == []
    assert groups("{Nora Vance:P} ({Elias Holm:P}) sang.") == []


def test_a_gloss_in_another_script_is_the_same_name_everywhere():
    assert groups("{ノラ・ヴァンス:P}({Nora Vance:P})は語った。", "{Nora Vance:P} left.") == [
        ["0:Nora Vance", "0:ノラ・ヴァンス", "1:Nora Vance"]
    ]


def test_definitions_follow_each_other():
    text = "{Quillon Brickworks:O} (hereafter {Redhouse:O}) is {Quillon:O}; "
    text += "{Quillon Brick Partners of Freedonia:O} (hereafter {Quillon Brickworks:O})."
    assert groups(text) == [["Quillon", "Quillon Brick Partners of Freedonia", "Quillon Brickworks", "Redhouse"]]


def test_a_definition_holds_in_its_own_document_only():
    assert groups("{Quillon Platforms:O} (hereafter {QP:O}) grew. {QP:O} hired.", "{QP:O} fell.") == [["0:QP", "0:Quillon Platforms"]]


def test_names_in_two_scripts_with_one_acronym_are_one():
    text = "{煉瓦省:O}({DOB:O})は語った。The {U.S. Department of Bricks:O} spoke."
    assert groups(text) == [["DOB", "U.S. Department of Bricks", "煉瓦省"]]


# --- across scripts and documents


def test_an_unseen_name_meets_its_transcription():
    assert groups("{Jason Droege:P} spoke.", "{ジェイソン・ドローグ:P}は語った。{ドローグ:P}氏は去った。") == [
        ["0:Jason Droege", "1:ジェイソン・ドローグ", "1:ドローグ"]
    ]
    assert groups("{Mark Holm:P} spoke.", "{마크 홀름:P}") == [["0:Mark Holm", "1:마크 홀름"]]


def test_a_name_in_chinese_characters_meets_its_reading_in_company():
    assert groups("{山根太郎:P}({Taro Yamane:P})は語った。") == [["Taro Yamane", "山根太郎"]]
    assert ["0:Taro Yamane", "1:山根太郎"] in groups("{Taro Yamane:P} of {Quillon:O}.", "{Quillon:O}の{山根太郎:P}は語った。")
    assert ["0:Yamane Taro", "1:山根太郎"] in groups("{Yamane Taro:P} of {Quillon:O}.", "{Quillon:O}の{山根太郎:P}は語った。")
    assert groups("{Taro Yamane:P} spoke.", "{山根太郎:P}は語った。") == []
    assert groups("{Jiro Yamane:P} of {Quillon:O}.", "{Quillon:O}の{山根太郎:P}は語った。")[1:] == []


def test_all_parts_of_a_name_must_sound_alike():
    assert groups("{Nora Vance:P} spoke.", "{ノラ・スミス:P}は語った。") == []
    assert groups("{Alexander Wang:P} spoke.", "{アレクサンダー・ホアン:P}は語った。") == []


def test_a_transcription_of_two_names_is_neither():
    assert groups("{Robert Lee:P} spoke.", "{Robert Li:P} left.", "{ロバート・リー:P}は語った。") == []
    assert groups("{Robert Lee:P} spoke.", "{Robert Li:P}は{ロバート・リー:P}と書く。") == [["1:Robert Li", "1:ロバート・リー"]]


def test_an_organisation_of_another_script_needs_a_long_name():
    assert groups("{Founders Kiln:O} paid.", "{ファウンダーズ・キルン:O}は払った。") == [["0:Founders Kiln", "1:ファウンダーズ・キルン"]]
    assert groups("{Mita:O} paid.", "{ミタ:O}は払った。") == []


def test_a_short_name_elsewhere_needs_company():
    one = "{Quillon AI:O} of {Nora Vance:P} grew. {Quillon:O} hired."
    assert ["0:Quillon", "0:Quillon AI", "1:Quillon"] in groups(one, "{Quillon:O} of {Nora Vance:P} fell.")
    assert groups(one, "{Quillon:O} fell.") == [["0:Quillon", "0:Quillon AI"]]


def test_a_short_form_in_a_copied_passage_is_who_it_is_in_the_original():
    documents, segments, mentions = records(["{Nora Vance:P} spoke. // {Vance:P} left.", "{Kiln:O} grew. // {Vance:P} left."])
    copied = [replace(segment, duplicate_of="d0s1") if segment.segment_id == "d1s1" else segment for segment in segments]
    _, out = resolve(documents, segments, mentions, NOTHING)
    assert len({row.entity_id for row in out if row.label == "PERSON"}) == 2
    _, out = resolve(documents, copied, mentions, NOTHING)
    assert len({row.entity_id for row in out if row.label == "PERSON"}) == 1


# --- common knowledge and decisions


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Meta", "Facebook", "メタ", "Meta Platforms, Inc.", "메타", "米メタ", "META"], "O"),
        (["Google", "グーグル", "구글", "Google LLC"], "O"),
        (["X", "Twitter", "ツイッター"], "O"),
        (["Taser", "Axon Enterprise", "アクソン"], "O"),
        (["MIT", "Massachusetts Institute of Technology", "マサチューセッツ工科大学"], "O"),
        (["DoD", "Pentagon", "国防総省", "US Defense Department", "U.S. Department of Defense"], "O"),
        (["日経", "Nikkei", "日本経済新聞"], "O"),
        (["トヨタ自動車", "Toyota Motor Corporation", "トヨタ", "토요타"], "O"),
        (["Samsung Electronics Co., Ltd.", "サムスン電子", "삼성전자"], "O"),
        (["Xi Jinping", "習近平", "시진핑"], "P"),
        (["Masayoshi Son", "孫正義"], "P"),
        (["Zuckerberg", "マーク・ザッカーバーグ", "저커버그"], "P"),
    ],
)
def test_well_known_names_are_one(names, kind):
    known = load_decisions()
    assert len(groups(*(f"{{{name}:{kind}}}" for name in names), decisions=known)) == 1


def test_well_known_bodies_stay_apart():
    known = load_decisions()
    for one, other in [
        ("Google", "Alphabet"),
        ("Amazon", "Amazon Web Services"),
        ("Nasdaq", "Nasdaq Private Market"),
        ("Intel", "Intel Capital"),
        ("Samsung", "Samsung Group"),
    ]:
        assert groups(f"{{{other}:O}} and {{{one}:O}} met.", decisions=known) == []


def test_the_text_is_stronger_than_common_knowledge():
    known = load_decisions()
    assert groups("{Kimbal Musk:P} cooks. {Musk:P} sang.", "{Elon Musk:P}", decisions=known) == [["0:Kimbal Musk", "0:Musk"]]
    assert groups("{General Marbles:O} (hereafter {GM:O})", decisions=known) == [["GM", "General Marbles"]]


def test_a_decision_wins():
    same = Decisions(same=((fold("Quillon", ORGANISATION).node, fold("Kilnbook", ORGANISATION).node),))
    assert groups("{Quillon:O}", "{Kilnbook:O}", decisions=same) == [["0:Quillon", "1:Kilnbook"]]
    apart = Decisions(apart=((fold("Quillon", ORGANISATION).node, fold("Quillon AI", ORGANISATION).node),))
    assert groups("{Quillon AI:O} (hereafter {Quillon:O}) grew.", decisions=apart) == []


def test_a_decision_gives_name_and_identifiers():
    node = fold("Quillon", ORGANISATION).node
    found = entity(
        "{Quillon:O} grew.", decisions=Decisions(names={node: "Quillon of Freedonia"}, identifiers={node: {"lei": "X1", "isin": "Y2"}})
    )
    assert found.name == "Quillon of Freedonia"
    assert found.identifiers == {"isin": "Y2", "lei": "X1"}


# --- entities


def test_an_entity_lists_its_names_by_language_with_their_counts():
    found = entity("{Nora Vance:P} met. {Vance:P} sang. {Vance:P} left. // {ノラ・ヴァンス:P}は語った。")
    assert (found.kind, found.name) == (PERSON, "Nora Vance")
    assert [(form.language, form.text, form.count) for form in found.names] == [
        ("en", "Nora Vance", 1),
        ("en", "Vance", 2),
        ("ja", "ノラ・ヴァンス", 1),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{QUILLON BRICKWORKS:O} // {Quillon Brickworks:O}", "Quillon Brickworks"),
        ("{Aleksandr Holm:P}, {Aleksandr Holm:P}, {Aleksander Holm:P}", "Aleksandr Holm"),
        ("{株式会社ヤマネコ:O}", "株式会社ヤマネコ"),
        ("{Quillon AI:O} grew. {Quillon:O}, {Quillon:O}", "Quillon AI"),
        ("{QuilAI:O}, {QuilAI:O}, {Quil AI:O}", "QuilAI"),
        ("{National Office of Bricks:O} met. {NOB:O}, {NOB:O}", "National Office of Bricks"),
    ],
)
def test_the_name_to_show_is_the_full_and_frequent_one(text, name):
    assert entity(text).name == name


def test_a_merge_records_the_id_that_is_gone():
    alone, _ = resolve(*records(["{ノラ・ヴァンス:P}は語った。"]), NOTHING)
    both, _ = resolve(*records(["{ノラ・ヴァンス:P}は語った。", "{Nora Vance:P} spoke."]), NOTHING)
    assert both[0].merged == (alone[0].entity_id,)
    latin, _ = resolve(*records(["{Nora Vance:P} spoke."]), NOTHING)
    assert both[0].entity_id == latin[0].entity_id


def test_an_entity_says_why_its_names_are_one():
    known = Decisions(same=((fold("Quillon", ORGANISATION).node, fold("Kilnbook", ORGANISATION).node),))
    assert entity("{Quillon:O} and {Kilnbook:O}", decisions=known).links == ("decision: Kilnbook = Quillon",)
    found = entity("{Nora Vance:P} ({ノラ・ヴァンス:P}), {Vance:P} // {Nora B. Vance:P}")
    assert found.links == (
        "definition: Nora Vance = ノラ・ヴァンス",
        "middle-name: Nora Vance = Nora B. Vance",
        "short-form: Vance = Nora Vance",
    )
    assert "alias: Facebook = Meta Platforms" in entity("{Meta:O} and {Facebook:O}", decisions=load_decisions()).links
    assert entity("{Quillon:O}").links == ()


def test_an_id_rests_on_kind_and_name_alone():
    found = entity("{Quillon Corp.:O}")
    assert found.entity_id == content_id("entity", "organisation", "quillon", "")


def test_kinds_are_never_mixed():
    assert groups("{Vance:O} and {Vance:P}") == []


def test_what_is_no_name_passes_through():
    documents, segments, mentions = records(["{Quillon:O} grew in {2024:D}."])
    _, out = resolve(documents, segments, mentions, NOTHING)
    assert [row.text for row in out] == ["Quillon", "2024"]
    assert out[1] == mentions[1]


def test_nothing_gives_nothing():
    assert resolve((), (), (), NOTHING) == ((), ())


def test_documents_are_sketched_one_by_one_and_joined_in_any_order():
    documents, segments, mentions = records(["{Nora Vance:P} leads {Quillon AI:O}.", "{Vance:P} left {Quillon:O}.", "{Quillon AI, Inc.:O}"])
    sketches = [
        sketch(
            document,
            [row for row in segments if row.document_id == document.document_id],
            [row for row in mentions if row.document_id == document.document_id],
        )
        for document in documents
    ]
    entities, out = resolve(documents, segments, mentions, NOTHING)
    for given in (sketches, sketches[::-1]):
        made, places = join(given, NOTHING)
        names = [name for held in given for name in held.names]
        assert made == entities
        assert {name.mention_id: made[at].entity_id for name, at in zip(names, places, strict=True)} == {
            row.mention_id: row.entity_id for row in out
        }


def test_names_are_joined_in_little_memory_however_many_documents_have_them():
    firms = [f"{one}{other} Works" for one in ("Quil", "Mar", "Tol", "Ven") for other in ("lon", "bury", "stad", "wick")]
    texts = [" ".join(f"{{{firms[(at + step) % len(firms)]}:O}} grew." for step in range(5)) for at in range(600)]
    documents, segments, mentions = records(texts)
    sketches = [
        sketch(document, [segment], mentions[at * 5 : at * 5 + 5])
        for at, (document, segment) in enumerate(zip(documents, segments, strict=True))
    ]
    join(sketches, NOTHING)
    tracemalloc.start()
    entities, places = join(sketches, NOTHING)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [len(entities), len(places)] == [len(firms), len(mentions)]
    assert peak < 150 * len(mentions)


def test_a_run_leaves_what_is_known_of_names_as_it_was():
    known = Decisions(
        same=((fold("Quillon", ORGANISATION).node, fold("Kilnbook", ORGANISATION).node),),
        apart=((fold("Quillon", ORGANISATION).node, fold("Quillon Bricks", ORGANISATION).node),),
    )
    first = groups("{Quillon:O} ({Kilnbook, formerly Delta:O})", decisions=known), groups("{Kilnbook:O}, {Quillon:O}", decisions=known)
    assert groups("{Quillon Corp.:O} (formerly {Kilnbook Orchards:O})", decisions=known)
    assert first == (
        groups("{Quillon:O} ({Kilnbook, formerly Delta:O})", decisions=known),
        groups("{Kilnbook:O}, {Quillon:O}", decisions=known),
    )


def test_middle_names_and_initials_that_do_not_contradict_each_other_are_of_one_person():
    assert groups("{Ronald Lewis Hartwell:P}, {Ronald L. Hartwell:P}, {Ronald Hartwell:P}") == [
        ["Ronald Hartwell", "Ronald L. Hartwell", "Ronald Lewis Hartwell"]
    ]
    assert groups("{Ronald Lewis Hartwell:P}, {Ronald Miles Hartwell:P}") == []


def test_an_initial_stands_for_the_only_first_name_of_its_document_that_it_can():
    assert groups("{Robert Hartwell:P}, {R. Hartwell:P}, {Hartwell:P}") == [["Hartwell", "R. Hartwell", "Robert Hartwell"]]
    assert groups("{Robert Hartwell:P}, {Ronald Hartwell:P}, {R. Hartwell:P}") == []
    assert groups("{Robert Hartwell:P} left.", "{R. Hartwell:P} left.") == []
    assert entity("{Robert Hartwell:P}, {R. Hartwell:P}, {R. Hartwell:P}").name == "Robert Hartwell"


def test_initials_with_points_or_a_hyphen_stand_for_the_given_names_that_begin_with_them():
    assert groups("{Maria-Elena Costa:P}, {M.-E. Costa:P}, {M.E. Costa:P}, {M. Costa:P}") == [
        ["M. Costa", "M.-E. Costa", "M.E. Costa", "Maria-Elena Costa"]
    ]
    assert groups("{Maria-Elena Costa:P}, {M.T. Costa:P}") == []


def test_a_nickname_with_the_surname_is_the_full_name_of_its_document():
    assert groups("{Thomas J. Oduya:P}, {Tom Oduya:P}, {Oduya:P}") == [["Oduya", "Thomas J. Oduya", "Tom Oduya"]]
    assert groups("{Bill Hartwell:P}, {William Hartwell:P}") == [["Bill Hartwell", "William Hartwell"]]
    assert groups("{Alex Holm:P}, {Alexander Holm:P}, {Alexandra Holm:P}") == []
    assert groups("{Tom Oduya:P} left.", "{Thomas Oduya:P} left.") == []
    assert groups("{Tom B. Oduya:P}, {Thomas J. Oduya:P}") == []


def test_a_last_name_without_its_particle_is_the_full_name():
    assert groups("{Ludwig van Aalst:P} spoke. {Aalst:P} left.") == [["Aalst", "Ludwig van Aalst"]]
    assert groups("{Ludwig van Aalst:P} and {Otto Aalst:P} spoke. {Aalst:P} left.") == [["Aalst", "Otto Aalst"]]


def test_korean_given_names_are_spelled_in_more_than_one_way():
    assert groups("{Han Ji-su:P} met {Ji Soo Han:P}.") == [["Han Ji-su", "Ji Soo Han"]]


def test_a_company_and_the_one_that_holds_it_are_two_where_both_have_their_legal_form():
    assert groups("{Yamakawa Shoji Inc.:O} and {Yamakawa Shoji Holdings Inc.:O}") == []
    assert groups("{株式会社山川商事:O}と{山川商事ホールディングス株式会社:O}") == []
    assert groups("{Yamakawa Shoji Holdings Inc.:O}, {Yamakawa Shoji:O}") == [["Yamakawa Shoji", "Yamakawa Shoji Holdings Inc."]]


def test_a_company_in_chinese_characters_is_the_one_whose_latin_name_is_its_reading():
    assert groups("{株式会社山川商事:O}は黒字だった。", "{Yamakawa Shoji:O} made a profit.") == [["0:株式会社山川商事", "1:Yamakawa Shoji"]]
    assert groups("{株式会社山川商事:O}は黒字だった。", "{Yamakawa:O} made a profit.") == []


# --- what a firm bears without a part of its name


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("{Quillon Amber:O} fell. {Quillon Amber Bank:O} has 90 branches.", ["Quillon Amber", "Quillon Amber Bank"]),
        ("{Quillon:O} sells shares\n{Quillon Medical Ltd.:O} makes probes.", ["Quillon", "Quillon Medical Ltd."]),
        ("{La Casa de Quillon:O} bid first. {Quillon:O} now has 9%.", ["La Casa de Quillon", "Quillon"]),
        ("{山猫HD:O}と{山猫ホールディングス:O}。", ["山猫HD", "山猫ホールディングス"]),
        ("{有限責任監査法人ヤマネコ:O}と{ヤマネコ:O}。", ["ヤマネコ", "有限責任監査法人ヤマネコ"]),
        ("{달빛벤처스:O} 투자. {달빛:O} 관계자, {달빛벤처:O} 대표.", ["달빛", "달빛벤처", "달빛벤처스"]),
        ("{달빛인베:O} 합류. {달빛인베스트먼트:O} 투자.", ["달빛인베", "달빛인베스트먼트"]),
    ],
)
def test_a_firm_is_called_by_less_than_its_whole_name(text, one):
    assert groups(text) == [one]


@pytest.mark.parametrize(
    "text",
    [
        "{Quillon:O} fell. {Quillon Bank:O} has 90 branches.",
        "{Bank of Quillon:O} lends to {Quillon:O}.",
        "{Amber Pay:O} lends. {Amber Corp.:O} owns it.",
        "{Quillon:O} rose first. {Casa Amber Quillon:O} is its joint venture.",
        "{ヤマネコ・ビジョン・ファンド2:O}は{ヤマネコ:O}のもの。",
        "{달빛:O}은 {달빛제약:O}, {달빛바이오:O}와 계약했다. {해오름:O}과 {해오름게임즈:O}.",
        "{Quillon:O} grows\n{Quillon Medical Ltd.:O} and {Quillon Dental Ltd.:O} sell probes.",
    ],
)
def test_a_part_of_a_firm_and_a_fund_of_it_are_not_the_firm(text):
    assert groups(text) == []


def test_a_holder_of_a_known_firm_is_the_firm():
    known = load_decisions()
    assert groups("{Arm:O} rose. {Arm Holding:O} lists.", decisions=known) == [["Arm", "Arm Holding"]]


def test_a_name_that_is_one_with_a_longer_one_stands_for_no_other():
    known = load_decisions()
    assert ["SoftBank", "ソフトバンク", "ソフトバンクグループ"] in groups(
        "{ソフトバンク・ビジョン・ファンド1:O}と{ソフトバンク:O}、{SoftBank:O}、{ソフトバンクグループ:O}。", decisions=known
    )
