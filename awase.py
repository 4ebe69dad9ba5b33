"""From documents to reconciled tables: what a notebook or a program imports.

    import awase

    awase.run("seeds", "output")
    tables = awase.load("output")
    tables.facts

In: a folder of documents. Out: a folder of Parquet tables, and the tables as pandas frames. Never: anything heavy at import.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.runs import Summary
    from pipeline.store import Tables

__all__ = ["Tables", "load", "run"]


def run(seeds: str | Path = "seeds", output: str | Path = "output", **options: Any) -> Summary:
    """Read the documents of a folder and publish their tables.

    Args:
        seeds: Folder of documents, or one file.
        output: Folder for the tables; old ones are replaced in one step, and only when the new ones are whole.
        **options: `workers`, `master`, `limits`, `strict`, `keep`, `cache`, `model`, `partition` and `progress`, as `pipeline.runs.run`
            takes them.

    Returns:
        How many documents, mentions, claims, facts and rejects there are.

    Raises:
        PipelineError: There is nothing to read, a file of rules is wrong, or the tables cannot be written.
    """
    from pipeline.runs import run as extract

    return extract(Path(seeds).expanduser(), Path(output).expanduser(), **options)


def load(output: str | Path = "output") -> Tables:
    """Open the tables of a run; `load().facts` is a pandas frame with Arrow-backed types.

    Args:
        output: Folder that `run` or `awase extract` wrote.

    Raises:
        OutputError: There are no tables.
    """
    from pipeline.store import open_tables

    return open_tables(Path(output).expanduser())


def __getattr__(name: str) -> Any:
    if name == "Tables":
        from pipeline.store import Tables

        return Tables
    raise AttributeError(f"module 'awase' has no attribute {name!r}")
