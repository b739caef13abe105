"""``kg view``."""

import importlib
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.project import Project
from kg.views import NETWORKS, SHEETS

if TYPE_CHECKING:
    from kg.picture import Part

FIGURES = ("strength", "betweenness", "community")  # of each thing, which the page tells


@click.command()
@click.argument("name")
@click.option(
    "--as",
    "kind",
    type=click.Choice(sorted([*NETWORKS, *SHEETS])),
    help="The kind of page (default: by the network's size).",
)
@_options.part_of_network
@_options.output
@click.pass_obj
def command(project: Project, name: str, kind: str | None, part: "Part", output: str | None) -> None:
    """Draw the network NAME (see kg list networks) as one HTML page that needs no network.

    Large networks are drawn by WebGL (sigma), others so that each symbol can be dragged (pyvis). A matrix and
    ranks (places year by year) draw a network as well. As a timeline, NAME is a thing: an institution, a person, a
    series, a theme or a place by its id or its name in any script; as a table, it is a question (see kg list queries).
    """
    from kg import measures, picture, queries

    if kind in SHEETS:
        _options.written(importlib.import_module(f"kg.views.{kind}").page(project, name, part), output)
        return
    graph, title = picture.drawn(project, name, *part)
    for thing, figures in measures.measured(graph, FIGURES).items():
        graph.nodes[thing].update(figures)
    graph.graph["names"] = picture.names(project)
    graph.graph["explanation"] = {"en": queries.load(project.queries / "networks", name).description}
    view = importlib.import_module(f"kg.views.{kind or _kind(len(graph))}")
    _options.written(view.render(graph, title), output)


def _kind(size: int) -> str:
    """The kind of page for a network of so many things; without what draws large ones, the other, and a word of it."""
    from kg.views import sigma

    kind = max((kind for kind, least in NETWORKS.items() if size >= least), key=lambda kind: NETWORKS[kind])
    if kind == "sigma" and not sigma.BUNDLE.is_file():
        click.echo("sigma: what draws large networks is not there, so this page may be slow: run make views", err=True)
        return "pyvis"
    return kind
