"""The figures that stand in brackets after a company's name and are its own: 「甲社は、乙社(堺市。売上高5億円)の全株式を取得する」.

In: a sentence and what was read in it. Out: the same with the company before the brackets as subject of what stands inside.
Never: a figure of a company in brackets that a verb outside takes to itself; a stake in a company by way of which it is held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.candidates import Draft
from pipeline.claims.parsing import Sentence

__all__ = ["settle"]

#: Brackets that give the figures of a company, perhaps after its seat.
_PROFILE = re.compile(
    r"[(（](?:[^()（）\d]{0,40}[。、])?(?:直近|連結|年間|推定)?(?:売上|年商|営業収益|営業利益|経常利益|純利益|純資産|総資産|資本金|従業員)"
    r"[^()（）]{0,160}[)）]?"
)
_BY_WAY = re.compile("を(?:通じて|通して|介して)")


def settle(sentence: Sentence, found: Sequence[Draft]) -> list[Draft]:
    """Give what is read in such brackets to the company before them; drop it where none is named or the words outside claim it."""
    if sentence.language == "en":
        return list(found)
    spans = [(sentence.start + m.start(), sentence.start + m.end()) for m in _PROFILE.finditer(sentence.text)]
    return [draft for draft in found if not _passed_through(sentence, draft) and (not spans or _settled(sentence, spans, draft))]


def _passed_through(sentence: Sentence, draft: Draft) -> bool:
    """Whether what is held is held by way of the company named, and not a part of it: 「傘下の丙社を通じて株式の2割を持つ」."""
    objects = [mark for mark in draft.marks if mark[0] == "object"]
    return draft.predicate == "stake" and any(_BY_WAY.match(sentence.between(end, sentence.end)) for _, _, end in objects)


def _settled(sentence: Sentence, spans: Sequence[tuple[int, int]], draft: Draft) -> bool:
    mention = draft.mention
    span = next(((a, b) for a, b in spans if mention is not None and a < mention.start and mention.end <= b), None)
    if span is None:
        return True
    owner = next((p for p in sentence.parties if p.end == span[0] and p.kind == "organisation" and p.form == "name"), None)
    if owner is None or not owner.ids or not span[0] < draft.trigger[0] < span[1]:
        return False
    draft.subjects, draft.objects, draft.weak_subject = list(owner.ids), [], False
    draft.marks = [mark for mark in draft.marks if mark[0] not in ("subject", "object")] + [("subject", owner.start, owner.end)]
    return True
