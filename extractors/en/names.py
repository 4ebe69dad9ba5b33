"""English names in one sentence: what the shape, the words around and the lists say, and the tagger's guesses set right at their borders.

In: a sentence and the guesses for it. Out: readings of stretches of it, each with a weight; they may contradict each other. Never: a choice
between readings of the same words at several places; that is made over the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractors.en import name_shapes as shapes
from extractors.en import small_names
from extractors.en.name_cues import cues, marks, words
from extractors.en.name_shapes import organisations
from extractors.en.short_names import SHORTER
from extractors.en.tagger import dictionary
from extractors.gazetteer import Gazetteer
from extractors.name_votes import Guess, NameRules, NamesLent, Reading


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(organisations())


def readings(sentence: str, guesses: Sequence[Guess], kind: str) -> list[Reading]:
    """Read the names of a sentence.

    Args:
        sentence: The sentence, line breaks made spaces.
        guesses: The tagger's guesses for it.
        kind: Kind of its passage.

    Returns:
        Readings in no order, which may overlap.
    """
    titled = shapes.headline(sentence, kind)
    runs = list(shapes.runs(sentence, titled=titled))
    found = [*listed(sentence), *shapes.readings(sentence, runs, titled=titled), *_published(sentence, kind), *_described(sentence, runs)]
    found += [*_wired(sentence), *_kinds(sentence), *_houses(sentence), *small_names.readings(sentence, kind)]
    weight = 0.5 if titled else 1.0
    for guess in guesses:
        for start, end in _pieces(sentence, guess.start, guess.end):
            start, end = _widened(sentence, start, end, runs)
            found += _trimmed(sentence, start, _cut(sentence, start, end) if titled else end, guess.label, weight)
    found += _marked(sentence, runs, found, kind, titled=titled)
    found = [reading for reading in found if not shapes.of_standard(sentence, reading.start, reading.end)]
    return [reading for reading in found if not shapes.of_report(sentence[reading.start : reading.end])]


def _widened(sentence: str, start: int, end: int, runs: list[list[shapes.Word]]) -> tuple[int, int]:
    """Return the whole name of which a guess is a part, where a foreign word links the two: "Jours" of "Tous les Jours"."""
    if end < len(sentence) and (rest := _HYPHENED.match(sentence, end)) and not shapes.COMPOUND.match(sentence, end):
        end = rest.end()  # "Se" of "Se-a"
    for run in runs:
        if run[0].start <= start and end <= run[-1].end and len(run) <= _RUN:
            before = [word for word in run if word.end <= start]
            after = [word for word in run if word.start >= end]
            first = run[0].start if before and before[-1].text in _ABROAD else start
            return first, run[-1].end if after and after[0].text in _ABROAD else end
    return start, end


#: The rest of a name that a hyphen joins.
_HYPHENED = re.compile(r"-[a-z]{1,9}(?![\w-])")
#: Small words of other languages inside a name.
_ABROAD = frozenset({"de", "del", "du", "des", "le", "la", "les", "di", "da", "van", "von", "der", "bin", "al"})


def _cut(sentence: str, start: int, end: int) -> int:
    """Return where the verb of a headline ends a guess that runs over it: "Acme Rallies" is Acme."""
    verbs = words("headline") - words("org-head")
    inner = (word.start() for word in _AHEAD.finditer(sentence, start, end) if word.group(1) in verbs)
    at = next(inner, end)
    return at if at > start else end


_AHEAD = re.compile(r" +([A-Z][a-z]+)(?![\w-])")


def listed(sentence: str) -> Iterator[Reading]:
    """Read what stands in the list of known names."""
    for start, end, name in _gazetteer().find(sentence):
        if not _whole(sentence, start, end):
            continue
        kind = organisations()[name]
        if (before := _STATE.search(sentence, max(0, start - 6), start)) and _OFFICE.search(name):
            start, kind = before.start(), "org"
        if kind == "word":
            # With a capital in the middle of a sentence a plain word is likely meant as the name.
            inside = _INSIDE.search(sentence, max(0, start - 4), start) and not _GOES_ON.match(sentence, end)
            yield Reading(start, end, "ORG", "word", 0.9 if inside else 0.3)
        else:
            yield Reading(start, end, "OTHER" if kind == "other" else "ORG", "list", 4.0)


_INSIDE = re.compile(r"[a-z]{2},? $")
_GOES_ON = re.compile(r"[\w-]| [A-Z]")
_STATE = re.compile(r"\bU\.?S\.? $")
_OFFICE = re.compile(r"Department|Treasury|Congress|Senate|Court|Commission|Army|Navy|Force|Agency|Bureau|House of Representatives")


_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")


def _whole(sentence: str, start: int, end: int) -> bool:
    before, after = sentence[start - 1 : start] if start else "", sentence[end : end + 1]
    if _LATIN.match(before) or _LATIN.match(after) or before in ("@", "_", "."):
        return False
    if before in _MONEY and sentence[start].isdigit():
        return False  # "$3M"
    return not (after in ("&", "@") and sentence[end + 1 : end + 2].isupper())


#: Signs of money, behind which a number stands.
_MONEY = frozenset("$€£¥₩₹")
_SEPARATOR = re.compile(
    r"[ \n]*(?:(?:(?!" + shapes.JOINING + r")[|–—•·»*#<>{}\[\]=\ufffc])+|[ \n]-[ \n]|:[ \n]|[ \n]/[ \n]|\n[ \n]*\n)[ \n]*"
)


def _pieces(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a guess where a separator stands."""
    at = start
    for found in _SEPARATOR.finditer(sentence, start, end):
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def _described(sentence: str, runs: list[list[shapes.Word]]) -> Iterator[Reading]:
    """Read "Example, a maker of ..." and "Example raised $3 million", and names in a row with organisations."""
    row: list[tuple[int, int, float]] = []
    for run in runs:
        start, end = run[0].start, run[-1].end
        text = sentence[start:end]
        if len(run) <= 4 and text not in words("no-name") and text.lower() not in _common() and _DESCRIBED.match(sentence, end):
            yield Reading(start, end, "ORG", "described", 1.0)
        known = organisations().get(text, "")
        sure = 1.0 if known == "org" else 0.5 if known == "word" else float(run[-1].text in words("org-head"))
        if row and not _ROW.fullmatch(sentence, row[-1][1], start):
            yield from _alike(sentence, row)
            row = []
        if len(run) <= 3 and not any(word.text in ("and", "&", "of") for word in run) and text not in words("no-name"):
            row.append((start, end, sure))
        else:
            yield from _alike(sentence, row)
            row = []
    yield from _alike(sentence, row)


