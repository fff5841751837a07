"""Lesson plans: the rows of casebank/lessons, checked; what they open, found; what does not hold, said in one sentence.

A plan names chapters (`ch17`), their parts (`W17-1`), cases (`C-20`), notebooks (`nb18`) and pages (`part1/procedure`).
A chapter that is not in the order of reading yet is no error: the plan says so and names what to open instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ipcoord_sim.casebank import case, cases
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.data.schemas import check_schema
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.norms import unconfirmed
from ipcoord_sim.quiz.reading import bank
from ipcoord_sim.teaching.texts import Said, said
from tools.lesson_places import Place, known, place

__all__ = ["Lesson", "Step", "lesson", "lesson_ids", "playing_minutes"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "casebank" / "lessons"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the plan: from minute to minute, what is done, said, opened, handed out, and which error to expect."""

    start: int
    end: int
    title: str
    pause: bool
    do: tuple[Said, ...]
    say: Said | None
    open: tuple[Place, ...]
    give: str
    items: tuple[str, ...]
    play: str
    until: str
    wrong: tuple[str, ...]
    basis: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Lesson:
    """A whole plan; the minutes of its steps are its minutes."""

    id: str
    title: str
    minutes: int
    begins: str
    people: str
    aim: tuple[str, ...]
    materials: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    waiting: tuple[str, ...] = field(default=())

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that are played, in their order."""
        return tuple(dict.fromkeys(step.play for step in self.steps if step.play))

    @property
    def items(self) -> tuple[str, ...]:
        """The questions that are asked, in their order."""
        return tuple(dict.fromkeys(id for step in self.steps for id in step.items))

    @property
    def breaks(self) -> int:
        """The minutes of its pauses."""
        return sum(step.minutes for step in self.steps if step.pause)

    def clock(self, minute: int) -> str:
        """The time of day at that minute; empty where the plan names no beginning.

        >>> Lesson("x", "", 0, "08:50", "", (), (), ()).clock(15)
        '09:05'
        """
        if not self.begins:
            return ""
        hours, minutes = map(int, self.begins.split(":"))
        whole = hours * 60 + minutes + minute
        return f"{whole // 60:02d}:{whole % 60:02d}"


def lesson_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """Every plan, the shortest first."""
    found = sorted(folder.glob("*.yaml"), key=lambda path: (read_yaml(path, path.name)["minutes"], path.stem))
    return tuple(path.stem for path in found)


def lesson(id: str, folder: Path = FOLDER) -> Lesson:
    """One plan, checked.

    Raises UnknownIdError for an id that leads nowhere, DataError for what breaks the schema, InputError for minutes that do not add up.
    """
    path = folder / f"{id}.yaml"
    if not path.is_file():
        raise UnknownIdError.among("教案", "lesson plan", id, [found.stem for found in folder.glob("*.yaml")])
    row = read_yaml(path, f"lessons/{path.name}")
    check_schema(row, "lessons", id, f"lessons/{path.name}")
    if row["id"] != id:
        raise InputError(f"教案 {path.name} 里的 id 写的是 {row['id']}，应为 {id}；请改成和文件名一样。", f"The id in {path.name} is {row['id']}; make it {id}.")
    total = sum(step["minutes"] for step in row["steps"])
    if total != row["minutes"]:
        raise InputError(
            f"教案 {id}“{row['title']}”各步加起来是 {total} 分钟，写的是 {row['minutes']} 分钟；请改其中一处。",
            f"The steps of lesson {id} take {total} minutes, {row['minutes']} are stated; change one of them.",
        )
    steps, waiting, now = [], [], 0
    for number, one in enumerate(row["steps"], 1):
        where = f"教案 {id} 第{number}步"
        steps.append(_step(one, where, now, row.get("instead", {}), waiting))
        now += one["minutes"]
    return Lesson(
        id, row["title"], row["minutes"], row.get("begins", ""), row["people"], tuple(row["aim"]),
        tuple((one["what"], one["copies"]) for one in row["materials"]), tuple(steps), tuple(dict.fromkeys(waiting)),
    )


def _step(row: dict, where: str, start: int, instead: dict, waiting: list[str]) -> Step:
    if not row.get("pause") and not row.get("do"):
        raise InputError(f"{where}没有写 do（做什么）；休息请写 pause: true。", f"{where} says not what is done.")
    opened = []
    for reference in row.get("open", ()):
        found = place(reference, where)
        opened.append(found)
        if not found.page:
            waiting.append(found.label)
            opened += [place(instead[found.label], where)] if found.label in instead else []
    known("题", row.get("items", ()), bank(), where)
    for id in row.get("items", ()):
        if bank()[id][1]["use"] == "exam":
            raise InputError(f"{where}用了考试题 {id}；课上讲过，考试就不算了，请换一道练习题。", f"{where} uses the exam item {id}; choose another.")
    known("误区", row.get("wrong", ()), misconceptions(), where)
    for id in row.get("basis", ()):
        _read_law(id, where)
    if play := row.get("play"):
        known("案例", [play], cases(), where)
        needed = playing_minutes(play, row.get("until", ""), where)
        if row["minutes"] < needed:
            raise InputError(f"{where}推演 {play} 只留了 {row['minutes']} 分钟，案例写的要 {needed} 分钟；请加时间，或者用 until 写明到哪个决定。", f"{where} leaves {row['minutes']} minutes for {play}, which takes {needed}.")
    texts = tuple(said(text, {}, where) for text in row.get("do", ()))
    return Step(
        start, start + row["minutes"], row["title"], bool(row.get("pause")), texts, said(row["say"], {}, where) if row.get("say") else None, tuple(opened),
        row.get("give", ""), tuple(row.get("items", ())), row.get("play", ""), row.get("until", ""), tuple(row.get("wrong", ())), tuple(row.get("basis", ())),
    )


def playing_minutes(id: str, until: str = "", where: str = "") -> int:
    """How long a case is played, up to and with the decision `until`; the decisions share its minutes."""
    found = case(id)
    names = [step.id for step in found.decisions]
    known("决定", [until] if until else [], names, where)
    return found.minutes if not until else -(-found.minutes * (names.index(until) + 1) // len(names))


def _read_law(id: str, where: str) -> None:
    """A norm, or law whose text was read: what is 待核 carries no answer."""
    if unconfirmed(id):
        raise InputError(f"{where}的依据 {id} 待核，不能用来下结论；请换一条。", f"{where} rests on {id}, which was not read.")
