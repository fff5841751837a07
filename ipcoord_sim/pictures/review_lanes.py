"""The after-action review drawn: a lane an agency, time from left to right, limits as bands, lateness hatched; it reads in grey."""

from __future__ import annotations

from datetime import datetime, timedelta

from .svg import element, named, picture, text, wrapped

__all__ = ["review_lanes_svg"]

_WIDTH, _LEFT, _RIGHT, _HEAD = 960, 92, 24, 46
_ROW, _MARK, _BAND = 26, 26, 16
_LANES = (("amr", "市监"), ("psb", "公安"), ("other", "其他"))


def review_lanes_svg(review: dict) -> str:
    """The lanes of a review as SVG text.

    Time is stretched: every moment at which something happened gets the same room, so that a busy afternoon can be read
    beside a quiet month; the days are written above.
    """
    scale = _Scale(review)
    pieces, y, told = [], _HEAD, []
    for lane, name in _LANES:
        events = [e for e in review["timeline"] if _lane(e["lane"]) == lane]
        limits = [row for row in review["limits"] if _lane(row["lane"]) == lane]
        if not events and lane == "other":
            continue
        drawn, height = _draw(events, limits, scale, y)
        pieces.append(element("rect", x=0, y=y, width=_WIDTH, height=height, fill="currentColor", fill_opacity=0.05 if len(pieces) % 2 else 0.0))
        pieces += [text(10, y + 28, name, 19, font_weight="bold"), *drawn]
        told += [f"{name}：{_told(row)}" for row in limits]
        y += height
    hatch = element("pattern", element("path", d="M0 6 L6 0", stroke="currentColor", stroke_width=1.6), id="ip-late", width=6, height=6, patternUnits="userSpaceOnUse")
    frame = [element("line", x1=0, x2=_WIDTH, y1=_HEAD, y2=_HEAD, stroke="currentColor"), *_legend(y + 24)]
    made = picture(_WIDTH, y + 44, "两家的时间线和期限", "；".join(told) or "没有期限", element("defs", hatch), *scale.drawn(y), *frame, *pieces, class_="ip-review")
    return made.replace("ip-late", named("ip-late", made))


class _Scale:
    """Where each moment stands: the moments in order, with equal room between two days and some within a day."""

    def __init__(self, review: dict) -> None:
        moments = {_moment(e["at"]) for e in review["timeline"]} | {_moment(e["received"]) for e in review["timeline"] if e["received"]}
        for row in review["limits"]:
            moments |= {_moment(row["from"]), _moment(row["due"])} | ({_moment(row["done"])} if row["done"] else set())
        moments |= {_moment(review["begun"]), _moment(review["ended"])}
        self.places: dict[datetime, float] = {}
        now, last = 0.0, None
        for moment in sorted(moments):
            if last is not None:
                now += 1.0 + min((moment - last) / timedelta(days=1), 4.0)
            self.places[moment], last = now, moment
        self.whole = max(now, 1.0)

    def x(self, moment: datetime) -> float:
        """The column of a moment that is on the scale."""
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * self.places[moment] / self.whole, 1)

    def drawn(self, bottom: float) -> list[str]:
        """The days above, where there is room for them, each with a thin line down."""
        pieces, free = [], 0.0
        days: dict[str, float] = {}
        for moment in self.places:
            days.setdefault(f"{moment.month}月{moment.day}日", self.x(moment))
        for words, x in days.items():
            pieces.append(element("line", x1=x, x2=x, y1=_HEAD - 8, y2=bottom, stroke="currentColor", stroke_opacity=0.18))
            # The last day's words end at the edge instead of running over it.
            x = min(x, _WIDTH - 14 * len(words) * 0.8)
            if x >= free:
                pieces.append(text(round(x, 1), _HEAD - 14, words, 14))
                free = x + 14 * len(words) * 0.8 + 8
        return pieces


