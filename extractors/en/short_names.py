"""Short forms of organisations in English text: "Example" of "Example Pacific", "Example Street" of "Example Street Brewers".

In: a full name, or the place of a form in a text. Out: its shorter forms; as what a form stands. Never: a choice between two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.en.name_cues import words
from extractors.en.name_shapes import organisations, persons
from extractors.en.tagger import dictionary
from extractors.name_votes import Shorter, ShorterForms, Standing
from extractors.patterns import any_of

_WORD = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ’'-]{2,}")
#: Words that join names, and those behind which a name goes on.
_JOINING = frozenset({"of", "for", "and", "&", "de", "van", "the", "in", "on", "at"})


def forms(name: str) -> Iterator[Shorter]:
    """Give the name without the words for its trade at the end, and its first word."""
    parts = name.replace(",", "").split()
    if parts and parts[0] in ("The", "the"):
        del parts[0]
    while len(parts) > 1 and parts[-1] in words("legal-form"):
        parts.pop()
    own = " ".join(parts)
    if len(parts) == 1 and own != name:
        yield from _formed(own, own)
    yield from _initials(parts, own)
    if own and not _plain(own) and _WORD.fullmatch(parts[0]):
        yield Shorter(own.upper(), own, Standing.NAME)
    trade = words("org-head") | words("org-tail") | words("general-tail")
    left = list(parts)
    while len(left) > 1 and left[-1] in trade:
        left.pop()
        if left[-1] in _JOINING:
            return
        yield from _formed(" ".join(left), own)
    if len(left) > 1 and _JOINING.isdisjoint(parts):
        yield from _formed(left[0], own)


def _formed(short: str, own: str) -> Iterator[Shorter]:
    first, last = short.split()[0], short.split()[-1]
    if not all(_WORD.fullmatch(word) or word in _JOINING for word in short.split()) or last in _JOINING or first in _JOINING:
        return
    if short in words("no-name") or short in words("title") or organisations().get(short) == "other":
        return
    if first == short and (not _general().isdisjoint((short, short.title())) or persons().get(short, "").startswith("given")):
        return
    clear = own.removeprefix(short).strip() in words("holder") | {""}
    yield Shorter(short, own, Standing.FIRM if _plain(short) else Standing.NAME, clear)
    if not _plain(short):
        yield Shorter(short.upper(), own, Standing.NAME, clear)


def _plain(name: str) -> bool:
    """Whether all words of a name are words of the dictionary."""
    return all(word.lower() in dictionary() or word.lower().removesuffix("s") in dictionary() for word in name.split())


def _initials(parts: list[str], own: str) -> Iterator[Shorter]:
    """Give the initials of a name that "and" joins: "E&F" of "Example & Foobar"."""
    if len(parts) > len("&&") and parts[1] in ("&", "and") and parts[0][0].isupper() and parts[2][0].isupper():
        short = f"{parts[0][0]}&{parts[2][0]}"
        if short not in words("no-name"):
            yield Shorter(short, own, Standing.NAME)


@cache
def _general() -> frozenset[str]:
    """Return the words that are of many names and none by themselves."""
    roles = (
        "org-head",
        "org-tail",
        "org-begin",
        "org-lead",
        "title",
        "no-name",
        "other-head",
        "firm-lead",
        "headline",
        "general-tail",
        "post",
    )
    return frozenset(word for role in roles for word in words(role))


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Match what an organisation has or does behind its name, what is put into one before it, and a thing called after it."""
    doing = any_of(words("org-verb") | words("move-verb") | words("deal-verb") | words("saying"))
    asset = any_of(words("asset"))
    return (
        re.compile(
            rf"(?:[’']s?)? {asset}\b|[’']s (?:[a-z-]+ ){{1,2}}{asset}\b|,? (?:which|whose)\b"
            r"|, (?:founded|listed|based|under|led|run|owned) "
            rf"|(?: (?:also|has|had|itself|alone|now|still|already|since|then|later))? {doing}\b"
        ),
        re.compile(r"(?:[Ii]nvest\w*|[Ss]takes?|[Ss]hares?|[Ss]tock|[Ii]nterests?|confidence|holdings?|position|trust|faith) in $"),
        re.compile(rf" (?:brands?|wines?|products?|{any_of(words('thing'))})\b"),
    )


