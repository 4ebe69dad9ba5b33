"""Runs that several tests look at, made once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.runs import run
from pipeline.store import Tables, open_tables
from tests.support.browser import LEFT_OUT, NO_AXE
from tests.support.paths import ROOT

# The same examples on every run and machine.
settings.register_profile("repeatable", derandomize=True, deadline=None)
# What `make fuzz` takes: others every time, and what failed once is tried again.
settings.register_profile("fuzz", max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("repeatable")

SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and evaluation sets that lies beside the repository."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs the real documents in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the repository's own documents."""
    output = tmp_path_factory.mktemp("own")
    run(ROOT / "seeds", output)
    return open_tables(output)


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tables of the four real documents."""
    output = tmp_path_factory.mktemp("real")
    run(shared / "seeds", output)
    return output


#: Tests that were left out for want of what lies in ../shared.
_left_out: list[str] = []


#: Tests that were left out for want of a browser, ...
_unseen: list[str] = []
#: ... and for want of what judges accessibility.
_unjudged: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that says it needs what lies beside the repository, or a browser."""
    if report.skipped and isinstance(report.longrepr, tuple):
        if "shared" in report.longrepr[2]:
            _left_out.append(report.nodeid)
        if LEFT_OUT in report.longrepr[2]:
            _unseen.append(report.nodeid)
        if NO_AXE in report.longrepr[2]:
            _unjudged.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where tests on the real documents were left out although the documents are there."""
    if _left_out and SHARED.is_dir():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what did not run, and print what each benchmark measured against its yardstick."""
    if _left_out:
        found = "is there, and yet" if SHARED.is_dir() else "is not there, so that"
        terminalreporter.section("NOT RUN", red=True, bold=True)
        terminalreporter.write_line(f"../shared {found} {len(_left_out)} tests on real documents and evaluation sets did not run:")
        for module, count in sorted(Counter(name.partition("::")[0] for name in _left_out).items()):
            terminalreporter.write_line(f"  {module}: {count}")
    if _unseen:
        terminalreporter.section("NOT RUN", red=True, bold=True)
        terminalreporter.write_line(f"{len(_unseen)} tests of the pages did not run: they need {LEFT_OUT.removeprefix('needs ')}")
    if _unjudged:
        terminalreporter.section("NOT RUN", red=True, bold=True)
        terminalreporter.write_line(f"{len(_unjudged)} tests of accessibility did not run: they need {NO_AXE.removeprefix('needs ')}")
    session = getattr(config, "_benchmarksession", None)
    rows = [
        (bench.name, name, value)
        for bench in getattr(session, "benchmarks", ())
        for name, value in sorted(bench.extra_info.items())
        if value is not None
    ]
    if rows:
        terminalreporter.section("against the yardsticks")
        for test, name, value in rows:
            shown = f"{value:.3g}" if isinstance(value, float) else str(value)
            terminalreporter.write_line(f"{test:75} {name}: {shown}")
