"""The lanes of a clause put each act into the lane of the agency that owes it; clocks on one line end where the engine says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.errors import ExtensionError

from ipcoord_sim import call
from ipcoord_sim.conformance.rules import rules
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.pictures.clause_lanes import clause_lanes_svg
from ipcoord_sim.pictures.clocks import clocks_svg
from ipcoord_sim.pictures.rule_rows import rule_rows
from tests import test_book_ext as small

NAME = "{http://www.w3.org/2000/svg}"
START = "2026-09-30T15:00:00+08:00"
# Who sets it off and who owes it, by hand from the rule table of the design and the articles it names.
BY_HAND = {
    "R01": ("amr", "amr"), "R05": ("amr", "amr"), "R09": ("amr", "psb"), "R10": ("psb", "psb"), "R10.notice": ("psb", "psb"),
    "R11": ("psb", "psb"), "R11.provide": ("psb", "amr"), "R12": ("amr", "psb"), "R13": ("psb", "psb"), "R14.return": ("psb", "psb"),
    "R15": ("psb", "amr"), "R17": ("amr", "psb"), "R17.notice": ("psb", "psb"), "R18": ("psb", "amr"), "R19": ("psb", "amr"),
    "R20": ("psb", "amr"), "R21": ("psb", "psb"), "R21.property": ("psb", "psb"), "R22": ("amr", "amr"), "R24": ("amr psb", "amr psb"),
    "R25": ("amr psb", "amr psb"), "R26": ("amr", "amr"), "R27": ("amr", "amr"), "R28": ("amr", "amr"), "R29": ("amr psb", "amr psb"),
    "R33": ("procuratorate", "psb"), "R34": ("procuratorate", "psb"), "R34.ban": ("procuratorate", "psb"), "R36": ("amr", "amr"),
    "R37": ("psb", "amr"), "R43": ("psb", "psb"), "R43.moved": ("psb", "psb"), "R44": ("procuratorate", "amr"), "R46": ("amr", "amr"),
}


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """The frames of boxes: left, top, width, height."""
    frames = [r for r in ElementTree.fromstring(svg).iter(f"{NAME}rect") if r.get("rx") == "8"]
    return [tuple(float(r.get(k)) for k in ("x", "y", "width", "height")) for r in frames]


def width(words: str, size: float) -> float:
    """How wide the words are at most: a Chinese sign is a square, a Latin one a little over half."""
    return sum(size if ord(c) >= 0x2000 else size * 0.62 for c in words)


@pytest.mark.parametrize("key", sorted(BY_HAND))
def test_a_rule_stands_in_the_lanes_of_those_whom_it_binds(key):
    """Cause and duty, against the hand-made list."""
    row = next(r for r in rule_rows([key]) if r.rule.key == key)
    assert (" ".join(row.causers), " ".join(row.owers)) == BY_HAND[key]


@pytest.mark.parametrize("id", sorted({r.id for r in rules()}))
def test_every_rule_can_be_drawn_and_its_words_fit_their_boxes(id):
    """Nothing outside the picture, no word wider than its box, boxes do not overlap; the words are those of the rule table."""
    svg = clause_lanes_svg([id])
    root = ElementTree.fromstring(svg)
    right, bottom = (float(n) for n in root.get("viewBox").split()[2:])
    found = boxes(svg)
    for x, y, wide, high in found:
        assert 0 <= x and x + wide <= right and 0 <= y and y + high <= bottom
    for n, (x, y, wide, high) in enumerate(found):
        assert not any(x < x2 + w2 and x2 < x + wide and y < y2 + h2 and y2 < y + high for x2, y2, w2, h2 in found[n + 1 :])
    for word in root.iter(f"{NAME}text"):
        x, y, size = float(word.get("x")), float(word.get("y")), float(word.get("font-size"))
        inside = [b for b in found if b[0] <= x <= b[0] + b[2] and b[1] <= y <= b[1] + b[3]]
        if word.get("text-anchor") != "middle":
            assert x + width(word.text, size) <= (inside[0][0] + inside[0][2] if inside else right) + 1, word.text
    told = root.find(f"{NAME}desc").text
    assert all(row.duty_zh in told and row.who_zh in told for row in rule_rows([id]))


def test_parts_of_a_rule_share_their_band_and_their_cause():
    """R10 and its notice: one title, one signature, two duties."""
    svg = clause_lanes_svg(["R10"])
    assert svg.count(">R10　") == 1 and svg.count(">在移送书回执上签字<") == 1 and len(boxes(svg)) == 3


def test_lanes_for_no_rule_or_an_unknown_one_are_refused_in_a_sentence():
    """The nearest rule is named."""
    with pytest.raises(UnknownIdError, match="没有这个规则：R9x"):
        clause_lanes_svg(["R9x"])
    with pytest.raises(InputError, match="没有写要画哪些规则"):
        clause_lanes_svg([])


def test_three_readings_of_one_clock_end_on_the_days_of_the_worked_example():
    """30 September 2026: 3, 8 and 10 October (norm-units.md); the safest is marked once."""
    svg = clocks_svg([call("deadline", {"period": "orn310-reconsider-request-3d", "start": START})])
    for words in ("自然日：2026年10月3日（周六）　稳妥", "末日顺延：2026年10月8日（周四）", "工作日：2026年10月10日（周六）　误读"):
        assert words in svg
    assert svg.count(">最稳妥<") == 1


def test_clocks_share_one_axis_from_the_first_start_to_the_last_end():
    """Two clocks a week apart: a bar's end in the picture is proportional to its day."""
    answers = [call("deadline", {"period": "orn310-reconsider-request-3d", "start": s}) for s in ("2026-11-02T09:00:00+08:00", "2026-11-09T09:00:00+08:00")]
    ends = [line for line in ElementTree.fromstring(clocks_svg(answers, ["甲", "乙"])).iter(f"{NAME}line") if line.get("stroke-width") == "4"]
    places = [float(e.get("x1")) for e in ends]
    assert len(places) == 6 and places[3] - places[0] == pytest.approx(7 * (672 - 28) / 11, abs=0.2)


