"""Reads what spaCy packs as MessagePack, and the two tables of its own that a model needs beside its package; spaCy itself is not loaded.

In: a file of a model's package. Out: maps, lists, texts, numbers and numpy arrays. Never: a file of the user's, or code of a package but
for those two tables: spaCy takes as long to load as a short document to read.

Source: the MessagePack specification, https://github.com/msgpack/msgpack/blob/master/spec.md; arrays as msgpack-numpy writes them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

#: Numbers by their first byte: how many bytes follow, and how they are read.
_NUMBERS = {
    code: struct.Struct(form)
    for code, form in zip((*range(0xCA, 0xD4),), (">f", ">d", ">B", ">H", ">I", ">Q", ">b", ">h", ">i", ">q"), strict=True)
}
#: What is written with its length in so many bytes.
_SIZES = {
    **dict.fromkeys((0xC4, 0xD9), 1),
    **dict.fromkeys((0xC5, 0xDA, 0xDC, 0xDE), 2),
    **dict.fromkeys((0xC6, 0xDB, 0xDD, 0xDF), 4),
}
_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}


def read(path: Path) -> Any:
    """Return what a file holds.

    Raises:
        ValueError: It holds something that is not written by spaCy.
    """
    return unpack(path.read_bytes())


def unpack(data: bytes) -> Any:
    """Return what bytes of MessagePack hold.

    Raises:
        ValueError: They hold an extension type, or end too early.
    """
    try:
        value, end = _value(data, 0)
    except (IndexError, struct.error) as error:
        raise ValueError("packed bytes end too early") from error
    if end != len(data):
        raise ValueError("packed bytes go on after their end")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    code = data[at]
    at += 1
    if code < 0x80 or code >= 0xE0:
        return code if code < 0x80 else code - 0x100, at
    if code in _CONSTANTS:
        return _CONSTANTS[code], at
    if code in _NUMBERS:
        return _NUMBERS[code].unpack_from(data, at)[0], at + _NUMBERS[code].size
    if code < 0xC0:
        kind, count = ("map", code & 0x0F) if code < 0x90 else ("list", code & 0x0F) if code < 0xA0 else ("text", code & 0x1F)
    elif code in _SIZES:
        size = _SIZES[code]
        count = int.from_bytes(data[at : at + size], "big")
        at += size
        kind = "bytes" if code < 0xC7 else "text" if code < 0xDC else "list" if code < 0xDE else "map"
    else:
        raise ValueError(f"packed bytes of type {code:#x}")
    return _READ[kind](data, at, count)


def _text(data: bytes, at: int, count: int) -> tuple[str, int]:
    return data[at : at + count].decode("utf-8", "surrogateescape"), at + count


def _bytes(data: bytes, at: int, count: int) -> tuple[bytes, int]:
    return data[at : at + count], at + count


def _list(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    made = []
    for _ in range(count):
        code = data[at]
        if 0xA0 <= code < 0xC0:  # a short text, as nearly all are
            end = at + 1 + (code & 0x1F)
            value: Any = data[at + 1 : end].decode()
            at = end
        else:
            value, at = _value(data, at)
        made.append(value)
    return made, at


def _map(data: bytes, at: int, count: int) -> tuple[Any, int]:
    made = {}
    for _ in range(count):
        key, at = _value(data, at)
        made[key], at = _value(data, at)
    if made.get(b"nd", made.get("nd")) is True:
        parts = {key.decode() if isinstance(key, bytes) else key: value for key, value in made.items()}
        return np.frombuffer(parts["data"], np.dtype(parts["type"])).reshape(parts["shape"]), at
    return made, at


_READ: dict[str, Callable[[bytes, int, int], tuple[Any, int]]] = {"text": _text, "bytes": _bytes, "list": _list, "map": _map}


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
