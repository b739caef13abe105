"""``kg network``."""

from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from kg.cli import _options
from kg.project import Project

if TYPE_CHECKING:
    from kg.picture import Part


class Wishes(TypedDict):
    """How the file is written, and where."""

    form: str
    places: bool | None
    figures: bool
    safe: bool
    output: str | None


# What kg.exports.FORMATS holds; its libraries are imported only where a network is written.
FORMATS = "graphml gexf gexf-dynamic json cyjs cx2 pajek dot csv nodes-csv parquet nodes-parquet".split()


@click.command()
@click.argument("name")
@_options.part_of_network
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="graphml", show_default=True, help="The file's format."
)
@click.option(
    "--places/--no-places", default=None, help="Where things stand in the picture (default: where a format holds it)."
)
@click.option("--measures", "figures", is_flag=True, help="Give each thing its figures (see kg list measures).")
@click.option("--safe", is_flag=True, help="Let no cell look like a formula to a spreadsheet (csv, nodes-csv).")
@_options.output
@click.pass_obj
def command(project: Project, name: str, part: "Part", **wishes: Unpack[Wishes]) -> None:
    """Write the network NAME (see kg list networks) as a file for Gephi, Cytoscape, Pajek, R or Python.

    What the network has and the format cannot hold is told on standard error (see kg list formats).
    """
    from kg import exports, measures, picture, queries, remote

    form, places = wishes["form"], wishes["places"]
    if exports.Held.PLACES in exports.FORMATS[form].holds if places is None else places:
        graph, title = picture.drawn(project, name, *part)
    else:
        query = queries.load(project.queries / "networks", name)
        graph, title = picture.asked(remote.graph(project), query, *part), query.title
    if wishes["figures"]:
        for thing, figures in measures.measured(graph).items():
            graph.nodes[thing].update(figures)
    graph.graph["title"] = title.get("en", name)
    text = exports.written(graph, form, safe=wishes["safe"])
    if lost := exports.left_out(graph, form):
        click.echo(f"{form} leaves out: {', '.join(lost)}", err=True)
    _options.written(text, wishes["output"])
