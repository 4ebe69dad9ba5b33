"""Who does what in a clause: subjects, possessors, what a preposition governs; in Japanese, what a particle marks.

In: a sentence taken apart. Out: parties in their parts. Never: which predicate is meant. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims.parsing import AUX, DETERMINERS, PREPOSITIONS, SUBORDINATE, Party, Sentence, Token, is_verb

__all__ = [
    "after_preposition",
    "before",
    "governed",
    "group",
    "groups_ja",
    "modifies",
    "other_subject",
    "particle",
    "passive",
    "possessive",
    "possessor",
    "reduced",
    "stranger",
    "subject_en",
]

_GROUP_JA = re.compile(
    r"^\s*(?:[、,，・/／]|と|や|および|及び|ならびに|並びに|、?そして)?\s*(?:\([^)]{0,30}\)|（[^）]{0,30}）)?"
    r"(?:[、,，・/／]|と|や|および|及び|ならびに|並びに)\s*(?:共同創業者の|最高[^、]{1,8}の)?$"
)
_PAREN_JA = re.compile(r"^(?:\([^)]{0,40}\)|（[^）]{0,40}）|氏|さん|社|株式会社|ら(?=[がはにのを、])|など(?=[がはにのをか、])|ほか)+")
#: Two people of whom each has a title: 「山田太郎教授と元記者の林花子」.
_PEOPLE_JA = re.compile(r"^(?:教授|氏|博士|社長|さん)?(?:と|、|や|および)(?:共同創業者の|元|現)?(?:[^、。はがをに]{0,12}の)?$")
_PARTICIPLES = frozenset("bought held sold spent paid put cut laid set sunk bet thrown led made founded shed begun built won".split())


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


def group(sentence: Sentence, at: int) -> list[Party]:
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
            elif (
                low == "("
                or tokens[step].mention is not None
                or low in ("'s", "’s")
                or not joined
                or (low not in _BETWEEN and not (first.kind == "organisation" and _trade(sentence, step)))
            ):
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


_FIRMS = frozenset(
    "startup start-up company firm platform brand unicorn venture maker marketplace portal giant retailer lender provider developer app "
    "manufacturer operator carmaker automaker chipmaker affiliate subsidiary partner rival peer major".split()
)


def _trade(sentence: Sentence, at: int) -> bool:
    """Whether what stands at token `at` says what the firm is that is named next: "and travel portal Gomu"."""
    for step in range(at, min(at + 5, len(sentence.tokens))):
        token = sentence.tokens[step]
        if token.low in _FIRMS:
            following = sentence.tokens[step + 1] if step + 1 < len(sentence.tokens) else None
            return following is not None and following.party is not None and following.party.form == "name"
        if token.mention is not None or token.party is not None or not token.low.replace("-", "").isalpha() or token.low in DETERMINERS:
            return False
        if token.low in PREPOSITIONS or is_verb(sentence, step):
            return False
    return False


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
            and tokens[at - 1].low not in AUX
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
            first = next((i for i in inside if tokens[i].low.isalpha()), inside[0])
            if sentence.opened[clause] == "participle" and tokens[first].low.endswith("ing") and clause > 0:
                clause -= 1  # ", raising its stake": said of the subject of the clause before
                continue
            near = [i for i in left if not possessive(sentence, i) and inside[0] - i <= 12]
            if near:
                head = near[-1]
                plain = [i for i in near if not governed(sentence, i)]
                return group(sentence, plain[-1] if plain and governed(sentence, head) and inside[0] - head > 2 else head)
            if sentence.opened[clause] == "participle" and not left:
                later = [i for i in range(inside[-1] + 1, len(tokens)) if tokens[i].party is not None]
                return group(sentence, later[0]) if later else []
        bare = verb > inside[-1] or (verb == at and not is_verb(sentence, at))
        if not heads and inside[0] == 0 and clause + 1 < len(sentence.opened) and (verb - inside[0] <= 1 or bare):
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
    "round funding financing deal transaction investment raise infusion raised fundraise company startup firm total series "
    "seed latest new fresh recent current money capital proceeds valuation revenue sales turnover board management directors "
    "analysts analyst consensus estimates forecasts results figures report filing data documents filings statement accounts "
    "records year quarter month profit income loss ebitda earnings amount figure price net founded headquartered annual".split()
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
    before = [i for i, number in enumerate(sentence.clause_of) if number == clause - 1]
    if sentence.opened[clause] == "coordinate" and before and lead and all(token.low in (",", "and", "but", "or") for token in lead):
        return other_subject(sentence, before[-1], named=named)  # "The giant was valued at, and made"
    if lead and (lead[0].low in PREPOSITIONS or (lead[0].mention is not None and lead[0].mention.label == "DATE")):
        # "In the first week of May, start-ups raised": what comes before the comma says when
        lead = lead[next((place + 1 for place, token in enumerate(lead) if token.low == ","), 0) :]
    plain: list[str] = []
    for place, token in enumerate(lead):
        following = lead[place + 1].mention if place + 1 < len(lead) else None
        if token.low in PREPOSITIONS and not (following is not None and following.label == "QUANTITY"):
            break
        counted = token.mention is not None and token.mention.label == "QUANTITY"
        if counted or (
            token.mention is None and token.low.replace("-", "").isalpha() and token.low not in DETERMINERS and not token.low.endswith("ly")
        ):
            plain.append(token.low)
    if _stranger(sentence, lead):
        return True
    return not named and (
        bool(plain)
        and plain[-1] not in _LENT
        and plain[-1] not in SUBORDINATE
        and plain[-1] not in ("and", "but", "also", "that", "to", "which", "who")
    )


def _stranger(sentence: Sentence, lead: Sequence[Token]) -> bool:
    """Whether the words before the verb hold a name that is no mention: "Fernhill, a Berlin start-up,", "Travel portal Gomu"."""
    letters = [sentence.text[t.start - sentence.start] for t in sentence.tokens if t.mention is None and t.low[:1].isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
        return False  # a headline in title case
    for place, token in enumerate(lead):
        if token.low in PREPOSITIONS and place:
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
            token.low in DETERMINERS or token.low in PREPOSITIONS or token.low in SUBORDINATE or token.low in _LENT or is_verb(sentence, 0)
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
        if any(t.low in (",", "and", "&", "(", "or", "/", "-", "–") or t.low in PREPOSITIONS or t.mention is not None for t in between):
            break
        at = following
    return at


def governed(sentence: Sentence, at: int) -> bool:
    """Whether a preposition governs the party: "in Acme", "from the investor Acme"."""
    tokens = sentence.tokens
    for step in range(at - 1, max(at - 5, -1), -1):
        low = tokens[step].low
        if low in PREPOSITIONS:
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
                if token.mention is not None or token.low in (",", ";", "(", ".") or token.low in PREPOSITIONS:
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
    return previous.low not in AUX and previous.low not in (",", "and", "to", "has", "have", "had") and not previous.low.endswith("ly")


_COMPANY_WORDS = frozenset(
    "shares stock stake holding inc inc. ltd ltd. corp corp. plc llc group holdings limited outright altogether "
    "today yesterday co co. "
    "company".split()
)


def modifies(sentence: Sentence, at: int) -> bool:
    """Whether the name at token `at` only says whose thing follows: "Airbus jets", "Acme trucks"."""
    if at + 1 >= len(sentence.tokens):
        return False
    following = sentence.tokens[at + 1]
    if following.mention is not None or not following.low[:1].isalnum() or following.low in PREPOSITIONS | SUBORDINATE | _COMPANY_WORDS:
        return False
    return following.low not in ("and", "or", "but", "that", "which", "who", "from", "via", "outright") and not is_verb(sentence, at + 1)


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
    rest = sentence.between(end, end + 60).lstrip(" 　」』")
    rest = _PAREN_JA.sub("", rest)
    return rest[:16]
