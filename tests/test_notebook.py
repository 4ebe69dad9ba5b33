"""The notebook of the documentation: run cell by cell in a kernel of its own, on the tables of the documents in seeds/."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.support.paths import ROOT, SEEDS

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The cells of code with what they put out."""
    place = tmp_path_factory.mktemp("notebook")
    program = "from pipeline.runs import run; import sys; run(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(SEEDS), str(place / "output")], cwd=ROOT, check=True)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    (place / "docs").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(place / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    client = NotebookClient(
        notebook, timeout=600, startup_timeout=600, kernel_name="python3", resources={"metadata": {"path": str(place / "docs")}}
    )
    client.create_kernel_manager()
    client.km.kernel_cmd = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    client.execute(env=environment)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell: Any) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")


def shown(cell: Any) -> str:
    """What a cell shows as a page."""
    data = [output.data for output in cell.outputs if output.output_type in ("display_data", "execute_result")]
    return "".join(held.get("text/html", held.get("text/plain", "")) for held in data)


def test_the_notebook_goes_from_the_tables_to_the_witnesses(cells: list[Any]):
    load, series, plot, disputed, marked, duck, polars = cells
    assert "<b>Awase</b>: 6 documents" in shown(load)
    assert "7200000000" in shown(series)
    assert any("bokeh" in kind for output in plot.outputs for kind in output.get("data", {})), "there is a plot"
    assert "Tessera AI, revenue, 2024: 3 independent voices" in printed(disputed)
    assert "](value)" in printed(marked)
    assert "conflicts, " in printed(marked)
    assert "tessera-report-ja.txt" in shown(duck)
    assert f"shape: ({shown(duck).count('<tr') - 1}, 6)" in shown(polars), "the same rows"


def test_no_cell_fails_or_warns(cells: list[Any]):
    for cell in cells:
        assert [output.text for output in cell.outputs if output.get("name") == "stderr"] == []


def test_the_notebook_is_kept_without_what_a_run_put_out():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    assert Path(NOTEBOOK).stat().st_size < 20_000
