"""The command line `ipcoord`: the same calls as everywhere, for people in a terminal.

Exit 0: answered; 2: bad input, one sentence on standard error; 1: `check` found breaches.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import datetime

from ..api import CALLS, call
from ..errors import InputError, IpcoordError
from ..serve.arguments import add_arguments as serve_arguments
from ..times import BEIJING
from ..uses import uses
from . import assessing, calibrating, cases, completing, export, items, logs, network, render, simulating, sweeping
from .reading import read_json
from .terminal import table

__all__ = ["main"]

# The order of `ipcoord --help`.
_PARTS = (
    assessing,
    logs,
    export,
    items,
    cases,
    simulating,
    sweeping,
    calibrating,
    network,
    completing,
)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence."""

    def error(self, message: str):
        raise InputError(
            f"命令写得不对（{message}）；用 {self.prog} --help 看写法。",
            f"The command cannot be read ({message}); see {self.prog} --help.",
        )


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is returned, never raised."""
    argv = list(sys.argv[1:] if argv is None else argv)
    lang = "en" if "--lang=en" in argv or ("--lang" in argv and argv[argv.index("--lang") + 1 :][:1] == ["en"]) else "zh"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options = _parser().parse_args(argv)
        options.lang = lang  # wherever it stood: a command's own default would hide one given before it
        return options.run(options) or 0
    except IpcoordError as refused:
        # One sentence, one line, whatever stood in the input that it quotes.
        print(" ".join(refused.sentence(lang).split()), file=sys.stderr)
        return 2
    except SystemExit as ended:  # argparse leaves this way after --help
        return int(ended.code or 0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="打印 JSON")
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="报错用的语言；serve 说的话也用它")
    parser = _Parser(prog="ipcoord", description="信市监〔2022〕157号方案：期限、法律数值、规范", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)

    one = commands.add_parser("deadline", parents=[common], help="推算期限")
    one.add_argument("period", nargs="?", help="期限的事实编号")
    one.add_argument("--from", dest="start", metavar="时间", help="起算的时间，例如 2026-09-30T15:00+08:00")
    one.add_argument("--custody", action="store_true", help="犯罪嫌疑人在押（末日不顺延）")
    one.add_argument("--ics", metavar="OUT", help="另写一个日历文件")
    one.add_argument("--force", action="store_true", help="覆盖已有的日历文件")
    one.add_argument("--list", action="store_true", help="列出可以推算的期限")
    one.set_defaults(run=_run_deadline)

    law = commands.add_parser("law", help="查法律数值").add_subparsers(dest="what", required=True, metavar="show|diff|uses", parser_class=_Parser)
    show = law.add_parser("show", parents=[common], help="某一天的数值和全部版本")
    show.add_argument("id", help="事实编号，几个数的可加 #序号")
    show.add_argument("--on", metavar="日期", help="哪一天，默认今天")
    show.set_defaults(run=_run_law)
    diff = law.add_parser("diff", parents=[common], help="两天之间法律变了什么")
    diff.add_argument("first", metavar="日期1")
    diff.add_argument("second", metavar="日期2")
    diff.set_defaults(run=_run_diff)
    hanging = law.add_parser("uses", parents=[common], help="改了这个数值，哪些规范、规则、案例、题和页面会跟着变")
    hanging.add_argument("id", help="事实编号")
    hanging.set_defaults(run=_run_uses)

    norms = commands.add_parser("norms", parents=[common], help="方案的规范单元")
    norms.add_argument("clause", nargs="?", help="条款，例如 2.2 或 2.2p1")
    norms.add_argument("--clause", dest="clause_option", help=argparse.SUPPRESS)
    norms.set_defaults(run=_run_norms)

    for part in _PARTS:
        part.add_commands(commands, common)

    room = commands.add_parser("serve", parents=[common], help="在本机和局域网里打开教程")
    serve_arguments(room)
    room.set_defaults(run=_run_serve)

    raw = commands.add_parser("call", parents=[common], help="从标准输入读 JSON，打印 JSON")
    raw.add_argument("name", help="、".join(CALLS))
    raw.set_defaults(run=_run_call)
    return parser


def _print(options, answer: dict, text) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else text(answer))


def _run_deadline(options) -> None:
    if options.list:
        return _print(options, call("periods", {}), render.periods_text)
    if not options.period or not options.start:
        raise InputError(
            "要写明期限编号和起算时间，例如 ipcoord deadline orn310-reconsider-request-3d --from 2026-09-30T15:00+08:00；用 --list 查编号。",
            "Name the period and the time it starts from, for example ipcoord deadline orn310-reconsider-request-3d "
            "--from 2026-09-30T15:00+08:00; --list shows the ids.",
        )
    args = {"period": options.period, "start": options.start, "in_custody": options.custody}
    answer = call("deadline", args)
    if options.ics:
        export.write_deadline(answer, options.ics, options.force)
    _print(options, answer, render.deadline_text)


def _run_law(options) -> None:
    on = datetime.now(BEIJING).date().isoformat() if options.on is None else options.on
    _print(options, call("law", {"id": options.id, "on": on}), render.law_text)


def _run_diff(options) -> None:
    _print(options, call("law_diff", {"first": options.first, "second": options.second}), render.diff_text)


def _run_uses(options) -> None:
    rows = uses(options.id)
    if options.json:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2))
        return
    print(f"{options.id}：{len(rows)} 处用到\n\n" + table([(r.kind_zh, r.file, r.place) for r in rows], ("种类", "文件", "位置"), 120))


def _run_norms(options) -> None:
    clause = options.clause if options.clause is not None else options.clause_option
    _print(options, call("norms", {} if clause is None else {"clause": clause}), render.norms_text)


def _run_serve(options) -> int:
    # Late: the other commands need no server.
    from ..serve import run

    return run(options)


def _run_call(options) -> None:
    print(json.dumps(call(options.name, read_json("-")), ensure_ascii=False))
