"""Opens tables wherever they are kept: a folder, a generation of it, or a git revision of it.

In: the name of one. Out: its tables. Never: the working tree changed, or the network asked.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
import weakref
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.store import Tables, open_tables


def opened(name: str) -> Tables:
    """Open tables by name.

    Args:
        name: A folder, or REVISION:FOLDER, as git writes a folder at a revision.

    Raises:
        OutputError: There are none.
    """
    folder = Path(name).expanduser()
    if folder.exists() or ":" not in name or name.startswith("-"):
        return open_tables(folder)
    command = ["git", "archive", "--format=tar", name]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise OutputError(f"no tables in {name}: git cannot be started: {error.strerror}") from error
    if done.returncode:
        raise OutputError(f"no tables in {name}: {done.stderr.decode('utf-8', 'replace').strip()}")
    place = tempfile.mkdtemp()
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(place, filter="data")
        tables = open_tables(Path(place))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    weakref.finalize(tables, shutil.rmtree, place, ignore_errors=True)
    return tables
