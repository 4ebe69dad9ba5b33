"""The tables of the repository's own documents and of the four real ones, row for row.

`python -m tests.golden.test_tables` writes the digests anew; the commit that does so says which rows moved and why.
"""

from __future__ import annotations

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.records import TABLES
from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support.paths import ROOT, SEEDS, SHARED

KEPT = ROOT / "tests" / "golden" / "tables.json"


def corpus(folder: Path) -> str:
    """Digest of the documents of a folder, by name and content."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def logical(tables: Tables) -> dict[str, str]:
    """Digest of the rows of each table, whatever file they lie in."""
    return {table: sha256("\n".join(map(repr, tables.records(table))).encode()).hexdigest()[:16] for table in sorted(TABLES)}


@pytest.mark.parametrize("which", ["own", "real"])
def test_the_rows_are_those_that_were_looked_at(which, request):
    held = request.getfixturevalue(which)
    tables = held if isinstance(held, Tables) else open_tables(held)
    folder = SEEDS if which == "own" else SHARED / "seeds"
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert logical(tables) == kept[corpus(folder)]


def main() -> None:
    """Write the digests of the documents that are there."""
    kept = {}
    for folder in (SEEDS, SHARED / "seeds"):
        if folder.is_dir():
            with tempfile.TemporaryDirectory() as output:
                run(folder, output)
                kept[corpus(folder)] = logical(open_tables(Path(output)))
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
