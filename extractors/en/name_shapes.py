"""English names by their own words: legal forms, general last words, titles, given names.

In: a sentence. Out: readings of its runs of capitals. Never: a tagger's guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.en.date_words import MONTHS, WEEKDAYS
from extractors.en.name_cues import speaks, words
from extractors.gazetteer import kinds
from extractors.name_votes import Reading
from extractors.patterns import any_of


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may be part of a name, or links two that are; `text` is without possessive and without "-led"."""

    text: str
    start: int
    end: int
    capital: bool


def organisations() -> dict[str, str]:
    """Return known names with what they are: `org`, `word` (an organisation, but also a plain word), `other`."""
    return kinds("en", "organisations")


def persons() -> dict[str, str]:
    """Return given names and surnames with what they are (`given`, `given-word`, `surname`; both: `given|surname`)."""
    return kinds("en", "persons")


_LETTER = "A-Za-z0-9À-ɏ"
#: A dash between two names joins them as a hyphen does: "Harlow–Finch".
JOINING = r"(?<=[a-zß-ÿ])–(?=[A-ZÀ-Þ])"
_WORD = re.compile(rf"[{_LETTER}](?:[{_LETTER}]|&amp;(?=[{_LETTER}])|[.&+@’'-](?=[{_LETTER}])|{JOINING})*\+?|&amp;|&")
#: A pronoun with its verb, or a verb with its "not": "We've", "Don't".
_CONTRACTED = re.compile(r"(?:I|We|You|They|He|She|It|That|There|This|Here|Who|What|Where|How)[’'](?:ve|re|ll|d|m)|[A-Z][a-z]+n[’']t")
_LINK = frozenset(
    {"of", "and", "&", "the", "for", "de", "von", "van", "der", "bin", "al", "del", "da", "on", "le", "la", "les", "du", "des", "di"}
)
_ARTICLES = frozenset(
    "The A An This That These Those In At On Of For By From With And But As If When While Is Are Was Why How What Who Where".split()
    + "Both All Some Our Your Its Following Inside Meet Read About Now".split()
    + "Today Then Still Yet Here There Meanwhile However Also Only Once".split()
    + "Given Despite Although Since Unlike During Because Besides Though Unless Until Whereas Within Without".split()
    + "Based According Compared".split()
)
_INITIAL = re.compile(
    r"(?:^|\W)(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Gen|Sen|Rep|Gov|Co|Corp|Inc|Ltd|Bros|No|Col|Capt|Rev|Hon|Lt|Sgt|Messrs|Pte|Pvt|Pty|Sdn)$"
)
_POSSESSIVE = re.compile(r"(?<=\w)[’']s?$")
#: Second parts that make a compound of a name ("-led", "-backed"); "Jae-yong" goes on.
COMPOUND = re.compile(
    r"-(?=(?:[a-z]{2,}(?:ed|ing)|led|run|like|wide|only|era|made|type|style|native|centric|first|free|friendly|grade|laden|hungry|rich|heavy|strapped|ridden|stricken|born)\b)(?![a-z]ing\b)"
)
#: A post that somebody had, at the front of a sentence: "Ex-minister".
_FORMER = re.compile("Ex-[a-z]+")
_GIVEN_ENOUGH = 1.5


def split(sentence: str) -> list[Word]:
    """Split a sentence into words."""
    found = []
    for match in _WORD.finditer(sentence):
        text, start = match.group(), match.start()
        if ("'" in text or "’" in text) and (cut := _POSSESSIVE.search(text)):
            text = text[: cut.start()]
        if text.startswith("ex-") and text[3:4].isupper():
            text, start = text[3:], start + 3
        if "-" in text and (cut := COMPOUND.search(text)) and any(map(str.isupper, text[: cut.start()])):
            text = text[: cut.start()]
        if text == "&amp;":
            found.append(Word("&", start, match.end(), capital=False))
        elif text:
            capital = not text.islower() and any(map(str.isupper, text)) and not (_FORMER.fullmatch(text) or _CONTRACTED.fullmatch(text))
            found += _parted(Word(text, start, start + len(text), capital))
    return found


