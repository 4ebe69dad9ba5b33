"""ORG and PERSON: lists, shape, titles, and the taggers' votes, made consistent over a text.

In: a text and all its passages. Out: mentions of names. Never: which names are one; that is `resolve`'s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from extractors import definitions, languages, name_cells, name_genitives, name_items, name_tables, taggers
from extractors.crf import Chain
from extractors.gazetteer import Gazetteer
from extractors.line_breaks import OneLine, in_words, one_line
from extractors.mention import Label, Mention, Name, Passage, Span
from extractors.name_evidence import SOFT, Surface, chances, evidence, heading_alone, hosts, on_host
from extractors.name_overlaps import PERSONAL, apart
from extractors.name_shorts import lead_forms
from extractors.name_votes import NameRules, Reading, Standing
from extractors.scripts import written_in

#: Least chance at which a written form is taken for a name. A text of a sentence or two says of
#: a name at one place only, one of an article at few: there less is asked of it.
ENOUGH, ENOUGH_BRIEF, ENOUGH_BRIEF_PERSON = 0.44, 0.30, 0.37
ENOUGH_SHORT, ENOUGH_SHORT_JAPANESE = 0.22, 0.26


def find(text: str, passages: Sequence[Passage], written: str = "", own: Mapping[str, Chain] | None = None) -> list[Mention]:
    """Find the names of a text.

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order; each is read in its own language.
        written: The text with what is masked: the addresses that it links to say whose they are.
        own: Chains of a user's own, by the name of the tagger that they speak for.

    Returns:
        Mentions in order of place, none overlapping another.
    """
    places, surfaces = weighed(text, passages, written, own)
    mentions = _placed(text, passages, surfaces, places)
    defined = definitions.find(text, mentions)
    for short, full in defined.items():
        label = _together(surfaces, _key(text, short), _key(text, full))
        if surfaces[_key(text, full)].label() != label:
            for part in _PARTS.split(_key(text, full)):  # what followed from the other reading goes with it
                if part in surfaces:
                    surfaces[part].drop("PERSON", ("first-name", "last-name"))
            _short(surfaces, _key(text, full), label, "definition", 2.0)
        _short(surfaces, _key(text, short), label, "definition", 3.0)
    renamed = list(definitions.renamed(text, mentions))
    for span in renamed:
        _short(surfaces, _key(text, span), "ORG", "definition", 3.0)
    if defined or renamed:
        mentions = _placed(text, passages, surfaces, places)
    found = {mention.span for mention in mentions}
    return [_defined(mention, defined, found) for mention in _restating(text, mentions, surfaces)]


def weighed(
    text: str, passages: Sequence[Passage], written: str = "", own: Mapping[str, Chain] | None = None
) -> tuple[list[tuple[Span, Reading]], dict[str, Surface]]:
    """Read the places of names, and gather what the whole text says of each written form, short forms included."""
    places = [place for tag in languages.tags() for place in _read(text, passages, languages.of(tag), own or {})]
    places += name_cells.headed(text, passages)
    places += name_cells.entries(text, passages)
    places += name_items.told(text, places)
    places += name_items.told_alone(text, places)
    places += list(name_items.titled(text, places))
    places += name_genitives.find(text, places)
    places += name_cells.columns(passages, places)
    places += list(name_tables.compared(text, passages, places))
    surfaces = _tallied(text, places, hosts(written))
    for key in _terms(text).intersection(surfaces):
        surfaces[key].decided = ("", 0.0)
    _shortened(text, passages, surfaces)
    return places, surfaces


#: An abbreviation in brackets behind words in small letters, and these words.
_BRACKETED = re.compile(r"(?<=[a-z]) [(][\"“‘']?([A-Z]{2,6})s?[\"”’']?[)]")
_COMMON = re.compile(r"(?<![\w’'-])(?:[A-Z][a-z]+[ -](?=[a-z]))?(?:[a-z][a-z’']*[ -]){1,7}$")
_SMALLEST = frozenset("a an and for in of on or the to with".split())


def _terms(text: str) -> set[str]:
    """Return what a text abbreviates common words by: LFL of "like-for-like (LFL) sales"."""
    found = set()
    for match in _BRACKETED.finditer(text):
        common = _COMMON.search(f"{text[max(0, match.start() - 80) : match.start()]} ")
        parts = re.split("[ -]", common[0].strip()) if common is not None else []
        every, some = ("".join(word[0] for word in held) for held in (parts, [word for word in parts if word not in _SMALLEST]))
        if every.lower().endswith(match[1].lower()) or some.lower().endswith(match[1].lower()):
            found.add(match[1])
    return found


def _together(surfaces: dict[str, Surface], short: str, full: str) -> str:
    """Return the kind of a full name for which a text defines a short form, by all votes for either.

    Texts define short forms for organisations; that it is a person takes more than a tagger's word: a name of persons in it, of which
    the short form is a part.
    """
    votes = {label: surfaces[full].votes.get(label, 0.0) for label in ("ORG", "PERSON")}
    for label in votes:
        votes[label] += surfaces[short].votes.get(label, 0.0) if short in surfaces else 0.0
    label = max(sorted(votes), key=votes.__getitem__)
    part = short in _PARTS.split(full) or (_HAN.match(short) is not None and full.startswith(short) and not votes["ORG"])
    personal = part and not PERSONAL.isdisjoint(surfaces[full].marks)
    return "ORG" if label == "PERSON" and not personal and set(surfaces[full].rules["PERSON"]) <= SOFT else label


def sentences(text: str, passages: Sequence[Passage], language: languages.Language) -> Iterator[tuple[OneLine, str]]:
    """Yield the sentences of one language that can have a name, each in one line, with the kind of its passage.

    Args:
        text: The whole text, what is masked replaced one for one.
        passages: Its passages in order.
        language: The language.
    """
    held = [passage for passage in passages if _language(text, passage) is language]
    if (rules := language.names if held else None) is not None:
        for passage in held:
            for span in _sentences(text, passage, rules):
                line = one_line(text, span.start, span.end, passage.kind)
                if rules.promising(line.text):
                    yield line, passage.kind


def _read(text: str, passages: Sequence[Passage], language: languages.Language, own: Mapping[str, Chain]) -> Iterator[tuple[Span, Reading]]:
    """Read the sentences of one language, each wording once."""
    lines = list(sentences(text, passages, language))
    if (rules := language.names if lines else None) is None:
        return
    unique = list(dict.fromkeys(line.text for line, _ in lines))
    guesses = dict(zip(unique, taggers.tag(language, unique, own), strict=True))
    known: dict[tuple[str, str], list[Reading]] = {}
    for line, kind in lines:
        if (line.text, kind) not in known:
            known[line.text, kind] = rules.readings(line.text, guesses[line.text], kind)
    _elsewhere(known, rules)
    drawn = language.tagger.name if language.tagger is not None and language.tagger.name in own else None
    for line, kind in lines:
        places: dict[tuple[int, int], Span] = {}  # one object for all readings of a place
        for reading in known[line.text, kind]:
            if reading.end - reading.start <= _LONGEST_NAME:
                stands = reading.start, reading.end
                place = places.get(stands) or places.setdefault(stands, line.written(*stands))
                yield place, reading
                if reading.rule == drawn:
                    yield place, replace(reading, label="", rule=_DRAWN)


def _elsewhere(known: dict[tuple[str, str], list[Reading]], rules: NameRules) -> None:
    """Mark the other places of a form that stands where names do, since no more than that spoke for it."""
    if rules.again is None:
        return
    proposed = {line[reading.start : reading.end] for (line, _), found in known.items() for reading in found if reading.rule == "slot"}
    listed = Gazetteer(proposed)
    for (line, kind), found in known.items():
        read = {(reading.start, reading.end) for reading in found}
        places = sorted({(start, end) for start, end, _ in listed.find(line) if _whole(line, start, end)} - read)
        if places:
            found += rules.again(line, places, kind)


#: Characters of a name at most: what is longer, as a run of one sign may be, is no name, and is not looked for at each place.
_LONGEST_NAME = 200


#: Marks of what does and has as organisations do.
_DOING = frozenset({"does", "deals", "employs", "asset", "owner of asset", "owner"})


def _defined(mention: Mention, defined: dict[Span, Span], spans: set[Span]) -> Mention:
    full = defined.get(mention.span)
    return replace(mention, rule="definition", restates=full) if full is not None and full in spans else mention


def _restating(text: str, mentions: Sequence[Mention], surfaces: Mapping[str, Surface]) -> Iterator[Mention]:
    """Give each shorter form of a full name the first place of that name."""
    first: dict[str, Span] = {}
    for mention in mentions:
        first.setdefault(_key(text, mention.span), mention.span)
    for mention in mentions:
        surface = surfaces.get(_key(text, mention.span))
        full = first.get(surface.short_of) if surface is not None and mention.label is Label.ORG else None
        yield mention if full is None else replace(mention, rule="lead-form", restates=full)


def _language(text: str, passage: Passage) -> languages.Language:
    """The language that the names of a passage are in: where it has no letter of its own language, that of the first guest."""
    own = languages.of(passage.language)
    if own.spaced or not own.guests or written_in(own.scripts, text, passage.start, passage.end):
        return own
    return languages.of(own.guests[0])


def _sentences(text: str, passage: Passage, rules: NameRules) -> Iterator[Span]:
    spans: Iterable[Span] = passage.sentences or _broken(text, passage, rules)
    for span in spans:
        # What has no end is cut: no tagger reads a sentence of a million characters.
        for start in range(span.start, span.end, _LONGEST):
            yield Span(start, min(start + _LONGEST, span.end))


#: Characters that are read as one sentence at most.
_LONGEST = 4_000


def _broken(text: str, passage: Passage, rules: NameRules) -> Iterator[Span]:
    at = passage.start
    for found in rules.breaks.finditer(text, passage.start, passage.end):
        if at < found.end():
            yield Span(at, found.end())
        at = found.end()
    if at < passage.end:
        yield Span(at, passage.end)


def _key(text: str, span: Span) -> str:
    return in_words(text[span.start : span.end])


def _tallied(text: str, places: Sequence[tuple[Span, Reading]], linked: frozenset[str]) -> dict[str, Surface]:
    surfaces: defaultdict[str, Surface] = defaultdict(Surface)
    for span, those in groupby(places, key=itemgetter(0)):
        surface = surfaces[_key(text, span)]
        for _, reading in those:
            surface.add(reading.label, reading.rule, reading.weight)
    heads_table = {key for key, surface in surfaces.items() if {"cell-header", "entry-head"} & surface.best.get("ORG", {}).keys()}
    coined = {key for key, surface in surfaces.items() if key.islower() and {"slot", "no word of the dictionary"} <= surface.marks.keys()}
    small = set(_SMALL.findall(text)) - heads_table - coined
    short = len(text) < _SHORT_TEXT
    sure = {key for key, surface in surfaces.items() if surface.strength("ORG") >= _LIKELY}
    inside = {key for key in sure if " " not in key}
    counts = sorted(
        {surface.marks["place"] for key, surface in surfaces.items() if not small.issuperset(key.lower().split())}, reverse=True
    )
    often = [count for count in counts if count > 1][:_COMMONEST]
    heading = heading_alone(surfaces, sure) if not short else {}
    stems = [rules.stem for tag in languages.tags() if (rules := languages.of(tag).names) is not None and rules.stem is not None]
    borne = {
        key.split()[-1] for key, surface in surfaces.items() if " " in key and not _ROW.search(key) and surface.votes.get("PERSON", 0.0) > 0
    }
    begun = {" ".join(key.split()[:size]) for key in sure for size in range(1, min(len(key.split()), 4))}
    for key, surface in surfaces.items():
        words = key.split()
        every = surface.marks["place"] or 1
        if often and every >= often[-1]:
            surface.marks["commonest" if every == often[0] else "among the commonest"] = every
        for mark in _again(words, surface, surfaces, small):
            surface.marks[mark] = every
        if key in heading:
            surface.marks["heads a text without a firm"] = every
            if heading[key]:
                surface.marks["heads a text without a firm, and oftenest"] = every
        if short and not _HANGUL.search(key):
            surface.marks["in a short text" if key.isascii() else "in a short Japanese text"] = every
        elif len(text) < _BRIEF_TEXT:
            surface.marks["in a brief text"] = every
        if small.issuperset(key.lower().split()):
            surface.marks["in small letters elsewhere"] = every
        if len(words) > 1 and (words[0] in inside or " ".join(words[:2]) in sure) and key not in sure:
            surface.marks["begins with an organisation"] = every
        if len(words) > 1 and not inside.isdisjoint(words[1:]):
            surface.marks["an organisation inside"] = every
        if len(words) > 1 and (own := surfaces.get(_own_name(key))) is not None and own is not surface and not _DOING.isdisjoint(own.marks):
            surface.marks["short form does"] = every
        if len(words) == 1 and _LATIN_WORD.fullmatch(key):
            surface.marks["last name of a person" if key in borne else "last name of nobody"] = every
        if key in begun:
            surface.marks["begins an organisation"] = every
        if any(_commoner(surfaces[stem], surface) for split in stems if (stem := split(key)) in surfaces):
            surface.marks["stem is commoner"] = every
        if any(key[cut.end() :] in surfaces and surfaces[key[cut.end() :]].votes.get("ORG", 0.0) > 0 for cut in _SEAM.finditer(key)):
            surface.marks["glued to a name"] = every
        row = _ROW.split(key)
        if len(row) > 1 and all(part in surfaces for part in row) and not sure.isdisjoint(row):
            surface.marks["names in a row"] = every
        if linked and on_host(key, linked):
            surface.marks["a host has its name"] = every
    return dict(surfaces)


def _again(words: Sequence[str], surface: Surface, surfaces: Mapping[str, Surface], small: set[str]) -> Iterator[str]:
    """Say what of a form the text tells of again: its first or last word, the whole of it, or all but a first word of a sentence."""
    every = surface.marks.get("place", 0)
    for place, word in (("first", words[0]), ("last", words[-1])) if len(words) > 1 else ():
        other = surfaces.get(word)
        if (
            other is not None
            and word.lower() not in small
            and other.marks.get("place", 0) >= _TWICE
            and not _OF_NOTHING & other.marks.keys()
        ):
            yield f"{place} word again"
            if "in title" in surface.marks:
                yield f"{place} word of a title again"
    if "in title" in surface.marks and every >= _TWICE:
        yield "of a title again"
    rest = surfaces.get(" ".join(words[1:])) if len(words) > 1 and surface.marks.get("first", 0) == every else None
    if rest is not None and (rest.marks.get("place", 0) > every or rest.strength("ORG") > surface.strength("ORG")):
        yield "rest stands without its first word"


#: What a first word is that says nothing of a name.
_OF_NOTHING = frozenset({"all words of the dictionary", "no noun", "begins with no name", "place name"})


#: A word in Latin letters alone.
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ.&+’'-]+")
#: Where two words are glued: "MondayAcme"; and what stands between the entries of a list.
_SEAM, _ROW = re.compile(r"[a-z](?=[A-Z])"), re.compile("[・/／]| (?:and|&) ")


def _commoner(stem: Surface, form: Surface) -> bool:
    """Whether a form without its last letters stands at more places, or at as many and is taken for a name where the form is not."""
    more = stem.marks["place"] - form.marks["place"]
    return more > 0 or (more == 0 and bool(stem.votes) and not form.votes)


#: A text of fewer characters says of a name at one place only; one of fewer than the second, an article of a page, at few.
_SHORT_TEXT, _BRIEF_TEXT = 500, 3_000
#: Votes from which an organisation is likely before anything is weighed.
_LIKELY = 1.5
#: How many counts of places, from the highest, make a form one of the commonest.
_COMMONEST = 5


#: A word in small letters.
_SMALL = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")


#: Mark of a form that the chain of a user's own takes for a name, and the share of the least chance that is asked of it: what else speaks
#: against it was weighed beside the chain that ships, which does not know the names that he marked.
_DRAWN, _DRAWN_SHARE = "by a chain drawn", 0.5
#: Mark of a text -> least chance of a firm and of a person in it.
_LEAST = {
    "in a short text": {"ORG": ENOUGH_SHORT, "PERSON": ENOUGH_SHORT},
    "in a short Japanese text": {"ORG": ENOUGH_SHORT_JAPANESE, "PERSON": ENOUGH_SHORT_JAPANESE},
    "in a brief text": {"ORG": ENOUGH_BRIEF, "PERSON": ENOUGH_BRIEF_PERSON},
}


def _accepted(key: str, surface: Surface) -> tuple[str, float]:
    """Return the label of a form that is a name, and how likely it is; no label for one that is none."""
    if surface.decided is not None:
        return surface.decided
    chance = chances(evidence(key, surface))
    label = max(("ORG", "PERSON"), key=lambda label: chance[label])
    enough = next((least[label] for mark, least in _LEAST.items() if mark in surface.marks), ENOUGH)
    if _DRAWN in surface.marks:
        enough *= _DRAWN_SHARE
    surface.decided = (label if chance[label] >= enough else ""), chance[label]
    return surface.decided


def _shortened(text: str, passages: Sequence[Passage], surfaces: dict[str, Surface]) -> None:
    """Add the short forms of the names found: the last name of a person, the own name of a company."""
    full = sorted((key, label) for key, surface in surfaces.items() if (label := _accepted(key, surface)[0]))
    firms = {key for key, label in full if label == "ORG" and not surfaces[key].soft()}
    cores = {key: short for key, label in full if label == "ORG" and (short := _own_name(key)) and short != key}
    firsts = {key: _PARTS.split(key)[0] for key, label in full if label == "PERSON"}
    standing = _standing(text, (*cores.values(), *firsts.values()))
    for key, short in cores.items():
        if short in standing:
            _short(surfaces, short, "ORG", "short-form", min(3.0, max(1.0, surfaces[key].votes["ORG"])))
            firms.add(short)
    # What a tagger alone takes for a person, by one word, may be the short form of a firm that does as firms do.
    doubted = {key for key, label in full if label == "PERSON" and surfaces[key].soft() and len(_PARTS.split(key)) == 1}
    called = {part for key, label in full if label == "PERSON" and key not in doubted for part in _PARTS.split(key)}
    taken = {key for key, _ in full if key not in doubted} | called
    for form in lead_forms(text, [key for key, label in full if label == "ORG"], taken, doubted - called, _whole):
        surface = surfaces.setdefault(form.text, Surface())
        if surface.votes.get("ORG", 0.0) <= 0:
            surface.elsewhere = form.elsewhere
        if form.text in doubted:
            _short(surfaces, form.text, "ORG", "lead-form", _LEAD[form.stands])
        else:
            surface.add("ORG", "lead-form", _LEAD[form.stands])
        surface.short_of = form.full
    for key, label in full:
        parts = _PARTS.split(key)
        weight = min(3.0, surfaces[key].votes[label])
        if label != "PERSON" or weight < 1.0 or len(parts) < 2 or (surfaces[key].soft() and any(part in firms for part in parts)):
            continue
        if parts[-1].rstrip(".") not in _SUFFIXES and re.match(r"[A-ZÀ-Þァ-ヺ]\w", parts[-1]):
            _short(surfaces, parts[-1], label, "last-name", weight)
        if re.match(r"[A-ZÀ-Þァ-ヺ]\w{2}", parts[0]) and parts[0] in standing:
            _short(surfaces, parts[0], label, "first-name", 0.6 * weight)


def _own_name(key: str) -> str:
    """The own name in that of a company, as the first language says that knows one."""
    every = (languages.of(tag).names for tag in languages.tags())
    return next((short for rules in every if rules is not None and (short := rules.short(key)) not in ("", key)), "")


#: What a short form counts by what it stands as.
_LEAD = {Standing.NAME: 1.0, Standing.FIRM: 1.4}
_PARTS = re.compile(r"[ ・＝=]+")
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


def _short(surfaces: dict[str, Surface], short: str, label: str, rule: str, weight: float) -> None:
    """Give a short form the label of the full name, whatever a tagger says of it; a list or a legal form may still say otherwise."""
    surface = surfaces.setdefault(short, Surface())
    against = (
        sum(votes for other, votes in surface.votes.items() if other != label)
        if all(set(rules) <= SOFT for other, rules in surface.rules.items() if other != label)
        else 0.0
    )
    surface.add(label, rule, weight + against)


#: What follows a name of an organisation and no common noun with a capital.
_VERBS = "is|was|has|had|will|said|says|can|offers|provides|announced|raised|founded|claims|would|could|also"


def _standing(text: str, shorts: Iterable[str]) -> set[str]:
    """Return the short forms that stand by themselves: with a capital inside a sentence, as owner, before a verb or a particle."""
    found: set[str] = set()
    for start, end, short in Gazetteer(frozenset(shorts)).find(text):
        if short not in found and _whole(text, start, end):
            inside = _INSIDE.search(text, max(0, start - 2), start) and not _GOES_ON.match(text, end)
            if inside or (text[start - 1 : start] != "-" and _ENDS.match(text, end)):
                found.add(short)
    return found


_INSIDE = re.compile(r"[a-z,;] $")
_GOES_ON = re.compile(r"[\w-]| [A-Z]")
_ENDS = re.compile(rf"[’']s\b| (?:{_VERBS})\b|[ぁ-ん、]|$", re.MULTILINE)


_LATIN = re.compile(r"[A-Za-z0-9À-ɏ]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_HAN = re.compile(r"[一-鿿々]")
#: A name in hiragana alone, and hiragana beside it that is no particle and no end of a verb.
_KANA, _KANA_BESIDE = re.compile("[ぁ-んー]+"), re.compile("[ぁ-ん](?<![はがをにのとへやもでかるたな])")
_HANGUL = re.compile(r"[가-힣]")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no letter of the same script stands on either side."""
    for inside, outside in ((text[start], text[start - 1] if start else ""), (text[end - 1], text[end : end + 1])):
        for script in (_LATIN, _KATAKANA, _HAN):
            if script.match(inside) and script.match(outside):
                return False
    if _KANA.fullmatch(text, start, end) and (_KANA_BESIDE.match(text, end) or (start and _KANA_BESIDE.match(text, start - 1))):
        return False
    if _HANGUL.match(text[start]) and _HANGUL.match(text[start - 1] if start else ""):
        return False  # behind a Korean name its particle may stand
    return not (text[start - 1 : start] == "@" or text[end : end + 1] == "@")


