"""A sentence taken apart: its tokens, its parties and its clauses.

In: one sentence with its mentions. Out: tokens, clauses, and parties, named or standing for a name. English is cut at conjunctions,
relatives and participles, Japanese where a verb goes on. Never: who "the company" is: that needs the article. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.compatibility import lowered
from pipeline.claims.context import FIGURES
from pipeline.claims.frames import Words, words
from pipeline.records import Mention

__all__ = ["AUX", "DETERMINERS", "PREPOSITIONS", "SUBORDINATE", "Party", "Sentence", "Token", "is_verb", "read", "verbal"]


@dataclass(slots=True)
class Party:
    """Someone of whom a sentence speaks; a party that stands for a name gets its ids from the article.

    Attributes:
        start: First code point in the document.
        end: Code point after the last.
        kind: `organisation` or `person`.
        form: `name`, `pronoun`, `own`, `definite`, `bare`, `both`.
        ids: The entities; none while it is not known whom a pronoun means.
    """

    start: int
    end: int
    kind: str
    form: str
    ids: tuple[str, ...] = ()


class Token(NamedTuple):
    """A word, a sign, or a mention taken as one word."""

    start: int
    end: int
    low: str
    mention: Mention | None = None
    party: Party | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence taken apart."""

    start: int
    end: int
    text: str
    low: str
    language: str
    words: Words
    kind: str
    mentions: tuple[Mention, ...]
    parties: list[Party]
    tokens: list[Token] = field(default_factory=list)
    clause_of: list[int] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    figures: dict[int, list[Mention]] = field(default_factory=dict)
    reported: dict[int, bool] = field(default_factory=dict)
    leads: dict[int, tuple[bool, ...]] = field(default_factory=dict)

    def clause_at(self, place: int) -> int:
        """Return the number of the clause in which the code point `place` of the document stands."""
        if self.language == "en":
            at = bisect_right(self.tokens, place, key=lambda token: token.start) - 1
            return self.clause_of[max(at, 0)] if self.clause_of else 0
        return bisect_right(self.breaks, place - self.start)

    def clause_span(self, number: int) -> tuple[int, int]:
        """Return the offsets of a clause in the document."""
        if self.language == "en":
            if not self.spans:
                for token, clause in zip(self.tokens, self.clause_of, strict=False):
                    self.spans[clause] = self.spans.get(clause, (token.start, 0))[0], token.end
            return self.spans.get(number, (self.start, self.end))
        edges = [0, *self.breaks, len(self.text)]
        return self.start + edges[number], self.start + edges[number + 1]

    def figures_in(self, number: int) -> list[Mention]:
        """Return the figures of a clause."""
        if not self.figures:
            for mention in self.mentions:
                if mention.label in FIGURES:
                    self.figures.setdefault(self.clause_at(mention.start), []).append(mention)
        return self.figures.get(number, [])

    def between(self, start: int, end: int) -> str:
        """Return the lower-case text between two code points of the document."""
        return self.low[max(start - self.start, 0) : max(end - self.start, 0)]

    def index(self, place: int) -> int:
        """Return the first token that ends after `place`."""
        return bisect_left(self.tokens, place + 1, key=lambda token: token.end)


