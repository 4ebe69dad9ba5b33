"""The head of an article: its headline, and who published it.

In: a text and the passages of one article. Out: headline and publisher, as the text gives them. Never: a name that stands in the body
alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.records import Segment
from pipeline.segments.bylines import AGE_END, DATE, MONTH, is_byline, outlet, plain, stamp
from pipeline.segments.lines import folded, width

_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright)[\s©ⓒ:]{0,80}(?:\([cC]\)\s{0,40})?(?:(?:19|20)\d{2}(?:\s?[-–]\s?(?:(?:19|20)\d{2})?)?)?[\s,.:]{0,80}(?:by\s)?(?P<name>[^\W\d][^\n(（<>|。]{1,80})",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\.\s(?:the|all|this|any|no|every)\b.{0,400}\Z"
    r"|[,.]?\s{0,40}(?:all rights|unauthori[sz]ed|reproduction|redistribution|no part|reserved|無断|禁無断|転載|무단|\d{4}).{0,400}\Z"
    r"|(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)\.\s.{0,400}\Z|,\s(?!Inc|Ltd|LLC|Co\b).{0,400}\Z",
    re.IGNORECASE | re.DOTALL,
)
_PRESS = re.compile(
    r"\b(?:News|Times|Post|Herald|Daily|Journal|Tribune|Gazette|Today|Press|Reuters|Bloomberg|Wire|Newswire|Magazine|Review|Guardian|Telegraph|Observer|Chronicle|Broadcasting|Agency|Insider|TechCrunch|Weekly|Standard|Mail|Express|Mint|AFP|Yonhap|Xinhua|Kyodo|Jiji|PTI|ANI|IANS)\b"
    r"|\A(?:AP|UPI|BBC|CNN|CNBC|NHK|NPR|WSJ|FT)\Z|新聞|通信|ニュース|放送|日報|時報|タイムズ|経済|신문|일보|뉴스|통신|방송|경제"
)
_DATELINE = re.compile(
    rf"\A(?P<house>[A-Z][\w&’'. ]{{1,40}} (?:Ratings|Research|Newswire|Wire|News))\s[-–—]\s[A-Z][\w. ]{{1,30}}\s[-–—]\s{DATE}:"
    r"|\A[^()（）\n]{2,60}[（(](?P<name>Reuters|AP|AFP|Yonhap|Bloomberg|Kyodo|Jiji|Xinhua|PTI|ANI|IANS|Newsis|News1|UPI)[)）]\s{0,40}[-–—]{1,2}|\A[\[［【][^\]］】\n]{1,30}[=＝]\s?(?P<other>[^\]］】\n]{2,20})[\]］】]"
)
_SITE = re.compile(r"\s(?:[|｜]|[-–—])\s(?P<name>[^|｜\-–—]{2,40})\Z")
_BY = re.compile(r"(?:by|source|via|posted by|出典|配信|提供)\s?[:：]?\s(?P<name>.{1,400})\Z", re.IGNORECASE)


#: How lines begin that give no outlet before their date.
_SAYING = re.compile(
    r"(?:by|posted|updated|published|issue|vol|date|form|(?:press|news|media) release|regulatory|for immediate|at close"
    r"|real-time|reporter)\b"
    r"|.{0,80}\bended\b",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
#: What stands behind the name of a paper or a house of research in its line, or in the line below.
_EDITION = re.compile(
    rf"(?:issue|no\.|vol(?:ume|\.)|edition)\s?#?\d|(?:{_DAY},?\s)?{DATE}|{MONTH}\s(?:19|20)\d{{2}}\Z"
    r"|(?:equity|credit|industry|company|global|macro)\s(?:research|strategy)\b|equity\b\s?[|·]|e-edition\b|late edition\b",
    re.IGNORECASE,
)
#: What is no name of a paper, or says that a company speaks of itself.
_OWN = re.compile(
    r"\b(?:release|announcement|obituar(?:y|ies)|fact ?sheet|report|results|review 20\d\d|key figures|presentation|update|slides?)\b",
    re.IGNORECASE,
)
#: A line of links above an article: its sections, or how to become a reader.
_LINKS = re.compile(
    r"[^|·•/]{2,24}(?:\s[|·•/]\s[^|·•/]{2,32}){2,30}\Z|.{0,60}\b(?:log ?in|sign ?(?:in|up)|subscribe|e-paper)\b", re.IGNORECASE
)
#: A link of Markdown, and the way through a site to one of its pages: "Hill Post › Tea › Deals".
_LINKED = re.compile(r"\[([^\[\]]{1,60})\]\([^()\s]{0,200}\)")
_CRUMBS = re.compile(
    r"(?!Home\b|Main\b|Start\b|Index\b|Top\b|ホーム|トップ|홈)([^›»>/|]{2,40}?)\s(?:[›»>]|/(?=\s))\s[^›»>|]{2,60}(?:$|\s[›»>/]\s)",
    re.IGNORECASE,
)
#: What parts the name from the rest of its line.
_RULE = re.compile(r"\s?[|·•/]\s|\s{3,}|\t")
#: Words of a name of a paper or house at most, and lines in which what tells of it is looked for.
_NAME_WORDS, _BELOW = 6, 3
_WORD = r"(?:[A-Z0-9À-Þ][\w’'&.-]{0,39}|&|and|of|the|for|on|in)"
_CAPITALISED = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,{_NAME_WORDS - 1}}}\Z")


def line_of(text: str, segment: Segment) -> str:
    """Return the sentences of a passage as one line."""
    return " ".join(text[segment.sentences[0].start : segment.sentences[-1].end].split()) if segment.sentences else ""


def is_body(text: str, segment: Segment) -> bool:
    """Whether a passage is body text: of some length, and ended as a sentence is."""
    if segment.kind not in ("paragraph", "list_item", "quote") or width(text[segment.start : segment.end].strip()) < 60:
        return False
    return len(segment.sentences) > 1 or any(text[span.end - 1] in ".!?。！？\"'”’」" for span in segment.sentences)


def is_title(text: str, segment: Segment) -> bool:
    """Whether a passage may be a headline: a line of some length that no full stop ends."""
    if segment.kind not in ("title", "heading", "paragraph") or len(segment.sentences) > 2:
        return False
    line = line_of(text, segment)
    return (
        15 <= width(line) <= 260
        and line[-1] not in ".。、,;:："
        and not is_byline(line)
        and (len(line.split()) >= 3 or width(line) != len(line))
    )


def is_outlet(line: str) -> bool:
    """Whether a line may be the name of an outlet: a few words that no sign ends."""
    return 1 < len(line) <= 40 and len(line.split()) <= 5 and line[-1] not in ".。!?！？:：" and not line[0].islower()


def headline(text: str, part: Sequence[Segment], body: int, given: Mapping[str, str]) -> str | None:
    """Return the headline of an article.

    Args:
        text: The text.
        part: The passages of the article.
        body: Index of the first that is body text.
        given: What the front matter says, in its first article.
    """
    if title := given.get("title"):
        return title
    front = part[: max(body, 1)] if body < len(part) else part[:12]
    for kind in ("title", "heading"):
        for segment in front:
            if segment.kind == kind and segment.sentences:
                line = line_of(text, segment)
                site = _SITE.search(line)
                # The title of a page is the headline and the site; the headline stands again below it.
                again = site is not None and any(folded(line_of(text, other)) == folded(line[: site.start()]) for other in part[:24])
                return line[: site.start()] if site is not None and again else line
    lines = [line_of(text, segment) for segment in front if is_title(text, segment)]
    return lines[0] if lines else None


def publisher_of(text: str, part: Sequence[Segment], body: int, given: Mapping[str, str]) -> str | None:
    """Return who published an article, as far as it says so; arguments as for `headline`."""
    for key in ("publisher", "site", "site_name", "source", "outlet"):
        if named := given.get(key):
            return named
    head = part[: body + 1] if body < len(part) else part[:8]
    for reader in (_in_byline, _credited, _owner, _alone, _in_dateline, _site, _masthead):
        if (name := reader(text, part, head)) is not None:
            return name
    return None


def _in_byline(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    """Return the name before an age or a date, or on the line beside one."""
    for place, segment in enumerate(head):
        if segment.kind != "byline":
            continue
        line = plain(text[segment.start : segment.end].strip())
        if (name := outlet(line)) is not None and not _SAYING.match(line):
            return line[name[0] : name[1]]
        if not AGE_END.fullmatch(line) and stamp(line) != (0, len(line)):
            continue
        for near in (place - 1, place + 1):
            if not 0 <= near < len(head) or head[near].kind != "byline":
                continue
            other = line_of(text, head[near])
            if is_outlet(other) and not stamp(other) and not AGE_END.search(other) and not other.lower().startswith("by "):
                return other
    return None


def _credited(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    for segment in head:
        by = _BY.match(plain(line_of(text, segment))) if segment.kind in ("byline", "caption") else None
        if by is not None and _PRESS.search(by["name"]) and len(by["name"].split()) <= 5:
            return by["name"].strip()
    return None


def _owner(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    """Return the owner of the copyright."""
    for segment in part:
        if (
            segment.kind in ("furniture", "byline", "paragraph")
            and segment.end - segment.start < 400
            and (match := _COPYRIGHT.search(text, segment.start, segment.end))
        ):
            owner = _REST.sub("", match["name"]).strip(" .,:;-–")
            if len(owner) > 1 and not re.match(r"(?:all rights|reserved|notice|policy|unauthori)", owner, re.IGNORECASE):
                return owner
    return None


def _masthead(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    """Return the name of a paper or a house of research in the first line, where a date, an issue or links follow, and no text names it."""
    lines = [line for line in text[part[0].start : part[0].start + _TOP].split("\n") if line.strip()][: _BELOW + 1]
    if len(lines) < 2:
        return None
    first, *below = (plain(_LINKED.sub(r"\1", line)) for line in lines)
    if crumbs := _CRUMBS.match(first):
        after = text.find("\n", text.find(lines[0], part[0].start))
        named = text[after : part[-1].end].casefold().count(crumbs[1].casefold())
        return crumbs[1] if named <= 1 and not _OWN.search(crumbs[1]) and _CAPITALISED.match(crumbs[1]) else None
    cut = _RULE.search(first)
    name, rest = (first[: cut.start()], first[cut.end() :]) if cut is not None else (first, "")
    name = name.strip(" *")
    if not (1 < len(name) <= 40 and len(name.split()) <= _NAME_WORDS and _CAPITALISED.match(name)) or _SAYING.match(name) or stamp(name):
        return None
    if _OWN.search(name) or _OWN.search(rest):
        return None
    told = any(_EDITION.match(part.strip()) for part in _RULE.split(rest)) if rest else False
    if not told and not rest:
        told = _EDITION.match(below[0]) is not None or any(_LINKS.match(line) for line in below[:2])
    after = text.find("\n", text.find(lines[0], part[0].start))
    return name if told and name.casefold() not in text[after : part[-1].end].casefold() else None


#: Characters at the top of an article in which the name of a paper stands.
_TOP = 400


def _alone(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    """Return a Japanese agency or paper alone on a line of the head."""
    for segment in head:
        line = plain(text[segment.start : segment.end].strip()) if segment.kind == "byline" else ""
        if not line.isascii() and _PRESS.search(line) and 2 < len(line) <= 16 and stamp(line) is None and " " not in line:
            return line
    return None


def _in_dateline(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    first = next((segment for segment in part if is_body(text, segment)), None)
    opening = _DATELINE.match(text[first.start : first.end].lstrip()) if first is not None else None
    return (opening["house"] or opening["name"] or opening["other"]).strip() if opening is not None else None


def _site(text: str, part: Sequence[Segment], head: Sequence[Segment]) -> str | None:
    """Return the name of a site behind a headline, known by its words, or by the headline that stands once more without it."""
    title = next((line_of(text, segment) for segment in head if segment.kind in ("title", "heading") and segment.sentences), "")
    site = _SITE.search(title)
    if site is None:
        return None
    alone = folded(title[: site.start()])
    again = any(folded(line_of(text, segment)) == alone for segment in part[:24])
    return site["name"].strip() if again or _PRESS.search(site["name"]) else None
