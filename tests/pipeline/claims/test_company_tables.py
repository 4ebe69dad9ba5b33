"""Tables of companies: whose the figures of a row are, what they measure and of when they are."""

from __future__ import annotations

from pipeline import stages


def claims(text: str) -> set[tuple[str | None, str, str | None, str | None, str | None]]:
    _, _, entities, found = stages.annotate(text)
    names = {entity.entity_id: entity.name for entity in entities}
    return {
        (
            names.get(one.subject_id or ""),
            one.predicate,
            one.qualifier,
            f"{one.value.normalize():f}" if one.value is not None else None,
            one.period,
        )
        for one in found
        if one.confidence >= 0.38
    }


def test_names_in_bold_below_a_head_of_companies_are_told_of_and_name_no_measure():
    text = (
        "| Company | Valuation | Multiple |\n|---|---|---|\n| **Orva** | $12B (Mar 2024) | 31x |\n| **Quell** | ~$1.5B | 15x |\n"
        "| **Ted** | $1.2B | 17x |\n"
    )
    told = claims(text)
    assert {(name, period) for name, predicate, _, _, period in told if predicate == "valuation"} == {
        ("Orva", "2024-03"),
        ("Quell", None),
        ("Ted", None),
    }
    assert not {name for _, predicate, name, _, _ in told if predicate == "metric"} & {"Orva", "Quell", "Ted"}


def test_columns_of_companies_are_told_by_more_words_and_names_by_what_stands_beside_them():
    firms = "| Rank | VC Firm | AUM |\n|---|---|---|\n| 1 | Orva Tide | $56.3B |\n| 2 | Lumen | $26B |\n| 3 | Battenby Capital | $25B |\n"
    names = "| Name | Revenue | Headquarters |\n|---|---|---|\n| Marrow Five | $99 million | Oslo |\n"
    people = "| Name | Title | Salary |\n|---|---|---|\n| Ann Lee | Director | $99,000 |\n"
    assert {(name, value) for name, predicate, _, value, _ in claims(firms) if predicate == "metric"} == {
        ("Orva Tide", "56300000000"),
        ("Lumen", "26000000000"),
        ("Battenby Capital", "25000000000"),
    }
    assert {(name, predicate) for name, predicate, _, _, _ in claims(names)} == {
        ("Marrow Five", "revenue"),
        ("Marrow Five", "headquarters"),
    }
    assert claims(people) == set()
