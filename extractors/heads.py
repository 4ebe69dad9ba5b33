"""What the heads of a table's cell say of the number in it: label, unit and scale.

In: the heads of a cell as written, the nearest first. Out: what a bare number under them is. Never: the number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractors.mention import Label
from extractors.units import Words, words

_ONE = Decimal(1)
#: Heads of which the answer is kept: a table asks for the same ones in every row.
_RECENT = 4096
_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_HEADER_WORDS = re.compile(
    r"(?P<hundreds>10{1,3})(?=[ ](?:thousand|million|billion)|[百千万億兆백천만억조])|\b000s?\b|(?<=[A-Z]{3})(?:tn|bn|mn|[btmk])\b"
    r"|[A-Za-z]+|[十百千万億兆]+|[십백천만억조]+"
)
#: A currency code with the letter of a scale on it: KRWb, USDmn.
_CODED = re.compile(r"\b([A-Z]{3})(?=(?:tn|bn|mn|[btmk])\b)")
#: A scale before a code: MSEK, TEUR, T€ (thousand, as German books write it).
_SCALED = re.compile(r"\b(?P<scale>MM|[MTKk])(?P<code>[A-Z]{3}\b|€)")
#: A sign of letters with the words of a scale on it: Wbn, W100mn, Rsmn.
_SIGNED = re.compile(r"\b(?P<sign>[A-Z][A-Za-z]{0,2})(?P<times>10{1,3})?(?=(?:tn|bn|mn)\b)")
_TOKEN = re.compile(r"[A-Za-z]+")
#: What may stand before a unit of one letter: no letter, or one of a scale.
_BEFORE_LETTER = r"(?<![^\W\d_])|(?<=[十百千万億兆십백천만억조])"
#: Figures for one share or unit, which no scale of the table touches.
_EACH = re.compile(
    r"\bper\s(?:[\w-]+\s){0,3}(?:share|unit|ads|adr|ton|tonne|barrel|day|employee|user|passenger|customer|guest|room|order|visit|litre|kilo)s?\b"
    r"|\b(?:EPS|BPS|BVPS|DPS)\b|(?:1|１|一)株|주당|[/／]\s?(?:share|株|주)\b",
    re.I,
)
#: A letter for pence or cents, which is one over figures for one share and nowhere else.
_LETTER = re.compile(r"[(（\[]\s?[a-z]\s?[)）\]]")
_EXCEPT = re.compile(r"\b(?:except|excluding|other than)\b.{0,80}", re.I)
#: Labels of rows that count something, so that a currency above the table does not reach them.
_COUNTED = re.compile(
    r"\b(?:number of|no\. of|headcount|employees|staff|stores|shops|branches|customers|subscribers|users|(?-i:[Ss]hares)\b(?! of)"
    r"|units|FTEs?)\b|^(?:total |average |active |new )?(?:restaurants|outlets|rooms|members|clients|patients|students|beds|passengers"
    r"|downloads|visits|cities|countries|sites|hotels|vehicles|aircraft|flights|households|colleagues|rides|trips)\b"
    r"(?! (?:sales|revenue|income|profit|costs?|expenses?|deposits|fees))"
    r"|(?:店舗|社員|従業員|職員|人員|株式|会員|契約|件|口座|顧客|加盟店|拠点|社)数|(?:직원|점포|고객|회원|주식)\s?수",
    re.I,
)
#: A head that is nothing but what is counted: the currency and scale of columns beside it are not its own.
_COUNT = re.compile(
    r"(?:(?:number|no\.|num)[ _](?:of[ _])?)?(?:employees|headcount)|(?:number|no\.|num)[ _](?:of[ _])?[a-z]+|[a-z]+_count"
    r"|(?:店舗|社員|従業員|職員)数|(?:직원|점포|종업원)\s?수",
    re.I,
)
#: Labels whose figures are shares or ratios: no money either.
_RATIO = re.compile(
    r"(?-i:\b(?:P/?E|P/?B|EV/EBITDA|PER|PBR|PSR|ROE|ROA|ROI|ROIC|ROCE|OPM|NPM|GPM|DSO)\b)"
    r"|\bdebt\s?(?:[/-]|to)\s?(?:equity|EBITDA|capital)\b|\bgearing\b|\bbook[- ]to[- ]bill\b"
    r"|\b(?:yield|margin|ratio|growth|change|chg|rate|share of|multiple)\b"
    r"|(?:率|比|利回り|倍率|構成比|シェア|増減|増減率|前[年期]比)(?:[(（].*)?\Z|(?:비율|수익률|성장률|증감률)",
    re.I,
)


#: A head over changes in per cent, whatever money the label of the row names.
_CHANGE = re.compile(r"\b(?:change|chg|growth|y[-/]?o?[-/]?y|q[-/]?o?[-/]?q)\b|増減|前[年期]|증감|대비", re.I)
#: A head over changes that are told in per cent: beside money they bring no unit of their own.
_PACE = re.compile(
    r"(?:\b(?:y[-/]?o?[-/]?y|q[-/]?o?[-/]?q|(?-i:MoM|m[/-]m|m-o-m))(?:\s(?:change|chg|growth|diff)\.?)?|前年(?:同期|同月)?比|前(?:四半)?期比|前月比"
    r"|(?:전년|전기|전분기|전월)\s?(?:동기|동월)?\s?대비|(?:증감|성장|변동)[률율]|増減率|伸び?率)\W{0,3}\Z",
    re.I,
)
#: A head over a rate, which is told in per cent where no unit is; multiples, speeds of turnover and averages of sports are none.
_RATE = re.compile(r"(?<![倍効能打御塁])(?<!回転)率(?:\s?[(（][^()（）]{0,12}[)）])?\W{0,3}\Z")
#: A head over how far a figure is from another, which a table in money and per cent tells in per cent.
_AWAY = re.compile(
    r"\W{0,4}(?:(?:diff(?:erence)?|gap|chg|change|growth)\.?(?: vs\.? \w+)?|vs\.? \w+(?: \w+)?|괴리율?|乖離率?)\W{0,4}", re.I
)
#: A head over changes that are told as sums, beside or under one of those: 前期比 over 増減額, YoY over "amount".
_AS_SUM = re.compile(
    r"(?:増減|増加|減少|変動|差)額|(?:증감|증가|감소|변동|차)액|\W{0,4}(?:(?:change in )?amounts?|absolute(?: change)?)\W{0,4}\Z", re.I
)
#: A note on what the figures in per cent among those of a table are: it says nothing of the others.
_OF_CHANGES = re.compile(r"[(（]\s?[％%]\s?表示[^()（）]{0,40}[)）]")
#: A letter by which one row of forecasts is called in another, and what that takes from it: 今回修正予想(B), 増減額(B-A). It is no scale.
_CALLED = re.compile(
    r"(?<=[一-龠ぁ-ヶ가-힣ー])\s?[(（]\s?[A-DＡ-Ｄ]\s?[)）]|(?i:(?<=forecast)|(?<=forecasts)|(?<=estimate)|(?<=results))\s?\([A-D]\)"
    r"|[(（]\s?[A-DＡ-Ｄ]\s?[-−–－/／]\s?[A-DＡ-Ｄ]\s?[)）]"
)
#: A scale that a table has for all but figures for one share.
_BUT_EACH = re.compile(r"\b(?:except|excluding)(?: for)? per[- ]share\b", re.I)
_SHARES_ROW = re.compile(r"\b[Ss]hares\b(?! of)")
_LISTED = re.compile(r"[,、，;/]\s?")


@dataclass(frozen=True, slots=True)
class Headed:
    """What a bare number in a cell is.

    Attributes:
        label: MONEY, PERCENT or QUANTITY.
        unit: ISO 4217 code, `%`, or the counted noun; empty where the heads name none.
        factor: What one is worth in that unit.
    """

    label: Label
    unit: str
    factor: Decimal


@lru_cache(maxsize=_RECENT)
def headed(heads: tuple[str, ...], language: str, *, large: bool = False) -> Headed | None:
    """Return what the heads of a cell say of a bare number in it, or None where they say nothing.

    The nearest head that names a unit decides, but changes under YoY, QoQ, 전년동기대비 are in per cent where they state no unit. A
    scale may stand farther away ("Revenue ($)" below "in millions"), but none reaches figures for one share, and no currency from above
    the table reaches counts and ratios. Pence and cents are hundredths of the currency that another head names, else of their own. A
    scale without a currency is MONEY with an empty unit: it counts for cells that bring their own sign; beside a label that counts
    something ("number of sites (thousand)") it is a QUANTITY with an empty unit, and shares of a table "in thousands, except per share
    amounts" are in its scale.

    Args:
        heads: The heads as written, the nearest first.
        language: BCP 47 tag of the passage.
        large: Whether the number is written in groups of digits, as ratios are not: then 前期比 heads a change in money.
    """
    heads = tuple(_OF_CHANGES.sub("", _CALLED.sub("", head)) for head in heads)
    found = _of_amount(heads, language, large=large)
    money = found.label is Label.MONEY if found is not None else any(_of_money(head, language) for head in heads)
    if found is None and not money and any(map(_RATE.search, heads)):
        return Headed(Label.PERCENT, "%", _ONE)
    return Headed(Label.PERCENT, "%", _ONE) if money and not large and _paced(heads, language) else found


def _of_money(head: str, language: str) -> bool:
    said = _stated(head, language)
    return said is not None and said.label is Label.MONEY


def _paced(heads: tuple[str, ...], language: str) -> bool:
    """Whether a head that states no unit is over changes, or over how far figures lie apart in a table of money and per cent.

    Where another head says that they are sums, they are.
    """
    if _as_sum(heads):
        return False
    bare = [head for head in heads if _stated(head, language) is None]
    if any(_PACE.search(head) for head in bare):
        return True
    return any(_AWAY.fullmatch(head) for head in bare) and any(_besides(head, language) is not None for head in heads)


def _as_sum(heads: tuple[str, ...]) -> bool:
    return any(map(_AS_SUM.match, heads))


def _of_amount(heads: tuple[str, ...], language: str, *, large: bool) -> Headed | None:
    scale = _ONE
    unit = ""
    each = any(_EACH.search(_EXCEPT.sub("", head)) for head in heads)
    barred = any(_COUNT.fullmatch(head.strip()) for head in heads)
    counted: Decimal | None = None
    minor: Headed | None = None
    for head in heads:
        said = _stated(head, language)
        if said is not None and said.factor < 1 and said.label is Label.MONEY:
            minor = said if not unit and not barred and minor is None and (each or not _LETTER.search(head)) else minor
            continue
        if said is not None and said.label is Label.PERCENT and not barred and (money := _besides(head, language)) is not None:
            said = money
        if said is not None and said.label is Label.QUANTITY and not unit and _changes(heads, language):
            return Headed(Label.PERCENT, "%", _ONE)
        if said is not None and said.unit and said.label is not Label.MONEY:
            changes = said.label is Label.PERCENT and _CHANGE.search(head) is not None
            return said if not unit or changes else Headed(Label.MONEY, unit, _ONE if each else scale)
        if unit and scale > 1:
            continue
        if said is not None and not unit and not (barred and said.unit):
            unit, scale = said.unit, said.factor if said.factor > 1 else scale
        elif said is not None and scale == 1 and said.factor > 1:
            scale = said.factor
        counts = _COUNTED.search(head) is not None or (said is not None and said.label is Label.QUANTITY)
        if said is not None and not said.unit and said.factor > 1 and counts:
            counted = said.factor
        ratio = not large and _RATIO.search(head) is not None and not (_PACE.search(head) and _as_sum(heads))
        barred = barred or ratio or counts
    if minor is not None and (unit or minor.unit):
        return Headed(Label.MONEY, unit or minor.unit, minor.factor)
    if unit:
        return Headed(Label.MONEY, unit, _ONE if each else scale)
    if counted:
        return Headed(Label.QUANTITY, "", counted)
    if barred and scale > 1 and any(map(_BUT_EACH.search, heads)) and any(map(_SHARES_ROW.search, heads)):
        return Headed(Label.QUANTITY, "share", scale)
    return Headed(Label.MONEY, "", scale) if scale > 1 and not each and not barred else None


def _changes(heads: tuple[str, ...], language: str) -> bool:
    """Whether one of the heads is over changes in per cent alone: 증감률(%) beside 임직원 수(명)."""
    over = [said for head in heads if _CHANGE.search(head) and (said := _stated(head, language)) is not None]
    return any(said.label is Label.PERCENT and said.unit for said in over)


@lru_cache(maxsize=_RECENT)
def _besides(head: str, language: str) -> Headed | None:
    """Return the money that a head names beside per cent, for the amounts among its figures: (억원, %), (US$m, %)."""
    own = words(language)
    for said in reversed(_BRACKETED.findall(head) or ([head] if _noted(head) else [])):
        parts = [_read(part, own, language, scaled=True) for part in _LISTED.split(said)]
        if len(parts) > 1 and any(part is not None and part.label is Label.PERCENT for part in parts):
            return next((part for part in parts if part is not None and part.label is Label.MONEY), None)
    return None


#: A count with its scale, which is no length: "Passengers (m)".
_MANY = re.compile("[a-z]+(?:er|or|nt|ist)s")
_MILLIONS = re.compile(r"(?P<what>[A-Za-z]+)\s?[(\[]\s?m\s?[)\]]\s*\Z")


#: Things that a scale in brackets counts, with no currency beside it: "Aircraft movements (000)", "Meals (thousand)".
_THOUSANDS = re.compile(r"(?P<what>[A-Za-z]+)\s?[(\[]\s?(?P<scale>['’]?000s?|thousands?|millions?|billions?)\s?[)\]]\s*\Z")
_MANY_OF = re.compile(
    r"(?:vehicle|car|truck|movement|flight|seat|journey|ride|trip|meal|kilometre|kilometer|tonne|ton|barrel"
    r"|bottle|room|night|parcel|package|order|download|visit|view|stream|copie|device|household|home|account|cardholder|member|user|customer"
    r"|subscriber|passenger|guest|visitor|student|patient|unit|share|ticket|site|store|hectare|litre|transaction)s|ASKs?|RPKs?|TEUs?|RTKs?",
    re.I,
)


@lru_cache(maxsize=_RECENT)
def _stated(head: str, language: str) -> Headed | None:
    """Return what one head states: what stands in brackets decides, the last of several."""
    own = words(language)
    head = spelled(head, language)
    if (many := _THOUSANDS.search(head)) is not None and _MANY_OF.fullmatch(many["what"]):
        return Headed(Label.QUANTITY, "", _scale(many["scale"], own))
    if (noted := _MILLIONS.search(head)) is not None and (
        _COUNTED.search(head) or _MANY.fullmatch(what := noted["what"].lower()) or what in own.cues.get("by the million", ())
    ):
        return Headed(Label.QUANTITY, "", Decimal(1_000_000))
    bracketed = _BRACKETED.findall(head)
    for said in (*reversed(bracketed), *((head,) if not bracketed or _noted(head) else ())):
        found = _read(_EXCEPT.sub("", said), own, language, scaled=bool(bracketed) or _noted(head) or said.strip().lower() in own.scales)
        if found is not None and found.label is Label.MONEY and not found.unit and bracketed:  # USD (million), 米ドル（千）
            outer = _read(_BRACKETED.sub("", head), own, language, scaled=False)
            if outer is not None and outer.label is Label.MONEY and outer.factor == 1:
                return Headed(Label.MONEY, outer.unit, found.factor)
        if found is not None:
            return found
    return None


#: The name of a column in a file of records: revenue_usd, raised_total_gbp_m, amount_krw_bn.
_SNAKE = re.compile(r"[a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,7}")


#: What the name of a column of shares is, or ends in.
_SHARES = ("pct", "percent", "percentage")


def spelled(head: str, language: str) -> str:
    """Return a head in words, its unit in brackets, where it is the name of a column in a file of records.

    Args:
        head: The head: raised_total_gbp_m.
        language: BCP 47 tag of its table.
    """
    own = words(language)
    if head.strip() in _SHARES:
        return f"{head} (%)"
    if _SNAKE.fullmatch(head.strip()) is None:
        return head
    parts = [said for part in head.strip().split("_") for said in _scaled(part, own)]
    at = next((at for at, part in enumerate(parts) if at and part.upper() in own.codes), None)
    if at is None:
        share = parts[-1] in _SHARES
        return f"{' '.join(parts[:-1])} (%)" if share else " ".join(parts)
    return f"{' '.join(parts[:at])} ({' '.join((parts[at].upper(), *parts[at + 1 :]))})"


#: A currency code with a scale before or behind it, as a part of the name of a column: musd, eurm, krwbn.
_KEYED = re.compile(r"(?P<before>mm|mn|bn|tn|[mkb])(?P<code>[a-z]{3})|(?P<coded>[a-z]{3})(?P<behind>mm|mn|bn|tn|[mkb])")


def _scaled(part: str, own: Words) -> tuple[str, ...]:
    """Return a part of the name of a column, a scale that is written on its currency code behind it by itself."""
    found = _KEYED.fullmatch(part)
    code = (found["code"] or found["coded"]) if found is not None else ""
    if found is None or code.upper() not in own.codes or part.upper() in own.codes:
        return (part,)
    return code, (found["before"] or found["behind"]).replace("mm", "mn")


def _noted(head: str) -> bool:
    return re.search(r"単位|단위|\bin\b|\b000s?\b", head, re.I) is not None


@cache
def _by_token(language: str) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the words for money and for what is counted by their first word in Latin letters, and those that have none."""
    own = words(language)
    tokens: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for word in {*own.units, *own.signs}:
        first = _TOKEN.match(word)
        if first is None:
            others.append(word)
        else:
            tokens[first[0]] = (*tokens.get(first[0], ()), word)
    return tokens, tuple(others)


