"""Files for other tools: a network in the formats that they read, the same bytes for the same network, and a table of
what each format can hold."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

import networkx as nx

from kg import spreadsheets
from kg.errors import KGError
from kg.exports import lines, markup, objects, sheets


class Held(Enum):
    """What there is in a network, in words that a user reads."""

    DIRECTION = "directions"
    TIES = "ties"
    NAMES = "names"
    LANGUAGES = "names in other languages"
    KINDS = "types and countries"
    PLACES = "places in the picture"
    WEIGHTS = "weights"
    NUMBERS = "other numbers of ties"
    YEARS = "first and last years"
    SPELLS = "years of each fact"
    FACTS = "facts"
    SOURCES = "sources"
    DETAILS = "names and places of facts"
    COUNTS = "counts of the whole network"


class Format(NamedTuple):
    """How a format is written, what it holds, and how names of its files end."""

    write: Callable[["nx.Graph[str]"], str | bytes]
    holds: frozenset[Held]
    ending: str


_ALL = frozenset(Held)
_PLAIN = _ALL - {Held.SPELLS, Held.DETAILS}
_TIES = _PLAIN - {Held.LANGUAGES, Held.KINDS, Held.PLACES, Held.COUNTS}
_THINGS = frozenset({Held.NAMES, Held.LANGUAGES, Held.KINDS})
FORMATS = {
    "graphml": Format(markup.graphml, _PLAIN, "graphml"),
    "gexf": Format(markup.gexf, _PLAIN, "gexf"),
    "gexf-dynamic": Format(markup.gexf_dynamic, _PLAIN | {Held.SPELLS}, "dynamic.gexf"),
    "json": Format(objects.node_link, _ALL, "json"),
    "cyjs": Format(objects.cyjs, _PLAIN, "cyjs"),
    "cx2": Format(objects.cx2, _PLAIN, "cx2"),
    "pajek": Format(lines.pajek, frozenset({Held.DIRECTION, Held.TIES, Held.NAMES, Held.WEIGHTS}), "net"),
    "dot": Format(lines.dot, _PLAIN - {Held.PLACES}, "dot"),
    "csv": Format(sheets.edges_csv, _TIES, "csv"),
    "nodes-csv": Format(sheets.nodes_csv, _THINGS, "nodes.csv"),
    "parquet": Format(sheets.edges_parquet, _TIES, "parquet"),
    "nodes-parquet": Format(sheets.nodes_parquet, _THINGS, "nodes.parquet"),
}
_SHEETS = ("csv", "nodes-csv")
_OF_TIES = frozenset(Held) - _THINGS - {Held.TIES, Held.PLACES, Held.COUNTS}

_THERE: dict[Held, Callable[["nx.Graph[str]"], bool]] = {
    Held.DIRECTION: lambda graph: graph.is_directed(),
    Held.TIES: lambda graph: graph.number_of_edges() > 0,
    Held.NAMES: lambda graph: _some_node(graph, lambda data: data.get("label")),
    Held.LANGUAGES: lambda graph: _some_node(graph, lambda data: data.get("labels")),
    Held.KINDS: lambda graph: _some_node(graph, lambda data: data.get("type") or data.get("country")),
    Held.PLACES: lambda graph: _some_node(graph, lambda data: "x" in data),
    Held.WEIGHTS: lambda graph: _some_tie(graph, lambda data: "weight" in data),
    Held.NUMBERS: lambda graph: _some_tie(graph, lambda data: "share" in data or "significance" in data),
    Held.YEARS: lambda graph: _some_tie(graph, lambda data: data.get("first") is not None),
    Held.SPELLS: lambda graph: _some_fact(graph, lambda fact: fact["start"]),
    Held.FACTS: lambda graph: _some_fact(graph, lambda fact: fact["event"]),
    Held.SOURCES: lambda graph: _some_fact(graph, lambda fact: fact["sources"]),
    Held.DETAILS: lambda graph: _some_fact(graph, lambda fact: fact["label"] or fact["place"]),
    Held.COUNTS: lambda graph: "facts" in graph.graph,
}
Look = Callable[[dict[str, object]], object]


def _some_node(graph: "nx.Graph[str]", look: Look) -> bool:
    return any(look(data) for _, data in graph.nodes(data=True))


def _some_tie(graph: "nx.Graph[str]", look: Look) -> bool:
    return any(look(data) for *_, data in graph.edges(data=True))


def _some_fact(graph: "nx.Graph[str]", look: Look) -> bool:
    return any(look(fact) for *_, tie in graph.edges(data=True) for fact in tie["facts"])


def written(graph: "nx.Graph[str]", form: str, *, safe: bool = False) -> str | bytes:
    """A network in a format, bytes where it is no text; ``safe`` lets no cell of CSV look like a formula.

    KGError where the format has no such cells, or needs a library that is not installed.
    """
    if safe and form not in _SHEETS:
        raise KGError(form, "has no cells that a spreadsheet runs", f"leave out --safe, or write {_SHEETS[0]}")
    text = FORMATS[form].write(graph)
    return spreadsheets.defused_csv(text) if safe and isinstance(text, str) else text


def left_out(graph: "nx.Graph[str]", form: str) -> list[str]:
    """What this network has and the format cannot hold, in words; of a format without ties that alone."""
    holds = FORMATS[form].holds
    untold = holds if Held.TIES in holds else holds | _OF_TIES
    return [held.value for held in Held if held not in untold and _THERE[held](graph)]


def told(form: str) -> str:
    """What a format holds, in few words."""
    holds = FORMATS[form].holds
    there, rest = ([held.value for held in Held if (held in holds) is here] for here in (True, False))
    return min(", ".join(there), f"all but {', '.join(rest)}" if rest else "everything", key=len)
