"""``kg rank``."""

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("name")
@click.option("--by", "measure", default="strength", show_default=True, help="The measure (see kg list measures).")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="So many things.")
@_options.parameters
@click.pass_obj
def command(project: Project, name: str, measure: str, most: int, parameters: dict[str, str]) -> None:
    """Rank the things of the network NAME (see kg list networks) by a measure, and tell how sure that is.

    With one source left out at a time: the best and the worst rank, the lowest and the highest figure, and the source
    without which the thing falls most.
    """
    from kg import captions, networks, queries, ranking, remote, terminal, things

    graph = remote.graph(project)
    query = queries.load(project.queries / "networks", name)
    rows = networks.rows(graph, things.bound(graph, query, parameters))
    standings = ranking.standings(rows, measure, directed=queries.said(query, "directed") == "true")
    found = ranking.table(standings[:most])
    named = captions.labelled(graph, found, captions.users_language(), {})
    click.echo(terminal.drawn(named), nl=False)
