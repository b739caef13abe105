"""What the page of a network holds as data: things and ties as plain values, facts and sources written once each."""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.layout import BASE_RADIUS, RADIUS_PER_ROOT, Graph, Place, positions
from kg.opening import backbone, opening
from kg.views.behind import Once

OWN = {"label", "labels", "type", "country", "community", "x", "y"}  # node attributes with a place of their own
SPOKEN = ("en", "zh")  # the languages of the page
KINDS = {"institution", "event", "series", "theme", "place", "person"}  # of things that the page has words for

_YEAR = re.compile(r"\d\d[\dX]{2}")  # that a date begins with, perhaps not known to the last digit


def content(graph: Graph, *, levels: bool) -> dict[str, Any]:
    """The things (``nodes``) and ties (``edges``) of a graph, their ``events``, ``places``, ``themes`` and ``sources``,
    with the wishes that the page has at first (``start``) and places in the picture for what then is shown; the same
    for the same graph in any order.

    With ``levels`` there are places for ties of so many facts and more as well, for each such number: a small network
    stands freer there. Where nodes lack x and y, all are given places.
    """
    themes = {theme: number for number, theme in enumerate(sorted(graph.graph.get("themes", {})))}
    tables = _Tables(themes)
    edges = [_edge(graph, *ends, tables) for ends in _ends(graph)]
    start = opening(graph)
    return {
        "nodes": _nodes(graph, _places(graph, start.get("beyond"), levels=levels)),
        "edges": edges,
        "events": tables.events,
        "places": tables.places,
        "themes": _themes(graph, themes),
        "sources": tables.sources,
        "start": start,
        "backbone": start.get("beyond"),
        "directed": graph.is_directed(),
        "size": [BASE_RADIUS, RADIUS_PER_ROOT],
        "kinds": _kinds(graph, tables.events),
    }


def _places(graph: Graph, beyond: float | None, *, levels: bool) -> dict[str, dict[Hashable, Place]]:
    """Places by part of the network: "1" is the whole, other numbers ties of so many facts, "backbone" the backbone."""
    placed = all("x" in node and "y" in node for _, node in graph.nodes(data=True))
    nodes = graph.nodes(data=True)
    whole = {key: (float(node["x"]), float(node["y"])) for key, node in nodes} if placed else positions(graph)
    ties = list(graph.edges(data=True))
    weights = sorted({tie.get("weight", 1) for *_, tie in ties}) if levels else []
    parts: dict[str, Graph] = {
        str(least): nx.Graph([tie for tie in ties if tie[2].get("weight", 1) >= least])
        for least in weights
        if least > 1
    }
    if beyond is not None:
        parts["backbone"] = backbone(graph, beyond)
    earlier = graph.graph.get("earlier", {})
    return {"1": whole} | {part: positions(some, near=whole, earlier=earlier.get(part)) for part, some in parts.items()}


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


def _themes(graph: Graph, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The themes of facts and those above them: each with its names, and the numbers of itself and all below it."""
    known = graph.graph.get("themes", {})
    found: list[dict[str, Any]] = [{"label": _spoken(known[theme]["label"]), "within": []} for theme in numbers]
    for theme, number in numbers.items():
        for above in _above(theme, known):
            found[numbers[above]]["within"].append(number)
    return found


def _above(theme: str, known: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """A theme itself and all that are broader."""
    found, queue = {theme}, [theme]
    while queue:
        new = [one for one in known[queue.pop()]["broader"] if one in known and one not in found]
        found.update(new)
        queue += new
    return found


def _spoken(labels: Mapping[str, str]) -> dict[str, str]:
    return {tag: labels[tag] for tag in SPOKEN if tag in labels} or dict(labels)


class _Tables:
    """Events, their places and sources, each written once however many ties they stand behind."""

    def __init__(self, themes: Mapping[str, int]) -> None:
        self.events = Once()
        self.places = Once()
        self.sources = Once()
        self._themes = themes

    def refer(self, fact: Mapping[str, Any]) -> list[Any]:
        """The numbers of a fact and of its sources, and its year where its start does not tell that."""
        event = {key: fact.get(key) or "" for key in ("event", "start", "end")}
        said, year = _YEAR.match(str(event["start"])), fact.get("year")
        begun = int(said[0].replace("X", "0")) if said else None
        themes = sorted(self._themes[theme] for theme in fact.get("themes", ()) if theme in self._themes)
        told = {"label": dict(fact.get("label") or {}), "places": self._where(fact), "year": begun, "themes": themes}
        number = self.events.place({**event, **told})
        return [number, self._stated(fact.get("sources", ())), *([] if year in (None, begun) else [year])]

    def _where(self, fact: Mapping[str, Any]) -> list[int]:
        place = fact.get("place")
        names = fact.get("places") or ([{"": str(place)}] if place else [])
        return [self.places.place(_spoken(labels)) for labels in names]

    def _stated(self, sources: Iterable[Mapping[str, Any]]) -> list[int]:
        keys = ("iri", "title", "url", "publisher", "published")
        return [self.sources.place({key: str(source.get(key) or "") for key in keys}) for source in sources]
