"""Calibration: logs that the simulator wrote give back its figures within their intervals; small logs are counted by hand; thin data gives a sentence."""

from __future__ import annotations

import io
import json
from functools import cache

import pytest

from ipcoord_sim.casefile import from_dict, write_csv
from ipcoord_sim.errors import HorizonError, InputError
from ipcoord_sim.simulation import case_logs, read_scenario, run
from ipcoord_sim.simulation.calibrate import calibrate
from ipcoord_sim.simulation.calibrate.goodness import bound, distance, four_points, nearest_distance
from ipcoord_sim.simulation.calibrate.observe import observe
from ipcoord_sim.times import read_day

HOUR = 3600
BASE = read_scenario("plan")


@cache
def flat() -> object:
    """The plan over three years, one share for all bands (a log does not tell the band), enough officers that little waits."""
    shares = {a.id: round(sum(a.value.values()) / 4) if isinstance(a.value, dict) else a.value for a in BASE.assumptions.values() if a.kind == "share"}
    return read_scenario({"from": "2023-01-01", "until": "2025-12-31", "closed": "2026-06-30", "set": shares})


@cache
def written() -> tuple:
    """The logs of one run of it."""
    return tuple(from_dict(log) for log in case_logs(run(flat(), seed=3, engine="plain")))


@cache
def recovered() -> dict:
    """What the logs give back."""
    return calibrate(written(), flat(), first=read_day("2023-01-01"), last=read_day("2025-12-31"))


def true(id: str, part: str) -> float:
    """The figure that the simulator was given."""
    value = flat().value(id)
    return value[int(part) - 1] if isinstance(value, (list, tuple)) else value[part] if part else value


def test_every_log_of_the_simulator_is_a_way_through_the_flow():
    """Claim: none of its cases leaves the flow or begins outside it."""
    read = recovered()["read"]
    assert read["cases"] == len(written()) > 3000 and (read["strangers"], read["left_the_flow"]) == (0, 0)


def test_the_simulators_figures_are_recovered_within_their_intervals():
    """Claim: of some 85 intervals at 95 % about four miss by chance, more than ten once in four hundred times; none misses by much."""
    found = [(f["id"], part, i) for f in recovered()["figures"] for part, i in f["intervals"].items()]
    missed = [(id, part) for id, part, i in found if not i["low"] <= true(id, part) <= i["high"]]
    assert len(found) > 70 and len(missed) <= 10, missed
    for id, part, i in found:
        reach = i["high"] - i["low"]
        assert i["low"] - reach <= true(id, part) <= i["high"] + reach, (id, part)


def test_every_assumption_is_either_fitted_or_kept_with_a_reason():
    """Claim: nothing is passed over; staff, offences and hidden forks are never guessed."""
    answer = recovered()
    fitted, kept = {f["id"] for f in answer["figures"]}, {k["id"]: k["why_zh"] for k in answer["kept"]}
    assert fitted | set(kept) == set(BASE.assumptions) and not fitted & set(kept)
    assert "人手" in kept["staff.psb.review"] and "罪名" in kept["mix.offence"] and "哪一条路" in kept["last_day"] and "从何时起" in kept["open_work"]
    assert all(why.endswith("。") for why in kept.values())


def test_the_override_is_a_scenario():
    """Claim: the simulation reads it, changes nothing else, and runs."""
    override = json.loads(json.dumps(recovered()["scenario"], ensure_ascii=False))
    scenario = read_scenario(override)
    assert {a.id for a in scenario.assumptions.values() if a.changed} <= set(override["set"])
    assert scenario.value("season") == override["set"]["season"] and run(scenario, seed=1, engine="plain").rows


def day(n: int, hour: str) -> str:
    """A time on the n-th working day from Monday 2025-03-03 on, whole weeks of five."""
    return f"2025-03-{3 + n // 5 * 7 + n % 5:02}T{hour}:00+08:00"


def case(n: int, *events: tuple, place: str = "gushi", ended: str | None = "2025-12-31T18:00:00+08:00", **facts) -> object:
    """A case from rows (act, time, more fields)."""
    rows = []
    for k, (act, at, *more) in enumerate(events, 1):
        fields = more[0] if more else {}
        rows.append({"id": f"e{k}", "at": at, "act": act, "actor": f"{fields.pop('who', 'amr')}/xinyang/{place}", **fields})
    return from_dict({"format": "ipcoord-case/1", "case": {"id": f"H-{n}", "facts": facts}, "events": rows, **({"ended": ended} if ended else {})})


def plain(n: int, opened: str, looked: str, punished: str) -> object:
    """A case that ends with a penalty."""
    return case(n, ("case.open", opened), ("evidence.preserve", looked), ("penalty.decide", punished, {"data": {"result": "penalty"}}), ("case.close", punished))