def _parted(word: Word) -> list[Word]:
    """Part what a dash joins where it is a span of time: "January–March" is no name."""
    parts = word.text.split("–")
    if len(parts) < 2 or _DAYS.isdisjoint(part.lower() for part in parts):
        return [word]
    starts = [word.start + sum(len(part) + 1 for part in parts[:at]) for at in range(len(parts))]
    return [Word(part, start, start + len(part), word.capital) for part, start in zip(parts, starts, strict=True)]


def of_report(form: str) -> bool:
    """Tell whether all words of a form are those of titles of reports and of their parts: "Selected Quarterly Data".

    Args:
        form: The form; one such word alone may be a name, also behind a small word: "The Information".
    """
    parts = [part for part in form.lower().replace("-", " ").split() if part not in _LINKING]
    return len(parts) > 1 and words("report").issuperset(parts)


def of_standard(sentence: str, start: int, end: int) -> bool:
    """Tell whether a form is a standard by its number or what sets it, of accounts or of industry: "IAS 41", "ISO" of "ISO 9001".

    Args:
        sentence: The sentence.
        start: Where the form begins.
        end: Where it ends.
    """
    told = _STANDARD.match(sentence, start)
    return told is not None and end <= told.end() and told["by"] in words("standard")


_STANDARD = re.compile(
    r"(?P<by>[A-Za-z]{1,8}(?:-[A-Za-z]{1,8}| [A-Z]{2})?)(?:[ /][A-Z]{2,8})?[ -]?\d{1,5}(?:[-.:]\d{1,4}){0,2}[A-Z]?(?!\w)"
)
#: Small words in titles of reports.
_LINKING = frozenset({"and", "of", "the", "on", "for", "&"})


def headline(sentence: str, kind: str = "") -> bool:
    """Whether most words that would be small are written with capitals, so that capitals say nothing."""
    longer: list[str] = re.findall(r"[A-Za-z][a-z’'-]{3,}", sentence)
    least = 0 if kind in ("title", "heading") else 3
    return len(longer) > least and sentence.rstrip()[-1:] not in ".!" and 20 * sum(word[0].isupper() for word in longer) >= 17 * len(longer)


def runs(sentence: str, *, titled: bool = False) -> Iterator[list[Word]]:
    """Give the runs of capitalised words, with the small words that link them; in a headline its verbs end a run."""
    verbs = words("headline") if titled else frozenset()
    every = [
        replace(word, capital=False) if word.capital and (word.text in verbs or _PERIOD.fullmatch(word.text)) else word
        for word in split(sentence)
    ]
    at = 0
    while at < len(every):
        if not every[at].capital:
            at += 1
            continue
        run = [every[at]]
        ahead = at + 1
        while (
            ahead < len(every)
            and (every[ahead].capital or every[ahead].text in _LINK or _numbered(every, ahead))
            and _joined(sentence, every[ahead - 1], every[ahead])
            and not (every[ahead].text == "on" and ahead + 1 < len(every) and every[ahead + 1].text.lower() in _DAYS)
        ):
            run.append(every[ahead])
            ahead += 1
        while not run[-1].capital:
            run.pop()
        while len(run) > 1 and (run[0].text in _ARTICLES or not run[0].capital or led(sentence, run[0].start, run[-1].end) > run[0].start):
            run.pop(0)
        if run[0].text not in _ARTICLES:
            yield [*_ordinal(sentence, every, at), *run] if run[0] is every[at] else run
        at = ahead


def _ordinal(sentence: str, every: list[Word], at: int) -> list[Word]:
    """Return the ordinal that begins the name of an organisation: "1st Harlow Bank", but no "its 4th Regional Office"."""
    if not at or not _ORDINAL.fullmatch(every[at - 1].text) or not _joined(sentence, every[at - 1], every[at]):
        return []
    end = at
    while end + 1 < len(every) and every[end + 1].capital and _joined(sentence, every[end], every[end + 1]):
        end += 1
    heads = words("org-head") | words("org-tail")
    counted = at > 1 and every[at - 2].text.lower() in _COUNTING
    return [] if end == at or counted or every[end].text not in heads else [replace(every[at - 1], capital=True)]


_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
#: Words behind which an ordinal counts.
_COUNTING = frozenset("the a an its their our my your his her this that each every and or".split())


