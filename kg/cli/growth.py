"""``kg growth``."""

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("name")
@click.option("--window", type=click.IntRange(1), help="Ties of the facts of so many years (default: of all so far).")
@_options.parameters
@click.pass_obj
def command(project: Project, name: str, window: int | None, parameters: dict[str, str]) -> None:
    """Tell year by year how the network NAME (see kg list networks) grew: things, ties, new and lost ones."""
    from kg import growth, networks, queries, remote, terminal, things

    graph = remote.graph(project)
    query = queries.load(project.queries / "networks", name)
    rows = networks.rows(graph, things.bound(graph, query, parameters))
    found = growth.years(rows, window, directed=queries.said(query, "directed") == "true")
    click.echo(terminal.drawn(growth.table(found)), nl=False)
    undated = len({row.fact for row in rows if row.year is None})
    if undated:
        click.echo(f"{undated} facts have no year and are left out", err=True)
