import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: The rooms: the module that `stages` calls, and the parts that it alone is made of.
ROOMS = {
    "ingest": {"readers", "encodings", "sandbox"},
    "segment": {"rows", "lines", "sentences", "citations", "bylines", "furniture", "cells", "glued"},
    "language": {"origin", "phrasing"},
    "articles": {"lines", "bylines", "dating", "citations"},
    "duplicates": {"lines", "sentences"},
    "mentions": set(),
    "resolve": {"decisions", "definitions", "folding", "shortforms"},
    "claims": {
        "clauses",
        "context",
        "drafts",
        "frames",
        "links",
        "owners",
        "measures",
        "posts",
        "profiles",
        "roles",
        "statements",
        "syntax",
        "tabular",
    },
    "credits": {"readings", "sources"},
    "feeds": {"fusion", "arrays", "calibration"},
    "reconcile": {"readings", "questions", "slots", "sources", "voices", "choice", "checks", "succession", "reasons", "verdicts"},
    "store": set(),
}
SHARED = {"records", "errors"}
#: What knows several rooms, and why.
MAY_IMPORT = {
    "stages": None,  # the order of the rooms
    "cli": None,  # the commands
    "annotate": {"stages"},
    "explain": {"store"},
    "__init__": {"stages", "store"},
}
HOMES = {
    "click": {"pipeline/cli.py"},
    "spacy": {"extractors/taggers.py", "extractors/ja/lists.py"},
    "thinc": {"extractors/taggers.py"},
    "fugashi": {"extractors/ja/tokens.py"},
    "pycrfsuite": {"extractors/chain.py"},
    "langdetect": {"pipeline/language.py"},
    "trafilatura": {"pipeline/readers.py"},
    "pypdfium2": {"pipeline/readers.py"},
    "docx": {"pipeline/readers.py"},
    "zstandard": {"pipeline/ingest.py"},
    "datasketch": {"pipeline/duplicates.py"},
    "rapidfuzz": {"pipeline/resolve.py"},
    "ahocorasick": {"extractors/gazetteer.py"},
    "pandas": {"pipeline/store.py"},
    "pyarrow": {
        "pipeline/store.py",
        "pipeline/readers.py",
        "pipeline/reconciling/arrays.py",
        "pipeline/reconciling/feeds.py",
        "pipeline/reconciling/fusion.py",
    },
    "multiprocessing": {"pipeline/engines/local.py", "pipeline/readers.py"},
    "time": {"pipeline/cli.py"},
    "socket": set(),
    "urllib.request": set(),
    "pickle": set(),
    "random": set(),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


MODULES = [path for folder in ("extractors", "pipeline") for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_library_is_used_where_it_lives(path: Path):
    name = path.relative_to(ROOT).as_posix()
    used = imports(path)
    strays = {
        library for library, homes in HOMES.items() if any(f"{module}.".startswith(f"{library}.") for module in used) and name not in homes
    }
    assert not strays


@pytest.mark.parametrize("path", sorted((ROOT / "extractors").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_extractors_know_nothing_of_the_pipeline(path: Path):
    assert not {module for module in imports(path) if module.split(".")[0] == "pipeline"}


ROOM_FILES = sorted(path for path in (ROOT / "pipeline").rglob("*.py") if path.parent.name not in ("engines", "rules"))
STEMS = {path.stem for path in ROOM_FILES}


@pytest.mark.parametrize("path", ROOM_FILES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_rooms_import_no_other_room(path: Path):
    parts = {part for module in imports(path) if module.startswith("pipeline.") for part in module.split(".")[1:3]}
    used = (parts & STEMS) - SHARED - {path.stem, "__init__"}
    homes = [{room, *parts} for room, parts in ROOMS.items() if path.stem in {room, *parts}]
    allowed = MAY_IMPORT.get(path.stem, set().union(*homes))
    assert allowed is None or used <= allowed


def test_every_module_has_a_room():
    known = set(ROOMS).union(*ROOMS.values()) | SHARED | set(MAY_IMPORT)
    assert known >= STEMS


def test_only_the_command_prints():
    printing = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert not printing - {"extractors/ja/train.py"}


def test_help_loads_no_heavy_library():
    code = "import sys, pipeline.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    assert not loaded & {
        "spacy",
        "pandas",
        "pyarrow",
        "numpy",
        "fugashi",
        "langdetect",
        "trafilatura",
        "datasketch",
        "pycrfsuite",
        "rapidfuzz",
    }
