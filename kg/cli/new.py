"""``kg new``."""

import click

from kg.cli import _options
from kg.project import Project


@click.group()
def command() -> None:
    """Begin a new file."""


@command.command()
@click.argument("url")
@click.option("--collection", default="inbox", show_default=True, help="The folder under data/sources/.")
@click.pass_obj
def source(project: Project, url: str, collection: str) -> None:
    """Begin the file of the source at URL and print its path."""
    from kg import drafts

    click.echo(project.shown(drafts.written(project, url, collection)))


@command.command()
@_options.output
@click.pass_obj
def schema(project: Project, output: str | None) -> None:
    """Write the JSON Schema of source files, by which editors complete and check them."""
    from kg import authority, ontology
    from kg import schema as schemas

    countries = authority.load(project.data / "authority").countries
    _options.written(schemas.text(ontology.load(project.ontology), countries), output)
