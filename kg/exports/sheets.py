"""Networks as tables, a line a tie or a line a thing: CSV for spreadsheets, Gephi and R, Parquet for data frames."""

import csv
import io

import networkx as nx

from kg import parquet
from kg.exports.plain import plain
from kg.tables import Table

_TIE = ["weight", "share", "significance", "first", "last", "facts", "sources"]
_THING = ["label", "type", "country"]


def ties(graph: "nx.Graph[str]") -> Table:
    """A row a tie: its ends with their labels, whether it is directed (as Gephi says it), and its attributes."""
    flat = plain(graph)
    direction = "Directed" if flat.is_directed() else "Undirected"
    labels = {node: data.get("label", "") for node, data in flat.nodes(data=True)}
    columns = _columns(_TIE, [data for *_, data in flat.edges(data=True)])
    rows = [
        (one, other, labels[one], labels[other], direction, *map(data.get, columns))
        for one, other, data in flat.edges(data=True)
    ]
    return Table(["source", "target", "source_label", "target_label", "type", *columns], rows)


def things(graph: "nx.Graph[str]") -> Table:
    """A row a thing: its IRI and its attributes, but for its place."""
    flat = plain(graph)
    columns = _columns(_THING, [data for _, data in flat.nodes(data=True)])
    return Table(["id", *columns], [(node, *map(data.get, columns)) for node, data in flat.nodes(data=True)])


def _columns(first: list[str], rows: list[dict[str, object]]) -> list[str]:
    """The usual columns, and those that some row has beside them."""
    return [*first, *sorted({key for row in rows for key in row} - {*first, "x", "y"})]


def csv_of(table: Table) -> str:
    """CSV with a head; unknown values are empty."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return target.getvalue()


def edges_csv(graph: "nx.Graph[str]") -> str:
    """The ties as CSV."""
    return csv_of(ties(graph))


def nodes_csv(graph: "nx.Graph[str]") -> str:
    """The things as CSV."""
    return csv_of(things(graph))


def edges_parquet(graph: "nx.Graph[str]") -> bytes:
    """The ties as Parquet, numbers as such; KGError where pyarrow is not installed."""
    return parquet.written(ties(graph))


def nodes_parquet(graph: "nx.Graph[str]") -> bytes:
    """The things as Parquet; KGError where pyarrow is not installed."""
    return parquet.written(things(graph))
