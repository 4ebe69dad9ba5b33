"""Floors: what an evaluation must reach, kept in a file beside the gold's digest.

In: figures by name, and a file of floors. Out: the floors that are not reached; a file whose floors have risen. Never: a floor lowered
unless it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.rules import build, toml

#: Of these less is better.
_CEILINGS = (".calibration_error", ".split", ".false_conflicts")


@dataclass(frozen=True, slots=True)
class Floors:
    """A file of floors.

    Attributes:
        gold: SHA-256 of the gold for which they were set.
        floors: Least value of each figure; of an error or a count of mistakes, the greatest.
    """

    gold: str
    floors: Mapping[str, float]


def load(path: Path) -> Floors:
    """Read a file of floors.

    Raises:
        ConfigError: It is wrong.
    """
    return build(Floors, toml(path), str(path))


def check(path: Path, digest: str, found: Mapping[str, float]) -> Iterator[str]:
    """Yield a line for each floor that is not reached.

    Args:
        path: The file of floors.
        digest: The gold of this evaluation.
        found: Figures by name, as `figures` returns them.

    Raises:
        ConfigError: The file is wrong, or its floors are those of other gold.
    """
    held = load(path)
    if held.gold != digest:
        raise ConfigError(f"{path}: gold: these floors were set for other gold; set them anew with --set-floors")
    for name, floor in held.floors.items():
        if name not in found:
            yield f"{name}: nothing was found; the floor is {floor:g}"
        elif _worse(name, found[name], floor):
            yield f"{name}: {found[name]:g}, the {'ceiling' if name.endswith(_CEILINGS) else 'floor'} is {floor:g}"


def raised(path: Path, digest: str, found: Mapping[str, float], *, lower: bool = False) -> str:
    """Return a file of floors at what is reached.

    Args:
        path: The file: the figures that it names are kept; if it is not there, the F1 of labels and claims, and what facts reach.
        digest: The gold of this evaluation.
        found: Figures by name.
        lower: Whether a floor may fall.

    Raises:
        ConfigError: A floor would fall, and may not; or the file names a figure that is not there.
    """
    names = load(path).floors if path.exists() else {name: None for name in found if name.endswith(_KEPT) and name.count(".") < 4}
    for name, floor in names.items():
        if name not in found:
            raise ConfigError(f"{path}: floors: there is no figure {name}")
        if floor is not None and not lower and _worse(name, found[name], floor):
            raise ConfigError(f"{path}: {name} would fall from {floor:g} to {found[name]:g}; --lower lets it")
    rows = [f'"{name}" = {found[name]:g}' for name in names]
    return "\n".join([f'gold = "{digest}"', "", "[floors]", *rows, ""])


_KEPT = (".overlap.f1", ".value.f1", "names.f1", "claims.f1", "claims.core.f1", "claims.part.period", "facts.found", *_CEILINGS)


def _worse(name: str, reached: float, floor: float) -> bool:
    return reached > floor if name.endswith(_CEILINGS) else reached < floor
