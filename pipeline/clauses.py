"""What a sentence says who did: its parties, its clauses and the parts that they play.

In: one sentence with its mentions. Out: parties (named, or standing for a name), clauses, and for a trigger word the figure that it
governs and the parties in its roles. English is read by word order, voice and prepositions, Japanese by particles. Never: which
predicate is meant, and who "the company" is: that needs the article. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.frames import Words, words
from pipeline.records import Mention

__all__ = ["Party", "Sentence", "Token", "read"]


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


@dataclass(frozen=True, slots=True)
class Token:
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

    def clause_at(self, place: int) -> int:
        """Return the number of the clause in which the code point `place` of the document stands."""
        if self.language == "en":
            at = bisect_right([token.start for token in self.tokens], place) - 1
            return self.clause_of[max(at, 0)] if self.clause_of else 0
        return bisect_right(self.breaks, place - self.start)

    def clause_span(self, number: int) -> tuple[int, int]:
        """Return the offsets of a clause in the document."""
        if self.language == "en":
            at = [index for index, clause in enumerate(self.clause_of) if clause == number]
            return (self.tokens[at[0]].start, self.tokens[at[-1]].end) if at else (self.start, self.end)
        edges = [0, *self.breaks, len(self.text)]
        return self.start + edges[number], self.start + edges[number + 1]

    def between(self, start: int, end: int) -> str:
        """Return the lower-case text between two code points of the document."""
        return self.low[max(start - self.start, 0) : max(end - self.start, 0)]

    def index(self, place: int) -> int:
        """Return the first token that ends after `place`."""
        return bisect_left([token.end for token in self.tokens], place + 1)


_TOKEN = re.compile(r"['’]s\b|[A-Za-z]+(?:[.&'’-][A-Za-z]+)*|\d[\d,.]*|[^\W\d_]+|\S")
_GROUP_JA = re.compile(
    r"^\s*(?:[、,，・/／]|と|や|および|及び|ならびに|並びに|、?そして)?\s*(?:\([^)]{0,30}\)|（[^）]{0,30}）)?"
    r"(?:[、,，・/／]|と|や|および|及び|ならびに|並びに)\s*(?:共同創業者の|最高[^、]{1,8}の)?$"
)
_PAREN_JA = re.compile(r"^(?:\([^)]{0,40}\)|（[^）]{0,40}）|氏|さん|社|株式会社|ら(?=[がはにのを、])|など(?=[がはにのをか、])|ほか)+")
_BREAK_JA = re.compile(r"(?<=[てしりがればえずせめけちびみき])、")
_HEADLINE_JA = re.compile(r"(?<=[ぁ-ん一-龠])[ 　](?=[ぁ-んァ-ヶ一-龠\ufffc])")
#: Two people of whom each has a title: 「山田太郎教授と元記者の林花子」.
_PEOPLE_JA = re.compile(r"^(?:教授|氏|博士|社長|さん)?(?:と|、|や|および)(?:共同創業者の|元|現)?(?:[^、。はがをに]{0,12}の)?$")
_AUX = frozenset(
    "is are was were be been being has have had does do did will would may might can could should shall must 's isn't wasn't".split()
)
_DETERMINERS = frozenset("a an the this that these those its their his her our my your any some no each every another".split())
_PREPOSITIONS = frozenset(
    "of in on at for with by from to into onto over under between among against about as like via through including than per "
    "during after before since until within without across behind toward towards alongside".split()
)
_SUBORDINATE = frozenset(
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
_VERBS = frozenset(
    w
    for base in (
        "raise secure close land bag net attract receive gain garner score obtain grab generate earn make post report record register "
        "achieve reach hit cross surpass exceed total value expect forecast project predict anticipate plan aim target announce say "
        "invest pour pump inject commit bet back wager buy acquire purchase own hold control sell spend allocate earmark pay cut "
        "slash eliminate fire dismiss lay reduce hire recruit add employ serve operate run launch start establish create found name "
        "appoint join lead become remain grow rise fall drop decline increase decrease jump surge soar climb double triple expand "
        "unveil sign strike complete finalize finalise use help provide offer build develop deliver process label boast claim count "
        "manage include work show tell note state add mark face see take give get put bring want need seek eye mull near weigh "
        "poach recruit tap step replace succeed leave resign depart welcome agree decide value turn swing narrow widen upend bet "
        "reveal disclose confirm believe estimate call mean come go stand sit amount average book log clock swell touch top".split()
    )
    for w in {base, base + "s", base + ("d" if base.endswith("e") else "ed"), base + "es"}
) | frozenset(
    "said says told made held sold bought spent paid grew rose fell became led left took gave got brought saw stood ran built won "
    "went came plans planned planning cut hit put set bet drew sat swung shed sank hires dropped planned begun began bagged netted "
    "employs operates agreed founded signed topped tapped stepped".split()
)


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
    low = body.replace("\n", " ").lower() if len(body.lower()) == len(body) else body.replace("\n", " ")
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


_PARTICIPLES = frozenset("bought held sold spent paid put cut laid set sunk bet thrown led made founded shed begun built won".split())


def is_verb(sentence: Sentence, at: int) -> bool:
    """Whether the token at `at` is read as a finite verb: by its form, and by what stands before it."""
    token = sentence.tokens[at]
    if token.mention is not None or token.party is not None:
        return False
    if token.low in _AUX:
        return token.low != "'s"
    known = token.low in _VERBS or (len(token.low) > 4 and token.low.endswith("ed"))
    if not known:
        return False
    before = sentence.tokens[at - 1].low if at else ""
    if before == "-" or (at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].low == "-"):
        return False
    if "-" in token.low and not token.low.startswith(("co-", "re-")):
        return False
    if before in _DETERMINERS or before in ("'s", "’s") or (before in _PREPOSITIONS and before != "to"):
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
                elif following.low in _SUBORDINATE and not _dated(tokens, at + 2):
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
                low in _SUBORDINATE
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
    return following is None or following.mention is not None or not following.low.isalpha() or following.low in _PREPOSITIONS | _JOINTS


def _starts_clause(sentence: Sentence, at: int) -> bool:
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].mention is not None and tokens[at].party is None:
        return False  # "and $5 million for the year ended"
    while at < len(tokens) and (
        tokens[at].low in ("also", "then", "now", "subsequently", "thus", "later", "has", "is") or tokens[at].low.endswith("ly")
    ):
        if tokens[at].low in _AUX:
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


# ---------------------------------------------------------------- roles, English


def possessive(sentence: Sentence, at: int) -> bool:
    """Whether the party at token `at` is followed by the sign of the possessor, or is a possessive pronoun."""
    token = sentence.tokens[at]
    if token.low in ("its", "their", "our", "his", "her"):
        return True
    following = sentence.tokens[at + 1].low if at + 1 < len(sentence.tokens) else ""
    return following in ("'s", "’s") or token.low.endswith(("'s", "’s")) or (following in ("'", "’") and token.low.endswith("s"))


#: What may stand before a name in a list of names.
_BETWEEN = frozenset(
    "co-founder co-founders fellow former his her entrepreneurs entrepreneur investors investor ceo cto cfo coo chief technology operating "
    "officer president engineer".split()
)


def group(sentence: Sentence, at: int, kind: str | None = None) -> list[Party]:
    """Return the party at token `at` with those coordinated with it ("A, B and C"), in order."""
    tokens = sentence.tokens
    first = tokens[at].party
    if first is None:
        return []
    found = [first]
    place = at
    while True:
        step = place + 1
        joined = False
        skipped = 0
        while step < len(tokens) and tokens[step].party is None and skipped < 7:
            low = tokens[step].low
            if low in (",", "and", "&", "or", "as", "well"):
                joined = True
            elif low == "(" or tokens[step].mention is not None or low in ("'s", "’s") or not joined or low not in _BETWEEN:
                break
            step += 1
            skipped += 1
        if step >= len(tokens) or not joined or tokens[step].party is None or tokens[step].party.kind != first.kind:  # type: ignore[union-attr]
            return found
        if possessive(sentence, step) or sentence.clause_of[step] != sentence.clause_of[at]:
            return found
        if tokens[step].party.form != "name" and tokens[step - 1].low == ",":  # type: ignore[union-attr]
            return found  # "Acme, the maker of": said of Acme
        found.append(tokens[step].party)  # type: ignore[arg-type]
        place = step


def _main_verb(sentence: Sentence, inside: Sequence[int], other: int) -> int:
    """Return the verb of a clause, not the participle in its subject: "Funds managed by Acme own"."""
    verbs = [i for i in inside if is_verb(sentence, i)]
    tokens = sentence.tokens
    for place, at in enumerate(verbs):
        described = (
            tokens[at].low.endswith("ed")
            and place + 1 < len(verbs)
            and at > inside[0]
            and tokens[at - 1].party is None
            and tokens[at - 1].low.isalpha()
            and tokens[at - 1].low not in _AUX
            and at + 1 < len(tokens)
            and tokens[at + 1].low in ("with", "by", "in", "to")
        )
        if not described or tokens[at - 1].low in ("and", "also", "it", "to"):
            return at
    return verbs[0] if verbs else other


def subject_en(sentence: Sentence, at: int, *, strict: bool = False) -> list[Party]:
    """Return the grammatical subject of the clause in which token `at` stands, else of the clause on which that one leans.

    Args:
        sentence: The sentence.
        at: A token.
        strict: Whether a party after a preposition is none ("The purchase of Acme made").
    """
    tokens = sentence.tokens
    if not tokens:
        return []
    at = min(at, len(tokens) - 1)
    clause = sentence.clause_of[at]
    for _ in range(6):
        inside = [i for i, number in enumerate(sentence.clause_of) if number == clause]
        if not inside:
            clause -= 1
            if clause < 0:
                return []
            continue
        verb = _main_verb(sentence, inside, at if at in inside else inside[-1] + 1)
        heads = [i for i in inside if i < verb and tokens[i].party is not None]
        free = [i for i in heads if not possessive(sentence, i) and not governed(sentence, i)]
        if free and sentence.opened[clause] not in ("participle",):
            return group(sentence, _head(sentence, free))
        if sentence.opened[clause] == "relative" or sentence.opened[clause] == "participle" or sentence.opened[clause] == "bracket":
            left = [i for i in range(inside[0]) if tokens[i].party is not None]
            heads = [i for i in left if not possessive(sentence, i) and not governed(sentence, i)]
            if heads and sentence.opened[clause] == "participle" and not any(is_verb(sentence, i) for i in range(inside[0])):
                # "Jane Roe, chief of Acme, identified": nothing before has a verb, so this is the sentence's own.
                return group(sentence, _head(sentence, heads))
            near = [i for i in left if not possessive(sentence, i) and inside[0] - i <= 12]
            if near:
                head = near[-1]
                plain = [i for i in near if not governed(sentence, i)]
                return group(sentence, plain[-1] if plain and governed(sentence, head) and inside[0] - head > 2 else head)
            if sentence.opened[clause] == "participle" and not left:
                later = [i for i in range(inside[-1] + 1, len(tokens)) if tokens[i].party is not None]
                return group(sentence, later[0]) if later else []
        if not heads and inside[0] == 0 and clause + 1 < len(sentence.opened) and verb - inside[0] <= 1:
            # "Founded in 2016, Acme is": the next clause names the subject.
            clause += 1
            continue
        heads = [i for i in heads if not strict or not governed(sentence, i)]
        if clause == 0:
            return group(sentence, heads[0]) if heads else []
        if heads and sentence.opened[clause] in ("main", "that", "subordinate"):
            return group(sentence, heads[0])
        clause -= 1
    return []


_LENT = frozenset(
    "round funding financing deal transaction investment raise infusion raised fundraise company startup firm total series seed latest "
    "new fresh recent current money capital proceeds valuation revenue sales turnover "
    "board management directors profit income loss ebitda earnings amount figure price net founded headquartered total annual".split()
)


def other_subject(sentence: Sentence, at: int, *, named: bool = False) -> bool:
    """Whether the clause of token `at` has a subject that is no party and no deal: "The market could be worth".

    Args:
        sentence: The sentence.
        at: A token of the clause.
        named: Whether only what looks like a name counts ("Groundwork raised").
    """
    clause = sentence.clause_of[min(at, len(sentence.tokens) - 1)]
    inside = [i for i, number in enumerate(sentence.clause_of) if number == clause]
    if sentence.opened[clause] == "participle" and inside and not any(is_verb(sentence, i) for i in range(inside[0])):
        inside = list(range(inside[0])) + inside  # "Acme, a maker of pumps, raised"
    verb = next((i for i in inside if is_verb(sentence, i)), at)
    lead = [sentence.tokens[i] for i in inside if i < verb]
    if any(token.party is not None for token in lead):
        return False
    plain: list[str] = []
    for token in lead:
        if token.low in _PREPOSITIONS:
            break
        if token.mention is None and token.low.isalpha() and token.low not in _DETERMINERS and not token.low.endswith("ly"):
            plain.append(token.low)
    if _stranger(sentence, lead):
        return True
    return not named and (
        bool(plain)
        and plain[-1] not in _LENT
        and plain[-1] not in _SUBORDINATE
        and plain[-1] not in ("and", "but", "also", "that", "to", "which", "who")
    )


def _stranger(sentence: Sentence, lead: Sequence[Token]) -> bool:
    """Whether the words before the verb hold a name that is no mention: "Fernhill, a Berlin start-up,", "Travel portal Gomu"."""
    letters = [sentence.text[t.start - sentence.start] for t in sentence.tokens if t.mention is None and t.low[:1].isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
        return False  # a headline in title case
    for place, token in enumerate(lead):
        if token.low in _PREPOSITIONS and place:
            return False
        if token.mention is not None or not token.low.isalpha() or not sentence.text[token.start - sentence.start].isupper():
            continue
        if place or token.start > sentence.start + 1:
            if token.low not in ("i", "ceo", "cfo", "series", "q", "fy", "ipo") and not (
                len(token.low) <= 4
                and token.end - token.start == len(token.low)
                and sentence.text[token.start - sentence.start : token.end - sentence.start].isupper()
            ):
                return True
            continue
        common = (
            token.low in _DETERMINERS
            or token.low in _PREPOSITIONS
            or token.low in _SUBORDINATE
            or token.low in _LENT
            or is_verb(sentence, 0)
        )
        alone = place + 1 >= len(lead) or lead[place + 1].low == ","
        if not common and alone and not token.low.endswith(("s", "ly")):
            return True
    return False


_COMMON_JA = re.compile(
    r"(?:サービス|ユーザー|データ|スタートアップ|メーカー|グループ|プラットフォーム|システム|ビジネス|アプリ|モデル|チーム|トップ|リスク|コスト|シェア|ニーズ"
    r"|ラウンド|プロジェクト|センター|リーダー|マーケット|インフラ|テクノロジー|ソフト|ロボット|ケース|レポート|コメント|スタッフ|パートナー|エンジニア)$"
)
_TOPIC_JA = re.compile(
    r"^[\s　・]*(?:米|独|英|仏|中国の|韓国の)?([ァ-ヶー・]{4,}|[A-Z][A-Za-z]{3,})(?:社)?(?:\([^)]{0,20}\)|（[^）]{0,20}）)?(?:は|が|の20)"
)


def stranger(sentence: Sentence) -> bool:
    """Whether the sentence is about a company that is no mention."""
    if sentence.language == "en":
        return bool(sentence.tokens) and other_subject(sentence, 0, named=True)
    match = _TOPIC_JA.match(sentence.text)
    if match is None or _COMMON_JA.search(match[1]):
        return False
    start = sentence.start + match.start(1)
    return not any(p.start < start + len(match[1]) and start < p.end for p in sentence.parties)


def _head(sentence: Sentence, heads: list[int]) -> int:
    """Return the last of the names that stand together: of "Acme chief Jane Roe" Jane Roe."""
    at = heads[0]
    for following in heads[1:]:
        between = sentence.tokens[at + 1 : following]
        if any(t.low in (",", "and", "&", "(", "or", "/", "-", "–") or t.low in _PREPOSITIONS or t.mention is not None for t in between):
            break
        at = following
    return at


def governed(sentence: Sentence, at: int) -> bool:
    """Whether a preposition governs the party: "in Acme", "from the investor Acme"."""
    tokens = sentence.tokens
    for step in range(at - 1, max(at - 5, -1), -1):
        low = tokens[step].low
        if low in _PREPOSITIONS:
            return low not in ("including", "like")
        if (
            tokens[step].mention is not None
            or tokens[step].party is not None
            or low in (",", "and", ";", ":", "—", "|", "'s", "’s")
            or is_verb(sentence, step)
        ):
            return False
    return False


_SHARES = re.compile(
    r"(?:['’]s?)?\s(?:(?:outstanding|common|ordinary|issued|preferred|total|class [a-z])\s)*(?:shares|stock|equity|share capital)\b"
)


def after_preposition(sentence: Sentence, at: int, prepositions: Sequence[str], reach: int = 14) -> list[Party]:
    """Return the parties after one of the prepositions, to the right of token `at` in the same clause."""
    tokens = sentence.tokens
    clause = sentence.clause_of[min(at, len(tokens) - 1)]
    for step in range(at, min(at + reach, len(tokens))):
        if sentence.clause_of[step] != clause and sentence.opened[sentence.clause_of[step]] not in ("bracket",):
            break
        if tokens[step].low in prepositions and tokens[step].mention is None and tokens[step].party is None:
            for place in range(step + 1, min(step + 8, len(tokens))):
                token = tokens[place]
                if is_verb(sentence, place):
                    break
                if token.party is not None:
                    if possessive(sentence, place) and not _SHARES.match(sentence.between(token.end, token.end + 40)):
                        continue
                    return group(sentence, place)
                if token.mention is not None or token.low in (",", ";", "(", ".") or token.low in _PREPOSITIONS:
                    break
    return []


def reduced(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the verb describes the noun before it: "a chip maker founded in 2011", "a start-up based in Oslo"."""
    tokens = sentence.tokens
    clause = sentence.clause_of[first]
    verb = next((i for i, number in enumerate(sentence.clause_of) if number == clause and is_verb(sentence, i)), first)
    if first == 0 or verb >= first or passive(sentence, first, last):
        return False
    previous = tokens[first - 1]
    return previous.low not in _AUX and previous.low not in (",", "and", "to", "has", "have", "had") and not previous.low.endswith("ly")


