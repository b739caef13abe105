"""Networks in XML, for Gephi, yEd, Cytoscape and R: GraphML and GEXF, as networkx writes them.

networkx stamps the day and its own version into GEXF, and writes two attributes that GEXF 1.3 does not know.
"""

from typing import Any
from xml.etree.ElementTree import SubElement, tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.dates import span
from kg.exports.plain import plain

Years = tuple[int, int]


def graphml(graph: "nx.Graph[str]") -> str:
    """GraphML whose keys have the names of the attributes; Gephi takes networkx's other names (d3) for labels."""
    return "\n".join(nx.generate_graphml(plain(graph), named_key_ids=True)) + "\n"


def gexf(graph: "nx.Graph[str]") -> str:
    """GEXF 1.3. Places are Gephi's, where y grows upwards."""
    return _written(plain(graph))


def gexf_dynamic(graph: "nx.Graph[str]") -> str:
    """GEXF 1.3 in which a tie has spells: the years of its facts; and a thing those of its ties.

    A tie of which no year is known has none, nor has a thing with such a tie: programs show them at any time.
    """
    copy = plain(graph)
    copy.graph["mode"] = "dynamic"
    for one, other, tie in copy.edges(data=True):
        if years := _together(_spells(graph.edges[one, other])):
            tie["spells"] = _days(years)
    for node, data in copy.nodes(data=True):
        spells = [_spells(tie) for *_, tie in _touching(graph, node)]
        if spells and all(spells):
            data["spells"] = _days(_together([years for some in spells for years in some]))
    return _written(copy)


def _touching(graph: "nx.Graph[str]", node: str) -> list[tuple[str, str, dict[str, Any]]]:
    ties = list(graph.edges(node, data=True))
    return [*ties, *graph.in_edges(node, data=True)] if isinstance(graph, nx.DiGraph) else ties


def _spells(tie: dict[str, Any]) -> list[Years]:
    """The years from which to which each fact went, and the tie's first and last; all between where no fact has a date.

    A tie may know the year of a fact that has no date of its own, such as a post.
    """
    if tie["first"] is None:
        return []
    dated = [(fact["start"], fact["end"] or fact["start"]) for fact in tie["facts"] if fact["start"]]
    if not dated:
        return [(tie["first"], tie["last"])]
    spells = [(int(span(start).earliest[:4]), int(span(end).latest[:4])) for start, end in dated]
    return [*spells, (tie["first"], tie["first"]), (tie["last"], tie["last"])]


def _together(spells: list[Years]) -> list[Years]:
    """The same years in as few spells as can be."""
    found: list[Years] = []
    for first, last in sorted(spells):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _days(spells: list[Years]) -> list[tuple[str, str]]:
    return [(f"{first:04}-01-01", f"{last:04}-12-31") for first, last in spells]


def _written(flat: "nx.Graph[str]") -> str:
    for _, data in flat.nodes(data=True):
        if "x" in data:
            data["viz"] = {"position": {"x": data.pop("x"), "y": 0.0 - data.pop("y"), "z": 0.0}}
    writer = GEXFWriter(version="1.3")
    writer.add_graph(flat)
    for unknown in ("xmlns:xsi", "xsi:schemaLocation"):
        del writer.xml.attrib[unknown]
    del writer.graph_element.attrib["name"]
    if "mode" in flat.graph:
        writer.graph_element.set("timeformat", "date")
    meta = writer.xml[0]
    meta.clear()
    SubElement(meta, "creator").text = "LibCoop"
    said = {key: " ".join(str(value).split()) for key, value in flat.graph.items() if key.startswith("network_")}
    SubElement(meta, "description").text = "\n".join(f"{key}: {value}" for key, value in said.items())
    writer.indent(writer.xml)
    return tostring(writer.xml, encoding="unicode") + "\n"
