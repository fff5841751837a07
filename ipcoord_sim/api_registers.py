"""The calls of the case-log checker: a register's text (CSV or JSON), or a part of one, held against the rules; and files of what was found."""

from __future__ import annotations

from collections.abc import Iterator

from .acts import word_zh
from .agencies import agencies
from .api_logs import checked, known_reading
from .casefile import CaseFile, from_dict, parse_csv, to_dict
from .conformance import BREACHES, audit, duties
from .conformance.messages import basis_zh
from .errors import InputError, UnknownIdError
from .exporters import duties_csv, duties_ics, findings_csv
from .exporters.words import KINDS_ZH
from .files import parse_json
from .times import read_time, time_text

__all__ = ["register_call", "register_file_call"]

FORMATS = ("csv", "json")
_FILES = ("findings_csv", "duties_csv", "ics")
# Ours: what a reader does about a finding of this kind; advice of handling, no law.
DO_ZH = {
    "late": "写明迟了的原因，存进案卷。", "overdue": "现在就做，并写明迟了的原因。", "missing_step": "补做这一步；补不了的，写明原因。", "missing_document": "把缺的材料补上。",
    "out_of_order": "核对两步的时间，不改原来的记录；确实倒了的，报告负责人。", "wrong_actor": "请应当办这一步的人或者机关补办；补不了的，写明原因。", "wrong_channel": "改送应当收件的机关。",
    "forbidden": "停下来，报告负责人。", "disputed": "两种读法都看，按最稳妥的办。", "pending": "在期限以前做完。", "hint": "看一看，不是违规。", "kept": "",
}


def register_call(text: str, format: str = "csv", name: str = "台账", reading: str | None = None, lines: list | None = None) -> dict:
    """Every case in the text with its findings in words; `lines` are the lines of the rows where the text is a part of a file."""
    known_reading(reading)
    return {"cases": [_shown(case, reading) for case in _read(text, format, name, lines)]}


def register_file_call(text: str, form: str, format: str = "csv", name: str = "台账", now: str | None = None) -> dict:
    """The findings or the duties of every case as a file: `findings_csv`, `duties_csv` or `ics`; duties are those at `now`."""
    if form not in _FILES:
        raise UnknownIdError.among("文件形式", "form of file", form, _FILES)
    cases = list(_read(text, format, name, None))
    if form == "findings_csv":
        return {"name": "findings.csv", "type": "text/csv;charset=utf-8", "text": "".join(findings_csv((case, audit(case)) for case in cases))}
    if now is None:
        raise InputError("要写 now（按哪一刻列出应做的事），例如 2026-11-23T09:00:00+08:00。", "`now` is needed: the moment at which duties are listed.")
    moment = read_time(now, "now")
    owed = [(case, duties(case, moment)) for case in cases]
    if form == "ics":
        return {"name": "duties.ics", "type": "text/calendar;charset=utf-8", "text": duties_ics(owed, moment)}
    return {"name": "duties.csv", "type": "text/csv;charset=utf-8", "text": "".join(duties_csv(owed))}


def _read(text: str, format: str, name: str, lines: list | None) -> Iterator[CaseFile]:
    if format not in FORMATS:
        raise UnknownIdError.among("台账格式", "format of a register", format, FORMATS)
    if format == "csv":
        if lines is not None and not all(isinstance(n, int) and not isinstance(n, bool) for n in lines):
            raise InputError("lines 应为行号的列表。", "`lines` must be a list of line numbers.")
        return parse_csv(text.removeprefix("\ufeff"), name, lines or ())
    value = parse_json(text.removeprefix("\ufeff"), name)
    logs = value if isinstance(value, list) else [value]
    return (from_dict(log, f"{name} 第 {n} 件" if isinstance(value, list) else name) for n, log in enumerate(logs, 1))


def _shown(case: CaseFile, reading: str | None) -> dict:
    answer = checked(case, reading)
    events = {row["id"]: row for row in to_dict(case)["events"]}
    for found in answer["findings"]:
        event = events.get(found["event"])
        found |= {
            "breach": found["kind"] in BREACHES, "kind_zh": KINDS_ZH[found["kind"]], "do_zh": DO_ZH[found["kind"]], "basis_zh": [{"id": id, "zh": basis_zh((id,))} for id in found["basis"]],
            "say_zh": found["message_zh"].removesuffix(f"（{basis_zh(tuple(found['basis']))}）"), "step_zh": word_zh(event["act"]) if event else "", "when": event["at"] if event else None,
            "agency_zh": agencies()[found["agency"]].short_zh if found.get("agency") in agencies() else "",
        }
    return answer | {"events": len(case.events), "ended": time_text(case.ended) if case.ended else None}
