"""The networks of a graph as tests of files share them: each is asked once, and gets places without a layout."""

from functools import cache

import networkx as nx

from kg import picture, queries, remote
from kg.project import Project
from kg.selection import EVERYTHING
from tests.writing import PROJECT

NAMES = sorted(path.stem for path in (PROJECT.queries / "networks").glob("*.rq"))


@cache
def network(project: Project, name: str) -> "nx.Graph[str]":
    """The whole network of that name as ``kg network`` writes it, its things placed in rows; not to be changed."""
    query = queries.load(project.queries / "networks", name)
    graph = picture.asked(remote.graph(project), query, {}, EVERYTHING)
    graph.graph["title"] = query.title["en"]
    for number, node in enumerate(sorted(graph)):
        graph.nodes[node].update(x=number % 40 * 25.5, y=number // 40 * 10.5)
    return graph


def cleaned(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The network as a file of text can hold it: signs that XML forbids are the sign for such, lines end with LF."""
    copy = graph.copy()
    for _, data in copy.nodes(data=True):
        data["label"] = _shown(data["label"])
        data["labels"] = {tag: _shown(text) for tag, text in data["labels"].items()}
        data.update({axis: float(f"{data[axis]:.9g}") for axis in ("x", "y") if axis in data})
    return copy


def _shown(text: str) -> str:
    lines = text
    for end in ("\r\n", "\r\x85", "\r", "\x85", "\u2028"):
        lines = lines.replace(end, "\n")
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\n\t") or c in "\ufffe\uffff" else c for c in lines)
