"""A language is a folder: a new one is read by its own words and signs, and by no other's."""

import pytest

from extractors import languages
from tests.support.languages import LANGUAGE, german, told

_READ = """
import json, sys
from extractors import extract
for text in {texts!r}:
    found = extract(text, language="de", today="2024-05-02")
    rows.append([
        [text[m.span.start:m.span.end], str(m.label), str(m.value.value), getattr(m.value, "unit", None)]
        for m in found
    ])
"""
_FAULT = """
import json
from extractors import dates, languages, lexicon
try:
    {asked}
except lexicon.LexiconError as error:
    print(json.dumps(str(error)))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The code with a folder `de`."""
    return german(tmp_path_factory.mktemp("german"))


def read(copy, *texts):
    """Mentions of German texts, as text, label, value and unit."""
    code = "rows = []\n" + _READ.format(texts=texts) + "\nprint(json.dumps(rows))"
    return told(copy, code)


def test_the_languages_have_a_record_each_and_others_that_of_no_language():
    assert [languages.of(tag).tag for tag in ("en", "en-t-ko", "JA", "ko-KR", "fr", "und")] == ["en", "en", "ja", "ko", "und", "und"]
    assert [languages.of(tag).tag for tag in ("en_US", "eng", "jp", "jpn", "kor", "de_DE")] == ["en", "en", "ja", "ja", "ko", "und"]
    assert [languages.canonical(tag) for tag in ("en_US", "eng", "EN-t-ko", "pt_BR")] == ["en-US", "en", "en-t-ko", "pt-BR"]
    assert [languages.canonical(tag) for tag in ("English", " ja ", "日本語", "한국어", "ko_KR.UTF-8")] == ["en", "ja", "ja", "ko", "ko-KR"]
    assert languages.of("ja").fiscal_start == 4
    assert languages.origin("en-t-ja") is languages.of("ja")
    assert languages.origin("en") is None


def test_a_folder_makes_numbers_money_shares_and_dates_of_a_new_language(copy):
    assert read(
        copy,
        "Der Umsatz stieg auf 14,3 Milliarden Euro.",
        "Am 12. März 2024 waren es 5,2 Prozent.",
        "Er zahlte 1.234.567,89 Euro und rund 3 Mio. US-Dollar.",
        "Im Dezember 2023 und am 3.10.2022; zwölf Millionen Franken.",
        "Sie warb an Millionen Türen und gewann eine Million Franken.",
        "Es waren 1,5 bis 2 Milliarden Euro.",
    ) == [
        [["14,3 Milliarden Euro", "MONEY", "14300000000", "EUR"]],
        [["12. März 2024", "DATE", "2024-03-12", None], ["5,2 Prozent", "PERCENT", "5.2", "%"]],
        [["1.234.567,89 Euro", "MONEY", "1234567.89", "EUR"], ["rund 3 Mio. US-Dollar", "MONEY", "3000000", "USD"]],
        [
            ["Dezember 2023", "DATE", "2023-12", None],
            ["3.10.2022", "DATE", "2022-10-03", None],
            ["zwölf Millionen Franken", "MONEY", "12000000", "CHF"],
        ],
        [["eine Million Franken", "MONEY", "1000000", "CHF"]],
        [["1,5 bis 2 Milliarden Euro", "MONEY", "1500000000", "EUR"]],
    ]


def test_what_no_folder_tells_is_a_row_in_rejects_and_nothing_else_is_lost(copy, tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = (
        "Die Firma Nordlicht meldete am 12. März 2024 ihre Zahlen. Der Umsatz stieg auf 14,3 Milliarden Euro, und der Gewinn wuchs um "
        "5,2 Prozent. Die Leitung sieht darin einen Erfolg, der auch im nächsten Jahr zu halten ist."
    )
    (seeds / "bericht.txt").write_text(text, encoding="utf-8")
    code = f"""
import json
from pathlib import Path
from pipeline.runs import run
from pipeline.store import open_tables
run(Path({str(seeds)!r}), Path({str(tmp_path / "output")!r}))
tables = open_tables(Path({str(tmp_path / "output")!r}))
print(json.dumps([
    [row.language for row in tables.records("documents")],
    [[row.text, row.label, str(row.value), row.unit, row.timex_value] for row in tables.records("mentions")],
    [[row.path, row.stage, row.reason, row.detail] for row in tables.records("rejects")],
]))
"""
    documents, mentions, rejects = told(copy, code)
    assert documents == ["de"]
    assert mentions == [
        ["12. März 2024", "DATE", "None", None, "2024-03-12"],
        ["14,3 Milliarden Euro", "MONEY", "14300000000.000000000", "EUR", None],
        ["5,2 Prozent", "PERCENT", "5.200000000", "%", None],
    ]
    assert rejects == [
        ["bericht.txt", "claims", "no_grammar", "de: no claims"],
        ["bericht.txt", "mentions", "no_grammar", "de: no names (1 of 1 passages)"],
    ]


def test_a_language_says_what_it_lacks():
    assert [languages.lacking(tag) for tag in ("en", "en-t-ko", "ja", "ko")] == [(), (), (), ()]
    assert languages.lacking("fr") == ("words of numbers", "dates", "names")


def test_decimals_of_another_language_are_not_cut_off_a_sum(copy):
    assert read(copy, "Es kostet $3.14 je Stück.") == [[]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ("decimal = 7", "decimal: 7 is not of the right type"),
        ('decimal = ","\nsigns = "x"', "unknown signs"),
        ("", "decimal missing"),
        ('decimal = ","\ntag = "fr"', "unknown tag"),
    ],
)
def test_a_spoilt_language_is_told_by_file_and_key(tmp_path, changed, message):
    copy = german(tmp_path, language=LANGUAGE.replace('decimal = ","', changed))
    code = _FAULT.format(asked="languages.of('de')")
    assert f"de/language.toml: {message}".replace(": decimal:", " decimal:") in told(copy, code)


def test_a_form_of_a_date_that_none_is_stops_the_run(tmp_path):
    copy = german(tmp_path, language=LANGUAGE.replace('"{month} {year}"', '"{moon} {year}"'))
    code = _FAULT.format(asked="dates.grammar_of(languages.of('de'))")
    assert told(copy, code) == "de/language.toml written_dates: '{moon} {year}' is no form of a date in this language"