def before(sentence: Sentence, at: int, reach: int = 14) -> list[Party]:
    """Return the nearest party before token `at` that is not the possessor of something."""
    for step in range(at - 1, max(at - reach, -1), -1):
        party = sentence.tokens[step].party
        if party is not None and not possessive(sentence, step):
            return [party]
    return []


def possessor(sentence: Sentence, start: int, *, marked: bool = False) -> list[Party]:
    """Return whose the thing named at token `start` is: "Acme's annual revenue", "its revenue", and unless `marked`, "Acme revenue"."""
    tokens = sentence.tokens
    for step in range(start - 1, max(start - 8, -1), -1):
        token = tokens[step]
        if token.party is not None:
            if possessive(sentence, step) or (not marked and token.party.form in ("name", "definite") and step == start - 1):
                return group_left(sentence, step)
            if step == start - 1 or token.party.form == "name":
                continue
            return []
        if token.low in (";", "—", ":", "|") or (
            is_verb(sentence, step) and token.low not in ("estimated", "reported", "expected", "projected")
        ):
            return []
    return []


def group_left(sentence: Sentence, at: int) -> list[Party]:
    """Return the party at token `at` with those coordinated before it ("A and B's")."""
    tokens = sentence.tokens
    last = tokens[at].party
    if last is None:
        return []
    found = [last]
    while at >= 2 and tokens[at - 1].low in ("and", "&"):
        party = tokens[at - 2].party
        if party is None or party.kind != last.kind:
            break
        at -= 2
        found.insert(0, party)
    return found


