"""What a sentence may state, weighed, the best consistent reading kept.

In: a sentence taken apart; the topics of the article and the deal told before. Out: drafts of claims: predicate, figure, parties, date,
modality and speaker as far as the sentence gives them. Never: what only the rest of the document can tell. Part of the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.claims import syntax
from pipeline.claims.arguments import dated, denied, marked, modality, roles
from pipeline.claims.attachment import link
from pipeline.claims.candidates import FIGURES, ROUND, Draft, Hit, hits, one_each, round_name
from pipeline.claims.frames import frames, predicates
from pipeline.claims.owners import crowd, of_another, owned, piece, summed, things, to_buy
from pipeline.claims.parsing import Sentence, is_verb
from pipeline.claims.readers import asserted, founding, people
from pipeline.claims.readers.metrics import measures
from pipeline.claims.readers.parentheses import settle
from pipeline.claims.readers.places import placed
from pipeline.claims.readers.wordings import worded
from pipeline.claims.speakers import speaker
from pipeline.records import Mention

__all__ = ["readings"]

#: What reads a statement without a figure, by the shape of its words or its predicate.
_UNFIGURED = {"title": people.titled, "place": placed, "founded": founding.founded, "founder": founding.founders}


def readings(
    sentence: Sentence, topics: Sequence[str], last_event: Sequence[Draft], near: Sequence[str] = ()
) -> tuple[list[Draft], list[str]]:
    """Weigh what a sentence may state.

    Args:
        sentence: The sentence, its parties resolved.
        topics: Organisations that the article is about, most of all first.
        last_event: Deals told before, for "the financing", "この取引".
        near: The organisation that the heading of the section names, if it names one.

    Returns:
        The drafts, those last that are of nobody known, and the organisations that are the sentence's subject.
    """
    places = hits(sentence)
    found, unowned = list[Draft](), list[Draft]()
    figures = [m for m in sentence.mentions if m.label in FIGURES and not _converted(sentence, m)]
    taken: dict[str, list[tuple[float, Hit]]] = {m.mention_id: [] for m in figures}
    for hit in places:
        if hit.frame.shape not in ("noun", "verb", "phrase"):
            continue
        takes = hit.frame.labels or predicates()[hit.frame.predicate].takes
        for mention in figures:
            if mention.label in takes and not (hit.frame.predicate == "headcount_change" and mention.unit == "year-old"):
                score = link(sentence, hit, mention)
                if score is not None:
                    taken[mention.mention_id].append((score + hit.frame.bonus, hit))
    for mention in figures:
        options = sorted(taken[mention.mention_id], key=lambda option: (-option[0], option[1].start, option[1].frame.rule))
        chosen: list[str] = []
        for score, hit in options:
            if hit.frame.predicate in chosen or (chosen and not hit.frame.joint):
                continue
            draft = _draft(sentence, hit, mention, score, (near or topics) if hit.frame.predicate == "metric" else topics)
            if draft is None or not draft.subjects:
                unowned += [draft] if draft is not None else []
                continue
            if hit.frame.joint and chosen and draft.weak_subject:
                continue
            chosen.append(hit.frame.predicate)
            found.append(draft)
        told_again = [hit for score, hit in options[:1] if _again(sentence, hit, mention)]
        if told_again and last_event:
            found = [d for d in found if d.mention is not mention]
            chosen = []
        if not chosen and (again := _anaphoric_event(sentence, mention, last_event)) is not None:
            found.append(again)
    found += _listed(sentence, figures, found)
    _echo(sentence, figures, found)
    found += measures(sentence, figures, found, near or topics)
    _share_out(sentence, found)
    for hit in places:
        if (unfigured := _UNFIGURED.get(hit.frame.shape) or _UNFIGURED.get(hit.frame.predicate)) is not None:
            found += unfigured(sentence, hit, topics)
    found = settle(sentence, one_each(found))
    found += worded(sentence, topics, found) + _shadows(sentence, places, figures, topics)
    for draft in found:
        speaker(sentence, draft)
    return [draft for draft in found + unowned if asserted.asserted(sentence, draft)], _subjects(sentence)


def _listed(sentence: Sentence, figures: Sequence[Mention], found: Sequence[Draft]) -> list[Draft]:
    """Read an entry of a list without a verb: "Acme, $5M, Seed", "$5M for Acme, led by B, in a seed round"."""
    sums = [m for m in figures if m.label == "MONEY"]
    if sentence.kind not in ("list_item", "title", "heading", "caption") or len(sums) != 1 or sentence.language != "en":
        return []
    named = list(ROUND.finditer(sentence.text))
    if not named or any(draft.mention is sums[0] for draft in found):
        return []
    names = [p for p in sentence.parties if p.form == "name" and p.kind == "organisation" and p.ids]
    free = [p for p in names if not syntax.governed(sentence, sentence.index(p.start))]
    given = [p for p in names if re.search(r"\bfor (?:\w+ ){0,2}$", sentence.between(sums[0].end, p.start))]
    owner = (given or free)[:1]
    if not owner or re.search(r"[(（]\s*$", sentence.between(sentence.start, owner[0].start)):
        return []
    start, end = sentence.start + named[0].start(), sentence.start + named[0].end()
    draft = Draft("funding_round", "listed-round", sentence.start, sentence.end, (start, end), 0.75, mention=sums[0])
    draft.subjects = list(owner[0].ids)
    draft.qualifier = round_name(named[0].group())
    frame = next(f for f in frames("en") if f.rule == "en-round-noun")
    hit = Hit(frame, start, end, sentence.index(start), sentence.index(end - 1) + 1)
    draft.modality = modality(sentence, hit, sums[0])
    draft.dated(dated(sentence, hit, sums[0]))
    draft.marks += [("value", sums[0].start, sums[0].end), ("qualifier", start, end), ("subject", owner[0].start, owner[0].end)]
    return [draft]


def _subjects(sentence: Sentence) -> list[str]:
    parties = (syntax.subject_en(sentence, 0) if sentence.tokens else []) if sentence.language == "en" else marked(sentence, ("は",))
    return [i for party in parties if party.kind == "organisation" for i in party.ids]


# ---------------------------------------------------------------- one draft


def _draft(sentence: Sentence, hit: Hit, mention: Mention, score: float, topics: Sequence[str]) -> Draft | None:
    frame = hit.frame
    if denied(sentence, hit, mention) or crowd(sentence, hit, mention) or (frame.predicate != "metric" and piece(sentence, mention)):
        return None
    if frame.rule == "en-total-noun" and to_buy(sentence) and "investment" in sentence.between(hit.start, hit.end):
        return None  # what is paid, not what is raised
    draft = Draft(
        frame.predicate,
        frame.rule,
        sentence.start,
        sentence.end,
        (hit.start, hit.end),
        max(0.5, min(score, 1.0)),
        mention=mention,
        sign=frame.sign,
        event=frame.event,
    )
    wanted: Sequence[str] = frame.subject
    if frame.rule == "en-valuation-noun" and _INVESTS.search(_lead(sentence, hit, mention)):
        wanted = ("possessor", "of", "investee", "subject", "context")
    if frame.rule == "ja-invest" and re.match(r"を(?:受|得|獲得|調達|確保)", sentence.between(hit.end, hit.end + 4)):
        wanted = ("による", "から")
    got = frame.predicate == "investment" and sentence.language == "en" and frame.shape == "noun" and _receives(sentence, hit, mention)
    if frame.predicate == "metric" and sentence.language != "en":
        wanted = ("の", "育", "は", "context")
    if got:
        # "Acme received an investment of $5 million from B": the one who invests stands after "from", the other is the subject.
        wanted = ("from", "by")
    if frame.rule == "en-round-noun" and _LEADS.search(_lead(sentence, hit, mention)):
        # "Alder led the round": whose round it is, the article tells.
        wanted = ("possessor", "in", *(role for role in wanted if role not in ("agent", "possessor")))
    sold = frame.rule != "en-sells-for" and (
        sentence.language == "en" and frame.predicate in ("stake", "investment") and _SELL.search(_lead(sentence, hit, mention)) is not None
    )
    if (
        sold
        and frame.predicate == "investment"
        and not re.search(r"\b(?:stakes?|shares?|interest|holding|equity)\b", _lead(sentence, hit, mention))
    ):
        return None  # what is sold is a thing, not a part of a company
    if sold:
        # "Acme sold a 20% stake to B for $5 million": B holds it.
        wanted = ("to",)
    if sentence.language == "en" and syntax.other_subject(sentence, hit.first, named=_heads(sentence, hit)):
        wanted = tuple(role for role in wanted if role != "context")
    subjects, weak = roles(sentence, hit, mention, wanted, topics, ())
    whose = owned(sentence, hit, mention, subjects) if subjects and sentence.language == "en" else subjects
    if not whose:
        return draft  # of nobody that the patterns know
    subjects, weak = whose, weak and whose is subjects
    draft.weak_subject = weak
    draft.subjects = [i for party in subjects for i in party.ids]
    if sentence.language == "en" and summed(sentence, hit, mention, len(draft.subjects), weak=weak):
        return None
    draft.people = frozenset(i for party in subjects if party.kind == "person" for i in party.ids)
    draft.marks = [("trigger", hit.start, hit.end), ("value", mention.start, mention.end)] + [
        ("subject", p.start, p.end) for p in subjects if p.end > p.start
    ]
    if predicates()[frame.predicate].object == "organisation":
        objects, weak = roles(
            sentence,
            hit,
            mention,
            ("subject", "context") if got else ("in", "of", "subject") if sold else frame.object,
            topics,
            tuple(draft.subjects),
        )
        draft.weak_object = weak
        if weak and frame.predicate == "investment" and sentence.language == "en" and things(sentence, hit, mention):
            return None
        if weak and frame.predicate == "investment" and not frame.event and not got and not sold:
            # "invest $5 billion in new plants": money spent on a thing, not put into a company.
            thing = _thing(sentence, hit, mention)
            if thing is not None:
                return _spent(sentence, hit, mention, draft, thing)
            if sentence.language == "en" and _UNKNOWN.match(sentence.text, max(hit.end, mention.end) - sentence.start):
                return None
        if weak and sentence.language == "en" and _strange_object(sentence, max(hit.end, mention.end)):
            objects = []
        draft.objects = [i for party in objects for i in party.ids if i not in draft.subjects]
        draft.marks += [("object", p.start, p.end) for p in objects if p.end > p.start]
        draft.weak_object = draft.weak_object or not draft.objects
        if draft.weak_subject and draft.weak_object and frame.predicate == "investment" and not frame.event:
            return None
        draft.people |= frozenset(i for party in objects if party.kind == "person" for i in party.ids)
        draft.named = frozenset(i for p in sentence.parties if p.form == "name" for i in p.ids)
    draft.qualifier = _qualifier(sentence, hit, mention, draft)
    draft.modality = modality(sentence, hit, mention)
    draft.dated(dated(sentence, hit, mention))
    if frame.predicate == "funding_round" and draft.qualifier is None and _total(sentence, hit, mention):
        draft.predicate = "funding_total"
    if draft.weak_subject:
        draft.score *= 0.8
    return draft


def _converted(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sum says the one before it again in another currency."""
    if any(m.mention_id == mention.restates and m.start < mention.start for m in sentence.mentions):
        return True
    told = next((m for m in sentence.mentions if m.label == mention.label == "MONEY" and 0 < mention.start - m.end <= 16), None)
    gap = sentence.between(told.end, mention.start) if told is not None else ""
    return told is not None and told.unit != mention.unit and re.fullmatch(r"\s?[(（\[/](?:[a-z. ]{0,14}|約|およそ)", gap) is not None


