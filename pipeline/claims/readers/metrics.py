"""Any other figure of an organisation, and what it measures.

In: a sentence taken apart and its figures that no frame has read. Out: drafts of the predicate metric, with the measure's name as the
qualifier. Never: a figure of which the sentence does not say what it counts. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims import syntax
from pipeline.claims.arguments import dated, denied, marked_near, modality, roles
from pipeline.claims.candidates import Draft, Hit
from pipeline.claims.frames import Frame, frames
from pipeline.claims.parsing import Party, Sentence, is_verb
from pipeline.records import Mention

__all__ = ["measures"]

_IDLE = frozenset({"year", "month", "day", "week", "hour", "minute", "time", "age", "years", "歳", "年", "回", "つ", "番", "位"})
_RISE = (
    r"(?:(?:increase|rise|growth|gain|jump) of|rose|rise[sn]?|grew|grown|grows?|up|jump\w*|climb\w*"
    r"|surg\w+|soar\w*|increas\w+|gain\w*|improv\w+|advanc\w+|expand\w*)"
)
_FALL = (
    r"(?:(?:decrease|decline|drop|fall) of|fell|fall\w*|down|drop\w*|declin\w+|decreas\w+|slump\w*"
    r"|slid\w*|tumbl\w+|shr[aiu]nk\w*|plung\w+|lost)"
)
_CHANGE = re.compile(
    rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))\b(?:\W+\w+){{0,3}}?\W*"
    r"(?:by|about|around|nearly|some|over|more than|roughly|just|almost)?\W*$"
)
_RISE_AFTER = re.compile(
    r"\s*(?:[\w-]+ ){0,4}?(?:(?P<rise>rise|increase|growth|jump|surge|gain|uptick|hike)|(?P<fall>drop|decline|fall|decrease|dip|slump))"
    r"\s+in\s+(?:its |their |the |his )?"
    r"(?P<what>(?:[\w-]+ ){0,3}?(?:revenues?|sales|turnover|profits?|income|earnings|users|customers|orders|loss(?:es)?))\b"
)
_CHANGE_JA = re.compile(
    r"^\s*(?:以上|超|余り|あまり|近く)?(?:の)?(?:(?P<rise>増|上昇|伸び|成長|拡大|向上|高)|(?P<fall>減|低下|縮小|下落|落ち込))"
)
_MEASURE = re.compile(
    r"(?:annual |net |total |operating |quarterly |gross |pre-?tax |core |adjusted |monthly |daily |active )*"
    r"(?:revenues?|sales|turnover|profits?|earnings|income|ebitda|margins?|loss(?:es)?|shipments|deliveries|users|customers|subscribers|orders"
    r"|output|production|exports|imports|bookings|gmv|volumes?|traffic|demand|costs?|prices?|shares?|stock|headcount)\b"
)
_MEASURE_JA = re.compile(
    r"[一-龠ァ-ヶーA-Za-z]{0,8}(?:高|額|益|数|率|量|収益|売上|需要|精度|価格|株価|コスト|利益)(?=[はがをのも]|[^一-龠])|(?:従業員|社員|職員)(?=は)"
)
_NOUN_PHRASE = re.compile(
    r"\s*((?:[\w'’-]+\s){0,4}?[\w'’-]+)(?=\s+(?:in|on|at|of|for|by|from|to|with|using|through|across|as|and|who|which|that|were|was|is|are|had|have|this|last|since|over|per|worldwide|globally)\b|[,.;:()]|\s*$)"
)


def measures(sentence: Sentence, figures: Sequence[Mention], read: Sequence[Draft], topics: Sequence[str]) -> list[Draft]:
    """Return the metrics among the figures that no frame has read.

    Args:
        sentence: The sentence.
        figures: Its figures.
        read: What the frames have read.
        topics: Organisations that the article is about.
    """
    used = {draft.mention.mention_id for draft in read if draft.mention is not None}
    found: list[Draft] = []
    for mention in figures:
        if mention.mention_id in used:
            continue
        draft = (_english if sentence.language == "en" else _japanese)(sentence, mention, [*read, *found], topics)
        if draft is not None:
            found.append(draft)
    return found


def _frame(language: str) -> Frame:
    return next(frame for frame in frames(language) if frame.predicate == "metric")


def _draft(
    sentence: Sentence, mention: Mention, owners: Sequence[Party], name: str, place: tuple[int, int], rule: str, sign: int = 1
) -> Draft | None:
    owners = [p for p in owners if p.ids and p.kind == "organisation"]
    if not owners or not name.strip():
        return None
    first = sentence.index(place[0]) if sentence.language == "en" else 0
    hit = Hit(_frame(sentence.language), place[0], place[1], first, first + 1)
    if denied(sentence, hit, mention):
        return None
    draft = Draft("metric", rule, sentence.start, sentence.end, place, 0.6, mention=mention, sign=sign)
    draft.subjects = [i for p in owners for i in p.ids]
    draft.qualifier = " ".join(name.split())
    draft.modality = modality(sentence, hit, mention)
    draft.dated(dated(sentence, hit, mention))
    draft.marks += [("value", mention.start, mention.end), ("qualifier", *place)] + [
        ("subject", p.start, p.end) for p in owners if p.end > p.start
    ]
    return draft


def _english(sentence: Sentence, mention: Mention, read: Sequence[Draft], topics: Sequence[str]) -> Draft | None:
    at = sentence.index(mention.start)
    if at >= len(sentence.tokens):
        return None
    first, last = sentence.clause_span(sentence.clause_of[at])
    before, after = sentence.between(first, mention.start), sentence.between(mention.end, last)
    if mention.label == "PERCENT":
        change = _CHANGE.search(before)
        if change is not None:
            return _growth(sentence, mention, before, first, change, read, topics)
        rise = _RISE_AFTER.match(after)
        if rise is not None:
            return _rise(sentence, mention, rise)
        share = re.match(r"\s*of\s+", after)
        if share is not None:
            return _share(sentence, mention, at)
        return _same_again(sentence, mention, after, read)
    if mention.label == "QUANTITY" and mention.unit not in _IDLE and not mention.text.endswith("old"):
        return _count(sentence, mention, at)
    return None


def _growth(
    sentence: Sentence, mention: Mention, before: str, first: int, change: re.Match[str], read: Sequence[Draft], topics: Sequence[str]
) -> Draft | None:
    nouns = list(_MEASURE.finditer(before))
    sign = -1 if change["fall"] else 1
    if nouns:
        noun = nouns[-1]
        place = (first + noun.start(), first + noun.end())
        at = sentence.index(place[0])
        owners = (
            syntax.possessor(sentence, at)
            or _same_owners(mention, read)
            or syntax.after_preposition(sentence, at, ("of",), 6)
            or syntax.subject_en(sentence, at)
            or [Party(place[0], place[0], "organisation", "context", (topic,)) for topic in topics[:1] if noun.start() < 3]
        )
        return _draft(sentence, mention, owners, f"{noun.group().strip()} growth", place, "en-growth", sign)
    told = next(
        (d for d in read if d.predicate in ("revenue", "metric") and d.mention is not None and 0 < mention.start - d.mention.end < 60), None
    )
    if told is None:
        return None
    name = "revenue growth" if told.predicate == "revenue" else f"{(told.qualifier or '').removesuffix(' growth')} growth"
    owners = [Party(mention.start, mention.start, "organisation", "context", (name_,)) for name_ in told.subjects]
    draft = _draft(sentence, mention, owners, name, (first + change.start(), first + change.end()), "en-growth-again", sign)
    if draft is not None:
        draft.marks = [m for m in draft.marks if m[0] != "period"]
        draft.own_date, draft.period, draft.period_value, draft.period_span = (
            told.own_date,
            told.period,
            told.period_value,
            told.period_span,
        )
    return draft


def _rise(sentence: Sentence, mention: Mention, rise: re.Match[str]) -> Draft | None:
    """Read "posted a 34% rise in revenue"."""
    place = (mention.end + rise.start("what"), mention.end + rise.end("what"))
    owners = syntax.subject_en(sentence, sentence.index(mention.start))
    return _draft(sentence, mention, owners, f"{rise['what']} growth", place, "en-growth", -1 if rise["fall"] else 1)


def _same_owners(mention: Mention, read: Sequence[Draft]) -> list[Party]:
    """Return whom the figure just before is said of."""
    told = next((d for d in read if d.mention is not None and 0 < mention.start - d.mention.end < 40), None)
    return [Party(mention.start, mention.start, "organisation", "context", (name,)) for name in told.subjects] if told is not None else []


def _share(sentence: Sentence, mention: Mention, at: int) -> Draft | None:
    """Read "12% of the company's customers had a licence": the share of a group of the company's."""
    tokens = sentence.tokens
    for step in range(at + 1, min(at + 6, len(tokens))):
        if tokens[step].party is not None:
            if not syntax.possessive(sentence, step):
                return None
            place = step + 1 if tokens[step].low in ("its", "their", "our") else step + 2
            text = sentence.between(tokens[min(place, len(tokens) - 1)].start, sentence.clause_span(sentence.clause_of[at])[1])
            match = _NOUN_PHRASE.match(" " + text)
            name = match[1] if match else text[:40]
            start = tokens[min(place, len(tokens) - 1)].start
            party = tokens[step].party
            return _draft(sentence, mention, [party] if party else [], f"share of {name}", (start, start + len(name)), "en-share")
    return None