def _glued(text: str, start: int, end: int, key: str, surfaces: dict[str, Surface]) -> bool:
    """Whether a name that stands elsewhere too begins where two words ran together once: "on MondayExample said"."""
    if (
        not text[start - 1 : start].islower()
        or not text[start].isupper()
        or _LATIN.match(text, end)
        or surfaces[key].marks["place"] < _TWICE
    ):
        return False
    word = _WORD_BEFORE.search(text, max(0, start - 40), start)
    whole = surfaces.get(text[word.start() if word else start : end])
    return whole is None or whole.marks["place"] < _TWICE


_WORD_BEFORE = re.compile(r"\S+$")
_TWICE = 2
#: Chance from which a name is one inside a glued word too.
_SURE = 0.8
_HYPHEN = re.compile(r"-[^\W\d]")


def _placed(text: str, passages: Sequence[Passage], surfaces: dict[str, Surface], places: Sequence[tuple[Span, Reading]]) -> list[Mention]:
    """Find each accepted form at each of its whole-word places."""
    taken = {key: _accepted(key, surface) for key, surface in surfaces.items()}
    labels = {key: label for key, (label, _) in taken.items() if label}
    found: dict[Span, tuple[str, str, float]] = {}
    listed = Gazetteer([key for key in labels if len(key) > 1])
    for passage in passages:
        line = one_line(text, passage.start, passage.end, passage.kind)
        for start, end, key in listed.find(line.text):
            if labels[key] == "PERSON" and _HYPHEN.match(line.text, end):
                continue  # "Ives" of "Ives-Morley"
            span = line.written(start, end)
            if span in surfaces[key].elsewhere:
                continue
            if _whole(line.text, start, end) or (
                labels[key] == "ORG" and taken[key][1] > _SURE and _glued(line.text, start, end, key, surfaces)
            ):
                found[span] = (labels[key], "projected", round(taken[key][1], 2))
    best: dict[Span, float] = {}
    for span, reading in places:
        key = _key(text, span) if reading.label else ""
        if reading.label and labels.get(key) == reading.label and reading.weight > best.get(span, 0.0):
            best[span] = reading.weight
            found[span] = (reading.label, reading.rule, round(taken[key][1], 2))
    return [
        Mention(span, Label(label), Name(), rule, confidence) for span, (label, rule, confidence) in apart(text, found, taken, surfaces)
    ]
