"""The kernel as machine code: tables as arrays, functions compiled once and kept on disk; needs numpy and numba."""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import FunctionType, SimpleNamespace

from . import counting, judging, kernel
from .arriving import gap_table
from .streams import TABLE, key_of
from .tables import VARIANTS, Model
from .values import MOST_DESKS

__all__ = ["Arrays", "run_compiled", "totals_compiled"]

# Everything that a kernel reads; the names are those of Model and StageRow.
Arrays = namedtuple(
    "Arrays",
    "stages works untils slip cut target desks absences offence_cuts band_cuts goods_cut gaps weights axis first exponential whole closed "
    "clocks begins slips special spans limits opens closed_real visits window",
)
_ROOM = 4096


def run_compiled(model: Model, seed: int, replication: int = 0, city: int = 0) -> list[list[int]]:
    """The rows of one city's cases, as `engine.run_plain` gives them."""
    bench = _bench(model)
    count = bench.run(seed, replication, city)
    return bench.rows[:count].tolist()


def totals_compiled(model: Model, seed: int, pairs: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The totals of each (replication, city)."""
    import numpy as np

    bench, found = _bench(model), []
    line = np.zeros(len(counting.names_of(model)), dtype=np.int64)
    for replication, city in pairs:
        line[:] = 0
        bench.add(seed, replication, city, line)
        found.append(tuple(line.tolist()))
    return found


class _Bench:
    """The arrays of a model and the room that its runs use again and again."""

    def __init__(self, model: Model) -> None:
        self.arrays, self.code, self.room = _arrays(model), _code(), 0
        self.width = model.flow.width
        self._make_room(_ROOM)

    def _make_room(self, room: int) -> None:
        import numpy as np

        away = self.arrays.absences.shape[0]
        self.room = room
        self.order, self.who = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64)
        self.keys = np.zeros(room, dtype=np.uint64)
        self.rows = np.zeros((room, self.width), dtype=np.int32)
        self.heap = np.zeros(room + away + 8, dtype=np.int64)
        self.free = np.zeros((self.arrays.desks.shape[0], MOST_DESKS), dtype=np.int64)
        self.stage, self.variant = np.zeros(room + away, dtype=np.int32), np.zeros(room + away, dtype=np.int32)
        self.key = np.zeros(room + away, dtype=np.uint64)

    def run(self, seed: int, replication: int, city: int) -> int:
        """Run one city; how many rows are filled in."""
        import numpy as np

        base = np.uint64(key_of(seed, replication, city))
        while (count := self.code.arrive(self.arrays, base, self.order, self.who, self.keys)) < 0:
            self._make_room(self.room * 2)
        ranked = np.argsort(self.order[:count], kind="stable")
        self.code.drive(
            self.arrays, self.order, ranked, self.keys, count, self.rows, self.heap, self.free, self.stage, self.variant, self.key,
        )
        return count

    def add(self, seed: int, replication: int, city: int, line) -> None:
        """Run one city and add its totals to `line`."""
        count = self.run(seed, replication, city)  # first, for it may make new room for the rows
        self.code.sum_up(self.arrays, self.rows, count, line)


_KEPT: dict[int, tuple[Model, _Bench]] = {}


def _bench(model: Model) -> _Bench:
    kept = _KEPT.get(id(model))
    if kept is None or kept[0] is not model:
        if len(_KEPT) >= 8:
            _KEPT.clear()
        _KEPT[id(model)] = kept = (model, _Bench(model))
    return kept[1]


@cache
def _code() -> SimpleNamespace:
    """The compiled functions, each with the compiled ones that it calls."""
    import numpy as np

    numbers = {name: np.uint64(value) for name, value in vars(kernel).items() if name.startswith("U_")} | {"I64": np.int64}
    mix64 = _jit(kernel.mix64, numbers)
    heap = {"push": _jit(kernel.push, {}), "replace": _jit(kernel.replace, numbers)}
    heap["pop"] = _jit(kernel.pop, heap)
    late = {"is_late": _jit(judging.is_late, {})}
    counts = {name: _jit(getattr(judging, name), late) for name in ("count_clock", "count_slips", "count_special")}
    return SimpleNamespace(
        arrive=_jit(kernel.arrive, numbers | {"mix64": mix64}), sum_up=_jit(kernel.sum_up, {"add_row": _jit(counting.add_row, counts)}),
        drive=_jit(kernel.drive, numbers | heap | {"mix64": mix64, "serve": _jit(kernel.serve, {})}),
    )


def _jit(function: FunctionType, names: dict):
    import numba

    own = FunctionType(function.__code__, vars(__import__(function.__module__, fromlist=["_"])) | names, function.__name__, function.__defaults__)
    own.__module__, own.__qualname__ = function.__module__, function.__qualname__
    try:
        return numba.njit(cache=True, error_model="numpy", forceinline=True)(own)
    except RuntimeError:  # nowhere to keep compiled code: it is compiled again in each process
        return numba.njit(error_model="numpy")(own)


def _arrays(model: Model) -> Arrays:
    import numpy as np

    def whole(values, kind=np.int64):
        return np.ascontiguousarray(np.array(values, dtype=kind))

    stages = model.stages
    works = list(dict.fromkeys(s.work for s in stages if s.work))
    untils = list(dict.fromkeys(s.until for s in stages if s.until))
    most = max(len(c) for s in stages for c in s.choices)
    cut, target = np.full((len(stages), VARIANTS, most), 1 << 16, dtype=np.int32), np.zeros((len(stages), VARIANTS, most), dtype=np.int16)
    for n, s in enumerate(stages):
        for v, pairs in enumerate(s.choices):
            for k, (threshold, to) in enumerate(pairs):
                cut[n, v, k], target[n, v, k] = threshold, to
    rows, time = model.flow, model.time
    table = [
        [
            s.pool, s.at, works.index(s.work) if s.work else -1, untils.index(s.until) if s.until else -1, *(s.slip or (0, 0, 0, False))[1:],
            s.asked, s.step != 0, s.column,
        ]
        for s in stages
    ]
    clocks, begins = judging.clock_table(rows)
    return Arrays(
        whole(table, np.int32), whole(works or [[0] * TABLE], np.int32), whole(untils, np.int32), whole([s.slip.shares if s.slip else [0] * VARIANTS for s in stages], np.int32),
        cut, target, whole(model.desks), whole(model.absences).reshape(-1, 3), whole(model.offence_cuts), whole(model.band_cuts), model.goods_cut,
        whole(model.gaps), whole(model.weights), whole(model.axis), whole([rows.place[s["first"]] for s in rows.streams]),
        whole(gap_table()), whole(range(1024), np.uint64), time.closed_office,
        whole(clocks, np.int32), whole(begins, np.int32), whole(judging.slip_table(rows), np.int32), whole(judging.special_table(rows), np.int32),
        whole(counting.span_table(model), np.int32), whole(model.limits, np.int32), whole(time.opens, np.int32), time.closed,
        whole(counting.desk_table(model), np.int32), time.window_office,
    )
