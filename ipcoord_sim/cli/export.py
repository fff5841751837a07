"""The commands `ipcoord export`, `ipcoord evidence`, and the calendar file of `ipcoord deadline`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ..aids.deadlines import situation
from ..api import call
from ..casefile import CaseFile, read_file
from ..conformance import Duty, Finding, audit, duties
from ..errors import InputError, UnknownIdError
from ..exporters import (
    deadline_ics,
    duties_csv,
    duties_ics,
    findings_csv,
    findings_json,
    findings_markdown,
    log_xes,
    procedure_bpmn,
    write_file,
)
from ..times import BEIJING, read_time
from .logs import with_progress
from .reading import read_object
from .terminal import fold

__all__ = ["add_commands", "write_deadline"]

_WEIGHTS_ZH = {"missing": "缺少", "differs": "不一致", "order": "日期", "hint": "提示"}
_AID = "这是对照材料的提示，不是法律结论；以法律文本和承办机关的认定为准。"


def add_commands(commands, common) -> None:
    """Add the two commands to the parser."""
    export = commands.add_parser("export", parents=[common], help="导出：日历、表格、过程日志、流程图、文稿")
    export.add_argument("file", nargs="?", help="台账文件（JSON 或者 CSV）；导出 bpmn 不用写")
    export.add_argument("--to", required=True, metavar="|".join(_WRITERS), help="导出成什么")
    export.add_argument("-o", "--output", required=True, metavar="OUT", help="写到哪个文件")
    export.add_argument("--of", default="findings", choices=("findings", "duties"), help="csv 里写对照结果还是义务，默认对照结果")
    export.add_argument("--now", metavar="时间", help="义务按哪一时刻算，默认现在")
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")
    export.set_defaults(run=_run_export)
    papers = commands.add_parser("evidence", parents=[common], help="移送材料体检：缺什么、哪里对不上、哪些要重新收集")
    papers.add_argument("file", metavar="FILE", help="JSON 文件：documents、facts、contents，写 - 从标准输入读")
    papers.set_defaults(run=_run_evidence)


def write_deadline(answer: dict, target: str, force: bool = False) -> None:
    """Write the answer of `deadline` as a calendar file."""
    write_file(target, [deadline_ics(answer, datetime.now(BEIJING), situation(answer["period"]))], force=force)
    print(f"已写入 {target}", file=sys.stderr)


def _run_export(options) -> None:
    if options.to not in _WRITERS:
        raise UnknownIdError.among("导出格式", "export format", options.to, _WRITERS)
    if options.to != "bpmn" and not options.file:
        raise InputError("要写明台账文件，例如 ipcoord export 台账.csv --to csv -o 结果.csv。", "Name the case log, for example ipcoord export log.csv --to csv -o out.csv.")
    if options.file and Path(options.output).exists() and Path(options.file).exists() and Path(options.output).samefile(options.file):
        raise InputError(f"{options.output} 就是要读的台账；请换一个文件名。", f"{options.output} is the log that is read; choose another name.")
    now = read_time(options.now, "--now") if options.now else datetime.now(BEIJING)
    write_file(options.output, _WRITERS[options.to](options, now), force=options.force)
    print(json.dumps({"to": options.to, "output": options.output}, ensure_ascii=False) if options.json else f"已写入 {options.output}")


def _cases(options) -> Iterator[CaseFile]:
    return with_progress(read_file(options.file))


def _found(options) -> Iterator[tuple[CaseFile, tuple[Finding, ...]]]:
    return ((case, audit(case)) for case in _cases(options))


def _owed(options, now: datetime) -> Iterator[tuple[CaseFile, tuple[Duty, ...]]]:
    return ((case, duties(case, now)) for case in _cases(options))


def _csv(options, now: datetime) -> Iterable[str]:
    return duties_csv(_owed(options, now)) if options.of == "duties" else findings_csv(_found(options))


_WRITERS = {
    "ics": lambda options, now: [duties_ics(_owed(options, now), now)],
    "csv": _csv,
    "xes": lambda options, now: log_xes(_cases(options)),
    "bpmn": lambda options, now: [procedure_bpmn()],
    "md": lambda options, now: findings_markdown(_found(options)),
    "json": lambda options, now: findings_json(_found(options)),
}


def _run_evidence(options) -> None:
    answer = call("evidence", read_object(options.file))
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else _evidence_text(answer))


def _evidence_text(answer: dict) -> str:
    lines = ["移送材料：没有发现缺少或者对不上的地方。" if answer["complete"] else "移送材料：有缺少或者对不上的地方。"]
    lines += [f"{_WEIGHTS_ZH[f['weight']]}：{f['message_zh']}" for f in answer["findings"]]
    lines += [f"证据 {e['id']}　{e['message_zh']}" for e in answer["evidence"]]
    return "\n".join(part for line in [*lines, _AID] for part in fold(line, 120))
