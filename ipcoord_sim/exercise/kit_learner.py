"""What each chair gets in its hands: role card, scenes, exhibits, decision sheets, and a log for the table."""

from __future__ import annotations

from html import escape

from ..casebank.model import Case, Exhibit, Step
from .kit_words import blanks, card, para, sheet, table
from .seats import words
from .text import OTHER, SEATS_ZH, clock_zh, condition_zh, seat_agency_zh, step_name

__all__ = ["decision_sheet", "exhibit_sheet", "log_sheet", "role_sheet", "scene_sheet"]

_RULES = (
    "只看自己这一席的纸。对方的材料，要等对方依法送来才能看。",
    "两家之间的事，写成书面、送到、有人签收，才算做了。口头说的不记台账。",
    "每个决定都在决定单上写：选哪个，为什么，依据哪一条，什么时候做。",
    "时间由教员报。想不出来也要选，不选就按没有做。",
)
_LOG_ROWS = 18
_ASK = "（这一项能不能选，听教员的）"


def role_sheet(case: Case, seat: str) -> str:
    """Who you are, what you know, how it is played."""
    rules = "".join(f"<li>{rule}</li>" for rule in _RULES)
    return sheet(
        f"角色卡　{SEATS_ZH[seat]}", f"<h1>{escape(case.title)}</h1>", card(f"你是{seat_agency_zh(case, seat)}的人", para(case.briefing[seat])),
        para(f"故事从{clock_zh(case.start)}开始。"), "<h3>规矩</h3>", f"<ol>{rules}</ol>", "<h3>先写下来：你现在最担心哪个期限</h3>", blanks(2), id=f"role-{seat}",
    )


def scene_sheet(case: Case, seat: str) -> str:
    """The scenes as this chair knows them, to be cut apart and handed out one by one; endings are read aloud by the trainer."""
    shown = [step for step in case.steps if words(step, seat) and not step.ending]
    cards = [card(_title(step, seat), para(words(step, seat)), para(condition_zh(step.when), "small")) for step in shown]
    return sheet(f"场景单　{SEATS_ZH[seat]}（教员剪开，一张一张发）", *cards, id=f"scenes-{seat}")


def _title(step: Step, seat: str) -> str:
    """The step's number always, its title where this chair is there."""
    return step_name(step) if step.seat in (None, seat) else step.id


def exhibit_sheet(case: Case, seat: str) -> str:
    """The papers of this chair, and those that both have from the beginning."""
    cards = [_exhibit(x, seat) for x in case.exhibits.values() if x.seat in (None, seat)]
    return sheet(f"证物　{SEATS_ZH[seat]}（剪开；送给对方的，连纸一起交）", *cards, id=f"exhibits-{seat}")


def _exhibit(x: Exhibit, seat: str) -> str:
    give = f"依法送达以后，交给{SEATS_ZH[OTHER[seat]]}。" if x.seat and x.shared_by else "两席都有。" if x.seat is None else "不给对方。"
    return card(f"{x.id}　{x.title}", para(x.text), para(give, "small"))


def decision_sheet(case: Case, seat: str) -> str:
    """The questions of this chair with boxes to tick and lines for the reason; no answer, no next step."""
    cards = [_question(step) for step in case.decisions if step.seat == seat]
    return sheet(f"决定单　{SEATS_ZH[seat]}（教员剪开，一张一张发）", *cards, id=f"decisions-{seat}")


def _question(step: Step) -> str:
    options = "".join(f'<p><span class="box"></span>{o.id}. {escape(o.text)}{_ASK if o.when else ""}</p>' for o in step.options)
    return card(step_name(step), para(step.prompt), options, para("桌号：＿＿＿＿　什么时候做：＿＿＿＿＿＿＿＿　理由和依据："), blanks(1))


def log_sheet(case: Case) -> str:
    """A blank log: who did what when, to whom, with which papers."""
    rows = [("", "", "", "", "", "") for _ in range(_LOG_ROWS)]
    return sheet("台账单（每桌一份，两席都往上写）", para(f"{case.id} {case.title}　　桌号：＿＿＿＿"), table(("时间", "谁", "做了什么", "送给谁", "材料", "签收"), rows, "blank"), id="log")