def _named(said: str, language: str) -> list[str]:
    """Return the units that a head may name, the longest first."""
    tokens, others = _by_token(language)
    found = {word for token in _TOKEN.findall(said) for form in (token, token.removesuffix("s")) for word in tokens.get(form, ())}
    return sorted(found | {word for word in others if word in said}, key=lambda word: (-len(word), word))


def _read(said: str, own: Words, language: str, *, scaled: bool) -> Headed | None:
    shares = [word for word, entry in own.units.items() if entry.kind == "percent" and _says(said, word)]
    if shares:
        return Headed(Label.PERCENT, "%", own.units[max(shares, key=len)].factor)
    coded = _CODED.search(said)
    if coded is not None and coded[1] in own.codes:
        return Headed(Label.MONEY, coded[1], _scale(said[coded.end() :], own))
    signed = _SIGNED.search(said)
    if signed is not None and (code := own.signs.get(signed["sign"])):
        return Headed(Label.MONEY, code, Decimal(signed["times"] or 1) * _scale(said[signed.end() :], own))
    led = _SCALED.search(said)
    code = own.signs.get(led["code"]) if led is not None and led["code"] not in own.doubtful else None
    if led is not None and code:
        return Headed(Label.MONEY, code, Decimal(1000) if led["scale"] in "TKk" else Decimal(1_000_000))
    said = _TOKEN.sub(lambda found: _as_listed(found[0], own, language), said)
    named = _named(said, language)
    for word in named:
        if word in own.units and own.units[word].kind == "minor" and (said.strip() == word if len(word) == 1 else _says(said, word)):
            return Headed(Label.MONEY, own.units[word].unit, own.units[word].factor)
    for word in named:
        entry = own.units.get(word)
        code = own.signs.get(word) if entry is None else entry.unit if entry.kind == "money" else None
        if code and _says(said, word):
            return Headed(Label.MONEY, code, _scale(said.replace(word, " "), own))
    if not scaled:
        return None
    for word in (word for word in named if word in own.units and own.units[word].kind == "count"):
        for form in (said.strip(), said.strip().removesuffix("s")):
            if form.endswith(word) and _says(form, word):
                return Headed(Label.QUANTITY, own.units[word].unit, _scale(form.removesuffix(word), own))
    factor = _scale(said, own)
    return Headed(Label.MONEY, "", factor) if factor > 1 else None


