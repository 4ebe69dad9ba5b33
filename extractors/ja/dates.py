"""The date grammar of Japanese.

In: a text. Out: the rules that match its dates, and where they may begin; what stands around them is in `extractors/ja/date_context.py`.
Never: the value of a date; that is `extractors/ja/date_values.py`'s and `extractors/ja/durations.py`'s.
"""

from __future__ import annotations

import re

from extractors.ja import date_context, durations
from extractors.ja import date_values as readers
from extractors.ja import fiscal_dates as fiscal
from extractors.ja.date_context import SP
from extractors.ja.date_values import DEICTIC, ERAS, FEASTS, NEAR, OLD_ERAS, PARTS, PERIODS, SAID, SEASON_NEAR, TERMS
from extractors.patterns import any_of
from extractors.timex import Grammar, Rule

DIGIT = "[0-9０-９]"
KANJI = "[〇零一二三四五六七八九十百千]"
N = rf"(?:{DIGIT}{{1,4}}|{KANJI}{{1,9}})"
M = r"(?:[1１][0-2０-２]|[0０]?[1-9１-９]|十[一二]?|[一二三四五六七八九]|一[〇一二])"
D = (
    rf"(?:[3３][01０１]|[12１２]{DIGIT}|[0０]?[1-9１-９]|(?:[二三]?十)?[一二三四五六七八九]|[二三]?十|[一二]〇|"
    r"三[〇一]|[一二][一二三四五六七八九])"
)
ERA = rf"(?:{any_of([*(form for form in ERAS if len(form) > 1), *OLD_ERAS])}(?:天皇)?)"
OPEN, CLOSE = r"[(（\[［〔]", r"[)）\]］〕]"
WEEKDAY = rf"(?:{SP}{OPEN}?{SP}(?:[月火水木金土日]曜日?|(?<=[(（])[月火水木金土日](?:[・/]?[祝休])?(?=[)）])){SP}{CLOSE}?)"
YEAR = rf"(?:西暦{SP})?(?:{DIGIT}{{4}}|[一二]{KANJI}{{3}}|二千{KANJI}{{0,3}}|千{KANJI}{{1,6}})"
HALF = r"(?:前半|後半|上半期|下半期|上期|下期)"
#: A part of a fiscal year: 第3四半期連結累計期間, 3Q累計, 上期, 通期.
QUARTER = (
    rf"(?:第?{SP}(?P<q>[1-4１-４一二三四])四半期|(?P<r>[1-4１-４])[QＱ](?![A-Za-z0-9]))(?:連結)?"
    r"(?:(?P<c>累計(?:期間)?|[（(]累計(?:期間)?[)）])|会計期間)?"
)
PART = rf"(?:{SP}(?:の|[・/／])?{SP}(?:連結)?(?:{QUARTER}|(?P<h>{HALF}|中間(?:連結)?(?:会計)?期間?)|通期))"
KA = r"[ヶケヵカか箇ヵ個]"


# --- the grammar ---

_TO = r"[~～〜∼－‐–—―\-ー]"
#: The month in which a fiscal year ends, behind its year.
_TERM_END = f"{SP}(?P<m>{M}){SP}月期(?!間|待|限|末試){PART}?"
_KI = rf"(?:第?(?P<q>[1-4１-４一二三四])四半期|(?:の)?(?P<h>{HALF})|(?:の)?(?P<s>[春夏秋冬])(?![休期日山物場光葉田川分]))"
_REST = rf"(?:{SP}/?の?{SP}(?P<m>{M}){SP}月(?![一二]?面)(?:{SP}/?{SP}の?(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?|{SP}の?{_KI})"
_ERA_BESIDE = rf"(?P<y>(?:1[89]|20){DIGIT}{{2}}){OPEN}{SP}(?:{any_of(ERAS)})\.?{SP}(?:元|{DIGIT}{{1,2}}|{KANJI}{{1,3}})年?{SP}{CLOSE}"
_REST_PLAIN = rf"(?:{SP}の?{SP}(?P<m>{M}){SP}月(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?)"
_NUMBER = rf"(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}}){{1,3}}|{DIGIT}{{1,6}}(?:[.．]{DIGIT}{{1,4}})?|{KANJI}{{1,9}})"
_UNITS = (
    rf"(?:年(?!度|代|[齢生目号式]|[0-9０-９])|{KA}月|週間?|日(?!目|本|[0-9０-９市町酔月熱天坊曜])|時間(?!帯)|分(?!の|野|割|析|類|配|散|岐|"
    r"裂|離|子|量|け|か|身|解|厘|担|布|[0-9０-９])|秒(?!速)|世紀|四半期)"
)
_SECOND = rf"{SP}(?P<y>{_NUMBER}){SP}(?P<t>{KA}月|日|時間|分(?!の)|秒)"
_LENGTH_END = r"間?(?P<z>半)?(?:間)?(?!前(?!後)|後(?!半))"
_AFTER_AGO = r"(?P<w>前|まえ|後(?![期半ろ者方継世退])|のち|後に)"

