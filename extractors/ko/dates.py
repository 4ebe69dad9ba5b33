"""The date grammar of Korean.

In: a text. Out: the rules that match its dates and read them, where they may begin, and what stands around them.
Never: a clock time, a counter (3번째).
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.ko import date_values as readers
from extractors.ko.date_values import (
    COUNTS,
    DEICTIC,
    FEASTS,
    NEAR,
    NUMBER,
    PARTS,
    REST,
    SAID,
    SO_FAR,
    SP,
    SPANS,
    TO,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    D,
    M,
    one_of,
)
from extractors.mention import Date
from extractors.timex import Grammar, Reading, Rule

_PART_AFTER = re.compile(
    r"\s?(?:(?P<s>초반?(?![가-힣]{2})|초순|상순|연초|전반(?![기전]))|(?P<m>중반|중순)"
    r"|(?P<e>말(?![가-힣]{2})|하순|말경|후반(?![기전부]))|(?P<a>경(?![가-힣]{2})|께|쯤|무렵)|(?P<p>이후)|(?P<b>이전))"
)
_HEDGE_BEFORE = re.compile(r"(?P<h>약|대략|거의|최대|최소|적어도)\s?$")
_HEDGE_AFTER = re.compile(r"\s?(?P<h>이상|이하|미만|이내|넘게|가까이|정도|가량|남짓)")
_MODS = {"이상": "EQUAL_OR_MORE", "최소": "EQUAL_OR_MORE", "적어도": "EQUAL_OR_MORE", "넘게": "MORE_THAN", "남짓": "MORE_THAN"}
_MODS |= {"이하": "EQUAL_OR_LESS", "이내": "EQUAL_OR_LESS", "최대": "EQUAL_OR_LESS", "미만": "LESS_THAN", "가까이": "LESS_THAN"}


def _around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if length:
        if match := _HEDGE_AFTER.match(read.text, end, read.end):
            end, value = match.end(), replace(value, mod=_MODS.get(match["h"], "APPROX"))
    elif not value.value.endswith("_REF") and (match := _PART_AFTER.match(read.text, end, read.end)):
        end, value = (
            match.end(),
            replace(value, mod={"s": "START", "m": "MID", "e": "END", "a": "APPROX", "p": "AFTER", "b": "BEFORE"}[match.lastgroup or "a"]),
        )
    if length and (match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 6), start)):
        start, value = match.start(), replace(value, mod=value.mod or _MODS.get(match["h"], "APPROX"))
    return start, end, value


_FUTURE = re.compile(
    r"[가-힣](?:ㄹ|할|될|갈|올|날|릴|질|칠|울|을|일)\s(?:예정|것|겁|계획|전망|방침)|예정|겁니다|것이다|까요|하겠|주세요|합시다|전망|계획"
)
_PASTS = re.compile(
    r"(?:[했였었았렸졌왔갔났됐혔켰쳤겼]다|[했였었았렸졌왔갔났됐]습니다|[했였었았렸졌왔갔났됐]으며|[했였었았렸졌왔갔났됐]고)"
)


def _tense(text: str, start: int, end: int, first: int, last: int) -> int:
    clause = re.split(r"[.!?。]\s|\n\s*\n", text[end : min(last, end + 120)])[0]
    past, future = _PASTS.search(clause), _FUTURE.search(clause)
    if future and (past is None or future.start() < past.start()):
        return 1
    return -1 if past else 0


#: What is told of a year, and of no length of time: 24년 매출, 23년말.
_YEAR_AFTER = r"\s?[1-4][QqHh](?![A-Za-z])|\s?(?:말|초)(?![가-힣]{2})|\s(?:연간|매출|영업|순이익|실적|목표|전망|예상|기준|대비)"
_NUMBERED = (
    Rule("date", re.compile(rf"(?P<y>{YEAR}){SP}년(?!대|도|간)(?:{REST})?"), readers.date, 0.99),
    Rule(
        "date",
        re.compile(r"(?<![\d,.약총])(?P<y>[1-9]\d[1-9])년(?=에(?!\s?걸)|부터|까지|,|\s(?:건국|창건|즉위|천도|멸망|통일))"),
        readers.early_year,
        0.8,
    ),
    Rule("fiscal_year", re.compile(rf"(?P<y>{YEAR})(?:년?{SP}회계연도|년도)(?:{REST})?"), readers.fiscal),
    Rule("date_short", re.compile(rf"(?P<y>['’]?\d\d)년(?:{REST}|(?=에(?!\s걸)|부터|까지|{_YEAR_AFTER}|$))"), readers.short_year, 0.7),
    Rule("date_short", re.compile(r"(?P<y>['’]\d\d)년(?!간|차|생|대|도)"), readers.short_year, 0.8),
    Rule(
        "years",
        re.compile(rf"(?P<y>(?:1\d|20)\d\d)\s?{TO}\s?(?P<z>(?:1\d|20)\d\d|\d\d)(?:(?P<f>년?{SP}회계연도|년도)|년(?!간|대|도))"),
        readers.years,
        0.9,
    ),
    Rule("quarter", re.compile(r"['’]?(?:20)?(?P<y>\d\d)[.]\s?(?P<q>[1-4])(?P<u>[QqHh])(?![A-Za-z\d])"), readers.short_quarter, 0.8),
    Rule("quarter", re.compile(r"(?P<q>[1-4])(?P<u>[QqHh])(?P<y>\d\d)?(?![A-DG-OQ-Za-z\d]|[EFP]\w)"), readers.short_quarter, 0.8),
    Rule("months_period", re.compile(rf"(?:(?P<y>{YEAR})년{SP})?(?P<m>{M})월?\s?{TO}\s?(?P<k>{M})월(?!\s?\d{{1,2}}일)"), readers.months),
    Rule(
        "days",
        re.compile(rf"(?:(?:(?P<y>{YEAR})년{SP})?(?P<m>{M})월{SP})?(?P<d>{D})\s?{TO}\s?(?P<e>{D})일(?!간|째|동안)"),
        readers.days_of_month,
    ),
    Rule(
        "dotted",
        re.compile(
            r"(?P<y>(?:19|20)\d\d)(?P<sep>)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)(?=[-_]|\s?(?:기준|현재|작성|발행|업데이트|일자|부터|까지|[)\]]|$))"
        ),
        readers.dotted,
        0.8,
    ),
    Rule("dotted", re.compile(r"(?P<y>(?:19|20)\d\d)(?P<sep>\.)(?P<m>0[1-9]|1[0-2])(?P<d>(?!x)x)?(?=\s\D)"), readers.month_of_line, 0.9),
    Rule("dotted", re.compile(rf"(?P<y>\d{{4}}|\d\d)(?P<sep>[./-])\s?(?P<m>{M})(?P=sep)\s?(?P<d>{D})(?!\d)"), readers.dotted, 0.9),
    Rule("month_day", re.compile(rf"(?P<m>{M})월(?:{SP}(?P<d>{D})일(?!간|째|동안)(?:{WEEKDAY})?)?"), readers.month_day),
    Rule(
        "day",
        re.compile(
            rf"(?P<d>{D})일(?!간|째|동안|본|정도|이상|이내|만에|\s?(?:전|후|뒤|내|동안|이내|이전|이후|연속|가량|정도))(?:{WEEKDAY})?"
        ),
        readers.day,
        0.8,
    ),
    Rule("century", re.compile(r"(?P<y>\d{1,2})\s?세기"), readers.century),
    Rule("decade", re.compile(r"(?P<y>\d{4}|\d0)년대"), readers.decade),
    Rule("quarter", re.compile(rf"(?P<q>[1-4])\s?(?:사)?분기{SO_FAR}"), readers.part, 0.9),
    Rule("quarter", re.compile(r"(?P<q>[1-4])(?=\s?[,·]\s?[1-4]\s?분기)"), readers.part, 0.9),
    Rule(
        "month_day",
        re.compile(rf"(?<![은는이가]\s)(?<![은는이가])(?P<m>{M})(?P<d>(?!x)x)?(?=\s?[,·]\s?{M}월(?!\s?\d{{1,2}}일))"),
        readers.month_day,
    ),
    Rule(
        "quarters",
        re.compile(rf"(?:(?P<y>{YEAR})년{SP})?(?P<q>[1-4])(?:\s?분기)?\s?{TO}\s?(?P<k>[1-4])\s?분기(?!간|\s?(?:동안|연속))"),
        readers.quarters,
    ),
    Rule(
        "nth",
        re.compile(
            rf"(?:(?P<y>{YEAR})년\s?)?(?P<m>{M})월의?\s?(?P<o>마지막|[가-힣]{{1,2}}\s?(?:번째|째)|\d번?째)\s?(?:(?P<w>[월화수목금토일])요일|주)"
        ),
        readers.nth,
    ),
)
_LENGTHS = (
    Rule(
        "duration_range",
        re.compile(
            rf"['’]?(?P<x>{NUMBER})(?:\s?(?:년|개월|달|주|일|시간|분|초))?\s?{TO}\s?['’]?(?P<y>{NUMBER})\s?(?P<u>{UNITS})(?:\s?동안|간(?![가-힣]))?"
        ),
        readers.duration_range,
    ),
    Rule(
        "ago",
        re.compile(
            rf"(?P<x>{NUMBER})\s?(?P<u>년|개월|달|주일?|일|시간|분|초)\s?(?:가량|정도|여)?\s?(?P<w>이전|전(?!체|국|통|망|략|반|자|기|력|용|쟁)|후(?!보|반|원)|뒤|내(?!내|년|용|일)|안에)"
        ),
        readers.ago,
    ),
    Rule(
        "duration",
        re.compile(
            rf"(?P<x>{NUMBER})\s?(?P<m>여\s?(?=[년개달일시분주]))?(?P<u>{UNITS})(?P<z>\s?반(?!도))?(?:\s?(?P<y>\d{{1,3}})\s?(?P<t>개월|일|시간|분|초))?(?:\s?(?:동안|내내)|간(?![가-힣]))?"
        ),
        readers.duration,
        0.9,
    ),
    Rule(
        "duration",
        re.compile(rf"(?P<x>{NUMBER})\s?(?P<u>{UNITS})(?P<z>(?!x)x)?(?P<y>(?!x)x)?(?P<t>(?!x)x)?(?:\s?동안|간(?![가-힣]))?"),
        readers.duration,
        0.9,
    ),
)
_OTHERS: tuple[tuple[str, Rule], ...] = (
    ("서", _NUMBERED[0]),
    (
        "F",
        Rule(
            "fiscal_year",
            re.compile(
                rf"FY\s?['’]?(?P<y>20\d\d|\d\d)(?![\dA-Za-z]|\.\d)(?:년도?)?(?:[\s-]?(?:(?P<u>[QqHh])(?P<k>[1-4])|(?P<l>[1-4])(?P<v>[QqHh]))(?![\dA-Za-z])|{REST})?"
            ),
            readers.fiscal_short,
        ),
    ),
    ("제", Rule("quarter", re.compile(rf"제\s?(?P<q>[1-4])\s?(?:사)?분기{SO_FAR}"), readers.part)),
    ("올", Rule("near", re.compile(rf"(?P<w>올)\s?(?:{REST})"), readers.near)),
    ("전직지", Rule("quarter_before", re.compile(r"(?:(?:직전|지난)\s?(?P<u>분기|반기)|전분기)"), readers.quarter_before)),
    ("상하", Rule("half", re.compile(r"(?P<h>상반기|하반기)"), readers.part, 0.9)),
    ("".join({form[0] for form in WEEKDAYS}), Rule("weekday", re.compile(rf"(?P<w>{one_of(WEEKDAYS)})"), readers.weekday, 0.9)),
    (
        "".join({form[0] for form in (*NEAR, *SAID)}),
        Rule("near", re.compile(rf"(?P<w>{one_of([*NEAR, *SAID])})(?:{REST})?"), readers.near),
    ),
    (
        "지이다저내",
        Rule(
            "near_day",
            re.compile(rf"(?P<w>{one_of(form for form in NEAR if form.endswith('달'))}){SP}(?P<d>{D})일(?!간)"),
            readers.near,
        ),
    ),
    (
        "지이다저금",
        Rule(
            "near_weekday",
            re.compile(rf"(?P<w>{one_of(form for form in NEAR if form.endswith('주'))}){SP}(?P<wd>[월화수목금토일]요일)"),
            readers.near,
        ),
    ),
    (
        "지오이다",
        Rule("near_quarter", re.compile(rf"(?P<n>지난|오는|이번|다음)\s?(?P<q>[1-4])\s?(?:사)?분기{SO_FAR}"), readers.near_quarter),
    ),
    ("지오이다", Rule("near_month", re.compile(rf"(?P<n>지난|오는|이번|다음)\s?(?P<m>{M})월(?:\s?(?P<d>{D})일)?"), readers.near_month)),
    (
        "".join({form[0] for form in SPANS}),
        Rule(
            "span",
            re.compile(rf"(?P<w>{one_of(SPANS)})(?:\s?(?P<b>전(?!체|국|통|망)|후|뒤)|(?P<e>\s?(?:동안|종일|내내|간)))?"),
            readers.span,
            0.85,
        ),
    ),
    (
        "".join({form[0] for form in PARTS}) + "지오이다",
        Rule("part", re.compile(rf"(?P<n>(?:지난|오는|이번|다음)\s?)?(?P<w>{one_of(PARTS)})(?!정산|연시)"), readers.part_word, 0.85),
    ),
    ("지오이다", Rule("near_weekday", re.compile(rf"(?P<n>지난|오는|이번|다음)\s?(?P<w>{one_of(WEEKDAYS)})"), readers.near_weekday)),
    ("지오", Rule("near_day", re.compile(rf"(?P<n>지난|오는)\s?(?P<d>{D})일(?!간)"), readers.near_day)),
    (
        "전작지",
        Rule(
            "same_period",
            re.compile(r"(?:전년|작년|지난해)\s?(?:동기간?|동월|동분기|같은\s?(?:기간|분기|시기|달|때))"),
            readers.same_period,
        ),
    ),
    ("당", Rule("quarter_about", re.compile(r"당(?P<u>분기|반기)(?!순|별|초)"), readers.about)),
    (
        "올지작전내",
        Rule(
            "near_months",
            re.compile(rf"(?P<w>올해?|지난해|작년|내년|전년){SP}(?P<m>{M})월?\s?{TO}\s?(?P<k>{M})월(?!\s?\d{{1,2}}일)"),
            readers.near_months,
        ),
    ),
    (
        "".join({form[0] for form in DEICTIC}),
        Rule("deictic", re.compile(rf"(?P<w>{one_of(DEICTIC)})(?!부터\s?\d)"), readers.deictic, 0.9),
    ),
    ("".join({form[0] for form in FEASTS}), Rule("feast", re.compile(rf"(?P<w>{one_of(FEASTS)})"), readers.feast, 0.85)),
    ("수몇", Rule("ago", re.compile(r"(?P<x>(?!x)x)?(?:수|몇)십?\s?(?P<u>년|개월|달|주|일|시간|분)\s?(?P<w>전|후|뒤)"), readers.ago)),
    (
        "수몇",
        Rule(
            "duration_vague",
            re.compile(
                r"(?P<v>수십|몇십|수|몇)\s?(?P<u>년(?!대)|개월|달|(?<!수)주(?!의|요)|주(?=\s?(?:간|동안|째|내))|시간|분(?!의|야|석))(?:\s?동안|간)?"
            ),
            readers.vague,
            0.85,
        ),
    ),
    ("매", Rule("set", re.compile(r"(?P<w>매년|매달|매월|매주|매일)(?!경제|신문|유업|방송|일보|홀딩스|비즈)"), readers.set)),
    *(("".join({form[0] for form in COUNTS}), rule) for rule in _LENGTHS),
)


def _key(found: str) -> str:
    return "0" if found[0].isdigit() or found[0] in "'’" else found[0]


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by the character that they may begin with; `0` stands for a digit."""
    made: dict[str, list[Rule]] = {"0": [*_NUMBERED, *_LENGTHS]}
    for first, rule in _OTHERS:
        for char in sorted(set(first)):
            listed = made.setdefault(char, [])
            if rule not in listed:
                listed.append(rule)
    return {char: tuple(rules) for char, rules in made.items()}


