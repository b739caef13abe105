"""``kg path``."""

import click

from kg.cli import _options
from kg.project import Project

THROUGH = ("co-participation", "agreements-and-projects")


@click.command()
@click.argument("ends", nargs=2, metavar="ONE OTHER")
@click.option(
    "--through",
    multiple=True,
    default=THROUGH,
    show_default=True,
    metavar="NETWORK",
    help="A network along whose ties one may go; again for each.",
)
@_options.parameters
@click.option("--most", type=click.IntRange(1, 20), default=3, show_default=True, help="So many chains of each kind.")
@click.pass_obj
def command(
    project: Project, ends: tuple[str, str], through: tuple[str, ...], parameters: dict[str, str], most: int
) -> None:
    """Tell how ONE institution is linked to an OTHER by meetings and agreements.

    The shortest and the strongest chains between the two, each step with its facts and their sources. A parameter
    such as -p since=2000 goes to every network.
    """
    from kg import paths, queries, remote

    along = [queries.load(project.queries / "networks", name) for name in through]
    found = paths.between(remote.graph(project), ends, along, parameters, most)
    click.echo("\n".join(paths.told(found)), nl=False)
