"""Which rows of two tables differ, found without making a record of those that do not.

In: two Arrow tables of one schema, each with the rows of a document, or a subject, together. Out: the rows that may differ. Never: a row
left out that has no equal on the other side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.contract import from_table


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of one key, in the old table and in the new."""

    old: tuple[int, int]
    new: tuple[int, int]


def differing(old: pa.Table, new: pa.Table, key: str) -> tuple[pa.Table, pa.Table]:
    """Return the rows of two tables, but for runs of one key that are the same in both.

    Args:
        old: The rows before.
        new: The rows after.
        key: Column whose equal values stand together.
    """
    # Of one dictionary, equal columns are equal in memory.
    both = pa.concat_tables([old, new]).unify_dictionaries().combine_chunks()
    before, after = both.slice(0, old.num_rows), both.slice(old.num_rows)
    left, right = (_spans(table.column(key).to_pylist()) for table in (before, after))
    shared = [_Run(left[name], right[name]) for name in left if name in right]
    changed = list(_unequal(shared, before, after))
    ours = [*(run.old for run in changed), *(span for name, span in left.items() if name not in right)]
    theirs = [*(run.new for run in changed), *(span for name, span in right.items() if name not in left)]
    return _rows(before, ours), _rows(after, theirs)


def picked(name: str, table: pa.Table, key: str, wanted: Collection[str]) -> list[Any]:
    """Return the records of a table whose key is one of those wanted."""
    return from_table(name, table.filter(pc.is_in(table.column(key), pa.array(sorted(wanted), pa.string()))))


def _spans(keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return where the rows of each key stand: from the first to behind the last."""
    found: dict[str, tuple[int, int]] = {}
    for at, name in enumerate(keys):
        found[name] = (found[name][0] if name in found else at, at + 1)
    return found


def _unequal(runs: Sequence[_Run], before: pa.Table, after: pa.Table) -> Iterator[_Run]:
    """Yield the runs that differ; many that follow each other on both sides are compared as one."""
    if not runs:
        return
    followed = all(one.old[1] == other.old[0] and one.new[1] == other.new[0] for one, other in pairwise(runs))
    if followed or len(runs) == 1:
        old, new = (runs[0].old[0], runs[-1].old[1]), (runs[0].new[0], runs[-1].new[1])
        if _cut(before, old).equals(_cut(after, new)):
            return
        if len(runs) == 1:
            yield runs[0]
            return
    half = len(runs) // 2
    yield from _unequal(runs[:half], before, after)
    yield from _unequal(runs[half:], before, after)


def _cut(table: pa.Table, span: tuple[int, int]) -> pa.Table:
    return table.slice(span[0], span[1] - span[0])


def _rows(table: pa.Table, spans: Sequence[tuple[int, int]]) -> pa.Table:
    return pa.concat_tables([table.slice(0, 0), *(_cut(table, span) for span in sorted(spans))])
