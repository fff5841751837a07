"""How item texts measure: lengths, shared words, sentences, and how even a distribution is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import erfc, exp, pi, sqrt

__all__ = ["chance", "cue", "mean", "quotations", "sentences", "shown"]


def shown(text: str) -> str:
    """The text as it is read: without the marks of bold type."""
    return text.replace("**", "")


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean, 0 of nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def sentences(text: str) -> list[str]:
    """The sentences of a text, without their closing marks."""
    return [s for s in re.split(r"[。！？；\n]", text) if s.strip("”』」） ")]


def quotations(text: str, least: int = 8) -> list[str]:
    """What stands in quotation marks, from `least` characters on."""
    return [q for q in re.findall(r"“([^“”]+)”", text) if len(q) >= least]


def cue(stem: str, keys: Sequence[str], others: Sequence[str], least: int = 4) -> str | None:
    """The longest run of Chinese characters that the stem shares with a key and with no other option.

    >>> cue("店主把发票撕了，你怎么办？", ["先收好撕碎的发票碎片"], ["先回局里写报告"], 2)
    '发票'
    """
    best = ""
    for text in keys:
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            for i in range(len(run)):
                for j in range(i + max(least, len(best) + 1), len(run) + 1):
                    if run[i:j] not in stem:
                        break
                    if not any(run[i:j] in other for other in others):
                        best = run[i:j]
    return best or None


def chance(groups: Iterable[Sequence[int]]) -> float:
    """How likely counts at least this uneven are if every place of a group is as likely as the others (χ² test).

    >>> round(chance([[10, 10, 10, 10]]), 2), chance([[40, 0, 0, 0]]) < 0.001
    (1.0, True)
    """
    total, freedom = 0.0, 0
    for counts in groups:
        wanted = sum(counts) / len(counts)
        if wanted:
            total += sum((c - wanted) ** 2 / wanted for c in counts)
            freedom += len(counts) - 1
    return _tail(total, freedom) if freedom else 1.0


def _tail(x: float, freedom: int) -> float:
    """The upper tail of the χ² distribution, in closed form for whole degrees of freedom."""
    if x <= 0:
        return 1.0
    half = x / 2
    if freedom % 2 == 0:
        term = found = exp(-half)
        for k in range(1, freedom // 2):
            term *= half / k
            found += term
        return min(found, 1.0)
    found, term = erfc(sqrt(half)), 2 * sqrt(half / pi) * exp(-half)
    for k in range(1, (freedom + 1) // 2):
        found += term
        term *= half / (k + 0.5)
    return min(found, 1.0)
