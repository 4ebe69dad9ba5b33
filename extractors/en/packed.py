"""Reads what spaCy packs as MessagePack, and the two tables of its own that a model needs beside its package; spaCy itself is not loaded.

In: a file of a model's package. Out: maps, lists, texts, numbers and numpy arrays. Never: a file of the user's, or code of a package but
for those two tables: spaCy takes as long to load as a short document to read.

Source: arrays are maps of their bytes, kind and shape, as msgpack-numpy writes them.
"""

from __future__ import annotations

from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import msgpack
import numpy as np


def read(path: Path) -> Any:
    """Return what a file holds.

    Raises:
        ValueError: It holds something that is not written by spaCy.
    """
    return unpack(path.read_bytes())


def unpack(data: bytes) -> Any:
    """Return what bytes of MessagePack hold.

    Raises:
        ValueError: They are broken, or hold an extension type.
    """
    try:
        return msgpack.unpackb(data, strict_map_key=False, unicode_errors="surrogateescape", object_hook=_array, ext_hook=_foreign)
    except (msgpack.UnpackException, ValueError) as error:
        raise ValueError(f"packed bytes: {error}") from error


def _array(held: dict[Any, Any]) -> Any:
    """Return the array that a map is of, or the map."""
    if held.get(b"nd", held.get("nd")) is not True:
        return held
    parts = {key.decode() if isinstance(key, bytes) else key: value for key, value in held.items()}
    return np.frombuffer(parts["data"], np.dtype(parts["type"])).reshape(parts["shape"])


def _foreign(code: int, _: bytes) -> Any:
    raise ValueError(f"a value of type {code}")


def symbols() -> dict[str, int]:
    """Return the texts whose number spaCy has fixed."""
    return dict(_alone("symbols", "").IDS)


def base_norms() -> dict[str, str]:
    """Return what spaCy takes for the plain form of signs in every language."""
    return dict(_alone("norm_exceptions", "lang").BASE_NORMS)


def _alone(name: str, folder: str) -> ModuleType:
    """Load one module of spaCy by itself."""
    package = find_spec("spacy")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(name, [str(Path(place, folder)) for place in places or ()])
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"spaCy has no module {name}", name=f"spacy.{name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
