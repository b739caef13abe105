"""``kg diff``."""

from pathlib import Path

import click

from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("graphs", nargs=2, metavar="BEFORE AFTER", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "patch"]),
    default="text",
    help="The facts of the consensus as sentences or, with all labels, as CSV; or an RDF Patch of all graphs.",
)
@click.option("--questions", is_flag=True, help="List the questions whose answers differ instead of the facts.")
@_options.output
@click.pass_obj
def command(project: Project, graphs: tuple[Path, Path], form: str, output: str | None, *, questions: bool) -> None:
    """Tell what has changed from BEFORE to AFTER: releases, folders of builds, or files kg.nq or kg.nq.gz."""
    from kg import differences, ontology

    if questions and form != "text":
        raise click.UsageError("--questions has one form: leave out --format")
    if questions:
        text, counts = differences.questions(*graphs, project.queries)
    else:
        text, counts = differences.told(*graphs, form, ontology.load(project.ontology))
    _options.written(text, output)
    click.echo(", ".join(f"{what}: {number:,}" for what, number in counts.items()), err=True)
