import csv

import pytest

from pipeline.entities.aliases import load_decisions
from pipeline.entities.clusters import Clusters
from pipeline.entities.name_forms import ORGANISATION, PERSON, fold, words
from pipeline.errors import ConfigError
from tests.support.paths import RULES


def read(tmp_path, text):
    path = tmp_path / "entities.toml"
    path.write_text(text, encoding="utf-8")
    return load_decisions(path)


def org(name):
    return fold(name, ORGANISATION).node


def test_without_a_file_the_built_in_decisions_hold(tmp_path):
    assert load_decisions() == load_decisions(tmp_path / "none.toml")
    assert (org("Nasdaq"), org("Nasdaq Private Market")) in load_decisions().apart


def test_decisions_are_read_by_kind_or_for_both(tmp_path):
    known = read(tmp_path, '[[same]]\nnames = ["Quillon", "Kiln"]\nkind = "organisation"\n[[name]]\nof = "Vance"\nshow = "Nora Vance"\n')
    assert known.same == ((org("Quillon"), org("Kiln")),)
    assert known.names == {(ORGANISATION, "vance"): "Nora Vance", (PERSON, "vance"): "Nora Vance"}


def test_identifiers_are_kept_by_scheme(tmp_path):
    entry = '[[identifier]]\nof = "Quillon"\nkind = "organisation"\nscheme = "{}"\nvalue = "{}"\nnote = "seen"\nsource = "register"\n'
    assert read(tmp_path, entry.format("lei", "X1") + entry.format("isin", "Y2")).identifiers == {
        org("Quillon"): {"lei": "X1", "isin": "Y2"}
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[same]]\n", "names missing"),
        ('[[same]]\nnames = ["Quillon"]\n', "two names or more"),
        ('[[same]]\nnames = "Quillon"\n', "two names or more"),
        ('[[same]]\nnames = ["Quillon", 3]\n', "two names or more"),
        ('[[same]]\nnames = ["Quillon", "Kiln"]\nwhy = "so"\n', "unknown why"),
        ('[[same]]\nnames = ["Quillon", "Kiln"]\nkind = "firm"\n', "organisation or person is wanted"),
        ('[same]\nnames = ["Quillon", "Kiln"]\n', r"under \[\[same\]\]"),
        ('[[alias]]\nnames = ["Quillon", "Kiln"]\n', "unknown alias"),
        ('[[name]]\nof = "Quillon"\nshow = " "\n', "a text is wanted"),
        ("[[same\n", "entities.toml"),
        ('[[same]]\nnames = ["A1", "B1"]\n[[same]]\nnames = ["B1", "C1"]\n[[not_same]]\nnames = ["C1", "A1"]\n', "one and not to be one"),
        ('[[not_same]]\nnames = ["Quillon Corp.", "Kiln", "Quillon, Inc."]\n', "spellings of one name"),
        ('[[name]]\nof = "Kiln"\nshow = "A"\n[[name]]\nof = "Kiln Inc."\nshow = "B"\n', "the name to show of 'kiln' is 'A' and 'B'"),
        ('[[same]]\nnames = ["Kiln", "Oven"]\n[[name]]\nof = "Kiln"\nshow = "A"\n[[name]]\nof = "Oven"\nshow = "B"\n', "the name to show"),
        (
            '[[identifier]]\nof = "Kiln"\nscheme = "lei"\nvalue = "1"\n[[identifier]]\nof = "Kiln"\nscheme = "lei"\nvalue = "2"\n',
            "lei of 'kiln'",
        ),
    ],
)
def test_a_wrong_or_contradictory_file_stops_the_run(tmp_path, text, said):
    with pytest.raises(ConfigError, match=said):
        read(tmp_path, text)


def test_a_file_that_is_no_text_stops_the_run(tmp_path):
    (tmp_path / "entities.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"entities\.toml"):
        load_decisions(tmp_path / "entities.toml")


def test_the_user_s_decision_wins_over_the_built_in_one(tmp_path):
    known = read(tmp_path, '[[same]]\nnames = ["Nasdaq", "Nasdaq Private Market"]\nkind = "organisation"\n')
    assert known.apart == ()
    parted = read(tmp_path, '[[not_same]]\nnames = ["Meta", "Facebook"]\nkind = "organisation"\n')
    clusters = Clusters(parted.apart)
    for group in parted.aliases:
        for node in group[1:]:
            clusters.join(group[0], node)
    assert clusters.find(org("Meta")) == clusters.find(org("Meta Platforms"))
    assert clusters.find(org("Meta")) != clusters.find(org("Facebook"))


def test_sets_that_hold_enemies_are_not_joined():
    clusters = Clusters([(org("Kiln"), org("Oven"))])
    assert clusters.join(org("Kiln"), org("Forge"))
    assert clusters.join(org("Oven"), org("Stove"))
    assert not clusters.join(org("Stove"), org("Forge"))
    assert not clusters.join(org("Kiln"), fold("Kiln", PERSON).node)


def test_the_list_of_known_names_has_no_name_twice_and_no_row_without_another_name():
    with (RULES / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(load_decisions().aliases) == len(rows) > 500
    assert all(len(group) > 1 for group in load_decisions().aliases)
    names = [(row["kind"], row["name"]) for row in rows]
    assert len(names) == len(set(names))


def test_the_lists_of_linking_are_folded_as_names_are():
    lists = words()
    for listed in (lists.legal, lists.descriptors, lists.part, lists.general, lists.before, lists.after, lists.heads):
        assert all(word == word.casefold() and "." not in word for word in listed)
    assert lists.descriptors.isdisjoint(lists.part)
