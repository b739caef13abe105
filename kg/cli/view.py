"""``kg view``."""

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("name")
@_options.parameters
@_options.output
@click.pass_obj
def command(project: Project, name: str, parameters: dict[str, str], output: str | None) -> None:
    """Draw the network NAME (see kg list networks) as one HTML page that needs no network."""
    from kg import picture
    from kg.views import network

    graph, title = picture.drawn(project, name, parameters)
    graph.graph["names"] = picture.names(project)
    _options.written(network.render(graph, title), output)
