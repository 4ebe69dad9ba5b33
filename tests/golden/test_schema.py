"""The schema of each version: what readers of the tables rely on.

`python -m tests.golden.test_schema` writes that of a new version; a version that is written down is never written anew.
"""

from __future__ import annotations

import json

from pipeline.contract import schema
from pipeline.records import SCHEMA_VERSION, TABLES
from tests.support.paths import ROOT

KEPT = ROOT / "tests" / "golden" / "schema.json"


def declared() -> dict[str, dict[str, str]]:
    """Columns of each table with their types."""
    return {name: {field.name: f"{field.type}{'' if field.nullable else ' not null'}" for field in schema(name)} for name in TABLES}


def test_the_schema_changes_only_with_its_version():
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    said = "the columns are not those of this version: raise SCHEMA_VERSION in pipeline/records.py; python -m tests.golden.test_schema"
    assert kept.get(SCHEMA_VERSION) == declared(), said


def main() -> None:
    """Write the schema of a version that is not written down yet."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    if SCHEMA_VERSION in kept:
        raise SystemExit(f"version {SCHEMA_VERSION} is written down: raise SCHEMA_VERSION in pipeline/records.py")
    KEPT.write_text(json.dumps(kept | {SCHEMA_VERSION: declared()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
