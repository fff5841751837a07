"""What the value of an assumption may be, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..agencies import agencies
from ..errors import InputError, UnknownIdError

__all__ = ["BANDS", "MOST_DESKS", "checked_value", "ordered"]

BANDS = ("none", "below", "near", "over")
MOST_DESKS = 16
_LONGEST_HOURS = 5000
_POINTS = ("least", "half", "nine_tenths", "most")


def checked_value(id: str, kind: str, value: object) -> None:
    """Raise InputError or UnknownIdError where the value is none that an assumption of this kind can have."""
    _KINDS[kind](id, value)


def ordered(value: object) -> object:
    """The value with its keys in one order, however it was written: county before city, bands and points ascending, all else by name."""
    if isinstance(value, Mapping):
        return {key: value[key] for key in sorted(value, key=lambda k: (_ORDER.index(k) if k in _ORDER else len(_ORDER), k))}
    return value


_ORDER = ("county", "city", *BANDS, *_POINTS)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def _staff(id: str, value: object) -> None:
    kind = id.split(".")[1]
    for key, count in _table(id, value, ("county", "city")).items():
        if key not in ("county", "city") and key not in _of(kind):
            raise UnknownIdError.among(f"机关（假设 {id}）", f"agency (assumption {id})", key, ["county", "city", *_of(kind)])
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_DESKS:
            raise _bad(id, f"{key} 是 {count!r:.20}", f"0 到 {MOST_DESKS} 的整数", f"{key} is {count!r:.20}", f"a whole number from 0 to {MOST_DESKS}")


def _rate(id: str, value: object) -> None:
    for key, rate in _table(id, value, ("county", "city")).items():
        if key not in ("county", "city") and key not in _places():
            raise UnknownIdError.among(f"地方（假设 {id}）", f"place (assumption {id})", key, ["county", "city", *_places()])
        if not _number(rate) or not 0 <= rate <= 100_000:
            raise _bad(id, f"{key} 是 {rate!r:.20}", "0 到 100000 的数，不能是负数", f"{key} is {rate!r:.20}", "a number from 0 to 100000, never negative")


def _season(id: str, value: object) -> None:
    if not isinstance(value, (list, tuple)) or len(value) != 12 or not all(_number(v) and 0 <= v <= 10_000 for v in value):
        raise _bad(id, f"{value!r:.40}", "十二个月的百分数，都不小于 0", f"{value!r:.40}", "twelve percentages, none negative")


def _mix(id: str, value: object) -> None:
    for key, share in _table(id, value, ()).items():
        _percent(id, key, share)
        if id.startswith("mix.band") and key not in BANDS:
            raise UnknownIdError.among(f"金额档（假设 {id}）", f"band (assumption {id})", key, BANDS)
        if id == "mix.offence" and key not in _OFFENCES:
            raise UnknownIdError.among(f"罪名（假设 {id}）", f"offence (assumption {id})", key, _OFFENCES)
    if abs(sum(value.values()) - 100) > 1e-6:
        raise _bad(id, f"合计 {sum(value.values())}", "合计 100", f"a sum of {sum(value.values())}", "a sum of 100")


def _share(id: str, value: object) -> None:
    if isinstance(value, Mapping):
        for key, share in value.items():
            if key not in BANDS:
                raise UnknownIdError.among(f"金额档（假设 {id}）", f"band (assumption {id})", key, BANDS)
            _percent(id, key, share)
        if set(value) != set(BANDS):
            raise _bad(id, f"只写了 {'、'.join(value)}", f"四档都写：{'、'.join(BANDS)}", "some bands are missing", f"all of {', '.join(BANDS)}")
        return
    _percent(id, "value", value)


def _duration(id: str, value: object) -> None:
    if isinstance(value, Mapping) and set(value) == {"quantiles"}:
        points = value["quantiles"]
        if not isinstance(points, (list, tuple)) or not 1 <= len(points) <= 65536 or not all(isinstance(p, int) and 0 <= p <= _LONGEST_HOURS * 3600 for p in points):
            raise _bad(id, "quantiles", "办公秒数的列表，每个不小于 0", "quantiles", "a list of office seconds, none negative")
        return
    if isinstance(value, Mapping):
        for key in value:
            if key not in _POINTS:
                raise UnknownIdError.among(f"时长的字段（假设 {id}）", f"field of a duration (assumption {id})", key, _POINTS)
    points = [value.get(p) for p in _POINTS] if isinstance(value, Mapping) else [value]
    if not all(_number(p) and 0 <= p <= _LONGEST_HOURS for p in points) or points != sorted(points):
        raise _bad(
            id, f"{value!r:.60}", "一个不小于 0 的小时数，或者从小到大的 least、half、nine_tenths、most",
            f"{value!r:.60}", "a number of hours not below 0, or ascending least, half, nine_tenths, most",
        )


def _count(id: str, value: object) -> None:
    if not _number(value) or not (1 if id == "meeting_every" else 0) <= value <= 250 or (id == "meeting_every" and value != int(value)):
        raise _bad(id, f"{value!r:.20}", "1 到 250 的整数", f"{value!r:.20}", "a whole number from 1 to 250")


def _table(id: str, value: object, needed: tuple[str, ...]) -> Mapping:
    if not isinstance(value, Mapping) or not value:
        raise _bad(id, f"{value!r:.40}", "对应表", f"{value!r:.40}", "an object")
    if needed and id != "staff.office.meeting":
        for key in needed:
            if key not in value:
                raise _bad(id, f"没有写 {key}", "county 和 city 都写", f"{key} is missing", "both county and city")
    return value


def _percent(id: str, key: str, share: object) -> None:
    if not _number(share) or not 0 <= share <= 100:
        raise _bad(id, f"{key} 是 {share!r:.20}", "0 到 100 的百分数", f"{key} is {share!r:.20}", "a percentage from 0 to 100")


def _of(kind: str) -> list[str]:
    return [a for a in agencies() if a.startswith(f"{kind}/xinyang")]


def _places() -> list[str]:
    return [a.removeprefix("amr/") for a in _of("amr")]


def _bad(id: str, found_zh: str, allowed_zh: str, found_en: str, allowed_en: str) -> InputError:
    return InputError(f"假设 {id}：{found_zh}；应为：{allowed_zh}。", f"Assumption {id}: {found_en}; must be {allowed_en}.")


_OFFENCES = ("crl-213", "crl-214", "crl-215", "crl-216", "crl-217", "crl-218", "crl-219")
_KINDS: dict[str, Callable[[str, object], None]] = {
    "staff": _staff, "rate": _rate, "season": _season, "mix": _mix, "share": _share, "duration": _duration, "count": _count,
}
