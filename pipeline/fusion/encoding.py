"""Tables of claims as arrays: slots, cells, sources.

In: an Arrow table. Out: integer codes: a slot is what is asked (item, attribute, unit, period), a cell is one answer of a slot; cells are
sorted by slot, so that whatever is asked of a slot is a run. Never: an order of rows that matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.fusion.written import in_one_spelling

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: What programs and people write where a value is missing, in lower case. Source: the values that pandas reads as missing (`read_csv`,
#: na_values), dashes, and the words of tables for "unknown" and "not applicable".
EMPTY = (
    *(
        "",
        "nan",
        "-nan",
        "null",
        "none",
        "n/a",
        "na",
        "#n/a",
        "#na",
        "<na>",
        "nil",
        "-",
        "--",
        "–",
        "—",
        "−",
        "‐",
        "―",
        "?",
        "n.a.",
        "tbd",
        "tba",
    ),
    *("inf", "-inf", "+inf"),
    *("unknown", "not available", "not applicable", "not disclosed", "undisclosed"),
    *("不明", "未詳", "該当なし", "미상", "해당없음", "해당 없음"),
)
#: What says so beside figures alone, and is an answer among other words: a company 非公開, the brand Infinity.
_BESIDE_FIGURES = pa.array(("infinity", "非公開", "未公開", "비공개"))
_EMPTY = pa.array(EMPTY)
#: A number: digits alone or in groups of three, decimals, a power of ten.
_NUMBER = r"^\s*[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*$"

#: Signs of what is below zero, before a number or its money; and of what rises, where others of the table fall by ▼.
_SIGNS = r"^[▲△▼−‐–]\s?([\d.$€£¥₩])"
_RISING, _FALLING = r"^▲\s?(\+?[\d.$€£¥₩])", r"^▼\s?[\d.$€£¥₩]"
#: A number with what may be its money or per cent on one side, and a scale.
_WITH_UNIT = re.compile(
    r"(?P<sign>[+-]?)(?P<before>(?:[A-Za-z]{0,4}[^\w\s]|[A-Za-z]{3}|Rs)?)\s?(?P<inner>-?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>(?i:thousand|million|billion|trillion|crore|lakh|mn|bn|tn|[kmb])(?![A-Za-z])|百万|천만|백만|十億|[千万億兆천만억조]))?"
    r"\s?(?P<after>(?:[A-Za-z]{0,3}[^\w\s]|(?i:dollars|euros|pounds|yen|won)"
    r"|[A-Za-z]{2,4}|(?i:per ?cent)|[円元원엔]|米?ドル|ユーロ|달러|유로)?)"
)
#: What any such is: one number, and something short on one side of it, or a scale between.
_MAY_HAVE_UNIT = r"^[+-]?\s?(?:[^\d+-]\D{0,7}\d[\d,.]*(?:\s?(?:[a-zA-Z]{1,8}|[百千万億兆천백만억조十]{1,2}))?|\d[\d,.]*[^\d,.]\D{0,16})$"
_PERCENT = frozenset({"percent", "per cent", "pct"})

#: Qualifiers that say how firm a value is, not what it means.
FIRMNESS = frozenset(
    {"estimated", "estimate", "est", "est.", "preliminary", "provisional", "approximate", "approx", "unofficial", "actual"}
)


@dataclass(slots=True)
class Claims:
    """Claims as arrays. A slot is what is asked; a cell is one answer of a slot; cells are sorted by slot."""

    slot: Ints
    cell: Ints
    source: Ints
    attribute: Ints
    tagged: Bools
    empty: Bools
    cell_slot: Ints
    cell_figure: Floats
    first_cell: Ints
    sources: int
    attributes: int

    @property
    def cell_empty(self) -> Bools:
        """Which cells are no answer: what says that there is no value."""
        found = np.zeros(self.cells, bool)
        found[self.cell[self.empty]] = True
        return found

    @property
    def answers(self) -> Ints:
        """How many answers each slot has."""
        return np.bincount(self.cell_slot[~self.cell_empty], minlength=self.slots).astype(np.int64)

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return len(self.first_cell)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.cell_slot)


@dataclass(slots=True)
class Coded:
    """A table as arrays, and what leads back to its words.

    Attributes:
        claims: The arrays.
        keys: Distinct values and attributes, as written.
        value_row: For each claim, its value's place among the distinct ones.
        canonical: For each claim, a code that is equal where values are the same.
        source_names: Names of the sources, in alphabetical order.
    """

    claims: Claims
    keys: Mapping[str, pa.Array]
    value_row: Ints
    canonical: Ints
    source_names: pa.Array


def _codes(column: pa.ChunkedArray) -> tuple[Ints, pa.Array]:
    held = column.combine_chunks()
    if isinstance(held, pa.ChunkedArray):
        held = pa.concat_arrays(held.chunks)
    coded = pc.fill_null(held.cast(pa.string()) if not pa.types.is_string(held.type) else held, "").dictionary_encode()
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), coded.dictionary


def _combine(parts: Sequence[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    """Return codes for tuples of codes, and the first row of each; codes follow the order of the parts."""
    key = np.zeros(len(parts[0][0]), np.int64)
    size = 1
    for codes, count in parts:
        if size * max(count, 1) > 2**62:
            key = runs(key)[0]
            size = int(key.max()) + 1
        key = key * max(count, 1) + codes
        size *= max(count, 1)
    inverse, order, starts = runs(key)
    return inverse, np.minimum.reduceat(order, starts) if len(order) else order


def runs(key: Ints) -> tuple[Ints, Ints, Ints]:
    """Return a code for each key in the order of the keys, the rows in that order, and where each run of equal keys starts in it."""
    order = np.argsort(key)
    ranked = key[order]
    new = np.empty(len(key), bool)
    new[:1] = True
    np.not_equal(ranked[1:], ranked[:-1], out=new[1:])
    code = np.empty(len(key), np.int64)
    code[order] = np.cumsum(new) - 1
    return code, order, np.flatnonzero(new)


def shares_of(key: Ints) -> Floats:
    """Return for each row one divided by the rows with its key."""
    code, _, starts = runs(key)
    count = np.diff(np.r_[starts, len(key)]).astype(np.float64)
    return np.asarray((1.0 / count)[code], np.float64)


def encode(table: pa.Table, tolerance: Mapping[str, float]) -> Coded:
    """Turn a table of claims into arrays.

    Args:
        table: Columns source, item, attribute, value, and perhaps unit, period, qualifier, modality.
        tolerance: Attribute -> greatest difference at which two of its numbers are the same value.
    """
    item, _ = _codes(table["item"])
    attribute, attribute_names = _codes(table["attribute"])
    source, source_names = _codes(table["source"])
    value, value_names = _codes(table["value"])
    rank = np.argsort(np.argsort(np.asarray(source_names.to_pylist(), dtype=object).astype(str), kind="stable"), kind="stable")
    source, source_names = rank[source].astype(np.int64), source_names.take(pa.array(np.argsort(rank)))
    parts = [(item, int(item.max(initial=0)) + 1), (attribute, len(attribute_names))]
    for name in ("unit", "period"):
        if name in table.column_names:
            codes, names = _codes(table[name])
            if name == "unit":
                same = pa.array([_unit(unit) for unit in names.to_pylist()], pa.string()).dictionary_encode()
                codes, names = same.indices.to_numpy(zero_copy_only=False).astype(np.int64)[codes], same.dictionary
            parts.append((codes, len(names)))
    if "modality" in table.column_names:
        codes, names = _codes(table["modality"])
        kinds = {"forecast": 1, "discussed": 2}
        parts.append((np.array([kinds.get(name, 0) for name in names.to_pylist()], np.int64)[codes], 3))
    slot, _ = _combine(parts)
    tagged = np.zeros(len(slot), bool)
    if "qualifier" in table.column_names:
        codes, names = _codes(table["qualifier"])
        tagged = np.array([_defines(name) for name in names.to_pylist()], bool)[codes]
    canonical, figures, empty = _canonical(value, value_names, attribute, attribute_names, slot, tolerance)
    cell, first_row = _combine([(slot, int(slot.max(initial=0)) + 1), (canonical, int(canonical.max(initial=0)) + 1)])
    cell_slot = slot[first_row]
    first_cell = np.flatnonzero(np.r_[len(cell_slot) > 0, cell_slot[1:] != cell_slot[:-1]][: len(cell_slot)])
    figure = figures[value[first_row]]
    claims = Claims(slot, cell, source, attribute, tagged, empty, cell_slot, figure, first_cell, len(source_names), len(attribute_names))
    return Coded(claims, {"value": value_names, "attribute": attribute_names}, value, canonical, source_names)


def _unit(name: str) -> str:
    """Return one spelling of a unit: a code for money, % for per cent, a word in small letters; as it is where case tells units apart (mW).

    Source: ISO 4217 for the codes, CLDR for the signs of one currency alone.
    """
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if (code := _money().get(name.upper())) is not None:
        return code
    if name.lower() in _PERCENT:
        return "%"
    word = len(name) > 3 and name.isalpha() and (name.isupper() or name.istitle())
    return name.lower() if word else name


#: Words of money that no list of a language has to tell.
_WORDS = {
    "yen": "JPY",
    "円": "JPY",
    "엔": "JPY",
    "won": "KRW",
    "원": "KRW",
    "euro": "EUR",
    "euros": "EUR",
    "ユーロ": "EUR",
    "유로": "EUR",
    "dollars": "USD",
    "米ドル": "USD",
}
#: Words of money that are weights as well.
_WEIGHTS = frozenset({"pound", "pounds", "ポンド", "파운드"})


@cache
def _money() -> Mapping[str, str]:
    """Codes of currencies, and the signs and words that stand for one alone, in capitals."""
    from extractors import languages
    from extractors.lexicon import Money, currencies, load

    signs = Counter(sign for currency in currencies() for sign in currency.signs)
    found = {unicodedata.normalize("NFKC", sign).upper(): each.code for each in currencies() for sign in each.signs if signs[sign] == 1}
    found |= {f"{currency.code}$": currency.code for currency in currencies() if currency.dollar}
    words = [money for tag in languages.tags() for money in load(tag).of(Money, "currency") if money.code]
    found |= {word.upper(): code for word, code in _WORDS.items()}
    found |= {money.text.upper(): money.code for money in words if len(money.text) > 1 and money.text not in _WEIGHTS}
    return found | {currency.code: currency.code for currency in currencies()}


def _measured(name: str) -> str:
    """Return one spelling of a number with its money or per cent ("US$ 5", "USD 5.00", "5 USD"); other values as they are."""
    match = _WITH_UNIT.fullmatch(name)
    unit = _unit(match["before"] or match["after"]) if match is not None and bool(match["before"]) != bool(match["after"]) else ""
    if match is None or (unit != "%" and unit not in _money()) or (unit == "%" and match["before"]):
        return name
    if len(scale := (match["scale"] or "").lower()) == 1 and scale.isascii() and unit == "%":
        return name
    number = Decimal((match["sign"] or match["inner"]) + match["number"].replace(",", ""))
    number = _EXACT.multiply(number, _SCALES.get(scale, 1))
    return f"{unit} {_EXACT.normalize(number):f}"


def _defines(qualifier: str) -> bool:
    """Tell whether a qualifier names another definition: any word but those that only say how firm a value is."""
    return any(word not in FIRMNESS for word in qualifier.casefold().replace("+", " ").replace(",", " ").split())


def _canonical(
    value: Ints, names: pa.Array, attribute: Ints, attributes: pa.Array, slot: Ints, tolerance: Mapping[str, float]
) -> tuple[Ints, Floats, Bools]:
    """Return a code for each claim's value, the number that each written value is (NaN where it is none), and which claims have no value.

    Codes are equal where values are the same: as numbers, else without case and outer space.
    """
    plain = in_one_spelling(pc.utf8_trim_whitespace(pc.utf8_normalize(names, form="NFKC")))
    if pc.any(pc.match_substring_regex(plain, _FALLING)).as_py():
        plain = pc.replace_substring_regex(plain, _RISING, r"\1")
    plain = _as_numbers(pc.replace_substring_regex(plain, _SIGNS, r"-\1"))
    numeric = pc.match_substring_regex(plain, _NUMBER).to_numpy(zero_copy_only=False)
    missing = pc.is_in(pc.utf8_lower(plain), _EMPTY).to_numpy(zero_copy_only=False)
    unclear = pc.is_in(pc.utf8_lower(plain), _BESIDE_FIGURES).to_numpy(zero_copy_only=False)
    figured = pc.match_substring_regex(plain, r"\d").to_numpy(zero_copy_only=False)
    told, worded = (
        np.bincount(attribute[held[value]], minlength=len(attributes)) > 0 for held in (figured, ~(figured | missing | unclear))
    )
    empty = missing[value] | (unclear[value] & (told & ~worded)[attribute])
    other = np.bincount(attribute[~(numeric[value] | empty)], minlength=len(attributes)) > 0
    text = _unordered(pc.utf8_lower(_in_one_spelling(pc.if_else(pa.array(missing), "", _bare(plain, numeric))))).dictionary_encode()
    codes = text.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    figures = np.full(len(names), np.nan)
    figures[numeric] = pc.replace_substring(plain.filter(pa.array(numeric)), ",", "").cast(pa.float64()).to_numpy(zero_copy_only=False)
    number = np.unique(figures[numeric], return_inverse=True)[1]
    numbers = codes.copy()
    numbers[numeric] = number + len(text.dictionary)
    result = np.where(other[attribute], codes[value], numbers[value])
    for name, width in tolerance.items():
        place = attributes.index(pa.scalar(name)).as_py()
        if place < 0 or width <= 0 or other[place]:
            continue
        rows = np.flatnonzero(attribute == place)
        order = rows[np.lexsort((figures[value[rows]], slot[rows]))]
        gap = np.diff(figures[value[order]]) > width
        start = np.r_[True, gap | (np.diff(slot[order]) != 0)]
        result[order] = result[order][np.flatnonzero(start)][np.cumsum(start) - 1]
    return result.astype(np.int64), figures, empty


#: Numbers as people write them in tables: in brackets where they are negative, in groups parted by spaces, with a scale.
_WRITTEN = re.compile(
    r"(?P<open>\()?(?P<number>[+-]?(?:\d{1,3}(?:[ ,'’]\d{3})+|\d+)(?:\.\d+)?)(?(open)\))"
    r"\s?(?P<scale>thousand|million|billion|trillion|[万億兆만억조])?",
    re.I,
)
_MAY_BE_WRITTEN = r"^(?:\([\d ,.]+\)|[+-]?[\d,.]+\s?(?:[a-zA-Z]{7,8}|[万億兆만억조])|[+-]?\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?)$"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12} | dict.fromkeys("万만", 10**4)
_SCALES |= dict.fromkeys("億억", 10**8) | dict.fromkeys("兆조", 10**12) | dict.fromkeys(("千", "천"), 10**3)
_SCALES |= {"k": 10**3, "m": 10**6, "b": 10**9, "lakh": 10**5, "crore": 10**7}
_SCALES |= {"mn": 10**6, "bn": 10**9, "tn": 10**12, "百万": 10**6, "백만": 10**6, "천만": 10**7, "十億": 10**9}
#: Keeps every digit: a long number may be the name of a thing.
_EXACT = Context(prec=MAX_PREC)


def _as_numbers(names: pa.Array) -> pa.Array:
    """Return values with written numbers as plain ones: (45) is -45, 1 200 is 1200, 1.2 million is 1200000."""
    likely = pc.match_substring_regex(names, _MAY_BE_WRITTEN)
    return pc.replace_with_mask(names, likely, pa.array([_as_number(name) for name in names.filter(likely).to_pylist()], pa.string()))


def _as_number(name: str) -> str:
    match = _WRITTEN.fullmatch(name)
    if match is None:
        return name
    number = Decimal(re.sub(r"[ ,'’]", "", match["number"]))
    number = _EXACT.multiply(number, _SCALES.get((match["scale"] or "").lower(), 1))
    return f"{number.copy_negate() if match['open'] else number:f}"


def _bare(names: pa.Array, numeric: Bools) -> pa.Array:
    """Return values with plain numbers in one spelling, but for those with a zero in front, which may be names of things."""
    likely = pc.and_(pa.array(numeric), pc.invert(pc.match_substring_regex(names, r"^[+-]?0\d|[eE]")))
    spelled = [f"{_EXACT.normalize(Decimal(name.replace(',', ''))):f}" for name in names.filter(likely).to_pylist()]
    return pc.replace_with_mask(names, likely, pa.array(spelled, pa.string()))


def _in_one_spelling(names: pa.Array) -> pa.Array:
    """Return values with numbers that have their money or per cent beside them in one spelling."""
    likely = pc.match_substring_regex(names, _MAY_HAVE_UNIT)
    return pc.replace_with_mask(names, likely, pa.array([_measured(name) for name in names.filter(likely).to_pylist()], pa.string()))


def _unordered(names: pa.Array) -> pa.Array:
    """Return values with the parts of a list (after semicolons) in alphabetical order, so that their order makes no difference."""
    listed = pc.match_substring(names, ";")
    if not pc.any(listed).as_py():
        return names
    return pa.array(
        ["; ".join(sorted({part.strip() for part in name.split(";")} - {""})) if ";" in name else name for name in names.to_pylist()]
    )


def finer_cells(coded: Coded, hierarchy: pa.Table | None) -> Ints:
    """Return pairs (coarser cell, finer cell) of one slot."""
    if hierarchy is None:
        return np.zeros((0, 2), np.int64)
    above: dict[str, set[str]] = {}
    for child, parent in zip(hierarchy["child"].to_pylist(), hierarchy["parent"].to_pylist(), strict=True):
        above.setdefault(child.strip().casefold(), set()).add(parent.strip().casefold())
    claims = coded.claims
    names = [str(name).strip().casefold() for name in coded.keys["value"].to_pylist()]
    row = np.zeros(claims.cells, np.int64)
    row[claims.cell[::-1]] = np.arange(len(claims.cell))[::-1]
    named = [names[code] for code in coded.value_row[row]]
    sizes = np.diff(np.r_[claims.first_cell, claims.cells])
    reached: dict[str, frozenset[str]] = {}
    pairs = []
    for first in claims.first_cell[sizes > 1]:
        last = first + sizes[claims.cell_slot[first]]
        for coarse in range(first, last):
            for fine in range(first, last):
                if coarse == fine:
                    continue
                over, under = named[coarse], named[fine]
                if over in _ancestors(under, above, reached) and under not in _ancestors(over, above, reached):
                    pairs.append((coarse, fine))
    return np.array(pairs, np.int64).reshape(-1, 2)


def _ancestors(name: str, above: Mapping[str, set[str]], reached: dict[str, frozenset[str]]) -> frozenset[str]:
    if name not in reached:
        found: set[str] = set()
        todo = list(above.get(name, ()))
        while todo:
            parent = todo.pop()
            if parent not in found:
                found.add(parent)
                todo.extend(above.get(parent, ()))
        reached[name] = frozenset(found)
    return reached[name]
