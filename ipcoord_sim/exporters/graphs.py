"""A graph as GraphML and as node-link JSON, from its node-link form; other programs read both."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .writing import attribute

__all__ = ["graph_json", "graphml"]

_TYPES = {bool: "boolean", int: "int", float: "double"}


def graphml(graph: dict) -> Iterator[str]:
    """The GraphML text of a graph in networkx's node-link form, a piece a node or edge.

    A list becomes its words separated by `;`, None an empty text; attributes have the type of their values, or text where these differ.

    >>> text = "".join(graphml({"directed": True, "multigraph": True, "graph": {}, "nodes": [{"id": "a<"}], "edges": []}))
    >>> '<node id="a&lt;"/>' in text
    True
    """
    keys = [
        *_keys("graph", [graph["graph"]], ()), *_keys("node", graph["nodes"], ("id",)), *_keys("edge", graph["edges"], ("source", "target", "key")),
    ]
    ids = {(where, name): f"d{n}" for n, (where, name, _) in enumerate(keys)}
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for where, name, kind in keys:
        yield f'  <key id="{ids[where, name]}" for="{where}" attr.name="{attribute(name)}" attr.type="{kind}"/>\n'
    yield f'  <graph edgedefault="{"directed" if graph["directed"] else "undirected"}">\n'
    yield "".join(_data("graph", graph["graph"], ids, 4))
    for row in graph["nodes"]:
        yield _element(f'node id="{attribute(row["id"])}"', "node", row, ids)
    for row in graph["edges"]:
        key = f' id="{attribute(row["key"])}"' if "key" in row else ""
        yield _element(f'edge source="{attribute(row["source"])}" target="{attribute(row["target"])}"{key}', "edge", row, ids)
    yield "  </graph>\n</graphml>\n"


def graph_json(graph: dict) -> Iterator[str]:
    """The node-link form as JSON text, a node or an edge a line."""
    yield "{" + "".join(f"{json.dumps(key)}: {json.dumps(graph[key], ensure_ascii=False)},\n" for key in ("directed", "multigraph", "graph"))
    for key, end in (("nodes", ","), ("edges", "")):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in graph[key])
        yield f'"{key}": [\n{rows}\n]{end}\n'
    yield "}\n"


def _keys(where: str, rows: list[dict], skipped: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Each attribute with its type, in the order of first appearance."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            if name not in skipped:
                found.setdefault(name, set()).add(_TYPES.get(type(value), "string"))
    return [(where, name, kinds.pop() if len(kinds) == 1 else "string") for name, kinds in found.items()]


def _element(head: str, where: str, row: dict, ids: dict) -> str:
    inside = "".join(_data(where, row, ids, 6))
    tag = head.partition(" ")[0]
    return f"    <{head}>\n{inside}    </{tag}>\n" if inside else f"    <{head}/>\n"


def _data(where: str, row: dict, ids: dict, indent: int) -> Iterator[str]:
    for name, value in row.items():
        if (where, name) in ids:
            yield f'{" " * indent}<data key="{ids[where, name]}">{attribute(_plain(value))}</data>\n'


def _plain(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case list() | tuple():
            return ";".join(map(str, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