def test_work_is_counted_in_office_hours():
    """Claim (by hand): 10:00 to 16:00 is 3.5 hours with lunch from 12:00 to 14:30; Friday 17:00 to Monday 09:30 is 2; the evening counts nothing."""
    seen = observe([plain(1, day(0, "10:00"), day(0, "16:00"), day(0, "21:00")), plain(2, day(4, "17:00"), day(5, "09:30"), day(5, "10:30"))], BASE)
    assert sorted(seen.work["investigate_work"]) == [2 * HOUR, 3.5 * HOUR]
    assert sorted(seen.work["penalty_work"]) == [1 * HOUR, 2 * HOUR]


def test_work_that_may_have_waited_is_left_out():
    """Claim: three officers, one of them taken as busy with openings that the log does not time; the third case at work at once is not used."""
    cases = [plain(n, day(0, "09:00"), day(1, f"{9 + n:02}:00"), day(1, f"{9 + n:02}:00")) for n in range(3)] + [plain(9, day(2, "09:00"), day(2, "10:00"), day(2, "11:00"))]
    seen = observe(cases, BASE)
    # Each of the three asked at 09:00 counts the two others as there before it: all three are in doubt.
    assert seen.delayed["investigate_work"] == 3 and len(seen.work["investigate_work"]) == 1
    more = BASE.with_values(staff__amr__case={"county": 5, "city": 5})
    assert len(observe(cases, more).work["investigate_work"]) == 4


def test_absent_officers_are_not_counted_on():
    """Claim: with the only reviewer away no case is taken up at once, before and after it is."""
    cases = [
        case(n, ("complaint.accept", day(d, "09:00"), {"who": "psb"}), ("complaint.decide", day(d, "11:00"), {"who": "psb", "data": {"result": "no_crime"}}))
        for n, d in enumerate((0, 5, 10))
    ]
    away = read_scenario({"absences": [{"desk": "psb.review", "agency": "every", "from": "2025-03-10", "until": "2025-03-11"}]})
    assert observe(cases, BASE).work["complaint_work"] == [2 * HOUR] * 3
    assert observe(cases, away).work["complaint_work"] == [2 * HOUR] * 2 and observe(cases, away).delayed["complaint_work"] == 1


def referred(n: int, *, officers: int = 2, approver: str = "principal", papers=("referral_letter", "investigation_report", "goods_list"), result: str = "file") -> object:
    """A referral up to its decision, with goods."""
    d = 3 * n
    return case(
        n, ("case.open", day(d, "09:00")), ("evidence.preserve", day(d, "10:00")), ("suspicion.found", day(d, "10:00")),
        ("referral.team", day(d, "11:00"), {"data": {"officers": officers}}), ("referral.report", day(d, "15:00")),
        ("referral.approve", day(d, "16:00"), {"data": {"approver": approver}}),
        ("referral.send", day(d, "17:00"), {"to": "psb/xinyang/gushi", "documents": list(papers), "received": day(d, "17:30")}),
        ("referral.sign", day(d, "18:00"), {"who": "psb", **({} if "investigation_report" in papers else {"data": {"incomplete": True}})}),
        *((("filing.decide", day(d + 1, "10:00"), {"who": "psb", "data": {"result": result}}),) if "investigation_report" in papers else ()),
        has_goods=True,
    )


def test_branches_and_mistakes_are_counted_by_hand():
    """Claim (by hand): five cases, each count taken from the rows above."""
    cases = [
        referred(1), referred(2, officers=1, result="decline"), referred(3, approver="deputy"), referred(4, papers=("referral_letter", "goods_list")),
        plain(5, day(0, "09:00"), day(1, "09:00"), day(2, "09:00")),
    ]
    seen = observe(cases, BASE)
    wanted = {
        "goods": [4, 5], "incident": [0, 5], "intervene": [0, 5], "consult": [0, 5], "suspect": [4, 5], "joint_meeting": [0, 4], "refuse": [0, 4],
        "elsewhere": [0, 4], "file": [2, 3], "small_team": [1, 4], "deputy": [1, 4], "papers": [1, 4],
    }
    assert {id: seen.shares[id] for id in wanted} == wanted and not seen.lost
    assert {id for id, (_, n) in seen.shares.items() if n} == set(wanted)
    # Whether a case lay until the last day, or came to a fork after its last event, no log shows.
    assert seen.open_forks["last_day"] == 8