def _as_listed(word: str, own: Words, language: str) -> str:
    """Return a word as the lexicon lists it: the Dollars that a head begins with are dollars, Kenyan Shillings kenyan shillings."""
    lower = word.lower()
    opens = lower in _by_token(language)[0] and word not in _by_token(language)[0]
    return lower if len(word) > 3 and word not in own.units and (lower in own.units or opens) else word


def _scale(said: str, own: Words) -> Decimal:
    scale = _ONE
    for found in _HEADER_WORDS.finditer(said):
        if found["hundreds"] is not None:
            scale *= Decimal(found["hundreds"])
            continue
        word = found[0]
        lower = word.lower()
        worth: Decimal | None = None
        for form in (word, lower, lower.removesuffix("s")):
            worth = worth or own.scales.get(form) or own.suffixes.get(form)
        if word.startswith("000"):
            worth = Decimal(1000)
        if worth is None and not word.isascii():
            worth = _ONE
            for letter in word:
                worth *= own.scales.get(letter, _ONE)
        scale *= worth or _ONE
    return scale


#: A letter for a currency is all that stands there, or a scale follows: (R), R million, R'000; R&D and Class C are none.
_LETTERED = r"(?:^|[(\[（\s/]){0}(?:$|[)\]）/]|\s?(?:['’]?000|[mbk]n?\b|thousand|million|billion|crore|lakh))"


def _says(text: str, word: str) -> bool:
    """Whether a text has a word, a whole one where it is spelled in Latin letters, and a single letter only where no other goes on from it.

    원 is won in 백만원, and no word in 직원수.
    """
    if word not in text:
        return False
    if len(word) == 1 and word.isascii() and word.isalpha():
        return re.search(_LETTERED.format(word), text) is not None
    if word.isascii() and word.isalpha():
        return re.search(rf"\b{re.escape(word)}\b", text) is not None
    return len(word) > 1 or not word.isalpha() or re.search(rf"(?:{_BEFORE_LETTER}){re.escape(word)}(?![^\W\d_])", text) is not None
