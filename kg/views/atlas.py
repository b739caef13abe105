"""The page that brings the views of the whole graph together, each a page in a frame of its own behind a tab.

The pages are those that ``kg view`` makes. They lie in the atlas as text that nobody parses before its tab is opened;
what several of them hold (libraries, our scripts and styles) lies there once.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg import queries, remote
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import drawn, map, matrix, ranks, safety, sigma, table, timeline  # noqa: A004 - a view is called so

_FOLDER = Path(__file__).parent
_BLOCK = re.compile(r"<(script|style)(?P<kind>[^>]*)>(?P<text>.*?)</\1>", re.DOTALL)
_COUNTED = ("Institution", "Event", "Person", "Agreement", "Country", "Source")
_FIGURES = f"""
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?number) WHERE {{
  VALUES ?kind {{ {" ".join(f"lc:{kind}" for kind in _COUNTED)} }}
  ?thing a ?kind .
}}
GROUP BY ?kind
"""


class View(NamedTuple):
    """A tab: its name in the page's address, its title and what it shows by language, and what makes its page."""

    key: str
    title: dict[str, str]
    about: dict[str, str]
    page: Callable[[Project], str]


def _network(name: str) -> Callable[[Project], str]:
    return lambda project: sigma.render(*drawn.network(project, name, ({}, EVERYTHING)))


VIEWS = (
    View(
        "meetings",
        {"en": "Who met", "zh": "共同参与"},
        {"en": "Institutions that took part in the same events", "zh": "参加过同一活动的机构"},
        _network("co-participation"),
    ),
    View(
        "agreements",
        {"en": "Who works together", "zh": "合作关系"},
        {"en": "Institutions that share agreements and projects", "zh": "有共同协议或项目的机构"},
        _network("agreements-and-projects"),
    ),
    View(
        "themes",
        {"en": "Themes", "zh": "主题"},
        {"en": "Themes that occur together", "zh": "共同出现的主题"},
        _network("themes"),
    ),
    View(
        "map",
        {"en": "Map", "zh": "地图"},
        {
            "en": "Delegations and agreements between countries, events in cities",
            "zh": "国家之间的代表团与协议，各城市的活动",
        },
        map.page,
    ),
    View(
        "timeline",
        {"en": "Timelines", "zh": "时间线"},
        {"en": "Institutions, series and themes along the years", "zh": "机构、系列活动和主题的历年情况"},
        timeline.choice,
    ),
    View(
        "matrix",
        {"en": "Countries", "zh": "国家矩阵"},
        {"en": "Countries by countries: who sent delegations where", "zh": "国家之间的代表团往来"},
        lambda project: matrix.page(project, "countries"),
    ),
    View(
        "ranks",
        {"en": "Ranks", "zh": "排名"},
        {"en": "Who stood where among those that met, year by year", "zh": "历年各机构在共同参与网络中的位置"},
        lambda project: ranks.page(project, "co-participation"),
    ),
    View(
        "table",
        {"en": "Agreements", "zh": "协议"},
        {"en": "All agreements with their parties, to be searched and sorted", "zh": "全部协议及签署方，可搜索和排序"},
        lambda project: table.answered(project, queries.load(project.queries / "views", "agreements"), {}),
    ),
)


def page(project: Project) -> str:
    """The page as HTML; KGError without a graph, or without what draws networks and maps."""
    return bound([(view, view.page(project)) for view in VIEWS], figures(project))


def figures(project: Project) -> dict[str, int]:
    """How many institutions, events … the graph has, by their class."""
    found = {str(kind).rpartition("#")[2]: number for kind, number in remote.graph(project).select(_FIGURES).rows}
    return {kind: int(str(found.get(kind, 0))) for kind in _COUNTED}


def bound(pages: list[tuple[View, str]], counted: dict[str, int]) -> str:
    """These pages as one, with figures above them; the first is opened at once. The same pages give the same bytes."""
    parts: dict[str, int] = {}
    views = [
        {"key": view.key, "title": view.title, "about": view.about, "page": _apart(html, parts)} for view, html in pages
    ]
    opened = {part for part in views[0]["page"] if isinstance(part, int)}
    script, style, words = _read("atlas.js"), _read("colours.css") + _read("atlas.css"), json.loads(_read("atlas.json"))
    scripts, styles = (_admitted(name, [html for _, html in pages]) for name in ("script", "style"))
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("atlas.html.j2").render(
        policy=f"{safety.policy([script, *scripts], style, *styles)}; frame-src blob:",
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        words=words,
        views=views,
        figures=counted,
        data=safety.in_html({"words": words, "views": views, "figures": counted}),
        # As in their own pages, where each stands in such an element.
        first=[(number, Markup(text)) for text, number in parts.items() if number in opened],  # noqa: S704
        others=[(number, Markup(text)) for text, number in parts.items() if number not in opened],  # noqa: S704
    )


def _apart(html: str, parts: dict[str, int]) -> list[str | int]:
    """A page as its texts in order; scripts, styles and data by their numbers among all parts, which grow with it."""
    at, pieces = 0, list[str | int]()
    for block in _BLOCK.finditer(html):
        pieces += [html[at : block.start("text")], parts.setdefault(block["text"], len(parts))]
        at = block.end("text")
    return [*pieces, html[at:]]


def _admitted(name: str, pages: list[str]) -> list[str]:
    """The scripts, or styles, that run in these pages."""
    blocks = (block for html in pages for block in _BLOCK.finditer(html))
    return sorted({block["text"] for block in blocks if block[1] == name and not block["kind"]})


def _read(name: str) -> str:
    return (_FOLDER / "page" / name).read_text("utf-8")