#: A period behind a name, and no part of it: "Acme Q3", "Acme FY2025". A letter alone is none: "H Mart".
_PERIOD = re.compile(r"(?![QH]\Z)(?:[1-4]?[QH][1-4]?|FY)(?:FY)?\d{0,4}(?:/\d{2})?")


def _numbered(every: list[Word], at: int) -> bool:
    """Whether a number stands inside a name: "Pier 9 Ventures"."""
    return every[at].text.isdigit() and at + 1 < len(every) and every[at + 1].text in words("org-head")


def led(sentence: str, start: int, end: int) -> int:
    """Return where a name begins behind a first word of a sentence that says only what it is: "Chipmaker Example", but "Miner Corp"."""
    match = _LED.match(sentence, start, end)
    if match is None or match[1] not in words("firm-lead") or match[2] in words("legal-form") or match[2] in words("general-tail"):
        return start
    return start if any(map(str.isalnum, sentence[:start].rpartition(". ")[2])) else match.start(2)


_LED = re.compile(r"([\w-]+)[ \n]+([\w-]+\.?)")
#: What "on" goes with behind a name, and is no part of it.
_DAYS = frozenset((*WEEKDAYS, *MONTHS))


def _joined(sentence: str, one: Word, other: Word) -> bool:
    between = sentence[one.end : other.start]
    if between.strip() == "" and len(between) < 3:
        return True
    if between in (". ", "."):
        return bool(_INITIAL.search(one.text))
    return between == ", " and (other.text in words("legal-form") or other.text + "." in words("legal-form") or other.text in _SHOUTED)


def readings(sentence: str, found: Iterable[list[Word]], *, titled: bool) -> Iterator[Reading]:
    """Read each run of capitals of a sentence.

    Args:
        sentence: The sentence.
        found: Its runs.
        titled: Whether it is a headline.
    """
    formed = 0
    for run in found:
        if run[0].start < formed:  # the S of A/S; "Tern A/S and Acme B.V."
            run = [word for word in run if word.start >= formed]
            run = run[1:] if run and run[0].text in ("and", "&") else run
            if not run:
                continue
        yield from _legal(sentence, run, titled)
        if slashed := _SLASHED.match(sentence, run[-1].start):
            formed = slashed.end()
            yield Reading(run[0].start, formed, "ORG", "legal-form", 4.0)
        if small := _small().match(sentence, run[-1].end):
            yield Reading(run[0].start, small.end(), "ORG", "legal-form", 4.0)
        yield from _headed(run, titled)
        yield from _led(run, titled)
        yield from _persons(sentence, run, titled)
        if len(run) == 1:
            yield from _single(sentence, run[0])
    for named in DOMAIN.finditer(sentence):
        yield Reading(*named.span(), "ORG", "camel-case", 0.9)


def _single(sentence: str, word: Word) -> Iterator[Reading]:
    """Read a word by itself: "OpenExample" by its capitals, "Hargreaves said" by what follows a surname."""
    if _CAMEL.match(word.text) and word.text not in words("no-name") and not _HANDLE.search(sentence, max(0, word.start - 2), word.start):
        yield Reading(word.start, word.end, "ORG", "camel-case", 0.9)
    elif "surname" in persons().get(word.text, "") and speaks(sentence, word.end):
        yield Reading(word.start, word.end, "PERSON", "surname-says", 0.95)


#: A name that is written as an address of the web, without its beginning.
DOMAIN = re.compile(
    r"(?<![\w.@/-])[a-z][a-z0-9-]{1,20}\.(?:ai|io|app|bot|bio|dev|xyz|tech|health|shop|store|domains|cloud|finance|energy|games|works?|network|space|life|care)"
    r"(?![\w@/-]|\.\w)"
)
_HANDLE = re.compile(r"[@#] ?$")


_CAMEL = re.compile(
    r"(?!(?:Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z])(?:[a-z]{1,2}[A-Z][a-z]\w+|[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z][a-z]+[A-Z]{2,3}|[a-z][A-Z]{2,3}|[A-Z][a-z]+\.(?:ai|io|com|AI|co))$"
)


#: Legal forms whose letters a stroke parts; "P/S" is left out, which is what a price is to sales.
_SLASHED = re.compile(r"(?<=[\w.] )(?:[AKI]/S|S/A)(?![A-Za-z0-9/])")


