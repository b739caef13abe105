"""``kg network``."""

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("name")
@_options.parameters
@click.option(
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "json", "csv"]),
    default="graphml",
    help="The file's format.",
)
@_options.output
@click.pass_obj
def command(project: Project, name: str, parameters: dict[str, str], form: str, output: str | None) -> None:
    """Write the network NAME (see kg list networks) as a file for Gephi, Cytoscape, R or Python."""
    from kg import exports, picture

    graph, _ = picture.drawn(project, name, parameters)
    _options.written(exports.FORMATS[form](graph), output)
