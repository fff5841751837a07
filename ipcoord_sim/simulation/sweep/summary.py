"""What a sweep says: every measure of every scenario with its interval, and scenarios compared pair by pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from statistics import fmean, pvariance

from ..intervals import Interval, mean, paired, quantile
from .chunks import Variant
from .gather import gather
from .measures import Measure, value
from .running import Ran
from .store import Store

__all__ = ["METHODS_ZH", "QUANTILES", "summary"]

QUANTILES = (0.1, 0.5, 0.9)
METHODS_ZH = {
    "mean": "各次之间互相独立，一次得一个数；均值的区间用 t 分布，置信水平 95%。",
    "quantile": "分位数的区间由两个次序统计量给出，排位由二项分布算出，不假设分布的形状；次数不够时不给区间。",
    "paired": "两个情景用同一组随机数（同一个种子、次、城市），先逐次相减再求均值和区间；“抵消”是相减以后方差比两组独立时小了多少。",
}


def summary(store: Store, ran: Ran, variants: Sequence[Variant], measures: Mapping[str, Sequence[Measure]], *, replications: int, baseline: str | None = None) -> dict:
    """The figures of a complete sweep as JSON values, `measures` by scenario.

    `baseline` names the scenario that the others are compared with (default: the first).
    """
    by_name: dict[str, dict[str, list[float | None]]] = {}
    for variant in variants:
        rows = gather(store, (c for c in ran.chunks if c.scenario == variant.hash), replications)
        by_name[variant.name] = {m.id: [value(m, row) for row in rows] for m in measures[variant.name]}
    first = baseline or variants[0].name
    return {
        "methods_zh": METHODS_ZH,
        "replications": replications,
        "scenarios": {name: {m.id: _figures(found[m.id], m) for m in measures[name]} for name, found in by_name.items()},
        "differences": {
            name: {"against": first, "measures": {m.id: _difference(by_name[first][m.id], found[m.id], m) for m in measures[name] if m.id in by_name[first]}}
            for name, found in by_name.items() if name != first
        },
    }


def _figures(values: Sequence[float | None], measure: Measure) -> dict:
    there = [v for v in values if v is not None]
    head = {"label_zh": measure.label_zh, "unit_zh": measure.unit_zh, "n": len(there)}
    if not there:
        return head | {"mean": None, "quantiles": {}}
    return head | {"mean": _interval(mean(there)), "quantiles": {f"p{round(100 * p)}": _interval(quantile(there, p)) for p in QUANTILES}}


def _difference(before: Sequence[float | None], after: Sequence[float | None], measure: Measure) -> dict:
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    head = {"label_zh": measure.label_zh, "unit_zh": measure.unit_zh, "n": len(pairs)}
    if not pairs:
        return head | {"mean": None, "cancelled": None}
    first, second = zip(*pairs, strict=True)
    apart = pvariance(first) + pvariance(second)
    left = pvariance([b - a for a, b in pairs])
    return head | {"mean": _interval(paired(first, second)), "before": fmean(first), "cancelled": 1 - left / apart if apart else None}


def _interval(found: Interval) -> dict:
    return asdict(found)
