"""The page of a map: delegations and agreements between countries, and events by place, along the years.

d3-geo draws it in the browser, on outlines of land from Natural Earth. Both come as one script that is made of their
packages (`make views`) and is no file of the repository.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg import geography, picture
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import sheet

BUNDLE = Path(__file__).parent / "bundle" / "map.js"
NETWORK = "countries"
SCRIPTS = ("flows.js", "globe.js", "turning.js")
WHOLE: Part = ({}, EVERYTHING)
_TITLE = {"en": "Library cooperation on the map", "zh": "图书馆国际合作地图"}
_PAGE = Path(__file__).parent / "page"


def page(project: Project, name: str = NETWORK, part: Part = WHOLE) -> str:
    """The page as HTML; KGError where there is no bundle, or where another network or a part of it is asked for."""
    if name != NETWORK:
        raise KGError(name, "only countries have a place on the map", f"kg view {NETWORK} --as map")
    if part != WHOLE:
        raise KGError("map", "shows all that is known", "leave the other options, choose on the page")
    return drawn(geography.gathered(project), picture.names(project))


def drawn(known: geography.Geography, names: Mapping[str, Any]) -> str:
    """The page of what is known, with names of countries (see :func:`kg.picture.names`); KGError without a bundle."""
    if not BUNDLE.is_file():
        raise KGError("map", "what draws it is not there", "run make views")
    content = {**known._asdict(), "names": names, "own": json.loads(_read("map.json"))}
    return sheet.page("map", _TITLE, content, (BUNDLE.read_text("utf-8"), *map(_read, SCRIPTS)))


def _read(name: str) -> str:
    return (_PAGE / name).read_text("utf-8")
