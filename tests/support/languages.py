"""A language that the project does not have, written into a copy of the package: a folder is all that it takes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

LANGUAGE = """
name = "German"
scripts = ["latin"]
spaced = true
numerals = "words"
decimal = ","
grouping = "."
guests = ["en"]
written_dates = ["{day}. {month} {year}", "{month} {year}", "{day}. {month}", "{day}.{number}.{year}"]
"""
LEXICON = """
cue = [{ kind = "number article", text = ["eine"] }, { kind = "number and", text = ["und"] }]
number = [{ text = "zwei", value = 2 }, { text = "drei", value = 3 }, { text = "zwölf", value = 12 }]
scale = [
  { text = "Million", value = 1000000 }, { text = "Millionen", value = 1000000 },
  { text = "Milliarde", value = 1000000000 }, { text = "Milliarden", value = 1000000000 },
]
suffix = [{ text = "Mio.", value = 1000000 }, { text = "Mrd.", value = 1000000000 }]
currency = [{ text = "Euro", code = "EUR" }, { text = "US-Dollar", code = "USD" }, { text = "Franken", code = "CHF" }]
percent = [{ text = "%", value = 1 }, { text = "Prozent", value = 1 }, { text = "Prozentpunkte", value = 1 }]
hedge = [{ text = "rund", relation = "approx", side = "before" }, { text = "mehr als", relation = "gt", side = "before" }]
range = [{ text = "bis" }, { text = "–" }]
date = [
  { kind = "month", value = "01", text = ["Januar", "Jänner"] }, { kind = "month", value = "03", text = ["März"] },
  { kind = "month", value = "10", text = ["Oktober"] }, { kind = "month", value = "12", text = ["Dezember", "Dez."] },
]
"""


def german(folder: Path, *, language: str = LANGUAGE, lexicon: str = LEXICON) -> Path:
    """Copy the code into a folder and add a folder `de` to the languages; return the copy."""
    for package in ("extractors", "pipeline"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    added = folder / "extractors" / "de"
    added.mkdir()
    (added / "language.toml").write_text(language, encoding="utf-8")
    (added / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    (added / "names.toml").write_text("", encoding="utf-8")
    return folder


def told(copy: Path, code: str) -> Any:
    """Run code in the copy and return what it prints as JSON."""
    shown = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)
