"""``kg export``."""

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument(
    "form", metavar="FORMAT", type=click.Choice(["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml"])
)
@click.option(
    "--consensus-graph",
    is_flag=True,
    help="Put the consensus in a named graph, for stores that query the union of all graphs.",
)
@_options.output
@click.pass_obj
def command(project: Project, form: str, output: str | None, *, consensus_graph: bool) -> None:
    """Write the graph in FORMAT: turtle, ntriples and rdfxml hold the consensus, the others the claims as well."""
    from kg import dump

    with _options.target(output) as file:
        dump.export(project, form, file, consensus_graph=consensus_graph)
