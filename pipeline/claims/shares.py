"""What makes up a share, and whether an amount only says of whom others are counted.

In: a line and a figure. Out: words of the text, in English where they are known; yes or no. Never: a choice. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.compounds import in_english
from pipeline.claims.context import Line
from pipeline.records import Mention

__all__ = ["bound", "sharer"]

_COUNTED = r"(?:customers|clients|accounts|companies|businesses|firms|households|families|users|people|individuals|merchants|investors)"
_BOUND_AHEAD = re.compile(
    rf"\b{_COUNTED}\b[^.,;:]{{0,40}}?\b(?:with|contributing|generating|spending|earning|paying|making|worth)\b[^.,;:]{{0,50}}?"
    r"\b(?:above|over|more than|at least|exceeding|greater than|in excess of|below|under|less than|up to|between) $"
)
_BOUND_BEHIND = re.compile(
    r"(?:以上|超|未満|以下)?の(?:企業|顧客|会社|世帯|個人|取引先|加盟店)"
    r"|\s?(?:이상|초과|미만|이하)(?:의|인)? ?(?:기업|고객|회사|가구|법인|자산가)"
)
_BOUNDS = ("gt", "ge", "lt", "le", "range")


def bound(line: Line, figure: Mention) -> bool:
    """Whether an amount only says of whom others are counted: "customers with ARR above $100,000" tells no recurring revenue.

    Args:
        line: The line.
        figure: The amount.
    """
    if figure.label != "MONEY":
        return False
    a, b = figure.start - line.start, figure.end - line.start
    if line.language == "en":
        ahead = line.low[max(a - _MAKER_REACH - 40, 0) : a]
        said = re.match(r"(?:above|over|more than|at least|less than|up to) ", figure.text.lower())
        return _BOUND_AHEAD.search(f"{ahead}{said[0]}" if said is not None else ahead) is not None
    return figure.relation in _BOUNDS and _BOUND_BEHIND.match(line.text, b) is not None


_MAKES_UP = (
    r"(?:account(?:s|ed|ing)?(?: for)?|ma(?:kes?|de|king) up|(?:contribut|generat|compris|constitut)(?:es?|ed|ing)|represent(?:s|ed|ing)?)"
)
#: Words that no name of a part has.
_NO_NAME = r"(?!(?:that|which|who|and|but|as|while|where|it|they|this|{between})\b)"
_BETWEEN = "also|will|still|now|would|has|have|had|is|are|was|were|be|to|estimated|expected|projected|set|alone|currently|together"
_ABOUT = r"(?: (?:for|about|around|roughly|nearly|almost|over|more|less|than|just|under|some|approximately|up|to|only|at|least|a|an))*"
_MAKER = {
    "en": re.compile(
        rf"(?<![a-z0-9&’'-])(?P<name>(?:{_NO_NAME.format(between=_BETWEEN)}[a-z0-9&’'-]+ ){{1,6}}?)"
        rf"(?:(?:{_BETWEEN}) )*{_MAKES_UP}{_ABOUT} $"
    ),
    "ja": re.compile(r"(?P<name>[^、。「」（）()\sがはも]{2,20})[がはも][^がはも、。]{0,20}$"),
    "ko": re.compile(r"(?P<name>[가-힣A-Za-z0-9&]{2,20}) ?(?:이|가|은|는) [^,.]{0,20}$"),
}
_MADE_UP = {
    "ja": re.compile(r"(?:超|以上|強|弱|程度|余り)?を(?:占|担)"),
    "ko": re.compile(r" ?(?:가량|이상|정도)?(?:을|를) (?:차지|담당|책임)"),
}
_MADE_FROM = re.compile(
    r"(?: of [^,.;:]{2,40}?)? (?:(?:(?:to )?c[oa]m(?:es?|e|ing)|derived|generated|earned|is|was|were|are) (?:from|in|with|through)"
    r"|(?:goes|go|went|sold) to|earned) (?:the |its |our |their )?"
    r"(?P<name>(?:(?!(?:in|for|and|at|to|on|than|which|that|last|this)\b)[a-z0-9&’'-]+ ?){1,5})"
)
#: What makes up a share and is called so in plain words: "Frozen food was 2 percent of sales", "exports are 37% of revenue".
_IS = re.compile(
    rf"(?:^|[,;:.] |\b(?:and|while|but|whereas|that|said) )(?P<name>(?:{_NO_NAME.format(between=_BETWEEN)}[a-z0-9&’'-]+ ){{1,6}}?)"
    rf"(?:is|are|was|were){_ABOUT} $"
)
_OF = re.compile(
    r" of (?:(?:its|our|their|the|total|group|net|annual|overall|FY\d\d(?:\d\d)?|fy\d\d) ){0,4}"
    r"(?:sales|revenues?|turnover|earnings|profits?|income|total)\b"
)
#: What makes up a share by the noun right behind it, or right before it with a word for shares or without: 「41％が中国向け」.
_SHARED_BEHIND = {
    "ja": re.compile(
        r"(?:超|以上|強|弱|程度|余り|ほど|近く)?(?:が|は|を|については)(?P<name>[^\s、。「」（）()がはをもで]{1,16}?)"
        r"(?:向け|から|事業|部門|関連|で|が|に|の|と|だ|、|。|$)"
        r"|(?:超|以上|強|弱|程度|余り)?を?(?:占め|担)(?:る|た|っている|った|ている)(?P<name2>[^\s、。「」（）()]{1,16}?)"
        r"(?:向け|事業|部門)?(?:が|は|の|を|も|で)"
    ),
    "ko": re.compile(
        r" ?(?:가량|이상|정도)?(?:이|가|을|를|은|는)? (?P<name>[가-힣A-Za-z0-9&·]{1,14}?(?:[와과] [가-힣A-Za-z0-9&]{1,10}?)?)"
        r"(?: ?(?:사업|부문))?(?:에서|으로부터|에|향|용|으로|로)(?![가-힣])"
        r"|(?:가량|이상|정도)?(?:을|를) (?:차지|담당|책임지)(?:하는|한|하고 있는|고 있는|던) (?P<name2>[가-힣A-Za-z0-9& ]{1,16}?)"
        r"(?:은|는|이|가|의|을|를)(?![가-힣])"
    ),
}
_SHARED_AHEAD = {
    "ja": re.compile(
        r"(?P<name>[^\s、。「」（）()：:がはも]{1,16}?)(?:事業|部門|関連|向け)?"
        r"(?:の?(?:売上高?)?(?:構成比率?|比率|割合|比重|シェア|化率))?(?:は|が|も|を|で|：|:|\s|約|およそ|の){0,4}$"
    ),
    "ko": re.compile(
        r"(?P<name>(?:[가-힣A-Za-z0-9&·]{1,10} )?[가-힣A-Za-z0-9&·]{1,14}?)(?: ?(?:사업|부문))?"
        r"(?: ?매출)?(?: ?(?:비중|비율|구성비))?(?:은|는|이|가|도|의|을|를)?[\s:]{0,3}(?:약|전체의)?\s?$"
    ),
}
_OPENS = re.compile(r"[\s、。，,・「」『』（）()：:がはもでのにと]")
_LETTER = re.compile(r"[^\W\d_]{2,}")
_DETERMINED = re.compile(r"^(?:the|a|an|its|our|their|his|her) ", re.IGNORECASE)
#: Characters before a figure in which the name of what makes up a share stands.
_MAKER_REACH = 90


def sharer(line: Line, figure: Mention) -> str:
    """Return what makes up a share: "largest customer" of "our largest customer accounted for 63% of revenue".

    Args:
        line: The line.
        figure: The share.
    """
    a, b = figure.start - line.start, figure.end - line.start
    begin = max((m.end - line.start for m in line.crossed(figure.start - _MAKER_REACH, figure.start)), default=0)
    ahead = max(begin, a - _MAKER_REACH)
    if line.language != "en":
        return _sharer_cjk(line, ahead, a, b)
    found = _MAKER["en"].search(line.low, ahead, a) or _MADE_FROM.match(line.low, b, b + _MAKER_REACH)
    if found is None and _OF.match(line.low, b) is not None:
        found = _IS.search(line.low, ahead, a)
    if found is None:
        return ""
    name = _DETERMINED.sub("", line.text[found.start("name") : found.end("name")].strip())
    return name if _LETTER.search(name) is not None and name.rpartition(" ")[2] not in ("and", "or", "of", "in") else ""


def _sharer_cjk(line: Line, ahead: int, a: int, b: int) -> str:
    """Return what makes up a share in a Japanese or Korean line, by the verb behind it or by the noun beside it, where it is known."""
    language = line.language
    if _MADE_UP[language].match(line.text, b) is not None and (found := _MAKER[language].search(line.text, ahead, a)) is not None:
        name = found["name"].strip().removeprefix("うち")
        if told := in_english(name.rpartition("の")[2] if language == "ja" else name, language):
            return told
    if (found := _SHARED_BEHIND[language].match(line.text, b, b + _MAKER_REACH)) is not None:
        name = (found["name"] or found["name2"] or "").strip()
        if told := in_english(name, language):
            return told
    if (found := _SHARED_AHEAD[language].search(line.text, max(ahead, a - _BESIDE), a)) is not None:
        name = found["name"]
        parts = [name[at:] for at in range(len(name)) if not at or _OPENS.match(name[at - 1])]
        return next((told for part in parts if (told := in_english(part, language, all_nouns=False))), "")
    return ""


#: Characters before a share in which the noun beside it stands.
_BESIDE = 30
