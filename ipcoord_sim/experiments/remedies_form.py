"""The ways after a decision not to file: how fast each side is, and what that makes of every way."""

from __future__ import annotations

from ..conformance.rules import assumption
from .form import Form, choice, count, flag, moment
from .remedies import PATHS, Pace
from .remedies_view import show_path, show_remedies
from .views import View

__all__ = ["form"]

# Ours: how far the numbers can be moved.
_OWN, _UNWRITTEN = 10, 30
_ALL = "all"


def form() -> Form:
    """A notice of not filing received, and the pace of the regulator, the police and the procuratorate."""
    first = Pace()
    return Form("救济路径对比", "时间、快慢和路径", (
        moment("received", "收到通知书的时间", "2026-02-11 10:00"),
        count("own", "市监的每一步用几天", first.own, most=_OWN),
        flag("others_last", "公安和检察院都用到最后一天", first.others_last, "不勾：当天就做。"),
        count("unwritten", "没有写天数的一步用几天（假设）", int(assumption("NO_LIMIT")["value"]), most=_UNWRITTEN),
        choice("path", "细看哪条路", [(_ALL, "全部并排看"), *((id, zh) for id, (zh, *_) in PATHS.items())], _ALL),
    ), _shown)


def _shown(received: str, path: str, **fast: object) -> View:
    pace = Pace(**fast)
    return show_remedies(received, pace) if path == _ALL else show_path(path, received, pace)
