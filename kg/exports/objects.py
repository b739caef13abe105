"""Networks in JSON: whole for Python and JavaScript (node-link), and in the two forms of Cytoscape."""

import json
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.exports.plain import listed

_KINDS = {bool: "boolean", int: "integer", float: "double", str: "string", list: "list_of_string"}


def node_link(graph: "nx.Graph[str]") -> str:
    """All there is, as ``networkx.node_link_graph(data, edges="edges")`` reads it."""
    data = nx.node_link_data(graph, edges="edges")
    data["graph"] = {key: value for key, value in graph.graph.items() if key != "earlier"}  # pictures of the past
    data["nodes"].sort(key=lambda node: node["id"])
    for edge in data["edges"]:
        if not graph.is_directed():
            edge["source"], edge["target"] = sorted((edge["source"], edge["target"]))
    data["edges"].sort(key=lambda edge: (edge["source"], edge["target"]))
    return in_json(data)


def cyjs(graph: "nx.Graph[str]") -> str:
    """JSON of Cytoscape.js, which Cytoscape reads too; places stand beside the data of a node."""
    flat = listed(graph)
    data = nx.cytoscape_data(flat, name="label")
    for node in data["elements"]["nodes"]:
        if "x" in node["data"]:
            node["position"] = {"x": node["data"].pop("x"), "y": node["data"].pop("y")}
    for number, edge in enumerate(data["elements"]["edges"]):
        edge["data"]["id"] = f"tie-{number}"
    data["data"] = {"name": flat.graph.get("network_title", ""), **flat.graph}
    return in_json(data)


def cx2(graph: "nx.Graph[str]") -> str:
    """Cytoscape's exchange format 2, which NDEx keeps too: numbered nodes that tell what they represent.

    It has no word for ties without direction; ``directed`` among the network's attributes tells.
    """
    flat = listed(graph)
    said = {"name": flat.graph.get("network_title", ""), "directed": flat.is_directed(), **flat.graph}
    numbers = {node: number for number, node in enumerate(flat)}
    nodes: list[dict[str, Any]] = [_node(numbers[node], node, data) for node, data in flat.nodes(data=True)]
    edges: list[dict[str, Any]] = [
        {"id": number, "s": numbers[one], "t": numbers[other], "v": data}
        for number, (one, other, data) in enumerate(flat.edges(data=True))
    ]
    declared = {"networkAttributes": _kinds([said]), "nodes": _kinds(n["v"] for n in nodes)}
    declared["edges"] = _kinds(edge["v"] for edge in edges)
    aspects = {"attributeDeclarations": [declared], "networkAttributes": [said], "nodes": nodes, "edges": edges}
    counts = [{"name": name, "elementCount": len(elements)} for name, elements in aspects.items()]
    return in_json(
        [
            {"CXVersion": "2.0", "hasFragments": False},
            {"metaData": counts},
            *({name: elements} for name, elements in aspects.items()),
            {"status": [{"error": "", "success": True}]},
        ]
    )


def _node(number: int, node: str, data: dict[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = {axis: data[axis] for axis in ("x", "y") if axis in data}
    rest = {key: value for key, value in data.items() if key not in ("x", "y", "label")}
    return {"id": number, **place, "v": {"name": data.get("label", ""), "represents": node, **rest}}


def _kinds(elements: Iterable[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The type of each attribute; of one with whole and broken numbers, that of the broken ones."""
    found: dict[str, str] = {}
    for element in elements:
        for key, value in element.items():
            kind = _KINDS[type(value)]
            found[key] = "double" if {kind, found.get(key, kind)} == {"integer", "double"} else kind
    return {key: {"d": kind} for key, kind in sorted(found.items())}


def in_json(data: object) -> str:
    """Data as text, in the order of their names."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
