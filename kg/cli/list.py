"""``kg list``."""

import click

from kg import catalogue
from kg.project import Project


@click.command()
@click.argument("what", type=click.Choice(list(catalogue.LISTS)))
@click.pass_obj
def command(project: Project, what: str) -> None:
    """List what there is to ask, to draw or to write."""
    for name, about in catalogue.LISTS[what](project):
        click.echo(f"{name:40} {about}".rstrip())
