"""The experiments: every control has a name, a value it may have and an effect; what cannot be is one sentence; a still stands in."""

from __future__ import annotations

import json
import re

import pytest

import ipcoord_sim as ip
from ipcoord_sim.components import bundle, stills
from ipcoord_sim.components.notebook import component
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.experiments.calls import NAMES, form_of
from ipcoord_sim.experiments.form import choice, count, day, flag, lines, moment
from ipcoord_sim.experiments.views import View

JUNE = "2026-06-01 10:00"
HEAD = "单位,查处件数,移送件数,案值,移送案值"
# For each experiment: what is set at first, and choices each of which must change the answer by itself.
CHOICES = {
    "amounts": ({}, {"sold": 200, "average": 300, "unsold": 900, "tag": 400, "market": 500, "cost": 100, "conduct": "counterfeit_mark_goods", "day": "2025-04-16"}),
    "consult": ({"at": JUNE}, {"seat": "psb", "answered": "city", "days": 9, "skips": True, "suspicion": 4}),
    "incident": ({"kind": "collusion", "major": True}, {"kind": "flight", "major": False, "calls": False, "minutes": 80, "at": "2026-03-11 15:00"}),
    "intervention": ({"begun": JUNE}, {"asks": False, "asked": 5, "replied": False, "suspicion": 4, "sends": False, "sent": 12, "compare": True}),
    "jam": ({}, {"reviewers": 2, "office": False, "away": 6, "surge": 300, "desk": "amr.case"}),
    "offence": ({"one": "copyright", "other": "copyright_online"}, {"other": "make_marks", "one": "trade_secret", "day": "2020-05-20"}),
    "rates": ({}, {"figures": f"{HEAD}\n甲,5,1,100,0"}),
    "remedies": ({"received": JUNE}, {"own": 6, "others_last": False, "unwritten": 9, "path": "both"}),
    "review": ({"received": JUNE}, {"step": 4, "receipt": "silent", "decision": "decline"}),
    "supposed": ({}, {"cases": 300, "due": 50, "done": 0}),
    "ten_days": ({"decided": JUNE}, {"over": 12, "decision": 2, "told": 13, "seized": False, "listed": False, "goods": False, "written": False}),
}
# Where a time or a day is typed.
TYPED = [(name, control.name) for name in NAMES for control in form_of(name).controls if control.kind in ("moment", "day", "lines")]


def test_every_experiment_is_tried_here():
    """A new one gets its row."""
    assert set(CHOICES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_named_once_and_begins_with_a_value_it_may_have(name):
    """For those who hear the page; and 恢复原样 leads to a state that can be computed."""
    form = form_of(name)
    labels = [control.label_zh for control in form.controls]
    assert all(labels) and len(set(labels)) == len(labels) and form.title_zh and form.changes_zh
    assert form.answer(form.first).sentence_zh == form.answer({}).sentence_zh


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, (_, choices) in CHOICES.items() for key in choices])
def test_every_choice_changes_the_answer(name, key):
    """From the first state, each single choice gives another sentence, picture or table."""
    first, choices = CHOICES[name]
    form = form_of(name, first)
    assert form.answer({key: choices[key]}) != form.answer({})


@pytest.mark.parametrize(("name", "control"), TYPED)
def test_what_cannot_be_read_is_one_sentence(name, control):
    """A wrong time, day or table is refused, in Chinese, without the words becoming markup."""
    with pytest.raises(ip.IpcoordError) as refused:
        ip.call("experiment", {"name": name, "values": {control: "<b>明天"}})
    assert refused.value.zh.endswith("。") and "\n" not in refused.value.zh


