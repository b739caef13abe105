"""``kg release``."""

from pathlib import Path

import click

from kg.project import Project


@click.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to make; it must be new."
)
@click.option(
    "--date", default="", metavar="YYYY-MM-DD", help="The day of publication (default: the date of the newest source)."
)
@click.pass_obj
def command(project: Project, output: Path, date: str) -> None:
    """Write the built graph as a folder to publish: files to load, their description, licence and digests."""
    from kg import releases

    folder = releases.release(project, output, date)
    click.echo(project.shown(folder), err=True)
