"""``kg build``."""

import click

from kg.project import Project


@click.command()
@click.pass_obj
def command(project: Project) -> None:
    """Build the graph from the source files and put it in place."""
    from kg import build, store

    folder = build.build(project)
    about = store.manifest(project)
    counts = ", ".join(f"{number:,} {graph}" for graph, number in about["statements"].items())
    click.echo(f"{project.shown(folder / 'kg.nq')}: {counts} statements, sha256 {about['sha256']}", err=True)
