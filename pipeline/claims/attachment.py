"""Whether a trigger word and a figure belong together, and how surely.

In: a sentence taken apart, a trigger word, a figure. Out: a score, or None. Never: who plays which part. Part of the room of claims.
"""

from __future__ import annotations

import re

from pipeline.claims import syntax
from pipeline.claims.candidates import Hit
from pipeline.claims.parsing import Sentence, is_verb
from pipeline.records import Mention

__all__ = ["link"]


def link(sentence: Sentence, hit: Hit, mention: Mention) -> float | None:
    """Return how surely the figure is that of the trigger word, None if it is not.

    Args:
        sentence: The sentence.
        hit: The trigger word.
        mention: The figure.
    """
    return _link_en(sentence, hit, mention) if sentence.language == "en" else _link_ja(sentence, hit, mention)


def _link_en(sentence: Sentence, hit: Hit, mention: Mention) -> float | None:
    frame, tokens = hit.frame, sentence.tokens
    at = sentence.index(mention.start)
    if at >= len(tokens):
        return None
    here, there = sentence.clause_of[hit.first], sentence.clause_of[at]
    if at >= hit.last:
        gap = tokens[hit.last : at]
        if not frame.after or len(gap) > frame.after:
            return None
        score = 1.0 - 0.03 * len(gap)
        if frame.predicate == "stake" and sentence.between(hit.start, hit.end).rstrip("s").endswith("share") and len(gap) > 2:
            return None  # "Shares of Acme closed 3% higher"
        if here != there:
            if sentence.opened[there] not in ("bracket", "participle") or (frame.shape == "verb" and sentence.opened[there] != "bracket"):
                return None
            score -= 0.25
        score -= sum(0.3 for token in gap if token.mention is not None and token.mention.label == mention.label)
        if frame.predicate == "funding_round" and frame.shape == "verb" and gap and gap[-1].low == "at":
            return None  # "closed at $31, up from"
        if frame.predicate == "headcount_change" and gap and gap[-1].low == "to":
            return None  # "by 12% to 3,400 people"
        if frame.link is not None and not re.search(
            rf"(?:{frame.link.pattern})\W*$", sentence.between(hit.end, mention.start), re.IGNORECASE
        ):
            return None
        if (
            frame.shape == "noun"
            and gap
            and gap[0].low in ("in", "on", "by", "for")
            and not any(is_verb(sentence, i) for i in range(hit.last, at))
        ):
            score -= 0.2
        if gap and gap[0].low in (",", "and") and frame.shape == "noun" and len(gap) < 3:
            score -= 0.4
    else:
        gap = tokens[at + 1 : hit.first]
        if not frame.before or len(gap) > frame.before or here != there:
            return None
        score = 1.1 - 0.08 * len(gap)
        if any(token.mention is not None and token.mention.label == mention.label for token in gap):
            return None
        if frame.shape == "verb":
            if len(gap) <= 3 and gap and gap[0].party is not None and all(t.low in ("has", "had", "have", "also", "just") for t in gap[1:]):
                score -= 0.1  # "the $5 million it raised"
            elif not syntax.passive(sentence, hit.first, hit.last):
                return None
        elif gap:
            if any(
                is_verb(sentence, i) and tokens[i].low not in ("led", "estimated", "backed", "funded", "expected")
                for i in range(at + 1, hit.first)
            ):
                return None
            if any(token.low in (",", ";", "and", "to", "by", "on", "at", "with", "against", "per") for token in gap):
                return None
            if frame.predicate == "funding_round" and any(token.low in ("this", "the") for token in gap):
                score -= 0.15
            if gap[0].low in ("in", "of", "as", "for", "worth", "through", "via") and len(gap) <= 4:
                score += 0.04
    if (
        frame.tail is not None
        and at >= hit.last
        and not re.match(frame.tail.pattern, sentence.between(mention.end, mention.end + 40), re.IGNORECASE)
    ):
        return None
    if frame.near is not None:
        low = min(hit.start, mention.start) - 24
        if not frame.near.search(sentence.between(max(low, sentence.start), max(hit.end, mention.end) + 40)) and not frame.near.search(
            mention.text.lower() + " " + (mention.unit or "")
        ):
            return None
    if frame.needs_not is not None and frame.needs_not.search(
        sentence.between(min(hit.end, mention.end), max(hit.end, mention.start)) + sentence.between(mention.end, mention.end + 24)
    ):
        return None
    if frame.needs_object is not None:
        _, clause_end = sentence.clause_span(here)
        if not frame.needs_object.search(sentence.between(hit.end, clause_end)) and at >= hit.last:
            return None
    return score


_OPEN_JA = re.compile(r"^(?:以上|超|余り|あまり|弱|強|未満|規模|相当|前後)?(?:の|という|といった|もの|となる)?[^はがをで、]{0,14}$")
_VERB_JA = re.compile(r"^(?:以上|超|余り|あまり|弱|強|未満|規模|相当|前後)?(?:を|で|の|に|が|分|まで|にて)?[^。]{0,30}$")
_NOUN_AFTER_JA = re.compile(
    r"^(?:額|総額|高|規模)?[\s　]*(?:[はがをのもでに、:：（(約＝=]|として|により|では|が[^。]{0,3}|[\s　]|$|[^\W\d_])"
)


def _link_ja(sentence: Sentence, hit: Hit, mention: Mention) -> float | None:
    frame = hit.frame
    first, last = min(hit.start, mention.start), max(hit.end, mention.end)
    if hit.start < mention.end and mention.start < hit.end:
        return None
    if sentence.clause_at(first) != sentence.clause_at(last - 1):
        return None
    others = [m for m in sentence.mentions if m is not mention and m.label == mention.label]
    if (
        mention.label == "PERCENT"
        and frame.predicate == "stake"
        and re.match(r"\s*(?:増|減|高|安|上昇|低下|伸)", sentence.between(mention.end, last))
    ):
        return None
    if hit.start >= mention.end:
        gap = sentence.between(mention.end, hit.start)
        if not frame.before or len(gap) > frame.before:
            return None
        if any(mention.end <= m.start and m.end <= hit.start for m in others):
            return None
        if frame.predicate == "stake" and re.search(r"[)）。]", gap):
            return None
        pattern = _OPEN_JA if frame.shape == "noun" and mention.label == "MONEY" else _VERB_JA
        if not pattern.match(gap):
            return None
        score = 1.1 - 0.015 * len(gap)
        if gap[:1] in ("で", "に") and frame.shape == "noun":
            score -= 0.2
    else:
        gap = sentence.between(hit.end, mention.start)
        if not frame.after or len(gap) > frame.after or "。" in gap:
            return None
        if not _NOUN_AFTER_JA.match(gap):
            return None
        score = 1.0 - 0.012 * len(gap) - sum(0.1 for m in others if hit.end <= m.start and m.end <= mention.start)
    if frame.near is not None and not frame.near.search(sentence.between(max(first - 16, sentence.start), last + 10)):
        return None
    if frame.needs_not is not None and frame.needs_not.search(sentence.between(max(first - 12, sentence.start), last + 12)):
        return None
    return score
