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
from tests.support.spark import NO_SPARK

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


#: What is left out for want of something that a machine may lack, and the reason that its tests give.
_NEEDS = {"of the pages": LEFT_OUT, "of accessibility": NO_AXE, "of the engine on Apache Spark": NO_SPARK}
#: How many such tests were left out.
_lacking: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that says it needs what lies beside the repository, or what a machine may lack."""
    if report.skipped and isinstance(report.longrepr, tuple):
        if "shared" in report.longrepr[2]:
            _left_out.append(report.nodeid)
        _lacking.update(what for what, need in _NEEDS.items() if need in report.longrepr[2])


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
    for what, count in _lacking.items():
        terminalreporter.section("NOT RUN", red=True, bold=True)
        terminalreporter.write_line(f"{count} tests {what} did not run: they need {_NEEDS[what].removeprefix('needs ')}")
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
