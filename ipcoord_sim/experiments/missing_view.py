"""Agencies and liaisons taken out of the network, to look at: what is lost, and the map without them."""

from __future__ import annotations

from collections.abc import Sequence

from ..api_network import network_call
from ..pictures.network_map import network_svg
from .views import View, broad, listed, marked, paragraph, table

__all__ = ["show_escalation", "show_missing"]

# Ours: so many rows of each list are shown, the call gives all; so many characters wide the map stays on a phone.
_ROWS, _MAP = 8, 38


def show_missing(without: Sequence[str] = (), drawn: bool = True) -> View:
    """The city's network without these agencies and liaisons (`liaison/xinyang/gushi`): what is cut off; on a map unless not `drawn`.

    Raises UnknownIdError with the nearest known word.

    >>> show_missing(["office/xinyang"]).sentence_zh[:13]
    '拿走知识产权保护协作办公室'
    """
    answer = network_call("city", list(without))
    lost, names = answer["measures"]["lost_without"], _names(answer)
    gone = "、".join(names.get(id, id) for id in without)
    html = broad(network_svg(answer["map"], title="机关和渠道" + (f"，没有{gone}" if gone else "")), _MAP) if drawn else ""
    rows = [(marked(row["name_zh"]), f"{row['lost']}条") for row in lost["channels"][:_ROWS]]
    if not without:
        carried = [(marked(names[id]), f"{n}个") for id, n in list(answer["measures"]["carries"].items())[:_ROWS] if n]
        html += table("逐级请示要经过谁", ("机关", "多少个别的机关要经过它"), carried)
        size = answer["size"]
        return View(f"信阳全市和上级一共{size['agencies']}个机关，{size['channels']}条渠道。", html + _notes(answer))
    most = f"，列出前{_ROWS}种" if len(lost["channels"]) > _ROWS else ""
    html += table(f"没有了哪些渠道{most}", ("渠道", "几条"), rows) if rows else ""
    cut, asked = ([names.get(row, row) if isinstance(row, str) else row["name_zh"] for row in lost[key]] for key in ("cut_off", "questions"))
    html += listed(filter(None, (f"断了联系：{'、'.join(cut)}。" if cut else "", f"逐级请示到不了最上级：{'、'.join(asked)}。" if asked else "")))
    said = f"拿走{gone}：{lost['pairs_lost']}对机关断了联系，分成{lost['parts']}块；没有了{sum(row['lost'] for row in lost['channels'])}条渠道。"
    return View(said, html + (_notes(answer) if drawn else ""))


def show_escalation(agency: str) -> View:
    """The way up for a question of an agency, level by level.

    Raises UnknownIdError for an agency that the data does not have.
    """
    from ..agencies import agency as find_agency

    way, here = [], find_agency(agency)
    while True:
        way.append(here.short_zh)
        if here.superior is None:
            break
        here = find_agency(here.superior)
    return View(f"逐级请示的路：{'，再到'.join(way)}。一共{len(way)}级，不越级。", "")


def _names(answer: dict) -> dict[str, str]:
    names = {node["id"]: node["name_zh"] for node in answer["graph"]["nodes"]}
    return names | {id: f"{names.get('amr/' + id.partition('/')[2], id)}和公安的联络员" for id in answer["liaisons"]}


def _notes(answer: dict) -> str:
    left_out = f"依据待核、没有画进来的渠道：{'、'.join(answer['not_verified'])}。" if answer["not_verified"] else ""
    return paragraph("".join(answer["notes_zh"]) + left_out)
