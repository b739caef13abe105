"""What the page of a network holds as data: things and ties as plain values, facts and sources written once each."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.layout import BASE_RADIUS, RADIUS_PER_ROOT, Graph, Place, positions
from kg.views.behind import Once

OWN = {"label", "labels", "type", "country", "community", "x", "y"}  # node attributes with a place of their own
READABLE = 1500  # ties that a picture bears; with more, it opens with the stronger ones
CHANCES = (0.5, 0.3, 0.2, 0.1, 0.05, 0.01)  # backbones that a reader may choose
BACKBONE = 600  # ties of the backbone with which a picture opens
KINDS = {"institution", "event", "series", "theme", "place", "person"}  # of things that the page has words for

Opening = dict[str, int | float]


def content(graph: Graph, *, levels: bool) -> dict[str, Any]:
    """The things (``nodes``), ties (``edges``), ``events`` and ``sources`` of a graph, with the wishes that the page
    has at first (``start``) and places for what then is shown; the same for the same graph in any order.

    With ``levels`` there are places for ties of so many facts and more as well, for each such number: a small network
    stands freer there. Where nodes lack x and y, all are given places.
    """
    tables = _Tables()
    edges = [_edge(graph, *ends, tables) for ends in _ends(graph)]
    start = opening(edges)
    return {
        "nodes": _nodes(graph, _places(graph, start.get("beyond"), levels=levels)),
        "edges": edges,
        "events": tables.events,
        "sources": tables.sources,
        "start": start,
        "backbone": start.get("beyond"),
        "directed": graph.is_directed(),
        "size": [BASE_RADIUS, RADIUS_PER_ROOT],
        "kinds": _kinds(graph, tables.events),
    }


def opening(edges: list[dict[str, Any]]) -> Opening:
    """What the page shows at first where all ties would be a tangle: the widest backbone that can be read, or where
    there is none, the ties of most facts."""
    if len(edges) <= READABLE:
        return {}
    for chance in CHANCES:
        kept = sum(edge["significance"] is not None and edge["significance"] < chance for edge in edges)
        if 0 < kept <= BACKBONE:
            return {"beyond": chance}
    strongest = sorted((edge["value"] for edge in edges), reverse=True)
    return {"least": strongest[READABLE] + 1} if strongest[0] > strongest[READABLE] else {}


def _places(graph: Graph, beyond: float | None, *, levels: bool) -> dict[str, dict[Hashable, Place]]:
    """Places by part of the network: "1" is the whole, other numbers ties of so many facts, "backbone" the backbone."""
    placed = all("x" in node and "y" in node for _, node in graph.nodes(data=True))
    nodes = graph.nodes(data=True)
    whole = {key: (float(node["x"]), float(node["y"])) for key, node in nodes} if placed else positions(graph)
    ties = list(graph.edges(data=True))
    weights = sorted({tie.get("weight", 1) for *_, tie in ties}) if levels else []
    parts = {str(least): [tie for tie in ties if tie[2].get("weight", 1) >= least] for least in weights if least > 1}
    if beyond is not None:
        parts["backbone"] = [tie for tie in ties if tie[2].get("significance", 1) < beyond]
    return {"1": whole} | {part: positions(nx.Graph(some), near=whole) for part, some in parts.items()}


def _nodes(graph: Graph, places: dict[str, dict[Hashable, Place]]) -> list[dict[str, Any]]:
    return [
        _node(graph, key, {part: here[key] for part, here in places.items() if key in here})
        for key in sorted(graph, key=str)
    ]


def _node(graph: Graph, key: Hashable, places: dict[str, Place]) -> dict[str, Any]:
    node = graph.nodes[key]
    label = node.get("label") or str(key)
    measures = ((name, value) for name, value in sorted(node.items()) if name not in OWN and _is_number(value))
    return {
        "id": str(key),
        "label": label,
        "labels": node.get("labels") or {"en": label},
        "type": node.get("type") or "",
        "country": node.get("country") or "",
        "community": f"{node['community']:g}" if _is_number(node.get("community")) else "",
        "places": places,
        "measures": {name: float(f"{value:.4g}") for name, value in measures},
    }


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, str | bool) and float(value) == float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def _ends(graph: Graph) -> list[tuple[Hashable, Hashable]]:
    return sorted(
        ((a, b) if graph.is_directed() or str(a) <= str(b) else (b, a) for a, b in graph.edges if a != b),
        key=lambda ends: tuple(map(str, ends)),
    )


def _edge(graph: Graph, source: Hashable, target: Hashable, tables: "_Tables") -> dict[str, Any]:
    edge = graph.edges[source, target]
    facts = sorted(edge.get("facts", ()), key=lambda fact: (str(fact.get("start") or "9999"), str(fact["event"])))
    significance = edge.get("significance")
    return {
        "from": str(source),
        "to": str(target),
        "value": int(edge.get("weight", len(facts))),
        "significance": None if significance is None else float(f"{significance:.4g}"),
        "first": None if edge.get("first") is None else int(edge["first"]),
        "last": None if edge.get("last") is None else int(edge["last"]),
        "facts": [tables.refer(fact) for fact in facts],
    }


def _kinds(graph: Graph, events: list[dict[str, Any]]) -> dict[str, str]:
    """Of what the page speaks: the one kind of its things, and whether its facts are events."""
    things = {_kind(str(key), "institution") for key in graph}
    return {
        "nodes": things.pop() if len(things) == 1 else "thing" if things else "institution",
        "facts": "meeting" if all(_kind(str(event["event"]), "event") == "event" for event in events) else "fact",
    }


def _kind(thing: str, otherwise: str) -> str:
    """The kind in an address such as …/id/event/SLUG."""
    head, _, _ = thing.rpartition("/")
    before, _, kind = head.rpartition("/")
    return kind if before.endswith("/id") and kind in KINDS else "thing" if before.endswith("/id") else otherwise


class _Tables:
    """Events and sources, each written once however many ties they stand behind."""

    def __init__(self) -> None:
        self.events = Once()
        self.sources = Once()

    def refer(self, fact: Mapping[str, Any]) -> list[Any]:
        event = {key: fact.get(key) or "" for key in ("event", "start", "end", "place")}
        number = self.events.place({**event, "label": dict(fact.get("label") or {})})
        return [number, self._stated(fact.get("sources", ()))]

    def _stated(self, sources: Iterable[Mapping[str, Any]]) -> list[int]:
        keys = ("iri", "title", "url", "publisher", "published")
        return [self.sources.place({key: str(source.get(key) or "") for key in keys}) for source in sources]