_RECEIVE = re.compile(r"\b(?:receiv|rais|secur|attract|obtain|gets?\b|got\b|won\b|land|bag|clos|accept|on the receiving end)\w*")


_LEADS = re.compile(r"\b(?:led|leads|leading|co-led|participated|participates|joined|joins|backed|anchored|invested|put)\b")
_UNKNOWN = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?(?:\w+ ){0,2}?(?:in|into|on)\s+[A-Z]")
_OBJECT = re.compile(r"\b(?:stake|interest|shares?|holding|equity|%|percent|per cent|investment) (?:in|of) (?:the )?([A-Z][\w&.-]+)")


def _strange_object(sentence: Sentence, start: int) -> bool:
    """Whether a share is in a company that is no mention: "a 60% stake in Agno"."""
    match = _OBJECT.search(sentence.text, max(start - sentence.start - 24, 0))
    if match is None:
        return False
    at = sentence.start + match.start(1)
    return not any(p.start <= at < p.end for p in sentence.parties)


_COMPANY = re.compile(
    r"\b(?:startups?|start-ups?|compan(?:y|ies)|firms?|rounds?|unicorns?|it|them|business|venture|maker|developer|provider|seed|series|equity|shares?"
    r"|stakes?|funding|ceo|founder|deal|series [a-k])\b"
)