def _same_again(sentence: Sentence, mention: Mention, after: str, read: Sequence[Draft]) -> Draft | None:
    """Read "and 40% had a degree" after a share of the same group."""
    told = next((d for d in read if d.rule == "en-share" and d.mention is not None and d.mention.end < mention.start), None)
    match = re.match(r"\s*((?:had|have|has|were|was|are|is|hold|held)\b[^,.;]{2,60})", after)
    if told is None or match is None:
        return None
    owners = [Party(mention.start, mention.start, "organisation", "context", (name,)) for name in told.subjects]
    draft = _draft(sentence, mention, owners, match[1], (mention.end + match.start(1), mention.end + match.end(1)), "en-share-again")
    if draft is not None and draft.period is None:
        draft.period, draft.own_date, draft.period_value, draft.period_span = (
            told.period,
            told.own_date,
            told.period_value,
            told.period_span,
        )
    return draft


def _count(sentence: Sentence, mention: Mention, at: int) -> Draft | None:
    """Read "Acme employs 2,400 people": a count as the object of what the company does."""
    tokens = sentence.tokens
    clause = sentence.clause_of[at]
    verb = next((i for i in range(at - 1, max(at - 7, -1), -1) if sentence.clause_of[i] == clause and is_verb(sentence, i)), None)
    relying = next(
        (i for i in range(at - 1, max(at - 4, -1), -1) if tokens[i].low in ("relying", "employing", "serving", "with", "operating")), None
    )
    anchor = relying if relying is not None else verb
    ranked = mention.unit in ("percentile", "rank")
    if anchor is None or any(tokens[i].mention is not None for i in range(anchor + 1, at)):
        return None
    if not ranked and any(
        tokens[i].low in ("in", "at", "to", "after", "within", "by", "from", "for", "during", "under") for i in range(anchor + 1, at)
    ):
        return None
    if relying is None and not sentence.words.has("holds", tokens[anchor].low):
        return None
    owners = syntax.subject_en(sentence, anchor)
    shown = mention.text.replace("\n", " ")
    noun = re.sub(
        r"^[^A-Za-z]*(?:(?:million|billion|trillion|thousand|hundred|thousands|hundreds|millions|dozens|over|more|than|about|of)\b\s*)*",
        "",
        shown,
    )
    if at >= 2 and tokens[at - 1].low == "of" and tokens[at - 2].low.isalpha() and not noun.strip():
        noun = tokens[at - 2].low  # "a workforce of 8,500"
    rest = re.match(
        r"\s+((?:run|sold|shipped|overseas|worldwide|globally|labell?ed|processed|delivered)\b(?: \w+)?)",
        sentence.between(mention.end, sentence.end),
    )
    name = noun + (f" {rest[1]}" if rest else "")
    return _draft(sentence, mention, owners, name or str(mention.unit or ""), (mention.start, mention.end), "en-count")


