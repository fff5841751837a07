"""What stands folded behind a case: every decision with its answers, the misconceptions, what a trainer says of them."""

from __future__ import annotations

from docutils import nodes

from ipcoord_sim.casebank import Case, Option, Step
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.exercise.text import QUALITY_ZH, SEATS_ZH, condition_zh, step_name

from .case_parts import basis, listed, misconception, note, part
from .provenance import folded
from .rows import badge, row, table

__all__ = ["answers", "guide"]


def answers(case: Case) -> list[nodes.Node]:
    """All decisions and misconceptions of a case behind one line, each decision behind a line of its own."""
    inner = [block for step in case.decisions for block in _decision(step)]
    thought = dict.fromkeys(o.misconception for step in case.decisions for o in step.options if o.misconception)
    if thought:
        known = [(id, misconceptions()[id]) for id in thought]
        rows = [row(misconception(id), one["believed_zh"], [nodes.paragraph("", one["remedy_zh"]), basis(one["basis"])]) for id, one in known]
        inner += folded(f"这一案里的误区：{len(rows)}个", table(("误区", "有人这样想", "其实"), rows, "", ["ip-misconceptions"]))
    return [note("先做，再看。下面会说出后来发生的事。"), *folded(f"打开：{len(case.decisions)}个决定的答案", *inner)]


def _decision(step: Step) -> list[nodes.Node]:
    """One decision behind a line: its options with how good each is, why, and on what that rests."""
    blocks: list[nodes.Node] = [note(f"{condition_zh(step.when)}，才走到这一步。")] if step.when else []
    blocks.append(table(("选项", "结论", "理由和依据"), [row(*_option(o)) for o in step.options], "", ["ip-answers"]))
    box = nodes.container("", *blocks, ids=[f"answer-{step.id}"])
    return folded(f"{step_name(step)}　{SEATS_ZH[step.seat or 'both']}：{step.prompt}", box)


def _option(o: Option) -> tuple[list[nodes.Node], nodes.Node, list[nodes.Node]]:
    text = [nodes.paragraph("", f"{o.id}. {o.text}")]
    text += [note(f"{condition_zh(o.when)}可以选。")] if o.when else []
    why = [nodes.paragraph("", o.reason), basis(o.basis)]
    why += [note(f"误区：{misconception(o.misconception)}")] if o.misconception else []
    why += [note(f"后来：{o.then}")] if o.then else []
    return text, badge(QUALITY_ZH[o.quality], f"badge-{o.quality}"), why


def guide(case: Case, link: nodes.Node) -> nodes.section:
    """What a trainer needs when the exercise is talked over, behind one line; `link` leads to the case's page."""
    said = case.facilitator
    rows = [row(e["at"], misconception(e["misconception"]), e["sign"], e["answer"]) for e in said["likely_errors"]]
    blocks = [
        nodes.paragraph("", "", nodes.strong("", "容易出现的误区")), table(("在哪里", "误区", "你会听到", "怎样答"), rows, "", ["ip-errors"]),
        nodes.paragraph("", "", nodes.strong("", "推一把的话")), listed(said["prompts"]),
        nodes.paragraph("", "", nodes.strong("", "带走三句话")), listed(said["takeaways"], True),
        nodes.paragraph("", "", nodes.Text("答案和依据在"), link, nodes.Text("；全部场景和证物："), nodes.literal("", f"ipcoord case show {case.id} --trainer"), nodes.Text("。")),
    ]
    fold = folded(f"打开：误区{len(rows)}个、推一把的话、带走的话", *blocks)
    return part(case, f"guide-{case.id.lower()}", f"{case.id} {case.title}", nodes.paragraph("", said["aim"]), *fold, told=said["aim"])
