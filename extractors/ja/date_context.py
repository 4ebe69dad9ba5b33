"""What stands around the dates of Japanese: hedges, parts of a period, tense, and whether two dates are the ends of one interval.

In: a date with its place in a text. Out: place and value with its hedges; -1, 0 or 1 for past and future; whether two dates stand apart.
Never: a date; the rules are in `extractors/ja/dates.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.intervals import days
from extractors.mention import Date
from extractors.timex import Reading

#: White space between the parts of an expression.
SP = r"[\s\u3000]{0,2}"
_HEDGE_BEFORE = re.compile(rf"(?P<h>約|およそ|おおよそ|ほぼ|わずか|少なくとも|最大|最長|最短){SP}$")
_HEDGE_AFTER = re.compile(r"(?P<h>以上|超|以下|未満|以内|近く|余り?|弱|強(?![力い制])|ほど|程度|前後|くらい|ぐらい)")
_MODS = {
    "以上": "EQUAL_OR_MORE",
    "超": "MORE_THAN",
    "以下": "EQUAL_OR_LESS",
    "未満": "LESS_THAN",
    "以内": "EQUAL_OR_LESS",
    "近く": "LESS_THAN",
    "弱": "LESS_THAN",
    "余": "MORE_THAN",
    "余り": "MORE_THAN",
    "強": "MORE_THAN",
    "少なくとも": "EQUAL_OR_MORE",
    "最大": "EQUAL_OR_LESS",
    "最長": "EQUAL_OR_LESS",
}
_PART_AFTER = re.compile(
    r"(?:の)?(?P<s>初め|始め|はじめ|初頭|初期|前期(?!比|末|と|実績)|前半|上旬|初旬|頭(?!取)|早々|序盤)|(?:の)?(?P<m>半ば|なかば|中ごろ|中頃|中旬|中盤|中期(?!経営|計画|ビジョン|目標|成長|財務|投資|事業|の)|中葉)|(?:の)?(?P<e>末期?(?![日尾])|終わり|終盤|下旬|後半|後期|暮れ|終わり頃)|(?P<a>頃|ごろ|前後)|(?P<p>以降|以後|より後)|(?P<b>以前|より前)"
)


_WHOLE = re.compile("の?(?:通期|通年)")
_LAST_DAY = re.compile(r"の?\s?(?:末日|最終日)")


def around(read: Reading, start: int, end: int, value: Date) -> tuple[int, int, Date]:
    """Take in what hedges a date or a length, or names a part of it: 約3年, 2024年末, 5月中旬, 6月以降."""
    length = value.value[0] == "P" and value.value[1] in "0123456789XT"
    if length:
        if match := _HEDGE_AFTER.match(read.text, end, read.end):
            end, value = match.end(), replace(value, mod=_MODS.get(match["h"], "APPROX"))
    elif (match := _LAST_DAY.match(read.text, end, read.end)) and (covered := days(value.value)):
        end, value = match.end(), Date(covered[1].isoformat(), anchor=value.anchor)
    elif re.fullmatch(r"\d{4}", value.value) and (match := _WHOLE.match(read.text, end, read.end)):
        end = match.end()
    elif not value.value.endswith("_REF") and (match := _PART_AFTER.match(read.text, end, read.end)):
        mods = {"s": "START", "m": "MID", "e": "END", "a": "APPROX", "p": "AFTER", "b": "BEFORE"}
        group = match.lastgroup or "a"
        week_end = group == "e" and re.fullmatch(r"\d{4}-W\d\d", value.value)
        end, value = match.end(), replace(value, value=f"{value.value}-WE") if week_end else replace(value, mod=mods[group])
    if match := _HEDGE_BEFORE.search(read.text, max(read.start, start - 5), start):
        if length:
            start, value = match.start(), replace(value, mod=value.mod or _MODS.get(match["h"], "APPROX"))
        elif match["h"] in ("約", "およそ", "おおよそ", "ほぼ"):
            start, value = match.start(), replace(value, mod=value.mod or "APPROX")
    return start, end, value


def apart(read: Reading, start: int, middle: int, end: int, first: Date, last: Date) -> bool:
    """1987年から1994年まで, each whole, are two dates, as are those of a life of 20 years and more; 2016～2018年 is an interval."""
    after_kara = read.text[middle:end].lstrip().startswith(("から", "より"))
    if after_kara and not read.text.startswith(("まで", "の間", "迄"), end):
        return True
    if not (first.value[:4].isdigit() and last.value[:4].isdigit()):
        return False
    written = re.search("年", read.text[middle:end]) is not None
    return written and (after_kara or int(last.value[:4]) - int(first.value[:4]) >= 20)


#: A label of a founding right before its date.
FOUNDING = re.compile("(?:設立|創業|創立|創設)(?:年月日?|[年日])? ?[:：は ]?$")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_FUTURE = re.compile(
    r"予定|見通し|見込|方針|計画(?!を[上下]回)|だろう|でしょう|ましょう|に向け|目指|までに|する(?:。|$)|します|くださ|たい(?:。|$)|れば|(?<!市場)予想(?!を[上下]回|外|より)|ください|戻ります|にする"
)
_PASTS = re.compile(
    r"(?:した|った|いた|えた|れた|めた|けた|せた|げた|きた|べた|んだ|ました|でした|だった)(?:。|、|$|と|が|の|\s)|(?:増|減|急[伸増減落騰]|上昇|下落|低下|[赤黒]字転換|最高)(?:。|、|$|\s)"
)
#: "Xは1日、YがZすると発表した": what stands before the comma belongs to the last verb of the sentence.
_MAIN_PAST = re.compile(r"(?:[したっいえれめけせげきべん]た|んだ|ました|でした|発表|という|判明)[」）)]?$")
_MAIN_BEFORE, _MAIN_FUTURE = re.compile(r"[はがも]\s?$"), re.compile(r"(?:する|れる|なる|図る|予定|見通し|方針|計画)$")


_STATE = re.compile("末?(?:時点|現在)")
#: 「7月に発表した計画」: what was done then, and not what is told of it after, says when.
_DONE = re.compile(r"に[^、。はがも]{0,8}(?<![向控])(?:[したいえれめけせげきべ]た|った|んだ)(?=[一-龠々ァ-ヴA-Za-zＡ-Ｚａ-ｚ「『])")
_DUE = re.compile(r"(?:する|就く|退く|なる|移る)(?:[^、。をはがに\d]{0,4}人事|こと|予定|と発表|と決|。|$)")


def tense(text: str, start: int, end: int, first: int, last: int) -> int:
    """Return 1 where what a date dates is to come, -1 where it is past, 0 where the sentence does not tell."""
    after = text[end : min(last, end + 120)]
    stop = _SENTENCE_END.search(after)
    clause = after[: stop.start() if stop else len(after)]
    if clause.startswith("付") and _DUE.search(clause):
        return 1  # 「4月1日付で社長に就く人事を決めた」: what is decided is to come
    if clause.startswith("、") and _MAIN_BEFORE.search(text, max(first, start - 2), start):
        if _MAIN_PAST.search(clause):
            return -1
        if _MAIN_FUTURE.search(clause):
            return 1
        if stop is None:
            return -1  # a long sentence of news
    if (done := _DONE.match(clause)) and not _FUTURE.search(done[0]):
        return -1
    past, future = _PASTS.search(clause), _FUTURE.search(clause)
    if _STATE.match(clause) and not future:
        return -1  # 「6月末時点で」: a state is told of a day that is gone
    if future and (past is None or future.start() < past.start()):
        return 1
    return -1 if past else 0
