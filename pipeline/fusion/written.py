"""Values as people write them: hedges, entities of HTML, and days of the calendar, each in one spelling.

In: the distinct values of a table of claims. Out: the same, spelled alike where they say the same. Never: a day whose month and day could
be told the other way round.
"""

from __future__ import annotations

import html
import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

#: Words and signs that say that a figure is not exact.
_HEDGED = r"(?i)^(?:[~≈∼]|(?:about|approx\.?|approximately|circa|ca\.|c\.|around|roughly)\s|約|약\s?)\s?([\d.$€£¥₩])"
_YEAR = r"^((?:19|20)\d{2})\s?[年년]$"
_ENTITY = r"&(?:#?[A-Za-z0-9]{2,8});"
#: A day as the calendar has it, year first or the month in letters.
_MAY_BE_DAY = r"^(?:\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}\s?[日일]?\.?|\D{3,10}\s\d{1,2}\D{0,4}\s\d{4}|\d{1,2}\D{4,14}\d{4})$"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})\s?[日일]?\.?")
_MONTH_FIRST = re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-](?P<name>[A-Za-z]{3,9})\.?,?[\s-](?P<year>\d{4})")
_MONTHS = (*("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),)


def in_one_spelling(names: pa.Array) -> pa.Array:
    """Return values without hedges and entities, and days as ISO 8601 writes them.

    Args:
        names: The values, in one form of their characters (NFKC), without outer space.

    Source: ISO 8601 for the days; the names of the months in English, in full or by three letters and more.
    """
    coded = pc.match_substring_regex(names, _ENTITY)
    if pc.any(coded).as_py():
        names = pc.replace_with_mask(names, coded, pa.array([html.unescape(name) for name in names.filter(coded).to_pylist()], pa.string()))
    names = pc.replace_substring_regex(pc.replace_substring_regex(names, _HEDGED, r"\1"), _YEAR, r"\1")
    likely = pc.match_substring_regex(names, _MAY_BE_DAY)
    if not pc.any(likely).as_py():
        return names
    return pc.replace_with_mask(names, likely, pa.array([_day(name) for name in names.filter(likely).to_pylist()], pa.string()))


def _day(name: str) -> str:
    """Return a day as ISO 8601 writes it; what is none as it is."""
    found = _YEAR_FIRST.fullmatch(name) or _MONTH_FIRST.fullmatch(name) or _DAY_FIRST.fullmatch(name)
    if found is None:
        return name
    said = found.groupdict()
    named = (said.get("name") or "").lower()
    month = next((at for at, word in enumerate(_MONTHS, 1) if named and (word.startswith(named) or named == "sept" == word[:4])), 0)
    try:
        return date(int(said["year"]), month or int(said.get("month") or 0), int(said["day"])).isoformat()
    except ValueError:
        return name
