"""Drills: what a machine, a system or a hostile neighbour can do to a run. What must come of each is written down before it is done.

CI runs the short form; `make drill` sets AWASE_DRILL=long, which kills more often and makes every file of rules wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.contract import to_table
from pipeline.documents import Limits, find
from pipeline.errors import OutputError
from pipeline.records import TABLES, Reject
from pipeline.store import earlier, open_tables, publish
from tests.support.files import LAUGHS, docx, gzip_bomb, pdf
from tests.support.paths import ROOT

LONG = os.environ.get("AWASE_DRILL") == "long"
COMMAND = [sys.executable, "-c", "from pipeline.cli import main; main()", "extract"]
GOOD = {
    "good-1.txt": "Acme Corp. raised $5 million in 2024, according to Beta News.\n",
    "good-2.md": "# Hoshikawa\n\nHoshikawa Ltd. had revenue of 7 billion yen in 2023.\n",
    "good-3.txt": "星川株式会社の2024年の売上高は143億円だった。\n",
}

#: Hostile files: what they are, and the reason that must stand in `rejects`; "read" for those that are read all the same.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "not_text"),
    "mark.txt": (lambda: b"\xef\xbb\xbf", "empty"),
    "zeros.txt.gz": (lambda: gzip_bomb(64 << 20), "bomb"),
    "laughs.docx": (lambda: docx("<w:p><w:r><w:t>&l10;</w:t></w:r></w:p>", LAUGHS), "xml_entities"),
    "broken.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4, "broken"),
    "locked.pdf": (lambda: pdf("A page", encrypted=True), "encrypted"),
    "deep.json": (lambda: b"[" * 100_000, "too_deep"),
    "long.txt": (lambda: b"word " * 1_700_000, "too_long"),
    "spaces.txt": (lambda: b"x" + b" " * 40_000 + b"x", "read"),
    "days.txt": (lambda: b"January 1, " * 3_600, "read"),
    "years.txt": (lambda: "2024年".encode() * 8_000, "read"),
    "slot.jsonl": (
        lambda: b"".join(b'{"id": "%d", "text": "Acme Corp. had revenue of $%d million in 2024."}\n' % (i, 10 + i % 50) for i in range(60)),
        "read",
    ),
}


def seeds(folder: Path) -> Path:
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def awase(*arguments: str, cwd: Path = ROOT, **options: Any) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    given = {"capture_output": True} | options
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, env={**os.environ, "PYTHONPATH": path}, timeout=600, check=False, **given)


def content(output: Path) -> dict[str, str] | None:
    """Digests of the tables in force, checked against the manifest; None where there are none."""
    try:
        manifest = json.loads((output / "manifest.json").read_bytes())
    except FileNotFoundError:
        return None
    digests = {name: hashlib.sha256((output / f"{name}.parquet").read_bytes()).hexdigest() for name in manifest["tables"]}
    assert digests == {name: entry["sha256"] for name, entry in manifest["tables"].items()}, "a mix of generations"
    return digests


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good documents and their tables."""
    root = tmp_path_factory.mktemp("drills")
    done = awase(str(seeds(root / "seeds")), "-o", str(root / "out"))
    assert done.returncode == 0, done.stderr
    return root


def good_rows(output: Path) -> dict[str, list[Any]]:
    tables = open_tables(output)
    good = {row.document_id for row in tables.records("documents") if row.path in GOOD}
    assert len(good) == len(GOOD)
    return {
        name: [row for row in tables.records(name) if row.document_id in good] for name in ("documents", "segments", "mentions", "claims")
    }


def test_hostile_files_are_told_and_three_good_documents_keep_their_rows(made: Path, tmp_path: Path):
    folder = seeds(tmp_path / "seeds")
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    done = awase(str(folder), "-o", str(tmp_path / "out"), "-j", "2")
    assert done.returncode == 3, done.stderr
    tables = open_tables(tmp_path / "out")
    reasons = {row.path: row.reason for row in tables.records("rejects")}
    read = {row.path.partition("#")[0] for row in tables.records("documents")}
    assert {name: reasons.get(name, "read" if name in read else "lost") for name in HOSTILE} == {
        name: reason for name, (_, reason) in HOSTILE.items()
    }
    assert good_rows(tmp_path / "out") == good_rows(made / "out")


