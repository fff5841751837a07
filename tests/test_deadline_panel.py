"""The deadline aid for notebooks: choices change what is shown, and what cannot be computed is a sentence."""

from __future__ import annotations

import builtins
import re

import pytest

from ipcoord_sim.components.deadline_panel import deadline_panel, grouped_periods
from ipcoord_sim.experiments.deadline_view import show_deadline, start_text
from ipcoord_sim.experiments.views import Folded
from ipcoord_sim.deadlines import periods
from ipcoord_sim.errors import HorizonError, InputError, IpcoordError, UnknownIdError

REQUEST, SEND, NOTIFY = "orn310-reconsider-request-3d", "orn310-send-24h", "pol-184-notify-3d"
START = "2026-09-30 15:00"


@pytest.fixture
def panel():
    """The panel on the notice of 30 September 2026."""
    return deadline_panel(REQUEST, START)


def _shown(panel) -> str:
    return re.sub(r"<[^>]+>", "", panel.controls["answer"].value)


def test_the_sentence_names_the_rule_and_the_safest_day():
    """The default reading is told first, then the earliest one, then that this is an aid."""
    said = show_deadline(REQUEST, START).sentence_zh
    safest = "最稳妥是2026年10月3日（周六，国庆节放假）以前做完"
    assert said.index("最晚2026年10月8日") < said.index(safest) < said.index("这是推算")


def test_a_misreading_is_never_given_as_the_last_day():
    """Who chooses the misreading is told that its day cannot be used, and which one can."""
    said = show_deadline(REQUEST, START, reading="working_day").sentence_zh
    assert "“工作日”是误读，得出的2026年10月10日（周六，国庆节调休上班）不能用" in said
    assert "最晚2026年10月8日" in said and "最晚2026年10月10日" not in said


def test_custody_is_told_where_it_keeps_the_last_day():
    """In custody the last day stays on 3 October; where custody changes nothing, nothing is said of it."""
    said = show_deadline(NOTIFY, "2026-09-30", in_custody=True).sentence_zh
    assert "犯罪嫌疑人在押，末日不往后推" in said and "最晚2026年10月3日" in said
    assert "在押" not in show_deadline("samr-proc-77-close", "2026-09-30", in_custody=True).sentence_zh


def test_an_hour_limit_is_told_with_its_minute():
    """16:20 and 24 hours: next day 17:00 where the hour of the event is not counted, 16:20 at the earliest."""
    said = show_deadline(SEND, "2026-09-30 16:20").sentence_zh
    assert "）17:00" in said and "）16:20以前做完" in said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-09-30 15:00", "2026-09-30T15:00+08:00"),
        ("２０２６-09-30 15：00", "2026-09-30T15:00+08:00"),
        ("2026-09-30T07:00:00Z", "2026-09-30T07:00:00Z"),
        ("2026-09-30T15:00+08:00", "2026-09-30T15:00+08:00"),
        (" 2026-09-30 ", "2026-09-30"),
        ("明天", "明天"),
    ],
)
def test_times_are_read_as_people_type_them(typed, read):
    """Full-width signs and a missing offset are mended; nothing else is guessed."""
    assert start_text(typed) == read


@pytest.mark.parametrize(
    ("period", "start", "error"),
    [
        (REQUEST, "2026-09-30 25:00", InputError),
        (SEND, "2026-09-30", InputError),
        (REQUEST, "2026-12-30", HorizonError),
        ("orn310", START, UnknownIdError),
    ],
)
def test_what_cannot_be_computed_is_refused(period, start, error):
    """No answer is guessed."""
    with pytest.raises(error):
        show_deadline(period, start)


def test_every_period_of_the_engine_can_be_chosen_once():
    """The two lists together hold what the call `periods` gives, each label once in its group."""
    groups = grouped_periods()
    assert sorted(id for rows in groups.values() for _, id in rows) == sorted(periods())
    for rows in groups.values():
        assert len({label for label, _ in rows}) == len(rows)


def test_working_day_periods_say_so_in_their_label():
    """15 working days are not 15 days."""
    labels = {id: label for rows in grouped_periods().values() for label, id in rows}
    assert labels["samr-proc-77-close"].startswith("15个工作日") and labels[REQUEST].startswith("3日")


def test_every_control_has_a_label(panel):
    """No control without its name, for those who hear the page."""
    assert [name for name, control in panel.controls.items() if name != "answer" and not control.description] == []


def test_a_choice_of_instrument_narrows_the_periods(panel):
    """The list of periods follows the instrument, the readings follow the period, the answer follows both."""
    before = _shown(panel)
    panel.controls["instrument"].value = "市场监督管理行政处罚程序规定"
    panel.controls["period"].value = "samr-proc-77-close"
    assert [id for _, id in panel.controls["reading"].options] == [None, "working_day"]
    assert _shown(panel) != before and "第77条" in _shown(panel)


def test_every_instrument_gives_an_answer_or_a_sentence(panel):
    """No choice leaves the answer empty or the one of the choice before."""
    seen = set()
    for name, rows in grouped_periods().items():
        panel.controls["instrument"].value = name
        assert panel.controls["period"].value in [id for _, id in rows]
        seen.add(_shown(panel))
    assert len(seen) == len(grouped_periods()) and "" not in seen


def test_time_reading_and_custody_each_change_the_answer(panel):
    """Four choices, four different answers."""
    shown = [_shown(panel)]
    for name, value in (("start", "2026-09-29 15:00"), ("reading", "working_day"), ("in_custody", True)):
        panel.controls[name].value = value
        shown.append(_shown(panel))
    assert len(set(shown)) == 4


def test_a_wrong_time_shows_the_engines_sentence_and_nothing_else(panel):
    """The old answer does not stay beside a time that cannot be read."""
    panel.controls["start"].value = "2026-09-30 25:00"
    assert "推算不了：时间读不懂" in _shown(panel) and "最晚" not in _shown(panel)
    panel.controls["start"].value = "<b>"
    assert "<b>" not in panel.controls["answer"].value
    panel.controls["start"].value = START
    assert "最晚2026年10月8日" in _shown(panel)


def test_reset_brings_back_the_first_choice(panel):
    """恢复原样 undoes everything, whatever was chosen."""
    before = {name: control.value for name, control in panel.controls.items() if hasattr(control, "value")}
    panel.controls["instrument"].value = "信市监〔2022〕157号"
    panel.controls["start"].value = "？"
    panel.controls["in_custody"].value = True
    panel.controls["reset"].click()
    assert {name: panel.controls[name].value for name in before} == before


def test_without_a_kernel_the_view_stands_in_for_the_panel(panel):
    """The same output carries the widget, a picture with a table and a note, and a sentence."""
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "<svg" in bundle["text/html"] and "<table" in bundle["text/html"] and "这里是静态的图和表" in bundle["text/html"]
    assert bundle["text/plain"] == show_deadline(REQUEST, START).sentence_zh


def test_an_answer_is_folded_until_opened():
    """The answer of an exercise is closed at first."""
    html = Folded("答案", show_deadline(NOTIFY, "2026-09-30"))._repr_html_()
    assert html.startswith("<details><summary>答案</summary>") and "open" not in html.split(">")[0]


def test_without_ipywidgets_the_panel_says_what_to_do(monkeypatch):
    """A missing part is one sentence, not a traceback of imports."""
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "ipywidgets":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(IpcoordError, match="没有装 ipywidgets.*make setup"):
        deadline_panel(REQUEST, START)
