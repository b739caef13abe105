"""``kg path``."""

from typing import TypedDict, Unpack

import click

from kg.cli import _options
from kg.project import Project

FORMATS = "text json csv".split()  # of kg.exports.chains, whose libraries are imported only where it writes
THROUGH = ("co-participation", "agreements-and-projects")


class Way(TypedDict):
    """Along which ties, of which facts, and how many chains of each kind."""

    through: tuple[str, ...]
    parameters: dict[str, str]
    most: int


@click.command()
@click.argument("ends", nargs=2, metavar="ONE OTHER")
@click.option(
    "--through",
    multiple=True,
    default=THROUGH,
    show_default=True,
    metavar="NETWORK",
    help="A network along whose ties one may go; again for each.",
)
@_options.parameters
@click.option("--most", type=click.IntRange(1, 20), default=3, show_default=True, help="So many chains of each kind.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Text to read, or for programs: all there is (json), a row for each fact of each step (csv).",
)
@_options.output
@click.pass_obj
def command(project: Project, ends: tuple[str, str], form: str, output: str | None, **way: Unpack[Way]) -> None:
    """Tell how ONE institution is linked to an OTHER by meetings and agreements.

    The shortest and the strongest chains between the two, each step with its facts and their sources. The strength of
    a chain is that of wires in a row: less than that of its weakest step, and the less the longer it is; a step is as
    strong as its facts, a congress of n counting 1/(n-1). A parameter such as -p since=2000 goes to every network.
    """
    from kg import paths, queries, remote
    from kg.exports import chains

    along = [queries.load(project.queries / "networks", name) for name in way["through"]]
    found = paths.between(remote.graph(project), ends, along, way["parameters"], way["most"])
    _options.written(chains.FORMATS[form](found), output)
