from extractors.compatibility import plain_text
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


def test_what_is_no_compatibility_form_stays():
    text = "10² plants⁵, 1½, 五百円、ー～。"
    assert plain_text(text).text == text


def test_characters_that_show_nothing_are_left_out():
    assert plain_text("$5\u180e mil\u034flion\U000e0020").text == "$5 million"