_TOKEN = re.compile(r"['’]s\b|[A-Za-z]+(?:[.&'’-][A-Za-z]+)*|\d[\d,.]*|[^\W\d_]+|\S")
_BREAK_JA = re.compile(r"(?<=[てしりがればえずせめけちびみき])、")
_HEADLINE_JA = re.compile(r"(?<=[ぁ-ん一-龠])[ 　](?=[ぁ-んァ-ヶ一-龠\ufffc])")
AUX = frozenset(
    "is are was were be been being has have had does do did will would may might can could should shall must 's isn't wasn't".split()
)
DETERMINERS = frozenset("a an the this that these those its their his her our my your any some no each every another".split())
PREPOSITIONS = frozenset(
    "of in on at for with by from to into onto over under between among against about as like via through including than per "
    "during after before since until within without across behind toward towards alongside".split()
)
SUBORDINATE = frozenset(
    "while although though whereas because when after before if unless until since as despite making bringing valuing giving "
    "pushing taking".split()
)
_JOINTS = frozenset("and or but when while the a an it they he she".split())
_RELATIVE = frozenset("which who whose where whom".split())
_REPORTING = frozenset(
    "said says say told claims claimed reported reports announced added noted stated believes confirmed revealed".split()
)
_REPORTS = frozenset(
    "report reports claim claims suggestion suggestions rumor rumors rumour rumours speculation news allegation allegations".split()
)
_BASES = frozenset(
    "raise secure close land bag net attract receive gain garner score obtain grab generate earn make post report record "
    "register achieve reach hit cross surpass exceed total value expect forecast project predict anticipate plan aim target "
    "announce say invest pour pump inject commit bet back wager buy acquire purchase own hold control sell spend allocate "
    "earmark pay cut slash eliminate fire dismiss lay reduce hire recruit add employ serve operate run launch start "
    "establish create found name appoint join lead become remain grow rise fall drop decline increase decrease jump surge "
    "soar climb double triple expand unveil sign strike complete finalize finalise use help provide offer build develop "
    "deliver process label boast claim count manage include work show tell note state mark face see take give get put bring "
    "want need seek eye mull near weigh poach tap step replace succeed leave resign depart welcome agree decide turn swing "
    "narrow widen upend reveal disclose confirm believe estimate call mean come go stand sit amount average book log clock "
    "swell touch top".split()
)
#: Bare forms that are as often a noun or an adjective.
_NOUNS = frozenset(
    "top total back bet report record register project forecast plan aim target land net bag gain score post hit cross "
    "value own hold control cut fire hire run launch start found name lead rise fall drop decline increase decrease jump "
    "surge double triple sign strike complete use help offer build process label boast claim count work show note state "
    "mark face need eye near weigh tap step welcome turn swing narrow estimate call mean stand amount average book log "
    "clock touch".split()
)
VERBS = frozenset(
    form for base in _BASES for form in (base, base + "s", base + "es", base + ("d" if base.endswith("e") else "ed"))
) | frozenset(
    "said says told made held sold bought spent paid grew rose fell became led left took gave got brought saw stood ran built won "
    "went came plans planned planning cut hit put set bet drew sat swung shed sank hires dropped planned begun began bagged netted "
    "employs operates agreed founded signed topped tapped stepped".split()
)


def verbal(word: str) -> bool:
    """Tell whether a word in lower case is a known verb by its form, as of any place: raise, raises, raised, raising."""
    stem = word.removesuffix("ing")
    return word in VERBS or (stem != word and (stem in VERBS or f"{stem}e" in VERBS))


def read(
    text: str, start: int, end: int, language: str, kind: str, mentions: Sequence[Mention], kinds: Mapping[str, str] | None = None
) -> Sentence:
    """Take a sentence apart.

    Args:
        text: Text of the document.
        start: First code point of the sentence.
        end: Code point after its last.
        language: First part of its BCP 47 tag.
        kind: Kind of its passage.
        mentions: The mentions in it, in order.
        kinds: Kind of each entity, which a single mention's label may belie.
    """
    body = text[start:end]
    lists = words(language)
    mentions = _disjoint(mentions)
    parties = [
        Party(m.start, m.end, (kinds or {}).get(m.entity_id, "person" if m.label == "PERSON" else "organisation"), "name", (m.entity_id,))
        for m in mentions
        if m.label in ("ORG", "PERSON") and m.entity_id
    ]
    low = lowered(body.replace("\n", " "))
    parties += _anaphors(low, start, lists, parties, kind)
    parties.sort(key=lambda party: (party.start, -party.end))
    kept = tuple(mentions)
    sentence = Sentence(start, end, body, low, language, lists, kind, kept, parties)
    if language == "en":
        _tokenise(sentence)
        _split_en(sentence)
    else:
        plain = low
        for mention in kept:
            if mention.label in ("ORG", "PERSON"):
                a, b = mention.start - start, mention.end - start
                plain = plain[:a] + "\ufffc" * (b - a) + plain[b:]
        sentence.breaks = [match.end() for match in _BREAK_JA.finditer(plain)]
        if kind in ("title", "heading", "reference"):
            sentence.breaks = sorted({*sentence.breaks, *(match.end() for match in _HEADLINE_JA.finditer(plain))})
    return sentence


