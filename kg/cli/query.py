"""``kg query``."""

import contextlib
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from kg import results
from kg.cli import _options
from kg.project import Project

if TYPE_CHECKING:
    from kg.results import Manner
    from kg.worker import Worker


class Wishes(TypedDict):
    """How the answer is written, and where; and the limits of a query of one's own."""

    form: str
    output: str | None
    labels: bool
    language: str | None
    fold: bool
    safe: bool
    timeout: float | None
    memory: int
    cite: bool


@click.command()
@click.argument("question", required=False)
@click.option("-e", "--expression", help="A query itself, in SPARQL.")
@_options.parameters
@click.option(
    "--format", "form", type=click.Choice(list(results.FORMATS)), default="table", help="How the answer is written."
)
@click.option("--labels", is_flag=True, help="Show the names of things instead of their IRIs.")
@click.option("--language", metavar="TAG", help="The language of the names, such as zh (default: yours).")
@click.option("--fold", is_flag=True, help="Fold long cells of a table into lines instead of cutting them.")
@click.option("--safe", is_flag=True, help="Let no cell look like a formula to a spreadsheet (csv, tsv, xlsx).")
@_options.timeout
@_options.memory
@click.option("--cite", is_flag=True, help="Tell on standard error how to cite the answer (see kg cite).")
@_options.output
@click.pass_obj
def command(
    project: Project,
    question: str | None,
    expression: str | None,
    parameters: dict[str, str],
    **wishes: Unpack[Wishes],
) -> None:
    """Answer QUESTION: a name (see kg list queries), a file .rq, or - for standard input.

    A query of your own (a file, standard input or -e) runs in a process of its own, with limits and without a network,
    or at the endpoint.
    """
    from kg import foreign, gate, queries, remote, things

    asked = queries.chosen(project.queries, question, expression)
    project = project._replace(timeout=wishes["timeout"] or project.timeout)
    with contextlib.ExitStack() as running:
        # The worker starts up while the graph is opened here, on the other processor.
        foreigner = foreign.is_foreign(question)
        worker = running.enter_context(_worker(project, wishes)) if foreigner and not project.endpoint else None
        graph = remote.graph(project)
        sparql = things.bound(graph, asked, parameters)
        form, manner = wishes["form"], _manner(project, wishes)
        if worker:
            text = foreign.written(worker, project, sparql, (form, manner))
        else:
            if foreigner:
                gate.passed(sparql)
            text = results.written(graph, sparql, form, manner)
    _options.written(text, wishes["output"])
    if wishes["cite"]:
        from kg import bibliography, citations

        own = asked.sparql if expression is not None or question == "-" else None
        request = citations.Request(None if own else question, own, parameters)
        click.echo(bibliography.sentence(citations.cited(project, request, wishes["memory"])), nl=False, err=True)


def _worker(project: Project, wishes: Wishes) -> "Worker":
    from kg.worker import Limits, Worker

    return Worker(Limits(project.timeout, wishes["memory"]))


def _manner(project: Project, wishes: Wishes) -> "Manner":
    if not wishes["labels"] and wishes["language"] is None:
        return results.Manner(fold=wishes["fold"], safe=wishes["safe"])
    from kg import captions, ontology

    language = wishes["language"] or captions.users_language()
    return results.Manner(language, ontology.load(project.ontology).labels, wishes["fold"], wishes["safe"])
