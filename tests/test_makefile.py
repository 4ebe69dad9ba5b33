"""What `make` promises before any Python of ours runs: one installation, however many runs are started at once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

INTERPRETER = f"""#!/bin/sh
case "$1" in
  -c) exec {sys.executable} "$@" ;;
esac
echo installed >> installed.log
sleep 1
rm -rf .venv
mkdir -p .venv/bin
printf '#!/bin/sh\\necho "$@" >> pip.log\\ncase "$*" in *'"$(cat broken 2>/dev/null || echo none)"'*) exit 1 ;; esac\\n' > .venv/bin/python
cp .venv/bin/python .venv/bin/awase
chmod +x .venv/bin/python .venv/bin/awase
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("".join(f"{package}==1 \\\n    --hash=sha256:0\n" for package in ("acorn", "birch", "cedar")))
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "interpreter").write_text(INTERPRETER, encoding="utf-8")
    (tmp_path / "interpreter").chmod(0o755)
    return tmp_path


def _extract_at_once(checkout: Path, runs: int) -> list[int]:
    command = ["make", "extract", "PYTHON=./interpreter"]
    started = [subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL) for _ in range(runs)]
    return [run.wait() for run in started]


def test_runs_started_at_once_install_once(checkout: Path) -> None:
    assert _extract_at_once(checkout, 3) == [0, 0, 0]
    assert (checkout / "installed.log").read_text(encoding="utf-8") == "installed\n"


def test_a_newer_lock_installs_again(checkout: Path) -> None:
    assert _extract_at_once(checkout, 1) == [0]
    (checkout / "requirements.lock").write_text("# another\n", encoding="utf-8")
    assert _extract_at_once(checkout, 2) == [0, 0]
    assert (checkout / "installed.log").read_text(encoding="utf-8") == "installed\ninstalled\n"


def test_an_installation_that_broke_off_is_done_again(checkout: Path) -> None:
    (checkout / "interpreter").write_text(INTERPRETER.replace("sleep 1", "[ -s first ] || { echo 1 > first; exit 1; }"), encoding="utf-8")
    assert _extract_at_once(checkout, 1) == [2]
    assert _extract_at_once(checkout, 1) == [0]
    assert (checkout / "installed.log").read_text(encoding="utf-8") == "installed\ninstalled\n"


@pytest.mark.parametrize("part", ["part0", "part1", "part2"])
def test_a_package_that_cannot_be_installed_ends_the_run(checkout: Path, part: str) -> None:
    (checkout / "broken").write_text(part, encoding="utf-8")

    assert _extract_at_once(checkout, 1) == [2]
    assert not (checkout / ".venv" / ".ready").exists()


def test_three_processes_install_each_package_of_a_lock_once(checkout: Path) -> None:
    assert _extract_at_once(checkout, 1) == [0]

    parts = [(checkout / ".venv" / f"part{at}.lock").read_text(encoding="utf-8").splitlines() for at in range(3)]
    assert parts == [[f"{package}==1 \\", "    --hash=sha256:0"] for package in ("cedar", "acorn", "birch")]
    told = (checkout / "pip.log").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split("/")[-1] for line in told if "-r .venv/part" in line) == ["part0.lock", "part1.lock", "part2.lock"]


def test_another_description_of_the_project_installs_no_package_again(checkout: Path) -> None:
    assert subprocess.run(["make", "test", "PYTHON=./interpreter"], cwd=checkout, stdout=subprocess.DEVNULL, check=False).returncode == 0
    (checkout / "pip.log").unlink()
    (checkout / "pyproject.toml").write_text("# another\n", encoding="utf-8")

    assert subprocess.run(["make", "test", "PYTHON=./interpreter"], cwd=checkout, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert (checkout / "installed.log").read_text(encoding="utf-8") == "installed\n"
    installed, tested = (checkout / "pip.log").read_text(encoding="utf-8").splitlines()
    assert (installed.split()[-2:], tested) == (["--editable", "."], "-m pytest")


def test_only_what_tests_and_measures_need_is_left_to_them(checkout: Path) -> None:
    assert _extract_at_once(checkout, 1) == [0]
    assert not (checkout / ".venv" / ".developed").exists()

    assert subprocess.run(["make", "test", "PYTHON=./interpreter"], cwd=checkout, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert (checkout / ".venv" / ".developed").exists()
    assert (checkout / "pip.log").read_text(encoding="utf-8").splitlines()[-1] == "-m pytest"
    assert (checkout / "installed.log").read_text(encoding="utf-8") == "installed\n"
