"""A run that takes what earlier runs came to gives what a run from scratch gives, whatever was edited, added, renamed or removed."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.records import TABLES
from pipeline.runs import run

TEXTS = (
    "Umino Foods had revenue of $12 million in 2024. Umino Foods employs 310 people.\n",
    "TOKYO, March 3, 2025 -- Hoshikawa Robotics raised $40 million on Monday. Umino Foods owns 12% of Hoshikawa Robotics.\n",
    "海野食品の2024年の売上高は1200万ドルだった。海野食品（Umino Foods）の従業員数は310人。\n",
    "Umino Foods Inc. had revenue of $13 million in 2024, according to the Post.\n\nUmino Foods had revenue of $12 million in 2024.\n",
    "",
)
NAMES = ("a.txt", "b.md", "c/d.txt", "e.txt", "f.unknown")
#: An edit: the file of a name is written with a text, or removed, or takes another name; or what is said beside the documents is.
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("write"), st.just("sources.toml"), st.sampled_from(("", '[[source]]\nname = "Post"\nrating = 0.9\n'))),
)


def _edit(folder: Path, kind: str, name: str, other: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if kind == "write":
        path.write_text(other, encoding="utf-8")
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif path.is_file():
        (folder / other).parent.mkdir(exist_ok=True)
        path.replace(folder / other)


def _tables(output: Path) -> dict[str, bytes]:
    return {name: (output / f"{name}.parquet").read_bytes() for name in TABLES} | {"manifest": (output / "manifest.json").read_bytes()}


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=2, max_size=3))
@settings(max_examples=8)
def test_the_tables_are_those_of_a_run_from_scratch(steps: list[list[tuple[str, str, str]]]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        (root / "in").mkdir()
        _edit(root / "in", "write", "a.txt", TEXTS[0])
        for step in steps:
            for edit in step:
                _edit(root / "in", *edit)
            made = []
            for output, cache in ((root / "kept", True), (root / "fresh", False)):
                try:
                    run(root / "in", output, workers=1, cache=cache)
                    made.append(_tables(output))
                except InputError as error:
                    made.append({"error": str(error).encode()})
            assert made[0] == made[1]
    finally:
        shutil.rmtree(root)
