"""The ways a case can take, as rows: read once from data/simulation/flow.yaml and checked against acts, assumptions and each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import data
from ..acts import acts, documents
from ..deadlines import counting_of
from ..errors import DataError

__all__ = ["HEAD", "Branch", "Flow", "Stage", "flow"]

# The first columns of a row of the result; then come, stage by stage, when its desk was asked for and taken, and when it was done.
HEAD = ("case", "place", "stream", "offence", "band", "goods", "psb", "slips", "end", "born")


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a case goes next: to a stage or to an end; with which share (None: all that are left), only in which cases."""

    to: int | None
    end: int | None
    share: str | None
    when: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the flow; `desk` is the place in `Flow.desks`, None where no desk is needed; `column` says when it was done, `asked` (and the
    next one) when its desk was asked for and taken, 0 without a desk."""

    id: str
    n: int
    name_zh: str
    desk: int | None
    at: str | None
    work: str | None
    until: str | None
    slip: str | None
    marks: str | None
    moves: bool
    events: tuple[dict, ...]
    branches: tuple[Branch, ...]
    column: int
    asked: int


@dataclass(frozen=True, slots=True)
class Flow:
    """All rows, by place and by id."""

    desks: tuple[dict, ...]
    streams: tuple[dict, ...]
    ends: tuple[dict, ...]
    stages: tuple[Stage, ...]
    place: dict[str, int]
    slips: tuple[str, ...]

    def column(self, id: str) -> int:
        """The column that says when a stage was done."""
        return self.stages[self.place[id]].column

    @property
    def width(self) -> int:
        """How many columns a row has."""
        return self.stages[-1].column + 1


@cache
def flow() -> Flow:
    """The authored flow.

    Raises DataError where a row names a stage that does not come later, or a desk, an act or an end that does not exist.
    """
    content = data.load()["simulation"]["flow"]
    place = {row["id"]: n for n, row in enumerate(content["stages"])}
    desks = {row["id"]: n for n, row in enumerate(content["desks"])}
    ends = {row["id"]: n for n, row in enumerate(content["ends"])}
    if len(place) < len(content["stages"]):
        raise _bad("stages", "编号写了两次", "每个编号只用一次", "an id stands twice", "each id once")
    stages, column = [], len(HEAD)
    for n, row in enumerate(content["stages"]):
        wide = 3 if "desk" in row else 1
        stages.append(_stage(n, row, place, desks, ends, column + wide - 1, column if wide == 3 else 0))
        column += wide
    for row in content["streams"]:
        _known(row["first"], place, f"streams({row['id']})", "环节", "stage")
    slips = tuple(dict.fromkeys(s.slip for s in stages if s.slip))
    return Flow(tuple(content["desks"]), tuple(content["streams"]), tuple(content["ends"]), tuple(stages), place, slips)


def _stage(n: int, row: dict, place: dict, desks: dict, ends: dict, *columns: int) -> Stage:
    here = f"stages[{n}]({row['id']})"
    if "desk" in row:
        _known(row["desk"], desks, here, "岗位", "desk")
        if "at" not in row or "work" not in row:
            raise _bad(here, "有 desk，缺 at 或者 work", "三样都写", "desk without at or work", "all three")
    for event in row.get("events", ()):
        _known(event["act"], acts(), here, "行为", "act")
        for paper in event.get("documents", ()):
            _known(paper.partition("@")[0], documents(), here, "文书", "document")
        refs = event.get("ref", [])
        for ref in [refs] if isinstance(refs, str) else refs:
            _known(ref, place, here, "环节", "stage")
        if "received" in event:
            _known(event["received"], place, here, "环节", "stage")
    if "until" in row and row["until"] != "meeting":
        counting_of(row["until"])
    branches = tuple(_branch(n, b, place, ends, here) for b in row["next"])
    if row["next"][-1].keys() & {"share", "when"}:
        raise _bad(here, "最后一条去向带条件", "最后一条不带 share 和 when", "the last branch has a condition", "a last branch without one")
    return Stage(
        row["id"], n, row["name_zh"], desks.get(row.get("desk")), row.get("at"), row.get("work", row.get("wait")), row.get("until"),
        row.get("slip"), row.get("marks"), row.get("moves", False), tuple(row.get("events", ())), branches, *columns,
    )


def _branch(n: int, row: dict, place: dict, ends: dict, here: str) -> Branch:
    if "end" in row:
        _known(row["end"], ends, here, "结局", "end")
        return Branch(None, ends[row["end"]], row.get("share"), row.get("when"))
    _known(row.get("to"), place, here, "环节", "stage")
    if place[row["to"]] <= n:
        raise _bad(here, f"去向 {row['to']} 写在前面", "写在后面的环节（这样每个案件都走得到头）", f"it leads back to {row['to']}", "a stage that comes later, so that every case ends")
    return Branch(place[row["to"]], None, row.get("share"), row.get("when"))


def _known(word: object, known, here: str, zh: str, en: str) -> None:
    if word not in known:
        raise _bad(here, f"没有{zh} {word}", f"已有的{zh}", f"no {en} {word!r}", f"a known {en}")


def _bad(place: str, *words: str) -> DataError:
    return DataError.at("simulation/flow.yaml", place, *words)
