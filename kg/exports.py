"""Files for other tools: networks as GraphML, GEXF, JSON and CSV, the same bytes for the same network.

networkx's writers stop at nothing, lists and dates, and stamp the day into GEXF; one cleaning serves all formats here.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import networkx as nx

# What XML 1.0 cannot hold (production [2]).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATOR = " | "


def plain(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """A copy whose attributes are texts and numbers only: a label a language, facts as ids; unknown is absent."""
    copy: nx.Graph[str] = nx.Graph()
    copy.add_nodes_from((node, _flat(graph.nodes[node])) for node in sorted(graph))
    pairs = sorted((min(a, b), max(a, b)) for a, b in graph.edges)
    copy.add_edges_from((a, b, _flat(graph.edges[a, b])) for a, b in pairs)
    return copy


def _flat(data: dict[str, Any]) -> dict[str, str | int | float]:
    flat: dict[str, str | int | float] = {}
    for key, value in data.items():
        if key == "labels":
            flat |= {f"label_{tag}": _clean(text) for tag, text in sorted(value.items())}
        elif key == "facts":
            flat["facts"] = _SEPARATOR.join(fact["event"] for fact in value)
            flat["sources"] = _SEPARATOR.join(sorted({s["url"] for fact in value for s in fact["sources"]}))
        elif value is not None:
            flat[key] = (
                _clean(value)
                if isinstance(value, str)
                else float(f"{value:.9g}")
                if isinstance(value, float)
                else value
            )
    return flat


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _graphml(graph: "nx.Graph[str]") -> str:
    return "\n".join(nx.generate_graphml(plain(graph), named_key_ids=True)) + "\n"


def _gexf(graph: "nx.Graph[str]") -> str:
    text = "\n".join(nx.generate_gexf(plain(graph))) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _json(graph: "nx.Graph[str]") -> str:
    data = nx.node_link_data(graph, edges="edges")
    data["nodes"].sort(key=lambda node: node["id"])
    for edge in data["edges"]:
        edge["source"], edge["target"] = sorted((edge["source"], edge["target"]))
    data["edges"].sort(key=lambda edge: (edge["source"], edge["target"]))
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _csv(graph: "nx.Graph[str]") -> str:
    """One line an edge, with the labels of both ends."""
    flat = plain(graph)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    columns = ["weight", "first", "last", "facts", "sources"]
    writer.writerow(["source", "target", "source_label", "target_label", *columns])
    for one, other, data in flat.edges(data=True):
        ends = [flat.nodes[one].get("label", ""), flat.nodes[other].get("label", "")]
        writer.writerow([one, other, *ends, *(data.get(column, "") for column in columns)])
    return target.getvalue()


FORMATS: dict[str, Callable[["nx.Graph[str]"], str]] = {"graphml": _graphml, "gexf": _gexf, "json": _json, "csv": _csv}
