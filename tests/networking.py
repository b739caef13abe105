"""The networks of a graph as tests of files share them: each is asked once, and gets places without a layout."""

from functools import cache
from typing import NamedTuple

import networkx as nx

from kg import picture, queries, remote
from kg.project import Project
from kg.selection import Selection
from kg.terms import ID
from tests.writing import PROJECT

NAMES = sorted(path.stem for path in (PROJECT.queries / "networks").glob("*.rq"))


class Part(NamedTuple):
    """A network, or what is asked of it: values of its parameters, and the thing (an IRI) around which it lies."""

    name: str
    parameters: tuple[tuple[str, str], ...] = ()
    around: str | None = None
    hops: int = 1

    @property
    def given(self) -> dict[str, str]:
        """The parameters by name."""
        return dict(self.parameters)

    def __str__(self) -> str:
        middle = [f"{self.hops} around {self.around.removeprefix(ID)}"] if self.around else []
        return ", ".join([self.name, *(f"{key}={text}" for key, text in self.parameters), *middle])


def of_year(name: str, year: int) -> Part:
    """A network of one year."""
    return Part(name, (("since", str(year)), ("until", str(year))))


def by_roles(name: str) -> list[Part]:
    """A network of those who organized, and of all."""
    return [Part(name, (("roles", roles),)) for roles in ("organizers", "all")]


# Parts of networks: other roles, single years, what lies around a thing.
PARTS = [
    *(part for name in ("co-participation", "series") for part in by_roles(name)),
    *(of_year(name, 2019) for name in NAMES),
    Part("memberships", (("since", "1990"), ("until", "1999"))),
    Part("co-participation", around=f"{ID}institution/shanghai-library"),
    Part("agreements-and-projects", (("until", "2015"),), f"{ID}institution/shanghai-library", 2),
    Part("people-and-institutions", around=f"{ID}institution/shanghai-library", hops=3),
    Part("countries", (("since", "2000"),), f"{ID}place/cn"),
]


def network(project: Project, name: str) -> "nx.Graph[str]":
    """The whole network of that name as ``kg network`` writes it, its things placed in rows; not to be changed."""
    return part(project, Part(name))


@cache
def part(project: Project, wanted: Part) -> "nx.Graph[str]":
    """A part of a network, likewise."""
    query = queries.load(project.queries / "networks", wanted.name)
    selection = Selection(around=wanted.around, hops=wanted.hops)
    graph = picture.asked(remote.graph(project), query, wanted.given, selection)
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
