"""A report too large for one page, split by subject.

In: what a report shows. Out: a start page that lists everything, and pages that hold the claims and passages of some subjects each. Never:
a fact on two of them, or on none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Json = dict[str, Any]


def split(shown: Json, most: int, name: Callable[[int], str]) -> list[Json]:
    """Return what each page shows, the start page first.

    Args:
        shown: What the report shows.
        most: Characters, about, of what one page may hold; a subject alone may hold more.
        name: Gives the name of a page by its number from 1; 0 is the start page.
    """
    held: list[list[int]] = [[] for _ in shown["subjects"]]
    for at, fact in enumerate(shown["facts"]):
        held[fact["subject"]].append(at)
    bundles = list(_bundles(shown, held, most))
    part = {subject: number for number, bundle in enumerate(bundles, 1) for subject in bundle}
    first = shown | {
        "claims": [],
        "passages": [],
        "facts": [fact | {"claims": []} for fact in shown["facts"]],
        "subjects": [one | {"page": name(part[at])} for at, one in enumerate(shown["subjects"])],
        "documents": _told(shown),
        "whole": False,
        "start": None,
    }
    return [first, *(_part(shown, bundle, held) | {"start": name(0)} for bundle in bundles)]


def _bundles(shown: Json, held: Sequence[Sequence[int]], most: int) -> Iterator[list[int]]:
    """Yield subjects, neighbours of the list together, as many as one page holds."""
    bundle: list[int] = []
    size = 0
    for subject, facts in enumerate(held):
        weight = sum(_weight(shown, at) for at in facts)
        if bundle and size + weight > most:
            yield bundle
            bundle, size = [], 0
        bundle.append(subject)
        size += weight
    if bundle:
        yield bundle


def _weight(shown: Json, fact: int) -> int:
    """Return about how many characters a fact takes with its claims and their passages."""
    one = shown["facts"][fact]
    size = 600 + len(one["why"])
    for claim, *_ in one["claims"]:
        said = shown["claims"][claim]
        size += 400 + len(said["text"])
        if said["passage"] is not None:
            passage = shown["passages"][said["passage"]]
            size += 100 + len(passage["text"]) + 40 * len(passage["mentions"])
    return size


def _part(shown: Json, bundle: Sequence[int], held: Sequence[Sequence[int]]) -> Json:
    """Return the page of some subjects: their facts, and the claims, passages and documents that these rest on."""
    facts = [at for subject in bundle for at in held[subject]]
    claims = _places(claim for at in facts for claim, *_ in shown["facts"][at]["claims"])
    passages = _places(at for claim in claims if (at := shown["claims"][claim]["passage"]) is not None)
    documents = _places(shown["passages"][at]["document"] for at in passages)
    subjects = {subject: at for at, subject in enumerate(bundle)}
    return {
        "counts": shown["counts"],
        "documents": [shown["documents"][at] for at in documents],
        "passages": [one | {"document": documents[one["document"]]} for one in (shown["passages"][at] for at in passages)],
        "subjects": [shown["subjects"][at] for at in bundle],
        "claims": [one | {"passage": passages.get(one["passage"])} for one in (shown["claims"][at] for at in claims)],
        "facts": [
            one | {"subject": subjects[one["subject"]], "claims": [[claims[claim], *rest] for claim, *rest in one["claims"]]}
            for one in (shown["facts"][at] for at in facts)
        ],
        "rejects": [],
        "whole": False,
    }


def _places(found: Iterator[int]) -> dict[int, int]:
    """Return the new place of each row that is kept."""
    return {old: new for new, old in enumerate(sorted(set(found)))}


def _told(shown: Json) -> list[Json]:
    """Return the documents, each with the subjects that it speaks of."""
    told: list[set[int]] = [set() for _ in shown["documents"]]
    for fact in shown["facts"]:
        for claim, *_ in fact["claims"]:
            if (at := shown["claims"][claim]["passage"]) is not None:
                told[shown["passages"][at]["document"]].add(fact["subject"])
    return [one | {"subjects": sorted(told[at])} for at, one in enumerate(shown["documents"])]
