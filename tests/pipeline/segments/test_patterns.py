"""No pattern of the passages takes more than linear time: what a repeat may take is bounded wherever something behind it can fail."""

import ast
import importlib
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.support.paths import ROOT

MODULES = sorted(path.stem for path in (ROOT / "pipeline" / "segments").glob("*.py") if path.stem != "__init__")
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}


def without_bound(pattern: str) -> bool:
    """Whether a pattern has a repeat without a bound that something behind it can make go back or fail."""
    return _without_bound(parser.parse(pattern), fails=False)


def _without_bound(sequence: Any, *, fails: bool) -> bool:
    for kind, value in reversed(list(sequence)):
        if kind in _REPEATS:
            least, most, body = value
            if (most == op.MAXREPEAT and fails) or _without_bound(body, fails=fails):
                return True
            fails = fails or (least > 0 and body.getwidth()[0] > 0)
        elif kind is op.BRANCH:
            if any(_without_bound(branch, fails=fails) for branch in value[1]):
                return True
            fails = True
        elif kind is op.SUBPATTERN:
            if _without_bound(value[-1], fails=fails):
                return True
            fails = fails or value[-1].getwidth()[0] > 0
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            if _without_bound(value[1], fails=True):
                return True
            fails = True
        else:
            fails = True
    return False


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _held(item)


def patterns(module: str) -> set[str]:
    """The patterns that a module holds, and those that it writes where it uses them."""
    loaded = importlib.import_module(f"pipeline.segments.{module}")
    found = {pattern.pattern for value in vars(loaded).values() for pattern in _held(value)}
    tree = ast.parse((ROOT / "pipeline" / "segments" / f"{module}.py").read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args)
    for call in calls:
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "re":
            written = call.args[0]
            found |= {written.value} if isinstance(written, ast.Constant) else set()
            found |= {getattr(loaded, written.id)} if isinstance(written, ast.Name) else set()
    return found


@pytest.mark.parametrize("module", MODULES)
def test_repeats_are_bounded_where_a_pattern_can_fail_behind_them(module):
    assert [pattern for pattern in sorted(patterns(module)) if without_bound(pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "risky"),
    [
        (r"\d+", False),
        (r"\d+(?:[.,]\d+)*", False),
        (r"\s{0,40}\|", False),
        (r"\s+\|", True),
        (r"\s*\Z", True),
        (r"(?:a|b+)c", True),
        (r"(?:a|b+)", False),
        (r"a+(?=b)", True),
        (r"(?:(?:a+)b)*", True),
    ],
)
def test_the_check_knows_what_can_go_back(pattern, risky):
    assert without_bound(pattern) is risky
