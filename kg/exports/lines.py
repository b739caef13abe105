"""Networks in plain lines: Pajek, and DOT for Graphviz. networkx writes the one with names that break it, and needs
another library for the other."""

import re
from collections import Counter

import networkx as nx

from kg.exports.plain import Flat, plain

_ENTITY = re.compile(r"&(?=#?\w+;)")  # Graphviz shows &lt; as <


def pajek(graph: "nx.Graph[str]") -> str:
    """Pajek: numbers and names of things, and the weights of ties.

    The things have the order that they have in ``nodes-csv``. A name holds no quotes, backslashes and line breaks here;
    one that several things share, or none, is followed by the thing's IRI.
    """
    flat = plain(graph)
    numbers = {node: number for number, node in enumerate(flat, 1)}
    lines = [f"*Vertices {len(flat)}", *(f'{numbers[node]} "{name}"' for node, name in _names(flat).items())]
    lines.append("*Arcs" if flat.is_directed() else "*Edges")
    lines += [f"{numbers[a]} {numbers[b]} {data.get('weight', 1)}" for a, b, data in flat.edges(data=True)]
    return "".join(f"{line}\n" for line in lines)


def _names(flat: "nx.Graph[str]") -> dict[str, str]:
    quoted = str.maketrans({'"': "'", "\\": "/"})
    labels = {node: data.get("label", "") for node, data in flat.nodes(data=True)}
    names = {node: " ".join(label.translate(quoted).split()) for node, label in labels.items()}
    often = Counter(names.values())
    return {
        node: name if name and "<" not in name and often[name] == 1 else f"{name} <{node}>".lstrip()
        for node, name in names.items()
    }


def dot(graph: "nx.Graph[str]") -> str:
    """DOT with all attributes as texts; Graphviz shows the label, and finds places itself."""
    flat = plain(graph)
    kind, sign = ("digraph", "->") if flat.is_directed() else ("graph", "--")
    lines = [f"{_quoted(key)}={_quoted(str(value))}" for key, value in flat.graph.items()]
    lines += [f"{_quoted(node)}{_attributes(data)}" for node, data in flat.nodes(data=True)]
    lines += [f"{_quoted(a)} {sign} {_quoted(b)}{_attributes(data)}" for a, b, data in flat.edges(data=True)]
    return "".join([f"{kind} {{\n", *(f"  {line};\n" for line in lines), "}\n"])


def _attributes(data: Flat) -> str:
    shown = {**data, "label": _ENTITY.sub("&amp;", data["label"])} if "label" in data else data
    pairs = [f"{_quoted(key)}={_quoted(str(value))}" for key, value in shown.items() if key not in ("x", "y")]
    return f" [{', '.join(pairs)}]" if pairs else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
