import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from extractors import languages, lexicon
from extractors.lexicon import LexiconError, Value, currencies, currency_names, load
from tests.support.paths import ROOT


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a lexicon of the language `xx` and read it from there."""

    def write(content: str):
        folder = tmp_path / "xx"
        folder.mkdir(exist_ok=True)
        (folder / "lexicon.toml").write_text(content, encoding="utf-8")
        (folder / "names.toml").write_text("", encoding="utf-8")
        monkeypatch.setattr(lexicon, "__file__", str(tmp_path / "lexicon.py"))
        load.cache_clear()
        return load("xx")

    yield write
    load.cache_clear()


def test_every_language_has_a_lexicon_that_reads():
    assert languages.tags() == ("en", "ja", "ko")
    assert all(load(language).of(Value, "scale") for language in languages.tags())


def test_an_entry_is_typed(written):
    assert written('scale = [{ text = "billion", value = 1000000000, note = "short scale" }]').of(Value, "scale") == (
        Value("billion", Decimal(10**9), "", "short scale"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[scael]]\ntext = "million"\nvalue = 1000000', "no section is called 'scael'"),
        ('[[scale]]\ntext = "million"\nvalue = 1000000\nworth = 1', "unknown worth"),
        ('[[scale]]\ntext = "million"', "value missing"),
        ('[[scale]]\ntext = "million"\nvalue = 1000000\nbeside = "currency"', "unknown beside"),
        ('[[scale]]\ntext = "million"\nvalue = true', "not of the right type"),
        ("[[scale]]\ntext = 7\nvalue = 7", "not of the right type"),
        ('[[scale]]\ntext = "million"\nvalue = 1000000\n' * 2, "stands there twice"),
        ('scale = "million"', "write a section as"),
        ("scale = [", "xx/lexicon.toml"),
    ],
)
def test_a_spoilt_lexicon_stops_the_run_and_says_where(written, content, message):
    with pytest.raises(LexiconError, match=message):
        written(content)


def test_a_missing_lexicon_is_named():
    with pytest.raises(LexiconError, match="tlh/lexicon"):
        load("tlh")


def test_the_digest_changes_with_the_file(written):
    first = written('[[scale]]\ntext = "million"\nvalue = 1000000').digest
    assert written('[[scale]]\ntext = "million"\nvalue = 1000001').digest != first


def test_currencies_have_a_code_and_a_name_in_every_language():
    by_code = {currency.code: currency for currency in currencies()}
    assert len(by_code) == len(currencies()) > 200
    assert all(len(code) == 3 and code.isupper() for code in by_code)
    named = {language: currency_names(language) for language in languages.tags()}
    assert named["en"]["KRW"] == ("south korean won",)
    assert named["ja"]["AUD"] == ("オーストラリア ドル",)
    assert named["ko"]["CHF"] == ("스위스 프랑",)
    assert by_code["USD"].signs == ("$", "US$")
    assert all(
        names[currency.code]
        for names in named.values()
        for currency in by_code.values()
        if currency.tender and currency.code not in ("XCG", "ZWG")
    )


@pytest.mark.parametrize("language", ["", "en", "ja", "ko"])
def test_the_files_of_currencies_are_what_the_script_writes(language):
    pytest.importorskip("babel")
    script = ROOT / "docs" / "data" / "currencies.py"
    written = subprocess.run([sys.executable, str(script), *([language] if language else [])], capture_output=True, check=True).stdout
    assert written.decode("utf-8") == (Path(lexicon.__file__).parent / language / "currencies.toml").read_text(encoding="utf-8")
