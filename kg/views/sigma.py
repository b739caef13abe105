"""The page of a large network: sigma and graphology draw it by WebGL, so that thousands of ties can be moved at once.

Both come as one script that is made of their packages (`make views`) and is no file of the repository.
"""

import json
from pathlib import Path

from kg.errors import KGError
from kg.layout import Graph
from kg.views.network import TEMPLATE, Painter, page, read

BUNDLE = Path(__file__).parent / "bundle" / "sigma.js"


def render(graph: Graph, title: dict[str, str]) -> str:
    """The page as HTML (see :func:`kg.views.network.page`); KGError where there is no bundle."""
    if not BUNDLE.is_file():
        raise KGError("sigma", "what draws large networks is not there", "run make views, or draw it with --as pyvis")
    library = read(BUNDLE)
    painter = Painter(library, _parts(library), ("programs", "stage-flat", "stage-sigma"), levels=False)
    drawn = page(graph, title, painter)
    template = drawn.environment.get_template(TEMPLATE)
    return template.render(heading=drawn.heading, nodes=drawn.nodes, edges=drawn.edges, options="{}")


def _parts(library: str) -> list[dict[str, str]]:
    """The packages in the bundle, which its last line names."""
    named: list[dict[str, str]] = json.loads(library.rpartition("parts: ")[2].rpartition(" };")[0])
    return named
