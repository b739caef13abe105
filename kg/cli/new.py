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


@command.command()
@click.pass_obj
def places(project: Project) -> None:
    """Look up in GeoNames the cities that data/authority/places.csv lacks, and add them to it."""
    from kg import gazetteer

    done = gazetteer.place(project)
    for (country, city), others in done.doubtful.items():
        taken = f"took {others[0].number}, {others[0].population} inhabitants"
        click.echo(f"{country}, {city}: {len(others)} have this name, {taken}: see that it is the right one")
    for country, city in done.unfound:
        click.echo(f"{country}, {city}: not found: write its row by hand, without register if nobody knows")
    click.echo(f"new: {len(done.rows)}, not found: {len(done.unfound)}", err=True)


@command.command()
@click.pass_obj
def layout(project: Project) -> None:
    """Keep in data/layout/ where the things of every network stand, for the pictures of the next release."""
    from kg import picture, queries

    for name in queries.names(project.queries / "networks"):
        click.echo(project.shown(picture.keep(project, name)))
