"""What holds of every number and amount, in whatever text."""

import unicodedata
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Label, Passage, Relation, extract
from extractors.amounts import find
from extractors.compatibility import plain_text
from extractors.mention import Span
from extractors.numerals import scan
from extractors.spelled import LARGEST

PIECES = (
    "0 1 7 12 2025 08 1,234 1,00,000 12.5 .5 10 million billion thousand hundred one two twenty -five and a half of to from between % "
    "percent basis points $ US$ € ¥ £ USD KRW won dollars cents people users about more than up at least or + - – ~ ( ) , . \n kg m 3rd "
    "third several billions 11-figure 億 万 千 百 十 一 二 三 〇 数 何 余 円 ドル 人 社 つ 約 以上 未満 から 〜 分の 割 第 目 を超え 半数 "
    "조 억 만 천 일 이 십 원 달러 명 약 이상 퍼센트 \ufffc ▲ １２ ％ x"
).split(" ")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join) | st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
LANGUAGES = st.sampled_from(["en", "ja", "ko", "en-t-ko", "fr"])
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(number: int) -> str:
    """The number in English words: written here once more, to be read back."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if rest and rest < 100 else " "
            return f"{english(number // size)} {word}" + (joint + english(rest) if rest else "")
    raise AssertionError(number)


def kanji(number: int, digits: str = "〇一二三四五六七八九", small: str = "千百十", big: str = "兆億万") -> str:
    """The number in kanji (or hangul)."""
    written = ""
    for size, sign in zip((10**12, 10**8, 10**4), big, strict=True):
        if number >= size:
            written += kanji(number // size, digits, small, big) + sign
            number %= size
    for size, sign in zip((1000, 100, 10), small, strict=True):
        if number >= size:
            written += (digits[number // size] if number // size > 1 else "") + sign
            number %= size
    return written + (digits[number] if number or not written else "")


@settings(deadline=None, max_examples=300)
@given(TEXTS, LANGUAGES)
def test_numerals_stand_in_order_apart_and_inside_their_passage(text, language):
    last = 0
    for numeral in scan(text, Passage(0, len(text), language)):
        assert last <= numeral.start < numeral.end <= len(text)
        last = numeral.end
        assert "\ufffc" not in text[numeral.start : numeral.end]
        assert (numeral.value is None) == (numeral.least is not None)
        assert numeral.step > 0
        assert numeral.value is None or abs(numeral.value) < LARGEST


@settings(deadline=None, max_examples=300)
@given(TEXTS, LANGUAGES)
def test_every_amount_lies_in_its_interval_and_overlaps_no_other(text, language):
    passage = Passage(0, len(text), language)
    last = 0
    for mention in find(text, passage, scan(text, passage), ()):
        assert last <= mention.span.start
        last = mention.span.end
        assert last <= len(text)
        assert "\ufffc" not in text[mention.span.start : mention.span.end]
        value = mention.value
        if value.value is None:
            assert value.relation is Relation.VAGUE
        else:
            assert value.lower <= value.value <= value.upper
        assert mention.label is not Label.PERCENT or value.unit == "%"


@settings(deadline=None, max_examples=100)
@given(TEXTS, LANGUAGES)
def test_a_passage_is_read_the_same_wherever_it_stands(text, language):
    passage, moved = Passage(0, len(text), language), Passage(3, 3 + len(text), language)
    around = f"17 {text} 18"
    alone = find(text, passage, scan(text, passage), ())
    assert [(m.span.shifted(3), m.value) for m in alone] == [(m.span, m.value) for m in find(around, moved, scan(around, moved), ())]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**15 - 1))
def test_a_whole_number_is_read_back_however_it_is_written(number):
    forms = {
        "en": [str(number), f"{number:,}", english(number)],
        "ja": [str(number), f"{number:,}", kanji(number)],
        "ko": [f"{number:,}", kanji(number, "영일이삼사오육칠팔구", "천백십", "조억만")],
    }
    for language, written in forms.items():
        for form in written:
            [numeral] = scan(form, Passage(0, len(form), language))
            assert (numeral.start, numeral.end, numeral.value) == (0, len(form), number)


@settings(deadline=None, max_examples=100)
@given(st.decimals("0.01", 999, places=2), st.sampled_from(["million", "billion", "trillion"]))
def test_a_sum_is_exact_to_the_cent(figure, scale):
    worth = {"million": 6, "billion": 9, "trillion": 12}[scale]
    [mention] = extract(f"It paid ${figure} {scale}.", language="en", labels=(Label.MONEY,))
    assert mention.value.value == figure.scaleb(worth)
    assert isinstance(mention.value.value, Decimal)


FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
#: How a sum is written: sign, digits, scale, currency, in forms that say the same.
SIGNS = {
    "en": ["-", "−", "minus ", "negative "],
    "ja": ["-", "－", "−", "▲", "△", "▲ ", "マイナス"],
    "ko": ["-", "−", "▲", "△", "마이너스 "],
}
SCALES = {
    "en": {
        6: ["million", "m", "mn", "\nmillion", "\u00a0million", "mil\u00adlion"],
        9: ["billion", "bn", " billion", "\r\nbillion"],
        0: [""],
    },
    "ja": {8: ["億", "\n億", "\u200b億"], 6: ["百万"], 4: ["万", "萬"], 0: [""]},
    "ko": {8: ["억", " 억"], 6: ["백만"], 4: ["만"], 0: [""]},
}
HEDGES = {
    "en": [("about ", "approx"), ("more than ", "gt"), ("up to ", "le"), ("", "eq")],
    "ja": [("約", "approx"), ("少なくとも", "ge"), ("最大", "le"), ("", "eq")],
    "ko": [("약 ", "approx"), ("최소 ", "ge"), ("최대 ", "le"), ("", "eq")],
}
FRAMES = {"en": "Profit was {}.", "ja": "利益は{}。", "ko": "이익은 {}."}


@st.composite
def sums(draw):
    """A language, a sum of money as it may be written in it, its value and what its hedge says."""
    language = draw(st.sampled_from(["en", "ja", "ko"]))
    power = draw(st.sampled_from(sorted(SCALES[language])))
    whole = draw(st.integers(1, 999_999) | st.integers(1, 999))
    cents = draw(st.sampled_from(["", ".5", ".25"])) if power else ""
    digits = draw(st.sampled_from([f"{whole:,}", str(whole), f"{whole:,}".replace(",", "\u00a0"), f"{whole:,}".replace(",", "’")])) + cents
    digits = digits.translate(FULL_WIDTH) if draw(st.booleans()) and "’" not in digits and "\u00a0" not in digits else digits
    value = Decimal(f"{whole}{cents or '.0'}").scaleb(power)
    sign = draw(st.sampled_from(["", *SIGNS[language]]))
    scale = draw(st.sampled_from(SCALES[language][power]))
    hedge, relation = draw(st.sampled_from(HEDGES[language]))
    if language == "en":
        scale = scale if not scale or scale[0].isspace() or scale in ("m", "mn", "bn") else f" {scale}"
        money = draw(st.sampled_from([f"{sign}${digits}{scale}", f"{sign}US$ {digits}{scale}", f"{sign}USD {digits}{scale}"]))
    else:
        money = f"{sign}{digits}{scale}{draw(st.sampled_from(['円', 'ドル'] if language == 'ja' else ['원', '달러']))}"
    return language, FRAMES[language].format(hedge + money), hedge + money, -value if sign else value, relation


@settings(deadline=None, max_examples=400)
@given(sums())
def test_a_sum_reads_back_whatever_sign_separators_width_scale_and_hedge_it_is_written_with(case):
    language, text, written, value, relation = case
    [mention] = extract(text, language=language, labels=(Label.MONEY,))
    assert mention.value.value == value
    assert mention.value.relation == relation
    assert text[mention.span.start : mention.span.end].strip() == written.strip()


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 999), st.sampled_from("½ ¼ ¾ ⅛ ⅝".split()), st.sampled_from(["million", "billion"]))
def test_a_number_with_a_fraction_is_the_same_in_one_sign_and_with_a_stroke(whole, sign, scale):
    parts = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅝": "5/8"}[sign]
    exact = (whole + Decimal(unicodedata.numeric(sign))).scaleb({"million": 6, "billion": 9}[scale])
    for written in (f"{whole or ''}{sign}", f"{whole} {parts}" if whole else f"{parts}"):
        [mention] = extract(f"It paid {written} {scale} dollars.", language="en", labels=(Label.MONEY,))
        assert mention.value.value == exact


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.booleans(), st.booleans())
def test_a_rate_in_tenths_reads_back_in_digits_and_in_words_with_spaces_and_without(tenths, hundredths, thousandths, words, spaced):
    for language, units, digits in (("ja", "割分厘", "〇一二三四五六七八九"), ("ko", "할푼리", "영일이삼사오육칠팔구")):
        said = [(part, unit) for part, unit in zip((tenths, hundredths, thousandths), units, strict=True) if part]
        parts = [f"{digits[part] if words else part}{unit}" for part, unit in said]
        written = (" " if spaced and language == "ko" else "").join(parts)
        text = {"ja": f"比率は{written}だった。", "ko": f"비율은 {written}였다."}[language]
        [mention] = extract(text, language=language, labels=(Label.PERCENT,))
        assert mention.value.value == Decimal(100 * tenths + 10 * hundredths + thousandths) / 10
        assert text[mention.span.start : mention.span.end] == written


@settings(deadline=None, max_examples=200)
@given(st.integers(1600, 2099), st.integers(1, 3), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_year_reads_back_wherever_in_it_a_line_ends(year, at, line, wide):
    written = f"{year:04d}".translate(FULL_WIDTH) if wide else f"{year:04d}"
    written = written[:at] + line + written[at:]
    for text in (f"売上高は{written}年に増えた。", f"매출은 {written}년에 늘었다."):
        [mention] = extract(text, language="ja" if "年" in text else "ko", labels=(Label.DATE, Label.DURATION))
        assert mention.value.value == f"{year:04d}"
        assert text[mention.span.start : mention.span.end - 1] == written


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("aﬁ\u200b㎡ﾄﾞ\r\n１ \u00ad億"), max_size=30), st.data())
def test_a_place_in_the_plain_text_leads_back_to_the_characters_it_was_made_of(text, data):
    plain = plain_text(text)
    assert plain.reading(Span(0, len(text))) == Span(0, len(plain.text))
    if plain.text:
        start = data.draw(st.integers(0, len(plain.text) - 1))
        end = data.draw(st.integers(start + 1, len(plain.text)))
        span = plain.written(Span(start, end))
        assert 0 <= span.start < span.end <= len(text)
        assert plain.text[start:end] in plain_text(text[span.start : span.end]).text