def killed(arguments: list[str], output: Path, number: signal.Signals, publishing: bool, moments: random.Random, lasts: float) -> bool:
    """Start a run and end it: at a moment within the time that one takes, or a moment after it begins to publish; False if it was done.

    The run is a fork of this process, which has loaded all that a run needs: of its life most would else be spent on that.
    """
    # What ends the fork before it is a run would end a second pytest.
    free = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    run = os.fork()
    if run == 0:
        try:
            with open(os.devnull, "w") as nothing:
                os.dup2(nothing.fileno(), 1)
                os.dup2(nothing.fileno(), 2)
                signal.pthread_sigmask(signal.SIG_SETMASK, free)
                main(["extract", *arguments], standalone_mode=False)
        finally:
            os._exit(0)
    signal.pthread_sigmask(signal.SIG_SETMASK, free)
    until = time.monotonic() + (60 if publishing else moments.uniform(0, lasts))
    while time.monotonic() < until and not (publishing and list((output / ".tables").glob(".new-*"))):
        if os.waitpid(run, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    if publishing:
        time.sleep(moments.uniform(0, 0.2))
    if os.waitpid(run, os.WNOHANG)[0]:
        return False
    os.kill(run, number)
    return os.waitstatus_to_exitcode(os.waitpid(run, 0)[1]) != 0 or number == signal.SIGTERM


@pytest.mark.parametrize("case", ["new content", "same content", "first publication"])
def test_a_run_killed_at_any_moment_leaves_the_old_tables_or_the_new(case: str, made: Path, tmp_path: Path):
    folder, output, before = seeds(tmp_path / "seeds"), tmp_path / "out", tmp_path / "before"
    shutil.copytree(made / "out", before, symlinks=True)
    if case == "new content":
        (folder / "new.txt").write_text("新星株式会社の2022年の売上高は9億円だった。\n", encoding="utf-8")
    shutil.copytree(before, tmp_path / "fresh", symlinks=True)
    # Strict, a run publishes also what is there already; what documents came to is taken from the cache.
    for _ in range(2):
        began = time.monotonic()
        assert CliRunner().invoke(main, ["extract", str(folder), "-o", str(tmp_path / "fresh"), "--strict"]).exit_code == 0
        lasts = time.monotonic() - began
    new = content(tmp_path / "fresh")
    shutil.rmtree(before / ".tables" / "cache")
    shutil.copytree(tmp_path / "fresh" / ".tables" / "cache", before / ".tables" / "cache")
    if case == "first publication":
        for path in [
            path for folder_ in (before, before / ".tables") for path in folder_.iterdir() if path.name not in (".tables", "cache")
        ]:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    old = content(before)
    assert (old == new, old is None) == (case == "same content", case == "first publication")
    arguments = [str(folder), "-o", str(output), "--strict"]
    moments, ended = random.Random(case), Counter[str]()
    while ended.total() < (100 if LONG else 10):
        if ended.total() % 5 == 0 or content(output) != old:
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(before, output, symlinks=True)
        number = (signal.SIGKILL, signal.SIGTERM)[ended.total() % 3 == 2]
        publishing = ended.total() % 2 == 1
        if not killed(arguments, output, number, publishing, moments, lasts):
            continue
        found = content(output)
        assert found in (old, new)
        ended[f"{number.name} {'publishing' if publishing else 'before'}: {'old' if found == old else 'new'}"] += 1
        if ended.total() % 5 == 0:
            assert CliRunner().invoke(main, ["extract", *arguments]).exit_code == 0
            assert content(output) == new
            assert left_over(output) == []
    print(case, dict(sorted(ended.items())))


def left_over(output: Path) -> list[str]:
    held = [*output.iterdir(), *(output / ".tables").iterdir()]
    ours = {
        ".tables",
        "report.html",
        "datapackage.json",
        "cache",
        ".lock",
        "current",
        "history",
        "verdicts.json",
        "manifest.json",
        *(f"{name}.parquet" for name in TABLES),
    }
    kept = {os.readlink(output / ".tables" / "current"), *(folder.name for folder in earlier(output)[:1])}
    return sorted({path.name for path in held} - ours - kept)


def tables_of(text: str) -> dict[str, Any]:
    rejects = [Reject(text, None, "ingest", "empty", text)]
    return {name: to_table(name, rejects if name == "rejects" else []) for name in TABLES}


def steps(monkeypatch: pytest.MonkeyPatch, most: int) -> Iterator[None]:
    """End the process at the step of publishing with this number."""
    count = 0
    for name in ("mkdir", "rename", "replace", "symlink", "fsync", "unlink"):
        inner = getattr(os, name)

        def counted(*arguments: Any, inner: Any = inner, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == most:
                os._exit(9)
            return inner(*arguments, **options)

        monkeypatch.setattr(os, name, counted)
    yield


@pytest.mark.parametrize(("before", "after"), [("old", "new"), ("same", "same"), (None, "first")])
def test_publishing_ended_at_each_of_its_steps_leaves_the_old_tables_or_the_new(before: str | None, after: str, tmp_path: Path):
    number, finished = 0, False
    while not finished:
        number += 1
        output = tmp_path / str(number)
        if before:
            publish(output, tables_of(before), {})
        old = content(output) if before else None
        child = os.fork()
        if child == 0:
            patch = pytest.MonkeyPatch()
            next(steps(patch, number))
            publish(output, tables_of(after), {})
            os._exit(0)
        finished = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        try:
            seen = [row.path for row in open_tables(output).records("rejects")]
        except OutputError:
            seen = []
        assert seen in ([before] if before else [], [after]), number
        if before:
            # Every reader goes through the links, and finds one generation.
            assert content(output) is not None
            assert old is not None
        publish(output, tables_of(after), {})
        assert left_over(output) == []
    assert number > 10


def test_publishing_what_is_in_force_changes_nothing(tmp_path: Path):
    publish(tmp_path, tables_of("same"), {})
    held = os.readlink(tmp_path / ".tables" / "current")
    publish(tmp_path, tables_of("same"), {})
    assert os.readlink(tmp_path / ".tables" / "current") == held
    (tmp_path / ".tables" / held / "facts.parquet").write_bytes(b"damaged")
    publish(tmp_path, tables_of("same"), {})
    assert open_tables(tmp_path).records("facts") == []


def test_a_folder_in_the_place_of_a_table_leaves_the_old_tables_and_says_so(tmp_path: Path):
    publish(tmp_path, tables_of("old"), {})
    (tmp_path / "facts.parquet").unlink()
    (tmp_path / "facts.parquet").mkdir()
    with pytest.raises(OutputError, match=r"facts\.parquet is a folder; the old tables are unchanged"):
        publish(tmp_path, tables_of("new"), {})
    assert [row.path for row in open_tables(tmp_path).records("rejects")] == ["old"]


def test_a_full_disk_leaves_the_old_tables_and_nothing_else(tmp_path: Path):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(tmp_path)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        publish(tmp_path, tables_of("old"), {})
        for number in range(3):
            with pytest.raises(OutputError, match="No space left on device; the old tables are unchanged"):
                publish(tmp_path, tables_of("".join(map(str, random.Random(number).sample(range(10**6), 200_000)))), {})
        assert [row.path for row in open_tables(tmp_path).records("rejects")] == ["old"]
        assert left_over(tmp_path) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    (tmp_path / "disk").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path / "disk")], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield tmp_path / "disk"
    subprocess.run(["umount", str(tmp_path / "disk")], check=True)


