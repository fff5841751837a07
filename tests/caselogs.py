"""Case logs as a jurist writes them in a scenario, one line an act, and how a scenario of the checker is held.

- {e3: 2026-07-07 12:00, amr: referral.send, to: psb, received: 2026-07-07 12:10, papers: [referral_letter], ref: e2}

The first key is the event's id with its Beijing time, the second the agency with its act. `to`, `received`, `papers` and `ref`
are those of the log, every other key is a field of its data. An agency without a place is that of Gushi county;
`amr@xinyang` is the city's, `psb@luoshan` another county's, `psb@henan` the province's.
"""

from __future__ import annotations

from ipcoord_sim import call

COUNTY = "gushi"
_OWN = {"to", "received", "papers", "ref"}


def agency(word: str) -> str:
    """The path that a short name stands for."""
    kind, _, place = word.partition("@")
    if kind == "office":
        return "office/xinyang"
    place = place or COUNTY
    return f"{kind}/{place}" if place in ("xinyang", "henan", "state") else f"{kind}/xinyang/{place}"


def moment(text: str) -> str:
    """The Beijing time in the log's form."""
    day, _, hour = str(text).partition(" ")
    hour = hour or "10:00"
    return f"{day}T{hour}{':00' if hour.count(':') == 1 else ''}+08:00"


def event(row: dict) -> dict:
    """One line of a scenario as an event of a log."""
    (id, at), (actor, act), *rest = row.items()
    rest = dict(rest)
    found = {"id": id, "at": moment(at), "actor": agency(actor), "act": act}
    if "to" in rest:
        found["to"] = agency(rest["to"])
    if "received" in rest:
        found["received"] = moment(rest["received"])
    if "papers" in rest:
        found["documents"] = rest["papers"]
    if "ref" in rest:
        found["ref"] = rest["ref"]
    data = {key: value for key, value in rest.items() if key not in _OWN}
    return found | ({"data": data} if data else {})


def case_log(events: list[dict], facts: list[str] = (), ended: str | None = None, id: str = "C-1") -> dict:
    """The log of these lines."""
    log = {"format": "ipcoord-case/1", "case": {"id": id, "facts": dict.fromkeys(facts, True)}, "events": [event(row) for row in events]}
    return log | ({"ended": moment(ended)} if ended else {})


def log_of(scenario: dict) -> dict:
    """The log of a scenario."""
    given = scenario.get("given") or {}
    return case_log(scenario["when"], given.get("facts", ()), given.get("ended"))


def check_scenario(scenario: dict) -> dict:
    """What does not hold: the findings of the scenario's rule must be those of `then`, no more and no fewer."""
    answer = call("check", {"log": log_of(scenario)} | ({"reading": scenario["given"]["reading"]} if "reading" in (scenario.get("given") or {}) else {}))
    rule = scenario["rule"]
    wrong = {}
    left = [f for f in answer["findings"] if f["rule"] == rule]
    for said in scenario["then"]:
        among = left if said.get("rule", rule) == rule else answer["findings"]
        match = next((f for f in among if _fits(f, said)), None)
        if match is None:
            wrong[str(said)] = [{key: f.get(key) for key in ("rule", *said)} for f in among]
        elif among is left:
            left.remove(match)
    if left:
        wrong["more findings"] = [(f["rule"], f["kind"], f["event"], f["due"]) for f in left]
    for other in scenario.get("silent", ()):
        if any(f["rule"] == other for f in answer["findings"]):
            wrong[other] = "speaks"
    if "breaches" in scenario and scenario["breaches"] != answer["breaches"]:
        wrong["breaches"] = (scenario["breaches"], answer["breaches"], [f["rule"] for f in answer["findings"] if f["kind"] == "late"])
    return wrong


def _fits(finding: dict, said: dict) -> bool:
    for key, value in said.items():
        found = finding.get(key)
        if key == "due":
            value = value if value is None or " " not in value else moment(value)
        elif key == "agency":
            value = agency(value)
        elif key == "readings":
            found = {id: found.get(id) for id in value}
        elif key == "says":
            found, value = value in finding["message_zh"], True
        if found != value:
            return False
    return True
