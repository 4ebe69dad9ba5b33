"""What holds of every date that is found, in whatever text."""

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Label, Passage, extract
from extractors.dates import find
from extractors.intervals import days

PIECES = [
    *(
        "June",
        "May",
        "March",
        "Sept.",
        "Monday",
        "Fri",
        "8",
        "8th",
        "31",
        "2025",
        "1999",
        "'98",
        "Q2",
        "H1",
        "FY2024",
        "the",
        "of",
        "last",
        "next",
        "year",
        "week",
    ),
    *(
        "three",
        "months",
        "ago",
        "later",
        "early",
        "mid-",
        "end of",
        "to",
        "–",
        "-",
        "/",
        ",",
        ".",
        "(",
        ")",
        "\n",
        " ",
        "in",
        "on",
        "century",
        "19th",
        "decade",
        "today",
    ),
    *(
        "年",
        "月",
        "日",
        "年度",
        "月期",
        "令和",
        "昭和",
        "元年",
        "十",
        "二〇",
        "四半期",
        "前",
        "後",
        "間",
        "昨年",
        "翌",
        "同月",
        "今",
        "現在",
        "約",
        "～",
        "から",
        "まで",
        "世紀",
        "末",
    ),
    *("년", "월", "일", "분기", "지난", "이번 주", "같은 날", "전", "동안", "\ufffc", "&ndash;", "0", "99", "500", "12.5", "1,000", "x"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map(lambda pieces: " ".join(pieces)) | st.lists(
    st.sampled_from(PIECES), max_size=24
).map("".join)
TODAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
LANGUAGES = st.sampled_from(["en", "ja", "ko", "en-t-ko", "fr"])


@settings(deadline=None, max_examples=250)
@given(TEXTS, LANGUAGES, TODAYS)
def test_every_date_has_a_place_of_its_own_and_days_that_fit_its_value(text, language, today):
    last = 0
    for mention in find(text, Passage(0, len(text), language, today=today), ()):
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
        value = mention.value
        assert mention.label is (Label.DURATION if re.match(r"P[\dXT]", value.value) else Label.DATE)
        assert (value.start is None) or value.start <= value.end
        assert "\ufffc" not in text[mention.span.start : mention.span.end]


@settings(deadline=None, max_examples=100)
@given(TEXTS, LANGUAGES, TODAYS)
def test_a_passage_is_read_the_same_wherever_it_stands(text, language, today):
    alone = find(text, Passage(0, len(text), language, today=today), ())
    moved = find(f"17 {text} 18", Passage(3, 3 + len(text), language, today=today), ())
    assert [(mention.span.shifted(3), mention.value) for mention in alone] == [(mention.span, mention.value) for mention in moved]


@settings(deadline=None, max_examples=100)
@given(st.dates(date(1600, 1, 1), date(2059, 12, 31)))
def test_every_day_is_read_back_in_every_common_form(day):
    month, names = day.strftime("%B"), {"en": [], "ja": [], "ko": []}
    names["en"] = [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()]
    names["ja"] = [f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"]
    names["ko"] = [f"{day.year}년 {day.month}월 {day.day}일"]
    for language, forms in names.items():
        for form in forms:
            [mention] = extract(form, language=language, labels=(Label.DATE,))
            assert (mention.value.value, mention.value.start, mention.value.end) == (day.isoformat(), day, day)


@settings(deadline=None, max_examples=100)
@given(st.dates(date(1000, 1, 4), date(9990, 12, 28)))
def test_a_day_lies_in_the_week_month_quarter_half_and_year_that_it_is_said_to_lie_in(day):
    week = "{}-W{:02d}".format(*day.isocalendar()[:2])
    parts = [
        week,
        day.isoformat()[:7],
        f"{day.year}-Q{(day.month + 2) // 3}",
        f"{day.year}-H{1 if day.month < 7 else 2}",
        str(day.year),
        f"{day.year // 10}X",
    ]
    for part in parts:
        first, last = days(part)
        assert first <= day <= last
    first, last = days(week)
    assert last - first == timedelta(days=6)


@settings(deadline=None, max_examples=100)
@given(st.integers(1960, 2029), st.integers(1, 8), st.booleans())
def test_a_range_of_years_in_two_digits_is_one_of_years_and_with_a_word_of_length_none(first, more, long):
    last = first + more
    begin, end = first % 100, last % 100
    if 10 <= begin < 20 or (begin % 5 == 0 and end % 5 == 0) or begin == 59:
        return  # likelier a length
    for text, language in (
        (f"利益は{begin:02d}～{end:02d}年{'間' if long else 'に'}増えた。", "ja"),
        (f"{begin:02d}~{end:02d}년{'간' if long else ' 평균'}", "ko"),
    ):
        found = extract(text, language=language, today="2025-06-01", labels=(Label.DATE, Label.DURATION))
        values = [mention.value.value for mention in found]
        assert (f"{first}/{last}" in values) is not long
