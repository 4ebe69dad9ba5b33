from decimal import Decimal

import pytest

from extractors.mention import Date, Label, Mention, Money, Name, Quantity, Relation, Span


def test_a_span_never_ends_before_it_starts():
    with pytest.raises(ValueError, match="no span"):
        Span(5, 4)


def test_a_vague_amount_has_no_value_and_a_plain_one_has():
    assert Money(None, "USD", Relation.VAGUE).value is None
    with pytest.raises(ValueError, match="exactly when it is vague"):
        Money(None, "USD", Relation.EQ)
    with pytest.raises(ValueError, match="exactly when it is vague"):
        Money(Decimal(3), "USD", Relation.VAGUE)


def test_a_range_has_both_ends_in_order():
    with pytest.raises(ValueError, match="both ends"):
        Quantity(Decimal(3), "person", Relation.RANGE, Decimal(3))
    with pytest.raises(ValueError, match="is empty"):
        Quantity(Decimal(5), "person", Relation.RANGE, Decimal(5), Decimal(3))


def test_a_label_takes_its_own_kind_of_value():
    with pytest.raises(TypeError, match="MONEY takes a Money"):
        Mention(Span(0, 4), Label.MONEY, Quantity(Decimal(4), "USD"), "rule")
    with pytest.raises(TypeError, match="ORG takes a Name"):
        Mention(Span(0, 4), Label.ORG, Date("2024"), "rule")
    assert Mention(Span(0, 4), Label.ORG, Name(), "rule").confidence == 1.0
