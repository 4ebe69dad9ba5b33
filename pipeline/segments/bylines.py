"""Lines that say who published a text, and when: bylines, datelines, credits and ages.

In: a line. Out: whether it is one, and its parts. Never: body text, however it begins.
"""

from __future__ import annotations

import re

from extractors import languages
from extractors.patterns import any_of

#: The names of the months in all languages, folded, with the number of each.
MONTHS = {name.casefold(): int(digits) for name, digits in languages.months().items()}
#: The name of a month, whole or cut.
MONTH = rf"(?i:{any_of(MONTHS)})\b\.?"
_ZONE = r"(?:[A-Z]{2,4}|GMT[+-]\d{1,2})"

#: A whole date, to the day or (in Japanese) the month.
DATE = (
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s)?"
    rf"(?:{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{MONTH},?[\s-](?:19|20)\d{{2}}"
    r"|(?:19|20)\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?"
    r"|(?:(?:19|20)\d{2}|(?:令和|平成)\s?(?:\d{1,2}|元))\s?年\s?(?:[（(](?:令和|平成)(?:\d{1,2}|元)年?[)）]\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"
    r"|(?:19|20)\d{2}년\s?\d{1,2}월\s?\d{1,2}일"
    # The day first between full stops, and where no month can stand in its place between slashes.
    rf"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d{{2}}(?!\d)"
    rf"|(?<![\d/])(?:(?:1[3-9]|2\d|3[01])/\d{{1,2}}|\d{{1,2}}/(?:1[3-9]|2\d|3[01]))/(?:(?:19|20)\d{{2}}|[0-3]\d)(?![\d/])"
    rf"|{MONTH}-\d{{1,2}}-(?:19|20)\d{{2}}(?!\d)|\d{{1,2}}/{MONTH}/(?:19|20)\d{{2}}(?!\d))"
)
#: The time of day behind a date, with zone and minutes to read; may be empty.
TIME = (
    r"(?:T|[\s,|·/\-–]{0,4})(?:[（(][月火水木金土日월화수목금토일](?:曜日?|요일)?[)）]|[月火水木金土日]曜日?|[월화수목금토일]요일)?[\s,|·/]{0,3}(?:at\s|오[전후]\s?|午[前後]\s?)?"
    rf"(?:\d{{1,2}}[:：時]\d{{2}}(?::\d{{2}})?(?:\.\d{{1,6}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?分?\s?(?:[ap]\.?m\.?)?\s?(?:[+-]\d{{4}})?\s?[(（]?{_ZONE}?[)）]?)?"
    r"(?:[\s,|·•\-–]{1,4}\d{1,2}\s?min(?:ute)?s?\sread)?"
)
_SAYS = (
    r"(?:(?:date\s)?(?:published|posted|updated|last\supdated|last\smodified|modified|created|first\spublished|date|issued|input|entered|registered|released?)(?:\s(?:date|on|at))?"
    r"|release\sdate|公開日時?|更新日時?|投稿日時?|掲載日時?|配信日時?|最終更新日?|発行日|発表日|作成日|日付|入力|公開|更新|입력|수정|등록|승인|기사입력)"
)
_STAMP = re.compile(
    rf"(?:{_SAYS}\s?[:：]?\s{{0,2}})?(?P<date>{DATE}){TIME}(?:\s?(?:公開|更新|掲載|配信|付|発行|発表|時点))?\Z", re.IGNORECASE
)
_STAMPED = re.compile(
    rf"(?:[|｜/·•,，]|\s[-–—]\s|\s\s|\s)\s?(?:{_SAYS}\s?[:：]?\s?)?(?P<date>{DATE}){TIME}(?:\s?[(（](?:published|posted)[)）])?\Z",
    re.IGNORECASE,
)
#: The time before the date, behind the name of the section: "All News 22:48 May 25, 2021".
_TIMED = re.compile(rf"(?:[A-Z][\w&]{{1,12}}\s){{0,3}}\d{{1,2}}:\d{{2}}\s(?P<date>{DATE})\Z")
_BY_STAMPED = re.compile(r"[Bb]y:?\s[A-Z]")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\Z", re.IGNORECASE)

