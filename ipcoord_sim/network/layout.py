"""Where everything stands on a map: a row a place, a column a kind of agency, superiors above; large graphs by groups of places.

The layout is our own and needs no other package: level and kind give the place, the same every time.
"""

from __future__ import annotations

from typing import Any

__all__ = ["COLUMNS", "network_map"]

COLUMNS = ("supervisory", "amr", "office", "psb", "procuratorate")
_LEVELS = ("state", "province", "city", "county")
# More rows than this and places are drawn in groups: a row for each city of a province, or each province of the nation.
_MOST_ROWS = 40


def network_map(G: Any, smaller: Any = None) -> dict:
    """The map of a graph as plain data: `columns`, `rows`, `boxes` (agencies or groups of them), `lines` between boxes.

    A line is between `equals` where both are of one kind and one level. `smaller`: the same graph without some agencies or liaisons; then a box tells how many of its agencies are `gone` or `cut_off`
    (out of touch with the largest part) or ask upwards in vain (`no_questions`), and a line how many of its channels are `left`.

    >>> from ipcoord_sim.network import agency_graph
    >>> drawn = network_map(agency_graph())
    >>> [row["name_zh"] for row in drawn["rows"][:4]], len(drawn["boxes"])
    (['全国', '河南省', '信阳市', '浉河区'], 53)
    """
    from .measures import tops
    from .places import places
    from .reach import contacts, parts

    whole, smaller = smaller is None, G if smaller is None else smaller
    group = _groups(G)
    rows = {}
    for id, words in G.nodes(data=True):
        key = group[id]
        if key not in rows:
            rows[key] = {"id": key, "name_zh": words["place_zh"], "level": words["level"], "places": set()}
        rows[key]["places"].add(words["place"])
    # The data's own order, whatever order the agencies of a graph of messages came in; made-up places after it.
    known = {place.path: n for n, place in enumerate(places())}
    ordered = sorted(rows.values(), key=lambda row: (_LEVELS.index(row["level"]), known.get(row["id"], len(known))))
    place = {row["id"]: n for n, row in enumerate(ordered)}
    # Who was never in touch with the others, as in a graph of few messages, lost nothing.
    cut = set() if whole else {id for part in parts(contacts(smaller))[1:] for id in part}
    was, top = tops(G), tops(smaller)
    vain = {id for id in smaller if top[id] != was[id]}
    boxes: dict[tuple[str, str], dict] = {}
    for id, words in G.nodes(data=True):
        box = boxes.setdefault((group[id], words["kind"]), {
            "id": f"{words['kind']}/{group[id]}", "row": place[group[id]], "column": COLUMNS.index(words["kind"]), "label_zh": words["short_zh"], "agencies": 0,
            "gone": 0, "cut_off": 0, "no_questions": 0, "made_up": words["made_up"],
        })
        box["agencies"] += 1
        box["gone"] += id not in smaller
        box["cut_off"] += id in cut
        box["no_questions"] += id in vain
    for box in boxes.values():
        if box["agencies"] > 1:
            box["label_zh"] += f"等{box['agencies']}个"
    lines: dict[tuple[str, str], dict] = {}
    names = {id: f"{words['kind']}/{group[id]}" for id, words in G.nodes(data=True)}
    words_of = {id: (words["kind"], words["level"]) for id, words in G.nodes(data=True)}
    for one, other, key, words in G.edges(keys=True, data=True):
        pair = tuple(sorted((names[one], names[other])))
        if pair[0] != pair[1]:
            line = lines.setdefault(pair, {"from": pair[0], "to": pair[1], "equals": words_of[one] == words_of[other], "channels": 0, "left": 0, "messages": 0})
            line["channels"] += 1
            line["left"] += smaller.has_edge(one, other, key)
            line["messages"] += words.get("count", 0)
    columns = sorted({box["column"] for box in boxes.values()})
    return {
        "columns": [{"id": COLUMNS[n], "name_zh": next(w["kind_zh"] for _, w in G.nodes(data=True) if w["kind"] == COLUMNS[n])} for n in columns],
        "rows": [{"id": row["id"], "name_zh": row["name_zh"] if len(row["places"]) == 1 else f"{row['name_zh']}及所属", "level": row["level"], "places": len(row["places"])} for row in ordered],
        "boxes": [box | {"column": columns.index(box["column"])} for box in boxes.values()], "lines": [lines[pair] for pair in sorted(lines)],
    }


def _groups(G: Any) -> dict[str, str]:
    """The row of each agency: its own place, or in a large graph the city or the province that it belongs to."""
    own = {id: words["place"] for id, words in G.nodes(data=True)}
    if len(set(own.values())) <= _MOST_ROWS:
        return own
    levels = {words["place"]: words["level"] for words in G.nodes.values()}
    above = {words["place"]: words["superior"].partition("/")[2] for words in G.nodes.values() if words["superior"]}
    kept = "city" if sum(level == "city" for level in levels.values()) <= _MOST_ROWS else "province"
    head: dict[str, str] = {}
    for place in levels:
        here = place
        while _LEVELS.index(levels[here]) > _LEVELS.index(kept) and above.get(here) in levels:
            here = above[here]
        head[place] = here
    return {id: head[place] for id, place in own.items()}
