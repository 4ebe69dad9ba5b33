"""Japanese names beside a legal form: 株式会社山吹, 山吹株式会社, 株式会社Blue Lantern.

In: a sentence. Out: readings of the names with their forms. Never: a name without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.lexicon import name_words
from extractors.name_votes import Reading
from extractors.patterns import any_of
from extractors.scripts import latin_words

#: Letters of names, inside of brackets of a pattern.
KANA, HAN, LATIN = "ァ-ヺー", "一-鿿々〆ヶ", "A-Za-z0-9À-ɏ"
#: A part of a firm that a short word in Latin letters opens: DX推進室, PR事務局.
_PART = "(?:[一-龠]{0,4}(?:推進|事業|事務局|担当|広報|開発|戦略|企画|営業|統括|編集|部|室|課)|コンサル|ソリューション|サービス|チーム)"
#: What stands in hiragana behind a legal form and begins no name.
_NO_KANA = "(?:から|など|さん|さま|および|または|ならびに|だけ|まで|より)|[はがのをにともでやへ]"
#: Hiragana in front of such a name, where nothing stands before it: 「てんとう虫製作所株式会社」.
_KANA_LEAD = (
    rf"(?<![ぁ-ん{HAN}{KANA}{LATIN}])(?!また|[こそあど](?:れ|の|こ|ちら|んな)|ほか|わが|いま|まず|つまり|たとえば|しかし|だが|でも|ただ|そして|さて|およそ|および"
    "|より|いう|する|した|して|ある|なお|うち|さらに|同|から|など|ならびに|あるいは)"
    "(?:[A-Z][A-Za-z]{1,9})?[ぁ-ん]{2,8}"
)
#: What says that a company is called so no longer, or now: 「（旧山吹株式会社）」.
_FORMER = re.compile("旧|現(?!代)")
#: A security of the company: 「株式会社山吹第3回新株予約権」.
_ISSUE = re.compile("第[0-9０-９一二三四五六七八九十]{1,3}[回期号種]")
#: The post of whom the company is told with: 「株式会社山吹代表取締役社長の」, 「株式会社山吹代表の」.
_POST = re.compile("(?:代表取締役|取締役?|執行役員|代表|副?会長|副?社長|専務|常務|顧問|監査役?|C[A-Z]O)+$")


@cache
def _pattern() -> re.Pattern[str]:
    form = any_of(name_words("ja", "legal-form"))
    part = rf"[{HAN}{KANA}{LATIN}・&＆'’ー-]"
    kana = rf"(?!{_NO_KANA})[ぁ-んー]{{2,8}}?(?:{part}{{1,14}}|(?=[はがのをにとも]?(?:[^ぁ-ん]|$)))"
    return re.compile(
        rf"{form}[ 　]?({latin_words(_PART)}|{part}{{1,24}}(?:[ぁ-んー]{{2,6}}(?=[(（「」、。]|$))?|{kana})"
        rf"|((?:{_KANA_LEAD})?{part}{{1,24}}){form}"
    )


def posted(name: str) -> re.Match[str] | None:
    """Return the post that ends what is read as a name: 代表取締役 of 株式会社山吹代表取締役."""
    return _POST.search(name)


def formed(sentence: str) -> Iterator[Reading]:
    """Read 株式会社 with the name before or after it, up to a post or the issue of a security.

    Args:
        sentence: The sentence.
    """
    for found in _pattern().finditer(sentence):
        name, end = found.group(1) or found.group(2), found.end()
        former = len(name) > 2 and found.group(2) is not None and _FORMER.match(name) is not None
        if found.group(1):
            cut = _ISSUE.search(name) or _POST.search(name)
            if cut is not None and cut.start() > 1:
                name, end = name[: cut.start()], found.start(1) + cut.start()
        if name not in name_words("ja", "no-name") | name_words("ja", "no-lead"):
            yield Reading(found.start() + former, end, "ORG", "legal-form", 4.0)
