"""``kg query``."""

import click

from kg import results
from kg.cli import _options
from kg.project import Project


@click.command()
@click.argument("question", required=False)
@click.option("-e", "--expression", help="A query itself, in SPARQL.")
@_options.parameters
@click.option(
    "--format", "form", type=click.Choice(list(results.FORMATS)), default="table", help="How the answer is written."
)
@click.pass_obj
def command(
    project: Project, question: str | None, expression: str | None, parameters: dict[str, str], form: str
) -> None:
    """Answer QUESTION: a name (see kg list queries), a file .rq, or - for standard input."""
    from kg import queries, store, things

    asked = queries.chosen(project.queries, question, expression)
    graph = store.opened(project)
    sparql = queries.bound(asked, parameters, lambda kind, words: things.find(graph, kind, words))
    click.echo(results.FORMATS[form](graph, sparql), nl=False)