#: The first of a list of days in one month, or of months, and what has to follow: 5月10、11日; 7、8月. What stands behind a stamp.
_LISTED_DAY = rf"(?P<m>{M}){SP}月{SP}(?P<d>{D})(?={SP}[、,，・]{SP}{D}{SP}日(?![間目]))"
_LISTED_MONTH = rf"(?<![はがも第])(?P<m>{M})(?P<d>(?!x)x)?(?={SP}[、,，・]{SP}{M}{SP}月(?![期分例曜]))"
_STAMP_AFTER = r"(?=[-_]|\s?(?:更新|発行|作成|公開|時点|現在|付|版|号|発表|掲載|改訂|登録|終了|開始|以降|まで|から|[)）\]】]|$))"

#: What ends the label of a row of fiscal periods: 2031.06, 30.07-12.
_HEAD = re.compile(rf"(?P<y>(?:19|20)?{DIGIT}{{2}})[./](?P<m>0[1-9]|1[0-2])(?:-(?P<k>0[1-9]|1[0-2]))?(?!{DIGIT}|[./-])")
#: Rules that begin with a number, by what stands after its first digits; `-` is any dash, `/` any mark between the parts of a date.
_NUMBERED: tuple[tuple[str, Rule], ...] = (
    ("年", Rule("date", re.compile(rf"(?P<y>{YEAR}){SP}年(?!\n?度)(?:{_REST})?"), readers.date, 0.99)),
    ("年", Rule("date", re.compile(rf"(?P<y>{YEAR}){SP}年{SP}の?{SP}{_LISTED_DAY}"), readers.date)),
    ("年", Rule("date", re.compile(rf"(?P<y>{YEAR}){SP}年{SP}の?{SP}{_LISTED_MONTH}"), readers.date)),
    ("月", Rule("month_day", re.compile(_LISTED_DAY), readers.month_day)),
    (
        "",
        Rule(
            "years",
            re.compile(rf"(?P<y>(?:19|20){DIGIT}{{2}})(?={SP}[、,，・]{SP}(?:(?:19|20){DIGIT}{{2}}|{DIGIT}{{2}}){SP}年(?![度間代]))"),
            readers.listed_year,
        ),
    ),
    (
        "",
        Rule(
            "duration_range",
            re.compile(
                r"(?<![学校部第])(?P<x>[1-8１-８一二三四五六七八])[、,，]\s?(?P<y>[2-9２-９二三四五六七八九])"
                rf"{SP}(?P<u>年(?!度|代|生|[0-9０-９]|{SP}{M}{SP}月)|{KA}月|週間|日間|時間|分間)"
            ),
            durations.guessed_range,
        ),
    ),
    ("", Rule("month_day", re.compile(_LISTED_MONTH), readers.month_day)),
    (
        "",
        Rule(
            "fiscal_year",
            re.compile(rf"(?<![はがも])(?P<y>(?:20)?{DIGIT}{{2}})(?:(?!x)x{PART})?(?={SP}[、,，・]{SP}(?:20)?{DIGIT}{{2}}{SP}年度)"),
            fiscal.fiscal,
            0.9,
        ),
    ),
    (
        "",
        Rule(
            "slashed",
            re.compile(
                rf"(?P<y>(?:19|20){DIGIT}{{2}})(?P<sep>)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]{DIGIT}|3[01])(?!{DIGIT}){_STAMP_AFTER}"
            ),
            readers.slashed,
            0.8,
        ),
    ),
    *(
        ("年", Rule(name, re.compile(rf"(?P<y>{YEAR}){SP}年{SP}{OPEN}[^)）\]］〕\n]{{1,12}}年{CLOSE}{rest}"), reader, 0.99))
        for name, rest, reader in (  # 1998年（平成10年）12月31日, 1998年（平成10年）12月期
            ("date", rf"(?={SP}{M}{SP}月)(?:{_REST})", readers.date),
            ("fiscal_end", _TERM_END, fiscal.fiscal_end),
        )
    ),
    *(
        ("", Rule(name, re.compile(rf"{_ERA_BESIDE}{SP}年{rest}"), reader, 0.98))  # 2019（令和元）年度, 2018（平成30）年5月
        for name, rest, reader in (
            ("fiscal_year", f"度{PART}?", fiscal.fiscal),
            ("fiscal_end", _TERM_END, fiscal.fiscal_end),
            ("months_period", f"{SP}(?P<m>{M})月?{_TO}(?P<k>{M})月期?", fiscal.months_period),
            ("date", f"(?!度|{SP}{M}{SP}月期|{SP}{M}月?{_TO}{M}月)(?:{_REST})?", readers.date),
        )
    ),
    (
        "年",
        Rule("fiscal_year", re.compile(rf"(?P<y>{YEAR}|{DIGIT}{{1,2}}){SP}年\n?度{PART}?"), fiscal.fiscal, 0.98),
    ),
    (
        "年-",
        Rule(
            "fiscal_years",
            re.compile(
                rf"(?P<y>(?:20|19){DIGIT}{{2}}|{DIGIT}{{2}}){SP}(?:年度?{SP})?{_TO}{SP}(?P<z>(?:(?:20|19){DIGIT}{{2}}|{DIGIT}{{2}})){SP}年度"
            ),
            fiscal.fiscal_years,
            0.98,
        ),
    ),
    (
        "年-",
        Rule(
            "years",
            re.compile(
                rf"(?P<y>(?:1[0-9]|20){DIGIT}{{2}}){SP}(?:年{SP})?{_TO}{SP}(?P<z>(?:1[0-9]|20){DIGIT}{{2}}|{DIGIT}{{2}}(?=年))年?(?!{DIGIT}|度|[月/.])"
            ),
            readers.years,
            0.9,
        ),
    ),
    ("-世", Rule("centuries", re.compile(rf"(?P<a>{N}){SP}{_TO}{SP}(?P<y>{N}){SP}世紀(?!半(?!ば)|もの)(?P<b>(?!x)x)?"), readers.century)),
    ("/", Rule("fiscal_head", _HEAD, fiscal.head)),
    (
        "/-",
        Rule(
            "slashed",
            re.compile(
                rf"(?:西暦)?(?P<y>(?:1[5-9]|20){DIGIT}{{2}}|[１２]{DIGIT}{{3}}|(?:{DIGIT}{{2}}(?=/{DIGIT}{{2}}/{DIGIT}{{2}}(?!{DIGIT}))|(?:1[3-9]|[2-9]{DIGIT})(?=/{M}/{D}(?!/|{DIGIT}))))(?P<sep>[/.／．-])(?P<m>{M})(?:(?P=sep)(?P<d>{D}))?(?!{DIGIT}|[.:])(?:{WEEKDAY})?"
            ),
            readers.slashed,
            0.95,
        ),
    ),
    (
        "/",
        Rule(
            "slashed_short",
            re.compile(rf"(?P<m>{D})[/／](?P<d>{D})(?:{_TO}(?P<e>{D})(?!{DIGIT}|[./／日年月]))?(?!{DIGIT}|[./])(?:{WEEKDAY})?"),
            readers.slashed_short,
            0.6,
        ),
    ),
    (
        "年月",
        Rule(
            "fiscal_end",
            re.compile(rf"(?:(?P<y>{YEAR}|(?<![\d.]){DIGIT}{{1,2}}){SP}年{SP})?(?P<m>{M}){SP}月期(?!間|待|限|末試){PART}?"),
            fiscal.fiscal_end,
        ),
    ),
    (
        "/",
        Rule(
            "fiscal_end",
            re.compile(rf"(?P<y>(?:20)?{DIGIT}{{2}}){SP}[/／.]{SP}(?P<m>{M}){SP}月?期(?!間|待|限|末試){PART}?"),
            fiscal.fiscal_end,
        ),
    ),
    (
        "/",
        Rule(
            "fiscal_end",
            re.compile(rf"(?<![0-9/])(?P<y>{DIGIT}{{2}})/(?P<m>1[0-2]|[1-9]){PART}"),
            fiscal.fiscal_end,
        ),
    ),
    (
        "年月-",
        Rule(
            "months_period",
            re.compile(rf"(?:(?P<y>{YEAR}|{DIGIT}{{2}}){SP}年{SP})?(?P<m>{M})(?:月)?{_TO}(?P<k>{M})月期?"),
            fiscal.months_period,
        ),
    ),
    (
        "月",
        Rule(
            "month_day",
            re.compile(
                rf"(?P<m>{M}){SP}月(?!分|例|次|面|刊|給|額|間|齢|雨|病|[0-9０-９])(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?"
            ),
            readers.month_day,
        ),
    ),
    (
        "月年-",
        Rule(
            "days",
            re.compile(
                rf"(?:(?:(?P<y>{YEAR}){SP}年{SP})?(?P<m>{M}){SP}月{SP})?(?P<d>{D}){_TO}(?P<e>{D}){SP}日(?![間目ご程])(?:{WEEKDAY})?"
            ),
            readers.days_of_month,
        ),
    ),
    ("月", Rule("month_day", re.compile(rf"(?P<m>{M}){SP}月{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?"), readers.month_day)),
    (
        "日",
        Rule(
            "day",
            re.compile(
                rf"(?P<d>{D}){SP}日(?!間|目|町|月|{SP}{DIGIT}{{1,4}}[回個食錠本杯件時人名台万]|ぶり|振り|以内|後|前|連続|程度|ほど|あたり|当たり|がかり|余り|おき|ごと|毎|分(?!の)|坊主|酔|本|照|没|熱|天|市(?![長内場民議政営])|もの|かけ|かか|以上|弱|強)(?:{WEEKDAY})?"
            ),
            readers.bare_day,
            0.8,
        ),
    ),
    ("世", Rule("century", re.compile(rf"(?P<b>(?!x)x)?(?P<y>{N}){SP}世紀(?!半(?!ば)|もの)"), readers.century)),
    ("年", Rule("decade", re.compile(rf"(?P<y>{DIGIT}{{4}}|{DIGIT}0){SP}年代"), readers.decade)),
    (
        "年",
        Rule(
            "two_digit_year",
            re.compile(
                rf"(?P<y>['’]?{DIGIT}{{2}}|{DIGIT}(?!年(?:連続|以上|以内|ほど|程度|余|にわた|前|後|ぶり))){SP}年(?!代|間|目|生|度)(?:{_REST})?"
            ),
            readers.two_digit_year,
            0.7,
        ),
    ),
    (
        "年",
        Rule(
            "three_digit_year",
            re.compile(rf"(?P<y>{DIGIT}{{3}}){SP}年(?!間|以上|ぶり|後|前|近|の歴|もの|余|にわた|弱|強|ほど|程度|代|目){_REST_PLAIN}?"),
            readers.three_digit_year,
            0.7,
        ),
    ),
    ("", Rule("bare_year", re.compile(rf"(?P<y>{DIGIT}{{4}})(?!{DIGIT})"), readers.bare_year, 0.7)),
    ("春", Rule("bare_year_season", re.compile(rf"(?P<y>20{DIGIT}{{2}})(?P<s>[春夏秋冬])"), readers.date)),
    (
        "年",
        Rule(
            "nth_week",
            re.compile(rf"(?P<y>{YEAR})年(?:の)?(?:(?P<m>{M})月の?)?(?P<o>最初の|最後の|最終|第[1-5１-５一二三四五])週"),
            readers.nth_week,
        ),
    ),
    (
        "年ヶ週日時分秒世万億兆",
        Rule(
            "ago",
            re.compile(
                rf"(?P<x>{_NUMBER}(?:億|万|兆)?(?:{_NUMBER}万)?){SP}(?P<u>年|{KA}月|週間?|日|時間|分|秒|世紀)(?P<z>半)?(?:間|ほど|以上|近く|くらい|余り)?(?P<v>(?!x)x)?{_AFTER_AGO}"
            ),
            readers.ago,
        ),
    ),
    (
        "-年ヶ週日時分秒",
        Rule(
            "duration_range",
            re.compile(rf"(?P<x>{_NUMBER})(?:年|{KA}月|週間?|日|時間|分|秒)?{SP}{_TO}{SP}(?P<y>{_NUMBER}){SP}(?P<u>{_UNITS})間?(?![前後])"),
            durations.duration_range,
        ),
    ),
    (
        "年ヶ週日時分秒世四",
        Rule("duration", re.compile(rf"(?P<x>{_NUMBER}){SP}(?P<u>{_UNITS})(?P<y>(?!x)x)?{_LENGTH_END}"), durations.duration, 0.9),
    ),
    (
        "年ヶ週日時分秒世四",
        Rule(
            "duration", re.compile(rf"(?P<x>{_NUMBER}){SP}(?P<u>年|{KA}月|週間?|日|時間|分){_SECOND}{_LENGTH_END}"), durations.duration, 0.9
        ),
    ),
)
_Q = Rule("quarter", re.compile(rf"(?P<w>当|前年?度?|今)?{QUARTER}"), fiscal.quarter)
_Q_RANGE = Rule(
    "quarters",
    re.compile(
        rf"(?:(?P<y>{YEAR}|{DIGIT}{{2}}){SP}年(?P<f>度)?{SP}の?{SP})?第{SP}(?P<a>[1-4１-４一二三四])(?:四半期)?{SP}{_TO}{SP}第?(?P<q>[1-4１-４一二三四])四半期"
    ),
    fiscal.quarters,
)
_SOME = Rule(
    "duration_vague",
    re.compile(rf"(?P<v>(?:{DIGIT}{{1,3}}|十|百|千)数)(?P<u>年(?!度|代|生)|{KA}月|週間?|日(?!目)|時間|分(?!の)|秒|世紀)間?(?![前後])"),
    durations.vague_duration,
    0.9,
)
_FISCAL_YEARS = Rule(
    "fiscal_years",
    re.compile(
        rf"FY{SP}(?P<y>(?:20|19){DIGIT}{{2}}|{DIGIT}{{2}}){SP}{_TO}{SP}(?:FY{SP})?(?P<z>(?:20|19){DIGIT}{{2}}|{DIGIT}{{2}})(?![0-9A-Za-z])"
    ),
    fiscal.fiscal_years,
    0.99,
)
_QUARTERS = (
    Rule(
        "year_quarter",
        re.compile(
            rf"(?P<f>FY|ＦＹ){SP}(?P<y>(?:20|19|２０|１９){DIGIT}{{2}}|{DIGIT}{{2}})(?:[\s-]?[QＱ](?P<q>[1-4１-４])|[\s-]?(?P<r>[1-4１-４])[QＱ])?(?:{SP}の?(?P<h>{HALF})|通期)?(?![A-Za-z0-9０-９])"
        ),
        fiscal.year_quarter,
    ),
    Rule(
        "year_quarter",
        re.compile(
            rf"(?P<y>(?:20|19){DIGIT}{{2}})(?:年(?P<f>度)?)?[\s-]?(?:[QＱ](?P<q>[1-4１-４])|(?P<r>[1-4１-４])[QＱ])(?![A-Za-z0-9])(?P<c>累計(?:期間)?)?"
        ),
        fiscal.year_quarter,
    ),
    Rule("quarter", re.compile(r"(?P<r>[1-4１-４])[QＱ](?![A-Za-z0-9])(?:(?P<c>累計)(?:期間)?)?"), fiscal.quarter, 0.8),
)
_WEEK = Rule("week", re.compile(rf"(?:(?P<y>{YEAR})年の?)?第(?P<w>{DIGIT}{{1,2}})週"), readers.week)
_Q_LETTER = Rule("quarter", re.compile(r"[QＱ](?P<q>[1-4１-４])(?![0-9０-９A-Za-z])"), fiscal.quarter)
_NEAR_REST = (
    rf"(?:{SP}の?{SP}(?P<m>{M}){SP}月(?:{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?)?|{SP}の?(?:第?(?P<q>[1-4１-４一二三四])四半期|(?P<h>{HALF})"
    r"|(?P<s>[春夏秋冬])))"
)
_GRAMMAR_RULES: tuple[tuple[str, Rule], ...] = (
    (
        "".join({form[0] for form in (*ERAS, *OLD_ERAS) if len(form) > 1}),
        Rule(
            "era",
            re.compile(
                rf"(?P<e>{ERA}){SP}(?P<y>元|{DIGIT}{{1,2}}|{KANJI}{{1,3}}){SP}(?:{OPEN}{SP}{DIGIT}{{4}}{SP}{CLOSE}{SP})?年(?!代)(?:{SP}{OPEN}{SP}{DIGIT}{{3,4}}年?{SP}{CLOSE}(?={SP}{M}{SP}月))?(?:(?P<f>度)|{_REST})?"
            ),
            readers.era,
            0.98,
        ),
    ),
    (
        "".join({form[0] for form in (*ERAS, *OLD_ERAS) if len(form) > 1}),
        Rule("era", re.compile(rf"(?P<e>{ERA}){SP}(?P<y>元|{DIGIT}{{1,2}}){SP}年{SP}{_LISTED_DAY}"), readers.era),
    ),
    (
        "".join({form[0] for form in (*ERAS, *OLD_ERAS) if len(form) > 1}),
        Rule("era", re.compile(rf"(?P<e>{ERA})(?P<y>元|{DIGIT}{{1,2}})(?={SP}[、,，・]{SP}{DIGIT}{{1,2}}年(?P<f>度)?)"), readers.era),
    ),
    (
        "".join({form[0] for form in ERAS if len(form) > 1}),
        Rule(
            "days",
            re.compile(
                rf"(?P<era>{any_of(form for form in ERAS if len(form) > 1)}){SP}(?P<y>元|{DIGIT}{{1,2}}){SP}年{SP}(?P<m>{M}){SP}月{SP}"
                rf"(?P<d>{D}){SP}日?{SP}{_TO}{SP}(?P<e>{D}){SP}日(?![間目ご程])"
            ),
            readers.days_of_month,
        ),
    ),
    (
        "".join({form[0] for form in ERAS}),
        Rule(
            "fiscal_end",
            re.compile(rf"(?P<e>{ERA}|[HSR]\.?){SP}(?P<y>元|{DIGIT}{{1,2}}|{KANJI}{{1,3}}){SP}年{SP}(?P<m>{M}){SP}月期{PART}?"),
            fiscal.fiscal_end,
            0.98,
        ),
    ),
    (
        "".join({form[0] for form in ERAS}),
        Rule(
            "era_years",
            re.compile(
                rf"(?P<e>{any_of(ERAS)})(?P<y>元|{DIGIT}{{1,2}}){SP}(?P<w>年度?{SP})?{_TO}{SP}(?P<g>{any_of(ERAS)})?(?P<z>元|{DIGIT}{{1,2}}){SP}年(?P<f>度)?(?![間前後目代]|{SP}{M}{SP}月)"
            ),
            fiscal.era_years,
            0.99,
        ),
    ),
    (
        "".join({form[0] for form in ERAS if len(form) > 1}) + "RHSTMＲＨＳ",
        Rule(
            "era_short",
            re.compile(rf"(?P<e>{any_of(ERAS)})(?P<y>{DIGIT}{{1,2}})(?P<sep>[./,])(?P<m>{M})(?:(?P=sep)(?P<d>{D}))?(?!{DIGIT})"),
            readers.short_era,
            0.8,
        ),
    ),
    (
        "昭平令大明HSRTM",
        Rule(
            "era_initial",
            re.compile(
                rf"(?P<e>[昭平令大明HSR]|T(?=(?:1[0-5]|[1-9]|元)年)|M(?=[1-4]{DIGIT}年|{DIGIT}{{1,2}}年{SP}{M}{SP}月))\.?(?P<y>元|{DIGIT}{{1,2}})年(?![間前後生目代]|ぶり|以上|以内|保証)(?:(?P<f>度)|{_REST})?"
            ),
            readers.era_initial,
            0.8,
        ),
    ),
    (
        "昭平令大明",
        Rule(
            "era_short",
            re.compile(rf"(?<![一-龥々])(?P<e>[昭平令大明])(?P<y>元|{DIGIT}{{1,2}})(?P<sep>[./])(?P<m>{M})(?P=sep)(?P<d>{D})(?!{DIGIT})"),
            readers.era_initial,
            0.8,
        ),
    ),
    (
        "昭平令大明HSR",
        Rule("fiscal_year", re.compile(rf"(?P<e>平成|令和|昭和|[HSR])(?P<y>元|{DIGIT}{{1,2}})年度{PART}?"), fiscal.fiscal, 0.9),
    ),
    (
        "紀前",
        Rule("before_christ", re.compile(rf"(?:紀元前|前)(?P<y>{DIGIT}{{1,4}}|{KANJI}{{1,6}})年(?!間|に一|以内|後|前)"), readers.bc, 0.9),
    ),
    ("紀", Rule("century", re.compile(rf"(?P<b>紀元前)(?P<y>{N}){SP}世紀"), readers.century)),
    ("西", _NUMBERED[0][1]),
    ("西", _NUMBERED[1][1]),
    *(("西", rule) for _, rule in _NUMBERED if rule.name == "slashed"),
    ("第", _Q),
    ("QＱ", _Q_LETTER),
    ("F", _FISCAL_YEARS),
    ("F", Rule("fiscal_end", re.compile(rf"FY{SP}(?P<m>{M})/(?P<y>(?:20)?{DIGIT}{{2}})(?![0-9/]){PART}?"), fiscal.fiscal_end)),
    ("F", Rule("fiscal_end", re.compile(rf"FY{SP}(?P<y>(?:20)?{DIGIT}{{2}})/(?P<m>0?[1-9]|1[0-2])(?![0-9/]){PART}?"), fiscal.fiscal_end)),
    ("F", _QUARTERS[0]),
    ("第", _Q_RANGE),
    ("当前今", _Q),
    ("同当", Rule("quarter", re.compile(r"[同当]四半期(?![会連報末])"), fiscal.the_quarter, 0.85)),
    (
        "".join({form[0] for form in TERMS}),
        Rule("term", re.compile(rf"(?P<w>{any_of(TERMS)})(?![者齢中々令付本常暮限待]){PART}?"), fiscal.term, 0.9),
    ),
    ("通期", Rule("whole_year", re.compile(r"(?P<w>通期|通年|期末|期首)"), fiscal.whole_year, 0.85)),
    ("中当前", Rule("half", re.compile(r"(?P<w>[当前])?(?P<h>中間(?:連結)?会計期間|中間期)(?![待限])"), fiscal.quarter, 0.9)),
    ("第", _WEEK),
    ("上下", Rule("half", re.compile(r"(?P<h>上半期|下半期|上期|下期)"), fiscal.quarter, 0.9)),
    ("月火水木金土日", Rule("weekday", re.compile(r"(?P<w>[月火水木金土日]曜日?)(?![特版刊会劇ロド]|大工)"), readers.weekday, 0.9)),
    ("(（", Rule("weekday_bracket", re.compile(rf"{OPEN}(?P<w>[月火水木金土日])(?:曜日?)?{CLOSE}"), readers.weekday_bracket, 0.6)),
    ("今", Rule("now", re.compile(r"今(?=、|は(?![日])|も(?!っ)|では|でも|まさに|なお|まで|すぐ)"), readers.now, 0.85)),
    ("今", Rule("today", re.compile(r"今日"), readers.today, 0.9)),
    (
        "".join({form[0] for form in (*NEAR, *SAID)}),
        Rule(
            "near",
            re.compile(rf"(?P<w>{any_of([*NEAR, *SAID])})(?![者齢々令付本常暮限]|中(?!旬)){_NEAR_REST}?"),
            readers.near,
        ),
    ),
    (
        "同翌当前今来先",
        Rule(
            "near_month_day",
            re.compile(rf"(?P<w>同月|翌月|当月|今月|来月|先月|前月)の?{SP}(?P<d>{D}){SP}日(?![間目])(?:{WEEKDAY})?"),
            readers.near,
        ),
    ),
    ("今来先再翌", Rule("near_week_day", re.compile(r"(?P<w>今週|来週|先週|再来週|翌週)の?(?P<wd>[月火水木金土日])曜日?"), readers.near)),
    (
        "前昨去",
        Rule(
            "same_period",
            re.compile(r"(?:前年度?|昨年|去年)の?同(?:(?:四半)?[期月]|時期|じ(?:期間|時期|四半期|月))|前期同期"),
            fiscal.same_period,
        ),
    ),
    ("今昨去来こ", Rule("near_season", re.compile(rf"(?P<w>{any_of(SEASON_NEAR)})(?P<s>[春夏秋冬])"), readers.near_season)),
    ("".join({form[0] for form in DEICTIC}), Rule("deictic", re.compile(rf"(?P<w>{any_of(DEICTIC)})"), readers.deictic, 0.9)),
    ("".join({form[0] for form in FEASTS}), Rule("feast", re.compile(rf"(?P<w>{any_of(FEASTS)})"), readers.feast, 0.85)),
    ("".join({form[0] for form in PERIODS}), Rule("period", re.compile(rf"(?P<w>{any_of(PERIODS)})(?![都])"), readers.period, 0.85)),
    (
        "数何幾半長",
        Rule(
            "ago",
            re.compile(
                rf"(?P<x>(?!x)x)?(?:(?P<v>半年)|(?:数|何|幾)(?:十|百|千|万)?(?P<u>年|{KA}月|週間?|日|時間|分|秒|世紀))(?P<z>半)?(?:ほど|くらい)?{_AFTER_AGO}"
            ),
            readers.ago,
        ),
    ),
    ("半四", Rule("half_unit", re.compile(r"(?P<w>半年|半日|四?半世紀|半月)(?:間)?(?!期|報|[前後毎板])"), durations.half_unit)),
    (
        "数何幾",
        Rule(
            "duration_vague",
            re.compile(
                rf"(?P<v>数十|数百|数千|何十|数|何|幾)(?P<u>年(?!度|代|生)|{KA}月|週間?|日(?!目)|時間|分(?!の)|秒|世紀)間?(?![前後])"
            ),
            durations.vague_duration,
            0.9,
        ),
    ),
    ("".join({form[0] for form in PARTS}), Rule("part", re.compile(rf"(?P<w>{any_of(PARTS)})"), readers.part, 0.8)),
    ("明大昭平ST", Rule("era_decade", re.compile(rf"(?P<e>明治|大正|昭和|平成|[ST])(?P<y>{DIGIT}0){SP}年代"), readers.era_decade, 0.9)),
    (
        "明大昭平",
        Rule("era_part", re.compile(r"(?P<e>明治|大正|昭和|平成)(?P<p>初期|中期|後期|末期|前期|初年|維新期?)"), readers.era_part, 0.85),
    ),
    (
        "秦漢隋唐宋元明清前後北南",
        Rule(
            "dynasty",
            re.compile(r"(?:前漢|後漢|北宋|南宋|[秦漢隋唐宋元明清])(?:[代期]|時代)(?![表金理用名目官行々])"),
            readers.dynasty,
            0.8,
        ),
    ),
    ("毎", Rule("set", re.compile(r"(?P<w>毎年|毎月|毎週|毎日|毎朝|毎晩)"), durations.set)),
)


