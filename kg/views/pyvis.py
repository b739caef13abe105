"""The page of a small network: pyvis holds its nodes and edges and brings vis-network, and nodes can be dragged.

The page around them is our own, because pyvis's loads files from other hosts and runs what it finds in a heading or a
title.
"""

from pathlib import Path

import pyvis.network

from kg.errors import KGError
from kg.layout import Graph
from kg.views.network import TEMPLATE, Painter, page, read

OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": False, "selectConnectedEdges": False, "multiselect": False, "zoomSpeed": 0.6},
    "layout": {"improvedLayout": False},
}


def render(graph: Graph, title: dict[str, str]) -> str:
    """The page as HTML (see :func:`kg.views.network.page`)."""
    library = _vis_network()
    text = read(library).partition("//# sourceMappingURL")[0]  # else browsers' tools look for the map
    drawn = page(graph, title, Painter(text, _parts(library), ("stage-vis",), levels=True))
    network = pyvis.network.Network()
    network.options = OPTIONS
    network.heading, network.nodes, network.edges = drawn.heading, drawn.nodes, drawn.edges
    network.path, network.templateEnv = TEMPLATE, drawn.environment
    return str(network.generate_html())


def _vis_network() -> Path:
    folder = Path(pyvis.network.__file__).parent / "templates" / "lib"
    found = sorted(folder.glob("vis-*/vis-network.min.js"))
    if not found:
        raise KGError(str(folder), "pyvis is here without its vis-network", "install pyvis again")
    return found[-1]


def _parts(library: Path) -> list[dict[str, str]]:
    version = library.parent.name.removeprefix("vis-")
    return [{"name": "vis-network", "version": version, "license": "Apache-2.0 OR MIT"}]