#: A run with more words than this is no name that nothing else speaks for.
_RUN = 6


def _marked(sentence: str, runs: list[list[shapes.Word]], found: list[Reading], kind: str, *, titled: bool) -> Iterator[Reading]:
    """Say of each run of capitals and of all that something takes for a name what marks its place."""
    places = {(reading.start, reading.end) for reading in found}
    untitled = (run[1:] if run[0].text.rstrip(".") in _COURTESY and len(run) > 1 else run for run in runs)
    plain = words("no-name")
    forms = ((run[0].start, run[-1].end) for run in untitled if len(run) <= _RUN)
    places.update(place for place in forms if plain.isdisjoint((form := sentence[slice(*place)], f"{form}.")))
    # "Currently Acme": the first word of a sentence has a capital whatever it is.
    known = dictionary()
    places.update(
        (run[1].start, run[-1].end)
        for run in runs
        if 1 < len(run) <= _RUN
        and run[1].capital
        and run[1].text.lower() not in _SMALL_WORDS
        and not any(map(str.isalnum, sentence[: run[0].start]))
        and run[0].text.lower() in known
    )
    places.update(place for run in runs if 1 < len(run) <= 2 * _RUN for place in _within(run, plain))
    yield from _placed(sentence, sorted(places), kind, titled=titled)