_DASHES, _MARKS, _MONTHS = "~～〜∼－‐–—―-ー", "/／.．,，", "ヶケヵカか箇ヵ個"
_MARKED = frozenset(_MARKS)
_NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千"
_AFTER = "QＱ数年月日週時分秒世四万億兆春夏秋冬" + _DASHES + _MARKS + _MONTHS


def _key(found: str) -> str:
    """The key of a start: its character, or for a number `0` and what follows it."""
    if found[0] not in _NUMERALS and found[0] not in "'’":
        return found[0]
    if len(found) > 2 and not _MARKED.isdisjoint(found[:-1]):
        return "0*"
    last = found[-1]
    if last in _NUMERALS:
        return "0"
    return "0" + (
        "-"
        if last in _DASHES
        else "/"
        if last in _MARKS
        else "ヶ"
        if last in _MONTHS
        else "春"
        if last in "夏秋冬"
        else "Q"
        if last == "Ｑ"
        else last
    )


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by key; a few begin with a kanji numeral that counts nothing (三国時代)."""
    made: dict[str, list[Rule]] = {}
    for first, rule in _GRAMMAR_RULES:
        for char in sorted(set(first)):
            listed = made.setdefault("0" if char in _NUMERALS else char, [])
            if rule not in listed:
                listed.append(rule)
    plain = made["0"] + [rule for after, rule in _NUMBERED if not after]
    numbered = (*_NUMBERED, ("年", _WEEK), ("四", _Q), ("年Q-", _QUARTERS[1]), ("年", _Q_RANGE), ("数", _SOME), ("Q", _QUARTERS[2]))
    for after in ("0", *sorted({char for chars, _ in numbered for char in chars})):
        made[f"0{after}" if after != "0" else "0"] = plain + [rule for chars, rule in numbered if after in chars]
    made["0*"] = plain + [rule for _, rule in numbered]
    return {char: tuple(rules) for char, rules in made.items()}


_FOUND = _rules()

GRAMMAR = Grammar(
    # The number of a note stands before a year with nothing between: 1.2024年6月7日.
    starts=re.compile(
        r"[0-9０-９]{1,2}[.．](?=[12１２][0-9０-９]{3}年)"
        rf"|['’]?(?:[0-9０-９]+(?:[.,．，][0-9０-９]+){{0,4}}|[〇零一二三四五六七八九十百千]+)[ \u3000]?[{re.escape(_AFTER)}]?"
        rf"|[{re.escape(''.join(sorted({char for char in _FOUND if len(char) == 1} - {'0'})))}]"
    ),
    rules=_FOUND,
    key=_key,
    join=re.compile(rf"{SP}(?:{_TO}|から|より){SP}"),
    close=re.compile("まで"),
    tense=date_context.tense,
    around=date_context.around,
    apart=date_context.apart,
    closings=fiscal.closings,
    ahead=True,
    sign=re.compile(r"[0-9０-９]\s?[年月]"),
    every=re.compile(r"毎[年月週](?:の)?$"),
    of_writing=re.compile("昨年|去年|一昨年|来年|再来年|今年|本年"),
    founding=date_context.FOUNDING,
    bounds=(date_context.FOUNDING, re.compile("(?:末|度)?(?:まで|以来|以降|ぶり|に?(?:創業|設立|創立|創設|発足|誕生|生まれ))")),
)
