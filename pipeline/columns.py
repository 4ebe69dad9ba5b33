"""How a column is declared, and the small vocabularies of the tables.

In: nothing. Out: what `records` declares its columns with. Never: a table.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

PASSAGES = ("title", "heading", "paragraph", "list_item", "table_row", "caption", "quote", "byline", "reference", "furniture")
LABELS = ("MONEY", "DATE", "DURATION", "PERCENT", "QUANTITY", "ORG", "PERSON")
RELATIONS = ("eq", "approx", "ge", "gt", "le", "lt", "range", "vague")
TIMEX_TYPES = ("DATE", "DURATION", "SET")
TIMEX_MODS = ("APPROX", "BEFORE", "AFTER", "START", "MID", "END")
KINDS = ("organisation", "person")
MODALITIES = ("actual", "estimate", "forecast", "discussed")
STATUSES = ("conflicting", "superseded", "agreed", "compatible", "single_source")
ROLES = ("chosen", "supports", "conflicts", "superseded", "duplicate")


def column(
    meaning: str,
    *,
    repeats: bool = False,
    of: str | None = None,
    values: tuple[str, ...] = (),
    share: bool = False,
    default: Any = ...,
) -> Any:
    """Declare a column.

    Args:
        meaning: What it holds, with its unit: the text of the data dictionary.
        repeats: Whether it holds a small vocabulary, so that it is dictionary-encoded; never a key, which has to join everywhere.
        of: The table of whose key it is a value.
        values: All values that it may have.
        share: Whether it lies between 0 and 1.
        default: Value of a column that need not be given.
    """
    metadata = {"meaning": meaning, "repeats": repeats or bool(values), "of": of, "values": values, "share": share}
    return field(metadata=metadata) if default is ... else field(metadata=metadata, default=default)