def _disjoint(mentions: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.label in ("ORG", "PERSON"), -m.end)):
        if found and mention.start < found[-1].end:
            last = found[-1]
            if last.label not in ("ORG", "PERSON") or mention.label not in ("MONEY", "PERCENT") or mention.start - last.start < 2:
                continue
            found[-1] = replace(last, end=mention.start)  # a name that runs into a figure ends before it
        found.append(mention)
    return found


def _anaphors(low: str, start: int, lists: Words, named: list[Party], kind: str) -> list[Party]:
    found: list[Party] = []
    taken = [(party.start - start, party.end - start) for party in named]
    forms = ("both", "definite", "pronoun", "own", "person") + (("bare",) if kind in ("title", "heading", "reference", "caption") else ())
    for form in forms:
        pattern = lists.patterns.get(form)
        if pattern is None:
            continue
        for match in pattern.finditer(low):
            a, b = match.span()
            if a == b or any(a < f and e < b for e, f in taken):
                continue
            # "the startup Acme": the name says who it is.
            if form in ("definite", "bare") and any(0 <= e - b <= 2 for e, _ in taken) and lists.language == "en":
                continue
            taken.append((a, b))
            found.append(Party(start + a, start + b, "person" if form == "person" else "organisation", form))
    return found


def _tokenise(sentence: Sentence) -> None:
    low, start = sentence.low, sentence.start
    spans: list[tuple[int, int, Mention | None, Party | None]] = []
    by_start = {(party.start, party.end): party for party in sentence.parties}
    for mention in sentence.mentions:
        spans.append((mention.start, mention.end, mention, by_start.get((mention.start, mention.end))))
    for party in sentence.parties:
        if party.form != "name" and not any(a < party.end and party.start < b for a, b, _, _ in spans):
            spans.append((party.start, party.end, None, party))
    spans.sort(key=lambda span: span[:2])
    at = 0
    for a, b, known, stands in [*spans, (sentence.end, sentence.end, None, None)]:
        for match in _TOKEN.finditer(low, at, max(a - start, at)):
            sentence.tokens.append(Token(start + match.start(), start + match.end(), match.group()))
        if b > a:
            sentence.tokens.append(Token(a, b, low[a - start : b - start], known, stands))
        at = max(b - start, at)


def _may_govern(token: Token) -> bool:
    """Whether what stands before a bare verb can be its subject or its auxiliary."""
    if token.party is not None or token.low in AUX or token.low in ("to", "not", "also", "and", ",", "or", "who", "that", "which"):
        return True
    if token.low in ("they", "we", "you", "i", "it") or token.low.endswith(("ly", "n't")):
        return True
    return token.low.endswith("s") and not token.low.endswith(("ss", "'s", "’s"))


def is_verb(sentence: Sentence, at: int) -> bool:
    """Whether the token at `at` is read as a finite verb: by its form, and by what stands before it."""
    token = sentence.tokens[at]
    if token.mention is not None or token.party is not None:
        return False
    if token.low in AUX:
        return token.low != "'s"
    known = token.low in VERBS or (len(token.low) > 4 and token.low.endswith("ed"))
    if not known:
        return False
    before = sentence.tokens[at - 1].low if at else ""
    if token.low in _NOUNS and at and not _may_govern(sentence.tokens[at - 1]):
        return False  # "top companies", "a label", but "Analysts expect", "to raise"
    if before == "-" or (at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].low == "-"):
        return False
    if "-" in token.low and not token.low.startswith(("co-", "re-")):
        return False
    if before in DETERMINERS or before in ("'s", "’s") or (before in PREPOSITIONS and before != "to"):
        return False
    if at and sentence.tokens[at - 1].mention is not None and sentence.tokens[at - 1].mention.label in ("MONEY", "PERCENT"):  # type: ignore[union-attr]
        return token.low.endswith("ed") or token.low in (
            "takes",
            "brings",
            "values",
            "gives",
            "makes",
            "comes",
            "represents",
            "will",
            "would",
        )
    return True


