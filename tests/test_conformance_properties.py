"""What must hold for any log: irrelevant acts change nothing, weeks may be shifted, order is stable, only our own errors are raised."""

from __future__ import annotations

import copy
import io
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ipcoord_sim import call
from ipcoord_sim.acts import acts, documents, fact_names
from ipcoord_sim.agencies import agencies
from ipcoord_sim.api import CALLS
from ipcoord_sim.api_logs import checked
from ipcoord_sim.casefile import from_dict, read_csv, write_csv
from ipcoord_sim.conformance import BREACHES
from ipcoord_sim.errors import IpcoordError
from tests.caselogs import case_log, log_of, moment
from tests.test_conformance import SCENARIOS

LOGS = [log_of(s) for s in SCENARIOS]
MANY = settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
IRRELEVANT = (("training.hold", "office/xinyang"), ("publicity.publish", "psb/xinyang"), ("situation.analyse", "amr/xinyang"), ("evidence.preserve", "amr/xinyang/huaibin"))
# A stretch of whole weeks: Monday to Friday worked, no holiday and no make-up day in it.
FIRST, LAST = date(2026, 6, 22), date(2026, 9, 18)


def _findings(log: dict) -> list[dict]:
    return call("check", {"log": log})["findings"]


@MANY
@given(st.sampled_from(LOGS), st.sampled_from(IRRELEVANT), st.integers(0, 400), st.integers(0, 24 * 60))
def test_an_irrelevant_act_changes_no_finding(log, act, days, minutes):
    """Claim: training, publicity, analysis and another agency's preservation of evidence leave every finding as it was."""
    at = (datetime.fromisoformat("2026-01-01T00:00:00+08:00") + timedelta(days=days, minutes=minutes)).isoformat()
    more = copy.deepcopy(log)
    more["events"].insert(0, {"id": "irrelevant", "at": at, "actor": act[1], "act": act[0]})
    assert _findings(more) == _findings(log)


def _shifted(text: str, weeks: int) -> str:
    return (datetime.fromisoformat(text) + timedelta(weeks=weeks)).isoformat()


def _in_stretch(log: dict) -> bool:
    days = [e["at"][:10] for e in log["events"]] + [f["due"][:10] for f in _findings(log) if f["due"]]
    return all(FIRST.isoformat() <= d <= LAST.isoformat() for d in days)


QUIET = [log for log in LOGS if _in_stretch(log)]


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_weeks_without_holidays_may_be_shifted(weeks):
    """Claim: a log moved by whole weeks within such a stretch gives the same findings, their days moved as far."""
    moved_logs = 0
    for log in QUIET:
        found = _findings(log)
        latest = max([e["at"][:10] for e in log["events"]] + [f["due"][:10] for f in found if f["due"]])
        if date.fromisoformat(latest) + timedelta(weeks=weeks) > LAST:
            continue
        moved = copy.deepcopy(log)
        for e in moved["events"]:
            for key in ("at", "received"):
                if key in e:
                    e[key] = _shifted(e[key], weeks)
        if "ended" in moved:
            moved["ended"] = _shifted(moved["ended"], weeks)
        for f in found:
            f["at"] = f["at"] and _shifted(f["at"], weeks)
            f["due"] = f["due"] and _shifted(f["due"], weeks)[: len(f["due"])]
            f.pop("message_zh")
        again = _findings(moved)
        for f in again:
            f.pop("message_zh")
        assert again == found
        moved_logs += 1
    assert moved_logs > 100


@MANY
@given(st.sampled_from(LOGS), st.randoms(use_true_random=False))
def test_the_order_in_the_file_matters_only_for_equal_times(log, random):
    """Claim: events written down in any order give the same findings in the same order."""
    assume(len({e["at"] for e in log["events"]}) == len(log["events"]))
    mixed = copy.deepcopy(log)
    random.shuffle(mixed["events"])
    assert _findings(mixed) == _findings(log)


def test_a_question_changes_nothing():
    """Claim: asking twice gives the same answer, and the log asked about is left as it was."""
    for log in LOGS[::7]:
        before = copy.deepcopy(log)
        assert _findings(log) == _findings(log)
        assert log == before


def test_json_and_csv_give_the_same_findings(tmp_path):
    """Claim: all scenarios written into one register and read again are judged as before."""
    cases = [from_dict(log | {"case": log["case"] | {"id": f"C-{n}", "title": f"案件{n}"}}) for n, log in enumerate(LOGS)]
    text = io.StringIO(newline="")
    write_csv(cases, text)
    path = tmp_path / "all.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    assert [checked(case) for case in read_csv(path)] == [checked(case) for case in cases]


@given(st.integers(1, 20), st.integers(0, 40), st.integers(0, 40))
def test_acting_later_is_never_less_late(start, first, second):
    """Claim: of two decisions on the same referral the later one is late wherever the earlier one is."""
    one, two = sorted((first, second))

    def kind(days: int) -> str:
        sent = date(2026, 9, start)
        log = case_log([
            {"e1": f"{sent} 09:00", "amr": "referral.send", "to": "psb", "received": f"{sent} 09:10"},
            {"e2": f"{sent + timedelta(days=days)} 18:00", "psb": "filing.decide", "result": "file"},
        ])
        return next(f["kind"] for f in _findings(log) if f["rule"] == "R12")

    assert (kind(one), kind(two)) in {("kept", "kept"), ("kept", "late"), ("late", "late")}


