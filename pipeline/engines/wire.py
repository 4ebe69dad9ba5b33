"""What goes between the processes of a run: a head in JSON, and rows in Arrow.

In: pages, or bytes from a pipe. Out: bytes, or pages. Never: a pickle, or an object that is no record.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pyarrow as pa

from pipeline import contract
from pipeline.engines.pages import Page
from pipeline.engines.stage import Stage


def pack(pages: Sequence[Page], tables: Iterable[str]) -> tuple[dict[str, Any], bytes]:
    """Write pages as a head and one Arrow stream a table.

    Args:
        pages: The pages.
        tables: The tables that go with them.
    """
    body = io.BytesIO()
    sizes: dict[str, int] = {}
    for name in sorted(tables):
        start = body.tell()
        data = contract.to_table(name, (row for page in pages for row in page.rows.get(name, ())))
        with pa.ipc.new_stream(body, data.schema) as writer:
            writer.write_table(data)
        sizes[name] = body.tell() - start
    documents = [page.document for page in pages]
    return {
        "tables": sizes,
        "documents": [document.document_id for document in documents if document],
        "spent": [page.spent for page, document in zip(pages, documents, strict=True) if document],
    }, body.getvalue()


def unpack(head: dict[str, Any], body: bytes, loose: Collection[str] = ("rejects", "sources")) -> list[Page]:
    """Read pages back.

    Args:
        head: What `pack` made.
        body: The same.
        loose: Tables whose rows belong to no page; they come as a page of their own.
    """
    held: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in head["tables"]}
    start = 0
    others: dict[str, Sequence[Any]] = {}
    for name, size in head["tables"].items():
        rows = contract.from_table(name, pa.ipc.open_stream(memoryview(body)[start : start + size]).read_all())
        start += size
        if name in loose:
            others[name] = rows
            continue
        for row in rows:
            held[name][row.document_id].append(row)
    tables = [name for name in head["tables"] if name not in loose]
    pages = [
        Page({name: tuple(held[name].get(key, ())) for name in tables}, spent)
        for key, spent in zip(head["documents"], head["spent"], strict=True)
    ]
    return [*pages, Page(others)] if any(others.values()) else pages


def written(stages: Sequence[Stage]) -> frozenset[str]:
    """Return the tables that stages give."""
    return frozenset(name for stage in stages for name in stage.writes)


def wanted(stages: Sequence[Stage]) -> frozenset[str]:
    """Return the tables that stages must be handed: what they read and none before them gives; and the documents."""
    made: set[str] = set()
    need: set[str] = set()
    for stage in stages:
        need |= set(stage.reads) - made
        made |= set(stage.writes)
    return frozenset(need if stages[0].per == "file" else need | {"documents"})