def stands(text: str, start: int, end: int) -> Standing:
    """Say as what a form stands: as a place behind "in", as a part of another name, as one that owns, does or says something."""
    if not (text[start].isupper() and _LATIN.match(text, start)):
        return Standing.UNTOLD
    before, after = _in_line(text[max(0, start - 32) : start]), _in_line(text[end : end + 48])
    if _SHOUTED.fullmatch(text, start, end):
        if text[start - 1 : start] in ("<", "/"):
            return Standing.OTHER
        return Standing.NAME if _SHOUTED_BESIDE.match(after) or _SHOUTED_BEFORE.search(before) else Standing.UNTOLD
    firm, invested, thing = _around()
    if _PLACE_AFTER.match(after) or thing.match(after):
        return Standing.OTHER
    if (behind := _CAPITAL.match(after)) is not None:
        return Standing.NAME if behind[1] in words("post") | words("title") | words("headline") else Standing.PART
    if invested.search(before) or (firm.match(after) and not _PREPOSED.search(before)):
        return Standing.FIRM
    if _PREPOSED.search(before):
        return Standing.OTHER
    if (ahead := _CAPITAL_AHEAD.search(before)) is not None and ahead[1] not in words("firm-lead") and ahead[1].lower() not in _OPENING:
        return Standing.OTHER if ahead[1] in words("title") else Standing.PART
    if _COUNTED.search(before) and not _GOES_ON.match(after):
        return Standing.OTHER
    if _JOINED.match(after) or before.endswith("-"):
        return Standing.UNTOLD
    if _INSIDE.search(before) or ahead is not None or _CASE.match(after):
        return Standing.NAME
    return Standing.NAME if _GOES_ON.match(after) else Standing.UNTOLD


def _in_line(beside: str) -> str:
    """Make the breaks of lines blanks where a sentence goes on over them."""
    return _WRAPPED.sub(" ", beside)


_WRAPPED = re.compile(r"(?<=[a-z,]) ?\n *(?=[A-Za-z]|$)")
_LATIN = re.compile(r"[A-ZÀ-Þ]")
#: What follows a place, a word with a capital before and behind, and what is joined by a hyphen.
_PLACE_AFTER = re.compile(r"[- ]based|,? (?:County|City|Island)|, (?:[A-Z]{2}|Calif|Mass|Conn|Va|Pa|Fla|Ill)\b")
_CAPITAL, _CAPITAL_AHEAD = (
    re.compile(r" (?:& )?([A-Z]\w*)"),
    re.compile(r"((?:Mrs?|Ms|Dr|St|Mt|Ft|Gov|Sen|Rep)\.|[A-Z](?:[\w’'&]|\.(?=\w))*)[ -](?:& )?$"),
)
_JOINED = re.compile("-|[A-Za-z0-9]")
#: A name in capitals, and what shows that its line is in capitals.
_SHOUTED = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ’' -]{3,}")
_SHOUTED_BESIDE, _SHOUTED_BEFORE = re.compile(r"(?:[’']S)? [A-Z]{2,}[A-Z0-9 ]"), re.compile(r"[A-Z]{2,}(?:[’']S)? $")
#: What stands before a place.
_PREPOSED = re.compile(r"(?<![A-Za-z])(?:in|In|near|Near|outside|across|throughout|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est) of) $")
#: What opens a sentence before a name, in small letters.
_OPENING = frozenset(
    "the but and at for if when while since after with as by so yet though although because until like unlike both".split()
)
#: What stands before one of the things that a firm makes: "printed on an Example".
_COUNTED = re.compile(r"(?<![A-Za-z])(?:[Aa]n?|each|every|two|three|your|my|his|her) $")
_INSIDE = re.compile(r"[a-z0-9%)][,;:]? [“\"‘]?$")
_CASE = re.compile(r"[’']s?\b|[ぁ-ん、株側社]|[은는이가을를의]")
_GOES_ON = re.compile(r",? [a-z]")

SHORTER = ShorterForms(forms, stands)
