"""``kg publish``."""

import io
import sys

import click

from kg.errors import KGError
from kg.project import Project


@click.command()
@click.argument("graph_store", metavar="URL")
@click.option(
    "--consensus-graph",
    "named",
    is_flag=True,
    help="Put the consensus in a named graph, for stores that query the union of all graphs.",
)
@click.option(
    "--prune", is_flag=True, help="Remove graphs of ours that the build has no more, and an older default graph."
)
@click.pass_obj
def command(project: Project, graph_store: str, *, named: bool, prune: bool) -> None:
    """Put the built graph into the store whose graphs are at URL (Graph Store Protocol), and count it at --endpoint."""
    from kg import publishing, store

    if not project.endpoint:
        raise KGError(
            "kg publish", "nowhere to count what arrived", "name the store's SPARQL endpoint, kg --endpoint URL"
        )
    total: int = sum(store.manifest(project)["statements"].values())
    shown = sys.stderr if sys.stderr.isatty() else io.StringIO()
    with click.progressbar(length=total, label="publishing", file=shown) as bar:
        published = publishing.publish(project, graph_store, named=named, prune=prune, done=bar.update)
    counts = published.counts
    click.echo(f"{sum(counts.values()):,} statements in {len(counts):,} graphs, as many as were built", err=True)
    for graph in published.removed:
        click.echo(f"removed {graph or 'the default graph'}", err=True)
    for graph in published.left:
        told = f"{graph} is no longer in the build" if graph else "the default graph holds an older consensus"
        click.echo(f"{told}: --prune removes it", err=True)