def _thing(sentence: Sentence, hit: Hit, mention: Mention) -> tuple[int, int] | None:
    """Return where it says into what the money goes, where that is no company."""
    if sentence.language != "en":
        lead = sentence.between(sentence.clause_span(sentence.clause_at(mention.start))[0], mention.start)
        match = re.search(r"([^、。はがをに|｜\s]{2,24})(?:に(?:対し)?|へ|向けに)(?:約|最大|総額|計)?$", lead)
        if (
            match is None
            or re.search(r"企業|会社|スタートアップ|ベンチャー|同社|株|年|月|日|^も", match[1])
            or re.fullmatch(
                r"[ァ-ヶーA-Za-z]+(?<!センター)(?<!システム)(?<!サービス)(?<!プラント)(?<!インフラ)(?<!ロボット)(?<!AI)", match[1]
            )
        ):
            return None
        start = mention.start - len(lead) + match.start(1)
        return start, start + len(match[1])
    after = max(hit.end, mention.end)
    _, last = sentence.clause_span(sentence.clause_at(hit.start))
    lead_in = (
        r"\s*(?:\([^)]{0,40}\)\s*)?(?:over (?:the )?(?:next |coming )?[\w -]{2,20}? )?(?:\w+ ){0,2}?(?:in|into|on|to)\s+"
        r"(?:its |their |the |an? |our )?((?:U\.S\. )?[a-z][^,.;()]{2,60})"
    )
    match = re.match(lead_in, sentence.between(after, last), re.IGNORECASE)
    if match is None or _COMPANY.search(match[1]):
        return None
    words = re.split(r"\s+(?:in|by|over|this|last|next|during|to|as|and|with|for|through|from|since)\b", match[1])[0].rstrip()
    if re.fullmatch(r"[a-z]+(?:ed|ing|new|key|core|main)|new|key|core|main", words, re.IGNORECASE):  # "existing and new plants"
        words = re.split(r"\s+(?:in|by|over|this|last|next|during|to|as|with|for|through|from|since|such)\b", match[1])[0].rstrip()
    start = after + match.start(1)
    if any(m.start < start + len(words) and start < m.end for m in sentence.mentions):
        return None
    shown = sentence.text[start - sentence.start : start - sentence.start + len(words)].split()
    if not shown or all(word[:1].isupper() and not (len(word) <= 3 and word.isupper()) for word in shown):
        return None  # a name that is no mention
    return start, start + len(words)


