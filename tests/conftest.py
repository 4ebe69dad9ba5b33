"""Runs that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.stages import run
from pipeline.store import Tables, open_tables
from tests.support.paths import ROOT

# The same examples on every run and machine.
settings.register_profile("repeatable", derandomize=True, deadline=None)
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what each benchmark measured against its yardstick."""
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
