"""The whole kit of a case as one page to print: a room without a computer can play it."""

from __future__ import annotations

from html import escape

from ..casebank.model import SEATS, Case
from .kit_learner import decision_sheet, exhibit_sheet, log_sheet, role_sheet, scene_sheet
from .kit_style import STYLE
from .kit_trainer import agenda_sheet, course_sheet, evaluation_sheet, guide_sheet, sign_in_sheet

__all__ = ["kit_html"]


def kit_html(case: Case) -> str:
    """The kit as HTML without any other file: the trainer's sheets first, then each chair's, then the lists to fill in."""
    sheets = [agenda_sheet(case), course_sheet(case), guide_sheet(case)]
    for seat in SEATS:
        sheets += [make(case, seat) for make in (role_sheet, scene_sheet, exhibit_sheet, decision_sheet)]
    sheets += [log_sheet(case), evaluation_sheet(case), sign_in_sheet(case)]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(case.id)} {escape(case.title)}：一套纸</title><style>{STYLE}</style></head>\n<body>\n" + "\n".join(sheets) + "\n</body></html>\n"
    )
