"""A made-up register of case logs for measurements: the usual courses of a case, with delays, gaps and late receipts, from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from ipcoord_sim.casefile import CaseFile, from_dict
from ipcoord_sim.times import BEIJING, time_text

__all__ = ["register"]

COUNTIES = ("shihe", "pingqiao", "luoshan", "guangshan", "xinxian", "shangcheng", "gushi", "huangchuan", "huaibin", "xixian")
FIRST = datetime(2023, 1, 3, 9, tzinfo=BEIJING)
PAPERS = ["referral_letter", "investigation_report", "goods_list", "test_report", "other_materials"]


def register(events: int, seed: int = 157) -> Iterator[CaseFile]:
    """Cases with at least `events` events in all."""
    chance, made, n = random.Random(seed), 0, 0
    while made < events:
        n += 1
        case = from_dict(_case(n, chance))
        made += len(case.events)
        yield case


def _case(n: int, chance: random.Random) -> dict:
    place = chance.choice(COUNTIES)
    parties = {kind: f"{kind}/xinyang/{place}" for kind in ("amr", "psb", "procuratorate")}
    now, rows = FIRST + timedelta(days=chance.randrange(1200)), []

    def add(hours: float, who: str, act: str, to: str | None = None, papers=(), **data) -> None:
        nonlocal now
        now += timedelta(minutes=round(60 * hours * chance.uniform(0.3, 1.9)))
        row = {"id": f"e{len(rows) + 1}", "at": time_text(now), "actor": parties[who], "act": act, "documents": list(papers), "data": data}
        if to:
            row["to"] = parties[to]
            if chance.random() < 0.9:
                row["received"] = time_text(now + timedelta(minutes=chance.randrange(600)))
        rows.append(row)

    add(0, "amr", "case.open")
    if chance.random() < 0.5:
        add(20, "amr", "seizure.decide")
        add(60, "amr", "test.made")
    if chance.random() < 0.3:
        add(20, "amr", "consult.ask", "psb", topic="filing_standard")
        add(60, "psb", "consult.answer", "amr")
    _referral(add, chance) if chance.random() < 0.8 else add(300, "amr", "penalty.decide", result="penalty", fine=5000)
    add(400, "amr", "case.close")
    facts = {name: chance.random() < 0.4 for name in ("has_goods", "test_made", "large_value", "possible_crime")}
    return {
        "format": "ipcoord-case/1", "case": {"id": f"C-{n:07}", "facts": facts}, "ended": time_text(now + timedelta(days=60)), "events": rows,
    }


def _referral(add, chance: random.Random) -> None:
    add(40, "amr", "suspicion.found")
    add(5, "amr", "referral.team", officers=chance.choice((1, 2, 2, 3)))
    add(30, "amr", "referral.report")
    add(40, "amr", "referral.approve", approver=chance.choice(("principal", "acting", "deputy")))
    add(12, "amr", "referral.send", "psb", chance.sample(PAPERS, chance.randrange(3, 6)))
    add(3, "psb", "referral.sign")
    if chance.random() < 0.6:
        add(50, "psb", "filing.decide", result="file")
        add(10, "psb", "filing.notify", "amr", ["filing_notice"])
        add(40, "amr", "goods.handover", "psb", ["handover_record"])
        add(2, "amr", "party.notify")
        return
    add(50, "psb", "filing.decide", result="decline")
    add(10, "psb", "filing.notify", "amr", ["non_filing_notice"], reasons="数额没有达到")
    add(8, "psb", "file.return", "amr")
    if chance.random() < 0.6:
        add(40, "amr", "reconsideration.request", "psb")
        add(50, "psb", "reconsideration.decide", result="uphold")
        add(5, "psb", "notice.send", "amr")
        add(40, "amr", "supervision.request", "procuratorate")
        add(60, "procuratorate", "supervision.require_reasons", "psb")
        add(90, "psb", "reasons.explain", "procuratorate")
        add(60, "procuratorate", "notice.send", "amr")
    add(200, "amr", "penalty.decide", result="penalty", fine=3000)
