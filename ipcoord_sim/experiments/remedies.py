"""The ways open after a decision not to file, each walked to its end with the limits of the law; each is a case log too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..api_law import deadline_call
from ..conformance.rules import assumption
from ..errors import InputError, UnknownIdError
from ..procedure.steps import steps
from ..times import day_of, time_text
from .logs import case_log, event, later, moment

__all__ = ["PATHS", "Done", "Pace", "finished", "path_log", "walk"]

AMR, PSB, PROCURATORATE = (f"{kind}/xinyang/guangshan" for kind in ("amr", "psb", "procuratorate"))
_AFTER = ("examine", "explain", "order", "mustfile")
# A way: its name, its steps in the map of the procedure, and the limits that differ there from those of the map.
PATHS: dict[str, tuple[str, tuple[str, ...], dict[str, str | None]]] = {
    "reconsider": ("只复议，复议改为立案", ("reconsider", "redecide"), {}),
    "both": ("先复议，复议维持，再建议监督", ("reconsider", "redecide", "supervise", *_AFTER), {}),
    "supervise": ("不复议，直接建议监督", ("supervise", *_AFTER), {"supervise": "orn310-reconsider-request-3d"}),
    "unmoved": ("直接建议监督，检察院认为理由成立", ("supervise", "examine", "explain", "tell", "penalise"), {"supervise": "orn310-reconsider-request-3d"}),
    "silent": ("公安过了期限还没有决定，建议监督", ("decide", "supervise", "examine", "explain"), {"supervise": None, "explain": "pro-562-overdue-7d"}),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast: days the regulator takes for a step of its own, whether the others use their whole limit, days for a step without a limit."""

    own: int = 1
    others_last: bool = True
    unwritten: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A step done: its id in the map, its limit or None, the last day and the safest day of the limit, from when until when it took."""

    id: str
    limit: str | None
    last: date | None
    safest: date | None
    begun: datetime
    done: datetime


def walk(path: str, received: str, pace: Pace) -> list[Done]:
    """The steps of a way, the first beginning when the notice (in the way `silent`: the case) was received.

    Raises UnknownIdError for a way that does not exist, InputError for a time or a pace that cannot be.

    >>> [str(step.last) for step in walk("reconsider", "2026-06-01 10:00", Pace())]
    ['2026-06-04', '2026-06-05']
    """
    if path not in PATHS:
        raise UnknownIdError.among("路径", "way", path, PATHS)
    unwritten = assumption("NO_LIMIT")["value"] if pace.unwritten is None else pace.unwritten
    if pace.own < 0 or unwritten < 0:
        raise InputError("用几天不能是负数。", "A number of days cannot be negative.")
    _, ids, differing = PATHS[path]
    now, rows = moment(received), []
    for id in ids:
        limit = differing.get(id, steps()[id].limit)
        last, safest = _ends(limit, now)
        done = _done(id, now, last, pace, unwritten)
        rows.append(Done(id, limit, last, safest, now, done))
        now = done
    return rows


def _ends(limit: str | None, start: datetime) -> tuple[date | None, date | None]:
    if limit is None:
        return None, None
    answer = deadline_call(limit, time_text(start))
    default = next(row for row in answer["readings"] if row["id"] == answer["default"])
    return date.fromisoformat(default["last_day"]), date.fromisoformat(answer["safest"])


def _done(id: str, now: datetime, last: date | None, pace: Pace, unwritten: int) -> datetime:
    if id == "decide":
        # The day after the last one: only then is it known that nothing was decided.
        return datetime.combine(last + timedelta(days=1), now.time(), now.tzinfo).replace(hour=9)
    if id == "supervise" and last is None:
        return now + timedelta(hours=1)
    if steps()[id].lane == "amr":
        return later(now, pace.own) if pace.own else now + timedelta(hours=1)
    if last is None:
        return later(now, unwritten) if unwritten else now + timedelta(hours=1)
    return datetime.combine(last, now.time(), now.tzinfo).replace(hour=16) if pace.others_last else now + timedelta(hours=1)


def path_log(path: str, received: str, pace: Pace) -> dict:
    """The way as a case log that ends with its last step, so that the checker can judge it."""
    rows, got = walk(path, received, pace), moment(received)
    events = _before(got, path == "silent")
    for row in rows:
        events += _events(row, path)
    return case_log(f"NB18-{path}", PATHS[path][0], ("has_goods", "suspected_crime"), events, rows[-1].done + timedelta(hours=3))


def _before(got: datetime, silent: bool) -> list[dict]:
    """The referral, and unless the police are silent their decision not to file, received at `got`."""
    sent = got if silent else later(got, -2, 10)
    papers = ["referral_letter", "investigation_report", "goods_list", "other_materials"]
    events = [
        event("team", later(sent, -1, 9), AMR, "referral.team", data={"officers": 2}),
        event("report", later(sent, -1, 10), AMR, "referral.report"),
        event("approve", later(sent, -1, 16), AMR, "referral.approve", data={"approver": "principal"}),
        event("send", sent, AMR, "referral.send", to=PSB, received=sent, documents=papers, ref="approve"),
        event("sign", sent, PSB, "referral.sign", ref="send"),
    ]
    if silent:
        return events
    return [
        *events,
        event("declined", got - timedelta(hours=2), PSB, "filing.decide", data={"result": "decline"}),
        event("notice", got - timedelta(hours=1), PSB, "filing.notify", to=AMR, received=got, documents=["non_filing_notice"], ref="declined", data={"reasons": "没有犯罪事实"}),
        event("returned", got - timedelta(hours=1), PSB, "file.return", to=AMR, received=got, documents=["case_materials"], ref="declined"),
    ]


# What a step writes into the log: act, by whom, towards whom, what it answers.
_ACTS = {
    "reconsider": ("reconsideration.request", AMR, PSB, "notice"), "supervise": ("supervision.request", AMR, PROCURATORATE, None),
    "examine": ("supervision.require_reasons", PROCURATORATE, PSB, "supervise"), "explain": ("reasons.explain", PSB, PROCURATORATE, "examine"),
    "order": ("supervision.order_filing", PROCURATORATE, PSB, "explain"), "tell": ("notice.send", PROCURATORATE, AMR, "explain"),
    "penalise": ("penalty.decide", AMR, None, None),
}


def _events(row: Done, path: str) -> list[dict]:
    at, paper = row.done, {"documents": ["written_notice"]} if row.id == "tell" else {}
    if row.id in _ACTS:
        act, actor, to, ref = _ACTS[row.id]
        return [event(row.id, at, actor, act, to=to, received=at if to else None, ref=ref, **paper)]
    told = at + timedelta(minutes=30)
    if row.id == "redecide":
        result = "file" if path == "reconsider" else "uphold"
        # The notice of a reconsideration that files is a notice of filing.
        papers = ["filing_notice"] if result == "file" else ["written_notice"]
        return [
            event("redecide", at, PSB, "reconsideration.decide", ref="reconsider", data={"result": result}),
            event("retold", told, PSB, "notice.send", to=AMR, received=told, documents=papers, ref="redecide"),
        ]
    if row.id == "mustfile":
        return [
            event("filed", at, PSB, "filing.decide", ref="order", data={"result": "file"}),
            event("filednotice", told, PSB, "filing.notify", to=AMR, received=told, documents=["filing_notice"], ref="filed"),
        ]
    return []


def finished(rows: list[Done]) -> date:
    """The day on which a way is at its end."""
    return day_of(rows[-1].done)
