"""The engine in a page: on both addresses, alone with its origin, once for all boxes, no bigger than it may be."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

import ipcoord_sim as ip
from tests.browser.conftest import HTML
from tests.browser.enginepage import ASKING, DEADLINE, answer_of, host_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("where", ["site", "room_site"])
def test_the_engine_answers_on_both_addresses_and_asks_no_other_origin(context, watch, request, where):
    """On this machine's address and on the room's the page gives the command line's answer, within its origin, without an error."""
    home = request.getfixturevalue(where)
    watch.clear(home)
    page = host_page(context, home, [("asking", {"ask": ["deadline", DEADLINE]})], {"asking": ASKING})

    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    said = answer_of(page)
    page.close()

    assert json.loads(said) == ip.call("deadline", DEADLINE)
    assert (watch.outside, watch.errors) == ([], [])


def test_the_progress_is_told_inside_the_box_that_asked_and_goes(context, site):
    """Bytes and steps stand in the asking box alone, are spoken as a status, and are gone with the answer."""
    boxes = [("asking", {"ask": ["deadline", DEADLINE]}), ("asking", {"ask": ["periods", {}]})]
    page = host_page(context, site, boxes, {"asking": ASKING})
    page.evaluate(
        """() => { window.heard = [];
        for (const [n, box] of document.querySelectorAll(".ipc").entries())
          new MutationObserver(() => { const load = box.querySelector(".ipc-load");
            if (load && !load.hidden) window.heard.push([n, box.querySelector(".ipc-load-step").textContent, load.textContent, box.querySelector("progress").value]); })
            .observe(box, { subtree: true, childList: true, attributes: true, characterData: true }); }"""
    )
    answer_of(page)
    heard = page.evaluate("window.heard")
    hidden = page.locator(".ipc-load").first.is_hidden()
    role = page.locator(".ipc-load-step").first.get_attribute("role")
    label = page.locator("progress").first.get_attribute("aria-label")
    page.close()

    assert {place for place, *_ in heard} == {0}
    assert any("第1步，共3步" in step for _, step, _, _ in heard)
    assert any("MB" in shown for _, _, shown, _ in heard)
    assert [value for *_, value in heard] == sorted(value for *_, value in heard)
    assert hidden and role == "status" and label


def test_all_boxes_of_a_page_share_one_worker(context, site):
    """Many questions at once are answered by one engine, each with its own answer."""
    page = host_page(context, site, [], {})
    with page.expect_worker():
        page.evaluate("window.all = Promise.all(['2.1', '2.2', '2.3'].map((clause) => ipcoord.engine.call('norms', { clause })))")
    answers = page.evaluate("window.all")
    workers = len(page.workers)
    page.close()

    assert answers == [ip.call("norms", {"clause": clause}) for clause in ("2.1", "2.2", "2.3")]
    assert workers == 1


def test_questions_that_come_while_the_rest_of_the_library_is_fetched_wait_for_it(context, site):
    """A reader who drags a slider at once asks several times before the engine has what the first question needs; each gets its answer."""
    page = host_page(context, site, [], {})
    asked = [{"name": "amounts", "values": {"sold": sold}} for sold in (120, 130, 140)]
    answers = page.evaluate("asked => Promise.all(asked.map((one) => ipcoord.engine.call('experiment', one)))", asked)
    page.close()

    assert answers == [ip.call("experiment", one) for one in asked]
    assert len({answer["sentence_zh"] for answer in answers}) == 3


def test_a_refusal_is_the_command_lines_sentence(context, site):
    """Wrong input gives the sentence that the command line prints."""
    page = host_page(context, site, [("asking", {"ask": ["deadline", {"period": "nothing", "start": "x"}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    said = answer_of(page)
    page.close()

    with pytest.raises(ip.IpcoordError) as refused:
        ip.call("deadline", {"period": "nothing", "start": "x"})
    assert said == f"CallError：{refused.value.zh}"


def test_in_print_the_static_picture_stands(context, site):
    """Paper shows the stand-in and nothing to click."""
    page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    page.emulate_media(media="print")
    shown = page.locator(".ipc-still").is_visible(), page.get_by_role("button", name="推算").is_visible()
    page.close()

    assert shown == (True, False)


def test_without_scripts_the_static_picture_stands(browser, site):
    """A box whose script never runs shows its stand-in."""
    plain = browser.new_context(java_script_enabled=False)
    page = host_page(plain, site, [("asking", {})], {"asking": ASKING})
    shown = page.locator(".ipc-still").is_visible()
    plain.close()

    assert shown


def test_the_engine_is_at_most_eight_megabytes_and_brings_no_networkx():
    """What a page fetches for its first answer, compressed as a server sends it; the network's library comes with its own call."""
    folder = HTML / "lite" / "static" / "pyodide"
    told = json.loads((folder / "engine.json").read_text(encoding="utf-8"))

    assert sum(min(told["sizes"][name]) for name in told["short"]) <= 8_000_000
    assert not [name for name in told["short"] + told["whole"] if name.startswith("networkx")]
    assert set(told["sizes"]) == {path.name for path in folder.iterdir() if path.name in told["sizes"]}


def test_all_that_the_lock_names_is_there_and_is_what_it_says():
    """Every package has its file with that digest, and nothing else lies there."""
    folder = HTML / "lite" / "static" / "pyodide"
    rows = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"].values()

    assert {row["file_name"] for row in rows} == {path.name for path in folder.glob("*.whl")}
    assert [row["name"] for row in rows if sha256((folder / row["file_name"]).read_bytes()).hexdigest() != row["sha256"]] == []
