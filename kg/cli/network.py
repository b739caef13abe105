"""``kg network``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from kg.cli import _options
from kg.errors import KGError
from kg.project import Project

if TYPE_CHECKING:
    from kg.picture import Part
    from kg.queries import Query

Made = tuple[Any, str, str | None]  # a graph of networkx, its title, the path of its file


class Wishes(TypedDict):
    """How the file is written, or the files of a network in time, and where."""

    form: str
    places: bool | None
    figures: bool
    safe: bool
    window: int | None
    step: int | None
    output: str | None


# What kg.exports.FORMATS holds; its libraries are imported only where a network is written.
FORMATS = "graphml gexf gexf-dynamic json cyjs cx2 pajek dot csv nodes-csv parquet nodes-parquet".split()


@click.command()
@click.argument("name")
@_options.part_of_network
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="graphml", show_default=True, help="The file's format."
)
@click.option(
    "--places/--no-places", default=None, help="Where things stand in the picture (default: where a format holds it)."
)
@click.option("--measures", "figures", is_flag=True, help="Give each thing its figures (see kg list measures).")
@click.option("--safe", is_flag=True, help="Let no cell look like a formula to a spreadsheet (csv, nodes-csv).")
@click.option("--window", type=click.IntRange(1), metavar="YEARS", help="A file for each so many years.")
@click.option(
    "--step",
    type=click.IntRange(1),
    metavar="YEARS",
    help="A file every so many years, of all facts until then, or of those of the --window.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="The file to write (default: standard output); with --window or --step the folder, made if need be.",
)
@click.pass_obj
def command(project: Project, name: str, part: "Part", **wishes: Unpack[Wishes]) -> None:
    """Write the network NAME (see kg list networks) as a file for Gephi, Cytoscape, Pajek, R or Python.

    With --window or --step it is a file for each span of years, the last of which ends with the last year (or
    --until); its name tells the years. What the network has and the format cannot hold, and how many facts have no
    year where years are chosen, is told on standard error (see kg list formats).
    """
    from kg import exports, queries

    query, lost, ties = queries.load(project.queries / "networks", name), set[str](), 0
    for graph, title, place in _networks(project, query, part, wishes):
        graph.graph["title"] = title
        ties += graph.number_of_edges()
        if wishes["figures"]:
            _measure(graph)
        _options.written(exports.written(graph, wishes["form"], safe=wishes["safe"]), place)
        lost.update(exports.left_out(graph, wishes["form"]))
    if not ties:
        click.echo(f"{name}: no tie is left: choose more years, things or ties", err=True)
    if lost:
        told = (held.value for held in exports.Held if held.value in lost)
        click.echo(f"{wishes['form']} leaves out: {', '.join(told)}", err=True)
    _tell_undated(project, query, part, wishes)


def _networks(project: Project, query: "Query", part: "Part", wishes: Wishes) -> Iterator[Made]:
    """What is to be written: the network, or one for each span of years, with its title and the path of its file."""
    from kg import exports, picture, remote

    form, window, title = exports.FORMATS[wishes["form"]], wishes["window"], query.title.get("en", query.name)
    placed = exports.Held.PLACES in form.holds if wishes["places"] is None else wishes["places"]
    if step := wishes["step"] or window:
        folder = _folder(wishes["output"])
        for span, graph in picture.series(project, query.name, part, picture.Pace(step, window), placed=placed):
            yield graph, f"{title}, {span}", str(_made(folder) / f"{query.name}-{span}.{form.ending}")
    elif placed:
        yield picture.drawn(project, query.name, *part)[0], title, wishes["output"]
    else:
        yield picture.asked(remote.graph(project), query, *part), title, wishes["output"]


def _folder(path: str | None) -> Path:
    if path is None:
        raise KGError("standard output", "a network in time is several files", "name their folder with -o FOLDER")
    if Path(path).is_file():
        raise KGError(path, "is a file, and a network in time is several", "name a folder")
    return Path(path)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KGError(str(folder), f"cannot be made, {error.strerror}", "name a folder that you can write") from error
    return folder


def _measure(graph: Any) -> None:
    from kg import measures

    for thing, figures in measures.measured(graph).items():
        graph.nodes[thing].update(figures)


def _tell_undated(project: Project, query: "Query", part: "Part", wishes: Wishes) -> None:
    """Where years are chosen, how many facts have none."""
    from kg import picture, remote

    chosen = wishes["window"] or wishes["step"] or picture.of_years(part[0])
    if chosen and (undated := picture.undated(remote.graph(project), query, part[0])):
        click.echo(f"{undated} facts have no year and are left out", err=True)
