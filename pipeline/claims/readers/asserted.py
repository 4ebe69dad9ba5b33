"""Whether a sentence says that somebody holds a post or founded a company, denies it, or only passes it on.

In: a sentence taken apart and a draft that names a person. Out: whether it stands, its modality set where it is only talked of. Never: who
holds what. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims.candidates import Draft
from pipeline.claims.parsing import Sentence

__all__ = ["asserted"]

#: Characters read before and behind a person, in small letters.
_BEFORE, _BEHIND = 80, 100


def asserted(sentence: Sentence, draft: Draft) -> bool:
    """Return whether a draft of a founder or a chief executive is said, and set its modality where it is a rumour or may come.

    Args:
        sentence: The sentence.
        draft: A draft of any predicate; of all others nothing is asked.
    """
    if sentence.language == "en" and draft.predicate in ("founder", "founded") and _of_another(sentence, draft):
        return False
    people = [(start, end) for role, start, end in draft.marks if role == "object"]
    if draft.predicate not in _POSTS or not people or sentence.language not in _DENIED:
        return True
    start, end = min(people)[0], max(end for _, end in people)
    before = sentence.between(max(start - _BEFORE, sentence.start), start)
    behind = sentence.between(end, min(end + _BEHIND, sentence.end))
    before_not, behind_not = _DENIED[sentence.language]
    if before_not.search(before) or behind_not.match(behind):
        return False
    if sentence.language == "en" and before.endswith(", ") and _INTERJECTED.match(behind):
        return False
    before_talked, behind_talked = _TALKED[sentence.language]
    if before_talked.search(before) or behind_talked.match(behind):
        draft.modality = "discussed"
    elif sentence.language == "en" and (_MAY.match(behind) or _TO_NAME.search(before) or (_IF.search(before) and _BECAME.match(behind))):
        draft.modality = "forecast"
    return True


def _of_another(sentence: Sentence, draft: Draft) -> bool:
    """Whether what was founded is a thing that the sentence brings in with "a" and does not name: "sponsors a festival founded in 1999"."""
    told = min((start for role, start, _ in draft.marks if role in ("object", "value")), default=sentence.start)
    brought_in = _BROUGHT_IN.search(sentence.between(max(told - 2 * _BEFORE, sentence.start), told))
    behind = [p for p in sentence.parties if p.kind == "organisation" and p.form == "name" and p.start >= told]
    return brought_in is not None and not behind


#: A thing with "a" behind a verb or a preposition that tells of another, and its founding.
_BROUGHT_IN = re.compile(
    r"\b(?:bought|buys|acquire[ds]|sponsor(?:s|ed)|join(?:s|ed)|held|holds|back(?:s|ed)|fund(?:s|ed)|support(?:s|ed)|host(?:s|ed)|visit(?:s|ed)"
    r"|rescue[ds]|left|attend(?:s|ed)|invest(?:s|ed) in|to|at|with|for|by|near|in|against|through) an? (?:[a-z]+[ -]){1,4}"
    r"(?:co-)?(?:founded|established|set up|started|created|formed|launched)\b[^.;,]{0,50}$"
)
_POSTS = ("founder", "chief_executive")
_TITLE = r"(?:(?:[a-z-]+ ){0,2}(?:ceo|chief executive|managing director|(?:co-?)?founder))"
_TAKES_UP = (
    r"(?:appointed|named|elected|hired|promoted|confirmed|chosen|selected|installed|tapped|picked|become|take (?:over|up|on)|accept|succeed"
    r"|replace|co-founde?d?|founde?d?|set up|start(?:ed)?|establish(?:ed)?)"
)
#: What stands between a person and what the person does: "who has also".
_AUX = r"(?: \([^()]{1,30}\))?(?:,(?= who\b))?(?: (?:who|has|have|had|was|is|will|would|could|did|does|also|later|then|yet|now))*"
#: "said, ..." around which a sentence goes on: "Its chief, Jane Roe said, was gone".
_INTERJECTED = re.compile(
    r" (?:said|says|added|adds|told|noted|recalled|explained|wrote|writes|argued|claimed)\b(?: [\w ]{1,24})?,"
    r" (?:was|were|is|are|has|have|had|will|would|did|does|do|could|can|may|might|should)\b"
)
_MAY = re.compile(rf"{_AUX} (?:may|might|could) (?:[a-z]+ )?(?:be|become|take|return|succeed|replace)\b")
#: Deeds of those who name somebody to a post, and the end of a sentence up to that person.
_NAMING = r"(?:appoint|nam(?:e|ing)|elect|hir(?:e|ing)|promot|pick|choos|install)\w*(?: [a-z'’-]+){0,3} $"
_KO_TAKES_UP = "(?:선임|임명|내정|취임|선출|발탁|추대|설립|창업)(?:을|를|이|가|하|되|설을|안을|안이)? ?"
_KO_POST = "(?:대표이사|대표|최고경영자|ceo)"
#: By language what denies it, before a person and behind.
_DENIED = {
    "en": (
        re.compile(
            r"(?:\b(?:not|never|den(?:y|ies|ied|ying)|(?:refus|declin|fail)(?:es|ed|ing) to|no plans? to|abandon\w+|reject\w+|scrap\w+)"
            rf"|n['’]t) (?:that )?(?:[a-z]+ ){{0,3}}{_NAMING}"
            r"|(?:\b(?:not|never)|n['’]t) (?:[a-z]+ )?(?:(?:co-)?founded|established|set up|started|created|run|led|headed)"
            r"(?: [a-z0-9 ]{1,30}?)? by (?:[a-z]+ ){0,4}$"
        ),
        re.compile(
            rf"{_AUX}(?: (?:not|never)| [a-z]+n['’]t) (?:(?:be|been|being|yet|formally|officially|actually) ){{0,3}}"
            rf"(?:{_TAKES_UP}\b|{_TITLE})"
            rf"|{_AUX} (?:declin|refus|fail)(?:ed|es|ing) to (?:be|{_TAKES_UP})\b"
            rf"|{_AUX} (?:turn(?:ed|s) down|reject(?:ed|s)|declin(?:ed|es)|refus(?:ed|es)|(?:been )?passed over) (?:[a-z]+ ){{0,6}}{_TITLE}"
            rf"|{_AUX} (?:almost|nearly|narrowly missed) (?:became|being|becoming|took)\b"
        ),
    ),
    "ja": (
        re.compile(r"(?!)"),
        re.compile(
            r"[^。]{0,60}?(?:(?:就任|昇格|昇任|選任|起用|任命|指名|内定|設立|創業|創立|創設)"
            r"(?:し(?:なかった|ていない|ない)|せず|さ(?:れなかった|れていない|れず)|では?な"
            r"|(?:する)?(?:こと|案|人事|計画|要請|打診|話)?[をはが](?:否定|否決|見送|撤回|断念|辞退|固辞|拒|断っ|白紙|取り消))"
            r"|(?:社長|頭取|ceo|最高経営責任者|代表取締役|創業者)(?:に(?:ならなかった|就かなかった)|(?:では|じゃ)な[いか]|では?ない)"
            r"|(?:との|という)[^。、]{0,12}を(?:否定|打ち消))"
        ),
    ),
    "ko": (
        re.compile(r"(?!)"),
        re.compile(
            rf"[^.]{{0,60}}?(?:{_KO_TAKES_UP}(?:지 (?:않|못)|거부|고사|거절|부인|부결|무산|철회|보류)"
            rf"|{_KO_POST}(?:직|자리)?(?:을|를)? (?:고사|거절|사양|거부)|(?:{_KO_POST}|창업자|설립자)[가이는은]? 아니)"
        ),
    ),
}
#: By language what only passes it on.
_TALKED = {
    "en": (
        re.compile(
            r"\b(?:rumou?rs?|speculation|gossip|whispers?|talk)(?: [a-z]+){0,3} (?:that|of|about|over) (?:[a-z]+ ){0,2}$"
            r"|\boffer(?:s|ed|ing)? $"
        ),
        re.compile(
            rf"{_AUX} (?:been |being |widely |strongly |reportedly |said to be )*(?:rumou?red|tipped|mooted|considered|in talks"
            r"|in discussions|in line|in the running|considering|mulling|weighing|linked)\b"
        ),
    ),
    "ja": (
        re.compile(r"(?!)"),
        re.compile(r"[^。]{0,60}?(?:(?:と(?:の|いう|も)?)(?:噂|うわさ|憶測|取り沙汰|囁|ささや)|(?:噂|うわさ|憶測)(?:さ|が|も|で|に))"),
    ),
    "ko": (re.compile(r"(?!)"), re.compile(r"[^.]{0,60}?(?:소문|루머|하마평|거론|풍문|후보로)")),
}
#: What may come: before a person and behind, in English.
_TO_NAME = re.compile(rf"\bto {_NAMING}")
_IF, _BECAME = re.compile(r"\b(?:if|unless|whether|should) $"), re.compile(r" (?:became|becomes|become|were|is|was|took|takes)\b")
