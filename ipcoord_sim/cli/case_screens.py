"""A case on a terminal: its list, one screen, one verdict, the trainer's whole view."""

from __future__ import annotations

from datetime import datetime

from ..casebank.catalogue import misconceptions
from ..casebank.model import Case, Option, Step
from ..exercise.text import (
    DIFFICULTY_ZH,
    MODES_ZH,
    QUALITY_ZH,
    SEATS_ZH,
    address_zh,
    basis_words,
    clock_zh,
    condition_zh,
    exhibit_zh,
    facts_zh,
    seat_agency_zh,
    step_name,
)
from .terminal import fold, table

__all__ = ["exhibit_text", "list_text", "screen_text", "show_text", "trainer_text", "verdict_text"]

COLUMNS = 96


def list_text(answer: dict) -> str:
    """The list of cases."""
    rows = [
        (c["id"], c["title"], "、".join(dict.fromkeys(map(address_zh, c["clauses"]))), DIFFICULTY_ZH[c["difficulty"]], f"{c['minutes']} 分钟",
         f"{c['decisions']} 个决定", "、".join(MODES_ZH[m] for m in c["modes"]))
        for c in answer["cases"]
    ]
    return table(rows, ("编号", "题名", "条款", "难度", "时间", "", "形式"), 130) if rows else "没有符合的案例。"


def show_text(case: Case) -> str:
    """What a learner may know of a case before playing it."""
    lines = [f"{case.id}　{case.title}", "", *fold(case.summary, COLUMNS), "", table(list(facts_zh(case).items()), (), COLUMNS), ""]
    if case.public:
        lines += [f"公众版：{case.public['title']}", *_folded(case.public["text"]), ""]
    return "\n".join([*lines, f"推演：ipcoord case play {case.id} --seat amr（市监席）、psb（公安席）、both（两个人轮流）"])


def trainer_text(case: Case) -> str:
    """Everything: who sees what, every option with its quality, reason and basis, the facilitator's notes."""
    lines = [f"{case.id}　{case.title}　（教员用，不要给学员看）", "", *fold(case.summary, COLUMNS), "", table(list(facts_zh(case).items()), (), COLUMNS)]
    for seat in ("amr", "psb"):
        lines += ["", f"【{SEATS_ZH[seat]}】{seat_agency_zh(case, seat)}", *_folded(case.briefing[seat])]
    lines += ["", "【证物】"]
    for x in case.exhibits.values():
        lines += [f"{x.id} {x.title}（{exhibit_zh(x)}）", *_folded(x.text, "    ")]
    for step in case.steps:
        lines += ["", *_step_lines(step)]
    guide = case.facilitator
    lines += ["", "【讨论题】", *(line for n, q in enumerate(case.discussion, 1) for line in _folded(f"{n}. {q}")), "", "【教员】", *_folded(guide["aim"])]
    for row in guide["likely_errors"]:
        name = misconceptions().get(row["misconception"], {}).get("title_zh", "")
        lines += _folded(f"{row['at']}　{row['misconception']} {name}：{row['sign']}{row['answer']}")
    lines += [line for words in guide["prompts"] for line in _folded(f"· {words}")]
    return "\n".join([*lines, "带走三句话：", *(line for words in guide["takeaways"] for line in _folded(f"· {words}"))])


def _step_lines(step: Step) -> list[str]:
    who = f"（{SEATS_ZH[step.seat]}决定）" if step.options else "（结局）" if step.ending else "（突发情况）" if step.inject else ""
    lines = [f"【{step_name(step)}】{who}{condition_zh(step.when)}"]
    for seat, words in step.text.items():
        if words:
            lines += _folded(f"{SEATS_ZH[seat]}看到：{words}")
    if step.exhibits:
        lines.append(f"出示：{'、'.join(step.exhibits)}")
    lines += _folded(step.prompt) if step.prompt else []
    for o in step.options:
        lines += _option_lines(o)
    return lines + (_folded(f"依据：{basis_words(step.cites)}") if step.cites else [])


def _option_lines(o: Option) -> list[str]:
    after = f"然后到 {o.next}。" if o.next else ""
    marks = "；".join(filter(None, (condition_zh(o.when), f"误区 {o.misconception}" if o.misconception else "", f"难度 {o.engine} 时由机器选" if o.engine else "")))
    lines = _folded(f"{o.id}. {o.text}　—— {QUALITY_ZH[o.quality]}" + (f"（{marks}）" if marks else ""))
    lines += _folded(f"{o.reason}依据：{basis_words(o.basis)}。{after}", "     ")
    return lines + (_folded(f"随后：{o.then}", "     ") if o.then else [])


def screen_text(shown: dict, seen: set[str]) -> str:
    """One screen: clock, scene, papers (new ones marked), the question and its options."""
    head = f"{shown['case']} {shown['title']}　·　{SEATS_ZH[shown['viewer']]}　·　{clock_zh(datetime.fromisoformat(shown['clock']))}"
    lines = ["─" * COLUMNS, head, "─" * COLUMNS, f"【{shown['scene']['title']}】"]
    for part in shown["scene"]["text"].split("\n\n"):
        lines += _folded(part) if part else []
    for e in shown["news"]:
        papers = f"：{'、'.join(e['documents_zh'])}" if e["documents_zh"] else ""
        lines += _folded(f"▸ {e['at'][5:16].replace('T', ' ')} {e['from_zh']}　{e['act_zh']}{papers}")
    if shown["exhibits"]:
        named = [f"{x['id']} {x['title']}" + ("" if x["id"] in seen else "（新）") for x in shown["exhibits"]]
        lines += ["", *_folded("手上的材料（打编号就能看）：" + "　".join(named), "")]
    if shown["decision"]:
        lines += ["", *_folded(f"{shown['decision']['id']}　{shown['decision']['prompt']}", "")]
        for o in shown["decision"]["options"]:
            lines += _folded(f"{o['id']}. {o['text']}")
    return "\n".join(lines)


def exhibit_text(shown: dict, id: str) -> str:
    """One paper."""
    x = next(x for x in shown["exhibits"] if x["id"] == id)
    return "\n".join(["", f"┌ {x['id']} {x['title']}", *(f"│ {line}" for line in fold(x["text"], COLUMNS - 2)), "└"])


def verdict_text(told: dict) -> str:
    """What is said of a choice at once: what came of it, how good it was, why, on what it rests."""
    lines = [f"→ 你选了 {told['choice']}：{told['text']}", f"  结论：{QUALITY_ZH[told['quality']]}。{told['reason']}", f"  依据：{told['basis_zh']}。"]
    if told["then"]:
        lines.insert(1, f"  {told['then']}")
    return "\n".join(part for line in lines for part in fold(line, COLUMNS))


def _folded(text: str, before: str = "  ") -> list[str]:
    return [before + line for line in fold(text, COLUMNS - len(before))]
