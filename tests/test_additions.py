"""What the house promises of growth: a format is a function and a line, a column a line; each is added to a copy and used."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

FORMAT = '''"""Files of one line a passage, parted by a tilde."""

from pipeline.documents.formats.content import Content, Limits
from pipeline.documents.formats.text import decoded_text


def read_tilde(data: bytes, limits: Limits) -> Content:
    """Read passages that a tilde parts."""
    decoded = decoded_text(data)
    return Content(decoded.text.replace("~", "\\n\\n"), decoded.encoding, title="Tilde")
'''


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code."""
    for package in ("extractors", "pipeline"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(house: Path, code: str) -> object:
    shown = subprocess.run([sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


RUN = """
import json
from pathlib import Path
from pipeline.runs import run
from pipeline.store import open_tables
run(Path("in"), Path("out"))
rows = open_tables(Path("out")).records("documents")
print(json.dumps([{shown} for row in rows]))
"""


def test_a_format_is_a_function_and_a_line(house):
    (house / "pipeline" / "documents" / "formats" / "tilde.py").write_text(FORMAT, encoding="utf-8")
    door = house / "pipeline" / "documents" / "formats" / "__init__.py"
    change(
        door,
        "FORMATS: dict[str, Format] = {\n",
        'FORMATS: dict[str, Format] = {\n    ".tilde": Format("text/x-tilde", _reader("tilde", "read_tilde")),\n',
    )
    (house / "in").mkdir()
    (house / "in" / "a.tilde").write_text("Aoba Ltd. sold tea for $3 million in 2024.~The end.\n", encoding="utf-8")
    assert told(house, RUN.format(shown="[row.media_type, row.title, row.text]")) == [
        ["text/x-tilde", "Tilde", "Aoba Ltd. sold tea for $3 million in 2024.\n\nThe end.\n"]
    ]


def test_a_column_is_a_line_and_its_filling(house):
    change(
        house / "pipeline" / "records.py",
        '    encoding: str = column("character encoding, and in brackets how it was found out", repeats=True)\n',
        '    encoding: str = column("character encoding, and in brackets how it was found out", repeats=True)\n'
        '    characters: int = column("characters of its text")\n',
    )
    documents = house / "pipeline" / "documents" / "reading.py"
    change(documents, "        encoding=content.encoding,\n", "        encoding=content.encoding,\n        characters=len(content.text),\n")
    (house / "in").mkdir()
    (house / "in" / "a.txt").write_text("Aoba Ltd.\n", encoding="utf-8")
    assert told(house, RUN.format(shown="row.characters")) == [10]
