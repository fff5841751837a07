"""What the decision aids know beyond the law core: the referral's questions, situations for periods, grading of an own answer."""

from __future__ import annotations

__all__: list[str] = []
