"""A named network with all that its page tells of it: places, figures, names of types and countries, an explanation."""

from kg import measures, picture, queries
from kg.layout import Graph
from kg.picture import Part
from kg.project import Project

FIGURES = ("strength", "betweenness", "community")  # of each thing


def network(project: Project, name: str, part: Part) -> tuple[Graph, dict[str, str]]:
    """The network of that name or a part of it, and its title by language; KGError where there is none."""
    graph, title = picture.drawn(project, name, *part)
    for thing, figures in measures.measured(graph, FIGURES).items():
        graph.nodes[thing].update(figures)
    graph.graph["names"] = picture.names(project)
    graph.graph["explanation"] = queries.load(project.queries / "networks", name).description
    return graph, title
