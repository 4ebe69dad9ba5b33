import re

from click.testing import CliRunner

from pipeline.cli import main
from pipeline.records import TABLES
from tests.support.paths import ROOT


def test_the_data_dictionary_is_the_one_that_the_command_prints():
    printed = CliRunner().invoke(main, ["tables"])
    assert printed.exit_code == 0
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == printed.output, "run: awase tables > docs/tables.md"


def test_every_command_and_table_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {f"`awase {name}" for name in main.commands if f"`awase {name}" not in readme} == set()
    assert {name for name in TABLES if not re.search(rf"^\| {name} \|", readme, re.MULTILINE)} == set()


def test_every_command_and_option_has_help():
    for name, command in main.commands.items():
        assert command.help, name
        assert all(getattr(option, "help", None) for option in command.params if option.opts[0].startswith("-")), name


def test_every_make_target_has_a_line_of_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    assert phony == set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


def test_no_file_names_a_registry_host_or_a_place_of_one_machine():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock
    for path in [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]:
        assert "://" not in path.read_text(encoding="utf-8"), path
