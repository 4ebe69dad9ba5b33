"""What a sum buys: a company, a share of one, one piece of many; and what else speaks for a deal or for posts that come and go.

In: figures with their lines; the words of `rules/concepts.toml` and the wordings of `rules/parties.toml`. Out: for each figure what is said
of that, how a name beside it is bound to it, which part in a deal a name plays and of what list a figure is, as named evidence. Never: a
choice of a predicate. Part of the room of claims.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.claims.context import Line
from pipeline.claims.cues import words_of
from pipeline.errors import ConfigError
from pipeline.records import Mention
from pipeline.rules import build, toml

__all__ = ["beside", "bought", "of_a_thing", "parties", "roll", "wordings"]

#: Words that say how much of a company a sum buys, where one is bought.
_BOUGHT = ("bought_part", "bought_whole")
#: Right behind a sum: it is of one piece of many.
_EACH = re.compile(r"\s?/\s?[a-z]|\s(?:per|an?|each|apiece)\b|\s?(?:円|ドル|元)?/|씩")


def bought(figures: Sequence[tuple[Line, Mention]]) -> list[list[str]]:
    """Return what each figure of a document buys by the words and the shares of its line, and by others that tell the same sum.

    Args:
        figures: All figures of a document with their lines; of those that are no money nothing is said.
    """
    lines = {line.at: line for line, figure in figures if figure.label == "MONEY"}
    said_in = {at: _said(line) for at, line in lines.items()}
    own = [_own(line, figure, said_in[line.at]) if figure.label == "MONEY" else [] for line, figure in figures]
    told: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for (_, figure), said in zip(figures, own, strict=True):
        told[figure.value, figure.unit].update(name for name in said if name != "each")
    return [
        [*said, *(f"{name}:elsewhere" for name in sorted(told[figure.value, figure.unit] - set(said)))] if figure.label == "MONEY" else []
        for (_, figure), said in zip(figures, own, strict=True)
    ]


def _said(line: Line) -> list[str]:
    found = [name for name in _BOUGHT if words_of(name, line.language).search(line.low)]
    if any(m.label == "PERCENT" and m.value is not None and 0 < m.value < 100 for m in line.mentions):
        found.append("bought_share")
    return found


def _own(line: Line, figure: Mention, said: list[str]) -> list[str]:
    return ["each", *said] if _EACH.match(line.low, figure.end - line.start) else said


#: What binds a name to a figure behind it, and a figure to a name behind it.
_NAMED_BEFORE = re.compile(
    r"(?P<next>\s?(?:約|about |some |around )?)|(?P<bracket>\s?[(（\[](?:約|with |for )?)|(?P<label>\s?[:：·|–-]\s?)"
    r"|(?P<to>(?:社)?に(?:は)?(?:約|総額)?)"
    r"|(?P<by>(?:社)?[がはも](?:約|総額)?|(?:은|는|이|가) (?:약 ?)?)|(?P<owns>(?:社)?の(?:株式)?(?:の)?(?:約)?|의 (?:지분 ?)?|['’]s? )"
)
_NAMED_BEHIND = re.compile(r",? (?:\([^()]{1,20}\) )?(?P<word>of|in|into|to|for|from|by|at|on) (?:(?:the|its|a|an) )?(?:[\w’'&.-]+ ){0,4}")
#: What is counted where it comes or goes.
_POSTS = ("job", "position", "role", "post")
#: Longer than what stands between the two.
_REACH = 48
#: How far around a name its part in a deal is told, and before a sum what it is worth.
_AROUND = 64
#: The same behind a name, where a company may be described first: "Acme, a maker of kites, has bought".
_BEHIND = 110

#: Behind a name that owns what comes next: 9% of Acme's sales is no share of Acme.
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)|の(?=\S)|의(?=\s)")


#: What a sum before or behind which these words stand is worth: a deal or a thing, or whatever the sentence is of.
_WORTH_BEFORE = {
    "en": re.compile(
        r"\b(?:(?P<deal>(?:deals?|contracts?|orders?|agreements?|transactions?|stakes?|plans?|packages?|projects?|purchases?|deliver(?:y|ies)"
        r"|licen[cs]es?|sales?|shares?|assets?|portfolios?|offers?|bids?|program(?:me)?s?|goods|products|exports?|buybacks?|properties|property"
        r"|discounts?|coupons?|vouchers?|acquisition|offering|pact|tender)\b[^.;#]{0,40}\b(?:worth|valued|value|valuing|totall?ing)\b)"
        r"|(?P<it>valu(?:es?|ed|ing|ation)|worth)\b)[^.;#]{0,30}$"
    ),
    "ja": re.compile(
        r"(?:(?P<deal>(?:契約|受注|案件|取引|買収|買付|株式|資産|工事|計画|投資|注文)[^。#]{0,16}(?:総額|規模|額|価額|価格|は|を))"
        r"|(?P<it>(?:時価総額|評価額|企業価値|価値)[^。#]{0,8}))(?:約|計|最大|およそ)?$"
    ),
    "ko": re.compile(
        r"(?:(?P<deal>(?:계약|수주|거래|공급|주문|인수|매각|지분|주식|자산|투자)[^.#]{0,14}(?:규모|금액|총액|가격|대금|가)[은는이가]?)"
        r"|(?P<it>(?:시가총액|시총|기업가치|몸값|가치)[^.#]{0,8})) ?(?:약 ?|총 ?|최대 ?)?$"
    ),
}
_WORTH_BEHIND = {
    "en": re.compile(
        r"(?:-won|-yen|-dollar|-euro)?[^.;#\w]{0,3}(?:worth of|in value|(?:deal|contract|order|agreement|transaction"
        r"|licen[cs]e|pact|project|plan|package|offer|bid)\b)"
    ),
    "ja": re.compile(r"(?:相当|規模|分|超|程度)?の?(?:契約|取引|受注|案件|株式|資産|買収|工事|計画|注文)"),
    "ko": re.compile(r" ?(?:규모|상당|어치)?의? ?(?:[가-힣]{1,6} ){0,2}?(?:계약|수주|거래|공급|주문|인수|지분|주식|자사주|프로젝트)"),
}


def _worth(line: Line, figure: Mention) -> list[str]:
    """Return whether a sum is what a deal or a thing is worth, or what the sentence is of."""
    start, end = figure.start - line.start, figure.end - line.start
    ahead = _WORTH_BEFORE[line.language].search(line.masked[max(start - _AROUND, 0) : start])
    behind = _WORTH_BEHIND[line.language].match(line.masked, end, end + _REACH)
    return ([f"worth:{ahead.lastgroup}"] if ahead is not None else []) + (["worth:behind"] if behind is not None else [])


def beside(line: Line, figure: Mention) -> list[str]:
    """Return how the names right before and right behind a figure are bound to it: "paid $5 million for Acme", 「A社（40億円）」.

    Args:
        line: The line.
        figure: The figure; of one that counts posts that is told too.
    """
    found = ["jobs"] if figure.label == "QUANTITY" and figure.unit in _POSTS else []
    before = next((m for m in reversed(line.mentions) if m.label in ("ORG", "PERSON") and m.end <= figure.start), None)
    if before is not None and figure.start - before.end < _REACH:
        bound = _NAMED_BEFORE.fullmatch(line.text, before.end - line.start, figure.start - line.start)
        found += [f"name:{bound.lastgroup}"] if bound is not None else []
    behind = next((m for m in line.mentions if m.label == "ORG" and m.start >= figure.end), None)
    if behind is not None and behind.start - figure.end < _REACH:
        told = _NAMED_BEHIND.fullmatch(line.low, figure.end - line.start, behind.start - line.start)
        owns = "'s" if _POSSESSIVE.match(line.text, behind.end - line.start) else ""
        found += [f"{told['word']}:name{owns}"] if told is not None else []
    return [*found, *_worth(line, figure)] if figure.label == "MONEY" else found


#: What stands for longer words in the wordings of `rules/parties.toml`, by language: words between a deed and a name, parts of a company,
#: what may close a name.
_TAGS = {
    "en": {
        "words": r"(?:(?!(?:by|to|from|for|and|with)\b)[\w’'$£€%#@.-]+,? ){0,5}?",
        "shares": r"(?:stakes?|interest|holding|shareholding|shares|stock|equity|investment|%|per ?cent|pct)",
        "close": r"[*_\"”’]{0,3}(?: \([^()]*\))?",
        "adverbs": r"(?:has |have |had |will |would |also |still |now |already |in addition |together |to |since |later |then "
        r"|agree[sd] to |plans to |in talks to )*",
    },
    "ja": {"close": r"[」』*]{0,3}(?:社|さん|氏|様)?(?:[（(][^()（）]{0,30}[)）])?", "within": r"[^。は]{0,40}?"},
    "ko": {
        "close": r"[’'”\"*]{0,3}(?: (?:대표|회장|부회장|이사|사장|부사장|의장)(?:이사)?)?(?:\([^()]{0,20}\))?",
        "within": r"[^.]{0,40}?",
    },
}
_TAG = re.compile(r"<(\w+)>")
#: What may open a name.
_OPENS = r"[*_\"“‘'「『<]{0,3}"


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What the words beside a name look like that has a part in a deal: right before it, and behind what closes it."""

    before: tuple[str, ...]
    behind: tuple[str, ...]


