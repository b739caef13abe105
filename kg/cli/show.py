"""``kg show``."""

import click

from kg.project import Project


@click.command()
@click.argument("thing")
@click.pass_obj
def command(project: Project, thing: str) -> None:
    """Print what is known of THING (an id, an IRI or a name in any script), each fact with its sources."""
    from kg import ontology, remote, show, things

    graph = remote.graph(project)
    term = things.find(graph, "thing", thing)
    click.echo(show.sheet(graph, term, ontology.load(project.ontology)), nl=False)
