"""The network drawn in a chapter, and in words what is lost without the agencies named."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ipcoord_sim import call
from ipcoord_sim.pictures.network_map import network_svg

from .pictures import picture
from .problems import CheckedDirective
from .rows import row, table

__all__ = ["setup"]

_FEW = 6


class _NetworkMap(CheckedDirective):
    """`{network-map} city psb/xinyang liaison/xinyang/gushi` draws a level without those named; words stand beside it."""

    required_arguments = 1
    optional_arguments = 20
    option_spec = {"title": directives.unchanged_required}

    def blocks(self) -> list[nodes.Node]:
        level, *away = self.arguments
        answer = call("network", {"level": level, "without": away})
        title = self.options.get("title", "机关和渠道")
        # The map is made for a wide page; on a phone the words stand alone.
        found: list[nodes.Node] = [picture(network_svg(answer["map"], title), "map-wide")]
        size = answer["size"]
        found.append(nodes.paragraph("", f"{size['agencies']:,}个机关，{size['channels']:,}条渠道。{''.join(answer['notes_zh'])}没有画的待核渠道：{'、'.join(answer['not_verified'])}。"))
        return [*found, _lost(answer)] if away else found


def _lost(answer: dict) -> nodes.table:
    """What is lost, kind by kind."""
    names = {node["id"]: node["name_zh"] for node in answer["graph"]["nodes"]}
    lost = answer["measures"]["lost_without"]
    rows = (
        ("彼此断了联系的", f"{lost['pairs_lost']:,}对机关"),
        ("和最大的一块断了联系的", _named(lost["cut_off"], names)),
        ("逐级请示到不了原来最上级的", _named(lost["questions"], names)),
        ("没有公安机关可以移送的", _named(lost["referrals"], names)),
        ("没有了的渠道", _channels(lost["channels"])),
    )
    away = "、".join(names.get(id, f"{id.partition('/')[2]}两家的联络") for id in lost["without"])
    return table(("断了什么", "哪些"), [row([nodes.strong("", what)], which) for what, which in rows], f"少了{away}", ["ip-network-lost"])


def _channels(rows: list[dict]) -> str:
    """The channels that lost the most, and how many there are in all."""
    shown = "、".join(f"{one['name_zh']}（{one['lost']}条）" for one in rows[:_FEW])
    rest = f"等，一共{len(rows)}种{sum(one['lost'] for one in rows)}条" if len(rows) > _FEW else ""
    return shown + rest or "没有"


def _named(ids: list[str], names: dict[str, str]) -> str:
    return "、".join(names[id] for id in ids) or "没有"


def setup(app: Sphinx) -> None:
    """Register `network-map`."""
    app.add_directive("network-map", _NetworkMap)
