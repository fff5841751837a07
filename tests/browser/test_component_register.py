"""The case-log checker as an officer operates it: a file in, findings read, files out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import ipcoord_sim as ip

from .looking import EVIL, assert_fine, assert_not_run
from .stage import staged

pytestmark = pytest.mark.browser
FILE = Path(__file__).resolve().parents[2] / "notebooks" / "data" / "register-2026.csv"
TEXT = FILE.read_text("utf-8-sig")
HEAD = TEXT.splitlines()[0]
LAST = len(TEXT.splitlines())


def _drop(page: Page, text: str | bytes, name: str = "台账.csv") -> None:
    body = text if isinstance(text, bytes) else text.encode()
    page.get_by_label("选一份台账").set_input_files({"name": name, "mimeType": "text/csv", "buffer": body})


@pytest.mark.parametrize("width", [1280, 360])
def test_a_register_is_read_as_the_engine_reads_it(context: BrowserContext, width: int):
    """Every breach with its sentence, its article, what to do; the sum is announced; axe finds nothing."""
    cases = ip.call("register", {"text": TEXT})["cases"]
    breaches = [f for one in cases for f in one["findings"] if f["breach"]]
    with staged(context, "register", {}, width=width) as page:
        _drop(page, TEXT)
        expect(page.get_by_role("heading", name=f"{len(cases)}件案件，{len(breaches)}处违规")).to_be_focused()
        expect(page.get_by_role("status").last).to_contain_text(f"{len(breaches)}处违规")
        text = page.locator("#el").inner_text()
        assert breaches and all(f["say_zh"] in text and f["do_zh"] in text for f in breaches)
        assert_fine(page)


def test_the_filters_leave_what_they_say(context: BrowserContext):
    """By kind, by case, by agency; the number of rows is said."""
    cases = ip.call("register", {"text": TEXT})["cases"]
    worst = max(cases, key=lambda one: one["breaches"])
    with staged(context, "register", {"sample": {"text": TEXT}}) as page:
        page.get_by_role("button", name="用一份虚构的样例").click()
        page.get_by_label("看哪一种").select_option("违规")
        page.get_by_label("看哪一件").select_option(worst["case"])
        expect(page.get_by_text(f"{worst['breaches']}条。", exact=True)).to_be_visible()
        assert page.get_by_role("table", name="对照结果").get_by_role("row").count() == worst["breaches"] + 1


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("case,id,at\n1,2,3\n", "a.csv", "缺少列 act"), (f"{TEXT}x,y\n", "a.csv", f"第 {LAST + 1} 行有 2 格"), ('{"format":', "a.json", "不是完整的 JSON"),
        (f"{TEXT}C-99,e1,2026-01-01T09:00:00+08:00,,amr/xinyang/gushi,refferal.send,,,,\n", "a.csv", "最接近的是 referral.send"), ("", "a.csv", "缺少列"),
        (b"\xff\xfea\x00", "a.csv", "编码读不了"), (b"PK\x03\x04\x14\x00", "a.xlsx", "另存为 CSV"), (b"\xd0\xcf\x11\xe0\xa1", "a.et", "另存为 CSV"), (b"\x89PNG\r\n", "a.png", "不是表格"), (f"{HEAD}\n{'C-1,e1,x' * 1},,,,,,,\n", "a.csv", "第 2 行"),
    ],
)
def test_a_bad_file_is_one_sentence_with_its_line(context: BrowserContext, text: str | bytes, name: str, said: str):
    """Nothing is shown of a file that cannot be read whole; the sentence names the line."""
    with staged(context, "register", {}) as page:
        _drop(page, text, name)
        expect(page.get_by_role("alert")).to_contain_text(said)
        assert page.get_by_role("table").count() == 0


def test_the_sample_can_be_saved_and_read_again(context: BrowserContext):
    """Who keeps a table under other names sees how it is written: the saved file is the sample, for WPS with its mark, and is read as it is."""
    with staged(context, "register", {"sample": {"text": TEXT}}) as page:
        with page.expect_download() as saved:
            page.get_by_role("button", name="存下样例，照着填").click()
        body = Path(saved.value.path()).read_bytes()
        assert saved.value.suggested_filename == "台账样例.csv" and body == b"\xef\xbb\xbf" + TEXT.encode()
        _drop(page, body)
        expect(page.get_by_role("heading", name="12件案件")).to_be_visible()


def test_what_wps_writes_is_read_and_a_json_log_too(context: BrowserContext):
    """GB18030, and one case as JSON."""
    log = {"format": "ipcoord-case/1", "case": {"id": "J-1", "title": "一件"}, "events": [{"id": "e1", "at": "2026-09-22T09:00:00+08:00", "actor": "amr/xinyang/gushi", "act": "suspicion.found"}]}
    with staged(context, "register", {}) as page:
        _drop(page, TEXT.encode("gb18030"))
        expect(page.get_by_role("heading", name="12件案件")).to_be_visible()
        _drop(page, json.dumps(log), "一件.json")
        expect(page.get_by_role("heading", name="1件案件")).to_be_visible()


def test_a_long_register_comes_in_parts_and_the_page_stays_awake(context: BrowserContext):
    """Six hundred cases, rows of cases alternating: the sum is that of the whole, more than one call was made, a bad line keeps its number."""
    rows = TEXT.splitlines()[1:]
    many = [f"{n}-{row}" for row in rows for n in range(50)]
    text = "\r\n".join([HEAD, *many]) + "\r\n"
    expected = sum(one["breaches"] for one in ip.call("register", {"text": TEXT})["cases"]) * 50
    with staged(context, "register", {}) as page:
        page.evaluate("() => { window.ticks = 0; setInterval(() => { window.ticks += 1; }, 5); }")
        _drop(page, text)
        expect(page.get_by_role("heading", name=f"600件案件，{expected}处违规")).to_be_visible(timeout=60_000)
        assert page.evaluate("window.ticks") > 3
        page.get_by_label("看哪一种").select_option("违规")
        page.get_by_role("button", name="再看").click()
        assert page.get_by_role("table", name="对照结果").get_by_role("row").count() == 81
        broken = many[: len(many) - 7] + ["0-A01,zz,坏的时间,,amr/xinyang,suspicion.found,,,,"] + many[len(many) - 7:]
        _drop(page, "\r\n".join([HEAD, *broken]))
        expect(page.get_by_role("alert")).to_contain_text(f"第 {len(many) - 7 + 2} 行", timeout=60_000)


def test_the_files_are_the_engines_and_run_nothing(context: BrowserContext):
    """Findings and calendar are saved; text from the log is no formula in the table and no element on the page."""
    evil = f'E-1,,,,,case.facts,,,,"{json.dumps({"title": "=1+1" + EVIL}, ensure_ascii=False).replace(chr(34), chr(34) * 2)}"\r\n'
    acts = "E-1,e1,2026-03-02T09:00:00+08:00,,amr/xinyang/gushi,suspicion.found,,,,\r\nE-1,e2,2026-03-03T09:00:00+08:00,,amr/xinyang/gushi,penalty.decide,,,,\r\nE-1,,2026-06-01T00:00:00+08:00,,,log.end,,,,\r\n"
    with staged(context, "register", {}) as page:
        _drop(page, f"{HEAD}\r\n{evil}{acts}")
        expect(page.get_by_role("table", name="对照结果")).to_contain_text("onerror")
        assert_not_run(page)
        with page.expect_download() as found:
            page.get_by_role("button", name="存下对照结果").click()
        table = found.value.path().read_text("utf-8-sig")
        assert "'=1+1" in table and ",=1+1" not in table and '"=1+1' not in table
        _drop(page, TEXT)
        expect(page.get_by_role("heading", name="12件案件")).to_be_visible()
        with page.expect_download() as found:
            page.get_by_role("button", name="存进手机日历").click()
        assert found.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0")


def test_the_cutting_of_a_file_agrees_with_pythons_reader(context: BrowserContext):
    """Quotes, commas and line breaks within cells: each record whole, the case read from any column, each line right."""
    text = 'at,case,act\r\n"a,1","C ""1""",x\n"two\nlines",C2,y\r\n,C2,z\r\n'
    with staged(context, "register", {}) as page:
        found = page.evaluate("async (text) => (await (await import('/lib/records.js')).parts(text, 1))", text)
    assert [part["lines"] for part in found] == [[2], [4, 5]]
    assert [part["text"].split("\r\n")[0] for part in found] == ["at,case,act"] * 2
