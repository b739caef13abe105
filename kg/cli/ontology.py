"""``kg ontology``."""

from pathlib import Path

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.option(
    "-o",
    "--output",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to, made if need be.",
)
@click.pass_obj
def command(project: Project, output: Path) -> None:
    """Write the reference of the ontology as two pages, English and Chinese, with counts and examples of the graph."""
    from kg.views import ontology

    output.mkdir(parents=True, exist_ok=True)
    for file, page in ontology.pages(project).items():
        _options.written(page, str(output / file))
