"""What the words beside an English name say of its kind.

In: a sentence and the place of a name in it. Out: weights for ORG and PERSON. Never: the name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors import lexicon
from extractors.patterns import any_of

#: Characters read before and after a name.
_BEFORE = 48
_AFTER = 72


def words(role: str) -> frozenset[str]:
    """Return the English words that play a part in finding names."""
    return lexicon.name_words("en", role)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    roles = ("post", "asset", "firm", "backing", "org-verb", "person-verb", "saying")
    post, asset, firm, backing, doing, life, saying = (any_of(words(role)) for role in roles)
    article, some = r"(?:an?|the)", r"(?:[\w-]+ ){0,5}"
    org_after = re.compile(
        rf"(?:[’']s?)? (?:{post}|{asset})\b|(?: \(|, )(?:NYSE|NASDAQ|Nasdaq|LSE|TSE|BSE|NSE|KRX|TYO)\b"
        rf"|,? {article} {some}{firm}\b| (?:is|was) {article} {some}{firm}\b"
        rf"| (?:was|were) (?:founded|established|incorporated|valued|acquired)\b| {doing}\b"
    )
    org_before = re.compile(rf"\b(?:(?:{post}|{asset}) (?:of|at|in|for|from)|{firm}|{backing}) $")
    person_after = re.compile(
        rf",? (?:who|whose|himself|herself)\b|, (?:the |an? |its |their |then |former )?(?:[\w-]+ ){{0,4}}{post}\b"
        rf"|, (?:aged )?[1-9][0-9],| \((?:born|aged|[1-9][0-9])\b"
        rf"|(?:[’']s)? (?:wife|husband|mother|father|son|daughter|brother|sister|career|childhood)\b"
        rf"| {life}\b"
    )
    return org_after, org_before, person_after, re.compile(rf" (?:[a-z]+ly )?{saying}\b")


def cues(sentence: str, start: int, end: int) -> dict[str, float]:
    """Weigh what stands beside a name: what a company has and does, what a person is and does."""
    org_after, org_before, person_after, says = _patterns()
    before, after = sentence[max(0, start - _BEFORE) : start], sentence[end : end + _AFTER]
    found: dict[str, float] = {}
    org = bool(org_after.match(after)) + bool(org_before.search(before)) + 2 * bool(_LISTED.match(after))
    person = bool(person_after.match(after)) + 0.4 * bool(says.match(after))
    if org:
        found["ORG"] = float(org)
    if person:
        found["PERSON"] = person
    return found


def speaks(sentence: str, end: int) -> bool:
    """Whether a verb of saying follows."""
    return bool(_patterns()[3].match(sentence, end))


#: Ticker, code of an exchange, or what the body of filings calls a company: "(NYSE: ACM)", "(012345)", "(ACM.N)", "(ACM LN)".
_TICKER = re.compile(
    r" ?[(\[<](?:(?:NYSE|NASDAQ|Nasdaq|NYSE American|AMEX|OTC\w*|TSXV?|LSE|AIM|ASX|HKEX|SEHK|SGX|KRX|KOSPI|KOSDAQ|TSE|TYO|BSE|NSE"
    r"|Euronext\w*)\b"
    r"|\d{4,6}(?:\.[A-Z]{1,2})?[)\]]|[A-Z0-9]{1,6}(?:\.[A-Z]{1,2}|:[A-Z]{2,3}| [A-Z]{2})[)\]>])"
)
#: A ticker of Seoul or Tokyo with its exchange, or six digits: no year.
_LISTED = re.compile(r" ?[(\[](?:(?:KRX|KOSPI|KOSDAQ|TSE|TYO)\b.{0,12}|\d{6})[)\]]")
_CHIEF = re.compile(r" ?\((?:(?:its |the )?(?:co-)?(?:CEO|chief executive|founder|founders|founded|president)\b|CEO[ :])", re.I)
_OWNER = re.compile(r"[’']s?\b(?! [A-Z])")
_NUMBER = re.compile(r"[  ]?#?\d")
#: A separator behind a head, what is said in brackets before one included: "Acme (Oslo, Norway): ...".
_HEAD = re.compile(
    r"\*{0,2}(?: ?[\u2600-\u27bf\U0001f1e6-\U0001faff\ufe0f]{1,4})?(?: ?[(（][^()（）\n]{1,48}[)）])?\*{0,2}"
    r"(?: ?[–—-] | ?[–—:：|] ?|\*\*$|\*\* ?\(?[$€£¥₩\d])|\*{0,2} ?[(（][^()（）\n]{1,48}[)）]\*{0,2}$"
)
_MARKUP = re.compile(r"(?:</?|&|=|@|#|_|/)$")
_BEFORE_PLACE = (
    ("the", re.compile(r"\b(?:[Tt]he|THE|[Tt]his|[Tt]hat|[Oo]ur|[Tt]heir|[Ii]ts|[Yy]our|[Ee]ach|[Ee]very|[Ss]ome|[Aa]ll|[Nn]o) $")),
    ("a", re.compile(r"\b[Aa]n? $")),
    (
        "in before",
        re.compile(
            r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Aa]round|[Aa]t) $"
            r"|\b(?:expan|mov|push|foray|ent[er]r|launch|export|import|flow|pour|sold|sales?|came|went|far|deep)\w* (?:[\w-]+ ){0,4}into $"
        ),
    ),
    (
        "part of before",
        re.compile(
            r"(?:\d ?%|\b(?:per ?cent|pct|stakes?|interest|shares?|holding|majority|control|rest|half|all|part|share capital)) (?:of|in) "
            r"(?:[\w.]+[’']s )?$"
        ),
    ),
    (
        "bought before",
        re.compile(
            r"\b(?:buy|buys|buying|bought|acquires?|acquired|acquiring|purchase of|purchased|takeover of|took over|merge[sd]? with|sale of"
            r"|acquisition of|sold|sells?|bid for|offer for|paid [^ ]{1,12} (?:[mb]illion )?for"
            r"|\d[\d.]*(?:m|bn|mn|k)?(?: (?:[mb]illion|crore|lakh))?(?: [a-z]{3,8})?(?: in (?:cash|shares|stock))? for) (?:[\w.-]+ ){0,3}$"
        ),
    ),
    ("valued before", re.compile(r"\bvalu(?:es?|ed|ing) $")),
    ("about before", re.compile(r"^[\s#*>]*(?:ABOUT|About) (?:the |The )?$")),
    ("sold to before", re.compile(r"\b(?:sold|sells?|selling|sale|spun off|handed|transferred)\b(?: [^ .;]+){0,5} to (?:the )?$")),
    ("inside", re.compile(r"[a-z]{2}[,;]? $")),
    ("possessive before", re.compile(r"\w[’'](?:s )?$")),
    ("made by", re.compile(r"\b(?:[Ll]ed|[Bb]acked|[Oo]wned|[Aa]cquired|[Bb]ought) by $")),
    ("preposition", re.compile(r"\b(?:of|at|by|from|with|to|and|for|between|including|like|via|than|as) $")),
    ("based before", re.compile(r"[a-z]-based (?:[a-z-]+ ){0,3}$")),
    ("bold", re.compile(r"(?:\*\*|__|\[)$")),
    (
        "from before",
        re.compile(
            r"\b(?:from|by|with|include|includes|including|investors|backers|joined|alongside):? (?:[A-Z][^.;:,]{1,40}(?:, | and | & ))*$"
        ),
    ),
    (
        "item",
        re.compile(
            r"^[\s>|]*(?:[-*•·▪◦–—]|\(?\d{1,3}[.):]|\d{1,2}/\d{1,2}\s|(?:#|No\.\s?)\d{1,3}\s|#{1,6}|\|)?\s*(?:\d{1,3}[.)] ?)?"
            r"(?:\*\*|\[|__)*$"
        ),
    ),
    (
        "key",
        re.compile(
            r"^\s*(?:- )?[\"']?(?:title|company|companies|name|issuer|subject|headline|og:title|organi[sz]ation)[\"']?"
            r"\s*[:=]\s*[\"'“]?(?:#?\d{1,3}[.)] ?)?$",
            re.I,
        ),
    ),
)


def _ahead(before: str, start: int) -> Iterator[str]:
    """Say what marks a place by what stands before it."""
    for name, pattern in _BEFORE_PLACE:
        away = start >= _BEFORE and name in ("item", "key")
        if pattern.search(before) and not away and (name != "in before" or not _NO_PLACE.search(before)):
            yield name


def marks(sentence: str, start: int, end: int, kind: str) -> list[str]:
    """Say what marks the place of a run of capitals: what stands right before and after it, and where in its passage it is.

    Args:
        sentence: The sentence.
        start: First character of the run.
        end: Character after its last.
        kind: Kind of the passage.
    """
    before, after = sentence[max(0, start - _BEFORE) : start], sentence[end : end + _AFTER]
    said = after.removeprefix("**")
    found = list(_ahead(before, start))
    first = (not any(map(str.isalnum, before)) or "item" in found) and start < _BEFORE
    if first:
        found.append("first")
    for name, pattern in _AFTER_PLACE:
        if pattern.match(after):
            found.append(name)
    if _patterns()[3].match(said):
        found.append("says")
        if _QUOTED.search(before):
            found.append("says what is quoted")
    found += [name for name, pattern in _doing() if pattern.match(said)]
    if _employing().match(said):
        found.append("employs")
    if _being().match(said):
        found.append("is a firm")
    if _moves().match(said):
        found.append("moves")
    if meant := _meant().match(said):
        found.append(f"says of {meant.lastgroup}")
    held, called = _held()
    if held.match(said):
        found.append("owner of asset" if after[:1] in "’'" else "asset")
    if called.search(before):
        found.append("firm before")
    found += [name for name, pattern in _around() if pattern.search(before)]
    if first and "head" in found:
        found.append("head of item")
    if first and not after.strip(" *.|:]"):
        found.append("alone")
    angled = before.endswith("<") and after.startswith(">") and not before.endswith("</<")
    if angled:
        found = [*(name for name in found if name != "markup after"), "in angles"]
    elif _MARKUP.search(before):
        found.append("markup")
    if _thing().match(after):
        found.append("thing after")
    if _PART.match(after):
        found.append("part after")
    if _CODE.fullmatch(sentence, start, end) and _CHANGE.match(after):
        found.append("code with a change")
    if before.endswith("(") and _stands_for(before, sentence[start:end]):
        found.append("stands for words")
    if kind in ("title", "heading", "furniture", "cell", "caption", "byline", "reference"):
        found.append(f"in {kind}")
        if first:
            found.append(f"first in {kind}")
    return found


#: What is in a firm, and not in a place: "an increase in Acme's income".
_NO_PLACE = re.compile(
    r"\b(?:increase|decrease|rise|fall|decline|drop|growth|gain|reduction|improvement|change|stake|interest|invest(?:s|ed|ing|ment|or)?|share|holding"
    r"|shareholder|confidence|trust|position|majority|minority)s? in $",
    re.IGNORECASE,
)
#: The code of a share, and by how much its price changed: "ACME: -3.15%".
_CODE, _CHANGE = re.compile(r"[A-Z]{3,5}"), re.compile(r"\*{0,2}(?: ?\([^()\n]{1,24}\))?\*{0,2} ?[:|]? {0,3}[+\-−▲▼△]?\d{1,3}\.\d{1,2} ?%")
#: What follows the name of a part of a company.
_PART = re.compile(r"(?: (?:business|operating|reportable))? (?:segment|division|pillar|category|brand|line of business)s?\b")


@cache
def _around() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Match what tells of a name before it: what is done to organisations, what they have, which thing is called so."""
    held = any_of((*words("post"), *words("asset")))
    return (
        ("firm and comma before", re.compile(rf"\b(?:[Ii]ts|[Tt]heir|[Aa]n?|[Tt]he) (?:[\w-]+ ){{0,3}}{any_of(words('firm'))}, $")),
        ("dealt with", re.compile(rf"\b{any_of(words('backing'))} (?:the )?$")),
        ("held by", re.compile(rf"\b{held} (?:of|at|from) (?:the )?$")),
        ("thing before", re.compile(rf"\b(?:{any_of(words('thing'))}|called|named|dubbed|titled) [\"“‘']?$")),
    )


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(rf" {any_of(words('thing'))}s?\b")