def _spent(sentence: Sentence, hit: Hit, mention: Mention, draft: Draft, thing: tuple[int, int]) -> Draft:
    draft.predicate, draft.objects, draft.weak_object = "spending", [], False
    draft.qualifier = " ".join(sentence.text[thing[0] - sentence.start : thing[1] - sentence.start].split())
    draft.marks.append(("qualifier", *thing))
    draft.modality = modality(sentence, hit, mention)
    if draft.modality == "discussed":
        draft.modality = "forecast"
    draft.dated(dated(sentence, hit, mention))
    return draft


def _heads(sentence: Sentence, hit: Hit) -> bool:
    """Whether the trigger is a noun that may itself be the subject of its clause."""
    first, _ = sentence.clause_span(sentence.clause_at(hit.start))
    return hit.frame.shape == "noun" and not any(is_verb(sentence, at) for at in range(sentence.index(first), hit.first))


_INVESTS = re.compile(r"\b(?:invest(?:s|ed|ing)?|poured|pumped|injected|put|buys?|bought|acquir(?:es|ed))\b")
_SELL = re.compile(r"\b(?:sell|sells|selling|sold|divest\w*|offload\w*|dilut\w+)\b")


def _lead(sentence: Sentence, hit: Hit, mention: Mention) -> str:
    first, _ = sentence.clause_span(sentence.clause_at(hit.start))
    return sentence.between(first, max(hit.end, mention.start))


