"""Shorter forms under which a text goes on to tell of an organisation that it names in full: "Example" of "Example Pacific".

In: a text, and the names found in it. Out: the shorter forms that stand there as names do, each with the full name. Never: a decision
whether such a form is a name; that is learnt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors import languages
from extractors.gazetteer import Gazetteer
from extractors.mention import Span
from extractors.name_votes import Shorter, Standing


@dataclass(frozen=True, slots=True)
class LeadForm:
    """A shorter form of a full name that a text uses.

    Attributes:
        text: The form.
        full: The full name.
        stands: As what it stands where it is told most surely.
        elsewhere: Where it is a part of another name, or no name.
    """

    text: str
    full: str
    stands: Standing
    elsewhere: frozenset[Span]


def lead_forms(
    text: str, firms: Iterable[str], taken: Collection[str], doubted: Collection[str], whole: Callable[[str, int, int], bool]
) -> Iterator[LeadForm]:
    """Find the shorter forms of full names that a text uses.

    A form is left out where it may be short for two names, unless one of them is the other with more behind it, or holds the other.

    Args:
        text: The whole text.
        firms: Full names of organisations.
        taken: What is no short form of an organisation here: names themselves, and what persons are called.
        doubted: Forms that may be called so as something else, and are short forms only where they do as organisations do.
        whole: Whether a stretch of the text is a word of its own.

    Yields:
        The forms, in alphabetical order.
    """
    every = [rules.shorter for tag in languages.tags() if (rules := languages.of(tag).names) is not None and rules.shorter is not None]
    proposed: defaultdict[str, dict[Shorter, str]] = defaultdict(dict)
    for name in firms:
        for form in (form for shorter in every for form in shorter.forms(name) if form.text not in taken):
            proposed[form.text].setdefault(form, name)
    full = {short: names for short, names in proposed.items() if len(names) <= _MANY}
    listed = frozenset(name for names in full.values() for name in names.values())
    first = dict.fromkeys(listed, len(text))
    found: defaultdict[str, dict[Span, Standing]] = defaultdict(dict)
    for start, end, name in Gazetteer(listed | full.keys()).find(text):
        if name in listed:
            first[name] = min(first[name], start)
        if name in full and whole(text, start, end) and not any(text.startswith(longer, start) for longer in full[name].values()):
            told = (shorter.stands(text, start, end) for shorter in every)
            found[name][Span(start, end)] = next((one for one in told if one is not Standing.UNTOLD), Standing.UNTOLD)
    for short, places in sorted(found.items()):
        if (one := _one(full[short], first)) is None:
            continue
        least = Standing.FIRM if short in doubted else min(form.least for form, name in full[short].items() if name == one)
        if _stands(places.values(), least):
            elsewhere = frozenset(span for span, stands in places.items() if stands < Standing.UNTOLD)
            yield LeadForm(short, one, max(places.values()), elsewhere)


#: Names that one form may be short for at most.
_MANY = 8


def _one(names: Mapping[Shorter, str], first: Mapping[str, int]) -> str | None:
    """Return the one name of some that a form is short for: that which all begin with, or which stands before the others and holds them."""
    shortest = min(names, key=lambda form: (len(form.of), form.of))
    if all(form.of.startswith(shortest.of) for form in names):
        return names[shortest]
    front = min(names, key=lambda form: (first[names[form]], form.of))
    return names[front] if front.clear else None


def _stands(places: Collection[Standing], least: Standing) -> bool:
    """Whether a form stands as names do: once as surely as is asked, and hardly ever as something else."""
    against = sum(place is Standing.OTHER for place in places)
    told = sum(place >= least for place in places)
    return told > 0 and against * (_OFTEN if least is Standing.NAME else len(places)) < told


#: How many times oftener than as something else a form must stand as a name.
_OFTEN = 2
