"""Names that cannot stand in a text older than their date.

In: `rules/eras.toml`. Out: the names with their days. Never: a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.errors import ConfigError
from pipeline.rules import by_name, toml


@dataclass(frozen=True, slots=True)
class Era:
    """A name that cannot stand in a text older than its date.

    Attributes:
        text: The name.
        since: The day on which it came up.
        narrow: Whether it was used mostly in the months after that day.
    """

    text: str
    since: date
    narrow: bool = False
    note: str | None = None
    source: str | None = None


@cache
def eras() -> tuple[tuple[str, date, bool], ...]:
    """Return the names that bound a text in time, the day since which each is known, and whether it is narrow.

    Raises:
        ConfigError: `rules/eras.toml` is wrong.
    """
    content = toml("eras.toml")
    if content.keys() - {"era"}:
        raise ConfigError("rules/eras.toml: write [[era]] blocks and nothing else")
    found = by_name(Era, content.get("era"), "rules/eras.toml: era")
    seen: set[str] = set()
    for one in found:
        if one.text in seen:
            raise ConfigError(f"rules/eras.toml: era {one.text!r} stands there twice")
        seen.add(one.text)
    return tuple((one.text, one.since, one.narrow) for one in found)