@cache
def _tail() -> re.Pattern[str]:
    """Match the legal forms of a company in a row: "Co., Ltd.", "GmbH & Co. KG"."""
    form = any_of(words("legal-form"))
    return re.compile(rf"{form}(?:(?:, ?| ){form})*(?![{_LETTER}])")


@cache
def _opening() -> frozenset[str]:
    """Return the words that are a legal form with those behind them only: "Sdn" of "Sdn. Bhd."."""
    forms = words("legal-form")
    return frozenset(first for form in forms if (first := form.split()[0].rstrip(".,")) not in forms and f"{first}." not in forms)


@cache
def _small() -> re.Pattern[str]:
    """Match a legal form in small letters behind a name."""
    return re.compile(rf",? ({any_of(form for form in words('legal-form') if form.islower())})(?![{_LETTER}])")


#: Legal forms in a line of capitals.
_SHOUTED = frozenset(
    {
        "INC",
        "LTD",
        "CORP",
        "CORPORATION",
        "COMPANY",
        "LIMITED",
        "INCORPORATED",
        "PLC",
        "LLC",
        "LLP",
        "SPA",
        "NV",
        "BV",
        "GMBH",
        "OYJ",
        "BHD",
        "BERHAD",
    }
)
#: Legal forms that begin no name.
FORMS_ALONE = frozenset({"INC", "LTD", "CORP", "Inc", "Ltd", "Corp", "LLC", "GmbH", "Pvt", "Pte", "Pty", "Sdn"})


#: Letters that stand for words: ABC, A-B-C, A&B.
_LETTERS = re.compile(r"[A-Z](?:[-.&]?[A-Z])+")


#: What begins a sentence and is of a company: "Shares of Example Foods Inc."
_PARTS_OF = frozenset(
    "Shares Stock Units Shareholders Stockholders Investors Holders Owners Directors Employees Workers Sales Subsidiaries".split()
)


def _of_whom(run: list[Word], start: int, at: int) -> int:
    """Return where the name of a company begins behind what is of it: "Issuer Default Rating of Example Foods, LLC"."""
    place = next((place for place in range(at - 1, start + 2, -1) if run[place].text == "of"), None)
    if place is None:
        return start
    before = [word.text for word in run[start:place]]
    general = words("org-lead") | words("org-head") | words("org-tail")
    return place + 1 if before[-1] in _THINGS and general.isdisjoint(before[:-1]) else start


#: What a company has or issues, as the last word before "of".
_THINGS = frozenset(
    "Rating Ratings Outlook Notes Bonds Debentures Stock Shares Securities Facility Facilities Loan Loans Debt Directors Officer".split()
)


#: Words in capitals before a word that makes no legal form of it.
_DETERMINERS = frozenset("A ANY EACH EVERY HIS ITS MY OUR THAT THE THEIR THIS WHICH YOUR".split())


def _legal(sentence: str, run: list[Word], titled: bool) -> Iterator[Reading]:
    """Read "Example Foods, Inc." as far as its legal form."""
    forms = words("legal-form")
    start = 0
    for at in range(1, len(run)):
        text, end = run[at].text, run[at].end
        if text == "Company" and (titled or not (run[at - 1].capital or run[at - 1].text == "&")):
            continue
        if text == "Company" and at < 2 and (not _LETTERS.fullmatch(run[0].text) or run[0].text in words("no-name")):
            continue  # "Information on the Company", but "A-B-C Company"
        if text in _SHOUTED and run[at - 1].text in _DETERMINERS:
            continue  # "WHAT THE COMPANY DOES"
        if text == "AS" and run[at - 1].text.isupper():
            continue  # the word, in a line of capitals
        if text in _opening() and not _tail().match(sentence, run[at].start):
            continue
        if text in _opening() or text in forms or text + "." in forms or (text in _SHOUTED and run[at - 1].text.isupper()):
            last = at
            if found := _tail().match(sentence, run[at].start):
                end = found.end()
            while last + 1 < len(run) and run[last + 1].start < end:
                last += 1
            if sentence[end : end + 1] == "." and run[last].text + "." in forms:
                end += 1
            while start < at and (run[start].text in words("title") or not run[start].capital):
                start += 1
            if persons().get(run[start].text, "").startswith("given"):  # "Jane Example of Example Foods Inc."
                start = next((place + 1 for place in range(start + 2, min(start + 4, at)) if run[place].text == "of"), start)
            if text in _SHOUTED and sentence[end : end + 1] == ".":
                end += 1
            if start + 2 < at and run[start].text in _PARTS_OF and run[start + 1].text == "of":
                start += 2
            start = _of_whom(run, start, at)
            if start < at:
                yield Reading(run[start].start, end, "ORG", "legal-form", 4.0)
            if last + 2 >= len(run) or run[last + 1].text not in ("and", "&"):
                return
            yield from _legal(sentence, run[last + 2 :], titled)  # "Acme Ltd. and Tern Co."
            return