_FOUND = _rules()

#: A label of a founding before its date.
_FOUNDING = re.compile("(?:설립|창립|창업)(?:연도|년도|일자?)? ?[:：]? ?$")

GRAMMAR = Grammar(
    starts=re.compile(r"['’]?\d+(?:[.,]\d+){0,4}|(?<![가-힣])[" + "".join(sorted(set(_FOUND) - {"0"})) + "]"),
    rules=_FOUND,
    key=_key,
    join=re.compile(rf"{SP}(?:{TO}|부터|에서){SP}"),
    close=re.compile(r"\s?까지"),
    tense=_tense,
    around=_around,
    sign=re.compile(r"[0-9]\s?[년월]"),
    closings=readers.closings,
    every=re.compile(r"매[년월주]\s?$"),
    founding=_FOUNDING,
    bounds=(
        _FOUNDING,
        re.compile(
            r"\s?(?:말)?(?:까지|부터|이후|이래|에?\s?(?:설립|창업|창립|출범)(?![자주]| ?(?:제? ?\d+ ?(?:주년|돌)|기념|지원|자금|교육)))"
        ),
    ),
    apart=lambda read, start, middle, end, first, last: (
        first.value[:4].isdigit() and last.value[:4].isdigit() and read.text[middle:end].lstrip().startswith(("부터", "에서"))
    ),
)