@pytest.mark.parametrize(
    ("control", "wrong", "words"),
    [
        (count("n", "天数", 3, least=1, most=9), 12, "“天数”要一个1到9之间的整数，收到的是 12"),
        (count("n", "天数", 3, least=1, most=9), "三", "收到的是 “三”"),
        (count("n", "天数", 3, least=1, most=9), "", "“天数”要一个1到9之间的整数，现在空着。"),
        (count("n", "天数", 3, least=0, most=9), True, "收到的是 True"),
        (flag("f", "在押", False), 1, "“在押”要勾或者不勾"),
        (choice("c", "谁", {"amr": "市监", "psb": "公安"}, "amr"), "court", "“市监”、“公安”，收到的是 “court”"),
        (choice("c", "月", [(0, "没有"), (1, "1月")], 0), False, "收到的是 False"),
        (moment("m", "时间", JUNE), 20260601, "“时间”要一个时间"),
        (day("d", "哪天", "2026-06-01"), None, "“哪天”要一天"),
        (lines("l", "表", ""), "字" * 30_000, "“表”要文字"),
    ],
)
def test_a_control_refuses_what_it_cannot_have(control, wrong, words):
    """With its label, what is allowed, and what was given."""
    with pytest.raises(InputError, match=re.escape(words)):
        control.read(wrong)


def test_unknown_experiments_and_controls_are_refused_with_the_nearest():
    """In the first values, in the values, and by name."""
    for asked in ({"name": "ten_days", "first": {"ovr": 3}}, {"name": "ten_days", "values": {"ovr": 3}}):
        with pytest.raises(UnknownIdError, match="双十日推算的控件：ovr；最接近的是 over"):
            ip.call("experiment" if "values" in asked else "experiment_form", asked)
    with pytest.raises(UnknownIdError, match="没有这个实验：jem；最接近的是 jam"):
        form_of("jem")


def test_first_values_move_the_beginning_and_not_the_bounds():
    """What is set at first is what 恢复原样 gives back."""
    form = ip.call("experiment_form", {"name": "ten_days", "first": {"decided": JUNE, "over": 12}})
    assert {row["name"]: row["first"] for row in form["controls"]}["over"] == 12
    assert form["answer"] == ip.call("experiment", {"name": "ten_days", "values": {"decided": JUNE, "over": 12}})
    with pytest.raises(InputError):
        form_of("ten_days", {"over": 21})


def test_a_form_is_json():
    """What a page carries and what the kernel sends."""
    for name in NAMES:
        form = ip.call("experiment_form", {"name": name})
        assert json.loads(json.dumps(form, allow_nan=False)) == form


STILLS = {
    "case": {"case": "C-07"},
    "deadline": {"period": "orn310-approve-3d", "start": "2026-04-30T10:00", "show": True},
    "evidence": {"documents": ["referral_letter"]},
    "experiment": {"name": "consult", "first": {"at": JUNE}},
    "network": {"without": ["liaison/xinyang/gushi"]},
    "referral": {"answers": {"kind": "none"}, "start": "2026-09-29T15:00"},
    "register": {"sample": {"name": "a.csv", "text": "case,id,at,received,actor,act,to,documents,ref,data\nA,e1,2026-03-02T09:00:00+08:00,,amr/xinyang/gushi,case.open,,,,\n"}},
    "time-machine": {"offence": "crl-215", "field": "labels", "amount": 14000, "on": "2024-05-06", "handled": "2025-06-16"},
}


@pytest.mark.parametrize("name", STILLS)
def test_a_component_in_a_notebook_has_a_still_of_its_first_settings(name):
    """The same output carries the widget, and where no kernel runs words, a table or text, and how to operate it."""
    shown = component(name, **STILLS[name])._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert "application/vnd.jupyter.widget-view+json" in data
    assert stills.TITLES_ZH[name] in data["text/html"] and "运行这一格" in data["text/html"]
    assert data["text/plain"].endswith("。") and len(data["text/html"]) > 300


def test_every_component_has_a_title_and_one_without_a_view_says_how_to_operate_it():
    """No component is without words."""
    assert set(stills.TITLES_ZH) == set(bundle.component_names())
    assert stills.still_of("quiz", {}).sentence_zh.endswith("运行这一格。")
    assert component("deadline", still=View("另一个。", ""), period="x")._repr_mimebundle_()[0]["text/plain"] == "另一个。"


def test_a_still_that_cannot_be_shown_is_refused():
    """Settings that the engine cannot answer do not reach a reader."""
    with pytest.raises(UnknownIdError):
        component("deadline", period="orn310", start=JUNE)
