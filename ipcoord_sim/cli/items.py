"""The commands `ipcoord items check|show|export`: the quiz items for their authors and for a learning platform."""

from __future__ import annotations

import json
from pathlib import Path

from ..api import call
from ..casebank.remarks import WRONG
from ..errors import InputError, UnknownIdError
from ..exporters.item_tables import CHAIRS_ZH, TYPES_ZH, USES_ZH, items_csv
from ..exporters.moodle import items_moodle
from ..exporters.writing import write_file
from ..norms import clauses
from ..quiz import item
from ..quiz.checking import Report, check_bank
from .terminal import fold

__all__ = ["add_commands", "item_text", "report_text"]

_LEVELS_ZH = {WRONG: "错误", "hint": "提示"}
_WRITERS = {"moodle": items_moodle, "csv": items_csv}


def add_commands(commands, common) -> None:
    """Add the commands to the parser."""
    command = commands.add_parser("items", help="测评题：体检、查看、导出")
    group = command.add_subparsers(dest="what", required=True, metavar="check|show|export", parser_class=type(command))
    check = group.add_parser("check", parents=[common], help="题库体检：哪一题、哪一处、怎么改")
    check.add_argument("--clause", metavar="条款", help="只看一条，例如 2.2")
    check.set_defaults(run=_run_check)
    show = group.add_parser("show", parents=[common], help="看一题：题干、选项、答案、理由")
    show.add_argument("id", help="题号，例如 Q-2.2-01")
    show.add_argument("--seed", type=int, default=0, metavar="N", help="种子；0 是原题")
    show.set_defaults(run=_run_show)
    export = group.add_parser("export", parents=[common], help="导出给 Moodle 或者表格")
    export.add_argument("--to", required=True, metavar="|".join(_WRITERS), help="导出成什么")
    export.add_argument("-o", "--output", required=True, metavar="FILE", help="写到哪个文件")
    export.add_argument("--clause", metavar="条款", help="只导出一条，例如 2.2")
    export.add_argument("--use", metavar="practice|delayed|exam", help="只导出一种用途的题")
    export.add_argument("--seed", type=int, default=0, metavar="N", help="种子；0 是原题")
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")
    export.set_defaults(run=_run_export)


def _run_check(options) -> int:
    known = [c.id for c in clauses()]
    if options.clause is not None and options.clause not in known:
        raise UnknownIdError.among("条款", "clause", options.clause, known)
    report = check_bank(options.clause)
    if options.json:
        rows = [{"item": id, "level": r.level, "place": r.place, "found_zh": r.zh, "advice_zh": r.advice_zh} for id, r in report.remarks]
        print(json.dumps({"items": report.items, "draws": report.draws, "wrong": report.wrong, "remarks": rows}, ensure_ascii=False, indent=2))
    else:
        print(report_text(report))
    return 1 if report.wrong else 0


def report_text(report: Report) -> str:
    """The remarks in sentences, grouped by item."""
    lines, last = [], None
    for id, remark in report.remarks:
        if id != last:
            lines += ["", id]
            last = id
        place = f"{remark.place}：" if remark.place and remark.place != id else ""
        lines += fold(f"  {_LEVELS_ZH[remark.level]}　{place}{remark.zh.rstrip('。')}。{remark.advice_zh}", 120)
    hints = len(report.remarks) - report.wrong
    end = f"读了 {report.items} 题，试了 {report.draws} 种抽法：错误 {report.wrong} 处，提示 {hints} 处。"
    return "\n".join([*lines, "", end]).lstrip("\n")


def _run_show(options) -> None:
    found = item(options.id, options.seed).as_dict()
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else item_text(found))


def item_text(found: dict) -> str:
    """One item for its author, with its key and all reasons."""
    head = f"{found['id']}　{found['norm']}　{CHAIRS_ZH[found['perspective']]}　{TYPES_ZH[found['type']]}　{USES_ZH[found['use']]}　难度 {found['difficulty']}"
    lines = [head + ("　引擎算" if found["key_from_engine"] else ""), "", *fold(found["stem"], 100), ""]
    for o in found["options"]:
        mark = f"{o['place']}." if o["place"] else "配" if o["pair"] else "✓" if o["correct"] else "✗"
        lines += fold(f"{mark} {o['id']}　{o['text']}" + (f" ↔ {o['pair']}" if o["pair"] else ""), 100)
        tail = f"（{'、'.join(o['basis'])}{'；' + o['misconception'] if o['misconception'] else ''}）"
        lines += [f"      {line}" for line in fold(o["reason"] + tail, 94)]
    return "\n".join(lines)


def _run_export(options) -> None:
    if options.to not in _WRITERS:
        raise UnknownIdError.among("导出格式", "export format", options.to, _WRITERS)
    asked = {"seed": options.seed} | {key: getattr(options, key) for key in ("clause", "use") if getattr(options, key) is not None}
    found = call("items", asked)["items"]
    if not found:
        raise InputError("这样选，一道题也没有；请换条款或者用途。", "No item fits this choice; change clause or use.")
    labels = {c.id: c.label_zh for c in clauses()}
    write_file(Path(options.output), _WRITERS[options.to](found, labels), force=options.force)
    told = {"to": options.to, "output": options.output, "items": len(found)}
    print(json.dumps(told, ensure_ascii=False) if options.json else f"已写入 {options.output}，{len(found)} 题")
