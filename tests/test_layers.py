"""The import rules of the house, stated on folders. A set named `STRAYS` lists what still breaks a rule; it may only shrink."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

#: Heavy third-party packages and the places that may import them: a file, or a folder with all below it.
HOMES = {
    "click": {"pipeline/cli.py", "pipeline/judging.py", "pipeline/terminal.py"},
    "spacy": set(),
    "thinc": set(),
    "msgpack": {"extractors/en"},
    "fugashi": {"extractors/ja"},
    "pycrfsuite": {"extractors/crf.py"},
    "langdetect": {"pipeline/language"},
    "trafilatura": {"pipeline/documents"},
    "pypdfium2": {"pipeline/documents"},
    "docx": {"pipeline/documents"},
    "zstandard": {"pipeline/documents"},
    "http": {"pipeline/review"},
    "jinja2": {"pipeline/report"},
    "lxml": {"pipeline/documents"},
    "openpyxl": {"pipeline/documents"},
    "scipy": {"pipeline/learning"},
    "rapidfuzz": {"pipeline/entities", "pipeline/review/names.py"},
    "ahocorasick": {"extractors/gazetteer.py"},
    "pandas": {"pipeline/store.py"},
    "pyarrow": {
        "pipeline/contract.py",
        "pipeline/store.py",
        "pipeline/parquet.py",
        "pipeline/documents",
        "pipeline/engines",
        "pipeline/fusion",
        "pipeline/diff/rows.py",
    },
    "pyspark": {"pipeline/engines/spark.py"},
    "multiprocessing": {"pipeline/engines"},
    "subprocess": {"pipeline/engines", "pipeline/documents/sandbox.py", "pipeline/revisions.py"},
    "signal": {"pipeline/engines", "pipeline/processes.py", "pipeline/worker.py", "pipeline/documents/sandbox.py", "pipeline/terminal.py"},
    "time": {"pipeline/cli.py", "pipeline/judging.py"},
    "socket": set(),
    "urllib.request": set(),
    "pickle": set(),
    "random": set(),
}
#: What every stage may import besides itself and `extractors`.
SHARED = {"records", "errors", "rules", "predicates", "sources", "processes", "answers"}
#: Readers of published tables: they know the tables and no stage.
READERS = {"diff", "check", "report", "evaluate", "explain", "review", "revisions"}
#: Who may know the stages: the order of the house.
ORDER = {"stages", "runs", "learning"}
#: Who looks behind the door of which stage: what learns its weights asks it for every candidate.
INSIDE = {("learning", "claims")}
STRAYS: set[tuple[str, str]] = set()
INNER_STRAYS: set[tuple[str, str]] = set()
#: Modules, or folders of them, that write the tag of a language: the columns of a text's origin, and the grammars of claims.
TAG_STRAYS = ("pipeline/annotate.py", "pipeline/language/origin.py", "pipeline/claims/")
#: Lines that a module and a function may have.
MODULE, EXTRACTOR, FUNCTION = 450, 600, 60
LONG_MODULES: dict[str, int] = {
    "pipeline/claims/readers/figures.py": 538,
    "pipeline/claims/syntax.py": 453,
}
LONG_FUNCTIONS: dict[str, int] = {
    "pipeline/claims/drafts.py:_article": 79,
    "pipeline/claims/drafts.py:_claims": 80,
    "pipeline/claims/arguments.py:role_ja": 96,
    "pipeline/claims/attachment.py:_link_en": 80,
    "pipeline/claims/coreference.py:resolve": 74,
    "pipeline/claims/parsing.py:_split_en": 85,
    "pipeline/claims/readers/figures.py:_draft": 94,
    "pipeline/claims/readers/tables.py:row_readings": 109,
}

MODULES = [path for folder in ("extractors", "pipeline") for path in sorted((ROOT / folder).rglob("*.py"))]
STAGES = {path.name for path in (ROOT / "pipeline").iterdir() if (path / "__init__.py").is_file()} - {
    "engines",
    "rules",
    "learning",
    *READERS,
}
STAGES |= {"mentions"}
LANGUAGES = {path.parent.name for path in (ROOT / "extractors").glob("*/lexicon.toml")}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> dict[str, ast.Module]:
    return {name(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


TREES = trees()
#: Dotted names of every module of ours.
DOTTED = {module.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for module in TREES}


def imports(module: str) -> set[str]:
    """The modules that a module imports, dotted; of ours to the module, of others to the name."""
    found: set[str] = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & DOTTED
            found |= inner or {node.module}
            if len(inner) < len(node.names):
                found.add(node.module)
    return found


def room(dotted: str) -> str | None:
    """The part of the pipeline that a module belongs to."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 else None


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_is_used_where_it_lives(library):
    used = {module for module in TREES if any(f"{other}.".startswith(f"{library}.") for other in imports(module))}
    assert not {module for module in used if not any(module == home or module.startswith(f"{home}/") for home in HOMES[library])}


