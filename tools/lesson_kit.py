"""The papers of a lesson as one file: `python -m tools.lesson_kit l90 -o _build/lessons`. Plan, answers, and the sheets of every case that it plays.

The agenda is the lesson's; the cases bring course, guide, role cards, scenes, exhibits, decision sheets and the log.
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from pathlib import Path

from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.casebank.model import SEATS
from ipcoord_sim.cli.paper import find_browser, print_pdf
from ipcoord_sim.errors import InputError, IpcoordError
from ipcoord_sim.exercise.kit_learner import decision_sheet, exhibit_sheet, log_sheet, role_sheet, scene_sheet
from ipcoord_sim.exercise.kit_style import STYLE
from ipcoord_sim.exercise.kit_trainer import course_sheet, evaluation_sheet, guide_sheet, sign_in_sheet
from ipcoord_sim.exercise.kit_words import card, items, para, sheet, table
from ipcoord_sim.exercise.text import basis_words
from ipcoord_sim.exporters import write_file
from ipcoord_sim.files import reason
from ipcoord_sim.quiz import Item, item
from ipcoord_sim.teaching.texts import said
from tools.lessons import Lesson, Step, lesson, lesson_ids

__all__ = ["kit_page", "main", "write"]

ROOT = Path(__file__).resolve().parent.parent
_LETTERS = "ABCDEF"
_MORE = """
h3.step { font-size: 12.5pt; border-top: .8pt solid #000; padding-top: 1.5mm; } .say { border-left: 2.5pt solid #000; padding-left: 3mm; font-weight: bold; }
.step-box { break-inside: avoid; }
"""


def kit_page(found: Lesson) -> str:
    """The papers as one HTML page without any other file: the trainer's sheets first."""
    sheets = [_agenda(found), _plan(found)]
    if found.items:
        sheets += [_questions(found), _answers(found)]
    for id in found.cases:
        one = find_case(id)
        trainers, chairs = [course_sheet(one), guide_sheet(one)], [make(one, seat) for seat in SEATS for make in (role_sheet, scene_sheet, exhibit_sheet, decision_sheet)]
        sheets += [html.replace('<section id="', f'<section id="{one.id.lower()}-', 1) for html in (*trainers, *chairs, log_sheet(one))]
    if found.cases:
        last = find_case(found.cases[-1])
        sheets += [evaluation_sheet(last), sign_in_sheet(last)]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(found.title)}：课包</title><style>{STYLE}{_MORE}</style></head>\n<body>\n" + "\n".join(sheets) + "\n</body></html>\n"
    )


def _agenda(found: Lesson) -> str:
    """Minutes, aims, what to print."""
    rows = [(_span(found, step), str(step.minutes), f"{n}. {step.title}", "；".join(one.label for one in step.open if one.page)) for n, step in enumerate(found.steps, 1)]
    return sheet(
        "议程", f"<h1>{escape(found.title)}</h1>", para(found.people), items(found.aim), f"<h3>分钟（共 {found.minutes} 分钟）</h3>",
        table(("!从—到", "#分钟", "做什么", "打开"), [*rows, ("合计", str(found.minutes), "", "")], "agenda"), "<h3>印几份</h3>", table(("单子", "份数"), found.materials),
        para("例子里的人、店、牌子、编号都是编的。期限推算是辅助，最后以承办机关和法律文本为准。", "small"), trainer=True, id="agenda",
    )


def _span(found: Lesson, step: Step) -> str:
    return f"{found.clock(step.start)}—{found.clock(step.end)}" if found.begins else f"{step.start}—{step.end}"


def _plan(found: Lesson) -> str:
    return sheet("一步一步", *(f'<div class="step-box">{_step(found, n, step)}</div>' for n, step in enumerate(found.steps, 1)), trainer=True, id="plan")


def _step(found: Lesson, n: int, step: Step) -> str:
    parts = [f'<h3 class="step">{n}. {escape(step.title)}（{_span(found, step)}，{step.minutes} 分钟）</h3>', items(map(str, step.do))]
    if step.say:
        parts.append(para(f"说：{step.say}", "say"))
    told = (("打开", "；".join(one.label for one in step.open if one.page)), ("推演", step.play + (f"，做到 {step.until} 为止" if step.until else "")), ("发", step.give), ("题", "、".join(step.items)))
    parts += [para(f"{name}：{words}") for name, words in told if words]
    for id in step.wrong:
        one = misconceptions()[id]
        parts.append(para(f"会听到（{id}）：“{one['believed_zh'].rstrip('。')}。” 接：{said(one['remedy_zh'], {}, id)}"))
    return "".join(parts) + (para(f"依据：{basis_words(step.basis)}", "small") if step.basis else "")


def _questions(found: Lesson) -> str:
    """The questions without answers, to be read aloud or handed out."""
    return sheet("小测（念题或者发）", *(card(f"第{n}题", para(_plain(one.stem)), *_choices(one)) for n, one in enumerate(map(item, found.items), 1)), id="questions")


def _choices(one: Item) -> list[str]:
    gap = {"order": "＿＿　", "match": "（配＿＿）"}.get(one.type, "")
    lines = [para(f"{gap}{letter}. {_plain(o.text)}") for letter, o in zip(_LETTERS, one.options, strict=False)] if one.type != "number" else [para("答：＿＿＿＿")]
    return lines + ([para("可以配的：" + "　".join(f"{n}. {pair}" for n, pair in enumerate(one.pairs, 1)))] if one.type == "match" else [])


def _answers(found: Lesson) -> str:
    """The answer sheet: every option with its reason and what that rests on."""
    return sheet("答案卷", *(_answer(n, one) for n, one in enumerate(map(item, found.items), 1)), trainer=True, id="answers")


def _answer(n: int, one: Item) -> str:
    rows = []
    for letter, o in zip(_LETTERS, one.options, strict=False):
        mark = {"order": f"第{o.place}步", "match": f"配 {o.pair}"}.get(one.type, "对" if o.correct else "不对")
        rows.append((letter, _plain(o.text), mark, _plain(o.reason), basis_words(o.basis)))
    return card(f"第{n}题（{one.id}）", para(_plain(one.stem), "small"), table(("!项", "写的", "!对不对", "为什么", "依据"), rows))


def _plain(text: str) -> str:
    return text.replace("**", "")


def write(id: str, folder: Path, *, pdf: bool = True) -> list[Path]:
    """Write the papers of a plan into `folder`, as PDF too where a browser can print it; what is there of an earlier run is replaced.

    Raises what `lesson` raises.
    """
    found = lesson(id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as broken:
        zh, en = reason(broken)
        raise InputError(f"建不了文件夹 {folder}（{zh}）；请换一个地方。", f"Cannot make the folder {folder} ({en}); choose another.") from None
    page = write_file(folder / f"{id}-kit.html", [kit_page(found)], force=True)
    return [page, print_pdf(page, page.with_suffix(".pdf"))] if pdf and find_browser() else [page]


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write, and say where the files are; 2 for a plan that does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lesson", nargs="*", help=f"which plan: {'、'.join(lesson_ids())}; default all")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "_build" / "lessons")
    chosen = parser.parse_args(arguments)
    try:
        for id in chosen.lesson or lesson_ids():
            files = write(id, chosen.out)
            print("课包：" + "，".join(map(str, files)))
            if len(files) == 1:
                print("这台机器上没有找到 Chromium、Chrome 或者 Edge，没有印成 PDF；用浏览器打开这个网页，按 Ctrl-P 打印成 A4。")
    except IpcoordError as wrong:
        print(wrong.zh, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
