"""Where the procedure's shapes and flows are drawn: a lane a kind of agency, a column a row of the map, flows around the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..procedure.steps import Step, lanes, parts, steps

__all__ = ["Box", "Drawing", "drawing"]

_LABEL, _CELL, _LANE, _TRACK = 30, 320, 330, 15
_TASK, _SMALL, _GATE = (140, 80), 36, 50
# Inside a column, from the left: room for flows that come down, a start, the task, a gateway or an end.
_AT_START, _AT_TASK, _AT_END = 52, 110, 264
_MIDDLE = 240


@dataclass(frozen=True, slots=True)
class Box:
    """A shape's place in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> tuple[int, int]:
        """Its centre."""
        return self.x + self.w // 2, self.y + self.h // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes by id (`lane_`, `start_`, `task_`, `gate_`, `end_` and the id) and the flows: id, source, target, label, way points."""

    pool: Box
    boxes: dict[str, Box]
    flows: tuple[tuple[str, str, str, str, tuple[tuple[int, int], ...]], ...]


@cache
def drawing() -> Drawing:
    """The drawing of the whole procedure."""
    columns = _columns()
    order = list(lanes())
    width = _LABEL + _CELL * (1 + max(columns.values()))
    boxes = {f"lane_{id}": Box(_LABEL, n * _LANE, width - _LABEL, _LANE) for n, id in enumerate(order)}
    entered = {target for step in steps().values() for target, _ in step.next}
    for id, step in steps().items():
        left, middle = _LABEL + columns[id] * _CELL, order.index(step.lane) * _LANE + _MIDDLE
        boxes[f"task_{id}"] = _centred(left + _AT_TASK, middle, *_TASK)
        if id not in entered:
            boxes[f"start_{id}"] = _centred(left + _AT_START, middle, _SMALL, _SMALL)
        if len(step.next) > 1:
            boxes[f"gate_{id}"] = _centred(left + _AT_END, middle, _GATE, _GATE)
        if not step.next:
            boxes[f"end_{id}"] = _centred(left + _AT_END, middle, _SMALL, _SMALL)
    return Drawing(Box(0, 0, width, _LANE * len(order)), boxes, tuple(_flows(boxes, columns, order)))


def _columns() -> dict[str, int]:
    """A column for every row of every part, from left to right."""
    found, base = {}, 0
    for part in parts():
        rows = sorted({step.row for step in part.steps})
        found |= {step.id: base + rows.index(step.row) for step in part.steps}
        base += len(rows)
    return found


def _flows(boxes: dict[str, Box], columns: dict[str, int], order: list[str]):
    tracks = dict.fromkeys(order, 0)
    arrivals: dict[str, int] = {}
    for id, step in steps().items():
        if f"start_{id}" in boxes:
            yield f"flow_start_{id}", f"start_{id}", f"task_{id}", "", _straight(boxes[f"start_{id}"], boxes[f"task_{id}"])
        last = f"gate_{id}" if f"gate_{id}" in boxes else f"task_{id}"
        if last != f"task_{id}":
            yield f"flow_gate_{id}", f"task_{id}", last, "", _straight(boxes[f"task_{id}"], boxes[last])
        if f"end_{id}" in boxes:
            yield f"flow_end_{id}", f"task_{id}", f"end_{id}", "", _straight(boxes[f"task_{id}"], boxes[f"end_{id}"])
        for target, label in step.next:
            way = _way(step, target, last, boxes, columns, order, tracks, arrivals)
            yield f"flow_{id}_{target}", last, f"task_{target}", label, way


def _way(step: Step, target: str, last: str, boxes, columns, order, tracks, arrivals) -> tuple[tuple[int, int], ...]:
    source, goal = boxes[last], boxes[f"task_{target}"]
    goal_lane = steps()[target].lane
    apart = columns[target] - columns[step.id]
    if apart == 0 and abs(order.index(goal_lane) - order.index(step.lane)) >= 1 and last.startswith("task_"):
        down = goal.y > source.y
        x = source.middle[0]
        return ((x, source.y + source.h if down else source.y), (x, goal.y if down else goal.y + goal.h))
    if apart == 1 and goal_lane == step.lane and last.startswith("task_") and f"end_{step.id}" not in boxes:
        return _straight(source, goal)
    # Everything else leaves upwards, runs on a track of its own above the shapes of its lane, and comes down beside its goal.
    n = tracks[step.lane]
    tracks[step.lane] += 1
    slot = arrivals.get(target, 0)
    arrivals[target] = slot + 1
    x, y = source.middle[0] + _leaving(step, target), order.index(step.lane) * _LANE + 16 + (n % 11) * _TRACK
    channel = _LABEL + columns[target] * _CELL + 6 + (slot + 3 * order.index(step.lane)) % 4 * 10
    edge = source.y + (abs(x - source.middle[0]) if last.startswith("gate_") else 0)
    return ((x, edge), (x, y), (channel, y), (channel, goal.middle[1]), (goal.x, goal.middle[1]))


def _leaving(step: Step, target: str) -> int:
    """How far from the middle of its shape a flow leaves, so that it shares its line with no other flow."""
    if len(step.next) == 1:
        return _TASK[0] // 3
    return ([t for t, _ in step.next].index(target) - 1) * 8


def _straight(source: Box, goal: Box) -> tuple[tuple[int, int], ...]:
    return ((source.x + source.w, source.middle[1]), (goal.x, goal.middle[1]))


def _centred(left: int, middle: int, w: int, h: int) -> Box:
    return Box(left, middle - h // 2, w, h)