def _again(sentence: str, places: Sequence[tuple[int, int]], kind: str) -> Iterator[Reading]:
    """Say what marks the other places of a name in small letters."""
    yield from _placed(sentence, places, kind, titled=shapes.headline(sentence, kind))


def _placed(sentence: str, places: Iterable[tuple[int, int]], kind: str, *, titled: bool) -> Iterator[Reading]:
    prose = ("in prose",) if _PROSE.search(sentence) and len(_SMALL_WORD.findall(sentence)) >= _MANY else ()
    for start, end in places:
        beside = () if titled else _among(sentence, start, end)
        there, words_of = marks(sentence, start, end, kind), _plain(sentence[start:end])
        if _ABSTRACT.fullmatch(sentence, start, end):
            there = [mark for mark in there if mark not in ("about before", "valued before")]
        if "no noun" in words_of and "inside" in there and not titled and " " not in sentence[start:end]:
            words_of = tuple(
                word for word in words_of if word in _BORNE
            )  # a verb with a capital inside a sentence is a name, whatever the dictionary says
        for mark in ("place", *there, *words_of, *prose, *beside):
            yield Reading(start, end, "", mark, 1.0)


#: What a page is about, or a book values, and no firm: "About Pricing", "values Goodwill at".
_ABSTRACT = re.compile(r"[A-Z][a-z]+(?:ing|ity|ness|ment|tion|sion|ance|ence|ship|ism|ics|sty|ory|will)s?")