def _draw(events: list[dict], limits: list[dict], scale: _Scale, top: float) -> tuple[list[str], float]:
    """The acts of a lane with their words in as few lines as they need, then its limits one under the other."""
    pieces, y = [], top + 22
    ends: list[float] = []
    for e in events:
        x = scale.x(_moment(e["at"]))
        broken = any(v["breach"] for v in e["verdicts"])
        words = wrapped(("✗ " if broken else "") + e["act_zh"], 12)[0]
        long = 15 * len(words)
        # Words that have no room behind their mark stand before it.
        left = x + 9 if x + 9 + long <= _WIDTH - _RIGHT else x - 9 - long
        line = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        ends[line:line + 1] = [left + long + 18]
        here = y + line * _ROW
        pieces.append(element("line", x1=x, x2=x, y1=top, y2=here, stroke="currentColor", stroke_opacity=0.35))
        pieces.append(element("circle", cx=x, cy=here - 5, r=5, fill="currentColor" if broken else "var(--ip-ground,#fff)", stroke="currentColor", stroke_width=2))
        pieces.append(text(left, here, words, 15, font_weight="bold" if broken else None))
    y += max(len(ends), 1) * _ROW
    for row in limits:
        pieces += _limit(row, scale, y)
        y += _MARK
    return pieces, y - top + 8


def _limit(row: dict, scale: _Scale, y: float) -> list[str]:
    """A band from the beginning of the limit to its last moment; behind it, hatched, how much too late it was."""
    start, due = scale.x(_moment(row["from"])), scale.x(_moment(row["due"]))
    band = element("rect", x=start, y=y, width=max(due - start, 3), height=_BAND, fill="currentColor", fill_opacity=0.14, stroke="currentColor", stroke_width=1)
    pieces = [band]
    done = scale.x(_moment(row["done"])) if row["done"] else _WIDTH - _RIGHT
    if row["breach"] and done > due:
        pieces.append(element("rect", x=due, y=y, width=done - due, height=_BAND, fill="url(#ip-late)", stroke="currentColor", stroke_width=2))
    elif row["done"]:
        pieces.append(element("line", x1=done, x2=done, y1=y - 2, y2=y + _BAND + 2, stroke="currentColor", stroke_width=3))
    words = row["rule"] + ("　逾期" if row["breach"] else "")
    end = max(due, done if row["breach"] else 0)
    # The words stand where there is room: behind the band, else before it.
    if end + 15 * len(words) + 8 < _WIDTH:
        return [*pieces, text(end + 8, y + 13, words, 14)]
    return [*pieces, text(start - 8, y + 13, words, 14, text_anchor="end")]


def _legend(y: float) -> list[str]:
    pieces, x = [], _LEFT
    for kind, words in (("band", "期限"), ("done", "做的那一刻"), ("late", "晚了多久"), ("broken", "✗ 违规的一步")):
        if kind == "band":
            pieces.append(element("rect", x=x, y=y - 12, width=28, height=14, fill="currentColor", fill_opacity=0.14, stroke="currentColor"))
        elif kind == "late":
            pieces.append(element("rect", x=x, y=y - 12, width=28, height=14, fill="url(#ip-late)", stroke="currentColor", stroke_width=2))
        elif kind == "done":
            pieces.append(element("line", x1=x + 24, x2=x + 24, y1=y - 14, y2=y + 4, stroke="currentColor", stroke_width=3))
        else:
            pieces.append(element("circle", cx=x + 20, cy=y - 5, r=5, fill="currentColor"))
        pieces.append(text(x + 36, y, words, 14))
        x += 60 + 15 * len(words)
    return pieces


def _told(row: dict) -> str:
    end = "，逾期" if row["breach"] else ""
    done = f"，{row['done'][:16].replace('T', ' ')}做" if row["done"] else "，没有做"
    return f"{row['rule']}从{row['from'][:10]}到{row['due'][:16].replace('T', ' ')}{done}{end}"


def _lane(kind: str) -> str:
    return kind if kind in ("amr", "psb") else "other"


def _moment(text_: str) -> datetime:
    """A moment, or for a day its end."""
    if "T" in text_:
        return datetime.fromisoformat(text_)
    return datetime.fromisoformat(f"{text_}T23:59:59+08:00")
