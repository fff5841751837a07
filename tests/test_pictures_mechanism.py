"""Pictures of the network and of simulated cases: words inside and apart, the same every time, told for those who cannot see them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.casefile import from_dict, read_file
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.network import agency_graph, message_graph, network_map, without
from ipcoord_sim.parameters import find
from ipcoord_sim.pictures.axes import ticks
from ipcoord_sim.pictures.case_lanes import case_lanes_svg
from ipcoord_sim.pictures.days_against_limit import days_svg
from ipcoord_sim.pictures.flow import flow_svg, flows_of
from ipcoord_sim.pictures.network_map import network_svg
from ipcoord_sim.pictures.queue_over_time import queue_svg
from ipcoord_sim.wording import number_zh

NAME = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parent.parent


def words_of(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Every text with the box it takes at most: words, left, top, right, bottom."""
    found = []
    for word in ElementTree.fromstring(svg).iter(f"{NAME}text"):
        size, x, y = (float(word.get(key)) for key in ("font-size", "x", "y"))
        wide = sum(size if ord(c) >= 0x2000 else size * 0.6 for c in word.text)
        left = {"end": x - wide, "middle": x - wide / 2}.get(word.get("text-anchor", ""), x)
        found.append((word.text, left, y - size * 0.8, left + wide, y + size * 0.15))
    return found


def check(svg: str, slack: float = 2) -> None:
    """Well-formed, told, nothing outside, no two words over each other, currentColor and no fixed colour for ink."""
    root = ElementTree.fromstring(svg)
    width, height = (float(n) for n in root.get("viewBox").split()[2:])
    assert root.find(f"{NAME}title").text and root.find(f"{NAME}desc").text.endswith("。")
    words = words_of(svg)
    for text, left, top, right, bottom in words:
        assert left >= -slack and top >= -slack and right <= width + slack and bottom <= height + slack, text
    for n, (one, left, top, right, bottom) in enumerate(words):
        for other, left2, top2, right2, bottom2 in words[n + 1 :]:
            assert not (left < right2 - slack and left2 < right - slack and top < bottom2 - slack and top2 < bottom - slack), f"{one} / {other}"
    assert not re.search(r'(fill|stroke)="(#|black|rgb)', svg)


CITY = agency_graph("city")


@pytest.mark.parametrize("away", [[], ["psb/xinyang"], ["office/xinyang", "amr/xinyang/gushi", "liaison/xinyang/shihe"], ["amr/xinyang", "psb/xinyang", "procuratorate/xinyang"], sorted(CITY)])
def test_the_map_of_the_city_has_room_for_every_word(away):
    """Whole, without some, without all; every agency's short name stands in it."""
    svg = network_svg(network_map(CITY, without(CITY, away)))
    check(svg)
    shown = Counter(text for text, *_ in words_of(svg))
    assert all(shown[words["short_zh"]] >= 1 for _, words in CITY.nodes(data=True))
    assert svg.count("✗拿走<") == sum(id in CITY and not id.startswith("office") for id in away)


def test_what_is_gone_and_lost_is_told_without_colour():
    """Words, dashes and hatching; the same in the description."""
    svg = network_svg(network_map(CITY, without(CITY, ["psb/xinyang"])))
    assert svg.count("请示断<") == 10 and "url(#ip-gone-" in svg and "stroke-dasharray" in svg and ">0/33<" in svg
    assert "拿走：信阳公安" in svg and "逐级请示到不了原来的最上级：浉河公安、" in svg


@pytest.mark.parametrize("level", ["province", "nation"])
def test_larger_maps_are_drawn_in_groups_that_fit(level):
    """Groups with their numbers, also where every agency of a line is hurt."""
    G = agency_graph(level)
    for away in ([], ["psb/state"], ["psb/henan", "amr/henan", "amr/city-003", "psb/city-003"]):
        check(network_svg(network_map(G, without(G, away))))


def test_the_map_of_messages_counts_what_was_sent():
    """The number on a line is that of messages, not of channels."""
    case = from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "events": [
        {"id": f"e{n}", "at": f"2026-09-0{n}T09:00:00+08:00", "actor": "amr/xinyang/gushi", "act": "consult.ask", "to": "psb/xinyang/gushi", "data": {"topic": "evidence"}}
        for n in range(1, 8)]})
    svg = network_svg(network_map(message_graph([case])))
    check(svg)
    assert ">7<" in svg


def walk(seed: int, days: int = 90) -> list[list[int]]:
    """A queue that grows and shrinks."""
    chance, points = Random(seed), [[0, 0]]
    for day in range(1, days):
        points.append([day, max(0, points[-1][1] + chance.choice((-1, 0, 1, 1)))])
    return points


@pytest.mark.parametrize("count", [1, 2, 4, 6])
def test_queues_are_told_apart_by_dashes_and_names(count):
    """Up to six, their names never over each other."""
    svg = queue_svg([{"name_zh": f"公安咨询和提前介入{n}号窗口", "points": walk(n)} for n in range(count)])
    check(svg)
    dashes = [line.get("stroke-dasharray") for line in ElementTree.fromstring(svg).iter(f"{NAME}path")]
    assert len(dashes) == count == len(set(dashes))


def test_a_queue_with_datetimes_has_dates_below():
    """As the simulation gives it: a moment, who waits, who is at work."""
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    svg = queue_svg([{"name_zh": "公安审查", "points": [(start + timedelta(days=n), n % 3, 1) for n in range(40)]}])
    check(svg)
    assert ">03/02<" in svg and ">日期<" in svg


