"""A deadline to look at: the rule, the safest day, a misreading told as one; what cannot be computed is refused."""

from __future__ import annotations

import pytest

from ipcoord_sim.errors import HorizonError, InputError, UnknownIdError
from ipcoord_sim.experiments.deadline_view import show_deadline, start_text
from ipcoord_sim.experiments.views import Folded

REQUEST, SEND, NOTIFY = "orn310-reconsider-request-3d", "orn310-send-24h", "pol-184-notify-3d"
START = "2026-09-30 15:00"


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


def test_an_answer_is_folded_until_opened():
    """The answer of an exercise is closed at first."""
    html = Folded("答案", show_deadline(NOTIFY, "2026-09-30"))._repr_html_()
    assert html.startswith("<details><summary>答案</summary>") and "open" not in html.split(">")[0]