def _headed(run: list[Word], titled: bool) -> Iterator[Reading]:
    """Read a run that ends with a general word for an organisation: "Example Capital"."""
    heads, titles, plain = words("org-head"), words("title"), words("no-name")
    for at in range(len(run) - 1, 0, -1):
        if len(run[at].text) > _SHORT_HEAD and run[at].text.isupper() and run[at].text.title() in heads and run[at - 1].text.isupper():
            start = next((place for place in range(at) if (shown := run[place].text.title()) not in titles and shown not in plain), at)
            if start < at < start + _SHOUTED_NAME and " ".join(word.text.title() for word in run[start:at]) not in plain:
                yield Reading(run[start].start, run[at].end, "ORG", "org-head", 0.6)
            return
        if run[at].text not in heads or (run[at].text in plain and run[at - 1].text in ("and", "&")):
            continue
        begin = 0
        places = [place for place in range(1, at) if run[place].text in ("and", "&") and _complete(run, place, heads)]
        places = [
            place for place in places if place + 1 < at and not _general(run[:place], heads)
        ]  # "Securities and Exchange Commission" is one
        if places:  # "Example Bank and Other Bank" are two; "Ministry of Health and Welfare" is one
            yield Reading(run[0].start, run[places[-1] - 1].end, "ORG", "org-head", 1.5)
            begin = places[-1] + 1
        while begin < at and (run[begin].text in titles or run[begin].text in plain or not run[begin].capital):
            begin += 1
        last = max((place for place in range(begin, at) if run[place].text == "of"), default=-1)
        if last > begin and run[last + 1].capital and any(word.text in titles for word in run[:last]):
            begin = last + 1  # "Chairman Jane Doe of Example Capital"
        if begin and run[begin - 1].text in titles:
            return
        while (
            begin + 1 < at
            and run[begin].text in organisations()
            and " ".join(word.text for word in run[begin + 1 : at + 1]) in organisations()
        ):
            begin += 1
        whole = next((place for place in range(begin) if run[place].capital and run[place].text not in titles), begin)
        if whole < begin < at and not titled and all(word.capital for word in run[whole:at]):
            yield Reading(run[whole].start, run[at].end, "ORG", "org-head", 1.5)  # "Northern" of "Northern Ansgar Fund"
        if begin < at and "of" not in [word.text for word in run[begin:at]]:
            ambiguous = (
                at - begin == 1 and "surname" in persons().get(run[at].text, "") and persons().get(run[begin].text, "").startswith("given")
            )
            sure = not ambiguous and at == len(run) - 1 and at - begin < 5 and (not titled or at - begin < 3)
            yield Reading(
                run[begin].start,
                run[at].end,
                "ORG",
                "org-head",
                2.0 if sure and not titled else 0.9 if sure and run[at].text != "AI" else 0.5,
            )
        return


#: Letters of a head in capitals at least, and words of a name in capitals that ends with one at most.
_SHORT_HEAD, _SHOUTED_NAME = 3, 4


def _general(part: list[Word], heads: frozenset[str]) -> bool:
    """Whether words are no name by themselves: heads, and the state before them."""
    return all(word.text in heads or word.text in ("U.S", "U.S.", "US", "UK", "U.K", "U.K.") for word in part)