#: A day without its year, as Japanese portals print it: 6/3(月) 10:30配信.
_SHORT = re.compile(r"\d{1,2}[/月]\d{1,2}日?\s?[(（][月火水木金土日][)）]\s?(?:\d{1,2}[:：]\d{2})?\s?(?:配信|更新|公開|掲載)?\Z")
_STAMPS = re.compile(rf"(?:{_SAYS}\s?[:：]?\s{{0,2}}{DATE}{TIME}[\s|/・,]{{0,4}}){{2,3}}\Z", re.IGNORECASE)
_FIRST = re.compile(rf"(?!(?:last\s)?(?:updated|modified)|更新|最終更新|수정)(?:{_SAYS}\s?[:：]?\s{{0,2}})?(?P<date>{DATE})", re.IGNORECASE)
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|years?)"
_AGO = (
    rf"(?:\d{{1,3}}|an?|one|two|three)\s?{_UNIT}\s(?:ago|earlier)|\d{{1,3}}\s?(?:秒|分|時間|日|週間|か月|ヶ月|カ月|年)前"
    r"|\d{1,3}\s?(?:분|시간|일|주|개월)\s?전"
)
_AGE = re.compile(rf"(?:time\s{{0,40}})?(?:(?:posted|published|updated)\s)?(?:{_AGO}|just\snow|yesterday|today)\Z", re.IGNORECASE)
#: An age at the end of a line, with or without a space before it, as pages print it behind the name of the outlet.
AGE_END = re.compile(
    rf"(?<![\d.,$])(?:time\s{{0,40}})?(?P<age>(?:\d{{1,3}}\s?{_UNIT}\sago|\d{{1,3}}\s?(?:分|時間|日|週間|か月|ヶ月|カ月)前))\Z",
    re.IGNORECASE,
)

_NAME = r"[A-Z][\w.'’\-]{0,80}"
_BY = re.compile(
    rf"By:?\s{_NAME}(?:\s{_NAME}){{0,5}}(?:,?\s(?:and|&|\||,)\s?{_NAME}[^.!?。]{{0,80}}|,\s[^.!?。]{{1,80}}|\s?[|·/]\s?[^.!?。]{{1,80}}|\s\S{{1,60}}@\S{{1,60}})?\Z"
    rf"|(?:BY|by)\s[A-Z][A-Z.'’\-]{{1,80}}(?:\s[A-Z.'’\-]{{1,80}}){{0,5}}(?:\s[\[(]?\S{{1,60}}@\S{{1,60}})?\Z|(?:From|To|Cc|Sent|Reply-To):\s\S[^。]{{0,140}}\Z|by\s{_NAME}(?:\s{_NAME}){{0,3}}\Z"
    r"|(?i:written|reported|story|text|words|edited|posted|published|translated)\s(?i:by)[\s:：]{1,2}[^.!?。]{2,100}\Z"
    r"|[(（](?i:reporting|additional\sreporting|writing|editing)\s(?i:by)\s[^()（）]{2,200}[)）]\.?\Z|(?i:reporting|editing|writing)\sby\s[A-Z][^.!?。]{2,120}\Z"
    r"|(?i:authors?|reporter|correspondent|editor|writer|staff\sreporter)\s?[:：]\s?[^.!?。]{2,80}\Z|(?:Reporter|Correspondent|Staff\sReporter)\s[A-Z][\w.'’\-]{1,80}(?:\s[A-Z][\w.'’\-]{1,80}){0,4}(?:\s\S{1,60}@\S{1,60})?\Z"
)
_BY_JA = re.compile(
    r"(?:取材・文|文・写真|文責|執筆者?|著者|筆者|編集|記者|翻訳|監修|文|訳)\s?[:：＝=/／]\s?\S[^。]{0,50}\Z"
    r"|[^。、\s]{2,12}(?:記者|特派員|編集委員)\Z|\S{2,5}\s?기자(?:\s?\S{1,60}@\S{1,60})?\Z"
)
_DATELINE = re.compile(
    r"[\[［(（【][^\]］)）】\n]{2,60}(?:[=＝]|reporter|Reporter|記者|特派員|共同|時事|ロイター|기자)[^\]］)）】\n]{0,60}[\]］)）】]\Z"
)
_AGENCY = r"(?:Reuters|AP|AFP|Yonhap|Bloomberg|Kyodo|Jiji|Xinhua|PTI|ANI|IANS|TASS|DPA|EFE|Newsis|News1|UPI|Getty|EPA)"
_CREDIT = re.compile(
    rf"(?:{_AGENCY}|[A-Z]\w{{1,40}}\sNews)(?:[\s/·,-]{{1,3}}(?:{_AGENCY}|News|Press|Agency|Images|Photo|Photos|TV)){{1,4}}\Z"
    rf"|(?:[A-Z][\w.&]{{0,80}}\s){{1,3}}{_AGENCY}(?:\s(?:News|Photo|Agency))?\Z"
    rf"|[(（]?(?:{_AGENCY}|共同通信社?|時事通信社?|ロイター|[一-鿿ァ-ヶー]{{2,8}}(?:新聞|通信|ニュース))[)）]?\Z"
)


