"""``kg cite``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import bibliography
from kg.cli import _options
from kg.errors import KGError

if TYPE_CHECKING:  # help need not load an engine
    from kg.citations import Request


@click.command()
@click.argument("what", metavar="[ENTITY|QUERY]", required=False)
@click.option("-e", "--expression", help="A query itself, in SPARQL.")
@_options.parameters
@click.option(
    "--format",
    "form",
    type=click.Choice(list(bibliography.FORMATS)),
    default="sentence",
    help="How the citation is written; sources lists the documents behind it.",
)
@click.option(
    "--verify",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask again what the citation in this file (a sentence or CSL-JSON) asked, and compare.",
)
@_options.timeout
@_options.memory
@click.pass_context
def command(ctx: click.Context, /, form: str, verify: Path | None, **wishes: Any) -> None:
    """Cite a thing (id, IRI or name) with its facts, or a question (name, file .rq or - ) with its answer."""
    from kg import citations

    project, memory = ctx.obj._replace(timeout=wishes.pop("timeout") or ctx.obj.timeout), wishes.pop("memory")
    if verify is None:
        found = citations.cited(project, citations.Request(**wishes), memory)
        click.echo(bibliography.FORMATS[form](found), nl=False)
        return
    if any(wishes.values()):
        raise click.UsageError("--verify takes what to ask from its file: leave out the rest")
    before, words = bibliography.read(verify)
    lines = bibliography.compared(before, citations.cited(project, _request(verify, words), memory).digests)
    click.echo("\n".join(lines))
    ctx.exit(0 if all(line.endswith(": same") for line in lines) else 1)


def _request(path: Path, words: list[str]) -> "Request":
    """What the words after ``kg cite`` ask for."""
    from kg import citations

    try:
        given = command.make_context("cite", list(words)).params
    except (click.ClickException, click.exceptions.Exit) as error:
        raise KGError(str(path), "the words after kg cite are not of ours", "cite it anew") from error
    if given["verify"]:
        raise KGError(str(path), "asks to verify another file", "verify that one")
    return citations.Request(given["what"], given["expression"], given["parameters"])
