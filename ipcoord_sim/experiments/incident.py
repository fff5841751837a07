"""An incident on the scene as a case log: what happened, whether grave crime is suspected, and when the police were called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ..errors import InputError, UnknownIdError
from .logs import case_log, event, later, moment

__all__ = ["KINDS", "Scene", "scene_log"]

_AMR, _PSB = "amr/xinyang/huaibin", "psb/xinyang/huaibin"
# What the plan names, in its order: first what is told of every case, then what is told where grave crime is suspected.
KINDS = {
    "smashing": "打砸抢", "violent_resistance": "暴力抗法", "crowd": "聚众围堵", "flight": "逃跑",
    "evidence_destruction": "可能毁灭、伪造证据", "collusion": "可能串供",
}
# Ours: the log is read so many days later.
_READ_AFTER = 30


@dataclass(frozen=True, slots=True)
class Scene:
    """What happened at `at`, after how many minutes the police were called (None: not at all), and whether grave crime is suspected."""

    at: str
    kind: str = "crowd"
    minutes: int | None = 3
    major: bool = False


def scene_log(scene: Scene) -> dict:
    """The log of the incident and of the call.

    Raises InputError for a time that cannot be read or negative minutes, UnknownIdError for an incident that the plan does not name.

    >>> len(scene_log(Scene("2026-03-10 15:00", minutes=None))["events"])
    1
    """
    if scene.kind not in KINDS:
        raise UnknownIdError.among("突发情况", "incident", scene.kind, KINDS)
    if scene.minutes is not None and scene.minutes < 0:
        raise InputError(f"几分钟后通报不能小于 0，收到的是 {scene.minutes}。", f"The minutes until the call must not be negative, got {scene.minutes}.")
    out = moment(scene.at)
    rows = [event("1", out, _AMR, "incident.occur", data={"kind": scene.kind, **({"major_suspicion": True} if scene.major else {})})]
    if scene.minutes is not None:
        told = out + timedelta(minutes=scene.minutes)
        rows.append(event("2", told, _AMR, "incident.notify", to=_PSB, ref="1", received=told + timedelta(minutes=1)))
    return case_log("现场", KINDS[scene.kind], (), rows, later(out, _READ_AFTER))
