"""Findings and duties as CSV that WPS and Excel open: UTF-8 with its mark, CRLF, dates and numbers as such, no text run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ..acts import word_zh
from ..agencies import agencies
from ..casefile import CaseFile
from ..conformance import Duty, Finding
from ..conformance.messages import basis_zh, message_zh
from ..times import BEIJING
from .words import KINDS_ZH, MODALITY_ZH, STATES_ZH

__all__ = ["BOM", "cell", "csv_lines", "duties_csv", "findings_csv"]

# What tells WPS and Excel that a file is UTF-8.
BOM = "\ufeff"
# A cell that begins with one of these is run as a formula, or begins a second cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FINDINGS = ("案件", "标题", "序号", "规则", "结论", "违规", "机关", "事件", "最后期限", "做的时间", "有争议", "各读法结论不同", "依据", "说明")
_DUTIES = ("案件", "标题", "序号", "机关", "性质", "行为", "对方", "最后期限", "最稳妥", "状态", "规则", "依据", "说明")


def findings_csv(cases: Iterable[tuple[CaseFile, Iterable[Finding]]]) -> Iterator[str]:
    """One row a finding, a piece of text a case."""
    yield BOM + csv_lines([_FINDINGS])
    for case, found in cases:
        yield csv_lines(
            (case.id, case.title, n, f.rule, KINDS_ZH[f.kind], int(f.breach), _who(f.agency), f.event, _time(f.due), f.at,
             int(f.contested or f.kind == "disputed"), int(f.reading_dependent), basis_zh(f.basis), message_zh(f))
            for n, f in enumerate(found, 1)
        )


def duties_csv(cases: Iterable[tuple[CaseFile, Iterable[Duty]]]) -> Iterator[str]:
    """One row a duty, a piece of text a case."""
    yield BOM + csv_lines([_DUTIES])
    for case, found in cases:
        yield csv_lines(
            (case.id, case.title, n, _who(d.agency), MODALITY_ZH[d.modality], word_zh(d.act), _who(d.to) if d.to else None, _time(d.due),
             _time(d.safest), STATES_ZH[d.state], d.rule, basis_zh(d.basis), d.message_zh)
            for n, d in enumerate(found, 1)
        )


def cell(value: object) -> object:
    """A value as a cell: numbers stay numbers, times become ISO text that a spreadsheet reads as a date, text cannot become a formula.

    >>> cell("=1+1"), cell(3), cell(date(2026, 9, 30)), cell("乙酒")
    ("'=1+1", 3, '2026-09-30', '乙酒')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return value
    text = _CONTROL.sub("", str(value))
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Iterable]) -> str:
    """The rows as lines of CSV, each value a cell.

    >>> csv_lines([("=1+1", 3, None)])
    "'=1+1,3,\\r\\n"
    """
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return file.getvalue()


def _time(due: str | None) -> date | datetime | None:
    if due is None:
        return None
    return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)


def _who(agency: str | None) -> str:
    return agencies()[agency].name_zh if agency in agencies() else ""
