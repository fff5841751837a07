"""What became of the cases of a simulated year: where each went, and one of them that went a long way."""

from __future__ import annotations

from collections import Counter

from ..errors import InputError
from ..simulation import Run, case_log
from ..simulation.flow import flow

__all__ = ["case_ways", "long_case"]

# The stations of the picture by the stages that a case has passed: the first that fits stands, from left to right.
_STATIONS = (
    (("complaint", "公安受理举报"), ("open", "市监查办")),
    (("send_received", "移送到公安"), ("refused", "没有批准移送"), ("complaint_filed", ""), ("reverse_received", "移交给市监"), ("open", "没有移送")),
    (("declined", "不予立案"),),
    (("reconsider_ask", "提请复议"), ("supervise_ask", "直接建议监督"), ("declined", "没有异议")),
)


def case_ways(run: Run) -> list[dict]:
    """How many cases went from which station to which, up to how they ended.

    Every case leaves its first station once and reaches one end.
    """
    place = {name: n for n, name in enumerate(run.columns)}
    ends = [row["name_zh"] for row in flow().ends]
    counts: Counter[tuple[str, str]] = Counter()
    for row in run.rows:
        way = [name for station in _STATIONS if (name := _station(station, row, place))]
        way.append(ends[row[place["end"]]])
        counts.update(zip(way, way[1:], strict=False))
    return [{"from": one, "to": other, "count": n} for (one, other), n in sorted(counts.items(), key=lambda item: (_column(item[0][0]), -item[1], item[0]))]


def long_case(run: Run) -> dict:
    """The log of the case that had the most steps, the first of them where several had as many.

    Raises InputError for a run without a case.
    """
    if not run.rows:
        raise InputError("这一次模拟里没有案件；请换一个情景。", "There is no case in this run; choose another scenario.")
    place = {name: n for n, name in enumerate(run.columns)}
    stages = [place[s.id] for s in flow().stages]
    steps = [sum(row[n] != 0 for n in stages) for row in run.rows]
    return case_log(run, steps.index(max(steps)))


def _station(station: tuple[tuple[str, str], ...], row: list[int], place: dict[str, int]) -> str:
    return next((name for stage, name in station if row[place[stage]]), "")


def _column(name: str) -> int:
    return next((n for n, station in enumerate(_STATIONS) if name in {words for _, words in station}), len(_STATIONS))
