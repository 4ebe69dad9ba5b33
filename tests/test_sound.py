import pytest

from extractors import sound


@pytest.mark.parametrize(
    ("heard", "spelled"),
    [
        ("ドローグ", "Droege"),
        ("ワン", "Wang"),
        ("ザッカーバーグ", "Zuckerberg"),
        ("저커버그", "Zuckerberg"),
        ("ルーシー・グオ", "Lucy Guo"),
        ("ジェイソン・ドローグ", "Jason Droege"),
    ],
)
def test_a_transcription_sounds_like_the_name(heard, spelled):
    assert sound.alike(heard, spelled)
    assert sound.alike(spelled, heard)


@pytest.mark.parametrize(("heard", "spelled"), [("スミス", "Schmidt"), ("マイク", "Mark"), ("メタ", "Metal"), ("クリントン", "Clayton")])
def test_a_confusable_name_does_not(heard, spelled):
    assert not sound.alike(heard, spelled)