@pytest.mark.parametrize("period", ["samr-proc-64-90d#1", "orn310-send-24h", "orn310-reconsider-request-3d"])
def test_words_of_the_clocks_stay_inside_and_apart(period):
    """Hours, days and ninety days: no word outside the picture, no two of a line over each other."""
    root = ElementTree.fromstring(clocks_svg([call("deadline", {"period": period, "start": "2026-03-02T08:00:00+08:00"})]))
    right, bottom = (float(n) for n in root.get("viewBox").split()[2:])
    rows: dict[float, list[tuple[float, float]]] = {}
    for word in root.iter(f"{NAME}text"):
        x, size = float(word.get("x")), float(word.get("font-size"))
        wide = width(word.text, size)
        left = x - wide if word.get("text-anchor") == "end" else x
        assert left >= 0 and left + wide <= right and float(word.get("y")) <= bottom, word.text
        rows.setdefault(float(word.get("y")), []).append((left, left + wide))
    assert rows
    for spans in rows.values():
        spans.sort()
        assert all(one[1] <= two[0] + 1 for one, two in zip(spans, spans[1:], strict=False))


def test_no_clock_is_refused():
    """One sentence."""
    with pytest.raises(InputError, match="没有要画的钟"):
        clocks_svg([])


def _built(folder: Path, monkeypatch, text: str) -> str:
    monkeypatch.setattr(small, "PARTS", (*small.PARTS, "lanes_and_clocks", "network_maps"))
    pages = {name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance")} | {"page": f"# 页\n\n{text}\n"}
    app = small.build(folder, pages)
    return (Path(app.outdir) / "page.html").read_text("utf-8")


def test_a_chapter_gets_picture_and_table(tmp_path, monkeypatch):
    """Both directives print the picture and the same in words, with links to the facts."""
    page = _built(tmp_path / "src", monkeypatch, f"```{{clause-lanes}} R12 R13\n:title: 收到之后\n```\n\n```{{clocks}} {START}\norn310-police-review-3d | 审查\norn310-send-24h 2026-10-08T09:00:00+08:00\n```")
    assert 'class="ip-clause-lanes"' in page and 'class="ip-clocks"' in page and "收到之后" in page
    assert small.link(page, "3日内（有争议）")["href"].endswith("#fact-orn310-police-review-3d") and small.link(page, "24小时")["href"].endswith("#fact-orn310-send-24h")
    assert "1. 审查：3日" in page and page.count("2026年10月8日（周四）") >= 3


def test_a_chapter_gets_the_network_with_what_is_lost_in_words(tmp_path, monkeypatch):
    """The map, its notes, and beside it what the police of the city leave behind."""
    page = _built(tmp_path / "src", monkeypatch, "```{network-map} city psb/xinyang\n:title: 少了市公安局\n```\n\n```{network-map} city\n```")
    assert page.count('class="ip-network"') == 2 and "少了信阳市公安局" in page and "转送可以给任何有管辖权的公安机关" in page
    assert page.count("逐级请示到不了原来最上级的") == 1 and "虚构地方" not in page


@pytest.mark.parametrize(("text", "said"), [
    ("```{clause-lanes} R9x\n```", "没有这个规则"),
    (f"```{{clocks}} {START}\norn310-reconsider-request-3\n```", "orn310-reconsider-request-3d"),
    ("```{clocks}\norn310-reconsider-request-3d\n```", "这一行读不懂"),
    ("```{network-map} city psb/xinyan\n```", "最接近的是 psb/xinyang"),
])
def test_a_wrong_word_in_a_chapter_ends_the_build_with_a_sentence(tmp_path, monkeypatch, text, said):
    """Unknown rule, unknown period, no start."""
    with pytest.raises(ExtensionError, match=said):
        _built(tmp_path / "src", monkeypatch, text)
