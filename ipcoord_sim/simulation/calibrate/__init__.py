"""Rates, shares and durations of a scenario, fitted from a unit's own case logs."""

from .report import calibrate

__all__ = ["calibrate"]
