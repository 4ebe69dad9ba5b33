"""Writes extractors/currencies.toml: every currency of ISO 4217 with its names and signs in the languages of the extractors.

    python docs/data/currencies.py > extractors/currencies.toml

Source: Unicode CLDR, as the package Babel carries it.
"""

from __future__ import annotations

import re
import unicodedata

import babel
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import list_currencies

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


def main() -> None:
    """Print the file."""
    today = current()
    print(f"# Written by docs/data/currencies.py from Unicode CLDR (Babel {babel.__version__}); not by hand.")
    print("# `tender`: legal tender somewhere today. A name that stands under several codes says none of them by itself.")
    for code in sorted(list_currencies()):
        if NOT_MONEY.fullmatch(code):
            continue
        fields = {language: names(code, language) for language in LANGUAGES} | {"signs": signs(code) if code in today else []}
        if not any(fields.values()):
            continue
        print(f'\n[[currency]]\ncode = "{code}"\ntender = {str(code in today).lower()}')
        for key, values in fields.items():
            if values:
                print(f"{key} = [{', '.join(chr(34) + value + chr(34) for value in values)}]")


if __name__ == "__main__":
    main()
