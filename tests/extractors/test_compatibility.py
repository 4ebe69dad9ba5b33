from extractors.compatibility import joined_text, lowered, plain_text
from extractors.mention import Span


def test_full_width_forms_stand_for_the_plain_ones_place_by_place():
    plain = plain_text("ＦＹ２０２４、＄１，２３４．５％")
    assert (plain.text, plain.places) == ("FY2024、$1,234.5%", ())


def test_forms_of_another_length_lead_back_to_whole_characters():
    text = "a ﬁve\u200b㎡ﾄﾞﾙ\r\n9"
    plain = plain_text(text)
    assert plain.text == "a five" + "m2" + "ドル" + "\n9"
    assert plain.written(Span(2, 4)) == plain.written(Span(2, 3)) == Span(2, 3)
    assert plain.written(Span(2, 6)) == Span(2, 5)
    assert plain.written(Span(6, 7)) == plain.written(Span(6, 8)) == Span(6, 7)
    assert plain.written(Span(8, 10)) == Span(7, 10)
    assert plain.written(Span(11, 12)) == Span(12, 13)
    assert plain.reading(Span(0, len(text))) == Span(0, len(plain.text))
    assert plain.reading(Span(5, 7)) == Span(6, 8)


def test_letters_that_only_another_case_makes_plain_are_read_as_plain():
    assert plain_text("laſt İn ıt 5 \u212am").text == "last In it 5 Km"


def test_lower_case_moves_no_place_of_a_text():
    assert lowered("İzmir: Net PROFIT") == "izmir: net profit"
    assert all(len(lowered(chr(code))) == 1 for code in range(0x110000))


def test_names_are_read_without_unseen_characters_and_ligatures_and_all_else_as_it_is():
    text = "Paciﬁc Ｓteel of Nor\u00adbank㈱"
    joined = joined_text(text)
    assert joined.text == "Pacific Ｓteel of Norbank㈱"
    start = joined.text.index("Norbank")
    found = joined.written(Span(start, start + len("Norbank")))
    assert text[found.start : found.end] == "Nor\u00adbank"


def test_what_is_no_compatibility_form_stays():
    text = "10² plants⁵, 1½, 五百円、ー～。"
    assert plain_text(text).text == text


def test_characters_that_show_nothing_are_left_out():
    assert plain_text("$5\u180e mil\u034flion\U000e0020").text == "$5 million"
