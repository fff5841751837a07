"""From the stored chunks to one number a replication: cities added up, exactly, a scenario at a time."""

from __future__ import annotations

from collections.abc import Iterable

from .chunks import Chunk
from .measures import Totals
from .store import Store

__all__ = ["gather"]

_MOST = "longest."


def gather(store: Store, chunks: Iterable[Chunk], replications: int) -> list[Totals]:
    """The totals of each replication over all cities of the chunks of one scenario.

    What is the most of something (`longest.…`) stays the most. The sums are whole numbers, so neither the order of the chunks nor the machine can change them.
    """
    import numpy as np
    import pyarrow as pa

    sums: dict[str, np.ndarray] = {}
    single: set[str] = set()
    for chunk in chunks:
        table = store.table(chunk)
        for name in table.column_names[1:]:
            column = table.column(name).combine_chunks()
            if pa.types.is_integer(column.type):
                single.add(name)
            else:
                column = column.flatten()
            grid = column.to_numpy(zero_copy_only=False).astype(np.int64).reshape(len(table), -1)
            kept = sums.setdefault(name, np.zeros((replications, grid.shape[1]), np.int64))[chunk.first : chunk.last]
            (np.maximum if name.startswith(_MOST) else np.add)(kept, grid, out=kept)
    rows = {name: (grid[:, 0] if name in single else grid).tolist() for name, grid in sums.items()}
    return [{name: found[r] for name, found in rows.items()} for r in range(replications)]