def _split_en(sentence: Sentence) -> None:
    tokens = sentence.tokens
    number, has_verb, opener = 0, False, "main"
    fronted = bool(tokens) and tokens[0].mention is None and tokens[0].low.endswith(("ed", "ing")) and len(tokens[0].low) > 4
    fronted = fronted and "-" not in tokens[0].low
    sentence.opened = ["participle" if fronted else "main"]
    outside: list[int] = []
    count = 1
    verb_in = {0: False}

    above = {0: 0}

    def open_clause(how: str) -> None:
        nonlocal number, count
        above[count] = number
        number = count
        count += 1
        sentence.opened.append(how)
        verb_in[number] = False

    for at, token in enumerate(tokens):
        low = token.low
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.mention is None and token.party is None:
            if low in "([{":
                outside.append(number)
                open_clause("bracket")
                sentence.clause_of.append(number)
                continue
            if low in ")]}" and outside:
                sentence.clause_of.append(number)
                number = outside.pop()
                continue
            if low in (";", "—", "–", "|") or (low == ":" and verb_in[number]):
                open_clause("main")
            elif low == "," and following is not None and following.mention is None and following.party is None:
                if following.low in _RELATIVE:
                    pass
                elif (
                    sentence.opened[number] in ("relative", "participle")
                    and verb_in[number]
                    and is_verb(sentence, at + 1)
                    and (not verb_in[above[number]] or not following.low.endswith("ed"))
                ):
                    number = above[number]  # "Acme, which was founded in 2001, employs"
                elif following.low in SUBORDINATE and not _dated(tokens, at + 2):
                    open_clause("subordinate")
                elif (following.low.endswith(("ed", "ing")) and following.low not in ("including", "according")) or following.low in (
                    "up",
                    "down",
                    "led",
                    "held",
                    "backed",
                ):
                    # ", valued at": said of what stands before; but ", raised" after "Acme, founded in 2016" goes on with the main clause.
                    open_clause("participle")
            elif low in _RELATIVE:
                open_clause("relative")
            elif low == "that" and following is not None and following.low not in ("year", "time", "month", "quarter", "day", "week"):
                spoken = at and (tokens[at - 1].low in _REPORTING or tokens[at - 1].low in _REPORTS or is_verb(sentence, at - 1))
                open_clause("relative" if at and not spoken else "that")
            elif (
                low in SUBORDINATE
                and at
                and tokens[at - 1].low != ","
                and low not in ("as", "since", "taking", "making", "giving", "bringing", "pushing")
                and not _dated(tokens, at + 1)
            ):
                open_clause("subordinate")
            elif low in ("and", "but", "or", "while") and verb_in[number] and following is not None and _starts_clause(sentence, at + 1):
                open_clause("coordinate")
        elif verb_in[number] and at and tokens[at - 1].low in _REPORTING and token.party is not None and _starts_clause(sentence, at):
            open_clause("that")
        elif (
            token.party is not None
            and at
            and tokens[at - 1].low == ","
            and _starts_clause(sentence, at)
            and (not verb_in[number] or sentence.opened[number] in ("subordinate", "participle"))
        ):
            open_clause("main")
        sentence.clause_of.append(number)
        if is_verb(sentence, at):
            verb_in[number] = True
    _ = has_verb, opener


def _dated(tokens: list[Token], at: int) -> bool:
    mention = tokens[at].mention if at < len(tokens) else None
    if mention is None or mention.label not in ("DATE", "DURATION"):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    # "after 2019," but not "after third-quarter sales fell"
    return following is None or following.mention is not None or not following.low.isalpha() or following.low in PREPOSITIONS | _JOINTS


def _starts_clause(sentence: Sentence, at: int) -> bool:
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].mention is not None and tokens[at].party is None:
        return False  # "and $5 million for the year ended"
    while at < len(tokens) and (
        tokens[at].low in ("also", "then", "now", "subsequently", "thus", "later", "has", "is") or tokens[at].low.endswith("ly")
    ):
        if tokens[at].low in AUX:
            return True
        at += 1
    if at >= len(tokens):
        return False
    if is_verb(sentence, at) or tokens[at].low in ("that", "there"):
        return True
    for next_at in range(at + 1, min(at + 7, len(tokens))):
        if tokens[next_at].low in (",", "and", ";", ":", "(", "—"):
            return False
        if is_verb(sentence, next_at):
            return True
    return False
