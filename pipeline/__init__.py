"""From documents to reconciled tables: what a notebook imports.

In: a folder of documents. Out: a folder of Parquet tables, and the tables as pandas frames. Never: anything heavy at import.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages import Summary
    from pipeline.store import Tables

__all__ = ["load", "run"]


def run(seeds: str | Path = "seeds", output: str | Path = "output", **options: Any) -> Summary:
    """Read the documents of a folder and publish their tables; see `pipeline.stages.run` for options and errors."""
    from pipeline.stages import run as extract

    return extract(seeds, output, **options)


def load(output: str | Path = "output") -> Tables:
    """Open the tables of a run; `load().facts` is a pandas frame with Arrow-backed types.

    Args:
        output: Folder that `run` or `make extract` wrote.

    Raises:
        OutputError: There are no tables.
    """
    from pipeline.store import open_tables

    return open_tables(Path(output))
