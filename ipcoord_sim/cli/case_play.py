"""Playing a case in a terminal: alone, two people taking turns at one machine, or a table with one hand on the keyboard."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from os.path import exists
from pathlib import Path

from ..casebank.model import Case
from ..errors import InputError, IpcoordError
from ..exercise.playing import screen, verdict
from ..exercise.save import Saved, write_save
from ..exercise.text import SEATS_ZH
from .case_review import review_text
from .case_screens import exhibit_text, screen_text, verdict_text

__all__ = ["Session", "begin", "resume", "run"]

_KEYS = "打选项的字母来选；打证物编号看材料；r 再看一遍，j 角色，? 说明，q 存档退出。"


@dataclass
class Session:
    """One sitting: the case, who plays, what was chosen, where it is kept."""

    case: Case
    seat: str
    difficulty: int = 0
    table: bool = False
    save: Path | None = None
    choices: list[str] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def shown(self) -> dict:
        """The screen of this moment."""
        return screen(self.case, self.seat, self.choices, self.difficulty)

    def keep(self, target: Path | None = None) -> Path | None:
        """Write the save file, where there is one."""
        target = target or self.save
        return write_save(target, self.case, self.seat, self.difficulty, self.choices) if target else None


def begin(case: Case, seat: str, difficulty: int, table: bool, save: Path | None) -> Session:
    """A new sitting; a save file that is there already is not written over."""
    if save and exists(save):
        raise InputError(f"{save} 已经有了；接着做用 --resume，重新开始请换一个文件名。", f"{save} exists; use --resume to go on, or choose another name.")
    session = Session(case, seat, difficulty, table, save)
    session.shown()
    session.keep()
    return session


def resume(case: Case, saved: Saved, table: bool, save: Path) -> Session:
    """A sitting taken up again; where the case has been edited since, it goes back to the last choice that is still open."""
    session = Session(case, saved.seat, saved.difficulty, table, save)
    if not saved.changed(case):
        session.choices = list(saved.choices)
        session.shown()
        return session
    for choice in saved.choices:
        try:
            screen(case, saved.seat, [*session.choices, choice], saved.difficulty)
        except IpcoordError:
            break
        session.choices.append(choice)
    left = len(saved.choices) - len(session.choices)
    print(f"这个案例在存档以后改过。{'从走得通的地方接着做，后面 ' + str(left) + ' 个选择要重选。' if left else '原来的选择都还走得通。'}")
    return session


def run(session: Session) -> dict | None:
    """Play until the end, or until the player leaves; the last screen, or None where the case was left open."""
    try:
        return _play(session)
    except (KeyboardInterrupt, EOFError):
        where = session.keep(session.save or _free(f"ipcoord-{session.case.id}-{session.seat}"))
        print(f"\n已存到 {where}；接着做：ipcoord case play --resume {where}")
        return None


def _free(name: str) -> Path:
    """A file name that is not taken: who leaves twice keeps both."""
    names = (f"{name}{n}.json" for n in ("", *(f"-{n}" for n in range(2, 1000))))
    return next((path for path in map(Path, names) if not path.exists()), Path(f"{name}.json"))


def _play(session: Session) -> dict:
    before = None
    while True:
        shown = session.shown()
        if shown["ended"]:
            return _end(session, shown)
        eyes = shown["viewer"]
        if session.seat == "both" and eyes != before:
            _hand_over(eyes, first=before is None)
            if not any(choice for choice in session.choices if _seat_of(session.case, choice) == eyes):
                print(f"你的角色（{SEATS_ZH[eyes]}）：{shown['briefing']}\n")
        elif before is None:
            print(f"你的角色（{SEATS_ZH[eyes]}）：{shown['briefing']}\n{_KEYS}\n")
        before = eyes
        seen = session.seen.setdefault(eyes, set())
        print(screen_text(shown, seen), flush=True)
        seen.update(x["id"] for x in shown["exhibits"])
        session.choices.append(f"{shown['decision']['id']}:{_ask(session, shown)}")
        session.keep()
        if session.table:
            _line("每人先说一句理由，再按回车看结论。")
        print("\n" + verdict_text(verdict(session.case, session.seat, session.choices, session.difficulty)) + "\n")


def _end(session: Session, shown: dict) -> dict:
    session.keep()
    if session.seat == "both":
        _line("案件结束。两个人都坐过来，按回车看复盘。")
    print(screen_text(shown, {x["id"] for x in shown["exhibits"]}) + "\n")
    print(review_text(shown))
    return shown


def _ask(session: Session, shown: dict) -> str:
    """The option chosen; everything else that may be typed is answered, and the question asked again."""
    options, papers = [o["id"] for o in shown["decision"]["options"]], [x["id"] for x in shown["exhibits"]]
    if session.table:
        print(f"（大约讨论 {max(1, round(session.case.minutes / len(session.case.decisions)))} 分钟）")
    while True:
        word = _line(f"你选（{'/'.join(options)}）：").strip().lower()
        if word in options:
            return word
        if word in papers:
            print(exhibit_text(shown, word))
        elif word == "q":
            raise KeyboardInterrupt
        elif word == "r":
            print(screen_text(shown, set(papers)))
        elif word == "j":
            print(shown["briefing"])
        elif word in ("?", "？"):
            print(_KEYS)
        else:
            near = f"没有 {word}。" if word else ""
            print(f"{near}请打 {'、'.join(options)} 中的一个" + (f"，或者证物编号 {'、'.join(papers)}" if papers else "") + "；打 ? 看说明。")


def _hand_over(eyes: str, first: bool) -> None:
    """Between two chairs nothing of the other's screen stays on the glass, nor in what can be scrolled back to."""
    if not first:
        _line("看完了按回车，然后把电脑交给对方。")
    _clear()
    _line(f"请换人：{SEATS_ZH[eyes]}坐到电脑前，{SEATS_ZH['psb' if eyes == 'amr' else 'amr']}请离开。坐好了按回车。")
    _clear()


def _clear() -> None:
    if sys.stdout.isatty():
        print("\033[2J\033[3J\033[H", end="", flush=True)
    else:
        print("\f" + "·" * 40, flush=True)


def _line(words: str) -> str:
    """One line typed by the player; the end of the input leaves like Ctrl-C."""
    print(words, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if not sys.stdin.isatty():
        print()
    return line


def _seat_of(case: Case, choice: str) -> str | None:
    return case.step(choice.partition(":")[0]).seat
