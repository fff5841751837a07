"""The network drawn: a row a place, a column a kind of agency, widths the number of channels, what is gone or cut off marked."""

from __future__ import annotations

from .network_lines import GAP, Spot, drawn_equals, drawn_line
from .svg import element, named, picture, text, wrapped

__all__ = ["network_svg"]

_OFFICE, _SPACE, _HEAD = 80, 42, 50
_ONE, _TWO = 32, 54
_MARKS_ZH = {"gone": "✗拿走", "cut_off": "断联", "no_questions": "请示断"}
_OF_MANY_ZH = _MARKS_ZH | {"gone": "✗"}


def network_svg(drawn: dict, title: str = "") -> str:
    """The map of the network as SVG text; `drawn` is `map` of the call `network`, or of `network.network_map`.

    >>> from ipcoord_sim.network import agency_graph, network_map, without
    >>> G = agency_graph()
    >>> network_svg(network_map(G, without(G, ["psb/xinyang"]))).count("✗拿走<")
    1
    """
    box_width = max([112, *(_wide(_first(box), 17) + 20 for box in drawn["boxes"]), *(_wide(_second(box), 15) + 18 for box in drawn["boxes"])])
    left = _columns(drawn, box_width)
    tops, y = [], float(_HEAD)
    inside: list[list[dict]] = [[] for _ in drawn["rows"]]
    for box in drawn["boxes"]:
        inside[box["row"]].append(box)
    office = {n for n, column in enumerate(drawn["columns"]) if column["id"] == "office"}
    heights = []
    for boxes in inside:
        high = _TWO if any(_second(box) or box["column"] in office for box in boxes) else _ONE
        tops.append(y)
        heights.append(high)
        y += high + GAP
    spots = {}
    for box in drawn["boxes"]:
        row, column = box["row"], box["column"]
        small = column in office
        spots[box["id"]] = Spot(
            left[column], tops[row] + (22 if small else 0), _OFFICE if small else box_width, heights[row] - (22 if small else 0), row, column, small,
            any(b["column"] in office for b in inside[row]),
        )
    most = max([_weight(line) for line in drawn["lines"]], default=1)
    lines = [drawn_line(line, spots[line["from"]], spots[line["to"]], _weight(line) / most, _weight(line)) for line in drawn["lines"] if line["from"] in spots]
    width = left[-1] + box_width + 26 if left else 400
    heads = [text(left[n] + (_OFFICE if n in office else box_width) / 2, 28, _head(c), 18, text_anchor="middle", font_weight="bold") for n, c in enumerate(drawn["columns"])]
    names = [text(8, tops[n] + 22, row["name_zh"], 17, font_weight="bold") for n, row in enumerate(drawn["rows"])]
    bands = [
        element("rect", x=0, y=tops[n] - GAP / 2 + 1, width=width, height=heights[n] + GAP - 2, fill="currentColor", fill_opacity=0.05) for n in range(0, len(tops), 2)
    ]
    told = _told(drawn)
    gone = named("ip-gone", told)
    boxes = [_box(box, spots[box["id"]], gone) for box in drawn["boxes"]]
    legend, y = _legend(y, width, any(line["messages"] for line in drawn["lines"]))
    hatch = element("pattern", element("path", d="M0 7 L7 0", stroke="currentColor", stroke_width=1.4), id=gone, width=7, height=7, patternUnits="userSpaceOnUse")
    return picture(width, y, title or "机关和渠道", told, element("defs", hatch), *bands, *heads, *names, *lines, *drawn_equals(drawn["lines"], spots), *boxes, *legend, class_="ip-network")


def _columns(drawn: dict, box_width: float) -> list[float]:
    """The left edge of each column, behind the rows' names and the room for the lines upwards."""
    found, x = [], 38 + max([0, *(_wide(row["name_zh"], 17) for row in drawn["rows"])])
    for column in drawn["columns"]:
        found.append(x)
        x += (_OFFICE if column["id"] == "office" else box_width) + _SPACE
    return found


def _wide(words: str, size: float) -> float:
    """The room that words need: a Chinese sign is a square, a Latin one about three fifths of it."""
    return round(sum(size if ord(c) >= 0x2000 else size * 0.6 for c in words), 1)


def _head(column: dict) -> str:
    return "协作办" if column["id"] == "office" else column["name_zh"]


def _weight(line: dict) -> int:
    """Messages where the graph has any, else channels."""
    return line["messages"] or line["channels"]


def _first(box: dict) -> str:
    """The first line of a box: the agency's short name, in a group without how many."""
    return "协作办" if box["id"].startswith("office/") else box["label_zh"].partition("等")[0]


def _second(box: dict) -> str:
    """The second line of a box: what has become of its agencies, else of how many it speaks."""
    many = box["agencies"] > 1
    marks = [zh + (str(box[key]) if many else "") for key, zh in (_OF_MANY_ZH if many else _MARKS_ZH).items() if box[key]]
    return " ".join(marks or ([f"共{box['agencies']}个"] if many else []))


def _box(box: dict, spot: Spot, hatch: str) -> str:
    gone, hurt = box["gone"] == box["agencies"], bool(box["cut_off"] or box["no_questions"])
    frame = {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height, "rx": 6}
    pieces = [element("rect", **frame, fill="var(--ip-ground,#fff)", stroke="currentColor", stroke_width=4 if hurt else 1.5, stroke_dasharray="5 4" if gone else None)]
    if gone:
        pieces.append(element("rect", x=spot.x + spot.width - 26, y=spot.y + 4, width=20, height=spot.height - 8, fill=f"url(#{hatch})"))
    size = 15 if spot.small else 17
    pieces.append(text(spot.x + 8, spot.y + 22, _first(box), size, font_weight="bold" if hurt else None))
    second = _second(box)
    if second and not spot.small:
        pieces.append(text(spot.x + 8, spot.y + 44, second, 15))
    return element("g", *pieces)


def _legend(y: float, width: float, messages: bool) -> tuple[list[str], float]:
    words = [
        "横线和竖线是渠道，越粗渠道越多，数字是条数；点线是没有了的渠道；公安机关右侧的虚线是同一上级之下直接转送。",
        "斜线框是拿走的机关；粗框里的“断联”是和最大的一块断了联系，“请示断”是逐级请示到不了原来的最上级。",
    ]
    if messages:
        words = ["线是往来，越粗件数越多，数字是件数；公安机关右侧的虚线是公安机关之间的往来。"]
    lines = [line for sentence in words for line in wrapped(sentence, int((width - 16) // 15))]
    return [text(8, y + 22 + 24 * n, line, 15) for n, line in enumerate(lines)], y + 24 * len(lines) + 12


def _told(drawn: dict) -> str:
    agencies = sum(box["agencies"] for box in drawn["boxes"])
    rows = [f"{len(drawn['rows'])}行地方，{agencies}个机关，{sum(line['channels'] for line in drawn['lines'])}条渠道连着图上的框"]
    if messages := sum(line["messages"] for line in drawn["lines"]):
        rows = [f"{len(drawn['rows'])}行地方，{agencies}个机关，框之间有{messages}件往来"]
    for key, zh in (("gone", "拿走"), ("cut_off", "断了联系"), ("no_questions", "逐级请示到不了原来的最上级")):
        names = [box["label_zh"] + (f"里有{box[key]}个" if box["agencies"] > 1 else "") for box in drawn["boxes"] if box[key]]
        rows += [f"{zh}：{'、'.join(names)}"] if names else []
    return "；".join(rows) + "。"
