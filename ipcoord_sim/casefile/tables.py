"""Case logs as CSV: one row an event, any number of cases, read one case at a time.

Columns: case, id, at, received, actor, act, to, documents (separated by ;), ref, data (JSON).
A case's facts stand in a row whose act is `case.facts` (facts in data, its title in ref's place is not needed),
its closing time in a row whose act is `log.end` (time in at).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ..errors import InputError, UnknownIdError
from ..files import find_file, parse_json
from ..times import read_time, time_text
from .model import CaseFile, build, read_event, read_facts
from .texts import encoding_of

__all__ = ["COLUMNS", "parse_csv", "read_csv", "write_csv"]

COLUMNS = ("case", "id", "at", "received", "actor", "act", "to", "documents", "ref", "data")
_LONGEST_CELL = 1 << 20


def read_csv(path: Path | str) -> Iterator[CaseFile]:
    """The cases of a CSV file, one at a time.

    A file sorted by case is streamed; where the rows of cases alternate (a register kept by date), it is held in memory.
    Raises InputError or UnknownIdError naming file, line and event.
    """
    path = find_file(path)
    encoding = encoding_of(path)
    rows = _rows(path, encoding)
    for case, lines in _grouped(rows) if _sorted_by_case(path, encoding) else _gathered(rows).items():
        yield _case(case, lines, path.name)


def write_csv(cases: Iterable[CaseFile], file: TextIO) -> None:
    """Write the cases as rows; the reader gives the same cases back. Text that a spreadsheet would run as a formula cannot occur in a log's words."""
    import json

    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for case in cases:
        if case.facts or case.title:
            facts = dict(case.facts) | ({"title": case.title} if case.title else {})
            writer.writerow((case.id, "", "", "", "", "case.facts", "", "", "", json.dumps(facts, ensure_ascii=False)))
        for e in case.events:
            data = json.dumps(dict(e.data), ensure_ascii=False) if e.data else ""
            received = time_text(e.received) if e.received else ""
            writer.writerow((case.id, e.id, time_text(e.at), received, e.actor, e.act, e.to or "", ";".join(e.documents), e.ref or "", data))
        if case.ended:
            writer.writerow((case.id, "", time_text(case.ended), "", "", "log.end", "", "", "", ""))


def parse_csv(text: str, name: str, lines: Sequence[int] = ()) -> Iterator[CaseFile]:
    """The cases in the text of a CSV file called `name`; where it is a part of a longer one, `lines` are the rows' lines there.

    Raises what `read_csv` raises.
    """
    for case, rows in _gathered(_table(io.StringIO(text, newline=""), name, lines)).items():
        yield _case(case, rows, name)


def _rows(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from _table(file, path.name)


def _table(file: TextIO, name: str, lines: Sequence[int] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row under its column names, with the line it ends on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader, count = csv.reader(file, strict=True), 0
    try:
        head = [cell.strip() for cell in next(reader, [])]
        for column in head:
            if column not in COLUMNS:
                raise UnknownIdError.among(f"列名（{name}）", f"column (in {name})", column, COLUMNS)
        for needed in ("case", "at", "act"):
            if needed not in head:
                raise InputError(f"{name} 缺少列 {needed}；第一行应为列名：{','.join(COLUMNS)}。", f"{name} lacks the column {needed}; the first line names the columns.")
        for cells in reader:
            line = lines[count] if count < len(lines) else reader.line_num
            count += 1
            if not any(cells):
                continue
            if len(cells) != len(head):
                raise InputError(
                    f"{name} 第 {line} 行有 {len(cells)} 格，应为 {len(head)} 格；请检查逗号和引号。",
                    f"Line {line} of {name} has {len(cells)} cells, must have {len(head)}; check commas and quotes.",
                )
            yield line, dict(zip(head, map(str.strip, cells), strict=True))
    except csv.Error as broken:
        line = lines[count] if count < len(lines) else reader.line_num
        raise InputError(
            f"{name} 第 {line} 行读不下去（{broken}）；请检查引号，或者重新导出。",
            f"Line {line} of {name} cannot be read ({broken}); check the quotes or export it again.",
        ) from None


def _sorted_by_case(path: Path, encoding: str) -> bool:
    seen, last = set(), None
    for _, row in _rows(path, encoding):
        if row["case"] != last:
            if row["case"] in seen:
                return False
            last = row["case"]
            seen.add(last)
    return True


def _grouped(rows: Iterator) -> Iterator[tuple[str, list]]:
    last, lines = None, []
    for row in rows:
        if row[1]["case"] != last and lines:
            yield last, lines
            lines = []
        last = row[1]["case"]
        lines.append(row)
    if lines:
        yield last, lines


def _gathered(rows: Iterator) -> dict[str, list]:
    cases: dict[str, list] = {}
    for row in rows:
        cases.setdefault(row[1]["case"], []).append(row)
    return cases


def _case(id: str, lines: list, name: str) -> CaseFile:
    facts, ended, events, title = {}, None, [], ""
    for line, row in lines:
        source = f"{name} 第 {line} 行"
        if not id:
            raise InputError(f"{source}没有写案件编号（case）。", f"Line {line} of {name} names no case.")
        if row["act"] == "case.facts":
            stated = parse_json(row.get("data") or "{}", source)
            if isinstance(stated, dict) and isinstance(stated.get("title"), str):
                title = stated.pop("title")
            facts = read_facts(stated, source)
        elif row["act"] == "log.end":
            ended = read_time(row["at"], source)
        else:
            events.append(_event(row, source))
    return build(id, title, facts, ended, events, f"{name} 的案件 {id}")


def _event(row: dict[str, str], source: str):
    found: dict = {key: row[key] for key in ("id", "at", "received", "actor", "act", "to", "ref") if row.get(key)}
    if row.get("documents"):
        found["documents"] = [d.strip() for d in row["documents"].split(";") if d.strip()]
    if row.get("data"):
        found["data"] = parse_json(row["data"], source)
    return read_event(found, source)
