"""``kg view``."""

import difflib
import importlib
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.errors import KGError
from kg.project import Project
from kg.views import NETWORKS, SHEETS

if TYPE_CHECKING:
    from kg.picture import Part

ATLAS = "atlas"


@click.command()
@click.argument("name")
@click.option(
    "--as",
    "kind",
    type=click.Choice(sorted([*NETWORKS, *SHEETS])),
    help="The kind of page (default: by the network's size; of a question a table, of a thing a timeline).",
)
@_options.part_of_network
@_options.output
@click.pass_obj
def command(project: Project, name: str, kind: str | None, part: "Part", output: str | None) -> None:
    """Draw the network NAME (see kg list networks) as one HTML page that needs no network.

    Large networks are drawn by WebGL (sigma), others so that each symbol can be dragged (pyvis). A matrix and
    ranks (places year by year) draw a network as well. As a timeline, NAME is a thing: an institution, a person, a
    series, a theme or a place by its id or its name in any script; as a table, it is a question (see kg list queries).
    The atlas brings the views of the whole graph together: kg view atlas.
    """
    _options.written(_page(project, name, kind, part), output)


def _page(project: Project, name: str, kind: str | None, part: "Part") -> str:
    if name == ATLAS:
        return _atlas(project, kind, part)
    kind = kind or _sheet(project, name)
    if kind in SHEETS:
        page: str = importlib.import_module(f"kg.views.{kind}").page(project, name, part)
        return page
    from kg.views import drawn

    graph, title = drawn.network(project, name, part)
    rendered: str = importlib.import_module(f"kg.views.{kind or _kind(len(graph))}").render(graph, title)
    return rendered


def _atlas(project: Project, kind: str | None, part: "Part") -> str:
    from kg.selection import EVERYTHING
    from kg.views import atlas

    if kind or part != ({}, EVERYTHING):
        remedy = "leave the other options, choose on the page; or draw one network"
        raise KGError(
            "atlas", f"shows all views of the whole graph, {'not one of them' if kind else 'no part'}", remedy
        )
    return atlas.page(project)


def _sheet(project: Project, name: str) -> str | None:
    """What a name is drawn as that is no network: a question as a table, a thing as a timeline; None for a network.

    KGError where it is none of these.
    """
    from kg import queries, remote, things

    networks, questions = (queries.names(folder) for folder in (project.queries / "networks", project.queries))
    if name in networks or name in questions:
        return None if name in networks else "table"
    try:
        things.find(remote.graph(project), "thing", name)
    except KGError as error:
        what = "is no network and no question (kg list networks, kg list queries tell them)"
        near = difflib.get_close_matches(name, [*networks, *questions, ATLAS], 1)
        raise KGError(name, what, f"did you mean {near[0]}?" if near else f"as a thing, {error}") from error
    return "timeline"


def _kind(size: int) -> str:
    """The kind of page for a network of so many things; without what draws large ones, the other, and a word of it."""
    from kg.views import sigma

    kind = max((kind for kind, least in NETWORKS.items() if size >= least), key=lambda kind: NETWORKS[kind])
    if kind == "sigma" and not sigma.BUNDLE.is_file():
        click.echo("sigma: what draws large networks is not there, so this page may be slow: run make views", err=True)
        return "pyvis"
    return kind