@MANY
@given(st.sampled_from([log for log in LOGS if "ended" in log]), st.integers(1, 60))
def test_closing_the_log_later_heals_nothing(log, days):
    """Claim: what is broken when the log ends is still broken when it ends later without any new act."""
    longer = log | {"ended": (datetime.fromisoformat(log["ended"]) + timedelta(days=days)).isoformat()}
    broken = {(f["rule"], f["kind"], f["event"], f["due"]) for f in _findings(log) if f["kind"] in BREACHES}
    assert broken <= {(f["rule"], f["kind"], f["event"], f["due"]) for f in _findings(longer)}


# Logs assembled from words: well formed ones that reach every corner of the checker, and ones with anything in them.
DAYS = st.sampled_from(["1999-01-04", "2005-12-30", "2024-02-08", "2026-07-06", "2026-07-09", "2026-09-24", "2026-09-30", "2026-10-10", "2026-12-30", "2027-03-01", "9999-12-31"])
PLACES = st.sampled_from(["amr/xinyang", "amr/xinyang/gushi", "psb/xinyang", "psb/xinyang/gushi", "psb/xinyang/luoshan", "procuratorate/xinyang/gushi", "office/xinyang", "amr/state"])


def _value(field) -> st.SearchStrategy:
    return {
        "flag": st.booleans(), "word": st.sampled_from(field.words or ("x",)), "text": st.sampled_from(["", " ", "理由"]), "count": st.integers(0, 5),
        "amount": st.sampled_from([0, 1, 2.5, 10**9]), "person": st.sampled_from(["amr:leader_in_charge", "psb:x"]),
        "people": st.lists(st.sampled_from(["amr:unit_head", "psb:case_handler"]), max_size=3),
    }[field.type]


@st.composite
def good_logs(draw) -> dict:
    """A log that the format allows, of any acts in any order by anybody."""
    events = []
    day = draw(DAYS)
    for n in range(draw(st.integers(0, 9))):
        act = draw(st.sampled_from(sorted(acts())))
        day = max(day, draw(DAYS)) if draw(st.booleans()) else day
        row = {"id": f"e{n}", "at": f"{day}T{draw(st.integers(0, 9)):02}:00:00+08:00", "actor": draw(PLACES), "act": act}
        if draw(st.booleans()):
            row["to"] = draw(PLACES)
            if draw(st.booleans()):
                row["received"] = f"{day}T{draw(st.integers(10, 23))}:30:00+08:00"
        if events and draw(st.booleans()):
            row["ref"] = draw(st.sampled_from(events))["id"]
        row["documents"] = draw(st.lists(st.sampled_from(sorted(documents())), max_size=3))
        row["data"] = {f.name: draw(_value(f)) for f in acts()[act].fields.values() if f.required or draw(st.booleans())}
        events.append(row)
    log = {"format": "ipcoord-case/1", "case": {"id": "C", "facts": {f: draw(st.booleans()) for f in fact_names()}}, "events": events}
    return log | ({"ended": f"{draw(DAYS)}T23:00:00+08:00"} if draw(st.booleans()) else {})


@MANY
@given(good_logs(), DAYS, st.sampled_from([None, "calendar", "minute", "working_day"]))
def test_any_log_of_known_words_is_judged_or_refused_in_a_sentence(log, now, reading):
    """Claim: `check` and `duties` answer or raise an error of ours, whoever does whatever in whatever order."""
    for name, args in (("check", {"log": log} | ({"reading": reading} if reading else {})), ("duties", {"log": log, "now": f"{now}T12:00:00+08:00"})):
        try:
            answer = call(name, args)
        except IpcoordError as refused:
            assert str(refused).endswith("。")
        else:
            assert all(row["message_zh"] and row["basis"] for row in answer.get("findings", answer.get("duties")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(sorted({*acts(), *agencies(), *documents(), *fact_names()})),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["id", "at", "act", "actor", "to", "data", "ref", "events", "case", "facts"]), inner, max_size=4),
    max_leaves=12,
)


@MANY
@given(good_logs(), st.data())
def test_a_log_with_anything_in_it_is_judged_or_refused(log, data):
    """Claim: any value put in any place of a log gives an answer or an error of ours."""
    places = [(log, key) for key in log] + [(log["case"], key) for key in log["case"]] + [(e, key) for e in log["events"] for key in e]
    places += [(e["data"], key) for e in log["events"] for key in e["data"]]
    holder, key = data.draw(st.sampled_from(places), label="place")
    holder[key] = data.draw(JSON, label="value")
    for name, args in (("check", {"log": log}), ("check", log), ("duties", {"log": log, "now": "2026-10-01T00:00:00+08:00"})):
        try:
            call(name, args)
        except IpcoordError:
            pass


@MANY
@given(st.sampled_from([*sorted(CALLS), "chek", ""]), JSON, JSON)
def test_any_call_with_anything_is_answered_or_refused(name, one, two):
    """Claim: no call raises an error that is not ours."""
    fields = list(CALLS.get(name, (None, {}))[1])[:2]
    for args in (one, dict(zip(fields, (one, two), strict=False))):
        try:
            call(name, args)
        except IpcoordError:
            pass


def test_a_moment_in_the_scenarios_notation_is_beijing_time():
    """Claim: the notation's day alone means ten o'clock, a time is taken as it stands."""
    assert (moment("2026-07-06"), moment("2026-07-06 09:05")) == ("2026-07-06T10:00:00+08:00", "2026-07-06T09:05:00+08:00")