def test_a_case_off_the_known_ways_is_used_up_to_there():
    """Claim: a file sent without any approval leaves the flow at that act; what came before is counted, what comes after is not."""
    odd = case(
        1, ("case.open", day(0, "09:00")), ("evidence.preserve", day(0, "11:00")), ("suspicion.found", day(0, "11:00")),
        ("referral.send", day(1, "09:00"), {"to": "psb/xinyang/gushi", "documents": ["referral_letter"]}),
        ("penalty.decide", day(2, "09:00"), {"data": {"result": "penalty"}}),
    )
    stranger = case(2, ("penalty.decide", day(0, "09:00"), {"data": {"result": "penalty"}}))
    seen = observe([odd, stranger], BASE)
    assert dict(seen.lost) == {"referral.send": 1} and seen.strangers == 1
    assert seen.work["investigate_work"] == [2 * HOUR] and "penalty_work" not in seen.work and seen.shares["suspect"] == [1, 1]


def test_thin_data_gives_sentences_and_no_number():
    """Claim: a handful of cases settles no share, no duration and no season; each reason is told."""
    answer = calibrate([plain(n, day(n, "09:00"), day(n, "11:00"), day(n, "12:00")) for n in range(8)])
    assert {f["id"] for f in answer["figures"]} <= {"goods", "incident", "intervene", "consult", "suspect"}
    kept = {k["id"]: k["why_zh"] for k in answer["kept"]}
    assert "不足 10 件" in kept["rate.amr_case"] and "36 次" in kept["investigate_work"] and "整月" in kept["season"]
    assert "没有走到" in kept["file"]


def test_four_points_are_believed_where_they_draw_the_times_and_not_elsewhere():
    """Claim: even steps between the four points fit, by hand at distance 0.01; two heaps of half do not (0.9 against 0.5 where the second begins), and then the times themselves become the figure."""
    steps = [600 + 60 * n for n in range(100)]
    assert distance(steps, four_points(steps)) == pytest.approx(0.01, abs=0.005) and nearest_distance(steps) < bound(100)
    heaps = [600 + n for n in range(60)] + [90_000 + n for n in range(60)]
    assert nearest_distance(heaps) == pytest.approx(0.4, abs=0.03) and bound(120) < 0.13
    many = BASE.with_values(staff__amr__case={"county": 16, "city": 16})
    places = ("gushi", "xixian", "shihe", "luoshan", "huaibin", "guangshan", "xinxian", "huangchuan")
    loose = []
    for n in range(120):
        d, done = 5 * (n % 4), "10:00" if n % 2 else "17:59"
        loose.append(case(n, ("case.open", day(d, "09:00")), ("evidence.preserve", day(d, done)), ("penalty.decide", day(19, "10:00"), {"data": {"result": "penalty"}}), place=places[n // 2 % 8]))
    figure = next(f for f in calibrate(loose, many)["figures"] if f["id"] == "investigate_work")
    assert not figure["fit"]["holds"] and len(figure["value"]["quantiles"]) == 64


def test_bad_input_is_one_sentence():
    """Claim: no case, no beginning, days beyond the calendar, a window that ends before it begins."""
    with pytest.raises(InputError, match="没有事件"):
        calibrate([])
    with pytest.raises(InputError, match="没有可以拟合的"):
        calibrate([case(1, ("penalty.decide", day(0, "09:00"), {"data": {"result": "penalty"}}))])
    with pytest.raises((InputError, HorizonError), match="工作日历"):
        calibrate([case(1, ("case.open", "1999-03-01T09:00:00+08:00"))])
    with pytest.raises(InputError, match="早于起日"):
        calibrate([plain(1, day(0, "09:00"), day(0, "11:00"), day(0, "12:00"))], first=read_day("2025-05-01"), last=read_day("2025-04-01"))


def test_the_command_writes_a_scenario_that_the_simulation_reads(ipcoord, tmp_path):
    """Claim: log in, JSON scenario out, every figure with its interval on the screen; an existing file is kept; a thin log is one sentence and no file."""
    log, target = tmp_path / "log.csv", tmp_path / "own.json"
    text = io.StringIO()
    write_csv(written()[:900], text)
    log.write_text(text.getvalue(), "utf-8", newline="")
    ran = ipcoord("calibrate", str(log), "-o", str(target))
    assert ran.code == 0 and "送达" in ran.out and "没有校准的" in ran.out and "～" in ran.out
    assert ipcoord("simulate", str(target), "--brief").code == 0
    kept = target.read_bytes()
    again = ipcoord("calibrate", str(log), "-o", str(target))
    assert (again.code, target.read_bytes()) == (2, kept) and "--force" in again.err
    text = io.StringIO()
    write_csv(written()[:1], text)
    log.write_text(text.getvalue(), "utf-8", newline="")
    thin = ipcoord("calibrate", str(log), "-o", str(tmp_path / "thin.json"))
    assert (thin.code, thin.out, thin.err.count("\n")) == (2, "", 1) and "太少" in thin.err and not (tmp_path / "thin.json").exists()
    missing = ipcoord("calibrate", str(tmp_path / "none.csv"))
    assert (missing.code, missing.err.count("\n")) == (2, 1)
