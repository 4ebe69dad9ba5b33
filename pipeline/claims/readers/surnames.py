"""Who leads a company, told by a surname and a title: 「ゴーCEOは」, "유 대표는", where the text has told the whole name.

In: the passages of an article with their mentions; a sentence taken apart. Out: drafts of the predicate chief_executive; of whom they are
is left to the weights. Never: a person whom the text nowhere names in full. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.claims.candidates import Draft
from pipeline.claims.parsing import Sentence
from pipeline.records import Mention, Segment

__all__ = ["leaders", "surnamed"]

#: First letter of a name -> those who are called so: the name, the person, whether a title of a chief executive stands beside.
_Leaders = Mapping[str, Sequence[tuple[str, str, bool]]]

#: Surnames that before a title are read as words that say which: former, present, new, each, both, vice.
_WHICH = {"ko": "[전현신각두양부]", "ja": "[前元新副現旧同両各]"}
_SURNAMED = {
    "ko": re.compile(
        rf"(?<![가-힣])(?P<name>(?!{_WHICH['ko']})[가-힣]|남궁|제갈|선우|황보|독고) ?"
        r"(?:대표이사|대표|사장|CEO|최고경영자)(?!님|직|적|주|작|단)"
    ),
    "ja": re.compile(
        rf"(?<![一-龥々ァ-ヶー・])(?P<name>(?!{_WHICH['ja']}(?:CEO|最高経営責任者|社長|代表取締役))[一-龥々]{{1,3}}|[ァ-ヶー]{{2,8}})"
        r"(?:CEO|最高経営責任者|社長|代表取締役)(?!室|職|就任|交代|[一-龥])"
    ),
}
_TITLE = re.compile(r"(?:氏|\s?[(（]\d{2}[)）])?\s?(?:신임 )?(?:대표이사|대표|사장|CEO|최고경영자|最高経営責任者|社長|代表取締役)")
#: How many people whose names begin alike are looked at.
_MOST = 24
#: How sure such a draft is taken to be until it is weighed.
_SURE = 0.65


def leaders(text: str, passages: Sequence[Segment], inside: Mapping[str, Sequence[Mention]]) -> _Leaders:
    """Return the people whom an article names in full in Japanese or Korean.

    Args:
        text: Text of the document.
        passages: Passages of the article.
        inside: Mentions by passage.
    """
    found: dict[str, dict[tuple[str, str], bool]] = {}
    for segment in passages:
        for mention in inside.get(segment.segment_id, ()):
            if mention.label == "PERSON" and mention.entity_id and not mention.text[0].isascii():
                held = found.setdefault(mention.text[0], {})
                key = (mention.text, mention.entity_id)
                if key in held or len(held) < _MOST:
                    held[key] = held.get(key, False) or _TITLE.match(text, mention.end) is not None
    return {first: [(name, person, chief) for (name, person), chief in held.items()] for first, held in found.items()}


def surnamed(sentence: Sentence, known: _Leaders, topics: Sequence[str], told: Sequence[Draft]) -> list[Draft]:
    """Return who leads a company by a surname and a title alone.

    Args:
        sentence: The sentence.
        known: The people whom the article names in full.
        topics: Organisations that the article is about, most of all first.
        told: What has been read of the sentence.
    """
    pattern = _SURNAMED.get(sentence.language)
    made: list[Draft] = []
    for match in pattern.finditer(sentence.text) if pattern is not None and known else ():
        start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
        if any(m.start < end and start < m.end for m in sentence.mentions if m.label in ("PERSON", "ORG")):
            continue
        alike = [one for one in known.get(match["name"][0], ()) if one[0].startswith(match["name"]) and one[0] != match["name"]]
        chiefs = {person for _, person, chief in alike if chief} or {person for _, person, _ in alike}
        if len(chiefs) != 1 or any(draft.predicate == "chief_executive" and chiefs & set(draft.objects) for draft in (*told, *made)):
            continue
        draft = Draft("chief_executive", "surname-and-title", sentence.start, sentence.end, (start, end), _SURE)
        draft.objects, draft.subjects, draft.weak_subject = list(chiefs), list(topics[:1]), True
        draft.marks = [("trigger", start, end), ("object", start, end)]
        made.append(draft)
    return made
