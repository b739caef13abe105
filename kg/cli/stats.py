"""``kg stats``."""

import click

from kg import results
from kg.cli import _options
from kg.errors import KGError
from kg.project import Project


@click.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(list(results.FORMATS)), help="How the table NAME is written.")
@click.option("--page", is_flag=True, help="Write all as a page of Markdown, with what kg check doubts.")
@_options.output
@click.pass_obj
def command(project: Project, name: str | None, form: str | None, output: str | None, *, page: bool) -> None:
    """Tell what the graph covers and what it lacks: all in short, or the table NAME (see kg list tables) whole."""
    from kg import coverage, remote

    if page and name:
        raise KGError("stats", "the page holds all tables", "leave out --page or the name")
    if form and not name:
        raise KGError("stats", "a format is for one table", "name it (kg list tables)")
    graph = remote.graph(project)
    if name:
        asked = coverage.table(project, name)
        question = coverage.sparql(asked, coverage.lists(project))
        text = results.FORMATS[form](graph, question) if form else coverage.whole(graph, asked, question)
    else:
        text = (coverage.page if page else coverage.summary)(project, graph)
    _options.written(text, output)
