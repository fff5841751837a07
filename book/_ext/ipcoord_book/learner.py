"""What belongs to one reader: the review queue, what is due, the progress; and for the trainer the class's files together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.quiz import items, practised
from ipcoord_sim.quiz.model import CHOICE
from ipcoord_sim.workcalendar import calendar

from .components import component
from .quiz_items import Address, assumptions, clause_names, embedded_item, goals, texts
from .quiz_still import FICTION
from .quizzes import REVIEW, noted, rule

__all__ = ["class_settings", "days_off", "due_settings", "progress_settings", "review_settings", "setup"]

PRACTICE = "chapters/practice/index"


def days_off() -> dict[str, Any]:
    """Days on which no review is planned before an assessment: weekdays off, and weekends that are worked."""
    known = calendar()
    worked = set(known.worked)
    days = [known.first + n for n in range(known.last - known.first + 1)]
    plain = {day: date.fromordinal(day) for day in days if known.last - day < 400}
    return {
        "rest": [str(d) for day, d in plain.items() if d.weekday() < 5 and day not in worked],
        "made": [str(d) for day, d in plain.items() if d.weekday() > 4 and day in worked],
        "known_until": str(known.known_until),
    }


def _schedule() -> dict[str, Any]:
    ours = assumptions()["review"]
    return {"rule": {"retention": ours["retention_percent"] / 100, "per_day": ours["per_day"], "seconds_per_item": ours["seconds_per_item"]}, **days_off()}


def review_settings() -> dict[str, Any]:
    """The queue: every item that is practised, the schedule, the calendar."""
    found = practised()
    return {
        "title": "到期复习", "about": f"做过的题隔几天再来问，答错的先来。{FICTION}", "why": assumptions()["review"]["why_zh"],
        "items": [embedded_item(one) for one in found], **texts(found), **_schedule(), "practice": Address(PRACTICE),
    }


def due_settings() -> dict[str, Any]:
    """The badge: ids and digests alone."""
    return {"items": [[one.id, one.digest, one.clause] for one in practised()], **_schedule(), "review": Address(REVIEW)}


def progress_settings() -> dict[str, Any]:
    """The clauses with their objectives."""
    rows = [{**row, "norms": goals([row["id"]])} for row in clause_names()]
    return {"title": "我的进度", "about": assumptions()["mastery"]["why_zh"], "clauses": rows, "rule": rule()}


def class_settings() -> dict[str, Any]:
    """The items without their keys: which answers were right, the files say. Only options that are chosen are counted, so only these are there."""
    rows = [
        {
            "id": one.id, "clause": one.clause, "type": one.type, "digest": one.digest, "stem": one.stem,
            "options": [{"id": o.id, "text": o.text} for o in one.options] if one.type in CHOICE else [],
        }
        for one in items()
    ]
    return {"title": "全班汇总", "clauses": clause_names(), "items": rows}


# Name, settings, and the sentence that stands there without JavaScript and on paper ("" for nothing).
_PARTS: tuple[tuple[str, Callable[[], dict[str, Any]], str], ...] = (
    ("review", review_settings, "复习队列要在浏览器里用。没有的时候，按第1天、第7天、第21天、第60天，把练习页再做一遍。"),
    ("due", due_settings, ""),
    ("progress", progress_settings, "进度存在浏览器里，打印不出来。请在网页上看，或者导出。"),
    ("class-summary", class_settings, "汇总要在浏览器里用：选学员导出的文件，看全班的情况。"),
)


def _directive(name: str, settings: Callable[[], dict[str, Any]], words: str) -> type[SphinxDirective]:
    class Part(SphinxDirective):
        __doc__ = f"`{{{name}}}` puts the component there."

        def run(self) -> list[nodes.Node]:
            noted(self.env)
            return [component(name, settings(), [nodes.paragraph("", words)] if words else [])]

    return Part


def setup(app: Sphinx) -> None:
    """Register a directive a component."""
    for name, settings, words in _PARTS:
        app.add_directive(name, _directive(name, settings, words))