#: Words before a date that say of when a figure is, and a figure: no name of an outlet.
_MEASURED = re.compile(r"(?:\A|\s)(?:as (?:of|on)|at)\Z|\A[$€£¥₩₹]|\A\d[\d,.]{0,20}(?:\s|\Z)", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a line without bullets and Markdown marks around it."""
    return re.sub(r"\A[•·\-–|*_\s]{1,80}|[*_|\s]{1,80}\Z", "", text)


def is_byline(text: str) -> bool:
    """Whether a line says who published a text, or when, and nothing else.

    Args:
        text: The line, without white space at both ends.
    """
    if len(text) > 160:
        return False
    bare = plain(text)
    if not bare:
        return False
    if (
        _STAMPS.match(bare)
        or _SHORT.match(bare)
        or _AGE.match(bare)
        or _STAMP.match(bare)
        or _BY.match(bare)
        or _BY_JA.match(bare)
        or _DATELINE.match(bare)
        or _CREDIT.match(bare)
        or _TIMED.match(bare)
        or (_BY_STAMPED.match(bare) and len(bare) <= 100 and _STAMPED.search(bare))
    ):
        return True
    return outlet(bare) is not None


def stamp(text: str) -> tuple[int, int] | None:
    """Return where the whole date of a byline stands in it, or None."""
    match = _STAMP.match(text)
    if match is None and (last := _STAMPED.search(text)) is not None:
        # Of two dates in a line the first is that of publishing, unless it is called that of a change.
        first = _FIRST.match(text)
        match = first if first is not None and first.end() <= last.start() + 1 else last
    return match.span("date") if match else None


def outlet(text: str) -> tuple[int, int] | None:
    """Return where the name before an age or a date stands in a line such as `Daily News4 hours ago`, or None.

    Args:
        text: The line, without bullets.
    """
    if (match := AGE_END.search(text)) is None and len(text) <= 100:
        match = _STAMPED.search(text)
    if match is None or not match.start():
        return None
    name = text[: match.start()].rstrip(" |｜/·•,，-–—:：")
    if re.fullmatch(_SAYS, name, re.IGNORECASE) is not None or _WEEKDAY.match(name) or _BY_STAMPED.match(name):
        return None
    if re.search(r"\d{1,2}[:：]\d{2}", name) or re.search(DATE, name) or _MEASURED.search(name):
        return None
    if not name or len(name) > 60 or len(name.split()) > 7 or name[-1] in ".。!?！？、" or name[0].islower() or "。" in name:
        return None
    return (0, len(name))
