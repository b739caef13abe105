"""The page around a network, whoever draws it: one HTML file that needs nothing else, no network, no server, no folder
beside it.

Data is JSON in a block that no browser executes, every text is set as text, and the policy in the head lets only our
own scripts run.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.layout import Graph
from kg.views import safety
from kg.views.content import content

TEMPLATE = "network.html.j2"
PAGE = Path(__file__).parent / "page"
SHARED = ("elements", "words", "framed", "model", "symbols", "labels", "painting")
DRAWN = ("picture", "panel", "search", "further", "table", "vector", "saving", "filters", "start")


class Painter(NamedTuple):
    """Who draws a network: a library's script and what it is called, the scripts of ours that speak with it, and
    whether each number of facts has places of its own."""

    library: str
    parts: list[dict[str, str]]
    scripts: tuple[str, ...]
    levels: bool


class Page(NamedTuple):
    """A page before it is written: the template's surroundings, and what goes into it."""

    environment: Environment
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    heading: str


def page(graph: Graph, title: Mapping[str, str], painter: Painter) -> Page:
    """The page with the picture and, behind each tie, its facts and their sources; a graph always gives the same bytes.

    `graph.graph` may hold `explanation` (how ties are made: language to text) and `names` (code to language to text,
    under "types" and under "countries"). Where nodes lack x and y, all are given places.
    """
    data = content(graph, levels=painter.levels)
    nodes, edges = data.pop("nodes"), data.pop("edges")
    extra = data | {
        "title": title,
        "explanation": graph.graph.get("explanation", {}),
        "names": graph.graph.get("names", {}),
        "words": json.loads(read(PAGE / "words.json")),
        "parts": painter.parts,
    }
    names = (*SHARED, *painter.scripts, *DRAWN)
    scripts = [painter.library, *(read(PAGE / f"{name}.js") for name in names)]
    return Page(_environment(extra, scripts), nodes, edges, title.get("en") or next(iter(title.values()), ""))


def read(path: Path) -> str:
    """The text of a file of ours."""
    return path.read_text(encoding="utf-8")


def _environment(extra: dict[str, Any], scripts: list[str]) -> Environment:
    style = read(PAGE / "colours.css") + read(PAGE / "network.css")
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    environment.filters.update(in_html=safety.in_html, from_json=json.loads)
    environment.globals.update(
        extra=extra,
        policy=safety.policy(scripts, style),
        scripts=list(map(Markup, scripts)),
        style=Markup(style),  # noqa: S704  our own files
    )
    return environment
