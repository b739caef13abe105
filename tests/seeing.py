"""What a reader found in a file of a network, told in one way, and what there was to be found: all that the table of
formats says, and nothing that it denies."""

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import networkx as nx

from kg import exports
from kg.exports import Held

# Which attributes stand for what a format holds, of things and of ties.
KEYS = {
    Held.NAMES: {"label"},
    Held.KINDS: {"type", "country"},
    Held.PLACES: {"x", "y"},
    Held.WEIGHTS: {"weight"},
    Held.NUMBERS: {"share", "significance"},
    Held.YEARS: {"first", "last"},
    Held.FACTS: {"facts"},
    Held.SOURCES: {"sources"},
}
Data = dict[str, Any]
Pair = tuple[str, str]
_WHOLE = {"weight", "first", "last"}
_TEXT = {"label", "type", "country"}


class Seen(NamedTuple):
    """A network as a reader found it: None for what the format has no word for.

    Attributes without a value are left out; facts and sources are sets; the ends of a tie without direction are sorted.
    """

    directed: bool | None
    nodes: dict[str, Data]
    edges: dict[Pair, Data] | None = None
    counts: tuple[int, int] | None = None


def seen(
    directed: bool | None,  # noqa: FBT001 - a finding among others, as in Seen
    nodes: Iterable[tuple[str, Data]],
    edges: Iterable[tuple[str, str, Data]] | None = None,
    counts: Data | None = None,
) -> Seen:
    """What a reader found, tidied; a thing or a tie that it found twice is an error."""
    things = [(node, tidy(data)) for node, data in nodes]
    assert len({node for node, _ in things}) == len(things)
    if edges is None:
        return Seen(directed, dict(things))
    ties = [((a, b) if directed else (min(a, b), max(a, b)), tidy(data)) for a, b, data in edges]
    assert len({ends for ends, _ in ties}) == len(ties)
    told = counts and (int(counts["network_facts"]), int(counts["network_alone"]))
    return Seen(directed, dict(things), dict(ties), told or None)


def tidy(data: Data) -> Data:
    """Attributes by their own types, whatever type a format or a reader gives them."""
    found: Data = {}
    for key, value in data.items():
        if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
            continue
        if key in _WHOLE:
            found[key] = int(float(value))
        elif key in ("facts", "sources"):
            found[key] = frozenset(value.split(" | ") if isinstance(value, str) else value)
        elif key in _TEXT or key.startswith("label_"):
            found[key] = value
        elif key in ("x", "y", "share", "significance"):
            found[key] = float(value)
    return found


def whole(graph: "nx.Graph[str]") -> Seen:
    """What there is to be found: the network itself, before anything was written."""

    def thing(data: Data) -> Data:
        return data | {f"label_{tag}": text for tag, text in data["labels"].items()}

    def tie(data: Data) -> Data:
        rounded = {key: float(f"{data[key]:.9g}") for key in ("share", "significance") if key in data}
        facts = {fact["event"] for fact in data["facts"]}
        return data | rounded | {"facts": facts, "sources": {s["url"] for f in data["facts"] for s in f["sources"]}}

    counts = {f"network_{key}": value for key, value in graph.graph.items()}
    return seen(
        graph.is_directed(),
        ((node, thing(data)) for node, data in graph.nodes(data=True)),
        ((a, b, tie(data)) for a, b, data in graph.edges(data=True)),
        counts if "network_facts" in counts else None,
    )


def expected(form: str, there: Seen) -> Seen:
    """Of a network what a file of this format holds; an attribute that the table denies is none."""
    holds = exports.FORMATS[form].holds
    nodes = {node: _held(form, data) for node, data in there.nodes.items()}
    edges = {ends: _held(form, data) for ends, data in (there.edges or {}).items()} if Held.TIES in holds else None
    return Seen(there.directed if Held.DIRECTION in holds else None, nodes, edges)


def _held(form: str, data: Data) -> Data:
    """Of a thing's or a tie's attributes those that a format holds."""
    holds = exports.FORMATS[form].holds
    keys = set().union(*(keys for part, keys in KEYS.items() if part in holds))
    keys |= {key for key in data if key.startswith("label_")} if Held.LANGUAGES in holds else set()
    return {key: value for key, value in data.items() if key in keys}


def named(form: str, found: Seen, there: Seen) -> Seen:
    """The same network; of Pajek's things, which have names alone, each under the IRI that stands in its place.

    A name there is the thing's own without quotes and backslashes, followed by its IRI where others have it too.
    """
    if form != "pajek" or found.edges is None:
        return found
    iris = dict(zip(found.nodes, sorted(there.nodes), strict=True))
    nodes = {}
    for name, iri in iris.items():
        label = there.nodes[iri].get("label", "")
        own = " ".join(label.replace('"', "'").replace("\\", "/").split())
        nodes[iri] = {"label": label} if label and name in (own, f"{own} <{iri}>".strip()) else {}
    ends = {pair: (iris[pair[0]], iris[pair[1]]) for pair in found.edges}
    turned = {pair: (a, b) if found.directed or a < b else (b, a) for pair, (a, b) in ends.items()}
    return found._replace(nodes=nodes, edges={turned[pair]: data for pair, data in found.edges.items()})