def test_a_run_onto_a_full_disk_or_one_that_may_not_be_written_is_one_line_and_the_old_tables_stay(made: Path, disk: Path, tmp_path: Path):
    shutil.copytree(made / "out", disk / "out", symlinks=True, ignore=shutil.ignore_patterns("cache"))
    folder = seeds(tmp_path / "seeds")
    (folder / "new.txt").write_text("Gamma Inc. had revenue of $9 million in 2022.\n")
    command = [str(folder), "-o", str(disk / "out"), "-q"]
    with open(disk / "filler", "wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    done = awase(*command)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert done.stderr.endswith(b"No space left on device; the old tables are unchanged\n")
    assert content(disk / "out") == content(made / "out")
    assert left_over(disk / "out") == []
    (disk / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = awase(*command)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert done.stderr.endswith(b": Read-only file system\n")
    assert content(disk / "out") == content(made / "out")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert awase(*command).returncode == 0
    assert {row.path for row in open_tables(disk / "out").records("documents")} == {*GOOD, "new.txt"}
    assert left_over(disk / "out") == []


#: What a machine may have set otherwise: letters, sorting, dates, the day at this moment, the order of sets.
ELSEWHERE = {
    "ASCII on the date line": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"},
    "Turkish letters": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "America/Adak", "PYTHONHASHSEED": "42"},
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_tables_are_the_same_in_every_locale_and_time_zone_and_without_a_home(name: str, made: Path, tmp_path: Path):
    environment = {key: value for key, value in os.environ.items() if key not in ("HOME", "USER", "LOGNAME", "LANG", "XDG_CACHE_HOME")}

    def told(*words: str) -> bytes:
        done = subprocess.run([*COMMAND[:-1], *words], cwd=ROOT, env=environment | ELSEWHERE[name], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    # Files and names are what they are in whatever letters the system says it has, and what is printed of them is printed.
    assert b"documents  3" in told("extract", str(made / "seeds"), "-o", str(tmp_path / "表"))
    assert content(tmp_path / "表") == content(made / "out")
    assert b"2024" in told("facts", "Ａｃｍｅ Ｃｏｒｐ.", "-o", str(tmp_path / "表"))


def _opened(*paths: str) -> list[str]:
    """Lines of a shell, in a name space of mounts of its own, after which folders below a folder of root's can be entered by others."""
    shut = {str(up) for path in paths for up in Path(path).parents if not up.stat().st_mode & 0o001}
    lines = []
    for folder in sorted(shut):
        inside = [path for path in paths if Path(folder) in Path(path).parents]
        lines += [f"mkdir keep{at} && mount --bind '{path}' keep{at}" for at, path in enumerate(inside)]
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs '{folder}'")
        lines += [f"mkdir -p '{path}' && mount --bind keep{at} '{path}'" for at, path in enumerate(inside)]
    return lines


def test_an_ordinary_user_needs_no_network_no_home_and_no_leave_to_write_but_to_the_output(made: Path):
    if subprocess.run(["unshare", "-mn", "setpriv", "--reuid", "10001", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no user and network of its own can be had here")
    # Not in the folder of pytest, which every other run of it on the machine shuts again.
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        (place / "out").mkdir()
        os.chown(place / "out", 10001, 10001)
        shutil.copytree(made / "seeds", place / "seeds")
        program = " ".join(f"'{part}'" for part in [*COMMAND, "seeds", "-o", "out", "-q"])
        script = [
            "set -e",
            *_opened(*dict.fromkeys((sys.base_prefix, sys.prefix, str(ROOT)))),
            f"mount --bind '{ROOT}' '{ROOT}' && mount -o remount,ro,bind '{ROOT}'",
            f"exec setpriv --reuid 10001 --regid 10001 --clear-groups env -i PATH=/usr/bin:/bin PYTHONPATH='{ROOT}' {program}",
        ]
        done = subprocess.run(["unshare", "-mn", "sh", "-c", "\n".join(script)], cwd=place, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr
        assert content(place / "out") == content(made / "out")


@pytest.mark.parametrize(
    ("shell", "code"),
    [(">&-", 4), (">/dev/full", 4), ("2>&-", 0), (">&- 2>&-", 4), ("2>/dev/full", 0)],
    ids=["stdout closed", "stdout full", "stderr closed", "both closed", "stderr full"],
)
def test_tables_are_published_whoever_listens(shell: str, code: int, made: Path, tmp_path: Path):
    line = " ".join(f"'{part}'" for part in [*COMMAND, str(made / "seeds"), "-o", str(tmp_path / "out")])
    done = subprocess.run(["sh", "-c", f"{line} {shell}"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert content(tmp_path / "out") == content(made / "out")
    assert b"Traceback" not in done.stderr


def test_a_folder_that_may_not_be_entered_costs_itself(tmp_path: Path):
    if os.geteuid() != 0:
        pytest.skip("only root can take a user's place")
    folder = seeds(tmp_path / "seeds")
    (folder / "shut").mkdir()
    (folder / "shut" / "a.txt").write_text("text")
    (folder / "shut").chmod(0o444)
    (folder / "secret.txt").write_text("text")
    (folder / "secret.txt").chmod(0)
    for above in (folder, *folder.parents[:3]):
        above.chmod(above.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        found = {row.path: getattr(row, "reason", "read") for row in find(folder, Limits())}
    finally:
        os.seteuid(0)
    assert found == dict.fromkeys((*GOOD, "secret.txt"), "read") | {"shut/a.txt": "unreadable"}


def test_a_working_directory_that_is_gone_ends_the_run_before_anything_is_published(made: Path, tmp_path: Path):
    (tmp_path / "gone").mkdir()
    line = " ".join(f"'{part}'" for part in [*COMMAND, str(made / "seeds"), "-o", str(tmp_path / "out")])
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        ["sh", "-c", f"cd {tmp_path}/gone && rmdir ../gone && {line}"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"awase: the working directory is gone: go to one that is there\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["seeds.toml", "entities.toml", "sources.toml", "decisions.jsonl"])
@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x80", b'{"a":' * 100_000, b"[" * 100_000], ids=["binary", "nested", "lists"])
def test_a_wrong_file_of_the_user_is_one_line_and_the_old_tables_stay(name: str, data: bytes, made: Path, tmp_path: Path):
    shutil.copytree(made / "out", tmp_path / "out", symlinks=True)
    folder = seeds(tmp_path / "seeds")
    (folder / name).write_bytes(data)
    done = CliRunner().invoke(main, ["extract", str(folder), "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"awase: {name}:")
    assert content(tmp_path / "out") == content(made / "out")


def rules() -> list[str]:
    found = [path for folder in ("pipeline", "extractors") for path in (ROOT / folder).rglob("*") if path.suffix in (".toml", ".csv")]
    # Cases of words are read by tests alone.
    found = [path for path in found if path.name != "cases.toml" or "extractors" not in path.parts]
    names = sorted(path.relative_to(ROOT).as_posix() for path in found)
    return names if LONG else names[:: max(1, len(names) // 3)]


@pytest.mark.parametrize("name", rules())
def test_a_wrong_file_of_rules_is_one_line_and_the_old_tables_stay(name: str, made: Path, tmp_path: Path):
    for folder in ("pipeline", "extractors"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / name).write_bytes(b"\xff\xfe[[[")
    shutil.copytree(made / "out", tmp_path / "out", symlinks=True)
    command = [*COMMAND, str(made / "seeds"), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert Path(name).name.encode() in done.stderr
    assert content(tmp_path / "out") == content(made / "out")


def test_two_runs_at_once_both_publish_and_agree(made: Path, tmp_path: Path):
    command = [*COMMAND, str(made / "seeds"), "-o", str(tmp_path / "out")]
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert content(tmp_path / "out") == content(made / "out")


def test_output_within_the_input_is_no_input(made: Path, tmp_path: Path):
    folder = seeds(tmp_path / "seeds")
    for output in (folder, folder / "output"):
        for _ in range(2):
            assert awase(str(folder), "-o", str(output)).returncode == 0
            assert {row.path for row in open_tables(output).records("documents")} == set(GOOD)
        shutil.rmtree(output / ".tables")
        for path in [path for path in output.iterdir() if path.is_symlink()]:
            path.unlink()


def test_nothing_to_read_leaves_the_old_tables(made: Path, tmp_path: Path):
    shutil.copytree(made / "out", tmp_path / "out", symlinks=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = awase(str(tmp_path / "empty"), "-o", str(tmp_path / "out"))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(b"awase: no document in ")
    assert content(tmp_path / "out") == content(made / "out")