def test_extractors_know_nothing_of_the_pipeline():
    assert not {
        (module, other) for module in TREES if module.startswith("extractors/") for other in imports(module) if other.startswith("pipeline")
    }


def test_only_the_table_of_languages_knows_a_language_and_no_language_another():
    found = set()
    for module in TREES:
        own = module.split("/")[1] if module.startswith("extractors/") else ""
        for other in imports(module):
            parts = other.split(".")
            if (
                parts[0] == "extractors"
                and len(parts) > 1
                and parts[1] in LANGUAGES
                and parts[1] != own
                and module != "extractors/languages.py"
            ):
                found.add((module, parts[1]))
    assert not found


def test_only_a_language_writes_its_tag():
    found = set()
    for module, tree in TREES.items():
        own = module.split("/")[1] if module.startswith("extractors/") else ""
        tags = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in LANGUAGES} - {own}
        if tags and not module.startswith(TAG_STRAYS):
            found |= {(module, tag) for tag in tags}
    assert not found


def test_no_stage_imports_another_and_only_the_order_imports_stages():
    found = set()
    for module in TREES:
        own = room(module.removesuffix(".py").replace("/", "."))
        for other in imports(module):
            theirs = room(other)
            if theirs in STAGES and theirs != own and own not in ORDER | {"cli"}:
                found.add((module, other))
    assert found == STRAYS


def test_a_stage_is_imported_through_its_door():
    found = set()
    for module in TREES:
        own = room(module.removesuffix(".py").replace("/", "."))
        for other in imports(module):
            if room(other) in STAGES and room(other) != own and other.count(".") > 1 and own != "cli" and (own, room(other)) not in INSIDE:
                found.add((module, other))
    assert found - STRAYS == INNER_STRAYS


def test_readers_of_tables_know_the_tables_only():
    readers = [module for module in TREES if room(module.removesuffix(".py").replace("/", ".")) in READERS]
    known = {f"pipeline.{name}" for name in ("store", "contract", "records", "errors", "rules", "predicates", "answers")}
    assert not {
        (module, other) for module in readers for other in imports(module) if room(other) not in READERS | {None} and other not in known
    }


def test_shared_modules_know_no_stage():
    shared = [module for module in TREES if room(module.removesuffix(".py").replace("/", ".")) in SHARED]
    assert not {(module, other) for module in shared for other in imports(module) if room(other) in STAGES} - STRAYS


def test_only_the_command_prints():
    printing = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert not printing


def test_modules_are_short():
    long = {}
    for path in MODULES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > (EXTRACTOR if name(path).startswith("extractors/") else MODULE):
            long[name(path)] = lines
    assert {module for module, lines in long.items() if lines > LONG_MODULES.get(module, 0)} == set()
    assert set(LONG_MODULES) <= set(long), "these are short now: take them from the list"


def test_functions_are_short():
    long = {
        f"{module}:{node.name}": node.end_lineno - node.lineno + 1
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= FUNCTION
    }
    assert {function for function, lines in long.items() if lines > LONG_FUNCTIONS.get(function, 0)} == set()
    assert set(LONG_FUNCTIONS) <= set(long), "these are short now: take them from the list"


def test_help_loads_no_heavy_library():
    code = "import sys, pipeline.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    assert not loaded & set(HOMES) - {
        "click",
        "time",
        "socket",
        "pickle",
        "random",
        "urllib.request",
        "multiprocessing",
        "subprocess",
        "signal",
    }
