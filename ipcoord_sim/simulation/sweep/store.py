"""Results on disk: one Parquet file a chunk, there whole or not at all, with the chunk's key inside.

`chunks/` holds one row a replication, `cases/` (only where asked for) one row a case.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from ...errors import InputError
from ...files import reason, whole_file
from .chunks import Chunk
from .work import Outcome

__all__ = ["Store"]

_KEY = b"ipcoord"
# Whole numbers are stored no wider than they need: the narrowest type that holds a column.
_WIDTHS = (("int8", 1 << 7), ("int16", 1 << 15), ("int32", 1 << 31), ("int64", 1 << 63))


class Store:
    """The files of one sweep below `folder`."""

    def __init__(self, folder: Path, *, cases: bool = False) -> None:
        _parquet()
        self.folder = folder
        self.cases = cases

    def path(self, key: str, kind: str = "chunks") -> Path:
        """Where the chunk's rows stand, or its cases (`kind` "cases")."""
        return self.folder / kind / f"{key}.parquet"

    def missing(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks that are not there yet; a file that cannot be read, or is another chunk's, counts as not there."""
        return (chunk for chunk in chunks if not self._whole(chunk.key))

    def put(self, outcome: Outcome) -> None:
        """Write the chunk's files, its own rows last: where they stand, all stands.

        Raises InputError where the disk refuses.
        """
        try:
            if self.cases:
                self._write(self.path(outcome.key, "cases"), outcome.key, outcome.cases, {})
            self._write(self.path(outcome.key), outcome.key, outcome.columns, outcome.lists)
        except OSError as broken:
            zh, en = reason(broken)
            raise InputError(
                f"写不了 {self.folder}（{zh}）；已经存好的都在。请核对权限和磁盘空间，再运行同一条命令。",
                f"Cannot write {self.folder} ({en}); what was stored is kept. Check permissions and space, then run the same command.",
            ) from None

    def table(self, chunk: Chunk, kind: str = "chunks"):
        """The chunk's rows (or its cases) as an Arrow table."""
        return _parquet().read_table(self.path(chunk.key, kind))

    def _whole(self, key: str) -> bool:
        if self.cases and not self.path(key, "cases").is_file():
            return False
        path = self.path(key)
        if not path.is_file():
            return False
        from pyarrow import ArrowException

        try:
            return (_parquet().read_metadata(path).metadata or {}).get(_KEY) == key.encode()
        except (OSError, ArrowException):
            return False

    def _write(self, path: Path, key: str, columns: dict[str, array], lists: dict[str, list[array]]) -> None:
        import pyarrow as pa

        arrays = {name: _narrow(values) for name, values in columns.items()}
        for name, rows in lists.items():
            flat = array("q")
            for row in rows:
                flat.extend(row)
            offsets = pa.array(accumulate(map(len, rows), initial=0), pa.int32())
            arrays[name] = pa.ListArray.from_arrays(offsets, _narrow(flat))
        table = pa.table(arrays).replace_schema_metadata({_KEY: key.encode()})
        path.parent.mkdir(exist_ok=True)
        with whole_file(path, "wb", lasting=True) as file:
            _parquet().write_table(table, file, compression="zstd")


def _narrow(values: array):
    """The numbers as an Arrow array of the narrowest type that holds them all."""
    import numpy as np
    import pyarrow as pa

    found = np.frombuffer(values, np.int64) if values else np.zeros(0, np.int64)
    most = max(abs(int(found.min())), abs(int(found.max())) + 1) if values else 0
    return pa.array(found, next(name for name, limit in _WIDTHS if most <= limit))


def _parquet():
    try:
        from pyarrow import parquet
    except ImportError:
        raise InputError(
            "扫描的结果存成 Parquet，要装 pyarrow；请运行 pip install 'ipcoord-sim[sweep]'。",
            "A sweep stores its results as Parquet and needs pyarrow; run pip install 'ipcoord-sim[sweep]'.",
        ) from None
    return parquet
