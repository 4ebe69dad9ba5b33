from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import phonetics
from pipeline.entities import Decisions, resolve
from pipeline.entities.clusters import Clusters
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold
from pipeline.records import Document, Mention, Segment, content_id

NAMES = [
    ("Nora Vance", "PERSON"),
    ("Norah Vance", "PERSON"),
    ("Elias Vance", "PERSON"),
    ("Vance", "PERSON"),
    ("Nora", "PERSON"),
    ("ノラ・ヴァンス", "PERSON"),
    ("ヴァンス", "PERSON"),
    ("Katherine Holm", "PERSON"),
    ("Katheryne Holm", "PERSON"),
    ("Katherine B. Holm", "PERSON"),
    ("Holm", "PERSON"),
    ("Quillon AI, Inc.", "ORG"),
    ("Quillon AI", "ORG"),
    ("Quillon", "ORG"),
    ("クイロン", "ORG"),
    ("Quillon Technologies", "ORG"),
    ("Delta Foundry", "ORG"),
    ("Delta Orchards", "ORG"),
    ("Delta", "ORG"),
    ("National Brick Office", "ORG"),
    ("NBO", "ORG"),
    ("国立煉瓦局", "ORG"),
    ("Vance", "ORG"),
]
JOINS = [" and ", " met ", " (", " (hereafter ", "、", ", formerly "]

#: A document: names, and what stands behind each.
texts = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(JOINS)), min_size=1, max_size=6)
corpora = st.lists(texts, min_size=1, max_size=4)
checked = settings(max_examples=60, deadline=None)


def document(parts, name=""):
    """Make the records of one document; its ids depend on its text and on `name` only."""
    text, places, bracket = "", [], False
    for (surface, label), join in parts:
        places.append((len(text), surface, label))
        text += surface + (")" if bracket else "") + join
        bracket = "(" in join
    # One text has one reading: the labels are a part of it.
    text += "".join(label[0] for _, _, label in places)
    key = content_id(text, name)
    mentions = [Mention(f"{key}-{at}", key, f"{key}-s", at, at + len(surface), surface, label) for at, surface, label in places]
    return (
        Document(key, f"{key}.txt", (f"{key}.txt",), key, "text/plain", "utf-8", text, language="en"),
        Segment(f"{key}-s", key, 0, 0, len(text), "paragraph", language="en"),
        mentions,
    )


def corpus(all_parts):
    made = {item[0].document_id: item for item in map(document, all_parts)}
    return list(made.values())


def run(items, decisions=None):
    documents, segments, mentions = [item[0] for item in items], [item[1] for item in items], [row for item in items for row in item[2]]
    entities, out = resolve(documents, segments, mentions, decisions or Decisions())
    return entities, {row.mention_id: row for row in out}


@checked
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_documents_and_mentions_changes_nothing(all_parts, random):
    items = corpus(all_parts)
    mixed = [(one, two, random.sample(rows, len(rows))) for one, two, rows in random.sample(items, len(items))]
    assert run(items) == run(mixed)


@checked
@given(corpora, st.integers(0, 3), st.booleans())
def test_a_copy_of_a_document_changes_no_entity(all_parts, which, marked):
    items = corpus(all_parts)
    parts = all_parts[which % len(all_parts)]
    one, segment, rows = document(parts, "copy")
    original = document(parts)
    if marked:
        segment = replace(segment, duplicate_of=original[1].segment_id)
    before, named = run(items)
    after, renamed = run([*items, (one, segment, rows)])
    assert before == after
    assert {key: row.entity_id for key, row in renamed.items() if key in named} == {key: row.entity_id for key, row in named.items()}
    assert [renamed[row.mention_id].entity_id for row in rows] == [named[row.mention_id].entity_id for row in original[2]]


@checked
@given(corpora, corpora)
def test_an_id_that_is_gone_when_documents_are_added_is_recorded(first, more):
    before, _ = run(corpus(first))
    after, _ = run(corpus([*first, *more]))
    live = {entity.entity_id for entity in after}
    recorded = [old for entity in after for old in entity.merged]
    assert {entity.entity_id for entity in before} <= live | set(recorded)
    assert live.isdisjoint(recorded)
    assert len(recorded) == len(set(recorded))


