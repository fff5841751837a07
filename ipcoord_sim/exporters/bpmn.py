"""The procedure as BPMN 2.0: one pool with a lane a kind of agency, tasks, gateways, flows, and where each is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from ..conformance.messages import basis_zh
from ..parameters import find
from ..procedure.steps import FORMS_ZH, Step, lanes, steps
from ..wording import number_zh
from .layout import Box, drawing
from .writing import attribute

__all__ = ["procedure_bpmn"]

_SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)
_TAGS = {"start": "startEvent", "task": "task", "gate": "exclusiveGateway", "end": "endEvent"}
_LETTER = 12
_TITLE = "市场监管部门与公安机关知识产权案件衔接程序"


def procedure_bpmn() -> str:
    """The whole procedure map as one BPMN file; limits and articles stand in the names and documentation of the tasks.

    依据：信市监〔2022〕157号及各步骤所列条款。
    """
    return "\n".join((
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<definitions {_SPACES} id="ipcoord" targetNamespace="urn:ipcoord-sim:procedure" exporter="ipcoord-sim">',
        '  <collaboration id="collaboration">', f'    <participant id="pool" name="{_TITLE}" processRef="procedure"/>', "  </collaboration>",
        '  <process id="procedure" isExecutable="false">', *_lanes(), *_nodes(), *_flows(), "  </process>",
        '  <bpmndi:BPMNDiagram id="diagram">', '    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">',
        *_shapes(), *_edges(), "    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>", "</definitions>", "",
    ))


def _lanes() -> Iterator[str]:
    yield '    <laneSet id="lanes">'
    for id, title in lanes().items():
        yield f'      <lane id="lane_{id}" name="{attribute(title)}">'
        for name in drawing().boxes:
            part, _, step = name.partition("_")
            if part != "lane" and steps()[step].lane == id:
                yield f"        <flowNodeRef>{name}</flowNodeRef>"
        yield "      </lane>"
    yield "    </laneSet>"


def _nodes() -> Iterator[str]:
    for name in drawing().boxes:
        part, _, id = name.partition("_")
        if part == "lane":
            continue
        title = {"task": _name(steps()[id]), "gate": "", "start": "开始", "end": "结束"}[part]
        yield f'    <{_TAGS[part]} id="{name}" name="{attribute(title)}">'
        if part == "task":
            yield f"      <documentation>{attribute(_documentation(steps()[id]))}</documentation>"
        yield from (f"      <incoming>{f[0]}</incoming>" for f in drawing().flows if f[2] == name)
        yield from (f"      <outgoing>{f[0]}</outgoing>" for f in drawing().flows if f[1] == name)
        yield f"    </{_TAGS[part]}>"


def _flows() -> Iterator[str]:
    for id, source, target, label, _ in drawing().flows:
        name = f' name="{attribute(label)}"' if label else ""
        yield f'    <sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}"{name}/>'


def _shapes() -> Iterator[str]:
    yield _shape("pool", drawing().pool, True)
    for name, box in drawing().boxes.items():
        yield _shape(name, box, name.startswith("lane_"))


def _shape(name: str, box: Box, horizontal: bool) -> str:
    lying = ' isHorizontal="true"' if horizontal else ""
    bounds = f'<dc:Bounds x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}"/>'
    return f'      <bpmndi:BPMNShape id="shape_{name}" bpmnElement="{name}"{lying}>{bounds}</bpmndi:BPMNShape>'


def _edges() -> Iterator[str]:
    for id, _, _, label, way in drawing().flows:
        points = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in way)
        words = ""
        if label:
            # Over the first level stretch of the flow, at the end it comes from, clear of the shapes.
            (x, y), (to, _) = next(((a, b) for a, b in zip(way, way[1:], strict=False) if a[1] == b[1]), (way[0], way[-1]))
            left = x + 6 if to >= x else x - 6 - _LETTER * len(label)
            words = f'<bpmndi:BPMNLabel><dc:Bounds x="{left}" y="{y - _LETTER}" width="{_LETTER * len(label)}" height="{_LETTER}"/></bpmndi:BPMNLabel>'
        yield f'      <bpmndi:BPMNEdge id="edge_{id}" bpmnElement="{id}">{points}{words}</bpmndi:BPMNEdge>'


def _name(step: Step) -> str:
    limit = f"{number_zh(find(step.limit).numbers[0])}内" if step.limit else step.when_zh
    return step.label_zh + (f"（{limit}）" if limit else "")


def _documentation(step: Step) -> str:
    basis = tuple(dict.fromkeys((*step.norms, *step.basis)))
    lines = [f"依据：{basis_zh(basis)}" if basis else "", f"形式：{FORMS_ZH[step.form]}", step.note_zh]
    return "\n".join(line for line in lines if line)
