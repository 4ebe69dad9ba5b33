"""The value that a person gives a claim, as he writes it.

In: what was typed. Out: the text that decisions hold: an amount in whole units, or words. Never: a guess: what is no single figure is
refused.
"""

from __future__ import annotations

from decimal import Decimal

from extractors import languages
from extractors.mention import Passage
from extractors.numerals import scan
from pipeline.answers import amount
from pipeline.errors import ConfigError
from pipeline.predicates import predicates
from pipeline.records import Claim


def given(claim: Claim, typed: object) -> str:
    """Return what a person gives as the value of a claim.

    Args:
        claim: The claim.
        typed: What he wrote: 14300000000, 14.3 billion, 143億; of a place or a date, the words.

    Raises:
        ConfigError: It is no figure, or more than one; or the claim has no value that could be typed.
    """
    said = typed.strip() if isinstance(typed, str) else ""
    known = predicates().get(claim.predicate)
    answer = known.slot.answer if known else "number"
    if answer == "object":
        raise ConfigError("this claim names somebody and has no value: say that it is wrong")
    if not said or len(said) > 200:
        raise ConfigError("write the value that the claim should have")
    if answer != "number":
        return said
    number = _number(said)
    if number is None or amount(str(number)) is None:
        raise ConfigError(f"{said[:40]} is no figure: write it as 14300000000, 14.3 billion or 143億, without its unit")
    return f"{number.normalize():f}"


def _number(said: str) -> Decimal | None:
    plain = amount(said.replace(",", ""))
    if plain is not None:
        return plain
    sign = -1 if said[0] in "-−△▲" else 1
    bare = said.lstrip("-−△▲ ")
    for tongue in languages.tags():
        found = scan(bare, Passage(0, len(bare), tongue))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(bare)) and found[0].value is not None:
            return sign * found[0].value
    return None