@checked
@given(corpora)
def test_every_name_has_an_entity_of_its_kind_and_every_entity_a_name(all_parts):
    entities, named = run(corpus(all_parts))
    kinds = {entity.entity_id: entity.kind for entity in entities}
    assert {row.entity_id for row in named.values()} == set(kinds)
    assert all(kinds[row.entity_id] == {"ORG": ORGANISATION, "PERSON": PERSON}[row.label] for row in named.values())
    assert all(row.restates is None or named[row.restates].document_id == row.document_id for row in named.values())
    assert sum(form.count for entity in entities for form in entity.names) == len(named)


@checked
@given(corpora, st.sampled_from(["ORG", "PERSON"]), st.data())
def test_decisions_hold_whatever_the_documents_say(all_parts, label, data):
    kind = {"ORG": ORGANISATION, "PERSON": PERSON}[label]
    one, other = (data.draw(st.sampled_from([fold(name, kind).node for name, kind_of in NAMES if kind_of == label])) for _ in range(2))
    if one == other:
        return
    items = corpus(all_parts)

    def of(node, decisions):
        _, named = run(items, decisions)
        return {row.entity_id for row in named.values() if row.label == label and fold(row.text, kind).node == node}

    joined = Decisions(same=((one, other),))
    assert len(of(one, joined) | of(other, joined)) <= 1
    parted = Decisions(apart=((one, other),))
    assert of(one, parted).isdisjoint(of(other, parted))


@checked
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=30))
def test_clusters_are_those_of_a_plain_union_find(edges):
    parent = list(range(16))

    def find(at):
        while parent[at] != at:
            at = parent[at]
        return at

    clusters = Clusters()
    for one, other in edges:
        parent[find(one)] = find(other)
        assert clusters.join((PERSON, str(one)), (PERSON, str(other)))
    for one in range(16):
        for other in range(16):
            assert (find(one) == find(other)) == (clusters.find((PERSON, str(one))) == clusters.find((PERSON, str(other))))
        assert sorted(clusters.members((PERSON, str(one)))) == sorted((PERSON, str(node)) for node in range(16) if find(node) == find(one))


pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])


@checked
@given(st.lists(pairs, max_size=20), st.lists(pairs, max_size=5))
def test_what_is_held_apart_is_never_joined(edges, apart):
    clusters = Clusters([((PERSON, str(one)), (PERSON, str(other))) for one, other in apart])
    for one, other in edges:
        joined = clusters.join((PERSON, str(one)), (PERSON, str(other)))
        assert joined == (clusters.find((PERSON, str(one))) == clusters.find((PERSON, str(other))))
        for left, right in apart:
            assert clusters.find((PERSON, str(left))) != clusters.find((PERSON, str(right)))


strange = st.tuples(st.text(min_size=1, max_size=12), st.sampled_from(["ORG", "PERSON"]))
strange_texts = st.lists(st.tuples(strange, st.sampled_from(JOINS)), min_size=1, max_size=5)
#: Letters of which transcriptions and the names behind them are made.
LETTERS = "アイウカキサシスタチツナノハフマミャュョラリルワンーッヴ가나다라마힣김이abcdeghckmnzxy・ -"


@checked
@given(st.lists(strange_texts, min_size=1, max_size=3))
def test_any_text_can_be_a_name(all_parts):
    entities, named = run(corpus(all_parts))
    assert {row.entity_id for row in named.values()} == {entity.entity_id for entity in entities}
    assert all(entity.names for entity in entities)


@checked
@given(st.text(max_size=20), st.text(alphabet=LETTERS, max_size=12))
def test_sounds_are_measured_both_ways_and_lie_between_nothing_and_all(one, other):
    assert phonetics.alike(one, other) == phonetics.alike(other, one)
    assert 0.0 <= phonetics.likeness(one, other) <= 1.0
    assert len(phonetics.keys(one)) <= 16
    if phonetics.likeness(one, other) >= phonetics.ALIKE:
        assert phonetics.same(one, other)
