"""Draws a network as one HTML page that needs nothing else: no network, no server, no folder beside it.

pyvis holds the nodes and edges and brings vis-network; the page around them is our own, because pyvis's loads
files from other hosts and runs what it finds in a heading or a title. Here data is JSON in a block that no
browser executes, every text is set as text, and the policy in the head lets only our own scripts run.
"""

import json
from base64 import b64encode
from collections.abc import Hashable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis.network
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.errors import KGError
from kg.layout import BASE_RADIUS, RADIUS_PER_ROOT, Graph, Place, positions

PAGE = Path(__file__).parent / "page"
SCRIPTS = (
    "elements",
    "words",
    "model",
    "symbols",
    "labels",
    "painting",
    "picture",
    "panel",
    "search",
    "table",
    "saving",
    "start",
)
OWN = {"label", "labels", "type", "country", "x", "y"}  # node attributes with a place of their own on the page
READABLE = 1500  # ties that a picture bears; with more, it opens with the stronger ones

OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": False, "selectConnectedEdges": False, "multiselect": False, "zoomSpeed": 0.6},
    "layout": {"improvedLayout": False},
}


def render(graph: Graph, title: dict[str, str]) -> str:
    """A page with the picture and, behind each tie, its events and their sources; a graph always gives the same bytes.

    `graph.graph` may hold `explanation` (how ties are made: language to text) and `names` (code to language to text,
    under "types" and under "countries"). Where nodes lack x and y, all are given places.
    """
    tables = _Tables()
    network = pyvis.network.Network()
    network.options = OPTIONS
    network.heading = title.get("en") or next(iter(title.values()), "")
    network.nodes = _nodes(graph)
    network.edges = [_edge(graph, *ends, tables) for ends in _ends(graph)]
    extra = {
        "title": title,
        "explanation": graph.graph.get("explanation", {}),
        "names": graph.graph.get("names", {}),
        "words": json.loads(_read(PAGE / "words.json")),
        "least": _least(edge["value"] for edge in network.edges),
        "size": [BASE_RADIUS, RADIUS_PER_ROOT],
        "events": tables.events,
        "sources": tables.sources,
    }
    network.path = "network.html.j2"
    network.templateEnv = _environment(extra)
    return str(network.generate_html())


def _nodes(graph: Graph) -> list[dict[str, Any]]:
    placed = all("x" in node and "y" in node for _, node in graph.nodes(data=True))
    places = (
        {key: (float(node["x"]), float(node["y"])) for key, node in graph.nodes(data=True)}
        if placed
        else positions(graph)
    )
    stronger = _stronger(graph, places)
    return [
        _node(graph, key, {1: places[key]} | {least: here[key] for least, here in stronger.items() if key in here})
        for key in sorted(graph, key=str)
    ]


def _stronger(graph: Graph, places: Mapping[Hashable, Place]) -> dict[int, dict[Hashable, Place]]:
    """Places for each network that is left when only ties of so many facts are shown: fewer nodes can stand freer."""
    levels = sorted({weight for *_, weight in graph.edges(data="weight", default=1) if weight > 1})
    ties = {
        least: [(a, b, tie) for a, b, tie in graph.edges(data=True) if tie.get("weight", 1) >= least]
        for least in levels
    }
    return {least: positions(nx.Graph(ties[least]), near=places) for least in levels}


def _node(graph: Graph, key: Hashable, places: dict[int, Place]) -> dict[str, Any]:
    node = graph.nodes[key]
    label = node.get("label") or str(key)
    return {
        "id": str(key),
        "label": label,
        "labels": node.get("labels") or {"en": label},
        "type": node.get("type") or "",
        "country": node.get("country") or "",
        "places": places,
        "measures": {
            name: float(f"{value:.4g}") for name, value in sorted(node.items()) if name not in OWN and _is_number(value)
        },
    }


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, str | bool) and float(value) == float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def _ends(graph: Graph) -> list[tuple[Hashable, Hashable]]:
    return sorted(
        ((a, b) if str(a) <= str(b) else (b, a) for a, b in graph.edges if a != b),
        key=lambda ends: tuple(map(str, ends)),
    )


def _edge(graph: Graph, source: Hashable, target: Hashable, tables: "_Tables") -> dict[str, Any]:
    edge = graph.edges[source, target]
    facts = sorted(edge.get("facts", ()), key=lambda fact: (str(fact.get("start") or "9999"), str(fact["event"])))
    return {
        "from": str(source),
        "to": str(target),
        "value": int(edge.get("weight", len(facts))),
        "first": None if edge.get("first") is None else int(edge["first"]),
        "last": None if edge.get("last") is None else int(edge["last"]),
        "facts": [tables.refer(fact) for fact in facts],
    }


def _least(weights: Iterable[int]) -> int:
    """The number of events from which on the ties are few enough to be read at first sight."""
    strongest = sorted(weights, reverse=True)
    return strongest[READABLE] + 1 if len(strongest) > READABLE and strongest[0] > strongest[READABLE] else 1


class _Tables:
    """Events and sources, each written once however many ties they stand behind."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.sources: list[dict[str, str]] = []
        self._numbers: dict[str, int] = {}

    def refer(self, fact: Mapping[str, Any]) -> list[Any]:
        event = {key: fact.get(key) or "" for key in ("event", "start", "end", "place")}
        number = self._number(self.events, {**event, "label": dict(fact.get("label") or {})})
        keys = ("iri", "title", "url", "publisher", "published")
        return [
            number,
            [
                self._number(self.sources, {key: str(source.get(key) or "") for key in keys})
                for source in fact.get("sources", ())
            ],
        ]

    def _number(self, table: list[dict[str, Any]], row: dict[str, Any]) -> int:
        key = json.dumps(row, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(table)
            table.append(row)
        return self._numbers[key]


def _environment(extra: dict[str, Any]) -> Environment:
    scripts = [_vis_network(), *(_read(PAGE / f"{name}.js") for name in SCRIPTS)]
    style = _read(PAGE / "network.css")
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    environment.filters.update(in_html=_in_html, from_json=json.loads)
    environment.globals.update(
        extra=extra,
        policy=_policy(scripts, style),
        scripts=list(map(Markup, scripts)),
        style=Markup(style),  # noqa: S704  our own files
    )
    return environment


def _vis_network() -> str:
    folder = Path(pyvis.network.__file__).parent / "templates" / "lib"
    found = sorted(folder.glob("vis-*/vis-network.min.js"))
    if not found:
        raise KGError(str(folder), "pyvis is here without its vis-network", "install pyvis again")
    return _read(found[-1]).partition("//# sourceMappingURL")[0]  # else browsers' tools look for the map


def _policy(scripts: Iterable[str], style: str) -> str:
    """Only these scripts and this style, nothing from elsewhere, and no text ever read as HTML."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _in_html(data: object) -> Markup:
    """JSON that no HTML parser mistakes for markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it ends a script element


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
