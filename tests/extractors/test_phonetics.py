import pytest

from extractors import phonetics

SAME = """
ドローグ=Droege ワン=Wang ザッカーバーグ=Zuckerberg 저커버그=Zuckerberg グオ=Guo ルーシー=Lucy ジェイソン=Jason アレクサンダー=Alexandr
アレクサンダー=Alexander マスク=Musk アルトマン=Altman ティール=Thiel クック=Cook ナデラ=Nadella ピチャイ=Pichai フアン=Huang ベゾス=Bezos
ゲイツ=Gates ジョブズ=Jobs ペイジ=Page バフェット=Buffett トランプ=Trump バイデン=Biden オバマ=Obama プーチン=Putin マクロン=Macron
メルケル=Merkel ショルツ=Scholz サッチャー=Thatcher チャーチル=Churchill シュワルツマン=Schwarzman シュレーダー=Schroeder ケネディ=Kennedy
ムーア=Moore スミス=Smith シュミット=Schmidt ブラウン=Brown キャンベル=Campbell ガルシア=Garcia マルティネス=Martinez ミュラー=Müller
ウェーバー=Weber ベッカー=Becker ベイカー=Baker チャン=Zhang チェン=Chen リー=Lee リー=Li ヤン=Yang キム=Kim スティーヴン=Steven
ジェームズ=James マイケル=Michael クリストファー=Christopher ジョコビッチ=Djokovic フェデラー=Federer ロナウド=Ronaldo モーツァルト=Mozart
フロイト=Freud 머스크=Musk 올트먼=Altman 트럼프=Trump 게이츠=Gates 오바마=Obama 황=Hwang 왕=Wang 페이스북=Facebook
마이크로소프트=Microsoft トヨタ=Toyota ボーイング=Boeing シーメンス=Siemens エリクソン=Ericsson ファイザー=Pfizer スターバックス=Starbucks
ウォルマート=Walmart マイクロソフト=Microsoft グーグル=Google ザッカーバーグ=저커버그 マスク=머스크 トランプ=트럼프
""".split()
OTHER = """
ジョン=Jane マーク=Mike マイク=Mark ジャック=Jake ジョンソン=Jensen ジェンセン=Johnson スミス=Schmidt ワン=Huang ワン=Yang チャン=Chen
チェン=Zhang リー=Liu ハリス=Harrison マーティン=Martinez ロバーツ=Robertson ウィリアムズ=Wilson テイラー=Tyler アンドリュー=Andrea
クリスチャン=Christina アレクサンダー=Alexandra アレクサンドラ=Alexander エリック=Erica ジュリアン=Juliana ティム=Tom ゲイツ=Getz
ジョブズ=Jacobs クック=Koch コーク=Cook ナデラ=Nadal ナダル=Nadella トルーマン=Trump クレイトン=Clinton ベイカー=Becker ベッカー=Baker
ショルツ=Schultz シュルツ=Scholz デール=Dell デル=Dale ミュラー=Miller メタ=Metal メタル=Meta メタ=Mita アクセル=Axon ウーバー=Weber
インテル=Intuit ガオ=Guo グオ=Go グオ=Gao ルーシー=Lacey ジェイソン=Jensen ドローグ=Drake ドローグ=Rogue 머스크=Max 저커버그=Lindberg
デロイト=Detroit
""".split()


@pytest.mark.parametrize("pair", SAME)
def test_a_transcription_sounds_like_the_name(pair):
    heard, spelled = pair.split("=")
    assert phonetics.alike(heard, spelled)
    assert phonetics.alike(spelled, heard)
    assert phonetics.likeness(heard, spelled) >= phonetics.ALIKE


@pytest.mark.parametrize("pair", OTHER)
def test_a_confusable_name_does_not(pair):
    heard, spelled = pair.split("=")
    assert not phonetics.alike(heard, spelled)
    assert phonetics.likeness(heard, spelled) < phonetics.ALIKE


def test_names_that_sound_alike_share_a_key():
    pairs = [pair.split("=") for pair in SAME]
    assert [pair for pair in pairs if not set(phonetics.keys(pair[0])) & set(phonetics.keys(pair[1]))] == []


def test_of_all_wrong_pairs_hardly_one_sounds_alike():
    pairs = [pair.split("=") for pair in SAME]
    right = {tuple(pair) for pair in pairs}
    crossed = [
        (heard, spelled)
        for heard, _ in pairs
        for _, spelled in pairs
        if (heard, spelled) not in right and phonetics.script(spelled) == "latin"
    ]
    wrong = [pair for pair in crossed if set(phonetics.keys(pair[0])) & set(phonetics.keys(pair[1])) and phonetics.alike(*pair)]
    assert len(wrong) / len(crossed) < 0.001


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ルーシー・グオ", "Lucy Guo"),
        ("ジェイソン・ドローグ", "Jason Droege"),
        ("ジェイソン=ドローグ", "Jason Droege"),
        ("ゼネラルモーターズ", "General Motors"),
        ("Yコンビネーター", "Y Combinator"),
        ("Yコンビネーター", "YCombinator"),
        ("サカナAI", "SakanaAI"),
        ("일론 머스크", "Elon Musk"),
        ("イーロン・マスク", "일론 머스크"),
    ],
)
def test_all_parts_of_a_name_are_compared(one, other):
    assert phonetics.alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("マーク・ザッカーバーグ", "Mark Sandberg"),
        ("ルーシー・グオ", "Guo Lucy"),
        ("ワン", "Lucy Wang"),
        ("サカナAI", "SakanaDB"),
        ("", "Wang"),
        ("ワン", ""),
    ],
)
def test_a_part_that_differs_is_another_name(one, other):
    assert not phonetics.alike(one, other)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("シャーロット", "Sa:roQto"),
        ("ヴィクトリア", "bikutoria"),
        ("ウェイ", "wei"),
        ("クァン", "kwan"),
        ("ティファニー", "tifani:"),
        ("ｼﾞｮﾝ", "Zon"),
        ("김", "Gim"),
        ("현", "hyOn"),
        ("Wang", ""),
        ("王", ""),
    ],
)
def test_transcriptions_become_phonemes(word, phones):
    assert phonetics.phonemes(word) == phones


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("ワン", "kana"),
        ("わん", "kana"),
        ("왕", "hangul"),
        ("王", "han"),
        ("Wang", "latin"),
        ("Müller", "latin"),
        ("トヨタ自動車", "other"),
        ("Ωmega", "other"),
        ("", "other"),
        ("42", "other"),
    ],
)
def test_the_script_of_a_word_is_told(word, script):
    assert phonetics.script(word) == script


def test_a_latin_word_is_like_another_only_by_its_letters():
    assert phonetics.likeness("Müller", "muller") == 1.0
    assert phonetics.likeness("Lee", "Li") == 0.0
    assert not phonetics.alike("NTT出版", "NTT")


def test_a_word_too_long_for_a_name_is_like_nothing():
    assert not phonetics.alike("ワン" * 500, "Wang" * 500)
    assert len(phonetics.keys("gecht" * 500)) <= 16
