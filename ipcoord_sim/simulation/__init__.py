"""The referral traffic of a city, simulated: where it jams, and what another officer or a missing liaison changes.

Every result rests on named assumptions (data/simulation), printed with it; the limits are the law's parameters.
"""

from importlib import import_module

_HOMES = {
    "Run": "running", "Scenario": "scenario", "breaches": "running", "case_log": "logs", "case_logs": "logs", "queue_over_time": "queues",
    "read_scenario": "scenario", "run": "running", "run_totals": "running", "scenario_names": "scenario", "simulate": "answer",
    "summary_of": "summary", "total_names": "counting", "totals": "running",
}
__all__ = [
    "Run", "Scenario", "breaches", "case_log", "case_logs", "queue_over_time", "read_scenario", "run", "run_totals", "scenario_names", "simulate",
    "summary_of", "total_names", "totals",
]


def __getattr__(name: str):
    # Loaded on first use: a call that needs no simulation pays nothing for it.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
