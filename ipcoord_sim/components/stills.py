"""What stands in a component's place where no kernel runs: the view of its first settings, and a note on how to operate it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..experiments.calls import form_of
from ..experiments.deadline_view import show_deadline
from ..experiments.evidence_view import show_package
from ..experiments.missing_view import show_missing
from ..experiments.play_view import show_play
from ..experiments.referral_view import show_referral
from ..experiments.register_view import check_text, show_register
from ..experiments.time_machine_view import show_time_machine
from ..experiments.views import View

__all__ = ["TITLES_ZH", "still_of"]

TITLES_ZH = {
    "case": "办案推演", "class-summary": "全班汇总", "deadline": "期限推算", "due": "到期的题", "evidence": "证据包体检", "exam": "考核", "experiment": "实验", "network": "协作网络",
    "progress": "学习进度", "quiz": "练习题", "referral": "移送判断", "register": "案件登记表检查", "review": "复习", "time-machine": "门槛时光机",
}
_FIRST: dict[str, Callable[..., View]] = {
    "case": lambda case, seat="amr", difficulty=0: show_play(case, seat, difficulty=difficulty),
    "deadline": lambda period, start, show=False: show_deadline(period, start),
    "evidence": lambda show=False, **package: show_package(package),
    "experiment": lambda name, first=None: form_of(name, first).answer({}),
    "network": lambda without=(): show_missing(without),
    "referral": lambda answers, start: show_referral(answers, start),
    "register": lambda sample: show_register(check_text(sample["text"], sample["name"])),
    "time-machine": show_time_machine,
}


def still_of(name: str, args: dict) -> View:
    """The view of a component's first settings; where it has none, only the note.

    Raises what the view raises for settings that cannot be shown.
    """
    note = f"这里是静态的。要操作“{TITLES_ZH.get(name, name)}”，请在 Jupyter 或者浏览器里打开本笔记本，运行这一格。"
    if name not in _FIRST:
        return View(note, "")
    return replace(_FIRST[name](**args), note_zh=note)