def passive(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the verb at tokens `first` to `last` is passive."""
    tokens = sentence.tokens
    word = tokens[max(last - 1, first)].low if last - first == 1 else tokens[first].low
    if not word.endswith(("ed", "en")) and word not in _PARTICIPLES:
        return False
    for step in range(first - 1, max(first - 5, -1), -1):
        low = tokens[step].low
        if low in ("is", "are", "was", "were", "been", "being", "be", "'s", "’s", "get", "got"):
            return True
        if tokens[step].mention is not None or tokens[step].party is not None or low in (",", "and", "has", "have", "had", "to"):
            break
    return last < len(tokens) and tokens[last].low == "by"


# ---------------------------------------------------------------- roles, Japanese


def groups_ja(sentence: Sentence) -> list[tuple[list[Party], int, int]]:
    """Return the parties of a Japanese sentence in coordinated groups, with start and end of each group."""
    found: list[tuple[list[Party], int, int]] = []
    for party in sentence.parties:
        if found and found[-1][0][-1].kind == party.kind and party.start >= found[-1][2]:
            gap = sentence.between(found[-1][2], party.start)
            headline = gap == "、" and len(found[-1][0]) == 1 and found[-1][1] - sentence.start <= 2 and "は" not in sentence.low
            people = party.kind == "person" and party.form == "name" and _PEOPLE_JA.match(gap) is not None
            if (people or _GROUP_JA.match(gap)) and gap.strip() and not (headline and _acts(sentence, party.end)):
                found[-1][0].append(party)
                found[-1] = (found[-1][0], found[-1][1], party.end)
                continue
        if found and party.start < found[-1][2]:
            continue
        found.append(([party], party.start, party.end))
    return found


def _acts(sentence: Sentence, end: int) -> bool:
    """Whether a party takes part in what another does, in a headline: 「A社、B社に出資」."""
    return particle(sentence, end).startswith(("に", "を", "と", "から", "へ", "株"))


def particle(sentence: Sentence, end: int) -> str:
    """Return what follows a party in a Japanese sentence, past brackets and titles: its particle and a little more."""
    rest = sentence.between(end, end + 60).lstrip()
    rest = _PAREN_JA.sub("", rest)
    return rest[:16]
