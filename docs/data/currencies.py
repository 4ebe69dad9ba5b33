"""Writes the currencies of ISO 4217 with their signs, or what a language calls them.

    python docs/data/currencies.py > extractors/currencies.toml
    python docs/data/currencies.py ja > extractors/ja/currencies.toml

Source: Unicode CLDR, as the package Babel carries it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator

import babel
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from babel.numbers import list_currencies

#: Languages whose signs are read; of any other the single characters for a currency.
LANGUAGES = ("en", "ja", "ko")
#: Codes of CLDR for funds, metals, units of account and tests: no money that a text speaks of.
NOT_MONEY = re.compile(r"X(?:A[GU]|B[ABCD]|D[R]|P[DT]|RE|SU|TS|UA|XX)|CH[EW]|CLF|COU|MXV|US[NS]|UY[IW]|BOV")


def current() -> set[str]:
    """Codes that are legal tender somewhere."""
    return {row[0] for rows in get_global("territory_currencies").values() for row in rows if row[2] is None and row[3]}


def names(code: str, language: str) -> list[str]:
    """Names of a currency in a language, plurals included, without years and remarks."""
    locale = Locale(language)
    plural = locale._data["currency_names_plural"].get(code, {})
    said = [locale.currencies.get(code), *(plural[form] for form in sorted(plural))]
    kept = []
    for name in said:
        if name and name != code and not re.search(r"\d", name):
            name = re.sub(r"\s*[(（][^)）]*[)）]", "", name).strip()
            if language == "en":
                name = name.lower()
            if name not in kept:
                kept.append(name)
    return kept


def signs(code: str) -> list[str]:
    """Signs of a currency: those of the three languages, and single currency characters of any other."""
    found = {Locale(language)._data["currency_symbols"].get(code) for language in LANGUAGES}
    for identifier in locale_identifiers():
        symbol = Locale.parse(identifier)._data["currency_symbols"].get(code)
        if symbol and len(symbol) == 1 and unicodedata.category(symbol) == "Sc":
            found.add(symbol)
    plain = {sign for sign in found if sign and sign != code and not re.search(r"\s|\w{3,}", sign)}
    return sorted(plain - {"$", "¥", "￥", "£", "元"} if code not in ("USD", "JPY", "GBP", "CNY") else plain - {"元"})


def homes(code: str) -> list[Locale]:
    """Locales of the territories where a currency is tender today, in the languages that are official there."""
    found = []
    for territory, rows in sorted(get_global("territory_currencies").items()):
        if any(row[0] == code and row[2] is None and row[3] for row in rows):
            for language in get_official_languages(territory, regional=False, de_facto=True):
                try:
                    found.append(Locale.parse(f"{language}_{territory}"))
                except (UnknownLocaleError, ValueError):
                    continue
    return found


def dollar(code: str) -> bool:
    """Whether a sign with a dollar in it stands for a currency at home."""
    return any("$" in locale.currency_symbols.get(code, "") for locale in homes(code))


def points(code: str) -> bool:
    """Whether points part thousands where a currency is tender: everywhere, or in more than ten languages with hardly any comma."""
    marks = Counter(locale.number_symbols["latn"]["group"] for locale in homes(code) if "latn" in locale.number_symbols)
    return set(marks) == {"."} or (len(homes(code)) > 10 and marks["."] > 5 * marks[","])


def whole(code: str) -> bool:
    """Whether cash is counted in whole units only."""
    fractions = get_global("currency_fractions")
    return fractions.get(code, fractions["DEFAULT"])[2] == 0


def listed() -> Iterator[str]:
    """Codes that have a name or a sign."""
    today = current()
    for code in sorted(list_currencies()):
        if not NOT_MONEY.fullmatch(code) and (any(names(code, language) for language in LANGUAGES) or (code in today and signs(code))):
            yield code


def quoted(words: list[str]) -> str:
    """Words as a list of TOML."""
    return f"[{', '.join(chr(34) + word + chr(34) for word in words)}]"


def main() -> None:
    """Print the file."""
    print(f"# Written by docs/data/currencies.py from Unicode CLDR (Babel {babel.__version__}); not by hand.")
    if len(sys.argv) > 1:
        print("# A name that stands under several codes says none of them by itself.")
        for code in listed():
            if said := names(code, sys.argv[1]):
                print(f"{code} = {quoted(said)}")
        return
    today = current()
    print("# `tender`: legal tender somewhere today. The names are in the folders of the languages.")
    for code in listed():
        print(f'\n[[currency]]\ncode = "{code}"\ntender = {str(code in today).lower()}')
        if code in today and signs(code):
            print(f"signs = {quoted(signs(code))}")
        for key, holds in (("dollar", dollar), ("points", points), ("whole", whole)):
            if code in today and holds(code):
                print(f"{key} = true")


if __name__ == "__main__":
    main()
