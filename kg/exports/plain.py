"""What a network becomes before a file holds it: networkx's writers stop at nothing, lists and dates, and files differ
in the signs that they can hold. One cleaning serves all formats."""

import re
from collections.abc import Callable, Mapping
from numbers import Integral
from typing import Any

import networkx as nx

# What XML 1.0 cannot hold (production [2]), and what readers of XML take for a line feed (XML 1.1, 2.11).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r\x85|[\r\x85\u2028]")
_SEPARATOR = " | "

Flat = dict[str, Any]


def plain(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """A copy in the order of names whose attributes are texts and numbers only, and absent where unknown.

    A label a language (``label_zh``); ``facts`` as their IRIs and ``sources`` as their addresses, each in one text.
    What the network says of itself has names that begin with ``network_``: no edge's attribute is named alike.
    """
    return _copied(graph, lambda value: _SEPARATOR.join(value) if isinstance(value, list) else value)


def listed(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The same, with facts and sources as lists of texts."""
    return _copied(graph, lambda value: value)


def _copied(graph: "nx.Graph[str]", told: Callable[[Any], Any]) -> "nx.Graph[str]":
    def flat(data: Mapping[str, Any]) -> Flat:
        return {key: told(value) for key, value in _flat(data).items()}

    copy: nx.Graph[str] = graph.__class__()
    copy.graph.update({f"network_{key}": value for key, value in _flat(graph.graph).items()})
    copy.add_nodes_from((node, flat(graph.nodes[node])) for node in sorted(graph))
    pairs = sorted((a, b) if graph.is_directed() or a < b else (b, a) for a, b in graph.edges)
    copy.add_edges_from((a, b, flat(graph.edges[a, b])) for a, b in pairs)
    return copy


def _flat(data: Mapping[str, Any]) -> Flat:
    flat: Flat = {}
    for key, value in data.items():
        if key == "labels":
            flat |= {f"label_{tag}": _clean(text) for tag, text in sorted(value.items())}
        elif key == "facts" and isinstance(value, list):
            flat["facts"] = [_clean(fact["event"]) for fact in value]
            flat["sources"] = sorted({_clean(source["url"]) for fact in value for source in fact["sources"]})
        elif isinstance(value, str):
            flat[key] = _clean(value)
        elif isinstance(value, float):
            flat[key] = float(f"{value:.9g}")
        elif isinstance(value, Integral):
            flat[key] = int(value)
    return flat


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", _LINE_END.sub("\n", text))
