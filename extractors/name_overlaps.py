"""Which of the names that overlap in a text stands there: the longer, unless what is inside shows that it is none.

In: the places of accepted forms, and what the text says of each form. Out: places that do not overlap. Never: whether a form is a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors import languages, lexicon
from extractors.line_breaks import in_words
from extractors.mention import Span
from extractors.name_evidence import Surface

#: Marks of a form that has a name of persons in it.
PERSONAL = frozenset({"personal name", "given name", "surname"})


def _key(text: str, span: Span) -> str:
    return in_words(text[span.start : span.end])


def apart(
    text: str, found: Mapping[Span, tuple[str, str, float]], taken: Mapping[str, tuple[str, float]], surfaces: Mapping[str, Surface]
) -> list[tuple[Span, tuple[str, str, float]]]:
    """Choose among names that overlap: the longer, unless what stands inside shows that it is none.

    Args:
        text: The whole text.
        found: Label, rule and chance at each place of an accepted form.
        taken: Label and chance of each form.
        surfaces: What the text says of each form.

    Returns:
        The places kept, in order.
    """
    order = sorted(found, key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for at, span in enumerate(order):
        if kept and kept[-1].overlaps(span):
            continue
        cut = False
        ahead = at + 1
        while not cut and ahead < len(order) and order[ahead].start < span.end:
            inner = order[ahead]
            cut = span.covers(inner) and (
                (inner.start > span.start and text[inner.start - 1].islower())
                or (
                    _cuts(taken[_key(text, inner)], taken[_key(text, span)])
                    and not _surname(text, inner, span, surfaces)
                    and not _called(text, inner, span, surfaces, taken)
                    and not _formal(text, inner, span)
                    and not (inner.start == span.start and "lead-form" in surfaces[_key(text, inner)].best.get("ORG", {}))
                )
                or _joined(text, inner, span, taken, surfaces)
            )
            ahead += 1
        if not cut:
            kept.append(span)
    return [(span, found[span]) for span in kept]


#: Below this a longer name gives way to one of its kind inside it that is sure.
_DOUBTFUL = 0.5
_CERTAIN = 0.9


def _called(text: str, inner: Span, outer: Span, surfaces: Mapping[str, Surface], taken: Mapping[str, tuple[str, float]]) -> bool:
    """Whether a longer name is that of a company which is called after who stands inside."""
    key, label = _key(text, outer), taken[_key(text, inner)][0]
    both = inner.start == outer.start or " & " in key
    return both and taken[key][0] == "ORG" and _formed(key, surfaces[key], label)


@cache
def _legal_forms() -> frozenset[str]:
    """Return the legal forms of companies in all languages."""
    return frozenset(word for tag in languages.tags() for word in lexicon.name_words(tag, "legal-form"))


def _formal(text: str, inner: Span, outer: Span) -> bool:
    """Whether a longer name is the one inside with a legal form beside it: 株式会社山吹 and 山吹."""
    beside = text[outer.start : inner.start] + text[inner.end : outer.end]
    return beside.strip(" ,\u3000") in _legal_forms()


def _surname(text: str, inner: Span, outer: Span, surfaces: Mapping[str, Surface]) -> bool:
    """Whether a company is called like a person of whom the whole name stands there: "Albert Example" of Example Foods."""
    key = _key(text, outer)
    return inner.end == outer.end and surfaces[key].label() == "PERSON" and not PERSONAL.isdisjoint(surfaces[key].marks)


def _formed(key: str, outer: Surface, inner: str) -> bool:
    """Whether a longer name is that of a company by its own form, whoever it is called after: "Merrin & Vane" is no Merrin."""
    formed = not {"legal-form", "org-head"}.isdisjoint(outer.best.get("ORG", {})) or "ends with a trade" in outer.marks
    return inner == "PERSON" and (formed or " & " in key)


def _joined(text: str, inner: Span, outer: Span, taken: Mapping[str, tuple[str, float]], surfaces: Mapping[str, Surface]) -> bool:
    """Whether a longer name is one behind what says where or what it is: 「富山市の山吹酒造」, 「老舗・山吹酒造」, 「会社山吹」."""
    one, whole = taken[_key(text, inner)], taken[_key(text, outer)]
    if inner.end != outer.end or inner.start == outer.start or not one[0] == whole[0] == "ORG":
        return False
    lead = text[outer.start : inner.start]
    if lead.endswith("の"):
        return one[1] >= whole[1] - _NEARLY
    more = surfaces[_key(text, inner)].marks["place"] > surfaces[_key(text, outer)].marks["place"]
    if lead.endswith("・") and lead[:-1].endswith(_leads("firm-lead", "no-lead")):
        return True
    told = lead.endswith(_leads("firm-lead")) and (_ABROAD.search(lead) is not None or not lead.endswith(("法人", *_legal_forms())))
    return (told and (more or one[1] >= whole[1] - _NEARLY)) or (more and lead in _STATES)


#: The company of a group in a state: 「日本法人アサギリジャパン」; otherwise 法人 is a form that belongs to the name.
_ABROAD = re.compile("(?:日本|現地|海外|米国|英国|韓国|中国|台湾|欧州|アジア)法人$")
#: How much less likely a name may be than the longer one from which の parts it.
_NEARLY = 0.1
#: Foreign states that say where a company is from, as none in its own name does where it is called without it elsewhere.
_STATES = frozenset({"米国", "英国", "韓国", "中国", "台湾", "米", "英", "仏", "独", "韓"})


@cache
def _leads(*roles: str) -> tuple[str, ...]:
    """Return what an organisation is called right before its name."""
    return tuple(sorted({word for tag in languages.tags() for role in roles for word in lexicon.name_words(tag, role)}))


def _cuts(inner: tuple[str, float], outer: tuple[str, float]) -> bool:
    """Whether a name inside a longer one shows that the longer is none."""
    if inner[0] == outer[0]:
        return outer[1] < _DOUBTFUL and inner[1] > _CERTAIN
    return inner[1] > outer[1]