def _complete(run: list[Word], place: int, heads: frozenset[str]) -> bool:
    """Whether the words before an "and" are an organisation by themselves."""
    before = run[place - 1].text
    return (
        before in heads
        or before in words("legal-form")
        or re.fullmatch(r"\w{2,}\.[a-z]{2,3}", before) is not None
        or before in organisations()
        or bool(_CAMEL.match(before))
        or (place == 1 and before.isupper() and len(before) > 1)
    )


def _led(run: list[Word], titled: bool) -> Iterator[Reading]:
    """Read "Ministry of ..." and "University of ..."."""
    leads, titles = words("org-lead"), words("title")
    for at in range(len(run) - 2):
        if run[at].text in leads and run[at + 1].text in ("of", "for", "on"):
            begin = at
            while begin > 0 and run[begin - 1].capital and run[begin - 1].text not in titles:
                begin -= 1
            end = at + 2
            while end + 1 < len(run) and end - at < 8 and (run[end + 1].capital or (end + 2 < len(run) and run[end + 2].capital)):
                if titled and run[end].capital and run[end + 1].capital:
                    break
                end += 1
            if run[end].capital and " ".join(word.text for word in run[begin : end + 1]) not in words("no-name"):
                yield Reading(run[begin].start, run[end].end, "ORG", "org-lead", 2.5)
            return


@cache
def _no_person() -> frozenset[str]:
    """Return the words that are no part of a person's name."""
    return words("org-head") | words("title") | words("other-head") | words("no-name")


def _persons(sentence: str, run: list[Word], titled: bool) -> Iterator[Reading]:
    """Read what follows a title, and what begins with a given name."""
    heads, titles, ends = words("org-head"), words("title"), _no_person()
    known = persons()
    at = 0
    before = _BEFORE.search(sentence, max(0, run[0].start - 24), run[0].start)
    after_title = before is not None and (before[1] in titles or before[1].capitalize() in titles)
    while at < len(run):
        while at < len(run) - 1 and (run[at].text in titles or run[at].text + "." in titles):
            after_title = run[at].text not in _POSTS
            at += 1
        if not run[at].capital:
            at += 1
            after_title = False
            continue
        length = 1
        while at + length < len(run) and length < 4 and run[at + length].capital and run[at + length].text not in ends:
            length += 1
        kind = known.get(run[at].text, "")
        if kind.startswith("given"):
            # A third word belongs to the name if it is a surname or an initial stands between.
            while length > 2 and "surname" not in known.get(run[at + length - 1].text, "") and len(run[at + length - 2].text) > 1:
                length -= 1
        name = run[at : at + length]
        place = name[0].start, name[-1].end
        if after_title and name[0].text not in ends:
            yield Reading(*place, "PERSON", "title-person", 2.0 if length < 4 else 0.8)
        elif length > 1 and kind.startswith("given"):
            weight = 0.4 if kind.startswith("given-word") else _GIVEN_ENOUGH
            named_after = at + length < len(run) and not titled and all(word.text in heads for word in run[at + length :])
            if not named_after:  # "Charles Example Ventures"
                yield Reading(*place, "PERSON", "given-name", weight + ("surname" in known.get(name[-1].text, "")))
        elif length > 1 and "surname" in kind and known.get(name[1].text, "").startswith("given"):
            yield Reading(*place, "PERSON", "given-name", 0.8)
        after_title = False
        at += length


_BEFORE = re.compile(r"\b([a-z-]+\.?) $")
#: Titles that also end the name of a post or an office ("Attorney General"), after which a name needs other support.
_POSTS = frozenset(
    "General Major Manager Director Chief King Queen Prince Chair Secretary Attorney Officer Justice Father Sister Minister Editor".split()
)


def core(name: str) -> str:
    """Return the own part of an organisation's name: without legal form and general last words ("Example Capital Inc." -> "Example")."""
    parts = name.split()
    legal, general = words("legal-form"), words("general-tail")
    while len(parts) > 1 and (parts[-1] in legal or parts[-1] in general):
        parts.pop()
        parts[-1] = parts[-1].rstrip(",")
    if parts[0] == "The":
        del parts[0]
    short = " ".join(parts)
    if not parts or parts[-1] in _LINK or len(short) < 3:
        return ""
    return "" if len(parts) == 1 and (short in words("org-head") or short in words("no-name")) else short