@pytest.mark.parametrize(("series", "said"), [
    ([], "没有要画的队列"), ([{"name_zh": "甲", "points": []}], "至少要有一个点"), ([{"name_zh": "甲", "points": [[3, 1], [1, 1]]}], "从小到大"),
    ([{"name_zh": "甲", "points": [[0, -1]]}], "不小于 0"), ([{"name_zh": "甲", "points": [["x", 1]]}], "列表"), ([{"name_zh": "甲", "points": [[0, 1]]}] * 7, "最多画 6 个"),
])
def test_queues_that_cannot_be_drawn_are_refused(series, said):
    """One sentence each."""
    with pytest.raises(InputError, match=said):
        queue_svg(series)


LIMIT = "orn310-police-review-3d"


def test_days_are_measured_against_the_figure_of_the_law():
    """What takes as long as the limit is in time, a minute more is not; the line carries figure and article of the parameter."""
    figure = number_zh(find(LIMIT).numbers[0])
    days = find(LIMIT).numbers[0].value
    svg = days_svg([days - 1, days, days + 0.001, days + 4], LIMIT)
    check(svg)
    assert f"期限{figure}（" in svg and "超过期限2件（50%）" in svg and svg.count('fill="url(#ip-over-') == 2


@given(st.lists(st.floats(0, 400, allow_nan=False), min_size=1, max_size=60), st.sampled_from(["", LIMIT, "xy157-10d-feedback", "pro-563-15d"]))
def test_no_value_is_lost_in_the_bars(values, limit):
    """Any values, with and without a limit: words inside and apart, and the description counts them all."""
    svg = days_svg(values, limit)
    check(svg)
    assert f"共{len(values)}件" in svg
    assert svg == days_svg(Counter(values), limit)


def test_a_million_cases_are_drawn_as_few_numbers():
    """Counts instead of values."""
    svg = days_svg({1: 400_000, 2: 300_000, 5: 300_000}, LIMIT)
    check(svg)
    assert "超过期限300,000件（30%）" in svg


@pytest.mark.parametrize(("values", "more", "error", "said"), [
    ([], {}, InputError, "没有可画的数"), ([-1], {}, InputError, "小于 0"), ([1], {"limit": "orn310-send-24h"}, InputError, "单位"),
    ([1], {"unit": "week"}, InputError, "week"), ([1], {"limit": "orn310-police-review-3"}, UnknownIdError, LIMIT), (["x"], {}, InputError, "应是数"),
])
def test_days_that_cannot_be_drawn_are_refused(values, more, error, said):
    """One sentence each."""
    with pytest.raises(error, match=said):
        days_svg(values, **more)


FLOWS = [
    ("发现涉嫌犯罪", "移送", 60), ("发现涉嫌犯罪", "咨询", 25), ("咨询", "移送", 18), ("咨询", "行政处理", 7), ("移送", "立案", 40), ("移送", "不予立案", 30),
    ("移送", "转送", 8), ("转送", "立案", 8), ("不予立案", "复议", 10), ("不予立案", "行政处理", 20), ("复议", "改为立案", 3), ("复议", "立案监督", 7),
]


def test_a_flow_keeps_its_cases():
    """Ribbons leave a bar with the heights they enter the next; every stage's number is told."""
    svg = flow_svg([dict(zip(("from", "to", "count"), row, strict=True)) for row in FLOWS])
    check(svg)
    assert "移送：78件" in svg and "行政处理：27件" in svg and svg.count("<path") == len(FLOWS)


@pytest.mark.parametrize(("flows", "said"), [
    ([], "没有要画的流向"), ([{"from": "甲", "to": "乙", "count": -1}], "不小于 0"), ([{"from": "甲"}], "读不懂"),
    ([{"from": "甲", "to": "乙", "count": 1}, {"from": "乙", "to": "甲", "count": 1}], "绕成了圈"),
])
def test_flows_that_cannot_be_drawn_are_refused(flows, said):
    """One sentence each."""
    with pytest.raises(InputError, match=said):
        flow_svg(flows)


def test_one_case_goes_one_way():
    """A single flow, and a case that comes back."""
    check(flow_svg([{"from": "移送", "to": "立案", "count": 1}]))
    check(flow_svg(flows_of([["移送", "补正", "移送", "立案"]] * 3)))


def test_the_lanes_of_a_case_show_its_limits():
    """A log of the tests: both agencies, the rules whose limits ran; an empty log is refused."""
    case = next(iter(read_file(ROOT / "tests" / "logs" / "good.json")))
    svg = case_lanes_svg(case)
    assert all(f">{words}<" in svg for words in ("市监", "公安", "R12")) and svg == case_lanes_svg(case)
    for text, left, _, right, _ in words_of(svg):
        assert left >= 0 and right <= 962, text
    with pytest.raises(InputError, match="没有事件"):
        case_lanes_svg(from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "events": []}))


@given(st.floats(0, 1e9))
def test_ticks_are_round_and_reach_the_top(most):
    """From nothing on, rising by one step, the last not below the most and not a whole step above it."""
    found = ticks(most)
    steps = {two - one for one, two in zip(found, found[1:], strict=False)}
    assert found[0] == 0 and len(steps) == 1 and found[-1] >= most and found[-2] < max(most, 1) and len(found) <= 8
