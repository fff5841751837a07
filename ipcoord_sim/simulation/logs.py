"""Case logs out of a run, in the one format: each stage leaves the events that the flow names."""

from __future__ import annotations

from collections.abc import Iterator

from ..casefile import CaseFile, from_dict
from ..parameters import number_on
from ..times import time_text
from .running import Run
from .tables import CITY

__all__ = ["case_files", "case_log", "case_logs"]


def case_logs(run: Run) -> Iterator[dict]:
    """The log of every case of the run."""
    return (case_log(run, n) for n in range(len(run.rows)))


def case_files(run: Run) -> Iterator[CaseFile]:
    """The same, read and checked."""
    return (from_dict(log, log["case"]["id"]) for log in case_logs(run))


def case_log(run: Run, n: int) -> dict:
    """The log of the n-th case (format ipcoord-case/1); the names of agencies are those of the data set, the case is invented."""
    row, model = run.rows[n], run.model
    facts = _facts(row)
    events: list[dict] = []
    ids: dict[str, str] = {}
    for stage in model.flow.stages:
        done = row[stage.column]
        if not done:
            continue
        for spec in stage.events:
            if spec.get("when") == "goods" and not row[5]:
                continue
            event = _event(run, row, stage, spec, ids, f"e{len(events) + 1}")
            ids.setdefault(stage.id, event["id"])
            events.append(event)
    stream = model.flow.streams[row[2]]["name_zh"]
    return {
        "format": "ipcoord-case/1",
        "case": {"id": f"S{run.seed}-{run.replication}-{run.city}-{n + 1:05}", "title": f"模拟案件：{stream}，{_offence_zh(model.offences[row[3]])}", "facts": facts},
        "ended": time_text(run.time.moment(run.time.closed)),
        "events": events,
    }


def _facts(row) -> dict[str, bool]:
    facts = {"has_goods": bool(row[5])}
    if row[2] == 0 and row[4] == 3:
        facts |= {"large_value": True, "possible_crime": True}
    return facts


def _event(run: Run, row, stage, spec: dict, ids: dict[str, str], id: str) -> dict:
    slipped = bool(stage.slip and row[7] & 1 << run.model.flow.slips.index(stage.slip))
    slip = spec.get("slip", {}) if slipped else {}
    event = {"id": id, "at": time_text(run.when(row[stage.column])), "actor": _agency(run, row, spec["by"], stage), "act": spec["act"]}
    if "to" in spec:
        event["to"] = _agency(run, row, spec["to"], stage)
    if "received" in spec and (received := row[run.model.flow.column(spec["received"])]):
        event["received"] = time_text(run.when(received))
    papers = [p.partition("@")[0] for p in spec.get("documents", ()) if not p.endswith("@goods") or row[5]]
    if papers:
        event["documents"] = [p for p in papers if p != slip.get("without")]
    refs = spec.get("ref", [])
    ref = next((ids[r] for r in ([refs] if isinstance(refs, str) else refs) if r in ids), None)
    if ref:
        event["ref"] = ref
    data = {key: value for key, value in (spec.get("data", {}) | slip.get("data", {})).items() if not key.endswith("@goods") or row[5]}
    if data:
        event["data"] = {key.partition("@")[0]: _figure(run, row[stage.column], value) for key, value in data.items()}
    return event


def _figure(run: Run, done: int, value: object) -> object:
    """A value of the flow; `{law: id}` is the law's number on that day, `less` takes something off it (a mistake)."""
    if isinstance(value, dict):
        return int(number_on(value["law"], run.when(done).date(), verified_only=True).value) - value.get("less", 0)
    return value


def _agency(run: Run, row, role: str, stage) -> str:
    places = run.model.places
    first = places[row[1]]
    # A forwarded case has moved to another PSB; what the forwarding stage and those after it leave names the new one.
    now = places[row[6]]
    match role:
        case "amr" | "psb.first":
            return f"{role[:3]}/{first}"
        case "psb" | "procuratorate":
            return f"{role}/{now if stage.n >= run.model.flow.place['forward'] else first}"
        case "psb.city":
            return f"psb/{CITY}"
        case "psb.province":
            return _superior(f"psb/{CITY}")
        case _:
            return f"office/{CITY}"


def _superior(id: str) -> str:
    from ..agencies import agency

    return agency(id).superior


def _offence_zh(id: str) -> str:
    from ..thresholds import offences

    return next((o.name_zh for o in offences() if o.id == id), id)


