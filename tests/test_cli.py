"""The command line `ipcoord`: readable for people, JSON for machines, one line when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.api import call
from ipcoord_sim.cli.terminal import fold, table, width
from ipcoord_sim.parameters import find
from ipcoord_sim.wording import number_zh

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ("deadline", "orn310-reconsider-request-3d", "--from", "2026-09-30T15:00+08:00")

WRONG = {
    "no command": ([], "命令"),
    "unknown command": (["dedline"], "dedline"),
    "unknown option": ([*NOTICE, "--fast"], "--fast"),
    "nothing to count": (["deadline"], "--list"),
    "no start": (["deadline", "orn310-approve-3d"], "--from"),
    "unknown id": (["law", "show", "orn310-send-24"], "最接近的是 orn310-send-24h"),
    "an id with a line break": (["law", "show", "a\nb", "--on", "2026-01-01"], "a b"),
    "a day that is none": (["law", "show", "orn310-send-24h", "--on", "2026-02-30"], "YYYY-MM-DD"),
    "before the first value": (["law", "show", "orn310-send-24h", "--on", "2001-07-08"], "2001-07-09"),
    "no offset": (["deadline", "orn310-approve-3d", "--from", "2026-09-30T15:00"], "+08:00"),
    "beyond the calendar": (["deadline", "orn310-approve-3d", "--from", "2027-01-04"], "2026-12-31"),
    "unverified": (["deadline", "pol-2016-16-supplement", "--from", "2026-09-30"], "待核"),
    "one day to compare": (["law", "diff", "2025-04-25"], "日期2"),
    "unknown clause": (["norms", "9.9"], "没有这个条款"),
    "empty clause": (["norms", ""], "没有这个条款"),
    "empty day": (["law", "show", "orn310-send-24h", "--on", ""], "日期读不懂"),
    "unknown language": (["norms", "--lang", "fr"], "fr"),
    "unknown call": (["call", "dedline"], "最接近的是 deadline"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_command_is_one_line_and_exit_code_two(name, ipcoord):
    """Claim: nothing on standard output, one sentence on standard error, exit code 2."""
    words, expected = WRONG[name]
    ran = ipcoord(*words, stdin="{}")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert expected in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("place", [0, 1])
def test_english_is_spoken_wherever_the_option_stands(place, ipcoord):
    """Claim: --lang en works before and after the command, and gives the English sentence."""
    words = ["law", "show", "orn310-send-24", "--on", "2026-01-01"]
    words[place * 5 : place * 5] = ["--lang", "en"]
    ran = ipcoord(*words)
    assert ran == (2, "", "There is no fact id 'orn310-send-24'; the nearest known one is orn310-send-24h.\n")


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        ("", "不是完整的 JSON"),
        ("{", "第 1 行第 2 列"),
        ('{"period": }', "第 1 行第 12 列"),
        ("[]", "要一个 JSON 对象"),
        ("NaN", "里有读不了的数（NaN）"),
        ("1" * 5000, "里有读不了的数（位数太多）"),
        ("[" * 100_000, "嵌套太深"),
        ('{"a":' * 100_000, "嵌套太深"),
        ("\ufeff{}", "缺少 period"),
        (b"\xff\xfe", "UTF-8"),
        ("期限".encode("gb18030"), "UTF-8"),
        ('{"period": "\\ud800", "start": "2026-09-30"}', "没有这个事实编号"),
    ],
)
def test_broken_json_is_one_line(stdin, words, ipcoord):
    """Claim: whatever stands on standard input, the answer is JSON or one sentence."""
    ran = ipcoord("call", "deadline", stdin=stdin)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and words in ran.err


@pytest.mark.parametrize("depth", range(900, 1000, 7))
def test_json_nested_to_the_edge_of_what_can_be_read_is_still_one_line(depth, ipcoord):
    """Claim: between what is read and what is too deep there is no depth that crashes."""
    ran = ipcoord("call", "law", stdin='{"id":' + "[" * depth + "]" * depth + "}")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_the_named_commands_are_the_same_calls(ipcoord):
    """Claim: with --json each command prints what the call gives, and `call` prints the same."""
    deadline = {"period": NOTICE[1], "start": NOTICE[3]}
    for words, name, args in (
        (NOTICE, "deadline", deadline),
        ((*NOTICE, "--custody"), "deadline", {**deadline, "in_custody": True}),
        (("deadline", "--list"), "periods", {}),
        (("law", "show", "pol-180-supplement#1", "--on", "2026-07-01"), "law", {"id": "pol-180-supplement#1", "on": "2026-07-01"}),
        (("law", "diff", "2025-04-25", "2025-04-26"), "law_diff", {"first": "2025-04-25", "second": "2025-04-26"}),
        (("norms",), "norms", {}),
        (("norms", "2.2p1"), "norms", {"clause": "2.2p1"}),
        (("norms", "--clause", "2.2p1"), "norms", {"clause": "2.2p1"}),
    ):
        ran = ipcoord(*words, "--json")
        assert (ran.code, ran.err) == (0, "") and json.loads(ran.out) == call(name, args), words
        raw = ipcoord("call", name, stdin=json.dumps(args))
        assert raw.code == 0 and json.loads(raw.out) == call(name, args) and raw.out.count("\n") == 1


def test_a_deadline_is_printed_with_its_readings_in_columns(ipcoord):
    """Claim: the days stand under one another although Chinese characters are two columns wide."""
    lines = ipcoord(*NOTICE).out.splitlines()
    rows = [line for line in lines if "2026-10-" in line and "最稳妥：" not in line]
    assert len(rows) == 3 and len({width(line[: line.index("2026-10-")]) for line in rows}) == 1
    assert any(line.startswith("★ 末日顺延") and "2026-10-08" in line for line in lines)
    assert "最稳妥：2026-10-03 以前做完" in lines[-2] and lines[-1].startswith("这是推算，供办案参考")


@pytest.mark.parametrize(
    ("day", "shown", "state"),
    [("2025-04-25", "≥150,000元", ""), ("2025-04-26", "换算：≥150,000元；再犯≥90,000元", "")],
)
def test_law_show_prints_the_value_of_the_day_asked_for(day, shown, state, ipcoord):
    """Claim: on the last day of the old figure the old one, the day after the new one."""
    assert ipcoord("law", "show", "crl-214-unsold", "--on", day).out.splitlines()[1] == f"当日：{shown}{state}"


def test_law_show_says_that_a_value_has_ended_or_is_unconfirmed(ipcoord):
    """Claim: neither what has ended nor what is 待核 is printed as law in force."""
    assert "（这一天已失效）" in ipcoord("law", "show", "tip-2022-31-5wd", "--on", "2026-04-15").out
    assert "（待核，不能用来下结论）" in ipcoord("law", "show", "pol-2016-16-supplement", "--on", "2026-11-23").out


def test_lists_are_printed_for_people(ipcoord):
    """Claim: every period and every norm has its line; two equal days have no difference."""
    assert "orn310-send-24h" in ipcoord("deadline", "--list").out
    text = ipcoord("norms").out
    assert all(f"\nN{i:02d} " in text for i in range(1, 36))
    assert "没有变化" in ipcoord("law", "diff", "2025-04-26", "2025-04-26").out
    assert "crl-214-unsold" in ipcoord("law", "diff", "2025-04-25", "2025-04-26").out


def test_the_list_of_periods_tells_working_days_from_days(ipcoord):
    """Claim: a period that the law counts in working days is never shown as so many days (samr-proc-35-register, orn310-approve-3d)."""
    lines = {line.split()[0]: line.split()[1] for line in ipcoord("deadline", "--list").out.splitlines()[2:] if line[:1].isalpha()}
    assert (lines["samr-proc-35-register"], lines["orn310-approve-3d"], lines["orn310-send-24h"]) == tuple(
        number_zh(find(id).numbers[0]) for id in ("samr-proc-35-register", "orn310-approve-3d", "orn310-send-24h")
    )
    assert lines["samr-proc-35-register"].endswith("个工作日") and lines["orn310-approve-3d"].endswith("日") and "工作" not in lines["orn310-approve-3d"]


def test_every_reading_and_every_standing_has_its_word():
    """Claim: whatever a deadline can answer is printed in Chinese."""
    from ipcoord_sim.data import load
    from ipcoord_sim.pictures.words import STANDING_ZH

    countings = load()["calendar"]["countings"]
    assert {r["standing"] for g in countings["groups"] for r in g["readings"]} == set(STANDING_ZH)
    assert {r["id"] for g in countings["groups"] for r in g["readings"]} == {r["id"] for r in countings["readings"]}


@pytest.mark.parametrize("words", [["--help"], ["deadline", "--help"], ["law", "show", "--help"], ["call", "--help"]])
def test_help_is_help_and_no_error(words, ipcoord):
    """Claim: --help ends with 0 and names the command."""
    ran = ipcoord(*words)
    assert ran.code == 0 and "ipcoord" in ran.out and not ran.err


def test_as_a_process_it_speaks_utf8_in_any_locale():
    """Claim: in the C locale `python -m ipcoord_sim` prints Chinese, and a closed pipe is no error."""
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    # Without site-packages: Python itself cannot read an editable install's .pth in the C locale when the folder's name is Chinese.
    command = [sys.executable, "-S", "-m", "ipcoord_sim"]
    good = subprocess.run([*command, *NOTICE], capture_output=True, env=env)
    assert (good.returncode, good.stderr) == (0, b"") and "末日顺延" in good.stdout.decode("utf-8")
    bad = subprocess.run([*command, "norms", "9.9"], capture_output=True, env=env)
    assert (bad.returncode, bad.stdout) == (2, b"") and "没有这个条款" in bad.stderr.decode("utf-8")
    with subprocess.Popen([*command, "norms"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as cut:
        cut.stdout.close()
        assert "Traceback" not in cut.stderr.read().decode("utf-8")


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("期限", 4), ("3日", 3), ("e\u0301", 1), ("（三）", 6), ("“甲”", 4)])
def test_the_width_of_a_text_is_counted_in_columns(text, columns):
    """Claim: a Chinese character takes two columns, a combining mark none."""
    assert width(text) == columns


@given(st.text("期限，。 ab1-", max_size=60), st.integers(8, 40))
def test_folding_loses_nothing_and_keeps_within_the_columns(text, columns):
    """Claim: only blanks at a break are dropped; a line is too long only where one word or its full stop is."""
    lines = fold(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest = max((width(word) for word in text.replace("，", "， ").replace("。", "。 ").split()), default=0)
    assert all(width(line) <= max(columns, longest) for line in lines)


def test_a_table_aligns_every_column_but_folds_the_last():
    """Claim: each column begins at one place, the rest of a folded cell below its beginning."""
    lines = table([("甲", "x", "一二三四五六七八九十" * 3), ("ab", "yy", "短")], ("头", "h", "末"), 40).splitlines()
    starts = {width(line[: line.index(word)]) for line, word in ((lines[0], "末"), (lines[2], "一"), (lines[-1], "短"))}
    assert starts == {8} and lines[3].startswith(" " * 8 + "七") and set(lines[1]) == {"─"}
    assert table([]) == "" and table([], ("a", "b")).startswith("a  b")
