"""Random numbers that are the same everywhere: a hash of where they are used, and tables of whole numbers.

No generator is carried along: the draw of a stage is SplitMix64's finaliser applied to the case's key and the stage's
number, and the case's key comes the same way from (seed, replication, city, place, stream, number of the case). So one case
meets the same chances in every scenario, in every engine and on every machine. No function of the C library is used.
"""

from __future__ import annotations

__all__ = ["FIRST", "GOLDEN", "MASK", "SECOND", "TABLE", "exponential_table", "key_of", "mix", "quantile_table"]

MASK = (1 << 64) - 1
GOLDEN, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# Durations have this many equally likely values; gaps between arrivals have four times as many.
TABLE = 1024
ONE = 1 << 20


def mix(z: int) -> int:
    """SplitMix64's finaliser.

    >>> hex(mix(GOLDEN))
    '0xe220a8397b1dcdaf'
    """
    z = ((z ^ (z >> 30)) * FIRST) & MASK
    z = ((z ^ (z >> 27)) * SECOND) & MASK
    return z ^ (z >> 31)


def key_of(*parts: int) -> int:
    """One key from several whole numbers; their order counts."""
    key = 0
    for part in parts:
        key = mix((key + (part + 1) * GOLDEN) & MASK)
    return key


def exponential_table(size: int = 4 * TABLE) -> list[int]:
    """The means of `size` equally likely parts of the exponential distribution with mean 1, in units of 1/2^20; they sum to size·2^20.

    The integral of -ln over a part is x - x·ln x at its ends; ln is a series in +, -, · and / alone, which every machine
    rounds alike.
    """
    edge = [0.0] + [x - x * _ln(x) for x in (k / size for k in range(1, size + 1))]
    table = [int((edge[k + 1] - edge[k]) * size * ONE + 0.5) for k in range(size)]
    table[0] += size * ONE - sum(table)
    return table[::-1]


def _ln(x: float) -> float:
    halvings = 0
    while x < 0.75:
        x, halvings = x * 2, halvings + 1
    y = (x - 1) / (x + 1)
    square, term, total, n = y * y, y, 0.0, 1
    while n < 40:
        total += term / n
        term, n = term * square, n + 2
    return 2 * total - halvings * 0.6931471805599453


def quantile_table(value: object) -> list[int]:
    """Office seconds of a duration as TABLE equally likely values: given hours at four points, or a list of quantiles.

    >>> quantile_table(2) == [7200] * TABLE
    True
    >>> table = quantile_table({"least": 1, "half": 2, "nine_tenths": 4, "most": 9})
    >>> table[0], table[512], table[1023]
    (3603, 7208, 32312)
    """
    if isinstance(value, dict) and "quantiles" in value:
        points = value["quantiles"]
        return [points[k * len(points) // TABLE] for k in range(TABLE)]
    if not isinstance(value, dict):
        return [int(value * 3600 + 0.5)] * TABLE
    ends = [(0, value["least"]), (50, value["half"]), (90, value["nine_tenths"]), (100, value["most"])]
    seconds = [(at * TABLE * 2, int(hours * 3600 + 0.5)) for at, hours in ends]
    table = []
    for (left, low), (right, high) in zip(seconds, seconds[1:], strict=False):
        # The middles of the parts, as far as this piece of the curve reaches.
        middles = range(100 * (2 * len(table) + 1), right + 1, 200)
        table += [low + (high - low) * (at - left) // (right - left) for at in middles]
    return table
