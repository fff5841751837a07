"""The commands on case logs: `ipcoord check` and `ipcoord duties`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import TextIO

from ..agencies import agencies
from ..api_logs import checked, duties_call
from ..casefile import CaseFile, read_file, to_dict
from ..errors import InputError
from ..exporters.words import KINDS_ZH, MODALITY_ZH, STATES_ZH
from ..times import BEIJING, minute_text, time_text
from .terminal import table

__all__ = ["add_commands", "with_progress"]

_EVERY = 1000
_IN_MEMORY = 1 << 23


def add_commands(commands, common) -> None:
    """Add the two commands to the parser."""
    check = commands.add_parser("check", parents=[common], help="对照台账，找出偏差")
    check.add_argument("file", help="台账文件：一个案件的 JSON，或者任意多个案件的 CSV")
    check.add_argument("--reading", help="用另一种读法：calendar、rollover、working_day、hour、minute")
    check.add_argument("--all", action="store_true", help="已做到的也列出")
    check.set_defaults(run=_run_check)
    duty = commands.add_parser("duties", parents=[common], help="某一时刻各机关应做、可做、不得做的事")
    duty.add_argument("file", help="台账文件（JSON 或者 CSV）")
    duty.add_argument("--now", metavar="时间", help="哪一时刻，默认现在")
    duty.set_defaults(run=_run_duties)


def _run_check(options) -> int:
    breached = False
    with _whole() as out:
        for count, case in enumerate(with_progress(read_file(options.file)), 1):
            answer = checked(case, options.reading)
            breached |= answer["breaches"] > 0
            if options.json:
                print(json.dumps(answer, ensure_ascii=False), file=out)
            else:
                print(("" if count == 1 else "\n") + _check_text(answer, options.all), file=out)
    return 1 if breached else 0


@contextmanager
def _whole() -> Iterator[TextIO]:
    """A place to print to that reaches standard output only if all went well: a bad event leaves nothing half-written."""
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="replace", newline="") as kept:
        yield kept
        kept.seek(0)
        shutil.copyfileobj(kept, sys.stdout)


def with_progress(cases):
    """The cases as they come, with a count on the terminal where there are many."""
    shown = sys.stderr.isatty()
    count = 0
    for count, case in enumerate(cases, 1):
        if shown and count % _EVERY == 0:
            print(f"\r已对照 {count} 个案件 / {count} cases", end="", file=sys.stderr, flush=True)
        yield case
    if shown and count >= _EVERY:
        print(file=sys.stderr)
    if count == 0:
        raise InputError("文件里没有案件；请核对是不是导出了空表。", "The file holds no case; check the export.")


def _check_text(answer: dict, every: bool) -> str:
    rows = [
        (f["rule"], KINDS_ZH[f["kind"]], f["event"] or "—", minute_text(f["due"], "—"), f["message_zh"])
        for f in answer["findings"] if every or f["kind"] != "kept"
    ]
    kept = sum(f["kind"] == "kept" for f in answer["findings"])
    head = f"案件 {answer['case']} {answer['title']}：违规 {answer['breaches']} 处，已做到 {kept} 处"
    return head + ("\n\n" + table(rows, ("规则", "结论", "事件", "最后期限", "说明"), 120) if rows else "")


def _run_duties(options) -> None:
    now = options.now or time_text(datetime.now(BEIJING))
    with _whole() as out:
        for case in with_progress(read_file(options.file)):
            answer = duties_call(to_dict(case), now)
            print(json.dumps(answer, ensure_ascii=False) if options.json else _duties_text(case, answer), file=out)


def _duties_text(case: CaseFile, answer: dict) -> str:
    rows = []
    for d in answer["duties"]:
        who = agencies()[d["agency"]].short_zh if d["agency"] in agencies() else "—"
        rows.append((who, MODALITY_ZH[d["modality"]], STATES_ZH[d["state"]], minute_text(d["due"], "—"), d["message_zh"]))
    head = f"案件 {case.id} {case.title} · {minute_text(answer['now'])}"
    return head + "\n\n" + (table(rows, ("机关", "", "状态", "最后期限", "说明"), 120) if rows else "没有正在进行的义务。")
