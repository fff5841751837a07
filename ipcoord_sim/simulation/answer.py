"""The answer of the call `simulate`: the assumptions first, then what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from ..errors import InputError
from ..parameters import find
from ..wording import article_zh, number_zh
from .limits import LIMITS
from .logs import case_logs
from .running import run, run_totals
from .scenario import Scenario, read_scenario
from .summary import summary_of

__all__ = ["MOST_LOGS", "NOTE_ZH", "simulate"]

NOTE_ZH = (
    "这是模拟，不是统计：人手、案件数、时长和比例都是假设，不是任何单位的真实情况；期限取自法律参数。"
    "案件、当事人都是虚构的。结果只用来比较不同的安排，不能用来评价哪个单位。"
)
MOST_REPLICATIONS, MOST_LOGS = 100_000, 5000


def simulate(scenario: str | Mapping | Scenario = "plan", seed: int = 1, replications: int = 1, logs: bool = False, *, engine: str = "auto") -> dict:
    """A scenario run `replications` times from one seed; with `logs` the case logs of the first of them.

    Raises InputError and UnknownIdError with one sentence; the same arguments give the same answer everywhere.

    >>> answer = simulate("plan", seed=1)
    >>> answer["summary"]["cases"] == sum(answer["summary"]["ends"].values())
    True
    """
    _whole("replications", replications, 1, MOST_REPLICATIONS)
    _whole("seed", seed, 0, 2**63 - 1)
    s = read_scenario(scenario)
    lines = run_totals(s, seed, [(r, 0) for r in range(replications)], engine=engine)
    answer = {
        "scenario": {
            "id": s.id, "title_zh": s.title_zh, "why_zh": s.why_zh, "from": str(s.start), "until": str(s.end), "closed": str(s.closed),
            "office_hours": [list(span) for span in s.office_hours], "meeting_at": s.meeting_at,
            "absences": [{"desk": a.desk, "agency": a.agency, "from": str(a.start), "until": str(a.end)} for a in s.absences],
            "surges": [{"stream": w.stream, "from": str(w.start), "until": str(w.end), "percent": w.percent} for w in s.surges],
        },
        "seed": seed, "replications": replications,
        "assumptions": {
            a.id: {"label_zh": a.label_zh, "unit": a.unit, "value": a.value, "why_zh": a.why_zh, "changed": a.changed} for a in s.assumptions.values()
        },
        "limits": {id: _limit(id) for id in (*LIMITS.days, *LIMITS.hours)},
        **summary_of(s, lines), "note_zh": NOTE_ZH,
    }
    if logs:
        answer["logs"] = list(islice(case_logs(run(s, seed, engine=engine)), MOST_LOGS))
    return answer


def _limit(id: str) -> str:
    return f"{number_zh(find(id).numbers[0])}（{article_zh(id)}）"


def _whole(name: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(f"{name} 应为 {least} 到 {most} 的整数，收到的是 {value!r:.30}。", f"{name} must be a whole number from {least} to {most}, got {value!r:.30}.")