def _within(run: list[shapes.Word], plain: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give the names that small words part in a run, and who stands behind a post: "Shares of Acme Holdings", "Painter Jane Roe"."""
    part: list[shapes.Word] = []
    for word in (*run, None):
        if word is not None and word.text not in _PARTING:
            part.append(word)
            continue
        whole = " ".join(one.text for one in part)
        if part and len(part) < len(run) and part[0].capital and part[-1].capital and whole not in plain:
            yield part[0].start, part[-1].end
        part = []
    posts = words("title") | words("post")
    at = max((place for place, word in enumerate(run) if word.text in posts or word.text.lower() in posts), default=-1) + 1
    if 0 < at < len(run) and all(word.text.lower() in dictionary() or word.text.lower() in posts for word in run[:at]) and run[at].capital:
        yield run[at].start, run[-1].end


#: Words that may part two names in one run of capitals.
_PARTING = frozenset({"of", "and", "for", "on", "from"})


def _among(sentence: str, start: int, end: int) -> Iterator[str]:
    """Say whether a name is part of a run of capitals that is longer, on either side."""
    if _CAPITAL_AFTER.match(sentence, end):
        yield "goes on"
    if (
        (before := _CAPITAL_BEFORE.search(sentence, max(0, start - 24), start))
        and before.start()
        and not _OWNED.search(before.group())
        and sentence[before.start() - 2 : before.start()] != ". "
    ):
        yield "goes before"


_CAPITAL_AFTER = re.compile(r"[ -](?:& |(?:de|del|du|des|le|la|les|di|da|van|von|der) )?[A-Z][\w&]")
_CAPITAL_BEFORE = re.compile(r"(?<![\w.-])[A-Z][\w&’'.-]{1,20}[ -]$")


#: What ends a name of its own right before another: "Spain's Acme".
_OWNED = re.compile(r"[’']s? $")

_BORNE = frozenset({"surname", "given name"})
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Dr", "Prof", "Sir", "Messrs"})
_PROSE = re.compile(r"[.!?][\"'”’)]*\s*$")
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
#: Words in small letters that a sentence of prose has.
_MANY = 5


@lru_cache(maxsize=65536)
def _plain(text: str) -> tuple[str, ...]:
    """Say which words of a form stand in the dictionary, and as what."""
    known = dictionary()
    parts = [
        known.get(word)
        or known.get(word.removesuffix("s"))
        or known.get(re.sub("ies$", "y", word))
        or known.get(word.removesuffix("es"))
        or ("n" if small_names.derived(word) else "")
        for word in text.lower().split()
        if word not in _SMALL_WORDS
    ]
    if not parts:
        return ()
    found = []
    if all(parts):
        found.append("all words of the dictionary")
        if not any("n" in part for part in parts):
            found.append("no noun")
    elif not any(parts):
        found.append("no word of the dictionary")
    if len(parts) > 1 and parts[-1]:
        found.append("last word of the dictionary")
    if parts[0] and "n" not in parts[0]:
        found.append("begins with no noun")
    if text.split()[-1] in words("no-name"):
        found.append("ends with no name")
    if text.split()[0] in words("no-name"):
        found.append("begins with no name")
    if len(parts) > 1 and not any(map(_borne, text.split())):
        found.append("borne by nobody")
    last = text.split()[-1]
    shouted = text.isupper() and "begins with no noun" not in found and last.capitalize() in words("org-tail")
    if (last in words("org-tail") or shouted) and (len(parts) > 1 or " & " in text):
        found.append("ends with a trade")
    if len(parts) > 1 and text.split()[0] in words("org-begin"):
        found.append("begins with a trade")
    if "surname" in shapes.persons().get(text.split()[-1], ""):
        found.append("surname")
    if shapes.persons().get(text.split()[0], "").startswith("given"):
        found.append("given name")
    return tuple(found)


_SMALL_WORDS = frozenset("of and the for & in on a to de".split())


_WIRED = re.compile(
    r"[A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*){0,2}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? )?\(([A-Z][\w&. ]{1,30})\) ?[-—–]"
)


def _wired(sentence: str) -> Iterator[Reading]:
    """Read the agency of a dateline: "OSLO, May 3 (Fjord News) --"."""
    if found := _WIRED.match(sentence):
        yield Reading(*found.span(1), "ORG", "dateline", 3.0)


_HOUSE = re.compile(
    r"\b[Tt]he ((?:[A-Z][a-z]+ )?[A-Z][a-zß-ÿ’-]+ family)\b(?! (?:of|business|firm|company|name|trust|office|home|car|foundation)\b)"
)


def _houses(sentence: str) -> Iterator[Reading]:
    """Read a family that holds shares: "the Ansgar family"."""
    for found in _HOUSE.finditer(sentence):
        if found.group(1).split()[0] not in words("no-name") and found.group(1).split()[0].lower() not in dictionary():
            yield Reading(*found.span(1), "ORG", "house", 2.0)


_KIND = re.compile(
    r"(?:^|(?<=, )|(?<=and ))([A-Z][a-z]+(?:[A-Z]?[a-z]+)?)"
    r"(?= (?:start-?up|company|firm|platform|brand|unicorn|venture|aggregator|marketplace|major|player|portal)s? [A-Z])"
)


#: What a company issues.
_SECURITY = re.compile(
    r"\b(?:(?:Series|Class|Tier) (?:[A-Z]{1,2}(?:-?\d)?|\d{1,2}|One|Two|Three|Four|Five) )?"
    r"(?:(?:(?:Non-)?(?:Cumulative|Redeemable|Voting|Convertible)|Perpetual|Exchangeable|Senior|Subordinated|Junior|Secured|Unsecured|Preferred|Preference|Common"
    r"|Ordinary|Restricted|Depositary|Depository|Participating|Deferred|Guaranteed|Fixed|Floating|Rate|Reset) ){1,6}"
    r"(?:Stock|Shares?|Notes?|Debentures?|Bonds?|Units?|Warrants?|Securities)\b(?! [A-Z])"
)
#: A body of a company, which has its name behind it.
_BODY = re.compile(
    r"\b(Boards? of (?:Directors|Trustees|Governors|Management)|(?:Audit|Compensation|Nominating|Nomination|Governance|Remuneration"
    r"|Risk|Executive|Special) Committee) of (?:the )?[A-Z][\w.&’'-]*(?: [A-Z&][\w.&’'-]*){0,5}"
)


#: A quoted name that is called a work before it or behind it, and who sings or plays under a name.
_WORK = (
    r"(?:script|series|drama|melodrama|film|movie|epic|album|single|song|novel|book|memoir|musical|play|webtoon|documentary|sitcom"
    r"|thriller|comedy|anime|manga|podcast|petition|opera)"
)
_TITLE = r"(?P<title>[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|and|in|a)){0,5})"
_WORKS = re.compile(
    rf"\b{_WORK}(?: (?:was|is|called|titled|entitled|named))? [\"“]{_TITLE}[,.]?[\"”]"
    rf"|[\"“]{_TITLE.replace('title', 'named')},?[\"”],? (?:an?|the) [^.,;\"“”]{{0,30}}?\b{_WORK}\b"
)
_ACT = re.compile(
    r"\b(?:girl (?:group|band)|boy (?:group|band)|(?:idol|K-pop|pop|rock) (?:group|band|duo|trio|act)|rapper|singer) "
    r"(?P<title>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})"
)


def _kinds(sentence: str) -> Iterator[Reading]:
    """Read what is no firm: the trade of one as the first word ("Textile company Acme"), a security, a board, a work, who sings."""
    for found in (*_WORKS.finditer(sentence), *_ACT.finditer(sentence)):
        rule = "act" if found.re is _ACT else "work"
        yield Reading(*found.span("title" if found["title"] else "named"), "OTHER", rule, 3.0)
    yield from (Reading(*found.span(), "OTHER", "security", 3.0) for found in _SECURITY.finditer(sentence))
    yield from (Reading(*found.span(part), "OTHER", "body", 3.0) for found in _BODY.finditer(sentence) for part in (0, 1))
    for found in _KIND.finditer(sentence):
        if found.group(1) not in organisations() and not (found.start() and not found.group(1).endswith("tech")):
            yield Reading(*found.span(1), "OTHER", "trade", 3.0)


def _alike(sentence: str, row: list[tuple[int, int, float]]) -> Iterator[Reading]:
    """Names in a row are of one kind: two organisations make others likely, one a word that may be one; stations of a career most."""
    told = sum(sure for _, _, sure in row)
    if (len(row) > 2 and sum(sure > 0 for _, _, sure in row) > 1) or told > 1:
        stations = all(_YEARS.fullmatch(sentence, one[1], other[0]) for one, other in pairwise(row))
        weight = 1.5 if stations else 0.9
        yield from (Reading(start, end, "ORG", "row", weight) for start, end, sure in row if sure < 1 and (sure or len(row) > 2))


#: Between names of a row: a comma, or in a list of stations the years.
_ROW = re.compile(r",? (?:and |& |or )?|, |(?:,? \(?(?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d{2}[^;(),.\n]{0,24}\)?)?; ")
_YEARS = re.compile(r",? \(?(?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d{2}[^;(),.\n]{0,24}\)?; ")
_DESCRIBED = re.compile(
    r"(?:(?:,? (?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)?, (?:an?|the) (?:(?:[\w-]+-old|[A-Z][\w.]+), ){0,3}"
    r"|(?:\*{0,2}:\*{0,2}| [—–-]) (?:An?|The) [\w’'&/.-]+ )"
    r"(?:[\w’'&/.-]+ ){0,7}"
    r"(?:company|startup|start-up|firm|maker|provider|developer|platform|manufacturer|operator|publisher|retailer|supplier|unicorn|marketplace|agency"
    r"|arm|chain|bank|brewer|lender|fund|group|carrier|insurer|broker|builder|housebuilder|grocer|charity|co-op|cooperative|studio|label|unit|subsidiary"
    r"|outfit|venture|newspaper|airline|hotelier|distiller|baker|miner|utility|conglomerate|consultancy|wholesaler|brokerage|contractor|distributor)\b(?![’'])"
    r"| (?:has |have )?(?:raised|raises|secured|secures|bagged|bags) (?:an? |about |over |around |nearly |more than )?(?:additional )?"
    r"(?:[$€£₹¥₩]|Rs|USD|US\$|INR|\d)"
)

_PUBLISHER = re.compile(r"[ \n](?:[|–—·»]|-)[ \n]+([^|–—·»\n\ufffc]{2,60}?)[ \n]*(?=$|\ufffc)")


def _published(sentence: str, kind: str) -> Iterator[Reading]:
    """Read the last part of an entry in a list of sources as its publisher: "Title | Publisher"."""
    if kind != "reference" and "\ufffc" not in sentence:
        return
    ends = list(_PUBLISHER.finditer(sentence))
    if not ends:
        return
    found = ends[-1]
    text = found.group(1)
    parts = text.split()
    capitals = sum(any(map(str.isupper, part)) for part in parts)
    if len(parts) <= 6 and 2 * capitals >= len(parts) and not text[0].isdigit() and not text.endswith(("...", "…")):
        yield Reading(*found.span(1), "ORG", "publisher", 1.5)


_LEAD = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|former|late|then|new|top|[Bb]oth)[ \n]+)+")
_TAIL = re.compile(r"(?:[’']s?|[ \n,.;:!?)(\"”“_-])+$")
_DOTTED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|L\.P|S\.A|N\.V|U\.S|U\.K|D\.C)\.|Yahoo!)$")
_FRONT = re.compile(r"[\s,.;:!?)(\"”“_-]+(?:ex-(?=[A-Z]))?|ex-(?=[A-Z])")
#: What sort of firm it is, at the beginning of a sentence: "Regional bank Harlow Bank".
_SORT = re.compile(r"(?:[A-Z][\w-]*[ \n]+)([a-z][\w-]*)[ \n]+(?=[A-Z])")
_SMALL = re.compile(r"(?:[ \n]+[a-z][\w-]*)+$")
_FIRST = re.compile(r"([\w.-]+)[ \n]+")
_NUMBERED = frozenset("Item Exhibit Section Form Figure Table Chapter Operation Series Phase Article Rule Class Note".split())


def _bordered(sentence: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave articles, titles and possessives outside."""
    if cut := _FRONT.match(sentence, start, end):
        start = cut.end()
    if cut := _LEAD.match(sentence, start, end):
        start = cut.end()
    start = shapes.led(sentence, start, end)
    if start == 0 and label == "ORG" and (cut := _SORT.match(sentence, 0, end)) and cut[1] in words("firm"):
        start = cut.end()
    tail = _TAIL.search(sentence[start:end])
    if tail and not _DOTTED.search(sentence[start:end]):
        end = start + tail.start()
    titles, heads = words("title"), words("org-head")
    while start < end and (found := _FIRST.match(sentence, start, end)):
        first = found.group(1)
        small = label == "PERSON" and not any(map(str.isupper, first))
        if not small and (first not in titles or first in heads or (label != "PERSON" and first in ("General", "Chief", "Major"))):
            break
        start = found.end()
    if label != "OTHER" and (tail := _SMALL.search(sentence, start, end)) and not sentence[start:end].endswith("plc"):
        end = tail.start()
    if (tail := _AND_THING.search(sentence, start, end)) and tail.group(1) in words("no-name"):
        end = tail.start()
    if label == "PERSON":
        verbs = words("headline") - words("org-head")
        while start < end and (last := sentence[start:end].rsplit(None, 1)) and len(last) == 2 and last[1] in verbs:
            end = start + len(last[0])
    if (compound := shapes.COMPOUND.search(sentence, start, end)) and any(map(str.isupper, sentence[start : compound.start()])):
        end = compound.start()
    return start, end


_DATELINE = re.compile(r"([A-Z]{2,}(?: [A-Z]{2,})?)(?:: | ?[—–] | ?\(|, [A-Z][a-z]{2,8}\.? \d)")


def _first_of_two(parts: list[str], heads: frozenset[str]) -> bool:
    return len(parts) > 1 or parts[0] in heads or parts[0] in organisations() or parts[0].isupper() or bool(_DOMAIN.fullmatch(parts[0]))


#: A word that begins with several capitals, as no name of a person does: "JPExample Bank".
_LETTERED = re.compile(r"[A-Z]{2,}[a-z]{2}")
_DOMAIN = re.compile(r"\w{2,}\.[a-z]{2,3}")
#: What goes on after "and" with a thing: "Acme and AI chip maker Tern".
_AND_THING = re.compile(r"[ \n]+(?:and|&)[ \n]+([\w./-]+)$")
#: A post between a firm and who holds it: "Acme India MD Jane Roe".
_HOLDS = re.compile(r"[ \n]+(?:MD|CEO|CFO|CTO|COO|CMO|CIO|EVP|SVP|VP)[ \n]+(?=[A-Z])")


_CLAN = re.compile(r"(?:Mc|Mac|O[’']|Fitz|De|Di|La|Le|Van)[A-Z]")


def _borne(part: str) -> bool:
    """Whether people bear a word as a name, or it may be an initial or a part of one."""
    known = shapes.persons()
    return (
        part in known
        or bool(_CLAN.match(part))
        or len(part.strip(".")) < 3
        or any(piece in known for piece in re.split(r"[-’']", part) if len(piece) > 2)
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(word.lower() for role in ("post", "title", "asset", "firm") for word in words(role))


def _relabelled(sentence: str, end: int, text: str, label: str) -> str:
    """Return the label that the words of a guess allow: a person has no head of an organisation, a place of a dateline is none."""
    parts = text.split()
    heads, plain = words("org-head"), words("no-name")
    if label == "PERSON" and (len(parts) > 4 or any(part in heads for part in parts[1:]) or any(map(str.isdigit, text)) or "&" in parts):
        label = "ORG" if parts[-1] in heads else "OTHER"
    if label == "ORG" and (parts[-1] in words("other-head") or parts[-1] in ("Government", "Administration")):
        label = "OTHER"
    if label == "ORG" and organisations().get(parts[0]) == "other" and parts[-1] not in heads:
        label = "OTHER"
    if (
        parts[0] in _NUMBERED
        or organisations().get(text) == "other"
        or (len(parts) > 1 and all(part in plain or part in ("and", "&") for part in parts))
    ):
        label = "OTHER"
    if re.search(r"^[A-Z][a-z]+-(?:gu|dong|si|gun|do|ro|eup|myeon)$", text):
        label = "OTHER"  # a district of Korea
    if label == "PERSON" and len(parts) == 1 and text.isupper() and text.title() not in shapes.persons():
        label = "ORG"
    if label == "PERSON" and (_DOMAIN.fullmatch(text) or any(map(_LETTERED.match, parts))):
        label = "ORG"
    if label == "ORG" and (place := _DATELINE.match(sentence)) and end == place.end(1):
        label = "OTHER"
    return label


def _trimmed(sentence: str, start: int, end: int, label: str, weight: float) -> Iterator[Reading]:
    """Weigh a guess by its own words and the words beside it."""
    start, end = _bordered(sentence, start, end, label)
    text = sentence[start:end]
    heads, plain = words("org-head"), words("no-name")
    small = text.lower()
    if len(text) < 2 or text == small or text in plain or small in _common() or re.search(r"\d{4,}|@|_", text):
        return
    parts = text.split()
    if parts[0] in ("of", "for", "and") or parts[0].rstrip(".,") in shapes.FORMS_ALONE:  # what is left of "Minister of Trade", "Acme Inc."
        return
    label = _relabelled(sentence, end, text, label)
    if label == "ORG" and len(parts) > 7:
        weight *= 0.5
    if (
        label == "ORG"
        and text.count(" and ") == 1
        and "of" not in parts
        and text not in organisations()
        and _first_of_two(text.split(" and ")[0].split(), heads)
    ):
        at = start + text.index(" and ")
        yield Reading(start, at, "ORG", "en.spacy", weight)
        yield Reading(at + 5, end, "ORG", "en.spacy", weight)
        return
    if label != "OTHER" and (held := _HOLDS.search(sentence, start + 1, end)):
        yield Reading(start, held.start(), "ORG", "en.spacy", weight)
        yield Reading(held.end(), end, "PERSON", "en.spacy", weight)
        return
    single = len(parts) == 1
    yield Reading(start, end, label, "en.spacy", weight)
    # The tagger takes unknown firms for persons: where people bear no part of the name, the words beside weigh more.
    strange = label == "PERSON" and not any(_borne(part) for part in parts)
    if label != "OTHER" or single:
        for other, cue in cues(sentence, start, end).items():
            # Persons own, back and found things too: beside a known first and last name such words say less.
            known = label == "PERSON" and not strange and not single
            scale = 0.6 if label == "OTHER" or known else 1.8 if strange and other == "ORG" else 1.0
            yield Reading(start, end, other, "context", scale * cue * weight)
    if (
        label == "ORG"
        and 1 < len(parts) < 4
        and "surname" in shapes.persons().get(parts[-1], "")
        and "&" not in parts
        and not any(part in heads for part in parts)
    ):
        yield Reading(start, end, "PERSON", "surname", 1.05)


#: A word with a capital letter.
_CAPITAL = re.compile(r"(?<![\w.&’'-])[\w.&’'-]*[A-Z][\w.&’'-]*")
_OPENING = re.compile(
    r"\W*(?:The|A|An|In|On|At|It|Its|This|That|These|Those|They|Their|He|She|His|Her|We|Our|You|Your|I|If|As|And|But|For|To|From|With|By|When|While|There|Here|What|How|Why|Who|Which|Some|Many|Most|All|No|Not|More|Other|Such|So|Also|However|After|Before|Since|Because)(?![\w-])"
)


def _promising(sentence: str) -> bool:
    """Whether a word with a capital stands there, no first of its sentence, month or term of the trade, or a head in small letters."""
    first = _OPENING.match(sentence)
    plain = words("no-name")
    if shapes.DOMAIN.search(sentence) or small_names.promising(sentence):
        return True
    return any(word.rstrip(".,") not in plain for word in _CAPITAL.findall(sentence, first.end() if first else 0))


def _shaped(sentence: str) -> tuple[list[tuple[int, int]], list[Reading]]:
    """Read what looks like a name in a sentence of another language, whose own words tell what is none."""
    runs = list(shapes.runs(sentence))
    found = [reading for reading in shapes.readings(sentence, runs, titled=False) if reading.rule != "camel-case"]
    return [(run[0].start, run[-1].end) for run in runs], found


_BREAKS = re.compile(
    r"(?<=[.!?])(?<![A-Z]\.)(?<! Mr\.)(?<! Mrs\.)(?<! Ms\.)(?<! Dr\.)(?<! Prof\.)(?<! Inc\.)(?<! Co\.)(?<! Corp\.)(?<! Ltd\.)"
    r"(?<! Sdn\.)(?<! Pte\.)(?<! Pvt\.)"
    r"[\"”’')]{0,2}[ \n]{1,3}(?=[\"“‘'(]{0,2}[A-Z])"
)
NAMES = NameRules(readings, _BREAKS, _promising, shapes.core, shorter=SHORTER, again=_again)
LENT = NamesLent(listed, _shaped, organisations, words)
