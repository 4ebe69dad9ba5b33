"""Lines that a width broke: whether a line goes on in the line under it.

In: lines. Out: the width of a text, and for two lines whether they are one. Never: what else a line may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors import languages, lexicon
from extractors.patterns import any_of
from pipeline.segments.headings import END, is_list, is_numbered, unfinished
from pipeline.segments.lines import Line, cjk, has_cjk, width


def wrapped_at(lines: Sequence[Line]) -> int:
    """Return the width at which the text is hard-wrapped, in columns; 0 where it is not."""
    widths = sorted(line.width for line in lines if line.width >= 40)
    if len(widths) < 6:
        return 0
    edge = widths[len(widths) * 9 // 10]
    near = sum(1 for size in widths if edge * 0.85 <= size <= edge + 6)
    return edge if 50 <= edge <= 140 and near * 5 >= len(widths) * 2 else 0


_MONTHS = "|".join(sorted(map(re.escape, languages.months()), key=len, reverse=True))

#: A line that ends in a number or a month, and one that begins with what must follow it: a scale or unit, a day with its year.
_PARTED = re.compile(rf"(?:\D[0-9０-９]{{1,12}}[十百千万億兆]{{0,3}}|\b(?:{_MONTHS}))\Z")
_GOES_ON = re.compile(
    r"[十百千万億兆]|[円年月日人名社件台倍%％](?:(?=[ぁ-ん])|(?![^\W\d_A-Za-z]{3}))|[0-9]{1,2}(?:st|nd|rd|th)?,? [12][0-9]{3}\b"
    r"|(?:thousand|million|billion|trillion)\b"
)


_SCALES = r"(?:thousand|million|billion|trillion|per[ ]?cent)\b"
#: Last words of the names of currencies that are written in small Latin letters.
_CURRENCIES = any_of(
    sorted(
        {
            word
            for tag in languages.tags()
            for forms in lexicon.currency_names(tag).values()
            for name in forms
            if (word := name.rsplit(" ", 1)[-1]).isascii() and word.islower()
        }
    )
)
#: A figure behind other words, up to its scale, and what goes on with it in the next line.
_TOLD = r"[^\W\d_][ ]?[0-9０-９][0-9０-９.,]{0,8}"
_REST = r"[0-9０-９][0-9０-９,]{0,5}[千百천백]?"
_UNITS = "[万億兆円人社件台株만억조원명개대건]"
#: Ends of a line and beginnings of the next that are one figure or date between them, whatever stands around: what ends with a decimal, a
#: group of digits, a number behind a particle or a hedge, a year, a day.
_HALVES = tuple(
    (re.compile(rf"(?:{end})\Z"), re.compile(rf"(?:{start})"))
    for end, start in (
        (r"(?<![0-9])[0-9]{1,3}[.,．][0-9]{1,3}", rf"{_SCALES}|[万億兆만억조%％]"),
        (r"[0-9０-９][.．]", rf"[0-9０-９]{{1,2}}[ ]?(?:[%％万億兆만억조]|{_SCALES})"),
        (r"(?<![0-9０-９.,])[0-9０-９]{1,3}", r"[,，][0-9０-９]{3}(?![0-9０-９])"),
        (
            r"(?:[はがもをにで約]|から|およそ)[0-9０-９]{1,4}",
            r"[0-9０-９]{0,4}(?:[,，][0-9０-９]{3})?(?:[十百千万億兆円人名社件台株割倍%％]|年[にのはかまで度])",
        ),
        (r"[0-9０-９一二三四五六七八九十百千数]", r"[万億兆](?:[円元人名株]|ドル|ユーロ|米ドル)"),
        # 売上高は1兆⏎2000億円, 매출은 1조⏎2,000억원: the rest of a figure in its smaller scale
        (rf"{_TOLD}兆", rf"{_REST}[億万]"),
        (rf"{_TOLD}億", rf"{_REST}万"),
        (rf"{_TOLD}조", rf"{_REST}[억만]"),
        (rf"{_TOLD}억", rf"{_REST}만"),
        (r"[0-9],[0-9]", rf"[0-9]{{2}}{_UNITS}"),
        (r"[0-9],[0-9]{2}", rf"[0-9]{_UNITS}"),
        (r"[0-9][ ]per", r"cent\b"),
        (r"[0-9][천백십]?", r"[만억조]\s?(?:[원명엔주]|달러|유로|위안)|(?:퍼센트|포인트)"),
        (r"[12１２][0-9０-９]{3}年", r"(?:1[0-2]|[1-9１-９]|１[０-２])月(?:[にのはかまで、]|[0-9０-９])"),
        (r"[12][0-9]{3}년", r"(?:1[0-2]|[1-9])월"),
        (r"[0-9０-９]月", r"[0-9０-９]{1,2}日[にのはか、]"),
        (r"[12１２][0-9０-９]{3}年", r"度"),
        (r"(?:\A|[^0-9０-９])[12１２][0-9０-９]{3}", r"年(?:[0-9０-９]{1,2}(?:月|\Z)|[にのはかまで度、])"),
        (r"年[0-9０-９]{1,2}", r"月"),
        (rf"[0-9][ ]{_SCALES}", rf"{_CURRENCIES}\b"),
        (
            r"\b(?:(?:more|less|greater|higher|lower)[ ]than|at[ ](?:least|most)|up[ ]to|about|around|nearly|almost|roughly|approximately)",
            r"(?:[A-Z]{0,3}[$€£¥₩]|[A-Z]{3}[ ])[0-9]",
        ),
        (r"[0-9０-９万億兆][ァ-ヴー]{1,8}", r"[ァ-ヴー]{1,8}"),
        (r"[은는이가도을를의약에][ ]?[0-9][0-9,]{0,12}", r"(?:명|개|대|곳|건|톤|주|배|%|퍼센트)(?:[을를이가은는의에로도만 .,]|으로|\Z)"),
        (rf"\b(?:in|of|by|since|until|from|to|before|after|during|through|late|early|mid|and)[ -](?:{_MONTHS})", r"[12][0-9]{3}\b"),
        (r"\b[a-z]{2,20}[ ][0-9]{1,3}(?:,[0-9]{3}){1,4}", r"[a-z]{2,20}s\b"),
        (r"\b[a-z]{2,20}[ ](?:fiscal|financial)(?:[ ]year)?", r"[12][0-9]{3}\b"),
        (r"[0-9]월", r"[0-9]{1,2}일"),
        (rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?[ ](?:{_MONTHS})", r"[12][0-9]{3}\b"),
        (r"[$€£¥₩]|\b(?:USD|EUR|GBP|JPY|KRW|CHF|CNY|INR|Rs\.?)", rf"[0-9][0-9.,]{{0,20}}[ ]?(?:{_SCALES}|bn|mn|m\b)"),
        (r"(?<![0-9０-９,])[0-9０-９]{1,3}[,，]", r"[0-9０-９]{3}(?:[,，][0-9０-９]{3}){0,3}[十百千万億兆円人社件台株만억조원명개대건]"),
        (r"\b(?:on|of|the|from|to|until|by|since|before|after|dated|and)[ ][0-9]{1,2}(?:st|nd|rd|th)?", rf"(?:{_MONTHS})\b"),
    )
)


@cache
def _legal_forms() -> tuple[tuple[tuple[str, str], ...], re.Pattern[str]]:
    """Return legal forms in Chinese characters as the two parts that a line breaks them into, and what begins a line with another."""
    forms = sorted({form for tag in languages.tags() for form in lexicon.name_words(tag, "legal-form")})
    han = [form for form in forms if cjk(form[0]) and len(form) > 2]
    dotted = any_of([form for form in forms if form.endswith(".")])
    return (
        tuple((form[:size], form[size:]) for form in han for size in range(1, len(form))),
        re.compile(rf"{dotted}(?=[,’']| [a-z(])"),
    )


def _parted_form(above: str, below: str) -> bool:
    """Whether a line breaks the name of a company before or in its legal form."""
    parted, opening = _legal_forms()
    if cjk(above[-1]):
        return any(
            above.endswith(one) and below.startswith(other) and len(above) > len(one) and "ぁ" <= below[len(other) : len(other) + 1] <= "ん"
            for one, other in parted
        )
    return opening.match(below) is not None and re.search(r"(?:\A|\s)[A-Z][\w&.-]{0,80},?\Z", above) is not None


#: A line of three words and more, the last of which is no name.
_OPENED = re.compile(r"[A-Z\"“(][^\n]{0,400}[ ][^\s]{1,40}[ ](?:[a-z]{1,30}|[$€£¥]?[0-9][0-9.,]{0,20})\Z")


def runs_on(above: Line, below: Line, wrap: int) -> bool:
    """Whether a line goes on in the line under it."""
    ended = above.bare[-1:] in END or above.text[-1:] in tuple(":：|")
    size = above.width
    japanese = has_cjk(above.text[-6:])
    word = below.text if japanese else below.text.split(None, 1)[0]
    # A wrapped line breaks only where the next word had no room left.
    if wrap and size <= wrap + 8 and size + 1 + (2 if japanese else width(word)) > wrap - 2:
        return True
    if any(end.search(above.text) and start.match(below.text) for end, start in _HALVES):
        return True
    if ended:
        return False
    if (_PARTED.search(above.text) and _GOES_ON.match(below.text)) or _parted_form(above.text, below.text):
        return True
    if japanese:
        if below.text[0] in "～〜＜【■◆●・※「" and "。" not in above.text:
            return False
        # A headline ends in a noun; a line that the width broke ends anywhere.
        if above.text[-1] in "、，" or (size >= 24 and "。" in above.text):
            return True
        return size >= 50 and "ぁ" <= above.text[-1] <= "ん" and not is_numbered(above.text)
    # A sentence that a narrow page broke: no heading stands above one that opens with a small letter.
    if below.text[0].islower() and below.text[0].isascii() and below.bare[-1:] in END and _OPENED.match(above.text):
        return not is_list(below.text)
    if (below.text[0].islower() or below.text[0] in "$€£¥₩" or (below.text[0] in "(0123456789" and size >= 45)) and size >= 24:
        return not is_list(below.text)
    # Running text has sentences in it, which headlines have not.
    return size >= 24 and (
        unfinished(above.text) or (size >= 50 and re.search(r"[a-z)]{2}[.!?]['\"”’]?\s{1,40}[A-Z]", above.text) is not None)
    )
