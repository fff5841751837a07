"""The trainer's part of the kit: agenda, what to hand out when, answers with articles, the talk afterwards, the evaluation."""

from __future__ import annotations

from html import escape

from ..casebank.catalogue import misconceptions
from ..casebank.model import Case, Option, Step
from .kit_words import blanks, card, items, para, sheet, table
from .text import QUALITY_ZH, SEATS_ZH, agenda, basis_words, condition_zh, exhibit_zh, facts_zh, step_name

__all__ = ["agenda_sheet", "course_sheet", "evaluation_sheet", "guide_sheet", "sign_in_sheet"]

_ABILITIES = (
    "说出这一步归谁办、向谁办", "期限从哪天起算、哪天到期，说得出依据", "材料齐，书面，有回执", "该给对方的信息，在期限以前给到了",
    "不能给的没有给", "理由写到条文", "对方晚了或者错了，知道用什么办法补救",
)
_SEATS = 24


def agenda_sheet(case: Case) -> str:
    """Head of the case, the minutes, and what has to be printed how often."""
    rows = [(f"{start}—{end}", f"{end - start}", words) for start, end, words in agenda(case)]
    total = agenda(case)[-1][1]
    printed = (
        ("角色卡、场景单、证物", "每桌每席一份，按席分开，折好或者装信封"), ("决定单", "每桌每席一份"), ("台账单", "每桌一份"),
        ("教员手册、评估表", "教员一份，每个观察员一份评估表"), ("签到表", "一份"),
    )
    return sheet(
        "议程", f"<h1>{case.id} {escape(case.title)}</h1>", para(case.summary), table(("", ""), facts_zh(case).items()),
        f"<h3>分钟（共 {total} 分钟）</h3>", table(("#从—到", "#分钟", "做什么"), rows, "agenda"),
        para("走不到的决定跳过，省下的时间留给复盘。", "small"), "<h3>印几份</h3>", table(("单子", "份数"), printed), trainer=True, id="agenda",
    )


def course_sheet(case: Case) -> str:
    """Step by step: under which condition, what is handed to whom, where it goes on."""
    rows = []
    for step in case.steps:
        kind = "结局" if step.ending else f"{SEATS_ZH[step.seat]}决定" if step.options and step.seat else "突发情况" if step.inject else "场景"
        give = "、".join(f"{id}（{_to(case, id)}）" for id in step.exhibits)
        rows.append((step_name(step), kind, _wait(step), condition_zh(step.when), give, _onward(case, step)))
    return sheet(
        "走法：什么时候发什么", para("照编号从上往下走。某一步写了条件的，条件不成立就跳过。选项写了“到”哪一步的，直接到那一步。"),
        table(("步", "!是什么", "!隔多久", "条件", "出示证物", "接下来"), rows), trainer=True, id="course",
    )


def _to(case: Case, id: str) -> str:
    exhibit = case.exhibits[id]
    return SEATS_ZH[exhibit.seat] if exhibit.seat else "两席"


def _wait(step: Step) -> str:
    if step.wait is None:
        return ""
    amount, clock = step.wait
    if clock is None:
        return f"{amount} 分钟"
    return f"到 {clock.removeprefix('@')}" if clock.startswith("@") else f"{amount} 天后" + ("" if clock == "same" else f" {clock}")


def _onward(case: Case, step: Step) -> str:
    if step.ending:
        return "读结局，进复盘"
    jumps = [f"{o.id} 到 {o.next}" for o in step.options if o.next]
    place = case.steps.index(step) + 1
    after = step.next or (case.steps[place].id if place < len(case.steps) else "")
    return "；".join([*jumps, f"{'其余到' if jumps else '到'} {after}"] if len(jumps) < max(1, len(step.options)) else jumps)


def guide_sheet(case: Case) -> str:
    """Answers with reason and article, likely errors, what to ask, the endings, three sentences to take away."""
    guide = case.facilitator
    errors = [(row["at"], f"{row['misconception']} {misconceptions()[row['misconception']]['title_zh']}", row["sign"], row["answer"]) for row in guide["likely_errors"]]
    endings = [card(step_name(step), para("\n\n".join(step.text.values())), para(f"依据：{basis_words(step.cites)}", "small")) for step in case.steps if step.ending]
    return sheet(
        "教员手册", "<h3>这一课要做到</h3>", para(guide["aim"]), *(_answers(step) for step in case.decisions),
        "<h3>容易出现的误区</h3>", table(("!在哪里", "误区", "你会听到", "怎样答"), errors), "<h3>推一把的话</h3>", items(guide["prompts"]),
        "<h3>证物</h3>", table(("证物", "归谁，什么时候给对方"), [(f"{x.id} {x.title}", exhibit_zh(x)) for x in case.exhibits.values()]),
        "<h3>结局（读给大家听）</h3>", *endings, "<h3>讨论题</h3>", items(case.discussion, True), "<h3>带走三句话</h3>", items(guide["takeaways"], True),
        trainer=True, id="guide",
    )


def _answers(step: Step) -> str:
    rows = [(o.id, o.text, QUALITY_ZH[o.quality], f"{o.reason}依据：{basis_words(o.basis)}。", _after(o)) for o in step.options]
    return (
        f'<div class="answers"><h3>{escape(step_name(step))}（{SEATS_ZH[step.seat or "both"]}）{condition_zh(step.when)}</h3>' + para(step.prompt)
        + table(("", "选项", "!结论", "理由和依据", "随后读给这一席"), rows) + "</div>"
    )


def _after(o: Option) -> str:
    return "".join(filter(None, (f"（{condition_zh(o.when)}）" if o.when else "", o.then, f"（误区 {o.misconception}）" if o.misconception else "")))


def evaluation_sheet(case: Case) -> str:
    """What an observer marks: abilities in four grades, each decision, what is to be improved."""
    grades = ("顺利", "有些困难", "困难很大", "没做到")
    rows = [(ability, "", "", "", "") for ability in _ABILITIES]
    steps = [(step_name(step), SEATS_ZH[step.seat or "both"], "", "", "") for step in case.decisions]
    return sheet(
        "评估表", para("桌号：＿＿＿＿　席位：＿＿＿＿　观察员：＿＿＿＿　日期：＿＿＿＿＿＿"), table(("能力", *grades), rows),
        table(("决定", "席位", "选了", "用时（分钟）", "理由说到条文了吗"), steps, "blank"), "<h3>哪一步最晚，为什么</h3>", blanks(2),
        "<h3>回去改什么，谁来改，哪天以前</h3>", blanks(3), trainer=True, id="evaluation",
    )


def sign_in_sheet(case: Case) -> str:
    """A list to sign, without anything that need not be known of a person; it goes round, so it is not marked as the trainer's."""
    rows = [(str(n), "", "", "", "", "") for n in range(1, _SEATS + 1)]
    return sheet(
        "签到表", para(f"{case.id} {case.title}　　日期：＿＿＿＿＿＿　地点：＿＿＿＿＿＿"), table(("#序号", "单位", "代号或者姓名", "席位", "桌号", "签到"), rows, "blank"),
        para("用代号就行。不要写身份证号码和电话。用完由主办单位保管或者销毁。", "small"), id="sign-in",
    )
