"""What a sweep is cut into: one city of one scenario, a run of replications, known by a key that tells all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

__all__ = ["Chunk", "Variant", "plan", "variant"]

_KEY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Variant:
    """A scenario to be run: its name, all that it says, and the hash of that."""

    name: str
    scenario: Mapping
    hash: str


@dataclass(frozen=True, slots=True, order=True)
class Chunk:
    """The replications `first` to `last - 1` of one city under one scenario and seed."""

    scenario: str
    seed: int
    city: int
    first: int
    last: int

    @property
    def key(self) -> str:
        """The chunk in one word, the same on every machine.

        >>> Chunk("0a1b2c3d4e5f", 157, 3, 0, 40).key
        'ipcoord-0a1b2c3d4e5f-s157-c0003-r000000-000040'
        """
        return f"ipcoord-{self.scenario}-s{self.seed}-c{self.city:04}-r{self.first:06}-{self.last:06}"


def variant(name: str, scenario: Mapping) -> Variant:
    """The scenario with its hash: one changed figure gives another one, the order of its fields does not.

    >>> variant("plan", {"a": 1, "b": 2}).hash == variant("plan", {"b": 2, "a": 1}).hash
    True
    """
    text = json.dumps(scenario, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Variant(name, scenario, sha256(text.encode()).hexdigest()[:_KEY_DIGITS])


def plan(hashes: list[str], *, seed: int, cities: int, replications: int, size: int) -> Iterator[Chunk]:
    """The chunks of a sweep, `size` replications each.

    The scenarios take turns within a city, so that what is compared is ready together; the last chunk of a city may be smaller.
    """
    for city in range(cities):
        for first in range(0, replications, size):
            for scenario in hashes:
                yield Chunk(scenario, seed, city, first, min(first + size, replications))