def _japanese(sentence: Sentence, mention: Mention, read: Sequence[Draft], topics: Sequence[str]) -> Draft | None:
    first, last = sentence.clause_span(sentence.clause_at(mention.start))
    before, after = sentence.between(first, mention.start), sentence.between(mention.end, last)
    nouns = list(_MEASURE_JA.finditer(sentence.text[first - sentence.start : mention.start - sentence.start]))
    # 「精度は従来の測量に比べて28%向上」: the noun that は or が marks is what is measured.
    headed = [m for m in nouns if before[m.end() : m.end() + 1] in ("は", "が")]
    noun = (headed or nouns)[-1] if nouns else None
    change = _CHANGE_JA.match(after)
    ratio = noun is not None and noun.group().endswith("率") and before[noun.end() : noun.end() + 1] in ("は", "が", "も", ":", "：")
    if mention.label == "PERCENT" and ((change is None and not ratio) or noun is None):
        return None
    if mention.label == "QUANTITY" and noun is None:
        counted = (
            re.match(
                r"(?:の|もの)?([一-龠ァ-ヶー]{0,8}(?:従業員|社員|労働者|契約者|利用者|ユーザー|顧客|会員|店舗|拠点|注釈者|加盟店|人材|スタッフ))",
                after,
            )
            if mention.unit not in _IDLE
            else None
        )
        if counted is None:
            return None
        place = (mention.end + counted.start(1), mention.end + counted.end(1))
        return _draft(sentence, mention, _owners_ja(sentence, place[0], mention, topics), counted[1], place, "ja-count")
    if noun is None or mention.unit in _IDLE:
        return None
    gap = before[noun.end() :]
    if (len(gap) > 16 and mention.label != "PERCENT") or ("、" in gap[1:] and mention.label != "PERCENT"):
        return None
    place = (first + noun.start(), first + noun.end())
    sign = -1 if change is not None and change["fall"] and mention.label == "PERCENT" else 1
    name = noun.group() + ("の増減率" if mention.label == "PERCENT" and not ratio else "")
    return _draft(sentence, mention, _owners_ja(sentence, place[0], mention, topics), name, place, "ja-measure", sign)


def _owners_ja(sentence: Sentence, place: int, mention: Mention, topics: Sequence[str]) -> list[Party]:
    hit = Hit(_frame("ja"), place, place + 1, 0, 0)
    named, _ = roles(sentence, hit, mention, ("の", "育"), (), ())
    if named:
        return named
    organisations = [g for g in syntax.groups_ja(sentence) if g[0][0].kind == "organisation"]
    found = marked_near(sentence, organisations, place, ("は", "が", "も", "では"))
    if found:
        return found
    return [Party(place, place, "organisation", "context", (topics[0],))] if topics else []
