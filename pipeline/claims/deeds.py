"""What is done with what a figure counts: stores to open, shares issued.

In: a line and a figure; `deed` of `rules/concepts.toml`. Out: what may be added to the name of what is counted. Never: a choice. Part of
the room of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.claims.context import Line
from pipeline.claims.cues import concepts
from pipeline.errors import ConfigError
from pipeline.records import Mention

__all__ = ["deeds"]

_HEDGES = (
    r"(?: (?:a|an|about|around|nearly|almost|approximately|roughly|over|more|than|as|many|few|up|to|at|least|another|additional|further"
    r"|some|only|just|its|their|total|of|new|all))*"
)
_BE = (
    r"(?:(?:that|which|who) )?(?:(?:were|was|are|is|being|have been|had been|has been|will be|to be|it|they|we) )*"
    r"(?:newly |already |since )?"
)
#: Characters beside a figure in which a deed is told.
_REACH = 50


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """Return the deeds: what is done, how it is told when it is done, and their words by language.

    Raises:
        ConfigError: A deed has an unknown key, lacks one or stands twice.
    """
    found = {}
    for row in concepts()["deed"]:
        if set(row) - {"do", "done", "en", "ja", "ko", "note", "source"} or not {"do", "done"} <= set(row) or row["do"] in found:
            raise ConfigError(f"rules/concepts.toml: deed {row.get('do')}: unknown or missing keys, or a deed twice")
        found[row["do"]] = (row["do"], row["done"], tuple(row.get("en", ())), tuple(row.get("ja", ())), tuple(row.get("ko", ())))
    return tuple(found.values())


def _forms(do: str, done: str) -> set[str]:
    """Return the forms of an English verb: close, closes, closed, closing."""
    first, _, rest = do.partition(" ")
    stem = (
        first[:-1]
        if first.endswith("e")
        else first + first[-1]
        if re.search(r"[^aeiou][aeiou][tnpl]$", first) and first != "open"
        else first
    )
    tail = f" {rest}" if rest else ""
    return {do, done, f"{first}s{tail}", f"{stem}ing{tail}", f"{first}ing{tail}"}


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return what tells a deed before a figure, what tells it behind one, and the deed of each word."""
    of: dict[str, tuple[str, str]] = {}
    for do, done, en, ja, ko in _table():
        for word in {*_forms(do, done), *en} if language == "en" else ja if language == "ja" else ko:
            of.setdefault(word, (do, done))
    words = "|".join(map(re.escape, sorted(of, key=lambda word: (-len(word), word))))
    if language == "en":
        ahead = re.compile(rf"\b(?P<will>(?:to|will|would|could|may|should|must) (?:[a-z]+ly )?)?(?P<word>{words}){_HEDGES} $")
        behind = re.compile(rf" ?(?:shares |stores |units |[a-z-]+ )?{_BE}(?P<will>to )?(?P<word>{words})\b")
    elif language == "ja":
        ahead = re.compile(
            rf"(?P<will>)(?P<word>{words})(?:台数|店舗?数|株式?数|人数|数|予定|台|店)*(?:は|が|を|も|の|で|、|：|:|約|計|最大|上限|合計|年間|月|\s)*$"
        )
        behind = re.compile(
            rf"(?:以上|超|余り|あまり|ほど|程度|近く|弱|強|分|規模)?(?:を|の|が|も|は)?(?:新規に?|新たに|追加で|年内に|すべて|全て)?(?P<will>)(?P<word>{words})"
        )
    else:
        ahead = re.compile(
            rf"(?P<will>)(?P<word>{words})(?: ?(?:대수|점포 ?수|주식 ?수|규모|수|예정))*(?:은|는|이|가|을|를|도|의|약|총|최대|:|\s)*$"
        )
        behind = re.compile(
            rf" ?(?:이상|가량|여|규모)?(?:를|을|의|이|가|도|은|는)? ?(?:신규|새로|추가로?|모두|전량)? ?(?P<will>)(?P<word>{words})"
        )
    return ahead, behind, of


def deeds(line: Line, figure: Mention) -> list[tuple[str, str, str]]:
    """Return what may be added to the name of what a figure counts: "to open" or "opened", with its kind and where it stands.

    Args:
        line: The line.
        figure: The figure.
    """
    ahead, behind, of = _patterns(line.language)
    a, b = figure.start - line.start, figure.end - line.start
    found: dict[str, tuple[str, str]] = {}
    for side, told in (("ahead", ahead.search(line.low, max(a - _REACH, 0), a)), ("behind", behind.match(line.low, b, b + _REACH))):
        if told is None:
            continue
        do, done = of[told["word"]]
        past = line.language == "en" and not told["will"] and not told["word"].endswith("ing") and told["word"] not in (do, f"{do}s")
        sure = line.language == "en" and (past or bool(told["will"]))
        for way, text in (("to", f"to {do}"), ("done", done)):
            if not sure or (way == "done") == past:
                found.setdefault(text, (way, side))
    if line.language == "en":
        for text, way, side in _other(line.low, a, b):
            found.setdefault(text, (way, side))
    return [(text, way, side) for text, (way, side) in found.items()]


_PARTICIPLE = r"(?P<done>[a-z]{3,}ed|sold|bought|built|sent|lost|made|held|won|cut|shut|hit|seen|taken|hired)"
_ANY_BEFORE = re.compile(rf"\b(?:{_PARTICIPLE}|to (?P<do>[a-z]{{3,}})){_HEDGES} $")
_ANY_BEHIND = re.compile(rf" ?{_BE}{_PARTICIPLE}\b")


def _other(low: str, a: int, b: int) -> Iterator[tuple[str, str, str]]:
    """Return what an English verb that is in no list says is done: "images processed", "meals to serve"."""
    if (told := _ANY_BEFORE.search(low, max(a - _REACH, 0), a)) is not None:
        yield (told["done"], "done", "ahead") if told["done"] else (f"to {told['do']}", "to", "ahead")
    if (told := _ANY_BEHIND.match(low, b, b + _REACH)) is not None:
        yield told["done"], "done", "behind"