@cache
def wordings() -> Mapping[str, Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]]:
    """Return how the words before and behind a name look, by language and part in a deal.

    Raises:
        ConfigError: `rules/parties.toml` holds no wordings by part and language, or one that is no regular expression.
    """
    found: dict[str, dict[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {language: {} for language in _TAGS}
    for part, languages in toml("parties.toml").items():
        for language, tags in _TAGS.items():
            place = f"rules/parties.toml: {part}: {language}"
            held = build(_Wordings, languages[language], place)
            before, behind = (_joined(told, tags) for told in (held.before, held.behind))
            try:
                found[language][part] = re.compile(rf"(?:{before}){_OPENS}$"), re.compile(rf"{tags['close']}(?:{behind})")
            except re.error as error:
                raise ConfigError(f"{place}: no regular expression: {error}") from None
    return found


def _joined(told: Sequence[str], tags: Mapping[str, str]) -> str:
    return "|".join(_TAG.sub(lambda tag: tags[tag[1]], one) for one in told) or "(?!)"


def parties(line: Line, mention: Mention) -> list[str]:
    """Return the parts in a deal that the words around a name give it: bought, buyer, seller; where they tell none, none.

    Args:
        line: The line.
        mention: The name.
    """
    start, end = mention.start - line.start, mention.end - line.start
    ahead, behind = line.masked[max(start - _AROUND, 0) : start], line.masked[end : end + _BEHIND]
    told = wordings()[line.language].items()
    return [part for part, (before, after) in told if before.search(ahead) or after.match(behind)]


#: Lists of names with shares or sums, and what opens them.
_ROLLS = ("holders", "held")
#: Headings above, in which a list is opened too.
_ABOVE = 2


def roll(line: Line, figure: Mention, heads: Sequence[Line]) -> str:
    """Return whether a figure stands in a list of those who hold or finance a company, `holders`, or of those that it holds, `held`.

    The words nearest before the figure say it, in its line before the headings above; where none do, nothing is returned.

    Args:
        line: The line.
        figure: The figure.
        heads: The headings above, the nearest first.
    """
    if figure.label not in ("PERCENT", "MONEY"):
        return ""
    for text, end in ((line.low, figure.start - line.start), *((head.low, len(head.low)) for head in heads[:_ABOVE])):
        told = _opened(text, line.language)
        if (at := bisect_right(told, end, key=lambda one: one[0])) > 0:
            return told[at - 1][1]
    return ""


@lru_cache(maxsize=64)  # every figure of a line asks the same
def _opened(low: str, language: str) -> tuple[tuple[int, str], ...]:
    """Return where the words end that open a list of holders, or of those that are held."""
    return tuple(sorted((m.end(), name) for name in _ROLLS for m in words_of(f"roll_{name}", language).finditer(low)))


#: What is agreed, handed over or sold, whose worth is none of a company, up to the words that tell it: "a contract with Acme valued at".
_THING = re.compile(
    r"\b(?:contract|agreement|order|deal|transaction|acquisition|purchase|sale|merger|licen[cs]e|licensing|deliver(?:y|ie)|shipment|project|"
    r"package|propert(?:y|ie)|asset|coupon|voucher|discount|good)s?"
    r"(?: (?:with|from|to|for|of|in|between|by|that|which)\b[^,;:.]{0,70}?)?,? "
    r"(?:(?:is|was|are|were|could|would|may|might|be|been|being|expected|estimated|to|sources?|say|said|which|that|initially) ){0,6}$"
)
_WORTH = re.compile(r"(?:valued(?: at)?|worth)$")
#: What stands right before them where they are told of a company, and behind them where a deed values something: "a deal that valued it".
_FIRM = re.compile(
    r"\b(?:company|firm|group|business|start-?up|bank|lender|retailer|maker|giant|unicorn|site|platform),? (?:(?:is|was|now) ){0,2}$"
)
_VALUES = re.compile(r" (?!(?:at|in|for|around|about|up|between|more|over|nearly)\b)[a-z]")


def of_a_thing(line: Line, start: int, end: int) -> bool:
    """Tell whether words for what something is worth tell it of a contract, a sale or goods: "a contract valued at", "worth of coupons".

    Args:
        line: A line; one in another language than English tells none.
        start: Where the words begin in the document.
        end: Where they end.
    """
    begin, end = start - line.start, end - line.start
    if line.language != "en" or not 0 <= begin < end <= len(line.low) or not _WORTH.fullmatch(line.low, begin, end):
        return False
    if _FIRM.search(line.low, max(begin - 120, 0), begin) or (line.low.startswith("valued", begin) and _VALUES.match(line.low, end)):
        return False
    return line.low.startswith(" of ", end) or _THING.search(line.low, max(begin - 120, 0), begin) is not None