def _receives(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    first, _ = sentence.clause_span(sentence.clause_at(hit.start))
    subject = syntax.subject_en(sentence, hit.first)
    start = max(first, subject[0].end if subject else first)
    return _RECEIVE.search(sentence.between(start, min(hit.start, mention.start))) is not None


def _total(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    first, last = sentence.clause_span(sentence.clause_at(mention.start))
    if first - sentence.start <= 12:
        first = sentence.start  # "In all, it has raised"
    text = sentence.between(first, last)
    if sentence.words.has("total", text):
        return True
    if sentence.language != "en":
        return False
    before = sentence.between(max(hit.start - 16, sentence.start), hit.start)
    return bool(re.search(r"\b(?:has|have|having|had)\b(?: \w+)? $", before)) and not re.search(
        r"\b(?:round|series|seed|led by|from)\b", sentence.between(mention.end, last)
    )


def _apart(sentence: Sentence, mention: Mention, match: re.Match[str]) -> int:
    """Return how far the name of a round stands from a figure; one in brackets after it is nearest."""
    start, end = sentence.start + match.start(), sentence.start + match.end()
    if start >= mention.end:
        gap = sentence.between(mention.end, start)
        return 0 if re.fullmatch(r"\s*[(（]", gap) else len(gap) + 1
    return len(sentence.between(end, mention.start)) + 2


def _qualifier(sentence: Sentence, hit: Hit, mention: Mention, draft: Draft) -> str | None:
    frame = hit.frame
    if frame.predicate == "funding_round":
        first, last = sentence.clause_span(sentence.clause_at(mention.start))
        names = [(p.start - sentence.start, p.end - sentence.start) for p in sentence.parties if p.form == "name"]
        named = [m for m in ROUND.finditer(sentence.text) if not any(a < m.end() and m.start() < b for a, b in names)]
        rounds = [
            (_apart(sentence, mention, m), m)
            for m in named
            if first <= sentence.start + m.start() < last or not _apart(sentence, mention, m)
        ]
        aside = sentence.language == "en" and sentence.opened[sentence.clause_at(mention.start)] == "participle"
        if not rounds and len(named) == 1 and (aside or sum(m.label == "MONEY" for m in sentence.mentions) == 1):
            rounds = [(0, named[0])]  # a round named once in the sentence is that of its only sum
        rounds = [pair for pair in rounds if not of_another(sentence, mention, sentence.start + pair[1].end())]
        if not rounds:
            return None
        near = min(rounds, key=lambda item: item[0])[1]
        draft.marks.append(("qualifier", sentence.start + near.start(), sentence.start + near.end()))
        return round_name(near.group())
    if "self" in frame.qualifier:
        return sentence.between(hit.start, hit.end)
    if frame.predicate == "spending" and sentence.language != "en":
        cost = re.search(r"[一-龠ァ-ヶー]{2,8}費|設備投資", sentence.between(sentence.start, mention.start))
        return cost.group() if cost and not draft.objects else None
    if frame.qualifier and sentence.language == "en":
        rest = sentence.text[mention.end - sentence.start : sentence.clause_span(sentence.clause_at(mention.start))[1] - sentence.start]
        match = re.match(
            rf"\s*(?:{'|'.join(frame.qualifier)})\s+(?:its |their |the |an? )?(?!an? \d)([^,.;\d]{{3,60}}?)"
            r"(?=\s+(?:in|this|last|next|by|over|during|on)\b|[,.;]|$)",
            rest,
        )
        if match and not draft.objects:
            start = mention.end + match.start(1)
            draft.marks.append(("qualifier", start, start + len(match[1])))
            return " ".join(match[1].split())
    return None


# ---------------------------------------------------------------- figures that lean on another statement


def _again(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether the words are the definite subject of a sentence about their size: "the investment could exceed"."""
    if (
        sentence.language != "en"
        or hit.frame.shape != "noun"
        or mention.start < hit.end
        or hit.frame.predicate not in ("investment", "funding_round")
    ):
        return False
    lead = sentence.between(max(hit.start - 30, sentence.start), hit.end)
    match = re.search(rf"(?:{sentence.words.patterns['event_noun'].pattern})$", lead)
    return match is not None and any(is_verb(sentence, i) for i in range(hit.last, sentence.index(mention.start)))


def _shadows(sentence: Sentence, places: Sequence[Hit], figures: Sequence[Mention], topics: Sequence[str]) -> list[Draft]:
    """Return the deals that a sentence tells of without a figure, for "the deal" of a later one; no claims."""
    if any(m.label == "MONEY" for m in figures):
        return []
    found: list[Draft] = []
    for hit in places:
        if hit.frame.predicate != "investment" or hit.frame.event or hit.frame.link is not None:
            continue
        mention = Mention("", "", "", hit.end, hit.end, "", "MONEY")
        subjects, weak = roles(sentence, hit, mention, hit.frame.subject, topics, ())
        taken = tuple(i for p in subjects for i in p.ids)
        objects, loose = roles(sentence, hit, mention, [r for r in hit.frame.object if r != "context"], topics, taken)
        if weak or loose or not subjects or not objects:
            continue
        draft = Draft("investment", hit.frame.rule, sentence.start, sentence.end, (hit.start, hit.end), 0.5, shadow=True)
        draft.subjects, draft.objects = list(taken), [i for p in objects for i in p.ids]
        found.append(draft)
    return found


def _anaphoric_event(sentence: Sentence, mention: Mention, last_event: Sequence[Draft]) -> Draft | None:
    """Read "The financing may exceed $10 billion" as said of the deal told before."""
    if mention.label != "MONEY" or not last_event:
        return None
    clause = sentence.clause_span(sentence.clause_at(mention.start))
    match = sentence.words.find("event_noun", sentence.between(clause[0], mention.start))
    if match is None:
        return None
    told = last_event[-1]
    start = clause[0] + match.start()
    if sentence.language == "en" and not _same_event(sentence, told, start, start + len(match.group()), mention):
        return None
    frame = next(f for f in frames(sentence.language) if f.predicate == told.predicate)
    hit = Hit(frame, start, start + len(match.group()), sentence.index(start) if sentence.language == "en" else 0, 0)
    if sentence.language != "en" and not re.match(r"^(?:は|の(?:規模|金額|総額|額)は|が)", sentence.between(hit.end, hit.end + 6)):
        return None
    if denied(sentence, hit, mention):
        return None
    draft = Draft(told.predicate, "event-again", sentence.start, sentence.end, (hit.start, hit.end), 0.7, mention=mention)
    draft.subjects, draft.objects, draft.people, draft.qualifier = list(told.subjects), list(told.objects), told.people, told.qualifier
    draft.modality = modality(sentence, hit, mention)
    draft.marks = [("trigger", hit.start, hit.end), ("value", mention.start, mention.end)]
    draft.dated(dated(sentence, hit, mention))
    return draft


_OTHER_EVENT = re.compile(r"\b(?:follow(?:s|ed|ing)?|after|comes|came|on top of|in addition to|than|since)\b")


def _same_event(sentence: Sentence, told: Draft, start: int, end: int, mention: Mention) -> bool:
    """Whether "the deal" at a place is the one told, and the figure its own: not "the average round", "follows a"."""
    if re.search(r"\b(?:average|median|total|typical|biggest|largest|other|previous|earlier|last)\b", sentence.between(start, end).lower()):
        return False
    if _OTHER_EVENT.search(sentence.between(end, mention.start).lower()):
        return False
    parties = {*told.subjects, *told.objects}
    opens = sentence.clause_span(sentence.clause_at(mention.start))[0]  # who reports it stands before
    named = [p for p in sentence.parties if p.form == "name" and p.kind == "organisation" and p.ids and opens <= p.start < mention.start]
    return not named or any(set(p.ids) & parties for p in named) or not told.subjects


_LEAN = re.compile(
    r"\b(?:(?:it|this|that|they) (?:could|may|might|will|would|should|is expected to|is likely to)(?: \w+)?|"
    r"expects?|expecting|forecasts?|projects?|projecting|up from|down from"
    r"|compared (?:with|to)|versus|against|from|targets?|aims? for|anticipates?|to)\s+(?:\w+ ){0,3}$"
)
_LEAN_JA = re.compile(r"から|に対し|と比べ|、|前年の|前期の|への")


def _echo(sentence: Sentence, figures: list[Mention], found: list[Draft]) -> None:
    """Read a second figure of the same unit, "up from $5 million", "and expects $8 million", as the same measure."""
    used = {draft.mention.mention_id: draft for draft in found if draft.mention is not None}
    for place, mention in enumerate(figures):
        if mention.mention_id in used or mention.label != "MONEY":
            continue
        neighbours = [
            m for m in (figures[place - 1 : place] + figures[place + 1 : place + 2]) if m.mention_id in used and m.unit == mention.unit
        ]
        for other in neighbours:
            told = used[other.mention_id]
            if told.predicate not in ("revenue", "valuation", "spending"):
                continue
            if sentence.language == "en":
                lead = sentence.between(max(mention.start - 40, sentence.start), mention.start)
                if not _LEAN.search(lead):
                    continue
            elif not _LEAN_JA.search(
                sentence.between(min(mention.end, other.end), max(mention.start, other.start))
                + sentence.between(mention.end, mention.end + 3)
            ):
                continue
            frame = next(f for f in frames(sentence.language) if f.predicate == told.predicate)
            at = sentence.index(mention.start) if sentence.language == "en" else 0
            hit = Hit(frame, mention.start, mention.start, at, 0)
            if denied(sentence, hit, mention):
                continue
            draft = Draft(
                told.predicate, told.rule + "-again", sentence.start, sentence.end, told.trigger, told.score * 0.85, mention=mention
            )
            draft.subjects, draft.objects, draft.people, draft.qualifier = (
                list(told.subjects),
                list(told.objects),
                told.people,
                told.qualifier,
            )
            draft.weak_subject, draft.weak_object = told.weak_subject, told.weak_object
            draft.modality = modality(sentence, hit, mention)
            draft.marks = [m for m in told.marks if m[0] in ("subject", "object", "trigger")] + [("value", mention.start, mention.end)]
            draft.dated(dated(sentence, hit, mention))
            if draft.own_date is not None and told.own_date is draft.own_date:
                draft.period = draft.own_date = draft.period_value = None
                draft.period_span = (None, None)
            found.append(draft)
            used[mention.mention_id] = draft
            break


def _share_out(sentence: Sentence, found: list[Draft]) -> None:
    """Give each of several parties, or dates, its own figure where the sentence says "respectively"."""
    if not re.search(r"\brespectively\b|それぞれ", sentence.low):
        return
    for predicate in sorted({draft.predicate for draft in found}):
        row = sorted(
            (d for d in found if d.predicate == predicate and d.mention is not None), key=lambda d: d.mention.start if d.mention else 0
        )
        days = [m for m in sentence.mentions if m.label == "DATE" and m.timex_value]
        for place, draft in enumerate(row):
            if len(row) > 1 and len(draft.subjects) == len(row):
                draft.subjects = [draft.subjects[place]]
            elif len(row) > 1 and len(draft.objects) == len(row):
                draft.objects = [draft.objects[place]]
            elif len(row) > 1 and len(days) == len(row):
                draft.marks = [m for m in draft.marks if m[0] != "period"]
                draft.dated(days[place])
