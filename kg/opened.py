"""The graph in Python, what ``import kg`` gives: asked like the command, answered in plain values and known libraries.

Questions, names and errors are those of ``kg query``, so that what was tried in a terminal moves into a script as it
is. Heavy libraries are imported by the method that needs them.
"""

import html
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import project, remote, store
from kg.engine import Engine, in_memory
from kg.errors import KGError
from kg.project import Project
from kg.tables import Table, Value

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars
    import rdflib

    from kg.queries import Query

Row = dict[str, Value]
Parameter = str | int | float | None

_CONSENSUS = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_REMEDY = "name a folder that kg build made, or a file kg.nq"


class Answer(list[Row]):
    """The rows of an answer, each a dictionary of plain values by the names of ``columns``; None where it has none.

    A name of a thing is a text, its IRI; numbers are numbers; dates are texts as precise as they are known.
    """

    def __init__(self, table: Table) -> None:
        super().__init__(dict(zip(table.columns, row, strict=True)) for row in table.rows)
        self.columns = table.columns

    def pandas(self) -> "pandas.DataFrame":
        """The same as a data frame of pandas; KGError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise _lacking("pandas") from error
        return pandas.DataFrame(self._by_column())

    def polars(self) -> "polars.DataFrame":
        """The same as a data frame of Polars; KGError where Polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise _lacking("polars") from error
        return polars.DataFrame(self._by_column(), strict=False)

    def _by_column(self) -> dict[str, list[Value]]:
        return {column: [_plain(row[column]) for row in self] for column in self.columns}

    def _repr_html_(self) -> str:
        """What a notebook shows: a table, its texts as texts and never as markup."""
        rows = "".join(_line("td", row.values()) for row in self)
        return f"<table>\n<thead>{_line('th', self.columns)}</thead>\n<tbody>{rows}</tbody>\n</table>"


class Graph:
    """A graph that is open for reading; made by :func:`graph`, which is ``kg.open``."""

    def __init__(self, engine: Engine, project: Project, ask: Callable[[str], Table] | None = None) -> None:
        """``ask`` answers queries that do not come with us; without it they are answered in this process."""
        self._engine = engine
        self._project = project
        self._ask = ask or engine.select

    def query(self, question: str, /, **parameters: Parameter) -> Answer:
        """The answer of a question: its name, a file ``.rq``, or SPARQL itself.

        A thing among the parameters is named by its id, its IRI or its name in any script; None matches anything. To
        a graph on disk a query of your own runs in a process of its own, within the limits of :func:`graph`; a graph in
        memory is in this process alone, so there it has none. KGError for a question, a parameter or a thing that is
        not there, for broken SPARQL, for a limit that was met, and for what the command refuses (SERVICE, FROM,
        updates).
        """
        from kg import gate, queries

        folder = self._project.queries
        if question.endswith(".rq"):
            asked = queries.chosen(folder, question, None)
        elif len(question.split()) > 1:
            asked = queries.chosen(folder, None, question)
        else:
            return Answer(self._engine.select(self._bound(queries.load(folder, question), parameters)))
        sparql = self._bound(asked, parameters)
        gate.passed(sparql)
        return Answer(self._ask(sparql))

    def questions(self) -> dict[str, str]:
        """What can be asked by name: the name of each question, and the question in words."""
        from kg import queries

        folder = self._project.queries
        return {name: queries.load(folder, name).description.get("en", "") for name in queries.names(folder)}

    def network(self, name: str, /, **parameters: Parameter) -> "networkx.Graph[str]":
        """The network of that name (``kg list networks``): things that share a fact are tied.

        A node is an IRI with ``label``, ``labels``, ``type`` and ``country``; a tie has ``weight``, ``share``,
        ``significance``, the years ``first`` and ``last``, and ``facts``, each with its sources. Beside the network's
        own parameters, ``least``, ``beyond``, ``around`` and ``hops`` choose a part of it (``kg network --help``).
        KGError as for :meth:`query`.
        """
        from kg import picture, queries
        from kg.selection import Selection

        asked = queries.load(self._project.queries / "networks", name)
        wishes = {key: parameters.pop(key) for key in Selection._fields if key in parameters}
        return picture.asked(self._engine, asked, _given(parameters), Selection(**wishes))  # type: ignore[arg-type]

    def show(self, thing: str) -> str:
        """All that is known of a thing as a page of text, each fact with its sources; KGError where it is not there."""
        from kg import ontology, show, things

        term = things.find(self._engine, "thing", thing)
        return show.sheet(self._engine, term, ontology.load(self._project.ontology))

    def rdflib(self) -> "rdflib.Graph":
        """The consensus, all that ``kg.ttl`` holds, as a graph of rdflib: a copy, free to be changed."""
        import rdflib

        lines = (f"{s} {p} {o} .\n" for s, p, o in self._engine.construct(_CONSENSUS))
        return rdflib.Graph().parse(data="".join(lines), format="nt")

    def _bound(self, asked: "Query", parameters: dict[str, Parameter]) -> str:
        from kg import things

        return things.bound(self._engine, asked, _given(parameters))


def graph(where: str | Path | None = None, *, timeout: float = 60.0, memory: int = 2048) -> Graph:
    """The graph of this project or the installed package, or of a folder that ``kg build`` made, of a ``kg.nq``, or of
    a SPARQL endpoint (an address).

    A file is read into memory; a folder answers from the store on disk, queries of your own within ``timeout`` seconds
    and ``memory`` MiB each; a store elsewhere may take ``timeout`` seconds for each answer. ``KG_DATA`` and
    ``KG_BUILD`` count as they do for the command. KGError where there is no such graph, or it is damaged.
    """
    data, build = os.environ.get("KG_DATA"), os.environ.get("KG_BUILD")
    if isinstance(where, str) and where.startswith(("http://", "https://")):
        return Graph(remote.opened(where, timeout), project.find(data, build))
    path = Path(where) if where is not None else None
    if path is None or (path / "current").exists():
        found = project.find(data, build if path is None else str(path))
        engine = store.opened(found)
        return Graph(engine, found, _limited(found.current.resolve() / "store", timeout, memory))
    return Graph(_read(path / "kg.nq" if path.is_dir() else path), project.find(data, build))


def _limited(folder: Path, timeout: float, memory: int) -> Callable[[str], Table]:
    """What answers a query from a store on disk in a process of its own, with limits."""

    def ask(sparql: str) -> Table:
        from kg import foreign
        from kg.worker import Limits, Worker

        if not folder.is_dir():
            raise KGError(str(folder), "newer builds have taken its place", "open the graph again")
        with Worker(Limits(timeout, memory)) as worker:
            return foreign.selected(worker, folder, sparql)

    return ask


def _read(path: Path) -> Engine:
    try:
        if path.is_file():
            return in_memory(path)
    except (SyntaxError, ValueError, OSError) as error:
        raise KGError(str(path), f"cannot be read, {error}", _REMEDY) from error
    raise KGError(str(path), "there is no graph", _REMEDY)


def _given(parameters: Mapping[str, Parameter]) -> dict[str, str]:
    return {key: "" if value is None else str(value) for key, value in parameters.items()}


def _lacking(library: str) -> KGError:
    return KGError(library, "is not installed", f"pip install {library}, or libcoop with the extra {library}")


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, str) else value


def _line(cell: str, values: Iterable[Value]) -> str:
    cells = (f"<{cell}>{'' if value is None else html.escape(str(value))}</{cell}>" for value in values)
    return f"<tr>{''.join(cells)}</tr>"
