"""Where agencies sit: the places of the data set, and for a larger graph made-up ones that are called by number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from .. import data
from ..errors import InputError, UnknownIdError

__all__ = ["LEVELS", "Place", "assumptions", "kinds_of", "notes", "places"]

LEVELS = ("city", "province", "nation")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: what stands behind the kind in an agency's path (`xinyang/gushi`), level, name, the place above, whether made up."""

    path: str
    level: str
    name_zh: str
    superior: str | None
    made_up: bool = False

    @property
    def of_plan(self) -> bool:
        """Whether the plan binds its agencies: the city and its counties."""
        return self.path.partition("/")[0] == "xinyang"


@cache
def assumptions() -> dict[str, int]:
    """The sizes of the made-up graphs: figures of ours, no statistics."""
    return {row["id"]: row["value"] for row in data.load()["agencies"]["nation"]["assumptions"]}


def notes(level: str) -> tuple[str, ...]:
    """What a reader of a graph of this level must know."""
    rows = data.load()["agencies"]["nation"]["notes_zh"]
    return (*rows["all"], *(rows["made_up"] if level != "city" else ()))


@cache
def kinds_of(level: str) -> tuple[str, ...]:
    """The kinds of agency that a graph of this level has."""
    if level == "city":
        return tuple(row["id"] for row in data.load()["agencies"]["agencies"]["kinds"])
    return tuple(data.load()["agencies"]["nation"]["kinds"][level])


def places(level: str = "city", seed: int = 1) -> tuple[Place, ...]:
    """The places of a graph, a superior always before those beneath it.

    `city` is the data set; `province` and `nation` add made-up places until the assumed numbers are reached, the counties
    spread over the cities by `seed`. Raises UnknownIdError for another level, InputError for a seed below 0.

    >>> len(places("city")), places("nation")[1].name_zh, places("nation")[-1].name_zh
    (13, '河南省', '虚构2900号县')
    """
    if level not in LEVELS:
        raise UnknownIdError.among("网络的层级", "level of the network", level, LEVELS)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise InputError(f"种子要写不小于 0 的整数，收到的是 {seed!r:.40}。", f"The seed must be a whole number of at least 0, got {seed!r:.40}.")
    return _places(level, seed)


@cache
def _places(level: str, seed: int) -> tuple[Place, ...]:
    known = {row["id"]: row for row in data.load()["agencies"]["agencies"]["areas"]}
    real = tuple(Place(_path(row, known), row["level"], row["name_zh"], _path(known[row["superior"]], known) if row["superior"] else None) for row in known.values())
    if level == "city":
        return real
    sizes, drawn = assumptions(), Random(seed)
    state, henan, xinyang, counties = real[0], real[1], real[2], real[3:]
    if level == "province":
        provinces, n_cities, n_counties = [henan], sizes["province_cities"], sizes["province_counties"]
    else:
        made = (Place(f"province-{n:02}", "province", f"虚构{n}号省", "state", True) for n in range(2, sizes["provinces"] + 1))
        provinces, n_cities, n_counties = [henan, *made], sizes["cities"], sizes["counties"]
    # Every province has a city and every city a county; the rest falls by chance.
    above = _spread(len(provinces), n_cities - 1, drawn, busy=1 if len(provinces) > 1 else 0)
    cities = [Place(f"city-{n:03}", "city", f"虚构{n}号市", provinces[p].path, True) for n, p in enumerate(above, 2)]
    of_city = _spread(len(cities), n_counties - len(counties), drawn)
    made_counties = [
        Place(f"{cities[c].path}/county-{n:04}", "county", f"虚构{n}号县", cities[c].path, True) for n, c in enumerate(of_city, len(counties) + 1)
    ]
    return (state, *provinces, xinyang, *cities, *counties, *made_counties)


def _spread(bins: int, things: int, drawn: Random, busy: int = 0) -> list[int]:
    """A bin for each thing in rising order; each bin from `busy` on gets one before any gets a second."""
    first = list(range(busy, bins)) if things >= bins - busy else []
    # `random()` alone is promised to stay the same over Python's versions.
    return sorted(first + [int(drawn.random() * bins) for _ in range(things - len(first))])


def _path(row: dict, known: dict) -> str:
    return f"{row['superior']}/{row['id']}" if row["level"] == "county" else row["id"]
