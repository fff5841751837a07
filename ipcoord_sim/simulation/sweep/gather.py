"""From the stored chunks to one number a replication: cities added up, exactly, a scenario at a time."""

from __future__ import annotations

from collections.abc import Iterable

from .chunks import Chunk
from .measures import AT, COUNT, Totals
from .store import Store

__all__ = ["gather"]


def gather(store: Store, chunks: Iterable[Chunk], replications: int) -> list[Totals]:
    """The totals of each replication over all cities of the chunks of one scenario.

    The sums are whole numbers, so neither the order of the chunks nor the machine can change them.
    """
    import numpy as np

    totals: dict[str, np.ndarray] = {}
    spread: dict[str, np.ndarray] = {}
    for chunk in chunks:
        table = store.table(chunk)
        at = table.column("replication").to_numpy()
        for name in table.column_names:
            column = table.column(name)
            if name.endswith(AT):
                stem = name.removesuffix(AT)
                spread[stem] = _added(spread.get(stem), at, column, table.column(stem + COUNT), replications)
            elif name != "replication" and not name.endswith(COUNT):
                kept = totals.setdefault(name, np.zeros(replications, np.int64))
                np.add.at(kept, at, column.to_numpy().astype(np.int64))
    rows: list[Totals] = []
    for r in range(replications):
        row: dict = {name: int(column[r]) for name, column in totals.items()}
        for name, grid in spread.items():
            filled = np.flatnonzero(grid[r])
            row[name] = list(zip(filled.tolist(), grid[r, filled].tolist(), strict=True))
        rows.append(row)
    return rows


def _added(grid, at, values, counts, replications: int):
    """The grid (replication × value) with one chunk's distributions added, made wider where a value needs it."""
    import numpy as np

    values, counts = values.combine_chunks(), counts.combine_chunks()
    flat = values.flatten().to_numpy().astype(np.int64)
    lengths = np.diff(values.offsets.to_numpy())
    wide = int(flat.max()) + 1 if len(flat) else 1
    if grid is None:
        grid = np.zeros((replications, wide), np.int64)
    elif wide > grid.shape[1]:
        grid = np.pad(grid, ((0, 0), (0, wide - grid.shape[1])))
    np.add.at(grid, (np.repeat(at, lengths), flat), counts.flatten().to_numpy().astype(np.int64))
    return grid
