"""Opens a file, through its decompression if it has one.

In: a file and the limits. Out: a stream of its bytes. Never: a size believed that the file only claims; more unpacked than the limits let.
"""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path
from typing import IO, Any

from pipeline.documents.formats import FORMATS, PACKED, Limits, Unreadable, ending
from pipeline.records import Source

_CHUNK = 1 << 20


def opened(source: Source, limits: Limits) -> IO[bytes]:
    """Open a file, through its decompression if it has one; the most that can be read of it is counted.

    Args:
        source: The file.
        limits: What it may cost.

    Raises:
        Unreadable: It is too large.
        OSError: It cannot be opened.
    """
    form = FORMATS.get(ending(source.path))
    most = limits.corpus_bytes if form is not None and form.rows is not None else limits.file_bytes
    file = Path(os.fsdecode(source.file))
    size = file.stat().st_size
    if size > most:
        raise Unreadable("too_large", f"{size} bytes, more than {most}")
    if not source.path.lower().endswith(PACKED):
        return file.open("rb")
    stream = io.BufferedReader(_Unpacked(file, size, most, limits.ratio, zipped=source.path.lower().endswith(".gz")), _CHUNK)
    if ending(source.path) != ".parquet":
        return stream
    # Parquet is read from its end, so it has to be in memory whole.
    with stream:
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", f"more than {limits.file_bytes} bytes of packed Parquet; Parquet is packed by itself")
    return io.BytesIO(data)


class _Unpacked(io.RawIOBase):
    """A gzip or zstd file, unpacked as it is read; what comes out is counted, whatever the file claims."""

    def __init__(self, file: Path, size: int, most: int, ratio: int, *, zipped: bool) -> None:
        self._most = most
        self._allowed = max(_CHUNK, ratio * size)
        self._count = 0
        self._file = file.open("rb")
        if zipped:
            self._stream: Any = gzip.GzipFile(fileobj=self._file)
        else:
            import zstandard

            # The window is what a frame may make the reader keep in memory.
            reader = zstandard.ZstdDecompressor(max_window_size=1 << 27)
            self._stream = reader.stream_reader(self._file, read_across_frames=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read1(len(buffer))
        except MemoryError as error:
            raise Unreadable("memory", "unpacking it needs too much memory") from error
        except Exception as error:  # each library has its own kinds: OSError, EOFError, zlib.error, ZstdError
            raise Unreadable("broken", f"it cannot be unpacked: {type(error).__name__}: {error}"[:300]) from error
        self._count += len(data)
        if self._count > self._allowed:
            raise Unreadable("bomb", f"it unpacks to more than {self._allowed} bytes")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._file.close()
        super().close()
