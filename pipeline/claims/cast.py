"""Which part each organisation plays in a document: who is spoken of, who speaks, who only stands by.

In: the scene of a document. Out: the part of every name in its sentence, and for every organisation what its names do together, as named,
language-neutral evidence. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.name_items import kind_behind
from pipeline.claims import deals
from pipeline.claims.context import FIGURES, Line, Scene, bare
from pipeline.claims.cues import STRONG
from pipeline.claims.offices import offices
from pipeline.records import Mention
from pipeline.rules import build, folded, toml

__all__ = ["Cast", "Sort", "bystanders", "cast", "first_person", "relation", "sorts"]

_RELATIONS_CJK = (
    ("source", re.compile(r"(?:によると|によれば|の調べ|の調査|調べ|に따르면|에 따르면|가 발표한 조사)")),
    ("by", re.compile(r"(?:による|によって|に よ|에 의한|에 의해)")),
    ("than", re.compile(r"(?:より|に比べ|と比べ|보다|대비)")),
    ("poss", re.compile(r"(?:の|의)")),
    ("topic", re.compile(r"(?:は|では|には|은|는)")),
    ("subj", re.compile(r"(?:が|이|가|께서)(?!\w{0,1}入)")),
    ("also", re.compile(r"(?:も|도)")),
    ("obj", re.compile(r"(?:を|을|를)")),
    ("loc", re.compile(r"(?:に|へ|에|에게|에서|で)")),
    ("with", re.compile(r"(?:と|や|および|及び|・|와|과|및)")),
    ("from", re.compile(r"(?:から|으로부터|로부터)")),
    ("comma", re.compile(r"[、,，]")),
    ("colon", re.compile(r"[:：|｜]")),
)
_SKIP = re.compile(r"(?:[」』”\"’'*]|株式会社|グループ|社|\s?[(（][^()（）]{0,40}[)）])*\s?")
_SOURCE_EN = re.compile(
    r"(?:['’]s?)?\s*(?:analysts?|research(?:ers)?|economists?|strategists?|poll|survey|data|report)\b"
    r"|\s*(?:cites?|cited|estimates|estimated|reckons|reckoned|puts) "
    r"|\s*(?:said|says|reported) (?:on|in|that|the|this|last|mon|tue|wed|thu|fri|it)?",
)
#: What stands before the one who vouches for it: according to Acme, analysts polled by Acme, data from Acme.
_SOURCE_BEFORE = re.compile(
    r"(?:according to (?:the |a |an )?(?:[\w-]+ ){0,3}|\bsource: "
    r"|\b(?:cited|surveyed|polled|compiled|collected|gathered|tracked|published|reported|obtained) by "
    r"|\b(?:data|figures|estimates|survey|poll|report|study|research) (?:by|from) )$"
)
_PREP = re.compile(
    r"\b(of|by|in|into|at|from|to|with|for|on|than|between|behind|over|against|like|including|via|per|and|or|through|as)\s+"
    r"(?:the |its |an? |both )?$"
)


def relation(line: Line, mention: Mention) -> list[str]:
    """Return what the words beside a name say of its part in the sentence."""
    before = line.low[: mention.start - line.start]
    after = line.low[mention.end - line.start :]
    if line.language != "en":
        skipped = _SKIP.match(after)
        at = skipped.end() if skipped else 0
        return [name for name, pattern in _RELATIONS_CJK if pattern.match(after, at)][:1] or ["plain"]
    found = []
    if _SOURCE_BEFORE.search(before):
        found.append("source")
    prep = _PREP.search(before)
    if prep:
        found.append(f"prep:{prep[1]}")
    if re.match(r"\s?(?:'s|’s|'(?=\s)|’(?=\s))", after) or re.search(r"s['’]$", mention.text):
        found.append("poss")
    if _SOURCE_EN.match(after):
        found.append("reports")
    if re.match(r"\s*[(（]", after):
        found.append("bracket")
    if re.search(r"[(（]\s*$", before):
        found.append("in-bracket")
    if not prep and (
        not before.strip(" *-•\"'“‘#>|0123456789.")
        or re.search(r"(?:[,;:—–-]|\b(?:and|but|while|as|that|when|whereas|because|after|before|if)) (?:the )?$", before)
    ):
        found.append("opens")
    if re.match(r"\s*[a-z]", after) and not re.match(r"\s*(?:and|or|of|in|to|by|for|at|on|with|from)\b", after):
        found.append("modifies" if before.endswith(("the ", "its ", "their ")) and not _DOES.match(after) else "verb")
    if re.match(r"\s*:", after):
        found.append("colon")
    return found or ["plain"]


#: Parts by which an organisation is what a sentence is about, by which it vouches for what is said, and by which it stands by.
_SPOKEN = frozenset({"opens", "verb", "topic", "subj", "poss", "also"})
_SPEAKS = frozenset({"source", "reports"})
_ASIDE = frozenset({"loc", "with", "from", "by", "modifies"})
#: What a name that "the" opens does, or is: other words right behind it are what it stands before, as in "the Acme deal".
_DOES = re.compile(
    r"\s*(?:[a-z]{2,}(?:ed|s)\b|(?:is|was|has|had|will|would|can|could|may|might|must|did|does|also|then|now|not|who|which|that)\b)"
)
#: A code of shares in a bracket behind a name: an exchange, a country, digits.
_TICKER = re.compile(
    r"\s?[*_]{0,2}[(（]\s?(?:(?:NYSE|NASDAQ|LSE|AIM|ASX|TSXV?|TSE|TYO|KRX|KOSPI|KOSDAQ|HKEX|SEHK|SGX|BSE|NSE|JSE|SIX|Euronext|OTC|東証|証券コード"
    r"|コード|코스피|코스닥)[^()（）\n]{0,24}|[A-Z0-9]{1,6}[ .:][A-Z]{1,2}|\d{3}[\dA-Z](?:00)?|\d{6}"
    r"|(?-i:[A-Z]{2,5}) ?[-–—:] ?(?:[$€£¥₩]\d[\d.,]{0,9}|\d[\d.,]{0,9}p))\s?[)）]",
    re.IGNORECASE,
)
#: A bracket behind a name by which a text says that it calls it "we" or "the Company".
_DEFINED = re.compile(
    r"[,，]?\s?[(（][^()（）\n]{0,60}?(?:\b(?:we|us|our)\b|\bthe [\"“'‘]?(?:company|group|bank|corporation|firm|issuer|registrant|trust)\b"
    r"|当社|当行|弊社|당사)",
    re.IGNORECASE,
)
#: Words right before a name by which the company speaks for itself, and a speaker's right behind it who introduces himself.
_OURSELVES = re.compile(r"(?:私たち|わたしたち|私ども|弊社|当社|わが社|我が社|저희|우리 회사)、?[「『]?$")
_INTRODUCED = re.compile(r"の[^、。\s]{1,12}(?:\s[^、。\s]{1,6})?(?:でございます|と申します)")
#: Words right before the name of the company of whoever speaks: "here at Acme", "I co-founded Acme".
_WE_AT = re.compile(r"\b(?:(?:[Ww]e|[Hh]ere|us) at|(?:I|[Ww]e) (?:co-?)?(?:founded|started|launched|set up|built)) (?:the )?$")
#: What stands behind or before the name of a company at the head of an interview with whoever leads it.
_LED_BY = re.compile(r"(?:['’]s)? (?:(?:co-?)?founder|CEO|chief executive|boss|president|owner|managing director)\b", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:(?:co-?)?founder|CEO|C E O|chief executive|boss|owner|managing director)s? of (?:the )?$", re.IGNORECASE)
#: Characters at the beginning of a text in which a title stands.
_BEGINNING = 600
#: Places of a name in which a label is looked for, and most organisations that a text is declared to be about.
_SPOTS, _DECLARED = 3, 2
#: A text that says "we" in so many lines speaks of whoever wrote it.
_WE = 3
_FIRST = {
    "en": re.compile(r"\b(?:we|our|us)\b"),
    "ja": re.compile(
        r"当社|弊社|当行|当期|当グループ|私たち|わたしたち|私ども|我々|わが社|我が社"
        r"|(?<![一-鿿])[当本](?:学(?![部科年期会習術者問])|金庫|組合|院(?!生)|協会|財団|学園|会(?![議場社計長員合期]))"
    ),
    "ko": re.compile(r"당사|우리|저희|당행"),
}
#: What a filing calls its own company.
_ITSELF = re.compile(r"\b[Tt]he (?:Company|Registrant|Issuer|Corporation|Partnership|Trust)(?:['’]s)?\b(?!\s[A-Z])")


def first_person(line: Line) -> bool:
    """Whether a line speaks of whoever wrote the text: "we", 当社, "the Company" as filings write it."""
    return line.once(_first_person, line.language)


def _first_person(line: Line, language: str) -> bool:
    return _FIRST[language].search(line.low) is not None or (language == "en" and _ITSELF.search(line.text) is not None)


@dataclass(slots=True)
class Cast:
    """The parts of all names of a document.

    Attributes:
        told: The scene.
        topics: Article -> organisations that it is about by its title and opening, most of all first.
        own: Whether the text says "we" often enough to speak of whoever wrote it.
    """

    told: Scene
    topics: Mapping[int, Sequence[str]]
    own: bool
    _parts: dict[str, list[str]] = field(default_factory=dict)
    _parties: dict[str, list[str]] = field(default_factory=dict)
    _named: dict[str, Mapping[str, float]] = field(default_factory=dict)
    _declared: Sequence[str] | None = None
    _opening: Mapping[int, Sequence[str]] | None = None
    _offices: frozenset[str] | None = None
    _standing: dict[tuple[int, str], Mapping[str, float]] = field(default_factory=dict)

    def part(self, line: Line, mention: Mention) -> list[str]:
        """Return what the words beside a name say of its part, read once."""
        if mention.mention_id not in self._parts:
            self._parts[mention.mention_id] = relation(line, mention)
        return self._parts[mention.mention_id]

    def party(self, line: Line, mention: Mention) -> list[str]:
        """Return the parts in a deal that the words beside a name give it, read once."""
        if mention.mention_id not in self._parties:
            self._parties[mention.mention_id] = deals.parties(line, mention)
        return self._parties[mention.mention_id]

    def declared(self) -> Sequence[str]:
        """Return the first organisations that the text says it is about: by a label, or a bracket that calls them "we" or "the Company"."""
        if self._declared is None:
            told = self.told
            self._declared = [
                name
                for name, spots in told.seen.items()
                if any(
                    _labelled(told, told.lines[at], mention) or _calls_itself(told, told.lines[at], mention)
                    for at, mention in spots[:_SPOTS]
                )
            ][:_DECLARED]
        return self._declared

    def offices(self) -> frozenset[str]:
        """Return the organisations that are named only to say whose a person is."""
        if self._offices is None:
            self._offices = offices(self.told)
        return self._offices

    def opening(self, article: int) -> Sequence[str]:
        """Return the organisations that an article names first."""
        if self._opening is None:
            named: dict[int, list[str]] = {}
            for (place, name), _ in sorted(self.told.spoken.items(), key=lambda item: item[1][0][0]):
                named.setdefault(place, []).append(name)
            self._opening = {place: held[:_DECLARED] for place, held in named.items()}
        return self._opening.get(article, ())

    def standing(self, article: int, name: str) -> Mapping[str, float]:
        """Return what speaks for an organisation anywhere in an article; each is put together once, when it is first asked for."""
        if (article, name) not in self._standing:
            if name not in self._named:
                self._named[name] = _named(self, name)
            self._standing[article, name] = self._within(article, name)
        return self._standing[article, name]

    def _within(self, article: int, name: str) -> Mapping[str, float]:
        share, ev = self.told.share.get((article, name), 0.0), dict(self._named[name])
        ev["share"], ev["share:log"] = share, math.log(share + 0.01) + 3
        if self.told.ranks.get(article, {}).get(name) == 0:
            ev["rank:0"] = 1.0
        if name in self.told.publisher and share < 0.2:
            ev["publisher:seldom"] = 1.0
        if name in self.topics.get(article, ())[:1]:
            ev["topic:0"] = 1.0
        if self.own:
            ev |= {f"we:{key}": ev[key] for key in _OURS if key in ev}
        return ev


#: What tells of the company that says "we".
_OURS = ("legal-form", "defined", "labelled", "signed", "titled:first", "rank:0", "opens-document", "share", "topic:0")


def cast(told: Scene, topics: Mapping[int, Sequence[str]]) -> Cast:
    """Return who plays which part in a document.

    Args:
        told: The scene.
        topics: Article -> organisations that it is about by its title and opening, most of all first.
    """
    own = sum(map(first_person, told.lines)) >= _WE
    return Cast(told, topics, own)


def _named(roles: Cast, name: str) -> dict[str, float]:
    """Say of a name what its places in the whole document do together, and how surely it is a name."""
    told, counted = roles.told, Counter[str]()
    spots = told.seen[name]
    for at, mention in spots:
        line = told.lines[at]
        heard = set(roles.part(line, mention))
        counted["spoken"] += bool(heard & _SPOKEN) and not heard & _SPEAKS
        counted["speaks"] += bool(heard & _SPEAKS)
        counted["bracket"] += "in-bracket" in heard
        counted["aside"] += bool(heard & _ASIDE) or any(part.startswith("prep:") for part in heard)
        counted["figures"] += any(m.label in FIGURES for m in line.mentions)
        counted["head"] += line.segment.kind in ("title", "heading")
        counted["signed"] += _signs(line, mention)
        counted["ticker"] += _TICKER.match(line.text, mention.end - line.start) is not None
        counted["defined"] += _calls_itself(told, line, mention) or (roles.own and _interviewed(line, mention))
    ev = {f"cast:{part}": count / len(spots) for part, count in counted.items() if count}
    ev |= {part: 1.0 for part in ("ticker", "defined", "signed") if ev.pop(f"cast:{part}", 0.0)}
    for part in ("spoken", "speaks"):
        if counted[part] * 2 >= len(spots):
            ev[f"cast:{part}:mostly"] = 1.0
        if not counted[part]:
            ev[f"cast:{part}:never"] = 1.0
    if len(spots) > 4:
        ev["named>4"] = 1.0
    # The first that is seen is seen on the first line that names one.
    if spots[0][0] == next(iter(told.seen.values()))[0][0]:
        ev["opens-document"] = 1.0
    if name in told.publisher:
        ev["publisher"] = 1.0
    if labelled := max(_labelled(told, told.lines[at], mention) for at, mention in spots):
        ev["labelled"] = labelled
    if name in told.titled:
        ev["titled"] = 1.0
        if told.titled[name] == min(told.titled.values()):
            ev["titled:first"] = 1.0
    mentions = [mention for _, mention in spots]
    ev["sure"] = max(m.confidence for m in mentions)
    via = Counter(m.extractor.split("+")[0] for m in mentions).most_common(1)[0][0]
    ev[f"via:{via}"] = 1.0
    forms = frozenset({form.text for form in told.names[name].names} | {told.names[name].name}) if name in told.names else frozenset()
    if any(bare(form) != form for form in forms):
        ev["legal-form"] = 1.0
    return ev | {f"sort:{sort}": 1.0 for sort in sorts(forms)}


def _signs(line: Line, mention: Mention) -> bool:
    """Whether a name stands alone in a line that is no heading, as below a letter or above an address."""
    if line.segment.cells or line.segment.kind in ("title", "heading", "byline"):
        return False
    return len(line.text.strip(" \u3000*_#・-—")) <= mention.end - mention.start + _SIGNS


#: Characters of a line beside a name that stands alone in it.
_SIGNS = 4


def _calls_itself(told: Scene, line: Line, mention: Mention) -> bool:
    """Whether a company speaks here: a bracket calls it "we", 「私たち」 stands before it, or its speaker introduces himself.

    It speaks too in a document of its kind ("Acme | Annual Report"), where its registration stands behind it, and as "we at Acme".
    """
    start, end = mention.start - line.start, mention.end - line.start
    if line.language == "en":
        own = ("registered", "document") if line.start < _BEGINNING else ("registered",)
        return (
            _DEFINED.match(line.text, end) is not None
            or _WE_AT.search(line.text, max(0, start - 24), start) is not None
            or any(kind_behind(role).match(told.document.text, mention.end) for role in own)
        )
    return (
        any(pattern.match(line.text, end) for pattern in (_DEFINED, _INTRODUCED))
        or _OURSELVES.search(line.text, max(0, start - 8), start) is not None
    )


def _interviewed(line: Line, mention: Mention) -> bool:
    """Whether the head of a text that says "we" names who leads a company: "Acme CEO Jane Roe"."""
    if line.language != "en" or line.start > 2 * _BEGINNING:
        return False
    start, end = mention.start - line.start, mention.end - line.start
    return _LED_BY.match(line.text, end) is not None or _LEADS.search(line.text, max(0, start - 40), start) is not None


#: What the cover of a filing says below the name of the company that files it.
_REGISTRANT = re.compile(r"\(exact name of (?:the )?(?:registrant|issuer|small business issuer)\b")


def _labelled(told: Scene, line: Line, mention: Mention) -> float:
    """Say how surely a label makes a name that of the company: 会社名 beside it or above it; surest, a note on the cover below it."""
    if line.segment.cells:
        first = line.segment.cells[0]
        return float(mention.start >= first.end and _key(line.head) in labels())
    if (mention.end - mention.start) * 2 < len(line.text.strip()):
        return 0.0
    above = told.lines[line.at - 1] if line.at else None
    below = told.lines[line.at + 1] if line.at + 1 < len(told.lines) else None
    if below is not None and _REGISTRANT.match(below.low.strip()):
        return STRONG
    return float(above is not None and _key(above.text) in labels())


#: Blanks that only set the letters of a label apart: 会 社 名.
_SPREAD = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def _key(label: str) -> str:
    return _SPREAD.sub("", folded(label)).strip(" *:：・〔〕[]()（）")


@cache
def labels() -> frozenset[str]:
    """Return the labels of which the value names a company, folded; a bare "name" may be of anything."""
    return frozenset(folded(word) for word in toml("layout.toml")["tables"]["names"] if word != "name")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of organisations that stand by: the heads of their names.

    Attributes:
        words: The name, or its end, folded.
        leads: Its beginning, folded.
    """

    words: tuple[str, ...]
    leads: tuple[str, ...] = ()


@cache
def bystanders() -> Mapping[str, Sort]:
    """Return the sorts by name.

    Raises:
        ConfigError: `rules/bystanders.toml` is no table of lists of words.
    """
    return {sort: build(Sort, held, f"rules/bystanders.toml: {sort}") for sort, held in toml("bystanders.toml").items()}


@cache
def sorts(forms: frozenset[str]) -> tuple[str, ...]:
    """Return the sorts of bystanders that a name belongs to by one of its written forms."""
    names = {folded(bare(form)) for form in forms}
    return tuple(
        sort
        for sort, (whole, ends, leads) in _heads().items()
        if any(name in whole or name.endswith(ends) or name.startswith(leads) for name in names)
    )


@cache
def _heads() -> Mapping[str, tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]]:
    """Return of each sort the names that are of it, and the ends and beginnings of those that are."""
    return {
        sort: (
            frozenset(held.words),
            tuple(f" {word}" if word.isascii() else word for word in held.words),
            tuple(f"{lead} " if lead.isascii() else lead for lead in held.leads),
        )
        for sort, held in bystanders().items()
    }
