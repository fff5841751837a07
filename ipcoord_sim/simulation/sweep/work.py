"""What a worker does: one chunk, from its key and the scenario to columns of numbers.

A worker needs this package and nothing that was set up for it; a chunk computed twice gives the same columns.
"""

from __future__ import annotations

import traceback
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from ...errors import InputError, IpcoordError
from .chunks import Chunk

__all__ = ["Outcome", "Task", "compute", "named", "stamp"]


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk with all that computing it takes. `model` names an object as `module:name` (see `model.py`)."""

    chunk: Chunk
    scenario: dict
    model: str
    cases: bool
    stamp: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a chunk: its columns by name, or the sentence that says why not.

    `columns` has one value a replication, `lists` the bins of a distribution a replication, `cases` one value a case.
    """

    key: str
    columns: dict[str, array]
    lists: dict[str, list[array]]
    cases: dict[str, array]
    failed_zh: str = ""
    failed_en: str = ""


def stamp() -> tuple[str, str]:
    """Version of the package and fingerprint of the law data: two machines that agree in both compute the same."""
    from ... import __version__
    from .manifest import law_fingerprint

    return __version__, law_fingerprint()


def compute(task: Task) -> Outcome:
    """The outcome of a chunk; whatever goes wrong in it becomes its sentence and reaches no other chunk."""
    key = task.chunk.key
    try:
        _same_package(task.stamp)
        return _columns(task)
    except IpcoordError as refused:
        return Outcome(key, {}, {}, {}, refused.zh, refused.en)
    except Exception as broken:  # a fault of the program must not end the sweep: it is told with its place
        place = traceback.extract_tb(broken.__traceback__)[-1]
        found = f"{type(broken).__name__}: {broken} ({place.name}:{place.lineno})"
        return Outcome(key, {}, {}, {}, f"程序出错：{found}。", f"The program failed: {found}.")


def _columns(task: Task) -> Outcome:
    chunk, model = task.chunk, named(task.model)
    replications = range(chunk.first, chunk.last)
    rows = model.rows(task.scenario, chunk.seed, [(r, chunk.city) for r in replications])
    columns: dict[str, array] = {"replication": array("q", replications)}
    lists: dict[str, list[array]] = {}
    for name, first, last in _spans(model.names(task.scenario)):
        if last is None:
            columns[name] = array("q", [row[first] for row in rows])
        else:
            lists[name] = [array("q", row[first:last]) for row in rows]
    cases: dict[str, array] = {}
    for replication in replications if task.cases else ():
        table = model.cases(task.scenario, chunk.seed, replication, chunk.city)
        count = len(next(iter(table.values())))
        for name, column in ({"replication": [replication] * count} | table).items():
            cases.setdefault(name, array("q")).extend(column)
    return Outcome(chunk.key, columns, lists, cases)


def _spans(names: Sequence[str]) -> Iterator[tuple[str, int, int | None]]:
    """Where each number stands in a row; the bins of a distribution (`name.0`, `name.1` …) stand side by side and make one list.

    >>> list(_spans(("cases", "day.0", "day.1", "late")))
    [('cases', 0, None), ('day', 1, 3), ('late', 3, None)]
    """
    at = 0
    while at < len(names):
        stem, _, number = names[at].rpartition(".")
        if number == "0":
            last = at + 1
            while last < len(names) and names[last] == f"{stem}.{last - at}":
                last += 1
            yield stem, at, last
            at = last
        else:
            yield names[at], at, None
            at += 1


def _same_package(expected: tuple[str, str]) -> None:
    mine = stamp()
    if mine != expected:
        raise InputError(
            f"工作进程的软件包或者法律数据和主机不一样（工作进程 {mine[0]}·{mine[1]}，主机 {expected[0]}·{expected[1]}）；请装成同一个版本再算。",
            f"The worker's package or law data differs from the host's (worker {mine[0]}·{mine[1]}, host {expected[0]}·{expected[1]}); install the same version.",
        )


def named(name: str):
    """The object that `module:name` names."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
