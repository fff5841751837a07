"""The call on the simulation: `simulate`."""

from __future__ import annotations

from .errors import InputError

__all__ = ["simulate_call"]


def simulate_call(scenario: object = "plan", seed: int = 1, replications: int = 1, logs: bool = False) -> dict:
    """A scenario run from a seed, with its assumptions."""
    from .simulation import simulate

    if not isinstance(scenario, (str, dict)):
        raise InputError(f"simulate 的 scenario 应为情景的名字或者 JSON 对象，收到的是 {scenario!r:.60}。", f"scenario of simulate is a name or a JSON object, got {scenario!r:.60}.")
    return simulate(scenario, seed, replications, logs)