def _stands_for(before: str, name: str) -> bool:
    """Whether capitals in brackets are the first letters of words in small letters: "go-to-market (GTM)"."""
    if not (name.isupper() and name.isalpha() and 1 < len(name) < 7):
        return False
    spelled = _SPELLED.findall(before)[-len(name) :]
    return "".join(word[0] for word in spelled).upper() == name and all(word[0].islower() for word in spelled[1:])


_QUOTED = re.compile(r"[,.?!][\"”’'] $")
_SPELLED = re.compile(r"[A-Za-z]+")
_AFTER_PLACE = (
    (
        "founded",
        re.compile(r",? (?:was|were|is) (?:founded|co-founded|established|incorporated|acquired|headquartered|valued|owned|backed)\b"),
    ),
    ("dated", re.compile(r", (?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d{2}\b")),
    ("ticker", _TICKER),
    (
        "of a place",
        re.compile(r"(?:, (?:based )?(?:of|in)| of) [A-Z][a-z]+(?: [A-Z][a-z]+)?(?:,| (?:has|had|is|was|for|to|in|which|said)\b|\.)"),
    ),
    ("chief", _CHIEF),
    ("defined", re.compile(r" ?\((?:(?:formerly|previously|now|hereafter|hereinafter|henceforth)\b|(?:the )?[“\"‘'])")),
    ("owner", _OWNER),
    ("number", _NUMBER),
    (
        "share after",
        re.compile(r",? (?:\(|with |has |had |holds |held |owns |owned |took |takes |at |: ?)?\d[\d.]{0,5} ?(?:%|per ?cent\b|pct\b)"),
    ),
    (
        "sum after",
        re.compile(
            r",? (?:for|at|in a|paid|pays) (?:(?:about|nearly|some|up to|roughly|an?|more than) )?[~]?(?:US|A|C|S|HK|NZ|R)?[$€£¥₩₹]\d"
        ),
    ),
    ("head", _HEAD),
    (
        "seat after",
        re.compile(
            r"\*{0,2} [(（](?:[A-Z][\w.-]+ ?){1,3}, (?:[A-Z][\w.-]+ ?){1,3}[)）]|\*{2} [(（](?:[A-Z][\w.-]+ ?){1,2}[)）,;]"
            r"|\*{0,2} ?[(（]?[\U0001f1e6-\U0001f1ff]{2}|, (?:an? |the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?-based\b"
        ),
    ),
    ("is", re.compile(r" (?:is|was|has|had|will|can|could|would|may|plans|expects|aims|makes|offers|provides|sells|runs|uses|wants)\b")),
    ("lower", re.compile(r" [a-z]{3,}")),
    ("which after", re.compile(r",? which (?![A-Z])")),
    (
        "told what",
        re.compile(
            r"(?: of [A-Z][a-z]+)?, (?:an?|the|another) (?:[a-z\d’'-]+ ){0,6}[a-z’'-]+"
            r"(?:[,.;]| (?:that|which|in|with|based|behind|for|owned|whose)\b)"
        ),
    ),
    ("its after", re.compile(r"(?: [a-z]+){1,3} (?:its|their)\b")),
    ("money behind", re.compile(r",?(?: [a-z’'-]+,?){1,8} (?:about |~)?(?:US|A|C|S|HK|NZ|R|Rs\.? ?)?[$€£¥₩₹]\d")),
    ("written in another script", re.compile(r"\*{0,2} ?[(（][^()（）\n]{0,12}[ぁ-ヺ一-鿿가-힣][^()（）\n]{0,24}[)）]")),
    ("markup after", re.compile(r"[=>_@/]|;")),
)


@cache
def _doing() -> tuple[tuple[str, re.Pattern[str]], ...]:
    auxiliary = "(?:has|have|had|also|today|recently|then|will|would|to|agreed to|plans to)"
    return tuple(
        (name, re.compile(rf" (?:{auxiliary} ){{0,2}}{any_of(words(role))}\b", re.IGNORECASE))
        for name, role in (("does", "org-verb"), ("deals", "deal-verb"))
    )


@cache
def _employing() -> re.Pattern[str]:
    """Match what tells how many a firm has: ", which has 6,200 employees"."""
    counted = any_of(("employees", "staff", "workers", "customers", "users", "stores", "branches", "offices", "shareholders"))
    about = "(?:about |around |nearly |over |more than |some )?"
    return re.compile(
        rf"(?:, (?:which|with))? (?:(?:has|had|have|employs|employed|serves|with|operates) )?{about}"
        rf"\d[\d,.]* (?:million |thousand )?(?:[a-z-]+ ){{0,2}}{counted}\b"
    )


@cache
def _moves() -> re.Pattern[str]:
    """Match what shares and figures of an organisation do: " rose by 3 percent"."""
    much = "(?:(?:up|down|by|another|as much as|nearly|about|around|some|more than|higher|lower) ){0,2}"
    return re.compile(rf" {any_of(words('move-verb'))} {much}[$€£¥₩]?\d")


@cache
def _being() -> re.Pattern[str]:
    """Match what says that a name is that of an organisation: " is a Lyon-based company"."""
    return re.compile(rf" (?:is|was) (?:an?|the|one of the) (?:[\w’'/&,-]+ ){{0,7}}?{any_of(words('firm'))}\b")


@cache
def _meant() -> re.Pattern[str]:
    """Match a verb of saying with the word for who said it: " said it had bought", " said he would"."""
    return re.compile(rf" (?:[a-z]+ly )?{any_of(words('saying'))} (?:\w+ ){{0,3}}?(?:(?P<it>its?|they|their)|(?P<one>s?he|his|her|I))\b")


@cache
def _held() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match what an organisation has, behind its name, and what one is called, before it."""
    asset = any_of(words("asset"))
    return re.compile(rf"(?:[’']s?)? {asset}\b"), re.compile(rf"\b{any_of(words('firm'))} $", re.IGNORECASE)
